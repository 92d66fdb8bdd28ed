"""What the pictures of ``feedback`` show now, in words and numbers."""

from __future__ import annotations

from models.autocrine.feedback import Result
from models.notation import number, quantity
from models.results import Absent


def density_text(result: Result) -> str:
    """Say where the culture stands on the diagram of S against cell density."""
    return (
        f"The steady signals against cell density, on a logarithmic axis. At "
        f"{quantity(result.params.cell_density, 'cells/mL')} the culture stands at S = {number(result.signal)}. "
        f"{_jumps(result.on_density, result.off_density, 'cells/mL', 'denser', 'thinner')} {_pulse(result)}"
    ).strip()


def driver_text(result: Result) -> str:
    """Say where the culture stands on the diagram of S against the driver."""
    return (
        f"The steady signals against the driver, at {quantity(result.params.cell_density, 'cells/mL')}. With "
        f"{quantity(result.params.driver, 'molecules/s')} the culture stands at S = {number(result.signal)}. "
        f"{_jumps(result.on_driver, result.off_driver, 'molecules/s', 'stronger', 'weaker')} {_pulse(result)}"
    ).strip()


def response_text(result: Result) -> str:
    """List the crossings of the response and the diagonal."""
    stable = [number(s) for s, is_stable in _states(result) if is_stable]
    unstable = [number(s) for s, is_stable in _states(result) if not is_stable]
    middle = f" The unstable state, an open circle, is at S = {', '.join(unstable)}." if unstable else ""
    alone = float(result.response_alone[-1])
    return (
        f"The response F(S) and the diagonal. They meet in the stable states S = {', '.join(stable)}.{middle} The "
        f"culture is at S = {number(result.signal)}. With a full signal a lone cell would answer with "
        f"F = {number(alone)}, this culture with {number(float(result.response[-1]))}."
    )


def run_text(result: Result) -> str:
    """Tell the run after the last move, or through the pulse."""
    params, last = result.params, float(result.run_signal[-1])
    if params.pulse_strength == 0:
        return (
            f"The signal in time after the last move: from S = {number(params.start_signal)} to "
            f"{number(last)} after {quantity(float(result.run_time[-1]), 'h')}, on its way to {number(result.signal)}. "
            "No pulse is set."
        )
    return (
        f"The signal in time. A pulse of {quantity(params.pulse_strength, 'molecules/s')} per cell lasts "
        f"{quantity(params.pulse_duration, 'h')} (shaded). It finds the signal at {number(result.signal)} and leaves "
        f"it at {quantity(result.pulse_end_signal, '')}; the culture then settles at "
        f"{quantity(result.signal_after_pulse, '')}."
    )


def growth_text(result: Result) -> str:
    """Tell how the growing culture passes its own threshold."""
    first, last = (quantity(float(n), "cells/mL") for n in result.growth_density[[0, -1]])
    start = f"A culture grows from {first} to {last}, doubling every {quantity(result.params.doubling_time, 'h')}."
    if first == last:
        return f"A culture of {first} has no room to grow. Its signal ends at {_end(result)}."
    if isinstance(result.ignition_time, Absent):
        return f"{start} It does not ignite: {result.ignition_time.reason}. The signal ends at {_end(result)}."
    known = (
        ""
        if isinstance(result.on_density, Absent)
        else f" Grown without hurry it would jump at {quantity(result.on_density, 'cells/mL')}."
    )
    return (
        f"{start} Its signal passes 0.5 after {quantity(result.ignition_time, 'h')}, at "
        f"{quantity(result.ignition_density, 'cells/mL')}.{known} The signal ends at {_end(result)}."
    )


def dish_text(result: Result) -> str:
    """Tell the dish: how many cells, how unlike, and how many are on at the end."""
    params, drawn = result.params, result.dish_x.size
    run = (
        "through the pulse" if params.pulse_strength else f"after the last move, from S = {number(params.start_signal)}"
    )
    view = f"{drawn} cells are in view" if drawn > 1 else "One cell is in view"
    return (
        f"A dish of cells {run}. {view}; the nearest neighbor is "
        f"{quantity(result.neighbor_distance, 'µm')} away on average. Their sensitivity varies by "
        f"{quantity(100 * params.cell_variation, '%')}. After {quantity(float(result.dish_time[-1]), 'h')} "
        f"{quantity(result.dish_on, '%')} of the cells are above half signal; alike cells would stand at S = "
        f"{number(result.alike_end)}."
    )


def dish_captions(result: Result) -> list[str]:
    """Return a sentence for each frame of the dish."""
    return [
        f"At t = {quantity(float(t), 'h')} {quantity(float(share), '%')} of the cells are above half signal."
        for t, share in zip(result.dish_time, result.dish_share, strict=True)
    ]


def _states(result: Result) -> list[tuple[float, bool]]:
    return [(float(s), bool(x)) for s, x in zip(result.state_signal, result.state_stable, strict=True)]


def _end(result: Result) -> str:
    return number(float(result.growth_signal[-1]))


def _jumps(on: float | Absent, off: float | Absent, unit: str, up: str, down: str) -> str:
    """Say where the culture jumps up and falls."""
    if isinstance(on, Absent) and isinstance(off, Absent) and on.reason == off.reason:
        return f"{on.reason[0].upper()}{on.reason[1:]}."
    rises = (
        f"Switching on: {on.reason}."
        if isinstance(on, Absent)
        else f"Made {up}, a culture that is off jumps up at {quantity(on, unit)}."
    )
    falls = (
        f"Switching off: {off.reason}."
        if isinstance(off, Absent)
        else f"Made {down}, a culture that is on falls at {quantity(off, unit)}."
    )
    return f"{rises} {falls}"


def _pulse(result: Result) -> str:
    if isinstance(result.signal_after_pulse, Absent):
        return ""
    return f"The pulse that is set would leave it at S = {number(result.signal_after_pulse)}, marked by a star."
