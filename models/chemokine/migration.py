"""Migration: chemotaxis or just faster walking, and how the common assays tell the two apart.

One cell walks at constant speed v. Its heading φ wanders and is turned toward the gradient:
dφ = −β sin(φ − φ_g)dt + √(2/τ) dW. The bias β is set directly, or is χΔθ: the chemotactic sensitivity times the
front-back difference in occupied receptors, θ = C/(C + K_d), Δθ ≈ pK_dC/(K_d + C)². What follows:

* without bias ⟨r²⟩ = 2v²τ[t − τ(1 − e^(−t/τ))]: v²t² at first, 2v²τt later;
* the chemotactic index CI = I₁(βτ)/I₀(βτ), which holds no speed;
* a crowd drifts with V = v CI and spreads with μ = v²τ m(βτ), ∂n/∂t = ∂/∂x(μ∂n/∂x − Vn) (Keller and Segel). m is ½
  without bias; a bias makes the spread along the gradient smaller (``models.numerics.biased_turning``).

Chemokinesis (a teaching parameter κ) makes the speed v(1 + κθ), whatever the direction. The assays put these cells
into their own geometry: ``migration_assays`` (transwell: the gradient decays with τ_g = (h/φ + 2δ)V₁V₂/[DA(V₁ + V₂)];
checkerboard), ``migration_density`` (under agarose; microfluidic channel). Each returns a count, the same count with
the same level everywhere, and the count without chemokine.

Assumed: cells do not touch, divide, stick or change with time; the speed is constant; receptors follow the level at
once and do not desensitize. Ignored: contact guidance, confinement, adhesion, proliferation, haptotaxis, the sinking
of the cells onto the membrane.

References: speed of neutrophils Zhao et al. 2020; relative steepness Herzmark et al. 2007; transwell Boyden 1962;
checkerboard and cell tracks Zigmond and Hirsch 1973; under agarose Nelson et al. 1975; channel Li Jeon et al. 2002.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy.special import ndtr

from models.chemokine import migration_assays, migration_density, migration_trust
from models.chemokine.migration_assays import DOSES, MINUTES_PER_HOUR, Membrane
from models.chemokine.migration_parameters import Params
from models.chemokine.migration_result import Result
from models.chemokine.migration_walkers import Walk, drift_and_spread, squared_distance, walk
from models.numerics.biased_turning import chemotactic_index, dispersion
from models.quantities import Array
from models.results import Absent, Caution, Check

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

TURNING: Final = np.geomspace(0.01, 1000, 121)
EVERY_SECOND: Final = 2
"""Which volumes a movie shows."""
ONLY: Final = {
    "gradient_life": "only between two wells",
    "best_dose": "only in the transwell",
    "diagonal_rise": "only on the checkerboard",
    "lead_toward": "only under agarose",
    "lead_away": "only under agarose",
    "lead_control": "only under agarose",
    "mean_shift": "only in the channel",
    "apparent_index": "only in the channel",
    "swept": "only in the channel",
}
EMPTY: Final = {
    "place": (0,), "movie_time": (0,), "density": (0, 0), "level": (0, 0), "density_uniform": (0,),
    "density_control": (0,), "bin": (0,), "binned": (0, 0), "dose": (0,), "dose_count": (0,), "dose_uniform": (0,),
    "board_level": (0,), "board": (0, 0),
}  # fmt: skip


def simulate(params: Params) -> Result:
    """Return the tracks of single cells, and the course and the count of the chosen set-up."""
    found: dict[str, Any] = {name: np.zeros(shape) for name, shape in EMPTY.items()}
    found |= {name: Absent(reason) for name, reason in ONLY.items()} | {"accounted": 1.0}
    if params.assay in ("bias", "gradient"):
        bias, speed = _dish_cue(params)
        cells = walk(speed, params.persistence, bias, params.duration, params.cells, params.seed)
        found |= _dish(cells)
    else:
        kind = _wells if params.assay in ("transwell", "checkerboard") else _strip
        bias, speed, more = kind(params)
        found |= more
        cells = walk(speed, params.persistence, bias, params.duration, params.cells, params.seed)
    turning = np.array([bias * params.persistence])
    index = float(chemotactic_index(turning)[0])
    count, control = float(found["course_count"][-1]), float(found["course_control"][-1])
    return Result(
        params=params,
        **_walked(cells),
        **found,
        turning=TURNING.copy(),
        index_curve=chemotactic_index(TURNING),
        bias_here=bias,
        chemotactic_index=index,
        speed_here=speed,
        drift=speed * index,
        motility=speed**2 * params.persistence * float(dispersion(turning)[0]),
        count=count,
        uniform_count=float(found["course_uniform"][-1]),
        control_count=control,
        count_ratio=count / control,
    )


def _dish_cue(params: Params) -> tuple[float, float]:
    """Return the bias (1/min) and the speed (µm/min) of every cell in the dish."""
    if params.assay == "bias":
        return params.bias, params.speed
    level, half = params.concentration, params.affinity
    difference = params.steepness * half * level / (half + level) ** 2
    occupied = level / (half + level)
    return params.chemotactic_sensitivity * difference, params.speed * (1 + params.chemokinesis * occupied)


def _walked(cells: Walk) -> dict[str, Any]:
    """Return the tracks, and what is read from them."""
    track_time, track_x, track_y = cells.tracks()
    lag, square, square_error = cells.squares()
    sector, counted, expected = cells.rose()
    index, error = cells.index()
    return {
        "track_time": track_time, "track_x": track_x, "track_y": track_y, "lag": lag, "square": square,
        "square_error": square_error, "square_theory": squared_distance(cells.speed, cells.persistence, lag),
        "sector": sector, "rose_counted": counted, "rose_expected": expected, "walker_index": index,
        "index_error": error, "msd": float(square[-1]), "followed": cells.time,
    }  # fmt: skip


def _dish(cells: Walk) -> dict[str, Any]:
    """Return the walkers as a crowd that starts on a line, and the share of it on the source's side."""
    middle, binned, place, curve = cells.spread()
    time = cells.tracks()[0]
    mean, deviation = drift_and_spread(cells, time[1:])
    fair = np.full(mean.size, 50.0)  # by symmetry: without a gradient nothing tells up from down
    return {
        "place": place, "movie_time": time, "density": curve, "bin": middle, "binned": binned,
        "course_time": time[1:] / MINUTES_PER_HOUR, "course_bias": np.full(mean.size, cells.bias),
        "course_count": 100 * ndtr(mean / deviation), "course_uniform": fair, "course_control": fair.copy(),
    }  # fmt: skip


def _wells(params: Params) -> tuple[float, float, dict[str, Any]]:
    """Return bias and speed in a pore at the start, and the course of a transwell or a checkerboard."""
    membrane, time = Membrane(params), migration_assays.moments(params)
    above, below = np.array(migration_assays.upper_level(params)), np.array(params.concentration)
    bias, speed = membrane.cue(above, below)
    passed = membrane.passed(np.array([above, below, 0.0]), np.array([below, below, 0.0]), time)
    depth, movie_time, level = migration_assays.profile(membrane)
    found: dict[str, Any] = {
        "place": depth, "movie_time": movie_time, "level": level, "course_time": time / MINUTES_PER_HOUR,
        "course_bias": membrane.cue(*membrane.wells(above, below, time))[0], "course_count": passed[:, 0],
        "course_uniform": passed[:, 1], "course_control": passed[:, 2],
        "gradient_life": membrane.life / MINUTES_PER_HOUR,
    }  # fmt: skip
    if params.assay == "transwell":
        counted, uniform = migration_assays.doses(membrane, time)
        best = int(np.argmax(counted))
        inside = 0 < best < DOSES.size - 1 and counted[best] > counted[0] * 1.01
        found |= {"dose": DOSES.copy(), "dose_count": counted, "dose_uniform": uniform}
        found["best_dose"] = float(DOSES[best]) if inside else Absent("no dose stands out")
    else:
        board = migration_assays.board(params, time)
        found |= {"board_level": migration_assays.board_levels(params), "board": board}
        found["diagonal_rise"] = float(np.max(np.diag(board)) / board[0, 0])
    return float(bias), float(speed), found


def _strip(params: Params) -> tuple[float, float, dict[str, Any]]:
    """Return bias and speed where the cells decide, and the course under agarose or in the channel."""
    cued = migration_density.run(migration_density.field_of(params, params.concentration, params.background))
    same = migration_density.run(migration_density.field_of(params, params.concentration, params.concentration))
    none = migration_density.run(migration_density.field_of(params, 0.0, 0.0))
    gel = params.assay == "under_agarose"
    spot = np.array([0.0 if gel else params.channel_width / 2])
    bias, speed, _ = (np.broadcast_to(part[:, 0], cued.time.shape) for part in cued.field.cue(cued.time[:, None], spot))
    strongest = int(np.argmax(np.abs(bias)))
    movie_time, density, level = cued.frames(EVERY_SECOND)
    found: dict[str, Any] = {
        "place": cued.field.middle[::EVERY_SECOND], "movie_time": movie_time, "density": density, "level": level,
        "density_uniform": same.density[-1, ::EVERY_SECOND], "density_control": none.density[-1, ::EVERY_SECOND],
        "course_time": cued.time / MINUTES_PER_HOUR, "course_bias": bias.copy(), "accounted": cued.accounted(),
    }  # fmt: skip
    runs = {"count": cued, "uniform": same, "control": none}
    for name, each in runs.items():
        share = each.between(0, np.inf) if gel else _richer(each)
        found[f"course_{name}"] = np.interp(cued.time, each.time, share)
    if gel:
        found |= {
            "lead_toward": cued.front(0.0, 1), "lead_away": cued.front(-migration_density.WELL, -1),
            "lead_control": none.front(0.0, 1),
        }  # fmt: skip
    else:
        shift = float(cued.mean()[-1]) - params.channel_width / 2
        found |= {
            "mean_shift": shift, "apparent_index": shift / (float(speed[0]) * params.incubation * MINUTES_PER_HOUR),
            "swept": max(100 - float(cued.between(0, params.channel_width)[-1]), 0.0) if params.wash_out else 0.0,
        }  # fmt: skip
    return float(bias[strongest]), float(speed[strongest]), found


def _richer(each: migration_density.Run) -> Array:
    """Return the share (%) of the cells still there that are in the richer half of the channel."""
    width = each.field.high
    held = np.maximum(each.between(0, width), np.finfo(float).tiny)
    share: Array = 100 * each.between(width / 2, width) / held
    return share


def checks(result: Result) -> tuple[Check, ...]:
    """Return how far walkers, wells and densities are from solutions that are found another way."""
    return migration_trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return migration_trust.cautions(result)
