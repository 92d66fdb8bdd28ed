"""How far the model of ``polarity`` can be trusted: conservation, independent integrals, and its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from models.chemokine.polarity_sensing import Sensing
from models.numerics.wave_pinning import WavePinning
from models.quantities import Array
from models.results import Absent, Caution, Check

if TYPE_CHECKING:
    from models.chemokine.polarity import Params, Result

POINTS, WEIGHTS = np.polynomial.legendre.leggauss(40)
SLOW_INPUT: Final = 1.0
"""1/s: up to this input the balance of the ring over one step says something about the step."""
STEEP_INPUT: Final = 0.3
"""1/s: from about here on the input alone keeps the front up (the feedback gives 0.5 to 0.6 there)."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The ring at the end and one ``step`` (s) later, and the input in between (nodes,), 1/s."""

    active: Array
    inactive: Array
    active_next: Array
    inactive_next: Array
    stimulus: Array
    step: float


def checks(trust: Evidence, membrane: WavePinning, sensing: Sensing, params: Params) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    total = float(np.mean(trust.active + trust.inactive))
    lines = [
        Check("Rac, active and inactive, at the end against the start", abs(total / params.total_rac - 1), 1e-5),
        Check("Sensing, against the integral of what the cell has seen", _memory_error(sensing), 1e-8),
    ]
    if trust.stimulus.max() <= SLOW_INPUT:
        lines.append(Check("Ring: gain of active Rac against made minus lost", _balance_error(trust, membrane), 1e-3))
    pinned = membrane.pinned()
    if pinned is not None:
        middle, half = (pinned.high + pinned.low) / 2, (pinned.high - pinned.low) / 2
        rates = membrane.net_rate(middle + half * POINTS, pinned.inactive)
        error = abs(float(WEIGHTS @ rates)) / float(WEIGHTS @ np.abs(rates))
        lines.append(Check("Maxwell's rule: areas under the net rate that should cancel", error, 1e-6))
    return tuple(lines)


def _memory_error(sensing: Sensing) -> float:
    """Compare E and I at the end with ∫ θ(t − u) e^(−u/τ) du/τ over the past u, by Gauss and Legendre's rule."""
    end = sensing.stretches[-1].end
    now = np.array([end])
    errors = []
    for tau, shown, seen in (
        (sensing.tau_local, sensing.excitation(now)[0], [s.occupancy for s in sensing.stretches]),
        (sensing.tau_global, sensing.inhibition(now), [np.array([s.occupancy.mean()]) for s in sensing.stretches]),
    ):
        known = sensing.before * np.exp(-end / tau)
        for stretch, level in zip(sensing.stretches, seen, strict=True):
            low, high = (end - stretch.end) / tau, min((end - stretch.start) / tau, (end - stretch.end) / tau + 50)
            past = (high + low) / 2 + (high - low) / 2 * POINTS
            known = known + level * float(WEIGHTS @ np.exp(-past)) * (high - low) / 2
        errors.append(float(np.max(np.abs(shown / known - 1))))
    return max(errors)


def _balance_error(trust: Evidence, membrane: WavePinning) -> float:
    """Compare the gain of active molecules over one step with what is made and lost in it (trapezoid rule)."""
    made = [
        float(np.mean(inactive * (membrane.activation(active) + trust.stimulus)))
        for active, inactive in ((trust.active, trust.inactive), (trust.active_next, trust.inactive_next))
    ]
    lost = [membrane.loss * float(np.mean(active)) for active in (trust.active, trust.active_next)]
    gain = float(np.mean(trust.active_next - trust.active)) / trust.step
    return abs(gain - (sum(made) - sum(lost)) / 2) / (sum(lost) / 2)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break, in plain words."""
    params = result.params
    found = [_front_caution(result), _knockout_caution(params.knockout)]
    if params.steepness == 0 and params.knockout != "cdc42":
        found.append(Caution(
            "A real neutrophil in a uniform attractant polarizes in a direction that chance picks. This cell has no "
            "chance, so it stays round.", ("steepness",),
        ))  # fmt: skip
    if params.active_diffusion >= params.inactive_diffusion:
        found.append(Caution(
            "Active Rac sits on the membrane and diffuses more slowly than inactive Rac. Here it does not, and a front "
            "cannot hold.", ("active_diffusion", "inactive_diffusion"),
        ))  # fmt: skip
    if _strongest_input(result) > STEEP_INPUT:
        found.append(Caution(
            "The input alone is so strong that it draws the front. What you see is no longer the switch.",
            ("stimulus_gain", "steepness"),
        ))  # fmt: skip
    return tuple(caution for caution in found if caution)


def _strongest_input(result: Result) -> float:
    """Return the highest input to Rac at the end, 1/s."""
    return float(result.trust.stimulus.max())


def _front_caution(result: Result) -> Caution | None:
    """Say why there is no front although one might expect it."""
    params, low, high = result.params, result.window_low, result.window_high
    if isinstance(low, Absent) or isinstance(high, Absent):
        return Caution("The feedback is too weak for a switch: no total of Rac can hold a front.", ("knockout",))
    if not low <= params.total_rac <= high:
        return Caution(
            f"A front can stand only if total Rac lies between {low:.3g} and {high:.3g}: with less it shrinks away, "
            "with more it fills the cell.", ("total_rac",),
        )  # fmt: skip
    heard = params.steepness != 0 and params.gai_gain > 0 and params.knockout not in ("gai", "cdc42")
    if not result.polarized and heard and not params.flip_time:
        return Caution(
            "A front could stand here, but this gradient has not started one within 150 s.", ("steepness",)
        )  # fmt: skip
    return None


def _knockout_caution(knockout: str) -> Caution | None:
    texts = {
        "cdc42": "Without Cdc42 real cells keep making short-lived fronts in several places. Here one front forms "
        "where chance puts it, and it stays.",
        "pten": "How much PTEN matters differs between cells: in mouse neutrophils another phosphatase, SHIP1, does "
        "more.",
        **dict.fromkeys(
            ("ga13", "rho", "actomyosin"),
            "Cells whose Rho or actomyosin is blocked grow several fronts and long tails. Here Rho does not act back "
            "on Rac, so the one front stays.",
        ),
        "gai": "In cells without Gi, Rho gathers on the side of the attractant. Here it is even around the cell.",
    }
    return Caution(texts[knockout], ("knockout",)) if knockout in texts else None
