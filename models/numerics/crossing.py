"""Where a monotone curve passes a level: nested scans, each of which evaluates many points at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.quantities import Array

POINTS = 65
ROUNDS = 5


def crossing(curve: Callable[[Array], Array], low: float, high: float, level: float, *, log: bool = False) -> float:
    """Return where ``curve`` passes ``level`` between ``low`` and ``high``, to 64⁻⁵ (1e-9) of that stretch.

    Parameters
    ----------
    curve
        Takes points (65,) and returns values (65,), all rising or all falling.
    low, high
        The ends of the stretch; the curve must pass the level between them, or the nearer end is returned.
    level
        What is looked for, in the unit of the curve.
    log
        Scan in even steps of the logarithm; both ends must then be above 0.
    """
    spread = np.geomspace if log else np.linspace
    rising = bool(np.diff(curve(np.array([low, high])))[0] > 0)
    for _ in range(ROUNDS):
        points = spread(low, high, POINTS)
        values = curve(points)
        before = int(np.count_nonzero(values < level if rising else values >= level))
        after = min(max(before, 1), POINTS - 1)
        low, high = float(points[after - 1]), float(points[after])
    return (low + high) / 2
