"""The pictures of ``notch_jagged``: the switch of one cell, its surface, the map, two cells, the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.juxtacrine.notch_jagged import RECEIVER_ABOVE, SENDER_BELOW, Result
from models.juxtacrine.shared import CELLS, SIDE
from models.numerics.cell_sheet import Index, hexagon_centers, hexagons
from models.quantities import Array
from models.results import Measured, arrays
from pages.figures.juxtacrine.notch_jagged_texts import (
    map_text,
    notch_text,
    pair_text,
    sheet_captions,
    sheet_text,
    switch_text,
)
from pages.figures.juxtacrine.shared import MARKS
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Handle,
    Layer,
    Layout,
    Proposal,
    Tissue,
    Trace,
    Trail,
    View,
    axis,
    floats,
    line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
LOG: Final = {"type": "log", "exponentformat": "power", "dtick": 1}
NICD: Final = (0.7, 3.6)
"""Decades of NICD that are shown, more only if a state lies beyond; less is drawn at the lower edge."""
LOWEST: Final = 10**0.7 * 1.08
FAINTEST: Final = 1e-6
"""A logarithmic axis has no 0."""
LIGAND: Final = (3000.0, 6000.0)
"""Where the ligand axis ends: at the second value only if the cell lies beyond the first."""
AMOUNTS: Final = (1.0, 4.6)
FULL: Final = 5.0
"""NICD of the brightest cell, in thresholds."""
HISTORY: Final = ("external_ligand", "start_nicd", "seed", "selected_cell", "treatment", "sheet_start")
"""What may change while the cell still walks along the same curve."""


def draw_switch(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw NICD in all steady states against the ligand outside, with the present state, which can be dragged.

    A click on a stable part of the curve, or on another stable state, puts the cell there.
    """
    params = result.params
    ligand = params.external_ligand
    traces = _branches(result, result.curve_nicd, "signal")
    within = (result.curve_stable == 1) & (result.curve_ligand <= LIGAND[1])
    clicks: dict[int, Sequence[Proposal | None]] = {
        number: [_go(result.curve_ligand[i], result.curve_nicd[i]) if within[i] else None for i in part]
        for number, part in enumerate(_parts(result)) if result.curve_stable[part[0]]
    }  # fmt: skip
    others = result.state_nicd[(result.state_stable == 1) & (result.state_nicd != result.nicd)]
    if others.size:
        clicks[len(traces)] = [_go(ligand, nicd) for nicd in others]
        traces.append(_point(np.full(others.size, ligand), others, "other stable state", "circle-open", 13))
    here = {**_point(np.array([ligand]), np.array([result.nicd]), "this cell", "diamond", 16), "cliponaxis": False}
    traces.append(here)
    layout: Layout = {
        "xaxis": axis(SERIES["curve_ligand"], range=[0, _last(result)]),
        "yaxis": axis(SERIES["curve_nicd"], **LOG, range=_decades(NICD, result.nicd)),
        "hovermode": "closest",  # so that a click means the state under the pointer, not all at this ligand
    }
    fixed = {name: value for name, value in params.as_dict().items() if name not in HISTORY}
    last = len(traces) - 1
    return Chart(
        title="The switch of one cell",
        text=switch_text(result),
        traces=traces,
        layout=with_marks(layout, _zones(params.nicd_threshold)),
        clicks=clicks,
        trail=Trail(trace=last, key=",".join(f"{value}" for value in fixed.values())),
        handle=Handle(trace=last, label="Ligand of the neighbors", x="external_ligand"),
    )


def draw_notch(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw free Notch, Delta and Jagged in all steady states against the ligand outside."""
    traces: list[Trace] = []
    notes: list[Layout] = []
    for values, name, color, now, symbol in (
        (result.curve_notch, "Notch", "signal", result.notch, "circle"),
        (result.curve_delta, "Delta", "second", result.delta, "square"),
        (result.curve_jagged, "Jagged", "third", result.jagged, "triangle-up"),
    ):
        if values.max(initial=0.0) > 0:
            traces += _branches(result, values, color, name)
            point = _point(np.array([result.params.external_ligand]), np.array([now]), f"{name} now", symbol, 13, color)
            height = floats(np.maximum([now], 10 ** AMOUNTS[0]))
            traces.append({**point, "y": height, "showlegend": False, "cliponaxis": False})
            notes.append(_at_the_end(result, values, name, color))
    layout: Layout = {
        "xaxis": axis(SERIES["curve_ligand"], range=[0, _last(result)]),
        "yaxis": titled(
            "Free N, D, J (molecules)", **LOG, range=_decades(AMOUNTS, result.notch, result.delta, result.jagged)
        ),
        "annotations": notes,
    }
    return Chart(title="Notch and ligands of one cell", text=notch_text(result), traces=traces, layout=layout)


def draw_map(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the number of stable states over the plane of surroundings; a click on several of them goes there."""
    heat: Trace = {
        "type": "heatmap", "x": floats(result.map_ligand), "y": floats(result.map_notch),
        "z": floats(result.map_states), "coloraxis": "coloraxis", "name": "stable states",
        "hovertemplate": "L %{x:.0f}, N_t %{y:.0f}: %{z:.0f} stable<extra></extra>",
    }  # fmt: skip
    proposals = [
        {"external_ligand": float(f"{ligand:.4g}"), "external_notch": float(f"{notch:.4g}")} if count > 1 else None
        for notch, counts in zip(result.map_notch, result.map_states, strict=True)
        for ligand, count in zip(result.map_ligand, counts, strict=True)
    ]  # the other fields are reached by dragging the cell's mark
    params = result.params
    traces = [
        heat,
        markers(result.map_fold_ligand, result.map_fold_notch, "folds", "second", "circle", 4, hoverinfo="skip"),
        markers(
            [params.external_ligand], [params.external_notch], "this cell", "second", "diamond", 16,
            line={"width": 2, "color": "@paper"}, cliponaxis=False,
        ),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["map_ligand"], range=[0, float(result.map_ligand[-1])]),
        "yaxis": axis(SERIES["map_notch"], range=[0, 6000]),
        "coloraxis": {
            "colorscale": COLORSCALE, "cmin": 1, "cmax": 3,
            "colorbar": {"title": {"text": "Stable states", "side": "right"}, "tickvals": [1, 2, 3]},
        },
    }  # fmt: skip
    handle = Handle(trace=2, label="Surrounding of the cell", x="external_ligand", y="external_notch")
    return Chart(
        title="In which surroundings history decides", text=map_text(result), traces=traces, layout=layout,
        clicks={0: proposals}, handle=handle,
    )  # fmt: skip


def draw_pair(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw two cells on the plane of their NICD: runs from many starts, and all steady states."""
    style = {"width": 1.5, "hoverinfo": "skip", "legendgroup": "runs"}
    traces = []
    for run in range(result.pairs.shape[1]):
        first, second = (_seen(result.pairs[:, run, cell]) for cell in (0, 1))
        for x, y in [(first, second)] if np.allclose(first, second) else [(first, second), (second, first)]:
            traces.append(line(x, y, "runs from many starts", "sky", showlegend=not traces, **style))
    for name, symbol, wanted in (("unstable", "circle-open", 0), ("stable", "circle", 1)):
        chosen = result.pair_stable == wanted
        if chosen.any():
            first, second = _seen(result.pair_first[chosen]), _seen(result.pair_second[chosen])
            traces.append(_point(first, second, name, symbol, 15))
    shown = _decades(NICD, *result.pair_first)
    layout: Layout = {
        "xaxis": axis(SERIES["pair_first"], **LOG, range=shown),
        "yaxis": axis(SERIES["pair_second"], **LOG, range=shown),
    }
    return Chart(title="Two cells that face each other", text=pair_text(result), traces=traces, layout=layout)


def draw_sheet(result: Result, measured: Sequence[Measured] = ()) -> Tissue:
    """Draw the sheet in time: the color is NICD, the disc the ligand."""
    params = result.params
    chosen = params.selected_cell
    most = float(f"{max(1.0, result.sheet_ligand[-1].max()):.1g}")
    return Tissue(
        title="Pattern of the sheet",
        text=sheet_text(result),
        outlines=list(hexagons(hexagon_centers(SIDE))),
        fill=Layer(title="NICD I (molecules)", values=result.sheet_nicd, high=FULL * params.nicd_threshold),
        disc=Layer(title="Ligand D+J (molecules)", values=result.sheet_ligand, high=most),
        marks={chosen - 1: MARKS[params.treatment]} if chosen else {},
        proposals=[{"selected_cell": 0 if cell == chosen else cell} for cell in range(1, CELLS + 1)],
        times=result.time,
        time_unit="h",
        captions=sheet_captions(result),
    )


def _go(ligand: float, nicd: float) -> Proposal:
    """Return the proposal to put the cell at this ligand into the state with this signal."""
    return {"external_ligand": float(f"{ligand:.4g}"), "start_nicd": float(f"{nicd:.4g}")}


def _parts(result: Result) -> list[Index]:
    """Return the points of each stable or unstable part of the curve, up to where the next part begins."""
    size = result.curve_stable.size
    ends = np.r_[np.flatnonzero(np.diff(result.curve_stable)) + 1, size]
    starts = np.r_[0, ends[:-1]]
    return [np.arange(start, min(end + 1, size)) for start, end in zip(starts, ends, strict=True) if end > start]


def _branches(result: Result, values: Array, color: str, name: str = "") -> list[Trace]:
    """Return a line for each part of the curve: full where stable, dashed where not; each kind once in the legend."""
    traces, named = [], set()
    for part in _parts(result):
        holds = bool(result.curve_stable[part[0]])
        label = f"{name} {'stable' if holds else 'unstable'}".strip() if not name or not holds else name
        style: dict[str, Any] = {"dash": "solid", "width": 3} if holds else {"dash": "dash", "width": 1.75}
        role = color if holds or name else "second"
        shown = label not in named and (holds or not name)
        traces.append(
            line(
                result.curve_ligand[part], np.maximum(values[part], FAINTEST), label, role, legendgroup=label,
                showlegend=shown, **style,
            )
        )  # fmt: skip
        named.add(label)
    return traces


def _at_the_end(result: Result, values: Array, name: str, color: str) -> Layout:
    """Return the name of a line, written at its last point within the picture."""
    shown = np.flatnonzero(result.curve_ligand <= _last(result))
    last = int(shown[-1]) if shown.size else 0
    height = float(np.log10(max(values[last], 10 ** AMOUNTS[0])))
    return {
        "text": name, "xref": "x domain", "x": 0.99, "xanchor": "right", "yref": "y", "y": height,
        "yanchor": "top" if name == "Jagged" else "bottom", "showarrow": False, "font": {"color": f"@{color}"},
    }  # fmt: skip


def _point(x: Array, y: Array, name: str, symbol: str, size: float, color: str = "ink") -> Trace:
    return markers(x, np.maximum(y, LOWEST), name, color, symbol, size, line={"width": 2, "color": f"@{color}"})


def _seen(nicd: Array) -> Array:
    return np.maximum(nicd, LOWEST)


def _decades(usual: tuple[float, float], *values: float) -> list[float]:
    """Return the range of a logarithmic axis: the usual one, or up to the next whole decade above the values."""
    most = float(np.log10(max(*values, 10 ** usual[0])))
    return [usual[0], usual[1] if most < usual[1] else float(np.floor(most) + 1)]


def _last(result: Result) -> float:
    return LIGAND[result.params.external_ligand > LIGAND[0]]


def _zones(threshold: float) -> Layout:
    """Return the names of the three kinds of state at the right edge, and the limits between them."""
    limits = (SENDER_BELOW * threshold, RECEIVER_ABOVE * threshold)
    shapes = [
        {
            "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y, "layer": "below",
            "line": {"color": "@muted", "dash": "dot", "width": 1},
        }
        for y in limits
    ]  # fmt: skip
    places = (
        ("receiver", np.log10(limits[1]), "bottom"), ("sender", np.log10(limits[0]), "top"),
        ("hybrid", np.log10(limits[0] * limits[1]) / 2, "middle"),
    )  # fmt: skip
    notes = [
        {
            "text": text, "xref": "x domain", "x": 0.99, "xanchor": "right", "yref": "y", "y": float(y),
            "yanchor": anchor, "showarrow": False, "font": {"color": "@muted"},
        }
        for text, y, anchor in places
    ]  # fmt: skip
    return {"shapes": shapes, "annotations": notes}


VIEWS: Final[Mapping[str, View]] = {
    "switch": View("NICD and ligand", draw_switch),
    "notch": View("Notch and ligand", draw_notch),
    "map": View("Map", draw_map),
    "pair": View("Two cells", draw_pair),
    "sheet": View("Sheet", draw_sheet),
}
DEFAULT_VIEWS: Final = ("switch",)
