"""Lateral inhibition in time on unlike contacts (``contact_geometry``): polygons, hexagons with filopodia, a pair."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.fft import irfft2, rfft2

from models.juxtacrine.contact_geometry_parameters import SIDE, Params
from models.juxtacrine.contact_geometry_tissue import (
    REACHES,
    filopodia_factor,
    filopodia_weights,
    pair_weight,
    polygon_factor,
    polygon_weights,
)
from models.numerics.delta_notch import DeltaNotch, growth_time, with_noise
from models.numerics.exponential_steps import constant_rates
from models.quantities import Array

STEP: Final = 0.2
SHORTEST: Final = 30.0
LONGEST: Final = 120.0
"""The least and the most that a run lasts, in lifetimes of active Notch."""
BEYOND: Final = 8.0
"""How long a run goes on, in units of 1/s, after noise could have grown to 1."""
FRAMES: Final = 20
NOTCH, DELTA = 0, 1
CONTACTS: Final = np.geomspace(0.2, 5.0, 61)
SETTLING: Final = 300
"""Rounds in which two cells answer each other, to find where they settle."""

Received = Callable[[Array], Array]


def factor_of(params: Params) -> float:
    """Return μ_min of the present tissue."""
    if params.tissue == "voronoi":
        return polygon_factor(params.cell_count, params.lloyd_steps, params.seed, params.contact_input)
    if params.tissue == "filopodia":
        return filopodia_factor(params.reach, params.protrusion_share)
    return -pair_weight(params.contact_ratio, params.contact_input)


def effective_loop(params: Params) -> DeltaNotch:
    """Return the loop as two cells feel it: a contact of the width c lowers the threshold a to a/c^k."""
    weight = pair_weight(params.contact_ratio, params.contact_input) if params.tissue == "pair" else 1.0
    return DeltaNotch(
        params.activation_threshold / weight**params.hill, params.repression_strength, params.hill, params.hill
    )  # fmt: skip


def course(params: Params) -> tuple[Array, Array]:
    """Return times (frames,) and states (frames, 2, cells): active Notch and Delta of each cell."""
    loop, treated = params.loop(), _treated(params)
    if params.tissue == "filopodia":
        time, states = _sheets(loop, params.protrusion_share, params.start_pattern, params.initial_noise, params.seed,
                               treated)  # fmt: skip
        return time, states[:, :, params.reach - 1]
    if params.tissue == "voronoi":
        weights = polygon_weights(params.cell_count, params.lloyd_steps, params.seed, params.contact_input)
    else:
        weights = pair_weight(params.contact_ratio, params.contact_input) * np.array([[0.0, 1.0], [1.0, 0.0]])
    start = _start(effective_loop(params), params.start_pattern, params.initial_noise, params.seed, len(weights))
    growth = effective_loop(params).growth_rate(-1.0 if params.tissue == "pair" else factor_of(params))
    return _follow(loop, lambda delta: weights @ delta, start, _duration(growth, params.initial_noise), treated)


def sheet_patterns(params: Params) -> Array:
    """Return Delta of the sheet in the end for each reach in ``REACHES``, shape (reaches, SIDE, SIDE)."""
    _, states = _sheets(
        params.loop(), params.protrusion_share, params.start_pattern, params.initial_noise, params.seed,
        _treated(params),
    )  # fmt: skip
    return np.asarray(states[-1, DELTA].reshape(-1, SIDE, SIDE))


def settled_pairs(loop: DeltaNotch, contacts: Array) -> tuple[Array, Array]:
    """Return where two cells settle that begin as sender and receiver: Delta of both, for each width of the contact.

    Each round replaces a cell's Delta by its answer to that of the other. Twice answered, more gives more, so the
    rounds lead from the two extremes to the highest and the lowest state that hold each other.
    """
    high, low = np.ones(contacts.size), np.zeros(contacts.size)
    for _ in range(SETTLING):
        high = loop.delta_made(loop.notch_made(contacts * loop.delta_made(loop.notch_made(contacts * high))))
        low = loop.delta_made(loop.notch_made(contacts * high))
    return high, low


def treated_index(params: Params) -> int | None:
    """Return the index of the treated cell; None if none is chosen, or if the tissue has no such cell."""
    treated = _treated(params)
    return treated[0] if treated else None


def cells_of(params: Params) -> int:
    """Return how many cells the tissue has."""
    return {"voronoi": params.cell_count, "filopodia": SIDE**2, "pair": 2}[params.tissue]


def _treated(params: Params) -> tuple[int, str] | None:
    inside = 1 <= params.selected_cell <= cells_of(params)
    return (params.selected_cell - 1, params.treatment) if inside else None


@lru_cache(maxsize=16)
def _sheets(
    loop: DeltaNotch, share: float, pattern: str, noise: float, seed: int, treated: tuple[int, str] | None
) -> tuple[Array, Array]:
    """Return times and states (frames, 2, reaches, cells) of the sheet, for all reaches side by side."""
    weights = np.stack([rfft2(filopodia_weights(reach, share)) for reach in REACHES])
    start = np.repeat(_start(loop, pattern, noise, seed, SIDE**2)[:, None], len(REACHES), axis=1)
    rates = [loop.growth_rate(filopodia_factor(reach, share)) for reach in REACHES]
    slowest = min((rate for rate in rates if rate > 0), default=0.0)

    def received(delta: Array) -> Array:
        return np.asarray(irfft2(rfft2(delta.reshape(-1, SIDE, SIDE)) * weights, s=(SIDE, SIDE)).reshape(delta.shape))

    time, states = _follow(loop, received, start, _duration(slowest, noise), treated)
    states.setflags(write=False)
    return time, states


def _start(loop: DeltaNotch, pattern: str, noise: float, seed: int, count: int) -> Array:
    chance = np.random.default_rng(seed)
    if pattern == "random":
        return chance.random((2, count))
    return with_noise(np.array(loop.uniform())[:, None], noise, count, chance)


def _duration(growth: float, noise: float) -> float:
    return min(max(growth_time(growth, noise, BEYOND), SHORTEST), LONGEST)


def _follow(
    loop: DeltaNotch, received: Received, start: Array, duration: float, treated: tuple[int, str] | None
) -> tuple[Array, Array]:
    """Return times and states (frames, *start.shape); ``start`` has the shape (2, …, cells): Notch and Delta."""
    if treated and treated[1] == "ablated":
        start[..., treated[0]] = 0.0

    def production(state: Array) -> Array:
        seen = np.maximum(received(state[DELTA]), 0.0)
        made = np.stack([loop.notch_made(seen), loop.delta_made(state[NOTCH])])
        if treated:
            made[DELTA, ..., treated[0]] = float(treated[1] == "sender")
            if treated[1] == "ablated":
                made[NOTCH, ..., treated[0]] = 0.0
        return made

    every = math.ceil(duration / STEP / FRAMES)
    states = constant_rates(production, 1.0, start, STEP, every * FRAMES, every)
    return np.linspace(0.0, STEP * every * FRAMES, FRAMES + 1), states
