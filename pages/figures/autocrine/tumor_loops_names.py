"""What the parts of the loop are called in each case of ``tumor_loops``, and the drugs that hit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The parts of one case. An empty driver, main, mutation or death means that the cell has none.

    ``row`` is the short name in tables, ``outside`` who else supplies ligand, ``around`` who else receives it,
    ``drugs`` the names of drugs by parameter (a drug without one bears its general name).
    """

    cell: str
    row: str
    ligand: str
    receptor: str
    kinase: str
    signal: str
    outside: str
    driver: str = ""
    main: str = ""
    mutation: str = ""
    death: str = ""
    around: str = "neighbor cells"
    drugs: Mapping[str, str] = field(default_factory=dict)

    def drug(self, parameter: str) -> str:
        """Return what the drug is called in this case."""
        return self.drugs.get(parameter, GENERAL[parameter])


GENERAL: Final[dict[str, str]] = {
    "trap": "ligand trap", "secretion_inhibitor": "no release", "competitive_blocker": "competitor",
    "noncompetitive_block": "block", "dominant_negative": "DN receptor", "kinase_inhibitor": "kinase drug",
    "driver_inhibitor": "driver drug", "main_pathway_inhibitor": "main drug", "downstream_inhibitor": "block below",
    "smac_mimetic": "Smac mimetic", "exogenous_ligand": "add ligand",
}  # fmt: skip
COLUMNS: Final[dict[str, str]] = {
    "": "no drug", "trap": "ligand trap", "secretion_inhibitor": "no release", "competitive_blocker": "competitor",
    "noncompetitive_block": "receptor block", "dominant_negative": "DN receptor", "kinase_inhibitor": "kinase",
    "driver_inhibitor": "driver", "main_pathway_inhibitor": "main pathway", "downstream_inhibitor": "downstream",
    "smac_mimetic": "Smac mimetic", "exogenous_ligand": "ligand added",
}  # fmt: skip

_WNT: Final = {"trap": "sFRP1", "competitive_blocker": "DKK1", "secretion_inhibitor": "PORCN drug"}
_IL6: Final = {
    "kinase_inhibitor": "JAK drug", "noncompetitive_block": "gp130 block", "competitive_blocker": "anti-IL-6R",
    "trap": "anti-IL-6",
}  # fmt: skip
_TNF: Final = {
    "trap": "anti-TNF", "noncompetitive_block": "TNFR block", "exogenous_ligand": "add TNF",
    "main_pathway_inhibitor": "survival drug",
}  # fmt: skip
_FGF: Final = {"kinase_inhibitor": "FGFR drug", "main_pathway_inhibitor": "gefitinib", "trap": "FGF trap"}
_CXCL8: Final = {"noncompetitive_block": "CXCR drug", "trap": "anti-IL-8"}

NAMES: Final[dict[str, Names]] = {
    "il1_monocyte": Names(
        cell="monocyte", row="IL-1", ligand="IL-1β", receptor="IL-1R", kinase="IRAK", signal="NF-κB",
        outside="added IL-1", driver="microbe", drugs={"competitive_blocker": "IL-1Ra"},
    ),
    "il2_t_cell": Names(
        cell="activated T cell", row="IL-2", ligand="IL-2", receptor="IL-2R", kinase="JAK1/3", signal="STAT5",
        outside="added IL-2", driver="TCR", around="other T cells",
        drugs={"kinase_inhibitor": "JAK drug", "competitive_blocker": "anti-CD25",
               "secretion_inhibitor": "ciclosporin", "driver_inhibitor": "less TCR"},
    ),
    "wnt_ligand": Names(
        cell="breast cancer cell", row="Wnt", ligand="Wnt", receptor="FZD/LRP6", kinase="DVL", signal="β-catenin",
        outside="added Wnt", drugs=_WNT,
    ),
    "wnt_apc_mutant": Names(
        cell="colorectal cancer cell, APC lost", row="Wnt APC", ligand="Wnt", receptor="FZD/LRP6", kinase="DVL",
        signal="β-catenin", outside="added Wnt", mutation="APC lost",
        drugs={**_WNT, "downstream_inhibitor": "TCF block"},
    ),
    "il6_egfr_lung": Names(
        cell="lung adenocarcinoma cell", row="IL-6 EGFR", ligand="IL-6", receptor="gp130", kinase="JAK", signal="STAT3",
        outside="added IL-6", driver="mutant EGFR", drugs={**_IL6, "driver_inhibitor": "EGFR drug"},
    ),
    "il6_her2_breast": Names(
        cell="breast cancer cell with HER2", row="IL-6 HER2", ligand="IL-6", receptor="gp130", kinase="JAK",
        signal="STAT3", outside="added IL-6", driver="HER2", drugs={**_IL6, "driver_inhibitor": "HER2 drug"},
    ),
    "il6_notch3_mammosphere": Names(
        cell="mammosphere cell with Notch3", row="IL-6 Notch", ligand="IL-6", receptor="gp130", kinase="JAK",
        signal="Notch3, STAT3", outside="added IL-6", drugs=_IL6,
    ),
    "il7_t_all": Names(
        cell="T-cell leukemia (T-ALL) cell", row="IL-7", ligand="IL-7", receptor="IL-7R", kinase="JAK1/3",
        signal="STAT5", outside="stroma", around="other blasts",
        drugs={"kinase_inhibitor": "JAK drug", "competitive_blocker": "anti-IL-7R",
               "secretion_inhibitor": "IL7 gene off"},
    ),
    "vegf_carcinoma": Names(
        cell="breast carcinoma cell", row="VEGF", ligand="VEGF", receptor="neuropilin", kinase="PI3K",
        signal="survival", outside="added VEGF", around="blood vessel",
        drugs={"trap": "anti-VEGF", "secretion_inhibitor": "VEGF gene off", "competitive_blocker": "NRP blocker"},
    ),
    "pdgf_emt": Names(
        cell="mammary tumor cell after EMT", row="PDGF", ligand="PDGF", receptor="PDGFR", kinase="PDGFR kinase",
        signal="PI3K", outside="added PDGF", drugs={"kinase_inhibitor": "STI571", "dominant_negative": "DN-PDGFR"},
    ),
    "nrg1_her3_hnscc": Names(
        cell="head and neck cancer cell", row="NRG1", ligand="NRG1", receptor="HER3", kinase="HER2", signal="PI3K/Akt",
        outside="added NRG1", main="EGFR",
        drugs={"kinase_inhibitor": "lapatinib", "secretion_inhibitor": "NRG1 lost",
               "main_pathway_inhibitor": "EGFR drug"},
    ),
    "smac_tnf_producer": Names(
        cell="lung cancer cell that makes TNF", row="TNF made", ligand="TNF", receptor="TNFR1", kinase="RIPK1",
        signal="TNF signal", outside="added TNF", main="survival", death="caspase-8", drugs=_TNF,
    ),
    "smac_tnf_nonproducer": Names(
        cell="cancer cell without TNF of its own", row="TNF none", ligand="TNF", receptor="TNFR1", kinase="RIPK1",
        signal="TNF signal", outside="added TNF", main="survival", death="caspase-8", drugs=_TNF,
    ),
    "fgf_gefitinib_resistant": Names(
        cell="lung cancer cell, gefitinib-resistant", row="FGF", ligand="FGF2, FGF9", receptor="FGFR",
        kinase="FGFR kinase", signal="ERK", outside="added FGF", main="EGFR", drugs=_FGF,
    ),
    "nsclc_egfr_addicted": Names(
        cell="lung cancer cell that lives on EGFR", row="FGF none", ligand="FGF", receptor="FGFR", kinase="FGFR kinase",
        signal="ERK", outside="added FGF", main="EGFR", drugs=_FGF,
    ),
    "rantes_stat3_tamoxifen": Names(
        cell="breast cancer cell on tamoxifen", row="RANTES", ligand="RANTES", receptor="CCR1/3/5", kinase="JAK",
        signal="STAT3", outside="added RANTES", main="estrogen",
        drugs={"main_pathway_inhibitor": "tamoxifen", "downstream_inhibitor": "STAT3 block",
               "secretion_inhibitor": "RANTES off"},
    ),
    "cxcl8_melanoma": Names(
        cell="melanoma cell", row="CXCL8 skin", ligand="CXCL8", receptor="CXCR1/2", kinase="G protein",
        signal="ERK, Akt", outside="added CXCL8", main="other drive", around="blood vessel", drugs=_CXCL8,
    ),
    "cxcl8_nsclc": Names(
        cell="non-small-cell lung cancer cell", row="CXCL8 lung", ligand="CXCL8", receptor="CXCR1/2",
        kinase="G protein", signal="CXCR", outside="added CXCL8", main="other drive",
        around="blood vessel", drugs=_CXCL8,
    ),
}  # fmt: skip
