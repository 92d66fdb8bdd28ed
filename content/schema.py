"""The types of the content files. ``loader`` fills them; what does not fit is named by file, key and fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Evidence = Literal["A", "A2", "B", "C"]
Value = float | int | str | bool

EXPERIMENT_SECTIONS: Final = (
    "Why a cell should care", "What you see", "What happened", "How the model works", "Assumptions",
    "What the model leaves out", "Where it matters", "For teachers",
)  # fmt: skip
TEACHER_SECTIONS: Final = (
    "Learning outcomes", "What is simplified", "What is deliberately wrong", "Suggested use", "Answers",
)  # fmt: skip
MODE_SECTIONS: Final = ("Definition", "How it differs from its neighbors", "Three real examples")
GRADES: Final[dict[Evidence, str]] = {
    "A": "seen in the cited source",
    "A2": "seen in a secondary source",
    "B": "typical, not verified",
    "C": "teaching value",
}


class ContentError(ValueError):
    """A content file that cannot be shown: the message names the file, the key and the fault."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How well a number is known, and where it was seen."""

    evidence: Evidence
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A published value of a readout, in the readout's unit, with its range."""

    readout: str
    value: float
    low: float
    high: float
    label: str
    evidence: Evidence
    source: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A named real system: every value it sets has a grade of its own. ``found``: what the cited study saw."""

    id: str
    name: str
    text: str
    values: dict[str, Value]
    grades: dict[str, Grade]
    measured: tuple[Measured, ...] = ()
    found: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A real system whose numbers are too incomplete for a preset."""

    name: str
    text: str
    evidence: Evidence
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: ``why`` is the feedback for just this answer."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with options of which one is right; ``reason`` is the second tier."""

    question: str
    options: tuple[Option, ...]
    misconception: str = ""
    reason: Question | None = None


@dataclass(frozen=True, slots=True)
class Prediction(Question):
    """Asked before the slider that matters (``parameter``) is touched; ``try_it`` are values that show the answer."""

    parameter: str = ""
    try_it: dict[str, Value] | None = None


@dataclass(frozen=True, slots=True)
class Discovery:
    """Something to find: ``set`` starts it in one click, ``find`` says what to look for, ``answer`` what is there."""

    text: str
    find: str
    answer: str
    set: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The words of one experiment."""

    slug: str
    title: str
    question: str
    summary: str
    sections: dict[str, str]
    teacher: dict[str, str]
    prediction: Prediction
    presets: tuple[Preset, ...]
    cards: tuple[Card, ...]
    discoveries: tuple[Discovery, ...]
    quiz: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ModeText:
    """A mode's own opening, and its drawing with a text alternative."""

    slug: str
    title: str
    summary: str
    sections: dict[str, str]
    illustration: str
    illustration_text: str
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A text that ends a mode: its title, and its Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source. ``short`` is how it is cited in the text, ``url`` where it can be read."""

    key: str
    authors: str
    title: str
    journal: str
    year: int
    volume: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    arxiv: str = ""
    web: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """Return the short form: ``Wolpert 1969``, ``Best and Halter 1982``, ``Kicheva et al. 2007``."""
        listed = ";" in self.authors
        names = [name.strip() for name in self.authors.split(";" if listed else ",")]
        first, second = (name.split(",")[0] if listed else name.rsplit(" ", 1)[0] for name in (names[0], names[-1]))
        if len(names) == 2 and names[1] != "et al.":
            return f"{first} and {second} {self.year}"
        return f"{first} et al. {self.year}" if len(names) > 1 else f"{first} {self.year}"

    @property
    def url(self) -> str:
        """Return the address of the source: DOI, PMC, PubMed, arXiv or web page, in this order."""
        places = (
            (self.doi, "https://doi.org/"),
            (self.pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/"),
            (self.pmid, "https://pubmed.ncbi.nlm.nih.gov/"),
            (self.arxiv, "https://arxiv.org/abs/"),
            (self.web, ""),
        )
        return next((start + identifier for identifier, start in places if identifier), "")

    @property
    def full(self) -> str:
        """Return the entry of the reference list."""
        place = ":".join(part for part in (self.volume, self.pages) if part)
        return f"{self.authors.rstrip('.')}. {self.title}. {self.journal} {self.year}" + (
            f";{place}." if place else "."
        )


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary."""

    id: str
    term: str
    text: str
    evidence: Evidence = "B"
    source: str | None = None
