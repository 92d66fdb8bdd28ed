"""Conversions to the units of computation: µm, s, nM, molecules.

Exact from the definition of the mole (Avogadro constant 6.02214076e23 /mol); nothing here is measured.
"""

from typing import Final

AVOGADRO: Final = 6.02214076e23
MOLECULES_PER_UM3_PER_NM: Final = AVOGADRO * 1e-9 / 1e15
"""Molecules per µm³ at a concentration of 1 nM (0.6022)."""
UM3_PER_S_PER_MOLAR_S: Final = 1e15 / AVOGADRO
"""An on-rate of 1 /(M s), as µm³/s per receptor (1.661e-9)."""
CELLS_PER_ML_PER_UM3: Final = 1e12
"""Cells per mL at a density of 1 cell/µm³."""
SECONDS_PER_MINUTE: Final = 60.0
