"""The page of a mode: its opening, the choice of experiment, and the one that is chosen."""

from __future__ import annotations

import streamlit as st

from pages.lesson import frame, illustration, link, live, prose
from pages.lesson.experiment import Mode
from pages.lesson.words import _


def show(mode: Mode) -> None:
    """Show ``mode`` with the experiment that the address names, or its first."""
    query = live.address()
    names = [experiment.name for experiment in mode.experiments]
    chosen, notices = link.choose(names, query)
    with st.container(key="sr-mode"):
        st.title(_(mode.text.title), anchor=False)
        st.markdown(_(mode.text.summary))
    _opening(mode, unfolded=not query)
    _choice(mode, names, chosen)
    experiment = next(experiment for experiment in mode.experiments if experiment.name == chosen)
    frame.show(experiment, notices)
    if mode.text.closing:
        with st.container(key="sr-closing"), st.expander(_(mode.text.closing.title)):
            prose.show(_(mode.text.closing.text))


def _opening(mode: Mode, *, unfolded: bool) -> None:
    """Show the mode's own text: at once to whoever comes to the mode, folded to whoever comes to a state of it."""
    definition, *more = mode.text.sections.items()
    if unfolded:
        _definition(mode, *definition)
        with st.expander(" · ".join(_(title) for title, _text in more)):
            _beside(more)
    else:
        with st.expander(" · ".join(_(title) for title in mode.text.sections)):
            _definition(mode, *definition)
            _beside(more)


def _definition(mode: Mode, title: str, text: str) -> None:
    drawing, meaning = st.columns([1.5, 1], gap="medium")
    with drawing:
        illustration.show(mode.slug, mode.text.illustration, _(mode.text.illustration_text))
    with meaning:
        _section(title, text)


def _beside(sections: list[tuple[str, str]]) -> None:
    for column, section in zip(st.columns(len(sections), gap="medium"), sections, strict=True):
        with column:
            _section(*section)


def _section(title: str, text: str) -> None:
    prose.show(f"**{_(title)}**\n\n{_(text)}")


def _choice(mode: Mode, names: list[str], chosen: str) -> None:
    key = f"lab:{mode.slug}"
    st.session_state[key] = chosen
    titles = {experiment.name: _(experiment.words.title) for experiment in mode.experiments}

    def go() -> None:
        wanted = st.session_state[key]
        if wanted in names:
            st.query_params.from_dict({"lab": wanted})

    st.segmented_control(
        _("Experiment"),
        names,
        format_func=titles.__getitem__,
        key=key,
        on_change=go,
        width="stretch",
        label_visibility="collapsed",
    )
