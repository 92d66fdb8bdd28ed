"""What ``migration`` answers with. Series that the chosen set-up does not have are empty."""

from __future__ import annotations

from dataclasses import dataclass

from models.chemokine.migration_parameters import Params
from models.quantities import Array
from models.results import Absent, ResultSet, readout, series


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result(ResultSet):
    """Tracks and their statistics, the time course of the set-up, and what it counts."""

    params: Params
    accounted: float
    """The cells that are left or washed away, of those at the start (for the trust panel)."""
    track_time: Array = series(symbol="t", unit="min", label="Time")
    track_x: Array = series(symbol="x", unit="µm", label="Way along the gradient", axes=("track_time", "walker"))
    track_y: Array = series(symbol="y", unit="µm", label="Way across the gradient", axes=("track_time", "walker"))
    lag: Array = series(symbol="t", unit="min", label="Time since the start")
    square: Array = series(symbol="⟨r²⟩", unit="µm²", label="Mean squared distance", axes=("lag",))
    square_error: Array = series(symbol="", unit="µm²", label="Its standard error", axes=("lag",))
    square_theory: Array = series(symbol="⟨r²⟩", unit="µm²", label="Persistent walk without bias", axes=("lag",))
    sector: Array = series(symbol="φ", unit="degrees", label="Heading from the gradient")
    rose_counted: Array = series(symbol="", unit="%", label="Headings counted", axes=("sector",))
    rose_expected: Array = series(symbol="", unit="%", label="Headings expected", axes=("sector",))
    turning: Array = series(symbol="βτ", unit="", label="Turning number")
    index_curve: Array = series(symbol="CI", unit="", label="Chemotactic index", axes=("turning",))
    place: Array = series(symbol="x", unit="µm", label="Position")
    movie_time: Array = series(symbol="t", unit="min", label="Time")
    density: Array = series(symbol="n", unit="", label="Cell density (start = 1)", axes=("movie_time", "place"))
    level: Array = series(symbol="c", unit="nM", label="Chemokine level", axes=("movie_time", "place"))
    density_uniform: Array = series(symbol="n", unit="", label="Density, same level everywhere", axes=("place",))
    density_control: Array = series(symbol="n", unit="", label="Density, no chemokine", axes=("place",))
    bin: Array = series(symbol="x", unit="µm", label="Way along the gradient, bins")
    binned: Array = series(symbol="", unit="%/µm", label="Walkers there", axes=("movie_time", "bin"))
    course_time: Array = series(symbol="t", unit="h", label="Time")
    course_bias: Array = series(symbol="β", unit="1/min", label="Turning bias", axes=("course_time",))
    course_count: Array = series(symbol="", unit="%", label="Count", axes=("course_time",))
    course_uniform: Array = series(symbol="", unit="%", label="Same level everywhere", axes=("course_time",))
    course_control: Array = series(symbol="", unit="%", label="No chemokine", axes=("course_time",))
    dose: Array = series(symbol="C", unit="nM", label="Chemokine level below")
    dose_count: Array = series(symbol="", unit="%", label="Cells below", axes=("dose",))
    dose_uniform: Array = series(symbol="", unit="%", label="Cells below, same level above", axes=("dose",))
    board_level: Array = series(symbol="C", unit="nM", label="Levels of the checkerboard")
    board: Array = series(symbol="", unit="%", label="Cells below", axes=("board_level", "board_level"))
    bias_here: float = readout(
        symbol="β", unit="1/min", label="Bias at the cells",
        doc="Turning bias where the cells decide: in the dish as set or χΔθ; in a pore at the start; at the edge of "
        "the cells' well when it is strongest; in the middle of the channel. The walkers feel this one.",
    )  # fmt: skip
    chemotactic_index: float = readout(
        symbol="CI", unit="", label="Chemotactic index", doc="I₁(βτ)/I₀(βτ): way along the gradient over way walked, "
        "in the long run. 0: no direction; 1: straight up.",
    )  # fmt: skip
    walker_index: float = readout(
        symbol="", unit="", label="Index of the walkers", doc="The same, counted on the single cells.", main=False,
    )  # fmt: skip
    index_error: float = readout(
        symbol="", unit="", label="Its standard error", doc="How far off the walkers' index may be by chance.",
        main=False,
    )  # fmt: skip
    count: float = readout(
        symbol="", unit="%", label="Count of the assay", doc="Dish: cells that end on the source's side. Transwell and "
        "checkerboard (C below, none above): cells that have passed. Under agarose: cells out of their well on the "
        "chemokine's side. Channel: cells in the richer half, of those still there.",
    )  # fmt: skip
    uniform_count: float = readout(
        symbol="", unit="%", label="Count, same level everywhere", doc="The control for chemokinesis: chemokine "
        "without a gradient.",
    )  # fmt: skip
    control_count: float = readout(
        symbol="", unit="%", label="Count, no chemokine", doc="The same count with no chemokine at all.",
    )  # fmt: skip
    count_ratio: float = readout(
        symbol="", unit="", label="Migration index", doc="The count over the count without chemokine, as papers "
        "report it.", main=False,
    )  # fmt: skip
    speed_here: float = readout(
        symbol="v", unit="µm/min", label="Speed at the cells", doc="v(1 + κθ) where the bias is given.", main=False,
    )  # fmt: skip
    drift: float = readout(
        symbol="V", unit="µm/min", label="Drift", doc="Speed × chemotactic index: how fast the crowd moves up.",
        main=False,
    )  # fmt: skip
    motility: float = readout(
        symbol="μ", unit="µm²/min", label="Random motility", doc="v²τ/2 without bias; with bias the spread along the "
        "gradient is smaller.", main=False,
    )  # fmt: skip
    msd: float = readout(
        symbol="⟨r²⟩", unit="µm²", label="Mean squared distance", doc="Of the walkers, at the end.", main=False,
    )  # fmt: skip
    followed: float = readout(
        symbol="", unit="min", label="Walkers followed for", doc="As long as set, or as the steps reach.", main=False,
    )  # fmt: skip
    gradient_life: float | Absent = readout(
        symbol="τ_g", unit="h", label="Life of the gradient", doc="After this time the difference between the wells "
        "is down to 37 %.", main=False,
    )  # fmt: skip
    best_dose: float | Absent = readout(
        symbol="", unit="nM", label="Best dose", doc="The top of the bell: the level below that brings most cells.",
        main=False,
    )  # fmt: skip
    diagonal_rise: float | Absent = readout(
        symbol="", unit="", label="Diagonal over control", doc="The highest count on the diagonal of the checkerboard "
        "over the count without chemokine. Above 1: chemokinesis.", main=False,
    )  # fmt: skip
    lead_toward: float | Absent = readout(
        symbol="", unit="µm", label="Leading front, toward", doc="How far the front (1 % of the density in the well) "
        "is out on the chemokine's side.", main=False,
    )  # fmt: skip
    lead_away: float | Absent = readout(
        symbol="", unit="µm", label="Leading front, away", doc="The same on the other side of the cells' well.",
        main=False,
    )  # fmt: skip
    lead_control: float | Absent = readout(
        symbol="", unit="µm", label="Leading front, no chemokine", doc="How far random walking alone takes the front.",
        main=False,
    )  # fmt: skip
    mean_shift: float | Absent = readout(
        symbol="", unit="µm", label="Shift of the mean", doc="How far the middle of the cells that are still there has "
        "moved across the channel.", main=False,
    )  # fmt: skip
    apparent_index: float | Absent = readout(
        symbol="", unit="", label="Index read from the shift", doc="Shift over speed × time. The walls make it fall "
        "with time.", main=False,
    )  # fmt: skip
    swept: float | Absent = readout(
        symbol="", unit="%", label="Cells swept away", doc="Torn off by the flow by the end.", main=False,
    )  # fmt: skip
