"""Every mode and experiment, listed and imported openly: the one list.

Importable without running a page. ``check`` holds content, models and figures against each other; the server runs it
at start-up and ``python -m pages.catalog`` on its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from urllib.parse import parse_qsl

from content import hormones, loader, systems
from content.hormones import Hormone
from content.schema import ContentError, Lesson, ModeText
from content.systems import System
from models.autocrine import blockers, capture, feedback, tumor_loops
from models.chemokine import autologous_chemotaxis, gradient_sensing, metastasis, migration, polarity, self_generated
from models.endocrine import binding_proteins, clearance, feedback_axis, glucose_insulin, pulses, receptor_reserve
from models.juxtacrine import cis_inhibition, contact_geometry, lateral_inhibition, notch_jagged, relay
from models.paracrine import cytokine_niche, french_flag, gradient, matrix_binding
from models.quantities import Parameter, ParameterError, ParameterSet, parameters
from models.results import Caution, Check, Readout, ResultSet, readouts
from pages.figures.autocrine import blockers as blockers_figures
from pages.figures.autocrine import capture as capture_figures
from pages.figures.autocrine import feedback as feedback_figures
from pages.figures.autocrine import tumor_loops as tumor_loops_figures
from pages.figures.chemokine import autologous_chemotaxis as autologous_chemotaxis_figures
from pages.figures.chemokine import gradient_sensing as gradient_sensing_figures
from pages.figures.chemokine import metastasis as metastasis_figures
from pages.figures.chemokine import migration as migration_figures
from pages.figures.chemokine import polarity as polarity_figures
from pages.figures.chemokine import self_generated as self_generated_figures
from pages.figures.endocrine import binding_proteins as binding_proteins_figures
from pages.figures.endocrine import clearance as clearance_figures
from pages.figures.endocrine import feedback_axis as feedback_axis_figures
from pages.figures.endocrine import glucose_insulin as glucose_insulin_figures
from pages.figures.endocrine import pulses as pulses_figures
from pages.figures.endocrine import receptor_reserve as receptor_reserve_figures
from pages.figures.juxtacrine import cis_inhibition as cis_inhibition_figures
from pages.figures.juxtacrine import contact_geometry as contact_geometry_figures
from pages.figures.juxtacrine import lateral_inhibition as lateral_inhibition_figures
from pages.figures.juxtacrine import notch_jagged as notch_jagged_figures
from pages.figures.juxtacrine import relay as relay_figures
from pages.figures.paracrine import cytokine_niche as cytokine_niche_figures
from pages.figures.paracrine import french_flag as french_flag_figures
from pages.figures.paracrine import gradient as gradient_figures
from pages.figures.paracrine import matrix_binding as matrix_binding_figures
from pages.figures.pictures import View


@dataclass(frozen=True)
class Experiment:
    """One question: its model, its pictures and its words, joined by the slug ``mode/name``."""

    slug: str
    model: ModuleType
    figures: ModuleType

    @property
    def name(self) -> str:
        """The experiment's own part of the slug, as it stands in links."""
        return self.slug.partition("/")[2]

    @property
    def mode(self) -> str:
        """The mode's part of the slug: the page that shows the experiment."""
        return self.slug.partition("/")[0]

    @property
    def words(self) -> Lesson:
        """The experiment's text."""
        return loader.lesson(self.slug)

    @property
    def params(self) -> type[ParameterSet]:
        """The class of the model's parameters."""
        return self.model.Params

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The declared parameters, by name."""
        return parameters(self.params)

    @property
    def readouts(self) -> Mapping[str, Readout]:
        """The declared readouts, by name."""
        return readouts(self.model.Result)

    @property
    def views(self) -> Mapping[str, View]:
        """The pictures that a reader may switch on, by name."""
        return self.figures.VIEWS

    @property
    def default_views(self) -> tuple[str, ...]:
        """The names of the pictures shown at first."""
        return self.figures.DEFAULT_VIEWS

    @property
    def simulate(self) -> Callable[[ParameterSet], ResultSet]:
        """The model."""
        return self.model.simulate

    def checks(self, result: ResultSet) -> tuple[Check, ...]:
        """Return the lines of the trust panel."""
        return self.model.checks(result)

    def cautions(self, result: ResultSet) -> tuple[Caution, ...]:
        """Return the assumptions that ``result`` breaks."""
        return self.model.cautions(result)


@dataclass(frozen=True)
class Mode:
    """One way of signaling, with its experiments in the order of teaching."""

    slug: str
    experiments: tuple[Experiment, ...]

    @property
    def text(self) -> ModeText:
        """The mode's own opening."""
        return loader.mode(self.slug)


PARACRINE = Mode(
    "paracrine",
    (
        Experiment("paracrine/gradient", gradient, gradient_figures),
        Experiment("paracrine/french_flag", french_flag, french_flag_figures),
        Experiment("paracrine/matrix_binding", matrix_binding, matrix_binding_figures),
        Experiment("paracrine/cytokine_niche", cytokine_niche, cytokine_niche_figures),
    ),
)
AUTOCRINE = Mode(
    "autocrine",
    (
        # capture, blockers, feedback, tumor_loops
        Experiment("autocrine/capture", capture, capture_figures),
        Experiment("autocrine/blockers", blockers, blockers_figures),
        Experiment("autocrine/feedback", feedback, feedback_figures),
        Experiment("autocrine/tumor_loops", tumor_loops, tumor_loops_figures),
    ),
)
CHEMOKINE = Mode(
    "chemokine",
    (
        # gradient_sensing, polarity, migration, self_generated, autologous_chemotaxis, metastasis
        Experiment("chemokine/gradient_sensing", gradient_sensing, gradient_sensing_figures),
        Experiment("chemokine/polarity", polarity, polarity_figures),
        Experiment("chemokine/migration", migration, migration_figures),
        Experiment("chemokine/self_generated", self_generated, self_generated_figures),
        Experiment("chemokine/autologous_chemotaxis", autologous_chemotaxis, autologous_chemotaxis_figures),
        Experiment("chemokine/metastasis", metastasis, metastasis_figures),
    ),
)
JUXTACRINE = Mode(
    "juxtacrine",
    (
        # lateral_inhibition, cis_inhibition, notch_jagged, relay, contact_geometry
        Experiment("juxtacrine/lateral_inhibition", lateral_inhibition, lateral_inhibition_figures),
        Experiment("juxtacrine/cis_inhibition", cis_inhibition, cis_inhibition_figures),
        Experiment("juxtacrine/notch_jagged", notch_jagged, notch_jagged_figures),
        Experiment("juxtacrine/relay", relay, relay_figures),
        Experiment("juxtacrine/contact_geometry", contact_geometry, contact_geometry_figures),
    ),
)
ENDOCRINE = Mode(
    "endocrine",
    (
        # clearance, binding_proteins, receptor_reserve, feedback_axis, glucose_insulin, pulses
        Experiment("endocrine/clearance", clearance, clearance_figures),
        Experiment("endocrine/binding_proteins", binding_proteins, binding_proteins_figures),
        Experiment("endocrine/receptor_reserve", receptor_reserve, receptor_reserve_figures),
        Experiment("endocrine/feedback_axis", feedback_axis, feedback_axis_figures),
        Experiment("endocrine/glucose_insulin", glucose_insulin, glucose_insulin_figures),
        Experiment("endocrine/pulses", pulses, pulses_figures),
    ),
)
MODES = (JUXTACRINE, AUTOCRINE, PARACRINE, ENDOCRINE, CHEMOKINE)
EXPERIMENTS = tuple(experiment for mode in MODES for experiment in mode.experiments)


def check() -> None:
    """Check all content against the models.

    Raises
    ------
    ContentError
        At the first thing that does not fit; names file, key and reason.
    """
    for mode in MODES:
        for title, text in mode.text.sections.items():
            _check_links(f"content/en/{mode.slug}/mode.md", title, text)
        if mode.text.closing:
            _check_links(f"content/en/{mode.slug}/closing.md", mode.text.closing.title, mode.text.closing.text)
    for experiment in EXPERIMENTS:
        _check_prose(experiment)
        for key, values in _settings(experiment):
            _check_values(experiment, f"content/en/{experiment.slug}.toml: {key}", values)
        _check_measured(experiment)
    for group in systems.groups():
        for system in group.systems:
            _check_system(system)
    for hormone in hormones.hormones():
        _check_hormone(hormone)


def _check_prose(experiment: Experiment) -> None:
    words, known = experiment.words, {*experiment.readouts, *experiment.parameters}
    file = f"content/en/{experiment.slug}.md"
    for title, text in words.sections.items():
        for name in loader.READOUT.findall(text):
            if name not in known:
                raise ContentError(f"{file}: “{title}”: [[{name}]] is neither a readout nor a parameter of the model")
        for name in loader.CHIP.findall(text):
            if name not in experiment.parameters:
                raise ContentError(f"{file}: “{title}”: {{{{{name}}}}} is not a parameter of the model")
        _check_links(file, title, text)
    for text in loader.lesson_texts(words):
        _check_citations(f"content/en/{experiment.slug}.toml", text[:40], text)
    for key in sorted(loader.lesson_sources(words)):
        if key not in loader.references():
            raise ContentError(f"content/en/{experiment.slug}.toml: source {key} is not in content/references.toml")


def _check_links(file: str, title: str, text: str) -> None:
    """Check what a text refers to: sources, terms, and states of experiments."""
    _check_citations(file, title, text)
    for term in loader.TERM_LINK.findall(text):
        if term not in loader.glossary():
            raise ContentError(f"{file}: “{title}”: glossary:{term} is not in the glossary")
    for mode, name, query in loader.LAB_LINK.findall(text):
        where = f"{file}: “{title}”: lab:{mode}/{name}"
        values: dict[str, object] = dict(parse_qsl(query, keep_blank_values=True))
        experiment = _experiment(f"{mode}/{name}", where)
        views = str(values.pop("view", experiment.default_views[0])).split(",")
        if not {*views} <= {*experiment.views}:
            raise ContentError(f"{where}: {', '.join(views)}: no such picture")
        _check_values(experiment, where, values)


def _experiment(slug: str, where: str) -> Experiment:
    for experiment in EXPERIMENTS:
        if experiment.slug == slug:
            return experiment
    raise ContentError(f"{where}: there is no experiment {slug}")


def _check_citations(file: str, key: str, text: str) -> None:
    for source in sorted(loader.cited(text)):
        if source not in loader.references():
            raise ContentError(f"{file}: “{key}”: [@{source}] is not in content/references.toml")


def _check_system(system: System) -> None:
    where = f"content/en/systems.toml: {system.id}"
    for key in {*system.sources} - {*loader.references()}:
        raise ContentError(f"{where}: source {key} is not in content/references.toml")
    for term in {*system.terms} - {*loader.glossary()}:
        raise ContentError(f"{where}: {term} is not in the glossary")
    for place in system.places:
        experiment = _experiment(place.experiment, where)
        if place.preset and place.preset not in {preset.id for preset in experiment.words.presets}:
            raise ContentError(f"{where}: {place.experiment} has no preset {place.preset}")
        if place.view and place.view not in experiment.views:
            raise ContentError(f"{where}: {place.experiment} has no picture {place.view}")
        for values in (place.set, *(change.by for change in place.changes)):
            _check_values(experiment, where, dict(values))
        for change in place.changes:
            if change.readout not in experiment.readouts:
                raise ContentError(f"{where}: {change.readout} is not a readout of {place.experiment}")


def _check_hormone(hormone: Hormone) -> None:
    where = f"content/en/hormones.toml: {hormone.id}"
    if hormone.preset not in {preset.id for preset in _experiment(hormones.EXPERIMENT, where).words.presets}:
        raise ContentError(f"{where}: {hormones.EXPERIMENT} has no preset {hormone.preset}")
    for fact in hormone.facts:
        if fact.source and fact.source not in loader.references():
            raise ContentError(f"{where}: source {fact.source} is not in content/references.toml")
    _check_citations("content/en/hormones.toml", hormone.id, hormone.remark)


def _settings(experiment: Experiment) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield every set of values that the content sets, with its key."""
    words = experiment.words
    yield from ((f"presets.{preset.id}", dict(preset.values)) for preset in words.presets)
    yield from ((f"discoveries {i}", dict(item.set)) for i, item in enumerate(words.discoveries, 1))
    yield "prediction.try_it", dict(words.prediction.try_it or {})
    yield "prediction.parameter", {words.prediction.parameter: None}


def _check_values(experiment: Experiment, where: str, values: dict[str, object]) -> None:
    for name, value in values.items():
        if name not in experiment.parameters:
            raise ContentError(f"{where}: {name} is not a parameter of the model")
        if value is not None:
            try:
                experiment.parameters[name].clean(value)
            except ParameterError as fault:
                raise ContentError(f"{where}.{name}: {fault}") from fault


def _check_measured(experiment: Experiment) -> None:
    for preset in experiment.words.presets:
        for measured in preset.measured:
            if measured.readout not in experiment.readouts:
                raise ContentError(
                    f"content/en/{experiment.slug}.toml: presets.{preset.id}.measured: "
                    f"{measured.readout} is not a readout of the model"
                )


if __name__ == "__main__":
    try:
        check()
    except ContentError as fault:
        sys.exit(str(fault))
    print(f"Content fits the models: {len(MODES)} modes, {len(EXPERIMENTS)} experiments.")
