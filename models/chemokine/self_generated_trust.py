"""What ``self_generated`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtr

from models.chemokine.self_generated_run import BAND, LENGTH, Worlds, spread
from models.numerics.degraded_line import Line
from models.quantities import Array
from models.results import Caution, Check

if TYPE_CHECKING:
    from models.chemokine.self_generated import Params, Result

GRID: Final = np.linspace(0.0, LENGTH, 1001)
SAMPLE: Final = 0.06
"""How far the leading six of 60 stratified cells may be from the leading tenth of very many."""


def checks(result: Result, worlds: Worlds, row: int) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    params = result.params
    walk = Check(
        "Unguided walking: the leading tenth of 60 cells against very many",
        abs(result.unguided_distance + BAND / 2 - unguided_lead(params)) / unguided_lead(params), SAMPLE,
    )  # fmt: skip
    if params.field == "imposed":
        final = worlds.final[row] / params.initial_concentration * LENGTH
        held = float(np.max(np.abs(final - result.position)))
        return walk, Check("The imposed gradient against C₀x/L", held / LENGTH, 1e-12)
    line = Line(LENGTH, worlds.final.shape[1])
    initial = params.initial_concentration * LENGTH
    remaining = float(worlds.final[row].sum()) * line.spacing
    center = float(worlds.final[row] @ line.centers()) * line.spacing
    moved = float(worlds.moment[row])
    return (
        Check("Attractant removed against initial minus remaining", _apart(remaining, initial, worlds, row), 1e-9),
        Check("Its first moment against sinks and wall-to-wall diffusion",
              abs(center - initial * LENGTH / 2 - moved) / (initial * LENGTH / 2), 1e-9),
        Check("Lowest level, below zero", max(-float(worlds.level[:, row].min()), 0.0), 0.0, unit="nM"),
        walk,
    )  # fmt: skip


def _apart(remaining: float, initial: float, worlds: Worlds, row: int) -> float:
    return abs(initial - remaining - float(worlds.removed[row])) / initial


def unguided_lead(params: Params) -> float:
    """Return how far ahead of x₀ the leading tenth of very many unguided cells is, in µm.

    They start evenly in the band and diffuse between two reflecting walls: the distribution in free space, folded.
    """
    reach = spread(params)
    start, end = params.space_behind, params.space_behind + BAND
    far = int(np.ceil(3 * reach / LENGTH)) + 1
    folds = np.arange(-far, far + 1)[:, np.newaxis] * 2 * LENGTH
    below = np.sum(
        _free(folds + GRID, start, end, reach) - _free(folds - GRID, start, end, reach), axis=0
    )  # fmt: skip
    # the mean of the leading tenth, by parts: L − ∫ (F − 0.9)₊ dx / 0.1
    return LENGTH - float(np.trapezoid(np.clip(below - 0.9, 0.0, None), GRID)) / 0.1 - start


def _free(x: Array, start: float, end: float, reach: float) -> Array:
    """Return the share of cells left of ``x`` that start evenly from ``start`` to ``end`` and spread by ``reach``."""

    def ramp(z: Array) -> Array:
        value: Array = z * ndtr(z) + np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
        return value

    share: Array = reach / (end - start) * (ramp((x - start) / reach) - ramp((x - end) / reach))
    return share


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    if result.lead_distance + params.space_behind + BAND / 2 > 0.9 * LENGTH:
        found.append(Caution("The leading cells have reached the far wall.", ("speed", "persistence")))
    if params.field == "imposed":
        return tuple(found)
    if isinstance(result.removed, float) and result.removed > 99.5:
        found.append(Caution(
            "Nearly all attractant has been used up: in a longer tissue the cells would go on.",
            ("degradation", "initial_concentration"),
        ))  # fmt: skip
    if params.degradation > 0 and result.front_length < 40:
        found.append(Caution(
            "The front is shorter than four grid cells of 10 µm: its steepness is not resolved.",
            ("diffusivity", "speed"),
        ))  # fmt: skip
    return tuple(found)
