r"""Brownian molecules around a ball that captures some of those that touch it, in steps of any length.

Outside a ball of radius a a molecule diffuses (D) and is removed at a constant rate k. On the surface it is captured
with the velocity κ = D·Da/a (a radiation boundary: D ∂p/∂r = κ p). The distance r is followed without a time step that
would have to be small, by exact pieces of the path:

* a free step in three dimensions, kept if the path has not touched the ball; between the ends r₀ and r the chance of
  that is (1 - e^(-(r₀-a)(r-a)/DΔ))/(1 - e^(-r₀r/DΔ));
* the moment of the first touch, from P(touched by t) = (a/r₀) erfc((r₀-a)/√(4Dt));
* a step of duration s from the surface. P(not captured) = 1 - Da/(1+Da)·(1 - erfcx(h√(Ds))), h = (1+Da)/a. Where it
  ends: a path that starts on a wall has its height y and its local time l at the wall jointly as y = ρu, l = ρ(1-u)
  with ρ from the Maxwell distribution of scale √(2Ds) and u even (Lévy); of these, weight e^(-hl) (1 + y/a).

The direction, unlike the distance, is approximate after a touch; it serves the eye and changes no fate. The surface
that reacts is the homogenized one of [Batsilas2003] and [Forsten1994], not a set of patches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import erfcinv, erfcx

from models.quantities import Array

CAPTURED: Final = 0
"""The fate of a molecule that the ball has captured; 1, 2 … are the removals in the order of their rates."""
Whole = npt.NDArray[np.int64]
Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ball:
    """A ball of ``radius`` (µm) that captures with Da = ``reactivity``, in a medium of ``diffusivity`` (µm²/s)."""

    radius: float
    diffusivity: float
    reactivity: float

    @property
    def slope(self) -> float:
        """Return h = (1 + Da)/a in 1/µm."""
        return (1 + self.reactivity) / self.radius


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walks:
    """Paths: ``time`` (T,) in s, ``distance`` (T, N) in µm from the middle, ``azimuth`` (T, N) in radians.

    ``fate`` (N,) is CAPTURED or 1, 2 … by the removal; ``end`` (N,) is when, and from then on a molecule rests.
    """

    time: Array
    distance: Array
    azimuth: Array
    fate: Whole
    end: Array


def walk(ball: Ball, rates: tuple[float, ...], count: int, frames: int, seed: int) -> Walks:
    """Follow ``count`` molecules, released from the surface at time 0, until all have ended.

    Parameters
    ----------
    ball
        The ball that they come from.
    rates
        The rates (1/s) of the removals; their sum must be positive.
    count, frames, seed
        How many molecules, at how many moments (0, then even steps of the logarithm), from which random numbers.
    """
    rng = np.random.default_rng(seed)
    total = sum(rates)
    life = rng.exponential(1 / total, count)
    removal = 1 + np.searchsorted(np.cumsum(rates)[:-1] / total, rng.random(count), side="right")
    last = float(life.max())
    first = min(0.01 * ball.radius**2 / ball.diffusivity / (1 + ball.reactivity), last / 1000)
    time = np.concatenate([[0.0], np.geomspace(first, last, frames - 1)])
    time[-1] = last
    place = _on_a_sphere(rng, count) * ball.radius
    captured, end = np.zeros(count, bool), life.copy()
    distance, azimuth = np.empty((frames, count)), np.empty((frames, count))
    distance[0], azimuth[0] = ball.radius, np.arctan2(place[:, 1], place[:, 0])
    for k in range(1, frames):
        alive = np.flatnonzero(~captured & (life > time[k - 1]))
        step = np.minimum(time[k], life[alive]) - time[k - 1]
        place[alive], lost, moment = _move(rng, ball, place[alive], step)
        captured[alive[lost]] = True
        end[alive[lost]] = time[k - 1] + moment[lost]
        distance[k] = np.maximum(np.linalg.norm(place, axis=1), ball.radius)
        azimuth[k] = np.arctan2(place[:, 1], place[:, 0])
    return Walks(
        time=time, distance=distance, azimuth=azimuth, fate=np.where(captured, CAPTURED, removal).astype(np.int64),
        end=end,
    )  # fmt: skip


def _move(rng: np.random.Generator, ball: Ball, place: Array, step: Array) -> tuple[Array, Chosen, Array]:
    """Return the places (N, 3) after ``step`` (N,), who was captured on the way, and when (s into the step)."""
    spread = ball.diffusivity * step
    start = np.linalg.norm(place, axis=1)
    free = place + np.sqrt(2 * spread)[:, None] * rng.normal(size=place.shape)
    reached = np.linalg.norm(free, axis=1)
    touched = rng.random(step.size) >= _untouched(start, reached, ball.radius, spread)
    wait = np.where(start > ball.radius * (1 + 1e-12), _first_touch(rng, ball, start, step), 0.0)
    rest = np.where(touched, np.maximum(step - wait, 0), 0)
    lost = touched & (rng.random(step.size) >= survival(ball, rest))
    moment = wait + _moment_of_capture(rng, ball, rest)
    height = np.zeros(step.size)
    again = touched & ~lost
    height[again] = _height(rng, ball, rest[again])
    # Seen from the middle, a path near the surface turns by about √(2DΔ)/r.
    turned = place / start[:, None] * np.sqrt(start * (ball.radius + height))[:, None]
    turned = turned + np.sqrt(2 * spread)[:, None] * rng.normal(size=place.shape)
    turned *= ((ball.radius + height) / np.linalg.norm(turned, axis=1))[:, None]
    return np.where(touched[:, None], turned, free), lost, moment


def survival(ball: Ball, time: Array) -> Array:
    """Return the chance that a molecule, released from the surface, is not captured by ``time`` (s)."""
    caught = ball.reactivity / (1 + ball.reactivity)
    return np.asarray(1 - caught * (1 - erfcx(ball.slope * np.sqrt(ball.diffusivity * time))))


def _untouched(start: Array, reached: Array, radius: float, spread: Array) -> Array:
    """Return the chance that a free path between two distances has not touched the ball; 0 if it ends inside."""
    outside = np.maximum(reached - radius, 0) * np.maximum(start - radius, 0)
    safe = np.maximum(spread, 1e-300)
    through = np.maximum(-np.expm1(-start * reached / safe), 1e-300)
    return np.asarray(-np.expm1(-outside / safe) / through)


def _first_touch(rng: np.random.Generator, ball: Ball, start: Array, step: Array) -> Array:
    """Return the moment of the first touch, given that there is one within ``step``."""
    away = np.maximum(start - ball.radius, 0)
    root = np.sqrt(4 * ball.diffusivity * np.maximum(step, 1e-300))
    # erfc(away/√(4Dt)) is even on (0, its value at the end of the step): drawn by its logarithm, which cannot vanish.
    reach = np.minimum(away / root, 25.0)
    share = erfcx(reach) * np.exp(-(reach**2)) * (1 - rng.random(step.size))
    depth = np.maximum(erfcinv(np.maximum(share, 1e-300)), reach)
    return np.asarray(np.where(depth > 0, step * (reach / np.maximum(depth, 1e-300)) ** 2, 0.0))


def _moment_of_capture(rng: np.random.Generator, ball: Ball, rest: Array) -> Array:
    """Return when a molecule that starts on the surface is captured, given that it is within ``rest``."""
    end = ball.slope * np.sqrt(ball.diffusivity * rest)
    level = 1 - rng.random(rest.size) * (1 - erfcx(end))
    low, high = np.zeros_like(end), end.copy()
    for _ in range(16):  # erfcx has no inverse; bisection to 2⁻¹⁶ of the step is finer than any picture
        middle = (low + high) / 2
        early = erfcx(middle) > level
        low, high = np.where(early, middle, low), np.where(early, high, middle)
    return np.asarray((high / ball.slope) ** 2 / ball.diffusivity)


def _height(rng: np.random.Generator, ball: Ball, rest: Array) -> Array:
    """Return the height above the surface after ``rest``, of molecules that started on it and were not captured."""
    height = np.zeros(rest.size)
    left = np.flatnonzero(rest > 0)
    scale = np.sqrt(2 * ball.diffusivity * rest) / ball.radius
    firm = 1 + ball.reactivity
    # The weight of ρ (in radii) is at most 1.3, and at most (1 + 1/ρ)/(1 + Da): whichever rejects less often.
    late = (1 + np.sqrt(2 / np.pi) / np.maximum(scale, 1e-300)) / firm < 1.3
    while left.size:
        size = scale[left]
        maxwell = np.linalg.norm(rng.normal(size=(left.size, 3)), axis=1)
        rayleigh = np.linalg.norm(rng.normal(size=(left.size, 2)), axis=1)
        short = rng.random(left.size) < 1 / (1 + size * np.sqrt(np.pi / 2))
        span = size * np.where(late[left] & short, rayleigh, maxwell)
        kept = -np.expm1(-firm * span)
        weight = np.where(late[left], kept, (1 + span) * kept / (firm * span) / 1.3)
        local = -np.log1p(-rng.random(left.size) * kept) / firm
        weight *= (1 + span - local) / (1 + span)
        good = rng.random(left.size) < weight
        height[left[good]] = ((span - local) * ball.radius)[good]
        left = left[~good]
    return height


def _on_a_sphere(rng: np.random.Generator, count: int) -> Array:
    points = rng.normal(size=(count, 3))
    return np.asarray(points / np.linalg.norm(points, axis=1)[:, None])
