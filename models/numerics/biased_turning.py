"""A cell that walks at constant speed while its heading φ wanders and is turned toward a direction.

dφ = −β sin φ dt + √(2/τ) dW. All that the long run needs depends on the turning number z = βτ alone. Headings are
spread as e^(z cos φ)/(2πI₀(z)) (von Mises), so the mean of cos φ, the chemotactic index, is I₁(z)/I₀(z). About its
mean drift v·CI the cell spreads along the direction with the dispersion v²τ·m(z), where
m = ∫F²/p dφ and F(φ) = ∫(CI − cos φ′)p dφ′ (the integral of the memory of cos φ): ½ at z = 0, as for a persistent
walk, and 1/(4z³) for large z.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import i0e, i1e

from models.quantities import Array

FIRST, LAST, POINTS = 1e-2, 1e3, 150
"""The table of (2 + 4z³)m(z), which is 1 at both ends to 2e-3 and at most 3.1 between them."""
ANGLES = 1001
NODES, WEIGHTS = np.polynomial.legendre.leggauss(32)


def chemotactic_index(turning: Array) -> Array:
    """Return the mean of cos φ, I₁(z)/I₀(z), odd in the turning number z."""
    size = np.abs(turning)
    index: Array = np.sign(turning) * i1e(size) / i0e(size)
    return index


def dispersion(turning: Array) -> Array:
    """Return m(z), the spread along the direction in units of v²τ: ½ without bias. Even in z."""
    size = np.abs(turning)
    knots, values = _table()
    spread: Array = np.interp(np.log(np.maximum(size, FIRST)), knots, values) / (2 + 4 * size**3)
    return spread


def variation(turning: Array) -> Array:
    """Return the variance of cos φ over the headings, 1 − CI/z − CI²: ½ at z = 0, 1/(2z²) for large z."""
    size = np.maximum(np.abs(turning), 1e-6)
    index = chemotactic_index(size)
    variance: Array = np.where(size < 1e-4, 0.5, 1 - index / size - index**2)
    return variance


def heading_density(turning: float, angle: Array) -> Array:
    """Return the share of headings per radian at ``angle`` (radians) from the direction."""
    density: Array = np.exp(turning * np.cos(angle) - abs(turning)) / (2 * np.pi * i0e(turning))
    return density


def one_way(turning: Array) -> tuple[Array, Array]:
    """Return the mean of cos φ over the cells that go with the direction, and of −cos φ over those against it.

    Times v·n this is how many cells per area and time strike a wall that faces the one or the other way. Both are 1/π
    without bias; their difference is the chemotactic index.
    """
    size = np.abs(np.asarray(turning, dtype=float))
    angle = np.pi / 4 * (NODES + 1)
    cosine = np.cos(angle)
    against = np.exp(-size[..., np.newaxis] * (1 + cosine)) @ (np.pi / 4 * WEIGHTS * cosine) / (np.pi * i0e(size))
    along = against + i1e(size) / i0e(size)
    forward: Array = np.where(turning >= 0, along, against)
    backward: Array = np.where(turning >= 0, against, along)
    return forward, backward


@cache
def _table() -> tuple[Array, Array]:
    """Return ln z and (2 + 4z³)m(z) on the table's points."""
    numbers = np.geomspace(FIRST, LAST, POINTS)
    return np.log(numbers), np.array([(2 + 4 * z**3) * _spread(z) for z in numbers.tolist()])


def _spread(turning: float) -> float:
    """Return m(z) by the trapezoidal rule over half of the circle, as far out as there are any headings."""
    angle = np.linspace(0, min(np.pi, 8 / np.sqrt(turning)), ANGLES)
    density = np.exp(turning * (np.cos(angle) - 1))
    density /= np.trapezoid(density, angle)
    index = float(np.trapezoid(np.cos(angle) * density, angle))
    gap = (index - np.cos(angle)) * density
    summed = np.concatenate([[0.0], np.cumsum((gap[1:] + gap[:-1]) / 2 * np.diff(angle))])
    return float(np.trapezoid(summed**2 / density, angle))
