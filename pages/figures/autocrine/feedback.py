"""The pictures of ``feedback``: S over density and over driver, F(S), the run in time, a growing culture, a dish."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.autocrine.feedback import Result
from models.quantities import Array
from models.results import Absent, Measured, arrays, readouts
from pages.figures.autocrine.feedback_texts import (
    density_text,
    dish_captions,
    dish_text,
    driver_text,
    growth_text,
    response_text,
    run_text,
)
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
    Proposal,
    Trace,
    Trail,
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
WHOLE: Final = [-0.03, 1.03]
"""The signal's axis, at rest while sliders move."""
DENSITIES: Final = (2.0, 9.1)
"""The decades of density that are drawn; thinner cultures stand at the left edge."""
DRIVERS: Final = (-0.15, 10.15)
HISTORY: Final = ("start_signal", "pulse_strength", "pulse_duration", "signal_time", "doubling_time", "cell_variation",
                  "consumer_distance", "consumer_capture")  # fmt: skip
"""What a diagram does not depend on: the trail lives on while these move."""
CLEAR: Final = 0.6
"""How high the names of the thresholds stand: outside of the loop, clear of its branches."""
FAINTEST: Final = 1e-30
PIXELS_PER_UM: Final = 1.8


def draw_density(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the steady signals against cell density, with the present state and the way that it has taken."""
    here = max(result.params.cell_density, 10 ** DENSITIES[0])
    branches = _branches(result.density_level, result.density_signal, result.density_stable, result.density_part)
    layout: Layout = {
        "xaxis": axis(SERIES["density_level"], type="log", range=list(DENSITIES), exponentformat="power"),
        "yaxis": axis(READOUTS["signal"], range=WHOLE),
    }
    layout["xaxis"]["title"] = {"text": "Cell density n (cells/mL)"}
    marks = _thresholds(result.on_density, result.off_density, log=True)
    return _diagram(
        "Signal against cell density", density_text(result), result, branches, layout, marks, here, "cell_density"
    )


def draw_driver(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the steady signals against the driver, with the present state and the way that it has taken."""
    branches = _branches(result.driver_level, result.driver_signal, result.driver_stable, result.driver_part)
    layout: Layout = {
        "xaxis": titled("Driver q_drv (molecules/s)", range=list(DRIVERS)),
        "yaxis": axis(READOUTS["signal"], range=WHOLE),
    }
    marks = _thresholds(result.on_driver, result.off_driver, log=False)
    return _diagram(
        "Signal against the driver",
        driver_text(result),
        result,
        branches,
        layout,
        marks,
        result.params.driver,
        "driver",
    )


def draw_response(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return F(S) and the diagonal: where they meet the signal rests, at filled circles for good."""
    at, stable = result.signal_axis, result.state_stable > 0
    traces = [
        line([0.0, 1.0], [0.0, 1.0], "F = S", "muted", dash="dash", width=1.5),
        line(at, result.response_alone, "F(S) of a lone cell", "third", dash="dot", width=2),
        line(at, result.response, "F(S) in this culture", "signal", width=3),
    ]
    if result.params.pulse_strength > 0:
        traces.append(line(at, result.response_pulse, "F(S) during the pulse", "second", dash="dashdot", width=2))
    clicks: dict[int, Sequence[Proposal | None]] = {}
    for chosen, name, symbol in ((stable, "stable state", "circle"), (~stable, "unstable state", "circle-open")):
        states = result.state_signal[chosen]
        if states.size:
            clicks[len(traces)] = [{"start_signal": float(s)} for s in states]
            traces.append(_points(states, states, name, symbol, "ink", 13))
    traces.append(_points([result.signal], [result.signal], "this culture", "diamond-open", "second", 20))
    layout: Layout = {
        "xaxis": titled("Signal S", range=WHOLE),
        "yaxis": titled("Response F", range=WHOLE),
    }
    return Chart(
        title="The response to its own signal", text=response_text(result), traces=traces, layout=layout, clicks=clicks
    )


def draw_run(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the signal in time: after the last move, or through the pulse."""
    params, last = result.params, float(result.run_time[-1])
    traces = [line(result.run_time, result.run_signal, "signal", "signal", width=3)]
    layout: Layout = {
        "xaxis": axis(SERIES["run_time"], range=[float(min(result.run_time[0], 0)), last]),
        "yaxis": axis(READOUTS["signal"], range=WHOLE),
        "showlegend": False,
    }
    marks = []
    if not isinstance(result.tipping_signal, Absent):
        marks.append(marker_line(y=result.tipping_signal, label="tipping signal", color="second"))
    if params.pulse_strength > 0:
        marks.append(_band(0.0, params.pulse_duration, "pulse"))
    return Chart(title="The signal in time", text=run_text(result), traces=traces, layout=with_marks(layout, *marks))


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return a culture that grows past its own threshold: density above, signal below."""
    time = result.growth_time
    traces = [
        line(time, result.growth_density, "density", "third", width=3),
        {**line(time, result.growth_signal, "signal", "signal", width=3), "xaxis": "x2", "yaxis": "y2"},
    ]
    low, high = (math.log10(float(n)) for n in result.growth_density[[0, -1]])
    layout: Layout = {
        "xaxis": {"anchor": "y", "matches": "x2", "showticklabels": False},
        "yaxis": titled(
            "Density n (cells/mL)", type="log", exponentformat="power", domain=[0.56, 1],
            range=[math.floor(low), math.ceil(high + 0.01)],
        ),
        "xaxis2": axis(SERIES["growth_time"], anchor="y2", range=[0, float(time[-1])]),
        "yaxis2": axis(SERIES["growth_signal"], range=WHOLE, domain=[0, 0.46]),
        "showlegend": False,
    }  # fmt: skip
    layout["xaxis2"]["title"] = {"text": "Time t (h)"}
    layout["yaxis2"]["title"] = {"text": "Signal S"}
    marks = []
    if not isinstance(result.on_density, Absent) and math.floor(low) < math.log10(result.on_density) < high + 1:
        mark = marker_line(y=result.on_density, label="ON density", color="second")
        mark["annotations"][0] |= {"y": math.log10(result.on_density)}
        marks.append(mark)
    if not isinstance(result.ignition_time, Absent):
        marks.append(_upright(result.ignition_time, "ignites"))
    return Chart(title="A growing culture", text=growth_text(result), traces=traces, layout=with_marks(layout, *marks))


def draw_dish(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Return a dish of unlike cells: color and outline follow each cell's signal."""
    outline = np.where(result.dish_signal >= 0.5, 3.0, 0.8)
    cells: Trace = {
        "type": "scatter", "mode": "markers", "x": floats(result.dish_x), "y": floats(result.dish_y), "name": "cells",
        "marker": {
            "size": PIXELS_PER_UM * 2 * result.params.cell_radius, "color": floats(result.dish_signal[-1]),
            "coloraxis": "coloraxis", "line": {"color": "@ink", "width": floats(outline[-1])},
        },
        "hovertemplate": "S = %{marker.color:.3f}<extra></extra>",
    }  # fmt: skip
    window = {"zeroline": False, "showgrid": False, "constrain": "domain"}
    layout: Layout = {
        "xaxis": titled("x (µm)", range=[-160, 160], **window),
        "yaxis": titled("y (µm)", range=[-105, 105], scaleanchor="x", **window),
        "coloraxis": {
            "colorscale": COLORSCALE, "cmin": 0, "cmax": 1,
            "colorbar": {"title": {"text": "Signal S", "side": "right"}},
        },
        "showlegend": False,
    }  # fmt: skip
    return Movie(
        title="A dish of cells that share one medium", text=dish_text(result), traces=[cells], layout=layout,
        times=result.dish_time, time_unit="h", captions=dish_captions(result),
        frames=[
            Frames(trace=0, values=result.dish_signal, key="marker.color"),
            Frames(trace=0, values=outline, key="marker.line.width"),
        ],
    )  # fmt: skip


def _diagram(
    title: str, text: str, result: Result, branches: list[Trace], layout: Layout, marks: list[Layout], here: float,
    turned: str,
) -> Chart:  # fmt: skip
    """Return a diagram of steady states with the present one, which leaves a trail, and where a pulse would end."""
    traces, clicks = list(branches), {}
    after = result.signal_after_pulse
    if not isinstance(after, Absent):
        clicks[len(traces)] = [{"start_signal": float(f"{after:.4g}"), "pulse_strength": 0.0}]
        traces.append(_points([here], [after], "after the pulse", "star", "fourth", 16))
    traces.append(_points([here], [result.signal], "this culture", "diamond", "ink", 14))
    fixed = {name: value for name, value in result.params.as_dict().items() if name not in (turned, *HISTORY)}
    return Chart(
        title=title, text=text, traces=traces, layout=with_marks(layout, *marks), clicks=clicks,
        trail=Trail(trace=len(traces) - 1, key=",".join(f"{value}" for value in fixed.values())),
    )  # fmt: skip


def _branches(level: Array, signal: Array, stable: Array, part: Array) -> list[Trace]:
    """Return a line for each part of the curve: full where stable, dashed where not; each kind once in the legend."""
    traces, named = [], set()
    for number in np.unique(part):
        chosen = np.flatnonzero(part == number)
        is_stable = bool(stable[chosen[0]])
        after = chosen[-1] + 1
        if after < part.size and part[after] == number + 1:
            chosen = np.r_[chosen, after]  # up to where the next one begins
        name = "stable" if is_stable else "unstable"
        style = {"dash": "solid", "width": 3} if is_stable else {"dash": "dash", "width": 2}
        traces.append(
            line(
                np.maximum(level[chosen], FAINTEST), np.where(signal[chosen] > FAINTEST, signal[chosen], 0.0), name,
                "signal" if is_stable else "second", legendgroup=name, showlegend=name not in named, **style,
            )
        )  # fmt: skip
        named.add(name)
    return traces


def _points(x: Array | list[float], y: Array | list[float], name: str, symbol: str, color: str, size: float) -> Trace:
    return markers(x, y, name, color, symbol, size, line={"width": 2, "color": f"@{color}"})


def _thresholds(on: float | Absent, off: float | Absent, *, log: bool) -> list[Layout]:
    """Return the marks of ON and OFF, and the band between them, where both states hold."""
    marks = []
    if not isinstance(on, Absent):
        mark = _upright(on, "ON", log=log)
        mark["annotations"][0] |= {"y": CLEAR}
        marks.append(mark)
    if not isinstance(off, Absent):
        mark = _upright(off, "OFF", log=log)
        mark["annotations"][0] |= {"xanchor": "right", "xshift": -4, "y": CLEAR}
        marks.append(mark)
    if not isinstance(on, Absent) and not isinstance(off, Absent) and off < on:
        marks.append(_band(off, on, ""))
    return marks


def _upright(x: float, label: str, *, log: bool = False) -> Layout:
    """Return a marked value of the horizontal axis; on a logarithmic one a note wants the logarithm."""
    mark = marker_line(x=x, label=label)
    if log:
        mark["annotations"][0] |= {"x": math.log10(x)}
    return mark


def _band(begin: float, end: float, label: str) -> Layout:
    """Return a shaded stretch of the horizontal axis."""
    shape = {
        "type": "rect", "xref": "x", "x0": begin, "x1": end, "yref": "y domain", "y0": 0, "y1": 1, "layer": "below",
        "fillcolor": "@muted", "opacity": 0.12, "line": {"width": 0},
    }  # fmt: skip
    note = {
        "text": label, "x": begin, "xref": "x", "y": 1, "yref": "y domain", "showarrow": False, "xanchor": "left",
        "yanchor": "top", "xshift": 4, "font": {"color": "@muted"},
    }  # fmt: skip
    return {"shapes": [shape], "annotations": [note] if label else []}


VIEWS: Final[Mapping[str, View]] = {
    "density": View("Signal and density", draw_density),
    "response": View("F(S) and diagonal", draw_response),
    "driver": View("Signal and driver", draw_driver),
    "run": View("Signal in time", draw_run),
    "dish": View("Dish", draw_dish),
    "growth": View("Growing culture", draw_growth),
}
DEFAULT_VIEWS: Final = ("density",)
