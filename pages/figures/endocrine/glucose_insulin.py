"""The pictures of ``glucose_insulin``: each shows the chosen time scale, over time, in a plane, and on a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from models.endocrine.glucose_insulin import Result
from models.results import Measured
from pages.figures.endocrine import glucose_insulin_hours as hours
from pages.figures.endocrine import glucose_insulin_minutes as minutes
from pages.figures.endocrine import glucose_insulin_years as years
from pages.figures.pictures import Chart, View

COURSES: Final = {"minutes": minutes.draw_course, "hours": hours.draw_course, "years": years.draw_course}
PLANES: Final = {"minutes": minutes.draw_plane, "hours": hours.draw_plane, "years": years.draw_plane}
MAPS: Final = {"minutes": minutes.draw_map, "hours": hours.draw_map, "years": years.draw_map}


def draw_course(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw the course over time: the test, the rhythm, or three years."""
    return COURSES[result.params.timescale](result)


def draw_plane(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw two of the quantities against each other: glucose and insulin, or glucose and the mass of β cells."""
    return PLANES[result.params.timescale](result)


def draw_map(result: Result, measured: Sequence[Measured] = ()) -> Chart:
    """Draw what two settings make of it: the fall of glucose, rhythm or rest, survived or lost."""
    return MAPS[result.params.timescale](result)


VIEWS: Final[Mapping[str, View]] = {
    "course": View("Over time", draw_course),
    "plane": View("In the plane", draw_plane),
    "map": View("Map of settings", draw_map),
}
DEFAULT_VIEWS: Final = ("course",)
