"""The race of ``blockers`` as a drawing: a released molecule, its maker's receptors, the antibody, a neighbor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from models.autocrine.blockers import Result
from models.notation import quantity
from models.results import Absent, Measured
from pages.figures.pictures import Diagram, part

THINNEST, THICKEST = 1.0, 22.0
SOFT = "transition: stroke-width .2s, opacity .2s"


def draw_race(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Return the four ways that a released molecule can go, each as wide as its share."""
    blocked = result.params.blocker_dose > 0
    proposals = _proposals(result)
    body = "".join([
        _way("M148 168 C190 62 108 44 84 112", result.p_self, "signal", "its maker", (128, 36),
             f"{quantity(result.p_self, '%')} go back to the maker. Half of these are back within "
             f"{quantity(result.recapture_time, 'ms')}."),
        _way("M152 190 C205 190 220 130 262 108", result.p_trapped, "third", "the antibody", (290, 66),
             f"{quantity(result.p_trapped, '%')} are caught by the trap. {_trap_speed(result)}"),
        _way("M152 196 C250 210 330 192 412 188", result.p_neighbors, "second", "a neighbor", (450, 116),
             f"{quantity(result.p_neighbors, '%')} are caught by neighbors, which are far away and have time."),
        _way("M148 208 C190 276 250 292 326 296", result.p_lost, "muted", "washed away", (432, 302),
             f"{quantity(result.p_lost, '%')} are washed away or destroyed."),
        _cell(84, 186, 66, "maker", proposals["blocker"], blocked, "signal"),
        _cell(468, 186, 46, "neighbor", proposals["blocker"], blocked, "second"),
        _antibodies(proposals["trap"], result.params.trap > 0),
        '<circle cx="150" cy="192" r="7" style="fill: var(--sr-ink)"/>',
        '<text x="137" y="224" text-anchor="end" font-size="15" style="fill: currentColor">released here</text>',
    ])  # fmt: skip
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 540 364" font-family="inherit" role="group">'
        f"{body}{_clock(result)}</svg>"
    )
    return Diagram(title="A race to the ligand", text=_text(result), svg=svg)


def _proposals(result: Result) -> dict[str, dict[str, float]]:
    """Return what a click sets: each drug at the dose that halves own capture, or off if it is on."""
    trap, blocker = result.ic50_trap, result.ic50_blocker
    return {
        "trap": {"trap": 0.0 if result.params.trap > 0 else _rounded(trap, 1e8)},
        "blocker": {"blocker_dose": 0.0 if result.params.blocker_dose > 0 else _rounded(blocker, 1e5)},
    }


def _rounded(dose: float | Absent, most: float) -> float:
    return float(f"{min(max(dose, 0.01), most):.3g}") if isinstance(dose, float) else most


def _trap_speed(result: Result) -> str:
    if isinstance(result.trap_time, Absent):
        return "No trap is set."
    return f"A free molecule lasts {quantity(result.trap_time, 'ms')} in it on average."


def _way(curve: str, share: float, color: str, who: str, at: tuple[int, int], tip: str) -> str:
    """Return one way: a curve as wide as its share, and the share in words."""
    width = THINNEST + (THICKEST - THINNEST) * math.sqrt(max(share, 0) / 100)
    faint = 0.25 if share < 0.05 else 0.85
    return (
        f'<g {part(tip)}><path d="{curve}" fill="none" style="stroke: var(--sr-{color}); {SOFT}" '
        f'stroke-width="{width:.1f}" opacity="{faint}" stroke-linecap="round"/>'
        f'<text x="{at[0]}" y="{at[1]}" text-anchor="middle" font-size="16" font-weight="600" '
        f'style="fill: var(--sr-{color})">{escape(who)} {escape(_rounded_share(share))}</text></g>'
    )


def _rounded_share(share: float) -> str:
    """Return a share as the drawing has room for it."""
    return quantity(share, "%") if share == 0 or share >= 0.01 else "< 0.01 %"


def _cell(x: int, y: int, size: int, name: str, proposal: dict[str, float], blocked: bool, color: str) -> str:
    """Return a cell with receptors on its rim; blocked ones carry a bar."""
    rim = []
    for step in range(12):
        angle = 2 * math.pi * step / 12
        ends = [(x + r * math.cos(angle), y + r * math.sin(angle)) for r in (size, size + 11, size + 15)]
        (x0, y0), (x1, y1), (x2, y2) = ends
        across = (-7 * math.sin(angle), 7 * math.cos(angle))
        rim.append(
            f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke-width="3" '
            f'style="stroke: var(--sr-{color})"/>'
            f'<line x1="{x2 - across[0]:.1f}" y1="{y2 - across[1]:.1f}" x2="{x2 + across[0]:.1f}" '
            f'y2="{y2 + across[1]:.1f}" stroke-width="5" opacity="{1 if blocked and step % 2 == 0 else 0}" '
            f'style="stroke: var(--sr-bad); {SOFT}"/>'
        )
    click = "take the blocker away" if blocked else "a receptor blocker at the dose that halves own capture"
    tip = f"The receptors of the cell. A receptor blocker already sits at the finish. Click: {click}."
    return (
        f'<g {part(tip, proposal)}><circle cx="{x}" cy="{y}" r="{size}" stroke-width="3" '
        f'style="fill: var(--sr-panel); stroke: var(--sr-{color})"/>{"".join(rim)}'
        f'<text x="{x}" y="{y + 6}" text-anchor="middle" font-size="17" style="fill: currentColor">{name}</text></g>'
    )


def _antibodies(proposal: dict[str, float], present: bool) -> str:
    """Return the trap: three Y-shaped antibodies in the medium."""
    shapes = "".join(
        f'<path d="M{x} {y}v-20m0 0l-13 -14m13 14l13 -14" fill="none" stroke-width="5" stroke-linecap="round" '
        f'style="stroke: var(--sr-third)"/>'
        for x, y in ((250, 140), (292, 132), (334, 144))
    )
    click = "take the trap away" if present else "a trap at the dose that halves own capture"
    tip = f"The trap: an antibody in the medium. It must catch the ligand before the maker does. Click: {click}."
    return f'<g opacity="{1 if present else 0.35}" style="{SOFT}" {part(tip, proposal)}>{shapes}</g>'


def _clock(result: Result) -> str:
    """Return the two times that race, a line of text each."""
    trap = (
        "no trap is set"
        if isinstance(result.trap_time, Absent)
        else f"trap: {quantity(result.trap_time, 'ms')} on average"
    )
    maker = f"maker: half of its catch within {quantity(result.recapture_time, 'ms')}"
    return "".join(
        f'<text x="270" y="{y}" text-anchor="middle" font-size="16" style="fill: currentColor">{escape(words)}</text>'
        for y, words in ((336, maker), (357, trap))
    )


def _text(result: Result) -> str:
    return (
        f"A molecule is released at the surface of its maker. {quantity(result.p_self, '%')} go back to the maker, "
        f"{quantity(result.p_neighbors, '%')} reach a neighbor, {quantity(result.p_trapped, '%')} are caught by the "
        f"trap and {quantity(result.p_lost, '%')} are washed away. Half of what the maker catches is caught within "
        f"{quantity(result.recapture_time, 'ms')}. {_trap_speed(result)} A receptor blocker sits on the receptors "
        "beforehand and need not race. The drawing is not to scale."
    )
