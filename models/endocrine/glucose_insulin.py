r"""How is glucose held, over minutes, hours and years? One loop, and a model for each of its time scales.

Minutes, the minimal model of an intravenous glucose test (``glucose_insulin_minutes``):

    dG/dt = -(p1 + X) G + p1 G_b,   dX/dt = -p2 X + p3 (I - I_b),   dI/dt = -n (I - I_b) + γ t max(G - h, 0)

Insulin sensitivity is S_I = p3/p2, glucose effectiveness S_G = p1. Because of γ t the model has no equilibrium if h
is below G_b, as published: it holds for one test, up to 180 min, and never for meals.

Hours, the ultradian rhythm (``glucose_insulin_hours``): insulin in plasma and tissue, glucose, and a liver that
answers late. No part oscillates by itself; the delayed loop does, between two edges that follow from its
characteristic equation.

Years, the mass of β cells (``glucose_insulin_years``):

    dG/dt = R0 - (E_G0 + S_I I) G,   dI/dt = β σ G²/(α + G²) - k I,   dβ/dt = (-d0 + r1 G - r2 G²) β

with three fixed points: healthy (G = 100), a saddle (G = 250) and a pancreas without β cells (G = 600). S_I falls in
a straight line from ``si_start`` to ``si_end`` within ``ramp_days``. S_I of the years and of the minutes are the same
idea in different models and are not tied to each other here.

All three are always computed; the choice of the time scale decides what the pictures show. What is ignored: glucagon
and other hormones, incretins, meals, exercise, glucose in urine; secretion in short pulses (5 to 15 min); the loss of
function of β cells that are still there.

References: [Pacini1986], [Sturis1991], [Tolic2000], [Topp2000]; dynamical compensation, [Karin2016]; on the missing
equilibrium of the minimal model, [DeGaetano2000].
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from models.endocrine import glucose_insulin_hours as hours
from models.endocrine import glucose_insulin_minutes as minutes
from models.endocrine import glucose_insulin_trust as trust
from models.endocrine import glucose_insulin_years as years
from models.endocrine.glucose_insulin_parameters import Params
from models.endocrine.glucose_insulin_result import Result
from models.quantities import Array
from models.results import Absent, Caution, Check

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

DAY: Final = 1440.0
KEPT_APART: Final = 2.0
"""Minutes between the states of the rhythm that are kept."""
SEEN: Final = 0.2
"""mg/dL: swings smaller than this have no period that could be read."""


def simulate(params: Params) -> Result:
    """Return the test, the rhythm and the three years; what does not depend on a changed setting is remembered."""
    return Result(
        params=params, **_minutes(params), **_hours(params), **_years(params), **_plane(params)
    )  # fmt: skip


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of glucose, the edge of the rhythm by eigenvalues, the growth of the mass."""
    return trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return trust.cautions(result)


def _minutes(params: Params) -> dict[str, Any]:
    test = params.test
    course = minutes.follow(test, params.duration)
    low, strong = int(course.glucose.argmin()), int(course.action.argmax())
    rate, rates = minutes.fall_rate(course.time, course.glucose), minutes.fall_rate_map(test)
    same_first_phase, same_gain = minutes.same_fall(rates, rate)
    return {
        "test_time": course.time, "test_glucose": course.glucose, "test_insulin": course.insulin,
        "test_action": course.action, "map_gain": minutes.GAINS.copy(),
        "map_first_phase": minutes.FIRST_PHASES.copy(), "map_fall_rate": rates,
        "same_first_phase": same_first_phase, "same_gain": same_gain, "fall_rate": rate,
        "insulin_sensitivity": test.sensitivity,
        "glucose_effect": test.p1, "lowest_glucose": float(course.glucose[low]),
        "lowest_time": float(course.time[low]), "peak_action": float(course.action[strong]),
        "peak_action_time": float(course.time[strong]), "test_end_glucose": float(course.glucose[-1]),
        "plateau": _plateau(test),
    }  # fmt: skip


def _plateau(test: minutes.GlucoseTest) -> float | Absent:
    if not test.zero_insulin:
        return Absent("only with no insulin at all")
    rest = test.p1 + test.action_without_insulin
    if rest <= 0:
        return Absent("glucose rises without limit: p₁ is not above S_I·I_b")
    return test.p1 * test.basal_glucose / rest


def _hours(params: Params) -> dict[str, Any]:
    loop = params.loop
    time, states = hours.follow(loop)
    leading, balance = hours.leading(loop), hours.balance(loop)
    edge = hours.edge(loop.lifetime)
    delays, _ = hours.edge_delays(loop)
    glucose, insulin = states[:, 2] / hours.MG_PER_MG_DL, states[:, 0] / hours.V_P
    third = time >= 2 * DAY - 1e-6
    period = _period(time, glucose, leading)
    every = max(round(KEPT_APART / float(time[1])), 1)
    kept = slice(None, None, every)
    return {
        "rhythm_time": time[kept] / 60, "rhythm_glucose": glucose[kept], "rhythm_insulin": insulin[kept],
        "rhythm_tissue": states[kept, 1] / hours.V_I, "rhythm_delayed": states[kept, 5] / hours.V_P,
        "edge_supply": edge.supply, "edge_shortest": edge.shortest, "edge_longest": edge.longest,
        "balance_glucose": balance[2] / hours.MG_PER_MG_DL, "balance_insulin": balance[0] / hours.V_P,
        "period": period, "growth_rate": 60 * leading.real,
        "small_period": 2 * math.pi / leading.imag if leading.imag > 0 else Absent("disturbances fade without swings"),
        "rhythm_glucose_low": float(glucose[third].min()), "rhythm_glucose_high": float(glucose[third].max()),
        "rhythm_insulin_low": float(insulin[third].min()), "rhythm_insulin_high": float(insulin[third].max()),
        "insulin_lag": _lag(time, glucose, insulin, period),
        "shortest_delay": float(delays[0]) if delays.size else Absent("no delay gives a rhythm at this supply"),
    }  # fmt: skip


def _period(time: Array, glucose: Array, leading: complex) -> float | Absent:
    """Return the mean time between rises through the middle, over the last two days."""
    if leading.real <= 0:
        return Absent("there is no lasting rhythm: swings die out")
    late = time >= DAY
    t, g = time[late], glucose[late]
    middle = (g.min() + g.max()) / 2
    up = np.flatnonzero((g[:-1] < middle) & (g[1:] >= middle))
    if np.ptp(g) < SEEN or up.size < 3:
        return Absent("the rhythm grows too slowly to be read within three days")
    at = t[up] + (middle - g[up]) / (g[up + 1] - g[up]) * (t[up + 1] - t[up])
    return float(np.diff(at).mean())


def _lag(time: Array, glucose: Array, insulin: Array, period: float | Absent) -> float | Absent:
    """Return by how much the fundamental of insulin follows that of glucose, over whole periods of the third day."""
    if isinstance(period, Absent):
        return Absent("there is no lasting rhythm")
    whole = math.floor(DAY / period) * period
    late = time >= time[-1] - whole
    wave = np.exp(-2j * math.pi * time[late] / period)
    phases = [float(np.angle(np.sum((level[late] - level[late].mean()) * wave))) for level in (glucose, insulin)]
    turned = (phases[0] - phases[1] + math.pi) % (2 * math.pi) - math.pi
    return turned / (2 * math.pi) * period


def _years(params: Params) -> dict[str, Any]:
    fall = params.fall
    course = years.follow(fall)
    critical = years.critical_sensitivities(fall.start, fall.glucose, fall.mass)
    return {
        "year_time": course.time, "year_glucose": course.glucose, "year_insulin": course.insulin,
        "year_mass": course.mass, "year_sensitivity": fall.sensitivity(course.time),
        "fate_ramp": years.RAMPS.copy(), "fate_critical": critical, "final_glucose": float(course.glucose[-1]),
        "final_mass": float(course.mass[-1]), "final_insulin": float(course.insulin[-1]),
        "highest_glucose": float(course.glucose.max()),
        "healthy_mass": float(years.mass_at(years.HEALTHY, fall.end)),
        "saddle_mass": float(years.mass_at(years.SADDLE, fall.end)), "saddle_rate": years.saddle_rate(fall.end),
        "critical_si": _critical(float(np.interp(fall.days, years.RAMPS, critical))),
    }  # fmt: skip


def _critical(sensitivity: float) -> float | Absent:
    if sensitivity <= years.LOWEST:
        return Absent("at this pace every fall down to 0.02 mL/µU/d is survived")
    if sensitivity >= years.HIGHEST * 0.9999:
        return Absent("the start itself is lost, whatever the sensitivity becomes")
    return sensitivity


def _plane(params: Params) -> dict[str, Any]:
    """Return what the plane of glucose and mass shows: where glucose is steady, and the separatrix, at both S_I."""
    fall, glucose = params.fall, np.concatenate([np.geomspace(12.0, 60.0, 25)[:-1], np.linspace(60.0, 599.0, 160)])
    along, combined = years.separatrix()
    return {
        "plane_glucose": glucose, "nullcline_start": years.mass_at(glucose, fall.start),
        "nullcline_end": years.mass_at(glucose, fall.end), "separatrix_glucose": along,
        "separatrix_start": combined / fall.start, "separatrix_end": combined / fall.end,
    }  # fmt: skip
