import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from content.schema import Measured
from models.paracrine.matrix_binding import Params, simulate
from pages.figures.paracrine.matrix_binding import DEFAULT_VIEWS, VIEWS
from pages.figures.pictures import Movie

BLEACHED = Measured(
    readout="frap_diffusion", value=0.5, low=0.5, high=0.5, label="published", evidence="A", source="Mii2021"
)


def values(typed):
    return np.frombuffer(base64.b64decode(typed["bdata"]), "<f4")


def named(picture, name):
    return next(trace for trace in picture.traces if trace["name"] == name)


def test_more_binding_without_loss_leaves_the_free_line_and_its_axis_at_rest():
    pictures = [VIEWS["twins"].draw(simulate(Params(on_rate=rate))) for rate in (1.0, 5.0)]
    lines = [values(named(picture, "free, steady")["y"]) for picture in pictures]
    np.testing.assert_allclose(*lines, rtol=1e-6)
    assert pictures[0].layout["yaxis"]["range"] == pictures[1].layout["yaxis"]["range"]


def test_switched_off_binding_draws_no_bound_line_and_says_so():
    picture = VIEWS["twins"].draw(simulate(Params(on_rate=0.0)))
    assert not [trace for trace in picture.traces if "bound" in trace["name"]]
    assert "Binding is off" in picture.text


def test_patches_are_marked_as_points():
    picture = VIEWS["twins"].draw(simulate(Params(sites="patchy")))
    assert named(picture, "bound at the patches, now")["mode"] == "lines+markers"


def test_the_movies_rest_on_the_frame_that_they_show():
    result = simulate(Params(bound_loss=1e-3))
    for name in ("build_up", "bleaching"):
        movie = VIEWS[name].draw(result)
        assert isinstance(movie, Movie)
        for frames in movie.frames:
            shown = values(movie.traces[frames.trace][frames.key])
            np.testing.assert_allclose(np.asarray(frames.values)[movie.start], shown, rtol=1e-6)


def test_the_build_up_rests_at_the_time_set():
    result = simulate(Params(time=33.0))
    movie = VIEWS["build_up"].draw(result)
    assert np.asarray(movie.times)[movie.start] == pytest.approx(33.0)


def test_a_published_diffusion_is_laid_over_the_recovery():
    result = simulate(Params())
    traces = VIEWS["bleaching"].draw(result, [BLEACHED]).traces
    line = next(trace for trace in traces if trace["name"] == "published")
    half = np.interp(0.5, values(line["y"]), values(line["x"]))
    assert half == pytest.approx(0.92503 * 25 / 0.5, rel=0.02)
    assert len(VIEWS["bleaching"].draw(result, [replace(BLEACHED, readout="decay_length")]).traces) == len(traces) - 1


def test_switched_off_binding_stands_at_the_left_edge_of_the_curves():
    picture = VIEWS["curves"].draw(simulate(Params(on_rate=0.0)))
    assert "drawn at the left edge" in picture.text
    assert [values(t["x"])[0] for t in picture.traces if t["name"] == "this state"] == pytest.approx([0.01, 0.01])


def test_messages_are_light_even_with_hundreds_of_patches():
    result = simulate(Params(sites="patchy", tissue_length=1000.0))
    sizes = {name: len(json.dumps(view.draw(result).message())) for name, view in VIEWS.items()}
    assert max(sizes.values()) < 150_000
    assert sum(sizes[name] for name in DEFAULT_VIEWS) < 60_000
