"""The constants of each case of ``tumor_loops``, as data: one base, and what each case changes in it.

All of them are teaching values (grade C). They were chosen so that the directions of the cited studies come out; no
number here was measured in the cell that it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """A cell and its loop. Secretions in molecules/s per cell, receptors per cell, rates in 1/s, k_on in 1/(M s).

    ``density`` is in cells/µm³, ``supply`` (ligand from other cells) in nM/s, growth rates in 1/day. ``history`` is
    the signal that the cell has before any drug is given: 1 where an earlier stimulus has switched the loop on.
    """

    basal: float = 0.02
    driver: float = 0.0
    feedback: float = 0.0
    midpoint: float = 0.5
    hill: float = 2.0
    receptors: float = 5e3
    receptor_feedback: float = 0.0
    receptor_midpoint: float = 0.5
    receptor_hill: float = 2.0
    on_rate: float = 1e7
    off_rate: float = 1e-3
    internalization: float = 1e-3
    turnover: float = 1e-3
    diffusivity: float = 100.0
    radius: float = 7.5
    density: float = 1e-4
    medium_loss: float = 1e-3
    supply: float = 0.0
    half_signal_bound: float = 1000.0
    signal_hill: float = 1.0
    constitutive: float = 0.0
    loop_weight: float = 1.0
    main_weight: float = 0.0
    half_growth: float = 0.25
    slowest: float = -0.5
    fastest: float = 0.7
    death: float = 0.0
    release_by_main: float = 0.0
    release_by_smac: float = 0.0
    history: float = 0.0


TRAP_ON_RATE: Final = 1e6
"""1/(M s) at which a trap binds the ligand; the same in every case."""

BASE: Final = Constants()
_WNT: Final = replace(
    BASE, basal=1.0, receptors=1e4, on_rate=1e6, diffusivity=5.0, half_signal_bound=250.0, half_growth=0.3
)
_IL6: Final = replace(
    BASE, driver=1.5, feedback=3.5, midpoint=0.3, on_rate=2e7, off_rate=5e-4, half_signal_bound=250.0, signal_hill=2.0,
    half_growth=0.35,
)  # fmt: skip
_TNF: Final = replace(
    BASE, basal=0.05, feedback=0.02, release_by_smac=0.4, receptors=1e3, on_rate=2e7, off_rate=4e-4, density=1e-5,
    medium_loss=3e-4, half_signal_bound=40.0, main_weight=0.5, death=1.5, radius=8.0,
)  # fmt: skip
_CXCL8: Final = replace(
    BASE, basal=8.0, receptors=2e4, on_rate=2e6, off_rate=2e-3, half_signal_bound=500.0, half_growth=0.3,
    main_weight=0.1,
)  # fmt: skip

CASES: Final[dict[str, Constants]] = {
    "il1_monocyte": replace(
        BASE, basal=0.01, driver=2.0, feedback=0.5, receptors=200.0, density=1e-6, medium_loss=2e-4,
        half_signal_bound=10.0, radius=7.0, half_growth=0.3, slowest=0.0, fastest=1.0,
    ),
    "il2_t_cell": replace(
        BASE, basal=0.0, driver=10.0, receptors=1e3, receptor_feedback=2e4, receptor_hill=3.0, on_rate=3.1e7,
        off_rate=2.3e-4, internalization=1.7e-3, turnover=6e-4, density=1e-9, medium_loss=1e-4, diffusivity=10.0,
        radius=5.0, half_signal_bound=300.0, signal_hill=2.0, slowest=-0.2,
    ),
    "wnt_ligand": _WNT,
    "wnt_apc_mutant": replace(_WNT, constitutive=0.9),
    "il6_egfr_lung": _IL6,
    "il6_her2_breast": replace(_IL6, driver=3.0, feedback=0.4, midpoint=0.6, receptors=4e3, half_signal_bound=500.0),
    "il6_notch3_mammosphere": replace(_IL6, driver=0.0, feedback=4.0, basal=0.01),
    "il7_t_all": replace(
        BASE, basal=0.6, receptors=3e3, off_rate=3e-4, supply=8e-5, half_signal_bound=250.0, half_growth=0.5, radius=5.0
    ),
    "vegf_carcinoma": replace(
        BASE, basal=3.0, receptors=2e4, density=3e-6, medium_loss=3e-4, half_signal_bound=100.0, half_growth=0.3,
        radius=9.0,
    ),
    "pdgf_emt": replace(
        BASE, feedback=6.0, midpoint=0.4, hill=3.0, receptors=2e4, internalization=2e-3, turnover=2e-3,
        half_signal_bound=600.0, signal_hill=2.0, half_growth=0.3, history=1.0,
    ),
    "nrg1_her3_hnscc": replace(
        BASE, basal=3.0, receptors=2e4, on_rate=5e6, half_signal_bound=600.0, half_growth=0.4, main_weight=0.15
    ),
    "smac_tnf_producer": _TNF,
    "smac_tnf_nonproducer": replace(_TNF, basal=0.0, feedback=0.0, release_by_smac=0.0),
    "fgf_gefitinib_resistant": replace(
        BASE, basal=2.0, receptors=1.5e4, half_signal_bound=600.0, half_growth=0.45, main_weight=0.35
    ),
    "nsclc_egfr_addicted": replace(
        BASE, receptors=1.5e4, half_signal_bound=600.0, half_growth=0.4, main_weight=0.7
    ),
    "rantes_stat3_tamoxifen": replace(
        BASE, basal=0.05, feedback=4.0, midpoint=0.35, hill=3.0, release_by_main=0.8, receptors=1e4, on_rate=5e6,
        internalization=2e-3, turnover=2e-3, half_signal_bound=400.0, signal_hill=2.0, half_growth=0.4, main_weight=0.6,
    ),
    "cxcl8_melanoma": _CXCL8,
    # Its growth comes from elsewhere: without that the cells would shrink in a dish, where they grow.
    "cxcl8_nsclc": replace(_CXCL8, loop_weight=0.0, main_weight=0.6),
}  # fmt: skip

LABELS: Final[dict[str, str]] = {
    "il1_monocyte": "IL-1: monocyte",
    "il2_t_cell": "IL-2: activated T cell",
    "wnt_ligand": "Wnt: breast cancer, ligand-driven",
    "wnt_apc_mutant": "Wnt pathway: APC-mutant cell",
    "il6_egfr_lung": "IL-6: lung cancer with mutant EGFR",
    "il6_her2_breast": "IL-6: breast cancer with HER2",
    "il6_notch3_mammosphere": "IL-6: mammosphere with Notch3",
    "il7_t_all": "IL-7: T-cell leukemia",
    "vegf_carcinoma": "VEGF: breast carcinoma",
    "pdgf_emt": "PDGF: mammary cells after EMT",
    "nrg1_her3_hnscc": "NRG1: head and neck cancer",
    "smac_tnf_producer": "TNF: cancer cell that makes TNF",
    "smac_tnf_nonproducer": "TNF: cancer cell that makes none",
    "fgf_gefitinib_resistant": "FGF: lung cancer, resists gefitinib",
    "nsclc_egfr_addicted": "FGF: lung cancer, lives on EGFR",
    "rantes_stat3_tamoxifen": "RANTES: breast cancer on tamoxifen",
    "cxcl8_melanoma": "CXCL8: melanoma",
    "cxcl8_nsclc": "CXCL8: lung cancer",
}
WITH_DRIVER: Final = tuple(name for name, case in CASES.items() if case.driver > 0)
WITH_MAIN: Final = tuple(name for name, case in CASES.items() if case.main_weight > 0)
WITH_DEATH: Final = tuple(name for name, case in CASES.items() if case.death > 0)
