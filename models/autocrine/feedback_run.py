r"""The signal in time: after a move, through a pulse, in a growing culture.

τ_S dS/dt = F(S) - S, integrated with LSODA from edge to edge: one call per stretch in which the settings do not
change. A solver that takes its own steps through a whole run may step over a short pulse and never see it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp

from models.numerics.autocrine_loop import Loop
from models.quantities import Array

REST, AFTER = 2.0, 24.0
"""What a run shows before a pulse and after an edge, in signal times."""
POINTS = 121
DOUBLINGS = 10.0
CLOSEST_PACKING = 0.64
"""The share of the volume that round cells fill when they lie at random and touch (a growing culture stops there)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time (h) in which nothing is changed from outside, and the secretion that a pulse adds meanwhile."""

    duration: float
    pulse: float


def response_of(loop: Loop) -> Callable[[float, float], float]:
    """Return F(S, n) in plain floats, for an integrator that asks for one value at a time.

    The same closed form as ``Loop.response``; a test holds the two together.
    """
    cells, outside = loop.cells, loop.state(0.0)
    escape, loss, half_bound = (float(x) for x in (outside.conductance, outside.loss, outside.half_bound))
    turnover, inside = float(np.asarray(cells.turnover)), float(np.asarray(cells.internalization))
    half = half_bound * turnover / inside
    release = 1 - float(np.asarray(loop.secretion_block))
    own = float(np.asarray(loop.basal + loop.driver * (1 - np.asarray(loop.driver_block)) + loop.more_secretion))
    feedback, midpoint, steep = (float(np.asarray(x)) for x in (loop.feedback, loop.midpoint, loop.hill))
    receptors, more = float(np.asarray(loop.receptors)), float(np.asarray(loop.receptor_feedback))
    receptor_midpoint, receptor_steep = (float(np.asarray(x)) for x in (loop.receptor_midpoint, loop.receptor_hill))
    good = (1 - float(np.asarray(loop.dominant_negative))) ** 2 / float(np.asarray(loop.half_signal_bound))
    power, active = float(np.asarray(loop.signal_hill)), 1 - float(np.asarray(loop.kinase_block))
    rest = 1 - float(np.asarray(loop.constitutive))

    def response(signal: float, density: float) -> float:
        signal = min(max(signal, 0.0), 1.0)
        raised = (signal / midpoint) ** steep
        made = release * (own + feedback * raised / (1 + raised))
        raised = (signal / receptor_midpoint) ** receptor_steep
        most = turnover * (receptors + more * raised / (1 + raised))
        series = escape / (1 + escape * density / loss)
        middle = series * half + most - made
        root = math.hypot(middle, 2 * math.sqrt(series * half * made))
        surface = 2 * half * made / (middle + root) if middle > 0 else (root - middle) / (2 * series)
        occupancy = surface / (half_bound + surface)
        bound = most * occupancy / (turnover * (1 - occupancy) + inside * occupancy)
        raised = (bound * good) ** power
        return float(1 - (1 - active * raised / (1 + raised)) * rest)

    return response


def follow(rate: Callable[[float, float], float], start: float, times: Array) -> Array:
    """Return S at ``times`` (from the first on), where dS/dt = ``rate``(t, S) has no edge in between."""
    solved = solve_ivp(
        lambda t, s: rate(t, s[0]), (times[0], times[-1]), [start], method="LSODA", t_eval=times, rtol=1e-6, atol=1e-9
    )
    return np.asarray(np.clip(solved.y[0], 0.0, 1.0))


def _rate(loop: Loop, signal_time: float) -> Callable[[float, float], float]:
    """Return dS/dt = (F(S) - S)/τ as a function of the time (which does not count) and of S."""
    response, density = response_of(loop), float(np.asarray(loop.cells.density))
    return lambda _, signal: (response(signal, density) - signal) / signal_time


def run(loops: Callable[[float], Loop], stretches: tuple[Stretch, ...], start: float, signal_time: float) -> Array:
    """Return times (h) and signals, shape (2, T), through ``stretches``; ``loops`` gives the loop of a pulse."""
    time, now, parts = 0.0, start, []
    for stretch in stretches:
        loop = loops(stretch.pulse)
        times = np.linspace(time, time + stretch.duration, POINTS)
        signals = follow(_rate(loop, signal_time), now, times)
        parts.append(np.vstack([times, signals]))
        time, now = float(times[-1]), float(signals[-1])
    return np.hstack(parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Growth:
    """A culture that grows: times (h), densities (cells/µm³), signals; arrays (T,)."""

    time: Array
    density: Array
    signal: Array


def grow(loop: Loop, start: float, signal_time: float, doubling_time: float, fullest: float) -> Growth:
    """Return a culture that doubles every ``doubling_time`` until ``fullest``, and stays there; two stretches."""
    response, first = response_of(loop), float(np.asarray(loop.cells.density))
    full = doubling_time * math.log2(max(fullest / first, 1.0))
    end = DOUBLINGS * doubling_time

    def density(t: float) -> float:
        return first * 2 ** (min(t, full) / doubling_time)

    def rate(t: float, s: float) -> float:
        return (response(s, density(t)) - s) / signal_time

    edges = [0.0, *([full] if 0 < full < end else []), end]
    time, signal, now = [], [], start
    for begin, stop in itertools.pairwise(edges):
        times = np.linspace(begin, stop, POINTS)
        signals = follow(rate, now, times)
        now = float(signals[-1])
        time.append(times)
        signal.append(signals)
    times = np.hstack(time)
    return Growth(time=times, density=first * 2 ** (np.minimum(times, full) / doubling_time), signal=np.hstack(signal))


def first_passage(time: Array, signal: Array, level: float) -> float | None:
    """Return when ``signal`` first passes ``level`` from below; None if it begins above or never does."""
    above = signal >= level
    if above[0] or not above.any():
        return None
    i = int(np.argmax(above))
    share = (level - signal[i - 1]) / (signal[i] - signal[i - 1])
    return float(time[i - 1] + share * (time[i] - time[i - 1]))
