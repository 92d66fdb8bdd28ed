"""The gradient against exact limits, an independent solver, counted walkers and published numbers."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.linalg import solve_banded
from scipy.special import erf, k0

from content import loader
from models.numerics import diffusion
from models.paracrine.gradient import WALKERS, Params, cautions, checks, simulate, source_of
from models.quantities import parameters
from models.results import Absent
from models.units import MOLECULES_PER_UM3_PER_NM

D, K = 0.1, 2.52e-4
LENGTH = math.sqrt(D / K)
LONG = {"time": 10000, "tissue_length": 1000}
TIDY = {"diffusivity": 0.4, "loss_rate": 0.001, "tissue_length": 300}
"""λ = 20 µm, 1/k = 1000 s, and a wall that is far away."""


def state(**values):
    return simulate(Params(**values))


def finite_volumes(edges, power, diffusivity, loss_rate, made):
    """Return (main, upper, lower) of the operator D∇² − k on cells between ``edges``, and the feed per cell.

    ``power`` is 0 for slices, 2 for shells; ``made`` is None for a flux of 1 through the first edge, or the
    production in each cell.
    """
    areas, volumes = edges**power, np.diff(edges ** (power + 1)) / (power + 1)
    gaps = diffusivity * areas[1:-1] / np.diff((edges[1:] + edges[:-1]) / 2)
    upper, lower = np.append(gaps / volumes[:-1], 0), np.append(0, gaps / volumes[1:])
    feed = np.append(areas[0] / volumes[0], np.zeros(volumes.size - 1)) if made is None else made
    return -loss_rate - upper - lower, upper, lower, feed


def solve(main, upper, lower, right):
    return solve_banded((1, 1), np.array([np.append(0, upper[:-1]), main, np.append(lower[1:], 0)]), right)


def stood(edges, power, diffusivity, loss_rate, made=None):
    """Return the steady profile of the finite volumes."""
    main, upper, lower, feed = finite_volumes(edges, power, diffusivity, loss_rate, made)
    return solve(-main, -upper, -lower, feed)


def crank_nicolson(edges, power, diffusivity, loss_rate, time, steps):
    """Return the profile that grows from nothing until ``time``."""
    main, upper, lower, feed = finite_volumes(edges, power, diffusivity, loss_rate, None)
    half, level = time / steps / 2, np.zeros(edges.size - 1)
    for _ in range(steps):
        moved = main * level + upper * np.append(level[1:], 0) + lower * np.append(0, level[:-1])
        right = level + half * (moved + 2 * feed)
        level = solve(1 - half * main, -half * upper, -half * lower, right)
    return level


def middles(edges):
    return (edges[1:] + edges[:-1]) / 2


def test_the_default_is_the_dpp_gradient_with_a_decay_length_of_20_micrometers():
    assert state().decay_length == pytest.approx(19.9, rel=0.05)
    assert state().decay_length == pytest.approx(20.2, abs=5.7)
    assert state().half_life == pytest.approx(46, rel=0.01)
    assert state().loss_time == pytest.approx(1 / K / 60)


def test_the_level_at_the_source_is_the_influx_over_the_root_of_dk():
    expected = 1 / math.sqrt(D * K) / MOLECULES_PER_UM3_PER_NM
    assert state(tissue_length=1000).source_level == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("values", [{}, {"strip_width": 30}, {"dimension": "2D"}, {"dimension": "3D"},
                                    {"dimension": "3D", "cell_body": True}, {"tissue_length": 20}])  # fmt: skip
def test_long_after_the_start_the_profile_is_the_steady_one(values):
    result = state(**values, time=10000)
    assert np.max(np.abs(result.profile / result.steady - 1)) < 5e-11


def test_the_half_space_formula_tends_to_the_exponential_even_far_out():
    x = np.linspace(0, 500 * LENGTH, 300)
    late = diffusion._plane(x, np.array([[2000 / K]]), D, K)[0]
    assert late == pytest.approx(np.exp(-x / LENGTH) / math.sqrt(D * K), rel=5e-11, abs=0)


def test_the_level_at_the_source_rises_as_the_error_function():
    for minutes in (1, 10, 60, 300):
        result = state(time=minutes, tissue_length=1000)
        expected = result.source_level * erf(math.sqrt(K * minutes * 60))
        assert result.profile[0] == pytest.approx(expected, rel=1e-12)


def test_the_build_up_far_from_the_wall_is_the_half_space_formula_without_overflow():
    source = source_of(Params(loss_rate=1, diffusivity=0.01, tissue_length=1000))
    assert source.rise(np.array([50.0]), np.array([1e3]))[0, 0] == pytest.approx(source.steady(np.array([50.0]))[0])
    ahead, behind = 20 / math.sqrt(4 * D * 3600), math.sqrt(K * 3600)
    plain = math.exp(-20 / LENGTH) * math.erfc(ahead - behind) - math.exp(20 / LENGTH) * math.erfc(ahead + behind)
    expected = plain / (2 * math.sqrt(D * K)) / MOLECULES_PER_UM3_PER_NM
    assert state(tissue_length=1000, reading_position=20).concentration == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("length", [20, 150, 1000])
def test_what_is_present_is_what_was_made_minus_what_was_lost(length):
    for seconds in (60.0, 3600.0, 36000.0):
        source = source_of(Params(tissue_length=length))
        nodes, weights = np.polynomial.legendre.leggauss(400)
        levels = source.rise((nodes + 1) * length / 2, np.array([seconds]))[0]
        made = (1 - math.exp(-K * seconds)) / K / MOLECULES_PER_UM3_PER_NM
        assert weights @ levels * length / 2 == pytest.approx(made, rel=1e-9)


def test_crank_nicolson_converges_to_the_build_up_with_order_two():
    length, time, errors = 10 * LENGTH, 1 / K, []
    for cells in (50, 100, 200, 400):
        edges = np.linspace(0, length, cells + 1)
        exact = diffusion.walled_rise(middles(edges), np.array([time]), D, K, length)[0]
        errors.append(np.abs(crank_nicolson(edges, 0, D, K, time, cells) - exact).max() / exact.max())
    assert errors == pytest.approx([9e-4, 2.1e-4, 5.0e-5, 1.1e-5], rel=0.2)
    assert np.diff(np.log2(errors)) == pytest.approx([-2, -2, -2], abs=0.1)


def test_crank_nicolson_confirms_the_reflections_of_a_near_wall():
    for time in (500.0, 4000.0):
        errors = []
        for cells in (50, 100, 200):
            edges = np.linspace(0, 30, cells + 1)
            exact = diffusion.walled_rise(middles(edges), np.array([time]), D, K, 30.0)[0]
            errors.append(np.abs(crank_nicolson(edges, 0, D, K, time, 8 * cells) - exact).max() / exact.max())
        assert errors[-1] < 1e-5
        assert np.diff(np.log2(errors)) == pytest.approx([-2, -2], abs=0.2)


@pytest.mark.parametrize("radius", [5.0, LENGTH, 50.0])
def test_crank_nicolson_confirms_the_build_up_around_a_cell_also_where_its_formula_is_singular(radius):
    edges = radius + np.linspace(0, 8 * LENGTH, 1601)
    exact = diffusion.cell_rise(middles(edges), np.array([1 / K]), D, K, radius)[0] * 4 * math.pi * radius**2
    assert np.abs(crank_nicolson(edges, 2, D, K, 1 / K, 400) - exact).max() / exact.max() < 3e-4


def test_images_and_modes_agree_where_one_takes_over_from_the_other():
    x = np.linspace(0, 150, 50)
    for width in (0.0, 40.0):
        whole = 150 + width
        time = np.array([diffusion.IMAGES_BEFORE * whole**2 / D])
        before = diffusion._by_images(x, time, D, K, whole, width)
        after = diffusion._by_modes(x, time, D, K, 150.0, width)
        assert np.max(np.abs(after / before - 1)) < 1e-12


def test_a_strip_source_equals_its_finite_volumes():
    width, length, cells = 30.0, 150.0, 6000
    edges = np.linspace(-width, length, cells + 1)
    outside = middles(edges) > 0
    numerical = stood(edges, 0, D, K, np.where(outside, 0, 1 / width))[outside]
    exact = diffusion.walled_steady(middles(edges)[outside], D, K, length, width)
    assert np.abs(numerical - exact).max() / exact.max() < 5e-7


def test_a_narrow_strip_is_a_plane_that_lies_one_width_further_back():
    """Half of what it makes starts away from the tissue and turns back at the far side: on average, one width."""
    plane, strip = state(tissue_length=1000), state(tissue_length=1000, strip_width=1)
    assert strip.steady == pytest.approx(plane.steady * math.exp(-1 / LENGTH), rel=1e-3)


def test_a_cell_of_finite_radius_equals_its_finite_volumes():
    edges = 5 + np.linspace(0, 20 * LENGTH, 8001)
    exact = diffusion.cell_steady(middles(edges), D, K, 5.0) * 4 * math.pi * 25
    near = middles(edges) < 5 * LENGTH
    assert np.max(np.abs(stood(edges, 2, D, K) / exact - 1)[near]) < 1.2e-5


def test_the_build_up_around_a_line_is_the_integral_over_pulses():
    for distance, time in ((1.0, 10.0), (20.0, 100.0), (20.0, 4000.0), (100.0, 1e5)):
        low = math.log(distance**2 / (4 * D * 600))
        edges = np.linspace(low, math.log(time), 40)
        pieces = [
            quad(lambda v, r=distance: math.exp(-(r**2) / (4 * D * math.exp(v)) - K * math.exp(v)), a, b)[0]
            for a, b in itertools.pairwise(edges)
        ]
        exact = diffusion.line_rise(np.array([distance]), np.array([time]), D, K)[0, 0]
        assert exact == pytest.approx(sum(pieces) / (4 * math.pi * D), rel=1e-9)


def test_the_steady_line_is_a_bessel_function_and_the_steady_point_a_screened_one():
    r = np.array([4.0, 20.0, 40.0])
    fiber = source_of(Params(dimension="2D"))
    assert fiber.steady(r) * MOLECULES_PER_UM3_PER_NM == pytest.approx(
        2 * math.pi * 5 / (2 * math.pi * D) * k0(r / LENGTH)
    )
    cell = source_of(Params(dimension="3D"))
    assert cell.steady(r) * MOLECULES_PER_UM3_PER_NM == pytest.approx(25 / D / r * np.exp(-r / LENGTH))


def test_at_one_decay_length_the_steady_level_arrives_after_these_loss_times():
    expected = {"1D": 1, "2D": 0.7148, "3D": 0.5}
    for dimension, loss_times in expected.items():
        result = state(**TIDY, dimension=dimension, reading_position=20, source_radius=1)
        assert result.accumulation_time / result.loss_time == pytest.approx(loss_times, abs=5e-5)


def test_the_accumulation_time_is_the_average_over_the_build_up():
    for values in ({}, {"tissue_length": 20}, {"strip_width": 50}, {"dimension": "2D"}, {"dimension": "3D"},
                   {"dimension": "3D", "cell_body": True}):  # fmt: skip
        source = source_of(Params(**values))
        time = np.exp(np.linspace(-25, 5, 4000)) / K
        missing = 1 - source.rise(np.array([15.0]), time)[:, 0] / source.steady(np.array([15.0]))[0]
        assert np.trapezoid(missing * time, np.log(time)) == pytest.approx(source.delay(np.array([15.0]))[0], rel=1e-6)


def test_without_a_wall_each_decay_length_adds_half_a_loss_time():
    result = state(**TIDY)
    near = result.position < 60
    expected = (1 + result.position / 20) / 2 * result.loss_time
    assert result.delay[near] == pytest.approx(expected[near], rel=1e-6)


def test_only_loss_slows_the_build_up_though_both_set_the_length():
    start = {"reading_position": 0.1, "tissue_length": 1000}
    base, fast, stable = state(**start), state(diffusivity=4 * D, **start), state(loss_rate=K / 4, **start)
    assert fast.decay_length == pytest.approx(2 * base.decay_length)
    assert stable.decay_length == pytest.approx(2 * base.decay_length)
    assert fast.accumulation_time == pytest.approx(base.accumulation_time, rel=0.01)
    assert stable.accumulation_time == pytest.approx(4 * base.accumulation_time, rel=0.01)


def test_doubling_the_diffusion_leaves_the_time_at_the_source_at_half_a_loss_time():
    for diffusivity in (D, 2 * D):
        result = state(diffusivity=diffusivity, tissue_length=1000)
        assert result.delay[0] == pytest.approx(result.loss_time / 2, rel=1e-9)


def test_ninety_five_percent_takes_2_7_loss_times_at_one_decay_length_and_1_9_at_the_source():
    far, near = state(**TIDY, reading_position=20), state(**TIDY, reading_position=0.1)
    assert far.time_to_most / far.loss_time == pytest.approx(2.7, abs=0.05)
    assert near.time_to_most / near.loss_time == pytest.approx(1.9, abs=0.05)
    assert state(**TIDY, reading_position=20, time=far.time_to_most).fraction_of_steady == pytest.approx(95, abs=0.02)


def test_between_a_fifth_of_and_two_decay_lengths_the_level_falls_6_15_and_60_fold():
    for dimension, fold in {"1D": 6, "2D": 15, "3D": 60}.items():
        near, far = (
            state(**TIDY, dimension=dimension, source_radius=1, time=10000, reading_position=position).concentration
            for position in (4, 40)
        )
        assert near / far == pytest.approx(fold, rel=0.03)


@pytest.mark.parametrize("threshold", [1, 10, 100])
def test_doubling_the_influx_moves_every_border_by_the_decay_length_times_ln_2(threshold):
    before, after = (state(influx=influx, threshold=threshold, **LONG) for influx in (1, 2))
    assert after.steady_border - before.steady_border == pytest.approx(LENGTH * math.log(2), abs=1e-4)
    assert after.border == pytest.approx(after.steady_border, abs=1e-4)


def test_the_border_is_where_the_profile_has_the_threshold():
    for values in ({}, {"dimension": "2D"}, {"dimension": "3D"}, {"strip_width": 20}):
        result = state(**values)
        there = source_of(result.params).rise(np.array([result.border]), np.array([3600.0]))[0, 0]
        assert there == pytest.approx(30, rel=1e-5)


def test_a_border_that_is_never_reached_is_absent_and_says_so():
    assert isinstance(state(threshold=1e4).border, Absent)
    everywhere = state(threshold=0.01, tissue_length=20).border
    assert isinstance(everywhere, Absent) and "above" in everywhere.reason


def test_a_reading_position_outside_the_tissue_or_inside_the_source_reads_nothing():
    assert "beyond" in state(reading_position=200).concentration.reason
    assert "inside" in state(dimension="3D", reading_position=2).accumulation_time.reason
    assert isinstance(state(diffusivity=0.01, loss_rate=1, reading_position=140).fraction_of_steady, Absent)


@pytest.mark.parametrize(("diffusivity", "loss_rate", "share"), [(0.3, 3e-5, 8.5), (7, 7e-4, 99.6)])
def test_after_two_hours_slow_bicoid_has_8_5_percent_and_fast_bicoid_99_6_percent(diffusivity, loss_rate, share):
    result = state(diffusivity=diffusivity, loss_rate=loss_rate, tissue_length=500, reading_position=100, time=120)
    assert result.decay_length == pytest.approx(100)
    assert result.fraction_of_steady == pytest.approx(share, abs=0.05)


def test_only_the_ratio_to_the_decay_length_and_the_loss_time_matters():
    small = state(reading_position=10, tissue_length=100, time=30)
    large = state(diffusivity=4 * D, reading_position=20, tissue_length=200, time=30)
    assert large.fraction_of_steady == pytest.approx(small.fraction_of_steady, rel=1e-9)
    assert state(influx=50).fraction_of_steady == pytest.approx(state().fraction_of_steady, rel=1e-12)


def test_a_near_wall_raises_the_level_and_is_cautioned_about():
    free, walled = state(tissue_length=1000), state(tissue_length=25)
    assert walled.concentration > 1.1 * free.concentration
    assert any("tissue_length" in caution.parameters for caution in cautions(walled))
    assert not cautions(free)


def test_a_body_of_no_size_is_a_point_and_a_large_one_is_cautioned_about():
    point, ball = state(dimension="3D", source_radius=1), state(dimension="3D", source_radius=1, cell_body=True)
    assert ball.steady == pytest.approx(point.steady, rel=2e-3)
    assert any("cell_body" in caution.parameters for caution in cautions(state(dimension="3D", source_radius=20)))


def test_the_output_of_a_cell_is_its_surface_times_the_influx():
    assert state(dimension="3D").cell_output == pytest.approx(4 * math.pi * 25)
    assert isinstance(state().cell_output, Absent)


@pytest.mark.parametrize("dimension", ["1D", "2D", "3D"])
def test_walkers_with_the_same_rules_fill_the_curve(dimension):
    """Many more walkers than on screen, each placed by its age: alive with e^(−kt), √(2Dt) away, folded at walls."""
    result = state(dimension=dimension, tissue_length=40)
    chance, count, axes = np.random.default_rng(7), 400_000, int(dimension[0])
    age = chance.exponential(1 / K, count)
    at = chance.normal(size=(axes, count)) * np.sqrt(2 * D * age)
    distance = np.sqrt((at**2).sum(axis=0))
    if dimension == "1D":
        folded = distance % 80
        distance = np.minimum(folded, 80 - folded)
    found = np.histogram(distance, result.walker_edges)[0] * result.walker_weight * WALKERS / count
    centers = middles(result.walker_edges)[2:]
    expected = source_of(result.params, thin=True).steady(centers)
    assert found[2:] == pytest.approx(expected, rel=0.05)


def any_params():
    return st.builds(
        Params,
        **{
            name: st.floats(math.log(item.low), math.log(item.high)).map(
                lambda v, q=item: min(max(float(f"{math.exp(v):.4g}"), q.low), q.high)
            )
            for name, item in parameters(Params).items()
            if getattr(item, "scale", "") == "log" and name != "strip_width"
        },
        dimension=st.sampled_from(["1D", "2D", "3D"]),
        strip_width=st.sampled_from([0, 1, 20, 200]),
        cell_body=st.booleans(),
    )


@settings(max_examples=50, deadline=None)
@given(any_params())
def test_levels_rise_with_time_fall_with_distance_and_stay_below_the_steady_profile(params):
    result = simulate(params)
    tiny = 1e-8 * result.source_level
    assert result.field.shape == (60, 300) and result.walker_field.shape == (60, 120)
    for levels in (result.field, result.growth):
        assert np.all(levels >= 0) and np.all(levels <= result.steady * (1 + 1e-6) + tiny)
        assert np.all(np.diff(levels, axis=0) >= -tiny)
        assert np.all(np.diff(levels, axis=1) <= tiny)
    assert np.all(np.diff(result.delay) >= -1e-9 * result.delay[-1])
    assert all(check.passed for check in checks(result))


def test_the_answers_to_the_discoveries_are_true():
    reach, pace, shapes, dose, bicoid = loader.lesson("paracrine/gradient").discoveries
    base = state(**reach.set)
    fast, stable = (state(**{**reach.set, **change}) for change in ({"diffusivity": 0.4}, {"loss_rate": 6.3e-5}))
    assert (base.decay_length, fast.decay_length, stable.decay_length) == pytest.approx((19.9, 39.8, 39.8), abs=0.05)
    assert (base.accumulation_time, fast.accumulation_time) == pytest.approx((33, 33), abs=0.5)
    assert stable.accumulation_time == pytest.approx(133, abs=0.5)
    far, near = state(**pace.set), state(**{**pace.set, "reading_position": 0.1})
    assert (far.time_to_most, near.time_to_most) == pytest.approx((45, 32), abs=0.5)
    assert far.loss_time == pytest.approx(16.7, abs=0.05)
    for dimension, fold in {"3D": 60, "2D": 15, "1D": 6}.items():
        levels = [state(**{**shapes.set, "dimension": dimension, "reading_position": x}).concentration for x in (4, 40)]
        assert levels[0] / levels[1] == pytest.approx(fold, rel=0.03)
    borders = [state(**{**dose.set, "influx": influx}).border for influx in (1, 2)]
    assert borders == pytest.approx([47.8, 61.6], abs=0.05)
    assert borders[1] - borders[0] == pytest.approx(13.8, abs=0.05)
    fast_bicoid = next(p for p in loader.lesson("paracrine/gradient").presets if p.id == "bicoid_fcs")
    slow, quick = state(**bicoid.set), state(**fast_bicoid.values)
    assert (slow.fraction_of_steady, quick.fraction_of_steady) == pytest.approx((8.5, 99.6), abs=0.05)
    assert slow.loss_time / 60 > 9 and quick.loss_time == pytest.approx(24, abs=0.5)


def test_what_the_prediction_shows_is_the_right_answer():
    after = state(**loader.lesson("paracrine/gradient").prediction.try_it)
    assert after.decay_length == pytest.approx(2 * state().decay_length)
    assert after.loss_time == pytest.approx(4 * state().loss_time)
    assert after.accumulation_time == pytest.approx(3 * state().accumulation_time, rel=0.01)
    near, near_after = (state(reading_position=0.1, loss_rate=rate) for rate in (K, K / 4))
    assert near_after.accumulation_time == pytest.approx(4 * near.accumulation_time, rel=0.01)


def test_a_published_decay_length_is_met_by_its_preset():
    for preset in loader.lesson("paracrine/gradient").presets:
        result = state(**preset.values)
        for item in preset.measured:
            assert item.low <= getattr(result, item.readout) <= item.high
    assert -10 / math.log(1 - 0.12) == pytest.approx(78, abs=0.5)
    assert -10 / math.log(1 - 0.04) == pytest.approx(245, abs=0.5)
