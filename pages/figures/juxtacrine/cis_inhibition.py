"""The pictures of ``cis_inhibition``: what a cell hears and sends, the balance, the sheet, its growth, the row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.juxtacrine.cis_inhibition import Result
from models.juxtacrine.shared import CELLS, SIDE
from models.numerics.cell_sheet import hexagon_centers, hexagons
from models.quantities import Array, parameters
from models.results import Absent, Measured, arrays
from pages.figures.juxtacrine.cis_inhibition_balance import draw_balance
from pages.figures.juxtacrine.cis_inhibition_texts import (
    growth_text,
    response_text,
    row_text,
    scatter_text,
    sheet_captions,
    sheet_text,
)
from pages.figures.juxtacrine.shared import MARKS
from pages.figures.pictures import (
    Chart,
    Diagram,
    Handle,
    Layer,
    Layout,
    Tissue,
    View,
    axis,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
DECADES: Final = [-3.0, 3.0]
"""Of the signals: fixed, so that nothing but the curves moves with a slider."""
LEAST: Final = 1e-6
"""A signal below this, which a logarithmic axis could not show, is drawn here: far below the picture."""
SCATTER: Final = [-3.0, 2.5]
LOG: Final = {"type": "log", "exponentformat": "power", "dtick": 1}
RIGHT: Final = {"xaxis": "x2", "yaxis": "y2", "showlegend": False}
BELOW: Final = {"xaxis": "x2", "yaxis": "y2"}
ROOM_ON_THE_LEFT: Final = 3.0
"""From this production of Notch on its name fits on the left of its mark, where no curve passes."""
BRIGHTEST: Final = 0.8
"""Delta of the brightest cell, as a share of the most that is made: contact with receivers costs a sender the rest."""


def draw_response(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what the cell hears and sends against its own Delta, and what it hears against its neighbors' Delta."""
    params = result.params
    here = {"line": {"width": 2, "color": "@ink"}}
    traces = [
        line(result.own_axis, _shown(result.received), "hears", "signal", width=3.5),
        line(result.own_axis, _shown(result.sent), "sends", "second", width=3.5, dash="dash"),
        line(result.own_axis, _shown(result.received_without), "hears, no cis binding", "muted", dash="dot", width=1.5),
        line(result.own_axis, _shown(result.sent_without), "sends, no cis binding", "muted", dash="dashdot", width=1.5),
        markers([params.own_delta_production], [max(result.signal, LEAST)], "this cell", "ink", "diamond", 14, **here),
        {**line(result.outside_axis, _shown(result.heard), "hears", "signal", width=3.5), **RIGHT},
        {**line(result.outside_axis, _shown(result.heard_without), "", "muted", dash="dot", width=1.5), **RIGHT},
    ]  # fmt: skip
    if params.neighbor_delta > 0:
        point = markers([params.neighbor_delta], [max(result.signal, LEAST)], "this cell", "ink", "diamond", 14, **here)
        traces.append({**point, **RIGHT})
    layout: Layout = {
        "xaxis": axis(SERIES["own_axis"], **LOG, range=[-1, 3], domain=[0, 0.54]),
        "yaxis": titled("Signal heard S, sent T (per lifetime)", **LOG, range=DECADES),
        "xaxis2": axis(SERIES["outside_axis"], **LOG | {"dtick": 2}, range=[-2, 2], domain=[0.68, 1], anchor="y2"),
        "yaxis2": {**LOG, "range": DECADES, "anchor": "x2", "matches": "y", "showticklabels": False},
    }
    equal = marker_line(x=params.notch_production, label="= Notch")
    equal["annotations"][0] |= {"x": math.log10(params.notch_production)}
    if params.notch_production > ROOM_ON_THE_LEFT:
        equal["annotations"][0] |= {"xanchor": "right", "xshift": -4}
    return Chart(
        title="What the cell hears and sends",
        text=response_text(result),
        traces=traces,
        layout=with_marks(layout, equal),
        handle=Handle(trace=4, label="The cell's own Delta", x="own_delta_production"),
    )


def draw_balance_view(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Draw the balance of Notch and Delta."""
    return draw_balance(result)


def draw_sheet(result: Result, measured: Sequence[Measured] = ()) -> Tissue:
    """Draw the sheet in time: the color is Delta, the disc the signal heard."""
    params = result.params
    chosen = params.selected_cell
    proposals = [{"selected_cell": 0 if cell == chosen else cell} for cell in range(1, CELLS + 1)]
    return Tissue(
        title="Pattern of the sheet",
        text=sheet_text(result),
        outlines=list(hexagons(hexagon_centers(SIDE))),
        fill=Layer(title="Delta D (per cell)", values=result.sheet_delta, high=BRIGHTEST * params.delta_production),
        disc=Layer(title="Signal S (per lifetime)", values=result.sheet_signal, high=params.notch_production),
        marks={chosen - 1: MARKS[params.treatment]} if chosen else {},
        proposals=proposals,
        times=result.time,
        time_unit="lifetimes",
        captions=sheet_captions(result),
    )


def draw_scatter(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the scatter of Delta in time, with and without cis binding."""
    traces = [
        line(result.fine_time, result.scatter, "this sheet", "signal", width=3.5),
        line(result.fine_time, result.scatter_without, "no cis binding", "second", dash="dash", width=2.5),
    ]
    for when, curve, name, color, symbol in (
        (result.t90, result.scatter, "90 %, this sheet", "signal", "diamond"),
        (result.t90_without, result.scatter_without, "90 %, no cis binding", "second", "square"),
    ):
        if not isinstance(when, Absent):
            traces.append(markers([when], [0.9 * float(curve[-1])], name, color, symbol, 13))
    layout: Layout = {
        "xaxis": axis(SERIES["fine_time"], range=[0, 40]),
        "yaxis": axis(SERIES["scatter"], **LOG, range=SCATTER),
    }
    return Chart(title="The pattern builds up", text=scatter_text(result), traces=traces, layout=layout)


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the growth rate of a small pattern against the cis constant."""
    traces = [
        line(result.cis_axis, result.growth, "with cis binding", "signal", width=3.5),
        line(
            result.cis_axis[[0, -1]], [result.growth_rate_without] * 2, "no cis binding", "second", dash="dash"
        ),
    ]  # fmt: skip
    if result.params.cis_constant:
        traces.append(markers([result.params.cis_constant], [result.growth_rate], "now", "ink", "diamond", 14))
    layout: Layout = {
        "xaxis": axis(parameters(type(result.params))["cis_constant"], **LOG, range=[-1.6, 2.05]),
        "yaxis": axis(SERIES["growth"], zeroline=True, range=_growth_range(result)),
    }
    handle = Handle(trace=2, label="Cis constant", x="cis_constant") if result.params.cis_constant else None
    return Chart(
        title="Does a small pattern grow?", text=growth_text(result), traces=traces, layout=layout, handle=handle
    )


def draw_row(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the row at a wing vein: what is free above, the signal below, with and without cis binding."""
    cells = result.row_cell
    style = {"mode": "lines+markers"}
    traces = [
        {**line(cells, result.row_made, "Delta made", "muted", dash="dot", width=2)},
        {**line(cells, _shown(result.row_delta), "free Delta", "second", dash="dash", width=3), **style},
        {**line(cells, _shown(result.row_notch), "free Notch", "signal", width=3), **style},
        {**line(cells, result.row_signal, "signal", "third", width=3.5), **style, **BELOW},
        {**line(cells, result.row_signal_without, "signal, no cis binding", "fourth", dash="dash", width=2.5), **BELOW},
    ]
    ends = [0.5, cells.size + 0.5]
    layout: Layout = {
        "xaxis": {"range": ends, "matches": "x2", "showticklabels": False, "anchor": "y"},
        "yaxis": titled("Free D, N (per cell)", **LOG, range=[-2.5, 3], domain=[0.5, 1]),
        "xaxis2": axis(SERIES["row_cell"], range=ends, anchor="y2"),
        "yaxis2": axis(SERIES["row_signal"], range=[0, 1.02 * result.params.notch_production], domain=[0, 0.42]),
    }
    return Chart(title="A row of cells at a wing vein", text=row_text(result), traces=traces, layout=layout)


def _shown(values: Array) -> Array:
    return np.maximum(values, LEAST)


def _growth_range(result: Result) -> list[float]:
    """Return a range that changes in whole steps only."""
    top = max(1.0, math.ceil(float(result.growth.max())))
    return [-1.0, top]


VIEWS: Final[Mapping[str, View]] = {
    "response": View("Hear and send", draw_response),
    "balance": View("Balance", draw_balance_view),
    "sheet": View("Sheet", draw_sheet),
    "scatter": View("Build-up", draw_scatter),
    "growth": View("Growth and cis", draw_growth),
    "row": View("Wing vein", draw_row),
}
DEFAULT_VIEWS: Final = ("response",)
