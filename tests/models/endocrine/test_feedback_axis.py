import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from content.loader import lesson
from models.endocrine.feedback_axis import Params, cautions, checks, simulate
from models.endocrine.feedback_axis_loop import NAMED
from models.endocrine.feedback_axis_parameters import FAULTS, healthy_loop
from models.quantities import parameters
from models.results import Absent

WORDS = lesson("endocrine/feedback_axis")


def rest(**values):
    result = simulate(Params(**values))
    return result.trophic, result.target


def read(axis, trophic, target, **values):
    return simulate(Params(axis=axis, patient_trophic=trophic, patient_target=target, **values))


def preset(name):
    return Params(**next(item.values for item in WORDS.presets if item.id == name))


@pytest.mark.parametrize("axis", ["adrenal", "thyroid", "own"])
def test_without_a_fault_both_hormones_are_normal(axis):
    assert rest(axis=axis) == pytest.approx((1, 1), abs=1e-12)


@pytest.mark.parametrize(
    ("values", "pair"),
    [
        ({"gland_capacity": 0.05}, (14.1, 0.165)),
        ({"gland_capacity": 0.5}, (1.94, 0.78)),
        ({"drive": 0.02}, (0.23, 0.28)),
        ({"setpoint": 2.2}, (2.13, 1.66)),
        ({"ectopic_trophic": 8.0}, (8.0, 2.9)),
        ({"external_target": 2.5}, (0.06, 2.6)),
        ({"axis": "thyroid", "gland_capacity": 0.5}, (2.35, 0.88)),
        ({"axis": "thyroid", "antibody": 5.0}, (0.0024, 2.5)),
        ({"axis": "thyroid", "gland_capacity": 0.1}, (142, 0.39)),
        ({"axis": "thyroid", "gland_capacity": 0.6}, (1.8, 0.91)),
    ],
)  # the specification's 0.17 for Addison disease is 0.165 rounded once more
def test_the_named_disorders_rest_where_the_specification_says(values, pair):
    digits = [max(0, len(str(x).split(".")[-1])) if "." in str(x) else 0 for x in pair]
    assert [round(x, n) for x, n in zip(rest(**values), digits, strict=True)] == list(pair)


def test_the_thyroid_is_the_axis_with_its_steepness_and_largest_drive():
    own = {"axis": "own", "feedback_hill": 6.6, "max_drive": 200.0, "gland_capacity": 0.3}
    assert rest(**own) == rest(axis="thyroid", gland_capacity=0.3)
    assert rest(axis="own", gland_capacity=0.3) == rest(gland_capacity=0.3)


@pytest.mark.parametrize(("axis", "n", "most"), [("adrenal", 3.0, 15.0), ("thyroid", 6.6, 200.0)])
def test_the_loop_gain_at_normal_is_that_of_the_formula(axis, n, most):
    for k in (0.5, 3.0, 10.0):
        result = simulate(Params(axis=axis, gland_saturation=k))
        gain = n * (1 - 1 / most) * k / (k + 1)
        assert result.loop_gain == pytest.approx(gain, rel=1e-12)
        assert result.gland_effect == pytest.approx(1 / (1 + gain), rel=1e-12)
    assert simulate(Params()).loop_gain == pytest.approx(2.1, abs=1e-12)


def test_the_felt_change_is_the_slope_of_the_steady_state():
    for values in ({}, {"setpoint": 2.0, "external_target": 0.3}, {"axis": "thyroid", "antibody": 0.5, "drive": 0.2}):
        small = [rest(**values, gland_capacity=g)[1] for g in (0.999, 1.001)]
        slope = math.log(small[1] / small[0]) / math.log(1.001 / 0.999)
        assert simulate(Params(**values)).gland_effect == pytest.approx(slope, rel=1e-5)


def test_the_steady_state_agrees_with_a_bracketed_root():
    params = Params(gland_capacity=0.4, setpoint=1.5, ectopic_trophic=0.7, external_target=0.2, antibody=0.3, drive=2.0)

    def pituitary(c):
        return 2 * 15 / (1 + 14 * (c / 1.5) ** 3) + 0.7

    def excess(c):
        stimulus = pituitary(c) + 0.3
        return c - 0.4 * 4 * stimulus / (3 + stimulus) - 0.2

    root = brentq(excess, 1e-3, 5, xtol=1e-14)
    result = simulate(params)
    assert result.target == pytest.approx(root, rel=1e-12)
    assert result.trophic == pytest.approx(pituitary(root), rel=1e-11)


def test_the_trophic_hormone_falls_with_the_target_hormone():
    result = simulate(Params(axis="thyroid"))
    assert np.all(np.diff(result.pituitary_now) < 0)
    assert np.all(np.diff(result.gland_now) > 0)
    assert np.all(np.diff(result.closed_target) > 0)
    assert np.all(np.diff(result.closed_trophic) < 0)


def test_much_hormone_from_outside_silences_the_pituitary():
    silent = [rest(axis="thyroid", external_target=x)[0] for x in (0.0, 1.0, 3.0, 10.0)]
    assert np.all(np.diff(silent) < 0)
    assert silent[-1] < 1e-6


def test_half_a_gland_is_half_the_hormone_only_with_the_loop_cut():
    result = simulate(Params(gland_capacity=0.5))
    assert result.open_target == pytest.approx(0.5, abs=1e-12)
    assert result.open_trophic == pytest.approx(1.0, abs=1e-12)
    assert result.target == pytest.approx(0.78, abs=0.005)
    at = int(np.argmin(np.abs(result.capacity_axis - 0.5)))
    assert result.cut_target[at] == pytest.approx(result.capacity_axis[at])
    assert 100 * (1 - result.target) == pytest.approx(22, abs=0.5)
    thyroid = simulate(preset("half_thyroid"))
    assert 100 * (1 - thyroid.target) == pytest.approx(12, abs=0.5)


@pytest.mark.parametrize("axis", list(NAMED))
def test_each_named_disorder_is_read_from_its_pair_with_its_value(axis):
    model = simulate(Params(axis=axis))
    for item, a, c in zip(NAMED[axis], model.disorder_trophic, model.disorder_target, strict=True):
        result = read(axis, max(float(a), 0.001), float(c))
        assert result.patient_distance < 1e-3
        assert result.diagnosis.faults[item.fault] == pytest.approx(item.value, rel=5e-3), item.name
        assert getattr(result, f"explained_{item.fault}") == result.diagnosis.faults[item.fault]


def test_the_curve_that_is_kept_names_the_kind_of_fault():
    cases = {(14.1, 0.17): "gland_failing", (0.06, 2.6): "gland_driven", (0.23, 0.28): "drive_failing",
             (2.13, 1.66): "drive_high", (8.0, 2.9): "drive_high", (1.0, 1.0): "healthy", (1.05, 1.1): "healthy",
             (10.0, 10.0): "none", (0.1, 1.0): "none"}  # fmt: skip
    for pair, site in cases.items():
        assert read("adrenal", *pair).diagnosis.site == site, pair
    assert isinstance(read("adrenal", 1.0, 1.0).explained_drive, Absent)


def test_a_fault_far_up_the_gland_s_curve_can_only_be_ectopic():
    assert set(read("adrenal", 8.0, 2.9).diagnosis.faults) == {"ectopic_trophic"}
    assert set(read("adrenal", 2.13, 1.66).diagnosis.faults) == {"setpoint", "ectopic_trophic"}


def test_an_antibody_and_a_tablet_leave_the_same_pair():
    faults = read("thyroid", 0.0024, 2.5).diagnosis.faults
    assert set(faults) == {"antibody", "external_target"}
    assert faults["antibody"] == pytest.approx(5, rel=0.01)
    assert faults["external_target"] == pytest.approx(2.5, rel=0.01)
    assert "antibody" not in read("adrenal", 0.01, 2.5).diagnosis.faults


def test_the_nearest_point_is_nearest_and_lies_on_a_healthy_curve():
    healthy = healthy_loop(Params())
    for pair in ((5.0, 0.5), (0.3, 3.0), (40.0, 0.06), (0.02, 0.06), (10.0, 10.0), (1.0, 2.0)):
        foot = read("adrenal", *pair).diagnosis.foot
        on_pituitary = abs(math.log10(float(healthy.pituitary(foot.target)) / foot.trophic))
        on_gland = abs(math.log10(float(healthy.gland(foot.trophic)) / foot.target))
        assert min(on_pituitary, on_gland) < 1e-9
        levels = np.geomspace(0.05, 10, 4001)
        along = np.hypot(np.log10(healthy.pituitary(levels) / pair[0]), np.log10(levels / pair[1]))
        reachable = (levels > rest(gland_capacity=0.01)[1]) & (levels < rest(external_target=10)[1])
        assert foot.distance <= along[reachable].min() + 1e-6


def test_two_faults_are_told_from_one():
    a, c = rest(gland_capacity=0.1, drive=0.1)
    assert (a, c) == pytest.approx((1.455, 0.1306), rel=1e-3)
    result = read("adrenal", a, c)
    assert result.diagnosis.site == "none"
    assert result.patient_distance == pytest.approx(0.77, abs=0.005)
    assert float(healthy_loop(Params()).pituitary(c)) == pytest.approx(14.5, abs=0.1)


def test_a_wider_tolerance_lets_more_faults_pass():
    found = [len(read("adrenal", 1.5, 1.0, tolerance=x).diagnosis.faults) for x in (0.02, 0.15)]
    assert found[0] == 0 and found[1] >= 2


def test_the_discoveries_are_true():
    find = WORDS.discoveries
    first = simulate(Params(**find[0].set))
    assert (first.target, first.trophic) == pytest.approx((0.78, 1.94), abs=0.006)
    thyroid = simulate(Params(**find[0].set | {"axis": "thyroid"}))
    assert (thyroid.target, thyroid.trophic) == pytest.approx((0.88, 2.35), abs=0.005)
    start, other = (simulate(Params(**find[1].set | more)) for more in ({}, {"drive": 1, "gland_capacity": 0.09}))
    assert (start.target, other.target) == pytest.approx((0.28, 0.28), abs=0.005)
    assert (start.trophic, other.trophic) == pytest.approx((0.23, 11.3), abs=0.05)
    assert other.trophic / start.trophic == pytest.approx(50, rel=0.02)
    graves = simulate(Params(**find[2].set)).diagnosis.faults
    assert (graves["antibody"], graves["external_target"]) == pytest.approx((5, 2.5), rel=0.01)
    assert simulate(Params(**find[3].set)).patient_distance == pytest.approx(0.77, abs=0.005)
    for axis, gain, felt in (("adrenal", 2.1, 0.32), ("thyroid", 4.93, 0.17)):
        result = simulate(Params(**find[4].set | {"axis": axis}))
        assert result.loop_gain == pytest.approx(gain, abs=0.005)
        assert result.gland_effect == pytest.approx(felt, abs=0.005)


def test_every_preset_s_patient_lies_where_its_model_rests():
    for item in WORDS.presets:
        result = simulate(Params(**item.values))
        assert result.trophic == pytest.approx(result.params.patient_trophic, rel=5e-3), item.id
        assert result.target == pytest.approx(result.params.patient_target, rel=5e-3), item.id
        fault = next(name for name in FAULTS if name in item.values)
        assert result.diagnosis.faults[fault] == pytest.approx(item.values[fault], rel=0.02), item.id
        assert cautions(result) == () or result.trophic < 0.01


def test_cautions_name_what_is_broken():
    texts = " ".join(c.text for c in cautions(simulate(Params(gland_capacity=0.5, antibody=10.0, tolerance=0.4))))
    for part in ("More than one fault", "adrenal", "wide a tolerance"):
        assert part in texts
    assert "below a hundredth" in cautions(simulate(preset("graves")))[0].text


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_state_is_physical(data):
    values = {}
    for name, item in parameters(Params).items():
        if name != "axis":
            ends = (math.log(item.low), math.log(item.high)) if item.scale == "log" else (item.low, item.high)
            x = data.draw(st.floats(*ends), label=name)
            values[name] = min(max(float(f"{math.exp(x) if item.scale == 'log' else x:.4g}"), item.low), item.high)
    result = simulate(Params(axis=data.draw(st.sampled_from(list(NAMED))), **values))
    assert result.trophic > 0 and result.target > 0
    assert 0 <= result.loop_gain < 8
    assert 0 <= result.gland_effect <= 1
    for foot in result.diagnosis.feet:
        assert foot.distance >= result.patient_distance
        for name, value in foot.faults.items():
            assert parameters(Params)[name].low <= value <= parameters(Params)[name].high
    assert all(check.passed for check in checks(result)), checks(result)
