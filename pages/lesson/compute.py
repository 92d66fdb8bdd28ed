"""Runs models for readers: one at a time per process, and never twice while the answer is at hand.

Threads that compute at once fight for the interpreter, so a lock lets one model run at a time. Results are immutable
and shared; the cache is bounded by the bytes that their arrays hold.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from models.quantities import ParameterSet
from models.results import ResultSet
from pages.lesson.experiment import Experiment

CACHE_BYTES = 64 * 1024 * 1024
OVERHEAD_BYTES = 2048
"""What a result without arrays takes, roughly, so that small ones count as well."""

_results: OrderedDict[tuple[str, ParameterSet], ResultSet] = OrderedDict()
_held = 0
_shelf = Lock()
_machine = Lock()


def result_of(experiment: Experiment, params: ParameterSet) -> ResultSet:
    """Return the model's answer to ``params``, from the cache or computed."""
    key = (experiment.slug, params)
    found = _take(key)
    if found is not None:
        return found
    with _machine:
        found = _take(key)  # another reader may have asked the same while this one waited
        if found is None:
            found = experiment.simulate(params)
            _keep(key, found)
    return found


def _take(key: tuple[str, ParameterSet]) -> ResultSet | None:
    with _shelf:
        found = _results.get(key)
        if found is not None:
            _results.move_to_end(key)
        return found


def _keep(key: tuple[str, ParameterSet], result: ResultSet) -> None:
    global _held
    with _shelf:
        _results[key] = result
        _held += result.nbytes() + OVERHEAD_BYTES
        while _held > CACHE_BYTES and len(_results) > 1:
            _, oldest = _results.popitem(last=False)
            _held -= oldest.nbytes() + OVERHEAD_BYTES
