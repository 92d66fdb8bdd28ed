"""What a reader of ``relay`` may set. All numbers are teaching values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.juxtacrine.relay_chain import coupled_gain
from models.quantities import ParameterSet, choice, parameter

FADING: Final = ("passive", "gap_junction")
"""The kinds of relay whose signal fades with distance."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    relay_kind: Literal["passive", "gap_junction", "active"] = choice(
        "passive",
        options={"passive": "passive relay", "gap_junction": "gap junctions", "active": "active relay"},
        main=True, label="How it is passed on",
        doc="Passive: each cell shows a share of what it receives. Gap junctions: small molecules leak from cell to "
        "cell. Active: a cell that receives enough makes the signal anew.",
    )  # fmt: skip
    relay_gain: float = parameter(
        0.9, symbol="r", unit="", low=0.0, high=0.999, main=True, when=("relay_kind", "passive"), label="Relay gain",
        doc="The share of the received signal that a cell shows in turn. 0: it listens only.", evidence="C",
    )  # fmt: skip
    junction_rate: float = parameter(
        1.0, symbol="g", unit="1/s", low=0.01, high=100.0, scale="log", main=True, when=("relay_kind", "gap_junction"),
        label="Exchange through junctions", doc="Share of the molecules that crosses to one neighbor in a second.",
        evidence="C",
    )  # fmt: skip
    threshold_ratio: float = parameter(
        0.3, symbol="K/S", unit="", low=0.05, high=0.9, main=True, when=("relay_kind", "active"),
        label="Threshold over strength",
        doc="The mean of the neighbors at which a cell makes half of its full signal, over the full signal.",
        evidence="C",
    )  # fmt: skip
    loss_rate: float = parameter(
        0.1, symbol="k", unit="1/s", low=0.001, high=10.0, scale="log", main=True, when=("relay_kind", "gap_junction"),
        label="Loss of the molecule", doc="Share of the molecules that is broken down in a second.", evidence="C",
    )  # fmt: skip
    source_rate: float = parameter(
        1.0, symbol="q", unit="µM/s", low=0.01, high=100.0, scale="log", when=("relay_kind", "gap_junction"),
        label="Making in the first cell", doc="How fast cell 0 makes the molecule. It sets the level, not the range.",
        evidence="C",
    )  # fmt: skip
    hill: float = parameter(
        4.0, symbol="h", unit="", low=1.0, high=60.0, scale="log", main=True, when=("relay_kind", "active"),
        label="Steepness of the response", doc="Hill coefficient: 1 is a gradual response, 60 nearly a switch.",
        evidence="C",
    )  # fmt: skip
    tissue: Literal["chain", "sheet"] = choice(
        "chain", options={"chain": "chain of cells", "sheet": "sheet, flat front"},
        when=("relay_kind", "active"), label="Tissue of the front",
        doc="In a chain a cell has two neighbors. In a sheet of hexagons it has six, two of them in its own row.",
    )  # fmt: skip
    start: Literal["band", "patch"] = choice(
        "band", options={"band": "a band of four rows", "patch": "a patch of 19 cells"},
        when=("relay_kind", "active"), label="On at the start, in the sheet",
        doc="Which cells of the drawn sheet are on at first.",
    )  # fmt: skip
    reading_share: float = parameter(
        0.01, symbol="θ", unit="", low=1e-4, high=0.5, scale="log", main=True, when=("relay_kind", *FADING),
        label="Lowest level that is read", doc="As a share of the level of the first cell: below it a cell notices "
        "nothing.", evidence="C",
    )  # fmt: skip
    cell_size: float = parameter(
        10.0, symbol="ℓ", unit="µm", low=5.0, high=30.0, label="Cell size",
        doc="Distance from the middle of a cell to that of the next.", evidence="B",
    )  # fmt: skip

    def gain(self) -> float:
        """Return the relay gain r, or that of a passive relay with the range of these gap junctions."""
        return self.relay_gain if self.relay_kind == "passive" else coupled_gain(self.junction_rate / self.loss_rate)
