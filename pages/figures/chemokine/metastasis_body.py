"""The body map of metastasis: organs that call, cells that arrest, and the routes between, as a drawing of our own."""

from __future__ import annotations

import math
from html import escape
from typing import Final

from models.chemokine.metastasis import Result
from models.chemokine.metastasis_organs import LIGAND_LEVELS, LIGANDS, NAMES, ORGANS, RECEPTORS, WEIGHTS
from models.notation import number, quantity
from models.results import Absent
from pages.figures.pictures import part

TURNED_ON: Final = 2.0
"""The level that a press on an absent receptor gives it."""
BODY: Final = (
    "M288 84C288 98 284 104 268 109C240 116 222 122 216 148C209 182 206 214 198 250C192 282 186 300 182 326"
    "C178 348 197 352 203 334C209 310 214 292 220 262C226 236 232 210 238 186C240 214 246 238 246 262"
    "C244 290 234 306 234 342C234 402 246 470 250 570L286 570C290 490 296 430 300 376"
    "C304 430 310 490 314 570L350 570C354 470 366 402 366 342C366 306 356 290 354 262C354 238 360 214 362 186"
    "C368 210 374 236 380 262C386 292 391 310 397 334C403 352 422 348 418 326C414 300 408 282 402 250"
    "C394 214 391 182 384 148C378 122 360 116 332 109C316 104 312 98 312 84"
    "A31 37 0 1 0 288 84Z"
)
"""Front view; the patient's right side is on the left. Cut off at the thighs."""
SHAPES: Final = {
    "node": "M350 138a9 7 50 1 0 12 10a9 7 50 1 0-12-10M366 158a9 7 80 1 0 5 15a9 7 80 1 0-5-15"
    "M346 172a9 6.5 25 1 0 15 7a9 6.5 25 1 0-15-7",
    "lung": "M288 136C270 130 256 156 252 190C250 208 258 214 270 210C284 206 292 198 292 180Z"
    "M312 136C330 130 344 156 348 190C350 208 342 214 330 210C316 206 308 198 308 180Z",
    "liver": "M252 234C262 219 296 218 320 228C316 244 294 250 264 260C252 257 249 246 252 234Z",
    "marrow": "M331 398a7 7 0 1 1 8-4a7 7 0 1 1 8 5L343 484a7 7 0 1 1-5 9a7 7 0 1 1-9-8Z",
    "skin": "M207 192C205 214 202 232 198 250C195 266 191 280 188 294L194 296C197 282 201 268 204 252"
    "C208 234 211 216 213 193Z",
    "intestine": "M274 292H326A14 14 0 0 1 326 320H274A2 2 0 0 0 274 324H326A6 6 0 0 1 326 336H274A14 14 0 0 1 274 308"
    "H326A2 2 0 0 0 326 304H274A6 6 0 0 1 274 292Z",
    "kidney": "M262 266C250 266 250 292 262 292C270 292 266 284 266 279C266 274 270 266 262 266Z"
    "M338 266C350 266 350 292 338 292C330 292 334 284 334 279C334 274 330 266 338 266Z",
    "muscle": "M264 376C245 412 246 462 266 504C283 462 283 412 264 376Z",
    "brain": "M299 30C284 22 274 36 278 46C274 58 288 66 299 60ZM301 30C316 22 326 36 322 46C326 58 312 66 301 60Z",
}
BUBBLES: Final = {
    "node": (358, 163), "lung": (270, 180), "liver": (282, 238), "marrow": (337, 444), "skin": (200, 246),
    "intestine": (300, 314), "kidney": (258, 279), "muscle": (264, 438), "brain": (300, 45),
}  # fmt: skip
LABELS: Final = {
    "brain": (8, 44), "lung": (8, 116), "liver": (8, 188), "skin": (8, 260), "kidney": (8, 332), "muscle": (8, 410),
    "node": (418, 140), "intestine": (418, 284), "marrow": (418, 356),
}  # fmt: skip
ROUTES: Final = {
    "node": "M346 244C364 226 366 196 358 163",
    "lung": "M306 196C296 184 284 180 270 180",
    "liver": "M303 202C300 214 292 226 282 238",
    "marrow": "M305 203C310 290 330 350 337 444",
    "skin": "M303 194C280 120 224 128 200 246",
    "intestine": "M304 203C306 250 306 290 300 314",
    "kidney": "M304 203C304 246 288 266 258 279",
    "muscle": "M304 203C302 300 276 360 264 438",
    "brain": "M304 192C298 150 302 100 300 45",
}
VEIN: Final = "M344 246C332 236 318 218 305 200"
KNOWN: Final = {
    "node": "CXCL12 and CCL21 peak here; an antibody to CXCR4 cut metastasis to regional nodes in mice (Müller 2001).",
    "lung": "CXCL12 peaks here; an antibody to CXCR4 cut metastasis to the lung in mice (Müller 2001). All blood "
    "passes the lung (typical).",
    "liver": "CXCL12 peaks here, and CXCR4 probably mediates metastasis to it (Müller 2001, Zlotnik 2011).",
    "marrow": "CXCL12 peaks here, and CXCR4 probably mediates metastasis to it (Müller 2001, Zlotnik 2011).",
    "skin": "Its keratinocytes make CCL27 (Homey 2002); melanoma, which often spreads to skin, carries CCR10 "
    "(Müller 2001).",
    "intestine": "It makes CCL25; CCR9 stood on 88 of 102 melanoma metastases from here and on none of 96 from "
    "elsewhere (Amersi 2008).",
    "kidney": "Much blood, little of these chemokines (typical).",
    "muscle": "Much blood, little of these chemokines (typical).",
    "brain": "CXCR4 probably mediates metastasis to it as well (Zlotnik 2011); its level of CXCL12 here is chosen.",
}
"""What stands behind each organ, as plain text: a drawing's tip cannot hold a citation link."""


def body_svg(result: Result) -> str:
    """Return the drawing. Its structure never changes: only attributes and texts do, so that the browser morphs it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 560" font-family="inherit" fill="currentColor">'
        f'<path d="{BODY}" fill="var(--sr-muted)" fill-opacity=".1" stroke="var(--sr-muted)" stroke-width="1.5"/>'
        f"{_legend()}{_routes(result)}{''.join(_organ(result, i) for i in range(len(ORGANS)))}"
        f"{_tumor(result)}{_cell(result)}"
        '<text x="8" y="520" font-size="15" fill="var(--sr-muted)"><tspan>Teaching model: only the</tspan>'
        '<tspan x="8" dy="19">directions are evidence</tspan></text></svg>'
    )


def _legend() -> str:
    return (
        '<g font-size="15" fill="var(--sr-muted)">'
        '<circle cx="426" cy="20" r="7" fill="var(--sr-second)"/><text x="442" y="25">arrests (% of cells)</text>'
        '<rect x="418" y="36" width="16" height="14" rx="3" fill="var(--sr-signal)" fill-opacity=".7"/>'
        '<text x="442" y="48">chance to stay</text>'
        '<path d="M416 68h20" stroke="var(--sr-second)" stroke-width="4" stroke-opacity=".6"/>'
        '<text x="442" y="73">blood</text>'
        '<path d="M500 68h24" stroke="var(--sr-third)" stroke-width="4" stroke-dasharray="6 4"/>'
        '<text x="530" y="73">lymph</text></g>'
    )


def _routes(result: Result) -> str:
    """Return vein, heart and the ways to the organs, as wide as the arrests that they lead to."""
    arrests = dict(zip(ORGANS, result.arrest.tolist(), strict=True))
    by_blood = sum(value for organ, value in arrests.items() if organ != "node")
    ways = [
        f'<path d="{path}" stroke="var(--sr-{"third" if organ == "node" else "second"})" '
        f'stroke-dasharray="{"7 5" if organ == "node" else "none"}" stroke-width="{_width(arrests[organ])}" '
        'style="transition:stroke-width .2s"/>'
        for organ, path in ROUTES.items()
    ]
    vein = f'<path d="{VEIN}" stroke="var(--sr-second)" stroke-width="{_width(by_blood / 2)}"/>'
    tip = (
        f"Heart and vessels: of all cells delivered, {quantity(by_blood, '%')} arrest in organs that blood reaches. "
        "The real order (vein, lung, then the rest of the body) is left out: each organ has one delivery weight."
    )
    heart = '<path d="M305 208C288 196 294 184 305 191C316 184 322 196 305 208Z" fill="var(--sr-second)"/>'
    return f'<g fill="none" stroke-opacity=".5">{"".join(ways)}{vein}</g><g {part(tip=tip)}>{heart}</g>'


def _width(arrests: float) -> str:
    return f"{1 + 0.45 * arrests:.1f}"


def _organ(result: Result, i: int) -> str:
    """Return an organ: its shape as blue as a cell's chance to stay, a bubble for its arrests, and its label."""
    organ = ORGANS[i]
    (x, y), (left, top) = BUBBLES[organ], LABELS[organ]
    arrest, stay = float(result.arrest[i]), float(result.stay[i]) / 100
    share = _share(result, organ)
    start = left + 160 if left < 300 else left - 6
    return (
        f'<g {part(tip=_organ_tip(result, i))} style="cursor:help">'
        f'<path d="M{start} {top + 4}L{x} {y}" stroke="var(--sr-muted)" stroke-opacity=".45"/>'
        f'<path d="{SHAPES[organ]}" fill="var(--sr-signal)" fill-opacity="{0.08 + 0.85 * stay:.3f}" '
        'stroke="var(--sr-signal)" stroke-width="1.3"/>'
        f'<circle cx="{x}" cy="{y}" r="{3.1 * math.sqrt(arrest):.2f}" fill="var(--sr-second)" '
        'stroke="var(--sr-paper)" stroke-width="1.2" style="transition:r .2s"/>'
        f'<text x="{left}" y="{top}" font-size="19" font-weight="600">{NAMES[organ]}</text>'
        f'<text x="{left}" y="{top + 20}" font-size="16">{_percent(arrest)}, share {escape(share)}</text></g>'
    )


def _share(result: Result, organ: str) -> str:
    value = getattr(result, f"share_{organ}")
    return "none" if isinstance(value, Absent) else _percent(value)


def _percent(value: float) -> str:
    """Return a percentage as a label: one decimal, or two digits below 1 %."""
    return f"{value:.1f} %" if value >= 1 else quantity(value, "%", 2)


def _organ_tip(result: Result, i: int) -> str:
    organ = ORGANS[i]
    ligands = [
        f"{LIGANDS[receptor]} {number(LIGAND_LEVELS[receptor][i])} (for {receptor.upper()})"
        for receptor in RECEPTORS
        if LIGAND_LEVELS[receptor][i] > 0
    ]
    route = "lymph" if organ == "node" else "blood"
    return (
        f"{NAMES[organ].capitalize()}: {route} brings {quantity(float(result.delivery[i]), '%')} of the cells (weight "
        f"{number(WEIGHTS[i])} of {number(sum(WEIGHTS))}). Ligands: {', '.join(ligands)}. Of the cells that come, "
        f"{quantity(float(result.stay[i]), '%')} stay; that is {quantity(float(result.arrest[i]), '%')} of all cells "
        f"delivered, a share of {_share(result, organ)}. {KNOWN[organ]} All numbers but those of a study are teaching "
        "values."
    )


def _tumor(result: Result) -> str:
    """Return the primary tumor: its area follows its size."""
    radius = 4 + 13 * math.sqrt(result.tumor_size / 1020)
    tip = (
        f"Primary tumor, drawn in the chest wall: in 40 days it grows to {number(result.tumor_size)} times its size at "
        f"the start, with a vessel drive of {number(result.vessel_drive)} between 0 and 1. Teaching values."
    )
    return (
        f'<g {part(tip=tip)} style="cursor:help">'
        '<path d="M412 218L344 246" stroke="var(--sr-muted)" stroke-opacity=".45"/>'
        f'<circle cx="344" cy="246" r="{radius:.2f}" fill="var(--sr-second)" stroke="var(--sr-ink)" stroke-width="2" '
        'stroke-dasharray="3 2" style="transition:r .2s"/>'
        '<text x="418" y="212" font-size="19" font-weight="600">primary tumor</text>'
        f'<text x="418" y="232" font-size="16">{number(result.tumor_size)} × its start</text></g>'
    )


def _cell(result: Result) -> str:
    """Return the receptors of the cell as a list of buttons: a press switches one on or off."""
    rows = [_receptor(result, receptor, 424 + 34 * i) for i, receptor in enumerate(RECEPTORS)]
    head = '<text x="418" y="414" font-size="15" fill="var(--sr-muted)">receptors of the cell</text>'
    return head + "".join(rows)


def _receptor(result: Result, receptor: str, top: int) -> str:
    level, block = getattr(result.params, receptor), getattr(result.params, f"block_{receptor}")
    works = level * (1 - block)
    tip = (
        f"{receptor.upper()} finds {LIGANDS[receptor]}. Its level is {number(level)}, of which "
        f"{quantity(100 * block, '%')} is blocked. Press to switch it {'off' if level > 0 else 'on'}."
    )
    state = f"{number(level)}" + (f", {100 * block:.0f} % off" if block > 0 and level > 0 else "")
    return (
        f"<g {part(tip=tip, proposal={receptor: 0.0 if level > 0 else TURNED_ON})}>"
        f'<rect x="418" y="{top}" width="174" height="29" rx="7" fill="var(--sr-panel)" stroke="var(--sr-line)"/>'
        f'<rect x="420" y="{top + 24}" width="{34 * level:.1f}" height="4" rx="2" fill="var(--sr-muted)"/>'
        f'<rect x="420" y="{top + 24}" width="{34 * works:.1f}" height="4" rx="2" fill="var(--sr-signal)"/>'
        f'<text x="428" y="{top + 18}" font-size="16" font-weight="600">{receptor.upper()}</text>'
        f'<text x="584" y="{top + 18}" font-size="15" text-anchor="end">{state}</text></g>'
    )
