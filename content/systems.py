"""The real systems that the app was asked to hold, each with the state that shows it and what to expect there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from content.loader import LANGUAGE, ROOT
from content.schema import ContentError, Value

PATH: Final = ROOT / LANGUAGE / "systems.toml"
CHANGES: Final = ("rises", "falls", "stays")


@dataclass(frozen=True, slots=True)
class Change:
    """What ``readout`` does when ``by`` is set as well: it rises, falls, or stays; ``text`` says so to readers."""

    text: str
    by: dict[str, Value]
    readout: str
    change: Literal["rises", "falls", "stays"]


@dataclass(frozen=True, slots=True)
class Place:
    """A state of an experiment (``mode/name``) that shows a system: a ``preset``, and values beside it."""

    experiment: str
    label: str
    preset: str = ""
    set: dict[str, Value] = field(default_factory=dict)
    view: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """A system: its name, what is known of it, where it is shown, its sources, and terms that explain it."""

    id: str
    name: str
    text: str
    sources: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Systems that one seed document names."""

    title: str
    systems: tuple[System, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return all systems, by the document that names them.

    Raises
    ------
    ContentError
        If a key is missing or unknown, or an id is there twice; names file, key and fault.
    """
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    found = tuple(
        Group(group["title"], tuple(_system(entry) for entry in group["systems"])) for group in data["groups"]
    )
    names = [system.id for group in found for system in group.systems]
    for name in names:
        if names.count(name) > 1:
            raise ContentError(f"content/en/systems.toml: {name}: is there twice")
    return found


def _system(entry: dict[str, Any]) -> System:
    name = entry.get("id", "?")
    places = tuple(_place(name, place) for place in entry.get("places", []))
    made: System = _made(System, name, {**entry, "places": places})
    if not made.places and not made.terms:
        raise ContentError(f"content/en/systems.toml: {name}: neither a place nor a term shows it")
    return made


def _place(name: str, entry: dict[str, Any]) -> Place:
    changes = tuple(_made(Change, name, change) for change in entry.get("changes", []))
    for change in changes:
        if change.change not in CHANGES:
            raise ContentError(f"content/en/systems.toml: {name}: change is not one of {', '.join(CHANGES)}")
    made: Place = _made(Place, name, {**entry, "changes": changes})
    return made


def _made(kind: Any, name: str, entry: dict[str, Any]) -> Any:
    """Make a dataclass from a table, with lists as tuples; an unknown or missing key is named."""
    try:
        return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})
    except TypeError as fault:
        raise ContentError(f"content/en/systems.toml: {name}: {fault}") from fault
