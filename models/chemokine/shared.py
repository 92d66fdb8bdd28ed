"""What several chemokine experiments let a reader set, declared once; each redeclares what it words differently."""

from __future__ import annotations

from dataclasses import dataclass

from models.quantities import ParameterSet, parameter

LOWEST_LEVEL, HIGHEST_LEVEL = 1e-3, 1e4
"""The ends of the slider of the chemokine's level (nM)."""


@dataclass(frozen=True, slots=True)
class Shared(ParameterSet):
    """A cell, the chemokine that it reads, and how it walks."""

    affinity: float = parameter(
        5, symbol="K_d", unit="nM", low=0.1, high=100, scale="log", label="Dissociation constant",
        doc="The level at which half of the receptors hold ligand. It depends on the cell line and on the assay.",
        evidence="B",
    )  # fmt: skip
    concentration: float = parameter(
        5, symbol="C", unit="nM", low=LOWEST_LEVEL, high=HIGHEST_LEVEL, scale="log", label="Chemokine level",
        doc="The level of the chemokine at the cell.", evidence="C",
    )  # fmt: skip
    steepness: float = parameter(
        0.05, symbol="p", unit="", low=0.001, high=0.5, scale="log", label="Steepness across the cell",
        doc="ΔC/C: by what share of its mean the level changes from the back of the cell to its front.", evidence="A",
        source="Herzmark2007", literature=(0.05, 0.13, "Herzmark2007"),
    )  # fmt: skip
    diffusivity: float = parameter(
        100, symbol="D", unit="µm²/s", low=1, high=300, scale="log", label="Diffusion coefficient",
        doc="How fast the chemokine spreads. The mark is that of albumin in tissue.", evidence="B",
        literature=(58, 63, "Chary1989"),
    )  # fmt: skip
    speed: float = parameter(
        10, symbol="v", unit="µm/min", low=0.1, high=30, scale="log", label="Speed", evidence="A", source="Zhao2020",
        literature=(1, 20, "Zhao2020"),
        doc="How fast a cell crawls along its own path, whatever its direction. The marked range is that of "
        "neutrophils; tumor cells have 0.2 to 1 µm/min (typical).",
    )  # fmt: skip
    persistence: float = parameter(
        2, symbol="τ", unit="min", low=0.2, high=60, scale="log", label="Persistence time", evidence="B",
        doc="How long a cell without a cue remembers its heading.",
    )  # fmt: skip
