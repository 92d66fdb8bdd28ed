"""The transwell and the checkerboard of ``migration``.

Two wells and a membrane of thickness h whose pores are a share φ of its area, with an unstirred layer δ on each side.
For a substance the three are resistances in a row: δ, h/φ, δ. So the difference between the wells decays with
τ_g = (h/φ + 2δ)V₁V₂/[DA(V₁ + V₂)], and the layers are in step with the wells (quasi-steady).

The cells lie on the membrane, one cell length ℓ deep. A membrane is thinner than a cell walks straight (vτ), so what
limits them is how often they strike a pore, which drift and diffusion alone would overstate. A cell enters at the rate
φεv q₊/ℓ, where q₊ is the mean of the downward part of its heading (``biased_turning.one_way``: 1/π without bias) and ε
the share that squeezes in. Inside it drifts and spreads over h (Scharfetter and Gummel's flux, which is exact here).
A cell that enters keeps its heading for a while, so the mouths are Marshak's boundaries: the two one-way fluxes there
are v q₊n and v q₋n, each changed by its part, q₊ or q₋ over q₊ + q₋, of the flux that spreading adds. So a thin
membrane lets through every cell that enters, and a thick one is limited by its length. A pore is crossed in minutes
and read in hours: quasi-steady again. What is left is two populations, above and below, that exchange at two rates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.chemokine.migration_parameters import Params
from models.numerics.biased_turning import chemotactic_index, dispersion, one_way
from models.numerics.scharfetter_gummel import bernoulli
from models.quantities import Array
from models.units import SECONDS_PER_MINUTE

CUBIC_MICROMETERS_PER_ML: Final = 1e12
SQUARE_MICROMETERS_PER_CM2: Final = 1e8
MINUTES_PER_HOUR: Final = 60.0
MOMENTS: Final = 121
NEVER: Final = 1e-300
"""Per min: stands for 0 where a rate divides."""
DOSES: Final = np.geomspace(1e-3, 1e4, 57)
"""nM: the bounds of the chemokine level, eight doses per decade."""
PROFILE: Final = 121
FRAMES: Final = 31


@dataclass(frozen=True, slots=True)
class Membrane:
    """The wells and what lies between them: lengths in µm, volumes in µm³, area in µm², D in µm²/min."""

    params: Params

    @property
    def resistance(self) -> float:
        """Return h/φ + 2δ: as thick a layer of open water would resist as much."""
        p = self.params
        return p.membrane_thickness / p.porosity + 2 * p.unstirred_layer

    @property
    def life(self) -> float:
        """Return τ_g, the time in min after which the difference between the wells is down to 37 %."""
        p = self.params
        volume = p.upper_volume * p.lower_volume / (p.upper_volume + p.lower_volume) * CUBIC_MICROMETERS_PER_ML
        area = p.membrane_area * SQUARE_MICROMETERS_PER_CM2
        return self.resistance * volume / (p.diffusivity * SECONDS_PER_MINUTE * area)

    def wells(self, upper: Array, lower: Array, time: Array) -> tuple[Array, Array]:
        """Return the levels (nM) in the upper and the lower well after ``time`` (min); arrays broadcast."""
        p = self.params
        end = (p.upper_volume * upper + p.lower_volume * lower) / (p.upper_volume + p.lower_volume)
        left = np.exp(-time / self.life)
        return end + (upper - end) * left, end + (lower - end) * left

    def level(self, upper: Array, lower: Array, depth: Array) -> Array:
        """Return the level at ``depth`` (µm below the middle of the membrane), in the layers or in a pore."""
        p = self.params
        half = p.membrane_thickness / 2
        inside = np.clip(depth, -half, half)
        outside = np.clip(depth - inside, -p.unstirred_layer, p.unstirred_layer)
        way = inside / p.porosity + outside
        level: Array = np.maximum((upper + lower) / 2 + (lower - upper) * way / self.resistance, 0.0)
        return level

    def occupied(self, upper: Array, lower: Array, depth: float) -> Array:
        """Return the share of receptors that are occupied at a depth."""
        level = self.level(upper, lower, np.asarray(depth))
        share: Array = level / (level + self.params.affinity)
        return share

    def cue(self, upper: Array, lower: Array) -> tuple[Array, Array]:
        """Return the bias β (1/min, downward) of a cell in a pore, and its speed (µm/min)."""
        p = self.params
        front = self.occupied(upper, lower, p.cell_length / 2)
        back = self.occupied(upper, lower, -p.cell_length / 2)
        speed = p.speed * (1 + p.chemokinesis * self.occupied(upper, lower, 0.0))
        return p.chemotactic_sensitivity * (front - back), speed

    def rates(self, bias: Array, speed: Array) -> tuple[Array, Array]:
        """Return how often a cell passes the membrane downward and upward, per min."""
        p = self.params
        turning = bias * p.persistence
        down, up = (speed * share for share in one_way(turning))
        mobility = speed**2 * p.persistence * dispersion(turning)
        drift = speed * chemotactic_index(turning)
        back = mobility / p.membrane_thickness * bernoulli(drift * p.membrane_thickness / mobility)
        ahead = np.maximum(back + drift, 0.0)
        entry = p.porosity * p.pore_entry / p.cell_length
        together = (ahead * down + 2 * up * down + up * back) / (down + up)
        return entry * down * ahead / together, entry * up * back / together

    def passed(self, upper: Array, lower: Array, time: Array) -> Array:
        """Return the share (%) of cells below at each time (T,) for levels of any shape S, as (T, *S)."""
        shares = np.zeros((time.size, *np.broadcast(upper, lower).shape))
        between = (time[1:] + time[:-1]) / 2
        clock = between.reshape(-1, *[1] * (shares.ndim - 1))
        down, up = self.rates(*self.cue(*self.wells(upper, lower, clock)))
        up = np.zeros_like(up) if self.params.cells_fall else up
        total = np.maximum(down + up, NEVER)
        kept = np.exp(-total * np.diff(time).reshape(clock.shape))
        for i in range(between.size):
            shares[i + 1] = down[i] / total[i] + (shares[i] - down[i] / total[i]) * kept[i]
        return 100 * shares


def moments(params: Params) -> Array:
    """Return the times (min) of an assay's time course."""
    return np.linspace(0, params.incubation * MINUTES_PER_HOUR, MOMENTS)


def board_levels(params: Params) -> Array:
    """Return the four levels (nM) of the checkerboard."""
    return params.concentration * np.array([0.0, 0.1, 1.0, 10.0])


def upper_level(params: Params) -> float:
    """Return the level (nM) above the cells at the start; on the checkerboard the tile that is followed has none."""
    return params.background if params.assay == "transwell" else 0.0


def doses(membrane: Membrane, time: Array) -> tuple[Array, Array]:
    """Return the share below at the end for each dose in the lower well, and for that dose in both wells."""
    above = np.array([np.full(DOSES.size, upper_level(membrane.params)), DOSES])
    counted = membrane.passed(above, np.array([DOSES, DOSES]), time)[-1]
    return counted[0], counted[1]


def board(params: Params, time: Array) -> Array:
    """Return the share below at the end, (level above, level below)."""
    levels = board_levels(params)
    passed: Array = Membrane(params).passed(levels[:, np.newaxis], levels[np.newaxis, :], time)[-1]
    return passed


def profile(membrane: Membrane) -> tuple[Array, Array, Array]:
    """Return depths (X,), times (F,) and the level (F, X) from one well through the membrane to the other."""
    p = membrane.params
    edge = p.membrane_thickness / 2 + p.unstirred_layer
    reach = edge + 0.1 * edge
    half = p.membrane_thickness / 2
    depth = np.unique(np.concatenate([np.linspace(-reach, reach, PROFILE), [-edge, -half, half, edge]]))
    time = np.linspace(0, p.incubation * MINUTES_PER_HOUR, FRAMES)
    wells = membrane.wells(np.array(upper_level(p)), np.array(p.concentration), time)
    upper, lower = (np.asarray(well)[:, np.newaxis] for well in wells)
    return depth, time, membrane.level(upper, lower, depth)
