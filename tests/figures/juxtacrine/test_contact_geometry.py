import numpy as np
import pytest

from models.juxtacrine.contact_geometry import Params, simulate
from pages.figures.juxtacrine.contact_geometry import draw_contact, draw_needed, draw_spacing, draw_tissue


def area(outline):
    x, y = outline.T
    return np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2


def test_every_cell_is_drawn_once_and_whole():
    tissue = draw_tissue(simulate(Params(cell_count=60, lloyd_steps=0)))
    assert len(tissue.outlines) == 60
    assert sum(area(outline) for outline in tissue.outlines) == pytest.approx(60)


def test_two_cells_keep_their_size_while_their_contact_widens():
    for width in (0.2, 1.0, 5.0):
        left, right = draw_tissue(simulate(Params(tissue="pair", contact_ratio=width))).outlines
        touching = [point for point in left if point[0] == 0]
        assert np.ptp([point[1] for point in touching]) == width
        assert abs(abs(area(left)) - abs(area(right))) < 1e-9


def test_a_selected_cell_shows_its_filopodia_and_a_second_click_lets_it_go():
    middle = 24 * 12 + 6
    tissue = draw_tissue(simulate(Params(tissue="filopodia", reach=2, selected_cell=middle + 1)))
    assert len(tissue.bars) == 12
    assert tissue.proposals[middle] == {"selected_cell": 0}
    assert tissue.proposals[0] == {"selected_cell": 1}
    assert list(tissue.marks) == [middle]
    assert not draw_tissue(simulate(Params(tissue="filopodia", reach=2))).bars
    assert not draw_tissue(simulate(Params(tissue="filopodia", reach=1, selected_cell=5))).bars


def test_filopodia_end_in_the_middle_of_cells_of_the_picture():
    tissue = draw_tissue(simulate(Params(tissue="filopodia", reach=5, selected_cell=3)))
    centers = np.array([outline.mean(axis=0) for outline in tissue.outlines])
    for _, end in tissue.bars:
        assert np.hypot(*(centers - end).T).min() < 1e-6


def test_pictures_offer_what_their_points_stand_for():
    result = simulate(Params(tissue="filopodia"))
    offered = draw_spacing(result).clicks[2]
    assert [proposal["reach"] for proposal in offered] == list(result.reach_known)
    assert draw_needed(result).clicks[2][-1] == {"tissue": "filopodia", "reach": 3, "protrusion_share": 1.0}
    assert draw_contact(simulate(Params(tissue="pair"))).handle.x == "contact_ratio"
    assert draw_contact(result).handle is None


@pytest.mark.parametrize(("draw", "tissue"), [(draw_spacing, "filopodia"), (draw_contact, "pair")])
def test_a_picture_of_another_tissue_says_how_to_get_there_and_a_click_goes(draw, tissue):
    chart = draw(simulate(Params()))
    assert "Click" in chart.layout["annotations"][0]["text"] and "Click" in chart.text
    for offered in chart.clicks.values():
        assert {proposal["tissue"] for proposal in offered} == {tissue}
        assert simulate(Params(**offered[-1])).params.tissue == tissue
    assert not draw(simulate(Params(tissue=tissue))).layout["annotations"]
