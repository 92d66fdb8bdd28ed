"""Which single fault explains a patient? The pair (a, c) against the two curves of the healthy axis.

Two numbers cannot be explained by one fault in general: the pairs that one fault can make lie on a curve. And these
curves are just the two healthy answers. Whoever lies on the *pituitary's* curve has a pituitary that answers rightly,
so the gland, an antibody or an outside source sets the level; whoever lies on the *gland's* curve has a gland that
answers rightly, so the drive, the set point or an ectopic source is at fault. Normal (1, 1) splits each curve in two.
On each of the four branches the nearest point to the patient is sought, in decades; there the fault is read in closed
form:

    pituitary's curve, a = P(c):   g = c/G(a)   E_C = c - G(a)   ab = K c/(1 + K - c) - a
    gland's curve,     c = G(a):   d = a/P(c)   E_A = a - P(c)   K_f = c [(A_max - 1)/(A_max/a - 1)]^(1/n)

P and G are the healthy answers. The distance is a convention of this model; see ``Params.tolerance``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.endocrine.feedback_axis_loop import Loop
from models.quantities import Array

POINTS: Final = 129
ROUNDS: Final = 5
"""Scans of a branch, each between the neighbors of the nearest point so far: it is found to 64⁻⁴ of a step."""
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "gland_failing": ("gland_capacity",),
    "gland_driven": ("antibody", "external_target", "gland_capacity"),
    "drive_failing": ("drive", "setpoint"),
    "drive_high": ("setpoint", "ectopic_trophic", "drive"),
}
"""The branches, and the faults that lie on each, the commonest first (a teaching choice)."""
PITUITARY_BRANCHES: Final = ("gland_failing", "gland_driven")
ANTIBODY_AXES: Final = ("thyroid", "own")
"""Where an antibody that stimulates the gland is a known disease."""
Bounds = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Foot:
    """The point of a branch that is nearest to the patient, its distance in decades, and the faults read there."""

    branch: str
    trophic: float
    target: float
    distance: float
    faults: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the pair says. ``site`` is a branch, ``healthy`` or ``none``; ``feet`` are all branches, nearest first.

    ``faults`` are all single faults that explain the patient within the tolerance, by parameter, likeliest first.
    """

    site: str
    feet: tuple[Foot, ...]
    faults: Mapping[str, float]

    @property
    def foot(self) -> Foot:
        """The nearest point that a single fault can make."""
        return self.feet[0]


def diagnose(healthy: Loop, axis: str, trophic: float, target: float, bounds: Bounds, tolerance: float) -> Diagnosis:
    """Return what explains the pair (``trophic``, ``target``), both relative to normal.

    ``bounds`` are those of the faults, ``tolerance`` is in decades.
    """
    reachable = _branches(healthy, axis, bounds)
    feet = tuple(
        sorted(
            (_foot(branch, curve, ends, healthy, axis, (trophic, target), bounds) for branch, curve, ends in reachable),
            key=lambda foot: foot.distance,
        )
    )
    if np.hypot(np.log10(trophic), np.log10(target)) <= tolerance:
        return Diagnosis("healthy", feet, {})
    near = [foot for foot in feet if foot.distance <= tolerance]
    faults: dict[str, float] = {}
    for foot in near:
        faults |= {name: value for name, value in foot.faults.items() if name not in faults}
    return Diagnosis(near[0].branch if near else "none", feet, faults)


def _families(branch: str, axis: str) -> tuple[str, ...]:
    return tuple(name for name in FAMILIES[branch] if name != "antibody" or axis in ANTIBODY_AXES)


Curve = Callable[[Array], tuple[Array, Array]]


def _branches(healthy: Loop, axis: str, bounds: Bounds) -> list[tuple[str, Curve, tuple[float, float]]]:
    """Return each branch as a curve over c (pituitary's) or a (gland's), as far as faults within bounds reach."""
    found: list[tuple[str, Curve, tuple[float, float]]] = []
    for branch in FAMILIES:
        sign = 0 if branch in ("gland_failing", "drive_failing") else 1
        reached = []
        for name in _families(branch, axis):
            fault: dict[str, Any] = {name: bounds[name][sign]}
            a, c = dataclasses.replace(healthy, **fault).settle()
            reached.append(float(c if branch in PITUITARY_BRANCHES else a))
        end = max(reached) if sign else min(reached)
        curve = (lambda c: (healthy.pituitary(c), c)) if branch in PITUITARY_BRANCHES else _along_gland(healthy)
        found.append((branch, curve, (min(end, 1.0), max(end, 1.0))))
    return found


def _along_gland(healthy: Loop) -> Curve:
    return lambda a: (a, healthy.gland(a))


def _foot(
    branch: str,
    curve: Curve,
    ends: tuple[float, float],
    healthy: Loop,
    axis: str,
    patient: tuple[float, float],
    bounds: Bounds,
) -> Foot:
    low, high = ends
    for _ in range(ROUNDS):
        points = np.geomspace(low, high, POINTS)
        trophic, target = curve(points)
        away = np.hypot(np.log10(trophic / patient[0]), np.log10(target / patient[1]))
        at = int(np.argmin(away))
        low, high = float(points[max(at - 1, 0)]), float(points[min(at + 1, POINTS - 1)])
    a, c = float(trophic[at]), float(target[at])
    faults = {name: _within(_read(healthy, name, a, c), bounds[name]) for name in _families(branch, axis)}
    kept = {name: value for name, value in faults.items() if value is not None}
    return Foot(branch, a, c, float(away[at]), kept)


def _read(healthy: Loop, name: str, a: float, c: float) -> float:
    """Return the value of one fault that makes the pair (a, c), which lies on its curve."""
    n, most, k = healthy.steepness, healthy.max_drive, healthy.saturation
    if name in ("gland_capacity", "external_target"):
        answer = float(healthy.gland(a))
        return c / answer if name == "gland_capacity" else c - answer
    if name == "antibody":
        return k * c / (1 + k - c) - a if c < 1 + k else np.inf
    answer = float(healthy.pituitary(c))
    if name in ("drive", "ectopic_trophic"):
        return a / answer if name == "drive" else a - answer
    return float(c * ((most - 1) / (most / a - 1)) ** (1 / n)) if a < most else np.inf


def _within(value: float, bounds: tuple[float, float]) -> float | None:
    """Return ``value`` if it is within bounds but for rounding (the ends of a branch are at bounds), else None."""
    low, high = bounds
    slack = 1e-6 * high
    return min(max(value, low), high) if low - slack <= value <= high + slack else None
