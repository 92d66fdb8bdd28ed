"""The ruler and the cards of the start page."""

import json

from content.ruler import ruler as content_ruler
from pages.catalog import EXPERIMENTS, MODES
from pages.lesson import home, ruler

RULER = content_ruler()


def test_only_modes_that_exist_are_links():
    existing = {(mode.slug, name) for mode in MODES for name in ("", *(item.name for item in mode.experiments))}
    shown = {mode["slug"]: mode for mode in ruler.data(home.links(MODES))["modes"]}
    assert shown["paracrine"]["href"] == "paracrine"
    for mode in RULER.modes:
        assert shown[mode.slug]["exists"] == ((mode.page, mode.lab) in existing)
        assert bool(shown[mode.slug]["href"]) == shown[mode.slug]["exists"]


def test_an_experiment_on_the_ruler_is_linked_once_it_exists():
    links = {("distance", "synapse"): "distance?lab=synapse"}
    shown = {mode["slug"]: mode for mode in ruler.data(links)["modes"]}
    assert shown["synapse"]["exists"] and shown["synapse"]["href"] == "distance?lab=synapse"
    assert not shown["intracrine"]["exists"]


def test_every_distance_has_its_price():
    shown = ruler.data({})
    assert len(shown["times"]) == 161
    for before, after in zip(shown["times"], shown["times"][1:], strict=False):
        assert before["distance"] < after["distance"]
        assert before["diffusion"] < after["diffusion"]
        assert before["nerve"] <= after["nerve"]
        assert before["blood"] == after["blood"]
    hundred = next(time for time in shown["times"] if time["distance"] == 100)
    assert hundred["diffusion_text"] == "50 s" and hundred["length"] == "100 µm"
    assert shown["times"][-1]["diffusion_text"] == "158 years"


def test_the_verdict_changes_where_blood_overtakes_diffusion():
    shown = ruler.data({})
    slower = [time for time in shown["times"] if time["diffusion"] > time["blood"]]
    assert {time["verdict"] for time in slower} == {2, 3}
    assert shown["crossing"]["text"] == "beyond 110 µm blood is faster"


def test_the_message_is_small_plain_data():
    assert len(json.dumps(ruler.data({}))) < 60_000


def test_each_experiment_has_a_card_that_leads_to_it():
    cards = "".join(home._cards(mode) for mode in MODES)
    for experiment in EXPERIMENTS:
        assert f'href="{experiment.mode}?lab={experiment.name}"' in cards


def test_a_length_is_compared_with_cells():
    cells = {time["distance"]: time["cells"] for time in ruler.data({})["times"]}
    assert (cells[0.1], cells[10.0], cells[100.0], cells[1e6]) == (
        "1/100 of a cell", "one cell", "10 cells in a row", "100,000 cells in a row",
    )  # fmt: skip
