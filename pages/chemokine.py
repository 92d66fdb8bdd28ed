"""Chemokines: signals that move cells."""

from pages import catalog
from pages.lesson import mode

mode.show(catalog.CHEMOKINE)
