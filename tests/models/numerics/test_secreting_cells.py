"""The closed form of secreting cells, against its limits, its balances and long arithmetic."""

from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.numerics.secreting_cells import Balance, Cells, balance, surface_level

FOUR_PI = 4 * np.pi
DEFAULTS = {
    "secretion": 10.0, "receptors": 1e5, "on_rate": 2.657e-3, "off_rate": 3e-3, "internalization": 2e-3,
    "turnover": 2e-3, "diffusivity": 100.0, "radius": 5.0, "density": 1e-7, "medium_loss": 1e-5,
}  # fmt: skip


def state(**changes: object) -> Balance:
    return balance(Cells(**(DEFAULTS | changes)))


def test_a_lone_cell_with_free_receptors_catches_da_over_one_plus_da():
    for da in (1e-3, 0.1, 0.5, 2.0, 50.0):
        receptors = da * FOUR_PI * 100 * 5 / 2.657e-3
        alone = state(secretion=1e-6, off_rate=0.0, receptors=receptors, density=1e-30)
        assert float(alone.p_self) == pytest.approx(da / (1 + da), rel=1e-6)
        assert float(alone.p_neighbors) < 1e-12


def test_uptake_is_secretion_times_the_chance_to_be_caught():
    one = state(density=np.geomspace(1e-12, 1e-4, 30))
    np.testing.assert_allclose(one.uptake, 10 * (one.p_self + one.p_neighbors), rtol=1e-9)
    np.testing.assert_allclose(one.p_self + one.p_neighbors + one.p_lost, 1, rtol=1e-14)


def test_what_stands_in_the_medium_and_is_lost_is_what_was_not_taken_up():
    density = np.geomspace(1e-12, 1e-4, 30)
    one = state(density=density)
    np.testing.assert_allclose(one.loss * one.bulk / density, 10 - one.uptake, rtol=1e-6, atol=1e-9)


def test_with_a_supply_from_elsewhere_mass_is_conserved_too():
    one = state(supply=3e-6)
    assert float(one.loss * one.bulk) == pytest.approx(float(3e-6 + 1e-7 * (10 - one.uptake)), rel=1e-9)


@pytest.mark.parametrize("made", [1.0, 150.0, 400.0])
def test_a_dense_or_closed_culture_takes_up_all_that_receptor_synthesis_allows(made):
    for closed in ({"density": 1e6}, {"medium_loss": 1e-16, "density": 1e-6}):
        assert float(state(secretion=made, **closed).uptake) == pytest.approx(min(made, 200.0), rel=1e-3)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_with_equal_turnover_and_no_loss_the_occupied_share_is_secretion_over_synthesis(share):
    closed = state(secretion=200 * share, medium_loss=1e-12)
    assert float(closed.occupancy) == pytest.approx(share, rel=1e-4)


def test_without_diffusion_everything_stays_with_its_maker():
    slow = state(diffusivity=np.array([1e-3, 1e-6, 1e-9]), secretion=0.1, off_rate=0.0)
    assert np.all(np.diff(slow.p_self) > 0)
    assert slow.p_self[-1] == pytest.approx(1, abs=1e-5)


def test_bound_receptors_are_balanced_by_what_is_taken_in():
    one = state(turnover=5e-4)
    assert float(one.bound) * 2e-3 == pytest.approx(float(one.uptake), rel=1e-12)
    made = float((one.receptors - one.bound) * 5e-4 + one.bound * 2e-3)
    assert made == pytest.approx(5e-4 * 1e5, rel=1e-12)


def test_a_cell_on_a_dish_loses_half_as_much_to_diffusion():
    assert float(state(exposed=0.5).conductance) == pytest.approx(0.5 * float(state().conductance))


def test_the_trap_widens_the_escape_by_a_over_its_reach():
    assert float(state(trap_rate=4.0).conductance) == pytest.approx(FOUR_PI * 500 * (1 + 5 * np.sqrt(4 / 100)))


def test_a_competitor_raises_the_half_level_and_a_removal_lowers_the_capacity():
    assert float(state(competitor=9.0).half_bound) == pytest.approx(10 * float(state().half_bound))
    fewer, removed = state(receptors=2.5e4), state(removed=0.75)
    assert float(removed.uptake) == pytest.approx(float(fewer.uptake), rel=1e-12)


def by_long_arithmetic(conductance, half, most, total):
    getcontext().prec = 60
    g, k, v, q = (Decimal(float(x)) for x in (conductance, half, most, total))
    middle = g * k + v - q
    return float((-middle + (middle * middle + 4 * g * k * q).sqrt()) / (2 * g))


@settings(max_examples=60, deadline=None)
@given(powers=st.tuples(*(st.floats(-9, 9) for _ in range(4))))
def test_nothing_cancels_in_the_level_at_the_surface(powers):
    conductance, half, most, total = (10.0**power for power in powers)
    level = float(surface_level(*(np.array(x) for x in (conductance, half, most, total))))
    assert level == pytest.approx(by_long_arithmetic(conductance, half, most, total), rel=1e-9)


def test_the_naive_root_would_lose_the_level():
    conductance, half, most, total = 1e-6, 1.0, 1e6, 1e-6
    middle = conductance * half + most - total
    naive = (np.sqrt(middle**2 + 4 * conductance * half * total) - middle) / (2 * conductance)
    exact = by_long_arithmetic(conductance, half, most, total)
    assert abs(naive / exact - 1) > 0.5
    assert float(surface_level(*(np.array(x) for x in (conductance, half, most, total)))) == pytest.approx(exact)


def test_no_secretion_leaves_everything_empty():
    empty = state(secretion=0.0)
    assert float(empty.surface) == float(empty.uptake) == float(empty.bulk) == 0.0


def test_arrays_are_broadcast_against_each_other():
    grid = state(density=np.geomspace(1e-12, 1e-4, 7), receptors=np.geomspace(1e2, 1e6, 5)[:, None])
    assert grid.p_self.shape == (5, 7)
    assert float(grid.uptake[2, 3]) == pytest.approx(float(state(density=1e-8, receptors=1e4).uptake), rel=1e-12)
