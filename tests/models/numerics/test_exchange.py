import dataclasses

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import brentq
from scipy.special import erfc

from models.numerics.exchange import Exchange
from models.numerics.fitting import exponential_length
from models.numerics.inverse_laplace import invert
from models.numerics.ladder import Layer, decay_length_of_pair, face_ratios
from models.numerics.patches import Patches
from models.numerics.photobleaching import HALF_RECOVERY, Stripe, dark_by_diffusion

EXCHANGE = Exchange(diffusivity=20.0, free_loss=1e-3, on_rate=1.0, off_rate=0.1, bound_loss=0.01)
TIMES = np.geomspace(1e-3, 1e6, 70)


@pytest.mark.parametrize(
    ("transform", "known"),
    [
        (lambda s: 1 / s, np.ones_like),
        (lambda s: 1 / (s + 1), lambda t: np.exp(-t)),
        (lambda s: 1 / s**2 / 1e6, lambda t: t / 1e6),
        (lambda s: np.exp(-np.sqrt(s)) / s, lambda t: erfc(0.5 / np.sqrt(t))),
    ],
)
def test_inverse_transform_has_ten_digits_over_nine_decades(transform, known):
    np.testing.assert_allclose(invert(transform, TIMES), known(TIMES), rtol=0, atol=2e-10)


def test_inverse_transform_takes_times_in_any_order():
    shuffled = np.random.default_rng(1).permutation(TIMES)
    np.testing.assert_allclose(invert(lambda s: 1 / (s + 1), shuffled), np.exp(-shuffled), atol=1e-10)


def test_build_up_is_the_steady_profile_less_its_fading_cosine_modes():
    length, time, position = 300.0, 900.0, np.array([0.0, 10.0, 60.0, 250.0])
    zero = np.zeros(1, dtype=complex)
    steady = EXCHANGE.profile(zero, position, length).real[0]
    known = np.stack([steady, EXCHANGE.bound_ratio * steady])
    for number in range(300):
        mode = number * np.pi / length
        rates = np.array(
            [[-EXCHANGE.diffusivity * mode**2 - EXCHANGE.free_loss - EXCHANGE.on_rate, EXCHANGE.off_rate],
             [EXCHANGE.on_rate, -EXCHANGE.off_rate - EXCHANGE.bound_loss]]
        )  # fmt: skip
        source = np.array([(1 if number == 0 else 2) / length, 0.0])
        known += np.outer(expm(rates * time) @ np.linalg.solve(rates, source), np.cos(mode * position))
    free = invert(lambda s: EXCHANGE.profile(s, position, length) / s[:, None], np.array([time]))[0]
    bound = invert(
        lambda s: EXCHANGE.loading(s)[:, None] * EXCHANGE.profile(s, position, length) / s[:, None], np.array([time])
    )[0]
    np.testing.assert_allclose([free, bound], known, rtol=0, atol=1e-9)


def test_totals_follow_their_two_rate_equations():
    rates = np.array([[-1.001, 0.1], [1.0, -0.11]])
    time = 500.0
    expected = np.linalg.solve(rates, (expm(rates * time) - np.eye(2)) @ np.array([1.0, 0.0]))
    nodes = np.linspace(0, 300, 6001)
    level = invert(lambda s: EXCHANGE.profile(s, nodes, 300.0) / s[:, None], np.array([time]))[0]
    assert np.trapezoid(level, nodes) == pytest.approx(expected[0], rel=1e-5)


def test_a_ladder_of_equal_layers_is_one_layer():
    s = np.array([0j, 0.01 + 0.2j])
    q = EXCHANGE.wavenumber(s)
    layer = Layer(10.0, q)
    levels = np.cumprod(face_ratios([layer], np.zeros(5, dtype=int), EXCHANGE.diffusivity), axis=0)
    known = EXCHANGE.profile(s, np.linspace(0, 50, 6), 50.0)
    np.testing.assert_allclose(levels.T, known, rtol=1e-12)
    assert decay_length_of_pair(layer, layer) == pytest.approx(EXCHANGE.decay_length, rel=1e-12)


def test_fine_weak_patches_act_like_their_mean():
    weak = dataclasses.replace(EXCHANGE, on_rate=1e-2)
    patches = Patches(weak, 200.0)
    assert patches.decay_length == pytest.approx(weak.decay_length, rel=1e-3)
    here = 20
    known = weak.accumulation_time(float(patches.centers[here]), 200.0)
    assert patches.accumulation_time(here) == pytest.approx(known, rel=0.02)


def test_strong_patches_are_limited_by_diffusion_to_them():
    strong = dataclasses.replace(EXCHANGE, on_rate=100.0, diffusivity=0.1)
    assert Patches(strong, 100.0).decay_length > 2 * strong.decay_length


def test_half_recovery_by_diffusion_alone():
    assert brentq(lambda t: float(dark_by_diffusion(np.array(t))) - 0.5, 0.1, 2.0) == pytest.approx(
        HALF_RECOVERY, rel=1e-5
    )


def test_without_binding_the_stripe_recovers_by_diffusion_and_loss():
    free = dataclasses.replace(EXCHANGE, on_rate=0.0)
    times = np.geomspace(0.01, 1e4, 30)
    known = dark_by_diffusion(20.0 * times / 25.0) * np.exp(-1e-3 * times)
    np.testing.assert_allclose(Stripe(free, 5.0).dark(times), known, atol=1e-10)


def test_with_fast_exchange_the_stripe_recovers_by_the_effective_diffusion():
    fast = Exchange(diffusivity=20.0, free_loss=1e-9, on_rate=1000.0, off_rate=100.0, bound_loss=0.0)
    times = np.geomspace(1, 1e4, 30)
    np.testing.assert_allclose(Stripe(fast, 20.0).dark(times), dark_by_diffusion(20 / 11 * times / 400), atol=3e-3)


def test_a_narrow_stripe_recovers_by_release_alone():
    slow = Exchange(diffusivity=100.0, free_loss=1e-9, on_rate=0.1, off_rate=0.01, bound_loss=0.0)
    times = np.array([10.0, 50.0, 100.0, 200.0])
    dark = Stripe(slow, 0.25).dark(times)
    rebinding = 0.25 * np.sqrt(0.1 / 100.0)
    np.testing.assert_allclose(dark, 10 / 11 * np.exp(-0.01 * times), rtol=0, atol=rebinding)


def test_the_profile_of_the_stripe_averages_to_its_recovery():
    stripe, times = Stripe(EXCHANGE, 5.0), np.array([1.0, 20.0, 300.0])
    nodes, weights = np.polynomial.legendre.leggauss(40)
    free, bound = stripe.dark_around(times, 5.0 * nodes)
    np.testing.assert_allclose((free + bound) @ weights / 2, stripe.dark(times), rtol=1e-6)


def test_a_fit_finds_the_length_of_an_exponential_on_any_axis():
    for position in (np.linspace(0, 80, 50), np.geomspace(0.1, 60, 40), np.arange(2.1, 100, 2)):
        assert exponential_length(position, 5 * np.exp(-position / 7.3)) == pytest.approx(7.3, rel=1e-8)


def test_a_fit_refuses_what_does_not_fall():
    position = np.linspace(0, 10, 30)
    assert exponential_length(position, np.ones(30)) is None
    assert exponential_length(position, np.exp(position)) is None
    assert exponential_length(position, np.zeros(30)) is None
    assert exponential_length(position, np.where(position == 0, 1.0, 0.0)) is None
