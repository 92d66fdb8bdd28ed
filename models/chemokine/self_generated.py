r"""Can cells make the gradient they follow? They degrade an attractant that is everywhere, and walk out of the hole.

.. math:: c_t = D c'' - k_{deg}\,\rho(x,t)\,\frac{c}{K_m + c}

on 2 mm between two walls, uniform at the start, ρ the cells that scavenge. Each of 60 cells compares the occupancy
θ = c/(c + K_d) of its receptors at front and back, a cell length apart, and walks with

.. math:: dx = v\,CI_{max}\frac{g}{|g| + g_0}\,dt + \sqrt{v^2\tau}\,dW, \qquad g = \theta(x + L/2) - \theta(x - L/2)

for four hours. A perfect sink that moves at v stands at the foot of :math:`c = c_\infty(1 - e^{-vx/D})`: the front is
D/v long. An imposed gradient, for comparison, is :math:`c = C_0 x/L` held as it is.

Method: finite volumes of 10 µm and implicit steps of two minutes, with the sink (``models.numerics.degraded_line``);
all places of the sink are run side by side. The scan over C₀ runs 13 levels at once on 20 µm. Cells reflect at the
walls; their noise is seeded and stratified (``self_generated_run``).

Assumptions: one dimension; cells do not touch, divide or stop; nobody secretes attractant; receptors answer at once.
Ignored: secretion by the tissue, adhesion between cells, receptor uptake that saturates sensing, two dimensions.

References: Tweedy2020 and Tweedy2016 (self-generated gradients), Venkiteswaran2013 and Dona2013 (sink at the rear),
Torisawa2010 (separate sink cells), Naumann2010 (scavenging without saturation).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from models.chemokine import self_generated_trust
from models.chemokine.self_generated_run import (
    BAND,
    EVERY,
    LENGTH,
    MINUTES,
    Sink,
    Worlds,
    lead,
    run,
    unguided,
)
from models.chemokine.shared import Shared
from models.numerics.degraded_line import Line
from models.quantities import Array, ParameterSet, choice, parameter, redeclared
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import SECONDS_PER_MINUTE

SINKS: Final[tuple[Sink, ...]] = ("every", "leading", "rear", "separate")
LINE: Final = Line(LENGTH, 200)
COARSE: Final = Line(LENGTH, 100)
SCAN: Final = np.geomspace(1.0, 1e4, 13)
"""nM: the levels of attractant that are compared."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    initial_concentration: float = parameter(
        100.0, symbol="C₀", unit="nM", low=1.0, high=1e4, scale="log", main=True, label="Attractant at the start",
        doc="The level everywhere at time 0; in an imposed gradient, the level at its far end.", evidence="C",
    )  # fmt: skip
    degradation: float = parameter(
        5.0, symbol="k_deg", unit="nM µm/s per cell", low=0.05, high=50.0, zero=True, scale="log", main=True,
        label="Degradation",
        doc="The most that one scavenging cell destroys. Off: nobody scavenges.", evidence="C",
        when=("field", "uniform"),
    )  # fmt: skip
    sink: Sink = choice(
        "every", options={
            "every": "every cell", "leading": "the leading cells", "rear": "the rear cells",
            "separate": "separate cells that stay",
        },
        label="Who scavenges", main=True, doc="Which cells destroy attractant; separate ones stay at the start.",
        when=("field", "uniform"),
    )  # fmt: skip
    field: Literal["uniform", "imposed"] = choice(
        "uniform", options={"uniform": "uniform: the cells make it", "imposed": "imposed from outside"},
        label="Gradient", main=True,
        doc="Uniform: the same level everywhere at the start. Imposed: rising to the right, held as it is.",
    )  # fmt: skip
    affinity: float = redeclared(Shared, "affinity", default=10.0, high=1e4, evidence="C", group="The cells")
    speed: float = redeclared(Shared, "speed", low=1.0, scale="linear", evidence="C", group="The cells")
    persistence: float = redeclared(Shared, "persistence", group="The cells")
    ci_max: float = parameter(
        0.7, symbol="CI_max", unit="", low=0.0, high=1.0, label="Best chemotactic index",
        doc="How straight a cell walks up a steep gradient: 1 is straight.", evidence="C", group="The cells",
    )  # fmt: skip
    half_difference: float = parameter(
        0.02, symbol="g₀", unit="", low=0.001, high=0.1, scale="log", label="Half-guiding difference",
        doc="Difference in occupancy from back to front that guides half as well as can be.", evidence="C",
        group="The cells",
    )  # fmt: skip
    cell_length: float = parameter(
        10.0, symbol="L", unit="µm", low=5.0, high=40.0, label="Cell length",
        doc="How far apart a cell's front and back are.", evidence="B", group="The cells",
    )  # fmt: skip
    diffusivity: float = redeclared(
        Shared, "diffusivity", default=200.0, evidence="C", group="Attractant and sink",
        doc="How fast the attractant spreads. The mark is that of albumin in tissue.",
    )  # fmt: skip
    enzyme_half: float = parameter(
        10.0, symbol="K_m", unit="nM", low=0.1, high=1e4, scale="log", label="Half-saturation of scavenging",
        doc="Level at which scavenging runs at half its limit. Far above all levels: it never saturates.",
        evidence="C", when=("field", "uniform"), group="Attractant and sink",
    )  # fmt: skip
    sink_share: float = parameter(
        10.0, symbol="s", unit="%", low=5.0, high=50.0, label="Share that scavenges",
        doc="How many of the cells scavenge if it is the leading or the rear ones.", evidence="C",
        when=("sink", "leading", "rear"), group="Attractant and sink",
    )  # fmt: skip
    space_behind: float = parameter(
        0.0, symbol="x₀", unit="µm", low=0.0, high=1000.0, label="Space behind the cells",
        doc="Tissue with attractant between the left wall and the cells at the start.", evidence="C",
        group="Attractant and sink",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Attractant and cells over four hours; the same with the sink elsewhere; lead distance over C₀."""

    params: Params
    time: Array = series(symbol="t", unit="min", label="Time")
    position: Array = series(symbol="x", unit="µm", label="Position")
    cell: Array = series(symbol="", unit="", label="Number of the cell")
    level: Array = series(symbol="c", unit="nM", label="Attractant", axes=("time", "position"))
    cells: Array = series(symbol="x", unit="µm", label="Position of a cell", axes=("time", "cell"))
    level_at_cells: Array = series(symbol="c", unit="nM", label="Attractant at a cell", axes=("time", "cell"))
    cells_unguided: Array = series(symbol="x", unit="µm", label="Cell without gradient", axes=("time", "cell"))
    lead_path: Array = series(symbol="x_lead", unit="µm", label="Leading tenth", axes=("time",))
    lead_unguided: Array = series(symbol="x_lead", unit="µm", label="Leading tenth, no gradient", axes=("time",))
    place: Array = series(symbol="", unit="", label="Place of the sink (0 every cell … 3 separate cells)")
    lead_by_place: Array = series(symbol="d", unit="µm", label="Lead distance", axes=("place",))
    group_by_place: Array = series(symbol="d̄", unit="µm", label="Mean distance", axes=("place",))
    scan: Array = series(symbol="C₀", unit="nM", label="Attractant at the start")
    lead_self_made: Array = series(symbol="d", unit="µm", label="Lead distance, self-made", axes=("scan",))
    lead_imposed: Array = series(symbol="d", unit="µm", label="Lead distance, imposed", axes=("scan",))
    lead_distance: float = readout(
        symbol="d", unit="µm", label="Lead distance",
        doc="How far the leading tenth of the cells is from the middle of the start, on average, after 4 h.",
    )  # fmt: skip
    group_distance: float = readout(
        symbol="d̄", unit="µm", label="Mean distance", doc="How far all cells have come, on average."
    )  # fmt: skip
    unguided_distance: float = readout(
        symbol="d₀", unit="µm", label="Lead distance, unguided", doc="What these cells reach by random walking alone."
    )  # fmt: skip
    removed: float | Absent = readout(
        symbol="R", unit="%", label="Attractant removed", doc="Of all attractant at the start."
    )  # fmt: skip
    front_length: float = readout(
        symbol="D/v", unit="µm", label="Length of the front", doc="Of the gradient ahead of a perfect sink at speed v."
    )  # fmt: skip
    level_at_lead: float = readout(
        symbol="c_lead", unit="nM", label="Level at the lead", doc="Attractant where the leading tenth is.", main=False
    )  # fmt: skip
    group_unguided: float = readout(
        symbol="d̄₀", unit="µm", label="Mean distance, unguided", doc="Mean distance by random walking alone.",
        main=False,
    )  # fmt: skip
    best_level: float | Absent = readout(
        symbol="C₀*", unit="nM", label="Best level", doc="C₀ at which a self-made gradient leads farthest.", main=False
    )  # fmt: skip
    crossing_low: float | Absent = readout(
        symbol="C₁", unit="nM", label="First crossing", main=False,
        doc="C₀ from which a self-made gradient leads farther than the imposed one.",
    )  # fmt: skip
    crossing_high: float | Absent = readout(
        symbol="C₂", unit="nM", label="Second crossing", main=False,
        doc="C₀ from which the imposed one leads farther again.",
    )  # fmt: skip


NOT_DEGRADED: Final = Absent("an imposed gradient is held as it is")
NO_WAVE: Final = Absent("at no level do the cells get farther than by random walking")
NO_CROSSING: Final = Absent("the two curves do not cross there")


def simulate(params: Params) -> Result:
    """Return the run with the chosen sink, the others beside it, and the scan over C₀."""
    worlds, row = _chosen(params)
    walked = unguided(params)
    middle = params.space_behind + BAND / 2
    cells, level = worlds.position[:, row], worlds.level[:, row]
    self_made, imposed = _scan(params.replace(initial_concentration=SCAN[0], field="uniform"))
    low, high = _crossings(self_made, imposed)
    places = lead(worlds.position[-1, : len(SINKS)]), worlds.position[-1, : len(SINKS)].mean(axis=1)
    plain = float(lead(walked[-1])) - middle
    at_lead = LINE.read(level[-1:], lead(cells[-1:])[np.newaxis])
    initial = params.initial_concentration * LENGTH
    return Result(
        params=params,
        time=np.arange(0.0, MINUTES + 1, EVERY),
        position=LINE.centers(),
        cell=np.arange(float(cells.shape[1])),
        level=level.copy(),
        cells=cells.copy(),
        level_at_cells=LINE.read(level, cells),
        cells_unguided=walked,
        lead_path=lead(cells),
        lead_unguided=lead(walked),
        place=np.arange(float(len(SINKS))),
        lead_by_place=places[0] - middle,
        group_by_place=places[1] - middle,
        scan=SCAN.copy(),
        lead_self_made=self_made.copy(),
        lead_imposed=imposed.copy(),
        lead_distance=float(lead(cells[-1])) - middle,
        group_distance=float(cells[-1].mean()) - middle,
        unguided_distance=plain,
        removed=100 * float(worlds.removed[row]) / initial if params.field == "uniform" else NOT_DEGRADED,
        front_length=params.diffusivity * SECONDS_PER_MINUTE / params.speed,
        level_at_lead=float(at_lead[0, 0]),
        group_unguided=float(walked[-1].mean()) - middle,
        best_level=float(SCAN[int(np.argmax(self_made))]) if self_made.max() > 1.05 * plain else NO_WAVE,
        crossing_low=low,
        crossing_high=high,
    )


@lru_cache(maxsize=8)
def worlds_of(params: Params) -> Worlds:
    """Return the runs from C₀ with the sink in each of its places, and one in an imposed gradient."""
    uniform = np.full((len(SINKS), LINE.volumes), params.initial_concentration)
    rising = params.initial_concentration * LINE.centers() / LENGTH
    return run(params, np.vstack([uniform, rising]), SINKS)


def _chosen(params: Params) -> tuple[Worlds, int]:
    """Return the runs and the row that is shown; which one is chosen changes none of them."""
    row = SINKS.index(params.sink) if params.field == "uniform" else len(SINKS)
    return worlds_of(params.replace(sink="every", field="uniform")), row


@lru_cache(maxsize=16)
def _scan(params: Params) -> tuple[Array, Array]:
    """Return the lead distances over ``SCAN`` in a self-made and in an imposed gradient; C₀ of ``params`` is unused."""
    uniform = np.repeat(SCAN[:, np.newaxis], COARSE.volumes, axis=1)
    rising = uniform * COARSE.centers() / LENGTH
    sinks = (params.sink,) * SCAN.size
    worlds = run(params, np.vstack([uniform, rising]), sinks)
    distance = lead(worlds.position[-1]) - params.space_behind - BAND / 2
    return distance[: SCAN.size], distance[SCAN.size :]


def _crossings(self_made: Array, imposed: Array) -> tuple[float | Absent, float | Absent]:
    """Return the levels at which the self-made curve first rises above the imposed one, and last falls below it."""
    ahead = self_made - imposed
    rises = np.flatnonzero((ahead[:-1] <= 0) & (ahead[1:] > 0))
    falls = np.flatnonzero((ahead[:-1] > 0) & (ahead[1:] <= 0))

    def level(i: int) -> float:
        share = ahead[i] / (ahead[i] - ahead[i + 1])
        return float(np.exp(np.log(SCAN[i]) + share * np.log(SCAN[i + 1] / SCAN[i])))

    return (
        level(int(rises[0])) if rises.size else NO_CROSSING,
        level(int(falls[-1])) if falls.size else NO_CROSSING,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of the attractant, and unguided walking against its closed form."""
    return self_generated_trust.checks(result, *_chosen(result.params))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return self_generated_trust.cautions(result)
