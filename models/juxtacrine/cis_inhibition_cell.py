"""One cell whose Notch and Delta bind each other: its steady state in closed form.

With g_n = 1 + D_t/k_t and g_d = 1 + N_t/k_t the balances are β_N = g_n N + q and β_D = g_d D + q, where q = N D/κ is
the rate at which the two destroy each other. What is left of the Notch, r = β_N − q, solves

    r² + (β_D − β_N + κ g_n g_d) r − κ g_n g_d β_N = 0,

which is the exact solution of the specification written without differences of nearly equal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from models.quantities import Array

TRANS_CONSTANT: Final = 1.0
"""k_t, the strength of binding between cells: it sets the unit of D_t and N_t."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Free Notch and Delta of a cell, what it hears and sends, and the rate of mutual destruction (all in 1/γ)."""

    notch: Array
    delta: Array
    received: Array
    sent: Array
    destroyed: Array


def steady_cell(
    notch_made: npt.ArrayLike,
    delta_made: npt.ArrayLike,
    delta_outside: npt.ArrayLike,
    notch_outside: npt.ArrayLike,
    cis_constant: npt.ArrayLike,
) -> Cell:
    """Return the steady state; arguments broadcast. ``cis_constant`` 0 means that there is no binding."""
    made_n, made_d, kappa = (np.asarray(x, dtype=float) for x in (notch_made, delta_made, cis_constant))
    heard, offered = np.asarray(delta_outside) / TRANS_CONSTANT, np.asarray(notch_outside) / TRANS_CONSTANT
    loosened = kappa * (1 + heard) * (1 + offered)
    bound = kappa > 0
    left_n = np.where(bound, _left(made_n, made_d, loosened), made_n)
    left_d = np.where(bound, _left(made_d, made_n, loosened), made_d)
    notch, delta = left_n / (1 + heard), left_d / (1 + offered)
    destroyed = np.where(made_n < made_d, made_n - left_n, made_d - left_d)
    return Cell(notch, delta, notch * heard, delta * offered, destroyed)


def sharpness(notch_made: float, delta_made: float, loosened: float) -> float:
    """Return -d ln S / d ln β_D: by how many percent the signal falls for 1 % more own Delta.

    ``loosened`` is κ g_n g_d, > 0. At β_D = β_N = β and small κ it tends to ½ √(β/κ).
    """
    left = float(_left(np.asarray(notch_made), np.asarray(delta_made), np.asarray(loosened)))
    # differentiate r² + (β_D - β_N + c) r - c β_N = 0 with respect to β_D
    return delta_made / (2 * left + delta_made - notch_made + loosened)


def half_point(notch_made: float, loosened: float) -> float:
    """Return the own Delta production that halves the signal: β_N/2 + κ g_n g_d."""
    return notch_made / 2 + loosened


def _left(made: Array, partner: Array, loosened: Array) -> Array:
    """Return the positive root r of the module's quadratic."""
    slope = partner - made + loosened
    larger = np.sqrt(slope**2 + 4 * loosened * made) + np.abs(slope)
    safe = np.where(larger > 0, larger, 1.0)
    return np.asarray(np.where(slope > 0, 2 * loosened * made / safe, larger / 2))
