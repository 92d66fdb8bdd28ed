"""The stress axis of the rat as a delay equation [Walker2010]: its run in time, and the border of its rhythm.

In units of T_0 = 7.2 min/ln 2 (10.4 min; 7.2 min is the half-life of corticosterone) ACTH a, the adrenal hormone o
(corticosterone) and its receptor r in the pituitary obey

    da/dt = p_1/(1 + p_2 r o) - p_3 a      dr/dt = (o r)^2/(p_4 + (o r)^2) + p_5 - p_6 r      do/dt = a(t - tau) - o

At rest a = o and y = o r fixes all: p_1 = p_3 p_6 y (1 + p_2 y)/(f + p_5) with f = y^2/(p_4 + y^2), which rises with y.
A small disturbance goes with exp(s t), where

    (s + p_3)(s + 1)(s + m) + q (s + p_6) exp(-s tau) = 0,   m = p_6 - f'(y) o,   q = p_1 p_2 r/(1 + p_2 y)^2

On the border s = i w: the moduli give a cubic in w^2 with at most one positive root, the phases then the delay. As
there is just one such root, a rest that is lost with a growing delay does not come back. With a weak or a
strong drive the rhythm is there before the rest is lost (at p_1 = 12 from half of the delay on): then it depends on the
start which of the two is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from models.quantities import Array

P2, P3, P4, P5, P6 = 15.0, 7.2, 0.05, 0.11, 2.9
HALF_LIFE: Final = 7.2
"""Of corticosterone in the rat, min."""
TIME_UNIT: Final = HALF_LIFE / math.log(2)
"""Minutes."""
MOST_DRIVE: Final = 80.0
LONGEST_DELAY: Final = 40.0
STEP: Final = 0.04
"""Longest step, in time units: the period is then right to 1e-4."""
SWEEP_STEP: Final = 0.08
SWEEP_HOURS: Final = 30.0
SWEEP_ABOVE: Final = tuple((i / 8) ** 1.5 for i in range(1, 9))
SWEEP_BELOW: Final = (0.88, 0.92, 0.96)
"""Delays of the sweep: parts of the way from the border to the longest, and parts of the border."""
BORDER_POINTS: Final = 240
HALVINGS: Final = 60
LASTING: Final = 0.95
"""A rhythm lasts if its swing in the last sixth is at least this part of that in the fourth: at the border a swing that
dies out does so with one over the root of time, and is left with 0.75 or less."""
LEAST_SWING: Final = 1e-3
"""Of the level at rest: smaller swings count as none."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run in time (min): ACTH now, ACTH as it arrives after the delay, receptor and CORT, all of one shape."""

    time: Array
    acth: Array
    arriving: Array
    receptor: Array
    cort: Array


def run(drive: float, delay: float, hours: float, longest_step: float = STEP) -> Run:
    """Return the axis from empty blood on; the delay (min) is a whole number of steps of Heun's method."""
    tau = delay / TIME_UNIT
    lag = math.ceil(tau / longest_step)
    step = tau / lag if lag else longest_step
    steps = math.ceil(hours * 60 / TIME_UNIT / step)
    a, r, o = 0.0, P5 / P6, 0.0
    acth, receptor, cort = [a] * (lag + 1), [r], [o]
    half = step / 2
    for i in range(steps):
        arriving = acth[i]
        y = o * r
        square = y * y
        da, dr, do = drive / (1 + P2 * y) - P3 * a, square / (P4 + square) + P5 - P6 * r, arriving - o
        a1, r1, o1 = a + step * da, r + step * dr, o + step * do
        arriving = acth[i + 1] if lag else a1
        y = o1 * r1
        square = y * y
        a += half * (da + drive / (1 + P2 * y) - P3 * a1)
        r += half * (dr + square / (P4 + square) + P5 - P6 * r1)
        o += half * (do + arriving - o1)
        acth.append(a)
        receptor.append(r)
        cort.append(o)
    time = step * TIME_UNIT * np.arange(steps + 1, dtype=np.float64)
    whole = np.array(acth)
    return Run(time, whole[lag:], whole[: steps + 1], np.array(receptor), np.array(cort))


def period_of(time: Array, level: Array, middle: float, *, lost: bool) -> float | None:
    """Return the mean time between upward passages of ``middle`` in the second half; None if the swing dies out.

    It cannot die out where the rest is ``lost``, however slowly it comes down to its own height.
    """
    half, sixth = time.size // 2, time.size // 6
    early, late = np.ptp(level[half : half + sixth]), np.ptp(level[-sixth:])
    if not lost and late < max(LASTING * early, LEAST_SWING * middle):
        return None
    at = half + np.flatnonzero((level[half:-1] < middle) & (level[half + 1 :] >= middle))
    if at.size < 2:
        return None
    passed = time[at] + (time[1] - time[0]) * (middle - level[at]) / (level[at + 1] - level[at])
    return float((passed[-1] - passed[0]) / (at.size - 1))


@dataclass(frozen=True, slots=True)
class Rest:
    """The state of rest for y = o r (all of the shape of y): drive, ACTH = CORT, receptor, and m and q of its decay."""

    drive: Array
    level: Array
    receptor: Array
    m: Array
    q: Array


def rest_at(y: Array | float) -> Rest:
    """Return the state of rest with o r = ``y`` > 0."""
    y = np.asarray(y)
    fed = y * y / (P4 + y * y)
    drive = P3 * P6 * y * (1 + P2 * y) / (fed + P5)
    level = drive / (P3 * (1 + P2 * y))
    receptor = y / level
    m = P6 - 2 * y * P4 / (P4 + y * y) ** 2 * level
    return Rest(drive, level, receptor, m, drive * P2 * receptor / (1 + P2 * y) ** 2)


def rest(drive: float) -> Rest:
    """Return the state of rest at a drive above 0."""
    target = math.log(drive)
    log_y = _root(lambda x: math.log(float(rest_at(np.exp(x)).drive)) - target, -250.0, 1.1)
    return rest_at(np.exp(log_y))


def turns(state: Rest) -> tuple[Array, Array]:
    """Return the delay (min) at which the rest is lost and the period (min) there.

    Only where q p_6 > p_3 |m|; elsewhere no delay destabilizes it.
    """
    low, high = np.full_like(state.m, -30.0), np.full_like(state.m, 12.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        w2 = np.exp(middle)
        below = (w2 + P3**2) * (w2 + 1) * (w2 + state.m**2) < state.q**2 * (w2 + P6**2)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    w = np.exp((low + high) / 4)
    turned = -(1j * w + P3) * (1j * w + 1) * (1j * w + state.m) / (state.q * (1j * w + P6))
    phase = np.mod(-np.angle(turned), 2 * math.pi)
    return TIME_UNIT * phase / w, TIME_UNIT * 2 * math.pi / w


def characteristic(state: Rest, s: complex, delay: float) -> float:
    """Return |left side| of the characteristic equation over the modulus of its second term; ``delay`` in min."""
    second = state.q * (s + P6) * np.exp(-s * delay / TIME_UNIT)
    return float(abs((s + P3) * (s + 1) * (s + state.m) + second) / abs(second))


@dataclass(frozen=True, slots=True)
class Border:
    """Where the rest is lost, in the plane of drive and delay (min), with the period (min) there; ``y`` is o r."""

    y: Array
    drive: Array
    delay: Array
    period: Array


@cache
def border() -> Border:
    """Return the border, from the weakest drive that can make a rhythm to the strongest drive of the slider.

    The constants p_2 … p_6 are fixed, so there is only one.
    """
    first = _root(_excess, 1e-4, 0.3) * (1 + 1e-6)
    last = _root(lambda y: float(rest_at(y).drive) - MOST_DRIVE, 1e-4, 3.0)
    y = np.geomspace(first, last, BORDER_POINTS)
    state = rest_at(y)
    delay, period = turns(state)
    return Border(y, state.drive, delay, period)


def critical(drive: float) -> tuple[float, float] | None:
    """Return the delay (min) beyond which this drive makes a rhythm, and its period there; None if no delay does."""
    if drive <= border().drive[0]:
        return None
    delay, period = turns(rest(drive))
    return float(delay), float(period)


def window(delay: float) -> tuple[float | None, float | None]:
    """Return the weakest and the strongest drive whose rest is lost with this delay (min); None where there is none."""
    curve = border()
    lost = np.flatnonzero(curve.delay < delay)
    if lost.size == 0:
        return None, None

    def crossing(outside: int, inside: int) -> float:
        y = _root(lambda y: float(turns(rest_at(y))[0]) - delay, float(curve.y[outside]), float(curve.y[inside]))
        return float(rest_at(y).drive)

    low = crossing(int(lost[0]) - 1, int(lost[0]))
    last = int(lost[-1])
    return low, crossing(last + 1, last) if last + 1 < curve.y.size else None


@lru_cache(maxsize=64)
def period_sweep(drive: float) -> tuple[Array, Array]:
    """Return delays (min) up to the longest, and the period (min) of the rhythm at each; both empty without a rhythm.

    Each is a run from empty blood. If none below the border lasts, the border itself is the first point.
    """
    first = critical(drive)
    if first is None or first[0] >= 0.97 * LONGEST_DELAY:
        return np.array([]), np.array([])
    start, middle = first[0], float(rest(drive).level)
    below = _periods(drive, middle, [part * start for part in SWEEP_BELOW], lost=False)
    above = _periods(drive, middle, [start + (LONGEST_DELAY - start) * part for part in SWEEP_ABOVE], lost=True)
    at, periods = np.array([*(below or [first]), *above]).T
    return at, periods


def _periods(drive: float, middle: float, delays: Sequence[float], *, lost: bool) -> list[tuple[float, float]]:
    found = []
    for delay in delays:
        made = run(drive, delay, SWEEP_HOURS, SWEEP_STEP)
        period = period_of(made.time, made.cort, middle, lost=lost)
        if period is not None:
            found.append((delay, period))
    return found


def _excess(y: float) -> float:
    """Return q p_6 - p_3 m: above 0 there is a delay that destabilizes the rest."""
    state = rest_at(y)
    return float(state.q * P6 - P3 * state.m)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(brentq(function, low, high, xtol=1e-12, rtol=1e-12))
