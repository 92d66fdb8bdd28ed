"""The receptors of ``gradient_sensing``: how many are active at a level, what they tell, how they answer to a step.

A receptor is free, active (it holds a ligand and signals), desensitized, or inside the cell:
free → active with k_f·C, back with k_r; active → desensitized with k_des → inside with k_i → free with k_up.
At the steady state the active share is A = C/(α + βC), α = (k_r + k_des)/k_f, β = 1 + k_des/k_i + k_des/k_up. Without
desensitization α = K_d and β = 1, and A is the occupancy C/(K_d + C).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.quantities import Array

FREE, ACTIVE, DESENSITIZED, INSIDE = range(4)
SMALL = 0.25
"""The norm of a time step at which twelve terms of the exponential series are exact to 1e-16."""
TERMS = 12


@dataclass(frozen=True, slots=True)
class Receptors:
    """Rates in 1/s, affinity in nM; ``desensitization_rate`` 0 leaves plain binding."""

    affinity: float
    release_rate: float
    desensitization_rate: float
    internalization_rate: float
    recycling_rate: float

    @property
    def on_rate(self) -> float:
        """The binding rate k_f = k_r/K_d, 1/(nM s)."""
        return self.release_rate / self.affinity

    @property
    def alpha(self) -> float:
        """α in nM, (k_r + k_des)/k_f: A rises as C/α where ligand is scarce."""
        return self.affinity * (1 + self.desensitization_rate / self.release_rate)

    @property
    def beta(self) -> float:
        """β: one over the largest share that can be active."""
        return 1 + self.desensitization_rate * (1 / self.internalization_rate + 1 / self.recycling_rate)

    def active(self, level: Array) -> Array:
        """Return the steady active share at ``level`` (nM, any shape)."""
        return level / (self.alpha + self.beta * level)

    def difference(self, high: Array, low: Array) -> Array:
        """Return A(high) − A(low) without the loss of digits that subtracting would bring."""
        return self.alpha * (high - low) / ((self.alpha + self.beta * high) * (self.alpha + self.beta * low))

    def slope(self, level: Array) -> Array:
        """Return dA/d ln C: the change of the active share per relative change of the level."""
        return self.alpha * level / (self.alpha + self.beta * level) ** 2

    def information(self, level: Array) -> Array:
        """Return (dA/d ln C)²/[A(1 − A)]: what one look at one receptor tells about ln C (Fisher information).

        Without desensitization this is K_d·C/(K_d + C)².
        """
        whole = self.alpha + self.beta * level
        return self.alpha**2 * level / (whole**2 * (self.alpha + (self.beta - 1) * level))

    def rates(self, level: float) -> Array:
        """Return the matrix (4, 4) of d(shares)/dt at ``level`` (nM), in 1/s; each column sums to 0."""
        matrix = np.zeros((4, 4))
        for start, end, rate in (
            (FREE, ACTIVE, self.on_rate * level),
            (ACTIVE, FREE, self.release_rate),
            (ACTIVE, DESENSITIZED, self.desensitization_rate),
            (DESENSITIZED, INSIDE, self.internalization_rate),
            (INSIDE, FREE, self.recycling_rate),
        ):
            matrix[end, start] += rate
            matrix[start, start] -= rate
        return matrix

    def step(self, level: float, first: float, doublings: int, per_doubling: int) -> tuple[Array, Array]:
        """Return times (T,) in s from ``first`` on, and the shares (T, 4) after ligand at ``level`` (nM) came at 0.

        exp(At) is summed for a short step and squared again and again; after each squaring the columns are made to sum
        to 1 once more, so that 40 squarings lose no digits. All receptors are free at first.
        """
        rates = self.rates(level)
        starts = first * 2 ** (np.arange(per_doubling) / per_doubling)
        norm = float(np.abs(rates).sum(axis=0).max()) * float(starts[-1])
        halvings = max(0, math.ceil(math.log2(norm / SMALL)))
        moves = _series(rates * (starts / 2**halvings)[:, None, None])
        for _ in range(halvings):
            moves = _squared(moves)
        shares = [moves[:, :, FREE]]
        for _ in range(doublings):
            moves = _squared(moves)
            shares.append(moves[:, :, FREE])
        times = (starts * 2 ** np.arange(doublings + 1)[:, None]).ravel()
        return times, np.concatenate(shares)


def _series(exponents: Array) -> Array:
    """Return exp of matrices (…, 4, 4) of small norm."""
    total = np.broadcast_to(np.eye(4), exponents.shape).copy()
    term = total
    for k in range(1, TERMS + 1):
        term = term @ exponents / k
        total = total + term
    return total


def _squared(moves: Array) -> Array:
    squared = np.maximum(moves @ moves, 0)
    normal: Array = squared / squared.sum(axis=-2, keepdims=True)
    return normal
