"""The angiogenic balance and the growth that it allows: closed forms, and a step-by-step solution to check them.

All numbers are teaching values (grade C); the signs are those of Strieter1995: CXC chemokines with the ELR motif call
vessels, CXC chemokines without it oppose them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from models.quantities import Array

SMALLEST: Final = 20.0
"""Size that a tumor reaches without new vessels, in sizes at the start."""
LARGEST_GAIN: Final = 1000.0
"""What full vessel drive adds to it."""
GROWTH_RATE: Final = 0.3
"""1/day, while the tumor is small."""
DAYS: Final = 40.0


def drive(plus: Array | float, minus: Array | float, half_plus: float, half_minus: float) -> Array:
    """Return the vessel drive E/(K_E + E) / (1 + M/K_M), between 0 and 1; ``plus`` is E, ``minus`` is M."""
    e, m = np.asarray(plus, dtype=float), np.asarray(minus, dtype=float)
    return np.asarray(e / (half_plus + e) / (1 + m / half_minus))


def capacity(vessel_drive: float) -> float:
    """Return the size that the vessels can feed, in sizes at the start."""
    return SMALLEST + LARGEST_GAIN * vessel_drive


def logistic(time: Array, limit: float) -> Array:
    """Return the size at each ``time`` (days) of a tumor that starts at 1 and grows towards ``limit``."""
    return limit / (1 + (limit - 1) * np.exp(-GROWTH_RATE * time))


def stepped(limit: float, steps: int = 200) -> float:
    """Return the size after ``DAYS`` by Runge-Kutta steps of fourth order: independent of the closed form."""
    size, dt = 1.0, DAYS / steps
    for _ in range(steps):
        first = _growth(size, limit)
        second = _growth(size + dt * first / 2, limit)
        third = _growth(size + dt * second / 2, limit)
        fourth = _growth(size + dt * third, limit)
        size += dt * (first + 2 * second + 2 * third + fourth) / 6
    return size


def _growth(size: float, limit: float) -> float:
    return GROWTH_RATE * size * (1 - size / limit)
