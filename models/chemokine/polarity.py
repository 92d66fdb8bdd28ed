r"""How does a 1 % difference become one front? Figure 1 of Tanaka2005 on the ring of a cell's membrane.

Sensing is local excitation with global inhibition (``polarity_sensing``): R = E/I − 1 says how much more a place is
excited than the cell on the whole. Active (a) and inactive (b) Rac/Cdc42 exchange, and active ones call up more:

.. math:: \partial_t a = b\Big(k_0 + k_S\frac{R_+}{0.05} + \frac{\gamma a^2}{K^2 + a^2}\Big) - \delta a + D_a a'',
          \qquad \partial_t b = -(\ldots) + D_b b''

(``models.numerics.wave_pinning``). PI3K, PIP3, PTEN, F-actin, Rho and actomyosin follow from a
(``polarity_network``, with knockouts and drugs). The cell rests in a uniform signal; at time 0 the signal is multiplied
by the step and the gradient begins; at the flip time the gradient turns round.

Method: 64 nodes on 30 µm; sensing exact; splitting with exact diffusion and an exponential reaction step that keeps
a + b at every node; steps of 0.2 s or less (0.05 s changes the front by 0.1 %).

Assumptions: a round cell that stays where it is; one variable for Rac and Cdc42; no chance, except where Cdc42 is
knocked out and the front forms where chance puts it. Ignored: actin mechanics, membrane tension, shape, inhibition of
Rac by Rho, receptor desensitization.

References: Tanaka2005 (the network), Levchenko2002 and Ma2004 (sensing), Mori2008 (wave pinning, its rates).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from models.chemokine import polarity_front, polarity_trust
from models.chemokine.polarity_network import HALF_LEVEL, KNOCKOUTS, LOSS, Wiring
from models.chemokine.polarity_sensing import Sensing, Stretch, occupancy
from models.chemokine.shared import Shared
from models.numerics.wave_pinning import NODES, Ring, WavePinning
from models.quantities import Array, ParameterSet, choice, parameter, redeclared
from models.results import Absent, Caution, Check, ResultSet, readout, series

CIRCUMFERENCE: Final = 30.0
"""µm around the cell."""
RUN: Final = 150.0
AFTER_FLIP: Final = 200.0
"""Seconds of a run without a flip, and after a flip."""
FRAMES: Final = 90
FRONT_READ: Final = ("rac", "pip3", "pten", "rho", "f_actin")
BACK_READ: Final = ("rac", "pip3", "pten", "rho", "actomyosin")
"""The molecules whose level at the front, or at the back, is a readout."""
LONGEST_STEP: Final = 0.2
SIGNAL_UNIT: Final = 0.05
"""The stimulus gain is the input of a place that is excited by this much more than the cell on the whole."""
CHANCE_INPUT: Final = 0.0125
CHANCE_TIME: Final = 15.0
"""Without Cdc42: input (1/s) at the place that chance picks, as in a gradient of 5 %, and how long (s)."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    steepness: float = redeclared(
        Shared, "steepness", low=-0.5, scale="linear", main=True, evidence="C", source=None, literature=None,
        doc="Difference of the level across the cell, as a share of its mean. Below 0 it points to the left, at 0 the "
        "signal is uniform.",
    )  # fmt: skip
    step: float = parameter(
        1.0, symbol="f", unit="", low=0.1, high=100.0, scale="log", main=True, label="Step of the signal",
        doc="The factor by which the concentration changes everywhere at time 0. At 1 only the gradient is new.",
        evidence="C",
    )  # fmt: skip
    flip_time: float = parameter(
        0.0, symbol="t_f", unit="s", low=10.0, high=300.0, zero=True, main=True, label="Flip of the gradient",
        doc="When the gradient turns round. Off: never. The run then lasts 200 s more.", evidence="C",
    )  # fmt: skip
    knockout: Literal["none", "gai", "ga13", "pi3k", "pten", "rac", "cdc42", "rho", "actomyosin"] = choice(
        "none", options=KNOCKOUTS, main=True, label="Knocked out",
        doc="The part of the network that the cell lacks. What this changes in the model is a teaching choice.",
    )  # fmt: skip
    pi3k_gain: float = parameter(
        1.0, symbol="g_PI3K", unit="", low=0.0, high=1.0, group="Drugs", label="PI3K left by an inhibitor",
        doc="1: no drug. 0: no PI3K activity, so no input from the receptor and half of the feedback.", evidence="C",
    )  # fmt: skip
    gai_gain: float = parameter(
        1.0, symbol="g_Gαi", unit="", low=0.0, high=1.0, group="Drugs", label="Gαi left by pertussis toxin",
        doc="1: no toxin. 0: the receptor no longer reaches the front module.", evidence="C",
    )  # fmt: skip
    rock_gain: float = parameter(
        1.0, symbol="g_ROCK", unit="", low=0.0, high=1.0, group="Drugs", label="ROCK left by an inhibitor",
        doc="1: no drug. 0: Rho is there, but actomyosin does not contract.", evidence="C",
    )  # fmt: skip
    total_rac: float = parameter(
        2.27, symbol="a+b", unit="", low=1.5, high=3.5, group="Rac and Cdc42", label="Total Rac",
        doc="Active and inactive molecules together, mean around the cell, in units of K.",
        evidence="A2", source="Mori2008",
    )  # fmt: skip
    active_diffusion: float = parameter(
        0.1, symbol="D_a", unit="µm²/s", low=0.01, high=100.0, scale="log", group="Rac and Cdc42",
        label="Diffusion of active Rac", doc="On the membrane.", evidence="A2", source="Mori2008",
    )  # fmt: skip
    inactive_diffusion: float = parameter(
        10.0, symbol="D_b", unit="µm²/s", low=0.01, high=100.0, scale="log", group="Rac and Cdc42",
        label="Diffusion of inactive Rac", doc="Inside the cell.", evidence="A2", source="Mori2008",
    )  # fmt: skip
    concentration: float = redeclared(
        Shared, "concentration", group="Signal", doc="Mean level around the cell after the step.",
    )  # fmt: skip
    affinity: float = redeclared(Shared, "affinity", group="Signal")
    stimulus_gain: float = parameter(
        0.05, symbol="k_S", unit="1/s", low=0.0, high=0.5, group="Signal", label="Strength of the input",
        doc="Activation of Rac where a place is excited 5 % more than the cell on the whole.", evidence="C",
    )  # fmt: skip
    tau_local: float = parameter(
        1.0, symbol="τ_E", unit="s", low=0.1, high=60.0, scale="log", group="Signal", label="Time of the excitation",
        doc="How fast the local excitation follows the receptors.", evidence="C",
    )  # fmt: skip
    tau_global: float = parameter(
        5.0, symbol="τ_I", unit="s", low=0.1, high=60.0, scale="log", group="Signal", label="Time of the inhibition",
        doc="How fast the inhibition follows the mean of the receptors.", evidence="C",
    )  # fmt: skip
    seed: int = parameter(
        3, symbol="", unit="", low=1, high=999, integer=True, when=("knockout", "cdc42"), label="Chance",
        doc="Without Cdc42 the front forms where chance puts it: another number, another place.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Levels around the ring over time and at the end, the response of the sensing, and the numbers read from them."""

    params: Params
    angle: Array = series(symbol="φ", unit="°", label="Angle around the cell")
    time: Array = series(symbol="t", unit="s", label="Time")
    rac: Array = series(symbol="a", unit="", label="Active Rac", axes=("time", "angle"))
    pi3k: Array = series(symbol="", unit="", label="PI3K", axes=("time", "angle"))
    pip3: Array = series(symbol="P", unit="", label="PIP3", axes=("time", "angle"))
    pten: Array = series(symbol="", unit="", label="PTEN", axes=("time", "angle"))
    rho: Array = series(symbol="", unit="", label="Rho", axes=("time", "angle"))
    gai: Array = series(symbol="", unit="", label="Gαi", axes=("time", "angle"))
    receptors: Array = series(symbol="θ", unit="", label="Occupied receptors at the end", axes=("angle",))
    cdc42: Array = series(symbol="", unit="", label="Cdc42 at the end", axes=("angle",))
    ga13: Array = series(symbol="", unit="", label="Gα13 at the end", axes=("angle",))
    f_actin: Array = series(symbol="", unit="", label="F-actin at the end", axes=("angle",))
    actomyosin: Array = series(symbol="", unit="", label="Actomyosin at the end", axes=("angle",))
    direction: Array = series(symbol="", unit="°", label="Direction of the front", axes=("time",))
    polarity: Array = series(symbol="|v|", unit="", label="Polarity", axes=("time",))
    response_time: Array = series(symbol="t", unit="s", label="Time")
    response_right: Array = series(symbol="R", unit="", label="Response on the right", axes=("response_time",))
    response_left: Array = series(symbol="R", unit="", label="Response on the left", axes=("response_time",))
    switch_level: Array = series(symbol="a", unit="", label="Active Rac")
    switch_rest: Array = series(symbol="ȧ", unit="1/s", label="Net rate at rest", axes=("switch_level",))
    switch_end: Array = series(symbol="ȧ", unit="1/s", label="Net rate at the end", axes=("switch_level",))
    trust: polarity_trust.Evidence
    front: int
    front_back_ratio: float | Absent = readout(
        symbol="", unit="", label="Rac, front to back", doc="Active Rac at the front, per that at the back."
    )  # fmt: skip
    polarity_vector: float = readout(
        symbol="|v|", unit="", label="Polarity",
        doc="Length of the mean arrow of active Rac/Cdc42: 0 if it is even around the cell, 1 if all is in one place.",
    )  # fmt: skip
    front_angle: float | Absent = readout(
        symbol="", unit="°", label="Front off the gradient",
        doc="Angle between the front and the way up the gradient: 0° is right, 180° is the wrong way.",
    )  # fmt: skip
    polarization_time: float | Absent = readout(
        symbol="", unit="s", label="Front formed after",
        doc="When active Rac/Cdc42 first differ twofold between two places around the cell.", main=False,
    )  # fmt: skip
    reversal_time: float | Absent = readout(
        symbol="", unit="s", label="Front reversed after",
        doc="Time from the flip until the front points up the new gradient.",
    )  # fmt: skip
    front_share: float | Absent = readout(
        symbol="", unit="%", label="Share of the front",
        doc="Part of the membrane on which Rac/Cdc42 lie above the middle between front and back.", main=False,
    )  # fmt: skip
    rac_front: float = readout(symbol="", unit="", label="Rac, front", doc="Active Rac at the front.", main=False)
    rac_back: float = readout(symbol="", unit="", label="Rac, back", doc="Active Rac at the back.", main=False)
    pip3_front: float = readout(symbol="", unit="", label="PIP3, front", doc="0 to 1.", main=False)
    pip3_back: float = readout(symbol="", unit="", label="PIP3, back", doc="0 to 1.", main=False)
    pten_front: float = readout(symbol="", unit="", label="PTEN, front", doc="0 to 1.", main=False)
    pten_back: float = readout(symbol="", unit="", label="PTEN, back", doc="0 to 1.", main=False)
    rho_front: float = readout(symbol="", unit="", label="Rho, front", doc="0 to 1.", main=False)
    rho_back: float = readout(symbol="", unit="", label="Rho, back", doc="0 to 1.", main=False)
    f_actin_front: float = readout(symbol="", unit="", label="F-actin, front", doc="0 to 1.", main=False)
    actomyosin_back: float = readout(symbol="", unit="", label="Actomyosin, back", doc="0 to 1.", main=False)
    gai_front: float = readout(
        symbol="", unit="", label="Gαi, front", doc="Follows the occupied receptors, 0 to 1.", main=False
    )  # fmt: skip
    gai_back: float = readout(
        symbol="", unit="", label="Gαi, back", doc="Follows the occupied receptors, 0 to 1.", main=False
    )  # fmt: skip
    response_peak: float = readout(
        symbol="R_max", unit="", label="Highest response", doc="The highest R at any place and time.", main=False
    )  # fmt: skip
    response_end: float = readout(
        symbol="R", unit="", label="Response at the end", doc="R where it is highest, at the end of the run.",
        main=False,
    )  # fmt: skip
    rest_rac: float = readout(
        symbol="", unit="", label="Active Rac at rest", doc="Before the signal, around the whole cell.", main=False
    )  # fmt: skip
    window_low: float | Absent = readout(
        symbol="", unit="", label="Smallest total for a front",
        doc="With less Rac a front shrinks away.", main=False,
    )  # fmt: skip
    window_high: float | Absent = readout(
        symbol="", unit="", label="Largest total for a front", doc="With more Rac a front fills the whole cell.",
        main=False,
    )  # fmt: skip

    @property
    def polarized(self) -> bool:
        """Whether there is a front: Rac/Cdc42 at least twofold those at the back."""
        return isinstance(self.front_share, float)


def simulate(params: Params) -> Result:
    """Return the levels around the ring in time, the sensing, and the readouts."""
    angle = -np.pi + 2 * np.pi * np.arange(NODES) / NODES
    wiring, sensing, membrane = network(params), signal(params, angle), switch(params)
    rest = membrane.rest(params.total_rac)
    ring = Ring(membrane, np.full(NODES, rest), np.full(NODES, params.total_rac - rest))
    times, active, trust = _run(params, ring, sensing, angle)
    levels = wiring.levels(active)
    last = {name: level[-1] for name, level in levels.items()}
    excited = sensing.excitation(times)
    read = polarity_front.read(angle, times, active, params.steepness, params.flip_time)
    here, there = read.front, (read.front + NODES // 2) % NODES
    pinned, grid = membrane.pinned(), np.linspace(0, 1.6, 129)
    none = Absent("these rates give no switch")
    ends: dict[str, Any] = {
        f"{name}_{side}": float(last[name][node])
        for side, node, names in (("front", here, FRONT_READ), ("back", there, BACK_READ))
        for name in names
    }
    return Result(
        params=params,
        angle=np.degrees(angle),
        time=times,
        rac=levels["rac"],
        pi3k=levels["pi3k"],
        pip3=levels["pip3"],
        pten=levels["pten"],
        rho=levels["rho"],
        gai=wiring.gai * excited,
        receptors=sensing.stretches[-1].occupancy.copy(),
        ga13=wiring.ga13 * excited[-1],
        cdc42=last["cdc42"],
        f_actin=last["f_actin"],
        actomyosin=last["actomyosin"],
        **_responses(wiring, sensing),
        switch_level=grid,
        switch_rest=membrane.net_rate(grid, params.total_rac - rest),
        switch_end=membrane.net_rate(grid, float(trust.inactive.mean())),
        trust=trust,
        direction=read.direction,
        polarity=read.polarity,
        front=here,
        front_back_ratio=float(active[-1, here] / active[-1, there]) if wiring.rac else Absent("Rac is knocked out"),
        polarity_vector=float(read.polarity[-1]),
        front_angle=read.front_angle,
        polarization_time=read.polarization_time,
        reversal_time=read.reversal_time,
        front_share=read.front_share,
        **ends,
        gai_front=wiring.gai * float(excited[-1, here]),
        gai_back=wiring.gai * float(excited[-1, there]),
        rest_rac=rest * wiring.rac,
        window_low=pinned.totals[0] if pinned else none,
        window_high=pinned.totals[1] if pinned else none,
    )


def network(params: Params) -> Wiring:
    """Return what the knockout and the drugs leave of the network."""
    return Wiring.of(
        params.knockout, gai_gain=params.gai_gain, pi3k_gain=params.pi3k_gain, rock_gain=params.rock_gain
    )  # fmt: skip


def switch(params: Params) -> WavePinning:
    """Return the kinetics of Rac/Cdc42 on the membrane."""
    wiring = network(params)
    return WavePinning(
        basal=wiring.basal,
        feedback=wiring.feedback,
        loss=LOSS,
        half=HALF_LEVEL,
        active_diffusion=params.active_diffusion,
        inactive_diffusion=params.inactive_diffusion,
        circumference=CIRCUMFERENCE,
    )


def signal(params: Params, angle: Array) -> Sensing:
    """Return the sensing of this signal at the angles (rad) around the cell."""
    flip, level, affinity = params.flip_time, params.concentration, params.affinity
    first = occupancy(angle, level, affinity, params.steepness)
    stretches: tuple[Stretch, ...] = (Stretch(0.0, flip or RUN, first),)
    if flip:
        stretches += (Stretch(flip, flip + AFTER_FLIP, occupancy(angle, level, affinity, -params.steepness)),)
    before = level / params.step
    return Sensing(params.tau_local, params.tau_global, before / (before + affinity), stretches)


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: conservation, sensing, balance of the ring and Maxwell's rule."""
    params = result.params
    return polarity_trust.checks(result.trust, switch(params), signal(params, np.radians(result.angle)), params)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return polarity_trust.cautions(result)


def _run(params: Params, ring: Ring, sensing: Sensing, angle: Array) -> tuple[Array, Array, polarity_trust.Evidence]:
    """Return the frames' times (frames,), the active level (frames × nodes), and what the trust panel needs."""
    total = sensing.stretches[-1].end
    times, rows = [0.0], [ring.active.copy()]
    for stretch in sensing.stretches:
        span = stretch.end - stretch.start
        frames = max(round(FRAMES * span / total), 5)
        steps = math.ceil(span / frames / LONGEST_STEP)
        step = span / frames / steps
        middles = np.linspace(stretch.start + step / 2, stretch.end - step / 2, frames * steps)
        stimulus = _stimulus(params, sensing, middles, angle)
        for frame in range(frames):
            ring.advance(stimulus[frame * steps : (frame + 1) * steps], step)
            times.append(stretch.start + (frame + 1) * span / frames)
            rows.append(ring.active.copy())
    active, inactive = ring.active.copy(), ring.inactive.copy()
    ring.advance(stimulus[-1:], step)
    trust = polarity_trust.Evidence(active, inactive, ring.active.copy(), ring.inactive.copy(), stimulus[-1], step)
    return np.array(times), np.array(rows), trust


def _stimulus(params: Params, sensing: Sensing, times: Array, angle: Array) -> Array:
    """Return what the receptors add to the activation of Rac (times × nodes), 1/s."""
    if params.knockout == "cdc42":
        place = np.random.default_rng(params.seed).uniform(-np.pi, np.pi)
        pushed = CHANCE_INPUT * np.maximum(np.cos(angle - place), 0.0)
        return np.where(times[:, np.newaxis] < CHANCE_TIME, pushed, 0.0)
    gain = params.stimulus_gain * network(params).input / SIGNAL_UNIT
    felt: Array = gain * np.maximum(sensing.response(times), 0.0)
    return felt


def _responses(wiring: Wiring, sensing: Sensing) -> dict[str, Any]:
    """Return the response that Gαi passes on, on the right and on the left, finely after each change of the signal."""
    pieces = [
        stretch.start + np.concatenate([[0.0], np.geomspace(0.02, stretch.end - stretch.start, 119)])
        for stretch in sensing.stretches
    ]
    times = np.concatenate(pieces)
    response = wiring.gai * sensing.response(times) + 0.0  # no negative zeros
    return {
        "response_time": times,
        "response_right": response[:, NODES // 2].copy(),
        "response_left": response[:, 0].copy(),
        "response_peak": float(response.max()),
        "response_end": float(response[-1].max()),
    }
