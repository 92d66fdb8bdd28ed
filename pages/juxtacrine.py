"""Juxtacrine signaling: signals by touch."""

from pages import catalog
from pages.lesson import mode

mode.show(catalog.JUXTACRINE)
