"""The teacher's page of an experiment."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from content.schema import Question
from pages.lesson import prose
from pages.lesson.experiment import Experiment
from pages.lesson.link import short
from pages.lesson.words import _


def show(experiments: Sequence[Experiment]) -> None:
    """Show the notes on the experiment that the address names, or on the first."""
    st.title(_("For teachers"), anchor=False)
    with st.container(key="sr-reading"):
        experiment = _choice(experiments)
        _notes(experiment)
        st.subheader(_("Answers to the prediction and the questions"), anchor=False)
        for question in (experiment.words.prediction, *experiment.words.quiz):
            _answers(question)
            if question.reason:
                _answers(question.reason)


def _notes(experiment: Experiment) -> None:
    words = experiment.words
    st.header(_(words.question), anchor=False)
    st.page_link(f"{experiment.mode}.py", label=_("Open the experiment"), query_params={"lab": experiment.name})
    for title, text in words.teacher.items():
        st.subheader(_(title), anchor=False)
        prose.show(_(text), experiment)


def _choice(experiments: Sequence[Experiment]) -> Experiment:
    known = {experiment.slug: experiment for experiment in experiments}
    first = next(iter(known))
    wanted = st.query_params.get("lab", first)
    if wanted not in known:
        st.text(_("There are no notes on “{name}”; these are the first ones.").format(name=short(wanted)))
    st.session_state["teacher"] = wanted if wanted in known else first

    def title(slug: str) -> str:
        return f"{known[slug].mode.capitalize()}: {_(known[slug].words.title)}"

    def go() -> None:
        st.query_params.from_dict({"lab": st.session_state["teacher"]})

    return known[st.selectbox(_("Experiment"), list(known), format_func=title, key="teacher", on_change=go)]


def _answers(question: Question) -> None:
    """Show a question with what each option means."""
    lines = [f"- {'✔ ' if option.right else ''}{_(option.text)} *{_(option.why)}*" for option in question.options]
    prose.show(f"**{_(question.question)}**\n\n" + "\n".join(lines))
