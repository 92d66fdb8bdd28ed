"""Who may import whom: the table of the design, read from the imports themselves."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "models": {"models", "numpy", "scipy"},
    "content": {"content"},
    "figures": {"models", "figures", "plotly", "numpy"},
    "lesson": {"models", "content", "lesson", "streamlit", "pages"},
    "catalog": {"models", "content", "figures"},
    "page": {"content", "lesson", "catalog", "streamlit", "pages"},
    "pages": set(),
    "app": {"content", "lesson", "catalog", "streamlit", "starlette", "anyio", "pandas", "pyarrow"},
}
"""Room by room, what may be imported besides the standard library; ``pages`` is the package itself: the version."""
SOURCES = [
    ROOT / "app.py",
    *(path for folder in ("models", "content", "pages") for path in sorted((ROOT / folder).rglob("*.py"))),
]
OWN = {"models", "content", "pages"}


def room(module):
    """Return the room of a module, given by its full name."""
    parts = module.split(".")
    if parts[0] == "pages" and len(parts) > 1:
        return parts[1] if parts[1] in ("figures", "lesson", "catalog") else "page"
    return parts[0]


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_module(name):
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def imports(path):
    """Return the full names of what a file imports, wherever in the file it stands, with the lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if base.split(".")[0] in OWN and is_module(whole) else base), node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_only_what_its_room_may(path):
    allowed = ALLOWED[room(name_of(path))]
    wrong = [
        f"line {line}: {name}"
        for name, line in imports(path)
        if room(name) not in allowed and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_by_full_name(path):
    short = {found.stem for found in (ROOT / "pages").iterdir() if found.suffix in ("", ".py")}
    wrong = [f"line {line}: {name}" for name, line in imports(path) if name.split(".")[0] in {"", *short}]
    assert not wrong, "pages/ is first on sys.path: a short name would load a second copy"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_openly(path):
    text = path.read_text(encoding="utf-8")
    assert "import_module(" not in text and "__import__(" not in text


def test_no_page_bears_the_name_of_a_library():
    libraries = set(sys.stdlib_module_names) | set(packages_distributions()) | OWN
    assert not {path.stem for path in (ROOT / "pages").iterdir()} & libraries


def test_every_room_is_there():
    assert {room(name_of(path)) for path in SOURCES} == set(ALLOWED)
