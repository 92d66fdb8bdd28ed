r"""Steady ligand around a sphere in slow flow: diffusion, advection, surface flux, in Legendre modes.

In radii (r = 1 at the surface) and with :math:`c = \sum_l c_l(r) P_l(\cos\vartheta)`, ϑ = 0 downstream,

.. math:: \nabla\cdot(\mathrm{Pe}\,\mathbf u\,c - \nabla c) + \kappa^2 c = s, \qquad
          -c_r(1) = j - \alpha c(1)

with the flow :math:`u_r = A(r)\cos\vartheta`, :math:`u_\vartheta = -B(r)\sin\vartheta` of unit speed far away: around
an impermeable sphere in a gel (Darcy), :math:`A = 1 - r^{-3}`, :math:`B = 1 + r^{-3}/2`; around a no-slip sphere in
free fluid (Stokes), :math:`A = 1 - 3/2r + 1/2r^3`, :math:`B = 1 - 3/4r - 1/4r^3`.

Finite volumes in log r, Galerkin in the angle: cos ϑ couples each mode to its two neighbors only, so the matrix has
a narrow band. It conserves ligand exactly. Far away every field is a plume of a point source,
:math:`c \sim e^{-qr + \mathrm{Pe}\,r\cos\vartheta/2}/r` with :math:`q^2 = \kappa^2 + \mathrm{Pe}^2/4`; its logarithmic
slope is the boundary condition at ``OUTER``, so that the grid need not reach the end of the plume.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from scipy.linalg.lapack import dgbsv

from models.quantities import Array

Flow = Literal["gel", "free"]

OUTER: Final = 60.0
"""Radius (in sphere radii) at which the grid ends."""
NODES: Final = 160
MODES: Final = 11
BAND: Final = MODES + 1
"""The farthest that two coupled unknowns lie apart: next node, next mode."""
RADIUS: Final = np.geomspace(1.0, OUTER, NODES)
_FACE: Final = np.sqrt(RADIUS[:-1] * RADIUS[1:])
_EDGES: Final = np.concatenate([[1.0], _FACE, [OUTER]])
VOLUME: Final = np.diff(_EDGES**3) / 3
"""Volume of each shell over 4π."""
_DEGREE: Final = np.arange(MODES)
_BEFORE: Final = _DEGREE / (2 * _DEGREE - 1)
"""cos ϑ · c: what mode l receives from mode l − 1 …"""
_AFTER: Final = np.where(_DEGREE < MODES - 1, (_DEGREE + 1) / (2 * _DEGREE + 3), 0.0)
"""… and from mode l + 1; the last mode's neighbor is left out."""


@dataclass(frozen=True, slots=True)
class Around:
    """The setting of a solution: ``peclet`` = speed × radius / diffusivity, flow, α, and κ (over the radius)."""

    peclet: float
    flow: Flow
    uptake: float = 0.0
    decay: float = 0.0


def velocity(flow: Flow, radius: Array) -> tuple[Array, Array]:
    """Return A and B of the flow at ``radius`` (in sphere radii): the factors of cos ϑ and of −sin ϑ."""
    if flow == "gel":
        return 1 - radius**-3, 1 + radius**-3 / 2
    return 1 - 1.5 / radius + radius**-3 / 2, 1 - 0.75 / radius - radius**-3 / 4


def solve(around: Around, influx: float = 1.0, source: Array | None = None) -> Array:
    """Return the modes of the steady field.

    Parameters
    ----------
    around
        Péclet number, flow, uptake and decay.
    influx
        j: ligand that leaves each unit of surface, over D/radius.
    source
        s: ligand made in the fluid, over D/radius², as modes on ``RADIUS`` (NODES, MODES); none if not given.

    Returns
    -------
    Array
        c_l at ``RADIUS`` (NODES, MODES), in the unit in which influx 1 in still fluid gives 1 at the surface.
    """
    right = np.zeros((NODES, MODES)) if source is None else source * VOLUME[:, np.newaxis]
    right[0, 0] += influx
    *_, field, fault = dgbsv(BAND, BAND, _matrix(around), right.ravel(), overwrite_ab=True, overwrite_b=True)
    if fault:
        raise ArithmeticError(f"the band matrix of {around} is singular")
    modes: Array = field.reshape(NODES, MODES)
    return modes


def _matrix(around: Around) -> Array:
    """Return the equations in LAPACK's band storage, with the rows that its pivoting fills."""
    peclet = around.peclet
    radial, _ = velocity(around.flow, _FACE)
    _, tangential = velocity(around.flow, RADIUS)
    spread = _FACE**2 / np.diff(RADIUS)
    carried = peclet * _FACE**2 * radial / 2
    here, turned = np.zeros((NODES, MODES)), np.zeros(NODES)
    here[:-1] += spread[:, np.newaxis]
    here[1:] += spread[:, np.newaxis]
    here += np.diff(_EDGES)[:, np.newaxis] * (_DEGREE * (_DEGREE + 1)) + around.decay**2 * VOLUME[:, np.newaxis]
    here[0] += around.uptake
    # what flows out at OUTER: the plume's own slope, and the flow
    here[-1] += OUTER**2 * (np.hypot(peclet / 2, around.decay) + 1 / OUTER)
    turned[-1] = peclet * OUTER**2 * (velocity(around.flow, RADIUS[-1:])[0][0] - 0.5)
    turned[:-1] += carried
    turned[1:] -= carried
    around_it = peclet * tangential * np.diff(_EDGES**2) / 2
    before = np.outer(turned, _BEFORE) - np.outer(around_it, _BEFORE * (_DEGREE + 1))
    after = np.outer(turned, _AFTER) + np.outer(around_it, _AFTER * _DEGREE)
    band = np.zeros((3 * BAND + 1, NODES * MODES), order="F")
    _place(band, 0, 0, here)
    _place(band, 0, -1, before)
    _place(band, 0, 1, after)
    for shift, sign in ((-1, -1), (1, 1)):
        rows, flows = np.zeros((NODES, MODES)), np.zeros(NODES)
        inside = slice(1, None) if shift < 0 else slice(None, -1)
        rows[inside], flows[inside] = -spread[:, np.newaxis], sign * carried
        _place(band, shift, 0, rows)
        _place(band, shift, -1, np.outer(flows, _BEFORE))
        _place(band, shift, 1, np.outer(flows, _AFTER))
    return band


def _place(band: Array, node: int, mode: int, values: Array) -> None:
    """Put ``values`` (by row) where they multiply the unknown ``node`` nodes and ``mode`` modes further on."""
    offset, flat = node * MODES + mode, values.ravel()
    row = 2 * BAND - offset
    if offset >= 0:
        band[row, offset:] = flat[: flat.size - offset]
    else:
        band[row, :offset] = flat[-offset:]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Points around the sphere at which fields are read; what does not depend on the field is computed once.

    Attributes
    ----------
    outside
        Whether each point lies outside the sphere (any shape).
    """

    outside: npt.NDArray[np.bool_]
    _node: npt.NDArray[np.intp]
    _share: Array
    _legendre: Array

    @classmethod
    def of(cls, x: Array, y: Array) -> Places:
        """Return the places (x downstream, y across, in sphere radii); inside the sphere, its surface is read."""
        distance = np.hypot(x, y)
        radius = np.clip(distance, 1.0, OUTER)
        node = np.minimum(np.log(radius) / np.log(RADIUS[1]), NODES - 1 - 1e-9)
        cosine = np.divide(x, distance, out=np.ones_like(distance), where=distance > 0)
        whole = node.astype(np.intp)
        share: Array = node - whole
        legendre = np.asarray(np.polynomial.legendre.legvander(cosine, MODES - 1), dtype=np.float64)
        return cls(distance >= 1 - 1e-9, whole, share, legendre)

    def read(self, field: Array) -> Array:
        """Return the field with these modes (NODES, MODES) at the places; linear in log r between the nodes."""
        near, far = field[self._node], field[self._node + 1]
        level: Array = np.einsum("...l,...l", near + self._share[..., np.newaxis] * (far - near), self._legendre)
        return level
