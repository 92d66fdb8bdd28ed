"""What a reader may set in ``lateral_inhibition``: the loop, the tissue, the start, and one cell that is treated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.juxtacrine.shared import CELL_GROUP, Shared
from models.numerics.delta_notch import DeltaNotch
from models.quantities import ParameterSet, choice, parameter, redeclared

LOOP: Final = "Loop"
START: Final = "Start"
SOURCE: Final = "Collier1996"
SEVENTHS_SIDE: Final = 21
"""A sheet that both patterns fit: a multiple of three and of seven."""
REFERENCE: Final = DeltaNotch(0.01, 100.0, 2.0, 2.0)
"""The loop at the defaults, in which a pattern that "stood before" has formed."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    repression_strength: float = parameter(
        100, symbol="b", unit="", low=0.1, high=1e4, scale="log", label="Repression strength", evidence="A2",
        source=SOURCE, main=True, doc="How strongly active Notch represses the Delta of its own cell. At full Notch "
        "the cell makes 1/(1 + b) of the most Delta.",
    )  # fmt: skip
    activation_threshold: float = parameter(
        0.01, symbol="a", unit="", low=1e-5, high=10, scale="log", label="Activation threshold", evidence="A2",
        source=SOURCE, main=True, doc="How much Delta on the neighbors it takes to activate Notch: half of Notch is "
        "active when the mean Delta seen, raised to the power k, equals a.",
    )  # fmt: skip
    tissue: Literal["hex", "ring", "pair"] = choice(
        "hex", options={"hex": "Sheet of hexagons", "ring": "Ring of cells", "pair": "Two cells"}, label="Tissue",
        doc="Who touches whom: six neighbors in a sheet without edges (left meets right, top meets bottom), two in a "
        "ring, one in a pair.", main=True,
    )  # fmt: skip
    history: Literal["noise", "go_on"] = choice(
        "noise", options={"noise": "From the start each time", "go_on": "Go on from what stands"}, label="History",
        doc="From the start each time: the cells begin alike but for noise, and you see the pattern form. Go on: a "
        "pattern that stood before your last change is still there, and you see what becomes of it.", main=True,
    )  # fmt: skip
    hill_activation: float = parameter(
        2, symbol="k", unit="", low=1, high=6, label="Cooperativity of activation", evidence="A2", source=SOURCE,
        group=LOOP, doc="How steeply the activation of Notch rises with the Delta seen.",
    )  # fmt: skip
    hill_repression: float = parameter(
        2, symbol="h", unit="", low=1, high=6, label="Cooperativity of repression", evidence="A2", source=SOURCE,
        group=LOOP, doc="How steeply Delta falls with active Notch.",
    )  # fmt: skip
    rate_ratio: float = parameter(
        1, symbol="ν", unit="", low=0.1, high=10, scale="log", label="Rate ratio", evidence="A2", source=SOURCE,
        group=LOOP, doc="How fast Delta turns over, in units of the turnover of active Notch. It changes the pace, not "
        "the steady states.",
    )  # fmt: skip
    ring_cells: int = parameter(
        12, symbol="", unit="", low=3, high=24, integer=True, label="Cells in the ring", evidence="C",
        when=("tissue", "ring"), group=START, doc="With an even number every second cell can send. With an odd number "
        "the pattern cannot close without a fault.",
    )  # fmt: skip
    start_pattern: Literal["noise", "random", "thirds", "sevenths"] = choice(
        "noise",
        options={
            "noise": "All alike, with noise", "random": "Each cell anywhere between 0 and 1",
            "thirds": "Every third cell sends", "sevenths": "Every seventh cell sends",
        },
        label="Start", group=START, doc="What the cells are like at time 0. A sheet in which every seventh cell sends "
        "has 21 × 21 cells, because the pattern does not fit into 12 × 12.",
    )  # fmt: skip
    initial_noise: float = parameter(
        0.01, symbol="ε", unit="", low=0, high=0.5, label="Noise at the start", evidence="C", group=START,
        doc="The largest relative difference of a cell's Notch and Delta from the start pattern. 0: all cells are just "
        "alike.",
    )  # fmt: skip
    seed: int = redeclared(Shared, "seed")
    selected_cell: int = redeclared(Shared, "selected_cell", high=SEVENTHS_SIDE**2)
    treatment: Literal["sender", "silenced", "ablated"] = redeclared(
        Shared, "treatment", doc="Forced to send: it makes Delta whatever its Notch says. Silenced: it makes none. "
        "Ablated: it is gone, and its place stays empty.",
    )  # fmt: skip
    onset: Literal["after", "start"] = choice(
        "after", options={"after": "When the pattern stands", "start": "From the beginning"}, label="When it is done",
        group=CELL_GROUP, doc="After the pattern has formed, or at time 0, so that the pattern forms around this cell.",
    )  # fmt: skip
    patterned: int = parameter(
        1, symbol="", unit="", low=0, high=1, integer=True, label="A pattern stands (1) or not (0)", evidence="C",
        carried="patterned", when=("history", "go_on"), group=START, doc="What the last setting left behind. It counts "
        "when you go on from what stands.",
    )  # fmt: skip

    def loop(self) -> DeltaNotch:
        """Return the loop that these parameters describe."""
        return DeltaNotch(
            self.activation_threshold, self.repression_strength, self.hill_activation, self.hill_repression,
            self.rate_ratio,
        )  # fmt: skip
