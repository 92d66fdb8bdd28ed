r"""A signal that raises its own ligand or receptor: response, steady states, and the way to them.

For a signal S between 0 and 1

    secretion  Q(S) = (1 - σ)[q_0 + q_drv (1 - i_drv) + q_more + q_fb S^h/(K_f^h + S^h)]
    receptors  R(S) = R_0 + R_fb S^{h_r}/(K_r^{h_r} + S^{h_r})
    reading    u = bound (1 - DN)²/B_50,   A = u^m/(1 + u^m) · (1 - κ)
    response   F(S) = [1 - (1 - A)(1 - s_c)](1 - down),   τ dS/dt = F(S) - S

``bound`` comes from ``secreting_cells``. DN is the share of dominant-negative receptors (a working pair needs two good
ones), κ a kinase inhibitor, s_c a pathway that is on by itself, ``down`` a block below it. F never falls with S, so
from any S the signal moves to the next steady state in the direction of F - S. Everything quantitative is a teaching
choice.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from models.numerics.secreting_cells import Balance, Cells, balance
from models.quantities import Array

GRID = np.unique(np.r_[np.geomspace(1e-9, 2e-4, 40), np.linspace(0.0, 1.0, 4001)])
"""4001 even points, and some that close in on 0, where a steep response may have its unstable state."""
Numbers = float | Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loop:
    """A loop: ``cells`` (whose ``secretion`` and ``receptors`` become Q(S) and R(S)), its gains and its blocks.

    Secretions are in molecules/s per cell, ``half_signal_bound`` in bound receptors, the rest without unit.
    """

    cells: Cells
    basal: Numbers
    driver: Numbers
    feedback: Numbers
    midpoint: Numbers
    hill: Numbers
    receptors: Numbers
    half_signal_bound: Numbers
    signal_hill: Numbers
    receptor_feedback: Numbers = 0.0
    receptor_midpoint: Numbers = 0.5
    receptor_hill: Numbers = 2.0
    more_secretion: Numbers = 0.0
    constitutive: Numbers = 0.0
    secretion_block: Numbers = 0.0
    driver_block: Numbers = 0.0
    dominant_negative: Numbers = 0.0
    kinase_block: Numbers = 0.0
    downstream_block: Numbers = 0.0

    def state(self, signal: Numbers) -> Balance:
        """Return the ligand and its fates while the signal is ``signal``."""
        made = self.basal + self.driver * (1 - self.driver_block) + self.more_secretion
        made = made + self.feedback * hill(signal, self.midpoint, self.hill)
        receptors = self.receptors + self.receptor_feedback * hill(signal, self.receptor_midpoint, self.receptor_hill)
        secretion = (1 - self.secretion_block) * made
        return balance(dataclasses.replace(self.cells, secretion=secretion, receptors=receptors))

    def response(self, signal: Numbers) -> Array:
        """Return F(S), broadcast over the signal and the fields."""
        reading = self.state(signal).bound * (1 - self.dominant_negative) ** 2
        active = hill(reading, self.half_signal_bound, self.signal_hill) * (1 - self.kinase_block)
        return np.asarray((1 - (1 - active) * (1 - self.constitutive)) * (1 - self.downstream_block))


@dataclass(frozen=True, slots=True)
class SteadyState:
    """A signal at which F(S) = S, and whether the signal returns to it."""

    signal: float
    stable: bool


def hill(x: Numbers, half: Numbers, power: Numbers) -> Array:
    """Return x^p/(half^p + x^p), zero at x = 0, for x ≥ 0 and half > 0."""
    raised = (np.asarray(x, dtype=float) / half) ** power
    return np.asarray(raised / (1 + raised))


def steady_states(loop: Loop) -> tuple[SteadyState, ...]:
    """Return all steady states of one loop, in ascending order.

    Sign changes of F(S) - S between the points of ``GRID``, refined, and the two ends where F meets them: S = 0 if
    F(0) = 0.
    """
    excess = loop.response(GRID) - GRID

    def difference(signal: float) -> float:
        return float(loop.response(signal)) - signal

    found = []
    if excess[0] <= 0:
        found.append(SteadyState(0.0, bool(excess[1] < 0)))
    for i in np.flatnonzero(np.sign(excess[:-1]) * np.sign(excess[1:]) < 0):
        root = brentq(difference, GRID[i], GRID[i + 1], xtol=1e-12)
        found.append(SteadyState(float(root), bool(excess[i] > 0)))
    for i in np.flatnonzero(excess[1:-1] == 0) + 1:
        found.append(SteadyState(float(GRID[i]), bool(excess[i - 1] > 0 and excess[i + 1] < 0)))
    if excess[-1] >= 0:
        found.append(SteadyState(1.0, bool(excess[-2] > 0)))
    return tuple(sorted(found, key=lambda state: state.signal))


def settle(loop: Loop, start: float, states: tuple[SteadyState, ...] | None = None) -> float:
    """Return the stable steady state that the signal reaches from ``start``."""
    stable = [state.signal for state in (steady_states(loop) if states is None else states) if state.stable]
    rising = float(loop.response(start)) >= start
    ahead = [s for s in stable if (s >= start - TOUCH if rising else s <= start + TOUCH)]
    return min(ahead or stable, key=lambda s: abs(s - start))


TOUCH = 1e-9
"""How near a start counts as being at a steady state."""
