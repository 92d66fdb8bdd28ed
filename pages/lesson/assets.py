"""The browser's files, read once: those in ``static/``, and two modules that are made here from what Python knows.

They are served under a digest of their contents, so a browser may keep them for ever and never mixes two releases.
The script of a component is only a loader, because Streamlit sends it again at every rerun.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pages import VERSION

STATIC: Final = Path(__file__).parent / "static"
PALETTE: Final = Path(__file__).parents[1] / "palette.toml"
PLOTLY: Final = f"plotly-{version('plotly')}.min.js"
"""The name under which the server offers Plotly's script, one folder above the digest."""

# Streamlit calls a component again at each answer. What a call returns undoes it; Streamlit runs that when the element
# goes, but also when a newer answer overtook the call, so it counts only once the element has left the page.
LOADER: Final = """\
const module = import(new URL('assets/{digest}/{name}.js', document.baseURI).href);
export default async function (component) {{
  const stop = (await module).default(component);
  return () => setTimeout(() => component.parentElement.isConnected || stop?.());
}}
"""


def loader(name: str) -> str:
    """Return the script of the component whose module is ``static/<name>.js``."""
    if f"{name}.js" not in FILES:
        raise LookupError(f"{STATIC / name}.js: there is no such module")
    return LOADER.format(digest=DIGEST, name=name)


def _files() -> dict[str, bytes]:
    themes = tomllib.loads(PALETTE.read_text(encoding="utf-8"))
    made = {
        "palette.js": {"LIGHT": themes["light"], "DARK": themes["dark"]},
        "build.js": {"VERSION": VERSION, "PLOTLY": f"../{PLOTLY}"},
    }
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in (".js", ".css")}
    return files | {name: _constants(values) for name, values in made.items()}


def _constants(values: dict[str, object]) -> bytes:
    return "".join(f"export const {name} = {json.dumps(value)};\n" for name, value in values.items()).encode()


def _digest(files: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, content in sorted(files.items()):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()[:12]


FILES: Final = _files()
DIGEST: Final = _digest(FILES)
