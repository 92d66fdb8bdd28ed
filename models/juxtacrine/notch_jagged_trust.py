"""What ``notch_jagged`` is checked against at the current values, and where its assumptions break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from models.juxtacrine.notch_jagged_pair import mismatch
from models.quantities import Array
from models.results import Caution, Check

if TYPE_CHECKING:
    from models.juxtacrine.notch_jagged import Result

STILL_MOVING: Final = 0.1
"""The change of a cell's NICD over the last tenth of the run, as a share of the mean, above which it is not settled."""


def checks(result: Result) -> tuple[Check, ...]:
    """Return the lines of the trust panel."""
    params = result.params
    circuit = params.circuit()
    made_n, made_d, made_j = (float(x) for x in circuit.made(np.array(result.nicd)))
    ligand, notch = params.external_ligand, result.notch
    gone = params.cis_rate * notch + params.trans_rate * params.external_notch + params.decay
    cis = params.cis_rate * (result.delta + result.jagged)
    lost = (
        notch * (cis + params.trans_rate * ligand + params.decay), result.delta * gone, result.jagged * gone,
        params.nicd_decay * result.nicd,
    )  # fmt: skip
    made = (made_n, made_d, made_j, params.trans_rate * notch * ligand)
    errors = [abs(a - b) / made_n for a, b in zip(lost, made, strict=True)]
    found = np.stack([result.pair_first, result.pair_second])
    off = np.abs(mismatch(circuit, found)).max()
    return (
        Check("One cell: made against lost", max(errors), 1e-9),
        Check("Two cells: Notch cut against NICD lost", float(off) / made_n, 1e-7),
        Check("Two cells: states come in mirror images", _unmirrored(found), 1e-6),
    )


def cautions(result: Result) -> tuple[Caution, ...]:
    """Return what the reader should know about the current values."""
    found = []
    if not result.holding:
        found.append(Caution(
            "The state shown for the one cell does not hold itself: around it NICD would swing up and down. The model "
            "shows steady states only.", ("fold_delta", "fold_jagged", "hill", "hill_jagged", "decay"),
        ))  # fmt: skip
    last = result.sheet_nicd[-1]
    before = result.sheet_nicd[-1 - result.sheet_nicd.shape[0] // 10]
    if float(np.max(np.abs(last - before))) > STILL_MOVING * float(last.mean()):
        found.append(Caution(
            "In some cells of the sheet NICD still changed by more than a tenth of its mean as the run ended. "
            "Spread and correlation are those of the moment.",
            ("seed", "sheet_start"),
        ))  # fmt: skip
    if result.params.fold_delta > 1 or result.params.fold_jagged < 1:
        found.append(Caution(
            "In animals NICD represses Delta and induces Jagged; here one of the two is turned round.",
            ("fold_delta", "fold_jagged"),
        ))  # fmt: skip
    return tuple(found)


def _unmirrored(found: Array) -> float:
    """Return how far the list of states is from its mirror image, relative to the largest signal (or one molecule)."""
    gaps = np.abs(found[:, :, None] - found[::-1][:, None, :]).max(axis=0).min(axis=1)
    return float(gaps.max() / max(float(found.max()), 1.0))
