r"""Must all receptors be filled? The operational model of agonism: few filled receptors drive a strong cascade.

.. math:: \theta = \frac{C}{C + K_d}, \qquad E = \frac{(\tau C)^n}{(\tau C)^n + (K_d + C)^n}

with occupancy θ, effect E as part of the strongest that the tissue can show, and the transducer ratio τ: receptors over
those that must be filled for half of it. So :math:`E = (\tau\theta)^n / ((\tau\theta)^n + 1)`. Blocking a part x of the
receptors for good multiplies τ by 1 − x. Exactly,

.. math:: E_{max} = \frac{\tau^n}{1 + \tau^n}, \qquad EC_{50} = \frac{K_d}{(2 + \tau^n)^{1/n} - 1}

and for n = 1 :math:`EC_{50} = K_d/(1 + \tau)`. A second tissue reads the same hormone with its own K_d and τ.

Assumptions: binding at equilibrium; the hormone is not used up by its receptors; effect depends only on how many
receptors are filled now. Ignored: desensitization, partial agonism by another ligand, spontaneously active receptors,
the time of the cascade, several receptor states.

Reference: BlackLeff1983 (the model; the transducer ratio as the measure of efficacy in a tissue).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import brentq

from models.quantities import Array, ParameterSet, parameter
from models.results import Caution, Check, ResultSet, readout, series

POINTS: Final = 181
LOWEST, HIGHEST = 1e-4, 1e4
"""nM: the ends of the concentration axis."""
BLOCKED_CASES: Final = (0.0, 0.5, 0.9, 0.99)
KEPT: Final = 0.9
"""The part of the unblocked maximum that must remain for receptors to count as spare."""
SECOND: Final = "A second receptor"


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    concentration: float = parameter(
        0.005, symbol="C", unit="nM", low=1e-4, high=1e3, scale="log", main=True, label="Free hormone",
        doc="Hormone around the cells. The default, 5 pM, is a high normal level of vasopressin.", evidence="C",
    )  # fmt: skip
    tau: float = parameter(
        200.0, symbol="τ", unit="", low=0.1, high=1e4, scale="log", main=True, label="Transducer ratio",
        doc="Receptors over those that must be filled for half of the strongest effect: how much the cascade "
        "amplifies. The default is what EC₅₀ ≈ 2 pM and K_d = 0.4 nM give.", evidence="C",
    )  # fmt: skip
    blocked_fraction: float = parameter(
        0.0, symbol="x", unit="", low=0.0, high=0.99, main=True, label="Blocked part of the receptors",
        doc="Receptors that are put out of use for good, for example by a drug that binds covalently.", evidence="C",
    )  # fmt: skip
    kd: float = parameter(
        0.4, symbol="K_d", unit="nM", low=0.01, high=1e3, scale="log", main=True, label="Dissociation constant",
        doc="The level at which half of the receptors are filled. The default is typical of vasopressin on V2.",
        evidence="B",
    )  # fmt: skip
    hill: float = parameter(
        1.0, symbol="n", unit="", low=0.5, high=4.0, label="Steepness of the cascade",
        doc="How steeply the effect rises with filled receptors. At 1 each filled receptor adds alike.", evidence="C",
    )  # fmt: skip
    off_kd: float = parameter(
        1.0, symbol="K_off", unit="nM", low=0.01, high=1e4, scale="log", label="Its dissociation constant",
        group=SECOND, doc="The level at which half of the other receptors are filled. The default is typical of "
        "vasopressin on V1a, in vessels.", evidence="B",
    )  # fmt: skip
    off_tau: float = parameter(
        1.0, symbol="τ_off", unit="", low=0.1, high=1e4, scale="log", label="Its transducer ratio", group=SECOND,
        doc="How much the cascade behind the other receptor amplifies.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Occupancy and effect over the concentration, for blocked receptors and for a second receptor; the readouts."""

    params: Params
    level: Array = series(symbol="C", unit="nM", label="Free hormone")
    occupancy_curve: Array = series(symbol="θ", unit="%", label="Receptors filled", axes=("level",))
    effect_curve: Array = series(symbol="E", unit="", label="Effect", axes=("level",))
    effect_unblocked: Array = series(symbol="E", unit="", label="Effect, nothing blocked", axes=("level",))
    effect_half: Array = series(symbol="E", unit="", label="Effect, half blocked", axes=("level",))
    effect_tenth: Array = series(symbol="E", unit="", label="Effect, 90 % blocked", axes=("level",))
    effect_hundredth: Array = series(symbol="E", unit="", label="Effect, 99 % blocked", axes=("level",))
    off_occupancy_curve: Array = series(symbol="θ_off", unit="%", label="Other receptors filled", axes=("level",))
    off_effect_curve: Array = series(symbol="E_off", unit="", label="Effect of the other", axes=("level",))
    blocked_part: Array = series(symbol="x", unit="", label="Blocked part")
    blocked_ec50: Array = series(symbol="EC₅₀", unit="nM", label="Half-effective level", axes=("blocked_part",))
    blocked_emax: Array = series(symbol="E_max", unit="", label="Maximum", axes=("blocked_part",))
    occupancy: float = readout(
        symbol="θ", unit="%", label="Receptors filled", doc="Part of the receptors still in use that holds hormone."
    )  # fmt: skip
    effect: float = readout(
        symbol="E", unit="", label="Effect", doc="From 0 to 1, the strongest that the tissue can show."
    )  # fmt: skip
    ec50: float = readout(
        symbol="EC₅₀", unit="nM", label="Level at half effect", doc="The level that gives half of the maximum E_max."
    )  # fmt: skip
    emax: float = readout(
        symbol="E_max", unit="", label="Maximum", doc="The effect when all receptors in use are filled."
    )  # fmt: skip
    filled_at_half: float = readout(
        symbol="θ₅₀", unit="%", label="Filled at half effect", doc="Receptors filled at the half-effective level."
    )  # fmt: skip
    gain: float = readout(
        symbol="K_d/EC₅₀", unit="", label="K_d over EC₅₀", doc="How far below K_d the hormone works.", main=False
    )  # fmt: skip
    spare: float = readout(
        symbol="S", unit="%", label="Spare receptors",
        doc="The part of all receptors that can be blocked before the maximum has fallen by a tenth.",
    )  # fmt: skip
    unblocked_ec50: float = readout(
        symbol="EC₅₀⁰", unit="nM", label="Half-effective level, nothing blocked", doc="With all receptors in use.",
        main=False,
    )  # fmt: skip
    unblocked_emax: float = readout(
        symbol="E_max⁰", unit="", label="Maximum, nothing blocked", doc="With all receptors in use.", main=False
    )  # fmt: skip
    unblocked_effect: float = readout(
        symbol="E⁰", unit="", label="Effect, nothing blocked", doc="At this level, with all receptors in use.",
        main=False,
    )  # fmt: skip
    all_filled: float = readout(
        symbol="θ(1−x)", unit="%", label="Filled, of all", doc="Filled receptors per all receptors, blocked included.",
        main=False,
    )  # fmt: skip
    off_occupancy: float = readout(
        symbol="θ_off", unit="%", label="Other receptors filled", doc="Part of the second receptor that holds hormone.",
        main=False,
    )  # fmt: skip
    off_effect: float = readout(
        symbol="E_off", unit="", label="Effect of the other", doc="What the second receptor does at this level.",
        main=False,
    )  # fmt: skip
    selectivity_low: float = readout(
        symbol="K_off/K_d", unit="", label="Selectivity of binding, at low levels",
        doc="How many times more of the first receptor is filled when there is little hormone.", main=False,
    )  # fmt: skip
    selectivity_now: float = readout(
        symbol="θ/θ_off", unit="", label="Selectivity of binding, now",
        doc="How many times more of the first receptor is filled at this level.", main=False,
    )  # fmt: skip
    off_ec50: float = readout(
        symbol="EC₅₀,off", unit="nM", label="Half-effective level of the other", doc="For the second receptor.",
        main=False,
    )  # fmt: skip


def occupancy(level: Array, kd: float) -> Array:
    """Return the part of receptors (0 to 1) that is filled at free levels ``level`` (nM)."""
    filled: Array = level / (level + kd)
    return filled


def effect(level: Array, kd: float, tau: float, hill: float) -> Array:
    """Return the effect (0 to 1) at free levels ``level`` (nM): the operational model [BlackLeff1983].

    Written as 1/(1 + ((K_d + C)/(τ C))^n), which does not overflow.
    """
    answered: Array = 1 / (1 + ((kd + level) / (tau * level)) ** hill)
    return answered


def half_effective(kd: float, tau: float, hill: float) -> float:
    """Return EC₅₀ (nM), the level that gives half of the own maximum: exact for every n."""
    return kd / float((2 + tau**hill) ** (1 / hill) - 1)


def maximum(tau: float, hill: float) -> float:
    """Return E_max (0 to 1): the effect when all receptors are filled."""
    return 1 / float(1 + tau**-hill)


def simulate(params: Params) -> Result:
    """Return occupancy and effect for ``params``.

    Parameters
    ----------
    params
        Levels and dissociation constants in nM.

    Returns
    -------
    Result
        Curves over 181 levels from 1e-4 to 1e4 nM; all closed forms.
    """
    kd, hill, now = params.kd, params.hill, np.array([params.concentration])
    tau = params.tau * (1 - params.blocked_fraction)
    level = np.geomspace(LOWEST, HIGHEST, POINTS)
    ec50, here = half_effective(kd, tau, hill), float(occupancy(now, kd)[0])
    off_here = float(occupancy(now, params.off_kd)[0])
    cases = ("unblocked", "half", "tenth", "hundredth")
    return Result(
        params=params,
        level=level,
        occupancy_curve=100 * occupancy(level, kd),
        effect_curve=effect(level, kd, tau, hill),
        **{
            f"effect_{case}": effect(level, kd, params.tau * (1 - blocked), hill)
            for case, blocked in zip(cases, BLOCKED_CASES, strict=True)
        },
        blocked_part=np.array(BLOCKED_CASES),
        blocked_ec50=np.array([half_effective(kd, params.tau * (1 - x), hill) for x in BLOCKED_CASES]),
        blocked_emax=np.array([maximum(params.tau * (1 - x), hill) for x in BLOCKED_CASES]),
        off_occupancy_curve=100 * occupancy(level, params.off_kd),
        off_effect_curve=effect(level, params.off_kd, params.off_tau, hill),
        occupancy=100 * here,
        effect=float(effect(now, kd, tau, hill)[0]),
        ec50=ec50,
        emax=maximum(tau, hill),
        filled_at_half=100 * ec50 / (ec50 + kd),
        gain=kd / ec50,
        spare=100 * _spare(params.tau, hill),
        unblocked_ec50=half_effective(kd, params.tau, hill),
        unblocked_emax=maximum(params.tau, hill),
        unblocked_effect=float(effect(now, kd, params.tau, hill)[0]),
        all_filled=100 * here * (1 - params.blocked_fraction),
        off_occupancy=100 * off_here,
        off_effect=float(effect(now, params.off_kd, params.off_tau, hill)[0]),
        selectivity_low=params.off_kd / kd,
        selectivity_now=here / off_here,
        off_ec50=half_effective(params.off_kd, params.off_tau, hill),
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: the formulas against the curve, and against what holds whatever the cascade does."""
    params = result.params
    tau = params.tau * (1 - params.blocked_fraction)
    half, full = effect(np.array([result.ec50, 1e9 * params.kd]), params.kd, tau, params.hill)
    same = _same_effect(params)
    return (
        Check("Effect at EC₅₀ against half the maximum", abs(2 * float(half) / result.emax - 1), 1e-9),
        Check("Effect at a billion times K_d against the maximum", abs(float(full) / result.emax - 1), 1e-8),
        Check(
            "Same effect before and after blocking: filled receptors in use are equally many (true for any cascade)",
            same, 1e-9,
        ),
    )  # fmt: skip


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    params, found = result.params, []
    if params.blocked_fraction > 0 and result.emax < KEPT * result.unblocked_emax:
        found.append(Caution(
            "The reserve is used up: with so many receptors blocked, no amount of hormone brings back the full effect.",
            ("blocked_fraction", "tau"),
        ))  # fmt: skip
    if params.hill > 1.5 and params.tau < 2:
        found.append(Caution(
            "A steep cascade with few receptors: below a certain occupancy hardly anything happens. This is a "
            "threshold, not a reserve.", ("hill", "tau"),
        ))  # fmt: skip
    if params.concentration > 10 * params.off_kd:
        found.append(Caution(
            "At this level the second receptor is nearly full as well: binding no longer tells the two apart.",
            ("concentration", "off_kd"),
        ))  # fmt: skip
    return tuple(found)


def _spare(tau: float, hill: float) -> float:
    """Return the part of the receptors that can be blocked until the maximum is 90 % of the unblocked one."""
    kept = KEPT * maximum(tau, hill)
    return 1 - float((kept / (1 - kept)) ** (1 / hill)) / tau


def _same_effect(params: Params) -> float:
    """Return the error of a relation that needs no model of the cascade.

    The level C that gives an effect with all receptors, and C' that gives it with a part x blocked, fill equally many
    receptors: θ(C) = (1 − x) θ(C'). Both are searched for on the effect curve.
    """
    blocked = max(params.blocked_fraction, 0.5)
    tau = params.tau * (1 - blocked)
    wanted = maximum(tau, params.hill) / 2
    before, after = (_filled_for(wanted, params.kd, strength, params.hill) for strength in (params.tau, tau))
    return abs(before / ((1 - blocked) * after) - 1)


def _filled_for(wanted: float, kd: float, tau: float, hill: float) -> float:
    """Return the part of the receptors that is filled at the level with the effect ``wanted``, found by bracketing."""

    def missing(log_level: float) -> float:
        return float(effect(np.exp([log_level]), kd, tau, hill)[0]) / wanted - 1

    root = brentq(missing, np.log(kd) - 60, np.log(kd) + 30, xtol=1e-12)
    return float(occupancy(np.exp([root]), kd)[0])
