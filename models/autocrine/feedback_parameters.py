"""What a reader of ``feedback`` may set, and the loop that it describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.autocrine.capture_culture import Culture
from models.numerics.autocrine_loop import Loop
from models.numerics.secreting_cells import Cells
from models.quantities import ParameterSet, parameter, redeclared
from models.units import CELLS_PER_ML_PER_UM3, UM3_PER_S_PER_MOLAR_S

LOOP, CELL, DRUGS, HISTORY = "Loop", "Cell and ligand", "Drugs", "Pulse and history"
STRONGEST_DRIVER = 10.0


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    cell_density: float = redeclared(
        Culture, "cell_density", default=1e7, evidence="C", doc="How many cells share each mL of medium or tissue.",
    )  # fmt: skip
    driver: float = parameter(
        0, symbol="q_drv", unit="molecules/s", low=0, high=STRONGEST_DRIVER, main=True, label="Driver",
        doc="Secretion per cell that something outside the loop causes, such as an oncogene or an antigen.",
        evidence="C",
    )  # fmt: skip
    feedback_secretion: float = parameter(
        4, symbol="q_fb", unit="molecules/s", low=0, high=10, main=True, label="Feedback secretion",
        doc="What the signal adds to the secretion of a cell when it is full on.", evidence="C",
    )  # fmt: skip
    feedback_hill: float = parameter(
        4, symbol="h", unit="", low=1, high=6, main=True, label="Steepness of the feedback",
        doc="Hill coefficient of secretion against signal: 1 is gradual, 6 nearly a switch.", evidence="C",
    )  # fmt: skip
    basal: float = parameter(
        0.3, symbol="q₀", unit="molecules/s", low=0, high=10, label="Basal secretion", group=LOOP,
        doc="What a cell secretes with no signal and no driver.", evidence="C",
    )  # fmt: skip
    feedback_midpoint: float = parameter(
        0.4, symbol="K_f", unit="", low=0.1, high=0.9, label="Midpoint of the feedback", group=LOOP,
        doc="The signal at which the feedback gives half of its secretion.", evidence="C",
    )  # fmt: skip
    half_signal_bound: float = parameter(
        600, symbol="B₅₀", unit="receptors", low=10, high=1e4, scale="log", label="Bound for half signal", group=LOOP,
        doc="Bound receptors per cell that give half of the greatest signal.", evidence="C",
    )  # fmt: skip
    signal_hill: float = parameter(
        2, symbol="m", unit="", low=1, high=4, label="Steepness of the signal", group=LOOP,
        doc="Hill coefficient of the signal against bound receptors.", evidence="C",
    )  # fmt: skip
    receptor_feedback: float = parameter(
        0, symbol="R_fb", unit="per cell", low=0, high=5e4, label="Feedback receptors", group=LOOP,
        doc="Receptors that the signal adds when it is full on. IL-2 does so in T cells: the direction is from that "
        "paper, the size is a teaching value.", evidence="C", source="Busse2010",
    )  # fmt: skip
    receptor_midpoint: float = parameter(
        0.5, symbol="K_r", unit="", low=0.1, high=0.9, label="Midpoint for receptors", group=LOOP,
        doc="The signal at which the feedback gives half of its receptors.", evidence="C",
    )  # fmt: skip
    receptor_hill: float = parameter(
        2, symbol="h_r", unit="", low=1, high=6, label="Steepness for receptors", group=LOOP,
        doc="Hill coefficient of receptors against signal.", evidence="C",
    )  # fmt: skip
    signal_time: float = parameter(
        1, symbol="τ_S", unit="h", low=0.1, high=24, scale="log", label="Signal time", group=LOOP,
        doc="How long the signal takes to follow its receptors.", evidence="C",
    )  # fmt: skip
    receptors: float = redeclared(
        Culture, "receptors", default=5e3, symbol="R₀", label="Receptors", group=CELL, evidence="C",
        doc="Receptors on the surface of a cell without ligand and without signal.",
    )  # fmt: skip
    on_rate: float = redeclared(
        Culture, "on_rate", default=1e7, group=CELL, evidence="C", source=None,
        doc="How fast ligand binds a free receptor.",
    )  # fmt: skip
    off_rate: float = redeclared(Culture, "off_rate", default=1e-3, group=CELL, evidence="C")
    complex_internalization: float = redeclared(
        Culture, "complex_internalization", default=1e-3, group=CELL, evidence="C"
    )
    receptor_turnover: float = redeclared(Culture, "receptor_turnover", default=1e-3, group=CELL, evidence="C")
    diffusivity: float = redeclared(Culture, "diffusivity", group=CELL, evidence="C")
    cell_radius: float = redeclared(Culture, "cell_radius", default=7.5, group=CELL, evidence="C")
    medium_loss: float = redeclared(
        Culture, "medium_loss", default=1e-3, group=CELL, evidence="C",
        doc="How often a molecule in the medium is lost: washed away, destroyed, or taken by other cells.",
    )  # fmt: skip
    secretion_inhibitor: float = parameter(
        0, symbol="σ", unit="", low=0, high=1, label="Release blocked", group=DRUGS,
        doc="Share of the cell's own release that is gone.", evidence="C",
    )  # fmt: skip
    driver_inhibitor: float = parameter(
        0, symbol="i_drv", unit="", low=0, high=1, label="Driver inhibitor", group=DRUGS,
        doc="Share of the driver that is blocked.", evidence="C",
    )  # fmt: skip
    kinase_inhibitor: float = parameter(
        0, symbol="κ", unit="", low=0, high=1, label="Kinase inhibitor", group=DRUGS,
        doc="Share of the signal below the receptor that is blocked.", evidence="C",
    )  # fmt: skip
    dominant_negative: float = parameter(
        0, symbol="DN", unit="", low=0, high=1, label="Dominant-negative receptor", group=DRUGS,
        doc="Share of receptors that bind but spoil the pair: a working pair needs two good ones.", evidence="C",
    )  # fmt: skip
    constitutive: float = parameter(
        0, symbol="s_c", unit="", low=0, high=1, label="Ligand-free share", group=DRUGS,
        doc="Share of the signal that needs no ligand, as after a mutation below the receptor.", evidence="C",
    )  # fmt: skip
    trap: float = redeclared(Culture, "trap", group=DRUGS)
    trap_on_rate: float = redeclared(Culture, "trap_on_rate", group=DRUGS, evidence="C")
    blocker_ratio: float = parameter(
        0, symbol="B/K_b", unit="", low=1e-2, high=1e5, scale="log", zero=True, label="Receptor blocker", group=DRUGS,
        doc="A competitive blocker of the receptor, in multiples of its K_b.", evidence="C",
    )  # fmt: skip
    start_signal: float = parameter(
        0, symbol="S₀", unit="", low=0, high=1, label="Signal until now", group=HISTORY, carried="signal",
        doc="Where the signal stood before the last move. Each answer hands its signal on, so that the culture "
        "remembers the way that you have taken.", evidence="C",
    )  # fmt: skip
    pulse_strength: float = parameter(
        0, symbol="q_p", unit="molecules/s", low=0.01, high=10, scale="log", zero=True, label="Pulse strength",
        doc="Secretion per cell that a passing trigger adds while the pulse lasts.", evidence="C", group=HISTORY,
    )  # fmt: skip
    pulse_duration: float = parameter(
        12, symbol="t_p", unit="h", low=0.01, high=72, scale="log", label="Pulse duration", group=HISTORY,
        doc="How long the pulse lasts.", evidence="C",
    )  # fmt: skip
    doubling_time: float = parameter(
        24, symbol="T₂", unit="h", low=1, high=240, scale="log", label="Doubling time", group=HISTORY,
        doc="Time in which a growing culture doubles. It counts in the picture of the growing culture only.",
        evidence="C",
    )  # fmt: skip
    cell_variation: float = parameter(
        0.2, symbol="CV", unit="", low=0, high=0.6, label="Variation between cells", group=HISTORY,
        doc="How much the sensitivity (bound receptors for half signal) differs from cell to cell in the dish, as "
        "standard deviation over mean. It counts in the dish only.", evidence="C",
    )  # fmt: skip
    consumer_distance: float = parameter(
        30, symbol="d", unit="µm", low=6, high=300, scale="log", label="Distance of a consumer", group=HISTORY,
        doc="From the middle of a cell to the middle of one cell that only takes up, such as a regulatory T cell. It "
        "counts in the readout of that name only.", evidence="C",
    )  # fmt: skip
    consumer_capture: float = parameter(
        4, symbol="Da_c", unit="", low=0.01, high=100, scale="log", label="Appetite of the consumer", group=HISTORY,
        doc="Damköhler number of the consumer: uptake over escape. It counts with the distance above.", evidence="C",
    )  # fmt: skip


def loop_of(params: Params, **other: Any) -> Loop:
    """Return the loop that ``params`` describe, in µm, s and molecules; ``other`` are fields of ``Loop`` to add."""
    cells = Cells(
        secretion=0.0, receptors=params.receptors, on_rate=params.on_rate * UM3_PER_S_PER_MOLAR_S,
        off_rate=params.off_rate, internalization=params.complex_internalization, turnover=params.receptor_turnover,
        diffusivity=params.diffusivity, radius=params.cell_radius,
        density=params.cell_density / CELLS_PER_ML_PER_UM3, medium_loss=params.medium_loss,
        trap_rate=params.trap * 1e-9 * params.trap_on_rate, competitor=params.blocker_ratio,
    )  # fmt: skip
    return Loop(
        cells=cells, basal=params.basal, driver=params.driver, feedback=params.feedback_secretion,
        midpoint=params.feedback_midpoint, hill=params.feedback_hill, receptors=params.receptors,
        half_signal_bound=params.half_signal_bound, signal_hill=params.signal_hill,
        receptor_feedback=params.receptor_feedback, receptor_midpoint=params.receptor_midpoint,
        receptor_hill=params.receptor_hill, constitutive=params.constitutive,
        secretion_block=params.secretion_inhibitor, driver_block=params.driver_inhibitor,
        dominant_negative=params.dominant_negative, kinase_block=params.kinase_inhibitor, **other,
    )  # fmt: skip
