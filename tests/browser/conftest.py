"""A real Chromium on the real server. Never skipped: without a browser the run fails and says what to install.

One browser and one server serve all tests, and pages with the same options share a context, so that scripts come from
its cache. What a page left in the context is cleared when it goes.
"""

import json

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.browser.visit import Visit
from tests.serving import CHROMIUM_FLAGS, chromium_path, serving

DESKTOP = {"width": 1366, "height": 900}


@pytest.fixture(scope="session")
def server():
    with serving() as (address, process):
        yield address, process


@pytest.fixture(scope="session")
def address(server):
    return server[0]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        try:
            made = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        except Error as fault:
            pytest.fail(f"No browser can be started: install Chromium (Debian: apt-get install chromium). {fault}")
        yield made
        made.close()


@pytest.fixture(scope="session")
def contexts(browser):
    """The contexts made so far, by their options."""
    made = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def chromium_page(browser):
    """A blank page."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def visit(browser, contexts, address, request):
    """A visit of the app; ``@pytest.mark.parametrize`` over ``visit`` (indirect) sets options of the context."""
    options = {"viewport": DESKTOP, **getattr(request, "param", {})}
    key = json.dumps(options, sort_keys=True)
    if key not in contexts:
        contexts[key] = browser.new_context(**options)
    made = Visit(contexts[key].new_page(), address)
    yield made
    if made.page.url.startswith(address):
        made.page.evaluate("() => { try { localStorage.clear(); } catch { /* a test blocked it */ } }")
    made.page.close()


@pytest.fixture
def new_visit(browser, address):
    """Make visits whose browser has never seen the app."""
    contexts = []

    def make(at=address, **options):
        contexts.append(browser.new_context(**{"viewport": DESKTOP, **options}))
        return Visit(contexts[-1].new_page(), at)

    yield make
    for context in contexts:
        context.close()
