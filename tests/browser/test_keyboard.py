"""Everything can be done from the keyboard alone."""

import pytest
from playwright.sync_api import expect

from models.notation import quantity
from tests.browser.pages import GRADIENT

FOCUSED = "() => document.activeElement?.closest('[data-control]')?.dataset.control ?? ''"
MOST_TABS = 150


def tab_to(visit, wanted, key="Tab"):
    """Press Tab until the focus is where the script ``wanted`` says."""
    for _ in range(MOST_TABS):
        visit.page.keyboard.press(key)
        if visit.page.evaluate(wanted):
            return
    raise AssertionError(f"{MOST_TABS} times {key} did not lead to {wanted}")


def at(selector):
    return f"document.activeElement.matches({selector!r})"


def test_tab_reaches_every_main_slider_in_order_with_a_visible_focus(visit):
    visit.open()
    main = [name for name, item in GRADIENT.parameters.items() if item.main]
    for name in main:
        tab_to(visit, at(f'[data-control="{name}"] input[type=range]'))
        assert visit.page.evaluate("document.activeElement.matches(':focus-visible')")
    thumb = visit.page.evaluate(
        "() => getComputedStyle(document.activeElement, ':-webkit-slider-thumb').boxShadow !== 'none'"
        " || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    )
    assert thumb


def test_arrow_page_home_and_end_keys_move_a_slider(visit):
    visit.open(diffusivity=1)
    slider, keyboard = visit.slider("diffusivity"), visit.page.keyboard
    slider.focus()
    steps = {
        "ArrowRight": 10 ** (1 / 40), "ArrowUp": 10 ** (2 / 40), "ArrowLeft": 10 ** (1 / 40), "ArrowDown": 1,
        "PageUp": 10 ** (1 / 4), "PageDown": 1, "Home": 0.01, "End": 300,
    }  # fmt: skip
    for key, value in steps.items():
        keyboard.press(key)
        visit.expect_value("diffusivity", quantity(float(f"{value:.3g}"), "µm²/s", 4))
    visit.expect_model(GRADIENT, diffusivity=300)
    visit.expect_query(diffusivity=300)
    keyboard.press("ArrowRight")
    visit.expect_value("diffusivity", "300 µm²/s")


def test_a_screen_reader_hears_name_value_and_unit(visit):
    visit.open(diffusivity=1)
    expect(visit.page.get_by_role("slider", name="Diffusion coefficient")).to_have_attribute(
        "aria-valuetext", "1 µm²/s"
    )
    expect(visit.page.get_by_role("slider", name="Loss rate")).to_have_attribute("aria-valuetext", "2.52 × 10⁻⁴ /s")


def test_buttons_work_by_enter_and_by_space(visit):
    visit.open()
    for key, shown in (("Enter", True), (" ", False)):
        visit.view("map").press(key)
        expect(visit.picture("map")).to_be_visible(visible=shown)
    pin = visit.tool("pin")
    pin.press("Enter")
    expect(pin).to_have_attribute("aria-pressed", "true")
    pin.press(" ")
    expect(pin).to_have_attribute("aria-pressed", "false")
    visit.tool("save").press("Enter")
    items = visit.page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    visit.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    visit.page.keyboard.press("End")
    expect(items.last).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(visit.tool("save")).to_be_focused()
    expect(items.first).to_be_hidden()


def test_a_value_is_typed_without_a_mouse(visit):
    visit.open()
    tab_to(visit, at('[data-control="diffusivity"] .sr-value'))
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.type("2,5")
    visit.page.keyboard.press("Enter")
    visit.expect_value("diffusivity", "2.5 µm²/s")
    expect(visit.control("diffusivity").locator(".sr-value")).to_be_focused()
    visit.expect_model(GRADIENT, diffusivity=2.5)


@pytest.mark.parametrize("experiment", [GRADIENT], ids=lambda e: e.name)
def test_the_whole_path_from_prediction_over_slider_to_quiz(visit, experiment):
    visit.open_lab(experiment)
    asked, press = experiment.words.prediction, visit.page.keyboard.press
    tab_to(visit, at('[aria-label="Predict first"] input'))
    press(" ")
    for _ in range(next(i for i, option in enumerate(asked.options) if option.right)):
        press("ArrowDown")
    tab_to(visit, "document.activeElement.textContent === 'Keep it and try'")
    press("Enter")
    expect(visit.slider(asked.parameter)).to_be_focused()
    visit.expect_model(experiment, **asked.try_it)
    press("PageDown")
    press("PageUp")
    press("Home")
    visit.expect_model(experiment, **{asked.parameter: experiment.parameters[asked.parameter].low})
    expect(visit.page.locator('[aria-label="Your prediction and what happened"]')).to_contain_text("and so it is")

    for number, question in enumerate(experiment.words.quiz):
        card = f'[data-question="{number}"]'
        for tier, item in enumerate(filter(None, (question, question.reason))):
            tab_to(visit, at(f"{card} fieldset:nth-of-type({tier + 1}) input"))
            press(" ")
            for _ in range(next(i for i, option in enumerate(item.options) if option.right)):
                press("ArrowDown")
        answered = visit.page.locator(card)
        expect(answered.locator(".sr-option.right input:checked")).to_have_count(2 if question.reason else 1)
        expect(answered.locator(".sr-why")).to_have_count(
            sum(len(item.options) for item in filter(None, (question, question.reason)))
        )
    assert visit.errors == []
