"""The pictures of ``gradient_sensing``: difference and index, the cell, its rim, the map, noise, source, step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.chemokine.gradient_sensing import Result
from models.numerics.round_numbers import round_up
from models.quantities import Array
from models.results import Measured, arrays
from pages.figures.chemokine.gradient_sensing_texts import (
    cell_text,
    difference_text,
    map_text,
    noise_text,
    rim_text,
    source_text,
    step_text,
)
from pages.figures.palette import COLORSCALE
from pages.figures.pictures import (
    Chart,
    Layout,
    Proposal,
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
LEVELS: Final = [-3, 4]
"""Decades of concentration: those of the slider, so that nothing but the mark moves with it."""
STEEPNESSES: Final = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 2]
BY_HAND: Final = 0.5
"""The steepest gradient that can be set by hand, and so clicked on."""
UPPER, LOWER = [0.47, 1], [0, 0.38]
ROWS: Final = (1.0, 1.08, 1.16)
"""Radii on which the drawn receptors stand."""
GOLDEN: Final = 0.618034
BOUND: Final = "ideal observer (upper bound)"


def draw_difference(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw difference and noise above, the ideal index below, against concentration, with the cell's own point."""
    own = result.local_level - result.params.swamp
    traces = [
        line(result.level, result.difference, "difference Δθ", "signal", width=3),
        line(result.level, result.difference_noise, "noise of the reading (1 SD)", "second", dash="dash", width=2),
        line(result.level, result.index, BOUND, "third", width=3, yaxis="y2"),
        _point(own, result.delta_occupancy, "this cell"),
        _point(own, result.ideal_ci, "this cell", yaxis="y2", showlegend=False),
    ]
    top = round_up(1.15 * max(float(result.difference.max()), float(result.difference_noise.max())))
    layout: Layout = {
        "xaxis": _levels(anchor="y2"),
        "yaxis": titled("Difference Δθ (% of receptors)", range=[0, top], domain=UPPER),
        "yaxis2": titled("Ideal index (upper bound)", range=[0, 1.04], domain=LOWER),
    }
    best = _at_level(result.best_concentration, "best level")
    best["annotations"][0].update(yref="paper", xanchor="right", xshift=-4)
    return Chart(
        title="Difference and ideal index (an upper bound)",
        text=difference_text(result, measured),
        traces=traces,
        layout=with_marks(layout, best, *_published_levels(measured)),
    )


def draw_cell(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the receptors around the rim, occupied or free, and the directions that many such cells guess."""
    angle = np.radians(result.drawn_angle)
    radius = np.array(ROWS)[np.arange(angle.size) % len(ROWS)]
    taken = result.drawn_active > 0.5
    guesses = np.radians(result.guesses)
    away = 0.42 + 0.42 * np.mod(np.arange(guesses.size) * GOLDEN, 1)
    arrow: Trace = {
        **line([0, result.ideal_ci], [0, 0], "expected mean (upper bound)", "third", width=4),
        "mode": "lines+markers",
        "marker": {"color": "@third", "symbol": ["circle", "triangle-right"], "size": [6, 14]},
    }
    traces = [
        _dots(radius[taken], angle[taken], "occupied", color="signal", symbol="circle"),
        _dots(radius[~taken], angle[~taken], "free", color="muted", symbol="circle-open"),
        _dots(away, guesses, "guesses of cells", color="second", symbol="diamond"),
        arrow,
    ]
    layout: Layout = {
        "xaxis": {"visible": False, "range": [-2.05, 2.05]},
        "yaxis": {"visible": False, "range": [-1.45, 1.24], "scaleanchor": "x"},
        "hovermode": "closest",
        "shapes": [{
            "type": "circle", "x0": -0.93, "x1": 0.93, "y0": -0.93, "y1": 0.93, "line": {"color": "@line", "width": 2},
            "layer": "below",
        }],
        "annotations": [
            _words(f"front<br>{result.occupancy_front:.4g} %", 1.27, 0, "left"),
            _words(f"back<br>{result.occupancy_back:.4g} %", -1.27, 0, "right"),
            _words("more ligand →", 0, -1.34, "center"),
        ],
    }  # fmt: skip
    return Chart(title="The cell and its receptors", text=cell_text(result), traces=traces, layout=layout)


def draw_rim(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the occupancy of sectors around the cell, as expected and as drawn, minus the mean."""
    mean = float(result.rim_share[:-1].mean())
    wave, drawn = result.rim_share - mean, result.sector_share - mean
    sectors: Trace = markers(result.sector_angle, drawn, "drawn receptors, by sector", "second", "diamond", 8)
    top = round_up(max(1.1 * float(np.abs(wave).max()), 1.05 * float(np.abs(drawn).max()), 1e-12))
    layout: Layout = {
        "xaxis": titled("Angle from the gradient φ (°)", range=[-180, 180], tickvals=[-180, -90, 0, 90, 180]),
        "yaxis": titled("Occupancy minus its mean (%)", range=[-top, top]),
    }
    guess = marker_line(x=result.guess_angle, label="this cell's guess", color="third")
    guess["shapes"][0]["line"].update(dash="dash", width=2)
    if result.guess_angle > 0:
        guess["annotations"][0].update(xanchor="right", xshift=-4)
    return Chart(
        title="Occupancy around the rim",
        text=rim_text(result),
        traces=[line(result.rim_angle, wave, "expected", "signal", width=3), sectors],
        layout=with_marks(layout, guess),
    )


def draw_map(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the ideal index over concentration and steepness; a click puts the cell there."""
    heat: Trace = {
        "type": "heatmap", "x": floats(result.map_level), "y": floats(result.map_steepness),
        "z": floats(result.index_map), "zmin": 0, "zmax": 1, "zsmooth": "best", "name": BOUND,
        "colorscale": COLORSCALE, "colorbar": {"title": {"text": "Ideal index (upper bound)"}},
        "hovertemplate": "%{x:.3g} nM, p %{y:.3g}: at most %{z:.2f}<extra></extra>",
    }  # fmt: skip
    readable = result.noise_curve * (result.level + result.params.swamp) / result.level
    seen = (readable >= 0.0008) & (readable <= 2.5)
    edge = line(result.level[seen], readable[seen], "signal = noise", "second", dash="dash", width=3)
    own = result.local_level - result.params.swamp
    steepness = result.local_steepness * result.local_level / own if own > 0 else result.local_steepness
    clicks: list[Proposal | None] = [
        {"concentration": float(f"{c:.3g}"), "steepness": float(f"{p:.3g}"), "gradient_from": "hand"}
        if p <= BY_HAND
        else None
        for p in result.map_steepness
        for c in result.map_level
    ]
    layout: Layout = {
        "xaxis": _levels(),
        "yaxis": axis(SERIES["map_steepness"], type="log", range=[-3, math.log10(2)], tickvals=STEEPNESSES),
        "showlegend": True,
    }
    return Chart(
        title="Where a gradient can be read (an upper bound)",
        text=map_text(result),
        traces=[heat, edge, _point(own, steepness, "this cell", ring=True)],
        layout=with_marks(layout, *_published_levels(measured)),
        clicks={0: clicks},
    )


def draw_noise(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the noise of counting receptors and the two limits of diffusion, with the steepness to be read."""
    own = result.local_level - result.params.swamp
    traces = [
        line(result.level, result.noise_curve, "counting receptors", "signal", width=3),
        line(result.level, result.monitor_curve, "diffusion, perfect monitor", "fourth", dash="dot", width=2),
        line(result.level, result.absorber_curve, "diffusion, perfect absorber", "third", dash="dash", width=2),
        _point(own, result.local_steepness, "steepness at this cell"),
    ]
    layout: Layout = {
        "xaxis": _levels(),
        "yaxis": titled("Standard error of p (share of the level)", type="log", range=[-4, 1.3], dtick=1),
    }
    mark = marker_line(y=result.local_steepness, label="steepness")
    mark["annotations"][0]["y"] = math.log10(max(result.local_steepness, 1e-300))
    return Chart(
        title="Noise of receptors and of diffusion",
        text=noise_text(result),
        traces=traces,
        layout=with_marks(layout, mark) if result.local_steepness > 1e-4 else layout,
    )


def draw_source(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the level along the gradient above, signal over noise below, and the stretch in which it is above 1."""
    params = result.params
    place = 0.0 if params.gradient_from == "hand" else params.distance
    level, signal = np.maximum(result.place_level, 1e-300), result.place_signal
    top = math.ceil(math.log10(max(float(level[0]), params.affinity)))
    own = result.local_level - params.swamp
    traces = [
        line(result.place, level, "level of the gradient", "signal", width=3),
        line(result.place, signal, "signal over noise z", "third", width=3, yaxis="y2"),
        _point(place, own, "this cell"),
        _point(place, result.signal_to_noise, "this cell", yaxis="y2", showlegend=False),
    ]
    where = "from the cell, down the gradient" if params.gradient_from == "hand" else "from the source"
    layout: Layout = {
        "xaxis": titled(f"Distance {where} x (µm)", range=[0, float(result.place[-1])], anchor="y2"),
        "yaxis": titled("Level c (nM)", type="log", dtick=2, range=[top - 6, top + 0.3], domain=UPPER),
        "yaxis2": titled(
            "Signal over noise z", range=[0, round_up(max(1.05 * float(signal.max()), 1.5))], domain=LOWER
        ),
    }
    half = marker_line(y=params.affinity, label="K<sub>d</sub>")
    half["annotations"][0].update(y=math.log10(params.affinity))
    one = marker_line(y=1, label="")
    one["shapes"][0].update(yref="y2")
    one["annotations"] = []
    clicks: list[Proposal | None] = [{"distance": float(f"{x:.3g}")} if 1 <= x <= 1000 else None for x in result.place]
    return Chart(
        title="Along the gradient",
        text=source_text(result, measured),
        traces=traces,
        layout=with_marks(layout, half, one, *_guided(result), *_published_reach(result, measured)),
        clicks={} if params.gradient_from == "hand" else {0: clicks},
    )


def draw_step(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the active share after a step, with and without desensitization."""
    on = result.params.desensitization
    silenced = "receptors desensitize" + (" (now)" if on else "")
    plain = "binding only" + ("" if on else " (now)")
    full, faint = {"width": 3, "dash": "solid"}, {"width": 2, "dash": "dash"}
    traces = [
        line(result.step_time, result.step_binding, plain, "signal", **(faint if on else full)),
        line(result.step_time, result.step_desensitizing, silenced, "second", **(full if on else faint)),
    ]
    if isinstance(result.peak_share, float) and isinstance(result.peak_time, float):
        traces.append(_point(result.peak_time, result.peak_share, "peak"))
    layout: Layout = {
        "xaxis": axis(SERIES["step_time"], type="log", range=[math.log10(0.05), 4], dtick=1),
        "yaxis": titled("Active receptors (%)", range=[0, 102]),
    }
    return Chart(title="The answer to a sudden step", text=step_text(result), traces=traces, layout=layout)


def _levels(**more: object) -> dict[str, object]:
    return axis(SERIES["level"], type="log", range=LEVELS, dtick=1, **more)


def _point(x: float, y: float, name: str, *, ring: bool = False, **more: object) -> Trace:
    # Over a heat map, dark or light, it has a rim of the other shade.
    rim = {"line": {"color": "@paper", "width": 2}} if ring else {}
    return markers([x], [y], name, "ink", "diamond", 12, **rim, **more)


def _dots(radius: Array, angle: Array, name: str, *, color: str, symbol: str) -> Trace:
    return markers(radius * np.cos(angle), radius * np.sin(angle), name, color, symbol, 7, hoverinfo="name")


def _words(text: str, x: float, y: float, anchor: str) -> dict[str, object]:
    return {"text": text, "x": x, "y": y, "xanchor": anchor, "showarrow": False, "font": {"color": "@ink"}}


def _at_level(level: float, label: str, color: str = "muted") -> Layout:
    """Return a mark at a concentration; on a logarithmic axis a note stands at the logarithm."""
    mark = marker_line(x=level, label=label, color=color)
    mark["annotations"][0].update(x=math.log10(level))
    mark["shapes"][0].update(yref="paper")
    return mark


def _published_levels(measured: Sequence[Measured]) -> list[Layout]:
    """Return each published best level."""
    marks = []
    for item in measured:
        if item.readout == "best_concentration":
            mark = _at_level(item.value, item.label, "measured")
            mark["annotations"][0].update(yref="paper", bgcolor="@paper")
            marks.append(mark)
    return marks


def _published_reach(result: Result, measured: Sequence[Measured]) -> list[Layout]:
    """Return each published reach."""
    marks = []
    for item in measured:
        if item.readout == "guided_distance":
            mark = marker_line(x=item.value, label=item.label, color="measured")
            mark["shapes"][0].update(yref="paper")
            mark["annotations"][0].update(yref="paper", y=0.6, bgcolor="@paper")
            if item.value > result.place[-1] / 2:
                mark["annotations"][0].update(xanchor="right", xshift=-4)
            marks.append(mark)
    return marks


def _guided(result: Result) -> list[Layout]:
    """Return the stretches that guide, shaded and named."""
    shades: list[Layout] = [
        {
            "shapes": [{
                "type": "rect", "x0": start, "x1": end, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
                "fillcolor": "@third", "opacity": 0.13, "line": {"width": 0},
            }]
        }
        for start, end in result.guided
    ]  # fmt: skip
    if result.guided:
        start, end = max(result.guided, key=lambda stretch: stretch[1] - stretch[0])
        shades.append({"annotations": [{
            "text": "guided: z > 1", "x": (start + end) / 2, "y": LOWER[1], "yref": "paper", "yanchor": "bottom",
            "showarrow": False, "font": {"color": "@third"},
        }]})  # fmt: skip
    return shades


VIEWS: Final[Mapping[str, View]] = {
    "difference": View("Difference", draw_difference),
    "cell": View("The cell", draw_cell),
    "rim": View("Around the rim", draw_rim),
    "map": View("Map", draw_map),
    "noise": View("Noise", draw_noise),
    "source": View("Along the gradient", draw_source),
    "step": View("Step", draw_step),
}
DEFAULT_VIEWS: Final = ("difference",)
