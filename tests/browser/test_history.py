"""Back and Forward, other experiments, and a link that shows the same elsewhere."""

from urllib.parse import unquote

from playwright.sync_api import expect

from tests.browser.pages import FRENCH_FLAG, GRADIENT


def test_back_and_forward_return_to_the_earlier_states(visit):
    visit.open()
    states = [({}, visit.traces("profile"), "0.1 µm²/s")]
    for key, value, text in (("End", 300, "300 µm²/s"), ("Home", 0.01, "0.01 µm²/s")):
        visit.slider("diffusivity").press(key)
        visit.expect_query(diffusivity=value)
        visit.expect_model(GRADIENT, diffusivity=value)
        states.append(({"diffusivity": value}, visit.traces("profile"), text))
    assert states[0][1] != states[1][1] != states[2][1]

    def expect_state(index):
        values, traces, text = states[index]
        visit.expect_query(lab="gradient" if values else None, **values)
        visit.expect_value("diffusivity", text)
        visit.expect_model(GRADIENT, **values)
        visit.expect_picture("profile", traces)

    for index in (1, 0):
        visit.page.go_back()
        expect_state(index)
    for index in (1, 2):
        visit.page.go_forward()
        expect_state(index)
    visit.page.go_back()
    expect_state(1)
    visit.slider("loss_rate").press("End")  # from an earlier state a new way goes on
    visit.expect_query(diffusivity=300, loss_rate=1)
    visit.expect_model(GRADIENT, diffusivity=300, loss_rate=1)
    assert visit.errors == []


def test_back_brings_pictures_back(visit):
    visit.open()
    visit.view("map").click()
    visit.expect_query(view="profile,map")
    visit.view("profile").click()
    visit.expect_query(view="map")
    expect(visit.picture("profile")).to_be_hidden()
    visit.page.go_back()
    expect(visit.picture("profile")).to_be_visible()
    expect(visit.picture("map")).to_be_visible()
    visit.page.go_back()
    expect(visit.picture("map")).to_be_hidden()
    expect(visit.view("map")).to_have_attribute("aria-pressed", "false")


def choose(visit, experiment):
    visit.page.locator("[data-testid=stButtonGroup]").get_by_text(experiment.words.title, exact=True).click()
    expect(visit.page.get_by_role("heading", name=experiment.words.question)).to_be_visible()
    visit.ready()


def test_switching_the_experiment_keeps_the_address_right_and_back_returns(visit):
    visit.open()
    visit.slider("diffusivity").press("End")
    visit.expect_query(diffusivity=300)
    choose(visit, FRENCH_FLAG)
    visit.expect_query(lab="french_flag")
    visit.expect_model(FRENCH_FLAG)
    expect(visit.picture("flag")).to_be_visible()
    expect(visit.page.locator('[data-picture="profile"]')).to_have_count(0)
    visit.slider("decay_length").press("Home")
    visit.expect_query(lab="french_flag", decay_length=5)
    visit.expect_model(FRENCH_FLAG, decay_length=5)
    visit.page.go_back()
    visit.expect_query(lab="french_flag")
    visit.expect_model(FRENCH_FLAG)
    visit.page.go_back()
    visit.expect_query(diffusivity=300)
    expect(visit.page.get_by_role("heading", name=GRADIENT.words.question)).to_be_visible()
    visit.expect_value("diffusivity", "300 µm²/s")
    visit.expect_model(GRADIENT, diffusivity=300)
    visit.page.go_forward()
    expect(visit.page.get_by_role("heading", name=FRENCH_FLAG.words.question)).to_be_visible()
    visit.expect_model(FRENCH_FLAG)
    expect(visit.page.locator(".sr-notice")).to_have_count(0)
    assert visit.errors == []


def test_an_experiment_left_and_entered_again_starts_from_its_address(visit):
    visit.open()
    visit.slider("diffusivity").press("End")
    visit.expect_query(diffusivity=300)
    choose(visit, FRENCH_FLAG)
    choose(visit, GRADIENT)
    visit.expect_query()
    visit.expect_value("diffusivity", "0.1 µm²/s")
    visit.expect_model(GRADIENT)
    visit.slider("diffusivity").press("Home")
    visit.expect_query(diffusivity=0.01)
    visit.expect_model(GRADIENT, diffusivity=0.01)
    assert visit.errors == []


def test_a_copied_link_shows_the_same_in_a_browser_that_never_saw_the_app(new_visit, visit):
    here = new_visit(permissions=["clipboard-read", "clipboard-write"])
    here.open(lab="french_flag")
    here.slider("decay_length").press("PageUp")
    here.slider("cv_dose").press("End")
    here.view("doses").click()
    here.picture("doses").locator(".js-plotly-plot").wait_for()
    here.page.wait_for_function("location.search.includes('doses') && location.search.includes('cv_dose')")
    here.tool("save").click()
    here.page.get_by_role("menuitem", name="Copy link").click()
    expect(here.page.get_by_text("Link copied")).to_be_visible()
    link = here.page.evaluate("navigator.clipboard.readText()")
    assert unquote(link) == unquote(here.page.url)

    visit.page.goto(link)
    visit.ready()
    for name in ("decay_length", "cv_dose"):
        visit.expect_value(name, here.value(name))
    for view in ("flag", "doses"):
        visit.expect_picture(view, here.traces(view))
        assert visit.words(view) == here.words(view)
    assert visit.page.locator(".sr-tiles").inner_text() == here.page.locator(".sr-tiles").inner_text()


def test_without_a_clipboard_the_link_is_shown_as_selected_text(visit):
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    visit.open(diffusivity=2)
    visit.tool("save").click()
    visit.page.get_by_role("menuitem", name="Copy link").click()
    field = visit.page.get_by_label("Link to this state")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{visit.address}/paracrine?lab=gradient&diffusivity=2&v=1")
    assert visit.page.evaluate("String(getSelection())") == field.input_value()
