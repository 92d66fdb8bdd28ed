"""Pictures of ``pulses``: the course in time, the map of drive and delay, period, loop, and the best interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.endocrine.pulses import Result
from models.endocrine.pulses_axis import LONGEST_DELAY, MOST_DRIVE
from models.endocrine.pulses_receptors import LONGEST, PULSE_WIDTH, SHORTEST, SHOWN_HOURS
from models.notation import number, quantity
from models.numerics.round_numbers import round_up
from models.results import Absent, Measured, arrays
from pages.figures.pictures import (
    Chart,
    Handle,
    Layout,
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
LONGEST_PERIOD: Final = 150.0
"""Minutes at which the axis of the periods ends."""
LEAST_LEVEL: Final = 0.1
"""Scaled level that an axis of levels shows at least."""
STATES: Final = (
    ("no delay", 30.0, 0.0, "top right"), ("just pulsing", 30.0, 9.0, "bottom right"),
    ("rat axis", 30.0, 15.0, "top left"), ("too much drive", 60.0, 15.0, "bottom center"),
)  # fmt: skip
"""States on the map that a click sets: name, drive, delay, and where the name stands."""


def draw_time(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the course in time of the model that is chosen."""
    return _axis_in_time(result) if result.params.model == "hpa" else _receptors_in_time(result)


def _axis_in_time(result: Result) -> Chart:
    top = round_up(max(float(result.acth[result.acth.size // 12 :].max()), LEAST_LEVEL))
    traces = [
        line(result.time, result.acth, "ACTH", "second", dash="dash", width=2),
        line(result.time, result.cort, "CORT", width=3),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["time"], range=[0, 24], dtick=4),
        "yaxis": titled("Level (scaled)", range=[0, top]),
    }
    rest = marker_line(y=result.rest_level)
    rest["annotations"] = []  # a word would lie on the curves; the text says what the line is
    return Chart(
        title="ACTH and corticosterone, rat model",
        text=f"One day of the stress axis, from empty blood on, with constant CRH. {_verdict(result)} At rest both "
        f"levels would be {number(result.rest_level)}. The drive is {number(result.params.crh_drive)}, the delay "
        f"{quantity(result.params.adrenal_delay, 'min')}.",
        traces=traces,
        layout=with_marks(layout, rest),
    )


def _receptors_in_time(result: Result) -> Chart:
    params = result.params
    traces = [
        line(result.gnrh_time, result.working, "working receptors", width=2.5),
        line(result.gnrh_time, result.response, "response", "second", width=2, fill="tozeroy") | {"yaxis": "y2"},
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["gnrh_time"], range=[0, SHOWN_HOURS], dtick=2, anchor="y2"),
        "yaxis": titled("Working receptors R (fraction)", range=[0, 1.04], domain=[0.42, 1]),
        "yaxis2": titled("R − θ (fraction)", range=[0, 1.0 if params.threshold < 0.5 else 0.55], domain=[0, 0.32]),
        "showlegend": False,
    }
    threshold = marker_line(y=params.threshold, label="threshold θ")
    return Chart(
        title="Receptors that tire, and the response",
        text=f"Above, the working fraction of receptors; below, the response. GnRH comes every "
        f"{quantity(params.pulse_interval, 'min')} for {PULSE_WIDTH:g} min. Once all is periodic a pulse meets "
        f"{quantity(result.receptors_at_pulse, '%')} of the receptors at work; the threshold is "
        f"{quantity(100 * params.threshold, '%')}. {_output(result)}",
        traces=traces,
        layout=with_marks(layout, threshold),
    )


def draw_map(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw where the rest of the stress axis is lost, in the plane of drive and delay, with a point to drag."""
    params = result.params
    below = result.border_delay <= LONGEST_DELAY + 5
    drive, delay = result.border_drive[below], result.border_delay[below]
    area: Trace = line(
        np.r_[drive, drive[-1], drive[0]], np.r_[delay, LONGEST_DELAY + 5, LONGEST_DELAY + 5], "pulses", width=0,
        fill="toself", fillcolor="@signal", opacity=0.16, hoverinfo="skip",
    )  # fmt: skip
    area["line"]["color"] = "@signal"
    traces = [
        area,
        line(drive, delay, "rest is lost above this line", width=3),
        markers(
            [state[1] for state in STATES], [state[2] for state in STATES], "states to try", "third", "diamond", 10,
            mode="markers+text", text=[state[0] for state in STATES], textposition=[state[3] for state in STATES],
            textfont={"color": "@third"}, showlegend=False, cliponaxis=False,
            hovertemplate="%{text}: click to set it<extra></extra>",
        ),
        markers([params.crh_drive], [params.adrenal_delay], "now", "ink", "circle-open", 16, line={"width": 3}),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled("CRH drive p₁ (scaled)", range=[0, MOST_DRIVE]),
        "yaxis": titled("Adrenal delay τ (min)", range=[-0.8, LONGEST_DELAY]),
        "annotations": [_zone("pulses", 40, 32), _zone("rest", 68, 5)],
        "hovermode": "closest",
    }
    clicks = {2: [{"model": "hpa", "crh_drive": x, "adrenal_delay": y} for _, x, y, _ in STATES]}
    return Chart(
        title=f"Where the axis pulses: {_here(result)}",
        text=f"Drive to the right, delay upward; above the line the rest is lost and pulses must appear. Now the drive "
        f"is {number(params.crh_drive)} and the delay {quantity(params.adrenal_delay, 'min')}. {_verdict(result)} "
        f"{_critical(result)} {_window(result)}",
        traces=traces,
        layout=layout,
        clicks=clicks,
        handle=Handle(trace=3, label="Drive and delay", x="crh_drive", y="adrenal_delay"),
    )


def draw_period(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the period of the pulses against the delay, at the present drive."""
    delay, period = result.sweep_delay, result.pulse_period
    span = np.array([0.0, LONGEST_DELAY])
    traces = [
        line(span, 3 * span, "3 delays", "muted", dash="dot", width=1.5),
        line(span, 5 * span, "5 delays", "muted", dash="dash", width=1.5),
        line(delay, result.sweep_period, "period", width=3) | {"mode": "lines+markers", "marker": {"size": 7}},
    ]
    if not isinstance(period, Absent):
        here = markers([result.params.adrenal_delay], [period], "now", "ink", "circle-open", 14, line={"width": 3})
        traces.append(here)
    layout: Layout = {
        "xaxis": titled("Adrenal delay τ (min)", range=[0, LONGEST_DELAY]),
        "yaxis": axis(SERIES["sweep_period"], range=[0, LONGEST_PERIOD]),
    }
    where = (
        f"The line runs from a delay of {quantity(float(delay[0]), 'min')} with {_minutes(result.sweep_period[0])} to "
        f"{quantity(float(delay[-1]), 'min')} with {_minutes(result.sweep_period[-1])}."
        if delay.size
        else f"With a drive of {number(result.params.crh_drive)} there are no pulses at any delay shown."
    )
    return Chart(
        title="The delay sets the period",
        text=f"Period of the pulses against the delay, for the present drive. {where} {_verdict(result)}",
        traces=traces,
        layout=layout,
    )


def draw_loop(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw CORT against ACTH over the last hours: a closed loop if the axis pulses, a point if it rests."""
    top = round_up(max(float(result.loop_acth.max()), float(result.loop_cort.max()), LEAST_LEVEL) * 1.05)
    level = result.rest_level
    traces = [
        line(result.loop_acth, result.loop_cort, "the last hours", width=3),
        markers([level], [level], "rest", "ink", "x-open" if result.rest_lost else "circle", 11, line={"width": 2.5}),
    ]
    layout: Layout = {
        "xaxis": titled("ACTH a (scaled)", range=[0, top]),
        "yaxis": titled("CORT o (scaled)", range=[0, top]),
    }
    return Chart(
        title="ACTH leads, CORT follows",
        text=f"CORT against ACTH in the last hours of a three-day run. {_verdict(result)} ACTH runs from "
        f"{number(float(result.loop_acth.min()))} to {number(float(result.loop_acth.max()))}, CORT from "
        f"{number(float(result.loop_cort.min()))} to {number(float(result.loop_cort.max()))}. The rest, at "
        f"{number(level)}, is {'lost (cross)' if result.rest_lost else 'stable (dot)'}.",
        traces=traces,
        layout=layout,
    )


def draw_interval(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the mean response against the interval of the pulses, and the receptors that a pulse meets."""
    params, at = result.params, result.interval_axis
    output = 0.0 if isinstance(result.relative_output, Absent) else result.relative_output
    here = [params.pulse_interval]
    traces = [
        line(at, result.relative_response, "mean response", "second", width=3.5),
        markers(here, [output], "now", "ink", "circle-open", 14, line={"width": 3}),
        line(at, result.working_at_pulse, "receptors at a pulse", width=2.5) | {"yaxis": "y2"},
        markers(here, [result.receptors_at_pulse], "now", "ink", "circle-open", 14, line={"width": 3})
        | {"yaxis": "y2"},
    ]
    layout: Layout = {
        "xaxis": axis(
            SERIES["interval_axis"], type="log", anchor="y2", range=[math.log10(SHORTEST), math.log10(LONGEST)],
            tickvals=[6, 10, 20, 30, 60, 120, 240, 400],
        ),
        "yaxis": titled("Mean response (% of best)", range=[-3, 108], domain=[0.5, 1]),
        "yaxis2": titled("R₀ at a pulse (%)", range=[0, 108], domain=[0, 0.42]),
        "showlegend": False,
    }  # fmt: skip
    marks = [_lower(marker_line(y=100 * params.threshold, label="threshold θ"))]
    best = result.best_interval
    if not isinstance(best, Absent):
        mark = marker_line(x=best, label="best")
        mark["annotations"][0] |= {"x": math.log10(best), "y": 0.1, "yanchor": "bottom"}
        marks.append(mark)
    return Chart(
        title="Neither too fast nor too slow",
        text=f"Mean response against the interval of the pulses, from GnRH without a break ({SHORTEST:g} min) to "
        f"{quantity(LONGEST, 'min')}; below, the receptors at work as a pulse begins. The best interval: "
        f"{_or_reason(best, 'min')}. {_output(result)} A pulse meets {quantity(result.receptors_at_pulse, '%')} of the "
        "receptors.",
        traces=traces,
        layout=with_marks(layout, *marks),
    )


def _verdict(result: Result) -> str:
    if isinstance(result.pulse_period, Absent):
        return "The axis settles: no pulses."
    also = "" if result.rest_lost else " The rest would be stable too; the start decides."
    return (
        f"It pulses every {_minutes(result.pulse_period)}; CORT swings by {_or_reason(result.cort_swing, '')} in "
        f"scaled units.{also}"
    )


def _here(result: Result) -> str:
    if isinstance(result.pulse_period, Absent):
        return "here it rests"
    return "here it does" if result.rest_lost else "here the start decides"


def _critical(result: Result) -> str:
    if isinstance(result.critical_delay, Absent):
        return "With this drive the axis settles at every delay."
    return f"With this drive the rest is lost at a delay of {_minutes(result.critical_delay)}."


def _window(result: Result) -> str:
    low, high = result.drive_low, result.drive_high
    if isinstance(low, Absent):
        return f"Over all drives: {low.reason}."
    return f"With this delay the rest is lost for drives from {number(low)} to {_or_reason(high, '')}."


def _output(result: Result) -> str:
    if isinstance(result.relative_output, Absent):
        return f"There is no response at any interval: {result.relative_output.reason}."
    return f"The mean response is {quantity(result.relative_output, '%')} of the best."


def _or_reason(value: float | Absent, unit: str) -> str:
    return value.reason if isinstance(value, Absent) else quantity(value, unit)


def _minutes(value: Any) -> str:
    return quantity(float(value), "min")


def _zone(text: str, x: float, y: float) -> dict[str, Any]:
    return {"text": f"<b>{text}</b>", "x": x, "y": y, "showarrow": False, "font": {"color": "@muted"}}


def _lower(mark: Layout) -> Layout:
    """Return a mark of a level moved to the lower panel."""
    mark["shapes"][0]["yref"] = "y2"
    mark["annotations"][0]["yref"] = "y2"
    return mark


VIEWS: Final[Mapping[str, View]] = {
    "time": View("Over time", draw_time),
    "map": View("Drive and delay", draw_map),
    "period": View("Period", draw_period),
    "loop": View("Loop of the two", draw_loop),
    "interval": View("Interval and response", draw_interval),
}
DEFAULT_VIEWS: Final = ("time",)
