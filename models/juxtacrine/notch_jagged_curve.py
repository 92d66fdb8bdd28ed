"""One cell of ``notch_jagged`` with a given surrounding: its steady states as an exact curve, and their stability.

Choose the signal I (NICD). Then the balances leave one quadratic for the free Notch N and give the external ligand L
that goes with it: a closed curve L(I), whose extrema are the folds. Delta and Jagged are lost at the same rate, so
that only their sum T enters the stability: a cubic, judged by the Routh-Hurwitz conditions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.quantities import SIGNIFICANT_DIGITS, Array

Truth = npt.NDArray[np.bool_]
POINTS: Final = 1001
"""Points of the curve on each of two grids, one even and one logarithmic in I."""
SMALLEST: Final = 1e-5
"""The smallest I on the curve, as a share of the largest."""
ENDLESS: Final = 1e12
"""Molecules of ligand that stand for "no finite ligand suffices"."""
MAP_POINTS: Final = 301
"""The same for the map, where a fold may be off by a few molecules."""
BISECTIONS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """Rates in 1/h, productions in molecules/h, numbers in molecules; see ``notch_jagged`` for the equations."""

    decay: float
    nicd_decay: float
    cis: float
    trans: float
    notch: float
    delta: float
    jagged: float
    threshold: float
    fold_notch: float
    fold_delta: float
    fold_jagged: float
    hill: float
    hill_jagged: float

    def made(self, nicd: Array) -> tuple[Array, Array, Array]:
        """Return the productions of Notch, Delta and Jagged at a signal ≥ 0."""
        x = nicd / self.threshold
        rest, rest_jagged = 1 / (1 + x**self.hill), 1 / (1 + x**self.hill_jagged)
        return (
            self.notch * (self.fold_notch + (1 - self.fold_notch) * rest),
            self.delta * (self.fold_delta + (1 - self.fold_delta) * rest),
            self.jagged * (self.fold_jagged + (1 - self.fold_jagged) * rest_jagged),
        )

    def slopes(self, nicd: Array) -> tuple[Array, Array]:
        """Return the derivatives of the productions of Notch, and of both ligands together, by a signal > 0."""
        x = nicd / self.threshold
        rest, rest_jagged = 1 / (1 + x**self.hill), 1 / (1 + x**self.hill_jagged)
        falls = -self.hill * rest * (1 - rest) / nicd
        falls_jagged = -self.hill_jagged * rest_jagged * (1 - rest_jagged) / nicd
        notch = self.notch * (1 - self.fold_notch) * falls
        ligand = self.delta * (1 - self.fold_delta) * falls + self.jagged * (1 - self.fold_jagged) * falls_jagged
        return notch, ligand

    def largest_nicd(self) -> float:
        """Return the signal that no ligand can exceed: all Notch made is cut."""
        return self.notch * max(1.0, self.fold_notch) / self.nicd_decay


@dataclass(frozen=True, slots=True)
class States:
    """Steady states in order of I: molecules of NICD, Notch, external ligand, Delta, Jagged, and whether stable."""

    nicd: Array
    notch: Array
    ligand: Array
    delta: Array
    jagged: Array
    stable: Truth


def states_at(circuit: Circuit, nicd: Array, notch_outside: float) -> States:
    """Return the steady states with these signals > 0; where there is none, the ligand is ``ENDLESS``."""
    notch, ligand = notch_and_ligand(circuit, nicd, notch_outside)
    _, made_d, made_j = circuit.made(nicd)
    gone = circuit.cis * notch + circuit.trans * notch_outside + circuit.decay
    possible = ligand < ENDLESS
    total = (made_d + made_j) / gone
    stable = _is_stable(circuit, nicd, notch, np.where(possible, ligand, 0.0), total, gone)
    return States(nicd, notch, ligand, made_d / gone, made_j / gone, stable & possible)


def notch_and_ligand(circuit: Circuit, nicd: Array, notch_outside: Array | float) -> tuple[Array, Array]:
    """Return the free Notch and the external ligand that go with these signals > 0 (see ``states_at``)."""
    made_n, made_d, made_j = circuit.made(nicd)
    loss = circuit.trans * notch_outside + circuit.decay
    kept, ligands = made_n - circuit.nicd_decay * nicd, made_d + made_j
    possible = kept > 0
    kept = np.where(possible, kept, 1.0)
    # γ k_c N² + (γ c + k_c S - B k_c) N - B c = 0, the root without a difference of nearly equal numbers
    linear = circuit.decay * loss + circuit.cis * (ligands - kept)
    root = np.sqrt(linear**2 + 4 * circuit.decay * circuit.cis * kept * loss) + np.abs(linear)
    notch = np.where(linear > 0, 2 * kept * loss / root, root / (2 * circuit.decay * circuit.cis))
    needed = np.minimum(circuit.nicd_decay * nicd / (circuit.trans * notch), ENDLESS)
    return notch, np.asarray(np.where(possible, needed, ENDLESS))


def _is_stable(circuit: Circuit, nicd: Array, notch: Array, ligand: Array, total: Array, gone: Array) -> Truth:
    """Judge s³ + c1 s² + c2 s + c3, the characteristic polynomial of (N, T, I), by Routh and Hurwitz."""
    cut, bound = circuit.trans * ligand, circuit.cis * total + circuit.trans * ligand + circuit.decay
    slope_n, slope_t = circuit.slopes(nicd)
    both = bound * gone - circuit.cis**2 * notch * total
    c1 = bound + gone + circuit.nicd_decay
    c2 = both + circuit.nicd_decay * (bound + gone) - cut * slope_n
    c3 = circuit.nicd_decay * both + cut * (circuit.cis * notch * slope_t - slope_n * gone)
    return np.asarray((c3 > 0) & (c1 * c2 > c3))


def signals(circuit: Circuit, points: int = POINTS) -> Array:
    """Return the signals at which the curve is computed, from small to the largest possible."""
    top = circuit.largest_nicd()
    return np.unique(np.r_[np.geomspace(SMALLEST * top, top, points), np.linspace(0, top, points)[1:]])


def curve(circuit: Circuit, notch_outside: float) -> States:
    """Return the curve of all steady states (Notch must be made)."""
    return states_at(circuit, signals(circuit), notch_outside)


def folds(found: States) -> tuple[Array, Array]:
    """Return the folds of a curve as (I, L): the extrema of L(I), each from the parabola through three points."""
    x, y = found.nicd, found.ligand
    rise = np.diff(y)
    middle = np.flatnonzero((rise[1:] * rise[:-1] < 0) & (y[1:-1] < ENDLESS)) + 1
    middle = middle[(y[middle - 1] < ENDLESS) & (y[middle + 1] < ENDLESS)]
    left, right = x[middle] - x[middle - 1], x[middle + 1] - x[middle]
    down, up = rise[middle - 1] / left, rise[middle] / right
    bend = (up - down) / (left + right)
    shift = -(down + bend * left) / (2 * bend)
    return x[middle] + shift, y[middle] + (down + bend * left) * shift / 2


def steady_states(circuit: Circuit, notch_outside: float, ligand: float, along: States) -> States:
    """Return all steady states at an external ``ligand`` > 0: where the curve ``along`` crosses it, by bisection."""
    above = along.ligand > ligand
    after = np.flatnonzero(above[1:] != above[:-1]) + 1
    low, high, rising = along.nicd[after - 1], along.nicd[after], above[after]
    if above[0]:  # the first state has a signal below the first on the curve
        low, high, rising = np.r_[0.0, low], np.r_[along.nicd[0], high], np.r_[True, rising]
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        beyond = notch_and_ligand(circuit, middle, notch_outside)[1] > ligand
        low, high = np.where(beyond == rising, low, middle), np.where(beyond == rising, middle, high)
    return states_at(circuit, (low + high) / 2, notch_outside)


def settled(found: States, ligand: float, along: States, start: float) -> int:
    """Return which of the steady states at ``ligand`` is reached from the signal ``start``.

    The signal rises where L(I) lies below the ligand and falls where it lies above: it goes on to the next stable
    state. A start that is a stable state, but for the digits that a carried value keeps, is that state.
    """
    stable = np.flatnonzero(found.stable)
    if not stable.size:  # every state is unstable: the one that the slope of the curve holds is as near as any
        stable = np.arange(0, found.nicd.size, 2)
    for index in stable:
        if f"{found.nicd[index]:.{SIGNIFICANT_DIGITS}g}" == f"{start:.{SIGNIFICANT_DIGITS}g}":
            return int(index)
    needed = float(np.interp(start, along.nicd, np.minimum(along.ligand, ENDLESS)))
    if start < along.nicd[0]:
        needed = float(along.ligand[0]) * start / float(along.nicd[0])
    ahead = stable[found.nicd[stable] > start] if needed < ligand else stable[found.nicd[stable] <= start][::-1]
    return int(ahead[0]) if ahead.size else int(stable[-1] if needed < ligand else stable[0])


@dataclass(frozen=True, slots=True)
class Map:
    """The plane of surroundings: stable states (notch, ligand), and the folds on it as points."""

    states: Array
    fold_notch: Array
    fold_ligand: Array


def surroundings(circuit: Circuit, notch_outside: Array, ligand: Array) -> Map:
    """Return how many stable states there are in each surrounding; ``ligand`` is an even grid from 0.

    Each rising stretch of L(I) that passes a ligand is one stable state.
    """
    _, along = notch_and_ligand(circuit, signals(circuit, MAP_POINTS)[None, :], notch_outside[:, None])
    place = np.clip(np.ceil(along / (ligand[1] - ligand[0])), 0, ligand.size).astype(np.intp)
    place[:, 0] = 0
    begin, end = place[:, :-1], np.maximum(place[:, 1:], place[:, :-1])
    width = ligand.size + 1
    row = np.arange(notch_outside.size)[:, None] * width
    opened = np.bincount((row + begin).ravel(), minlength=notch_outside.size * width)
    closed = np.bincount((row + end).ravel(), minlength=notch_outside.size * width)
    count = np.cumsum((opened - closed).reshape(-1, width), axis=1)[:, :-1].astype(float)
    rise = np.diff(along, axis=1)
    turn = (rise[:, 1:] * rise[:, :-1] < 0) & (along[:, 2:] < ENDLESS)
    at, where = np.nonzero(turn)
    found = along[at, where + 1]
    shown = found <= ligand[-1]
    return Map(count, notch_outside[at][shown], found[shown])
