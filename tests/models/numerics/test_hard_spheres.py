import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist

from models.numerics.hard_spheres import MOST_FILLED, ball_radius, place_around_core


def filled_ball(share: float, diameter: float = 10.0) -> float:
    density = share / (np.pi / 6 * diameter**3)
    return ball_radius(400, density, diameter)


@settings(max_examples=20, deadline=None)
@given(share=st.floats(1e-4, MOST_FILLED), seed=st.integers(1, 100))
def test_no_two_spheres_overlap_and_none_leaves_the_ball(share, seed):
    outer = filled_ball(share)
    places = place_around_core(400, outer, 10.0, seed)
    distance = np.linalg.norm(places, axis=1)
    assert places.shape == (400, 3)
    assert pdist(places).min() >= 10.0
    assert distance.min() >= 10.0
    assert distance.max() <= outer


def test_the_same_seed_gives_the_same_places_and_another_seed_others():
    outer = filled_ball(0.1)
    first = place_around_core(400, outer, 10.0, 7)
    assert np.array_equal(first, place_around_core(400, outer, 10.0, 7))
    assert not np.array_equal(first, place_around_core(400, outer, 10.0, 8))


def test_the_ball_holds_the_density_outside_the_core():
    outer = ball_radius(400, 1e-4, 10.0)
    assert 400 / (4 / 3 * np.pi * (outer**3 - 10.0**3)) == pytest.approx(1e-4, rel=1e-12)


def test_places_are_even_over_the_ball():
    radii = np.concatenate([np.linalg.norm(place_around_core(400, 100.0, 1.0, seed), axis=1) for seed in range(1, 11)])
    inside_half = np.mean(radii < 100 * 0.5 ** (1 / 3))
    assert inside_half == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(4000))


def test_the_arrangement_stays_when_only_the_size_of_the_ball_changes():
    assert np.allclose(place_around_core(50, 2000.0, 1.0, 3), 2 * place_around_core(50, 1000.0, 0.5, 3))


def test_what_cannot_fit_is_refused(monkeypatch):
    monkeypatch.setattr("models.numerics.hard_spheres.MOST_BATCHES", 20)
    with pytest.raises(ValueError, match="do not fit"):
        place_around_core(400, 25.0, 10.0, 1)
