import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.numerics.cell_uptake import Uptake, cell_levels, flux_through_sphere

TRANSPORT = 4 * np.pi * 10 * 5


def test_few_receptors_are_limited_by_binding_and_many_by_diffusion():
    assert Uptake(1e-6 * TRANSPORT, TRANSPORT).clearance == pytest.approx(1e-6 * TRANSPORT, rel=2e-6)
    assert Uptake(1e6 * TRANSPORT, TRANSPORT).clearance == pytest.approx(TRANSPORT, rel=2e-6)


@settings(max_examples=50)
@given(
    affinity=st.floats(1e-3, 1e6), top=st.none() | st.floats(1e-2, 1e4), level=st.floats(1e-9, 1e4),
    transport=st.floats(10, 1e5),
)  # fmt: skip
def test_uptake_satisfies_both_binding_and_diffusion_to_the_cell(affinity, top, level, transport):
    uptake, around = Uptake(affinity, transport, top), np.array([level])
    taken, seen = uptake.rate(around), uptake.surface(around)
    bound = affinity * seen if top is None else top * seen / (top / affinity + seen)
    assert 0 <= seen[0] <= level * (1 + 1e-12)
    assert taken == pytest.approx(bound, rel=1e-6)
    assert taken + transport * seen == pytest.approx(transport * around, rel=1e-6)


def test_saturable_uptake_is_linear_at_low_levels_and_ends_at_its_greatest():
    uptake = Uptake(500.0, TRANSPORT, 10.0)
    assert uptake.rate(np.array([1e-9]))[0] == pytest.approx(uptake.clearance * 1e-9, rel=1e-6)
    assert uptake.rate(np.array([1e6]))[0] == pytest.approx(10.0, rel=1e-6)


def test_the_slope_is_the_derivative_of_the_rate():
    uptake, levels = Uptake(500.0, TRANSPORT, 10.0), np.geomspace(1e-4, 1, 9)
    step = 1e-4 * levels
    slope = (uptake.rate(levels + step) - uptake.rate(levels - step)) / (2 * step)
    assert uptake.slope(levels) == pytest.approx(slope, rel=1e-6)


def test_nothing_is_taken_up_where_the_level_is_negative():
    for uptake in (Uptake(500.0, TRANSPORT), Uptake(500.0, TRANSPORT, 10.0)):
        below = np.array([-1.0])
        assert uptake.rate(below)[0] == uptake.slope(below)[0] == uptake.surface(below)[0] == 0.0


def test_two_cells_shade_each_other_as_solved_by_hand():
    uptake = Uptake(500.0, TRANSPORT)
    cells = np.array([[20.0, 0, 0], [-30.0, 0, 0]])
    green = 1 / (4 * np.pi * 10 * np.array([20.0, 30.0, 50.0]))
    clearance = uptake.clearance
    first = 8.0 * (green[0] - clearance * green[2] * green[1]) / (1 - (clearance * green[2]) ** 2)
    second = 8.0 * (green[1] - clearance * green[2] * green[0]) / (1 - (clearance * green[2]) ** 2)
    assert cell_levels(cells, uptake, 10.0, 8.0, 0.0) == pytest.approx([first, second], rel=1e-10)


def test_linear_cells_solve_the_published_system():
    cells = 15.0 * np.array([[i, j, 1.0] for i in range(-3, 4) for j in range(-3, 4)])
    uptake = Uptake(500.0, TRANSPORT)
    distances = np.linalg.norm(cells[:, None] - cells[None], axis=-1)
    np.fill_diagonal(distances, np.inf)
    system = np.eye(49) + uptake.clearance / (4 * np.pi * 10 * distances)
    known = np.linalg.solve(system, 8.0 / (4 * np.pi * 10 * np.linalg.norm(cells, axis=1)))
    assert cell_levels(cells, uptake, 10.0, 8.0, 0.0) == pytest.approx(known, rel=1e-9)


def test_a_cell_in_deep_shade_takes_nothing_rather_than_giving():
    greedy = Uptake(1e6 * TRANSPORT, TRANSPORT)
    row = np.array([[10.0, 0, 0], [20.0, 0, 0], [14.9, 9.0, 0], [14.9, -9.0, 0], [24.0, 9.0, 0]])
    level = cell_levels(row, greedy, 10.0, 8.0, 0.0)
    assert level.min() < 0
    assert greedy.rate(level).min() == 0.0


def test_the_flux_through_a_sphere_is_what_is_left_of_the_secretion():
    cells, taken = np.array([[30.0, 5, 0], [0, -40.0, 8], [10, 0, 25.0]]), np.array([0.5, 0.25, 1.0])
    assert flux_through_sphere(cells, taken, 10.0, 100.0) == pytest.approx(10.0 - 1.75, rel=1e-7)
