"""``make bench``: what the budgets of the design are held against. Ratios count; times are this machine's."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.quantities import Number
from pages.catalog import EXPERIMENTS, PARACRINE
from tests.benchmarks import browser, load, models
from tests.serving import serving


def first_slider(experiment):
    """Return the parameter whose slider is moved: the first number among the main controls that are there."""
    start = experiment.params()
    return next(n for n, i in experiment.parameters.items() if isinstance(i, Number) and i.main and start.applies(n))


def print_models():
    """Print the times of all models; return the experiment that is slowest at its defaults."""
    print("simulate, ms                                default      worst      (budget 30 / 250)")
    defaults = {}
    for experiment in EXPERIMENTS:
        defaults[experiment], worst = models.times(experiment)
        print(f"  {experiment.slug:<40}{defaults[experiment]:>9.1f}{worst:>11.1f}")
    return max(defaults, key=defaults.__getitem__)


def print_browser(address, bare):
    targets = {e.slug: (f"{address}/{e.mode}?lab={e.name}", first_slider(e)) for e in EXPERIMENTS}
    rows = browser.run(bare, targets)
    base = rows["bare page"]["press"]
    print("\nin the browser                        key->picture  ratio  pictures/s  kB/update  first MB  requests")
    for name, row in rows.items():
        print(
            f"  {name:<36}{row['press']:>9.0f} ms{row['press'] / base:>8.2f}{row['rate']:>13.1f}"
            f"{row['payload'] / 1e3:>12.1f}{row['bytes'] / 1e6:>16.2f}{row['requests']:>11}"
        )
    print("  budgets                                            0.60 (heaviest 1.0)   10 (6)      150            3.00")


def print_load(experiments):
    print("\nserver, one move every 5 s            p50 ms     p95 ms   MB/session   (budget p95 200 at 100, 1 MB)")
    for experiment in experiments:
        print(f"  {experiment.slug}")
        with serving() as (address, process):
            rows = load.run(address, process.pid, experiment, first_slider(experiment))
        for size, (median, high, memory) in rows.items():
            print(f"  {size:>5} sessions{median:>29.1f}{high:>11.1f}{memory:>13.2f}")


def main():
    slowest = print_models()
    # The bare page as Streamlit comes: with the collection after each run that our own settings leave to Python.
    bare_page = serving("tests/benchmarks/bare.py", STREAMLIT_RUNNER_POST_SCRIPT_GC="true")
    with serving() as (address, _), bare_page as (bare, _):
        print_browser(address, bare)
    print_load((PARACRINE.experiments[0], slowest))


if __name__ == "__main__":
    main()
