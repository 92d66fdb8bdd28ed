"""Cells that touch: who is whose neighbor, and where each cell lies, on a pair, a ring or a sheet of hexagons.

A sheet has periodic edges: its left edge touches its right edge, and its top its bottom, so that all cells are alike.
Its side must be a multiple of three, or the pattern in which every third cell differs does not fit (on ten by ten
cells 27 % differ in place of 33 %).
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from models.quantities import Array

Kind = TypeVar("Kind", bound=np.generic)
Index = npt.NDArray[np.intp]
AXIAL: tuple[tuple[int, int], ...] = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
"""The steps (q, r) from a hexagon to its six neighbors, in axial coordinates."""


@cache
def pair_neighbors() -> Index:
    """Return the neighbors of two cells that touch, shape (1, 2)."""
    return _still(np.array([[1, 0]]))


@cache
def ring_neighbors(count: int) -> Index:
    """Return the neighbors of ``count`` cells in a ring, shape (2, count)."""
    cells = np.arange(count)
    return _still(np.stack([(cells - 1) % count, (cells + 1) % count]))


@cache
def hexagon_neighbors(side: int) -> Index:
    """Return the neighbors of each cell of a sheet of ``side`` x ``side`` hexagons with periodic edges.

    Cell ``r * side + q`` has the axial coordinates (q, r).

    Returns
    -------
    ndarray, shape (6, side²)

    Raises
    ------
    ValueError
        If ``side`` is not a multiple of three.
    """
    if side % 3:
        raise ValueError(f"A sheet of hexagons needs a side that is a multiple of 3, not {side}.")
    r, q = np.divmod(np.arange(side * side), side)
    return _still(np.stack([((r + dr) % side) * side + (q + dq) % side for dq, dr in AXIAL]))


@cache
def three_colors(side: int) -> Index:
    """Return a class 0, 1 or 2 for each cell, shape (side²,), such that no two neighbors are of one class."""
    r, q = np.divmod(np.arange(side * side), side)
    return _still((q - r) % 3)


@cache
def hexagon_centers(side: int) -> Array:
    """Return the centers of the cells of a sheet, shape (side², 2), in cell widths, rows shifted like bricks."""
    r, q = np.divmod(np.arange(side * side), side)
    return _still(np.column_stack([(q + r / 2) % side, r * np.sqrt(3) / 2]))


@cache
def ring_centers(count: int) -> Array:
    """Return the centers of cells in a ring, one cell width apart, shape (count, 2); the first lies on top."""
    angle = 2 * np.pi * np.arange(count) / count
    radius = 1 / (2 * np.sin(np.pi / max(count, 2)))
    return _still(radius * np.column_stack([np.sin(angle), np.cos(angle)]))


def hexagons(centers: Array) -> Array:
    """Return hexagons of width 1, upright, around ``centers`` (n, 2): their corners, shape (n, 6, 2)."""
    angle = np.pi / 6 + np.pi / 3 * np.arange(6)
    corners = np.column_stack([np.cos(angle), np.sin(angle)]) / np.sqrt(3)
    return np.asarray(centers[:, None, :] + corners)


def ring_sectors(count: int, steps: int = 6) -> Array:
    """Return the cells of a ring as sectors one cell width thick, which touch: corners, (count, 2 * steps + 2, 2).

    The first lies on top, in the place that ``ring_centers`` gives; ``steps`` are the pieces of each arc.
    """
    radius = 1 / (2 * np.sin(np.pi / count))
    half = np.pi / count
    across = np.linspace(-half, half, steps + 1)
    angle = 2 * np.pi * np.arange(count)[:, None] / count + np.r_[across, across[::-1]]
    reach = np.repeat([max(radius - 0.5, 0.0), radius + 0.5], steps + 1)
    return np.asarray(np.stack([reach * np.sin(angle), reach * np.cos(angle)], axis=-1))


def _still(array: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    array.setflags(write=False)
    return array
