import base64

import numpy as np
import pytest

from models.juxtacrine.relay import MIDDLE, Params, simulate
from pages.figures.juxtacrine.relay import DECADES, draw_range, draw_relay, draw_sheet, draw_speed


def values(typed):
    return np.frombuffer(base64.b64decode(typed["bdata"]), "<f4")


def test_a_fading_signal_is_a_straight_line_on_the_logarithmic_axis():
    level = values(draw_relay(simulate(Params(relay_gain=0.9))).traces[1]["y"])
    steps = np.diff(np.log(level[1:-1]))
    np.testing.assert_allclose(steps, steps[0], rtol=1e-4)


def test_no_line_runs_along_the_floor_of_the_axis():
    for params in (Params(), Params(relay_gain=0.0), Params(relay_kind="active", hill=60.0)):
        for trace in draw_relay(simulate(params)).traces[:-1]:
            assert np.count_nonzero(values(trace["y"]) <= 10.0**-DECADES) <= 1


def test_the_point_of_now_lies_on_the_curve_and_can_be_dragged_along_the_threshold():
    chart = draw_speed(simulate(Params(relay_kind="active", threshold_ratio=0.35)))
    handle = chart.handle
    assert (handle.x, handle.y) == ("threshold_ratio", None)
    x, y = (values(chart.traces[handle.trace][key])[0] for key in "xy")
    curve = chart.traces[2]
    assert np.interp(x, values(curve["x"]), values(curve["y"])) == pytest.approx(y, abs=0.03)
    assert draw_speed(simulate(Params())).handle is None


@pytest.mark.parametrize("kind", ["passive", "gap_junction", "active"])
def test_a_click_on_a_speed_goes_to_an_active_relay_with_this_threshold(kind):
    chart = draw_speed(simulate(Params(relay_kind=kind)))
    assert bool(chart.layout["annotations"][-1]["text"]) == (kind != "active")
    for i, offered in chart.clicks.items():
        assert [proposal["threshold_ratio"] for proposal in offered] == pytest.approx(values(chart.traces[i]["x"]))
        assert {proposal["relay_kind"] for proposal in offered} == {"active"}


def test_a_click_on_the_range_sets_what_counts_in_this_kind_of_relay():
    kinds = {"passive": "relay_gain", "gap_junction": "junction_rate"}
    for kind, name in kinds.items():
        chart = draw_range(simulate(Params(relay_kind=kind)))
        offered = [proposal for proposal in chart.clicks[0] if proposal]
        assert offered and all(list(proposal) == [name] for proposal in offered)
    assert not any(draw_range(simulate(Params(relay_kind="active"))).clicks[0])


def test_the_sender_of_the_sheet_is_marked_and_brightest():
    tissue = draw_sheet(simulate(Params()))
    assert tissue.marks == {MIDDLE: "S"}
    assert int(np.argmax(tissue.fill.values[-1])) == MIDDLE
    center = tissue.outlines[MIDDLE].mean(axis=0)
    everything = np.concatenate(tissue.outlines)
    np.testing.assert_allclose(center, (everything.max(axis=0) + everything.min(axis=0)) / 2, atol=0.9)
