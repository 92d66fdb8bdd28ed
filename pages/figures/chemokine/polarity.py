"""Pictures of ``polarity``: the network in the cell, the living cell, kymographs, profiles, sensing, and the switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.chemokine.polarity import Result
from models.notation import number, quantity
from models.results import Absent, Measured, arrays
from pages.figures.chemokine.polarity_cell import FULL_RAC, draw_cell
from pages.figures.chemokine.polarity_diagram import draw_network as draw_cell_network
from pages.figures.chemokine.polarity_texts import levels_text, signal_text, time_text, verdict
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
LINES: Final = (
    ("rac", "Rac", "signal", "solid", 3.5), ("pip3", "PIP3", "third", "dash", 2.5), ("pi3k", "PI3K", "sky", "dot", 2.5),
    ("pten", "PTEN", "fourth", "dashdot", 2.5), ("rho", "Rho", "second", "longdash", 2.5),
)  # fmt: skip
ANGLES: Final = {"tickvals": [-180, -90, 0, 90, 180], "range": [-180, 180]}
LONGEST_SHOWN: Final = 40.0
"""Seconds of the response that are shown if the signal does not flip: its peak is over after a few."""


def draw_network(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Return the network drawn on the cell, at the end of the run."""
    return draw_cell_network(result)


def draw_kymograph(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return active Rac as color, the angle around the cell over time."""
    heat = {
        **_heat(result, "rac"), "zmin": 0, "zmax": FULL_RAC, "colorscale": COLORSCALE,
        "colorbar": {"title": {"text": "Active Rac a (units of K)"}},
    }  # fmt: skip
    layout = with_marks(
        {"xaxis": axis(SERIES["time"]), "yaxis": axis(SERIES["angle"], **ANGLES)}, *_flip_mark(result, "ink", True)
    )
    return Chart(
        title="Rac around the cell, over time",
        text=f"Color is active Rac, time runs to the right, the angle around the cell upward; 0° is the right side. "
        f"{signal_text(result)} {time_text(result)} At the end Rac is {number(result.rac_front)} at its highest place "
        f"and {number(result.rac_back)} opposite.",
        traces=[heat],
        layout=layout,
    )


def draw_kymographs(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the same for PI3K, PIP3, PTEN and Rho, on one scale from 0 to 1."""
    traces, notes = [], []
    layout: Layout = {
        "coloraxis": {
            "cmin": 0, "cmax": 1, "colorscale": COLORSCALE, "colorbar": {"title": {"text": "Level (0 to 1)"}},
        },
    }  # fmt: skip
    for i, (name, label) in enumerate((("pi3k", "PI3K"), ("pip3", "PIP3"), ("pten", "PTEN"), ("rho", "Rho"))):
        row, column = divmod(i, 2)
        end = "" if i == 0 else str(i + 1)
        traces.append({**_heat(result, name, 2), "coloraxis": "coloraxis", "xaxis": f"x{end}", "yaxis": f"y{end}"})
        across, up = [0.54 * column, 0.46 + 0.54 * column], [0.55 * (1 - row), 0.43 + 0.55 * (1 - row)]
        layout[f"xaxis{end}"] = axis(SERIES["time"], domain=across, anchor=f"y{end}", showticklabels=row == 1)
        layout[f"yaxis{end}"] = titled("φ (°)", domain=up, anchor=f"x{end}", showticklabels=column == 0, **ANGLES)
        if row == 0:
            layout[f"xaxis{end}"]["title"] = {"text": ""}
        if column == 1:
            layout[f"yaxis{end}"]["title"] = {"text": ""}
        notes.append({
            "text": f"<b>{label}</b>", "x": sum(across) / 2, "y": up[1], "xref": "paper", "yref": "paper",
            "showarrow": False, "yanchor": "bottom", "font": {"color": "@ink"},
        })  # fmt: skip
    return Chart(
        title="Four molecules around the cell, over time",
        text=f"Four panels with time to the right and the angle around the cell upward; color is the level. "
        f"{time_text(result)} {levels_text(result)} PTEN is missing where PIP3 is, and Rho where Rac is.",
        traces=traces,
        layout={**layout, "annotations": notes},
    )


def draw_profiles(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the levels around the ring at the end of the run."""
    angle = np.append(result.angle, 180.0)
    traces = [
        line(angle, np.append(level[-1], level[-1, 0]), label, color, dash=dash, width=width)
        for name, label, color, dash, width in LINES
        for level in (getattr(result, name),)
    ]
    top = max(1.5, 1.1 * float(result.rac[-1].max()))
    layout: Layout = {"xaxis": axis(SERIES["angle"], **ANGLES), "yaxis": titled("Level (a number)", range=[0, top])}
    return Chart(
        title="Around the cell, at the end",
        text=f"Levels against the angle around the cell; 0° is the right side. {verdict(result)}. "
        f"{levels_text(result)}",
        traces=traces,
        layout=layout,
    )


def draw_response(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the response of the sensing on both sides of the cell, over time."""
    params, times = result.params, result.response_time
    traces = [
        line(times, result.response_right, "right side", width=3.5),
        line(times, result.response_left, "left side", "second", dash="dash", width=3),
    ]
    last = float(times[-1]) if params.flip_time else LONGEST_SHOWN * max(1.0, params.tau_global / 8)
    layout: Layout = {
        "xaxis": axis(SERIES["response_time"], range=[0, min(last, float(times[-1]))]),
        "yaxis": titled("Response R = E/I − 1 (a number)"),
    }
    zero = marker_line(y=0, label="as much as the cell on the whole")
    return Chart(
        title="What the cell senses",
        text=f"{signal_text(result)} The highest response is {number(result.response_peak)}; at the end it is "
        f"{number(result.response_end)} on the side where it is highest. A change that is the same everywhere is "
        "forgotten; a difference between the sides stays.",
        traces=traces,
        layout=with_marks(layout, zero, *_flip_mark(result, "muted", False)),
    )


def draw_switch(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the net rate of activation against the level of active Rac: why the membrane has two states."""
    level = result.switch_level
    marks = [("at rest", result.rest_rac, "diamond-open"), ("back", result.rac_back, "square-open")]
    marks.append(("front", result.rac_front, "circle-open"))
    traces = [
        line(level, result.switch_rest, "before the signal", "muted", dash="dash"),
        line(level, result.switch_end, "at the end", width=3.5),
        *(_place(x, name, symbol) for name, x, symbol in marks if x <= level[-1]),
    ]
    layout: Layout = {
        "xaxis": titled("Active Rac a (units of K)", range=[0, float(level[-1])]),
        "yaxis": titled("Net rate of activation (1/s)", range=[-0.25, 0.25]),
    }
    low, high = result.window_low, result.window_high
    window = (
        low.reason if isinstance(low, Absent) or isinstance(high, Absent) else f"from {number(low)} to {number(high)}"
    )
    return Chart(
        title="Why it is a switch",
        text=f"Where a curve is above 0, active Rac grows; below, it shrinks. Before the signal Rac rests at "
        f"{number(result.rest_rac)}. As the front grows, inactive Rac is used up and the curve sinks, until the hill "
        f"and the valley have the same area: then the front stands. Now Rac is {number(result.rac_front)} at the front "
        f"and {number(result.rac_back)} at the back. Totals with which a sharp front can stand: {window}.",
        traces=traces,
        layout=with_marks(layout, marker_line(y=0)),
    )


def _heat(result: Result, name: str, every: int = 1) -> dict[str, Any]:
    return {
        "type": "heatmap", "x": floats(result.time), "y": floats(result.angle[::every]), "name": SERIES[name].label,
        "z": floats(getattr(result, name)[:, ::every].T),
        "hovertemplate": "%{x:.0f} s, %{y:.0f}°: %{z:.2f}<extra></extra>",
    }  # fmt: skip


def _flip_mark(result: Result, color: str, on_paper: bool) -> list[Layout]:
    if not result.params.flip_time:
        return []
    mark = marker_line(x=result.params.flip_time, label="flip", color=color)
    if on_paper:
        mark["annotations"][0].update(bgcolor="@paper", borderpad=2)
    return [mark]


def _place(x: float, name: str, symbol: str) -> Trace:
    told = f"{name}: {quantity(x, '')}<extra></extra>"
    return markers([x], [0.0], name, "ink", symbol, 13, line={"width": 2.5}, hovertemplate=told)


VIEWS: Final[Mapping[str, View]] = {
    "network": View("Network", draw_network),
    "cell": View("Living cell", draw_cell),
    "kymograph": View("Rac over time", draw_kymograph),
    "kymographs": View("Four molecules", draw_kymographs),
    "profiles": View("Around the cell", draw_profiles),
    "response": View("Sensing", draw_response),
    "switch": View("The switch", draw_switch),
}
DEFAULT_VIEWS: Final = ("network",)
