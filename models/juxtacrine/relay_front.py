"""Fronts of a signal that each cell makes anew: du/dt = -u + x^h/(κ^h + x^h), x the mean of the cell's neighbors.

Levels are in units of the strength S, times in lifetimes of the signal, κ = K/S. Along a chain x is the mean of two
neighbors. Across a sheet of hexagons whose rows are all alike, each row has two neighbors in itself, two ahead and two
behind, so that x is the mean of three rows. With a step for a response (h endless) the first cell ahead starts when the
cell behind it has risen to 2K (chain) or 3K (sheet), which gives the speed -1/ln(1 - 2κ) or -1/ln(1 - 3κ); in the sheet
the rows at the edge hold each other, and a flat front stands still for 1/3 < κ < 2/3.

Method: exponential steps (``exponential_steps``). A cell is passed when its level crosses half of the high state; the
speed of the front is the number of cells passed, one after the other, over the time that this takes. Pinning of such
fronts: Owen2005.
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
LEAST_POWER = 1e-300
"""A smaller (x/κ)^h is not taken: it makes no difference, and powers that underflow are slow."""
END_CELLS = 3
"""Cells before the end of the chain at which a front is no longer timed: it runs into the end there."""
SLOWEST = 0.005
"""Cells per lifetime: what is slower counts as standing still."""
PATIENCE = 300.0
"""Lifetimes for which a front is followed to see whether it passes two cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A front in time: times (lifetimes), levels (times × cells) and its speed (cells per lifetime)."""

    time: Array
    level: Array
    speed: float


def response(received: Array, threshold: Array | float, hill: float) -> Array:
    """Return the production of a cell, 0 to 1."""
    ratio = np.maximum(received / threshold, LEAST_POWER ** (1 / hill))
    return np.asarray(1 - 1 / (1 + ratio**hill))


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
    speed = _speed(at, states / high)
    if speed is None:
        speed = _slow_speed(grow, at, states, high)
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
    speeds = np.array([_speed_or_drift(at * pace[i], states[:, i] / high[i]) for i in range(thresholds.size)])
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


def _speed(time: Array, level: Array) -> float | None:
    """Return the speed of a front from the times at which it passes cells, or None if it passes fewer than two.

    ``level`` is in units of the high state, shape (times, cells), high at the left at first. The later half of the
    cells passed counts, when the front has settled.
    """
    forward = bool(level[-1].sum() > level[0].sum())
    rise = level if forward else 1 - level[:, ::-1]
    on = int(np.count_nonzero(rise[0] > 0.5))
    passed = int(np.count_nonzero(rise[-1, on : rise.shape[1] - END_CELLS] > 0.5))
    if passed < 2:
        return None
    cells = (on + min(passed // 2, passed - 2), on + passed - 1)
    first, last = (_passing(time, rise[:, cell]) for cell in cells)
    return (cells[1] - cells[0]) / (last - first) * (1 if forward else -1)


def _passing(time: Array, level: Array) -> float:
    """Return when a level that ends above one half comes to one half."""
    after = int(np.argmax(level > 0.5))
    low, high = level[after - 1], level[after]
    return float(time[after - 1] + (0.5 - low) / (high - low) * (time[after] - time[after - 1]))


def _speed_or_drift(time: Array, level: Array) -> float:
    """Return the speed of a front; of a slow one, its mean over the second half of the time; 0 if it all but stands."""
    speed = _speed(time, level)
    if speed is None:
        middle = time.size // 2
        speed = float(level[-1].sum() - level[middle].sum()) / float(time[-1] - time[middle])
    return speed if abs(speed) >= SLOWEST else 0.0


def _slow_speed(grow: Production, time: Array, states: Array, high: float) -> float:
    """Follow a slow front further: to a standstill, or until it has passed two cells."""
    chunk = round(20 / SHEET_STEP)
    later = SHEET_STEP * np.arange(1, chunk + 1)
    while time[-1] < PATIENCE and float(np.abs(grow(states[-1:]) - states[-1]).max()) > 1e-9:
        further = constant_rates(grow, 1.0, states[-1:], SHEET_STEP, chunk)[1:, 0]
        time, states = np.r_[time, time[-1] + later], np.concatenate([states, further])
        speed = _speed(time, states / high)
        if speed is not None:
            return speed if abs(speed) >= SLOWEST else 0.0
    return 0.0
