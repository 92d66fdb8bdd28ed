"""What a reader does on a page, and what the page shows, in the words of the tests."""

from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import expect

from models.notation import quantity

READY = """() => window.Plotly && document.querySelector('.sr-stage .sr-plot svg')
    && document.querySelector('.sr-controls [data-control]')
    && document.querySelector('.sr-systems-host')?.firstElementChild
    && document.querySelector('.stApp').getAttribute('data-test-script-state') === 'notRunning'"""
DATA = """node => (node.querySelector('.sr-plot').data ?? []).map(trace => ({
    name: trace.name ?? '', x: Array.from(trace.x ?? []), y: Array.from(trace.y ?? []) }))"""
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Visit:
    """A page that remembers what went wrong on it: errors on the console, requests to other hosts."""

    def __init__(self, page, address):
        self.page, self.address = page, address
        self.errors, self.strangers, self.sent = [], [], []
        page.set_default_timeout(15_000)
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: self.errors.append(str(fault)))
        page.on("request", lambda request: self._look(request.url))
        page.on("websocket", self._listen)

    def _look(self, address):
        url = urlsplit(address)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != urlsplit(self.address).netloc:
            self.strangers.append(address)

    def _listen(self, socket):
        self._look(socket.url)
        socket.on("framesent", lambda payload: self.sent.append(payload))

    def open(self, path="paracrine", **values):
        """Go to ``path``, with ``values`` in the address, and wait until it stands."""
        self.page.goto(f"{self.address}/{path}" + (f"?{urlencode(values)}" if values else ""))
        return self.ready()

    def open_lab(self, experiment, **values):
        """Go to an experiment, with ``values`` in the address, and wait until it stands."""
        return self.open(experiment.mode, lab=experiment.name, **values)

    def ready(self):
        """Wait until the first picture, the controls and the text below them stand."""
        self.page.wait_for_function(READY, timeout=30_000)
        return self

    def frame(self):
        """Wait until the browser has painted."""
        self.page.evaluate(FRAME)

    def control(self, name):
        """Return a control; one that stands under "More settings" is brought out."""
        control = self.page.locator(f'[data-control="{name}"]')
        more = self.page.locator("details.sr-more")
        if more.locator(control).count() and more.get_attribute("open") is None:
            more.locator("> summary").click()
        return control

    def slider(self, name):
        """Return the slider of a parameter."""
        return self.control(name).locator("input[type=range]")

    def choose(self, name, label):
        """Choose an option, in a list or among radio buttons."""
        control = self.control(name)
        if control.locator("select").count():
            control.locator("select").select_option(label=label)
        else:
            control.get_by_role("radio", name=label, exact=True).check()

    def value(self, name):
        """Return what a slider says to a screen reader: its value with its unit."""
        return self.slider(name).get_attribute("aria-valuetext")

    def expect_value(self, name, text):
        """Wait until a control shows ``text`` as its value."""
        expect(self.control(name).locator(".sr-value")).to_have_text(text)
        expect(self.slider(name)).to_have_attribute("aria-valuetext", text)

    def tile(self, name):
        """Return the number of a readout's tile."""
        return self.page.locator(f'.sr-stage [data-tile="{name}"] .sr-tile-value')

    def readout(self, name):
        """Return the text of a readout's tile."""
        return self.tile(name).inner_text()

    def picture(self, name):
        """Return a picture of the stage."""
        return self.page.locator(f'.sr-stage [data-picture="{name}"]')

    def drawn(self, name):
        """Wait until a picture is drawn, and return its drawing: a chart of Plotly or one of our own."""
        drawing = self.picture(name).locator(".sr-plot:has(> svg, .sr-tissue > svg, .plot-container)")
        drawing.wait_for()
        return drawing

    def words(self, name):
        """Return the text that stands for a picture."""
        return self.image(name).get_attribute("aria-label")

    def image(self, name):
        """Return what stands for a picture to a screen reader; its label is the picture's text."""
        return self.picture(name).locator(".sr-visually-hidden[role=img]")

    def traces(self, name):
        """Return what a picture draws: name, x and y of each trace."""
        return self.picture(name).evaluate(DATA)

    def expect_picture(self, name, traces):
        """Wait until a picture draws these traces."""
        self.page.wait_for_function(
            f"([node, wanted]) => JSON.stringify(({DATA})(node)) === JSON.stringify(wanted)",
            arg=[self.picture(name).element_handle(), traces],
        )

    def view(self, name):
        """Return the button that switches a picture on or off."""
        return self.page.locator(f'.sr-views [data-view="{name}"]')

    def tool(self, name):
        """Return the button of the stage that pins or saves."""
        return self.page.locator(f'.sr-stage [data-tool="{name}"]')

    def button(self, name):
        """Return the button with exactly this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def notices(self):
        """Return the texts of the notices on the page."""
        self.page.locator(".sr-notice").first.wait_for()
        return self.page.locator(".sr-notice-text").all_inner_texts()

    def query(self):
        """Return what stands in the address after the question mark."""
        return {name: given[-1] for name, given in parse_qs(self.page.evaluate("location.search")[1:]).items()}

    def expect_query(self, *, lab="gradient", **wanted):
        """Wait until the address says exactly this (``lab`` None: no experiment); the version is left out."""
        script = """wanted => {
            const now = Object.fromEntries(new URLSearchParams(location.search));
            delete now.v;
            return JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(wanted).sort());
        }"""
        query = {"lab": lab, **wanted} if lab else wanted
        self.page.wait_for_function(script, arg={name: str(value) for name, value in query.items()})

    def expect_model(self, experiment, **values):
        """Wait until the tiles show what the model answers to ``values``, the rest at its default."""
        result = experiment.simulate(experiment.params(**values))
        for name, value in result.readouts().items():
            if experiment.readouts[name].main:
                expect(self.tile(name)).to_have_text(quantity(value, experiment.readouts[name].unit))
