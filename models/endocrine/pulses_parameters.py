"""What a reader may set in ``pulses``: the stress axis, and the receptors that read pulses."""

from __future__ import annotations

from dataclasses import dataclass

from models.endocrine.pulses_axis import LONGEST_DELAY, MOST_DRIVE
from models.endocrine.pulses_receptors import LONGEST, SHORTEST, Receptors
from models.quantities import ParameterSet, choice, parameter


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """Which of the two models is looked at, and the numbers of both."""

    model: str = choice(
        "hpa",
        options={"hpa": "Making pulses: stress axis of the rat", "gnrh": "Reading pulses: GnRH and its receptor"},
        label="Question", main=True,
        doc="Both are computed all the time; this chooses the controls and what the first picture shows.",
    )  # fmt: skip
    crh_drive: float = parameter(
        30.0, symbol="p_1", unit="", low=0.0, high=MOST_DRIVE, label="CRH drive", evidence="B", main=True,
        when=("model", "hpa"), doc="How strongly the hypothalamus drives the pituitary: constant in time.",
    )  # fmt: skip
    adrenal_delay: float = parameter(
        15.0, symbol="τ", unit="min", low=0.5, high=LONGEST_DELAY, zero=True, label="Adrenal delay", evidence="B",
        main=True, when=("model", "hpa"),
        doc="From ACTH in blood to new corticosterone: the adrenal keeps no store, it must make it first.",
    )  # fmt: skip
    pulse_interval: float = parameter(
        65.0, symbol="T", unit="min", low=SHORTEST, high=LONGEST, scale="log", label="Interval of the pulses",
        evidence="C", main=True, when=("model", "gnrh"),
        doc="From pulse to pulse; each lasts 6 min. At 6 min GnRH is there without a break.",
    )  # fmt: skip
    desensitization: float = parameter(
        0.2, symbol="k_d", unit="1/min", low=0.01, high=1.0, scale="log", label="Desensitization", evidence="C",
        when=("model", "gnrh"), doc="How fast receptors tire while GnRH is there.",
    )  # fmt: skip
    recovery: float = parameter(
        0.03, symbol="k_r", unit="1/min", low=0.005, high=1.0, scale="log", label="Recovery", evidence="C",
        when=("model", "gnrh"), doc="How fast tired receptors come back; 0.03 /min is half of them in 23 min.",
    )  # fmt: skip
    threshold: float = parameter(
        0.5, symbol="θ", unit="", low=0.01, high=1.0, label="Threshold", evidence="C", when=("model", "gnrh"),
        doc="The working fraction of receptors above which the cell responds.",
    )  # fmt: skip


def receptors_of(params: Params) -> Receptors:
    """Return the receptors that the parameters describe."""
    return Receptors(fatigue=params.desensitization, recovery=params.recovery, threshold=params.threshold)
