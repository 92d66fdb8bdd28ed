"""What ``binding_proteins`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scipy.optimize import brentq

from models.endocrine.binding_proteins_carriers import carriers_of, free_beside_linear
from models.notation import quantity
from models.results import Absent, Caution, Check

if TYPE_CHECKING:
    from models.endocrine.binding_proteins import Result

ROUNDING: Final = 1e-9
FLOW_PART: Final = 0.25
"""Above this part of the organ's plasma flow the rule "free part × free clearance" is visibly wrong."""
NEARLY_FULL: Final = 95.0
"""% of the own carrier's sites."""
FAR: Final = 3.0
"""How many times above or below the typical free level is no longer healthy."""


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    carriers = carriers_of(result.params)
    free, total = result.free_hormone, result.total_hormone

    def missing(level: float) -> float:
        return level * (1 + sum(c.sites / (c.kd + level) for c in carriers)) - total

    root = brentq(missing, 0.0, total, xtol=1e-14 * total, rtol=1e-14)
    parts = [result.share_specific, result.share_albumin, result.free_percent]
    parts += [] if isinstance(result.share_ttr, Absent) else [result.share_ttr]
    weak = max(free / carrier.kd for carrier in carriers[1:])
    quadratic = free_beside_linear(total, carriers[0], carriers[1:])
    return (
        Check("All parts together are the total", abs(sum(parts) / 100 - 1), ROUNDING),
        Check("Free level against a bracketed root of the mass balance", abs(root / free - 1), ROUNDING),
        Check(
            "Free level against a quadratic in which only the hormone's own carrier fills up (expected: at most free "
            "level over K_d of the others)", abs(quadratic / free - 1), weak + ROUNDING,
        ),
    )  # fmt: skip


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    own = carriers_of(params)[0].name
    if isinstance(result.carrier_filled, float) and result.carrier_filled > NEARLY_FULL:
        found.append(Caution(
            f"{own} is filled to {quantity(result.carrier_filled, '%')}: more hormone goes to albumin or stays free. "
            "Such levels are beyond what the body makes, or the carrier is nearly gone.", ("hormone",),
        ))  # fmt: skip
    if result.clearance_rule > FLOW_PART * params.organ_flow:
        found.append(Caution(
            "Free part times free clearance comes near the organ's plasma flow. Then flow limits the clearance, and "
            "binding protects the hormone less: the simple rule does not hold.", ("organ_flow", "hormone"),
        ))  # fmt: skip
    if params.hormone == "testosterone":
        found.append(Caution(
            "For testosterone it is not settled that only free hormone counts: in the liver, hormone may leave its "
            "carriers while the blood passes.", ("hormone",),
        ))  # fmt: skip
    if params.hold_free and not 1 / FAR <= params.held_ratio <= FAR:
        found.append(Caution(
            "The free level that is held is more than three times, or less than a third of, the typical one. Healthy "
            "feedback would not defend it.", ("held_ratio",),
        ))  # fmt: skip
    return tuple(found)
