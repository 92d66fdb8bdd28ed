"""What the parameters of ``gradient_sensing`` stand for, and the series that its pictures draw."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from models.chemokine import gradient_sensing_limits as limits
from models.chemokine.gradient_sensing_cell import Cell
from models.chemokine.gradient_sensing_field import STEEPEST, Field, stretches
from models.chemokine.gradient_sensing_receptors import ACTIVE, Receptors
from models.chemokine.gradient_sensing_sampling import Rim, sample, shares_around
from models.chemokine.shared import HIGHEST_LEVEL, LOWEST_LEVEL
from models.numerics.round_numbers import round_up
from models.quantities import Array
from models.results import Absent

if TYPE_CHECKING:
    from models.chemokine.gradient_sensing import Params

LEVELS, MAP_LEVELS, MAP_STEEPNESSES, RIM_POINTS, PROFILE_POINTS = 211, 36, 20, 73, 240
FIRST_SECOND, DOUBLINGS, PER_DOUBLING = 0.05, 17, 6
OVERSHOOT = 1e-6
"""By how much, relatively, a peak must stand above the final share to count as one."""


def receptors_of(params: Params, *, desensitize: bool | None = None) -> Receptors:
    """Return the receptors that ``params`` describe; ``desensitize`` overrides the switch."""
    on = params.desensitization if desensitize is None else desensitize
    return Receptors(
        affinity=params.affinity,
        release_rate=params.release_rate,
        desensitization_rate=params.desensitization_rate if on else 0.0,
        internalization_rate=params.internalization_rate,
        recycling_rate=params.recycling_rate,
    )


def cell_of(params: Params) -> Cell:
    """Return the cell that ``params`` describe."""
    return Cell(
        receptors=receptors_of(params), number=params.receptors, looks=params.independent_samples,
        shape=params.sensor_shape, swamp=params.swamp, radius=params.cell_radius,
    )  # fmt: skip


def field_of(params: Params) -> Field:
    """Return the gradient: that of the source, or, set by hand, the exponential down from the cell."""
    if params.gradient_from == "hand":
        return Field("hand", params.concentration, 2 * params.cell_radius / params.steepness, params.source_radius)
    return Field(params.gradient_from, params.source_level, params.gradient_length, params.source_radius)


def place_of(params: Params) -> tuple[float, float, float]:
    """Return where the cell is (µm along the field), the gradient's own level there (nM) and its steepness."""
    if params.gradient_from == "hand":
        return 0.0, params.concentration, params.steepness
    field, spot = field_of(params), np.array([params.distance])
    return params.distance, float(field.level(spot)[0]), float(field.steepness(spot, params.cell_radius)[0])


def diffusive(params: Params, total: Array, variance: float) -> Array:
    """Return the standard error of p that diffusion leaves at the total level ``total`` (nM)."""
    return limits.diffusive_noise(total, params.cell_radius, params.diffusivity, params.integration_time, variance)


def curves(params: Params, cell: Cell, steepness: float) -> dict[str, Any]:
    """Return what the cell would read at other levels of a gradient as steep as this."""
    level = np.geomspace(LOWEST_LEVEL, HIGHEST_LEVEL, LEVELS)
    slope, total = np.full_like(level, steepness), level + params.swamp
    noise = cell.noise(total)
    return {
        "level": level,
        "difference": 100 * cell.difference(level, slope),
        "difference_noise": 100 * cell.receptors.slope(total) * noise,
        "index": limits.ideal_index(cell.signal(level, slope)),
        "noise_curve": noise,
        "absorber_curve": diffusive(params, total, limits.ABSORBER),
        "monitor_curve": diffusive(params, total, limits.MONITOR),
    }


def index_map(cell: Cell) -> dict[str, Any]:
    """Return the ideal index over level and steepness."""
    level = np.geomspace(LOWEST_LEVEL, HIGHEST_LEVEL, MAP_LEVELS)
    steepness = np.geomspace(0.001, STEEPEST, MAP_STEEPNESSES)
    signal = cell.signal(level[None, :], steepness[:, None])
    return {"map_level": level, "map_steepness": steepness, "index_map": limits.ideal_index(signal)}


def drawn(params: Params, cell: Cell, rim: Rim, effective: float, noise: float) -> dict[str, Any]:
    """Return the rim as expected and as drawn, and the guesses of many cells; angles in degrees."""
    angle = np.linspace(-math.pi, math.pi, RIM_POINTS)
    drawn = sample(
        rim, cell.receptors, params.sensor_shape, params.receptors, params.independent_samples, effective, noise,
        params.seed,
    )  # fmt: skip
    return {
        "rim_angle": np.degrees(angle),
        "rim_share": 100 * shares_around(rim, cell.receptors, angle, params.sensor_shape),
        "sector_angle": np.degrees(drawn.sector_angle),
        "sector_share": 100 * drawn.sector_share,
        "drawn_angle": np.degrees(drawn.drawn_angle),
        "drawn_active": drawn.drawn_active,
        "guesses": np.degrees(drawn.guesses),
        "guess_angle": math.degrees(drawn.guess),
    }


def profile(params: Params, cell: Cell, field: Field, where: float) -> dict[str, Any]:
    """Return the gradient as far as the picture reaches, and the stretches in which z is above 1."""

    def signal(place: Array) -> Array:
        return cell.signal(field.level(place), field.steepness(place, params.cell_radius))

    faintest = cell.receptors.alpha / (2 * params.receptors * params.independent_samples)
    places = field.places(faintest)
    guided = stretches(places, signal(places))
    reach = max(guided[-1][1] if guided else 0.0, where, field.length * (1 if field.kind == "linear" else 3))
    place = np.linspace(0, round_up(reach), PROFILE_POINTS)
    return {
        "place": place,
        "place_level": field.level(place),
        "place_signal": signal(place),
        "guided": tuple(guided),
        "guided_distance": math.fsum(end - start for start, end in guided),
        "guided_end": guided[-1][1] if guided else Absent("signal over noise is nowhere above 1"),
    }


def step(params: Params, total: float) -> dict[str, Any]:
    """Return how the receptors answer when ligand at the level ``total`` (nM) comes all at once."""
    shares = {
        on: receptors_of(params, desensitize=on).step(total, FIRST_SECOND, DOUBLINGS, PER_DOUBLING)[1][:, ACTIVE]
        for on in (True, False)
    }
    time = receptors_of(params).step(total, FIRST_SECOND, DOUBLINGS, PER_DOUBLING)[0]
    return {
        "step_time": time,
        "step_desensitizing": 100 * shares[True],
        "step_binding": 100 * shares[False],
        **_peak(params, time, shares[params.desensitization], total),
    }


def _peak(params: Params, time: Array, share: Array, total: float) -> dict[str, float | Absent]:
    """Return height (%) and time (s) of the overshoot: the top of a parabola through the three highest points."""
    at, final = int(np.argmax(share)), float(receptors_of(params).active(np.array([total]))[0])
    if at == 0 and share[at] > final * (1 + OVERSHOOT):
        none = Absent(f"the peak comes sooner than {FIRST_SECOND:g} s")
        return {"peak_share": none, "peak_time": none}
    if at in (0, time.size - 1) or share[at] <= final * (1 + OVERSHOOT):
        none = Absent("the active share only rises; there is no peak")
        return {"peak_share": none, "peak_time": none}
    before, top, after = (float(value) for value in share[at - 1 : at + 2])
    shift = (before - after) / (2 * (before - 2 * top + after))
    ratio = float(time[at + 1] / time[at])
    return {
        "peak_share": 100 * (top - (before - after) * shift / 4),
        "peak_time": float(time[at]) * ratio**shift,
    }
