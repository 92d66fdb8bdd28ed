"""A lost connection is told, and so is its return; nothing the reader set is lost."""

from playwright.sync_api import expect

from tests.browser.pages import FRENCH_FLAG, GRADIENT
from tests.serving import free_port, serving

LOST = "The connection to the server is lost."
BACK = "The connection is back."


def test_a_server_that_stops_and_comes_back_is_told_and_the_state_is_kept(new_visit):
    port = free_port()
    with serving(port=port) as (address, _process):
        visit = new_visit(address).open()
        visit.slider("diffusivity").press("End")
        visit.expect_query(diffusivity=300)
        visit.expect_model(GRADIENT, diffusivity=300)
        before = visit.traces("profile")
        note = visit.page.locator(".sr-connection")
        expect(note).to_be_hidden()
    expect(note).to_contain_text(LOST, timeout=20_000)
    expect(note).to_be_visible()
    assert visit.traces("profile") == before, "the picture stays"
    visit.slider("loss_rate").press("End")  # what is set meanwhile counts as well
    visit.expect_value("loss_rate", "1 /s")
    with serving(port=port):
        expect(note).to_contain_text(BACK, timeout=60_000)
        visit.expect_value("diffusivity", "300 µm²/s")
        visit.expect_value("loss_rate", "1 /s")
        visit.expect_model(GRADIENT, diffusivity=300, loss_rate=1)
        visit.expect_query(diffusivity=300, loss_rate=1)
        expect(note).to_be_hidden()
        visit.slider("diffusivity").press("Home")
        visit.expect_model(GRADIENT, diffusivity=0.01, loss_rate=1)


def test_a_browser_that_goes_offline_is_told_and_moves_made_meanwhile_arrive(visit):
    visit.open()
    note = visit.page.locator(".sr-connection")
    visit.page.context.set_offline(True)
    try:
        expect(note).to_contain_text(LOST)
        visit.slider("diffusivity").press("End")
        visit.expect_value("diffusivity", "300 µm²/s")
    finally:
        visit.page.context.set_offline(False)
    expect(note).to_contain_text(BACK)
    visit.expect_value("diffusivity", "300 µm²/s")
    visit.expect_model(GRADIENT, diffusivity=300)
    visit.expect_query(diffusivity=300)


def test_a_reload_shows_the_state_again(visit):
    visit.open_lab(FRENCH_FLAG)
    visit.slider("decay_length").press("Home")
    visit.expect_query(lab="french_flag", decay_length=5)
    before = visit.traces("flag")
    visit.page.reload()
    visit.ready()
    visit.expect_model(FRENCH_FLAG, decay_length=5)
    visit.expect_picture("flag", before)
