r"""When contact makes neighbors different (Delta), and when alike (Jagged).

Notch that meets a neighbor's ligand is cut and sets free NICD, I. NICD represses Delta and induces Jagged and Notch.
With H(I) = λ + (1 - λ)/(1 + (I/s_0)^p) for each gene, and rates per hour,

    dN/dt = N_0 H_N - N [k_c (D + J) + k_t L + γ],    dD/dt = D_0 H_D - D [k_c N + k_t N_t + γ],
    dJ/dt = J_0 H_J - J [k_c N + k_t N_t + γ],        dI/dt = k_t N L - γ_I I

Three settings of the same equations. One cell in a given surrounding (L, N_t): its steady states are an exact curve
L(I), its folds the extrema of that curve, its stability a cubic (``notch_jagged_curve``). The cell settles from
``start_nicd``: NICD rises while L(I) lies below L and falls while it lies above, which carries the history from answer
to answer. Two cells that face each other (L = D' + J', N_t = N'): all states on the plane of their two signals
(``notch_jagged_pair``). A sheet of 12 x 12 hexagons, each cell seeing the mean of its six neighbors, in time
(``notch_jagged_sheet``, exponential midpoint, 12 lifetimes of what lives longest).

Assumptions: Delta and Jagged bind Notch alike and are lost alike; binding destroys both partners; all cells are alike.
Ignored: Fringe, which makes Notch prefer Delta; the circuits of EMT or of tip cells; chance after the start.

References: Boareto2015 (equations and parameters, from the authors' published code).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.juxtacrine import notch_jagged_sheet, notch_jagged_trust
from models.juxtacrine.notch_jagged_curve import (
    Circuit,
    States,
    curve,
    folds,
    settled,
    states_at,
    steady_states,
    surroundings,
)
from models.juxtacrine.notch_jagged_pair import pair_states
from models.juxtacrine.notch_jagged_parameters import Params
from models.juxtacrine.shared import SIDE
from models.numerics.cell_sheet import hexagon_neighbors
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

WIDEST: Final = 6600.0
"""Molecules of ligand up to which the curve is kept for drawing; the slider ends at 6000."""
DRAWN: Final = 3
"""One point of the curve in so many is kept."""
MAP_SIDES: Final = (61, 81)
"""Points of the map along Notch and along ligand."""
MAP_LIGAND: Final = (3000.0, 6000.0)
"""The ligand axis of the map ends here; at the second value only if the cell lies beyond the first."""
UNIFORM: Final = 1e-4
"""A coefficient of variation below this is that of a uniform sheet."""
FAINTEST: Final = 1e-3
"""A sheet with less NICD than this per cell (molecules) has no signal left."""
SENDER_BELOW, RECEIVER_ABOVE = 0.6, 1.5
"""NICD, in thresholds, below which a state is called a sender and above which a receiver: a teaching choice."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The curve of steady states with the present one, the map, two cells, the sheet, and what is read from them."""

    params: Params
    curve_ligand: Array = series(symbol="L", unit="molecules", label="Ligand of the neighbors")
    curve_nicd: Array = series(symbol="I", unit="molecules", label="NICD", axes=("curve_ligand",))
    curve_notch: Array = series(symbol="N", unit="molecules", label="Free Notch", axes=("curve_ligand",))
    curve_delta: Array = series(symbol="D", unit="molecules", label="Free Delta", axes=("curve_ligand",))
    curve_jagged: Array = series(symbol="J", unit="molecules", label="Free Jagged", axes=("curve_ligand",))
    curve_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("curve_ligand",))
    fold_nicd: Array = series(symbol="I", unit="molecules", label="NICD at a fold")
    fold_positions: Array = series(symbol="L", unit="molecules", label="Ligand at a fold", axes=("fold_nicd",))
    state_nicd: Array = series(symbol="I", unit="molecules", label="NICD of a steady state")
    state_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("state_nicd",))
    map_notch: Array = series(symbol="N_t", unit="molecules", label="Notch of the neighbors")
    map_ligand: Array = series(symbol="L", unit="molecules", label="Ligand of the neighbors")
    map_states: Array = series(symbol="", unit="", label="Stable states", axes=("map_notch", "map_ligand"))
    map_fold_notch: Array = series(symbol="N_t", unit="molecules", label="Notch of the neighbors at a fold")
    map_fold_ligand: Array = series(symbol="L", unit="molecules", label="Ligand at a fold", axes=("map_fold_notch",))
    pair_first: Array = series(symbol="I_1", unit="molecules", label="NICD of the first cell")
    pair_second: Array = series(symbol="I_2", unit="molecules", label="NICD of the second cell", axes=("pair_first",))
    pair_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("pair_first",))
    pair_notch: Array = series(symbol="N_1", unit="molecules", label="Notch of the first cell", axes=("pair_first",))
    pair_ligand: Array = series(
        symbol="D+J", unit="molecules", label="Delta and Jagged of the first cell", axes=("pair_first",)
    )  # fmt: skip
    time: Array = series(symbol="t", unit="h", label="Time")
    sheet_nicd: Array = series(symbol="I", unit="molecules", label="NICD of each cell", axes=("time",))
    sheet_ligand: Array = series(symbol="D+J", unit="molecules", label="Ligand of each cell", axes=("time",))
    nicd: float = readout(
        symbol="I", unit="molecules", label="NICD", doc="Signal of the one cell, where it settles from the start."
    )  # fmt: skip
    notch: float = readout(symbol="N", unit="molecules", label="Free Notch", doc="Of the one cell.", main=False)
    delta: float = readout(symbol="D", unit="molecules", label="Free Delta", doc="Of the one cell.", main=False)
    jagged: float = readout(symbol="J", unit="molecules", label="Free Jagged", doc="Of the one cell.", main=False)
    stable_states: float = readout(
        symbol="", unit="", label="Stable states", doc="How many states the one cell can hold in this surrounding."
    )  # fmt: skip
    jump_up: float | Absent = readout(
        symbol="L_up", unit="molecules", label="Jumps up at", doc="Fold at which the present state ends as L is raised."
    )  # fmt: skip
    jump_down: float | Absent = readout(
        symbol="L_down", unit="molecules", label="Falls at", doc="Fold at which the present state ends as L is lowered."
    )  # fmt: skip
    nicd_cv: float = readout(
        symbol="CV", unit="", label="Spread of NICD in the sheet",
        doc="Standard deviation of NICD over its mean; a treated cell is not counted.",
    )  # fmt: skip
    neighbor_correlation: float | Absent = readout(
        symbol="r", unit="", label="Neighbor correlation",
        doc="Of the NICD of a cell and the mean of its neighbors, over the sheet: -1 opposite, +1 alike.", main=False,
    )  # fmt: skip
    pair_states: float = readout(
        symbol="", unit="", label="Stable states of two cells", doc="Counting mirror images.", main=False
    )  # fmt: skip
    pair_alike: float = readout(
        symbol="", unit="", label="Stable states with alike cells", doc="Of two cells that face each other.", main=False
    )  # fmt: skip
    pairs: Array
    holding: bool

    @property
    def state(self) -> str:
        """Return what the one cell is: sender, hybrid or receiver."""
        ratio = self.nicd / self.params.nicd_threshold
        return "sender" if ratio < SENDER_BELOW else "receiver" if ratio > RECEIVER_ABOVE else "hybrid"


def simulate(params: Params) -> Result:
    """Return the one cell where it settles from ``start_nicd``, two cells, and the sheet."""
    circuit = params.circuit()
    along = curve(circuit, params.external_notch)
    fold_nicd, fold_ligand = folds(along)
    course = notch_jagged_sheet.run(
        circuit, random=params.sheet_start == "random", seed=params.seed, selected=params.selected_cell,
        treatment=params.treatment,
    )  # fmt: skip
    return Result(
        params=params,
        **_drawn(along),
        fold_nicd=fold_nicd,
        fold_positions=fold_ligand,
        **_one_cell(params, circuit, along, fold_nicd, fold_ligand),
        **_map(params, circuit),
        **_pair(circuit),
        time=course.time,
        sheet_nicd=course.nicd,
        sheet_ligand=course.ligand,
        pairs=course.pairs,
        **_likeness(params, course.nicd[-1]),
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of the one cell, of two cells, of the sheet."""
    return notch_jagged_trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return notch_jagged_trust.cautions(result)


def _drawn(along: States) -> dict[str, Any]:
    """Return the part of the curve that can be shown, thinned."""
    shown = np.flatnonzero(along.ligand <= WIDEST)[::DRAWN]
    return {
        "curve_ligand": along.ligand[shown], "curve_nicd": along.nicd[shown], "curve_notch": along.notch[shown],
        "curve_delta": along.delta[shown], "curve_jagged": along.jagged[shown],
        "curve_stable": along.stable[shown].astype(float),
    }  # fmt: skip


def _one_cell(params: Params, circuit: Circuit, along: States, fold_nicd: Array, fold_ligand: Array) -> dict[str, Any]:
    """Return the steady states in this surrounding, the one that is reached, and where it ends."""
    if params.external_ligand == 0:  # nothing cuts Notch: one state, without signal
        faint = states_at(circuit, along.nicd[:1] * 1e-9, params.external_notch)
        found = States(faint.nicd * 0, faint.notch, faint.ligand * 0, faint.delta, faint.jagged, np.array([True]))
        here = 0
    else:
        found = steady_states(circuit, params.external_notch, params.external_ligand, along)
        here = settled(found, params.external_ligand, along, params.start_nicd)
    nicd = float(found.nicd[here])
    above, below = fold_ligand[fold_nicd > nicd], fold_ligand[fold_nicd < nicd]
    return {
        "state_nicd": found.nicd, "state_stable": found.stable.astype(float), "nicd": nicd,
        "notch": float(found.notch[here]), "delta": float(found.delta[here]), "jagged": float(found.jagged[here]),
        "stable_states": float(np.count_nonzero(found.stable)), "holding": bool(found.stable[here]),
        "jump_up": float(above[0]) if above.size else Absent("no jump: NICD rises smoothly from here"),
        "jump_down": float(below[-1]) if below.size else Absent("no fall: NICD sinks smoothly from here"),
    }  # fmt: skip


def _map(params: Params, circuit: Circuit) -> dict[str, Any]:
    """Return the number of stable states over the plane of the surrounding, and the folds on it."""
    last = MAP_LIGAND[params.external_ligand > MAP_LIGAND[0]]
    notch, ligand = np.linspace(0, 6000, MAP_SIDES[0]), np.linspace(0, last, MAP_SIDES[1])
    found = surroundings(circuit, notch, ligand)
    return {
        "map_notch": notch, "map_ligand": ligand, "map_states": found.states, "map_fold_notch": found.fold_notch,
        "map_fold_ligand": found.fold_ligand,
    }  # fmt: skip


def _pair(circuit: Circuit) -> dict[str, Any]:
    """Return the states of two cells that face each other."""
    found = pair_states(circuit)
    alike = np.isclose(found.nicd[0], found.nicd[1], rtol=1e-6)
    return {
        "pair_first": found.nicd[0].copy(), "pair_second": found.nicd[1].copy(), "pair_notch": found.notch[0].copy(),
        "pair_ligand": found.ligand[0].copy(), "pair_stable": found.stable.astype(float),
        "pair_states": float(np.count_nonzero(found.stable)),
        "pair_alike": float(np.count_nonzero(found.stable & alike)),
    }  # fmt: skip


def _likeness(params: Params, nicd: Array) -> dict[str, Any]:
    """Return how unlike the cells of the sheet are, and how unlike neighbors are, without a treated cell."""
    neighbors = hexagon_neighbors(SIDE)
    free = np.ones(nicd.size, dtype=bool)
    if params.selected_cell:
        free[params.selected_cell - 1] = False
    around = (nicd * free)[neighbors].sum(axis=0) / free[neighbors].sum(axis=0)
    own, beside = nicd[free], around[free]
    mean = float(own.mean())
    spread = float(own.std() / mean) if mean > FAINTEST else 0.0
    if spread < UNIFORM:
        return {"nicd_cv": spread, "neighbor_correlation": Absent("the sheet is uniform")}
    return {"nicd_cv": spread, "neighbor_correlation": float(np.corrcoef(own, beside)[0, 1])}
