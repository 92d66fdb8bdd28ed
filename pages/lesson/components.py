"""The page's own components: each is a module of ``static/`` behind a two-line loader.

A component's text is sent again at every rerun, so it only loads; the module itself comes once, as a hashed file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from pages.lesson.assets import loader


@cache
def _renderer(name: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"signal_reach_{name}", html=f'<div class="sr-{name}-host"></div>', js=loader(name), isolate_styles=False
    )


def mount(name: str, data: dict[str, Any], *, key: str, listen: str | None = None) -> Any:
    """Show the component ``name`` with ``data``; ``listen`` names the state that it sends back."""
    callbacks = {f"on_{listen}_change": _ignore} if listen else {}
    return _renderer(name)(data=data, key=key, **callbacks)


def message_of(key: str, name: str) -> dict[str, Any] | None:
    """Return what the component with ``key`` last sent under ``name``, if it is a table; never trusted further."""
    state = st.session_state.get(key)
    try:
        message = state[name] if state is not None else None
    except (KeyError, TypeError, AttributeError):
        return None
    return message if isinstance(message, dict) else None


def _ignore() -> None:
    """Do nothing: a callback is what makes a state known, and the fragment reads it on its rerun."""
