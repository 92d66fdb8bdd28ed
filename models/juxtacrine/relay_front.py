"""Fronts of a signal that each cell makes anew: du/dt = -u + x^h/(κ^h + x^h), x the mean of the cell's neighbors.

Levels are in units of the strength S, times in lifetimes of the signal, κ = K/S. Along a chain x is the mean of two
neighbors. Across a sheet of hexagons whose rows are all alike, each row has two neighbors in itself, two ahead and two
behind, so that x is the mean of three rows. With a step for a response (h endless) the first cell ahead starts when the
cell behind it has risen to 2K (chain) or 3K (sheet), which gives the speed -1/ln(1 - 2κ) or -1/ln(1 - 3κ); in the sheet
the rows at the edge hold each other, and a flat front stands still for 1/3 < κ < 2/3.

Method: exponential steps (``exponential_steps``). The position of the front is the sum of the levels over the high
state; its speed is the number of cells passed over the time they take. Pinning of such fronts: Owen2005.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.numerics.cell_sheet import hexagon_neighbors
from models.numerics.crossing import crossing
from models.numerics.exponential_steps import Production, constant_rates
from models.quantities import Array

OWN: dict[str, float] = {"chain": 0.0, "sheet": 1 / 3}
"""The part of what a cell (or row) receives that comes from its own row; the rest comes from both sides in halves."""
TOUCHING: dict[str, int] = {"chain": 2, "sheet": 3}
"""The first cell ahead of a front receives one part in so many of its full input."""
STEP = 0.05
SLOW_THRESHOLD = 0.3
"""Step in lifetimes; below this κ it shrinks with κ, as the time that a front takes for a cell does."""
CURVE_TIME = 25.0
SHEET_STEP = 0.1
CURVE_CELLS = 60
THRESHOLDS = np.round(np.arange(0.05, 0.9001, 0.025), 4)
"""The thresholds of the curves."""
SETTLING = 3
"""Cells that a front passes before its speed is read."""
SLOWEST = 0.005
"""Cells per lifetime: what is slower counts as standing still."""
PATIENCE = 300.0
"""Lifetimes for which a front is followed to see whether it moves at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A front in time: times (lifetimes), levels (times × cells) and its speed (cells per lifetime)."""

    time: Array
    level: Array
    speed: float


def response(received: Array, threshold: Array | float, hill: float) -> Array:
    """Return the production of a cell, 0 to 1."""
    return np.asarray(1 - 1 / (1 + (received / threshold) ** hill))


def highest_threshold(hill: float) -> float:
    """Return the κ above which no level holds itself: ((h-1)^(h-1)/h^h)^(1/h), 1 for h = 1."""
    return math.exp(((hill - 1) * math.log(hill - 1) - hill * math.log(hill)) / hill) if hill > 1 else 1.0


def high_state(threshold: float, hill: float) -> float | None:
    """Return the level at which cells that are all alike hold each other, or None if there is none."""
    if threshold >= highest_threshold(hill):
        return None
    top = (hill - 1) / hill
    return crossing(lambda u: (hill - 1) * np.log(np.maximum(u, 1e-300)) + np.log1p(-np.minimum(u, 1 - 1e-16)),
                    max(top, 1e-12), 1.0, hill * math.log(threshold))  # fmt: skip


def step_speed(threshold: Array, tissue: str) -> Array:
    """Return the speed of a front of step-like cells: forward, 0 or backward, in cells per lifetime."""
    parts = TOUCHING[tissue]
    ahead, behind = parts * threshold, parts * (1 - threshold)
    speed = np.zeros_like(threshold)
    speed[ahead < 1] = -1 / np.log1p(-ahead[ahead < 1])
    speed[behind < 1] = 1 / np.log1p(-behind[behind < 1])
    return speed


def fastest(threshold: float, hill: float, tissue: str) -> float:
    """Return a bound on the speed: no front outruns the linear one whose response is steeper everywhere.

    The steepest line from zero that the response touches has the slope M; linear fronts with this slope go at the
    minimum over q of (-1 + M (own + (1 - own) cosh q))/q.
    """
    steepest = (hill - 1) ** (1 - 1 / hill) / hill / threshold if hill > 1 else 1 / threshold
    decay = np.geomspace(1e-3, 30, 400)
    rise = steepest * (OWN[tissue] + (1 - OWN[tissue]) * np.cosh(decay)) - 1
    return float(np.min(rise / decay))


def follow(threshold: float, hill: float, tissue: str, *, cells: int, on: int, time: float, every: int) -> Course:
    """Return the course of a front, and whether it moves at all.

    Parameters
    ----------
    threshold, hill
        κ and h.
    tissue
        "chain", or "sheet" for rows of a sheet.
    cells, on
        Length of the chain, and how many cells are on at the start, at the left; both ends reflect.
    time, every
        Lifetimes to follow, and one state kept in so many steps of ``STEP``.
    """
    high = high_state(threshold, hill)
    start = np.where(np.arange(cells) < on, high or 1.0, 0.0)[None, :]
    grow = _growth(np.array([[threshold]]), hill, tissue)
    frame = STEP * every
    finer = math.ceil(1 / _pace(threshold))
    step = STEP / finer
    states = constant_rates(grow, 1.0, start, step, round(time / frame) * every * finer)[:, 0]
    at: Array = step * np.arange(states.shape[0], dtype=np.float64)
    every *= finer
    if high is None:
        return Course(at[::every], states[::every], 0.0)
    speed = _speed(at, states.sum(axis=1) / high, cells)
    if speed is None:
        speed = _slow_speed(grow, states, high)
    return Course(at[::every], states[::every], speed)


@lru_cache(maxsize=64)
def speed_curve(hill: float, tissue: str) -> tuple[Array, Array]:
    """Return thresholds κ at which fronts exist, and their speeds in cells per lifetime; 0 where they (almost) stand.

    Shapes (n,) and (n,); n is smaller where high thresholds leave no high state.
    """
    thresholds = np.array([kappa for kappa in THRESHOLDS if high_state(float(kappa), hill) is not None])
    high = np.array([high_state(float(kappa), hill) or 1.0 for kappa in thresholds])
    start = np.where(np.arange(CURVE_CELLS) < CURVE_CELLS // 3, high[:, None], 0.0)
    grow = _growth(thresholds[:, None], hill, tissue)
    pace = np.array([_pace(float(kappa)) for kappa in thresholds])
    states = constant_rates(
        lambda level: pace[:, None] * grow(level), pace[:, None], start, STEP, round(CURVE_TIME / STEP)
    )  # fmt: skip
    at = STEP * np.arange(states.shape[0])
    places = states.sum(axis=2) / high
    speeds = np.array([_speed_or_drift(at * pace[i], places[:, i]) for i in range(thresholds.size)])
    for array in (thresholds, speeds):
        array.setflags(write=False)
    return thresholds, speeds


def sheet_course(threshold: float, hill: float, start: Array, times: int, time: float) -> Array:
    """Return the levels on a sheet of hexagons in time, shape (times + 1, cells); ``start`` has the shape (cells,)."""
    neighbors = hexagon_neighbors(math.isqrt(start.size))
    every = round(time / times / SHEET_STEP)
    return constant_rates(
        lambda level: response(level[neighbors].mean(axis=0), threshold, hill), 1.0, start, SHEET_STEP,
        every * times, every,
    )  # fmt: skip


def drift(level: Array, threshold: float, hill: float, tissue: str) -> float:
    """Return how fast the sum of all levels changes, per lifetime."""
    grow = _growth(np.array([[threshold]]), hill, tissue)
    return float(np.sum(grow(level[None, :]) - level))


def _pace(threshold: float) -> float:
    """Return how much slower than a lifetime the clock of a calculation runs, so that fast fronts get fine steps."""
    return min(1.0, max(threshold / SLOW_THRESHOLD, 0.25))


def _growth(threshold: Array, hill: float, tissue: str) -> Production:
    own = OWN[tissue]
    side = (1 - own) / 2

    def grow(level: Array) -> Array:
        padded = np.concatenate([level[:, :1], level, level[:, -1:]], axis=1)
        return response(own * level + side * (padded[:, :-2] + padded[:, 2:]), threshold, hill)

    return grow


def _speed(time: Array, place: Array, cells: int) -> float | None:
    """Return the speed of a front from its place in time, or None if it passes too few cells."""
    direction = 1 if place[-1] > place[0] else -1
    inside = (place > SETTLING) & (place < cells - SETTLING)
    last = place.size if inside.all() else int(np.argmin(inside))
    way = np.maximum.accumulate(direction * (place[:last] - place[0]))
    passed = np.arange(SETTLING, math.floor(way[-1]) + 1)
    if passed.size < 3:
        return None
    first, final = (float(np.interp(cells_passed, way, time[:last])) for cells_passed in passed[[0, -1]])
    return float(direction * (passed[-1] - passed[0]) / (final - first))


def _speed_or_drift(time: Array, place: Array) -> float:
    """Return the speed of a front; of a slow one, its mean over the second half of the time; 0 if it all but stands."""
    speed = _speed(time, place, CURVE_CELLS)
    if speed is None:
        middle = time.size // 2
        speed = float(place[-1] - place[middle]) / float(time[-1] - time[middle])
    return speed if abs(speed) >= SLOWEST else 0.0


def _slow_speed(grow: Production, states: Array, high: float) -> float:
    """Follow a slow front further: to a standstill, or to the next cells that it passes."""
    level, chunk = states[-1:], round(20 / SHEET_STEP)
    place, moved, waited = float(states[-1].sum() / high), 0.0, 0.0
    while waited < PATIENCE and abs(moved) < 2 and float(np.abs(grow(level) - level).max()) > 1e-9:
        level = constant_rates(grow, 1.0, level, SHEET_STEP, chunk, chunk)[-1]
        moved, waited = float(level.sum() / high) - place, waited + 20
    speed = moved / waited if waited else 0.0
    return speed if abs(speed) >= SLOWEST else 0.0
