"""Pictures of ``feedback_axis``: the plane with the patient, the loop, what explains the patient, the loop cut open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.endocrine.feedback_axis import Result
from models.endocrine.feedback_axis_diagnosis import Foot
from models.endocrine.feedback_axis_loop import NAMED
from models.notation import number, quantity
from models.results import Measured
from pages.figures.endocrine.feedback_axis_diagram import draw_loop
from pages.figures.endocrine.feedback_axis_texts import (
    HORMONES,
    SITES,
    faults_text,
    only,
    patient_text,
    site_text,
    state_text,
)
from pages.figures.pictures import (
    Chart,
    Handle,
    Layout,
    Trace,
    View,
    floats,
    line,
    marker_line,
    markers,
    titled,
    with_marks,
)

TROPHIC_RANGE: Final[Mapping[str, tuple[float, float]]] = {
    "adrenal": (0.002, 60.0), "thyroid": (0.001, 500.0), "own": (0.001, 500.0),
}  # fmt: skip
TARGET_RANGE: Final = (0.05, 10.0)
LABEL_PLACES: Final = {
    "gland_capacity": "top right", "drive": "bottom right", "setpoint": "bottom right",
    "ectopic_trophic": "top left", "external_target": "bottom left", "antibody": "bottom left",
}  # fmt: skip
LABEL_LEFT: Final = 0.3
"""Target hormone from which the patient's label stands on the left: the named disorders have theirs on the right."""
LABEL_ABOVE: Final = 0.25
"""Part of the upright axis below which the patient's label stands above the patient."""
QUIET: Final[Mapping[str, Any]] = {"hoverinfo": "skip"}
"""For curves that points to click lie on: the pointer means the point."""
BRANCHES: Final = ("gland_failing", "gland_driven", "drive_failing", "drive_high")
CORNERS: Final = {
    "gland_failing": "Gland fails", "gland_driven": "Outside source", "drive_failing": "Drive fails",
    "drive_high": "Too much drive",
}  # fmt: skip
NO_FAULT: Final = {"healthy": "healthy", "none": "no single fault"}
NEAR_NORMAL: Final = 1e-3
"""Decades: a nearest pair this close to normal is normal itself, and no fault has a value there."""
FARTHEST: Final = 2.0
"""Decades at which the bars of the diagnosis end."""


def draw_plane(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the plane of the two hormones: both answers, healthy and now, the named disorders, and the patient."""
    params, foot = result.params, result.diagnosis.foot
    way = [params.patient_target, foot.target], [params.patient_trophic, foot.trophic]
    fault = next(iter(foot.faults.items()), None)
    traces = [
        line(result.target_axis, result.pituitary_healthy, "healthy", dash="dash", width=2, **QUIET),
        line(result.gland_healthy, result.trophic_axis, "healthy gland", "second", dash="dash", width=2,
             showlegend=False, **QUIET),
        line(result.target_axis, result.pituitary_now, "pituitary", width=3.5, **QUIET),
        line(result.gland_now, result.trophic_axis, "gland", "second", width=3.5, **QUIET),
        _disorders(result),
        line(*way, "to the nearest fault", "fourth", dash="dot", width=2, showlegend=False, **QUIET),
        markers([foot.target], [foot.trophic], "nearest single fault", "fourth", "square-open", 13, line={"width": 2.5},
                hovertemplate=f"{faults_text(foot.faults)}<br>click: set it into the model<extra></extra>",
                showlegend=False),
        markers([result.target], [result.trophic], "the model", "ink", "circle-open", 15, line={"width": 3}),
        markers([params.patient_target], [params.patient_trophic], "the patient", "fourth", "star", 17,
                line={"width": 1.5, "color": "@ink"}, showlegend=False),
    ]  # fmt: skip
    return Chart(
        title=f"Patient: {site_text(result)}",
        text=f"{patient_text(result)} {state_text(result)} Both axes are logarithmic.",
        traces=traces,
        layout=_plane_layout(result),
        clicks={
            4: [only(item.fault, item.value) for item in NAMED[params.axis]],
            6: [None if fault is None else only(*fault)],
        },
        handle=Handle(trace=8, label="The patient", x="patient_target", y="patient_trophic"),
    )


def draw_faults(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw how far the patient is from what each kind of fault can make."""
    feet = {foot.branch: foot for foot in result.diagnosis.feet}
    order, tolerance = [feet[branch] for branch in BRANCHES], result.params.tolerance
    bars: Trace = {
        "type": "bar", "orientation": "h", "name": "distance of the patient", "width": 0.34,
        "x": floats([min(foot.distance, FARTHEST) for foot in order]), "y": floats(np.arange(len(order))),
        "text": [SITES[foot.branch] for foot in order], "textposition": "none",
        "hovertemplate": "%{text}: %{x:.3g} decades<extra></extra>",
        "marker": {
            "color": ["@good" if foot.distance <= tolerance else "@muted" for foot in order],
            "pattern": {"shape": ["" if foot.distance <= tolerance else "/" for foot in order]},
        },
    }  # fmt: skip
    notes = [
        {
            "text": f"<b>{CORNERS[foot.branch]}</b>" + (f": {_value(foot)}" if foot.faults else ""),
            "x": 0, "y": i - 0.2, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "font": {"color": "@ink"},
        }
        for i, foot in enumerate(order)
    ]  # fmt: skip
    lines = ", ".join(f"{SITES[foot.branch]} {number(foot.distance, 2)}" for foot in order)
    layout: Layout = {
        "xaxis": titled("Distance of the patient (decades)", range=[0, FARTHEST]),
        "yaxis": titled("Kind of fault", range=[len(order) - 0.6, -0.75], showticklabels=False, showgrid=False),
        "showlegend": False, "annotations": notes,
    }  # fmt: skip
    return Chart(
        title="What would explain the patient",
        text=f"A bar for each kind of fault: how far the patient is from the nearest pair that this fault alone can "
        f"make, and its value there. Within {quantity(tolerance, 'decades')} it counts as explained (no stripes). "
        f"Distances: {lines}. {patient_text(result)}",
        traces=[bars],
        layout=with_marks(layout, _tolerance(tolerance)),
    )


def draw_cut(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw both hormones against the gland's capacity, with the loop closed and with the loop cut open."""
    params, at = result.params, result.capacity_axis
    trophic, target = HORMONES[params.axis]
    here = [params.gland_capacity]
    traces = [
        line(at, result.closed_target, "loop closed", "second", width=3.5),
        line(at, result.cut_target, "loop cut", "second", dash="dash", width=2.5),
        markers(here, [result.target], "now", "ink", "circle-open", 13, line={"width": 3}),
        markers(here, [result.open_target], "now, loop cut", "ink", "x-open", 11, line={"width": 2}),
        line(at, result.closed_trophic, "loop closed", "signal", width=3.5, showlegend=False) | {"yaxis": "y2"},
        line(at, np.full_like(at, result.open_trophic), "loop cut", "signal", dash="dash", width=2.5, showlegend=False)
        | {"yaxis": "y2"},
        markers(here, [result.trophic], "now", "ink", "circle-open", 13, line={"width": 3}, showlegend=False)
        | {"yaxis": "y2"},
    ]
    low, high = TROPHIC_RANGE[params.axis]
    layout: Layout = {
        "xaxis": _log("Gland capacity g (normal = 1)", float(at[0]), float(at[-1]), anchor="y2"),
        "yaxis": titled(f"{_capital(target)} (normal = 1)", range=[0, 3.2], domain=[0.52, 1]),
        "yaxis2": _log(f"{_capital(trophic)} (normal = 1)", low, high, domain=[0, 0.44]),
    }
    text = (
        f"Above {target}, below {trophic}, against the capacity of the gland. With the loop closed the pituitary "
        f"drives a weak gland harder. At capacity {number(params.gland_capacity)} {target} is {number(result.target)} "
        f"times normal with the loop closed and {number(result.open_target)} with the loop cut; {trophic} is "
        f"{number(result.trophic)} and {number(result.open_trophic)}. A change of 1 % in the gland is felt as "
        f"{number(result.gland_effect)} %."
    )
    return Chart(title="Half the gland, half the hormone?", text=text, traces=traces, layout=layout)


def _value(foot: Foot) -> str:
    at_normal = math.hypot(math.log10(foot.trophic), math.log10(foot.target)) < NEAR_NORMAL
    return "normal is nearest" if at_normal else faults_text(foot.faults)


def _tolerance(tolerance: float) -> Layout:
    mark = marker_line(x=tolerance, color="ink")
    mark["annotations"] = []
    return mark


def _disorders(result: Result) -> Trace:
    named = NAMED[result.params.axis]
    return markers(
        result.disorder_target, result.disorder_trophic, "named disorders", "third", "diamond", 9,
        mode="markers+text", text=[item.short for item in named], showlegend=False,
        textposition=[LABEL_PLACES[item.fault] for item in named], textfont={"color": "@third"},
        customdata=[item.name for item in named],
        hovertemplate="%{customdata}<br>trophic %{y:.3g}, target %{x:.3g}<br>click: set it into the model"
        "<extra></extra>",
    )  # fmt: skip


def _plane_layout(result: Result) -> Layout:
    """Return the axes, what the four corners mean, and the fault's value beside the patient."""
    params = result.params
    trophic, target = HORMONES[params.axis]
    low, high = TROPHIC_RANGE[params.axis]
    right = params.patient_target > LABEL_LEFT
    above = params.patient_trophic < low * (high / low) ** LABEL_ABOVE
    faults = faults_text(result.diagnosis.faults, "<br>or ")
    value: dict[str, Any] = {
        "text": f"<b>{faults or NO_FAULT[result.diagnosis.site]}</b>",
        "align": "right" if right else "left",
        "x": math.log10(params.patient_target), "y": math.log10(params.patient_trophic),
        "showarrow": False, "xanchor": "right" if right else "left", "yanchor": "bottom" if above else "top",
        "xshift": -10 if right else 10, "yshift": 12 if above else -12, "font": {"color": "@fourth"},
    }  # fmt: skip
    corners = [
        _corner("gland fails", 0.01, 0.82), _corner("too much drive", 0.99, 0.99),
        _corner("drive fails", 0.01, 0.01), _corner("outside source", 0.99, 0.42),
    ]  # fmt: skip
    return {
        "xaxis": _log(f"{_capital(target)} c (normal = 1)", *TARGET_RANGE),
        "yaxis": _log(f"{_capital(trophic)} a (normal = 1)", low, high),
        "annotations": [*corners, value],
        "hovermode": "closest",
    }


def _corner(text: str, x: float, y: float) -> dict[str, Any]:
    return {
        "text": f"<i>{text}</i>", "x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False,
        "xanchor": "left" if x < 0.5 else "right", "yanchor": "bottom" if y < 0.5 else "top",
        "font": {"color": "@muted"},
    }  # fmt: skip


def _log(title: str, low: float, high: float, **more: Any) -> Layout:
    return titled(title, type="log", exponentformat="power", dtick=1, range=[math.log10(low), math.log10(high)], **more)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


VIEWS: Final[Mapping[str, View]] = {
    "plane": View("Two hormones", draw_plane),
    "loop": View("The loop", draw_loop),
    "cut": View("Loop cut open", draw_cut),
    "faults": View("What explains the patient", draw_faults),
}
DEFAULT_VIEWS: Final = ("plane",)
