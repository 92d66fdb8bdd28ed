"""The run of ``lateral_inhibition`` in time: a pattern forms, or goes on from what stood, and one cell is treated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from models.juxtacrine.lateral_inhibition_parameters import REFERENCE, Params
from models.juxtacrine.lateral_inhibition_tissue import coupling_of, neighbors_of, start_of, with_a_pair
from models.numerics.cell_sheet import Index
from models.numerics.delta_notch import DeltaNotch
from models.numerics.exponential_steps import constant_rates
from models.quantities import Array

STEP: Final = 0.2
MOST_KEPT: Final = 400
SHORTEST, LONGEST, RELAXING, ANSWERING, FORMED = 60.0, 500.0, 300.0, 60.0, 150.0
"""Stretches of time: to form a pattern (least, most), to go on from one, to answer a treatment, to form the one that
stood before. In lifetimes of active Notch."""
LEAST_NOISE: Final = 1e-3
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
        start, neighbors = np.concatenate([start, pair], axis=1), with_a_pair(neighbors)
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


def _start(params: Params, loop: DeltaNotch) -> tuple[Array, bool]:
    """Return the cells at time 0, and whether a pattern stood already."""
    if params.history == "go_on" and params.patterned:
        return _standing(params.tissue, params.ring_cells, params.start_pattern, params.seed), True
    return start_of(params, loop, params.initial_noise), False


@lru_cache(maxsize=64)
def _standing(tissue: str, ring_cells: int, start_pattern: str, seed: int) -> Array:
    """Return the pattern that forms from a start in the reference loop, shape (2, cells)."""
    params = Params(tissue=tissue, ring_cells=ring_cells, start_pattern=start_pattern, seed=seed)  # type: ignore[arg-type]
    start = start_of(params, REFERENCE, USUAL_NOISE)
    formed = np.array(_stretch(REFERENCE, neighbors_of(params), start, FORMED, None)[1][-1])
    formed.setflags(write=False)
    return formed


def _duration(params: Params, loop: DeltaNotch, stood: bool) -> float:
    """Return how long the cells are followed: until noise at the growth rate s has long become a pattern."""
    slow = 1 / min(1.0, params.rate_ratio)
    if stood or params.start_pattern in ("thirds", "sevenths"):
        return min(RELAXING * slow, LONGEST)
    growth = loop.growth_rate(coupling_of(params))
    wait = math.log(1 / max(params.initial_noise, LEAST_NOISE)) + BEYOND
    uneven = params.initial_noise > 0 or (treated(params) is not None and params.onset == "start")
    needed = wait / growth if growth > 0 and uneven else 0.0
    return min(max(needed, SHORTEST * slow), LONGEST)


def _stretch(
    loop: DeltaNotch, neighbors: Index, start: Array, duration: float, change: tuple[int, str] | None
) -> tuple[Array, Array]:
    """Return times and states (times, 2, cells) of one stretch, in which one cell may be treated."""
    kept_apart = math.ceil(duration / STEP / MOST_KEPT)
    count = math.ceil(duration / STEP / kept_apart)
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
        made = np.stack([loop.notch_made(seen), loop.delta_made(state[NOTCH])])
        return made if change is None and loop.rate_ratio == 1 else made * free + forced

    states = constant_rates(production, rate, start, STEP, count * kept_apart, kept_apart)
    return np.linspace(0, STEP * kept_apart * count, count + 1), states
