"""How far ``gradient_sensing`` can be trusted: its closed forms against quadratures, and its limits in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import i1e

from models.chemokine.gradient_sensing_cell import Cell
from models.chemokine.gradient_sensing_field import DIMENSIONS, STEEPEST, Field
from models.chemokine.gradient_sensing_receptors import ACTIVE
from models.quantities import Value
from models.results import Absent, Caution, Check

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
SMALL_STEEPNESS = 1e-3
"""The steepness at which the information is taken by differences: the formula holds in the limit p → 0."""
STEEP = 0.5
FEW_RECEPTORS = 20
SATURATED = 99.0


def checks(
    cell: Cell, field: Field, where: float, own: float, signal: float, index: float, noise: float
) -> tuple[Check, ...]:
    """Return the lines of the trust panel for a cell at ``where`` (µm) in ``field``, at its level ``own`` (nM)."""
    return (
        Check("Ideal index, against the average over all guesses", abs(mean_cosine(signal) / index - 1), 1e-9),
        Check("Noise, against the information in receptors around the cell", _noise_error(cell, own, noise), 1e-5),
        Check("Active share, against the balance of all four receptor states", _balance_error(cell, own), 1e-9),
        Check("Ligand that enters a stretch, against what is lost and leaves", _flux_error(field, where), 1e-9),
    )


def mean_cosine(signal: float) -> float:
    """Return ⟨cos⟩ of a guess (z, 0) plus unit noise in two directions, averaged over its length r by a trapezoid.

    A guess of length r has the mean cosine I₁(rz)/I₀(rz), and the density of lengths is r e^(−(r²+z²)/2) I₀(rz): so
    ⟨cos⟩ = ∫ r e^(−(r²+z²)/2) I₁(rz) dr. The integrand is even in r, which makes the trapezoid exact to rounding.
    """
    length = np.linspace(max(signal - 9.0, 0.0), signal + 9.0, 361)
    spread = length * np.exp(-((length - signal) ** 2) / 2)
    return float(np.trapezoid(spread * i1e(length * signal), length))


def _noise_error(cell: Cell, own: float, noise: float) -> float:
    """Return the standard error of p against one from the change of each receptor's chance with p, relative."""
    if cell.shape == "ring":
        angle = np.linspace(0, 2 * math.pi, 24, endpoint=False)
        cosine, share = np.cos(angle), np.full(angle.size, 1 / angle.size)
    else:
        cosine, share = NODES, WEIGHTS / 2
    total = own + cell.swamp
    alpha, beta = cell.receptors.alpha, cell.receptors.beta
    high, low = (total * np.exp(sign * SMALL_STEEPNESS / 2 * cosine) for sign in (1, -1))
    whole = alpha + beta * total
    silent = (alpha + (beta - 1) * total) / whole
    change = cell.receptors.difference(high, low) / (2 * SMALL_STEEPNESS)
    seen = cell.number * cell.looks * float(share @ change**2) * whole / (total * silent)
    return abs(1 / math.sqrt(seen) / noise - 1)


def _balance_error(cell: Cell, own: float) -> float:
    """Return the active share against the steady state of the four states, relative."""
    total = own + cell.swamp
    rates = cell.receptors.rates(total)
    rates[0] = 1.0
    steady = np.linalg.solve(rates, np.array([1.0, 0, 0, 0]))
    return abs(float(steady[ACTIVE]) / float(cell.receptors.active(np.array(total))) - 1)


def _flux_error(field: Field, where: float) -> float:
    """Return, for a stretch beside the cell, flux in − flux out − loss, relative to the flux in."""
    step = min(field.length, max(field.length - where, 0.0) / 2) if field.kind == "linear" else field.length
    if step <= 1e-6 * field.length:
        return 0.0
    power = DIMENSIONS[field.kind] - 1
    start = 0.0 if power == 0 else field.source_radius
    ends = np.array([where, where + step])
    flux = (start + ends) ** power * field.level(ends) * field.fall(ends)
    lost = 0.0
    if field.kind != "linear":
        # Even steps of ln r around a small source, where the level changes fastest near the edge.
        first, last = np.log(start + ends) if power else ends
        at = first + (last - first) * (NODES + 1) / 2
        place, width = (np.exp(at) - start, np.exp(at)) if power else (at, np.ones_like(at))
        shells = (start + place) ** power * field.level(place) * width
        lost = float(WEIGHTS @ shells) * float(last - first) / 2 / field.length**2
    return abs(float(flux[0] - flux[1]) - lost) / float(flux[0])


def cautions(
    values: Mapping[str, Value], readouts: Mapping[str, float | Absent], here: tuple[float, float, float]
) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break, in plain words; ``here`` is place, level, steepness."""
    found = []
    number, looks = float(values["receptors"]), float(values["independent_samples"])
    by_hand = values["gradient_from"] == "hand"
    own = ("concentration", "swamp") if by_hand else ("distance", "source_level", "swamp")
    active = readouts["active_share"]
    if here[2] > STEEP or (not by_hand and here[2] >= STEEPEST):
        found.append(Caution(
            f"The level changes by the factor {math.exp(here[2]):.2g} across the cell. The formulas are for small "
            "differences, and the noise shown is only roughly right.", ("cell_radius", "gradient_length", "distance"),
        ))  # fmt: skip
    if values["gradient_from"] == "linear" and float(values["distance"]) >= float(values["gradient_length"]):
        found.append(Caution(
            "The cell stands at the empty end of the chamber, where there is no attractant to read.",
            ("distance", "gradient_length"),
        ))  # fmt: skip
    if isinstance(active, float) and number * looks * active / 100 < FEW_RECEPTORS:
        found.append(Caution(
            f"Fewer than {FEW_RECEPTORS} active receptors are counted in all. The Gaussian noise of the formulas is "
            "then only a rough picture.", ("receptors", *own),
        ))  # fmt: skip
    if isinstance(active, float) and active > SATURATED:
        found.append(Caution(
            "Nearly all receptors are occupied. Real cells do worse here than the ideal observer: the upper bound is "
            "far from what they reach.", ("affinity", *own),
        ))  # fmt: skip
    noise, limit = readouts["noise"], readouts["absorber_noise"]
    if isinstance(noise, float) and isinstance(limit, float) and noise < limit:
        found.append(Caution(
            "The receptors would read more finely than the arrival of molecules allows during the counting time, even "
            "for a perfect absorber. The limit of diffusion holds, and the index shown is too high.",
            ("receptors", "independent_samples", "integration_time", "diffusivity"),
        ))  # fmt: skip
    needed = readouts["sampling_time"]
    if isinstance(needed, float) and looks > 1 and needed > float(values["integration_time"]):
        found.append(Caution(
            f"So many independent looks take about {needed:.2g} s, longer than the counting time: a receptor forgets "
            "only when it lets go or binds.", ("independent_samples", "integration_time", "release_rate"),
        ))  # fmt: skip
    return tuple(found)
