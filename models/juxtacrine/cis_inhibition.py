r"""Why does a cell send *or* receive, not both? Notch and Delta of one cell bind and silence each other.

One cell, amounts in units in which loss has the rate 1 and k_t = 1; D_t and N_t are what the neighbors present:

    dN/dt = β_N - N (1 + D_t/k_t) - N D/κ,   dD/dt = β_D - D (1 + N_t/k_t) - N D/κ,   S = N D_t/k_t

The steady state is closed (``cis_inhibition_cell``). A small cis constant κ means strong binding; off means none.
A sheet of 12 x 12 hexagons adds feedback: signal makes a repressor R of Delta,

    dN/dt = β_N - N - N ΣD_j - N D/κ,   dD/dt = β_D/(1 + R^{n_D}) - D - D ΣN_j - N D/κ,
    dR/dt = β_R x^{n_R}/(k_RS^{n_R} + x^{n_R}) - R,   x = N ΣD_j

(sums over the touching cells). It starts uniform but for noise, and runs for 40 lifetimes beside a twin without cis
binding. A row of 20 cells with graded Delta production and no feedback stands for the border of a wing vein
(``cis_inhibition_tissue``). The growth rate of a small pattern is the largest eigenvalue of the 3 x 3 Jacobian for the
three-color mode. Method: exponential midpoint with the middle found twice, step 0.2 (0.1 where a pattern grows fast);
the times to 90 % come out up to about 5 % long.

Assumptions: all cells alike but for noise, one kind of ligand, binding that destroys both partners, equal lifetimes.
Ignored: activation in cis, endocytosis as a step of its own, other ligands, cell shape, division.

References: Sprinzak2010 (the cell and its measured switch), Sprinzak2011 (the sheet), Elowitz2021 and
FormosaJordan2014 (its parameters).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from models.juxtacrine import cis_inhibition_trust
from models.juxtacrine.cis_inhibition_cell import half_point, sharpness, steady_cell
from models.juxtacrine.cis_inhibition_tissue import FAST, LAST, ROW, Feedback, Tissues, growth_rate, run, uniform_state
from models.juxtacrine.shared import Shared
from models.quantities import Array, ParameterSet, parameter, redeclared
from models.results import Absent, Caution, Check, ResultSet, readout, series

FRAMES: Final = 4
"""One state in so many steps is kept for the moving sheet."""
FAINTEST: Final = 1e-6
"""The smallest scatter of Delta that is shown on a logarithmic axis."""
NO_PATTERN: Final = 0.3
"""A scatter of Delta below this share of its mean counts as no pattern (three-color patterns have 1.4)."""
SHEET, ONE, ROW_GROUP = "Sheet of cells", "One cell", "Row at a wing vein"
SOURCE, TUTORIAL = "Elowitz2021", "FormosaJordan2014"


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    own_delta_production: float = parameter(
        5.0, symbol="β_own", unit="", low=0.1, high=1000.0, scale="log", main=True, label="The cell's own Delta",
        doc="How much Delta the one cell makes in a lifetime. It does not act on the sheet.", evidence="C",
    )  # fmt: skip
    neighbor_delta: float = parameter(
        1.0, symbol="D_t", unit="", low=0.01, high=100.0, scale="log", zero=True, main=True,
        label="Delta of the neighbors", doc="Delta that the neighbors, or a coated plate, present to the one cell. At "
        "1 a Notch is as likely to be bound by it as to be lost.", evidence="C",
    )  # fmt: skip
    cis_constant: float = parameter(
        0.1, symbol="κ", unit="", low=0.03, high=100.0, scale="log", zero=True, main=True, label="Cis constant",
        doc="A small number is strong binding within a cell. Off: no binding. It acts on the cell, the sheet, the row.",
        evidence="A2", source=TUTORIAL,
    )  # fmt: skip
    notch_production: float = parameter(
        10.0, symbol="β_N", unit="", low=0.1, high=1000.0, scale="log", main=True, label="Notch made",
        doc="How much Notch each cell makes in a lifetime: the one cell, the sheet and the row.",
        evidence="A2", source=SOURCE,
    )  # fmt: skip
    neighbor_notch: float = parameter(
        1.0, symbol="N_t", unit="", low=0.01, high=100.0, scale="log", zero=True, group=ONE,
        label="Notch of the neighbors", doc="Notch that the neighbors present. It hears the one cell's Delta. On a "
        "plate coated with Delta it is off.", evidence="C",
    )  # fmt: skip
    delta_production: float = parameter(
        100.0, symbol="β_D", unit="", low=0.1, high=1000.0, scale="log", group=SHEET, label="Most Delta made",
        doc="How much Delta a cell of the sheet makes in a lifetime if it hears nothing; so does the first of the row.",
        evidence="A2", source=SOURCE,
    )  # fmt: skip
    hill_delta: float = parameter(
        1.0, symbol="n_D", unit="", low=1.0, high=4.0, group=SHEET, label="Hill coefficient of repression",
        doc="How steeply the repressor shuts Delta off.", evidence="A2", source=TUTORIAL,
    )  # fmt: skip
    hill_reporter: float = parameter(
        3.0, symbol="n_R", unit="", low=1.0, high=4.0, group=SHEET, label="Hill coefficient of the response",
        doc="How steeply the repressor rises with the signal.", evidence="A2", source=TUTORIAL,
    )  # fmt: skip
    initial_noise: float = parameter(
        0.02, symbol="ε", unit="", low=0.0, high=0.5, group="Start", label="Noise at the start",
        doc="How far Notch, Delta and repressor of each cell stand off the uniform state (standard deviation).",
        evidence="C",
    )  # fmt: skip
    seed: int = redeclared(Shared, "seed")
    selected_cell: int = redeclared(Shared, "selected_cell")
    treatment: Literal["sender", "silenced", "ablated"] = redeclared(Shared, "treatment")
    vein_reach: float = parameter(
        3.0, symbol="ℓ", unit="cells", low=0.5, high=20.0, scale="log", group=ROW_GROUP, label="Reach of the grading",
        doc="Delta production along the row falls by a factor e over so many cells.", evidence="C",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The cell's curves, the sheet in time, its growth rate against κ, the row, and the numbers read from them."""

    params: Params
    own_axis: Array = series(symbol="β_own", unit="", label="Own Delta production")
    received: Array = series(symbol="S", unit="", label="Signal heard", axes=("own_axis",))
    sent: Array = series(symbol="T", unit="", label="Signal sent", axes=("own_axis",))
    received_without: Array = series(symbol="S", unit="", label="Heard without cis binding", axes=("own_axis",))
    sent_without: Array = series(symbol="T", unit="", label="Sent without cis binding", axes=("own_axis",))
    outside_axis: Array = series(symbol="D_t", unit="", label="Delta of the neighbors")
    heard: Array = series(symbol="S", unit="", label="Signal heard", axes=("outside_axis",))
    heard_without: Array = series(symbol="S", unit="", label="Heard without cis binding", axes=("outside_axis",))
    time: Array = series(symbol="t", unit="lifetimes", label="Time")
    sheet_delta: Array = series(symbol="D", unit="", label="Delta of each cell", axes=("time",))
    sheet_signal: Array = series(symbol="S", unit="", label="Signal of each cell", axes=("time",))
    fine_time: Array = series(symbol="t", unit="lifetimes", label="Time")
    scatter: Array = series(symbol="SD", unit="", label="Scatter of Delta", axes=("fine_time",))
    scatter_without: Array = series(symbol="SD", unit="", label="Scatter without cis binding", axes=("fine_time",))
    cis_axis: Array = series(symbol="κ", unit="", label="Cis constant")
    growth: Array = series(symbol="s", unit="1/lifetime", label="Growth rate of a pattern", axes=("cis_axis",))
    row_cell: Array = series(symbol="", unit="", label="Cell of the row")
    row_made: Array = series(symbol="β_D", unit="", label="Delta made", axes=("row_cell",))
    row_notch: Array = series(symbol="N", unit="", label="Free Notch", axes=("row_cell",))
    row_delta: Array = series(symbol="D", unit="", label="Free Delta", axes=("row_cell",))
    row_signal: Array = series(symbol="S", unit="", label="Signal", axes=("row_cell",))
    row_signal_without: Array = series(symbol="S", unit="", label="Signal without cis binding", axes=("row_cell",))
    signal: float = readout(
        symbol="S", unit="", label="Signal heard", doc="Notch of the one cell cut by the neighbors' Delta: N D_t/k_t."
    )  # fmt: skip
    signal_sent: float = readout(
        symbol="T", unit="", label="Signal sent", doc="What the one cell's Delta does to the neighbors: D N_t/k_t."
    )  # fmt: skip
    notch: float = readout(symbol="N", unit="", label="Free Notch", doc="Of the one cell.", main=False)
    delta: float = readout(symbol="D", unit="", label="Free Delta", doc="Of the one cell.", main=False)
    notch_lost: float = readout(
        symbol="", unit="%", label="Notch lost in cis", doc="Share of the Notch made that its own Delta destroys.",
        main=False,
    )  # fmt: skip
    delta_lost: float = readout(
        symbol="", unit="%", label="Delta lost in cis", doc="Share of the Delta made that its own Notch destroys.",
        main=False,
    )  # fmt: skip
    sharpness: float | Absent = readout(
        symbol="", unit="", label="Sharpness of the cut-off",
        doc="By how many percent the signal falls for 1 % more own Delta, where as much Delta as Notch is made.",
    )  # fmt: skip
    half_point: float | Absent = readout(
        symbol="β_½", unit="", label="Own Delta that halves the signal", doc="β_N/2 + κ (1 + D_t/k_t)(1 + N_t/k_t).",
        main=False,
    )  # fmt: skip
    t90: float | Absent = readout(
        symbol="t_90", unit="lifetimes", label="Pattern stands after",
        doc="When the scatter of Delta in the sheet reaches 90 % of its final value.",
    )  # fmt: skip
    t90_without: float | Absent = readout(
        symbol="t_90", unit="lifetimes", label="The same without cis", doc="In the twin sheet without cis binding."
    )  # fmt: skip
    sender_fraction: float | Absent = readout(
        symbol="", unit="%", label="Senders", doc="Cells of the sheet with more Delta than the mean, at the end."
    )  # fmt: skip
    sender_fraction_without: float | Absent = readout(
        symbol="", unit="%", label="Senders without cis", doc="In the twin sheet without cis binding.", main=False
    )  # fmt: skip
    growth_rate: float = readout(
        symbol="s", unit="1/lifetime", label="Growth rate",
        doc="Of a small three-color pattern on the uniform sheet; below 0 it fades.", main=False,
    )  # fmt: skip
    growth_rate_without: float = readout(
        symbol="s", unit="1/lifetime", label="Growth rate without cis", doc="The same without cis binding.", main=False
    )  # fmt: skip
    border_cells: float = readout(
        symbol="", unit="cells", label="Width of the border", main=False,
        doc="Cells of the row whose signal is above half of the highest.",
    )  # fmt: skip
    border_cells_without: float = readout(
        symbol="", unit="cells", label="Width without cis", doc="The same without cis binding.", main=False
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return the one cell in closed form, and the sheets and the row after 40 lifetimes."""
    feedback = feedback_of(params)
    row_made = params.delta_production * np.exp(-np.arange(ROW) / params.vein_reach)
    cis_axis = np.geomspace(0.03, 100, 57)
    constants = np.r_[params.cis_constant, 0.0, cis_axis]
    growth = growth_rate(feedback, constants, uniform_state(feedback, constants))
    tissues = run(
        feedback,
        cis_constant=params.cis_constant,
        row_made=row_made,
        noise=params.initial_noise,
        seed=params.seed,
        selected=params.selected_cell,
        treatment=params.treatment,
        finer=2 if growth[:2].max() > FAST else 1,
    )
    return Result(
        params=params,
        **_curves(params),
        **_one_cell(params),
        **_sheets(params, tissues),
        cis_axis=cis_axis,
        growth=growth[2:],
        growth_rate=float(growth[0]),
        growth_rate_without=float(growth[1]),
        row_cell=np.arange(1.0, ROW + 1),
        row_made=row_made,
        row_notch=tissues.row_notch,
        row_delta=tissues.row_delta,
        row_signal=tissues.row_signal,
        row_signal_without=tissues.row_signal_without,
        border_cells=_width(tissues.row_signal),
        border_cells_without=_width(tissues.row_signal_without),
    )


def feedback_of(params: Params) -> Feedback:
    """Return what the cells of the sheet make and how signal acts on it."""
    return Feedback(
        notch=params.notch_production, delta=params.delta_production, hill_delta=params.hill_delta,
        hill_reporter=params.hill_reporter,
    )  # fmt: skip


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: balances of the cell, the row and the sheet."""
    return cis_inhibition_trust.checks(result, feedback_of(result.params))


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return cis_inhibition_trust.cautions(result)


def _curves(params: Params) -> dict[str, Any]:
    """Return what is heard and sent against own Delta, and what is heard against the neighbors' Delta."""
    own, outside = np.geomspace(0.1, 1000, 161), np.geomspace(0.01, 100, 121)
    made, kappa = params.notch_production, params.cis_constant
    along = steady_cell(made, own, params.neighbor_delta, params.neighbor_notch, kappa)
    bare = steady_cell(made, own, params.neighbor_delta, params.neighbor_notch, 0.0)
    across = steady_cell(made, params.own_delta_production, outside, params.neighbor_notch, kappa)
    free = steady_cell(made, params.own_delta_production, outside, params.neighbor_notch, 0.0)
    level = np.ones_like(own)
    return {
        "own_axis": own, "received": along.received, "sent": along.sent, "received_without": bare.received * level,
        "sent_without": bare.sent * level, "outside_axis": outside, "heard": across.received,
        "heard_without": free.received,
    }  # fmt: skip


def _one_cell(params: Params) -> dict[str, Any]:
    made_n, made_d = params.notch_production, params.own_delta_production
    cell = steady_cell(made_n, made_d, params.neighbor_delta, params.neighbor_notch, params.cis_constant)
    loosened = params.cis_constant * (1 + params.neighbor_delta) * (1 + params.neighbor_notch)
    none = Absent("no cut-off: cis binding is off")
    return {
        "signal": float(cell.received), "signal_sent": float(cell.sent), "notch": float(cell.notch),
        "delta": float(cell.delta), "notch_lost": 100 * float(cell.destroyed) / made_n,
        "delta_lost": 100 * float(cell.destroyed) / made_d,
        "sharpness": sharpness(made_n, made_n, loosened) if loosened else none,
        "half_point": half_point(made_n, loosened) if loosened else none,
    }  # fmt: skip


def _sheets(params: Params, tissues: Tissues) -> dict[str, Any]:
    """Return the sheet in time, and how fast it and its twin form a pattern with how many senders."""
    gone = params.selected_cell - 1 if params.selected_cell and params.treatment == "ablated" else None
    there = np.delete(np.arange(tissues.delta.shape[1]), [] if gone is None else [gone])
    read: dict[str, Any] = {
        "time": tissues.time[::FRAMES], "fine_time": tissues.time,
        "sheet_delta": tissues.delta[::FRAMES].copy(), "sheet_signal": tissues.signal[::FRAMES].copy(),
    }  # fmt: skip
    for end, delta in (("", tissues.delta), ("_without", tissues.delta_without)):
        scatter = delta[:, there].std(axis=1)
        last, mean = delta[-1, there], float(delta[-1, there].mean())
        read[f"scatter{end}"] = np.maximum(scatter, FAINTEST)
        if scatter[-1] < NO_PATTERN * mean:
            read[f"t90{end}"] = Absent(f"no pattern within {LAST:g} lifetimes")
            read[f"sender_fraction{end}"] = Absent("no pattern: all cells are nearly alike")
        else:
            read[f"t90{end}"] = _first(tissues.time, scatter, 0.9 * float(scatter[-1]))
            read[f"sender_fraction{end}"] = 100 * float(np.mean(last > mean))
    return read


def _first(time: Array, rising: Array, level: float) -> float:
    """Return when ``rising`` first reaches ``level``, on straight lines between its points."""
    after = int(np.argmax(rising >= level))
    if after == 0:
        return 0.0
    before = float(rising[after - 1])
    share = (level - before) / (float(rising[after]) - before)
    return float(time[after - 1] + share * (time[after] - time[after - 1]))


def _width(signal: Array) -> float:
    return float(np.count_nonzero(signal > signal.max() / 2))
