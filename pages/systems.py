"""Every real system that the app names, with a link to the exact state."""

from pages import catalog
from pages.lesson import systems

systems.show(catalog.EXPERIMENTS)
