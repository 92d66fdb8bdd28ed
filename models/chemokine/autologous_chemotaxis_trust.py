"""What ``autologous_chemotaxis`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from models.chemokine import autologous_chemotaxis_field as surroundings
from models.numerics.flow_past_sphere import RADIUS, VOLUME, Around, solve, velocity
from models.quantities import Array
from models.results import Caution, Check
from models.units import CELLS_PER_ML_PER_UM3

if TYPE_CHECKING:
    from models.chemokine.autologous_chemotaxis import Params, Result

SLOW: Final = 1e-4
"""A Péclet number at which the first-order formula is exact to the accuracy of the grid."""
SENSED: Final = 1.0
"""%: the smallest difference across a cell that is reported to be sensed, as quoted in Fleury2006."""
STEPS: Final = 200


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    params = result.params
    still = solve(Around(0.0, params.medium, params.capture_ratio))
    lines = [
        Check("Slow flow: the solved amplitude against the formula", _slow_flow(params), 2e-3),
        Check(
            "Still fluid: level at the surface against 1/(1 + α)",
            abs(float(still[0, 0]) * (1 + params.capture_ratio) - 1), 2e-3,
        ),
        Check("What leaves the surface against what passes a sphere around it", _balance(result), 1e-9),
    ]  # fmt: skip
    if params.release == "protease":
        lines[1] = Check("Still fluid: level of freed ligand against 1/(1 + λ_p/a)", _freed(params), 3e-3)
    if params.cell_density > 0:
        lines.append(Check("Background against the sum over the slab, step by step", _slab(result), 1e-6))
    return tuple(lines)


def _slow_flow(params: Params) -> float:
    uptake = params.capture_ratio
    field = solve(Around(SLOW, params.medium, uptake))
    expected = (0.75 if params.medium == "gel" else 0.375) / (2 + uptake) * SLOW / (1 + uptake)
    return abs(float(field[0, 1]) / expected - 1)


def _freed(params: Params) -> float:
    reach = params.protease_reach
    protease = solve(Around(0.0, params.medium, decay=1 / reach))
    field = solve(Around(0.0, params.medium, params.capture_ratio), influx=0.0, source=protease / reach**2)
    return abs(float(field[0, 0]) * (1 + params.capture_ratio) * (1 + reach) - 1)


def _balance(result: Result) -> float:
    """Compare the flux through the sphere halfway out with surface flux and release inside it."""
    params = result.params
    secreted = params.release == "secreted"
    cell, middle = surroundings.around(params), RADIUS.size // 2
    near, far = cell.own[middle], cell.own[middle + 1]
    face = float(np.sqrt(RADIUS[middle] * RADIUS[middle + 1]))
    speed: Array = velocity(params.medium, np.array([face]))[0]
    carried = params.peclet * float(speed[0]) * (near[1] + far[1]) / 2 / 3  # cos ϑ P₁ is 1/3 on average
    passed = face**2 * ((near[0] - far[0]) / (RADIUS[middle + 1] - RADIUS[middle]) + carried)
    made = 1.0
    if not secreted:
        reach = params.protease_reach
        protease = solve(Around(params.peclet, params.medium, decay=1 / reach))
        made = float(protease[: middle + 1, 0] @ VOLUME[: middle + 1]) / reach**2
    return abs(float(passed) - (made - params.capture_ratio * float(cell.own[0, 0])))


def _slab(result: Result) -> float:
    """Compare the background with the sum over the slab by Runge-Kutta steps of fourth order."""
    params = result.params
    made, taken = surroundings.emission(params)
    supply = params.cell_density / CELLS_PER_ML_PER_UM3 * surroundings.supply(params)
    level = 4 * np.pi * params.bath_concentration
    # the steady level comes so soon in a crowded slab that only its first part needs steps
    length = min(1.0, 20.0 / (taken * supply)) if taken > 0 else 1.0
    step = length / STEPS
    for _ in range(STEPS):
        first = supply * (made - taken * level)
        second = supply * (made - taken * (level + step / 2 * first))
        third = supply * (made - taken * (level + step / 2 * second))
        fourth = supply * (made - taken * (level + step * third))
        level += step * (first + 2 * second + 2 * third + fourth) / 6
    return abs(level / surroundings.background(params) - 1)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    if params.peclet > 0.1:
        found.append(Caution(
            "The Péclet number is above 0.1: the first-order formula overestimates the asymmetry. Trust the solved "
            "field.", ("interstitial_flow", "cell_radius", "diffusivity"),
        ))  # fmt: skip
    if 0 < abs(result.asymmetry) < SENSED:
        found.append(Caution(
            "The asymmetry is below 1 %, about the smallest difference that cells are reported to sense.",
            ("interstitial_flow", "capture_ratio", "cell_density", "bath_concentration"),
        ))  # fmt: skip
    along = params.interstitial_flow * 1e3 * params.slab_length / params.diffusivity
    if params.cell_density > 0 and along < 5:
        found.append(Caution(
            "The flow is so slow that ligand also leaves the slab by diffusion: the neighbors mask less than shown.",
            ("interstitial_flow", "cell_density"),
        ))  # fmt: skip
    if result.asymmetry < 0:
        found.append(Caution(
            "The cue points upstream: what the cell takes out of the passing ligand outweighs what it adds.",
            ("capture_ratio", "bath_concentration"),
        ))  # fmt: skip
    return tuple(found)
