import base64

import numpy as np

from models.autocrine.capture import Params, simulate
from pages.figures.autocrine import capture


def values(packed):
    array = np.frombuffer(base64.b64decode(packed["bdata"]), "<f4")
    return array.reshape([int(n) for n in packed["shape"].split(", ")]) if "shape" in packed else array


def test_the_stacked_areas_end_at_one_hundred_percent():
    chart = capture.draw_fates(simulate(Params()))
    np.testing.assert_allclose(values(chart.traces[2]["y"]), 100, rtol=1e-5)
    assert [trace["fill"] for trace in chart.traces[:3]] == ["tozeroy", "tonexty", "tonexty"]


def test_a_click_on_the_picture_proposes_its_density():
    result = simulate(Params())
    chart = capture.draw_fates(result)
    for points in chart.clicks.values():
        assert len(points) == result.density.size
        assert all(Params(**point).cell_density == point["cell_density"] for point in points)


def test_the_movie_begins_at_the_surface_and_ends_with_all_particles_counted():
    result = simulate(Params(receptors=3e6, off_rate=0.0, medium_loss=1e-4))
    movie = capture.draw_particles(result).message()["movie"]
    frames = {(frame["trace"], frame["key"]): values(frame["values"]) for frame in movie["frames"]}
    for fate in range(3):
        np.testing.assert_allclose(np.hypot(frames[fate, "x"][0], frames[fate, "y"][0]), 1, rtol=1e-5)
        counted = frames[3 + fate, "y"][:, 1]
        assert counted[0] == 0 and np.all(np.diff(counted) >= 0)
        assert counted[-1] == frames[fate, "x"].shape[1]
    assert sum(frames[3 + fate, "y"][-1, 1] for fate in range(3)) == 200
    assert "200 on their way" in movie["captions"][0]
    assert movie["captions"][-1].endswith("0 on their way.")


def test_a_fate_that_nobody_had_has_an_empty_trace():
    result = simulate(Params(receptors=100.0, blocker_ratio=1e5, cell_density=1.0))
    message = capture.draw_particles(result).message()
    assert result.counted_self == 0
    assert values(message["traces"][0]["x"]).size == 0
    assert {frame["trace"] for frame in message["movie"]["frames"]} == {2, 3, 4, 5}
