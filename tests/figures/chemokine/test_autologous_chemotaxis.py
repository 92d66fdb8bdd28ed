import json

import numpy as np

from models.chemokine.autologous_chemotaxis import Params, simulate
from pages.figures.chemokine.autologous_chemotaxis import draw_bath, draw_density, draw_field


def cue(params):
    return next(t for t in draw_field(simulate(params)).traces if t["name"] == "cue")


def test_the_arrow_points_to_the_side_with_more_ligand():
    assert cue(Params())["marker"]["symbol"] == "triangle-right"
    assert cue(Params(capture_ratio=2.0, bath_concentration=0.2))["marker"]["symbol"] == "triangle-left"
    assert cue(Params(interstitial_flow=0.0))["marker"]["symbol"] == "circle-open"


def test_there_are_no_streamlines_in_still_fluid():
    still = draw_field(simulate(Params(interstitial_flow=0.0)))
    assert not any(t.get("visible", True) for t in still.traces if t["name"] == "flow")
    moving = draw_field(simulate(Params()))
    assert len(still.traces) == len(moving.traces)


def test_the_density_picture_marks_the_crossover_and_a_click_sets_the_density():
    result = simulate(Params())
    chart = draw_density(result)
    assert np.isclose(chart.layout["shapes"][0]["x0"], result.crossover_density)
    assert Params(**chart.clicks[0][10]).cell_density == chart.clicks[0][10]["cell_density"]


def test_balance_is_marked_only_where_it_can_be_reached_by_the_bath_alone():
    marked = draw_bath(simulate(Params(capture_ratio=2.0)))
    assert marked.layout["annotations"][0]["text"] == "uptake = secretion"
    assert not draw_bath(simulate(Params())).layout.get("shapes")
    freed = draw_bath(simulate(Params(capture_ratio=2.0, release="protease")))
    assert freed.layout["annotations"][0]["text"] == "cue vanishes"
    still = draw_bath(simulate(Params(capture_ratio=2.0, release="protease", interstitial_flow=0.0)))
    assert "Without flow there is no cue" in still.text


def test_the_field_stays_below_60_kb():
    assert len(json.dumps(draw_field(simulate(Params())).message())) < 60_000
