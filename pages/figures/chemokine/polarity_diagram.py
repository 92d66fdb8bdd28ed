"""Figure 1 of Tanaka2005 as a drawing of a cell: the network at front and back, with the levels of now.

The drawing has the front on the right; when the cell's front is on its left, every place is mirrored. Only attributes
and texts change from state to state. Widths of arrows and the filling of the boxes follow the levels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from models.chemokine.polarity import Result
from models.chemokine.polarity_network import KNOCKOUTS
from models.notation import number
from pages.figures.chemokine.polarity_texts import TIPS, levels_text, signal_text, verdict
from pages.figures.pictures import Diagram, part

WIDTH, HEIGHT = 760, 540
MARGIN: Final = 14
"""What is cut off on either side, so that the words are as large as they can be on a phone."""
BOX_WIDTH, BOX_HEIGHT = 120, 62
MIDDLE_X, MIDDLE_Y = 380.0, 246.0
HALF_WIDTH, HALF_HEIGHT = 342.0, 186.0
CORNERS: Final = 4
"""The cell is a rounded box |x/a|⁴ + |y/b|⁴ = 1, so that the network has room."""
BULGE: Final = 0.05
"""How far the outline bulges where F-actin is full: the shape is drawn, not computed."""
FULL_RAC: Final = 1.2
"""The level of Rac and Cdc42 that fills a box; all other levels are 0 to 1."""
FADE: Final = "transition:stroke-width .25s,fill-opacity .25s,opacity .25s"


@dataclass(frozen=True, slots=True)
class Node:
    """A molecule's box: its middle, its label, its color, and the knockout that removes it, if any."""

    x: float
    y: float
    label: str
    color: str
    knockout: str = ""


NODES: Final[dict[str, Node]] = {
    "receptor": Node(380, 60, "Receptor", "muted"),
    "gai": Node(478, 138, "Gαi", "signal", "gai"),
    "ga13": Node(282, 138, "Gα13", "second", "ga13"),
    "pi3k": Node(630, 172, "PI3K", "signal", "pi3k"),
    "rho": Node(146, 194, "Rho", "second", "rho"),
    "pip3": Node(636, 268, "PIP3", "signal"),
    "cdc42": Node(440, 246, "Cdc42", "signal", "cdc42"),
    "actomyosin": Node(140, 306, "Actomyosin", "second", "actomyosin"),
    "pten": Node(290, 352, "PTEN", "fourth", "pten"),
    "rac": Node(458, 362, "Rac", "signal", "rac"),
    "f_actin": Node(604, 358, "F-actin", "signal"),
}


@dataclass(frozen=True, slots=True)
class Arrow:
    """What acts on what, from where to where; the handle of a bent one; whether it holds back."""

    source: str
    target: str
    start: tuple[float, float]
    end: tuple[float, float]
    bend: tuple[float, float] | None = None
    holds_back: bool = False


ARROWS: Final = (
    Arrow("receptor", "gai", (424, 91), (450, 107)),
    Arrow("receptor", "ga13", (336, 91), (310, 107)),
    Arrow("gai", "pi3k", (538, 148), (570, 160)),
    Arrow("gai", "cdc42", (470, 169), (452, 215)),
    Arrow("pi3k", "pip3", (634, 203), (640, 237)),
    Arrow("pip3", "rac", (580, 299), (519, 337)),
    Arrow("cdc42", "rac", (445, 277), (454, 331)),
    Arrow("rac", "pi3k", (494, 331), (570, 190), (506, 232)),
    Arrow("rac", "f_actin", (518, 360), (544, 360)),
    Arrow("ga13", "rho", (222, 150), (202, 163)),
    Arrow("rho", "actomyosin", (144, 225), (142, 275)),
    Arrow("rac", "rho", (398, 344), (211, 212), None, True),
    Arrow("pip3", "pten", (576, 274), (355, 337), None, True),
    Arrow("pten", "pip3", (350, 354), (571, 290), None, True),
)


def draw_network(result: Result) -> Diagram:
    """Return the drawing of the network at the end of the run."""
    mirrored = abs(float(result.direction[-1])) > 90
    levels = _levels(result, mirrored)
    pieces = [
        f'<svg viewBox="{MARGIN} 16 {WIDTH - 2 * MARGIN} {HEIGHT - 16}" font-family="inherit" fill="currentColor">',
        *_membrane(result),
        *(_arrow(arrow, levels, mirrored) for arrow in ARROWS),
        *(_box(name, node, levels[name], mirrored, result) for name, node in NODES.items()),
        *_captions(result, mirrored),
        "</svg>",
    ]
    return Diagram(
        title="The network in the cell",
        text=f"{signal_text(result)} {verdict(result)}. {levels_text(result)} Knocked out: "
        f"{KNOCKOUTS[result.params.knockout]}.",
        svg="".join(pieces),
    )


def _levels(result: Result, mirrored: bool) -> dict[str, tuple[float, float]]:
    """Return each molecule's level on the left and on the right of the drawing: back and front, or mirrored."""
    nodes = result.angle.size
    front, back = result.front, (result.front + nodes // 2) % nodes
    left, right = (front, back) if mirrored else (back, front)
    ends = {
        "receptor": result.receptors, "gai": result.gai[-1], "ga13": result.ga13, "pi3k": result.pi3k[-1],
        "pip3": result.pip3[-1], "pten": result.pten[-1], "rac": result.rac[-1], "cdc42": result.cdc42,
        "f_actin": result.f_actin, "rho": result.rho[-1], "actomyosin": result.actomyosin,
    }  # fmt: skip
    return {name: (float(level[left]), float(level[right])) for name, level in ends.items()}


def _filled(name: str, level: float) -> float:
    return min(level / FULL_RAC if name in ("rac", "cdc42") else level, 1.0)


def _at(x: float, mirrored: bool) -> float:
    return WIDTH - x if mirrored else x


def _membrane(result: Result) -> list[str]:
    """Return the cell's outline and, on it, bands that are broad where F-actin pushes and where actomyosin pulls."""
    angle = np.radians(result.angle)
    cosine, sine = np.cos(angle), np.sin(angle)
    radius = (np.abs(cosine) ** CORNERS + np.abs(sine) ** CORNERS) ** (-1 / CORNERS) * (
        1 + BULGE * result.f_actin - BULGE / 2
    )
    x, y = MIDDLE_X + HALF_WIDTH * radius * cosine, MIDDLE_Y - HALF_HEIGHT * radius * sine
    outline = "M" + "L".join(f"{a:.0f} {b:.0f}" for a, b in zip(x, y, strict=True)) + "Z"
    drawn = [f'<path d="{outline}" fill="var(--sr-panel)" stroke="var(--sr-line)" stroke-width="2"/>']
    for color, level, inset in (("signal", result.f_actin, 1.0), ("second", result.actomyosin, 0.975)):
        place = [
            f"{MIDDLE_X + (a - MIDDLE_X) * inset:.0f} {MIDDLE_Y + (b - MIDDLE_Y) * inset:.0f}"
            for a, b in zip(x, y, strict=True)
        ]
        style = f'stroke="var(--sr-{color})" stroke-linecap="round" style="{FADE}"'
        drawn += [
            f'<path d="M{place[i - 1]}L{place[i]}" stroke-width="{4.5 * (level[i - 1] + level[i]):.1f}" {style}/>'
            for i in range(x.size)
        ]
    return drawn


def _arrow(arrow: Arrow, levels: dict[str, tuple[float, float]], mirrored: bool) -> str:
    """Return an arrow (or a bar that holds back), as broad as the level of what acts, where it acts most."""
    level = max(_filled(arrow.source, side) for side in levels[arrow.source])
    width = 1 + 4.5 * level
    (x, y), (to_x, to_y) = arrow.start, arrow.end
    bend_x, bend_y = arrow.bend or ((x + to_x) / 2, (y + to_y) / 2)
    length = math.hypot(to_x - bend_x, to_y - bend_y)
    along, across = (to_x - bend_x) / length, (to_y - bend_y) / length
    size = 5 + width
    reach = 1.5 * size

    def point(forward: float, aside: float) -> str:
        px, py = to_x + forward * along - aside * across, to_y + forward * across + aside * along
        return f"{_at(px, mirrored):.1f} {py:.1f}"

    color = f"var(--sr-{NODES[arrow.source].color})"
    head = (
        f"M{point(0, -size)}L{point(0, size)}L{point(0, size)}Z"
        if arrow.holds_back
        else f"M{point(-reach, -size)}L{point(0, 0)}L{point(-reach, size)}Z"
    )
    thick = 4 if arrow.holds_back else 0
    shaft_end = point(0, 0) if arrow.holds_back else point(1 - reach, 0)
    return (
        f'<path d="M{_at(x, mirrored):.1f} {y}Q{_at(bend_x, mirrored):.1f} {bend_y} {shaft_end}" fill="none" '
        f'stroke="{color}" stroke-width="{width:.1f}" opacity="{0.25 + 0.7 * level:.2f}" style="{FADE}"/>'
        f'<path d="{head}" fill="{color}" stroke="{color}" stroke-width="{thick}" opacity="{0.25 + 0.7 * level:.2f}" '
        f'style="{FADE}"/>'
    )


def _box(name: str, node: Node, sides: tuple[float, float], mirrored: bool, result: Result) -> str:
    """Return a molecule's box: each half filled by the level on that side of the cell, with the number."""
    gone = bool(node.knockout) and result.params.knockout == node.knockout
    x, y = _at(node.x, mirrored) - BOX_WIDTH / 2, node.y - BOX_HEIGHT / 2
    color, half = f"var(--sr-{node.color})", BOX_WIDTH / 2
    proposal = {"knockout": "none" if gone else node.knockout} if node.knockout else None
    hint = "" if proposal is None else " Click: bring it back." if gone else " Click: knock it out."
    halves = "".join(
        f'<rect x="{x + i * half:.0f}" y="{y:.0f}" width="{half:.0f}" height="{BOX_HEIGHT}" fill="{color}" '
        f'fill-opacity="{0.5 * _filled(name, level):.2f}" style="{FADE}"/>'
        f'<text x="{x + (i + 0.5) * half:.0f}" y="{y + 52:.0f}" text-anchor="middle" font-size="18">'
        f"{number(level, 2)}</text>"
        for i, level in enumerate(sides)
    )
    return (
        f"<g {part(TIPS[name] + hint, proposal)}>"
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" fill="var(--sr-paper)"/>{halves}'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="3" fill="none" stroke="{color}" '
        f'stroke-width="2.5" stroke-dasharray="{"6 5" if gone else "none"}"/>'
        f'<path d="M{x:.0f} {y:.0f}l{BOX_WIDTH} {BOX_HEIGHT}m0 -{BOX_HEIGHT}l-{BOX_WIDTH} {BOX_HEIGHT}" fill="none" '
        f'stroke="var(--sr-bad)" stroke-width="2.5" opacity="{0.9 if gone else 0}" style="{FADE}"/>'
        f'<text x="{x + half:.0f}" y="{y + 24:.0f}" text-anchor="middle" font-size="19" font-weight="600">'
        f"{escape(node.label)}</text></g>"
    )


def _captions(result: Result, mirrored: bool) -> list[str]:
    """Return front, back and verdict below the cell, and the signal as a wedge that is high where there is more."""
    named = ("front", "back") if result.polarized else ("", "")
    front_x, back_x = _at(WIDTH - 60, mirrored), _at(60, mirrored)
    steepness = result.params.steepness * (-1 if result.params.flip_time else 1)
    tilt = 13 * float(np.tanh(steepness / 0.08))
    more = "uniform" if tilt == 0 else "more on the right" if tilt > 0 else "more on the left"
    return [
        _words(front_x, 464, named[0], 19, "600"),
        _words(back_x, 464, named[1], 19, "600"),
        _words(WIDTH / 2, 464, verdict(result), 19, "600"),
        f'<path d="M20 508L20 {494 + tilt:.1f}L740 {494 - tilt:.1f}L740 508Z" fill="var(--sr-third)" opacity="0.55"/>',
        _words(WIDTH / 2, 531, f"chemokine outside: {more}. In each box: level on the left | on the right", 17.5),
    ]


def _words(x: float, y: float, text: str, size: float, weight: str = "400") -> str:
    place = f'x="{x:.0f}" y="{y}" text-anchor="middle"'
    return f'<text {place} font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
