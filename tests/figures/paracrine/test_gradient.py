"""What is particular to the pictures of the gradient."""

import base64

import numpy as np
import pytest

from content import loader
from models.paracrine.gradient import WALKERS, Params, simulate
from pages.figures.paracrine.gradient import DEFAULT_VIEWS, MOST_WALKERS, VIEWS


def drawn(view, measured=(), **values):
    return VIEWS[view].draw(simulate(Params(**values)), measured).message()


def unpacked(array):
    flat = np.frombuffer(base64.b64decode(array["bdata"]), "<f4")
    return flat.reshape([int(n) for n in array["shape"].split(",")]) if "shape" in array else flat


def labels(message):
    return [note["text"] for note in message["layout"].get("annotations", [])]


def test_the_profile_comes_first():
    assert DEFAULT_VIEWS == ("profile",)


@pytest.mark.parametrize("view", ["profile", "log_profile"])
def test_the_decay_length_the_threshold_and_the_border_are_marked(view):
    assert labels(drawn(view)) == ["λ", "threshold θ", "border"]
    assert "border" not in labels(drawn(view, threshold=1e4))


def test_a_measured_decay_length_is_a_band_with_a_label_and_stands_in_the_text():
    preset = loader.lesson("paracrine/gradient").presets[0]
    for view in ("profile", "log_profile"):
        message = drawn(view, preset.measured, **preset.values)
        band = next(shape for shape in message["layout"]["shapes"] if shape["type"] == "rect")
        assert (band["x0"], band["x1"]) == (14.5, 25.9)
        assert "Dpp, reported λ" in labels(message) and "14.5 µm to 25.9 µm" in message["text"]


def test_a_measured_level_at_the_source_is_a_mark_with_its_range():
    preset = next(p for p in loader.lesson("paracrine/gradient").presets if p.id == "bicoid_frap")
    mark = drawn("profile", preset.measured, **preset.values)["traces"][-1]
    assert "55–210 nM" in mark["name"] and unpacked(mark["y"]) == [110]
    assert (mark["error_y"]["array"], mark["error_y"]["arrayminus"]) == ([100], [55])


def test_on_a_logarithmic_axis_the_line_stands_at_the_value_and_its_label_at_the_logarithm():
    layout = drawn("log_profile", threshold=100)["layout"]
    threshold = next(shape for shape in layout["shapes"] if shape["yref"] == "y")
    assert threshold["y0"] == 100
    assert next(note for note in layout["annotations"] if "θ" in note["text"])["y"] == pytest.approx(2)


def test_the_map_looks_the_same_whatever_the_influx():
    weak, strong = (drawn("map", influx=influx)["traces"][0] for influx in (0.1, 10))
    assert weak["zmax"] - weak["zmin"] == pytest.approx(strong["zmax"] - strong["zmin"])
    assert unpacked(weak["z"]) - weak["zmax"] == pytest.approx(unpacked(strong["z"]) - strong["zmax"], abs=1e-5)


def test_the_map_has_a_cursor_at_the_time():
    layout = drawn("map", time=300)["layout"]
    assert [(shape["y0"], shape["line"]["dash"]) for shape in layout["shapes"]] == [(300, "solid")]
    assert "300 min" in drawn("map", time=300)["text"]


def test_the_axis_rests_while_the_time_moves():
    ranges = [drawn("profile", time=time)["layout"]["yaxis"]["range"] for time in (1, 60, 10000)]
    assert ranges[0] == ranges[1] == ranges[2]


def test_the_movie_starts_from_nothing_ends_near_the_steady_state_and_rests_near_the_time():
    message = drawn("growth", time=120)
    frames = unpacked(message["movie"]["frames"][0]["values"])
    times = unpacked(message["movie"]["times"])
    assert np.all(frames[0] == 0)
    assert frames[-1, 0] == pytest.approx(unpacked(message["traces"][0]["y"])[0], rel=1e-3)
    assert abs(times[message["movie"]["start"]] - 120) <= (times[1] - times[0]) / 2
    assert np.array_equal(unpacked(message["traces"][1]["y"]), frames[message["movie"]["start"]])


@pytest.mark.parametrize("dimension", ["1D", "2D", "3D"])
def test_the_walkers_have_the_rates_of_the_equation_and_stay_within_their_number(dimension):
    rules = drawn("walkers", dimension=dimension)["walkers"]
    assert (rules["diffusivity"], rules["loss_rate"]) == (0.1, 2.52e-4)
    assert rules["born"] / rules["loss_rate"] == pytest.approx(WALKERS)
    assert rules["most"] == MOST_WALKERS > 2 * WALKERS
    assert rules["wall"] == (150 if dimension == "1D" else None)
    assert len(rules["weights"]) == len(rules["edges"]) - 1
    assert rules["extent"] == rules["edges"][-1] and rules["seconds"] == 60


def test_the_seed_and_a_thick_source_are_named_in_the_walkers_text():
    assert "seed 5" in drawn("walkers", seed=5)["text"]
    assert "Here the source is thin" in drawn("walkers", strip_width=20)["text"]


def test_a_reading_position_without_a_level_is_said_not_drawn():
    message = drawn("profile", reading_position=500)
    assert len(message["traces"]) == 2
    assert "Nothing is read at 500 µm" in message["text"]
