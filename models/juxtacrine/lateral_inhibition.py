r"""How can identical touching cells become different? Lateral inhibition with feedback (Collier1996).

For cell i, whose neighbors have the mean Delta x_i, with time in lifetimes of active Notch

    dn_i/dt = F(x_i) - n_i,   dd_i/dt = ν[G(n_i) - d_i],   F(x) = x^k/(a + x^k),   G(n) = 1/(1 + b n^h)

n is active Notch and d is Delta, both from 0 to 1. If all cells are alike they stay so, at n* = F(G(n*)). The loop gain
there is A = -F'(d*)G'(n*) = kh(1 - n*)(1 - d*). A small pattern that averaging over the neighbors multiplies by μ grows
at s = -1 + √(A|μ|) (for ν = 1), so that a tissue patterns by itself when A|μ| > 1: μ is -1 for a pair and an even
ring, -cos(π/N) for an odd ring, -1/2 for a sheet of hexagons. ``models.numerics.delta_notch`` has the loop, and the
patterns of two levels as closed curves over b; ``lateral_inhibition_run`` follows the cells in time with ETD2RK steps
(0.1, in long runs 0.2), for which steady states are exact.

History: a pattern can stand where none would form. With ``history`` "go_on" the parameter ``patterned`` tells whether
a pattern stood before; if so it forms first in the loop of the defaults (from the same start), then goes on with the
present one. One cell may be treated: forced to send, silenced, or ablated (its place stays empty and gives no signal).

Assumed: a fixed sheet of equal cells without edges, Delta and Notch that act only between cells, no delay. Ignored:
binding on the same cell (see ``cis_inhibition``), Jagged, cell shape and protrusions (see ``contact_geometry``),
division, delays of transcription, noise after the start. Collier1996: equations, parameters (through a
re-implementation); Teomy2021: hexagons and anti-hexagons, a weakly first-order transition; Seydoux1989, Simpson1990:
one cell removed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.juxtacrine import lateral_inhibition_curves as curves
from models.juxtacrine import lateral_inhibition_reading as reading
from models.juxtacrine import lateral_inhibition_trust as trust
from models.juxtacrine.lateral_inhibition_parameters import Params
from models.juxtacrine.lateral_inhibition_run import Course, coupling_of, follow, frames_of, treated
from models.numerics.delta_notch import ALTERNATING, DeltaNotch
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

MOST_VALUES: Final = 3200
"""Frames times cells: what a movie of two quantities may hold."""
MOST_FRAMES: Final = 40
PAIR_FRAMES: Final = 60


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The cells in time, a pair beside them, the curves of steady states and of growth, and what is read from them."""

    params: Params
    time: Array = series(symbol="t", unit="lifetimes", label="Time")
    cell: Array = series(symbol="i", unit="number", label="Cell")
    delta: Array = series(symbol="d", unit="", label="Delta", axes=("time", "cell"))
    notch: Array = series(symbol="n", unit="", label="Active Notch", axes=("time", "cell"))
    spread_time: Array = series(symbol="t", unit="lifetimes", label="Time, in even steps")
    spread: Array = series(symbol="σ", unit="", label="Spread of Delta", axes=("spread_time",))
    pair_spread: Array = series(symbol="σ", unit="", label="Spread of Delta in a pair", axes=("spread_time",))
    foretold: Array = series(symbol="σ", unit="", label="Spread by the growth rate", axes=("spread_time",))
    pair_foretold: Array = series(symbol="σ", unit="", label="Pair by its growth rate", axes=("spread_time",))
    pair_time: Array = series(symbol="t", unit="lifetimes", label="Time of the pair")
    pair_first: Array = series(symbol="n₁", unit="", label="Active Notch of cell one", axes=("pair_time",))
    pair_second: Array = series(symbol="n₂", unit="", label="Active Notch of cell two", axes=("pair_time",))
    plane_level: Array = series(symbol="n", unit="", label="Active Notch of the other cell")
    plane_first: Array = series(symbol="n₁", unit="", label="Where cell one rests", axes=("plane_level",))
    plane_second: Array = series(symbol="n₂", unit="", label="Where cell two rests", axes=("plane_level",))
    rest_first: Array = series(symbol="n₁", unit="", label="Active Notch of cell one at rest")
    rest_second: Array = series(symbol="n₂", unit="", label="Active Notch of cell two at rest", axes=("rest_first",))
    rest_holds: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("rest_first",))
    gain_axis: Array = series(symbol="A", unit="", label="Loop gain on the axis")
    growth_pair: Array = series(symbol="s", unit="1/lifetime", label="Growth in a pair", axes=("gain_axis",))
    growth_sheet: Array = series(symbol="s", unit="1/lifetime", label="Growth in a sheet", axes=("gain_axis",))
    growth_tissue: Array = series(symbol="s", unit="1/lifetime", label="Growth in the tissue", axes=("gain_axis",))
    uniform_repression: Array = series(symbol="b", unit="", label="Repression strength of a uniform state")
    uniform_level: Array = series(symbol="d*", unit="", label="Delta when all are alike", axes=("uniform_repression",))
    few_repression: Array = series(symbol="b", unit="", label="Repression strength of a pattern of few senders")
    few_high: Array = series(symbol="d_H", unit="", label="Delta of senders", axes=("few_repression",))
    few_low: Array = series(symbol="d_L", unit="", label="Delta of receivers", axes=("few_repression",))
    few_holds: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("few_repression",))
    many_repression: Array = series(symbol="b", unit="", label="Repression strength when two of three send")
    many_high: Array = series(symbol="d_H", unit="", label="Delta of senders", axes=("many_repression",))
    many_low: Array = series(symbol="d_L", unit="", label="Delta of receivers", axes=("many_repression",))
    many_holds: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("many_repression",))
    pair_repression: Array = series(symbol="b", unit="", label="Repression strength of a pair that differs")
    pair_high: Array = series(symbol="d_H", unit="", label="Delta of the sender", axes=("pair_repression",))
    pair_low: Array = series(symbol="d_L", unit="", label="Delta of the receiver", axes=("pair_repression",))
    walk_repression: Array = series(symbol="b", unit="", label="Repression strength on the walk")
    walk_up: Array = series(symbol="Δd", unit="", label="Contrast on the way up", axes=("walk_repression",))
    walk_down: Array = series(symbol="Δd", unit="", label="Contrast on the way back", axes=("walk_repression",))
    loop_gain: float = readout(
        symbol="A", unit="", label="Loop gain",
        doc="By how much a small change of Delta comes back after one way around a pair of alike cells.",
    )  # fmt: skip
    growth_rate: float = readout(
        symbol="s", unit="1/lifetime", label="Growth rate", doc="How fast a small difference between the cells "
        "of this tissue grows (above 0) or fades (below 0).",
    )  # fmt: skip
    sender_fraction: float = readout(
        symbol="", unit="%", label="Senders", doc="Cells with Delta above the middle between highest and lowest, at "
        "the end; a treated cell does not count. 0 without a pattern.",
    )  # fmt: skip
    contrast: float = readout(
        symbol="Δd", unit="", label="Contrast", doc="Highest less lowest Delta at the end; a treated cell of a sheet "
        "or ring does not count. From 0.1 on it is a pattern.",
    )  # fmt: skip
    changed_cells: float | Absent = readout(
        symbol="", unit="cells", label="Cells that changed", doc="How many other cells changed from sender to "
        "receiver, or back, after one cell was treated.",
    )  # fmt: skip
    threshold_gain: float = readout(
        symbol="A_c", unit="", label="Loop gain needed", doc="Above it a pattern forms by itself: 1 in a pair or an "
        "even ring, 2 in a sheet of hexagons.", main=False,
    )  # fmt: skip
    growth_rate_pair: float = readout(
        symbol="s_2", unit="1/lifetime", label="Growth rate in a pair", doc="With the same loop.", main=False
    )  # fmt: skip
    growth_rate_sheet: float = readout(
        symbol="s_6", unit="1/lifetime", label="Growth rate in a sheet", doc="With the same loop.", main=False
    )  # fmt: skip
    uniform_notch: float = readout(
        symbol="n*", unit="", label="Notch when all are alike", doc="The state without a pattern.", main=False
    )  # fmt: skip
    uniform_delta: float = readout(
        symbol="d*", unit="", label="Delta when all are alike", doc="The state without a pattern.", main=False
    )  # fmt: skip
    critical_repression: float | Absent = readout(
        symbol="b_c", unit="", label="Repression that starts a pattern", doc="From this repression strength on, noise "
        "grows into a pattern in this tissue, all else as set.", main=False,
    )  # fmt: skip
    fold_repression: float | Absent = readout(
        symbol="b_f", unit="", label="Repression that keeps a pattern", doc="Down to this repression strength a "
        "regular pattern holds in this tissue, all else as set.", main=False,
    )  # fmt: skip
    pattern_time: float | Absent = readout(
        symbol="t½", unit="lifetimes", label="Time to half of the pattern", doc="When the spread of Delta "
        "reaches half of its last value.", main=False,
    )  # fmt: skip
    pair_pattern_time: float | Absent = readout(
        symbol="t½,₂", unit="lifetimes", label="Time to half of the pattern in a pair", doc="The same for two "
        "cells with the same loop and the same noise.", main=False,
    )  # fmt: skip
    touching_senders: float = readout(
        symbol="", unit="contacts", label="Contacts between two senders", doc="At the end.", main=False
    )  # fmt: skip
    patterned: float = readout(
        symbol="", unit="", label="A pattern stands", doc="1 if the contrast is 0.1 or more at the end, else 0.",
        main=False,
    )  # fmt: skip
    unrest: float = readout(
        symbol="", unit="1/lifetime", label="Unrest at the end", doc="The fastest change of Notch or Delta in "
        "any cell at the end: 0 if all cells rest.", main=False,
    )  # fmt: skip
    treated_index: int | None
    senders: tuple[bool, ...]
    extremes: tuple[float, float]


def simulate(params: Params) -> Result:
    """Return the run of the tissue, of a pair beside it, and the curves on which they lie."""
    loop, coupling = params.loop(), coupling_of(params)
    course = follow(params)
    most = min(MOST_FRAMES, MOST_VALUES // course.delta.shape[1])
    frames = frames_of(course.time, course.notch, course.delta, most)
    gain, (pair, sheet, tissue) = curves.growth_curves(loop, (-1.0, -0.5, coupling))
    notch, delta = loop.uniform()
    return Result(
        params=params,
        time=course.time[frames],
        cell=np.arange(1.0, course.delta.shape[1] + 1),
        delta=course.delta[frames],
        notch=course.notch[frames],
        **reading.spreads(loop, coupling, course),
        **_pair(params, loop, course),
        gain_axis=gain,
        growth_pair=pair,
        growth_sheet=sheet,
        growth_tissue=tissue,
        **_curves(params, loop, coupling),
        **reading.ending(params, loop, course),
        loop_gain=loop.gain(),
        growth_rate=loop.growth_rate(coupling),
        threshold_gain=-1 / coupling,
        growth_rate_pair=loop.growth_rate(-1.0),
        growth_rate_sheet=loop.growth_rate(-0.5),
        uniform_notch=notch,
        uniform_delta=delta,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: gain, growth and steady states, each reached in a second way."""
    return trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    return trust.cautions(result)


def _pair(params: Params, loop: DeltaNotch, course: Course) -> dict[str, Any]:
    """Return the way of a pair in the plane of its two Notch levels, with the lines and points of rest."""
    level, first, second = curves.pair_nullclines(params, loop)
    rest, other = curves.pair_states(loop)
    holds = loop.answer(rest, other) * loop.answer(other, rest) < 1
    if params.tissue == "pair" and treated(params) is not None:
        rest = other = np.empty(0)
        holds = np.empty(0, dtype=bool)
    frames = frames_of(course.time, course.pair_notch, course.pair_delta, PAIR_FRAMES)
    return {
        "pair_time": course.time[frames],
        "pair_first": course.pair_notch[frames, 0],
        "pair_second": course.pair_notch[frames, 1],
        "plane_level": level,
        "plane_first": first,
        "plane_second": second,
        "rest_first": loop.notch_made(other),
        "rest_second": loop.notch_made(rest),
        "rest_holds": holds.astype(float),
    }


def _curves(params: Params, loop: DeltaNotch, coupling: float) -> dict[str, Any]:
    """Return the steady states over repression strength, and the walk along them."""
    few, many = kinds = curves.families(params, loop)
    pair = few if params.tissue == "pair" else curves.family(loop, ALTERNATING)
    critical = loop.critical_repression(coupling)
    at, up, down = curves.walk(kinds, critical)
    uniform_repression, uniform_level = curves.uniform_states(loop)
    folds = [fold for kind in kinds if (fold := kind.fold()) is not None]
    return {
        "uniform_repression": uniform_repression,
        "uniform_level": uniform_level,
        **{f"few_{name}": getattr(few, name) for name in ("repression", "high", "low", "holds")},
        **{f"many_{name}": getattr(many, name) for name in ("repression", "high", "low", "holds")},
        **{f"pair_{name}": getattr(pair, name) for name in ("repression", "high", "low")},
        "walk_repression": at,
        "walk_up": up,
        "walk_down": down,
        "critical_repression": Absent("no repression makes noise grow") if critical is None else critical,
        "fold_repression": min(folds) if folds else Absent("no regular pattern fits and holds here"),
    }  # fmt: skip
