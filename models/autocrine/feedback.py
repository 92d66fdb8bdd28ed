r"""Can a loop remember? A signal that raises its own ligand or receptor, in a culture that shares the ligand.

For a signal S between 0 and 1

    secretion  Q(S) = (1 - σ)[q_0 + q_drv (1 - i_drv) + q_p + q_fb S^h/(K_f^h + S^h)]
    receptors  R(S) = R_0 + R_fb S^{h_r}/(K_r^{h_r} + S^{h_r})
    reading    u = bound (1 - DN)²/B_50,   A = u^m/(1 + u^m) · (1 - κ)
    response   F(S) = 1 - (1 - A)(1 - s_c),   τ_S dS/dt = F(S) - S

``bound`` follows in closed form from density, binding, uptake and loss (``models.numerics.secreting_cells``). Steady
states are where F meets the diagonal (``models.numerics.autocrine_loop``); against density or driver they are closed
curves too (``feedback_curves``), whose turning points are the ON and OFF thresholds. The signal settles from where it
stood before: ``start_signal`` carries the history. A pulse adds the secretion q_p for a while and is followed from
edge to edge (``feedback_run``); it starts from the settled signal, has readouts of its own and changes nothing else.
A dish of unlike cells shares one medium (``feedback_dish``). A consumer (a regulatory T cell) at distance d lowers the
level that a cell makes for itself by Da/(1 + Da) · (a/d)²: it catches Da/(1 + Da) of what a perfect sink would, from a
field that falls as a/d, and its shadow falls as a/d on the way back.

Assumed: all cells alike (but for the dish), a well-mixed medium between them, ligand that settles faster than the
signal. Ignored: chance, waves of ignition through space, desensitization and other negative feedback (SOCS), death.
Everything quantitative is a teaching choice; directions: Busse2010 (IL-2 and its receptor), Iliopoulos2009 and
Sansone2007 (a passing trigger, a lasting IL-6 loop), Gao2007 (mutant EGFR and IL-6), Youk2014 (secrete and sense).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.autocrine import feedback_dish, feedback_run, feedback_trust
from models.autocrine.capture_culture import FEWEST_CELLS, MOST_CELLS
from models.autocrine.feedback_curves import Control, density_branches, driver_branches, secretion
from models.autocrine.feedback_parameters import STRONGEST_DRIVER, Params, loop_of
from models.autocrine.feedback_run import AFTER, CLOSEST_PACKING, REST, Stretch
from models.numerics.autocrine_loop import Loop, SteadyState, settle, steady_states
from models.quantities import SIGNIFICANT_DIGITS, Array
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import CELLS_PER_ML_PER_UM3, MOLECULES_PER_UM3_PER_NM

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

RESPONSE_POINTS: Final = 301
DENSITY: Final = Control(
    low=FEWEST_CELLS / CELLS_PER_ML_PER_UM3,
    high=MOST_CELLS / CELLS_PER_ML_PER_UM3,
    single="no switch: one state at each density",
    above="never, without a pulse",
    below="even a lone cell stays on",
)
DRIVER: Final = Control(
    low=0.0,
    high=STRONGEST_DRIVER,
    single="no switch: one state with each driver",
    above="not even with the strongest driver",
    below="it stays on without a driver",
)
NEIGHBOR: Final = math.gamma(4 / 3) * (4 * math.pi / 3) ** (-1 / 3)
"""Mean distance to the nearest of points at random, times the cube root of their density (0.554)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The response, its steady states, the two diagrams, three runs in time, and the numbers read from them."""

    params: Params
    signal_axis: Array = series(symbol="S", unit="", label="Signal")
    response: Array = series(symbol="F", unit="", label="Response", axes=("signal_axis",))
    response_alone: Array = series(symbol="F", unit="", label="Response of a lone cell", axes=("signal_axis",))
    response_pulse: Array = series(symbol="F", unit="", label="Response during the pulse", axes=("signal_axis",))
    state_signal: Array = series(symbol="S*", unit="", label="Steady signal")
    state_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("state_signal",))
    density_level: Array = series(symbol="n", unit="cells/mL", label="Cell density of a steady state")
    density_signal: Array = series(symbol="S*", unit="", label="Steady signal", axes=("density_level",))
    density_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("density_level",))
    density_part: Array = series(symbol="", unit="", label="Part of the curve", axes=("density_level",))
    driver_level: Array = series(symbol="q_drv", unit="molecules/s", label="Driver of a steady state")
    driver_signal: Array = series(symbol="S*", unit="", label="Steady signal", axes=("driver_level",))
    driver_stable: Array = series(symbol="", unit="", label="Stable (1) or unstable (0)", axes=("driver_level",))
    driver_part: Array = series(symbol="", unit="", label="Part of the curve", axes=("driver_level",))
    run_time: Array = series(symbol="t", unit="h", label="Time")
    run_signal: Array = series(symbol="S", unit="", label="Signal in time", axes=("run_time",))
    growth_time: Array = series(symbol="t", unit="h", label="Time of the growing culture")
    growth_density: Array = series(symbol="n", unit="cells/mL", label="Cell density, growing", axes=("growth_time",))
    growth_signal: Array = series(symbol="S", unit="", label="Signal, growing", axes=("growth_time",))
    dish_time: Array = series(symbol="t", unit="h", label="Time in the dish")
    dish_x: Array = series(symbol="x", unit="µm", label="Across the dish")
    dish_y: Array = series(symbol="y", unit="µm", label="Along the dish", axes=("dish_x",))
    dish_signal: Array = series(symbol="S", unit="", label="Signal of each cell", axes=("dish_time", "dish_x"))
    dish_share: Array = series(symbol="", unit="%", label="Cells above half signal", axes=("dish_time",))
    signal: float = readout(
        symbol="S", unit="", label="Signal", doc="Where the culture settles from the signal at the start."
    )  # fmt: skip
    tipping_signal: float | Absent = readout(
        symbol="S_t", unit="", label="Tipping signal",
        doc="The unstable state nearest to the present one: beyond it the culture goes over to another state.",
    )  # fmt: skip
    on_density: float | Absent = readout(
        symbol="n_on", unit="1/mL", label="ON density",
        doc="Made denser slowly from a low signal, the culture first jumps up at this density (cells per mL).",
    )  # fmt: skip
    off_density: float | Absent = readout(
        symbol="n_off", unit="1/mL", label="OFF density",
        doc="Diluted slowly from its highest signal, the culture first falls at this density (cells per mL).",
    )  # fmt: skip
    on_driver: float | Absent = readout(
        symbol="q_on", unit="molecules/s", label="ON driver",
        doc="The same at the present density, with the driver raised.", main=False,
    )  # fmt: skip
    off_driver: float | Absent = readout(
        symbol="q_off", unit="molecules/s", label="OFF driver",
        doc="The same at the present density, with the driver lowered.", main=False,
    )  # fmt: skip
    signal_after_pulse: float | Absent = readout(
        symbol="S_p", unit="", label="Signal after the pulse",
        doc="Where the culture settles once the pulse is over.", main=False,
    )  # fmt: skip
    low_signal: float = readout(
        symbol="S_low", unit="", label="Lowest stable signal", doc="The lowest state that holds itself.", main=False
    )  # fmt: skip
    high_signal: float = readout(
        symbol="S_high", unit="", label="Highest stable signal", doc="The highest state that holds itself.", main=False
    )  # fmt: skip
    stable_states: float = readout(
        symbol="", unit="", label="Stable states", doc="How many signals hold themselves at these settings.",
        main=False,
    )  # fmt: skip
    secretion: float = readout(
        symbol="Q", unit="molecules/s", label="Secretion per cell", doc="At the present signal.", main=False
    )  # fmt: skip
    surface_level: float = readout(
        symbol="c", unit="nM", label="Level at the cell", doc="The level that the receptors see.", main=False
    )  # fmt: skip
    bulk_share: float = readout(
        symbol="", unit="%", label="Share of the medium",
        doc="How much of the level at a cell comes from the medium, that is from all cells; the rest is its own ligand "
        "on the first way out.", main=False,
    )  # fmt: skip
    bound: float = readout(
        symbol="B", unit="per cell", label="Bound receptors", doc="Receptors that hold ligand.", main=False
    )  # fmt: skip
    neighbor_distance: float = readout(
        symbol="ℓ", unit="µm", label="Nearest neighbor", doc="Mean distance to the nearest cell, 0.554 n^(-1/3).",
        main=False,
    )  # fmt: skip
    pulse_end_signal: float | Absent = readout(
        symbol="S(t_p)", unit="", label="Signal as the pulse ends", doc="The signal in the moment the pulse stops.",
        main=False,
    )  # fmt: skip
    ignition_time: float | Absent = readout(
        symbol="t_i", unit="h", label="Ignition of the growing culture",
        doc="When its signal passes 0.5, from now.", main=False,
    )  # fmt: skip
    ignition_density: float | Absent = readout(
        symbol="n_i", unit="1/mL", label="Density at ignition", doc="Of the growing culture.", main=False
    )  # fmt: skip
    dish_on: float = readout(
        symbol="", unit="%", label="Cells on in the dish", doc="Share of unlike cells above half signal, at the end.",
        main=False,
    )  # fmt: skip
    consumer_shadow: float | Absent = readout(
        symbol="Δc/c", unit="%", label="Shadow of a consumer",
        doc="How much one consumer at the distance d lowers the level that a cell makes for itself.", main=False,
    )  # fmt: skip
    on_signal: float
    alike_end: float
    dish_imbalance: float


def simulate(params: Params) -> Result:
    """Return the states of the loop, where it settles from ``start_signal``, its diagrams and its runs in time."""
    loop = loop_of(params)
    states = steady_states(loop)
    signal = _settled(loop, states, params.start_signal)
    density, driver = density_branches(loop, states, DENSITY), driver_branches(loop, states, DRIVER)
    axis = np.linspace(0.0, 1.0, RESPONSE_POINTS)
    now = loop.state(signal)
    stable = [state.signal for state in states if state.stable]
    return Result(
        params=params,
        signal_axis=axis,
        response=loop.response(axis),
        response_alone=_alone(loop).response(axis),
        response_pulse=loop_of(params, more_secretion=params.pulse_strength).response(axis),
        state_signal=np.array([state.signal for state in states]),
        state_stable=np.array([float(state.stable) for state in states]),
        density_level=density.level * CELLS_PER_ML_PER_UM3,
        density_signal=density.signal,
        density_stable=density.stable,
        density_part=density.part,
        driver_level=driver.level,
        driver_signal=driver.signal,
        driver_stable=driver.stable,
        driver_part=driver.part,
        **_in_time(params, loop, states, signal),
        signal=signal,
        tipping_signal=_tipping(states, signal),
        on_density=_per_milliliter(density.on),
        off_density=_per_milliliter(density.off),
        on_driver=driver.on,
        off_driver=driver.off,
        low_signal=min(stable),
        high_signal=max(stable),
        stable_states=float(len(stable)),
        secretion=float(secretion(loop, signal, loop.driver)),
        surface_level=float(now.surface) / MOLECULES_PER_UM3_PER_NM,
        bulk_share=100 * float((1 - now.p_self) * now.bulk / now.surface) if now.surface > 0 else 0.0,
        bound=float(now.bound),
        neighbor_distance=NEIGHBOR * (params.cell_density / CELLS_PER_ML_PER_UM3) ** (-1 / 3),
        consumer_shadow=_shadow(params),
        on_signal=density.on_signal,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of the ligand, and the search for states against closed curves."""
    return feedback_trust.checks(result, loop_of(result.params))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return feedback_trust.cautions(result, loop_of(result.params))


def _settled(loop: Loop, states: tuple[SteadyState, ...], start: float) -> float:
    """Return where the signal settles from ``start``.

    A start that is a stable state, but for the digits that a carried value keeps, is that state: next to a fold the
    rounding could otherwise tip it over.
    """
    for state in states:
        if state.stable and f"{state.signal:.{SIGNIFICANT_DIGITS}g}" == f"{start:.{SIGNIFICANT_DIGITS}g}":
            return state.signal
    return settle(loop, start, states)


def _tipping(states: Sequence[SteadyState], signal: float) -> float | Absent:
    unstable = [state.signal for state in states if not state.stable]
    if not unstable:
        return Absent("there is only one steady state")
    return min(unstable, key=lambda other: abs(other - signal))


def _alone(loop: Loop) -> Loop:
    """Return the loop of a lone cell: the density at the low end of its slider."""
    return dataclasses.replace(loop, cells=dataclasses.replace(loop.cells, density=DENSITY.low))


def _per_milliliter(density: float | Absent) -> float | Absent:
    return density if isinstance(density, Absent) else density * CELLS_PER_ML_PER_UM3


def _shadow(params: Params) -> float | Absent:
    if params.consumer_distance < 2 * params.cell_radius:
        return Absent("the consumer would overlap the cell: set it two radii away or more")
    caught = params.consumer_capture / (1 + params.consumer_capture)
    return 100 * caught * (params.cell_radius / params.consumer_distance) ** 2


def _in_time(params: Params, loop: Loop, states: tuple[SteadyState, ...], signal: float) -> dict[str, Any]:
    """Return the run after the last move, or through the pulse from the settled signal; growing culture; dish."""
    unit = params.signal_time
    if params.pulse_strength == 0:
        time, run = feedback_run.run(lambda _: loop, (Stretch(AFTER * unit, 0.0),), params.start_signal, unit)
        none = Absent("no pulse is set")
        after: dict[str, float | Absent] = {"signal_after_pulse": none, "pulse_end_signal": none}
    else:
        stretches = (Stretch(params.pulse_duration, params.pulse_strength), Stretch(AFTER * unit, 0.0))
        time, run = feedback_run.run(lambda q: loop_of(params, more_secretion=q), stretches, signal, unit)
        end = float(run[feedback_run.POINTS - 1])
        after = {"signal_after_pulse": settle(loop, end, states), "pulse_end_signal": end}
        time, run = np.r_[-REST * unit, time], np.r_[signal, run]
    return {
        "run_time": time, "run_signal": run, **after, **_growing(params, loop, signal), **_dish(params, loop, signal),
        "alike_end": float(run[-1]),
    }  # fmt: skip


def _growing(params: Params, loop: Loop, signal: float) -> dict[str, Any]:
    fullest = CLOSEST_PACKING / (4 / 3 * math.pi * params.cell_radius**3)
    growth = feedback_run.grow(loop, signal, params.signal_time, params.doubling_time, fullest)
    when = feedback_run.first_passage(growth.time, growth.signal, 0.5)
    none = Absent("its signal is above 0.5 from the start" if growth.signal[0] >= 0.5 else "it stays below 0.5")
    return {
        "growth_time": growth.time,
        "growth_density": growth.density * CELLS_PER_ML_PER_UM3,
        "growth_signal": growth.signal,
        "ignition_time": none if when is None else when,
        "ignition_density": none
        if when is None
        else CELLS_PER_ML_PER_UM3 * float(np.interp(when, growth.time, growth.density)),
    }


def _dish(params: Params, loop: Loop, signal: float) -> dict[str, Any]:
    """Return the dish through the same run; before a pulse its unlike cells are given time to settle."""
    unit, cells = params.signal_time, np.ones(feedback_dish.CELLS)
    rest = Stretch(AFTER * unit, 0.0)
    if params.pulse_strength == 0:
        dish = feedback_dish.run(loop, (rest,), params.start_signal * cells, unit, params.cell_variation)
    else:
        before = feedback_dish.run(loop, (rest,), signal * cells, unit, params.cell_variation)
        stretches = (Stretch(params.pulse_duration, params.pulse_strength), rest)
        dish = feedback_dish.run(loop, stretches, before.signal[-1], unit, params.cell_variation)
    x, y, _ = feedback_dish.places()
    drawn = feedback_dish.in_view(float(np.asarray(loop.cells.density)))
    share = 100 * np.mean(dish.signal >= 0.5, axis=1)
    return {
        "dish_time": dish.time, "dish_x": x[:drawn], "dish_y": y[:drawn], "dish_signal": dish.signal[:, :drawn],
        "dish_share": share, "dish_on": float(share[-1]), "dish_imbalance": dish.imbalance,
    }  # fmt: skip
