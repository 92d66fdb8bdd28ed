"""Single cells of ``migration``: constant speed, wandering heading, turned toward the source (+x).

In one step the heading e^(iφ) first flows with dφ = −β sin φ dt, exactly: it is moved on the circle by the Möbius map
u → (u + a)/(1 + au), a = tanh(β dt/2). Then it is turned by a Gaussian angle of variance 2 dt/τ. Half of the flow is
done before the first step, so the scheme is symmetric and second order in dt. Headings start as bias and wandering
spread them in the long run, so the drift is there from the first step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.numerics.biased_turning import chemotactic_index, dispersion, heading_density, variation
from models.quantities import Array

LEAST_STEPS: Final = 600
MOST_STEPS: Final = 4000
MOST_MOVES: Final = 720_000
"""Steps × cells: what can be computed while a finger rests on a slider."""
FINEST: Final = 8.0
"""Steps per persistence time, at least; and two per turning time 1/β."""
FRAMES: Final = 31
SHOWN: Final = 50
SECTORS: Final = 24
LAGS: Final = 24
BINS: Final = 28
CURVE: Final = 141


@dataclass(frozen=True, slots=True)
class Walk:
    """Tracks: ``position`` (steps + 1, cells) as x + iy in µm, one row every ``step`` minutes, and the headings."""

    speed: float
    persistence: float
    bias: float
    step: float
    position: npt.NDArray[np.complex128]
    heading: npt.NDArray[np.complex128]

    @property
    def time(self) -> float:
        """Return how long the cells were followed, in min."""
        return float(self.step * (self.position.shape[0] - 1))

    @property
    def turning(self) -> float:
        """Return βτ."""
        return self.bias * self.persistence

    def index(self) -> tuple[float, float]:
        """Return the chemotactic index, way along the gradient over way walked, and its standard error."""
        each = self.position[-1].real / (self.speed * self.time)
        return float(each.mean()), float(each.std(ddof=1) / math.sqrt(each.size))

    def tracks(self) -> tuple[Array, Array, Array]:
        """Return the times (F,) and the x and y (F, cells shown) of the cells that are drawn."""
        rows = np.linspace(0, self.position.shape[0] - 1, FRAMES).round().astype(int)
        places = self.position[rows, :SHOWN]
        return rows * self.step, places.real, places.imag

    def squares(self) -> tuple[Array, Array, Array]:
        """Return times (L,), the mean of the squared distance from the start, and its standard error (µm²)."""
        last = self.position.shape[0] - 1
        rows = np.unique(np.geomspace(1, last, LAGS).round().astype(int))
        square = np.abs(self.position[rows]) ** 2
        return rows * self.step, square.mean(axis=1), square.std(axis=1, ddof=1) / math.sqrt(square.shape[1])

    def rose(self) -> tuple[Array, Array, Array]:
        """Return the middles of the sectors in degrees, and the share (%) of headings there: counted, and expected."""
        edges = np.linspace(-math.pi, math.pi, SECTORS + 1)
        every = max(1, int(self.persistence / self.step))
        counted, _ = np.histogram(np.angle(self.heading[::every]), edges)
        inside = edges[:-1, np.newaxis] + np.linspace(0, 2 * math.pi / SECTORS, 9)
        width = 200 * math.pi / SECTORS
        expected = np.mean(heading_density(self.turning, inside), axis=1) * width
        return np.degrees(edges[:-1] + math.pi / SECTORS), 100 * counted / counted.sum(), expected

    def spread(self) -> tuple[Array, Array, Array, Array]:
        """Return bins of x, the cells in them at each time of ``tracks`` (F, bins, % per µm), and the same as a curve.

        The curve is a Gaussian that drifts with v·CI.
        """
        rows = np.linspace(0, self.position.shape[0] - 1, FRAMES).round().astype(int)
        x = self.position[rows].real
        mean, deviation = drift_and_spread(self, rows * self.step)
        low = min(float(x.min()), float((mean - 3 * deviation).min()))
        high = max(float(x.max()), float((mean + 3 * deviation).max()))
        edges = np.linspace(low, high, BINS + 1)
        counts = np.stack([np.histogram(row, edges)[0] for row in x])
        place = np.linspace(low, high, CURVE)
        wide = np.maximum(deviation, (high - low) / BINS / 2)[:, np.newaxis]
        curve = np.exp(-(((place - mean[:, np.newaxis]) / wide) ** 2) / 2) / (wide * math.sqrt(2 * math.pi))
        return (edges[1:] + edges[:-1]) / 2, 100 * counts / (x.shape[1] * (edges[1] - edges[0])), place, 100 * curve


def walk(speed: float, persistence: float, bias: float, duration: float, cells: int, seed: int) -> Walk:
    """Return ``cells`` walkers, followed for ``duration`` min or as long as the steps reach.

    Parameters
    ----------
    speed, persistence, bias
        v in µm/min, τ in min, β in 1/min; the direction is +x, and for a negative β it is −x.
    """
    pull = abs(bias)
    finest = min(persistence / FINEST, 0.5 / pull if pull > 0 else math.inf)
    most = min(MOST_STEPS, max(LEAST_STEPS, MOST_MOVES // cells))
    steps = int(min(max(math.ceil(duration / finest), LEAST_STEPS), most))
    step = min(duration / steps, finest)
    random = np.random.default_rng(seed)
    start = np.exp(1j * random.vonmises(0.0, pull * persistence, cells))
    turns = random.standard_normal((steps, cells)) * math.sqrt(2 * step / persistence)
    heading = np.empty((steps + 1, cells), dtype=np.complex128)
    if pull == 0:
        angle = np.cumsum(turns, axis=0)
        heading[1:].real, heading[1:].imag = np.cos(angle), np.sin(angle)
        heading[1:] *= start
        heading[0] = start
    else:
        _turn(heading, start, turns, pull * step)
    if bias < 0:
        heading.real *= -1
    position = np.zeros((steps + 1, cells), dtype=np.complex128)
    np.cumsum((heading[1:] + heading[:-1]) * (speed * step / 2), axis=0, out=position[1:])
    return Walk(speed, persistence, bias, step, position, heading)


def _turn(heading: npt.NDArray[np.complex128], start: npt.NDArray[np.complex128], turns: Array, pull: float) -> None:
    """Fill ``heading``, step by step; ``pull`` is β dt."""
    rotation = np.empty(turns.shape, dtype=np.complex128)
    rotation.real, rotation.imag = np.cos(turns), np.sin(turns)
    half, whole = math.tanh(pull / 4), math.tanh(pull / 2)
    heading[0] = start
    now = (start + half) / (1 + half * start)
    for row, turn in enumerate(rotation, 1):
        now *= turn
        heading[row] = now
        now = (now + whole) / (1 + whole * now)
    rest = heading[1:]
    rest += half
    rest /= 1 + half * (rest - half)


def squared_distance(speed: float, persistence: float, time: Array) -> Array:
    """Return the mean squared distance without bias, 2v²τ[t − τ(1 − e^(−t/τ))] in µm² (Fürth's formula)."""
    distance: Array = 2 * speed**2 * persistence * (time + persistence * np.expm1(-time / persistence))
    return distance


def drift_and_spread(cells: Walk, time: Array) -> tuple[Array, Array]:
    """Return the mean of x and its standard deviation (µm) at each time.

    The memory of cos φ is taken as one exponential with the right size and the right integral. This is exact without
    bias, and with bias for times well below and well above the memory.
    """
    turning = np.array([cells.turning])
    index, variance = float(chemotactic_index(turning)[0]), float(variation(turning)[0])
    memory = cells.persistence * float(dispersion(turning)[0]) / variance
    square = 2 * variance * cells.speed**2 * memory * (time + memory * np.expm1(-time / memory))
    return cells.speed * index * time, np.sqrt(np.maximum(square, 0.0))
