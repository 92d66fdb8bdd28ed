"""The pictures of metastasis: body map, share and number, receptors and organs, the vessel balance, growth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from models.chemokine.metastasis import Result
from models.chemokine.metastasis_organs import ORGANS, RECEPTORS
from models.results import Measured, arrays
from pages.figures.chemokine.metastasis_body import TURNED_ON, body_svg
from pages.figures.chemokine.metastasis_texts import balance_text, bars_text, body_text, growth_text, match_text
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Diagram,
    Layout,
    Trace,
    View,
    axis,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
SHORT: Final = ["node", "lung", "liver", "marrow", "skin", "gut", "kidney", "muscle", "brain"]
MOST_ARRESTS, USUAL_SHARE, FULL_SHARE = 26.0, 80.0, 100.0
"""Tops of the axes (%): no organ gets more than a quarter of the cells; a share is above 80 % only without a rival."""
HEADROOM = 1.16
"""Above the tallest bar stands a row of numbers, clear of bars and marks."""


def draw_body(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Return the body map."""
    return Diagram(title="Where the cells arrest", text=body_text(result), svg=body_svg(result))


def draw_bars(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the number of arrests above, the share below, with both as they would be without blockers."""
    top = USUAL_SHARE if float(result.share.max()) <= USUAL_SHARE else FULL_SHARE
    traces = [
        *_bars(result.arrest, result.arrest_unblocked, "arrests", "second", MOST_ARRESTS),
        *_bars(result.share, result.share_unblocked, "share", "signal", top, xaxis="x2", yaxis="y2"),
        {
            "type": "scatter", "mode": "markers", "x": SHORT, "y": floats(result.delivery), "yaxis": "y2",
            "xaxis": "x2", "name": "delivery alone",
            "marker": {"symbol": "diamond-open", "size": 9, "color": "@muted", "line": {"width": 2}},
        },
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled("", showticklabels=False, anchor="y", dtick=1),
        "yaxis": titled("Arrests (% of delivered)", range=[0, HEADROOM * MOST_ARRESTS], domain=[0.57, 1]),
        "xaxis2": axis(SERIES["organ"], anchor="y2", dtick=1),
        "yaxis2": titled("Share (% of arrests)", range=[0, HEADROOM * top], domain=[0.07, 0.48]),
        "bargap": 0.35,
        "hovermode": "closest",
    }
    return Chart(title="Number and share", text=bars_text(result), traces=traces, layout=layout)


def draw_match(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the ligands of the organs with the receptors that the cell carries; below, the chance to stay."""
    names = [receptor.upper() for receptor in RECEPTORS]
    table: Trace = {
        "type": "heatmap", "x": SHORT, "y": names, "z": floats(result.ligand), "zmin": 0, "zmax": 1,
        "colorscale": COLORSCALE, "name": "ligand level", "xgap": 2, "ygap": 6, "texttemplate": "%{z:.2~f}",
        "colorbar": {"title": {"text": "Ligand level ℓ (0 to 1)"}, "len": 0.62, "y": 1, "yanchor": "top"},
    }  # fmt: skip
    bars: Trace = {
        "type": "bar", "x": SHORT, "y": floats(result.stay), "name": "chance to stay", "xaxis": "x2", "yaxis": "y2",
        "marker": {"color": "@signal"}, "text": _texts(result.stay), "textposition": "outside", "cliponaxis": False,
    }  # fmt: skip
    layout: Layout = {
        "xaxis": titled("", showticklabels=False, anchor="y"),
        "yaxis": titled("Receptor", autorange="reversed", domain=[0.42, 1]),
        "xaxis2": axis(SERIES["organ"], anchor="y2", dtick=1),
        "yaxis2": titled("Chance to stay (%)", range=[0, 118], domain=[0.07, 0.33]),
        "shapes": [_frame(result, row) for row in range(len(RECEPTORS))],
        "bargap": 0.35,
        "showlegend": False,
        "hovermode": "closest",
    }
    clicks = [_toggle(result, receptor) for receptor in RECEPTORS for _ in ORGANS]
    return Chart(
        title="Which organ calls which receptor", text=match_text(result), traces=[table, bars], layout=layout,
        clicks={0: clicks},
    )  # fmt: skip


def draw_balance(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the vessel drive over both kinds of chemokine, with the present state."""
    params, plus, minus = result.params, result.plus_axis, result.minus_axis
    field: Trace = {
        "type": "heatmap", "x": floats(plus), "y": floats(minus), "z": floats(result.drive_map), "zmin": 0, "zmax": 1,
        "colorscale": COLORSCALE, "name": "vessel drive", "zsmooth": "best",
        "colorbar": {"title": {"text": "Vessel drive (0 to 1)"}},
    }  # fmt: skip
    x, y = max(params.elr_plus, float(plus[0])), max(params.elr_minus, float(minus[0]))
    here = markers([x], [y], "this state", "paper", size=15, line={"color": "@ink", "width": 4})
    edge = [math.log10(plus[0]), math.log10(plus[-1])]
    layout: Layout = {
        "xaxis": titled("ELR⁺ chemokines E (relative)", type="log", range=edge),
        "yaxis": titled("ELR⁻ chemokines M, without CXCL12 (relative)", type="log", range=edge),
        "showlegend": False,
    }
    clicks = [{"elr_plus": _three(e), "elr_minus": _three(m)} for m in minus for e in plus]
    return Chart(
        title="The balance of vessel chemokines", text=balance_text(result), traces=[field, here], layout=layout,
        clicks={0: clicks},
    )  # fmt: skip


def draw_growth(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the growth over 40 days: now, at the default balance, and without vessels."""
    time = result.time
    traces = [
        line(time, result.size_at_default, "at the default balance", "muted", dash="dash"),
        line(time, result.size_without_vessels, "without vessels", "second", dash="dot"),
        line(time, result.size, "now", "signal", width=4),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["time"], range=[0, float(time[-1])]),
        "yaxis": titled("Tumor size N (start = 1)", range=[0, 1050]),
    }
    limit = marker_line(y=result.tumor_limit, label="what the vessels can feed")
    return Chart(
        title="Growth of the primary tumor", text=growth_text(result), traces=traces, layout=with_marks(layout, limit)
    )


def _bars(values: npt.ArrayLike, before: npt.ArrayLike, name: str, color: str, top: float, **panel: str) -> list[Trace]:
    """Return bars, their ends (what stays when pinned), marks of the values without blockers, and a row of numbers."""
    end = {"symbol": "line-ew-open", "size": 15, "line": {"width": 3}}
    still = {"showlegend": False, "hoverinfo": "skip", **panel}
    return [
        {
            "type": "bar", "x": SHORT, "y": floats(values), "name": name, "showlegend": False,
            "marker": {"color": f"@{color}", "opacity": 0.8}, **panel,
        },
        {
            "type": "scatter", "mode": "lines+markers", "x": SHORT, "y": floats(values), "name": name,
            "line": {"width": 0, "color": f"@{color}"}, "marker": {**end, "color": f"@{color}"}, **still,
        },
        {
            "type": "scatter", "mode": "markers", "x": SHORT, "y": floats(before), "name": "without blockers",
            "marker": {**end, "color": "@ink"}, "showlegend": bool(panel), **panel,
        },
        {
            "type": "scatter", "mode": "text", "x": SHORT, "y": floats(np.full(len(SHORT), 1.08 * top)),
            "name": f"{name}, in numbers", "text": _texts(values), **still,
        },
    ]  # fmt: skip


def _texts(values: npt.ArrayLike) -> list[str]:
    """Return numbers that fit above a bar on a phone: 37, 4.5, 0.6."""
    return [f"{value:.0f}" if value >= 9.95 else f"{value:.1f}" for value in np.asarray(values)]


def _frame(result: Result, row: int) -> dict[str, Any]:
    """Return a frame around the row of a receptor: thick if it works, thin and dotted if not."""
    works = float(result.match[row].max())
    style = {"color": "@second", "width": 1.5 + works} if works > 0 else {"color": "@muted", "width": 1, "dash": "dot"}
    return {
        "type": "rect", "x0": -0.5, "x1": len(ORGANS) - 0.5, "y0": row - 0.46, "y1": row + 0.46, "line": style,
    }  # fmt: skip


def _toggle(result: Result, receptor: str) -> dict[str, float]:
    return {receptor: 0.0 if getattr(result.params, receptor) > 0 else TURNED_ON}


def _three(value: float) -> float:
    return float(f"{value:.3g}")


VIEWS: Final[Mapping[str, View]] = {
    "body": View("Body map", draw_body),
    "bars": View("Number and share", draw_bars),
    "match": View("Receptors and organs", draw_match),
    "balance": View("Vessel balance", draw_balance),
    "growth": View("Growth", draw_growth),
}
DEFAULT_VIEWS: Final = ("body",)
