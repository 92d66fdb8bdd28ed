"""Single cells, their crowd, and the words of ``migration``."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import ive

from content.loader import lesson
from models.chemokine.migration import Params, cautions, checks, simulate
from models.chemokine.migration_walkers import drift_and_spread, squared_distance, walk
from models.numerics.biased_turning import chemotactic_index, dispersion, heading_density, one_way, variation
from models.results import Absent

WORDS = lesson("chemokine/migration")


def preset(name: str) -> Params:
    return Params(**next(item.values for item in WORDS.presets if item.id == name))


def test_squared_distance_of_5000_walkers_follows_the_formula_within_two_percent():
    speed, tau = 10.0, 2.0
    cells = walk(speed, tau, 0.0, 60.0, 5000, 1)
    rows = np.array([5, 20, 60, 200, cells.position.shape[0] - 1])
    times = rows * cells.step
    expected = 2 * speed**2 * tau * (times - tau * (1 - np.exp(-times / tau)))
    counted = (np.abs(cells.position[rows]) ** 2).mean(axis=1)
    assert counted == pytest.approx(expected, rel=0.02)
    assert squared_distance(speed, tau, times) == pytest.approx(expected, rel=1e-12)


def test_the_walk_is_straight_at_first_and_diffusive_later():
    assert squared_distance(10.0, 2.0, np.array([0.002])) == pytest.approx([(10 * 0.002) ** 2], rel=1e-3)
    assert squared_distance(10.0, 2.0, np.array([2e4])) == pytest.approx([2 * 100 * 2 * 2e4], rel=1e-3)


def test_the_index_is_the_ratio_of_bessel_functions():
    assert chemotactic_index(np.array([0.0, 1.0, 2.0])) == pytest.approx([0, 0.446, 0.698], abs=5e-4)
    assert simulate(Params(bias=0.5, persistence=2.0)).chemotactic_index == pytest.approx(0.446, abs=5e-4)
    assert simulate(Params(bias=1.0, persistence=2.0)).chemotactic_index == pytest.approx(0.698, abs=5e-4)


@pytest.mark.parametrize(("bias", "expected"), [(0.0, 0.0), (0.5, 0.446), (1.0, 0.698)])
def test_walkers_have_the_index_of_the_formula(bias, expected):
    index, error = walk(10.0, 2.0, bias, 60.0, 5000, 2).index()
    assert abs(index - expected) < 4 * error + 5e-4
    assert error < 0.003


def test_300_cells_for_an_hour_give_the_index_to_one_percent():
    """0.0105 without bias, as specified; 0.008 at βτ = 1, where the cells keep together better."""
    for bias, expected in ((0.0, 0.0105), (0.5, 0.0081)):
        found = [walk(10.0, 2.0, bias, 60.0, 300, seed).index()[0] for seed in range(1, 31)]
        exact = math.sqrt(2 * 2 * float(dispersion(np.array([2 * bias]))[0]) / (60 * 300))
        assert exact == pytest.approx(expected, rel=0.01)
        assert np.std(found) == pytest.approx(exact, rel=0.4)
        assert simulate(Params(bias=bias)).index_error == pytest.approx(exact, rel=0.15)


def test_speed_does_not_enter_the_index():
    slow, fast = simulate(Params(bias=0.5)), simulate(Params(bias=0.5, speed=20.0))
    assert fast.chemotactic_index == slow.chemotactic_index
    assert fast.walker_index == pytest.approx(slow.walker_index, rel=1e-9)
    assert fast.drift == pytest.approx(2 * slow.drift)
    assert fast.msd == pytest.approx(4 * slow.msd, rel=1e-9)


def test_without_bias_a_faster_cell_has_still_no_direction():
    for speed in (10.0, 20.0):
        result = simulate(Params(bias=0.0, speed=speed))
        assert result.chemotactic_index == 0
        assert abs(result.walker_index) < 3 * result.index_error


def test_bias_follows_from_sensitivity_and_gradient():
    default = simulate(Params(assay="gradient"))
    assert default.bias_here == pytest.approx(40 * 0.0125)
    assert default.bias_here == Params().bias
    levels = [simulate(Params(assay="gradient", concentration=c)).bias_here for c in (0.5, 5.0, 50.0)]
    assert levels[1] > max(levels[0], levels[2])
    assert levels[0] == pytest.approx(levels[2], rel=1e-9)


def test_headings_are_spread_as_a_von_mises_distribution():
    for turning in (-2.0, 0.0, 1.0, 40.0):
        whole = quad(lambda a, z=turning: float(heading_density(z, np.array(a))), -np.pi, np.pi, points=[0])[0]
        assert whole == pytest.approx(1, abs=1e-8)
    result = simulate(Params(cells=600, duration=240.0))
    assert result.rose_counted.sum() == pytest.approx(100)
    assert result.rose_counted == pytest.approx(result.rose_expected, abs=0.6)


def test_dispersion_is_the_integral_of_the_memory_of_the_heading():
    """Against the spectrum of the turning on the circle: no formula is shared."""
    waves = np.arange(-40, 41)
    for turning in (0.3, 1.0, 3.0):
        matrix = np.diag(-(waves.astype(float) ** 2))
        for i, k in enumerate(waves):
            for shift, sign in ((-1, 1), (1, -1)):
                if 0 <= i + shift < waves.size:
                    matrix[i, i + shift] += sign * turning / 2 * k
        density = ive(np.abs(waves), turning) / ive(0, turning) / (2 * np.pi)
        index = float(ive(1, turning) / ive(0, turning))
        start = (np.roll(density, 1) + np.roll(density, -1)) / 2 - index * density
        middle = waves.size // 2
        keep = np.arange(waves.size) != middle
        memory = np.zeros(waves.size)
        memory[keep] = np.linalg.solve(-matrix[np.ix_(keep, keep)], start[keep])
        summed = 2 * np.pi * (memory[middle + 1] + memory[middle - 1]) / 2
        assert float(dispersion(np.array([turning]))[0]) == pytest.approx(summed, rel=2e-3)
    assert dispersion(np.array([1e-6, 500.0])) == pytest.approx([0.5, 1 / (4 * 500**3)], rel=4e-3)
    assert variation(np.array([0.0, 300.0])) == pytest.approx([0.5, 1 / (2 * 300**2)], rel=0.01)


def test_the_two_streams_at_a_wall_differ_by_the_index():
    turning = np.array([-3.0, 0.0, 0.7, 20.0])
    with_it, against = one_way(turning)
    assert with_it - against == pytest.approx(chemotactic_index(turning), abs=1e-12)
    assert (with_it[1], against[1]) == pytest.approx((1 / np.pi, 1 / np.pi), rel=1e-9)
    assert np.all((with_it >= 0) & (against >= 0))


@pytest.mark.parametrize("bias", [0.0, 0.5, 1.5])
def test_the_crowd_drifts_and_spreads_like_the_walkers(bias):
    cells = walk(10.0, 2.0, bias, 60.0, 2000, 4)
    rows = np.array([20, 100, cells.position.shape[0] - 1])
    mean, deviation = drift_and_spread(cells, rows * cells.step)
    x = cells.position[rows].real
    assert np.all(np.abs(x.mean(axis=1) - mean) < 5 * deviation / math.sqrt(2000) + 0.05)
    assert x.std(axis=1) == pytest.approx(deviation, rel=0.06)


def test_a_negative_bias_mirrors_the_walk():
    up, down = walk(5.0, 3.0, 0.4, 30.0, 100, 7), walk(5.0, 3.0, -0.4, 30.0, 100, 7)
    assert down.position.real == pytest.approx(-up.position.real)
    assert down.position.imag == pytest.approx(up.position.imag)


def test_walkers_that_turn_fast_are_followed_as_long_as_the_steps_reach():
    result = simulate(Params(persistence=0.2, duration=2880.0))
    assert result.followed == pytest.approx(2400 * 0.2 / 8)
    assert any("followed" in caution.text for caution in cautions(result))
    assert simulate(Params()).followed == pytest.approx(60)


def test_chemokinesis_changes_speed_but_not_direction():
    calm, quick = (simulate(Params(assay="gradient", chemokinesis=k)) for k in (0.0, 1.0))
    assert quick.speed_here == pytest.approx(1.5 * calm.speed_here)
    assert quick.chemotactic_index == calm.chemotactic_index


def test_presets_walk_at_the_speeds_of_the_specification():
    speeds = [preset(name).speed for name in ("neutrophil", "dendritic_cell", "mda_mb_231")]
    assert speeds == [10, 5, 0.5]
    for item in WORDS.presets:
        result = simulate(Params(**item.values))
        assert all(check.passed for check in checks(result))
        for measured in item.measured:
            assert measured.low <= getattr(result, measured.readout) <= measured.high


def test_what_a_set_up_does_not_have_is_absent_with_a_reason():
    result = simulate(Params())
    assert isinstance(result.gradient_life, Absent) and "wells" in result.gradient_life.reason
    assert cautions(result) == ()


def test_the_discoveries_are_true():
    index, life, bell, board, agarose, channel = WORDS.discoveries

    def state(discovery, **values):
        return simulate(Params(**discovery.set | values))

    found = [state(index, bias=bias).chemotactic_index for bias in (0.5, 1.0, 5.0)]
    assert found == pytest.approx([0.446, 0.698, 0.949], abs=5e-4)
    hours = [state(life, unstirred_layer=layer).gradient_life for layer in (500.0, 0.0)]
    assert hours == pytest.approx([8.7, 1.4], abs=0.05)
    best, much = state(bell), state(bell, concentration=1000.0)
    assert (best.count, much.count, much.control_count) == pytest.approx((55, 23, 19.5), abs=0.5)
    assert best.best_dose == pytest.approx(10)
    still, quick = state(board), state(board, chemokinesis=1.0)
    assert np.diag(still.board) == pytest.approx(np.full(4, 19.5), abs=0.05)
    assert float(np.diag(quick.board).max()) == pytest.approx(37.4, abs=0.05)
    assert (quick.diagonal_rise, quick.control_count) == pytest.approx((1.9, 19.5), abs=0.05)
    drawn, same = state(agarose), state(agarose, background=100.0, chemokinesis=1.0)
    assert [drawn.lead_toward, drawn.lead_away, drawn.lead_control] == pytest.approx([640, 440, 440], abs=5)
    assert [same.lead_toward, same.lead_away] == pytest.approx([860, 860], abs=5)
    early, late = state(channel), state(channel, incubation=3.0)
    assert (early.apparent_index, late.apparent_index) == pytest.approx((0.31, 0.12), abs=0.006)
    assert early.chemotactic_index == late.chemotactic_index == pytest.approx(0.33, abs=0.006)


def test_numbers_in_the_prose_are_those_of_the_model():
    assert simulate(Params()).drift == pytest.approx(4.5, abs=0.05)
    assert simulate(Params(speed=20.0)).drift == pytest.approx(8.9, abs=0.05)
    spread = dispersion(np.array([1.0, 2.0]))
    assert spread[0] == pytest.approx(0.30, abs=0.005)
    assert 0.5 / spread == pytest.approx([1.7, 5.6], abs=0.05)
