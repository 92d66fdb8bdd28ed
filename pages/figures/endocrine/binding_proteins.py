"""Pictures of ``binding_proteins``: molecules on carriers, total and free as bars, and what moves with what."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.endocrine.binding_proteins import Result
from models.endocrine.binding_proteins_carriers import HORMONES, carriers_of
from models.notation import number, quantity
from models.numerics.round_numbers import round_up
from models.results import Measured, arrays
from pages.figures.endocrine.binding_proteins_drawing import draw_carriers
from pages.figures.endocrine.binding_proteins_texts import held_text, hormone_name, state_text, typical_person
from pages.figures.pictures import Chart, Handle, Layout, Trace, View, axis, floats, line, markers, titled

SERIES: Final = arrays(Result)
CASES: Final = ["typical", "now"]
COLORS: Final = {"TTR": "third", "albumin": "fifth"}
PATTERNS: Final = {"TTR": "/", "albumin": "."}
READABLE: Final = 7.0
"""% of the higher bar from which a share is written into its part of a bar."""


def draw_bars(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the total, stacked by carrier, beside the free level: a typical adult and now."""
    names = [carrier.name for carrier in carriers_of(result.params)]
    totals = np.array([result.typical_total, result.total_hormone])
    levels = np.array([result.typical_free, result.free_hormone])
    amounts = np.stack([result.bound_typical, result.bound_now], axis=1)
    traces = [
        _bar(name, amount, _shares(amount, totals), COLORS.get(name, "signal"), PATTERNS.get(name, ""))
        for name, amount in zip(names, amounts, strict=True)
    ]
    traces.append(_bar("free", levels, _shares(levels, totals), "second", "x"))
    traces.append(
        {
            **_bar("free level", levels, [number(float(level)) for level in levels], "second", "x"),
            "xaxis": "x2", "yaxis": "y2", "textposition": "outside", "cliponaxis": False, "showlegend": False,
        }
    )  # fmt: skip
    traces += [_measured_total(item) for item in measured if item.readout == "total_hormone"]
    layout: Layout = {
        "barmode": "stack",
        "xaxis": titled("Plasma (total)", domain=[0, 0.56], anchor="y"),
        "yaxis": axis(SERIES["total_axis"], range=[0, round_up(1.05 * float(totals.max()))]),
        "xaxis2": titled("Plasma (free)", domain=[0.7, 1], anchor="y2"),
        "yaxis2": titled("Free level x (nM)", range=[0, round_up(1.15 * float(levels.max()))], anchor="x2"),
    }
    text = (
        f"On the left, total {hormone_name(result)}, stacked by carrier; on the right, the free level alone. "
        f"Now {number(result.share_specific)} % is on {names[0]} and {number(result.share_albumin)} % on albumin. "
        f"{state_text(result)}"
    )
    return Chart(title="Total and free", text=text, traces=traces, layout=layout)


def draw_percent(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the free part over the total, with the carriers as set and three others."""
    total, own = result.total_axis, carriers_of(result.params)[0].name
    traces = [
        line(total, result.percent_without, f"no {own}", "second", dash="dashdot", width=2),
        line(total, result.percent_typical, typical_person(result), "third", dash="dash", width=2),
        line(total, result.percent_double, f"{own} doubled", "fifth", dash="dot", width=2),
        line(total, result.percent_now, "carriers as set", "signal", width=4),
        _point(result.total_hormone, result.free_percent),
    ]
    traces += [_measured_percent(result, item) for item in measured if item.readout == "free_percent"]
    curves = (result.percent_without, result.percent_now, result.percent_double)
    top = max(*(float(curve.max()) for curve in curves), *(item.high for item in measured if _is_percent(item)), 0.0)
    low, high = math.log10(total[0]), math.log10(total[-1])
    layout: Layout = {
        "xaxis": axis(SERIES["total_axis"], type="log", range=[low, high]),
        "yaxis": titled("Free part f_u (%)", range=[0, round_up(1.02 * top)]),
    }
    text = (
        f"The free part of {hormone_name(result)} over the total. It rises as the carriers fill up: "
        f"from {quantity(float(result.percent_now[0]), '%')} at {quantity(float(total[0]), 'nM')} to "
        f"{quantity(float(result.percent_now[-1]), '%')} at {quantity(float(total[-1]), 'nM')}. Now it is "
        f"{quantity(result.free_percent, '%')} at {quantity(result.total_hormone, 'nM')}. {held_text(result)}"
    )
    handle = Handle(trace=4, label="Total concentration", x=HORMONES[result.params.hormone].total_parameter)
    return Chart(
        title="The free part is no constant", text=text, traces=traces, layout=layout,
        handle=None if result.params.hold_free else handle,
    )  # fmt: skip


def draw_carrier(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what more of the own carrier does to the total (free level held) and to the free level (total fixed)."""
    sites, own = result.carrier_axis, carriers_of(result.params)[0]
    held = result.params.hold_free
    wide, narrow = (4, 2) if held else (2, 4)
    usual_total, usual_free = np.full_like(sites, result.typical_total), np.full_like(sites, result.typical_free)
    person = typical_person(result)
    traces = [
        line(sites, result.total_at_free, "total, free level held", "signal", width=wide),
        line(sites, usual_total, f"total, {person}", "muted", dash="dot", width=2),
        _lower(line(sites, result.free_at_total, "free level, total fixed", "second", dash="dash", width=narrow)),
        _lower(line(sites, usual_free, f"free level, {person}", "muted", dash="dashdot", width=2)),
        _point(own.sites, result.total_hormone),
        _lower(_point(own.sites, result.free_hormone)),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled(f"Sites of {own.name}, B (nM)", range=[0, float(sites[-1])], anchor="y2"),
        "yaxis": titled("Total (nM)", range=[0, round_up(float(result.total_at_free.max()))], domain=[0.54, 1]),
        "yaxis2": titled(
            "Free level (nM)", type="log", exponentformat="power", domain=[0, 0.46],
            range=_decades(float(result.free_at_total.min()), float(result.free_at_total.max())),
        ),
    }  # fmt: skip
    text = (
        f"Above, the total over the sites of {own.name} while the free level stays at "
        f"{quantity(result.free_hormone, 'nM')}: a straight line from {quantity(float(result.total_at_free[0]), 'nM')} "
        f"without {own.name}. Below, the free level while the total stays at {quantity(result.total_hormone, 'nM')}: "
        f"from {quantity(float(result.free_at_total[0]), 'nM')} without {own.name} down to "
        f"{quantity(float(result.free_at_total[-1]), 'nM')}. {held_text(result)}"
    )
    return Chart(
        title="More carrier: who gives way", text=text, traces=traces, layout=layout,
        handle=Handle(
            trace=4 if held else 5, label=f"Sites of {own.name}",
            x=HORMONES[result.params.hormone].carrier_parameter,
        ),
    )  # fmt: skip


def _shares(amounts: np.ndarray, totals: np.ndarray) -> list[str]:
    """Return the shares of the totals as they are written into the bars, where there is room."""
    room = 100 * amounts / totals.max() >= READABLE
    shares = (100 * amounts / totals).tolist()
    return [f"{number(share)} %" if fits else "" for share, fits in zip(shares, room.tolist(), strict=True)]


def _bar(name: str, amounts: np.ndarray, texts: list[str], color: str, pattern: str) -> Trace:
    return {
        "type": "bar", "x": CASES, "y": floats(amounts), "name": name, "text": texts, "textposition": "inside",
        "insidetextanchor": "middle", "textangle": 0, "width": 0.6, "constraintext": "none",
        "hovertemplate": f"{name}: %{{y:.3g}} nM",
        "marker": {
            "color": f"@{color}", "opacity": 0.85,
            "pattern": {"shape": pattern, "fgcolor": "@paper", "fillmode": "overlay", "solidity": 0.1},
        },
    }  # fmt: skip


def _measured_total(item: Measured) -> Trace:
    point = markers([0.0], [item.value], item.label, "measured", "diamond", 11)
    return point | {"x": ["now"], "error_y": _whiskers(item)}


def _measured_percent(result: Result, item: Measured) -> Trace:
    point = markers([result.total_hormone], [item.value], item.label, "measured", "diamond", 10)
    return point | {"error_y": _whiskers(item)}


def _whiskers(item: Measured) -> dict[str, object]:
    return {
        "type": "data", "symmetric": False, "array": [item.high - item.value], "arrayminus": [item.value - item.low],
        "color": "@measured",
    }  # fmt: skip


def _is_percent(item: Measured) -> bool:
    return item.readout == "free_percent"


def _point(x: float, y: float) -> Trace:
    return markers([x], [y], "now", "ink", "circle-open", 12, line={"width": 3}, showlegend=False, cliponaxis=False)


def _lower(trace: Trace) -> Trace:
    return trace | {"yaxis": "y2"}


def _decades(low: float, high: float) -> list[int]:
    return [math.floor(math.log10(low)), math.ceil(math.log10(high))]


VIEWS: Final[Mapping[str, View]] = {
    "carriers": View("On the carriers", draw_carriers),
    "bars": View("Total and free", draw_bars),
    "percent": View("Free part", draw_percent),
    "carrier": View("More carrier", draw_carrier),
}
DEFAULT_VIEWS: Final = ("carriers",)
