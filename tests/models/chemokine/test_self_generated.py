import warnings
from itertools import product

import numpy as np
import pytest

from content.loader import lesson
from models.chemokine import self_generated, self_generated_run
from models.chemokine.self_generated import SCAN, SINKS, Params, cautions, checks, simulate
from models.chemokine.self_generated_run import fold, lead, shocks, unguided
from models.numerics.degraded_line import Line
from models.quantities import ParameterError
from models.results import Absent

SECONDS = 60.0


def discovery(number):
    return lesson("chemokine/self_generated").discoveries[number - 1]


def at(number, **values):
    return simulate(Params(**{**discovery(number).set, **values}))


def test_a_perfect_moving_sink_stands_at_the_foot_of_an_exponential_front():
    # the sink moves by one volume a step, so that it always sits on a center; 8 times 4D/v² make the front steady
    line, diffusivity, speed = Line(2100.0, 5250), 10.0, 1 / 6
    level, centers, time = np.ones((1, line.volumes)), line.centers(), line.spacing / speed
    for place in range(250, 3850):
        sink = line.spread_out(centers[np.newaxis, place : place + 1], np.array([[1e6]]))
        level = line.step(level, sink, diffusivity, time)
    ahead = np.arange(600) * line.spacing
    formula = 1 - np.exp(-speed * ahead / diffusivity)
    assert np.max(np.abs(level[0, place : place + 600] - formula)) < 0.0015


def test_without_a_sink_a_cosine_fades_at_its_own_rate():
    line = Line(100.0, 200)
    wave = np.cos(np.pi * line.centers() / 100)
    level = (1 + wave)[np.newaxis]
    for _ in range(500):
        level = line.step(level, np.zeros_like(level), 10.0, 0.1)
    expected = 1 + wave * np.exp(-10 * (np.pi / 100) ** 2 * 50)
    np.testing.assert_allclose(level[0], expected, atol=5e-4)


def test_a_step_of_several_rows_is_that_of_each_row_alone():
    line, random = Line(50.0, 25), np.random.default_rng(1)
    level, sink = random.random((3, 25)), random.random((3, 25))
    together = line.step(level, sink, 4.0, 2.0)
    for row in range(3):
        alone = line.step(level[row : row + 1], sink[row : row + 1], 4.0, 2.0)
        np.testing.assert_allclose(together[row], alone[0], rtol=1e-14)


def test_reading_and_spreading_on_a_line_are_transposes():
    line, random = Line(60.0, 30), np.random.default_rng(2)
    place, weight, level = 60 * random.random((2, 7)), random.random((2, 7)), random.random((2, 30))
    spread = line.spread_out(place, weight)
    assert np.sum(spread * level) * line.spacing == pytest.approx(np.sum(weight * line.read(level, place)))


def test_without_degradation_there_is_no_drift_whatever_the_attractant():
    for level in (1.0, 100.0, 1e4):
        result = simulate(Params(degradation=0.0, initial_concentration=level))
        assert result.lead_distance == pytest.approx(result.unguided_distance, abs=1e-9)
        np.testing.assert_allclose(result.cells, result.cells_unguided, atol=1e-9)
        assert result.removed == pytest.approx(0, abs=1e-9)
    assert np.ptp(simulate(Params(degradation=0.0)).lead_self_made) < 1e-9


@pytest.mark.parametrize("values", [{}, {"sink": "rear"}, {"enzyme_half": 0.1, "degradation": 50.0}, {"affinity": 0.1}])
def test_no_level_falls_below_zero_and_what_is_removed_is_missing(values):
    result = simulate(Params(**values))
    assert result.level.min() >= 0
    remaining = result.level[-1].mean() / result.params.initial_concentration
    assert result.removed == pytest.approx(100 * (1 - remaining), rel=1e-9)
    assert all(check.passed for check in checks(result))


def test_a_uniform_attractant_with_degradation_gives_directed_migration_without_a_source():
    on, off = at(1), at(1, degradation=0.0)
    assert on.front_length == pytest.approx(1200)
    assert on.lead_distance == pytest.approx(870, abs=1)
    assert off.lead_distance == pytest.approx(412, abs=1)
    assert off.lead_distance == pytest.approx(410, rel=0.03)  # the specification's 410 µm
    assert on.lead_path[-1] > on.lead_path[10] > on.lead_path[0]
    assert np.all(np.diff(on.level[-1]) >= 0)  # the level rises outward everywhere


def test_unguided_walking_is_the_folded_normal_distribution():
    params = Params()
    walked = unguided(params)[-1]
    sigma = 10 * np.sqrt(2 * 240)
    assert sigma == pytest.approx(self_generated_run.spread(params))
    # a band of 100 µm beside a wall, mirrored: variance σ² + 100²/3; mean of the leading tenth of |N|: 2.063 σ
    whole = np.sqrt(sigma**2 + 100**2 / 3)
    assert lead(walked) == pytest.approx(2.063 * whole, rel=0.02)
    assert walked.mean() == pytest.approx(np.sqrt(2 / np.pi) * whole, rel=0.02)


def test_sixty_stratified_paths_have_the_variance_of_very_many():
    steps = shocks()
    assert steps.sum(axis=0).std() == pytest.approx(1, rel=0.02)
    assert steps.sum(axis=0).mean() == pytest.approx(0, abs=0.02)
    np.testing.assert_allclose(np.sum(steps**2, axis=0).mean(), 1, rtol=0.03)


def test_folding_reflects_at_both_walls():
    place, heading = fold(np.array([-10.0, 0.0, 500.0, 2010.0, 4010.0]))
    np.testing.assert_allclose(place, [10, 0, 500, 1990, 10])
    np.testing.assert_allclose(heading, [-1, 1, 1, -1, 1])


def test_the_two_kinds_of_gradient_cross_twice_and_both_stall_at_ten_micromolar():
    result = at(2)
    assert result.crossing_low == pytest.approx(57, abs=1)
    assert result.crossing_high == pytest.approx(2900, rel=0.03)
    assert SCAN[-1] == pytest.approx(1e4)
    assert result.lead_self_made[-1] == pytest.approx(412, abs=1)
    assert result.lead_imposed[-1] == pytest.approx(460, abs=1)
    assert result.lead_imposed.max() == pytest.approx(772, abs=1)
    assert result.best_level == pytest.approx(464, abs=1)
    assert result.lead_self_made[0] == pytest.approx(426, abs=1)
    for curve in (result.lead_self_made, result.lead_imposed):  # stalled: under a third of the best gain
        assert curve[-1] - result.unguided_distance < (curve.max() - result.unguided_distance) / 3


def test_between_the_failures_the_lead_distance_hardly_depends_on_the_attractant():
    result = simulate(Params())
    middle = (SCAN > 200) & (SCAN < 1100)
    assert 1000 < result.lead_self_made[middle].min() < result.lead_self_made[middle].max() < 1200


def test_more_enzyme_saves_the_wave_at_ten_micromolar_and_a_weaker_receptor_the_imposed_gradient():
    assert at(3).lead_distance == pytest.approx(412, abs=1)
    assert at(3, degradation=50.0).lead_distance == pytest.approx(1210, rel=0.01)
    assert at(3).removed == pytest.approx(21.5, abs=0.5)
    assert at(4).lead_distance == pytest.approx(460, abs=1)
    assert at(4, affinity=1000.0).lead_distance == pytest.approx(753, abs=1)


def test_an_imposed_gradient_depends_on_attractant_and_affinity_only_by_their_ratio():
    one = simulate(Params(field="imposed", initial_concentration=30.0, affinity=10.0))
    other = simulate(Params(field="imposed", initial_concentration=900.0, affinity=300.0))
    assert one.lead_distance == pytest.approx(other.lead_distance, rel=1e-9)


def test_with_the_sink_in_the_leading_cells_the_wave_of_the_group_dies():
    rear, leading = at(5), at(5, sink="leading")
    assert rear.group_distance == pytest.approx(498, abs=1)
    assert leading.group_distance == pytest.approx(149, abs=1)
    assert leading.group_unguided == pytest.approx(132, abs=1)
    assert leading.group_distance < 1.2 * leading.group_unguided
    assert leading.lead_distance > leading.unguided_distance + 50  # a few leaders still walk off


def test_with_attractant_behind_a_sink_in_front_turns_the_group_round():
    rear, leading = at(6), at(6, sink="leading")
    assert rear.group_distance == pytest.approx(167, abs=1)
    assert leading.group_distance == pytest.approx(-212, abs=1)


def test_separate_sink_cells_guide_a_group_that_does_not_scavenge():
    result = simulate(Params(sink="separate"))
    assert result.group_distance == pytest.approx(544, abs=1)
    assert result.group_distance > simulate(Params()).group_distance


@pytest.mark.parametrize("name", [p.id for p in lesson("chemokine/self_generated").presets])
def test_every_preset_shows_the_direction_that_its_study_found(name):
    values = next(p.values for p in lesson("chemokine/self_generated").presets if p.id == name)
    result, off = simulate(Params(**values)), simulate(Params(**{**values, "degradation": 0.0}))
    assert result.group_distance > off.group_distance + 15
    if values["sink"] != "every":  # the place of the sink matters
        assert simulate(Params(**{**values, "sink": "leading"})).group_distance < result.group_distance - 15


def test_the_fish_needs_a_slower_chemokine_than_free_diffusion():
    values = next(p.values for p in lesson("chemokine/self_generated").presets if p.id == "lateral_line")
    slow, free = simulate(Params(**values)), simulate(Params(**{**values, "diffusivity": 100.0}))
    assert free.lead_distance - free.unguided_distance < 0.5 * (slow.lead_distance - slow.unguided_distance)
    seconds = 100**2 / (2 * values["diffusivity"] * 100)
    assert seconds == 50  # free diffusion over 100 µm, with 100 µm²/s


@pytest.mark.parametrize("values", [{}, {"initial_concentration": 1e4, "degradation": 50.0}])
def test_halving_step_and_grid_changes_the_distances_by_a_percent(monkeypatch, values):
    params = Params(**values)
    coarse = simulate(params)
    finer = np.repeat(shocks() / 2, 2, axis=0)
    monkeypatch.setattr(self_generated_run, "STEP", 1)
    monkeypatch.setattr(self_generated_run, "shocks", lambda: finer)
    fine = Line(2000.0, 400)
    level = np.full((len(SINKS), fine.volumes), params.initial_concentration)
    worlds = self_generated_run.run(params, level, SINKS)
    distances = lead(worlds.position[-1]) - 50
    np.testing.assert_allclose(coarse.lead_by_place[[0, 2, 3]], distances[[0, 2, 3]], rtol=0.015)


def test_the_sink_shown_is_the_one_compared_and_the_scan_passes_through_the_state():
    for row, sink in enumerate(SINKS):
        result = simulate(Params(sink=sink))
        assert result.lead_distance == pytest.approx(result.lead_by_place[row])
        here = int(np.argmin(np.abs(SCAN - 100)))
        assert result.lead_self_made[here] == pytest.approx(result.lead_distance, rel=0.03)


def test_an_imposed_gradient_says_that_nothing_is_removed():
    result = simulate(Params(field="imposed"))
    assert isinstance(result.removed, Absent)
    np.testing.assert_allclose(result.level[-1], 100 * result.position / 2000)


def test_cautions_name_the_wall_the_empty_field_and_the_short_front():
    assert any("far wall" in c.text for c in cautions(simulate(Params(speed=30.0, persistence=60.0))))
    assert any("used up" in c.text for c in cautions(simulate(Params(affinity=1.0))))
    assert any("not resolved" in c.text for c in cautions(simulate(Params(diffusivity=1.0))))
    assert not cautions(simulate(Params()))


def test_every_combination_of_far_bounds_gives_a_sound_answer():
    for k, d, km, v, x0 in product((0.05, 50.0), (1.0, 300.0), (0.1, 1e4), (1.0, 30.0), (0.0, 1000.0)):
        params = Params(
            degradation=k, diffusivity=d, enzyme_half=km, speed=v, space_behind=x0, initial_concentration=1e4,
            affinity=0.1, half_difference=0.001, persistence=60.0, sink="rear", ci_max=1.0,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            worlds, row = self_generated._chosen(params)
        assert np.all(np.isfinite(worlds.position)) and worlds.level.min() >= 0
        assert worlds.position.min() >= 0 and worlds.position.max() <= 2000
        assert worlds.removed[row] >= 0


def test_an_unknown_place_of_the_sink_is_refused_by_name():
    with pytest.raises(ParameterError) as caught:
        Params(sink="nobody")
    assert caught.value.name == "sink" and "Who scavenges" in str(caught.value)
