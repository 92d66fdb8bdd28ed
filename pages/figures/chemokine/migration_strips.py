"""Pictures of cells as a density in ``migration``: under agarose and in the channel, over time and at the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from models.chemokine.migration import Result
from models.chemokine.migration_density import FRONT, WELL
from models.notation import number, quantity
from models.results import Absent, Measured
from pages.figures.chemokine.migration_walkers import ceiling
from pages.figures.pictures import Chart, Frames, Layout, Movie, Trace, line, marker_line, titled, with_marks

FAINTEST: Final = 1e-3
"""The lowest density that is drawn under agarose."""
LOWER: Final = {"yaxis": "y2"}
COUNTED: Final = {
    "bias": "Cells on the source's side", "gradient": "Cells on the source's side", "transwell": "Cells below",
    "checkerboard": "Cells below", "under_agarose": "Cells out, toward", "channel": "Cells in the richer half",
}  # fmt: skip


def draw_strip(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Draw the chemokine above and the cells below, under agarose or in the channel, as they change."""
    gel = result.params.assay == "under_agarose"
    start = result.movie_time.size - 1
    low, high = _window(result)
    shown = (result.place >= low) & (result.place <= high)
    place, level = result.place[shown], result.level[:, shown]
    density, control = (_visible(result, part[..., shown]) for part in (result.density, result.density_control))
    top = max(float(level.max()), 1e-9)
    traces: list[Trace] = [
        line(place, level[start], "chemokine", "third", width=3),
        line(place, density[0], "cells at the start", "muted", dash="dash", width=2, **LOWER),
        line(place, control, "cells, no chemokine", "second", dash="dot", width=2, **LOWER),
        line(place, density[start], "cells", "signal", width=3, **LOWER),
    ]
    layout: Layout = {
        "xaxis": titled("Position x (µm)", range=[low, high], anchor="y2"),
        "yaxis": titled("Chemokine c (nM)", range=[0, ceiling(1.05 * top)], domain=[0.66, 1]),
        "yaxis2": _cells(result, density) | {"domain": [0, 0.54]},
    }
    marks = [_edge(-WELL, "well of the cells"), _edge(0.0, "toward the chemokine"), _front()] if gel else []
    return Movie(
        title="Under agarose" if gel else "In the channel",
        text=_gel_text(result) if gel else _channel_text(result),
        traces=traces,
        layout=with_marks(layout, *marks),
        times=result.movie_time,
        time_unit="min",
        frames=[Frames(trace=0, values=level), Frames(trace=3, values=density)],
        start=start,
    )


def _window(result: Result) -> tuple[float, float]:
    """Return the stretch that is shown: the channel; or the gap, the well of the cells and as much beyond it."""
    if result.params.assay == "channel":
        return 0.0, result.params.channel_width
    return -WELL - min(result.params.well_gap, 1500.0), result.params.well_gap


def _visible(result: Result, density: np.ndarray) -> np.ndarray:
    """Return a density for its axis: the one under agarose is logarithmic, so that the leading front can be seen."""
    return np.maximum(density, FAINTEST) if result.params.assay == "under_agarose" else density


def _cells(result: Result, density: np.ndarray) -> Layout:
    """Return the axis of the cells; in the channel a heap at a wall may run out of the picture."""
    if result.params.assay == "under_agarose":
        log = {"type": "log", "exponentformat": "power", "dtick": 1}
        return titled("Cells n (start = 1)", range=[math.log10(FAINTEST), 0.8], **log)
    return titled("Cells n (start = 1)", range=[0, ceiling(min(1.05 * float(density.max()), 10.0))])


def _front() -> Layout:
    """Return the mark of the density that counts as the front; on a logarithmic axis a note wants the logarithm."""
    mark = marker_line(y=FRONT, label="front: 1 %")
    mark["shapes"][0] |= {"yref": "y2", "xref": "x domain"}
    mark["annotations"][0] |= {"yref": "y2", "y": math.log10(FRONT)}
    return mark


def _edge(x: float, label: str) -> Layout:
    mark = marker_line(x=x, label=label)
    mark["shapes"][0] |= {"yref": "y2 domain"}
    mark["annotations"][0] |= {"yref": "y2 domain"}
    return mark


def _gel_text(result: Result) -> str:
    params = result.params
    return (
        f"Chemokine (above) spreads from a well {quantity(params.well_gap, 'µm')} away; cells (below) crawl out of "
        f"their own well on both sides. After {quantity(params.incubation, 'h')} the leading front is "
        f"{quantity(result.lead_toward, 'µm')} out toward the chemokine and {quantity(result.lead_away, 'µm')} out on "
        f"the other side; without chemokine it is {quantity(result.lead_control, 'µm')}. Out toward the chemokine are "
        f"{quantity(result.count, '%')} of the cells, without chemokine {quantity(result.control_count, '%')}."
    )


def _channel_text(result: Result) -> str:
    params = result.params
    washed = (
        f" The flow has swept {quantity(result.swept, '%')} of the cells away, most of them from the poor side."
        if params.wash_out
        else ""
    )
    return (
        f"A steady level between two streams (above), {quantity(params.channel_width, 'µm')} apart, and the cells "
        f"(below). After {quantity(params.incubation, 'h')}, {quantity(result.count, '%')} of them are in the richer "
        f"half, and their mean has moved by {quantity(result.mean_shift, 'µm')}. Read from this shift the index would "
        f"be {number(result.apparent_index) if isinstance(result.apparent_index, float) else ''}; cells in the middle "
        f"have {number(result.chemotactic_index)}.{washed}"
    )


def draw_ends(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the cells at the end with a gradient, with the same level everywhere, and with none."""
    low, high = _window(result)
    shown = (result.place >= low) & (result.place <= high)
    place = result.place[shown]
    ends = (
        (result.density[0], "start", "muted", "dash"), (result.density_control, "no chemokine", "second", "dot"),
        (result.density_uniform, "same level everywhere", "third", "dashdot"),
        (result.density[-1], "as set", "signal", "solid"),
    )  # fmt: skip
    traces = [
        line(place, _visible(result, density[shown]), name, color, dash=dash, width=3 if dash == "solid" else 2)
        for density, name, color, dash in ends
    ]
    layout: Layout = {
        "xaxis": titled("Position x (µm)", range=[low, high]),
        "yaxis": _cells(result, result.density[-1]),
    }
    return Chart(title="With a gradient and without", text=control_text(result), traces=traces, layout=layout)


def control_text(result: Result) -> str:
    """Return the count and its controls in words."""
    first, last = float(result.course_bias[0]), float(result.course_bias[-1])
    life = result.gradient_life
    decay = "" if isinstance(life, Absent) else f" The gradient has a life of {quantity(life, 'h')}."
    return (
        f"The bias at the cells goes from {quantity(first, '1/min')} to {quantity(last, '1/min')}, with "
        f"{quantity(result.bias_here, '1/min')} at its strongest. {COUNTED[result.params.assay]} at the end: "
        f"{quantity(result.count, '%')} as set, {quantity(result.uniform_count, '%')} with the same level "
        f"everywhere, {quantity(result.control_count, '%')} without chemokine. Speed at the cells: "
        f"{quantity(result.speed_here, 'µm/min')}.{decay}"
    )
