"""The words of the start page's ruler: the modes on one distance axis, and what the way along it means."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any, Final, Literal

from content.loader import LANGUAGE, ROOT
from content.schema import GRADES, ContentError

PATH: Final = ROOT / LANGUAGE / "ruler.toml"
LABELS: Final = (
    "name", "cursor", "distance", "diffusion", "blood", "nerve", "diffusion_line", "blood_line", "nerve_line", "cost",
    "crossing", "reaching", "hint", "about", "beyond", "grade", "table", "mode_column", "reach_column", "time_column",
    "says_column",
)  # fmt: skip
CARRIERS: Final = ("contact", "diffusion", "nerve", "blood")


@dataclass(frozen=True, slots=True)
class Reach:
    """A mode on the ruler: ``low`` to ``high`` µm by its own means, up to ``far`` with the help named in ``far_text``.

    ``page`` and ``lab`` say where it is taught, if that page exists.
    """

    slug: str
    name: str
    page: str
    low: float
    high: float
    carrier: Literal["contact", "diffusion", "nerve", "blood"]
    says: str
    text: str
    time: str
    evidence: str
    source: str | None = None
    lab: str = ""
    far: float = 0.0
    far_text: str = ""

    @property
    def end(self) -> float:
        """The longest distance (µm), help included."""
        return max(self.high, self.far)


@dataclass(frozen=True, slots=True)
class Marker:
    """A familiar length, ``at`` µm; ``phone`` marks those with room on a small screen."""

    at: float
    text: str
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it means that diffusion takes less than ``below`` seconds; the last has no bound. A teaching choice."""

    text: str
    below: float = inf


@dataclass(frozen=True, slots=True)
class Ruler:
    """The whole ruler, from ``low`` to ``high`` µm; the reader's marker begins at ``start``."""

    low: float
    high: float
    start: float
    per_decade: int
    labels: Mapping[str, str]
    modes: tuple[Reach, ...]
    markers: tuple[Marker, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def distances(self) -> tuple[float, ...]:
        """The distances (µm) at which the marker stops: ``per_decade`` equal steps of a logarithmic scale."""
        steps = 0
        found = []
        while (distance := self.low * 10 ** (steps / self.per_decade)) <= self.high * (1 + 1e-9):
            found.append(float(f"{distance:.12g}"))
            steps += 1
        return tuple(found)


@cache
def ruler() -> Ruler:
    """Return the ruler.

    Raises
    ------
    ContentError
        If the file cannot be read or something in it does not fit; names the key and the reason.
    """
    try:
        facts = tomllib.loads(PATH.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _error("the file", f"cannot be read ({fault})") from fault
    made = _made(
        Ruler,
        {
            **facts,
            "modes": tuple(_made(Reach, entry, "modes") for entry in facts.get("modes", [])),
            "markers": tuple(_made(Marker, entry, "markers") for entry in facts.get("markers", [])),
            "verdicts": tuple(_made(Verdict, entry, "verdicts") for entry in facts.get("verdicts", [])),
        },
        "ruler",
    )
    assert isinstance(made, Ruler)
    _check(made)
    return made


def _check(scale: Ruler) -> None:
    if set(scale.labels) != set(LABELS):
        raise _error("labels", f"must be {', '.join(LABELS)}")
    if not 0 < scale.low < scale.start < scale.high:
        raise _error("low, start, high", "must be positive and in this order")
    if not scale.modes or not scale.verdicts:
        raise _error("modes, verdicts", "at least one of each is needed")
    for mode in scale.modes:
        if not scale.low <= mode.low < mode.high <= mode.end <= scale.high:
            raise _error(f"modes.{mode.slug}", f"reach {mode.low:g} to {mode.end:g} µm is not on the ruler")
        if bool(mode.far) != bool(mode.far_text) or (mode.far and mode.far <= mode.high):
            raise _error(f"modes.{mode.slug}.far", "must lie beyond `high` and be explained in `far_text`")
        if mode.carrier not in CARRIERS:
            raise _error(f"modes.{mode.slug}.carrier", f"{mode.carrier!r} is not one of {', '.join(CARRIERS)}")
        if mode.evidence not in GRADES:
            raise _error(f"modes.{mode.slug}.evidence", f"{mode.evidence!r} is not one of {', '.join(GRADES)}")
    for marker in scale.markers:
        if not scale.low <= marker.at <= scale.high:
            raise _error(f"markers “{marker.text}”", f"{marker.at:g} µm is not on the ruler")
    bounds = [verdict.below for verdict in scale.verdicts]
    if bounds != sorted(bounds) or bounds[-1] != inf:
        raise _error("verdicts", "must stand in the order of `below`, and the last has none")


def _made(kind: Any, entry: Any, key: str) -> Any:
    """Make a dataclass from a table; an unknown or missing key is named."""
    if not isinstance(entry, dict):
        raise _error(key, "should be a table")
    try:
        return kind(**entry)
    except TypeError as fault:
        raise _error(key, str(fault)) from fault


def _error(key: str, reason: str) -> ContentError:
    return ContentError(f"content/{LANGUAGE}/{PATH.name}: {key}: {reason}")
