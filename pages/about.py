"""What the app is, what it does with its readers' data, and for whom it can be used."""

from pages.lesson import reference

reference.show_about()
