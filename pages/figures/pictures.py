"""The kinds of picture that a figures module may return, and the small pieces that they share.

A picture is data: Plotly traces and layout as plain dictionaries with float32 arrays, a title, and a text that says
what it shows now, in numbers. Colors are roles (``"@signal"``, see ``palette``); fonts, margins and the colors of
axes are the browser's, so that one picture serves light, dark, phone and projector.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from models.notation import axis_title
from models.quantities import Value
from models.results import Readout, Series

Trace = dict[str, Any]
Layout = dict[str, Any]
Proposal = Mapping[str, Value]
"""A change of parameters that a picture proposes: names and values."""


def floats(values: npt.ArrayLike) -> dict[str, str]:
    """Return an array (1-D or 2-D) as Plotly's typed-array form: float32, base64."""
    array = np.ascontiguousarray(values, dtype="<f4")
    encoded = {"dtype": "f4", "bdata": base64.b64encode(array.tobytes()).decode("ascii")}
    if array.ndim > 1:
        encoded["shape"] = ", ".join(map(str, array.shape))
    return encoded


def axis(quantity: Series | Readout, **more: Any) -> dict[str, Any]:
    """Return an axis titled with a declared quantity: label, symbol and unit."""
    return titled(axis_title(quantity.label, quantity.symbol, quantity.unit), **more)


def titled(title: str, **more: Any) -> dict[str, Any]:
    """Return an axis with this title (give the unit in brackets)."""
    return {"title": {"text": title}, **more}


def line(x: npt.ArrayLike, y: npt.ArrayLike, name: str, color: str = "signal", **more: Any) -> Trace:
    """Return a line; ``color`` is a role of the palette. ``dash`` and ``width`` go to the line."""
    style = {"color": f"@{color}", **{key: more.pop(key) for key in ("dash", "width") if key in more}}
    return {"type": "scatter", "mode": "lines", "x": floats(x), "y": floats(y), "name": name, "line": style, **more}


def markers(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    name: str,
    color: str = "ink",
    symbol: str = "circle",
    size: Any = 8,
    **more: Any,
) -> Trace:
    """Return markers; ``color`` is a role of the palette. ``line`` and ``opacity`` go to the marker."""
    style = {"color": f"@{color}", "symbol": symbol, "size": size}
    style |= {key: more.pop(key) for key in ("line", "opacity") if key in more}
    return {"type": "scatter", "mode": "markers", "x": floats(x), "y": floats(y), "name": name, "marker": style, **more}


def marker_line(x: float | None = None, y: float | None = None, label: str = "", color: str = "muted") -> Layout:
    """Return the shape and the annotation of a marked value, to be merged with ``with_marks``."""
    along, across = ("x", "y") if x is not None else ("y", "x")
    at = x if x is not None else y
    shape = {
        "type": "line", f"{along}0": at, f"{along}1": at, f"{across}0": 0, f"{across}1": 1,
        f"{across}ref": f"{across} domain", f"{along}ref": along,
        "line": {"color": f"@{color}", "dash": "dot", "width": 1.5},
    }  # fmt: skip
    note = {
        "text": label, "showarrow": False, along: at, f"{along}ref": along, across: 1,
        f"{across}ref": f"{across} domain",
        "xanchor": "left" if x is not None else "right", "yanchor": "top" if x is not None else "bottom",
        "font": {"color": f"@{color}"}, "xshift": 4 if x is not None else 0,
    }  # fmt: skip
    return {"shapes": [shape], "annotations": [note]}


def hint(text: str, x: float, y: float, panel: str = "") -> Layout:
    """Return a note on what a click does, to be merged with ``with_marks``; it ends at ``x``, ``y``, shares of a panel.

    ``panel`` is what the names of the panel's axes end with: "" or "2".
    """
    note = {
        "text": text, "showarrow": False, "x": x, "xref": f"x{panel} domain", "y": y, "yref": f"y{panel} domain",
        "xanchor": "right", "yanchor": "bottom", "font": {"color": "@ink"},
    }  # fmt: skip
    return {"annotations": [note]}


def with_marks(layout: Layout, *marks: Layout) -> Layout:
    """Return ``layout`` with the shapes and annotations of ``marks`` added."""
    merged = dict(layout)
    for key in ("shapes", "annotations"):
        merged[key] = [*layout.get(key, []), *(item for mark in marks for item in mark.get(key, []))]
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The trace whose first point leaves a trail, and what the trail belongs to: with another key it starts anew."""

    trace: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """The trace whose first point the reader may drag (arrow keys move it too), and what it sets.

    ``x`` and ``y`` name the number parameters that take the point's place, in the units of its axes; None holds the
    point still in that direction. ``label`` says to a screen reader what is moved.
    """

    trace: int
    label: str
    x: str | None = None
    y: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A Plotly figure. ``text`` is its alternative text, with numbers.

    ``clicks`` makes points of a trace clickable: by the trace's index, for each point (row by row for a heat map) the
    parameters that a click proposes, or None. ``trail`` draws the way that the points of a trace have taken since
    ``Trail.key`` last changed. ``handle`` lets the reader drag a point.
    """

    title: str
    text: str
    traces: Sequence[Trace]
    layout: Layout
    clicks: Mapping[int, Sequence[Proposal | None]] = field(default_factory=dict)
    trail: Trail | None = None
    handle: Handle | None = None

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it."""
        return {
            "kind": "chart", "title": self.title, "text": self.text, "traces": list(self.traces), "layout": self.layout,
            "clicks": {str(trace): list(points) for trace, points in self.clicks.items()},
            "trail": self.trail and {"trace": self.trail.trace, "key": self.trail.key},
            "handle": self.handle and asdict(self.handle),
        }  # fmt: skip

    def pinned(self) -> list[Trace]:
        """Return the lines as they look when pinned beside another state: faint, dashed, named so."""
        lines = (trace for trace in self.traces if trace["type"] == "scatter" and "lines" in trace["mode"])
        return [_faint(trace) for trace in lines if trace.get("opacity") != 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """How one trace changes over a movie: ``values`` (times × points) replace the trace's ``key`` ("y", "x", …)."""

    trace: int
    values: npt.ArrayLike
    key: str = "y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie(Chart):
    """A chart that plays in the browser: ``frames`` over ``times`` (in ``time_unit``), resting on frame ``start``.

    The traces show frame ``start`` already. ``captions`` may give each frame a text of its own.
    """

    times: npt.ArrayLike
    time_unit: str
    frames: Sequence[Frames]
    start: int = -1
    captions: Sequence[str] = ()

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it."""
        movie = {
            "times": floats(self.times), "unit": self.time_unit, "start": self.start % np.size(self.times),
            "frames": [{"trace": f.trace, "key": f.key, "values": floats(f.values)} for f in self.frames],
            "captions": list(self.captions),
        }  # fmt: skip
        return {**Chart.message(self), "kind": "movie", "movie": movie}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walkers(Movie):
    """A movie with random walkers beside its field.

    The browser moves the walkers from frame to frame by ``rules`` (see ``walkers.js``), draws them in a box above the
    chart and their histogram into the trace ``histogram``, seeded, so that every replay is the same.
    """

    rules: dict[str, Any]
    histogram: int

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it."""
        return {**Movie.message(self), "kind": "walkers", "walkers": {**self.rules, "histogram": self.histogram}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What the cells of a tissue show: a quantity with its unit, e.g. "Delta (0 to 1)", one value for each cell.

    ``values`` has the shape (cells,), or (times, cells) in a tissue that moves. ``low`` and ``high`` are the ends of
    the scale.
    """

    title: str
    values: npt.ArrayLike
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tissue:
    """Cells drawn as cells: each a polygon filled by ``fill``, with a disc in its middle for a second quantity.

    ``outlines`` are the polygons, each of shape (corners, 2), in lengths of their own with y upward. Cells are numbered
    from 1 for the reader. The disc's area grows with ``disc``. ``marks`` puts a short text
    (one or two letters or a symbol) into cells, by index. ``proposals`` are, for each cell, the parameters that a click
    or the Enter key proposes, or None. With ``times`` the tissue plays, resting on frame ``start``. ``bars`` are lines
    ((x0, y0), (x1, y1)) over the cells, such as protrusions.
    """

    title: str
    text: str
    outlines: Sequence[npt.NDArray[Any]]
    fill: Layer
    disc: Layer | None = None
    marks: Mapping[int, str] = field(default_factory=dict)
    proposals: Sequence[Proposal | None] = ()
    bars: Sequence[tuple[tuple[float, float], tuple[float, float]]] = ()
    times: npt.ArrayLike = ()
    time_unit: str = ""
    start: int = -1
    captions: Sequence[str] = ()

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it: as points over the cells' numbers, with the cells' shapes."""
        layers = [layer for layer in (self.fill, self.disc) if layer]
        frames = [np.atleast_2d(np.asarray(layer.values, dtype=float)) for layer in layers]
        numbers, start = np.arange(1, len(self.outlines) + 1), self.start % len(frames[0])
        traces = [
            {**markers(numbers, values[start], layer.title), "yaxis": f"y{i}" if i > 1 else "y"}
            for i, (layer, values) in enumerate(zip(layers, frames, strict=True), 1)
        ]
        axes = {f"yaxis{i if i > 1 else ''}": titled(layer.title) for i, layer in enumerate(layers, 1)}
        message: dict[str, Any] = {
            "kind": "tissue", "title": self.title, "text": self.text, "traces": traces,
            "layout": {"xaxis": titled("Cell (number)"), **axes},
            "tissue": {
                "corners": floats(np.concatenate(self.outlines)), "counts": [len(outline) for outline in self.outlines],
                "layers": [{"title": layer.title, "low": layer.low, "high": layer.high} for layer in layers],
                "marks": {str(cell): mark for cell, mark in self.marks.items()}, "bars": self.bars,
            },
            "clicks": {"0": list(self.proposals)} if self.proposals else {},
        }  # fmt: skip
        if np.size(self.times):
            moving = [{"trace": i, "key": "y", "values": floats(values)} for i, values in enumerate(frames)]
            message["movie"] = {
                "times": floats(self.times), "unit": self.time_unit, "start": start, "frames": moving,
                "captions": list(self.captions),
            }  # fmt: skip
        return message

    def pinned(self) -> list[Trace]:
        """Return nothing: cells are not laid over others."""
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A drawing of our own: ``svg`` uses ``currentColor`` and CSS variables ``var(--sr-signal)`` for the palette.

    A part with ``data-tip="…"`` tells this text when it is hovered or has the focus; with
    ``data-set='{"name": value}'`` it is a button that proposes these parameters. ``part`` makes the attributes.
    Between two states of the same drawing only attributes and texts change, so ``stroke-width`` and the like may have
    CSS transitions. A dashed path with ``data-flow="40"`` flows along its way, by so many drawing units per second; the
    reader can hold it.
    """

    title: str
    text: str
    svg: str

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it."""
        return {"kind": "diagram", "title": self.title, "text": self.text, "svg": self.svg}

    def pinned(self) -> list[Trace]:
        """Return nothing: a drawing is not laid over another."""
        return []


def part(tip: str = "", proposal: Proposal | None = None) -> str:
    """Return the attributes of a part of a drawing that tells something or proposes parameters (see ``Diagram``)."""
    told = f' data-tip="{escape(tip)}"' if tip else ""
    proposed = f' data-set="{escape(json.dumps(dict(proposal)))}"' if proposal is not None else ""
    return f"{told}{proposed}".strip()


Picture = Chart | Tissue | Diagram


@dataclass(frozen=True, slots=True)
class View:
    """One picture that a reader may switch on: the label of its button, and who draws it."""

    label: str
    draw: Callable[[Any], Picture] = field(repr=False)


def _faint(trace: Trace) -> Trace:
    line_style = {**trace.get("line", {}), "dash": "dash", "width": 1.5}
    trace = {key: value for key, value in trace.items() if not key.startswith("fill")}
    return {**trace, "name": f"{trace.get('name', '')} (pinned)".strip(), "opacity": 0.55, "line": line_style}
