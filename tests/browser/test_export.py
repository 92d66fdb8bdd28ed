"""The files that the browser makes open and hold what they should."""

import re
import struct
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from models.notation import quantity
from pages import VERSION
from tests.browser.files import download, parse
from tests.browser.pages import GRADIENT
from tests.serving import ROOT

VALUES = {"diffusivity": 2.5, "dimension": "3D"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def opened(visit):
    visit.open(view="profile,walkers", **VALUES)
    visit.drawn("walkers")
    return visit


def check_provenance(visit, head):
    assert head[0] == f"# Signal Reach {VERSION}, {GRADIENT.slug}: {GRADIENT.words.question}"
    told = dict(line[2:].split(" = ", 1) for line in head if " = " in line)
    assert set(told) >= set(GRADIENT.parameters)
    assert told["diffusivity"].startswith("2.5 µm²/s") and told["dimension"].startswith("3D")
    [link] = [line.removeprefix("# link: ") for line in head if line.startswith("# link: ")]
    assert link.startswith(f"{visit.address}/paracrine?")
    assert parse_qs(urlsplit(link).query) == {
        "lab": ["gradient"], "diffusivity": ["2.5"], "dimension": ["3D"], "view": ["profile,walkers"], "v": ["1"],
    }  # fmt: skip


def test_the_plotted_data_come_with_their_origin_and_units(opened):
    name, content = download(opened, "Profile: plotted data CSV")
    assert name == "signal-reach-gradient-profile.csv"
    head, titles, rows = parse(content)
    check_provenance(opened, head)
    assert any("(µm)" in title for title in titles) and any("(nM)" in title for title in titles)
    numbers = [float(cell) for row in rows for cell in row if cell.replace(".", "").isdigit()]
    assert len(numbers) > 100
    levels = [float(row[titles.index("Concentration c (nM)")]) for row in rows]
    assert levels == pytest.approx([y for trace in opened.traces("profile") for y in trace["y"]], rel=1e-6)


def test_all_numbers_are_those_on_the_page(opened):
    name, content = download(opened, "All numbers CSV")
    assert name == "signal-reach-gradient-numbers.csv"
    head, titles, rows = parse(content)
    check_provenance(opened, head)
    assert titles == ["quantity", "symbol", "value", "unit", "meaning"]
    written = {row[0]: (row[2], row[3]) for row in rows}
    assert set(written) == {item.label for item in GRADIENT.readouts.values()}
    for key, item in GRADIENT.readouts.items():
        if item.main:
            value, unit = written[item.label]
            assert unit == item.unit
            is_number = value.replace(".", "").replace("e-", "").isdigit()
            assert (quantity(float(value), unit) if is_number else value) == opened.readout(key)


def test_the_pictures_are_svg_that_calls_nobody(opened):
    for label in ("Profile", "Particles"):
        name, content = download(opened, f"{label}: picture SVG")
        assert name.endswith(".svg")
        drawing = ElementTree.fromstring(content)
        assert drawing.tag == f"{SVG}svg"
        assert len(list(drawing.iter(f"{SVG}path"))) > 5
        words = " ".join(drawing.itertext())
        assert (
            opened.picture("profile" if label == "Profile" else "walkers").locator("figcaption").inner_text() in words
        )
        hrefs = [value for node in drawing.iter() for key, value in node.attrib.items() if key.endswith("href")]
        assert all(href.startswith(("#", "data:")) for href in hrefs)
    assert any(href.startswith("data:image/png") for href in hrefs), "the walkers are in it"


def test_the_pictures_are_png_of_the_promised_size(opened):
    for label in ("Profile", "Particles"):
        name, content = download(opened, f"{label}: picture PNG")
        assert name.endswith(".png") and content.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", content[16:24])
        assert width == 1800 and height > 1000
        assert len(content) > 20_000


def test_the_python_code_runs_and_gives_the_numbers_shown(opened):
    name, content = download(opened, "Code that repeats this run Python")
    assert name == "signal-reach-gradient.py"
    # From standard input Python finds modules as it does for a file in the folder where it is run.
    run = subprocess.run([sys.executable, "-"], input=content, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr.decode()
    printed = dict(line.split(" ", 1) for line in run.stdout.decode("utf-8").splitlines())
    assert set(printed) == set(GRADIENT.readouts)
    for key, item in GRADIENT.readouts.items():
        if item.main:
            absent = re.fullmatch(r"Absent\(reason='(.*)'\)", printed[key])
            assert (absent[1] if absent else quantity(float(printed[key]), item.unit)) == opened.readout(key)


def test_a_pinned_state_is_in_the_files(visit):
    visit.open()
    visit.tool("pin").click()
    expect(visit.page.locator(".sr-pinned-chip")).to_have_text("Pinned: the same settings")
    visit.slider("diffusivity").press("End")
    visit.expect_query(diffusivity=300)
    expect(visit.page.locator(".sr-pinned-chip")).to_have_text("Pinned: D 0.1 µm²/s")
    _, content = download(visit, "All numbers CSV")
    head, titles, rows = parse(content)
    assert "# pinned: D 0.1 µm²/s" in head
    decay = next(row for row in rows if row[0] == "Decay length")
    assert decay[titles.index("pinned")] == "19.9 µm"
    _, content = download(visit, "Plotted data CSV")
    _, titles, _ = parse(content)
    assert any("pinned" in title for title in titles) or "(pinned)" in content.decode()
