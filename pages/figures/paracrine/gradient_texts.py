"""What the pictures of the gradient show now, in words and numbers: their alternative texts."""

from __future__ import annotations

from collections.abc import Sequence

from models.notation import quantity
from models.paracrine.gradient import WALKERS, Result
from models.results import Absent, Measured


def profile_text(result: Result, measured: Sequence[Measured]) -> str:
    """Return level, share of the steady level and border at time t, and the published decay lengths."""
    params, level, border = result.params, result.concentration, result.border
    at = quantity(params.reading_position, "µm")
    reading = (
        f"Nothing is read at {at}: {level.reason}."
        if isinstance(level, Absent)
        else f"At {at} the level is {quantity(level, 'nM')}, {_share(result)}."
    )
    threshold = quantity(params.threshold, "nM")
    crossing = (
        f"Threshold {threshold}: {border.reason}."
        if isinstance(border, Absent)
        else f"It crosses the threshold of {threshold} at {quantity(border, 'µm')}."
    )
    published = [
        f" {item.label}: {quantity(item.low, 'µm')} to {quantity(item.high, 'µm')}."
        for item in measured
        if item.readout == "decay_length"
    ]
    return (
        f"After {quantity(params.time, 'min')} the level at the source is {quantity(float(result.profile[0]), 'nM')}. "
        f"The decay length λ is {quantity(result.decay_length, 'µm')}. {reading} {crossing}{''.join(published)}"
    )


def map_text(result: Result) -> str:
    """Return what runs where, the time that is marked and the time at which the front rests."""
    first, last = (quantity(float(result.moments[at]), "min") for at in (0, -1))
    return (
        f"Distance runs to the right, time upward from {first} to {last}, in even steps of its logarithm. The color is "
        f"the level; at the source it ends at {quantity(result.source_level, 'nM')}. The solid line marks "
        f"{quantity(result.params.time, 'min')}, the dotted one the accumulation time. The front moves out, slows down "
        f"and rests: the loss time that sets its pace is {quantity(result.loss_time, 'min')}."
    )


def accumulation_text(result: Result) -> str:
    """Return the accumulation time at the source, at the reading position and at the far end."""
    when, far = result.accumulation_time, quantity(float(result.position[-1]), "µm")
    at = quantity(result.params.reading_position, "µm")
    reading = (
        f"Nothing is read at {at}: {when.reason}." if isinstance(when, Absent) else f"At {at}: {quantity(when, 'min')}."
    )
    return (
        f"The steady level arrives after {quantity(float(result.delay[0]), 'min')} on average at the source and after "
        f"{quantity(float(result.delay[-1]), 'min')} at the far end, {far} away. {reading} Diffusion alone would need "
        f"{quantity(float(result.diffusion_time[-1]), 'min')} to the far end: that time grows with the square of the "
        "distance."
    )


def growth_text(result: Result, start: int) -> str:
    """Return how long the movie is and what it shows at rest, on frame ``start``."""
    at, last = (quantity(float(result.growth_time[frame]), "min") for frame in (start, -1))
    return (
        f"The profile rises from nothing toward the steady state, over {last}, which is six loss times. The picture "
        f"rests at {at}: the level at the source is then {quantity(float(result.growth[start, 0]), 'nM')}, and "
        f"{quantity(result.source_level, 'nM')} in the end. Near the source the curve stands first."
    )


def walkers_text(result: Result, start: int) -> str:
    """Return what the walkers do and how many there are; ``start`` is the frame at rest."""
    params = result.params
    thick = {"1D": params.strip_width > 0, "2D": False, "3D": params.cell_body}[params.dimension]
    thin = " Here the source is thin: a plane or a point, without width or body." if thick else ""
    return (
        f"Each dot is a molecule that wanders with D = {quantity(params.diffusivity, 'µm²/s')} and may vanish at any "
        f"moment, with the rate k = {quantity(params.loss_rate, '1/s')}. About {WALKERS} of them live in the end "
        f"({params.dimension}, seed {params.seed}). The bars count them, the line is the equation at "
        f"{quantity(float(result.growth_time[start]), 'min')}. No dot knows where the others are: chance alone makes "
        f"the gradient.{thin}"
    )


def _share(result: Result) -> str:
    share = result.fraction_of_steady
    return share.reason if isinstance(share, Absent) else f"{quantity(share, '%')} of its steady value"
