"""Years: the mass of β cells follows glucose. A stiff model, its plane, the separatrix, and the fate of a fall of S_I.

    dG/dt = R0 - (E_G0 + S_I I) G
    dI/dt = β σ G²/(α + G²) - k I
    dβ/dt = (-d0 + r1 G - r2 G²) β

G in mg/dL, I in µU/mL, β in mg, t in days. The mass rests where -d0 + r1 G - r2 G² = 0, at G = 100 and G = 250
whatever S_I is; at β = 0 glucose rests at R0/E_G0 = 600. The model is followed in (G, I, ln β) by a linearly implicit
method of second order with step control, since insulin settles in minutes and the mass in months.

Insulin clears in 1/k = 3.3 min. With I at its balance, what is left is a plane (G, β), in which S_I and β count only
as b = S_I β. The separatrix is drawn in it: the way into the saddle, dln(b)/dG = (-d0 + r1 G - r2 G²)/(dG/dt),
followed outward from the saddle. For the map of fates glucose is at its balance too, so that one equation is left for
ln b, to which a fall of S_I adds dln(S_I)/dt; a start off the balance counts by its distance from the separatrix.

References: [Topp2000]; L. F. Shampine, M. W. Reichelt (1997) SIAM J Sci Comput 18:1, for the method (their ode23s).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np

from models.quantities import Array

R_0, E_G0 = 864.0, 1.44
SIGMA, ALPHA, K = 43.2, 20000.0, 432.0
D_0, R_1, R_2 = 0.06, 8.4e-4, 2.4e-6
DAYS: Final = 1095.0
HEALTHY, SADDLE = 100.0, 250.0
"""mg/dL: the two glucose levels at which the mass of β cells neither grows nor shrinks."""
BURNT_OUT: Final = R_0 / E_G0
TOLERANCE: Final = 3e-5
FIRST_STEP, LONGEST_STEP = 1e-3, 15.0
DIAGONAL: Final = 1 / (2 + math.sqrt(2))
ERROR: Final = 6 + math.sqrt(2)
LOWEST, HIGHEST = 0.02, 2.0
"""mL/µU/d: the sensitivities that can be set."""
SENSITIVITIES: Final = np.geomspace(0.7 * LOWEST, HIGHEST, 43)
"""From below what can be set, so that the edge of survival is seen to pass the lowest."""
RAMPS: Final = np.concatenate([[0.0], np.geomspace(5.0, 1000.0, 30)])
RAMP_PARTS: Final = 80

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Fall:
    """A fall (or rise) of S_I (mL/µU/d) within so many days, from glucose (mg/dL) and β-cell mass (mg)."""

    start: float
    end: float
    days: float
    glucose: float
    mass: float

    def sensitivity(self, time: Array) -> Array:
        """Return S_I at times (d)."""
        passed = np.minimum(time / self.days, 1.0) if self.days > 0 else np.ones(np.shape(time))
        return np.asarray(self.start + (self.end - self.start) * passed)


@dataclass(frozen=True, slots=True)
class YearsCourse:
    """Time (d), G (mg/dL), I (µU/mL) and β (mg), each of shape (times,)."""

    time: Array
    glucose: Array
    insulin: Array
    mass: Array


def growth(glucose: Array | float) -> Array:
    """Return the growth rate of the mass of β cells, 1/d."""
    g = np.asarray(glucose)
    return np.asarray(-D_0 + R_1 * g - R_2 * g**2)


def secretion(glucose: Array | float) -> Array:
    """Return σ G²/(α + G²), the insulin that 1 mg of β cells makes, µU/mL/d."""
    g = np.asarray(glucose)
    return np.asarray(SIGMA * g**2 / (ALPHA + g**2))


def mass_at(glucose: Array | float, sensitivity: float) -> Array:
    """Return the mass (mg) that holds this glucose steady, with insulin at its balance: the nullcline of glucose."""
    g = np.asarray(glucose)
    return np.asarray(K * (R_0 / g - E_G0) / (sensitivity * secretion(g)))


def saddle_rate(sensitivity: float) -> float:
    """Return the rate (1/d) at which the state leaves the saddle: the one positive eigenvalue of all three."""
    glucose, mass = SADDLE, float(mass_at(SADDLE, sensitivity))
    insulin = mass * float(secretion(glucose)) / K
    slope = SIGMA * 2 * glucose * ALPHA / (ALPHA + glucose**2) ** 2
    matrix = np.array([
        [-(E_G0 + sensitivity * insulin), -sensitivity * glucose, 0.0],
        [mass * slope, -K, mass * float(secretion(glucose))],
        [R_1 - 2 * R_2 * glucose, 0.0, 0.0],
    ])  # fmt: skip
    return float(np.linalg.eigvals(matrix).real.max())


@lru_cache(maxsize=32)
def follow(fall: Fall) -> YearsCourse:
    """Return three years; insulin starts at its balance."""
    insulin = fall.mass * float(secretion(fall.glucose)) / K
    kept = [(0.0, fall.glucose, insulin, math.log(fall.mass))]
    slope = (fall.end - fall.start) / fall.days if fall.days > 0 else 0.0
    if fall.days > 0:
        _follow_stretch(kept, min(fall.days, DAYS), fall.start, slope)
    if fall.days < DAYS:
        _follow_stretch(kept, DAYS, fall.end, 0.0)
    time, glucose, plasma, log_mass = np.array(kept).T.copy()  # a burnt-out pancreas: 0 but for rounding
    parts = (time, glucose, np.maximum(plasma, 0.0), np.exp(log_mass))
    for part in parts:
        part.setflags(write=False)
    return YearsCourse(*parts)


def _follow_stretch(kept: list[tuple[float, float, float, float]], until: float, start: float, slope: float) -> None:
    """Append the states up to ``until``, while S_I = start + slope * (time since the last state)."""
    began, *state = kept[-1]
    time, step, now = began, FIRST_STEP, (state[0], state[1], state[2])
    while until - time > 1e-9:
        step = min(step, LONGEST_STEP, until - time)
        reached, error = _try_step(now, step, start + slope * (time - began), slope)
        if error <= 1:
            time, now = time + step, reached
            kept.append((time, *now))
        step *= min(4.0, max(0.2, 0.8 * max(error, 1e-6) ** (-1 / 3)))


def _rates(sensitivity: float, g: float, i: float, u: float) -> Vector:
    made = SIGMA * g * g / (ALPHA + g * g)
    return R_0 - (E_G0 + sensitivity * i) * g, math.exp(u) * made - K * i, -D_0 + R_1 * g - R_2 * g * g


def _try_step(now: Vector, step: float, sensitivity: float, slope: float) -> tuple[Vector, float]:
    """Return the state after a step of ode23s, and its error over the tolerance; u = ln β."""
    g, i, u = now
    w, square = step * DIAGONAL, ALPHA + g * g
    mass, made = math.exp(u), SIGMA * g * g / (ALPHA + g * g)
    to_glucose, to_insulin, to_mass = w * (E_G0 + sensitivity * i), -w * sensitivity * g, w * (R_1 - 2 * R_2 * g)
    from_glucose, from_mass = w * mass * SIGMA * 2 * g * ALPHA / square**2, w * mass * made
    own = 1 + w * K
    back = (from_glucose + from_mass * to_mass) / own

    def solved(a: float, b: float, c: float) -> Vector:
        """Solve (1 - w J) x = (a, b, c)."""
        rest = (b + from_mass * c) / own
        x = (a + to_insulin * rest) / (1 + to_glucose - to_insulin * back)
        return x, rest + back * x, c + to_mass * x

    drift = -w * slope * i * g
    f0 = _rates(sensitivity, g, i, u)
    k1 = solved(f0[0] + drift, f0[1], f0[2])
    half = step / 2
    f1 = _rates(sensitivity + slope * half, g + half * k1[0], i + half * k1[1], u + half * k1[2])
    k2 = solved(f1[0] - k1[0], f1[1] - k1[1], f1[2] - k1[2])
    k2 = (k2[0] + k1[0], k2[1] + k1[1], k2[2] + k1[2])
    new = (g + step * k2[0], i + step * k2[1], u + step * k2[2])
    f2 = _rates(sensitivity + slope * step, *new)
    e0, e1, e2 = (f2[j] - ERROR * (k2[j] - f1[j]) - 2 * (k1[j] - f0[j]) for j in range(3))
    k3 = solved(e0 + drift, e1, e2)
    sizes = (abs(g) + HEALTHY, abs(i) + 1.0, 1.0)
    error = max(step / 6 * abs(k1[j] - 2 * k2[j] + k3[j]) / (TOLERANCE * sizes[j]) for j in range(3))
    return new, error


@cache
def separatrix() -> tuple[Array, Array]:
    """Return glucose (mg/dL) and S_I β (mg mL/µU/d) along the separatrix: the same curve for every S_I."""
    log_b = math.log(float(mass_at(SADDLE, 1.0)))
    below, above = np.linspace(SADDLE, 10.0, 121), np.linspace(SADDLE, 640.0, 121)
    glucose = np.concatenate([below[:0:-1], above])
    combined = np.exp(np.concatenate([_outward(log_b, below)[:0:-1], _outward(log_b, above)]))
    glucose.setflags(write=False)
    combined.setflags(write=False)
    return glucose, combined


def _outward(start: float, glucose: Array) -> Array:
    """Return ln b along ``glucose``, from the saddle at its first point; Runge and Kutta's fourth order."""
    first = _saddle_slope(start)

    def slope(g: float, log_b: float) -> float:
        if abs(g - SADDLE) < 1e-9:
            return first
        pull = R_0 - (E_G0 + math.exp(log_b) * float(secretion(g)) / K) * g
        return float(growth(g)) / pull

    step, log_b, kept = float(glucose[1] - glucose[0]), start, [start]
    for g in glucose[:-1]:
        k1 = slope(g, log_b)
        k2 = slope(g + step / 2, log_b + step / 2 * k1)
        k3 = slope(g + step / 2, log_b + step / 2 * k2)
        k4 = slope(g + step, log_b + step * k3)
        log_b += step / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        kept.append(log_b)
    return np.array(kept)


def _saddle_slope(log_b: float) -> float:
    """Return dln(b)/dG of the stable direction of the saddle in the plane (G, ln b)."""
    g, b = SADDLE, math.exp(log_b)
    bent = SIGMA * 2 * g * ALPHA / (ALPHA + g * g) ** 2
    own = -(E_G0 + b * float(secretion(g)) / K) - b * bent * g / K
    other = -b * float(secretion(g)) / K * g
    turn = R_1 - 2 * R_2 * g
    stable = (own - math.sqrt(own**2 + 4 * other * turn)) / 2
    return turn / stable


def separatrix_at(glucose: float) -> float:
    """Return S_I β on the separatrix at this glucose."""
    levels, combined = separatrix()
    return math.exp(float(np.interp(glucose, levels, np.log(combined))))


@lru_cache(maxsize=8)
def critical_sensitivities(start: float, glucose: float, mass: float) -> Array:
    """Return, for each of ``RAMPS``, the S_I (mL/µU/d) below which the fall from ``start`` is fatal, shape (ramps,).

    Held to the bounds of ``SENSITIVITIES``: up to ``LOWEST`` no fall is fatal, at ``HIGHEST`` every one is.
    """
    levels = np.geomspace(1.0, 599.9, 800)
    balance_log_b = np.log(mass_at(levels, 1.0))[::-1]  # rises as glucose falls
    levels = levels[::-1]
    ramp, end = np.meshgrid(RAMPS, SENSITIVITIES, indexing="ij")
    ahead = math.log(mass) - math.log(separatrix_at(glucose))
    saddle = float(np.log(mass_at(SADDLE, 1.0)))
    log_b = np.full(ramp.shape, ahead + saddle + math.log(start))
    sensitivity = np.full(ramp.shape, start)
    for part in range(RAMP_PARTS):
        following = start + (end - start) * (part + 1) / RAMP_PARTS
        turned = np.log(following / sensitivity)
        first = growth(np.interp(log_b + turned / 2, balance_log_b, levels))
        middle = log_b + turned / 2 + ramp / RAMP_PARTS / 2 * first
        log_b = log_b + turned + ramp / RAMP_PARTS * growth(np.interp(middle, balance_log_b, levels))
        sensitivity = following
    margin = log_b - saddle
    return np.array([_crossing(row) for row in margin])


def _crossing(margin: Array) -> float:
    """Return the S_I at which a margin that rises with it passes 0."""
    above = np.flatnonzero(margin > 0)
    if above.size == 0:
        return float(SENSITIVITIES[-1])
    first = int(above[0])
    if first == 0:
        return float(SENSITIVITIES[0])
    low, high = margin[first - 1], margin[first]
    logs = np.log(SENSITIVITIES[first - 1 : first + 1])
    return math.exp(float(logs[0] - low / (high - low) * (logs[1] - logs[0])))
