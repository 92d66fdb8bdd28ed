"""The tissues of ``cis_inhibition``: a sheet with feedback, the same without cis binding, and a row at a wing vein.

All three go through one run, as columns of the same arrays: their equations are the same, only the neighbors, the
cis binding and the feedback differ. Cells without a full set of neighbors touch an empty last column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.juxtacrine.cis_inhibition_cell import steady_cell
from models.juxtacrine.shared import CELLS, SIDE
from models.numerics.cell_sheet import Index, hexagon_neighbors
from models.numerics.exponential_steps import changing_rates
from models.quantities import Array

REPORTER_MAX: Final = 1e6
REPORTER_THRESHOLD: Final = 3e5 ** (1 / 3)
"""β_R and k_RS of the published model, in its units."""
NEIGHBORS: Final = 6
FINEST: Final = -0.5
"""The eigenvalue of the three-color mode of a hexagon sheet: the mean over a cell's neighbors, per its own value."""
ROW: Final = 20
"""Cells of the row at the wing vein."""
STEP: Final = 0.2
LAST: Final = 40.0
"""Step and end of the run, in lifetimes."""
FAST: Final = 1.0
"""A pattern that grows faster than this (per lifetime) is computed with steps half as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What the cells of a sheet make, and how signal acts on Delta; productions in 1/γ."""

    notch: float
    delta: float
    hill_delta: float
    hill_reporter: float

    def reporter(self, signal: Array) -> Array:
        """Return the production of the reporter at a signal ≥ 0."""
        power = signal**self.hill_reporter
        return np.asarray(REPORTER_MAX * power / (REPORTER_THRESHOLD**self.hill_reporter + power))

    def delta_made(self, reporter: Array) -> Array:
        """Return the production of Delta under a repressor ≥ 0."""
        return np.asarray(self.delta / (1 + reporter**self.hill_delta))


@dataclass(frozen=True, slots=True)
class Uniform:
    """The state in which all cells of a sheet are alike: free Notch, free Delta, reporter."""

    notch: Array
    delta: Array
    reporter: Array


def uniform_state(feedback: Feedback, cis_constant: Array) -> Uniform:
    """Return the uniform state of a sheet for each cis constant (0: no binding), by bisection in ln R.

    In a uniform sheet each Notch meets the Delta of six neighbors and its own: the pair loss is (6 + 1/κ) N D.
    """
    pairing = 1 / (NEIGHBORS + _inverse(cis_constant))
    low, high = np.full(pairing.shape, -40.0), np.full(pairing.shape, np.log(REPORTER_MAX) + 1e-9)
    for _ in range(60):
        middle = (low + high) / 2
        reporter = np.exp(middle)
        cell = steady_cell(feedback.notch, feedback.delta_made(reporter), 0.0, 0.0, pairing)
        rises = feedback.reporter(NEIGHBORS * cell.notch * cell.delta) > reporter
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    reporter = np.exp((low + high) / 2)
    cell = steady_cell(feedback.notch, feedback.delta_made(reporter), 0.0, 0.0, pairing)
    return Uniform(cell.notch, cell.delta, reporter)


def growth_rate(feedback: Feedback, cis_constant: Array, state: Uniform, mode: float = FINEST) -> Array:
    """Return the growth rate (γ) of a small pattern on a uniform sheet, for the ``mode`` with this eigenvalue."""
    n, d, r, cis = state.notch, state.delta, state.reporter, _inverse(cis_constant)
    signal, around = NEIGHBORS * n * d, NEIGHBORS * mode
    gain = feedback.hill_reporter * feedback.reporter(signal) / signal
    gain = gain * REPORTER_THRESHOLD**feedback.hill_reporter
    gain = gain / (REPORTER_THRESHOLD**feedback.hill_reporter + signal**feedback.hill_reporter)
    power = r**feedback.hill_delta
    repression = -feedback.delta_made(r) * feedback.hill_delta * power / (r * (1 + power))
    none = np.zeros_like(n)
    jacobian = np.array(
        [
            [-1 - (NEIGHBORS + cis) * d, -(around + cis) * n, none],
            [-(around + cis) * d, -1 - (NEIGHBORS + cis) * n, repression],
            [gain * NEIGHBORS * d, gain * around * n, none - 1],
        ]
    )
    return np.asarray(np.linalg.eigvals(np.moveaxis(jacobian, -1, 0)).real.max(axis=-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tissues:
    """The run of all tissues: times, then (times, cells) for the sheet and its twin without cis, and the row's end."""

    time: Array
    delta: Array
    signal: Array
    delta_without: Array
    row_notch: Array
    row_delta: Array
    row_signal: Array
    row_signal_without: Array


def run(
    feedback: Feedback,
    *,
    cis_constant: float,
    row_made: Array,
    noise: float,
    seed: int,
    selected: int,
    treatment: str,
    finer: int = 1,
    step: float = STEP,
    last: float = LAST,
) -> Tissues:
    """Return the sheets from the uniform state with noise, and the row without feedback.

    ``row_made`` (ROW,) is the Delta production along the row; ``selected`` counts from 1, 0 is none. There is one state
    for each ``step``, which is divided into so many ``finer`` ones.
    """
    touching = _contacts(selected if treatment == "ablated" else 0)
    cis = np.r_[np.full(CELLS, cis_constant), np.zeros(CELLS), np.full(ROW, cis_constant), np.zeros(ROW), 0.0]
    binding = _inverse(cis)
    notch_made = np.full(cis.size, feedback.notch)
    delta_made = np.r_[np.full(2 * CELLS, feedback.delta), row_made, row_made, 0.0]
    repressed = np.r_[np.ones(2 * CELLS), np.zeros(2 * ROW + 1)]
    notch_made[-1] = 0.0
    start = _start(feedback, cis_constant, notch_made, delta_made, cis, noise, seed)
    for cell in (selected - 1, selected - 1 + CELLS) if selected else ():
        if treatment == "sender":
            repressed[cell] = 0.0
        else:
            delta_made[cell] = 0.0
            start[1, cell] = 0.0
            if treatment == "ablated":
                notch_made[cell] = start[0, cell] = start[2, cell] = 0.0
    made, rate = np.empty_like(start), np.ones_like(start)
    made[0] = notch_made

    def balance(state: Array) -> tuple[Array, Array]:
        surface = state[:2]
        around = np.take(surface, touching, axis=1, mode="clip").sum(axis=1)
        made[1] = delta_made / (1 + repressed * state[2] ** feedback.hill_delta)
        made[2] = feedback.reporter(state[0] * around[1])
        rate[:2] = 1 + around[::-1] + surface[::-1] * binding
        return made, rate

    course = changing_rates(balance, start, step / finer, round(last / step) * finer, every=finer, middles=2)
    around = course[:, 1][:, touching[:, :CELLS]].sum(axis=1)
    end = course[-1]
    row_signal = end[0] * end[1][touching].sum(axis=0)
    sheet, twin = slice(0, CELLS), slice(CELLS, 2 * CELLS)
    row, bare = slice(2 * CELLS, 2 * CELLS + ROW), slice(2 * CELLS + ROW, 2 * CELLS + 2 * ROW)
    return Tissues(
        time=np.linspace(0.0, last, course.shape[0]),
        delta=course[:, 1, sheet].copy(),
        signal=course[:, 0, sheet] * around,
        delta_without=course[:, 1, twin].copy(),
        row_notch=end[0, row].copy(),
        row_delta=end[1, row].copy(),
        row_signal=row_signal[row],
        row_signal_without=row_signal[bare],
    )


def _start(
    feedback: Feedback, cis_constant: float, notch_made: Array, delta_made: Array, cis: Array, noise: float, seed: int
) -> Array:
    """Return the first state: both sheets with the same noise; the row as if its cells did not touch."""
    chance = 1 + noise * np.random.default_rng(seed).standard_normal((3, CELLS))
    uniform = uniform_state(feedback, np.array([cis_constant, 0.0]))
    start = np.zeros((3, cis.size))
    for number, sheet in enumerate((slice(0, CELLS), slice(CELLS, 2 * CELLS))):
        level = np.array([uniform.notch[number], uniform.delta[number], uniform.reporter[number]])
        start[:, sheet] = level[:, None] * np.maximum(chance, 0.01)
    row = slice(2 * CELLS, -1)
    alone = steady_cell(notch_made[row], delta_made[row], 0.0, 0.0, cis[row])
    start[0, row], start[1, row] = alone.notch, alone.delta
    return start


def _contacts(ablated: int) -> Index:
    """Return who touches whom, shape (6, cells); the last, empty column stands for nobody."""
    nobody = 2 * (CELLS + ROW)
    sheet = hexagon_neighbors(SIDE).copy()
    if ablated:
        sheet[sheet == ablated - 1] = nobody
    twin = np.where(sheet == nobody, nobody, sheet + CELLS)
    line = np.full((NEIGHBORS, ROW), nobody)
    cells = np.arange(ROW)
    line[0, 1:], line[1, :-1] = cells[:-1], cells[1:]
    rows = [np.where(line == nobody, nobody, line + first) for first in (2 * CELLS, 2 * CELLS + ROW)]
    return np.concatenate([sheet, twin, *rows, np.full((NEIGHBORS, 1), nobody)], axis=1)


def _inverse(cis_constant: Array) -> Array:
    """Return 1/κ, and 0 for κ = 0, which stands for no binding."""
    constant = np.asarray(cis_constant, dtype=float)
    return np.asarray(np.where(constant > 0, 1 / np.where(constant > 0, constant, 1.0), 0.0))
