"""The cells and the attractant of ``self_generated``, stepped through four hours; several worlds (rows) at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from scipy.special import ndtri

from models.numerics.degraded_line import Line
from models.quantities import Array
from models.units import SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from models.chemokine.self_generated import Params

Sink = Literal["every", "leading", "rear", "separate"]

LENGTH: Final = 2000.0
"""µm of tissue."""
CELLS: Final = 60
BAND: Final = 100.0
"""µm in which the cells start."""
MINUTES: Final = 240
SEED: Final = 65
"""The most typical of 300: its distances lie nearest to the mean of all, over the presets and the cases of the text."""
GOLDEN: Final = (5**0.5 - 1) / 2
STEP: Final = 2
"""Minutes: the distances lie within 2 % of those with steps of 15 s, on average over the random steps."""
EVERY: Final = 8
"""Minutes between two frames that are kept."""
START: Final = (np.arange(CELLS) + 0.5) / CELLS * BAND


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """What several runs came to: frames × rows × places, and what was removed from each row.

    ``moment`` is the sum of what moved the attractant's center: sinks at their places, and diffusion from wall to wall.
    """

    level: Array
    position: Array
    final: Array
    removed: Array
    moment: Array


def run(params: Params, initial: Array, sinks: tuple[Sink, ...]) -> Worlds:
    """Return the runs from the levels ``initial`` (rows, volumes): one per sink, and then rows held as they are."""
    line, free = Line(LENGTH, initial.shape[1]), len(sinks)
    level, time = initial.copy(), STEP * SECONDS_PER_MINUTE
    start = np.broadcast_to(params.space_behind + START, (len(initial), CELLS))
    unfolded, noise, before = start.copy(), shocks() * spread(params), level[:free].copy()
    removed, moment, at = np.zeros(free), np.zeros(free), line.centers()
    levels, positions = [level.copy()], [start.copy()]
    for count, shock in enumerate(noise, start=1):
        place, heading = fold(unfolded)
        sink = line.spread_out(*scavengers(place[:free], sinks, start[0], params.sink_share))
        now = level[:free].copy()
        # saturation at the level that the step will end with; the level before the step makes waves 8 % too slow
        ahead = np.maximum(2 * now - before, now / 2)
        sink *= params.degradation / (params.enzyme_half + ahead)
        level[:free], before = line.step(now, sink, params.diffusivity, time), now
        lost = time * line.spacing * sink * level[:free]
        removed += lost.sum(axis=1)
        moment += params.diffusivity * time * (level[:free, 0] - level[:free, -1]) - lost @ at
        unfolded += heading * drift(params, line, level, place) * STEP + shock
        if count * STEP % EVERY == 0:
            levels.append(level.copy())
            positions.append(fold(unfolded)[0])
    return Worlds(np.stack(levels), np.stack(positions), level, removed, moment)


def scavengers(place: Array, sinks: tuple[Sink, ...], start: Array, share: float) -> tuple[Array, Array]:
    """Return where the sinks are (rows, cells) and which of them scavenge (1 or 0)."""
    where, weight = place.copy(), np.ones_like(place)
    some = max(round(share / 100 * CELLS), 1)
    for row, sink in enumerate(sinks):
        if sink == "leading":
            weight[row] = place[row] >= np.partition(place[row], CELLS - some)[CELLS - some]
        elif sink == "rear":
            weight[row] = place[row] <= np.partition(place[row], some - 1)[some - 1]
        elif sink == "separate":
            where[row] = start
    return where, weight


def drift(params: Params, line: Line, level: Array, place: Array) -> Array:
    """Return the guided velocity (µm/min) of cells at ``place``: v CI_max g/(|g| + g₀), g = θ front − θ back."""
    half = params.cell_length / 2
    front, back = line.read(level, place + half), line.read(level, place - half)
    # θ front − θ back, written without the difference of two numbers close to 1
    g = params.affinity * (front - back) / ((params.affinity + front) * (params.affinity + back))
    velocity: Array = params.speed * params.ci_max * g / (np.abs(g) + params.half_difference)
    return velocity


def fold(unfolded: Array) -> tuple[Array, Array]:
    """Return positions between the walls, and the heading (±1) of a step to the right there, of cells that reflect."""
    turned = np.mod(unfolded, 2 * LENGTH)
    beyond = turned > LENGTH
    return np.where(beyond, 2 * LENGTH - turned, turned), np.where(beyond, -1.0, 1.0)


def spread(params: Params) -> float:
    """Return the standard deviation (µm) of unguided walking over the whole run: √(v² τ t)."""
    return params.speed * float(np.sqrt(params.persistence * MINUTES))


@cache
def shocks() -> Array:
    """Return the steps of 60 Brownian paths of variance 1 (steps, cells).

    The end points are stratified (a golden-ratio sequence), so that 60 cells already spread as very many would; the
    way there is random, seeded.
    """
    count = MINUTES // STEP
    steps: Array = np.random.default_rng(SEED).standard_normal((count, CELLS)) / np.sqrt(count)
    end = ndtri(np.mod(0.5 + GOLDEN * np.arange(1, CELLS + 1), 1.0))
    steps += (end - steps.sum(axis=0)) / count
    steps.setflags(write=False)
    return steps


def unguided(params: Params) -> Array:
    """Return where the same cells are without guidance (frames, cells)."""
    walked = np.cumsum(shocks(), axis=0)[EVERY // STEP - 1 :: EVERY // STEP] * spread(params)
    start = params.space_behind + START
    return fold(np.concatenate([start[np.newaxis], start + walked]))[0]


def lead(position: Array) -> Array:
    """Return the mean position of the leading tenth of the cells (last axis)."""
    count = CELLS // 10
    front: Array = np.partition(position, CELLS - count, axis=-1)[..., CELLS - count :].mean(axis=-1)
    return front
