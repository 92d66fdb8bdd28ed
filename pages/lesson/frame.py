"""One experiment on the page, from its question to its references, in the order in which it is read."""

from __future__ import annotations

import streamlit as st

from content import loader
from pages.lesson import companions, live, prose
from pages.lesson.experiment import Experiment
from pages.lesson.link import Notice
from pages.lesson.words import _


def show(experiment: Experiment, notices: list[Notice]) -> None:
    """Show ``experiment``; ``notices``: what was wrong with the link that led here."""
    words = experiment.words
    st.header(_(words.question), anchor=False)
    with st.container(key="sr-opening"):
        prose.show(_(words.sections["Why a cell should care"]), experiment)
    companions.prediction(experiment)
    live.show(experiment, notices)
    with st.container(key="sr-reading"):
        st.subheader(_("What you see"), anchor=False)
        prose.show(_(words.sections["What you see"]), experiment)
        companions.verdict(experiment)
        with st.container(key="sr-what-happened"):
            st.subheader(_("What happened"), anchor=False)
            prose.show(_(words.sections["What happened"]), experiment)
        companions.discoveries(experiment)
        companions.quiz(experiment)
        _model(experiment)
        companions.trust(experiment)
        st.subheader(_("Where it matters"), anchor=False)
        prose.show(_(words.sections["Where it matters"]), experiment)
        companions.systems(experiment)
        with st.expander(_("References")):
            st.markdown(prose.reference_list(loader.lesson_sources(words) | model_sources(experiment)))
        st.page_link(
            "teachers.py",
            label=_("For teachers: outcomes, simplifications, suggested use, answers"),
            query_params={"lab": experiment.slug},
        )


def _model(experiment: Experiment) -> None:
    sections = experiment.words.sections
    titles = ("How the model works", "Assumptions", "What the model leaves out")
    with st.expander(_("How the model works, and what it leaves out")):
        prose.show("\n\n".join(f"**{_(title)}**\n\n{_(sections[title])}" for title in titles), experiment)


def model_sources(experiment: Experiment) -> set[str]:
    """Return the keys of the sources behind the parameters' defaults and literature ranges."""
    items = experiment.parameters.values()
    ranges = (getattr(item, "literature", None) for item in items)
    return {item.source for item in items if item.source} | {span.source for span in ranges if span}
