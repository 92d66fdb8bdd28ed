"""The list of real systems: each with what is known of it, its sources, and links to the states that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from content import loader, systems
from content.systems import Place, System
from models.quantities import Value
from pages.lesson import link, prose
from pages.lesson.experiment import Experiment
from pages.lesson.words import _

INTRODUCTION = (
    "This app began with two texts: the article on autocrine signaling [@Wikipedia2025] and a review of chemokines in "
    "tumors [@Tanaka2005]. Here is every real system that they name, with a link to the exact state that shows it, and "
    "below it what one more move does. The directions are those of the cited studies; which numbers are measured, "
    "typical or chosen for teaching is marked at each control."
)


def show(experiments: Sequence[Experiment]) -> None:
    """Show all systems, or those that contain the words looked for."""
    known = {experiment.slug: experiment for experiment in experiments}
    st.title(_("Systems"), anchor=False)
    with st.container(key="sr-reading"):
        prose.show(_(INTRODUCTION))
        wanted = st.text_input(_("Find a system"), key="systems_search").strip().casefold()
        for group in systems.groups():
            entries = [_entry(item, known) for item in group.systems if wanted in f"{item.name} {item.text}".casefold()]
            if entries:
                st.subheader(_(group.title), anchor=False)
                prose.show("\n\n".join(entries))


def address(experiment: Experiment, place: Place, more: Mapping[str, Value]) -> str:
    """Return the link to ``place`` with the values of ``more`` set as well."""
    params = experiment.params(**{**values(experiment, place), **more})
    shown = (place.view,) if place.view else experiment.default_views
    return f"{experiment.mode}?{urlencode(link.write_link(experiment, params, shown), safe=',')}"


def values(experiment: Experiment, place: Place) -> dict[str, Value]:
    """Return the values of a place: those of its preset, and its own."""
    presets = {preset.id: preset.values for preset in experiment.words.presets}
    return {**presets.get(place.preset, {}), **place.set}


def _entry(system: System, known: Mapping[str, Experiment]) -> str:
    """Return a system as Markdown."""
    sources = " " + "".join(f"[@{key}]" for key in system.sources) if system.sources else ""
    lines = [f"**{_(system.name)}.** {_(system.text)}{sources}"]
    for place in system.places:
        experiment = known[place.experiment]
        lines.append(f"- [{_(experiment.words.title)}: {_(place.label)}]({address(experiment, place, {})})")
        lines += [f"  - [{_(item.text)}]({address(experiment, place, item.by)})" for item in place.changes]
    terms = ", ".join(f"[{_(loader.glossary()[term].term)}](glossary:{term})" for term in system.terms)
    return "\n".join([*lines, *([f"- {_('In the glossary')}: {terms}"] if terms else [])])
