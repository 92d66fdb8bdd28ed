"""Binding sites in patches, 0.2 µm wide every 2 µm, as in the model of Mii et al. 2021 (eLife 10:e55108).

Between the patches the ligand diffuses and is lost; in them it also binds, SPACING/WIDTH times as fast as on average.
Each patch and each gap is a layer of ``ladder``, with the kinetics of ``exchange``, so no grid has to resolve them.
The first patch begins one spacing away from the source, as in that paper.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.numerics.exchange import Exchange
from models.numerics.inverse_laplace import ComplexArray
from models.numerics.ladder import Layer, decay_length_of_pair, face_ratios
from models.quantities import Array

SPACING: Final = 2.0
"""From one patch to the next, µm."""
WIDTH: Final = 0.2
"""Of a patch, µm."""


@dataclass(frozen=True, slots=True)
class Patches:
    """A tissue of this length (µm, at least 2.2) whose binding, ``mean`` on average, sits in patches."""

    mean: Exchange
    length: float

    @property
    def inside(self) -> Exchange:
        """Return the kinetics within a patch."""
        return dataclasses.replace(self.mean, on_rate=self.mean.on_rate * SPACING / WIDTH)

    @property
    def between(self) -> Exchange:
        """Return the kinetics of the gaps: no binding."""
        return dataclasses.replace(self.mean, on_rate=0.0)

    @property
    def centers(self) -> Array:
        """Return the middle of each patch, µm."""
        count = math.ceil((self.length - WIDTH) / SPACING) - 1
        return SPACING * np.arange(1.0, count + 1.0) + WIDTH / 2

    @property
    def decay_length(self) -> float:
        """Return the length over which the steady levels fall e-fold from patch to patch, µm."""
        zero = np.zeros(1, dtype=np.complex128)
        gap = Layer(SPACING - WIDTH, self.between.wavenumber(zero))
        return decay_length_of_pair(gap, Layer(WIDTH, self.inside.wavenumber(zero)))

    def at_patches(self, s: ComplexArray) -> tuple[ComplexArray, ComplexArray]:
        """Return the free and the bound level in the middle of each patch, for a unit inflow, as (s, patch)."""
        site, ratios = self._ladder(s)
        faces = np.cumprod(ratios, axis=0)
        free = ((faces[1:-1:2] + faces[2::2]) * site.middle()).T
        return free, self.inside.loading(s)[:, np.newaxis] * free

    def accumulation_time(self, patch: int) -> float:
        """Return the mean time in s at which the free level in a patch (by number from 0) comes in.

        -d ln(s û)/ds at s = 0, by a step along the imaginary axis: no difference is taken, so no digits are lost. The
        logarithm is summed from face to face, so that it exists where the level itself is too small to be written.
        """
        step = 1e-6 * min(self.mean.free_loss, self.mean.off_rate) / self.mean.retardation
        site, ratios = self._ladder(np.array([1j * step]))
        before, across = ratios[: 2 * patch + 2, 0], ratios[2 * patch + 2, 0]
        turn = np.angle(before).sum() + np.angle((1 + across) * site.middle()[0])
        return -float(turn) / step

    def _ladder(self, s: ComplexArray) -> tuple[Layer, ComplexArray]:
        """Return a patch as a layer, and the ratios from face to face through the tissue."""
        gap, site = self.between.wavenumber(s), Layer(WIDTH, self.inside.wavenumber(s))
        count = self.centers.size
        rest = self.length - SPACING * count - WIDTH
        kinds = [Layer(SPACING, gap), site, Layer(SPACING - WIDTH, gap), Layer(rest, gap)]
        order = np.tile(np.array([2, 1]), count)
        order[0] = 0
        return site, face_ratios(kinds, np.append(order, 3), self.mean.diffusivity)
