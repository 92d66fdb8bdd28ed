"""Every page, experiment and preset, and both ends of every control, set through the address."""

import pytest

from models.quantities import Choice, Number
from pages.catalog import EXPERIMENTS, MODES
from pages.lesson import live
from pages.lesson.link import read_link, write_link

each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)


def open_state(open_page, experiment, **values):
    params = experiment.params(**values)
    query = write_link(experiment, params, experiment.default_views)
    stage = open_page(f"{experiment.mode}.py", **query).stage(experiment.slug)
    return params, stage


def answer_to_link(experiment, **values):
    """Return what the stage is given when a link is opened, without the page around it."""
    query = write_link(experiment, experiment.params(**values), experiment.default_views)
    reading = read_link(experiment, {key: [value] for key, value in query.items()})
    return live._answer(experiment, live.State(reading.params, reading.shown, notices=reading.notices))


PAGES = ["home", "teachers", "systems", "hormones", "glossary", "references", "about", *(m.slug for m in MODES)]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(open_page, name):
    open_page(f"{name}.py")


@each_experiment
def test_every_experiment_opens_with_its_pictures_and_no_notice(open_page, experiment):
    _params, stage = open_state(open_page, experiment)
    assert [picture["name"] for picture in stage["pictures"]] == list(experiment.default_views)
    assert stage["notices"] == []
    assert len(stage["readouts"]) == len(experiment.readouts)
    assert stage["checks"]


@each_experiment
def test_every_preset_opens_from_its_link(open_page, experiment):
    for preset in experiment.words.presets:
        _params, stage = open_state(open_page, experiment, **preset.values)
        assert stage["notices"] == [], preset.id
        assert stage["pictures"], preset.id
        for readout in stage["readouts"]:
            expected = [m for m in preset.measured if m.readout == readout["name"]]
            assert len(readout["measured"]) == len(expected)


@each_experiment
def test_both_ends_of_every_control_open_from_their_link(experiment):
    for name, item in experiment.parameters.items():
        if isinstance(item, Number):
            ends = [item.low, item.high, *([0] if item.zero else [])]
        else:
            ends = [value for value, _ in item.options] if isinstance(item, Choice) else [False, True]
        for end in ends:
            stage = answer_to_link(experiment, **{name: end})
            assert all(notice["kind"] == "refusal" for notice in stage["notices"]), (name, end, stage["notices"])
            assert stage["pictures"] or stage["notices"], (name, end)
            controls_text = stage["parameters"][name]["text"]
            assert controls_text


@each_experiment
def test_every_picture_opens_from_its_link(open_page, experiment):
    for view in experiment.views:
        stage = open_page(f"{experiment.mode}.py", lab=experiment.name, view=view).stage(experiment.slug)
        assert [picture["name"] for picture in stage["pictures"]] == [view]


@each_experiment
def test_every_experiment_has_its_teachers_page(open_page, experiment):
    page = open_page("teachers.py", lab=experiment.slug)
    text = page.text()
    for option in experiment.words.prediction.options:
        assert option.text in text


def test_a_glossary_term_can_be_linked(open_page):
    assert open_page("glossary.py", term="morphogen").text().count("orphogen") > 1
