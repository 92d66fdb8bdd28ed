"""What the pictures of ``gradient_sensing`` show now, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.chemokine.gradient_sensing import Result
from models.notation import number, quantity
from models.results import Absent, Measured

SOURCES = {
    "plane": "a flat source", "point": "a small round source", "vessel": "a vessel", "linear": "a linear chamber",
}  # fmt: skip


def here(result: Result) -> str:
    """Return where the cell is, and how steep it is there."""
    params = result.params
    level, steepness = quantity(result.local_level, "nM"), number(result.local_steepness)
    if params.gradient_from == "hand":
        return f"At {level} and a steepness of {steepness}"
    return f"At {quantity(params.distance, 'µm')} from {SOURCES[params.gradient_from]} ({level}, steepness {steepness})"


def bound(result: Result) -> str:
    """Return the ideal index, never without saying what it is."""
    return (
        f"Signal over noise is {number(result.signal_to_noise)}, so an ideal observer reaches a chemotactic index of "
        f"{number(result.ideal_ci)}; this is an upper bound for a real cell."
    )


def difference_text(result: Result, measured: Sequence[Measured]) -> str:
    """Return what the difference and the index do against the level."""
    seen = [item.label for item in measured if item.readout == "best_concentration"]
    return " ".join([
        f"Above: the difference between front and back against concentration, a hump whose top lies at "
        f"{quantity(result.best_concentration, 'nM')}, with the noise of the reading. Below: the ideal index, an upper "
        f"bound. {here(result)} the difference is {quantity(result.delta_occupancy, '%')} of the receptors.",
        bound(result),
        *(f"Marked is a published value: {label}." for label in seen),
    ])  # fmt: skip


def cell_text(result: Result) -> str:
    """Return what the drawn cell shows."""
    share = 100 * float(result.drawn_active.mean())
    right = float(np.cos(np.radians(result.guesses)).mean())
    return (
        f"A round cell; the attractant is denser on the right. Of {result.drawn_active.size} receptors drawn for "
        f"{number(result.params.receptors)}, {quantity(share, '%', 2)} are occupied; expected are "
        f"{quantity(result.occupancy_front, '%', 4)} at the front and {quantity(result.occupancy_back, '%', 4)} at the "
        f"back. {result.guesses.size} such cells guess the direction once each: their mean cosine is "
        f"{number(right, 2)}, expected is {number(result.ideal_ci)}, the upper bound."
    )


def rim_text(result: Result) -> str:
    """Return how far the noise of the sectors hides the expected wave."""
    wave = float(np.ptp(result.rim_share))
    scatter = float(np.std(result.sector_share - np.interp(result.sector_angle, result.rim_angle, result.rim_share)))
    return (
        f"Occupancy around the cell, minus its mean of {quantity(result.active_share, '%')}: the expected wave rises "
        f"by {quantity(wave, '%', 2)} from back to front, while the {result.sector_share.size} sectors drawn scatter "
        f"by {quantity(scatter, '%', 2)}. Together they point {quantity(result.guess_angle, '°', 2)} away from the "
        f"true direction. {bound(result)}"
    )


def map_text(result: Result) -> str:
    """Return what the map of the ideal index shows."""
    readable = result.noise_curve * (result.level + result.params.swamp) / result.level
    best = float(result.level[np.argmin(readable)])
    legible = readable.min() <= result.map_steepness[-1]
    edge = "On the line signal equals noise." if legible else "Nowhere on the map is the signal above the noise."
    return (
        f"The ideal chemotactic index, an upper bound, over concentration and steepness. At each steepness it is "
        f"largest near {quantity(best, 'nM', 2)}; for the steepest gradient shown it reaches "
        f"{number(float(result.index_map.max()))}. {edge} {here(result)} the index is "
        f"{number(result.ideal_ci)}."
    )


def noise_text(result: Result) -> str:
    """Return the three kinds of noise at the cell."""
    return (
        f"Standard error of the steepness against concentration. {here(result)} counting receptors leaves "
        f"{number(result.noise)}; the arrival of molecules alone leaves {number(result.absorber_noise)} to a perfect "
        f"absorber and {number(result.monitor_noise)} to a perfect monitor that counts for "
        f"{quantity(result.params.integration_time, 's')}. A gradient is readable where its steepness lies above the "
        "noise."
    )


def source_text(result: Result, measured: Sequence[Measured]) -> str:
    """Return the profile and where it guides."""
    if result.params.gradient_from == "hand":
        setting = "The gradient is set by hand; it is shown from the cell downward, as steep everywhere."
    else:
        setting = f"The gradient of {SOURCES[result.params.gradient_from]}."
    if isinstance(result.guided_end, Absent):
        guided = "Signal over noise is nowhere above 1, so the gradient guides nobody."
    else:
        first = quantity(result.guided[0][0], "µm")
        guided = (
            f"Signal over noise is above 1 over {quantity(result.guided_distance, 'µm')}, between {first} and "
            f"{quantity(result.guided_end, 'µm')}."
        )
    seen = [f"Marked is a published value: {m.label}." for m in measured if m.readout == "guided_distance"]
    return " ".join([setting, guided, f"{here(result)} it is {number(result.signal_to_noise)}.", *seen])


def step_text(result: Result) -> str:
    """Return how the receptors answer to a step."""
    if isinstance(result.peak_share, float) and isinstance(result.peak_time, float):
        peak = f"The active share peaks at {quantity(result.peak_share, '%')} after {quantity(result.peak_time, 's')}."
    else:
        peak = f"{quantity(result.peak_share, '%').capitalize()}."
    switch = "on" if result.params.desensitization else "off"
    return (
        f"Active receptors after ligand at {quantity(result.local_level, 'nM')} came all at once; desensitization is "
        f"{switch}. {peak} In the long run {quantity(result.active_share, '%')} stay active."
    )
