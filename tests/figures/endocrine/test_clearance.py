"""What is particular to the pictures of clearance."""

import json
import re
from xml.etree import ElementTree

import pytest

from models.endocrine.clearance import Params, simulate
from models.endocrine.clearance_parameters import INPUTS
from pages.figures.endocrine.clearance import VIEWS, draw_dilution, draw_level, draw_parts
from pages.figures.endocrine.clearance_loop import LENGTH, draw_loop


def loop(**values):
    return ElementTree.fromstring(draw_loop(simulate(Params(**values))).svg)


def flows(**values):
    return [part for part in loop(**values).iter("path") if part.get("data-flow")]


def test_the_dashes_in_the_blood_go_round_in_one_circulation_time():
    for seconds in (20, 60, 90):
        blood = flows(circulation_time=seconds)[0]
        assert LENGTH / float(blood.get("data-flow")) == pytest.approx(seconds, rel=0.01)


def test_the_drawing_keeps_its_structure_so_that_it_can_morph():
    states = [
        {},
        {"exchange": 0},
        {"secretion": 1e6},
        {"clearance": 5e-4},
        {"circulation_time": 20},
        {"input": "bolus"},
    ]
    shapes = [[part.tag for part in loop(**state).iter()] for state in states]
    assert all(shape == shapes[0] for shape in shapes)


def test_wider_flows_mean_more_secretion_more_exchange_and_more_clearance():
    def widths(**values):
        return [float(part.get("stroke-width")) for part in flows(**values)]

    start = widths()
    for number, values in ((1, {"secretion": 1e4}), (2, {"exchange": 3}), (4, {"clearance": 3})):
        assert widths(**values)[number] > start[number]
    assert widths(exchange=0)[2] == 0


def test_the_loop_names_what_gives_and_it_flows_only_while_it_runs():
    sources = {"steady": "Gland", "pulses": "Gland", "infusion": "Infusion", "bolus": "Injection"}
    for given, source in sources.items():
        assert source in draw_loop(simulate(Params(input=given))).svg
        width = float(flows(input=given)[1].get("stroke-width"))
        assert (width == 0) == (given == "bolus")
    assert float(flows(input="infusion", infusion_time=20, time=30)[1].get("stroke-width")) == 0


def test_every_press_on_the_loop_can_be_answered_at_the_bounds():
    bolus = {"input": "bolus", "dose": 1e9}
    for values in ({"secretion": 1e6}, {"clearance": 5e-4}, {"peripheral_volume": 0}, {"circulation_time": 20}, bolus):
        for part in loop(**values).iter("g"):
            changes = json.loads(part.get("data-set"))
            simulate(Params(**{**values, **changes}))


def test_the_axis_of_the_level_stays_while_the_volume_moves():
    ranges = [draw_level(simulate(Params(central_volume=v))).layout["yaxis"]["range"] for v in (2, 6, 20, 60)]
    assert all(found == ranges[0] for found in ranges)


@pytest.mark.parametrize("given", INPUTS)
@pytest.mark.parametrize("draw", [view.draw for view in VIEWS.values()])
def test_every_picture_is_drawn_for_each_way_of_giving(draw, given):
    assert draw(simulate(Params(input=given))).text


def test_only_one_injection_leads_to_no_steady_level():
    names = {given: [trace["name"] for trace in draw_level(simulate(Params(input=given))).traces] for given in INPUTS}
    assert [given for given in names if "secretion over clearance" not in names[given]] == ["bolus"]


def test_the_sample_can_be_dragged_along_the_time():
    chart = draw_level(simulate(Params()))
    assert chart.handle.x == "time"
    assert chart.traces[chart.handle.trace]["name"] == "the sample"


def test_a_quoted_half_life_is_drawn_as_a_fall_of_its_own():
    names = [trace["name"] for trace in draw_parts(simulate(Params(quoted_half_life=2.4))).traces]
    assert names == ["after one injection", "fast part", "slow part", "fall by the half-life quoted"]
    single = [trace["name"] for trace in draw_parts(simulate(Params(exchange=0))).traces]
    assert single == ["after one injection"]


def test_the_counts_stand_beside_their_places():
    labels = draw_dilution(simulate(Params())).traces[1]["text"]
    assert [re.sub(r":.*", "", label) for label in labels] == [
        "synaptic cleft",
        "cell",
        "sphere of 100 µm",
        "all blood",
    ]
