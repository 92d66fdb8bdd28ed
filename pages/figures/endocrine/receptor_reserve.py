"""Pictures of ``receptor_reserve``: occupancy and effect, blocked receptors, the cell, and a second receptor."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.endocrine.receptor_reserve import HIGHEST, LOWEST, Result
from models.notation import number, quantity
from models.results import Measured, arrays
from pages.figures.endocrine.receptor_reserve_cell import draw_cell
from pages.figures.endocrine.receptor_reserve_texts import state_text
from pages.figures.pictures import Chart, Handle, Layout, Trace, View, axis, line, markers, titled, with_marks

SERIES: Final = arrays(Result)
EVERY: Final = 2
"""Every second of the model's levels is drawn: 20 to a decade are a smooth curve."""


def draw_effect(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw occupancy and effect on one logarithmic axis, with the state of now, K_d, EC₅₀ and the maximum."""
    params, level = result.params, result.level[::EVERY]
    now = params.concentration
    unblocked = result.effect_unblocked[::EVERY]
    traces = [
        line(level, result.occupancy_curve[::EVERY] / 100, "receptors filled", "signal", dash="dash", width=3),
        line(level, result.effect_curve[::EVERY], "effect", "third", width=4),
        line(level, unblocked, "effect, nothing blocked", "muted", dash="dot", width=2),
        line([now, now], sorted([result.occupancy / 100, result.effect]), "now", "ink", width=1.5, showlegend=False),
        _point(now, result.effect, "circle"),
        _point(now, result.occupancy / 100, "square"),
    ]
    if params.blocked_fraction == 0:
        traces[2]["visible"] = "legendonly"
    layout = with_marks(_layout("Receptors filled, effect (0 to 1)"), _marks(result))
    text = f"Receptors filled (dashed) and effect (full line) over the level of hormone. {state_text(result)}"
    return Chart(
        title="Occupancy and effect", text=text, traces=traces, layout=layout,
        handle=Handle(trace=4, label="Free hormone", x="concentration"),
    )  # fmt: skip


def draw_blocked(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the effect with ever more receptors blocked: first it moves to the right, then it falls."""
    params, level = result.params, result.level[::EVERY]
    cases = (
        (result.effect_unblocked, "third", "solid"),
        (result.effect_half, "signal", "dash"),
        (result.effect_tenth, "fourth", "dashdot"),
        (result.effect_hundredth, "second", "dot"),
    )
    traces = [
        line(level, curve[::EVERY], f"{number(100 * blocked)} % blocked", color, dash=dash, width=3)
        for (curve, color, dash), blocked in zip(cases, result.blocked_part.tolist(), strict=True)
    ]
    halves, tops = result.blocked_ec50, result.blocked_emax
    traces.append(markers(halves, tops / 2, "half of the maximum", "ink", "diamond-open", 11, line={"width": 2}))
    traces.append(_point(params.concentration, result.effect, "circle", "now"))
    fall = 100 * float(1 - tops[2] / tops[0])
    text = (
        f"The effect over the level of hormone with 0, 50, 90 and 99 % of the receptors blocked. From none to 90 % the "
        f"maximum falls by {quantity(fall, '%')}, and the half-effective level goes from "
        f"{quantity(float(halves[0]), 'nM')} to {quantity(float(halves[2]), 'nM')}; with 99 % blocked the maximum is "
        f"{number(float(tops[3]))}. "
        f"{quantity(result.spare, '%')} of the receptors are spare. {state_text(result)}"
    )
    return Chart(
        title="Blocking receptors", text=text, traces=traces, layout=_layout("Effect E (0 to 1)"),
        clicks={4: [{"blocked_fraction": blocked} for blocked in result.blocked_part.tolist()]},
        handle=Handle(trace=5, label="Free hormone", x="concentration"),
    )  # fmt: skip


def draw_second(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw binding and effect of this receptor and of a second one: what keeps the two apart."""
    params, level = result.params, result.level[::EVERY]
    now = params.concentration
    traces = [
        line(level, result.effect_curve[::EVERY], "effect", "third", width=4),
        line(level, result.off_effect_curve[::EVERY], "effect of the other", "second", dash="dash", width=4),
        _lower(line(level, result.occupancy_curve[::EVERY] / 100, "filled", "third", width=2)),
        _lower(
            line(level, result.off_occupancy_curve[::EVERY] / 100, "other filled", "second", dash="dash", width=2)
        ),
        _point(now, result.effect, "circle"),
        _point(now, result.off_effect, "square"),
        _lower(_point(now, result.occupancy / 100, "circle")),
        _lower(_point(now, result.off_occupancy / 100, "square")),
    ]  # fmt: skip
    layout = _layout("Effect E (0 to 1)")
    layout["xaxis"] |= {"anchor": "y2"}
    layout["yaxis"] |= {"domain": [0.54, 1], "range": [0, 1.05]}
    layout["yaxis2"] = titled("Filled θ (0 to 1)", domain=[0, 0.46], range=[0, 1.05])
    text = (
        f"Above, the effects through both receptors; below, how far both are filled. At low levels "
        f"{quantity(result.selectivity_low, '')} times more of the first is filled; now, at {quantity(now, 'nM')}, "
        f"{quantity(result.selectivity_now, '')} times. The effects are {number(result.effect)} and "
        f"{number(result.off_effect)}; half of the maximum is reached at {quantity(result.ec50, 'nM')} and at "
        f"{quantity(result.off_ec50, 'nM')}."
    )
    return Chart(
        title="Two tissues, one hormone", text=text, traces=traces, layout=layout,
        handle=Handle(trace=4, label="Free hormone", x="concentration"),
    )  # fmt: skip


def _layout(title: str) -> Layout:
    ends = [math.log10(LOWEST), math.log10(HIGHEST)]
    return {
        "xaxis": axis(SERIES["level"], type="log", exponentformat="power", range=ends),
        "yaxis": titled(title, range=[0, 1.16]),
    }


def _marks(result: Result) -> Layout:
    """Return the marks of EC₅₀ and K_d, labeled on their outer sides, and of the maximum, labeled at the left."""
    left, right = (result.ec50, "EC₅₀"), (result.params.kd, "K_d")
    if left[0] > right[0]:
        left, right = right, left
    shapes = [
        {
            "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1.08, "line": {"color": "@muted", "dash": "dot",
            "width": 1.5},
        }
        for at, _ in (left, right)
    ]  # fmt: skip
    shapes.append({
        "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": result.emax, "y1": result.emax,
        "line": {"color": "@muted", "dash": "dot", "width": 1.5},
    })  # fmt: skip
    notes = [
        {"text": label, "x": _inside(at), "y": 1.12, "xanchor": side, "yanchor": "middle", "showarrow": False}
        for (at, label), side in ((left, "right"), (right, "left"))
    ]
    notes.append({
        "text": "E_max", "xref": "x domain", "x": 0, "y": result.emax, "xanchor": "left", "yanchor": "bottom",
        "showarrow": False, "xshift": 4,
    })  # fmt: skip
    return {"shapes": shapes, "annotations": notes}


def _inside(level: float) -> float:
    """Return the logarithm of a level (Plotly wants it for notes), held a little inside the axis."""
    return float(np.clip(math.log10(level), math.log10(LOWEST) + 0.4, math.log10(HIGHEST) - 0.4))


def _point(x: float, y: float, symbol: str, name: str = "") -> Trace:
    style = {"line": {"width": 3}, "showlegend": bool(name), "cliponaxis": False}
    return markers([x], [y], name or "now", "ink", f"{symbol}-open", 12, **style)


def _lower(trace: Trace) -> Trace:
    return trace | {"yaxis": "y2", "showlegend": False}


VIEWS: Final[Mapping[str, View]] = {
    "effect": View("Occupancy and effect", draw_effect),
    "cell": View("The cell", draw_cell),
    "blocked": View("Blocked receptors", draw_blocked),
    "second": View("Two tissues", draw_second),
}
DEFAULT_VIEWS: Final = ("effect",)
