import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content.loader import lesson
from models.autocrine import blockers
from models.autocrine.capture import MOLECULES, Params, cautions, cells_of, checks, medium_rates, simulate
from models.numerics.reactive_sphere import Ball, walk
from models.numerics.secreting_cells import balance
from models.quantities import Number, ParameterError, parameters
from models.results import Absent
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM, UM3_PER_S_PER_MOLAR_S

ALONE = {"off_rate": 0.0, "secretion": 1.0, "cell_density": 1.0}
IL2 = {
    "diffusivity": 10.0, "on_rate": 3.1e7, "off_rate": 2.3e-4, "complex_internalization": 1.7e-3,
    "receptor_turnover": 6e-4, "medium_loss": 1e-4,
}  # fmt: skip


def run(**values):
    return simulate(Params(**values))


def preset(name):
    return run(**next(p.values for p in lesson("autocrine/capture").presets if p.id == name))


def test_uptake_is_what_the_fates_catch_and_the_fates_add_up():
    for values in ({}, {"cell_density": 1e8}, {"secretion": 1e4}, {"trap": 10.0}, {"blocker_ratio": 100.0}):
        result = run(**values)
        caught = result.params.secretion * (result.p_self + result.p_neighbors) / 100
        assert result.uptake == pytest.approx(caught, rel=1e-6)
        assert result.p_self + result.p_neighbors + result.p_lost == pytest.approx(100, rel=1e-12)
        assert result.received == pytest.approx(result.p_self + result.p_neighbors, rel=1e-9)


def test_what_is_lost_from_the_medium_is_what_was_not_taken_up():
    result = run(trap=0.05)
    rate = result.params.medium_loss + 0.05e-9 * 1e6
    drained = rate * result.bulk_level * MOLECULES_PER_UM3_PER_NM / (1e5 / CELLS_PER_ML_PER_UM3)
    assert drained == pytest.approx(10 - result.uptake, rel=1e-6)


def test_a_cell_alone_catches_da_over_one_plus_da():
    for receptors in (1e4, 1e5, 3e6):
        result = run(**ALONE | {"receptors": receptors, "secretion": 0.01})
        da = 1.6e6 * UM3_PER_S_PER_MOLAR_S * receptors / (4 * math.pi * 500)
        assert result.damkohler == pytest.approx(da, rel=1e-12)
        assert result.p_self == pytest.approx(100 * da / (1 + da), rel=1e-4)


def test_a_dense_culture_takes_up_all_or_all_that_its_receptors_can():
    assert run(cell_density=1e9, medium_loss=1e-7).uptake == pytest.approx(10, rel=1e-6)
    assert run(cell_density=1e9, medium_loss=1e-7, secretion=1e3).uptake == pytest.approx(200, rel=1e-4)


def test_with_equal_turnover_and_no_loss_the_occupied_share_is_secretion_over_synthesis():
    result = run(cell_density=1e7, medium_loss=1e-7, secretion=100)
    assert result.secretion_ratio == pytest.approx(0.5)
    assert result.occupancy == pytest.approx(50, rel=1e-3)
    assert result.p_lost < 0.1


def test_slow_diffusion_keeps_the_ligand_at_its_maker():
    shares = [run(**ALONE | {"diffusivity": d, "on_rate": 1e8}).p_self for d in (100.0, 10.0, 1.0)]
    assert np.all(np.diff(shares) > 0)
    assert shares[-1] > 99


def test_walks_of_the_model_end_as_the_closed_form_says_to_three_percent():
    params = Params(receptors=3e6, off_rate=0.0, cell_density=1e5, secretion=1.0)
    result, state = simulate(params), balance(cells_of(params))
    ball = Ball(radius=5.0, diffusivity=100.0, reactivity=float(state.capture) / params.escape)
    fates = np.bincount(walk(ball, medium_rates(params, state), 30000, 20, seed=1).fate, minlength=3) / 300
    assert fates == pytest.approx([result.p_self, result.p_neighbors, result.p_lost], abs=1.0)
    assert fates[0] == pytest.approx(result.p_self, rel=0.03)
    assert fates[1] == pytest.approx(result.p_neighbors, rel=0.03)


def test_the_two_hundred_particles_all_end_and_are_counted():
    for values in ({}, {"cell_density": 1.0}, {"trap": 1e7}, {"medium_loss": 1e-7, "cell_density": 1.0}):
        result = run(**values)
        assert result.counted_self + result.counted_neighbors + result.counted_lost == MOLECULES
        assert np.all(result.walk_end <= result.walk_time[-1])
        assert result.walk_distance.min() >= result.params.cell_radius
        assert np.bincount(result.walk_fate.astype(int), minlength=3)[0] == result.counted_self


def test_another_seed_gives_other_particles_and_the_same_fates():
    first, second = run(seed=1), run(seed=2)
    assert not np.array_equal(first.walk_distance, second.walk_distance)
    assert first.p_self == second.p_self


def test_the_profile_joins_the_cell_to_the_medium():
    result = run(trap=100.0)
    assert result.level[0] == pytest.approx(result.surface_level, rel=1e-12)
    assert result.level[-1] == pytest.approx(result.bulk_level, rel=1e-6)
    reach = math.sqrt(100 / (100e-9 * 1e6))
    at = 40
    own = (result.surface_level - result.bulk_level) * 5 / result.distance[at]
    own *= math.exp(-(result.distance[at] - 5) / reach)
    assert result.level[at] == pytest.approx(result.bulk_level + own, rel=1e-9)


def test_the_flux_that_leaves_the_surface_is_what_is_not_recaptured_from_the_level():
    result = run()
    slope = (result.level[1] - result.level[0]) / (result.distance[1] - result.distance[0])
    flux = -4 * math.pi * 25 * 100 * slope * MOLECULES_PER_UM3_PER_NM
    assert flux == pytest.approx(10 - result.uptake, rel=0.02)


def test_the_level_of_own_ligand_is_secretion_over_escape_and_capture():
    result = run(**ALONE)
    da = result.damkohler
    own = 1 / (4 * math.pi * 500 * (1 + da)) / MOLECULES_PER_UM3_PER_NM
    assert result.own_level == pytest.approx(own, rel=1e-3)
    assert result.own_level == pytest.approx(result.surface_level, rel=1e-3)


def test_half_of_the_receptors_are_occupied_at_the_secretion_named():
    for values in (IL2 | {"receptors": 1e3}, {}, IL2 | {"receptors": 1e4, "trap": 1e3}):
        need = run(**values, cell_density=1.0).half_secretion
        if need < 1e4:
            assert run(**values, cell_density=1.0, secretion=need).occupancy == pytest.approx(50, rel=2e-3)


def test_the_numbers_of_the_specification():
    assert run(**ALONE).p_self == pytest.approx(4.1, abs=0.05)
    assert run(cell_density=1.0, secretion=1.0).p_self == pytest.approx(1.7, abs=0.05)
    firm, loose = run(off_rate=0.0, cell_density=1e6), run(cell_density=1e6)
    assert (firm.p_self, firm.p_neighbors, firm.p_lost) == pytest.approx((4, 92, 4), abs=0.5)
    assert firm.received == pytest.approx(96, abs=0.5)
    assert (loose.p_self, loose.p_neighbors, loose.p_lost) == pytest.approx((1.6, 89, 9), abs=0.5)
    for loss, density in ((1e-5, 1.7e3), (1e-3, 1.7e5), (1 / 60, 2.9e6)):
        assert run(off_rate=0.0, medium_loss=loss).crossover_density == pytest.approx(density, rel=0.03)
    assert run(**ALONE | {"diffusivity": 10.0}).p_self == pytest.approx(30, abs=0.5)


def test_the_reach_of_il2_is_a_few_cell_diameters():
    few, many = (run(**IL2, receptors=r, cell_density=1e8, secretion=0.01) for r in (1e3, 1e4))
    assert few.screening_length == pytest.approx(48.6, rel=0.02)
    assert many.screening_length == pytest.approx(19.4, rel=0.02)


def test_the_secretion_for_half_occupancy_of_il2_is_far_above_the_simple_estimate():
    few, many = (run(**IL2, receptors=r) for r in (1e3, 1e4))
    assert (few.half_secretion, many.half_secretion) == pytest.approx((24, 28), rel=0.01)
    affinity = 2.3e-4 / 3.1e7 * 1e9
    assert affinity == pytest.approx(7.4e-3, rel=0.01)
    assert few.params.escape * affinity * MOLECULES_PER_UM3_PER_NM == pytest.approx(2.8, rel=0.01)
    assert few.params.escape * 10e-3 * MOLECULES_PER_UM3_PER_NM == pytest.approx(3.8, rel=0.01)


def test_the_marked_state_lies_on_the_curves():
    result = run(cell_density=3e4, secretion=30.0)
    for name in ("self", "neighbor", "lost"):
        at = np.interp(math.log(3e4), np.log(result.density), getattr(result, f"{name}_share"))
        assert at == pytest.approx(getattr(result, "p_neighbors" if name == "neighbor" else f"p_{name}"), abs=0.1)
    at = np.interp(math.log(result.secretion_ratio), np.log(result.ratio), result.occupied)
    assert at == pytest.approx(result.occupancy, abs=0.1)


def test_the_density_axis_ends_where_the_cells_touch():
    result = run(cell_radius=15.0)
    assert result.density[-1] * 1e-12 * 4 / 3 * math.pi * 15**3 == pytest.approx(0.74, abs=0.001)
    with pytest.raises(ParameterError, match=r"Cell density: 1e\+09 cells/mL .* radius of 15 µm.* up to 5.2e\+07"):
        run(cell_radius=15.0, cell_density=1e9)


def test_own_and_neighbors_may_never_meet_and_then_a_reason_is_given():
    always = run(medium_loss=1e-1, cell_radius=15.0, diffusivity=1.0, on_rate=1e8, receptors=3e6)
    assert isinstance(always.crossover_density, Absent)
    assert "maker" in always.crossover_density.reason


def test_the_discoveries_are_true():
    find = [dict(item.set) for item in lesson("autocrine/capture").discoveries]
    alone, crowd = run(**find[0]), run(**find[0] | {"cell_density": 1e6})
    assert (alone.p_self, alone.p_lost) == pytest.approx((4.1, 96), abs=0.1)
    assert (crowd.p_self, crowd.p_neighbors, crowd.p_lost) == pytest.approx((4.0, 92, 3.7), abs=0.4)
    assert crowd.received == pytest.approx(96, abs=0.5)
    losses = [run(**find[1] | {"medium_loss": k}).crossover_density for k in (1e-5, 1e-3, 0.01667)]
    assert losses == pytest.approx([1.7e3, 1.7e5, 2.9e6], rel=0.02)
    steps = [run(**find[2] | {"secretion": q}) for q in (20, 60, 200, 400)]
    assert [s.occupancy for s in steps] == pytest.approx([10, 30, 91, 99], abs=0.5)
    assert [s.p_lost for s in steps] == pytest.approx([1.0, 1.3, 9.2, 51], abs=0.6)
    reach = [run(**find[3] | {"receptors": r}).screening_length for r in (1e3, 1e4)]
    assert reach == pytest.approx([49, 19.5], abs=0.1)
    slow = [run(**find[4] | {"diffusivity": d}).p_self for d in (100, 10)]
    assert slow == pytest.approx([4.1, 30], abs=0.4)
    half = [run(**find[5] | {"receptors": r, "secretion": q}).occupancy for r, q in ((1e3, 24), (1e4, 28))]
    assert half == pytest.approx([50, 50], abs=0.2)


def test_the_prediction_and_the_quiz_are_true():
    alone, crowd = run(cell_density=1.0), run(cell_density=1e6)
    assert (alone.p_self, crowd.p_self, crowd.p_neighbors) == pytest.approx((1.7, 1.6, 89), abs=0.5)
    between = (crowd.params.cell_density / CELLS_PER_ML_PER_UM3) ** (-1 / 3)
    assert between == pytest.approx(100)
    firm = run(off_rate=0.0, cell_density=1e6)
    assert firm.p_neighbors > 90 > firm.p_self


def test_the_engineered_loop_lies_at_the_edge_of_what_was_measured():
    loop = preset("b82_tgf_alpha")
    assert loop.secretion_ratio == pytest.approx(0.3)
    assert loop.occupancy == pytest.approx(30, abs=0.5)
    assert loop.p_lost < 2
    above = run(**loop.params.changed() | {"secretion": 400.0})
    assert above.occupancy > 98
    assert above.p_lost == pytest.approx(50, abs=1)


def test_presets_are_the_same_in_both_experiments():
    here, there = (
        {p.id: (p.values, {k: g.evidence for k, g in p.grades.items()}) for p in lesson(f"autocrine/{name}").presets}
        for name in ("capture", "blockers")
    )
    assert set(here) <= set(there)
    assert all(here[name] == there[name] for name in here)


def test_shared_parameters_mean_the_same_in_both_experiments():
    here, there = parameters(Params), parameters(blockers.Params)
    for name in set(here) & set(there) - {"cell_density", "trap"}:
        assert (here[name].label, getattr(here[name], "unit", "")) == (
            there[name].label,
            getattr(there[name], "unit", ""),
        )
        assert here[name].default == there[name].default


def test_cautions_name_what_is_broken():
    assert cautions(run()) == ()
    texts = " ".join(c.text for c in cautions(run(cell_density=5e8)))
    assert "close to its maker" in texts
    assert "fill 26 %" in texts
    assert "Chance rules" in cautions(run(secretion=0.01, receptors=100.0, cell_density=1.0))[0].text
    assert any("less trap" in c.text for c in cautions(run(trap=1e-4, secretion=1e4)))


def numbers():
    for name, quantity in parameters(Params).items():
        if isinstance(quantity, Number) and not quantity.integer:
            ends = (quantity.low, quantity.high)
            inside = st.floats(*(np.log(end) if quantity.scale == "log" else end for end in ends))
            inside = inside.map(lambda x, q=quantity: np.exp(x) if q.scale == "log" else x)
            inside = inside.map(lambda x, q=quantity: min(max(float(f"{x:.4g}"), q.low), q.high))
            yield name, st.just(0.0) | inside if quantity.zero else inside


@settings(max_examples=40, deadline=None)
@given(values=st.fixed_dictionaries(dict(numbers())), seed=st.integers(1, 999))
def test_every_state_is_physical(values, seed):
    params = Params(**values, seed=seed)
    assume(params.filled < 0.74)
    result = simulate(params)
    assert 0 <= result.occupancy <= 100
    assert 0 <= result.uptake <= min(result.params.secretion, result.synthesis) * (1 + 1e-9)
    assert result.bulk_level <= result.surface_level * (1 + 1e-9)
    assert np.all(np.diff(result.level) <= 1e-12 * result.level[0])
    assert np.all(np.diff(result.occupied) > -1e-9)
    failed = [check for check in checks(result) if not check.passed]
    assert not failed
