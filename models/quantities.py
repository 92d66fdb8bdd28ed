"""How a model declares its numbers: once, next to its equations.

``parameter``, ``choice`` and ``switch`` declare what a reader may set, on a frozen dataclass that extends
``ParameterSet``; ``models.results`` declares what the model answers with. Controls, links, tables, exports and tests
are derived from these declarations.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Value = float | int | str | bool
Scale = Literal["linear", "log"]
Evidence = Literal["A", "A2", "B", "C"]

SIGNIFICANT_DIGITS = 4
"""What a typed, linked or preset number keeps; more than any of the sources gives."""
TINIEST = 1e-100
"""What is smaller counts as 0: nothing modeled here comes near it, and products of such numbers lose their digits."""
NUMBER_TEXT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?|[+-]?(inf|nan)", re.ASCII | re.IGNORECASE)
"""How a number is written in a link: not Python's underscores, not the digits of other scripts."""


class ParameterError(ValueError):
    """A value that a parameter cannot take. The message names the parameter, the value and the bounds."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Literature:
    """The range of a parameter in the published record, in the parameter's unit."""

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that a reader may set. ``zero`` allows exactly 0 ("off") below ``low``.

    ``limit_reason`` says why it ends at ``high``, if the model has a reason: a reader who goes beyond is told it.
    """

    name: str = ""
    default: float
    low: float
    high: float
    symbol: str
    unit: str
    label: str
    doc: str
    evidence: Evidence
    source: str | None = None
    scale: Scale = "linear"
    zero: bool = False
    integer: bool = False
    literature: Literature | None = None
    main: bool = False
    group: str = ""
    when: tuple[str, *tuple[Value, ...]] | None = None
    carried: str = ""
    limit_reason: str = ""

    def clean(self, raw: object) -> float | int:
        """Return ``raw`` as a value of this parameter.

        Raises
        ------
        ParameterError
            If it is not a finite number within the bounds.
        """
        if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
            raise ParameterError(self.name, self._refusal(raw, "is not a number"))
        if isinstance(raw, str) and not NUMBER_TEXT.fullmatch(raw):
            raise ParameterError(self.name, self._refusal(raw, "is not a number"))
        try:
            value = float(raw)
        except OverflowError:  # a whole number of hundreds of digits
            value = math.inf
        if not math.isfinite(value):
            raise ParameterError(self.name, self._refusal(raw, "is not a finite number"))
        value = float(f"{value:.{SIGNIFICANT_DIGITS}g}") if abs(value) > TINIEST else 0.0
        if self.zero and value == 0:
            return 0 if self.integer else 0.0
        if not self.low <= value <= self.high:
            reason = self.limit_reason if value > self.high else ""
            raise ParameterError(self.name, f"{self._refusal(raw, 'is out of bounds')} {reason}".rstrip())
        if self.integer:
            if value != round(value):
                raise ParameterError(self.name, self._refusal(raw, "is not a whole number"))
            return int(value)
        return value

    def _refusal(self, raw: object, fault: str) -> str:
        unit = f" {self.unit}" if self.unit else ""
        off = "0 or " if self.zero else ""
        return f"{self.label}: {_shown(raw)} {fault}. It may be {off}{self.low:g} to {self.high:g}{unit}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few named alternatives: ``options`` pairs each value with its label."""

    name: str = ""
    default: str
    options: tuple[tuple[str, str], ...]
    label: str
    doc: str
    evidence: Evidence = "C"
    source: str | None = None
    main: bool = False
    group: str = ""
    when: tuple[str, *tuple[Value, ...]] | None = None

    def clean(self, raw: object) -> str:
        """Return ``raw`` if it is one of the options, else raise ``ParameterError``."""
        values = [value for value, _ in self.options]
        if not isinstance(raw, str) or raw not in values:
            raise ParameterError(
                self.name, f"{self.label}: {_shown(raw)} is not one of the choices. It may be {', '.join(values)}."
            )
        return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Something that is on or off."""

    name: str = ""
    default: bool
    label: str
    doc: str
    evidence: Evidence = "C"
    source: str | None = None
    main: bool = False
    group: str = ""
    when: tuple[str, *tuple[Value, ...]] | None = None

    def clean(self, raw: object) -> bool:
        """Return ``raw`` as a truth value; links write ``1`` and ``0``."""
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in ("0", "1"):
            return raw == "1"
        raise ParameterError(self.name, f"{self.label}: {_shown(raw)} is neither on (1) nor off (0).")


Parameter = Number | Choice | Switch


def parameter(
    default: float,
    *,
    low: float,
    high: float,
    symbol: str,
    unit: str,
    label: str,
    doc: str,
    evidence: Evidence,
    source: str | None = None,
    scale: Scale = "linear",
    zero: bool = False,
    integer: bool = False,
    literature: tuple[float, float, str] | None = None,
    main: bool = False,
    group: str = "",
    when: tuple[str, *tuple[Value, ...]] | None = None,
    carried: str = "",
    limit_reason: str = "",
) -> Any:
    """Declare a number that a reader may set, in ``unit``.

    ``evidence`` grades the default: A seen in ``source``, A2 seen in a secondary source, B typical, C a teaching
    choice. ``literature`` is (low, high, source key), marked on the slider. ``zero`` adds an "off" stop. ``main``
    puts the control among the first, ``group`` names the heading that it stands under among the others. ``when`` =
    (other parameter, value, …): it counts only if that is one of them. ``carried`` names a readout: where history
    matters, the parameter takes this value after each answer, so that the next one starts where the last has ended.
    ``limit_reason`` tells a reader who goes beyond ``high`` why it stands there.
    """
    quantity = Number(
        default=default, low=low, high=high, symbol=symbol, unit=unit, label=label, doc=doc, evidence=evidence,
        source=source, scale=scale, zero=zero, integer=integer, main=main, group=group, when=when, carried=carried,
        limit_reason=limit_reason, literature=Literature(*literature) if literature else None,
    )  # fmt: skip
    return field(default=default, metadata={"quantity": quantity})


def choice(
    default: str,
    *,
    options: Mapping[str, str],
    label: str,
    doc: str,
    evidence: Evidence = "C",
    source: str | None = None,
    main: bool = False,
    group: str = "",
    when: tuple[str, *tuple[Value, ...]] | None = None,
) -> Any:
    """Declare a choice: ``options`` maps each value to the label that readers see."""
    quantity = Choice(
        default=default, options=tuple(options.items()), label=label, doc=doc, evidence=evidence, source=source,
        main=main, group=group, when=when,
    )  # fmt: skip
    return field(default=default, metadata={"quantity": quantity})


def switch(
    default: bool,
    *,
    label: str,
    doc: str,
    evidence: Evidence = "C",
    source: str | None = None,
    main: bool = False,
    group: str = "",
    when: tuple[str, *tuple[Value, ...]] | None = None,
) -> Any:
    """Declare something that is on or off."""
    quantity = Switch(
        default=default, label=label, doc=doc, evidence=evidence, source=source, main=main, group=group, when=when
    )  # fmt: skip
    return field(default=default, metadata={"quantity": quantity})


def redeclared(holder: type[ParameterSet], name: str, **changes: Any) -> Any:
    """Declare a parameter of ``holder`` again with some of its properties changed (``main``, ``default`` …)."""
    quantity = dataclasses.replace(parameters(holder)[name], **changes)
    return field(default=quantity.default, metadata={"quantity": quantity})


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """Base of every model's ``Params``: checked when it is made, so that no model sees a value out of bounds."""

    def __post_init__(self) -> None:
        for name, quantity in parameters(type(self)).items():
            object.__setattr__(self, name, quantity.clean(getattr(self, name)))

    def as_dict(self) -> dict[str, Value]:
        """Return every parameter's value by name."""
        return {name: getattr(self, name) for name in parameters(type(self))}

    def changed(self) -> dict[str, Value]:
        """Return the values that differ from the defaults, by name."""
        return {
            name: value
            for name, quantity in parameters(type(self)).items()
            if (value := getattr(self, name)) != quantity.default
        }

    def applies(self, name: str) -> bool:
        """Return whether a parameter matters at these values: its ``when`` holds, and so on up to what it rests on."""
        when = parameters(type(self))[name].when
        return when is None or (getattr(self, when[0]) in when[1:] and self.applies(when[0]))

    def without_history(self) -> Self:
        """Return a copy in which what is carried from answer to answer stands at its default."""
        return self.replace(**{name: item.default for name, item in carried(type(self)).items()})

    def replace(self, **values: Value) -> Self:
        """Return a copy with ``values`` changed, checked again."""
        return dataclasses.replace(self, **values)


def parameters(params: type[ParameterSet]) -> dict[str, Parameter]:
    """Return the declared parameters of a ``Params`` class, by name, in the order of declaration."""
    return declared(params, (Number, Choice, Switch))


def carried(params: type[ParameterSet]) -> dict[str, Number]:
    """Return the parameters that carry the history, by name."""
    return {name: item for name, item in parameters(params).items() if isinstance(item, Number) and item.carried}


def declared(holder: type, kinds: tuple[type, ...]) -> dict[str, Any]:
    """Return what the fields of a dataclass declare, of these kinds, by name."""
    return _declarations(holder, kinds)


@cache
def _declarations(holder: type, kinds: tuple[type, ...]) -> dict[str, Any]:
    return {
        item.name: dataclasses.replace(item.metadata["quantity"], name=item.name)
        for item in dataclasses.fields(holder)
        if isinstance(item.metadata.get("quantity"), kinds)
    }


def _shown(raw: object) -> str:
    """Return ``raw`` short enough to be read back to the reader."""
    text = raw if isinstance(raw, str) else repr(raw)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
