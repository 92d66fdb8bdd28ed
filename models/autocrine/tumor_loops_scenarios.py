"""What the cited studies did to each loop and saw, as data, and the model's answer to the same.

Only the *direction* is evidence: dies, grows on, is rescued … The doses are teaching values. A scenario without a
source is general knowledge (grade B) or the model's own prediction, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from models.autocrine.tumor_loops_cases import CASES, WITH_DEATH, WITH_DRIVER, WITH_MAIN
from models.autocrine.tumor_loops_growth import Doses, Outcome, treated, untouched
from models.quantities import Array

Direction = Literal["shrinks", "slows", "grows on", "falls", "stays", "rises"]

USUAL_DOSES: Final[dict[str, float]] = {
    "trap": 100.0, "secretion_inhibitor": 0.95, "competitive_blocker": 100.0, "noncompetitive_block": 0.99,
    "dominant_negative": 0.9, "kinase_inhibitor": 0.95, "driver_inhibitor": 0.95, "main_pathway_inhibitor": 0.95,
    "downstream_inhibitor": 0.9, "smac_mimetic": 1.0, "exogenous_ligand": 1e-3,
}  # fmt: skip
"""The dose that a click on a drug gives where the scenarios of the case name none; see ``usual_dose``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One experiment on one case: ``doses`` now, ``before`` an earlier treatment that may have left its mark.

    ``reading`` is what the study looked at: the signal, or growth. ``found`` is the direction that it saw, against the
    untreated cells, or against ``rival`` (another scenario). ``source`` is a key of the references; where there is
    none, ``basis`` says what the direction rests on: general knowledge, the model alone, or a choice.
    """

    case: str
    name: str
    doses: Mapping[str, float]
    reading: Literal["signal", "growth"]
    found: Direction
    words: str
    source: str = ""
    basis: Literal["typical", "prediction", "teaching choice"] = "typical"
    before: Mapping[str, float] | None = None
    rival: str = ""


_SMAC: Final = {"smac_mimetic": 1.0}
_TAMOXIFEN: Final = {"main_pathway_inhibitor": 0.95}


def _row(
    case: str, name: str, doses: Mapping[str, float], reading: Literal["signal", "growth"], found: Direction,
    words: str, source: str = "", before: Mapping[str, float] | None = None, rival: str = "",
    basis: Literal["typical", "prediction", "teaching choice"] = "typical",
) -> Scenario:  # fmt: skip
    return Scenario(
        case=case, name=name, doses=doses, reading=reading, found=found, words=words, source=source, basis=basis,
        before=before, rival=rival,
    )  # fmt: skip


SCENARIOS: Final[tuple[Scenario, ...]] = (
    _row("il1_monocyte", "IL-1 receptor antagonist", {"competitive_blocker": 100}, "signal", "falls",
         "less IL-1 made", "Granowitz1992"),
    _row("il2_t_cell", "weak antigen signal", {"driver_inhibitor": 0.9}, "signal", "falls", "no growth program"),
    _row("il2_t_cell", "calcineurin inhibitor", {"secretion_inhibitor": 0.9}, "signal", "falls", "no IL-2 made"),
    _row("il2_t_cell", "JAK inhibitor", {"kinase_inhibitor": 0.95}, "signal", "falls", "IL-2 is not read"),
    _row("il2_t_cell", "antibody to CD25", {"competitive_blocker": 100}, "signal", "falls", "IL-2 is not bound"),
    _row("wnt_ligand", "ligand trap (sFRP1)", {"trap": 200}, "signal", "falls",
         "β-catenin, growth fell", "Schlange2007"),
    _row("wnt_ligand", "receptor blocker (DKK1)", {"competitive_blocker": 100}, "signal", "falls",
         "β-catenin fell", "Bafico2004"),
    _row("wnt_ligand", "porcupine inhibitor", {"secretion_inhibitor": 0.97}, "signal", "falls",
         "ligand stays in"),
    _row("wnt_apc_mutant", "ligand trap", {"trap": 200}, "signal", "stays", "on below the receptor"),
    _row("wnt_apc_mutant", "receptor blocker (DKK1)", {"competitive_blocker": 100}, "signal", "stays",
         "on below the receptor"),
    _row("wnt_apc_mutant", "porcupine inhibitor", {"secretion_inhibitor": 0.97}, "signal", "stays",
         "on below the receptor"),
    _row("wnt_apc_mutant", "β-catenin/TCF block", {"downstream_inhibitor": 0.9}, "signal", "falls", "hit below APC"),
    _row("il6_egfr_lung", "EGFR inhibitor", {"driver_inhibitor": 0.9}, "signal", "stays",
         "pSTAT3 same, less IL-6", "Gao2007"),
    _row("il6_egfr_lung", "pan-JAK inhibitor", {"kinase_inhibitor": 0.97}, "signal", "falls",
         "pSTAT3 gone", "Gao2007"),
    _row("il6_egfr_lung", "gp130 block", {"noncompetitive_block": 0.99}, "signal", "falls", "pSTAT3 lower", "Gao2007"),
    _row("il6_her2_breast", "HER2 inhibitor", {"driver_inhibitor": 0.95}, "signal", "falls",
         "HER2 makes the IL-6", "Hartman2011"),
    _row("il6_her2_breast", "IL-6 receptor blocker", {"competitive_blocker": 100}, "signal", "falls",
         "loop needed for tumors", "Hartman2011"),
    _row("il6_notch3_mammosphere", "pulse of IL-6, then none", {}, "signal", "rises",
         "stays after the trigger", "Iliopoulos2009", before={"exogenous_ligand": 1e-3}),
    _row("il7_t_all", "IL7 gene knocked down", {"secretion_inhibitor": 0.95}, "growth", "slows",
         "leukemia spread less", "Buffiere2019"),
    _row("il7_t_all", "JAK inhibitor", {"kinase_inhibitor": 0.95}, "growth", "shrinks", "reads no IL-7 at all"),
    _row("il7_t_all", "IL-7 receptor blocker", {"competitive_blocker": 100}, "growth", "shrinks",
         "no IL-7 gets in"),
    _row("vegf_carcinoma", "VEGF gene silenced", {"secretion_inhibitor": 0.99}, "growth", "shrinks",
         "cells died (apoptosis)", "Bachelder2001"),
    _row("vegf_carcinoma", "neuropilin blocker", {"competitive_blocker": 300}, "growth", "shrinks",
         "neuropilin saves cells", "Bachelder2001"),
    _row("vegf_carcinoma", "VEGF trap in the medium", {"trap": 100}, "growth", "slows",
         "maker catches its own", basis="prediction"),
    _row("pdgf_emt", "STI571 (PDGFR kinase)", {"kinase_inhibitor": 0.9}, "growth", "shrinks",
         "cells died (apoptosis)", "Jechlinger2006"),
    _row("pdgf_emt", "dominant-negative PDGFR", {"dominant_negative": 0.8}, "growth", "shrinks",
         "fewer metastases", "Jechlinger2006"),
    _row("nrg1_her3_hnscc", "lapatinib (HER2 kinase)", {"kinase_inhibitor": 0.9}, "growth", "shrinks",
         "strikingly sensitive", "Wilson2011"),
    _row("nrg1_her3_hnscc", "NRG1 lost", {"secretion_inhibitor": 0.97}, "growth", "shrinks",
         "cells depend on NRG1", "Wilson2011"),
    _row("nrg1_her3_hnscc", "EGFR-only inhibitor", {"main_pathway_inhibitor": 1}, "growth", "grows on",
         "HER3 is still fed", basis="teaching choice"),
    _row("smac_tnf_producer", "Smac mimetic", _SMAC, "growth", "shrinks", "killed by their own TNF", "Petersen2007"),
    _row("smac_tnf_producer", "mimetic, no TNF induced", {**_SMAC, "induced_release": 0}, "growth", "shrinks",
         "TNF was there before", "Petersen2007"),
    _row("smac_tnf_producer", "mimetic + anti-TNF", {**_SMAC, "trap": 50}, "growth", "grows on",
         "blocking TNF saves them", "Vince2007", rival="Smac mimetic"),
    _row("smac_tnf_producer", "mimetic + TNFR block", {**_SMAC, "noncompetitive_block": 0.99}, "growth",
         "grows on", "killing goes by TNF", "Petersen2007", rival="Smac mimetic"),
    _row("smac_tnf_producer", "antibody to TNF alone", {"trap": 50}, "growth", "grows on", "TNF does not feed them"),
    _row("smac_tnf_nonproducer", "Smac mimetic", _SMAC, "growth", "grows on", "no TNF, no death", "Petersen2007"),
    _row("smac_tnf_nonproducer", "mimetic + added TNF", {**_SMAC, "exogenous_ligand": 1e-4}, "growth", "shrinks",
         "added TNF now kills", "Vince2007"),
    _row("fgf_gefitinib_resistant", "gefitinib", {"main_pathway_inhibitor": 0.95}, "growth", "grows on",
         "insensitive to gefitinib", "Marek2008"),
    _row("fgf_gefitinib_resistant", "FGFR inhibitor", {"kinase_inhibitor": 0.95}, "growth", "slows",
         "less growth", "Marek2008"),
    _row("fgf_gefitinib_resistant", "both", {"main_pathway_inhibitor": 0.95, "kinase_inhibitor": 0.95}, "growth",
         "shrinks", "no way around", basis="prediction"),
    _row("nsclc_egfr_addicted", "gefitinib", {"main_pathway_inhibitor": 0.95}, "growth", "shrinks",
         "sensitive to gefitinib", "Marek2008"),
    _row("nsclc_egfr_addicted", "FGFR inhibitor", {"kinase_inhibitor": 0.95}, "growth", "grows on",
         "no FGF loop to hit", "Marek2008"),
    _row("rantes_stat3_tamoxifen", "tamoxifen, first days", {**_TAMOXIFEN, "induced_release": 0}, "growth", "shrinks",
         "parental cells sensitive", "Yi2012"),
    _row("rantes_stat3_tamoxifen", "tamoxifen, months later", _TAMOXIFEN, "growth", "grows on",
         "resistant: loop is on", "Yi2012"),
    _row("rantes_stat3_tamoxifen", "… + STAT3 block", {**_TAMOXIFEN, "downstream_inhibitor": 0.9}, "growth", "shrinks",
         "survival signals fell", "Yi2012", before=_TAMOXIFEN),
    _row("rantes_stat3_tamoxifen", "… + RANTES silenced", {**_TAMOXIFEN, "secretion_inhibitor": 0.95}, "growth",
         "shrinks", "survival signals fell", "Yi2012", before=_TAMOXIFEN),
    _row("rantes_stat3_tamoxifen", "… + RANTES added back",
         {**_TAMOXIFEN, "secretion_inhibitor": 0.95, "exogenous_ligand": 1e-3}, "growth", "grows on",
         "resistance restored", "Yi2012", before=_TAMOXIFEN, rival="… + RANTES silenced"),
    _row("cxcl8_melanoma", "CXCR1/2 antagonist", {"noncompetitive_block": 0.98}, "growth", "slows",
         "less growth", "Singh2009"),
    _row("cxcl8_nsclc", "anti-IL-8, in a dish", {"trap": 100}, "growth", "grows on",
         "acts through vessels", "Arenberg1996"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's side of a scenario: the state compared with, the state reached, and the direction in a word."""

    scenario: Scenario
    before: Outcome
    after: Outcome
    direction: Direction

    @property
    def agrees(self) -> bool:
        """Whether the model goes the way that the study saw."""
        return self.direction == self.scenario.found


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Growth (1/day) of every case (rows) under every drug (columns, the first: none), and the untreated signals.

    ``hits`` is False where the cell has nothing that the drug acts on.
    """

    cases: tuple[str, ...]
    drugs: tuple[str, ...]
    growth: Array
    hits: Array
    untreated_signal: Array


@cache
def answers(case: str) -> tuple[Answer, ...]:
    """Return the model's answers to the scenarios of a case, in their order."""
    return tuple(_answer(scenario) for scenario in SCENARIOS if scenario.case == case)


def direction(reading: str, before: Outcome, after: Outcome) -> Direction:
    """Return in a word what became of the signal (half or less: falls) or of growth (7/10 or less: slows)."""
    if reading == "signal":
        if after.signal > before.signal + 0.3:
            return "rises"
        return "falls" if after.signal <= 0.5 * before.signal else "stays"
    if after.growth < 0:
        return "shrinks"
    return "slows" if after.growth <= 0.7 * before.growth else "grows on"


@cache
def table() -> Table:
    """Return the growth of every case under every drug at its usual dose, from the untreated state; made once."""
    drugs = ("", *USUAL_DOSES)
    growth, hits = np.empty((len(CASES), len(drugs))), np.ones((len(CASES), len(drugs)), dtype=bool)
    signals = np.empty(len(CASES))
    for i, case in enumerate(CASES):
        start = untouched(case)
        signals[i], growth[i, 0] = start.signal, start.growth
        for j, drug in enumerate(drugs[1:], 1):
            hits[i, j] = has_target(case, drug)
            growth[i, j] = treated(case, Doses(**{drug: usual_dose(case, drug)}), start.signal).growth
    for array in (growth, hits, signals):
        array.setflags(write=False)
    return Table(tuple(CASES), drugs, growth, hits, signals)


@cache
def usual_dose(case: str, drug: str) -> float:
    """Return the dose that a click gives: that of the case's first scenario with the drug, so that both agree."""
    for scenario in SCENARIOS:
        if scenario.case == case:
            for doses in (scenario.doses, scenario.before or {}):
                if doses.get(drug, 0) > 0:
                    return doses[drug]
    return USUAL_DOSES[drug]


def has_target(case: str, drug: str) -> bool:
    """Return whether the cell has what the drug acts on."""
    only = {"driver_inhibitor": WITH_DRIVER, "main_pathway_inhibitor": WITH_MAIN, "smac_mimetic": WITH_DEATH}
    return case in only.get(drug, (case,))


def _answer(scenario: Scenario) -> Answer:
    start = untouched(scenario.case)
    signal = start.signal
    if scenario.before is not None:
        signal = treated(scenario.case, Doses(**scenario.before), signal).signal
    after = treated(scenario.case, Doses(**scenario.doses), signal)
    return Answer(scenario, start, after, direction(scenario.reading, start, after))
