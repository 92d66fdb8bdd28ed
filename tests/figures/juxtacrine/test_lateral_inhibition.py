"""What is particular to the pictures of ``lateral_inhibition``."""

import json

import numpy as np
import pytest

from models.juxtacrine.lateral_inhibition import Params, simulate
from pages.figures.juxtacrine.lateral_inhibition import DEFAULT_VIEWS, VIEWS


def drawn(name, **values):
    return VIEWS[name].draw(simulate(Params(**values)), ())


def test_the_default_pictures_together_are_light():
    result = simulate(Params())
    assert sum(len(json.dumps(VIEWS[name].draw(result, ()).message())) for name in DEFAULT_VIEWS) < 60_000


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ({}, 144),
        ({"tissue": "ring", "ring_cells": 7}, 7),
        ({"tissue": "pair"}, 2),
        ({"start_pattern": "sevenths"}, 441),
    ],
)
def test_every_cell_is_drawn_and_can_be_chosen_and_let_go(values, cells):
    tissue = drawn("cells", **values, selected_cell=2)
    assert len(tissue.outlines) == len(tissue.proposals) == cells == np.shape(tissue.fill.values)[1]
    assert tissue.proposals[0] == {"selected_cell": 1}
    assert tissue.proposals[1] == {"selected_cell": 0}
    assert tissue.marks == {1: "S"}
    assert not drawn("cells", **values).marks


def test_the_point_on_the_walk_can_be_dragged_and_leaves_a_trail_while_only_repression_changes():
    charts = [drawn("walk", history="go_on", repression_strength=b) for b in (100, 30)]
    assert charts[0].trail.key == charts[1].trail.key != drawn("walk", history="go_on", hill_activation=3).trail.key
    for chart in charts:
        assert chart.handle.x == "repression_strength"
        assert chart.handle.trace == chart.trail.trace == len(chart.traces) - 1


def test_the_plane_of_a_treated_pair_shows_where_its_cells_rest():
    assert "treated" in drawn("plane", tissue="pair", selected_cell=1).text
    assert "Stable: 0.99 and 0.0101" in drawn("plane").text
