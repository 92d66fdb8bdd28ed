import base64
import html
import json
import re

import numpy as np
import pytest

from models.chemokine.polarity import Params, simulate
from models.chemokine.polarity_network import KNOCKOUTS
from pages.figures.chemokine.polarity import VIEWS
from pages.figures.chemokine.polarity_diagram import ARROWS, NODES
from pages.figures.chemokine.polarity_texts import TIPS


def drawn(view: str, **values):
    return VIEWS[view].draw(simulate(Params(**values))).message()


def decoded(packed: dict) -> np.ndarray:
    values = np.frombuffer(base64.b64decode(packed["bdata"]), "<f4")
    return values.reshape([int(n) for n in packed["shape"].split(",")]) if "shape" in packed else values


def shape(svg: str) -> list[str]:
    return re.findall(r"<(/?\w+)", svg)


def test_the_drawing_keeps_its_structure_in_every_state():
    states = [{}, {"steepness": -0.2}, {"steepness": 0.0}, *({"knockout": name} for name in KNOCKOUTS)]
    assert len({tuple(shape(drawn("network", **values)["svg"])) for values in states}) == 1


def test_every_molecule_tells_what_it_does_and_who_showed_it():
    told = re.findall(r'data-tip="([^"]+)"', drawn("network")["svg"])
    assert len(told) == len(NODES) == len(TIPS)
    assert all(re.search(r"\((?:[\w ]+: )?[A-Z][\w ;,]*?\d{4}", html.unescape(tip)) for tip in told), told


def test_a_click_knocks_out_and_a_second_one_brings_back():
    def proposals(**values):
        found = re.findall(r'data-set="([^"]+)"', drawn("network", **values)["svg"])
        return [json.loads(html.unescape(item))["knockout"] for item in found]

    assert set(proposals()) == set(KNOCKOUTS) - {"none"}
    assert proposals(knockout="rac").count("none") == 1
    assert "rac" not in proposals(knockout="rac")


def test_arrows_join_molecules_that_are_drawn():
    for arrow in ARROWS:
        assert {arrow.source, arrow.target} <= set(NODES)


def test_a_cell_that_points_left_is_drawn_the_other_way_round():
    right, left = (drawn("network", steepness=p)["svg"] for p in (0.05, -0.05))
    place = [float(re.search(r'<text x="(\d+)"[^>]*>PI3K<', svg)[1]) for svg in (right, left)]
    assert sum(place) == pytest.approx(760, abs=1)
    assert place[0] > 380


@pytest.mark.parametrize("values", [{}, {"flip_time": 300.0}, {"flip_time": 10.0, "steepness": 0.1}])
def test_the_film_ends_with_what_the_traces_show(values):
    message = drawn("cell", **values)
    movie = message["movie"]
    assert movie["start"] == decoded(movie["times"]).size - 1
    for frame in movie["frames"]:
        target = message["traces"][frame["trace"]]
        for key in frame["key"].split("."):
            target = target[key]
        np.testing.assert_allclose(decoded(frame["values"])[-1], decoded(target), atol=1e-6)


def test_the_arrow_up_the_gradient_turns_at_the_flip():
    message = drawn("cell", flip_time=100.0, steepness=0.1)
    times, way = decoded(message["movie"]["times"]), decoded(message["movie"]["frames"][-1]["values"])
    assert np.all(np.sign(way[:, 1]) == np.where(times < 100, 1, -1))


def test_the_verdict_names_what_is_lost():
    texts = {name: drawn("network", knockout=name)["text"] for name in KNOCKOUTS}
    assert "One front, up the gradient." in texts["none"]
    assert "No front" in texts["pi3k"] and "No front" in texts["gai"]
    assert "cannot contract" in texts["rho"] and "cannot contract" in texts["actomyosin"]
    assert "149" in texts["cdc42"] or "150° off" in texts["cdc42"]
    assert "no actin" in texts["rac"]
    assert "broad PIP3" in texts["pten"]
