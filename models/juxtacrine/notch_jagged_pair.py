"""Two cells of ``notch_jagged`` that face each other: all their steady states, found on the plane of their signals.

With T = D + J for a cell and a prime for its partner, the balances at given signals (I, I') are

    γ N + k_c N T + γ_I I = B,   γ T + k_c N T + γ_I I' = S,   so that   N - T = a = (B - S - γ_I I + γ_I I')/γ

and N is the positive root of k_c N² + (γ - k_c a) N - (B - γ_I I) = 0. Two conditions are left, k_t N T' = γ_I I and
k_t N' T = γ_I I'. Squares of a grid in which both change sign hold a candidate, which Newton's method makes exact.
Symmetric states, I = I', are the roots of one function and are found on a finer grid of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.juxtacrine.notch_jagged_curve import Circuit, Truth
from models.quantities import Array

GRID: Final = 91
FINE: Final = 600
NEWTON_STEPS: Final = 12
SAME: Final = 1e-4
"""Two states nearer than this (relative) are one."""
EXACT: Final = 1e-8
"""The largest mismatch of a state that counts, as a share of the largest possible signal."""


@dataclass(frozen=True, slots=True)
class PairStates:
    """States by column: NICD, Notch, Delta + Jagged of both cells, shape (2, states), and whether stable."""

    nicd: Array
    notch: Array
    ligand: Array
    stable: Truth


def pair_states(circuit: Circuit) -> PairStates:
    """Return the steady states of two cells, those with I = I' first."""
    if circuit.delta + circuit.jagged == 0:  # no ligand, no signal
        free, none = np.full((2, 1), circuit.notch / circuit.decay), np.zeros((2, 1))
        return PairStates(none, free, none.copy(), np.array([True]))
    both = np.concatenate([_symmetric(circuit), _unlike(circuit)], axis=1)
    notch, ligand = _surface(circuit, both, both[::-1])
    stable = np.array(
        [_is_stable(circuit, both[:, i], notch[:, i], ligand[:, i]) for i in range(both.shape[1])], dtype=bool
    )
    return PairStates(both, notch, ligand, stable)


def mismatch(circuit: Circuit, nicd: Array) -> Array:
    """Return k_t N T' - γ_I I of both cells (molecules/h), shape (2, …), at the signals ``nicd`` (2, …)."""
    notch, ligand = _surface(circuit, nicd, nicd[::-1])
    return np.asarray(circuit.trans * notch * ligand[::-1] - circuit.nicd_decay * nicd)


def _surface(circuit: Circuit, nicd: Array, partner: Array) -> tuple[Array, Array]:
    """Return the free Notch and the free ligand (T may be negative where no state is possible)."""
    made_n, made_d, made_j = circuit.made(nicd)
    excess = (made_n - made_d - made_j + circuit.nicd_decay * (partner - nicd)) / circuit.decay
    kept = np.maximum(made_n - circuit.nicd_decay * nicd, 0.0)
    linear = circuit.decay - circuit.cis * excess
    root = np.sqrt(linear**2 + 4 * circuit.cis * kept) + np.abs(linear)
    notch = np.where(linear > 0, 2 * kept / root, root / (2 * circuit.cis))
    return notch, notch - excess


def _symmetric(circuit: Circuit) -> Array:
    """Return the states with equal signals, shape (2, states), by bisection."""
    top = circuit.largest_nicd()
    grid = np.r_[0.0, np.geomspace(1e-6 * top, top, FINE)]
    kept = circuit.made(grid)[0] > circuit.nicd_decay * grid
    grid = grid[: int(np.argmin(kept)) + 1] if not kept.all() else grid
    above = mismatch(circuit, np.stack([grid, grid]))[0] > 0
    after = np.flatnonzero(above[1:] != above[:-1]) + 1
    if not after.size:  # with next to no ligand the signal of the only state is lost in rounding
        return np.full((2, 1), 1e-12 * top)
    low, high, rises = grid[after - 1], grid[after], above[after]
    for _ in range(50):
        middle = (low + high) / 2
        beyond = mismatch(circuit, np.stack([middle, middle]))[0] > 0
        low, high = np.where(beyond == rises, low, middle), np.where(beyond == rises, middle, high)
    middle = (low + high) / 2
    return np.stack([middle, middle])


def _unlike(circuit: Circuit) -> Array:
    """Return the states in which the cells differ, shape (2, states): each with its mirror image."""
    top = circuit.largest_nicd()
    axis = top * np.linspace(0, 1, GRID) ** 2
    x, y = np.meshgrid(axis, axis)
    first = mismatch(circuit, np.stack([x, y]))[0] > 0
    changing = _changes(first) & _changes(first.T)
    row, column = np.nonzero(np.tril(changing, -1))
    if not row.size:
        return np.empty((2, 0))
    guess = np.stack([(axis[column] + axis[column + 1]) / 2, (axis[row] + axis[row + 1]) / 2])
    found = _newton(circuit, guess, top)
    exact = np.abs(mismatch(circuit, found)).max(axis=0) < EXACT * circuit.nicd_decay * top
    apart = np.abs(found[0] - found[1]) > SAME * (found[0] + found[1])
    possible = (circuit.made(found)[0] > circuit.nicd_decay * found).all(axis=0) & (found > 0).all(axis=0)
    kept: list[Array] = []
    for state in np.sort(found[:, exact & apart & possible], axis=0).T:
        if not any(np.allclose(state, other, rtol=SAME) for other in kept):
            kept.append(state)
    mirrored = [image for state in kept for image in (state[::-1], state)]
    return np.array(mirrored).T if mirrored else np.empty((2, 0))


def _changes(above: Truth) -> Truth:
    """Return where a square of the grid has corners on both sides."""
    corners = np.stack([above[:-1, :-1], above[1:, :-1], above[:-1, 1:], above[1:, 1:]])
    return np.asarray(corners.any(axis=0) & ~corners.all(axis=0))


def _newton(circuit: Circuit, guess: Array, top: float) -> Array:
    """Return the guesses (2, n) after Newton steps, held between 0 and the largest possible signal."""
    state, small = guess, 1e-7 * top
    shift = small * np.eye(2)[:, :, None]
    for _ in range(NEWTON_STEPS):
        around = np.stack([state, state + shift[0], state + shift[1]], axis=2)  # (2, n, 3)
        value = mismatch(circuit, around)
        here = value[:, :, 0]
        slope = (value[:, :, 1:] - here[:, :, None]) / small
        size = slope[0, :, 0] * slope[1, :, 1] - slope[0, :, 1] * slope[1, :, 0]
        size = np.where(size == 0, np.inf, size)
        step = np.stack(
            [
                (slope[1, :, 1] * here[0] - slope[0, :, 1] * here[1]) / size,
                (slope[0, :, 0] * here[1] - slope[1, :, 0] * here[0]) / size,
            ]
        )
        state = np.clip(state - step, 1e-12 * top, top)
    return np.asarray(state)


def _is_stable(circuit: Circuit, nicd: Array, notch: Array, ligand: Array) -> bool:
    """Return whether every eigenvalue of the six equations (N, T, I of both cells) has a negative real part."""
    slope_n, slope_t = circuit.slopes(nicd)
    jacobian = np.zeros((6, 6))
    for own, other in ((0, 1), (1, 0)):
        at, there = 3 * own, 3 * other
        cut = circuit.trans * ligand[other]
        jacobian[at, at : at + 3] = (
            -circuit.cis * ligand[own] - cut - circuit.decay, -circuit.cis * notch[own], slope_n[own]
        )  # fmt: skip
        jacobian[at, there + 1] = -circuit.trans * notch[own]
        jacobian[at + 1, at : at + 3] = (
            -circuit.cis * ligand[own], -circuit.cis * notch[own] - circuit.trans * notch[other] - circuit.decay,
            slope_t[own],
        )  # fmt: skip
        jacobian[at + 1, there] = -circuit.trans * ligand[own]
        jacobian[at + 2, at], jacobian[at + 2, at + 2] = cut, -circuit.nicd_decay
        jacobian[at + 2, there + 1] = circuit.trans * notch[own]
    return bool(np.linalg.eigvals(jacobian).real.max() < 0)
