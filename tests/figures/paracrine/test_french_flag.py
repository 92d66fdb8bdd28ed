"""What is particular to the pictures of the French flag."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from content.loader import lesson
from models.paracrine.french_flag import Params, simulate
from pages.figures.paracrine.french_flag import VIEWS, draw_doses, draw_embryos, draw_flag, draw_precision, draw_sweep


def numbers(array):
    return np.frombuffer(base64.b64decode(array["bdata"]), dtype="<f4")


def named(picture, name):
    return next(trace for trace in picture.traces if trace["name"] == name)


def zone_names(picture):
    return [note["text"] for note in picture.layout["annotations"] if note["text"] in ("high", "middle", "low")]


def test_the_flag_names_its_zones_in_words():
    assert zone_names(draw_flag(simulate(Params()))) == ["high", "middle", "low"]
    assert zone_names(draw_doses(simulate(Params()))) == ["high", "middle", "low"]
    assert zone_names(draw_flag(simulate(Params(dose=0.25)))) == ["middle", "low"]


def test_the_flag_runs_from_high_to_low():
    zones = numbers(named(draw_flag(simulate(Params())), "zones")["z"])
    assert zones[0] == pytest.approx(-1)
    assert zones[-1] == pytest.approx(1)
    assert np.all(np.diff(zones) >= -1e-6)


def test_borders_are_drawn_with_their_errors():
    result = simulate(Params())
    marks = named(draw_flag(result), "border ± σₓ")
    np.testing.assert_allclose(numbers(marks["x"]), [result.border_high, result.border_low], rtol=1e-6)
    np.testing.assert_allclose(numbers(marks["error_x"]["array"]), 10.0, rtol=1e-6)


def test_the_axis_of_the_level_stays_while_the_dose_moves():
    ranges = [draw_flag(simulate(Params(dose=dose))).layout["yaxis"]["range"] for dose in (0.25, 1.0, 4.0)]
    assert ranges[0] == ranges[1] == ranges[2]


def test_rows_of_the_dose_picture_are_in_the_order_of_their_names():
    result = simulate(Params(dose=4.0))
    flags = named(draw_doses(result), "zones")
    rows = numbers(flags["z"]).reshape(4, -1)
    np.testing.assert_allclose(rows[flags["y"].index(0.0)], result.dose_balance[3], atol=1e-6)
    np.testing.assert_allclose(rows[flags["y"].index(3.0)], result.dose_balance[0], atol=1e-6)


@pytest.mark.parametrize("dose", [0.25, 1.0, 1.3, 4.0])
def test_the_sweep_rests_on_the_frame_nearest_to_the_readers_dose(dose):
    result = simulate(Params(dose=dose))
    movie = draw_sweep(result)
    assert movie.times[movie.start] == pytest.approx(dose, rel=0.06)
    for frames in movie.frames:
        np.testing.assert_allclose(
            numbers(movie.traces[frames.trace]["y"]), frames.values[movie.start], rtol=1e-6, atol=1e-30
        )
    assert len(movie.captions) == len(movie.times)
    assert movie.captions[0] == "Dose 0.25: no high zone, middle up to 91.6 µm."
    assert movie.captions[-1] == "Dose 4: high up to 208 µm, middle up to 369 µm."


def test_a_published_error_is_laid_over_its_border():
    (preset,) = (item for item in lesson("paracrine/french_flag").presets if item.id == "dpp")
    result = simulate(Params(**preset.values))
    published = named(draw_precision(result, preset.measured), preset.measured[0].label)
    assert numbers(published["x"])[0] == pytest.approx(result.border_high)
    assert numbers(published["y"])[0] == pytest.approx(2.6)
    # The level at the source is too low for this border: nothing is left to lay the value over.
    gone = draw_precision(simulate(Params(**preset.values, dose=0.25)), preset.measured)
    assert preset.measured[0].label not in [trace["name"] for trace in gone.traces]


def test_an_error_too_large_for_float32_is_still_drawn_and_told_in_words():
    result = simulate(Params(decay_length=5.0, tissue_length=1000.0, cv_reading=0.5))
    picture = draw_precision(result)
    assert all(np.all(np.isfinite(numbers(trace["y"]))) for trace in picture.traces)
    assert "more than the whole tissue" in picture.text


def test_the_embryos_tell_their_seed_and_their_spread():
    text = draw_embryos(simulate(Params(seed=42))).text
    assert "seed 42" in text
    assert "the formula says 10 µm" in text


@pytest.mark.parametrize("name", VIEWS)
def test_a_border_that_is_absent_is_explained_in_every_text(name):
    assert "never reached" in VIEWS[name].draw(simulate(Params(dose=0.25))).text
