"""The loop of lateral inhibition against closed forms, and its states of two levels against whole tissues."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.numerics.cell_sheet import hexagon_neighbors, ring_neighbors, three_colors
from models.numerics.crossing import crossing
from models.numerics.delta_notch import ALTERNATING, EVERY_THIRD, TWO_OF_THREE, DeltaNotch

COLLIER = DeltaNotch(0.01, 100.0, 2.0, 2.0)
SHEET = hexagon_neighbors(12)


def where_gain_is(level, make, low, high):
    """Return where the loop gain passes ``level`` between two values (on a logarithmic scale)."""
    return crossing(lambda values: np.array([make(v).gain() for v in values]), low, high, level, log=True)


def test_critical_cooperativity_and_the_window_of_the_threshold():
    def steep(hill):
        return replace(COLLIER, hill_activation=hill, hill_repression=hill)

    assert [where_gain_is(level, steep, 1.0, 3.0) for level in (1, 2)] == pytest.approx([1.363943, 1.829491], rel=1e-6)

    def window(level):
        ends = ((1e-5, 0.03), (0.3, 10.0))
        return [where_gain_is(level, lambda a: replace(COLLIER, threshold=a), *end) for end in ends]

    for level, exact, rounded in (
        (1, [1.0664779e-4, 8.4100893], [1.06e-4, 8.35]),
        (2, [1.9171395e-3, 1.4793098], [1.90e-3, 1.474]),
    ):
        assert window(level) == pytest.approx(exact, rel=1e-6), "exact: found with Brent's method in another program"
        assert window(level) == pytest.approx(rounded, rel=0.01), "the specification's rounded values"


@settings(max_examples=30, deadline=None)
@given(a=st.floats(1e-5, 10), b=st.floats(0.1, 1e4))
def test_without_cooperativity_nothing_ever_patterns(a, b):
    assert DeltaNotch(a, b, 1.0, 1.0).gain() < 1
    assert DeltaNotch(a, b, 1.0, 1.0).critical_repression(-1.0) is None


@pytest.mark.parametrize("levels", [ALTERNATING, EVERY_THIRD, TWO_OF_THREE])
@pytest.mark.parametrize(("a", "k", "h"), [(0.01, 2, 2), (0.01, 4, 4), (1.0, 3, 3), (1e-4, 6, 2), (0.5, 4, 4)])
def test_states_of_the_curve_rest_and_hold_just_where_no_change_of_the_whole_tissue_grows(levels, a, k, h):
    neighbors = ring_neighbors(12) if levels is ALTERNATING else SHEET
    few = np.arange(12) % 2 == 0 if levels is ALTERNATING else three_colors(12) == 0
    high = ~few if levels is TWO_OF_THREE else few
    mean = np.zeros((few.size, few.size))
    for row in neighbors:
        mean[np.arange(few.size), row] += 1 / len(neighbors)
    states = DeltaNotch(a, 1.0, k, h).two_levels(np.exp(-(np.linspace(0.05, 3, 9) ** 2)), levels)
    for up, down, b, amplification in zip(
        states.high, states.low, states.repression, states.amplification, strict=True
    ):
        loop, delta = DeltaNotch(a, float(b), k, h), np.where(high, up, down)
        if b < 1e6:
            np.testing.assert_allclose(loop.delta_made(loop.notch_made(mean @ delta)), delta, rtol=1e-7)
        root = np.sqrt(loop.answer(delta, mean @ delta))
        whole = -root[:, None] * mean * root
        assert np.linalg.eigvalsh((whole + whole.T) / 2)[-1] == pytest.approx(amplification, abs=1e-9)
