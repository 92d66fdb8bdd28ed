"""What a reader may set in ``notch_jagged``: the surrounding, what the cell makes, binding, regulation, the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.juxtacrine.notch_jagged_curve import Circuit
from models.juxtacrine.shared import Shared
from models.quantities import ParameterSet, choice, parameter, redeclared

SOURCE: Final = "Boareto2015"
RATES, REGULATION = "Rates", "What NICD does"
TYPICAL_UNIT: Final = "The number is that of the published model; that its time unit is the hour is typical."


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    external_ligand: float = parameter(
        0.0, symbol="L", unit="molecules", low=0.0, high=6000.0, main=True, label="Ligand of the neighbors",
        doc="Delta and Jagged that the surrounding presents to the one cell. Move it up and back slowly.",
        evidence="A", source=SOURCE,
    )  # fmt: skip
    external_notch: float = parameter(
        1000.0, symbol="N_t", unit="molecules", low=0.0, high=6000.0, main=True, label="Notch of the neighbors",
        doc="Notch that the surrounding presents: it uses up the one cell's ligands.", evidence="A", source=SOURCE,
    )  # fmt: skip
    delta_rate: float = parameter(
        1800.0, symbol="D_0", unit="molecules/h", low=0.0, high=4000.0, main=True, label="Delta made",
        doc="Production of Delta in a cell without signal. At 0 there is Jagged only.", evidence="A", source=SOURCE,
    )  # fmt: skip
    jagged_rate: float = parameter(
        1200.0, symbol="J_0", unit="molecules/h", low=0.0, high=4000.0, main=True, label="Jagged made",
        doc="Production of Jagged in a cell without signal. At 0 there is Delta only.", evidence="A", source=SOURCE,
    )  # fmt: skip
    notch_rate: float = parameter(
        1600.0, symbol="N_0", unit="molecules/h", low=1.0, high=4000.0, group=RATES, label="Notch made",
        doc="Production of Notch in a cell without signal.", evidence="A", source=SOURCE,
    )  # fmt: skip
    cis_rate: float = parameter(
        5e-4, symbol="k_c", unit="1/(molecule h)", low=1e-5, high=1e-2, scale="log", group=RATES,
        label="Binding within a cell", doc="Notch and ligand of one cell bind and are lost.",
        evidence="A", source=SOURCE,
    )  # fmt: skip
    trans_rate: float = parameter(
        5e-5, symbol="k_t", unit="1/(molecule h)", low=1e-6, high=1e-3, scale="log", group=RATES,
        label="Binding between cells", doc="Notch and a neighbor's ligand bind; the Notch is cut and NICD set free.",
        evidence="A", source=SOURCE,
    )  # fmt: skip
    decay: float = parameter(
        0.1, symbol="γ", unit="1/h", low=0.01, high=2.0, scale="log", group=RATES, label="Loss of Notch and ligands",
        doc=TYPICAL_UNIT, evidence="A", source=SOURCE,
    )  # fmt: skip
    nicd_decay: float = parameter(
        0.5, symbol="γ_I", unit="1/h", low=0.01, high=2.0, scale="log", group=RATES, label="Loss of NICD",
        doc=TYPICAL_UNIT, evidence="A", source=SOURCE,
    )  # fmt: skip
    nicd_threshold: float = parameter(
        200.0, symbol="s_0", unit="molecules", low=50.0, high=1000.0, scale="log", group=REGULATION,
        label="Threshold of NICD", doc="NICD at which its effect on each gene is half done.",
        evidence="A", source=SOURCE,
    )  # fmt: skip
    fold_notch: float = parameter(
        2.0, symbol="λ_N", unit="", low=0.0, high=5.0, group=REGULATION, label="Notch made at full NICD",
        doc="As a multiple of what is made without NICD: above 1 it is induced, below 1 repressed.",
        evidence="A", source=SOURCE,
    )  # fmt: skip
    fold_delta: float = parameter(
        0.0, symbol="λ_D", unit="", low=0.0, high=5.0, group=REGULATION, label="Delta made at full NICD",
        doc="As a multiple of what is made without NICD. 0: NICD shuts Delta off.", evidence="A", source=SOURCE,
    )  # fmt: skip
    fold_jagged: float = parameter(
        2.0, symbol="λ_J", unit="", low=0.0, high=5.0, group=REGULATION, label="Jagged made at full NICD",
        doc="As a multiple of what is made without NICD. 2: NICD doubles Jagged.", evidence="A", source=SOURCE,
    )  # fmt: skip
    hill: float = parameter(
        2.0, symbol="p", unit="", low=1.0, high=6.0, group=REGULATION, label="Hill coefficient, Notch and Delta",
        doc="How steeply NICD acts on the genes of Notch and Delta.", evidence="A", source=SOURCE,
    )  # fmt: skip
    hill_jagged: float = parameter(
        5.0, symbol="p_J", unit="", low=1.0, high=6.0, group=REGULATION, label="Hill coefficient, Jagged",
        doc="How steeply NICD acts on the gene of Jagged.", evidence="A", source=SOURCE,
    )  # fmt: skip
    start_nicd: float = parameter(
        0.0, symbol="I_0", unit="molecules", low=0.0, high=2.1e6, group="Start", label="NICD before",
        doc="Where the one cell stood before the last change: it settles from there. It follows by itself.",
        evidence="C", carried="nicd",
    )  # fmt: skip
    sheet_start: Literal["random", "alike"] = choice(
        "random", options={"random": "Each cell different", "alike": "All alike but for 2 % noise"}, group="Start",
        label="The sheet at the start", doc="Different: Notch, Delta and Jagged lie anywhere between 0 and 3000 "
        "molecules, NICD between 0 and 300. Alike: at half of these.",
    )  # fmt: skip
    seed: int = redeclared(Shared, "seed")
    selected_cell: int = redeclared(Shared, "selected_cell")
    treatment: Literal["sender", "silenced", "ablated"] = redeclared(Shared, "treatment")

    def circuit(self) -> Circuit:
        """Return the cell that these parameters describe."""
        return Circuit(
            decay=self.decay, nicd_decay=self.nicd_decay, cis=self.cis_rate, trans=self.trans_rate,
            notch=self.notch_rate, delta=self.delta_rate, jagged=self.jagged_rate, threshold=self.nicd_threshold,
            fold_notch=self.fold_notch, fold_delta=self.fold_delta, fold_jagged=self.fold_jagged, hill=self.hill,
            hill_jagged=self.hill_jagged,
        )  # fmt: skip
