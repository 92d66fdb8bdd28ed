import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from content.loader import lesson
from models.endocrine.binding_proteins import Params, cautions, checks, simulate
from models.endocrine.binding_proteins_carriers import (
    Carrier,
    bound,
    carriers_of,
    free_beside_linear,
    free_of,
    total_of,
)  # fmt: skip
from models.quantities import Number, ParameterError, parameters
from models.results import Absent

T4 = {"hormone": "t4", "t4_total": 100.0}
LEVELS = st.floats(-4, 4).map(lambda power: 10.0**power)


def free_at(total: float, *carriers: Carrier) -> float:
    return float(free_of(np.array([total]), carriers)[0])


def preset(name: str) -> Params:
    return Params(**next(item.values for item in lesson("endocrine/binding_proteins").presets if item.id == name))


def discovery(index: int, **move: object):
    return simulate(Params(**{**lesson("endocrine/binding_proteins").discoveries[index].set, **move}))


@settings(max_examples=60, deadline=None)
@given(LEVELS, st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=3))
def test_newton_agrees_with_a_bracketed_root_and_never_exceeds_the_total(total, proteins):
    carriers = tuple(Carrier("any", sites, kd) for sites, kd in proteins)
    free = free_at(total, *carriers)
    root = brentq(lambda x: x * (1 + sum(b / (k + x) for b, k in proteins)) - total, 0, total, rtol=1e-14, xtol=1e-300)
    assert 0 < free <= total
    assert free == pytest.approx(root, rel=1e-9)


def test_without_carriers_all_hormone_is_free():
    assert free_at(276.0, Carrier("none", 0.0, 25.0)) == pytest.approx(276.0, rel=1e-14)


@pytest.mark.parametrize("hormone", ["cortisol", "testosterone", "t4"])
def test_free_and_bound_add_up_to_the_total(hormone):
    result = simulate(Params(hormone=hormone))
    assert result.free_hormone + result.bound_now.sum() == pytest.approx(result.total_hormone, rel=1e-12)
    assert result.free_hormone < result.total_hormone
    middle = 0.0 if isinstance(result.share_ttr, Absent) else result.share_ttr
    parts = result.free_percent + result.share_specific + middle + result.share_albumin
    assert parts == pytest.approx(100, rel=1e-12)
    assert result.total_ratio == pytest.approx(1) and result.free_ratio == pytest.approx(1)


@pytest.mark.parametrize("hormone", ["cortisol", "testosterone", "t4"])
def test_the_free_part_rises_with_the_total_and_falls_with_the_carrier(hormone):
    result = simulate(Params(hormone=hormone))
    for curve in (result.percent_now, result.percent_typical, result.percent_double, result.percent_without):
        assert np.all(np.diff(curve) > 0)
    assert np.all(result.percent_double < result.percent_typical)
    assert np.all(result.percent_typical < result.percent_without)
    assert np.all(np.diff(result.total_at_free) > 0)
    assert np.all(np.diff(result.free_at_total) < 0)


def test_the_quadratic_agrees_with_the_root_for_cortisol_within_a_fifth_of_a_percent():
    for total, cbg in itertools.product((30.0, 276.0, 400.0, 550.0), (0.0, 350.0, 700.0, 1400.0)):
        carriers = carriers_of(Params(cbg=cbg))
        quadratic = free_beside_linear(total, carriers[0], carriers[1:])
        assert quadratic == pytest.approx(free_at(total, *carriers), rel=2e-3)


def test_the_quadratic_does_not_cancel_when_hormone_is_far_in_excess_or_far_below():
    tight = Carrier("tight", 1.0, 1e-6)
    for total in (1e-9, 1e9):
        assert free_beside_linear(total, tight, ()) == pytest.approx(free_at(total, tight), rel=1e-9)


@pytest.mark.parametrize(("total", "free", "percent", "on_cbg"), [(276, 11.99, 4.34, 82.2), (400, 20.5, 5.14, 78.9)])
def test_cortisol_is_bound_as_measured(total, free, percent, on_cbg):
    result = simulate(Params(cortisol_total=total))
    assert result.free_hormone == pytest.approx(free, rel=3e-3)
    assert result.free_percent == pytest.approx(percent, rel=3e-3)
    assert result.free_percent < 6  # Lewis2005
    assert result.share_specific == pytest.approx(on_cbg, abs=0.1)
    assert 80 - 1.5 <= result.share_specific <= 90


def test_twice_the_cortisol_is_nearly_three_times_the_free_cortisol():
    before, after = discovery(0), discovery(0, cortisol_total=550)
    assert (before.free_percent, after.free_percent) == pytest.approx((4.34, 6.33), rel=2e-3)
    assert (before.free_hormone, after.free_hormone) == pytest.approx((12.0, 34.8), rel=2e-3)
    assert after.free_hormone / before.free_hormone == pytest.approx(2.9, abs=0.05)
    assert (before.carrier_filled, after.carrier_filled) == pytest.approx((32.4, 58.2), abs=0.1)


def test_without_cbg_a_quarter_of_cortisol_is_free():
    result = discovery(3)
    assert result.free_percent == pytest.approx(24.4, abs=0.05)
    assert result.free_hormone == pytest.approx(67.3, abs=0.1)
    assert isinstance(result.carrier_filled, Absent)
    assert discovery(3, albumin_kd_cortisol=137.8).free_percent == pytest.approx(18.2, abs=0.05)


def test_a_person_without_cbg_has_a_fifth_of_the_total_at_the_same_free_level():
    result = simulate(preset("cbg_deficiency"))
    assert result.total_hormone == pytest.approx(49.1, abs=0.05)
    assert result.total_hormone < 1.8 * 10 / 362.46 * 1e3  # Torpy2001: below 1.8 µg/dL; 362.46 g/mol
    assert result.free_ratio == pytest.approx(1, abs=1e-3)
    assert simulate(Params(**lesson("endocrine/binding_proteins").prediction.try_it)).total_hormone == pytest.approx(
        49.1, abs=0.05
    )


def test_testosterone_is_split_between_shbg_and_albumin():
    result = simulate(preset("testosterone_men"))
    assert result.free_hormone == pytest.approx(0.383, abs=5e-4)
    assert result.free_percent == pytest.approx(1.91, abs=0.01)
    assert result.free_percent / 1.5 == pytest.approx(1.19, abs=0.3)  # Fiers2018: calculated over measured
    doubled = discovery(4, shbg=80)
    assert doubled.free_hormone == pytest.approx(0.226, abs=5e-4)
    assert doubled.free_percent == pytest.approx(1.13, abs=0.01)
    assert simulate(preset("testosterone_women")).free_percent == pytest.approx(1.2, abs=0.05)


def test_t4_is_carried_by_three_proteins():
    result = simulate(Params(**T4))
    assert result.free_hormone == pytest.approx(0.0363, abs=1e-4)
    assert result.free_percent == pytest.approx(0.036, abs=5e-4)
    shares = (result.share_specific, result.share_ttr, result.share_albumin)
    assert shares == pytest.approx((72, 12, 16), abs=0.5)
    assert result.molecules_per_free == pytest.approx(2758, abs=2)


def test_twice_the_tbg_at_the_same_free_t4_raises_the_total_to_172():
    assert discovery(1).total_hormone == pytest.approx(100, abs=0.05)
    assert discovery(1, tbg=540).total_hormone == pytest.approx(172, abs=0.3)
    assert discovery(1, tbg=0).total_hormone == pytest.approx(28, abs=0.3)
    assert simulate(preset("pregnancy_t4")).total_ratio == pytest.approx(1.72, abs=0.005)
    assert simulate(preset("pregnancy_cortisol")).total_hormone == pytest.approx(503, abs=0.5)


def test_before_feedback_acts_the_free_level_gives_way():
    assert discovery(2).free_hormone == pytest.approx(0.0363, abs=1e-4)
    assert discovery(2, tbg=540).free_hormone == pytest.approx(0.0188, abs=1e-4)


def test_turning_feedback_on_holds_the_level_that_was_seen_last():
    seen = simulate(Params(**T4))
    held = simulate(seen.after().replace(hold_free=True, tbg=540.0))
    assert held.free_hormone == pytest.approx(seen.free_hormone, rel=1e-3)
    assert held.total_hormone == pytest.approx(172, abs=0.3)
    assert simulate(held.after()).free_hormone == held.free_hormone


def test_the_held_level_and_its_total_are_one_state():
    for values in ({"cbg": 1400.0}, {"hormone": "testosterone", "shbg": 120.0}, {**T4, "tbg": 40.0}):
        held = simulate(Params(**values, hold_free=True, held_ratio=2.5))
        carriers, level = carriers_of(held.params), 2.5 * held.typical_free
        assert held.free_hormone == level
        assert free_at(held.total_hormone, *carriers) == pytest.approx(level, rel=1e-9)
        assert float(total_of(np.array([level]), carriers)[0]) == pytest.approx(held.total_hormone, rel=1e-12)
        assert bound(np.array([level]), carriers)[:, 0] == pytest.approx(held.bound_now)


@pytest.mark.parametrize(("hormone", "usual"), [("cortisol", 0.139), ("testosterone", 0.66), ("t4", 5.8e-4)])
def test_a_typical_adult_has_the_typical_clearance(hormone, usual):
    result = simulate(Params(hormone=hormone))
    assert result.clearance_total == pytest.approx(usual, rel=1e-9)
    assert result.clearance_rule == pytest.approx(result.clearance_free * result.free_percent / 100, rel=1e-9)


def test_no_organ_clears_more_than_its_flow():
    for hormone in ("cortisol", "testosterone", "t4"):
        for flow in (0.2, 0.8, 3.0):
            assert simulate(Params(hormone=hormone, organ_flow=flow)).clearance_total < flow
    assert any("flow" in caution.text for caution in cautions(simulate(Params(hormone="testosterone"))))
    assert not cautions(simulate(Params()))


def test_at_a_held_free_level_the_carriers_do_not_change_what_is_removed():
    usual, without = discovery(5), discovery(5, tbg=0)
    assert without.clearance_total / usual.clearance_total == pytest.approx(3.55, abs=0.005)
    assert usual.total_hormone / without.total_hormone == pytest.approx(3.55, abs=0.005)
    assert without.clearance_total == pytest.approx(0.00206, abs=5e-6)
    removed = [result.clearance_total * result.total_hormone for result in (usual, without)]
    assert removed[0] == pytest.approx(removed[1], rel=5e-3)


def test_what_is_held_follows_the_hormone():
    for hormone in ("cortisol", "testosterone", "t4"):
        held = simulate(Params(hormone=hormone, hold_free=True))
        assert (held.free_ratio, held.total_ratio) == pytest.approx((1, 1), rel=1e-9)
        assert not held.after().without_history().changed().keys() - {"hormone", "hold_free"}
    assert simulate(Params()).after() == Params()


def test_losing_both_carriers_raises_free_cortisol_by_more_than_the_two_losses_added_up():
    """Dorin2009, at a total of 276 nM: each carrier halved, and both."""
    usual, cbg, albumin, both = (
        simulate(Params(**lost)).free_hormone
        for lost in ({}, {"cbg": 350.0}, {"albumin": 310.0}, {"cbg": 350.0, "albumin": 310.0})
    )
    assert both - usual > 1.3 * (cbg - usual + albumin - usual)


def test_where_flow_limits_the_clearance_the_carriers_count():
    usual, without = simulate(Params()), simulate(Params(cbg=0.0, hold_free=True))
    removed = [result.clearance_total * result.total_hormone for result in (usual, without)]
    assert removed[1] < 0.6 * removed[0]
    assert any("flow" in caution.text for caution in cautions(without))


def test_ends_of_all_bounds_together_give_a_checked_answer():
    declared = [item for item in parameters(Params).values() if isinstance(item, Number)]
    for hormone, end, hold in itertools.product(
        ("cortisol", "testosterone", "t4"), ("low", "high", "zero"), (True, False)
    ):
        values = {
            item.name: 0 if end == "zero" and item.zero else getattr(item, "low" if end == "zero" else end)
            for item in declared
        }
        result = simulate(Params(hormone=hormone, hold_free=hold, **values))
        assert all(check.passed for check in checks(result))
        assert simulate(result.after()).after() == result.after()


@pytest.mark.parametrize(("name", "value"), [("cbg", 5.0), ("shbg", 0.0), ("t4_total", 0.0), ("held_ratio", 0.0)])
def test_a_level_out_of_bounds_is_refused_by_name(name, value):
    with pytest.raises(ParameterError) as caught:
        Params(**{name: value})
    assert caught.value.name == name
