r"""All steady states of a loop against cell density or driver, as curves in closed form.

To find S for a given density one must search; to find the density for a given S one need not. With A = u^m/(1 + u^m),
S = s_c + (1 - s_c)(1 - κ)A, a signal S takes bound = B_50 u/(1 - DN)² receptors, hence the uptake J = k_e bound and the
surface level c = K_m k_t bound/(k_t R(S) - J). The balance of the ligand then gives what must hold outside:

    density   n = k' [c/(Q(S) - J) - 1/G]                                  where Q(S) > J
    driver    q_drv = [(J + G' c)/(1 - σ) - q_0 - q_fb H(S)]/(1 - i_drv)

More neighbors, or more driver, always raise F. So a state is stable where its curve rises with S, and the folds, the
turning points of the curve, are where the culture jumps: ON at the end of the lowest stable branch, OFF at the end of
the highest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.numerics.autocrine_loop import Loop, Numbers, SteadyState, hill
from models.quantities import Array
from models.results import Absent

Flags = npt.NDArray[np.bool_]

Curve = Callable[[Array], tuple[Array, Array, Flags]]
READINGS = np.linspace(-35.0, 15.0, 1601)
"""ln u from nothing bound to more than any cell carries."""
LEAST_NET = 1e-13
"""A share of the secretion below which what is left over after uptake is rounding."""
VERTEX_ROUNDS, EDGE_ROUNDS = 3, 5
ROUNDING = 1e-11
"""A share of a level below which a step is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Branches:
    """Steady states along a control: parallel arrays (P,), and where the culture jumps.

    ``signal``, ``level`` (of the control), ``stable`` (1 or 0) and ``part`` (points of one part belong together, and
    a part that follows on from another has the next number). ``on_signal`` is the signal from which it jumps at ``on``.
    """

    signal: Array
    level: Array
    stable: Array
    part: Array
    on: float | Absent
    off: float | Absent
    on_signal: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What is turned: its range; the reader's words for no switch, an ON above it and an OFF below it."""

    low: float
    high: float
    single: str
    above: str
    below: str


def secretion(loop: Loop, signal: Numbers, driver: Numbers, *, free: bool = False) -> Array:
    """Return the secretion at ``signal`` (molecules/s per cell); ``free``: before the secretion block."""
    made = loop.basal + np.asarray(driver) * (1 - np.asarray(loop.driver_block)) + loop.more_secretion
    made = made + loop.feedback * hill(signal, loop.midpoint, loop.hill)
    return np.asarray(made if free else (1 - np.asarray(loop.secretion_block)) * made)


def required(loop: Loop, readings: Array) -> tuple[Array, Array, Array, Flags]:
    """Return the signal, the uptake J, the surface level c and whether receptors suffice, at u = exp(readings)."""
    full = (1 - np.asarray(loop.constitutive)) * (1 - np.asarray(loop.kinase_block))
    signal = np.asarray(loop.constitutive + full * hill(np.exp(readings), 1.0, loop.signal_hill))
    bound = loop.half_signal_bound * np.exp(readings) / (1 - np.asarray(loop.dominant_negative)) ** 2
    receptors = loop.receptors + loop.receptor_feedback * hill(signal, loop.receptor_midpoint, loop.receptor_hill)
    uptake = loop.cells.internalization * bound
    spare = loop.cells.turnover * receptors - uptake
    possible = spare > LEAST_NET * uptake
    half_bound = loop.state(0.0).half_bound
    return signal, uptake, half_bound * loop.cells.turnover * bound / np.where(possible, spare, 1.0), possible


def density_at(loop: Loop, readings: Array) -> tuple[Array, Array, Flags]:
    """Return the signal, the density (cells/µm³; negative: more than a lone cell has) and whether there is one."""
    signal, uptake, surface, possible = required(loop, readings)
    made = secretion(loop, signal, loop.driver)
    left = made - uptake
    possible = possible & (left > LEAST_NET * made)
    outside = loop.state(0.0)
    return signal, outside.loss * (surface / np.where(possible, left, 1.0) - 1 / outside.conductance), possible


def driver_at(loop: Loop, readings: Array) -> tuple[Array, Array, Flags]:
    """Return the signal, the driver (molecules/s) and whether there is one; σ and i_drv must be below 1."""
    signal, uptake, surface, possible = required(loop, readings)
    outside = loop.state(0.0)
    series = 1 / (1 / outside.conductance + loop.cells.density / outside.loss)
    needed = (uptake + series * surface) / (1 - np.asarray(loop.secretion_block)) - secretion(
        loop, signal, 0.0, free=True
    )
    return signal, needed / (1 - np.asarray(loop.driver_block)), possible


def density_branches(loop: Loop, states: Sequence[SteadyState], control: Control) -> Branches:
    """Return the steady states against density (cells/µm³)."""
    rest = float(np.asarray(loop.constitutive))
    makes_nothing = float(secretion(loop, rest, loop.driver)) == 0
    if _deaf(loop) or (makes_nothing and not loop.feedback) or loop.secretion_block == 1:
        return _level_lines(states, control)
    # A silent culture stays silent at every density, unless the response begins straight (h m = 1): then up to where
    # the other branch leaves it.
    straight = loop.hill * loop.signal_hill == 1
    branches = _branches(lambda x: density_at(loop, x), control, resting=makes_nothing and not straight)
    if not makes_nothing:
        return branches
    leaves = control.high
    if straight and branches.level.size:
        leaves = float(branches.level[np.argmin(branches.signal)])
    return _with_rest(branches, rest, leaves, control)


def driver_branches(loop: Loop, states: Sequence[SteadyState], control: Control) -> Branches:
    """Return the steady states against the driver (molecules/s)."""
    if _deaf(loop) or loop.secretion_block == 1 or loop.driver_block == 1:
        return _level_lines(states, control)
    return _branches(lambda x: driver_at(loop, x), control)


def _deaf(loop: Loop) -> bool:
    """Whether the signal does not hear the ligand at all."""
    return loop.kinase_block == 1 or loop.dominant_negative == 1 or loop.constitutive == 1


def _branches(curve: Curve, control: Control, *, resting: bool = False) -> Branches:
    """Return the curve within the range of its control; ``resting``: another state, at rest, holds everywhere."""
    signal, level, possible = curve(READINGS)
    lowest, highest, ran_off = _folds(level, possible)
    on, off = (_vertex(curve, i) if i is not None else None for i in (lowest, highest))
    jumps = _jumps(on[1] if on else math.inf if ran_off or resting else None, off and off[1], control)
    if edges := np.flatnonzero(possible[1:] != possible[:-1]).tolist():
        near = [_toward_edge(curve, READINGS[[i, i + 1] if possible[i] else [i + 1, i]], control) for i in edges]
        signal, level, possible = curve(np.unique(np.concatenate([READINGS, *near])))
    signal, level, possible = _with_ends(signal, level, possible, control)
    whole = possible[1:] & possible[:-1]
    climbs = np.diff(level) > -ROUNDING * np.abs(level[1:])
    # Forward, or backward at the last point before a gap.
    rising = np.where(np.r_[whole, False], np.r_[climbs, False], np.r_[False, climbs])
    shown = possible & (level >= control.low) & (level <= control.high)
    enters = shown & np.r_[True, ~(shown[:-1] & whole)]
    turns = shown & np.r_[True, rising[1:] != rising[:-1]]
    part = np.cumsum(np.where(enters, 2, turns))
    keep = np.flatnonzero(shown)
    return Branches(
        signal=signal[keep], level=level[keep], stable=rising[keep].astype(float), part=part[keep].astype(float),
        on=jumps[0], off=jumps[1], on_signal=on[0] if on else 0.0,
    )  # fmt: skip


def _toward_edge(curve: Curve, ends: Array, control: Control) -> Array:
    """Return readings that close in on the edge of a gap, from ``ends[0]``, which is possible, to ``ends[1]``.

    There the curve runs off to infinity between two readings; these follow it to the end of its range.
    """
    found = []
    for _ in range(EDGE_ROUNDS):
        readings = np.linspace(ends[0], ends[1], 17)
        _, level, possible = curve(readings)
        inside = int(np.argmin(np.r_[possible & (level < control.high), False]))
        if inside in (0, 17):
            break
        found.append(readings[:inside])
        ends = readings[inside - 1 : inside + 1]
    return np.concatenate([ends[:0], *found])


def _with_ends(signal: Array, level: Array, possible: Flags, control: Control) -> tuple[Array, Array, Flags]:
    """Return the curve with points where it enters and leaves the range of its control."""
    for bound in (control.low, control.high):
        side = np.sign(level - bound)
        at = np.flatnonzero(possible[:-1] & possible[1:] & (side[:-1] * side[1:] < 0))
        share = (bound - level[at]) / (level[at + 1] - level[at])
        between = signal[at] + share * (signal[at + 1] - signal[at])
        signal, level = np.insert(signal, at + 1, between), np.insert(level, at + 1, bound)
        possible = np.insert(possible, at + 1, True)
    return signal, level, possible


def _folds(level: Array, possible: Flags) -> tuple[int | None, int | None, bool]:
    """Return where the first maximum and the last minimum are (None: nowhere), and whether the lowest branch runs off.

    It runs off to ever denser cultures, before it turns, where cells take up all that they make.
    """
    turn = np.zeros(level.size)
    step = np.diff(level)
    noise = ROUNDING * (np.abs(level[1:]) + np.abs(level[:-1]))
    slope = np.where(
        np.abs(step) > noise, np.sign(step), 1.0
    )  # with next to nothing bound the level just begins to rise
    inside = possible[:-2] & possible[1:-1] & possible[2:]
    turn[1:-1] = np.where(inside & (slope[:-1] != slope[1:]), slope[:-1], 0)  # 1: a maximum, -1: a minimum
    maxima, minima = np.flatnonzero(turn > 0), np.flatnonzero(turn < 0)
    at = np.flatnonzero(possible)
    edge = maxima[0] if maxima.size else at[-1] if at.size else 0
    ran_off = bool(at.size and not possible[at[0] : edge + 1].all())
    lowest = None if ran_off or not maxima.size else int(maxima[0])
    return lowest, (int(minima[-1]) if minima.size else None), ran_off


def _vertex(curve: Curve, i: int) -> tuple[float, float]:
    """Return signal and level where the curve turns next to ``READINGS[i]``: by parabolas through ever nearer points.

    The curve is flat there, so that the level is exact to the fourth power of their distance.
    """
    at, apart = float(READINGS[i]), float(READINGS[1] - READINGS[0])
    for _ in range(VERTEX_ROUNDS):
        before, here, after = curve(at + apart * np.array([-1.0, 0.0, 1.0]))[1]
        bend = before - 2 * here + after
        at += apart * float(np.clip(0.5 * (before - after) / bend if bend else 0.0, -1, 1))
        apart /= 8
    signal, level, _ = curve(np.array([at]))
    return float(signal[0]), float(level[0])


def _jumps(first: float | None, last: float | None, control: Control) -> tuple[float | Absent, float | Absent]:
    """Return ON, the level of the first maximum (inf: it ran off), and OFF, that of the last minimum."""
    if first is None or last is None or first < control.low:
        return Absent(control.single), Absent(control.single)
    on = Absent(control.above) if first > control.high else first
    if last > control.high:
        return on, Absent("no high state in this range")
    return on, Absent(control.below) if last < control.low else last


def _level_lines(states: Sequence[SteadyState], control: Control) -> Branches:
    """Return each state as a level line: the control does nothing."""
    signal = np.repeat([state.signal for state in states], 2)
    none = Absent("without effect at these settings")
    return Branches(
        signal=signal, level=np.tile([control.low, control.high], len(states)),
        stable=np.repeat([float(state.stable) for state in states], 2),
        part=np.repeat(2.0 * np.arange(len(states)), 2), on=none, off=none,
    )  # fmt: skip


def _with_rest(branches: Branches, rest: float, leaves: float, control: Control) -> Branches:
    """Return ``branches`` with the state of a culture that makes nothing, stable up to ``leaves``."""
    level, stable, part = [control.low, leaves], [1.0, 1.0], [-2.0, -2.0]
    if leaves < control.high:
        level, stable, part = [*level, leaves, control.high], [*stable, 0.0, 0.0], [*part, -1.0, -1.0]
    return Branches(
        signal=np.r_[np.full(len(level), rest), branches.signal], level=np.r_[level, branches.level],
        stable=np.r_[stable, branches.stable], part=np.r_[part, branches.part], off=branches.off,
        on=branches.on,
        on_signal=branches.on_signal,
    )  # fmt: skip
