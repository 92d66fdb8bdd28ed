"""A loop of flow as a ring of n equal well-mixed tanks, one turn in time T.

n T⁻¹ (c_{j−1} − c_j) = dc_j/dt, indices around the ring. Its modes are waves: mode m fades with the rate
n T⁻¹ (1 − e^(−2πim/n)), so what entered one tank is (to all digits) a discrete Fourier sum, and the slowest mode sets
when the loop is mixed.
"""

from __future__ import annotations

import math

import numpy as np

from models.quantities import Array


def ring_levels(turns: Array, tanks: int) -> Array:
    """Return the levels after ``turns`` (in turns of the loop) of what entered tank 0: (turns, tanks), mean 1."""
    mode = np.arange(tanks)
    rate = tanks * (1 - np.exp(-2j * np.pi * mode / tanks))
    waves = np.exp(-np.outer(turns, rate))
    levels: Array = np.maximum(np.fft.ifft(waves, axis=1).real * tanks, 0.0)
    return levels


def slowest_turns(tanks: int) -> float:
    """Return the time constant of the slowest mode, in turns."""
    return 1 / (tanks * (1 - math.cos(2 * math.pi / tanks)))
