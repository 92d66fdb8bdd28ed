"""The table of hormones is searched while one types, and a row opens its state."""

from playwright.sync_api import expect

from content.hormones import EXPERIMENT, hormones
from pages.catalog import EXPERIMENTS

CLEARANCE = next(experiment for experiment in EXPERIMENTS if experiment.slug == EXPERIMENT)


def test_typing_leaves_the_rows_that_contain_all_words(visit):
    visit.page.goto(f"{visit.address}/hormones")
    rows = visit.page.locator(".sr-hormones tbody tr:visible")
    expect(rows).to_have_count(len(hormones()))
    field = visit.page.get_by_label("Find a hormone")
    field.press_sequentially("thyroid braverman")
    expect(rows).to_have_count(2)
    expect(visit.page.get_by_text(f"2 of {len(hormones())} hormones")).to_be_visible()
    field.fill("no such word")
    expect(rows).to_have_count(0)
    expect(visit.page.get_by_text("No hormone contains these words.")).to_be_visible()
    field.fill("")
    expect(rows).to_have_count(len(hormones()))


def test_a_row_opens_the_experiment_in_its_state(visit):
    preset = next(preset for preset in CLEARANCE.words.presets if preset.id == "epo")
    visit.page.goto(f"{visit.address}/hormones")
    visit.page.get_by_role("link", name=preset.name, exact=True).click()
    visit.ready().expect_model(CLEARANCE, **preset.values)
