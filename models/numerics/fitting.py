"""The exponential that lies closest to a profile: how a decay length is read off data."""

from __future__ import annotations

import numpy as np

from models.quantities import Array

STEPS = 30
"""Gauss-Newton steps at most; a clean exponential takes three."""


def exponential_length(position: Array, level: Array) -> float | None:
    """Return the length ℓ of the A·exp(−x/ℓ) nearest to ``level`` in least squares, in the unit of ``position``.

    Each point counts by the length of axis that it stands for. None if the profile does not fall, or falls to nothing
    within two points.
    """
    shown = level > 1e-9 * np.max(level, initial=0.0)
    x, y = position[shown], level[shown]
    if x.size < 3:
        return None
    weight = np.gradient(x)
    rate = -float(np.polyfit(x, np.log(y), 1, w=np.sqrt(weight) * y)[0])
    amplitude = float(y[0] * np.exp(min(rate * x[0], 50.0)))
    for _ in range(STEPS):
        shape = np.exp(-rate * x)
        slopes = np.stack([shape, -amplitude * x * shape])
        normal = (slopes * weight) @ slopes.T
        determinant = normal[0, 0] * normal[1, 1] - normal[0, 1] ** 2
        if not determinant > 1e-14 * normal[0, 0] * normal[1, 1]:
            return None
        change = np.linalg.solve(normal, (slopes * weight) @ (y - amplitude * shape))
        amplitude, rate = amplitude + float(change[0]), rate + float(change[1])
        if rate * (x[-1] - x[0]) < 1e-3:
            return None
        if abs(change[1]) < 1e-9 * rate:
            break
    return 1 / rate
