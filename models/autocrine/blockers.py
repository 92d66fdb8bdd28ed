r"""Why neutralizing antibodies fail against autocrine loops: four drugs in a race against recapture.

The culture of ``capture`` with four drugs: a trap in the medium (level T, on-rate k_on,t), a competitive receptor
blocker (K_m grows by 1 + B/K_b), a non-competitive one (a share B/(B + K_b) of the receptors is out of use), and a
block of release (Q falls by σ). A cell alone, its receptors far from full:

.. math:: P_{self}(T) = \frac{\mathrm{Da}}{\mathrm{Da}+1+a/\lambda_T},\qquad \lambda_T = \sqrt{D/(k_{on,t}T)}

hence a trap halves self-capture at D(1 + Da)²/(a² k_on,t), a receptor blocker at K_b(1 + Da), and to block a share x a
trap needs a/λ_T = (1 + Da) x/(1 - x): its dose grows as [x/(1 - x)]², a blocker's as x/(1 - x). Da is the net one,
k_on R/(4πDa) · k_e/(k_off + k_e). The time of recapture from the surface has the distribution 1 - erfcx(h√(Dt)),
h = (1 + Da)/a, and so the median 0.591 a²/(D(1 + Da)²): the trap's IC50 is the dose that works about that fast.

Everything drawn is the closed form of ``models.numerics.secreting_cells``, saturation and neighbors included; the
formulas stand beside it. Assumptions: those of ``capture``; the trap is in excess, binds for good and diffuses like
the ligand (a reversible trap in a closed dish only buffers); blockers are at equilibrium with the receptors. Ignored:
drug pharmacokinetics, valency, penetration into tissue.

References: Forsten1992 (decoys in solution), Lauffenburger1998 (antibodies to receptor and ligand compared), Dong1999
(release blocked).
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.autocrine import capture_culture
from models.autocrine.blockers_drugs import Params
from models.autocrine.capture_culture import MOLAR_PER_NM, in_nm
from models.notation import quantity
from models.numerics.crossing import crossing
from models.numerics.secreting_cells import Balance, balance
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

DOSES: Final = np.geomspace(1e-4, 1e8, 121)
"""nM; the axis on which all drugs that have a dose stand."""
WIDE: Final = np.geomspace(1e-9, 1e21, 1201)
"""nM; for looking up the dose that blocks a given share."""
SHARES: Final = np.array([
    0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.993, 0.995, 0.997, 0.999
])  # fmt: skip
BLOCKS: Final = np.linspace(0, 1, 51)
MEDIAN_RECAPTURE: Final = 0.591426
"""x² with erfcx(x) = ½."""
HIGHEST_DOSE = 1e9
"""nM, 1 mol/L: more than could be dissolved."""
STRONGEST_ANTIBODY = 1e6
"""nM, about 150 g/L: the most concentrated antibody solutions; typical."""
WHO: Final = ("self", "neighbors", "total")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """What is left of each uptake under each drug, the doses for a share, free ligand, and the numbers read off."""

    params: Params
    dose: Array = series(symbol="dose", unit="nM", label="Dose")
    trap_self: Array = series(symbol="", unit="%", label="Own capture left, trap", axes=("dose",))
    trap_neighbors: Array = series(symbol="", unit="%", label="Neighbors' capture left, trap", axes=("dose",))
    trap_total: Array = series(symbol="", unit="%", label="Uptake left, trap", axes=("dose",))
    blocker_self: Array = series(symbol="", unit="%", label="Own capture left, blocker", axes=("dose",))
    blocker_neighbors: Array = series(symbol="", unit="%", label="Neighbors' capture left, blocker", axes=("dose",))
    blocker_total: Array = series(symbol="", unit="%", label="Uptake left, blocker", axes=("dose",))
    competitive_total: Array = series(symbol="", unit="%", label="Uptake left, competitive", axes=("dose",))
    competitive_bound: Array = series(symbol="", unit="%", label="Occupancy left, competitive", axes=("dose",))
    removing_total: Array = series(symbol="", unit="%", label="Uptake left, non-competitive", axes=("dose",))
    removing_bound: Array = series(symbol="", unit="%", label="Occupancy left, non-competitive", axes=("dose",))
    trap_free: Array = series(symbol="", unit="", label="Free ligand, trap", axes=("dose",))
    competitive_free: Array = series(symbol="", unit="", label="Free ligand, competitive", axes=("dose",))
    removing_free: Array = series(symbol="", unit="", label="Free ligand, non-competitive", axes=("dose",))
    weakened_free: Array = series(
        symbol="", unit="", label="Free ligand, blocker as set and release as set", axes=("dose",)
    )
    block: Array = series(symbol="σ", unit="", label="Release blocked")
    release_self: Array = series(symbol="", unit="%", label="Own capture left, release blocked", axes=("block",))
    release_neighbors: Array = series(
        symbol="", unit="%", label="Neighbors' capture left, release blocked", axes=("block",)
    )
    release_total: Array = series(symbol="", unit="%", label="Uptake left, release blocked", axes=("block",))
    share: Array = series(symbol="x", unit="%", label="Share of own capture that is blocked")
    trap_needed: Array = series(symbol="T", unit="nM", label="Trap needed", axes=("share",))
    blocker_needed: Array = series(symbol="B", unit="nM", label="Receptor blocker needed", axes=("share",))
    trap_law: Array = series(symbol="T", unit="nM", label="Trap needed, formula", axes=("share",))
    blocker_law: Array = series(symbol="B", unit="nM", label="Blocker needed, formula", axes=("share",))
    blocked_self: float = readout(
        symbol="", unit="%", label="Own capture blocked", doc="What all drugs together take from the uptake of a "
        "cell's own ligand, at the current doses. Below 0: a drug has freed receptors, and own capture has grown.",
    )  # fmt: skip
    blocked_neighbors: float = readout(
        symbol="", unit="%", label="Neighbors' capture blocked", doc="The same for ligand from other cells."
    )  # fmt: skip
    blocked_total: float = readout(
        symbol="", unit="%", label="All uptake blocked", doc="The same for all ligand that a cell takes up."
    )  # fmt: skip
    ic50_trap: float | Absent = readout(
        symbol="", unit="nM", label="IC50 of the trap", doc="The level of trap that halves the capture "
        "of a cell's own ligand, with no other drug.",
    )  # fmt: skip
    ic50_blocker: float | Absent = readout(
        symbol="", unit="nM", label="IC50 of the blocker", doc="The level of receptor blocker, of the "
        "kind that is set, that halves the capture of a cell's own ligand, with no other drug.",
    )  # fmt: skip
    free_ligand_ratio: float = readout(
        symbol="", unit="", label="Free ligand, times that before", doc="The level in the medium under all drugs, over "
        "that without any.",
    )  # fmt: skip
    ic50_trap_neighbors: float | Absent = readout(
        symbol="", unit="nM", label="Trap: half of the neighbors' capture", doc="The same for ligand from other cells.",
        main=False,
    )  # fmt: skip
    ic50_trap_total: float | Absent = readout(
        symbol="", unit="nM", label="Trap: half of all uptake", doc="The level of trap that halves all uptake.",
        main=False,
    )  # fmt: skip
    ic50_blocker_neighbors: float | Absent = readout(
        symbol="", unit="nM", label="Blocker: half of the neighbors' capture", doc="The level of receptor blocker that "
        "halves the uptake of ligand from other cells.", main=False,
    )  # fmt: skip
    ic50_blocker_total: float | Absent = readout(
        symbol="", unit="nM", label="Blocker: half of all uptake", doc="The level of receptor blocker that halves all "
        "uptake.", main=False,
    )  # fmt: skip
    advantage: float | Absent = readout(
        symbol="", unit="", label="Trap over blocker", doc="How many times more trap than blocker it takes to halve "
        "own capture.", main=False,
    )  # fmt: skip
    formula_trap: float = readout(
        symbol="", unit="nM", label="Trap, by the formula", doc="D(1 + Da)²/(a²·k_on,t).", main=False
    )  # fmt: skip
    formula_blocker: float = readout(
        symbol="", unit="nM", label="Blocker, by the formula", doc="K_b(1 + Da).", main=False
    )  # fmt: skip
    damkohler: float = readout(
        symbol="Da", unit="", label="Net capture over escape", doc="k_on·R/(4πDa) times the chance that a bound "
        "ligand is taken in before it lets go.", main=False,
    )  # fmt: skip
    recapture_time: float = readout(
        symbol="t_½", unit="ms", label="Median time of recapture", doc="Half of the molecules that their maker catches "
        "are caught within this time after release.", main=False,
    )  # fmt: skip
    trap_time: float | Absent = readout(
        symbol="1/k_trap", unit="ms", label="The trap's mean catching time", doc="How long a free ligand lasts in the "
        "trap that is set.", main=False,
    )  # fmt: skip
    p_self: float = readout(
        symbol="", unit="%", label="Caught by its maker", doc="Under the drugs that are set.", main=False
    )  # fmt: skip
    p_neighbors: float = readout(
        symbol="", unit="%", label="Caught by neighbors", doc="Under the drugs that are set.", main=False
    )  # fmt: skip
    p_trapped: float = readout(
        symbol="", unit="%", label="Caught by the trap", doc="Under the drugs that are set.", main=False
    )  # fmt: skip
    p_lost: float = readout(
        symbol="", unit="%", label="Washed away", doc="Neither caught nor trapped.", main=False
    )  # fmt: skip
    occupancy: float = readout(
        symbol="θ", unit="%", label="Occupied receptors", doc="Of the receptors in use, under the drugs that are set.",
        main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return the dose-response of each drug and what the current doses do.

    Raises
    ------
    ParameterError
        If the cells would overlap at that density and radius.
    """
    params.refuse_overlap()
    before, now = balance(params.untreated()), balance(params.dosed())
    release = 1 - params.secretion_block
    taken = _uptakes(now, params.secretion * release)
    whole = _uptakes(before, params.secretion)
    trapped = params.trap_rate / float(now.loss)
    trap, blocker = (_half(params, drug, "self") for drug in ("trap", "blocker"))
    recapture = MEDIAN_RECAPTURE * params.cell_radius**2 / params.diffusivity / (1 + params.net_damkohler) ** 2
    return Result(
        params=params,
        **_curves(params, before),
        **_law(params),
        blocked_self=_blocked(taken["self"], whole["self"]),
        blocked_neighbors=_blocked(taken["neighbors"], whole["neighbors"]),
        blocked_total=_blocked(taken["total"], whole["total"]),
        ic50_trap=trap,
        ic50_blocker=blocker,
        free_ligand_ratio=float(now.bulk / before.bulk),
        ic50_trap_neighbors=_half(params, "trap", "neighbors"),
        ic50_trap_total=_half(params, "trap", "total"),
        ic50_blocker_neighbors=_half(params, "blocker", "neighbors"),
        ic50_blocker_total=_half(params, "blocker", "total"),
        advantage=trap if isinstance(trap, Absent) else blocker if isinstance(blocker, Absent) else trap / blocker,
        formula_trap=_trap_law(params, 1.0),
        formula_blocker=_blocker_law(params, 1.0),
        damkohler=params.net_damkohler,
        recapture_time=1e3 * recapture,
        trap_time=1e3 / params.trap_rate if params.trap_rate else Absent("no trap is set"),
        p_self=100 * float(now.p_self),
        p_neighbors=100 * float(now.p_neighbors),
        p_trapped=100 * float(now.p_lost) * trapped,
        p_lost=100 * float(now.p_lost) * (1 - trapped),
        occupancy=100 * float(now.occupancy),
    )


def _uptakes(state: Balance, secretion: float | Array) -> dict[str, Array]:
    """Return what a cell takes up of its own ligand, of its neighbors' and of both (molecules/s)."""
    own, others = secretion * state.p_self, secretion * state.p_neighbors
    return {"self": own, "neighbors": others, "total": own + others}


def _blocked(taken: Array, whole: Array) -> float:
    """Return the share (%) that is missing from ``whole``: negative where a drug has freed receptors; no rounding."""
    missing = 100 * (1 - float(taken / whole))
    return missing if abs(missing) > 1e-9 else 0.0


def _left(params: Params, before: Balance, **drugs: Any) -> tuple[dict[str, Array], Balance]:
    """Return what ``drugs`` leave of each uptake (%), and the state."""
    state, release = balance(params.untreated(**drugs)), drugs.get("release", 1.0)
    whole = _uptakes(before, params.secretion)
    return {who: 100 * got / whole[who] for who, got in _uptakes(state, params.secretion * release).items()}, state


def _curves(params: Params, before: Balance) -> dict[str, Any]:
    """Return all curves over the dose and over the block of release."""
    trap, trapped = _left(params, before, trap=DOSES)
    competitive, rivals = _left(params, before, blocker=DOSES, kind="competitive")
    removing, fewer = _left(params, before, blocker=DOSES, kind="non-competitive")
    blocker = competitive if params.blocker_kind == "competitive" else removing
    release, _ = _left(params, before, release=1 - BLOCKS)
    weakened = balance(params.untreated(blocker=DOSES, release=1 - params.secretion_block))
    return {
        "dose": DOSES.copy(), "block": BLOCKS.copy(),
        **{f"trap_{who}": trap[who] for who in WHO},
        **{f"blocker_{who}": blocker[who] for who in WHO},
        **{f"release_{who}": release[who] for who in WHO},
        "competitive_total": competitive["total"], "removing_total": removing["total"],
        "competitive_bound": 100 * rivals.bound / before.bound, "removing_bound": 100 * fewer.bound / before.bound,
        "trap_free": trapped.bulk / before.bulk, "competitive_free": rivals.bulk / before.bulk,
        "removing_free": fewer.bulk / before.bulk, "weakened_free": weakened.bulk / before.bulk,
    }  # fmt: skip


def _law(params: Params) -> dict[str, Any]:
    """Return the dose of each drug that blocks a share of own capture, from the closed form and by the formula."""
    odds = SHARES / (1 - SHARES)
    return {
        "share": 100 * SHARES,
        "trap_needed": _needed(params, "trap"),
        "blocker_needed": _needed(params, "blocker"),
        "trap_law": _trap_law(params, odds),
        "blocker_law": _blocker_law(params, odds),
    }


def _needed(params: Params, drug: str) -> Array:
    """Return the dose (nM) of ``drug`` that blocks each of ``SHARES`` of own capture."""
    left = np.log(balance(params.untreated(**{drug: WIDE})).p_self)
    start = math.log(float(balance(params.untreated()).p_self))
    # Where ligand has filled the receptors, a little trap frees some and own capture rises first: what counts is after.
    blocked = np.maximum.accumulate(start - left)
    return np.asarray(np.exp(np.interp(-np.log(1 - SHARES), blocked, np.log(WIDE))))


def _trap_law(params: Params, odds: Any) -> Any:
    """Return [odds (1 + Da)]² D/(a² k_on,t) in nM, for blocked over left = ``odds``."""
    rate = (odds * (1 + params.net_damkohler) / params.cell_radius) ** 2 * params.diffusivity
    return rate / (MOLAR_PER_NM * params.trap_on_rate)


def _blocker_law(params: Params, odds: Any) -> Any:
    """Return odds · K_b(1 + Da) in nM."""
    return odds * params.blocker_affinity * (1 + params.net_damkohler)


def _half(params: Params, drug: str, who: str) -> float | Absent:
    """Return the dose (nM) of ``drug``, given alone, at which its curve for ``who`` passes one half."""
    before = balance(params.untreated())

    def left(dose: Array) -> Array:
        return _left(params, before, **{drug: dose})[0][who]

    dose = crossing(left, float(WIDE[0]), float(WIDE[-1]), 50.0, log=True)
    return dose if dose < HIGHEST_DOSE else Absent("more than one mole per liter, which no drug can be")


def checks(result: Result) -> tuple[Check, ...]:
    """Return how far the closed form is from balances of its own, and from the formulas where these are exact."""
    params = result.params
    rare = {"secretion": 1e-9 * params.synthesis, "density": 1e-30}
    whole = float(balance(params.untreated(**rare)).p_self)
    trap, blocker = (
        abs(2 * float(balance(dataclasses.replace(params.untreated(**rare), **drug)).p_self) / whole - 1)
        for drug in (
            {"trap_rate": result.formula_trap * MOLAR_PER_NM * params.trap_on_rate},
            {"competitor": result.formula_blocker / params.blocker_affinity},
        )
    )
    return (
        *capture_culture.balance_checks(params.dosed()),
        Check("A cell alone, little ligand: capture at the formula's trap dose, against one half", trap, 1e-6),
        Check("The same at the formula's blocker dose", blocker, 1e-6),
    )


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    found = capture_culture.crowding_cautions(params, balance(params.untreated()))
    if 0 < params.trap < 10 * in_nm(float(balance(params.untreated(blocker=params.blocker_dose)).bulk)):
        found.append(Caution(
            "The trap is not far in excess of the ligand in the medium. It would be used up in part; the model takes "
            "it as unlimited.", ("trap",),
        ))  # fmt: skip
    if params.trap > STRONGEST_ANTIBODY:
        found.append(Caution(
            "No antibody solution is that concentrated: about 1 mM (10⁶ nM) is the limit (typical).", ("trap",),
        ))  # fmt: skip
    for name, value, formula in (
        ("trap", result.ic50_trap, result.formula_trap), ("receptor blocker", result.ic50_blocker,
                                                          result.formula_blocker),
    ):  # fmt: skip
        if isinstance(value, float) and abs(math.log(value / formula)) > math.log(1.2):
            found.append(Caution(
                f"The simple formula for the {name} holds for a cell alone with free receptors. Here it gives "
                f"{quantity(formula, 'nM')}, the full model {quantity(value, 'nM')}.", ("cell_density", "secretion"),
            ))  # fmt: skip
    return tuple(found)
