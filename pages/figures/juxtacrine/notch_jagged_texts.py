"""What the pictures of ``notch_jagged`` show now, in words and numbers."""

from __future__ import annotations

import numpy as np

from models.juxtacrine.notch_jagged import Result
from models.juxtacrine.shared import SIDE
from models.notation import number, quantity
from models.numerics.cell_sheet import hexagon_neighbors
from models.results import Absent
from pages.figures.juxtacrine.shared import DONE


def switch_text(result: Result) -> str:
    """Say where the cell stands on the curve of its steady states, and where it would jump."""
    return (
        f"NICD in all steady states of one cell against the ligand of its neighbors. At "
        f"{quantity(result.params.external_ligand, 'molecules')} of ligand and "
        f"{quantity(result.params.external_notch, 'molecules')} of Notch outside, the cell has "
        f"{quantity(result.nicd, 'molecules')} of NICD: a {result.state}. {_count(result)} {_jumps(result)}"
    )


def notch_text(result: Result) -> str:
    """Give the amounts on the cell's surface."""
    return (
        f"Free Notch, Delta and Jagged of one cell, in all its steady states, against its neighbors' ligand. Now, "
        f"at {quantity(result.params.external_ligand, 'molecules')}, the cell is a {result.state} with "
        f"{number(result.notch)} Notch, {number(result.delta)} Delta and {number(result.jagged)} Jagged molecules."
    )


def map_text(result: Result) -> str:
    """Say how many states the surroundings allow, here and at most."""
    most = int(result.map_states.max())
    share = 100 * float(np.mean(result.map_states > 1))
    return (
        f"How many stable states one cell has, for each amount of ligand (across) and Notch (upward) of its neighbors. "
        f"At most there are {most}; in {quantity(share, '%')} of the map there is more than one. The cell stands at "
        f"{number(result.params.external_ligand)} ligand and {number(result.params.external_notch)} Notch molecules. "
        f"{_count(result)}"
    )


def pair_text(result: Result) -> str:
    """List the states of two cells."""
    states = zip(result.pair_first, result.pair_second, result.pair_stable, strict=True)
    stable = [f"({number(float(a))}, {number(float(b))})" for a, b, holds in states if holds]
    unstable = int(np.count_nonzero(result.pair_stable == 0))
    names = "states are" if len(stable) > 1 else "state is"
    return (
        f"Two cells that face each other: NICD of the first across, of the second upward. Lines run from many starts "
        f"to where the pair settles. The stable {names} {', '.join(stable)} molecules; unstable states: {unstable}."
    )


def sheet_text(result: Result) -> str:
    """Say how unlike the cells of the sheet have become."""
    params = result.params
    correlation = (
        "The sheet is uniform."
        if isinstance(result.neighbor_correlation, Absent)
        else f"Neighbors have a correlation of {number(result.neighbor_correlation)}."
    )
    return (
        f"A sheet of 144 hexagonal cells that make {number(params.delta_rate)} Delta and {number(params.jagged_rate)} "
        f"Jagged molecules per hour. The color of a cell is its NICD, the disc in it its Delta and Jagged. After "
        f"{quantity(float(result.time[-1]), 'h')} NICD has a coefficient of variation of {number(result.nicd_cv)}. "
        f"{correlation}{_treated(result)}"
    )


def sheet_captions(result: Result) -> list[str]:
    """Return a sentence for each frame of the sheet."""
    return [
        f"After {quantity(float(t), 'h')} NICD lies between {number(float(x.min()))} and {number(float(x.max()))} "
        f"molecules."
        for t, x in zip(result.time, result.sheet_nicd, strict=True)
    ]


def _treated(result: Result) -> str:
    """Say what is done to the selected cell, and how its neighbors stand beside the rest of the sheet."""
    params = result.params
    if not params.selected_cell:
        return ""
    last = result.sheet_nicd[-1]
    beside = hexagon_neighbors(SIDE)[:, params.selected_cell - 1]
    others = np.delete(last, [params.selected_cell - 1, *beside])
    return (
        f" Cell {params.selected_cell} is {DONE[params.treatment]} from the beginning. Its six neighbors have "
        f"{quantity(float(last[beside].mean()), 'molecules')} of NICD on average, the other cells "
        f"{number(float(others.mean()))}."
    )


def _count(result: Result) -> str:
    states = int(result.stable_states)
    return f"In this surrounding it has {states} stable state{'s' if states != 1 else ''}."


def _jumps(result: Result) -> str:
    up = (
        "With more ligand it changes smoothly."
        if isinstance(result.jump_up, Absent)
        else f"With more ligand it jumps up at {quantity(result.jump_up, 'molecules')}."
    )
    down = (
        "With less it changes smoothly."
        if isinstance(result.jump_down, Absent)
        else f"With less it falls at {quantity(max(result.jump_down, 0.0), 'molecules')}."
    )
    return f"{up} {down}"
