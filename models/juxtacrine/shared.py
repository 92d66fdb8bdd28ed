"""Parameters that several sheets of cells share: the cell that a reader selects, what is done to it, and the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.quantities import ParameterSet, choice, parameter

SIDE: Final = 12
"""Cells along a side of the sheet: a multiple of three, or the three-color pattern does not fit."""
CELLS: Final = SIDE * SIDE
CELL_GROUP: Final = "One treated cell"
TREATMENTS: Final = {
    "sender": "Forced to send: Delta always on",
    "silenced": "Silenced: its ligand is gone",
    "ablated": "Ablated: the cell is gone",
}


@dataclass(frozen=True, slots=True)
class Shared(ParameterSet):
    """Declarations to be taken over with ``redeclared``."""

    selected_cell: int = parameter(
        0, symbol="", unit="", low=0, high=CELLS, integer=True, label="Treated cell (0: none)", evidence="C",
        group=CELL_GROUP, doc="The number of the cell that is treated. Click a cell in the picture, or walk to it with "
        "the arrow keys and press Enter; choose it again to let it go.",
    )  # fmt: skip
    treatment: Literal["sender", "silenced", "ablated"] = choice(
        "sender", options=TREATMENTS, label="What is done to it", group=CELL_GROUP,
        doc="Forced to send: it makes Delta whatever its Notch says. Silenced: it makes no ligand. Ablated: it is "
        "gone, and its place stays empty. It is done from the beginning.",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=999, integer=True, label="Seed of the noise", evidence="C", group="Start",
        doc="Another seed, other small differences at the start; the same seed gives the same run again.",
    )  # fmt: skip
