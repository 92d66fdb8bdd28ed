"""How far the gradient of ``gradient`` can be trusted: numerical counterparts of its closed forms, and its limits.

The build-up is compared with a sum of single pulses, p(x, t) for one molecule released at time 0: a Gaussian that
thins out as e^(−kt), N e^(−r²/4Dt − kt)/(4πDt)^(d/2); between walls with mirror images or cosine modes, outside an
impermeable ball as in Carslaw and Jaeger's textbook, with one more term. The sum is a Gauss-Legendre rule in the
logarithm of time, which shares no formula with the closed forms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import erf, erfcx

from models.numerics.diffusion import Source
from models.quantities import Array, Value
from models.results import Absent, Caution, Check
from models.units import MOLECULES_PER_UM3_PER_NM

NODES, WEIGHTS = np.polynomial.legendre.leggauss(128)
CELL_VOLUME = 500.0
"""µm³, a ball of radius 5 µm: teaching value."""
CELL_DIAMETER = 10.0
SATURATING = 1000.0
"""nM: far above the affinity of most receptors for their ligands, which lie around 1 nM; typical, not verified."""


def pulse(source: Source, distance: float, time: Array) -> Array:
    """Return the concentration (per µm³) at ``distance`` that one molecule, released at time 0, leaves there."""
    if source.dimension == "1D":
        return _walled_pulse(source, distance, time)
    spread = 4 * source.diffusivity * time
    if source.radius > 0:
        return _ball_pulse(source, distance, time)
    dimensions = int(source.dimension[0])
    gauss: Array = np.exp(-(distance**2) / spread - source.loss_rate * time) / (np.pi * spread) ** (dimensions / 2)
    return gauss


def _walled_pulse(source: Source, distance: float, time: Array) -> Array:
    whole, width = source.length + source.width, source.width
    middle, root = distance + width, np.sqrt(4 * source.diffusivity * time)[:, None]
    images = middle - 2 * whole * np.arange(-4, 5)
    if width > 0:
        near = (erf((images + width) / root) - erf((images - width) / root)).sum(axis=1) / (2 * width)
    else:
        near = (2 / np.sqrt(np.pi) / root * np.exp(-((images / root) ** 2))).sum(axis=1)
    waves = np.pi * np.arange(1, 12) / whole
    fading = np.exp(-source.diffusivity * np.outer(time, waves**2))
    far = (1 + 2 * fading @ (np.cos(waves * middle) * np.sinc(waves * width / np.pi))) / whole
    late = source.diffusivity * time > 0.2 * whole**2
    level: Array = np.where(late, far, near) * np.exp(-source.loss_rate * time)
    return level


def _ball_pulse(source: Source, distance: float, time: Array) -> Array:
    away, spread = distance - source.radius, source.diffusivity * time
    gauss = np.exp(-(away**2) / (4 * spread) - source.loss_rate * time)
    caught = erfcx(away / np.sqrt(4 * spread) + np.sqrt(spread) / source.radius) / source.radius
    return gauss * (1 / np.sqrt(np.pi * spread) - caught) / (4 * np.pi * source.radius * distance)


def checks(source: Source, place: float, time: float) -> tuple[Check, ...]:
    """Return the lines of the trust panel for ``source`` at ``place`` (µm) and ``time`` (s)."""
    lines = [
        Check("Level at the reading position, against a sum of single pulses", _pulse_error(source, place, time), 1e-6),
        Check("Accumulation time, against the average over the build-up", _delay_error(source, place), 1e-5),
    ]
    if source.width == 0:
        error = _balance_error(source, time)
        lines.insert(1, Check("Molecules present, against made minus lost", error, 1e-6))
    return tuple(lines)


def _pulse_error(source: Source, place: float, time: float) -> float:
    """Return the difference at ``place``, as a share of the steady level there."""
    away, reach = place - source.radius, math.sqrt(source.diffusivity / source.loss_rate)
    last = min(time, (60 + 2 * place / reach) / source.loss_rate)
    if away > 0:
        shortest = away**2 / (4 * source.diffusivity * (100 + 2 * away / reach))
    else:
        shortest = 1e-16 * min(source.radius**2 / source.diffusivity, 1 / source.loss_rate)
    first = math.log(min(shortest, last / 2))
    half = (math.log(last) - first) / 2
    moments = np.exp(first + half * (NODES + 1))
    summed = source.strength * half * float(WEIGHTS @ (pulse(source, place, moments) * moments))
    spot = np.array([place])
    return abs(summed - float(source.rise(spot, np.array([time]))[0, 0])) / float(source.steady(spot)[0])


def _balance_error(source: Source, time: float) -> float:
    """Return ∫c dV against the strength × (1 − e^(−kt))/k, relative."""
    reach = 40 * math.sqrt(source.diffusivity * min(1 / source.loss_rate, time))
    inner = source.radius if source.dimension == "3D" else 0.0
    extent = min(reach, source.length) if source.dimension == "1D" else reach
    steps = ((NODES + 1) / 2) ** 2
    distance = inner + extent * steps
    shells = {"1D": np.ones_like(distance), "2D": 2 * np.pi * distance, "3D": 4 * np.pi * distance**2}
    levels = source.rise(distance, np.array([time]))[0]
    held = float((WEIGHTS * np.sqrt(steps) * shells[source.dimension]) @ levels) * extent
    made = -source.strength * math.expm1(-source.loss_rate * time) / source.loss_rate
    return abs(held / made - 1)


def _delay_error(source: Source, place: float) -> float:
    """Return ∫(1 − c/c_steady) dt against the delay of ``source``, relative."""
    spot = np.array([place])
    ahead = place / math.sqrt(source.diffusivity / source.loss_rate)
    moments = np.exp(np.linspace(-30, math.log(40 + 2 * ahead), 2000)) / source.loss_rate
    missing = 1 - source.rise(spot, moments)[:, 0] / source.steady(spot)[0]
    average = float(np.trapezoid(missing * moments, np.log(moments)))
    return abs(average / float(source.delay(spot)[0]) - 1)


def cautions(
    source: Source, values: Mapping[str, Value], readouts: Mapping[str, float | Absent]
) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break, in plain words."""
    reach = math.sqrt(source.diffusivity / source.loss_rate)
    place, level, top = float(values["reading_position"]), readouts["concentration"], readouts["source_level"]
    found = []
    if source.dimension == "1D" and place <= source.length:
        excess = float(np.exp(2 * (place - source.length) / reach))
        if excess > 0.05 or source.length < 1.5 * reach:
            found.append(Caution(
                f"The end of the tissue is felt: molecules turn back at the wall, {source.length / reach:.2g} decay "
                "lengths away from the source, and the profile is higher and flatter than λ alone says.",
                ("tissue_length", "diffusivity", "loss_rate"),
            ))  # fmt: skip
    if reach < CELL_DIAMETER:
        found.append(Caution(
            "The decay length is shorter than a typical cell is wide (about 10 µm). Between two such neighbors the "
            "signal is there or not; a smooth tissue is no longer a fair picture.", ("diffusivity", "loss_rate"),
        ))  # fmt: skip
    if isinstance(level, float) and level * MOLECULES_PER_UM3_PER_NM * CELL_VOLUME < 1:
        found.append(Caution(
            "At the reading position there is less than one molecule in the volume of a cell. Chance rules there, and "
            "the smooth curve is only an average over many cells.", ("reading_position", "influx", "time"),
        ))  # fmt: skip
    if isinstance(top, float) and top > SATURATING:
        found.append(Caution(
            "Near the source the level is so high that receptors and enzymes would be saturated. Loss would then not "
            "keep up with the concentration, as it does here.", ("influx",),
        ))  # fmt: skip
    if source.dimension != "1D" and source.radius == 0 and float(values["source_radius"]) > 0.5 * reach:
        found.append(Caution(
            "The source is not small compared with λ, yet it is treated as a thin line or a point. In 3D, let the "
            "cell take up room.", ("source_radius", "cell_body"),
        ))  # fmt: skip
    return tuple(found)
