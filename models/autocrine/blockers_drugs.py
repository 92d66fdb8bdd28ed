"""What a reader of ``blockers`` may set: the culture of ``capture`` and four drugs, and the cells under these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from models.autocrine.capture_culture import MOLAR_PER_NM, Culture
from models.numerics.secreting_cells import Cells
from models.quantities import choice, parameter, redeclared

Kind = Literal["competitive", "non-competitive"]


@dataclass(frozen=True, slots=True)
class Params(Culture):
    """What a reader may set."""

    cell_density: float = redeclared(
        Culture, "cell_density", default=100.0, evidence="C", doc="How many cells share one milliliter. The default is "
        "so low that each cell is alone with its ligand.",
    )  # fmt: skip
    trap: float = redeclared(Culture, "trap", high=1e8, main=True, group="")
    blocker_dose: float = parameter(
        0, symbol="B", unit="nM", low=1e-2, high=1e5, scale="log", zero=True, label="Receptor blocker", main=True,
        doc="A drug that sits on the receptor.", evidence="C",
    )  # fmt: skip
    blocker_affinity: float = parameter(
        1, symbol="K_b", unit="nM", low=0.01, high=100, scale="log", label="Blocker's dissociation constant",
        group="Drugs", doc="The level that alone would occupy half of the receptors. 1 nM is typical of an antibody.",
        evidence="B",
    )  # fmt: skip
    blocker_kind: Kind = choice(
        "competitive",
        options={"competitive": "competitive", "non-competitive": "non-competitive"},
        label="Kind of receptor blocker",
        group="Drugs",
        doc="Competitive: ligand and blocker want the same place, so much ligand displaces it. Non-competitive: a "
        "blocked receptor is out of use, however much ligand there is.",
    )
    secretion_block: float = parameter(
        0, symbol="σ", unit="", low=0, high=1, label="Release blocked", main=True,
        doc="The share by which a drug, such as a metalloprotease inhibitor, lowers the release of ligand.",
        evidence="C",
    )  # fmt: skip

    def dosed(self, **changes: Any) -> Cells:
        """Return the culture under its drugs; ``trap`` and ``blocker`` (nM), ``kind`` and ``release`` replace them."""
        kind = changes.pop("kind", self.blocker_kind)
        ratio = changes.pop("blocker", self.blocker_dose) / self.blocker_affinity
        rate = changes.pop("trap", self.trap) * MOLAR_PER_NM * self.trap_on_rate
        release = changes.pop("release", 1 - self.secretion_block)
        return self.cells(
            secretion=changes.pop("secretion", self.secretion) * release,
            trap_rate=rate,
            competitor=ratio if kind == "competitive" else 0.0,
            # R/(1 + B/K_b) receptors stay in use; as a share that is removed, the last of them would be rounded away.
            receptors=self.receptors if kind == "competitive" else self.receptors / (1 + ratio),
            **changes,
        )

    def untreated(self, **changes: Any) -> Cells:
        """Return the culture with no drug but those of ``changes``."""
        return self.dosed(**({"trap": 0.0, "blocker": 0.0, "release": 1.0} | changes))
