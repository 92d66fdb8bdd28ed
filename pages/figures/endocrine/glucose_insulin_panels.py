"""Pieces that the pictures of the three time scales share: panels over one time axis, axes at rest, marks."""

from __future__ import annotations

import math
from typing import Any, Final

from models.numerics.round_numbers import round_up
from pages.figures.pictures import Layout, Trace, marker_line, markers

GAP: Final = 0.06
LEAST: Final = 1e-30
"""What is less is drawn as this on a logarithmic axis: far below every axis, and float32 holds it."""


def domains(*shares: float) -> list[list[float]]:
    """Return the places of panels from top to bottom, which take these shares of the height."""
    free = 1 - GAP * (len(shares) - 1)
    top, places = 1.0, []
    for share in shares:
        height = free * share / sum(shares)
        places.append([max(round(top - height, 4), 0.0), round(top, 4)])
        top -= height + GAP
    return places


def decades(*values: float) -> Layout:
    """Return the settings of a logarithmic axis with ticks at these values, written out."""
    return {"type": "log", "tickvals": values, "ticktext": [f"{value:g}" for value in values]}


def at_rest(low: float, high: float, largest: float) -> list[float]:
    """Return the range of an axis that rests at ``low`` to ``high`` until something larger must be shown."""
    return [low, high if largest <= high else round_up(largest)]


def level_mark(
    value: float, label: str, yref: str = "y", *, color: str = "muted", log: bool = False, below: bool = False
) -> Layout:
    """Return a dotted line across a panel, named at its right end above or below the line."""
    mark = marker_line(y=value, label=label, color=color)
    mark["shapes"][0].update(yref=yref, xref="paper")
    mark["annotations"][0].update(
        y=math.log10(value) if log else value, yref=yref, yanchor="top" if below else "bottom"
    )
    return mark


def note(text: str, x: float, y: float, color: str = "ink", **more: Any) -> Layout:
    """Return words in the picture, in the coordinates of its axes."""
    words = {"text": text, "x": x, "y": y, "showarrow": False, "font": {"color": f"@{color}"}, **more}
    return {"annotations": [words]}


def spot(x: float, y: float, name: str, symbol: str = "diamond", color: str = "ink", size: int = 13) -> Trace:
    """Return one point with a rim that stands out from any ground."""
    return markers([x], [y], name, color, symbol, size, line={"color": "@paper", "width": 2})
