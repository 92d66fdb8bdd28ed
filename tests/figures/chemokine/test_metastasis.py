import re
import xml.etree.ElementTree as ET

from models.chemokine.metastasis import Params, simulate
from models.chemokine.metastasis_organs import NAMES, ORGANS, RECEPTORS
from pages.figures.chemokine.metastasis import draw_balance, draw_bars, draw_body, draw_match
from pages.figures.chemokine.metastasis_body import BUBBLES, KNOWN, LABELS, ROUTES, SHAPES

STATES = [
    Params(), Params(ccr10=2.0, block_cxcr4=0.9), Params(elr_plus=0.0, elr_minus=0.0),
    Params(cxcr4=0.0, ccr7=0.0, baseline_arrest=0.0), Params(cxcr4=5.0, ccr7=5.0, ccr10=5.0, ccr9=5.0),
]  # fmt: skip


def tree(params):
    return ET.fromstring(draw_body(simulate(params)).svg)


def structure(node):
    return (node.tag, [structure(child) for child in node])


def test_the_body_keeps_its_structure_so_that_the_browser_can_morph_it():
    assert len({str(structure(tree(params))) for params in STATES}) == 1


def test_every_organ_has_shape_bubble_route_label_and_tip():
    for table in (SHAPES, BUBBLES, ROUTES, LABELS, KNOWN):
        assert set(table) == set(ORGANS)
    tips = [node.get("data-tip") for node in tree(Params()).iter() if node.get("data-tip")]
    for name in NAMES.values():
        assert any(tip.startswith(name.capitalize()) for tip in tips), name


def test_letters_are_large_enough_to_read():
    drawing = draw_body(simulate(Params())).svg
    width = float(re.search(r'viewBox="0 0 (\d+)', drawing)[1])
    assert min(float(size) for size in re.findall(r'font-size="(\d+)"', drawing)) * 700 / width >= 13


def test_bubbles_have_areas_as_the_arrests():
    result = simulate(Params(ccr10=2.0))
    radii = [float(r) for r in re.findall(r'r="([\d.]+)" fill="var\(--sr-second\)" stroke="var\(--sr-paper\)"',
                                          draw_body(result).svg)]  # fmt: skip
    for radius, arrest in zip(radii, result.arrest, strict=True):
        assert abs(radius**2 / arrest - 3.1**2) < 0.2


def test_a_press_on_a_receptor_switches_it():
    proposals = [node.get("data-set") for node in tree(Params()).iter() if node.get("data-set")]
    assert proposals == ['{"cxcr4": 0.0}', '{"ccr7": 0.0}', '{"ccr10": 2.0}', '{"ccr9": 2.0}']
    clicks = draw_match(simulate(Params())).clicks[0]
    assert len(clicks) == len(RECEPTORS) * len(ORGANS)
    assert clicks[0] == {"cxcr4": 0.0} and clicks[-1] == {"ccr9": 2.0}


def test_a_press_on_the_balance_gives_values_that_the_model_takes():
    for values in draw_balance(simulate(Params())).clicks[0]:
        Params(**values)


def test_pinned_bars_leave_their_ends():
    pinned = draw_bars(simulate(Params())).pinned()
    assert [trace["name"] for trace in pinned] == ["arrests (pinned)", "share (pinned)"]
