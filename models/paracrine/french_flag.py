r"""How precisely can a cell read its position? A gradient, two thresholds, and the noise that blurs the borders.

Equations
---------
The steady gradient beside a plane source obeys :math:`D c'' = k_n c^n` with influx :math:`j_0` at x = 0.

* ``linear`` (n = 1): :math:`c = c_0 e^{-x/\lambda}`, border :math:`x_\theta = \lambda \ln(c_0/\theta)`.
* ``self-enhanced`` (n > 1): :math:`c = B/(x+\varepsilon)^m`, :math:`m = 2/(n-1)`, :math:`B^{n-1} = D m (m+1)/k_n`,
  border :math:`x_\theta = \varepsilon[(c_0/\theta)^{1/m} - 1]`. The power law is singular at n = 1, hence two branches.

The level at the source :math:`c_0 = B/\varepsilon^m` is given, so the offset and the influx follow from it:
:math:`\varepsilon = \sqrt{m(m+1) D / (k_n c_0^{n-1})}` and :math:`j_0 = D m c_0/\varepsilon`; eliminating :math:`c_0`
gives back :math:`\varepsilon = (D m B/j_0)^{1/(m+1)}`. A dose multiplies :math:`j_0`. In the linear case that
multiplies :math:`c_0`; in the other :math:`\varepsilon \to \varepsilon\,\mathrm{dose}^{-1/(m+1)}` with B unchanged:
every border moves by :math:`\varepsilon(1 - \mathrm{dose}^{-1/(m+1)})` instead of :math:`\lambda \ln\mathrm{dose}`.

Noise is carried over to first order, :math:`\sigma_x^2 = \sum_i (\partial x/\partial \ln p_i)^2\,\mathrm{CV}_i^2`:

=======  ===================  ===============================================================
source   linear, ∂x/∂ln p     self-enhanced, ∂x/∂ln p
=======  ===================  ===============================================================
dose     :math:`\lambda`      :math:`\varepsilon/(m+1)`, from :math:`x_\theta` with B constant
length   :math:`x`            :math:`x`, a stretch at constant :math:`c_0`
reading  :math:`\lambda`      :math:`(x+\varepsilon)/m`, the local decay length :math:`c/|c'|`
=======  ===================  ===============================================================

The relative error of a reading is ``cv_reading`` (``constant``), or that times :math:`\sqrt{c_0/c}` (``counting``:
molecules are counted, so it grows where they are few). The share of cells above a threshold is
:math:`\Phi(\ln(c/\theta)\,\ell/\sigma_x)`; for dose noise that is a border normally distributed with :math:`\sigma_x`.

Assumptions: steady state; one dimension; the tissue goes on beyond its drawn end; each cell obeys its thresholds; the
three sources of noise are independent and small. Ignored: gene networks that sharpen borders, averaging over time and
neighbors, scaling with size, a reflecting far end (it matters: Adelmann2023). References: Eldar2003, Adelmann2023.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from models.numerics.positional_noise import PositionalNoise
from models.numerics.profile_checks import balance_error, equation_error, propagation_error, slope_at_source
from models.numerics.steady_profile import SteadyProfile
from models.quantities import Array, ParameterSet, choice, parameter
from models.results import Absent, Caution, Check, ResultSet, readout, series
from models.units import MOLECULES_PER_UM3_PER_NM

POINTS = 241
EMBRYOS = 200
COMPARED_DOSES = (0.5, 1.0, 2.0)
SWEPT_DOSES = np.geomspace(0.25, 4.0, 25)
"""Six steps for each doubling, over the range of the slider."""
SMALL_NOISE = 0.3
"""Above this relative error the first-order formula is off by more than a few percent."""
OPEN_END = 0.05
"""Share of the source level that is left at the far end when the end begins to matter."""


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    decay_length: float = parameter(
        100.0, symbol="λ", unit="µm", low=5.0, high=500.0, scale="log", label="Decay length", evidence="A2",
        doc="Distance over which the level falls to 37 %. It counts for linear loss only.", source="AbuArish2010",
        literature=(75.0, 125.0, "AbuArish2010"), main=True, when=("loss_kind", "linear"),
    )  # fmt: skip
    dose: float = parameter(
        1.0, symbol="dose", unit="", low=0.25, high=4.0, scale="log", label="Dose of the source", evidence="C",
        doc="Multiplies what the source puts out. The thresholds stay where they are.", main=True,
    )  # fmt: skip
    cv_dose: float = parameter(
        0.1, symbol="CV dose", unit="", low=0.0, high=0.5, label="Noise of the dose", evidence="C", main=True,
        doc="Standard deviation over mean of the source's output, from embryo to embryo.",
    )  # fmt: skip
    cv_length: float = parameter(
        0.0, symbol="CV length", unit="", low=0.0, high=0.5, label="Noise of the length", evidence="C",
        doc="Standard deviation over mean of the gradient's length scale, from embryo to embryo.",
    )  # fmt: skip
    cv_reading: float = parameter(
        0.0, symbol="CV reading", unit="", low=0.0, high=0.5, label="Noise of the reading", evidence="C",
        doc="Relative error of one cell's reading where the level is c₀.",
    )  # fmt: skip
    reading_law: Literal["counting", "constant"] = choice(
        "counting", label="How reading noise changes with the level",
        options={"counting": "Counting: worse where molecules are few", "constant": "The same fraction everywhere"},
        doc="A cell that counts N molecules errs by about 1/√N of the count.",
    )  # fmt: skip
    threshold_high: float = parameter(
        0.5, symbol="θ₁/c₀", unit="", low=0.001, high=1.0, scale="log", label="Upper threshold", evidence="C",
        doc="Above this share of c₀ a cell takes the high fate.",
    )  # fmt: skip
    threshold_low: float = parameter(
        0.1, symbol="θ₂/c₀", unit="", low=0.001, high=1.0, scale="log", label="Lower threshold", evidence="C",
        doc="Below this share of c₀ a cell takes the low fate.",
    )  # fmt: skip
    loss_kind: Literal["linear", "self-enhanced"] = choice(
        "linear", label="How the morphogen is lost", evidence="A", source="Eldar2003",
        options={"linear": "Linear: the same everywhere", "self-enhanced": "Self-enhanced: faster where it is dense"},
        doc="Linear loss gives an exponential, self-enhanced loss a power law.",
    )  # fmt: skip
    loss_constant: float = parameter(
        1e-4, symbol="kₙ", unit="1/(s·nMⁿ⁻¹)", low=1e-7, high=1.0, scale="log", label="Loss constant", evidence="C",
        doc="The loss is kₙcⁿ, with c in nM.", main=True, when=("loss_kind", "self-enhanced"),
    )  # fmt: skip
    loss_order: float = parameter(
        2.0, symbol="n", unit="", low=1.5, high=3.0, label="Order of the loss", evidence="C", source="Eldar2003",
        doc="How steeply the loss rises with the level. The idea is Eldar's; the value is free.",
        when=("loss_kind", "self-enhanced"),
    )  # fmt: skip
    diffusivity: float = parameter(
        7.0, symbol="D", unit="µm²/s", low=0.01, high=300.0, scale="log", label="Diffusion coefficient", evidence="A",
        doc="With linear loss it is already part of λ.", source="AbuArish2010", literature=(0.3, 7.0, "AbuArish2010"),
        when=("loss_kind", "self-enhanced"),
    )  # fmt: skip
    source_level: float = parameter(
        100.0, symbol="c₀", unit="nM", low=1.0, high=1000.0, scale="log", label="Level at the source", evidence="A2",
        doc="Concentration at x = 0 at dose 1.", source="AbuArish2010", literature=(55.0, 210.0, "AbuArish2010"),
    )  # fmt: skip
    tissue_length: float = parameter(
        500.0, symbol="L", unit="µm", low=20.0, high=1000.0, scale="log", label="Tissue length", evidence="B",
        doc="How far the flag reaches. A fly egg is about 500 µm long (typical).",
    )  # fmt: skip
    cell_width: float = parameter(
        8.0, symbol="w", unit="µm", low=1.0, high=50.0, scale="log", label="Width of a cell", evidence="B",
        doc="Distance from one cell, or nucleus, to the next.",
    )  # fmt: skip
    seed: int = parameter(
        1, symbol="", unit="", low=1, high=9999, integer=True, label="Seed of the embryos", evidence="C",
        doc="Another number draws another two hundred embryos.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """What the model answers with. Rows of the ``dose_`` arrays: ½, 1, 2 and the reader's own dose."""

    params: Params
    position: Array = series(symbol="x", unit="µm", label="Distance from the source")
    concentration: Array = series(symbol="c", unit="nM", label="Concentration", axes=("position",))
    normal_concentration: Array = series(symbol="c", unit="nM", label="Concentration at dose 1", axes=("position",))
    reading_low: Array = series(symbol="c − σ", unit="nM", label="Reading, low side", axes=("position",))
    reading_high: Array = series(symbol="c + σ", unit="nM", label="Reading, high side", axes=("position",))
    sigma_dose: Array = series(symbol="σ dose", unit="µm", label="Error from the dose", axes=("position",))
    sigma_length: Array = series(symbol="σ length", unit="µm", label="Error from the length", axes=("position",))
    sigma_reading: Array = series(symbol="σ reading", unit="µm", label="Error from the reading", axes=("position",))
    sigma_total: Array = series(symbol="σₓ", unit="µm", label="Positional error", axes=("position",))
    share_high: Array = series(symbol="P high", unit="", label="Share of cells high", axes=("position",))
    share_middle: Array = series(symbol="P middle", unit="", label="Share of cells middle", axes=("position",))
    share_low: Array = series(symbol="P low", unit="", label="Share of cells low", axes=("position",))
    dose_compared: Array = series(symbol="dose", unit="", label="Dose")
    dose_concentration: Array = series(
        symbol="c", unit="nM", label="Concentration at each dose", axes=("dose_compared", "position")
    )
    dose_balance: Array = series(
        symbol="P low − P high", unit="", label="Zone at each dose", axes=("dose_compared", "position")
    )
    dose_border_high: Array = series(symbol="x₁", unit="µm", label="Upper border at each dose", axes=("dose_compared",))
    dose_border_low: Array = series(symbol="x₂", unit="µm", label="Lower border at each dose", axes=("dose_compared",))
    sweep_dose: Array = series(symbol="dose", unit="", label="Dose of the sweep")
    sweep_position: Array = series(symbol="x", unit="µm", label="Distance from the source, sweep")
    sweep_concentration: Array = series(
        symbol="c", unit="nM", label="Concentration of the sweep", axes=("sweep_dose", "sweep_position")
    )
    sweep_high: Array = series(
        symbol="P high", unit="", label="Share of cells high, sweep", axes=("sweep_dose", "sweep_position")
    )
    sweep_above_low: Array = series(
        symbol="1 − P low", unit="", label="Share of cells not low, sweep", axes=("sweep_dose", "sweep_position")
    )
    sweep_border_high: Array = series(symbol="x₁", unit="µm", label="Upper border, sweep", axes=("sweep_dose",))
    sweep_border_low: Array = series(symbol="x₂", unit="µm", label="Lower border, sweep", axes=("sweep_dose",))
    embryo: Array = series(symbol="embryo", unit="", label="Embryo")
    embryo_border_high: Array = series(symbol="x₁", unit="µm", label="Upper border, sampled", axes=("embryo",))
    embryo_border_low: Array = series(symbol="x₂", unit="µm", label="Lower border, sampled", axes=("embryo",))
    border_high: float | Absent = readout(
        symbol="x₁", unit="µm", label="Border high to middle", doc="Where the level crosses the upper threshold."
    )
    border_low: float | Absent = readout(
        symbol="x₂", unit="µm", label="Border middle to low", doc="Where the level crosses the lower threshold."
    )
    sigma_high: float | Absent = readout(
        symbol="σ₁", unit="µm", label="Error of the first border", doc="Standard deviation of the border's position."
    )
    sigma_low: float | Absent = readout(
        symbol="σ₂", unit="µm", label="Error of the second border", doc="Standard deviation of the border's position."
    )
    dose_shift: float = readout(
        symbol="Δx(2×)", unit="µm", label="Shift when dose 1 doubles", doc="How far every border moves outward."
    )
    border_shift: float = readout(
        symbol="Δx", unit="µm", label="Shift at this dose", doc="How far every border lies from its place at dose 1."
    )
    sigma_high_percent: float | Absent = readout(
        symbol="σ₁/L", unit="%", label="First error in tissue", doc="In percent of the tissue's length.", main=False
    )
    sigma_low_percent: float | Absent = readout(
        symbol="σ₂/L", unit="%", label="Second error in tissue", doc="In percent of the tissue's length.", main=False
    )
    shift_percent: float = readout(
        symbol="Δx(2×)/L", unit="%", label="Doubling shift in the tissue", doc="In percent of its length.", main=False
    )
    change_per_cell: float | Absent = readout(
        symbol="Δc/c", unit="%", label="Change from cell to cell", doc="Fall over one cell at the second border.",
        main=False,
    )  # fmt: skip
    offset: float | Absent = readout(
        symbol="ε", unit="µm", label="Offset", doc="Length scale of the power law at dose 1.", main=False
    )
    source_flux: float | Absent = readout(
        symbol="j₀", unit="molecules/µm²/s", label="Influx at dose 1", doc="What keeps the level c₀ up.", main=False
    )
    sampled_sigma_high: float | Absent = readout(
        symbol="s₁", unit="µm", label="Spread of first borders", doc="Over the sampled embryos.", main=False
    )
    sampled_sigma_low: float | Absent = readout(
        symbol="s₂", unit="µm", label="Spread of second borders", doc="Over the sampled embryos.", main=False
    )


def thresholds(params: Params) -> tuple[float, float]:
    """Return the two thresholds in nM, the higher one first, whichever slider it came from."""
    low, high = sorted((params.threshold_low, params.threshold_high))
    return high * params.source_level, low * params.source_level


def profile(params: Params, dose: float = 1.0) -> SteadyProfile:
    """Return the steady gradient at a dose (lengths in µm, levels in nM)."""
    if params.loss_kind == "linear":
        return SteadyProfile(params.source_level, params.decay_length).at_dose(dose)
    power = 2 / (params.loss_order - 1)
    loss_rate_at_source = params.loss_constant * params.source_level ** (params.loss_order - 1)
    offset = np.sqrt(power * (power + 1) * params.diffusivity / loss_rate_at_source)
    return SteadyProfile(params.source_level, float(offset), power).at_dose(dose)


def noise(params: Params) -> PositionalNoise:
    """Return the three sources of noise."""
    return PositionalNoise(
        params.cv_dose, params.cv_length, params.cv_reading, params.source_level, params.reading_law == "counting"
    )


def simulate(params: Params) -> Result:
    """Return the gradient, its flag, the errors of its borders, the doses compared and the sampled embryos."""
    position = np.linspace(0.0, params.tissue_length, POINTS)
    normal, gradient, uncertain = profile(params), profile(params, params.dose), noise(params)
    level, parts = gradient.concentration(position), uncertain.parts(gradient, position)
    high, low = thresholds(params)
    total = np.linalg.norm(parts, axis=0)
    spread = np.linalg.norm(parts * (level / gradient.local_length(position)), axis=0)
    doses = np.array([*COMPARED_DOSES, params.dose])
    compared = [profile(params, float(dose)) for dose in doses]
    above_high, above_low = (
        np.array([uncertain.share_above(own, position, threshold) for own in compared]) for threshold in (high, low)
    )
    swept, coarse = [profile(params, float(dose)) for dose in SWEPT_DOSES], position[::2]
    sampled = uncertain.sampled_borders(gradient, (high, low), params.seed, EMBRYOS)
    return Result(
        params=params, position=position, concentration=level, normal_concentration=normal.concentration(position),
        reading_low=np.maximum(level - spread, 0.0), reading_high=level + spread, sigma_dose=parts[0],
        sigma_length=parts[1], sigma_reading=parts[2], sigma_total=total, share_high=above_high[-1],
        share_middle=np.maximum(above_low[-1] - above_high[-1], 0.0), share_low=1 - above_low[-1], dose_compared=doses,
        dose_concentration=np.array([own.concentration(position) for own in compared]),
        dose_balance=1 - above_low - above_high,
        dose_border_high=np.array([float(own.position(high)) for own in compared]),
        dose_border_low=np.array([float(own.position(low)) for own in compared]),
        sweep_dose=SWEPT_DOSES, sweep_position=coarse,
        sweep_concentration=np.array([own.concentration(coarse) for own in swept]),
        sweep_high=np.array([uncertain.share_above(own, coarse, high) for own in swept]),
        sweep_above_low=np.array([uncertain.share_above(own, coarse, low) for own in swept]),
        sweep_border_high=np.array([float(own.position(high)) for own in swept]),
        sweep_border_low=np.array([float(own.position(low)) for own in swept]),
        embryo=np.arange(1.0, EMBRYOS + 1), embryo_border_high=sampled[0], embryo_border_low=sampled[1],
        **_readouts(params, normal, gradient, sampled),
    )  # fmt: skip


def _readouts(
    params: Params, normal: SteadyProfile, gradient: SteadyProfile, sampled: tuple[Array, Array]
) -> dict[str, Any]:
    percent = 100 / params.tissue_length
    doubling = float(normal.at_dose(2.0).position(params.source_level))
    values: dict[str, float | Absent] = {
        "dose_shift": doubling,
        "shift_percent": doubling * percent,
        "border_shift": float(gradient.position(params.source_level)),
        "offset": Absent("only self-enhanced loss has one"),
        "source_flux": Absent("with linear loss, λ and c₀ alone do not tell it"),
    }
    for name, threshold, borders in zip(("high", "low"), thresholds(params), sampled, strict=True):
        place = _border(params, gradient, threshold)
        missing = isinstance(place, Absent)
        error = place if isinstance(place, Absent) else noise(params).positional_error(gradient, place)
        values[f"border_{name}"], values[f"sigma_{name}"] = place, error
        values[f"sigma_{name}_percent"] = error if isinstance(error, Absent) else error * percent
        values[f"sampled_sigma_{name}"] = place if missing else float(np.std(borders, ddof=1))
    last = values["border_low"]
    if isinstance(last, Absent):
        values["change_per_cell"] = last
    else:
        one_on, here = gradient.concentration(last + params.cell_width), gradient.concentration(last)
        values["change_per_cell"] = float(100 * (1 - one_on / here))
    if normal.power is not None:
        values["offset"] = float(normal.scale)
        steepness = params.source_level * MOLECULES_PER_UM3_PER_NM * normal.power / normal.scale
        values["source_flux"] = float(params.diffusivity * steepness)
    return values


def _border(params: Params, gradient: SteadyProfile, threshold: float) -> float | Absent:
    place = float(gradient.position(threshold))
    # A threshold of just c₀ at dose 1 lies at the source, whatever the rounding of the dose.
    if place < -1e-9 * params.tissue_length:
        return Absent("never reached: even at the source the level is lower")
    if place > params.tissue_length:
        return Absent("beyond the tissue: the level is higher all the way")
    return max(place, 0.0)


def checks(result: Result) -> tuple[Check, ...]:
    """Return the steady equation, the flux balance and σₓ, each against an independent numerical computation."""
    params = result.params
    gradient = profile(params, params.dose)

    def loss(level: Array) -> Array:
        if params.loss_kind == "linear":
            return level / params.decay_length**2
        return params.loss_constant * level**params.loss_order / params.diffusivity

    influx = params.dose * slope_at_source(profile(params))
    propagation = propagation_error(noise(params), gradient, thresholds(params))
    return (
        Check("Spread by diffusion equals loss, at ten places", equation_error(gradient, loss), 1e-6),
        Check("All loss, added up, against dose × influx at dose 1", balance_error(gradient, loss, influx), 1e-6),
        Check("σₓ against the borders of slightly different embryos", propagation, 1e-6),
    )


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    params = result.params
    gradient = profile(params, params.dose)
    found = []
    if params.threshold_high <= params.threshold_low:
        found.append(Caution(
            "The upper threshold is not above the lower one. The larger value is used as the upper threshold"
            + (", and there is no middle zone." if params.threshold_high == params.threshold_low else "."),
            ("threshold_high", "threshold_low"),
        ))  # fmt: skip
    places = np.maximum(gradient.position(np.array(thresholds(params))), 0.0)
    relative = np.linalg.norm(noise(params).parts(gradient, places), axis=0) / gradient.local_length(places)
    if np.max(relative) > SMALL_NOISE:
        found.append(Caution(
            "The noise is large: the level at a border varies by more than 30 %. The formula for σₓ holds for small "
            "noise; compare it with the sampled embryos.", ("cv_dose", "cv_length", "cv_reading"),
        ))  # fmt: skip
    if result.concentration[-1] > OPEN_END * result.concentration[0]:
        found.append(Caution(
            "More than 5 % of the source level is left at the far end of the tissue. The model lets it leak out there; "
            "a closed end would raise the level.",
            ("tissue_length", "decay_length" if params.loss_kind == "linear" else "loss_constant"),
        ))  # fmt: skip
    if float(gradient.local_length(0.0)) < params.cell_width:
        found.append(Caution(
            "Next to the source the level falls to 37 % within less than one cell. The model has no cells in space, so "
            "its borders there are finer than a tissue can draw.", ("cell_width",),
        ))  # fmt: skip
    return tuple(found)
