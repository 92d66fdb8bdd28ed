"""What every page has: the style, the watch over the connection."""

from pages.lesson.components import mount


def prepare() -> None:
    """Add the page's style and the notice that tells when the connection is lost and when it is back."""
    mount("connection", {}, key="connection")
