"""Hours: the delayed loop of glucose and insulin, followed, and where its rhythm sustains itself.

    dI_p/dt = f1(G) - E (I_p/V_p - I_i/V_i) - I_p/t_p       insulin in plasma (mU)
    dI_i/dt = E (I_p/V_p - I_i/V_i) - I_i/t_i               insulin in the tissue fluid (mU)
    dG/dt   = G_in + f5(x3) - f2(G) - f3(G) f4(I_i)          glucose (mg)
    dx1/dt  = 3 (I_p - x1)/t_d,  then x2 and x3 alike        the liver's answer comes late

    f1 = R_m/(1 + exp((C1 - G/V_g)/a1))   secretion          f2 = U_b (1 - exp(-G/(C2 V_g)))     brain and nerves
    f3 = G/(C3 V_g),  f4 = U_0 + (U_m - U_0)/(1 + (κ I_i)^-β)   muscle and fat,  κ = (1/V_i + 1/(E t_i))/C4
    f5 = R_g/(1 + exp(α (x3/V_p - C5)))   output of the liver

The balance has x3 = I_p, and f1 fixes the insulin: so the glucose supply that holds a glucose level is a closed
expression, and the level follows from a bracketed root. For small swings exp(st) the three stages of the delay give
1/(1 + s t_d/3)^3 = K(s), where K holds everything else. At the edge s = iω: |K| gives t_d, and the phase is the
equation for ω.

References: [Sturis1991], [Tolic2000]. The encoding of [Tolic2000] in a model database writes f2 with a slip in a
bracket, which does not matter since f2 is saturated, and a public copy has κ with a minus sign, which is wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from models.quantities import Array

V_P, V_I, V_G = 3.0, 11.0, 10.0
"""Volumes in L: plasma, tissue fluid, glucose."""
E: Final = 0.2
T_P: Final = 6.0
R_M, A_1, C_1 = 210.0, 300.0, 2000.0
U_B, C_2 = 72.0, 144.0
C_3, C_4, U_0, U_M, BETA = 1000.0, 80.0, 40.0, 940.0, 1.77
R_G, ALPHA, C_5 = 180.0, 0.29, 26.0
MG_PER_MG_DL: Final = 10 * V_G
HOURS: Final = 72.0
PUSH: Final = 20.0
"""How far glucose is pushed above its balance at the start, mg/dL."""
FREQUENCIES: Final = 2 * math.pi / np.geomspace(30.0, 400.0, 250)
"""1/min: periods from 400 to 30 min, which hold every edge within the sliders' bounds."""
LEVELS: Final = np.linspace(106.0, 156.0, 101)
"""Glucose levels (mg/dL) at which the edge is looked for."""
TIP: Final = np.linspace(0.0, 1.0, 34)[1:-1]
SECANTS: Final = 3
"""Steps from the frequencies beside an edge to the edge; the error is then that of rounding."""

State = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Loop:
    """What a reader may set: glucose supply (mg/min), delay of the liver and lifetime in tissue (min)."""

    supply: float
    delay: float
    lifetime: float

    @property
    def kappa(self) -> float:
        """κ in 1/mU."""
        return (1 / V_I + 1 / (E * self.lifetime)) / C_4

    @property
    def tissue_share(self) -> float:
        """I_i over I_p at balance."""
        return (E / V_P) / (1 / self.lifetime + E / V_I)


def _insulin_at(loop: Loop, glucose: Array | float) -> Array:
    """Return the plasma insulin (mU) that a steady glucose (mg) calls for."""
    secreted = R_M / (1 + np.exp((C_1 - np.asarray(glucose) / V_G) / A_1))
    return np.asarray(secreted / (1 / T_P + loop.tissue_share / loop.lifetime))


def supply_at(loop: Loop, glucose: Array | float) -> Array:
    """Return the glucose supply (mg/min) that holds this glucose (mg): what is used minus what the liver gives."""
    g, plasma = np.asarray(glucose), _insulin_at(loop, glucose)
    taken = U_0 + (U_M - U_0) / (1 + (loop.kappa * loop.tissue_share * plasma) ** -BETA)
    liver = R_G / (1 + np.exp(ALPHA * (plasma / V_P - C_5)))
    return np.asarray(U_B * -np.expm1(-g / (C_2 * V_G)) + g / (C_3 * V_G) * taken - liver)


def balance(loop: Loop) -> State:
    """Return the steady state (I_p, I_i, G, x1, x2, x3); there is just one."""
    glucose = float(brentq(lambda g: float(supply_at(loop, g)) - loop.supply, 1.0, 1e5, xtol=1e-9))
    plasma = float(_insulin_at(loop, glucose))
    return plasma, loop.tissue_share * plasma, glucose, plasma, plasma, plasma


@dataclass(frozen=True, slots=True)
class Gains:
    """Slopes of the fluxes at a steady glucose, in 1/min: see ``_gains``. Each a float or an array over levels."""

    secretion: Array
    liver: Array
    own: Array
    tissue: Array


def _gains(loop: Loop, glucose: Array | float) -> Gains:
    """Return df1/dG, -df5/dx3, d(f2 + f3 f4)/dG and f3 df4/dI_i at the steady state of this glucose."""
    g = np.asarray(glucose, dtype=float)
    plasma = _insulin_at(loop, g)
    tissue = loop.tissue_share * plasma
    made = 1 / (1 + np.exp((C_1 - g / V_G) / A_1))
    given = 1 / (1 + np.exp(ALPHA * (plasma / V_P - C_5)))
    power = (loop.kappa * tissue) ** -BETA
    taken = U_0 + (U_M - U_0) / (1 + power)
    return Gains(
        secretion=np.asarray(R_M / (A_1 * V_G) * made * (1 - made)),
        liver=np.asarray(R_G * ALPHA / V_P * given * (1 - given)),
        own=np.asarray(U_B / (C_2 * V_G) * np.exp(-g / (C_2 * V_G)) + taken / (C_3 * V_G)),
        tissue=np.asarray(g / (C_3 * V_G) * (U_M - U_0) * BETA / tissue * power / (1 + power) ** 2),
    )


def jacobian(loop: Loop) -> Array:
    """Return the 6 x 6 matrix of small swings about the balance, in 1/min."""
    gains, third = _gains(loop, balance(loop)[2]), 3 / loop.delay
    matrix = np.zeros((6, 6))
    matrix[0, :3] = -E / V_P - 1 / T_P, E / V_I, gains.secretion
    matrix[1, :2] = E / V_P, -E / V_I - 1 / loop.lifetime
    matrix[2, [1, 2, 5]] = -gains.tissue, -gains.own, -gains.liver
    matrix[3, [0, 3]] = third, -third
    matrix[4, [3, 4]] = third, -third
    matrix[5, [4, 5]] = third, -third
    return matrix


def leading(loop: Loop) -> complex:
    """Return the eigenvalue of the slowest swing to die, or fastest to grow, in 1/min; its imaginary part is >= 0."""
    values = np.linalg.eigvals(jacobian(loop))
    value = complex(values[int(np.argmax(values.real))])
    return complex(value.real, abs(value.imag))


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a rhythm just sustains itself: at each supply (mg/min), rising, the shortest and longest delay (min).

    Each of shape (points,); empty if no delay gives a rhythm.
    """

    supply: Array
    shortest: Array
    longest: Array


@lru_cache(maxsize=32)
def edge(lifetime: float) -> Edge:
    """Return the edge of the rhythm in the plane of supply and delay."""
    loop, levels = Loop(0.0, 1.0, lifetime), LEVELS
    delays, _, at = _edges(loop, levels * MG_PER_MG_DL)
    level = levels[at]
    if level.size:  # more points where the region ends, for its outline turns there
        tips = [LEVELS[i : i + 3] for i in (max(at.min() - 1, 0), min(at.max() - 1, LEVELS.size - 3))]
        levels = np.concatenate([tip[0] + np.ptp(tip) * TIP for tip in tips])
        more, _, at = _edges(loop, levels * MG_PER_MG_DL)
        delays, level = np.concatenate([delays, more]), np.concatenate([level, levels[at]])
    found = np.unique(level)
    parts = (
        supply_at(loop, found * MG_PER_MG_DL),
        np.array([delays[level == each].min() for each in found]),
        np.array([delays[level == each].max() for each in found]),
    )
    for part in parts:
        part.setflags(write=False)
    return Edge(*parts)


def edge_delays(loop: Loop) -> tuple[Array, Array]:
    """Return the delays (min) at which the rhythm of this supply begins or ends, rising, and the periods there."""
    delays, periods, _ = _edges(loop, np.array([balance(loop)[2]]))
    order = np.argsort(delays)
    return delays[order], periods[order]


def _edges(loop: Loop, glucose: Array) -> tuple[Array, Array, npt.NDArray[np.intp]]:
    """Return delay and period at each edge found, and the index of the level that it belongs to."""
    off, _, held = _phase(loop, glucose[:, None], FREQUENCIES)
    near = held[:, :-1] & held[:, 1:] & (np.abs(off[:, :-1]) + np.abs(off[:, 1:]) < math.pi)
    level, at = np.nonzero(near & (off[:, :-1] * off[:, 1:] <= 0))
    ends = FREQUENCIES[at], FREQUENCIES[at + 1]
    before, after, off_before, off_after = *ends, off[level, at], off[level, at + 1]
    lag = np.zeros(at.shape)
    for _ in range(SECANTS):
        moved, turned = after - before, off_after - off_before
        before, off_before = after, off_after
        ahead = off_after * np.divide(moved, turned, where=turned != 0, out=np.zeros(at.shape))
        after = np.clip(after - ahead, ends[1], ends[0])
        off_after, lag, _ = _phase(loop, glucose[level], after)
    return 3 * lag / after, 2 * math.pi / after, level


def _phase(loop: Loop, glucose: Array, frequency: Array) -> tuple[Array, Array, npt.NDArray[np.bool_]]:
    """Return by which angle the loop misses its own swing, ω t_d/3 of the delay that fits, and whether one fits.

    The delay is the one with |1 + iω t_d/3|^3 = 1/|K|: it only makes weaker, so |K| must be below 1.
    """
    gains, s = _gains(loop, glucose), 1j * frequency
    share = (E / V_P) / (s + E / V_I + 1 / loop.lifetime)
    through = (s + gains.own) * (s + E / V_P + 1 / T_P - E / V_I * share)
    needed = -(through / gains.secretion + gains.tissue * share) / gains.liver
    size = np.abs(needed)
    held = size < 1
    lag = np.sqrt(np.where(held, np.maximum(size, 1e-300), 1.0) ** (-2 / 3) - 1)
    return np.angle(needed * (1 + 1j * lag) ** 3), lag, held


@lru_cache(maxsize=32)
def follow(loop: Loop) -> tuple[Array, Array]:
    """Return times (min) and states (times, 6) of three days from the balance, with glucose pushed up.

    Runge and Kutta's fourth order, in steps of 2 min, or of a tenth of the delay where that is shorter but not
    below 1 min: errors below 0.02 mg/dL.
    """
    step = 60 * HOURS / math.ceil(60 * HOURS / min(2.0, max(loop.delay / 10, 1.0)))
    plasma, tissue, glucose, *chain = balance(loop)
    state: State = (plasma, tissue, glucose + PUSH * MG_PER_MG_DL, chain[0], chain[1], chain[2])
    kept = [state]
    for _ in range(round(60 * HOURS / step)):
        state = _advance(state, step, loop.supply, 3 / loop.delay, 1 / loop.lifetime, loop.kappa)
        kept.append(state)
    states = np.array(kept)
    time = np.linspace(0.0, 60 * HOURS, len(kept))
    states.setflags(write=False)
    time.setflags(write=False)
    return time, states


def slopes(state: State, supply: float, third: float, lost: float, kappa: float) -> State:
    """Return the rates of change; ``third`` = 3/t_d, ``lost`` = 1/t_i."""
    plasma, tissue, glucose, x1, x2, x3 = state
    level = glucose / V_G
    exchange = E * (plasma / V_P - tissue / V_I)
    taken = U_0 + (U_M - U_0) / (1 + (kappa * tissue) ** -BETA)
    return (
        R_M / (1 + exp((C_1 - level) / A_1)) - exchange - plasma / T_P,
        exchange - tissue * lost,
        supply + R_G / (1 + exp(ALPHA * (x3 / V_P - C_5))) - U_B * (1 - exp(-level / C_2)) - level / C_3 * taken,
        third * (plasma - x1),
        third * (x1 - x2),
        third * (x2 - x3),
    )


def _advance(state: State, step: float, supply: float, third: float, lost: float, kappa: float) -> State:
    fixed = (supply, third, lost, kappa)
    k1 = slopes(state, *fixed)
    k2 = slopes(_moved(state, step / 2, k1), *fixed)
    k3 = slopes(_moved(state, step / 2, k2), *fixed)
    k4 = slopes(_moved(state, step, k3), *fixed)
    a, b, c, d, e, f = state
    sixth, two = step / 6, 2.0
    return (
        a + sixth * (k1[0] + two * (k2[0] + k3[0]) + k4[0]),
        b + sixth * (k1[1] + two * (k2[1] + k3[1]) + k4[1]),
        c + sixth * (k1[2] + two * (k2[2] + k3[2]) + k4[2]),
        d + sixth * (k1[3] + two * (k2[3] + k3[3]) + k4[3]),
        e + sixth * (k1[4] + two * (k2[4] + k3[4]) + k4[4]),
        f + sixth * (k1[5] + two * (k2[5] + k3[5]) + k4[5]),
    )


def _moved(state: State, step: float, slope: State) -> State:
    a, b, c, d, e, f = state
    return (
        a + step * slope[0], b + step * slope[1], c + step * slope[2],
        d + step * slope[3], e + step * slope[4], f + step * slope[5],
    )  # fmt: skip
