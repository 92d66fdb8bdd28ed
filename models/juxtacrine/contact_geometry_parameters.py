"""What a reader may set in ``contact_geometry``: the tissue, the contacts, the loop, the start, one treated cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.juxtacrine.shared import Shared
from models.numerics.delta_notch import DeltaNotch
from models.quantities import ParameterSet, choice, parameter, redeclared

SIDE: Final = 24
"""Hexagons along a side of the sheet with filopodia."""
LOOP: Final = "Loop"
START: Final = "Start"


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    reach: int = parameter(
        2, symbol="R", unit="cells", low=1, high=5, integer=True, main=True, when=("tissue", "filopodia"),
        label="Reach of the filopodia", doc="How many rings of cells a protrusion can touch. 1: neighbors only.",
        evidence="C",
    )  # fmt: skip
    contact_ratio: float = parameter(
        1.0, symbol="c", unit="", low=0.2, high=5.0, scale="log", main=True, when=("tissue", "pair"),
        label="Width of the contact", doc="Of the two cells' contact, in units of a usual one.", evidence="C",
    )  # fmt: skip
    protrusion_share: float = parameter(
        0.83, symbol="w", unit="", low=0.0, high=1.0, main=True, when=("tissue", "filopodia"),
        label="Share by protrusions",
        doc="The part of what a cell receives that comes through protrusions, from the rings beyond the first.",
        evidence="C",
    )  # fmt: skip
    lloyd_steps: int = parameter(
        1, symbol="", unit="", low=0, high=5, integer=True, main=True, when=("tissue", "voronoi"),
        label="Steps of evening out", doc="Each step makes the cells more alike in size (Lloyd's method).",
        evidence="C",
    )  # fmt: skip
    hill: float = parameter(
        4.0, symbol="k = h", unit="", low=1.0, high=6.0, main=True, label="Cooperativity",
        doc="How steeply Notch answers to Delta, and Delta to Notch.", evidence="C",
    )  # fmt: skip
    tissue: Literal["voronoi", "filopodia", "pair"] = choice(
        "voronoi",
        options={"voronoi": "Cells of unequal size", "filopodia": "Cells with filopodia", "pair": "Two cells"},
        main=True, label="Tissue",
        doc="A sheet of polygons of unequal size; a sheet of equal hexagons whose protrusions touch cells farther "
        "away; or two cells with a contact of a width that you set.",
    )  # fmt: skip
    contact_input: Literal["area", "share", "equal"] = choice(
        "area",
        options={"area": "by length", "share": "by share of own edge", "equal": "each contact alike"},
        main=True, when=("tissue", "voronoi", "pair"), label="A contact counts",
        doc="By length: what a cell receives grows with the length of all its contacts. By share: only the share of "
        "its own edge counts, so a long edge brings no more. Alike: each neighbor counts the same.",
    )  # fmt: skip
    activation_threshold: float = parameter(
        1e-6, symbol="a", unit="", low=1e-7, high=10.0, scale="log", group=LOOP, label="Activation threshold",
        doc="Half of Notch is active when the Delta received, raised to the power k, equals a.", evidence="C",
    )  # fmt: skip
    repression_strength: float = parameter(
        1e4, symbol="b", unit="", low=1.0, high=1e6, scale="log", group=LOOP, label="Repression strength",
        doc="At full Notch a cell makes 1/(1 + b) of the most Delta.", evidence="C",
    )  # fmt: skip
    cell_count: int = parameter(
        150, symbol="", unit="", low=50, high=400, integer=True, group="Polygons", when=("tissue", "voronoi"),
        label="Number of cells", doc="Of the tissue of polygons.", evidence="C",
    )  # fmt: skip
    start_pattern: Literal["noise", "random"] = choice(
        "noise", options={"noise": "All alike, with noise", "random": "Each cell anywhere between 0 and 1"},
        group=START, label="Start", doc="What the cells are like at time 0.",
    )  # fmt: skip
    initial_noise: float = parameter(
        0.01, symbol="ε", unit="", low=0.0, high=0.5, group=START, when=("start_pattern", "noise"),
        label="Noise at the start", evidence="C",
        doc="The largest relative difference of a cell's Notch and Delta at time 0. 0: just alike.",
    )  # fmt: skip
    seed: int = redeclared(
        Shared, "seed", group=START, doc="Another seed, another tissue and other small differences at the start."
    )  # fmt: skip
    selected_cell: int = redeclared(Shared, "selected_cell", high=SIDE**2)
    treatment: Literal["sender", "silenced", "ablated"] = redeclared(Shared, "treatment")

    def loop(self) -> DeltaNotch:
        """Return the loop that these parameters describe."""
        return DeltaNotch(self.activation_threshold, self.repression_strength, self.hill, self.hill)
