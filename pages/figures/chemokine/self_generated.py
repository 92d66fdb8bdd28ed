"""Pictures of ``self_generated``: cells on their wave, kymograph, lead distance over C₀, the sink's place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from models.chemokine.self_generated import SINKS, Result
from models.notation import quantity
from models.results import Measured, arrays, readouts
from pages.figures import palette
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
    Trace,
    View,
    axis,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
READOUTS: Final = readouts(Result)
THIN: Final = 2
"""Every second place is drawn."""
PLACES: Final = ("every cell", "leading cells", "rear cells", "separate cells")
TISSUE: Final = [0, 2000]
REST: Final = 10
"""The frame on which the movie rests: after 80 min, when the wave is under way."""


def draw_wave(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the attractant with the cells on it, and the same cells without a gradient, over four hours."""
    at, top = result.position[::THIN], 1.15 * result.params.initial_concentration
    flat = np.full(result.cells.shape[1], 1.06 * result.params.initial_concentration)
    ends = np.array([0.0, top])
    traces = [
        line(at, result.level[REST, ::THIN], "attractant", "signal", width=4),
        markers(result.cells_unguided[REST], flat, "cells without a gradient", "muted", "circle-open", opacity=0.8),
        markers(result.cells[REST], result.level_at_cells[REST], "cells", "second", opacity=0.8),
        line([result.lead_unguided[REST]] * 2, ends, "leading tenth, no gradient", "muted", dash="dot", width=2),
        line([result.lead_path[REST]] * 2, ends, "leading tenth", "second", dash="dash", width=3),
    ]
    return Movie(
        title="Cells on the wave that they make" if _self_made(result) else "Cells in an imposed gradient",
        text=_wave_text(result),
        traces=traces,
        layout=_half_occupied(result, top),
        times=result.time,
        time_unit="min",
        frames=[
            Frames(trace=0, values=result.level[:, ::THIN]),
            Frames(trace=1, values=result.cells_unguided, key="x"),
            Frames(trace=2, values=result.cells, key="x"),
            Frames(trace=2, values=result.level_at_cells),
            Frames(trace=3, values=np.repeat(result.lead_unguided[:, np.newaxis], 2, axis=1), key="x"),
            Frames(trace=4, values=np.repeat(result.lead_path[:, np.newaxis], 2, axis=1), key="x"),
        ],
        start=REST,
    )


def draw_kymograph(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the attractant over place and time, with the way of the leading tenth."""
    traces: list[Trace] = [
        {
            "type": "heatmap", "x": floats(result.position[::THIN]), "y": floats(result.time),
            "z": floats(result.level[:, ::THIN]), "colorscale": palette.COLORSCALE,
            "zmin": 0, "zmax": result.params.initial_concentration,
            "colorbar": {"title": {"text": "c (nM)"}}, "name": "attractant",
        },
        line(result.lead_path, result.time, "leading tenth", "second", width=3),
        line(result.lead_unguided, result.time, "leading tenth, no gradient", "second", dash="dot", width=2),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=TISSUE),
        "yaxis": axis(SERIES["time"], range=[0, float(result.time[-1])]),
    }
    text = (
        f"The attractant over place and time, bright where there is much of it. {_supply(result)} The leading tenth "
        f"of the cells is at {quantity(float(result.lead_path[-1]), 'µm')} after "
        f"{quantity(float(result.time[-1]), 'min')}; without a gradient it would be at "
        f"{quantity(float(result.lead_unguided[-1]), 'µm')}."
    )
    return Chart(title="Place and time", text=text, traces=traces, layout=layout)


def draw_dose(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the lead distance over C₀, in a gradient of the cells' own and in an imposed one; a click sets C₀."""
    scan = result.scan
    traces = [
        line(scan, np.full(scan.shape, result.unguided_distance), "random walking", "muted", dash="dot", width=2),
        _marked(line(scan, result.lead_imposed, "imposed gradient", "third", dash="dash", width=3), "square"),
        _marked(line(scan, result.lead_self_made, "self-made gradient", "second", width=3), "circle"),
        markers(
            [result.params.initial_concentration], [result.lead_distance], "this state", "ink", "circle-open", 14,
            line={"width": 3}, showlegend=False,
        ),
    ]  # fmt: skip
    top = max(1250.0, 250 * math.ceil(float(max(result.lead_self_made.max(), result.lead_imposed.max())) / 250))
    clicks = [{"initial_concentration": float(f"{level:.4g}")} for level in scan]
    return Chart(
        title="How far the leading cells get, against the attractant",
        text=_dose_text(result),
        traces=traces,
        layout={
            "xaxis": axis(SERIES["scan"], type="log", exponentformat="power", range=[-0.1, 4.1]),
            "yaxis": axis(READOUTS["lead_distance"], range=[0, top]),
        },
        clicks={1: clicks, 2: clicks},
    )


def draw_places(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw lead and mean distance for each place of the sink; a click puts the sink there."""
    names = list(PLACES)
    clicks = [{"sink": name, "field": "uniform"} for name in SINKS]
    traces: list[Trace] = [
        _bars(names, result.lead_by_place, "leading tenth", "second", ""),
        _bars(names, result.group_by_place, "all cells, mean", "signal", "/"),
    ]
    for value, name, dash in (  # in ink: in the bars' own colors they would vanish where they cross them
        (result.unguided_distance, "leading tenth, no gradient", "dash"),
        (result.group_unguided, "all cells, no gradient", "dot"),
    ):
        level = line([], np.full(4, value), name, "ink", dash=dash, width=2)
        traces.append({**level, "x": names})
    low = min(0.0, -50.0 * math.ceil(-float(result.group_by_place.min()) / 50))
    top = max(1250.0, 250 * math.ceil(float(result.lead_by_place.max()) / 250))
    words = "; ".join(
        f"in {name}, leading tenth {quantity(float(lead), 'µm')}, all cells {quantity(float(group), 'µm')}"
        for name, lead, group in zip(PLACES, result.lead_by_place, result.group_by_place, strict=True)
    )
    text = (
        f"Distance after 4 h from a uniform {quantity(result.params.initial_concentration, 'nM')}, for each place of "
        f"the sink: {words}. Without a gradient: {quantity(result.unguided_distance, 'µm')} and "
        f"{quantity(result.group_unguided, 'µm')}."
    )
    layout: Layout = {
        "xaxis": titled("Who scavenges (place of the sink)", type="category"),
        "yaxis": titled("Distance after 4 h (µm)", range=[low, top]),
        "barmode": "group",
    }
    return Chart(title="Where the sink must be", text=text, traces=traces, layout=layout, clicks={0: clicks, 1: clicks})


def _half_occupied(result: Result, top: float) -> Layout:
    """Return the axes of the wave, with the level that fills half of the receptors if it is in sight."""
    layout = {
        "xaxis": axis(SERIES["position"], range=TISSUE),
        "yaxis": axis(SERIES["level"], range=[0, top]),
    }
    half = result.params.affinity
    return with_marks(layout, marker_line(y=half, label="K<sub>d</sub>")) if half < top else layout


def _marked(trace: Trace, symbol: str) -> Trace:
    return {**trace, "mode": "lines+markers", "marker": {"color": trace["line"]["color"], "size": 8, "symbol": symbol}}


def _bars(names: list[str], values: npt.ArrayLike, name: str, color: str, pattern: str) -> Trace:
    return {
        "type": "bar", "x": names, "y": floats(values), "name": name,
        "marker": {"color": f"@{color}", "pattern": {"shape": pattern, "fgcolor": "@paper", "fillmode": "overlay"}},
    }  # fmt: skip


def _self_made(result: Result) -> bool:
    return result.params.field == "uniform"


def _supply(result: Result) -> str:
    params = result.params
    if not _self_made(result):
        return f"It is imposed, rising to {quantity(params.initial_concentration, 'nM')} at the right end."
    if params.degradation == 0:
        return f"Nobody scavenges: it stays at {quantity(params.initial_concentration, 'nM')} everywhere."
    return (
        f"It was {quantity(params.initial_concentration, 'nM')} everywhere at the start; "
        f"{quantity(result.removed, '%')} of it is removed within the four hours."
    )


def _wave_text(result: Result) -> str:
    return (
        f"A movie of four hours: the attractant over the tissue, and 60 cells on it. It rests at "
        f"{quantity(float(result.time[REST]), 'min')}, with the leading tenth of the cells at "
        f"{quantity(float(result.lead_path[REST]), 'µm')}. At the end the leading tenth has come "
        f"{quantity(result.lead_distance, 'µm')}, all cells {quantity(result.group_distance, 'µm')} on average; the "
        f"same cells without a gradient (open circles above) {quantity(result.unguided_distance, 'µm')} and "
        f"{quantity(result.group_unguided, 'µm')}. {_supply(result)}"
    )


def _dose_text(result: Result) -> str:
    best, worst = float(result.lead_self_made.max()), float(result.lead_self_made[-1])
    low, high = result.crossing_low, result.crossing_high
    crossings = (
        f"The self-made one leads farther from {quantity(low, 'nM')} to {quantity(high, 'nM')}."
        if isinstance(low, float) and isinstance(high, float)
        else "The curves do not cross twice."
    )
    return (
        f"Lead distance after 4 h against the attractant at the start. In a self-made gradient it is at most "
        f"{quantity(best, 'µm')}, and {quantity(worst, 'µm')} at 10 µM; in an imposed one at most "
        f"{quantity(float(result.lead_imposed.max()), 'µm')}, and {quantity(float(result.lead_imposed[-1]), 'µm')} at "
        f"10 µM. Random walking gives {quantity(result.unguided_distance, 'µm')}. {crossings}"
    )


VIEWS: Final[Mapping[str, View]] = {
    "wave": View("The wave", draw_wave),
    "dose": View("Self-made or imposed", draw_dose),
    "places": View("Place of the sink", draw_places),
    "kymograph": View("Place and time", draw_kymograph),
}
DEFAULT_VIEWS: Final = ("wave",)
