import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.numerics.hard_spheres import MOST_FILLED
from models.paracrine.cytokine_niche import (
    CELLS,
    PER_PM,
    Params,
    Result,
    cautions,
    checks,
    simulate,
    tissue_of,
    uptake_of,
)
from models.quantities import ParameterError
from models.results import Absent

SEEDS = range(1, 13)


def run(**values) -> Result:
    return simulate(Params(**values))


def fitted_length(result: Result) -> float:
    """λ from the single cells: the slope of ln(r c) against r, out to 3λ or 85 % of the ball."""
    distance = result.cell_distance
    chosen = distance < min(0.85 * result.ball_radius, 3 * result.niche_length)
    slope, _ = np.polyfit(distance[chosen], np.log(distance[chosen] * result.cell_level[chosen]), 1)
    return -1 / slope


def test_default_lengths_are_those_of_the_specification():
    result = run()
    assert result.niche_length == pytest.approx(59.4, abs=0.1)
    assert result.naive_length == pytest.approx(44.1, abs=0.1)
    assert result.niche_floor == pytest.approx(39.9, abs=0.1)


def test_self_capture_is_45_percent_with_10000_receptors_and_8_with_1000():
    assert run().self_capture == pytest.approx(0.45, abs=0.005)
    assert run(receptors=1e3).self_capture == pytest.approx(0.08, abs=0.005)


def test_length_goes_as_one_over_the_root_of_density():
    assert run(consumer_density=2e-6).niche_length / run(consumer_density=2e-4).niche_length == pytest.approx(10)


def test_few_receptors_give_the_naive_length_and_many_the_floor():
    few, many = run(receptors=100, on_rate=1e5), run(receptors=1e5, on_rate=1e8)
    assert few.niche_length == pytest.approx(few.naive_length, rel=1e-4)
    assert many.niche_length == pytest.approx(many.niche_floor, rel=0.02)


@pytest.mark.parametrize("receptors", [1e2, 1e3, 1e4, 1e5])
def test_the_squares_of_naive_length_and_floor_add_up(receptors):
    result = run(receptors=receptors)
    assert result.niche_length == pytest.approx(np.hypot(result.naive_length, result.niche_floor), rel=1e-12)


def test_secretion_is_taken_up_by_the_cells_or_leaves_the_ball():
    for values in ({}, {"uptake": "saturable", "secretion": 1e4}, {"consumer_density": 1e-6}):
        assert checks(run(**values))[0].error < 1e-6


@pytest.mark.parametrize(("density", "ratio"), [(1e-6, 0.985), (1e-5, 0.967), (1e-4, 0.886), (2e-4, 0.837)])
def test_single_cells_fall_faster_than_the_smooth_tissue_by_2_to_16_percent(density, ratio):
    """The ratios are means over 40 seeds; those over 12 scatter by 0.015 at the most."""
    results = [run(consumer_density=density, seed=seed) for seed in SEEDS]
    found = np.mean([fitted_length(result) / result.niche_length for result in results])
    assert found == pytest.approx(ratio, abs=0.04)


@pytest.mark.parametrize(
    ("density", "plain", "core"), [(1e-6, 0, 0), (1e-5, 0.01, 0), (1e-4, 0.18, 0.08), (2e-4, 0.3, 0.11)]
)
def test_most_of_the_excess_over_a_point_source_is_the_core_without_consumers(density, plain, core):
    """Mean of the logarithm within 2λ, over 40 seeds: 35 % above a point source, 12 % with the core, at the most."""
    above_point, above_core = [], []
    for seed in SEEDS:
        result = run(consumer_density=density, seed=seed)
        near = result.cell_distance < 2 * result.niche_length
        distance, level = result.cell_distance[near], result.cell_level[near]
        seen = 1 - result.self_capture
        point = seen * 10 / (4 * np.pi * 10 * distance) * np.exp(-distance / result.niche_length) / PER_PM
        above_point.append(np.mean(np.log(level / point)))
        above_core.append(np.mean(np.log(level / np.interp(distance, result.radius, result.mean_level))))
    assert np.mean(above_point) == pytest.approx(plain, abs=0.13)
    assert np.mean(above_core) == pytest.approx(core, abs=0.13)


def test_levels_are_proportional_to_secretion_where_uptake_is_linear():
    one, ten = run(), run(secretion=100)
    assert ten.cell_level == pytest.approx(10 * one.cell_level, rel=1e-9)
    assert ten.mean_level == pytest.approx(10 * one.mean_level, rel=1e-9)
    assert ten.niche_length == one.niche_length


def test_levels_count_at_the_surface_and_mean_field_at_the_same_place():
    result = run()
    uptake = uptake_of(result.params)
    assert result.cell_uptake == pytest.approx(uptake.affinity * result.cell_level * PER_PM, rel=1e-9)


def test_raising_density_to_200_million_per_ml_shortens_188_to_13_um():
    assert run(consumer_density=1e-6).niche_length == pytest.approx(188, abs=0.5)
    dense = run(consumer_density=2e-4)
    assert dense.niche_length == pytest.approx(13.3, abs=0.05)
    assert dense.filled == pytest.approx(10, abs=0.5)


def test_receptors_beyond_a_hundred_thousand_stop_mattering():
    lengths = [run(receptors=receptors).niche_length for receptors in (1e3, 1e4, 1e5)]
    assert lengths == pytest.approx([145, 59.4, 42.3], rel=2e-3)
    assert lengths[-1] - run().niche_floor == pytest.approx(2.4, abs=0.05)
    assert run(receptors=1e5).naive_length == pytest.approx(13.9, abs=0.05)


def test_ten_times_the_secretion_moves_only_the_niche_radius():
    one, ten = run(), run(secretion=100)
    assert (one.radius_at_threshold, ten.radius_at_threshold) == pytest.approx((72.5, 162), rel=3e-3)
    assert (one.capture_radius, ten.capture_radius) == pytest.approx((101, 101), rel=1e-3)


def test_full_consumers_give_a_range_that_grows_with_the_cube_root():
    full = {"uptake": "saturable", "max_uptake": 1, "half_uptake_level": 3.2}
    radii = [run(**full, secretion=secretion).capture_radius for secretion in (1, 10, 1250, 1e4)]
    assert radii == pytest.approx([101, 108, 264, 502], rel=5e-3)
    assert radii[3] / radii[2] == pytest.approx(1.9, abs=0.02)
    end = run(**full)
    assert end.capture_curve[-1] == pytest.approx(end.saturated_curve[-1], rel=0.03)
    assert np.all(np.diff(end.capture_curve) > 0)


def test_saturable_uptake_with_little_secretion_is_linear_uptake():
    matched = uptake_of(Params()).affinity
    level = 10 / matched / PER_PM
    little = run(uptake="saturable", half_uptake_level=level, secretion=0.1)
    linear = run(secretion=0.1)
    assert little.niche_length == pytest.approx(linear.niche_length, rel=1e-3)
    assert little.cell_level == pytest.approx(linear.cell_level, rel=0.02)


def test_ten_times_the_consumers_leave_nearly_as_many_listeners():
    one, ten = run(), run(consumer_density=1e-4)
    assert (one.radius_at_threshold, ten.radius_at_threshold) == pytest.approx((72.5, 37.2), abs=0.1)
    assert (one.cells_above_threshold, ten.cells_above_threshold) == (15, 21)
    assert (one.expected_above_threshold, ten.expected_above_threshold) == pytest.approx((15.9, 21.1), abs=0.1)
    room = [result.radius_at_threshold**3 - 10**3 for result in (one, ten)]
    assert room[0] / room[1] == pytest.approx(7.5, abs=0.1)


def test_listeners_agree_with_the_smooth_tissue_on_average():
    counts = [run(seed=seed).cells_above_threshold for seed in SEEDS]
    assert np.mean(counts) == pytest.approx(run().expected_above_threshold, abs=4 * np.sqrt(16 / len(SEEDS)))


def test_a_solitary_cell_has_no_length_and_a_radius_proportional_to_secretion():
    alone = run(consumer_density=0)
    for name in ("niche_length", "niche_floor", "naive_length", "capture_radius", "cells_above_threshold"):
        assert isinstance(getattr(alone, name), Absent)
    assert alone.radius_at_threshold == pytest.approx(242, abs=0.5)
    assert run(consumer_density=0, secretion=5).radius_at_threshold == pytest.approx(121, abs=0.5)
    assert run(secretion=5).radius_at_threshold > 0.5 * run().radius_at_threshold


def test_a_threshold_above_every_level_is_met_nowhere():
    quiet = run(threshold=1000)
    assert isinstance(quiet.radius_at_threshold, Absent)
    assert quiet.cells_above_threshold == quiet.expected_above_threshold == 0


def test_treg_rich_sparse_vegf_and_interferon_presets_have_their_lengths():
    assert run(consumer_density=1e-4).niche_length == pytest.approx(18.8, abs=0.05)
    assert run(consumer_density=1e-6).niche_length == pytest.approx(188, abs=0.5)
    assert run(consumer_density=2.9e-5).niche_length == pytest.approx(35, abs=0.1)
    vegf = run(diffusivity=100, on_rate=1e7, receptors=1e4, consumer_density=6e-5)
    assert vegf.change_per_cell == pytest.approx(100 * (1 - np.exp(-10 / vegf.niche_length)), rel=1e-9)
    assert vegf.change_per_cell == pytest.approx(9.4, abs=0.05)


def test_cells_that_cannot_be_placed_are_refused_by_name_with_the_density_that_fits():
    with pytest.raises(ParameterError, match=r"Consumer density.*84 %.*30 %.*7\.16 × 10⁻⁵ /µm³") as refusal:
        run(consumer_density=2e-4, cell_radius=10)
    assert refusal.value.name == "consumer_density"
    assert run(consumer_density=7.1e-5, cell_radius=10).filled == pytest.approx(100 * MOST_FILLED, rel=0.02)


def said(**values) -> str:
    return " ".join(caution.text for caution in cautions(run(**values)))


def test_cautions_say_when_the_assumptions_break():
    assert said() == ""
    assert "distance between consumers" in said(consumer_density=4.5e-5)
    assert "distance between consumers" not in said(consumer_density=3.5e-5)
    assert "Beyond 212 µm" in said(receptors=1000)
    assert "came out below zero" in said(consumer_density=2e-4, receptors=1e5, on_rate=1e8)
    assert "10 % of the volume" in said(consumer_density=2e-4)
    assert "Try saturable uptake" in said(secretion=1e4)
    assert "saturated" in said(uptake="saturable", secretion=1e4)
    assert "more cells hear" in said(secretion=1e4)
    assert "1/r" in said(consumer_density=0)


def test_the_section_is_the_slab_around_the_source():
    result = run()
    drawn = np.abs(result.cell_places[:, 2]) <= result.section_thickness / 2
    assert result.section_cells == result.section_x.size == drawn.sum()
    assert result.section_above_threshold == (result.cell_level[drawn] >= result.params.threshold).sum()
    assert result.cell_level.size == CELLS


@settings(max_examples=40, deadline=None)
@given(
    density=st.sampled_from([0.0, 1e-6, 2e-4]) | st.floats(-6, -3.7).map(lambda power: 10**power),
    diffusivity=st.floats(1, 100), receptors=st.floats(1e2, 1e5), on_rate=st.floats(1e5, 1e8),
    cell_radius=st.floats(3, 10), secretion=st.floats(0.1, 1e4), threshold=st.floats(0.01, 1000),
    uptake=st.sampled_from(["linear", "saturable"]), max_uptake=st.floats(1, 1000),
    half_uptake_level=st.floats(1, 1000), seed=st.integers(1, 100),
)  # fmt: skip
def test_every_setting_gives_levels_that_are_finite_and_not_negative_or_a_named_refusal(density, **values):
    params = Params(consumer_density=density, **values)
    if params.consumer_density * 4 / 3 * np.pi * params.cell_radius**3 > MOST_FILLED:
        with pytest.raises(ParameterError, match="would fill"):
            simulate(params)
        return
    result = simulate(params)
    for levels in (result.cell_level, result.mean_level, result.cell_uptake):
        assert np.all(levels >= 0)
    assert np.all(np.diff(result.mean_level) < 0)
    assert all(check.error < 1e-3 for check in checks(result) if not check.unit)
    for name, value in result.readouts().items():
        assert isinstance(value, Absent) or value >= 0, name
    if density:
        assert result.niche_length >= tissue_of(params).decay_length * 0.999
        assert isinstance(result.caught_in_ball, Absent) or result.caught_in_ball <= 100
