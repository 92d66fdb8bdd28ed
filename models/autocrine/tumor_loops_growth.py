"""From a case and its drugs to signal and growth: the loop, the growth rule, and the strength of each step.

See ``tumor_loops`` for the equations. Doses are those of ``Params``; a dose that is not given is off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.autocrine.tumor_loops_cases import CASES, TRAP_ON_RATE, Constants
from models.numerics.autocrine_loop import Loop, hill, settle
from models.numerics.secreting_cells import Cells
from models.units import MOLECULES_PER_UM3_PER_NM, UM3_PER_S_PER_MOLAR_S

MOLAR_PER_NM: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """What is given to the cells: trap in nM, blocker in units of its K_b, added ligand in nM/s, the rest as shares.

    ``constitutive`` is a share of the pathway that a mutation has switched on, ``induced_release`` the share of the
    release called up by a drug that has come up by now.
    """

    trap: float = 0.0
    secretion_inhibitor: float = 0.0
    exogenous_ligand: float = 0.0
    competitive_blocker: float = 0.0
    noncompetitive_block: float = 0.0
    dominant_negative: float = 0.0
    kinase_inhibitor: float = 0.0
    driver_inhibitor: float = 0.0
    main_pathway_inhibitor: float = 0.0
    downstream_inhibitor: float = 0.0
    smac_mimetic: float = 0.0
    constitutive: float = 0.0
    induced_release: float = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a case ends: signal S, and growth rate g in 1/day."""

    signal: float
    growth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How strongly each step of the loop runs, from 0 to 1: what the drawing's arrows show.

    ``release`` and what makes it up (``basal``, ``by_driver``, ``by_feedback``, ``by_drug``) are shares of the most
    that the cell could release, ``medium`` is the ligand in the medium over that of a fully active, untouched loop,
    ``outside`` the share of the ligand that other cells or the experimenter supply, ``bound`` the reading of the
    receptors before and ``active`` that behind the kinase, ``mutation`` the share that needs no ligand, ``to_growth``
    and ``main`` the two drives of growth, ``killing`` the share of the death arm that is at work.
    """

    release: float
    basal: float
    by_driver: float
    by_feedback: float
    by_drug: float
    outside: float
    medium: float
    bound: float
    active: float
    mutation: float
    to_growth: float
    main: float
    killing: float


def loop_of(case: Constants, doses: Doses) -> Loop:
    """Return the loop of a case under drugs, in µm, s and molecules."""
    supply = case.supply + doses.exogenous_ligand
    cells = Cells(
        secretion=0.0, receptors=case.receptors, on_rate=case.on_rate * UM3_PER_S_PER_MOLAR_S, off_rate=case.off_rate,
        internalization=case.internalization, turnover=case.turnover, diffusivity=case.diffusivity, radius=case.radius,
        density=case.density, medium_loss=case.medium_loss, trap_rate=doses.trap * MOLAR_PER_NM * TRAP_ON_RATE,
        competitor=doses.competitive_blocker, removed=doses.noncompetitive_block,
        supply=supply * MOLECULES_PER_UM3_PER_NM,
    )  # fmt: skip
    return Loop(
        cells=cells, basal=case.basal, driver=case.driver, feedback=case.feedback, midpoint=case.midpoint,
        hill=case.hill, receptors=case.receptors, half_signal_bound=case.half_signal_bound,
        signal_hill=case.signal_hill, receptor_feedback=case.receptor_feedback,
        receptor_midpoint=case.receptor_midpoint, receptor_hill=case.receptor_hill,
        more_secretion=drug_release(case, doses), constitutive=constitutive_share(case, doses),
        secretion_block=doses.secretion_inhibitor, driver_block=doses.driver_inhibitor,
        dominant_negative=doses.dominant_negative, kinase_block=doses.kinase_inhibitor,
        downstream_block=doses.downstream_inhibitor,
    )  # fmt: skip


def drug_release(case: Constants, doses: Doses) -> float:
    """Return the secretion (molecules/s per cell) that the drugs themselves call up."""
    called = case.release_by_main * doses.main_pathway_inhibitor + case.release_by_smac * doses.smac_mimetic
    return doses.induced_release * called


def constitutive_share(case: Constants, doses: Doses) -> float:
    """Return s_c: the case's own share of ligand-free signaling, and what the reader adds to it."""
    return 1 - (1 - case.constitutive) * (1 - doses.constitutive)


def growth_rate(case: Constants, doses: Doses, signal: float) -> float:
    """Return g in 1/day. Where the loop kills (death presets) it does not feed growth."""
    fed = case.loop_weight * signal if case.death == 0 else 0.0
    drive = fed + case.main_weight * (1 - doses.main_pathway_inhibitor)
    gain = (case.fastest - case.slowest) * float(hill(drive, case.half_growth, 2.0))
    return case.slowest + gain - case.death * doses.smac_mimetic * signal


def untouched(name: str, constitutive: float = 0.0) -> Outcome:
    """Return a case before any drug, reached from its history (0, or 1 where the loop has been switched on)."""
    case, doses = CASES[name], Doses(constitutive=constitutive)
    signal = settle(loop_of(case, doses), case.history)
    return Outcome(signal, growth_rate(case, doses, signal))


def treated(name: str, doses: Doses, start: float) -> Outcome:
    """Return a case under drugs, reached from the signal ``start``."""
    case = CASES[name]
    signal = settle(loop_of(case, doses), start)
    return Outcome(signal, growth_rate(case, doses, signal))


def steps_of(case: Constants, doses: Doses, loop: Loop, signal: float) -> Steps:
    """Return the strength of each step while the signal is ``signal``."""
    state, bare = loop.state(signal), loop_of(case, Doses())
    fed_back = case.feedback * float(hill(signal, case.midpoint, case.hill))
    made_by = (case.basal, case.driver * (1 - doses.driver_inhibitor), fed_back, drug_release(case, doses))
    parts = np.array(made_by) * (1 - doses.secretion_inhibitor)
    most = case.basal + case.driver + case.feedback + case.release_by_main + case.release_by_smac
    shares = parts / most if most > 0 else np.zeros(4)
    supply = float(loop.cells.supply)
    made, full = float(parts.sum()) * case.density, float(bare.state(1.0).bulk)
    bulk = float(state.bulk)
    reading = float(state.bound) * (1 - doses.dominant_negative) ** 2
    bound = float(hill(reading, case.half_signal_bound, case.signal_hill))
    killing = case.death * doses.smac_mimetic * signal
    return Steps(
        release=float(shares.sum()), basal=float(shares[0]), by_driver=float(shares[1]), by_feedback=float(shares[2]),
        by_drug=float(shares[3]), outside=supply / (supply + made) if supply > 0 else 0.0,
        medium=bulk / (bulk + full) * 2 if bulk < full else 1.0, bound=bound,
        active=bound * (1 - doses.kinase_inhibitor), mutation=constitutive_share(case, doses),
        to_growth=case.loop_weight * signal if case.death == 0 else 0.0,
        main=case.main_weight * (1 - doses.main_pathway_inhibitor), killing=min(killing, 1.0),
    )  # fmt: skip
