import base64

import numpy as np

from models.endocrine.pulses import Params, simulate
from pages.figures.endocrine.pulses import STATES, draw_map, draw_period, draw_time


def test_the_first_picture_follows_the_question():
    assert "rat" in draw_time(simulate(Params())).title
    assert "Receptors" in draw_time(simulate(Params(model="gnrh"))).title


def test_the_point_on_the_map_can_be_dragged_and_states_can_be_clicked():
    chart = draw_map(simulate(Params(crh_drive=20, adrenal_delay=25)))
    point = chart.traces[chart.handle.trace]
    at = [float(np.frombuffer(base64.b64decode(point[key]["bdata"]), "<f4")[0]) for key in "xy"]
    assert at == [20, 25]
    assert (chart.handle.x, chart.handle.y) == ("crh_drive", "adrenal_delay")
    assert [dict(proposal)["adrenal_delay"] for proposal in chart.clicks[2]] == [state[2] for state in STATES]
    assert {dict(proposal)["model"] for proposal in chart.clicks[2]} == {"hpa"}


def test_without_pulses_the_period_picture_says_so():
    text = draw_period(simulate(Params(crh_drive=5))).text
    assert "no pulses at any delay" in text
    assert len(draw_period(simulate(Params(crh_drive=5))).traces) == 3


def test_the_title_of_the_map_says_what_the_axis_does_here():
    titles = [draw_map(simulate(Params(crh_drive=x, adrenal_delay=y))).title for x, y in ((30, 15), (30, 5), (80, 26))]
    assert [title.split(": ")[1] for title in titles] == ["here it does", "here it rests", "here the start decides"]


def test_without_a_drive_the_levels_still_have_an_axis():
    assert draw_time(simulate(Params(crh_drive=0))).layout["yaxis"]["range"][1] >= 0.1
