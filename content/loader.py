"""Reads the content files into the types of ``schema``, and refuses what does not fit.

Prose is Markdown under fixed headings; readouts stand in it as ``[[decay_length]]``, citations as ``[@Kicheva2007]``,
glossary terms as ``[gradient](glossary:gradient)``. This module checks each file by itself; whether the
numbers fit the models is checked by the catalog.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from content.schema import (
    EXPERIMENT_SECTIONS,
    GRADES,
    MODE_SECTIONS,
    TEACHER_SECTIONS,
    Card,
    Closing,
    ContentError,
    Discovery,
    Grade,
    Lesson,
    Measured,
    ModeText,
    Option,
    Prediction,
    Preset,
    Question,
    Reference,
    Term,
)

ROOT = Path(__file__).parent
LANGUAGE = "en"
CITATION = re.compile(r"\[@([A-Za-z0-9]+)\]")
READOUT = re.compile(r"\[\[([a-z0-9_]+)\]\]")
CHIP = re.compile(r"\{\{([a-z0-9_]+)\}\}")
LAB_LINK = re.compile(r"\]\(lab:([a-z_]+)/([a-z_]+)(?:\?([^()\s]*))?\)")
"""A link to an experiment in a state: ``[text](lab:chemokine/migration?bias=2&speed=5)``."""
TERM_LINK = re.compile(r"\]\(glossary:([a-z0-9-]+)\)")


@cache
def references() -> dict[str, Reference]:
    """Return every source by its key."""
    path = ROOT / "references.toml"
    return {key: typed(Reference, {"key": key, **entry}, path, key) for key, entry in read_toml(path).items()}


@cache
def glossary() -> dict[str, Term]:
    """Return the glossary by the id of the term, in alphabetical order of the terms."""
    path = ROOT / "glossary.toml"
    terms = [typed(Term, {"id": key, **entry}, path, key) for key, entry in read_toml(path).items()]
    return {term.id: term for term in sorted(terms, key=lambda term: term.term.casefold())}


@cache
def lesson(slug: str) -> Lesson:
    """Return the words of the experiment ``mode/experiment``.

    Raises
    ------
    ContentError
        If a heading, a key or an explanation is missing; names file, key and reason.
    """
    words, data = _paths(slug)
    facts = read_toml(data)
    sections = _sections(words, "## ", EXPERIMENT_SECTIONS)
    return Lesson(
        slug=slug,
        title=_text(facts, "title", data),
        question=_text(facts, "question", data),
        summary=_text(facts, "summary", data),
        sections=sections,
        teacher=_split(sections["For teachers"], "### ", TEACHER_SECTIONS, words),
        prediction=_prediction(facts.get("prediction"), data),
        presets=tuple(_preset(entry, data) for entry in facts.get("presets", [])),
        cards=tuple(typed(Card, entry, data, "cards") for entry in facts.get("cards", [])),
        discoveries=tuple(typed(Discovery, entry, data, "discoveries") for entry in facts.get("discoveries", [])),
        quiz=tuple(_question(entry, data, f"quiz {i}") for i, entry in enumerate(facts.get("quiz", []), 1)),
    )


@cache
def mode(slug: str) -> ModeText:
    """Return a mode's opening text and its illustration."""
    words, data = _paths(f"{slug}/mode")
    facts, drawing = read_toml(data), words.with_suffix(".svg")
    if not drawing.is_file():
        raise ContentError(f"{_name(drawing)}: the file is missing")
    return ModeText(
        slug=slug,
        title=_text(facts, "title", data),
        summary=_text(facts, "summary", data),
        sections=_sections(words, "## ", MODE_SECTIONS),
        illustration=drawing.read_text(encoding="utf-8"),
        illustration_text=_text(facts, "illustration_text", data),
        closing=_closing(slug),
    )


def _closing(mode: str) -> Closing | None:
    """Return the text that ends a mode, if it has one: ``closing.md``, whose first line is ``# `` and the title."""
    path = ROOT / LANGUAGE / mode / "closing.md"
    if not path.is_file():
        return None
    title, _, text = _read(path).partition("\n")
    if not title.startswith("# ") or not text.strip():
        raise ContentError(f"{_name(path)}: must begin with “# ” and a title, and have a text")
    return Closing(title.removeprefix("# ").strip(), text.strip())


def page(name: str) -> str:
    """Return the prose of a page that has no model, such as ``privacy``."""
    return _read(ROOT / LANGUAGE / f"{name}.md")


def cited(text: str) -> set[str]:
    """Return the keys of the sources that ``text`` cites."""
    return set(CITATION.findall(text))


def lesson_texts(words: Lesson) -> list[str]:
    """Return every piece of prose of a lesson, in the order in which it is read."""
    questions = [words.prediction, *words.quiz, *(q.reason for q in words.quiz if q.reason)]
    return [
        *words.sections.values(),
        *(f"{q.question} {o.text} {o.why}" for q in questions for o in q.options),
        *(f"{d.text} {d.find} {d.answer}" for d in words.discoveries),
        *(f"{p.text} {p.found}" for p in words.presets),
        *(c.text for c in words.cards),
    ]


def lesson_sources(words: Lesson) -> set[str]:
    """Return the keys of all sources that a lesson names, in its prose or with a number."""
    keys = {key for text in lesson_texts(words) for key in cited(text)}
    keys |= {g.source for p in words.presets for g in p.grades.values() if g.source}
    keys |= {m.source for p in words.presets for m in p.measured}
    return keys | {c.source for c in words.cards if c.source}


def _paths(slug: str) -> tuple[Path, Path]:
    base = ROOT / LANGUAGE / slug
    return base.with_suffix(".md"), base.with_suffix(".toml")


def _name(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ContentError(f"{_name(path)}: cannot be read ({fault})") from fault


def read_toml(path: Path) -> dict[str, Any]:
    """Return a data file as a table; one that cannot be read, or is not TOML, is named."""
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as fault:
        raise ContentError(f"{_name(path)}: is not TOML ({fault})") from fault


def _sections(path: Path, mark: str, expected: tuple[str, ...]) -> dict[str, str]:
    return _split(_read(path), mark, expected, path)


def _split(text: str, mark: str, expected: tuple[str, ...], path: Path) -> dict[str, str]:
    """Cut ``text`` at its headings; they must be just ``expected``, in that order, none empty."""
    parts = re.split(rf"^{mark}(.+)$", text, flags=re.MULTILINE)
    found = dict(zip((title.strip() for title in parts[1::2]), (body.strip() for body in parts[2::2]), strict=True))
    if tuple(found) != expected:
        wrong = [title for title in expected if title not in found] or list(found)
        raise ContentError(f"{_name(path)}: heading “{wrong[0]}”: the headings must be {', '.join(expected)}")
    for title, body in found.items():
        if not body:
            raise ContentError(f"{_name(path)}: heading “{title}”: nothing stands under it")
    return found


def _text(facts: dict[str, Any], key: str, path: Path) -> str:
    value = facts.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"{_name(path)}: {key}: a text is missing")
    return value


def typed(kind: Any, entry: Any, path: Path, key: str) -> Any:
    """Make a dataclass from a table; an unknown or missing key is named."""
    if not isinstance(entry, dict):
        raise ContentError(f"{_name(path)}: {key}: should be a table")
    entry = {name: value for name, value in entry.items() if name not in IGNORED_KEYS}
    try:
        made = kind(**entry)
    except TypeError as fault:
        raise ContentError(f"{_name(path)}: {key}: {fault}") from fault
    if getattr(made, "evidence", "A") not in GRADES:
        raise ContentError(f"{_name(path)}: {key}: evidence {made.evidence!r} is not one of {', '.join(GRADES)}")
    return made


IGNORED_KEYS = frozenset({"origin", "url", "license", "isbn", "database", "complete"})
"""Bibliographic keys that the reference list does not print."""


def _preset(entry: dict[str, Any], path: Path) -> Preset:
    entry = dict(entry)
    name = f"presets.{entry.get('id', '?')}"
    grades = {key: _grade(value, path, f"{name}.grades.{key}") for key, value in entry.pop("grades", {}).items()}
    measured = tuple(typed(Measured, item, path, f"{name}.measured") for item in entry.pop("measured", []))
    preset: Preset = typed(Preset, {**entry, "grades": grades, "measured": measured}, path, name)
    if set(preset.grades) != set(preset.values):
        raise ContentError(f"{_name(path)}: {name}: each value needs a grade, and each grade a value")
    return preset


def _grade(text: Any, path: Path, key: str) -> Grade:
    """Read ``"A2 Kicheva2007"`` or ``"C"``."""
    evidence, _, source = str(text).partition(" ")
    if evidence not in GRADES:
        raise ContentError(f"{_name(path)}: {key}: {text!r} is not a grade ({', '.join(GRADES)}) and a source")
    if evidence in ("A", "A2") and not source:
        raise ContentError(f"{_name(path)}: {key}: grade {evidence} needs a source")
    return Grade(evidence, source or None)


def _question(entry: Any, path: Path, key: str, kind: type[Question] = Question) -> Question:
    if not isinstance(entry, dict):
        raise ContentError(f"{_name(path)}: {key}: the question is missing")
    entry = dict(entry)
    options = tuple(typed(Option, option, path, f"{key}.options") for option in entry.pop("options", []))
    if sum(option.right for option in options) != 1:
        raise ContentError(f"{_name(path)}: {key}: just one option must be right")
    for option in options:
        if not option.why.strip():
            raise ContentError(f"{_name(path)}: {key}: option “{option.text}” is not explained")
    if "reason" in entry:
        entry["reason"] = _question(entry["reason"], path, f"{key}.reason")
    made: Question = typed(kind, {**entry, "options": options}, path, key)
    return made


def _prediction(entry: Any, path: Path) -> Prediction:
    made = _question(entry, path, "prediction", Prediction)
    assert isinstance(made, Prediction)
    return made
