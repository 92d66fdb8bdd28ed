"""A link into the app works at once, also as the very first request of a server, and below a sub-path."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import FRENCH_FLAG
from tests.serving import serving


@pytest.fixture(scope="module", params=["", "sr"], ids=["at the root", "below a sub-path"])
def fresh(request):
    """The address of a server that nobody has asked for a page yet."""
    with serving(base=request.param) as (address, _process):
        yield address


def test_a_deep_link_is_right_as_the_first_request_of_a_fresh_server(fresh, new_visit):
    visit = new_visit(fresh)
    answers = []
    visit.page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    visit.open("paracrine", lab="french_flag", decay_length=60, cv_dose=0.3, view="flag,doses", v=1)
    expect(visit.page.get_by_role("heading", name=FRENCH_FLAG.words.question)).to_be_visible()
    visit.expect_value("decay_length", "60 µm")
    visit.expect_value("cv_dose", "0.3")
    visit.expect_model(FRENCH_FLAG, decay_length=60, cv_dose=0.3)
    expect(visit.picture("flag")).to_be_visible()
    expect(visit.picture("doses")).to_be_visible()
    expect(visit.page.locator(".sr-notice")).to_have_count(0)

    assert visit.errors == [] and visit.strangers == []
    assert all(status < 400 for status, _ in answers), answers
    assets = [url for _, url in answers if "/assets/" in url]
    assert len(assets) > 20 and all(url.startswith(f"{fresh}/assets/") for url in assets)

    visit.slider("decay_length").press("Home")
    visit.expect_model(FRENCH_FLAG, decay_length=5, cv_dose=0.3)
    visit.expect_query(lab="french_flag", decay_length=5, cv_dose=0.3, view="flag,doses")
    assert visit.page.url.startswith(f"{fresh}/paracrine?")


def test_the_ways_through_the_app_hold_there_too(fresh, new_visit):
    visit = new_visit(fresh)
    visit.page.goto(f"{fresh}/")
    visit.page.locator(f'a.sr-home-card[href$="lab={FRENCH_FLAG.name}"]').click()
    visit.ready()
    expect(visit.page.get_by_role("heading", name=FRENCH_FLAG.words.question)).to_be_visible()
    visit.page.get_by_role("link", name=re.compile("For teachers: ")).click()
    expect(visit.page.get_by_role("heading", name="For teachers")).to_be_visible()
    expect(visit.page.get_by_role("heading", name=FRENCH_FLAG.words.question)).to_be_visible()
    visit.page.get_by_role("link", name="Open the experiment").click()
    visit.ready()
    expect(visit.page.get_by_role("heading", name=FRENCH_FLAG.words.question)).to_be_visible()
    assert visit.page.url == f"{fresh}/paracrine?lab=french_flag"
    assert visit.errors == [] and visit.strangers == []
