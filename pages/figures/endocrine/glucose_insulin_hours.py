"""The pictures of the hours: the rhythm over time, its cycle in the plane, and where a rhythm sustains itself."""

from __future__ import annotations

from typing import Final

import numpy as np

from models.endocrine.glucose_insulin import Result
from models.notation import number, quantity
from models.results import Absent, arrays
from pages.figures.endocrine.glucose_insulin_panels import at_rest, domains, note, spot
from pages.figures.pictures import Chart, Handle, Layout, Trace, axis, line, titled, with_marks

SERIES: Final = arrays(Result)
SHOWN: Final = 24.0
"""Hours of the course that are drawn: the rhythm after the push."""
LAST_DAY: Final = 48.0
GLUCOSE: Final = (80.0, 180.0)


def draw_course(result: Result) -> Chart:
    """Draw glucose above, insulin in plasma, in tissue and as the liver sees it below, over the first day."""
    seen = result.rhythm_time <= SHOWN + 1e-9
    time = result.rhythm_time[seen]
    top, bottom = domains(0.5, 0.5)
    lower = (
        line(time, result.rhythm_insulin[seen], "insulin in plasma", "second", width=3),
        line(time, result.rhythm_delayed[seen], "as the liver sees it", "third", width=2, dash="dash"),
        line(time, result.rhythm_tissue[seen], "insulin in tissue", "fourth", width=2, dash="dot"),
    )
    traces = [
        line(time, result.rhythm_glucose[seen], "glucose", "signal", width=3),
        line([0, SHOWN], [result.balance_glucose] * 2, "balance", "muted", width=1.5, dash="dot"),
        *({**trace, "yaxis": "y2"} for trace in lower),
    ]
    highest = max(float(result.rhythm_insulin.max()), float(result.rhythm_tissue.max()))
    layout: Layout = {
        "xaxis": titled("Time t (h)", range=[0, SHOWN], dtick=4, anchor="y2"),
        "yaxis": axis(
            SERIES["rhythm_glucose"], range=at_rest(*GLUCOSE, float(result.rhythm_glucose.max())), domain=top
        ),
        "yaxis2": titled("Insulin (mU/L)", range=at_rest(0, 60, highest), domain=bottom),
    }
    return Chart(title="A rhythm without a clock", text=_course_text(result), traces=traces, layout=layout)


def draw_plane(result: Result) -> Chart:
    """Draw insulin in plasma against glucose: the way there, faint, and the third day."""
    late = result.rhythm_time >= LAST_DAY - 1e-9
    traces: list[Trace] = [
        line(result.rhythm_glucose[~late], result.rhythm_insulin[~late], "first two days", "muted", width=1),
        line(result.rhythm_glucose[late], result.rhythm_insulin[late], "third day", "signal", width=3.5),
        spot(result.balance_glucose, result.balance_insulin, "balance", "x", "second", 12),
        spot(float(result.rhythm_glucose[0]), float(result.rhythm_insulin[0]), "start", "circle", size=11),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["rhythm_glucose"], range=at_rest(*GLUCOSE, float(result.rhythm_glucose.max()))),
        "yaxis": axis(SERIES["rhythm_insulin"], range=at_rest(0, 80, float(result.rhythm_insulin.max()))),
    }
    return Chart(title="The cycle of glucose and insulin", text=_plane_text(result), traces=traces, layout=layout)


def draw_map(result: Result) -> Chart:
    """Draw the region of supplies and delays in which a rhythm sustains itself, and where this person is."""
    params = result.params
    ring_x = np.concatenate([result.edge_supply, result.edge_supply[::-1], result.edge_supply[:1]])
    ring_y = np.concatenate([result.edge_shortest, result.edge_longest[::-1], result.edge_shortest[:1]])
    traces: list[Trace] = []
    if ring_x.size:
        traces.append({
            **line(ring_x, ring_y, "edge of the rhythm", "signal", width=3), "fill": "toself", "fillcolor": "@panel",
        })  # fmt: skip
    traces.append(spot(params.glucose_supply, params.liver_delay, "this loop", size=15))
    layout: Layout = {
        "xaxis": titled("Glucose supply G_in (mg/min)", range=[-8, 608]),
        "yaxis": titled("Delay of the liver t_d (min)", range=[3, 62]),
        "showlegend": True,
    }
    marks = [note("swings die out", 450, 30, "muted")]
    if ring_x.size:
        inside = result.edge_shortest < 55
        if inside.any():
            middle = float(result.edge_supply[inside].mean())
            marks.append(note("rhythm", middle, 52, "signal"))
    return Chart(
        title="Where the rhythm sustains itself", text=_map_text(result), traces=traces,
        layout=with_marks(layout, *marks),
        handle=Handle(trace=len(traces) - 1, label="This loop", x="glucose_supply", y="liver_delay"),
    )  # fmt: skip


def _course_text(result: Result) -> str:
    glucose = f"{number(result.rhythm_glucose_low)} to {quantity(result.rhythm_glucose_high, 'mg/dL')}"
    insulin = f"{number(result.rhythm_insulin_low)} to {quantity(result.rhythm_insulin_high, 'mU/L')}"
    start = f"Glucose starts 20 mg/dL above its balance of {quantity(result.balance_glucose, 'mg/dL')}."
    if isinstance(result.period, Absent):
        if result.growth_rate > 0:
            return f"{start} The swing neither dies nor settles within three days. On the third day it is {glucose}."
        return (
            f"{start} The swings die out, by {quantity(-result.growth_rate, '1/h')}. On the third day glucose is "
            f"{glucose}, insulin {insulin}."
        )
    return (
        f"{start} Glucose and insulin go on to swing with a period of {quantity(result.period, 'min')}. On the third "
        f"day glucose goes from {glucose}, insulin from {insulin}; insulin lags by "
        f"{quantity(result.insulin_lag, 'min', 2)}."
    )


def _plane_text(result: Result) -> str:
    spread = result.rhythm_glucose_high - result.rhythm_glucose_low
    end = (
        f"The way ends on a cycle that is {quantity(spread, 'mg/dL')} wide in glucose, around the balance at "
        if result.growth_rate > 0
        else f"The way winds inward; on the third day {quantity(spread, 'mg/dL')} of swing is left. The balance is at "
    )
    return (
        f"Insulin in plasma against glucose. {end}{quantity(result.balance_glucose, 'mg/dL')} and "
        f"{quantity(result.balance_insulin, 'mU/L')}."
    )


def _map_text(result: Result) -> str:
    params, fate = result.params, "has a lasting rhythm" if result.growth_rate > 0 else "comes to rest"
    here = (
        f"This loop, at {quantity(params.glucose_supply, 'mg/min')} and {quantity(params.liver_delay, 'min')}, {fate}: "
        f"small swings grow by {quantity(result.growth_rate, '1/h')} (below 0 they die)."
    )
    if isinstance(result.shortest_delay, Absent):
        return f"Supplies and delays with a lasting rhythm. {here} At this supply no delay gives a rhythm."
    return (
        f"Supplies and delays with a lasting rhythm. {here} At this supply a rhythm needs a delay of at least "
        f"{quantity(result.shortest_delay, 'min')}."
    )
