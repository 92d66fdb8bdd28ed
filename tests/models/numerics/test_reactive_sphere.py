"""The walks around a ball, against the laws that they are made of and against small steps."""

import numpy as np
import pytest
from scipy.special import erfcx

from models.numerics.reactive_sphere import Ball, survival, walk

RADIUS, DIFFUSIVITY = 5.0, 100.0


def ball(reactivity):
    return Ball(radius=RADIUS, diffusivity=DIFFUSIVITY, reactivity=reactivity)


@pytest.mark.parametrize(("reactivity", "expected"), [(0.1, 0.0909), (0.5, 0.3333), (2.0, 0.6667)])
def test_walks_are_captured_in_the_share_of_the_closed_form(reactivity, expected):
    walks = walk(ball(reactivity), (1e-6,), 20000, 20, seed=3)
    share = np.mean(walks.fate == 0)
    assert share == pytest.approx(expected, abs=3 * np.sqrt(expected * (1 - expected) / 20000))


@pytest.mark.parametrize("rate", [0.4, 40.0])
def test_a_removal_in_the_medium_lowers_the_share_by_its_reach(rate):
    walks = walk(ball(2.0), (rate / 4, 3 * rate / 4), 20000, 20, seed=5)
    expected = 2 / (3 + RADIUS * np.sqrt(rate / DIFFUSIVITY))
    assert np.mean(walks.fate == 0) == pytest.approx(expected, abs=0.011)
    removed = walks.fate[walks.fate > 0]
    assert np.mean(removed == 1) == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize(("reactivity", "milliseconds"), [(0.42, 73), (4.0, 6)])
def test_half_of_the_recaptured_are_back_within_the_median_of_the_theory(reactivity, milliseconds):
    walks = walk(ball(reactivity), (1e-6,), 20000, 40, seed=2)
    median = 1e3 * np.median(walks.end[walks.fate == 0])
    assert 0.591426 * 250 / (1 + reactivity) ** 2 == pytest.approx(milliseconds, abs=0.5)
    assert median == pytest.approx(0.591426 * 250 / (1 + reactivity) ** 2, rel=0.06)


def test_the_number_of_frames_does_not_change_the_shares():
    few, many = (walk(ball(1.0), (1e-3,), 20000, frames, seed=4) for frames in (3, 40))
    assert np.mean(few.fate == 0) == pytest.approx(np.mean(many.fate == 0), abs=0.02)


def test_a_ball_that_does_not_react_only_turns_molecules_back():
    walks = walk(ball(0.0), (1.0,), 3000, 20, seed=1)
    assert np.all(walks.fate == 1)
    assert walks.distance.min() >= RADIUS


def test_free_walkers_far_out_spread_as_diffusion_says():
    walks = walk(ball(0.0), (1e-9,), 4000, 30, seed=6)
    k = int(np.argmin(np.abs(walks.time - 1e4)))
    assert np.mean(walks.distance[k] ** 2) == pytest.approx(6 * DIFFUSIVITY * walks.time[k], rel=0.06)


def test_survival_starts_at_one_and_ends_at_the_chance_to_escape():
    times = np.array([0.0, 1e-9, 1.0, 1e12])
    left = survival(ball(2.0), times)
    assert left[0] == 1
    assert left[-1] == pytest.approx(1 / 3, abs=1e-5)
    assert left[2] == pytest.approx(1 - 2 / 3 * (1 - erfcx(0.6 * 10.0)), rel=1e-12)


def test_the_same_seed_walks_the_same_way_and_another_does_not():
    first, again, other = (walk(ball(0.5), (0.1,), 50, 10, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.distance, again.distance)
    assert not np.array_equal(first.distance, other.distance)


def test_what_has_ended_rests():
    walks = walk(ball(2.0), (0.1,), 300, 25, seed=9)
    for k in range(1, walks.time.size - 1):
        ended = walks.end <= walks.time[k]
        np.testing.assert_array_equal(walks.distance[k, ended], walks.distance[k + 1, ended])
    assert walks.end.max() <= walks.time[-1]


def small_steps(reactivity, count, seed):
    """Plain Brownian dynamics: Gaussian steps a fiftieth of the way to the surface or of the radius, a chance to react.

    At the wall reflected steps touch with probability κ√(π Δt/D) [Erban and Chapman 2007]; from 30 radii on a molecule
    comes back with probability a/r, so it is put back on the surface or counted as gone.
    """
    rng = np.random.default_rng(seed)
    place = np.zeros((count, 3))
    place[:, 2] = RADIUS
    caught, gone = np.zeros(count, bool), np.zeros(count, bool)
    wall = (0.03 * RADIUS) ** 2 / (2 * DIFFUSIVITY)
    while not np.all(caught | gone):
        i = np.flatnonzero(~(caught | gone))
        away = np.linalg.norm(place[i], axis=1) - RADIUS
        step = np.maximum(wall, (0.3 * away) ** 2 / (2 * DIFFUSIVITY))
        place[i] += np.sqrt(2 * DIFFUSIVITY * step)[:, None] * rng.normal(size=(i.size, 3))
        distance = np.linalg.norm(place[i], axis=1)
        hit = distance < RADIUS
        chance = reactivity * DIFFUSIVITY / RADIUS * np.sqrt(np.pi * step / DIFFUSIVITY)
        caught[i[hit & (rng.random(i.size) < chance)]] = True
        place[i[hit]] *= ((2 * RADIUS - distance[hit]) / distance[hit])[:, None]
        far = distance > 30 * RADIUS
        back = rng.random(i.size) < RADIUS / distance
        gone[i[far & ~back]] = True
        place[i[far & back]] *= (RADIUS / distance[far & back])[:, None]
    return np.mean(caught)


def test_plain_small_steps_give_the_same_share():
    exact = np.mean(walk(ball(0.5), (1e-6,), 20000, 20, seed=8).fate == 0)
    assert small_steps(0.5, 3000, seed=1) == pytest.approx(exact, abs=0.03)
