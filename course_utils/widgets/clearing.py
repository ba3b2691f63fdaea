"""Clearing all answers."""

from typing import Literal, TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Workbook
from course_utils.errors import visible
from course_utils.look.html import esc, tag
from course_utils.look.wording import RUN_ALL
from course_utils.widgets.control import Control, Foretold, Nothing

Reply = TypedDict("Reply", {"text": str})
#: The second press.
Message = TypedDict("Message", {"clear": Literal[True]})


class Clearing(Control[Nothing, Reply, Message]):
    """A button that clears all answers, after a second press."""

    script = "clearing.js"
    undone = ("Your answers were not cleared", "Perhaps your answers were not cleared")
    workbook: Workbook

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        super().__init__("Clear my answers", {})

    def receive(self, content: Message) -> Reply:
        """Clear the workbook, and name what stays beside it."""
        left = visible(", ".join(self.workbook.clear()), 500)
        stays = f" Not removed: {left}. Delete what is yours there yourself." if left else ""
        again = f"In each open notebook {RUN_ALL}, to begin again."
        return {"text": f"All answers are gone. {again}{stays}"}

    def foretold(self) -> Foretold:
        """Say what is said where answers are kept by a browser."""
        return {"kind": "clearing", "reply": {"text": "All answers are gone from this browser."}}

    def twin(self) -> Markup:
        """Say what the button does."""
        return tag("p", esc(f"To clear all answers on this computer, {RUN_ALL}."))
