"""Cells of ``notch_jagged`` that touch each other, in time: a sheet of hexagons, and pairs from many starts.

The pairs ride along as further columns of the same arrays. A cell sees the mean over its six contacts; a cell of a pair
has its partner in all six, an ablated cell leaves its contact empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.juxtacrine.notch_jagged_curve import Circuit
from models.juxtacrine.shared import CELLS, SIDE
from models.numerics.cell_sheet import Index, hexagon_neighbors
from models.numerics.exponential_steps import changing_rates
from models.quantities import Array

STEPS: Final = 200
KEPT: Final = 5
"""Steps of a run, and one in how many of them is kept; of pairs, which move fast at first, also the first ones."""
LIFETIMES: Final = 12.0
"""Length of a run, in lifetimes of what lives longest."""
CONTACTS: Final = 6
MOST: Final = np.array([3000.0, 3000.0, 3000.0, 300.0])
"""Random starts: Notch, Delta, Jagged, NICD lie anywhere between 0 and these (molecules); even ones start at half."""
EVEN_NOISE: Final = 0.02
PAIR_STARTS: Final = (0.02, 0.15, 0.5, 1.2, 3.0, 6.0)
"""NICD of the two cells at the start of a pair's run, in thresholds: each with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Times (h); NICD and ligand (Delta + Jagged) of the sheet (times, cells); NICD of pairs (moments, pairs, 2)."""

    time: Array
    nicd: Array
    ligand: Array
    pairs: Array


def run(circuit: Circuit, *, random: bool, seed: int, selected: int, treatment: str) -> Course:
    """Return the course of the sheet and of the pairs; ``selected`` counts from 1, 0 is none."""
    touching, start = _contacts(selected if treatment == "ablated" else 0), _start(circuit, random, seed)
    always, made_by = np.zeros(start.shape[1]), np.ones(start.shape[1])
    makes_notch = made_by.copy()
    makes_notch[-1] = made_by[-1] = 0.0
    if selected:
        cell = selected - 1
        if treatment == "sender":
            always[cell] = 1.0
        else:
            made_by[cell] = 0.0
            start[1:3, cell] = 0.0
        if treatment == "ablated":
            makes_notch[cell] = 0.0
            start[:, cell] = 0.0
    made, rate = np.empty_like(start), np.empty_like(start)
    rate[3] = circuit.nicd_decay

    def balance(state: Array) -> tuple[Array, Array]:
        notch, delta, jagged, nicd = state
        ligand = delta + jagged
        around = np.take(np.stack([notch, ligand]), touching, axis=1, mode="clip").sum(axis=1) / CONTACTS
        notch_made, delta_made, jagged_made = circuit.made(nicd)
        cut = circuit.trans * around[1]
        made[0] = makes_notch * notch_made
        made[1] = made_by * (delta_made + always * (circuit.delta - delta_made))
        made[2] = made_by * jagged_made
        made[3] = cut * notch
        rate[0] = circuit.cis * ligand + cut + circuit.decay
        rate[1] = rate[2] = circuit.cis * notch + circuit.trans * around[0] + circuit.decay
        return made, rate

    last = LIFETIMES * max(1 / circuit.decay, 1 / circuit.nicd_decay)
    course = changing_rates(balance, start, last / STEPS, STEPS)
    early = np.r_[: 2 * KEPT, 2 * KEPT : STEPS + 1 : KEPT]
    pairs = course[early, 3, CELLS:-1].reshape(early.size, -1, 2)
    course = course[::KEPT]
    return Course(
        time=np.linspace(0.0, last, course.shape[0]),
        nicd=course[:, 3, :CELLS].copy(),
        ligand=course[:, 1, :CELLS] + course[:, 2, :CELLS],
        pairs=pairs,
    )


def _start(circuit: Circuit, random: bool, seed: int) -> Array:
    """Return the first state of all columns: sheet, pairs, and the empty contact."""
    chance = np.random.default_rng(seed)
    if random:
        sheet = MOST[:, None] * chance.random((4, CELLS))
    else:
        sheet = MOST[:, None] / 2 * np.maximum(1 + EVEN_NOISE * chance.standard_normal((4, CELLS)), 0.01)
    nicd = circuit.threshold * np.array(
        [[first, second] for i, first in enumerate(PAIR_STARTS) for second in PAIR_STARTS[i:]]
    ).ravel()  # fmt: skip
    nicd = np.minimum(nicd, circuit.largest_nicd())
    made_n, made_d, made_j = circuit.made(nicd)
    notch = made_n / (circuit.decay + 2 * np.sqrt(circuit.cis * made_n))
    gone = circuit.decay + (circuit.cis + circuit.trans) * notch
    pairs = np.stack([notch, made_d / gone, made_j / gone, nicd])
    return np.concatenate([sheet, pairs, np.zeros((4, 1))], axis=1)


def _contacts(ablated: int) -> Index:
    """Return who touches whom, shape (6, cells of all columns); the last column is the empty contact."""
    pairs = len(PAIR_STARTS) * (len(PAIR_STARTS) + 1) // 2
    nobody = CELLS + 2 * pairs
    sheet = hexagon_neighbors(SIDE).copy()
    if ablated:
        sheet[sheet == ablated - 1] = nobody
    facing = CELLS + (np.arange(2 * pairs) ^ 1)
    return np.concatenate([sheet, np.tile(facing, (CONTACTS, 1)), np.full((CONTACTS, 1), nobody)], axis=1)
