"""A cell with a hundred receptors, its cascade and its effect, as a drawing: each receptor free, filled or blocked.

Only attributes and texts change from state to state. Which receptors are filled or blocked is arbitrary but fixed.
"""

from __future__ import annotations

import math
from html import escape
from typing import Final

import numpy as np

from models.endocrine.receptor_reserve import Result
from models.notation import number, quantity
from pages.figures.endocrine.receptor_reserve_texts import state_text
from pages.figures.pictures import Diagram, Proposal, part

RECEPTORS: Final = 100
STRIDE: Final = 37
"""Receptors are filled in steps of 37 around the cell, so that they lie scattered: 37 and 100 have no common factor."""
MIDDLE_X, MIDDLE_Y = 250.0, 192.0
HALF_WIDTH, HALF_HEIGHT = 218.0, 150.0
REACH: Final = 12.0
BAR_LEFT, BAR_TOP, BAR_WIDTH, BAR_HEIGHT = 570.0, 62.0, 70.0, 260.0
FADE: Final = "transition:opacity .25s"
MOVE: Final = "transition:y .25s,height .25s,stroke-width .25s"
STEPS: Final = (0.0, 0.5, 0.9, 0.99)
"""What presses on the cell block, one after the other."""


def draw_cell(result: Result, measured: object = ()) -> Diagram:
    """Draw a hundred receptors, filled by occupancy and crossed where blocked, and the effect as a column."""
    blocked, filled = counts(result)
    text = (
        f"A cell with a hundred receptors: {filled} hold hormone, {blocked} are blocked, "
        f"{RECEPTORS - filled - blocked} are empty. {state_text(result)}"
    )
    svg = (
        '<svg viewBox="0 0 700 400" font-family="inherit" fill="currentColor">'
        f"{_cell(result)}{''.join(_receptors(blocked, filled))}{_inside(result)}{_output(result)}{_legend()}</svg>"
    )
    return Diagram(title="A cell and its receptors", text=text, svg=svg)


def counts(result: Result) -> tuple[int, int]:
    """Return how many of a hundred receptors are blocked and how many are filled."""
    blocked = round(RECEPTORS * result.params.blocked_fraction)
    return blocked, min(round(result.all_filled), RECEPTORS - blocked)


def _cell(result: Result) -> str:
    proposal, hint = _next_block(result.params.blocked_fraction)
    tip = f"Receptors: {quantity(100 * result.params.blocked_fraction, '%')} blocked. Press: {hint}."
    return (
        f'<g {part(tip, proposal)}><ellipse cx="{MIDDLE_X}" cy="{MIDDLE_Y}" rx="{HALF_WIDTH}" ry="{HALF_HEIGHT}" '
        'fill="var(--sr-panel)" stroke="var(--sr-line)" stroke-width="4"/></g>'
    )


def _next_block(now: float) -> tuple[Proposal, str]:
    following = next((step for step in STEPS if step > now + 1e-9), 0.0)
    hint = f"block {quantity(100 * following, '%')} of them" if following else "free them all"
    return {"blocked_fraction": following}, hint


def _receptors(blocked: int, filled: int) -> list[str]:
    """Return the receptors evenly along the membrane: a stalk, a ball of hormone, a cross."""
    angles = _even_angles()
    drawn = []
    for place, angle in enumerate(angles):
        turn = place * STRIDE % RECEPTORS
        x, y = MIDDLE_X + HALF_WIDTH * math.cos(angle), MIDDLE_Y + HALF_HEIGHT * math.sin(angle)
        out_x, out_y = math.cos(angle) / HALF_WIDTH, math.sin(angle) / HALF_HEIGHT
        length = math.hypot(out_x, out_y)
        tip_x, tip_y = x + REACH * out_x / length, y + REACH * out_y / length
        crossed, held = turn < blocked, turn >= RECEPTORS - filled
        drawn.append(
            f'<path d="M{x:.1f} {y:.1f}L{tip_x:.1f} {tip_y:.1f}" stroke="var(--sr-signal)" stroke-width="4"/>'
            f'<circle cx="{tip_x:.1f}" cy="{tip_y:.1f}" r="5.5" fill="var(--sr-second)" opacity="{int(held)}" '
            f'style="{FADE}"/>'
            f'<path d="M{tip_x - 5:.1f} {tip_y - 5:.1f}l10 10m0 -10l-10 10" stroke="var(--sr-bad)" stroke-width="2.5" '
            f'opacity="{int(crossed)}" style="{FADE}"/>'
        )
    return drawn


def _even_angles() -> list[float]:
    """Return the angles of a hundred points that are equally far apart along the ellipse."""
    fine = np.linspace(0, 2 * math.pi, 2001)
    steps = np.hypot(np.diff(HALF_WIDTH * np.cos(fine)), np.diff(HALF_HEIGHT * np.sin(fine)))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    angles: list[float] = np.interp(along[-1] * np.arange(RECEPTORS) / RECEPTORS, along, fine).tolist()
    return angles


def _inside(result: Result) -> str:
    params = result.params
    rows = (
        (132, f"{number(result.occupancy)} % of receptors filled", 22, "600"),
        (160, f"at {quantity(params.concentration, 'nM')}; K_d is {quantity(params.kd, 'nM')}", 18, "400"),
        (206, f"cascade: τ = {number(params.tau * (1 - params.blocked_fraction))}", 22, "600"),
        (234, f"half effect at {quantity(result.ec50, 'nM')}", 18, "400"),
        (262, f"with {number(result.filled_at_half)} % filled", 18, "400"),
    )
    return "".join(_words(MIDDLE_X, y, text, size, weight) for y, text, size, weight in rows)


def _legend() -> str:
    """Return what the signs at the membrane mean."""
    return (
        '<circle cx="96" cy="384" r="6" fill="var(--sr-second)"/>'
        '<path d="M214 377v14" stroke="var(--sr-signal)" stroke-width="4"/>'
        '<path d="M324 379l10 10m0 -10l-10 10" stroke="var(--sr-bad)" stroke-width="2.5"/>'
        f"{_words(110, 390, 'filled', 18, '400', 'start')}{_words(224, 390, 'empty', 18, '400', 'start')}"
        f"{_words(342, 390, 'blocked', 18, '400', 'start')}"
    )


def _output(result: Result) -> str:
    """Return the arrow from the cascade to the effect, and the effect as a column with its maximum."""
    height, top = BAR_HEIGHT * result.effect, BAR_TOP + BAR_HEIGHT * (1 - result.emax)
    bottom, middle = BAR_TOP + BAR_HEIGHT, BAR_LEFT + BAR_WIDTH / 2
    tip = f"Effect: {number(result.effect)} of the strongest. The dashed line is the maximum with these receptors."
    return (
        f'<path d="M486 {MIDDLE_Y}H558" stroke="var(--sr-third)" stroke-width="{2 + 10 * result.effect:.1f}" '
        f'stroke-dasharray="10 6" data-flow="{60 * result.effect:.0f}" style="{MOVE}"/>'
        f"<g {part(tip)}>"
        f'<rect x="{BAR_LEFT}" y="{BAR_TOP}" width="{BAR_WIDTH}" height="{BAR_HEIGHT}" fill="var(--sr-panel)" '
        'stroke="var(--sr-line)" stroke-width="2"/>'
        f'<rect x="{BAR_LEFT}" y="{bottom - height:.1f}" width="{BAR_WIDTH}" height="{height:.1f}" '
        f'fill="var(--sr-third)" fill-opacity=".75" style="{MOVE}"/>'
        f'<path d="M{BAR_LEFT - 8} {top:.1f}H{BAR_LEFT + BAR_WIDTH + 8}" stroke="currentColor" stroke-width="2.5" '
        f'stroke-dasharray="6 4"/>{_words(BAR_LEFT + BAR_WIDTH + 12, top + 5, "max", 18, "400", "start")}'
        f"{_words(middle, 36, 'Effect', 20, '600')}"
        f"{_words(middle, bottom + 30, number(result.effect), 20, '600')}</g>"
    )


def _words(x: float, y: float, text: str, size: float, weight: str, anchor: str = "middle") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
