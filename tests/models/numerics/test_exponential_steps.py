"""The exponential steps: their order, their fixed points, their signs."""

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from models.numerics.cell_sheet import hexagon_neighbors
from models.numerics.exponential_steps import changing_rates, constant_rates

NEIGHBORS = hexagon_neighbors(12)


def made(state):
    """Collier's loop on a sheet of hexagons: Notch, then Delta."""
    seen = state[1][NEIGHBORS].mean(axis=0) ** 2
    return np.stack([seen / (0.01 + seen), 1 / (1 + 100 * state[0] ** 2)])


def bound(state):
    """Two molecules that remove each other: production and rate both depend on the state."""
    return np.array([10.0, 7.0]), np.array([1 + 3 * state[1], 1 + 3 * state[0]])


def test_constant_rates_are_of_second_order():
    start = np.random.default_rng(3).random((2, 144))
    fine = constant_rates(made, 1.0, start, 0.0125, 400)[-1]
    errors = [np.max(np.abs(constant_rates(made, 1.0, start, dt, round(5 / dt))[-1] - fine)) for dt in (0.2, 0.1, 0.05)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.2)
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2, abs=0.2)


def test_constant_rates_follow_a_linear_equation_with_a_forcing_to_second_order():
    rate = np.array([0.3, 20.0])
    exact = 2 / rate + (5 - 2 / rate) * np.exp(-rate * 1.5)
    for step in (0.5, 0.1):
        end = constant_rates(lambda y: np.full(2, 2.0), rate, np.full(2, 5.0), step, round(1.5 / step))[-1]
        assert end == pytest.approx(exact, rel=1e-12), "a constant production is exact whatever the step"


@pytest.mark.parametrize("step", [0.01, 0.3, 5.0])
def test_a_fixed_point_of_the_equations_stays_whatever_the_step(step):
    low = high = 0.5
    for _ in range(200):
        high = 1 / (1 + 100 * (low**2 / (0.01 + low**2)) ** 2)
        low = 1 / (1 + 100 * (high**2 / (0.01 + high**2)) ** 2)
    delta = np.array([high, low])
    notch = delta[::-1] ** 2 / (0.01 + delta[::-1] ** 2)

    def pair(state):
        seen = state[1][::-1] ** 2
        return np.stack([seen / (0.01 + seen), 1 / (1 + 100 * state[0] ** 2)])

    end = constant_rates(pair, 1.0, np.stack([notch, delta]), step, 20)[-1]
    np.testing.assert_allclose(end, [notch, delta], rtol=1e-12)
    rest = np.array([3.3, 2.0])
    fixed = constant_rates(lambda y: rest * 2.0, 2.0, rest, step, 5)
    np.testing.assert_allclose(fixed, np.broadcast_to(rest, fixed.shape), rtol=1e-14)


def test_changing_rates_are_of_second_order():
    start = np.array([0.1, 5.0])
    exact = solve_ivp(lambda t, y: bound(y)[0] - bound(y)[1] * y, (0, 2), start, rtol=1e-11, atol=1e-12).y[:, -1]
    errors = [np.max(np.abs(changing_rates(bound, start, 2 / n, n)[-1] - exact)) for n in (40, 80, 160)]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(2, abs=0.25)
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2, abs=0.25)


def test_changing_rates_keep_a_fixed_point_and_the_sign():
    q = 0.5 * (17 + 1 / 3 - np.sqrt((17 + 1 / 3) ** 2 - 4 * 70))
    rest = np.array([10 - q, 7 - q])
    np.testing.assert_allclose(changing_rates(bound, rest, 0.5, 30)[-1], rest, rtol=1e-12)
    for step in (0.1, 3.0):
        assert changing_rates(bound, np.array([0.0, 40.0]), step, 40).min() >= 0


def test_every_so_manyth_state_is_kept_and_the_first_is_the_start():
    start = np.array([1.0])
    for course in (
        constant_rates(lambda y: 0 * y, 1.0, start, 0.1, 20, every=5),
        changing_rates(lambda y: (0 * y, 1 + 0 * y), start, 0.1, 20, every=5),
    ):
        np.testing.assert_allclose(course[:, 0], np.exp(-0.5 * np.arange(5)), rtol=1e-12)


def test_with_the_middle_found_twice_a_fast_amount_does_not_lag_behind_a_slow_one():
    def loop(y):
        """The fast amount equals the slow one, which it drives: both grow as e^t, slower if the fast one lags."""
        return np.array([2 * y[1], 1e6 * y[0]]), np.array([1.0, 1e6])

    for middles, order in ((1, 1), (2, 2)):  # the lag of half a step is an error of first order
        errors = [
            abs(changing_rates(loop, np.ones(2), 2 / n, n, middles=middles)[-1, 0] / np.exp(2.0) - 1) for n in (80, 160)
        ]
        assert np.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.25)
