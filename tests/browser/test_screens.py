"""Phone, desktop and projector, in both themes: nothing to scroll sideways, and the picture beside its sliders."""

import pytest
from playwright.sync_api import expect

from models.quantities import Number
from pages.catalog import EXPERIMENTS
from tests.browser.pages import PAGES

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
STYLED = "() => [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)"
OVERFLOW = """() => {
    const wide = [document.documentElement, document.querySelector('.stMain')].filter(Boolean)
        .filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.className || node.tagName);
    const scrolls = node => node && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(node).overflowX)
        ? node !== document.querySelector('.stMain') : scrolls(node.parentElement));
    const out = [...document.querySelectorAll('.stMain *')].filter(node => {
        const box = node.getBoundingClientRect();
        return box.width > 1 && box.right > innerWidth + 1 && !scrolls(node.parentElement) && !node.closest('svg');
    });
    return [...wide, ...out.map(node => `${node.tagName} ${node.className}`)];
}"""


def assert_nothing_scrolls_sideways(visit, screen):
    visit.page.set_viewport_size(screen["viewport"])
    visit.page.wait_for_function(STYLED)
    visit.frame()
    assert visit.page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_any_larger_screen(visit, path):
    PAGES[path](visit)
    for screen in (PHONE, DESKTOP, PROJECTOR):
        assert_nothing_scrolls_sideways(visit, screen)


def main_sliders(visit, experiment):
    """Return the first two sliders that count at the defaults and stand among the first controls."""
    start = experiment.params()
    names = [
        name for name, item in experiment.parameters.items()
        if item.main and isinstance(item, Number) and (not item.when or getattr(start, item.when[0]) in item.when[1:])
    ]  # fmt: skip
    return [visit.slider(name) for name in names[:2]]


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


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.name)
def test_a_wide_screen_shows_the_picture_beside_its_sliders(visit, experiment):
    visit.open_lab(experiment)
    for screen in (DESKTOP, PROJECTOR):
        assert_nothing_scrolls_sideways(visit, screen)
        visit.page.locator(".st-key-sr-live").evaluate("node => node.scrollIntoView({ block: 'start' })")
        first, second = main_sliders(visit, experiment)
        drawing = visit.drawn(experiment.default_views[0])
        for part in (drawing, first, second):
            expect(part).to_be_in_viewport(ratio=0.9)
        assert first.bounding_box()["x"] > drawing.bounding_box()["x"] + drawing.bounding_box()["width"]


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
