"""How long the models take: at the defaults, and at the worst of many places within the bounds."""

import math
import random
import statistics
import sys
import time

from models.quantities import Choice, Number, ParameterError, Switch

PLACES = 60
REPEATS = 5


def forget():
    """Empty what the models keep of earlier states, so that each run is timed as the first one of its state."""
    for module in [module for name, module in sys.modules.items() if name.startswith("models.")]:
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear") and kept.cache_parameters()["maxsize"] is not None:
                kept.cache_clear()


def seconds(experiment, values):
    """Return the time of one run, or None where the model refuses."""
    try:
        params = experiment.params(**values)
        forget()
        start = time.perf_counter()
        experiment.simulate(params)
        return time.perf_counter() - start
    except ParameterError:
        return None


def random_value(item, chance):
    """Return a value of a parameter: often one of its ends, where models are slow."""
    if isinstance(item, Choice):
        return chance.choice([value for value, _ in item.options])
    if isinstance(item, Switch):
        return chance.random() < 0.5
    assert isinstance(item, Number)
    if chance.random() < 0.4:
        return chance.choice([item.low, item.high, *([0] if item.zero else [])])
    if item.scale == "log":
        value = math.exp(chance.uniform(math.log(item.low), math.log(item.high)))
    else:
        value = chance.uniform(item.low, item.high)
    value = float(f"{min(max(value, item.low), item.high):.3g}")
    return round(value) if item.integer else min(max(value, item.low), item.high)


def times(experiment):
    """Return (median at the defaults, worst found within the bounds), in ms."""
    seconds(experiment, {})
    default = statistics.median(filter(None, (seconds(experiment, {}) for _ in range(REPEATS))))
    chance, worst = random.Random(1), 0.0
    for _ in range(PLACES):
        values = {name: random_value(item, chance) for name, item in experiment.parameters.items()}
        took = seconds(experiment, values)
        if took is not None and took > worst:
            worst = max(worst, min(filter(None, (seconds(experiment, values) for _ in range(2)))))
    return 1000 * default, 1000 * worst
