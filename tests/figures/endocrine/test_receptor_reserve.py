import re

import pytest

from models.endocrine.receptor_reserve import Params, simulate
from pages.figures.endocrine.receptor_reserve import VIEWS
from pages.figures.endocrine.receptor_reserve_cell import counts

STATES = [
    {}, {"blocked_fraction": 0.99, "concentration": 1e3}, {"concentration": 0.4}, {"blocked_fraction": 0.5, "kd": 0.01},
]  # fmt: skip


@pytest.mark.parametrize("values", STATES)
def test_filled_and_blocked_receptors_are_shown_by_their_numbers(values):
    result = simulate(Params(**values))
    blocked, filled = counts(result)
    assert blocked == round(100 * result.params.blocked_fraction)
    assert filled == pytest.approx(result.all_filled, abs=0.5)
    svg = VIEWS["cell"].draw(result).svg
    assert len(re.findall(r'<circle [^>]*opacity="1"', svg)) == filled
    assert len(re.findall(r'sr-bad\)"[^>]*opacity="1"', svg)) == blocked


def test_the_drawing_keeps_its_structure():
    drawn = [re.findall(r"<(\w+)", VIEWS["cell"].draw(simulate(Params(**values))).svg) for values in STATES]
    assert all(tags == drawn[0] for tags in drawn)


def test_a_click_on_a_half_way_mark_blocks_as_many():
    picture = VIEWS["blocked"].draw(simulate(Params()))
    assert [proposal["blocked_fraction"] for proposal in picture.clicks[4]] == [0.0, 0.5, 0.9, 0.99]
    assert picture.handle.x == "concentration"
