"""Drift and diffusion in one dimension, ∂n/∂t = ∂/∂x(μ ∂n/∂x − V n) − k n, on finite volumes.

The flux through a face between two cells is that of the exact steady solution between their middles [Scharfetter and
Gummel 1969, IEEE Trans. Electron Devices 16:64]: J = (μ/h)[B(−P) n_left − B(P) n_right] with P = Vh/μ and
B(x) = x/(eˣ − 1). It is plain diffusion for P = 0 and pure upwind transport for large P. Steps in time are backward
Euler. So the density never becomes negative, nothing is lost at the closed ends, and in a steady field the density
tends to exp(∫V/μ dx) exactly at the middles if V/μ is the same along the way, and to second order in h otherwise.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg.lapack import dgtsv

from models.quantities import Array

LARGEST_PECLET = 500.0
"""e to this power is the largest that is formed; beyond it B is 0 to all digits."""


def bernoulli(x: Array) -> Array:
    """Return B(x) = x/(eˣ − 1), 1 at 0, without overflow."""
    x = np.minimum(x, LARGEST_PECLET)
    small = np.abs(x) < 1e-5
    safe = np.where(small, 1.0, x)
    value: Array = np.where(small, 1 - x / 2, safe / np.expm1(safe))
    return value


def exchange(drift: Array, mobility: Array, width: float) -> tuple[Array, Array]:
    """Return how fast cells cross a face to the right and to the left, in units of density × length/time.

    Parameters
    ----------
    drift, mobility
        V (length/time) and μ (length²/time, above 0) on the faces, of the same shape.
    width
        The distance between the middles of neighboring cells.
    """
    peclet = drift * width / mobility
    backward = mobility / width * bernoulli(peclet)
    return backward + drift, np.maximum(backward, 0.0)


def march(density: Array, width: float, step: float, drift: Array, mobility: Array, loss: Array | None = None) -> Array:
    """Return the density after each of T steps between closed ends, as (T + 1, cells), the start included.

    Parameters
    ----------
    density
        The start, (cells,).
    width, step
        Of a cell and of a step in time.
    drift, mobility
        V and μ on the inner faces during each step, (T, cells − 1); μ must be above 0.
    loss
        The rate k of loss in each cell, (cells,); None for none.

    Returns
    -------
    Array
        (T + 1, cells). Its sum is kept at each step to rounding if there is no loss.
    """
    right, left = exchange(drift, mobility, width)
    right, left = np.maximum(right, 0.0) * (step / width), left * (step / width)
    middle = np.ones((right.shape[0], density.size)) if loss is None else np.tile(1 + step * loss, (right.shape[0], 1))
    middle[:, :-1] += right
    middle[:, 1:] += left
    history = np.empty((right.shape[0] + 1, density.size))
    history[0] = density
    for t in range(right.shape[0]):
        *_, history[t + 1], _ = dgtsv(-right[t], middle[t], -left[t], history[t])
    return history
