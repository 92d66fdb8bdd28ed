"""The words that the pictures of ``feedback_axis`` share: hormones, faults, and what the pair says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.endocrine.feedback_axis import Params, Result
from models.endocrine.feedback_axis_parameters import FAULTS
from models.notation import number, quantity
from models.quantities import Number, Value, parameters

HORMONES: Final[Mapping[str, tuple[str, str]]] = {
    "adrenal": ("ACTH", "cortisol"),
    "thyroid": ("TSH", "thyroxine"),
    "own": ("trophic hormone", "target hormone"),
}
SITES: Final[Mapping[str, str]] = {
    "gland_failing": "the gland is failing",
    "gland_driven": "a source that ignores the pituitary",
    "drive_failing": "the drive is failing",
    "drive_high": "too much drive",
    "healthy": "healthy",
    "none": "no single fault explains this pair",
}
REASONS: Final[Mapping[str, str]] = {
    "gland_failing": "The pituitary answers rightly to so little target hormone, so the fault is in the gland.",
    "gland_driven": "The pituitary answers rightly to so much target hormone: it keeps silent. Something else drives "
    "the gland or adds hormone.",
    "drive_failing": "The gland answers rightly to so little trophic hormone: it is only idle. The fault is above it.",
    "drive_high": "The gland answers rightly to so much trophic hormone. The pituitary's set point or an ectopic "
    "source is at fault.",
    "healthy": "Both hormones are normal within the tolerance.",
    "several": "So near to normal the curves lie close together, and the pair cannot tell these faults apart.",
    "none": "Both organs would have to be at fault, or the two values do not belong together.",
}
SHORT: Final[Mapping[str, str]] = {
    "gland_capacity": "gland",
    "drive": "drive",
    "setpoint": "set point",
    "ectopic_trophic": "ectopic",
    "external_target": "external",
    "antibody": "antibody",
}
"""The faults as they are called where there is little room."""
COMPENSATED: Final = 0.75
"""Target hormone from which a failing gland counts as compensated: a teaching choice, as all limits here."""


def known(name: str) -> Number:
    """Return the declaration of a number parameter."""
    item = parameters(Params)[name]
    assert isinstance(item, Number)
    return item


def site_text(result: Result) -> str:
    """Return what the pair says, in a few words."""
    diagnosis = result.diagnosis
    if _several(result):
        return "more than one kind of fault would do"
    if diagnosis.site == "gland_failing" and result.params.patient_target >= COMPENSATED:
        return "the gland is failing, but compensated"
    return SITES[diagnosis.site]


def _several(result: Result) -> bool:
    """Return whether faults of different kinds explain the patient within the tolerance."""
    near = [foot for foot in result.diagnosis.feet if foot.distance <= result.params.tolerance]
    return result.diagnosis.site != "healthy" and len(near) > 1


def faults_text(faults: Mapping[str, float], between: str = " or ") -> str:
    """Return faults with their values, in short: ``gland 0.194 or …``."""
    return between.join(f"{SHORT[name]} {number(value)}" for name, value in faults.items())


def faults_words(faults: Mapping[str, float]) -> str:
    """Return faults with their names and values."""
    return " or ".join(f"{known(name).label.lower()} {number(value)}" for name, value in faults.items())


def patient_text(result: Result) -> str:
    """Return the diagnosis in full sentences."""
    params, diagnosis = result.params, result.diagnosis
    trophic, target = HORMONES[params.axis]
    why = REASONS["several" if _several(result) else diagnosis.site]
    pair = (
        f"The patient has {trophic} {number(params.patient_trophic)} and {target} {number(params.patient_target)} "
        f"times normal: {site_text(result)}. {why}"
    )
    if diagnosis.faults:
        return f"{pair} One fault that explains the pair: {faults_words(diagnosis.faults)}."
    if diagnosis.site == "none":
        return (
            f"{pair} The nearest pair that one fault can make is {quantity(result.patient_distance, 'decades')} away."
        )
    return pair


def state_text(result: Result) -> str:
    """Return where the model rests."""
    trophic, target = HORMONES[result.params.axis]
    return (
        f"The model rests at {trophic} {number(result.trophic)} and {target} {number(result.target)} times normal; the "
        f"loop gain is {number(result.loop_gain)}."
    )


def only(fault: str, value: float) -> dict[str, Value]:
    """Return the parameters of an axis with just this fault."""
    faults: dict[str, Value] = {name: known(name).default for name in FAULTS}
    return faults | {fault: float(f"{value:.4g}")}
