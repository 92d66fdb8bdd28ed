"""Phone, desktop and projector, in both themes: nothing to scroll sideways, and the picture beside its sliders."""

import pytest
from playwright.sync_api import expect

from pages.catalog import EXPERIMENTS
from tests.browser.pages import PAGES
from tests.browser.screens import DESKTOP, PHONE, PROJECTOR, assert_nothing_scrolls_sideways, main_sliders


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_any_larger_screen(visit, path):
    PAGES[path](visit)
    for screen in (PHONE, DESKTOP, PROJECTOR):
        assert_nothing_scrolls_sideways(visit, screen)


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.name)
def test_a_phone_shows_the_picture_with_the_two_main_sliders_and_a_finger_moves_them(visit, experiment):
    visit.open_lab(experiment)
    assert_nothing_scrolls_sideways(visit, PHONE)
    drawing = visit.drawn(experiment.default_views[0])
    first, second = main_sliders(visit, experiment)
    second.evaluate("node => node.scrollIntoView({ block: 'end' })")
    for part in (drawing, first, second):
        box = part.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["width"] > 250
        assert box["y"] >= 0 and box["y"] + box["height"] <= 845, "on one screen with the picture"
    assert first.bounding_box()["height"] >= 24, "large enough for a finger"
    words, told = visit.words(experiment.default_views[0]), first.get_attribute("aria-valuetext")
    box = first.bounding_box()
    visit.page.touchscreen.tap(box["x"] + 0.85 * box["width"], box["y"] + box["height"] / 2)
    visit.page.wait_for_function("location.search.includes('v=1')")
    expect(first).not_to_have_attribute("aria-valuetext", told)
    image = visit.image(experiment.default_views[0])
    expect(image).not_to_have_attribute("aria-label", words)
    assert visit.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_take_the_colors_of_the_theme(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open()
    paper = "() => document.querySelector('.js-plotly-plot')._fullLayout.paper_bgcolor"
    page = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert visit.page.evaluate(paper) == {"light": "#ffffff", "dark": "#10151d"}[scheme]
    assert visit.page.evaluate(page) == {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 21, 29)"}[scheme]
    line = visit.picture("profile").locator(".scatterlayer path.js-line").nth(1)
    other = {"light": "dark", "dark": "light"}[scheme]
    before = line.evaluate("node => getComputedStyle(node).stroke")
    visit.page.emulate_media(color_scheme=other)
    visit.page.wait_for_function(
        "before => getComputedStyle(document.querySelectorAll('.scatterlayer path.js-line')[1]).stroke !== before",
        arg=before,
    )
    assert visit.errors == []
