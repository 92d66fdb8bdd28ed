"""The colors, declared once in ``pages/palette.toml``: charts, theme and the page's own parts all take them from there.

Pictures name a role, ``@signal``; the browser puts in the color of the theme that the reader has on.
"""

import tomllib
from pathlib import Path
from typing import Final

_THEMES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parents[1] / "palette.toml").read_text(encoding="utf-8")
)
LIGHT: Final = _THEMES["light"]
DARK: Final = _THEMES["dark"]
SEQUENCE: Final = ("signal", "second", "third", "fourth", "fifth")
"""The roles of lines and points that stand beside each other, in order of use."""
COLORSCALE: Final = "Cividis"
"""For a quantity in two dimensions: even steps of lightness, the same to color-blind readers."""
