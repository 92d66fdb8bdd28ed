"""The drawing of a loop: one cell, its ligand and what hits it; arrows thicken and fade with the current values.

Every case has the same parts in the same order, so that the browser turns one drawing into the next: what a cell has
not is there, but hidden.
"""

from __future__ import annotations

import math
from html import escape
from typing import Final

from models.autocrine.tumor_loops import Params, Result
from models.autocrine.tumor_loops_scenarios import USUAL_DOSES, has_target, usual_dose
from models.notation import MINUS, number, quantity
from models.quantities import parameters
from pages.figures.autocrine.tumor_loops_names import NAMES, Names
from pages.figures.pictures import Diagram, part

WIDTH, HEIGHT, BADGE = 520, 572, 122
"""Narrow, so that the lettering stays readable on a phone: the signal is read off below the cell, not beside it."""
SMOOTH: Final = 'style="transition: stroke-width .25s, opacity .25s, fill-opacity .25s, width .25s, x .25s"'
LABELS: Final = {name: item.label for name, item in parameters(Params).items()}
HITS: Final[dict[str, str]] = {
    "trap": "It takes the ligand out of the medium before the receptor meets it.",
    "secretion_inhibitor": "It stops the cell's own release. Ligand from others still comes.",
    "exogenous_ligand": "Ligand from outside, added by hand.",
    "competitive_blocker": "It competes with the ligand for the receptor; more ligand overcomes it.",
    "noncompetitive_block": "It puts receptors out of use, however much ligand there is.",
    "dominant_negative": "Broken receptors pair with good ones and spoil them.",
    "kinase_inhibitor": "It acts inside the cell, behind the receptor, where no ligand can compete.",
    "driver_inhibitor": "It blocks what pushes the release from outside the loop.",
    "main_pathway_inhibitor": "It blocks a growth pathway beside the loop.",
    "downstream_inhibitor": "It blocks the end of the pathway, below receptor and mutation.",
    "smac_mimetic": "It removes the IAP proteins, which hold back the killing arm.",
}


def draw_loop(result: Result) -> Diagram:
    """Draw the loop of the present case with the strength of every step."""
    names, steps = NAMES[result.params.case], result.steps
    body = [
        _cell(names),
        _panel(result),
        _box((2, 40, 112, 40), names.outside, "signal", steps.outside, _outside_tip(result, names),
             _proposal(result, "exogenous_ligand")),
        _cloud(result, names),
        _box((402, 40, 116, 40), names.around, "muted", steps.medium, _around_tip(result, names)),
        _arrow("M114 60 H138", (140, 60, 0), steps.outside, "signal", f"{names.outside.capitalize()} to the medium."),
        _arrow("M316 60 H392", (395, 60, 0), steps.medium, "muted", f"Escape: {names.ligand} that is not recaptured "
               f"reaches others: {names.around}."),
        _arrow("M136 268 C126 226 130 150 160 100", (163, 95, -60), steps.release, "signal",
               f"Release of {names.ligand}: {quantity(result.secretion, 'molecules/s')} per cell."),
        _arrow("M284 88 L304 114", (307, 118, 52), steps.bound, "signal",
               f"{names.ligand} binds {names.receptor}: {quantity(result.bound, 'per cell')} receptors hold it."),
        _receptor(steps.bound, names),
        _arrow("M320 178 V190", (320, 194, 90), steps.bound, "third", f"The bound receptor calls on {names.kinase}."),
        _box((262, 200, 116, 32), names.kinase, "third", steps.active,
             f"{names.kinase}: passes on the signal of {names.receptor}.", _proposal(result, "kinase_inhibitor")),
        _arrow("M320 234 V246", (320, 250, 90), steps.active, "third", f"{names.kinase} switches on {names.signal}."),
        _signal(result, names),
        _gene(names, steps.release),
        _arrow("M272 302 H206", (202, 302, 180), steps.by_feedback, "signal",
               f"Feedback: the signal raises {names.ligand}. It makes {_share(steps.by_feedback)} of the most that the "
               "cell could release.", result.case_feedback > 0),
        *_driver(result, names),
        *_mutation(result, names),
        *_main(result, names),
        *_death(result, names),
        _arrow("M296 346 V456", (296, 462, 90), steps.to_growth, "good", _growth_tip(result, names)),
        *(_badge(result, names, drug, x, y) for drug, (x, y) in BADGES.items()),
        f'<text x="8" y="566" font-weight="600">{escape(names.cell)}</text>',
        '<text x="512" y="566" text-anchor="end" fill="var(--sr-muted)">teaching values</text>',
    ]  # fmt: skip
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" fill="currentColor" font-family="inherit" font-size="15">'
        f"{''.join(body)}</svg>"
    )
    return Diagram(title="The loop and the drugs that hit it", text=_text(result, names), svg=svg)


BADGES: Final[dict[str, tuple[int, int]]] = {
    "exogenous_ligand": (2, 86), "trap": (296, 6), "secretion_inhibitor": (2, 184), "competitive_blocker": (392, 92),
    "noncompetitive_block": (392, 120), "dominant_negative": (392, 148), "kinase_inhibitor": (392, 204),
    "downstream_inhibitor": (330, 358), "driver_inhibitor": (71, 404), "main_pathway_inhibitor": (336, 428),
    "smac_mimetic": (392, 254),
}  # fmt: skip


def _around_tip(result: Result, names: Names) -> str:
    """Return who else meets the ligand; vessels read what is in the medium."""
    told = (
        f"{names.around.capitalize()}: what escapes arrives here. In the medium: {quantity(result.bulk_level, 'nM')}."
    )
    vessel = " A vessel reads the medium: a trap starves it first." if names.around == "blood vessel" else ""
    return told + vessel


def _cell(names: Names) -> str:
    return (
        '<rect x="30" y="140" width="486" height="322" rx="56" fill="var(--sr-panel)" stroke="var(--sr-muted)" '
        f'stroke-width="3" {part(f"The {names.cell}.")}/>'
    )


def _box(place: tuple[int, int, int, int], label: str, role: str, strength: float, tip: str,
         proposal: dict[str, float] | None = None, shown: bool = True) -> str:  # fmt: skip
    """Return a rounded box (x, y, width, height) with a label; its frame is as strong as its step."""
    x, y, width, height = place
    return (
        f'<g {_visible(shown)} {part(tip, proposal)}><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="9" '
        f'fill="var(--sr-paper)" stroke="var(--sr-{role})" stroke-width="{1.2 + 2.3 * strength:.2f}" {SMOOTH}/>'
        f'<text x="{x + width / 2:g}" y="{y + height / 2 + 5:g}" text-anchor="middle" '
        f'opacity="{0.7 if strength < 0.02 else 1}">{escape(label)}</text></g>'
    )


def _arrow(path: str, head: tuple[float, float, float], level: float, role: str, tip: str, shown: bool = True) -> str:
    """Return an arrow whose width and opacity grow with ``level`` (0 to 1); below 1 % it is a thin dotted line."""
    strength = math.sqrt(min(max(level, 0.0), 1.0))
    x, y, angle = head
    size = 0.55 + 0.75 * strength
    dots = "0 0" if level > 0.01 else "3 5"
    return (
        f'<g {_visible(shown)} {part(tip)} stroke="var(--sr-{role})" opacity="{0.45 + 0.55 * strength:.2f}" {SMOOTH}>'
        f'<path d="{path}" fill="none" stroke-width="16" stroke-opacity="0"/>'
        f'<path d="{path}" fill="none" stroke-width="{1.3 + 7.7 * strength:.2f}" stroke-dasharray="{dots}" {SMOOTH}/>'
        f'<path d="M-10 -9 L8 0 L-10 9 Z" fill="var(--sr-{role})" stroke="none" '
        f'transform="translate({x:g} {y:g}) rotate({angle:g}) scale({size:.2f})"/></g>'
    )


def _visible(shown: bool) -> str:
    return f'visibility="{"visible" if shown else "hidden"}"'


def _cloud(result: Result, names: Names) -> str:
    level = result.steps.medium
    dots = "".join(
        f'<circle cx="{232 + 72 * math.cos(2.4 * i) * math.sqrt((i + 0.5) / 14):.1f}" '
        f'cy="{60 + 24 * math.sin(2.4 * i) * math.sqrt((i + 0.5) / 14):.1f}" r="3.6" fill="var(--sr-signal)" '
        f'opacity="{0.9 if level > i / 14 + 0.004 else 0.0:g}" {SMOOTH}/>'
        for i in range(14)
    )
    tip = f"{names.ligand} in the medium: {quantity(result.bulk_level, 'nM')}, a teaching value."
    return (
        f'<g {part(tip, _proposal(result, "trap"))}><ellipse cx="232" cy="60" rx="84" ry="32" fill="var(--sr-signal)" '
        f'fill-opacity="{0.05 + 0.2 * level:.3f}" stroke="var(--sr-signal)" stroke-width="1.5" {SMOOTH}/>{dots}'
        f'<text x="232" y="20" text-anchor="middle" font-size="16" font-weight="600">{escape(names.ligand)}</text></g>'
    )


def _receptor(level: float, names: Names) -> str:
    return (
        f"<g {part(f'{names.receptor}: the receptor in the membrane. {_share(level)} of the largest reading.')} "
        f'stroke="var(--sr-third)" stroke-width="{4 + 4 * level:.2f}" fill="none" stroke-linecap="round" {SMOOTH}>'
        '<path d="M308 128 L320 146 L332 128 M320 146 V172"/>'
        f'<text x="302" y="168" text-anchor="end" fill="currentColor" stroke="none">{escape(names.receptor)}</text></g>'
    )


def _signal(result: Result, names: Names) -> str:
    """Return the signal: a disk that fills with S."""
    size = 44 * math.sqrt(result.signal)
    tip = f"{names.signal}: the signal S = {number(result.signal)}; before drugs {number(result.signal_untouched)}."
    return (
        f'<g {part(tip, _proposal(result, "downstream_inhibitor"))}><circle cx="320" cy="302" r="46" '
        'fill="var(--sr-paper)" stroke="var(--sr-signal)" stroke-width="2.5"/>'
        f'<circle cx="320" cy="302" r="{size:.2f}" fill="var(--sr-signal)" fill-opacity="0.28" {SMOOTH}/>'
        f'<text x="320" y="298" text-anchor="middle">{escape(names.signal.partition(",")[0])}</text>'
        f'<text x="320" y="318" text-anchor="middle" font-weight="600">S {_two(result.signal)}</text></g>'
    )


def _gene(names: Names, level: float) -> str:
    tip = f"The gene of {names.ligand}: now at {_share(level)} of the most that this cell could release."
    return (
        f'<g {part(tip)}><ellipse cx="132" cy="302" rx="62" ry="32" fill="var(--sr-paper)" stroke="var(--sr-signal)" '
        f'stroke-width="{1.2 + 2.3 * level:.2f}" {SMOOTH}/><text x="132" y="307" text-anchor="middle">'
        f"{escape(names.ligand.partition(',')[0])} gene</text></g>"
    )


def _driver(result: Result, names: Names) -> tuple[str, str]:
    level, shown = result.steps.by_driver, bool(names.driver)
    tip = f"{names.driver}: pushes the release from outside the loop."
    return (
        _box((74, 366, 116, 30), names.driver, "fourth", level, tip, _proposal(result, "driver_inhibitor"), shown),
        _arrow("M132 364 V344", (132, 339, -90), level, "fourth", tip, shown),
    )


def _mutation(result: Result, names: Names) -> tuple[str, str]:
    level = result.steps.mutation
    tip = f"{names.mutation or 'A mutation'}: {_share(level)} of the pathway is on without any ligand."
    return (
        _box((180, 372, 98, 30), names.mutation or "mutation", "bad", level, tip, shown=level > 0),
        _arrow("M256 370 L278 346", (282, 342, -48), level, "bad", tip, level > 0),
    )


def _main(result: Result, names: Names) -> tuple[str, str, str]:
    level, called, shown = result.steps.main, result.steps.by_drug, bool(names.main)
    tip = f"{names.main}: a pathway beside the loop that feeds growth."
    drug = names.drug("smac_mimetic" if names.death else "main_pathway_inhibitor")
    by_drug = f"Release called up by {drug}: {_share(called)} of the most that the cell could release."
    way = FROM_SMAC if names.death else FROM_MAIN
    return (
        _box((344, 390, 106, 30), names.main, "fifth", level, tip, _proposal(result, "main_pathway_inhibitor"), shown),
        _arrow("M450 404 C468 406 474 424 474 456", (474, 462, 90), level, "fifth", tip, shown),
        _arrow(*way, called, "warn", by_drug, called > 0),
    )


FROM_SMAC: Final = ("M390 260 C340 238 214 224 170 262", (166, 266, 135))
FROM_MAIN: Final = ("M334 442 C250 452 190 420 166 342", (164, 336, -108))
"""The way from a drug that calls up release to the gene."""


def _death(result: Result, names: Names) -> tuple[str, str, str]:
    killing, shown = result.steps.killing, bool(names.death)
    tip = f"{names.death}: kills when the signal meets no IAP. Now {_share(killing)} of the strongest killing shown."
    return (
        _arrow("M368 302 H396", (400, 302, 0), killing, "bad", tip, shown),
        _box((408, 288, 86, 28), names.death, "bad", killing, tip, _proposal(result, "smac_mimetic"), shown),
        _arrow("M494 304 C508 318 501 400 501 456", (501, 462, 90), killing, "bad", tip, shown),
    )


def _panel(result: Result) -> str:
    """Return signal and growth in numbers and bars; a mark shows the untreated cells."""
    growth, before = result.growth, result.growth_untouched
    zero, width = 385, 115 * min(abs(growth), 1.0)
    start = zero if growth >= 0 else zero - width
    word, sign, role = ("multiply", "▲", "good") if growth >= 0 else ("become fewer", "▼", "bad")
    tip = (
        f"Growth {_rate(growth)} per day, before drugs {_rate(before)}. After ten days "
        f"{number(result.after_ten_days, 2)} cells for each one."
    )
    return (
        f'<g {part(tip)}><rect x="8" y="474" width="504" height="76" rx="12" fill="var(--sr-panel)"/>'
        f'<text x="20" y="496">Signal S</text><text x="232" y="496" text-anchor="end" font-weight="600">'
        f"{_two(result.signal)}</text>"
        '<rect x="20" y="506" width="212" height="12" rx="3" fill="var(--sr-line)"/>'
        f'<rect x="20" y="506" width="{212 * result.signal:.1f}" height="12" rx="3" fill="var(--sr-signal)" {SMOOTH}/>'
        f'<rect x="{18.5 + 212 * result.signal_untouched:.1f}" y="501" width="3" height="22" {SMOOTH}/>'
        f'<text x="270" y="496">Growth</text><text x="500" y="496" text-anchor="end" font-weight="600">'
        f"{_rate(growth)} per day</text>"
        '<rect x="270" y="506" width="230" height="12" rx="3" fill="var(--sr-line)"/>'
        f'<rect x="{start:.1f}" y="506" width="{width:.1f}" height="12" rx="3" fill="var(--sr-{role})" {SMOOTH}/>'
        f'<rect x="{zero - 0.5}" y="502" width="1.5" height="20" fill="var(--sr-muted)"/>'
        f'<rect x="{zero - 1.5 + 115 * max(min(before, 1.0), -1.0):.1f}" y="501" width="3" height="22" {SMOOTH}/>'
        f'<text x="385" y="541" text-anchor="middle" font-weight="600" fill="var(--sr-{role})">{sign} {word}</text>'
        '<rect x="20" y="527" width="3" height="16"/><text x="30" y="541">before drugs</text></g>'
    )


def _badge(result: Result, names: Names, drug: str, x: int, y: int) -> str:
    """Return a drug as a button: an outline if it is not given, filled if it is."""
    given, works = float(getattr(result.params, drug)) > 0, has_target(result.params.case, drug)
    label = names.drug(drug)
    act = "Click to take it away." if given else "Click to give it."
    tip = f"{label} ({LABELS[drug].lower()}). {HITS[drug]} {act}"
    fill, ink, dash = ("warn", "paper", "0 0") if given else ("paper", "ink", "4 3")
    return (
        f'<g {_visible(works)} {part(tip, _proposal(result, drug))}><rect x="{x}" y="{y}" width="{BADGE}" height="24" '
        f'rx="12" fill="var(--sr-{fill})" stroke="var(--sr-warn)" stroke-width="1.5" stroke-dasharray="{dash}"/>'
        f'<text x="{x + BADGE // 2}" y="{y + 17}" text-anchor="middle" fill="var(--sr-{ink})">{"✕ " if given else "+ "}'
        f"{escape(label)}</text></g>"
    )


def _proposal(result: Result, drug: str) -> dict[str, float] | None:
    """Return the change that a click makes: the drug at its usual dose, or none of it."""
    if not has_target(result.params.case, drug):
        return None
    return {drug: 0 if getattr(result.params, drug) > 0 else usual_dose(result.params.case, drug)}


def _outside_tip(result: Result, names: Names) -> str:
    return f"{names.outside.capitalize()}: supplies {_share(result.steps.outside)} of the {names.ligand} now."


def _growth_tip(result: Result, names: Names) -> str:
    if result.table.cases and names.death:
        return f"In this case {names.signal} does not feed growth."
    if result.case_loop_weight == 0:
        return f"Here {names.ligand} is no growth factor of the tumor cell: the loop does not feed growth."
    return f"{names.signal} feeds growth: drive {number(result.steps.to_growth)}."


def _text(result: Result, names: Names) -> str:
    given = [
        _named(names.drug(drug), LABELS[drug]) for drug in USUAL_DOSES
        if getattr(result.params, drug) > 0 and has_target(result.params.case, drug)
    ]  # fmt: skip
    return (
        f"The loop of one {names.cell}: {names.ligand} binds {names.receptor} and, through {names.kinase}, raises "
        f"{names.signal}. Given now: {', '.join(given) or 'no drug'}. The signal is {_two(result.signal)} (before "
        f"drugs {_two(result.signal_untouched)}), growth {_rate(result.growth)} per day (before drugs "
        f"{_rate(result.growth_untouched)}). All numbers are teaching values."
    )


def _named(drug: str, label: str) -> str:
    return drug if drug.casefold() == label.casefold() else f"{drug} ({label.lower()})"


def _two(value: float) -> str:
    return number(value, 3 if value > 0.98 else 2)


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _rate(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)
