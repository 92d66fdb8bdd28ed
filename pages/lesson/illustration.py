"""A drawing of our own on the page, in the colors of the theme, with its text alternative."""

from __future__ import annotations

from pages.lesson.components import mount


def show(slug: str, svg: str, text: str) -> None:
    """Show ``svg`` (ours, trusted); screen readers get ``text``."""
    mount("illustration", {"svg": svg, "text": text}, key=f"illustration:{slug}")
