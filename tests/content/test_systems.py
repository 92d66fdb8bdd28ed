"""Every system of the list is there to be seen, and does what its line says."""

from urllib.parse import parse_qs, urlsplit

import pytest

from content import loader, systems
from pages.catalog import EXPERIMENTS, MODES
from pages.lesson.link import read_link
from pages.lesson.systems import address, values

SYSTEMS = [system for group in systems.groups() for system in group.systems]
PLACES = [(system, place) for system in SYSTEMS for place in system.places]
CHANGES = [(place, change) for _, place in PLACES for change in place.changes]
KNOWN = {experiment.slug: experiment for experiment in EXPERIMENTS}
LEAST_CHANGE = 0.1
"""The part of a readout by which it must move to count as moved, and may at most move to count as unmoved."""
NOT_BUILT = {"juxtacrine", "endocrine", "distance"} - {mode.slug for mode in MODES}


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.id)
def test_a_system_has_a_state_or_waits_in_the_glossary_for_its_mode(system):
    assert system.places or NOT_BUILT, "every mode is built: each system must have a place"
    assert system.sources or not system.places
    assert {*system.terms} <= {*loader.glossary()}


@pytest.mark.parametrize(("system", "place"), PLACES, ids=lambda x: getattr(x, "id", None) or x.experiment)
def test_its_link_leads_to_just_that_state(system, place):
    experiment = KNOWN[place.experiment]
    for more in ({}, *(change.by for change in place.changes)):
        link = urlsplit(address(experiment, place, more))
        reading = read_link(experiment, parse_qs(link.query))
        assert link.path == experiment.mode
        assert reading.notices == []
        assert reading.params == experiment.params(**{**values(experiment, place), **more})


@pytest.mark.parametrize(("place", "change"), CHANGES, ids=lambda x: getattr(x, "text", None) or x.experiment)
def test_it_changes_in_the_direction_that_its_line_says(place, change):
    experiment = KNOWN[place.experiment]
    start = values(experiment, place)
    before, after = (
        experiment.simulate(experiment.params(**given)).readouts()[change.readout]
        for given in (start, {**start, **change.by})
    )
    moved = (after - before) / max(abs(before), abs(after), 1e-12)
    direction = "stays" if abs(moved) <= LEAST_CHANGE else "rises" if moved > 0 else "falls"
    assert direction == change.change, (before, after)
