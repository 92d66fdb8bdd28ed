"""The pictures of the minutes: the glucose test over time, its way in the plane, and the map of the fall."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from models.endocrine.glucose_insulin import Result
from models.notation import quantity
from models.results import Absent, arrays
from pages.figures.endocrine.glucose_insulin_panels import at_rest, decades, domains, level_mark, note, spot
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import Chart, Handle, Layout, Proposal, Trace, axis, floats, line, titled, with_marks

SERIES: Final = arrays(Result)
LOWEST_INSULIN: Final = 0.5
"""µU/mL: where the logarithmic axis of insulin begins; less is drawn on it."""
HIGHEST_GLUCOSE: Final = 2000.0
"""mg/dL: more leaves the picture; no body holds it."""
INSULIN_DECADES: Final = [math.log10(LOWEST_INSULIN), math.log10(3000)]
STAMPS: Final = {0.0: ("left", "top"), 10.0: ("left", "top"), 30.0: ("left", "top"), 60.0: ("right", "bottom")}
"""Minutes that are written beside the way in the plane, and how; the last one of the test is written below it."""
LAST: Final = ("right", "top")
TICKS: Final = decades(1, 10, 100, 1000)


def draw_course(result: Result) -> Chart:
    """Draw glucose, insulin and its action during the test; the minutes from which the fall is read are shaded."""
    params, time = result.params, result.test_time
    top, middle, bottom = domains(0.5, 0.26, 0.24)
    traces = [
        line(time, result.test_glucose, "glucose", "signal", width=3),
        {**line(time, _drawn(result.test_insulin), "insulin", "second", width=3), "yaxis": "y2"},
        {**line(time, result.test_action, "insulin action", "third", width=3), "yaxis": "y3"},
    ]
    glucose_axis, action_axis = _glucose_range(result), _action_range(result)
    layout: Layout = {
        "xaxis": titled("Time after the injection t (min)", range=[0, 180], tickvals=list(range(0, 181, 30)),
                        anchor="y3"),
        "yaxis": axis(SERIES["test_glucose"], range=glucose_axis, domain=top),
        "yaxis2": axis(SERIES["test_insulin"], **TICKS, range=INSULIN_DECADES, domain=middle),
        "yaxis3": axis(SERIES["test_action"], range=action_axis, domain=bottom),
        "showlegend": False,
    }  # fmt: skip
    window: Layout = {
        "shapes": [{
            "type": "rect", "x0": 10, "x1": 40, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below",
            "fillcolor": "@third", "opacity": 0.13, "line": {"width": 0},
        }],
        "annotations": [{
            "text": f"K<sub>G</sub> = {quantity(result.fall_rate, '%/min')}", "x": 42, "y": 0.97, "yref": "y domain",
            "xanchor": "left", "yanchor": "top", "showarrow": False, "font": {"color": "@third"},
        }],
    }  # fmt: skip
    basal = level_mark(params.basal_glucose, "basal glucose G<sub>b</sub>")
    resting = level_mark(max(params.basal_insulin, LOWEST_INSULIN), "basal insulin I<sub>b</sub>", "y2", log=True)
    return Chart(
        title="A glucose test", text=_course_text(result), traces=traces,
        layout=with_marks(layout, window, basal, resting),
    )  # fmt: skip


def draw_plane(result: Result) -> Chart:
    """Draw insulin against glucose: the way of the test, with times beside it."""
    params, glucose, insulin = result.params, result.test_glucose, _drawn(result.test_insulin)
    traces: list[Trace] = [line(glucose, insulin, "way of the test", "signal", width=3)]
    marks = []
    for stamp, (side, end) in {**STAMPS, params.duration: LAST}.items():
        at = int(np.searchsorted(result.test_time, stamp - 1e-9))
        x, y = float(glucose[at]), float(insulin[at])
        end = "bottom" if y < 2 * LOWEST_INSULIN else end  # not onto the numbers of the axis
        traces.append({**spot(x, y, f"{stamp:g} min", "circle", size=11), "showlegend": False})
        marks.append(
            note(f"{stamp:g} min", x, math.log10(y), xanchor=side, yanchor=end, xshift=6 if side == "left" else -6)
        )
    rest = (params.basal_glucose, max(params.basal_insulin, LOWEST_INSULIN))
    traces.append(spot(*rest, "before the test (basal)", "square", "second", 12))
    layout: Layout = {
        "xaxis": axis(SERIES["test_glucose"], range=_glucose_range(result)),
        "yaxis": axis(SERIES["test_insulin"], **TICKS, range=INSULIN_DECADES),
    }
    return Chart(
        title="Insulin against glucose in the test", text=_plane_text(result), traces=traces,
        layout=with_marks(layout, *marks),
    )  # fmt: skip


def draw_map(result: Result) -> Chart:
    """Draw the fall of glucose over the gain of insulin action and the first phase; a line joins equal falls."""
    params = result.params
    heat: Trace = {
        "type": "heatmap", "x": floats(result.map_gain), "y": floats(result.map_first_phase),
        "z": floats(result.map_fall_rate), "zmin": 0, "zmax": 3.5, "zsmooth": "best", "name": "fall",
        "colorscale": COLORSCALE, "colorbar": {"title": {"text": "Fall K<sub>G</sub> (%/min)", "side": "right"}},
        "hovertemplate": "p₃ %{x:.2e}, I₀ %{y:.0f}: K<sub>G</sub> %{z:.2f} %/min<extra></extra>",
    }  # fmt: skip
    traces: list[Trace] = [heat]
    marks: list[Layout] = []
    if result.same_gain.size > 1:
        same = line(result.same_gain, result.same_first_phase, "the same fall", "paper", width=3, dash="dash")
        traces.append({**same, "showlegend": False})
        top = math.log10(float(result.same_gain[-1]))
        words = {"xanchor": "right", "yanchor": "top", "xshift": -8, "yshift": -4}
        marks.append(note("the same fall", top, float(result.same_first_phase[-1]), "paper", **words))
    traces.append(spot(params.insulin_action_gain, params.start_insulin, "this person", size=15))
    clicks: list[Proposal | None] = [
        {"insulin_action_gain": float(f"{gain:.3g}"), "start_insulin": float(f"{first:.3g}")}
        for first in result.map_first_phase
        for gain in result.map_gain
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["map_gain"], type="log", range=[-7, math.log10(5e-5)], dtick=1, exponentformat="power"),
        "yaxis": axis(SERIES["map_first_phase"], range=[0, 1500]),
        "showlegend": True,
    }
    return Chart(
        title="How fast glucose falls", text=_map_text(result), traces=traces, layout=with_marks(layout, *marks),
        clicks={0: clicks},
        handle=Handle(
            trace=len(traces) - 1, label="This person", x="insulin_action_gain", y="start_insulin"
        ),
    )  # fmt: skip


def _drawn(insulin: np.ndarray) -> np.ndarray:
    return np.maximum(insulin, LOWEST_INSULIN)


def _glucose_range(result: Result) -> list[float]:
    return at_rest(0, 420, min(float(result.test_glucose.max()), HIGHEST_GLUCOSE))


def _action_range(result: Result) -> list[float]:
    """Return the range of the axis of insulin action, which is below 0 while insulin is below its basal level."""
    highest, lowest = float(result.test_action.max()), float(result.test_action.min())
    return [-at_rest(0, 0.005, -lowest)[1], at_rest(0, 0.02, highest)[1]]


def _course_text(result: Result) -> str:
    params = result.params
    if params.zero_insulin:
        insulin = "There is no insulin at all."
    elif params.start_insulin == 0 and params.second_phase == 0:
        insulin = f"No insulin is released; it stays at or returns to {quantity(params.basal_insulin, 'µU/mL')}."
    else:
        insulin = (
            f"Insulin falls from {quantity(params.start_insulin, 'µU/mL')}; its action is strongest at "
            f"{quantity(result.peak_action_time, 'min')}, with {quantity(result.peak_action, '1/min')}."
        )
    start, end = quantity(params.start_glucose, "mg/dL"), quantity(result.test_end_glucose, "mg/dL")
    if result.fall_rate <= 0:
        rise = quantity(-result.fall_rate, "%/min")
        return f"Glucose starts at {start}, rises by {rise} from 10 to 40 min and ends at {end}. {insulin}"
    return (
        f"Glucose falls from {start}, by {quantity(result.fall_rate, '%/min')} from 10 to 40 min, reaches "
        f"{quantity(result.lowest_glucose, 'mg/dL')} at {quantity(result.lowest_time, 'min')} and ends at {end}. "
        f"{insulin}"
    )


def _plane_text(result: Result) -> str:
    insulin = result.test_insulin
    order = " First insulin falls fast, then glucose does." if insulin[0] > 2 * insulin[-1] else ""
    return (
        "Insulin against glucose during the test. The way starts at "
        f"{quantity(result.params.start_glucose, 'mg/dL')} and {quantity(float(insulin[0]), 'µU/mL')}, and "
        f"ends after {quantity(result.params.duration, 'min')} at {quantity(result.test_end_glucose, 'mg/dL')} and "
        f"{quantity(float(insulin[-1]), 'µU/mL')}.{order}"
    )


def _map_text(result: Result) -> str:
    params = result.params
    same = (
        f"Along the dashed line glucose falls as fast: a gain of {quantity(float(result.same_gain[0]), 'mL/µU/min²')} "
        f"with a first phase of {quantity(float(result.same_first_phase[0]), 'µU/mL')} gives the same as a gain of "
        f"{quantity(float(result.same_gain[-1]), 'mL/µU/min²')} with "
        f"{quantity(float(result.same_first_phase[-1]), 'µU/mL')}."
        if result.same_gain.size > 1
        else "No other person on the map has the same fall by these two settings alone."
    )
    plateau = "" if isinstance(result.plateau, Absent) else " Without insulin the first phase does not count."
    return (
        f"The fall of glucose over the gain of insulin action and the first insulin phase. This person, at "
        f"{quantity(params.insulin_action_gain, 'mL/µU/min²')} and {quantity(params.start_insulin, 'µU/mL')}, has "
        f"{quantity(result.fall_rate, '%/min')}. {same}{plateau}"
    )
