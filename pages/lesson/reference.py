"""The reference part: glossary, sources, statements."""

from __future__ import annotations

import streamlit as st

from content import loader
from content.schema import GRADES, Term
from pages import VERSION
from pages.lesson import prose
from pages.lesson.words import _


def show_glossary() -> None:
    """Show the glossary; ``?term=`` puts one term first."""
    st.title(_("Glossary"), anchor=False)
    terms = loader.glossary()
    wanted = terms.get(st.query_params.get("term", ""))
    with st.container(key="sr-reading"):
        if wanted is not None:
            prose.show(_entry(wanted))
            st.divider()
        search = st.text_input(_("Find a term"), key="glossary_search").strip().casefold()
        found = [term for term in terms.values() if search in f"{term.term} {term.text}".casefold()]
        prose.show("\n\n".join(map(_entry, found)) or _("No term contains these words."))


def _entry(term: Term) -> str:
    source = f" [@{term.source}]" if term.source else ""
    grade = f" *({_('typical')})*" if term.evidence == "B" else ""
    return f"**{_(term.term)}.** {_(term.text)}{source}{grade}"


def show_references() -> None:
    """Show every source that the app cites."""
    st.title(_("References"), anchor=False)
    with st.container(key="sr-reading"):
        st.markdown(_("Numbers on the pages carry a grade. A: {A}. A (2nd): {A2}. B: {B}. C: {C}.").format(**GRADES))
        st.markdown(prose.reference_list(set(loader.references())))


def show_about() -> None:
    """Show what the app is, and the statements on privacy and accessibility."""
    st.title(_("About"), anchor=False)
    with st.container(key="sr-reading"):
        st.markdown(
            _("Signal Reach {version}. Code: MIT license. Text and drawings: CC BY 4.0.").format(version=VERSION)
        )
        for name in ("privacy", "accessibility"):
            st.markdown(_(loader.page(name)))
