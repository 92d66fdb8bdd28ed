"""What the pictures of ``relay`` say now, in words and numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from models.juxtacrine.relay import FADING, MIDDLE, Result
from models.notation import number, quantity
from models.results import Absent

NAMES: Final = {"passive": "passive relay", "gap_junction": "gap junctions", "active": "active relay"}


def setting(result: Result) -> str:
    """Return what is set, in one sentence."""
    params = result.params
    if params.relay_kind == "passive":
        return f"Passive relay: each cell shows {number(100 * params.relay_gain)} % of what it receives."
    if params.relay_kind == "gap_junction":
        return (
            f"Gap junctions: exchange with each neighbor at {quantity(params.junction_rate, '1/s')}, loss at "
            f"{quantity(params.loss_rate, '1/s')}."
        )
    return _active("along a chain" if params.tissue == "chain" else "across the rows of a sheet", result)


def outcome(result: Result) -> str:
    """Return what becomes of the signal, in one or two sentences."""
    if result.params.relay_kind in FADING:
        return (
            f"The level falls to 37 % over {quantity(result.decay_cells, 'cells')}; the first neighbor reads "
            f"{quantity(result.first_neighbor, '%')}, and {quantity(result.reach_cells, 'cells')} read more than "
            f"{number(100 * result.params.reading_share)} % of the first."
        )
    speed = result.front_speed
    if isinstance(speed, Absent):
        return f"There is no front: {speed.reason}."
    if speed == 0:
        return "The front is pinned: it stands still, and no further cell is switched on."
    way = "advances" if speed > 0 else "retreats"
    return (
        f"The front {way} by {quantity(abs(speed), 'cells per lifetime')}, at full height "
        f"({number(100 * _high(result))} % of S) all the way."
    )


def profile_text(result: Result) -> str:
    """Return the text of the profile beside the kymograph."""
    unit = _lifetime(result)
    panels = (
        "Left: the level of each cell on a logarithmic axis. Right: the same in color, cells to the right and time "
        f"upward, to {number(float(result.time[-1]))} {unit}."
    )
    return f"{setting(result)} {outcome(result)} {panels}"


def movie_text(result: Result) -> str:
    """Return the text of the movie along the chain."""
    return (
        f"The level of each cell over {number(float(result.time[-1]))} {_lifetime(result)}, on an even scale. "
        f"{setting(result)} {outcome(result)}"
    )


def range_text(result: Result) -> str:
    """Return the text of the ranges over the loss per step."""
    if result.params.relay_kind not in FADING:
        return (
            "Decay length of a fading signal over its loss per step: 2.14 cells at a loss of 0.11, 22.4 cells at a "
            "loss of 0.001. An active relay has no place here: it does not fade."
        )
    return (
        f"{setting(result)} The decay length is {quantity(result.decay_cells, 'cells')}. A hundredth of the loss per "
        "step gives ten times the range, at best. The dotted line is plain diffusion; it holds for many cells only."
    )


def speed_text(result: Result) -> str:
    """Return the text of the speeds over the threshold."""
    words = (
        "Speed of the front over the threshold. With step-like cells a chain goes forward below 0.5 and back above; a "
        "flat front in a sheet stands still from 0.333 to 0.667."
    )
    if result.params.relay_kind in FADING:
        return (
            f"{words} Only an active relay has a front; now the signal fades ({NAMES[result.params.relay_kind]}). "
            "Click a curve to go to an active relay with this threshold, or choose it under “How it is passed on”."
        )
    still = result.sheet_threshold[result.sheet_speed == 0]
    plateau = (
        f" In the sheet it stands at the computed thresholds from {number(float(still.min()))} to "
        f"{number(float(still.max()))}."
        if still.size
        else ""
    )
    return f"{words} {setting(result)} {outcome(result)}{plateau}"


def sheet_text(result: Result) -> str:
    """Return the text of the sheet of cells."""
    last = result.sheet_level[-1]
    if result.params.relay_kind in FADING:
        reading = int(np.count_nonzero(np.delete(last, MIDDLE) >= result.params.reading_share))
        return (
            f"A sheet of {last.size} hexagons with joined edges; the cell in the middle makes the signal. "
            f"{setting(result)} After {number(float(result.sheet_time[-1]))} lifetimes {reading} other cells have more "
            f"than {number(100 * result.params.reading_share)} % of its level. Around a cell there are more cells to "
            "share with than along a chain."
        )
    before, after = (int(np.count_nonzero(level > 0.5)) for level in (result.sheet_level[0], last))
    return (
        f"A sheet of {last.size} hexagons with joined edges. {_active('in it', result)} {before} cells are on at the "
        f"start, {after} after {number(float(result.sheet_time[-1]))} lifetimes."
    )


def captions(result: Result) -> tuple[str, ...]:
    """Return what each frame of the sheet shows."""
    fading = result.params.relay_kind in FADING
    bar, verb = (result.params.reading_share, "other cells read the signal") if fading else (0.5, "cells are on")
    counts = np.count_nonzero(np.delete(result.sheet_level, [MIDDLE] if fading else [], axis=1) >= bar, axis=1)
    return tuple(
        f"After {number(float(t))} lifetimes {count} {verb}."
        for t, count in zip(result.sheet_time, counts, strict=True)
    )


def _active(where: str, result: Result) -> str:
    params = result.params
    return (
        f"Active relay {where}: threshold {number(params.threshold_ratio)} of the full signal, Hill coefficient "
        f"{number(params.hill)}."
    )


def _lifetime(result: Result) -> str:
    if result.params.relay_kind == "gap_junction":
        return f"lifetimes of {quantity(1 / result.params.loss_rate, 's')}"
    return "lifetimes of the signal"


def _high(result: Result) -> float:
    return 0.0 if isinstance(result.high_level, Absent) else result.high_level
