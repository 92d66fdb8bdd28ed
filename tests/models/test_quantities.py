"""What a declaration says to a reader who goes beyond it."""

import pytest

from models.quantities import Number, ParameterError


def declared(**more):
    return Number(
        name="width", default=1.0, low=0.0, high=2.0, symbol="w", unit="m", label="Width", doc="x", evidence="C", **more
    )  # fmt: skip


def test_a_refusal_names_value_and_bounds_and_then_the_reason_for_the_upper_end():
    with pytest.raises(ParameterError) as fault:
        declared(limit_reason="The box is 2 m wide.").clean(3)
    assert str(fault.value) == "Width: “3” is out of bounds. It may be 0 to 2 m. The box is 2 m wide."


def test_without_a_reason_the_refusal_ends_with_the_bounds():
    with pytest.raises(ParameterError, match=r"It may be 0 to 2 m\.$"):
        declared().clean(3)


def test_a_value_that_is_too_low_is_not_told_why_there_is_an_upper_end():
    with pytest.raises(ParameterError, match=r"It may be 0 to 2 m\.$"):
        declared(limit_reason="The box is 2 m wide.").clean(-1)


def test_what_is_no_number_is_not_told_the_reason():
    with pytest.raises(ParameterError, match=r"is not a number\. It may be 0 to 2 m\.$"):
        declared(limit_reason="The box is 2 m wide.").clean("wide")
