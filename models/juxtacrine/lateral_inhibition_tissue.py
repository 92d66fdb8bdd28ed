"""Who touches whom in ``lateral_inhibition``, and the cells at time 0."""

from __future__ import annotations

import math

import numpy as np

from models.juxtacrine.lateral_inhibition_parameters import SEVENTHS_SIDE, Params
from models.juxtacrine.shared import SIDE
from models.numerics.cell_sheet import Index, hexagon_neighbors, pair_neighbors, ring_neighbors, three_colors
from models.numerics.delta_notch import DeltaNotch
from models.quantities import Array

SENDER: tuple[float, float] = (0.01, 0.99)
RECEIVER: tuple[float, float] = (0.99, 0.01)
"""Notch and Delta of the cells in a start pattern."""


def side_of(params: Params) -> int:
    """Return the cells along one side of the sheet."""
    return SEVENTHS_SIDE if params.start_pattern == "sevenths" else SIDE


def neighbors_of(params: Params) -> Index:
    """Return who touches whom, shape (contacts, cells)."""
    if params.tissue == "hex":
        return hexagon_neighbors(side_of(params))
    return ring_neighbors(params.ring_cells) if params.tissue == "ring" else pair_neighbors()


def with_a_pair(neighbors: Index) -> Index:
    """Return the table with two more cells at its end, which touch only each other."""
    count = neighbors.shape[1]
    pair = np.broadcast_to(np.array([count + 1, count]), (neighbors.shape[0], 2))
    return np.concatenate([neighbors, pair], axis=1)


def coupling_of(params: Params) -> float:
    """Return μ, the most negative factor by which averaging over the neighbors multiplies a pattern.

    -1 for a pair or an even ring, -cos(π/N) for an odd ring, -1/2 for a sheet of hexagons.
    """
    if params.tissue == "hex":
        return -0.5
    odd = params.tissue == "ring" and params.ring_cells % 2 == 1
    return -math.cos(math.pi / params.ring_cells) if odd else -1.0


def coupling_computed(tissue: str, count: int) -> float:
    """Return μ from the table of neighbors itself: the lowest term of the Fourier transform of who touches cell one.

    ``count``: cells in the ring, or along a side of the sheet.
    """
    tables = {"hex": hexagon_neighbors, "ring": ring_neighbors}
    neighbors = tables[tissue](count) if tissue in tables else pair_neighbors()
    touched = np.bincount(neighbors[:, 0], minlength=neighbors.shape[1]) / len(neighbors)
    shape = (count, count) if tissue == "hex" else (touched.size,)
    return float(np.fft.fftn(touched.reshape(shape)).real.min())


def senders_at_start(params: Params) -> Array:
    """Return 1 for the cells that send in the start pattern "every third" or "every seventh", else 0."""
    if params.tissue != "hex":
        cells = np.arange(neighbors_of(params).shape[1])
        return np.asarray(cells % (3 if params.start_pattern == "thirds" else 7) == 0, dtype=float)
    if params.start_pattern == "thirds":
        return np.asarray(three_colors(SIDE) == 0, dtype=float)
    r, q = np.divmod(np.arange(SEVENTHS_SIDE**2), SEVENTHS_SIDE)
    return np.asarray((q + 3 * r) % 7 == 0, dtype=float)


def start_of(params: Params, loop: DeltaNotch, noise: float) -> Array:
    """Return Notch and Delta at time 0, shape (2, cells)."""
    chance = np.random.default_rng(params.seed)
    count = neighbors_of(params).shape[1]
    if params.start_pattern == "random":
        return chance.random((2, count))
    if params.start_pattern == "noise":
        level = np.tile(np.array(loop.uniform())[:, None], count)
    else:
        level = np.where(senders_at_start(params) > 0, np.array(SENDER)[:, None], np.array(RECEIVER)[:, None])
    return np.clip(level * (1 + noise * chance.uniform(-1, 1, (2, count))), 0.0, 1.0)
