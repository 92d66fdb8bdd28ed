"""What the server tells the two live components. Plain data; the wire format is documented here and nowhere else.

Controls receive the declarations, the values (adopted when ``revision`` changes) and ``ack``, the number of the last
message that was handled. The stage receives pictures, readouts and all that goes with one state of the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from content import loader
from content.schema import GRADES, Evidence, Measured, Preset
from models.notation import number, quantity, unit_text
from models.quantities import Choice, Number, Parameter, ParameterSet, Value, carried
from models.results import Absent, ResultSet
from pages import VERSION
from pages.lesson.experiment import Experiment
from pages.lesson.link import Notice, link_text, write_link
from pages.lesson.words import _

VALUE_DIGITS = 4


def source_message(key: str | None) -> dict[str, str] | None:
    """Return a source as a component shows it: its short form and where it can be read."""
    reference = loader.references().get(key or "")
    return {"text": reference.short, "url": reference.url} if reference else None


def grade_message(evidence: Evidence, source: str | None) -> dict[str, Any]:
    """Return a grade with its meaning in words and its source."""
    return {"evidence": evidence, "grade": _(GRADES[evidence]), "source": source_message(source)}


def parameter_message(item: Parameter) -> dict[str, Any]:
    """Return the declaration of one control."""
    common = {
        "name": item.name, "label": _(item.label), "doc": _(item.doc), "default": item.default, "main": item.main,
        "group": _(item.group), "when": list(item.when) if item.when else None,
        **grade_message(item.evidence, item.source),
    }  # fmt: skip
    if isinstance(item, Choice):
        return {**common, "kind": "choice", "options": [[value, _(label)] for value, label in item.options]}
    if not isinstance(item, Number):
        return {**common, "kind": "switch"}
    literature = item.literature and {
        "low": item.literature.low, "high": item.literature.high, **(source_message(item.literature.source) or {}),
    }  # fmt: skip
    return {
        **common, "kind": "number", "symbol": item.symbol, "unit": item.unit, "low": item.low, "high": item.high,
        "scale": item.scale, "zero": item.zero, "integer": item.integer, "literature": literature,
        "carried": bool(item.carried), "limit_reason": _(item.limit_reason),
    }  # fmt: skip


@lru_cache(maxsize=128)
def declarations(experiment: Experiment) -> dict[str, Any]:
    """Return what the controls need that no move changes."""
    return {
        "slug": experiment.slug,
        "parameters": [parameter_message(item) for item in experiment.parameters.values()],
        "presets": [preset_message(experiment, preset) for preset in experiment.words.presets],
    }


def preset_message(experiment: Experiment, preset: Preset) -> dict[str, Any]:
    """Return a real system: the values it sets, each with its grade."""
    values = {name: experiment.parameters[name].clean(value) for name, value in preset.values.items()}
    grades = {name: grade_message(grade.evidence, grade.source) for name, grade in preset.grades.items()}
    shown = {name: value_text(experiment.parameters[name], value) for name, value in values.items()}
    return {
        "id": preset.id, "name": _(preset.name), "text": plain(preset.text), "found": plain(preset.found),
        "values": values, "grades": grades, "shown": shown,
    }  # fmt: skip


def plain(text: str) -> str:
    """Return prose for a place that shows no Markdown: citations in brackets."""
    return loader.CITATION.sub(lambda found: f"({loader.references()[found[1]].short})", _(text))


def controls_message(
    experiment: Experiment, params: ParameterSet, *, run: int, ack: int, revision: int
) -> dict[str, Any]:
    """Return the data of the controls; ``history``: what is carried from this answer to the next."""
    history = {name: getattr(params, name) for name in carried(experiment.params)}
    given = {"run": run, "ack": ack, "revision": revision, "values": params.as_dict(), "history": history}
    return {**declarations(experiment), **given}


def value_text(item: Parameter, value: Value) -> str:
    """Return a parameter's value as readers see it."""
    if isinstance(item, Choice):
        return _(dict(item.options)[str(value)])
    if not isinstance(item, Number):
        return _("on") if value else _("off")
    if item.zero and value == 0:
        return _("off")
    return quantity(float(value), item.unit, VALUE_DIGITS)


def active_preset(experiment: Experiment, params: ParameterSet) -> Preset | None:
    """Return the real system that the values are, if they are one."""
    return _preset_states(experiment).get(params.without_history())


@lru_cache(maxsize=128)
def _preset_states(experiment: Experiment) -> dict[ParameterSet, Preset]:
    presets = experiment.words.presets
    return {experiment.params(**preset.values).without_history(): preset for preset in presets}


def readout_messages(experiment: Experiment, result: ResultSet, measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """Return every readout, written once for tiles, text and tables."""
    messages = []
    for name, value in result.readouts().items():
        item = experiment.readouts[name]
        absent = isinstance(value, Absent)
        messages.append({
            "name": name, "label": _(item.label), "symbol": item.symbol, "unit": item.unit, "doc": _(item.doc),
            "main": item.main,
            "value": None if absent else float(value), "text": "–" if absent else quantity(value, item.unit),
            "reason": _(value.reason) if isinstance(value, Absent) else "",
            "measured": [measured_message(entry, item.unit) for entry in measured if entry.readout == name],
        })  # fmt: skip
    return messages


def measured_messages(experiment: Experiment, preset: Preset) -> list[dict[str, Any]]:
    """Return the published readouts of a real system."""
    return [measured_message(entry, experiment.readouts[entry.readout].unit) for entry in preset.measured]


def measured_message(entry: Measured, unit: str) -> dict[str, Any]:
    """Return a published value with its range, grade and source."""
    text = f"{entry.label}: {quantity(entry.value, unit)} ({number(entry.low)}–{number(entry.high)})"
    return {"text": text, **grade_message(entry.evidence, entry.source)}


def parameter_texts(experiment: Experiment, params: ParameterSet) -> dict[str, dict[str, str]]:
    """Return the current values, formatted, for the text."""
    return {
        name: {
            "label": _(item.label), "symbol": getattr(item, "symbol", ""), "unit": getattr(item, "unit", ""),
            "text": value_text(item, getattr(params, name)),
        }
        for name, item in experiment.parameters.items()
    }  # fmt: skip


def picture_messages(
    experiment: Experiment,
    result: ResultSet,
    shown: Sequence[str],
    pinned: ResultSet | None,
    measured: Sequence[Measured],
) -> list[dict[str, Any]]:
    """Return the pictures that are switched on, with the traces of the pinned state added."""
    messages = []
    for name in shown:
        draw = experiment.views[name].draw
        message = draw(result, measured).message()
        if pinned is not None and "traces" in message:
            held = draw(pinned, ())
            if _axis_titles(message) == _axis_titles(held.message()):  # else the lines are of other quantities
                message["traces"] = [*message["traces"], *held.pinned()]
        messages.append({"name": name, **message})
    return messages


def _axis_titles(message: dict[str, Any]) -> dict[str, str]:
    """Return what stands at the axes of a picture, by axis."""
    axes = {name: item for name, item in message.get("layout", {}).items() if name[1:5] == "axis"}
    return {name: item.get("title", {}).get("text", "") for name, item in axes.items()}


def pinned_message(experiment: Experiment, pinned: ResultSet | None, params: ParameterSet) -> dict[str, Any] | None:
    """Return the label and the readouts of the pinned state: the values in which it differs from the present ones."""
    if pinned is None:
        return None
    held = pinned.params
    differing = [
        f"{getattr(item, 'symbol', '') or item.label} {value_text(item, getattr(held, name))}"
        for name, item in experiment.parameters.items()
        if getattr(held, name) != getattr(params, name)
    ]
    label = ", ".join(differing[:3]) or _("the same settings")
    texts = {name: quantity(value, experiment.readouts[name].unit) for name, value in pinned.readouts().items()}
    return {"label": label, "readouts": texts, "values": held.as_dict()}


def check_messages(experiment: Experiment, result: ResultSet) -> list[dict[str, Any]]:
    """Return the lines of the trust panel."""
    return [
        {
            "label": _(check.label), "error": quantity(check.error, check.unit, 2), "passed": check.passed,
            "expected": quantity(check.expected, check.unit, 2),
        }
        for check in experiment.checks(result)
    ]  # fmt: skip


def provenance(experiment: Experiment, params: ParameterSet, shown: Sequence[str]) -> dict[str, Any]:
    """Return what makes an exported file traceable: parameters, link, version and code."""
    words, model = experiment.words, f"models.{experiment.slug.replace('/', '.')}"
    lines = [f"Signal Reach {VERSION}, {experiment.slug}: {words.question}"]
    for name, item in experiment.parameters.items():
        value = getattr(params, name)
        unit = unit_text(getattr(item, "unit", ""))
        lines.append(f"{name} = {link_text(value)} {unit}".rstrip() + f" ({_(item.label)})")
    return {
        "experiment": experiment.slug, "question": _(words.question), "version": VERSION, "model": model,
        "csv": [f"# {line}" for line in lines], "snippet": snippet(experiment, params),
        "link": urlencode(write_link(experiment, params, shown), safe=","),
    }  # fmt: skip


def snippet(experiment: Experiment, params: ParameterSet) -> str:
    """Return Python that reproduces the run from ``models``."""
    arguments = ", ".join(f"{name}={value!r}" for name, value in params.changed().items())
    return "\n".join((
        f"# Signal Reach {VERSION}: {experiment.words.question}",
        "# Put it into the folder of the project and run it there: .venv/bin/python THIS_FILE",
        f"from models.{experiment.slug.replace('/', '.')} import Params, simulate",
        "",
        f"result = simulate(Params({arguments}))",
        "for name, value in result.readouts().items():",
        "    print(name, value)",
        "",
    ))  # fmt: skip


def stage_message(
    experiment: Experiment,
    result: ResultSet | None,
    params: ParameterSet,
    *,
    shown: Sequence[str],
    pinned: ResultSet | None,
    notices: Sequence[Notice],
    run: int,
    settled: bool,
) -> dict[str, Any]:
    """Return the data of the stage. Without a ``result`` (a refusal) it keeps the last pictures, dimmed."""
    preset = active_preset(experiment, params)
    measured = preset.measured if preset else ()
    message: dict[str, Any] = {
        "slug": experiment.slug, "title": _(experiment.words.title), "run": run, "settled": settled,
        "notices": [notice.message() for notice in notices], "shown": list(shown),
        "views": [{"name": name, "label": _(view.label)} for name, view in experiment.views.items()],
        "parameters": parameter_texts(experiment, params),
        "defaults": {name: item.default for name, item in experiment.parameters.items()},
        "provenance": provenance(experiment, params, shown),
        "pictures": [], "readouts": [], "pinned": None, "checks": None, "cautions": [],
    }  # fmt: skip
    if result is not None:
        message |= {
            "pictures": picture_messages(experiment, result, shown, pinned, measured),
            "readouts": readout_messages(experiment, result, measured),
            "pinned": pinned_message(experiment, pinned, params),
            "checks": check_messages(experiment, result) if settled else None,
            "cautions": [{"text": _(c.text), "parameters": list(c.parameters)} for c in experiment.cautions(result)],
        }
    return message
