"""The browser writes numbers exactly as ``models.notation`` does: one notation while a slider moves and after."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from models import notation

SOURCE = Path(__file__).parents[2] / "pages" / "lesson" / "static" / "notation.js"
LOAD = """async source => {
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    window.notation = await import(url);
}"""
VALUES = (
    0, 1, -1, 2, 5, 9, 10, 12, 59.4, 100, 150, 999, 1000, 1234, 9999, 12345, 99949, 99950, 99999, 100000, 123456, 1e6,
    3.1e7, 6.02214076e23, 1e100, 1.7e308, 5e-324, 1e-9, 2.5e-4, 2.52e-4, 9.994e-4, 9.995e-4, 9.9999e-4, 0.001,
    0.0010049, 0.001366, 0.01, 0.042, 0.05, 0.099999, 0.1, 0.125, 0.3, 0.5, 0.085, 0.1 + 0.2, 1 / 3, 2 / 3, 1.005,
    1.115, 2.125, 2.135, 2.375, 12.25, 12.35, 12.75, 122.5, 123.5, 1235, 1245, 20.05, 188.02, 13.297, -0.00012345,
    -59.44, -123456.0, 1e21, 1.5e-7,
)  # fmt: skip
UNITS = ("µm", "1/s", "µm²/s", "", "%", "°", "1/(M s)", "per cell")


@pytest.fixture
def notation_page(chromium_page: Page) -> Page:
    """Return a blank page into which notation.js was loaded."""
    chromium_page.evaluate(LOAD, SOURCE.read_text(encoding="utf-8"))
    return chromium_page


@pytest.mark.parametrize("digits", [1, 2, 3, 4, 6])
def test_the_browser_writes_numbers_as_the_server_does(notation_page: Page, digits: int) -> None:
    written = notation_page.evaluate(
        "([values, digits]) => values.map(value => notation.number(value, digits))", [VALUES, digits]
    )
    assert dict(zip(VALUES, written, strict=True)) == {value: notation.number(value, digits) for value in VALUES}


def test_the_browser_rounds_ties_to_even_as_the_server_does(notation_page: Page) -> None:
    ties = [count / 8 for count in range(801, 8000, 37)]
    written = notation_page.evaluate("values => values.map(value => notation.number(value, 3))", ties)
    assert written == [notation.number(value, 3) for value in ties]


def test_the_browser_writes_units_as_the_server_does(notation_page: Page) -> None:
    written = notation_page.evaluate("units => units.map(unit => notation.quantity(2.5e-4, unit))", UNITS)
    assert written == [notation.quantity(2.5e-4, unit) for unit in UNITS]


def test_what_is_not_finite_is_written_alike(notation_page: Page) -> None:
    written = notation_page.evaluate("() => [NaN, Infinity, -Infinity].map(value => notation.number(value))")
    assert written == [notation.number(value) for value in (float("nan"), float("inf"), float("-inf"))]
