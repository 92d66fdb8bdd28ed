"""Pictures of ``contact_geometry``: the cells, areas by fate, spacing over reach, gain needed, a pair over contact."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.juxtacrine.contact_geometry import Result
from models.juxtacrine.contact_geometry_parameters import SIDE
from models.juxtacrine.contact_geometry_tissue import REACHES, pair_outlines, sheet_outlines
from models.notation import number, quantity
from models.numerics.cell_sheet import hexagon_centers
from models.numerics.periodic_voronoi import polygon_tissue
from models.quantities import Array
from models.results import Absent, Measured, arrays
from pages.figures.juxtacrine import contact_geometry_texts as texts
from pages.figures.juxtacrine.shared import MARKS
from pages.figures.pictures import (
    Chart,
    Handle,
    Layer,
    Layout,
    Proposal,
    Tissue,
    Trace,
    View,
    axis,
    floats,
    hint,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
MANY: Final = 200
"""With more cells the movie has half the frames, and no disc for Notch."""
LEFT: Final = [0.0, 0.41]
RIGHT: Final = [0.6, 1.0]
STYLES: Final = (
    ("signal", "solid"), ("second", "dash"), ("third", "dot"), ("fourth", "dashdot"), ("fifth", "longdash"),
)  # fmt: skip
WIDTHS: Final = {"type": "log", "range": [math.log10(0.18), math.log10(5.6)], "tickvals": [0.2, 0.5, 1, 2, 5]}


def draw_tissue(result: Result, measured: Sequence[Measured] = ()) -> Tissue:
    """Draw the cells, filled by their Delta; the pattern forms as a movie."""
    cells = result.cell.size
    frames = list(range(0, result.time.size, 2 if cells > MANY else 1))
    treated = result.treated
    return Tissue(
        title="Cells and their Delta",
        text=texts.tissue_text(result),
        outlines=_outlines(result),
        fill=Layer(title="Delta (0 to 1)", values=result.delta[frames]),
        disc=None if cells > MANY else Layer(title="Active Notch (0 to 1)", values=result.notch[frames]),
        marks={} if treated is None else {treated: MARKS[result.params.treatment]},
        proposals=[{"selected_cell": 0 if treated == i else i + 1} for i in range(cells)],
        bars=_protrusions(result),
        times=result.time[frames],
        time_unit="Notch lifetimes",
        captions=texts.captions(result, frames),
    )


def draw_areas(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw how many senders and receivers have which area."""
    traces = [
        _bars(result.area_middle, result.area_receivers, "receivers", "second", "/"),
        _bars(result.area_middle, result.area_senders, "senders", "signal", ""),
    ]
    layout: Layout = {
        "barmode": "stack", "bargap": 0.06,
        "xaxis": titled("Area of the cell (mean = 1)", range=[0, 2.5]),
        "yaxis": titled("Cells (number)", rangemode="tozero"),
    }  # fmt: skip
    marks = []
    if not isinstance(result.area_ratio, Absent):
        senders = result.area_senders.sum() > 0
        for values, label, color in (
            (result.area_senders, "mean, senders", "signal"), (result.area_receivers, "mean, receivers", "second"),
        ):  # fmt: skip
            mean = float(np.average(result.area_middle, weights=values)) if senders and values.sum() else 1.0
            mark = marker_line(x=mean, label=label, color=color)
            mark["annotations"][0].update(bgcolor="@paper", y=1.0 if color == "signal" else 0.92)
            if color == "signal":
                mark["annotations"][0].update(xanchor="right", xshift=-4)
            marks.append(mark)
    return Chart(
        title="Size and fate", text=texts.areas_text(result), traces=traces, layout=with_marks(layout, *marks)
    )  # fmt: skip


def draw_spacing(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the share of senders and their spacing over the reach; a click sets the reach, of cells with filopodia."""
    dots = {"mode": "lines+markers", "marker": {"color": "@muted", "symbol": "circle", "size": 6}}
    traces: list[Trace] = [
        {**line(result.reach_axis, result.reach_limit, "closest packing", "muted", dash="dot", width=2), **dots},
        {**line(result.reach_axis, result.reach_axis + 1, "one beyond reach", "muted", dash="dash", width=2,
                xaxis="x2", yaxis="y2"), **dots},
    ]  # fmt: skip
    reached: list[Proposal | None] = [{"tissue": "filopodia", "reach": int(reach)} for reach in result.reach_axis]
    clicks, marks = {0: reached, 1: reached}, []
    if result.params.tissue == "filopodia":
        for values, end in ((result.reach_share, ""), (result.reach_spacing, "2")):
            found = {**line(result.reach_known, values, "found", "signal", width=3), "mode": "lines+markers",
                     "marker": {"color": "@signal", "symbol": "circle", "size": 8}, "showlegend": not end}  # fmt: skip
            clicks[len(traces)] = [reached[int(reach) - 1] for reach in result.reach_known]
            traces.append({**found, "xaxis": f"x{end}", "yaxis": f"y{end}"})
        now = [(float(result.sender_fraction), ""), (result.spacing, "2")]
        traces += [
            markers([result.params.reach], [value], "now", "ink", "diamond", 14, showlegend=not end,
                    xaxis=f"x{end}", yaxis=f"y{end}", hovertemplate=f"now: {number(value)}<extra></extra>")
            for value, end in now if isinstance(value, float)
        ]  # fmt: skip
    else:
        marks = [hint("Click a point:<br>filopodia", x=0.97, y=0.72)]
    reaches = {"range": [0.7, 5.3], "dtick": 1}
    layout: Layout = {
        "xaxis": axis(SERIES["reach_axis"], domain=LEFT, anchor="y", **reaches),
        "yaxis": titled("Senders (%)", range=[0, 36]),
        "xaxis2": axis(SERIES["reach_axis"], domain=RIGHT, anchor="y2", **reaches),
        "yaxis2": titled("Spacing (cells)", range=[0, 7], anchor="x2"),
    }
    return Chart(
        title="Farther reach, fewer senders", text=texts.spacing_text(result), traces=traces,
        layout=with_marks(layout, *marks), clicks=clicks,
    )  # fmt: skip


def draw_needed(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the loop gain that a pattern needs, over the share of the protrusions; a click sets share and reach."""
    traces = [
        line(result.share_axis, needed, f"R = {reach}", color, dash=dash, width=2.5)
        for reach, needed, (color, dash) in zip(REACHES, result.needed, STYLES, strict=True)
    ]
    clicks = {
        i: [{"tissue": "filopodia", "reach": reach, "protrusion_share": float(f"{w:.3g}")} for w in result.share_axis]
        for i, reach in enumerate(REACHES)
    }
    marks = [marker_line(y=result.loop_gain, label=f"this loop: {number(result.loop_gain)}", color="ink")]
    marks[0]["annotations"][0].update(y=math.log10(result.loop_gain))
    if result.params.tissue == "filopodia":
        share = result.params.protrusion_share
        told = f"needed now: {number(result.needed_gain)}<extra></extra>"
        traces.append(markers([share], [result.needed_gain], "now", "ink", "diamond", 14, hovertemplate=told))
    layout: Layout = {
        "xaxis": axis(SERIES["share_axis"], range=[-0.02, 1.02]),
        "yaxis": axis(SERIES["needed"], type="log", range=[0, math.log10(40)], tickvals=[1, 2, 5, 10, 20]),
        "hovermode": "closest",
    }
    return Chart(
        title="The gain that a pattern needs", text=texts.needed_text(result), traces=traces,
        layout=with_marks(layout, *marks), clicks=clicks,
    )  # fmt: skip


def draw_contact(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what a receiver receives, and what two cells become, over the width of their contact; a click sets it."""
    second = {"xaxis": "x2", "yaxis": "y2"}
    traces: list[Trace] = [
        line(result.contact_axis, result.pair_received, "counted by length", "signal", width=3),
        line(result.contact_axis, result.pair_counted, "contacts alike", "muted", dash="dash", width=2),
        line(result.contact_axis, result.pair_high, "one cell", "third", width=3, **second),
        line(result.contact_axis, result.pair_low, "the other", "second", dash="dot", width=3, **second),
    ]
    widths: list[Proposal | None] = [
        {"tissue": "pair", "contact_ratio": float(f"{width:.3g}")} for width in result.contact_axis
    ]
    handle, marks = None, []
    if result.params.tissue == "pair":
        width, told = result.params.contact_ratio, f"now: {quantity(result.received_most, '')}<extra></extra>"
        traces.append(markers([width], [result.received_most], "now", "ink", "diamond", 14, hovertemplate=told))
        handle = Handle(trace=4, label="Width of the contact", x="contact_ratio")
        ends = result.delta[-1]
        traces.append(markers([width, width], ends, "now", "ink", "diamond-open", 13, showlegend=False, **second))
    else:
        marks = [hint("Click a line:<br>two cells", x=0.97, y=0.03)]
    contact, received = "Width of the contact c (usual = 1)", "Delta received x (1: a usual contact, full Delta)"
    layout: Layout = {
        "xaxis": titled(contact, domain=LEFT, anchor="y", **WIDTHS),
        "yaxis": titled(received, type="log", range=[-1.3, 0.9], tickvals=[0.1, 0.2, 0.5, 1, 2, 5]),
        "xaxis2": titled(contact, domain=RIGHT, anchor="y2", **WIDTHS),
        "yaxis2": titled("Delta d (0 to 1)", range=[-0.03, 1.05], anchor="x2"),
    }
    return Chart(
        title="Two cells and their contact", text=texts.contact_text(result), traces=traces,
        layout=with_marks(layout, *marks), clicks=dict.fromkeys(range(4), widths), handle=handle,
    )  # fmt: skip


def _outlines(result: Result) -> list[Array]:
    params = result.params
    if params.tissue == "filopodia":
        return sheet_outlines()
    if params.tissue == "pair":
        return pair_outlines(params.contact_ratio)
    size = math.sqrt(params.cell_count)
    return [size * outline for outline in polygon_tissue(params.cell_count, params.lloyd_steps, params.seed).outlines]


def _protrusions(result: Result) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return lines from the selected cell to the cells that its filopodia touch, as far as they lie in the picture."""
    params, cell = result.params, result.treated
    if params.tissue != "filopodia" or cell is None or params.reach == 1:
        return []
    centers = hexagon_centers(SIDE)
    x, y = (float(value) for value in centers[cell])
    right, top = (float(value) + 0.01 for value in centers.max(axis=0))
    ends = []
    for dr in range(-params.reach, params.reach + 1):
        for dq in range(-params.reach, params.reach + 1):
            steps = max(abs(dq), abs(dr), abs(dq + dr))
            end = (x + dq + dr / 2, y + dr * math.sqrt(3) / 2)
            if 2 <= steps <= params.reach and -0.01 <= end[0] <= right and -0.01 <= end[1] <= top:
                ends.append(end)
    return [((x, y), end) for end in ends]


def _bars(x: Array, y: Array, name: str, color: str, shape: str) -> Trace:
    style: dict[str, Any] = {"color": f"@{color}"}
    if shape:
        style |= {"pattern": {"shape": shape, "solidity": 0.5}, "line": {"color": f"@{color}", "width": 1}}
    return {"type": "bar", "x": floats(x), "y": floats(y), "name": name, "marker": style}


VIEWS: Final[Mapping[str, View]] = {
    "tissue": View("Cells", draw_tissue),
    "areas": View("Size and fate", draw_areas),
    "spacing": View("Spacing", draw_spacing),
    "needed": View("Gain needed", draw_needed),
    "contact": View("Two cells", draw_contact),
}
DEFAULT_VIEWS: Final = ("tissue",)
