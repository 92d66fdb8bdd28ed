import base64
import json

import numpy as np
import pytest

from content.loader import lesson
from models.chemokine.gradient_sensing import Params, simulate
from pages.figures.chemokine.gradient_sensing import DEFAULT_VIEWS, VIEWS

BOUND = "upper bound"


def drawn(name, measured=(), **values):
    return VIEWS[name].draw(simulate(Params(**values)), measured).message()


def decoded(array):
    return np.frombuffer(base64.b64decode(array["bdata"]), "<f4")


@pytest.mark.parametrize("name", ["difference", "cell", "map"])
def test_the_ideal_index_is_never_shown_without_saying_that_it_is_a_bound(name):
    message = drawn(name)
    assert BOUND in message["text"]
    shown = [trace["name"] for trace in message["traces"]] + [message["title"], json.dumps(message["layout"])]
    assert any(BOUND in text for text in shown)


def test_axes_of_the_first_picture_rest_while_the_concentration_moves():
    first, second = (drawn(DEFAULT_VIEWS[0], concentration=level)["layout"] for level in (0.01, 800.0))
    for axis in ("xaxis", "yaxis", "yaxis2"):
        assert first[axis]["range"] == second[axis]["range"]


def test_occupied_and_free_receptors_differ_in_symbol_and_add_up():
    occupied, free = drawn("cell", concentration=50.0)["traces"][:2]
    assert occupied["marker"]["symbol"] != free["marker"]["symbol"]
    counts = [decoded(trace["x"]).size for trace in (occupied, free)]
    assert sum(counts) == 216
    assert counts[0] / 216 == pytest.approx(50 / 55, abs=0.08)


def test_a_click_on_the_map_puts_the_cell_there():
    result = simulate(Params(gradient_from="plane"))
    clicks = VIEWS["map"].draw(result, ()).clicks[0]
    assert len(clicks) == result.index_map.size
    moved = Params(**clicks[40])
    assert moved.gradient_from == "hand"
    steep = np.repeat(result.map_steepness, result.map_level.size)
    assert [move is None for move in clicks] == list(steep > 0.5)
    row, column = divmod(40, result.map_level.size)
    assert (moved.steepness, moved.concentration) == pytest.approx(
        (result.map_steepness[row], result.map_level[column]), rel=0.01
    )


def test_a_click_along_a_source_moves_the_cell_and_by_hand_there_is_none():
    assert VIEWS["source"].draw(simulate(Params()), ()).clicks == {}
    proposals = VIEWS["source"].draw(simulate(Params(gradient_from="vessel")), ()).clicks[0]
    assert all(Params(gradient_from="vessel", **move) for move in proposals if move)


def test_published_values_are_marked_with_their_label():
    for name, view in (("hl60_fmlp", "difference"), ("dendritic_ccl21", "source")):
        item = next(p for p in lesson("chemokine/gradient_sensing").presets if p.id == name)
        message = drawn(view, item.measured, **item.values)
        assert item.measured[0].label in json.dumps(message["layout"], ensure_ascii=False)
        assert item.measured[0].label in message["text"]


def test_the_guided_stretch_is_shaded():
    result = simulate(Params(gradient_from="plane", source_level=1000.0))
    shapes = VIEWS["source"].draw(result, ()).message()["layout"]["shapes"]
    assert [(s["x0"], s["x1"]) for s in shapes if s["type"] == "rect"] == list(result.guided)
