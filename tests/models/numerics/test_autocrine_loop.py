import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from models.numerics.autocrine_loop import GRID, Loop, SteadyState, hill, settle, steady_states
from models.numerics.secreting_cells import Cells
from models.units import CELLS_PER_ML_PER_UM3, UM3_PER_S_PER_MOLAR_S


def cells(density=1e7, **other):
    values = {
        "secretion": 0.0, "receptors": 0.0, "on_rate": 1e7 * UM3_PER_S_PER_MOLAR_S, "off_rate": 1e-3,
        "internalization": 1e-3, "turnover": 1e-3, "diffusivity": 100.0, "radius": 7.5, "medium_loss": 1e-3,
    }  # fmt: skip
    return Cells(density=np.asarray(density) / CELLS_PER_ML_PER_UM3, **{**values, **other})


def loop(density=1e7, **other):
    values = {
        "basal": 0.3, "driver": 0.0, "feedback": 4.0, "midpoint": 0.4, "hill": 4.0, "receptors": 5e3,
        "half_signal_bound": 600.0, "signal_hill": 2.0,
    }  # fmt: skip
    return Loop(cells=cells(density), **{**values, **other})


def test_hill_is_zero_half_and_one():
    np.testing.assert_allclose(hill([0.0, 0.4, 1e6], 0.4, 4.0), [0, 0.5, 1], atol=1e-12)


def test_every_state_is_where_the_response_meets_the_diagonal():
    states = steady_states(loop())
    assert [state.stable for state in states] == [True, False, True]
    for state in states:
        assert float(loop().response(state.signal)) == pytest.approx(state.signal, abs=1e-11)


def test_stable_states_have_a_slope_below_one_and_unstable_ones_above():
    for state in steady_states(loop()):
        slope = float(np.diff(loop().response(state.signal + np.array([-1e-6, 1e-6])))[0] / 2e-6)
        assert (slope < 1) == state.stable


def test_the_boundary_zero_is_found_and_is_stable_only_if_the_response_begins_flat():
    silent = steady_states(loop(basal=0.0))
    assert silent[0] == SteadyState(0.0, True)
    assert len(silent) == 3
    straight = steady_states(loop(basal=0.0, hill=1.0, signal_hill=1.0))
    assert straight[0] == SteadyState(0.0, False)
    assert [state.stable for state in straight] == [False, True]
    thin = steady_states(loop(10.0, basal=0.0, hill=1.0, signal_hill=1.0))
    assert thin == (SteadyState(0.0, True),)


def test_the_boundary_one_is_found_when_the_pathway_is_on_by_itself():
    assert steady_states(loop(constitutive=1.0)) == (SteadyState(1.0, True),)


def test_an_unstable_state_next_to_zero_is_found():
    steep = loop(1e9, basal=0.0, feedback=10.0, midpoint=0.1, hill=2.0, half_signal_bound=10.0, signal_hill=1.0)
    states = steady_states(steep)
    assert [state.stable for state in states] == [True, False, True]
    assert 0 < states[1].signal < 2.5e-4


def test_a_response_that_is_next_to_nothing_at_rest_still_has_a_low_state():
    states = steady_states(loop(basal=1e-160))
    assert states[0].stable
    assert states[0].signal < 1e-9


@pytest.mark.parametrize("density", np.geomspace(1, 1e9, 19))
def test_without_cooperativity_there_is_one_stable_state_at_every_density(density):
    stable = [state for state in steady_states(loop(density, hill=1.0, signal_hill=1.0)) if state.stable]
    assert len(stable) == 1


@settings(max_examples=25, deadline=None)
@given(
    density=st.floats(0, 9).map(lambda x: 10**x),
    basal=st.floats(0, 10),
    feedback=st.floats(0, 10),
    more=st.floats(0, 5e4),
    steep=st.floats(1, 6),
    power=st.floats(1, 4),
)
def test_the_response_never_falls_and_stable_and_unstable_states_alternate(
    density, basal, feedback, more, steep, power
):
    one = loop(density, basal=basal, feedback=feedback, receptor_feedback=more, hill=steep, signal_hill=power)
    response = one.response(GRID)
    assert np.all((response >= 0) & (response <= 1))
    assert np.all(np.diff(response) >= -1e-12)
    kinds = [state.stable for state in steady_states(one)]
    assert any(kinds)
    assert all(a != b for a, b in itertools.pairwise(kinds))


def test_blocks_lower_the_response_and_more_cells_raise_it():
    base = loop(density=3e7).response(GRID)
    for block in ("secretion_block", "kinase_block", "dominant_negative", "downstream_block"):
        assert np.all(loop(density=3e7, **{block: 0.3}).response(GRID) <= base), block
    assert np.all(loop(density=3e7, driver=1.0, driver_block=1.0).response(GRID) == base)
    assert np.all(loop(density=6e7).response(GRID) >= base)
    np.testing.assert_allclose(loop(kinase_block=1.0, constitutive=0.3).response(GRID), 0.3)


def test_the_response_broadcasts_over_signals_and_fields():
    densities = np.geomspace(1e5, 1e9, 7)[:, np.newaxis]
    many = loop(densities).response(GRID)
    assert many.shape == (7, GRID.size)
    for row, density in zip(many, densities[:, 0], strict=True):
        np.testing.assert_allclose(row, loop(float(density)).response(GRID), rtol=1e-14)
    both = dataclasses.replace(loop(1e7), basal=np.array([0.1, 0.3]), half_signal_bound=np.array([600.0, 300.0]))
    assert both.response(0.5).shape == (2,)


def test_settling_follows_the_sign_of_the_drift_to_the_next_stable_state():
    low, tipping, high = (state.signal for state in steady_states(loop()))
    for start, end in (
        (0.0, low),
        (tipping - 1e-3, low),
        (tipping + 1e-3, high),
        (1.0, high),
        (low, low),
        (high, high),
    ):
        assert settle(loop(), start) == end


@pytest.mark.parametrize("start", [0.0, 0.2, 0.3, 0.35, 0.6, 1.0])
def test_settling_agrees_with_the_differential_equation(start):
    one = loop()
    path = solve_ivp(lambda _, s: one.response(s) - s, (0, 200), [start], method="LSODA", rtol=1e-7, atol=1e-10)
    assert settle(one, start) == pytest.approx(float(path.y[0, -1]), abs=1e-6)


def test_no_threshold_of_a_pair_of_thresholds_is_crossed_from_the_wrong_side():
    one = loop(hill=6.0, midpoint=0.1, receptor_feedback=3e4, receptor_midpoint=0.9, receptor_hill=6.0)
    stable = [state.signal for state in steady_states(one) if state.stable]
    for start in np.linspace(0, 1, 21):
        end = settle(one, float(start))
        between = [s for s in stable if min(start, end) < s < max(start, end)]
        assert between == []
