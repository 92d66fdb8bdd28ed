"""Cells as a density in ``migration``: under agarose and in the microfluidic channel.

∂n/∂t = ∂/∂x(μ ∂n/∂x − V n) − k n (Keller and Segel's equation with a given chemokine), on finite volumes. At each face
a cell of length ℓ compares the receptors at its two ends: Δθ, β = χΔθ, z = βτ, and with the local speed v
μ = v²τ m(z), V = v CI(z) − τ m(z) v dv/dx (``models.numerics.biased_turning``). The last term counts where the
chemokine changes the speed: without bias the flux is then −½vτ d(vn)/dx, and cells gather where they are slow.

Under agarose: two wells of 3 mm in an endless strip of gel. What is in the chemokine's well at the start spreads with
D: C/2·[erf((x − G)/√(4Dt)) − erf((x − G − w)/√(4Dt))] on top of the level that is everywhere. The cells fill the other
well, evenly, from −w to 0. In the channel: a steady linear level between two streams; cells lie everywhere at first.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import erf

from models.chemokine.migration_parameters import Params
from models.numerics.biased_turning import chemotactic_index, dispersion
from models.numerics.scharfetter_gummel import march
from models.quantities import Array
from models.units import SECONDS_PER_MINUTE

MINUTES_PER_HOUR: Final = 60.0
WELL: Final = 3000.0
"""Width of a well in the gel, µm (typical)."""
WELL_CELLS, CHANNEL_CELLS = 92, 200
"""Volumes in a well of the gel, and across the channel."""
STEPS: Final = 150
MOST_STEPS: Final = 500
SMEAR: Final = 0.05
"""What backward Euler adds to the spread, V²dt/2μ, at most, as long as the number of steps allows."""
FRAMES: Final = 31
FRONT: Final = 0.01
"""The leading front is where the density is this share of that in the well at the start."""

Level = Callable[[Array, Array], Array]
"""Chemokine level (nM) at times (T, 1) in min and places (X,) in µm."""


@dataclass(frozen=True, slots=True)
class Field:
    """A strip from ``low`` to ``high`` (µm), the cells in its volumes at the start, and the chemokine."""

    params: Params
    low: float
    high: float
    start: Array
    level: Level
    steady: bool
    """Whether the level stays as it is."""

    @property
    def width(self) -> float:
        """Return the width of a volume."""
        return (self.high - self.low) / self.start.size

    @property
    def middle(self) -> Array:
        """Return the middles of the volumes."""
        place: Array = self.low + self.width * (np.arange(self.start.size, dtype=np.float64) + 0.5)
        return place

    @property
    def face(self) -> Array:
        """Return the inner faces."""
        place: Array = self.low + self.width * np.arange(1, self.start.size, dtype=np.float64)
        return place

    def occupied(self, time: Array, place: Array) -> Array:
        """Return the share of receptors that are occupied."""
        level = self.level(time, place)
        share: Array = level / (level + self.params.affinity)
        return share

    def cue(self, time: Array, place: Array) -> tuple[Array, Array, Array]:
        """Return the bias β (1/min, toward higher x), the speed (µm/min) and its slope (1/min)."""
        p = self.params
        difference = self.occupied(time, place + p.cell_length / 2) - self.occupied(time, place - p.cell_length / 2)
        quick = p.speed * p.chemokinesis
        speed = p.speed + quick * self.occupied(time, place)
        return p.chemotactic_sensitivity * difference, speed, quick * difference / p.cell_length

    def motion(self, time: Array) -> tuple[Array, Array]:
        """Return V and μ on the inner faces at times (T,), each (T, faces)."""
        bias, speed, slope = self.cue(time[:, np.newaxis], self.face)
        turning = bias * self.params.persistence
        spread = self.params.persistence * dispersion(turning) * speed
        return speed * chemotactic_index(turning) - spread * slope, speed * spread


@dataclass(frozen=True, slots=True)
class Run:
    """Densities (steps + 1, volumes) at ``time`` (min), in units of that at the start."""

    field: Field
    time: Array
    density: Array

    def between(self, low: float, high: float) -> Array:
        """Return the cells between two places at each time, as a share (%) of all at the start; whole volumes."""
        inside = (self.field.middle > low) & (self.field.middle < high)
        share: Array = 100 * self.density[:, inside].sum(axis=1) / float(self.field.start.sum())
        return share

    def accounted(self) -> float:
        """Return the cells that are left and those washed away, of those at the start."""
        loss = washed(self.field)
        held = float(self.density[-1].sum())
        gone = 0.0 if loss is None else float(self.time[1] * np.sum(self.density[1:] @ loss))
        return (held + gone) / float(self.field.start.sum())

    def mean(self) -> Array:
        """Return the mean place of the cells at each time."""
        held = np.maximum(self.density.sum(axis=1), np.finfo(float).tiny)
        place: Array = self.density @ self.field.middle / held
        return place

    def front(self, edge: float, sign: int) -> float:
        """Return how far the last density ``FRONT`` lies beyond ``edge`` in the direction of ``sign`` (µm, from 0)."""
        away = sign * (self.field.middle - edge)
        order = np.argsort(away)
        place, density = away[order], self.density[-1][order]
        full = np.flatnonzero(density >= FRONT)
        if not full.size or place[full[-1]] <= 0:
            return 0.0
        last = int(full[-1])
        if last == place.size - 1:
            return float(place[-1])
        part = (density[last] - FRONT) / (density[last] - density[last + 1])
        return float(place[last] + part * (place[last + 1] - place[last]))

    def frames(self, every: int) -> tuple[Array, Array, Array]:
        """Return the times (F,) of a movie, the density and the chemokine level there (F, places)."""
        rows = np.linspace(0, self.time.size - 1, FRAMES).round().astype(int)
        place = self.field.middle[::every]
        level = self.field.level(self.time[rows, np.newaxis], place)
        return self.time[rows], self.density[rows, ::every], np.broadcast_to(level, (rows.size, place.size)).copy()


def gel(params: Params, attractant: float, background: float) -> Field:
    """Return the strip under agarose with this much (nM) in the well across, and everywhere."""
    width = WELL / WELL_CELLS
    gap = math.ceil(params.well_gap / width)
    start = np.zeros(2 * (gap + WELL_CELLS))
    start[gap : gap + WELL_CELLS] = 1.0
    reach = width * (gap + WELL_CELLS)

    def level(time: Array, place: Array) -> Array:
        spread = np.sqrt(4 * params.diffusivity * SECONDS_PER_MINUTE * np.maximum(time, 1e-6))
        near, far = (place - params.well_gap) / spread, (place - params.well_gap - WELL) / spread
        share: Array = np.clip((erf(near) - erf(far)) / 2, 0, 1)
        return background + (attractant - background) * share

    return Field(params, -reach, reach, start, level, steady=attractant == background)


def channel(params: Params, rich: float, poor: float) -> Field:
    """Return the channel between two streams of these levels (nM)."""

    def level(time: Array, place: Array) -> Array:
        share = np.clip(place / params.channel_width, 0, 1)
        return poor + (rich - poor) * share + 0 * time

    return Field(params, 0.0, params.channel_width, np.ones(CHANNEL_CELLS), level, steady=True)


def field_of(params: Params, rich: float, poor: float) -> Field:
    """Return the strip of the assay that ``params`` choose."""
    return gel(params, rich, poor) if params.assay == "under_agarose" else channel(params, rich, poor)


def run(field: Field, steps: int = STEPS) -> Run:
    """Return the density from the start to the end of the incubation, in ``steps`` or more."""
    p = field.params
    end = p.incubation * MINUTES_PER_HOUR
    drift, mobility = field.motion(np.array([end]) if field.steady else np.linspace(0, end, 9)[1:])
    finest = float(np.max(drift**2 / mobility)) * end / (2 * SMEAR)
    count = int(min(max(steps, finest * steps / STEPS), MOST_STEPS * steps / STEPS))
    step = end / count
    time: Array = step * np.arange(count + 1, dtype=np.float64)
    if field.steady:
        drift, mobility = (np.broadcast_to(part, (count, part.shape[1])) for part in (drift, mobility))
    else:
        drift, mobility = field.motion((time[1:] + time[:-1]) / 2)
    density = march(field.start, field.width, step, drift, mobility, washed(field))
    return Run(field, time, density)


def washed(field: Field) -> Array | None:
    """Return how often (per min) the flow tears off a cell in each volume; None where nothing flows."""
    p = field.params
    if p.assay != "channel" or p.wash_out == 0:
        return None
    return p.wash_out / MINUTES_PER_HOUR * (1 - field.occupied(np.zeros(1), field.middle))
