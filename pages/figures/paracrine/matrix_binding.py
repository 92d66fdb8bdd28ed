"""Pictures of ``matrix_binding``: free and bound twins, their build-up, a photobleaching run, λ and τ over κ."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.notation import quantity
from models.numerics.round_numbers import round_up
from models.paracrine.matrix_binding import Result
from models.quantities import Array
from models.results import Measured, arrays, readouts
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
    Trace,
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
MOST_POINTS: Final = 150
"""Points of a movie's frame: with more patches than this, every second, third … is drawn."""


def draw_twins(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw free and bound levels, now and steady, on one logarithmic axis: equal slopes are equal ranges."""
    at = result.position
    traces = [
        line(at, result.free_steady, "free, steady", "signal", dash="dash", width=2),
        line(at, result.free_profile, "free, now", "signal", width=3),
    ]
    if result.params.on_rate > 0:
        traces += [
            line(at, result.bound_steady, f"bound{_sites(result)}, steady", "second", dash="dash", width=2),
            _bound_now(result, at, result.bound_profile),
        ]
        traces += [_slope(result, item) for item in measured if item.readout == "fitted_length"]
    layout = with_marks(
        {
            "xaxis": _distance(result),
            "yaxis": titled("Level (nM)", type="log", exponentformat="power", range=_decades(result)),
        },
        _visible(result),
    )
    return Chart(title="Free and bound ligand", text=_twins_text(result), traces=traces, layout=layout)


def draw_stain(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the same levels on linear axes, one above the other, as a microscope would show them."""
    at, visible = result.position, result.params.visible_level
    traces = [
        line(at, result.free_steady, "free, steady", "signal", dash="dash", width=2),
        line(at, result.free_profile, "free, now", "signal", width=3),
        line(at, result.bound_steady, f"bound{_sites(result)}, steady", "second", dash="dash", width=2, yaxis="y2"),
        {**_bound_now(result, at, result.bound_profile), "yaxis": "y2"},
    ]
    top = round_up(max(float(result.free_steady.max()), float(result.bound_steady.max()), visible))
    shades = [
        {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "yref": reference, "y0": 0, "y1": visible,
            "fillcolor": "@muted", "opacity": 0.15, "line": {"width": 0},
        }
        for reference in ("y", "y2")
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": {**_distance(result), "anchor": "y2"},
        "yaxis": axis(SERIES["free_profile"], range=[0, top], domain=[0.54, 1]),
        "yaxis2": axis(SERIES["bound_profile"], range=[0, top], domain=[0, 0.46]),
        "shapes": shades,
    }
    text = (
        f"Two profiles on the same linear scale; below {quantity(visible, 'nM')} (shaded) nothing would be visible. "
        f"Free ligand is visible: {_reach(result, 'free_range')}. Bound ligand is visible: "
        f"{_reach(result, 'bound_range')}."
    )
    return Chart(title="What a microscope would show", text=text, traces=traces, layout=layout)


def draw_build_up(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw how free and bound levels rise towards the steady ones (dashed)."""
    every = math.ceil(result.position.size / MOST_POINTS)
    at, frame = result.position[::every], _frame(result)
    traces = [
        line(at, result.free_steady[::every], "free, steady", "signal", dash="dash", width=2),
        line(at, result.bound_steady[::every], f"bound{_sites(result)}, steady", "second", dash="dash", width=2),
        line(at, result.free_profile[::every], "free", "signal", width=3),
        {**_bound_now(result, at, result.bound_profile[::every]), "name": f"bound{_sites(result)}"},
    ]
    text = (
        f"A movie of both profiles from the start to {quantity(float(result.movie_time[-1]), 'min')}, on a logarithmic "
        f"axis. The frame at {quantity(result.params.time, 'min')} is shown: the free level at the reading position is "
        f"{quantity(result.fraction_of_steady, '%')} of its steady level. The accumulation time there is "
        f"{quantity(result.time_to_steady, 'min')}."
    )
    return Movie(
        title="The build-up of both",
        text=text,
        traces=traces,
        layout={
            "xaxis": _distance(result),
            "yaxis": titled("Level (nM)", type="log", exponentformat="power", range=_decades(result)),
        },
        times=result.movie_time,
        time_unit="min",
        frames=[
            Frames(trace=2, values=result.free_movie[:, ::every]),
            Frames(trace=3, values=result.bound_movie[:, ::every]),
        ],
        start=frame,
    )


def draw_bleaching(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw a bleached stripe that recovers, above the light that is back in it, against plain diffusion."""
    middle = result.bleach_time.size // 2
    at, times = result.bleach_position, result.bleach_time
    traces = [
        line(at, result.bleached_total[middle], "all ligand", "third", width=3),
        line(at, result.bleached_free[middle], "free ligand", "signal", width=2),
        _lower(line(times, result.recovery, "all ligand in the stripe", "third", width=3)),
        _lower(line(times, result.recovery_effective, "diffusion with D_eff", "second", dash="dash", width=2)),
        _lower(line(times, result.recovery_unbound, "diffusion with D", "signal", dash="dot", width=2)),
        _lower(_point(float(times[middle]), float(result.recovery[middle]))),
    ]
    traces += [_lower(_measured_recovery(result, item)) for item in measured if item.readout == "frap_diffusion"]
    layout: Layout = {
        "xaxis": axis(SERIES["bleach_position"], anchor="y"),
        "yaxis": titled("F (before = 1)", range=[0, 1.05], domain=[0.62, 1]),
        "xaxis2": axis(SERIES["bleach_time"], type="log", exponentformat="power", anchor="y2"),
        "yaxis2": titled("F in the stripe (before = 1)", range=[0, 1.05], domain=[0, 0.4]),
    }
    text = (
        f"A stripe {quantity(result.params.bleach_width, 'µm')} wide is bleached. Half of its light is back after "
        f"{quantity(result.recovery_half_time, 's')}, as if ligand diffused with "
        f"{quantity(result.frap_diffusion, 'µm²/s')}. Free ligand diffuses with "
        f"{quantity(result.params.diffusivity, 'µm²/s')}; the apparent diffusion for fast exchange is "
        f"{quantity(result.apparent_diffusion, 'µm²/s')}."
    )
    return Movie(
        title="A bleached stripe recovers",
        text=text,
        traces=traces,
        layout=layout,
        times=times,
        time_unit="s",
        frames=[
            Frames(trace=0, values=result.bleached_total),
            Frames(trace=1, values=result.bleached_free),
            Frames(trace=5, values=times[:, np.newaxis], key="x"),
            Frames(trace=5, values=result.recovery[:, np.newaxis]),
        ],
        start=middle,
    )


def draw_curves(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw decay length and accumulation time over κ, with the current state on both."""
    kappa = result.stability
    cases = (
        ("now", "k_b as set", "third", "solid"),
        ("safe", "k_b = 0", "signal", "dash"),
        ("equal", "k_b = k_f", "second", "dot"),
    )
    traces = []
    for name, label, color, dash in cases:
        style = {"dash": dash, "width": 4 if name == "now" else 2, "legendgroup": name}
        length, wait = getattr(result, f"length_{name}"), getattr(result, f"wait_{name}")
        traces.append(line(kappa, length, label, color, **style))
        traces.append(line(kappa, wait, "accumulation time", color, yaxis="y2", showlegend=False, **style))
    here = max(result.kappa, float(kappa[0]))
    traces += [_point(here, result.decay_length), _point(here, result.time_to_steady) | {"yaxis": "y2"}]
    layout: Layout = {
        "xaxis": titled(
            "Stickiness κ = k_on/k_off (a number)", type="log", exponentformat="power", anchor="y2",
            range=[math.log10(kappa[0]), math.log10(kappa[-1])],
        ),
        "yaxis": axis(READOUTS["decay_length"], type="log", exponentformat="power", domain=[0.54, 1]),
        "yaxis2": axis(READOUTS["time_to_steady"], type="log", exponentformat="power", domain=[0, 0.46]),
    }  # fmt: skip
    edge = " (drawn at the left edge)" if result.kappa < kappa[0] else ""
    text = (
        f"Above, the decay length over the stickiness κ; below, the accumulation time at "
        f"{quantity(_reading(result), 'µm')}. Now κ is {quantity(result.kappa, '')}{edge}, the decay length "
        f"{quantity(result.decay_length, 'µm')} (without binding {quantity(result.unbound_length, 'µm')}), the time to "
        f"steady {quantity(result.time_to_steady, 'min')}. With no loss while bound the upper curve is flat and the "
        "lower one rises with 1 + κ; with equal losses the length falls."
    )
    return Chart(title="Range and delay against stickiness", text=text, traces=traces, layout=layout)


def _bound_now(result: Result, at: Array, level: Array) -> Trace:
    """Return the bound level now; patches are points on a line."""
    trace = line(at, level, f"bound{_sites(result)}, now", "second", width=3)
    if result.params.sites == "patchy":
        trace |= {"mode": "lines+markers", "marker": {"color": "@second", "size": 6, "symbol": "square"}}
        trace["line"]["width"] = 1
    return trace


def _sites(result: Result) -> str:
    return " at the patches" if result.params.sites == "patchy" else ""


def _visible(result: Result) -> Layout:
    """Return the mark of the visible level; Plotly wants the logarithm for a note on such an axis, not for a line."""
    mark = marker_line(y=result.params.visible_level, label="visible from here up")
    mark["annotations"][0] |= {"y": math.log10(result.params.visible_level)}
    return mark


def _slope(result: Result, item: Measured) -> Trace:
    """Return the published decay length as a slope through the first bound level."""
    first = float(result.bound_profile[0])
    level = first * np.exp((result.position[0] - result.position) / item.value)
    return line(result.position, level, item.label, "measured", dash="dot", width=2)


def _measured_recovery(result: Result, item: Measured) -> Trace:
    """Return the recovery that the published diffusion gives: that by D_eff, on a stretched axis of time."""
    times = result.bleach_time * (result.apparent_diffusion / item.value)
    shown = (times > 0.5 * result.bleach_time[0]) & (times < 2 * result.bleach_time[-1])
    return line(times[shown], result.recovery_effective[shown], item.label, "measured", dash="dashdot", width=2)


def _point(x: float, y: float) -> Trace:
    return markers([x], [y], "this state", "ink", "circle-open", 11, line={"width": 3}, showlegend=False)


def _lower(trace: Trace) -> Trace:
    return trace | {"xaxis": "x2", "yaxis": "y2"}


def _distance(result: Result) -> Layout:
    return axis(SERIES["position"], range=[0, result.params.tissue_length])


def _decades(result: Result) -> list[int]:
    """Return whole decades around the steady levels, so that the axis rests while a slider moves."""
    free, bound = float(result.free_steady.max()), float(result.bound_steady.max())
    low, high = (math.log10(max(level, 1e-300)) for level in (free, max(free, bound)))
    return [math.floor(low) - 3, math.ceil(high)]


def _frame(result: Result) -> int:
    return int(np.argmin(np.abs(result.movie_time - result.params.time)))


def _reading(result: Result) -> float:
    return min(result.params.reading_position, result.params.tissue_length)


def _reach(result: Result, name: str) -> str:
    value = getattr(result, name)
    return f"to {quantity(value, 'µm')}" if isinstance(value, float) else value.reason


def _twins_text(result: Result) -> str:
    params = result.params
    if params.on_rate == 0:
        bound = "Binding is off, so nothing is bound."
    else:
        bound = f"The bound level there is {quantity(result.bound_level, 'nM')}."
    return (
        f"Free and bound ligand against the distance from the source, on a logarithmic axis. At "
        f"{quantity(_reading(result), 'µm')}, after {quantity(params.time, 'min')}, the free level is "
        f"{quantity(result.free_level, 'nM')}, {quantity(result.fraction_of_steady, '%')} of its steady level. {bound} "
        f"The steady decay length is {quantity(result.decay_length, 'µm')}, and "
        f"{quantity(result.bound_loss_share, '%')} of the ligand is destroyed while bound."
    )


VIEWS: Final[Mapping[str, View]] = {
    "twins": View("Free and bound", draw_twins),
    "stain": View("Under the microscope", draw_stain),
    "build_up": View("Build-up", draw_build_up),
    "bleaching": View("Photobleaching", draw_bleaching),
    "curves": View("Range and delay", draw_curves),
}
DEFAULT_VIEWS: Final = ("twins",)
