"""Pictures of ``lateral_inhibition``: the cells, a pair on its plane, the growth dial, growth in time, states, walk."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from models.juxtacrine.lateral_inhibition import Result
from models.numerics.cell_sheet import hexagon_centers, hexagons, ring_sectors
from models.quantities import Array
from models.results import Absent, Measured, arrays, readouts
from pages.figures.juxtacrine import lateral_inhibition_texts as texts
from pages.figures.juxtacrine.shared import MARKS
from pages.figures.pictures import (
    Chart,
    Frames,
    Handle,
    Layer,
    Layout,
    Movie,
    Tissue,
    Trace,
    Trail,
    View,
    axis,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
READOUTS: Final = readouts(Result)
WHOLE: Final = [-0.03, 1.03]
REPRESSION: Final = (-1.0, 4.0)
"""Decades of the repression strength."""
SPREADS: Final = (-5.0, 0.3)
FAINT: Final = 1e-6
CLEAR: Final = 0.6
"""How high the name of a threshold stands, clear of the curves."""
WALKED: Final = ("repression_strength", "patterned")
"""What moves on the walk: the trail lives on while these change."""


def draw_cells(result: Result, measured: Sequence[Measured] = ()) -> Tissue:
    """Draw the cells: filled by their Delta, with a disc for their active Notch; the pattern forms as a movie."""
    cell = result.treated_index
    return Tissue(
        title="Cells that touch",
        text=texts.cells_text(result),
        outlines=_outlines(result),
        fill=Layer(title="Delta (0 to 1)", values=result.delta),
        disc=Layer(title="active Notch (0 to 1)", values=result.notch),
        marks={} if cell is None else {cell: MARKS[result.params.treatment]},
        proposals=[{"selected_cell": 0 if i == cell else i + 1} for i in range(result.cell.size)],
        times=result.time,
        time_unit="lifetimes",
        captions=texts.captions(result),
    )


def draw_plane(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw two cells on the plane of their Notch: lines on which one rests, points where both do, and their way."""
    holds = result.rest_holds > 0
    traces = [
        line([0, 1], [0, 1], "both alike", "muted", dash="dot", width=1.5),
        line(result.plane_first, result.plane_level, "cell one rests", "signal", width=2.5),
        line(result.plane_level, result.plane_second, "cell two rests", "second", dash="dash", width=2.5),
        line(result.pair_first, result.pair_second, "their way", "third", width=3),
        _spots(result.rest_first[holds], result.rest_second[holds], "stable", "circle", 11),
        _spots(result.rest_first[~holds], result.rest_second[~holds], "unstable", "circle-open", 11),
        _spots(result.pair_first[-1:], result.pair_second[-1:], "now", "diamond", 13, "third"),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["pair_first"], range=WHOLE, constrain="domain"),
        "yaxis": axis(SERIES["pair_second"], range=WHOLE, scaleanchor="x", constrain="domain"),
        "annotations": [
            _note(0.97, 0.42, "cell one receives,<br>cell two sends", "right"),
            _note(0.34, 0.92, "cell two receives,<br>cell one sends", "left"),
        ],
    }
    return Movie(
        title="Two cells on their plane", text=texts.plane_text(result), traces=traces, layout=layout,
        times=result.pair_time, time_unit="lifetimes",
        frames=[
            Frames(trace=6, values=result.pair_first[:, np.newaxis], key="x"),
            Frames(trace=6, values=result.pair_second[:, np.newaxis]),
        ],
    )  # fmt: skip


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the growth rate over the loop gain for a pair and a sheet, with the present loop on both."""
    gain = result.gain_axis
    here = max(result.loop_gain, float(gain[0]))
    traces = [
        line(gain, result.growth_pair, "pair, even ring", "signal", width=3),
        line(gain, result.growth_sheet, "sheet of hexagons", "second", dash="dash", width=3),
    ]
    if result.threshold_gain not in (1.0, 2.0):
        traces.append(line(gain, result.growth_tissue, "this ring", "third", dash="dashdot", width=3))
    traces += [
        _spots([here], [result.growth_rate_pair], "a pair now", "circle", 11, "signal"),
        _spots([here], [result.growth_rate_sheet], "a sheet now", "square", 11, "second"),
        _spots([here], [result.growth_rate], "this tissue", "diamond-open", 20),
    ]
    top = max(1.5, math.ceil(result.growth_rate_pair + 0.2))
    layout: Layout = {
        "xaxis": titled(
            "Loop gain A", type="log", range=[math.log10(gain[0]), math.log10(gain[-1])],
            tickvals=[0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
        ),
        "yaxis": axis(READOUTS["growth_rate"], range=[-1.1, top]),
    }  # fmt: skip
    still = marker_line(y=0, label="grows above,<br>fades below")
    still["annotations"][0] |= {"x": 0, "xanchor": "left", "align": "left"}
    marks = [_upright(1.0, "pair"), _upright(2.0, "sheet"), still]
    return Chart(
        title="The growth dial", text=texts.growth_text(result), traces=traces, layout=with_marks(layout, *marks)
    )


def draw_spread(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw how the differences between cells grow in time, here and in a pair, against what the growth rates say."""
    time = result.spread_time
    traces = [
        line(time, np.maximum(result.spread, FAINT), "this tissue", "second", width=3.5),
        line(time, np.maximum(result.pair_spread, FAINT), "a pair", "signal", width=2.5),
    ]
    if result.params.start_pattern == "noise" and not _stood(result):
        for name, values, color in (
            ("foretold by s", result.foretold, "second"),
            ("a pair, foretold by s", result.pair_foretold, "signal"),
        ):
            shown = (values > 10 ** SPREADS[0]) & (values < 1)
            if np.any(shown):
                traces.append(line(time[shown], values[shown], name, color, dash="dot", width=2))
    layout: Layout = {
        "xaxis": axis(SERIES["time"], range=[0, float(time[-1])]),
        "yaxis": titled("Spread of Delta σ", type="log", range=list(SPREADS), exponentformat="power", dtick=1),
    }
    return Chart(title="How differences grow", text=texts.spread_text(result), traces=traces, layout=layout)


def draw_states(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the steady states over repression strength, with the highest and lowest cell of the tissue on them."""
    critical = result.critical_repression
    limit = np.inf if isinstance(critical, Absent) else critical
    even = result.uniform_repression < limit
    traces = [
        line(result.uniform_repression[even], result.uniform_level[even], "all alike", "muted", width=3),
        line(result.uniform_repression[~even], result.uniform_level[~even], "alike, unstable", "muted", dash="dot"),
        *_branches(result.few_repression, result.few_high, result.few_low, result.few_holds),
    ]
    held = result.many_holds > 0
    if np.any(held):
        for name, level in (("two of three send", result.many_high), ("", result.many_low)):
            style = {"legendgroup": "many", "showlegend": bool(name)}
            traces.append(line(result.many_repression[held], level[held], name, "fourth", dash="longdash", **style))
    if result.threshold_gain > 1:
        for name, level in (("a pair", result.pair_high), ("", result.pair_low)):
            style = {"legendgroup": "pair", "showlegend": bool(name), "width": 1.5}
            traces.append(line(result.pair_repression, level, name, "third", dash="dashdot", **style))
    here = [result.params.repression_strength] * 2
    traces.append(_spots(here, result.extremes, "lowest and highest cell", "diamond", 13))
    layout: Layout = {
        "xaxis": _repression(),
        "yaxis": titled("Delta d", range=WHOLE),
    }
    return Chart(
        title="States over repression strength", text=texts.states_text(result), traces=traces,
        layout=with_marks(layout, *_thresholds(result)),
    )  # fmt: skip


def draw_walk(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the contrast on a walk up the repression strength and back, with the reader's own way."""
    traces = [
        line(result.walk_repression, result.walk_up, "way up, from noise", "signal", width=3),
        line(result.walk_repression, result.walk_down, "way back, from a pattern", "second", dash="dash", width=3),
        _spots([result.params.repression_strength], [result.contrast], "this tissue", "diamond", 14),
    ]
    layout: Layout = {
        "xaxis": _repression(),
        "yaxis": titled("Contrast Δd", range=WHOLE),
    }
    fixed = [f"{value}" for name, value in result.params.as_dict().items() if name not in WALKED]
    return Chart(
        title="Up and back", text=texts.walk_text(result), traces=traces,
        layout=with_marks(layout, *_thresholds(result)), trail=Trail(trace=2, key=",".join(fixed)),
        handle=Handle(trace=2, label="Repression strength", x="repression_strength"),
    )  # fmt: skip


def _outlines(result: Result) -> list[npt.NDArray[np.float64]]:
    """Return the polygons of the cells."""
    count = result.cell.size
    if result.params.tissue == "hex":
        return list(hexagons(hexagon_centers(math.isqrt(count))))
    if result.params.tissue == "ring":
        return list(ring_sectors(count))
    return list(hexagons(np.array([[0.0, 0.0], [1.0, 0.0]])))


def _branches(repression: Array, high: Array, low: Array, holds: Array) -> list[Trace]:
    """Return lines of a pattern's two levels: full where it holds, dashed where it does not."""
    traces, named = [], set()
    edges = np.flatnonzero(np.diff(holds)) + 1
    for run in np.split(np.arange(holds.size), edges):
        if not run.size:
            continue
        stable = bool(holds[run[0]])
        name, style = ("pattern", {"width": 3.5}) if stable else ("pattern, unstable", {"dash": "dash", "width": 2})
        joined = run if run[-1] + 1 == holds.size else np.r_[run, run[-1] + 1]
        for level, color in ((high, "signal"), (low, "second")):
            shown = f"{name}, {'senders' if color == 'signal' else 'receivers'}" if stable else name
            traces.append(
                line(repression[joined], level[joined], shown, color, legendgroup=shown, showlegend=shown not in named,
                     **style)
            )  # fmt: skip
            named.add(shown)
    return traces


def _thresholds(result: Result) -> list[Layout]:
    """Return the marks of where a pattern begins from noise, and down to where one holds."""
    marks, begins, holds = [], result.critical_repression, result.fold_repression
    apart = not isinstance(begins, Absent) and not isinstance(holds, Absent) and holds < 0.98 * begins
    if not isinstance(begins, Absent) and begins < 10 ** REPRESSION[1]:
        mark = _upright(begins, "begins")
        mark["annotations"][0] |= {"y": CLEAR}
        marks.append(mark)
    if not isinstance(holds, Absent) and apart:
        mark = _upright(holds, "holds from")
        mark["annotations"][0] |= {"xanchor": "right", "xshift": -4}
        marks.append(mark)
    return marks


def _upright(x: float, label: str) -> Layout:
    """Return a marked value of a logarithmic axis, where a note wants the logarithm."""
    mark = marker_line(x=x, label=label)
    mark["annotations"][0] |= {"x": math.log10(x)}
    return mark


def _repression() -> Layout:
    return titled("Repression strength b", type="log", range=list(REPRESSION), exponentformat="power", dtick=1)


def _note(x: float, y: float, text: str, side: str) -> Layout:
    return {"x": x, "y": y, "text": text, "xanchor": side, "showarrow": False, "font": {"color": "@muted"},
            "align": side}  # fmt: skip


def _spots(x: npt.ArrayLike, y: npt.ArrayLike, name: str, symbol: str, size: float, color: str = "ink") -> Trace:
    return markers(x, y, name, color, symbol, size, line={"width": 2, "color": f"@{color}"})


def _stood(result: Result) -> bool:
    """Return whether the run began with a pattern that stood before."""
    return result.params.history == "go_on" and bool(result.params.patterned)


VIEWS: Final[Mapping[str, View]] = {
    "cells": View("Cells", draw_cells),
    "plane": View("Plane of a pair", draw_plane),
    "growth": View("Growth dial", draw_growth),
    "spread": View("Growth in time", draw_spread),
    "states": View("States over b", draw_states),
    "walk": View("Up and back", draw_walk),
}
DEFAULT_VIEWS: Final = ("cells",)
