import numpy as np
import pytest
from scipy.integrate import solve_ivp

from models.numerics.cell_uptake import Uptake, cell_levels
from models.numerics.smooth_tissue import Niche, Tissue

LINEAR = Uptake(514.8, 4 * np.pi * 50)
SATURABLE = Uptake(514.8, 4 * np.pi * 50, 10.0)


def tissue(uptake: Uptake = LINEAR, density: float = 1e-5) -> Tissue:
    return Tissue(10.0, density, 10.0, uptake)


def test_the_linear_level_solves_the_equation_and_carries_the_secretion():
    niche, step = Niche(tissue(), 8.0), 1e-2
    radii = np.array([20.0, 60.0, 150.0])
    moved = [(radii + shift) * niche.level(radii + shift) for shift in (-step, 0.0, step)]
    curvature = (moved[0] - 2 * moved[1] + moved[2]) / step**2
    assert curvature == pytest.approx(moved[1] / tissue().decay_length ** 2, rel=1e-5)
    near = np.array([10.0, 10.0 + 1e-4])
    assert -4 * np.pi * 10 * 100 * np.diff(niche.level(near))[0] / 1e-4 == pytest.approx(8.0, rel=1e-4)


def test_saturable_uptake_at_a_low_level_is_the_closed_form():
    radii = np.linspace(10, 400, 40)
    assert Niche(tissue(SATURABLE), 1e-4).level(radii) == pytest.approx(Niche(tissue(), 1e-4).level(radii), rel=2e-4)


def test_newton_agrees_with_an_initial_value_solver_run_inward():
    niche = Niche(tissue(SATURABLE), 2000.0)
    place, length = tissue(SATURABLE), tissue(SATURABLE).decay_length
    far = float(niche.radii[-1])
    start = float(niche.moved[-1])

    def inward(radius, state):
        return [state[1], radius * place.density * place.uptake.rate(np.array([state[0] / radius]))[0] / 10.0]

    run = solve_ivp(inward, (far, 30.0), [start, -start / length], method="DOP853", rtol=1e-10, atol=1e-16)
    assert run.y[0, -1] == pytest.approx(30.0 * niche.level(np.array([30.0]))[0], rel=5e-3)


def test_the_grid_is_of_second_order(monkeypatch):
    errors = []
    for points in (101, 201, 401):
        monkeypatch.setattr("models.numerics.smooth_tissue.POINTS", points)
        errors.append(abs(Niche(tissue(SATURABLE), 1e-4).level(np.array([10.0]))[0] / Niche(tissue(), 1e-4).level(
            np.array([10.0]))[0] - 1))  # fmt: skip
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.2)
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize("secretion", [1.0, 1e3, 1e6])
def test_the_tissue_takes_up_what_is_secreted(secretion):
    assert Niche(tissue(SATURABLE), secretion).taken() == pytest.approx(secretion, rel=1e-9)


def test_the_saturated_radius_is_right_within_4_percent():
    """q = 1e6 molecules/s, n V = 0.005 molecules/(µm³ s), K_m = 1 molecule/µm³: where uptake is half its greatest."""
    density, endless = 1e-5, 1e9
    place = tissue(Uptake(0.005 / density / 1.0, endless, 0.005 / density), density)
    assert place.saturated_radius(1e6) == pytest.approx(362.8, abs=0.1)
    half = Niche(place, 1e6).radius_at(1.0)
    assert half / place.saturated_radius(1e6) == pytest.approx(0.961, abs=0.001)


def test_a_niche_may_start_from_that_of_a_smaller_secretion():
    near, far = Niche(tissue(SATURABLE), 500.0), Niche(tissue(SATURABLE), 1000.0)
    again = Niche(tissue(SATURABLE), 1000.0, near)
    assert again.moved == pytest.approx(far.moved, rel=1e-7, abs=1e-12 * far.moved[0])


def test_half_capture_holds_half():
    for uptake in (LINEAR, SATURABLE):
        niche = Niche(tissue(uptake), 300.0)
        assert niche.share_within(niche.half_capture()) == pytest.approx(0.5, abs=1e-9)


def test_the_threshold_is_met_at_the_radius_given():
    for uptake in (LINEAR, SATURABLE):
        niche = Niche(tissue(uptake), 300.0)
        radius = niche.radius_at(1e-4)
        assert uptake.surface(niche.level(np.array([radius])))[0] == pytest.approx(1e-4, rel=1e-6)
    assert Niche(tissue(), 1e-9).radius_at(1e-4) is None


def test_without_consumers_the_level_falls_as_one_over_the_distance():
    for uptake in (LINEAR, SATURABLE):
        radii = np.array([10.0, 100.0, 1000.0])
        assert Niche(tissue(uptake, 0.0), 8.0).level(radii) == pytest.approx(8.0 / (4 * np.pi * 10 * radii), rel=1e-12)


def test_a_smooth_ball_with_a_smooth_tissue_beyond_is_the_endless_tissue():
    """Cells too weak to matter one by one, on a fine spiral: with ``outside`` the ball's edge cannot be seen."""
    weak = Uptake(2.0, 4 * np.pi * 50)
    ball, count = 250.0, 2000
    order = np.arange(count) + 0.5
    radius = (10.0**3 + (ball**3 - 10.0**3) * order / count) ** (1 / 3)
    height, angle = 1 - 2 * ((order * np.sqrt(2)) % 1), np.pi * (1 + 5**0.5) * order
    side = np.sqrt(1 - height**2)
    cells = radius[:, None] * np.stack([side * np.cos(angle), side * np.sin(angle), height], axis=1)
    place = tissue(weak, count / (4 / 3 * np.pi * (ball**3 - 10.0**3)))
    niche = Niche(place, 8.0)
    level = cell_levels(cells, weak, 10.0, 8.0, niche.outside(ball))
    assert place.decay_length > 0.5 * ball
    assert level == pytest.approx(niche.level(radius), rel=0.03)
    assert np.mean(level / niche.level(radius)) == pytest.approx(1.0, abs=0.005)
