"""Pictures of ``capture``: fates against density, Brownian particles, the level around a cell, occupancy and medium."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.autocrine.capture import MOLECULES, RATIOS, Params, Result
from models.notation import number, quantity
from models.quantities import Array, parameters
from models.results import Measured, arrays, readouts
from pages.figures.pictures import (
    Chart,
    Frames,
    Layout,
    Movie,
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
READOUTS: Final = readouts(Result)
DENSITY: Final = parameters(Params)["cell_density"]
FATES: Final = (
    ("self", "maker", "signal", "circle", ""),
    ("neighbor", "neighbors", "second", "square", "/"),
    ("lost", "lost", "muted", "x", "."),
)
"""Name in the result, in the legend, color, mark of a particle, pattern of an area."""
RING_STEP: Final = 1.0
"""Between the rings of the particles' map the distance grows tenfold."""
SMALL, LARGE = 4.5, 9.0


def draw_fates(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the three fates, stacked, over all densities, with the present density marked."""
    low = np.zeros_like(result.density)
    traces: list[Trace] = []
    for name, label, color, _, pattern in FATES:
        top = low + getattr(result, f"{name}_share")
        area = line(result.density, np.minimum(top, 100), label, color, width=1.5)
        area |= {
            "fill": "tozeroy" if not traces else "tonexty", "fillcolor": f"@{color}",
            "fillpattern": {"shape": pattern, "fgcolor": f"@{color}", "fillmode": "overlay", "fgopacity": 0.55},
            "hoverinfo": "skip", "opacity": 0.85,
        }  # fmt: skip
        if pattern:
            area["fillpattern"]["bgcolor"] = "rgba(0,0,0,0)"
            area.pop("fillcolor")
        traces.append(area)
        low = top
    shares = [(label, getattr(result, f"{name}_share")) for name, label, *_ in FATES]
    traces += [_hover(result.density, label, share) for label, share in shares]
    layout: Layout = {
        "xaxis": axis(SERIES["density"], type="log", range=[0, 9]),
        "yaxis": titled("Share of released ligand (%)", range=[0, 100]),
    }
    every = [{"cell_density": float(f"{n:.3g}")} for n in result.density]
    return Chart(
        title="Who catches the ligand",
        text=_fates_text(result),
        traces=traces,
        layout=with_marks(layout, *_density_marks(result)),
        clicks={len(FATES) + i: every for i in range(len(FATES))},
    )


def _hover(density: Array, label: str, share: Array) -> Trace:
    """Return an unseen line that tells the share itself, which the edges of stacked areas do not."""
    trace = line(density, share, f"{label}, share", "ink", width=0.5)
    return trace | {"showlegend": False, "opacity": 0, "hovertemplate": "%{y:.3~g} %"}


def _density_marks(result: Result) -> list[Layout]:
    """Return the present density as a line with its three shares, and the crossover of own and neighbors."""
    params = result.params
    here = math.log10(params.cell_density)
    cursor = {
        "type": "line", "x0": params.cell_density, "x1": params.cell_density, "y0": 0, "y1": 100,
        "line": {"color": "@ink", "width": 2.5},
    }  # fmt: skip
    left = here > 6.6
    notes, low = [], 0.0
    for label, share in (("maker", result.p_self), ("neighbors", result.p_neighbors), ("lost", result.p_lost)):
        # The maker's share, often a thin strip, stands on the other side of the line where there is room.
        back = left != (label == "maker" and 1.8 < here < 7.2)
        if share > 5.5 or label == "maker":
            notes.append({
                "text": f"{label} {quantity(share, '%')}", "x": here, "y": max(low + share / 2, 6), "showarrow": False,
                "xanchor": "right" if back else "left", "xshift": -8 if back else 8, "bgcolor": "@paper",
                "borderpad": 3, "font": {"color": "@ink"},
            })  # fmt: skip
        low += share
    return [{"shapes": [cursor], "annotations": notes}]


def _fates_text(result: Result) -> str:
    crossover = result.crossover_density
    meet = (
        f"Own and neighbors' capture are equal at {quantity(crossover, 'cells/mL')}."
        if isinstance(crossover, float)
        else f"There is no density at which the two are equal: {crossover.reason}."
    )
    return (
        f"Three stacked areas over the cell density, on a logarithmic axis from a cell alone to tissue. At the marked "
        f"density of {quantity(result.params.cell_density, 'cells/mL')} the maker catches "
        f"{quantity(result.p_self, '%')} of the ligand, neighbors {quantity(result.p_neighbors, '%')}, and "
        f"{quantity(result.p_lost, '%')} is lost. {meet} In all a cell takes up "
        f"{quantity(result.uptake, 'molecules/s')} and releases {quantity(result.params.secretion, 'molecules/s')}."
    )


def draw_particles(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Return 200 Brownian particles on a map whose distance is logarithmic, and the counts beside the closed form."""
    rings = math.ceil(math.log10(float(result.walk_distance.max()) / result.params.cell_radius))
    place = 1 + np.log10(result.walk_distance / result.params.cell_radius) / RING_STEP
    x, y = place * np.cos(result.walk_azimuth), place * np.sin(result.walk_azimuth)
    ended = result.walk_end[None, :] <= result.walk_time[:, None] * (1 + 1e-9)
    size = np.where(ended, LARGE, SMALL)
    traces, frames = [], []
    for fate, (_, label, color, symbol, _) in enumerate(FATES):
        chosen = result.walk_fate == fate
        traces.append({
            "type": "scatter", "mode": "markers", "x": floats(x[-1, chosen]), "y": floats(y[-1, chosen]),
            "name": f"{label}: {int(chosen.sum())}", "hoverinfo": "skip",
            "marker": {"color": f"@{color}", "symbol": symbol, "size": floats(size[-1, chosen]), "opacity": 0.8},
        })  # fmt: skip
        if chosen.any():
            rows = ((x, "x"), (y, "y"), (size, "marker.size"))
            frames += [Frames(trace=fate, values=values[:, chosen], key=key) for values, key in rows]
    for fate, (name, label, color, _, pattern) in enumerate(FATES):
        chosen = ended[:, result.walk_fate == fate].sum(axis=1).astype(float)
        formula = MOLECULES * getattr(result, f"p_{name}s" if name == "neighbor" else f"p_{name}") / 100
        traces.append({
            "type": "bar", "x": floats([0, 1]), "y": floats([formula, chosen[-1]]), "width": 0.7,
            "xaxis": "x2", "yaxis": "y2", "name": label, "showlegend": False, "hovertemplate": "%{y:.1f}",
            "marker": {
                "color": f"@{color}", "pattern": {"shape": pattern, "fgcolor": "@paper", "fillmode": "overlay"}
            },
        })  # fmt: skip
        frames.append(Frames(trace=len(FATES) + fate, values=np.stack([np.full_like(chosen, formula), chosen], axis=1)))
    reach = 1 + rings / RING_STEP
    plain = {"visible": False, "range": [-1.05 * reach, 1.05 * reach]}
    layout: Layout = {
        "xaxis": titled(
            "Distance from the middle of the cell (µm)", range=plain["range"], domain=[0, 0.58], anchor="y",
            showgrid=False, tickvals=[1 + step / RING_STEP for step in range(rings + 1)],
            ticktext=["" if step % 2 else number(result.params.cell_radius * 10**step) for step in range(rings + 1)],
            tickangle=0,
        ),
        "yaxis": {**plain, "domain": [0, 1], "scaleanchor": "x", "anchor": "x"},
        "xaxis2": {"domain": [0.8, 1], "range": [-0.6, 1.6], "anchor": "y2", "showticklabels": False, "ticks": ""},
        "yaxis2": titled("Particles ended (of 200)", range=[0, MOLECULES], anchor="x2"),
        "barmode": "stack", "hovermode": "closest",
        **_rings(rings),
    }  # fmt: skip
    for at, text, lower in ((0, "formula", 0), (1, "particles", 16)):
        layout["annotations"].append({
            "text": text, "xref": "x2", "yref": "y2 domain", "x": at, "y": 0, "yanchor": "top", "showarrow": False,
            "yshift": -4 - lower, "font": {"color": "@ink"},
        })  # fmt: skip
    return Movie(
        title="Brownian particles leave the cell",
        text=_particles_text(result),
        traces=traces,
        layout=layout,
        times=result.walk_time,
        time_unit="s",
        frames=frames,
        captions=[_caption(result, ended[k], k) for k in range(result.walk_time.size)],
    )


def _rings(rings: int) -> Layout:
    """Return the cell and a ring for each tenfold distance; the axis below names them, clear of the particles."""
    shapes = []
    for step in range(rings + 1):
        size = 1 + step / RING_STEP
        shapes.append({
            "type": "circle", "x0": -size, "x1": size, "y0": -size, "y1": size, "layer": "below",
            "line": {"color": "@ink" if step == 0 else "@line", "width": 2 if step == 0 else 1},
            **({"fillcolor": "@panel"} if step == 0 else {}),
        })  # fmt: skip
    cell = {"text": "cell", "x": 0, "y": 0, "showarrow": False, "font": {"color": "@ink"}}
    return {"shapes": shapes, "annotations": [cell]}


def _caption(result: Result, ended: Array, frame: int) -> str:
    counts = [int(np.sum(ended[result.walk_fate == fate])) for fate in range(3)]
    return (
        f"After {quantity(float(result.walk_time[frame]), 's')}: {counts[0]} caught by the maker, {counts[1]} by "
        f"neighbors, {counts[2]} lost, {MOLECULES - sum(counts)} on their way."
    )


def _particles_text(result: Result) -> str:
    return (
        f"{MOLECULES} particles leave one cell at the middle and wander; the rings are tenfold distances. In the end "
        f"the maker has caught {number(result.counted_self)}, neighbors {number(result.counted_neighbors)}, and "
        f"{number(result.counted_lost)} are lost. The closed form expects "
        f"{number(2 * result.p_self)}, {number(2 * result.p_neighbors)} and {number(2 * result.p_lost)}. Time runs in "
        "even steps of its logarithm; a particle is small while it wanders and large where it has ended."
    )


def draw_profile(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the level around a cell and what stands above that of the medium, on logarithmic axes."""
    distance, level = result.distance, result.level
    medium = np.full_like(level, result.bulk_level)
    half = result.half_level
    cloud = np.maximum(level - medium, 1e-30)
    top = math.ceil(math.log10(max(float(level.max()), half)))
    bottom = min(math.floor(math.log10(float(cloud[0]))) - 2, top - 2)
    layout: Layout = {
        "xaxis": axis(SERIES["distance"], type="log", range=[math.log10(distance[0]), math.log10(distance[-1])]),
        "yaxis": axis(SERIES["level"], type="log", exponentformat="power", range=[max(bottom, top - 9), top]),
    }
    marks = [_level_mark(half, "half of the receptors occupied")]
    reach = result.screening_length
    if isinstance(reach, float) and distance[0] < reach < distance[-1]:
        marks.append(marker_line(x=reach, label="λ", color="muted"))
        marks[-1]["annotations"][0] |= {"x": math.log10(reach), "y": 0.1}
    return Chart(
        title="The level around a cell",
        text=_profile_text(result),
        traces=[
            line(distance, level, "level", "signal", width=3),
            line(distance, medium, "medium", "muted", dash="dash", width=2),
            line(distance, cloud, "above the medium", "second", dash="dot", width=3),
        ],
        layout=with_marks(layout, *marks),
    )


def _level_mark(level: float, label: str) -> Layout:
    """Return a marked level on a logarithmic axis: Plotly wants the note at the logarithm."""
    mark = marker_line(y=level, label=label, color="third")
    mark["annotations"][0] |= {"y": math.log10(level)}
    return mark


def _profile_text(result: Result) -> str:
    own = 100 * result.own_level / result.surface_level
    reach = result.screening_length
    far = (
        f"What has left is taken up within a reach of {quantity(reach, 'µm')}."
        if isinstance(reach, float)
        else f"There is no reach: {reach.reason}."
    )
    return (
        f"The level against the distance from the middle of a cell, both logarithmic. At the surface it is "
        f"{quantity(result.surface_level, 'nM')}, far away {quantity(result.bulk_level, 'nM')}; "
        f"{quantity(own, '%')} of the level at the surface is the cell's own ligand on its first way out. Half of the "
        f"receptors would be occupied at {quantity(result.half_level, 'nM')}; now "
        f"{quantity(result.occupancy, '%')} are. {far}"
    )


def draw_medium(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return occupancy and what is missed, above the medium's level, as secretion passes receptor synthesis."""
    ratio = result.ratio
    here = min(max(result.secretion_ratio, float(RATIOS[0])), float(RATIOS[-1]))
    traces = [
        line(ratio, result.occupied, "occupied receptors", "signal", width=3),
        line(ratio, result.missed, "never taken up", "second", dash="dash", width=3),
        line(ratio, result.medium, "level in the medium", "third", dash="dot", width=3, xaxis="x2", yaxis="y2"),
        _point(here, result.occupancy, "signal"),
        _point(here, result.p_lost, "second"),
        _point(here, result.bulk_level, "third") | {"xaxis": "x2", "yaxis": "y2"},
    ]
    traces += [_published(item, here) for item in measured if item.readout == "occupancy"]
    span = [math.log10(float(RATIOS[0])), math.log10(float(RATIOS[-1]))]
    top = math.ceil(math.log10(float(result.medium.max())))
    layout: Layout = {
        "xaxis": {"type": "log", "range": span, "showticklabels": False, "anchor": "y"},
        "yaxis": titled("Share (%)", range=[0, 100], domain=[0.46, 1]),
        "xaxis2": axis(SERIES["ratio"], type="log", range=span, anchor="y2"),
        "yaxis2": titled(
            "In the medium c_b (nM)", type="log", exponentformat="power", range=[top - 6, top], domain=[0, 0.36]
        ),
        "hovermode": "closest",
    }
    one = marker_line(x=1.0, label="Q = V_R")
    one["annotations"][0] |= {"x": 0, "y": 0.98}
    return Chart(
        title="When does ligand appear in the medium",
        text=_medium_text(result),
        traces=traces,
        layout=with_marks(layout, one),
    )


def _point(x: float, y: float, color: str) -> Trace:
    return markers([x], [y], "now", color, "circle-open", 11, line={"width": 3}, showlegend=False)


def _published(item: Measured, here: float) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": floats([here]), "y": floats([item.value]), "name": item.label,
        "marker": {"color": "@measured", "size": 10, "symbol": "diamond-open", "line": {"width": 2}},
        "error_y": {
            "type": "data", "symmetric": False, "array": [item.high - item.value],
            "arrayminus": [item.value - item.low], "color": "@measured",
        },
    }  # fmt: skip


def _medium_text(result: Result) -> str:
    first = result.missed >= 10
    where = (
        f"A tenth of what is released is never taken up from Q/V_R = {number(float(result.ratio[first][0]))} on."
        if first.any() and not first[0]
        else "Even at the smallest secretion shown more than a tenth is never taken up."
        if first.any()
        else "Less than a tenth of what is released escapes uptake over the whole range."
    )
    return (
        f"Above, occupied receptors and the share that is never taken up; below, the level in the medium, against "
        f"secretion over receptor synthesis. Now Q/V_R is {number(result.secretion_ratio)}: "
        f"{quantity(result.occupancy, '%')} of the receptors are occupied, {quantity(result.p_lost, '%')} of the "
        f"ligand is never taken up, and the medium holds {quantity(result.bulk_level, 'nM')}. {where}"
    )


VIEWS: Final[Mapping[str, View]] = {
    "fates": View("Fates", draw_fates),
    "particles": View("Particles", draw_particles),
    "profile": View("Around a cell", draw_profile),
    "medium": View("Receptors and medium", draw_medium),
}
DEFAULT_VIEWS: Final = ("fates",)
