"""What moves is played by the reader: play, pause, step, speed, time. Nothing moves by itself."""

import pytest
from playwright.sync_api import expect

FRAMES = (
    "count => new Promise(done => { const f = n => n ? requestAnimationFrame(() => f(n - 1)) : done(); f(count); })"
)
POSITION = "() => Number(document.querySelector('.sr-player input[type=range]').value)"
DOTS = "() => document.querySelector('.sr-walkers canvas').toDataURL()"


def clock(visit):
    return " ".join(visit.page.locator(".sr-clock").all_inner_texts())


def bars(visit):
    return next(trace["y"] for trace in visit.traces("walkers") if trace["name"] == "walkers counted")


@pytest.mark.parametrize(
    "visit", [{}, {"reduced_motion": "reduce"}], indirect=True, ids=["as usual", "with reduced motion"]
)
def test_nothing_starts_by_itself(visit):
    visit.open(view="growth,walkers")
    visit.page.locator(".sr-player").nth(1).wait_for()
    before = clock(visit), visit.traces("growth"), visit.page.evaluate(DOTS)
    expect(visit.button("Play")).to_have_count(2)
    visit.page.evaluate(FRAMES, 45)
    assert (clock(visit), visit.traces("growth"), visit.page.evaluate(DOTS)) == before
    visit.slider("diffusivity").press("PageUp")
    visit.page.wait_for_function("location.search.includes('diffusivity')")
    visit.page.evaluate(FRAMES, 45)
    expect(visit.button("Play")).to_have_count(2)


def test_a_movie_plays_pauses_and_plays_to_its_end(visit):
    visit.open(view="growth")
    before, words = visit.traces("growth"), visit.words("growth")
    first = visit.page.evaluate(POSITION)
    visit.button("Play").click()
    visit.page.wait_for_function(f"({POSITION})() > {first + 3}")
    assert visit.traces("growth") != before
    assert visit.words("growth") != words
    visit.button("Pause").click()
    there = visit.page.evaluate(POSITION), clock(visit)
    visit.page.evaluate(FRAMES, 30)
    assert (visit.page.evaluate(POSITION), clock(visit)) == there
    visit.page.get_by_label("Speed").select_option(label="4×")
    visit.button("Play").click()
    visit.page.wait_for_function(f"({POSITION})() === Number(document.querySelector('.sr-player input').max)")
    expect(visit.button("Play")).to_be_visible()
    assert visit.errors == []


def test_steps_and_the_time_slider_lead_to_a_frame(visit):
    visit.open(view="growth")
    first, words = visit.page.evaluate(POSITION), visit.words("growth")
    visit.button("Step forward").click()
    assert visit.page.evaluate(POSITION) == first + 1
    one_on = visit.traces("growth")
    visit.button("Step back").click()
    visit.button("Step back").click()
    assert visit.page.evaluate(POSITION) == first - 1
    visit.page.get_by_label("Time", exact=True).fill(str(first + 1))
    visit.expect_picture("growth", one_on)
    assert clock(visit).startswith("t = ") and visit.words("growth") != words
    visit.page.get_by_label("Time", exact=True).press("Space")
    expect(visit.button("Pause")).to_be_visible()
    visit.page.keyboard.press("Space")
    expect(visit.button("Play")).to_be_visible()


def test_a_movie_keeps_its_place_while_a_slider_moves(visit):
    visit.open(view="growth")
    visit.page.get_by_label("Time", exact=True).fill("7")
    before = visit.traces("growth")
    visit.slider("diffusivity").press("PageUp")
    visit.page.wait_for_function("location.search.includes('diffusivity')")
    visit.page.wait_for_function(f"({POSITION})() === 7")
    assert visit.traces("growth") != before


@pytest.mark.parametrize("dimension", ["1D", "2D", "3D"])
def test_walkers_wander_and_their_histogram_follows(visit, dimension):
    visit.open(view="walkers", dimension=dimension)
    visit.page.get_by_label("Time", exact=True).fill("2")
    dots, counted = visit.page.evaluate(DOTS), bars(visit)
    start = visit.page.evaluate(POSITION)
    visit.button("Play").click()
    visit.page.wait_for_function(f"({POSITION})() > {start + 4}")
    visit.button("Pause").click()
    later = visit.page.evaluate(POSITION), visit.page.evaluate(DOTS), bars(visit)
    assert later[1] != dots and later[2] != counted
    assert sum(later[2]) > sum(counted), "more are born than die at first"
    assert f"{visit.page.locator('.sr-walkers-count').inner_text()}".endswith(" there now")

    visit.page.get_by_label("Time", exact=True).fill("2")
    assert (visit.page.evaluate(DOTS), bars(visit)) == (dots, counted), "a seed gives the same walk again"
    assert visit.errors == []


def test_walkers_lie_about_the_curve_when_all_stands(visit):
    visit.open(view="walkers")
    time = visit.page.get_by_label("Time", exact=True)
    time.fill(time.get_attribute("max"))
    traces = {trace["name"]: trace for trace in visit.traces("walkers")}
    counted, equation = traces["walkers counted"], traces["the equation"]

    def expected(x):
        return min(zip(equation["x"], equation["y"], strict=True), key=lambda point: abs(point[0] - x))[1]

    mean = sum(expected(x) for x in counted["x"]) / len(counted["x"])
    near = [(y, expected(x)) for x, y in zip(counted["x"], counted["y"], strict=True) if expected(x) > mean]
    assert len(near) >= 3
    assert sum(y for y, _ in near) == pytest.approx(sum(y for _, y in near), rel=0.2)
