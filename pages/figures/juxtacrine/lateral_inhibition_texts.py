"""What the pictures of ``lateral_inhibition`` show now, in words and numbers."""

from __future__ import annotations

from typing import Final

from models.juxtacrine.lateral_inhibition import Result
from models.notation import number, quantity
from models.results import Absent
from pages.figures.juxtacrine.shared import DONE, MARKS

TISSUES: Final = {"hex": "sheet of hexagons", "ring": "ring", "pair": "pair of cells"}


def cells_text(result: Result) -> str:
    """Tell how many cells send at the end, and what the treatment has done."""
    count, last = result.cell.size, quantity(float(result.time[-1]), "lifetimes")
    where = f"A movie of a {TISSUES[result.params.tissue]} with {count} cells over {last}."
    if not result.patterned:
        level = number(float(result.delta[-1].mean()))
        return (
            f"{where} At the end there is no pattern: all cells have Delta near {level}. {_treatment(result)}".strip()
        )
    low, high = result.extremes
    return (
        f"{where} Light cells have much Delta: they send. A large disc is much active Notch. At the end "
        f"{quantity(result.sender_fraction, '%')} of the cells send; Delta is between {number(low)} and "
        f"{number(high)}, and {_touching(result.touching_senders)}. {_treatment(result)}"
    ).strip()


def captions(result: Result) -> list[str]:
    """Return a sentence for each frame of the movie."""
    return [
        f"t = {number(float(time))}: Delta from {number(float(row.min()))} to {number(float(row.max()))}."
        for time, row in zip(result.time, result.delta, strict=True)
    ]


def plane_text(result: Result) -> str:
    """Tell where a pair rests and how it got there."""
    start = f"{number(float(result.pair_first[0]))} and {number(float(result.pair_second[0]))}"
    end = f"{number(float(result.pair_first[-1]))} and {number(float(result.pair_second[-1]))}"
    own = "The two cells of the tissue" if result.params.tissue == "pair" else "Two cells with the same loop"
    return (
        f"{own} on the plane of their active Notch. They begin at {start} and end at {end}. Each line shows where one "
        f"cell rests for each level of the other; where they cross both rest. {_rests(result)}"
    )


def growth_text(result: Result) -> str:
    """Tell the loop gain against what the pair and the sheet need."""
    return (
        f"The growth rate of small differences against the loop gain. Now A = {number(result.loop_gain)}. A pair needs "
        f"A above 1 and would grow at {quantity(result.growth_rate_pair, '1/lifetime')}; a sheet needs A above 2 "
        f"and would grow at {quantity(result.growth_rate_sheet, '1/lifetime')}. This "
        f"{TISSUES[result.params.tissue]} needs {number(result.threshold_gain)}: here differences "
        f"{'grow' if result.growth_rate > 0 else 'fade'}."
    )


def spread_text(result: Result) -> str:
    """Tell how fast the differences grew in the tissue and in a pair."""
    first, last, pair_first, pair_last = (
        number(float(values[at])) for values in (result.spread, result.pair_spread) for at in (0, -1)
    )
    return (
        "The spread of Delta between cells (its standard deviation) in time, on a logarithmic axis. In this "
        f"{TISSUES[result.params.tissue]} it goes from {first} to {last}, in a pair from {pair_first} to {pair_last}. "
        f"Time to half of the pattern: {_time(result.pattern_time)} here, {_time(result.pair_pattern_time)} in a pair."
    )


def states_text(result: Result) -> str:
    """Tell where the tissue stands among the steady states over repression."""
    low, high = result.extremes
    return (
        f"Delta of the steady states against repression strength b. At b = {number(result.params.repression_strength)} "
        f"the highest Delta is {number(high)} and the lowest {number(low)}. {_thresholds(result)} In a pair a pattern "
        f"would begin at b = {_least(result)}."
    )


def walk_text(result: Result) -> str:
    """Tell the contrast on the way up and back."""
    standing = "go on from what stands" if result.params.history == "go_on" else "begin anew from noise each time"
    return (
        f"The contrast of Delta on a slow walk up the repression strength and back down. You {standing}: at "
        f"b = {number(result.params.repression_strength)} the contrast is {number(result.contrast)}. "
        f"{_thresholds(result)}"
    )


def _rests(result: Result) -> str:
    stable = [
        f"{number(float(one))} and {number(float(two))}"
        for one, two, holds in zip(result.rest_first, result.rest_second, result.rest_holds, strict=True)
        if holds
    ]
    if not stable:
        return "One of them is treated, so their lines are not mirror images."
    unstable = len(result.rest_holds) - len(stable)
    lost = f" Unstable: {unstable}, with open circles." if unstable else ""
    return f"Stable: {'; '.join(stable)}.{lost}"


def _treatment(result: Result) -> str:
    if result.treated_index is None:
        return ""
    treatment = result.params.treatment
    changed = result.changed_cells
    answer = changed.reason if isinstance(changed, Absent) else f"{number(changed)} other cells changed"
    return f"Cell {result.treated_index + 1} is {DONE[treatment]} ({MARKS[treatment]}): {answer}."


def _touching(contacts: float) -> str:
    return f"senders touch at {number(contacts)} contacts" if contacts else "no two senders touch"


def _time(value: float | Absent) -> str:
    return value.reason if isinstance(value, Absent) else quantity(value, "lifetimes")


def _thresholds(result: Result) -> str:
    begins, holds = result.critical_repression, result.fold_repression
    first = begins.reason if isinstance(begins, Absent) else f"noise grows from b = {number(begins)} on"
    second = holds.reason if isinstance(holds, Absent) else f"a regular pattern holds down to b = {number(holds)}"
    return f"{first[0].upper()}{first[1:]}; {second}."


def _least(result: Result) -> str:
    return number(float(result.pair_repression.min())) if result.pair_repression.size else "no value in reach"
