import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_banded

from content.loader import lesson
from models.numerics.exchange import Exchange
from models.numerics.fitting import exponential_length
from models.numerics.inverse_laplace import invert
from models.numerics.patches import Patches
from models.paracrine import gradient
from models.paracrine.matrix_binding import Params, Result, cautions, checks, kinetics, simulate
from models.quantities import Number, parameters
from models.results import Absent
from models.units import MOLECULES_PER_UM3_PER_NM

WNT8 = Params(
    bound_loss=0.1, free_loss=1e-6, sites="patchy", time=1.667, tissue_length=100.0, reading_position=10.0,
    bleach_width=1.66,
)  # fmt: skip
SECONDS = 60.0


def changed(params: Params, **values: float | str) -> Params:
    return Params(**{name: getattr(params, name) for name in parameters(Params)} | values)


def euler(exchange: Exchange, binding: np.ndarray, length: float, source: np.ndarray, time: float, steps: int):
    """Implicit Euler on finite volumes, the bound ligand eliminated: an independent, first-order reference."""
    cells, dt = binding.size, time / steps
    step = length / cells
    keep = 1 / (1 + dt * (exchange.off_rate + exchange.bound_loss))
    spread = exchange.diffusivity * dt / step**2
    bands = np.full((3, cells), -spread)
    bands[1] = 1 + dt * (exchange.free_loss + binding * (1 - dt * exchange.off_rate * keep)) + 2 * spread
    bands[1, [0, -1]] -= spread
    free, bound = np.zeros(cells), np.zeros(cells)
    for _ in range(steps):
        free = solve_banded((1, 1), bands, free + dt * (source + exchange.off_rate * keep * bound))
        bound = keep * (bound + dt * binding * free)
    return free, bound


def preset(name: str) -> Params:
    return Params(**next(p.values for p in lesson("paracrine/matrix_binding").presets if p.id == name))


def test_decay_length_follows_the_formula():
    params = Params(diffusivity=7.0, free_loss=2e-3, on_rate=3.0, off_rate=0.5, bound_loss=0.02)
    expected = np.sqrt(7 / (2e-3 + 3 * 0.02 / 0.52))
    assert simulate(params).decay_length == pytest.approx(expected, rel=1e-12)


def test_without_binding_it_is_the_gradient_experiment():
    shared = {"diffusivity": 10.0, "influx": 2.0, "tissue_length": 400.0, "time": 30.0}
    known = gradient.simulate(gradient.Params(loss_rate=1e-3, dimension="1D", **shared))
    exchange = kinetics(Params(on_rate=0.0, free_loss=1e-3, bound_loss=0.1, **shared))
    unit = shared["influx"] / MOLECULES_PER_UM3_PER_NM
    steady = unit * exchange.profile(np.zeros(1, complex), known.position, 400.0).real[0]
    now = unit * invert(
        lambda s: exchange.profile(s, known.position, 400.0) / s[:, None], np.array([30 * SECONDS])
    )[0]  # fmt: skip
    np.testing.assert_allclose(steady, known.steady, rtol=1e-9)
    np.testing.assert_allclose(now, known.profile, rtol=1e-6, atol=1e-9 * known.profile.max())


@pytest.mark.parametrize("on_rate", [0.0, 0.1, 1.0])
def test_without_bound_loss_the_steady_free_profile_is_the_same(on_rate):
    base = simulate(Params(on_rate=0.0, diffusivity=10.0, tissue_length=1000.0))
    bound = simulate(Params(on_rate=on_rate, diffusivity=10.0, tissue_length=1000.0))
    np.testing.assert_allclose(bound.free_steady, base.free_steady, rtol=1e-6)
    np.testing.assert_allclose(bound.bound_steady, bound.kappa * bound.free_steady, rtol=1e-6, atol=0)


def test_without_bound_loss_the_accumulation_times_are_as_one_to_two_to_eleven():
    times = [
        SECONDS * simulate(
            Params(on_rate=rate, diffusivity=10.0, tissue_length=1000.0, reading_position=51.0)
        ).time_to_steady
        for rate in (0.0, 0.1, 1.0)
    ]  # fmt: skip
    assert times == pytest.approx([756, 1512, 8319], rel=0.01)
    assert np.array(times) / times[0] == pytest.approx([1, 2, 11], rel=1e-9)


@pytest.mark.parametrize("params", [Params(bound_loss=1e-3), Params(diffusivity=5.0, bound_loss=0.05), Params()])
def test_what_enters_is_lost_free_or_bound(params):
    result = simulate(params)
    lost = params.free_loss * result.free_steady + params.bound_loss * result.bound_steady
    assert np.trapezoid(lost, result.position) * MOLECULES_PER_UM3_PER_NM == pytest.approx(params.influx, rel=2e-3)
    assert all(check.passed for check in checks(result))


@pytest.mark.parametrize("bound_loss", [0.0, 0.02])
def test_profiles_in_time_agree_with_banded_implicit_euler(bound_loss):
    params = Params(diffusivity=10.0, bound_loss=bound_loss, tissue_length=300.0, time=20.0, reading_position=20.0)
    result, exchange = simulate(params), kinetics(params)
    errors = []
    for steps in (200, 400):
        source = np.zeros(600)
        source[0] = params.influx / 0.5 / MOLECULES_PER_UM3_PER_NM
        free, bound = euler(exchange, np.ones(600), 300.0, source, 20 * SECONDS, steps)
        at = (np.arange(600) + 0.5) * 0.5
        errors.append(max(
            np.max(np.abs(np.interp(at, result.position, exact)[::20] - stepped[::20])) / exact.max()
            for stepped, exact in ((free, result.free_profile), (bound, result.bound_profile))
        ))  # fmt: skip
    assert errors[0] < 4e-3
    assert errors[1] < 3e-3


def test_time_to_steady_is_the_mean_time_at_which_the_level_comes_in():
    for params in (Params(bound_loss=0.01, time=1e4), changed(WNT8, time=1e4)):
        exchange = kinetics(params)
        times = np.geomspace(1e-4, 1e6, 4000)
        if params.sites == "patchy":
            patches = Patches(exchange, 100.0)
            here = int(np.argmin(np.abs(patches.centers - 10)))
            level = invert(lambda s, p=patches: p.at_patches(s)[0] / s[:, None], times)[:, here]
        else:
            level = invert(lambda s, e=exchange: e.profile(s, np.array([50.0]), 500.0) / s[:, None], times)[:, 0]
        missing = np.trapezoid((1 - level / level[-1]) * times, np.log(times))
        assert SECONDS * simulate(params).time_to_steady == pytest.approx(missing, rel=1e-3)


def test_patchy_wnt8_has_the_published_decay_length():
    result = simulate(WNT8)
    assert result.fitted_length == pytest.approx(6.346, rel=2e-3)
    assert result.decay_length == pytest.approx(6.346, rel=2e-3)
    from_second = exponential_length(result.position[1:], result.bound_profile[1:])
    assert from_second == pytest.approx(6.346, rel=2e-3)


def test_patchy_wnt8_agrees_with_finite_volumes_and_a_source_of_finite_width():
    exchange = kinetics(WNT8)
    middle = (np.arange(1000) + 0.5) * 0.1
    inside = (middle % 2 < 0.2) & (middle > 2)
    _, bound = euler(exchange, 10.0 * inside, 100.0, 0.2 * (middle < 1), 100.0, 1000)
    peaks = bound[inside].reshape(-1, 2).mean(axis=1)
    centers = middle[inside].reshape(-1, 2).mean(axis=1)
    assert exponential_length(centers, peaks) == pytest.approx(6.346, rel=0.01)
    assert simulate(WNT8).fitted_length == pytest.approx(exponential_length(centers, peaks), rel=0.01)


def test_without_release_the_published_range_is_shorter():
    exchange = Exchange(diffusivity=20.0, free_loss=1e-9, on_rate=1.0, off_rate=0.0, bound_loss=0.1)
    assert Patches(exchange, 100.0).decay_length == pytest.approx(4.504, rel=1e-3)


def test_weak_bound_loss_is_not_steady_at_100_s():
    early, late = (simulate(changed(WNT8, bound_loss=0.01, time=time)) for time in (1.667, 60.0))
    assert early.fitted_length == pytest.approx(10.79, rel=2e-3)
    assert early.fraction_of_steady < 75
    assert late.fitted_length == pytest.approx(14.8, rel=5e-3)
    homogenized = simulate(changed(WNT8, bound_loss=0.01, sites="even")).decay_length
    assert homogenized == pytest.approx(14.8, rel=5e-3)
    assert late.decay_length == pytest.approx(homogenized, rel=1e-3)


def test_nodal_presets_give_the_published_effective_diffusion_and_ratio_of_lengths():
    squint, cyclops = simulate(preset("squint")), simulate(preset("cyclops"))
    assert squint.apparent_diffusion == pytest.approx(0.045, rel=0.02)
    assert cyclops.apparent_diffusion == pytest.approx(0.09, rel=0.02)
    assert squint.kappa == pytest.approx(40e3 / 60, rel=1e-3)
    assert cyclops.kappa == pytest.approx(40e3 / 120, rel=1e-3)
    assert squint.decay_length / cyclops.decay_length == pytest.approx(30 / 19, rel=0.01)
    assert 30 / squint.decay_length == pytest.approx(np.sqrt(2), rel=0.01)


def test_presets_lie_by_the_published_values_that_are_computed_there():
    for item in lesson("paracrine/matrix_binding").presets:
        result = simulate(Params(**item.values))
        for measured in item.measured:
            if measured.readout != "frap_diffusion":
                assert getattr(result, measured.readout) == pytest.approx(measured.value, rel=0.01)


def test_bleaching_wnt8_reports_two_orders_less_than_free_diffusion():
    for name, measured in (("wnt8", 0.042), ("frzb", 0.059)):
        reported = simulate(preset(name)).frap_diffusion
        assert reported < 20 / 90
        assert measured < reported < 6 * measured


def test_the_discoveries_are_true():
    find = lesson("paracrine/matrix_binding").discoveries
    start, sticky = (simulate(Params(**find[0].set | {"on_rate": rate})) for rate in (0.0, 10.0))
    assert start.decay_length == pytest.approx(141, rel=5e-3)
    assert sticky.decay_length == pytest.approx(start.decay_length, rel=1e-12)
    assert start.time_to_steady == pytest.approx(11.4, rel=5e-3)
    assert sticky.time_to_steady == pytest.approx(1150, rel=5e-3)
    start, sticky = (simulate(Params(**find[1].set | {"on_rate": rate})) for rate in (0.0, 1.0))
    assert start.decay_length == pytest.approx(100, rel=1e-9)
    assert sticky.decay_length == pytest.approx(30, rel=0.015)
    assert sticky.bound_loss_share == pytest.approx(91, rel=5e-3)
    stain = simulate(Params(**find[2].set))
    assert isinstance(stain.free_range, Absent)
    assert stain.bound_range == pytest.approx(88, rel=5e-3)
    strong, weak = (simulate(Params(**find[3].set | {"bound_loss": loss})) for loss in (0.1, 0.01))
    assert (strong.decay_length, weak.decay_length) == pytest.approx((6.3, 14.8), rel=0.01)
    assert (strong.time_to_steady, weak.time_to_steady) == pytest.approx((0.15, 1.4), rel=0.03)
    assert weak.fitted_length == pytest.approx(10.8, rel=5e-3)
    narrow, wide = (simulate(Params(**find[4].set | {"bleach_width": width})) for width in (1.66, 50.0))
    assert (narrow.frap_diffusion, wide.frap_diffusion) == pytest.approx((0.081, 1.9), rel=0.01)
    assert narrow.apparent_diffusion == pytest.approx(1.8, rel=0.02)


def test_weaker_bound_loss_reaches_farther_and_takes_longer():
    runs = [simulate(Params(bound_loss=loss)) for loss in (0.1, 0.01, 1e-3, 1e-4, 0.0)]
    assert np.all(np.diff([run.decay_length for run in runs]) > 0)
    assert np.all(np.diff([run.time_to_steady for run in runs]) > 0)


def test_curves_pass_through_the_current_state():
    result = simulate(Params(bound_loss=0.003))
    at = np.argmin(np.abs(np.log(result.stability / result.kappa)))
    assert result.stability[at] == pytest.approx(10)
    assert result.length_now[at] == pytest.approx(result.decay_length)
    assert result.wait_now[at] == pytest.approx(result.time_to_steady)
    np.testing.assert_allclose(result.length_safe, result.unbound_length)
    np.testing.assert_allclose(result.wait_safe / (1 + result.stability), result.wait_safe[0] / 1.01)


def test_tiny_losses_fill_a_short_tissue_evenly():
    result = simulate(
        Params(free_loss=1e-6, diffusivity=100.0, tissue_length=20.0, on_rate=1e-3, reading_position=10.0)
    )
    assert result.free_steady.max() / result.free_steady.min() == pytest.approx(1, abs=1e-3)
    assert result.time_to_steady * SECONDS == pytest.approx(1.01e6, rel=1e-3)
    assert any("far wall" in caution.text for caution in cautions(result))


def test_cautions_name_what_is_broken():
    assert cautions(simulate(Params())) == ()
    texts = " ".join(c.text for c in cautions(simulate(Params(influx=100.0, on_rate=100.0, time=1e4))))
    assert "40 µM" in texts
    assert "beyond the tissue" in cautions(simulate(Params(reading_position=900.0)))[0].text


def numbers():
    for name, quantity in parameters(Params).items():
        if isinstance(quantity, Number):
            values = st.floats(np.log(quantity.low), np.log(quantity.high)).map(lambda x: float(f"{np.exp(x):.4g}"))
            values = values.map(lambda x, q=quantity: min(max(x, q.low), q.high))
            yield name, st.just(0.0) | values if quantity.zero else values


@settings(max_examples=50, deadline=None)
@given(values=st.fixed_dictionaries(dict(numbers())), sites=st.sampled_from(["even", "patchy"]))
def test_every_state_is_physical(values, sites):
    result: Result = simulate(Params(**values, sites=sites))
    assert result.position.size <= 500
    assert result.movie_time.size <= 42
    for name in ("free", "bound"):
        steady, movie = getattr(result, f"{name}_steady"), getattr(result, f"{name}_movie")
        assert movie.min() >= 0
        assert np.all(movie <= steady * (1 + 1e-6) + 1e-8 * steady.max())
    assert np.all(np.diff(result.recovery) > -1e-9)
    assert 0 <= result.bleached_total.min() <= result.bleached_total.max() <= 1
    assert result.apparent_diffusion <= result.params.diffusivity
    assert all(check.passed for check in checks(result))
    assert all(caution.text for caution in cautions(result))
