"""The table of hormones as the browser receives it: every number with its grade and source, and a link in each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from content import hormones, loader
from content.hormones import Fact, Hormone
from content.schema import Grade, Preset
from content.systems import Place
from models.distance.spoken import spoken_time
from models.notation import number
from models.units import SECONDS_PER_MINUTE
from pages.lesson import prose, systems
from pages.lesson.components import mount
from pages.lesson.experiment import Experiment
from pages.lesson.words import _

INTRODUCTION: Final = (
    "Hormones of an adult of 70 kg (1.8 m²). Clearance and half-life are stated separately, because with several "
    "compartments neither gives the other; the volume of most rows is computed from both (clearance times half-life "
    "over ln 2). A number with a source was seen there, or computed from what was seen there; *typical* numbers were "
    "not checked against a source, *teaching values* were chosen. $K_d$ is the level at which half of the receptors "
    "are bound. The name of a hormone opens [the experiment](lab:endocrine/clearance) with its values."
)
COLUMNS: Final = ("Hormone", "Half-life", "Clearance (L/min)", "Volume (L)", "In plasma", "Receptor K_d", "Remarks")
LONG: Final = 600.0
"""min from which on a half-life is told in hours or days."""
MARKS: Final = {"A": "A", "A2": "A (2nd)", "B": "typical", "C": "teaching value"}


def show(experiments: Sequence[Experiment]) -> None:
    """Show the table with a field that searches it while one types."""
    st.title(_("Hormones"), anchor=False)
    with st.container(key="sr-reading"):
        prose.show(_(INTRODUCTION))
    mount("hormones", data(experiments), key="hormones")


def data(experiments: Sequence[Experiment]) -> dict[str, Any]:
    """Return the table's headings and rows; a cell is a list of parts."""
    experiment = next(item for item in experiments if item.slug == hormones.EXPERIMENT)
    presets = {preset.id: preset for preset in experiment.words.presets}
    return {
        "title": _("Table of hormones"),
        "columns": [_(column) for column in COLUMNS],
        "search": _("Find a hormone, a gland or a word"),
        "none": _("No hormone contains these words."),
        "count": _("{shown} of {all} hormones"),
        "rows": [_row(item, presets[item.preset], experiment) for item in hormones.hormones()],
    }


def _row(hormone: Hormone, preset: Preset, experiment: Experiment) -> dict[str, Any]:
    place = Place(experiment=experiment.slug, label="", preset=preset.id)
    return {
        "name": _(preset.name),
        "gland": _(hormone.gland),
        "href": systems.address(experiment, place, {}),
        "cells": [
            [*_quoted(hormone, preset), *map(_fact, hormone.half_lives)],
            [_value(preset, "clearance")],
            [_value(preset, "central_volume")],
            [*map(_fact, hormone.plasma)] or [_computed(preset)],
            [*map(_fact, hormone.receptor)],
        ],
        "remark": _linked(_(hormone.remark)),
    }


def _quoted(hormone: Hormone, preset: Preset) -> list[dict[str, Any]]:
    minutes = preset.values["quoted_half_life"]
    assert isinstance(minutes, (int, float))
    if not minutes:
        return []
    text = f"{number(minutes)} min" if minutes < LONG else spoken_time(minutes * SECONDS_PER_MINUTE, 3)
    return [_part(text, hormone.quoted, preset.grades["quoted_half_life"])]


def _value(preset: Preset, name: str) -> dict[str, Any]:
    value = preset.values[name]
    assert isinstance(value, (int, float))
    return _part(number(value), "", preset.grades[name])


def _computed(preset: Preset) -> dict[str, Any]:
    """Return the level that the preset's secretion over its clearance makes, as well known as the secretion is."""
    secretion, clearance = preset.values["secretion"], preset.values["clearance"]
    assert isinstance(secretion, (int, float)) and isinstance(clearance, (int, float))
    return _part(f"{number(secretion / clearance, 2)} pM", "computed", preset.grades["secretion"])


def _fact(fact: Fact) -> dict[str, Any]:
    text = number(fact.low) if fact.low == fact.high else f"{number(fact.low)} to {number(fact.high)}"
    return _part(f"{text} {fact.unit}", fact.note, Grade(fact.evidence, fact.source))


def _part(text: str, note: str, grade: Grade) -> dict[str, Any]:
    return {
        "text": text,
        "note": _(note) if note else "",
        "evidence": grade.evidence,
        "mark": _(MARKS[grade.evidence]),
        "source": _source(grade.source) if grade.source else None,
    }


def _source(key: str) -> Mapping[str, str]:
    entry = loader.references()[key]
    return {"text": entry.short, "url": entry.url}


def _linked(text: str) -> list[dict[str, str]]:
    """Return a remark cut at its citations, which become links."""
    pieces = loader.CITATION.split(text)
    return [{"text": piece} if i % 2 == 0 else {**_source(piece)} for i, piece in enumerate(pieces) if piece]
