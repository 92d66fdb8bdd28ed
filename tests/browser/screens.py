"""Phone, desktop and projector, and what must hold on each of them."""

from playwright.sync_api import expect

from models.quantities import Number

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
STILL = {"reduced_motion": "reduce"}
"""A reader who wants no motion: the page does not glide to the picture."""
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


def main_sliders(visit, experiment):
    """Return the first two sliders that count at the defaults and stand among the first controls."""
    start = experiment.params()
    names = [
        name for name, item in experiment.parameters.items()
        if item.main and isinstance(item, Number) and start.applies(name)
    ]  # fmt: skip
    return [visit.slider(name) for name in names[:2]]


def assert_the_picture_stands_beside_its_sliders(visit, experiment, screen):
    """The first picture and the first two sliders are in sight at once, side by side."""
    assert_nothing_scrolls_sideways(visit, screen)
    visit.page.locator(".st-key-sr-live").evaluate("node => node.scrollIntoView({ block: 'start' })")
    first, second = main_sliders(visit, experiment)
    drawing = visit.drawn(experiment.default_views[0])
    for part in (drawing, first, second):
        expect(part).to_be_in_viewport(ratio=0.9)
    assert first.bounding_box()["x"] > drawing.bounding_box()["x"] + drawing.bounding_box()["width"]
