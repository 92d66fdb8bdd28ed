"""The model of ``lateral_inhibition`` against its linear theory, its bifurcation points, and what patterns must do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.loader import lesson
from models.juxtacrine.lateral_inhibition import Params, cautions, checks, simulate
from models.juxtacrine.lateral_inhibition_run import STEP, follow, neighbors_of, treated
from models.numerics.cell_sheet import hexagon_neighbors, three_colors
from models.numerics.delta_notch import DeltaNotch
from models.numerics.exponential_steps import constant_rates
from models.results import Absent

COLLIER = DeltaNotch(0.01, 100.0, 2.0, 2.0)
SHEET = hexagon_neighbors(12)
PAIR = np.array([[1, 0]])


def run(loop, neighbors, start, duration, step=STEP):
    """Follow Notch and Delta (2, cells) with the scheme of the model."""

    def made(state):
        return np.stack([
            loop.notch_made(state[1][neighbors].mean(axis=0)), loop.rate_ratio * loop.delta_made(state[0])
        ])  # fmt: skip

    return constant_rates(made, np.array([[1.0], [loop.rate_ratio]]), start, step, round(duration / step))


def preset(name):
    return next(p.values for p in lesson("juxtacrine/lateral_inhibition").presets if p.id == name)


# The uniform state and its loss of stability


def test_the_defaults_have_the_known_gain_and_uniform_state():
    result = simulate(Params())
    assert result.loop_gain == pytest.approx(2.394, abs=5e-4)
    assert result.uniform_notch == pytest.approx(0.3538, abs=5e-5)
    assert result.uniform_delta == pytest.approx(0.0740, abs=5e-5)
    assert result.growth_rate == pytest.approx(-1 + np.sqrt(2.394 / 2), abs=2e-4)
    assert result.growth_rate_pair == pytest.approx(-1 + np.sqrt(2.394), abs=2e-4)


@pytest.mark.parametrize("loop", [COLLIER, replace(COLLIER, repression=30.0), replace(COLLIER, rate_ratio=0.3)])
@pytest.mark.parametrize("tissue", ["pair", "hex"])
def test_measured_growth_is_that_of_the_linear_theory(loop, tissue):
    neighbors, coupling = (PAIR, -1.0) if tissue == "pair" else (SHEET, -0.5)
    pattern = np.array([1.0, -1.0]) if tissue == "pair" else np.where(three_colors(12) == 0, 2.0, -1.0)
    start = np.tile(np.array(loop.uniform())[:, None], pattern.size) * (1 + 1e-7 * pattern)
    states = run(loop, neighbors, start, 16, step=0.05)
    along = (states[:, 1] @ pattern) / (pattern @ pattern)
    assert np.log(along[320] / along[200]) / 6 == pytest.approx(loop.growth_rate(coupling), abs=2e-3)


@pytest.mark.parametrize(("tissue", "rounded"), [("pair", 11.04), ("hex", 49.47)])
def test_critical_repression_of_pair_and_sheet_is_that_of_the_closed_form(tissue, rounded):
    """For k = h = 2 the gain is 4a(1 - d)/(a + d²): a quadratic for d*, and b = (1/d* - 1)/F(d*)²."""
    a, needed = 0.01, 1 if tissue == "pair" else 2
    delta = (-4 * a + np.sqrt(16 * a**2 + 4 * needed * a * (4 - needed))) / (2 * needed)
    exact = (1 / delta - 1) * ((a + delta**2) / delta**2) ** 2
    assert exact == pytest.approx({"pair": 11.0424586, "hex": 49.5743275}[tissue], rel=1e-8)
    found = simulate(Params(tissue=tissue)).critical_repression
    assert found == pytest.approx(exact, rel=1e-6)
    assert found == pytest.approx(rounded, rel=0.01), "the specification's rounded value"
    assert replace(COLLIER, repression=found).gain() == pytest.approx(needed, rel=1e-6)


@pytest.mark.parametrize(("cells", "expected"), [(3, 0.5), (5, np.cos(np.pi / 5)), (6, 1), (13, np.cos(np.pi / 13))])
def test_a_ring_needs_the_gain_of_its_best_wave(cells, expected):
    result = simulate(Params(tissue="ring", ring_cells=cells))
    assert result.threshold_gain == pytest.approx(1 / expected)
    assert result.growth_rate == pytest.approx(-1 + np.sqrt(result.loop_gain * expected))


# Patterns of two levels


def test_the_states_of_a_pair_are_the_known_ones():
    result = simulate(Params(tissue="pair"))
    assert sorted(result.delta[-1]) == pytest.approx([0.01010, 0.98990], abs=1e-4)
    rests = sorted(zip(result.rest_first, result.rest_holds, strict=True))
    assert [bool(holds) for _, holds in rests] == [True, False, True]
    middle = rests[1][0]
    assert COLLIER.delta_made(np.array(middle)) == pytest.approx(0.0740, abs=1e-4)
    assert rests[0][0] == pytest.approx(float(COLLIER.notch_made(np.array(0.01010))), abs=1e-4)


def test_the_perfect_sheet_has_the_known_levels():
    result = simulate(Params(start_pattern="thirds"))
    assert result.extremes == pytest.approx((0.01070, 0.98733), abs=1e-5)
    assert result.sender_fraction == pytest.approx(100 / 3)


def test_the_pattern_of_the_sheet_holds_down_to_its_fold():
    result = simulate(Params())
    assert result.fold_repression == pytest.approx(22.4304, rel=1e-4), "found by halving in another program"
    assert replace(COLLIER, repression=result.fold_repression).gain() == pytest.approx(1.486, abs=1e-3)
    pair = simulate(Params(tissue="pair"))
    assert pair.fold_repression == pytest.approx(pair.critical_repression, rel=1e-4), "no jump in a pair"


def test_a_sheet_that_is_really_walked_down_and_up_lies_on_the_lines_of_the_walk():
    result = simulate(Params())
    state = simulate(Params(start_pattern="thirds"))
    state = np.stack([state.notch[-1], state.delta[-1]])
    chance = np.random.default_rng(4)
    way = [(b, result.walk_down) for b in (60, 45, 30, 24, 22.6, 22.2)] + [(b, result.walk_up) for b in (30, 45, 60)]
    for b, line in way:
        state = np.clip(state * (1 + 1e-3 * chance.uniform(-1, 1, state.shape)), 0, 1)
        state = run(replace(COLLIER, repression=b), SHEET, state, 400 if b != 60 or line is result.walk_down else 600)[
            -1
        ]
        expected = np.interp(np.log(b), np.log(result.walk_repression), line)
        assert np.ptp(state[1]) == pytest.approx(expected, abs=2e-3), b


def test_a_ring_of_three_is_a_sheet_and_a_longer_odd_ring_has_no_regular_pattern():
    ring, sheet = simulate(Params(tissue="ring", ring_cells=3)), simulate(Params())
    assert ring.fold_repression == pytest.approx(sheet.fold_repression)
    assert ring.critical_repression == pytest.approx(sheet.critical_repression)
    assert np.sort(ring.delta[-1]) == pytest.approx(np.quantile(sheet.delta[-1], [0, 0.5, 1]), abs=1e-6)
    five = simulate(Params(tissue="ring", ring_cells=5))
    assert isinstance(five.fold_repression, Absent)
    assert five.walk_repression.size == five.few_repression.size == 0


def test_the_walk_ends_where_noise_grows_but_no_regular_pattern_holds():
    inside_out = Params(**preset("anti_hexagons"))
    result, beyond = simulate(inside_out), simulate(inside_out.replace(repression_strength=3000))
    assert 100 < result.walk_repression[-1] < 3000
    assert result.walk_up[-1] == result.walk_down[-1] > 0.8
    assert beyond.contrast > 0.5


def test_the_walk_up_jumps_and_the_walk_back_keeps_the_pattern():
    result = simulate(Params())
    at, up, down = result.walk_repression, result.walk_up, result.walk_down
    assert np.all(up[at < result.critical_repression] == 0)
    assert np.all(down[at < result.fold_repression] == 0)
    between = (at > 1.03 * result.fold_repression) & (at < result.critical_repression)
    assert np.all(down[between] > 0.35)
    np.testing.assert_array_equal(up[at > 50], down[at > 50])
    for jump, way in ((result.critical_repression, up), (result.fold_repression, down)):
        assert np.all(way[(at >= jump) & (at < 1.1 * jump)] > 0.2)
        assert np.all(way[(at < jump) & (at > 0.9 * jump)] == 0)
        assert np.any((at < jump) & (at > 0.999 * jump)), "a jump is upright"


# Runs


def test_without_noise_the_cells_stay_exactly_alike():
    result = simulate(Params(initial_noise=0.0))
    assert np.ptp(result.delta[-1]) == 0
    assert np.ptp(result.notch[-1]) == 0
    assert result.sender_fraction == 0
    assert result.contrast == 0


def test_no_two_senders_touch_and_levels_stay_between_0_and_1():
    for seed in (1, 2, 3):
        result = simulate(Params(seed=seed))
        assert result.touching_senders == 0
        assert min(result.delta.min(), result.notch.min()) >= 0
        assert max(result.delta.max(), result.notch.max()) <= 1


def test_random_starts_give_between_a_seventh_and_a_third_of_senders():
    shares = []
    for seed in range(1, 21):
        start = np.random.default_rng(seed).random((2, 144))
        shares.append(np.mean(run(COLLIER, SHEET, start, 100)[-1, 1] > 0.5))
    assert np.mean(shares) == pytest.approx(0.30, abs=0.03)
    assert min(shares) > 1 / 7
    assert max(shares) <= 1 / 3


def test_noise_gives_nearly_every_third_cell_and_another_seed_other_places():
    runs = [simulate(Params(seed=seed)) for seed in (1, 3)]
    for result in runs:
        assert result.sender_fraction == pytest.approx(33.1, abs=1.0)
    assert runs[0].senders != runs[1].senders


def test_swapping_two_cells_swaps_their_fates_and_moving_a_sheet_moves_its_pattern():
    start = np.random.default_rng(5).random((2, 144))
    end = run(COLLIER, SHEET, start, 30)[-1]
    np.testing.assert_allclose(
        run(COLLIER, PAIR, start[:, 1::-1], 30)[-1], run(COLLIER, PAIR, start[:, :2], 30)[-1][:, ::-1]
    )
    moved = np.roll(start.reshape(2, 12, 12), (2, 5), (1, 2)).reshape(2, 144)
    there = np.roll(end.reshape(2, 12, 12), (2, 5), (1, 2)).reshape(2, 144)
    np.testing.assert_allclose(run(COLLIER, SHEET, moved, 30)[-1], there, atol=1e-9)


def test_the_pair_beside_the_sheet_is_the_pair_by_itself():
    beside, alone = follow(Params()), follow(Params(tissue="pair"))
    count = len(alone.time)
    np.testing.assert_allclose(beside.pair_delta[-1], alone.delta[-1], atol=1e-6)
    assert simulate(Params()).pair_pattern_time == pytest.approx(simulate(Params(tissue="pair")).pattern_time, abs=0.3)
    assert count > 100


def test_steps_are_of_second_order():
    start = np.random.default_rng(3).random((2, 144))
    fine = run(COLLIER, SHEET, start, 5, step=0.0125)[-1]
    errors = [np.max(np.abs(run(COLLIER, SHEET, start, 5, step=dt)[-1] - fine)) for dt in (0.2, 0.1, 0.05)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.2)
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2, abs=0.2)


# History


def test_a_pattern_goes_on_where_none_would_form_and_does_not_come_back():
    def state(b, patterned):
        return simulate(Params(history="go_on", repression_strength=b, patterned=patterned))

    assert state(23, 1).patterned == 1
    assert state(23, 1).contrast > 0.35
    assert state(21, 1).patterned == 0
    assert state(40, 0).patterned == 0
    assert state(60, 0).patterned == 1
    assert state(30, 1).sender_fraction == pytest.approx(100 / 3)


@pytest.mark.parametrize("b", [15, 22, 22.5, 23, 30, 50, 60, 200])
def test_what_is_carried_on_stays_and_is_one_of_two(b):
    for patterned in (0, 1):
        reached = simulate(Params(history="go_on", repression_strength=b, patterned=patterned)).after()
        assert simulate(reached).after() == reached


# One treated cell


def test_in_a_pair_the_other_cell_answers():
    sender = 1 + int(np.argmax(simulate(Params(tissue="pair")).delta[-1]))
    for treatment, cell, changed in (
        ("ablated", sender, 1), ("silenced", sender, 1), ("sender", sender, 0), ("sender", 3 - sender, 1),
        ("ablated", 3 - sender, 0),
    ):  # fmt: skip
        result = simulate(Params(tissue="pair", selected_cell=cell, treatment=treatment))
        assert result.changed_cells == changed, (treatment, cell)
    assert simulate(Params(**preset("ac_ablated"))).changed_cells == 1


def test_a_receiver_forced_to_send_silences_its_three_neighbors_and_an_ablated_sender_is_not_missed():
    assert simulate(Params(start_pattern="thirds", selected_cell=2)).changed_cells == 3
    assert simulate(Params(start_pattern="thirds", selected_cell=1, treatment="ablated")).changed_cells == 0
    assert simulate(Params(selected_cell=79)).changed_cells == 3
    assert simulate(Params(selected_cell=3, treatment="ablated")).changed_cells == 0


@pytest.mark.parametrize("hill", [2, 3])
def test_in_a_sparse_sheet_three_neighbors_take_the_place(hill):
    params = Params(**preset("sparse_ablated") | {"hill_activation": hill, "hill_repression": hill})
    result, cell = simulate(params), treated(params)
    assert result.changed_cells == 3
    assert result.senders[cell] is False
    assert sum(result.senders[i] for i in neighbors_of(params)[:, cell]) == 3


def test_treated_cells_do_what_they_are_told():
    for treatment, delta in (("sender", 1.0), ("silenced", 0.0), ("ablated", 0.0)):
        result = simulate(Params(selected_cell=50, treatment=treatment))
        assert result.delta[-1, 49] == pytest.approx(delta, abs=1e-9)
    assert result.notch[-1, 49] == 0
    assert isinstance(simulate(Params(selected_cell=50, onset="start")).changed_cells, Absent)


def test_one_sender_among_identical_cells_patterns_the_whole_sheet():
    result = simulate(Params(initial_noise=0.0, selected_cell=79, onset="start"))
    assert result.patterned == 1
    assert result.touching_senders == 0
    assert 25 < result.sender_fraction <= 100 / 3


def test_a_cell_that_the_tissue_does_not_have_is_told_and_not_treated():
    result = simulate(Params(tissue="pair", selected_cell=70))
    assert result.treated_index is None
    assert any("no cell 70" in caution.text for caution in cautions(result))


# Other patterns, and what the lesson says


def test_every_seventh_holds_at_the_default_threshold_and_is_lost_at_five_times_it():
    assert simulate(Params(start_pattern="sevenths")).sender_fraction == pytest.approx(100 / 7)
    assert simulate(Params(start_pattern="sevenths", activation_threshold=0.05)).sender_fraction > 28


def test_where_delta_is_hard_to_silence_two_of_three_send():
    result = simulate(Params(**preset("anti_hexagons")))
    assert result.sender_fraction == pytest.approx(200 / 3)
    assert any("senders touch" in caution.text for caution in cautions(result))
    assert result.many_holds.max() == 1


def test_the_discoveries_and_the_prediction_are_true():
    words = lesson("juxtacrine/lateral_inhibition")
    find = [item.set for item in words.discoveries]
    sheet, pair = (simulate(Params(**find[0] | {"tissue": tissue})) for tissue in ("hex", "pair"))
    exact = (70.69, 13.965)  # with an eighth-order solver from the same start
    assert (sheet.pattern_time, pair.pattern_time) == pytest.approx(exact, rel=0.005)
    assert (round(sheet.pattern_time), round(pair.pattern_time)) == (71, 14)
    assert (sheet.growth_rate, pair.growth_rate) == pytest.approx((0.094, 0.547), abs=5e-4)
    sheet, pair, ring = (simulate(Params(**find[1] | {"tissue": tissue})) for tissue in ("hex", "pair", "ring"))
    assert sheet.patterned == 0
    assert (pair.contrast, ring.contrast) == pytest.approx((0.74, 0.74), abs=0.005)
    assert sheet.loop_gain == pytest.approx(1.68, abs=0.005)
    assert (sheet.growth_rate, pair.growth_rate) == pytest.approx((-0.083, 0.297), abs=5e-4)
    state = simulate(Params(**find[2])).after()
    for b, contrast in ((24, 0.45), (21, 0.0), (24, 0.0), (45, 0.0)):
        result = simulate(state.replace(repression_strength=b))
        assert result.contrast == pytest.approx(contrast, abs=0.005)
        state = result.after()
    for changes, share in (({}, 33.3), ({"seed": 3}, 33.3), ({"seed": 3, "start_pattern": "random"}, 31.9)):
        assert simulate(Params(**find[3] | changes)).sender_fraction == pytest.approx(share, abs=0.05)
    for a, share in ((0.01, 14.3), (0.05, 30.2)):
        assert simulate(Params(**find[4] | {"activation_threshold": a})).sender_fraction == pytest.approx(
            share, abs=0.05
        )
    assert simulate(Params(**find[5])).loop_gain < 1
    foretold = simulate(Params(**words.prediction.try_it))
    assert (foretold.patterned, foretold.loop_gain) == pytest.approx((0, 1.68), abs=0.005)


def test_cautions_name_what_is_broken():
    assert cautions(simulate(Params())) == ()
    assert "slowly" in cautions(simulate(Params(repression_strength=50)))[0].text
    assert "odd" in cautions(simulate(Params(tissue="ring", ring_cells=7)))[0].text
    assert "noise" in cautions(simulate(Params(initial_noise=0.4)))[0].text
    inside_out = Params(activation_threshold=0.3, hill_activation=4, hill_repression=4, history="go_on")
    assert "default loop" in cautions(simulate(inside_out.replace(repression_strength=8)))[0].text
    assert cautions(simulate(Params(history="go_on", repression_strength=30))) == ()


ENDS = {
    "tissue": ["hex", "ring", "pair"], "repression_strength": [0.1, 1e4], "activation_threshold": [1e-5, 10],
    "history": ["noise", "go_on"], "hill_activation": [1, 6], "hill_repression": [1, 6], "rate_ratio": [0.1, 10],
    "ring_cells": [3, 24], "start_pattern": ["noise", "random", "thirds", "sevenths"], "initial_noise": [0, 0.5],
    "selected_cell": [0, 2, 441], "treatment": ["sender", "silenced", "ablated"], "onset": ["after", "start"],
    "patterned": [0, 1],
}  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(values=st.fixed_dictionaries({name: st.sampled_from(ends) for name, ends in ENDS.items()}))
def test_every_corner_is_physical(values):
    result = simulate(Params(**values))
    assert all(check.passed for check in checks(result)), checks(result)
    assert 0 <= result.sender_fraction <= 100
    assert 0 <= result.contrast <= 1
    assert result.loop_gain <= result.params.hill_activation * result.params.hill_repression
    assert np.all(np.diff(result.time) > 0)
    assert result.delta.size <= 3300
