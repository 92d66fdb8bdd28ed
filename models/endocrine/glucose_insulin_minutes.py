"""Minutes: the minimal model of a glucose test, stepped through, and the map of how fast glucose falls.

    dG/dt = -(p1 + X) G + p1 G_b
    dX/dt = -p2 X + p3 (I - I_b)
    dI/dt = -n (I - I_b) + γ t max(G - h, 0)

G in mg/dL, X in 1/min, I in µU/mL, t in min from the injection. Without any insulin X = -S_I I_b throughout: p1 is the
effectiveness of glucose at basal insulin, and part of that is the work of the basal insulin.

Reference: [Pacini1986].
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from models.quantities import Array

STEP: Final = 0.25
"""Minutes; glucose and insulin action change over tens of minutes, insulin over 1/n, 2.5 min or more."""
FROM, TO = 10.0, 40.0
"""The minutes over which the fall of glucose is read."""
GAINS: Final = np.geomspace(1e-7, 5e-5, 28)
FIRST_PHASES: Final = np.linspace(0.0, 1500.0, 21)


@dataclass(frozen=True, slots=True)
class GlucoseTest:
    """A person and a test, with the symbols of the equations; ``zero_insulin``: none at all, not even the basal."""

    p1: float
    p2: float
    p3: float
    n: float
    gamma: float
    h: float
    glucose: float
    insulin: float
    basal_glucose: float
    basal_insulin: float
    zero_insulin: bool

    @property
    def sensitivity(self) -> float:
        """S_I = p3/p2 in 1/min per µU/mL."""
        return self.p3 / self.p2

    @property
    def action_without_insulin(self) -> float:
        """X if there is no insulin, in 1/min: what the basal insulin does is missing."""
        return -self.sensitivity * self.basal_insulin


@dataclass(frozen=True, slots=True)
class MinutesCourse:
    """Time (min), G (mg/dL), X (1/min) and I (µU/mL), each of shape (times,)."""

    time: Array
    glucose: Array
    action: Array
    insulin: Array


def follow(test: GlucoseTest, duration: float) -> MinutesCourse:
    """Return the course of a test over ``duration`` minutes, by steps of Runge and Kutta's fourth order."""
    steps = max(round(duration / STEP), 1)
    step = float(duration) / steps
    state = (test.glucose, 0.0, test.insulin)
    if test.zero_insulin:
        state = (test.glucose, test.action_without_insulin, 0.0)
    kept = [state]
    for number in range(steps):
        state = _advance(test, number * step, step, state)
        kept.append(state)
    time = np.linspace(0.0, duration, steps + 1)
    glucose, action, insulin = np.array(kept).T.copy()
    return MinutesCourse(time, glucose, action, insulin)


State = tuple[float, float, float]


def _slopes(test: GlucoseTest, t: float, state: State) -> State:
    g, x, i = state
    slope_g = -(test.p1 + x) * g + test.p1 * test.basal_glucose
    if test.zero_insulin:
        return slope_g, 0.0, 0.0
    excess, above = g - test.h, i - test.basal_insulin
    made = test.gamma * t * excess if excess > 0 else 0.0
    return slope_g, test.p3 * above - test.p2 * x, made - test.n * above


def _advance(test: GlucoseTest, t: float, step: float, state: State) -> State:
    g, x, i = state
    half = step / 2
    g1, x1, i1 = _slopes(test, t, state)
    g2, x2, i2 = _slopes(test, t + half, (g + half * g1, x + half * x1, i + half * i1))
    g3, x3, i3 = _slopes(test, t + half, (g + half * g2, x + half * x2, i + half * i2))
    g4, x4, i4 = _slopes(test, t + step, (g + step * g3, x + step * x3, i + step * i3))
    sixth = step / 6
    return (
        g + sixth * (g1 + 2 * g2 + 2 * g3 + g4),
        x + sixth * (x1 + 2 * x2 + 2 * x3 + x4),
        i + sixth * (i1 + 2 * i2 + 2 * i3 + i4),
    )


def fall_rate(time: Array, glucose: Array) -> float:
    """Return K_G in %/min: the slope of ln G, by least squares from 10 to 40 min."""
    read = (time >= FROM - 1e-9) & (time <= TO + 1e-9)
    t = time[read] - time[read].mean()
    return -100 * float(t @ np.log(glucose[read]) / (t @ t))


@lru_cache(maxsize=32)
def fall_rate_map(test: GlucoseTest) -> Array:
    """Return K_G in %/min over ``FIRST_PHASES`` (rows) and ``GAINS`` (columns), all else as in ``test``.

    The linear equations of X and I take their exact exponentials over a step with the middle glucose, so that all
    persons of the map can be stepped together whatever their rates.
    """
    gain, first = np.meshgrid(GAINS, FIRST_PHASES)
    glucose = np.full(gain.shape, test.glucose)
    action = np.zeros(gain.shape)
    if test.zero_insulin:
        action = -gain / test.p2 * test.basal_insulin
    above = first - test.basal_insulin
    kept, steps = [], round(TO / STEP)
    for number in range(steps + 1):
        if number * STEP >= FROM:
            kept.append(np.log(glucose))
        middle = number * STEP + STEP / 2
        guess = _lowered(test, glucose, action, STEP / 2)
        made = test.gamma * middle * np.maximum(guess - test.h, 0.0)
        half_above = _relaxed(above, made, test.n, STEP / 2)
        if test.zero_insulin:
            middle_action = action
        else:
            middle_action = _relaxed(action, gain * (above + half_above) / 2, test.p2, STEP / 2)
            action = _relaxed(action, gain * half_above, test.p2, STEP)
            above = _relaxed(above, made, test.n, STEP)
        glucose = _lowered(test, glucose, middle_action, STEP)
    t = np.arange(len(kept)) * STEP
    t -= t.mean()
    slope = np.tensordot(t, np.stack(kept), axes=1) / (t @ t)
    rates = np.asarray(-100 * slope)
    rates.setflags(write=False)
    return rates


def same_fall(rates: Array, rate: float) -> tuple[Array, Array]:
    """Return first phases (µU/mL) and gains at which glucose falls at ``rate``, read off the map by interpolation."""
    first, gain = [], []
    for row, phase in zip(rates, FIRST_PHASES, strict=True):
        rising = slice(0, int(np.argmax(row)) + 1)  # beyond, glucose is down before the reading ends
        if row[0] <= rate <= row[rising][-1] and np.all(np.diff(row[rising]) > 0):
            first.append(float(phase))
            gain.append(float(np.exp(np.interp(rate, row[rising], np.log(GAINS[rising])))))
    return np.array(first), np.array(gain)


def _relaxed(value: Array, made: Array, rate: float, step: float) -> Array:
    """Return the solution of dy/dt = made - rate*y after ``step``."""
    return np.asarray(value * np.exp(-rate * step) - made * np.expm1(-rate * step) / rate)


def _lowered(test: GlucoseTest, glucose: Array, action: Array, step: float) -> Array:
    """Return the glucose after ``step`` at a constant insulin action, which may be negative."""
    rate = test.p1 + action
    rate = np.where(np.abs(rate) < 1e-9, 1e-9, rate)
    return np.asarray(glucose * np.exp(-rate * step) - test.p1 * test.basal_glucose * np.expm1(-rate * step) / rate)
