"""Round numbers for the ends of axes, so that an axis rests while a slider moves a little."""

import math
from typing import Final

STEPS: Final = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
LEAST: Final = 1e-12


def round_up(value: float) -> float:
    """Return the next of 1, 1.5, 2, 3, 5, 7, 10 … times a power of ten at or above ``value`` (at least 1e-12)."""
    value = max(value, LEAST)
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in STEPS if step * power >= value), 10 * power)
