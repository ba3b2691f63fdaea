"""Small controls: one choice from a short list, and clearing everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from markupsafe import Markup

from course_utils.errors import AnswersError
from course_utils.look.html import esc, points, tag
from course_utils.widgets.control import Control, Nothing, Option

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook


class Item(TypedDict):
    """What is asked."""

    prompt: str
    options: list[Option]


class Reply(TypedDict):
    """The option that holds."""

    answer: str
    text: NotRequired[str]


class Message(TypedDict):
    """The option that was chosen."""

    answer: str


class Choice(Control[Item, Reply, Message]):
    """A named list; what is chosen is saved at once. The first option holds until another is chosen."""

    script = "choice.js"
    workbook: Workbook

    def __init__(self, name: str, prompt: str, options: Mapping[str, str], workbook: Workbook) -> None:
        """Offer ``options``, a mapping from id to text, under ``prompt``; keep the choice as ``name``."""
        self.name, self.prompt, self.options, self.workbook = name, prompt, dict(options), workbook
        answer = workbook.get(name)
        chosen = answer.value if answer and answer.value in self.options else next(iter(self.options))
        super().__init__(
            {"prompt": prompt, "options": [{"id": i, "text": text} for i, text in self.options.items()]},
            {"answer": chosen},
        )

    @property
    def value(self) -> str:
        """The id of the option that holds."""
        return str(self.reply["answer"])

    def receive(self, content: Message) -> Reply:
        """Save the choice."""
        chosen = content["answer"]
        if chosen not in self.options:
            raise KeyError(f"no option {chosen!r}; there are {', '.join(self.options)}")
        answer: Answer = self.workbook.commit(self.name, chosen)
        return {"answer": chosen, "text": f"{self.options[chosen]}. Saved {answer.clock}."}

    def twin(self) -> Markup:
        """Return the prompt and the options."""
        return (
            tag("p", tag("strong", esc(self.prompt)))
            + points(map(esc, self.options.values()))
            + tag("p", tag("em", esc("To set it, choose Run, then Run All Cells.")))
        )

    def summary(self) -> str:
        """Return the prompt."""
        return self.prompt


class ClearingReply(TypedDict):
    """What was done."""

    text: str
    cleared: NotRequired[bool]


class ClearingMessage(TypedDict):
    """The second press."""

    clear: Literal[True]


class Clearing(Control[Nothing, ClearingReply, ClearingMessage]):
    """A button that clears all answers, after a second press."""

    script = "clearing.js"
    workbook: Workbook

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        super().__init__({})

    def receive(self, content: ClearingMessage) -> ClearingReply:
        """Clear the workbook."""
        try:
            self.workbook.clear()
        except AnswersError as error:
            were = "Perhaps your answers were not" if error.unsure else "Your answers were not"
            return {"text": f"{were} cleared. {error}"}
        text = "All answers are gone. In each open notebook choose Run, then Run All Cells, to begin again."
        return {"text": text, "cleared": True}

    def twin(self) -> Markup:
        """Say what the button does."""
        return tag("p", esc("To clear all answers on this computer, choose Run, then Run All Cells."))

    def summary(self) -> str:
        """Return what it does."""
        return "Clear my answers"
