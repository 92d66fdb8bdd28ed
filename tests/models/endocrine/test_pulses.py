import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.endocrine import pulses_axis
from models.endocrine.pulses import Params, cautions, checks, simulate
from models.endocrine.pulses_axis import TIME_UNIT, border, characteristic, critical, period_of, rest, run, window
from models.endocrine.pulses_receptors import PULSE_WIDTH, Receptors
from models.results import Absent

GNRH = Receptors(fatigue=0.2, recovery=0.03, threshold=0.5)
FIND = lesson("endocrine/pulses").discoveries


def period(drive, delay, hours=72.0, step=pulses_axis.STEP):
    made = run(drive, delay, hours, step)
    edge = critical(drive)
    return period_of(made.time, made.cort, float(rest(drive).level), lost=edge is not None and delay > edge[0])


def test_the_rat_s_axis_pulses_every_hour():
    assert simulate(Params()).pulse_period == pytest.approx(61.7, abs=0.05)


def test_the_period_grows_with_the_delay():
    found = [period(30, delay) for delay in (9, 15, 30)]
    assert [round(x) for x in found] == [49, 62, 92]
    assert [x / delay for x, delay in zip(found, (9, 15, 30), strict=True)] == pytest.approx([5.5, 4.1, 3.1], abs=0.05)


def test_half_the_step_gives_the_same_period_to_one_in_ten_thousand():
    assert period(30, 15) == pytest.approx(period(30, 15, step=pulses_axis.STEP / 2), rel=1e-4)


def test_heun_s_method_is_of_second_order():
    ends = [run(30, 15, 4.0, step).cort[-1] for step in (0.06, 0.03, 0.015)]
    errors = np.diff(ends)
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.35)


def test_without_a_delay_the_run_agrees_with_an_ode_solver_and_settles():
    p2, p3, p4, p5, p6 = 15, 7.2, 0.05, 0.11, 2.9

    def rates(_, x):
        a, r, o = x
        y = o * r
        return [30 / (1 + p2 * y) - p3 * a, y * y / (p4 + y * y) + p5 - p6 * r, a - o]

    made = run(30, 0, 24.0, 0.01)
    known = solve_ivp(rates, (0, made.time[-1] / TIME_UNIT), [0, p5 / p6, 0], rtol=1e-10, atol=1e-12, dense_output=True)
    np.testing.assert_allclose(made.cort, known.sol(made.time / TIME_UNIT)[2], atol=2e-3)
    level = float(rest(30.0).level)
    assert made.acth[-1] == pytest.approx(level, rel=1e-6)
    assert made.cort[-1] == pytest.approx(level, rel=1e-6)


def test_without_a_delay_it_settles_at_any_drive():
    for drive in (0.5, 5.0, 15.0, 30.0, 46.0, 80.0):
        assert isinstance(simulate(Params(crh_drive=drive, adrenal_delay=0)).pulse_period, Absent)


def test_the_rest_is_lost_in_the_window_of_the_specification():
    result = simulate(Params())
    assert result.drive_low == pytest.approx(15.25, abs=0.01)
    assert result.drive_high == pytest.approx(46.01, abs=0.01)


def test_the_critical_delay_follows_from_the_characteristic_equation():
    delay, there = critical(30.0)
    assert delay == pytest.approx(8.457, abs=1e-3)
    assert characteristic(rest(30.0), 2j * math.pi * TIME_UNIT / there, delay) < 1e-12
    grid = np.linspace(0.05, 20, 4000) * 1j
    slack = [characteristic(rest(30.0), s, 8.85) for s in grid]
    assert min(slack) > 0.01, "8.85 min, as the specification had it, is no root"


def test_runs_cross_the_border_where_the_equation_says():
    """A small kick from rest grows above the critical delay and dies out below it, at the rate of its root."""
    delay, there = critical(30.0)
    for factor, grows in ((0.98, False), (1.02, True)):
        made = run(30, factor * delay, 120.0)
        late = [np.ptp(part) for part in np.array_split(made.cort, 8)]
        assert (late[-1] > 0.1) == grows
        if not grows:
            assert late[-1] < 0.3 * late[3]
    assert period(30, 8.6, 120.0) == pytest.approx(there, rel=0.02)


def test_below_the_weakest_drive_no_delay_makes_a_rhythm():
    weakest = border().drive[0]
    assert critical(0.99 * weakest) is None
    assert critical(1.001 * weakest)[0] > 200
    assert isinstance(simulate(Params(crh_drive=5.0, adrenal_delay=40)).pulse_period, Absent)


def test_the_border_is_a_valley_that_the_window_cuts_twice():
    curve = border()
    least = int(np.argmin(curve.delay))
    assert np.all(np.diff(curve.delay[: least + 1]) < 0) and np.all(np.diff(curve.delay[least:]) > 0)
    assert window(curve.delay[least] * 0.999) == (None, None)
    low, high = window(10.0)
    assert critical(low)[0] == pytest.approx(10, rel=1e-9)
    assert critical(high)[0] == pytest.approx(10, rel=1e-9)
    assert window(40.0)[1] is None


def test_the_state_of_rest_is_unique():
    y = np.geomspace(1e-6, 3, 2000)
    assert np.all(np.diff(pulses_axis.rest_at(y).drive) > 0)


def test_what_the_adrenal_makes_is_what_is_cleared_over_a_pulse():
    made = run(30, 15, 72.0)
    whole = made.time > made.time[-1] - 4 * 61.676
    assert made.acth[whole].mean() == pytest.approx(made.cort[whole].mean(), rel=2e-3)
    assert simulate(Params()).imbalance < 1e-6


def test_with_a_strong_drive_rhythm_and_rest_exist_side_by_side():
    result = simulate(Params(crh_drive=80, adrenal_delay=28))
    assert result.critical_delay == pytest.approx(29.7, abs=0.05)
    assert not result.rest_lost
    assert result.pulse_period == pytest.approx(88, abs=0.5)
    assert "both stable" in cautions(result)[0].text
    made = run(80, 28, 300.0, pulses_axis.SWEEP_STEP)
    swings = [np.ptp(part) for part in np.array_split(made.cort, 10)]
    assert swings[-1] == pytest.approx(swings[3], rel=1e-3)


@pytest.mark.parametrize(("drive", "none", "some"), [(80, 23.0, 24.5), (12, 32.5, 34.5)])
def test_from_empty_blood_pulses_begin_where_the_text_says(drive, none, some):
    assert period(drive, none) is None
    assert period(drive, some) is not None
    assert critical(drive)[0] == pytest.approx({80: 29.7, 12: 72.7}[drive], abs=0.05)


def test_the_period_over_the_delay_is_that_of_the_text():
    delay, there = critical(30.0)
    assert there / delay == pytest.approx(5.7, abs=0.05)
    assert period(30, 40) / 40 == pytest.approx(2.8, abs=0.05)


def test_the_sweep_passes_through_the_present_state():
    result = simulate(Params())
    at_15 = np.interp(15.0, result.sweep_delay, result.sweep_period)
    assert at_15 == pytest.approx(result.pulse_period, rel=5e-3)
    assert result.sweep_delay[0] == pytest.approx(result.critical_delay)
    assert np.all(np.diff(result.sweep_period) > 0)


def test_the_best_interval_and_the_outputs_of_the_specification():
    best, most = GNRH.best_interval()
    assert best == pytest.approx(65, abs=0.5)
    relative = [float(GNRH.mean_response(t)) / most for t in (30.0, 60.0, 120.0, 240.0, PULSE_WIDTH)]
    assert [round(x, 2) for x in relative] == [0.38, 0.99, 0.77, 0.41, 0.0]
    assert simulate(Params(pulse_interval=6)).continuous_response == 0
    assert simulate(Params(pulse_interval=6)).receptors_at_pulse == pytest.approx(13, abs=0.1)


@pytest.mark.parametrize(
    ("cell", "interval"),
    [(GNRH, 30.0), (GNRH, 240.0), (Receptors(fatigue=1.0, recovery=0.2, threshold=0.1), 12.0)],
)
def test_the_closed_form_of_the_receptors_equals_an_ode(cell, interval):
    working = 1.0
    for _ in range(40):
        on = solve_ivp(lambda _, r: cell.recovery * (1 - r) - cell.fatigue * r, (0, PULSE_WIDTH), [working],
                       rtol=1e-10, atol=1e-12, dense_output=True)  # fmt: skip
        pause = solve_ivp(lambda _, r: cell.recovery * (1 - r), (0, interval - PULSE_WIDTH), on.y[:, -1],
                          rtol=1e-10, atol=1e-12)  # fmt: skip
        before, working = working, float(pause.y[0, -1])
        if abs(working - before) < 1e-12:
            break
    assert working == pytest.approx(float(cell.at_pulse(interval)), abs=1e-8)
    times = np.linspace(0, PULSE_WIDTH, 20001)
    heard = np.trapezoid(np.maximum(on.sol(times)[0] - cell.threshold, 0), times) / interval
    assert heard == pytest.approx(float(cell.mean_response(interval)), rel=1e-6, abs=1e-9)


def test_the_course_in_time_reaches_the_periodic_state():
    time, working, response = GNRH.course(60.0)
    starts = working[np.isclose(time % 60, 0)]
    assert starts[0] == 1
    assert starts[-1] == pytest.approx(float(GNRH.at_pulse(60.0)), abs=1e-6)
    assert response.max() == pytest.approx(0.5)
    assert np.all(response[(time % 60) > PULSE_WIDTH + 0.01] == 0)


def test_receptors_that_hardly_tire_do_best_without_a_break():
    for change in ({"desensitization": 0.01}, {"recovery": 1.0}, {"threshold": 0.01}):
        assert "without a break" in simulate(Params(**change)).best_interval.reason
    assert isinstance(simulate(Params(threshold=1.0)).relative_output, Absent)


def test_the_discoveries_are_true():
    first = simulate(Params(**FIND[0].set))
    assert isinstance(first.pulse_period, Absent)
    assert first.critical_delay == pytest.approx(8.46, abs=0.005)
    delays = [simulate(Params(**FIND[1].set | {"adrenal_delay": t})) for t in (9, 15, 30)]
    assert [round(x.pulse_period) for x in delays] == [49, 62, 92]
    assert [x.period_in_delays for x in delays] == pytest.approx([5.5, 4.1, 3.1], abs=0.05)
    third = simulate(Params(**FIND[2].set))
    assert (third.drive_low, third.drive_high) == pytest.approx((15.3, 46.0), abs=0.05)
    outputs = [simulate(Params(**FIND[3].set | {"pulse_interval": t})).relative_output for t in (60, 30, 120, 240)]
    assert outputs == pytest.approx([99, 38, 77, 41], abs=0.5)
    before, after = (simulate(Params(**FIND[4].set | {"recovery": k})).best_interval for k in (0.03, 0.06))
    assert (before, after) == pytest.approx((65, 34), abs=0.5)
    last = simulate(Params(**FIND[5].set))
    assert (last.pulse_period, last.critical_delay) == pytest.approx((88, 29.7), abs=0.2)


def test_the_numbers_of_the_questions_are_true():
    quick = simulate(Params(model="gnrh", pulse_interval=15))
    assert quick.relative_output == 0
    assert quick.receptors_at_pulse == pytest.approx(39, abs=0.5)
    halved = [simulate(Params(pulse_interval=t)).receptors_at_pulse for t in (30, 60)]
    assert halved == pytest.approx([64, 86], abs=0.5)


def test_cautions_name_what_is_broken():
    assert cautions(simulate(Params())) == ()
    assert "days to find" in cautions(simulate(Params(adrenal_delay=8.47)))[0].text
    assert "nearly touch" in cautions(simulate(Params(model="gnrh", pulse_interval=6)))[0].text


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0, 80), st.just(0.0) | st.floats(0.5, 40), st.floats(6, 400), st.floats(0.01, 1), st.floats(0.005, 1),
    st.floats(0.01, 1),
)  # fmt: skip
def test_every_state_is_physical(drive, delay, interval, fatigue, recovery, threshold):
    result = simulate(
        Params(
            crh_drive=drive, adrenal_delay=delay, pulse_interval=interval, desensitization=fatigue, recovery=recovery,
            threshold=threshold,
        )
    )  # fmt: skip
    assert result.acth.min() >= 0 and result.cort.min() >= 0
    assert 0 <= result.working.min() <= result.working.max() <= 1
    assert 0 <= result.relative_response.min() <= result.relative_response.max() <= 100.001
    if result.rest_lost:
        assert not isinstance(result.pulse_period, Absent)
    assert all(check.passed for check in checks(result)), checks(result)
