r"""Why are hormones released in pulses? One axis that makes them, and one receptor that needs them.

**Making pulses** (stress axis of the rat, after Walker2010; ``pulses_axis``). Hypothalamic CRH drives the pituitary at
a constant rate p_1. The pituitary's ACTH a reaches the adrenal, whose hormone o (corticosterone, CORT) follows a delay
tau later; with its receptor r it holds the pituitary back:

    da/dt = p_1/(1 + p_2 r o) - p_3 a     dr/dt = (o r)²/(p_4 + (o r)²) + p_5 - p_6 r     do/dt = a(t - tau) - o

in units of 10.4 min. Nothing in it swings by itself. It is run by Heun's method with the delay a whole number of steps,
from empty blood on; a swing that lasts for three days counts as pulses. Where the rest is lost follows exactly from the
characteristic equation.

**Reading pulses** (``pulses_receptors``; a teaching model after the idea of Li1989). Receptors for GnRH tire while it
is there and recover in the pauses; the response is what the working fraction R has above a threshold theta. All of it
in closed form. Belchetz1978: in monkeys hourly pulses of GnRH kept LH and FSH going, GnRH without a break did not.

Ignored: the rhythm of the day, stress, sex, CRH's own swings and its restraint by CORT, the pituitary's stores, chance;
for GnRH: LH and FSH by themselves (slower pulses favor FSH, Clarke1984), the size of the pulses, steroids. Whether the
feedback of the axis makes the pulses in humans is disputed: Hosseinichimeh2015, a review that fits models to data of 17
people, finds that it does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.endocrine.pulses_axis import (
    LONGEST_DELAY,
    MOST_DRIVE,
    P2,
    P3,
    P4,
    P5,
    P6,
    TIME_UNIT,
    Rest,
    Run,
    border,
    characteristic,
    critical,
    period_of,
    period_sweep,
    rest,
    run,
    window,
)
from models.endocrine.pulses_parameters import Params, receptors_of
from models.endocrine.pulses_receptors import LONGEST, PULSE_WIDTH, SHORTEST
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

RUN_HOURS: Final = 72.0
SHOWN_HOURS: Final = 24.0
SHOWN_POINTS: Final = 900
LOOP_HOURS: Final = 6.0
INTERVALS: Final = 161
UNSETTLED: Final = 0.02
"""Change of the swing over a sixth of the run that still counts as settled."""
QUADRATURE_POINTS: Final = 4001
EDGE: Final = 1e-3
"""Part of the shortest and the longest interval that counts as their end."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The axis in time and on its map, the receptors in time and against the interval. ACTH and CORT are scaled."""

    params: Params
    time: Array = series(symbol="t", unit="h", label="Time")
    acth: Array = series(symbol="a", unit="scaled", label="ACTH", axes=("time",))
    cort: Array = series(symbol="o", unit="scaled", label="CORT", axes=("time",))
    loop_acth: Array = series(symbol="a", unit="scaled", label="ACTH, last hours")
    loop_cort: Array = series(symbol="o", unit="scaled", label="CORT, last hours", axes=("loop_acth",))
    border_drive: Array = series(symbol="p_1", unit="", label="CRH drive on the border")
    border_delay: Array = series(symbol="τ", unit="min", label="Delay on the border", axes=("border_drive",))
    sweep_delay: Array = series(symbol="τ", unit="min", label="Delay")
    sweep_period: Array = series(symbol="P", unit="min", label="Period of the pulses", axes=("sweep_delay",))
    gnrh_time: Array = series(symbol="t", unit="h", label="Time of the GnRH pulses")
    working: Array = series(symbol="R", unit="", label="Working receptors", axes=("gnrh_time",))
    response: Array = series(symbol="", unit="", label="Response R − θ during pulses", axes=("gnrh_time",))
    interval_axis: Array = series(symbol="T", unit="min", label="Interval of the pulses")
    relative_response: Array = series(symbol="", unit="%", label="Mean response, of the best", axes=("interval_axis",))
    working_at_pulse: Array = series(
        symbol="R_0", unit="%", label="Working receptors as a pulse begins", axes=("interval_axis",)
    )
    pulse_period: float | Absent = readout(
        symbol="P", unit="min", label="Period of the pulses", doc="Mean time from pulse to pulse, once settled."
    )  # fmt: skip
    cort_swing: float | Absent = readout(
        symbol="Δo", unit="", label="Swing of CORT", doc="Highest minus lowest CORT of a pulse, in scaled units."
    )  # fmt: skip
    critical_delay: float | Absent = readout(
        symbol="τ_c", unit="min", label="Critical delay",
        doc="With this drive the rest is lost at this delay; from the characteristic equation.",
    )  # fmt: skip
    drive_low: float | Absent = readout(
        symbol="p_low", unit="", label="Weakest drive", doc="With this delay the rest is lost above this drive.",
        main=False,
    )  # fmt: skip
    drive_high: float | Absent = readout(
        symbol="p_high", unit="", label="Strongest drive", doc="With this delay the rest is lost below this drive.",
        main=False,
    )  # fmt: skip
    period_in_delays: float | Absent = readout(
        symbol="P/τ", unit="", label="Period over delay", doc="How many delays make a period.", main=False
    )  # fmt: skip
    rest_level: float = readout(
        symbol="o*", unit="", label="Level at rest", doc="ACTH and CORT in the steady state, stable or not.", main=False
    )  # fmt: skip
    relative_output: float | Absent = readout(
        symbol="", unit="%", label="Response, of the best",
        doc="Mean response over time with this interval, compared with the best one.",
    )  # fmt: skip
    best_interval: float | Absent = readout(
        symbol="T_best", unit="min", label="Best interval", doc="The interval with the largest mean response."
    )  # fmt: skip
    receptors_at_pulse: float = readout(
        symbol="R_0", unit="%", label="Working receptors at a pulse", doc="As a pulse begins, once all is periodic."
    )  # fmt: skip
    continuous_response: float = readout(
        symbol="", unit="", label="Response to continuous GnRH", doc="R − θ, or 0, once the receptors are tired.",
        main=False,
    )  # fmt: skip
    mean_response: float = readout(
        symbol="", unit="", label="Mean response", doc="R − θ over a whole interval, 0 in the pauses.", main=False
    )  # fmt: skip
    rest_lost: bool
    swing_change: float
    imbalance: float


def simulate(params: Params) -> Result:
    """Return the run of the axis with its map and its periods, and the receptors in time and over all intervals."""
    return Result(params=params, **_axis(params), **_receptors(params))


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of the axis and of its rest, its border, and the receptors by quadrature."""
    params, found = result.params, []
    found.append(Check("CORT made less CORT cleared is the change of CORT", result.imbalance, 2e-3))
    if params.crh_drive > 0:
        state = rest(params.crh_drive)
        found.append(Check("At rest all three rates are 0", _rates_at_rest(params.crh_drive, state), 1e-9))
        edge = critical(params.crh_drive)
        if edge is not None:
            s = 2j * math.pi * TIME_UNIT / edge[1]
            error = characteristic(state, s, edge[0])
            found.append(Check("The border solves the characteristic equation", error, 1e-9))
    cell, interval = receptors_of(params), params.pulse_interval
    during = np.linspace(0, PULSE_WIDTH, QUADRATURE_POINTS)
    tired = cell.floor + (float(cell.at_pulse(interval)) - cell.floor) * np.exp(-cell.rate * during)
    heard = float(np.trapezoid(np.maximum(tired - cell.threshold, 0), during)) / interval
    found.append(Check("Mean response against a sum over the pulse", abs(heard - result.mean_response), 1e-6))
    return tuple(found)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params, found = result.params, []
    if params.model == "hpa":
        names = ("crh_drive", "adrenal_delay")
        if not isinstance(result.pulse_period, Absent) and not result.rest_lost:
            text = (
                "Here rest and pulses are both stable: from empty blood the axis goes into pulses, from near rest it "
                "would stay at rest. The border on the map is that of the rest."
            )
            found.append(Caution(text, names))
        if not isinstance(result.pulse_period, Absent) and abs(result.swing_change) > UNSETTLED:
            text = "So near the border the pulses take days to find their height; the swing shown has not settled."
            found.append(Caution(text, names))
    elif params.pulse_interval < 1.2 * PULSE_WIDTH:
        text = "The pulses of 6 min nearly touch: this is GnRH without a break."
        found.append(Caution(text, ("pulse_interval",)))
    return tuple(found)


def _axis(params: Params) -> dict[str, Any]:
    """Return what the stress axis does: its run, where its rest is lost, and its period at all delays."""
    drive, delay = params.crh_drive, params.adrenal_delay
    made = run(drive, delay, RUN_HOURS)
    level = float(rest(drive).level) if drive > 0 else 0.0
    edge = critical(drive)
    lost = edge is not None and delay > edge[0]
    period = period_of(made.time, made.cort, level, lost=lost)
    sixths = [float(np.ptp(part)) for part in np.array_split(made.cort, 6)]
    low, high = window(delay)
    curve, (sweep_delay, sweep_period) = border(), period_sweep(drive)
    visible = curve.delay <= 2 * LONGEST_DELAY
    shown = slice(0, int(np.searchsorted(made.time, SHOWN_HOURS * 60)), max(1, made.time.size // (3 * SHOWN_POINTS)))
    last = slice(int(np.searchsorted(made.time, made.time[-1] - LOOP_HOURS * 60)), None, 2)
    settles = Absent("it settles: no pulses")
    none = Absent("with so short a delay every drive settles")
    return {
        "time": made.time[shown] / 60,
        "acth": made.acth[shown],
        "cort": made.cort[shown],
        "loop_acth": made.acth[last],
        "loop_cort": made.cort[last],
        "border_drive": curve.drive[visible],
        "border_delay": curve.delay[visible],
        "sweep_delay": sweep_delay,
        "sweep_period": sweep_period,
        "pulse_period": settles if period is None else period,
        "cort_swing": settles if period is None else sixths[-1],
        "critical_delay": Absent("none: every delay settles") if edge is None else edge[0],
        "drive_low": none if low is None else low,
        "drive_high": none if low is None else Absent(f"above {MOST_DRIVE:g}") if high is None else high,
        "period_in_delays": settles if period is None else period / delay,
        "rest_level": level,
        "rest_lost": lost,
        "swing_change": sixths[-1] / sixths[-2] - 1 if period is not None else 0.0,
        "imbalance": _imbalance(made),
    }


def _imbalance(made: Run) -> float:
    """Return by how much CORT made less CORT cleared misses the change of CORT over the run, of all that was made."""
    minutes = made.time / TIME_UNIT
    came = float(np.trapezoid(made.arriving, minutes))
    went = float(np.trapezoid(made.cort, minutes))
    return abs(came - went - float(made.cort[-1] - made.cort[0])) / came if came > 0 else 0.0


def _rates_at_rest(drive: float, state: Rest) -> float:
    """Return the largest of the three rates at rest, each relative to what is made there."""
    level, receptor = float(state.level), float(state.receptor)
    fed = (level * receptor) ** 2
    pituitary = drive / (1 + P2 * level * receptor) / (P3 * level) - 1
    return max(abs(pituitary), abs((fed / (P4 + fed) + P5) / (P6 * receptor) - 1))


def _receptors(params: Params) -> dict[str, Any]:
    """Return what the receptors hear of the pulses: their course, and the mean response at all intervals."""
    cell, interval = receptors_of(params), params.pulse_interval
    time, working, response = cell.course(interval)
    intervals = np.geomspace(SHORTEST, LONGEST, INTERVALS)
    best, most = cell.best_interval()
    mean = float(cell.mean_response(interval))
    silent = Absent("the receptors never reach θ")
    if most == 0:
        best_interval: float | Absent = silent
    elif best < SHORTEST * (1 + EDGE):
        best_interval = Absent("none: GnRH without a break gives most")
    elif best > LONGEST * (1 - EDGE):
        best_interval = Absent(f"longer than {LONGEST:g} min")
    else:
        best_interval = best
    return {
        "gnrh_time": time / 60,
        "working": working,
        "response": response,
        "interval_axis": intervals,
        "relative_response": 100 * cell.mean_response(intervals) / most if most > 0 else np.zeros_like(intervals),
        "working_at_pulse": 100 * cell.at_pulse(intervals),
        "relative_output": 100 * mean / most if most > 0 else silent,
        "best_interval": best_interval,
        "receptors_at_pulse": 100 * float(cell.at_pulse(interval)),
        "continuous_response": max(0.0, cell.floor - params.threshold),
        "mean_response": mean,
    }
