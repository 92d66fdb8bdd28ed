"""The real systems that the app was asked to hold, each with the state that shows it and what to expect there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from content.loader import LANGUAGE, ROOT, read_toml, typed
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
    found = tuple(_group(entry) for entry in read_toml(PATH).get("groups", []))
    names = [system.id for group in found for system in group.systems]
    for name in names:
        if names.count(name) > 1:
            raise ContentError(f"content/en/systems.toml: {name}: is there twice")
    return found


def _group(entry: dict[str, Any]) -> Group:
    made: Group = typed(Group, {**entry, "systems": tuple(map(_system, entry.get("systems", [])))}, PATH, "groups")
    return made


def _system(entry: dict[str, Any]) -> System:
    name = entry.get("id", "?")
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    places = tuple(_place(name, place) for place in entry.get("places", []))
    made: System = typed(System, {**entry, **lists, "places": places}, PATH, name)
    if not made.places and not made.terms:
        raise ContentError(f"content/en/systems.toml: {name}: neither a place nor a term shows it")
    return made


def _place(name: str, entry: dict[str, Any]) -> Place:
    changes = tuple(typed(Change, change, PATH, name) for change in entry.get("changes", []))
    for change in changes:
        if change.change not in CHANGES:
            raise ContentError(f"content/en/systems.toml: {name}: change is not one of {', '.join(CHANGES)}")
    made: Place = typed(Place, {**entry, "changes": changes}, PATH, name)
    return made
