"""The loop gland → blood → heart and organs → kidney and liver →, as a drawing whose flows follow the sliders.

The dashes in the blood go round in just one circulation time. Widths follow logarithms of secretion and level, and the
share of the flow that is cleared or exchanged. The structure is the same in every state.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from models.distance.spoken import spoken_time
from models.endocrine.clearance import Result, compartments
from models.endocrine.clearance_parameters import Params
from models.notation import number, quantity
from models.quantities import Number, parameters
from models.results import Measured
from models.units import SECONDS_PER_MINUTE
from pages.figures.endocrine.clearance_texts import spoken_level
from pages.figures.pictures import Diagram, part

WIDTH, HEIGHT, CUT = 720, 462, 44
LEFT, RIGHT, TOP, BOTTOM, CORNER = 190.0, 530.0, 86.0, 346.0, 60.0
"""The loop of blood: a rounded rectangle."""
LOOP: Final = (
    f"M{LEFT} {TOP + CORNER}Q{LEFT} {TOP} {LEFT + CORNER} {TOP}L{RIGHT - CORNER} {TOP}Q{RIGHT} {TOP} {RIGHT} "
    f"{TOP + CORNER}L{RIGHT} {BOTTOM - CORNER}Q{RIGHT} {BOTTOM} {RIGHT - CORNER} {BOTTOM}L{LEFT + CORNER} {BOTTOM}"
    f"Q{LEFT} {BOTTOM} {LEFT} {BOTTOM - CORNER}Z"
)
LENGTH: Final = 2 * (RIGHT - LEFT + BOTTOM - TOP) - 8 * CORNER + 4 * 1.623 * CORNER
"""The length of the loop; 1.623 is that of a quadratic corner of unit size."""
FADE: Final = "transition:stroke-width .2s,opacity .2s"
NUMBERS: Final = parameters(Params)
EXERCISE: Final = 20.0
"""s for one turn when the heart pumps three times as much as at rest."""


def draw_loop(result: Result, measured: Sequence[Measured] = ()) -> Diagram:
    """Return the drawing of the loop with the flows of now."""
    params = result.params
    pieces = [
        f'<svg viewBox="4 {CUT} {WIDTH - 8} {HEIGHT - CUT}" font-family="inherit" fill="currentColor">',
        *_blood(result),
        *_source(params),
        *_tissue(result),
        *_outlet(result),
        _box(270, 52, 180, "Heart", _heart_words(result), "signal", *_heart(result)),
        _words(360, 196, "in plasma now", 18),
        _words(360, 228, spoken_level(result.plasma_level), 26, "650"),
        _words(360, 260, f"half-life {spoken_time(result.half_life * SECONDS_PER_MINUTE, 3)}", 18),
        "</svg>",
    ]
    tissue = (
        f"{quantity(params.exchange, 'L/min')} is exchanged with {quantity(params.peripheral_volume, 'L')} of tissue "
        "fluid."
        if compartments(params).has_tissue
        else "No exchange with tissue fluid is switched on."
    )
    text = (
        f"A loop of blood: {_given(params)}, the heart drives "
        f"{quantity(result.cardiac_output, 'L/min')} round in {quantity(params.circulation_time, 's')}, past all "
        f"organs. Kidney, liver and other organs clear {quantity(params.clearance, 'L/min')}, "
        f"{quantity(result.cleared_share, '%')} of the flow. {tissue} The level in plasma is "
        f"{spoken_level(result.plasma_level)}."
    )
    return Diagram(title="From gland to target and out", text=text, svg="".join(pieces))


def _given(params: Params) -> str:
    if params.input == "bolus":
        return f"{quantity(params.dose, 'pmol')} is injected into it at once"
    rate = quantity(params.secretion, "pmol/min")
    if params.input == "infusion":
        return f"an infusion {'runs' if _flows_in(params) else 'has run'} into it at {rate}"
    return f"the gland gives {rate} into it"


def _flows_in(params: Params) -> bool:
    return params.input != "bolus" and (params.input != "infusion" or params.time <= params.infusion_time)


def _blood(result: Result) -> list[str]:
    """Return the vessel, and in it dashes of hormone: as broad as the logarithm of the level, one turn in T_c."""
    level = 3 + 1.6 * min(max(math.log10(max(result.plasma_level, 1e-6)) + 6, 0), 9)
    speed = LENGTH / result.params.circulation_time
    return [
        f'<path d="{LOOP}" fill="none" stroke="var(--sr-line)" stroke-width="26"/>',
        _flow(LOOP, "signal", level, speed, "10 22"),
    ]


def _source(params: Params) -> list[str]:
    """Return what gives: the gland, an infusion (which flows until it ends), or one injection, which does not flow."""
    match params.input:
        case "bolus":
            source, name, tip = "Injection", "dose", "One injection into the blood. Click: dose doubled."
        case "infusion":
            source, name, tip = "Infusion", "secretion", "An infusion into the blood. Click: twice as fast."
        case _:
            source, name = "Gland", "secretion"
            tip = "The gland gives its hormone into the blood, not to one organ. Click: secretion doubled."
    given = getattr(params, name)
    words = quantity(given, NUMBERS[name].unit)
    flowing = _flows_in(params)
    width = 3 + 1.2 * (math.log10(given) + 2) if flowing else 0
    return [
        _flow("M98 262L98 300L176 300", "third", width, 30, "9 9"),
        f'<path d="M170 288L190 300L170 312Z" fill="var(--sr-third)" opacity="{0.9 if flowing else 0.3}" '
        f'style="{FADE}"/>',
        _box(12, 194, 150, source, words, "third", tip, {name: _clean(name, 2 * given)}),
    ]


def _tissue(result: Result) -> list[str]:
    params = result.params
    on = compartments(params).has_tissue
    width = 2 + 2.4 * params.exchange if on else 0
    words = f"{number(params.peripheral_volume)} L" if on else "off"
    tip = "All organs meet the hormone; only cells with the receptor answer. Tissue fluid is the second compartment. "
    tip += "Click: exchange off." if on else "Click: exchange on."
    proposal = {"exchange": 0 if on else 0.5, **({} if on else {"peripheral_volume": params.peripheral_volume or 4})}
    return [
        _flow("M544 200L572 200", "second", width, 16, "7 7"),
        _flow("M544 236L572 236", "second", width, -16, "7 7"),
        _box(574, 184, 140, "Organs", words, "second", tip, proposal),
    ]


def _outlet(result: Result) -> list[str]:
    """Return what is cleared: an arrow out of the loop, as broad as the share of the flow that it takes."""
    clearance = result.params.clearance
    width = 2 + 0.26 * result.cleared_share
    words = f"clear {number(clearance)} L/min"
    half = {"clearance": _clean("clearance", clearance / 2)}
    tip = "Kidney, liver and target cells remove hormone; the model knows only their sum. Click: clearance halved."
    return [
        _flow("M360 384L360 444", "fourth", width, 34, "9 9"),
        _words(372, 452, f"{number(result.cleared_share)} % of the blood flow, freed of hormone", 17, "400", "start"),
        _box(254, 314, 212, "Kidney and liver", words, "fourth", tip, half),
    ]


def _heart(result: Result) -> tuple[str, dict[str, float]]:
    resting = result.params.circulation_time > EXERCISE
    tip = "The heart drives all blood round in one circulation time. Click: "
    tip += "a third of the time, as in hard exercise." if resting else "back to rest, 60 s."
    return tip, {"circulation_time": EXERCISE if resting else 60.0}


def _heart_words(result: Result) -> str:
    return f"{number(result.cardiac_output)} L/min"


def _clean(name: str, value: float) -> float:
    """Return ``value`` within the bounds of a parameter, with the digits that a link keeps."""
    item = NUMBERS[name]
    assert isinstance(item, Number)
    return float(f"{min(max(value, item.low), item.high):.4g}")


def _flow(path: str, color: str, width: float, speed: float, dashes: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="var(--sr-{color})" stroke-width="{width:.1f}" '
        f'stroke-dasharray="{dashes}" data-flow="{speed:.1f}" opacity="{0.9 if width else 0}" style="{FADE}"/>'
    )


def _box(
    x: float, y: float, width: float, name: str, words: str, color: str, tip: str, proposal: dict[str, float]
) -> str:
    middle = x + width / 2
    return (
        f"<g {part(tip, proposal)}>"
        f'<rect x="{x}" y="{y}" width="{width}" height="68" rx="10" fill="var(--sr-paper)" '
        f'stroke="var(--sr-{color})" stroke-width="2.5"/>'
        f"{_words(middle, y + 28, name, 20, '650')}{_words(middle, y + 54, words, 18)}</g>"
    )


def _words(x: float, y: float, text: str, size: float, weight: str = "400", anchor: str = "middle") -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
