r"""Which drug breaks which loop? Eighteen autocrine loops of tumors and immune cells, and eleven ways to hit them.

Every case is the loop of ``models.numerics.autocrine_loop`` (ligand by ``secreting_cells``) with constants of its own
(``tumor_loops_cases``) and a growth rule, in 1/day:

.. math:: drive = w_{loop} S + w_{main} M (1 - i_{main}), \qquad
   g = r_{min} + (r_{max} - r_{min}) \frac{drive^2}{K_g^2 + drive^2} - death \cdot sm \cdot S

M = 1 is a parallel pathway, i_main its inhibitor, sm a Smac mimetic. Where the loop kills (death > 0) it does not
feed growth. Drugs act where they act in life: a trap and a blocker of release on the ligand, competitive and
non-competitive blockers and dominant-negative receptors at the receptor, a kinase inhibitor (1 - κ) behind it, a
downstream block on all of F, a driver inhibitor on the release that an oncogene causes. Two drugs call up ligand
themselves: release grows by ρ (tam_q i_main + q_sm sm), ρ being the share that has come up by now. Added ligand is a
supply per volume.

The signal goes from where it last was (``start_signal``) to the next stable state in the direction of F - S; so a loop
with two stable states remembers.

**Everything quantitative is a teaching choice (grade C); only directions are evidence**, and the constants were chosen
until they came out: the scenarios (``tumor_loops_scenarios``) are a regression suite and no validation. Assumed:
identical cells, steady doses, a trap in excess. Ignored: immune cells, vessels, drug kinetics, clones, toxicity.

References: Gao2007, Hartman2011, Sansone2007, Iliopoulos2009, Schlange2007, Bafico2004, Bachelder2001, Jechlinger2006,
Wilson2011, Petersen2007, Vince2007, Marek2008, Yi2012, Singh2009, Arenberg1996, Granowitz1992, Buffiere2019.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np

from models.autocrine import tumor_loops_trust
from models.autocrine.tumor_loops_cases import CASES, LABELS, WITH_DEATH, WITH_DRIVER, WITH_MAIN, Constants
from models.autocrine.tumor_loops_growth import Doses, Steps, growth_rate, loop_of, steps_of, untouched
from models.autocrine.tumor_loops_scenarios import Answer, Table, answers, table
from models.numerics.autocrine_loop import Loop, SteadyState, settle, steady_states
from models.quantities import Array, ParameterSet, choice, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import MOLECULES_PER_UM3_PER_NM

DAYS: Final = 10.0
LIGAND: Final = "Drugs against the ligand"
RECEPTOR: Final = "Drugs at the receptor"
AROUND: Final = "Drugs before, beside and behind the loop"
CELL: Final = "The cell and its history"


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set: the case, eleven drugs, and three facts about the cell."""

    case: str = choice(
        "il6_egfr_lung", options=LABELS, main=True, label="Case",
        doc="Which cell and which loop. All constants of a case are teaching values.",
    )  # fmt: skip
    trap: float = parameter(
        0.0, symbol="T", unit="nM", low=0.1, high=1e6, scale="log", zero=True, main=True, label="Ligand trap",
        doc="An antibody or soluble receptor in the medium that binds the ligand for good.", evidence="C",
    )  # fmt: skip
    kinase_inhibitor: float = parameter(
        0.0, symbol="κ", unit="", low=0.0, high=1.0, main=True, label="Kinase inhibitor",
        doc="Share of the signal behind the receptor that a small molecule in the cell takes away.", evidence="C",
    )  # fmt: skip
    secretion_inhibitor: float = parameter(
        0.0, symbol="σ", unit="", low=0.0, high=1.0, group=LIGAND, label="Release blocked",
        doc="Share of the cell's own release that is gone: the gene silenced, or the way out shut.", evidence="C",
    )  # fmt: skip
    exogenous_ligand: float = parameter(
        0.0, symbol="s", unit="nM/s", low=1e-6, high=0.1, scale="log", zero=True, group=LIGAND, label="Ligand added",
        doc="Ligand that the experimenter supplies. Not a drug against the loop, but a way to switch it on.",
        evidence="C",
    )  # fmt: skip
    competitive_blocker: float = parameter(
        0.0, symbol="B/K_b", unit="", low=0.1, high=1e4, scale="log", zero=True, group=RECEPTOR,
        label="Competitive blocker",
        doc="Level of a drug that competes with the ligand for the receptor, in units of its own affinity.",
        evidence="C",
    )  # fmt: skip
    noncompetitive_block: float = parameter(
        0.0, symbol="f_nc", unit="", low=0.0, high=1.0, group=RECEPTOR, label="Non-competitive block",
        doc="Share of the receptors that are out of use, however much ligand there is.", evidence="C",
    )  # fmt: skip
    dominant_negative: float = parameter(
        0.0, symbol="DN", unit="", low=0.0, high=1.0, group=RECEPTOR, label="Dominant-negative receptor",
        doc="Share of broken receptors that the cell has been made to carry. A working pair needs two good ones.",
        evidence="C",
    )  # fmt: skip
    driver_inhibitor: float = parameter(
        0.0, symbol="i_drv", unit="", low=0.0, high=1.0, group=AROUND, when=("case", *WITH_DRIVER),
        label="Driver inhibitor",
        doc="Share of the driver's push on release that is gone. The driver is an oncogene or a stimulus.",
        evidence="C",
    )  # fmt: skip
    main_pathway_inhibitor: float = parameter(
        0.0, symbol="i_main", unit="", low=0.0, high=1.0, group=AROUND, when=("case", *WITH_MAIN),
        label="Main pathway inhibitor",
        doc="Share of a parallel growth pathway that is blocked, for example EGFR by gefitinib.", evidence="C",
    )  # fmt: skip
    downstream_inhibitor: float = parameter(
        0.0, symbol="down", unit="", low=0.0, high=1.0, group=AROUND, label="Downstream block",
        doc="Share of the whole signal that is taken away at its end, below any mutation.", evidence="C",
    )  # fmt: skip
    smac_mimetic: float = parameter(
        0.0, symbol="sm", unit="", low=0.0, high=1.0, group=AROUND, when=("case", *WITH_DEATH), label="Smac mimetic",
        doc="Share of the IAP proteins removed. They stand between the TNF receptor and cell death.", evidence="C",
    )  # fmt: skip
    constitutive: float = parameter(
        0.0, symbol="s_c", unit="", low=0.0, high=1.0, group=CELL, label="Ligand-free share added",
        doc="How much of the pathway a mutation below the receptor switches on, on top of the case's own share.",
        evidence="C",
    )  # fmt: skip
    induced_release: float = parameter(
        1.0, symbol="ρ", unit="", low=0.0, high=1.0, group=CELL, label="Drug-induced release so far",
        doc="Some drugs make the cell release more ligand. 0: the first hours or days. 1: it has fully come up.",
        evidence="C",
    )  # fmt: skip
    start_signal: float = parameter(
        0.0, symbol="S₀", unit="", low=0.0, high=1.0, group=CELL, carried="signal", label="Signal until now",
        doc="Where the signal was before the last move. It follows your path: a loop with two stable states "
        "remembers it.", evidence="C",
    )  # fmt: skip


def _constant(symbol: str, unit: str, label: str) -> Any:
    """Declare a constant of the case: shown in the text, not on a tile."""
    return readout(symbol=symbol, unit=unit, label=label, doc="A constant of the case: a teaching value.", main=False)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The loop's response and states, growth, the strength of each step, and the answers to what was tried in life."""

    params: Params
    signal_axis: Array = series(symbol="S", unit="", label="Signal")
    response: Array = series(symbol="F", unit="", label="Response with drugs", axes=("signal_axis",))
    response_untouched: Array = series(symbol="F", unit="", label="Response without drugs", axes=("signal_axis",))
    days: Array = series(symbol="t", unit="days", label="Time")
    cells: Array = series(symbol="N/N₀", unit="", label="Cells with drugs", axes=("days",))
    cells_untouched: Array = series(symbol="N/N₀", unit="", label="Cells without drugs", axes=("days",))
    states: tuple[SteadyState, ...]
    states_untouched: tuple[SteadyState, ...]
    steps: Steps
    answers: tuple[Answer, ...]
    table: Table
    signal: float = readout(
        symbol="S", unit="", label="Signal", doc="Activity of the pathway behind the receptor, 0 to 1."
    )
    growth: float = readout(
        symbol="g", unit="1/day", label="Growth rate", doc="Growth minus death; below 0 the cells become fewer."
    )  # fmt: skip
    signal_untouched: float = readout(
        symbol="S_u", unit="", label="Signal, untreated", doc="Of the same cells before any drug."
    )  # fmt: skip
    growth_untouched: float = readout(
        symbol="g_u", unit="1/day", label="Growth, untreated", doc="Of the same cells before any drug."
    )  # fmt: skip
    bulk_level: float = readout(
        symbol="c_b", unit="nM", label="Level in the medium", doc="Free ligand far from the cells."
    )
    free_ligand_ratio: float | Absent = readout(
        symbol="", unit="", label="Free ligand, times that before", doc="The level in the medium over that before any "
        "drug.", main=False,
    )  # fmt: skip
    secretion: float = readout(
        symbol="Q", unit="molecules/s", label="Secretion per cell", doc="At the present signal.", main=False
    )  # fmt: skip
    surface_level: float = readout(
        symbol="c", unit="nM", label="Level at the cell", doc="The level that the receptors see.", main=False
    )  # fmt: skip
    bound: float = readout(
        symbol="B", unit="per cell", label="Bound receptors", doc="Receptors that hold ligand.", main=False
    )  # fmt: skip
    relative_signal: float | Absent = readout(
        symbol="S/S_u", unit="%", label="Signal, of untreated", doc="Signal over that before any drug.", main=False
    )  # fmt: skip
    after_ten_days: float = readout(
        symbol="N/N₀", unit="", label="Cells after ten days", doc="Cell number over that at the start.", main=False
    )  # fmt: skip
    low_state: float = readout(
        symbol="S₁", unit="", label="Lowest stable signal", doc="With the drugs as set.", main=False
    )
    threshold: float | Absent = readout(
        symbol="S*", unit="", label="Threshold", doc="The lowest unstable signal: it divides the basins.", main=False
    )  # fmt: skip
    high_state: float | Absent = readout(
        symbol="S₂", unit="", label="Highest stable signal", doc="If there is more than one.", main=False
    )  # fmt: skip
    case_basal: float = _constant("q₀", "molecules/s", "Basal release")
    case_driver: float = _constant("q_drv", "molecules/s", "Release by the driver")
    case_feedback: float = _constant("q_fb", "molecules/s", "Release by feedback")
    case_midpoint: float = _constant("K_f", "", "Midpoint of feedback")
    case_hill: float = _constant("h", "", "Steepness of feedback")
    case_receptors: float = _constant("R₀", "per cell", "Receptors")
    case_receptor_feedback: float = _constant("R_fb", "per cell", "Receptors by feedback")
    case_receptor_midpoint: float = _constant("K_r", "", "Midpoint of receptor feedback")
    case_receptor_hill: float = _constant("h_r", "", "Steepness of receptor feedback")
    case_on_rate: float = _constant("k_on", "1/(M s)", "Binding")
    case_off_rate: float = _constant("k_off", "1/s", "Letting go")
    case_internalization: float = _constant("k_e", "1/s", "Uptake")
    case_turnover: float = _constant("k_t", "1/s", "Receptor turnover")
    case_diffusivity: float = _constant("D", "µm²/s", "Diffusion")
    case_radius: float = _constant("a", "µm", "Cell radius")
    case_density: float = _constant("n", "cells/µm³", "Cell density")
    case_medium_loss: float = _constant("k_loss", "1/s", "Loss in the medium")
    case_supply: float = _constant("src", "nM/s", "Supply by others")
    case_half_signal_bound: float = _constant("B₅₀", "per cell", "Bound receptors for half the signal")
    case_signal_hill: float = _constant("m", "", "Steepness of the signal")
    case_constitutive: float = _constant("s_c", "", "Ligand-free share")
    case_loop_weight: float = _constant("w_loop", "", "Weight of the loop")
    case_main_weight: float = _constant("w_main", "", "Weight of the main pathway")
    case_half_growth: float = _constant("K_g", "", "Drive for half of growth")
    case_slowest: float = _constant("r_min", "1/day", "Growth without drive")
    case_fastest: float = _constant("r_max", "1/day", "Growth with all drive")
    case_death: float = _constant("death", "1/day", "Killing with all IAP removed")
    case_release_by_main: float = _constant("tam_q", "molecules/s", "Release called up by the main drug")
    case_release_by_smac: float = _constant("q_sm", "molecules/s", "Release called up by the mimetic")


SIGNALS: Final = np.linspace(0.0, 1.0, 251)
TIMES: Final = np.linspace(0.0, DAYS, 41)


def simulate(params: Params) -> Result:
    """Return where the signal settles from ``start_signal`` under the drugs, and what follows from it."""
    case, doses = CASES[params.case], doses_of(params)
    loop, bare = loop_of(case, doses), loop_of(case, Doses(constitutive=params.constitutive))
    states = steady_states(loop)
    signal = settle(loop, params.start_signal, states)
    growth, before = growth_rate(case, doses, signal), untouched(params.case, params.constitutive)
    now, then = loop.state(signal), bare.state(before.signal)
    stable = [state.signal for state in states if state.stable]
    between = [state.signal for state in states if not state.stable]
    return Result(
        params=params, signal_axis=SIGNALS.copy(), response=loop.response(SIGNALS),
        response_untouched=bare.response(SIGNALS), days=TIMES.copy(), cells=np.exp(growth * TIMES),
        cells_untouched=np.exp(before.growth * TIMES), states=states, states_untouched=steady_states(bare),
        steps=steps_of(case, doses, loop, signal), answers=answers(params.case), table=table(), signal=signal,
        growth=growth, signal_untouched=before.signal, growth_untouched=before.growth,
        bulk_level=float(now.bulk) / MOLECULES_PER_UM3_PER_NM,
        free_ligand_ratio=_ratio(float(now.bulk), float(then.bulk), "there is no ligand before the drugs"),
        secretion=_secretion(loop, case, doses, signal),
        surface_level=float(now.surface) / MOLECULES_PER_UM3_PER_NM,
        bound=float(now.bound),
        relative_signal=_ratio(100 * signal, before.signal, "there is no signal before the drugs"),
        after_ten_days=float(np.exp(growth * DAYS)), low_state=stable[0],
        threshold=between[0] if len(stable) > 1 and between else Absent("there is one stable state only"),
        high_state=stable[-1] if len(stable) > 1 else Absent("there is one stable state only"),
        **{f"case_{item.name}": getattr(case, item.name) for item in fields(Constants) if item.name != "history"},
    )  # fmt: skip


def doses_of(params: Params) -> Doses:
    """Return what is given to the cells."""
    return Doses(**{item.name: getattr(params, item.name) for item in fields(Doses)})


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of ligand and receptors, the fixed point, and the way to it."""
    params = result.params
    loop = loop_of(CASES[params.case], doses_of(params))
    return tumor_loops_trust.checks(result, loop)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return tumor_loops_trust.cautions(result)


def _secretion(loop: Loop, case: Constants, doses: Doses, signal: float) -> float:
    """Return the secretion in molecules/s per cell."""
    most = case.basal + case.driver + case.feedback + case.release_by_main + case.release_by_smac
    return steps_of(case, doses, loop, signal).release * most


def _ratio(value: float, base: float, reason: str) -> float | Absent:
    """Return value over base; where the base is next to nothing the ratio says nothing."""
    return value / base if base > 1e-9 else Absent(reason)
