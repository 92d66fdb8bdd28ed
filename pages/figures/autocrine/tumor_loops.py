"""Pictures of ``tumor_loops``: the loop, its staircase and growth in days; comparisons are in a module of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.autocrine.tumor_loops import Result
from models.notation import MINUS, number
from models.results import Measured, arrays
from pages.figures.autocrine.tumor_loops_comparisons import draw_studies, draw_table
from pages.figures.autocrine.tumor_loops_diagram import draw_loop
from pages.figures.pictures import Chart, Diagram, Layout, Trace, Trail, View, axis, line, markers, titled

SERIES: Final = arrays(Result)


def draw_diagram(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Draw the loop of the present case (see ``tumor_loops_diagram``)."""
    return draw_loop(result)


def draw_staircase(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw F against S with the diagonal: where they cross the loop rests, and the staircase shows the way there."""
    grid = result.signal_axis
    steps_x, steps_y = _staircase(result)
    traces = [
        line([0, 1], [0, 1], "F = S", "muted", dash="dot", width=1.5, hoverinfo="skip"),
        line(grid, result.response_untouched, "F before drugs", "signal", dash="dash", width=2),
        line(grid, result.response, "F now", "second", width=4),
        line(steps_x, steps_y, "way to rest", "muted", width=1.5, hoverinfo="skip"),
        _dots([s.signal for s in result.states if s.stable], "stable", "circle", "second"),
        _dots([s.signal for s in result.states if not s.stable], "unstable", "circle-open", "second"),
        _dots([result.signal], "now", "diamond-open", "ink", size=18),
    ]
    stable = [_two(s.signal) for s in result.states if s.stable]
    text = (
        f"The response F against the signal S. Now the loop rests at S {_two(result.signal)}; before drugs it "
        f"rested at {_two(result.signal_untouched)}. With the drugs as set {_counted(stable)}. "
        "All numbers are teaching values."
    )
    layout: Layout = {
        "xaxis": axis(SERIES["signal_axis"], range=[-0.02, 1.02]),
        "yaxis": titled("Response F (0 to 1)", range=[-0.02, 1.04]),
        "hovermode": "closest",
    }
    return Chart(
        title="Where the loop rests (teaching values)", text=text, traces=traces, layout=layout,
        trail=Trail(trace=6, key=result.params.case),
    )  # fmt: skip


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the number of cells over ten days, with the drugs and without."""
    traces = [
        line(result.days, result.cells_untouched, "before drugs", "signal", dash="dash", width=2.5),
        line(result.days, result.cells, "now", "second", width=4),
        line([0, 10], [1, 1], "as many as at first", "muted", dash="dot", width=1.5, hoverinfo="skip"),
    ]
    text = (
        f"Cell number over ten days on a logarithmic axis. Now it goes from 1 to {number(result.after_ten_days, 2)} "
        f"({_rate(result.growth)} per day), without drugs at {_rate(result.growth_untouched)} per day. Growth "
        "rates are teaching values; the signal is taken to settle at once."
    )
    layout: Layout = {
        "xaxis": axis(SERIES["days"], range=[0, 10]),
        "yaxis": titled("Cells per cell at the start (a number)", type="log", exponentformat="power", range=[-4, 4]),
    }
    return Chart(title="The tumor in ten days (teaching values)", text=text, traces=traces, layout=layout)


def _staircase(result: Result) -> tuple[list[float], list[float]]:
    """Return the way S → F(S) → … from where the signal was before the last move, or from the untreated state."""
    start = result.params.start_signal
    if abs(start - result.signal) < 0.01:
        start = result.signal_untouched
    xs, ys, signal = [start], [start], start
    for _ in range(12):
        following = float(np.interp(signal, result.signal_axis, result.response))
        xs += [signal, following]
        ys += [following, following]
        if abs(following - signal) < 1e-3:
            break
        signal = following
    return xs, ys


def _dots(at: Sequence[float], name: str, symbol: str, color: str, size: int = 11) -> Trace:
    return markers(at, at, name, color, symbol, size, line={"width": 2})


def _counted(stable: Sequence[str]) -> str:
    if len(stable) == 1:
        return f"there is one stable state, {stable[0]}"
    return f"there are {len(stable)} stable states, {' and '.join(stable)}"


def _two(value: float) -> str:
    return number(value, 3 if value > 0.98 else 2)


def _rate(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)


VIEWS: Final[Mapping[str, View]] = {
    "loop": View("The loop", draw_diagram),
    "studies": View("Studies", draw_studies),
    "growth": View("Growth", draw_growth),
    "staircase": View("Staircase", draw_staircase),
    "table": View("All drugs, all cases", draw_table),
}
DEFAULT_VIEWS: Final = ("loop",)
