"""A message to a control, as its script sends it."""

from collections.abc import Mapping
from typing import Any

from course_utils.widgets import Control


def tell(control: Control[Any, Any, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer without the message's number, and with ``failed`` only where it did."""
    control._receive(None, {**message, "asked": "a1"}, None)
    reply = dict(control.reply)
    assert reply.pop("asked") == "a1"
    if not reply["failed"]:
        del reply["failed"]
    return reply
