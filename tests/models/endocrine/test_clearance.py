"""Secretion over clearance is the level, volume over clearance the tempo."""

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from content import loader
from models.endocrine.clearance import Params, cautions, simulate
from models.numerics.compartments import Compartments
from models.numerics.tank_ring import ring_levels, slowest_turns
from models.quantities import Number, ParameterError, parameters
from models.results import Absent

ONE = {"exchange": 0}
TWO = Compartments(clearance=0.75, central=3, exchange=0.5, peripheral=4)
PRESETS = {preset.id: preset.values for preset in loader.lesson("endocrine/clearance").presets}


def result(**values):
    return simulate(Params(**values))


def preset(name, **values):
    return result(**{**PRESETS[name], **values})


# One injection


@pytest.mark.parametrize("body", [TWO, Compartments(0.02, 20, 3, 0.1), Compartments(5, 2, 0.01, 60)])
def test_the_two_exponentials_obey_the_sum_and_product_rules(body):
    (alpha, beta), (a, b), (fast, slow) = body.modes
    out, back = body.clearance / body.central, body.exchange / body.peripheral
    assert alpha > beta > 0 and a > 0 and b > 0
    assert a + b == pytest.approx(1 / body.central, rel=1e-13)
    assert alpha * beta == pytest.approx(out * back, rel=1e-13)
    assert fast == -slow
    assert (alpha - back) * (back - beta) == pytest.approx(body.exchange / body.central * back, rel=1e-9)


def test_the_area_under_an_injection_is_dose_over_clearance():
    area = quad(lambda t: TWO.after_dose(t)[0, 0], 0, np.inf, epsabs=0, epsrel=1e-11)[0]
    assert area == pytest.approx(1 / 0.75, rel=1e-9)
    assert result(dose=6000).exposure == pytest.approx(8.0)


def test_the_mean_residence_time_is_volume_over_clearance():
    first = quad(lambda t: t * TWO.after_dose(t)[0, 0], 0, np.inf, epsabs=0, epsrel=1e-11)[0]
    assert first * 0.75 == pytest.approx(7 / 0.75, rel=1e-9)
    assert result().residence_time == pytest.approx(7 / 0.75)


def test_without_exchange_two_compartments_are_one():
    times = np.linspace(0, 60, 50)
    barely = Compartments(0.75, 3, 1e-9, 4).after_dose(times)[0]
    np.testing.assert_allclose(barely, np.exp(-0.25 * times) / 3, rtol=2e-7)
    assert result(exchange=0).plasma_level == result(peripheral_volume=0).plasma_level
    assert isinstance(result(exchange=0).slow_half_life, Absent)


@pytest.mark.parametrize("given", ["bolus", "infusion", "steady"])
def test_the_closed_forms_solve_the_rate_equations(given):
    params = Params(input=given, infusion_time=20, duration=60, time=60)
    answer = simulate(params)

    def slope(rate):
        return lambda t, c: [
            (rate - 0.75 * c[0] - 0.5 * (c[0] - c[1])) / 3,
            0.5 * (c[0] - c[1]) / 4,
        ]

    start = [params.dose / 1e3 / 3, 0] if given == "bolus" else [0, 0]
    spans = [(0, 60, 0 if given == "bolus" else 0.1)] if given != "infusion" else [(0, 20, 0.1), (20, 60, 0)]
    for begin, end, rate in spans:
        inside = (answer.times >= begin) & (answer.times <= end)
        run = solve_ivp(
            slope(rate), (begin, end), start, method="DOP853", rtol=1e-13, atol=1e-15, t_eval=answer.times[inside]
        )
        np.testing.assert_allclose(run.y[0], answer.level[inside], atol=4e-12)
        np.testing.assert_allclose(run.y[1], answer.tissue_level[inside], atol=4e-12)
        start = run.y[:, -1]


# Steady secretion and pulses


def test_the_steady_level_does_not_know_the_volumes():
    for values in ({"central_volume": 3}, {"central_volume": 60}, {"peripheral_volume": 60}, {"exchange": 5}):
        assert result(**values, duration=2e5, time=2e5).plasma_level == pytest.approx(100 / 0.75 / 1e3, rel=1e-9)
    small, large = result(central_volume=3, **ONE), result(central_volume=6, **ONE)
    assert small.steady_level == large.steady_level
    assert small.settling_time == pytest.approx(math.log(10) * 3 / 0.75)
    assert large.settling_time == pytest.approx(2 * small.settling_time)


def test_one_injection_has_no_steady_level():
    assert isinstance(result(input="bolus").steady_level, Absent)
    assert "bolus" not in parameters(Params)["secretion"].when


def test_doses_superpose():
    times = np.array([7.0, 25.0, 61.0])
    interval = 10.0
    summed = sum(
        np.where(times >= k * interval, TWO.after_dose(np.maximum(times - k * interval, 0)), 0) for k in range(7)
    )
    np.testing.assert_allclose(TWO.during_pulses(times, interval), summed, rtol=1e-13)
    on, off = TWO.during_infusion(times), TWO.during_infusion(np.maximum(times - 20, 0)) * (times > 20)
    np.testing.assert_allclose(TWO.during_infusion(times, 20.0), on - off, rtol=1e-12)


def test_pulses_in_one_compartment_have_the_textbook_peak_trough_and_mean():
    pulsed = result(input="pulses", pulse_interval=12, duration=600, time=600, **ONE)
    ratio = pulsed.peak_level / pulsed.trough_level
    assert ratio == pytest.approx(2 ** (12 / pulsed.half_life), rel=1e-12)
    body = Compartments(0.75, 3)
    mean = quad(lambda t: body.between_pulses(t, 12)[0, 0], 0, 12, epsrel=1e-12)[0] / 12
    assert mean * 100 * 12 / 1e3 == pytest.approx(pulsed.steady_level, rel=1e-10)


def test_a_day_of_pulses_is_drawn_with_every_peak():
    day = result(input="pulses", pulse_interval=60, duration=1440, time=1440, **ONE)
    assert float(day.level[day.times > 720].max()) == pytest.approx(day.peak_level, rel=1e-6)
    assert np.all(np.diff(day.times) >= 0)


def test_very_many_pulses_stay_between_trough_and_peak():
    many = result(input="pulses", pulse_interval=5, duration=1e5, time=1e5)
    late = many.level[many.times > 1e4]
    assert late.min() >= many.trough_level * (1 - 1e-9)
    assert late.max() <= many.peak_level * (1 + 1e-9)
    assert many.level.size < 1000


# The circulation


@pytest.mark.parametrize("tanks", [5, 27, 60])
def test_the_ring_keeps_the_amount_and_its_slowest_wave_fades_as_stated(tanks):
    levels = ring_levels(np.array([0.0, 1.0, 6.0, 7.0]), tanks)
    np.testing.assert_allclose(levels.mean(axis=1), 1, rtol=1e-12)
    assert levels[0, 0] == pytest.approx(tanks)
    wave = np.abs(np.fft.fft(levels, axis=1)[:, 1])
    assert math.log(wave[2] / wave[3]) == pytest.approx(1 / slowest_turns(tanks), rel=1e-6)


def test_after_three_turns_the_slowest_wave_of_27_tanks_is_within_11_percent():
    assert math.exp(-3 / slowest_turns(27)) == pytest.approx(0.11, abs=0.005)
    # A wave and its mirror image add up where the hormone entered: the level itself differs twice as much.
    assert result().unevenness == pytest.approx(2 * 100 * math.exp(-3 / slowest_turns(27)), rel=0.01)


def test_survival_of_one_turn_goes_by_the_half_life():
    assert pytest.approx(1e-9, rel=0.1) == 2 ** (-60 / 2)
    short = result(central_volume=2.705, **ONE)
    assert short.half_life * 60 == pytest.approx(150, rel=1e-3)
    assert short.survival_per_turn == pytest.approx(76, abs=0.5)
    assert preset("insulin").survival_per_turn == pytest.approx(87, abs=0.5)
    drawn = np.interp(np.log(150), np.log(short.half_lives), short.survival)
    assert drawn == pytest.approx(0.76, abs=0.01)


def test_three_times_the_output_is_a_third_of_the_transit():
    rest, run = result(), result(circulation_time=20)
    assert run.cardiac_output == pytest.approx(3 * rest.cardiac_output)
    assert (rest.cleared_share, run.cleared_share) == pytest.approx((15, 5))
    assert run.mixing_time == pytest.approx(rest.mixing_time / 3)
    assert run.unevenness == rest.unevenness
    assert (rest.mixing_time, run.mixing_time) == pytest.approx((82.4, 27.5), abs=0.05)


def test_the_measured_transit_gives_the_blood_volume():
    assert pytest.approx(4.15, abs=0.005) == 4.5 * 55.3 / 60
    assert result(blood_volume=4.1475, circulation_time=55.3).cardiac_output == pytest.approx(4.5, rel=1e-3)


def test_a_clearance_above_the_cardiac_output_is_refused_in_words():
    with pytest.raises(ParameterError, match=r"Clearance: 4 L/min is more than the heart pumps, 3\.33 L/min") as caught:
        result(clearance=4, circulation_time=90)
    assert caught.value.name == "clearance"
    assert result(clearance=5).cleared_share == pytest.approx(100)


# Molecules


def test_molecules_at_one_nanomolar():
    answer = result(secretion=750, time=60, **ONE)
    assert answer.plasma_level == pytest.approx(1, abs=1e-5)
    cleft, cell, sphere, blood = answer.molecules
    assert cleft == pytest.approx(0.002, rel=0.01)
    assert cell == pytest.approx(315, abs=0.5)
    assert sphere == pytest.approx(2.5e6, rel=0.02)
    assert blood == pytest.approx(3.0e15, rel=0.01)
    assert answer.molecules_in_blood == blood


# Published numbers


def test_erythropoietin_stays_as_long_as_reported():
    epo = preset("epo")
    assert epo.residence_time / 60 == pytest.approx(6.33, abs=0.01)
    assert epo.residence_time / 60 == pytest.approx(6.2, rel=0.05)
    assert pytest.approx(6.33, abs=0.01) == 76 / 12


def test_t3_production_is_level_times_clearance():
    assert pytest.approx(31.4, abs=0.05) == 1.37 * 22.9
    assert pytest.approx(30, rel=0.08) == 1.37 * 22.9
    assert preset("t3").steady_level == pytest.approx(1370 / 650.97, rel=0.08)


def test_an_epinephrine_infusion_raises_the_arterial_level_as_measured():
    rate = 0.1e-6 / 183.2 * 1e12
    rise = result(secretion=rate, clearance=33 * 70 / 1000, **ONE).steady_level
    assert rise * 183.2 == pytest.approx(43, abs=0.5)
    assert rise * 183.2 == pytest.approx(41, rel=0.06)


def test_cortisol_at_20_mg_a_day_is_in_the_usual_range():
    level = preset("cortisol").steady_level
    assert level == pytest.approx(276, abs=1)
    assert 140 < level < 700


def test_insulin_secretion_is_44_units_a_day():
    units = 145.8 * 1.8 / 6.0  # nmol per day, 6.0 nmol in a unit
    assert units == pytest.approx(44, abs=0.5)
    assert 30 < units < 70
    assert pytest.approx(PRESETS["insulin"]["secretion"], abs=0.1) == 50.9 * 1.8 * (1 - 0.531)


def test_anp_fills_the_extracellular_fluid_and_is_cleared_with_the_plasma_flow():
    anp = preset("anp")
    assert anp.steady_volume == pytest.approx(13.1, abs=0.05)
    assert anp.params.clearance == pytest.approx(0.55 * anp.cardiac_output, rel=0.06)


def test_thyroid_clearances_differ_27_fold_and_those_of_the_free_hormones_far_less():
    t4, t3 = PRESETS["t4"]["clearance"], PRESETS["t3"]["clearance"]
    assert t3 / t4 == pytest.approx(27, abs=0.5)
    assert (t3 / 0.003) / (t4 / 0.0003) == pytest.approx(2.7, abs=0.05)
    assert (t4 / 0.0003, t3 / 0.003) == pytest.approx((1.9, 5.3), abs=0.05)


# Half-life and clearance


def test_a_half_life_that_clearance_and_volume_do_not_give_brings_the_caution():
    def warned(answer):
        return any("do not determine each other" in item.text for item in cautions(answer))

    fitting = result(**ONE).half_life
    assert not warned(result(**ONE))
    assert not warned(result(quoted_half_life=1.49 * fitting, **ONE))
    assert warned(result(quoted_half_life=1.51 * fitting, **ONE))
    assert warned(result(quoted_half_life=fitting / 1.51, **ONE))
    assert [name for name in PRESETS if warned(preset(name))] == ["insulin", "leptin"]
    assert warned(preset("pth", quoted_half_life=81.7))


def test_with_the_same_clearance_a_larger_volume_has_a_longer_half_life():
    assert result(central_volume=6, **ONE).half_life == pytest.approx(2 * result(central_volume=3, **ONE).half_life)


def test_half_the_clearance_doubles_level_and_half_life():
    before, after = result(), result(clearance=0.375)
    assert after.steady_level == pytest.approx(2 * before.steady_level)
    assert after.half_life == pytest.approx(2 * before.half_life)


def test_one_injection_into_two_compartments_has_neither_half_life_of_the_volume():
    answer = result(input="bolus")
    shown = (answer.fast_half_life, answer.slow_half_life, answer.half_life)
    assert shown == pytest.approx((1.46, 10.6, 6.47), abs=0.05)
    np.testing.assert_allclose(answer.fast_part + answer.slow_part, answer.dose_level, rtol=1e-12)
    assert result(input="bolus", **ONE).half_life == pytest.approx(2.77, abs=0.005)


def test_the_plasma_flow_and_slow_mixing_are_named():
    texts = " ".join(item.text for item in cautions(result(clearance=4, central_volume=2, **ONE)))
    assert "above the plasma flow" in texts
    assert "shorter than the mixing" in texts
    assert any("before 90 %" in item.text for item in cautions(result(time=5)))


@pytest.mark.parametrize("given", ["steady", "infusion", "bolus", "pulses"])
@pytest.mark.parametrize("end", ["low", "high"])
def test_everything_at_one_end_gives_an_answer(given, end):
    ends = {name: getattr(item, end) for name, item in parameters(Params).items() if isinstance(item, Number)}
    answer = result(**{**ends, "input": given, "clearance": 0.01})
    assert np.all(np.isfinite(answer.level))
