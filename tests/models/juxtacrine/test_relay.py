import numpy as np
import pytest

from content.loader import lesson
from models.juxtacrine import relay_chain, relay_front
from models.juxtacrine.relay import Params, cautions, checks, simulate
from models.numerics.exponential_steps import constant_rates
from models.results import Absent


def passive(gain: float, **more):
    return simulate(Params(relay_kind="passive", relay_gain=gain, **more))


def junctions(exchange: float, loss: float, **more):
    return simulate(Params(relay_kind="gap_junction", junction_rate=exchange, loss_rate=loss, **more))


def active(threshold: float, hill: float = 4.0, tissue: str = "chain", **more):
    return simulate(Params(relay_kind="active", threshold_ratio=threshold, hill=hill, tissue=tissue, **more))


def edge(tissue: str, hill: float, low: float, high: float, moving_below: bool) -> float:
    """The threshold at which a flat front begins to stand, or ends to."""
    for _ in range(9):
        middle = (low + high) / 2
        speed = relay_front.follow(middle, hill, tissue, cells=80, on=25, time=40.0, every=20).speed
        low, high = (middle, high) if (speed != 0) == moving_below else (low, middle)
    return (low + high) / 2


@pytest.mark.parametrize(("gain", "cells"), [(0.5, 0.76), (0.9, 2.14), (0.99, 7.04), (0.999, 22.35)])
def test_the_passive_range_follows_its_formula(gain, cells):
    length = passive(gain).decay_cells
    assert length == pytest.approx(1 / np.arccosh(1 / gain), rel=1e-12)
    assert length == pytest.approx(cells, rel=2e-3)
    assert -1 / np.log(relay_chain.step_ratio(gain)) == pytest.approx(length, rel=1e-12)


@pytest.mark.parametrize(("exchange", "loss"), [(1.0, 0.1), (100.0, 0.1), (0.01, 10.0), (37.0, 0.002)])
def test_gap_junctions_follow_their_formulas(exchange, loss):
    result = junctions(exchange, loss, source_rate=2.0)
    assert result.decay_cells == pytest.approx(1 / np.arccosh(1 + loss / (2 * exchange)), rel=1e-12)
    assert result.source_level == pytest.approx(2 / np.sqrt(loss * (loss + 4 * exchange)), rel=1e-12)
    assert result.equivalent_gain == pytest.approx(2 * exchange / (2 * exchange + loss), rel=1e-12)
    assert passive(min(result.equivalent_gain, 0.999)).decay_cells == pytest.approx(result.decay_cells, rel=0.05) or (
        result.equivalent_gain > 0.999
    )
    ratio = relay_chain.step_ratio(result.equivalent_gain)
    assert result.source_level * (1 + ratio) / (1 - ratio) == pytest.approx(2 / loss, rel=1e-9)
    assert result.total_amount == pytest.approx(2 / loss, rel=1e-12)
    assert result.effective_diffusion == pytest.approx(exchange * 100)


def test_the_range_of_gap_junctions_grows_with_the_root_of_exchange_over_loss():
    assert junctions(100.0, 0.1).decay_cells / junctions(1.0, 0.1).decay_cells == pytest.approx(10, rel=0.01)
    assert junctions(100.0, 0.01).decay_cells == pytest.approx(np.sqrt(100 / 0.01), rel=1e-3)


def test_gap_junctions_take_about_ten_seconds_over_their_range():
    result = junctions(1.0, 0.1)
    assert result.decay_cells == pytest.approx(3.2, rel=0.01)
    assert result.arrival_seconds == pytest.approx(10.1, rel=5e-3)
    assert result.arrival_time == pytest.approx(result.arrival_seconds * 0.1)


@pytest.mark.parametrize("kind", ["passive", "gap_junction"])
def test_arrival_is_the_mean_time_at_which_the_level_comes_in(kind):
    times, gain = np.linspace(0, 120, 4001), 0.9
    if kind == "passive":
        level, cells = relay_chain.handed_on(gain, times, 12), np.arange(12)
        expected = cells / np.sqrt(1 - gain**2)
    else:
        level, cells = relay_chain.leaked(10.0, times, 12), np.arange(12)
        expected = (1 + 1 / 41) / 2 + cells / np.sqrt(41)
    missing = np.trapezoid(1 - level[:, 1:] / level[-1, 1:], times, axis=0)
    np.testing.assert_allclose(missing, expected[1:], rtol=5e-3)


def test_time_courses_agree_with_small_steps():
    grow_gain, cells = 0.9, 120
    start = np.zeros(cells)
    start[0] = 1.0

    def shown(level):
        made = np.zeros(cells)
        made[1:-1] = grow_gain / 2 * (level[:-2] + level[2:])
        made[0] = 1.0
        return made

    stepped = constant_rates(shown, 1.0, start, 0.02, 500, 100)
    exact = relay_chain.handed_on(grow_gain, np.arange(6) * 2.0, 30)
    np.testing.assert_allclose(stepped[:, :30], exact, atol=2e-4)

    def leaking(level):
        return 3.0 * (np.roll(level, 1) + np.roll(level, -1)) + np.eye(1, 240)[0]

    stepped = constant_rates(leaking, 7.0, np.zeros(240), 0.005, 400, 100)
    exact = relay_chain.leaked(3.0, np.arange(5) * 0.5, 30)
    np.testing.assert_allclose(stepped[:, :30], exact, atol=2e-4)


def test_with_a_gain_of_zero_only_the_first_neighbor_hears():
    result = passive(0.0)
    assert result.decay_cells == 0
    assert (result.reach_cells, result.reach_um, result.first_neighbor) == (1.0, 10.0, 50.0)
    np.testing.assert_allclose(result.steady[2:], 0, atol=0)
    assert isinstance(result.arrival_time, Absent)


def test_reach_counts_the_cells_that_read_the_signal():
    for result in (passive(0.9), junctions(1.0, 0.1), passive(0.5, reading_share=0.3), passive(0.1, reading_share=0.5)):
        assert result.reach_cells == np.count_nonzero(result.steady[1:] >= result.params.reading_share)


def test_a_signal_that_fades_has_no_front_and_a_front_does_not_fade():
    assert isinstance(passive(0.9).front_speed, Absent)
    result = active(0.3)
    assert isinstance(result.decay_cells, Absent)
    assert isinstance(result.reach_um, Absent)
    behind = result.level[:, 5]
    np.testing.assert_allclose(behind, result.high_level, rtol=1e-6)


def test_step_like_cells_have_the_speed_of_the_closed_form():
    course = relay_front.follow(0.3, 200.0, "chain", cells=120, on=25, time=60.0, every=20)
    assert relay_front.step_speed(np.array([0.3]), "chain")[0] == pytest.approx(1.091, abs=5e-4)
    assert course.speed == pytest.approx(1.0914, rel=0.01)
    assert active(0.3, 60.0).front_speed == pytest.approx(1.0914, rel=0.01)
    backward = relay_front.follow(0.7, 200.0, "chain", cells=120, on=100, time=60.0, every=20)
    assert backward.speed == pytest.approx(-1.0914, rel=0.02)


@pytest.mark.parametrize(
    ("threshold", "hill", "tissue", "speed"),
    [(0.05, 60, "chain", 9.486), (0.05, 4, "chain", 8.805), (0.05, 60, "sheet", 6.236), (0.3, 4, "chain", 0.8049),
     (0.5, 4, "chain", -0.1636), (0.36, 60, "sheet", 0.1153), (0.45, 10, "sheet", 0.0248)],
)  # fmt: skip
def test_fast_and_slow_fronts_have_the_speed_of_a_separate_solution(threshold, hill, tissue, speed):
    """Times from cell to cell on longer chains, solved by ``solve_ivp`` to 1e-9 (not by the code tested here)."""
    assert active(threshold, hill, tissue).front_speed == pytest.approx(speed, rel=6e-3)


def test_the_steeper_the_response_the_more_the_making_is_a_step_from_0_to_the_full_strength():
    between = []
    for hill in (4.0, 20.0, 60.0, 400.0):
        level = relay_front.follow(0.3, hill, "chain", cells=120, on=25, time=40.0, every=20).level
        made = relay_front.response((level[:, :-2] + level[:, 2:]) / 2, 0.3, hill)
        between.append(np.mean(np.sum((made > 0.05) & (made < 0.95), axis=1)))
        assert np.all(np.diff(level, axis=1) < 1e-9), "the front falls from left to right"
    assert np.all(np.diff(between) < 0)
    assert between[-1] < 0.15


def test_flat_fronts_in_a_sheet_of_step_like_cells_stand_between_a_third_and_two_thirds():
    thresholds = np.array([0.32, 0.3334, 0.5, 0.6666, 0.68])
    np.testing.assert_array_equal(np.sign(relay_front.step_speed(thresholds, "sheet")), [1, 0, 0, 0, -1])


def test_the_plateau_at_a_hill_coefficient_of_sixty():
    """The specification gives about .37 to .63; followed until they stand, fronts are pinned from .363 to .620."""
    assert edge("sheet", 60.0, 0.3, 0.45, True) == pytest.approx(0.363, abs=2e-3)
    assert edge("sheet", 60.0, 0.5, 0.66, False) == pytest.approx(0.620, abs=2e-3)
    assert all(active(kappa, 60.0, "sheet").pinned == 1 for kappa in (0.37, 0.5, 0.61))


def test_a_pinned_front_is_a_steady_state():
    result = active(0.45, 60.0, "sheet")
    own = (result.level[-1][:-2] + result.level[-1][1:-1] + result.level[-1][2:]) / 3
    np.testing.assert_allclose(relay_front.response(own, 0.45, 60.0), result.level[-1][1:-1], atol=1e-6)


def test_the_high_state_makes_what_it_loses_and_vanishes_at_the_highest_threshold():
    for hill in (1.0, 1.5, 4.0, 60.0):
        top = relay_front.highest_threshold(hill)
        for threshold in np.array([0.2, 0.6, 0.999]) * top:
            high = relay_front.high_state(float(threshold), hill)
            assert relay_front.response(np.array([high]), threshold, hill)[0] == pytest.approx(high, abs=1e-6)
        assert relay_front.high_state(top * 1.001, hill) is None
    assert relay_front.highest_threshold(4.0) == pytest.approx((27 / 256) ** 0.25, rel=1e-12)
    assert isinstance(active(0.9).front_speed, Absent)


def test_no_front_outruns_the_steepest_linear_one():
    for hill in (1.0, 2.0, 8.0):
        for tissue in ("chain", "sheet"):
            course = relay_front.follow(0.4, hill, tissue, cells=80, on=25, time=30.0, every=20)
            assert course.speed <= relay_front.fastest(0.4, hill, tissue) * 1.02
    gradual = relay_front.follow(0.5, 1.0, "chain", cells=160, on=20, time=60.0, every=20)
    assert gradual.speed == pytest.approx(relay_front.fastest(0.5, 1.0, "chain"), rel=0.12)


def test_the_curves_pass_through_the_present_state():
    for tissue in ("chain", "sheet"):
        thresholds, speeds = relay_front.speed_curve(4.0, tissue)
        at = int(np.argmin(np.abs(thresholds - 0.35)))
        assert speeds[at] == pytest.approx(active(0.35, 4.0, tissue).front_speed, rel=0.03)
    result = passive(0.9)
    at = np.interp(np.log(1 / 0.9 - 1), np.log(result.loss_per_step), np.log(result.range_cells))
    assert np.exp(at) == pytest.approx(result.decay_cells, rel=1e-3)


def test_the_sheet_of_a_band_moves_like_the_flat_front():
    result = active(0.36, 4.0, "sheet")
    place = result.sheet_level.sum(axis=1) / 18 / result.high_level
    grown = (place[-1] - place[4]) / (result.sheet_time[-1] - result.sheet_time[4]) / 2
    assert grown == pytest.approx(result.front_speed, rel=0.1)


def test_a_signal_in_a_sheet_is_steady_in_the_end_and_symmetric():
    level = relay_chain.sheet_spread(0.9, np.array([0.0, 500.0]), 18)
    assert level[0].max() == pytest.approx(0, abs=1e-12)
    assert level[1, 0] == pytest.approx(1)
    np.testing.assert_allclose(level[1, [1, 17, 18, 17 * 18]], level[1, 1], rtol=1e-9)
    neighbors = relay_front.hexagon_neighbors(18)
    np.testing.assert_allclose(level[1, 1:], 0.9 * level[1][neighbors].mean(axis=0)[1:], atol=1e-9)


def test_the_discoveries_are_true():
    find = lesson("juxtacrine/relay").discoveries

    def run(i, **more):
        return simulate(Params(**find[i].set | more))

    ranges = [run(0, relay_gain=gain).decay_cells for gain in (0.5, 0.9, 0.99, 0.999)]
    assert ranges == pytest.approx([0.76, 2.14, 7.04, 22.4], rel=5e-3)
    assert (run(1).reach_cells, run(1).first_neighbor) == (1, 50)
    near, far = run(2), run(2, junction_rate=100)
    assert (near.decay_cells, far.decay_cells) == pytest.approx((3.18, 31.6), rel=2e-3)
    assert near.total_amount == far.total_amount == 10
    assert [run(3).front_speed, run(3, threshold_ratio=0.5).front_speed] == pytest.approx([0.804, -0.164], abs=1e-3)
    assert [run(4).front_speed, run(4, tissue="sheet").front_speed] == pytest.approx([0.413, 0], abs=1e-3)
    band, patch = run(5), run(5, start="patch")
    lit = [np.count_nonzero(level > 0.5) for level in (band.sheet_level[0], band.sheet_level[-1])]
    assert lit == [72, 108]
    assert [np.count_nonzero(patch.sheet_level[i] > 0.5) for i in (0, -1)] == [19, 0]


def test_presets_show_what_their_texts_say():
    presets = {item.id: simulate(Params(**item.values)) for item in lesson("juxtacrine/relay").presets}
    assert presets["immune_synapse"].reach_cells == 1
    assert presets["airway"].reach_cells == 7
    assert presets["uncoupled"].reach_cells == 0
    assert presets["tgf_alpha"].front_speed > 0
    assert presets["pinned_sheet"].pinned == 1


def test_cautions_name_what_is_broken():
    assert cautions(simulate(Params())) == ()
    assert "no front" in cautions(active(0.9))[0].text
    assert "hardly a threshold" in cautions(active(0.3, 1.0))[0].text
    texts = " ".join(item.text for item in cautions(junctions(0.01, 0.001, source_rate=100.0)))
    assert "1000 µM" in texts
    assert "diffusion" in cautions(junctions(0.01, 10.0))[0].text


@pytest.mark.parametrize("threshold", [0.05, 0.45, 0.57, 0.9])
@pytest.mark.parametrize("hill", [1.0, 1.02, 4.0, 60.0])
def test_fronts_stay_within_bounds_everywhere(threshold, hill):
    result = active(threshold, hill, "sheet", start="patch")
    assert 0 <= result.level.min() <= result.level.max() <= 1 + 1e-9
    assert 0 <= result.sheet_level.min() <= result.sheet_level.max() <= 1 + 1e-9
    assert all(check.passed for check in checks(result))
