"""Where delivered tumor cells arrest: delivery weights, the chemokines of each organ, and who stays.

All numbers here are teaching values (grade C). Only the direction is evidence: which organs make which chemokine
(Muller2001, Homey2002, Letsch2004), and that delivery counts as well (Chambers2002).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from models.quantities import Array

ORGANS: Final = ("node", "lung", "liver", "marrow", "skin", "intestine", "kidney", "muscle", "brain")
NAMES: Final = {
    "node": "lymph node", "lung": "lung", "liver": "liver", "marrow": "bone marrow", "skin": "skin",
    "intestine": "small intestine", "kidney": "kidney", "muscle": "muscle", "brain": "brain",
}  # fmt: skip
WEIGHTS: Final = (0.30, 0.30, 0.15, 0.08, 0.05, 0.06, 0.10, 0.10, 0.08)
"""Relative delivery by lymph (the node) or blood (all others). They add up to 1.22: only their ratios count."""
RECEPTORS: Final = ("cxcr4", "ccr7", "ccr10", "ccr9")
LIGANDS: Final = {"cxcr4": "CXCL12", "ccr7": "CCL21", "ccr10": "CCL27", "ccr9": "CCL25"}
LIGAND_LEVELS: Final = {
    "cxcr4": (1.0, 0.8, 0.6, 1.0, 0.05, 0.1, 0.1, 0.05, 0.1),
    "ccr7": (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "ccr10": (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
    "ccr9": (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0),
}
"""Level of the ligand of each receptor in each organ, in the order of ``ORGANS``; 1 is the richest organ."""


def delivery() -> Array:
    """Return the share of all delivered cells that comes to each organ; shape (organs,), sum 1."""
    weights: Array = np.array(WEIGHTS)
    return weights / float(weights.sum())


def ligand_table() -> Array:
    """Return the ligand levels ℓ; shape (receptors, organs), between 0 and 1."""
    return np.array([LIGAND_LEVELS[receptor] for receptor in RECEPTORS])


def matches(levels: Array, blocks: Array) -> Array:
    """Return R (1 - block) ℓ of each receptor in each organ; shape (receptors, organs).

    ``levels`` and ``blocks`` have shape (receptors,).
    """
    return (levels * (1 - blocks))[:, np.newaxis] * ligand_table()


def stay_probability(match: Array, baseline: float) -> Array:
    """Return the probability that a cell delivered to an organ arrests there; ``match`` is u, summed over receptors.

    The baseline holds a cell in any case. If it does not, the cell's receptors hold it at a rate u times that at which
    the stream carries it on: u/(1 + u).
    """
    return baseline + (1 - baseline) * match / (1 + match)


def pass_probability(match: Array, baseline: float) -> Array:
    """Return the probability that a delivered cell is carried on: neither baseline nor receptors hold it."""
    return (1 - baseline) / (1 + match)
