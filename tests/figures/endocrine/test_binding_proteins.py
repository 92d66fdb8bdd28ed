import re

import pytest

from models.endocrine.binding_proteins import Params, simulate
from pages.figures.endocrine.binding_proteins import VIEWS
from pages.figures.endocrine.binding_proteins_drawing import molecules

STATES = [
    {},
    {"cbg": 0.0},
    {"cbg": 1400.0, "hold_free": True, "held_ratio": 1.0},
    {"hormone": "testosterone", "testosterone_total": 300.0},
    {"hormone": "t4"},
    {"hormone": "t4", "tbg": 0.0, "t4_total": 1000.0},
]


@pytest.mark.parametrize("values", STATES)
def test_just_a_hundred_molecules_are_drawn_close_to_their_shares(values):
    result = simulate(Params(**values))
    counts = molecules(result)
    assert sum(counts.values()) == 100
    assert counts["own"] == pytest.approx(result.share_specific, abs=1)
    assert counts["free"] == pytest.approx(result.free_percent, abs=1)
    assert VIEWS["carriers"].draw(result).svg.count("<circle") == 100


def test_the_drawing_keeps_its_structure_so_that_molecules_can_hop():
    drawn = [re.findall(r"<(\w+)", VIEWS["carriers"].draw(simulate(Params(**values))).svg) for values in STATES]
    assert all(tags == drawn[0] for tags in drawn)


def test_no_molecule_leaves_its_box():
    for values in STATES:
        svg = VIEWS["carriers"].draw(simulate(Params(**values))).svg
        assert all(66 < float(y) < 262 for y in re.findall(r'cy="([\d.]+)"', svg))


def test_the_point_is_dragged_along_what_the_reader_sets():
    free, held = simulate(Params()), simulate(Params(hold_free=True, held_ratio=1.0))
    assert VIEWS["percent"].draw(free).handle.x == "cortisol_total"
    assert VIEWS["percent"].draw(held).handle is None
    assert VIEWS["carrier"].draw(simulate(Params(hormone="t4"))).handle.x == "tbg"
