"""What ``feedback`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import numpy as np

from models.autocrine.feedback_curves import density_at
from models.autocrine.feedback_run import CLOSEST_PACKING
from models.numerics.autocrine_loop import Loop
from models.results import Absent, Caution, Check
from models.units import CELLS_PER_ML_PER_UM3

if TYPE_CHECKING:
    from models.autocrine.feedback import Result

CROWDED = 0.1
"""The share of the surface level that comes from the medium, above which the medium's pace counts."""
RESTING = 1e-9
"""A share of the signal below which a state is the resting one, whose place the search knows to rounding only."""
NEARBY, TINY = 1e-4, 1e-300
"""A step in ln u for a slope; and what keeps two equal signals from dividing by 0."""


def checks(result: Result, loop: Loop) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    found = [_ligand(result, loop), _states(result, loop)]
    if not isinstance(result.on_density, Absent):
        found.append(_tangent(result, loop, result.on_density))
    found.append(Check("Dish at the end: ligand made against taken up and lost", result.dish_imbalance, 1e-6))
    return tuple(found)


def cautions(result: Result, loop: Loop) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    filled = params.cell_density / CELLS_PER_ML_PER_UM3 * 4 / 3 * math.pi * params.cell_radius**3
    if filled > CLOSEST_PACKING:
        found.append(Caution(
            "So many cells of this size do not fit: they would fill more than 64 % of the volume. Take the result as "
            "the limit of a dense tissue.", ("cell_density", "cell_radius"),
        ))  # fmt: skip
    state = loop.state(result.signal)
    caught = float(np.asarray(loop.cells.density) * state.conductance * state.p_self)
    hours = 1 / (float(state.loss) + caught) / 3600
    if float(state.bulk) > CROWDED * float(state.surface) and hours > params.signal_time:
        found.append(Caution(
            "The level in the medium would need longer to settle than the signal does. The model lets the medium "
            "follow at once, so the way in time is too fast; where it ends is right.",
            ("medium_loss", "cell_density", "signal_time"),
        ))  # fmt: skip
    if (result.dish_on >= 50) != (result.alike_end >= 0.5):
        found.append(Caution(
            "In the dish the alike cells of the other pictures would end in the other state: unlike cells that share "
            "a medium have a threshold of their own.", ("cell_variation",),
        ))  # fmt: skip
    return tuple(found)


def _ligand(result: Result, loop: Loop) -> Check:
    """Compare what is made with what is taken up and what the medium loses, in the present state."""
    state = loop.state(result.signal)
    if result.secretion == 0:
        return Check("Ligand made against taken up and lost", float(state.surface), 0.0)
    lost = float(state.loss * state.bulk / np.asarray(loop.cells.density))
    return Check(
        "Ligand made against taken up and lost",
        abs(result.secretion - float(state.uptake) - lost) / result.secretion,
        1e-7,
    )


def _states(result: Result, loop: Loop) -> Check:
    """Compare each steady state, found by search, with the density that the closed curve gives for its signal."""
    full = (1 - float(np.asarray(loop.constitutive))) * (1 - float(np.asarray(loop.kinase_block)))
    worst = 0.0
    for signal in result.state_signal if full and loop.dominant_negative != 1 else ():
        share = (float(signal) - float(np.asarray(loop.constitutive))) / full
        if RESTING < share < 1:
            reading = (math.log(share) - math.log1p(-share)) / float(np.asarray(loop.signal_hill))
            worst = max(worst, _distance(loop, reading))
    return Check("Steady states by search against the closed curve, in S", worst, 1e-6)


def _distance(loop: Loop, reading: float) -> float:
    """Return how far, in S, the curve passes the present density from the state with this ln u (first order)."""
    density = float(np.asarray(loop.cells.density))
    signal, level, possible = density_at(loop, reading + NEARBY * np.array([-1.0, 0.0, 1.0]))
    if not possible[1]:
        return 1.0
    others = np.array([0, 2])[possible[[0, 2]]]
    slope = float(np.max(np.abs((level[others] - level[1]) / (signal[others] - signal[1] + TINY))))
    return abs(float(level[1]) - density) / slope if slope > 0 else 0.0


def _tangent(result: Result, loop: Loop, on: float) -> Check:
    """At the density of the fold F touches the diagonal from above: the least of F - S around it must be none."""
    cells = dataclasses.replace(loop.cells, density=on / CELLS_PER_ML_PER_UM3)
    around = result.on_signal * np.linspace(0.95, 1.05, 401)
    least = np.min(dataclasses.replace(loop, cells=cells).response(around) - around)
    return Check("At the ON density: F touches the diagonal, gap in S", abs(float(least)), 1e-5)
