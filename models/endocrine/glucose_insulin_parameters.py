"""What a reader may set in ``glucose_insulin``, scale by scale, and how it becomes the input of each scale's model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.endocrine.glucose_insulin_hours import Loop
from models.endocrine.glucose_insulin_minutes import GlucoseTest
from models.endocrine.glucose_insulin_years import Fall
from models.quantities import ParameterSet, choice, parameter, switch

MINUTES = ("timescale", "minutes")
HOURS = ("timescale", "hours")
YEARS = ("timescale", "years")
LAST_MINUTE = (
    "The minimal model ends at 180 min: its second insulin phase grows with the time since the injection (γ·t). With "
    "a threshold h below the basal glucose it has no equilibrium: later glucose drifts to h, not to the basal level."
)


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """One system on three scales; only the controls of the chosen scale are shown, all three are always computed."""

    timescale: Literal["minutes", "hours", "years"] = choice(
        "minutes",
        options={
            "minutes": "Minutes: a glucose test",
            "hours": "Hours: the rhythm of the loop",
            "years": "Years: the mass of β cells",
        },
        label="Time scale",
        doc="Which of the three models the pictures show. Each has its own settings.",
        main=True,
    )
    insulin_action_gain: float = parameter(
        1.062e-5, symbol="p₃", unit="mL/µU/min²", low=1e-7, high=5e-5, scale="log", label="Gain of insulin action",
        doc="How strongly insulin builds up its action. With p₂ it gives the insulin sensitivity, S_I = p₃/p₂. "
        "Resistance means a low value.",
        source="Pacini1986", evidence="A2", main=True, when=MINUTES,
    )  # fmt: skip
    start_insulin: float = parameter(
        403.4, symbol="I₀", unit="µU/mL", low=0, high=1500, label="First insulin phase",
        doc="Insulin right after the injection: what the β cells had ready (extrapolated to the time 0).",
        source="Pacini1986", evidence="A2", main=True, when=MINUTES,
    )  # fmt: skip
    second_phase: float = parameter(
        0.003349, symbol="γ", unit="(µU/mL)/(mg/dL)/min²", low=1e-4, high=0.02, scale="log", zero=True,
        label="Second insulin phase",
        doc="Insulin made on as long as glucose is above the threshold. It grows with the time since the injection.",
        source="Pacini1986", evidence="A2", group="Insulin", when=MINUTES,
    )  # fmt: skip
    basal_insulin: float = parameter(
        7.3, symbol="I_b", unit="µU/mL", low=0, high=40, label="Basal insulin",
        doc="Before the test. Insulin acts by what it is above or below this level.",
        source="Pacini1986", evidence="A2", group="Insulin", when=MINUTES,
    )  # fmt: skip
    insulin_decay: float = parameter(
        0.3, symbol="n", unit="1/min", low=0.05, high=0.4, label="Insulin clearance",
        doc="Rate at which insulin leaves plasma.", source="Pacini1986", evidence="A2", group="Insulin", when=MINUTES,
    )  # fmt: skip
    insulin_action_decay: float = parameter(
        0.02093, symbol="p₂", unit="1/min", low=0.005, high=0.1, scale="log", label="Decay of insulin action",
        doc="Insulin acts from the fluid around the cells, and its action fades at this rate after it has left plasma.",
        source="Pacini1986", evidence="A2", group="Insulin", when=MINUTES,
    )  # fmt: skip
    zero_insulin: bool = switch(
        False, label="No insulin at all",
        doc="On: X = −S_I·I_b throughout, since the work of the basal insulin is missing too. First and second phase "
        "do not count then.",
        group="Insulin", when=MINUTES,
    )  # fmt: skip
    glucose_effectiveness: float = parameter(
        0.03082, symbol="p₁", unit="1/min", low=0.005, high=0.05, scale="log", label="Glucose effectiveness",
        doc="How fast glucose falls by itself, at basal insulin (S_G).",
        source="Pacini1986", evidence="A2", group="Glucose", when=MINUTES,
    )  # fmt: skip
    start_glucose: float = parameter(
        287.0, symbol="G₀", unit="mg/dL", low=60, high=400, label="Glucose after the injection",
        doc="Glucose at the time 0, once the injected dose is mixed.",
        source="Pacini1986", evidence="A2", group="Glucose", when=MINUTES,
    )  # fmt: skip
    basal_glucose: float = parameter(
        92.0, symbol="G_b", unit="mg/dL", low=60, high=200, label="Basal glucose",
        doc="Before the test: an input of this model, not a result.",
        source="Pacini1986", evidence="A2", group="Glucose", when=MINUTES,
    )  # fmt: skip
    threshold: float = parameter(
        89.5, symbol="h", unit="mg/dL", low=60, high=160, label="Threshold of secretion",
        doc="Above this glucose the second insulin phase is made.",
        source="Pacini1986", evidence="A2", group="Glucose", when=MINUTES,
    )  # fmt: skip
    duration: float = parameter(
        180.0, symbol="T", unit="min", low=60, high=180, label="Length of the test",
        doc="How long the test is followed.", evidence="C", group="Glucose", when=MINUTES, limit_reason=LAST_MINUTE,
    )  # fmt: skip
    liver_delay: float = parameter(
        36.0, symbol="t_d", unit="min", low=5, high=60, label="Delay of the liver",
        doc="How late the liver answers to insulin in plasma (mean of three stages in a row).",
        source="Tolic2000", evidence="A2", main=True, when=HOURS,
    )  # fmt: skip
    glucose_supply: float = parameter(
        216.0, symbol="G_in", unit="mg/min", low=0, high=600, label="Glucose supply",
        doc="A constant infusion or steady feeding.", source="Tolic2000", evidence="A2", main=True, when=HOURS,
    )  # fmt: skip
    tissue_lifetime: float = parameter(
        100.0, symbol="t_i", unit="min", low=20, high=200, label="Lifetime of insulin in tissue",
        doc="How long insulin stays in the fluid around muscle and fat cells before it is broken down there.",
        source="Tolic2000", evidence="A2", group="The loop", when=HOURS,
    )  # fmt: skip
    si_end: float = parameter(
        0.2, symbol="S_I,end", unit="mL/µU/d", low=0.02, high=2, scale="log", label="Insulin sensitivity, at the end",
        doc="Where insulin sensitivity goes, and stays. The published value is 0.72.",
        evidence="C", main=True, when=YEARS,
    )  # fmt: skip
    ramp_days: float = parameter(
        60.0, symbol="T_f", unit="d", low=1, high=1000, scale="log", zero=True, label="Days of the fall",
        doc="Sensitivity goes in a straight line from its start to its end in this time. Off: at once.",
        evidence="C", main=True, when=YEARS,
    )  # fmt: skip
    si_start: float = parameter(
        0.72, symbol="S_I", unit="mL/µU/d", low=0.02, high=2, scale="log", label="Insulin sensitivity, at the start",
        doc="Insulin sensitivity on day 0.", source="Topp2000", evidence="A2", group="The fall", when=YEARS,
    )  # fmt: skip
    day_zero_glucose: float = parameter(
        100.0, symbol="G(0)", unit="mg/dL", low=20, high=600, label="Glucose on day 0",
        doc="Where the state starts in the plane.", source="Topp2000", evidence="A2", group="The start", when=YEARS,
    )  # fmt: skip
    day_zero_mass: float = parameter(
        300.0, symbol="β(0)", unit="mg", low=5, high=10000, scale="log", label="Mass of β cells on day 0",
        doc="Where the state starts in the plane. The healthy state of the published values is 300 mg.",
        source="Topp2000", evidence="A2", group="The start", when=YEARS,
    )  # fmt: skip

    @property
    def test(self) -> GlucoseTest:
        """The input of the minutes."""
        return GlucoseTest(
            p1=self.glucose_effectiveness, p2=self.insulin_action_decay, p3=self.insulin_action_gain,
            n=self.insulin_decay, gamma=self.second_phase, h=self.threshold, glucose=self.start_glucose,
            insulin=self.start_insulin, basal_glucose=self.basal_glucose, basal_insulin=self.basal_insulin,
            zero_insulin=self.zero_insulin,
        )  # fmt: skip

    @property
    def loop(self) -> Loop:
        """The input of the hours."""
        return Loop(self.glucose_supply, self.liver_delay, self.tissue_lifetime)

    @property
    def fall(self) -> Fall:
        """The input of the years."""
        return Fall(self.si_start, self.si_end, self.ramp_days, self.day_zero_glucose, self.day_zero_mass)
