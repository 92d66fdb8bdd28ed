import base64

import numpy as np
import pytest

from content.schema import Measured
from models.paracrine.cytokine_niche import Params, simulate
from pages.figures.paracrine.cytokine_niche import (
    HALF_HEIGHT,
    HALF_WIDTH,
    VIEWS,
    draw_lengths,
    draw_profile,
    draw_saturation,
    draw_section,
)

TISSUE = Measured(
    readout="niche_length", value=100, low=80, high=120, label="in tissue", evidence="A2", source="OylerYaniv2017"
)


def drawn(chart, name):
    return next(trace for trace in chart.traces if trace["name"] == name)


def numbers(typed):
    return np.frombuffer(base64.b64decode(typed["bdata"]), dtype="<f4")


def test_cells_above_threshold_differ_by_symbol_and_outline_and_not_by_color_alone():
    chart = draw_section(simulate(Params()))
    above, below = drawn(chart, "above threshold")["marker"], drawn(chart, "below threshold")["marker"]
    assert above["symbol"] != below["symbol"] != drawn(chart, "secreting cell")["marker"]["symbol"]
    assert above["line"]["width"] > 2 * below["line"]["width"]
    assert above["coloraxis"] == below["coloraxis"] == "coloraxis"


def test_every_cell_of_the_section_is_drawn_once():
    result = simulate(Params())
    chart = draw_section(result)
    above, below = drawn(chart, "above threshold"), drawn(chart, "below threshold")
    assert numbers(above["x"]).size == result.section_above_threshold
    assert numbers(above["x"]).size + numbers(below["x"]).size == result.section_cells
    assert numbers(above["customdata"]).min() >= np.float32(result.params.threshold)
    assert numbers(above["marker"]["color"]) == pytest.approx(np.log10(numbers(above["customdata"])), abs=1e-5)


def test_the_window_and_the_colors_of_the_section_stay_while_a_slider_moves():
    layouts = [draw_section(simulate(Params(**values))).layout for values in (
        {}, {"consumer_density": 2e-4}, {"secretion": 1e4}, {"consumer_density": 0},
    )]  # fmt: skip
    assert all(layout == layouts[0] for layout in layouts)
    assert layouts[0]["xaxis"]["range"] == [-HALF_WIDTH, HALF_WIDTH]
    assert layouts[0]["yaxis"]["range"] == [-HALF_HEIGHT, HALF_HEIGHT]


def test_the_dashed_circle_has_the_niche_radius():
    result = simulate(Params())
    circle = drawn(draw_section(result), "niche radius")
    assert np.hypot(numbers(circle["x"]), numbers(circle["y"])) == pytest.approx(result.radius_at_threshold, rel=1e-5)


def test_a_solitary_cell_is_drawn_without_consumers():
    alone = simulate(Params(consumer_density=0))
    chart = draw_section(alone)
    assert "no consumers" in chart.text
    assert numbers(drawn(chart, "below threshold")["x"]).size == 0
    assert "niche length" not in draw_profile(alone).text
    assert draw_saturation(alone).traces == []


def test_the_text_of_the_section_counts_slab_and_ball():
    text = draw_section(simulate(Params())).text
    assert "62 cells" in text or "62 consumers" in text
    assert "of 400 consumers, 15" in text


def test_a_published_range_is_a_named_band_and_told_in_the_text():
    result = simulate(Params())
    for draw, axis in ((draw_profile, "x"), (draw_lengths, "y")):
        chart = draw(result, [TISSUE])
        band = next(shape for shape in chart.layout["shapes"] if shape["type"] == "rect")
        assert (band[f"{axis}0"], band[f"{axis}1"], band["label"]["text"]) == (80, 120, "in tissue")
        assert "80 to 120 µm" in chart.text


def test_the_words_of_the_threshold_stand_at_its_power_of_ten():
    chart = draw_profile(simulate(Params(threshold=10)))
    note = next(note for note in chart.layout["annotations"] if "threshold" in note["text"])
    line = next(shape for shape in chart.layout["shapes"] if shape["y0"] == 10)
    assert note["y"] == 1.0
    assert line["y1"] == 10


@pytest.mark.parametrize("values", [
    {"consumer_density": 2e-4, "receptors": 1e5, "on_rate": 1e8}, {"secretion": 1e4, "receptors": 100, "on_rate": 1e5},
    {"uptake": "saturable", "max_uptake": 1, "secretion": 1e4}, {"consumer_density": 0, "threshold": 1000},
])  # fmt: skip
def test_every_view_draws_at_the_ends_of_the_sliders(values):
    for view in VIEWS.values():
        chart = view.draw(simulate(Params(**values)))
        assert any(character.isdigit() for character in chart.text)
