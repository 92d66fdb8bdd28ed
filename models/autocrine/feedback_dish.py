r"""A dish of unlike cells that share one medium.

Cell i reads its bound receptors with its own B_50,i (log-normal around the median B_50, with a given coefficient of
variation) and follows τ_S dS_i/dt = F_i - S_i. All release into, and take up from, the same bulk level c_b:

    G (c_i - c_b) = Q(S_i) - J_i(c_i),        k' c_b = n ⟨G (c_i - c_b)⟩,

as in ``secreting_cells``, where all are alike. The level in the bulk is followed by Newton's method from step to step;
the signals by exponential steps of second order (Adams–Bashforth), which rest exactly at steady states.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtri

from models.autocrine.feedback_run import Stretch
from models.numerics.autocrine_loop import Loop, hill
from models.quantities import Array

CELLS = 150
"""Cells that stand for the culture; as many at most are drawn."""
WIDTH, HEIGHT, DEPTH = 300.0, 190.0, 26.0
"""What is in view (µm)."""
FRAMES = 61
STEP = 0.15
"""A time step, in signal times; longer only if a run would take more than MOST_STEPS."""
MOST_STEPS = 240
SEED, CANDIDATES = 7, 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dish:
    """A run: ``time`` (T,) in h, ``signal`` (T, CELLS), and how well made and lost ligand agree at its end."""

    time: Array
    signal: Array
    imbalance: float


@cache
def places() -> tuple[Array, Array, Array]:
    """Return x, y (µm) and a rank between 0 and 1 of each cell; the first k of them are spread evenly for every k.

    Each cell takes, of some places at random, the one farthest from those before it (seeded); ranks halve the unit
    interval again and again (van der Corput).
    """
    random = np.random.default_rng(SEED)
    chosen = np.zeros((CELLS, 2))
    for i in range(1, CELLS):
        offered = random.uniform(-0.5, 0.5, (CANDIDATES, 2)) * (WIDTH, HEIGHT)
        apart = np.min(np.linalg.norm(offered[:, np.newaxis] - chosen[:i], axis=2), axis=1)
        chosen[i] = offered[np.argmax(apart)]
    rank = np.array([int(f"{i:08b}"[::-1], 2) / 256 for i in range(1, CELLS + 1)])
    return chosen[:, 0], chosen[:, 1], rank


def in_view(density: float) -> int:
    """Return how many cells of a culture of ``density`` (cells/µm³) are drawn: one at least, CELLS at most."""
    return int(min(max(round(density * WIDTH * HEIGHT * DEPTH), 1), CELLS))


def sensitivities(variation: float) -> Array:
    """Return each cell's B_50 over the median one, (CELLS,)."""
    spread = math.sqrt(math.log1p(variation**2))
    return np.exp(spread * ndtri(places()[2]))


def run(loop: Loop, stretches: tuple[Stretch, ...], start: Array, signal_time: float, variation: float) -> Dish:
    """Return the dish through ``stretches`` from the signals ``start`` (CELLS,), in FRAMES even frames."""
    culture = _Culture(loop, sensitivities(variation))
    total = sum(stretch.duration for stretch in stretches)
    longest = max(STEP * signal_time, total / MOST_STEPS)
    times, signals, now = [0.0], [start], start
    for stretch in stretches:
        steps = max(math.ceil(stretch.duration / longest), 4)
        step = stretch.duration / steps
        z = step / signal_time
        keep, gain = math.exp(-z), -math.expm1(-z)
        lead = 1 - gain / z
        before = None
        for _ in range(steps):
            aim = culture.response(now, stretch.pulse)
            change = aim - before if before is not None else 0.0
            now = np.clip(now * keep + aim * gain + change * lead, 0.0, 1.0)
            before = aim
            times.append(times[-1] + step)
            signals.append(now)
    frames = np.linspace(0.0, times[-1], FRAMES)
    after = np.clip(np.searchsorted(times, frames), 1, len(times) - 1)
    begin, end = np.take(times, after - 1), np.take(times, after)
    share = ((frames - begin) / (end - begin))[:, np.newaxis]
    recorded = np.asarray(signals)
    movie = recorded[after - 1] * (1 - share) + recorded[after] * share
    return Dish(time=frames, signal=movie, imbalance=culture.imbalance(now, stretches[-1].pulse))


class _Culture:
    """The cells of a dish, and the level in their medium, which is kept from step to step."""

    def __init__(self, loop: Loop, sensitivity: Array) -> None:
        outside = loop.state(0.0)
        self.loop = loop
        self.escape, self.loss = float(outside.conductance), float(outside.loss)
        self.half_bound = float(outside.half_bound)
        self.turnover = float(np.asarray(loop.cells.turnover))
        self.inside = float(np.asarray(loop.cells.internalization))
        self.half = self.half_bound * self.turnover / self.inside
        self.density = float(np.asarray(loop.cells.density))
        self.half_signal = np.asarray(loop.half_signal_bound) * sensitivity
        self.bulk, self.settled = 0.0, False

    def response(self, signal: Array, pulse: float) -> Array:
        """Return F of each cell; one Newton step for the bulk, but at first as many as it takes."""
        made, most = self._made(signal, pulse)
        for _ in range(1 if self.settled else 60):
            old = self.bulk
            self._improve(made, most)
            if abs(self.bulk - old) <= 1e-13 * self.bulk:
                break
        self.settled = True
        occupancy = (surface := self._surface(made, most)) / (self.half_bound + surface)
        bound = most * occupancy / (self.turnover * (1 - occupancy) + self.inside * occupancy)
        loop = self.loop
        reading = bound * (1 - np.asarray(loop.dominant_negative)) ** 2
        active = hill(reading, self.half_signal, loop.signal_hill) * (1 - np.asarray(loop.kinase_block))
        return np.asarray(1 - (1 - active) * (1 - np.asarray(loop.constitutive)))

    def imbalance(self, signal: Array, pulse: float) -> float:
        """Return how far made, taken up and lost ligand are apart, per what is made, once the bulk has settled."""
        self.settled = False
        self.response(signal, pulse)
        made, most = self._made(signal, pulse)
        surface = self._surface(made, most)
        uptake = most * surface / (self.half + surface)
        released = float(np.mean(made))
        if released == 0:
            return 0.0
        lost = self.loss * self.bulk / self.density
        return abs(released - float(np.mean(uptake)) - lost) / released

    def _made(self, signal: Array, pulse: float) -> tuple[Array, Array]:
        loop = self.loop
        own = loop.basal + loop.driver * (1 - np.asarray(loop.driver_block)) + pulse
        made = (1 - np.asarray(loop.secretion_block)) * (own + loop.feedback * hill(signal, loop.midpoint, loop.hill))
        if not loop.receptor_feedback:
            return np.asarray(made), np.asarray(self.turnover * np.asarray(loop.receptors))
        more = loop.receptor_feedback * hill(signal, loop.receptor_midpoint, loop.receptor_hill)
        return np.asarray(made), np.asarray(self.turnover * (loop.receptors + more))

    def _surface(self, made: Array, most: Array) -> Array:
        total = made + self.escape * self.bulk
        middle = self.escape * self.half + most - total
        root = np.sqrt(middle**2 + 4 * self.escape * self.half * total)
        small = 2 * self.half * total / np.maximum(middle + root, 1e-300)
        return np.where(middle > 0, small, (root - middle) / (2 * self.escape))

    def _improve(self, made: Array, most: Array) -> None:
        """Take one Newton step for the level in the bulk: what cells give out against what is lost."""
        surface = self._surface(made, most)
        gives = self.escape * (float(np.mean(surface)) - self.bulk)
        follows = self.escape / (self.escape + most * self.half / (self.half + surface) ** 2)
        slope = self.density * self.escape * (float(np.mean(follows)) - 1) - self.loss
        self.bulk = max(self.bulk - (self.density * gives - self.loss * self.bulk) / slope, 0.0)
