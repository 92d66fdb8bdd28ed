"""Autocrine signaling: signals that a cell sends to itself."""

from pages import catalog
from pages.lesson import mode

mode.show(catalog.AUTOCRINE)
