"""Who hears whom, and how well, in ``contact_geometry``: weights of polygons by their contacts, of hexagons by reach.

What cell i receives is the sum of w_ij d_j. Polygons: w_ij is the length of the border over the mean perimeter of all
cells, so that a small cell receives less (the sum is *not* divided by the cell's own perimeter; ``share`` does that, to
compare, and ``equal`` counts every contact alike). Hexagons with filopodia: the six neighbors share 1 - w, the cells of
the rings 2 to R share w; with R = 1 the neighbors have all.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import fft2

from models.juxtacrine.contact_geometry_parameters import SIDE
from models.numerics.cell_sheet import hexagon_centers, hexagons
from models.numerics.periodic_voronoi import polygon_tissue
from models.quantities import Array

Mask = npt.NDArray[np.bool_]
REACHES: Final = (1, 2, 3, 4, 5)
PAIR_HALF: Final = 3.0
"""Half the height of a cell of the pair in the picture, in units of a usual contact."""


@lru_cache(maxsize=1)
def hexagon_steps() -> npt.NDArray[np.int64]:
    """Return how many cells away each hexagon of the sheet lies from cell 0, shape (SIDE, SIDE), edges joined."""
    at = np.arange(SIDE)
    steps = np.full((SIDE, SIDE), SIDE)
    for shift_r in (0, -SIDE):
        for shift_q in (0, -SIDE):
            r, q = np.meshgrid(at + shift_r, at + shift_q, indexing="ij")
            steps = np.minimum(steps, np.maximum(np.maximum(np.abs(q), np.abs(r)), np.abs(q + r)))
    steps.setflags(write=False)
    return steps


def filopodia_weights(reach: int, share: float) -> Array:
    """Return the weight of each cell of the sheet for cell 0, shape (SIDE, SIDE), adding up to 1."""
    steps = hexagon_steps()
    far = (steps > 1) & (steps <= reach)
    share = share if reach > 1 else 0.0
    return np.asarray(np.where(steps == 1, (1 - share) / 6, 0.0) + far * (share / max(int(far.sum()), 1)))


def filopodia_factor(reach: int, share: float) -> float:
    """Return μ_min: the most negative factor by which the sum of what is received multiplies a pattern."""
    return float(fft2(filopodia_weights(reach, share)).real.min())


def polygon_weights(count: int, lloyd_steps: int, seed: int, contact_input: str) -> Array:
    """Return the weights w_ij of a tissue of polygons, shape (n, n)."""
    tissue = polygon_tissue(count, lloyd_steps, seed)
    if contact_input == "area":
        return np.asarray(tissue.contact / tissue.perimeter.mean())
    if contact_input == "share":
        return np.asarray(tissue.contact / tissue.perimeter[:, None])
    touching = (tissue.contact > 0).astype(float)
    return np.asarray(touching / touching.sum(axis=1).mean())


@lru_cache(maxsize=32)
def polygon_factor(count: int, lloyd_steps: int, seed: int, contact_input: str) -> float:
    """Return μ_min of a tissue of polygons.

    The shares of the own edge are not symmetric, but similar to a symmetric table: their factors are real as well.
    """
    weights = polygon_weights(count, lloyd_steps, seed, contact_input)
    if contact_input == "share":
        root = np.sqrt(polygon_tissue(count, lloyd_steps, seed).perimeter)
        weights = weights * root[:, None] / root[None, :]
    return float(np.linalg.eigvalsh(weights)[0])


def pair_weight(contact_ratio: float, contact_input: str) -> float:
    """Return the weight of each of two cells for the other: the width of the contact, if widths count."""
    return contact_ratio if contact_input == "area" else 1.0


def steps_between(touching: Mask, senders: Mask) -> Array:
    """Return how many cells away the nearest other sender is, for each sender; 0 where there is none to be found."""
    at = np.flatnonzero(senders)
    found = np.zeros(at.size)
    reached = np.eye(len(touching), dtype=np.float32)[at]
    passing = touching.astype(np.float32)
    seen = reached > 0
    for step in range(1, math.isqrt(len(touching)) + 1):
        reached = (reached @ passing > 0).astype(np.float32)
        new = (reached > 0) & ~seen
        seen |= new
        found = np.where((found == 0) & np.any(new[:, at], axis=1), step, found)
        if np.all(found > 0):
            break
    return np.asarray(found, dtype=float)


def sheet_spacing(senders: Mask) -> Array:
    """Return the same on the sheet of hexagons: ``senders`` has the shape (SIDE, SIDE)."""
    at = np.argwhere(senders)
    apart = hexagon_steps()[(at[:, None, 0] - at[None, :, 0]) % SIDE, (at[:, None, 1] - at[None, :, 1]) % SIDE]
    apart = np.where(np.eye(len(at), dtype=bool), SIDE, apart)
    return np.asarray(apart.min(axis=1), dtype=float) if len(at) > 1 else np.zeros(len(at))


def sheet_outlines() -> list[Array]:
    """Return the corners of the hexagons."""
    return list(hexagons(hexagon_centers(SIDE)))


def pair_outlines(contact_ratio: float) -> list[Array]:
    """Return two cells of one area like the wings of a bow tie: their contact has the width that is set."""
    half = contact_ratio / 2
    top = PAIR_HALF
    left = np.array([(0.0, -half), (0.0, half), (-2.0, top), (-5.0, top), (-6.0, 0.0), (-5.0, -top), (-2.0, -top)])
    return [left, left * np.array([-1.0, 1.0])]


def packing_limit(reach: int) -> float:
    """Return the largest share of hexagons of which no two are within ``reach``: m = R + 1, 4/3m² or 4/(3m² + 1)."""
    apart = reach + 1
    return 4 / (3 * apart**2 + apart % 2)
