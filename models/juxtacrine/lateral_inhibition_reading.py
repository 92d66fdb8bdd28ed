"""What ``lateral_inhibition`` reads from a run: how differences grew, who sends at the end, what a treatment did."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from models.juxtacrine.lateral_inhibition_parameters import Params
from models.juxtacrine.lateral_inhibition_run import Course, neighbors_of, treated
from models.numerics.delta_notch import DeltaNotch
from models.quantities import Array
from models.results import Absent

LEAST_CONTRAST: Final = 0.1
"""The difference of Delta from which on there is a pattern."""
SMALL_SPREAD: Final = 0.003
"""Up to it the differences between cells are taken as small."""
MOST_LOG: Final = 100.0
NEGLIGIBLE: Final = 1e-3
"""A difference that is told as none: what is left of the noise."""
NO_PATTERN: Final = Absent("there is no pattern")


def spreads(loop: DeltaNotch, coupling: float, course: Course) -> dict[str, Any]:
    """Return the spread of Delta over the cells of the tissue and of a pair, as it is and as the growth rates foretell.

    The foretold lines pass through the last moment at which the differences are still small.
    """
    time, found = course.time, {}
    for name, values, factor in (("", course.delta, coupling), ("pair_", course.pair_delta, -1.0)):
        spread = values.std(axis=1)
        large = spread >= SMALL_SPREAD
        anchor = max(int(np.argmax(large)) - 1 if np.any(large) else time.size // 8, 0)
        steps = np.clip(loop.growth_rate(factor) * (time - time[anchor]), -MOST_LOG, MOST_LOG)
        found[f"{name}spread"] = spread
        found[f"{name}foretold"] = spread[anchor] * np.exp(steps)
        found[f"{name}pattern_time"] = _half_time(time, spread)
    return {"spread_time": time, **found}


def _half_time(time: Array, spread: Array) -> float | Absent:
    """Return when the spread first passes half of its last value."""
    half = spread[-1] / 2
    if half < LEAST_CONTRAST / 4:
        return NO_PATTERN
    if spread[0] >= half:
        return Absent("the pattern is there from the start")
    after = int(np.argmax(spread >= half))
    return float(np.interp(half, spread[after - 1 : after + 1], time[after - 1 : after + 1]))


def ending(params: Params, loop: DeltaNotch, course: Course) -> dict[str, Any]:
    """Return what is read from the last state, and what the treatment has changed."""
    cell, neighbors = treated(params), neighbors_of(params)
    others = np.ones(course.delta.shape[1], dtype=bool)
    if cell is not None:
        others[cell] = False
    final = course.delta[-1]
    compared = others if params.tissue != "pair" else np.ones(2, dtype=bool)
    low, high = float(final[compared].min()), float(final[compared].max())
    patterned = high - low >= LEAST_CONTRAST
    senders = (final > (low + high) / 2) & patterned
    notch_change = loop.notch_made(final[neighbors].mean(axis=0)) - course.notch[-1]
    delta_change = loop.rate_ratio * (loop.delta_made(course.notch[-1]) - final)
    return {
        "sender_fraction": 100 * float(senders[others].mean()),
        "contrast": high - low if high - low > NEGLIGIBLE else 0.0,
        "changed_cells": _changed(course, others, (low + high) / 2 if patterned else None, cell is not None),
        "touching_senders": float(np.count_nonzero(senders & senders[neighbors])) / 2,
        "patterned": float(patterned),
        "unrest": float(max(np.abs(change[others]).max() for change in (notch_change, delta_change))),
        "treated_index": cell,
        "senders": tuple(bool(sends) for sends in senders),
        "extremes": (low, high),
    }


def _changed(course: Course, others: Array, middle: float | None, treating: bool) -> float | Absent:
    """Return how many of the other cells stand on the other side of ``middle`` than before the treatment."""
    if not treating:
        return Absent("no cell is treated")
    if not course.treated_from:
        return Absent("the cell is treated from the beginning")
    before = course.delta[course.treated_from - 1]
    if middle is None:
        middle = float(before.min() + before.max()) / 2
    if float(np.ptp(before)) < LEAST_CONTRAST:
        return Absent("there was no pattern to change")
    return float(np.count_nonzero(((before > middle) != (course.delta[-1] > middle))[others]))
