r"""Does sticking to the matrix shorten the range? Free ligand diffuses, bound ligand rests, and each may be destroyed.

.. math:: \dot u = D u'' - k_f u - k_{on} u + k_{off} v, \qquad \dot v = k_{on} u - (k_{off} + k_b) v

on 0 < x < L, with the inflow :math:`j_0` at x = 0 from time 0 on, a wall at L and nothing there before. Steady:
:math:`u = (j_0\lambda/D) \cosh((L-x)/\lambda)/\sinh(L/\lambda)`, :math:`v = u\,k_{on}/(k_{off}+k_b)`, with

.. math:: \lambda = \sqrt{D \Big/ \Big[k_f + \frac{k_{on} k_b}{k_{off} + k_b}\Big]}

so that binding shortens λ only through :math:`k_b`. What it always does is to delay: by 1 + κ, κ = k_on/k_off, without
bound loss. Profiles in time, the photobleaching run and binding in patches [Mii2021] are exact too, by Laplace
transform (``models.numerics.exchange``, ``patches``, ``inverse_laplace``); no grid, no time step.

Assumptions: one dimension; sites everywhere in excess (linear binding); bound ligand does not move; constant rates.
Ignored: sites that fill up, three-dimensional extracellular space, receptor synthesis, growth.

References: Wang2016 (effective diffusion of Nodals), Mii2021 (free and bound Wnt8), MacGabhann2006 and Vempati2011
(steady VEGF does not depend on interstitial binding).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from models.numerics.exchange import Exchange
from models.numerics.fitting import exponential_length
from models.numerics.patches import Patches
from models.numerics.photobleaching import HALF_RECOVERY, Stripe, dark_by_diffusion
from models.paracrine import matrix_binding_profiles, matrix_binding_trust
from models.quantities import Array, ParameterSet, choice, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import SECONDS_PER_MINUTE

FRAMES: Final = 40


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    on_rate: float = parameter(
        1.0, symbol="k_on", unit="1/s", low=1e-3, high=100.0, scale="log", zero=True, main=True, label="Binding rate",
        doc="How often a free ligand binds to the matrix. Off: the matrix is not sticky. The default is the mean "
        "over the patches in the model of that paper.", evidence="A", source="Mii2021",
    )  # fmt: skip
    bound_loss: float = parameter(
        0.0, symbol="k_b", unit="1/s", low=1e-6, high=1.0, scale="log", zero=True, main=True, label="Loss while bound",
        doc="How often a bound ligand is destroyed, for example taken up by a cell. Off: the matrix only holds it.",
        evidence="C",
    )  # fmt: skip
    time: float = parameter(
        60.0, symbol="t", unit="min", low=0.1, high=1e4, scale="log", main=True,
        label="Time since the start", doc="How long the source has been on when the levels are taken.", evidence="C",
    )  # fmt: skip
    diffusivity: float = parameter(
        20.0, symbol="D", unit="µm²/s", low=0.1, high=100.0, scale="log", label="Diffusion coefficient, free",
        doc="How fast a ligand spreads while it is free.", evidence="A", source="Mii2021",
        literature=(10.0, 100.0, "Mii2021"),
    )  # fmt: skip
    free_loss: float = parameter(
        1e-3, symbol="k_f", unit="1/s", low=1e-6, high=1.0, scale="log", label="Loss while free",
        doc="How often a free ligand is destroyed or cleared.", evidence="C",
    )  # fmt: skip
    off_rate: float = parameter(
        0.1, symbol="k_off", unit="1/s", low=0.01, high=10.0, scale="log", label="Release rate",
        doc="How often a bound ligand lets go. The default is the value in the model of that paper.",
        evidence="A", source="Mii2021",
    )  # fmt: skip
    sites: Literal["even", "patchy"] = choice(
        "even", options={"even": "even", "patchy": "in patches"}, label="Binding sites",
        doc="Even: sites everywhere. In patches: the same number of sites, in clusters 0.2 µm wide every 2 µm, "
        "as heparan sulfate in the model of that paper.", evidence="A", source="Mii2021",
    )  # fmt: skip
    influx: float = parameter(
        1.0, symbol="j₀", unit="molecules/µm²/s", low=0.01, high=100.0, scale="log", label="Influx",
        doc="Molecules that enter through each µm² at x = 0 in a second.", evidence="C",
    )  # fmt: skip
    tissue_length: float = parameter(
        500.0, symbol="L", unit="µm", low=20.0, high=1000.0, scale="log", label="Tissue length",
        doc="Distance from the source to the far wall, which lets nothing through.", evidence="C",
    )  # fmt: skip
    reading_position: float = parameter(
        50.0, symbol="x_r", unit="µm", low=1.0, high=1000.0, scale="log", label="Reading position",
        doc="Where the levels and the accumulation time are read; at the far wall at most.", evidence="C",
    )  # fmt: skip
    visible_level: float = parameter(
        20.0, symbol="c_v", unit="nM", low=0.1, high=1e4, scale="log", label="Visible from",
        doc="The level from which a microscope shows the ligand.", evidence="C",
    )  # fmt: skip
    bleach_width: float = parameter(
        10.0, symbol="w", unit="µm", low=0.5, high=100.0, scale="log", label="Width of the bleached stripe",
        doc="How wide a stripe the photobleaching run darkens.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Profiles now, steady and on the way; a photobleaching run; the curves over κ; the numbers read from them."""

    params: Params
    position: Array = series(symbol="x", unit="µm", label="Distance from the source")
    free_profile: Array = series(symbol="u", unit="nM", label="Free ligand", axes=("position",))
    bound_profile: Array = series(symbol="v", unit="nM", label="Bound ligand", axes=("position",))
    free_steady: Array = series(symbol="u∞", unit="nM", label="Free ligand, steady", axes=("position",))
    bound_steady: Array = series(symbol="v∞", unit="nM", label="Bound ligand, steady", axes=("position",))
    movie_time: Array = series(symbol="t", unit="min", label="Time")
    free_movie: Array = series(symbol="u", unit="nM", label="Free ligand", axes=("movie_time", "position"))
    bound_movie: Array = series(symbol="v", unit="nM", label="Bound ligand", axes=("movie_time", "position"))
    bleach_position: Array = series(symbol="y", unit="µm", label="Distance from the middle of the stripe")
    bleach_time: Array = series(symbol="t", unit="s", label="Time after bleaching")
    bleached_total: Array = series(
        symbol="F", unit="", label="Fluorescence", axes=("bleach_time", "bleach_position")
    )  # fmt: skip
    bleached_free: Array = series(
        symbol="F_u", unit="", label="Fluorescence of free ligand", axes=("bleach_time", "bleach_position")
    )  # fmt: skip
    recovery: Array = series(symbol="F", unit="", label="Fluorescence in the stripe", axes=("bleach_time",))
    recovery_effective: Array = series(
        symbol="F", unit="", label="Recovery by the apparent diffusion alone", axes=("bleach_time",)
    )  # fmt: skip
    recovery_unbound: Array = series(
        symbol="F", unit="", label="Recovery by free diffusion alone", axes=("bleach_time",)
    )  # fmt: skip
    stability: Array = series(symbol="κ", unit="", label="Stickiness")
    length_now: Array = series(symbol="λ", unit="µm", label="Decay length, k_b as set", axes=("stability",))
    length_safe: Array = series(symbol="λ", unit="µm", label="Decay length, k_b = 0", axes=("stability",))
    length_equal: Array = series(symbol="λ", unit="µm", label="Decay length, k_b = k_f", axes=("stability",))
    wait_now: Array = series(symbol="τ", unit="min", label="Accumulation time, k_b as set", axes=("stability",))
    wait_safe: Array = series(symbol="τ", unit="min", label="Accumulation time, k_b = 0", axes=("stability",))
    wait_equal: Array = series(symbol="τ", unit="min", label="Accumulation time, k_b = k_f", axes=("stability",))
    decay_length: float = readout(
        symbol="λ", unit="µm", label="Decay length", doc="Distance over which the steady levels fall to 37 %."
    )  # fmt: skip
    time_to_steady: float = readout(
        symbol="τ", unit="min", label="Accumulation time",
        doc="The mean time at which the steady level of free ligand at the reading position arrives.",
    )  # fmt: skip
    kappa: float = readout(
        symbol="κ", unit="", label="Stickiness", doc="k_on/k_off: bound per free ligand if nothing bound is destroyed."
    )  # fmt: skip
    bound_ratio: float = readout(
        symbol="v/u", unit="", label="Bound per free", doc="k_on/(k_off + k_b): steady bound ligand per free ligand."
    )  # fmt: skip
    apparent_diffusion: float = readout(
        symbol="D_eff", unit="µm²/s", label="Apparent diffusion",
        doc="D/(1 + v/u): what free and bound ligand together do when exchange is fast.",
    )  # fmt: skip
    frap_diffusion: float = readout(
        symbol="D_FRAP", unit="µm²/s", label="Diffusion from bleaching",
        doc="What one would report who explained the half-recovery of the bleached stripe by diffusion alone.",
    )  # fmt: skip
    recovery_half_time: float = readout(
        symbol="t_½", unit="s", label="Half-recovery", doc="Time at which half of the bleached stripe's light is back.",
        main=False,
    )  # fmt: skip
    unbound_length: float = readout(
        symbol="λ₀", unit="µm", label="Decay length without binding", doc="√(D/k_f).", main=False
    )  # fmt: skip
    slowdown: float = readout(
        symbol="τ/τ₀", unit="", label="Slowdown", doc="Accumulation time, per that without binding.", main=False
    )  # fmt: skip
    bound_loss_share: float = readout(
        symbol="q_b/j₀", unit="%", label="Destroyed while bound",
        doc="Share of all ligand that is destroyed while bound.", main=False,
    )  # fmt: skip
    free_level: float = readout(
        symbol="u", unit="nM", label="Free, here and now", doc="At the reading position, at time t.", main=False
    )  # fmt: skip
    bound_level: float = readout(
        symbol="v", unit="nM", label="Bound, here and now", doc="At the reading position, at time t.", main=False
    )  # fmt: skip
    fraction_of_steady: float = readout(
        symbol="u/u∞", unit="%", label="Share of the steady level",
        doc="Free ligand at the reading position, of its steady level.", main=False,
    )  # fmt: skip
    fitted_length: float | Absent = readout(
        symbol="λ_fit", unit="µm", label="Decay length fitted now",
        doc="Of the exponential closest to the bound profile at time t, as one would fit a picture.", main=False,
    )  # fmt: skip
    free_range: float | Absent = readout(
        symbol="x_u", unit="µm", label="Free visible to", doc="Where the free level falls below the visible one.",
        main=False,
    )  # fmt: skip
    bound_range: float | Absent = readout(
        symbol="x_v", unit="µm", label="Bound visible to", doc="Where the bound level falls below the visible one.",
        main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return profiles, build-up, photobleaching run, characteristic curves and readouts."""
    exchange = kinetics(params)
    patches = Patches(exchange, params.tissue_length) if params.sites == "patchy" else None
    position, here = matrix_binding_profiles.positions(params, exchange, patches)
    unbound = dataclasses.replace(exchange, on_rate=0.0)
    wait = patches.accumulation_time(here) if patches else exchange.accumulation_time(position[here], position[-1])
    profiles = matrix_binding_profiles.profiles(params, exchange, patches, position, wait)
    free, bound, steady = profiles["free_profile"], profiles["bound_profile"], profiles["free_steady"]
    half_time = Stripe(exchange, params.bleach_width / 2).half_recovery()
    return Result(
        params=params,
        position=position,
        **profiles,
        **_photobleaching(params, exchange, half_time),
        **matrix_binding_profiles.characteristic_curves(exchange, float(position[here]), params.tissue_length),
        decay_length=patches.decay_length if patches else exchange.decay_length,
        time_to_steady=wait / SECONDS_PER_MINUTE,
        kappa=params.on_rate / params.off_rate,
        bound_ratio=exchange.bound_ratio,
        apparent_diffusion=params.diffusivity / (1 + exchange.bound_ratio),
        frap_diffusion=HALF_RECOVERY * (params.bleach_width / 2) ** 2 / half_time,
        recovery_half_time=half_time,
        unbound_length=unbound.decay_length,
        slowdown=wait / unbound.accumulation_time(float(position[here]), params.tissue_length),
        bound_loss_share=100 * exchange.bound_ratio * params.bound_loss / exchange.total_loss,
        free_level=float(free[here]),
        bound_level=float(bound[here]),
        fraction_of_steady=100 * min(float(free[here] / steady[here]), 1.0) if steady[here] > 0 else 0.0,
        fitted_length=_fitted(position, bound),
        free_range=_visible_range(position, free, params.visible_level),
        bound_range=_visible_range(position, bound, params.visible_level),
    )


def kinetics(params: Params) -> Exchange:
    """Return the rates of the two states, in µm and s."""
    return Exchange(
        diffusivity=params.diffusivity,
        free_loss=params.free_loss,
        on_rate=params.on_rate,
        off_rate=params.off_rate,
        bound_loss=params.bound_loss,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: solutions against independent methods and balances, at the current values."""
    params = result.params
    return matrix_binding_trust.checks(result, kinetics(params))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return matrix_binding_trust.cautions(result, kinetics(result.params))


def _photobleaching(params: Params, exchange: Exchange, half_time: float) -> dict[str, Array]:
    """Return a photobleaching run in an endless tissue at balance; the middle frame is the half-recovery."""
    half, ratio = params.bleach_width / 2, exchange.bound_ratio
    edges = np.array([-1.0, 1.0]) * half
    position = np.unique(np.concatenate([np.linspace(-4 * half, 4 * half, 81), edges, edges * (1 + 1e-6)]))
    times = half_time * np.geomspace(1e-2, 1e2, FRAMES + 1)
    stripe = Stripe(exchange, half)
    dark_free, dark_bound = stripe.dark_around(times, position)
    scaled = exchange.diffusivity * times / half**2
    return {
        "bleach_position": position, "bleach_time": times, "recovery": 1 - np.clip(stripe.dark(times), 0, 1),
        "bleached_total": 1 - np.minimum(dark_free + dark_bound, 1),
        "bleached_free": 1 - np.minimum(dark_free * (1 + ratio), 1),
        "recovery_effective": 1 - dark_by_diffusion(scaled / (1 + ratio)),
        "recovery_unbound": 1 - dark_by_diffusion(scaled),
    }  # fmt: skip


def _fitted(position: Array, level: Array) -> float | Absent:
    if not np.any(level > 0):
        return Absent("nothing is bound")
    length = exponential_length(position, level)
    return Absent("the bound profile does not fall like an exponential here") if length is None else length


def _visible_range(position: Array, level: Array, visible: float) -> float | Absent:
    """Return where a falling level crosses the visible one, interpolated on its logarithm."""
    dim = np.flatnonzero(level < visible)
    if not dim.size:
        return Absent("all of the tissue")
    if dim[0] == 0:
        return Absent("nowhere")
    last, first = int(dim[0]) - 1, int(dim[0])
    if level[first] <= 0:
        return float(position[last])
    part = np.log(level[last] / visible) / np.log(level[last] / level[first])
    return float(position[last] + part * (position[first] - position[last]))
