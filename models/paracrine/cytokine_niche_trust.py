"""What ``cytokine_niche`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from models.notation import number, quantity
from models.numerics.cell_uptake import flux_through_sphere
from models.numerics.smooth_tissue import Niche
from models.results import Absent, Caution, Check
from models.units import MOLECULES_PER_UM3_PER_NM

if TYPE_CHECKING:
    from models.paracrine.cytokine_niche import Result

ENOUGH_LENGTHS = 2.0
"""A ball that reaches fewer decay lengths than this is called small: it catches under 60 % of the molecules."""
CROWDED = 0.1
BY_CHANCE = 3.5
"""So many times √Σu²/q are allowed; the largest of 1500 random settings was 2.2."""
BUSY_RECEPTOR = 1e-3
"""Molecules per receptor and second that a cell can take in for long; typical of internalization, not verified."""


def checks(result: Result, niche: Niche) -> tuple[Check, ...]:
    """Return the lines of the trust panel; ``niche`` is the smooth tissue at the values of ``result``."""
    params, tissue = result.params, niche.tissue
    if params.consumer_density == 0:
        return (_solitary(result, niche),)
    assert not isinstance(result.ball_radius, Absent)
    through = flux_through_sphere(result.cell_places, result.cell_uptake, params.secretion, 2 * result.ball_radius)
    lost = abs(params.secretion - float(result.cell_uptake.sum()) - through) / params.secretion
    return (
        Check("Secretion = uptake of all cells + flux through a sphere around them", lost, 1e-4),
        _against_smooth(result, niche),
        _far_length(result) if tissue.linear else Check(
            "Saturable uptake of the whole tissue against the secretion",
            abs(niche.taken() / params.secretion - 1), 1e-6,
        ),
    )  # fmt: skip


def _solitary(result: Result, niche: Niche) -> Check:
    """Go back from what a lone listener sees to the level around it, by the binding law, and to the flux."""
    params, uptake, seen = result.params, niche.tissue.uptake, result.mean_level * MOLECULES_PER_UM3_PER_NM * 1e-3
    fullness = 1 + seen * uptake.affinity / uptake.top if uptake.top else 1.0
    around = seen + uptake.affinity * seen / fullness / uptake.transport
    flux = 4 * np.pi * params.diffusivity * result.radius * around / params.secretion
    return Check("Flux 4πDrc through every sphere against the secretion", float(np.max(np.abs(flux - 1))), 1e-9)


def _against_smooth(result: Result, niche: Niche) -> Check:
    """Compare the share caught within 2λ, or by ten cells; by chance it scatters by about √Σu²/q, from so few cells."""
    secretion, distance = result.params.secretion, np.sort(result.cell_distance)
    reach = min(2 * niche.tissue.decay_length, niche.half_capture() * 1.2)
    reach = min(max(reach, float(distance[9])), float(distance[-1]))
    near = result.cell_uptake[result.cell_distance <= reach] / secretion
    label = f"Share caught within {quantity(reach, 'µm')}: cells one by one against the smooth tissue"
    scatter = BY_CHANCE * float(np.sqrt(np.sum(near**2)))
    return Check(label, 100 * abs(float(near.sum()) - niche.share_within(reach)), 100 * scatter, unit="%")


def _far_length(result: Result) -> Check:
    """Compare the slope of the drawn profile with λ² = λ_naive² + λ_min², which holds both limits of K."""
    assert not isinstance(result.naive_length, Absent) and not isinstance(result.niche_floor, Absent)
    (near, far), moved = result.radius[[0, 40]], np.log(result.radius * result.mean_level)[[0, 40]]
    slope = (far - near) / (moved[0] - moved[1])
    known = float(np.hypot(result.naive_length, result.niche_floor))
    return Check("Slope of the profile against √(λ_naive² + λ_min²)", abs(slope / known - 1), 1e-6)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    found = [_spacing(result), _small_ball(result), _shaded(result), _crowded(result), _saturation(result)]
    beyond = result.radius_at_threshold
    if not isinstance(result.ball_radius, Absent) and not isinstance(beyond, Absent) and beyond > result.ball_radius:
        found.append(Caution(
            f"The niche radius reaches past the {result.cell_level.size} cells that are computed one by one (they end "
            f"at {quantity(result.ball_radius, 'µm')}): more cells hear the signal than are counted.",
            ("threshold", "secretion", "consumer_density"),
        ))  # fmt: skip
    if params.consumer_density == 0:
        found.append(Caution(
            "Nothing removes the cytokine, so the level falls only as 1/r. A steady state this wide takes long: about "
            "r²/(6D) for a molecule to get out to r.", ("consumer_density",),
        ))  # fmt: skip
    return tuple(caution for caution in found if caution)


def _spacing(result: Result) -> Caution | None:
    length, apart = result.niche_length, result.section_thickness
    if isinstance(length, Absent) or isinstance(apart, Absent) or length >= apart:
        return None
    return Caution(
        f"λ ({quantity(length, 'µm')}) is shorter than the distance between consumers ({quantity(apart, 'µm')}). A "
        "smooth tissue is then only a rough average: look at the single cells.", ("consumer_density", "receptors"),
    )  # fmt: skip


def _small_ball(result: Result) -> Caution | None:
    length, ball = result.niche_length, result.ball_radius
    if isinstance(length, Absent) or isinstance(ball, Absent) or ball >= ENOUGH_LENGTHS * length:
        return None
    caught = "" if isinstance(result.caught_in_ball, Absent) else (
        f", and takes up {quantity(100 - result.caught_in_ball, '%', 2)} of the molecules"
    )  # fmt: skip
    return Caution(
        f"The {result.cell_level.size} cells reach only {number(ball / length, 2)} λ. Beyond {quantity(ball, 'µm')} "
        f"the tissue is taken as smooth{caught}.", ("consumer_density", "receptors", "on_rate"),
    )  # fmt: skip


def _shaded(result: Result) -> Caution | None:
    shaded = int(np.sum(result.cell_level <= 0))
    if shaded == 0:
        return None
    return Caution(
        f"{shaded} of {result.cell_level.size} cells came out below zero and are shown as zero: neighbors this close "
        "and this greedy shade one another more strongly than point sinks can describe. Trust the pattern near the "
        "source only.",
        ("receptors", "on_rate", "consumer_density", "cell_radius"),
    )  # fmt: skip


def _crowded(result: Result) -> Caution | None:
    if result.filled <= 100 * CROWDED:
        return None
    return Caution(
        f"Consumers fill {quantity(result.filled, '%', 2)} of the volume. Molecules must then go around cells, which "
        "slows them; the model lets them pass freely.", ("consumer_density", "cell_radius"),
    )  # fmt: skip


def _saturation(result: Result) -> Caution | None:
    params = result.params
    if params.consumer_density == 0:
        return None
    most = float(result.cell_uptake.max())
    if params.uptake == "linear" and most > BUSY_RECEPTOR * params.receptors:
        return Caution(
            f"The busiest cell takes up {quantity(most, 'molecules/s')} with {number(params.receptors)} receptors: "
            "more than receptors can carry in for long (typically one each 1000 s). Try saturable uptake.",
            ("secretion", "uptake"),
        )  # fmt: skip
    if params.uptake == "saturable" and most > params.max_uptake / 2:
        return Caution(
            f"Near the source uptake is saturated. λ = {quantity(result.niche_length, 'µm')} holds only far out, where "
            f"the level is well below {quantity(params.half_uptake_level, 'pM')}.", ("secretion", "max_uptake"),
        )  # fmt: skip
    return None
