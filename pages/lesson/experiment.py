"""What the frame needs of an experiment and of a picture. ``pages.catalog`` and ``pages.figures`` provide them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from content.schema import Lesson, Measured, ModeText
from models.quantities import Parameter, ParameterSet
from models.results import Caution, Check, Readout, ResultSet


class Picture(Protocol):
    """A result drawn."""

    @property
    def text(self) -> str:
        """What the picture shows now, in numbers."""

    def message(self) -> dict[str, Any]:
        """Return the picture as the browser receives it."""

    def pinned(self) -> list[dict[str, Any]]:
        """Return the traces that stay, faint, when this state is pinned beside another."""


class View(Protocol):
    """A picture that can be switched on."""

    @property
    def label(self) -> str:
        """The name on its button."""

    @property
    def draw(self) -> Callable[[ResultSet, Sequence[Measured]], Picture]:
        """The function that draws it."""


class Experiment(Protocol):
    """One question: model, pictures, words."""

    @property
    def slug(self) -> str:
        """``mode/name``."""

    @property
    def name(self) -> str:
        """The experiment's part of the slug."""

    @property
    def mode(self) -> str:
        """The mode's part of the slug."""

    @property
    def words(self) -> Lesson:
        """The text."""

    @property
    def params(self) -> type[ParameterSet]:
        """The class of the parameters."""

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The declared parameters."""

    @property
    def readouts(self) -> Mapping[str, Readout]:
        """The declared readouts."""

    @property
    def views(self) -> Mapping[str, View]:
        """The pictures."""

    @property
    def default_views(self) -> tuple[str, ...]:
        """The pictures shown at first."""

    @property
    def simulate(self) -> Callable[[ParameterSet], ResultSet]:
        """The model."""

    def checks(self, result: ResultSet) -> tuple[Check, ...]:
        """Return the lines of the trust panel."""

    def cautions(self, result: ResultSet) -> tuple[Caution, ...]:
        """Return the assumptions that are broken."""


class Mode(Protocol):
    """A mode and its experiments."""

    @property
    def slug(self) -> str:
        """The name of its page."""

    @property
    def text(self) -> ModeText:
        """Its opening."""

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """Its experiments, in the order of teaching."""
