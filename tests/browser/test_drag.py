"""While a finger is on a slider the picture follows, in the same node, and what the reader did to it stays."""

import pytest

from tests.browser.pages import GRADIENT

WATCH = """() => {
    const stage = document.querySelector('.sr-stage'), node = stage.querySelector('.js-plotly-plot');
    const seen = window.seen = { frames: 0, drawn: new Set(), blank: [], search: new Set(), on: true };
    const line = () => [...node.querySelectorAll('.scatterlayer path.js-line')].map(path => path.getAttribute('d'));
    const faults = lines => {
        if (stage.querySelector('.js-plotly-plot') !== node || !node.isConnected) return 'another node';
        if (!node.querySelector('.main-svg .xtick text')) return 'no axis';
        if (lines.length < 2 || lines.some(d => (d ?? '').length < 50)) return 'no line';
        const { width, height } = node.querySelector('.main-svg').getBoundingClientRect();
        const visible = node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        return width > 200 && height > 150 && visible ? '' : 'no size';
    };
    const look = () => {
        const lines = line(), fault = faults(lines);
        seen.frames += 1;
        seen.drawn.add(lines.join());
        seen.search.add(location.search);
        if (fault) seen.blank.push(fault);
        if (seen.on) requestAnimationFrame(look);
    };
    look();
}"""
SEEN = "() => ({ frames: seen.frames, drawn: seen.drawn.size, blank: seen.blank, search: [...seen.search] })"
PICTURES = 8
MOVES = 120


class Drag:
    """A finger on a slider."""

    def __init__(self, visit, name):
        slider = visit.slider(name)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        self.visit, self.mouse = visit, visit.page.mouse
        self.y, self.left, self.width = box["y"] + box["height"] / 2, box["x"], box["width"]

    def down(self, at):
        self.mouse.move(self.left + at * self.width, self.y)
        self.mouse.down()
        return self

    def to(self, at):
        self.mouse.move(self.left + at * self.width, self.y)
        self.visit.frame()

    def up(self):
        self.mouse.up()


def drag_until_drawn(visit, drag, pictures):
    """Move back and forth between 0.3 and 0.7 of the track until so many pictures were drawn; return what was seen."""
    seen = visit.page.evaluate(SEEN)
    for move in range(MOVES):
        part = (move % 40) / 40
        drag.to(0.3 + 0.4 * (2 * part if part < 0.5 else 2 - 2 * part))
        seen = visit.page.evaluate(SEEN)
        if seen["drawn"] >= pictures:
            break
    return seen


def test_the_picture_is_drawn_many_times_before_the_finger_lifts_and_never_blank(visit):
    visit.open()
    drag = Drag(visit, "diffusivity").down(0.3)
    visit.page.evaluate(WATCH)
    seen = drag_until_drawn(visit, drag, PICTURES)
    assert seen["drawn"] >= PICTURES
    drag.to(0.65)
    visit.page.wait_for_timeout(800)  # longer than the quiet that ends a move by key: a resting finger ends nothing
    seen = visit.page.evaluate(SEEN)
    assert seen["search"] == [""]
    assert seen["blank"] == [] and seen["frames"] > PICTURES

    drag.up()
    visit.page.wait_for_function("location.search.includes('diffusivity=')")
    value = float(visit.query()["diffusivity"])
    assert value > 1
    visit.expect_model(GRADIENT, diffusivity=value)
    seen = visit.page.evaluate("() => { seen.on = false; return (" + SEEN + ")(); }")
    assert seen["blank"] == []
    assert len(seen["search"]) == 2, "one move is one step of the Back button"
    assert visit.errors == []


def test_the_controls_wait_for_the_server_and_then_send_the_newest_values(visit):
    visit.open()
    drag = Drag(visit, "diffusivity").down(0.3)
    before = len(visit.sent)
    for step in range(60):
        drag.mouse.move(drag.left + (0.3 + 0.4 * step / 60) * drag.width, drag.y)
    drag.up()
    visit.page.wait_for_function("location.search.includes('diffusivity=')")
    visit.expect_model(GRADIENT, diffusivity=float(visit.query()["diffusivity"]))
    assert 2 <= len(visit.sent) - before <= 45, "60 moves in one go, but no queue of answers"


@pytest.fixture
def zoomed(visit):
    """A visit in which the reader has zoomed into the picture."""
    visit.open()
    area = visit.picture("profile").locator(".nsewdrag").first
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    mouse = visit.page.mouse
    mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7, steps=6)
    mouse.up()
    visit.page.wait_for_function("() => document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range[0] > 10")
    return visit


RANGES = """() => {
    const { xaxis, yaxis } = document.querySelector('.js-plotly-plot')._fullLayout;
    return [...xaxis.range, ...yaxis.range];
}"""


def test_a_zoom_survives_moves_presets_and_other_pictures(zoomed):
    visit, before = zoomed, zoomed.page.evaluate(RANGES)
    drag = Drag(visit, "diffusivity").down(0.3)
    visit.page.evaluate(WATCH)
    assert drag_until_drawn(visit, drag, 4)["drawn"] >= 4
    drag.up()
    assert visit.page.evaluate(RANGES) == before
    visit.slider("loss_rate").press("PageUp")
    visit.page.wait_for_function("location.search.includes('loss_rate=')")
    visit.view("map").click()
    visit.picture("map").locator(".js-plotly-plot").wait_for()
    assert visit.page.evaluate(RANGES) == before
    visit.view("profile").click()
    visit.picture("profile").wait_for(state="hidden")
    visit.view("profile").click()
    visit.picture("profile").wait_for()
    visit.button("Reset Loss rate").click()
    visit.expect_query(diffusivity=visit.query()["diffusivity"], view="profile,map")
    assert visit.page.evaluate(RANGES) == before


def test_a_double_click_ends_the_zoom(zoomed):
    zoomed.picture("profile").locator(".nsewdrag").first.dblclick()
    zoomed.page.wait_for_function("() => document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range[0] === 0")


HIDDEN = "() => document.querySelector('.js-plotly-plot')._fullData.map(trace => trace.visible)"


def test_a_hidden_trace_stays_hidden(visit):
    visit.open()
    visit.picture("profile").locator(".legendtoggle").first.click()
    visit.page.wait_for_function(f"() => ({HIDDEN})()[0] === 'legendonly'")
    before = visit.page.evaluate(HIDDEN)
    assert before.count("legendonly") == 1
    drag = Drag(visit, "diffusivity").down(0.3)
    for at in (0.4, 0.5, 0.6):
        drag.to(at)
    drag.up()
    visit.page.wait_for_function("location.search.includes('diffusivity=')")
    visit.expect_model(GRADIENT, diffusivity=float(visit.query()["diffusivity"]))
    assert visit.page.evaluate(HIDDEN) == before
    visit.tool("pin").click()  # more traces come, the hidden one is still that one
    visit.page.wait_for_function(f"() => ({HIDDEN})().length > {len(before)}")
    assert visit.page.evaluate(HIDDEN)[: len(before)] == before
