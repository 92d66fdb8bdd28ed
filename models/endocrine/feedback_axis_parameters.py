"""What a reader may set in ``feedback_axis``: the axis, its faults, and the patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.endocrine.feedback_axis_diagnosis import Bounds
from models.endocrine.feedback_axis_loop import AXES, Loop
from models.quantities import Number, ParameterSet, choice, parameter, parameters

FAULTS: Final = ("gland_capacity", "drive", "setpoint", "ectopic_trophic", "external_target", "antibody")


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """The axis, its faults, and the patient."""

    axis: str = choice(
        "adrenal",
        options={
            "adrenal": "Adrenal: ACTH and cortisol",
            "thyroid": "Thyroid: TSH and thyroxine",
            "own": "Another axis, with values of your own",
        },
        label="Axis", main=True,
        doc="Which axis. The thyroid's pituitary answers far more steeply than the adrenal's.",
    )  # fmt: skip
    gland_capacity: float = parameter(
        1.0, symbol="g", unit="", low=0.01, high=3.0, scale="log", label="Gland capacity", evidence="C", main=True,
        doc="How much gland there is, or how well it works: 1 is normal, 0.5 is half a gland.",
    )  # fmt: skip
    drive: float = parameter(
        1.0, symbol="d", unit="", low=0.01, high=3.0, scale="log", label="Drive", evidence="C", main=True,
        doc="How much trophic hormone hypothalamus and pituitary can make: 1 is normal.",
    )  # fmt: skip
    setpoint: float = parameter(
        1.0, symbol="K_f", unit="", low=0.3, high=3.0, scale="log", label="Set point", evidence="C",
        group="More faults",
        doc="The level of target hormone that the pituitary takes for normal. A tumor of the pituitary can raise it.",
    )  # fmt: skip
    ectopic_trophic: float = parameter(
        0.0, symbol="E_A", unit="", low=0.0, high=10.0, label="Ectopic trophic hormone", evidence="C",
        group="More faults",
        doc="Trophic hormone from somewhere else, such as a tumor of the lung, that no feedback restrains.",
    )  # fmt: skip
    external_target: float = parameter(
        0.0, symbol="E_C", unit="", low=0.0, high=10.0, label="External target hormone", evidence="C",
        group="More faults",
        doc="Target hormone from a source that does not listen to the pituitary: a tablet, or a tumor of the gland.",
    )  # fmt: skip
    antibody: float = parameter(
        0.0, symbol="ab", unit="", low=0.0, high=10.0, label="Stimulating antibody", evidence="C", group="More faults",
        doc="An antibody that the gland takes for trophic hormone, in units of the normal trophic hormone.",
    )  # fmt: skip
    feedback_hill: float = parameter(
        3.0, symbol="n", unit="", low=1.0, high=8.0, label="Steepness of the feedback", evidence="C",
        group="The healthy axis", when=("axis", "own"),
        doc="How steeply the pituitary answers: 3 for the adrenal axis here, 6.6 for the thyroid axis.",
    )  # fmt: skip
    max_drive: float = parameter(
        15.0, symbol="A_max", unit="", low=2.0, high=500.0, scale="log", label="Largest drive", evidence="C",
        group="The healthy axis", when=("axis", "own"),
        doc="Trophic hormone when there is no target hormone at all: 15 for the adrenal axis here, 200 for thyroid.",
    )  # fmt: skip
    gland_saturation: float = parameter(
        3.0, symbol="K", unit="", low=0.5, high=10.0, scale="log", label="Saturation of the gland", evidence="C",
        group="The healthy axis",
        doc="Trophic hormone at which the gland gives half of its most. Small: a gland that is nearly at its most.",
    )  # fmt: skip
    patient_trophic: float = parameter(
        8.0, symbol="a_p", unit="", low=0.001, high=500.0, scale="log", label="Patient: trophic hormone", evidence="C",
        group="The patient", doc="The patient's trophic hormone (ACTH or TSH), relative to normal.",
    )  # fmt: skip
    patient_target: float = parameter(
        0.4, symbol="c_p", unit="", low=0.05, high=10.0, scale="log", label="Patient: target hormone", evidence="C",
        group="The patient", doc="The patient's target hormone (cortisol or thyroxine), relative to normal.",
    )  # fmt: skip
    tolerance: float = parameter(
        0.1, symbol="δ", unit="decades", low=0.02, high=0.5, scale="log", label="Tolerance of the diagnosis",
        evidence="C", group="The patient",
        doc="How far from a curve the patient may lie and still count as explained; 0.1 is a factor of 1.26.",
    )  # fmt: skip


def healthy_loop(params: Params) -> Loop:
    """Return the axis that the parameters choose, without its faults."""
    steepness, most = AXES.get(params.axis, (params.feedback_hill, params.max_drive))
    return Loop(steepness=steepness, max_drive=most, saturation=params.gland_saturation)


def faults_of(params: Params) -> dict[str, float]:
    """Return the values of the faults, by name."""
    return {name: getattr(params, name) for name in FAULTS}


def fault_bounds() -> Bounds:
    """Return the lowest and the highest value of each fault, by name."""
    known = parameters(Params)
    return {name: (item.low, item.high) for name in FAULTS if isinstance(item := known[name], Number)}
