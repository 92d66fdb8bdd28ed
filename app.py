"""The server: start-up checks, routes for the browser's files, security headers, and what happens after a fault.

``streamlit run app.py`` serves it. What the pages show is in ``pages/``.
"""

from __future__ import annotations

import base64
import gc
import gzip
import hashlib
import json
import logging
import mimetypes
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import NoReturn

import pandas
import pyarrow
import streamlit as st
from anyio import Lock, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, file_util, net_util
from streamlit.runtime import runtime
from streamlit.web.server.server_util import get_url

from content.schema import ContentError
from pages import catalog
from pages.lesson import assets, faults, home, mode, page, reference, teacher

EARLY = (pandas, pyarrow, home, mode, page, reference, teacher)
"""What Streamlit and the pages would import while the first reader waits."""
HERE = Path(__file__).parent
BASE = "/".join(["", *filter(None, config.get_option("server.baseUrlPath").split("/"))])
"""What stands before every path of the app, such as ``/signal/reach``; often nothing."""
ASSETS, STATIC = f"{BASE}/assets/", f"{BASE}/static/"
FLUSH_SECONDS = 0.001
"""Streamlit rests after each sending of messages, 5 ms: felt at each move, whose answer takes two or three sendings."""
FOR_EVER = "public, max-age=31536000, immutable"


def files() -> dict[str, Path | bytes]:
    """Return every file whose name changes with its contents, by its path: Streamlit's own, Plotly's script, ours."""
    bundled = Path(file_util.get_static_dir()) / "static"
    texts = (path for path in bundled.rglob("*") if path.suffix in (".js", ".css", ".svg"))
    return {
        **{STATIC + path.relative_to(bundled).as_posix(): path for path in texts},
        ASSETS + assets.PLOTLY: Path(str(distribution("plotly").locate_file("plotly/package_data/plotly.min.js"))),
        **{f"{ASSETS}{assets.DIGEST}/{name}": content for name, content in assets.FILES.items()},
    }


class Shelf:
    """Files that never change, each compressed at its first request and kept: half a second's work in all."""

    def __init__(self, contents: dict[str, Path | bytes]) -> None:
        self.contents = contents
        self.compressed: dict[str, bytes] = {}
        self.busy = Lock()

    async def answer(self, path: str, headers: Headers) -> Response | None:
        """Return the file at ``path``, gzipped where the browser takes that, or None if it is not here."""
        if path not in self.contents:
            return None
        kind, _ = mimetypes.guess_type(path)
        kept = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if not accepts_gzip(headers.get("accept-encoding", "")):
            return Response(self._plain(path), media_type=kind, headers=kept)
        async with self.busy:
            if path not in self.compressed:
                self.compressed[path] = await to_thread.run_sync(lambda: gzip.compress(self._plain(path), mtime=0))
        return Response(self.compressed[path], media_type=kind, headers={**kept, "Content-Encoding": "gzip"})

    def _plain(self, path: str) -> bytes:
        content = self.contents[path]
        return content if isinstance(content, bytes) else content.read_bytes()


def accepts_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip."""
    weights = {}
    for item in accepted.lower().split(","):
        name, _, weight = item.partition(";")
        weights[name.strip()] = weight.strip().replace(" ", "")
    chosen = weights.get("gzip", weights.get("*"))
    return chosen is not None and re.fullmatch(r"q=0(\.0*)?", chosen) is None


SHELF = Shelf(files())


async def asset(request: Request) -> Response:
    """Answer with one of the app's own files; an old digest gets no answer that a browser would keep."""
    found = await SHELF.answer(request.scope["path"], request.headers)
    return found or PlainTextResponse("Not found", 404, headers={"Cache-Control": "no-store"})


class CompressedStatic:
    """Middleware that sends Streamlit's own scripts and styles gzipped; anything unusual is left to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        answer: ASGIApp = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"].startswith(STATIC):
            headers = Headers(scope=scope)
            if "range" not in headers:
                answer = await SHELF.answer(scope["path"], headers) or self.app
        await answer(scope, receive, send)


def refuse(reason: object) -> NoReturn:
    """End the process before it serves anything, with one line that says why."""
    sys.exit(f"Signal Reach cannot start: {reason}")


def frame_ancestors() -> str:
    """Return which sites may show the app in a frame, as configured."""
    setting = os.environ.get("SIGNAL_REACH_FRAME_ANCESTORS", "'self'")
    sites = setting.split()
    origin = r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:(\d+|\*))?"
    if sites != ["'none'"] and not (sites and all(re.fullmatch(f"'self'|{origin}", site) for site in sites)):
        refuse(
            f"SIGNAL_REACH_FRAME_ANCESTORS is {setting!r}; it must be 'none', or 'self' and origins "
            "such as https://moodle.example.edu, separated by spaces"
        )
    return " ".join(sites)


def own_page() -> str:
    """Return Streamlit's page with the app's name and address, and without the font that the theme does not use."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    # The first words on the page, a link to skip the menu, stand there before the theme and would fetch the font too.
    style = '<style>[data-testid="stSkipToContent"] { font-family: sans-serif !important }</style>'
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', style, html)
    # Without the address a browser guesses it from a deep link, wrongly at first.
    address = f"window.__streamlit = {{ BACKEND_BASE_URL: new URL({json.dumps(BASE + '/')}, location.href).href }};"
    # The style stands before what it styles; bus.js finds it there by its id.
    sheets = "".join(
        f'<link id="sr-style-{name}" rel="stylesheet" href="./assets/{assets.DIGEST}/{name}">'
        for name in assets.FILES
        if name.endswith(".css")
    )
    head = f"<title>Signal Reach</title>\n    <script>{address}</script>\n    {sheets}"
    return html.replace("<title>Streamlit</title>", head)


def script_hashes(html: str) -> list[str]:
    """Return the digests of the scripts that stand in the page itself."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


PAGE = own_page()
POLICY = {
    "default-src": "'self'",
    # Streamlit runs the script of a component from a blob, and Vega, which it brings, evaluates expressions.
    "script-src": " ".join(["'self'", *script_hashes(PAGE), "'unsafe-eval'", "blob:"]),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": frame_ancestors(),
}


def security_headers(request: Headers) -> dict[str, str]:
    """Return the headers of every page and message: scripts, styles and data come from this server alone."""
    host = request.get("host", "")
    # Older browsers do not count a websocket to the page's own host as 'self'.
    sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", host) else ""
    policy = POLICY | {"connect-src": f"'self'{sockets}"}
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


class OwnPage:
    """Middleware that answers with the app's own page wherever Streamlit would with its page as it came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a page that comes back is dropped for our own."""
        replaced = False

        async def send_own(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 200:
                replaced = Headers(scope=message).get("content-type", "").startswith("text/html")
            if not replaced:
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body"):
                await HTMLResponse(PAGE, headers={"Cache-Control": "no-cache"})(scope, receive, send)

        await self.app(scope, receive, send_own if scope["type"] == "http" else send)


class SecurityHeaders:
    """Middleware that adds the security headers to what a browser may show; websockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put the headers on what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "immutable" in headers.get("cache-control", ""):  # a script or a font, and a hundred of them
                    headers["X-Content-Type-Options"] = "nosniff"
                else:
                    headers.update(security_headers(Headers(scope=scope)))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def page_fault(fault: Exception) -> bool:
    """Log what a page's script raised, and tell the reader its number instead of a traceback."""
    st.error(faults.apology(faults.report(fault, "a page")))
    return True


async def request_fault(request: Request, fault: Exception) -> Response:
    """Log what a request raised, and answer with its number (outside of the middleware, so with its headers)."""
    reference = faults.report(fault, request.url.path)
    return PlainTextResponse(faults.apology(reference), 500, headers=security_headers(request.headers))


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Say where the app is, and keep what was imported out of the collections that end each of Streamlit's reruns."""
    gc.collect()
    gc.freeze()
    print(f"Signal Reach is ready: {get_url(config.get_option('browser.serverAddress'))}", flush=True)
    yield


try:
    catalog.check()
except ContentError as fault:
    refuse(fault)
logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
runtime.MESSAGE_FLUSH_INTERVAL_SECS = FLUSH_SECONDS
net_util.get_external_ip = lambda: None  # Streamlit would ask a public service when a foreign page opens a websocket

app = st.App(
    HERE / "pages" / "navigation.py",
    lifespan=lifespan,
    routes=[Route(f"{ASSETS}{{path:path}}", asset)],
    middleware=[Middleware(SecurityHeaders), Middleware(CompressedStatic), Middleware(OwnPage)],
    on_script_error=page_fault,
    exception_handlers={Exception: request_fault},
)
