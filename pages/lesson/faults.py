"""What went wrong inside goes to the log under a reference number; the reader gets the number, never a traceback."""

from __future__ import annotations

import logging
import secrets

from pages.lesson.words import _

LOGGER = logging.getLogger("signal_reach")


def report(fault: BaseException, where: str) -> str:
    """Log ``fault`` with its traceback and return the reference number under which it can be found."""
    reference = secrets.token_hex(4)
    LOGGER.error("reference %s: %s", reference, where, exc_info=fault)
    return reference


def apology(reference: str) -> str:
    """Return what the reader is told."""
    text = _("Something went wrong on our side. Nothing you did is lost. If it happens again, report the number {ref}.")
    return text.format(ref=reference)
