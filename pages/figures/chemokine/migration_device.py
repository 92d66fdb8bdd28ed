"""The set-up of ``migration`` as a drawing: what the device is, where the chemokine is, how the count comes out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import numpy as np

from models.chemokine.migration import Result
from models.notation import number, quantity
from models.results import Measured
from pages.figures.pictures import Diagram, part

DOTS: Final = 40
"""Cells in a drawing; they stand for all."""
MOVE: Final = "transition: opacity .25s, cx .25s, cy .25s"
SHARE: Final = np.linspace(0, 1, DOTS, endpoint=False) + 0.5 / DOTS
SCATTER: Final = (np.arange(DOTS) * 0.618034) % 1
"""Even but irregular numbers from 0 to 1, so that dots do not stand in rows."""


def draw_device(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Draw the device, its chemokine as shade, its cells as dots, and the numbers that are read."""
    draw = {
        "transwell": _transwell, "checkerboard": _transwell, "under_agarose": _gel, "channel": _channel,
    }.get(result.params.assay, _dish)  # fmt: skip
    title, text, inside = draw(result)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 380" font-family="inherit" font-size="15" '
        f'fill="currentColor">{inside}</svg>'
    )
    return Diagram(title=title, text=text, svg=svg)


def _shade(level: float, half: float) -> float:
    """Return the opacity that stands for a level: the share of receptors that it occupies."""
    return round(0.06 + 0.6 * level / (level + half), 3)


def _box(x: float, y: float, width: float, height: float, opacity: float, tip: str, more: str = "") -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="var(--sr-third)" '
        f'fill-opacity="{opacity}" stroke="var(--sr-ink)" stroke-width="2" style="{MOVE}" {more} {part(tip)}/>'
    )


def _dot(x: float, y: float, opacity: float = 1.0) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="var(--sr-signal)" opacity="{opacity:g}" style="{MOVE}"/>'


def _say(x: float, y: float, words: str, anchor: str = "start", more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(words)}</text>'


def _dish(result: Result) -> tuple[str, str, str]:
    """Return the open dish: the source on the right, the cells where they end."""
    ahead = round(DOTS * result.count / 100)
    dots = [
        _dot(350 + (1 if i < ahead else -1) * (12 + 120 * SCATTER[i]), 190 + 120 * (SHARE[i * 7 % DOTS] - 0.5))
        for i in range(DOTS)
    ]
    inside = (
        f'<ellipse cx="350" cy="190" rx="260" ry="160" fill="none" stroke="var(--sr-ink)" stroke-width="2" '
        f"{part('An open dish. Every cell feels the same bias; nothing else differs from place to place.')}/>"
        '<line x1="350" y1="60" x2="350" y2="320" stroke="var(--sr-muted)" stroke-dasharray="5 5"/>'
        + "".join(dots)
        + _say(350, 52, "start", "middle", 'fill="var(--sr-muted)"')
        + _say(600, 195, "source →", "end")
        + _say(350, 370, f"{number(result.count)} % of the cells end on the source's side", "middle")
        + _say(20, 30, f"bias {quantity(result.bias_here, '1/min')}, index {number(result.chemotactic_index)}")
    )
    text = (
        f"An open dish with the source to the right. With a bias of {quantity(result.bias_here, '1/min')}, "
        f"{quantity(result.count, '%')} of the cells end on the source's side of their start after "
        f"{quantity(result.followed, 'min')}; without a bias it would be {quantity(result.control_count, '%')}."
    )
    return "An open dish", text, inside


def _transwell(result: Result) -> tuple[str, str, str]:
    """Return the insert that hangs in a well, at the end of the incubation."""
    params = result.params
    half, upper = params.affinity, params.background if params.assay == "transwell" else 0.0
    below = round(DOTS * result.count / 100)
    settled = 325 if params.cells_fall else 238
    dots = [
        _dot(165 + 370 * SCATTER[i], settled + (8 * SHARE[i] if params.cells_fall else 0))
        if i < below
        else _dot(165 + 370 * SCATTER[i], 204 - 6 * (i % 2))
        for i in range(DOTS)
    ]
    life = result.gradient_life
    inside = (
        _box(90, 120, 520, 220, _shade(params.concentration, half), "The lower well: its level at the start is shown "
             "as shade, by the receptors that it would occupy.")
        + '<rect x="140" y="50" width="420" height="168" fill="var(--sr-paper)"/>'
        + _box(140, 50, 420, 168, _shade(upper, half), "The insert: cells are put in here and lie on the membrane.")
        + '<line x1="140" y1="221" x2="560" y2="221" stroke="var(--sr-ink)" stroke-width="10" '
        'stroke-dasharray="22 8.615" '
        f'{part("The membrane. The gaps are its pores, far smaller in truth: a cell must find one and squeeze in.")}/>'
        + "".join(dots)
        + _say(150, 76, f"above: {quantity(upper, 'nM')}")
        + _say(100, 272 if params.cells_fall else 330, f"below: {quantity(params.concentration, 'nM')}")
        + _say(350, 368, f"{number(result.count)} % below after {quantity(params.incubation, 'h')}; without chemokine "
               f"{number(result.control_count)} %", "middle")
        + _say(350, 30, f"the gradient lives {quantity(life, 'h')}", "middle")
    )  # fmt: skip
    text = (
        f"A transwell in section: {quantity(upper, 'nM')} above, {quantity(params.concentration, 'nM')} below at the "
        f"start. After {quantity(params.incubation, 'h')} {quantity(result.count, '%')} of the cells have come through "
        f"the pores; without chemokine {quantity(result.control_count, '%')} do. The difference between the wells is "
        f"down to 37 % after {quantity(life, 'h')}."
    )
    return "A transwell in section", text, inside


def _gel(result: Result) -> tuple[str, str, str]:
    """Return the two wells in a gel, from above, with the fronts that have left the well of the cells."""
    params = result.params
    scale = 560 / (3000 + params.well_gap + 3000 + 1000)
    left = 40 + 1000 * scale
    well, gap = 3000 * scale, params.well_gap * scale
    toward, away = (float(x) if isinstance(x, float) else 0.0 for x in (result.lead_toward, result.lead_away))
    middle = 190.0
    inside = (
        f'<rect x="15" y="60" width="670" height="250" fill="var(--sr-muted)" fill-opacity="0.1" '
        f'stroke="var(--sr-ink)" {part("Agarose gel on a dish. The cells crawl between gel and dish.")}/>'
        + _circle(left + well / 2, well / 2, "none", 0, "The well that the cells are put into.")
        + _circle(left + 1.5 * well + gap, well / 2, "var(--sr-third)", _shade(params.concentration, params.affinity),
                  "The well that the chemokine is put into. It spreads through the gel in all directions.")
        + _bar(left + well, left + well + max(toward, 0) * scale, middle, "var(--sr-signal)")
        + _bar(left - max(away, 0) * scale, left, middle, "var(--sr-second)")
        + _say(left + well / 2, middle + 5, "cells", "middle")
        + _say(left + 1.5 * well + gap, middle + 5, quantity(params.concentration, "nM"), "middle")
        + _say(20, 45, f"away: {quantity(result.lead_away, 'µm')}")
        + _say(680, 45, f"toward: {quantity(result.lead_toward, 'µm')}", "end")
        + _say(350, 345, f"without chemokine: {quantity(result.lead_control, 'µm')} on both sides", "middle")
    )  # fmt: skip
    text = (
        f"Two wells in a gel, from above, drawn to scale. The bars show how far the leading front has come after "
        f"{quantity(params.incubation, 'h')}: {quantity(result.lead_toward, 'µm')} toward the chemokine, "
        f"{quantity(result.lead_away, 'µm')} away from it, and {quantity(result.lead_control, 'µm')} without any."
    )
    return "Two wells in a gel", text, inside


def _circle(x: float, radius: float, fill: str, opacity: float, tip: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="190" r="{radius:.1f}" fill="{fill}" fill-opacity="{opacity}" '
        f'stroke="var(--sr-ink)" stroke-width="2" {part(tip)}/>'
    )


def _bar(start: float, end: float, y: float, color: str) -> str:
    return (
        f'<rect x="{start:.1f}" y="{y - 14:.1f}" width="{max(end - start, 0.5):.1f}" height="28" fill="{color}" '
        f'style="transition: x .25s, width .25s"/>'
    )


def _channel(result: Result) -> tuple[str, str, str]:
    """Return the channel from above: two streams, the level between them, the cells where they are at the end."""
    params = result.params
    bands = 10
    edge = (np.arange(bands) + 0.5) / bands
    levels = params.background + (params.concentration - params.background) * edge
    strips = "".join(
        f'<rect x="60" y="{60 + 26 * (bands - 1 - i)}" width="580" height="26" fill="var(--sr-third)" '
        f'fill-opacity="{_shade(float(level), params.affinity)}" style="{MOVE}"/>'
        for i, level in enumerate(levels)
    )
    density = result.density[-1]
    total = float(density.sum())
    spread = np.cumsum(density) / total if total > 0 else np.linspace(0, 1, density.size)
    places = np.interp(SHARE, spread, result.place) / params.channel_width
    left = result.swept if isinstance(result.swept, float) else 0.0
    stays = DOTS - round(DOTS * left / 100)
    order = np.argsort(SCATTER)
    dots = "".join(
        _dot(75 + 550 * SCATTER[i], 318 - 256 * float(places[i]), 1.0 if rank < stays else 0.12)
        for i, rank in enumerate(np.argsort(order))
    )
    inside = (
        strips + f'<rect x="60" y="60" width="580" height="260" fill="none" stroke="var(--sr-ink)" stroke-width="2" '
        f"{part('The channel from above. Liquid flows along it; the chemokine changes across it.')}/>"
        + dots
        + _say(60, 48, f"rich stream: {quantity(params.concentration, 'nM')}  → flow →")
        + _say(60, 342, f"poor stream: {quantity(params.background, 'nM')}  → flow →")
        + _say(640, 48, f"{number(result.count)} % in the richer half", "end")
        + _say(640, 342, f"swept away: {quantity(result.swept, '%')}", "end")
        + _say(350, 372, f"shift {quantity(result.mean_shift, 'µm')}; the walls set its limit", "middle")
    )
    text = (
        f"A channel from above, {quantity(params.channel_width, 'µm')} wide, with "
        f"{quantity(params.background, 'nM')} on one side and {quantity(params.concentration, 'nM')} on the other. "
        f"After {quantity(params.incubation, 'h')} {quantity(result.count, '%')} of the cells that are still there are "
        f"in the richer half; {quantity(result.swept, '%')} have been swept away (faint dots)."
    )
    return "A microfluidic channel", text, inside
