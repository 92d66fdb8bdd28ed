"""What pictures of several sheets of cells share: how they show and name what is done to the selected cell."""

from __future__ import annotations

from typing import Final

MARKS: Final = {"sender": "S", "silenced": "0", "ablated": "✕"}
"""Drawn in the cell."""
DONE: Final = {"sender": "forced to send", "silenced": "silenced", "ablated": "ablated"}
"""As in "Cell 79 is ..."."""
