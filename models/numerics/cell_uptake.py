r"""Uptake by single cells, and the level that each of many cells finds around it.

A consumer of radius a in a level c (molecules/µm³) that is even around it takes up

    linear       u = A c_s                 A = k_on R
    saturable    u = V c_s/(K_m + c_s)     A = V/K_m at low levels

where c_s = c - u/S is the level at its surface and S = 4πDa its diffusion-limited clearance. In the linear case
u = K c with K = A S/(A + S) [CollinsKimball1949]. Cells are point sinks, which is exact for a sphere alone; the dipoles
that close neighbors induce in each other are ignored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from models.quantities import Array

MOST_STEPS = 60
TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True)
class Uptake:
    """How one cell takes up: ``affinity`` A and ``transport`` S (µm³/s), ``top`` V (molecules/s; None: linear)."""

    affinity: float
    transport: float
    top: float | None = None

    @property
    def clearance(self) -> float:
        """Return K = A S/(A + S), the volume cleared per second at low levels (µm³/s)."""
        return self.affinity * self.transport / (self.affinity + self.transport)

    @property
    def self_capture(self) -> float:
        """Return A/(A + S): how much lower the level at the surface is than around the cell, at low levels."""
        return self.affinity / (self.affinity + self.transport)

    def surface(self, level: Array) -> Array:
        """Return c_s, what the receptors see, in the level c around the cell; zero where c is negative.

        Saturable: the root of S c_s² + (S(K_m - c) + V)c_s - S K_m c = 0, in the form in which nothing cancels.
        """
        level = np.maximum(level, 0.0)
        if self.top is None:
            return np.asarray(level * (1 - self.self_capture))
        half, need = self.top / self.affinity, self.top / self.transport
        middle, root = half - level + need, self._root(level, half, need)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(middle > 0, 2 * half * level / (middle + root), (root - middle) / 2)

    def rate(self, level: Array) -> Array:
        """Return the uptake u (molecules/s) in the level c around the cell; none where c is negative."""
        if self.top is None:
            return np.asarray(self.clearance * np.maximum(level, 0.0))
        seen = self.surface(level)
        return np.asarray(self.top * seen / (self.top / self.affinity + seen))

    def slope(self, level: Array) -> Array:
        """Return du/dc (µm³/s), zero where c is negative."""
        above = level > 0.0
        if self.top is None:
            return np.where(above, self.clearance, 0.0)
        half, need = self.top / self.affinity, self.top / self.transport
        free = half / (half + self.surface(level))
        return np.where(above, self.top * free / self._root(np.maximum(level, 0.0), half, need), 0.0)

    @staticmethod
    def _root(level: Array, half: float, need: float) -> Array:
        """Return the root of the discriminant over S, with ``need`` V/S: a sum of positive terms."""
        return np.sqrt((half - level + need) ** 2 + 4 * half * level)


def cell_levels(cells: Array, uptake: Uptake, diffusivity: float, secretion: float, outside: float) -> Array:
    """Return the level (molecules/µm³) that each cell finds around it, its own uptake left out.

    c_i = q G_i0 - Σ_j G_ij u(c_j), G = 1/(4πDr) - ``outside``, by Newton's method: one step where uptake is linear,
    (I + KG)c = q G_0. A point sink close behind others can come out below zero; such a cell takes up nothing.

    Parameters
    ----------
    cells : centers, shape (cells, 3), µm, the source at the origin.
    uptake, diffusivity, secretion : of one cell; D (µm²/s); q (molecules/s).
    outside : how much the tissue beyond the ball lowers the level in it, per molecule/s that gets there (s/µm³).
    """
    distances = cdist(cells, cells)
    np.fill_diagonal(distances, np.inf)
    green = 1 / (4 * np.pi * diffusivity * distances) - outside
    alone = secretion * (1 / (4 * np.pi * diffusivity * np.linalg.norm(cells, axis=1)) - outside)
    level, unit = alone, np.eye(len(cells))
    for _ in range(MOST_STEPS):
        left = alone - level - green @ uptake.rate(level)
        if np.max(np.abs(left)) <= TOLERANCE * np.max(alone):
            break
        level = level + np.linalg.solve(unit + green * uptake.slope(level), left)
    return np.asarray(level)


def flux_through_sphere(cells: Array, taken: Array, secretion: float, radius: float) -> float:
    """Return the molecules per second that leave a sphere around all cells, by quadrature of -D∇c over it.

    Gauss-Legendre nodes in height, even ones around: exact but for terms of (ball/sphere)²⁰.
    """
    height, weight = np.polynomial.legendre.leggauss(10)
    angle = np.arange(20) * np.pi / 10
    side = np.sqrt(1 - height**2)[:, None]
    points = np.stack([side * np.cos(angle), side * np.sin(angle), np.broadcast_to(height[:, None], (10, 20))], axis=-1)
    points = points.reshape(-1, 3)
    distances = cdist(radius * points, cells)
    toward = (radius - points @ cells.T) / distances**3
    outward = secretion / radius**2 - toward @ taken
    return float(radius**2 * np.repeat(weight, 20) @ outward / 40)
