"""The table of hormones: each number with its source, each row a state of an experiment."""

from pages import catalog
from pages.lesson import hormones

hormones.show(catalog.EXPERIMENTS)
