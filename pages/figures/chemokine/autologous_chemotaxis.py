"""Pictures of ``autologous_chemotaxis``: the field with streamlines, the surface, and the asymmetry's curves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from models.chemokine.autologous_chemotaxis import Result
from models.notation import quantity
from models.numerics.round_numbers import round_up
from models.results import Measured, arrays, readouts
from pages.figures import palette
from pages.figures.pictures import Chart, Layout, Trace, View, axis, floats, line, marker_line, markers, with_marks

SERIES: Final = arrays(Result)
READOUTS: Final = readouts(Result)
FLOOR: Final = 2.0
"""% of the level at the surface: what lies below is drawn alike."""
TICKS: Final = (2, 5, 10, 20, 50, 100, 200, 500, 1000)
SENSED: Final = 1.0
"""%: the smallest difference across a cell that is reported to be sensed (Fleury2006)."""
ARROWS: Final = 8
"""Index from the right end at which a streamline carries its arrow head."""


def draw_field(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the ligand around the cell as a map with lines of equal level, the streamlines, and the cue."""
    shown = np.log10(np.maximum(result.field, FLOOR))
    top = 2.0 if float(result.field.max()) <= 150 else 3.0
    traces: list[Trace] = [
        {
            "type": "contour", "x": floats(result.field_x), "y": floats(result.field_y), "z": floats(shown),
            "colorscale": palette.COLORSCALE, "zmin": math.log10(FLOOR), "zmax": top, "zauto": False, "name": "ligand",
            "autocontour": False, "contours": {"start": 0.4, "end": top, "size": 0.2, "coloring": "heatmap"},
            "line": {"width": 0.7, "color": "@paper"}, "hoverinfo": "skip",
            "colorbar": {
                "title": {"text": "c/C̄ (%)"}, "tickvals": [math.log10(t) for t in TICKS if t <= 10**top],
                "ticktext": [str(t) for t in TICKS if t <= 10**top],
            },
        },
        *_flow(result), _cell(result), _cue(result),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["field_x"], range=[-90, 90], showgrid=False, zeroline=False, constrain="domain"),
        "yaxis": axis(
            SERIES["field_y"], range=[-60, 60], showgrid=False, zeroline=False, scaleanchor="x", constrain="domain"
        ),
        "showlegend": False,
    }
    return Chart(title="Ligand around a cell in flow", text=_field_text(result), traces=traces, layout=layout)


def draw_surface(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the level around the surface: solved, by the formula, and with the other kind of release."""
    freed = result.params.release == "protease"
    angle = result.angle
    traces = [
        line(angle, np.full(angle.shape, 100.0), "no cue", "muted", dash="dot", width=1.5),
        line(angle, result.surface_other, "secreted" if freed else "freed by a protease", "third", dash="dash"),
        line(angle, result.surface, "freed by a protease" if freed else "secreted", "second", width=4),
    ]
    if not freed:
        traces.append(line(angle, result.surface_linear, "secreted, formula", "signal", dash="dot", width=3))
    reach = max(float(np.max(np.abs(values - 100))) for values in (result.surface, result.surface_other))
    half = _round_up(reach, 5.0)
    text = (
        f"The ligand level around the cell, as a share of its mean, from upstream over downstream (0°) to upstream. "
        f"The difference between both ends is {quantity(result.asymmetry, '%')} of the mean; {_formula(result)}. "
        f"Ligand freed by a protease is {quantity(result.amplification, '')} times as asymmetric as secreted ligand, "
        "for a cell without bath and neighbors."
    )
    layout: Layout = {
        "xaxis": axis(SERIES["angle"], range=[-180, 180], tickvals=[-180, -90, 0, 90, 180]),
        "yaxis": axis(SERIES["surface"], range=[100 - half, 100 + half]),
    }
    return Chart(title="Once around the cell", text=text, traces=traces, layout=layout)


def draw_speed(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the asymmetry over the flow: solved, by the formula, and in the other surroundings."""
    other = "in free fluid" if result.params.medium == "gel" else "in a gel"
    solved = f"solved, {'in a gel' if result.params.medium == 'gel' else 'in free fluid'}"
    traces = [
        line(result.speed, result.linear_over_speed, "formula (secreted)", "signal", dash="dot", width=3),
        line(result.speed, result.other_over_speed, f"solved, {other}", "third", dash="dash", width=2),
        line(result.speed, result.asymmetry_over_speed, solved, "second", width=4),
        _point(result.params.interstitial_flow, result.asymmetry),
    ]
    curves = (result.linear_over_speed, result.asymmetry_over_speed, result.other_over_speed)
    low, high = min(float(c.min()) for c in curves), max(float(c.max()) for c in curves)
    layout: Layout = {
        "xaxis": axis(SERIES["speed"], range=[0, float(result.speed[-1])]),
        "yaxis": axis(READOUTS["asymmetry"], range=[-_round_up(-low, 0.0), _round_up(high, 5.0)]),
    }
    tenth = 0.1 * result.params.diffusivity / result.params.cell_radius
    layout = with_marks(layout, marker_line(x=tenth, label="Pe = 0.1"))
    text = (
        f"Asymmetry against the flow. At {quantity(result.params.interstitial_flow, 'µm/s')} it is "
        f"{quantity(result.asymmetry, '%')}; {_formula(result)}. The formula is a straight line for a cell alone; from "
        f"a Péclet number of 0.1 on, here at {quantity(tenth, 'µm/s')}, it overestimates."
    )
    return Chart(title="Asymmetry against the flow", text=text, traces=traces, layout=layout)


def draw_density(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the asymmetry over the density of neighbors, with the crossover; a click sets the density."""
    curve = result.asymmetry_over_density
    clicks = [{"cell_density": float(f"{n:.4g}")} for n in result.density]
    traces = [line(result.density, curve, "asymmetry", "second", width=4)]
    if result.params.cell_density > 0:
        traces.append(_point(result.params.cell_density, result.asymmetry))
    layout: Layout = {
        "xaxis": axis(SERIES["density"], type="log", exponentformat="power", range=[2, 7]),
        "yaxis": axis(READOUTS["asymmetry"], range=_span(curve)),
    }
    if isinstance(result.crossover_density, float):
        mark = marker_line(x=result.crossover_density, label="n*")
        mark["annotations"][0]["x"] = math.log10(result.crossover_density)
        layout = with_marks(layout, mark, _sensed(max(curve)))
    text = (
        f"Asymmetry against the density of neighbors, at the downstream end of the slab. At 100 cells/mL it is "
        f"{quantity(float(curve[0]), '%')}. Density at which the neighbors' ligand equals its own: "
        f"{quantity(result.crossover_density, 'cells/mL')}. At 10⁷ cells/mL the asymmetry is "
        f"{quantity(float(curve[-1]), '%')}. "
        f"Now it is {quantity(result.asymmetry, '%')}."
    )
    return Chart(title="Asymmetry against neighbors", text=text, traces=traces, layout=layout, clicks={0: clicks})


def draw_bath(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the asymmetry over the ligand in the bath, and where it changes its sign."""
    curve = result.asymmetry_over_bath
    traces = [
        line(result.bath, np.zeros_like(result.bath), "no cue", "muted", dash="dot", width=1.5),
        line(result.bath, curve, "asymmetry", "second", width=4),
        _point(result.params.bath_concentration, result.asymmetry),
    ]
    layout: Layout = {
        "xaxis": axis(SERIES["bath"], range=[0, float(result.bath[-1])]),
        "yaxis": axis(READOUTS["asymmetry"], range=_span(curve)),
    }
    balance = result.balance_bath
    if isinstance(balance, float) and result.params.cell_density == 0 and balance < float(result.bath[-1]):
        label = "uptake = secretion" if result.params.release == "secreted" else "cue vanishes"
        layout = with_marks(layout, marker_line(x=balance, label=label))
    vanishes = (
        f"The cue vanishes at a background of {quantity(balance, 'Q/(Da)')}."
        if isinstance(balance, float)
        else f"The cue never vanishes: {balance.reason}."
        if result.params.capture_ratio == 0
        else "Without flow there is no cue."
    )
    text = (
        f"Asymmetry against the ligand in the bath; below 0 the cue points upstream. Without bath ligand it is "
        f"{quantity(float(curve[0]), '%')}, with {quantity(float(result.bath[-1]), 'Q/(Da)')} it is "
        f"{quantity(float(curve[-1]), '%')}. {vanishes} The cell now emits {quantity(result.net_emission, '%')} of "
        f"what it makes."
    )
    return Chart(title="Asymmetry against bath ligand", text=text, traces=traces, layout=layout)


def _flow(result: Result) -> list[Trace]:
    """Return the streamlines on both sides of the axis, each with an arrow head."""
    moving = result.params.interstitial_flow > 0
    x, lines = result.field_x, result.streamlines
    style = {"hoverinfo": "skip", "visible": moving}
    traces = [line(x, side * y, "flow", "sky", width=1.5, **style) for y in lines for side in (1, -1)]
    heads = np.concatenate([lines[:, -ARROWS], -lines[:, -ARROWS]])
    arrows: Trace = markers(np.full(heads.shape, x[-ARROWS]), heads, "flow", "sky", "triangle-right", 10, **style)
    traces.append(arrows)
    return traces


def _cell(result: Result) -> Trace:
    """Return the cell's outline, filled; a trace and not a shape, so that the cue lies on top."""
    turn = np.linspace(0, 2 * np.pi, 61)
    radius = result.params.cell_radius
    outline = line(radius * np.cos(turn), radius * np.sin(turn), "cell", "ink", width=2)
    return {**outline, "fill": "toself", "fillcolor": "@panel", "hoverinfo": "skip"}


def _cue(result: Result) -> Trace:
    """Return an arrow inside the cell towards the side with more ligand; longer for a stronger cue."""
    radius, strength = result.params.cell_radius, abs(result.asymmetry)
    tip = float(result.sign) * radius * (0.25 + 0.55 * strength / (strength + 3)) if result.sign else 0.0
    symbol = {1: "triangle-right", -1: "triangle-left"}.get(int(result.sign), "circle-open")
    return {
        "type": "scatter", "mode": "lines+markers", "x": floats([-tip, tip]), "y": floats([0, 0]), "name": "cue",
        "line": {"color": "@second", "width": 5}, "hoverinfo": "skip",
        "marker": {"color": "@second", "size": [0, 14], "symbol": symbol},
    }  # fmt: skip


def _point(x: float, y: float) -> Trace:
    return markers([x], [y], "this state", "ink", "circle-open", 12, line={"width": 3}, showlegend=False)


def _sensed(highest: float) -> Layout:
    """Return the mark of the smallest difference that cells sense, if it is well inside the picture."""
    return marker_line(y=SENSED, label="1 %: smallest difference sensed") if highest > 2.5 * SENSED else {}


def _span(curve: npt.NDArray[np.float64]) -> list[float]:
    return [-_round_up(-float(curve.min()), 0.0), _round_up(float(curve.max()), 1.0)]


def _round_up(value: float, least: float) -> float:
    """Return a round number a little above ``value``, but not less than ``least``."""
    return least if 1.05 * value <= least else round_up(1.05 * value)


def _formula(result: Result) -> str:
    if isinstance(result.asymmetry_linear, float):
        return f"the formula gives {quantity(result.asymmetry_linear, '%')}"
    return "there is no formula for freed ligand"


def _field_text(result: Result) -> str:
    params = result.params
    side = {1: "more ligand downstream", -1: "more ligand upstream"}.get(int(result.sign), "no difference")
    return (
        f"A map of the ligand around a cell of radius {quantity(params.cell_radius, 'µm')}, on a logarithmic scale of "
        f"colors. The fluid flows to the right at {quantity(params.interstitial_flow, 'µm/s')} (Péclet number "
        f"{quantity(result.peclet, '')}). There is {side}: the asymmetry is "
        f"{quantity(abs(result.asymmetry), '%')} of the mean at the surface."
    )


VIEWS: Final[Mapping[str, View]] = {
    "field": View("Field", draw_field),
    "surface": View("Around the cell", draw_surface),
    "speed": View("Flow", draw_speed),
    "density": View("Neighbors", draw_density),
    "bath": View("Bath ligand", draw_bath),
}
DEFAULT_VIEWS: Final = ("field",)
