"""Words for the numbers of ``clearance``."""

from __future__ import annotations

from typing import Final

from models.distance.spoken import spoken_time
from models.endocrine.clearance import Result
from models.notation import number, quantity
from models.units import SECONDS_PER_MINUTE

GIVEN: Final = {
    "steady": "as steady secretion from time zero on",
    "infusion": "as an infusion that then stops",
    "bolus": "as one injection",
    "pulses": "in pulses",
}


def level_unit(level: float) -> tuple[str, float]:
    """Return the unit that suits a level, given in nM, and how many of it are 1 nM."""
    return ("pM", 1e3) if level < 1 else ("nM", 1.0) if level < 1e3 else ("µM", 1e-3)


def spoken_level(level: float) -> str:
    """Return a level, given in nM, in pM, nM or µM."""
    unit, factor = level_unit(level)
    return quantity(level * factor, unit)


def amount(molecules: float) -> str:
    """Return a number of molecules."""
    text = number(molecules, 2)
    return f"{text} molecule{'' if text == '1' else 's'}"


def stay_text(result: Result) -> str:
    """Return how long a molecule stays, and what volume and clearance make of it."""
    half_life = spoken_time(result.half_life * SECONDS_PER_MINUTE, 3)
    return (
        f"The half-life is {half_life}, from {quantity(result.steady_volume, 'L')} over "
        f"{quantity(result.params.clearance, 'L/min')}."
    )
