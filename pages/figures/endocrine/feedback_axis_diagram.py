"""The axis as a drawing: hypothalamus and pituitary, gland, blood, organs; what flows is as broad as its level.

Only attributes and texts change from state to state. Boxes are buttons that set a fault or take it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from models.endocrine.feedback_axis import Result
from models.notation import number
from models.quantities import Value
from models.results import Measured
from pages.figures.endocrine.feedback_axis_texts import HORMONES, known, state_text
from pages.figures.pictures import Diagram, part

WIDTH, HEIGHT = 520, 440
FADE: Final = "transition:stroke-width .25s,opacity .25s"
SPEED: Final = 120.0
"""Drawing units per second of a very strong flow; a normal one has half of it."""
ORGANS: Final[Mapping[str, tuple[str, str]]] = {
    "adrenal": ("Adrenal cortex", "Liver, muscle, brain"),
    "thyroid": ("Thyroid", "Nearly every tissue"),
    "own": ("Gland", "Target organs"),
}


def draw_loop(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Return the loop with its flows at the steady state."""
    params = result.params
    trophic, target = HORMONES[params.axis]
    trophic_word, target_word = trophic.split()[0], target.split()[0]  # a phone leaves little room
    gland, organs = ORGANS[params.axis]
    made = result.target - params.external_target
    pituitary_made = result.trophic - params.ectopic_trophic
    held = result.target / params.setpoint
    pieces = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" font-family="inherit" fill="currentColor">',
        _flow("M90 88L90 138", params.drive, "muted"),
        _flow("M90 206L90 326", pituitary_made, "signal"),
        _flow("M198 250L130 250L130 326", params.ectopic_trophic, "fourth"),
        _flow("M213 421L130 421L130 396", params.antibody, "fourth"),
        _flow("M172 360L213 360", made, "second"),
        _flow("M398 250L362 250L362 326", params.external_target, "fourth"),
        _flow("M377 360L413 360", result.target, "second"),
        _flow("M326 326L326 172L184 172", held, "second"),
        '<path d="M180 158L180 186" stroke="var(--sr-second)" stroke-width="5"/>',
        _box(10, 24, 160, 62, "Hypothalamus", f"drive {number(params.drive)}", "muted",
             "It drives the pituitary. Click: drive of a fiftieth, or normal again.", _toggle(result, "drive", 0.02)),
        _box(10, 140, 160, 64, "Pituitary", f"{trophic_word} {number(pituitary_made)}", "signal",
             "It compares the target hormone with its set point. Click: a set point of twice normal, or normal again.",
             _toggle(result, "setpoint", 2.0)),
        _box(10, 328, 160, 66, gland, f"capacity {number(params.gland_capacity)}", "second",
             "It answers the trophic hormone. Click: half a gland, or a whole one again.",
             _toggle(result, "gland_capacity", 0.5)),
        _box(215, 328, 160, 66, "Blood", f"{target_word} {number(result.target)}", "second",
             "The hormone goes wherever blood goes, back to the pituitary as well.", None),
        _box(415, 328, 98, 66, "Organs", "respond", "third", f"{organs}: whoever has the receptor responds.", None),
        _box(200, 222, 100, 56, "Ectopic", number(params.ectopic_trophic), "fourth",
             "Trophic hormone from elsewhere, such as a tumor. Click: on or off.",
             _toggle(result, "ectopic_trophic", 8.0)),
        _box(400, 222, 113, 56, "External", number(params.external_target), "fourth",
             "Target hormone from a tablet or a tumor of the gland. Click: on or off.",
             _toggle(result, "external_target", 2.5)),
        _box(215, 404, 160, 34, f"Antibody {number(params.antibody)}", "", "fourth",
             "An antibody that the gland takes for trophic hormone. Click: on or off.",
             _toggle(result, "antibody", 5.0)),
        _words(188, 156, f"held back: loop gain {number(result.loop_gain)}"),
        _words(146, 306, f"{trophic_word} {number(result.trophic)} arrives"),
        _words(188, 52, "All levels: 1 is normal."),
        _words(188, 78, f"Loop cut open: {target_word} {number(result.open_target)}"),
        "</svg>",
    ]  # fmt: skip
    return Diagram(
        title="The loop and its flows",
        text=f"{state_text(result)} The gland itself makes {number(made)} of the {target}, the pituitary "
        f"{number(pituitary_made)} of the {trophic}. With the loop cut open {target} would be "
        f"{number(result.open_target)}. Broad and fast lines are strong flows.",
        svg="".join(pieces),
    )


def _toggle(result: Result, fault: str, value: float) -> dict[str, Value]:
    neutral = known(fault).default
    return {fault: value if getattr(result.params, fault) == neutral else neutral}


def _flow(path: str, level: float, color: str) -> str:
    """Return a dashed path whose width and speed saturate with the level; at 0 it fades away."""
    strength = level / (1 + level)
    return (
        f'<path d="{path}" fill="none" stroke="var(--sr-{color})" stroke-width="{1.5 + 12 * strength:.1f}" '
        f'stroke-dasharray="12 8" data-flow="{SPEED * strength:.0f}" stroke-linejoin="round" '
        f'opacity="{min(1.0, 0.15 + 2 * strength):.2f}" style="{FADE}"/>'
    )


def _box(
    x: float,
    y: float,
    width: float,
    height: float,
    name: str,
    value: str,
    color: str,
    tip: str,
    proposal: Mapping[str, Value] | None,
) -> str:
    middle, two = x + width / 2, bool(value)
    label = (
        f'<text x="{middle:.0f}" y="{y + (height / 2 - 5 if two else height / 2 + 6):.0f}" text-anchor="middle" '
        f'font-size="18" font-weight="600">{escape(name)}</text>'
    )
    shown = (
        f'<text x="{middle:.0f}" y="{y + height / 2 + 18:.0f}" text-anchor="middle" font-size="17">'
        f"{escape(value)}</text>"
    )
    return (
        f"<g {part(tip, proposal)}>"
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="var(--sr-paper)" '
        f'stroke="var(--sr-{color})" stroke-width="2.5"/>{label}{shown if two else ""}</g>'
    )


def _words(x: float, y: float, text: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="17">{escape(text)}</text>'
