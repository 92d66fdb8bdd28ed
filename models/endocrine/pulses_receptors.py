"""Receptors that tire: what a cell hears of pulses of GnRH.

While a pulse (w = 6 min) is on, the working fraction R of the receptors goes down, and it always recovers:

    on:  dR/dt = -k_d R + k_r (1 - R)        off:  dR/dt = k_r (1 - R)

The cell responds with max(0, R - theta) while the pulse is on. With R_i = k_r/(k_r + k_d), e_1 = exp(-(k_r + k_d) w)
and e_2 = exp(-k_r (T - w)) a pulse begins, once all is periodic, at R_0 = [1 - e_2 + e_2 R_i (1 - e_1)]/(1 - e_1 e_2).
A teaching model after the idea of Li1989.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.quantities import Array

PULSE_WIDTH: Final = 6.0
"""Minutes; a pulse every 6 min is GnRH without a break."""
SHORTEST, LONGEST = PULSE_WIDTH, 400.0
INTERVALS: Final = 201
ROUNDS: Final = 4
SHOWN_HOURS: Final = 12.0
MOST_POINTS: Final = 1200
"""Of the course in time: with many pulses each gets fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receptors:
    """How fast receptors tire (``fatigue`` k_d) and recover (k_r), both 1/min, and the threshold of the response."""

    fatigue: float
    recovery: float
    threshold: float

    @property
    def floor(self) -> float:
        """The working fraction after GnRH has been there for long."""
        return self.recovery / (self.recovery + self.fatigue)

    @property
    def rate(self) -> float:
        """How fast the fraction nears the floor while GnRH is there, 1/min."""
        return self.recovery + self.fatigue

    def kept(self, interval: Array | float) -> tuple[float, Array]:
        """Return e_1 and e_2: what is left of a deviation after a pulse, and after a pause."""
        return float(np.exp(-self.rate * PULSE_WIDTH)), np.exp(-self.recovery * (np.asarray(interval) - PULSE_WIDTH))

    def at_pulse(self, interval: Array | float) -> Array:
        """Return the working fraction R_0 as a pulse begins, for intervals (min) of 6 or more."""
        on, off = self.kept(interval)
        return np.asarray((1 - off + off * self.floor * (1 - on)) / (1 - on * off))

    def mean_response(self, interval: Array | float) -> Array:
        """Return the response averaged over a whole interval (min), in closed form."""
        start = self.at_pulse(interval)
        above = np.maximum(start - self.threshold, 0.0)
        if self.threshold <= self.floor:
            heard = np.full_like(above, PULSE_WIDTH)
        else:  # the time until the fraction has come down to the threshold: ln(1 + above/gap)/rate
            heard = np.minimum(np.log1p(above / (self.threshold - self.floor)) / self.rate, PULSE_WIDTH)
        area = (self.floor - self.threshold) * heard + (start - self.floor) * -np.expm1(-self.rate * heard) / self.rate
        return np.asarray(np.where(above > 0, np.maximum(area, 0.0), 0.0) / np.asarray(interval))

    def best_interval(self) -> tuple[float, float]:
        """Return the interval (min) with the largest mean response, and this response."""
        low, high = SHORTEST, LONGEST
        for _ in range(ROUNDS):
            intervals = np.geomspace(low, high, INTERVALS)
            response = self.mean_response(intervals)
            at = int(np.argmax(response))
            low, high = float(intervals[max(at - 1, 0)]), float(intervals[min(at + 1, INTERVALS - 1)])
        return float(intervals[at]), float(response[at])

    def course(self, interval: float) -> tuple[Array, Array, Array]:
        """Return time (min), working fraction and response from rested receptors on (all of one shape)."""
        pulses = int(np.ceil(SHOWN_HOURS * 60 / interval))
        points = max(3, min(12, MOST_POINTS // (2 * pulses)))
        on, off = self.kept(interval)
        periodic = float(self.at_pulse(interval))
        starts = periodic + (1 - periodic) * (on * float(off)) ** np.arange(pulses)
        during, pause = np.linspace(0, PULSE_WIDTH, points), np.linspace(0, interval - PULSE_WIDTH, points)
        tired = self.floor + np.outer(starts - self.floor, np.exp(-self.rate * during))
        rested = 1 - np.outer(1 - tired[:, -1], np.exp(-self.recovery * pause))
        time = interval * np.arange(pulses)[:, np.newaxis] + np.r_[during, PULSE_WIDTH + pause]
        response = np.hstack([np.maximum(tired - self.threshold, 0.0), np.zeros_like(rested)])
        shown = time.ravel() <= SHOWN_HOURS * 60
        return time.ravel()[shown], np.hstack([tired, rested]).ravel()[shown], response.ravel()[shown]
