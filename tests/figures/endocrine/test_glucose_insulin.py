import pytest

from models.endocrine.glucose_insulin import Params, simulate
from models.quantities import Number, parameters
from pages.figures.endocrine.glucose_insulin import VIEWS, draw_map, draw_plane

SCALES = ("minutes", "hours", "years")


@pytest.mark.parametrize("view", VIEWS)
def test_every_picture_shows_the_chosen_scale(view):
    titles = {VIEWS[view].draw(simulate(Params(timescale=scale))).title for scale in SCALES}
    assert len(titles) == 3


@pytest.mark.parametrize("scale", SCALES)
def test_the_point_of_a_map_can_be_dragged_and_stands_at_its_settings(scale):
    result = simulate(Params(timescale=scale))
    handle = draw_map(result).handle
    for name in (handle.x, handle.y):
        item = parameters(Params)[name]
        assert isinstance(item, Number) and item.when == ("timescale", scale)


def test_the_start_can_be_dragged_in_the_plane_of_the_years():
    picture = draw_plane(simulate(Params(timescale="years")))
    assert (picture.handle.x, picture.handle.y) == ("day_zero_glucose", "day_zero_mass")
    assert picture.traces[picture.handle.trace]["name"] == "start"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"timescale": "years", "si_end": 0.088, "ramp_days": 0}, "The β cells are lost"),
        ({"timescale": "years", "si_end": 0.09, "ramp_days": 0}, "mass of β cells at 2400 mg"),
        ({"timescale": "hours", "liver_delay": 20}, "The swings die out"),
        ({"timescale": "hours"}, "period of 110 min"),
        ({"zero_insulin": True}, "There is no insulin at all"),
    ],
)
def test_the_text_tells_the_fate(values, words):
    assert words in VIEWS["course"].draw(simulate(Params(**values))).text


def test_a_map_on_which_nothing_is_lost_still_has_its_point():
    result = simulate(Params(timescale="years", day_zero_mass=10000, si_start=2))
    picture = draw_map(result)
    assert picture.traces[picture.handle.trace]["name"] == "this fall"


@pytest.mark.parametrize("insulin", [7.3, 20, 40])
def test_insulin_action_is_in_the_picture_even_where_insulin_is_missing(insulin):
    result = simulate(Params(zero_insulin=True, basal_insulin=insulin))
    low, high = VIEWS["course"].draw(result).layout["yaxis3"]["range"]
    assert low < result.test_action.min() <= result.test_action.max() < high


def test_glucose_that_rises_without_limit_leaves_the_picture_and_is_said_to_rise():
    values = {"zero_insulin": True, "insulin_action_gain": 5e-5, "insulin_action_decay": 0.005, "basal_insulin": 40}
    picture = VIEWS["course"].draw(simulate(Params(**values)))
    assert picture.layout["yaxis"]["range"] == [0, 2000] and "rises by" in picture.text
