"""What a reader may set in ``migration``: the set-up, the cells, and the geometry of each assay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.chemokine.shared import Shared
from models.quantities import ParameterSet, choice, parameter, redeclared, switch

Assay = Literal["bias", "gradient", "transwell", "checkerboard", "under_agarose", "channel"]
SET_UPS: Final = {
    "bias": "Open dish, bias set by hand", "gradient": "Open dish with a gradient", "transwell": "Transwell",
    "checkerboard": "Checkerboard of transwells", "under_agarose": "Under agarose",
    "channel": "Microfluidic channel",
}  # fmt: skip
CHEMOKINE: Final = ("assay", "gradient", "transwell", "checkerboard", "under_agarose", "channel")
ASSAYS: Final = ("assay", "transwell", "checkerboard", "under_agarose", "channel")
DISH: Final = ("assay", "bias", "gradient")
WELLS: Final = ("assay", "transwell", "checkerboard")


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    assay: Assay = choice(
        "bias", options=SET_UPS, label="Set-up", main=True,
        doc="Where the cells walk. In the open dish every cell feels the same bias. In the assays the bias comes from "
        "the chemokine that diffuses there.",
    )  # fmt: skip
    bias: float = parameter(
        0.5, symbol="β", unit="1/min", low=0, high=5, label="Turning bias", main=True, evidence="C",
        doc="How fast a cell that faces sideways turns toward the source. 0: no direction.", when=("assay", "bias"),
    )  # fmt: skip
    concentration: float = redeclared(
        Shared, "concentration", main=True, when=CHEMOKINE,
        doc="Around the cell in the dish; at the start in the lower well, or in the well across the gel; in the rich "
        "stream of the channel. The checkerboard uses 0, C/10, C and 10 C.",
    )  # fmt: skip
    speed: float = redeclared(Shared, "speed", main=True)
    persistence: float = redeclared(Shared, "persistence", group="Cells")
    chemotactic_sensitivity: float = parameter(
        40, symbol="χ", unit="1/min", low=1, high=1000, scale="log", label="Chemotactic sensitivity", evidence="C",
        group="Cells", when=CHEMOKINE,
        doc="Turning bias per unit of front-back difference in occupied receptors: β = χΔθ.",
    )  # fmt: skip
    chemokinesis: float = parameter(
        0, symbol="κ", unit="", low=0, high=3, label="Chemokinesis", evidence="C", group="Cells", when=CHEMOKINE,
        doc="How much occupied receptors speed a cell up, in any direction: speed × (1 + κθ). At 1 a cell with all "
        "receptors occupied is twice as fast.",
    )  # fmt: skip
    affinity: float = redeclared(Shared, "affinity", group="Cells", when=CHEMOKINE)
    cell_length: float = parameter(
        10, symbol="ℓ", unit="µm", low=5, high=30, label="Cell length", evidence="B", group="Cells", when=ASSAYS,
        doc="From front to back: over this length a cell compares.",
    )  # fmt: skip
    steepness: float = redeclared(Shared, "steepness", group="Cells", when=("assay", "gradient"))
    background: float = parameter(
        0, symbol="C_b", unit="nM", low=1e-3, high=1e4, scale="log", zero=True, label="Level on the cells' side",
        evidence="C", group="Assay", when=("assay", "transwell", "under_agarose", "channel"),
        doc="In the upper well, everywhere in the gel, or in the poor stream. As high as the chemokine level: no "
        "gradient, the control for chemokinesis.",
    )  # fmt: skip
    incubation: float = parameter(
        3, symbol="T", unit="h", low=0.25, high=72, scale="log", label="Incubation", evidence="C", group="Assay",
        when=ASSAYS, doc="When the assay is read.",
    )  # fmt: skip
    diffusivity: float = redeclared(
        Shared, "diffusivity", group="Assay", when=("assay", "transwell", "checkerboard", "under_agarose"),
        doc="How fast the chemokine itself spreads and evens out its gradient. The mark is that of albumin in tissue.",
    )  # fmt: skip
    membrane_thickness: float = parameter(
        10, symbol="h", unit="µm", low=5, high=50, label="Membrane thickness", evidence="C", group="Transwell",
        when=WELLS, doc="The length of a pore.",
    )  # fmt: skip
    porosity: float = parameter(
        0.05, symbol="φ", unit="", low=0.01, high=0.3, scale="log", label="Porosity", evidence="C",
        group="Transwell", when=WELLS, doc="The share of the membrane's area that is pores.",
    )  # fmt: skip
    unstirred_layer: float = parameter(
        500, symbol="δ", unit="µm", low=0, high=1500, label="Unstirred layer", evidence="C", group="Transwell",
        when=WELLS, doc="On each side of the membrane: liquid that nothing stirs, crossed by diffusion only.",
    )  # fmt: skip
    upper_volume: float = parameter(
        0.1, symbol="V₁", unit="mL", low=0.05, high=2, scale="log", label="Upper volume", evidence="C",
        group="Transwell", when=WELLS, doc="Liquid in the insert, where the cells start.",
    )  # fmt: skip
    lower_volume: float = parameter(
        0.6, symbol="V₂", unit="mL", low=0.05, high=2, scale="log", label="Lower volume", evidence="C",
        group="Transwell", when=WELLS, doc="Liquid in the well below.",
    )  # fmt: skip
    membrane_area: float = parameter(
        0.33, symbol="A", unit="cm²", low=0.1, high=2, scale="log", label="Membrane area", evidence="C",
        group="Transwell", when=WELLS, doc="Of the whole membrane, pores and all.",
    )  # fmt: skip
    pore_entry: float = parameter(
        0.1, symbol="ε", unit="", low=0.01, high=1, scale="log", label="Entry into a pore", evidence="C",
        group="Transwell", when=WELLS, doc="The share of the cells arriving at a pore that squeeze in.",
    )  # fmt: skip
    cells_fall: bool = switch(
        True, label="Cells fall off below", group="Transwell", when=WELLS,
        doc="On: a cell that comes out sinks into the lower well and cannot return. Off: it stays on the underside "
        "and may walk back.",
    )  # fmt: skip
    well_gap: float = parameter(
        2200, symbol="G", unit="µm", low=500, high=5000, scale="log", label="Gap between the wells", evidence="B",
        group="Gel and channel", when=("assay", "under_agarose"), doc="Gel between the well of the cells and that of "
        "the chemokine. Each well is 3 mm wide.",
    )  # fmt: skip
    channel_width: float = parameter(
        500, symbol="W", unit="µm", low=100, high=2000, scale="log", label="Channel width", evidence="B",
        group="Gel and channel", when=("assay", "channel"), doc="Across the channel, from the poor to the rich stream.",
    )  # fmt: skip
    wash_out: float = parameter(
        0, symbol="w", unit="1/h", low=0.01, high=5, scale="log", zero=True, label="Washing by the flow", evidence="C",
        group="Gel and channel", when=("assay", "channel"),
        doc="How often the flow tears off a cell whose receptors are empty. Occupied receptors make it hold on: the "
        "rate is w(1 − θ).",
    )  # fmt: skip
    duration: float = parameter(
        60, symbol="t", unit="min", low=5, high=2880, scale="log", label="Walkers followed for", evidence="C",
        group="Walkers", doc="How long the single cells are tracked, at most.",
    )  # fmt: skip
    cells: int = parameter(
        300, symbol="N", unit="", low=20, high=600, scale="log", integer=True, label="Walkers", evidence="C",
        group="Walkers", doc="How many single cells are tracked. Fifty of them are drawn.",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=999, integer=True, label="Seed of the walkers", evidence="C",
        group="Walkers", doc="Another seed, another set of cells; the same seed shows the same cells again.",
    )  # fmt: skip
