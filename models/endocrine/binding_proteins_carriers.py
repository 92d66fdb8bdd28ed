r"""The carriers of the three hormones of ``binding_proteins``, and hormone at equilibrium with them.

:math:`C_t(x) = x\,(1 + \sum_i B_i/(K_i + x))` for the free level x: total from free in closed form, free from total by
Newton's method. The function rises and bends downward (concave), so Newton's method started below the root climbs to
it without overshooting; :math:`C_t/(1 + \sum B_i/K_i)` is below it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from models.quantities import Array

if TYPE_CHECKING:
    from models.endocrine.binding_proteins import Params

NM_PER_UM: Final = 1e3
SHBG_TESTOSTERONE_KD: Final = 1.0
"""nM: an association constant of 1e9 /M [Vermeulen1999, seen in public code]."""
ALBUMIN_TESTOSTERONE_KD: Final = 1e9 / 3.6e4
"""nM: an association constant of 3.6e4 /M [Vermeulen1999, seen in public code]."""
TBG_KD: Final = 0.1
"""nM, for T4: an association constant of 1e10 /M [Pappa2015]."""
TTR_KD: Final = 14.0
"""nM, for T4: typical; Pappa2015 gives 5 nM for the first site."""
ALBUMIN_T4_KD: Final = 1430.0
"""nM, for T4: typical; Pappa2015 gives 670 nM."""
MOST_STEPS: Final = 80
"""Newton's method needs fewer than 20; this only bounds it."""
CLOSE: Final = 1e-13
"""The relative step at which Newton's method has arrived."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier protein: its short name, its binding sites (nM) and its dissociation constant (nM)."""

    name: str
    sites: float
    kd: float


@dataclass(frozen=True, slots=True)
class Hormone:
    """What belongs to a hormone: its name, what sets its own carrier and its total, and how fast it is cleared."""

    name: str
    typical: str
    """Who has the default values: an adult, for testosterone a man."""
    carrier_parameter: str
    total_parameter: str
    typical_clearance: float
    """Of the total, L/min of plasma, with the carriers at their defaults: typical."""


HORMONES: Final = {
    "cortisol": Hormone("cortisol", "adult", "cbg", "cortisol_total", 0.139),
    "testosterone": Hormone("testosterone", "man", "shbg", "testosterone_total", 0.66),
    "t4": Hormone("T4", "adult", "tbg", "t4_total", 5.8e-4),
}


def carriers_of(params: Params) -> tuple[Carrier, ...]:
    """Return the carriers of the chosen hormone: its own one first, albumin last."""
    if params.hormone == "cortisol":
        return (
            Carrier("CBG", params.cbg, params.cbg_kd),
            Carrier("albumin", params.albumin * NM_PER_UM, params.albumin_kd_cortisol * NM_PER_UM),
        )
    if params.hormone == "testosterone":
        return (
            Carrier("SHBG", params.shbg, SHBG_TESTOSTERONE_KD),
            Carrier("albumin", params.albumin * NM_PER_UM, ALBUMIN_TESTOSTERONE_KD),
        )
    return (
        Carrier("TBG", params.tbg, TBG_KD),
        Carrier("TTR", params.ttr, TTR_KD),
        Carrier("albumin", params.albumin_t4, ALBUMIN_T4_KD),
    )


def with_sites(carriers: tuple[Carrier, ...], sites: float) -> tuple[Carrier, ...]:
    """Return the carriers with ``sites`` (nM) of the hormone's own one."""
    own = carriers[0]
    return (Carrier(own.name, sites, own.kd), *carriers[1:])


def bound(free: Array, carriers: tuple[Carrier, ...]) -> Array:
    """Return what each carrier holds (carriers × levels, nM) at free levels ``free`` (levels, nM)."""
    sites = np.array([[carrier.sites] for carrier in carriers])
    kd = np.array([[carrier.kd] for carrier in carriers])
    held: Array = sites * free / (kd + free)
    return held


def total_of(free: Array, carriers: tuple[Carrier, ...]) -> Array:
    """Return the total concentration (nM) at free levels ``free`` (levels, nM)."""
    total: Array = free + bound(free, carriers).sum(axis=0)
    return total


def free_of(total: Array, carriers: tuple[Carrier, ...]) -> Array:
    """Return the free level (nM) at total concentrations ``total`` (levels, nM, above 0)."""
    sites = np.array([[carrier.sites] for carrier in carriers])
    kd = np.array([[carrier.kd] for carrier in carriers])
    free: Array = total / (1 + (sites / kd).sum(axis=0))
    for _ in range(MOST_STEPS):
        slope = 1 + (sites * kd / (kd + free) ** 2).sum(axis=0)
        step = (total - free - (sites * free / (kd + free)).sum(axis=0)) / slope
        free = free + step
        if np.all(np.abs(step) <= CLOSE * free):
            break
    return free


def free_beside_linear(total: float, carrier: Carrier, others: tuple[Carrier, ...]) -> float:
    """Return the free level (nM) if only ``carrier`` can fill up and the others bind in proportion: a quadratic.

    The form with the square root in the denominator does not cancel.
    """
    proportion = 1 + sum(other.sites / other.kd for other in others)
    half = carrier.kd * proportion + carrier.sites - total
    root = math.sqrt(half**2 + 4 * proportion * total * carrier.kd)
    if half > 0:
        return 2 * total * carrier.kd / (half + root)
    return (root - half) / (2 * proportion)
