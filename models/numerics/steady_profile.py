r"""Steady gradients beside a plane source, in closed form: the exponential and the power law.

:math:`c = c_0 e^{-x/\lambda}` solves :math:`\lambda^2 c'' = c`; :math:`c = c_0 (1 + x/\varepsilon)^{-m}` solves
:math:`D c'' = k_n c^n` with :math:`m = 2/(n-1)` and :math:`\varepsilon^2 = m(m+1) D / (k_n c_0^{n-1})` [Eldar2003].
As n falls to 1, m grows, :math:`\varepsilon/m` tends to :math:`\lambda`, and the second becomes the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from models.quantities import Array

Reals = npt.ArrayLike


@dataclass(frozen=True, slots=True, eq=False)
class SteadyProfile:
    """One gradient, or an array of them.

    Attributes
    ----------
    level
        Concentration at x = 0.
    scale
        The exponential's λ, or the power law's offset ε, in the unit of x.
    power
        The exponent m of the power law; ``None`` for the exponential.
    """

    level: float | Array
    scale: float | Array
    power: float | None = None

    def concentration(self, position: Reals) -> Array:
        """Return the concentration at ``position``, in the unit of ``level``."""
        x = np.asarray(position, dtype=float)
        if self.power is None:
            return np.asarray(self.level * np.exp(-x / self.scale))
        return np.asarray(self.level * (1 + x / self.scale) ** -self.power)

    def position(self, threshold: Reals) -> Array:
        """Return where the concentration is ``threshold``; below 0 if it is so nowhere beside the source."""
        ratio = self.level / np.asarray(threshold, dtype=float)
        if self.power is None:
            return np.asarray(self.scale * np.log(ratio))
        return np.asarray(self.scale * np.expm1(np.log(ratio) / self.power))

    def local_length(self, position: Reals) -> Array:
        """Return the local decay length ``c/|c'|`` at ``position``, which is also ∂x/∂ln c of a reading."""
        x = np.asarray(position, dtype=float)
        if self.power is None:
            return np.asarray(self.scale + 0 * x)
        return np.asarray((x + self.scale) / self.power)

    @property
    def dose_response(self) -> float | Array:
        """∂x/∂ln(influx) of every border: λ, or ε/(m+1)."""
        return self.scale if self.power is None else self.scale / (self.power + 1)

    def at_dose(self, dose: float | Array) -> SteadyProfile:
        """Return the gradient that stands when the influx is ``dose`` times as large."""
        if self.power is None:
            return replace(self, level=self.level * dose)
        shrink = dose ** (-1 / (self.power + 1))
        return replace(self, level=self.level * shrink**-self.power, scale=self.scale * shrink)

    def stretched(self, factor: float | Array) -> SteadyProfile:
        """Return the gradient with all lengths ``factor`` times as long and the same level at the source."""
        return replace(self, scale=self.scale * factor)
