"""The balance of ``cis_inhibition``: Notch on one pan, Delta on the other; what is in excess is left over."""

from __future__ import annotations

import math
from html import escape
from typing import Final

from models.juxtacrine.cis_inhibition import Result
from models.notation import number
from pages.figures.juxtacrine.cis_inhibition_texts import balance_text, role
from pages.figures.pictures import Diagram, part

WIDTH, HEIGHT = 720, 470
PIVOT_X, PIVOT_Y = 360.0, 120.0
ARM: Final = 200.0
HANG: Final = 96.0
STEEPEST: Final = 16.0
"""Degrees that the beam tilts at most; one factor of e in the ratio tilts it by ten."""
TALLEST: Final = 86.0
MOLECULES: Final = 12
"""Molecules drawn on the fuller pan."""
FADE: Final = "transition:transform .25s,opacity .25s,width .25s"
MORE: Final = 2.0
"""The factor by which a click on a pan changes what is made."""


def draw_balance(result: Result) -> Diagram:
    """Return the balance: it tilts to the molecule that is made more, and shows what cis binding leaves."""
    params = result.params
    ratio = math.log(params.own_delta_production / params.notch_production)
    tilt = max(-STEEPEST, min(STEEPEST, 10 * ratio))
    rise = ARM * math.sin(math.radians(tilt))
    reach = ARM * math.cos(math.radians(tilt))
    most = max(params.notch_production, params.own_delta_production)
    pieces = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" font-family="inherit" fill="currentColor">',
        _words(PIVOT_X, 40, f"This cell is {role(result)}", 22, 600),
        f'<path d="M{PIVOT_X} {PIVOT_Y}L{PIVOT_X - 34} 330L{PIVOT_X + 34} 330Z" fill="var(--sr-panel)" '
        'stroke="var(--sr-line)" stroke-width="2"/>',
        f'<path d="M{PIVOT_X - reach:.1f} {PIVOT_Y - rise:.1f}L{PIVOT_X + reach:.1f} {PIVOT_Y + rise:.1f}" '
        'stroke="currentColor" stroke-width="6" stroke-linecap="round"/>',
        f'<circle cx="{PIVOT_X}" cy="{PIVOT_Y}" r="8"/>',
        _pan(PIVOT_X - reach, PIVOT_Y - rise + HANG, "Notch", "signal", params.notch_production, most,
             result.notch_lost, {"notch_production": _doubled(params.notch_production)}),
        _pan(PIVOT_X + reach, PIVOT_Y + rise + HANG, "Delta", "second", params.own_delta_production, most,
             result.delta_lost, {"own_delta_production": _doubled(params.own_delta_production)}),
        _lamp(140, "hears", "signal", result.signal, params.notch_production,
              "Signal heard: Notch of this cell cut by the neighbors' Delta."),
        _lamp(580, "sends", "second", result.signal_sent, params.own_delta_production,
              "Signal sent: this cell's Delta, where the neighbors' Notch meets it."),
        "</svg>",
    ]  # fmt: skip
    return Diagram(title="Notch against Delta in one cell", text=balance_text(result), svg="".join(pieces))


def _pan(
    x: float, y: float, name: str, color: str, made: float, most: float, lost: float, proposal: dict[str, float]
) -> str:
    """Return a pan with its molecules: crossed out are those that the other kind destroys."""
    shown = max(1, round(MOLECULES * made / most)) if made / most > 0.5 / MOLECULES else 0
    kept = shown - round(shown * lost / 100)
    marks = []
    for i in range(MOLECULES):
        column, row = i % 6, i // 6
        cx, cy = x - 62.5 + 25 * column, y - 16 - 25 * row
        there, whole = i < shown, i < kept
        shape = (
            f"M{cx - 9:.1f} {cy:.1f}a9 9 0 1 0 18 0a9 9 0 1 0 -18 0Z" if name == "Notch"
            else f"M{cx:.1f} {cy - 10:.1f}L{cx + 10:.1f} {cy + 8:.1f}L{cx - 10:.1f} {cy + 8:.1f}Z"
        )  # fmt: skip
        marks.append(
            f'<path d="{shape}" fill="var(--sr-{color})" fill-opacity="{0.9 if whole else 0.08}" '
            f'stroke="var(--sr-{color})" stroke-width="2" opacity="{1 if there else 0}" style="{FADE}"/>'
            f'<path d="M{cx - 7:.1f} {cy - 7:.1f}l14 14m0 -14l-14 14" stroke="var(--sr-muted)" stroke-width="2.5" '
            f'opacity="{1 if there and not whole else 0}" style="{FADE}"/>'
        )
    tip = (
        f"{name} made: {number(made)} in a lifetime. {number(lost)} % of it is destroyed by its partner in the same "
        f"cell. Click: make twice as much."
    )
    return (
        f"<g {part(tip, proposal)}>"
        f'<path d="M{x:.1f} {y - HANG:.1f}L{x - 92:.1f} {y:.1f}L{x + 92:.1f} {y:.1f}Z" fill="var(--sr-panel)" '
        f'fill-opacity="0.35" stroke="var(--sr-line)" stroke-width="2"/>{"".join(marks)}'
        f'<path d="M{x - 100:.1f} {y:.1f}q100 44 200 0Z" fill="var(--sr-{color})" fill-opacity="0.25" '
        f'stroke="var(--sr-{color})" stroke-width="3"/>'
        f"{_words(x, y + 50, f'{name} made: {number(made)}', 21, 600)}"
        f"{_words(x, y + 76, f'{number(lost)} % lost in cis', 20)}</g>"
    )


def _lamp(x: float, name: str, color: str, value: float, most: float, tip: str) -> str:
    """Return a bar that tells how much the cell hears or sends, as a share of the most that it could."""
    length = 200 * min(1.0, value / most)
    return (
        f"<g {part(tip)}>{_words(x, 410, f'{name} {number(value)}', 22, 600)}"
        f'<rect x="{x - 100}" y="424" width="200" height="18" rx="4" fill="var(--sr-panel)" stroke="var(--sr-line)" '
        f'stroke-width="2"/><rect x="{x - 100}" y="424" width="{length:.1f}" height="18" rx="4" '
        f'fill="var(--sr-{color})" style="{FADE}"/></g>'
    )


def _doubled(value: float) -> float:
    return min(float(f"{MORE * value:.3g}"), 1000.0)


def _words(x: float, y: float, text: str, size: int, weight: int = 400) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle"'
    return f'<text {place} font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
