"""What the pictures of ``contact_geometry`` say now, in words and numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from models.juxtacrine.contact_geometry import SENDING, Result
from models.notation import number, quantity
from models.results import Absent
from pages.figures.juxtacrine.shared import DONE

COUNTED: Final = {
    "area": "contacts count by their length",
    "share": "contacts count by their share of the cell's own edge",
    "equal": "every contact counts alike",
}


def setting(result: Result) -> str:
    """Return what the tissue is, in one sentence."""
    params = result.params
    if params.tissue == "voronoi":
        return f"{params.cell_count} polygons of unequal size; {COUNTED[params.contact_input]}."
    if params.tissue == "filopodia":
        return (
            f"{result.cell.size} equal hexagons whose filopodia reach {params.reach} cells; "
            f"{number(100 * _share(result))} % of what a cell receives comes through them."
        )
    return f"Two cells with a contact of {number(params.contact_ratio)} times the usual width."


def tissue_text(result: Result) -> str:
    """Return the text of the drawn cells."""
    if result.params.tissue == "pair":
        low, high = sorted(float(d) for d in result.delta[-1])
        body = f"In the end Delta is {number(high)} in one and {number(low)} in the other."
    else:
        body = (
            f"Color is Delta. In the end {number(result.sender_fraction)} % of the cells send; the nearest other "
            f"sender is {quantity(result.spacing, 'cells')} away."
            if not isinstance(result.spacing, Absent)
            else f"Color is Delta. In the end {number(result.sender_fraction)} % of the cells send."
        )
    return f"{setting(result)} {body} {_sizes(result)}{_treated(result)}".strip()


def areas_text(result: Result) -> str:
    """Return the text of the areas by fate."""
    if result.params.tissue != "voronoi":
        return (
            f"{setting(result)} All cells have the same area here, so size cannot decide. "
            f"{number(result.sender_fraction)} % of them send. Set the tissue to cells of unequal size."
        )
    return f"How many cells have which area, senders and receivers apart. {setting(result)} {_sizes(result)}".strip()


def spacing_text(result: Result) -> str:
    """Return the text of senders and spacing over the reach."""
    limits = ", ".join(number(float(value)) for value in result.reach_limit)
    words = (
        f"Senders and their spacing over the reach of the filopodia. The closest packing allows {limits} % of senders "
        "for reaches of 1 to 5 cells."
    )
    if result.params.tissue != "filopodia":
        return f"{words} Click a point, or set the tissue to cells with filopodia, to see what forms."
    found = ", ".join(
        f"{number(float(share))} % at {number(float(reach))}"
        for reach, share in zip(result.reach_known, result.reach_share, strict=True)
    )
    return f"{words} {setting(result)} Found: {found or 'no pattern at any reach'}."


def needed_text(result: Result) -> str:
    """Return the text of the loop gain that is needed."""
    grows = "grows" if result.growth_rate > 0 else "does not grow"
    return (
        "The loop gain above which a pattern grows from noise, over the share that comes through protrusions, for "
        f"reaches of 1 to 5 cells. {setting(result)} Needed are {number(result.needed_gain)}; the loop has "
        f"{number(result.loop_gain)}, so a pattern {grows}. Hearing many cells takes more gain than "
        "hearing the neighbors alone."
    )


def contact_text(result: Result) -> str:
    """Return the text of the pair over the width of its contact."""
    now = (
        f" Now the width is {number(result.params.contact_ratio)}, and the receiver receives "
        f"{number(result.received_most)}."
        if result.params.tissue == "pair"
        else f" The present tissue is another one: {setting(result)} Click a line to go to two cells with this width. "
        "With the loop of the real system “Two cells on a patterned surface” the width decides."
    )
    return (
        "Two cells over the width of their contact. Left: what the receiver receives: the width times the Delta of the "
        "sender if contacts count by length, always the same if they count alike. Right: Delta of both cells. "
        f"{_apart(result)}{now}"
    )


def _apart(result: Result) -> str:
    apart = result.contact_axis[result.pair_high - result.pair_low > 0.01]
    if apart.size == 0:
        return "They stay alike at every width."
    if apart.size == result.contact_axis.size:
        return "With this loop they become different at every width."
    return f"They become different from a width of {number(float(apart.min()))} to {number(float(apart.max()))}."


def captions(result: Result, frames: list[int]) -> tuple[str, ...]:
    """Return what each frame of the tissue shows."""
    counts = np.count_nonzero(result.delta[frames] > SENDING, axis=1)
    return tuple(
        f"After {number(float(result.time[i]))} lifetimes of Notch {count} of {result.cell.size} cells send."
        for i, count in zip(frames, counts, strict=True)
    )


def _share(result: Result) -> float:
    return result.params.protrusion_share if result.params.reach > 1 else 0.0


def _sizes(result: Result) -> str:
    if isinstance(result.area_ratio, Absent):
        return ""
    return (
        f"The senders have {number(result.area_ratio)} of the area of the receivers on average. Of the smallest third "
        f"of the cells {quantity(result.small_senders, '%')} send, of the largest third "
        f"{quantity(result.large_senders, '%')}."
    )


def _treated(result: Result) -> str:
    if result.treated is None:
        return ""
    return f" Cell {result.treated + 1} is {DONE[result.params.treatment]}."
