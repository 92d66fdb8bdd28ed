"""Which tests must run in one process when `make test` runs two: those that share a server and a browser.

The browser's tests are two groups of about the same length: visits to every experiment, and all else.
"""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
EVERY_EXPERIMENT = ("test_every_page.py", "test_pictures.py", "test_screens.py", "test_settings.py")
GROUPS = {
    **{TESTS / "browser" / name: "every experiment" for name in EVERY_EXPERIMENT},
    TESTS / "browser": "browser",
    TESTS / "architecture" / "test_server.py": "browser",
}
"""The group of a file or folder; the first that fits."""


def pytest_collection_modifyitems(items):
    for item in items:
        found = (group for place, group in GROUPS.items() if item.path == place or place in item.path.parents)
        if group := next(found, None):
            item.add_marker(pytest.mark.xdist_group(group))
