"""Signals that fade along a chain of cells: handed on in part by each cell, or leaking through gap junctions.

Both are one equation. A cell that hands on the share r of the mean of its two neighbors, and a cell that exchanges
molecules with them at the rate g and loses them at the rate k, have the same steady profile if r = 2g/(2g + k):

    u_i = ρ^i,   ρ = r/(1 + √(1 - r²)),   Λ = -1/ln ρ = 1/arccosh(1/r)

The way there is a sum over waves along the chain, taken by fast sine and cosine transforms on a chain so long that its
far end does not matter (error below 1e-16). Times are in lifetimes of the signal: the loss rate is 1.

Source: elementary (geometric profiles of linear chains).
"""

from __future__ import annotations

import math

import numpy as np
from scipy.fft import dct, dst, ifft2

from models.quantities import Array

RANGES: int = 20
"""The chain of the calculation is so many decay lengths long."""
SHORTEST: int = 128
"""… and has at least so many cells."""


def step_ratio(gain: float) -> float:
    """Return ρ, the level of a cell over that of the cell before it, for 0 <= ``gain`` < 1."""
    return gain / (1 + math.sqrt(1 - gain**2))


def decay_cells(gain: float) -> float:
    """Return the decay length Λ in cells; 0 where nothing is handed on."""
    return 1 / math.acosh(1 / gain) if gain > 0 else 0.0


def handed_on(gain: float, times: Array, cells: int) -> Array:
    """Return what each cell shows, with cell 0 held at 1 from time 0 on and no signal before.

    Parameters
    ----------
    gain
        Share r of the received signal that a cell shows, 0 <= r < 1.
    times
        In lifetimes of the signal, shape (times,).
    cells
        How many cells are returned, cell 0 included.

    Returns
    -------
    ndarray, shape (times, cells)
    """
    steady = step_ratio(gain) ** np.arange(cells)
    if gain == 0:
        return np.tile(steady, (times.size, 1))
    waves = _length(gain, cells)
    wave = np.pi * np.arange(1, waves) / waves
    amplitude = np.sin(wave) / (2 * (1 / gain - np.cos(wave)))
    missing = amplitude * np.exp(-np.outer(times, 1 - gain * np.cos(wave)))
    level = np.tile(steady, (times.size, 1))
    level[:, 1:] -= dst(missing, type=1, axis=1)[:, : cells - 1] / waves
    return np.asarray(np.maximum(level, 0.0))


def leaked(coupling: float, times: Array, cells: int) -> Array:
    """Return the level of a molecule that cell 0 makes at the rate 1 (per lifetime) from time 0 on.

    The chain is endless on both sides of cell 0; one side is returned.

    Parameters
    ----------
    coupling
        Exchange with each neighbor over loss, g/k.
    times, cells
        As for ``handed_on``.

    Returns
    -------
    ndarray, shape (times, cells)
    """
    waves = _length(coupled_gain(coupling), cells)
    rate = 1 + 2 * coupling * (1 - np.cos(np.pi * np.arange(waves + 1) / waves))
    reached = -np.expm1(-np.outer(times, rate)) / rate
    return np.asarray(np.maximum(dct(reached, type=1, axis=1)[:, :cells] / (2 * waves), 0.0))


def coupled_gain(coupling: float) -> float:
    """Return the gain r of the passive relay that has the profile of gap junctions with g/k = ``coupling``."""
    return 2 * coupling / (2 * coupling + 1)


def sheet_spread(gain: float, times: Array, side: int) -> Array:
    """Return a fading signal on a sheet of hexagons whose cell 0 makes it from time 0 on.

    Each cell is lost to at the rate 1 and gets ``gain`` times the mean of its six neighbors.

    Returns
    -------
    ndarray, shape (times, side²)
        As shares of the steady level of cell 0; cells as in ``cell_sheet.hexagon_neighbors``.
    """
    angle = 2 * np.pi * np.arange(side) / side
    down, right = np.meshgrid(angle, angle, indexing="ij")
    mean = (np.cos(right) + np.cos(down) + np.cos(right - down)) / 3
    rate = 1 - gain * mean
    reached = -np.expm1(-times[:, None, None] * rate) / rate
    level = ifft2(reached, axes=(1, 2)).real
    return np.asarray(np.maximum(level, 0.0).reshape(times.size, -1) / np.mean(1 / rate))


def _length(gain: float, cells: int) -> int:
    """Return a chain length of few small prime factors, for the fast transforms."""
    return int(2 ** math.ceil(math.log2(max(SHORTEST, 2 * cells, RANGES * decay_cells(gain)))))
