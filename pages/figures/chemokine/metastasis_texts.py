"""What the pictures of metastasis show now, in words and numbers."""

from __future__ import annotations

import numpy as np

from models.chemokine.metastasis import Params, Result
from models.chemokine.metastasis_organs import LIGANDS, NAMES, ORGANS, RECEPTORS
from models.notation import number, quantity

SKIN = ORGANS.index("skin")


def body_text(result: Result) -> str:
    """Return the text of the body map."""
    order = np.argsort(-result.arrest)[:3]
    first = ", ".join(f"{NAMES[ORGANS[i]]} {quantity(float(result.arrest[i]), '%')}" for i in order)
    return (
        "A human body from the front, with nine organs, a primary tumor and the routes between them. Of all cells "
        f"delivered, {quantity(result.total_arrest, '%')} arrest: most in {first}. The skin has "
        f"{quantity(float(result.share[SKIN]), '%')} of the arrests. An organ is darker where a cell is likelier to "
        f"stay; bubbles and routes are as large as the arrests. {receptor_text(result)} All sizes are teaching values."
    )


def bars_text(result: Result) -> str:
    """Return the text of number and share."""
    share, share_before = (quantity(float(a[SKIN]), "%") for a in (result.share, result.share_unblocked))
    arrests, arrests_before = (quantity(float(a[SKIN]), "%") for a in (result.arrest, result.arrest_unblocked))
    return (
        "Above, the cells that arrest in each organ, in percent of those delivered: "
        f"{quantity(result.total_arrest, '%')} in all. Below, the share of each organ in these arrests; diamonds show "
        "the share that delivery alone would give. Black marks show both without blockers. In the skin "
        f"{arrests} of the cells arrest (without blockers {arrests_before}), a share of {share} (without blockers "
        f"{share_before})."
    )


def match_text(result: Result) -> str:
    """Return the text of receptors and organs."""
    best = int(np.argmax(result.stay))
    pairs = ", ".join(f"{LIGANDS[receptor]} for {receptor.upper()}" for receptor in RECEPTORS)
    stay = quantity(float(result.stay[best]), "%")
    return (
        f"A table of four receptors and nine organs, colored by the level of each receptor's ligand: {pairs}. Rows "
        f"with a thick frame are receptors that work in this cell. {receptor_text(result)} Below, the chance that a "
        f"delivered cell stays: highest in the {NAMES[ORGANS[best]]}, {stay}. Press a row to switch its receptor on or "
        "off."
    )


def balance_text(result: Result) -> str:
    """Return the text of the vessel balance."""
    params = result.params
    off = [name for name, value in (("ELR⁺", params.elr_plus), ("ELR⁻", params.elr_minus)) if value == 0]
    edge = f" {' and '.join(off)} chemokines are off; the point is drawn at the edge." if off else ""
    return (
        "The vessel drive over the levels of ELR⁺ and ELR⁻ chemokines: high at the lower right, low at the upper left. "
        f"Now E is {number(params.elr_plus)}, M is {number(params.elr_minus)}, and the drive is "
        f"{number(result.vessel_drive)}.{edge} CXCL12 has no place on this map: it lacks the ELR motif and still helps "
        "vessels to form, through CXCR4. A press on the map takes its values."
    )


def growth_text(result: Result) -> str:
    """Return the text of the growth."""
    usual = Params()
    return (
        f"Tumor size over 40 days, with the size at the start as 1. Now it reaches {number(result.tumor_size)}, "
        f"{_against(result.size_change)} at the default balance (E = {number(usual.elr_plus)}, "
        f"M = {number(usual.elr_minus)}). The vessels can feed a size of {number(result.tumor_limit)}; without vessels "
        "the tumor stops near 20. Teaching values."
    )


def receptor_text(result: Result) -> str:
    """Return the receptors of the cell in words."""
    parts = []
    for receptor in RECEPTORS:
        level, block = getattr(result.params, receptor), getattr(result.params, f"block_{receptor}")
        if level > 0:
            blocked = f" ({quantity(100 * block, '%')} blocked)" if block else ""
            parts.append(f"{receptor.upper()} {number(level)}{blocked}")
    return f"The cell carries {', '.join(parts)}." if parts else "The cell carries none of the four receptors."


def _against(change: float) -> str:
    if abs(change) < 0.05:
        return "just as much as"
    return f"{quantity(abs(change), '%', 2)} {'more' if change > 0 else 'less'} than"
