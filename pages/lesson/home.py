"""The start page: one ruler with all modes on it, and a card for each experiment that exists."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.lesson import ruler
from pages.lesson.components import mount
from pages.lesson.experiment import Mode
from pages.lesson.link import lab_address
from pages.lesson.words import _


def show(modes: Sequence[Mode]) -> None:
    """Show the idea, the ruler, and the experiments of ``modes``."""
    st.title(_("Signal Reach"), anchor=False)
    st.html(f'<p class="sr-home-idea">{_("The distance a signal travels decides what it can say.")}</p>')
    mount("ruler", ruler.data(links(modes)), key="ruler")
    for mode in modes:
        st.html(_cards(mode))


def links(modes: Sequence[Mode]) -> dict[tuple[str, str], str]:
    """Return the address of each page that exists, by mode and experiment; the experiment is "" for the mode itself."""
    pages = {(mode.slug, ""): mode.slug for mode in modes}
    return pages | {
        (mode.slug, item.name): lab_address(mode.slug, item.name) for mode in modes for item in mode.experiments
    }


def _cards(mode: Mode) -> str:
    """Return the mode's name, its summary and a card for each of its experiments, as HTML."""
    cards = "".join(
        f'<li><a class="sr-home-card" href="{escape(lab_address(mode.slug, item.name))}" target="_self">'
        f"<strong>{escape(_(item.words.title))}</strong>"
        f'<span class="sr-home-question">{escape(_(item.words.question))}</span>'
        f"<span>{escape(_(item.words.summary))}</span></a></li>"
        for item in mode.experiments
    )
    return (
        f'<section class="sr-home-mode"><h2><a href="{escape(mode.slug)}" target="_self">'
        f"{escape(_(mode.text.title))}</a></h2>"
        f'<p>{escape(_(mode.text.summary))}</p><ul class="sr-home-cards">{cards}</ul></section>'
    )
