"""How far the answers of ``contact_geometry`` can be trusted: its trust panel and its cautions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from models.juxtacrine import contact_geometry_run as run
from models.juxtacrine import contact_geometry_tissue as tissues
from models.juxtacrine.contact_geometry_parameters import SIDE
from models.numerics.periodic_voronoi import polygon_tissue
from models.results import Caution, Check

if TYPE_CHECKING:
    from models.juxtacrine.contact_geometry import Result

MOVING = 1e-3
"""Delta per lifetime: if a cell still changes faster at the end of the run, the pattern is not finished."""


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    levels = np.concatenate([result.delta.reshape(-1), result.notch.reshape(-1)])
    outside = float(max(0.0, -levels.min(), levels.max() - 1))
    bounds = Check("Delta and Notch stay between 0 and 1", outside, 1e-9)
    if result.params.tissue == "voronoi":
        return (bounds, *_polygons(result))
    return (bounds, _waves(result)) if result.params.tissue == "filopodia" else (bounds, _pair(result))


def _polygons(result: Result) -> tuple[Check, ...]:
    params = result.params
    tissue = polygon_tissue(params.cell_count, params.lloyd_steps, params.seed)
    x, y = (np.concatenate([outline[:, i] for outline in tissue.outlines]) for i in (0, 1))
    starts = np.cumsum([0, *(len(outline) for outline in tissue.outlines)])
    following = np.arange(1, x.size + 1)
    following[starts[1:] - 1] = starts[:-1]
    drawn = float(np.sum(x * y[following] - x[following] * y)) / 2
    corners = starts[-1] / len(tissue.outlines)
    return (
        Check("The areas of the drawn cells fill the square", abs(drawn - 1), 1e-9),
        Check("A cell has six neighbors on average (Euler)", abs(corners / 6 - 1), 1e-9),
    )


def _waves(result: Result) -> Check:
    """Hold μ_min, found by the Fourier transform, against the sum over cells along the same wave, written out."""
    params = result.params
    weights = tissues.filopodia_weights(params.reach, params.protrusion_share)
    spectrum = np.fft.fft2(weights).real
    down, right = np.unravel_index(int(spectrum.argmin()), spectrum.shape)
    at = np.arange(SIDE)
    wave = np.cos(2 * math.pi * (down * at[:, None] + right * at[None, :]) / SIDE)
    return Check(
        "μ_min as a sum over the cells that are heard", abs(float(np.sum(weights * wave)) - result.mu_min), 1e-9
    )


def _pair(result: Result) -> Check:
    """Hold the end of the run against the states in which two cells settle, found without time."""
    params = result.params
    if result.treated is not None:
        return Check("The treated cell does as it is told", _disobeyed(result), 1e-2)
    weight = tissues.pair_weight(params.contact_ratio, params.contact_input)
    high, low = (float(state[0]) for state in run.settled_pairs(params.loop(), np.array([weight])))
    largest = float(result.delta[-1].max() - high), float(low - result.delta[-1].min())
    return Check("Two cells stay between the states that hold each other", max(0.0, *largest), 0.02)


def _disobeyed(result: Result) -> float:
    assert result.treated is not None
    wanted = float(result.params.treatment == "sender")
    return abs(float(result.delta[-1, result.treated]) - wanted)


def _lone_sender_fails(result: Result) -> bool:
    """Return whether a cell that hears just one full sender still makes more than half of its Delta."""
    weights = tissues.filopodia_weights(result.params.reach, result.params.protrusion_share)
    loop = result.params.loop()
    heard = loop.notch_made(np.array(float(weights[weights > 0].min())))
    return result.growth_rate > 0 and float(loop.delta_made(heard)) > 0.5


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params, found = result.params, []
    last = float(np.abs(result.delta[-1] - result.delta[-2]).max() / (result.time[-1] - result.time[-2]))
    if last > MOVING:
        found.append(Caution(
            f"At the end of the run, after {result.time[-1]:.0f} lifetimes, cells still change: the pattern is not "
            "finished.", ("hill", "activation_threshold", "repression_strength"),
        ))  # fmt: skip
    if params.tissue == "filopodia" and _lone_sender_fails(result):
        found.append(Caution(
            "The cells that one sender touches hear it too weakly to fall silent. Senders then stand in groups, closer "
            "than the reach.", ("reach", "protrusion_share", "activation_threshold"),
        ))  # fmt: skip
    if params.initial_noise == 0 and params.start_pattern == "noise" and params.tissue != "voronoi":
        found.append(Caution(
            "Without noise cells that are just alike stay so, whatever the growth rate.", ("initial_noise",)
        ))  # fmt: skip
    if params.selected_cell > run.cells_of(params):
        found.append(Caution(
            f"There is no cell {params.selected_cell}: this tissue has {run.cells_of(params)}.", ("selected_cell",)
        ))  # fmt: skip
    return tuple(found)
