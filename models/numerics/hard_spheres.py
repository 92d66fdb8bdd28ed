"""Cells placed at random without overlap (random sequential addition), the same for the same seed."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from models.quantities import Array

MOST_FILLED = 0.3
"""Volume fraction up to which spheres are placed; random sequential addition jams near 0.38 (Torquato's limit)."""
BATCH = 1000
MOST_BATCHES = 2000


def ball_radius(count: int, density: float, core: float) -> float:
    """Return the radius of the ball around an empty core that holds ``count`` centers at ``density``.

    Parameters
    ----------
    count : number of centers.
    density : centers per volume, outside the core.
    core : radius of the empty core, same length unit.
    """
    return float((count / (4 * np.pi * density / 3) + core**3) ** (1 / 3))


def place_around_core(count: int, outer: float, gap: float, seed: int) -> Array:
    """Return centers in a ball of radius ``outer``, none closer than ``gap`` to the middle or to another.

    Candidates are drawn evenly in the ball and kept if they fit, in order. They are drawn in units of ``outer``, so
    that the tissue of one seed keeps its arrangement when the density changes, apart from the cells that collide.

    Parameters
    ----------
    count : number of centers.
    outer, gap : lengths in the same unit; ``gap`` is one diameter.
    seed : of the random numbers.

    Returns
    -------
    Array of shape (count, 3), in the unit of ``outer``.

    Raises
    ------
    ValueError
        If the spheres do not fit (volume fraction far above ``MOST_FILLED``).
    """
    chance, least = np.random.default_rng(seed), gap / outer
    kept = np.zeros((1, 3))
    for _ in range(MOST_BATCHES):
        candidates = chance.uniform(-1.0, 1.0, (BATCH, 3))
        candidates = candidates[np.einsum("ij,ij->i", candidates, candidates) < 1.0]
        clear, _ = cKDTree(kept).query(candidates, distance_upper_bound=least)
        kept = np.vstack([kept, _without_collisions(candidates[clear >= least], least)])
        if len(kept) > count:
            return np.asarray(outer * kept[1 : count + 1], dtype=np.float64)
    raise ValueError(f"{count} spheres {gap:g} wide do not fit in a ball of radius {outer:g}")


def _without_collisions(points: Array, least: float) -> Array:
    """Drop each point that lies closer than ``least`` to an earlier one that is kept."""
    dropped = np.zeros(len(points), dtype=bool)
    for earlier, later in sorted(cKDTree(points).query_pairs(least)):
        if not dropped[earlier]:
            dropped[later] = True
    return points[~dropped]
