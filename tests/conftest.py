"""Which tests must run in one process when `make test` runs two: those that share a server."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SHARING = {TESTS / "browser": "browser", TESTS / "architecture" / "test_server.py": "server"}


def pytest_collection_modifyitems(items):
    for item in items:
        for place, group in SHARING.items():
            if item.path == place or place in item.path.parents:
                item.add_marker(pytest.mark.xdist_group(group))
