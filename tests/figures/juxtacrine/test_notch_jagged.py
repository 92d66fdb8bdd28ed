import numpy as np

from models.juxtacrine.notch_jagged import Params, simulate
from pages.figures.juxtacrine.notch_jagged import draw_map, draw_notch, draw_pair, draw_sheet, draw_switch


def test_the_other_stable_states_can_be_clicked():
    result = simulate(Params(external_ligand=1600, start_nicd=200))
    picture = draw_switch(result)
    (proposals,) = picture.clicks.values()
    reached = [simulate(result.params.replace(**proposal)) for proposal in proposals]
    assert [r.state for r in reached] == ["sender", "receiver"]


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
    assert picture.proposals[4] == {"selected_cell": 0} and picture.marks == {4: "×"}
