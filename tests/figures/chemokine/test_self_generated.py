import base64
import json

import numpy as np

from models.chemokine.self_generated import SCAN, SINKS, Params, simulate
from pages.figures.chemokine.self_generated import draw_dose, draw_places, draw_wave


def values(data):
    return np.frombuffer(base64.b64decode(data["bdata"]), "<f4")


def test_the_cells_ride_on_the_curve():
    result = simulate(Params())
    movie = draw_wave(result)
    curve, cells = movie.traces[0], movie.traces[2]
    on_curve = np.interp(values(cells["x"]), values(curve["x"]), values(curve["y"]))
    np.testing.assert_allclose(values(cells["y"]), on_curve, atol=1.0)


def test_a_click_on_the_curve_proposes_the_attractant_and_on_a_bar_the_place_of_the_sink():
    result = simulate(Params())
    dose, places = draw_dose(result), draw_places(result)
    for trace in (1, 2):
        proposed = [point["initial_concentration"] for point in dose.clicks[trace]]
        np.testing.assert_allclose(proposed, SCAN, rtol=1e-3)
        assert [Params(**point).initial_concentration for point in dose.clicks[trace]] == proposed
    assert [point["sink"] for point in places.clicks[0]] == list(SINKS)


def test_the_message_that_is_redrawn_while_dragging_stays_below_60_kb():
    assert len(json.dumps(draw_wave(simulate(Params(initial_concentration=1e4))).message())) < 60_000
