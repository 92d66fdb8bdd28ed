r"""Free and bound ligand in one dimension, exactly: the solutions in Laplace space.

.. math:: \dot u = D u'' - k_f u - k_{on} u + k_{off} v, \qquad \dot v = k_{on} u - (k_{off} + k_b) v

The transform of the bound level is ``loading(s)`` times that of the free level, and the free level obeys
:math:`D \hat u'' = \sigma(s) \hat u - \text{source}` with :math:`\sigma(s) = s + k_f + k_{on}(s + k_b)/(s + k_{off} +
k_b)`. So each solution of plain diffusion with loss holds here with σ in the place of the loss rate, and
``inverse_laplace`` brings it back to time, without a grid. At s = 0, σ is the total loss rate of the free ligand:
λ = √(D/σ(0)).

Lengths in µm, rates in 1/s, diffusion in µm²/s. The singularities of σ and of the solutions are real and ≤ 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.numerics.inverse_laplace import ComplexArray
from models.quantities import Array


@dataclass(frozen=True, slots=True)
class Exchange:
    """The rates of a ligand that is free (diffuses) or bound (rests)."""

    diffusivity: float
    free_loss: float
    on_rate: float
    off_rate: float
    bound_loss: float

    def loading(self, s: ComplexArray) -> ComplexArray:
        """Return the transform of the bound level per that of the free level; at s = 0 the steady ratio."""
        return self.on_rate / (s + self.off_rate + self.bound_loss)

    def loss(self, s: ComplexArray) -> ComplexArray:
        """Return σ(s), 1/s."""
        return s + self.free_loss + self.loading(s) * (s + self.bound_loss)

    def wavenumber(self, s: ComplexArray) -> ComplexArray:
        """Return √(σ/D), 1/µm, with a positive real part."""
        return np.sqrt(self.loss(s) / self.diffusivity)

    @property
    def bound_ratio(self) -> float:
        """Return the bound per free ligand once steady."""
        return self.on_rate / (self.off_rate + self.bound_loss)

    @property
    def total_loss(self) -> float:
        """Return σ(0), 1/s: the loss rate of free ligand, directly and by way of the bound state."""
        return self.free_loss + self.bound_ratio * self.bound_loss

    @property
    def decay_length(self) -> float:
        """Return λ, µm."""
        return math.sqrt(self.diffusivity / self.total_loss)

    @property
    def retardation(self) -> float:
        """Return σ′(0): how many times slower the free ligand settles than its loss rate says."""
        return 1 + self.on_rate * self.off_rate / (self.off_rate + self.bound_loss) ** 2

    def profile(self, s: ComplexArray, position: Array, length: float) -> ComplexArray:
        """Return the free level for a unit inflow at 0 and a wall at ``length``, as (s, position)."""
        q = self.wavenumber(s)[:, np.newaxis]
        shape = np.exp(-q * position) + np.exp(-q * (2 * length - position))
        return shape / (-self.diffusivity * q * np.expm1(-2 * q * length))

    def accumulation_time(self, position: float, length: float) -> float:
        """Return the mean time in s at which the free level at ``position`` comes in, -d ln(s û)/ds at s = 0."""
        q, rest = 1 / self.decay_length, length - position
        shape = 1 / q + length / math.tanh(q * length) - rest * math.tanh(q * rest)
        return self.retardation / (2 * self.diffusivity * q) * shape
