"""The curves of ``lateral_inhibition``: steady states over repression, the walk up and back, growth, a pair's plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.juxtacrine.lateral_inhibition_parameters import Params
from models.juxtacrine.lateral_inhibition_run import treated
from models.numerics.delta_notch import (
    ALTERNATING,
    EVERY_THIRD,
    TWO_OF_THREE,
    WIDEST_LOGIT,
    DeltaNotch,
    Levels,
    TwoLevels,
)
from models.quantities import Array

LEAST, MOST = 0.1, 1e4
"""The repression strengths that are drawn: those that can be set."""
ALIKE, APART = 0.01, 3.3
POINTS: Final = 160
UNIFORM_POINTS: Final = 120
WALK_POINTS: Final = 81
SIDE_OF_A_JUMP: Final = 1e-9
"""How far below a jump the line of the walk has its foot, as a share of the repression strength."""
PLANE_POINTS: Final = 101
SCAN_POINTS, FEW_POINTS = 1001, 151
NEAR_ONE: Final = 30.0
"""Where, as ln[d/(1 - d)], the scan for steady states may take longer steps."""
HALVINGS: Final = 45
GAINS: Final = (0.1, 40.0)


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of pattern over repression strength: Delta of its high and low cells, and whether it holds (1 or 0)."""

    repression: Array
    high: Array
    low: Array
    holds: Array

    def fold(self) -> float | None:
        """Return the lowest repression strength at which the pattern holds; None if it nowhere does."""
        return float(self.repression[self.holds > 0].min()) if np.any(self.holds > 0) else None

    def contrast_at(self, repression: Array) -> Array:
        """Return d_H - d_L of the state that holds, 0 where none does."""
        kept = self.holds > 0
        if not np.any(kept):
            return np.zeros(repression.shape)
        order = np.argsort(self.repression[kept])
        at, contrast = self.repression[kept][order], (self.high - self.low)[kept][order]
        inside = (repression >= at[0]) & (repression <= at[-1])
        return np.where(inside, np.interp(np.log(repression), np.log(at), contrast), 0.0)


def family(loop: DeltaNotch, levels: Levels) -> Family:
    """Return the states of two levels within the repression strengths that are drawn, and a step beyond."""
    ratio = np.exp(-(np.linspace(ALIKE, APART, POINTS) ** 2))
    states: TwoLevels = loop.two_levels(ratio, levels)
    kept = (states.repression >= LEAST / 2) & (states.repression <= 2 * MOST)
    holds = (states.amplification < 1).astype(float)
    return Family(states.repression[kept], states.high[kept], states.low[kept], holds[kept])


def families(params: Params, loop: DeltaNotch) -> tuple[Family, Family]:
    """Return the pattern of the tissue in which few cells send, and that in which two of three do.

    In a ring of three each cell sees half of each other one, just as in a sheet. In a pair and an even ring there is
    no second kind, and in a longer odd ring no pattern of two levels closes: what there is none of is empty.
    """
    none = np.empty(0)
    nothing = Family(none, none, none, none)
    if params.tissue == "hex" or (params.tissue == "ring" and params.ring_cells == 3):
        return family(loop, EVERY_THIRD), family(loop, TWO_OF_THREE)
    if params.tissue == "ring" and params.ring_cells % 2:
        return nothing, nothing
    return family(loop, ALTERNATING), nothing


def uniform_states(loop: DeltaNotch) -> tuple[Array, Array]:
    """Return repression strength and Delta of the uniform state: each d* belongs to b = (1/d* - 1)/F(d*)^h."""
    least, most = (DeltaNotch(loop.threshold, b, loop.hill_activation, loop.hill_repression) for b in (LEAST, MOST))
    high, low = least.uniform()[1], most.uniform()[1]
    logit = np.linspace(np.log(high / (1 - high)), np.log(low / (1 - low)), UNIFORM_POINTS)
    delta = 1 / (1 + np.exp(-logit))
    return np.exp(-logit - loop.hill_repression * loop.log_notch_made(np.log(delta))), delta


def walk(kinds: tuple[Family, Family], critical: float | None) -> tuple[Array, Array, Array]:
    """Return repression strengths, and the contrast at each on a slow walk up from a uniform tissue and back down.

    On the way up the tissue stays uniform until noise grows. Then it goes to the pattern of few senders, or to that of
    two of three where only this one holds. On the way back it keeps its pattern as long as that holds. The walk ends
    where noise grows but neither pattern holds; all is empty if the tissue has no regular pattern.
    """
    if not kinds[0].repression.size and not kinds[1].repression.size:
        return np.empty(0), np.empty(0), np.empty(0)
    even = np.geomspace(LEAST, MOST, WALK_POINTS)
    if critical is None:
        return even, np.zeros(even.shape), np.zeros(even.shape)
    few_hold, many_hold = (kind.contrast_at(np.array([1.01 * critical]))[0] > 0 for kind in kinds)
    chosen = kinds[1] if many_hold and not few_hold else kinds[0]
    fold = chosen.fold()
    jumps = np.array([critical] if fold is None else [critical, fold])
    at = np.unique(np.r_[even, chosen.repression[chosen.holds > 0], jumps, jumps * (1 - SIDE_OF_A_JUMP)])
    at = at[(at >= LEAST) & (at <= MOST)]
    contrast = chosen.contrast_at(at)
    known = (contrast > 0) | (at < critical)
    at, contrast = at[known], contrast[known]
    up = np.where(at >= critical, contrast, 0.0)
    return at, up, contrast if np.any(up > 0) else up


def growth_curves(loop: DeltaNotch, couplings: tuple[float, ...]) -> tuple[Array, tuple[Array, ...]]:
    """Return loop gains, and for each coupling the growth rates at them."""
    gain = np.geomspace(*GAINS, POINTS)
    return gain, tuple(loop.growth_at(gain, coupling) for coupling in couplings)


def pair_nullclines(params: Params, loop: DeltaNotch) -> tuple[Array, Array, Array]:
    """Return levels of Notch (n,), and where each cell of a pair rests while the other has that level.

    A treated cell of a pair rests elsewhere: what it does no longer depends on its Notch.
    """
    level = np.linspace(0, 1, PLANE_POINTS)
    rests = [loop.notch_made(loop.delta_made(level))] * 2
    cell = treated(params) if params.tissue == "pair" else None
    if cell is not None:
        forced = float(loop.notch_made(np.array(1.0))) if params.treatment == "sender" else 0.0
        rests[1 - cell] = np.full(level.shape, forced)
        if params.treatment == "ablated":
            rests[cell] = np.zeros(level.shape)
    return level, rests[0], rests[1]


def pair_states(loop: DeltaNotch) -> tuple[Array, Array]:
    """Return Delta of the first and the second cell in all steady states of a pair, found by a scan, shape (m,)."""

    def answered(logit: Array) -> Array:
        after = logit
        for _ in range(2):
            after = loop.delta_made_logit(loop.log_notch_made(-np.logaddexp(0.0, -after)))
        return np.asarray(after - logit)

    edge = float(np.log(1 + loop.repression)) + 1.0
    scan = np.r_[np.linspace(-edge, NEAR_ONE, SCAN_POINTS), np.geomspace(NEAR_ONE, WIDEST_LOGIT, FEW_POINTS)[1:]]
    sign = np.sign(answered(scan))
    found = np.flatnonzero(sign[:-1] * sign[1:] < 0)
    low, high = scan[found], scan[found + 1]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        same = np.sign(answered(middle)) == sign[found]
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    first = 1 / (1 + np.exp(-(low + high) / 2))
    return first, loop.delta_made(loop.notch_made(first))
