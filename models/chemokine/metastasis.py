r"""Why do tumors spread to particular organs? Delivery by blood or lymph, times the chance to be held.

.. math:: a_i = f_i\Big[s_0 + (1-s_0)\frac{u_i}{1+u_i}\Big], \qquad u_i = \sum_r R_r\,\ell_{ri}\,(1-b_r)

with the delivery weights f (they add up to 1), the receptor levels R of the tumor cell, the ligand levels ℓ of the
organs, the blocked fraction b of each receptor, and a baseline s₀ that holds cells anywhere. The share of organ i is
a_i over the sum of all a. And why does the tumor grow where it is? CXC chemokines with the ELR motif (E) call vessels,
those without it (M) oppose them:

.. math:: drive = \frac{E}{K_E+E}\Big/\Big(1+\frac{M}{K_M}\Big), \qquad N_{max} = 20 + 1000\,drive,
    \qquad \dot N = 0.3\,N\,(1 - N/N_{max})

for 40 days, from N = 1. The two halves do not act on each other.

Assumptions: each organ has one delivery weight; receptors add; one ligand for each receptor; everything is steady.
Every number is a teaching value (grade C): directions are evidence, sizes are not. Ignored: leaving the tumor, survival
in the blood, getting through the vessel wall, dormancy, growth in the organ (seed and soil), the order of the routes,
CXCL12 as an exception (it lacks ELR, yet it helps vessels to form, through CXCR4), VEGF, the immune system.

References: Muller2001, Zlotnik2011 (receptors and organs), Chambers2002 (delivery and arrest), Strieter1995 and
Romagnani2001 (ELR and vessels), Arenberg1996 (interleukin-8 in lung cancer), Tanaka2005 (review).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.chemokine import metastasis_organs as organs
from models.chemokine import metastasis_vessels as vessels
from models.chemokine.metastasis_organs import NAMES, ORGANS, RECEPTORS
from models.quantities import Array, ParameterSet, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series

GRID: Final = 31
"""Points of each axis of the map of the vessel drive."""
RECEPTOR, BLOCKER, VESSEL = "Receptors of the tumor cell", "Blockers", "Vessels"


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    cxcr4: float = parameter(
        2.0, symbol="R_CXCR4", unit="", low=0.0, high=5.0, main=True, group=RECEPTOR, label="CXCR4",
        doc="How much CXCR4 the cell carries. Its ligand CXCL12 is high in lymph node, marrow, lung and liver.",
        evidence="C", source="Muller2001",
    )  # fmt: skip
    ccr10: float = parameter(
        0.0, symbol="R_CCR10", unit="", low=0.0, high=5.0, main=True, group=RECEPTOR, label="CCR10",
        doc="How much CCR10 the cell carries. Its ligand CCL27 is made in the skin.", evidence="C",
        source="Muller2001",
    )  # fmt: skip
    block_cxcr4: float = parameter(
        0.0, symbol="b_CXCR4", unit="", low=0.0, high=1.0, main=True, group=BLOCKER, label="CXCR4 blocked",
        doc="Fraction of CXCR4 that an antibody or a drug keeps from its ligand.", evidence="C",
    )  # fmt: skip
    elr_plus: float = parameter(
        2.0, symbol="E", unit="", low=0.01, high=10.0, scale="log", zero=True, main=True, group=VESSEL,
        label="ELR⁺ chemokines", doc="CXC chemokines with the ELR motif, such as CXCL8: they call vessels.",
        evidence="C", source="Strieter1995",
    )  # fmt: skip
    ccr7: float = parameter(
        1.5, symbol="R_CCR7", unit="", low=0.0, high=5.0, group=RECEPTOR, label="CCR7",
        doc="How much CCR7 the cell carries. Its ligand CCL21 is made in lymph nodes.", evidence="C",
        source="Muller2001",
    )  # fmt: skip
    ccr9: float = parameter(
        0.0, symbol="R_CCR9", unit="", low=0.0, high=5.0, group=RECEPTOR, label="CCR9",
        doc="How much CCR9 the cell carries. Its ligand CCL25 is made in the small intestine.", evidence="C",
        source="Zlotnik2011",
    )  # fmt: skip
    block_ccr7: float = parameter(
        0.0, symbol="b_CCR7", unit="", low=0.0, high=1.0, group=BLOCKER, label="CCR7 blocked",
        doc="Fraction of CCR7 that is kept from its ligand.", evidence="C",
    )  # fmt: skip
    block_ccr10: float = parameter(
        0.0, symbol="b_CCR10", unit="", low=0.0, high=1.0, group=BLOCKER, label="CCR10 blocked",
        doc="Fraction of CCR10 that is kept from its ligand.", evidence="C",
    )  # fmt: skip
    block_ccr9: float = parameter(
        0.0, symbol="b_CCR9", unit="", low=0.0, high=1.0, group=BLOCKER, label="CCR9 blocked",
        doc="Fraction of CCR9 that is kept from its ligand.", evidence="C",
    )  # fmt: skip
    elr_minus: float = parameter(
        0.2, symbol="M", unit="", low=0.01, high=10.0, scale="log", zero=True, group=VESSEL,
        label="ELR⁻ chemokines", doc="CXC chemokines without the ELR motif, such as CXCL9, 10 and 11: they oppose "
        "vessels.", evidence="C", source="Strieter1995",
    )  # fmt: skip
    half_plus: float = parameter(
        1.0, symbol="K_E", unit="", low=0.1, high=10.0, scale="log", group=VESSEL, label="Half level of ELR⁺",
        doc="The level of ELR⁺ chemokines that gives half of the drive.", evidence="C",
    )  # fmt: skip
    half_minus: float = parameter(
        1.0, symbol="K_M", unit="", low=0.1, high=10.0, scale="log", group=VESSEL, label="Half level of ELR⁻",
        doc="The level of ELR⁻ chemokines that halves the drive.", evidence="C",
    )  # fmt: skip
    baseline_arrest: float = parameter(
        0.05, symbol="s₀", unit="", low=0.0, high=0.5, group="Arrest", label="Baseline arrest",
        doc="Chance that a delivered cell gets stuck without any chemokine, the same in every organ.", evidence="C",
        source="Chambers2002",
    )  # fmt: skip


def _arrested(organ: str) -> dict[str, Any]:
    """Return the declaration of the arrests in an organ; the skin's stands on a tile."""
    return {
        "symbol": f"a_{organ}", "unit": "%", "label": f"Arrests, {NAMES[organ]}", "main": organ == "skin",
        "doc": f"Cells that arrest in the {NAMES[organ]}, of all cells delivered anywhere.",
    }  # fmt: skip


def _shared(organ: str) -> dict[str, Any]:
    """Return the declaration of the share of an organ."""
    return {
        "symbol": "", "unit": "%", "label": f"Share, {NAMES[organ]}", "main": organ == "skin",
        "doc": f"Arrests in the {NAMES[organ]}, of all arrests.",
    }  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Arrests by organ, now, without blockers and by delivery alone; the vessel drive; growth over 40 days."""

    params: Params
    organ: Array = series(symbol="", unit="", label="Organ")
    receptor: Array = series(symbol="", unit="", label="Receptor")
    delivery: Array = series(symbol="f", unit="%", label="Delivered", axes=("organ",))
    ligand: Array = series(symbol="ℓ", unit="", label="Ligand level", axes=("receptor", "organ"))
    match: Array = series(symbol="R(1−b)ℓ", unit="", label="Match", axes=("receptor", "organ"))
    stay: Array = series(symbol="a/f", unit="%", label="Chance to stay", axes=("organ",))
    arrest: Array = series(symbol="a", unit="%", label="Arrests", axes=("organ",))
    share: Array = series(symbol="", unit="%", label="Share of all arrests", axes=("organ",))
    arrest_unblocked: Array = series(symbol="a", unit="%", label="Arrests without blockers", axes=("organ",))
    share_unblocked: Array = series(symbol="", unit="%", label="Share without blockers", axes=("organ",))
    plus_axis: Array = series(symbol="E", unit="", label="ELR⁺ chemokines")
    minus_axis: Array = series(symbol="M", unit="", label="ELR⁻ chemokines")
    drive_map: Array = series(symbol="", unit="", label="Vessel drive", axes=("minus_axis", "plus_axis"))
    time: Array = series(symbol="t", unit="days", label="Time")
    size: Array = series(symbol="N", unit="", label="Tumor size", axes=("time",))
    size_at_default: Array = series(symbol="N", unit="", label="Tumor size at the default balance", axes=("time",))
    size_without_vessels: Array = series(symbol="N", unit="", label="Tumor size without vessels", axes=("time",))
    total_arrest: float = readout(
        symbol="Σa", unit="%", label="Arrests in all", doc="Cells that arrest anywhere, of all cells delivered."
    )  # fmt: skip
    arrest_node: float = readout(**_arrested("node"))
    arrest_lung: float = readout(**_arrested("lung"))
    arrest_liver: float = readout(**_arrested("liver"))
    arrest_marrow: float = readout(**_arrested("marrow"))
    arrest_skin: float = readout(**_arrested("skin"))
    arrest_intestine: float = readout(**_arrested("intestine"))
    arrest_kidney: float = readout(**_arrested("kidney"))
    arrest_muscle: float = readout(**_arrested("muscle"))
    arrest_brain: float = readout(**_arrested("brain"))
    share_node: float | Absent = readout(**_shared("node"))
    share_lung: float | Absent = readout(**_shared("lung"))
    share_liver: float | Absent = readout(**_shared("liver"))
    share_marrow: float | Absent = readout(**_shared("marrow"))
    share_skin: float | Absent = readout(**_shared("skin"))
    share_intestine: float | Absent = readout(**_shared("intestine"))
    share_kidney: float | Absent = readout(**_shared("kidney"))
    share_muscle: float | Absent = readout(**_shared("muscle"))
    share_brain: float | Absent = readout(**_shared("brain"))
    vessel_drive: float = readout(
        symbol="", unit="", label="Vessel drive", doc="How strongly vessels are called, between 0 and 1."
    )  # fmt: skip
    tumor_size: float = readout(
        symbol="N", unit="", label="Tumor size", doc="After 40 days, in sizes at the start. A teaching value."
    )  # fmt: skip
    tumor_limit: float = readout(
        symbol="N_max", unit="", label="Size the vessels feed", doc="20 + 1000 times the vessel drive.", main=False
    )  # fmt: skip
    size_change: float = readout(
        symbol="ΔN", unit="%", label="Size, change",
        doc="Tumor size after 40 days, against that at the default balance (E = 2, M = 0.2).",
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return arrests and shares by organ, the vessel drive and its map, and the growth over 40 days."""
    levels = np.array([getattr(params, receptor) for receptor in RECEPTORS])
    blocks = np.array([getattr(params, f"block_{receptor}") for receptor in RECEPTORS])
    delivered, match = organs.delivery(), organs.matches(levels, blocks)
    stay = organs.stay_probability(match.sum(axis=0), params.baseline_arrest)
    free = organs.matches(levels, np.zeros_like(blocks)).sum(axis=0)
    unblocked = delivered * organs.stay_probability(free, params.baseline_arrest)
    arrest = delivered * stay
    growth = _growth(params)
    return Result(
        params=params,
        organ=np.arange(1.0, len(ORGANS) + 1),
        receptor=np.arange(1.0, len(RECEPTORS) + 1),
        delivery=100 * delivered,
        ligand=organs.ligand_table(),
        match=match,
        stay=100 * stay,
        arrest=100 * arrest,
        share=_share(arrest),
        arrest_unblocked=100 * unblocked,
        share_unblocked=_share(unblocked),
        total_arrest=100 * float(arrest.sum()),
        **_readouts(arrest),
        **growth,
    )


def _share(arrest: Array) -> Array:
    """Return the shares of all arrests in %; zeros if nothing arrests."""
    total = float(arrest.sum())
    return 100 * arrest / total if total > 0 else np.zeros_like(arrest)


def _readouts(arrest: Array) -> dict[str, Any]:
    """Return arrests and shares by name; there are no shares if nothing arrests."""
    nothing = Absent("no cell arrests anywhere: the baseline is 0 and no receptor works")
    share = _share(arrest)
    found: dict[str, Any] = {}
    for i, organ in enumerate(ORGANS):
        found[f"arrest_{organ}"] = 100 * float(arrest[i])
        found[f"share_{organ}"] = float(share[i]) if arrest.any() else nothing
    return found


def _growth(params: Params) -> dict[str, Any]:
    """Return the vessel drive, its map, and the size of the tumor over time."""
    halves = (params.half_plus, params.half_minus)
    now, default = float(vessels.drive(params.elr_plus, params.elr_minus, *halves)), default_drive()
    plus, minus, time = np.geomspace(0.01, 10, GRID), np.geomspace(0.01, 10, GRID), np.linspace(0, vessels.DAYS, 81)
    size, usual = (vessels.logistic(time, vessels.capacity(drive)) for drive in (now, default))
    return {
        "plus_axis": plus, "minus_axis": minus, "time": time, "size": size, "size_at_default": usual,
        "drive_map": vessels.drive(plus[np.newaxis, :], minus[:, np.newaxis], *halves),
        "size_without_vessels": vessels.logistic(time, vessels.SMALLEST), "vessel_drive": now,
        "tumor_limit": vessels.capacity(now),
        "tumor_size": float(size[-1]), "size_change": 100 * (float(size[-1] / usual[-1]) - 1),
    }  # fmt: skip


def default_drive() -> float:
    """Return the vessel drive at the default balance, to which sizes are compared."""
    usual = Params()
    return float(vessels.drive(usual.elr_plus, usual.elr_minus, usual.half_plus, usual.half_minus))


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: a balance of cells, the limit without receptors, and growth step by step."""
    params, delivered = result.params, organs.delivery()
    match = result.match.sum(axis=0)
    carried_on = delivered * organs.pass_probability(match, params.baseline_arrest)
    baseline = max(params.baseline_arrest, 0.01)
    bare = delivered * organs.stay_probability(np.zeros(len(ORGANS)), baseline)
    stepped = vessels.stepped(vessels.capacity(result.vessel_drive))
    return (
        Check("cells that arrest and cells that pass on, against cells delivered",
              abs(float((result.arrest / 100 + carried_on).sum()) - 1), 1e-12),
        Check("shares without receptors, against the delivery weights",
              float(np.abs(_share(bare) / result.delivery - 1).max()), 1e-12),
        Check("growth, against Runge-Kutta steps", abs(stepped / result.tumor_size - 1), 1e-6),
    )  # fmt: skip


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params, found = result.params, []
    fullest = int(np.argmax(result.stay))
    if result.stay[fullest] > 90:
        found.append(Caution(
            f"In the {NAMES[ORGANS[fullest]]} nearly every delivered cell stays. Real metastasis is far less "
            "efficient: most cells that arrest never grow.", (*RECEPTORS, "baseline_arrest"),
        ))  # fmt: skip
    if params.baseline_arrest > 0.3:
        found.append(Caution("So many cells get stuck anywhere that receptors hardly count.", ("baseline_arrest",)))
    if params.elr_plus == 0:
        found.append(Caution(
            "Without ELR⁺ chemokines no vessel grows in this model. Real tumors have other factors, such as VEGF.",
            ("elr_plus",),
        ))  # fmt: skip
    return tuple(found)
