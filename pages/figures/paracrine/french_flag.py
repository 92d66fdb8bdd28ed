"""The pictures of the French flag: flag and gradient, doses compared, where the error comes from, many embryos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.notation import number, quantity
from models.paracrine.french_flag import EMBRYOS, Result, thresholds
from models.quantities import Array
from models.results import Absent, Measured, arrays
from pages.figures.pictures import Chart, Frames, Layout, Movie, Trace, View, axis, floats, line, titled

SERIES: Final = arrays(Result)
ZONES: Final = [[0, "@zone_high"], [0.5, "@zone_middle"], [1, "@zone_low"]]
BORDERS: Final = (("high", "Upper border"), ("low", "Lower border"))
DRAWABLE: Final = 1e9
"""Errors beyond this many µm are far outside every picture; cut, because float32 cannot hold the largest."""
NARROW = 0.08
"""A zone narrower than this share of the tissue has no room for its name."""


def draw_flag(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the gradient with its thresholds above the flag that they draw."""
    params, x = result.params, result.position
    band = {
        "type": "scatter", "mode": "none", "fill": "toself", "fillcolor": "@signal", "opacity": 0.18,
        "hoverinfo": "skip", "x": floats(np.concatenate([x, x[::-1]])),
        "y": floats(np.concatenate([result.reading_high, result.reading_low[::-1]])),
        "name": "± one standard deviation",
    }  # fmt: skip
    usual = line(x, result.normal_concentration, "at dose 1", "muted", dash="dot", width=1.5)
    level = line(x, result.concentration, "level c", width=3)
    layout: Layout = {
        **_panels(result),
        "yaxis": axis(SERIES["concentration"], domain=[0.36, 1], range=[0, 2.2 * params.source_level]),
        "yaxis2": titled("Flag", domain=[0, 0.26], range=[-0.5, 0.5], showticklabels=False, fixedrange=True),
        "shapes": [*_threshold_lines(result), *_border_lines(result)],
        "annotations": [*_threshold_names(result, log=False), *_zone_names(result)],
    }
    traces = [band, usual, level, _flag(result, rows=[-1], y=[0.0]), _border_marks(result)]
    return Chart(title="The gradient and its flag", text=_flag_text(result), traces=traces, layout=layout)


def draw_doses(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return gradients and flags at half, once, twice and the reader's own dose."""
    names = ["dose ½", "dose 1", "dose 2", f"now: dose {number(result.params.dose)}"]
    styles = (("third", "dot", 2), ("muted", "dash", 2), ("second", "longdash", 2), ("signal", "solid", 3))
    lines = [
        line(result.position, level, name, color, dash=dash, width=width)
        for level, name, (color, dash, width) in zip(result.dose_concentration, names, styles, strict=True)
    ]
    rows = [3.0, 2.0, 1.0, 0.0]
    links = [
        line(places[:3], rows[:3], f"{name}, moving", "ink", width=1.5, yaxis="y2", showlegend=False)
        for places, name in ((result.dose_border_high, "Upper border"), (result.dose_border_low, "Lower border"))
    ]
    decades = np.log10(result.params.source_level) + np.array([-3.3, 0.75])
    layout: Layout = {
        **_panels(result),
        "yaxis": axis(SERIES["concentration"], domain=[0.5, 1], type="log", range=decades.tolist()),
        "yaxis2": titled(
            "Dose (× usual)", domain=[0, 0.42], range=[-0.5, 3.5], tickvals=rows, ticktext=["½", "1", "2", "now"],
            fixedrange=True,
        ),
        "shapes": _threshold_lines(result),
        "annotations": [*_threshold_names(result, log=True), *_zone_names(result)],
    }  # fmt: skip
    flags = _flag(result, rows=[3, 2, 1, 0], y=rows[::-1])
    return Chart(title="Doses compared", text=_doses_text(result), traces=[*lines, flags, *links], layout=layout)


def draw_sweep(result: Result, measured: Sequence[Measured] = ()) -> Movie:
    """Return the gradient and the shares of cells as the dose sweeps over the range of its slider."""
    x, doses = result.sweep_position, result.sweep_dose
    start = int(np.argmin(np.abs(np.log(doses / result.params.dose))))
    level = line(x, result.sweep_concentration[start], "level c", width=3)
    everyone = np.ones_like(x)
    order = {
        **_note("from the left: high, middle, low", result.params.tissue_length, 0.02, "y2", "right"),
        "bgcolor": "@paper", "font": {"color": "@ink"},
    }  # fmt: skip
    traces = [
        level,
        _area(x, everyone, "low", "zone_low"),
        _area(x, result.sweep_above_low[start], "middle", "zone_middle"),
        _area(x, result.sweep_high[start], "high", "zone_high"),
    ]
    layout: Layout = {
        **_panels(result),
        "yaxis": axis(SERIES["concentration"], domain=[0.5, 1], range=[0, 2.2 * result.params.source_level]),
        "yaxis2": titled("Share of cells (fraction)", domain=[0, 0.42], range=[0, 1]),
        "shapes": _threshold_lines(result),
        "annotations": [*_threshold_names(result, log=False), order],
    }
    frames = [
        Frames(trace=0, values=result.sweep_concentration), Frames(trace=2, values=result.sweep_above_low),
        Frames(trace=3, values=result.sweep_high),
    ]  # fmt: skip
    captions = [
        f"Dose {number(float(dose))}: {_reached('high', first)}, {_reached('middle', second)}."
        for dose, first, second in zip(doses, result.sweep_border_high, result.sweep_border_low, strict=True)
    ]
    return Movie(
        title="The dose turned up", text=_sweep_text(result), traces=traces, layout=layout, times=doses,
        time_unit="× dose", frames=frames, start=start, captions=captions,
    )  # fmt: skip


def draw_precision(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the positional error at every position, in its three parts, with published errors of the borders."""
    length, width = result.params.tissue_length, result.params.cell_width
    styles = (
        ("sigma_total", "σₓ, all together", "signal", "solid", 3),
        ("sigma_dose", "from the dose", "second", "dash", 2),
        ("sigma_length", "from the length", "third", "dot", 2),
        ("sigma_reading", "from the reading", "fourth", "dashdot", 2),
    )  # fmt: skip
    traces = [
        line(result.position, np.minimum(getattr(result, name), DRAWABLE), label, color, dash=dash, width=width_)
        for name, label, color, dash, width_ in styles
    ]
    at = _present(result, "sigma")
    marks = {
        "type": "scatter", "mode": "markers", "x": floats([x for x, _ in at]), "y": floats([s for _, s in at]),
        "marker": {"color": "@ink", "size": 10, "symbol": "diamond"}, "name": "at the borders",
    }  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=[0, length]),
        "yaxis": axis(SERIES["sigma_total"], range=[0, 0.12 * length]),
        "shapes": [_level_line(width, "y"), *_border_lines(result)],
        "annotations": [{**_note(f"one cell, {quantity(width, 'µm')}", length, width, "y", "right"), "yanchor": "top"}],
    }
    published = [trace for item in measured if (trace := _published(result, item))]
    return Chart(
        title="Where the error comes from", text=_precision_text(result), traces=[*traces, marks, *published],
        layout=layout,
    )  # fmt: skip


def draw_embryos(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the borders of the sampled embryos, one embryo a row, over the bands that the formula gives."""
    traces = [
        {
            "type": "scatter", "mode": "markers", "x": floats(places), "y": floats(result.embryo), "name": name,
            "marker": {"color": f"@{color}", "size": 6, "symbol": symbol},
            "hovertemplate": "%{x:.0f} µm, embryo %{y:.0f}",
        }
        for places, name, color, symbol in (
            (result.embryo_border_high, BORDERS[0][1], "signal", "circle"),
            (result.embryo_border_low, BORDERS[1][1], "second", "diamond"),
        )
    ]  # fmt: skip
    bands = [
        {
            "type": "rect", "x0": place - error, "x1": place + error, "y0": 0, "y1": 1, "yref": "y domain",
            "fillcolor": "@muted", "opacity": 0.2, "line": {"width": 0}, "layer": "below",
        }
        for place, error in _present(result, "sigma")
    ]  # fmt: skip
    layout: Layout = {
        "xaxis": axis(SERIES["position"], range=[0, result.params.tissue_length]),
        "yaxis": titled("Embryo (number)", range=[0, EMBRYOS + 1]),
        "shapes": [*bands, *_border_lines(result)],
    }
    return Chart(title="Many embryos", text=_embryos_text(result), traces=traces, layout=layout)


def _panels(result: Result) -> Layout:
    """Two panels over one axis of distance, which stands under the lower one."""
    return {"xaxis": axis(SERIES["position"], range=[0, result.params.tissue_length], anchor="y2")}


def _flag(result: Result, rows: list[int], y: list[float]) -> Trace:
    """Return zones as colors; between two zones the color is mixed by the shares of cells."""
    return {
        "type": "heatmap", "x": floats(result.position), "y": y, "z": floats(result.dose_balance[rows]),
        "zmin": -1, "zmax": 1, "colorscale": ZONES, "showscale": False, "yaxis": "y2", "name": "zones",
        "hovertemplate": "%{x:.0f} µm<extra></extra>",
    }  # fmt: skip


def _area(x: Array, y: Array, name: str, color: str) -> Trace:
    """Return a filled area; the later ones lie over the earlier."""
    return {
        "type": "scatter", "mode": "none", "x": floats(x), "y": floats(y), "yaxis": "y2", "name": name,
        "fill": "tozeroy", "fillcolor": f"@{color}",
    }  # fmt: skip


def _reached(zone: str, end: float) -> str:
    return f"{zone} up to {quantity(float(end), 'µm')}" if end > 0 else f"no {zone} zone"


def _present(result: Result, kind: str) -> list[tuple[float, float]]:
    """Return (position, value of the readout ``kind``) of the borders that exist."""
    pairs = ((getattr(result, f"border_{name}"), getattr(result, f"{kind}_{name}")) for name, _ in BORDERS)
    return [(place, value) for place, value in pairs if not isinstance(place, Absent)]


def _border_marks(result: Result) -> Trace:
    at = _present(result, "sigma")
    return {
        "type": "scatter", "mode": "markers", "x": floats([x for x, _ in at]), "y": floats(np.zeros(len(at))),
        "yaxis": "y2",
        "error_x": {"type": "data", "array": floats([s for _, s in at]), "color": "@ink", "thickness": 2, "width": 6},
        "marker": {"color": "@ink", "size": 6}, "name": "border ± σₓ",
    }  # fmt: skip


def _level_line(y: float, axis_name: str) -> Layout:
    return {
        "type": "line", "xref": "x domain", "x0": 0, "x1": 1, "yref": axis_name, "y0": y, "y1": y,
        "line": {"color": "@muted", "dash": "dot", "width": 1.5},
    }  # fmt: skip


def _border_lines(result: Result) -> list[Layout]:
    return [
        {
            "type": "line", "xref": "x", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": "@ink", "dash": "dot", "width": 1},
        }
        for place, _ in _present(result, "sigma")
    ]  # fmt: skip


def _threshold_lines(result: Result) -> list[Layout]:
    return [_level_line(threshold, "y") for threshold in thresholds(result.params)]


def _threshold_names(result: Result, log: bool) -> list[Layout]:
    high, low = thresholds(result.params)
    return [
        _note(f"{name} threshold", result.params.tissue_length, np.log10(level) if log else level, "y", "right")
        for name, level in (("upper", high), ("lower", low))
    ]


def _note(text: str, x: float, y: float, axis_name: str, anchor: str) -> Layout:
    return {
        "text": text, "showarrow": False, "x": x, "y": float(y), "yref": axis_name, "xanchor": anchor,
        "yanchor": "bottom", "font": {"color": "@muted"},
    }  # fmt: skip


def _zone_edges(result: Result) -> list[tuple[str, float, float]]:
    """Return (name, start, end) in µm of each zone within the tissue."""
    length = result.params.tissue_length
    first, second = (
        float(np.clip(places[-1], 0, length)) for places in (result.dose_border_high, result.dose_border_low)
    )
    return [("high", 0.0, first), ("middle", first, second), ("low", second, length)]


def _zone_names(result: Result) -> list[Layout]:
    names = [
        _note(name, (start + end) / 2, -0.5, "y2", "center")
        for name, start, end in _zone_edges(result)
        if end - start > NARROW * result.params.tissue_length
    ]
    return [{**name, "font": {"color": "@ink"}, "bgcolor": "@paper", "borderpad": 2, "yshift": 4} for name in names]


def _published(result: Result, item: Measured) -> Trace | None:
    """Return a published error at the border that it belongs to, if that border exists."""
    border = {"sigma_high": result.border_high, "sigma_low": result.border_low}.get(item.readout)
    if border is None or isinstance(border, Absent):
        return None
    return {
        "type": "scatter", "mode": "markers", "x": floats([border]), "y": floats([item.value]), "name": item.label,
        "marker": {"color": "@measured", "size": 11, "symbol": "square-open", "line": {"width": 2}},
        "error_y": {
            "type": "data", "symmetric": False, "color": "@measured",
            "array": [item.high - item.value], "arrayminus": [item.value - item.low],
        },
    }  # fmt: skip


def _where(result: Result, name: str, label: str) -> str:
    place: Any = getattr(result, f"border_{name}")
    if isinstance(place, Absent):
        return f"{label}: none ({place.reason})."
    return f"{label}: {quantity(place, 'µm')}, blurred by {quantity(getattr(result, f'sigma_{name}'), 'µm')}."


def _flag_text(result: Result) -> str:
    zones = ", ".join(f"{name} {quantity(end - start, 'µm')}" for name, start, end in _zone_edges(result))
    return (
        f"The level falls from {quantity(float(result.concentration[0]), 'nM')} at the source to "
        f"{quantity(float(result.concentration[-1]), 'nM')} at {quantity(result.params.tissue_length, 'µm')}. "
        f"{_where(result, *BORDERS[0])} {_where(result, *BORDERS[1])} Widths of the zones: {zones}."
    )


def _doses_text(result: Result) -> str:
    return (
        f"Doubling the source moves every border by {quantity(result.dose_shift, 'µm')}, which is "
        f"{quantity(result.shift_percent, '%')} of the tissue. At the present dose of "
        f"{number(result.params.dose)} the borders have moved by {quantity(result.border_shift, 'µm')} from their "
        "places at dose 1 (outward is positive). "
        f"{_where(result, *BORDERS[0])} {_where(result, *BORDERS[1])}"
    )


def _sweep_text(result: Result) -> str:
    low, high = float(result.sweep_dose[0]), float(result.sweep_dose[-1])
    return (
        f"The dose goes from {number(low)} to {number(high)} times the usual one, and the borders move with it. From "
        f"dose 1 to 2 they move by {quantity(result.dose_shift, 'µm')}. At the present dose of "
        f"{number(result.params.dose)}: {_where(result, *BORDERS[0])} {_where(result, *BORDERS[1])}"
    )


def _precision_text(result: Result) -> str:
    middle = result.position.size // 2
    parts = ", ".join(f"{_error_text(result, name, middle)} from the {name}" for name in ("dose", "length", "reading"))
    return (
        f"Halfway, at {quantity(float(result.position[middle]), 'µm')}, the positional error is "
        f"{_error_text(result, 'total', middle)}: {parts}. {_where(result, *BORDERS[0])} {_where(result, *BORDERS[1])}"
    )


def _error_text(result: Result, part: str, index: int) -> str:
    error = float(getattr(result, f"sigma_{part}")[index])
    return "more than the whole tissue" if error > result.params.tissue_length else quantity(error, "µm")


def _embryos_text(result: Result) -> str:
    spreads = [
        f"{label}: they spread by {quantity(sampled, 'µm')}, and the formula says {quantity(error, 'µm')}."
        for (name, label) in BORDERS
        if not isinstance(sampled := getattr(result, f"sampled_sigma_{name}"), Absent)
        and not isinstance(error := getattr(result, f"sigma_{name}"), Absent)
    ]
    absent = [_where(result, *item) for item in BORDERS if isinstance(getattr(result, f"border_{item[0]}"), Absent)]
    return (
        f"Borders of {EMBRYOS} embryos, each with its own dose and length (seed {result.params.seed}). "
        + " ".join([*spreads, *absent])
    )  # fmt: skip


VIEWS: Mapping[str, View] = {
    "flag": View("Flag", draw_flag),
    "doses": View("Doses", draw_doses),
    "sweep": View("Dose sweep", draw_sweep),
    "precision": View("Precision", draw_precision),
    "embryos": View("Embryos", draw_embryos),
}
DEFAULT_VIEWS: tuple[str, ...] = ("flag",)
