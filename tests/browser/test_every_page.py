"""Every page, in both themes, and every experiment: accessible, without an error, without a request to anyone else."""

import pytest
from playwright.sync_api import expect

from pages.catalog import EXPERIMENTS, MODES
from tests.browser.accessibility import COLORS, serious
from tests.browser.pages import PAGES

LAST = [mode.experiments[-1] for mode in MODES]
"""Those that no page opens with: test_pictures looks at the pictures and controls of all."""


def unfold(visit):
    """Open everything that is folded away, so that it is looked at too."""
    while visit.page.evaluate(
        "() => { const folded = [...document.querySelectorAll('details:not([open])')];"
        " for (const one of folded) one.open = true; return folded.length; }"
    ):
        visit.frame()


def to_dark(visit):
    """Let the reader's system change to its dark theme."""
    visit.page.emulate_media(color_scheme="dark")
    visit.page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor === 'rgb(16, 21, 29)'"
        " && document.documentElement.dataset.srTheme === 'dark'"
    )
    visit.page.evaluate("() => Promise.all(document.getAnimations().map(item => item.finished.catch(() => null)))")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_quiet_and_keeps_to_itself(visit, path):
    PAGES[path](visit)
    expect(visit.page).to_have_title("Signal Reach")
    unfold(visit)
    assert serious(visit) == []
    to_dark(visit)
    assert serious(visit, **COLORS) == []
    assert visit.errors == []
    assert visit.strangers == []


@pytest.mark.parametrize("experiment", LAST, ids=lambda e: e.name)
def test_an_experiment_in_full_use_is_accessible_too(visit, experiment):
    visit.open_lab(experiment, view=",".join(experiment.views), wavelength=3)
    expect(visit.page.get_by_role("heading", name=experiment.words.question)).to_be_visible()
    for name in experiment.views:
        visit.drawn(name)
    unfold(visit)
    visit.page.get_by_label("Predict first").locator("input").first.check()
    visit.button("Keep it and try").click()
    for tier in (1, 2):
        for fieldset in visit.page.locator(f"[data-question] fieldset:nth-of-type({tier})").all():
            fieldset.locator("input").last.check()
    visit.tool("pin").click()
    for button in visit.page.get_by_role("button", name="Data table").all():
        if button.is_visible():
            button.click()
    visit.page.locator(".sr-control-ask:visible").first.click()
    visit.page.wait_for_function("location.search.includes('v=1')")
    expect(visit.page.locator(".sr-pinned-chip")).to_contain_text("Pinned: ")
    visit.tool("save").click()
    assert serious(visit) == []
    assert visit.errors == [] and visit.strangers == []


def test_the_ruler_moves_and_its_cards_lead_on(visit):
    PAGES["home"](visit)
    handle = visit.page.get_by_role("slider").first
    handle.focus()
    before = handle.get_attribute("aria-valuetext")
    visit.page.keyboard.press("End")
    expect(handle).not_to_have_attribute("aria-valuetext", before)
    assert visit.page.locator("a.sr-home-card").count() == len(EXPERIMENTS)
    built = tuple(mode.slug for mode in MODES)
    for link in visit.page.locator(".stMain a").all():
        assert link.get_attribute("href").startswith(built), "there is no empty page"
    visit.page.locator("a.sr-home-card").first.press("Enter")
    visit.ready()
    expect(visit.page.get_by_role("heading", name=EXPERIMENTS[0].words.question)).to_be_visible()
    visit.page.go_back()
    expect(visit.page.get_by_role("heading", name="Signal Reach")).to_be_visible()
    assert visit.errors == [] and visit.strangers == []
