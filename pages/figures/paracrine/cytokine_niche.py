"""The pictures of the cytokine niche: a section of tissue, the level against distance, lengths, and saturation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.notation import number, quantity
from models.paracrine.cytokine_niche import Result
from models.quantities import Array
from models.results import Absent, Measured, arrays
from models.units import CELLS_PER_ML_PER_UM3
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import Chart, Layout, Trace, View, axis, floats, line, marker_line, markers, with_marks

SERIES: Final = arrays(Result)
HALF_WIDTH, HALF_HEIGHT = 240.0, 160.0
"""The window of the section (µm) stays, so that a longer or shorter niche is seen as such."""
PIXELS_PER_UM = 1.3
"""About what a desktop shows of the window: markers are then as large as the cells."""
DECADES: Final = (-2, 2)
"""The color scale stays as well: 0.01 to 100 pM, as powers of ten."""
FAINTEST, FARTHEST = 1e-4, 1e5
"""What float32 pictures keep of levels (pM) and lengths (µm); beyond lies nothing that is drawn."""


def draw_section(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the slab of tissue around the secreting cell, each consumer colored by the level at its surface."""
    hears = result.section_level >= result.params.threshold
    size = PIXELS_PER_UM * 2 * result.params.cell_radius
    source = {
        "type": "scatter", "mode": "markers", "x": floats([0.0]), "y": floats([0.0]), "name": "secreting cell",
        "marker": {
            "symbol": "star", "size": max(1.4 * size, 16), "color": "@second", "line": {"color": "@ink", "width": 1},
        },
        "hovertemplate": f"secreting cell: {quantity(result.params.secretion, 'molecules/s')}<extra></extra>",
    }  # fmt: skip
    traces: list[Trace] = []
    if not isinstance(result.radius_at_threshold, Absent) and result.radius_at_threshold < FARTHEST:
        traces.append(_circle(result.radius_at_threshold, "niche radius", "second", dash="dash", width=2.5))
    if not isinstance(result.ball_radius, Absent):
        traces.append(_circle(result.ball_radius, "smooth tissue beyond", "muted", dash="dot", width=1.5))
    for chosen, name, symbol, share, outline, width in (
        (~hears, "below threshold", "circle", 1.0, "@muted", 0.8),
        (hears, "above threshold", "square", 0.85, "@ink", 2.5),  # a square and its outline look larger than a disc
    ):
        style = {"symbol": symbol, "size": share * size, "line": {"color": outline, "width": width}}
        traces.append(_cells(result.section_x, result.section_y, result.section_level, chosen, name, style))
    window = {"zeroline": False, "constrain": "domain"}
    layout: Layout = {
        "xaxis": axis(SERIES["section_x"], range=[-HALF_WIDTH, HALF_WIDTH], **window),
        "yaxis": axis(SERIES["section_y"], range=[-HALF_HEIGHT, HALF_HEIGHT], scaleanchor="x", **window),
        "coloraxis": _color_axis(),
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    }
    return Chart(title="A section of tissue", text=_section_text(result), traces=[*traces, source], layout=layout)


def draw_profile(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the level against distance: the smooth tissue as a line, each consumer as a dot."""
    params, level = result.params, result.cell_level
    hears = level >= params.threshold
    traces = [line(result.radius, np.maximum(result.mean_level, FAINTEST), "smooth tissue", width=3)]
    for chosen, name, symbol, color in (
        (~hears, "cells below threshold", "circle-open", "@muted"),
        (hears, "cells above threshold", "square", "@second"),
    ):
        traces.append({
            "type": "scatter", "mode": "markers", "x": floats(result.cell_distance[chosen]),
            "y": floats(np.maximum(level[chosen], FAINTEST)), "name": name,
            "marker": {"symbol": symbol, "color": color, "size": 6},
        })  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["radius"], range=[0, 300]),
        "yaxis": axis(SERIES["mean_level"], type="log", range=[-3, 3]),
        "shapes": _bands(measured, "x"),
    }
    length, found = result.niche_length, result.radius_at_threshold
    threshold = marker_line(y=params.threshold, label=f"threshold θ {quantity(params.threshold, 'pM')}", color="second")
    marks = [_moved(threshold, y=float(np.log10(params.threshold)))]
    if not isinstance(length, Absent) and length < FARTHEST:
        marks.append(marker_line(x=length, label=f"λ {quantity(length, 'µm')}", color="signal"))
    if not isinstance(found, Absent) and found < FARTHEST:
        reach = marker_line(x=found, label=f"niche radius {quantity(found, 'µm')}", color="second")
        marks.append(_moved(reach, yshift=-18))
    return Chart(
        title="The level that cells see, against distance", text=_profile_text(result) + _told(measured), traces=traces,
        layout=with_marks(layout, *marks),
    )  # fmt: skip


def draw_lengths(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the niche length against consumer density, with its floor and the law that forgets the floor."""
    density = result.density
    traces = [
        line(density, result.length_curve, "niche length λ", width=3),
        line(density, result.floor_curve, "floor λ_min", "second", dash="dash"),
        line(density, result.naive_curve, "without the floor", "third", dash="dot"),
        line(density, result.spacing_curve, "distance between consumers", "muted", dash="longdashdot", width=1.5),
    ]
    if not isinstance(result.niche_length, Absent):
        here = result.params.consumer_density * CELLS_PER_ML_PER_UM3
        traces.append(markers([here], [result.niche_length], "now", "ink", "diamond", 12))
    layout: Layout = {
        "xaxis": axis(SERIES["density"], type="log", range=[6, 8.31]),
        "yaxis": axis(SERIES["length_curve"], type="log", range=[0.6, 3]),
        "shapes": _bands(measured, "y"),
    }
    return Chart(
        title="Niche length against consumer density", text=_lengths_text(result) + _told(measured), traces=traces,
        layout=layout,
    )  # fmt: skip


def draw_saturation(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the half-capture radius against secretion: level where uptake is linear, then the cube root of q."""
    traces: list[Trace] = []
    if result.capture_curve.size:
        traces.append(line(result.secretions, result.capture_curve, "half-capture radius r½", width=3))
    if result.saturated_curve.size:
        flat = np.full(2, result.capture_curve[0])
        traces.append(line(result.secretions[[0, -1]], flat, "linear uptake", "third", dash="dot"))
        traces.append(line(result.secretions, result.saturated_curve, "cube-root law", "second", dash="dash"))
    if not isinstance(result.capture_radius, Absent):
        traces.append(markers([result.params.secretion], [result.capture_radius], "now", "ink", "diamond", 12))
    layout: Layout = {
        "xaxis": axis(SERIES["secretions"], type="log", range=[-1, 6]),
        "yaxis": axis(SERIES["capture_curve"], type="log", range=[0.5, 4]),
    }
    return Chart(
        title="Range against secretion", text=_saturation_text(result), traces=traces, layout=layout,
    )  # fmt: skip


VIEWS: Final[Mapping[str, View]] = {
    "section": View("Tissue section", draw_section),
    "profile": View("Level and distance", draw_profile),
    "lengths": View("Length and density", draw_lengths),
    "saturation": View("Range and secretion", draw_saturation),
}
DEFAULT_VIEWS: Final = ("section",)


def _cells(x: Array, y: Array, level: Array, chosen: Array, name: str, style: dict[str, Any]) -> Trace:
    """Return cells colored by the power of ten of their level; hovering tells the level itself."""
    seen = level[chosen]
    color = np.log10(np.maximum(seen, FAINTEST))
    return {
        "type": "scatter", "mode": "markers", "x": floats(x[chosen]), "y": floats(y[chosen]), "name": name,
        "customdata": floats(seen), "hovertemplate": "%{customdata:.3~g} pM<extra>" + name + "</extra>",
        "marker": {**style, "color": floats(color), "coloraxis": "coloraxis"},
    }  # fmt: skip


def _color_axis() -> dict[str, Any]:
    low, high = DECADES
    powers = list(range(low, high + 1))
    return {
        "colorscale": COLORSCALE, "cmin": low, "cmax": high,
        "colorbar": {
            "title": {"text": "Level at the cell c_s (pM)", "side": "right"},
            "tickvals": powers, "ticktext": [number(10.0**power) for power in powers],
        },
    }  # fmt: skip


def _circle(radius: float, name: str, color: str, **style: Any) -> Trace:
    angle = np.linspace(0, 2 * np.pi, 91)
    return line(radius * np.cos(angle), radius * np.sin(angle), name, color, hoverinfo="skip", **style)


def _moved(mark: Layout, **place: float) -> Layout:
    """Set the words of a mark elsewhere: clear of others, or at the power of ten that a logarithmic axis asks for."""
    return {**mark, "annotations": [{**note, **place} for note in mark["annotations"]]}


def _bands(measured: Sequence[Measured], along: str) -> list[dict[str, Any]]:
    """Return the published ranges of the niche length as bands over the axis ``along``, named at their edge."""
    across = "y" if along == "x" else "x"
    places = ("bottom left", "middle left") if along == "x" else ("bottom right",)  # clear of the curves and each other
    return [
        {
            "type": "rect", f"{along}ref": along, f"{along}0": item.low, f"{along}1": item.high,
            f"{across}ref": f"{across} domain", f"{across}0": 0, f"{across}1": 1, "fillcolor": "@measured",
            "opacity": 0.08 + 0.05 * i, "line": {"width": 0}, "layer": "below",
            "label": {"text": item.label, "textposition": places[i % len(places)], "font": {"color": "@measured"}},
        }
        for i, item in enumerate(item for item in measured if item.readout == "niche_length")
    ]  # fmt: skip


def _told(measured: Sequence[Measured]) -> str:
    return "".join(
        f" The gray band marks published values, {item.label}: {number(item.low)} to {quantity(item.high, 'µm')}."
        for item in measured
        if item.readout == "niche_length"
    )


def _reach(result: Result) -> str:
    """Say how far the threshold reaches."""
    found, threshold = result.radius_at_threshold, quantity(result.params.threshold, "pM")
    if isinstance(found, Absent):
        return f"{found.reason.rstrip('.')} ({threshold})."
    if result.params.consumer_density == 0:
        return f"A lone listener would see the threshold of {threshold} out to {quantity(found, 'µm')}."
    return f"A smooth tissue would see the threshold of {threshold} out to {quantity(found, 'µm')}."


def _section_text(result: Result) -> str:
    if isinstance(result.cells_above_threshold, Absent):
        return (
            "A solitary secreting cell, marked by a star, releases "
            f"{quantity(result.params.secretion, 'molecules/s')}. There are no consumers. {_reach(result)}"
        )
    return (
        f"A slab {quantity(result.section_thickness, 'µm')} thick around the secreting cell, which is marked by a "
        f"star. It holds {quantity(result.section_cells, 'consumers')}, of which "
        f"{quantity(result.section_above_threshold, '')} see at least the threshold; these are squares with a thick "
        f"outline. In the whole ball of {number(result.cell_level.size)} consumers, "
        f"{quantity(result.cells_above_threshold, '')} do. {_reach(result)}"
    )


def _profile_text(result: Result) -> str:
    near = f"At a cell in contact the level is {quantity(float(result.mean_level[0]), 'pM')}"
    if isinstance(result.niche_length, Absent):
        return f"{near}; with no consumers it falls as one over the distance. {_reach(result)}"
    least, most = float(result.cell_level.min()), float(result.cell_level.max())
    return (
        f"{near}; in a smooth tissue it falls with the length λ = {quantity(result.niche_length, 'µm')}. Dots are the "
        f"{number(result.cell_level.size)} single consumers, which scatter around it: they see from "
        f"{quantity(least, 'pM')} to {quantity(most, 'pM')}. {_reach(result)}"
    )


def _lengths_text(result: Result) -> str:
    first, last = (quantity(float(length), "µm") for length in result.length_curve[[0, -1]])
    curve = (
        f"On logarithmic axes the niche length falls as one over the root of the density, from {first} at a million to "
        f"{last} at 200 million cells per mL."
    )
    if isinstance(result.niche_length, Absent):
        return f"{curve} Now there are no consumers, and no length."
    return (
        f"{curve} Now it is {quantity(result.niche_length, 'µm')}: above the floor of "
        f"{quantity(result.niche_floor, 'µm')}, while the law that forgets the floor says "
        f"{quantity(result.naive_length, 'µm')}."
    )


def _saturation_text(result: Result) -> str:
    if isinstance(result.capture_radius, Absent):
        released = quantity(result.params.secretion, "molecules/s")
        return f"Nothing catches the {released} that are released: there is no range to draw."
    now = (
        f"At {quantity(result.params.secretion, 'molecules/s')} half of the molecules are caught within "
        f"{quantity(result.capture_radius, 'µm')}."
    )
    if not result.saturated_curve.size:
        return f"{now} Uptake is linear, so that this radius is the same at every secretion."
    first, last = (quantity(float(radius), "µm") for radius in result.capture_curve[[0, -1]])
    return (
        f"{now} With little secretion the radius is {first}; once cells are saturated it grows with the cube root of "
        f"the secretion, to {last} at a million molecules per second."
    )
