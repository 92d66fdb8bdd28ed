"""What ``cis_inhibition`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from models.juxtacrine.cis_inhibition_tissue import NEIGHBORS, Feedback, uniform_state
from models.results import Absent, Caution, Check

if TYPE_CHECKING:
    from models.juxtacrine.cis_inhibition import Result

BLURRED: Final = 0.25
"""The share of the Notch made by which the cut-off may move before it no longer counts as fixed."""
STILL_MOVING: Final = 0.02
"""The change of the scatter over the last two lifetimes above which the pattern is not finished."""
LAST_STRETCH: Final = 10
"""Steps in the last two lifetimes of the run."""


def checks(result: Result, feedback: Feedback) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    params = result.params
    kappa = params.cis_constant
    made = np.array([params.notch_production, params.own_delta_production])
    pairs = result.notch * result.delta / kappa if kappa else 0.0
    lost = np.array([result.notch * (1 + params.neighbor_delta), result.delta * (1 + params.neighbor_notch)]) + pairs
    return (
        Check("One cell: Notch and Delta made against lost", float(np.max(np.abs(lost - made) / made)), 1e-9),
        _uniform(feedback, kappa),
        _row(result),
    )


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    loosened = params.cis_constant * (1 + params.neighbor_delta) * (1 + params.neighbor_notch)
    if loosened > BLURRED * params.notch_production:
        found.append(Caution(
            "Cis binding is so weak, against what binds between cells and what is made, that the neighbors' Delta "
            "moves the cut-off. It is fixed only while κ (1 + D_t)(1 + N_t) is small beside the Notch made.",
            ("cis_constant", "neighbor_delta", "neighbor_notch", "notch_production"),
        ))  # fmt: skip
    if params.initial_noise == 0 and not params.selected_cell:
        found.append(Caution(
            "Without noise, and with no treated cell, the cells of the sheet stay exactly alike: nothing selects a "
            "sender.", ("initial_noise",),
        ))  # fmt: skip
    early, late = float(result.scatter[-1 - LAST_STRETCH]), float(result.scatter[-1])
    if not isinstance(result.t90, Absent) and abs(late - early) > STILL_MOVING * late:
        found.append(Caution(
            "The pattern of the sheet still changes when the run ends, after 40 lifetimes. Its time and its share of "
            "senders are those of the moment.", ("cis_constant", "hill_reporter", "initial_noise"),
        ))  # fmt: skip
    return tuple(found)


def _uniform(feedback: Feedback, kappa: float) -> Check:
    """Compare what a uniform sheet makes of Notch, Delta and repressor with what it loses."""
    state = uniform_state(feedback, np.array([kappa]))
    notch, delta, reporter = float(state.notch[0]), float(state.delta[0]), float(state.reporter[0])
    met = NEIGHBORS * notch * delta
    pairs = met + (notch * delta / kappa if kappa else 0.0)
    made = np.array([
        feedback.notch, float(feedback.delta_made(state.reporter)[0]), float(feedback.reporter(np.array(met)))
    ])  # fmt: skip
    lost = np.array([notch + pairs, delta + pairs, reporter])
    return Check("Uniform sheet: made against lost", float(np.max(np.abs(lost - made) / made)), 1e-9)


def _row(result: Result) -> Check:
    """Compare Notch less Delta in the whole row with what is made of them.

    Every pair that is destroyed, within a cell or between two, costs one of each: the difference is conserved.
    """
    made_n = result.params.notch_production * result.row_cell.size
    made_d = float(result.row_made.sum())
    difference = float(result.row_notch.sum() - result.row_delta.sum())
    return Check(
        "Row: Notch less Delta, found against made", abs(difference - (made_n - made_d)) / (made_n + made_d), 1e-9
    )
