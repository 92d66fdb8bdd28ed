"""The pictures of ``clearance``: level over time, loop, parts of one injection, mixing, survival, molecules."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.distance.spoken import spoken_time
from models.endocrine.clearance import Result, compartments, surviving
from models.notation import axis_title, number, quantity
from models.numerics.round_numbers import round_up
from models.quantities import Array
from models.results import Absent, Measured, arrays
from models.units import SECONDS_PER_MINUTE
from pages.figures.endocrine.clearance_loop import draw_loop
from pages.figures.endocrine.clearance_texts import GIVEN, amount, level_unit, spoken_level, stay_text
from pages.figures.pictures import (
    Chart,
    Frames,
    Handle,
    Layout,
    Movie,
    Trace,
    View,
    axis,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

SERIES: Final = arrays(Result)
DECADES: Final = 5
"""How many decades the picture of one injection shows."""
LARGEST: Final = 0.5
"""nM that 1 nmol makes in the smallest volume, 2 L: the top of the picture of one injection."""
PLACES: Final = ("synaptic cleft", "cell", "sphere of 100 µm", "all blood")
MOST_LEVEL: Final = 4.0
"""The top of the movie of mixing, in mean levels; the first frames reach above it."""


def draw_level(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the level in plasma over time, with the steady level and the sample, which can be dragged along."""
    highest = max((float(result.level.max()), *_steady(result)))
    unit, factor = level_unit(highest)
    times, params = result.times, result.params
    traces = [line(times, result.level * factor, "in plasma", "signal", width=3)]
    if compartments(params).has_tissue:
        traces.append(line(times, result.tissue_level * factor, "in tissue", "second", dash="dash", width=2))
    top = highest * factor
    for steady in _steady(result):
        traces.append(_flat(times, steady * factor, "secretion over clearance", "third", "dot"))
    shown = [item for item in measured if item.readout == "steady_level"]
    for item in shown:
        traces.append(_flat(times, item.value * factor, item.label, "measured", "longdash"))
        top = max(top, item.value * factor)
    sample = markers([params.time], [result.plasma_level * factor], "the sample", "ink", "diamond", 13)
    traces.append({**sample, "cliponaxis": False})
    layout: Layout = {
        "xaxis": axis(SERIES["times"], range=[0, float(times[-1])]),
        "yaxis": titled(axis_title("Level", "C", unit), range=[0, round_up(1.08 * top)]),
    }
    return Chart(
        title="The level over time",
        text=_level_text(result, shown),
        traces=traces,
        layout=layout,
        handle=Handle(trace=len(traces) - 1, label="Time of the sample", x="time"),
    )


def draw_parts(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what one injection leaves on a logarithmic axis: the sum, its exponential parts, and the fall quoted."""
    top = math.ceil(math.log10(LARGEST * result.params.dose / 1e3))
    floor = 10.0 ** (top - DECADES - 1)
    times, traces = result.dose_times, []
    for part, name, color, dash in (
        (result.fast_part, "fast part", "second", "dash"), (result.slow_part, "slow part", "third", "dashdot"),
        (result.quoted_fall, "fall by the half-life quoted", "fourth", "dot"),
    ):  # fmt: skip
        drawn = part > floor
        if drawn.any() and (part is not result.slow_part or not isinstance(result.slow_half_life, Absent)):
            traces.append(line(times[drawn], part[drawn], name, color, dash=dash, width=2))
    drawn = result.dose_level > floor
    traces.insert(0, line(times[drawn], result.dose_level[drawn], "after one injection", "signal", width=3))
    layout: Layout = {
        "xaxis": axis(SERIES["dose_times"], range=[0, result.params.duration]),
        "yaxis": axis(SERIES["dose_level"], type="log", exponentformat="power", range=[top - DECADES, top]),
    }
    return Chart(title="One injection, in its parts", text=_parts_text(result), traces=traces, layout=layout)


def draw_mixing(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw how what entered one tank of the ring spreads over all of them while the blood goes round."""
    start = 6
    bars: Trace = {
        "type": "bar", "x": floats(result.tank), "y": floats(result.ring[start]), "name": "each tank",
        "marker": {"color": "@signal"},
    }  # fmt: skip
    ends = np.array([0.5, result.tank[-1] + 0.5])
    layout: Layout = {
        "xaxis": titled("Tank, in the direction of the flow (number)", range=ends.tolist()),
        "yaxis": titled("Level per mean level (1 = mixed)", range=[0, MOST_LEVEL]),
        "bargap": 0.15,
    }
    captions = [
        f"{number(time, 3)} s, {number(time / result.params.circulation_time, 2)} turns: the fullest tank holds "
        f"{number(float(levels.max()), 3)} times the mean, the emptiest {number(float(levels.min()), 2)} times."
        for time, levels in zip(result.ring_times, result.ring, strict=True)
    ]
    text = (
        f"A movie of {result.params.mixing_tanks} mixed tanks in a ring, one turn in "
        f"{quantity(result.params.circulation_time, 's')}. Hormone enters the first tank all at once. The slowest "
        f"unevenness falls to 37 % in {quantity(result.mixing_time, 's')}; after three turns the fullest and the "
        f"emptiest tank differ from the mean by {quantity(result.unevenness, '%')} at most. Each turn leaves "
        f"{quantity(result.survival_per_turn, '%')} of the hormone."
    )
    return Movie(
        title="Mixing in the ring of tanks",
        text=text,
        traces=[bars, line(ends, [1, 1], "mean", "second", dash="dash", width=2)],
        layout=layout,
        times=result.ring_times,
        time_unit="s",
        frames=[Frames(trace=0, values=result.ring)],
        start=start,
        captions=captions,
    )


def draw_survival(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw which part of a hormone is left after one turn, against its half-life, with a few to compare."""
    seconds = result.half_life * SECONDS_PER_MINUTE
    turn = result.params.circulation_time
    kept = result.survival > 1e-13
    guides = np.array([2.0, 150.0, 86400.0])
    guide_values = surviving(guides, turn)
    traces = [
        line(result.half_lives[kept], result.survival[kept], "left after one turn", "signal", width=3),
        {
            **markers(guides, guide_values, "to compare", "muted", "circle-open", 10),
            "mode": "markers+text", "text": ["2 s", "150 s", "1 day"], "textposition": "bottom right",
        },
        markers([seconds], [result.survival_per_turn / 100], "now", "ink", "diamond", 13),
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["half_lives"], type="log", exponentformat="power", range=[-0.1, 6]),
        "yaxis": titled(
            "Part that survives one turn (1 = all)", type="log", exponentformat="power", range=[-12, 0.6]
        ),
    }  # fmt: skip
    text = (
        f"The part of a hormone that one turn of {quantity(turn, 's')} leaves, against its half-life, both "
        f"logarithmic. Now the half-life is {spoken_time(seconds, 3)}, and {quantity(result.survival_per_turn, '%')} "
        f"survives. With a half-life of 2 s only {number(float(guide_values[0]), 2)} would: such a signal "
        "never comes round."
    )
    layout = with_marks(layout, marker_line(x=turn, label="one turn"))
    layout["annotations"][-1].update(x=math.log10(turn), y=0, yanchor="bottom")
    return Chart(title="What survives one turn", text=text, traces=traces, layout=layout)


def draw_dilution(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw how many molecules the present level, and 1 nM, make in four places, on one ruler."""
    rows = np.arange(len(PLACES), dtype=float)
    now, standard = result.molecules, result.molecules_nanomolar
    labels = [f"{place}: {number(float(n), 2)}" for place, n in zip(PLACES, now, strict=True)]
    floor = 1e-9
    traces = [
        {
            **markers(standard, rows, "at 1 nM", "muted", "line-ns-open", 18),
            "marker": {"color": "@muted", "symbol": "line-ns-open", "size": 18, "line": {"width": 3}},
            "hovertemplate": "%{x:.3g} molecules at 1 nM<extra></extra>",
        },
        {
            **markers(np.maximum(now, floor), rows, "at the level of the sample", "signal", "diamond", 15),
            "mode": "markers+text", "text": labels,
            "textposition": ["top right", "top right", "top center", "top left"],
        },
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": titled("Hormone there (molecules)", type="log", exponentformat="power", range=[-9, 20]),
        "yaxis": {"visible": False, "range": [-0.6, 3.7]},
    }
    layout = with_marks(layout, marker_line(x=1, label="one molecule"))
    layout["annotations"][-1].update(x=0, y=0, yanchor="bottom")
    counts = "; ".join(f"{place} {amount(float(n))}" for place, n in zip(PLACES, now, strict=True))
    text = (
        f"Molecules at the present level, {spoken_level(result.plasma_level)}, counted on one logarithmic ruler: "
        f"{counts}. At 1 nM there would be {number(float(standard[1]), 3)} in a cell and "
        f"{number(float(standard[3]), 3)} in the blood. To be heard everywhere, a gland must fill all the blood."
    )
    return Chart(title="Dilution, counted in molecules", text=text, traces=traces, layout=layout)


def _flat(times: Array, level: float, name: str, color: str, dash: str) -> Trace:
    return line([0, float(times[-1])], [level, level], name, color, dash=dash, width=2)


def _steady(result: Result) -> tuple[float, ...]:
    """Return the steady level (nM), if there is one."""
    return () if isinstance(result.steady_level, Absent) else (result.steady_level,)


def _level_text(result: Result, measured: Sequence[Measured]) -> str:
    params = result.params
    parts = [
        f"The level in plasma over {spoken_time(float(result.times[-1]) * SECONDS_PER_MINUTE)}, given "
        f"{GIVEN[params.input]}. At {quantity(params.time, 'min')} it is {spoken_level(result.plasma_level)}."
    ]
    parts += [
        f"Secretion over clearance, {quantity(params.secretion, 'pmol/min')} over "
        f"{quantity(params.clearance, 'L/min')}, is {spoken_level(steady)}."
        for steady in _steady(result)
    ]
    if not isinstance(result.peak_level, Absent) and not isinstance(result.trough_level, Absent):
        parts.append(
            f"Once all pulses are alike they rise to {spoken_level(result.peak_level)} and fall to "
            f"{spoken_level(result.trough_level)}."
        )
    parts.append(stay_text(result))
    parts += [f"Measured: {item.label}." for item in measured]
    return " ".join(parts)


def _parts_text(result: Result) -> str:
    if isinstance(result.fast_half_life, Absent) or isinstance(result.slow_half_life, Absent):
        parts = f"One compartment: a straight line with a half-life of {quantity(result.half_life, 'min')}."
    else:
        parts = (
            f"The sum bends: a fast part with a half-life of {quantity(result.fast_half_life, 'min')} and a slow part "
            f"with {quantity(result.slow_half_life, 'min')}. Volume over clearance gives "
            f"{quantity(result.half_life, 'min')}, between the two."
        )
    quoted = result.params.quoted_half_life
    tail = f" The dotted line falls by the half-life quoted, {quantity(quoted, 'min')}." if quoted else ""
    return (
        f"The level after an injection of {quantity(result.params.dose, 'pmol')}, on a logarithmic axis. "
        f"{parts} The area under it is {quantity(result.exposure, 'nM min')}, dose over clearance.{tail}"
    )


VIEWS: Final[Mapping[str, View]] = {
    "level": View("Level over time", draw_level),
    "loop": View("The loop", draw_loop),
    "parts": View("One injection", draw_parts),
    "mixing": View("Mixing", draw_mixing),
    "survival": View("One turn", draw_survival),
    "dilution": View("Molecules", draw_dilution),
}
DEFAULT_VIEWS: Final = ("level",)
