"""The chance in ``gradient_sensing``: receptors drawn one by one, and the guesses of many cells.

The random numbers are drawn once per seed and held while a slider moves, so that what moves in the picture is the
effect of the slider.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrik

from models.chemokine.gradient_sensing_receptors import Receptors
from models.quantities import Array

DRAWN_RECEPTORS = 216
SECTORS = 36
CELLS = 100
LATITUDES, LATITUDE_WEIGHTS = np.polynomial.legendre.leggauss(8)


@dataclass(frozen=True, slots=True)
class Rim:
    """The level around a cell: its own gradient (``level`` in nM, ``steepness``) on a uniform ``swamp`` (nM)."""

    level: float
    steepness: float
    swamp: float

    def around(self, cosine: Array) -> Array:
        """Return the level (nM) where the cosine of the angle from the gradient is ``cosine``."""
        return self.level * np.exp(self.steepness / 2 * cosine) + self.swamp


def shares_around(rim: Rim, receptors: Receptors, angle: Array, shape: str) -> Array:
    """Return the active share at ``angle`` (radians): on a ring there, on a sphere the mean of that slice."""
    if shape == "ring":
        return receptors.active(rim.around(np.cos(angle)))
    sines = np.sqrt(1 - LATITUDES**2)
    slices: Array = receptors.active(rim.around(np.outer(np.cos(angle), sines))) @ LATITUDE_WEIGHTS / 2
    return slices


def count(shares: Array, number: int, chances: Array) -> Array:
    """Return how many of ``number`` receptors are active, at the quantiles ``chances`` of the binomial law."""
    guess = np.ceil(bdtrik(chances, number, shares))
    guess = np.clip(np.where(np.isfinite(guess), guess, 0), 0, number)
    lower = np.maximum(guess - 1, 0)
    counted: Array = np.where(bdtr(lower, number, shares) >= chances, lower, guess)
    return counted


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell's receptors (drawn and by sector), its guess, and the guesses of many cells. Angles in radians."""

    drawn_angle: Array
    drawn_active: Array
    sector_angle: Array
    sector_share: Array
    guess: float
    guesses: Array


def sample(
    rim: Rim, receptors: Receptors, shape: str, number: float, looks: float, steepness: float, noise: float, seed: int
) -> Sample:
    """Draw ``number`` receptors, each looked at ``looks`` times, and the guesses of cells with this ``noise``.

    ``steepness`` is what the receptors are asked for (the effective p), ``noise`` its standard deviation.
    """
    chance = np.random.default_rng(seed)
    angle = 2 * math.pi * (np.arange(DRAWN_RECEPTORS) + 0.5) / DRAWN_RECEPTORS - math.pi
    active = chance.random(DRAWN_RECEPTORS) < receptors.active(rim.around(np.cos(angle)))
    sectors = 2 * math.pi * (np.arange(SECTORS) + 0.5) / SECTORS - math.pi
    each = max(round(number * looks / SECTORS), 1)
    shares = count(shares_around(rim, receptors, sectors, shape), each, chance.random(SECTORS)) / each
    errors = chance.standard_normal((CELLS, 2)) * noise
    return Sample(
        drawn_angle=angle,
        drawn_active=active.astype(float),
        sector_angle=sectors,
        sector_share=shares,
        guess=math.atan2(float(shares @ np.sin(sectors)), float(shares @ np.cos(sectors))),
        guesses=np.arctan2(errors[:, 1], steepness + errors[:, 0]),
    )
