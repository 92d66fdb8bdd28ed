"""What the pictures of ``cis_inhibition`` show now, in words and numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from models.juxtacrine.cis_inhibition import Result
from models.notation import number, quantity
from models.results import Absent
from pages.figures.juxtacrine.shared import DONE

EVEN: Final = 1.25
"""Up to this ratio of the two productions neither partner is in clear excess."""
SWITCHED: Final = 75.0
"""Percent: where less than this of the scarcer molecule is lost in cis, the cell has not given up either role."""


def role(result: Result) -> str:
    """Say what the one cell is: sender, receiver, both or neither."""
    params = result.params
    ratio = params.own_delta_production / params.notch_production
    if params.cis_constant == 0:
        return "sender and receiver at once: no cis binding"
    if max(result.notch_lost, result.delta_lost) < SWITCHED:
        return "sender and receiver at once: cis binding is weak"
    if ratio > EVEN:
        return "a sender: Delta is in excess"
    if ratio < 1 / EVEN:
        return "a receiver: Notch is in excess"
    return "balanced: little of either is left"


def response_text(result: Result) -> str:
    """Say what the cell hears and sends, and where the cut-off is."""
    params = result.params
    cut = (
        "Cis binding is off, so that own Delta changes nothing in what is heard."
        if isinstance(result.sharpness, Absent)
        else f"The signal is halved at an own Delta production of {quantity(result.half_point, '')}; where as much "
        f"Delta as Notch is made, it falls by {quantity(result.sharpness, '%')} for 1 % more own Delta."
    )
    return (
        f"Left: signal heard and signal sent against the cell's own Delta production; right: signal heard against the "
        f"neighbors' Delta. All axes are logarithmic. The cell makes {number(params.own_delta_production)} Delta and "
        f"{number(params.notch_production)} Notch; it hears {number(result.signal)} and sends "
        f"{number(result.signal_sent)}. {cut}"
    )


def balance_text(result: Result) -> str:
    """Say what lies on the pans and what is left."""
    params = result.params
    return (
        f"A balance. On the left pan {number(params.notch_production)} Notch, of which "
        f"{quantity(result.notch_lost, '%')} is destroyed by the cell's own Delta; on the right pan "
        f"{number(params.own_delta_production)} Delta, of which {quantity(result.delta_lost, '%')} is destroyed by its "
        f"own Notch. The cell is {role(result)}. It hears {number(result.signal)} and sends "
        f"{number(result.signal_sent)}."
    )


def sheet_text(result: Result) -> str:
    """Say how the pattern of the sheet has formed."""
    params = result.params
    treated = (
        f" Cell {params.selected_cell} is {DONE[params.treatment]} from the beginning." if params.selected_cell else ""
    )
    binding = f"cis constant {number(params.cis_constant)}" if params.cis_constant else "no cis binding"
    if isinstance(result.t90, Absent) or isinstance(result.sender_fraction, Absent):
        outcome = "There is no pattern within 40 lifetimes: all cells stay nearly alike."
    else:
        outcome = (
            f"The pattern stands after {quantity(result.t90, 'lifetimes')}, and "
            f"{quantity(result.sender_fraction, '%')} of the cells send."
        )
    return (
        f"A sheet of 144 hexagonal cells with {binding}. The color of a cell is its Delta, the disc in it the signal "
        f"that it hears. {outcome}{treated}"
    )


def sheet_captions(result: Result) -> list[str]:
    """Return a sentence for each frame of the sheet."""
    return [
        f"After {quantity(float(t), 'lifetimes')} Delta lies between {number(float(d.min()))} and "
        f"{number(float(d.max()))}."
        for t, d in zip(result.time, result.sheet_delta, strict=True)
    ]


def scatter_text(result: Result) -> str:
    """Compare the build-up of the pattern with and without cis binding."""
    return (
        f"The scatter of Delta over the cells of the sheet in time, on a logarithmic axis: a straight rise is a "
        f"pattern that grows at a steady rate. With cis binding the growth rate is "
        f"{quantity(result.growth_rate, '/lifetime')}, without {quantity(result.growth_rate_without, '/lifetime')}. "
        f"The pattern stands after {_time(result.t90)} with cis binding and {_time(result.t90_without)} without."
    )


def growth_text(result: Result) -> str:
    """Say for which cis constants a pattern grows."""
    grows = result.growth > 0
    share = (
        "It grows for every cis constant shown." if grows.all()
        else "It grows for none of the cis constants shown." if not grows.any()
        else f"It grows for cis constants up to {number(_largest(result), 2)}."
    )  # fmt: skip
    return (
        f"The growth rate of a small three-color pattern on a uniform sheet against the cis constant. Now it is "
        f"{quantity(result.growth_rate, '/lifetime')}; without cis binding "
        f"{quantity(result.growth_rate_without, '/lifetime')}. {share}"
    )


def row_text(result: Result) -> str:
    """Say how sharp the border along the row is."""
    peak = int(result.row_signal.argmax()) + 1
    return (
        f"Twenty cells in a row, with Delta production falling from {number(float(result.row_made[0]))} to "
        f"{number(float(result.row_made[-1]), 2)}. Above: the free Delta and Notch of each cell. Below: the signal, "
        f"highest in cell {peak}; {number(result.border_cells)} cells are above half of its height, against "
        f"{number(result.border_cells_without)} without cis binding."
    )


def _largest(result: Result) -> float:
    """Return the largest cis constant at which a pattern grows, on straight lines between the points of the curve."""
    last = int(np.flatnonzero(result.growth > 0)[-1])
    near = slice(last, last + 2)
    return float(np.exp(np.interp(0.0, -result.growth[near], np.log(result.cis_axis[near]))))


def _time(value: float | Absent) -> str:
    return "more than 40 lifetimes, if ever," if isinstance(value, Absent) else quantity(value, "lifetimes")
