"""For teachers: each experiment's outcomes, simplifications, deliberate errors, suggested use and answers."""

from pages import catalog
from pages.lesson import teacher

teacher.show(catalog.EXPERIMENTS)
