"""The ruler of the start page as the browser receives it: the modes, and what each distance costs in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from content import ruler
from models.distance.spoken import spoken_length, spoken_time
from models.distance.travel_time import axon_time, blood_time, break_even_distance, diffusion_time

CELL: Final = 10.0
"""µm: the cell that lengths are compared with. Typical (B)."""


def data(links: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """Return what the browser needs to draw the ruler.

    Parameters
    ----------
    links
        Address of each page that exists, by page and experiment; the experiment is "" for the page itself.
    """
    scale = ruler.ruler()
    modes = []
    for mode in scale.modes:
        href = links.get((mode.page, mode.lab), "")
        reach = f"{spoken_length(mode.low)} to {spoken_length(mode.high)}"
        if mode.far:
            reach += f"; to {spoken_length(mode.far)} {mode.far_text}"
        modes.append({**asdict(mode), "exists": bool(href), "href": href, "reach": reach})
    return {
        "low": scale.low,
        "high": scale.high,
        "start": scale.start,
        "labels": dict(scale.labels),
        "modes": modes,
        "markers": [asdict(marker) for marker in scale.markers],
        "crossing": {
            "distance": break_even_distance(),
            "text": scale.labels["crossing"].format(distance=spoken_length(break_even_distance())),
        },
        "verdicts": [verdict.text for verdict in scale.verdicts],
        "times": [_times(scale, distance) for distance in scale.distances],
    }


def _times(scale: ruler.Ruler, distance: float) -> dict[str, Any]:
    """Return what a signal costs in time over ``distance`` µm, in seconds and in words, and which verdict holds."""
    diffusion, blood, nerve = diffusion_time(distance), blood_time(), axon_time(distance)
    return {
        "distance": distance,
        "length": spoken_length(distance),
        "cells": _cells(distance),
        "diffusion": float(f"{diffusion:.4g}"),
        "blood": blood,
        "nerve": float(f"{nerve:.4g}"),
        "diffusion_text": spoken_time(diffusion),
        "blood_text": spoken_time(blood),
        "nerve_text": spoken_time(nerve),
        "verdict": next(i for i, verdict in enumerate(scale.verdicts) if diffusion < verdict.below),
    }


def _cells(distance: float) -> str:
    """Return ``distance`` µm counted in cells."""
    count = distance / CELL
    if count >= 1.5:
        return f"{float(f'{count:.2g}'):,.0f} cells in a row"
    if count > 0.2:
        return "one cell" if count > 0.9 else f"{count:.1g} of a cell"
    return f"1/{float(f'{1 / count:.2g}'):,.0f} of a cell"
