"""Controls take typed values, presets and discoveries, and give them back."""

import pytest
from playwright.sync_api import expect

from models.quantities import Number
from pages.catalog import EXPERIMENTS
from pages.lesson.link import link_text
from pages.lesson.messages import value_text
from tests.browser.pages import FRENCH_FLAG, GRADIENT, NICHE
from tests.browser.screens import STILL


def type_value(visit, name, text):
    control = visit.control(name)
    control.locator(".sr-value").click()
    field = control.locator(".sr-value-field")
    field.fill(text)
    field.press("Enter")
    return control


def expect_settings(visit, experiment, values):
    """Wait until controls, readouts and address stand for ``values``, the rest at its default."""
    params = experiment.simulate(experiment.params(**values)).after()
    for name, item in experiment.parameters.items():
        if isinstance(item, Number) and not item.when:
            visit.expect_value(name, value_text(item, getattr(params, name)))
    visit.expect_model(experiment, **values)
    visit.expect_query(lab=experiment.name, **{name: link_text(value) for name, value in params.changed().items()})


@pytest.mark.parametrize(("text", "value"), [("0.25", 0.25), ("2.5 × 10^-1 µm²/s", 0.25), ("1,23456", 1.235)])
def test_a_typed_value_is_taken_with_four_digits(visit, text, value):
    visit.open()
    before = visit.traces("profile")
    type_value(visit, "diffusivity", text)
    expect_settings(visit, GRADIENT, {"diffusivity": value})
    assert visit.traces("profile") != before


def test_a_bad_entry_is_named_with_its_bounds_and_changes_nothing(visit):
    visit.open()
    before = visit.traces("profile")
    for text, fault in (("abc", "“abc” is not a number."), ("1e99", "too high"), ("-3", "too low"), ("5 s", "5 s")):
        control = type_value(visit, "diffusivity", text)
        error = control.get_by_role("alert")
        expect(error).to_contain_text("Diffusion coefficient: ")
        expect(error).to_contain_text(fault)
        expect(error).to_contain_text("0.01 to 300 µm²/s")
        expect(control.locator(".sr-value-field")).to_have_attribute("aria-invalid", "true")
        control.locator(".sr-value-field").press("Escape")
        expect(error).to_be_empty()
    visit.expect_value("diffusivity", "0.1 µm²/s")
    assert visit.traces("profile") == before and visit.query() == {}


def test_one_setting_is_reset_or_all(visit):
    visit.open(diffusivity=2, loss_rate=0.01, time=5)
    visit.expect_model(GRADIENT, diffusivity=2, loss_rate=0.01, time=5)
    visit.button("Reset Diffusion coefficient").click()
    expect(visit.slider("diffusivity")).to_be_focused()
    expect_settings(visit, GRADIENT, {"loss_rate": 0.01, "time": 5.0})
    visit.button("Reset all").click()
    expect_settings(visit, GRADIENT, {})
    expect(visit.button("Reset all")).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize(
    ("experiment", "preset"), [(GRADIENT, "bicoid_frap"), (NICHE, "treg_rich")], ids=["gradient", "cytokine_niche"]
)
def test_a_preset_moves_the_controls_and_the_picture(visit, experiment, preset):
    chosen = next(item for item in experiment.words.presets if item.id == preset)
    visit.open_lab(experiment)
    picture = experiment.default_views[0]
    before, words = visit.traces(picture), visit.words(picture)
    visit.page.get_by_label("Real systems", exact=True).first.select_option(preset)
    expect_settings(visit, experiment, dict(chosen.values))
    assert visit.traces(picture) != before and visit.words(picture) != words
    expect(visit.page.locator(".sr-preset-values li")).to_have_count(len(chosen.values))
    visit.slider(next(iter(chosen.values))).press("ArrowRight")
    expect(visit.page.locator(".sr-presets select option:checked")).to_have_text(f"Changed from {chosen.name}")


def test_showing_a_system_from_the_text_sets_it_up_too(visit):
    chosen = next(item for item in FRENCH_FLAG.words.presets if item.id == "dpp")
    visit.open(lab="french_flag", cv_dose=0.5)
    visit.button(f"Show {chosen.name}").click()
    expect_settings(visit, FRENCH_FLAG, dict(chosen.values))
    expect(visit.page.locator(".sr-controls")).to_be_in_viewport()


@pytest.mark.parametrize("visit", [STILL], indirect=True, ids=["still"])
@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.name)
def test_every_discovery_is_set_up_by_one_click(visit, experiment):
    visit.open_lab(experiment)
    for number, discovery in enumerate(experiment.words.discoveries, 1):
        visit.button(f"Set up discovery {number}").click()
        expect(visit.picture(experiment.default_views[0])).to_be_in_viewport()
        visit.expect_model(experiment, **discovery.set)
    expect_settings(visit, experiment, dict(discovery.set))
    assert visit.errors == []


def test_choices_and_switches_act_and_stand_in_the_address(visit):
    visit.open()
    visit.control("dimension").get_by_role("radio", name="3D: one cell").check()
    visit.expect_query(dimension="3D")
    visit.expect_model(GRADIENT, dimension="3D")
    body = visit.page.get_by_role("switch", name="Cell takes up room")
    body.click()
    visit.expect_query(dimension="3D", cell_body="1")
    visit.expect_model(GRADIENT, dimension="3D", cell_body=True)
    expect(body).to_have_attribute("aria-checked", "true")


def test_a_number_in_the_text_follows_and_a_chip_leads_to_its_control(visit):
    visit.open(diffusivity=1)
    live = visit.page.locator('[data-readout="decay_length"]').first
    expect(live).to_have_text("63 µm")
    visit.slider("diffusivity").press("Home")
    expect(visit.tile("decay_length")).not_to_have_text("63 µm")
    expect(live).to_have_text(visit.readout("decay_length"))
    visit.page.get_by_text("How the model works, and what it leaves out").click()
    chip = visit.page.locator('[data-parameter="diffusivity"]').first
    expect(chip).to_have_text("0.01 µm²/s")
    chip.press("Enter")
    expect(visit.slider("diffusivity")).to_be_focused()
