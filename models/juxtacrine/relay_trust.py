"""How far the answers of ``relay`` can be trusted: its trust panel and its cautions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import solve_banded

from models.juxtacrine import relay_chain, relay_front
from models.quantities import Array
from models.results import Absent, Caution, Check

if TYPE_CHECKING:
    from models.juxtacrine.relay import Params, Result

CROWDED = 1000.0
"""µM: more than cells hold of a signal molecule."""


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    return _front(result) if result.params.relay_kind == "active" else _fading(result)


def solved_chain(gain: float, cells: int) -> Array:
    """Return the steady levels of a passive relay from its equations, cell 0 held at 1, by a banded solve."""
    bands = np.zeros((3, cells))
    bands[0, 2:], bands[1], bands[2, :-1] = -gain / 2, 1.0, -gain / 2
    held = np.zeros(cells)
    held[0] = 1.0
    return np.asarray(solve_banded((1, 1), bands, held))


def _fading(result: Result) -> tuple[Check, ...]:
    params = result.params
    passive, gain = params.relay_kind == "passive", params.gain()
    cells = result.steady.size
    shown = solved_chain(gain, 2 * cells + math.ceil(relay_chain.RANGES * relay_chain.decay_cells(gain)))
    expected = np.r_[1.0, (shown[: cells - 1] + shown[2 : cells + 1]) / 2] if passive else shown[:cells]
    profile = Check(
        "Steady levels against a banded solve of the chain", float(np.abs(result.steady - expected).max()), 1e-9
    )
    begin = Check("No signal before the start, summed from all waves", float(result.level[0, 2:].max()), 1e-9)
    ratio = relay_chain.step_ratio(gain)
    if passive:
        lost, handed = (1 - gain) * float(shown[1:].sum()), gain / 2 * float(shown[0] - shown[1])
        error = abs(lost - handed) / handed if handed > 0 else 0.0
        return (profile, begin, Check("What leaves the first cell is lost along the chain", error, 1e-6))
    level, total = result.source_level, result.total_amount
    assert not isinstance(level, Absent) and not isinstance(total, Absent)
    summed = level * (1 + ratio) / (1 - ratio)
    return (profile, begin, Check("Loss in all cells against making in one", abs(summed - total) / total, 1e-9))


def _front(result: Result) -> tuple[Check, ...]:
    params, speed = result.params, result.front_speed
    inside = float(max(0.0, -result.level.min(), result.level.max() - 1))
    bounds = Check("Levels stay between 0 and S", inside, 1e-9)
    high = result.high_level
    if isinstance(high, Absent) or isinstance(speed, Absent):
        return (bounds, Check("The signal goes out", float(result.level[-1].max() > result.level[0].max()), 0.0))
    made = float(relay_front.response(np.array([high]), params.threshold_ratio, params.hill)[0])
    holds = Check("Cells that are on make what they lose", abs(made - high), 1e-7)
    limit = relay_front.fastest(params.threshold_ratio, params.hill, params.tissue)
    outrun = max(0.0, speed / limit - 1) if speed > 0 else 0.0
    return (bounds, holds, Check("The front is not faster than the steepest linear one", outrun, 0.02))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    if params.relay_kind == "active":
        return tuple(_front_cautions(params, result))
    if params.relay_kind == "gap_junction":
        return tuple(_junction_cautions(result))
    return ()


def _front_cautions(params: Params, result: Result) -> list[Caution]:
    found = []
    if isinstance(result.high_level, Absent):
        found.append(Caution(
            "The threshold is so high that not even cells among their like hold the signal. There is no front; all "
            "cells go out.", ("threshold_ratio", "hill"),
        ))  # fmt: skip
    elif params.hill < 1.5:
        found.append(Caution(
            "With so gradual a response cells have hardly a threshold: the smallest trace sets the relay off, in a "
            "real tissue everywhere at once.", ("hill",),
        ))  # fmt: skip
    return found


def _junction_cautions(result: Result) -> list[Caution]:
    found, level = [], result.source_level
    if isinstance(level, float) and level > CROWDED:
        found.append(Caution(
            f"The first cell would hold more than {CROWDED:g} µM of the molecule. Make less of it; the range stays "
            "the same.", ("source_rate", "loss_rate"),
        ))  # fmt: skip
    if not isinstance(result.decay_cells, Absent) and result.decay_cells < 1:
        found.append(Caution(
            "The signal falls more than threefold from each cell to the next. The rule of diffusion, Λ = √(g/k), does "
            "not hold here.", ("junction_rate", "loss_rate"),
        ))  # fmt: skip
    return found
