"""Pictures of the assays of ``migration``: dose and response, checkerboard, the wells' profile, time course."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from models.chemokine.migration import Params, Result
from models.notation import number, quantity
from models.quantities import Number, parameters
from models.results import Absent, Measured
from pages.figures.chemokine.migration_strips import COUNTED, LOWER, control_text
from pages.figures.chemokine.migration_walkers import SERIES, ceiling
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
    Proposal,
    Trace,
    axis,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)


def draw_doses(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the share of cells below over the level in the lower well: the bell, and its controls."""
    params = result.params
    traces: list[Trace] = [
        line(result.dose, result.dose_count, "chemokine below", "signal", width=3),
        line(result.dose, result.dose_uniform, "same level in both wells", "second", dash="dash", width=2),
        line([result.dose[0], result.dose[-1]], [result.control_count] * 2, "no chemokine", "muted", dash="dot"),
        markers([params.concentration], [result.count], "this well", "ink", "circle-open", 11, line={"width": 3}),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["dose"], type="log", exponentformat="power", dtick=1, range=[-3, 4]),
        "yaxis": axis(SERIES["dose_count"], range=[0, 105]),
    }
    mark = marker_line(x=params.affinity, label="K<sub>d</sub>")
    mark["annotations"][0] |= {"x": math.log10(params.affinity)}
    best = (
        f"The best dose is {quantity(result.best_dose, 'nM')}; above it the receptors are occupied on both sides."
        if not isinstance(result.best_dose, Absent)
        else "No dose stands out."
    )
    text = (
        f"Cells in the lower well after {quantity(params.incubation, 'h')}, over the level there at the start. With "
        f"{quantity(params.concentration, 'nM')} below it is {quantity(result.count, '%')}, with the same level in "
        f"both wells {quantity(result.uniform_count, '%')}, without chemokine {quantity(result.control_count, '%')}. "
        f"{best} The gradient has a life of {quantity(result.gradient_life, 'h')}."
    )
    return Chart(title="Dose and response in the transwell", text=text, traces=traces, layout=with_marks(layout, mark))


def draw_board(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the sixteen counts; a click opens that pair of wells as a transwell."""
    names = [number(float(level)) for level in result.board_level]
    heat: Trace = {
        "type": "heatmap", "x": names, "y": names, "z": floats(result.board), "zmin": 0, "zmax": 100, "xgap": 2,
        "ygap": 2, "colorscale": COLORSCALE, "colorbar": {"title": {"text": "Cells below (%)"}},
        "name": "cells below", "hovertemplate": "%{x} nM below, %{y} nM above: %{z:.1f} %<extra></extra>",
    }  # fmt: skip
    counts = [
        {
            "text": f"{value:.{int(0.05 <= value < 9.95)}f} %", "x": i, "y": j, "showarrow": False,
            "bgcolor": "@paper", "borderpad": 3, "font": {"color": "@ink"},
        }
        for j, row in enumerate(result.board.tolist())
        for i, value in enumerate(row)
    ]  # fmt: skip
    boxes = [
        {
            "type": "rect", "x0": i - 0.49, "x1": i + 0.49, "y0": i - 0.49, "y1": i + 0.49,
            "line": {"color": "@second", "width": 4},
        }
        for i in range(len(names))
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled("Level below (nM)", type="category"),
        "yaxis": titled("Level above, with the cells (nM)", type="category"),
        "shapes": boxes,
        "annotations": counts,
    }
    diagonal = np.diag(result.board)
    first, last = (quantity(float(diagonal[i]), "%") for i in (0, -1))
    kind = (
        f"are all {first}, which means no chemokinesis: chemokine without a gradient moves nobody faster"
        if float(diagonal.max()) < 1.02 * float(diagonal[0])
        else f"run from {first} to {last}, which means chemokinesis: chemokine without a gradient brings more cells "
        "through"
    )
    text = (
        f"Sixteen transwells: share of cells below after {quantity(result.params.incubation, 'h')}. On the diagonal "
        f"(boxed) there is no gradient; the counts there {kind}. With chemokine below only, the highest count is "
        f"{quantity(float(result.board[0].max()), '%')}; with chemokine above only, the lowest is "
        f"{quantity(float(result.board[:, 0].min()), '%')}."
    )
    return Chart(
        title="Checkerboard", text=text, traces=[heat], layout=layout, clicks={0: _tiles(result.board_level.tolist())}
    )


def _tiles(levels: list[float]) -> list[Proposal | None]:
    """Return for each tile the transwell that it stands for, where the controls can be set so."""
    allowed = parameters(Params)
    below, above = allowed["concentration"], allowed["background"]
    assert isinstance(below, Number) and isinstance(above, Number)

    def tile(upper: float, lower: float) -> Proposal | None:
        fits = below.low <= lower <= below.high and (upper == 0 or above.low <= upper <= above.high)
        return {"assay": "transwell", "concentration": lower, "background": upper} if fits else None

    return [tile(upper, lower) for upper in levels for lower in levels]


def draw_profile(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the chemokine from the upper well through the membrane to the lower one, as it evens out."""
    half = result.params.membrane_thickness / 2
    start = result.movie_time.size - 1
    low, high = float(result.place[0]), float(result.place[-1])
    traces = [
        line(result.place, result.level[0], "at the start", "muted", dash="dash", width=2),
        line(result.place, result.level[start], "chemokine", "third", width=3),
    ]
    layout: Layout = {
        "xaxis": titled("Depth below the middle of the membrane (µm)", range=[low, high]),
        "yaxis": titled("Chemokine c (nM)", range=[0, ceiling(1.05 * float(result.level.max()) + 1e-9)]),
        "shapes": [{
            "type": "rect", "x0": -half, "x1": half, "y0": 0, "y1": 1, "yref": "y domain", "fillcolor": "@muted",
            "opacity": 0.3, "line": {"width": 0},
        }],
        "annotations": [{
            "text": "membrane", "x": half, "y": 0.06, "yref": "y domain", "showarrow": False, "xanchor": "left",
            "xshift": 6, "font": {"color": "@muted"},
        }],
    }  # fmt: skip
    text = (
        f"The level from the upper well (left) to the lower one (right). {_fall(result)} A cell in a "
        f"pore feels a bias of {quantity(result.bias_here, '1/min')} at the start. The difference between the wells is "
        f"down to 37 % after {quantity(result.gradient_life, 'h')}; the assay is read after "
        f"{quantity(result.params.incubation, 'h')}."
    )
    return Movie(
        title="Chemokine across the membrane",
        text=text,
        traces=traces,
        layout=layout,
        times=result.movie_time,
        time_unit="min",
        frames=[Frames(trace=1, values=result.level)],
        start=start,
    )


def _fall(result: Result) -> str:
    """Return how much of the difference lies across the membrane, at the start."""
    first, half = result.level[0], result.params.membrane_thickness / 2
    inside = np.abs(result.place) <= half
    whole, within = float(np.ptp(first)), float(np.ptp(first[inside]))
    if whole == 0:
        return "There is no difference between the wells: 0 nM."
    return (
        f"At the start {quantity(100 * within / whole, '%', 2)} of the difference lies across the membrane (shaded), "
        f"the rest in the unstirred layers of {quantity(result.params.unstirred_layer, 'µm')} on each side."
    )


def draw_course(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the bias that the cells feel over time, and below it the count and its two controls."""
    time, dish = result.course_time, result.params.assay in ("bias", "gradient")
    traces = [
        line(time, result.course_bias, "bias at the cells", "third", width=3),
        line(time, result.course_control, "no bias" if dish else "no chemokine", "muted", dash="dot", width=2, **LOWER),
        line(time, result.course_count, "as set", "signal", width=3, **LOWER),
    ]
    if not dish:
        traces.append(
            line(time, result.course_uniform, "same level everywhere", "second", dash="dash", width=2, **LOWER)
        )
    size = float(np.abs(result.course_bias).max())
    bottom = -ceiling(1.05 * size) if float(result.course_bias.min()) < 0 else 0.0
    most = float(max(part.max() for part in (result.course_count, result.course_uniform, result.course_control)))
    layout: Layout = {
        "xaxis": titled("Time t (h)", range=[0, float(time[-1])], anchor="y2"),
        "yaxis": titled("Bias β (1/min)", range=[bottom, ceiling(1.05 * size + 1e-9)], domain=[0.62, 1]),
        "yaxis2": titled(
            f"{COUNTED[result.params.assay]} (%)", range=[0, min(ceiling(1.02 * most), 105)], domain=[0, 0.5]
        ),
    }
    return Chart(title="The cue and the count in time", text=control_text(result), traces=traces, layout=layout)
