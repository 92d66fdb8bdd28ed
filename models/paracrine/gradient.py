"""Gradient: how far, how high and how soon a signal from one place spreads.

∂c/∂t = D∇²c − kc, fed from time 0 by a source of constant output. λ = √(D/k) is the decay length, 1/k the loss time.

* 1D, a plane at x = 0 that gives j₀, and a wall at L that lets nothing through:
  c_steady = (j₀λ/D) cosh((L−x)/λ)/sinh(L/λ); far from the wall (j₀/√(Dk)) e^(−x/λ).
  With a strip of width w in the plane's place, making s = j₀/w in each µm³:
  c_steady = (s/k) sinh(w/λ) cosh((L−x)/λ)/sinh((L+w)/λ).
* 2D, a line, open space: c_steady = (q/2πD) K₀(r/λ), with q = 2πa j₀ molecules/s per µm of a fiber of radius a.
* 3D, a point, open space: c_steady = (Q/4πDr) e^(−r/λ), with Q = 4πa² j₀ molecules/s from a cell of radius a.
  With the body of the cell itself (impermeable): Q e^(−(r−a)/λ)/(4πDr(1 + a/λ)).

So the ``influx`` is always what leaves each µm² of the source's surface. The build-up is exact too, and it tends to
the steady profile shown, walls included (``models.numerics.diffusion``). The mean accumulation time is
τ = −∂ ln c_steady/∂k: (1 + x/λ)/2k before a far wall, (r/λ)K₁/(2kK₀) around a line, (r/λ)/2k around a point.

Assumed: an even medium without flow or growth; loss in proportion to the concentration; a source that is switched on
at once and stays constant. Ignored: single cells, binding (see ``matrix_binding``), transport through cells.

D and k of the Dpp gradient in the fly's wing disc: Kicheva et al. 2007, as quoted in later papers [Kicheva2007].
Range of D: Wg and free Wnt8 [Mii2021]. The accumulation time needs no source: it follows from the equation.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.numerics.crossing import crossing
from models.numerics.diffusion import Source
from models.paracrine import gradient_trust
from models.quantities import Array, ParameterSet, choice, parameter, switch
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import MOLECULES_PER_UM3_PER_NM, SECONDS_PER_MINUTE

POSITIONS = 300
MOMENTS = 60
FIRST_MINUTE, LAST_MINUTE = 0.1, 1e4
GROWTH_IN_LOSS_TIMES = 6.0
"""How long the build-up movie runs, in units of 1/k: 95 % is there after 3 of them, five decay lengths out too."""
WALKERS = 1200
"""Random walkers that are alive when the gradient stands: enough for a histogram, few enough to be followed."""
WALKER_BINS, WALKER_POSITIONS = 24, 120
WALKER_REACH = 5.0
"""How far the walkers' picture reaches, in decay lengths (or to the end of the tissue)."""
NOTHING = 1e-290
"""A level (nM) that stands for none: below it a ratio of two levels has no meaning."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    diffusivity: float = parameter(
        0.1, symbol="D", unit="µm²/s", low=0.01, high=300, scale="log", label="Diffusion coefficient",
        doc="How fast the ligand wanders. In time t it gets about √(2Dt) away in one direction.",
        evidence="A2", source="Kicheva2007", literature=(0.05, 20, "Mii2021"), main=True,
    )  # fmt: skip
    loss_rate: float = parameter(
        2.52e-4, symbol="k", unit="1/s", low=1e-6, high=1, scale="log", label="Loss rate",
        doc="The chance per second that a molecule is taken up, destroyed or carried off. 1/k is its mean lifetime.",
        evidence="A2", source="Kicheva2007", main=True,
    )  # fmt: skip
    time: float = parameter(
        60, symbol="t", unit="min", low=FIRST_MINUTE, high=LAST_MINUTE, scale="log", label="Time since the start",
        doc="How long the source has been on when the profile is taken.", evidence="C", main=True,
    )  # fmt: skip
    influx: float = parameter(
        1, symbol="j₀", unit="molecules/µm²/s", low=0.01, high=100, scale="log", label="Influx",
        doc="Molecules that leave each µm² of the source's surface per second. A fiber of radius a (2D) gives "
        "q = 2πa·j₀ per µm of its length, a cell of radius a (3D) Q = 4πa²·j₀ in all.", evidence="C",
    )  # fmt: skip
    dimension: Literal["1D", "2D", "3D"] = choice(
        "1D", options={"1D": "1D: a sheet of cells", "2D": "2D: a long fiber", "3D": "3D: one cell"},
        label="Shape of the source", doc="From a sheet molecules spread in one direction, from a fiber in two, from a "
        "single cell in three: the more directions, the more they thin out.",
    )  # fmt: skip
    reading_position: float = parameter(
        20, symbol="x_r", unit="µm", low=0.1, high=1000, scale="log", label="Reading position",
        doc="Where the level is read: from the edge of a sheet, from the middle of a fiber or a cell.", evidence="C",
    )  # fmt: skip
    threshold: float = parameter(
        30, symbol="θ", unit="nM", low=0.01, high=1e4, scale="log", label="Threshold",
        doc="The level at which a cell responds. The border is where the profile crosses it.", evidence="C",
    )  # fmt: skip
    tissue_length: float = parameter(
        150, symbol="L", unit="µm", low=20, high=1000, scale="log", label="Tissue length",
        doc="In 1D the tissue ends here, at a wall that lets nothing through. In 2D and 3D space is open and this is "
        "only how far the pictures reach.", evidence="C",
    )  # fmt: skip
    source_radius: float = parameter(
        5, symbol="a", unit="µm", low=1, high=50, scale="log", label="Source radius",
        doc="Counts in 2D and 3D: the radius of the fiber or the cell. The pictures begin at its surface.",
        evidence="C",
    )  # fmt: skip
    strip_width: float = parameter(
        0, symbol="w", unit="µm", low=1, high=200, scale="log", zero=True, label="Source width", evidence="C",
        doc="A strip of producing cells instead of a plane. The whole strip gives the same j₀ per µm² of its edge "
        "area, made evenly over its width.", when=("dimension", "1D"),
    )  # fmt: skip
    cell_body: bool = switch(
        False, label="Cell takes up room", when=("dimension", "3D"),
        doc="On: the source is an impermeable ball of radius a. Off: a point with the same output.",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=999, integer=True, label="Seed of the walkers",
        doc="Another seed, another random walk; the same seed shows the same walk again.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Profiles, their build-up, and what is read from them."""

    params: Params
    position: Array = series(symbol="x", unit="µm", label="Distance from the source")
    profile: Array = series(symbol="c", unit="nM", label="Concentration at time t", axes=("position",))
    steady: Array = series(symbol="c∞", unit="nM", label="Steady concentration", axes=("position",))
    delay: Array = series(symbol="τ", unit="min", label="Accumulation time", axes=("position",))
    moments: Array = series(symbol="t", unit="min", label="Time (even steps of its logarithm)")
    field: Array = series(symbol="c", unit="nM", label="Concentration", axes=("moments", "position"))
    growth_time: Array = series(symbol="t", unit="min", label="Time (even steps)")
    growth: Array = series(symbol="c", unit="nM", label="Concentration", axes=("growth_time", "position"))
    walker_position: Array = series(symbol="x", unit="µm", label="Distance from the source, as far as walkers get")
    walker_field: Array = series(
        symbol="c", unit="nM", label="Concentration around a thin source", axes=("growth_time", "walker_position")
    )
    diffusion_time: Array = series(symbol="x²/2dD", unit="min", label="Time by diffusion alone", axes=("position",))
    walker_edges: Array = series(symbol="x", unit="µm", label="Edges of the walkers' bins")
    walker_weight: Array = series(symbol="c", unit="nM", label="Level that one walker in a bin stands for")
    decay_length: float = readout(
        symbol="λ", unit="µm", label="Decay length", doc="√(D/k): far from the source in 1D, the distance over which "
        "the steady level falls to 37 %. It hides speed: see the loss time.",
    )  # fmt: skip
    loss_time: float = readout(
        symbol="1/k", unit="min", label="Loss time", doc="How long a molecule lives on average. It sets the pace at "
        "which the gradient stands.",
    )  # fmt: skip
    concentration: float | Absent = readout(
        symbol="c", unit="nM", label="Level at the reading position", doc="The concentration there at time t.",
    )  # fmt: skip
    fraction_of_steady: float | Absent = readout(
        symbol="c/c∞", unit="%", label="Share of the steady level", doc="How much of its final level the reading "
        "position has at time t.",
    )  # fmt: skip
    accumulation_time: float | Absent = readout(
        symbol="τ", unit="min", label="Accumulation time", doc="The mean time at which the steady level at the "
        "reading position arrives.",
    )  # fmt: skip
    border: float | Absent = readout(
        symbol="xθ", unit="µm", label="Border", doc="Where the profile at time t crosses the threshold.",
    )  # fmt: skip
    steady_border: float | Absent = readout(
        symbol="xθ∞", unit="µm", label="Final border", doc="Where the steady profile crosses the threshold.",
        main=False,
    )  # fmt: skip
    time_to_most: float | Absent = readout(
        symbol="t₉₅", unit="min", label="Time to 95 %", doc="When the reading position has 95 % of its steady level.",
        main=False,
    )  # fmt: skip
    half_life: float = readout(
        symbol="t½", unit="min", label="Half-life", doc="ln 2/k: after this time half of the molecules are gone.",
        main=False,
    )  # fmt: skip
    source_level: float = readout(
        symbol="c₀", unit="nM", label="Level at the source", doc="The steady concentration where the pictures begin: "
        "at the edge of the source.", main=False,
    )  # fmt: skip
    cell_output: float | Absent = readout(
        symbol="Q", unit="molecules/s", label="Output of the cell", doc="4πa²·j₀, in 3D.", main=False,
    )  # fmt: skip


def source_of(params: Params, *, thin: bool = False) -> Source:
    """Return the source that ``params`` describe, its strength in nM·µm³/s; ``thin`` leaves out its width or body."""
    radius = params.source_radius
    area = {"1D": 1.0, "2D": 2 * math.pi * radius, "3D": 4 * math.pi * radius**2}[params.dimension]
    return Source(
        dimension=params.dimension,
        strength=params.influx * area / MOLECULES_PER_UM3_PER_NM,
        diffusivity=params.diffusivity,
        loss_rate=params.loss_rate,
        length=params.tissue_length,
        width=params.strip_width if params.dimension == "1D" and not thin else 0.0,
        radius=radius if params.dimension == "3D" and params.cell_body and not thin else 0.0,
    )


def simulate(params: Params) -> Result:
    """Return the gradient that ``params`` build."""
    source = source_of(params)
    start = 0.0 if params.dimension == "1D" else params.source_radius
    position = start + np.linspace(0, params.tissue_length, POSITIONS)
    moments = np.geomspace(FIRST_MINUTE, LAST_MINUTE, MOMENTS)
    growth_time = np.linspace(0, GROWTH_IN_LOSS_TIMES / params.loss_rate, MOMENTS) / SECONDS_PER_MINUTE
    now = np.array([params.time * SECONDS_PER_MINUTE])
    profile, steady = source.rise(position, now)[0], source.steady(position)
    thin = source_of(params, thin=True)
    edges, weight = _walker_bins(thin, start)
    walked = np.linspace(min(start, edges[-1] / 4), edges[-1], WALKER_POSITIONS)
    return Result(
        params=params,
        position=position,
        profile=profile,
        steady=steady,
        delay=source.delay(position) / SECONDS_PER_MINUTE,
        moments=moments,
        field=source.rise(position, moments * SECONDS_PER_MINUTE),
        growth_time=growth_time,
        growth=_from_nothing(source, position, growth_time),
        walker_position=walked,
        walker_field=_from_nothing(thin, walked, growth_time),
        diffusion_time=position**2 / (2 * int(params.dimension[0]) * params.diffusivity) / SECONDS_PER_MINUTE,
        walker_edges=edges,
        walker_weight=weight,
        decay_length=math.sqrt(params.diffusivity / params.loss_rate),
        loss_time=1 / params.loss_rate / SECONDS_PER_MINUTE,
        border=_border(position, profile, lambda x: source.rise(x, now)[0], params.threshold),
        steady_border=_border(position, steady, source.steady, params.threshold),
        half_life=math.log(2) / params.loss_rate / SECONDS_PER_MINUTE,
        source_level=float(steady[0]),
        cell_output=4 * math.pi * params.source_radius**2 * params.influx
        if params.dimension == "3D"
        else Absent("only a cell (3D) has a total output"),
        **_read(source, params, start),
    )


def _from_nothing(source: Source, position: Array, minutes: Array) -> Array:
    """Return the build-up (T, X) over ``minutes`` that begin at 0, where there is nothing yet."""
    rise = source.rise(position, minutes[1:] * SECONDS_PER_MINUTE)
    return np.vstack([np.zeros_like(position), rise])


def _read(source: Source, params: Params, start: float) -> dict[str, float | Absent]:
    """Return what is read at the reading position at time t."""
    names = ("concentration", "fraction_of_steady", "accumulation_time", "time_to_most")
    if params.reading_position < start:
        return dict.fromkeys(names, Absent("the reading position lies inside the source"))
    if params.reading_position > start + params.tissue_length:
        return dict.fromkeys(names, Absent("the reading position lies beyond the end of the tissue"))
    place = np.array([params.reading_position])
    level = float(source.rise(place, np.array([params.time * SECONDS_PER_MINUTE]))[0, 0])
    final = float(source.steady(place)[0])
    none = Absent("next to nothing ever gets that far")
    return {
        "concentration": level,
        "fraction_of_steady": 100 * level / final if final > NOTHING else none,
        "accumulation_time": float(source.delay(place)[0]) / SECONDS_PER_MINUTE,
        "time_to_most": _arrival(source, place, 0.95 * final) / SECONDS_PER_MINUTE if final > NOTHING else none,
    }


def _arrival(source: Source, place: Array, level: float) -> float:
    """Return when (s) the rising level at ``place`` passes ``level``."""
    reach = math.sqrt(source.diffusivity / source.loss_rate)
    first, last = 1e-12 / source.loss_rate, (10 + 2 * float(place[0]) / reach) / source.loss_rate
    return crossing(lambda times: source.rise(place, times)[:, 0], first, last, level, log=True)


def _border(position: Array, levels: Array, level_at: Callable[[Array], Array], threshold: float) -> float | Absent:
    """Return where falling ``levels``, made by ``level_at``, cross ``threshold`` (µm)."""
    if levels[0] < threshold:
        return Absent("the level is below the threshold everywhere")
    if levels[-1] >= threshold:
        return Absent("the level is above the threshold everywhere")
    return crossing(level_at, float(position[0]), float(position[-1]), threshold)


def _walker_bins(source: Source, start: float) -> tuple[Array, Array]:
    """Return the edges (µm) of the walkers' bins and the level (nM) that one walker in a bin stands for.

    ``WALKERS`` live at a time in the end, so WALKERS·k are born per second, and each is source.strength/(WALKERS·k)
    of what the source gives. A bin is a slice in 1D, a ring in 2D, a shell in 3D.
    """
    reach = math.sqrt(source.diffusivity / source.loss_rate)
    edges = np.linspace(0, min(start + source.length, WALKER_REACH * reach), WALKER_BINS + 1)
    dimensions = int(source.dimension[0])
    volumes = np.diff(edges**dimensions) * {1: 1.0, 2: math.pi, 3: 4 * math.pi / 3}[dimensions]
    return edges, source.strength / (WALKERS * source.loss_rate) / volumes


def checks(result: Result) -> tuple[Check, ...]:
    """Return how far the closed forms are from pulses summed, molecules counted and arrivals averaged."""
    params = result.params
    start = float(result.position[0])
    place = min(max(params.reading_position, start), start + 5 * result.decay_length, float(result.position[-1]))
    return gradient_trust.checks(source_of(params), place, params.time * SECONDS_PER_MINUTE)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return gradient_trust.cautions(source_of(result.params), result.params.as_dict(), result.readouts())
