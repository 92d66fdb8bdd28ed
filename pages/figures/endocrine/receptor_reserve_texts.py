"""What the pictures of ``receptor_reserve`` say in words and numbers."""

from __future__ import annotations

from models.endocrine.receptor_reserve import Result
from models.notation import number, quantity


def state_text(result: Result) -> str:
    """Return occupancy, effect, half-effective level and maximum now."""
    params = result.params
    blocked = (
        f"{quantity(100 * params.blocked_fraction, '%')} of the receptors are blocked. "
        if params.blocked_fraction > 0
        else "No receptor is blocked. "
    )
    return (
        f"At {quantity(params.concentration, 'nM')}, {quantity(result.occupancy, '%')} of the receptors in use are "
        f"filled, and the effect is {number(result.effect)} of the strongest. Half of the maximum "
        f"({number(result.emax)}) is reached at {quantity(result.ec50, 'nM')}, with "
        f"{quantity(result.filled_at_half, '%')} filled; K_d is {quantity(params.kd, 'nM')}. {blocked}"
    ).strip()
