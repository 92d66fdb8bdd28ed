"""What ``lateral_inhibition`` is checked against at the current values, and what the reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from models.juxtacrine.lateral_inhibition_run import side_of
from models.numerics.cell_sheet import hexagon_neighbors, pair_neighbors, ring_neighbors
from models.numerics.delta_notch import DeltaNotch
from models.results import Caution, Check

if TYPE_CHECKING:
    from models.juxtacrine.lateral_inhibition import Result

NEARBY: Final = 1e-4
"""A step in ln d for a slope."""
RESTLESS: Final = 1e-3
LOUD: Final = 0.1
OFF_THE_LINE: Final = 0.05


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    return _gain(result), _growth(result), _states(result), _bounds(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params, found = result.params, []
    growing = result.growth_rate > 0 and not result.patterned and params.initial_noise > 0
    if result.unrest > RESTLESS or growing:
        found.append(Caution(
            "The run ends before the cells are at rest: what you read is not yet the final pattern. Close to the "
            "threshold differences grow very slowly." if growing else
            "The cells still change at the end of the run: what you read is not yet the final pattern.",
            ("repression_strength", "activation_threshold", "initial_noise"),
        ))  # fmt: skip
    if params.selected_cell > result.cell.size:
        found.append(Caution(
            f"This tissue has {result.cell.size} cells, so there is no cell {params.selected_cell}: none is treated.",
            ("selected_cell", "tissue"),
        ))  # fmt: skip
    if params.tissue == "ring" and params.ring_cells % 2 and params.ring_cells > 3:
        found.append(Caution(
            "In a ring with an odd number of cells the pattern cannot close: somewhere it has a fault. So there are "
            "no curves of regular patterns for this ring.", ("ring_cells",),
        ))  # fmt: skip
    if _off_the_way_back(result):
        found.append(Caution(
            "The cells are not on the line \"way back\" of \"Up and back\". That line is for a regular pattern at rest "
            "that grew from noise at these values; these cells come from a pattern that formed in the default loop.",
            ("history", "repression_strength"),
        ))  # fmt: skip
    if params.initial_noise > LOUD and params.start_pattern != "random":
        found.append(Caution(
            "The noise at the start is large: it can push the tissue straight into a pattern, so the growth rate, "
            "which holds for small differences, does not tell what will happen.", ("initial_noise",),
        ))  # fmt: skip
    if result.touching_senders > result.cell.size / 4:
        found.append(Caution(
            "More than every third cell sends here, and senders touch: Delta is so easy to make that now each receiver "
            "stands alone among senders.", ("activation_threshold", "hill_activation", "hill_repression"),
        ))  # fmt: skip
    return tuple(found)


def _off_the_way_back(result: Result) -> bool:
    """Return whether a tissue that goes on from a pattern has another contrast than the line of the way back."""
    params, at = result.params, result.walk_repression
    if params.history == "noise" or not params.patterned or result.treated_index is not None:
        return False
    if not at.size or params.repression_strength > at[-1]:
        return False
    line = float(np.interp(np.log(params.repression_strength), np.log(at), result.walk_down))
    return abs(result.contrast - line) > OFF_THE_LINE


def _gain(result: Result) -> Check:
    """Compare kh(1 - n*)(1 - d*) with the measured slope of what comes back, ln G(F(d)) over ln d."""
    loop = result.params.loop()
    near = result.uniform_delta * np.exp(np.array([-NEARBY, NEARBY]))
    back = np.log(loop.delta_made(loop.notch_made(near)))
    slope = -float(back[1] - back[0]) / (2 * NEARBY)
    return Check("Loop gain: formula against a measured slope", abs(slope - result.loop_gain), 1e-4, "absolute")


def _growth(result: Result) -> Check:
    """Compare the growth rate with the largest eigenvalue of the sheet's own equations around the uniform state."""
    params, loop = result.params, result.params.loop()
    count = side_of(params) if params.tissue == "hex" else params.ring_cells
    coupling = _coupling_computed(params.tissue, count if params.tissue != "pair" else 2)
    slope_up, slope_down = _slopes(loop, result.uniform_notch, result.uniform_delta)
    jacobian = np.array([[-1.0, slope_up * coupling], [loop.rate_ratio * slope_down, -loop.rate_ratio]])
    fastest = float(np.linalg.eigvals(jacobian).real.max())
    return Check("Growth rate: formula against the table of neighbors", abs(fastest - result.growth_rate), 1e-6,
                 "1/lifetime")  # fmt: skip


def _coupling_computed(tissue: str, count: int) -> float:
    """Return μ from the table of neighbors itself: the lowest term of the Fourier transform of who touches cell one.

    ``count``: cells in the ring, or along a side of the sheet.
    """
    tables = {"hex": hexagon_neighbors, "ring": ring_neighbors}
    neighbors = tables[tissue](count) if tissue in tables else pair_neighbors()
    touched = np.bincount(neighbors[:, 0], minlength=neighbors.shape[1]) / len(neighbors)
    shape = (count, count) if tissue == "hex" else (touched.size,)
    return float(np.fft.fftn(touched.reshape(shape)).real.min())


def _slopes(loop: DeltaNotch, notch: float, delta: float) -> tuple[float, float]:
    """Return F'(d*) and G'(n*), from their own derivatives."""
    a, b, k, h = loop.threshold, loop.repression, loop.hill_activation, loop.hill_repression
    activation = a * k * delta ** (k - 1) / (a + delta**k) ** 2
    return activation, -b * h * notch ** (h - 1) / (1 + b * notch**h) ** 2


def _states(result: Result) -> Check:
    """Put a pair that lies on the closed curve over b back into the equations of Delta, as a logarithm."""
    loop, worst = result.params.loop(), 0.0
    for sees, has in ((result.pair_low, result.pair_high), (result.pair_high, result.pair_low)):
        if sees.size:
            made = 1 / (1 + result.pair_repression * loop.notch_made(sees) ** loop.hill_repression)
            worst = max(worst, float(np.max(np.abs(np.log(made / has)))))
    return Check("Steady pairs on the curve, put back into the equations", worst, 1e-6)


def _bounds(result: Result) -> Check:
    """Return by how much any cell at any time leaves 0 to 1."""
    lowest = min(float(result.notch.min()), float(result.delta.min()))
    highest = max(float(result.notch.max()), float(result.delta.max()))
    return Check("Notch and Delta leave 0 to 1 by", max(-lowest, highest - 1, 0.0), 1e-12, "absolute")
