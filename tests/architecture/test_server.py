"""The real server: what it sends, at the root and under a sub-path, and when it refuses to start."""

import base64
import gzip
import hashlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import threading
from importlib.metadata import distribution, version
from pathlib import Path
from socket import create_server
from urllib.parse import urlsplit

import pytest
import streamlit

from pages.lesson import assets
from tests.serving import ROOT, serving

STREAMLIT = Path(streamlit.__file__).parent / "static"
BUNDLE = max((STREAMLIT / "static" / "js").glob("index.*.js"), key=lambda path: path.stat().st_size)
GZIP = {"Accept-Encoding": "br, gzip"}


class Stranger:
    """A proxy that serves nobody and counts who comes: every request to another host would pass here."""

    def __init__(self):
        self.socket = create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self):
        while True:
            self.socket.accept()[0].close()
            self.calls += 1


class Served:
    def __init__(self, address, stranger):
        self.host, self.base, self.stranger = urlsplit(address).netloc, urlsplit(address).path, stranger

    def get(self, path, headers=None, method="GET"):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request(method, self.base + path, headers=headers or {})
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer


@pytest.fixture(scope="session", params=["", "signal/reach"], ids=["root", "sub-path"])
def served(request):
    stranger = Stranger()
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), stranger.address)
    with serving(base=request.param, no_proxy="", NO_PROXY="", **proxies) as (address, _):
        yield Served(address, stranger)


def policy_of(answer):
    return dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))


def test_a_deep_link_is_answered_with_the_page(served):
    answer = served.get("/paracrine?lab=gradient")
    assert answer.status == 200 and b'<div id="root">' in answer.content
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["ETag"] is None


def test_the_page_knows_its_address(served):
    assert f'new URL("{served.base}/", location.href)' in served.get("/").content.decode()


def test_every_script_in_the_page_is_allowed_by_its_hash_alone(served):
    answer = served.get("/")
    allowed = policy_of(answer)["script-src"]
    scripts = re.findall(r"<script>(.*?)</script>", answer.content.decode(), flags=re.DOTALL)
    assert scripts
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in allowed
    assert "unsafe-inline" not in allowed and "http" not in allowed


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/assets/unknown.js", "/..%2fapp.py", "/static/js/x.js"])
def test_every_page_and_message_has_the_security_headers(served, path):
    answer = served.get(path)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    policy = policy_of(answer)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["connect-src"] == f"'self' ws://{served.host} wss://{served.host}"


def test_a_strange_host_does_not_get_into_the_policy(served):
    answer = served.get("/", {"Host": "a; script-src *"})
    assert policy_of(answer)["connect-src"] == "'self'"
    assert "*" not in answer.headers["Content-Security-Policy"]


def test_a_module_may_be_kept_for_ever(served):
    answer = served.get(f"/assets/{assets.DIGEST}/build.js")
    assert answer.status == 200 and answer.content == assets.FILES["build.js"]
    assert "immutable" in answer.headers["Cache-Control"] and answer.headers["Vary"] == "Accept-Encoding"
    assert "javascript" in answer.headers["Content-Type"] and answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_file_of_the_app_comes_gzipped_and_whole(served):
    for name, content in assets.FILES.items():
        answer = served.get(f"/assets/{assets.DIGEST}/{name}", GZIP)
        assert answer.headers["Content-Encoding"] == "gzip" and gzip.decompress(answer.content) == content


@pytest.mark.parametrize("path", [f"{'0' * 12}/build.js", f"{assets.DIGEST}/none.js", "plotly.min.js", ""])
def test_what_is_not_there_is_not_kept(served, path):
    answer = served.get(f"/assets/{path}")
    assert answer.status == 404 and answer.headers["Cache-Control"] == "no-store"


def test_nothing_outside_the_folder_is_served(served):
    for path in (f"/assets/{assets.DIGEST}/../../../app.py", "/static/../index.html", "/assets/%2e%2e/%2e%2e/app.py"):
        assert served.get(path, GZIP).status in (400, 404)


def test_plotly_is_the_installed_one_under_its_version(served):
    name = f"plotly-{version('plotly')}.min.js"
    assert f"../{name}" in assets.FILES["build.js"].decode()
    answer = served.get(f"/assets/{name}", GZIP)
    installed = Path(distribution("plotly").locate_file("plotly/package_data/plotly.min.js"))
    assert gzip.decompress(answer.content) == installed.read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_scripts_of_streamlit_come_gzipped(served):
    path = f"/static/js/{BUNDLE.name}"
    answer = served.get(path, GZIP)
    assert gzip.decompress(answer.content) == BUNDLE.read_bytes()
    assert answer.headers["Vary"] == "Accept-Encoding" and "immutable" in answer.headers["Cache-Control"]
    head = served.get(path, GZIP, "HEAD")
    assert head.headers["Content-Length"] == str(len(answer.content)) and not head.content


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0, br"])
def test_who_does_not_take_gzip_gets_the_plain_file(served, accepted):
    answer = served.get(f"/static/js/{BUNDLE.name}", {"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] is None and answer.content == BUNDLE.read_bytes()


def test_a_part_of_a_file_is_the_plain_part(served):
    answer = served.get(f"/static/js/{BUNDLE.name}", {**GZIP, "Range": "bytes=10-19"})
    assert answer.status == 206 and answer.content == BUNDLE.read_bytes()[10:20]


def test_a_websocket_from_a_foreign_page_is_refused_and_nobody_else_is_asked(served):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": "http://elsewhere.example",
    }  # fmt: skip
    assert served.get("/_stcore/stream", upgrade).status == 403
    assert served.stranger.calls == 0


def test_a_component_is_loaded_from_the_digest():
    script = assets.loader("theme")
    assert f"'assets/{assets.DIGEST}/theme.js', document.baseURI" in script
    assert "\n" in script and len(script) < 500  # it is sent at every rerun; without a line break it would be a path
    with pytest.raises(LookupError, match="there is no such module"):
        assets.loader("nothing")


def test_modules_import_only_what_is_served():
    for name, content in assets.FILES.items():
        for target in re.findall(r"""(?:from|import\()\s*['"]\./([^'"]+)['"]""", content.decode()):
            assert target in assets.FILES, f"{name} imports {target}"


def run(command, folder=ROOT, **environment):
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )  # fmt: skip


def refusal(folder=ROOT, **environment):
    """Return what the server says when it refuses to start, in its only line."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    ended = run(command, folder, **environment)
    assert ended.returncode != 0
    lines = (ended.stdout + ended.stderr).strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("setting", ["moodle.example.edu", "'self' *", "https://a.b; img-src *", "", "'none' 'self'"])
def test_a_bad_frame_setting_is_refused(setting):
    line = refusal(SIGNAL_REACH_FRAME_ANCESTORS=setting)
    assert "SIGNAL_REACH_FRAME_ANCESTORS" in line and repr(setting) in line


def test_a_learning_platform_may_be_allowed():
    setting = "'self' https://moodle.example.edu https://*.canvas.example:8443"
    script = "import app; print(app.POLICY['frame-ancestors'])"
    ended = run([sys.executable, "-c", script], SIGNAL_REACH_FRAME_ANCESTORS=setting)
    assert ended.stdout.strip().splitlines()[-1] == setting


def test_content_that_does_not_fit_is_refused(tmp_path):
    for part in ("models", "content", "pages", ".streamlit"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    words = tmp_path / "content" / "en" / "paracrine" / "gradient.md"
    words.write_text(words.read_text(encoding="utf-8").replace("## What you see", "## What one sees"), encoding="utf-8")
    line = refusal(tmp_path)
    assert "content/en/paracrine/gradient.md" in line and "What you see" in line


def test_a_fault_is_told_by_its_number_and_logged_under_it():
    script = """
import asyncio, app
from starlette.requests import Request
request = Request({"type": "http", "path": "/x", "query_string": b"", "headers": [], "server": ("host", 80)})
answer = asyncio.run(app.request_fault(request, RuntimeError("an inner detail")))
print(answer.status_code, answer.headers["x-content-type-options"], answer.body.decode())
"""
    ended = run([sys.executable, "-c", script])
    told = ended.stdout.strip().splitlines()[-1]
    assert told.startswith("500 nosniff ") and "detail" not in told
    number = re.search(r"[0-9a-f]{8}", told).group()
    assert number in ended.stderr and "RuntimeError: an inner detail" in ended.stderr


def test_a_page_that_fails_shows_the_number_and_no_traceback():
    script = """
import app
told = []
app.st.error = told.append
print(app.page_fault(RuntimeError("an inner detail")), told)
"""
    told = run([sys.executable, "-c", script]).stdout.strip().splitlines()[-1]
    assert told.startswith("True ") and re.search(r"[0-9a-f]{8}", told) and "detail" not in told
