"""Pictures are switched on and off, pinned, told in words and in a table."""

import io
import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from models.quantities import Choice, Number
from pages.catalog import EXPERIMENTS
from tests.browser.accessibility import serious
from tests.browser.files import download, parse
from tests.browser.pages import GRADIENT
from tests.browser.screens import DESKTOP, PROJECTOR, STILL, assert_the_picture_stands_beside_its_sliders


def test_pictures_are_switched_on_and_off_and_one_stays(visit):
    visit.open()
    visit.view("map").click()
    visit.expect_query(view="profile,map")
    for name in ("profile", "map"):
        expect(visit.picture(name)).to_be_visible()
        expect(visit.view(name)).to_have_attribute("aria-pressed", "true")
    visit.view("profile").click()
    visit.expect_query(view="map")
    expect(visit.picture("profile")).to_be_hidden()
    visit.view("map").click()
    expect(visit.picture("map")).to_be_visible()
    assert visit.query()["view"] == "map"
    visit.slider("diffusivity").press("End")
    visit.expect_query(view="map", diffusivity=300)
    visit.expect_model(GRADIENT, diffusivity=300)


def move_main_sliders(visit, experiment):
    """Move each of the first sliders that is there by a step."""
    for name, item in experiment.parameters.items():
        if item.main and isinstance(item, Number) and visit.slider(name).is_visible():
            visit.slider(name).press("PageUp")


@pytest.mark.parametrize("visit", [STILL], indirect=True, ids=["still"])
@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.name)
def test_every_picture_can_be_shown_at_once_speaks_in_numbers_that_follow_and_gives_its_files(visit, experiment):
    visit.open_lab(experiment)
    for screen in (PROJECTOR, DESKTOP):
        assert_the_picture_stands_beside_its_sliders(visit, experiment, screen)
    for name in experiment.views:
        if name not in experiment.default_views:
            visit.view(name).click()
    for name in experiment.views:
        visit.drawn(name)
    before = {name: visit.words(name) for name in experiment.views}
    assert all(re.search(r"\d", words) for words in before.values())
    move_main_sliders(visit, experiment)
    for name, item in experiment.parameters.items():
        if item.main and isinstance(item, Choice) and visit.control(name).is_visible():
            visit.choose(name, next(label for value, label in item.options if value != item.default))
    move_main_sliders(visit, experiment)
    visit.page.wait_for_function("() => document.querySelector('.sr-stage').getAttribute('aria-busy') === 'false'")
    for name in experiment.views:
        image = visit.image(name)
        expect(image).not_to_have_attribute("aria-label", before[name])
        expect(image).to_have_attribute("aria-label", re.compile(r"\d"))
    for name, view in experiment.views.items():
        if visit.picture(name).get_by_role("button", name="Data table").is_visible():
            _, content = download(visit, f"{view.label}: plotted data CSV")
            assert len(parse(content)[1]) >= 2
        ElementTree.parse(io.BytesIO(download(visit, f"{view.label}: picture SVG")[1]))
    assert serious(visit) == []
    assert visit.errors == [] and visit.strangers == []


def test_a_screen_reader_hears_the_new_state_once_the_move_has_ended(visit):
    visit.open()
    spoken = visit.page.locator(".sr-stage [aria-live=polite]")
    expect(spoken).to_be_empty()
    visit.slider("diffusivity").press("End")
    expect(spoken).to_contain_text("Concentration against distance")
    expect(spoken).to_contain_text("1090 µm")


def test_the_data_table_opens_and_follows(visit):
    visit.open()
    button = visit.picture("profile").get_by_role("button", name="Data table")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    table = visit.picture("profile").locator(".sr-picture-table table")
    titles = table.locator("thead th").all_inner_texts()
    assert len(titles) >= 3 and any("(µm)" in title for title in titles) and any("(nM)" in title for title in titles)
    rows = table.locator("tbody tr")
    first = rows.first.inner_text()
    assert rows.count() >= 50 and re.search(r"\d", first)
    visit.slider("diffusivity").press("End")
    expect(rows.first).not_to_have_text(first)
    button.click()
    expect(table).to_be_hidden()


def test_a_pinned_state_stays_beside_the_next_ones(visit):
    visit.open()
    visit.tool("pin").click()
    expect(visit.page.locator(".sr-pinned-chip")).to_have_text("Pinned: the same settings")
    held = visit.traces("profile")[:2]
    visit.slider("diffusivity").press("End")
    expect(visit.page.locator(".sr-pinned-chip")).to_have_text("Pinned: D 0.1 µm²/s")
    visit.expect_model(GRADIENT, diffusivity=300)
    pinned = [trace for trace in visit.traces("profile") if "pinned" in trace["name"]]
    assert [trace["y"] for trace in pinned] == [trace["y"] for trace in held]
    tile = visit.page.locator('[data-tile="decay_length"]')
    expect(tile.locator(".sr-tile-pinned")).to_have_text("pinned 19.9 µm")
    expect(visit.tool("pin")).to_have_attribute("aria-pressed", "true")

    visit.tool("pin").click()
    expect(visit.page.locator(".sr-pinned-chip")).to_be_hidden()
    expect(tile.locator(".sr-tile-pinned")).to_be_hidden()
    visit.page.wait_for_function(
        "() => !document.querySelector('.js-plotly-plot').data.some(trace => (trace.name ?? '').includes('pinned'))"
    )
    visit.expect_value("diffusivity", "300 µm²/s")


def test_the_trust_panel_and_all_numbers_open_and_follow(visit):
    visit.open()
    visit.page.get_by_text("Can I trust this picture?").click()
    checks = visit.page.get_by_role("region", name="The model against what is known").locator("tbody tr")
    expect(checks.first).to_be_visible()
    expect(checks.filter(has_text="✘")).to_have_count(0)
    visit.page.get_by_text("All numbers and what they mean").click()
    numbers = visit.page.locator(".sr-numbers tbody tr")
    expect(numbers).to_have_count(len(GRADIENT.readouts))
    expect(numbers.filter(has_text="Decay length")).to_contain_text("19.9 µm")
    visit.slider("diffusivity").press("End")
    expect(numbers.filter(has_text="Decay length")).to_contain_text("1090 µm")
    expect(visit.page.get_by_text("At the current values:")).to_be_visible()


def test_the_drawing_of_the_mode_has_words(visit):
    visit.open()
    drawing = visit.page.locator(".sr-illustration")
    expect(drawing).to_be_visible()
    assert len(drawing.get_attribute("aria-label")) > 100
    assert drawing.evaluate("node => node.querySelector('svg').getBoundingClientRect().height") > 100
