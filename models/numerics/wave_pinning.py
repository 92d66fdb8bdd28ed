r"""A molecule on the ring of a cell's membrane that switches itself on: active a, inactive b, a + b conserved.

.. math:: \partial_t a = b\,A - \delta a + D_a a'', \qquad \partial_t b = -(b\,A - \delta a) + D_b b'',
          \qquad A = k_0 + S + \frac{\gamma a^2}{K^2 + a^2}

(wave pinning [Mori2008]). Active molecules sit on the membrane and hardly move, inactive ones move fast. A front of
active molecules spreads, uses up the inactive ones, and stops where both states of the membrane are equally strong: at
the level b* of inactive ones for which the areas under the net rate cancel (Maxwell's rule).

Method: Strang splitting, second order in the time step. Diffusion on the ring is exact (the exponential of the matrix
of second differences: positive, and it keeps the sum). The reaction keeps a + b at each node, so with A frozen at the
middle of the step it is one exponential, positive for any A and any step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from models.quantities import Array

NODES: Final = 64


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a front that stands still has at its two sides, when the active molecules hardly move."""

    inactive: float
    low: float
    high: float

    @property
    def totals(self) -> tuple[float, float]:
        """The smallest and the largest mean of a + b with which a front can stand somewhere on the ring."""
        return self.inactive + self.low, self.inactive + self.high


@dataclass(frozen=True, slots=True)
class WavePinning:
    """The rates (1/s), the level of half feedback, the diffusion (µm²/s) and the length of the ring (µm)."""

    basal: float
    feedback: float
    loss: float
    half: float
    active_diffusion: float
    inactive_diffusion: float
    circumference: float

    def activation(self, active: Array) -> Array:
        """Return A without a stimulus, 1/s."""
        squared = active * active
        rate: Array = self.basal + self.feedback * squared / (self.half**2 + squared)
        return rate

    def net_rate(self, active: Array, inactive: float) -> Array:
        """Return how fast active molecules become more, 1/s, at a level of inactive ones."""
        return inactive * self.activation(active) - self.loss * active

    def rest(self, total: float) -> float:
        """Return the lowest uniform steady level of active molecules when a + b = ``total``."""
        half, both = self.half**2, self.basal + self.feedback
        cubic = [-both - self.loss, total * both, -half * (self.basal + self.loss), total * half * self.basal]
        roots = np.roots(cubic)
        real = roots.real[np.abs(roots.imag) < 1e-7 * (1 + np.abs(roots.real))]
        return float(real[real > 0].min())

    def folds(self) -> tuple[float, float] | None:
        """Return the inactive levels between which the membrane has two stable states, or None if it never has.

        Two states exist if the feedback is more than eight times the basal rate.
        """
        both = self.basal + self.feedback
        middle, product = both - 3 * self.basal, both * self.basal
        inside = middle**2 - 4 * product
        if middle <= 0 or inside <= 0:
            return None
        squares = [(middle + sign * math.sqrt(inside)) / (2 * both) for sign in (1, -1)]
        low, high = sorted(self._balance(self.half * math.sqrt(square)) for square in squares)
        return low, high

    def pinned(self) -> Pinned | None:
        """Return the front that stands still, by Maxwell's rule; None if the membrane has only one state."""
        folds = self.folds()
        if folds is None:
            return None
        low, high = folds
        margin = 1e-9 * (high - low)
        inactive = float(brentq(self._area, low + margin, high - margin, xtol=1e-13))
        states = self._states(inactive)
        return Pinned(inactive, states[0], states[-1])

    def _balance(self, active: float) -> float:
        """Return the inactive level that holds ``active`` steady."""
        return self.loss * active / (self.basal + self.feedback * active**2 / (self.half**2 + active**2))

    def _states(self, inactive: float) -> list[float]:
        half, both = self.half**2, self.basal + self.feedback
        roots = np.roots([-self.loss, inactive * both, -self.loss * half, inactive * self.basal * half])
        return sorted(float(root.real) for root in roots)

    def _area(self, inactive: float) -> float:
        """Return the area under the net rate from the low to the high state."""

        def integral(active: float) -> float:
            turned_on = self.basal * active + self.feedback * (active - self.half * math.atan(active / self.half))
            return inactive * turned_on - self.loss * active**2 / 2

        states = self._states(inactive)
        return integral(states[-1]) - integral(states[0])


class Ring:
    """The state of the ring (active a, inactive b at ``NODES`` places) and its steps in time."""

    def __init__(self, model: WavePinning, active: Array, inactive: Array) -> None:
        self.model = model
        self._state = np.concatenate([active, inactive])
        self._reacted = np.empty_like(self._state)
        self._work = np.empty((4, NODES))

    @property
    def active(self) -> Array:
        """The active level around the ring."""
        return self._state[:NODES]

    @property
    def inactive(self) -> Array:
        """The inactive level around the ring."""
        return self._state[NODES:]

    def advance(self, stimulus: Array, step: float) -> None:
        """Take one step of ``step`` seconds for each row of ``stimulus`` (1/s, steps × nodes, at their middles)."""
        half, whole = self._kernel(step / 2), self._kernel(step)
        mixed = half @ self._state
        for extra in stimulus + self.model.basal:
            self._react(mixed, extra, step)
            np.dot(whole, self._reacted, out=mixed)
        self._state = half @ self._reacted

    def _react(self, mixed: Array, extra: Array, step: float) -> None:
        """Write into ``_reacted`` what the reaction makes of ``mixed``; ``extra`` is k₀ + S."""
        both, guess, _, _ = self._work
        active = mixed[:NODES]
        np.add(active, mixed[NODES:], out=both)
        self._toward(active, active, extra, step / 2, guess)
        self._toward(active, guess, extra, step, self._reacted[:NODES])
        np.subtract(both, self._reacted[:NODES], out=self._reacted[NODES:])

    def _toward(self, active: Array, level: Array, extra: Array, time: float, out: Array) -> None:
        """Write into ``out`` where ``active`` is after ``time`` with the activation A that ``level`` gives.

        The aim is (a + b) A/(A + δ), approached at the rate A + δ.
        """
        model = self.model
        both, _, rate, aim = self._work
        np.multiply(level, level, out=rate)
        np.add(rate, model.half**2, out=aim)
        np.divide(rate, aim, out=rate)
        np.multiply(rate, model.feedback, out=rate)
        np.add(rate, extra, out=rate)
        np.multiply(both, rate, out=aim)
        np.add(rate, model.loss, out=rate)
        np.divide(aim, rate, out=aim)
        np.multiply(rate, -time, out=rate)
        np.exp(rate, out=rate)
        np.subtract(active, aim, out=out)
        np.multiply(out, rate, out=out)
        np.add(out, aim, out=out)

    def _kernel(self, time: float) -> Array:
        model = self.model
        return _diffusion(model.active_diffusion, model.inactive_diffusion, model.circumference, time)


@lru_cache(maxsize=32)
def _diffusion(first: float, second: float, circumference: float, time: float) -> Array:
    """Return the matrix that spreads two species for ``time`` seconds, each by itself, on the ring."""
    place = np.arange(NODES)
    wave = (2 - 2 * np.cos(2 * np.pi * place / NODES)) * (NODES / circumference) ** 2
    kernel = np.zeros((2 * NODES, 2 * NODES))
    turn = (place[:, np.newaxis] - place) % NODES
    for species, diffusion in enumerate((first, second)):
        spread = np.fft.ifft(np.exp(-wave * diffusion * time)).real
        here = slice(species * NODES, (species + 1) * NODES)
        kernel[here, here] = np.maximum(spread, 0.0)[turn]
    kernel.setflags(write=False)
    return kernel
