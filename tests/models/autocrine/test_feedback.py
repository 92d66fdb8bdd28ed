import dataclasses
import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.autocrine import feedback_dish
from models.autocrine.feedback import Params, Result, cautions, checks, simulate
from models.autocrine.feedback_curves import READINGS, density_at, driver_at
from models.autocrine.feedback_parameters import loop_of
from models.autocrine.feedback_run import Stretch, follow, response_of, run
from models.numerics.autocrine_loop import settle, steady_states
from models.quantities import Number, ParameterError, parameters
from models.results import Absent
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM

WORDS = lesson("autocrine/feedback")
STRAIGHT = {"feedback_hill": 1.0, "signal_hill": 1.0}


def preset(name, **other):
    return Params(**{**next(p.values for p in WORDS.presets if p.id == name), **other})


def answer(params=None, **values) -> Result:
    return simulate((params or Params()).replace(**values))


def dragged(params, name, values):
    """Follow a reader who drags one control: each answer starts where the last has ended."""
    signals = []
    for value in values:
        result = simulate(params.replace(**{name: float(value)}))
        signals.append(result.signal)
        params = result.after()
    return np.array(signals)


# ------------------------------------------------------------------------------------------ thresholds and history


def test_the_default_loop_switches_on_and_off_at_the_specified_densities():
    result = answer()
    assert math.log10(result.on_density) == pytest.approx(7.72, abs=0.03)
    assert math.log10(result.off_density) == pytest.approx(6.82, abs=0.03)


def test_a_gentler_feedback_has_its_thresholds_closer_together():
    result = answer(feedback_hill=2.0)
    assert math.log10(result.on_density) == pytest.approx(7.22, abs=0.03)
    assert math.log10(result.off_density) == pytest.approx(6.86, abs=0.03)


def test_with_little_basal_secretion_no_density_switches_it_on_but_a_pulse_does():
    result = answer(basal=0.1)
    assert isinstance(result.on_density, Absent)
    assert dragged(Params(basal=0.1, cell_density=1e6), "cell_density", np.geomspace(1e6, 1e9, 30)).max() < 0.03
    assert answer(basal=0.1, cell_density=1e9, pulse_strength=1.0).signal_after_pulse > 0.95


def test_a_reader_who_drags_the_density_up_and_down_meets_the_jumps_at_the_thresholds():
    result = answer()
    on, off = result.on_density, result.off_density
    up = dragged(Params(cell_density=1e6), "cell_density", (3e6, off, 2e7, 0.995 * on, 1.005 * on, 1e9))
    assert (up > 0.5).tolist() == [False, False, False, False, True, True]
    down = dragged(Params(start_signal=1.0), "cell_density", (1e9, on, 2e7, 1.005 * off, 0.995 * off, 1e6))
    assert (down > 0.4).tolist() == [True, True, True, True, False, False]


def test_thresholds_against_the_driver_are_those_of_a_reader_who_drags_it():
    params = preset("il2_t_cell", driver=0.0)
    on, off = simulate(params).on_driver, simulate(params).off_driver
    up = dragged(params, "driver", (off, 0.995 * on, 1.005 * on, 9.0))
    assert (up > 0.3).tolist() == [False, False, True, True]
    down = dragged(params.replace(start_signal=1.0), "driver", (9.0, 1.005 * off, 0.995 * off, 0.0))
    assert (down > 0.3).tolist() == [True, True, False, False]


@pytest.mark.parametrize("values", [{}, {"cell_density": 5.2e7}, {"start_signal": 0.4}, {"pulse_strength": 3.0}])
def test_an_answer_that_starts_from_its_own_end_stays_there(values):
    first = answer(**values)
    again = simulate(first.after())
    assert again.signal == first.signal
    assert {n: v for n, v in again.readouts().items() if n != "dish_on"} == {
        n: v for n, v in first.readouts().items() if n != "dish_on"
    }


def test_next_to_a_fold_the_rounding_of_the_carried_signal_tips_nothing_over():
    on = answer().on_density
    params = Params(cell_density=float(f"{on * 0.9999:.4g}"))
    first = simulate(params)
    assert first.signal < 0.2
    assert simulate(first.after()).signal == first.signal


def test_the_history_decides_between_the_thresholds_and_nowhere_else():
    for density, differ in ((1e6, False), (1e7, True), (1e8, False)):
        low, high = (answer(cell_density=density, start_signal=start).signal for start in (0.0, 1.0))
        assert (high - low > 0.1) == differ


# ------------------------------------------------------------------------------------------ closed curves


def test_every_point_of_the_closed_curves_is_a_steady_state():
    loop = loop_of(Params(receptor_feedback=2e4, trap=0.01, blocker_ratio=1.0, constitutive=0.1, kinase_inhibitor=0.1))
    for curve, name in ((density_at, "density"), (driver_at, "driver")):
        signal, level, possible = curve(loop, READINGS)
        chosen = np.flatnonzero(possible & (level > 0) & (signal > 0.101))[::20]
        for i in chosen:
            there = (
                dataclasses.replace(loop, cells=dataclasses.replace(loop.cells, density=level[i]))
                if name == "density"
                else dataclasses.replace(loop, driver=level[i])
            )
            assert float(there.response(signal[i])) == pytest.approx(signal[i], abs=1e-9)


def test_the_diagram_agrees_with_a_search_at_eighty_densities():
    result = answer()
    parts = [result.density_part == part for part in np.unique(result.density_part)]
    for density in np.geomspace(1e5, 9e8, 80):
        for state in steady_states(loop_of(Params(cell_density=float(density)))):
            drawn = []
            for part in parts:
                level, order = result.density_level[part], np.argsort(result.density_level[part])
                if result.density_stable[part][0] == float(state.stable) and level.min() < density < level.max():
                    drawn.append(np.interp(np.log(density), np.log(level[order]), result.density_signal[part][order]))
            assert min(abs(signal - state.signal) for signal in drawn) < 3e-3


@pytest.mark.parametrize("params", [Params(), Params(basal=0.1), preset("il6_notch3_mammosphere")])
def test_stable_branches_rise_with_density_and_unstable_ones_fall(params):
    result = simulate(params)
    assert np.unique(result.density_stable[np.r_[True, np.diff(result.density_part) > 0]]).tolist() == [0.0, 1.0]
    for part in np.unique(result.density_part):
        chosen = result.density_part == part
        if chosen.sum() > 2:
            slopes = np.diff(result.density_level[chosen]) / np.diff(result.density_signal[chosen])
            assert np.all((slopes > 0) == (result.density_stable[chosen][0] > 0))


@pytest.mark.parametrize("params", [Params(basal=0.1), preset("il6_notch3_mammosphere"), preset("il2_t_cell")])
def test_every_drawn_state_is_as_stable_as_a_search_says(params):
    result = simulate(params)
    for i in range(1, result.density_level.size - 1, 9):
        there = params.replace(cell_density=min(max(float(result.density_level[i]), 1.0), 1e9))
        found = min(steady_states(loop_of(there)), key=lambda state, s=result.density_signal[i]: abs(state.signal - s))
        assert found.signal == pytest.approx(result.density_signal[i], abs=1e-3)
        assert found.stable == bool(result.density_stable[i])


def test_without_cooperativity_there_is_one_steady_state_at_every_density_and_no_threshold():
    for density in np.geomspace(1, 1e9, 10):
        result = answer(cell_density=float(density), **STRAIGHT)
        assert result.state_signal.size == 1
    assert "one state" in result.on_density.reason
    assert "one state" in result.off_density.reason


def test_a_silent_culture_stays_silent_unless_the_response_begins_straight():
    silent = answer(basal=0.0)
    assert silent.signal == 0
    assert isinstance(silent.on_density, Absent) and not isinstance(silent.off_density, Absent)
    resting = silent.density_signal == 0
    assert silent.density_level[resting].max() == pytest.approx(1e9)
    straight = answer(basal=0.0, start_signal=0.01, **STRAIGHT)
    assert straight.signal == pytest.approx(0.49962, abs=1e-4)
    assert straight.state_stable.tolist() == [0.0, 1.0]


# ------------------------------------------------------------------------------------------ the cases of the text


def test_il2_feedback_through_receptors_has_the_specified_thresholds():
    alone = simulate(preset("il2_t_cell", driver=0.0))
    assert alone.on_driver == pytest.approx(2.9, abs=0.05)
    assert alone.off_driver == pytest.approx(1.2, abs=0.05)
    shared = simulate(preset("il2_t_cell", driver=0.0, cell_density=1e6))
    assert shared.on_driver == pytest.approx(0.6, abs=0.05)
    consumed = simulate(preset("il2_t_cell", driver=0.0, cell_density=1e6, medium_loss=5e-4))
    assert consumed.on_driver == pytest.approx(1.4, abs=0.05)


def test_a_strong_antigen_switches_the_t_cell_on():
    assert simulate(preset("il2_t_cell")).signal == pytest.approx(0.99, abs=0.02)


def test_half_a_day_flips_the_mammosphere_for_good():
    result = simulate(preset("il6_notch3_mammosphere"))
    assert result.signal == pytest.approx(0.001, abs=0.001)
    assert result.signal_after_pulse == pytest.approx(0.995, abs=0.005)
    assert result.run_signal[-1] == pytest.approx(result.signal_after_pulse, abs=1e-4)
    after = simulate(result.params.replace(start_signal=float(f"{result.signal_after_pulse:.4g}"), pulse_strength=0.0))
    assert after.signal == pytest.approx(result.signal_after_pulse, abs=1e-9)


def test_mutant_egfr_is_not_needed_once_the_loop_runs():
    lung = preset("il6_egfr_lung")
    assert simulate(lung).signal == pytest.approx(0.995, abs=0.001)
    most = simulate(lung.replace(driver_inhibitor=0.9))
    assert most.signal == pytest.approx(0.99, abs=0.005)
    assert most.stable_states == 1
    none = simulate(most.after().replace(driver_inhibitor=1.0))
    assert none.signal == pytest.approx(0.99, abs=0.005)
    assert none.stable_states == 2
    assert simulate(lung.replace(kinase_inhibitor=0.97)).signal < 0.05


def test_the_il1_loop_has_no_switch_and_its_antagonist_competes_it_out():
    monocyte = simulate(preset("il1_monocyte"))
    assert monocyte.signal == pytest.approx(0.64, abs=0.02)
    assert monocyte.stable_states == 1
    assert simulate(preset("il1_monocyte", blocker_ratio=100.0)).signal == pytest.approx(0.017, abs=0.01)


def test_one_consumer_casts_a_shadow_at_near_contact_only():
    near, far = (answer(cell_radius=5.0, consumer_distance=d).consumer_shadow for d in (10.0, 30.0))
    assert near == pytest.approx(20.0)
    assert far == pytest.approx(2.0, abs=0.3)
    assert isinstance(answer(cell_radius=5.0, consumer_distance=9.0).consumer_shadow, Absent)


def test_the_shadow_of_a_small_consumer_is_that_of_reflected_point_sources():
    # A source Q makes c = Q/(4πDr). A consumer at d takes up J = 4πDa·Da/(1 + Da)·c(d); its own field at the source is
    # J/(4πDd), which is taken per c(a).
    a, d, appetite, diffusivity = 4.0, 50.0, 2.5, 37.0
    field = lambda r: 1 / (4 * math.pi * diffusivity * r)  # noqa: E731
    taken = 4 * math.pi * diffusivity * a * appetite / (1 + appetite) * field(d)
    shadow = 100 * taken * field(d) / field(a)
    assert answer(cell_radius=a, consumer_distance=d, consumer_capture=appetite).consumer_shadow == pytest.approx(
        shadow
    )


# ------------------------------------------------------------------------------------------ in time


def test_the_response_in_plain_floats_is_that_of_the_engine():
    for values in ({}, {"trap": 0.1, "constitutive": 0.2, "receptor_feedback": 3e4}, {"basal": 0.0}, {"driver": 10.0}):
        loop = loop_of(Params(**values))
        fast, density = response_of(loop), float(np.asarray(loop.cells.density))
        for signal in (0.0, 1e-6, 0.1, 0.5, 1.0):
            assert fast(signal, density) == pytest.approx(float(loop.response(signal)), rel=1e-12, abs=1e-15)


def test_a_run_from_edge_to_edge_equals_fine_steps():
    params = preset("il6_notch3_mammosphere", pulse_duration=0.5)
    result = simulate(params)
    step, t, signal, path = 1e-3, 0.0, result.signal, []
    loops = {on: response_of(loop_of(params, more_secretion=3.0 if on else 0.0)) for on in (True, False)}
    density = params.cell_density / CELLS_PER_ML_PER_UM3
    for _ in range(6000):
        rate = loops[t < 0.5 - 1e-9]
        middle = signal + step / 2 * (rate(signal, density) - signal)
        signal += step * (rate(middle, density) - middle)
        t += step
        path.append((t, signal))
    times, fine = np.array(path).T
    np.testing.assert_allclose(np.interp(result.run_time, times, fine)[1:150], result.run_signal[1:150], atol=2e-3)


def test_one_call_over_a_whole_run_misses_a_short_pulse_that_edge_to_edge_sees():
    params = preset("il6_notch3_mammosphere", start_signal=0.0)
    loop, pulsed = loop_of(params), loop_of(params, more_secretion=3.0)
    rest = simulate(params.replace(pulse_strength=0.0)).signal
    begin, end = 240.0, 240.0 + 0.05 * 24

    def rate(t, s):
        return (pulsed if begin <= t < end else loop).response(s) - s

    whole = solve_ivp(rate, (0, 480), [rest], method="LSODA")
    assert whole.y[0, -1] < 0.01
    stretches = (Stretch(begin, 0.0), Stretch(end - begin, 3.0), Stretch(480 - end, 0.0))
    pieces = run(lambda q: pulsed if q else loop, stretches, rest, 1.0)
    assert pieces[1, -1] == pytest.approx(0.995, abs=0.005)


def test_a_pulse_flips_just_when_it_carries_the_signal_past_the_tipping_point():
    base = answer()
    for duration in (0.5, 0.8, 1.0, 1.5, 3.0):
        result = answer(pulse_strength=2.0, pulse_duration=duration)
        flipped = result.pulse_end_signal > base.tipping_signal
        assert (result.signal_after_pulse > 0.5) == flipped


def test_a_pulse_changes_nothing_but_its_own_readouts_and_the_pictures_in_time():
    without, with_pulse = answer(), answer(pulse_strength=3.0)
    assert with_pulse.signal == without.signal
    assert with_pulse.on_density == without.on_density
    np.testing.assert_array_equal(with_pulse.density_signal, without.density_signal)
    assert with_pulse.signal_after_pulse == pytest.approx(without.high_signal)


def test_the_signal_follows_an_exponential_where_nothing_feeds_back():
    times = np.linspace(0, 5, 11)
    np.testing.assert_allclose(
        follow(lambda _, s: (0.7 - s) / 2.0, 0.1, times), 0.7 - 0.6 * np.exp(-times / 2), atol=1e-5
    )


def test_a_growing_culture_passes_its_threshold_and_overshoots_it_the_faster_it_grows():
    on = answer().on_density
    densities = [answer(doubling_time=hours).ignition_density for hours in (6.0, 24.0, 96.0, 240.0)]
    assert all(density > on for density in densities)
    assert np.all(np.diff(densities) < 0)
    assert densities[-1] == pytest.approx(on, rel=0.1)


def test_a_growing_culture_stops_where_the_cells_touch():
    result = answer()
    volume = 4 / 3 * math.pi * 7.5**3 / CELLS_PER_ML_PER_UM3
    assert result.growth_density[-1] * volume == pytest.approx(0.64)
    assert answer(cell_density=1e9).growth_density.tolist() == pytest.approx([1e9] * 121)


# ------------------------------------------------------------------------------------------ the dish


def test_alike_cells_of_the_dish_do_as_the_culture_does():
    for values in ({}, {"cell_density": 7e7}, {"pulse_strength": 2.0, "pulse_duration": 6.0}, {"start_signal": 0.4}):
        result = answer(cell_variation=0.0, **values)
        one = result.dish_signal[:, 0]
        np.testing.assert_allclose(result.dish_signal, one[:, np.newaxis] * np.ones(result.dish_x.size), atol=1e-12)
        shown = np.interp(result.dish_time, result.run_time, result.run_signal)
        np.testing.assert_allclose(one, shown, atol=0.06)  # where it is steepest: a lag of a tenth of a signal time
        assert one[-1] == pytest.approx(result.run_signal[-1], abs=1e-3)


def test_the_steps_of_the_dish_are_of_second_order(monkeypatch):
    monkeypatch.setattr(feedback_dish, "MOST_STEPS", 10_000)

    def at_steepest(step):
        monkeypatch.setattr(feedback_dish, "STEP", step)
        return answer(cell_variation=0.0, cell_density=7e7).dish_signal[15, 0]

    exact = at_steepest(0.01)
    errors = [abs(at_steepest(step) - exact) for step in (0.2, 0.1, 0.05)]
    assert errors[0] / errors[1] == pytest.approx(4, abs=1)
    assert errors[1] / errors[2] == pytest.approx(4, abs=1)


def test_unlike_cells_ignite_below_the_threshold_of_alike_ones():
    below = 0.8 * answer().on_density
    assert answer(cell_density=below, cell_variation=0.0).dish_on == 0
    assert answer(cell_density=below, cell_variation=0.2).dish_on == 100


def test_sensitivities_have_the_coefficient_of_variation_that_is_set():
    many = feedback_dish.sensitivities(0.3)
    assert many.std() / many.mean() == pytest.approx(0.3, abs=0.03)
    assert np.median(many) == pytest.approx(1, abs=0.03)
    np.testing.assert_array_equal(feedback_dish.sensitivities(0.0), np.ones(feedback_dish.CELLS))


def test_the_number_of_cells_in_view_follows_the_density():
    volume = feedback_dish.WIDTH * feedback_dish.HEIGHT * feedback_dish.DEPTH
    for density in (2e6, 1e7, 5e7):
        assert answer(cell_density=density).dish_x.size == round(density / CELLS_PER_ML_PER_UM3 * volume)
    assert answer(cell_density=1.0).dish_x.size == 1
    few, many = (answer(cell_density=n) for n in (1e7, 5e7))
    np.testing.assert_array_equal(many.dish_x[: few.dish_x.size], few.dish_x)


# ------------------------------------------------------------------------------------------ words and bad input


def test_the_discoveries_are_true():
    found = [Params(**item.set) for item in WORDS.discoveries]
    first = simulate(found[0])
    assert (first.on_density, first.off_density) == pytest.approx((5.2e7, 6.4e6), rel=0.01)
    gentle = simulate(found[0].replace(feedback_hill=2.0))
    assert (gentle.on_density, gentle.off_density) == pytest.approx((1.6e7, 7.1e6), rel=0.01)
    assert first.signal < 0.1
    dense = simulate(found[1])
    assert dense.signal == pytest.approx(0.026, abs=0.0005)
    assert isinstance(dense.on_density, Absent)
    assert simulate(found[1].replace(pulse_strength=1.0)).signal_after_pulse == pytest.approx(0.97, abs=0.005)
    after = [
        simulate(found[2].replace(pulse_strength=3.0, pulse_duration=hours)).signal_after_pulse
        for hours in (12.0, 0.03, 0.02)
    ]
    assert after == pytest.approx([0.993, 0.993, 0.001], abs=0.0006)
    assert simulate(found[2]).tipping_signal == pytest.approx(0.029, abs=0.0005)
    alone = simulate(found[3])
    assert (alone.on_driver, alone.off_driver) == pytest.approx((2.9, 1.2), abs=0.05)
    shared = found[3].replace(cell_density=1e6)
    assert simulate(shared).on_driver == pytest.approx(0.57, abs=0.005)
    assert simulate(shared.replace(medium_loss=5e-4)).on_driver == pytest.approx(1.4, abs=0.05)
    way = dragged(found[4], "driver_inhibitor", (0.0, 0.9, 1.0))
    assert way == pytest.approx([0.995, 0.992, 0.991], abs=0.0006)
    assert simulate(found[4].replace(driver_inhibitor=1.0)).low_signal == pytest.approx(0.006, abs=0.0005)
    near, far = simulate(found[5]), simulate(found[5].replace(consumer_distance=30.0))
    assert (near.consumer_shadow, far.consumer_shadow) == pytest.approx((20, 2.2), abs=0.05)


def test_the_prediction_and_the_quiz_are_true():
    up = simulate(Params(cell_density=1e8))
    assert up.signal == pytest.approx(0.954, abs=0.0005)
    back = simulate(up.after().replace(cell_density=1e7))
    assert back.signal == pytest.approx(0.74, abs=0.006)
    assert simulate(Params(**WORDS.prediction.try_it)).signal == back.signal
    assert answer(**STRAIGHT).state_signal.size == 1


def test_cautions_name_what_is_broken():
    assert cautions(answer()) == ()
    crowded = cautions(answer(cell_density=1e9))
    assert any("do not fit" in caution.text for caution in crowded)
    slow = cautions(answer(medium_loss=1e-7, signal_time=0.1))
    assert any("longer to settle" in caution.text for caution in slow)
    unlike = cautions(answer(cell_density=4e7))
    assert any("unlike cells" in caution.text for caution in unlike)


def test_everything_blocked_at_once_leaves_a_quiet_culture():
    off = answer(
        secretion_inhibitor=1.0, driver_inhibitor=1.0, kinase_inhibitor=1.0, dominant_negative=1.0, trap=1e7,
        trap_on_rate=1e7, blocker_ratio=1e5, basal=0.0, feedback_secretion=0.0, start_signal=1.0, pulse_strength=10.0,
    )  # fmt: skip
    assert off.signal == 0
    assert off.signal_after_pulse == 0
    assert all(check.passed for check in checks(off))


def test_a_start_signal_out_of_range_is_refused_by_name():
    with pytest.raises(ParameterError, match="Signal until now"):
        Params(start_signal=1.2)


def numbers():
    for name, item in parameters(Params).items():
        assert isinstance(item, Number)
        low, high = (np.log(item.low), np.log(item.high)) if item.scale == "log" else (item.low, item.high)
        back = np.exp if item.scale == "log" else float
        inside = st.floats(low, high).map(
            lambda x, q=item, f=back: min(max(float(f"{f(x):.4g}"), q.low), q.high)  # type: ignore[misc]
        )
        yield name, st.sampled_from([item.low, item.high, *([0.0] if item.zero else [])]) | inside


@settings(max_examples=25, deadline=None)
@given(values=st.fixed_dictionaries(dict(numbers())))
def test_every_state_is_sound(values):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = simulate(Params(**values))
        again = simulate(result.after())
    assert again.signal == pytest.approx(result.signal, abs=1e-9)
    assert 0 <= result.signal <= 1
    loop = loop_of(result.params)
    assert settle(loop, result.signal) == pytest.approx(result.signal, abs=1e-6)
    assert np.all((result.dish_signal >= 0) & (result.dish_signal <= 1))
    assert np.all((result.run_signal >= 0) & (result.run_signal <= 1))
    assert result.density_level.size == 0 or (
        result.density_level.min() >= 0.999 and result.density_level.max() <= 1.001e9
    )
    for on, off in ((result.on_density, result.off_density), (result.on_driver, result.off_driver)):
        if not isinstance(on, Absent):
            assert on > 0
        if not isinstance(off, Absent):
            assert off >= 0
    assert all(check.passed for check in checks(result))


def test_the_share_of_the_medium_and_a_cell_s_own_ligand_make_up_the_level_at_the_cell():
    for density in (1e3, 1e7, 1e9):
        result = simulate(Params(cell_density=density))
        # Own ligand on its way out alone: Q / (G + J/c), with J = k_e B.
        params, level = result.params, result.surface_level * MOLECULES_PER_UM3_PER_NM
        escape = 4 * math.pi * params.diffusivity * params.cell_radius
        own = result.secretion / (escape + params.complex_internalization * result.bound / level)
        assert result.bulk_share / 100 == pytest.approx(1 - own / level, abs=1e-6)
