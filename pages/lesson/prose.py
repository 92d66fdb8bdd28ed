"""Prose made ready for the page: live numbers, slider chips, citations and glossary links.

The live places are written once and hold a dash; the browser fills them at every answer, so prose never reruns.
"""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from content import loader
from pages.lesson.experiment import Experiment
from pages.lesson.link import lab_address


def show(text: str, experiment: Experiment | None = None) -> None:
    """Show Markdown prose with its live places, citations and links filled in."""
    st.markdown(rendered(text, experiment), unsafe_allow_html=True)


def rendered(text: str, experiment: Experiment | None = None) -> str:
    """Return prose as Markdown with HTML for the live places; without an experiment they keep their names."""
    text = loader.READOUT.sub(lambda found: f'<span class="sr-live" data-readout="{found[1]}">–</span>', text)
    if experiment is not None:
        text = loader.CHIP.sub(lambda found: _chip(experiment, found[1]), text)
    text = re.sub(r"(?:\[@[A-Za-z0-9]+\](?:[;,] ?)?)+", _citations, text)
    text = loader.LAB_LINK.sub(_lab_address, text)
    return loader.TERM_LINK.sub(r"](glossary?term=\1)", text)


def _lab_address(found: re.Match[str]) -> str:
    mode, name, values = found.groups()
    return f"]({lab_address(mode, name, values or '')})"


def reference_list(keys: set[str]) -> str:
    """Return the full entries of ``keys``, in alphabetical order, as a Markdown list."""
    entries = sorted((loader.references()[key] for key in keys), key=lambda entry: (entry.authors, entry.year))
    return "\n".join(f"- {_escaped(entry.full)} {_locator(entry.url)}".rstrip() for entry in entries)


def _chip(experiment: Experiment, name: str) -> str:
    item = experiment.parameters[name]
    return f'{escape(item.label)} <span class="sr-chip" data-parameter="{name}">–</span>'


def _citations(found: re.Match[str]) -> str:
    """Return one or several citations in a row as one bracket of links."""
    entries = [loader.references()[key] for key in loader.CITATION.findall(found[0])]
    links = "; ".join(f"[{entry.short}]({entry.url})" if entry.url else entry.short for entry in entries)
    tail = re.search(r"[;,] ?$", found[0])
    return f"({links})" + (tail[0] if tail else "")


def _escaped(text: str) -> str:
    """Return text from a data file with what Markdown would take for marks made harmless."""
    return re.sub(r"([\\`*_{}\[\]<>#$|])", r"\\\1", text)


def _locator(url: str) -> str:
    return f"[{url.removeprefix('https://')}]({url})" if url else ""
