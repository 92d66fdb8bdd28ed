"""What a reader may set in ``clearance``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models.quantities import ParameterSet, choice, parameter

GIVEN: Final = "What is given"
TISSUE: Final = "Exchange with tissue"
CIRCULATION: Final = "Circulation"
READING: Final = "Reading"
PM_PER_NM: Final = 1e3
"""Amounts are told in pmol, levels in nM."""
INPUTS: Final = {
    "steady": "steady secretion",
    "infusion": "an infusion, then nothing",
    "bolus": "one injection",
    "pulses": "pulses",
}


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    clearance: float = parameter(
        0.75, symbol="CL", unit="L/min", low=5e-4, high=5.0, scale="log", main=True, label="Clearance",
        doc="The volume of plasma that is freed of hormone each minute, by all organs together. It cannot exceed the "
        "cardiac output. The default is that of insulin.", evidence="A", source="Turnheim1988",
    )  # fmt: skip
    central_volume: float = parameter(
        3.0, symbol="V_1", unit="L", low=2.0, high=60.0, scale="log", main=True, label="Volume of distribution, blood",
        doc="The volume that the hormone fills at once. With an exchange with tissue it is the first of two.",
        evidence="B",
    )  # fmt: skip
    secretion: float = parameter(
        100.0, symbol="R", unit="pmol/min", low=0.01, high=1e6, scale="log", main=True, label="Secretion",
        doc="What reaches the blood, on average. In pulses each one carries R times the interval.", evidence="C",
        when=("input", "steady", "infusion", "pulses"),
    )  # fmt: skip
    input: Literal["steady", "infusion", "bolus", "pulses"] = choice(
        "steady", options=INPUTS, main=True, label="Given as", doc="How the hormone comes into the blood."
    )  # fmt: skip
    exchange: float = parameter(
        0.5, symbol="Q", unit="L/min", low=0.01, high=5.0, zero=True, group=TISSUE, label="Exchange with tissue",
        doc="How much fluid is exchanged with the tissue each minute. Off: one compartment.", evidence="C",
    )  # fmt: skip
    peripheral_volume: float = parameter(
        4.0, symbol="V_2", unit="L", low=0.1, high=60.0, zero=True, group=TISSUE,
        label="Volume of distribution, tissue",
        doc="The volume of the second compartment. Off: one compartment.", evidence="C",
    )  # fmt: skip
    dose: float = parameter(
        6000.0, symbol="D", unit="pmol", low=0.01, high=1e9, scale="log", group=GIVEN, label="Dose of one injection",
        doc="What one injection gives. It counts for the injection and in the picture of its two parts.", evidence="C",
    )  # fmt: skip
    infusion_time: float = parameter(
        30.0, symbol="T_inf", unit="min", low=1.0, high=1e5, scale="log", group=GIVEN, label="Length of the infusion",
        doc="How long the infusion runs.", evidence="C", when=("input", "infusion"),
    )  # fmt: skip
    pulse_interval: float = parameter(
        60.0, symbol="T", unit="min", low=5.0, high=1440.0, scale="log", group=GIVEN, label="Interval between pulses",
        doc="The time from one pulse to the next.", evidence="C", when=("input", "pulses"),
    )  # fmt: skip
    time: float = parameter(
        30.0, symbol="t", unit="min", low=0.1, high=2e5, scale="log", group=READING, label="Time of the sample",
        doc="When the blood sample is taken that tells the level in plasma.", evidence="C",
    )  # fmt: skip
    duration: float = parameter(
        60.0, symbol="t_max", unit="min", low=1.0, high=2e5, scale="log", group=READING, label="Time shown",
        doc="How long the curves run; at least until the sample is taken.", evidence="C",
    )  # fmt: skip
    quoted_half_life: float = parameter(
        0.0, symbol="t_q", unit="min", low=0.1, high=5e4, scale="log", zero=True, group=READING,
        label="Half-life in the books", doc="A half-life that a source quotes for this hormone, to be held against the "
        "one that volume and clearance give. Off: none.", evidence="C",
    )  # fmt: skip
    circulation_time: float = parameter(
        60.0, symbol="T_c", unit="s", low=20.0, high=90.0, group=CIRCULATION, label="Circulation time",
        doc="How long the blood takes for one turn: 40 to 60 s at rest (typical).", evidence="B",
    )  # fmt: skip
    blood_volume: float = parameter(
        5.0, symbol="V_b", unit="L", low=3.0, high=8.0, group=CIRCULATION, label="Blood volume",
        doc="With the circulation time it makes the cardiac output.", evidence="B",
    )  # fmt: skip
    mixing_tanks: int = parameter(
        27, symbol="n", unit="", low=5, high=60, integer=True, group=CIRCULATION, label="Tanks in the ring",
        doc="The circulation is pictured as a ring of so many mixed tanks: the more tanks, the less blood mixes on its "
        "way.", evidence="C",
    )  # fmt: skip
