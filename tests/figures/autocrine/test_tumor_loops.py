"""What is particular to the pictures of ``tumor_loops``."""

import html
import json
import re

import pytest

from content.loader import lesson
from models.autocrine.tumor_loops import Params, simulate
from models.autocrine.tumor_loops_cases import CASES
from models.autocrine.tumor_loops_scenarios import USUAL_DOSES, has_target, usual_dose
from pages.figures.autocrine.tumor_loops import DEFAULT_VIEWS, VIEWS, draw_diagram, draw_studies, draw_table
from pages.figures.autocrine.tumor_loops_names import COLUMNS, NAMES

each_case = pytest.mark.parametrize("case", CASES)


def parts(svg: str) -> list[str]:
    return re.findall(r"<(\w+)", svg)


def proposals(svg: str) -> list[dict[str, float]]:
    return [json.loads(html.unescape(text)) for text in re.findall(r'data-set="([^"]*)"', svg)]


@each_case
def test_every_case_has_the_same_parts_in_the_same_order(case):
    first = parts(draw_diagram(simulate(Params())).svg)
    assert parts(draw_diagram(simulate(Params(case=case, trap=100, kinase_inhibitor=0.5))).svg) == first


@each_case
def test_a_click_gives_the_drug_and_the_next_takes_it_away(case):
    svg = draw_diagram(simulate(Params(case=case))).svg
    for drug in USUAL_DOSES:
        dose = usual_dose(case, drug)
        assert ({drug: dose} in proposals(svg)) == has_target(case, drug)
        if has_target(case, drug):
            given = draw_diagram(simulate(Params(case=case, **{drug: dose}))).svg
            assert {drug: 0} in proposals(given) and {drug: dose} not in proposals(given)


def width_of(svg: str, told: str) -> float:
    part = re.search(rf'data-tip="{told}.*?stroke-width="16".*?stroke-width="([\d.]+)"', svg)
    return float(part[1])


def test_the_release_arrow_thins_as_release_is_blocked():
    widths = [width_of(draw_diagram(simulate(Params(secretion_inhibitor=s, start_signal=1))).svg, "Release of IL-6")
              for s in (0, 0.5, 0.9, 1)]  # fmt: skip
    assert widths == sorted(widths, reverse=True) and widths[0] > 3 * widths[-1]


@each_case
def test_the_drawing_names_ligand_receptor_and_cell_and_says_that_numbers_are_teaching_values(case):
    picture, names = draw_diagram(simulate(Params(case=case))), NAMES[case]
    for word in (names.receptor, names.kinase, names.cell, names.ligand):
        assert html.escape(word) in picture.svg
    assert "teaching values" in picture.svg and "teaching values" in picture.text


def test_no_label_of_a_button_is_longer_than_the_button():
    for names in NAMES.values():
        assert all(len(names.drug(drug)) <= 14 for drug in USUAL_DOSES)


def test_names_fit_the_model():
    assert set(NAMES) == set(CASES) and set(COLUMNS) == {"", *USUAL_DOSES}
    for case, names in NAMES.items():
        assert bool(names.driver) == has_target(case, "driver_inhibitor")
        assert bool(names.main) == has_target(case, "main_pathway_inhibitor")
        assert bool(names.death) == has_target(case, "smac_mimetic")
        assert bool(names.mutation) == (CASES[case].constitutive > 0)


def test_a_cell_of_the_table_leads_to_its_growth():
    result = simulate(Params())
    chart = draw_table(result)
    words = [word for row in chart.traces[0]["text"] for word in row]
    for word, proposal in list(zip(words, chart.clicks[0], strict=True))[::7]:
        if proposal is None:
            assert word == ""
        else:
            growth = simulate(Params(**proposal)).growth
            assert float(word.replace("−", "-")) == pytest.approx(100 * growth, abs=0.51)


@each_case
def test_a_scenario_can_be_clicked_and_gives_what_the_picture_shows(case):
    result = simulate(Params(case=case))
    chart = draw_studies(result)
    for answer, proposal in zip(result.answers, chart.clicks[2], strict=True):
        again = simulate(Params(**proposal))
        assert again.signal == pytest.approx(answer.after.signal, abs=1e-3)
    assert all(a.scenario.words in str(chart.layout["annotations"]) for a in result.answers)


def test_what_was_found_fits_a_phone():
    for case in CASES:
        for answer in simulate(Params(case=case)).answers:
            assert len(answer.scenario.words) <= 24 and len(answer.scenario.name) <= 30


def test_the_loop_is_shown_first_and_alone():
    assert DEFAULT_VIEWS == ("loop",) and len(VIEWS) == 5


@pytest.mark.parametrize("name", VIEWS)
def test_every_picture_says_that_its_numbers_are_teaching_values(name):
    picture = VIEWS[name].draw(simulate(Params()))
    assert "teaching values" in picture.title + getattr(picture, "svg", "") and "teaching values" in picture.text
    first = lesson("autocrine/tumor_loops").sections["Why a cell should care"]
    assert "Everything quantitative on this page is a teaching value" in first


@each_case
def test_the_lettering_of_the_drawing_can_be_read_on_a_phone(case):
    svg = draw_diagram(simulate(Params(case=case))).svg
    width = float(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    smallest = min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg))
    assert smallest * 345 / width >= 9.5
