"""The living cell of ``polarity``: a film of rings of beads, with outline, front and gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from models.chemokine.polarity import Result
from models.quantities import Array
from models.results import Measured
from pages.figures.chemokine.polarity_texts import levels_text, signal_text, time_text
from pages.figures.pictures import Frames, Layout, Movie, Trace, floats, line

FULL_RAC: Final = 1.4
"""The level of Rac at the end of the scales; all others are 0 to 1."""
RINGS: Final = (
    ("gai", "Gαi", "muted", "diamond"), ("pi3k", "PI3K", "sky", "triangle-up"), ("pip3", "PIP3", "third", "square"),
    ("pten", "PTEN", "fourth", "hexagon"), ("rac", "Rac", "signal", "circle"), ("rho", "Rho", "second", "star"),
)  # fmt: skip
"""The rings of the living cell from the outside in: series, name, color, symbol."""
OUTER, INNER = 1.0, 0.48
BEAD: Final = 13.5
"""Pixels of a bead at level 1."""
FAINT_ARROW: Final = 0.15
"""A cell less polar than this shows no mark of a front."""
BESIDE, ABOVE = 1.48, 1.27
"""How far from the middle that mark stands: words are broad, so farther at the sides than above and below."""
OUT_OF_SIGHT: Final = 9.0
"""Where the mark of the front waits outside the picture until there is one."""
FILM_FRAMES: Final = 50


def draw_cell(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Return the living cell: six rings of beads whose size is the level, the outline, the front, the gradient."""
    around, kept = np.radians(result.angle[::2]), _kept_frames(result)
    traces: list[Trace] = []
    frames: list[Frames] = []

    def add(trace: Trace, **moving: Array) -> None:
        frames.extend(
            Frames(trace=len(traces), values=rows[kept], key=key.replace("_", ".")) for key, rows in moving.items()
        )
        traces.append(trace)

    edge = np.append(around, around[:1])
    bulge = 1.08 + 0.1 * np.minimum(result.rac[:, ::2] / FULL_RAC, 1)
    radius = np.concatenate([bulge, bulge[:, :1]], axis=1)
    outline = line(
        (radius * np.cos(edge))[-1], (radius * np.sin(edge))[-1], "outline", "ink", width=2, hoverinfo="skip"
    )
    outline["line"]["shape"] = "spline"
    add({**outline, "showlegend": False}, x=radius * np.cos(edge), y=radius * np.sin(edge))
    for (name, label, color, symbol), distance in zip(RINGS, np.linspace(OUTER, INNER, len(RINGS)), strict=True):
        size = BEAD * np.sqrt(_shown(name, getattr(result, name)[:, ::2]))
        add(
            _beads(distance * np.cos(around), distance * np.sin(around), size[-1], label, color, symbol),
            marker_size=size,
        )
    pointing = np.radians(result.direction)
    away = np.where(result.polarity > FAINT_ARROW, 1.0, OUT_OF_SIGHT)
    x, y = (BESIDE * away * np.cos(pointing))[:, np.newaxis], (ABOVE * away * np.sin(pointing))[:, np.newaxis]
    add(_words(x[-1], y[-1], "<b>front</b>"), x=x, y=y)
    way = _gradient_arrow(result)
    shaft = line(way[-1], np.array([0, 0, 0.06, 0, -0.06]) + 0.16, "up the gradient", "warn", width=4, hoverinfo="skip")
    add({**shaft, "showlegend": False}, x=way)
    signal = "up the<br>gradient" if way.any() else "no<br>gradient"
    traces.append(_words(np.array([0.0]), np.array([-0.1]), signal, size=13))
    hidden = {"visible": False, "zeroline": False}
    layout: Layout = {
        "xaxis": {**hidden, "range": [-1.75, 1.75], "constrain": "domain"},
        "yaxis": {**hidden, "range": [-1.36, 1.36], "scaleanchor": "x"},
        "showlegend": True,
    }
    return Movie(
        title="The living cell",
        text=f"A cell from above, at the end of the run. Rings of beads, from the outside in: "
        f"{', '.join(label for _, label, _, _ in RINGS)}; the larger a bead, the higher the level. The outline bulges "
        f"where Rac is active. {signal_text(result)} {time_text(result)} {levels_text(result)}",
        traces=traces,
        layout=layout,
        times=result.time[kept],
        time_unit="s",
        frames=frames,
    )


def _kept_frames(result: Result) -> npt.NDArray[np.int_]:
    """Return the frames that the film shows: about every second one, the first and the last among them."""
    last = result.time.size - 1
    kept: npt.NDArray[np.int_] = np.unique(np.round(np.linspace(0, last, FILM_FRAMES)).astype(int))
    return kept


def _shown(name: str, level: Array) -> Array:
    """Return a level as a share of its scale, 0 to 1."""
    share: Array = np.clip(level / FULL_RAC if name == "rac" else level, 0, 1)
    return share


def _beads(x: Array, y: Array, size: Array, name: str, color: str, symbol: str) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": floats(x), "y": floats(y), "name": name, "hoverinfo": "name",
        "marker": {"color": f"@{color}", "symbol": symbol, "size": floats(size), "sizemin": 0},
    }  # fmt: skip


def _words(x: Array, y: Array, text: str, size: int = 15) -> Trace:
    return {
        "type": "scatter", "mode": "text", "x": floats(x), "y": floats(y), "text": [text], "showlegend": False,
        "textfont": {"color": "@ink", "size": size}, "name": text, "hoverinfo": "skip",
    }  # fmt: skip


def _gradient_arrow(result: Result) -> Array:
    """Return the x of an arrow up the gradient (frames × points), shaft and head; a point if there is no gradient."""
    way = np.full(result.time.size, np.sign(result.params.steepness))
    if result.params.flip_time:
        way[result.time >= result.params.flip_time] *= -1
    arrow: Array = way[:, np.newaxis] * np.array([-0.3, 0.3, 0.2, 0.3, 0.2])
    return arrow
