"""The gradients of ``gradient_sensing``: level and steepness at a distance from a source.

Far from walls a ligand that is made at one place and lost everywhere alike (D∇²c = D c/λ²) falls as
e^(−x/λ) from a plane, (1/r) e^(−r/λ) around a small ball, K₀(r/λ) around a vessel. In a chamber between a full and an
empty reservoir it falls linearly, c₀(1 − x/λ), without loss.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import k0e, k1e

from models.quantities import Array
from models.units import MOLECULES_PER_UM3_PER_NM

STEEPEST = 2.0
"""The steepness beyond which a cell no longer has a small difference across it; the formulas stop here."""
ENOUGH_POINTS = 700
EMPTY = 1e-12
"""What is left at the empty end of a chamber, as a share of the source level: next to nothing, but not 0."""
DIMENSIONS = {"hand": 1, "plane": 1, "linear": 1, "vessel": 2, "point": 3}


@dataclass(frozen=True, slots=True)
class Field:
    """A gradient around a source. Lengths in µm, level in nM.

    ``kind`` is hand (a plane that begins at the cell), plane, point, vessel or linear.
    """

    kind: str
    source_level: float
    length: float
    source_radius: float

    def level(self, distance: Array) -> Array:
        """Return the level (nM) at ``distance`` (µm, any shape) from the edge of the source."""
        away = distance / self.length
        if self.kind == "linear":
            return self.source_level * np.maximum(1 - away, EMPTY)
        if self.kind == "point":
            return self.source_level * self.source_radius / (self.source_radius + distance) * np.exp(-away)
        if self.kind == "vessel":
            near = self.source_radius / self.length
            return self.source_level * k0e(near + away) / k0e(near) * np.exp(-away)
        return self.source_level * np.exp(-away)

    def fall(self, distance: Array) -> Array:
        """Return −d ln c/dx (1/µm): the share of the level that is lost per µm."""
        if self.kind == "linear":
            return 1 / (self.length * np.maximum(1 - distance / self.length, EMPTY))
        if self.kind == "point":
            return 1 / (self.source_radius + distance) + 1 / self.length
        if self.kind == "vessel":
            place = (self.source_radius + distance) / self.length
            return k1e(place) / k0e(place) / self.length
        return np.full_like(distance, 1 / self.length)

    def steepness(self, distance: Array, cell_radius: float) -> Array:
        """Return p, the relative change of the level across a cell of ``cell_radius`` (µm), 2 at most."""
        return np.minimum(2 * cell_radius * self.fall(distance), STEEPEST)

    def output(self, diffusivity: float) -> float:
        """Return what a small ball must give off (molecules/s) to hold its level in a medium of ``diffusivity``."""
        amplitude = self.source_level * self.source_radius * math.exp(self.source_radius / self.length)
        return 4 * math.pi * diffusivity * amplitude * MOLECULES_PER_UM3_PER_NM

    def places(self, faintest: float) -> Array:
        """Return distances (µm), rising from 0, dense near the source, until the level is below ``faintest`` (nM)."""
        if self.kind == "linear":
            to_end = np.geomspace(EMPTY, 1, ENOUGH_POINTS)
            return self.length * np.unique(np.concatenate([np.linspace(0, 1, ENOUGH_POINTS), 1 - to_end]))
        reach = self.length * (2 + max(0.0, math.log(self.source_level / faintest)))
        even = np.linspace(0, reach, ENOUGH_POINTS)
        if DIMENSIONS[self.kind] == 1:
            return even
        close = np.geomspace(self.source_radius, self.source_radius + reach, ENOUGH_POINTS) - self.source_radius
        return np.unique(np.concatenate([even, np.clip(close, 0, reach)]))


def stretches(position: Array, signal: Array) -> list[tuple[float, float]]:
    """Return where ``signal`` is above 1 along ``position``, as (from, to); between points ln(signal) is straight."""
    height = np.log(np.maximum(signal, 1e-300))
    above = height > 0
    turns = np.flatnonzero(above[1:] != above[:-1])
    run = height[turns] / (height[turns] - height[turns + 1])
    edges = list(position[turns] + run * (position[turns + 1] - position[turns]))
    if above[0]:
        edges.insert(0, position[0])
    if above[-1]:
        edges.append(position[-1])
    return [(float(start), float(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
