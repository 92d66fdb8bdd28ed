import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from content.loader import lesson
from models.endocrine.receptor_reserve import Params, cautions, checks, effect, half_effective, maximum, simulate
from models.quantities import Number, ParameterError, parameters


def discovery(index: int, **move: object):
    return simulate(Params(**{**lesson("endocrine/receptor_reserve").discoveries[index].set, **move}))


def preset(name: str):
    found = next(item for item in lesson("endocrine/receptor_reserve").presets if item.id == name)
    return simulate(Params(**found.values))


def test_with_a_plain_cascade_ec50_and_maximum_follow_the_formulas():
    for kd, tau in itertools.product((0.01, 0.4, 500.0), (0.1, 1.0, 200.0, 1e4)):
        result = simulate(Params(kd=kd, tau=tau))
        assert result.ec50 == pytest.approx(kd / (1 + tau), rel=1e-12)
        assert result.emax == pytest.approx(tau / (1 + tau), rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.floats(-2, 3), st.floats(-1, 4), st.floats(0.5, 4))
def test_at_ec50_the_effect_is_half_the_maximum_for_any_steepness(log_kd, log_tau, hill):
    kd, tau = 10.0**log_kd, 10.0**log_tau
    top = maximum(tau, hill)

    def missing(log_level: float) -> float:
        return float(effect(np.array([np.exp(log_level)]), kd, tau, hill)[0]) / top - 0.5

    root = np.exp(brentq(missing, np.log(kd) - 60, np.log(kd) + 20, xtol=1e-13))
    assert half_effective(kd, tau, hill) == pytest.approx(root, rel=1e-9)


def test_the_effect_is_the_occupancy_sent_through_a_second_saturation():
    result = simulate(Params(hill=2.5, tau=30.0))
    driven = (30 * result.occupancy_curve / 100) ** 2.5
    np.testing.assert_allclose(result.effect_curve, driven / (1 + driven), rtol=1e-12)


def test_the_effect_rises_with_the_level():
    for hill, tau in itertools.product((0.5, 1.0, 4.0), (0.1, 10.0, 1e4)):
        result = simulate(Params(hill=hill, tau=tau))
        assert np.all(np.diff(result.effect_curve) >= 0) and result.effect_curve[-1] > result.effect_curve[0]
        assert np.all(np.diff(result.occupancy_curve) > 0)


def test_with_a_strong_cascade_halving_it_doubles_ec50_and_spares_the_maximum():
    whole, half = simulate(Params(tau=1e4)), simulate(Params(tau=5e3))
    assert half.ec50 / whole.ec50 == pytest.approx(2, rel=1e-3)
    assert half.emax / whole.emax == pytest.approx(1, abs=2e-4)


def test_without_a_cascade_there_is_no_effect():
    weak = effect(np.array([1e3]), 0.4, 1e-9, 1.0)
    assert float(weak[0]) < 1e-8
    assert simulate(Params(tau=0.1, blocked_fraction=0.99)).emax == pytest.approx(1e-3, rel=2e-3)


def test_blocking_a_part_is_weakening_the_cascade_by_it():
    blocked, weak = simulate(Params(blocked_fraction=0.9)), simulate(Params(tau=20.0))
    np.testing.assert_allclose(blocked.effect_curve, weak.effect_curve, rtol=1e-12)
    assert blocked.unblocked_effect == pytest.approx(simulate(Params()).effect)
    assert blocked.all_filled == pytest.approx(blocked.occupancy / 10)


def test_equal_effects_before_and_after_blocking_tell_the_dissociation_constant():
    """1/C = 1/(q C') + (1 − q)/(q K_d) for levels with the same effect, q the part in use: holds for any cascade."""
    params = Params(kd=0.7, tau=50.0, hill=1.8, blocked_fraction=0.8)
    result, in_use = simulate(params), 0.2
    after = np.array([0.05, 0.5, 5.0])
    wanted = effect(after, 0.7, 50.0 * in_use, 1.8)
    before = np.exp(np.interp(wanted, result.effect_unblocked, np.log(result.level)))
    np.testing.assert_allclose(1 / before, 1 / (in_use * after) + (1 - in_use) / (in_use * 0.7), rtol=5e-3)


def test_vasopressin_acts_at_one_percent_of_its_receptors():
    result = preset("avp")
    assert result.ec50 == pytest.approx(0.002, rel=0.01)
    assert result.occupancy == pytest.approx(1.2, abs=0.05)
    assert result.effect == pytest.approx(0.71, abs=0.005)
    assert result.filled_at_half == pytest.approx(0.5, abs=0.01)
    assert discovery(0).gain == pytest.approx(201, rel=1e-9)


def test_ten_times_the_vasopressin_adds_a_third_to_the_effect():
    result = simulate(Params(**lesson("endocrine/receptor_reserve").prediction.try_it))
    assert result.occupancy == pytest.approx(11.1, abs=0.05)
    assert result.effect == pytest.approx(0.957, abs=1e-3)
    assert result.occupancy / simulate(Params()).occupancy == pytest.approx(9, rel=0.01)
    assert result.effect / simulate(Params()).effect == pytest.approx(4 / 3, rel=0.02)


@pytest.mark.parametrize(
    ("blocked", "top", "half"),
    [(0.0, 0.995, 1.99e-3), (0.5, 0.990, 3.96e-3), (0.9, 0.952, 0.019), (0.99, 0.667, 0.133)],
)
def test_blocking_moves_the_curve_first_and_lowers_it_last(blocked, top, half):
    result = discovery(1, blocked_fraction=blocked)
    assert result.emax == pytest.approx(top, abs=1e-3)
    assert result.ec50 == pytest.approx(half, rel=5e-3)
    at = result.blocked_part.tolist().index(blocked)
    assert (result.blocked_emax[at], result.blocked_ec50[at]) == pytest.approx((result.emax, result.ec50))


def test_ninety_percent_blocked_costs_less_than_five_percent_of_the_maximum():
    whole, blocked = simulate(Params()), simulate(Params(blocked_fraction=0.9))
    assert 1 - blocked.emax / whole.emax < 0.05
    assert blocked.ec50 / whole.ec50 == pytest.approx(10, rel=0.05)
    assert not cautions(blocked)
    assert cautions(simulate(Params(blocked_fraction=0.99)))


def test_spare_receptors_are_those_that_cost_a_tenth_of_the_maximum():
    for hill, tau in itertools.product((0.5, 1.0, 3.0), (1.0, 200.0)):
        result = simulate(Params(hill=hill, tau=tau))
        left = maximum(tau * (1 - result.spare / 100), hill)
        assert left / result.emax == pytest.approx(0.9, rel=1e-9)
    assert simulate(Params()).spare == pytest.approx(95.7, abs=0.05)


def test_insulin_fills_from_a_sixth_to_nearly_half_of_its_receptors():
    before, after = discovery(2), discovery(2, concentration=0.4)
    assert (before.occupancy, after.occupancy) == pytest.approx((16.7, 44.4), abs=0.05)
    assert (before.effect, after.effect) == pytest.approx((0.4545, 0.6897), abs=1e-3)


def test_the_liver_preset_fits_the_study_that_it_names():
    result = preset("insulin_liver")  # Rizza1981: 11 % filled at 60 µU/mL; half effect at 29 ± 2 µU/mL; 6 pM per µU/mL
    assert result.occupancy == pytest.approx(11, abs=0.1)
    assert 27 <= result.ec50 / 0.006 <= 31


def test_cascades_set_two_tissues_farther_apart_than_their_receptors():
    result = discovery(3)
    assert result.selectivity_low == pytest.approx(2.5)
    assert result.off_ec50 == pytest.approx(0.5)
    assert result.off_ec50 / result.ec50 == pytest.approx(251, abs=0.5)


def test_selectivity_of_binding_is_lost_at_high_levels():
    low, high = simulate(Params(concentration=1e-4)), simulate(Params(concentration=1e3))
    assert low.selectivity_now == pytest.approx(low.selectivity_low, rel=1e-3)
    assert high.selectivity_now == pytest.approx(1, abs=1e-3)
    assert any("second" in caution.text for caution in cautions(high))


def test_epinephrine_needs_its_cascade():
    result = discovery(4)
    assert result.occupancy < 0.1  # less than one receptor in a thousand
    assert result.effect == pytest.approx(0.28, abs=0.001)
    assert discovery(4, tau=5).effect == pytest.approx(0.0039, abs=5e-5)


def test_without_reserve_half_filled_is_a_third_of_the_effect():
    result = preset("no_reserve")
    assert (result.occupancy, result.effect, result.emax) == pytest.approx((50, 1 / 3, 0.5))


def test_ends_of_all_bounds_together_give_a_checked_answer():
    declared = [item for item in parameters(Params).values() if isinstance(item, Number)]
    for ends in itertools.product(("low", "high"), repeat=3):
        chosen = dict(zip(("tau", "hill", "kd"), ends, strict=True))
        values = {item.name: getattr(item, chosen.get(item.name, "high")) for item in declared}
        assert all(check.passed for check in checks(simulate(Params(**values))))


@pytest.mark.parametrize(("name", "value"), [("blocked_fraction", 1.0), ("tau", 0.0), ("concentration", 0.0)])
def test_a_value_out_of_bounds_is_refused_by_name(name, value):
    with pytest.raises(ParameterError) as caught:
        Params(**{name: value})
    assert caught.value.name == name
