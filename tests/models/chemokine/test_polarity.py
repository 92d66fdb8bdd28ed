import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.chemokine.polarity import Params, Result, cautions, checks, network, signal, simulate, switch
from models.chemokine.polarity_network import KNOCKOUTS, Wiring, balanced_pip3
from models.numerics.wave_pinning import NODES, Ring, WavePinning
from models.quantities import Number, ParameterError, parameters
from models.results import Absent

WORDS = lesson("chemokine/polarity")
ANGLE = -np.pi + 2 * np.pi * np.arange(NODES) / NODES


@pytest.fixture(scope="module")
def usual() -> Result:
    return simulate(Params())


def test_a_resting_cell_has_the_published_levels():
    membrane = switch(Params())
    rest = membrane.rest(2.268)
    assert (rest, 2.268 - rest) == pytest.approx((0.268, 2.0), abs=5e-4)


def test_without_a_gradient_the_cell_stays_at_rest():
    result = simulate(Params(steepness=0.0))
    assert result.rest_rac == pytest.approx(0.269, abs=5e-4)
    np.testing.assert_allclose(result.rac, result.rest_rac, rtol=1e-10)
    np.testing.assert_allclose(result.trust.inactive, 2.27 - result.rest_rac, rtol=1e-10)
    assert isinstance(result.front_angle, Absent)


@pytest.mark.parametrize("values", [{}, {"steepness": 0.1, "flip_time": 150.0}, {"step": 100.0, "stimulus_gain": 0.5}])
def test_active_and_inactive_together_are_kept(values):
    trust = simulate(Params(**values)).trust
    assert np.mean(trust.active + trust.inactive) == pytest.approx(2.27, rel=1e-5)
    assert np.mean(trust.active + trust.inactive) == pytest.approx(2.27, rel=1e-11)


def test_a_gradient_to_the_left_gives_the_mirror_image():
    right, left = simulate(Params(steepness=0.07)), simulate(Params(steepness=-0.07))
    mirrored = (NODES // 2 - np.arange(NODES)) % NODES  # φ → π − φ
    np.testing.assert_allclose(left.rac, right.rac[:, mirrored], rtol=1e-7)
    for name, value in right.readouts().items():
        other = left.readouts()[name]
        assert other == (value if isinstance(value, Absent) else pytest.approx(value, rel=1e-7, abs=1e-9)), name


def test_the_front_that_stands_still_obeys_maxwells_rule():
    pinned = switch(Params()).pinned()
    assert (pinned.inactive, pinned.low, pinned.high) == pytest.approx((1.8016, 0.173, 1.135), abs=5e-4)
    assert pinned.totals == pytest.approx((1.975, 2.937), abs=1e-3)
    folds = switch(Params()).folds()
    assert folds == pytest.approx((1.75, 2.01), abs=5e-3)


def test_a_switch_needs_a_feedback_of_more_than_eight_times_the_basal_rate():
    for times, expected in ((7.99, False), (8.05, True)):
        membrane = dataclasses.replace(switch(Params()), feedback=times * 0.067)
        assert (membrane.pinned() is not None) is expected


def pinned_run(total: float, active_diffusion: float = 0.1) -> Ring:
    """A cell that begins with a front of 40 % of the membrane and is left to itself for 500 s."""
    membrane = dataclasses.replace(switch(Params()), active_diffusion=active_diffusion)
    pinned = membrane.pinned()
    share = np.clip((total - pinned.inactive - pinned.low) / (pinned.high - pinned.low), 0.2, 0.8)
    active = np.where(np.abs(ANGLE) < np.pi * share, pinned.high, pinned.low)
    ring = Ring(membrane, active, np.full(NODES, total - active.mean()))
    ring.advance(np.zeros((2000, NODES)), 0.25)
    return ring


@pytest.mark.parametrize(("total", "stands"), [(1.6, False), (3.0, False), (2.2, True), (2.4, True), (2.6, True)])
def test_a_front_stands_only_inside_the_window_of_totals(total, stands):
    ring = pinned_run(total)
    assert bool(ring.active.max() > 3 * ring.active.min()) is stands
    if stands:
        assert ring.active.max() == pytest.approx(1.135, rel=0.02)
        assert ring.active.min() == pytest.approx(0.173, rel=0.03)
        assert ring.inactive.mean() == pytest.approx(1.8016, rel=0.003)


def test_on_this_ring_the_window_is_a_little_narrower_than_for_a_sharp_edge():
    assert pinned_run(2.0).active.max() < 0.2
    assert pinned_run(2.9).active.min() > 1.0
    low, high = simulate(Params()).window_low, simulate(Params()).window_high
    assert low < 2.0 < 2.9 < high


@pytest.mark.parametrize("total", [1.6, 3.0])
def test_a_gradient_does_not_polarize_a_cell_outside_the_window(total):
    result = simulate(Params(total_rac=total))
    assert not result.polarized
    assert "only if total Rac lies between 1.97 and 2.94" in cautions(result)[0].text


def test_the_steps_agree_with_an_adaptive_solver():
    params = Params(steepness=0.1)
    membrane, sensing, result = switch(params), signal(params, ANGLE), simulate(params)
    rest, spacing = membrane.rest(2.27), 30.0 / NODES

    def rates(time: float, state: np.ndarray) -> np.ndarray:
        active, inactive = state[:NODES], state[NODES:]
        felt = np.maximum(sensing.response(np.array([time]))[0], 0) * 0.05 / 0.05
        net = inactive * (membrane.activation(active) + felt) - active
        bend = [(np.roll(x, 1) + np.roll(x, -1) - 2 * x) / spacing**2 for x in (active, inactive)]
        return np.concatenate([net + 0.1 * bend[0], 10.0 * bend[1] - net])

    start = np.concatenate([np.full(NODES, rest), np.full(NODES, 2.27 - rest)])
    solved = solve_ivp(rates, (0, 20), start, method="BDF", rtol=1e-6, atol=1e-8, t_eval=[10.0, 20.0])
    for time, state in zip(solved.t, solved.y.T, strict=True):
        frame = int(np.argmin(np.abs(result.time - time)))
        assert result.time[frame] == pytest.approx(time)
        np.testing.assert_allclose(result.rac[frame], state[:NODES], rtol=0.01)


def test_the_method_is_of_second_order_in_the_step():
    membrane, response = switch(Params()), signal(Params(steepness=0.1), ANGLE).response(np.array([100.0]))
    ends = []
    for steps in (50, 100, 200, 1600):
        ring = Ring(membrane, np.full(NODES, 0.269), np.full(NODES, 2.0))
        ring.advance(np.repeat(np.maximum(response, 0), steps, axis=0), 20 / steps)
        ends.append(ring.active.copy())
    errors = [np.abs(end - ends[-1]).max() for end in ends[:3]]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.25)
    assert errors[1] / errors[2] == pytest.approx(4, rel=0.25)


def test_the_response_to_any_uniform_level_ends_at_zero():
    for level in (1e-3, 0.5, 5.0, 1e4):
        for step in (0.1, 10.0, 100.0):
            result = simulate(Params(steepness=0.0, concentration=level, step=step))
            assert abs(result.response_right[-1]) < 1e-9
            assert result.response_end < 1e-9
            assert not result.polarized


def test_far_below_the_dissociation_constant_the_response_does_not_depend_on_the_level():
    ends = [simulate(Params(concentration=level)).response_end for level in (1e-3, 1e-2)]
    assert ends == pytest.approx([0.025, 0.025], rel=3e-3)
    assert simulate(Params()).response_end == pytest.approx(0.0125, rel=0.01)


def test_the_sensing_follows_its_equations():
    params = Params(steepness=0.2, step=10.0, flip_time=30.0, tau_local=0.7, tau_global=9.0)
    sensing = signal(params, ANGLE)
    before, after = (stretch.occupancy for stretch in sensing.stretches)
    level = {"E": np.full(NODES, sensing.before), "I": sensing.before}
    step = 0.002
    for i in range(round(40 / step)):
        seen = before if i * step < 30 else after
        level["E"] = level["E"] + step * (seen - level["E"]) / 0.7
        level["I"] = level["I"] + step * (seen.mean() - level["I"]) / 9.0
    now = sensing.response(np.array([40.0]))[0]
    np.testing.assert_allclose(now, level["E"] / level["I"] - 1, atol=2e-4)


def test_fast_inactive_rac_is_needed(usual):
    slower = [simulate(Params(inactive_diffusion=d)) for d in (1.0, 0.3, 0.1)]
    ratios = [usual.front_back_ratio, *(result.front_back_ratio for result in slower)]
    assert np.all(np.diff(ratios) < -1)
    assert not slower[-1].polarized
    assert "cannot hold" in " ".join(c.text for c in cautions(slower[-1]))


@pytest.mark.parametrize(("steepness", "ratio"), [(0.01, 6.5), (0.1, 7.1)])
def test_the_front_is_all_or_none(steepness, ratio):
    result = simulate(Params(steepness=steepness))
    assert result.front_back_ratio == pytest.approx(ratio, abs=0.05)
    assert result.front_angle == 0


def test_three_per_mille_do_not_start_a_front():
    result = simulate(Params(steepness=0.003))
    assert not result.polarized
    assert "has not started one" in cautions(result)[0].text


def test_the_molecules_at_front_and_back_have_the_specified_levels():
    pinned, wiring = switch(Params()).pinned(), network(Params())
    front, back = (wiring.levels(np.array([level])) for level in (pinned.high, pinned.low))
    for name, at_front, at_back in (("pip3", 0.74, 0.23), ("pten", 0.32, 0.83), ("rho", 0.22, 0.92)):
        assert front[name][0] == pytest.approx(at_front, abs=0.006), name
        assert back[name][0] == pytest.approx(at_back, abs=0.006), name


def test_pip3_and_pten_balance_each_other():
    pi3k = np.concatenate([[0.0], np.geomspace(1e-9, 1, 200)])
    pip3 = balanced_pip3(pi3k)
    pten = 1 / (1 + (pip3 / 0.5) ** 2)
    np.testing.assert_allclose(pip3[1:], pi3k[1:] / (pi3k[1:] + 0.6 * pten[1:]), rtol=1e-12)
    assert pip3[0] == 0
    assert np.all(np.diff(pip3) > 0)


def test_a_steep_gradient_turns_the_cell_round_and_a_weak_one_does_not():
    steep, weak = (simulate(Params(steepness=p, flip_time=150.0)) for p in (0.1, 0.05))
    assert steep.front_angle == 0
    assert steep.reversal_time == pytest.approx(85, abs=1)
    assert abs(steep.direction[-1]) == pytest.approx(180)
    assert weak.front_angle == pytest.approx(180)
    assert weak.reversal_time == Absent("not within 200 s")
    assert weak.polarized


def test_without_pi3k_there_is_no_polarity():
    for values in ({"pi3k_gain": 0.0}, {"knockout": "pi3k"}, {"knockout": "pi3k", "steepness": 0.5}):
        result = simulate(Params(**values))
        assert result.front_back_ratio == pytest.approx(1)
        assert result.pip3_front == 0
        assert isinstance(result.window_low, Absent)


def test_a_partial_inhibitor_is_overcome_by_a_steep_gradient():
    ratios = [simulate(Params(pi3k_gain=0.5, steepness=p)).front_back_ratio for p in (0.05, 0.5)]
    assert ratios == pytest.approx([1.16, 4.8], rel=0.01)


@pytest.mark.parametrize("knockout", list(KNOCKOUTS)[1:])
def test_every_knockout_takes_away_its_own_molecule_and_loses_something(knockout, usual):
    result = simulate(Params(knockout=knockout))
    own = {"gai": result.gai, "ga13": result.ga13, "pi3k": result.pi3k, "pten": result.pten, "rac": result.rac,
           "cdc42": result.cdc42, "rho": result.rho, "actomyosin": result.actomyosin}  # fmt: skip
    assert np.all(own[knockout] == 0)
    lost = {
        "gai": not result.polarized,
        "pi3k": not result.polarized,
        "rac": not result.polarized and result.f_actin_front == 0,
        "ga13": result.rho_back == result.actomyosin_back == 0 and result.polarized,
        "rho": result.actomyosin_back == 0 and result.polarized,
        "actomyosin": result.rho_back > 0.9 and result.polarized,
        "cdc42": result.polarized and result.front_angle > 90,
        "pten": result.pip3_back > 3 * usual.pip3_back and result.front_share > 1.2 * usual.front_share,
    }
    assert lost[knockout]
    assert cautions(result)


def test_chance_moves_the_front_only_without_cdc42(usual):
    angles = {seed: simulate(Params(knockout="cdc42", seed=seed)).front_angle for seed in (3, 5, 6)}
    assert angles == pytest.approx({3: 149, 5: 110, 6: 14}, abs=1)
    np.testing.assert_array_equal(simulate(Params(seed=5)).rac, usual.rac)


def test_drugs_at_zero_are_knockouts():
    for drug, knockout in (("pi3k_gain", "pi3k"), ("gai_gain", "gai"), ("rock_gain", "actomyosin")):
        drugged, without = simulate(Params(**{drug: 0.0})), simulate(Params(knockout=knockout))
        assert drugged.readouts() == without.readouts()
    none = Wiring.of("none", gai_gain=1.0, pi3k_gain=1.0, rock_gain=1.0)
    assert set(dataclasses.asdict(none).values()) == {1.0}


def test_a_uniform_step_raises_rac_for_a_moment():
    result = simulate(Params(steepness=0.0, step=10.0))
    assert result.response_peak == pytest.approx(1.1, abs=0.05)
    assert result.rac.max() > 1.2
    np.testing.assert_allclose(result.rac[-1], result.rest_rac, rtol=1e-3)


def test_the_discoveries_are_true(usual):
    start = [item.set for item in WORDS.discoveries]
    weak = simulate(Params(**start[0] | {"steepness": 0.01}))
    assert (usual.front_back_ratio, weak.front_back_ratio) == pytest.approx((6.8, 6.5), abs=0.05)
    assert (usual.polarization_time, weak.polarization_time) == pytest.approx((12, 50), abs=1)
    flipped = simulate(Params(**start[1] | {"steepness": 0.1}))
    assert flipped.reversal_time == pytest.approx(85, abs=0.6)
    assert simulate(Params(**start[1])).front_angle == pytest.approx(180)
    uniform = simulate(Params(**start[2]))
    assert uniform.response_peak == pytest.approx(1.1, abs=0.05)
    assert uniform.response_time[np.argmax(uniform.response_right)] == pytest.approx(1, abs=0.2)
    assert uniform.rac[-1, 0] == pytest.approx(0.27, abs=0.005)
    without = simulate(Params(**start[3] | {"knockout": "pi3k"}))
    assert (without.front_back_ratio, without.pip3_front) == pytest.approx((1, 0))
    assert simulate(Params(**start[4])).front_back_ratio == pytest.approx(6.4, abs=0.05)
    full = simulate(Params(**start[5] | {"concentration": 200}))
    assert (usual.response_end, full.response_end) == pytest.approx((0.012, 0.0006), rel=0.05)
    assert full.front_back_ratio == pytest.approx(1.1, abs=0.05)


def test_the_numbers_in_the_quiz_are_true(usual):
    pten = simulate(Params(knockout="pten"))
    assert (usual.pten_front, usual.pten_back) == pytest.approx((0.31, 0.83), abs=0.005)
    assert (usual.pip3_back, pten.pip3_back) == pytest.approx((0.22, 0.76), abs=0.005)
    assert (usual.front_share, pten.front_share) == pytest.approx((33, 42), abs=0.5)


def test_presets_show_what_they_say():
    shown = {preset.id: simulate(Params(**preset.values)) for preset in WORDS.presets}
    fronts = {name for name, result in shown.items() if result.polarized}
    assert fronts == {"neutrophil_flip", "rock_inhibitor"}
    assert shown["neutrophil_flip"].reversal_time == pytest.approx(85, abs=1)
    assert shown["rac_too_high"].rac_back > 1 > 0.15 > shown["rac_too_low"].rac_front


def test_nonsense_is_refused_by_name():
    for values in ({"flip_time": 5.0}, {"total_rac": 0.0}, {"knockout": "ras"}, {"steepness": 0.6}):
        with pytest.raises(ParameterError) as caught:
            Params(**values)
        assert caught.value.name in values


def numbers():
    for name, item in parameters(Params).items():
        if not isinstance(item, Number):
            yield name, st.sampled_from(list(KNOCKOUTS))
        elif item.integer:
            yield name, st.integers(int(item.low), int(item.high))
        else:
            log = item.scale == "log"
            ends = (np.log(item.low), np.log(item.high)) if log else (item.low, item.high)
            inside = st.floats(*ends).map(lambda x, q=item, g=log: min(max(np.exp(x) if g else x, q.low), q.high))
            values = inside.map(lambda x: float(f"{x:.4g}")).filter(lambda x, q=item: q.low <= x <= q.high)
            yield name, st.just(0.0) | values if item.zero else values


@settings(max_examples=25, deadline=None)
@given(values=st.fixed_dictionaries(dict(numbers())))
def test_every_state_is_physical(values):
    result = simulate(Params(**values))
    total = result.params.total_rac
    assert 0 <= result.rac.min() <= result.rac.max() <= NODES * total
    for name in ("pi3k", "pip3", "pten", "rho", "gai"):
        level = getattr(result, name)
        assert 0 <= level.min() <= level.max() <= 1
    assert 0 <= result.polarity_vector <= 1
    assert result.nbytes() < 400_000
    assert all(check.passed for check in checks(result)), checks(result)
    assert all(caution.text for caution in cautions(result))


def test_a_flat_membrane_diffuses_exactly():
    membrane = WavePinning(0.0, 0.0, 1e-15, 1.0, 0.5, 3.0, 30.0)
    wave = (2 - 2 * np.cos(2 * np.pi / NODES)) * (NODES / 30.0) ** 2
    ring = Ring(membrane, 1 + 0.5 * np.cos(ANGLE), 1 + 0.5 * np.cos(ANGLE))
    ring.advance(np.zeros((30, NODES)), 0.1)
    np.testing.assert_allclose(ring.active, 1 + 0.5 * np.exp(-1.5 * wave) * np.cos(ANGLE), rtol=1e-12)
    np.testing.assert_allclose(ring.inactive, 1 + 0.5 * np.exp(-9 * wave) * np.cos(ANGLE), rtol=1e-12)
