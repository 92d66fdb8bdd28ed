"""Neighbors, colors and outlines of cells that touch."""

import numpy as np
import pytest

from models.numerics.cell_sheet import (
    hexagon_centers,
    hexagon_neighbors,
    hexagons,
    pair_neighbors,
    ring_centers,
    ring_neighbors,
    ring_sectors,
    three_colors,
)

TABLES = [pair_neighbors(), ring_neighbors(3), ring_neighbors(7), ring_neighbors(12), hexagon_neighbors(3),
          hexagon_neighbors(6), hexagon_neighbors(12), hexagon_neighbors(21)]  # fmt: skip


def contacts(neighbors):
    """Return how often each cell (row) touches each other (column)."""
    cells = np.arange(neighbors.shape[1])
    table = np.zeros((cells.size, cells.size))
    for row in neighbors:
        np.add.at(table, (cells, row), 1)
    return table


def area(polygon):
    x, y = polygon.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@pytest.mark.parametrize("neighbors", TABLES, ids=lambda t: f"{t.shape}")
def test_whoever_touches_is_touched_and_no_cell_touches_itself(neighbors):
    table = contacts(neighbors)
    np.testing.assert_array_equal(table, table.T)
    assert np.all(np.diag(table) == 0)
    assert not neighbors.flags.writeable


@pytest.mark.parametrize("side", [6, 9, 12])
def test_a_hexagon_has_six_different_neighbors_at_distance_one(side):
    neighbors, centers = hexagon_neighbors(side), hexagon_centers(side)
    assert all(len(set(column)) == 6 for column in neighbors.T)
    apart = centers[neighbors] - centers
    rise = side * np.sqrt(3) / 2  # the top touches the bottom, half a side farther on
    turns = np.round(apart[..., 1] / rise)
    x, y = apart[..., 0] - turns * side / 2, apart[..., 1] - turns * rise
    assert np.hypot(x - side * np.round(x / side), y) == pytest.approx(1)


@pytest.mark.parametrize("side", [3, 6, 12, 21])
def test_three_colors_are_proper_and_equally_frequent(side):
    colors = three_colors(side)
    assert np.all(colors[hexagon_neighbors(side)] != colors)
    assert np.bincount(colors).tolist() == [side * side // 3] * 3


@pytest.mark.parametrize("side", [4, 10, 11])
def test_a_side_that_frustrates_three_colors_is_refused(side):
    with pytest.raises(ValueError, match="multiple of 3"):
        hexagon_neighbors(side)


def test_the_lowest_factor_of_the_mean_over_neighbors_is_that_of_each_tissue():
    lowest = {id(t): np.linalg.eigvalsh(contacts(t) / len(t))[0] for t in TABLES}
    expected = [-1, -0.5, -np.cos(np.pi / 7), -1, -0.5, -0.5, -0.5, -0.5]
    assert [lowest[id(t)] for t in TABLES] == pytest.approx(expected, abs=1e-9)


def test_hexagons_have_width_one_and_tile_the_plane():
    corners = hexagons(hexagon_centers(12))
    assert corners.shape == (144, 6, 2)
    assert np.ptp(corners[0, :, 0]) == pytest.approx(1)
    assert sum(area(cell) for cell in corners) == pytest.approx(144 * np.sqrt(3) / 2)
    sides = np.sort(np.round(np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2, 2), 6), axis=1)
    _, times = np.unique(sides.reshape(len(sides), -1), axis=0, return_counts=True)
    assert times.max() == 2, "two cells share a side, never three"
    assert np.count_nonzero(times == 2) * 2 + np.count_nonzero(times == 1) == 144 * 6


@pytest.mark.parametrize("count", [3, 4, 12, 25])
def test_the_cells_of_a_ring_lie_one_width_apart_and_their_sectors_fill_it(count):
    centers, sectors = ring_centers(count), ring_sectors(count)
    assert np.hypot(*(centers - np.roll(centers, 1, axis=0)).T) == pytest.approx(1)
    assert centers[0, 0] == pytest.approx(0)
    radius = float(np.hypot(*centers[0]))
    assert centers[0, 1] == pytest.approx(radius)
    whole = np.pi * ((radius + 0.5) ** 2 - max(radius - 0.5, 0) ** 2)
    assert sum(area(cell) for cell in sectors) == pytest.approx(whole, rel=0.06)
    for here, there in zip(sectors, np.roll(sectors, -1, axis=0), strict=True):
        assert np.all(np.isclose(here[:, None], there[None]).all(axis=2).any(axis=1).sum() >= 2)
