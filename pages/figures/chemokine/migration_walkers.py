"""Pictures of the single cells of ``migration``: tracks, crowd, rose, mean squared distance, index over bias."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from models.chemokine.migration import Result
from models.notation import number, quantity
from models.results import Measured, arrays
from pages.figures.pictures import Chart, Frames, Layout, Movie, Trace, axis, floats, line, markers, titled

SERIES: Final = arrays(Result)
STEPS: Final = (1, 1.5, 2, 3, 5, 7.5, 10)
RING: Final = 61


def ceiling(value: float) -> float:
    """Return the next round number at or above ``value``: an axis that rests while a slider moves a little."""
    power = 10.0 ** math.floor(math.log10(max(value, 1e-9)))
    return next(step * power for step in STEPS if step * power >= value * 0.999999)


def draw_tracks(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the tracks from a common start, and the cells that move along them."""
    x, y = result.track_x, result.track_y
    up = x[-1] >= 0
    traces: list[Trace] = [
        {**line(*_there_and_back(x, y), "tracks", "muted", width=1), "opacity": 0.45, "hoverinfo": "skip"},
        markers(x[-1, up], y[-1, up], "end on the source's side", "signal"),
        markers(x[-1, ~up], y[-1, ~up], "end on the far side", "second", "diamond"),
    ]
    left, right, half = ceiling(max(float(-x.min()), 1e-3)), ceiling(float(x.max()) + 1e-3), ceiling(np.abs(y).max())
    layout: Layout = {
        "xaxis": axis(SERIES["track_x"], range=[-left, right]),
        "yaxis": axis(SERIES["track_y"], range=[-half, half], scaleanchor="x"),
        "hovermode": "closest",
        "annotations": [_arrow(0.99, 0.02)] if result.bias_here else [],
    }
    text = (
        f"{x.shape[1]} of {result.params.cells} cells from a common start, followed for "
        f"{quantity(result.followed, 'min')}; the source is to the right. {int(up.sum())} of those drawn end on the "
        f"source's side. The chemotactic index of all is {number(result.walker_index)} ± "
        f"{number(result.index_error, 2)}, expected {number(result.chemotactic_index)} for a bias of "
        f"{quantity(result.bias_here, '1/min')} and a persistence of {quantity(result.params.persistence, 'min')}. "
        f"The speed is {quantity(result.speed_here, 'µm/min')}."
    )
    frames = [
        Frames(trace=trace, values=values[:, side], key=key)
        for trace, side in ((1, up), (2, ~up))
        for key, values in (("x", x), ("y", y))
        if side.any()
    ]
    return Movie(
        title="Tracks from a common start", text=text, traces=traces, layout=layout, times=result.track_time,
        time_unit="min", frames=frames, start=-1,
    )  # fmt: skip


def _there_and_back(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return all tracks as one line: each starts at the origin and is walked back, so no gaps are needed."""
    there = np.r_[: x.shape[0], x.shape[0] - 2 : -1 : -1]
    return x[there].T.ravel(), y[there].T.ravel()


def _arrow(x: float, y: float) -> Layout:
    """Return the sign that says where the source is, at a place of the drawing area (0 to 1)."""
    return {
        "text": "source →", "x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "right",
        "yanchor": "bottom", "font": {"color": "@ink"}, "bgcolor": "@paper", "borderpad": 3,
    }  # fmt: skip


def draw_crowd(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the walkers' places along the gradient as bars beside the density that drifts and spreads."""
    start = result.movie_time.size // 3
    width = float(result.bin[1] - result.bin[0])
    bars: Trace = {
        "type": "bar", "x": floats(result.bin), "y": floats(result.binned[start]), "width": width,
        "marker": {"color": "@sky"}, "opacity": 0.6, "name": "walkers counted",
    }  # fmt: skip
    top = ceiling(1.05 * float(max(result.binned[start:].max(), result.density[start:].max())))
    layout: Layout = {
        "xaxis": axis(SERIES["track_x"], range=[float(result.place[0]), float(result.place[-1])]),
        "yaxis": titled("Cells (% per µm)", range=[0, top]),
        "bargap": 0,
    }
    text = (
        f"All cells start on one line at 0. As a crowd they drift toward the source with "
        f"{quantity(result.drift, 'µm/min')} and spread with a random motility of "
        f"{quantity(result.motility, 'µm²/min')}. The curve is that of the equation, the bars are the "
        f"{result.params.cells} walkers. At the end {quantity(result.count, '%')} are expected on the source's side."
    )
    return Movie(
        title="Walkers and density",
        text=text,
        traces=[bars, line(result.place, result.density[start], "drift and diffusion", width=3)],
        layout=layout,
        times=result.movie_time,
        time_unit="min",
        frames=[Frames(trace=0, values=result.binned), Frames(trace=1, values=result.density)],
        start=start,
    )


def draw_rose(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw how the headings are spread around the gradient: sectors counted, and the curve expected."""
    half = math.pi / result.sector.size
    middle = np.radians(result.sector)
    corners = middle[:, np.newaxis] + np.linspace(-half, half, 7)
    radius = result.rose_counted[:, np.newaxis] * np.ones(7)
    wedge_x, wedge_y = (np.pad(radius * turn(corners), ((0, 0), (1, 1))).ravel() for turn in (np.cos, np.sin))
    around = np.append(middle, middle[0])
    expected = np.append(result.rose_expected, result.rose_expected[0])
    even = 100 / result.sector.size
    ring = np.linspace(0, 2 * math.pi, RING)
    most = ceiling(1.02 * float(max(result.rose_counted.max(), result.rose_expected.max(), 2 * even)))
    traces: list[Trace] = [
        {
            "type": "scatter", "mode": "lines", "x": floats(wedge_x), "y": floats(wedge_y), "fill": "toself",
            "fillcolor": "@sky", "opacity": 0.6, "line": {"color": "@signal", "width": 1}, "name": "headings counted",
            "hoverinfo": "skip",
        },
        line(expected * np.cos(around), expected * np.sin(around), "expected", "ink", width=3, dash="dash"),
        line(even * np.cos(ring), even * np.sin(ring), "no direction", "second", width=2, dash="dot"),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled("Headings toward the source (% per 15° sector)", range=[-most, most]),
        "yaxis": titled("Headings across (% per 15° sector)", range=[-most, most], scaleanchor="x"),
        "hovermode": "closest",
        "annotations": [_arrow(0.99, 0.02)] if result.bias_here else [],
    }
    ahead = float(result.rose_counted[np.abs(result.sector) < 90].sum())
    text = (
        f"How often the cells head into each direction; the source is to the right. {quantity(ahead, '%')} of the "
        f"headings point to the source's side, with 50 % if there were no direction (dotted circle). The turning "
        f"number βτ is {number(result.bias_here * result.params.persistence)}; the mean of the headings along the "
        f"gradient is the chemotactic index, {number(result.chemotactic_index)}."
    )
    return Chart(title="Rose of headings", text=text, traces=traces, layout=layout)


def draw_squares(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the mean squared distance over time, with the formula and its two slopes."""
    lag, tau, speed = result.lag, result.params.persistence, result.speed_here
    ends = np.array([lag[0], lag[-1]])
    early = ends[ends <= 3 * tau] if ends[-1] <= 3 * tau else np.array([lag[0], min(3 * tau, lag[-1])])
    late = np.array([max(tau / 3, float(lag[0])), float(lag[-1])])
    traces: list[Trace] = [
        line(lag, result.square_theory, "persistent walk, no bias", "ink", width=3),
        line(early, (speed * early) ** 2, "straight: slope 2", "muted", dash="dot", width=2),
    ]
    if late[1] > late[0]:
        traces.append(line(late, 2 * speed**2 * tau * late, "diffusive: slope 1", "second", dash="dash", width=2))
    if result.bias_here:
        traces.append(line(lag, (result.drift * lag) ** 2, "drift alone", "third", dash="longdashdot", width=2))
    spread = {"type": "data", "array": floats(2 * result.square_error), "color": "@signal", "thickness": 1.5}
    traces.append(markers(lag, result.square, "walkers", "signal", error_y=spread))
    low, high = math.floor(math.log10(float(result.square_theory[0]))), math.log10((speed * float(lag[-1])) ** 2)
    layout: Layout = {
        "xaxis": axis(SERIES["lag"], type="log", exponentformat="power", dtick=1),
        "yaxis": axis(SERIES["square"], type="log", exponentformat="power", dtick=1, range=[low, math.ceil(high)]),
    }
    bias = (
        f"With the bias the drift takes over: after {quantity(result.followed, 'min')} drift alone makes "
        f"{quantity((result.drift * result.followed) ** 2, 'µm²')}."
        if result.bias_here
        else "Without a bias the points follow the formula."
    )
    text = (
        f"Mean squared distance from the start, on logarithmic axes, with two standard errors. After "
        f"{quantity(result.followed, 'min')} it is {quantity(result.msd, 'µm²')}; the formula for no bias gives "
        f"{quantity(float(result.square_theory[-1]), 'µm²')}. The slope is 2 well before the persistence time of "
        f"{quantity(tau, 'min')} and 1 well after it. {bias}"
    )
    return Chart(title="How far, on average", text=text, traces=traces, layout=layout)


def draw_index(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the chemotactic index over the turning number, with the walkers on it."""
    turning = abs(result.bias_here) * result.params.persistence
    low, high = float(result.turning[0]), float(result.turning[-1])
    here = min(max(turning, low), high)
    sign = -1 if result.bias_here < 0 else 1
    traces: list[Trace] = [
        line(result.turning, result.index_curve, "I₁(βτ)/I₀(βτ)", "ink", width=3),
        markers(
            [here], [sign * result.walker_index], "walkers ± two standard errors", "signal", size=12,
            error_y={"type": "data", "array": floats([2 * result.index_error]), "color": "@signal"},
        ),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(
            SERIES["turning"], type="log", exponentformat="power", dtick=1, range=[math.log10(low), math.log10(high)]
        ),
        "yaxis": axis(SERIES["index_curve"], range=[-0.05, 1.05]),
    }
    edge = "" if low <= turning <= high else " (drawn at the edge)"
    text = (
        f"The chemotactic index against the turning number βτ, which is now {number(turning)}{edge}. The walkers have "
        f"{number(sign * result.walker_index)} ± {number(result.index_error, 2)}, the formula gives "
        f"{number(abs(result.chemotactic_index))}. The index rises in proportion at first and saturates at 1; the "
        f"speed, {quantity(result.speed_here, 'µm/min')}, does not enter."
    )
    return Chart(title="Index against bias", text=text, traces=traces, layout=layout)
