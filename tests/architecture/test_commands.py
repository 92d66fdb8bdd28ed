"""`make run` on machines where it cannot work: one clear line, and an exit code that is not 0."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bare(tmp_path):
    """A clone without .venv, on a machine whose only programs are a shell's and those that a test adds to ``bin``."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "rm", "cat", "grep", "cut"):
        (programs / name).symlink_to(shutil.which(name))
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / ".ci", clone / ".ci")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, clone)
    return clone


def program(clone, name, text):
    path = clone.parent / "bin" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def setup(clone, **environment):
    """Return the only line that .ci/setup says when it fails."""
    told = subprocess.run(
        [".ci/setup", "requirements.txt"], cwd=clone, capture_output=True, text=True, timeout=120,
        env={"PATH": str(clone.parent / "bin"), "HOME": str(clone), **environment},
    )  # fmt: skip
    assert told.returncode != 0
    (line,) = told.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize(("version", "why"), [("3.10.13", "too old"), ("2.7.18", "too old"), ("3.15.0", "too new")])
def test_a_python_that_does_not_fit_is_named(bare, version, why):
    program(bare, "python3", f"echo {version}")
    line = setup(bare)
    assert version in line and why in line and "3.11 to 3.14" in line


def test_no_python_is_told(bare):
    assert "No Python was found" in setup(bare)


def test_a_python_that_was_chosen_and_is_not_there_is_told(bare):
    assert "PYTHON=nowhere" in setup(bare, PYTHON="nowhere")


def test_an_index_that_cannot_be_reached_is_told_and_leaves_nothing_that_looks_whole(bare):
    closed = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1"}
    assert "no connection to the package index" in setup(bare, PYTHON=sys.executable, **closed)
    assert not list((bare / ".venv").glob("*.installed"))


def serve(port):
    command = [ROOT / ".ci" / "serve"]
    told = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, env={**os.environ, "PORT": str(port)}
    )  # fmt: skip
    assert told.returncode != 0
    (line,) = told.stderr.strip().splitlines()
    return line


def test_a_busy_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(port).startswith(f"Port {port} is in use")


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(port):
    assert "is not a port" in serve(port)


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert "==" in line.partition(";")[0], line
