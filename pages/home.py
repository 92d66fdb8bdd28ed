"""The start page: the idea on one ruler, and the ways in."""

from pages import catalog
from pages.lesson import home

home.show(catalog.MODES)
