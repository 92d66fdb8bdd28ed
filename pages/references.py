"""Every source that the app cites."""

from pages.lesson import reference

reference.show_references()
