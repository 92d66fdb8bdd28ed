"""The table of hormones. What a row's preset of ``clearance`` already says (clearance, volume) is not said again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from content.loader import LANGUAGE, ROOT, read_toml, typed
from content.schema import ContentError, Evidence

PATH: Final = ROOT / LANGUAGE / "hormones.toml"
EXPERIMENT: Final = "endocrine/clearance"
"""The experiment whose presets the rows name."""
FACTS: Final = ("half_lives", "plasma", "receptor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A number or a range in ``unit``, what it is a number of, and how well it is known."""

    low: float
    high: float
    unit: str
    evidence: Evidence
    note: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hormone:
    """A row: the preset with clearance and volume, and what is known besides.

    ``quoted`` says what the preset's quoted half-life is the half-life of; ``half_lives`` are the others.
    """

    id: str
    preset: str
    gland: str
    quoted: str = ""
    half_lives: tuple[Fact, ...] = ()
    plasma: tuple[Fact, ...] = ()
    receptor: tuple[Fact, ...] = ()
    remark: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return every number of the row."""
        return (*self.half_lives, *self.plasma, *self.receptor)


@cache
def hormones() -> tuple[Hormone, ...]:
    """Return all rows, in the order of the file.

    Raises
    ------
    ContentError
        If a key is missing or unknown, a number has no source though it was seen in one, or an id is there twice.
    """
    rows = tuple(_hormone(entry) for entry in read_toml(PATH).get("hormones", []))
    names = [row.id for row in rows]
    for name in names:
        if names.count(name) > 1:
            raise ContentError(f"content/en/hormones.toml: {name}: is there twice")
    return rows


def _hormone(entry: dict[str, Any]) -> Hormone:
    name = entry.get("id", "?")
    facts = {key: tuple(_fact(name, key, fact) for fact in entry.get(key, [])) for key in FACTS}
    made: Hormone = typed(Hormone, {**entry, **facts}, PATH, name)
    return made


def _fact(name: str, key: str, entry: Any) -> Fact:
    made: Fact = typed(Fact, entry, PATH, f"{name}.{key}")
    if made.evidence in ("A", "A2") and not made.source:
        raise ContentError(f"content/en/hormones.toml: {name}.{key}: grade {made.evidence} needs a source")
    if not made.low <= made.high:
        raise ContentError(f"content/en/hormones.toml: {name}.{key}: low is above high")
    return made
