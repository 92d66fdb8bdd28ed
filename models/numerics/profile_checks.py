"""Independent numerical checks of steady profiles and of their noise, for trust panels: relative errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.integrate import simpson

from models.numerics.positional_noise import PositionalNoise
from models.numerics.steady_profile import SteadyProfile
from models.quantities import Array

Loss = Callable[[Array], Array]
"""Loss rate over diffusion coefficient, as a function of the level: what c″ must equal."""


def equation_error(profile: SteadyProfile, loss: Loss) -> float:
    """Return the largest residual of c″ = loss(c) at ten places, with c″ by central differences of fourth order."""
    step = 3e-3 * profile.scale
    places = np.linspace(0.1, 3.0, 10) * profile.scale
    samples = np.array([profile.concentration(places + shift * step) for shift in (-2, -1, 0, 1, 2)])
    curvature = np.array([-1, 16, -30, 16, -1]) @ samples / (12 * step**2)
    return float(np.max(np.abs(curvature / loss(samples[2]) - 1)))


def balance_error(profile: SteadyProfile, loss: Loss, influx: float) -> float:
    """Return how far the loss in the endless tissue, summed by Simpson's rule, is from ``influx`` (over D as well)."""
    # x = scale (eᵘ − 1) for the power law, x = scale u for the exponential: the loss then falls off as an exponential.
    u = np.linspace(0.0, 30.0, 3001)
    if profile.power is None:
        places, stretch = profile.scale * u, np.ones_like(u)
    else:
        places, stretch = profile.scale * np.expm1(u), np.exp(u)
    lost = loss(profile.concentration(places)) * profile.scale * stretch
    return abs(float(simpson(lost, x=u)) / influx - 1)


def slope_at_source(profile: SteadyProfile) -> float:
    """Return −c′(0), which is the influx over D, by central differences of fourth order."""
    step = 1e-3 * profile.scale
    near = profile.concentration(np.array([-2, -1, 1, 2]) * step)
    return float(np.array([-1, 8, -8, 1]) @ near / (12 * step))


def propagation_error(noise: PositionalNoise, profile: SteadyProfile, thresholds: Sequence[float]) -> float:
    """Return how far σₓ is, at worst, from what the exact borders of slightly different embryos give."""
    small, worst = 1e-4, 0.0
    up, down = np.exp(small), np.exp(-small)
    for threshold in thresholds:
        pairs = (
            (profile.at_dose(up).position(threshold), profile.at_dose(down).position(threshold)),
            (profile.stretched(up).position(threshold), profile.stretched(down).position(threshold)),
            (profile.position(threshold * down), profile.position(threshold * up)),
        )
        variations = (noise.dose, noise.length, float(noise.reading_error(threshold)))
        exact = np.linalg.norm([
            variation * float(more - less) / (2 * small)
            for variation, (more, less) in zip(variations, pairs, strict=True)
        ])  # fmt: skip
        difference = abs(noise.positional_error(profile, float(profile.position(threshold))) - exact)
        worst = max(worst, float(difference / exact) if exact > 0 else float(difference))
    return worst
