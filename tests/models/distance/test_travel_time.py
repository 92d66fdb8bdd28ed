"""What a distance costs in time."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.distance.spoken import spoken_length, spoken_time
from models.distance.travel_time import (
    CIRCULATION_TIME,
    CONDUCTION_SPEED,
    axon_time,
    blood_time,
    break_even_distance,
    diffusion_time,
)

lengths = st.floats(1e-3, 1e7)


@pytest.mark.parametrize(
    ("distance", "spoken"),
    [(0.02, "2 µs"), (10, "0.5 s"), (100, "50 s"), (1e3, "83 min"), (1e4, "5.8 days"), (1e6, "158 years")],
)
def test_diffusion_costs_what_the_specification_says(distance, spoken):
    assert spoken_time(diffusion_time(distance)) == spoken


@given(lengths, st.floats(1e-2, 1e3))
def test_ten_times_farther_takes_a_hundred_times_longer(distance, diffusivity):
    near, far = diffusion_time(distance, diffusivity), diffusion_time(10 * distance, diffusivity)
    assert far == pytest.approx(100 * near, rel=1e-12)


def test_ten_thousand_times_the_distance_costs_a_hundred_million_times_the_time():
    assert diffusion_time(1e6) / diffusion_time(100) == pytest.approx(1e8)


@given(lengths)
def test_the_guide_in_space_is_a_third_of_the_one_along_a_line(distance):
    assert diffusion_time(distance, dimensions=3) == pytest.approx(diffusion_time(distance) / 3)
    assert diffusion_time(distance, dimensions=2) == pytest.approx(diffusion_time(distance) / 2)


def test_a_random_walk_covers_the_distance_in_just_this_time():
    """The mean squared displacement of the diffusion kernel, integrated on a grid, is 2 D t."""
    distance, diffusivity = 30.0, 7.0
    time = diffusion_time(distance, diffusivity)
    spread = math.sqrt(2 * diffusivity * time)
    step = spread / 200
    places = [i * step for i in range(-2400, 2401)]
    weights = [math.exp(-(x**2) / (2 * spread**2)) for x in places]
    mean_square = sum(w * x**2 for w, x in zip(weights, places, strict=True)) / sum(weights)
    assert math.sqrt(mean_square) == pytest.approx(distance, rel=1e-9)


def test_blood_takes_about_one_turn_of_the_circulation():
    assert CIRCULATION_TIME < blood_time() < 1.1 * CIRCULATION_TIME
    assert spoken_time(blood_time()) == "1 min"


def test_diffusion_and_blood_break_even_at_a_tenth_of_a_millimeter():
    distance = break_even_distance()
    assert diffusion_time(distance) == pytest.approx(CIRCULATION_TIME)
    assert spoken_length(distance) == "110 µm"


@given(lengths)
def test_a_nerve_takes_its_delay_and_the_way_at_its_speed(distance):
    assert axon_time(2 * distance) - axon_time(distance) == pytest.approx(distance / CONDUCTION_SPEED, abs=1e-12)
    assert axon_time(distance) > axon_time(0) >= 1e-3


def test_over_one_meter_a_nerve_beats_blood_and_blood_beats_diffusion():
    assert axon_time(1e6) < blood_time() < diffusion_time(1e6)
    assert 0.01 < axon_time(1e6) < 1


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: diffusion_time(-1), "distance"),
        (lambda: diffusion_time(math.nan), "distance"),
        (lambda: diffusion_time(1, 0), "diffusivity"),
        (lambda: diffusion_time(1, 1, 4), "dimensions"),
        (lambda: axon_time(1, speed=0), "speed"),
        (lambda: axon_time(1, delay=-1), "delay"),
        (lambda: blood_time(math.inf), "circulation_time"),
        (lambda: break_even_distance(-1), "circulation_time"),
        (lambda: break_even_distance(1, -1), "diffusivity"),
    ],
)
def test_what_cannot_be_is_refused_by_name(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(
    ("distance", "spoken"),
    [(0.01, "10 nm"), (0.9999, "1000 nm"), (1, "1 µm"), (316.2, "320 µm"), (1e3, "1 mm"), (2.5e4, "2.5 cm")],
)
def test_a_length_is_given_in_the_unit_that_suits_it(distance, spoken):
    assert spoken_length(distance) == spoken


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [(5e-7, "0.5 µs"), (5e-3, "5 ms"), (0.5, "0.5 s"), (59, "59 s"), (62, "1 min"), (7000, "117 min"), (7200, "2 h"),
     (86400, "1 day"), (172800, "2 days"), (31557600, "1 year")],
)  # fmt: skip
def test_a_time_is_given_in_the_unit_that_suits_it(seconds, spoken):
    assert spoken_time(seconds) == spoken


@given(st.floats(1e-9, 1e11))
def test_every_time_can_be_said(seconds):
    assert len(spoken_time(seconds)) <= 12


@pytest.mark.parametrize("value", [0, -1, math.inf, math.nan])
def test_what_is_no_size_cannot_be_said(value):
    for say in (spoken_length, spoken_time):
        with pytest.raises(ValueError, match="positive and finite"):
            say(value)
