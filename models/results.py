"""What a model answers with: declared series and readouts, and how far they can be trusted.

``series`` and ``readout`` declare the fields of a frozen dataclass that extends ``ResultSet``; its first field is the
``params`` that it answers to. ``Check`` and ``Caution`` are the lines of the trust panel.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from models.quantities import ParameterSet, carried, declared


@dataclass(frozen=True, slots=True)
class Absent:
    """A readout that does not exist for these parameters, and why, in the reader's words."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An array of a result: what it is, its unit, and the names of its axes (other series), outermost first."""

    name: str = ""
    symbol: str
    unit: str
    label: str
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """A single number of a result, shown live."""

    name: str = ""
    symbol: str
    unit: str
    label: str
    doc: str
    main: bool = True


def series(*, symbol: str, unit: str, label: str, axes: tuple[str, ...] = ()) -> Any:
    """Declare an array of a result."""
    return field(metadata={"quantity": Series(symbol=symbol, unit=unit, label=label, axes=axes)})


def readout(*, symbol: str, unit: str, label: str, doc: str, main: bool = True) -> Any:
    """Declare a number of a result. ``main`` puts it on a tile; all of them may stand in the text."""
    return field(metadata={"quantity": Readout(symbol=symbol, unit=unit, label=label, doc=doc, main=main)})


@dataclass(frozen=True, slots=True, eq=False)
class ResultSet:
    """Base of every model's ``Result``: arrays become read-only, and a value that is not finite is refused.

    ``params`` are those that it answers to; each model narrows their type.
    """

    params: ParameterSet

    def __post_init__(self) -> None:
        for item in dataclasses.fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
            if isinstance(value, (np.ndarray, float)) and not np.all(np.isfinite(value)):
                raise ArithmeticError(f"{type(self).__module__}: {item.name} is not finite")

    def readouts(self) -> dict[str, float | Absent]:
        """Return every readout's value by name."""
        return {name: getattr(self, name) for name in readouts(type(self))}

    def after(self) -> ParameterSet:
        """Return the parameters with the history that this result leaves: where the next answer starts."""
        reached = {name: getattr(self, item.carried) for name, item in carried(type(self.params)).items()}
        return self.params.replace(**{name: value for name, value in reached.items() if not isinstance(value, Absent)})

    def nbytes(self) -> int:
        """Return the bytes that the arrays hold."""
        values = (getattr(self, item.name) for item in dataclasses.fields(self))
        return sum(value.nbytes for value in values if isinstance(value, np.ndarray))


def readouts(result: type[ResultSet]) -> dict[str, Readout]:
    """Return the declared readouts of a ``Result`` class, by name, in the order of declaration."""
    return declared(result, (Readout,))


def arrays(result: type[ResultSet]) -> dict[str, Series]:
    """Return the declared series of a ``Result`` class, by name, in the order of declaration."""
    return declared(result, (Series,))


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the trust panel: the model against something known, at the current values.

    ``error`` is relative unless ``unit`` says otherwise; ``expected`` is the error that the method should not exceed.
    """

    label: str
    error: float
    expected: float
    unit: str = ""

    @property
    def passed(self) -> bool:
        """Whether the error is within what the method promises."""
        return bool(self.error <= self.expected)


@dataclass(frozen=True, slots=True)
class Caution:
    """An assumption that the current values break, and the parameters that brought it about."""

    text: str
    parameters: tuple[str, ...] = ()


class Measured(Protocol):
    """A published value of a readout, to be laid over the model's: in the readout's unit, from ``low`` to ``high``."""

    @property
    def readout(self) -> str:
        """The name of the readout."""

    @property
    def value(self) -> float:
        """The published value."""

    @property
    def low(self) -> float:
        """The lower end of its range."""

    @property
    def high(self) -> float:
        """The upper end of its range."""

    @property
    def label(self) -> str:
        """What was measured, and in what."""
