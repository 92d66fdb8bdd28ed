"""How far ``migration`` can be trusted: other ways to the same numbers, and what its assumptions leave behind."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from models.chemokine import migration_assays, migration_density
from models.chemokine.migration_assays import MINUTES_PER_HOUR, Membrane
from models.chemokine.migration_parameters import Params
from models.chemokine.migration_result import Result
from models.numerics.biased_turning import chemotactic_index, dispersion, one_way
from models.numerics.scharfetter_gummel import exchange
from models.results import Absent, Caution, Check

STEP_ERROR: Final = 0.002
"""What finite steps may do to the walkers' index."""
LAYERS: Final = 20
WAVES: Final = 300


def checks(result: Result) -> tuple[Check, ...]:
    """Return two or three lines: walkers against the closed form, then the set-up against another solution."""
    params = result.params
    off = abs(result.walker_index - result.chemotactic_index) / max(result.index_error, STEP_ERROR)
    lines = [Check("Index of the walkers, against I₁/I₀", off, 6.0, "standard errors")]
    if params.assay in ("bias", "gradient"):
        lines.append(Check("I₁/I₀, against the mean over all headings", _index_error(result), 1e-6))
        if result.bias_here == 0:
            away = abs(result.msd / float(result.square_theory[-1]) - 1)
            lines.append(Check("Squared distance of the walkers, against the formula", away, 5 / params.cells**0.5))
    elif params.assay in ("transwell", "checkerboard"):
        lines.append(Check("Chemokine in both wells, against what was put in", _kept(params), 1e-9))
        lines.append(Check(f"Passage through a pore, against {LAYERS} layers in a row", _pore_error(params), 1e-6))
        lines.append(Check("Count without chemokine, against its exponential", _control_error(result), 1e-6))
    elif params.assay == "under_agarose":
        lines.append(Check("Cells without chemokine, against a sum of waves (share of all)", _waves(result), 3e-3))
        lines.append(Check("Cells at the end, against the start", abs(result.accounted - 1), 1e-6))
    else:
        lines.append(Check("Cells at the end and washed away, against the start", abs(result.accounted - 1), 1e-6))
        lines.append(Check("Count, against half as many steps", _coarse(result), 0.05))
    return tuple(lines)


def _index_error(result: Result) -> float:
    """Return the difference to ∫cos φ e^(z cos φ)dφ/∫e^(z cos φ)dφ, by the trapezoidal rule."""
    turning = result.bias_here * result.params.persistence
    angle = np.linspace(0, min(math.pi, 9 / math.sqrt(max(turning, 0.1))), 2001)
    weight = np.exp(turning * (np.cos(angle) - 1))
    mean = np.trapezoid(np.cos(angle) * weight, angle) / np.trapezoid(weight, angle)
    return abs(float(mean) - result.chemotactic_index)


def _kept(params: Params) -> float:
    """Return the relative change of the chemokine in both wells together."""
    above, below = np.array(migration_assays.upper_level(params)), np.array(params.concentration)
    upper, lower = Membrane(params).wells(above, below, migration_assays.moments(params))
    held = params.upper_volume * upper + params.lower_volume * lower
    put = params.upper_volume * above + params.lower_volume * below
    return float(np.max(np.abs(held / put - 1)))


def _pore_error(params: Params) -> float:
    """Return the relative difference of the downward rate: the pore cut into layers, solved as a linear system."""
    membrane = Membrane(params)
    above, below = np.array(migration_assays.upper_level(params)), np.array(params.concentration)
    bias, speed = (float(part) for part in membrane.cue(above, below))
    turning = np.array(bias * params.persistence)
    down, up = (speed * float(part) for part in one_way(turning))
    mobility = np.array(speed**2 * params.persistence * float(dispersion(turning)))
    drift = np.array(speed * float(chemotactic_index(turning)))
    ahead, back = (float(part) for part in exchange(drift, mobility, params.membrane_thickness / LAYERS))
    balance = np.zeros((LAYERS + 1, LAYERS + 1))
    for i in range(LAYERS):
        balance[i, i] += ahead
        balance[i + 1, i] -= ahead
        balance[i + 1, i + 1] += back
        balance[i, i + 1] -= back
    balance[0, 0] += 2 * up  # Marshak's boundaries at the mouths
    balance[-1, -1] += 2 * down
    source = np.zeros(LAYERS + 1)
    source[0] = params.pore_entry * (down + up)
    out = 2 * down * float(np.linalg.solve(balance, source)[-1]) * params.porosity / params.cell_length
    rate = float(membrane.rates(np.array(bias), np.array(speed))[0])
    return abs(out - rate) / max(rate, 1e-9)


def _control_error(result: Result) -> float:
    """Return the difference in the final control, as a share of all cells, to d/(d + u)(1 − e^(−(d + u)T))."""
    params = result.params
    down, up = (float(r) for r in Membrane(params).rates(np.array(0.0), np.array(params.speed)))
    total = down + (0.0 if params.cells_fall else up)
    expected = down / total * -math.expm1(-total * params.incubation * MINUTES_PER_HOUR)
    return abs(expected - result.control_count / 100)


def _waves(result: Result) -> float:
    """Return the difference in the control's cells beyond the edge, as a share of all: a cosine series, no grid."""
    params = result.params
    field = migration_density.gel(params, 0.0, 0.0)
    length = field.high - field.low
    wave = math.pi * np.arange(1, WAVES) / length
    well, edge = migration_density.WELL, -field.low
    start = 2 / length * (np.sin(wave * edge) - np.sin(wave * (edge - well))) / wave
    mobility = params.speed**2 * params.persistence / 2
    fading = np.exp(-mobility * wave**2 * params.incubation * MINUTES_PER_HOUR)
    beyond = well / length * field.high - float(np.sum(start * fading * np.sin(wave * edge) / wave))
    return abs(beyond / well - result.control_count / 100)


def _coarse(result: Result) -> float:
    """Return the difference in the count, as a share of the cells, to a run with half as many steps."""
    params = result.params
    field = migration_density.channel(params, params.concentration, params.background)
    run = migration_density.run(field, migration_density.STEPS // 2)
    held = max(float(run.between(0, params.channel_width)[-1]), np.finfo(float).tiny)
    return abs(float(run.between(params.channel_width / 2, params.channel_width)[-1]) / held - result.count / 100)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break, in plain words."""
    params = result.params
    straight = result.speed_here * params.persistence
    found = []
    if result.followed < 0.99 * params.duration:
        found.append(Caution(
            f"The walkers are followed for {result.followed:.3g} min only: cells that turn so fast need short steps.",
            ("duration", "persistence"),
        ))  # fmt: skip
    if result.followed < 3 * params.persistence:
        found.append(Caution(
            "The walkers are followed for less than three persistence times. Most still keep their first heading.",
            ("duration", "persistence"),
        ))  # fmt: skip
    if params.assay == "channel" and straight > params.channel_width / 5:
        found.append(Caution(
            f"A cell walks {straight:.3g} µm before it turns, a good part of the channel. Drift and diffusion are then "
            "a rough picture: they let some cells move faster than they can.",
            ("speed", "persistence", "channel_width"),
        ))  # fmt: skip
    if params.assay == "under_agarose" and straight > params.well_gap / 5:
        found.append(Caution(
            f"A cell walks {straight:.3g} µm before it turns, a good part of the gap. Drift and diffusion are then a "
            "rough picture: they let some cells move faster than they can.", ("speed", "persistence", "well_gap"),
        ))  # fmt: skip
    life = result.gradient_life
    if not isinstance(life, Absent) and params.incubation > 2 * life:
        found.append(Caution(
            f"At the end {100 * math.exp(-params.incubation / life):.2g} % of the gradient is left: its life is "
            f"{life:.3g} h. What comes through late is hardly chemotaxis.", ("incubation", "unstirred_layer"),
        ))  # fmt: skip
    if params.assay != "bias" and params.concentration > 100 * params.affinity:
        found.append(Caution(
            "The chemokine is more than 100 times above K_d. Real receptors would be taken in or switched off; here "
            "they only fill up.", ("concentration", "affinity"),
        ))  # fmt: skip
    if params.assay == "gradient" and params.steepness > 0.3:
        found.append(Caution(
            "The level changes by more than 30 % over one cell. The formula for Δθ is meant for shallow gradients.",
            ("steepness",),
        ))  # fmt: skip
    return tuple(found)
