r"""Diffusion with loss through layers, exactly: each layer is one rung of a ladder network.

In a layer of thickness h with :math:`D u'' = σ u` and :math:`q = \sqrt{σ/D}`, the flows at its two faces follow from
the levels there: a series conductance :math:`D q/\sinh qh` between the faces and a shunt
:math:`D q \tanh(qh/2)` at each. Working inward from the wall, only sums and quotients of these
appear: nothing cancels, at any thickness or loss. σ may be complex: the same ladder gives Laplace transforms (see
``exchange``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.numerics.inverse_laplace import ComplexArray


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of layer: thickness in µm, and q = √(σ/D) in 1/µm for each s."""

    thickness: float
    wavenumber: ComplexArray

    def series(self, diffusivity: float) -> ComplexArray:
        """Return the conductance from face to face, µm/s."""
        decay = self.wavenumber * self.thickness
        value: ComplexArray = 2 * diffusivity * self.wavenumber * np.exp(-decay) / -np.expm1(-2 * decay)
        return value

    def shunt(self, diffusivity: float) -> ComplexArray:
        """Return the loss that stands at each face, µm/s."""
        decay = self.wavenumber * self.thickness
        value: ComplexArray = diffusivity * self.wavenumber * -np.expm1(-decay) / (1 + np.exp(-decay))
        return value

    def middle(self) -> ComplexArray:
        """Return the level in the middle per sum of the levels at the faces."""
        decay = self.wavenumber * self.thickness
        value: ComplexArray = np.exp(-decay / 2) / (1 + np.exp(-decay))
        return value


def face_ratios(kinds: list[Layer], order: npt.NDArray[np.intp], diffusivity: float) -> ComplexArray:
    """Return the level at the first face for a unit inflow there, then each face's level per that of the one before.

    An array (faces, s); its cumulative product is the levels. ``order`` names the kind of each layer, from the inflow
    to the wall.
    """
    series = [kind.series(diffusivity) for kind in kinds]
    shunt = [kind.shunt(diffusivity) for kind in kinds]
    ratios = np.empty((order.size + 1, kinds[0].wavenumber.size), dtype=np.complex128)
    inward = np.zeros(kinds[0].wavenumber.size, dtype=np.complex128)
    for layer in range(order.size - 1, -1, -1):
        kind = order[layer]
        beyond = inward + shunt[kind]
        ratios[layer + 1] = series[kind] / (series[kind] + beyond)
        inward = shunt[kind] + ratios[layer + 1] * beyond
    ratios[0] = 1 / inward
    return ratios


def decay_length_of_pair(first: Layer, second: Layer) -> float:
    """Return the length in µm over which a level falls e-fold in endless alternation of two layers, at real q.

    Bloch's condition cosh(p/λ) = ½ trace of the transfer over one period p, written without cancellation.
    """
    one, two = float(first.wavenumber[0].real), float(second.wavenumber[0].real)
    a, b = one * first.thickness, two * second.thickness
    unlike = (one - two) ** 2 / (2 * one * two)
    excess = 2 * math.sinh((a + b) / 2) ** 2 + unlike * math.sinh(a) * math.sinh(b)
    return (first.thickness + second.thickness) / (2 * math.asinh(math.sqrt(excess / 2)))
