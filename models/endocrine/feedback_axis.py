r"""What do two hormones together tell the physician? A pituitary that drives a gland, whose hormone holds it back.

All levels are relative to normal, so that an axis without a fault rests at a = c = 1. With the trophic hormone a (ACTH,
TSH) and the target hormone c (cortisol, thyroxine)

    pituitary   a = d A_max/(1 + (A_max - 1)(c/K_f)^n) + E_A
    gland       c = g (1 + K)(a + ab)/(K + a + ab) + E_C

The first curve falls, the second rises, so they cross once (``feedback_axis_loop``); that is the steady state. The loop
gain is L = n (A_max - 1)x/(1 + (A_max - 1)x) · K/(K + a + ab), with x = (c/K_f)^n, times the parts of a and of the
stimulus that belong to the loop; at normal L = n (1 - 1/A_max) K/(K + 1). A small fault in the gland is felt 1/(1 + L)
times: dln c/dln g = s/(1 + L) with s the gland's own share of c. The loop cut open is a pituitary that always hears
c = 1. A patient (a, c) is read against the two curves of the healthy axis (``feedback_axis_diagnosis``).

Assumed: steady state; one pituitary, one gland, one hormone each; free hormone is what both hear. Ignored: time
(hours for cortisol, weeks for thyroxine), the rhythm of the day, pulses, carriers in the blood, resistance of
receptors, other drives (stress, illness), limits of the assay. Every number is a teaching choice. Hadlow2013: in
152 261 people TSH against free thyroxine was not one straight line on a logarithmic axis but two sigmoids; Benhadi2010:
how much a healthy person's pair moves over some weeks; Verloop2012: half a thyroid.
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.endocrine.feedback_axis_diagnosis import Diagnosis, diagnose
from models.endocrine.feedback_axis_loop import NAMED, Loop
from models.endocrine.feedback_axis_parameters import FAULTS, Params, fault_bounds, faults_of, healthy_loop
from models.quantities import Array, parameters
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

CURVE_POINTS: Final = 161
SWEEP_POINTS: Final = 121
LEVELS: Final[tuple[float, float]] = (0.02, 20.0)
"""Target hormone between which the pituitary's curve is drawn; the gland's is drawn over the trophic hormone."""
TROPHIC_LEVELS: Final[tuple[float, float]] = (1e-4, 1e4)
SMALL_STEP: Final = 1e-4
"""Of ln g, for the check of the loop gain: its error is of the order of the square."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The two curves, healthy and now, where they meet, the named disorders, and what explains the patient."""

    params: Params
    target_axis: Array = series(symbol="c", unit="times normal", label="Target hormone")
    pituitary_healthy: Array = series(
        symbol="a", unit="times normal", label="Healthy pituitary's answer", axes=("target_axis",)
    )
    pituitary_now: Array = series(symbol="a", unit="times normal", label="Pituitary's answer", axes=("target_axis",))
    trophic_axis: Array = series(symbol="a", unit="times normal", label="Trophic hormone")
    gland_healthy: Array = series(
        symbol="c", unit="times normal", label="Healthy gland's answer", axes=("trophic_axis",)
    )
    gland_now: Array = series(symbol="c", unit="times normal", label="Gland's answer", axes=("trophic_axis",))
    disorder_trophic: Array = series(symbol="a", unit="times normal", label="Trophic hormone of the named disorders")
    disorder_target: Array = series(
        symbol="c", unit="times normal", label="Target hormone of the named disorders", axes=("disorder_trophic",)
    )
    capacity_axis: Array = series(symbol="g", unit="", label="Gland capacity")
    closed_trophic: Array = series(
        symbol="a", unit="times normal", label="Trophic hormone, loop closed", axes=("capacity_axis",)
    )
    closed_target: Array = series(
        symbol="c", unit="times normal", label="Target hormone, loop closed", axes=("capacity_axis",)
    )
    cut_target: Array = series(
        symbol="c", unit="times normal", label="Target hormone, loop cut", axes=("capacity_axis",)
    )
    trophic: float = readout(
        symbol="a", unit="", label="Trophic hormone", doc="ACTH or TSH at the steady state; normal is 1."
    )
    target: float = readout(
        symbol="c", unit="", label="Target hormone", doc="Cortisol or thyroxine at the steady state; normal is 1."
    )
    open_target: float = readout(
        symbol="c_open", unit="", label="Target, loop cut",
        doc="What the target hormone would be if the pituitary did not notice and went on as if it were 1.",
    )  # fmt: skip
    open_trophic: float = readout(
        symbol="a_open", unit="", label="Trophic, loop cut", doc="What the pituitary makes if it hears c = 1.",
        main=False,
    )  # fmt: skip
    loop_gain: float = readout(
        symbol="L", unit="", label="Loop gain",
        doc="By how many percent the loop pushes back when the target hormone changes by 1 percent.",
    )  # fmt: skip
    gland_effect: float = readout(
        symbol="dln c/dln g", unit="", label="Felt change",
        doc="By how many percent the target hormone changes if the gland's capacity changes by 1 percent: s/(1 + L).",
        main=False,
    )  # fmt: skip
    patient_distance: float = readout(
        symbol="Δ", unit="decades", label="Patient from a single fault",
        doc="How far the patient lies from the nearest pair that one fault alone can make, on the logarithmic plane.",
    )  # fmt: skip
    explained_gland_capacity: float | Absent = readout(
        symbol="g_p", unit="", label="Gland capacity that explains the patient", doc="If this were the only fault.",
        main=False,
    )  # fmt: skip
    explained_drive: float | Absent = readout(
        symbol="d_p", unit="", label="Drive that explains the patient", doc="If this were the only fault.", main=False
    )  # fmt: skip
    explained_setpoint: float | Absent = readout(
        symbol="K_f,p", unit="", label="Set point that explains the patient", doc="If this were the only fault.",
        main=False,
    )  # fmt: skip
    explained_ectopic_trophic: float | Absent = readout(
        symbol="E_A,p", unit="", label="Ectopic trophic hormone that explains the patient",
        doc="If this were the only fault.", main=False,
    )  # fmt: skip
    explained_external_target: float | Absent = readout(
        symbol="E_C,p", unit="", label="External target hormone that explains the patient",
        doc="If this were the only fault.", main=False,
    )  # fmt: skip
    explained_antibody: float | Absent = readout(
        symbol="ab_p", unit="", label="Antibody that explains the patient", doc="If this were the only fault.",
        main=False,
    )  # fmt: skip
    diagnosis: Diagnosis


def simulate(params: Params) -> Result:
    """Return the axis at rest, its curves, its disorders, and the single faults that explain the patient."""
    healthy = healthy_loop(params)
    now = dataclasses.replace(healthy, **faults_of(params))
    sweep = np.geomspace(*fault_bounds()["gland_capacity"], SWEEP_POINTS)
    closed_trophic, closed_target = dataclasses.replace(now, gland_capacity=sweep).settle()
    a, c = (float(level) for level in now.settle())
    open_trophic = float(now.pituitary(1.0))
    target_axis, trophic_axis = np.geomspace(*LEVELS, CURVE_POINTS), np.geomspace(*TROPHIC_LEVELS, CURVE_POINTS)
    disorders = _disorders(healthy, params.axis)
    gain = now.gain(a, c)
    diagnosis = diagnose(
        healthy, params.axis, params.patient_trophic, params.patient_target, fault_bounds(), params.tolerance
    )
    return Result(
        params=params,
        target_axis=target_axis,
        pituitary_healthy=healthy.pituitary(target_axis),
        pituitary_now=now.pituitary(target_axis),
        trophic_axis=trophic_axis,
        gland_healthy=healthy.gland(trophic_axis),
        gland_now=now.gland(trophic_axis),
        disorder_trophic=disorders[0],
        disorder_target=disorders[1],
        capacity_axis=sweep,
        closed_trophic=closed_trophic,
        closed_target=closed_target,
        cut_target=dataclasses.replace(now, gland_capacity=sweep).gland(open_trophic),
        trophic=a,
        target=c,
        open_trophic=open_trophic,
        open_target=float(now.gland(open_trophic)),
        loop_gain=gain,
        gland_effect=now.own_share(c) / (1 + gain),
        patient_distance=diagnosis.foot.distance,
        diagnosis=diagnosis,
        **{f"explained_{name}": _explained(diagnosis, name) for name in FAULTS},
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: both answers at the steady state, the gain against a small step, the diagnosis undone."""
    params = result.params
    now = dataclasses.replace(healthy_loop(params), **faults_of(params))
    balance = max(
        abs(float(now.pituitary(result.target)) / result.trophic - 1),
        abs(float(now.gland(result.trophic)) / result.target - 1),
    )
    steps = params.gland_capacity * np.exp(np.array([-SMALL_STEP, SMALL_STEP]))
    _, moved = dataclasses.replace(now, gland_capacity=steps).settle()
    felt = float(np.log(moved[1] / moved[0])) / (2 * SMALL_STEP)
    lines = [
        Check("Pituitary and gland agree on the steady state", balance, 1e-12),
        Check("The felt change is s/(1 + L), by a small step of the gland", abs(felt - result.gland_effect), 1e-6),
    ]
    if result.diagnosis.site not in ("healthy", "none"):
        lines.append(Check("Set into the model, the fault makes the nearest pair", _undone(result), 1e-6))
    return tuple(lines)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params, found = result.params, []
    broken = [name for name in FAULTS if getattr(params, name) != parameters(Params)[name].default]
    if len(broken) > 1:
        text = "More than one fault is set. The diagnosis looks for one fault only, and may name a wrong one."
        found.append(Caution(text, tuple(broken)))
    if params.antibody > 0 and params.axis == "adrenal":
        text = "Antibodies that stimulate the gland are a disease of the thyroid; none is known to drive the adrenal."
        found.append(Caution(text, ("antibody", "axis")))
    if result.trophic < 0.01:
        text = (
            "The trophic hormone is below a hundredth of normal. Many assays cannot tell such a level from none, and a "
            "gland idle for long shrinks, which this model leaves out."
        )
        found.append(Caution(text, ()))
    if params.tolerance > 0.2:
        text = "With so wide a tolerance many pairs fit several faults, and healthy people and patients overlap."
        found.append(Caution(text, ("tolerance",)))
    return tuple(found)


def _disorders(healthy: Loop, axis: str) -> tuple[Array, Array]:
    named = NAMED[axis]
    neutral = {name: parameters(Params)[name].default for name in FAULTS}
    columns: dict[str, Any] = {
        name: np.array([item.value if item.fault == name else neutral[name] for item in named]) for name in FAULTS
    }
    return dataclasses.replace(healthy, **columns).settle()


def _explained(diagnosis: Diagnosis, name: str) -> float | Absent:
    if diagnosis.site == "healthy":
        return Absent("nothing to explain: the pair is healthy")
    if diagnosis.site == "none":
        return Absent("no single fault explains this pair")
    return diagnosis.faults.get(name, Absent("this fault alone does not explain the patient"))


def _undone(result: Result) -> float:
    """Return the worst error, in decades, of the nearest pair when its faults are set, one by one, into the model."""
    foot, healthy = result.diagnosis.foot, healthy_loop(result.params)
    worst = 0.0
    for name, value in foot.faults.items():
        a, c = dataclasses.replace(healthy, **{name: value}).settle()
        worst = max(worst, abs(math.log10(float(a) / foot.trophic)), abs(math.log10(float(c) / foot.target)))
    return worst
