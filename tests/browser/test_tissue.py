"""Cells drawn as cells: walked through by keyboard, chosen, played; a point that is dragged; lines that flow."""

import pytest
from playwright.sync_api import expect

from pages.catalog import EXPERIMENTS
from tests.browser.files import download, parse

KNOWN = {experiment.slug: experiment for experiment in EXPERIMENTS}
INHIBITION, CLEARANCE, AXIS = (
    KNOWN[slug] for slug in ("juxtacrine/lateral_inhibition", "endocrine/clearance", "endocrine/feedback_axis")
)
FILLS = "() => [...document.querySelectorAll('.sr-cell polygon')].map(cell => cell.getAttribute('fill'))"
DASHES = "() => document.querySelector('[data-flow]').getAttribute('stroke-dashoffset')"


def cell(visit, number):
    return visit.picture("cells").locator(".sr-cell").nth(number - 1)


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_cell_is_chosen_and_its_neighborhood_answers(visit, way):
    visit.open_lab(INHIBITION)
    visit.drawn("cells")
    before = visit.page.evaluate(FILLS)
    cell(visit, 79).click() if way == "click" else cell(visit, 79).press(way)
    visit.expect_query(lab="lateral_inhibition", selected_cell=79)
    visit.expect_model(INHIBITION, selected_cell=79)
    after = visit.page.evaluate(FILLS)
    assert after != before
    expect(cell(visit, 79).locator("text")).to_have_count(1)
    if way != "click":
        expect(cell(visit, 79)).to_be_focused()
        cell(visit, 79).press(way)
        visit.expect_query(lab="lateral_inhibition")
        visit.page.wait_for_function(f"before => JSON.stringify(({FILLS})()) === JSON.stringify(before)", arg=before)
    assert visit.errors == []


def test_the_arrow_keys_walk_from_cell_to_cell_and_tell_each(visit):
    visit.open_lab(INHIBITION)
    visit.drawn("cells")
    assert visit.picture("cells").locator('.sr-cell[tabindex="0"]').count() == 1, "one stop for the Tab key"
    start = cell(visit, 14)
    start.focus()
    tip = visit.picture("cells").locator(".sr-diagram-tip")
    expect(tip).to_contain_text("Cell 14: Delta")
    start.press("ArrowRight")
    expect(cell(visit, 15)).to_be_focused()
    expect(tip).to_contain_text("Cell 15: Delta")
    cell(visit, 15).press("ArrowUp")
    cell(visit, 26).or_(cell(visit, 27)).and_(visit.page.locator(":focus")).press("ArrowDown")
    visit.page.keyboard.press("ArrowLeft")
    expect(tip).to_contain_text("Cell 1")
    assert visit.errors == []


def test_the_pattern_forms_from_noise_while_it_plays(visit):
    visit.open_lab(INHIBITION)
    visit.drawn("cells")
    end = visit.page.evaluate(FILLS)
    time = visit.picture("cells").get_by_role("slider", name="Time")
    time.press("Home")
    start = visit.page.evaluate(FILLS)
    assert not {*start} & {*end}, "at first no cell is what it will be"
    visit.picture("cells").get_by_role("button", name="Play").click()
    visit.page.wait_for_function(f"start => JSON.stringify(({FILLS})()) !== JSON.stringify(start)", arg=start)
    visit.picture("cells").get_by_role("button", name="Pause").click()
    time.press("End")
    assert visit.page.evaluate(FILLS) == end


def test_the_cells_come_as_numbers(visit):
    visit.open_lab(INHIBITION)
    visit.drawn("cells")
    _, content = download(visit, "Plotted data CSV")
    _, titles, rows = parse(content)
    assert titles[0] == "Cell (number)" and any("Delta" in title for title in titles)
    assert len(rows) == 144


def test_a_point_is_dragged_and_moved_by_keys_and_the_model_follows(visit):
    visit.open_lab(CLEARANCE)
    visit.drawn("level")
    handle = visit.picture("level").locator(".sr-handle")
    handle.scroll_into_view_if_needed()
    before, box = visit.readout("plasma_level"), handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    for step in range(1, 9):
        visit.page.mouse.move(x - 15 * step, y)
        visit.frame()
    expect(visit.tile("plasma_level")).not_to_have_text(before)
    assert "time=" not in visit.page.url, "the address waits until the point is let go"
    visit.page.mouse.up()
    visit.page.wait_for_function("location.search.includes('time=')")
    dragged = float(visit.query()["time"])
    assert dragged < CLEARANCE.params().time
    visit.expect_model(CLEARANCE, time=dragged)
    handle.press("ArrowRight")
    visit.page.wait_for_function("was => !location.search.includes(`time=${was}&`)", arg=visit.query()["time"])
    assert float(visit.query()["time"]) > dragged
    assert visit.errors == []


def test_a_patient_is_dragged_over_the_plane_but_not_out_of_it(visit):
    visit.open_lab(AXIS)
    visit.drawn("plane")
    handle = visit.picture("plane").locator(".sr-handle")
    handle.scroll_into_view_if_needed()
    words, box = visit.words("plane"), handle.bounding_box()
    visit.page.mouse.move(box["x"] + 20, box["y"] + 20)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] - 2000, box["y"] + 20, steps=4)
    visit.page.mouse.up()
    visit.page.wait_for_function("location.search.includes('patient_target')")
    expect(visit.image("plane")).not_to_have_attribute("aria-label", words)
    low = AXIS.parameters["patient_target"].low
    assert float(visit.query()["patient_target"]) >= low
    assert visit.errors == []


def test_lines_flow_until_they_are_held(visit):
    visit.open_lab(CLEARANCE, view="loop")
    visit.drawn("loop")
    before = visit.page.evaluate(DASHES)
    visit.page.wait_for_function(f"before => ({DASHES})() !== before", arg=before)
    hold = visit.button("Hold the flow")
    hold.click()
    visit.frame()
    held = visit.page.evaluate(DASHES)
    visit.page.wait_for_timeout(200)
    assert visit.page.evaluate(DASHES) == held
    expect(visit.button("Let it flow")).to_be_visible()
    assert visit.errors == []
