import dataclasses
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content.loader import lesson
from models.autocrine.blockers import MEDIAN_RECAPTURE, Params, cautions, checks, simulate
from models.autocrine.capture import Params as CaptureParams
from models.autocrine.capture import simulate as capture
from models.numerics.autocrine_loop import Loop, settle
from models.numerics.reactive_sphere import Ball, walk
from models.numerics.secreting_cells import balance
from models.quantities import Number, ParameterError, parameters

ALONE = {"off_rate": 0.0, "cell_density": 1.0, "secretion": 0.1}


def run(**values):
    return simulate(Params(**values))


def preset(name, **more):
    return run(**dict(next(p.values for p in lesson("autocrine/blockers").presets if p.id == name)) | more)


@pytest.mark.parametrize("receptors", [1e3, 1e5, 3e6])
@pytest.mark.parametrize("radius", [3.0, 15.0])
def test_for_a_cell_alone_the_trap_follows_the_formula_to_one_percent(receptors, radius):
    result = run(**ALONE | {"receptors": receptors, "cell_radius": radius})
    rate = 1e6 * 1e-9
    expected = 100 * (1 + result.damkohler) ** 2 / (radius**2 * rate)
    assert result.ic50_trap == pytest.approx(expected, rel=0.01)
    assert result.formula_trap == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("kind", ["competitive", "non-competitive"])
def test_for_a_cell_alone_the_blocker_follows_the_formula(kind):
    result = run(**ALONE | {"receptors": 3e6, "blocker_affinity": 3.0, "blocker_kind": kind})
    assert result.ic50_blocker == pytest.approx(3 * (1 + result.damkohler), rel=0.01)


def test_a_blocker_halves_the_occupied_receptors_at_k_b_times_one_plus_da():
    params = Params(**ALONE | {"receptors": 3e6, "secretion": 0.01})
    dose = params.blocker_affinity * (1 + params.net_damkohler)
    before, now = balance(params.untreated()), balance(params.untreated(blocker=dose))
    assert float(now.bound / before.bound) == pytest.approx(0.5, rel=1e-3)


def test_ninety_to_ninety_nine_percent_takes_121_times_more_trap_and_11_times_more_blocker():
    result = run(**ALONE)
    trap, blocker = (
        np.exp(np.interp([90, 99], result.share, np.log(needed)))
        for needed in (result.trap_needed, result.blocker_needed)
    )
    assert trap[1] / trap[0] == pytest.approx((99 / 9) ** 2, rel=1e-3)
    assert blocker[1] / blocker[0] == pytest.approx(99 / 9, rel=1e-3)


def test_the_dose_grows_as_the_square_of_blocked_over_left_and_a_blockers_in_proportion():
    result = run(**ALONE)
    odds = np.log(result.share / (100 - result.share))
    assert np.polyfit(odds, np.log(result.trap_needed), 1)[0] == pytest.approx(2, rel=1e-3)
    assert np.polyfit(odds, np.log(result.blocker_needed), 1)[0] == pytest.approx(1, rel=1e-3)
    np.testing.assert_allclose(result.trap_needed, result.trap_law, rtol=0.01)
    np.testing.assert_allclose(result.blocker_needed, result.blocker_law, rtol=0.01)


def test_the_trap_blocks_a_share_of_the_walks_as_the_formula_says():
    ball = Ball(radius=5.0, diffusivity=100.0, reactivity=1.0)
    rate = 100 * 4 / 25
    share = np.mean(walk(ball, (rate,), 20000, 15, seed=2).fate == 0)
    assert share == pytest.approx(1 / (1 + 1 + 5 / math.sqrt(100 / rate)), abs=0.01)


def test_blocking_release_is_linear():
    result = run()
    for name in ("self", "neighbors", "total"):
        np.testing.assert_allclose(getattr(result, f"release_{name}"), 100 * (1 - result.block), atol=0.1)


def test_the_median_times_of_recapture_are_those_of_the_specification():
    for receptors, milliseconds in ((0.042, 136), (0.42, 73)):
        result = run(off_rate=0.0, receptors=float(f"{receptors * 1e5 / 0.042285:.4g}"))
        assert result.damkohler == pytest.approx(receptors, rel=1e-3)
        assert result.recapture_time == pytest.approx(milliseconds, abs=1)
    fast = run(off_rate=0.0, receptors=9.46e5, on_rate=1.6e7)
    assert fast.damkohler == pytest.approx(4, rel=1e-3)
    assert fast.recapture_time == pytest.approx(6, abs=0.2)


def test_the_trap_at_its_half_dose_works_about_as_fast_as_recapture():
    result = run(**ALONE)
    catching = 1e3 / (result.ic50_trap * 1e-9 * 1e6)
    assert result.recapture_time / catching == pytest.approx(MEDIAN_RECAPTURE, rel=0.01)


def test_the_same_trap_halves_the_neighbors_share_at_a_hundredth_to_a_tenth_of_a_nanomolar():
    low, high = (run(cell_density=n).ic50_trap_neighbors for n in (1e4, 1e6))
    assert (low, high) == pytest.approx((0.011, 0.11), rel=0.03)


def test_the_current_state_lies_on_the_curves():
    trapped, blocked = run(trap=300.0), run(blocker_dose=5.0)
    at = np.log(trapped.dose)
    assert np.interp(math.log(300), at, trapped.trap_self) == pytest.approx(100 - trapped.blocked_self, abs=0.1)
    assert np.interp(math.log(5), at, blocked.blocker_total) == pytest.approx(100 - blocked.blocked_total, abs=0.2)
    for name, result in (("self", trapped), ("neighbors", trapped), ("total", trapped)):
        half = result.ic50_trap if name == "self" else getattr(result, f"ic50_trap_{name}")
        assert np.interp(math.log(half), at, getattr(result, f"trap_{name}")) == pytest.approx(50, abs=0.5)


def test_without_drugs_it_is_the_capture_experiment():
    shared = {"cell_density": 1e6, "secretion": 30.0, "receptors": 3e4}
    here, there = run(**shared), capture(CaptureParams(**shared))
    assert (here.p_self, here.p_neighbors, here.p_lost) == pytest.approx(
        (there.p_self, there.p_neighbors, there.p_lost), rel=1e-12
    )
    assert here.blocked_self == here.blocked_neighbors == here.blocked_total == 0
    assert here.free_ligand_ratio == 1
    trapped, same = run(**shared, trap=50.0), capture(CaptureParams(**shared, trap=50.0))
    assert trapped.p_self == pytest.approx(same.p_self, rel=1e-12)
    blocked, rival = run(**shared, blocker_dose=50.0), capture(CaptureParams(**shared, blocker_ratio=50.0))
    assert blocked.p_neighbors == pytest.approx(rival.p_neighbors, rel=1e-12)


def test_the_fates_under_drugs_add_up():
    result = run(trap=100.0, blocker_dose=3.0, cell_density=1e6)
    assert result.p_self + result.p_neighbors + result.p_trapped + result.p_lost == pytest.approx(100, rel=1e-9)
    assert result.p_trapped / result.p_lost == pytest.approx(100e-3 / 1e-5, rel=1e-6)


def test_the_two_kinds_of_blocker_differ_only_where_ligand_can_pile_up():
    alone = [run(blocker_kind=kind).ic50_blocker_total for kind in ("competitive", "non-competitive")]
    assert alone[0] == pytest.approx(alone[1], rel=0.01)
    dense = {"cell_density": 1e7, "medium_loss": 1e-6, "secretion": 100.0}
    rival, removal = (run(**dense, blocker_kind=kind).ic50_blocker_total for kind in ("competitive", "non-competitive"))
    assert rival > 100 * removal


def test_a_little_trap_raises_own_capture_where_receptors_are_full():
    result = preset("il6_egfr_lung", trap=5.0)
    assert result.blocked_self < 0
    assert result.blocked_neighbors > 0
    assert result.trap_self.max() > 105


def test_free_ligand_rises_under_the_blocker_and_falls_when_the_loop_collapses():
    base = preset("il6_egfr_lung").params
    cells = dataclasses.replace(base.untreated())

    def settled(ratio):
        loop = Loop(
            cells=dataclasses.replace(cells, competitor=ratio), basal=0.02, driver=1.5, feedback=3.5, midpoint=0.3,
            hill=2.0, receptors=5e3, half_signal_bound=250.0, signal_hill=2.0,
        )  # fmt: skip
        signal = settle(loop, 1.0)
        return float(loop.state(signal).bulk), float(loop.state(signal).uptake), signal

    (start, _, on), (high, _, _), (low, _, off) = settled(0.0), settled(100.0), settled(300.0)
    assert on > 0.99 > 0.1 > off
    assert (high / start, low / start) == pytest.approx((3.6, 1.4), abs=0.05)
    made = 1.52 + 3.5 * on**2 / (0.3**2 + on**2)
    assert base.secretion == pytest.approx(made, rel=1e-3)
    by_hand = preset("il6_egfr_lung", blocker_dose=100.0, secretion_block=0.045)
    assert by_hand.free_ligand_ratio == pytest.approx(high / start, rel=0.01)


def test_the_discoveries_are_true():
    find = [dict(item.set) for item in lesson("autocrine/blockers").discoveries]
    slow, fast = run(**find[0]), run(**find[0] | {"trap_on_rate": 1e7})
    assert (slow.ic50_trap, slow.ic50_blocker, slow.advantage) == pytest.approx((4140, 1.02, 4070), rel=3e-3)
    assert fast.ic50_trap == pytest.approx(414, rel=2e-3)
    sparse, dense = run(**find[1]), run(**find[1] | {"cell_density": 1e6})
    assert (sparse.ic50_trap_neighbors, dense.ic50_trap_neighbors) == pytest.approx((0.011, 0.11), rel=0.03)
    assert (sparse.ic50_trap, dense.ic50_trap) == pytest.approx((4200, 4900), rel=0.01)
    most, nearly = run(**find[2]), run(**find[2] | {"trap": 4.06e7})
    assert (most.blocked_self, nearly.blocked_self) == pytest.approx((90, 99), abs=0.01)
    assert nearly.params.trap / most.params.trap == pytest.approx(121, abs=0.5)
    first, then = run(**find[3]), run(**find[3] | {"blocker_dose": 300, "secretion_block": 0.66})
    assert (first.free_ligand_ratio, then.free_ligand_ratio) == pytest.approx((3.6, 1.4), abs=0.05)
    for block in (0.5, 0.9):
        result = run(**find[4] | {"secretion_block": block})
        assert (result.blocked_self, result.blocked_total) == pytest.approx((100 * block, 100 * block), abs=0.1)
    rival, removal = (run(**find[5] | {"blocker_kind": kind}) for kind in ("competitive", "non-competitive"))
    assert (rival.ic50_blocker_total, removal.ic50_blocker_total) == pytest.approx((800, 3), rel=0.01)


def test_the_prediction_is_true():
    half = run(trap=4144.0)
    assert half.blocked_self == pytest.approx(50, abs=0.1)
    assert half.trap_time == pytest.approx(241, abs=1)
    some = run(trap=100.0)
    assert some.trap_time == pytest.approx(1e4)
    assert (some.blocked_self, some.blocked_neighbors) == pytest.approx((13.4, 99.99), abs=0.05)
    assert run(trap=1.0).trap_time == pytest.approx(1e6)


def test_cautions_name_what_is_broken():
    assert cautions(run()) == ()
    assert any("No antibody" in c.text for c in cautions(run(trap=1e8)))
    assert any("in excess" in c.text for c in cautions(run(trap=0.01, cell_density=1e7, secretion=1e3)))
    assert any("simple formula" in c.text for c in cautions(preset("il6_egfr_lung")))


def test_all_drugs_at_once_and_full_block_of_release_give_an_answer():
    for kind in ("competitive", "non-competitive"):
        result = run(trap=1e8, blocker_dose=1e5, secretion_block=1.0, blocker_kind=kind, blocker_affinity=0.01)
        assert result.blocked_total == 100
        assert result.free_ligand_ratio == 0
        assert all(check.passed for check in checks(result))
    with pytest.raises(ParameterError, match="overlap"):
        run(cell_radius=15.0, cell_density=1e9)


def numbers():
    for name, quantity in parameters(Params).items():
        if isinstance(quantity, Number):
            ends = (quantity.low, quantity.high)
            inside = st.floats(*(np.log(end) if quantity.scale == "log" else end for end in ends))
            inside = inside.map(lambda x, q=quantity: np.exp(x) if q.scale == "log" else x)
            inside = inside.map(lambda x, q=quantity: min(max(float(f"{x:.4g}"), q.low), q.high))
            yield name, st.just(0.0) | inside if quantity.zero else inside


@settings(max_examples=40, deadline=None)
@given(values=st.fixed_dictionaries(dict(numbers())), kind=st.sampled_from(["competitive", "non-competitive"]))
def test_every_state_is_physical(values, kind):
    params = Params(**values, blocker_kind=kind)
    assume(params.filled < 0.74)
    result = simulate(params)
    assert -1e-6 <= result.blocked_total <= 100
    assert result.blocked_self <= 100
    assert np.all(np.diff(result.trap_total) <= 1e-6)
    assert np.all(np.diff(result.competitive_total) <= 1e-6)
    assert np.all(np.diff(result.trap_needed) >= 0)
    assert np.all(np.diff(result.competitive_free) >= -1e-9)
    assert not [check for check in checks(result) if not check.passed]
    assert all(caution.text for caution in cautions(result))
