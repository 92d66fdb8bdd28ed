"""The loop of lateral inhibition: Delta seen activates Notch, active Notch represses the cell's own Delta.

    dn_i/dt = F(x_i) - n_i,   dd_i/dt = ν[G(n_i) - d_i],   F(x) = x^k/(a + x^k),   G(n) = 1/(1 + b n^h)

n_i is the active Notch and d_i the Delta of cell i, both from 0 to 1; x_i is the Delta that it sees, an average over
the cells that it touches; time counts in lifetimes of active Notch. All cells alike: n* = F(d*), d* = G(n*). The gain
of the loop is A = -F'(d*)G'(n*) = kh(1 - n*)(1 - d*), since F' = kF(1 - F)/x and G' = -hG(1 - G)/n. A small
pattern that the averaging multiplies by μ grows at the larger root s of (s + 1)(s + ν) + νAμ = 0.

States of two levels, high (H) and low (L): an H sees a share p_H of H, an L a share p_L > p_H. Both equations give b;
equal, with the ratio ρ = d_L/d_H held, they leave one equation in d_H, whose two sides cross just once: so the states
form a curve over ρ, and its folds are extrema of b. Near a state, a cell answers to a change of what it sees by
-α = G'F' times that change, α = kh(1 - n)(1 - d)d/x. The state holds if no pattern of changes is answered by itself, as
strong or stronger: neither one that treats all H and all L alike, nor one that sets the H (or the L) against one
another. On a sheet of hexagons no other pattern of changes grows faster than these (a test compares them with all).

Reference: Collier JR, Monk NAM, Maini PK, Lewis JH (1996) J Theor Biol 183:429 (equations and gain).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.numerics.crossing import crossing
from models.quantities import Array

LEAST_DELTA: Final = 1e-9
"""Where the search for a threshold begins: at less Delta the repression is beyond every bound."""
WIDEST_LOGIT: Final = 600.0
"""How near to 0 or 1 a level may come, as ln[d/(1 - d)]: with steep loops very near."""
HALVINGS: Final = 56
LARGEST_LOG: Final = 600.0
"""The logarithm of the largest repression strength that is told."""
LEAST_NOISE: Final = 1e-3
"""The noise that a run is long enough for, where there is less or none."""


def with_noise(level: Array, noise: float, count: int, chance: np.random.Generator) -> Array:
    """Return Notch and Delta of ``count`` cells, shape (2, count): ``level``, up to a share ``noise`` off."""
    return np.clip(level * (1 + noise * chance.uniform(-1, 1, (2, count))), 0.0, 1.0)


def growth_time(growth: float, noise: float, beyond: float) -> float:
    """Return how long noise takes to grow to 1 at a rate, and ``beyond`` times 1/rate more; 0 if it fades."""
    return (math.log(1 / max(noise, LEAST_NOISE)) + beyond) / growth if growth > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Levels:
    """A pattern of two levels: which share of the cells that it touches is high, for a high and for a low cell."""

    high_sees: float
    low_sees: float

    def amplification(self, high: Array, low: Array) -> Array:
        """Return how strongly the state answers a small change by itself: below 1 it holds.

        ``high`` and ``low`` are the answers α of the two kinds of cells.
        """
        total = high * self.high_sees + low * (1 - self.low_sees)
        product = high * low * (self.low_sees - self.high_sees)
        alike = (np.sqrt(total**2 + 4 * product) - total) / 2
        return np.maximum(alike, np.maximum(high * self.high_sees, low * (1 - self.low_sees)))


ALTERNATING: Final = Levels(high_sees=0.0, low_sees=1.0)
"""A pair, or every second cell of a ring."""
EVERY_THIRD: Final = Levels(high_sees=0.0, low_sees=0.5)
"""A sheet of hexagons in which every third cell is high."""
TWO_OF_THREE: Final = Levels(high_sees=0.5, low_sees=1.0)
"""A sheet of hexagons in which every third cell is low."""


@dataclass(frozen=True, slots=True)
class TwoLevels:
    """Steady states of two levels: Delta of both, the repression strength, the amplification; each of shape (n,)."""

    high: Array
    low: Array
    repression: Array
    amplification: Array


@dataclass(frozen=True, slots=True)
class DeltaNotch:
    """The loop: activation threshold a, repression strength b, Hill numbers k and h, rate ratio ν."""

    threshold: float
    repression: float
    hill_activation: float
    hill_repression: float
    rate_ratio: float = 1.0

    def notch_made(self, seen: Array) -> Array:
        """Return F: the rate at which Notch is activated by the Delta that a cell sees."""
        raised = seen * seen if self.hill_activation == 2 else seen**self.hill_activation
        return np.asarray(raised / (self.threshold + raised))

    def delta_made(self, notch: Array) -> Array:
        """Return G: the rate at which Delta is made, as a share of the most."""
        raised = notch * notch if self.hill_repression == 2 else notch**self.hill_repression
        return np.asarray(1 / (1 + self.repression * raised))

    def uniform(self) -> tuple[float, float]:
        """Return (n*, d*): Notch and Delta when all cells are alike, a state that always exists, and only once."""
        low = 0.5 / (1 + self.repression)
        delta = crossing(lambda d: d - self.delta_made(self.notch_made(d)), low, 1.0, 0.0, log=True)
        return float(self.notch_made(np.array(delta))), delta

    def gain(self) -> float:
        """Return the loop gain A of the uniform state."""
        notch, delta = self.uniform()
        quiet = self.threshold / (self.threshold + delta**self.hill_activation)  # 1 - n*, whose digits it keeps
        held_back = self.repression * notch**self.hill_repression
        return float(self.hill_activation * self.hill_repression * quiet * held_back / (1 + held_back))

    def growth_rate(self, coupling: float) -> float:
        """Return the growth rate of a small pattern that averaging over the neighbors multiplies by ``coupling``."""
        return float(self.growth_at(np.array(self.gain()), coupling))

    def growth_at(self, gain: Array, coupling: float) -> Array:
        """Return the growth rates for these loop gains; ``coupling`` is not above 0, so that they are real."""
        half = (1 + self.rate_ratio) / 2
        return np.asarray(np.sqrt((1 - self.rate_ratio) ** 2 / 4 - self.rate_ratio * gain * coupling) - half)

    def critical_repression(self, coupling: float) -> float | None:
        """Return the repression strength at which a pattern of this ``coupling`` (< 0) begins to grow from noise.

        The gain falls as d* rises, and d* falls as b rises, so there is one threshold. None: no repression does it.
        """
        needed = -1 / coupling
        ends = self._gain_at(np.array([LEAST_DELTA, 1.0]))
        if ends[0] <= needed:
            return None
        delta = crossing(self._gain_at, LEAST_DELTA, 1.0, needed, log=True)
        log_notch = self.log_notch_made(np.log(np.array(delta)))
        return math.exp(min(math.log(1 / delta - 1) - self.hill_repression * float(log_notch), LARGEST_LOG))

    def delta_made_logit(self, log_notch: Array) -> Array:
        """Return ln[G/(1 - G)] of Notch given as its logarithm; keeps its digits where G is next to 1."""
        return np.asarray(-math.log(self.repression) - self.hill_repression * log_notch)

    def log_notch_made(self, log_seen: Array) -> Array:
        """Return ln F of the Delta seen, given as its logarithm; keeps its digits where F is tiny."""
        raised = self.hill_activation * log_seen
        return np.asarray(raised - np.logaddexp(math.log(self.threshold), raised))

    def two_levels(self, ratio: Array, levels: Levels) -> TwoLevels:
        """Return the steady states of two levels over all repression strengths (that of this loop does not matter).

        ``ratio`` is ρ = d_L/d_H, between 0 and 1 (both excluded), shape (n,); states that do not occur are left out.
        """
        seen_high = levels.high_sees + (1 - levels.high_sees) * ratio
        seen_low = levels.low_sees + (1 - levels.low_sees) * ratio
        steepness = self.hill_activation * self.hill_repression
        occurs = steepness * np.log(seen_low / seen_high) > -np.log(ratio)
        ratio, seen_high, seen_low = ratio[occurs], seen_high[occurs], seen_low[occurs]
        low, high = np.full(ratio.size, -WIDEST_LOGIT), np.full(ratio.size, WIDEST_LOGIT)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            above = self._imbalance(middle, ratio, seen_high, seen_low) > 0
            low, high = np.where(above, middle, low), np.where(above, high, middle)
        logit = (low + high) / 2
        delta = 1 / (1 + np.exp(-logit))
        log_repression = -logit - self.hill_repression * self.log_notch_made(np.log(seen_high * delta))
        answer_high = self.answer(delta, seen_high * delta)
        answer_low = self.answer(ratio * delta, seen_low * delta)
        return TwoLevels(
            high=delta,
            low=ratio * delta,
            repression=np.exp(np.minimum(log_repression, LARGEST_LOG)),
            amplification=levels.amplification(answer_high, answer_low),
        )

    def answer(self, delta: Array, seen: Array) -> Array:
        """Return α: by how much the Delta of a cell at rest falls when the Delta that it sees rises a little."""
        notch = self.notch_made(seen)
        return self.hill_activation * self.hill_repression * (1 - notch) * (1 - delta) * delta / seen

    def _gain_at(self, delta: Array) -> Array:
        """Return the gain of the uniform state that has this Delta."""
        return self.hill_activation * self.hill_repression * (1 - self.notch_made(delta)) * (1 - delta)

    def _imbalance(self, logit: Array, ratio: Array, seen_high: Array, seen_low: Array) -> Array:
        """Return by how much the repression that the H cells need exceeds that of the L cells, in logarithms.

        It falls with d_H; ``logit`` is ln[d_H/(1 - d_H)], which keeps its digits at both ends.
        """
        high = 1 / (1 + np.exp(-logit))
        needed_high = -logit - self.hill_repression * self.log_notch_made(np.log(seen_high * high))
        needed_low = np.log1p(-ratio * high) - np.log(ratio * high)
        needed_low = needed_low - self.hill_repression * self.log_notch_made(np.log(seen_low * high))
        return np.asarray(needed_high - needed_low)
