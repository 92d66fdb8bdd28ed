"""The assays of ``migration``: transwell, checkerboard, under agarose, channel; and the fluxes that they rest on."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import erfc

from models.chemokine.migration import Params, checks, simulate
from models.chemokine.migration_assays import Membrane, moments
from models.chemokine.migration_density import channel, field_of, gel, run
from models.numerics.biased_turning import one_way
from models.numerics.scharfetter_gummel import bernoulli, march

TRANSWELL = Params(assay="transwell")


def test_density_keeps_its_mass_and_is_never_negative():
    face = np.linspace(0, 1, 199)
    drift = np.tile(8 * np.sin(6 * face), (400, 1))
    mobility = np.tile(20 + 15 * np.cos(9 * face), (400, 1))
    start = np.zeros(200)
    start[90:95] = 1.0
    history = march(start / start.sum(), 2.0, 0.25, drift, mobility)
    assert history.shape == (401, 200)
    assert history.sum(axis=1) == pytest.approx(np.ones(401), abs=1e-12)
    assert history.min() >= 0


def test_the_stationary_density_is_the_exponential_of_drift_over_mobility():
    width, cells = 1.0, 120
    face = width * np.arange(1, cells)
    drift, mobility = 0.3 + 0.6 * np.cos(face / 20), np.full(cells - 1, 6.0)
    start = np.ones(cells)
    history = march(start, width, 1e5, np.tile(drift, (40, 1)), np.tile(mobility, (40, 1)))
    logarithm = np.concatenate([[0.0], np.cumsum(drift / mobility * width)])
    expected = np.exp(logarithm)
    assert history[-1] == pytest.approx(expected * cells / expected.sum(), rel=1e-9)


def test_a_pulse_spreads_and_drifts_like_a_gaussian():
    width, cells, drift, mobility, end = 2.0, 400, 1.5, 40.0, 60.0
    place = width * (np.arange(cells) + 0.5)
    start = np.exp(-((place - 250) ** 2) / (2 * 30**2))
    errors = []
    for steps in (100, 200):
        last = march(
            start, width, end / steps, np.full((steps, cells - 1), drift), np.full((steps, cells - 1), mobility)
        )[-1]
        variance = 30**2 + 2 * mobility * end
        exact = 30 / math.sqrt(variance) * np.exp(-((place - 250 - drift * end) ** 2) / (2 * variance))
        errors.append(float(np.max(np.abs(last - exact))))
    assert errors[1] < 0.005
    assert errors[1] < 0.7 * errors[0]


def test_bernoulli_function_has_its_limits():
    assert bernoulli(np.array([0.0, 1e-9, 800.0, -800.0])) == pytest.approx([1, 1, 0, 800], abs=1e-8)
    assert bernoulli(np.array([-3.0])) - bernoulli(np.array([3.0])) == pytest.approx([3.0])


def test_gradient_of_a_transwell_lives_from_1_4_to_8_7_hours():
    membrane_only = simulate(TRANSWELL.replace(unstirred_layer=0.0)).gradient_life
    with_layers = simulate(TRANSWELL).gradient_life
    assert (membrane_only, with_layers) == pytest.approx((1.44, 8.66), abs=0.01)


def test_wells_even_out_exponentially_and_keep_their_chemokine():
    membrane = Membrane(TRANSWELL)
    upper, lower = membrane.wells(np.array(0.0), np.array(5.0), np.array([0.0, membrane.life, 1e6]))
    assert lower - upper == pytest.approx([5, 5 / math.e, 0], abs=1e-9)
    assert 0.1 * upper + 0.6 * lower == pytest.approx(np.full(3, 3.0))


def test_the_profile_is_three_resistances_in_a_row():
    membrane = Membrane(TRANSWELL)
    depth = np.array([-505.0, -5.0, 5.0, 505.0, 2000.0])
    level = membrane.level(np.array(0.0), np.array(12.0), depth)
    assert level == pytest.approx([0, 5, 7, 12, 12])


def test_the_dose_response_is_a_bell():
    result = simulate(TRANSWELL)
    top = int(np.argmax(result.dose_count))
    assert np.all(np.diff(result.dose_count[: top + 1]) > 0)
    assert np.all(np.diff(result.dose_count[top:]) < 0)
    for end in (0, -1):
        assert result.dose_count[end] < 1.1 * result.control_count
    assert result.dose_count[top] > 2.5 * result.control_count
    assert 1 < result.best_dose / TRANSWELL.affinity < 4


def test_the_top_of_the_bell_moves_with_the_affinity():
    doses = [simulate(TRANSWELL.replace(affinity=half)).best_dose for half in (1.0, 10.0)]
    assert doses[1] / doses[0] == pytest.approx(10, rel=0.01)


def test_without_a_gradient_only_chemokinesis_brings_more_cells():
    for chemokinesis, expected in ((0.0, 1.0), (1.0, 1.9)):
        result = simulate(TRANSWELL.replace(concentration=100.0, background=100.0, chemokinesis=chemokinesis))
        assert result.bias_here == pytest.approx(0, abs=1e-12)
        assert result.count == pytest.approx(result.uniform_count)
        assert result.count_ratio == pytest.approx(expected, abs=0.1)


def test_late_in_a_long_incubation_the_gradient_is_gone():
    result = simulate(TRANSWELL.replace(incubation=72.0))
    assert result.course_bias[-1] < 0.001 * result.course_bias[0]
    assert result.count_ratio < 1.1
    assert simulate(TRANSWELL).count_ratio > 2.5


def test_cells_that_do_not_fall_off_go_to_one_half_without_a_gradient():
    result = simulate(TRANSWELL.replace(cells_fall=False, incubation=72.0, pore_entry=1.0))
    assert result.control_count == pytest.approx(50, abs=1e-6)
    assert simulate(TRANSWELL.replace(incubation=72.0, pore_entry=1.0)).control_count == pytest.approx(100, abs=1e-6)


def test_passage_through_a_membrane_is_never_faster_than_a_cell_can_walk():
    for speed, persistence in ((10.0, 0.2), (10.0, 60.0), (0.1, 60.0)):
        params = TRANSWELL.replace(speed=speed, persistence=persistence, pore_entry=1.0, porosity=0.3)
        down, up = Membrane(params).rates(np.array([0.0, 1e3]), np.full(2, speed))
        assert down[0] == pytest.approx(up[0])
        assert down[0] <= 0.3 * speed / np.pi / params.cell_length
        assert down[1] == pytest.approx(0.3 * speed / params.cell_length, rel=1e-2)
        assert up[1] == pytest.approx(0, abs=1e-12)


def test_walkers_strike_a_wall_as_often_as_the_model_says():
    """The rate at which a pore is entered, without bias: v/π per area and cell density, here in a box of walkers."""
    random = np.random.default_rng(3)
    heading = random.uniform(-np.pi, np.pi, 200_000)
    down, _ = Membrane(TRANSWELL.replace(pore_entry=1.0)).rates(np.array(0.0), np.array(10.0))
    struck = 0.05 * 10 * np.mean(np.maximum(np.cos(heading), 0)) / 10
    through = 1 / (1 + 10 / (10 * 2 / 2) / np.pi)  # of those that enter: what a pore of length h lets through
    assert float(down) == pytest.approx(struck * through, rel=0.01)


@pytest.mark.parametrize(("thickness", "persistence", "bias"), [(10.0, 2.0, 0.0), (50.0, 2.0, 0.0), (10.0, 0.5, 1.0)])
def test_walkers_pass_a_pore_as_often_as_the_model_says(thickness, persistence, bias):
    """Walkers enter with the headings of those that strike the membrane, and leave at either mouth."""
    random, count, step = np.random.default_rng(4), 4000, persistence / 20
    angle = np.linspace(-np.pi, np.pi, 4001)
    weight = np.maximum(np.cos(angle), 0) * np.exp(bias * persistence * (np.cos(angle) - 1))
    heading, depth, through = random.choice(angle, count, p=weight / weight.sum()), np.zeros(count), 0
    for _ in range(3000):
        depth = depth + 10 * np.cos(heading) * step
        heading = heading - bias * np.sin(heading) * step
        heading += math.sqrt(2 * step / persistence) * random.standard_normal(heading.size)
        through += int(np.sum(depth > thickness))
        inside = (depth >= 0) & (depth <= thickness)
        depth, heading = depth[inside], heading[inside]
        if not depth.size:
            break
    params = TRANSWELL.replace(membrane_thickness=thickness, persistence=persistence, pore_entry=1.0)
    down, _ = Membrane(params).rates(np.array(bias), np.array(10.0))
    entered = 0.05 * 10 * float(one_way(np.array(bias * persistence))[0]) / 10
    assert float(down) / entered == pytest.approx(through / count, rel=0.08)


def test_a_membrane_far_thinner_than_a_walk_lets_through_every_cell_that_enters():
    params = TRANSWELL.replace(persistence=60.0, speed=30.0, membrane_thickness=5.0, pore_entry=1.0)
    down, up = Membrane(params).rates(np.array(0.0), np.array(30.0))
    assert float(down) == pytest.approx(float(up)) == pytest.approx(0.05 * 30 / np.pi / 10, rel=0.01)


def test_the_diagonal_stands_above_control_only_with_chemokinesis():
    still, quick = (simulate(Params(assay="checkerboard", chemokinesis=k)) for k in (0.0, 1.0))
    assert np.diag(still.board) == pytest.approx(np.full(4, still.board[0, 0]), rel=1e-12)
    assert still.diagonal_rise == pytest.approx(1)
    assert np.all(np.diff(np.diag(quick.board)) > 0)
    assert quick.diagonal_rise > 1.5


def test_more_chemokine_below_brings_cells_and_above_it_holds_them_back():
    board = simulate(Params(assay="checkerboard")).board
    assert np.all(board[np.triu_indices(4, 1)] > board[0, 0])
    assert np.all(board[np.tril_indices(4, -1)] < board[0, 0])


def test_a_tile_of_the_checkerboard_is_the_transwell_with_these_levels():
    board = simulate(Params(assay="checkerboard", chemokinesis=0.5)).board
    tile = simulate(TRANSWELL.replace(chemokinesis=0.5, background=0.5, concentration=5.0))
    assert board[1, 2] == pytest.approx(tile.count, rel=1e-12)


def test_under_agarose_the_gradient_builds_up_and_fades():
    result = simulate(Params(assay="under_agarose", concentration=100.0, incubation=24.0))
    peak = int(np.argmax(result.course_bias))
    assert 0 < peak < result.course_bias.size - 1
    assert result.course_bias[0] < 1e-9
    assert result.course_bias[-1] < 0.1 * result.course_bias[peak]


def test_the_chemokine_of_a_well_spreads_as_the_difference_of_two_error_functions():
    field = gel(Params(assay="under_agarose"), 100.0, 0.0)
    spread = math.sqrt(4 * 100 * 3600)
    level = field.level(np.array([[60.0]]), np.array([0.0]))[0, 0]
    assert level == pytest.approx(50 * (erfc(2200 / spread) - erfc(5200 / spread)), rel=1e-9)


def test_cells_spread_from_their_well_without_a_direction():
    """Against the closed form of diffusion out of a wide strip: √(μt/π) per side."""
    result = simulate(Params(assay="under_agarose"))
    assert result.control_count == pytest.approx(100 * math.sqrt(100 * 180 / math.pi) / 3000, rel=0.01)
    assert result.lead_control > 400
    assert result.lead_control == pytest.approx(result.lead_away, rel=0.01)
    assert result.lead_toward > result.lead_away


def test_chemokinesis_alone_can_lead_farther_than_chemotaxis():
    drawn = simulate(Params(assay="under_agarose", concentration=100.0))
    same = simulate(Params(assay="under_agarose", concentration=100.0, background=100.0, chemokinesis=1.0))
    assert same.lead_toward > drawn.lead_toward
    assert same.lead_toward == pytest.approx(same.lead_away, rel=1e-9)
    assert same.bias_here == 0


def test_the_drift_in_the_channel_saturates_at_the_wall():
    indices = [simulate(Params(assay="channel", incubation=t)).apparent_index for t in (0.25, 0.5, 1.0, 3.0)]
    assert np.all(np.diff(indices) < 0)
    assert simulate(Params(assay="channel")).mean_shift < 250


def test_washing_moves_the_mean_although_no_cell_has_a_direction():
    """With one teaching parameter: cells with empty receptors are torn off first."""
    params = Params(assay="channel", chemotactic_sensitivity=1.0, incubation=1.0)
    still, washed = simulate(params), simulate(params.replace(wash_out=1.0))
    assert still.swept == 0
    assert washed.swept > 30
    assert washed.mean_shift > 3 * still.mean_shift
    assert washed.chemotactic_index == still.chemotactic_index


def test_cells_gather_where_they_are_slow():
    """In the long run n is in proportion to v^(χℓ/(v₀κ) − 1): without turning bias to 1/v, as Schnitzer has it."""
    params = Params(
        assay="channel", chemotactic_sensitivity=1.0, chemokinesis=3.0, incubation=72.0, concentration=20.0,
        speed=30.0, persistence=0.2, cell_length=5.0, channel_width=1000.0,
    )  # fmt: skip
    field = channel(params, 20.0, 0.0)
    last = run(field).density[-1]
    speed = 30 * (1 + 3 * field.occupied(np.zeros(1), field.middle))
    expected = speed ** (1 * 5 / (30 * 3) - 1)
    assert last / last.mean() == pytest.approx(expected / expected.mean(), rel=0.01)


def test_walkers_whose_speed_changes_with_place_do_the_same():
    random = np.random.default_rng(5)
    tau, step, count = 0.05, 0.05 / 8, 3000
    place, heading = random.random(count), random.uniform(-np.pi, np.pi, count)
    held = np.zeros(4)
    for i in range(1600):
        heading += math.sqrt(2 * step / tau) * random.standard_normal(count)
        place += (1 + place) * np.cos(heading) * step
        out = (place < 0) | (place > 1)
        heading[out] = np.pi - heading[out]
        place = np.abs(place)
        place = np.where(place > 1, 2 - place, place)
        if i > 800 and i % 20 == 0:
            held += np.histogram(place, 4, (0, 1))[0]
    expected = np.log(np.array([1.25, 1.5, 1.75, 2.0]) / np.array([1.0, 1.25, 1.5, 1.75])) / np.log(2)
    assert held / held.sum() == pytest.approx(expected, rel=0.06)


def test_no_gradient_no_shift():
    result = simulate(Params(assay="channel", background=5.0))
    assert result.mean_shift == pytest.approx(0, abs=1e-6)
    assert result.count == pytest.approx(50, abs=1e-9)


def test_a_gradient_that_points_the_other_way_gives_the_mirror_image():
    up = run(field_of(Params(assay="channel"), 5.0, 1.0)).density[-1]
    down = run(field_of(Params(assay="channel"), 1.0, 5.0)).density[-1]
    assert down == pytest.approx(up[::-1], rel=1e-6, abs=1e-9)
    assert simulate(Params(assay="channel", concentration=1.0, background=5.0)).chemotactic_index < 0


def test_time_courses_begin_at_the_start_and_end_at_the_count():
    for assay in ("transwell", "checkerboard", "under_agarose", "channel"):
        result = simulate(Params(assay=assay))
        assert result.course_time[[0, -1]] == pytest.approx([0, 3])
        assert result.course_count[-1] == result.count
    assert simulate(TRANSWELL).course_count[0] == 0
    assert moments(TRANSWELL)[-1] == 180


@settings(max_examples=25, deadline=None)
@given(
    assay=st.sampled_from(["transwell", "checkerboard", "under_agarose", "channel"]),
    concentration=st.sampled_from([1e-3, 5.0, 1e4]),
    background=st.sampled_from([0.0, 1e-3, 1e4]),
    speed=st.sampled_from([0.1, 10.0, 30.0]),
    persistence=st.sampled_from([0.2, 60.0]),
    chemokinesis=st.sampled_from([0.0, 3.0]),
    sensitivity=st.sampled_from([1.0, 1000.0]),
    incubation=st.sampled_from([0.25, 72.0]),
)
def test_every_state_is_physical(
    assay, concentration, background, speed, persistence, chemokinesis, sensitivity, incubation
):
    result = simulate(Params(
        assay=assay, concentration=concentration, background=background, speed=speed, persistence=persistence,
        chemokinesis=chemokinesis, chemotactic_sensitivity=sensitivity, incubation=incubation, cells=20,
    ))  # fmt: skip
    for name in ("count", "uniform_count", "control_count"):
        assert -1e-9 <= getattr(result, name) <= 100 + 1e-6
    for array in (result.density, result.level, result.board, result.dose_count):
        assert array.size == 0 or array.min() >= 0
    assert abs(result.chemotactic_index) <= 1
    assert all(check.passed for check in checks(result))
