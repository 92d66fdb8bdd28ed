import numpy as np
import pytest
from scipy.sparse import lil_matrix
from scipy.sparse.linalg import spsolve

from content.loader import lesson
from models.chemokine import autologous_chemotaxis_field as surroundings
from models.chemokine.autologous_chemotaxis import Params, cautions, checks, simulate
from models.numerics.flow_past_sphere import MODES, RADIUS, Around, Places, solve, velocity
from models.quantities import ParameterError
from models.results import Absent

FACTOR = {"gel": 0.75, "free": 0.375}


def formula(around):
    """Return A₁ to first order in Pe, for a flux of 1."""
    return FACTOR[around.flow] * around.peclet / (2 + around.uptake) / (1 + around.uptake)


def discovery(number):
    return lesson("chemokine/autologous_chemotaxis").discoveries[number - 1]


def at(number, **values):
    return simulate(Params(**{**discovery(number).set, **values}))


def finite_volumes(peclet, flow, uptake=0.0, radial=80, polar=40, outer=60.0):
    """Solve the same field on 80 × 40 axisymmetric volumes, central differences; return mean level and A₁."""
    edge = np.geomspace(1.0, outer, radial + 1)
    middle = np.sqrt(edge[:-1] * edge[1:])
    angle = np.linspace(0, np.pi, polar + 1)
    cosine = np.cos(angle)
    center = np.arccos((cosine[:-1] + cosine[1:]) / 2)
    band, ring = -np.diff(cosine), np.diff(edge**2) / 2
    matrix, right = lil_matrix((radial * polar,) * 2), np.zeros(radial * polar)

    def index(i, j):
        return i * polar + j

    for i in range(radial):
        for j in range(polar):
            here = index(i, j)
            if i < radial - 1:
                face, there = edge[i + 1], index(i + 1, j)
                conduct = face**2 * band[j] / (middle[i + 1] - middle[i])
                carry = peclet * velocity(flow, np.array([face]))[0][0] * np.cos(center[j]) * face**2 * band[j] / 2
                for row, sign in ((here, 1), (there, -1)):
                    matrix[row, here] += sign * (conduct + carry)
                    matrix[row, there] += sign * (-conduct + carry)
            else:
                slope = peclet / 2 * (1 - np.cos(center[j])) + 1 / outer
                carried = peclet * velocity(flow, np.array([outer]))[0][0] * np.cos(center[j])
                matrix[here, here] += outer**2 * band[j] * (slope + carried)
            if j < polar - 1:
                there, side = index(i, j + 1), np.sin(angle[j + 1])
                conduct = side * np.log(edge[i + 1] / edge[i]) * middle[i] / (center[j + 1] - center[j])
                tangent = -np.sin(angle[j + 1]) * velocity(flow, middle[i : i + 1])[1][0]
                carry = peclet * tangent * side * ring[i] / 2
                for row, sign in ((here, 1), (there, -1)):
                    matrix[row, here] += sign * (conduct + carry)
                    matrix[row, there] += sign * (-conduct + carry)
    for j in range(polar):
        # from the surface to the first center, half a volume
        half = (middle[0] - 1) * 1.0
        conduct = band[j] / (1 + uptake * half)
        right[index(0, j)] += conduct
        matrix[index(0, j), index(0, j)] += uptake * conduct
    level = spsolve(matrix.tocsr(), right).reshape(radial, polar)
    surface = (level[0] + half) / (1 + uptake * half)
    return surface @ band / 2, 1.5 * (surface * np.cos(center)) @ band


@pytest.mark.parametrize("flow", ["gel", "free"])
@pytest.mark.parametrize("uptake", [0.0, 2.0, 10.0])
def test_the_solved_amplitude_tends_to_the_formula_in_slow_flow(flow, uptake):
    around = Around(1e-4, flow, uptake)
    assert solve(around)[0, 1] == pytest.approx(formula(around), rel=1.5e-3)


@pytest.mark.parametrize(("peclet", "share"), [(0.01, 0.99), (0.1, 0.91), (0.5, 0.64)])
def test_the_formula_overestimates_by_the_published_shares(peclet, share):
    around = Around(peclet, "gel")
    assert solve(around)[0, 1] / formula(around) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(("peclet", "flow", "uptake"), [(0.3, "gel", 0.0), (0.3, "free", 2.0)])
def test_the_modes_agree_with_eighty_by_forty_finite_volumes(peclet, flow, uptake):
    mean, amplitude = finite_volumes(peclet, flow, uptake)
    modes = solve(Around(peclet, flow, uptake))
    assert modes[0, 0] == pytest.approx(mean, rel=0.01)
    assert modes[0, 1] == pytest.approx(amplitude, rel=0.03)


def test_the_flow_is_divergence_free_and_does_not_enter_the_cell():
    radius = np.linspace(1.0, 20.0, 2000)
    for flow in ("gel", "free"):
        radial, tangential = velocity(flow, radius)
        assert radial[0] == pytest.approx(0, abs=1e-12)
        slope = np.gradient(radius**2 * radial, radius, edge_order=2)
        np.testing.assert_allclose(slope[1:-1], (2 * radius * tangential)[1:-1], rtol=5e-3)
    assert velocity("free", np.ones(1))[1][0] == pytest.approx(0, abs=1e-12)  # it sticks
    assert velocity("gel", np.ones(1))[1][0] == pytest.approx(1.5)  # it slips


def test_ligand_is_conserved_through_every_sphere():
    for flow, uptake in (("gel", 0.0), ("free", 3.0)):
        field = solve(Around(0.4, flow, uptake))
        face = np.sqrt(RADIUS[:-1] * RADIUS[1:])
        carried = 0.4 * velocity(flow, face)[0] * (field[:-1, 1] + field[1:, 1]) / 6
        passed = face**2 * ((field[:-1, 0] - field[1:, 0]) / np.diff(RADIUS) + carried)
        np.testing.assert_allclose(passed, 1 - uptake * field[0, 0], rtol=1e-9)


def test_the_far_field_is_the_plume_of_a_point_source():
    field = solve(Around(0.2, "gel"))
    x, y = np.array([20.0, -20.0, 0.0]), np.array([0.0, 0.0, 20.0])
    plume = np.exp(-0.1 * (20 - x)) / 20
    np.testing.assert_allclose(Places.of(x, y).read(field), plume, rtol=0.06)


def test_the_asymmetry_is_odd_in_the_flow():
    signs = (-1.0) ** np.arange(MODES)
    for flow in ("gel", "free"):
        forward, backward = solve(Around(0.3, flow, 1.0)), solve(Around(-0.3, flow, 1.0))
        np.testing.assert_allclose(backward, forward * signs, atol=1e-12)
    assert simulate(Params(interstitial_flow=0.0)).asymmetry == 0


def test_without_flow_the_level_is_that_of_a_sphere():
    field = solve(Around(0.0, "gel", 2.0))
    np.testing.assert_allclose(field[:, 0], 1 / 3 / RADIUS, rtol=2e-3)
    assert np.all(np.abs(field[:, 1:]) < 1e-15)


@pytest.mark.parametrize("uptake", [0.3, 2.0, 10.0])
def test_the_cue_is_exactly_zero_when_uptake_equals_secretion_and_reversed_beyond(uptake):
    params, balance = Params(capture_ratio=uptake), 1 / uptake
    cell = surroundings.around(params)
    assert surroundings.linear(params, balance)[1] == pytest.approx(0, abs=1e-17)
    assert cell.surface(balance)[1] == pytest.approx(0, abs=1e-15)
    assert cell.surface(0.9 * balance)[1] > 0 > cell.surface(1.1 * balance)[1]
    assert simulate(params).balance_bath == pytest.approx(balance / (4 * np.pi))


def test_a_gel_gives_twice_the_asymmetry_of_a_no_slip_sphere():
    gel, free = at(1), at(1, medium="free")
    assert gel.asymmetry_linear / free.asymmetry_linear == pytest.approx(2, rel=1e-12)
    assert (gel.asymmetry_linear, free.asymmetry_linear) == pytest.approx((3.375, 1.6875))
    assert (gel.asymmetry, free.asymmetry) == pytest.approx((3.30, 1.59), abs=0.005)
    slow = [solve(Around(1e-4, flow))[0, 1] for flow in ("gel", "free")]
    assert slow[0] / slow[1] == pytest.approx(2, rel=3e-3)


def test_the_formula_is_proportional_to_the_flow_and_the_mean_hardly_changes():
    one, two = simulate(Params()), simulate(Params(interstitial_flow=1.2))
    assert two.asymmetry_linear == pytest.approx(2 * one.asymmetry_linear)
    assert two.asymmetry == pytest.approx(6.46, abs=0.01)
    assert two.mean_level / one.mean_level == pytest.approx(0.98, abs=0.005)
    still = simulate(Params(interstitial_flow=0.0)).mean_level
    assert still == pytest.approx(1 / (4 * np.pi), rel=1e-9)
    assert one.mean_level / still == pytest.approx(0.98, abs=0.005)


def test_a_capture_ratio_of_two_halves_the_cue():
    result = at(2, capture_ratio=2.0)
    assert result.asymmetry_linear == pytest.approx(at(2).asymmetry_linear / 2)
    assert result.asymmetry == pytest.approx(1.65, abs=0.005)


def test_ligand_freed_by_a_protease_is_about_twice_as_asymmetric():
    assert at(3, release="protease").asymmetry == pytest.approx(6.4, abs=0.05)
    gains = [at(3, protease_reach=reach).amplification for reach in (1.0, 2.0, 5.0, 10.0)]
    assert gains == pytest.approx([1.62, 1.79, 1.93, 1.98], abs=0.01)
    free = [at(3, protease_reach=reach, medium="free").amplification for reach in (1.0, 10.0)]
    assert free == pytest.approx([1.84, 3.25], abs=0.02)
    # the specification's range, over its flows and reaches of two radii or more in a gel
    for flow in (0.1, 2.0, 5.0):
        for reach in (2.0, 5.0, 10.0):
            assert 1.75 < simulate(Params(interstitial_flow=flow, protease_reach=reach)).amplification < 2.4


def test_freed_ligand_in_still_fluid_meets_the_cell_at_one_over_one_plus_its_reach():
    for reach in (1.0, 5.0, 10.0):
        cell = surroundings.around(Params(interstitial_flow=0.0, release="protease", protease_reach=reach))
        assert cell.surface(0.0)[0] == pytest.approx(1 / (1 + reach), rel=3e-3)


def test_the_crossover_density_masks_half_of_the_cue():
    alone, crowd = simulate(Params()), at(4)
    assert alone.crossover_density == pytest.approx(0.6 / (4 * np.pi * 100 * 7.5 * 2000) * 1e12)
    assert alone.crossover_density == pytest.approx(31830, rel=1e-3)
    assert crowd.asymmetry_linear == pytest.approx(alone.asymmetry_linear / 2, rel=1e-3)
    assert crowd.asymmetry == pytest.approx(1.63, abs=0.005)
    assert at(4, cell_density=1e5).asymmetry == pytest.approx(0.78, abs=0.005)
    assert np.all(np.diff(alone.asymmetry_over_density) < 0)
    far_above = alone.density > 30 * alone.crossover_density
    assert np.all(alone.asymmetry_over_density[far_above] < alone.asymmetry / 30)


def test_neighbors_that_take_up_bring_the_background_to_balance_but_never_beyond():
    result = simulate(Params(capture_ratio=2.0, cell_density=1e7))
    assert result.background == pytest.approx(result.balance_bath, rel=1e-9)
    assert result.asymmetry >= 0
    one, own = simulate(Params(capture_ratio=2.0, cell_density=100.0)), 1 / 3 / (4 * np.pi)
    assert one.background == pytest.approx(one.masking * own, rel=0.01)  # far below n*, both scale alike


def test_freed_ligand_is_masked_by_fewer_neighbors():
    secreted, freed = Params(), Params(release="protease", protease_reach=5.0)
    assert simulate(freed).crossover_density == pytest.approx(simulate(secreted).crossover_density / 6)
    at_crossover = freed.replace(cell_density=simulate(freed).crossover_density)
    assert simulate(at_crossover).asymmetry == pytest.approx(simulate(freed).asymmetry / 2, rel=0.08)


def test_freed_ligand_has_a_balance_of_its_own():
    values = {"capture_ratio": 2.0, "release": "protease"}
    balance = simulate(Params(**values)).balance_bath
    assert balance < simulate(Params(capture_ratio=2.0)).balance_bath  # freed ligand is less at the cell itself
    below, at, beyond = (simulate(Params(**values, bath_concentration=x * balance)) for x in (0.9, 1.0, 1.1))
    assert below.asymmetry > 0.05 and beyond.asymmetry < -0.05
    assert at.asymmetry == pytest.approx(0, abs=0.01)
    assert isinstance(simulate(Params(**values, interstitial_flow=0.0)).balance_bath, Absent)


def test_bath_ligand_reverses_the_cue_beyond_balance():
    start = at(5)
    assert start.balance_bath == pytest.approx(0.0398, abs=1e-4)
    assert at(5, bath_concentration=0.0398).asymmetry == pytest.approx(0, abs=1e-3)
    assert at(5, bath_concentration=0.1).asymmetry == pytest.approx(-1.1, abs=0.02)
    assert at(5, bath_concentration=0.1).sign == -1 and start.sign == 1
    without_uptake = simulate(Params(bath_concentration=0.3))
    assert without_uptake.asymmetry > 0 and isinstance(without_uptake.balance_bath, Absent)


def test_in_fast_flow_the_formula_overestimates():
    fast = at(6, interstitial_flow=5.0)
    assert fast.peclet == pytest.approx(0.375)
    assert (fast.asymmetry, fast.asymmetry_linear) == pytest.approx((23.4, 28.1), abs=0.05)
    assert any("overestimates" in c.text for c in cautions(fast))
    assert not cautions(simulate(Params()))


def test_the_denser_gel_of_breast_cancer_cells_has_the_weaker_cue():
    values = next(p.values for p in lesson("chemokine/autologous_chemotaxis").presets if p.id == "breast_gel")
    sparse, dense = simulate(Params(**values)), simulate(Params(**{**values, "cell_density": 2.5e5}))
    assert sparse.masking < 1 < dense.masking
    assert dense.asymmetry / sparse.asymmetry == pytest.approx(0.5, abs=0.02)


def test_streamlines_keep_their_stream_function_and_pass_around_the_cell():
    for medium in ("gel", "free"):
        lines = surroundings.streamlines(medium, 7.5) / 7.5
        along = surroundings.ALONG / 7.5
        psi = surroundings.stream_function(medium, along, lines)
        expected = (surroundings.LINES / 7.5) ** 2 / 2
        np.testing.assert_allclose(psi, np.repeat(expected[:, np.newaxis], along.size, axis=1), rtol=1e-6)
        assert np.all(np.hypot(along, lines) > 1)
        np.testing.assert_allclose(lines, lines[:, ::-1], rtol=1e-9)


def test_the_field_is_mirrored_across_the_axis_and_without_flow_along_it():
    result = simulate(Params(interstitial_flow=0.0))
    np.testing.assert_allclose(result.field, result.field[::-1])
    np.testing.assert_allclose(result.field, result.field[:, ::-1], rtol=1e-9)
    flowing = simulate(Params())
    assert np.all(flowing.field[:, -1] > flowing.field[:, 0])
    turned = flowing.surface[flowing.angle == 0][0] - flowing.surface[0]
    assert turned == pytest.approx(flowing.asymmetry, rel=0.01)


def test_neighbors_in_still_fluid_are_refused_by_name():
    with pytest.raises(ParameterError) as caught:
        simulate(Params(interstitial_flow=0.0, cell_density=1e5))
    assert caught.value.name == "cell_density" and "still fluid" in str(caught.value)


@pytest.mark.parametrize("flow", [0.01, 5.0])
@pytest.mark.parametrize("uptake", [0.0, 0.01, 10.0])
@pytest.mark.parametrize("release", ["secreted", "protease"])
def test_opposite_bounds_at_once_give_a_sound_answer(flow, uptake, release):
    params = Params(
        interstitial_flow=flow, capture_ratio=uptake, release=release, cell_density=1e7, bath_concentration=0.3,
        cell_radius=10.0, diffusivity=50.0, slab_length=3.0, protease_reach=10.0, medium="free",
    )  # fmt: skip
    result = simulate(params)
    assert abs(result.asymmetry) < 200 and result.mean_level > 0
    assert all(check.passed for check in checks(result)), checks(result)
