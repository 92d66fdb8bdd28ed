"""How long a signal is on its way: by diffusion, in the blood, along a nerve fiber.

Equations
---------
Diffusion, from the mean squared displacement <x²> = 2 d D t in d dimensions:  t = x² / (2 d D).
Blood: one turn of the circulation, whatever the distance, then diffusion over the last step:  t = T + h² / 2D.
Nerve: conduction at the speed v, then one synapse:  t = x / v + delay + h² / 2D, with h the width of the cleft.

Assumptions: free diffusion with one coefficient and nothing lost on the way; the blood is mixed after one turn; a
fiber conducts at one speed. What is ignored: binding, uptake, the crossing of vessel walls, mixing beyond one turn.
The guides are for orders of magnitude. With loss the delay of a gradient grows with x, not x²: ``paracrine.gradient``.

The constants are typical values (grade B), chosen as on the scale map of the teaching specification.
"""

from __future__ import annotations

import math
from typing import Final

DIFFUSIVITY: Final = 100.0
"""µm²/s: a small protein in water or loose tissue. Typical (B)."""
CIRCULATION_TIME: Final = 60.0
"""s: one turn of the blood at rest. Typical (B)."""
LAST_STEP: Final = 20.0
"""µm: from a capillary to a cell. Typical (B); 10 to 100."""
CONDUCTION_SPEED: Final = 1e7
"""µm/s (10 m/s): a thin myelinated fiber. Typical (B); fibers range from 0.5 to 100 m/s."""
SYNAPTIC_DELAY: Final = 1e-3
"""s: from the end of the fiber to the answer of the next cell. Typical (B); 0.5 to 1 ms."""
CLEFT_WIDTH: Final = 0.02
"""µm: the gap of a synapse. Typical (B); 20 to 50 nm."""


def diffusion_time(distance: float, diffusivity: float = DIFFUSIVITY, dimensions: int = 1) -> float:
    """Return the time in which the root mean square displacement of a diffusing molecule reaches a distance.

    Parameters
    ----------
    distance
        How far, in µm.
    diffusivity
        Diffusion coefficient, in µm²/s.
    dimensions
        1: along one axis, ``x²/2D``. 2: in a sheet, ``x²/4D``. 3: in space, ``x²/6D``.

    Returns
    -------
    float
        Time, in s.

    Raises
    ------
    ValueError
        If the distance is negative, the diffusivity not positive or the dimensions not 1, 2 or 3.
    """
    _check(distance, "distance")
    _check_positive(diffusivity, "diffusivity")
    if dimensions not in (1, 2, 3):
        raise ValueError(f"dimensions must be 1, 2 or 3, not {dimensions!r}")
    return distance**2 / (2 * dimensions * diffusivity)


def blood_time(
    circulation_time: float = CIRCULATION_TIME, last_step: float = LAST_STEP, diffusivity: float = DIFFUSIVITY
) -> float:
    """Return the time that a hormone needs by blood. It does not depend on the distance.

    Parameters
    ----------
    circulation_time
        One turn of the blood, in s.
    last_step
        From the capillary to the cell, in µm.
    diffusivity
        Diffusion coefficient over the last step, in µm²/s.

    Returns
    -------
    float
        Time, in s.

    Raises
    ------
    ValueError
        If a value is negative or not finite, or the diffusivity is not positive.
    """
    _check(circulation_time, "circulation_time")
    return circulation_time + diffusion_time(last_step, diffusivity)


def axon_time(
    distance: float,
    speed: float = CONDUCTION_SPEED,
    delay: float = SYNAPTIC_DELAY,
    cleft: float = CLEFT_WIDTH,
    diffusivity: float = DIFFUSIVITY,
) -> float:
    """Return the time from the start of an action potential to the answer of the next cell.

    Parameters
    ----------
    distance
        Length of the nerve fiber, in µm.
    speed
        Conduction speed, in µm/s.
    delay
        Release of the transmitter and answer of its receptor, in s.
    cleft
        Width of the synaptic cleft, in µm, crossed by diffusion.
    diffusivity
        Diffusion coefficient in the cleft, in µm²/s.

    Returns
    -------
    float
        Time, in s.

    Raises
    ------
    ValueError
        If a length or time is negative or not finite, or the speed or diffusivity is not positive.
    """
    _check(distance, "distance")
    _check(delay, "delay")
    _check_positive(speed, "speed")
    return distance / speed + delay + diffusion_time(cleft, diffusivity)


def break_even_distance(circulation_time: float = CIRCULATION_TIME, diffusivity: float = DIFFUSIVITY) -> float:
    """Return the distance that diffusion covers in one turn of the blood: ``√(2 D T)``.

    Parameters
    ----------
    circulation_time
        One turn of the blood, in s.
    diffusivity
        Diffusion coefficient, in µm²/s.

    Returns
    -------
    float
        Distance, in µm.

    Raises
    ------
    ValueError
        If the time is negative or not finite, or the diffusivity is not positive.
    """
    _check(circulation_time, "circulation_time")
    _check_positive(diffusivity, "diffusivity")
    return math.sqrt(2 * diffusivity * circulation_time)


def _check(value: float, name: str) -> None:
    if not (value >= 0 and math.isfinite(value)):
        raise ValueError(f"{name} must be finite and not negative, not {value!r}")


def _check_positive(value: float, name: str) -> None:
    if not (value > 0 and math.isfinite(value)):
        raise ValueError(f"{name} must be positive and finite, not {value!r}")
