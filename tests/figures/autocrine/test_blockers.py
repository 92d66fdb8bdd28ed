import json
import re

from models.autocrine.blockers import Params, simulate
from pages.figures.autocrine import blockers


def test_the_marks_of_one_half_stand_at_the_doses_of_the_readouts():
    result = simulate(Params(cell_density=1e4))
    chart = blockers.draw_doses(result)
    texts = [trace["text"][0] for trace in chart.traces if trace.get("mode") == "markers+text"]
    assert "4220 nM" in texts and "0.0111 nM" in texts and "1.02 nM" in texts


def test_the_drawing_keeps_its_structure_whatever_the_values():
    tags = {
        tuple(re.findall(r"<(\w+)", blockers.draw_race(simulate(Params(**values))).svg))
        for values in ({}, {"trap": 1e3}, {"blocker_dose": 10.0}, {"secretion_block": 1.0, "cell_density": 1e8})
    }
    assert len(tags) == 1


def test_a_click_on_the_antibody_sets_its_half_dose_and_a_second_one_takes_it_away():
    def proposals(**values):
        svg = blockers.draw_race(simulate(Params(**values))).svg
        return [json.loads(found.replace("&quot;", '"')) for found in re.findall(r'data-set="([^"]+)"', svg)]

    assert {"trap": 4140.0} in proposals()
    assert {"trap": 0.0} in proposals(trap=4140.0)
    assert {"blocker_dose": 1.02} in proposals()
    assert {"blocker_dose": 0.0} in proposals(blocker_dose=1.0)
