import numpy as np
import pytest
from scipy.integrate import solve_ivp

from content.loader import lesson
from models.juxtacrine.notch_jagged import Params, cautions, checks, simulate
from models.juxtacrine.notch_jagged_curve import curve, folds, states_at, steady_states, surroundings
from models.juxtacrine.notch_jagged_pair import mismatch, pair_states
from models.juxtacrine.notch_jagged_sheet import run
from models.juxtacrine.shared import SIDE
from models.numerics.cell_sheet import hexagon_neighbors
from models.results import Absent

DELTA_ONLY = {"notch_rate": 500, "delta_rate": 1000, "jagged_rate": 0, "external_notch": 500}
NEIGHBORS = hexagon_neighbors(SIDE)


def fold_ligand(**values) -> np.ndarray:
    return simulate(Params(**values)).fold_positions


def walk(ligands, start: float = 0.0, **values) -> list:
    """Answers as a reader gets them who moves the ligand along ``ligands``: each starts where the last ended."""
    params, found = Params(start_nicd=start, **values), []
    for ligand in ligands:
        result = simulate(params.replace(external_ligand=ligand))
        params = result.after()
        found.append(result)
    return found


def change(circuit, notch_outside: float, ligand: float):
    """The four equations as written, for an independent solver."""

    def rates(_, y):
        n, d, j, i = y
        made = circuit.made(np.array(i))
        return [
            float(made[0]) - n * (circuit.cis * (d + j) + circuit.trans * ligand + circuit.decay),
            float(made[1]) - d * (circuit.cis * n + circuit.trans * notch_outside + circuit.decay),
            float(made[2]) - j * (circuit.cis * n + circuit.trans * notch_outside + circuit.decay),
            circuit.trans * n * ligand - circuit.nicd_decay * i,
        ]

    return rates


# One cell


def test_the_folds_with_delta_only_are_those_of_the_specification():
    assert fold_ligand(**DELTA_ONLY) == pytest.approx([2379.617, 736.926], rel=1e-4)


def test_with_jagged_there_are_four_folds():
    assert fold_ligand(external_notch=3000) == pytest.approx([1021.52, 976.35, 1272.42, 1240.89], rel=1e-4)
    assert fold_ligand(external_notch=1000) == pytest.approx([1612, 1460, 1803, 1560], rel=1e-3)
    hybrid = simulate(Params()).fold_nicd[1:3]
    assert hybrid == pytest.approx([153, 271], abs=1), "the hybrid branch lies between the second and the third fold"


def test_more_notch_outside_moves_all_folds_to_lower_ligand():
    assert np.all(fold_ligand(external_notch=3000) < fold_ligand(external_notch=1000))


def test_every_point_of_the_curve_balances_the_four_equations():
    circuit = Params().circuit()
    nicd = np.geomspace(1, 5000, 40)
    found = states_at(circuit, nicd, 1000.0)
    for k in range(nicd.size):
        rates = change(circuit, 1000.0, found.ligand[k])(0, (found.notch[k], found.delta[k], found.jagged[k], nicd[k]))
        assert np.max(np.abs(rates)) < 1e-8 * circuit.notch


def test_stability_agrees_with_the_eigenvalues_of_all_four_equations():
    circuit = Params().circuit()
    found = states_at(circuit, np.geomspace(20, 3000, 30), 1000.0)
    for k in range(30):
        state = np.array([found.notch[k], found.delta[k], found.jagged[k], found.nicd[k]])
        rates, small = change(circuit, 1000.0, found.ligand[k]), 1e-5 * state
        columns = [
            (np.array(rates(0, state + e * small)) - np.array(rates(0, state - e * small))) / (2 * small @ e)
            for e in np.eye(4)
        ]
        assert (np.linalg.eigvals(np.array(columns).T).real.max() < 0) == found.stable[k]


def test_between_the_folds_the_rising_parts_hold_and_the_falling_one_does_not():
    along = curve(Params(**DELTA_ONLY).circuit(), 500.0)
    rising = np.gradient(along.ligand, along.nicd) > 0
    drawn = along.ligand < 6000
    assert np.count_nonzero((rising != along.stable)[drawn]) <= 4


def test_all_states_at_a_ligand_are_found():
    circuit = Params().circuit()
    along = curve(circuit, 1000.0)
    found = steady_states(circuit, 1000.0, 1600.0, along)
    assert found.nicd == pytest.approx([82.3, 101.0, 198.5, 404.7, 552.1], abs=0.1)
    assert found.stable.tolist() == [True, False, True, False, True]
    np.testing.assert_allclose(found.ligand, 1600.0, rtol=1e-9)


def test_the_cell_settles_where_the_four_equations_lead_it():
    """From the state left behind, after a small move of the ligand: an independent solver, near and past a fold."""
    for ligands, values in (([1500, 1612.5], {}), ([1600, 1803.5], {"start": 200.0}), ([1600, 1559], {"start": 600.0})):
        before, after = walk(ligands, values.get("start", 0.0))
        circuit = before.params.circuit()
        start = [before.notch, before.delta, before.jagged, before.nicd]
        way = solve_ivp(change(circuit, 1000.0, ligands[1]), (0, 4000), start, method="LSODA", rtol=1e-8)
        assert way.y[3, -1] == pytest.approx(after.nicd, rel=1e-3)


def test_between_the_two_folds_of_delta_only_history_decides():
    up = walk([0, 700, 1500, 2300, 2400], **DELTA_ONLY)
    down = walk([1500, 800, 730], up[-1].nicd, **DELTA_ONLY)
    assert [r.state for r in up] == ["sender"] * 4 + ["receiver"]
    assert [r.state for r in down] == ["receiver", "receiver", "sender"]
    assert (up[2].nicd, down[0].nicd) == pytest.approx((35.9, 780), rel=2e-3)
    assert (up[2].jump_up, down[0].jump_down) == pytest.approx((2380, 737), rel=1e-3)


def test_walking_up_and_back_with_jagged_takes_two_jumps_each_way_through_a_hybrid():
    up = walk([1500, 1600, 1620, 1700, 1800, 1810])
    down = walk([1700, 1570, 1550, 1500, 1455], up[-1].nicd)
    assert [r.state for r in up] == ["sender", "sender", "hybrid", "hybrid", "hybrid", "receiver"]
    assert [r.state for r in down] == ["receiver", "receiver", "hybrid", "hybrid", "sender"]
    assert up[1].stable_states == 3
    assert all(175 < r.nicd < 265 for r in (*up[2:5], *down[2:4]))
    assert (up[1].jump_up, up[3].jump_up, down[0].jump_down, down[3].jump_down) == pytest.approx(
        (1612, 1803, 1560, 1460), rel=1e-3
    )


def test_an_answer_starts_where_it_ended_also_at_a_fold():
    edge = fold_ligand()[0]
    for ligand in (0.0, 1e-6, 1500.0, float(f"{edge:.4g}"), float(f"{edge - 0.5:.4g}"), 1600.0, 6000.0):
        for start in (0.0, 91.17, 900.0):
            reached = simulate(Params(external_ligand=ligand, start_nicd=start)).after()
            assert simulate(reached).after() == reached


def test_unstable_states_separate_the_basins():
    low, high = (simulate(Params(external_ligand=1600, start_nicd=s)) for s in (100.9, 101.1))
    assert (low.state, high.state) == ("sender", "hybrid")


def test_without_ligand_there_is_no_signal():
    result = simulate(Params())
    assert (result.nicd, result.stable_states) == (0.0, 1.0)
    made_n = 1600.0
    total = result.delta + result.jagged
    assert result.notch * (5e-4 * total + 0.1) == pytest.approx(made_n, rel=1e-9)


def test_the_map_counts_what_the_curve_finds():
    circuit, notch, ligand = Params().circuit(), np.array([500.0, 1000.0, 3000.0]), np.linspace(0, 3000, 61)
    counted = surroundings(circuit, notch, ligand).states
    for row, outside in enumerate(notch):
        along = curve(circuit, outside)
        for column in range(1, ligand.size, 3):
            found = steady_states(circuit, outside, float(ligand[column]), along)
            near = np.abs(folds(along)[1] - ligand[column]).min(initial=np.inf) < 5
            assert near or counted[row, column] == np.count_nonzero(found.stable)


# Two cells


def test_two_cells_with_half_the_binding_have_three_stable_states():
    result = simulate(Params(trans_rate=2.5e-5))
    assert (result.pair_states, result.pair_alike) == (3, 1)
    stable = result.pair_stable == 1
    assert sorted(result.pair_first[stable]) == pytest.approx([31.0, 227.0, 1162.3], rel=1e-2)
    assert np.count_nonzero(~stable) == 2


def test_at_the_default_binding_the_alike_pair_is_unstable():
    result = simulate(Params())
    assert (result.pair_states, result.pair_alike) == (2, 0)


def test_exchanging_the_two_cells_exchanges_the_solution():
    for values in ({}, {"trans_rate": 2.5e-5}, DELTA_ONLY):
        circuit = Params(**values).circuit()
        found = pair_states(circuit)
        images = {tuple(np.round(s, 6)) for s in found.nicd.T}
        assert images == {tuple(np.round(s[::-1], 6)) for s in found.nicd.T}
        np.testing.assert_allclose(mismatch(circuit, found.nicd)[::-1], mismatch(circuit, found.nicd[::-1]), atol=1e-9)
        assert np.abs(mismatch(circuit, found.nicd)).max() < 1e-7 * circuit.notch


def test_pairs_in_time_end_in_the_stable_states_that_were_found():
    result = simulate(Params(trans_rate=2.5e-5))
    stable = np.stack([result.pair_first, result.pair_second])[:, result.pair_stable == 1]
    unlike = [run_ for run_ in result.pairs[-1] if abs(run_[0] - run_[1]) > 300]
    assert len(unlike) > 3
    for end in unlike:
        assert np.min(np.abs(stable - end[:, None]).max(axis=0)) < 0.03 * end.max()


def test_identical_cells_of_a_pair_stay_identical():
    pairs = simulate(Params()).pairs
    alike = pairs[0, :, 0] == pairs[0, :, 1]
    np.testing.assert_array_equal(pairs[:, alike, 0], pairs[:, alike, 1])


# The sheet


def test_jagged_alone_makes_the_sheet_uniform():
    for seed in (1, 2, 3):
        result = simulate(Params(delta_rate=0, seed=seed))
        assert result.nicd_cv < 1e-5
        assert isinstance(result.neighbor_correlation, Absent)
        assert result.sheet_nicd[-1].mean() == pytest.approx(418.4, abs=0.1)


def test_delta_alone_makes_neighbors_opposite():
    found = [simulate(Params(**DELTA_ONLY, seed=seed)) for seed in range(1, 7)]
    assert np.mean([r.nicd_cv for r in found]) == pytest.approx(1.05, abs=0.05)
    assert np.mean([r.neighbor_correlation for r in found]) == pytest.approx(-0.82, abs=0.05)


def test_both_together_make_a_milder_pattern():
    assert np.mean([simulate(Params(seed=s)).nicd_cv for s in range(1, 7)]) == pytest.approx(0.24, abs=0.03)
    spread = [simulate(Params(jagged_rate=j)).nicd_cv for j in (0, 1200)]
    assert spread == pytest.approx([0.687, 0.221], abs=2e-3)


def test_the_sheet_remembers_how_it_began():
    alike, different = (simulate(Params(trans_rate=2.5e-5, sheet_start=s)) for s in ("alike", "random"))
    assert alike.nicd_cv < 1e-4
    assert different.nicd_cv == pytest.approx(0.665, abs=2e-3)


def test_the_sheet_ends_where_its_equations_balance():
    params = Params(**DELTA_ONLY)
    course = run(params.circuit(), random=True, seed=1, selected=0, treatment="sender")
    nicd, ligand = course.nicd[-1], course.ligand[-1]
    notch_cut = params.nicd_decay * nicd / (params.trans_rate * ligand[NEIGHBORS].mean(axis=0))
    made = params.notch_rate * (2 - 1 / (1 + (nicd / 200) ** 2))
    lost = notch_cut * (params.cis_rate * ligand + params.decay) + params.nicd_decay * nicd
    still = np.abs(course.nicd[-1] - course.nicd[-5]) < 1e-3 * course.nicd[-1].max()
    assert still.mean() > 0.6
    np.testing.assert_allclose(lost[still], made[still], rtol=0.05)


def test_a_treated_cell_is_what_it_was_made():
    circuit = Params(**DELTA_ONLY).circuit()
    runs = {t: run(circuit, random=True, seed=1, selected=79, treatment=t) for t in ("sender", "silenced", "ablated")}
    around = NEIGHBORS[:, 78]
    free = run(circuit, random=True, seed=1, selected=0, treatment="sender")
    forced = runs["sender"]
    assert forced.ligand[-1, 78] > 1.5 * free.ligand[-1, 78]
    assert forced.nicd[-1, around].mean() > 1.2 * runs["silenced"].nicd[-1, around].mean()
    assert runs["silenced"].ligand[:, 78].max() == 0 and runs["silenced"].nicd[-1, 78] > 200
    assert runs["ablated"].ligand[:, 78].max() == 0 and runs["ablated"].nicd[:, 78].max() == 0


def test_a_forced_sender_lifts_its_neighbors_except_where_delta_alone_has_made_a_pattern():
    for values, free, forced in (({}, 490, 770), (DELTA_ONLY, 340, 390)):
        found = []
        for seed in (1, 2, 3):
            before = simulate(Params(**values, seed=seed)).sheet_nicd[-1]
            for cell in (20, 79, 100):
                after = simulate(Params(**values, seed=seed, selected_cell=cell)).sheet_nicd[-1]
                beside = NEIGHBORS[:, cell - 1]
                found.append((before[beside].mean(), after[beside].mean()))
        assert np.mean(found, axis=0) == pytest.approx((free, forced), abs=5)


def test_a_treated_cell_does_not_count_in_the_spread():
    alike = {"delta_rate": 600, "jagged_rate": 2500, "selected_cell": 79}
    for treatment in ("sender", "silenced", "ablated"):
        assert simulate(Params(**alike, treatment=treatment)).nicd_cv < 0.05


# Words and odd settings


@pytest.mark.parametrize(("name", "state"), [("delta_only", "sender"), ("ndj_1000", "sender"), ("ndj_3000", "hybrid")])
def test_presets_begin_in_the_state_that_a_cell_without_history_takes(name, state):
    values = next(p.values for p in lesson("juxtacrine/notch_jagged").presets if p.id == name)
    assert simulate(Params(**values)).state == state


def test_a_sheet_with_much_jagged_is_alike_and_one_with_little_is_not():
    tip, cluster = (
        simulate(Params(**next(p.values for p in lesson("juxtacrine/notch_jagged").presets if p.id == name)))
        for name in ("tip_stalk", "emt_cluster")
    )
    assert tip.nicd_cv > 0.5 > 1e-3 > cluster.nicd_cv


def test_settings_without_any_ligand_answer_too():
    result = simulate(Params(delta_rate=0, jagged_rate=0, external_ligand=6000))
    assert result.nicd > 0 and result.pair_states == 1 and result.nicd_cv == 0


def test_a_reversed_wiring_brings_a_caution():
    assert any("turned round" in c.text for c in cautions(simulate(Params(fold_delta=2))))


def test_two_cells_that_make_next_to_no_ligand_rest_without_signal():
    result = simulate(Params(delta_rate=0.0, jagged_rate=1e-71, notch_rate=1.0, fold_jagged=0.0, external_notch=0.0))
    assert result.pair_states == 1
    assert result.pair_first == pytest.approx([0.0], abs=1e-9)
    assert all(check.passed for check in checks(result))
