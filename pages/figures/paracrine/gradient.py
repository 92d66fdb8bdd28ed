"""The pictures of the gradient: profile, its logarithm, space and time, accumulation time, build-up, walkers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.notation import number, quantity
from models.numerics.round_numbers import round_up
from models.paracrine.gradient import WALKERS, Result
from models.results import Absent, Measured, arrays
from models.units import SECONDS_PER_MINUTE
from pages.figures.palette import COLORSCALE
from pages.figures.paracrine.gradient_texts import (
    accumulation_text,
    growth_text,
    map_text,
    profile_text,
    walkers_text,
)
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
    Trace,
    View,
    Walkers,
    axis,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
LOG_DECADES = 6
"""Decades of the logarithmic axis; it ends at 10⁴ nM, so that a slope stays a slope while a slider moves."""
MAP_DECADES = 4
"""Decades that the colors of the map span, down from the level at the source."""
MOST_WALKERS = 4000
EVERY_SECOND = slice(None, None, 2)
"""A moving curve has half of the points: nobody sees the difference, and the message is half as long."""
BESIDE_AXIS = 4
"""The grid point of a mark that belongs to the source, 1 % of the picture away from the axis."""
STEADY = "steady state"


def draw_profile(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the profile at time t against the steady one."""
    highest = max([result.source_level, *(item.high for item in measured if item.readout == "source_level")])
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=_extent(result)),
        "yaxis": titled("Concentration c (nM)", range=[0, round_up(highest)]),
    }
    return Chart(
        title="Concentration against distance",
        text=profile_text(result, measured),
        traces=[*_profile_lines(result), *_published_levels(result, measured)],
        layout=with_marks(layout, *_marks(result, log=False), *_bands(measured)),
    )


def draw_log_profile(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the same profiles on a logarithmic axis, where an exponential is a straight line."""
    top = max(4, math.ceil(math.log10(result.source_level)))
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=_extent(result)),
        "yaxis": titled("Concentration c (nM)", type="log", range=[top - LOG_DECADES, top]),
    }
    slope = "straight" if result.params.dimension == "1D" else "steeper near the source, because space opens up"
    return Chart(
        title="The same on a logarithmic axis",
        text=f"On this axis the steady profile is {slope}. {profile_text(result, measured)}",
        traces=[*_profile_lines(result), *_published_levels(result, measured)],
        layout=with_marks(layout, *_marks(result, log=True), *_bands(measured)),
    )


def draw_map(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return space across, time upward, the level as color, with the time t and the accumulation time."""
    top = math.log10(result.source_level)
    bottom = top - MAP_DECADES
    ticks = list(range(math.ceil(bottom), math.floor(top) + 1))
    heat: Trace = {
        "type": "heatmap", "x": floats(result.position), "y": floats(result.moments), "name": "concentration",
        "z": floats(np.log10(np.clip(result.field, 10**bottom, None))), "zmin": bottom, "zmax": top,
        "colorscale": COLORSCALE, "colorbar": {
            "title": {"text": "Concentration c (nM)"}, "tickvals": ticks,
            "ticktext": [number(10.0**power) for power in ticks],
        },
        "hovertemplate": "%{x:.1f} µm, %{y:.3g} min<extra></extra>",
    }  # fmt: skip
    delay = line(result.position, result.delay, "accumulation time τ", "second", dash="dot", width=3)
    first, last = float(result.moments[0]), float(result.moments[-1])
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=_extent(result)),
        "yaxis": titled("Time t (min)", type="log", range=[math.log10(first), math.log10(last)]),
    }
    cursor = _level_mark(result.params.time, "time t", log=True, color="second")
    cursor["shapes"][0]["line"].update(dash="solid", width=3)
    at = result.position.size * 2 // 3
    name: Layout = {
        "text": "accumulation time τ", "x": float(result.position[at]), "y": math.log10(float(result.delay[at])),
        "showarrow": False, "yshift": 16, "font": {"color": "@second"},
    }  # fmt: skip
    notes = with_marks(layout, cursor, {"annotations": [name]})
    for note in notes["annotations"]:
        note.update(bgcolor="@paper", borderpad=2)
    return Chart(title="Space and time", text=map_text(result), traces=[heat, delay], layout=notes)


def draw_accumulation(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return when the steady level has arrived, against distance, beside the time that diffusion alone would take."""
    slowest = float(result.delay[-1])
    alone = line(
        result.position,
        np.minimum(result.diffusion_time, 10 * slowest),
        "diffusion alone, x²/2dD",
        "muted",
        dash="dash",
    )
    traces = [line(result.position, result.delay, "accumulation time τ", width=3), alone]
    if not isinstance(result.accumulation_time, Absent):
        traces.append(_dot(result.params.reading_position, result.accumulation_time))
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=_extent(result)),
        "yaxis": titled("Time (min)", range=[0, round_up(slowest)]),
    }
    marks = (_level_mark(result.loss_time, "loss time 1/k", log=False), _length_mark(result.decay_length))
    return Chart(
        title="How long until it stands",
        text=accumulation_text(result),
        traces=traces,
        layout=with_marks(layout, *marks),
    )


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Return the build-up as a movie over six loss times, resting near time t."""
    start = int(np.argmin(np.abs(result.growth_time - result.params.time)))
    x, growth = result.position[EVERY_SECOND], result.growth[:, EVERY_SECOND]
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=_extent(result)),
        "yaxis": titled("Concentration c (nM)", range=[0, round_up(result.source_level)]),
    }
    return Movie(
        title="The build-up",
        text=growth_text(result, start),
        traces=[
            line(result.position, result.steady, STEADY, "muted", dash="dash"),
            line(x, growth[start], "profile", width=3),
        ],
        layout=with_marks(
            layout, _length_mark(result.decay_length), _level_mark(result.params.threshold, "threshold θ", log=False)
        ),
        times=result.growth_time,
        time_unit="min",
        frames=[Frames(trace=1, values=growth)],
        start=start,
    )


def draw_walkers(result: Result, measured: Sequence[Measured] = ()) -> Walkers:
    """Return random walkers with the same D and k, their histogram beside the curve."""
    start = int(np.argmin(np.abs(result.growth_time - result.params.time)))
    edges = result.walker_edges
    x, field = result.walker_position, result.walker_field
    bars: Trace = {
        "type": "bar", "x": floats((edges[1:] + edges[:-1]) / 2), "y": floats(np.zeros(edges.size - 1)),
        "width": float(edges[1] - edges[0]), "marker": {"color": "@sky"}, "opacity": 0.6, "name": "walkers counted",
    }  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=[0, float(edges[-1])]),
        "yaxis": titled("Concentration c (nM)", range=[0, round_up(1.1 * float(field[-1].max()))]),
        "bargap": 0,
    }
    return Walkers(
        title="Particles and field",
        text=walkers_text(result, start),
        traces=[bars, line(x, field[start], "the equation", width=3)],
        layout=layout,
        times=result.growth_time,
        time_unit="min",
        frames=[Frames(trace=1, values=field)],
        start=start,
        rules=_walker_rules(result),
        histogram=0,
    )


def _walker_rules(result: Result) -> dict[str, object]:
    params = result.params
    return {
        "dimension": int(params.dimension[0]),
        "diffusivity": params.diffusivity,
        "loss_rate": params.loss_rate,
        "born": WALKERS * params.loss_rate,
        "wall": params.tissue_length if params.dimension == "1D" else None,
        "extent": float(result.walker_edges[-1]),
        "seed": params.seed,
        "most": MOST_WALKERS,
        "edges": result.walker_edges.tolist(),
        "weights": result.walker_weight.tolist(),
        "seconds": SECONDS_PER_MINUTE,
    }


def _profile_lines(result: Result) -> list[Trace]:
    lines = [
        line(result.position, result.steady, STEADY, "muted", dash="dash"),
        line(result.position, result.profile, f"at t = {quantity(result.params.time, 'min')}", width=3),
    ]
    if not isinstance(result.concentration, Absent):
        lines.append(_dot(result.params.reading_position, result.concentration))
    return lines


def _dot(x: float, y: float) -> Trace:
    return markers([x], [y], "reading position", "ink", "diamond", 10)


def _marks(result: Result, *, log: bool) -> list[Layout]:
    """Return λ, the threshold, and the border where the profile crosses it."""
    marks = [_length_mark(result.decay_length), _level_mark(result.params.threshold, "threshold θ", log=log)]
    if not isinstance(result.border, Absent):
        border = marker_line(x=result.border, label="border", color="second")
        border["annotations"][0].update(y=0.88)
        marks.append(border)
    return marks


def _length_mark(length: float) -> Layout:
    return marker_line(x=length, label="λ")


def _level_mark(level: float, label: str, *, log: bool, color: str = "muted") -> Layout:
    """Return a marked level; on a logarithmic axis Plotly wants a shape at its value, a note at the logarithm."""
    mark = marker_line(y=level, label=label, color=color)
    if log:
        mark["annotations"][0].update(y=math.log10(level))
    return mark


def _bands(measured: Sequence[Measured]) -> list[Layout]:
    """Return a band for each measured decay length, from the low to the high end of what was published."""
    return [
        {
            "shapes": [{
                "type": "rect", "x0": item.low, "x1": item.high, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
                "fillcolor": "@measured", "opacity": 0.12, "line": {"width": 0},
            }],
            "annotations": [{
                "text": item.label, "x": item.high, "y": 0.76, "yref": "y domain", "showarrow": False,
                "xanchor": "left", "font": {"color": "@measured"},
            }],
        }
        for item in measured
        if item.readout == "decay_length"
    ]  # fmt: skip


def _published_levels(result: Result, measured: Sequence[Measured]) -> list[Trace]:
    """Return each published level at the source as a mark with its range, just off the axis."""
    return [
        {
            "type": "scatter", "mode": "markers", "y": floats([item.value]), "name": item.label,
            "x": floats(result.position[BESIDE_AXIS : BESIDE_AXIS + 1]),
            "marker": {"color": "@measured", "size": 11, "symbol": "square-open", "line": {"width": 2}},
            "error_y": {
                "type": "data", "symmetric": False, "array": [item.high - item.value],
                "arrayminus": [item.value - item.low], "color": "@measured",
            },
        }
        for item in measured
        if item.readout == "source_level"
    ]  # fmt: skip


def _extent(result: Result) -> list[float]:
    return [0.0, float(result.position[-1])]


VIEWS: Mapping[str, View] = {
    "profile": View("Profile", draw_profile),
    "log_profile": View("Log profile", draw_log_profile),
    "map": View("Space and time", draw_map),
    "accumulation": View("Accumulation time", draw_accumulation),
    "growth": View("Build-up", draw_growth),
    "walkers": View("Particles", draw_walkers),
}
DEFAULT_VIEWS: tuple[str, ...] = ("profile",)
