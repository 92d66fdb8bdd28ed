"""Whatever stands in the address or comes in a component's message: a clear answer, and the page goes on."""

import pytest
import streamlit as st

from models.quantities import Number
from pages.catalog import EXPERIMENTS, PARACRINE
from pages.lesson import live, messages
from pages.lesson.link import read_link, read_values

GRADIENT = PARACRINE.experiments[0]
D = GRADIENT.parameters["diffusivity"]


def notices(open_page, **query):
    page = open_page("paracrine.py", **query)
    stage = page.stage(GRADIENT.slug)
    assert stage["pictures"]
    return stage


@pytest.mark.parametrize(
    "bad",
    [
        "abc",
        "NaN",
        "nan",
        "inf",
        "1e99",
        "-3",
        "",
        "x" * 10_000,
        "<script>alert(1)</script>",
        "![x](https://example.org/x.png)",
        "0x10",
        "1_0",
        "٣",
    ],
)
def test_a_bad_value_in_the_link_is_named_with_its_bounds_and_the_default_is_used(open_page, bad):
    stage = notices(open_page, diffusivity=bad)
    assert len(stage["notices"]) == 1
    text = stage["notices"][0]["text"]
    assert D.label in text and f"{D.low:g}" in text and f"{D.high:g}" in text and "default" in text
    assert bad[:30] in text
    assert len(text) < 400
    assert stage["parameters"]["diffusivity"]["text"] == messages.value_text(D, D.default)


def test_a_repeated_key_is_named_and_the_default_is_used():
    reading = read_link(GRADIENT, {"diffusivity": ["1", "2"]})
    assert reading.params == GRADIENT.params()
    assert "2 times" in reading.notices[0].text and "diffusivity" in reading.notices[0].text


def test_an_unknown_key_is_named(open_page):
    assert "“wavelength”" in notices(open_page, wavelength="3")["notices"][0]["text"]


def test_a_hundred_unknown_keys_do_not_flood_the_page():
    reading = read_link(GRADIENT, {f"key{i}": ["1"] for i in range(100)})
    assert len(reading.notices) < 10
    assert "more like these" in reading.notices[-1].text


def test_an_unknown_experiment_is_named_and_the_first_one_shown(open_page):
    text = notices(open_page, lab="telepathy")["notices"][0]["text"]
    assert "“telepathy”" in text and "french_flag" in text


def test_an_unknown_picture_is_named(open_page):
    assert "“nonsense”" in notices(open_page, view="nonsense")["notices"][0]["text"]


def test_an_unknown_link_format_and_language_are_named(open_page):
    stage = notices(open_page, v="99", lang="xx")
    assert {"“99”" in n["text"] or "99" in n["text"] for n in stage["notices"]}
    assert len(stage["notices"]) == 2


def test_good_values_beside_bad_ones_are_kept(open_page):
    stage = notices(open_page, diffusivity="7", loss_rate="abc")
    assert stage["parameters"]["diffusivity"]["text"] == "7 µm²/s"
    assert len(stage["notices"]) == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"diffusivity": None}, {"diffusivity": [1]}, {"diffusivity": {"a": 1}}, {"diffusivity": True},
        {"diffusivity": "abc"},
        {3: 4}, {"__class__": 1}, {"diffusivity": 1e300}, {"dimension": 7}, {"dimension": "4D"},
    ],
)  # fmt: skip
def test_a_components_message_is_checked_like_a_link(raw):
    params, told = read_values(GRADIENT, raw, GRADIENT.params())
    assert params == GRADIENT.params()
    assert told


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)
def test_values_off_the_grid_keep_four_significant_digits(experiment):
    name, item = next((n, i) for n, i in experiment.parameters.items() if isinstance(i, Number) and not i.integer)
    value = item.low + (item.high - item.low) / 3
    params, told = read_values(experiment, {name: value}, experiment.params())
    assert getattr(params, name) == float(f"{value:.4g}")
    assert told == []


@pytest.mark.parametrize(
    "message",
    [
        "text",
        3,
        None,
        {},
        {"seq": "x"},
        {"seq": True, "values": {}},
        {"seq": 5},
        {"seq": 5, "values": 3},
        {"seq": 5, "values": {"diffusivity": "x"}},
    ],
)
def test_a_malformed_message_never_breaks_the_live_part(monkeypatch, message):
    store = {"controls:paracrine/gradient": {"message": message}, "stage:paracrine/gradient": {"look": message}}
    monkeypatch.setattr(st, "session_state", store)
    state = live.State(GRADIENT.params(), GRADIENT.default_views)
    live._hear_controls(GRADIENT, state)
    live._hear_stage(GRADIENT, state)
    assert state.params == GRADIENT.params()
    assert live._answer(GRADIENT, state)["pictures"]


def test_a_model_that_raises_names_the_settings_and_the_page_lives(monkeypatch, open_page):
    def fail(_params):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(GRADIENT.model, "simulate", fail)
    stage = open_page("paracrine.py", diffusivity="6.543").stage(GRADIENT.slug)
    [notice] = stage["notices"]
    assert notice["kind"] == "error"
    assert "6.543 µm²/s" in notice["text"] and "diffusivity" in notice["reset"]
    assert "secret" not in notice["text"] and "Traceback" not in notice["text"]
    assert stage["pictures"] == []
