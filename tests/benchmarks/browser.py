"""What a reader's browser sees: key press to painted picture, pictures while dragging, bytes and requests."""

import statistics
import time

from playwright.sync_api import sync_playwright

from tests.serving import CHROMIUM_FLAGS, chromium_path

PRESSES = 30
PAUSE_MS = 450
DRAG_SECONDS = 3
CHART = ".js-plotly-plot .plot-container :is(path.js-line, .imagelayer image, .points path)"
DRAWN = f"{CHART}, .sr-diagram svg, .sr-tissue svg"
READY = f"document.querySelector('{DRAWN}')"
# The time of a key press, and of each frame that follows a change of a picture. A change is any change below a plot, or
# a new plot. A chart that is put up anew changes several times before it is whole (a bare page's does), so a picture
# counts as painted at the frame after the last change of its burst.
WATCH = """() => {
  const seen = window.srBench = { pressed: 0, painted: null, frames: 0 };
  addEventListener('keydown', () => { seen.pressed = performance.now(); seen.painted = null; }, true);
  let waiting = false, again = false;
  const next = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    seen.frames += 1;
    seen.painted = performance.now();
    waiting = again;
    again = false;
    if (waiting) next();
  }));
  new MutationObserver(changes => {
    const drawn = changes.some(({ target, addedNodes, attributeName }) => {
      if (attributeName === 'stroke-dashoffset') return false; // lines that flow all the time
      const near = target.nodeType === 1 ? target : target.parentElement;
      const added = [...addedNodes].some(node => node.querySelector?.('.js-plotly-plot'));
      return added || near?.closest?.('.main-svg, .js-plotly-plot, .sr-diagram, .sr-tissue');
    });
    if (!drawn) return;
    if (waiting) { again = true; return; }
    waiting = true;
    next();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""


class Wire:
    """Counts what comes over the network."""

    def __init__(self, page):
        self.bytes, self.requests, self.frames = 0, 0, []
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.loadingFinished", self._loaded)
        client.on("Network.webSocketFrameReceived", self._frame)
        client.on("Network.requestWillBeSent", lambda _: setattr(self, "requests", self.requests + 1))

    def _loaded(self, event):
        self.bytes += event["encodedDataLength"]

    def _frame(self, event):
        data = event["response"]["payloadData"]
        self.frames.append(len(data) * 3 // 4 if event["response"]["opcode"] == 2 else len(data))


def press_time(page, slider):
    """Return the median time from a key press to the painted picture, in ms."""
    page.evaluate(WATCH)
    slider.focus()
    times = []
    for i in range(PRESSES):
        page.keyboard.press("ArrowRight" if i < PRESSES // 2 else "ArrowLeft")
        page.wait_for_timeout(PAUSE_MS)
        took = page.evaluate("srBench.painted && srBench.painted - srBench.pressed")
        if took is not None:
            times.append(took)
    assert len(times) > PRESSES // 2, "most key presses changed no picture"
    return statistics.median(times[2:])


def drag_rate(page, slider):
    """Return the pictures per second during a drag."""
    box = slider.bounding_box()
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 0.3 * box["width"], 0.5 * box["width"]
    page.mouse.move(left, y)
    page.mouse.down()
    page.evaluate("srBench.frames = 0")
    start = time.monotonic()
    while (part := (time.monotonic() - start) / DRAG_SECONDS) < 1:
        page.mouse.move(left + width * part, y)
        page.wait_for_timeout(8)
    frames = page.evaluate("srBench.frames")
    page.mouse.up()
    return frames / DRAG_SECONDS


def measure(browser, url, find_slider, *, drag=True):
    """Return the figures of one page."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    wire = Wire(page)
    page.goto(url)
    page.wait_for_function(READY, timeout=60_000)
    page.wait_for_timeout(1500)
    first_bytes, first_requests = wire.bytes + sum(wire.frames), wire.requests
    slider = find_slider(page)
    slider.scroll_into_view_if_needed()
    wire.frames.clear()
    press = press_time(page, slider)
    payload = sum(wire.frames) / PRESSES
    rate = drag_rate(page, slider) if drag else float("nan")
    page.close()
    return {"press": press, "rate": rate, "payload": payload, "bytes": first_bytes, "requests": first_requests}


def slider_of(parameter):
    """Return the function that finds a parameter's slider on a page."""

    def find(page):
        return page.locator(f'[data-control="{parameter}"] input[type=range]')

    return find


def run(bare_url, targets):
    """Return the figures of the bare page and of each of ``targets`` (name -> (url, slider's parameter))."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        rows = {
            "bare page": measure(
                browser, bare_url, lambda page: page.locator("[role=slider], input[type=range]").first, drag=False
            )
        }
        for name, (url, parameter) in targets.items():
            rows[name] = measure(browser, url, slider_of(parameter))
        browser.close()
    return rows
