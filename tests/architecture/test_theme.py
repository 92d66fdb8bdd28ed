"""The theme of Streamlit's own parts: the palette of the charts, with enough contrast to be read."""

import tomllib
from pathlib import Path

import pytest

from pages.figures import palette

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
THEMES = {"light": palette.LIGHT, "dark": palette.DARK}
ROLES = {
    "primaryColor": "link", "backgroundColor": "paper", "secondaryBackgroundColor": "panel", "textColor": "ink",
    "linkColor": "link", "borderColor": "line", "codeTextColor": "ink", "codeBackgroundColor": "panel",
    "grayColor": "muted", "grayTextColor": "muted", "redColor": "bad", "redTextColor": "bad",
    "greenColor": "good", "greenTextColor": "good", "yellowColor": "warn", "yellowTextColor": "warn",
    "blueColor": "link", "blueTextColor": "link",
}  # fmt: skip
CAPTION_OPACITY = 0.6
"""With which Streamlit draws its captions."""


def channels(color):
    return [int(color[i : i + 2], 16) for i in (1, 3, 5)]


def luminance(rgb):
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_is_the_palette(theme):
    colors = THEMES[theme]
    expected = {option: colors[role] for option, role in ROLES.items()}
    expected["chartCategoricalColors"] = [colors[role] for role in palette.SEQUENCE]
    assert CONFIG["theme"][theme] == expected


def test_both_themes_have_the_same_roles():
    assert set(palette.LIGHT) == set(palette.DARK)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["ink", "muted", "link", "good", "warn", "bad"])
@pytest.mark.parametrize("background", ["paper", "panel"])
def test_text_stands_out(theme, role, background):
    colors = THEMES[theme]
    assert contrast(channels(colors[role]), channels(colors[background])) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", [*palette.SEQUENCE, "measured", "focus"])
def test_lines_stand_out(theme, role):
    assert contrast(channels(THEMES[theme][role]), channels(THEMES[theme]["paper"])) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_captions_stand_out(theme):
    paper, ink = channels(THEMES[theme]["paper"]), channels(THEMES[theme]["ink"])
    drawn = [round(CAPTION_OPACITY * i + (1 - CAPTION_OPACITY) * p) for i, p in zip(ink, paper, strict=True)]
    assert contrast(drawn, paper) >= 4.5


def test_no_font_comes_from_elsewhere():
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
