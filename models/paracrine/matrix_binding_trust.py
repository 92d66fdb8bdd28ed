"""What ``matrix_binding`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.numerics.exchange import Exchange
from models.numerics.inverse_laplace import invert
from models.numerics.patches import SPACING, Patches
from models.quantities import Array
from models.results import Caution, Check
from models.units import MOLECULES_PER_UM3_PER_NM, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from models.paracrine.matrix_binding import Result

SITE_LEVEL = 4e4
"""nM of binding sites: the upper limit that Wang2016 estimate for Nodal receptors (40 µM)."""
APART = 1e-12
"""1/s by which two equal rates (possible only without binding) are held apart, so that their difference divides."""


def checks(result: Result, exchange: Exchange) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    if result.params.sites == "patchy":
        return (_neighbors(result, exchange), _second_contour(result, exchange), _recovery(result, exchange))
    return (*_amounts(result, exchange), _recovery(result, exchange))


def cautions(result: Result, exchange: Exchange) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    if result.decay_length > params.tissue_length / 3:
        found.append(Caution(
            "The decay length is more than a third of the tissue: the far wall holds ligand back, and the profile is "
            "flatter than an exponential.", ("tissue_length",),
        ))  # fmt: skip
    if params.reading_position > params.tissue_length:
        found.append(Caution(
            "The reading position lies beyond the tissue: levels and times are read at its far end.",
            ("reading_position", "tissue_length"),
        ))  # fmt: skip
    crowd = float(np.max(result.bound_profile))
    if crowd > SITE_LEVEL:
        found.append(Caution(
            "More than 40 µM would be bound. Real sites would be full; the model has no such limit.",
            ("influx", "on_rate"),
        ))  # fmt: skip
    if params.sites == "patchy" and result.decay_length < 4.0:
        found.append(Caution(
            "The gradient ends within two patches: a decay length says little here.", ("sites", "bound_loss"),
        ))  # fmt: skip
    if params.on_rate > 0 and result.frap_diffusion < 0.5 * result.apparent_diffusion:
        found.append(Caution(
            "The stripe recovers by release of bound ligand more than by transport: its recovery is too slow to tell "
            "the apparent diffusion. Bleach a wider stripe.", ("bleach_width", "off_rate"),
        ))  # fmt: skip
    lost = exchange.total_loss / (1 + exchange.bound_ratio) * result.recovery_half_time
    if lost > 0.2:
        found.append(Caution(
            "Much of the bleached ligand is destroyed and replaced before the stripe has half recovered: the recovery "
            "shows turnover, not transport.", ("bleach_width", "bound_loss", "free_loss"),
        ))  # fmt: skip
    return tuple(found)


def _amounts(result: Result, exchange: Exchange) -> tuple[Check, Check]:
    """Compare sums over the profiles with the balance of the tissue: steady, and now by its two rate equations."""
    params = result.params
    now = params.time * SECONDS_PER_MINUTE
    zero = np.zeros(1, dtype=np.complex128)
    length, reach = params.tissue_length, exchange.decay_length
    position, weight = _rule(min(length, 40 * reach))
    steady = float(exchange.profile(zero, position, length).real[0] @ weight) * exchange.total_loss
    position, weight = _rule(min(length, 40 * reach, 14 * float(np.sqrt(exchange.diffusivity * now))))
    levels = invert(
        lambda s: (1 + exchange.loading(s))[:, np.newaxis] * exchange.profile(s, position, length) / s[:, np.newaxis],
        np.array([now]),
    )
    kept = float(_inflow_kept(exchange, now).sum())
    return (
        Check("Steady: what enters against what is lost, free and bound", abs(steady - 1), 1e-9),
        Check("Now: ligand in the tissue against the inflow kept", abs(float(levels[0] @ weight) / kept - 1), 1e-7),
    )


def _rule(span: float) -> tuple[Array, Array]:
    """Return the points and weights of a Gauss-Legendre rule from 0 to ``span``, in four panels, finer at 0."""
    nodes, weights = np.polynomial.legendre.leggauss(48)
    edges = np.array([0.0, 0.02, 0.1, 0.35, 1.0]) * span
    widths = np.diff(edges)[:, np.newaxis] / 2
    return (edges[:-1, np.newaxis] + widths * (nodes + 1)).ravel(), (widths * weights).ravel()


def _inflow_kept(exchange: Exchange, time: float) -> Array:
    """Return how much of a unit inflow since time 0 is in the tissue, free and bound: 2×2 rate equations, exactly."""
    slow, fast = _rates(exchange, np.zeros(1))
    leave = exchange.free_loss + exchange.on_rate
    entry = np.array([1.0, 0.0])
    onto_fast = (np.array([leave, -exchange.on_rate]) - slow * entry) / (fast - slow)
    kept_slow, kept_fast = -np.expm1(-slow * time) / slow, -np.expm1(-fast * time) / fast
    kept: Array = kept_slow * (entry - onto_fast) + kept_fast * onto_fast
    return kept


def _rates(exchange: Exchange, mode: Array) -> tuple[Array, Array]:
    """Return the slow and the fast rate (1/s) at which a cosine of wavenumber ``mode`` (1/µm) fades."""
    escape = exchange.diffusivity * mode**2 + exchange.free_loss + exchange.on_rate
    stay = exchange.off_rate + exchange.bound_loss
    root = np.sqrt(((escape - stay) / 2) ** 2 + exchange.on_rate * exchange.off_rate)
    fast = (escape + stay) / 2 + root
    # escape·stay − k_on·k_off, term by term: the difference would lose the digits of a small loss
    product = (exchange.diffusivity * mode**2 + exchange.free_loss) * stay + exchange.on_rate * exchange.bound_loss
    slow = product / fast
    return slow, np.maximum(fast, slow + APART)


def _neighbors(result: Result, exchange: Exchange) -> Check:
    """Compare the ladder with Bloch's theorem: u before + u after = 2 cosh(spacing/λ) u, at any three patches."""
    before, here, after = (float(level) for level in result.free_steady[:3])
    factor = 2 * np.cosh(SPACING / Patches(exchange, result.params.tissue_length).decay_length)
    error = abs(float((before + after) / here / factor) - 1)
    return Check("Steady levels of three patches against Bloch's theorem", error, 1e-9)


def _second_contour(result: Result, exchange: Exchange) -> Check:
    """Compare the levels now with those that a contour made for times up to 2 t gives."""
    params = result.params
    now = params.time * SECONDS_PER_MINUTE
    patches = Patches(exchange, params.tissue_length)
    again = invert(lambda s: patches.at_patches(s)[0] / s[:, np.newaxis], np.array([now, 2 * now]))[0]
    shown = result.free_profile * MOLECULES_PER_UM3_PER_NM / params.influx
    scale = float(np.max(shown)) or 1.0
    return Check("Levels now against a second inverse transform", float(np.max(np.abs(again - shown))) / scale, 1e-7)


def _recovery(result: Result, exchange: Exchange) -> Check:
    """Compare the recovery at half time with a sum over Fourier modes, each an exact 2×2 exponential."""
    half, time = result.params.bleach_width / 2, result.recovery_half_time
    box = 2 * half + 12 * np.sqrt(exchange.diffusivity * time)
    mode = np.arange(4000) * np.pi / box
    weight = np.where(mode == 0, 1.0, 2.0) * half / box * np.sinc(mode * half / np.pi) ** 2
    slow, fast = _rates(exchange, mode)
    free = 1 / (1 + exchange.bound_ratio)
    lost = (exchange.diffusivity * mode**2 + exchange.free_loss) * free + exchange.bound_loss * (1 - free)
    onto_fast = (lost - slow) / (fast - slow)
    left = (1 - onto_fast) * np.exp(-slow * time) + onto_fast * np.exp(-fast * time)
    # The finest modes of bound ligand only fade by its release: summed in closed form, the rest converges.
    resting = (1 - free) * np.exp(-(exchange.off_rate + exchange.bound_loss) * time)
    error = abs(float(weight @ (left - resting)) + float(resting) - 0.5)
    return Check("Photobleaching: half-recovery against Fourier modes", error, 1e-3)
