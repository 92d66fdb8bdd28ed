"""The run of ``lateral_inhibition``: who touches whom, the cells at time 0, and their course in time.

A pattern forms, or goes on from what stood; then one cell may be treated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from models.juxtacrine.lateral_inhibition_parameters import REFERENCE, SEVENTHS_SIDE, Params
from models.juxtacrine.shared import SIDE
from models.numerics.cell_sheet import Index, hexagon_neighbors, pair_neighbors, ring_neighbors, three_colors
from models.numerics.delta_notch import DeltaNotch, growth_time, with_noise
from models.numerics.exponential_steps import constant_rates
from models.quantities import Array

SENDER: Final = (0.01, 0.99)
RECEIVER: Final = (0.99, 0.01)
"""Notch and Delta of the cells in a start pattern."""
STEP, FINE_STEP = 0.2, 0.1
FINE_UP_TO: Final = 150.0
"""Shorter stretches take fine steps: in them a pattern grows fast, and 0.2 would make it 1 % late."""
MOST_KEPT: Final = 400
SHORTEST, LONGEST, RELAXING, ANSWERING, FORMED = 60.0, 500.0, 300.0, 150.0, 150.0
"""Stretches of time: to form a pattern (least, most), to go on from one, to answer a treatment (neighbors that are
alike take long to settle which of them follows), to form the one that stood before. In lifetimes of active Notch."""
BEYOND: Final = 5.0
"""How long a run goes on, in units of 1/s, after noise could have grown to 1."""
USUAL_NOISE: Final = 0.01
NOTCH, DELTA = 0, 1


@dataclass(frozen=True, slots=True)
class Course:
    """The kept states, shape (times, cells), of the tissue and of a pair beside it; when a cell was treated."""

    time: Array
    notch: Array
    delta: Array
    pair_notch: Array
    pair_delta: Array
    treated_from: int | None


def side_of(params: Params) -> int:
    """Return the cells along one side of the sheet."""
    return SEVENTHS_SIDE if params.start_pattern == "sevenths" else SIDE


def neighbors_of(params: Params) -> Index:
    """Return who touches whom, shape (contacts, cells)."""
    if params.tissue == "hex":
        return hexagon_neighbors(side_of(params))
    return ring_neighbors(params.ring_cells) if params.tissue == "ring" else pair_neighbors()


def coupling_of(params: Params) -> float:
    """Return μ, the most negative factor by which averaging over the neighbors multiplies a pattern.

    -1 for a pair or an even ring, -cos(π/N) for an odd ring, -1/2 for a sheet of hexagons.
    """
    if params.tissue == "hex":
        return -0.5
    odd = params.tissue == "ring" and params.ring_cells % 2 == 1
    return -math.cos(math.pi / params.ring_cells) if odd else -1.0


def treated(params: Params) -> int | None:
    """Return the index of the treated cell; None if none is chosen, or if the tissue has no such cell."""
    cell = params.selected_cell - 1
    return cell if 0 <= cell < neighbors_of(params).shape[1] else None


def follow(params: Params) -> Course:
    """Return the run at these parameters."""
    loop, neighbors = params.loop(), neighbors_of(params)
    alone = params.tissue == "pair"
    start, stood = _start(params, loop)
    if not alone:
        pair = start_of(params.replace(tissue="pair", start_pattern="noise"), loop, params.initial_noise)
        start, neighbors = np.concatenate([start, pair], axis=1), _with_a_pair(neighbors)
    forming, cell = _duration(params, loop, stood), treated(params)
    slow = 1 / min(1.0, params.rate_ratio)
    if cell is None or params.onset == "start":
        time, states = _stretch(loop, neighbors, start, forming, None if cell is None else (cell, params.treatment))
        begun = None if cell is None else 0
    else:
        time, states = _stretch(loop, neighbors, start, forming, None)
        later, answer = _stretch(loop, neighbors, states[-1], min(ANSWERING * slow, RELAXING), (cell, params.treatment))
        begun = len(time)
        time, states = np.r_[time, time[-1] + later[1:]], np.concatenate([states, answer[1:]])
    count = neighbors.shape[1] - (0 if alone else 2)
    notch, delta = states[:, NOTCH], states[:, DELTA]
    beside = slice(0, 2) if alone else slice(count, None)
    return Course(time, notch[:, :count], delta[:, :count], notch[:, beside], delta[:, beside], begun)


def frames_of(time: Array, notch: Array, delta: Array, most: int) -> Index:
    """Return which of the kept states make a movie: close together where the cells change, shape (frames,)."""
    moved = np.abs(np.diff(delta, axis=0)).mean(axis=1) + np.abs(np.diff(notch, axis=0)).mean(axis=1)
    passed = np.r_[0.0, np.cumsum(moved)]
    elapsed = time / time[-1]
    place = elapsed + (3 * passed / passed[-1] if passed[-1] > 1e-6 else 0.0)
    wanted = np.linspace(0, place[-1], most)
    return np.unique(np.r_[np.searchsorted(place, wanted[:-1]), place.size - 1])


def start_of(params: Params, loop: DeltaNotch, noise: float) -> Array:
    """Return Notch and Delta at time 0, shape (2, cells)."""
    chance = np.random.default_rng(params.seed)
    count = neighbors_of(params).shape[1]
    if params.start_pattern == "random":
        return chance.random((2, count))
    if params.start_pattern == "noise":
        level = np.tile(np.array(loop.uniform())[:, None], count)
    else:
        level = np.where(_senders_at_start(params) > 0, np.array(SENDER)[:, None], np.array(RECEIVER)[:, None])
    return with_noise(level, noise, count, chance)


def _senders_at_start(params: Params) -> Array:
    """Return 1 for the cells that send in the start pattern "every third" or "every seventh", else 0."""
    if params.tissue != "hex":
        cells = np.arange(neighbors_of(params).shape[1])
        return np.asarray(cells % (3 if params.start_pattern == "thirds" else 7) == 0, dtype=float)
    if params.start_pattern == "thirds":
        return np.asarray(three_colors(SIDE) == 0, dtype=float)
    r, q = np.divmod(np.arange(SEVENTHS_SIDE**2), SEVENTHS_SIDE)
    return np.asarray((q + 3 * r) % 7 == 0, dtype=float)


def _with_a_pair(neighbors: Index) -> Index:
    """Return the table with two more cells at its end, which touch only each other."""
    count = neighbors.shape[1]
    pair = np.broadcast_to(np.array([count + 1, count]), (neighbors.shape[0], 2))
    return np.concatenate([neighbors, pair], axis=1)


def _start(params: Params, loop: DeltaNotch) -> tuple[Array, bool]:
    """Return the cells at time 0, and whether a pattern stood already."""
    if params.history == "go_on" and params.patterned:
        begun = Params(
            tissue=params.tissue, ring_cells=params.ring_cells, start_pattern=params.start_pattern, seed=params.seed
        )  # fmt: skip
        return _standing(begun), True
    return start_of(params, loop, params.initial_noise), False


@lru_cache(maxsize=64)
def _standing(begun: Params) -> Array:
    """Return the pattern that forms in the reference loop in the tissue and from the start of ``begun``, (2, cells)."""
    start = start_of(begun, REFERENCE, USUAL_NOISE)
    formed = np.array(_stretch(REFERENCE, neighbors_of(begun), start, FORMED, None)[1][-1])
    formed.setflags(write=False)
    return formed


def _duration(params: Params, loop: DeltaNotch, stood: bool) -> float:
    """Return how long the cells are followed: until noise at the growth rate s has long become a pattern."""
    slow = 1 / min(1.0, params.rate_ratio)
    if stood or params.start_pattern in ("thirds", "sevenths"):
        return min(RELAXING * slow, LONGEST)
    growth = loop.growth_rate(coupling_of(params))
    uneven = params.initial_noise > 0 or (treated(params) is not None and params.onset == "start")
    needed = growth_time(growth, params.initial_noise, BEYOND) if uneven else 0.0
    return min(max(needed, SHORTEST * slow), LONGEST)


def _stretch(
    loop: DeltaNotch, neighbors: Index, start: Array, duration: float, change: tuple[int, str] | None
) -> tuple[Array, Array]:
    """Return times and states (times, 2, cells) of one stretch, in which one cell may be treated."""
    step = FINE_STEP if duration < FINE_UP_TO else STEP
    kept_apart = math.ceil(duration / step / MOST_KEPT)
    count = math.ceil(duration / step / kept_apart)
    start, free, forced = np.array(start), np.ones(start.shape), np.zeros(start.shape)
    if change is not None:
        cell, treatment = change
        free[DELTA, cell], forced[DELTA, cell] = 0.0, float(treatment == "sender")
        if treatment == "ablated":
            free[NOTCH, cell] = start[NOTCH, cell] = start[DELTA, cell] = 0.0
    rate = np.array([[1.0], [loop.rate_ratio]])
    share, free, forced = 1 / len(neighbors), rate * free, rate * forced

    def production(state: Array) -> Array:
        seen = state[DELTA].take(neighbors).sum(axis=0) * share
        made = np.empty(state.shape)
        made[NOTCH], made[DELTA] = loop.notch_made(seen), loop.delta_made(state[NOTCH])
        return made if change is None and loop.rate_ratio == 1 else made * free + forced

    states = constant_rates(production, rate, start, step, count * kept_apart, kept_apart)
    return np.linspace(0, step * kept_apart * count, count + 1), states
