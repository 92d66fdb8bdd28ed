"""Pictures that answer: parts of a drawing that tell and act, charts that are clicked, a state that remembers."""

import pytest
from playwright.sync_api import expect

from pages.catalog import EXPERIMENTS

KNOWN = {experiment.slug: experiment for experiment in EXPERIMENTS}
POLARITY, FEEDBACK, LOOPS = (
    KNOWN[slug] for slug in ("chemokine/polarity", "autocrine/feedback", "autocrine/tumor_loops")
)
TRAIL = """() => {
    const plot = document.querySelector('.sr-stage .js-plotly-plot');
    const trail = plot.data.find(trace => trace.name === 'Your way here');
    return trail ? Array.from(trail.x) : [];
}"""


def node(visit, name):
    """Return a part of the network's drawing by the beginning of what it tells."""
    return visit.picture("network").locator(f'svg [data-tip^="{name}"]').first


def test_a_node_tells_what_it_does_under_the_pointer_and_under_the_focus(visit):
    visit.open_lab(POLARITY)
    tip = visit.picture("network").locator(".sr-diagram-tip")
    node(visit, "PTEN").hover()
    expect(tip).to_contain_text("PTEN")
    node(visit, "Rac").focus()
    expect(tip).to_contain_text("Rac")
    assert node(visit, "Rac").get_attribute("aria-label") == tip.inner_text()
    assert visit.errors == []


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_node_is_knocked_out_and_the_drawing_keeps_its_focus(visit, way):
    visit.open_lab(POLARITY)
    before = visit.words("network")
    part = node(visit, "PI3K")
    part.click() if way == "click" else part.press(way)
    visit.expect_query(lab="polarity", knockout="pi3k")
    expect(visit.control("knockout").locator("select")).to_have_value("pi3k")
    visit.expect_model(POLARITY, knockout="pi3k")
    expect(visit.image("network")).not_to_have_attribute("aria-label", before)
    if way != "click":
        expect(node(visit, "PI3K")).to_be_focused()
        node(visit, "PI3K").press(way)
        visit.expect_query(lab="polarity")
    assert visit.errors == []


def test_a_loop_remembers_the_way_that_the_reader_came(visit):
    visit.open_lab(FEEDBACK)
    low = visit.readout("signal")
    slider = visit.slider("cell_density")
    slider.press("End")
    expect(visit.tile("signal")).not_to_have_text(low)
    visit.page.wait_for_function("location.search.includes('start_signal')")
    for _ in range(8):  # ten steps of a fortieth of a decade each: down to where the loop has two states
        slider.press("PageDown")
    visit.page.wait_for_function(
        "location.search.includes('cell_density=1e%2B07') || !location.search.includes('density')"
    )
    held = visit.readout("signal")
    assert float(held) > 10 * float(low), "at the same density as at first it has stayed on"
    visit.page.goto(visit.page.url)
    visit.ready()
    expect(visit.tile("signal")).to_have_text(held)
    visit.button("Reset all").click()
    expect(visit.tile("signal")).to_have_text(low)
    assert visit.errors == []


def test_the_state_leaves_a_trail(visit):
    visit.open_lab(FEEDBACK)
    slider = visit.slider("cell_density")
    for _ in range(3):
        before = len(visit.page.evaluate(TRAIL))
        slider.press("PageUp")
        visit.page.wait_for_function(f"before => ({TRAIL})().length > before", arg=before)
    visit.slider("feedback_hill").press("PageDown")
    visit.page.wait_for_function(f"() => ({TRAIL})().length === 1")
    assert visit.errors == []


def test_a_click_on_the_table_of_drugs_sets_the_case_and_the_drug(visit):
    visit.open_lab(LOOPS, view="table")
    table = LOOPS.simulate(LOOPS.params()).table
    row, column = table.cases.index("wnt_ligand"), table.drugs.index("kinase_inhibitor")
    area = visit.drawn("table").locator(".nsewdrag").first
    area.scroll_into_view_if_needed()
    size = area.bounding_box()
    place = {
        "x": size["width"] * (column + 0.5) / len(table.drugs), "y": size["height"] * (row + 0.5) / len(table.cases),
    }  # fmt: skip
    area.hover(position=place)
    visit.drawn("table").locator(".hoverlayer .hovertext").first.wait_for()
    area.click(position=place, delay=80)
    visit.page.wait_for_function("location.search.includes('case=wnt_ligand')")
    assert float(visit.query()["kinase_inhibitor"]) > 0.5
    assert visit.errors == []
