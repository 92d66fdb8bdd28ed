"""Whatever stands in the address: a notice in plain text, and the page goes on."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GRADIENT

BOUNDS = ("Diffusion coefficient", "0.01", "300", "default")
LINKS = {
    "a word": ("diffusivity=abc", ("abc", *BOUNDS)),
    "not a number": ("diffusivity=NaN", ("NaN", *BOUNDS)),
    "too large": ("diffusivity=1e99", ("1e99", *BOUNDS)),
    "negative": ("diffusivity=-3", ("-3", *BOUNDS)),
    "repeated": ("diffusivity=1&diffusivity=2", ("“diffusivity” stands 2 times", "default")),
    "long": (f"diffusivity={'9x' * 5000}", ("9x9x9x", *BOUNDS)),
    "a script": (f"diffusivity={quote('<script>window.hacked=1</script>')}", ("<script>window.hacked=1", *BOUNDS)),
    "an image with a script": (
        f"diffusivity={quote('<img src=x onerror=hacked=1>')}",
        ("<img src=x onerror=hacked=1>", *BOUNDS),
    ),
    "a picture in Markdown": (
        f"diffusivity={quote('![x](http://example.org/x.png)')}",
        ("![x](http://example.org/x.png)", *BOUNDS),
    ),
    "a link in Markdown as a key": (f"{quote('[x](http://example.org)')}=1", ("“[x](http://example.org)”",)),
    "an unknown key": ("wavelength=3", ("“wavelength”",)),
    "an unknown experiment": (f"lab={quote('<b>telepathy</b>')}", ("“<b>telepathy</b>”", "french_flag")),
    "an unknown picture": ("view=nonsense", ("“nonsense”",)),
    "an unknown version": ("v=99", ("99",)),
}


@pytest.mark.parametrize(("query", "told"), LINKS.values(), ids=LINKS)
def test_a_bad_link_is_named_as_text_and_the_page_goes_on(visit, query, told):
    visit.open(f"paracrine?{query}")
    [text] = visit.notices()
    for words in told:
        assert words in text
    assert len(text) < 400
    assert visit.page.locator(".sr-notice").locator("img, a, script, b b").count() == 0
    assert visit.page.evaluate("window.hacked") is None
    visit.expect_value("diffusivity", "0.1 µm²/s")
    visit.expect_model(GRADIENT)

    visit.slider("diffusivity").press("End")
    visit.expect_model(GRADIENT, diffusivity=300)
    visit.expect_query(diffusivity=300)
    expect(visit.page.locator(".sr-notice")).to_have_count(0)
    assert visit.errors == [] and visit.strangers == []


def test_good_values_beside_a_bad_one_are_kept_and_a_notice_can_be_dismissed(visit):
    visit.open("paracrine?diffusivity=7&loss_rate=abc")
    [text] = visit.notices()
    assert "Loss rate" in text
    visit.expect_model(GRADIENT, diffusivity=7)
    visit.button("Dismiss this notice").click()
    expect(visit.page.locator(".sr-notice")).to_have_count(0)
    visit.expect_model(GRADIENT, diffusivity=7)


def test_a_bad_notes_link_for_teachers_is_text_too(visit):
    visit.page.goto(f"{visit.address}/teachers?lab={quote('![x](http://example.org/x.png)')}")
    expect(visit.page.get_by_text("There are no notes on “![x](http://example.org/x.png)”")).to_be_visible()
    assert visit.errors == [] and visit.strangers == []


def test_a_strange_term_in_the_glossary_does_no_harm(visit):
    visit.page.goto(f"{visit.address}/glossary?term={quote('<script>window.hacked=1</script>')}")
    expect(visit.page.get_by_role("heading", name="Glossary")).to_be_visible()
    assert visit.page.evaluate("window.hacked") is None
    assert visit.errors == [] and visit.strangers == []
