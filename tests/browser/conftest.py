"""A real Chromium on the real server. Never skipped: without a browser the run fails and says what to install."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, sync_playwright

from tests.serving import CHROMIUM_FLAGS, chromium_path, serving

DESKTOP = {"width": 1366, "height": 900}
READY = "window.Plotly && document.querySelector('.sr-stage .js-plotly-plot .plot-container')"


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


@pytest.fixture
def chromium_page(browser):
    """A blank page."""
    page = browser.new_page()
    yield page
    page.close()


class Visit:
    """A page that remembers what went wrong on it: errors on the console, requests to other hosts."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.errors, self.strangers = [], []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: self.errors.append(str(fault)))
        page.on("request", self._look)

    def _look(self, request):
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != urlsplit(self.address).netloc:
            self.strangers.append(request.url)

    def open(self, path):
        """Go to ``path`` and wait until the first picture stands."""
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_function(READY, timeout=30_000)
        return self

    def slider(self, name):
        """Return the slider of a parameter."""
        return self.page.locator(f'[data-control="{name}"] input[type=range]')

    def readout(self, name):
        """Return the text of a readout's tile."""
        return self.page.locator(f'.sr-stage [data-tile="{name}"]').inner_text()


@pytest.fixture
def visit(browser, address, request):
    """A visit of the app; ``@pytest.mark.parametrize`` over ``visit`` sets options of the browser context."""
    options = {"viewport": DESKTOP, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    made = Visit(context.new_page(), address)
    yield made
    context.close()
