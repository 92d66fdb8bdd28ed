"""The two answers of an axis with feedback, where they meet, and the disorders that have a name.

Levels are relative to normal: at a = c = 1 an axis without a fault is at rest. The pituitary answers the target hormone
c with the trophic hormone a, the gland answers a with c:

    a = d A_max/(1 + (A_max - 1)(c/K_f)^n) + E_A        c = g (1 + K)(a + ab)/(K + a + ab) + E_C
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.quantities import Array

HALVINGS: Final = 60
"""Of the logarithm of c: what is left is below the last digit of a float."""
AXES: Final[Mapping[str, tuple[float, float]]] = {"adrenal": (3.0, 15.0), "thyroid": (6.6, 200.0)}
"""Steepness n and largest drive A_max of the two named axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """An axis: how it answers (``steepness`` n, ``max_drive`` A_max, ``saturation`` K) and its faults (neutral here).

    Every fault may be an array; arrays must broadcast.
    """

    steepness: float
    max_drive: float
    saturation: float
    gland_capacity: Array | float = 1.0
    drive: Array | float = 1.0
    setpoint: Array | float = 1.0
    ectopic_trophic: Array | float = 0.0
    external_target: Array | float = 0.0
    antibody: Array | float = 0.0

    def pituitary(self, target: Array | float) -> Array:
        """Return the trophic hormone a that goes with the target hormone c (same shape)."""
        held_back = 1 + (self.max_drive - 1) * (np.asarray(target) / self.setpoint) ** self.steepness
        return np.asarray(self.drive * self.max_drive / held_back + self.ectopic_trophic)

    def gland(self, trophic: Array | float) -> Array:
        """Return the target hormone c that goes with the trophic hormone a (same shape)."""
        stimulus = np.asarray(trophic) + self.antibody
        most = self.gland_capacity * (1 + self.saturation)
        return np.asarray(most * stimulus / (self.saturation + stimulus) + self.external_target)

    def settle(self) -> tuple[Array, Array]:
        """Return (a, c) where both answers agree, of the shape of the faults.

        c - gland(pituitary(c)) rises with c, so there is just one such place; it is found by halving ln c.
        """
        high = np.log(self.gland_capacity * (1 + self.saturation) + self.external_target)
        low = np.log(self.gland(self.pituitary(np.exp(high))))
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            c = np.exp(middle)
            below = c < self.gland(self.pituitary(c))
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        target = np.exp((low + high) / 2)
        return self.pituitary(target), target

    def gain(self, trophic: float, target: float) -> float:
        """Return the loop gain L = -(dln a/dln c)(dln c/dln a) at a state."""
        back = float((self.max_drive - 1) * (target / float(self.setpoint)) ** self.steepness)
        stimulus = trophic + float(self.antibody)
        heard = self.steepness * back / (1 + back) * (1 - float(self.ectopic_trophic) / trophic)
        answered = self.saturation / (self.saturation + stimulus) * trophic / stimulus
        return heard * answered * self.own_share(target)

    def own_share(self, target: float) -> float:
        """Return the share of the target hormone that the gland itself makes."""
        return 1 - float(self.external_target) / target


@dataclass(frozen=True, slots=True)
class Disorder:
    """A named disorder: the one fault that stands for it in this model, a teaching value; ``short`` labels a point."""

    name: str
    short: str
    fault: str
    value: float


NAMED: Final[Mapping[str, tuple[Disorder, ...]]] = {
    "adrenal": (
        Disorder("Addison disease", "Addison", "gland_capacity", 0.05),
        Disorder("half the gland", "half gland", "gland_capacity", 0.5),
        Disorder("secondary insufficiency", "secondary", "drive", 0.02),
        Disorder("Cushing disease", "Cushing", "setpoint", 2.2),
        Disorder("ectopic ACTH", "ectopic ACTH", "ectopic_trophic", 8.0),
        Disorder("adrenal adenoma or hydrocortisone", "adenoma, tablets", "external_target", 2.5),
    ),
    "thyroid": (
        Disorder("primary hypothyroidism", "primary", "gland_capacity", 0.1),
        Disorder("subclinical hypothyroidism", "subclinical", "gland_capacity", 0.6),
        Disorder("central hypothyroidism", "central", "drive", 0.02),
        Disorder("pituitary tumor that makes TSH", "TSH tumor", "setpoint", 1.6),
        Disorder("Graves disease", "Graves", "antibody", 5.0),
        Disorder("too much thyroxine taken", "tablets", "external_target", 1.5),
    ),
    "own": (
        Disorder("failing gland", "failing gland", "gland_capacity", 0.1),
        Disorder("half the gland", "half gland", "gland_capacity", 0.5),
        Disorder("failing drive", "failing drive", "drive", 0.02),
        Disorder("set point too high", "set point high", "setpoint", 2.0),
        Disorder("ectopic trophic hormone", "ectopic", "ectopic_trophic", 8.0),
        Disorder("source that ignores the drive", "outside source", "external_target", 2.5),
    ),
}
