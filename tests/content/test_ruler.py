"""The ruler of the start page names all modes, and only links to what exists."""

import re

import pytest

from content import ruler
from content.schema import ContentError
from pages.catalog import MODES

RULER = ruler.ruler()


def test_the_ruler_spans_ten_nanometers_to_one_meter():
    assert (RULER.low, RULER.high, RULER.start) == (0.01, 1e6, 100.0)
    assert RULER.distances[0] == 0.01 and RULER.distances[-1] == pytest.approx(1e6)
    assert 100.0 in RULER.distances


def test_the_ruler_names_all_modes():
    local = {"intracrine", "juxtacrine", "synapse", "autocrine", "paracrine", "chemokine"}
    assert {mode.slug for mode in RULER.modes} == local | {"neuroendocrine", "endocrine"}
    assert {mode.slug for mode in MODES} <= local | {"endocrine", "distance"}


def test_somebody_reaches_every_distance():
    for distance in RULER.distances:
        assert any(mode.low <= distance * 1.001 and distance <= mode.end * 1.001 for mode in RULER.modes)


@pytest.mark.parametrize("mode", RULER.modes, ids=lambda mode: mode.slug)
def test_a_mode_says_one_short_thing(mode):
    assert 2 <= len(re.findall(r"\w+", mode.says)) <= 8
    assert mode.says.endswith(".") and mode.text.endswith(".")
    assert mode.evidence == "B" or mode.source


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("start = 100.0", "start = 1e9", "low, start, high"),
        ("high = 0.03\n", "high = 0.001\n", "modes.juxtacrine"),
        ('far_text = "along a nerve fiber"', 'far_text = ""', "modes.synapse.far"),
        ('carrier = "contact"', 'carrier = "magic"', "modes.juxtacrine.carrier"),
        ('evidence = "B"', 'evidence = "Z"', "modes.intracrine.evidence"),
        ("at = 2e4", "at = 2e9", "markers"),
        ('A vessel or a nerve must carry the signal."', 'It is over."\nbelow = 1e9', "verdicts"),
        ("below = 0.1", "below = 5000.0", "verdicts"),
        ('cost = "diffusion"', 'price = "diffusion"', "labels"),
        ('name = "Intracrine"', "name = Intracrine", "the file"),
        ('name = "Intracrine"', 'nickname = "Intracrine"', "modes"),
    ],
)
def test_a_fault_in_the_file_is_named(monkeypatch, tmp_path, old, new, named):
    text = ruler.PATH.read_text("utf-8")
    assert old in text
    broken = tmp_path / ruler.PATH.name
    broken.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(ruler, "PATH", broken)
    with pytest.raises(ContentError, match=f"content/en/ruler.toml: {named}"):
        ruler.ruler.__wrapped__()
