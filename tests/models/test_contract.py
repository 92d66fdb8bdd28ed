"""What every model promises, whatever it computes."""

import dataclasses
import math
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import loader
from models.quantities import Choice, Number, ParameterError, Switch
from models.results import Absent, arrays, readouts
from pages.catalog import EXPERIMENTS

each_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda e: e.slug)
PAYLOAD_LIMIT = 4_000_000
"""Bytes that a result's arrays may hold: what a cache of 64 MB shares among many readers."""


def corners(experiment):
    """Both ends of every number, every option of every choice, each by itself."""
    for name, item in experiment.parameters.items():
        if isinstance(item, Number):
            ends = [item.low, item.high, *([0] if item.zero else [])]
        else:
            ends = [value for value, _ in item.options] if isinstance(item, Choice) else [False, True]
        yield from ({name: end} for end in ends)


def answer(experiment, values):
    """Return the result, or None for a refusal that names a parameter; a warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = experiment.simulate(experiment.params(**values))
        except ParameterError as fault:
            refusal = fault
        else:
            assert_sound(experiment, result)
            return result
    assert refusal.name in experiment.parameters
    assert str(refusal)
    return None


def assert_sound(experiment, result):
    for name, value in result.readouts().items():
        assert isinstance(value, Absent) or math.isfinite(value), name
        assert not isinstance(value, Absent) or value.reason
    for name in arrays(type(result)):
        array = getattr(result, name)
        assert np.all(np.isfinite(array)), name
        assert not array.flags.writeable, name
    assert result.nbytes() < PAYLOAD_LIMIT
    for check in experiment.checks(result):
        assert math.isfinite(check.error) and check.error >= 0, check.label
        assert check.passed, f"{check.label}: {check.error} is beyond {check.expected} at {result.params}"
    for caution in experiment.cautions(result):
        assert caution.text
        assert set(caution.parameters) <= set(experiment.parameters)


@each_experiment
def test_the_defaults_give_a_result_with_checks(experiment):
    result = answer(experiment, {})
    assert result is not None
    assert result.params == experiment.params()
    assert experiment.checks(result)


@each_experiment
def test_both_ends_of_every_bound_give_a_result_or_a_named_refusal(experiment):
    for values in corners(experiment):
        answer(experiment, values)


@each_experiment
def test_no_single_end_of_a_number_is_refused(experiment):
    refused = [values for values in corners(experiment) if answer(experiment, values) is None]
    assert len(refused) <= 2, refused


@each_experiment
def test_every_preset_and_discovery_gives_a_result(experiment):
    words = experiment.words
    for values in [*(p.values for p in words.presets), *(d.set for d in words.discoveries), words.prediction.try_it]:
        assert answer(experiment, values) is not None, values


@each_experiment
def test_a_state_that_is_carried_on_stays_where_it_is(experiment):
    for values in [{}, *(preset.values for preset in experiment.words.presets)]:
        reached = experiment.simulate(experiment.params(**values)).after()
        assert experiment.simulate(reached).after() == reached, "a link to it, or a reload, must show the same"


@each_experiment
def test_the_same_parameters_give_the_same_result(experiment):
    first, second = experiment.simulate(experiment.params()), experiment.simulate(experiment.params())
    assert first.readouts() == second.readouts()
    for name in arrays(type(first)):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


@each_experiment
def test_anywhere_in_the_parameter_space_the_answer_is_finite_or_a_named_refusal(experiment):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({name: values_of(item) for name, item in experiment.parameters.items()}))
    def holds(values):
        answer(experiment, values)

    holds()


def values_of(item):
    if isinstance(item, Choice):
        return st.sampled_from([value for value, _ in item.options])
    if isinstance(item, Switch):
        return st.booleans()
    if item.integer:
        return st.integers(int(item.low), int(item.high))
    if item.scale == "log":
        inside = st.floats(math.log(item.low), math.log(item.high)).map(math.exp)
    else:
        inside = st.floats(item.low, item.high)
    kept = inside.map(lambda value: min(max(value, item.low), item.high)).filter(lambda v: within(item, v))
    return st.just(0.0) | kept if item.zero else kept


def within(item, value):
    return item.low <= float(f"{value:.4g}") <= item.high


@each_experiment
def test_a_value_out_of_bounds_is_refused_by_name_value_and_bounds(experiment):
    for name, item in experiment.parameters.items():
        wrong = item.high * 1.5 + 1 if isinstance(item, Number) else "nonsense"
        with pytest.raises(ParameterError) as caught:
            experiment.params(**{name: wrong})
        assert caught.value.name == name
        assert item.label in str(caught.value)
        if isinstance(item, Number):
            assert f"{item.high:g}" in str(caught.value)


@each_experiment
@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, "NaN", "", "1e999", None, [], {}, True, "<script>"])
def test_what_is_no_number_is_refused(experiment, wrong):
    name = next(name for name, item in experiment.parameters.items() if isinstance(item, Number))
    with pytest.raises(ParameterError):
        experiment.params(**{name: wrong})


@each_experiment
def test_declarations_are_complete(experiment):
    for item in experiment.parameters.values():
        assert item.label and item.doc
        assert item.clean(item.default) == item.default
        assert item.evidence not in ("A", "A2") or item.source, item.name
        assert item.when is None or item.when[0] in experiment.parameters
        if isinstance(item, Number):
            assert item.symbol or item.integer, item.name
            assert item.low < item.high
            assert item.scale == "linear" or item.low > 0
            assert not item.carried or item.carried in experiment.readouts
            if item.literature:
                assert item.literature.low < item.literature.high
                assert item.literature.source in loader.references()
        assert item.source is None or item.source in loader.references(), item.source
    for readout in readouts(experiment.model.Result).values():
        assert readout.label and readout.doc
    assert next(f.name for f in dataclasses.fields(experiment.model.Result)) == "params"


@each_experiment
def test_two_or_three_controls_come_first(experiment):
    start = experiment.params()
    assert 2 <= sum(item.main and start.applies(name) for name, item in experiment.parameters.items()) <= 4


@each_experiment
def test_the_module_says_what_it_computes(experiment):
    text = experiment.model.__doc__
    assert text and len(text) > 400
    for public in (experiment.model.simulate, experiment.model.checks, experiment.model.cautions):
        assert public.__doc__
