import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import fsolve

from content.loader import lesson
from models.juxtacrine import lateral_inhibition
from models.juxtacrine.cis_inhibition import Params, cautions, feedback_of, simulate
from models.juxtacrine.cis_inhibition_cell import half_point, sharpness, steady_cell
from models.juxtacrine.cis_inhibition_tissue import (
    FINEST,
    REPORTER_MAX,
    REPORTER_THRESHOLD,
    Feedback,
    growth_rate,
    run,
    uniform_state,
)
from models.juxtacrine.shared import CELLS, SIDE
from models.numerics.cell_sheet import hexagon_neighbors, three_colors
from models.quantities import parameters
from models.results import Absent

NEIGHBORS = hexagon_neighbors(SIDE)
DEFAULT = feedback_of(Params())
EVEN_ROW = np.ones(20)


def sheet(**values):
    chosen = {
        "feedback": DEFAULT, "cis_constant": 0.1, "row_made": EVEN_ROW, "noise": 0.02, "seed": 1, "selected": 0,
        "treatment": "sender",
    } | values  # fmt: skip
    return run(chosen.pop("feedback"), **chosen)


# One cell


def test_without_neighbors_the_difference_of_notch_and_delta_is_that_of_their_productions():
    made = np.geomspace(0.1, 1000, 50)
    for kappa in (0.03, 1.0, 100.0):
        cell = steady_cell(10.0, made, 0.0, 0.0, kappa)
        np.testing.assert_allclose(cell.notch - cell.delta, 10.0 - made, rtol=1e-12, atol=1e-12)


def test_the_balances_hold_and_agree_with_the_formula_of_the_specification():
    chance = np.random.default_rng(1)
    made_n, made_d, heard, offered, kappa = 10 ** chance.uniform(-1, 3, (5, 400))
    kappa = np.clip(kappa, 0.03, 100)
    cell = steady_cell(made_n, made_d, heard, offered, kappa)
    pairs = cell.notch * cell.delta / kappa
    np.testing.assert_allclose(cell.notch * (1 + heard) + pairs, made_n, rtol=1e-13)
    np.testing.assert_allclose(cell.delta * (1 + offered) + pairs, made_d, rtol=1e-13)
    b = made_n + made_d + kappa * (1 + heard) * (1 + offered)
    q = 2 * made_n * made_d / (b + np.sqrt(b**2 - 4 * made_n * made_d))  # the smaller root, without cancellation
    np.testing.assert_allclose(cell.destroyed, q, rtol=1e-8, atol=1e-10)


def test_the_quadratic_is_solved_to_the_last_digits():
    left = steady_cell(10.0, 8.0, 1.0, 1.0, 0.1).notch * 2
    assert abs(left**2 + (8 - 10 + 0.4) * left - 0.4 * 10) < 1e-13


def test_with_very_strong_binding_only_the_excess_is_left():
    made = np.array([2.0, 9.0, 11.0, 40.0])
    np.testing.assert_allclose(steady_cell(10.0, made, 0.0, 0.0, 1e-9).notch, np.maximum(10 - made, 0), atol=1e-7)


def test_without_binding_own_delta_changes_nothing():
    for kappa in (0.0, 1e12):
        np.testing.assert_allclose(steady_cell(10.0, [1.0, 500.0], 4.0, 1.0, kappa).notch, 2.0, rtol=1e-8)


def test_the_sharpness_at_equality_is_half_the_root_of_beta_over_kappa():
    assert sharpness(10.0, 10.0, 0.1) == pytest.approx(4.994, abs=5e-4)
    assert sharpness(10.0, 10.0, 1e-8) == pytest.approx(0.5 * np.sqrt(10 / 1e-8), rel=1e-3)
    step = 1e-6
    near = [float(steady_cell(10.0, 10 * (1 + s), 1.0, 1.0, 0.1).received) for s in (-step, step)]
    assert sharpness(10.0, 10.0, 0.4) == pytest.approx(-np.log(near[1] / near[0]) / (2 * step), rel=1e-6)


def test_four_times_the_cis_constant_halves_the_sharpness():
    values = {"neighbor_delta": 0.0, "neighbor_notch": 0.0}
    sharp, blunt, none = (simulate(Params(cis_constant=k, **values)).sharpness for k in (0.1, 0.4, 10))
    assert (sharp, blunt, none) == pytest.approx((4.99, 2.49, 0.447), rel=2e-3)


def test_own_delta_halves_the_signal_at_the_half_point():
    at = half_point(10.0, 0.1 * 3 * 2)
    halves = steady_cell(10.0, [at, 1e-12], 2.0, 1.0, 0.1).received
    assert halves[0] == pytest.approx(halves[1] / 2, rel=1e-9)


def test_delta_outside_sets_the_height_and_hardly_the_place_of_the_cut_off():
    low, high = (simulate(Params(neighbor_delta=d, neighbor_notch=0)) for d in (0.1, 10))
    assert high.received[0] / low.received[0] == pytest.approx(10.0, rel=0.02)
    assert (low.half_point, high.half_point) == pytest.approx((5.11, 6.1))


def test_more_own_delta_turns_a_receiver_into_a_sender():
    found = [simulate(Params(own_delta_production=d)) for d in (5, 8, 10, 12, 20)]
    assert [r.signal for r in found] == pytest.approx([2.67, 1.48, 0.905, 0.566, 0.186], rel=3e-3)
    assert [r.signal_sent for r in found] == pytest.approx([0.174, 0.477, 0.905, 1.57, 5.19], rel=3e-3)
    assert simulate(Params(own_delta_production=20, cis_constant=0)).signal == pytest.approx(5.0)


def test_exchanging_notch_and_delta_exchanges_hearing_and_sending():
    one = steady_cell(10.0, 30.0, 2.0, 0.5, 0.1)
    other = steady_cell(30.0, 10.0, 0.5, 2.0, 0.1)
    assert (float(one.received), float(one.sent)) == pytest.approx((float(other.sent), float(other.received)))


# The uniform sheet and the growth of a pattern


@pytest.mark.parametrize(
    ("hill", "without", "with_cis", "error"), [(2, -0.069, 0.126, 0.005), (3, 0.230, 0.929, 0.001)]
)
def test_growth_rates_are_those_of_the_specification(hill, without, with_cis, error):
    result = simulate(Params(hill_reporter=hill))
    assert result.growth_rate_without == pytest.approx(without, abs=error)
    assert result.growth_rate == pytest.approx(with_cis, abs=error)


def test_the_uniform_state_agrees_with_a_general_solver():
    def unbalanced(logs):
        n, d, r = np.exp(logs)
        x = 6 * n * d
        made_r = REPORTER_MAX * x**3 / (REPORTER_THRESHOLD**3 + x**3)
        return 10 - n - x - n * d / 0.1, 100 / (1 + r) - d - x - n * d / 0.1, (made_r - r) / r

    state = uniform_state(DEFAULT, np.array([0.1]))
    found = np.exp(fsolve(unbalanced, np.log([5.0, 0.06, 20.0]), xtol=1e-13))
    np.testing.assert_allclose([state.notch[0], state.delta[0], state.reporter[0]], found, rtol=1e-9)


def test_the_growth_rate_is_that_of_the_nonlinear_equations():
    start, constants = uniform_state(DEFAULT, np.array([0.1])), np.array([0.1])
    rate = float(growth_rate(DEFAULT, constants, start)[0])
    colors = np.where(three_colors(3) == 0, 1.0, -0.5)
    touching = hexagon_neighbors(3)
    np.testing.assert_allclose(colors[touching].mean(axis=0), FINEST * colors)

    def change(_, flat):
        n, d, r = flat.reshape(3, -1)
        around_n, around_d = n[touching].sum(axis=0), d[touching].sum(axis=0)
        return np.concatenate([
            10 - n * (1 + around_d + d / 0.1), DEFAULT.delta_made(r) - d * (1 + around_n + n / 0.1),
            DEFAULT.reporter(n * around_d) - r,
        ])  # fmt: skip

    level = np.array([start.notch[0], start.delta[0], start.reporter[0]])
    first = (level[:, None] * np.stack([1 + 1e-8 * colors, 1 + 0 * colors, 1 + 0 * colors])).ravel()
    way = solve_ivp(change, (0, 8), first, method="LSODA", t_eval=[5.0, 7.0], rtol=1e-12, atol=1e-14)
    strength = way.y[9:18].T @ colors / 9
    assert np.log(strength[1] / strength[0]) / 2 == pytest.approx(rate, rel=1e-3)


def test_a_hill_coefficient_of_two_needs_cis_binding():
    off, on = (simulate(Params(hill_reporter=2, cis_constant=k, initial_noise=0.1)) for k in (0.0, 0.1))
    assert isinstance(off.t90, Absent)
    assert on.t90 == pytest.approx(25.6, abs=0.1)
    last = np.flatnonzero(on.growth > 0)[-1]
    assert off.cis_axis[last] < 0.2876 < off.cis_axis[last + 1], "a root search on the eigenvalue gives 0.2876"


# The sheet


def test_cis_binding_halves_the_time_to_the_pattern_and_lowers_the_share_of_senders():
    found = [simulate(Params(seed=seed)) for seed in range(1, 13)]
    fast, slow = np.array([r.t90 for r in found]), np.array([r.t90_without for r in found])
    assert fast.mean() == pytest.approx(12.2, abs=0.5)
    assert slow.mean() == pytest.approx(25.1, abs=1.6)
    assert np.mean([r.sender_fraction for r in found]) == pytest.approx(26, abs=1.0)
    assert np.mean([r.sender_fraction_without for r in found]) == pytest.approx(33, abs=1.0)


def test_with_fine_steps_the_times_are_those_of_the_specification():
    times = []
    for seed in (1, 2, 3, 4):
        course = sheet(seed=seed, finer=8, last=36.0)
        scatter = np.stack([course.delta.std(axis=1), course.delta_without.std(axis=1)])
        times.append([course.time[np.argmax(s >= 0.9 * s[-1])] for s in scatter])
    cis, none = np.mean(times, axis=0)
    assert cis == pytest.approx(12.2, abs=0.5)
    assert none == pytest.approx(25.1, abs=1.6)


def test_coarse_steps_make_the_times_at_most_about_5_percent_long():
    for values in (
        {}, {"cis_constant": 0.03}, {"hill_reporter": 2, "initial_noise": 0.1}, {"hill_delta": 3},
        {"initial_noise": 0, "selected_cell": 79},
    ):  # fmt: skip
        params = Params(**values)
        course = sheet(
            feedback=feedback_of(params), cis_constant=params.cis_constant, noise=params.initial_noise,
            selected=params.selected_cell, finer=10,
        )  # fmt: skip
        scatter = course.delta.std(axis=1)
        after = int(np.argmax(scatter >= 0.9 * scatter[-1]))
        fine = np.interp(0.9 * scatter[-1], scatter[after - 1 : after + 1], course.time[after - 1 : after + 1])
        assert -0.01 < simulate(params).t90 / fine - 1 < 0.055


def test_no_two_senders_touch_and_amounts_stay_within_what_is_made():
    for course in (sheet().delta, sheet().delta_without):
        sends = course[-1] > course[-1].mean()
        assert not np.any(sends & sends[NEIGHBORS])
        assert course.min() >= 0 and course.max() < 100


def test_without_noise_all_cells_stay_exactly_alike():
    course = sheet(noise=0.0)
    assert np.ptp(course.delta, axis=1).max() == 0
    assert isinstance(simulate(Params(initial_noise=0)).t90, Absent)
    assert any("alike" in c.text for c in cautions(simulate(Params(initial_noise=0))))


def test_one_forced_sender_orders_a_sheet_without_noise():
    result = simulate(Params(initial_noise=0, selected_cell=79))
    assert result.t90 == pytest.approx(11.0, abs=0.1)
    assert result.sender_fraction == pytest.approx(100 / 3)


def test_a_treated_cell_is_what_it_was_made():
    forced, silenced, ablated = (sheet(selected=79, treatment=t) for t in ("sender", "silenced", "ablated"))
    around = NEIGHBORS[:, 78]
    assert forced.delta[-1, 78] > 60 and forced.delta[-1, around].max() < 0.1
    assert silenced.delta[:, 78].max() == 0 and silenced.signal[-1, 78] > 5
    assert ablated.delta[:, 78].max() == 0 and ablated.signal[:, 78].max() == 0


def test_the_sheet_has_no_preferred_place():
    """A single treated cell in a sheet without noise: moving it moves the pattern."""
    here, there = (
        sheet(noise=0.0, selected=cell + 1, last=6.0).delta[-1].reshape(SIDE, SIDE) for cell in (0, 5 * SIDE + 7)
    )
    np.testing.assert_allclose(np.roll(here, (5, 7), axis=(0, 1)), there, rtol=1e-9)


# The row


def test_a_graded_row_has_a_sharper_border_with_cis_binding():
    result = simulate(Params(**preset("wing_vein")))
    assert (result.border_cells, result.border_cells_without) == (3, 10)
    assert int(np.argmax(result.row_signal)) + 1 == 8
    crossing = result.params.vein_reach * np.log(100 / 10) + 1
    assert crossing == pytest.approx(8, abs=0.5), "the border lies where as much Delta as Notch is made"


def test_the_row_is_at_rest_and_conserves_notch_less_delta():
    result = simulate(Params())
    difference = result.row_notch.sum() - result.row_delta.sum()
    assert difference == pytest.approx(20 * 10 - result.row_made.sum(), rel=1e-9)
    around = np.convolve(result.row_delta, [1, 0, 1])[1:-1]
    lost = result.row_notch * (1 + around + result.row_delta / 0.1)
    np.testing.assert_allclose(lost, 10.0, rtol=1e-6)


# Words


def preset(name: str) -> dict:
    return next(dict(p.values) for p in lesson("juxtacrine/cis_inhibition").presets if p.id == name)


def test_the_fly_eye_preset_turns_round_without_cis_binding():
    with_cis = simulate(Params(**preset("fly_eye")))
    without = simulate(Params(**preset("fly_eye") | {"cis_constant": 0}))
    assert with_cis.signal < 0.1 < 10 < with_cis.signal_sent
    assert without.signal == pytest.approx(5.0)


def test_a_loose_bond_brings_a_caution_that_the_cut_off_moves():
    assert not cautions(simulate(Params()))
    assert any("moves the cut-off" in c.text for c in cautions(simulate(Params(cis_constant=1.0))))


def test_the_treated_cell_has_the_names_of_lateral_inhibition():
    here, there = parameters(Params), parameters(lateral_inhibition.Params)
    assert here["treatment"].options == there["treatment"].options or (
        [value for value, _ in here["treatment"].options] == [value for value, _ in there["treatment"].options]
    )
    assert here["selected_cell"].high == CELLS


def test_extreme_and_empty_settings_answer_without_nonsense():
    for values in (
        {"notch_production": 0.1, "delta_production": 1000, "own_delta_production": 1000, "cis_constant": 0.03},
        {"notch_production": 1000, "delta_production": 0.1, "own_delta_production": 0.1, "cis_constant": 0},
        {"neighbor_delta": 0, "neighbor_notch": 0, "cis_constant": 0, "initial_noise": 0.5, "hill_reporter": 4},
    ):
        result = simulate(Params(**values))
        assert np.isfinite(result.sheet_delta).all() and result.sheet_delta.min() >= 0


def test_feedback_of_the_sheet_is_taken_from_the_parameters():
    assert feedback_of(Params(hill_delta=2)) == Feedback(notch=10, delta=100, hill_delta=2, hill_reporter=3)
