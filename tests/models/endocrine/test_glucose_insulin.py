import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from content.loader import lesson
from models.endocrine import glucose_insulin_hours as hours
from models.endocrine import glucose_insulin_minutes as minutes
from models.endocrine import glucose_insulin_years as years
from models.endocrine.glucose_insulin import Params, Result, cautions, checks, simulate
from models.quantities import Number, ParameterError, parameters
from models.results import Absent

WORDS = lesson("endocrine/glucose_insulin")


def answer(**values) -> Result:
    return simulate(Params(**values))


def preset(name, **other) -> Result:
    return answer(**{**next(p.values for p in WORDS.presets if p.id == name), **other})


def discovery(number, **moves) -> Result:
    return answer(**{**WORDS.discoveries[number - 1].set, **moves})


# --------------------------------------------------------------------------------------------------------- minutes


def test_the_healthy_test_has_its_lowest_glucose_and_strongest_action_where_specified():
    result = answer()
    assert result.lowest_glucose == pytest.approx(81.8, abs=0.05)
    assert result.lowest_time == pytest.approx(93, abs=0.5)
    assert result.peak_action == pytest.approx(0.0120, abs=5e-5)
    assert result.peak_action_time == pytest.approx(12, abs=0.5)
    assert result.insulin_sensitivity == pytest.approx(5.07e-4, rel=1e-3)
    assert result.glucose_effect == 0.03082


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("healthy_test", 2.26),
        ("resistant", 1.77),
        ("compensated", 2.13),
        ("t1dm_basal", 1.53),
        ("no_insulin", 1.27),
        ("t2dm", 0.77),
    ],
)
def test_glucose_falls_at_the_specified_rate_in_every_preset(name, rate):
    assert preset(name).fall_rate == pytest.approx(rate, abs=0.005)


def test_a_gain_of_three_tenths_takes_a_fifth_off_the_fall():
    tried = answer(**WORDS.prediction.try_it)
    assert tried.fall_rate == pytest.approx(1.77, abs=0.005)
    assert tried.fall_rate / answer().fall_rate == pytest.approx(0.8, abs=0.03)


def reference_test(params, duration):
    """The same test by an independent solver of high order, with glucose's crossings of the threshold as stops."""

    def slopes(t, state):
        g, x, i = state
        above = i - params.basal_insulin
        return [
            -(params.glucose_effectiveness + x) * g + params.glucose_effectiveness * params.basal_glucose,
            -params.insulin_action_decay * x + params.insulin_action_gain * above,
            -params.insulin_decay * above + params.second_phase * t * max(g - params.threshold, 0.0),
        ]

    start = [params.start_glucose, 0.0, params.start_insulin]
    return solve_ivp(slopes, (0, duration), start, rtol=1e-9, atol=1e-11, max_step=1.0, dense_output=True).sol


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"insulin_action_gain": 5e-5, "second_phase": 0.02, "start_insulin": 1500, "insulin_decay": 0.05},
        {"threshold": 150, "basal_glucose": 150, "start_glucose": 345, "basal_insulin": 40, "start_insulin": 0},
    ],
)
def test_the_steps_follow_an_independent_solver(values):
    params = Params(**values)
    result, sol = simulate(params), reference_test(params, 180)
    expected = sol(result.test_time)
    np.testing.assert_allclose(result.test_glucose, expected[0], rtol=2e-4)
    np.testing.assert_allclose(result.test_action, expected[1], atol=2e-4 * np.abs(expected[1]).max())
    np.testing.assert_allclose(result.test_insulin, expected[2], atol=2e-4 * expected[2].max())


def test_without_any_response_glucose_returns_as_an_exponential_of_its_effectiveness():
    result = answer(second_phase=0, start_insulin=0, basal_insulin=0)
    expected = 92 + (287 - 92) * np.exp(-0.03082 * result.test_time)
    np.testing.assert_allclose(result.test_glucose, expected, rtol=1e-9)
    assert np.all(result.test_action == 0)


def test_with_no_insulin_at_all_glucose_comes_to_rest_at_its_closed_form():
    result = preset("no_insulin")
    assert result.plateau == pytest.approx(105, abs=0.5)
    rest = 0.03082 - 1.062e-5 / 0.02093 * 7.3
    expected = result.plateau + (287 - result.plateau) * np.exp(-rest * result.test_time)
    np.testing.assert_allclose(result.test_glucose, expected, rtol=1e-9)
    assert np.all(result.test_insulin == 0)


def test_where_basal_insulin_does_more_than_glucose_itself_there_is_no_plateau_and_a_warning():
    result = answer(zero_insulin=True, insulin_action_gain=5e-5, insulin_action_decay=0.005, basal_insulin=40)
    assert isinstance(result.plateau, Absent)
    assert "without limit" in cautions(result)[0].text


def test_the_model_drifts_to_the_threshold_and_not_to_the_basal_level():
    course = minutes.follow(Params().test, 2000)
    assert course.glucose[-1] == pytest.approx(89.5, abs=0.1)
    assert abs(course.glucose[-1] - 92) > 2
    late = course.insulin[course.time > 500]
    assert np.all(np.diff(late) > 0) or late[-1] > 8


def test_the_second_phase_stops_at_59_min_and_would_begin_again_at_204():
    course = minutes.follow(Params().test, 400)
    below = course.time[course.glucose < 89.5]
    assert (below[0], below[-1]) == pytest.approx((59, 204), abs=0.5)


def test_a_test_beyond_180_minutes_is_refused_with_the_reason():
    assert Params(duration=180).duration == 180
    with pytest.raises(ParameterError, match="no equilibrium") as fault:
        Params(duration=300)
    assert fault.value.name == "duration"
    assert "180" in str(fault.value) and "threshold h" in str(fault.value)


def test_the_map_is_the_fall_of_single_tests():
    result = answer()
    for row in (0, 9, 20):
        for column in (0, 11, 19, 27):
            single = answer(
                insulin_action_gain=float(f"{result.map_gain[column]:.4g}"),
                start_insulin=float(result.map_first_phase[row]),
            )
            assert result.map_fall_rate[row, column] == pytest.approx(single.fall_rate, rel=1e-3)


def test_along_the_line_of_equal_falls_the_fall_is_equal():
    result = answer()
    assert result.same_gain.size > 5
    assert np.all(np.diff(result.same_gain) < 0), "less sensitivity needs more insulin"
    for gain, first in list(zip(result.same_gain, result.same_first_phase, strict=True))[::4]:
        same = answer(insulin_action_gain=float(f"{gain:.4g}"), start_insulin=float(first))
        assert same.fall_rate == pytest.approx(result.fall_rate, rel=0.02)


def test_a_first_phase_of_1380_hides_the_resistance():
    assert discovery(1).fall_rate < 1.95
    assert discovery(1, start_insulin=1380).fall_rate == pytest.approx(2.26, abs=0.005)


def test_taking_the_basal_insulin_away_slows_the_fall_further():
    assert discovery(2).fall_rate == pytest.approx(1.53, abs=0.005)
    none = discovery(2, basal_insulin=7.3, zero_insulin=True)
    assert none.fall_rate == pytest.approx(1.27, abs=0.005)
    assert none.plateau == pytest.approx(105, abs=0.5)


# ----------------------------------------------------------------------------------------------------------- hours


def reference_loop(supply, delay, lifetime, start, until):
    """The published equations, written out again, by an independent solver."""

    def slopes(_, state):
        ip, ii, g, x1, x2, x3 = state
        f1 = 210 / (1 + math.exp((2000 - g / 10) / 300))
        f2 = 72 * (1 - math.exp(-g / (144 * 10)))
        kappa = (1 / 11 + 1 / (0.2 * lifetime)) / 80
        f4 = 40 + 900 / (1 + (kappa * ii) ** -1.77)
        f5 = 180 / (1 + math.exp(0.29 * (x3 / 3 - 26)))
        across = 0.2 * (ip / 3 - ii / 11)
        chain = [3 / delay * (ip - x1), 3 / delay * (x1 - x2), 3 / delay * (x2 - x3)]
        return [f1 - across - ip / 6, across - ii / lifetime, supply + f5 - f2 - g / (1000 * 10) * f4, *chain]

    return solve_ivp(slopes, (0, until), start, method="LSODA", rtol=1e-9, atol=1e-9, dense_output=True).sol


@pytest.mark.parametrize(("supply", "delay", "lifetime"), [(216, 36, 100), (90, 5, 20), (600, 60, 200)])
def test_the_rhythm_follows_an_independent_solver(supply, delay, lifetime):
    time, states = hours.follow(hours.Loop(supply, delay, lifetime))
    day = time <= 1440
    expected = reference_loop(supply, delay, lifetime, states[0], 1440)(time[day])
    assert np.abs(states[day, 2] / 100 - expected[2] / 100).max() < 0.02
    assert np.abs(states[day, 0] / 3 - expected[0] / 3).max() < 0.05


def test_the_rhythm_has_the_specified_period_and_ranges():
    result = answer()
    assert result.period == pytest.approx(109.7, abs=0.1)
    assert 100 <= result.period <= 150
    assert result.rhythm_glucose_low == pytest.approx(108, abs=0.5)
    assert result.rhythm_glucose_high == pytest.approx(143, abs=0.6)
    assert result.rhythm_insulin_low == pytest.approx(19, abs=0.5)
    assert result.rhythm_insulin_high == pytest.approx(43, abs=0.5)
    assert result.insulin_lag == pytest.approx(6, abs=0.6)


def test_over_whole_cycles_as_much_glucose_comes_as_goes():
    result = answer()
    late = result.rhythm_time * 60 >= 4320 - 20 * result.period
    level, tissue = result.rhythm_glucose[late], result.rhythm_tissue[late] * 11
    kappa = (1 / 11 + 1 / 20) / 80
    used = 72 * (1 - np.exp(-10 * level / 144)) + 10 * level / 1000 * (40 + 900 / (1 + (kappa * tissue) ** -1.77))
    come = 216 + 180 / (1 + np.exp(0.29 * (result.rhythm_delayed[late] - 26)))
    assert used.mean() == pytest.approx(come.mean(), rel=3e-3)


@pytest.mark.parametrize(
    ("supply", "lasting"), [(90, False), (100, True), (150, True), (216, True), (250, True), (260, False)]
)
def test_the_rhythm_lasts_between_a_supply_of_100_and_250(supply, lasting):
    result = answer(glucose_supply=supply)
    assert (result.growth_rate > 0) is lasting
    assert isinstance(result.period, Absent) is not lasting
    day = int(1440 / (60 * result.rhythm_time[1]))
    swings = [np.ptp(result.rhythm_glucose[-(n + 1) * day : -n * day or None]) for n in (0, 1)]
    assert lasting or swings[0] < swings[1], "swings die out"
    assert not lasting or swings[0] > 8


def test_shortening_the_delay_to_below_23_minutes_ends_the_rhythm():
    result = discovery(3)
    assert result.shortest_delay == pytest.approx(23.5, abs=0.05)
    assert discovery(3, liver_delay=24).growth_rate > 0 > discovery(3, liver_delay=23).growth_rate
    assert discovery(3, liver_delay=25).period == pytest.approx(91, abs=0.5)


def test_the_rhythm_lives_between_99_and_254():
    def growth(supply):
        return hours.leading(hours.Loop(supply, 36, 100)).real

    assert brentq(growth, 60, 150) == pytest.approx(99, abs=0.5)
    assert brentq(growth, 200, 300) == pytest.approx(254, abs=0.5)


def test_the_edge_drawn_is_where_the_growth_of_small_swings_is_zero():
    edge = hours.edge(100.0)
    assert edge.supply.min() < 100 and edge.supply.max() > 250
    for index in range(0, edge.supply.size, 12):
        for delay in (edge.shortest[index], edge.longest[index]):
            loop = hours.Loop(float(edge.supply[index]), float(delay), 100.0)
            assert abs(hours.leading(loop).real) < 1e-6


def test_the_eigenvalues_are_those_of_numerical_slopes():
    loop = hours.Loop(216, 36, 100)
    state = np.array(hours.balance(loop))
    fixed = (loop.supply, 3 / loop.delay, 1 / loop.lifetime, loop.kappa)
    assert np.abs(hours.slopes(tuple(state), *fixed)).max() < 1e-6
    matrix = np.empty((6, 6))
    for j in range(6):
        change = np.zeros(6)
        change[j] = 1e-4 * state[j]
        ahead, behind = (np.array(hours.slopes(tuple(state + s * change), *fixed)) for s in (1, -1))
        matrix[:, j] = (ahead - behind) / (2 * change[j])
    np.testing.assert_allclose(matrix, hours.jacobian(loop), rtol=1e-5, atol=1e-9)


# ----------------------------------------------------------------------------------------------------------- years


def reference_years(fall, days):
    def slopes(t, state):
        g, i, b = state
        sensitivity = float(fall.sensitivity(np.array(t)))
        return [
            864 - (1.44 + sensitivity * i) * g,
            b * 43.2 * g**2 / (20000 + g**2) - 432 * i,
            (-0.06 + 8.4e-4 * g - 2.4e-6 * g**2) * b,
        ]

    start = [fall.glucose, fall.mass * 43.2 * fall.glucose**2 / (20000 + fall.glucose**2) / 432, fall.mass]
    return solve_ivp(slopes, (0, days), start, method="Radau", rtol=1e-8, atol=1e-9, max_step=20).y[:, -1]


def test_the_map_of_fates_knows_that_a_fall_to_the_lowest_sensitivity_within_284_days_is_survived():
    assert discovery(6, ramp_days=281).critical_si == pytest.approx(0.02, rel=0.02)
    assert isinstance(discovery(6, ramp_days=287).critical_si, Absent)


def test_a_slow_fall_to_the_lowest_sensitivity_asks_for_36_times_the_mass():
    assert discovery(6).final_mass / 300 == pytest.approx(36, rel=1e-3)


def test_the_fixed_points_are_healthy_saddle_and_burnt_out():
    assert years.mass_at(100.0, 0.72) == pytest.approx(300)
    assert years.mass_at(250.0, 0.72) == pytest.approx(36.96)
    for glucose, insulin in ((100.0, 10.0), (250.0, 2.8)):
        mass = float(years.mass_at(glucose, 0.72))
        assert float(years.growth(glucose)) == pytest.approx(0, abs=1e-12)
        assert mass * float(years.secretion(glucose)) / 432 == pytest.approx(insulin)
        assert 864 - (1.44 + 0.72 * insulin) * glucose == pytest.approx(0, abs=1e-9)
    assert pytest.approx(600) == years.BURNT_OUT
    assert float(years.growth(600.0)) < 0, "no β cell comes back"


def test_the_saddle_is_left_at_the_specified_rate():
    assert years.saddle_rate(0.72) == pytest.approx(0.0406, abs=5e-5)


def test_the_healthy_state_stays_where_it_is():
    course = years.follow(years.Fall(0.72, 0.72, 0.0, 100.0, 300.0))
    assert np.ptp(course.glucose) < 1e-9 and np.ptp(course.mass) < 1e-8


@pytest.mark.parametrize("days", [0.0, 100.0])
def test_halved_sensitivity_ends_at_the_same_glucose_with_insulin_and_mass_doubled(days):
    result = answer(timescale="years", si_end=0.36, ramp_days=days)
    assert result.final_glucose == pytest.approx(100, abs=1e-4)
    assert result.final_insulin == pytest.approx(20, rel=1e-5)
    assert result.final_mass == pytest.approx(600, rel=1e-5)


def test_sensitivity_and_mass_count_only_as_their_product_while_insulin_is_at_its_balance():
    one, other = (years.follow(years.Fall(s, s, 0.0, 180.0, 100 / s)) for s in (0.1, 1.0))
    day = np.linspace(1, 1000, 50)
    np.testing.assert_allclose(
        np.interp(day, one.time, one.glucose), np.interp(day, other.time, other.glucose), rtol=2e-3
    )


@pytest.mark.parametrize(
    ("end", "days", "survived"), [(0.090, 0, True), (0.088, 0, False), (0.02, 500, True), (0.02, 200, False)]
)
def test_a_fall_is_survived_or_fatal_as_specified(end, days, survived):
    result = answer(timescale="years", si_end=end, ramp_days=days)
    if survived:
        assert result.final_glucose == pytest.approx(100, abs=0.1)
    else:
        assert result.final_glucose == pytest.approx(600, abs=0.1)
        assert result.final_mass < 1e-3


def test_the_numbers_of_the_falls_in_the_discoveries():
    assert discovery(5).highest_glucose == pytest.approx(248, abs=0.6)
    assert discovery(6).highest_glucose == pytest.approx(198, abs=0.6)
    assert discovery(6, ramp_days=287).final_glucose < 101 < 599 < discovery(6, ramp_days=281).final_glucose


@pytest.mark.parametrize(
    "fall",
    [
        years.Fall(0.72, 0.36, 100.0, 100.0, 300.0),
        years.Fall(0.72, 0.02, 500.0, 100.0, 300.0),
        years.Fall(2.0, 0.02, 0.0, 600.0, 50.0),
        years.Fall(0.02, 2.0, 30.0, 20.0, 10000.0),
    ],
)
def test_the_years_follow_an_independent_solver(fall):
    expected = reference_years(fall, years.DAYS)
    course = years.follow(fall)
    assert course.glucose[-1] == pytest.approx(expected[0], rel=1e-4)
    assert course.mass[-1] == pytest.approx(expected[2], rel=2e-3, abs=1e-6)


@pytest.mark.parametrize("glucose", [20.0, 100.0, 400.0, 600.0])
def test_the_separatrix_divides_the_starts_of_the_full_model(glucose):
    border = years.separatrix_at(glucose) / 0.72
    ends = [
        years.follow(years.Fall(0.72, 0.72, 0.0, glucose, factor * border)).glucose[-1] for factor in (0.999, 1.001)
    ]
    assert ends[0] == pytest.approx(600, abs=0.1) and ends[1] == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(("days", "glucose", "mass"), [(0, 100, 300), (50, 100, 300), (150, 400, 300), (50, 250, 60)])
def test_the_map_of_fates_is_that_of_the_full_model(days, glucose, mass):
    critical = answer(ramp_days=days, day_zero_glucose=glucose, day_zero_mass=mass).critical_si
    ends = [
        years.follow(years.Fall(0.72, factor * critical, days, glucose, mass)).glucose[-1] for factor in (0.975, 1.025)
    ]
    assert ends[0] > 500 and ends[1] < 150


# ------------------------------------------------------------------------------------------------------ everything


@settings(max_examples=12, deadline=None)
@given(
    st.floats(1e-7, 5e-5), st.floats(0.005, 0.05), st.floats(0, 1500), st.floats(0, 0.02), st.floats(5, 60),
    st.floats(0, 600), st.floats(0.02, 2), st.floats(20, 600),
)  # fmt: skip
def test_levels_are_never_negative_and_the_trust_panel_holds(gain, p1, first, second, delay, supply, end, glucose):
    result = answer(
        insulin_action_gain=gain, glucose_effectiveness=p1, start_insulin=first,
        second_phase=second if second >= 1e-4 else 0, liver_delay=delay, glucose_supply=supply, si_end=end,
        day_zero_glucose=glucose,
    )  # fmt: skip
    for levels in (result.test_glucose, result.test_insulin, result.rhythm_glucose, result.rhythm_insulin):
        assert levels.min() >= 0
    assert result.year_insulin.min() >= 0 and result.year_mass.min() > 0
    assert all(check.passed for check in checks(result))


def test_the_wildest_settings_give_finite_answers():
    low = ("insulin_decay", "insulin_action_decay", "liver_delay", "day_zero_mass", "si_end")
    wild = {
        name: item.low if name in low else item.high
        for name, item in parameters(Params).items()
        if isinstance(item, Number)
    }
    for zero in (False, True):
        result = answer(**wild, zero_insulin=zero)
        assert all(check.passed for check in checks(result))


def test_the_scale_chosen_changes_no_number():
    numbers = [answer(timescale=scale).readouts() for scale in ("minutes", "hours", "years")]
    assert numbers[0] == numbers[1] == numbers[2]


def test_a_warning_belongs_to_the_scale_that_is_shown():
    assert cautions(answer()) == ()
    assert "edge" in cautions(answer(timescale="hours", glucose_supply=100))[0].text
    assert "1.5 times" in cautions(answer(timescale="years", si_end=0.1))[0].text
    assert cautions(answer(glucose_supply=100, si_end=0.1)) == ()
