"""The live part of an experiment: controls and stage in one fragment, and the state that they share.

On a full run the address decides; on a fragment run the newest message of a component does. Which of the two it is
shows in the numbers that the components give their messages: a full run marks whatever is there as already handled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from models.quantities import ParameterError, ParameterSet
from models.results import ResultSet
from pages.lesson import link, messages
from pages.lesson.components import message_of, mount
from pages.lesson.compute import result_of
from pages.lesson.experiment import Experiment
from pages.lesson.faults import apology, report
from pages.lesson.link import Notice
from pages.lesson.words import _


@dataclass(slots=True)
class State:
    """What one reader's session remembers of one experiment; ``heard_…``: the last message that was acted on."""

    params: ParameterSet
    shown: tuple[str, ...]
    pin: ParameterSet | None = None
    run: int = 0
    revision: int = 0
    heard_controls: int = 0
    heard_stage: int = 0
    settled: bool = True
    notices: list[Notice] = field(default_factory=list)


def address() -> dict[str, list[str]]:
    """Return the query of the address: each key with all the values it is given."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def show(experiment: Experiment, notices: list[Notice]) -> None:
    """Show the live part in the state that the address gives."""
    state = _state(experiment)
    reading = link.read_link(experiment, address())
    if reading.params != state.params:
        state.revision += 1
    state.params, state.shown, state.settled = reading.params, reading.shown, True
    state.notices = [*notices, *reading.notices]
    state.heard_controls = _number(message_of(_key("controls", experiment), "message"), state.heard_controls)
    state.heard_stage = _number(message_of(_key("stage", experiment), "look"), state.heard_stage)
    with st.container(key="sr-live"):
        _live(experiment)


@st.fragment
def _live(experiment: Experiment) -> None:
    """Answer a move: two elements and no more, for each costs the browser milliseconds (the style lays them out)."""
    state = _state(experiment)
    state.run += 1
    moved, looked = _hear_controls(experiment, state), _hear_stage(experiment, state)
    mount("stage", _answer(experiment, state), key=_key("stage", experiment), listen="look")
    given = {"run": state.run, "ack": state.heard_controls, "revision": state.revision}
    mount(
        "controls",
        messages.controls_message(experiment, state.params, **given),
        key=_key("controls", experiment),
        listen="message",
    )
    if (moved and state.settled) or looked:
        _write_address(link.write_link(experiment, state.params, state.shown))


def _state(experiment: Experiment) -> State:
    key = f"lesson:{experiment.slug}"
    if key not in st.session_state:
        st.session_state[key] = State(experiment.params(), experiment.default_views)
    state: State = st.session_state[key]
    return state


def _key(component: str, experiment: Experiment) -> str:
    return f"{component}:{experiment.slug}"


def _number(message: dict[str, Any] | None, otherwise: int) -> int:
    """Return the number of a message; a message without a sound one counts as no message."""
    number = message.get("seq") if message else None
    return number if isinstance(number, int) and not isinstance(number, bool) else otherwise


def _hear_controls(experiment: Experiment, state: State) -> bool:
    """Take over a new message of the controls; return whether there was one."""
    message = message_of(_key("controls", experiment), "message")
    number = _number(message, state.heard_controls)
    if message is None or number == state.heard_controls:
        return False
    state.heard_controls = number
    raw = message.get("values")
    if not isinstance(raw, dict):
        state.notices = [Notice(_("The controls sent something that is no set of values; nothing was changed."))]
        return True
    state.params, state.notices = link.read_values(experiment, raw, state.params)
    state.settled = message.get("settled") is not False
    if state.notices:
        state.revision += 1  # the controls must show what is really used
    return True


def _hear_stage(experiment: Experiment, state: State) -> bool:
    """Take over a new message of the stage (pictures switched, a state pinned); return whether there was one."""
    message = message_of(_key("stage", experiment), "look")
    number = _number(message, state.heard_stage)
    if message is None or number == state.heard_stage:
        return False
    state.heard_stage, state.settled = number, True
    shown = message.get("shown")
    state.shown, state.notices = link.read_views(experiment, shown if isinstance(shown, list) else [])
    pin = message.get("pin")
    state.pin = None
    if isinstance(pin, dict):
        state.pin, faults = link.read_values(experiment, pin, experiment.params())
        state.notices += faults
    return True


def _answer(experiment: Experiment, state: State) -> dict[str, Any]:
    """Return the stage's message for the present state; a fault of any kind becomes a notice, and the page lives."""
    common: dict[str, Any] = {"shown": state.shown, "run": state.run, "settled": state.settled}
    changed = tuple(state.params.changed())
    try:
        params, result = state.params, result_of(experiment, state.params)
        pinned = _pinned(experiment, state)
        state.params = result.after()
        return messages.stage_message(experiment, result, params, pinned=pinned, notices=state.notices, **common)
    except ParameterError as fault:
        refusal = Notice(str(fault), "refusal", (fault.name,))
    except Exception as fault:
        reference = report(fault, f"{experiment.slug} failed at {state.params}")
        refusal = Notice(f"{apology(reference)} {_settings(experiment, state.params)}", "error", changed)
    notices = [*state.notices, refusal]
    return messages.stage_message(experiment, None, state.params, pinned=None, notices=notices, **common)


def _pinned(experiment: Experiment, state: State) -> ResultSet | None:
    if state.pin is None:
        return None
    try:
        return result_of(experiment, state.pin)
    except ValueError:  # a state that the model refuses cannot be compared with
        state.pin = None
        return None


def _settings(experiment: Experiment, params: ParameterSet) -> str:
    """Return which settings led to a fault, in the reader's words."""
    items = [
        f"{item.label} {messages.value_text(item, getattr(params, name))}"
        for name, item in experiment.parameters.items()
        if name in params.changed()
    ]
    return _("It happened with: {settings}.").format(settings=", ".join(items) or _("the default settings"))


def _write_address(query: dict[str, str]) -> None:
    """Write the address in one assignment, and only if it changes: each assignment is a step of the Back button."""
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
