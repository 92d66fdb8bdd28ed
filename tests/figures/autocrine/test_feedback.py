import base64
import json

import numpy as np
import pytest

from models.autocrine.feedback import Params, simulate
from models.results import Absent
from pages.figures.autocrine.feedback import DEFAULT_VIEWS, VIEWS
from pages.figures.pictures import Movie

CROWD = {"cell_density": 1e9, "pulse_strength": 3.0}


def values(typed):
    return np.frombuffer(base64.b64decode(typed["bdata"]), "<f4")


def named(picture, name):
    return [trace for trace in picture.traces if trace["name"] == name]


@pytest.mark.parametrize("view", ["density", "driver"])
def test_the_trail_follows_this_culture_and_lives_while_only_the_control_and_the_history_move(view):
    moved = {"density": {"cell_density": 3e7}, "driver": {"driver": 2.0}}[view]
    first, same, other = (
        VIEWS[view].draw(simulate(Params(**more)))
        for more in ({}, {**moved, "start_signal": 0.5, "pulse_strength": 1.0}, {"basal": 0.2})
    )
    for picture in (first, same, other):
        assert picture.traces[picture.trail.trace]["name"] == "this culture"
    assert first.trail.key == same.trail.key != other.trail.key


def test_stable_and_unstable_branches_differ_by_more_than_color_and_are_named_once():
    picture = VIEWS["density"].draw(simulate(Params()))
    assert {trace["line"]["dash"] for trace in named(picture, "stable")} == {"solid"}
    assert {trace["line"]["dash"] for trace in named(picture, "unstable")} == {"dash"}
    for name in ("stable", "unstable"):
        assert [trace["showlegend"] for trace in named(picture, name)].count(True) == 1


def test_the_branches_reach_from_one_end_of_the_axis_to_the_other():
    picture = VIEWS["density"].draw(simulate(Params()))
    levels = np.concatenate([values(trace["x"]) for trace in named(picture, "stable")])
    assert levels.min() == pytest.approx(1)
    assert levels.max() == pytest.approx(1e9)


def test_a_thin_culture_stands_at_the_left_edge():
    picture = VIEWS["density"].draw(simulate(Params(cell_density=1.0)))
    assert values(named(picture, "this culture")[0]["x"])[0] == pytest.approx(100)


def test_the_star_after_a_pulse_proposes_to_go_on_from_there():
    result = simulate(Params(pulse_strength=3.0))
    for view in ("density", "driver"):
        picture = VIEWS[view].draw(result)
        (trace,) = picture.clicks
        assert picture.traces[trace]["name"] == "after the pulse"
        (proposal,) = picture.clicks[trace]
        assert simulate(result.params.replace(**proposal)).signal == pytest.approx(result.signal_after_pulse)
    assert not VIEWS["density"].draw(simulate(Params())).clicks


def test_a_click_on_a_state_of_the_response_starts_from_it():
    picture = VIEWS["response"].draw(simulate(Params()))
    for trace, proposals in picture.clicks.items():
        assert len(values(picture.traces[trace]["x"])) == len(proposals)
    stable = next(i for i, trace in enumerate(picture.traces) if trace["name"] == "stable state")
    for proposal in picture.clicks[stable]:
        assert simulate(Params(**proposal)).signal == pytest.approx(proposal["start_signal"], rel=1e-3)


def test_the_pulse_is_shaded_just_as_long_as_it_lasts():
    picture = VIEWS["run"].draw(simulate(Params(pulse_strength=3.0, pulse_duration=5.0)))
    (shade,) = [shape for shape in picture.layout["shapes"] if shape["type"] == "rect"]
    assert (shade["x0"], shade["x1"]) == (0.0, 5.0)
    assert "5 h" in picture.text


def test_the_dish_shows_its_last_frame_and_tells_the_share_in_every_frame():
    result = simulate(Params(cell_density=6e7))
    movie = VIEWS["dish"].draw(result)
    assert isinstance(movie, Movie)
    assert len(movie.captions) == len(result.dish_time)
    assert "100 %" in movie.captions[-1]
    for frames in movie.frames:
        marker = movie.traces[0]["marker"]
        shown = marker["color"] if frames.key == "marker.color" else marker["line"]["width"]
        np.testing.assert_allclose(np.asarray(frames.values)[movie.start], values(shown), rtol=1e-6)


def test_cells_that_are_on_have_a_thicker_outline():
    result = simulate(Params(cell_density=6e7))
    outline = next(f for f in VIEWS["dish"].draw(result).frames if f.key == "marker.line.width")
    np.testing.assert_array_equal(np.asarray(outline.values) > 1, result.dish_signal >= 0.5)


def test_texts_say_why_a_threshold_is_missing():
    result = simulate(Params(basal=0.1))
    assert isinstance(result.on_density, Absent)
    assert result.on_density.reason in VIEWS["density"].draw(result).text
    assert "no room to grow" in VIEWS["growth"].draw(simulate(Params(cell_density=1e9))).text
    assert "does not ignite" in VIEWS["growth"].draw(result).text


def test_messages_are_light_in_the_densest_dish():
    result = simulate(Params(**CROWD))
    sizes = {name: len(json.dumps(view.draw(result).message())) for name, view in VIEWS.items()}
    assert max(sizes.values()) < 150_000
    assert sum(sizes[name] for name in DEFAULT_VIEWS) < 20_000
