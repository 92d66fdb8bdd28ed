"""Gradient sensing: how small a gradient a cell can read, and where.

A cell in a gradient compares its receptors at the front and at the back. At the level C the share of active receptors
is A(C) = C/(α + βC): without desensitization the occupancy θ = C/(C + K_d), with it a share that falls to 1/β
(``gradient_sensing_receptors``). Around a round cell the level is C e^((p/2)cos φ), p being the steepness, the relative
change across the diameter; on top of it there may be a uniform swamp c_ex. Then

* difference  ΔA = A(front) − A(back) ≈ p_eff dA/d ln C; without desensitization Δθ ≈ p K_d C/(K_d + C)²,
  with p_eff = p C/(C + c_ex) at the total level C + c_ex;
* noise       each receptor is active or not by chance. The best unbiased estimate of p has the variance
  σ² = (4/⟨cos²⟩) A(1 − A)/[N n (dA/d ln C)²], with 4/⟨cos²⟩ = 8 on a ring and 12 on a sphere, N receptors and n
  independent looks. Without desensitization σ² = 8(K_d + C)²/(N n K_d C) on a ring [Hu2010];
* z = p_eff/σ, and the mean cosine of an ideal observer's guess in the plane in which the cell crawls,
  CI = √(π/8) z e^(−z²/4)[I₀(z²/4) + I₁(z²/4)]. It is an upper bound: no mechanism inside the cell is noisy;
* diffusion   random arrival alone leaves, along one direction, a variance of a|∇c|/c₀ of 1/(12πDac₀T) for a perfect
  absorber and 5/(7πDac₀T) for a perfect monitor, 60/7 times as much [EndresWingreen2008]. p is twice a|∇c|/c₀.

The gradient is set by hand (p the same everywhere, an exponential), or follows from a source
(``gradient_sensing_field``): then the distance gives C and p. The guided distance is the length of the stretch with
z > 1. Rates of desensitization: [WuLin2011], after [LinButcher2008].

Assumed: p is small (σ is that of the limit p → 0); receptors are independent, alike and evenly spread; the gradient
stands still and the receptors are at their steady state in it. Ignored: temporal sensing, memory and competing cues,
uptake of ligand by the cell, and whatever the cell does with the signal (see ``polarity`` and ``migration``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.chemokine import gradient_sensing_limits as limits
from models.chemokine import gradient_sensing_setting as setting
from models.chemokine import gradient_sensing_trust as trust
from models.chemokine.gradient_sensing_sampling import Rim
from models.chemokine.shared import Shared
from models.quantities import Array, ParameterSet, choice, parameter, redeclared, switch
from models.results import Absent, Caution, Check, ResultSet, readout, series

SOURCES = ("plane", "point", "vessel", "linear")


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    concentration: float = redeclared(Shared, "concentration", main=True, when=("gradient_from", "hand"))
    steepness: float = redeclared(Shared, "steepness", main=True, when=("gradient_from", "hand"))
    distance: float = parameter(
        50, symbol="x", unit="µm", low=1, high=1000, scale="log", label="Distance from the source",
        doc="From the edge of the source to the middle of the cell. It gives the concentration and the steepness.",
        evidence="C", main=True, when=("gradient_from", *SOURCES),
    )  # fmt: skip
    receptors: float = parameter(
        2.5e4, symbol="N", unit="per cell", low=1e3, high=1e6, scale="log", label="Receptors",
        doc="How many receptors count the attractant. The error of the estimate falls with the root of this number.",
        evidence="A", source="WuLin2011", main=True,
    )  # fmt: skip
    gradient_from: Literal["hand", "plane", "point", "vessel", "linear"] = choice(
        "hand", label="The gradient is set by", doc="By hand: you choose the level and the steepness, and the gradient "
        "is as steep everywhere (an exponential). From a source: the distance of the cell gives both.",
        options={"hand": "Hand: level and steepness", "plane": "A flat source", "point": "A small round source",
                 "vessel": "A vessel", "linear": "A linear chamber"},
    )  # fmt: skip
    affinity: float = redeclared(Shared, "affinity")
    independent_samples: float = parameter(
        1, symbol="n", unit="", low=1, high=100, scale="log", label="Independent looks",
        doc="How many times the cell counts its receptors anew. 1 is one snapshot.", evidence="C",
    )  # fmt: skip
    sensor_shape: Literal["sphere", "ring"] = choice(
        "sphere", options={"sphere": "Sphere", "ring": "Ring"}, label="Receptors lie on a",
        doc="On a ring all receptors lie in the plane of the gradient; on a sphere many lie near the poles and tell "
        "less.",
    )  # fmt: skip
    source_level: float = parameter(
        10, symbol="c₀", unit="nM", low=0.01, high=1e4, scale="log", label="Level at the source",
        doc="The concentration at the edge of the source.", evidence="C", group="Source",
        when=("gradient_from", *SOURCES),
    )  # fmt: skip
    gradient_length: float = parameter(
        100, symbol="λ", unit="µm", low=10, high=1000, scale="log", label="Length of the gradient",
        doc="The decay length; far from the source the level falls to 37 % over it. In the linear chamber it is the "
        "whole length, from the full to the empty end.", evidence="C", group="Source",
        when=("gradient_from", *SOURCES),
    )  # fmt: skip
    source_radius: float = parameter(
        10, symbol="a_s", unit="µm", low=1, high=100, scale="log", label="Radius of the source",
        doc="Of the small round source or of the vessel.", evidence="C", group="Source",
        when=("gradient_from", "point", "vessel"),
    )  # fmt: skip
    swamp: float = parameter(
        0, symbol="c_ex", unit="nM", low=0.1, high=1e4, scale="log", zero=True, label="Uniform ligand added",
        doc="A swamp: the same everywhere, on top of the gradient. It fills receptors and tells no direction.",
        evidence="C", group="Source",
    )  # fmt: skip
    cell_radius: float = parameter(
        5, symbol="a", unit="µm", low=2, high=10, label="Cell radius", evidence="B", group="Cell and diffusion",
        doc="A larger cell spans more of a source's gradient, and meets more molecules.",
    )  # fmt: skip
    diffusivity: float = redeclared(
        Shared, "diffusivity", group="Cell and diffusion",
        doc="It sets how many molecules of the chemokine the cell can meet. The mark is that of albumin in tissue.",
    )  # fmt: skip
    integration_time: float = parameter(
        10, symbol="T", unit="s", low=1, high=1000, scale="log", label="Counting time", evidence="C",
        doc="How long the cell counts arriving molecules. It enters the two limits of diffusion; looks are set apart.",
        group="Cell and diffusion",
    )  # fmt: skip
    desensitization: bool = switch(
        False, label="Receptors desensitize", group="Desensitization",
        doc="On: an active receptor may be silenced, taken in and brought back. Only active receptors then count.",
    )  # fmt: skip
    release_rate: float = parameter(
        0.37, symbol="k_r", unit="1/s", low=0.01, high=10, scale="log", label="Release rate", evidence="A",
        source="WuLin2011", doc="How often a receptor lets its ligand go. The binding rate is k_r/K_d.",
        group="Desensitization",
    )  # fmt: skip
    desensitization_rate: float = parameter(
        0.065, symbol="k_des", unit="1/s", low=1e-3, high=1, scale="log", label="Desensitization rate", evidence="A",
        source="WuLin2011", doc="How often an active receptor is silenced.", group="Desensitization",
        when=("desensitization", True),
    )  # fmt: skip
    internalization_rate: float = parameter(
        0.0033, symbol="k_i", unit="1/s", low=1e-4, high=0.1, scale="log", label="Internalization rate", evidence="A",
        source="WuLin2011", doc="How often a silenced receptor is taken in.", group="Desensitization",
        when=("desensitization", True),
    )  # fmt: skip
    recycling_rate: float = parameter(
        0.004, symbol="k_up", unit="1/s", low=1e-4, high=0.1, scale="log", label="Recycling rate", evidence="A",
        source="WuLin2011", doc="How often a receptor inside the cell comes back to the surface.",
        group="Desensitization", when=("desensitization", True),
    )  # fmt: skip
    seed: int = parameter(
        3, symbol="", unit="", low=1, high=999, integer=True, label="Seed of the receptors",
        doc="Another seed, another draw of the receptors and other cells; the same seed shows the same draw.",
        evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The cell at its place, what it could do at others, and its receptors drawn at random."""

    params: Params
    level: Array = series(symbol="C", unit="nM", label="Concentration")
    difference: Array = series(symbol="Δθ", unit="%", label="Difference front to back", axes=("level",))
    difference_noise: Array = series(symbol="δ", unit="%", label="Noise of the difference", axes=("level",))
    index: Array = series(symbol="CI", unit="", label="Ideal index (upper bound)", axes=("level",))
    noise_curve: Array = series(symbol="σ", unit="", label="Noise of the steepness", axes=("level",))
    absorber_curve: Array = series(symbol="σₐ", unit="", label="Noise, perfect absorber", axes=("level",))
    monitor_curve: Array = series(symbol="σₘ", unit="", label="Noise, perfect monitor", axes=("level",))
    map_level: Array = series(symbol="C", unit="nM", label="Concentration")
    map_steepness: Array = series(symbol="p", unit="", label="Steepness across the cell")
    index_map: Array = series(
        symbol="CI", unit="", label="Ideal index (upper bound)", axes=("map_steepness", "map_level")
    )
    rim_angle: Array = series(symbol="φ", unit="°", label="Angle from the gradient")
    rim_share: Array = series(symbol="θ", unit="%", label="Expected occupancy", axes=("rim_angle",))
    sector_angle: Array = series(symbol="φ", unit="°", label="Angle of the sector")
    sector_share: Array = series(symbol="θ", unit="%", label="Occupancy drawn", axes=("sector_angle",))
    drawn_angle: Array = series(symbol="φ", unit="°", label="Angle of a drawn receptor")
    drawn_active: Array = series(symbol="", unit="", label="Drawn receptor is occupied", axes=("drawn_angle",))
    guesses: Array = series(symbol="φ", unit="°", label="Directions that cells guess")
    place: Array = series(symbol="x", unit="µm", label="Distance")
    place_level: Array = series(symbol="c", unit="nM", label="Level of the gradient", axes=("place",))
    place_signal: Array = series(symbol="z", unit="", label="Signal over noise", axes=("place",))
    step_time: Array = series(symbol="t", unit="s", label="Time after the step")
    step_desensitizing: Array = series(symbol="A", unit="%", label="Active share, desensitizing", axes=("step_time",))
    step_binding: Array = series(symbol="θ", unit="%", label="Active share, binding only", axes=("step_time",))
    guided: tuple[tuple[float, float], ...]
    occupancy_front: float = readout(
        symbol="θ₊", unit="%", label="Occupied at the front", doc="The share of active receptors at the foremost "
        "point of the cell.",
    )  # fmt: skip
    occupancy_back: float = readout(
        symbol="θ₋", unit="%", label="Occupied at the back", doc="The same at the rearmost point.",
    )  # fmt: skip
    delta_occupancy: float = readout(
        symbol="Δθ", unit="%", label="Difference", doc="Front minus back, in percent of the receptors.",
    )  # fmt: skip
    signal_to_noise: float = readout(
        symbol="z", unit="", label="Signal over noise", doc="The effective steepness over its standard error, from one "
        "cell's receptors. Above 1 we call the gradient readable.",
    )  # fmt: skip
    ideal_ci: float = readout(
        symbol="CI", unit="", label="Ideal index: upper bound", doc="The mean cosine between an ideal observer's guess "
        "and the gradient: 1 is always right, 0 is blind. A real cell does worse.",
    )  # fmt: skip
    guided_distance: float = readout(
        symbol="ℓ", unit="µm", label="Guided distance", doc="The length of the stretch with signal over noise above "
        "1: from the source outward, or, if the gradient is set by hand, from the cell down the gradient.",
    )  # fmt: skip
    best_concentration: float = readout(
        symbol="C*", unit="nM", label="Best level", doc="The level at which the difference is largest for a given "
        "relative steepness.", main=False,
    )  # fmt: skip
    guided_end: float | Absent = readout(
        symbol="xₑ", unit="µm", label="Guided up to", doc="How far out signal over noise is above 1.", main=False,
    )  # fmt: skip
    noise: float = readout(
        symbol="σ", unit="", label="Noise of the steepness", doc="The standard error of p, from counting receptors.",
        main=False,
    )  # fmt: skip
    absorber_noise: float = readout(
        symbol="σₐ", unit="", label="Limit, absorber", doc="The standard error of p for a cell that counts and takes "
        "up each molecule that it meets during T.", main=False,
    )  # fmt: skip
    monitor_noise: float = readout(
        symbol="σₘ", unit="", label="Limit, monitor", doc="The same for a cell that lets the molecules pass.",
        main=False,
    )  # fmt: skip
    local_level: float = readout(
        symbol="C", unit="nM", label="Level at the cell", doc="The gradient's own ligand and the uniform ligand "
        "together.", main=False,
    )  # fmt: skip
    local_steepness: float = readout(
        symbol="p′", unit="", label="Effective steepness", doc="The relative change of all ligand across the cell.",
        main=False,
    )  # fmt: skip
    active_share: float = readout(
        symbol="A", unit="%", label="Active receptors", doc="The share that is active at the level of the cell, in the "
        "long run.", main=False,
    )  # fmt: skip
    peak_share: float | Absent = readout(
        symbol="Aₚ", unit="%", label="Peak after a step", doc="The largest active share after ligand came all at "
        "once, at the level of the cell.", main=False,
    )  # fmt: skip
    peak_time: float | Absent = readout(
        symbol="tₚ", unit="s", label="Time of the peak", doc="When that share is reached.", main=False,
    )  # fmt: skip
    sampling_time: float = readout(
        symbol="tₙ", unit="s", label="Time the looks take", doc="2n/(k_r + k_f C): about how long independent looks "
        "take, since a receptor forgets only when it lets go or binds.", main=False,
    )  # fmt: skip
    guess_angle: float = readout(
        symbol="φ̂", unit="°", label="This cell's guess", doc="The direction that the drawn receptors point to; 0 is "
        "up the gradient.", main=False,
    )  # fmt: skip
    source_output: float | Absent = readout(
        symbol="Q", unit="molecules/s", label="Output of the source", doc="What a small round source must give off to "
        "hold its level.", main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return what the cell reads at its place, what it would read elsewhere, and one draw of its receptors."""
    cell, field = setting.cell_of(params), setting.field_of(params)
    where, own, steepness = setting.place_of(params)
    here, slope = np.array([own]), np.array([steepness])
    total = own + params.swamp
    noise, effective = float(cell.noise(here + params.swamp)[0]), float(cell.effective(here, slope)[0])
    rim = Rim(own, steepness, params.swamp)
    front, back = (100 * float(cell.receptors.active(rim.around(np.array([side])))[0]) for side in (1.0, -1.0))
    return Result(
        params=params,
        occupancy_front=front,
        occupancy_back=back,
        delta_occupancy=100 * float(cell.difference(here, slope)[0]),
        signal_to_noise=effective / noise,
        ideal_ci=float(limits.ideal_index(np.array([effective / noise]))[0]),
        best_concentration=cell.receptors.alpha / cell.receptors.beta + params.swamp,
        noise=noise,
        absorber_noise=float(setting.diffusive(params, here + params.swamp, limits.ABSORBER)[0]),
        monitor_noise=float(setting.diffusive(params, here + params.swamp, limits.MONITOR)[0]),
        local_level=total,
        local_steepness=effective,
        active_share=100 * float(cell.receptors.active(here + params.swamp)[0]),
        sampling_time=2 * params.independent_samples / (params.release_rate * (1 + total / params.affinity)),
        source_output=field.output(params.diffusivity)
        if params.gradient_from == "point"
        else Absent("only a small round source has an output of its own"),
        **setting.curves(params, cell, steepness),
        **setting.index_map(cell),
        **setting.drawn(params, cell, rim, effective, noise),
        **setting.profile(params, cell, field, where),
        **setting.step(params, total),
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return how far the closed forms are from quadratures, from the kinetics and from the balance of ligand."""
    params = result.params
    where, own, _ = setting.place_of(params)
    return trust.checks(
        setting.cell_of(params),
        setting.field_of(params),
        where,
        own,
        result.signal_to_noise,
        result.ideal_ci,
        result.noise,
    )


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return trust.cautions(result.params.as_dict(), result.readouts(), setting.place_of(result.params))
