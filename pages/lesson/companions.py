"""The parts around the live picture: prediction, quiz, discoveries, systems, trust.

They need no server once they are there. Answers are kept in the reader's own browser and never sent.
"""

from __future__ import annotations

from typing import Any

from content.schema import Question
from pages.lesson import messages
from pages.lesson.components import mount
from pages.lesson.experiment import Experiment
from pages.lesson.messages import plain
from pages.lesson.words import _


def prediction(experiment: Experiment) -> None:
    """Ask for a prediction before the slider that matters is touched."""
    asked = experiment.words.prediction
    data = {
        "slug": experiment.slug, "question": _question(asked), "parameter": asked.parameter,
        "label": _(experiment.parameters[asked.parameter].label), "try_it": asked.try_it or {},
    }  # fmt: skip
    mount("prediction", data, key=f"prediction:{experiment.slug}")


def verdict(experiment: Experiment) -> None:
    """Say what became of the prediction."""
    data = {"slug": experiment.slug, "question": _question(experiment.words.prediction)}
    mount("verdict", data, key=f"verdict:{experiment.slug}")


def discoveries(experiment: Experiment) -> None:
    """Offer things to find, each set up by one click."""
    items = [
        {"text": plain(item.text), "find": plain(item.find), "answer": plain(item.answer), "set": item.set}
        for item in experiment.words.discoveries
    ]
    mount("discoveries", {"slug": experiment.slug, "items": items}, key=f"discoveries:{experiment.slug}")


def quiz(experiment: Experiment) -> None:
    """Ask the questions that check the understanding."""
    items = [_question(item) for item in experiment.words.quiz]
    mount("quiz", {"slug": experiment.slug, "items": items}, key=f"quiz:{experiment.slug}")


def systems(experiment: Experiment) -> None:
    """List the real systems, with every value's grade and source."""
    words = experiment.words
    cards = [
        {"name": _(card.name), "text": plain(card.text), **messages.grade_message(card.evidence, card.source)}
        for card in words.cards
    ]
    presets = [
        {**messages.preset_message(experiment, preset), "measured": messages.measured_messages(experiment, preset)}
        for preset in words.presets
    ]
    labels = {name: _label(item) for name, item in experiment.parameters.items()}
    data = {"slug": experiment.slug, "presets": presets, "cards": cards, "labels": labels}
    mount("systems", data, key=f"systems:{experiment.slug}")


def trust(experiment: Experiment) -> None:
    """Hold the model against what is known, at the current values, and grade every number on the page."""
    numbers = [
        {
            "label": _(item.label),
            "default": messages.value_text(item, item.default),
            **messages.grade_message(item.evidence, item.source),
        }
        for item in experiment.parameters.values()
    ]
    mount("trust", {"slug": experiment.slug, "numbers": numbers}, key=f"trust:{experiment.slug}")


def _label(item: Any) -> str:
    symbol = getattr(item, "symbol", "")
    return f"{_(item.label)} {symbol}".rstrip()


def _question(item: Question) -> dict[str, Any]:
    return {
        "question": plain(item.question),
        "misconception": plain(item.misconception),
        "options": [{"text": plain(o.text), "why": plain(o.why), "right": o.right} for o in item.options],
        "reason": _question(item.reason) if item.reason else None,
    }
