"""The pictures of the years: three years over time, the plane of glucose and β-cell mass, and the map of fates."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from models.endocrine.glucose_insulin import Result
from models.notation import quantity
from models.results import Absent, arrays
from pages.figures.endocrine.glucose_insulin_panels import LEAST, decades, domains, level_mark, note, spot
from pages.figures.pictures import Chart, Handle, Layout, Trace, axis, line, titled, with_marks

SERIES: Final = arrays(Result)
HEALTHY, SADDLE = 100.0, 250.0
"""mg/dL: glucose at the two fixed points with β cells."""
UNNAMED: Final = {"showlegend": False}
MASSES: Final = [math.log10(3), math.log10(20000)]
INSULINS: Final = [-1, 3]
SENSITIVITIES: Final = [math.log10(0.019), math.log10(2.2)]
LONGEST: Final = 400.0
"""Days of the fall that the map shows; a slower fall stands at its right edge."""
LOWEST: Final = 0.02
"""mL/µU/d: the lowest sensitivity that can be set."""
LOST: Final = 400.0
"""mg/dL: whoever ends above it is on the way to the state without β cells."""


def draw_course(result: Result) -> Chart:
    """Draw glucose, the mass of β cells and insulin over three years; the time of the fall is shaded."""
    time, days = result.year_time, result.params.ramp_days
    top, middle, bottom = domains(0.44, 0.28, 0.28)
    mass, insulin = np.maximum(result.year_mass, LEAST), np.maximum(result.year_insulin, LEAST)
    traces = [
        line(time, result.year_glucose, "glucose", "signal", width=3),
        {**line(time, mass, "mass of β cells", "third", width=3), "yaxis": "y2"},
        {**line(time, insulin, "insulin", "second", width=3), "yaxis": "y3"},
    ]
    layout: Layout = {
        "xaxis": titled("Time t (d)", range=[0, 1095], dtick=200, anchor="y3"),
        "yaxis": axis(SERIES["year_glucose"], range=[0, 640], domain=top),
        "yaxis2": titled("β-cell mass (mg)", **decades(10, 100, 1000, 10000), range=MASSES, domain=middle),
        "yaxis3": axis(SERIES["year_insulin"], **decades(0.1, 1, 10, 100), range=INSULINS, domain=bottom),
        "showlegend": False,
    }
    shade: Layout = {
        "shapes": [{
            "type": "rect", "x0": 0, "x1": days, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
            "fillcolor": "@fourth", "opacity": 0.13, "line": {"width": 0},
        }],
    }  # fmt: skip
    marks = [level_mark(HEALTHY, "mass steady", below=True), level_mark(SADDLE, "mass steady (tipping)")]
    if days >= 20:
        marks.append(note("S<sub>I</sub> changes", days, 0.99, "fourth", yref="y domain", xanchor="left",
                          yanchor="top", xshift=4))  # fmt: skip
    return Chart(
        title="Three years", text=_course_text(result), traces=traces, layout=with_marks(layout, shade, *marks)
    )


def draw_plane(result: Result) -> Chart:
    """Draw glucose and mass: where each is steady, the separatrix, the way taken, and the start to be dragged."""
    params, glucose = result.params, result.plane_glucose
    changed, end = params.si_end != params.si_start, max(result.final_mass, LEAST)
    along = result.separatrix_glucose
    traces: list[Trace] = []
    if changed:
        traces += [
            {**line(glucose, result.nullcline_start, "on day 0", "third", width=1.5, dash="dot"), **UNNAMED},
            {**line(along, result.separatrix_start, "on day 0", "bad", width=1.5, dash="dot"), **UNNAMED},
        ]
    traces += [
        line(glucose, result.nullcline_end, "glucose steady", "third", width=2),
        line(along, result.separatrix_end, "separatrix", "bad", width=3, dash="dash"),
        line(result.year_glucose, np.maximum(result.year_mass, LEAST), "way of three years", "signal", width=3),
        {**spot(HEALTHY, result.healthy_mass, "healthy state", "circle", "good", 13), **UNNAMED},
        {**spot(SADDLE, result.saddle_mass, "saddle", "circle-open", "bad", 13), **UNNAMED},
        {**spot(float(result.year_glucose[-1]), end, "in the end", "square", size=11), **UNNAMED},
        spot(params.day_zero_glucose, params.day_zero_mass, "start", size=15),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["plane_glucose"], range=[0, 640]),
        "yaxis": titled("Mass of β cells β (mg)", **decades(10, 100, 1000, 10000), range=MASSES),
    }
    layout["xaxis"]["title"] = {"text": "Glucose G (mg/dL)"}
    steady = [_upright(HEALTHY, "mass steady", "bottom"), _upright(SADDLE, "mass steady", "top")]
    named = [
        note("no β cells ↓", 638, MASSES[0] + 0.25, "muted", yanchor="bottom", xanchor="right", bgcolor="@paper"),
        note("saddle", SADDLE, math.log10(result.saddle_mass), "bad", yanchor="bottom", xanchor="left", xshift=8),
        note("healthy", HEALTHY, math.log10(result.healthy_mass), "good", yanchor="bottom", xanchor="left", xshift=8),
    ]
    if changed:
        last = math.log10(float(result.separatrix_start[-1]))
        named.append(note("day 0", 638, last, "bad", xanchor="right", yanchor="top"))
    return Chart(
        title="The plane of glucose and mass", text=_plane_text(result), traces=traces,
        layout=with_marks(layout, *steady, *named),
        handle=Handle(trace=len(traces) - 1, label="The start", x="day_zero_glucose", y="day_zero_mass"),
    )  # fmt: skip


def draw_map(result: Result) -> Chart:
    """Draw which falls of sensitivity are survived: how far, against within how many days."""
    params = result.params
    days = np.linspace(0.0, LONGEST, 161)
    critical = np.interp(days, result.fate_ramp, result.fate_critical)
    floor = 10 ** SENSITIVITIES[0]
    fatal = critical > LOWEST
    days, critical = days[fatal], critical[fatal]
    traces: list[Trace] = []
    marks: list[Layout] = []
    if days.size:
        ring_x, ring_y = np.append(days, [days[-1], 0.0]), np.append(critical, [floor, floor])
        region = {**line(ring_x, ring_y, "lost", "bad", width=0), "fill": "toself", "fillcolor": "@panel", **UNNAMED}
        traces += [region, line(days, critical, "edge of survival", "bad", width=3, dash="dash")]
        if critical[0] > 1.5 * LOWEST:
            marks.append(note("β cells are lost", 12, math.log10(1.3 * LOWEST), "bad", xanchor="left"))
    traces.append(spot(min(params.ramp_days, LONGEST), params.si_end, "this fall", size=15))
    layout: Layout = {
        "xaxis": titled("Days of the fall T_f (d)", range=[-8, LONGEST + 8]),
        "yaxis": titled(
            "Final insulin sensitivity S_I (mL/µU/d)", type="log", range=SENSITIVITIES,
            tickvals=[0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
        ),
        "showlegend": True,
    }  # fmt: skip
    if float(np.interp(0.8 * LONGEST, result.fate_ramp, result.fate_critical)) < 0.7:
        marks.append(note("survived", 0.8 * LONGEST, 0.0, "good"))
    return Chart(
        title="Which falls are survived", text=_map_text(result), traces=traces, layout=with_marks(layout, *marks),
        handle=Handle(trace=len(traces) - 1, label="This fall", x="ramp_days", y="si_end"),
    )  # fmt: skip


def _upright(glucose: float, label: str, end: str) -> Layout:
    """Return a dotted upright, named at its ``end``: "top" or "bottom"."""
    shape = {
        "type": "line", "x0": glucose, "x1": glucose, "y0": 0, "y1": 1, "yref": "y domain",
        "line": {"color": "@muted", "dash": "dot", "width": 1.5},
    }  # fmt: skip
    height = 0.99 if end == "top" else 0.01
    words = note(label, glucose, height, "muted", yref="y domain", xanchor="left", yanchor=end, xshift=4)
    return {"shapes": [shape], **words}


def _fall(result: Result) -> str:
    params = result.params
    pace = "at once" if params.ramp_days == 0 else f"within {quantity(params.ramp_days, 'd')}"
    if params.si_end == params.si_start:
        return f"Insulin sensitivity stays at {quantity(params.si_start, 'mL/µU/d')}."
    return (
        f"Insulin sensitivity goes from {quantity(params.si_start, 'mL/µU/d')} to "
        f"{quantity(params.si_end, 'mL/µU/d')} {pace}."
    )


def _end(result: Result) -> str:
    if result.final_glucose > LOST:
        return (
            f"The β cells are lost: after three years glucose is at {quantity(result.final_glucose, 'mg/dL')} and "
            "insulin is gone."
        )
    return (
        f"After three years glucose is at {quantity(result.final_glucose, 'mg/dL')}, insulin at "
        f"{quantity(result.final_insulin, 'µU/mL')}, and the mass of β cells at {quantity(result.final_mass, 'mg')}."
    )


def _course_text(result: Result) -> str:
    return f"{_fall(result)} Glucose is {quantity(result.highest_glucose, 'mg/dL')} at most. {_end(result)}"


def _plane_text(result: Result) -> str:
    params = result.params
    return (
        f"The way starts at {quantity(params.day_zero_glucose, 'mg/dL')} and {quantity(params.day_zero_mass, 'mg')}. "
        f"{_fall(result)} At the end the healthy state has {quantity(result.healthy_mass, 'mg')}, and the saddle, at "
        f"250 mg/dL, {quantity(result.saddle_mass, 'mg')}; the separatrix runs through it. {_end(result)}"
    )


def _map_text(result: Result) -> str:
    edge = (
        result.critical_si.reason
        if isinstance(result.critical_si, Absent)
        else f"at this pace a fall is survived down to {quantity(result.critical_si, 'mL/µU/d')}"
    )
    return f"{_fall(result)} {edge[0].upper()}{edge[1:]}. {_end(result)}"
