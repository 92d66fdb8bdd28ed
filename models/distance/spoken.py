"""Lengths and times over many decades, in the unit that a reader would say: ``100 µm``, ``83 min``, ``158 years``."""

from __future__ import annotations

import math
from typing import Final

from models.notation import number

LENGTHS: Final = ((1e6, "m"), (1e4, "cm"), (1e3, "mm"), (1.0, "µm"), (0.0, "nm"))
"""From how many µm on a unit is used, largest first."""
UM: Final = {"m": 1e-6, "cm": 1e-4, "mm": 1e-3, "µm": 1.0, "nm": 1e3}
TIMES: Final = (
    (365.25 * 86400.0, "year", 0.995),
    (86400.0, "day", 0.995),
    (3600.0, "h", 1.95),
    (60.0, "min", 0.995),
    (1.0, "s", 0.0995),
    (1e-3, "ms", 0.0995),
    (1e-6, "µs", 0.0995),
    (1e-9, "ns", 0.0),
)
"""Seconds in a unit, the unit, and from how many of it on it is used: 0.5 s and 90 min, but 3 h."""


def spoken_length(distance: float, digits: int = 2) -> str:
    """Return a distance, given in µm, with the unit that suits its size.

    Raises
    ------
    ValueError
        If the distance is not positive and finite.
    """
    _check(distance)
    unit = next(unit for start, unit in LENGTHS if distance >= start * (1 - 1e-9))
    return f"{number(distance * UM[unit], digits)} {unit}"


def spoken_time(seconds: float, digits: int = 2) -> str:
    """Return a time, given in s, with the unit that suits its size.

    Raises
    ------
    ValueError
        If the time is not positive and finite.
    """
    _check(seconds)
    size, unit, _ = next(entry for entry in TIMES if seconds >= entry[0] * entry[2])
    amount = number(seconds / size, max(digits, _whole_digits(seconds / size)))
    plural = "s" if unit in ("year", "day") and amount != "1" else ""
    return f"{amount} {unit}{plural}"


def _whole_digits(value: float) -> int:
    """Return how many digits stand before the point, at most 4: 158 years are not rounded to 160."""
    return min(max(math.floor(math.log10(value)) + 1, 1), 4)


def _check(value: float) -> None:
    if not (value > 0 and math.isfinite(value)):
        raise ValueError(f"must be positive and finite, not {value!r}")
