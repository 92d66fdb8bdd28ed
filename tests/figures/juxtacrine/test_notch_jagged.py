import re

import numpy as np
import pytest

from models.juxtacrine.notch_jagged import Params, simulate
from pages.figures.juxtacrine.notch_jagged import draw_map, draw_notch, draw_pair, draw_sheet, draw_switch


def test_the_other_stable_states_can_be_clicked():
    result = simulate(Params(external_ligand=1600, start_nicd=200))
    picture = draw_switch(result)
    proposals = picture.clicks[max(picture.clicks)]
    reached = [simulate(result.params.replace(**proposal)) for proposal in proposals]
    assert [r.state for r in reached] == ["sender", "receiver"]


def test_a_click_on_a_stable_part_of_the_curve_puts_the_cell_there():
    picture = draw_switch(simulate(Params()))
    for number, proposals in picture.clicks.items():
        assert picture.traces[number]["name"] == "stable"
        chosen = [p for p in proposals if p]
        for proposal in chosen[5:-5:20]:  # not at the very folds, where four digits of ligand may lie beyond
            reached = simulate(Params(**proposal))
            assert reached.nicd == pytest.approx(proposal["start_nicd"], rel=0.02)


def test_the_cell_is_dragged_along_the_ligand_and_leaves_a_trail_on_one_curve():
    one, moved, other = (
        draw_switch(simulate(Params(**values))) for values in ({}, {"external_ligand": 1000}, {"external_notch": 2000})
    )
    assert one.handle.x == "external_ligand" and one.handle.trace == one.trail.trace
    assert one.trail.key == moved.trail.key != other.trail.key


def test_the_ligand_axis_grows_only_for_a_cell_beyond_it():
    ranges = [
        draw_switch(simulate(Params(external_ligand=ligand))).layout["xaxis"]["range"] for ligand in (0, 3000, 3001)
    ]
    assert ranges == [[0, 3000], [0, 3000], [0, 6000]]


def test_a_click_on_the_map_goes_where_history_decides():
    result = simulate(Params())
    proposals = [p for p in draw_map(result).clicks[0] if p]
    assert len(proposals) == np.count_nonzero(result.map_states > 1)
    counts = [simulate(Params(**p)).stable_states for p in proposals[::40]]
    assert np.mean(np.array(counts) > 1) > 0.8


def test_a_ligand_that_is_not_made_is_not_drawn():
    assert not any("Jagged" in trace["name"] for trace in draw_notch(simulate(Params(jagged_rate=0))).traces)


def test_pairs_are_drawn_with_their_mirror_images():
    traces = draw_pair(simulate(Params())).traces
    assert sum(trace["mode"] == "lines" for trace in traces) == 36


def test_a_click_on_the_treated_cell_lets_it_go():
    picture = draw_sheet(simulate(Params(selected_cell=5, treatment="silenced")))
    assert picture.proposals[4] == {"selected_cell": 0} and picture.marks == {4: "0"}


def test_the_neighbors_of_a_treated_cell_are_told_apart_from_the_rest():
    text = draw_sheet(simulate(Params(selected_cell=79))).text
    assert "Cell 79 is forced to send" in text
    beside, others = re.search(r"neighbors have (\d+) molecules .* other cells (\d+)", text).groups()
    # a stiff solver on the same sheet finds 799 and 480
    assert (float(beside), float(others)) == pytest.approx((799, 480), rel=0.02)


def test_the_axis_reaches_to_a_state_beyond_its_usual_end():
    usual = draw_switch(simulate(Params(external_ligand=3000))).layout["yaxis"]["range"]
    params = Params(external_ligand=3000, nicd_decay=0.01)
    result = simulate(params)
    _low, high = draw_switch(result).layout["yaxis"]["range"]
    assert usual == [0.7, 3.6] and high > np.log10(result.nicd) > 3.6
