r"""How does a gland's output become a plasma level? Secretion over clearance sets it, volume over clearance its tempo.

One compartment, and two that exchange fluid:

.. math:: V\dot C = R(t) - CL\,C, \qquad
   V_1\dot C_1 = R(t) - CL\,C_1 - Q(C_1 - C_2), \quad V_2\dot C_2 = Q(C_1 - C_2)

Steady level :math:`R/CL`, whatever the volumes; mean residence time :math:`(V_1+V_2)/CL`; the half-life shown is
:math:`\ln 2` times that. One injection leaves two exponentials, α and β (``models.numerics.compartments``, exact for
injection, infusion and pulses). Circulation: one turn takes :math:`T_c=V_b/\dot Q`; mixing is a ring of n tanks
(``models.numerics.tank_ring``); :math:`2^{-T_c/t_{1/2}}` survives one turn. No hormone can be cleared faster than blood
flows, so a clearance above the cardiac output is refused. Clearance and half-life are stated separately and the volume
follows; with several compartments neither gives the other.

Assumptions: linear kinetics; constant clearance; all removal from the first compartment; R is what reaches the blood.
Ignored: saturable clearance, first pass through an organ, binding, pregnancy, age.

References: Turnheim1988 (insulin), Salmonson1990 (erythropoietin), Braverman1973 (thyroid hormones), Best1982
(epinephrine), Morris2009 (circulation time).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import brentq

from models.endocrine import clearance_trust
from models.endocrine.clearance_parameters import PM_PER_NM, Params
from models.numerics.compartments import Compartments
from models.numerics.tank_ring import ring_levels, slowest_turns
from models.quantities import Array, ParameterError
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import MOLECULES_PER_UM3_PER_NM, SECONDS_PER_MINUTE

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

UM3_PER_L: Final = 1e15
CLEFT: Final = 0.02 * math.pi * 0.23**2
"""µm³ of a synaptic cleft: 20 nm high, a disc of radius 0.23 µm (teaching values)."""
CELL: Final = 4 / 3 * math.pi * 5.0**3
SPHERE: Final = 4 / 3 * math.pi * 100.0**3
TURNS: Final = np.linspace(0, 5, 61)
"""Frames of the mixing movie, in turns."""
MOST_PULSES: Final = 60
"""Up to so many pulses each is drawn with its fall; of more, peaks and troughs of some."""
REACHED: Final = 0.9
"""The part of the steady level at which it counts as reached."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Levels over time, the two parts of one injection, the ring of tanks, survival, molecules, and readouts."""

    params: Params
    times: Array = series(symbol="t", unit="min", label="Time")
    level: Array = series(symbol="C", unit="nM", label="Level in plasma", axes=("times",))
    tissue_level: Array = series(symbol="C_2", unit="nM", label="Level in tissue", axes=("times",))
    dose_times: Array = series(symbol="t", unit="min", label="Time after an injection")
    dose_level: Array = series(symbol="C", unit="nM", label="Level after an injection", axes=("dose_times",))
    fast_part: Array = series(symbol="A", unit="nM", label="Its fast part", axes=("dose_times",))
    slow_part: Array = series(symbol="B", unit="nM", label="Its slow part", axes=("dose_times",))
    quoted_fall: Array = series(symbol="C_q", unit="nM", label="Fall by the half-life quoted", axes=("dose_times",))
    ring_times: Array = series(symbol="t", unit="s", label="Time after entry")
    tank: Array = series(symbol="j", unit="", label="Tank")
    ring: Array = series(symbol="c/c̄", unit="", label="Level per mean level", axes=("ring_times", "tank"))
    half_lives: Array = series(symbol="t_½", unit="s", label="Half-life")
    survival: Array = series(symbol="S", unit="", label="Part that survives one turn", axes=("half_lives",))
    places: Array = series(symbol="V", unit="µm³", label="Volume of the place")
    molecules: Array = series(symbol="N", unit="molecules", label="Molecules there", axes=("places",))
    molecules_nanomolar: Array = series(symbol="N", unit="molecules", label="Molecules at 1 nM", axes=("places",))
    plasma_level: float = readout(
        symbol="C", unit="nM", label="Level in plasma", doc="When the sample is taken (1 nM = 1000 pM)."
    )  # fmt: skip
    steady_level: float | Absent = readout(
        symbol="C_ss", unit="nM", label="Steady level",
        doc="R/CL: where steady secretion leads, and the mean level of pulses.",
    )  # fmt: skip
    half_life: float = readout(
        symbol="t_½", unit="min", label="Half-life", doc="ln 2 times volume over clearance (V₁ + V₂ with tissue)."
    )  # fmt: skip
    residence_time: float = readout(
        symbol="MRT", unit="min", label="Residence time", doc="(V₁ + V₂)/CL: how long a molecule stays on average."
    )  # fmt: skip
    survival_per_turn: float = readout(
        symbol="S", unit="%", label="Survives one turn", doc="Share of the hormone left after one circulation time."
    )  # fmt: skip
    steady_volume: float = readout(
        symbol="V_ss", unit="L", label="Volume of distribution", doc="V₁ + V₂: what the hormone fills in the long run.",
        main=False,
    )  # fmt: skip
    fast_half_life: float | Absent = readout(
        symbol="t_α", unit="min", label="Fast half-life", doc="Of the fast part after an injection.", main=False
    )  # fmt: skip
    slow_half_life: float | Absent = readout(
        symbol="t_β", unit="min", label="Slow half-life", doc="Of the slow part: the “terminal” half-life.", main=False
    )  # fmt: skip
    settling_time: float = readout(
        symbol="t_90", unit="min", label="Time to 90 %", doc="Until steady secretion has brought 90 % of its level.",
        main=False,
    )  # fmt: skip
    peak_level: float | Absent = readout(
        symbol="C_max", unit="nM", label="Peak of the pulses", doc="Just after a pulse, once all are alike.", main=False
    )  # fmt: skip
    trough_level: float | Absent = readout(
        symbol="C_min", unit="nM", label="Trough of the pulses", doc="Just before a pulse, once all are alike.",
        main=False,
    )  # fmt: skip
    exposure: float = readout(
        symbol="AUC", unit="nM min", label="Area under the curve", doc="D/CL: of one injection.", main=False
    )  # fmt: skip
    cardiac_output: float = readout(
        symbol="CO", unit="L/min", label="Cardiac output", doc="Blood volume over circulation time.", main=False
    )  # fmt: skip
    cleared_share: float = readout(
        symbol="CL/CO", unit="%", label="Cleared of the flow", doc="Clearance, per cardiac output.", main=False
    )  # fmt: skip
    mixing_time: float = readout(
        symbol="τ_mix", unit="s", label="Mixing time", doc="In which the slowest unevenness falls to 37 %.", main=False
    )  # fmt: skip
    unevenness: float = readout(
        symbol="δ_3", unit="%", label="Uneven after three turns",
        doc="Largest difference from the mean, after three turns, of what entered at one place.", main=False,
    )  # fmt: skip
    molecules_in_blood: float = readout(
        symbol="N_b", unit="molecules", label="Molecules in the blood", doc="At the level of the sample.", main=False
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return levels, parts, mixing, survival, counts and readouts.

    Raises
    ------
    ParameterError
        If the clearance is above the cardiac output.
    """
    output = params.blood_volume * SECONDS_PER_MINUTE / params.circulation_time
    _check_flow(params, output)
    body = compartments(params)
    times, level, tissue = _course(params, body)
    now = float(levels_at(params, body, np.array([params.time]))[0, 0])
    half_life = math.log(2) * body.residence_time
    (fast, slow), (peak, trough) = _two_half_lives(body), _pulse_levels(params, body)
    injection = _injection(params, body)
    ring = ring_levels(TURNS, params.mixing_tanks)
    places = np.array([CLEFT, CELL, SPHERE, params.blood_volume * UM3_PER_L])
    half_lives = np.geomspace(1, 1e6, 121)
    return Result(
        params=params, times=times, level=level, tissue_level=tissue,
        dose_times=injection[0], dose_level=injection[1], fast_part=injection[2], slow_part=injection[3],
        quoted_fall=injection[4],
        ring_times=TURNS * params.circulation_time, tank=np.arange(1.0, params.mixing_tanks + 1), ring=ring,
        half_lives=half_lives, survival=surviving(half_lives, params.circulation_time),
        places=places, molecules=places * now * MOLECULES_PER_UM3_PER_NM,
        molecules_nanomolar=places * MOLECULES_PER_UM3_PER_NM,
        plasma_level=now, steady_level=_steady_level(params),
        half_life=half_life, residence_time=body.residence_time,
        survival_per_turn=100 * float(surviving(np.array(half_life * SECONDS_PER_MINUTE), params.circulation_time)),
        steady_volume=body.steady_volume, fast_half_life=fast, slow_half_life=slow,
        settling_time=_settling_time(body), peak_level=peak, trough_level=trough,
        exposure=params.dose / params.clearance / PM_PER_NM, cardiac_output=output,
        cleared_share=100 * params.clearance / output,
        mixing_time=slowest_turns(params.mixing_tanks) * params.circulation_time,
        unevenness=100 * float(np.max(np.abs(ring_levels(np.array([3.0]), params.mixing_tanks) - 1))),
        molecules_in_blood=float(places[-1] * now * MOLECULES_PER_UM3_PER_NM),
    )  # fmt: skip


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: closed forms against matrix exponentials, sums and the law of the wheel of tanks."""
    return clearance_trust.checks(result, compartments(result.params))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return clearance_trust.cautions(result, compartments(result.params))


def compartments(params: Params) -> Compartments:
    """Return the volumes and flows of the body, in L and min."""
    return Compartments(params.clearance, params.central_volume, params.exchange, params.peripheral_volume)


def surviving(half_life: Array, circulation_time: float) -> Array:
    """Return the part that survives one turn of ``circulation_time`` (s) at each half-life (s)."""
    part: Array = np.exp2(-circulation_time / half_life)
    return part


def levels_at(params: Params, body: Compartments, times: Array, last: Array | None = None) -> Array:
    """Return the levels in blood and tissue (2, times), nM; ``last``: the latest pulse at each time."""
    match params.input:
        case "bolus":
            levels = params.dose * body.after_dose(times)
        case "pulses":
            pulse = params.secretion * params.pulse_interval
            levels = pulse * body.during_pulses(times, params.pulse_interval, last)
        case _:
            length = params.infusion_time if params.input == "infusion" else math.inf
            levels = params.secretion * body.during_infusion(times, length)
    return np.maximum(levels, 0) / PM_PER_NM


def _check_flow(params: Params, output: float) -> None:
    if params.clearance > output * (1 + 1e-9):
        raise ParameterError(
            "clearance",
            f"Clearance: {params.clearance:.4g} L/min is more than the heart pumps, {output:.3g} L/min (blood volume "
            "over circulation time). The organs cannot clear blood that does not reach them. It may be at most the "
            "cardiac output; choose a lower clearance or a shorter circulation time.",
        )


def _course(params: Params, body: Compartments) -> tuple[Array, Array, Array]:
    """Return times (min) and the levels (nM) in blood and tissue, with points where the curve has an edge."""
    end = max(params.duration, params.time)
    last = None
    if params.input == "pulses":
        times, last = _pulse_times(end, params.pulse_interval)
    else:
        times = np.concatenate([np.linspace(0, end, 181), end * np.geomspace(1e-4, 1, 40)])
        if params.input == "infusion":
            stop = min(params.infusion_time, end)
            times = np.concatenate([times, stop + (end - stop) * np.geomspace(1e-4, 1, 40), [stop]])
        times = np.unique(times)
    blood, tissue = levels_at(params, body, times, last)
    return times, blood, tissue


def _pulse_times(end: float, interval: float) -> tuple[Array, Array]:
    """Return times and the latest pulse at each: every pulse with its fall, or some of many pulses."""
    count = int(end / interval) + 1
    if count <= MOST_PULSES:
        pulses, steps = np.arange(count), np.linspace(0, 1, max(12, 180 // count))
    else:
        pulses, steps = np.unique(np.linspace(0, count - 1, 240).astype(int)), np.array([0.0, 1.0])
    times = (pulses[:, np.newaxis] + steps).ravel() * interval
    last = np.repeat(pulses, steps.size)
    kept = times <= end
    return np.append(times[kept], end), np.append(last[kept], count - 1).astype(float)


def _injection(params: Params, body: Compartments) -> tuple[Array, Array, Array, Array, Array]:
    """Return times and what one injection leaves: the sum, its fast and slow part, and the fall that is quoted."""
    times = np.linspace(0, params.duration, 201)
    rates, blood, _ = body.modes
    parts = params.dose / PM_PER_NM * blood[:, np.newaxis] * np.exp(-np.outer(rates, times))
    quoted = params.quoted_half_life
    start = params.dose / PM_PER_NM / params.central_volume
    none = np.zeros(times.size)
    fast = parts[0] if body.has_tissue else none
    return times, parts.sum(axis=0), fast, parts[-1], start * np.exp2(-times / quoted) if quoted else none


def _steady_level(params: Params) -> float | Absent:
    if params.input == "bolus":
        return Absent("one injection leads to no steady level")
    return params.secretion / params.clearance / PM_PER_NM


def _two_half_lives(body: Compartments) -> tuple[float | Absent, float | Absent]:
    if not body.has_tissue:
        one = Absent("one compartment has one half-life")
        return one, one
    fast, slow = (math.log(2) / float(rate) for rate in body.modes[0])
    return fast, slow


def _settling_time(body: Compartments) -> float:
    """Return when a constant input has brought 90 % of its steady level (min)."""
    rates, missing = body.modes[0], 1 - REACHED
    first, last = (-math.log(missing) / float(rate) for rate in (rates[0], rates[-1]))
    if last <= first * (1 + 1e-9):
        return first
    return float(brentq(lambda t: body.unfilled(t) - missing, first * (1 - 1e-9), last * (1 + 1e-9), rtol=1e-12))


def _pulse_levels(params: Params, body: Compartments) -> tuple[float | Absent, float | Absent]:
    if params.input != "pulses":
        none = Absent("nothing comes in pulses")
        return none, none
    pulse = params.secretion * params.pulse_interval / PM_PER_NM
    peak, trough = pulse * body.between_pulses([0.0, params.pulse_interval], params.pulse_interval)[0]
    return float(peak), float(trough)
