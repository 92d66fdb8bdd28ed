"""Paracrine signaling: signals that diffuse."""

from pages import catalog
from pages.lesson import mode

mode.show(catalog.PARACRINE)
