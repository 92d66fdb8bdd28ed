"""What every picture must have, whatever it shows."""

import base64
import json
import re
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest

from models.notation import axis_title
from models.quantities import Choice, Number
from models.results import arrays
from pages.catalog import EXPERIMENTS
from pages.figures import palette

CASES = [(experiment, name) for experiment in EXPERIMENTS for name in experiment.views]
each_picture = pytest.mark.parametrize(("experiment", "name"), CASES, ids=lambda x: getattr(x, "slug", x))
PAYLOAD_BYTES = 150_000


def states(experiment):
    """Return the results at the defaults and at every preset."""
    values = [{}, *(preset.values for preset in experiment.words.presets)]
    return [experiment.simulate(experiment.params(**v)) for v in values]


def walk(node, path=()):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, key))
    elif isinstance(node, (list, tuple)):
        for i, value in enumerate(node):
            yield from walk(value, (*path, i))


def plotly_form(message):
    """Return the traces and layout with the palette's roles turned into colors."""
    text = json.dumps({"data": message["traces"], "layout": message["layout"]})
    return json.loads(re.sub(r'"@(\w+)"', lambda found: f'"{palette.LIGHT[found[1]]}"', text))


@each_picture
def test_it_is_a_valid_plotly_figure_or_a_drawing(experiment, name):
    for result in states(experiment):
        message = experiment.views[name].draw(result, ()).message()
        if message["kind"] == "diagram":
            assert message["svg"].startswith("<svg")
            assert_parts_propose_what_exists(experiment, message["svg"])
        else:
            form = plotly_form(message)
            go.Figure(data=form["data"], layout=form["layout"])


def assert_parts_propose_what_exists(experiment, svg):
    for part in ElementTree.fromstring(svg).iter():
        for name, value in json.loads(part.get("data-set", "{}")).items():
            experiment.parameters[name].clean(value)


@each_picture
def test_a_click_proposes_values_that_exist(experiment, name):
    message = experiment.views[name].draw(experiment.simulate(experiment.params()), ()).message()
    for trace, proposals in message.get("clicks", {}).items():
        drawn = message["traces"][int(trace)]
        size = drawn["z"]["shape"].split(",") if drawn["type"] == "heatmap" else None
        assert size is None or len(proposals) == int(size[0]) * int(size[1])
        for proposal in filter(None, proposals):
            experiment.params(**proposal)


@each_picture
def test_a_click_at_a_place_means_one_thing(experiment, name):
    message = experiment.views[name].draw(experiment.simulate(experiment.params()), ()).message()
    clicked = {int(trace): proposals for trace, proposals in message.get("clicks", {}).items()}
    dots = any(message["traces"][trace].get("mode", "").startswith("markers") for trace in clicked)
    if message["kind"] == "tissue" or dots or message.get("layout", {}).get("hovermode") == "closest":
        return  # what is nearest to the pointer is taken
    at = {}
    for trace, proposals in clicked.items():
        if message["traces"][trace]["type"] == "scatter":
            x = np.frombuffer(base64.b64decode(message["traces"][trace]["x"]["bdata"]), "<f4")
            for place, proposal in zip(x, proposals, strict=True):
                assert at.setdefault(float(place), proposal) == proposal, "set hovermode to closest"


@each_picture
def test_its_text_says_what_it_shows_now_in_numbers(experiment, name):
    texts = []
    for result in states(experiment):
        message = experiment.views[name].draw(result, ()).message()
        assert message["title"] and not re.search(r"\d", message["title"].replace("1D", "").replace("3D", ""))
        assert re.search(r"\d", message["text"]), message["text"]
        assert len(message["text"]) > 60
        assert "nan" not in message["text"].lower().split()
        texts.append(message["text"])
    assert len(set(texts)) > 1


@each_picture
def test_every_axis_has_a_title_with_its_unit(experiment, name):
    message = experiment.views[name].draw(states(experiment)[0], ()).message()
    axes = {key: axis for key, axis in message.get("layout", {}).items() if re.fullmatch(r"[xy]axis\d*", key)}
    assert axes or message["kind"] == "diagram"
    for key, axis in axes.items():
        if axis.get("visible", True) and axis.get("showticklabels", True):
            title = axis.get("title", {}).get("text", "")
            assert title, key
            assert "(" in title or title in pure_numbers(experiment), title


def pure_numbers(experiment):
    """Return the axis titles of the declared quantities that have no unit."""
    declared = [
        *experiment.parameters.values(),
        *experiment.readouts.values(),
        *arrays(experiment.model.Result).values(),
    ]
    return {axis_title(q.label, q.symbol, "") for q in declared if getattr(q, "unit", None) == ""}


@each_picture
def test_colors_are_roles_of_the_palette(experiment, name):
    message = experiment.views[name].draw(states(experiment)[0], ()).message()
    for path, node in walk({key: message.get(key) for key in ("traces", "layout")}):
        if isinstance(node, str) and node.startswith("@"):
            assert node[1:] in palette.LIGHT, path
        if isinstance(node, str) and path and path[-1] in ("color", "fillcolor", "bgcolor"):
            assert node.startswith("@") or node in ("rgba(0,0,0,0)",), (path, node)
    if message["kind"] == "diagram":
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", message["svg"])


@each_picture
def test_arrays_travel_as_float32_and_are_finite(experiment, name):
    for result in states(experiment):
        message = experiment.views[name].draw(result, ()).message()
        for path, node in walk(message):
            if isinstance(node, dict) and "bdata" in node:
                assert node["dtype"] == "f4", path
                assert np.isfinite(np.frombuffer(base64.b64decode(node["bdata"]), "<f4")).all(), path
        json.dumps(message, allow_nan=False)


@each_picture
def test_its_message_is_small(experiment, name):
    for result in states(experiment):
        assert len(json.dumps(experiment.views[name].draw(result, ()).message())) < PAYLOAD_BYTES


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)
def test_every_picture_can_be_drawn_at_both_ends_of_every_number_and_at_every_choice(experiment):
    for name, item in experiment.parameters.items():
        values = [value for value, _ in item.options] if isinstance(item, Choice) else [True, False]
        for value in (item.low, item.high) if isinstance(item, Number) else values:
            try:
                result = experiment.simulate(experiment.params(**{name: value}))
            except ValueError:
                continue
            for view in experiment.views.values():
                json.dumps(view.draw(result, ()).message(), allow_nan=False)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)
def test_what_is_shown_at_first_exists(experiment):
    assert experiment.default_views
    assert set(experiment.default_views) <= set(experiment.views)


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_lines_stand_out_three_to_one_and_text_four_and_a_half_to_one(theme):
    for role in palette.SEQUENCE:
        assert contrast(theme[role], theme["paper"]) >= 3, role
    for role in ("ink", "muted", "link", "good", "warn", "bad"):
        for ground in ("paper", "panel"):
            assert contrast(theme[role], theme[ground]) >= 4.5, (role, ground)


def test_both_themes_have_the_same_roles():
    assert set(palette.LIGHT) == set(palette.DARK)
