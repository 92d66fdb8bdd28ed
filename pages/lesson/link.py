"""The state of a lesson in the address: written after a move, read with the same checks as everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.quantities import SIGNIFICANT_DIGITS, ParameterError, ParameterSet, Value
from pages.lesson.experiment import Experiment
from pages.lesson.words import _

FORMAT = "1"
"""The version of the link format. A default that changes later must not change what an old link shows."""
RESERVED = frozenset({"lab", "view", "task", "embed", "embed_options", "lang", "v"})
MOST_NOTICES = 6


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was not as it should be, in the reader's words; ``reset`` names the parameters concerned."""

    text: str
    kind: str = "link"
    reset: tuple[str, ...] = ()

    def message(self) -> dict[str, Any]:
        """Return the notice as the browser receives it."""
        return {"kind": self.kind, "text": self.text, "reset": list(self.reset)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a link or a message says: parameters that are sound, pictures that exist, and what had to be put right."""

    params: ParameterSet
    shown: tuple[str, ...]
    notices: list[Notice] = field(default_factory=list)


def read_values(
    experiment: Experiment, raw: Mapping[Any, Any], start: ParameterSet
) -> tuple[ParameterSet, list[Notice]]:
    """Return ``start`` with the sound values of ``raw``; what is unsound gets its default and a notice."""
    values: dict[str, Value] = start.as_dict()
    notices = []
    for name, value in raw.items():
        quantity = experiment.parameters.get(name) if isinstance(name, str) else None
        if quantity is None:
            notices.append(
                Notice(_("There is no setting “{name}” in this experiment; it is left out.").format(name=short(name)))
            )
            continue
        try:
            values[name] = quantity.clean(value)
        except ParameterError as fault:
            values[name] = quantity.default
            notices.append(Notice(f"{fault} {_('The default is used.')}", reset=(name,)))
    return experiment.params(**values), _few(notices)


def read_views(experiment: Experiment, names: Sequence[Any]) -> tuple[tuple[str, ...], list[Notice]]:
    """Return the pictures of ``names`` that exist, or the default ones."""
    known = tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in experiment.views))
    notices = [
        Notice(_("There is no picture “{name}” here; it is left out.").format(name=short(name)))
        for name in names
        if not isinstance(name, str) or name not in experiment.views
    ]
    return known or experiment.default_views, _few(notices)


def read_link(experiment: Experiment, query: Mapping[str, Sequence[str]]) -> Reading:
    """Read the state of ``experiment`` from the address, each key with all the values it is given."""
    notices = [*_version_and_language(query)]
    raw: dict[str, str] = {}
    for name, given in query.items():
        if name in RESERVED:
            continue
        if len(given) == 1:
            raw[name] = given[0]
        else:
            notices.append(
                Notice(
                    _("“{name}” stands {count} times in the link. The default is used.").format(
                        name=short(name), count=len(given)
                    )
                )
            )
    params, value_notices = read_values(experiment, raw, experiment.params())
    views = [name for name in ",".join(query.get("view", ())).split(",") if name]
    shown, view_notices = read_views(experiment, views) if views else (experiment.default_views, [])
    return Reading(params, shown, _few([*notices, *value_notices, *view_notices]))


def write_link(experiment: Experiment, params: ParameterSet, shown: Sequence[str]) -> dict[str, str]:
    """Return the query that reproduces a state, without what is default."""
    query = {"lab": experiment.name}
    if tuple(shown) != tuple(experiment.default_views):
        query["view"] = ",".join(shown)
    values = {name: link_text(value) for name, value in params.changed().items()}
    return {**query, **values, "v": FORMAT} if values else query


def link_text(value: Value) -> str:
    """Return a value as it stands in a link."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return f"{value:.{SIGNIFICANT_DIGITS}g}" if isinstance(value, float) else str(value)


def lab_address(mode: str, name: str, values: str = "") -> str:
    """Return the address of an experiment in a state, relative to any page; ``values`` is a query."""
    return f"{mode}?lab={name}" + (f"&{values}&v={FORMAT}" if values else "")


def choose(names: Sequence[str], query: Mapping[str, Sequence[str]]) -> tuple[str, list[Notice]]:
    """Return the experiment that the link names, else the first, with a notice if it names one that is not there."""
    wanted = query.get("lab", ())
    if not wanted:
        return names[0], []
    if wanted[-1] in names:
        return wanted[-1], []
    message = _("There is no experiment “{name}” on this page. It has: {all}. The first one is shown.")
    return names[0], [Notice(message.format(name=short(wanted[-1]), all=", ".join(names)))]


def short(raw: object) -> str:
    """Return something from outside short enough to be read back."""
    text = str(raw)
    return f"{text[:40]}…" if len(text) > 40 else text


def _version_and_language(query: Mapping[str, Sequence[str]]) -> list[Notice]:
    unknown_format = _("This link was made in format {given}, which is not known here. It is read as well as can be.")
    unknown_language = _("There is no text in the language “{given}” yet. It is shown in English.")
    known = (("v", FORMAT, unknown_format), ("lang", "en", unknown_language))
    return [
        Notice(text.format(given=short(query[key][-1])))
        for key, value, text in known
        if query.get(key) and query[key][-1] != value
    ]


def _few(notices: list[Notice]) -> list[Notice]:
    if len(notices) <= MOST_NOTICES:
        return notices
    rest = _("… and {count} more like these.").format(count=len(notices) - MOST_NOTICES)
    return [*notices[:MOST_NOTICES], Notice(rest)]
