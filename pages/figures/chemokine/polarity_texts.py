"""The words of the pictures of ``polarity``: what each molecule does and who showed it, and what is seen now."""

from __future__ import annotations

from typing import Final

from models.chemokine.polarity import Result
from models.notation import number, quantity
from models.results import Absent

TIPS: Final[dict[str, str]] = {
    "receptor": "Chemokine receptor. It works through the G proteins Gαi and Gα13 (Tanaka and others 2005). Such "
    "receptors stay evenly spread while a cell turns (in amoebae: Xiao and others 1997).",
    "gai": "Gαi sets free its partner Gβγ, which starts the front module. Only receptors that couple to Gi guided "
    "cells (Neptune and Bourne 1997).",
    "ga13": "Gα13 starts the back module through Rho (neutrophils: Xu and others 2003).",
    "pi3k": "PI3K makes PIP3. Neutrophils without PI3Kγ made no PIP3 and moved poorly (Hirsch and others 2000).",
    "pip3": "PIP3 is the lipid that marks the front. A probe for it showed an inner gradient much steeper than that "
    "of the attractant (Servant and others 2000).",
    "pten": "PTEN destroys PIP3. It sits at the sides and the back; amoebae without it had broad fronts and took "
    "detours (Iijima and Devreotes 2002).",
    "rac": "Rac drives actin and, through PIP3, itself. A blocked Rac stopped both and the polarity (Srinivasan and "
    "others 2003).",
    "cdc42": "Cdc42 aims the front and keeps it in place (Li and others 2003; Srinivasan and others 2003).",
    "f_actin": "F-actin, the growing filaments, pushes the front forward. It gathers at the leading edge (Srinivasan "
    "and others 2003).",
    "rho": "Rho is active at the back and the sides (living neutrophils: Wong and others 2006).",
    "actomyosin": "ROCK and actomyosin contract the back. With either blocked, cells had several fronts and long tails "
    "(Wong and others 2007).",
}


def verdict(result: Result) -> str:
    """Return in a few words what the cell can do now."""
    params = result.params
    if params.knockout == "rac":
        return "No Rac: no actin, no front"
    if not result.polarized:
        return "No front: the cell does not know where to go"
    off = result.front_angle
    if isinstance(off, Absent):
        where = "One front, no gradient"
    elif off < 15:
        where = "One front, up the gradient"
    else:
        where = f"One front, {number(off, 2)}° off the gradient"
    if result.actomyosin_back < 0.1:
        return f"{where}; the back cannot contract"
    return f"{where}; broad PIP3" if params.knockout == "pten" else where


def levels_text(result: Result) -> str:
    """Return the levels at front and back in a sentence or two."""
    ratio = result.front_back_ratio
    here, there = ("At the front", "at the back") if result.polarized else ("On one side", "on the other")
    rac = "Rac is missing" if isinstance(ratio, Absent) else f"active Rac is {number(ratio)} times that {there}"
    return (
        f"{here} {rac}. PIP3 is {number(result.pip3_front, 2)} there and {number(result.pip3_back, 2)} {there}, "
        f"PTEN {number(result.pten_front, 2)} and {number(result.pten_back, 2)}, Rho "
        f"{number(result.rho_front, 2)} and {number(result.rho_back, 2)}."
    )


def signal_text(result: Result) -> str:
    """Return what the cell is shown, in a sentence or two."""
    params = result.params
    text = f"The signal is uniform, {quantity(params.concentration, 'nM')}."
    if params.steepness:
        side = "right" if params.steepness > 0 else "left"
        text = f"The gradient is {number(100 * abs(params.steepness))} % across the cell, higher on the {side}."
        if params.flip_time:
            text += f" It turns round at {quantity(params.flip_time, 's')}."
    if params.step != 1:
        text += f" At time 0 the whole signal changed {number(params.step)}-fold."
    return text


def time_text(result: Result) -> str:
    """Return when the front formed and turned."""
    formed, turned = result.polarization_time, result.reversal_time
    text = "No front has formed." if isinstance(formed, Absent) else f"A front formed by {quantity(formed, 's')}."
    if result.params.flip_time:
        text += (
            f" It has not turned round: {turned.reason}."
            if isinstance(turned, Absent)
            else f" It reversed {quantity(turned, 's')} after the flip."
        )
    return text
