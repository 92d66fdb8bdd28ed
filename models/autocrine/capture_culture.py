"""The culture of ``capture``, ``blockers`` and ``feedback``: its parameters, declared once, and its steady state.

Levels are in nM, on-rates in 1/(M s) and densities in cells/mL where a reader sees them; ``Culture.cells`` turns them
into the µm, s and molecules of ``models.numerics.secreting_cells``.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

from models.numerics.secreting_cells import Balance, Cells, Numbers, balance
from models.quantities import ParameterError, ParameterSet, parameter
from models.results import Caution, Check
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM, UM3_PER_S_PER_MOLAR_S

MOLAR_PER_NM = 1e-9
FEWEST_CELLS, MOST_CELLS = 1.0, 1e9
"""The ends of the density slider (cells/mL)."""
CLOSEST_PACKING = math.pi / math.sqrt(18)
"""The largest share of space that equal balls can fill (0.740)."""
CROWDED = 0.1
"""From this a/λ on, what removes ligand from the medium is felt within a cell's own layer."""


@dataclass(frozen=True, slots=True)
class Culture(ParameterSet):
    """What a reader may set of cells that secrete a ligand and carry its receptor."""

    cell_density: float = parameter(
        1e5, symbol="n", unit="cells/mL", low=FEWEST_CELLS, high=MOST_CELLS, scale="log", label="Cell density",
        main=True, doc="How many cells share one milliliter. 1 is a cell alone; tissue has some 10⁸ to 10⁹ (typical).",
        evidence="B",
    )  # fmt: skip
    secretion: float = parameter(
        10, symbol="Q", unit="molecules/s", low=1e-2, high=1e4, scale="log", label="Secretion per cell", group="Cell",
        doc="Ligand molecules that one cell releases per second.", evidence="B",
    )  # fmt: skip
    receptors: float = parameter(
        1e5, symbol="R", unit="per cell", low=1e2, high=3e6, scale="log", label="Receptors per cell", group="Cell",
        doc="Receptors on the surface of a cell that sees no ligand. Cytokine receptors are few, often some hundreds; "
        "TNF receptors on human myeloid cells were found to be 400 to 1900 (marked).", evidence="B",
        literature=(400, 1900, "Munker1987"),
    )  # fmt: skip
    cell_radius: float = parameter(
        5, symbol="a", unit="µm", low=3, high=15, label="Cell radius", group="Cell",
        doc="The cell is a ball of this radius.", evidence="B",
    )  # fmt: skip
    on_rate: float = parameter(
        1.6e6, symbol="k_on", unit="1/(M s)", low=1e5, high=1e8, scale="log", label="Binding rate", group="Receptor",
        doc="How fast ligand and receptor bind. The default is typical of EGF and its receptor.", evidence="B",
        source="Shvartsman2001",
    )  # fmt: skip
    off_rate: float = parameter(
        3e-3, symbol="k_off", unit="1/s", low=1e-5, high=1e-1, scale="log", zero=True, label="Unbinding rate",
        group="Receptor", doc="How often a bound ligand lets go. Off: it binds for good.", evidence="B",
    )  # fmt: skip
    complex_internalization: float = parameter(
        2e-3, symbol="k_e", unit="1/s", low=1e-4, high=1e-2, scale="log", label="Uptake of bound receptors",
        group="Receptor", doc="How often the cell takes in a receptor with its ligand. Only then is ligand gone.",
        evidence="B",
    )  # fmt: skip
    receptor_turnover: float = parameter(
        2e-3, symbol="k_t", unit="1/s", low=1e-4, high=1e-2, scale="log", label="Turnover of free receptors",
        group="Receptor", doc="How often a free receptor is taken in. The cell makes k_t·R new ones per second: the "
        "most ligand that it can take up for long.", evidence="C",
    )  # fmt: skip
    diffusivity: float = parameter(
        100, symbol="D", unit="µm²/s", low=1, high=300, scale="log", label="Diffusion coefficient", group="Medium",
        doc="How fast the ligand spreads. The default is typical of a small protein in a dish; albumin in tissue was "
        "measured at 58 and 63 µm²/s (marked).", evidence="B", literature=(58, 63, "Chary1989"),
    )  # fmt: skip
    medium_loss: float = parameter(
        1e-5, symbol="k_loss", unit="1/s", low=1e-7, high=1e-1, scale="log", label="Loss from the medium",
        group="Medium", doc="How often a free ligand is washed away or destroyed. 10⁻⁵ /s: the medium is changed about "
        "once a day. 0.017 /s: once a minute.", evidence="C",
    )  # fmt: skip
    trap: float = parameter(
        0, symbol="T", unit="nM", low=1e-4, high=1e7, scale="log", zero=True, label="Ligand trap", group="Drugs",
        doc="An antibody or decoy receptor in the medium that binds free ligand for good.", evidence="C",
    )  # fmt: skip
    trap_on_rate: float = parameter(
        1e6, symbol="k_on,t", unit="1/(M s)", low=1e4, high=1e7, scale="log", label="Binding rate of the trap",
        group="Drugs", doc="How fast the trap binds the ligand. The default is typical of an antibody.", evidence="B",
    )  # fmt: skip

    def cells(self, **changes: Numbers) -> Cells:
        """Return the culture in µm, s and molecules; ``changes`` are in these units."""
        cells = Cells(
            secretion=self.secretion,
            receptors=self.receptors,
            on_rate=self.on_rate * UM3_PER_S_PER_MOLAR_S,
            off_rate=self.off_rate,
            internalization=self.complex_internalization,
            turnover=self.receptor_turnover,
            diffusivity=self.diffusivity,
            radius=self.cell_radius,
            density=self.cell_density / CELLS_PER_ML_PER_UM3,
            medium_loss=self.medium_loss,
            trap_rate=self.trap_rate,
        )
        return dataclasses.replace(cells, **changes)

    @property
    def trap_rate(self) -> float:
        """Return the rate (1/s) at which the trap binds a free ligand."""
        return self.trap * MOLAR_PER_NM * self.trap_on_rate

    @property
    def escape(self) -> float:
        """Return 4πDa in µm³/s: what diffusion carries away from a cell, per level at its surface."""
        return 4 * math.pi * self.diffusivity * self.cell_radius

    @property
    def synthesis(self) -> float:
        """Return V_R, the receptors that a cell makes per second: the largest uptake that it can keep up."""
        return self.receptor_turnover * self.receptors

    @property
    def binding_damkohler(self) -> float:
        """Return Da = k_on R/(4πDa): binding over escape."""
        return self.on_rate * UM3_PER_S_PER_MOLAR_S * self.receptors / self.escape

    @property
    def net_damkohler(self) -> float:
        """Return Da times the chance that a bound ligand is taken in before it lets go."""
        taken = self.complex_internalization / (self.complex_internalization + self.off_rate)
        return self.binding_damkohler * taken

    @property
    def filled(self) -> float:
        """Return the share of space that the cells take up."""
        return self.cell_density / CELLS_PER_ML_PER_UM3 * 4 / 3 * math.pi * self.cell_radius**3

    def refuse_overlap(self) -> None:
        """Raise ``ParameterError`` if the cells cannot lie side by side in that density."""
        if self.filled > CLOSEST_PACKING:
            most = CLOSEST_PACKING * self.cell_density / self.filled
            raise ParameterError(
                "cell_density",
                f"Cell density: {self.cell_density:.3g} cells/mL is too many for balls with a radius of "
                f"{self.cell_radius:g} µm, which would overlap. At this radius it may be up to {most:.2g} cells/mL.",
            )


def in_nm(level: float) -> float:
    """Return molecules/µm³ as nM."""
    return level / MOLECULES_PER_UM3_PER_NM


def balance_checks(cells: Cells) -> tuple[Check, ...]:
    """Return the trust lines on the steady state of ``cells``, which must be single numbers.

    The level is found a second time by halving an interval, the loss by counting what stands in the medium.
    """
    state = balance(cells)
    made, uptake = float(cells.secretion), float(state.uptake)
    drained = float(state.loss) * float(state.bulk) / float(cells.density)
    fates = float(state.p_self + state.p_neighbors + state.p_lost)
    caught = made * float(state.p_self + state.p_neighbors)
    scale = max(made, 1e-300)
    return (
        Check("Level at the cell, against one found by halving an interval", _level_error(cells, state), 1e-9),
        Check("Lost from the medium, against released minus taken up", abs(made - uptake - drained) / scale, 1e-9),
        Check("Taken up, against the fates of the molecules", abs(uptake - caught) / scale, 1e-9),
        Check("Sum of the three fates, against 1", abs(fates - 1), 1e-12),
    )


def _level_error(cells: Cells, state: Balance) -> float:
    """Return the relative difference from the level at which release equals uptake plus escape."""
    made, density = float(cells.secretion), float(cells.density)
    if made == 0:
        return float(state.surface)
    escape = float(state.conductance) / (1 + float(state.conductance) * density / float(state.loss))
    most = float(cells.turnover) * float(cells.receptors) * (1 - float(cells.removed))
    half = float(state.half_bound) * float(cells.turnover) / float(cells.internalization)
    low, high = 0.0, made / escape
    for _ in range(200):
        middle = (low + high) / 2
        if most * middle / (half + middle) + escape * middle < made:
            low = middle
        else:
            high = middle
    return abs(float(state.surface) / high - 1)


def crowding_cautions(culture: Culture, state: Balance) -> list[Caution]:
    """Return what the current density and medium do to the mean-field picture, in plain words."""
    found = []
    taken = float(state.conductance * state.p_self) * culture.cell_density / CELLS_PER_ML_PER_UM3
    near = culture.cell_radius * math.sqrt((taken + culture.medium_loss) / culture.diffusivity)
    if near > CROWDED:
        found.append(Caution(
            "Neighbors or the loss from the medium remove ligand while it is still close to its maker. The formula "
            f"lets only the trap act so close: its self-capture is too high, by up to {min(100 * near, 999):.0f} %.",
            ("cell_density", "medium_loss"),
        ))  # fmt: skip
    if culture.filled > 0.05:
        found.append(Caution(
            f"The cells fill {100 * culture.filled:.0f} % of the space. Ligand then winds its way between them; the "
            "model still treats neighbors as an even mist.", ("cell_density", "cell_radius"),
        ))  # fmt: skip
    if float(state.bound) < 1:
        found.append(Caution(
            "On average fewer than one receptor per cell is occupied. Chance rules there; the numbers are averages "
            "over many cells.", ("secretion", "receptors"),
        ))  # fmt: skip
    return found
