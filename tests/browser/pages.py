"""Every page of the app, and how a test comes to it and waits until it stands."""

from functools import partial

from playwright.sync_api import expect

from pages.catalog import MODES, PARACRINE

GRADIENT, FRENCH_FLAG, MATRIX, NICHE = PARACRINE.experiments


def to_mode(slug, visit):
    visit.open(slug)
    expect(visit.page.locator(".sr-illustration svg")).to_be_visible()


def to_text(path, title, visit):
    visit.page.goto(f"{visit.address}/{path}")
    expect(visit.page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    visit.page.locator(".sr-ruler-plot svg" if not path else ".stMain p, .stMain li").last.wait_for()


PAGES = {
    "home": partial(to_text, "", "Signal Reach"),
    **{mode.slug: partial(to_mode, mode.slug) for mode in MODES},
    "teachers": partial(to_text, "teachers", "For teachers"),
    "systems": partial(to_text, "systems", "Systems"),
    "hormones": partial(to_text, "hormones", "Hormones"),
    "glossary": partial(to_text, "glossary", "Glossary"),
    "references": partial(to_text, "references", "References"),
    "about": partial(to_text, "about", "About"),
}
"""The way to each page, by its name. Experiments are visited by tests of their own (``Visit.open_lab``)."""
