"""The scenarios of the cited studies.

The directions are what the studies saw. **The numbers below are regression, not evidence**: the constants were chosen
until the directions came out; the numbers only tell when something has changed.
"""

import pytest

from content.loader import references
from models.autocrine.tumor_loops_cases import CASES
from models.autocrine.tumor_loops_growth import Outcome
from models.autocrine.tumor_loops_scenarios import SCENARIOS, USUAL_DOSES, answers, direction, usual_dose

ANSWERS = {(a.scenario.case, a.scenario.name): a for case in CASES for a in answers(case)}
each_answer = pytest.mark.parametrize("answer", ANSWERS.values(), ids=lambda a: f"{a.scenario.case}: {a.scenario.name}")

# (case, scenario) -> signal or growth of the specification, ± 0.02
SIGNAL = {
    ("il1_monocyte", "IL-1 receptor antagonist"): 0.017,
    ("il2_t_cell", "weak antigen signal"): 0.014,
    ("il2_t_cell", "JAK inhibitor"): 0.014,
    ("wnt_ligand", "ligand trap (sFRP1)"): 0.04,
    ("wnt_apc_mutant", "ligand trap"): 0.90,
    ("wnt_apc_mutant", "β-catenin/TCF block"): 0.10,
    ("il6_egfr_lung", "EGFR inhibitor"): 0.992,
    ("il6_egfr_lung", "pan-JAK inhibitor"): 0.03,
    ("il6_egfr_lung", "gp130 block"): 0.03,
    ("il6_her2_breast", "HER2 inhibitor"): 0.09,
    ("il6_her2_breast", "IL-6 receptor blocker"): 0.18,
    ("il6_notch3_mammosphere", "pulse of IL-6, then none"): 0.99,
}
GROWTH = {
    ("il7_t_all", "IL7 gene knocked down"): 0.22,
    ("vegf_carcinoma", "VEGF trap in the medium"): 0.15,
    ("vegf_carcinoma", "neuropilin blocker"): -0.28,
    ("pdgf_emt", "STI571 (PDGFR kinase)"): -0.5,
    ("pdgf_emt", "dominant-negative PDGFR"): -0.5,
    ("nrg1_her3_hnscc", "lapatinib (HER2 kinase)"): -0.20,
    ("nrg1_her3_hnscc", "NRG1 lost"): -0.13,
    ("nrg1_her3_hnscc", "EGFR-only inhibitor"): 0.47,
    ("smac_tnf_producer", "Smac mimetic"): -0.77,
    ("smac_tnf_producer", "mimetic + anti-TNF"): 0.36,
    ("smac_tnf_producer", "mimetic + TNFR block"): 0.36,
    ("smac_tnf_nonproducer", "Smac mimetic"): 0.46,
    ("smac_tnf_nonproducer", "mimetic + added TNF"): -0.97,
    ("fgf_gefitinib_resistant", "gefitinib"): 0.40,
    ("fgf_gefitinib_resistant", "FGFR inhibitor"): 0.01,
    ("fgf_gefitinib_resistant", "both"): -0.48,
    ("rantes_stat3_tamoxifen", "tamoxifen, first days"): -0.49,
    ("rantes_stat3_tamoxifen", "tamoxifen, months later"): 0.53,
    ("rantes_stat3_tamoxifen", "… + STAT3 block"): -0.46,
    ("rantes_stat3_tamoxifen", "… + RANTES silenced"): -0.49,
    ("rantes_stat3_tamoxifen", "… + RANTES added back"): 0.54,
    ("cxcl8_melanoma", "CXCR1/2 antagonist"): 0.22,
}
UNTREATED = {
    "il1_monocyte": (0.64, None), "il2_t_cell": (0.99, None), "wnt_ligand": (0.64, None),
    "wnt_apc_mutant": (0.96, None), "il6_egfr_lung": (0.995, None), "il6_her2_breast": (0.96, None),
    "il6_notch3_mammosphere": (0.0, None), "il7_t_all": (None, 0.34), "pdgf_emt": (None, 0.59),
    "smac_tnf_nonproducer": (None, 0.46),
    "cxcl8_melanoma": (None, 0.60),
}  # fmt: skip


@each_answer
def test_the_model_goes_the_way_that_the_study_saw(answer):
    assert answer.agrees, (answer.direction, answer.scenario.found, answer.after)


@pytest.mark.parametrize(("key", "wanted"), SIGNAL.items(), ids=lambda x: str(x))
def test_signals_have_not_changed(key, wanted):
    assert ANSWERS[key].after.signal == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize(("key", "wanted"), GROWTH.items(), ids=lambda x: str(x))
def test_growth_has_not_changed(key, wanted):
    assert ANSWERS[key].after.growth == pytest.approx(wanted, abs=0.02)


@pytest.mark.parametrize(("case", "wanted"), UNTREATED.items())
def test_untreated_states_have_not_changed(case, wanted):
    before = answers(case)[0].before
    for value, number in zip((before.signal, before.growth), wanted, strict=True):
        assert number is None or value == pytest.approx(number, abs=0.02)


def test_every_case_has_a_scenario_and_every_source_is_a_reference():
    assert {s.case for s in SCENARIOS} == set(CASES)
    assert {s.source for s in SCENARIOS if s.source} <= set(references())


def test_a_rescue_names_the_treatment_that_it_rescues_from():
    for answer in ANSWERS.values():
        if answer.scenario.rival:
            rival = ANSWERS[answer.scenario.case, answer.scenario.rival]
            assert rival.after.growth < 0 < answer.after.growth


def test_what_fails_in_one_lung_cancer_works_in_the_other():
    pairs = [ANSWERS[case, "gefitinib"].after.growth for case in ("fgf_gefitinib_resistant", "nsclc_egfr_addicted")]
    assert pairs[0] > 0 > pairs[1]


def test_a_lung_cancer_cell_grows_in_a_dish_with_and_without_cxcl8():
    answer = ANSWERS["cxcl8_nsclc", "anti-IL-8, in a dish"]
    assert answer.before.growth == answer.after.growth > 0.3
    assert answer.after.signal < answer.before.signal


@pytest.mark.parametrize(
    ("reading", "before", "after", "word"),
    [
        ("signal", (1.0, 0.5), (0.4, 0.5), "falls"), ("signal", (0.9, 0.5), (0.85, -0.5), "stays"),
        ("signal", (0.0, 0.5), (0.9, 0.5), "rises"), ("growth", (1.0, 0.5), (0.1, -0.01), "shrinks"),
        ("growth", (1.0, 0.5), (0.1, 0.3), "slows"), ("growth", (1.0, 0.5), (0.1, 0.45), "grows on"),
    ],
)  # fmt: skip
def test_a_direction_is_read_from_the_quantity_that_the_study_looked_at(reading, before, after, word):
    assert direction(reading, Outcome(*before), Outcome(*after)) == word


def test_a_click_in_the_drawing_gives_the_doses_of_the_studies():
    assert usual_dose("vegf_carcinoma", "competitive_blocker") == 300
    assert usual_dose("il6_notch3_mammosphere", "exogenous_ligand") == USUAL_DOSES["exogenous_ligand"]
    for scenario in SCENARIOS:
        alone = {drug: dose for drug, dose in scenario.doses.items() if drug != "induced_release"}
        assert all(usual_dose(scenario.case, drug) == dose for drug, dose in alone.items()), scenario.name
