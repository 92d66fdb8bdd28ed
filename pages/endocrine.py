"""Endocrine signaling: signals by blood."""

from pages import catalog
from pages.lesson import mode

mode.show(catalog.ENDOCRINE)
