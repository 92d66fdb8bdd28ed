"""Drugs and loops: monotone answers, limits, memory, and every number that the lesson tells."""

import dataclasses
import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.autocrine.tumor_loops import Params, Result, cautions, checks, doses_of, simulate
from models.autocrine.tumor_loops_cases import BASE, CASES, LABELS, WITH_DEATH, WITH_DRIVER
from models.autocrine.tumor_loops_growth import Doses, growth_rate, loop_of, treated, untouched
from models.autocrine.tumor_loops_scenarios import USUAL_DOSES, has_target, table, usual_dose
from models.numerics.autocrine_loop import steady_states
from models.quantities import Number, parameters
from models.results import Absent

each_case = pytest.mark.parametrize("case", CASES)
ABOVE = ("trap", "secretion_inhibitor", "competitive_blocker", "noncompetitive_block", "dominant_negative",
         "kinase_inhibitor")  # fmt: skip
"""Drugs that act at the ligand, at the receptor or right behind it."""


def run(**values) -> Result:
    return simulate(Params(**values))


def signal(case: str, start: float | None = None, **doses: float) -> float:
    return treated(case, Doses(**doses), untouched(case).signal if start is None else start).signal


@each_case
@pytest.mark.parametrize("drug", ["kinase_inhibitor", "secretion_inhibitor"])
def test_the_signal_never_rises_with_a_stronger_kinase_or_release_block(case, drug):
    start = untouched(case).signal
    reached = [signal(case, start, **{drug: dose}) for dose in np.linspace(0, 1, 11)]
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(reached))
    if drug == "kinase_inhibitor" and CASES[case].constitutive == 0:
        assert reached[-1] == 0


@each_case
def test_a_pathway_that_needs_no_ligand_makes_every_drug_above_it_irrelevant(case):
    for share, largest in ((0.9, 0.1), (0.99, 0.01), (1.0, 1e-12)):
        bare = untouched(case, share).signal
        for drug in ABOVE:
            assert abs(signal(case, bare, constitutive=share, **{drug: USUAL_DOSES[drug]}) - bare) <= largest
    assert signal(case, 1.0, constitutive=1.0, downstream_inhibitor=0.9) == pytest.approx(0.1)


@each_case
def test_without_mimetic_or_without_signal_nothing_is_killed(case):
    constants = CASES[case]
    without = dataclasses.replace(constants, death=0.0, loop_weight=0.0 if constants.death else constants.loop_weight)
    for level in (0.0, 0.4, 1.0):
        assert growth_rate(constants, Doses(), level) == pytest.approx(growth_rate(without, Doses(), level))
    assert growth_rate(constants, Doses(smac_mimetic=1.0), 0.0) == growth_rate(constants, Doses(), 0.0)


def test_the_loop_that_kills_does_not_feed():
    for case in WITH_DEATH:
        assert growth_rate(CASES[case], Doses(), 0.9) == growth_rate(CASES[case], Doses(), 0.0)


def test_growth_stays_between_its_least_and_its_most():
    for constants in CASES.values():
        assert growth_rate(constants, Doses(main_pathway_inhibitor=1.0), 0.0) == pytest.approx(constants.slowest)
        assert growth_rate(constants, Doses(), 1.0) < constants.fastest


def test_half_of_growth_comes_at_the_midpoint_of_drive():
    wanted = (BASE.slowest + BASE.fastest) / 2
    assert growth_rate(BASE, Doses(), BASE.half_growth) == pytest.approx(wanted)


@each_case
def test_the_untreated_state_is_steady_and_reached_from_the_case_s_history(case):
    outcome, states = untouched(case), steady_states(loop_of(CASES[case], Doses()))
    assert any(s.stable and s.signal == pytest.approx(outcome.signal, abs=1e-9) for s in states)
    assert run(case=case, start_signal=CASES[case].history).signal == pytest.approx(outcome.signal, abs=1e-4)


def test_two_cases_start_off_and_only_the_cells_after_emt_start_on_by_history():
    for case in ("rantes_stat3_tamoxifen", "il6_notch3_mammosphere"):
        assert untouched(case).signal < 0.01
    assert untouched("pdgf_emt").signal > 0.9 and run(case="pdgf_emt").signal < 0.01
    assert [name for name, case in CASES.items() if case.history > 0] == ["pdgf_emt"]


@pytest.mark.parametrize(
    ("case", "start", "doses"),
    [
        ("il6_egfr_lung", 0.995, {"driver_inhibitor": 0.9}),
        ("il6_egfr_lung", 0.0, {"driver_inhibitor": 1.0}),
        ("il6_notch3_mammosphere", 0.02, {}),
        ("il6_notch3_mammosphere", 0.04, {}),
        ("rantes_stat3_tamoxifen", 0.003, {"main_pathway_inhibitor": 0.95}),
        ("pdgf_emt", 1.0, {"kinase_inhibitor": 0.9}),
        ("il2_t_cell", 0.0, {}),
    ],
)
def test_the_state_is_where_the_differential_equation_ends(case, start, doses):
    loop = loop_of(CASES[case], Doses(**doses))
    way = solve_ivp(lambda _, s: loop.response(np.clip(s, 0, 1)) - s, (0, 400), [start], method="LSODA", rtol=1e-8)
    assert signal(case, start, **doses) == pytest.approx(float(way.y[0, -1]), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(CASES)), st.floats(0, 1), st.sampled_from(list(USUAL_DOSES)), st.floats(0, 1))
def test_starting_where_it_ended_it_stays(case, start, drug, share):
    first = run(case=case, start_signal=start, **{drug: share * USUAL_DOSES[drug] if share > 0.01 else 0})
    again = simulate(first.after())
    assert again.signal == pytest.approx(first.signal, abs=1e-9)


def test_a_pulse_of_ligand_is_remembered():
    before = run(case="il6_notch3_mammosphere")
    during = simulate(before.after().replace(exogenous_ligand=1e-3))
    after = simulate(during.after().replace(exogenous_ligand=0))
    assert before.signal == pytest.approx(0.001, abs=1e-3)
    assert during.signal > 0.99 and after.signal == pytest.approx(0.993, abs=0.002)
    assert after.threshold == pytest.approx(0.029, abs=1e-3)


def test_a_course_of_kinase_inhibitor_is_remembered_only_while_the_driver_is_gone():
    for driver_gone, wanted in ((1.0, 0.006), (0.9, 0.992)):
        state = run(driver_inhibitor=driver_gone, start_signal=0.9952)
        assert state.signal == pytest.approx(0.992, abs=0.002)
        state = simulate(state.after().replace(kinase_inhibitor=0.95))
        assert simulate(state.after().replace(kinase_inhibitor=0)).signal == pytest.approx(wanted, abs=0.001)


def test_an_acquired_loop_is_resistance_and_stays():
    on_drug = {"case": "rantes_stat3_tamoxifen", "main_pathway_inhibitor": 0.95, "induced_release": 0}
    early = run(**on_drug, start_signal=0.0028)
    late = simulate(early.after().replace(induced_release=1))
    back = simulate(late.after().replace(induced_release=0))
    assert [round(r.growth, 2) for r in (early, late, back)] == [-0.49, 0.53, 0.53]


def test_both_drugs_are_needed_where_each_pathway_carries_the_cell():
    case = {"case": "fgf_gefitinib_resistant", "start_signal": 0.7533}
    growth = [run(**case, **d).growth for d in (
        {"main_pathway_inhibitor": 0.95}, {"main_pathway_inhibitor": 0.95, "kinase_inhibitor": 0.95},
        {"kinase_inhibitor": 0.95},
    )]  # fmt: skip
    assert growth == pytest.approx([0.40, -0.48, 0.01], abs=0.006)


def test_the_two_mechanisms_of_the_mimetic_can_be_told_apart():
    drug = {"smac_mimetic": 1.0}
    let_loose = treated("smac_tnf_producer", Doses(**drug, induced_release=0), untouched("smac_tnf_producer").signal)
    induced = treated("smac_tnf_producer", Doses(**drug), let_loose.signal)
    assert induced.growth < let_loose.growth < 0
    assert induced.signal > let_loose.signal == pytest.approx(untouched("smac_tnf_producer").signal)


def test_the_mimetic_in_the_drawing_and_the_antibody():
    case = {"case": "smac_tnf_producer", "start_signal": 0.3851}
    growth = [run(**case, **d).growth for d in ({}, {"smac_mimetic": 1}, {"smac_mimetic": 1, "trap": 50}, {"trap": 50})]
    assert growth == pytest.approx([0.46, -0.77, 0.36, 0.46], abs=0.006)


def test_a_trap_empties_the_medium_long_before_it_stops_the_maker():
    result = run(case="vegf_carcinoma", trap=100, start_signal=0.9477)
    assert result.free_ligand_ratio < 0.01
    assert result.signal == pytest.approx(0.33, abs=0.006) and result.growth == pytest.approx(0.15, abs=0.006)


def test_a_receptor_blocker_first_raises_free_ligand_and_then_the_loop_collapses():
    ratios = [run(competitive_blocker=dose, start_signal=0.9952).free_ligand_ratio for dose in (100, 300)]
    assert ratios == pytest.approx([3.6, 1.4], abs=0.05)


def test_the_driver_s_inhibitor_halves_the_ligand_and_leaves_the_signal():
    result = run(driver_inhibitor=0.9, start_signal=0.9952)
    assert result.signal == pytest.approx(0.992, abs=0.001)
    assert result.free_ligand_ratio == pytest.approx(0.5, abs=0.01)


def test_one_source_of_two_is_a_fifth_of_the_signal():
    result = run(case="il7_t_all", secretion_inhibitor=0.95, start_signal=0.7614)
    assert result.relative_signal == pytest.approx(80, abs=1)
    assert (result.signal_untouched, result.signal) == pytest.approx((0.76, 0.61), abs=0.005)
    assert result.free_ligand_ratio == pytest.approx(0.42, abs=0.005)


def test_a_mutation_below_the_receptor_makes_a_working_trap_useless():
    signals = [run(case="wnt_ligand", trap=200, start_signal=0.6416, constitutive=s).signal for s in (0, 0.9, 1)]
    assert signals == pytest.approx([0.04, 0.90, 1.0], abs=0.005)


def test_the_table_holds_every_case_and_drug_and_knows_what_has_no_target():
    found = table()
    assert found.growth.shape == (18, 12) and np.isfinite(found.growth).all()
    assert found is table()
    for i, case in enumerate(found.cases):
        assert found.growth[i, 0] == pytest.approx(untouched(case).growth)
        for j, drug in enumerate(found.drugs[1:], 1):
            if not has_target(case, drug):
                assert found.growth[i, j] == found.growth[i, 0]
    assert {case for case in CASES if has_target(case, "driver_inhibitor")} == set(WITH_DRIVER)


def test_the_default_dose_column_of_the_table_is_what_a_click_gives():
    found = table()
    i, j = found.cases.index("il6_her2_breast"), found.drugs.index("driver_inhibitor")
    result = run(
        case="il6_her2_breast", driver_inhibitor=usual_dose("il6_her2_breast", "driver_inhibitor"), start_signal=0.9624
    )
    assert result.growth == pytest.approx(found.growth[i, j], abs=1e-6)


@each_case
def test_all_drugs_at_once_and_no_receptors_give_an_answer(case):
    worst = {name: item.high for name, item in parameters(Params).items() if isinstance(item, Number)}
    least = {name: item.low for name, item in parameters(Params).items() if isinstance(item, Number)}
    opposite = {name: (item.high if i % 2 else item.low) for i, (name, item) in enumerate(parameters(Params).items())
                if isinstance(item, Number)}  # fmt: skip
    extremes = (worst, least, opposite, {"noncompetitive_block": 1}, {"dominant_negative": 1},
                {"secretion_inhibitor": 1},
                {"secretion_inhibitor": 1, "noncompetitive_block": 1, "exogenous_ligand": 0.1})  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in extremes:
            result = run(case=case, **values)
            assert math.isfinite(result.signal) and math.isfinite(result.growth)
            assert 0 <= result.signal <= 1
            assert all(check.passed for check in checks(result)), (values, checks(result))
            assert all(0 <= getattr(result.steps, f.name) <= 1 + 1e-12 for f in dataclasses.fields(result.steps))


def test_zero_receptors_give_no_signal():
    assert run(noncompetitive_block=1.0, start_signal=0.995).signal == 0
    assert run(noncompetitive_block=1.0, start_signal=0.995).bound == 0


def test_cells_multiply_exponentially_at_the_growth_rate():
    result = run(kinase_inhibitor=0.95)
    np.testing.assert_allclose(np.log(result.cells), result.growth * result.days, rtol=1e-12)
    assert result.after_ten_days == pytest.approx(math.exp(10 * result.growth))


def test_the_reader_is_warned_where_the_model_would_mislead():
    assert cautions(run()) == ()
    assert any("not in this model" in c.text for c in cautions(run(case="cxcl8_nsclc")))
    assert any("EGFR inhibitors shrink" in c.text for c in cautions(run(driver_inhibitor=0.5)))
    assert any("Three or more" in c.text for c in cautions(run(trap=1, kinase_inhibitor=0.1, dominant_negative=0.1)))


def test_every_constant_of_the_case_is_shown():
    result = run(case="rantes_stat3_tamoxifen")
    shown = {name.removeprefix("case_"): value for name, value in result.readouts().items() if name.startswith("case_")}
    constants = dataclasses.asdict(CASES["rantes_stat3_tamoxifen"])
    assert shown == {name: value for name, value in constants.items() if name != "history"}
    text = lesson("autocrine/tumor_loops").sections["How the model works"]
    assert all(f"[[case_{name}]]" in text for name in shown)


def test_every_case_is_a_preset_and_all_its_values_are_teaching_values():
    words = lesson("autocrine/tumor_loops")
    assert [p.id for p in words.presets] == list(CASES) == list(LABELS)
    for preset in words.presets:
        assert preset.values["case"] == preset.id and preset.found
        assert {grade.evidence for grade in preset.grades.values()} == {"C"}
        assert simulate(Params(**preset.values)).signal == pytest.approx(untouched(preset.id).signal, abs=1e-4)


def test_a_ratio_to_nothing_is_absent_with_a_reason():
    result = run(case="smac_tnf_nonproducer")
    assert isinstance(result.relative_signal, Absent) and isinstance(result.free_ligand_ratio, Absent)
    assert isinstance(run().threshold, Absent)


def test_doses_are_those_of_the_controls():
    params = Params(trap=5, smac_mimetic=0.5)
    assert doses_of(params) == Doses(trap=5, smac_mimetic=0.5)
    assert {f.name for f in dataclasses.fields(Doses)} == set(parameters(Params)) - {"case", "start_signal"}
