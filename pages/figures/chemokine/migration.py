"""The pictures of ``migration``. The first four show the set-up that is chosen, the others its single cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from models.chemokine.migration import Result
from models.results import Measured
from pages.figures.chemokine.migration_assays import (
    draw_board,
    draw_course,
    draw_doses,
    draw_profile,
)
from pages.figures.chemokine.migration_device import draw_device
from pages.figures.chemokine.migration_strips import draw_ends, draw_strip
from pages.figures.chemokine.migration_walkers import (
    draw_crowd,
    draw_index,
    draw_rose,
    draw_squares,
    draw_tracks,
)
from pages.figures.pictures import Chart, View

RESULTS: Final = {
    "bias": draw_tracks, "gradient": draw_tracks, "transwell": draw_doses, "checkerboard": draw_board,
    "under_agarose": draw_strip, "channel": draw_strip,
}  # fmt: skip
CROWDS: Final = {
    "bias": draw_crowd, "gradient": draw_crowd, "transwell": draw_profile, "checkerboard": draw_profile,
    "under_agarose": draw_ends, "channel": draw_ends,
}  # fmt: skip


def draw_result(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what the set-up yields: tracks, dose and response, checkerboard, or the moving density."""
    return RESULTS[result.params.assay](result, measured)


def draw_population(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the crowd in its field: in the dish beside the walkers, elsewhere the chemokine or the controls."""
    return CROWDS[result.params.assay](result, measured)


VIEWS: Final[Mapping[str, View]] = {
    "result": View("What you get", draw_result),
    "device": View("The set-up", draw_device),
    "course": View("In time", draw_course),
    "population": View("Crowd and field", draw_population),
    "rose": View("Rose", draw_rose),
    "squares": View("Squared distance", draw_squares),
    "index": View("Index", draw_index),
}
DEFAULT_VIEWS: Final = ("result",)
