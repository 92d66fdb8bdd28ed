"""What ``tumor_loops`` is checked against at the current values, and what the reader must know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.autocrine.tumor_loops_cases import CASES, WITH_DEATH
from models.numerics.autocrine_loop import Loop
from models.results import Caution, Check

if TYPE_CHECKING:
    from models.autocrine.tumor_loops import Result

TINY = 1e-30
EDGE = 0.02
"""How near a threshold a signal may stand before the reader is told."""


def checks(result: Result, loop: Loop) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    return (_ligand(result, loop), _receptors(result, loop), _fixed_point(result, loop), _way(result, loop))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    found: list[Caution] = []
    if params.case == "il6_egfr_lung" and params.driver_inhibitor > 0:
        found.append(Caution(
            "This case counts only what pSTAT3 does for growth. In patients, EGFR inhibitors shrink many tumors with "
            "mutant EGFR by other pathways.", ("driver_inhibitor",),
        ))  # fmt: skip
    if params.case == "cxcl8_nsclc":
        found.append(Caution(
            "In this tumor CXCL8 acts on blood vessels, which are not in this model: the signal does not feed growth.",
            ("case",),
        ))  # fmt: skip
    if any(abs(state.signal - result.signal) < EDGE for state in result.states if not state.stable):
        found.append(Caution("The signal stands next to a threshold: a small push would flip it.", ("start_signal",)))
    given = [name for name in DRUGS if getattr(params, name) > 0]
    if len(given) >= 3:
        found.append(Caution(
            "Three or more drugs at once: the model multiplies their effects and knows no toxicity.", tuple(given)
        ))  # fmt: skip
    if params.smac_mimetic > 0 and params.case not in WITH_DEATH:
        found.append(
            Caution("The loop of this case has no death arm: the Smac mimetic does nothing.", ("smac_mimetic",))
        )
    if params.constitutive > 0 and CASES[params.case].death == 0:
        found.append(Caution(
            "A ligand-free share is added: untreated means the mutant cell without drugs.", ("constitutive",)
        ))  # fmt: skip
    return tuple(found)


DRUGS = (
    "trap", "secretion_inhibitor", "competitive_blocker", "noncompetitive_block", "dominant_negative",
    "kinase_inhibitor", "driver_inhibitor", "main_pathway_inhibitor", "downstream_inhibitor", "smac_mimetic",
)  # fmt: skip


def _ligand(result: Result, loop: Loop) -> Check:
    """Hold what is released and supplied against what is taken up and lost."""
    state, cells = loop.state(result.signal), loop.cells
    made, supplied = float(cells.density) * result.secretion, float(cells.supply)
    gone = float(cells.density) * float(state.uptake) + float(state.loss) * float(state.bulk)
    error = abs(made + supplied - gone) / max(made + supplied, TINY)
    return Check("Ligand released and supplied = taken up + lost", error, 1e-6)


def _receptors(result: Result, loop: Loop) -> Check:
    """Hold binding to free receptors against letting go and uptake, from mass action."""
    state, cells = loop.state(result.signal), loop.cells
    free = float(state.receptors) - float(state.bound)
    onto = float(cells.on_rate) * float(state.surface) * free / (1 + float(cells.competitor))
    off = (float(cells.off_rate) + float(cells.internalization)) * float(state.bound)
    return Check("Binding = letting go + uptake (mass action)", abs(onto - off) / max(onto, off, TINY), 1e-6)


def _fixed_point(result: Result, loop: Loop) -> Check:
    error = abs(float(loop.response(result.signal)) - result.signal)
    return Check("The signal reproduces itself: F(S) − S", error, 1e-7, "of the largest signal")


def _way(result: Result, loop: Loop) -> Check:
    """Follow F between start and end: it must lead the same way everywhere."""
    start, end = result.params.start_signal, result.signal
    between = start + (end - start) * np.linspace(0.0, 1.0, 102)[1:-1]
    against = (loop.response(between) - between) * np.sign(end - start)
    return Check(
        "No steady state is jumped over on the way", float(max(-against.min(), 0.0)), 1e-6, "of the largest signal"
    )
