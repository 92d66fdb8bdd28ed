import pytest

from models.endocrine.feedback_axis import Params, simulate
from models.endocrine.feedback_axis_loop import NAMED
from pages.figures.endocrine.feedback_axis import draw_faults, draw_plane
from pages.figures.endocrine.feedback_axis_diagram import draw_loop

PATIENT, NEAREST, DISORDERS = 8, 6, 4


def plane(**values):
    return draw_plane(simulate(Params(**values)))


@pytest.mark.parametrize(
    ("pair", "title"),
    [
        ((8.0, 0.4), "Patient: the gland is failing"),
        ((1.94, 0.784), "Patient: the gland is failing, but compensated"),
        ((0.06, 2.6), "Patient: a source that ignores the pituitary"),
        ((0.23, 0.28), "Patient: the drive is failing"),
        ((2.13, 1.66), "Patient: too much drive"),
        ((1.0, 1.0), "Patient: healthy"),
        ((1.32, 1.02), "Patient: more than one kind of fault would do"),
        ((10.0, 10.0), "Patient: no single fault explains this pair"),
    ],
)
def test_the_title_of_the_plane_is_the_diagnosis(pair, title):
    assert plane(patient_trophic=pair[0], patient_target=pair[1]).title == title


def test_a_pointer_finds_the_points_and_not_the_curves_that_they_lie_on():
    chart = plane(gland_capacity=0.5)
    assert chart.layout["hovermode"] == "closest"
    assert all(trace["hoverinfo"] == "skip" for trace in chart.traces if trace["mode"] == "lines")


def test_dragging_the_star_sets_the_patient():
    chart = plane()
    assert chart.traces[PATIENT]["name"] == "the patient"
    assert (chart.handle.trace, chart.handle.x, chart.handle.y) == (PATIENT, "patient_target", "patient_trophic")


def test_a_click_on_the_nearest_pair_moves_the_model_there():
    for pair in ((8.0, 0.4), (0.3, 3.0), (0.2, 0.25), (5.0, 2.0)):
        result = simulate(Params(patient_trophic=pair[0], patient_target=pair[1]))
        (proposal,) = draw_plane(result).clicks[NEAREST]
        moved = simulate(result.params.replace(**proposal))
        assert moved.trophic == pytest.approx(result.diagnosis.foot.trophic, rel=1e-2)
        assert moved.target == pytest.approx(result.diagnosis.foot.target, rel=1e-2)


@pytest.mark.parametrize("axis", list(NAMED))
def test_a_click_on_a_disorder_takes_away_all_other_faults(axis):
    result = simulate(Params(axis=axis, drive=0.3, external_target=1.0))
    proposals = draw_plane(result).clicks[DISORDERS]
    for proposal, a, c in zip(proposals, result.disorder_trophic, result.disorder_target, strict=True):
        moved = simulate(result.params.replace(**proposal))
        assert (moved.trophic, moved.target) == pytest.approx((a, c), rel=1e-9)


def test_a_pair_nearest_to_normal_names_no_value():
    notes = [note["text"] for note in draw_faults(simulate(Params())).layout["annotations"]]
    assert sum("normal is nearest" in note for note in notes) == 2
    assert not any("gland 1" in note or "drive 1" in note for note in notes)


def test_organs_of_the_loop_switch_a_fault_on_and_off():
    on = draw_loop(simulate(Params(gland_capacity=0.5))).svg
    assert "&quot;gland_capacity&quot;: 1.0" in on
    assert "&quot;gland_capacity&quot;: 0.5" in draw_loop(simulate(Params())).svg
    assert on.count("<path") == draw_loop(simulate(Params())).svg.count("<path")
