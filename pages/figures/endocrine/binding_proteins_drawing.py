"""A hundred hormone molecules on their carriers, beside total and free level compared with a typical adult.

Only attributes and texts change from state to state: each molecule keeps its circle and hops to another place.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from models.endocrine.binding_proteins import Params, Result
from models.endocrine.binding_proteins_carriers import HORMONES, Carrier, carriers_of
from models.notation import number, quantity
from models.quantities import Number, parameters
from models.results import Absent
from pages.figures.endocrine.binding_proteins_texts import state_text, typical_person
from pages.figures.pictures import Diagram, Proposal, part

MOLECULES: Final = 100
TOP, BOTTOM = 66.0, 262.0
PITCH: Final = 13.0
HOP: Final = "transition:cx .35s,cy .35s"
MOVE: Final = "transition:y .25s,height .25s,width .25s"
SCALE: Final = 3.0
"""The highest multiple of the typical level that the two columns show."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box in which molecules are: its left edge, how many stand side by side, and its color."""

    left: float
    across: int
    color: str

    @property
    def width(self) -> float:
        """The box's width."""
        return self.across * PITCH + 8


PLACES: Final = {
    "own": Place(8, 10, "signal"),
    "ttr": Place(156, 7, "third"),
    "albumin": Place(265, 9, "fifth"),
    "free": Place(400, 6, "second"),
}
COLUMNS: Final = {"total": 520.0, "free": 618.0}
COLUMN_WIDTH: Final = 60.0


def draw_carriers(result: Result, measured: object = ()) -> Diagram:
    """Draw where a hundred molecules are, and how total and free level stand to those of a typical adult."""
    counts = molecules(result)
    boxes = "".join(_box(name, result) for name in PLACES)
    svg = (
        '<svg viewBox="0 0 700 372" font-family="inherit" fill="currentColor">'
        f"{boxes}{''.join(_dots(counts))}{_columns(result)}{_caption(result)}</svg>"
    )
    text = (
        f"A hundred {HORMONES[result.params.hormone].name} molecules at their places: {_placed(result, counts)}. "
        f"{state_text(result)}"
    )
    return Diagram(title="Where the molecules are", text=text, svg=svg)


def molecules(result: Result) -> dict[str, int]:
    """Return how many of a hundred molecules are where: the shares, rounded so that they add up."""
    shares = np.array(list(_shares(result).values()))
    counts = np.floor(shares).astype(int)
    for i in np.argsort(counts - shares, kind="stable")[: MOLECULES - int(counts.sum())]:
        counts[i] += 1
    return dict(zip(PLACES, counts.tolist(), strict=True))


def _shares(result: Result) -> dict[str, float]:
    """Return the share of the total (%) at each place; where no carrier is, 0."""
    ttr = 0.0 if isinstance(result.share_ttr, Absent) else result.share_ttr
    return {
        "own": result.share_specific, "ttr": ttr, "albumin": result.share_albumin, "free": result.free_percent
    }  # fmt: skip


def _carriers(result: Result) -> dict[str, Carrier]:
    """Return the carriers of the hormone by their places: only T4 has one at "ttr"."""
    found = carriers_of(result.params)
    return dict(zip(("own", "ttr", "albumin") if len(found) == 3 else ("own", "albumin"), found, strict=True))


def _placed(result: Result, counts: dict[str, int]) -> str:
    bound = "".join(f"{counts[place]} on {carrier.name}, " for place, carrier in _carriers(result).items())
    return f"{bound}{counts['free']} free"


def _dots(counts: dict[str, int]) -> list[str]:
    dots = []
    for name, place in PLACES.items():
        for i in range(counts[name]):
            x = place.left + 4 + PITCH * (i % place.across + 0.5)
            y = BOTTOM - 4 - PITCH * (i // place.across + 0.5)
            dots.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="var(--sr-{place.color})" stroke="var(--sr-paper)" '
                f'stroke-width="1" style="{HOP}"/>'
            )
    return dots


def _box(name: str, result: Result) -> str:
    """Return a place with its name, its amount and its share."""
    place, carriers = PLACES[name], _carriers(result)
    absent = name == "ttr" and name not in carriers
    label = {"own": carriers["own"].name, "ttr": "TTR", "albumin": "Albumin", "free": "Free"}[name]
    middle = place.left + place.width / 2
    tip, proposal = _told(name, result)
    held = name == "free" and result.params.hold_free
    share = "" if absent else f"{number(_shares(result)[name])} %"
    return (
        f'<g opacity="{0.35 if absent else 1}" {part(tip, proposal)}>'
        f"{_words(middle, 24, label, 21, '600')}{_words(middle, 50, _amount(name, result), 18)}"
        f'<rect x="{place.left}" y="{TOP}" width="{place.width}" height="{BOTTOM - TOP}" rx="6" fill="var(--sr-panel)" '
        f'stroke="var(--sr-{place.color})" stroke-width="{4 if held else 2}" '
        f'stroke-dasharray="{"8 5" if held else "none"}"/>'
        f"{_words(middle, 288, share, 21, '600')}</g>"
    )


def _amount(name: str, result: Result) -> str:
    if name == "free":
        return "held" if result.params.hold_free else "not bound"
    carrier = _carriers(result).get(name)
    if carrier is None:
        return "not used"
    return quantity(carrier.sites, "nM") if carrier.sites < 1e4 else quantity(carrier.sites / 1e3, "µM")


def _told(name: str, result: Result) -> tuple[str, Proposal | None]:
    """Return what a place tells, and what a press on it proposes."""
    params, carriers = result.params, _carriers(result)
    if name == "own":
        proposal, hint = _next_amount(params)
        filled = "" if isinstance(result.carrier_filled, Absent) else (
            f", {quantity(result.carrier_filled, '%')} of its sites filled"
        )  # fmt: skip
        tip = f"{carriers['own'].name}, the hormone's own carrier: tight and scarce{filled}. Press: {hint}."
        return tip, proposal
    if name == "ttr":
        used = "Transthyretin: more of it than of TBG, but weaker." if name in carriers else "Transthyretin: T4 only."
        return used, None
    if name == "albumin":
        return "Albumin: so much of it that it carries a part although it binds weakly. It never fills up.", None
    hint = "let the total stay as it is set" if params.hold_free else "hold the free level, as feedback does"
    return f"Free: {quantity(result.free_hormone, 'nM')}. Press: {hint}.", {"hold_free": not params.hold_free}


def _next_amount(params: Params) -> tuple[Proposal, str]:
    """Return the next amount of the own carrier: usual, double, none (or half, where none is not allowed), usual."""
    name = HORMONES[params.hormone].carrier_parameter
    declared = parameters(Params)[name]
    assert isinstance(declared, Number)
    usual, now = declared.default, float(getattr(params, name))
    least, word = (0.0, "take it away") if declared.zero else (usual / 2, "halve it")
    if now == usual:
        return {name: 2 * usual}, "double it"
    return ({name: least}, word) if now == 2 * usual else ({name: usual}, "back to the usual amount")


def _columns(result: Result) -> str:
    """Return total and free level as columns, in multiples of those of a typical adult."""
    unit = (BOTTOM - TOP) / SCALE
    values = {
        "total": (result.total_ratio, result.total_hormone, "sky", "Total: what a laboratory reports."),
        "free": (result.free_ratio, result.free_hormone, "second", "Free level: what most tissues see."),
    }
    drawn = [_words(609, 24, f"{typical_person(result).capitalize()} = 1", 21, "600")]
    for name, (ratio, level, color, tip) in values.items():
        left, height = COLUMNS[name], unit * min(ratio, SCALE)
        inside = ratio > SCALE - 0.3
        at = BOTTOM - height + (20 if inside else -7)
        drawn.append(
            f"<g {part(tip)}>"
            f'<rect x="{left}" y="{BOTTOM - height:.1f}" width="{COLUMN_WIDTH}" height="{height:.1f}" '
            f'fill="var(--sr-{color})" fill-opacity=".55" stroke="var(--sr-{color})" stroke-width="2" style="{MOVE}"/>'
            f"{_words(left + 30, at, '× ' + number(ratio, 3), 19, '600')}"
            f"{_words(left + 30, 288, name, 21, '600')}{_words(left + 30, 314, quantity(level, 'nM'), 18)}</g>"
        )
    typical = BOTTOM - unit
    drawn.append(
        f'<path d="M506 {BOTTOM}H692" stroke="currentColor" stroke-width="1.5"/>'
        f'<path d="M506 {typical:.1f}H692" stroke="currentColor" stroke-width="2" stroke-dasharray="5 4"/>'
    )
    return "".join(drawn)


def _caption(result: Result) -> str:
    every = result.molecules_per_free
    filled = result.carrier_filled
    own = _carriers(result)["own"].name
    full = f"there is no {own}" if isinstance(filled, Absent) else f"{own} is {number(filled, 2)} % full"
    note = "Free level held: the total follows, its slider waits"
    advice = note if result.params.hold_free else f"Press {own} to change it, Free to hold its level"
    return (
        f"{_words(246, 326, f'1 molecule in {number(every, 2)} is free; {full}', 20)}"
        f"{_words(246, 356, advice, 17.5)}"
        f"{_words(COLUMNS['total'] + 30, 340, 'laboratory', 18)}{_words(COLUMNS['free'] + 30, 340, 'cells', 18)}"
    )


def _words(x: float, y: float, text: str, size: float, weight: str = "400") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle"'
    return f'<text {place} font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
