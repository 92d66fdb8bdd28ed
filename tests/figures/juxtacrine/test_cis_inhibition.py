import re
from xml.etree import ElementTree

import pytest

from models.juxtacrine.cis_inhibition import Params, simulate
from pages.figures.juxtacrine.cis_inhibition import draw_balance_view, draw_growth, draw_response, draw_sheet


def shape(svg: str) -> list[str]:
    return [part.tag for part in ElementTree.fromstring(svg).iter()]


def beam(svg: str) -> tuple[float, float]:
    """Heights of the left and the right end of the beam."""
    found = re.search(r"M[\d.]+ ([\d.]+)L[\d.]+ ([\d.]+)\" stroke=\"currentColor\"", svg)
    return float(found[1]), float(found[2])


def test_the_balance_tilts_to_what_is_made_more():
    left, right = beam(draw_balance_view(simulate(Params(own_delta_production=5))).svg)
    assert left > right, "y points down: the pan of Notch hangs lower"
    left, right = beam(draw_balance_view(simulate(Params(own_delta_production=20))).svg)
    assert left < right
    left, right = beam(draw_balance_view(simulate(Params(own_delta_production=10))).svg)
    assert left == right


def test_the_balance_keeps_its_structure_so_that_it_can_move():
    states = [Params(), Params(own_delta_production=0.1), Params(cis_constant=0), Params(neighbor_delta=0)]
    assert len({tuple(shape(draw_balance_view(simulate(p)).svg)) for p in states}) == 1


@pytest.mark.parametrize(("own", "role"), [(1, "receiver"), (40, "sender"), (10, "balanced")])
def test_the_balance_names_the_role(own, role):
    picture = draw_balance_view(simulate(Params(own_delta_production=own)))
    assert role in picture.text and role in picture.svg


def test_a_cell_that_hardly_binds_in_cis_is_not_called_one_or_the_other():
    for values in (
        {"own_delta_production": 40, "cis_constant": 100},
        {"own_delta_production": 1000, "notch_production": 900, "cis_constant": 100},
    ):
        assert "sender and receiver at once" in draw_balance_view(simulate(Params(**values))).text


def test_the_largest_cis_constant_with_a_pattern_is_read_between_the_points_of_the_curve():
    assert "up to 0.29." in draw_growth(simulate(Params(hill_reporter=2))).text


def test_the_cell_can_be_dragged_along_its_own_delta():
    message = draw_response(simulate(Params())).message()
    assert message["handle"]["x"] == "own_delta_production"
    assert message["traces"][message["handle"]["trace"]]["name"] == "this cell"


def test_without_cis_binding_there_is_no_point_on_the_axis_of_its_constant():
    assert draw_growth(simulate(Params(cis_constant=0))).handle is None


def test_a_click_on_the_treated_cell_lets_it_go():
    picture = draw_sheet(simulate(Params(selected_cell=79)))
    assert picture.proposals[78] == {"selected_cell": 0}
    assert picture.proposals[0] == {"selected_cell": 1}
    assert picture.marks == {78: "S"}
