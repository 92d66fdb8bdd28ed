r"""The network of ``polarity`` around the ring: what stands downstream of Rac, and what a knockout or a drug changes.

From the active Rac/Cdc42 level a, all teaching choices:

.. math:: \mathrm{PI3K} = g\,\frac{a}{1+a}, \quad P = \frac{\mathrm{PI3K}}{\mathrm{PI3K} + 0.6\,\mathrm{PTEN}},
          \quad \mathrm{PTEN} = \frac{1}{1 + (P/0.5)^2}, \quad \mathrm{Rho} = \frac{1}{1 + (a/0.6)^2}

PIP3 (P) and PTEN exclude each other; together they are the one root of a cubic. F-actin is 1 − Rho (the share of the
membrane that pushes), actomyosin follows Rho. The PI3K gain g scales the receptor's input to Rac, the PI3K level, and
half of the feedback of Rac on itself: the half that runs through PIP3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from models.quantities import Array

Knockout = Literal["none", "gai", "ga13", "pi3k", "pten", "rac", "cdc42", "rho", "actomyosin"]
KNOCKOUTS: Final[dict[str, str]] = {
    "none": "nothing", "gai": "Gαi", "ga13": "Gα13", "pi3k": "PI3K", "pten": "PTEN", "rac": "Rac", "cdc42": "Cdc42",
    "rho": "Rho", "actomyosin": "ROCK and actomyosin",
}  # fmt: skip
BASAL: Final = 0.067
FEEDBACK: Final = 1.0
LOSS: Final = 1.0
HALF_LEVEL: Final = 1.0
"""The rates k₀, γ, δ (1/s) and the level K of [Mori2008], as seen in public code: evidence A2."""
PHOSPHATASE: Final = 0.6
PTEN_HALF: Final = 0.5
RHO_HALF: Final = 0.6
PIP3_SHARE: Final = 0.5
"""The share of the feedback that runs through PI3K and PIP3: teaching choice."""
PTEN_LEAK: Final = 1.3
"""Without PTEN stray PIP3 switches Rac on everywhere: k₀ grows by this factor; teaching choice."""
OTHER_PHOSPHATASES: Final = 0.1
"""What other phosphatases, such as SHIP1, still do without PTEN, as a share of PTEN's work: teaching choice."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What knockouts and drugs leave of the network; 1 is untouched, 0 is gone."""

    gai: float
    ga13: float
    pi3k: float
    pten: float
    rac: float
    cdc42: float
    rho: float
    actomyosin: float

    @classmethod
    def of(cls, knockout: str, *, gai_gain: float, pi3k_gain: float, rock_gain: float) -> Wiring:
        """Return the network without ``knockout`` and with the drugs' gains (0 to 1)."""
        left = dict.fromkeys(list(KNOCKOUTS)[1:], 1.0) | {
            "gai": gai_gain, "pi3k": pi3k_gain, "actomyosin": rock_gain,
        }  # fmt: skip
        if knockout != "none":
            left[knockout] = 0.0
        left["rho"] *= left["ga13"]
        left["actomyosin"] *= left["rho"]
        return cls(**left)

    @property
    def input(self) -> float:
        """How much of the receptor's signal reaches Rac: through Gαi and PI3K, aimed by Cdc42."""
        return self.gai * self.pi3k * self.cdc42

    @property
    def basal(self) -> float:
        """The basal activation of Rac, 1/s."""
        return BASAL * (1.0 if self.pten else PTEN_LEAK)

    @property
    def feedback(self) -> float:
        """The activation that Rac adds to itself, 1/s; none without Rac."""
        return FEEDBACK * self.rac * (1 - PIP3_SHARE + PIP3_SHARE * self.pi3k)

    def levels(self, active: Array) -> dict[str, Array]:
        """Return the level of each molecule where Rac/Cdc42 have the level ``active`` (any shape)."""
        pi3k = self.pi3k * active / (1 + active)
        pip3 = balanced_pip3(pi3k) if self.pten else pi3k / (pi3k + PHOSPHATASE * OTHER_PHOSPHATASES)
        contracting = 1 / (1 + (active / RHO_HALF) ** 2)
        return {
            "rac": self.rac * active,
            "cdc42": self.cdc42 * active,
            "pi3k": pi3k,
            "pip3": pip3,
            "pten": self.pten / (1 + (pip3 / PTEN_HALF) ** 2),
            "f_actin": self.rac * (1 - contracting),
            "rho": self.rho * contracting,
            "actomyosin": self.actomyosin * contracting,
        }


def balanced_pip3(pi3k: Array) -> Array:
    """Return the PIP3 level that PI3K (0 to 1) and the PTEN which it drives away leave: one root of a cubic.

    4u P³ − 4u P² + (u + 0.6) P − u = 0 rises with P for all u < 1.8, so that P is unique.
    """
    steep = 1 / PTEN_HALF**2
    made = np.maximum(pi3k, 1e-12)
    # P = x + 1/3 takes the square away; the hyperbolic form of Cardano's formula holds as the slope is positive.
    slope = (made + PHOSPHATASE) / (steep * made) - 1 / 3
    rest = -2 / 27 + (made + PHOSPHATASE) / (3 * steep * made) - 1 / steep
    scale = 2 * np.sqrt(slope / 3)
    root: Array = 1 / 3 - scale * np.sinh(np.arcsinh(3 * rest / (slope * scale)) / 3)
    for _ in range(2):  # where PI3K is low the two thirds cancel: Newton's steps give the digits back
        value = ((steep * root - steep) * root + 1) * made * root + PHOSPHATASE * root - made
        root = root - value / (((3 * steep * root - 2 * steep) * root + 1) * made + PHOSPHATASE)
    return np.where(pi3k > 0, np.clip(root, 0.0, 1.0), 0.0)
