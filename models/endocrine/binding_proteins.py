r"""Why is total hormone misleading? Hormone at equilibrium with the proteins that carry it in plasma.

.. math:: C_t = x\,\Big(1 + \sum_i \frac{B_i}{K_i + x}\Big)

with the free level x, binding sites :math:`B_i` and dissociation constants :math:`K_i`. The reader sets the total,
or holds the free level, as feedback does; the other of the two follows. Clearance of the total: an organ with plasma
flow Q that takes up free hormone at the rate :math:`CL_{free}\,x` clears

.. math:: CL = \frac{Q\,f_u\,CL_{free}}{Q + f_u\,CL_{free}} \approx f_u\,CL_{free} \quad (\ll Q), \qquad f_u = x/C_t

Assumptions: equilibrium everywhere in plasma; one kind of site per carrier; other hormones do not compete; what acts
on cells is the free level (the free-hormone hypothesis, likely for T4 and cortisol in all tissues, for testosterone in
some only [Mendel1989]). Ignored: dissociation while blood passes a tissue, uptake of whole carriers, cleaved CBG, time.

References: Lewis2005 (free cortisol with and without CBG), Dorin2009 (cortisol on albumin), Vermeulen1999
(testosterone), Pappa2015 (T4 carriers), Mendel1989 (free-hormone hypothesis).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from models.endocrine import binding_proteins_trust
from models.endocrine.binding_proteins_carriers import HORMONES, bound, carriers_of, free_of, total_of, with_sites
from models.quantities import Array, Number, ParameterSet, choice, parameter, parameters, switch
from models.results import Absent, Caution, Check, ResultSet, readout, series

CARRIERS: Final = "Carriers in plasma"
FEEDBACK: Final = "Feedback"
POINTS: Final = 121
CARRIER_POINTS: Final = 41


@dataclass(frozen=True, slots=True)
class Params(ParameterSet):
    """What a reader may set."""

    hormone: Literal["cortisol", "testosterone", "t4"] = choice(
        "cortisol", options={"cortisol": "cortisol", "testosterone": "testosterone", "t4": "thyroxine (T4)"},
        label="Hormone", main=True, doc="Which hormone, and with it which carriers count.",
    )  # fmt: skip
    cortisol_total: float = parameter(
        276.0, symbol="C_t", unit="nM", low=10.0, high=3000.0, scale="log", label="Total cortisol", main=True,
        doc="All cortisol in plasma, bound and free: what a laboratory measures. The default is what 20 mg a day and a "
        "clearance of 200 L a day give.", evidence="B", when=("hormone", "cortisol"),
    )  # fmt: skip
    testosterone_total: float = parameter(
        20.0, symbol="C_t", unit="nM", low=0.3, high=300.0, scale="log", label="Total testosterone", main=True,
        doc="All testosterone in plasma, bound and free. Men have about 7 to 35 nM.", evidence="B",
        when=("hormone", "testosterone"),
    )  # fmt: skip
    t4_total: float = parameter(
        100.0, symbol="C_t", unit="nM", low=5.0, high=1000.0, scale="log", label="Total T4", main=True,
        doc="All thyroxine in plasma, bound and free.", evidence="B", when=("hormone", "t4"),
    )  # fmt: skip
    hold_free: bool = switch(
        False, label="Hold the free level", main=True,
        doc="On: the body's feedback keeps the free level where it is, and the total follows the carriers. Off: the "
        "total stays as set, and the free level follows. While it is on, the slider of the total waits.",
    )  # fmt: skip
    held_ratio: float = parameter(
        1.0, symbol="x_h/x₀", unit="", low=1e-3, high=300.0, scale="log", carried="free_ratio", group=FEEDBACK,
        label="Free level that is held", when=("hold_free", True), evidence="C",
        doc="The level that feedback defends, over that of a typical adult. It is taken over from what you saw last.",
    )  # fmt: skip
    cbg: float = parameter(
        700.0, symbol="B", unit="nM", low=10.0, high=2000.0, scale="log", zero=True, label="CBG", main=True,
        doc="Binding sites of corticosteroid-binding globulin.", evidence="B", when=("hormone", "cortisol"),
    )  # fmt: skip
    cbg_kd: float = parameter(
        25.0, symbol="K", unit="nM", low=10.0, high=100.0, scale="log", label="K_d of CBG for cortisol", group=CARRIERS,
        doc="The free level at which half of CBG is filled, at 37 °C. 33 nM is used as well.", evidence="B",
        when=("hormone", "cortisol"),
    )  # fmt: skip
    shbg: float = parameter(
        40.0, symbol="B", unit="nM", low=5.0, high=150.0, scale="log", label="SHBG", main=True,
        doc="Binding sites of sex-hormone-binding globulin.", evidence="A2", source="Vermeulen1999",
        when=("hormone", "testosterone"),
    )  # fmt: skip
    tbg: float = parameter(
        270.0, symbol="B", unit="nM", low=20.0, high=1000.0, scale="log", zero=True, label="TBG", main=True,
        doc="Binding sites of thyroxine-binding globulin.", evidence="B", when=("hormone", "t4"),
    )  # fmt: skip
    ttr: float = parameter(
        4600.0, symbol="B_TTR", unit="nM", low=500.0, high=1e4, scale="log", label="Transthyretin (TTR)",
        group=CARRIERS, doc="Binding sites of transthyretin: the first site of each molecule.", evidence="B",
        when=("hormone", "t4"),
    )  # fmt: skip
    albumin: float = parameter(
        620.0, symbol="Alb", unit="µM", low=200.0, high=750.0, scale="log", label="Albumin", group=CARRIERS,
        doc="Albumin in plasma. It falls in liver and kidney disease.", evidence="B",
        when=("hormone", "cortisol", "testosterone"),
    )  # fmt: skip
    albumin_kd_cortisol: float = parameter(
        200.0, symbol="K_A", unit="µM", low=100.0, high=300.0, scale="log", label="K_d of albumin for cortisol",
        group=CARRIERS, doc="Derived from the free part of cortisol without CBG. A fit to patients with sepsis gave "
        "137.8 µM (Dorin et al. 2009).", evidence="A", source="Lewis2005", when=("hormone", "cortisol"),
    )  # fmt: skip
    albumin_t4: float = parameter(
        6.4e5, symbol="Alb", unit="nM", low=2e5, high=7.5e5, scale="log", label="Albumin (for T4)", group=CARRIERS,
        doc="Albumin in plasma, as a carrier of T4.", evidence="B", when=("hormone", "t4"),
    )  # fmt: skip
    organ_flow: float = parameter(
        0.8, symbol="Q", unit="L/min", low=0.2, high=3.0, scale="log", label="Plasma flow of the clearing organ",
        doc="Plasma that passes the liver in a minute: no organ can clear more.", evidence="B",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Free and bound now and in a typical adult; the free part over the total; total and free over the carrier."""

    params: Params
    total_axis: Array = series(symbol="C_t", unit="nM", label="Total concentration")
    percent_now: Array = series(symbol="f_u", unit="%", label="Free part, carriers as set", axes=("total_axis",))
    percent_typical: Array = series(symbol="f_u", unit="%", label="Free part, typical carriers", axes=("total_axis",))
    percent_double: Array = series(symbol="f_u", unit="%", label="Free part, own carrier doubled", axes=("total_axis",))
    percent_without: Array = series(symbol="f_u", unit="%", label="Free part, own carrier gone", axes=("total_axis",))
    carrier_axis: Array = series(symbol="B", unit="nM", label="Sites of the hormone's own carrier")
    total_at_free: Array = series(symbol="C_t", unit="nM", label="Total at the same free level", axes=("carrier_axis",))
    free_at_total: Array = series(symbol="x", unit="nM", label="Free level at the same total", axes=("carrier_axis",))
    bound_now: Array = series(symbol="C_b", unit="nM", label="Bound, by carrier: now")
    bound_typical: Array = series(symbol="C_b", unit="nM", label="Bound, by carrier: typical adult")
    typical_total: float
    typical_free: float
    free_hormone: float = readout(
        symbol="x", unit="nM", label="Free level", doc="Hormone that is bound to nothing: what most tissues see."
    )  # fmt: skip
    free_percent: float = readout(symbol="f_u", unit="%", label="Free part", doc="Free hormone per total hormone.")
    total_hormone: float = readout(symbol="C_t", unit="nM", label="Total", doc="Bound and free together.")
    free_ratio: float = readout(
        symbol="x/x₀", unit="", label="Relative free level",
        doc="The free level over that of a typical adult (testosterone: man).",
    )  # fmt: skip
    total_ratio: float = readout(
        symbol="C_t/C₀", unit="", label="Relative total",
        doc="The total over that of a typical adult (testosterone: man).",
    )  # fmt: skip
    share_specific: float = readout(
        symbol="S_B", unit="%", label="On its own carrier", doc="Share of the total on CBG, SHBG or TBG.",
        main=False,
    )  # fmt: skip
    share_ttr: float | Absent = readout(
        symbol="S_TTR", unit="%", label="On transthyretin", doc="Share of the total on TTR.", main=False
    )  # fmt: skip
    share_albumin: float = readout(
        symbol="S_Alb", unit="%", label="On albumin", doc="Share of the total on albumin.", main=False
    )  # fmt: skip
    carrier_filled: float | Absent = readout(
        symbol="θ_B", unit="%", label="Own carrier filled", doc="Part of the sites of CBG, SHBG or TBG that is filled."
    )  # fmt: skip
    molecules_per_free: float = readout(
        symbol="1/f_u", unit="", label="Molecules per free one", doc="Among how many molecules one is free.", main=False
    )  # fmt: skip
    clearance_total: float = readout(
        symbol="CL", unit="L/min", label="Clearance of the total",
        doc="Plasma cleared of all its hormone in a minute, with the limit of the organ's flow.", main=False,
    )  # fmt: skip
    clearance_rule: float = readout(
        symbol="f_u·CL_free", unit="L/min", label="Clearance without the flow limit",
        doc="Free part times the clearance of free hormone: right only far below the organ's plasma flow.", main=False,
    )  # fmt: skip
    clearance_free: float = readout(
        symbol="CL_free", unit="L/min", label="Clearance of free hormone",
        doc="Typical, computed from the clearance of the total in a typical adult.", main=False,
    )  # fmt: skip


def simulate(params: Params) -> Result:
    """Return free and bound hormone for ``params``.

    Parameters
    ----------
    params
        Totals and binding sites in nM (albumin in µM for cortisol and testosterone).

    Returns
    -------
    Result
        Curves over the total (121,) and over the sites of the hormone's own carrier (41,); bound hormone by carrier
        (2 or 3,), in the order of ``carriers_of``.
    """
    typical = Params(hormone=params.hormone, organ_flow=params.organ_flow)
    carriers, usual = carriers_of(params), carriers_of(typical)
    hormone = HORMONES[params.hormone]
    asked, typical_total = (float(getattr(item, hormone.total_parameter)) for item in (params, typical))
    typical_free = float(free_of(np.array([typical_total]), usual)[0])
    free = params.held_ratio * typical_free if params.hold_free else float(free_of(np.array([asked]), carriers)[0])
    here = np.array([free])
    shares = bound(here, carriers)[:, 0]
    total = float(total_of(here, carriers)[0])
    clearance_free, clearance_rule, clearance_total = _clearance(params, free / total, typical_free / typical_total)
    own = carriers[0].sites
    return Result(
        params=params,
        **_over_total(params, hormone.total_parameter, usual[0].sites),
        **_over_carrier(params, free, total),
        bound_now=shares,
        bound_typical=bound(np.array([typical_free]), usual)[:, 0],
        typical_total=typical_total,
        typical_free=typical_free,
        free_hormone=free,
        free_percent=100 * free / total,
        total_hormone=total,
        free_ratio=free / typical_free,
        total_ratio=total / typical_total,
        share_specific=100 * float(shares[0]) / total,
        share_ttr=100 * float(shares[1]) / total if len(carriers) == 3 else Absent("TTR carries T4 only"),
        share_albumin=100 * float(shares[-1]) / total,
        carrier_filled=100 * float(shares[0]) / own if own > 0 else Absent(f"there is no {carriers[0].name}"),
        molecules_per_free=total / free,
        clearance_total=clearance_total,
        clearance_rule=clearance_rule,
        clearance_free=clearance_free,
    )


def checks(result: Result) -> tuple[Check, ...]:
    """Return the trust panel: mass balance, a bracketed root and a quadratic, at the current values."""
    return binding_proteins_trust.checks(result)


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return the assumptions that the current values break."""
    return binding_proteins_trust.cautions(result)


def _over_total(params: Params, name: str, usual: float) -> dict[str, Array]:
    """Return the free part over the total for the carriers as set, and for the usual, twice and none of the own one."""
    declared = parameters(Params)[name]
    assert isinstance(declared, Number)
    total = np.geomspace(declared.low, declared.high, POINTS)
    carriers = carriers_of(params)
    cases = {"double": 2 * usual, "without": 0.0}
    curves = {f"percent_{case}": with_sites(carriers, sites) for case, sites in cases.items()}
    curves |= {"percent_now": carriers, "percent_typical": carriers_of(Params(hormone=params.hormone))}
    return {"total_axis": total} | {key: 100 * free_of(total, found) / total for key, found in curves.items()}


def _over_carrier(params: Params, free: float, total: float) -> dict[str, Array]:
    """Return the total at the free level of now, and the free level at the total of now, over the own carrier's sites.

    At the same free level the total is a straight line in the sites.
    """
    declared = parameters(Params)[HORMONES[params.hormone].carrier_parameter]
    assert isinstance(declared, Number)
    carriers = carriers_of(params)
    sites = np.linspace(0, declared.high, CARRIER_POINTS)
    beside = float(total_of(np.array([free]), with_sites(carriers, 0.0))[0])
    at_total = np.array([free_of(np.array([total]), with_sites(carriers, float(b)))[0] for b in sites])
    return {
        "carrier_axis": sites,
        "total_at_free": beside + sites * free / (carriers[0].kd + free),
        "free_at_total": at_total,
    }


def _clearance(params: Params, fraction: float, typical_fraction: float) -> tuple[float, float, float]:
    """Return the clearance of free hormone, and that of the total without and with the flow limit (L/min).

    The first is found from the typical clearance of the total at the default flow (well-stirred organ).
    """
    flow = parameters(Params)["organ_flow"].default
    assert isinstance(flow, float)
    usual = HORMONES[params.hormone].typical_clearance
    free = usual / (1 - usual / flow) / typical_fraction
    rule = fraction * free
    return free, rule, params.organ_flow * rule / (params.organ_flow + rule)
