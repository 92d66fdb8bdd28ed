import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.chemokine import metastasis_vessels as vessels
from models.chemokine.metastasis import Params, cautions, checks, simulate
from models.chemokine.metastasis_organs import LIGAND_LEVELS, LIGANDS, ORGANS, RECEPTORS, WEIGHTS
from models.results import Absent

BREAST = Params()
MELANOMA = Params(ccr10=2.0)
WORDS = lesson("chemokine/metastasis")
levels = st.floats(0.0, 5.0)
fractions = st.floats(0.0, 1.0)


def none(**values: float) -> Params:
    return Params(**dict.fromkeys(RECEPTORS, 0.0) | values)


def by_hand(params: Params) -> dict[str, float]:
    """The arrests by the formula, one organ at a time: independent of the arrays of the model."""
    found = {}
    for i, organ in enumerate(ORGANS):
        pull = sum(
            getattr(params, r) * LIGAND_LEVELS[r][i] * (1 - getattr(params, f"block_{r}")) for r in RECEPTORS
        )  # fmt: skip
        held = params.baseline_arrest + (1 - params.baseline_arrest) * pull / (1 + pull)
        found[organ] = 100 * WEIGHTS[i] / 1.22 * held
    return found


def test_arrests_follow_the_formula():
    params = Params(cxcr4=3.0, ccr7=0.7, ccr10=1.1, ccr9=2.5, block_cxcr4=0.3, block_ccr9=0.8, baseline_arrest=0.1)
    result = simulate(params)
    for organ, expected in by_hand(params).items():
        assert getattr(result, f"arrest_{organ}") == pytest.approx(expected, rel=1e-12)
    assert result.total_arrest == pytest.approx(sum(by_hand(params).values()), rel=1e-12)


def test_without_receptors_shares_are_the_delivery_weights():
    result = simulate(none())
    expected = 100 * np.array([0.30, 0.30, 0.15, 0.08, 0.05, 0.06, 0.10, 0.10, 0.08]) / 1.22
    np.testing.assert_allclose(result.share, expected, rtol=1e-12)
    assert result.total_arrest == pytest.approx(5.0, rel=1e-12)


def test_shares_do_not_depend_on_how_the_weights_are_scaled():
    result = simulate(MELANOMA)
    raw = np.array(WEIGHTS) * result.stay
    np.testing.assert_allclose(result.share, 100 * raw / raw.sum(), rtol=1e-12)
    assert result.delivery.sum() == pytest.approx(100, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.tuples(levels, levels, levels, levels), st.tuples(fractions, fractions, fractions, fractions))
def test_shares_add_up_and_no_organ_holds_more_than_it_is_given(present, blocked):
    values = dict(zip(RECEPTORS, present, strict=True))
    values |= {f"block_{r}": b for r, b in zip(RECEPTORS, blocked, strict=True)}
    result = simulate(Params(**values))
    assert result.share.sum() == pytest.approx(100, rel=1e-9)
    assert np.all(result.arrest > 0) and np.all(result.arrest <= result.delivery)


@pytest.mark.parametrize("receptor", RECEPTORS)
def test_arrests_rise_with_each_receptor_just_where_its_ligand_is(receptor):
    arrests = np.array([simulate(Params(**{receptor: level})).arrest for level in np.linspace(0, 5, 11)])
    there = np.array(LIGAND_LEVELS[receptor]) > 0
    assert np.all(np.diff(arrests[:, there], axis=0) > 0)
    np.testing.assert_array_equal(arrests[:, ~there], arrests[:1, ~there].repeat(11, axis=0))


@pytest.mark.parametrize("receptor", RECEPTORS)
def test_a_blocker_changes_arrests_just_where_the_ligand_is(receptor):
    full = Params(cxcr4=2.0, ccr7=2.0, ccr10=2.0, ccr9=2.0)
    before, after = simulate(full), simulate(full.replace(**{f"block_{receptor}": 0.7}))
    there = np.array(LIGAND_LEVELS[receptor]) > 0
    assert np.all(after.arrest[there] < before.arrest[there])
    np.testing.assert_array_equal(after.arrest[~there], before.arrest[~there])


def test_a_complete_block_is_as_good_as_no_receptor():
    blocked = simulate(Params(block_cxcr4=1.0, block_ccr7=1.0))
    np.testing.assert_allclose(blocked.arrest, simulate(none()).arrest, rtol=1e-12)


def test_what_is_drawn_as_without_blockers_is_so():
    blocked, free = simulate(MELANOMA.replace(block_cxcr4=0.9, block_ccr10=0.4)), simulate(MELANOMA)
    np.testing.assert_array_equal(blocked.arrest_unblocked, free.arrest)
    np.testing.assert_array_equal(blocked.share_unblocked, free.share)


def test_where_nothing_arrests_there_are_no_shares():
    for params in (none(baseline_arrest=0.0), Params(block_cxcr4=1.0, block_ccr7=1.0, baseline_arrest=0.0)):
        result = simulate(params)
        assert result.total_arrest == 0
        assert isinstance(result.share_skin, Absent)
        assert not result.share.any()
        assert all(check.passed for check in checks(result))


def test_a_receptor_alone_sends_all_to_the_organ_of_its_ligand():
    result = simulate(none(ccr9=2.0, baseline_arrest=0.0))
    assert result.share_intestine == pytest.approx(100)
    assert LIGANDS["ccr9"] == "CCL25"


def test_ccr10_moves_the_skin_from_1_to_5_percent_of_all_arrests():
    breast, melanoma = simulate(BREAST), simulate(MELANOMA)
    assert (breast.share_skin, melanoma.share_skin) == (pytest.approx(1.1, abs=0.05), pytest.approx(5.2, abs=0.05))
    assert (breast.arrest_skin, melanoma.arrest_skin) == (
        pytest.approx(0.56, abs=0.005),
        pytest.approx(2.84, abs=0.005),
    )


def test_ccr9_moves_the_gut_from_2_to_6_percent_and_no_other_number():
    before, after = simulate(BREAST), simulate(Params(ccr9=2.0))
    assert before.share_intestine == pytest.approx(2.0, abs=0.05)
    assert after.share_intestine == pytest.approx(6.3, abs=0.05)
    others = [i for i, organ in enumerate(ORGANS) if organ != "intestine"]
    np.testing.assert_array_equal(before.arrest[others], after.arrest[others])


def test_blocking_90_percent_of_cxcr4_nearly_doubles_the_share_of_skin_while_its_number_falls():
    before, after = simulate(MELANOMA), simulate(MELANOMA.replace(block_cxcr4=0.9))
    assert before.share_skin == pytest.approx(5.2, abs=0.05)
    assert after.share_skin == pytest.approx(9.9, abs=0.05)
    assert after.arrest_skin / before.arrest_skin - 1 == pytest.approx(-0.013, abs=5e-4)
    assert (before.total_arrest, after.total_arrest) == (pytest.approx(54.5, abs=0.05), pytest.approx(28.3, abs=0.05))
    assert after.total_arrest / before.total_arrest - 1 == pytest.approx(-0.48, abs=0.005)


def test_a_complete_block_of_cxcr4_takes_the_share_of_skin_to_13_percent():
    after = simulate(MELANOMA.replace(block_cxcr4=1.0))
    assert after.share_skin == pytest.approx(13.0, abs=0.05)
    assert after.arrest_skin / simulate(MELANOMA).arrest_skin - 1 == pytest.approx(-0.015, abs=5e-4)


def test_less_elr_plus_makes_the_tumor_42_percent_smaller():
    assert simulate(BREAST).size_change == pytest.approx(0, abs=1e-12)
    assert simulate(Params(elr_plus=0.6)).size_change == pytest.approx(-42, abs=0.5)


def test_ten_times_elr_minus_makes_the_tumor_58_percent_smaller():
    assert simulate(Params(elr_minus=2.0)).size_change == pytest.approx(-58, abs=0.5)


def test_the_drive_rises_with_elr_plus_falls_with_elr_minus_and_stays_between_0_and_1():
    field = simulate(BREAST).drive_map
    assert np.all(np.diff(field, axis=1) > 0) and np.all(np.diff(field, axis=0) < 0)
    assert field.min() > 0 and field.max() < 1
    assert simulate(Params(elr_minus=0.0, elr_plus=1.0)).vessel_drive == pytest.approx(0.5)
    assert simulate(Params(elr_minus=1.0, elr_plus=1.0)).vessel_drive == pytest.approx(0.25)


def test_without_elr_plus_the_tumor_stays_at_the_size_without_vessels():
    result = simulate(Params(elr_plus=0.0))
    assert result.vessel_drive == 0
    assert result.tumor_limit == pytest.approx(20)
    assert result.tumor_size == pytest.approx(20, rel=1e-3)
    assert any("VEGF" in caution.text for caution in cautions(result))


@pytest.mark.parametrize("limit", [20.0, 575.6, 1020.0])
def test_growth_agrees_with_an_adaptive_solver(limit):
    days = np.linspace(0, 40, 9)
    solved = solve_ivp(lambda _, n: 0.3 * n * (1 - n / limit), (0, 40), [1.0], t_eval=days, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(vessels.logistic(days, limit), solved.y[0], rtol=1e-7)
    assert vessels.stepped(limit) == pytest.approx(solved.y[0, -1], rel=1e-6)


def test_growth_starts_at_1_and_never_shrinks():
    for plus, minus in itertools.product((0.0, 0.01, 10.0), repeat=2):
        result = simulate(Params(elr_plus=plus, elr_minus=minus))
        assert result.size[0] == pytest.approx(1)
        assert np.all(np.diff(result.size) > 0)


def test_receptors_and_vessels_do_not_act_on_each_other():
    first, second = simulate(Params(elr_plus=10.0)), simulate(Params(cxcr4=5.0, elr_plus=10.0))
    assert first.tumor_size == second.tumor_size
    np.testing.assert_array_equal(first.arrest, simulate(Params(elr_plus=0.01, elr_minus=10.0)).arrest)


def test_the_vegf_loop_cut_lowers_arrests_where_cxcl12_is_high():
    whole, cut = (simulate(Params(**preset.values)) for preset in WORDS.presets[:2])
    assert cut.total_arrest < whole.total_arrest
    assert cut.arrest_lung < 0.6 * whole.arrest_lung


def test_the_presets_show_the_direction_of_their_study():
    found = {preset.id: simulate(Params(**preset.values)) for preset in WORDS.presets}
    assert found["melanoma"].arrest_skin > found["breast"].arrest_skin
    assert found["gut_melanoma"].arrest_intestine > found["melanoma"].arrest_intestine
    assert found["cxcl8_nsclc_antibody"].tumor_size < 0.6 * found["cxcl8_nsclc"].tumor_size
    assert found["interferon_rich"].tumor_size < found["cxcl8_nsclc"].tumor_size


def test_every_grade_of_a_preset_says_that_its_size_is_chosen():
    assert {grade.evidence for preset in WORDS.presets for grade in preset.grades.values()} == {"C"}


def test_everything_at_its_opposite_end_gives_an_answer():
    ends = {"baseline_arrest": 0.5, "elr_plus": 0.01, "elr_minus": 10.0, "half_plus": 10.0, "half_minus": 0.1}
    for level, block in itertools.product((0.0, 5.0), (0.0, 1.0)):
        values = dict.fromkeys(RECEPTORS, level) | {f"block_{receptor}": block for receptor in RECEPTORS}
        result = simulate(Params(**values, **ends))
        assert all(check.passed for check in checks(result))
        assert result.share.sum() == pytest.approx(100)


def test_a_cell_that_nearly_always_stays_and_a_high_baseline_are_said_to_be_unreal():
    texts = [caution.text for caution in cautions(simulate(Params(cxcr4=5.0, ccr7=5.0, baseline_arrest=0.5)))]
    assert any("lymph node" in text for text in texts)
    assert any("receptors hardly count" in text for text in texts)
    assert cautions(simulate(BREAST)) == ()
