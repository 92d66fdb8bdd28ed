"""What the pictures of ``binding_proteins`` say in words and numbers."""

from __future__ import annotations

from models.endocrine.binding_proteins import Result
from models.endocrine.binding_proteins_carriers import HORMONES, carriers_of
from models.notation import quantity


def state_text(result: Result) -> str:
    """Return total, free level and the main carrier, against those of a typical adult."""
    own = carriers_of(result.params)[0]
    carrier = f"There are {quantity(own.sites, 'nM')} of {own.name}" if own.sites > 0 else f"There is no {own.name}"
    return (
        f"{carrier}. The total is {quantity(result.total_hormone, 'nM')} ({typical_person(result)}: "
        f"{quantity(result.typical_total, 'nM')}), the free level {quantity(result.free_hormone, 'nM')} (typical: "
        f"{quantity(result.typical_free, 'nM')}); {quantity(result.free_percent, '%')} is free. {held_text(result)}"
    )


def held_text(result: Result) -> str:
    """Return which of the two stays when the carriers change."""
    if result.params.hold_free:
        return "The free level is held, and the total follows the carriers."
    return "The total stays as set, and the free level follows the carriers."


def typical_person(result: Result) -> str:
    """Return who has the default values: a typical adult, or a typical man."""
    return f"typical {HORMONES[result.params.hormone].typical}"


def hormone_name(result: Result) -> str:
    """Return the hormone's name."""
    return HORMONES[result.params.hormone].name
