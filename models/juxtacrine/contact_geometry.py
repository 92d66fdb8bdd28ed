r"""Does the shape of a cell decide its fate? Lateral inhibition in which contacts count by their length, or reach far.

The loop is that of ``lateral_inhibition`` (Collier1996): dn/dt = F(x) - n, dd/dt = G(n) - d, with
F(x) = x^k/(a + x^k) and G(n) = 1/(1 + b n^k). New is what cell i receives: x_i = Σ_j w_ij d_j.

* Polygons (Voronoi cells of a square with joined sides): w_ij is the length of the border between i and j over the mean
  perimeter of all cells. It is a sum: a cell with a short edge receives less (Shaya2017). To compare, the input may be
  divided by the cell's own perimeter, or every contact may count alike.
* Hexagons with filopodia: the six neighbors share 1 - w, and the cells of the rings 2 to R share w (Cohen2010). A
  pattern of eigenvalue μ of the weights grows at s = -1 + √(A|μ|), as in ``lateral_inhibition``; μ_min is the lowest.
* Two cells with a contact of the width c: x_1 = c d_2, x_2 = c d_1.

Method: ETD2RK steps of 0.2 lifetimes; polygons by a table of weights, hexagons (24 x 24) by Fourier transforms, for all
reaches side by side. Two cells settle where twice answering leads from the extremes.

Assumed: contacts that do not change, Delta spread evenly over the membrane, filopodia that are always there. Ignored:
filopodia that come and go (they act as noise that orders the pattern, Cohen2010, Cohen2011), growth, mechanics, cell
division. All parameters are teaching values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy.fft import fft2

from models.juxtacrine import contact_geometry_run as run
from models.juxtacrine import contact_geometry_tissue as tissues
from models.juxtacrine import contact_geometry_trust as trust
from models.juxtacrine.contact_geometry_parameters import SIDE, Params
from models.juxtacrine.contact_geometry_tissue import Mask
from models.numerics.periodic_voronoi import polygon_tissue
from models.quantities import Array
from models.results import Absent, Caution, Check, ResultSet, readout, series

__all__ = ["Params", "Result", "cautions", "checks", "simulate"]

SENDING: Final = 0.5
"""A cell whose Delta is above this sends."""
AREA_EDGES: Final = np.linspace(0.0, 2.5, 26)
SHARES: Final = np.linspace(0.0, 1.0, 41)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """The cells in time, their sizes by fate, the pattern over the reach, a pair over its contact, and the numbers."""

    params: Params
    time: Array = series(symbol="t", unit="Notch lifetimes", label="Time")
    cell: Array = series(symbol="i", unit="number", label="Cell")
    delta: Array = series(symbol="d", unit="", label="Delta", axes=("time", "cell"))
    notch: Array = series(symbol="n", unit="", label="Active Notch", axes=("time", "cell"))
    area: Array = series(symbol="", unit="", label="Area, of the mean", axes=("cell",))
    contacts: Array = series(symbol="", unit="cells", label="Neighbors in contact", axes=("cell",))
    area_middle: Array = series(symbol="", unit="", label="Area, of the mean")
    area_senders: Array = series(symbol="", unit="cells", label="Senders of this area", axes=("area_middle",))
    area_receivers: Array = series(symbol="", unit="cells", label="Receivers of this area", axes=("area_middle",))
    reach_axis: Array = series(symbol="R", unit="cells", label="Reach")
    reach_limit: Array = series(symbol="", unit="%", label="Closest packing", axes=("reach_axis",))
    reach_known: Array = series(symbol="R", unit="cells", label="Reach, computed")
    reach_share: Array = series(symbol="", unit="%", label="Senders", axes=("reach_known",))
    reach_spacing: Array = series(symbol="", unit="cells", label="Spacing", axes=("reach_known",))
    share_axis: Array = series(symbol="w", unit="", label="Share by protrusions")
    needed: Array = series(symbol="A", unit="", label="Loop gain needed", axes=("reach_axis", "share_axis"))
    contact_axis: Array = series(symbol="c", unit="", label="Width of the contact")
    pair_high: Array = series(symbol="d", unit="", label="Delta of the sender", axes=("contact_axis",))
    pair_low: Array = series(symbol="d", unit="", label="Delta of the receiver", axes=("contact_axis",))
    pair_received: Array = series(symbol="x", unit="", label="Delta received", axes=("contact_axis",))
    pair_counted: Array = series(symbol="x", unit="", label="Delta received, contacts alike", axes=("contact_axis",))
    sender_fraction: float = readout(
        symbol="", unit="%", label="Senders", doc="Share of the cells whose Delta is above one half."
    )  # fmt: skip
    spacing: float | Absent = readout(
        symbol="", unit="cells", label="Spacing", doc="Steps from cell to cell to the nearest other sender, on average."
    )  # fmt: skip
    area_ratio: float | Absent = readout(
        symbol="", unit="", label="Area ratio",
        doc="Mean area of the senders over that of the receivers: below 1 the smaller cells send.",
    )  # fmt: skip
    growth_rate: float = readout(
        symbol="s", unit="1/lifetime", label="Growth rate",
        doc="How fast the strongest pattern grows from noise, per lifetime of active Notch: −1 + √(A|μ|). Below 0 the "
        "cells stay alike. For polygons it is an estimate.",
    )  # fmt: skip
    mu_min: float = readout(
        symbol="μ_min", unit="", label="Strongest alternation",
        doc="The most negative factor by which a pattern is multiplied when cells receive: −1 for two cells, −0.5 for "
        "hexagons that touch, nearer to 0 if each cell hears many.", main=False,
    )  # fmt: skip
    loop_gain: float = readout(
        symbol="A", unit="", label="Loop gain", doc="Of cells that are all alike: kh(1 − n*)(1 − d*).", main=False
    )  # fmt: skip
    needed_gain: float = readout(
        symbol="1/|μ|", unit="", label="Loop gain needed", doc="Above it a pattern grows from noise.", main=False
    )  # fmt: skip
    packing: float | Absent = readout(
        symbol="", unit="%", label="Closest packing",
        doc="The largest share of senders if none may be within reach of another.", main=False,
    )  # fmt: skip
    sender_contacts: float | Absent = readout(
        symbol="", unit="cells", label="Neighbors of a sender", doc="How many cells touch a sender, on average.",
        main=False,
    )  # fmt: skip
    receiver_contacts: float | Absent = readout(
        symbol="", unit="cells", label="Neighbors of a receiver", doc="How many cells touch a receiver, on average.",
        main=False,
    )  # fmt: skip
    small_senders: float | Absent = readout(
        symbol="", unit="%", label="Senders among small cells", doc="Of the third of the cells with the least area.",
        main=False,
    )  # fmt: skip
    large_senders: float | Absent = readout(
        symbol="", unit="%", label="Senders among large cells", doc="Of the third of the cells with the most area.",
        main=False,
    )  # fmt: skip
    pair_difference: float | Absent = readout(
        symbol="", unit="", label="Difference of the two cells",
        doc="Delta of one less Delta of the other, in the end.", main=False,
    )  # fmt: skip
    received_most: float = readout(
        symbol="x", unit="", label="Delta received, most", doc="By the cell that receives most, in the end.", main=False
    )  # fmt: skip
    received_least: float = readout(
        symbol="x", unit="", label="Delta received, least", doc="By the cell that receives least, in the end.",
        main=False,
    )  # fmt: skip
    treated: int | None


def simulate(params: Params) -> Result:
    """Return the pattern in time, with what it says about sizes, spacing and contacts."""
    time, states = run.course(params)
    notch, delta = states[:, run.NOTCH], states[:, run.DELTA]
    cells, factor = run.cells_of(params), run.factor_of(params)
    loop = run.effective_loop(params)
    gain = loop.gain()
    area, contacts = _sizes(params, cells)
    treated = run.treated_index(params)
    counted = np.arange(cells) != (treated if treated is not None else -1)
    senders = delta[-1] > SENDING
    received = received_by(params, delta[-1])[counted]
    return Result(
        params=params, time=time, cell=np.arange(1.0, cells + 1), delta=delta.copy(), notch=notch.copy(), area=area,
        contacts=contacts, **_histogram(area[counted], senders[counted]), **_over_reach(params), **_over_share(),
        **_over_contact(params), sender_fraction=100 * float(np.mean(senders)), spacing=_spacing(params, senders),
        **_by_size(params, area[counted], contacts[counted], senders[counted]),
        growth_rate=loop.growth_rate(-1.0 if params.tissue == "pair" else factor), mu_min=factor, loop_gain=gain,
        needed_gain=-1 / factor if params.tissue != "pair" else 1.0,
        packing=100 * tissues.packing_limit(params.reach) if params.tissue == "filopodia" else Absent(
            "the closest packing is known for hexagons only"
        ),
        pair_difference=float(abs(delta[-1, 0] - delta[-1, 1])) if params.tissue == "pair" else Absent(
            "only for two cells"
        ),
        received_most=float(received.max()), received_least=float(received.min()), treated=treated,
    )  # fmt: skip


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: bounds, sums over the tissue, μ_min and the pair found another way."""
    return trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return trust.cautions(result)


def received_by(params: Params, delta: Array) -> Array:
    """Return what each cell receives, shape (cells,)."""
    if params.tissue == "filopodia":
        weights = tissues.filopodia_weights(params.reach, params.protrusion_share)
        spread = fft2(delta.reshape(SIDE, SIDE)) * fft2(weights)
        return np.asarray(np.fft.ifft2(spread).real.reshape(-1))
    if params.tissue == "voronoi":
        weights = tissues.polygon_weights(params.cell_count, params.lloyd_steps, params.seed, params.contact_input)
        return np.asarray(weights @ delta)
    return tissues.pair_weight(params.contact_ratio, params.contact_input) * delta[::-1]


def _sizes(params: Params, cells: int) -> tuple[Array, Array]:
    """Return the area of each cell over the mean, and how many cells touch it."""
    if params.tissue == "voronoi":
        tissue = polygon_tissue(params.cell_count, params.lloyd_steps, params.seed)
        return tissue.area * cells, np.count_nonzero(tissue.contact, axis=1).astype(float)
    return np.ones(cells), np.full(cells, 6.0 if params.tissue == "filopodia" else 1.0)


def _histogram(area: Array, senders: Mask) -> dict[str, Any]:
    inside = np.clip(area, AREA_EDGES[0], AREA_EDGES[-1] - 1e-9)
    counts = [np.histogram(inside[kind], AREA_EDGES)[0].astype(float) for kind in (senders, ~senders)]
    middle = (AREA_EDGES[:-1] + AREA_EDGES[1:]) / 2
    return {"area_middle": middle, "area_senders": counts[0], "area_receivers": counts[1]}


def _by_size(params: Params, area: Array, contacts: Array, senders: Mask) -> dict[str, Any]:
    names = ("area_ratio", "sender_contacts", "receiver_contacts", "small_senders", "large_senders")
    if params.tissue != "voronoi":
        return dict.fromkeys(names, Absent("all cells have the same size here"))
    if senders.all() or not senders.any():
        return dict.fromkeys(names, Absent("all cells have the same fate"))
    small, large = np.quantile(area, [1 / 3, 2 / 3])
    return {
        "area_ratio": float(area[senders].mean() / area[~senders].mean()),
        "sender_contacts": float(contacts[senders].mean()),
        "receiver_contacts": float(contacts[~senders].mean()),
        "small_senders": 100 * float(senders[area <= small].mean()),
        "large_senders": 100 * float(senders[area >= large].mean()),
    }


def _spacing(params: Params, senders: Mask) -> float | Absent:
    alone = Absent("there are fewer than two senders")
    if params.tissue == "pair" or np.count_nonzero(senders) < 2:
        return alone
    if params.tissue == "filopodia":
        return float(tissues.sheet_spacing(senders.reshape(SIDE, SIDE)).mean())
    touching = polygon_tissue(params.cell_count, params.lloyd_steps, params.seed).contact > 0
    steps = tissues.steps_between(touching, senders)
    return float(steps[steps > 0].mean()) if np.any(steps > 0) else alone


def _over_reach(params: Params) -> dict[str, Any]:
    """Return share and spacing of senders for every reach; only a sheet with filopodia has them."""
    reaches = np.array(tissues.REACHES, dtype=float)
    limit = np.array([100 * tissues.packing_limit(reach) for reach in tissues.REACHES])
    found = {"reach_axis": reaches, "reach_limit": limit}
    none = np.zeros(0)
    if params.tissue != "filopodia":
        return {**found, "reach_known": none, "reach_share": none, "reach_spacing": none}
    patterns = run.sheet_patterns(params) > SENDING
    steps = [tissues.sheet_spacing(pattern) for pattern in patterns]
    enough = np.array([one.size > 1 for one in steps])
    return {
        **found, "reach_known": reaches[enough],
        "reach_share": 100 * patterns.reshape(len(reaches), -1).mean(axis=1)[enough],
        "reach_spacing": np.array([one.mean() for one in steps if one.size > 1]),
    }  # fmt: skip


@lru_cache(maxsize=1)
def _over_share() -> dict[str, Any]:
    """Return the loop gain that a pattern needs, 1/|μ_min|, for every reach over the share of the protrusions."""
    near = fft2(tissues.filopodia_weights(1, 0.0)).real.reshape(-1)
    needed = np.empty((len(tissues.REACHES), SHARES.size))
    for i, reach in enumerate(tissues.REACHES):
        far = fft2(tissues.filopodia_weights(reach, 1.0)).real.reshape(-1)
        mixed = near if reach == 1 else np.outer(1 - SHARES, near) + np.outer(SHARES, far)
        needed[i] = -1 / np.atleast_2d(mixed).min(axis=1)
    return {"share_axis": SHARES, "needed": needed}


def _over_contact(params: Params) -> dict[str, Any]:
    """Return where two cells settle over the width of their contact; the contact counts by length, or not at all."""
    loop = params.loop()
    high, low = run.settled_pairs(loop, run.CONTACTS)
    alike, _ = run.settled_pairs(loop, np.ones(1))
    return {
        "contact_axis": run.CONTACTS, "pair_high": high, "pair_low": low, "pair_received": run.CONTACTS * high,
        "pair_counted": np.full(run.CONTACTS.size, float(alike[0])),
    }  # fmt: skip
