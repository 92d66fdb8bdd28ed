"""A cell of ``gradient_sensing`` as an instrument: signal, noise and their ratio at any level and steepness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.chemokine.gradient_sensing_limits import SPREAD
from models.chemokine.gradient_sensing_receptors import Receptors
from models.quantities import Array


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as an instrument: what it reads at a level and a steepness."""

    receptors: Receptors
    number: float
    looks: float
    shape: str
    swamp: float
    radius: float

    def noise(self, total: Array) -> Array:
        """Return the standard error of p at the total level ``total`` (nM)."""
        seen = self.number * self.looks * self.receptors.information(total)
        spread: Array = np.sqrt(SPREAD[self.shape] / seen)
        return spread

    def effective(self, level: Array, steepness: Array) -> Array:
        """Return the relative change of gradient and swamp together across the cell."""
        return steepness * level / (level + self.swamp)

    def signal(self, level: Array, steepness: Array) -> Array:
        """Return z at the gradient's own ``level`` (nM) and ``steepness``."""
        return self.effective(level, steepness) / self.noise(level + self.swamp)

    def difference(self, level: Array, steepness: Array) -> Array:
        """Return the share of active receptors at the front minus that at the back, exactly."""
        half = np.exp(steepness / 2)
        return self.receptors.difference(level * half + self.swamp, level / half + self.swamp)
