r"""Cells that secrete a ligand and carry its receptor: who catches it, in closed form.

Identical cells (radius a, density n) secrete Q and carry R receptors. Ligand binds (k_on), leaves (k_off) or is taken
in with its receptor (k_e); free receptors turn over (k_t). In the medium ligand diffuses (D) and is lost at
k' = k_loss + k_trap, where k_trap is the rate at which a trap in excess binds it for good.

    escape        G = g 4πDa (1 + a √(k_trap/D))                      g = 1 in suspension, ½ on a dish
    binding       K_m = (k_off + k_e)/k_on · (1 + B/K_b),  V = k_t R (1 - f),  K_1 = K_m k_t/k_e
    in series     1/G' = 1/G + n/k',  Q_e = Q + G s/(nG + k')         s: supply from elsewhere, per volume
    surface       G' c² + (G' K_1 + V - Q_e) c - K_1 Q_e = 0
    then          θ = c/(K_m + c),  J = V c/(K_1 + c),  bound = θ V/(k_t (1 - θ) + k_e θ),  c_b = (nGc + s)/(nG + k')

B/K_b is a competitive blocker, f the share of receptors that a non-competitive one takes away. The fates of a molecule:
with k_cap = V/(K_1 + c) and k_sec = G k_cap/(G + k_cap),

    P_self = k_cap/(k_cap + G),   P_neighbors = (1 - P_self) n k_sec/(n k_sec + k'),   P_lost = the rest.

A cell alone, unsaturated and binding for good: P_self = Da/(1 + Da), Da = k_on R/(4πDa), of the family of
[Shvartsman2001]. Assumed: steady state, round cells, an even surface that reacts (never a perfectly absorbing patch:
[Forsten1994]), mean field between cells, a trap that is in excess, irreversible and as mobile as the ligand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.quantities import Array

Numbers = float | Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """A culture, in µm, s and molecules. Each field is a number or an array; arrays are broadcast against each other.

    ``on_rate`` is in µm³/s per receptor, ``density`` in cells/µm³, ``supply`` in molecules/(µm³ s), ``trap_rate`` the
    trap's level times its on-rate in 1/s, ``competitor`` B/K_b, ``removed`` the share f of receptors out of use,
    ``exposed`` g.
    """

    secretion: Numbers
    receptors: Numbers
    on_rate: Numbers
    off_rate: Numbers
    internalization: Numbers
    turnover: Numbers
    diffusivity: Numbers
    radius: Numbers
    density: Numbers
    medium_loss: Numbers
    trap_rate: Numbers = 0.0
    competitor: Numbers = 0.0
    removed: Numbers = 0.0
    supply: Numbers = 0.0
    exposed: Numbers = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Balance:
    """The steady state of a culture; arrays of one common shape.

    ``surface`` and ``bulk`` levels and ``half_bound`` K_m in molecules/µm³, ``uptake`` in molecules/s per cell,
    ``bound`` and ``receptors`` per cell, ``conductance`` G and ``capture`` k_cap in µm³/s, ``loss`` k' in 1/s,
    ``screening`` in µm (infinite where nothing is caught).
    """

    surface: Array
    bulk: Array
    occupancy: Array
    uptake: Array
    receptors: Array
    bound: Array
    p_self: Array
    p_neighbors: Array
    p_lost: Array
    conductance: Array
    capture: Array
    loss: Array
    half_bound: Array
    screening: Array


def balance(cells: Cells) -> Balance:
    """Return the steady state of ``cells``: one evaluation of the closed form, whatever the shape.

    The loss k' must be positive wherever there are cells, and the two rates k_e and k_t everywhere.
    """
    values = (np.asarray(getattr(cells, name), dtype=float) for name in FIELDS)
    (q, receptors, on, off, inside, turnover, diffusivity, radius, density, medium_loss, trap, competitor, removed,
     supply, exposed) = np.broadcast_arrays(*values)  # fmt: skip
    escape = exposed * 4 * np.pi * diffusivity * radius * (1 + radius * np.sqrt(trap / diffusivity))
    loss = medium_loss + trap
    half_bound = (off + inside) / on * (1 + competitor)
    most = turnover * receptors * (1 - removed)
    half_uptake = half_bound * turnover / inside
    series = escape / (1 + escape * density / loss)
    total = q + escape * supply / (density * escape + loss)
    surface = surface_level(series, half_uptake, most, total)
    occupancy = surface / (half_bound + surface)
    capture = most / (half_uptake + surface)
    p_self = capture / (capture + escape)
    caught = density * escape * p_self  # n k_sec
    p_neighbors = (1 - p_self) * caught / (caught + loss)
    on_surface = most / (turnover * (1 - occupancy) + inside * occupancy)
    with np.errstate(divide="ignore"):
        screening = np.where(caught > 0, np.sqrt(diffusivity / caught), np.inf)
    return Balance(
        surface=surface, bulk=(density * escape * surface + supply) / (density * escape + loss), occupancy=occupancy,
        uptake=capture * surface, receptors=on_surface, bound=on_surface * occupancy, p_self=p_self,
        p_neighbors=p_neighbors, p_lost=(1 - p_self) * loss / (caught + loss), conductance=escape, capture=capture,
        loss=loss, half_bound=half_bound, screening=screening,
    )  # fmt: skip


FIELDS = (
    "secretion", "receptors", "on_rate", "off_rate", "internalization", "turnover", "diffusivity", "radius", "density",
    "medium_loss", "trap_rate", "competitor", "removed", "supply", "exposed",
)  # fmt: skip


def surface_level(conductance: Array, half: Array, most: Array, total: Array) -> Array:
    """Return c ≥ 0 with G'c² + (G'K_1 + V - Q_e)c - K_1 Q_e = 0, in the form of the root in which nothing cancels."""
    middle = (most - total) + conductance * half  # in this order: the difference of the large ones is exact
    root = np.hypot(middle, 2 * np.sqrt(conductance * half * total))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(middle > 0, 2 * half * total / (middle + root), (root - middle) / (2 * conductance)))
