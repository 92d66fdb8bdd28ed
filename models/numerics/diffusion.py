"""Diffusion with first-order loss from a source switched on at time 0: closed forms for ∂c/∂t = D∇²c − kc.

With λ = √(D/k), A = d/(2√(Dt)), B = √(kt), every build-up is made of two waves that meet at the source:

* settling: e^(−d/λ) erfc(A − B), which tends to 2e^(−d/λ), the steady profile;
* passing:  e^(+d/λ) erfc(A + B) = e^(−A²−B²) erfcx(A + B), which tends to 0. The second form stays finite at d/λ = 500.

Each ``*_rise`` takes distances (X,) in µm and times (T,) in s, all above 0, and returns molecules/µm³ (T, X) for a
source that gives one molecule per second (per µm² of a plane, per µm of a line). Each ``*_steady`` takes distances
and returns the limit for long times; each ``*_delay`` returns −∂ ln c_steady/∂k, the mean time in s after which the
level at that place has arrived. That derivative is the mean accumulation time of any linear system of this kind,
because the Laplace transform of the build-up is c_steady(k + s)/s.

Space is one-dimensional between two reflecting walls (plane, strip), or open (line, point, cell).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import erfc, erfcx, k0e, kve

from models.quantities import Array

IMAGES_BEFORE = 0.05
"""Dt/L² up to which three images give a walled tissue to 1e-16; from there on, nine cosine modes do."""
MODES = np.arange(1, 10)
NODES, WEIGHTS = np.polynomial.legendre.leggauss(32)
RELATIVE_GAP = 1e-5
"""How near a/λ may come to 1, where the closed form of the cell has a removable singularity."""


def settling(distance: Array, time: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return e^(−d/λ) erfc(A − B); distance and time broadcast."""
    ahead = distance / np.sqrt(4 * diffusivity * time)
    behind = np.sqrt(loss_rate * time)
    gap = ahead - behind
    early = np.exp(-(ahead**2) - behind**2) * erfcx(np.maximum(gap, 0))
    return np.where(gap > 0, early, np.exp(-2 * ahead * behind) * erfc(np.minimum(gap, 0)))


def passing(distance: Array, time: Array, diffusivity: float, loss_rate: float, extra: float = 0.0) -> Array:
    """Return e^(−A²−B²) erfcx(A + B), or with ``extra`` (1/√s) in the place of √k inside erfcx."""
    ahead = distance / np.sqrt(4 * diffusivity * time)
    rate = extra or math.sqrt(loss_rate)
    return np.exp(-(ahead**2) - loss_rate * time) * erfcx(ahead + rate * np.sqrt(time))


def _plane(distance: Array, time: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return the build-up in a half-space behind a plane source."""
    both = settling(distance, time, diffusivity, loss_rate) - passing(distance, time, diffusivity, loss_rate)
    return both / (2 * math.sqrt(diffusivity * loss_rate))


def _beyond(distance: Array, time: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return the build-up (s) ``distance`` µm beyond the edge of an endless half-space that makes 1 molecule/µm³/s.

    It is the integral of half of ``_plane`` from ``distance`` to infinity.
    """
    late = 2 * np.exp(-loss_rate * time) * erfc(distance / np.sqrt(4 * diffusivity * time))
    settled = settling(distance, time, diffusivity, loss_rate)
    return (settled + passing(distance, time, diffusivity, loss_rate) - late) / (4 * loss_rate)


def walled_rise(
    distance: Array, time: Array, diffusivity: float, loss_rate: float, length: float, width: float = 0.0
) -> Array:
    """Return the build-up outside a source of ``width`` µm (0: a plane) with a reflecting wall ``length`` µm away.

    The source fills −width < x < 0 evenly; its far side reflects too. Early times by images, late ones by modes.
    """
    whole = width + length
    late = diffusivity * time / whole**2 > IMAGES_BEFORE
    rise = np.empty((time.size, distance.size))
    rise[~late] = _by_images(distance, time[~late], diffusivity, loss_rate, whole, width)
    rise[late] = _by_modes(distance, time[late], diffusivity, loss_rate, length, width)
    return np.maximum(rise, 0)


def _by_images(distance: Array, time: Array, diffusivity: float, loss_rate: float, whole: float, width: float) -> Array:
    middle, moments = distance + width, time[:, None]
    images = (middle, 2 * whole - middle, 2 * whole + middle)
    medium = (moments, diffusivity, loss_rate)
    if width == 0:
        return sum((_plane(image, *medium) for image in images), np.zeros(1))
    edges = (_beyond(image - width, *medium) - _beyond(image + width, *medium) for image in images)
    return sum(edges, np.zeros(1)) / width


def _by_modes(distance: Array, time: Array, diffusivity: float, loss_rate: float, length: float, width: float) -> Array:
    whole = width + length
    rates = loss_rate + diffusivity * (np.pi * MODES / whole) ** 2
    shapes = np.cos(np.outer(MODES, np.pi * (distance + width) / whole)) * np.sinc(MODES * width / whole)[:, None]
    missing = (np.exp(-np.outer(time, rates)) * (2 / (whole * rates))) @ shapes
    missing += np.exp(-loss_rate * time)[:, None] / (whole * loss_rate)
    rise: Array = walled_steady(distance, diffusivity, loss_rate, length, width) - missing
    return rise


def walled_steady(distance: Array, diffusivity: float, loss_rate: float, length: float, width: float = 0.0) -> Array:
    """Return the steady profile of ``walled_rise``: cosh((L−x)/λ)/sinh((L+w)/λ), written so that nothing overflows."""
    reach = math.sqrt(diffusivity / loss_rate)
    shape = np.exp(-distance / reach) * (1 + np.exp(-2 * (length - distance) / reach))
    shape /= -math.expm1(-2 * (length + width) / reach) * math.sqrt(diffusivity * loss_rate)
    if width > 0:
        shape *= -math.expm1(-2 * width / reach) / (2 * width / reach)
    steady: Array = shape
    return steady


def walled_delay(distance: Array, diffusivity: float, loss_rate: float, length: float, width: float = 0.0) -> Array:
    """Return the mean accumulation time (s) of ``walled_rise``; (1 + x/λ)/2k when the wall is far."""
    reach = math.sqrt(diffusivity / loss_rate)
    left, whole, wide = (length - distance) / reach, (length + width) / reach, width / reach
    start = 2 - wide / math.tanh(wide) if width > 0 else 1.0
    delay: Array = (start - left * np.tanh(left) + whole / math.tanh(whole)) / (2 * loss_rate)
    return delay


def line_rise(distance: Array, time: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return the build-up around a line: (1/4πD) ∫ exp(−(r/λ) cosh s) ds up to S = ln(2√(Dk) t/r).

    The integral over all s is 2K₀(r/λ) and is symmetric, so only the tail beyond |S| is computed, by Gauss-Legendre
    over the stretch in which it falls by e⁻⁴⁰.
    """
    ratio = distance / math.sqrt(diffusivity / loss_rate)
    edge = np.log(2 * loss_rate * time[:, None] / ratio)
    turn = np.cosh(edge)
    stretch = np.arccosh(turn + 40 / ratio) - np.abs(edge)
    tail = np.zeros_like(edge)
    for node, weight in zip((NODES + 1) / 2, WEIGHTS / 2, strict=True):
        tail += weight * np.exp(-ratio * np.cosh(np.abs(edge) + node * stretch))
    tail *= stretch
    rise = np.where(edge > 0, 2 * k0e(ratio) * np.exp(-ratio) - tail, tail)
    return np.maximum(rise, 0) / (4 * np.pi * diffusivity)


def line_steady(distance: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return K₀(r/λ)/2πD."""
    ratio = distance / math.sqrt(diffusivity / loss_rate)
    return np.asarray(k0e(ratio) * np.exp(-ratio) / (2 * np.pi * diffusivity))


def line_delay(distance: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return (r/λ) K₁(r/λ)/(2k K₀(r/λ)) in s."""
    ratio = distance / math.sqrt(diffusivity / loss_rate)
    return np.asarray(ratio * kve(1, ratio) / (2 * loss_rate * k0e(ratio)))


def point_rise(distance: Array, time: Array, diffusivity: float, loss_rate: float) -> Array:
    """Return the build-up around a point: the two waves added, over 8πDr."""
    moments = time[:, None]
    both = settling(distance, moments, diffusivity, loss_rate) + passing(distance, moments, diffusivity, loss_rate)
    return both / (8 * np.pi * diffusivity * distance)


def cell_rise(distance: Array, time: Array, diffusivity: float, loss_rate: float, radius: float) -> Array:
    """Return the build-up around a sphere that gives off molecules evenly and lets none back in.

    Partial fractions of e^(−αp)/((p² − k)(p + b)), p = √(s + k), b = √D/a, add a third wave to the two.
    """
    balance, edge = math.sqrt(loss_rate), math.sqrt(diffusivity) / radius
    if abs(edge / balance - 1) < RELATIVE_GAP:
        near = (cell_rise(distance, time, diffusivity, loss_rate * s, radius) for s in (1 - 2e-4, 1 + 2e-4))
        return sum(near, np.zeros(1)) / 2
    away, moments = distance - radius, time[:, None]
    rise = settling(away, moments, diffusivity, loss_rate) * (edge / (2 * (edge + balance)))
    rise += passing(away, moments, diffusivity, loss_rate) * (edge / (2 * (edge - balance)))
    rise -= passing(away, moments, diffusivity, loss_rate, edge) * (edge**2 / (edge**2 - loss_rate))
    return np.maximum(rise, 0) / (4 * np.pi * diffusivity * distance)


def cell_steady(distance: Array, diffusivity: float, loss_rate: float, radius: float = 0.0) -> Array:
    """Return e^(−(r−a)/λ)/(4πDr(1 + a/λ)); a = 0 is the point source."""
    reach = math.sqrt(diffusivity / loss_rate)
    return np.exp(-(distance - radius) / reach) / (4 * np.pi * diffusivity * distance * (1 + radius / reach))


def cell_delay(distance: Array, diffusivity: float, loss_rate: float, radius: float = 0.0) -> Array:
    """Return the mean accumulation time (s) around a cell; (r/λ)/2k for a point."""
    reach = math.sqrt(diffusivity / loss_rate)
    return ((distance - radius) / reach + radius / (reach + radius)) / (2 * loss_rate)


@dataclass(frozen=True, slots=True)
class Source:
    """A source of ``strength`` molecules/s (1D: per µm², 2D: per µm) in the medium that it feeds.

    1D: a plane (``width`` 0) or a strip, with a wall at ``length``. 2D: a line. 3D: a point (``radius`` 0) or a cell.
    Distances are in µm: from the edge of the source in 1D, from the middle of it in 2D and 3D.
    """

    dimension: Literal["1D", "2D", "3D"]
    strength: float
    diffusivity: float
    loss_rate: float
    length: float
    width: float = 0.0
    radius: float = 0.0

    def rise(self, distance: Array, time: Array) -> Array:
        """Return the concentration (molecules/µm³) at times (T,) in s and distances (X,): (T, X)."""
        medium = (self.diffusivity, self.loss_rate)
        if self.dimension == "1D":
            return self.strength * walled_rise(distance, time, *medium, self.length, self.width)
        if self.dimension == "2D":
            return self.strength * line_rise(distance, time, *medium)
        if self.radius > 0:
            return self.strength * cell_rise(distance, time, *medium, self.radius)
        return self.strength * point_rise(distance, time, *medium)

    def steady(self, distance: Array) -> Array:
        """Return the concentration (molecules/µm³) that ``rise`` tends to."""
        medium = (self.diffusivity, self.loss_rate)
        if self.dimension == "1D":
            return self.strength * walled_steady(distance, *medium, self.length, self.width)
        if self.dimension == "2D":
            return self.strength * line_steady(distance, *medium)
        return self.strength * cell_steady(distance, *medium, self.radius)

    def delay(self, distance: Array) -> Array:
        """Return the mean accumulation time (s) at each distance."""
        medium = (self.diffusivity, self.loss_rate)
        if self.dimension == "1D":
            return walled_delay(distance, *medium, self.length, self.width)
        return line_delay(distance, *medium) if self.dimension == "2D" else cell_delay(distance, *medium, self.radius)
