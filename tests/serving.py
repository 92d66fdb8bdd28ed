"""Starts the real server for tests and benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
)  # fmt: skip
START_SECONDS = 60


def chromium_path():
    """Return the Chromium that `make test` found, or one on the machine, or None for the one Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("SIGNAL_REACH_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def free_port():
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(script="app.py", base="", port=None, **environment):
    """Serve ``script`` on a free port, or on ``port``; give its address and its process, which has a ``log``."""
    port = port or free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(ROOT / script),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    command += ["--server.baseUrlPath", base] if base else []
    log = ROOT / "build" / f"server-{port}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
        process.log = log
        address = f"http://127.0.0.1:{port}" + (f"/{base}" if base else "")
        try:
            _wait(address, process)
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address, process):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server did not start:\n{process.log.read_text('utf-8')}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")
