"""What the French flag model states, against theory, an independent solver and published numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_banded

from content.loader import lesson
from models.numerics.steady_profile import SteadyProfile
from models.paracrine.french_flag import (
    EMBRYOS,
    Params,
    cautions,
    checks,
    noise,
    profile,
    simulate,
    thresholds,
)
from models.quantities import Choice, parameters
from models.results import Absent

SELF_ENHANCED = Params(loss_kind="self-enhanced")


def solved_by_newton(diffusivity: float, constant: float, order: float, influx: float, offset: float):
    """Solve D c'' = k cⁿ with influx at 0 and a wall far away: finite volumes on a graded grid, Newton, banded.

    It knows nothing of the power law; ``offset`` only sets where the grid is fine. A wall 3000 offsets away changes the
    level within 20 offsets by less than 1e-9.
    """
    edges = offset * np.expm1(np.linspace(0.0, np.log(3000.0), 4001))
    x, width = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
    coupling = diffusivity / np.diff(x)
    level = np.full_like(x, (influx**2 / (diffusivity * constant)) ** (1 / (order + 1)))
    for _ in range(200):
        flux = np.concatenate([[influx], coupling * (level[:-1] - level[1:]), [0.0]])
        residual = flux[:-1] - flux[1:] - constant * level**order * width
        matrix = np.zeros((3, x.size))
        matrix[0, 1:] = matrix[2, :-1] = coupling
        matrix[1] = -constant * order * level ** (order - 1) * width
        matrix[1, :-1] -= coupling
        matrix[1, 1:] -= coupling
        change = solve_banded((1, 1), matrix, -residual)
        level = np.maximum(level + change, level / 10)
        if np.max(np.abs(change) / level) < 1e-11:
            return x, level
    raise AssertionError("Newton did not converge")


@pytest.mark.parametrize("order", [1.5, 2.0, 2.5, 3.0])
def test_power_law_equals_an_independent_newton_solution(order):
    params = SELF_ENHANCED.replace(loss_order=order, diffusivity=0.5, loss_constant=3e-3, source_level=40.0)
    gradient = profile(params)
    influx = params.diffusivity * gradient.power * gradient.level / gradient.scale
    x, level = solved_by_newton(params.diffusivity, params.loss_constant, order, influx, gradient.scale)
    near = x < 20 * gradient.scale
    assert np.max(np.abs(level[near] / gradient.concentration(x[near]) - 1)) < 4e-5


def test_offset_agrees_with_its_formula_by_the_influx():
    params = SELF_ENHANCED
    influx = params.diffusivity * 2 * params.source_level / profile(params).scale
    by_influx = (12 * params.diffusivity**2 / (params.loss_constant * influx)) ** (1 / 3)
    assert profile(params).scale == pytest.approx(by_influx, rel=1e-12)
    result = simulate(params)
    assert result.offset == pytest.approx(by_influx, rel=1e-12)
    assert result.source_flux == pytest.approx(influx * 0.602214, rel=1e-5)


@pytest.mark.parametrize("order", [1.5, 2.0, 3.0])
def test_dose_shift_is_the_same_at_every_border_under_self_enhanced_loss(order):
    params = SELF_ENHANCED.replace(loss_order=order)
    borders = np.geomspace(1e-3, 0.9, 20) * params.source_level
    shift = profile(params, 2.0).position(borders) - profile(params).position(borders)
    power = 2 / (order - 1)
    expected = profile(params).scale * (1 - 2 ** (-1 / (power + 1)))
    np.testing.assert_allclose(shift, expected, rtol=1e-9)
    assert simulate(params).dose_shift == pytest.approx(expected, rel=1e-9)


def test_doubling_shifts_by_a_fifth_of_the_offset_for_quadratic_loss():
    result = simulate(SELF_ENHANCED)
    assert result.dose_shift / result.offset == pytest.approx(0.206, abs=5e-4)


def test_doubling_shifts_by_lambda_ln_2_for_linear_loss():
    result = simulate(Params(decay_length=20.0, tissue_length=200.0))
    assert result.dose_shift == pytest.approx(20 * np.log(2), rel=1e-12)
    assert result.dose_shift == pytest.approx(13.9, abs=0.05)
    np.testing.assert_allclose(np.diff(result.dose_border_low[:3]), result.dose_shift)
    np.testing.assert_allclose(np.diff(result.dose_border_high[:3]), result.dose_shift)


def test_offset_of_10_shifts_by_2_1():
    result = simulate(SELF_ENHANCED.replace(loss_constant=0.0042))
    assert result.offset == pytest.approx(10.0, rel=1e-12)
    assert result.dose_shift == pytest.approx(2.1, abs=0.05)


def test_monte_carlo_agrees_with_the_formula():
    formula = noise(Params(cv_dose=0.1, cv_length=0.08)).positional_error(profile(Params()), 230.0)
    random = np.random.default_rng(2026)
    lengths = 100 * (1 + 0.08 * random.standard_normal(400_000))
    levels = 100 * (1 + 0.1 * random.standard_normal(400_000))
    threshold = 100 * np.exp(-2.3)
    sampled = np.std(lengths * np.log(levels / threshold))
    assert formula == pytest.approx(20.94, abs=0.005)
    assert sampled == pytest.approx(20.96, abs=0.1)  # four standard errors are 0.09


@pytest.mark.parametrize("loss_kind", ["linear", "self-enhanced"])
def test_sampled_embryos_spread_as_the_formula_says(loss_kind):
    params = Params(loss_kind=loss_kind, cv_dose=0.06, cv_length=0.04, cv_reading=0.03)
    gradient, high_low = profile(params), thresholds(params)
    sampled = noise(params).sampled_borders(gradient, high_low, seed=7, embryos=100_000)
    for borders, threshold in zip(sampled, high_low, strict=True):
        error = noise(params).positional_error(gradient, float(gradient.position(threshold)))
        # Sampling 0.7 % (three standard errors), second order in the noise 0.5 %.
        assert np.std(borders) == pytest.approx(error, rel=0.012)
        assert np.mean(borders) == pytest.approx(float(gradient.position(threshold)), abs=0.03 * error + 0.2)


def test_reading_noise_of_a_constant_fraction_is_the_published_formula():
    params = Params(cv_dose=0.1, cv_length=0.08, cv_reading=0.05, reading_law="constant")
    result = simulate(params)
    expected = 100 * np.sqrt(0.1**2 + (result.position / 100) ** 2 * 0.08**2 + 0.05**2)
    np.testing.assert_allclose(result.sigma_total, expected, rtol=1e-12)


def test_counting_noise_makes_a_far_border_worse_when_the_gradient_is_steeper():
    errors = {
        length: noise(Params(cv_dose=0.0, cv_reading=0.05)).positional_error(SteadyProfile(100.0, length), 300.0)
        for length in (20.0, 50.0, 100.0, 150.0, 200.0, 300.0)
    }
    assert min(errors, key=errors.get) == 150.0  # the best λ is half the distance
    assert errors[20.0] > 10 * errors[150.0]


def test_power_law_tends_to_the_exponential_as_the_order_falls_to_one():
    power = 2 / (1.001 - 1)
    scale = float(np.sqrt(power * (power + 1)) * 100.0)
    steep, plain = SteadyProfile(100.0, scale, power), SteadyProfile(100.0, 100.0)
    x = np.linspace(0.0, 300.0, 7)
    np.testing.assert_allclose(steep.concentration(x), plain.concentration(x), rtol=5e-3)
    assert steep.dose_response == pytest.approx(plain.dose_response, rel=1e-3)
    np.testing.assert_allclose(steep.local_length(x), plain.local_length(x), rtol=5e-3)


@pytest.mark.parametrize("loss_kind", ["linear", "self-enhanced"])
def test_position_is_the_inverse_of_concentration(loss_kind):
    gradient = profile(Params(loss_kind=loss_kind, dose=1.7))
    x = np.linspace(0.0, 800.0, 9)
    np.testing.assert_allclose(gradient.position(gradient.concentration(x)), x, atol=1e-9)


def test_doses_compose():
    gradient = profile(SELF_ENHANCED)
    twice, once = gradient.at_dose(3.0).at_dose(0.5), gradient.at_dose(1.5)
    assert (twice.level, twice.scale) == pytest.approx((once.level, once.scale), rel=1e-12)


def test_shares_blur_the_border_by_its_positional_error():
    result = simulate(Params())
    one_sigma_in = np.interp(result.border_low - result.sigma_low, result.position, 1 - result.share_low)
    assert one_sigma_in == pytest.approx(0.8413, abs=2e-3)
    assert np.interp(result.border_high, result.position, result.share_high) == pytest.approx(0.5, abs=1e-3)


def test_without_noise_the_flag_has_sharp_borders():
    result = simulate(Params(cv_dose=0.0))
    np.testing.assert_array_equal(result.share_high, (result.position < result.border_high).astype(float))
    assert result.sigma_low == 0.0
    np.testing.assert_allclose(result.embryo_border_low, result.border_low)


def test_an_all_but_empty_place_is_not_read_as_high():
    result = simulate(Params(decay_length=5.0, tissue_length=1000.0, cv_reading=0.5))
    assert result.share_low[-1] == 1.0


def test_a_weak_source_has_no_high_zone():
    result = simulate(Params(dose=0.25))
    assert isinstance(result.border_high, Absent)
    assert isinstance(result.sigma_high, Absent)
    assert isinstance(result.sampled_sigma_high, Absent)
    assert "never reached" in result.border_high.reason
    assert result.share_high[0] < 1e-6


def test_a_border_beyond_the_tissue_is_absent():
    result = simulate(Params(tissue_length=100.0))
    assert isinstance(result.border_low, Absent)
    assert isinstance(result.change_per_cell, Absent)
    assert "beyond the tissue" in result.border_low.reason


def test_a_threshold_of_the_source_level_lies_at_the_source():
    for loss_kind in ("linear", "self-enhanced"):
        assert simulate(Params(threshold_high=1.0, loss_kind=loss_kind)).border_high == pytest.approx(0.0, abs=1e-9)


def test_crossed_thresholds_are_read_in_their_order_and_named():
    usual, crossed = simulate(Params()), simulate(Params(threshold_high=0.1, threshold_low=0.5))
    np.testing.assert_array_equal(crossed.share_middle, usual.share_middle)
    assert crossed.border_high == usual.border_high
    (caution,) = cautions(crossed)
    assert caution.parameters == ("threshold_high", "threshold_low")
    assert cautions(usual) == ()


def test_equal_thresholds_leave_no_middle_zone():
    result = simulate(Params(threshold_high=0.2, threshold_low=0.2))
    assert np.max(result.share_middle) == 0.0
    assert "no middle zone" in cautions(result)[0].text


def test_broken_assumptions_are_named():
    def named(**values):
        return {name for caution in cautions(simulate(Params(**values))) for name in caution.parameters}

    assert named() == set()
    assert "cv_dose" in named(cv_dose=0.4)
    assert "tissue_length" in named(tissue_length=150.0)
    assert "cell_width" in named(decay_length=6.0)


def test_another_seed_draws_other_embryos_and_the_same_seed_the_same():
    one, again, other = (simulate(Params(seed=seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.embryo_border_low, again.embryo_border_low)
    assert not np.allclose(one.embryo_border_low, other.embryo_border_low)
    assert one.embryo_border_low.size == EMBRYOS


def discovery(number, **changes):
    return simulate(Params(**{**lesson("paracrine/french_flag").discoveries[number - 1].set, **changes}))


def test_discovery_1_is_true():
    result = discovery(1)
    assert (result.sigma_high, result.sigma_low) == pytest.approx((10.0, 10.0))
    assert result.sigma_low_percent == pytest.approx(2.0)
    assert result.change_per_cell == pytest.approx(7.7, abs=0.05)


def test_discovery_2_is_true():
    result = discovery(2)
    assert result.border_shift == pytest.approx(69.3, abs=0.05)
    assert result.border_shift / result.params.tissue_length == pytest.approx(0.139, abs=5e-4)
    assert result.shift_percent == pytest.approx(13.9, abs=0.05)


def test_discovery_3_is_true():
    assert discovery(3).offset == pytest.approx(10.0)
    assert discovery(3).border_shift == pytest.approx(2.1, abs=0.05)
    assert discovery(3, loss_kind="linear").border_shift == pytest.approx(13.9, abs=0.05)


def test_discovery_4_is_true():
    before, after = discovery(4), discovery(4, decay_length=50.0, threshold_low=0.01)
    assert before.border_low == pytest.approx(230.0, abs=0.5)
    assert after.border_low == pytest.approx(before.border_low)
    assert before.sigma_low == pytest.approx(15.8, abs=0.05)
    assert after.sigma_low == pytest.approx(25.0, abs=0.05)


def test_discovery_5_is_true():
    robust, plain = discovery(5), discovery(5, loss_kind="linear")
    assert (robust.border_low, plain.border_low) == pytest.approx((309, 351), abs=0.5)
    assert (robust.sigma_low, plain.sigma_low) == pytest.approx((18.8, 14.1), abs=0.05)
    assert (robust.sigma_dose[0], plain.sigma_dose[0]) == pytest.approx((2.2, 10.0), abs=0.05)


def test_the_prediction_is_true():
    result = simulate(Params(**lesson("paracrine/french_flag").prediction.try_it))
    assert result.sigma_high == pytest.approx(result.sigma_low)
    assert result.border_low / result.border_high > 3


SPACE = st.builds(
    Params,
    **{
        name: st.sampled_from([value for value, _ in quantity.options])
        if isinstance(quantity, Choice)
        else st.integers(int(quantity.low), int(quantity.high))
        if quantity.integer
        else st.floats(quantity.low, quantity.high)
        for name, quantity in parameters(Params).items()
    },
)


@settings(max_examples=50, deadline=None)
@given(SPACE)
def test_everywhere_the_flag_is_sound(params):
    result = simulate(params)  # a value that is not finite is refused when the result is made
    shares = result.share_high + result.share_middle + result.share_low
    np.testing.assert_allclose(shares, 1.0, atol=1e-12)
    assert np.min(result.share_high) >= 0
    assert np.min(result.share_low) >= 0
    assert np.all(np.diff(result.concentration) <= 0)
    assert np.min(result.sigma_total) >= 0
    assert result.nbytes() < 160_000
    for name in ("high", "low"):
        place, error = getattr(result, f"border_{name}"), getattr(result, f"sigma_{name}")
        assert isinstance(place, Absent) == isinstance(error, Absent)
        assert isinstance(place, Absent) or 0 <= place <= params.tissue_length
    assert all(check.passed for check in checks(result))
