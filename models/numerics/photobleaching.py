"""A photobleaching run, exactly: a stripe of marked ligand, free and bound, in an endless tissue at balance.

Bleaching marks the ligand in the stripe (dark instead of bright). What is marked leaves it by diffusion, or is
destroyed and replaced by unmarked ligand; what was bound must first let go. The levels follow ``exchange`` with the
marked ligand as the initial state, and the fluorescence is what is not marked. The total before bleaching is 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import erf

from models.numerics.crossing import crossing
from models.numerics.exchange import Exchange
from models.numerics.inverse_laplace import ComplexArray, invert
from models.quantities import Array

HALF_RECOVERY: Final = 0.92503
"""D t/h² at which a stripe of half-width h has half recovered by diffusion alone; a test solves for it."""
EARLIEST, LATEST = 1e-5, 1e10
"""Seconds between which every half-recovery lies: from 0.5 µm at 100 µm²/s to 100 µm at 10⁻⁵ µm²/s."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A bleached stripe of this half-width in µm."""

    exchange: Exchange
    half_width: float

    def dark(self, times: Array) -> Array:
        """Return the part of the stripe's light that is missing at ``times`` (s), averaged over the stripe."""
        return invert(self._mean, times)

    def dark_around(self, times: Array, position: Array) -> tuple[Array, Array]:
        """Return what is marked, free and bound, at each ``position`` (µm from the middle), as (times, position)."""
        both = invert(lambda s: np.stack(self._around(s, position), axis=1), times)
        both = np.clip(both, 0.0, 1.0)
        return both[:, 0], both[:, 1]

    def half_recovery(self) -> float:
        """Return the time in s at which half of the light is back."""
        return crossing(self.dark, EARLIEST, LATEST, 0.5, log=True)

    def _mean(self, s: ComplexArray) -> ComplexArray:
        spread = 2 * self.exchange.wavenumber(s) * self.half_width
        source, resting = self._marked(s)
        free = source / self.exchange.loss(s) * (1 + np.expm1(-spread) / spread)
        total: ComplexArray = (1 + self.exchange.loading(s)) * free + resting
        return total

    def _around(self, s: ComplexArray, position: Array) -> tuple[ComplexArray, ComplexArray]:
        q, across = self.exchange.wavenumber(s)[:, np.newaxis], np.abs(position)
        inside = across <= self.half_width
        to_near, to_far = np.exp(-q * np.abs(self.half_width - across)), np.exp(-q * (self.half_width + across))
        shape = np.where(inside, 1 - (to_near + to_far) / 2, (to_near - to_far) / 2)
        source, resting = self._marked(s)
        free = (source / self.exchange.loss(s))[:, np.newaxis] * shape
        return free, self.exchange.loading(s)[:, np.newaxis] * free + resting[:, np.newaxis] * inside

    def _marked(self, s: ComplexArray) -> tuple[ComplexArray, ComplexArray]:
        """Return the source of free marked ligand, and what the bound marked ligand would be without rebinding."""
        free = 1 / (1 + self.exchange.bound_ratio)
        resting = (1 - free) / (s + self.exchange.off_rate + self.exchange.bound_loss)
        return free + self.exchange.off_rate * resting, resting


def dark_by_diffusion(scaled_time: Array) -> Array:
    """Return the missing part of a stripe's light by diffusion alone, at the scaled times D t/h² > 0."""
    root = np.sqrt(scaled_time)
    missing: Array = erf(1 / root) + root / math.sqrt(math.pi) * np.expm1(-1 / scaled_time)
    return missing
