r"""How the cell of ``polarity`` compares its sides: local excitation, global inhibition, in closed form.

.. math:: \dot E = (\theta(\varphi) - E)/\tau_E, \qquad \dot I = (\langle\theta\rangle - I)/\tau_I, \qquad R = E/I - 1

with θ = C/(C + K_d) and C(φ) = C (1 + p/2 cos φ), φ = 0 up the gradient [Levchenko2002]. θ is constant between the
moments at which the reader's signal changes, so that E and I are exponentials from one moment to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.quantities import Array


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time (from ``start`` to ``end``, s) in which the occupancy around the ring (nodes,) stays."""

    start: float
    end: float
    occupancy: Array


def occupancy(angle: Array, concentration: float, affinity: float, steepness: float) -> Array:
    """Return the share of receptors that hold a ligand, at each angle (rad) around the cell."""
    local = concentration * (1 + 0.5 * steepness * np.cos(angle))
    share: Array = local / (local + affinity)
    return share


@dataclass(frozen=True, slots=True)
class Sensing:
    """Excitation and inhibition that follow the occupancy; before the first stretch the cell rests at ``before``."""

    tau_local: float
    tau_global: float
    before: float
    stretches: tuple[Stretch, ...]

    def excitation(self, times: Array) -> Array:
        """Return E (times × nodes)."""
        level = np.full(self.stretches[0].occupancy.size, self.before)
        rows = np.empty((times.size, level.size))
        for stretch in self.stretches:
            here = self._within(times, stretch)
            left = np.exp(-(times[here] - stretch.start) / self.tau_local)
            rows[here] = stretch.occupancy + left[:, np.newaxis] * (level - stretch.occupancy)
            level = stretch.occupancy + np.exp(-(stretch.end - stretch.start) / self.tau_local) * (
                level - stretch.occupancy
            )
        return rows

    def inhibition(self, times: Array) -> Array:
        """Return I (times,), the same everywhere in the cell."""
        level, values = self.before, np.empty(times.size)
        for stretch in self.stretches:
            here, mean = self._within(times, stretch), float(stretch.occupancy.mean())
            values[here] = mean + np.exp(-(times[here] - stretch.start) / self.tau_global) * (level - mean)
            level = mean + float(np.exp(-(stretch.end - stretch.start) / self.tau_global)) * (level - mean)
        return values

    def response(self, times: Array) -> Array:
        """Return R (times × nodes): how much more a place is excited than the cell on the whole."""
        compared: Array = self.excitation(times) / self.inhibition(times)[:, np.newaxis] - 1
        return compared

    def _within(self, times: Array, stretch: Stretch) -> npt.NDArray[np.bool_]:
        last = stretch is self.stretches[-1]
        inside: npt.NDArray[np.bool_] = (times >= stretch.start) & (
            (times <= stretch.end) if last else (times < stretch.end)
        )
        return inside
