r"""How noise in a gradient becomes noise in position, to first order and by sampling.

:math:`\sigma_x^2 = \sum_i (\partial x/\partial \ln p_i)^2\,\mathrm{CV}_i^2` over dose, length and reading. The
derivative by the level read is the local decay length :math:`\ell = c/|c'|`; by the length it is x (a stretch at
constant source level); by the dose it is :math:`\lambda` of an exponential, :math:`\varepsilon/(m+1)` of a power law.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from models.numerics.steady_profile import SteadyProfile
from models.quantities import Array


@dataclass(frozen=True, slots=True)
class PositionalNoise:
    """Three independent sources of noise, each a standard deviation over a mean.

    Attributes
    ----------
    dose, length
        From embryo to embryo: of the influx, of the length scale.
    reading
        Of one cell's reading at ``reference_level``.
    counting
        Whether the reading error grows as 1/√c (molecules are counted) or is the same everywhere.
    """

    dose: float
    length: float
    reading: float
    reference_level: float
    counting: bool

    def reading_error(self, level: Array | float) -> Array:
        """Return the relative error of a reading at ``level``, in the unit of ``reference_level``."""
        scarcity = self.reference_level / np.asarray(level, dtype=float)
        return np.asarray(self.reading * scarcity ** (0.5 if self.counting else 0.0))

    def parts(self, gradient: SteadyProfile, position: Array) -> Array:
        """Return the parts of σₓ from dose, length and reading: 3 × the shape of ``position``, in its unit."""
        reading = gradient.local_length(position) * self.reading_error(gradient.concentration(position))
        return np.stack([
            np.full_like(position, gradient.dose_response * self.dose), np.abs(position) * self.length, reading,
        ])  # fmt: skip

    def positional_error(self, gradient: SteadyProfile, position: float) -> float:
        """Return σₓ of a border at ``position``."""
        return float(np.linalg.norm(self.parts(gradient, np.array([position]))))

    def share_above(self, gradient: SteadyProfile, position: Array, threshold: float) -> Array:
        """Return the share of cells at ``position`` that read more than ``threshold``.

        The reading error is that of the level read, but never of less than the threshold: an all but empty place is
        not mistaken for a full one, however large its relative error.
        """
        level, local = gradient.concentration(position), gradient.local_length(position)
        dose, length, _ = self.parts(gradient, position) / local
        spread = np.sqrt(dose**2 + length**2 + self.reading_error(np.maximum(level, threshold)) ** 2)
        share: Array = ndtr(np.log(level / threshold) / np.maximum(spread, 1e-9))
        return share

    def sampled_borders(
        self, gradient: SteadyProfile, thresholds: tuple[float, float], seed: int, embryos: int
    ) -> tuple[Array, Array]:
        """Return where ``embryos`` noisy embryos draw the borders of two thresholds; not a first-order formula.

        Each embryo has its own dose and length, each border its own reading. All are log-normal with mean 1, so that
        none is negative. A position below 0 says that the level at the source stays below the threshold.
        """
        random = np.random.default_rng(seed)
        own = gradient.at_dose(_around_one(random, self.dose, embryos))
        own = own.stretched(_around_one(random, self.length, embryos))
        first, second = (
            own.position(threshold / _around_one(random, float(self.reading_error(threshold)), embryos))
            for threshold in thresholds
        )
        return first, second


def _around_one(random: np.random.Generator, variation: float, count: int) -> Array:
    """Return log-normal factors with mean 1 and coefficient of variation ``variation``."""
    width = float(np.sqrt(np.log1p(variation**2)))
    return np.asarray(np.exp(width * random.standard_normal(count) - width**2 / 2))
