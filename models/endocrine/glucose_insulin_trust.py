"""The trust panel of ``glucose_insulin``: balances, and an edge found in two ways; and what the values break."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.integrate import simpson

from models.endocrine import glucose_insulin_hours as hours
from models.endocrine import glucose_insulin_years as years
from models.endocrine.glucose_insulin_result import Result
from models.notation import quantity
from models.quantities import Array
from models.results import Caution, Check

OBESE: Final = 1.5
"""By how much the mass of β cells of obese people exceeds that of lean people [Saisho2013]."""
SLOW: Final = 1 / 48
"""1/h: swings that change more slowly have not settled after two days."""


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    return (
        Check("Minutes: change of glucose against what was removed and returned", _glucose_of_test(result), 1e-4),
        Check("Hours: change of glucose against supply, liver and use", _glucose_of_rhythm(result), 1e-4),
        Check(
            "Hours: growth of swings at the edge of the rhythm, by eigenvalues (should be 0)",
            _growth_at_edge(result), 1e-4, "1/h",
        ),
        Check("Years: growth of the mass against glucose on the way (change of ln β)", _mass_of_years(result), 2e-3),
    )  # fmt: skip


def _glucose_of_test(result: Result) -> float:
    test, glucose = result.params.test, result.test_glucose
    lost = (test.p1 + result.test_action) * glucose
    change = float(simpson(test.p1 * test.basal_glucose - lost, x=result.test_time))
    turnover = float(simpson(test.p1 * test.basal_glucose + np.abs(lost), x=result.test_time))
    return abs(change - float(glucose[-1] - glucose[0])) / turnover


def _glucose_of_rhythm(result: Result) -> float:
    loop, time = result.params.loop, 60 * result.rhythm_time
    level, tissue = result.rhythm_glucose, result.rhythm_tissue * hours.V_I
    liver = hours.R_G / (1 + np.exp(hours.ALPHA * (result.rhythm_delayed - hours.C_5)))
    taken = hours.U_0 + (hours.U_M - hours.U_0) / (1 + (loop.kappa * tissue) ** -hours.BETA)
    used = hours.U_B * -np.expm1(-10 * level / hours.C_2) + 10 * level / hours.C_3 * taken
    change = float(simpson(loop.supply + liver - used, x=time))
    held = float(level[-1] - level[0]) * hours.MG_PER_MG_DL
    return abs(change - held) / float(simpson(used, x=time))


def _growth_at_edge(result: Result) -> float:
    """Return |growth| in 1/h at the delay where the characteristic equation puts the edge; 0 if there is none."""
    delays, _ = hours.edge_delays(result.params.loop)
    if not delays.size:
        return 0.0
    return 60 * abs(hours.leading(replace(result.params.loop, delay=float(delays[0]))).real)


def _mass_of_years(result: Result) -> float:
    """Return the error of ln β against the growth rate along the way, by the trapezoid with its slopes at the ends."""
    time, glucose, insulin = result.year_time, result.year_glucose, result.year_insulin
    rate = years.growth(glucose)
    turning = years.R_0 - (years.E_G0 + result.year_sensitivity * insulin) * glucose
    bent = (years.R_1 - 2 * years.R_2 * glucose) * turning
    step: Array = np.diff(time)
    parts = step * (rate[1:] + rate[:-1]) / 2 + step**2 * (bent[:-1] - bent[1:]) / 12
    grown = float(np.log(result.year_mass[-1] / result.year_mass[0]))
    return abs(float(parts.sum()) - grown) / max(1.0, float(np.abs(parts).sum()))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values of the chosen scale break."""
    scale = result.params.timescale
    return {"minutes": _of_minutes, "hours": _of_hours, "years": _of_years}[scale](result)


def _of_minutes(result: Result) -> tuple[Caution, ...]:
    params, found = result.params, []
    if params.zero_insulin and params.test.p1 + params.test.action_without_insulin <= 0:
        found.append(Caution(
            "Glucose rises without limit here: p₁ is not above S_I·I_b. In a body the kidney would let glucose out.",
            ("glucose_effectiveness", "basal_insulin", "insulin_action_gain"),
        ))  # fmt: skip
    elif float(result.test_glucose.max()) > 1.2 * params.start_glucose:
        found.append(Caution(
            "Glucose rises after the injection: insulin starts below its basal level and is not made again.",
            ("start_insulin", "basal_insulin", "second_phase"),
        ))  # fmt: skip
    if result.lowest_glucose < 55:
        found.append(Caution(
            f"Glucose falls to {quantity(result.lowest_glucose, 'mg/dL')}. A body would answer with glucagon and "
            "epinephrine, which this model does not have.", ("insulin_action_gain", "second_phase"),
        ))  # fmt: skip
    if params.zero_insulin and params.basal_insulin == 0:
        found.append(Caution(
            "With a basal insulin of 0 there is nothing to take away: this is the test at constant basal insulin.",
            ("zero_insulin", "basal_insulin"),
        ))  # fmt: skip
    return tuple(found)


def _of_hours(result: Result) -> tuple[Caution, ...]:
    if abs(result.growth_rate) >= SLOW:
        return ()
    return (
        Caution(
            "This is near the edge of the rhythm: swings grow or die so slowly that they have not settled after "
            "three days. The ranges are those of the third day.",
            ("liver_delay", "glucose_supply", "tissue_lifetime"),
        ),
    )


def _of_years(result: Result) -> tuple[Caution, ...]:
    highest = float(result.year_mass.max())
    healthy = float(years.mass_at(years.HEALTHY, result.params.si_start))
    if highest <= OBESE * healthy:
        return ()
    return (
        Caution(
            f"The mass of β cells grows to {quantity(highest, 'mg')}, {quantity(highest / healthy, '')} times the "
            "healthy mass of the start. In obese people about 1.5 times the lean mass was found, and adult human "
            "β cells hardly divide.",
            ("si_end", "ramp_days", "si_start"),
        ),
    )
