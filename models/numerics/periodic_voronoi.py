"""A tissue of polygons without edges: the Voronoi cells of points in a square whose sides are joined.

Each cell owns the places that are nearer to its point than to any other. Lloyd steps move each point to the middle of
its cell, which evens the areas out. Points near a side are repeated beyond the opposite side, three mean cell
distances deep; a test compares the result with nine full copies.

References: Voronoi and Lloyd, as in any text on computational geometry; qhull through ``scipy.spatial``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.spatial import Voronoi

from models.quantities import Array

Index = npt.NDArray[np.intp]
MARGIN = 4.0
"""How deep points are repeated beyond the sides, in mean distances of cells (never more than the whole square)."""


@dataclass(frozen=True, slots=True, eq=False)
class PolygonTissue:
    """Cells of a square of side 1.

    Attributes
    ----------
    points
        The points that the cells own, shape (n, 2).
    outlines
        The corners of each cell, counterclockwise, shape (corners, 2); a cell that crosses a side is whole.
    area, perimeter
        Shape (n,); the areas add up to 1.
    contact
        Length of the border between two cells, symmetric, shape (n, n).
    """

    points: Array
    outlines: tuple[Array, ...]
    area: Array
    perimeter: Array
    contact: Array


@lru_cache(maxsize=64)
def polygon_tissue(count: int, lloyd_steps: int, seed: int) -> PolygonTissue:
    """Return a tissue of ``count`` cells around points at random, evened out by ``lloyd_steps``.

    Takes about 1 ms for each hundred cells and step.
    """
    points = np.random.default_rng(seed).random((count, 2))
    for _ in range(lloyd_steps):
        points = _borders(points).middles() % 1
    borders = _borders(points)
    contact = np.zeros((count, count))
    np.add.at(contact, (borders.cell, borders.other), borders.length)
    contact = (contact + contact.T) / 2
    tissue = PolygonTissue(
        points=points,
        outlines=borders.outlines(),
        area=np.asarray(np.bincount(borders.cell, borders.triangle, count), dtype=float),
        perimeter=np.asarray(np.bincount(borders.cell, borders.length, count), dtype=float),
        contact=contact,
    )
    for array in (points, tissue.area, tissue.perimeter, contact, *tissue.outlines):
        array.setflags(write=False)
    return tissue


@dataclass(frozen=True, slots=True, eq=False)
class _Borders:
    """Every border, once from each side: the cell, the other cell, and the two corners (as numbers and places)."""

    points: Array
    cell: Index
    other: Index
    corners: Index
    vertices: Array

    @property
    def length(self) -> Array:
        ends = self.vertices[self.corners]
        return np.asarray(np.hypot(*(ends[:, 0] - ends[:, 1]).T))

    @property
    def triangle(self) -> Array:
        """The area of the triangle of each border with the cell's point."""
        first, second = (self.vertices[self.corners[:, i]] - self.points[self.cell] for i in (0, 1))
        return np.asarray(0.5 * np.abs(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]))

    def middles(self) -> Array:
        """Return the centers of mass of the cells, shape (n, 2)."""
        count, share = len(self.points), self.triangle
        area = np.bincount(self.cell, share, count)
        third = (self.vertices[self.corners].sum(axis=1) + self.points[self.cell]) / 3
        return np.column_stack([np.bincount(self.cell, share * third[:, d], count) / area for d in (0, 1)])

    def outlines(self) -> tuple[Array, ...]:
        """Return the corners of each cell, sorted by their angle around its point (the cells are convex)."""
        total = len(self.vertices)
        pairs = np.unique(np.concatenate([self.cell * total + self.corners[:, i] for i in (0, 1)]))
        cell, corner = np.divmod(pairs, total)
        arm = self.vertices[corner] - self.points[cell]
        order = np.lexsort((np.arctan2(arm[:, 1], arm[:, 0]), cell))
        cuts = np.cumsum(np.bincount(cell, minlength=len(self.points)))[:-1]
        return tuple(np.split(self.vertices[corner[order]], cuts))


def _borders(points: Array) -> _Borders:
    """Return the borders of the cells around ``points``, (n, 2) in the unit square with joined sides."""
    count = len(points)
    depth = min(1.0, MARGIN / np.sqrt(count))
    shifts = np.array([(dx, dy) for dx in (0, -1, 1) for dy in (0, -1, 1)])
    copies = (points[None] + shifts[:, None]).reshape(-1, 2)
    owner = np.tile(np.arange(count), len(shifts))
    near = np.all((copies > -depth) & (copies < 1 + depth), axis=1)
    near[:count] = True
    diagram = Voronoi(copies[near])
    owner = owner[near]
    ridges = np.array(diagram.ridge_points)
    ends = np.array(diagram.ridge_vertices)
    cell, beyond = np.concatenate([ridges, ridges[:, ::-1]]).T
    corners = np.concatenate([ends, ends])
    own = cell < count
    return _Borders(points, cell[own], owner[beyond[own]], corners[own], np.asarray(diagram.vertices))
