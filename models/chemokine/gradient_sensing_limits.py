"""The limits of ``gradient_sensing``: what an ideal observer makes of a signal in noise, and what diffusion allows."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy.special import i0e, i1e

from models.quantities import Array
from models.units import MOLECULES_PER_UM3_PER_NM

SPREAD: Final = {"ring": 8.0, "sphere": 12.0}
"""4/⟨cos²⟩ over the receptors: on a ring ⟨cos²⟩ is 1/2, on a sphere 1/3."""
ABSORBER: Final = 1 / (12 * math.pi)
MONITOR: Final = 5 / (7 * math.pi)
"""Variance of the estimated a|∇c|/c₀, along one direction, in units of 1/(D·a·c₀·T) [EndresWingreen2008]."""


def ideal_index(signal_to_noise: Array) -> Array:
    """Return the mean cosine between a guess and the gradient, for a guess with Gaussian noise in two directions.

    The guess is (p, 0) plus noise of standard deviation σ in each direction of a plane, and z = p/σ:
    √(π/8) z e^(−z²/4)[I₀(z²/4) + I₁(z²/4)], odd in z, from 0 to 1. The scaled Bessel functions hold e^(−z²/4) already,
    so nothing overflows at any z.
    """
    quarter = signal_to_noise**2 / 4
    index: Array = math.sqrt(math.pi / 8) * signal_to_noise * (i0e(quarter) + i1e(quarter))
    return index


def diffusive_noise(level: Array, radius: float, diffusivity: float, time: float, variance: float = ABSORBER) -> Array:
    """Return the standard deviation of p that the random arrival of molecules leaves.

    Parameters
    ----------
    level
        Concentration, nM, any shape.
    radius, diffusivity, time
        Cell radius (µm), diffusion coefficient (µm²/s), time that the cell counts for (s).
    variance
        ``ABSORBER`` for a cell that takes up each molecule it meets, ``MONITOR`` for one that lets them pass.

    Notes
    -----
    p is the change across the diameter, twice a|∇c|/c₀: hence the factor 2.
    """
    molecules = level * MOLECULES_PER_UM3_PER_NM
    noise: Array = 2 * np.sqrt(variance / (diffusivity * radius * molecules * time))
    return noise
