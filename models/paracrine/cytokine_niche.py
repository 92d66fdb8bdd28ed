r"""Who hears a secreting T cell? A cytokine spreads from one cell and is removed by the cells that use it.

    λ = √(D/(n_c K)),   K = k_on R S/(k_on R + S),   S = 4πDa            [CollinsKimball1949]

K is the volume that one consumer clears per second. Few receptors: K → k_on R, the usual λ = √(D/(k_on R n_c)).
Many: K → S, the floor λ_min = 1/√(4πa n_c). The squares add: λ² = λ_naive² + λ_min². Receptors see the level at the
surface, c_s = c(1 - β) with β = k_on R/(k_on R + S), the same number as the share that an equal secreting cell would
recapture.

Cells one by one are point sinks: c_i = q G_i0 - Σ_j G_ij u(c_j) with G = 1/(4πDr), for linear uptake (I + KG)c = q G_0.
``CELLS`` of them fill a ball around the source. The tissue beyond is smooth: what it takes lowers the level in the ball
by F/(4πD(B + λ)), F being the flux through the ball's surface B (exact for what is even around the source).

Mean field: consumers as a smooth sink; none has its center within 2a of the source's, where diffusion is free, so that
c = q e^{-(r-2a)/λ}/(4πDr(1 + 2a/λ)). Saturable uptake u = V c_s/(K_m + c_s): Newton's method; the range is that of
linear uptake until c ~ K_m and then grows as R_s = (3q/4πn_c V)^{1/3}.

Assumed: steady state, equal round cells, binding without return, free diffusion between cells. Ignored: polarized
secretion, receptor regulation, motion, cells as obstacles, uptake by the source. [Busse2010], [OylerYaniv2017].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from models.notation import quantity
from models.numerics.cell_uptake import Uptake, cell_levels
from models.numerics.hard_spheres import MOST_FILLED, ball_radius, place_around_core
from models.numerics.smooth_tissue import Niche, Tissue
from models.paracrine import cytokine_niche_trust
from models.quantities import Array, ParameterError, ParameterSet, choice, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM, UM3_PER_S_PER_MOLAR_S

CELLS = 400
"""Consumers that are computed one by one: a dense solve of some 8 ms."""
STEP_UM = 10.0
"""The length of a cell, over which the relative change is given (the 10 µm of MacGabhann2006)."""
FARTHEST_DRAWN_UM = 2000.0
PER_PM = MOLECULES_PER_UM3_PER_NM * 1e-3
NO_CONSUMERS = Absent("There are no consumers, so nothing sets a length.")
OVERCAUGHT = Absent("Cells this close and this greedy can no longer be computed as point sinks.")
NOBODY = Absent("There are no consumers to count.")
TOO_WEAK = Absent("Even a cell that touches the secreting one sees less than the threshold.")


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    consumer_density: float = parameter(
        1e-5, symbol="n_c", unit="1/µm³", low=1e-6, high=2e-4, scale="log", zero=True, main=True,
        label="Consumer density", evidence="C",
        doc="Cells per volume that take the cytokine up. 10⁻⁶ /µm³ is a million per mL. Off: a solitary cell.",
    )  # fmt: skip
    receptors: float = parameter(
        1e4, symbol="R", unit="per cell", low=1e2, high=1e5, scale="log", main=True, when=("uptake", "linear"),
        label="Receptors of a consumer", doc="Receptors on each consumer that bind the cytokine.", evidence="B",
    )  # fmt: skip
    secretion: float = parameter(
        10.0, symbol="q", unit="molecules/s", low=0.1, high=1e4, scale="log", main=True,
        label="Secretion", doc="Molecules that the secreting cell releases per second.", evidence="C",
    )  # fmt: skip
    threshold: float = parameter(
        0.3, symbol="θ", unit="pM", low=0.01, high=1000, scale="log", label="Threshold", evidence="C",
        doc="A cell counts as hearing the signal if the level at its surface is at least this high. High-affinity "
        "IL-2 receptors are half filled near 10 pM (typical); 0.3 pM fills about 3 % of them.",
    )  # fmt: skip
    diffusivity: float = parameter(
        10.0, symbol="D", unit="µm²/s", low=1, high=100, scale="log", label="Diffusion coefficient",
        doc="How fast the cytokine spreads between the cells.", evidence="A2", source="Busse2010",
    )  # fmt: skip
    on_rate: float = parameter(
        3.1e7, symbol="k_on", unit="1/(M s)", low=1e5, high=1e8, scale="log", when=("uptake", "linear"),
        label="On-rate", doc="How fast a receptor binds the cytokine.", evidence="B", source="Busse2010",
    )  # fmt: skip
    cell_radius: float = parameter(
        5.0, symbol="a", unit="µm", low=3, high=10, label="Cell radius", evidence="B",
        doc="Radius of every cell, the secreting one included. Cells do not overlap.",
    )  # fmt: skip
    uptake: Literal["linear", "saturable"] = choice(
        "linear", options={"linear": "Linear", "saturable": "Saturable"}, label="Uptake",
        doc="Linear: a consumer takes up in proportion to the level. Saturable: it cannot take more than V.",
    )  # fmt: skip
    max_uptake: float = parameter(
        10.0, symbol="V", unit="molecules/s", low=1, high=1000, scale="log", when=("uptake", "saturable"),
        label="Greatest uptake of a cell", evidence="C",
        doc="Molecules per second that one consumer takes up when its receptors are full.",
    )  # fmt: skip
    half_uptake_level: float = parameter(
        32.0, symbol="K_m", unit="pM", low=1, high=1000, scale="log", when=("uptake", "saturable"),
        label="Level of half uptake", evidence="C",
        doc="Level at the surface at which uptake is half its greatest. V/K_m plays the part of k_on R.",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=100, integer=True, label="Seed of the tissue", evidence="C",
        doc="Another number places the consumers at other random places.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """What the model answers with. Levels are those at a cell's surface, which its receptors see."""

    params: Params
    section_x: Array = series(symbol="x", unit="µm", label="Position", axes=("section_x",))
    section_y: Array = series(symbol="y", unit="µm", label="Position", axes=("section_x",))
    section_level: Array = series(symbol="c_s", unit="pM", label="Level at the cell", axes=("section_x",))
    cell_distance: Array = series(symbol="r", unit="µm", label="Distance of the cell", axes=("cell_distance",))
    cell_level: Array = series(symbol="c_s", unit="pM", label="Level at the cell", axes=("cell_distance",))
    cell_uptake: Array = series(symbol="u", unit="molecules/s", label="Uptake of the cell", axes=("cell_distance",))
    cell_places: Array = series(symbol="x, y, z", unit="µm", label="Places", axes=("cell_distance", "space"))
    radius: Array = series(symbol="r", unit="µm", label="Distance from the secreting cell")
    mean_level: Array = series(symbol="c_s", unit="pM", label="Level at a cell", axes=("radius",))
    density: Array = series(symbol="n_c", unit="cells/mL", label="Consumer density")
    length_curve: Array = series(symbol="λ", unit="µm", label="Niche length", axes=("density",))
    naive_curve: Array = series(symbol="λ_naive", unit="µm", label="Length without the floor", axes=("density",))
    floor_curve: Array = series(symbol="λ_min", unit="µm", label="Floor", axes=("density",))
    spacing_curve: Array = series(symbol="n_c^(−1/3)", unit="µm", label="Distance between consumers", axes=("density",))
    secretions: Array = series(symbol="q", unit="molecules/s", label="Secretion")
    capture_curve: Array = series(symbol="r½", unit="µm", label="Half-capture radius", axes=("secretions",))
    saturated_curve: Array = series(symbol="R_s/2^⅓", unit="µm", label="Cube-root law", axes=("secretions",))

    niche_length: float | Absent = readout(
        symbol="λ", unit="µm", label="Niche length",
        doc="Distance over which the level, times r, falls to 37 %; with saturable uptake, where the level is low.",
    )  # fmt: skip
    niche_floor: float | Absent = readout(
        symbol="λ_min", unit="µm", label="Floor of the length",
        doc="The niche length with endless receptors: diffusion to each cell is then the limit.",
    )  # fmt: skip
    radius_at_threshold: float | Absent = readout(
        symbol="rθ", unit="µm", label="Niche radius",
        doc="Distance out to which a cell sees at least the threshold, in a smooth tissue.",
    )  # fmt: skip
    cells_above_threshold: float | Absent = readout(
        symbol="Nθ", unit="cells", label="Cells above threshold",
        doc=f"Consumers that see at least the threshold, of the {CELLS} that are computed one by one.",
    )  # fmt: skip
    self_capture: float = readout(
        symbol="β", unit="", label="Self-capture",
        doc="Share that the secreting cell would catch again if it were a consumer; just as much lower is the level at "
        "a consumer's surface than around it (with saturable uptake, at low levels).",
    )  # fmt: skip
    naive_length: float | Absent = readout(
        symbol="λ_naive", unit="µm", label="Length without the floor", main=False,
        doc="√(D/(k_on R n_c)), which forgets that molecules must first diffuse to the cell.",
    )  # fmt: skip
    capture_radius: float | Absent = readout(
        symbol="r½", unit="µm", label="Half-capture radius",
        doc="Distance within which half of the molecules are caught, in a smooth tissue; needs no threshold.",
    )  # fmt: skip
    change_per_cell: float | Absent = readout(
        symbol="Δc/c", unit="%", label="Change over 10 µm", main=False,
        doc="1 − exp(−10 µm/λ): how much the level falls over 10 µm far from any source. Near a single cell the 1/r of "
        "open space adds to it.",
    )  # fmt: skip
    expected_above_threshold: float | Absent = readout(
        symbol="⟨Nθ⟩", unit="cells", label="Expected above threshold", main=False,
        doc="Consumers inside the niche radius in a smooth tissue: density times volume.",
    )  # fmt: skip
    section_cells: float | Absent = readout(
        symbol="n", unit="cells", label="Cells in the section", main=False, doc="Consumers in the slab that is drawn.",
    )  # fmt: skip
    section_above_threshold: float | Absent = readout(
        symbol="nθ", unit="cells", label="Above threshold in the section", main=False,
        doc="Consumers in the slab that is drawn that see at least the threshold.",
    )  # fmt: skip
    section_thickness: float | Absent = readout(
        symbol="d", unit="µm", label="Thickness of the section", main=False,
        doc="The slab around the source's plane is as thick as consumers are apart, n_c^(−1/3).",
    )  # fmt: skip
    ball_radius: float | Absent = readout(
        symbol="B", unit="µm", label="Radius of the ball", main=False,
        doc=f"The ball that the {CELLS} consumers fill. Beyond it the tissue is smooth.",
    )  # fmt: skip
    caught_in_ball: float | Absent = readout(
        symbol="f", unit="%", label="Caught in the ball", main=False,
        doc="Share of the molecules that the consumers in the ball take up; the tissue beyond takes the rest.",
    )  # fmt: skip
    filled: float = readout(
        symbol="φ", unit="%", label="Volume filled", main=False, doc="Share of the volume that consumers fill.",
    )  # fmt: skip


def uptake_of(params: Params) -> Uptake:
    """Return how one consumer takes up, in µm³/s and molecules/s."""
    transport = 4 * np.pi * params.diffusivity * params.cell_radius
    if params.uptake == "saturable":
        return Uptake(params.max_uptake / (params.half_uptake_level * PER_PM), transport, params.max_uptake)
    return Uptake(params.on_rate * UM3_PER_S_PER_MOLAR_S * params.receptors, transport)


def tissue_of(params: Params) -> Tissue:
    """Return the smooth tissue. No consumer lies within a cell's diameter of the source's center."""
    return Tissue(params.diffusivity, params.consumer_density, 2 * params.cell_radius, uptake_of(params))


def simulate(params: Params) -> Result:
    """Return the niche of one secreting cell.

    Raises
    ------
    ParameterError
        If the consumers would fill more than ``MOST_FILLED`` of the volume. They cannot be placed without overlap, and
        the floor λ_min would be about a cell radius: contact, not diffusion.
    """
    tissue = tissue_of(params)
    filled = 4 / 3 * np.pi * params.cell_radius**3 * params.consumer_density
    if filled > MOST_FILLED:
        raise ParameterError("consumer_density", _too_full(params, filled))
    niche = Niche(tissue, params.secretion)
    radius = np.geomspace(tissue.core, FARTHEST_DRAWN_UM, 240)
    found = niche.radius_at(params.threshold * PER_PM)
    return Result(
        params=params,
        radius=radius,
        mean_level=tissue.uptake.surface(niche.level(radius)) / PER_PM,
        radius_at_threshold=TOO_WEAK if found is None else found,
        self_capture=tissue.uptake.self_capture,
        filled=100 * float(filled),
        **_length_curves(params, tissue.uptake),
        **_lengths(params, niche, found),
        **_cells(params, niche),
        **_ranges(tissue),
    )


def _too_full(params: Params, filled: float) -> str:
    fits = MOST_FILLED / (4 / 3 * np.pi * params.cell_radius**3)
    return (
        f"Consumer density: {quantity(params.consumer_density, '1/µm³')} cells of radius "
        f"{quantity(params.cell_radius, 'µm')} would fill {quantity(100 * filled, '%', 2)} of the volume. They may "
        f"fill {quantity(100 * MOST_FILLED, '%')}: with this radius the density may be up to "
        f"{quantity(fits, '1/µm³')}. In a denser tissue cells touch, and diffusion no longer sets the range."
    )


def _lengths(params: Params, niche: Niche, found: float | None) -> dict[str, Any]:
    """Return the readouts of the smooth tissue."""
    density, tissue = params.consumer_density, niche.tissue
    names = ("niche_length", "niche_floor", "naive_length", "capture_radius", "change_per_cell")
    if density == 0:
        return dict.fromkeys(names, NO_CONSUMERS) | {"expected_above_threshold": NOBODY}
    length = tissue.decay_length
    floor = float(1 / np.sqrt(4 * np.pi * params.cell_radius * density))
    naive = float(np.sqrt(params.diffusivity / (density * tissue.uptake.affinity)))
    change = -100 * float(np.expm1(-STEP_UM / length))
    inside = 0.0 if found is None else density * 4 / 3 * np.pi * (found**3 - tissue.core**3)
    values = (length, floor, naive, niche.half_capture(), change)
    return dict(zip(names, values, strict=True)) | {"expected_above_threshold": inside}


def _cells(params: Params, niche: Niche) -> dict[str, Any]:
    """Return the consumers one by one: where they are, what they see and take, who is drawn and who is counted."""
    density, tissue = params.consumer_density, niche.tissue
    numbers = (
        "cells_above_threshold", "section_cells", "section_above_threshold", "section_thickness", "ball_radius",
        "caught_in_ball",
    )  # fmt: skip
    if density == 0:
        none = np.empty(0)
        arrays = ("section_x", "section_y", "section_level", "cell_distance", "cell_level", "cell_uptake")
        return dict.fromkeys(arrays, none) | {"cell_places": np.empty((0, 3))} | dict.fromkeys(numbers, NOBODY)
    ball = ball_radius(CELLS, density, tissue.core)
    places = place_around_core(CELLS, ball, tissue.core, params.seed)
    around = cell_levels(places, tissue.uptake, params.diffusivity, params.secretion, niche.outside(ball))
    level, taken = tissue.uptake.surface(around) / PER_PM, tissue.uptake.rate(around)
    thickness = float(density ** (-1 / 3))
    drawn = np.abs(places[:, 2]) <= thickness / 2
    hears = level >= params.threshold
    caught = 100 * float(taken.sum()) / params.secretion
    values = (
        float(hears.sum()), float(drawn.sum()), float((hears & drawn).sum()), thickness, ball,
        caught if caught <= 100 else OVERCAUGHT,
    )  # fmt: skip
    return dict(zip(numbers, values, strict=True)) | {
        "section_x": places[drawn, 0], "section_y": places[drawn, 1], "section_level": level[drawn],
        "cell_distance": np.linalg.norm(places, axis=1), "cell_level": level, "cell_uptake": taken,
        "cell_places": places,
    }  # fmt: skip


def _length_curves(params: Params, uptake: Uptake) -> dict[str, Any]:
    """Return the lengths against density: λ, without the floor, the floor, and the distance between consumers."""
    density = np.geomspace(1e-6, 2e-4, 60)
    return {
        "density": density * CELLS_PER_ML_PER_UM3,
        "length_curve": np.sqrt(params.diffusivity / (density * uptake.clearance)),
        "naive_curve": np.sqrt(params.diffusivity / (density * uptake.affinity)),
        "floor_curve": 1 / np.sqrt(4 * np.pi * params.cell_radius * density),
        "spacing_curve": density ** (-1 / 3),
    }


def _ranges(tissue: Tissue) -> dict[str, Any]:
    """Return the half-capture radius against secretion, and its cube-root law (R_s/2^{1/3}) if uptake can saturate."""
    secretions = np.geomspace(0.1, 1e6, 29)
    none = np.empty(0)
    if tissue.density == 0:
        return {"secretions": secretions, "capture_curve": none, "saturated_curve": none}
    if tissue.linear:
        same = np.full(secretions.size, Niche(tissue, 1.0).half_capture())
        return {"secretions": secretions, "capture_curve": same, "saturated_curve": none}
    niche, radii = None, []
    for secretion in secretions:
        niche = Niche(tissue, float(secretion), niche)
        radii.append(niche.half_capture())
    law = np.array([tissue.saturated_radius(float(secretion)) for secretion in secretions]) / 2 ** (1 / 3)
    return {"secretions": secretions, "capture_curve": np.array(radii), "saturated_curve": law}


def checks(result: Result) -> tuple[Check, ...]:
    """Return the model against conservation and against the smooth tissue, at the current values."""
    return cytokine_niche_trust.checks(result, Niche(tissue_of(result.params), result.params.secretion))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return cytokine_niche_trust.cautions(result)
