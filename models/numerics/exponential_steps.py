"""Steps for equations of the form "production - rate * amount", as cells make and lose their molecules.

The loss is taken exactly, as an exponential, and the production is held (or drawn as a line) over a step. So a fixed
point of the equations is a fixed point of the steps whatever their length, amounts stay positive where production is,
and fast losses need no small steps.

References: Cox SM, Matthews PC (2002) J Comput Phys 176:430, for the second-order scheme with constant rates
(their ETD2RK).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.quantities import Array

Production = Callable[[Array], Array]
ProductionAndRate = Callable[[Array], tuple[Array, Array]]


def constant_rates(
    production: Production, rate: Array | float, start: Array, step: float, steps: int, every: int = 1
) -> Array:
    """Return the course of dy/dt = production(y) - rate * y.

    Parameters
    ----------
    production
        Takes and returns an array of the shape of ``start``.
    rate
        Loss rate in 1/time, > 0, of a shape that fits ``start``.
    step, steps
        Length of a step in units of time, and how many are taken.
    every
        Keep one state in so many.

    Returns
    -------
    ndarray, shape (steps // every + 1, *start.shape)
        The start first. The error falls as ``step`` squared.
    """
    decayed = np.exp(-rate * step)
    held = -np.expm1(-rate * step) / rate
    tilted = (decayed - 1 + rate * step) / (rate**2 * step)
    state, kept = np.array(start, dtype=float), [np.array(start, dtype=float)]
    for number in range(1, steps + 1):
        made = production(state)
        guess = state * decayed + made * held
        state = guess + (production(guess) - made) * tilted
        if number % every == 0:
            kept.append(state)
    return np.stack(kept)


def changing_rates(
    balance: ProductionAndRate, start: Array, step: float, steps: int, every: int = 1, middles: int = 1
) -> Array:
    """Return the course of dy/dt = production(y) - rate(y) * y, where the rate changes as well.

    ``balance`` returns (production, rate) at a state. Half a step with the values of its start gives the middle, whose
    values carry the whole step (exponential midpoint, of second order). With ``middles`` 2 the half step is done again
    with the values of the first middle: amounts that follow others at once then no longer lag by half a step. The rest
    as for ``constant_rates``.
    """
    state, kept = np.array(start, dtype=float), [np.array(start, dtype=float)]
    for number in range(1, steps + 1):
        middle = state
        for _ in range(middles):
            middle = _advance(state, *balance(middle), step / 2)
        state = _advance(state, *balance(middle), step)
        if number % every == 0:
            kept.append(state)
    return np.stack(kept)


def _advance(state: Array, made: Array, rate: Array, step: float) -> Array:
    rest = made / rate
    return np.asarray(rest + (state - rest) * np.exp(-step * rate))
