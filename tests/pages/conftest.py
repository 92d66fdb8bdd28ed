"""Pages run without a browser: Streamlit's own test runner on the real main script."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = str(Path(__file__).parents[2] / "pages" / "navigation.py")


class Page:
    """A page as the server sends it: what its components were given."""

    def __init__(self, path, query):
        self.app = AppTest.from_file(SCRIPT, default_timeout=30)
        for key, value in query.items():
            self.app.query_params[key] = value
        self.app.switch_page(path)
        self.app.run()

    def data(self, key):
        """Return the data that the component mounted with ``key`` received."""
        found = [
            block for block in walk(self.app._tree) if f"-{key}" in getattr(getattr(block, "proto", None), "id", "")
        ]
        assert found, f"no component {key} on the page"
        return json.loads(found[0].proto.json or found[0].proto.mixed.json)

    def stage(self, slug):
        """Return what the stage shows."""
        return self.data(f"stage:{slug}")

    def text(self):
        """Return all prose on the page."""
        return "\n".join(str(getattr(block, "value", "")) for block in walk(self.app._tree))


def walk(block):
    for child in getattr(block, "children", {}).values():
        yield child
        yield from walk(child)


@pytest.fixture
def open_page():
    def open_it(path="home.py", **query):
        page = Page(path, query)
        assert not page.app.exception, page.app.exception
        return page

    return open_it
