"""The teacher's page of an experiment."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.lesson import prose
from pages.lesson.experiment import Experiment
from pages.lesson.link import short
from pages.lesson.words import _


def show(experiments: Sequence[Experiment]) -> None:
    """Show the notes on the experiment that the address names, or on the first."""
    slugs = [experiment.slug for experiment in experiments]
    st.title(_("For teachers"), anchor=False)
    chosen = _choice(experiments, slugs)
    experiment = experiments[slugs.index(chosen)]
    words = experiment.words
    st.header(_(words.question), anchor=False)
    st.page_link(f"{experiment.mode}.py", label=_("Open the experiment"), query_params={"lab": experiment.name})
    for title, text in words.teacher.items():
        st.subheader(_(title), anchor=False)
        prose.show(_(text), experiment)
    st.subheader(_("Answers to the prediction and the questions"), anchor=False)
    for question in (words.prediction, *words.quiz):
        _answers(question.question, [(option.text, option.why, option.right) for option in question.options])
        if question.reason:
            _answers(question.reason.question, [(o.text, o.why, o.right) for o in question.reason.options])


def _choice(experiments: Sequence[Experiment], slugs: list[str]) -> str:
    wanted = st.query_params.get("lab", slugs[0])
    if wanted not in slugs:
        st.text(_("There are no notes on “{name}”; these are the first ones.").format(name=short(wanted)))
    st.session_state["teacher"] = wanted if wanted in slugs else slugs[0]
    titles = {e.slug: f"{e.mode.capitalize()}: {_(e.words.title)}" for e in experiments}

    def go() -> None:
        st.query_params.from_dict({"lab": st.session_state["teacher"]})

    chosen: str = st.selectbox(_("Experiment"), slugs, format_func=titles.__getitem__, key="teacher", on_change=go)
    return chosen


def _answers(question: str, options: list[tuple[str, str, bool]]) -> None:
    lines = [f"- {'✔ ' if right else ''}{text}. *{why}*" for text, why, right in options]
    prose.show(f"**{_(question)}**\n\n" + "\n".join(lines))
