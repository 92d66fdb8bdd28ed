r"""The inverse Laplace transform on a hyperbola: f(t) from F(s) = ∫ f(t) exp(−st) dt, to about eleven digits.

The Bromwich integral is bent around the negative real axis, s(φ) = μ [1 + sin(iφ − α)], where exp(st) falls off so
fast that the midpoint rule converges geometrically (J. A. C. Weideman and L. N. Trefethen, Math. Comp. 76 (2007)
1341). One set of nodes serves all times of a window [t, Λt], so a whole movie costs a few dozen evaluations of F.

Right where every singularity of F lies on the negative real axis or at 0, as for diffusion with linear loss and linear
exchange. Errors are relative to the largest value of f in the window: where f is 10⁻¹¹ of that, it is rounding noise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from models.quantities import Array

ComplexArray = npt.NDArray[np.complex128]
Transform = Callable[[ComplexArray], ComplexArray]

WINDOW: Final = 6.0
"""Λ: the ratio of the last to the first time that share one set of nodes."""
NODES: Final = 24
"""Nodes on the upper half of the contour, per window."""
OPENING: Final = 1.05
"""α, near the optimum for this window; the rate of convergence hardly depends on it."""


def invert(transform: Transform, times: Array) -> Array:
    """Return f at ``times`` (all > 0, any order) as an array (times, …points).

    ``transform`` takes the nodes s, shape (nodes,), in 1/(unit of time), and returns F as (nodes, …points).
    """
    order = np.argsort(times)
    windows = _windows(times[order])
    contours = [_contour(float(times[order[last]])) for _, last in windows]
    values = transform(np.concatenate([nodes for nodes, _ in contours]))
    result = np.empty((times.size, *values.shape[1:]))
    for number, ((first, last), (nodes, weights)) in enumerate(zip(windows, contours, strict=True)):
        chosen = order[first : last + 1]
        kernel = weights * np.exp(np.multiply.outer(times[chosen], nodes))
        part = values[number * NODES : (number + 1) * NODES]
        result[chosen] = np.tensordot(kernel, part, axes=1).imag
    return result


def _windows(ascending: Array) -> list[tuple[int, int]]:
    """Return the first and last index of each run of times whose ratio stays within ``WINDOW``."""
    runs, first = [], 0
    while first < ascending.size:
        last = int(np.searchsorted(ascending, ascending[first] * WINDOW, side="right")) - 1
        runs.append((first, last))
        first = last + 1
    return runs


def _contour(last_time: float) -> tuple[ComplexArray, ComplexArray]:
    """Return nodes and weights for times from last_time / WINDOW on (Weideman and Trefethen 2007, section 4)."""
    width = 4 * OPENING - math.pi
    reach = math.acosh(((math.pi - 2 * OPENING) * WINDOW + width) / (width * math.sin(OPENING)))
    step = reach / NODES
    scale = math.pi * width / reach * NODES / last_time
    angle = 1j * (np.arange(NODES) + 0.5) * step - OPENING
    return scale * (1 + np.sin(angle)), (step / math.pi) * 1j * scale * np.cos(angle)
