"""Where a model ends for a reason, the reader is told the reason."""

from models.quantities import Number
from pages.catalog import EXPERIMENTS
from pages.lesson import messages
from pages.lesson.link import read_link

GLUCOSE = next(experiment for experiment in EXPERIMENTS if experiment.slug == "endocrine/glucose_insulin")


def test_a_link_to_a_glucose_test_of_300_minutes_is_told_why_it_stops_at_180():
    reading = read_link(GLUCOSE, {"duration": ["300"]})
    assert reading.params.duration == 180
    (notice,) = reading.notices
    assert "“300” is out of bounds" in notice.text and "60 to 180 min" in notice.text
    assert "no equilibrium" in notice.text and "threshold h" in notice.text
    assert notice.reset == ("duration",)


def test_the_controls_know_the_reason_too():
    item = GLUCOSE.parameters["duration"]
    assert isinstance(item, Number) and item.limit_reason
    assert messages.parameter_message(item)["limit_reason"] == item.limit_reason


def test_lines_of_a_pinned_state_stay_away_from_axes_of_other_quantities():
    minutes, other, hours = (
        GLUCOSE.simulate(GLUCOSE.params(**values))
        for values in ({}, {"start_glucose": 250}, {"timescale": "hours"})
    )  # fmt: skip

    def lines(pinned):
        (picture,) = messages.picture_messages(GLUCOSE, minutes, ["course"], pinned, ())
        return len(picture["traces"])

    assert lines(other) == 2 * lines(None)
    assert lines(hours) == lines(None)
