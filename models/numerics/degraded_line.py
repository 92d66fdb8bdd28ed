r"""A substance on a line with walls, degraded by cells: :math:`c_t = D c'' - k\,\rho(x)\,c/(K + c)`.

Several such lines (rows) are stepped at once. A step is implicit in diffusion *and* in the sink, whose denominator the
caller gives: one tridiagonal system, positive definite, for all rows together (they are joined end to
end with nothing between). So the level never falls below 0, what is degraded is exactly what is missing, and the
balance of sink and diffusion, which sets the gradient that the cells see, has no splitting error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg.lapack import dptsv

from models.quantities import Array


@dataclass(frozen=True, slots=True)
class Line:
    """Equal volumes between two walls that let nothing through; levels are (rows, volumes)."""

    length: float
    volumes: int

    @property
    def spacing(self) -> float:
        """The width of a volume, in the unit of ``length``."""
        return self.length / self.volumes

    def centers(self) -> Array:
        """Return the middles of the volumes (volumes,)."""
        return np.arange(0.5, self.volumes, dtype=np.float64) * self.spacing

    def _corner(self, position: Array) -> tuple[npt.NDArray[np.intp], Array]:
        """Return, in the flattened rows, the volume whose center lies below each position, and how far beyond it."""
        place = np.clip(position / self.spacing - 0.5, 0.0, self.volumes - 1 - 1e-9)
        below = place.astype(np.intp)
        share: Array = place - below
        return below + self.volumes * np.arange(position.shape[0])[:, np.newaxis], share

    def read(self, level: Array, position: Array) -> Array:
        """Return the levels (rows, points) at ``position`` (rows, points), linear between the centers."""
        below, share = self._corner(position)
        flat = level.ravel()
        near = flat[below]
        found: Array = near + share * (flat[below + 1] - near)
        return found

    def spread_out(self, position: Array, weight: Array) -> Array:
        """Return ``weight`` (rows, points), per length, shared between the two volumes next to each position."""
        below, share = self._corner(position)
        size, rows = position.shape[0] * self.volumes, position.shape[0]
        near = np.bincount(below.ravel(), (weight * (1 - share)).ravel(), size)
        far = np.bincount(below.ravel() + 1, (weight * share).ravel(), size)
        density: Array = (near + far).reshape(rows, self.volumes) / self.spacing
        return density

    def step(self, level: Array, sink: Array, diffusivity: float, time: float) -> Array:
        """Return the levels (rows, volumes) after ``time``; ``sink`` (rows, volumes) is the rate of loss, 1/time."""
        reach = diffusivity * time / self.spacing**2
        middle = 1 + 2 * reach + time * sink
        middle[:, [0, -1]] -= reach
        beside = np.full(level.shape, -reach)
        beside[:, -1] = 0.0
        *_, after, fault = dptsv(middle.ravel(), beside.ravel()[:-1], level.ravel(), overwrite_d=1, overwrite_e=1)
        if fault:
            raise ArithmeticError("the step of a degraded line is not positive definite")
        stepped: Array = after.reshape(level.shape)
        return stepped
