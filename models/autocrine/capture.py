r"""Who catches the ligand, its maker, a neighbor or nobody: the three fates, in numbers and as Brownian walks.

Identical cells (radius a, density n) secrete Q molecules/s and carry R receptors for them. The steady state is a
closed form (``models.numerics.secreting_cells``). With the escape G = 4πDa(1 + a√(k_trap/D)), the loss
k' = k_loss + k_trap and the net capture per level k_cap = V_R/(K_1 + c), where V_R = k_t R is the receptor synthesis,
K_1 = K_m k_t/k_e and K_m = (k_off + k_e)(1 + B/K_b)/k_on, the fates of a molecule are

.. math:: P_{self} = \frac{k_{cap}}{k_{cap}+G},\quad P_{neighbors} = (1-P_{self})\frac{n k_{sec}}{n k_{sec}+k'},\quad
          k_{sec} = \frac{G k_{cap}}{G+k_{cap}}

A cell alone whose receptors are far from full and bind for good: P_self = Da/(1 + Da), Da = k_on R/(4πDa) [of the
family of Shvartsman2001]. Level around a cell: c_b + (c - c_b)(a/r) e^(-(r-a)/λ_t), λ_t = √(D/k_trap). Reach of what
has left: λ = √(D/(n k_sec)). Half occupancy of a cell alone needs Q_50 = G K_m + V_R k_e/(k_e + k_t): what escapes
plus what is taken up.

200 Brownian molecules (``models.numerics.reactive_sphere``) take the same walk one by one. They know k_cap, n k_sec and
k', not the fates. Around a cell the neighbors are an effective medium [Coppey2007].

Assumptions: steady state; round cells with an evenly reactive surface, never perfectly absorbing [Forsten1994]; mean
field between cells; a trap in excess that binds for good. Ignored: shape, recycling of receptors, dimers, ligand held
on membranes, the lattice of real neighbors [Batsilas2003].
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.autocrine import capture_culture
from models.autocrine.capture_culture import CLOSEST_PACKING, Culture, in_nm
from models.numerics.crossing import crossing
from models.numerics.reactive_sphere import CAPTURED, Ball, walk
from models.numerics.secreting_cells import Balance, Cells, balance
from models.quantities import Array, parameter, redeclared
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM

MOLECULES: Final = 200
FRAMES: Final = 36
DENSITIES: Final = 121
RATIOS: Final = np.geomspace(1e-3, 10, 121)
"""Secretion over receptor synthesis in the picture of DeWitt2001."""
DISTANCES: Final = np.concatenate([[1.0], 1 + np.geomspace(1e-2, 1e3, 119)])
"""Of the profile, in cell radii."""
FEWEST, MOST = 1.0, 1e9


@dataclass(frozen=True, slots=True)
class Params(Culture):
    """What a reader may set."""

    secretion: float = redeclared(Culture, "secretion", main=True)
    receptors: float = redeclared(Culture, "receptors", main=True)
    diffusivity: float = redeclared(Culture, "diffusivity", main=True)
    blocker_ratio: float = parameter(
        0, symbol="B/K_b", unit="", low=1e-2, high=1e5, scale="log", zero=True, label="Receptor blocker", group="Drugs",
        doc="A competitive blocker at B, in units of the level that alone would occupy half of the receptors.",
        evidence="C",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=999, integer=True, label="Seed of the particles",
        doc="Another seed, other paths; the same seed shows the same paths again.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Fates against density, 200 paths, the level around a cell, occupancy against secretion, and the numbers."""

    params: Params
    density: Array = series(symbol="n", unit="cells/mL", label="Cell density")
    self_share: Array = series(symbol="P_self", unit="%", label="Caught by its maker", axes=("density",))
    neighbor_share: Array = series(symbol="P_neighbors", unit="%", label="Caught by neighbors", axes=("density",))
    lost_share: Array = series(symbol="P_lost", unit="%", label="Lost", axes=("density",))
    distance: Array = series(symbol="r", unit="µm", label="Distance from the middle of the cell")
    level: Array = series(symbol="c", unit="nM", label="Level", axes=("distance",))
    ratio: Array = series(symbol="Q/V_R", unit="", label="Secretion over receptor synthesis")
    occupied: Array = series(symbol="θ", unit="%", label="Occupied receptors", axes=("ratio",))
    missed: Array = series(symbol="1 − J/Q", unit="%", label="Released, never taken up", axes=("ratio",))
    medium: Array = series(symbol="c_b", unit="nM", label="Level in the medium", axes=("ratio",))
    walk_time: Array = series(symbol="t", unit="s", label="Time since release")
    walk_distance: Array = series(
        symbol="r", unit="µm", label="Distance from the middle of the cell", axes=("walk_time", "walk_fate")
    )
    walk_azimuth: Array = series(symbol="φ", unit="rad", label="Direction", axes=("walk_time", "walk_fate"))
    walk_fate: Array = series(symbol="", unit="", label="Fate: 0 maker, 1 neighbor, 2 lost")
    walk_end: Array = series(symbol="t", unit="s", label="When it ended", axes=("walk_fate",))
    p_self: float = readout(
        symbol="", unit="%", label="Caught by its maker",
        doc="The share of released molecules that the cell which made them takes in.",
    )  # fmt: skip
    p_neighbors: float = readout(
        symbol="", unit="%", label="Caught by neighbors", doc="The share that other cells take in."
    )  # fmt: skip
    p_lost: float = readout(
        symbol="", unit="%", label="Lost", doc="The share that is washed away, destroyed or trapped."
    )  # fmt: skip
    occupancy: float = readout(
        symbol="θ", unit="%", label="Occupied receptors", doc="The share of a cell's receptors that hold ligand."
    )  # fmt: skip
    uptake: float = readout(
        symbol="J", unit="molecules/s", label="Uptake per cell", doc="Ligand that a cell takes in, from all cells.",
        main=False,
    )  # fmt: skip
    screening_length: float | Absent = readout(
        symbol="λ", unit="µm", label="Reach", doc="√(D/(n k_sec)): how far ligand that has left its maker gets before "
        "a neighbor takes it.",
    )  # fmt: skip
    surface_level: float = readout(
        symbol="c", unit="nM", label="Level at the cell", doc="The level that the receptors see.", main=False
    )  # fmt: skip
    bulk_level: float = readout(
        symbol="c_b", unit="nM", label="Level in the medium", doc="The level far from any cell: what a sample of the "
        "medium would show.", main=False,
    )  # fmt: skip
    half_level: float = readout(
        symbol="K_m", unit="nM", label="Half-occupying level", doc="The level at which half of the receptors are "
        "occupied, blocker included.", main=False,
    )  # fmt: skip
    own_level: float = readout(
        symbol="c_self", unit="nM", label="Level from its own ligand", doc="The part of the level at the cell that is "
        "its own ligand on the first way out.", main=False,
    )  # fmt: skip
    received: float = readout(
        symbol="J/Q", unit="%", label="Taken up per released", doc="What a cell takes in, over what it releases."
    )  # fmt: skip
    damkohler: float = readout(
        symbol="Da", unit="", label="Binding over escape", doc="k_on·R/(4πDa).", main=False
    )  # fmt: skip
    synthesis: float = readout(
        symbol="V_R", unit="molecules/s", label="Receptor synthesis", doc="k_t·R: the most ligand that a cell can take "
        "up for long.", main=False,
    )  # fmt: skip
    secretion_ratio: float = readout(
        symbol="Q/V_R", unit="", label="Secretion over receptor synthesis", doc="Above 1 the receptors cannot keep up.",
        main=False,
    )  # fmt: skip
    half_secretion: float = readout(
        symbol="Q₅₀", unit="molecules/s", label="Secretion for half occupancy", doc="What a cell alone must release to "
        "occupy half of its own receptors.", main=False,
    )  # fmt: skip
    crossover_density: float | Absent = readout(
        symbol="n_x", unit="cells/mL", label="Own = neighbors at", doc="The density at which neighbors catch as much "
        "of a cell's ligand as the cell itself.", main=False,
    )  # fmt: skip
    counted_self: float = readout(
        symbol="N_self", unit="", label="Particles caught by the maker", doc="Counted among the 200 walks.", main=False
    )  # fmt: skip
    counted_neighbors: float = readout(
        symbol="N_neighbors", unit="", label="Particles caught by neighbors", doc="Counted among the 200 walks.",
        main=False,
    )  # fmt: skip
    counted_lost: float = readout(
        symbol="N_lost", unit="", label="Particles lost", doc="Counted among the 200 walks.", main=False
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return fates, profile, occupancy and paths for ``params``.

    Raises
    ------
    ParameterError
        If the cells would overlap at that density and radius.
    """
    params.refuse_overlap()
    state = balance(cells_of(params))
    return Result(
        params=params,
        **_fates(params),
        **_profile(params, state),
        **_titration(params),
        **_paths(params, state),
        p_self=100 * float(state.p_self),
        p_neighbors=100 * float(state.p_neighbors),
        p_lost=100 * float(state.p_lost),
        occupancy=100 * float(state.occupancy),
        uptake=float(state.uptake),
        screening_length=float(state.screening)
        if math.isfinite(state.screening)
        else Absent("nothing in the medium takes ligand up"),
        surface_level=in_nm(float(state.surface)),
        bulk_level=in_nm(float(state.bulk)),
        half_level=in_nm(float(state.half_bound)),
        own_level=in_nm(params.secretion / float(state.conductance + state.capture)),
        received=100 * float(state.uptake) / params.secretion,
        damkohler=params.binding_damkohler,
        synthesis=params.synthesis,
        secretion_ratio=params.secretion / params.synthesis,
        half_secretion=half_secretion(params, state),
        crossover_density=_crossover(params),
    )


def cells_of(params: Params, **changes: float | Array) -> Cells:
    """Return the culture in µm, s and molecules, drugs included; ``changes`` are in these units."""
    return params.cells(**({"competitor": params.blocker_ratio} | changes))


def half_secretion(params: Params, state: Balance) -> float:
    """Return Q_50 (molecules/s): at θ = ½ the level is K_m, G K_m escape and V_R k_e/(k_e + k_t) are taken up."""
    share = params.complex_internalization / (params.complex_internalization + params.receptor_turnover)
    return float(state.conductance * state.half_bound) + params.synthesis * share


def medium_rates(params: Params, state: Balance) -> tuple[float, float]:
    """Return the rates (1/s) at which neighbors, and everything else, take a free molecule from the medium."""
    caught = float(state.conductance * state.p_self) * params.cell_density / CELLS_PER_ML_PER_UM3
    return caught, float(state.loss)


def _fates(params: Params) -> dict[str, Any]:
    """Return the three fates over all densities at which the cells still fit side by side."""
    top = min(MOST, params.cell_density * CLOSEST_PACKING / params.filled)
    density = np.geomspace(FEWEST, top, DENSITIES)
    state = balance(cells_of(params, density=density / CELLS_PER_ML_PER_UM3))
    return {
        "density": density,
        "self_share": 100 * state.p_self,
        "neighbor_share": 100 * state.p_neighbors,
        "lost_share": 100 * state.p_lost,
    }


def _profile(params: Params, state: Balance) -> dict[str, Any]:
    """Return the level around a cell, out to a thousand radii."""
    distance = params.cell_radius * DISTANCES
    trapped = np.exp(-(distance - params.cell_radius) * math.sqrt(params.trap_rate / params.diffusivity))
    own = (state.surface - state.bulk) * trapped / DISTANCES
    return {"distance": distance, "level": (state.bulk + own) / MOLECULES_PER_UM3_PER_NM}


def _titration(params: Params) -> dict[str, Any]:
    """Return occupancy, what is missed and the medium's level as secretion rises past receptor synthesis."""
    made = RATIOS * params.synthesis
    state = balance(cells_of(params, secretion=made))
    return {
        "ratio": RATIOS.copy(),
        "occupied": 100 * state.occupancy,
        "missed": 100 * state.p_lost,
        "medium": state.bulk / MOLECULES_PER_UM3_PER_NM,
    }


def _paths(params: Params, state: Balance) -> dict[str, Any]:
    """Return the walks of 200 molecules and how many ended in each way."""
    ball = Ball(
        radius=params.cell_radius, diffusivity=params.diffusivity, reactivity=float(state.capture) / params.escape
    )
    walks = walk(ball, medium_rates(params, state), MOLECULES, FRAMES, params.seed)
    counts = np.bincount(walks.fate, minlength=3)
    return {
        "walk_time": walks.time, "walk_distance": walks.distance, "walk_azimuth": walks.azimuth,
        "walk_fate": walks.fate.astype(float), "walk_end": walks.end, "counted_self": float(counts[CAPTURED]),
        "counted_neighbors": float(counts[1]), "counted_lost": float(counts[2]),
    }  # fmt: skip


def _crossover(params: Params) -> float | Absent:
    """Return the density (cells/mL) at which own and neighbor capture are equal."""

    def lead(density: Array) -> Array:
        state = balance(cells_of(params, density=density / CELLS_PER_ML_PER_UM3))
        return np.asarray(np.log(state.p_self / state.p_neighbors))

    top = min(MOST, params.cell_density * CLOSEST_PACKING / params.filled)
    first, last = lead(np.array([FEWEST, top]))
    if first < 0:
        return Absent("neighbors catch more even at 1 cell/mL")
    if last > 0:
        return Absent("the maker catches more at every density")
    return crossing(lead, FEWEST, top, 0.0, log=True)


def checks(result: Result) -> tuple[Check, ...]:
    """Return how far the closed form is from balances of its own, and the walks from what the same medium expects."""
    params = result.params
    state = balance(cells_of(params))
    away = params.escape * (1 + params.cell_radius * math.sqrt(sum(medium_rates(params, state)) / params.diffusivity))
    share = float(state.capture) / (float(state.capture) + away)
    noise = math.sqrt(MOLECULES * share * (1 - share))
    return (
        *capture_culture.balance_checks(cells_of(params)),
        Check(
            "Walks that end at their maker, against the mean for this medium",
            abs(result.counted_self - MOLECULES * share), 5 * noise + 5, "particles",
        ),
    )  # fmt: skip


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    found = capture_culture.crowding_cautions(params, balance(cells_of(params)))
    if 0 < params.trap < result.bulk_level:
        found.append(Caution(
            "There is less trap than free ligand in the medium. It would be used up; the model takes it as in excess.",
            ("trap",),
        ))  # fmt: skip
    return tuple(found)
