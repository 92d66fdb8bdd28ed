"""The ligand around the cell of ``autologous_chemotaxis``: own field, background, surface level, streamlines.

Levels are in Q/(4πDa) here: what secreted ligand reaches at the surface in still fluid without uptake.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from models.numerics.flow_past_sphere import MODES, Around, Flow, Places, solve
from models.quantities import Array
from models.units import CELLS_PER_ML_PER_UM3

if TYPE_CHECKING:
    from models.chemokine.autologous_chemotaxis import Params

Release = Literal["secreted", "protease"]

ACROSS: Final = np.linspace(-60.0, 60.0, 49)
ALONG: Final = np.linspace(-90.0, 90.0, 73)
"""µm: the window of the field."""
ANGLE: Final = np.linspace(-180.0, 180.0, 73)
NOTHING: Final = 1e-9
"""Below this an asymmetry (in percent) or an amplitude is rounding."""
LINES: Final = np.array([3.0, 12.0, 24.0, 36.0, 48.0])
"""µm: how far from the axis the streamlines run, far upstream."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The cell's own field, and how the cell dents a background of 1 by its uptake (modes on the radii)."""

    own: Array
    dent: Array
    uptake: float

    def surface(self, background: float) -> tuple[float, float]:
        """Return the mean level at the surface and the amplitude of its cosine, A₁."""
        modes = self.modes(background)
        return background + float(modes[0, 0]), float(modes[0, 1])

    def balance(self) -> float | None:
        """Return the background at which A₁ is 0, for a cell with uptake; None if the dent has no cosine (no flow).

        For secreted ligand own field and dent are the same, and it is 1/α: there uptake equals secretion, and the
        level is even. Ligand that is freed around the cell is skewed in another way than the dent.
        """
        if self.own is self.dent:
            return 1 / self.uptake
        skew = float(self.dent[0, 1])
        return float(self.own[0, 1]) / (self.uptake * skew) if skew != 0 else None

    def modes(self, background: float) -> Array:
        """Return the field less the background: own ligand, minus what is taken from the background."""
        field: Array = self.own - self.uptake * background * self.dent
        return field


def around(params: Params, release: Release | None = None, medium: Flow | None = None) -> Cell:
    """Return the field of the cell as set, or with another kind of release or medium."""
    return _cell(
        params.peclet, medium or params.medium, params.capture_ratio,
        params.protease_reach if (release or params.release) == "protease" else 0.0,
    )  # fmt: skip


@lru_cache(maxsize=128)
def _cell(peclet: float, medium: Flow, uptake: float, reach: float) -> Cell:
    secreted = solve(Around(peclet, medium, uptake))
    if reach == 0:
        return Cell(secreted, secreted, uptake)
    protease = solve(Around(peclet, medium, decay=1 / reach))
    return Cell(solve(Around(peclet, medium, uptake), influx=0.0, source=protease / reach**2), secreted, uptake)


def asymmetry(cell: Cell, background: float) -> float:
    """Return 2A₁/C̄ in percent."""
    mean, amplitude = cell.surface(background)
    percent = 200 * amplitude / mean
    return percent if abs(percent) > NOTHING else 0.0


def met(params: Params) -> float:
    """Return the level of its own ligand at the surface, in still fluid without uptake: less if freed around it."""
    return 1 / (1 + params.protease_reach) if params.release == "protease" else 1.0


def emission(params: Params) -> tuple[float, float]:
    """Return m₀ and m₁: a cell in still fluid at background c emits M = Q (m₀ − m₁ c)."""
    taken = params.capture_ratio / (1 + params.capture_ratio)
    # 1 − taken for secreted ligand, without the difference of two numbers close to 1
    return (1 - met(params) * taken if params.release == "protease" else 1 / (1 + params.capture_ratio)), taken


def supply(params: Params) -> float:
    """Return what a cell per µm³ that emits Q adds to the background over the slab (0 without flow), in µm³."""
    if params.interstitial_flow == 0:
        return 0.0
    return 4 * np.pi * params.diffusivity * params.cell_radius * 1e3 * params.slab_length / params.interstitial_flow


def crossover(params: Params) -> float:
    """Return n*, in cells/µm³: there the neighbors' ligand equals the cell's own; 0 without flow."""
    if params.interstitial_flow == 0:
        return 0.0
    return met(params) / (1 + params.capture_ratio) / emission(params)[0] / supply(params)


def background(params: Params, density: float | None = None, bath: float | None = None) -> float:
    """Return the level that the fluid brings: the bath, and what the neighbors upstream have emitted.

    ``density`` in cells/µm³ and ``bath`` in Q/(4πDa) stand in for the values set.
    """
    if density is None:
        density = params.cell_density / CELLS_PER_ML_PER_UM3
    if bath is None:
        bath = 4 * np.pi * params.bath_concentration
    if density == 0 or params.interstitial_flow == 0:
        return bath
    made, taken = emission(params)
    passed = density * supply(params)
    reached = taken * passed
    ramp = float(-np.expm1(-reached)) / reached if reached > 0 else 1.0
    return bath * float(np.exp(-reached)) + made * passed * ramp


def linear(params: Params, background: float) -> tuple[float, float] | None:
    """Return the mean level and A₁ to first order in Pe; None for ligand freed by a protease."""
    if params.release == "protease":
        return None
    uptake = params.capture_ratio
    mean = (background + 1) / (1 + uptake)
    factor = (0.75 if params.medium == "gel" else 0.375) / (2 + uptake)
    # Q − uptake, written so that it is exactly 0 at the background of balance 1/α
    return mean, factor * params.peclet * (1 - uptake * background) / (1 + uptake)


def pictures(params: Params, cell: Cell, background: float) -> dict[str, Array]:
    """Return the field in its window, the streamlines, and the level around the surface."""
    mean, _ = cell.surface(background)
    half = _window(params.cell_radius).read(cell.modes(background))
    field = 100 * (background + half) / mean
    turned = np.asarray(np.polynomial.legendre.legvander(np.cos(np.radians(ANGLE)), MODES - 1), dtype=np.float64)
    other = around(params, release="secreted" if params.release == "protease" else "protease")
    level, slope = linear(params, background) or (1.0, 0.0)
    formula: Array = 100 * (1 + slope / level * turned[:, 1])
    return {
        "field_x": ALONG.copy(), "field_y": ACROSS.copy(), "angle": ANGLE.copy(),
        "field": np.concatenate([field[:0:-1], field]),
        "line": np.arange(LINES.size, dtype=float), "streamlines": streamlines(params.medium, params.cell_radius),
        "surface": _around_surface(cell, background, turned),
        "surface_other": _around_surface(other, background, turned),
        "surface_linear": formula,
    }  # fmt: skip


def _around_surface(cell: Cell, background: float, turned: Array) -> Array:
    level: Array = background + turned @ cell.modes(background)[0]
    return 100 * level / cell.surface(background)[0]


@lru_cache(maxsize=16)
def _window(radius: float) -> Places:
    return Places.of(*np.meshgrid(ALONG / radius, ACROSS[ACROSS.size // 2 :] / radius))


@lru_cache(maxsize=32)
def streamlines(medium: Flow, radius: float) -> Array:
    """Return the distance (µm) of each streamline from the axis at ``ALONG`` (lines, places); bisection."""
    x, start = ALONG / radius, (LINES / radius)[:, np.newaxis]
    low, high = np.zeros((LINES.size, x.size)), np.broadcast_to(start + 2.0, (LINES.size, x.size)).copy()
    for _ in range(40):
        middle = (low + high) / 2
        below = stream_function(medium, x, middle) < start**2 / 2
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return radius * (low + high) / 2


def stream_function(medium: Flow, x: Array, y: Array) -> Array:
    """Return ψ of the flow of unit speed past the unit sphere; 0 inside."""
    distance = np.maximum(np.hypot(x, y), 1.0)
    shape = 1 - distance**-3 if medium == "gel" else 1 - 1.5 / distance + distance**-3 / 2
    psi: Array = y**2 / 2 * shape
    return psi
