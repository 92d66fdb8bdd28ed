"""What ``clearance`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import expm
from scipy.special import gammaln

from models.endocrine.clearance_parameters import PM_PER_NM
from models.numerics.compartments import Compartments
from models.quantities import Array
from models.results import Caution, Check
from models.units import SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from models.endocrine.clearance import Result

PLASMA_SHARE: Final = 0.55
"""Part of the blood that is plasma (typical)."""
FAR_APART: Final = 1.5
"""By so much a quoted half-life may differ from that of volume and clearance before a caution says so."""


def checks(result: Result, body: Compartments) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    params = result.params
    scale = max(float(np.max(result.level)), result.plasma_level, 1e-300)
    error = abs(_by_matrix(result, body) - result.plasma_level) / scale
    area, stay = _moments(body)
    return (
        Check("The sample against a matrix exponential of the rate equations", error, 1e-7),
        Check("Area under one injection against dose over clearance", abs(area * params.clearance - 1), 1e-9),
        Check("Mean stay of a molecule against volume over clearance", abs(stay / body.residence_time - 1), 1e-9),
        Check("The ring after three turns against a Poisson count of tanks passed", _ring_error(result), 1e-9),
    )


def cautions(result: Result, body: Compartments) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    quoted = params.quoted_half_life
    if quoted:
        factor = max(quoted / result.half_life, result.half_life / quoted)
        if factor > FAR_APART:
            found.append(Caution(
                f"Multi-compartment: half-life and clearance do not determine each other. Volume and clearance give "
                f"{result.half_life:.3g} min, the half-life quoted is {quoted:.3g} min: they differ {factor:.2g}-fold, "
                "so each belongs to another part of the curve.",
                ("quoted_half_life", "clearance", "central_volume"),
            ))  # fmt: skip
    plasma_flow = PLASMA_SHARE * result.cardiac_output
    if params.clearance > plasma_flow:
        found.append(Caution(
            f"The clearance is above the plasma flow, about {plasma_flow:.2g} L/min. That is possible only if red "
            "cells carry the hormone too.", ("clearance", "circulation_time"),
        ))  # fmt: skip
    if result.half_life * SECONDS_PER_MINUTE < result.mixing_time:
        found.append(Caution(
            "The half-life is shorter than the mixing of the blood: the level then differs from vessel to vessel, and "
            "a well-mixed volume is a poor picture.", ("clearance", "central_volume", "circulation_time"),
        ))  # fmt: skip
    if params.input in ("steady", "pulses") and params.time < result.settling_time:
        found.append(Caution(
            f"The sample is taken before 90 % of the steady level is reached, which takes {result.settling_time:.3g} "
            "min from the start.", ("time",),
        ))  # fmt: skip
    return tuple(found)


def _by_matrix(result: Result, body: Compartments) -> float:
    """Return the level of the sample (nM) by exponentials of the rate matrix; a constant input is its third state."""
    params = result.params
    time, rate = params.time, params.secretion / PM_PER_NM
    if params.input == "bolus":
        start = np.array([params.dose / PM_PER_NM / body.central, 0.0, 0.0])
        return float((expm(_matrix(body, 0.0) * time) @ start)[0])
    if params.input == "pulses":
        number = math.floor(time / params.pulse_interval + 1e-9)
        one = expm(_matrix(body, 0.0) * params.pulse_interval)
        one[0, 2] = rate * params.pulse_interval / body.central  # fall for one interval, then the next pulse
        start = np.array([one[0, 2], 0.0, 1.0])
        after = np.linalg.matrix_power(one, number) @ start
        left = max(time - number * params.pulse_interval, 0.0)
        return float((expm(_matrix(body, 0.0) * left) @ after)[0])
    given = time if params.input == "steady" else min(time, params.infusion_time)
    full = expm(_matrix(body, rate) * given) @ np.array([0.0, 0.0, 1.0])
    return float((expm(_matrix(body, 0.0) * (time - given)) @ full)[0])


def _matrix(body: Compartments, rate: float) -> Array:
    """Return the rate matrix (1/min) of the two levels and a state that stays 1 and feeds the blood (nmol/min)."""
    flow = body.exchange if body.has_tissue else 0.0
    tissue = body.peripheral or 1.0
    return np.array([
        [-(body.clearance + flow) / body.central, flow / body.central, rate / body.central],
        [flow / tissue, -flow / tissue, 0.0],
        [0.0, 0.0, 0.0],
    ])  # fmt: skip


def _moments(body: Compartments) -> tuple[float, float]:
    """Return the area under a unit dose (min/L) and the mean time (min) of that area, by a sum over the curve."""
    nodes, weights = np.polynomial.legendre.leggauss(16)
    slow, fast = float(body.modes[0][-1]), float(body.modes[0][0])
    edges = np.concatenate([[0.0], np.geomspace(1e-3 / fast, 60 / slow, 40)])
    half = np.diff(edges)[:, np.newaxis] / 2
    times = (edges[:-1, np.newaxis] + half * (nodes + 1)).ravel()
    weight = (half * weights).ravel()
    curve = body.after_dose(times)[0]
    area = float(curve @ weight)
    return area, float(curve * times @ weight) / area


def _ring_error(result: Result) -> float:
    """Compare the ring after three turns with the number of tanks that a molecule has passed: Poisson, mean 3 n."""
    tanks = result.params.mixing_tanks
    mean = 3 * tanks
    passed = np.arange(0, mean + 30 * math.isqrt(mean))
    chance = np.exp(passed * math.log(mean) - mean - gammaln(passed + 1))
    expected = np.bincount(passed % tanks, chance, tanks) * tanks
    return float(np.max(np.abs(result.ring[36] - expected)))
