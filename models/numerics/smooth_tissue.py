r"""Steady level around one secreting cell in a tissue of consumers that is taken as smooth (the mean field).

    D∇²c = n u(c)  behind a core r < h without consumers;  D∇²c = 0 in it;  q molecules/s from the middle

Linear uptake u = Kc: c = q e^{-(r-h)/λ}/(4πDr(1 + h/λ)), λ = √(D/nK). Saturable uptake: Newton's method on w = rc.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.linalg import solve_banded
from scipy.optimize import brentq

from models.numerics.cell_uptake import Uptake
from models.quantities import Array

POINTS = 600
TAIL_LENGTHS = 14.0
"""The radial grid ends this many decay lengths behind the saturated zone (e⁻¹⁴ is 8e-7)."""
MOST_STEPS = 100
TOLERANCE = 1e-10
FARTHEST_UM = 1e9


@dataclass(frozen=True, slots=True)
class Tissue:
    """``density`` (1/µm³) consumers, none within ``core`` (µm), between which ligand diffuses (µm²/s)."""

    diffusivity: float
    density: float
    core: float
    uptake: Uptake

    @property
    def decay_length(self) -> float:
        """Return λ = √(D/nK) at low levels (µm); infinite without consumers."""
        loss = self.density * self.uptake.clearance
        return float(np.sqrt(self.diffusivity / loss)) if loss > 0 else float("inf")

    @property
    def linear(self) -> bool:
        """Whether a closed form holds."""
        return self.uptake.top is None or self.density == 0

    def saturated_radius(self, secretion: float) -> float:
        """Return R_s = (3q/4πnV)^{1/3} (µm), the ball that consumers at full rate need; 0 if uptake is linear."""
        if self.uptake.top is None or self.density == 0:
            return 0.0
        return float((3 * secretion / (4 * np.pi * self.density * self.uptake.top)) ** (1 / 3))


@dataclass(frozen=True, slots=True, eq=False)
class Niche:
    """The level around a cell that secretes ``secretion`` molecules/s into ``tissue``.

    ``start`` may be the niche of a smaller secretion, from which Newton's method then sets out.
    """

    tissue: Tissue
    secretion: float
    start: Niche | None = None
    radii: Array = field(init=False, repr=False)
    moved: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        tissue = self.tissue
        radii, moved = np.array([tissue.core]), self._linear_moved(np.array([tissue.core]))
        if not tissue.linear:
            far = tissue.core + tissue.saturated_radius(self.secretion) + TAIL_LENGTHS * tissue.decay_length
            radii = np.linspace(tissue.core, far, POINTS)
            below = self._linear_moved(radii) if self.start is None else self.start._moved_at(radii)
            moved = _newton(tissue, self.secretion, radii, below)
        object.__setattr__(self, "radii", radii)
        object.__setattr__(self, "moved", moved)

    def level(self, radius: Array) -> Array:
        """Return c (molecules/µm³) at ``radius`` (µm, the core or beyond)."""
        return self._moved_at(radius) / radius

    def radius_at(self, surface_level: float) -> float | None:
        """Return the radius (µm) where a consumer's surface sees this level (molecules/µm³); None if none does."""

        def excess(log_radius: float) -> float:
            radius = np.array([np.exp(log_radius)])
            return float(self.tissue.uptake.surface(self.level(radius))[0]) - surface_level

        start = float(np.log(self.tissue.core))
        if excess(start) < 0:
            return None
        return float(np.exp(brentq(excess, start, np.log(FARTHEST_UM), xtol=1e-10)))

    def half_capture(self) -> float:
        """Return the radius (µm) within which half of the molecules are caught. There must be consumers."""
        if not self.tissue.linear:
            return float(np.interp(0.5, self.captured(), self.radii))
        core, length = self.tissue.core, self.tissue.decay_length
        return float(brentq(lambda radius: self.share_within(radius) - 0.5, core, core + 10 * length))

    def share_within(self, radius: float) -> float:
        """Return the share of the molecules that is caught within ``radius`` (µm, the core or beyond)."""
        if not self.tissue.linear:
            return float(np.interp(radius, self.radii, self.captured()))
        core, length = self.tissue.core, self.tissue.decay_length
        return 1 - (1 + radius / length) / (1 + core / length) * float(np.exp(-(radius - core) / length))

    def captured(self) -> Array:
        """Return the share caught within each of ``radii``: 1 - flux/q, the flux being 4πD(w - rw')."""
        slope = np.gradient(self.moved, self.radii, edge_order=2)
        share = 1 - 4 * np.pi * self.tissue.diffusivity * (self.moved - self.radii * slope) / self.secretion
        return np.maximum.accumulate(np.clip(share, 0.0, 1.0))

    def taken(self) -> float:
        """Return the uptake of the whole tissue (molecules/s): the integral over ``radii``, and the linear tail."""
        tissue, radii = self.tissue, self.radii
        inside = tissue.density * np.trapezoid(4 * np.pi * radii**2 * tissue.uptake.rate(self.moved / radii), radii)
        end, length = float(radii[-1]), tissue.decay_length
        return float(inside + 4 * np.pi * tissue.diffusivity * self.moved[-1] * (1 + end / length))

    def outside(self, ball: float) -> float:
        """Return how much the tissue beyond ``ball`` (µm) lowers the level in it, per molecule/s that gets there.

        With s = -w'/w at the ball's surface: s/(4πD(1 + Bs)), in s/µm³; for linear uptake 1/(4πD(λ + B)).
        """
        steepness = 1 / self.tissue.decay_length
        if not self.tissue.linear and ball < self.radii[-1]:
            around = ball + np.array([-0.5, 0.5]) * (self.radii[1] - self.radii[0])
            steepness = float(-np.diff(np.log(self._moved_at(around)))[0] / np.diff(around)[0])
        return steepness / (4 * np.pi * self.tissue.diffusivity * (1 + ball * steepness))

    def _linear_moved(self, radius: Array) -> Array:
        length, core = self.tissue.decay_length, self.tissue.core
        peak = self.secretion / (4 * np.pi * self.tissue.diffusivity * (1 + core / length))
        return np.asarray(peak * np.exp(-(radius - core) / length))

    def _moved_at(self, radius: Array) -> Array:
        """Return w = rc: the closed form, or between the grid's points and with the linear tail behind them."""
        if self.tissue.linear:
            return self._linear_moved(radius)
        beyond = np.maximum(radius - self.radii[-1], 0.0) / self.tissue.decay_length
        return np.asarray(np.exp(np.interp(radius, self.radii, np.log(self.moved)) - beyond))


def _newton(tissue: Tissue, secretion: float, radius: Array, below: Array) -> Array:
    """Solve w'' = r n u(w/r)/D, at the core w - h w' = q/4πD, at the far end w' = -w/λ, by central differences.

    Uptake is concave in the level: from ``below`` the answer the steps rise towards it and cannot overshoot.
    """
    step, flux = radius[1] - radius[0], secretion / (4 * np.pi * tissue.diffusivity)
    strength = np.full(POINTS, tissue.density / tissue.diffusivity * step)
    strength[[0, -1]] /= 2
    bands = np.full((3, POINTS), -1 / step)
    stiffness = np.full(POINTS, 2 / step)
    stiffness[[0, -1]] = 1 / step + 1 / tissue.core, 1 / step + 1 / tissue.decay_length
    moved = below
    for _ in range(MOST_STEPS):
        level = moved / radius
        excess = -stiffness * moved - strength * radius * tissue.uptake.rate(level)
        excess[1:] += moved[:-1] / step
        excess[:-1] += moved[1:] / step
        excess[0] += flux / tissue.core
        bands[1] = stiffness + strength * tissue.uptake.slope(level)
        change = solve_banded((1, 1), bands, excess)
        moved = moved + change
        if np.max(np.abs(change)) <= TOLERANCE * flux:
            break
    return np.maximum(moved, np.finfo(float).tiny)
