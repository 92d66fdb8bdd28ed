"""The profiles of ``matrix_binding``, steady and in time, and its characteristic curves over the stickiness κ."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import numpy as np

from models.numerics.exchange import Exchange
from models.numerics.inverse_laplace import ComplexArray, invert
from models.numerics.patches import Patches
from models.quantities import Array
from models.units import MOLECULES_PER_UM3_PER_NM, SECONDS_PER_MINUTE

if TYPE_CHECKING:
    from models.paracrine.matrix_binding import Params

FRAMES: Final = 40
NOISE: Final = 1e-11
"""Below this part of the highest level of its time, a level is rounding noise of the inverse transform: 0."""
STABILITIES: Final = (1e-2, 1e4)
"""The κ between which the characteristic curves are drawn."""


def positions(params: Params, exchange: Exchange, patches: Patches | None) -> tuple[Array, int]:
    """Return where levels are computed, and which of these is the reading position."""
    if patches:
        position = patches.centers
        return position, int(np.argmin(np.abs(position - params.reading_position)))
    length = params.tissue_length
    reading = min(params.reading_position, length)
    near = np.linspace(0, min(8 * exchange.decay_length, length), 81)
    position = np.unique(np.concatenate([np.linspace(0, length, 81), near, [reading]]))
    return position, int(np.searchsorted(position, reading))


def profiles(
    params: Params, exchange: Exchange, patches: Patches | None, position: Array, wait: float
) -> dict[str, Array]:
    """Return the levels in nM: steady, now, and over the build-up (four accumulation times; now is a frame)."""
    unit = params.influx / MOLECULES_PER_UM3_PER_NM

    def levels(s: ComplexArray) -> ComplexArray:
        if patches:
            return np.stack(patches.at_patches(s), axis=1)
        free = exchange.profile(s, position, params.tissue_length)
        return np.stack([free, exchange.loading(s)[:, np.newaxis] * free], axis=1)

    free, bound = unit * levels(np.zeros(1, dtype=np.complex128)).real[0]
    now = params.time * SECONDS_PER_MINUTE
    times = np.unique(np.append(np.linspace(0, 4 * wait, FRAMES)[1:], now))
    rising = unit * invert(lambda s: levels(s) / s[:, np.newaxis, np.newaxis], times)
    rising = np.where(rising > NOISE * rising.max(axis=2, keepdims=True), rising, 0.0)
    movie = np.concatenate([np.zeros((1, *rising.shape[1:])), rising])
    frame = 1 + int(np.searchsorted(times, now))
    return {
        "free_steady": free, "bound_steady": bound, "free_profile": movie[frame, 0].copy(),
        "bound_profile": movie[frame, 1].copy(), "movie_time": np.append(0.0, times) / SECONDS_PER_MINUTE,
        "free_movie": movie[:, 0].copy(), "bound_movie": movie[:, 1].copy(),
    }  # fmt: skip


def characteristic_curves(exchange: Exchange, position: float, length: float) -> dict[str, Array]:
    """Return λ and τ over κ, by the binding rate: with the bound loss as set, none, or equal to the free loss."""
    stability = np.geomspace(*STABILITIES, 61)
    curves: dict[str, Array] = {"stability": stability}
    losses = {"now": exchange.bound_loss, "safe": 0.0, "equal": exchange.free_loss}
    for name, loss in losses.items():
        cases = [
            dataclasses.replace(exchange, on_rate=kappa * exchange.off_rate, bound_loss=loss) for kappa in stability
        ]
        curves[f"length_{name}"] = np.array([case.decay_length for case in cases])
        curves[f"wait_{name}"] = (
            np.array([case.accumulation_time(position, length) for case in cases]) / SECONDS_PER_MINUTE
        )
    return curves
