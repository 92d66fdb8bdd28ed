r"""How far can a contact-only signal go? Passive relay, gap junctions and active relay along a chain of cells.

Passive: a cell shows the share r of what it receives from its two neighbors, and the sender (cell 0) is held on:

    du_i/dt = -u_i + (r/2)(u_{i-1} + u_{i+1}),   u_0 = 1,   Λ = 1/arccosh(1/r) cells

Gap junctions: molecules cross to each neighbor at the rate g and are lost at the rate k; cell 0 makes them at q:

    dc_i/dt = g(c_{i-1} - 2c_i + c_{i+1}) - k c_i,   Λ = 1/arccosh(1 + k/2g) ≈ √(g/k),   c_0 = q/√(k(k + 4g))

Active: each cell makes the signal anew when its neighbors show enough of it (x: their mean, S: strength, K: threshold):

    du/dt = -u + S x^h/(K^h + x^h)

A front of step-like cells (h endless) has the speed v = -1/ln(1 - 2K/S) cells per lifetime along a chain; a flat front
in a sheet of hexagons stands still for 1/3 < K/S < 2/3 (``relay_front``). The two fading kinds have closed forms and
exact time courses (``relay_chain``). Time is in lifetimes of the signal: of the protein, or 1/k of the small molecule.

Assumed: cells alike, contact with nearest neighbors only, no delay between receiving and showing. Ignored:
refractoriness, calcium release, voltage, turnover of receptors (a full ligand-receptor relay: OwenSherratt1998).
References: Monk1998, OwenSherratt1998, Owen2005 (relays and their fronts). All numbers are teaching values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.juxtacrine import relay_chain, relay_front, relay_trust
from models.juxtacrine.relay_parameters import FADING, Params
from models.numerics.cell_sheet import AXIAL
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["FADING", "Params", "Result", "cautions", "checks", "simulate"]

CELLS: Final = 41
FRONT_CELLS: Final = 80
ON: Final = 25
"""Cells shown of a fading signal; cells of a chain with a front, and how many of them are on at the start."""
PASSIVE_TIME: Final = 40.0
JUNCTION_TIME: Final = 5.0
FRONT_TIME: Final = 40.0
FRAMES: Final = 40
SIDE: Final = 18
MIDDLE: Final = SIDE * (SIDE // 2) + SIDE // 4 + 1
"""The cell in the middle of the drawn sheet, whose rows are shifted like bricks."""
SHEET_TIME: Final = 12.0
SHEET_FRAMES: Final = 24
LOSSES: Final = np.geomspace(1e-3, 1e2, 101)
STEP_THRESHOLDS: Final = np.round(np.arange(0.05, 0.9001, 0.005), 4)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The signal over cells and time, the ranges and speeds of all settings, and the numbers read from them."""

    params: Params
    cell: Array = series(symbol="i", unit="cells", label="Distance from the first cell")
    time: Array = series(symbol="t", unit="lifetimes", label="Time")
    level: Array = series(symbol="u", unit="", label="Level, of the first cell or of S", axes=("time", "cell"))
    steady: Array = series(symbol="u", unit="", label="Level in the end", axes=("cell",))
    loss_per_step: Array = series(symbol="1/r − 1", unit="", label="Loss per step")
    range_cells: Array = series(symbol="Λ", unit="cells", label="Decay length", axes=("loss_per_step",))
    smooth_range: Array = series(symbol="Λ", unit="cells", label="Decay length, diffusion", axes=("loss_per_step",))
    chain_threshold: Array = series(symbol="K/S", unit="", label="Threshold over strength")
    chain_speed: Array = series(symbol="v", unit="cells/lifetime", label="Speed, chain", axes=("chain_threshold",))
    sheet_threshold: Array = series(symbol="K/S", unit="", label="Threshold over strength")
    sheet_speed: Array = series(symbol="v", unit="cells/lifetime", label="Speed, sheet", axes=("sheet_threshold",))
    step_threshold: Array = series(symbol="K/S", unit="", label="Threshold over strength")
    step_chain: Array = series(symbol="v", unit="cells/lifetime", label="Speed, step", axes=("step_threshold",))
    step_sheet: Array = series(symbol="v", unit="cells/lifetime", label="Speed, step", axes=("step_threshold",))
    sheet_time: Array = series(symbol="t", unit="lifetimes", label="Time in the sheet")
    sheet_level: Array = series(symbol="u", unit="", label="Level of each cell of the sheet", axes=("sheet_time",))
    decay_cells: float | Absent = readout(
        symbol="Λ", unit="cells", label="Decay length",
        doc="The number of cells over which the signal falls to 37 %.",
    )  # fmt: skip
    reach_cells: float | Absent = readout(
        symbol="", unit="cells", label="Reach", doc="How many cells beyond the first read the signal in the end."
    )  # fmt: skip
    reach_um: float | Absent = readout(symbol="", unit="µm", label="Reach in length", doc="Reach times the cell size.")
    front_speed: float | Absent = readout(
        symbol="v", unit="cells/lifetime", label="Front speed",
        doc="Cells per lifetime of the signal; below 0 the front retreats, 0 is a pinned front.",
    )  # fmt: skip
    pinned: float | Absent = readout(
        symbol="", unit="", label="Front pinned", doc="1: the front stands still. 0: it moves.", main=False
    )  # fmt: skip
    first_neighbor: float | Absent = readout(
        symbol="", unit="%", label="Level at the first neighbor", doc="Of the level of the first cell, in the end.",
        main=False,
    )  # fmt: skip
    arrival_time: float | Absent = readout(
        symbol="τ", unit="lifetimes", label="Arrival at Λ",
        doc="Mean time at which the signal comes in, at a distance of one decay length.", main=False,
    )  # fmt: skip
    arrival_seconds: float | Absent = readout(
        symbol="τ", unit="s", label="Arrival at Λ, in seconds", doc="The same in seconds, where rates are in seconds.",
        main=False,
    )  # fmt: skip
    equivalent_gain: float | Absent = readout(
        symbol="r", unit="", label="Gain with this range", doc="The relay gain that gives the same decay length.",
        main=False,
    )  # fmt: skip
    effective_diffusion: float | Absent = readout(
        symbol="D", unit="µm²/s", label="Effective diffusion", doc="gℓ²: seen from far, the tissue is a medium.",
        main=False,
    )  # fmt: skip
    source_level: float | Absent = readout(
        symbol="c_0", unit="µM", label="Level in the first cell", doc="In the end.", main=False
    )  # fmt: skip
    total_amount: float | Absent = readout(
        symbol="Σc", unit="µM", label="Sum over all cells", doc="q/k, whatever the coupling.", main=False
    )  # fmt: skip
    high_level: float | Absent = readout(
        symbol="u_on", unit="", label="Level of cells that are on", doc="As a share of S, far behind the front.",
        main=False,
    )  # fmt: skip
    front_um: float | Absent = readout(
        symbol="", unit="µm/lifetime", label="Front speed in length", doc="Speed times the distance of rows.",
        main=False,
    )  # fmt: skip
    step_limit: float | Absent = readout(
        symbol="v_∞", unit="cells/lifetime", label="Speed of step-like cells",
        doc="The closed form at this threshold, in this tissue.", main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return the signal along the chain and on a sheet, in time, and how range and speed depend on the settings."""
    own = _front(params) if params.relay_kind == "active" else _fading(params)
    thresholds = {tissue: relay_front.step_speed(STEP_THRESHOLDS, tissue) for tissue in ("chain", "sheet")}
    return Result(
        params=params,
        loss_per_step=LOSSES,
        range_cells=1 / np.arccosh(1 + LOSSES),
        smooth_range=1 / np.sqrt(2 * LOSSES),
        step_threshold=STEP_THRESHOLDS,
        step_chain=thresholds["chain"],
        step_sheet=thresholds["sheet"],
        **own,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: closed forms against a banded solve; fronts against their bounds and balances."""
    return relay_trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return relay_trust.cautions(result)


def _fading(params: Params) -> dict[str, Any]:
    """Return everything about a signal that fades with distance."""
    gain, passive = params.gain(), params.relay_kind == "passive"
    ratio, cells = relay_chain.step_ratio(gain), np.arange(CELLS)
    time = np.linspace(0.0, PASSIVE_TIME if passive else JUNCTION_TIME, FRAMES + 1)
    first = 1 / (1 + math.sqrt(1 - gain**2)) if passive else ratio
    steady = np.where(cells == 0, 1.0, first * ratio ** np.maximum(cells - 1.0, 0))
    if passive:
        shown = relay_chain.handed_on(gain, time, CELLS + 1)
        level = np.column_stack([shown[:, :1], (shown[:, :-2] + shown[:, 2:]) / 2])
    else:
        coupling = params.junction_rate / params.loss_rate
        level = relay_chain.leaked(coupling, time, CELLS) * math.sqrt(1 + 4 * coupling)
    sheet_time = np.linspace(0.0, SHEET_TIME if passive else JUNCTION_TIME, SHEET_FRAMES + 1)
    reach = _reach(first, ratio, params.reading_share)
    return {
        "cell": cells.astype(float), "time": time, "level": level, "steady": steady,
        **_curves(None), "sheet_time": sheet_time, "sheet_level": _spread(params, sheet_time),
        "decay_cells": relay_chain.decay_cells(gain), "reach_cells": reach, "reach_um": reach * params.cell_size,
        "first_neighbor": 100 * first, **_arrival(params, gain), **_no_front(), **_amounts(params),
    }  # fmt: skip


def _reach(first: float, ratio: float, share: float) -> float:
    """Return how many cells read at least ``share``, the first neighbor reading ``first`` and each next ``ratio``."""
    if first < share:
        return 0.0
    further = math.log(share / first) / math.log(ratio) if ratio > 0 else 0.0
    return 1.0 + math.floor(further * (1 + 1e-12))


def _arrival(params: Params, gain: float) -> dict[str, float | Absent]:
    """Return mean times of arrival at one decay length, from the slope of the Laplace transform at zero."""
    none = Absent("only the rates of gap junctions are in seconds")
    if gain == 0:
        return {"arrival_time": Absent("nothing is handed on"), "arrival_seconds": none}
    length = relay_chain.decay_cells(gain)
    if params.relay_kind == "passive":
        return {"arrival_time": length / math.sqrt(1 - gain**2), "arrival_seconds": none}
    k, g = params.loss_rate, params.junction_rate
    seconds = (1 / k + 1 / (k + 4 * g)) / 2 + length / math.sqrt(k * (k + 4 * g))
    return {"arrival_time": k * seconds, "arrival_seconds": seconds}


def _amounts(params: Params) -> dict[str, float | Absent]:
    if params.relay_kind != "gap_junction":
        none = Absent("only gap junctions carry molecules from cell to cell")
        return dict.fromkeys(("equivalent_gain", "effective_diffusion", "source_level", "total_amount"), none)
    k, g, q = params.loss_rate, params.junction_rate, params.source_rate
    return {
        "equivalent_gain": params.gain(), "effective_diffusion": g * params.cell_size**2,
        "source_level": q / math.sqrt(k * (k + 4 * g)), "total_amount": q / k,
    }  # fmt: skip


def _no_front() -> dict[str, Absent]:
    none = Absent("a signal that fades has no front")
    return dict.fromkeys(("front_speed", "pinned", "high_level", "front_um", "step_limit"), none)


def _curves(hill: float | None) -> dict[str, Array]:
    """Return the speeds over the threshold at this steepness; empty without an active relay."""
    names = ("chain", "sheet")
    found = {n: relay_front.speed_curve(hill, n) if hill is not None else (np.zeros(0), np.zeros(0)) for n in names}
    return {f"{n}_{what}": found[n][i] for n in names for i, what in enumerate(("threshold", "speed"))}


def _front(params: Params) -> dict[str, Any]:
    """Return everything about a signal that each cell makes anew."""
    kappa, hill = params.threshold_ratio, params.hill
    high = relay_front.high_state(kappa, hill)
    every = round(FRONT_TIME / FRAMES / relay_front.STEP)
    course = relay_front.follow(
        kappa, hill, params.tissue, cells=FRONT_CELLS, on=ON, time=FRONT_TIME, every=every
    )  # fmt: skip
    endless, lost = Absent("an active relay does not fade with distance"), Absent("the relay goes out everywhere")
    none = Absent("no level holds itself at this threshold: the signal goes out everywhere")
    rows = 1.0 if params.tissue == "chain" else math.sqrt(3) / 2
    speed: float | Absent = none if high is None else course.speed
    reach: dict[str, float | Absent]
    if isinstance(speed, float) and speed > 0:
        reach = dict.fromkeys(("reach_cells", "reach_um"), Absent("no end: each cell makes the signal anew"))
    else:
        stays = isinstance(speed, float) and speed == 0
        reach = dict.fromkeys(("reach_cells", "reach_um"), 0.0 if stays else lost)
    sheet_time = np.linspace(0.0, SHEET_TIME, SHEET_FRAMES + 1)
    start = np.where(_on_at_start(params.start), 1.0 if high is None else high, 0.0)
    return {
        "cell": np.arange(FRONT_CELLS) - float(ON), "time": course.time, "level": course.level,
        "steady": course.level[-1].copy(), **_curves(hill), "sheet_time": sheet_time,
        "sheet_level": relay_front.sheet_course(kappa, hill, start, SHEET_FRAMES, SHEET_TIME),
        "decay_cells": endless, **reach, "front_speed": speed,
        "pinned": speed if isinstance(speed, Absent) else float(speed == 0),
        "first_neighbor": endless, "arrival_time": endless, "arrival_seconds": endless, **_amounts(params),
        "high_level": none if high is None else high,
        "front_um": speed if isinstance(speed, Absent) else speed * rows * params.cell_size,
        "step_limit": float(relay_front.step_speed(np.array([kappa]), params.tissue)[0]),
    }  # fmt: skip


def _spread(params: Params, time: Array) -> Array:
    """Return a fading signal on the sheet, its first cell moved to the middle."""
    if params.relay_kind == "passive":
        level = relay_chain.sheet_spread(params.relay_gain, time, SIDE)
    else:
        loss, leaving = params.loss_rate, 6 * params.junction_rate
        pace = (loss + leaving) / loss
        level = relay_chain.sheet_spread(leaving / (loss + leaving), time * pace, SIDE)
    return np.roll(level.reshape(-1, SIDE, SIDE), divmod(MIDDLE, SIDE), axis=(1, 2)).reshape(time.size, -1)


def _on_at_start(start: str) -> Array:
    r = np.arange(SIDE * SIDE) // SIDE
    if start == "band":
        return np.asarray(np.abs(r - SIDE // 2 + 0.5) < 2)
    on = np.zeros((SIDE, SIDE), dtype=bool)
    on[divmod(MIDDLE, SIDE)] = True
    for _ in range(2):
        on = on | np.any([np.roll(on, (dr, dq), axis=(0, 1)) for dq, dr in AXIAL], axis=0)
    return np.asarray(on.reshape(-1))
