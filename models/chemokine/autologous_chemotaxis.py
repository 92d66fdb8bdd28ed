r"""Can a cell smell the flow? A cell secretes the ligand of its own receptor into slow interstitial flow.

The ligand around the cell (a sphere of radius a) is carried, diffuses and is taken up again:

.. math:: \mathbf u\cdot\nabla c = D\nabla^2 c, \qquad -4\pi a^2 D\,c_r = Q - k_{cap}\,c \quad (r = a), \qquad
          c \to c_\infty

To first order in :math:`\mathrm{Pe} = va/D` the level at the surface is :math:`\bar C + A_1\cos\vartheta`, with

.. math:: A_1 = \beta\,\mathrm{Pe}\,\frac{M}{4\pi D a}, \qquad \beta = \frac{3/4}{2+\alpha}\ \text{(gel)},\quad
          \frac{3/8}{2+\alpha}\ \text{(free fluid)}, \qquad \alpha = \frac{k_{cap}}{4\pi D a}

where M = Q − uptake, and the asymmetry is ΔC/C̄ = 2 A₁/C̄. The field itself is solved at any Pe
(``models.numerics.flow_past_sphere``: finite volumes in log r, Legendre modes in the angle), and the asymmetry shown is
the solved one; the formula stands beside it. Ligand that a secreted protease frees from the matrix takes two solves:
the protease (flux at the surface, decay length λ_p), then the ligand that it releases in proportion.

Neighbors at density n in a slab of length ℓ, flushed from one side, add the level that they have emitted upstream:
:math:`dc/dx = nM(c)/v`, at its downstream end. It equals the cell's own secreted ligand at
:math:`n^* = v/(4\pi D a\ell)`; that of a cell whose ligand is freed around it is lower, and so is its n*.

Assumptions: a spherical cell that stays where it is; steady state; constant Q; linear uptake, even over the surface;
neighbors smeared out. Ignored: the mechanical response to flow, matrix remodeling, noise, binding to the matrix.

References: Fleury2006 (the mechanism, matrix release), Shields2007 (CCR7), Fancher2020 (binding against absorbing),
Vennettilli2022 (density, reversal), Polacheck2011 (the upstream response), Chary1989 (flow in tissue).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from models.chemokine import autologous_chemotaxis_field as surroundings
from models.chemokine import autologous_chemotaxis_trust
from models.numerics.flow_past_sphere import Flow
from models.quantities import Array, ParameterError, ParameterSet, choice, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import CELLS_PER_ML_PER_UM3

FASTEST: Final = 5.0
"""µm/s at which the curve over the flow ends; also the upper bound of the flow."""
SPEEDS: Final = np.linspace(0.0, FASTEST, 21)
DENSITIES: Final = np.geomspace(1e2, 1e7, 51)
BATHS: Final = np.linspace(0.0, 0.3, 31)


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    interstitial_flow: float = parameter(
        0.6, symbol="v", unit="µm/s", low=0.01, high=FASTEST, zero=True, main=True, label="Interstitial flow",
        doc="How fast fluid flows through the tissue, from left to right. The default is the mean measured in a "
        "rabbit's ear.", evidence="A", source="Chary1989", literature=(0.1, 2.0, "Chary1989"),
    )  # fmt: skip
    capture_ratio: float = parameter(
        0.0, symbol="α", unit="", low=0.01, high=10.0, zero=True, main=True, label="Capture ratio",
        doc="How strongly the cell takes its ligand up again: k_cap over 4πDa. Off: it binds and lets go, so that "
        "nothing is lost.", evidence="C",
    )  # fmt: skip
    cell_density: float = parameter(
        0.0, symbol="n", unit="cells/mL", low=100.0, high=1e7, scale="log", zero=True, main=True,
        label="Density of neighbors", doc="Cells of the same kind in the slab. Off: the cell is alone.", evidence="C",
    )  # fmt: skip
    medium: Literal["gel", "free"] = choice(
        "gel", options={"gel": "gel (Darcy)", "free": "free fluid (Stokes)"}, label="Around the cell",
        doc="In a gel the fluid slips along the cell through the matrix; in free fluid it sticks to the surface.",
    )  # fmt: skip
    release: Literal["secreted", "protease"] = choice(
        "secreted", options={"secreted": "secreted freely", "protease": "freed from the matrix by a protease"},
        label="Ligand", doc="Where the ligand comes from: the cell's surface, or matrix that its protease cuts.",
    )  # fmt: skip
    bath_concentration: float = parameter(
        0.0, symbol="c∞", unit="Q/(Da)", low=0.001, high=0.3, zero=True, label="Ligand in the bath",
        doc="The level that flows in from outside, in the unit that the cell's own secretion sets.", evidence="C",
    )  # fmt: skip
    protease_reach: float = parameter(
        5.0, symbol="λ_p/a", unit="", low=1.0, high=10.0, scale="log", label="Reach of the protease",
        doc="Decay length of the protease, in cell radii.", evidence="C", when=("release", "protease"),
    )  # fmt: skip
    cell_radius: float = parameter(
        7.5, symbol="a", unit="µm", low=5.0, high=10.0, label="Cell radius", doc="The cell as a sphere.", evidence="B",
    )  # fmt: skip
    diffusivity: float = parameter(
        100.0, symbol="D", unit="µm²/s", low=50.0, high=150.0, label="Diffusion coefficient",
        doc="How fast the ligand spreads.", evidence="B",
    )  # fmt: skip
    slab_length: float = parameter(
        2.0, symbol="ℓ", unit="mm", low=1.0, high=3.0, label="Slab length",
        doc="How much tissue with cells the fluid has passed before it reaches this cell.", evidence="C",
    )  # fmt: skip

    @property
    def peclet(self) -> float:
        """Flow over diffusion, va/D."""
        return self.interstitial_flow * self.cell_radius / self.diffusivity


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The field around the cell, the level around its surface, and the asymmetry over flow, neighbors and bath."""

    params: Params
    field_x: Array = series(symbol="x", unit="µm", label="Distance downstream")
    field_y: Array = series(symbol="y", unit="µm", label="Distance across the flow")
    field: Array = series(symbol="c/C̄", unit="%", label="Ligand level", axes=("field_y", "field_x"))
    line: Array = series(symbol="", unit="", label="Number of the streamline")
    streamlines: Array = series(symbol="y", unit="µm", label="Streamline", axes=("line", "field_x"))
    angle: Array = series(symbol="ϑ", unit="°", label="Angle from downstream")
    surface: Array = series(symbol="c/C̄", unit="%", label="Level at the surface", axes=("angle",))
    surface_linear: Array = series(symbol="c/C̄", unit="%", label="Level by the formula", axes=("angle",))
    surface_other: Array = series(symbol="c/C̄", unit="%", label="With the other kind of release", axes=("angle",))
    speed: Array = series(symbol="v", unit="µm/s", label="Interstitial flow")
    asymmetry_over_speed: Array = series(symbol="ΔC/C̄", unit="%", label="Asymmetry, solved", axes=("speed",))
    linear_over_speed: Array = series(symbol="ΔC/C̄", unit="%", label="Asymmetry, formula", axes=("speed",))
    other_over_speed: Array = series(symbol="ΔC/C̄", unit="%", label="Asymmetry, other surroundings", axes=("speed",))
    density: Array = series(symbol="n", unit="cells/mL", label="Density of neighbors")
    asymmetry_over_density: Array = series(symbol="ΔC/C̄", unit="%", label="Asymmetry", axes=("density",))
    bath: Array = series(symbol="c∞", unit="Q/(Da)", label="Ligand in the bath")
    asymmetry_over_bath: Array = series(symbol="ΔC/C̄", unit="%", label="Asymmetry", axes=("bath",))
    asymmetry: float = readout(
        symbol="ΔC/C̄", unit="%", label="Asymmetry",
        doc="Downstream level minus upstream level, over the mean, from the solved field: 2A₁/C̄.",
    )  # fmt: skip
    asymmetry_linear: float | Absent = readout(
        symbol="ΔC/C̄", unit="%", label="Asymmetry, formula", doc="The same to first order in Pe, in closed form."
    )  # fmt: skip
    peclet: float = readout(
        symbol="Pe", unit="", label="Péclet number", doc="va/D: flow over diffusion.", main=False
    )  # fmt: skip
    sign: float = readout(
        symbol="±", unit="", label="Sign of the cue", doc="+1: more ligand downstream; −1: more upstream; 0: no cue.",
        main=False,
    )  # fmt: skip
    crossover_density: float | Absent = readout(
        symbol="n*", unit="cells/mL", label="Crossover density",
        doc="Density at which the neighbors' ligand equals the cell's own.",
    )  # fmt: skip
    masking: float | Absent = readout(
        symbol="n/n*", unit="", label="Density over crossover", doc="Above 1 the neighbors mask the cue.", main=False
    )  # fmt: skip
    background: float = readout(
        symbol="c_b", unit="Q/(Da)", label="Background", doc="Ligand from the bath and from the neighbors upstream.",
        main=False,
    )  # fmt: skip
    mean_level: float = readout(
        symbol="C̄", unit="Q/(Da)", label="Mean level at the surface", doc="Averaged over the cell.", main=False
    )  # fmt: skip
    net_emission: float = readout(
        symbol="M/Q", unit="%", label="Net emission", doc="What leaves the cell for good, of what it makes.",
        main=False,
    )  # fmt: skip
    balance_bath: float | Absent = readout(
        symbol="c_b*", unit="Q/(Da)", label="Background of balance",
        doc="Background at which the cue vanishes. For secreted ligand the cell then takes up just what it makes.",
        main=False,
    )  # fmt: skip
    linear_share: float | Absent = readout(
        symbol="A₁/A₁ˡⁱⁿ", unit="%", label="Solved over formula", doc="A₁ of the field, of that of the formula.",
        main=False,
    )  # fmt: skip
    amplification: float = readout(
        symbol="×", unit="", label="Release over secretion",
        doc="Asymmetry of ligand freed by a protease, over that of secreted ligand, without bath and neighbors.",
        main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return the field, the curves and the readouts."""
    if params.interstitial_flow == 0 and params.cell_density > 0:
        raise ParameterError(
            "cell_density",
            f"Density of neighbors: {params.cell_density:g} cells/mL cannot stand in still fluid. Nothing would carry "
            "their ligand away, and its level would rise without end. Set the flow above 0, or the neighbors to off.",
        )
    here = surroundings.around(params)
    background = surroundings.background(params)
    mean, amplitude = here.surface(background)
    asymmetry = surroundings.asymmetry(here, background)
    linear = surroundings.linear(params, background)
    crossover = surroundings.crossover(params) * CELLS_PER_ML_PER_UM3
    pure = [surroundings.around(params, release=kind).surface(0.0) for kind in ("secreted", "protease")]
    factor = (pure[1][1] / pure[1][0]) / (pure[0][1] / pure[0][0]) if params.interstitial_flow > 0 else 1.0
    return Result(
        params=params,
        **surroundings.pictures(params, here, background),
        **_curves(params),
        asymmetry=asymmetry,
        asymmetry_linear=200 * linear[1] / linear[0] if linear else NO_FORMULA,
        peclet=params.peclet,
        sign=float(np.sign(asymmetry)),
        crossover_density=crossover if crossover > 0 else NO_FLOW,
        masking=params.cell_density / crossover if crossover > 0 else NO_FLOW,
        background=background / (4 * np.pi),
        mean_level=mean / (4 * np.pi),
        net_emission=100 * (1 - params.capture_ratio * mean),
        balance_bath=_balance(params, here),
        linear_share=100 * amplitude / linear[1] if linear and abs(linear[1]) > surroundings.NOTHING else NO_SHARE,
        amplification=factor,
    )


NO_FLOW: Final = Absent("the fluid stands still: there is no cue to mask")
NO_UPTAKE: Final = Absent("the cell takes nothing up, so that it always emits")
NO_CUE: Final = Absent("the fluid stands still: there is no cue that could vanish")
NO_FORMULA: Final = Absent("the formula is for ligand that is secreted at the surface")
NO_SHARE: Final = Absent("there is nothing to compare")


def _balance(params: Params, here: surroundings.Cell) -> float | Absent:
    if params.capture_ratio == 0:
        return NO_UPTAKE
    level = here.balance()
    return NO_CUE if level is None else level / (4 * np.pi)


def _curves(params: Params) -> dict[str, Array]:
    """Return the asymmetry over the flow (solved, by the formula, in the other surroundings), neighbors and bath."""
    other: Flow = "free" if params.medium == "gel" else "gel"
    solved, formula, elsewhere = np.zeros_like(SPEEDS), np.zeros_like(SPEEDS), np.zeros_like(SPEEDS)
    for i, speed in enumerate(SPEEDS[1:], start=1):
        there = params.replace(interstitial_flow=float(speed))
        background = surroundings.background(there)
        linear = surroundings.linear(there.replace(release="secreted"), background)
        solved[i] = surroundings.asymmetry(surroundings.around(there), background)
        elsewhere[i] = surroundings.asymmetry(surroundings.around(there, medium=other), background)
        formula[i] = 200 * linear[1] / linear[0] if linear else 0.0
    here = surroundings.around(params)
    backgrounds = [surroundings.background(params, density=n) for n in DENSITIES / CELLS_PER_ML_PER_UM3]
    baths = [surroundings.background(params, bath=4 * np.pi * bath) for bath in BATHS]
    return {
        "speed": SPEEDS.copy(), "density": DENSITIES.copy(), "bath": BATHS.copy(),
        "asymmetry_over_speed": solved, "linear_over_speed": formula, "other_over_speed": elsewhere,
        "asymmetry_over_density": np.array([surroundings.asymmetry(here, level) for level in backgrounds]),
        "asymmetry_over_bath": np.array([surroundings.asymmetry(here, level) for level in baths]),
    }  # fmt: skip


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: the solved field against closed forms and balances, at the current values."""
    return autologous_chemotaxis_trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return autologous_chemotaxis_trust.cautions(result)
