"""Pictures of ``blockers``: dose and response of each drug, the inverse-square law, free ligand, the race drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.autocrine.blockers import DOSES, Result
from models.notation import number, quantity
from models.quantities import Array
from models.results import Absent, Measured, arrays, readouts
from pages.figures.autocrine.blockers_race import draw_race
from pages.figures.pictures import (
    Chart,
    Layout,
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
READOUTS: Final = readouts(Result)
WHO: Final = (
    ("self", "own ligand", "signal", "solid", "diamond"),
    ("neighbors", "neighbors' ligand", "second", "dash", "square"),
    ("total", "all uptake", "third", "dot", "circle"),
)
"""Name in the result, in the legend, color, dash and mark of the half."""
DOSE_RANGE: Final = [math.log10(float(DOSES[0])), math.log10(float(DOSES[-1]))]
APART: Final = 1.5
"""Decades of dose between two marks from which on both have room for their numbers."""
SHARE_TICKS: Final = (10, 50, 90, 99, 99.9)


def draw_doses(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return what is left of own, neighbors' and all uptake, above under a trap, below under a receptor blocker."""
    traces: list[Trace] = []
    for drug, panel in (("trap", ""), ("blocker", "2")):
        where = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        for who, label, color, dash, mark in WHO:
            style = {"dash": dash, "width": 3, "legendgroup": who, "showlegend": not panel}
            traces.append(line(result.dose, getattr(result, f"{drug}_{who}"), label, color, **style, **where))
            half = getattr(result, f"ic50_{drug}" if who == "self" else f"ic50_{drug}_{who}")
            own = getattr(result, f"ic50_{drug}")
            if isinstance(half, float) and DOSES[0] < half < DOSES[-1]:
                apart = who == "self" or not isinstance(own, float) or abs(math.log10(half / own)) > APART
                label = quantity(half, "nM") if apart and who != "total" else ""
                traces.append(_half_mark(half, color, mark, label) | where)
    marks = [_panel_name("Trap in the medium", ""), _panel_name(f"{_kind(result)} receptor blocker", "2")]
    marks += _current(result.params.trap, "") + _current(result.params.blocker_dose, "2")
    marks += [_half_line(""), _half_line("2")]
    top = _top(result.trap_self, result.trap_total, result.trap_neighbors, result.blocker_self, result.blocker_total)
    layout: Layout = {
        "xaxis": {"type": "log", "range": DOSE_RANGE, "showticklabels": False, "anchor": "y"},
        "yaxis": titled("Uptake left (%)", range=[0, top], domain=[0.54, 1]),
        "xaxis2": axis(SERIES["dose"], type="log", exponentformat="power", range=DOSE_RANGE, anchor="y2"),
        "yaxis2": titled("Uptake left (%)", range=[0, top], domain=[0, 0.46]),
        "hovermode": "closest",
    }
    layout["xaxis2"]["title"] = {"text": "Dose (nM)"}
    return Chart(
        title="Trap and receptor blocker, dose and response",
        text=_doses_text(result),
        traces=traces,
        layout=with_marks(layout, *marks),
    )


def _kind(result: Result) -> str:
    return result.params.blocker_kind.capitalize()


def _half_mark(dose: float, color: str, mark: str, label: str) -> Trace:
    """Return the mark where a curve passes one half, with the dose beside it."""
    return {
        "type": "scatter", "mode": "markers+text", "x": floats([dose]), "y": floats([50]), "name": "half",
        "text": [label], "textposition": "top right", "textfont": {"color": f"@{color}"}, "showlegend": False,
        "marker": {"color": f"@{color}", "size": 11, "symbol": mark},
    }  # fmt: skip


def _half_line(panel: str) -> Layout:
    return {
        "shapes": [{
            "type": "line", "xref": f"x{panel} domain", "yref": f"y{panel}", "x0": 0, "x1": 1, "y0": 50, "y1": 50,
            "line": {"color": "@muted", "dash": "dot", "width": 1},
        }],
    }  # fmt: skip


def _panel_name(text: str, panel: str) -> Layout:
    return {
        "annotations": [{
            "text": f"<b>{text}</b>", "xref": f"x{panel} domain", "yref": f"y{panel} domain", "x": 0.99, "y": 0.98,
            "xanchor": "right", "yanchor": "top", "showarrow": False, "font": {"color": "@ink"}, "bgcolor": "@paper",
        }],
    }  # fmt: skip


def _current(dose: float, panel: str) -> list[Layout]:
    """Return the dose that is set as a line; nothing if the drug is off."""
    if dose <= 0:
        return []
    shape = {
        "type": "line", "xref": f"x{panel}", "yref": f"y{panel} domain", "x0": dose, "x1": dose, "y0": 0, "y1": 1,
        "line": {"color": "@ink", "width": 2},
    }  # fmt: skip
    return [{"shapes": [shape]}]


def _top(*curves: Array) -> float:
    """Return the end of the axis: a drug may raise uptake when it frees receptors, and lowers it otherwise."""
    return 10 * math.ceil(max(float(curve.max()) for curve in curves) / 10 + 0.5)


def _doses_text(result: Result) -> str:
    params = result.params
    return (
        f"What is left of the uptake against the dose, above for a trap, below for a "
        f"{params.blocker_kind} receptor blocker. Half of the capture of own ligand is left at "
        f"{_told(result.ic50_trap)} of trap and at {_told(result.ic50_blocker)} of blocker; half of the "
        f"neighbors' at {_told(result.ic50_trap_neighbors)} of trap. With the trap "
        f"{_set(params.trap)}, the blocker {_set(params.blocker_dose)} and release lowered by "
        f"{quantity(100 * params.secretion_block, '%')}, {quantity(result.blocked_self, '%')} of own capture and "
        f"{quantity(result.blocked_neighbors, '%')} of the neighbors' are blocked. The trap counts as irreversible, in "
        "excess, and as mobile as the ligand."
    )


def _told(dose: float | Absent) -> str:
    return quantity(dose, "nM")


def _set(dose: float) -> str:
    return f"at {quantity(dose, 'nM')}" if dose > 0 else "off"


def draw_law(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return the dose needed against blocked over left: the slope is 2 for a trap, 1 for a blocker."""
    odds = result.share / (100 - result.share)
    traces = [
        line(odds, result.trap_needed, "trap", "signal", width=3),
        line(odds, result.trap_law, "trap, formula", "signal", dash="dot", width=2),
        line(odds, result.blocker_needed, "receptor blocker", "second", dash="dash", width=3),
        line(odds, result.blocker_law, "blocker, formula", "second", dash="dot", width=2),
    ]
    if marked := [(dose, share) for _, dose, share in _present_doses(result) if 0 < share < 100]:
        doses, shares = zip(*marked, strict=True)
        traces.append(markers([share / (100 - share) for share in shares], doses, "doses now", "ink", "diamond", 12))
    both = np.concatenate([result.trap_needed, result.blocker_needed, result.trap_law])
    low, high = (math.log10(float(end)) for end in (both.min(), both.max()))
    notes = []
    for levels, name, color in (
        (result.trap_law, "slope 2", "signal"),
        (result.blocker_law, "slope 1", "second"),
    ):
        at = 13
        notes.append({
            "text": name, "x": math.log10(odds[at]), "y": math.log10(float(levels[at])), "showarrow": False,
            "xanchor": "right", "yanchor": "bottom", "xshift": -8, "yshift": 4, "font": {"color": f"@{color}"},
        })  # fmt: skip
    ticks = [share / (100 - share) for share in SHARE_TICKS]
    layout: Layout = {
        "xaxis": titled(
            "Own capture blocked, on a scale of blocked : left (%)", type="log", tickvals=ticks,
            ticktext=[f"{share:g}" for share in SHARE_TICKS],
            range=[math.log10(odds[0]) - 0.1, math.log10(odds[-1]) + 0.1],
        ),
        "yaxis": titled(
            "Dose needed (nM)", type="log", exponentformat="power", range=[math.floor(low - 0.3), math.ceil(high)]
        ),
        "annotations": notes,
    }  # fmt: skip
    return Chart(title="The last decade costs two", text=_law_text(result), traces=traces, layout=layout)


def _present_doses(result: Result) -> list[tuple[str, float, float]]:
    """Return the drugs that are given, with the dose and the share (%) that each alone blocks, read off its curve.

    The share is 0 or 100 where the dose is below or beyond the curve.
    """
    drugs = (
        ("trap", result.params.trap, result.trap_needed),
        ("receptor blocker", result.params.blocker_dose, result.blocker_needed),
    )
    return [
        (name, dose, float(np.interp(math.log(dose), np.log(needed), result.share, left=0, right=100)))
        for name, dose, needed in drugs
        if dose > 0
    ]


def _share_text(result: Result, share: float) -> str:
    if share == 0:
        return f"less than {quantity(float(result.share[0]), '%')}"
    return quantity(share, "%") if share < 100 else f"more than {quantity(float(result.share[-1]), '%')}"


def _law_text(result: Result) -> str:
    given = "".join(
        f" Now the {name} is at {quantity(dose, 'nM')}; alone it blocks {_share_text(result, share)}."
        for name, dose, share in _present_doses(result)
    )
    trap, blocker = (
        {share: float(needed[np.argmin(np.abs(result.share - share))]) for share in (50, 90, 99)}
        for needed in (result.trap_needed, result.blocker_needed)
    )
    return (
        f"The dose that blocks a share of own capture, against blocked over left; both axes are logarithmic. The trap "
        f"needs {quantity(trap[50], 'nM')} for 50 %, {quantity(trap[90], 'nM')} for 90 % and "
        f"{quantity(trap[99], 'nM')} for 99 %: {number(trap[99] / trap[90])} times more for the last step. The "
        f"receptor blocker needs {quantity(blocker[50], 'nM')}, {quantity(blocker[90], 'nM')} and "
        f"{quantity(blocker[99], 'nM')}, {number(blocker[99] / blocker[90])} times more."
        f"{given}"
    )


def draw_kinds(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return all uptake left under the two kinds of receptor blocker, and the receptors still bound."""
    rows = (
        ("competitive_total", "competitive: uptake", "signal", "solid", ""),
        ("removing_total", "non-competitive: uptake", "second", "dash", ""),
        ("competitive_bound", "competitive: bound receptors", "signal", "solid", "2"),
        ("removing_bound", "non-competitive: bound receptors", "second", "dash", "2"),
    )
    traces = [
        line(
            result.dose, getattr(result, name), label, color, dash=dash, width=3, showlegend=not panel,
            xaxis=f"x{panel}", yaxis=f"y{panel}",
        )
        for name, label, color, dash, panel in rows
    ]  # fmt: skip
    for trace, label in zip(traces, ("competitive", "non-competitive"), strict=False):
        trace["name"] = label
    layout: Layout = {
        "xaxis": {"type": "log", "range": DOSE_RANGE, "showticklabels": False, "anchor": "y"},
        "yaxis": titled("Uptake left (%)", range=[0, 105], domain=[0.54, 1]),
        "xaxis2": titled(
            "Dose of receptor blocker (nM)", type="log", exponentformat="power", range=DOSE_RANGE, anchor="y2"
        ),
        "yaxis2": titled("Bound left (%)", range=[0, 105], domain=[0, 0.46]),
    }
    marks = [_half_line(""), _half_line("2")]
    for panel in ("", "2"):
        marks += _current(result.params.blocker_dose, panel)
    halves = [
        quantity(_first_below(result.dose, getattr(result, name)), "nM")
        for name in ("competitive_total", "removing_total", "competitive_bound", "removing_bound")
    ]
    text = (
        f"Above, all uptake that a receptor blocker leaves; below, the occupied receptors that it leaves. Uptake is "
        f"halved at {halves[0]} of a competitive and at {halves[1]} of a non-competitive blocker, the number of "
        f"occupied receptors at {halves[2]} and {halves[3]}. The density is "
        f"{quantity(result.params.cell_density, 'cells/mL')}; Q is "
        f"{number(result.params.secretion / result.params.synthesis)} of the receptor synthesis. In a dense culture "
        "the ligand that is not taken up piles up: it can displace a competitive blocker, not a non-competitive one."
    )
    return Chart(title="Two kinds of receptor blocker", text=text, traces=traces, layout=with_marks(layout, *marks))


def _first_below(dose: Array, left: Array) -> float | Absent:
    below = np.flatnonzero(left < 50)
    if not below.size or below[0] == 0:
        return Absent("no dose shown")
    i = int(below[0])
    part = (left[i - 1] - 50) / (left[i - 1] - left[i])
    return float(dose[i - 1] * (dose[i] / dose[i - 1]) ** part)


def draw_release(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return what a block of release leaves: straight lines, as long as the receptors are not full."""
    traces = [
        line(result.block, getattr(result, f"release_{who}"), label, color, dash=dash, width=3)
        for who, label, color, dash, _ in WHO
    ]
    layout: Layout = {
        "xaxis": titled("Release blocked σ (a share)", range=[0, 1]),
        "yaxis": titled("Uptake left (%)", range=[0, _top(*(getattr(result, f"release_{w}") for w, *_ in WHO))]),
    }
    now = marker_line(x=result.params.secretion_block, label="now", color="ink")
    half = int(np.argmin(np.abs(result.block - 0.5)))
    text = (
        f"Uptake left against the share of release that is blocked. At half of the release "
        f"{quantity(float(result.release_self[half]), '%')} of own capture, "
        f"{quantity(float(result.release_neighbors[half]), '%')} of the neighbors' and "
        f"{quantity(float(result.release_total[half]), '%')} of all uptake are left. The lines are straight as long as "
        f"the receptors are far from full: secretion is now "
        f"{number(result.params.secretion / result.params.synthesis)} of the receptor synthesis. The share that is "
        f"blocked now is {quantity(100 * result.params.secretion_block, '%')}."
    )
    return Chart(title="Blocking the release", text=text, traces=traces, layout=with_marks(layout, now))


def draw_free(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Return free ligand in the medium under each drug, over that without any."""
    traces = [
        line(result.dose, np.maximum(result.trap_free, 1e-6), "trap", "signal", width=3),
        line(result.dose, result.competitive_free, "competitive blocker", "second", dash="dash", width=3),
        line(result.dose, result.removing_free, "non-competitive blocker", "third", dash="dot", width=3),
    ]
    if result.params.secretion_block > 0:
        traces.append(line(
            result.dose, np.maximum(result.weakened_free, 1e-6), "blocker as set, release as set", "fourth",
            dash="dashdot", width=3,
        ))  # fmt: skip
    highest = max(float(result.competitive_free.max()), float(result.removing_free.max()), 2.0)
    layout: Layout = {
        "xaxis": titled("Dose (nM)", type="log", exponentformat="power", range=DOSE_RANGE),
        "yaxis": axis(READOUTS["free_ligand_ratio"], range=[0, math.ceil(1.1 * highest)]),
    }
    dose = result.params.blocker_dose or result.params.trap
    if dose > 0:
        traces.append(_half_mark(dose, "ink", "circle", f"now {number(result.free_ligand_ratio)}"))
        traces[-1]["y"] = floats([result.free_ligand_ratio])
    mark = marker_line(y=1.0, label="without drug")
    text = (
        f"Free ligand in the medium, over that without a drug, against the dose. Under the drugs that are set it is "
        f"{number(result.free_ligand_ratio)} times as much as before. A receptor blocker raises it up to "
        f"{number(float(result.competitive_free.max()))} times, because uptake stops; a trap only lowers it. If the "
        f"loop collapses and the cells release less (now {quantity(100 * result.params.secretion_block, '%')} less), "
        "it falls again."
    )
    return Chart(title="Free ligand under each drug", text=text, traces=traces, layout=with_marks(layout, mark))


VIEWS: Final[Mapping[str, View]] = {
    "doses": View("Dose and response", draw_doses),
    "law": View("Last decade", draw_law),
    "free": View("Free ligand", draw_free),
    "kinds": View("Two blockers", draw_kinds),
    "release": View("Release", draw_release),
    "race": View("The race", draw_race),
}
DEFAULT_VIEWS: Final = ("doses",)
