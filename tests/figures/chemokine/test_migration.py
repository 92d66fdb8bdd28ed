"""What is particular to the pictures of ``migration``."""

import json
from typing import get_args

import numpy as np
import pytest

from models.chemokine.migration import Params, simulate
from models.chemokine.migration_parameters import Assay
from pages.figures.chemokine.migration import DEFAULT_VIEWS, VIEWS
from pages.figures.chemokine.migration_walkers import ceiling

each_assay = pytest.mark.parametrize("assay", get_args(Assay))


@each_assay
def test_every_view_shows_every_set_up(assay):
    result = simulate(Params(assay=assay))
    titles = set()
    for name, view in VIEWS.items():
        message = view.draw(result).message()
        text = json.dumps(message, allow_nan=False)
        assert len(text) < (60_000 if name in DEFAULT_VIEWS else 150_000), name
        titles.add(message["title"])
        for key, axis in message.get("layout", {}).items():
            if key.startswith(("xaxis", "yaxis")):
                title = axis["title"]["text"]
                assert "(" in title or title in ("Chemotactic index CI", "Turning number βτ"), title
    assert len(titles) == len(VIEWS)


@each_assay
def test_the_first_picture_names_its_count(assay):
    text = VIEWS["result"].draw(simulate(Params(assay=assay))).text
    assert any(word in text for word in ("%", "index"))


def test_tracks_go_out_and_back_so_that_one_line_holds_them_all():
    result = simulate(Params())
    movie = VIEWS["result"].draw(result)
    assert np.size(movie.times) == result.track_time.size
    assert len([trace for trace in movie.traces if trace["mode"] == "lines"]) == 1


def test_a_tile_of_the_checkerboard_proposes_its_transwell():
    chart = VIEWS["result"].draw(simulate(Params(assay="checkerboard")))
    tiles = chart.clicks[0]
    assert len(tiles) == 16
    assert tiles[2] == {"assay": "transwell", "concentration": 5.0, "background": 0.0}
    assert tiles[0] is None  # a well without chemokine cannot be set: the level has no zero
    for tile in tiles:
        assert tile is None or Params(**tile)


def test_axes_rest_on_round_numbers():
    assert [ceiling(x) for x in (0.9, 1.0, 1.01, 4.2, 76.0)] == [1, 1, 1.5, 5, 100]
