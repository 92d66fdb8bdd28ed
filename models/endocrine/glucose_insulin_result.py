"""What ``glucose_insulin`` answers with: three courses, the maps around them, and the numbers read from them."""

from __future__ import annotations

from dataclasses import dataclass

from models.endocrine.glucose_insulin_parameters import Params
from models.quantities import Array
from models.results import Absent, ResultSet, readout, series


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The three courses, the maps around them, and what is read from them."""

    params: Params
    test_time: Array = series(symbol="t", unit="min", label="Time")
    test_glucose: Array = series(symbol="G", unit="mg/dL", label="Glucose", axes=("test_time",))
    test_insulin: Array = series(symbol="I", unit="µU/mL", label="Insulin", axes=("test_time",))
    test_action: Array = series(symbol="X", unit="1/min", label="Insulin action", axes=("test_time",))
    map_gain: Array = series(symbol="p₃", unit="mL/µU/min²", label="Gain of insulin action")
    map_first_phase: Array = series(symbol="I₀", unit="µU/mL", label="First insulin phase")
    map_fall_rate: Array = series(
        symbol="K_G", unit="%/min", label="Fall of glucose", axes=("map_first_phase", "map_gain")
    )
    same_first_phase: Array = series(symbol="I₀", unit="µU/mL", label="First phase for the same fall")
    same_gain: Array = series(
        symbol="p₃", unit="mL/µU/min²", label="Gain for the same fall", axes=("same_first_phase",)
    )
    rhythm_time: Array = series(symbol="t", unit="h", label="Time")
    rhythm_glucose: Array = series(symbol="G", unit="mg/dL", label="Glucose", axes=("rhythm_time",))
    rhythm_insulin: Array = series(symbol="I_p", unit="mU/L", label="Insulin in plasma", axes=("rhythm_time",))
    rhythm_tissue: Array = series(symbol="I_i", unit="mU/L", label="Insulin in tissue", axes=("rhythm_time",))
    rhythm_delayed: Array = series(
        symbol="x₃", unit="mU/L", label="Insulin as the liver sees it", axes=("rhythm_time",)
    )
    edge_supply: Array = series(symbol="G_in", unit="mg/min", label="Glucose supply at the edge")
    edge_shortest: Array = series(symbol="t_d", unit="min", label="Shortest delay with a rhythm", axes=("edge_supply",))
    edge_longest: Array = series(symbol="t_d", unit="min", label="Longest delay with a rhythm", axes=("edge_supply",))
    year_time: Array = series(symbol="t", unit="d", label="Time")
    year_glucose: Array = series(symbol="G", unit="mg/dL", label="Glucose", axes=("year_time",))
    year_insulin: Array = series(symbol="I", unit="µU/mL", label="Insulin", axes=("year_time",))
    year_mass: Array = series(symbol="β", unit="mg", label="Mass of β cells", axes=("year_time",))
    year_sensitivity: Array = series(symbol="S_I", unit="mL/µU/d", label="Insulin sensitivity", axes=("year_time",))
    plane_glucose: Array = series(symbol="G", unit="mg/dL", label="Glucose in the plane")
    nullcline_start: Array = series(symbol="β", unit="mg", label="Glucose steady, on day 0", axes=("plane_glucose",))
    nullcline_end: Array = series(symbol="β", unit="mg", label="Glucose steady, in the end", axes=("plane_glucose",))
    separatrix_glucose: Array = series(symbol="G", unit="mg/dL", label="Glucose along the separatrix")
    separatrix_start: Array = series(symbol="β", unit="mg", label="Separatrix, on day 0", axes=("separatrix_glucose",))
    separatrix_end: Array = series(symbol="β", unit="mg", label="Separatrix, in the end", axes=("separatrix_glucose",))
    fate_ramp: Array = series(symbol="T_f", unit="d", label="Days of the fall")
    fate_critical: Array = series(
        symbol="S_I", unit="mL/µU/d", label="Lowest sensitivity survived", axes=("fate_ramp",)
    )
    fall_rate: float = readout(
        symbol="K_G", unit="%/min", label="Fall of glucose",
        doc="Minutes: how fast glucose falls from 10 to 40 min after the injection (slope of its logarithm).",
    )  # fmt: skip
    insulin_sensitivity: float = readout(
        symbol="S_I", unit="mL/µU/min", label="Insulin sensitivity",
        doc="Minutes: p₃/p₂, how much a steady µU/mL of insulin above basal speeds up the fall of glucose.",
    )  # fmt: skip
    glucose_effect: float = readout(
        symbol="S_G", unit="1/min", label="Glucose effectiveness",
        doc="Minutes: p₁, the fall of glucose by itself at basal insulin.", main=False,
    )  # fmt: skip
    lowest_glucose: float = readout(
        symbol="G_min", unit="mg/dL", label="Lowest glucose of the test", doc="Minutes.", main=False
    )  # fmt: skip
    lowest_time: float = readout(
        symbol="t_min", unit="min", label="Time of the lowest glucose", doc="Minutes.", main=False
    )  # fmt: skip
    peak_action: float = readout(
        symbol="X_max", unit="1/min", label="Strongest insulin action", doc="Minutes.", main=False
    )  # fmt: skip
    peak_action_time: float = readout(
        symbol="t_X", unit="min", label="Time of the strongest action",
        doc="Minutes: later than the insulin itself, which is highest at the start.", main=False,
    )  # fmt: skip
    test_end_glucose: float = readout(
        symbol="G(T)", unit="mg/dL", label="Glucose at the end of the test", doc="Minutes.", main=False
    )  # fmt: skip
    plateau: float | Absent = readout(
        symbol="G_∞", unit="mg/dL", label="Plateau without insulin",
        doc="Minutes: where glucose goes with no insulin at all, p₁·G_b/(p₁ − S_I·I_b).", main=False,
    )  # fmt: skip
    period: float | Absent = readout(
        symbol="T", unit="min", label="Period of the rhythm", doc="Hours: mean over the last two of three days."
    )  # fmt: skip
    growth_rate: float = readout(
        symbol="s", unit="1/h", label="Growth of small swings",
        doc="Hours: above 0 a small swing grows into a rhythm, below 0 it dies out.", main=False,
    )  # fmt: skip
    small_period: float | Absent = readout(
        symbol="T_0", unit="min", label="Period of small swings", doc="Hours: of the growing or dying swing.",
        main=False,
    )  # fmt: skip
    balance_glucose: float = readout(
        symbol="G*", unit="mg/dL", label="Glucose at the balance", doc="Hours: where the loop would rest.", main=False
    )  # fmt: skip
    balance_insulin: float = readout(
        symbol="I*", unit="mU/L", label="Insulin at the balance", doc="Hours: where the loop would rest.", main=False
    )  # fmt: skip
    rhythm_glucose_low: float = readout(
        symbol="G_low", unit="mg/dL", label="Lowest glucose of the rhythm", doc="Hours: on the third day.", main=False
    )  # fmt: skip
    rhythm_glucose_high: float = readout(
        symbol="G_high", unit="mg/dL", label="Highest glucose of the rhythm", doc="Hours: on the third day.",
        main=False,
    )  # fmt: skip
    rhythm_insulin_low: float = readout(
        symbol="I_low", unit="mU/L", label="Lowest insulin of the rhythm", doc="Hours: on the third day.", main=False
    )  # fmt: skip
    rhythm_insulin_high: float = readout(
        symbol="I_high", unit="mU/L", label="Highest insulin of the rhythm", doc="Hours: on the third day.",
        main=False,
    )  # fmt: skip
    insulin_lag: float | Absent = readout(
        symbol="Δt", unit="min", label="Insulin behind glucose",
        doc="Hours: how much later insulin rises and falls (by the phase at the period).", main=False,
    )  # fmt: skip
    shortest_delay: float | Absent = readout(
        symbol="t_d,min", unit="min", label="Shortest delay with a rhythm",
        doc="Hours: at this supply; below it, swings die out.", main=False,
    )  # fmt: skip
    final_glucose: float = readout(
        symbol="G_3y", unit="mg/dL", label="Glucose after three years", doc="Years: at the end of the third year."
    )  # fmt: skip
    final_mass: float = readout(
        symbol="β_3y", unit="mg", label="Mass of β cells after three years", doc="Years.", main=False
    )  # fmt: skip
    final_insulin: float = readout(
        symbol="I_3y", unit="µU/mL", label="Insulin after three years", doc="Years.", main=False
    )  # fmt: skip
    highest_glucose: float = readout(
        symbol="G_max", unit="mg/dL", label="Highest glucose on the way", doc="Years.", main=False
    )  # fmt: skip
    healthy_mass: float = readout(
        symbol="β_h", unit="mg", label="Mass of the healthy state", doc="Years: at the final insulin sensitivity.",
        main=False,
    )  # fmt: skip
    saddle_mass: float = readout(
        symbol="β_s", unit="mg", label="Mass at the saddle", doc="Years: at the final insulin sensitivity.", main=False
    )  # fmt: skip
    saddle_rate: float = readout(
        symbol="s", unit="1/d", label="Rate away from the saddle", doc="Years: at the final insulin sensitivity.",
        main=False,
    )  # fmt: skip
    critical_si: float | Absent = readout(
        symbol="S_crit", unit="mL/µU/d", label="Lowest sensitivity survived",
        doc="Years: for a fall in so many days, from this start; to about 2 %.", main=False,
    )  # fmt: skip
