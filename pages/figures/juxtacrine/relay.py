"""Pictures of ``relay``: profile beside kymograph, the signal moving, range and speed over the settings, a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.juxtacrine.relay import CELLS, FADING, FRONT_CELLS, MIDDLE, ON, SIDE, Result
from models.notation import quantity
from models.numerics.cell_sheet import hexagon_centers, hexagons
from models.quantities import Array
from models.results import Absent, Measured, arrays
from pages.figures.juxtacrine import relay_texts as texts
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Frames,
    Handle,
    Layer,
    Layout,
    Movie,
    Proposal,
    Tissue,
    Trace,
    View,
    axis,
    floats,
    hint,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
DECADES: Final = 4
"""A fading signal is drawn over so many powers of ten."""
LEFT: Final = [0.0, 0.44]
RIGHT: Final = [0.58, 1.0]
SNAPSHOTS: Final = (0.1, 0.25, 0.5, 1.0)
"""Shares of the time at which a front is drawn."""


def draw_relay(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the level along the chain, beside the level over cells and time."""
    fading = result.params.relay_kind in FADING
    heat = _heat(result, fading)
    cells = _cells(result)
    layout: Layout = {
        "xaxis": {**cells, "domain": LEFT, "anchor": "y"},
        "yaxis": titled("Level u (share of the first cell)" if fading else "Level u (share of S)", type="log",
                        range=[-DECADES, 0.15], dtick=1, exponentformat="power"),
        "xaxis2": {**cells, "domain": RIGHT, "anchor": "y2"},
        "yaxis2": titled(_time_title(result), range=[0, float(result.time[-1])], anchor="x2"),
    }  # fmt: skip
    traces = [*(_fading_lines(result) if fading else _front_lines(result)), heat]
    marks = [_reading(result)] if fading else []
    return Chart(
        title="Along the chain, and over time",
        text=texts.profile_text(result),
        traces=traces,
        layout=with_marks(layout, *marks),
    )


def draw_movie(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the level along the chain as it changes."""
    fading = result.params.relay_kind in FADING
    start = len(result.time) // 4
    traces = [
        {**line(result.cell, result.level[start], "level", width=3), "mode": "lines+markers"},
        line(result.cell, result.steady, "in the end" if fading else "last frame", "muted", dash="dash"),
    ]
    layout: Layout = {
        "xaxis": _cells(result),
        "yaxis": titled("Level u (share of the first cell)" if fading else "Level u (share of S)", range=[0, 1.08]),
    }
    return Movie(
        title="The signal on its way",
        text=texts.movie_text(result),
        traces=traces,
        layout=layout,
        times=result.time,
        time_unit="lifetimes",
        frames=[Frames(trace=0, values=result.level)],
        start=start,
    )


def draw_range(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the decay length over the loss per step: one curve for passive relay and gap junctions; a click sets it."""
    traces: list[Trace] = [
        line(result.loss_per_step, result.range_cells, "cell by cell", width=3),
        line(result.loss_per_step, result.smooth_range, "plain diffusion, √(g/k)", "muted", dash="dot"),
    ]
    params, length = result.params, result.decay_cells
    if isinstance(length, float) and length > 0:
        loss = float(np.cosh(1 / length) - 1)
        told = f"now: {quantity(length, 'cells')}<extra></extra>"
        traces.append(
            markers([loss], [length], "now", "ink", "diamond", 13, hovertemplate=told, cliponaxis=False)
        )  # fmt: skip
    clicks: list[Proposal | None] = [None] * result.loss_per_step.size
    if params.relay_kind == "passive":
        clicks = [{"relay_gain": float(f"{1 / (1 + loss):.3f}")} for loss in result.loss_per_step]
    elif params.relay_kind == "gap_junction":
        rates = [float(f"{params.loss_rate / (2 * loss):.3g}") for loss in result.loss_per_step]
        clicks = [{"junction_rate": rate} if 0.01 <= rate <= 100 else None for rate in rates]
    layout: Layout = {
        "xaxis": titled("Loss per step, 1/r − 1 or k/2g (a number)", type="log", range=[-3, 2], dtick=1,
                        exponentformat="power"),
        "yaxis": axis(SERIES["range_cells"], type="log", range=[-1, 2], dtick=1),
    }  # fmt: skip
    one = marker_line(y=1, label="one cell")
    one["annotations"][0].update(y=0)
    return Chart(
        title="Range over loss",
        text=texts.range_text(result),
        traces=traces,
        layout=with_marks(layout, one),
        clicks={0: clicks},
    )


def draw_speed(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the speed of the front over the threshold, for chain and sheet; a click goes to a threshold."""
    traces: list[Trace] = [
        line(result.step_threshold, result.step_chain, "chain, step-like cells", "signal", dash="dot", width=2),
        line(result.step_threshold, result.step_sheet, "sheet, step-like cells", "second", dash="dot", width=2),
    ]
    thresholds = [result.step_threshold, result.step_threshold]
    params, handle, marks = result.params, None, [marker_line(y=0, label="")]
    if params.relay_kind == "active":
        thresholds += [result.chain_threshold, result.sheet_threshold]
        traces += [
            line(result.chain_threshold, result.chain_speed, "chain", "signal", width=3),
            line(result.sheet_threshold, result.sheet_speed, "sheet, flat front", "second", dash="dash", width=3),
        ]
        if not isinstance(result.front_speed, Absent):
            told = f"now: {quantity(result.front_speed, 'cells per lifetime')}<extra></extra>"
            traces.append(
                markers([params.threshold_ratio], [result.front_speed], "now", "ink", "diamond", 14, hovertemplate=told)
            )
            handle = Handle(trace=4, label="Threshold over strength", x="threshold_ratio")
    else:
        marks.append(hint("Click a curve: an active relay", x=0.97, y=0.7))
    layout: Layout = {
        "xaxis": titled("Threshold over strength K/S (a number)", range=[0.04, 0.91]),
        "yaxis": titled("Front speed v (cells/lifetime)", range=[-1.6, 2.6]),
    }
    return Chart(
        title="Forward, back, or pinned",
        text=texts.speed_text(result),
        traces=traces,
        layout=with_marks(layout, *marks),
        clicks={i: [_active(float(at)) for at in along] for i, along in enumerate(thresholds)},
        handle=handle,
    )


def draw_sheet(result: Result, measured: Sequence[Measured] = ()) -> Tissue:
    """Draw a sheet of cells in which the signal spreads from its middle."""
    fading = result.params.relay_kind in FADING
    if fading:
        shown = np.log10(np.clip(result.sheet_level, 1e-3, 1.0))
        fill = Layer(title="Level (power of ten, of the sender)", values=shown, low=-3, high=0)
    else:
        fill = Layer(title="Level (share of S)", values=result.sheet_level)
    return Tissue(
        title="In a sheet of cells",
        text=texts.sheet_text(result),
        outlines=list(hexagons(hexagon_centers(SIDE))),
        fill=fill,
        marks={MIDDLE: "S"} if fading else {},
        times=result.sheet_time,
        time_unit="lifetimes",
        start=-1 if fading else len(result.sheet_time) // 4,
        captions=texts.captions(result),
    )


def _active(threshold: float) -> Proposal:
    """Return the proposal of an active relay with this threshold."""
    return {"relay_kind": "active", "threshold_ratio": float(f"{threshold:.3g}")}


def _cells(result: Result) -> dict[str, Any]:
    if result.params.relay_kind in FADING:
        return titled("Distance from the first cell (cells)", range=[-0.5, CELLS - 0.5])
    return titled("Place from the start of the front (cells)", range=[-ON - 0.5, FRONT_CELLS - ON - 0.5])


def _time_title(result: Result) -> str:
    if result.params.relay_kind == "gap_junction":
        return f"Time t (lifetimes of {quantity(1 / result.params.loss_rate, 's')})"
    return "Time t (lifetimes)"


def _heat(result: Result, fading: bool) -> Trace:
    values = np.log10(np.clip(result.level, 10.0**-DECADES, 1.0)) if fading else result.level
    return {
        "type": "heatmap", "x": floats(result.cell), "y": floats(result.time), "z": floats(values), "name": "level",
        "xaxis": "x2", "yaxis": "y2", "colorscale": COLORSCALE, "zmin": -DECADES if fading else 0,
        "zmax": 0 if fading else 1,
        "colorbar": {"title": {"text": "Level (power of ten)" if fading else "Level (of S)"}},
        "hovertemplate": "cell %{x:.0f}, %{y:.1f} lifetimes: %{z:.2f}<extra></extra>",
    }  # fmt: skip


def _fading_lines(result: Result) -> list[Trace]:
    """Return the level early on and in the end."""
    early = len(result.time) // 8
    return [
        _above_floor(result.cell, result.level[early], f"after {quantity(float(result.time[early]), 'lifetimes')}",
                color="second", dash="dash", width=2),
        {**_above_floor(result.cell, result.steady, "in the end", color="signal", width=3), "mode": "lines+markers",
         "marker": {"color": "@signal", "symbol": "circle", "size": 6}},
    ]  # fmt: skip


def _front_lines(result: Result) -> list[Trace]:
    """Return the front at some times, the last one heaviest."""
    styles = (("third", "dot"), ("second", "dashdot"), ("fifth", "dash"), ("signal", "solid"))
    picked = [round(share * (len(result.time) - 1)) for share in SNAPSHOTS]
    return [
        _above_floor(result.cell, result.level[i], f"after {quantity(float(result.time[i]), 'lifetimes')}", color=color,
                dash=dash, width=3 if dash == "solid" else 2)
        for i, (color, dash) in zip(picked, styles, strict=True)
    ]  # fmt: skip


def _above_floor(x: Array, values: Array, name: str, **style: Any) -> Trace:
    """Return a line through the values that the logarithmic axis shows, and down to its floor."""
    floor = 10.0**-DECADES
    shown = np.count_nonzero(values >= floor) + 1
    return line(x[:shown], np.maximum(values[:shown], floor), name, **style)


def _reading(result: Result) -> Layout:
    """Return the mark of the lowest level that is read, in the left panel."""
    share = result.params.reading_share
    mark = marker_line(y=share, label="lowest read")
    mark["annotations"][0].update(y=np.log10(share).item(), xref="x domain")
    return mark


VIEWS: Final[Mapping[str, View]] = {
    "relay": View("Profile and kymograph", draw_relay),
    "movie": View("On its way", draw_movie),
    "sheet": View("Sheet of cells", draw_sheet),
    "range": View("Range", draw_range),
    "speed": View("Front speed", draw_speed),
}
DEFAULT_VIEWS: Final = ("relay",)
