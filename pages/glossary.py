"""The words of the field, in plain English."""

from pages.lesson import reference

reference.show_glossary()
