"""A substance in one or two well-mixed volumes: what is given to the first is cleared from it, and exchanged.

With k₁₀ = CL/V₁, k₁₂ = Q/V₁, k₂₁ = Q/V₂ the rates α > β are the roots of λ² − (k₁₀+k₁₂+k₂₁) λ + k₁₀ k₂₁ = 0. A unit
dose gives C₁ = A e^(−αt) + B e^(−βt) and C₂ = F (e^(−βt) − e^(−αt)); infusions and pulses are sums of such terms, so
all of this is exact. Each difference that would cancel is written as a product over a sum. One compartment: Q or V₂
is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from models.quantities import Array


@dataclass(frozen=True)
class Compartments:
    """Clearance CL (L/min), volumes (L) and exchange (L/min) of one or two compartments."""

    clearance: float
    central: float
    exchange: float = 0.0
    peripheral: float = 0.0

    @property
    def has_tissue(self) -> bool:
        """Whether the second compartment takes part."""
        return self.exchange > 0 and self.peripheral > 0

    @property
    def steady_volume(self) -> float:
        """The volume that holds the substance in the long run, V₁ + V₂ (L)."""
        return self.central + self.peripheral if self.has_tissue else self.central

    @property
    def residence_time(self) -> float:
        """The mean time that a molecule stays (min)."""
        return self.steady_volume / self.clearance

    @cached_property
    def modes(self) -> tuple[Array, Array, Array]:
        """Rates (1/min, falling), and each one's coefficient (1/L) in blood and in tissue after a unit dose."""
        out = self.clearance / self.central
        if not self.has_tissue:
            return np.array([out]), np.array([1 / self.central]), np.zeros(1)
        away, back = self.exchange / self.central, self.exchange / self.peripheral
        apart = out + away - back
        width = math.hypot(apart, 2 * math.sqrt(away * back))
        total = out + away + back
        fast, slow = (total + width) / 2, 2 * out * back / (total + width)
        # (α − k₂₁)(k₂₁ − β) = k₁₂ k₂₁: the larger factor by its sum, the smaller from the product
        if apart >= 0:
            above = (apart + width) / 2
            below = away * back / above
        else:
            below = (width - apart) / 2
            above = away * back / below
        blood = np.array([above, below]) / (width * self.central)
        tissue = self.exchange / (self.central * self.peripheral * width)
        return np.array([fast, slow]), blood, np.array([-tissue, tissue])

    def after_dose(self, time: npt.ArrayLike) -> Array:
        """Return the level per unit dose at ``time`` (min) after it, in blood and tissue: shape (2, times), 1/L."""
        return self._sum(lambda rate, t: np.exp(-rate * t), time)

    def during_infusion(self, time: npt.ArrayLike, duration: float = math.inf) -> Array:
        """Return the level per unit rate at ``time`` (min) of an infusion of ``duration`` (min): (2, times), min/L."""

        def part(rate: Array, t: Array) -> Array:
            given = np.minimum(t, duration)
            return -np.expm1(-rate * given) / rate * np.exp(-rate * (t - given))

        return self._sum(part, time)

    def during_pulses(self, time: npt.ArrayLike, interval: float, last: npt.ArrayLike | None = None) -> Array:
        """Return the level per unit pulse at ``time`` (min), one pulse each ``interval`` from 0 on: (2, times), 1/L.

        ``last`` gives the number of the latest pulse (0 for the first) where a time lies just at a pulse.
        """
        t = np.asarray(time, dtype=float)
        number = np.floor(t / interval + 1e-9) if last is None else np.asarray(last, dtype=float)
        since = np.maximum(t - number * interval, 0)

        def part(rate: Array, _: Array) -> Array:
            pulses = np.expm1(-rate * (number + 1) * interval) / np.expm1(-rate * interval)
            level: Array = np.exp(-rate * since) * pulses
            return level

        return self._sum(part, t)

    def between_pulses(self, since: npt.ArrayLike, interval: float) -> Array:
        """Return the level per unit pulse at ``since`` (min) after a pulse, when all pulses are alike: (2, times)."""
        return self._sum(lambda rate, t: np.exp(-rate * t) / -np.expm1(-rate * interval), since)

    def unfilled(self, time: float) -> float:
        """Return the part of the steady level that a constant input lacks at ``time`` (min)."""
        rates, blood, _ = self.modes
        return float(blood / rates @ np.exp(-rates * time)) * self.clearance

    def _sum(self, part: Callable[[Array, Array], Array], time: npt.ArrayLike) -> Array:
        rates, blood, tissue = self.modes
        terms = part(rates[:, np.newaxis], np.atleast_1d(np.asarray(time, dtype=float)))
        levels: Array = np.stack([blood, tissue]) @ terms
        return levels
