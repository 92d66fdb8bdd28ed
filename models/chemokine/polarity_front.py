"""Where the front of the cell of ``polarity`` is, when it formed, and when it turned round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.quantities import Array
from models.results import Absent

TWOFOLD: Final = 2.0
"""We speak of a front where Rac/Cdc42 are at least twofold those at the back: teaching choice."""
FAINT: Final = 1e-9
"""Below this a mean arrow has no direction."""


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """The node of the front at the end; the mean arrow in time; and what is read from them."""

    front: int
    direction: Array
    polarity: Array
    front_angle: float | Absent
    polarization_time: float | Absent
    reversal_time: float | Absent
    front_share: float | Absent


def read(angle: Array, times: Array, active: Array, steepness: float, flip_time: float) -> Front:
    """Return the front of ``active`` (times × nodes) at ``angle`` (rad), and its history.

    The mean arrow is v = Σ a e^(iφ)/Σ a. A cell without direction is read along the gradient.
    """
    arrow = active @ np.exp(1j * angle) / active.sum(axis=1)
    final = -steepness if flip_time else steepness
    arrow = np.where(np.abs(arrow) > FAINT, arrow, 0.0)
    pointing = np.where(arrow == 0, 1.0 if final >= 0 else -1.0, arrow)
    nodes = angle.size
    front = round((float(np.angle(pointing[-1])) + np.pi) / (2 * np.pi) * nodes) % nodes
    ahead, behind = float(active[-1, front]), float(active[-1, (front + nodes // 2) % nodes])
    polarized = ahead >= TWOFOLD * behind
    share = 100 * float(np.mean(active[-1] > (ahead + behind) / 2))
    unpolarized = Absent("there is no front")
    return Front(
        front=front,
        direction=np.degrees(np.angle(pointing)),
        polarity=np.abs(arrow),
        front_angle=_off(pointing[-1], final) if polarized else unpolarized,
        polarization_time=_formed(times, active),
        reversal_time=_turned(times, active, arrow, final, flip_time),
        front_share=share if polarized else unpolarized,
    )


def _off(arrow: complex, final: float) -> float | Absent:
    """Return the angle between the arrow and the way up the final gradient, in degrees."""
    if final == 0:
        return Absent("there is no gradient")
    return round(abs(float(np.degrees(np.angle(arrow if final > 0 else -arrow)))), 6)


def _formed(times: Array, active: Array) -> float | Absent:
    twofold = active.max(axis=1) >= TWOFOLD * active.min(axis=1)
    return float(times[np.argmax(twofold)]) if twofold.any() else Absent("no front has formed")


def _turned(times: Array, active: Array, arrow: Array, final: float, flip_time: float) -> float | Absent:
    """Return how long after the flip the arrow points up the final gradient, between frames by a straight line."""
    if not flip_time or final == 0:
        return Absent("the gradient does not flip")
    along = arrow.real * np.sign(final)
    at = int(np.searchsorted(times, flip_time))
    if active[at].max() < TWOFOLD * active[at].min():
        return Absent("there was no front to turn")
    if along[at] >= 0:
        return Absent("before the flip it did not point up the gradient")
    turned = np.flatnonzero(along[at:] > 0)
    if not turned.size:
        return Absent("not within 200 s")
    after = at + int(turned[0])
    part = along[after - 1] / (along[after - 1] - along[after])
    return float(times[after - 1] + part * (times[after] - times[after - 1]) - flip_time)
