"""One choice from a short list."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.look.html import esc, points
from course_utils.widgets.control import Asked, Control, Foretold, as_options, invited, saved, supposed

#: The option that holds, and the one that was chosen.
Reply = TypedDict("Reply", {"answer": str, "text": NotRequired[str]})
Message = TypedDict("Message", {"answer": str})


class Choice(Control[Asked, Reply, Message]):
    """A named list; what is chosen is saved at once. The first option holds until another is chosen."""

    script = "choice.js"
    workbook: Workbook

    def __init__(self, name: str, prompt: str, options: Mapping[str, str], workbook: Workbook) -> None:
        """Offer ``options``, a mapping from id to text, under ``prompt``; keep the choice as ``name``."""
        self.name, self.options, self.workbook = name, dict(options), workbook
        answer = workbook.get(name)
        chosen = answer.value if answer and answer.value in options else next(iter(options))
        super().__init__(prompt, {"prompt": prompt, "options": as_options(options)}, {"answer": chosen})

    def receive(self, content: Message) -> Reply:
        """Save the choice."""
        chosen = content["answer"]
        if chosen not in self.options:
            raise KeyError(f"no option {chosen!r}; there are {', '.join(self.options)}")
        return self._say(self.workbook.commit(self.name, chosen))

    def _say(self, answer: Answer) -> Reply:
        return {"answer": answer.value, "text": f"{self.options[answer.value]}. {saved([answer])}"}

    def foretold(self) -> Foretold:
        """Say what each option would be answered; what was chosen before stands there without a word."""
        replies = {name: self._say(supposed(name)) for name in self.options}
        return {"kind": "choice", "item": self.name, "first": next(iter(replies)), "replies": replies}

    def twin(self) -> Markup:
        """Return the prompt and the options."""
        listed = points(map(esc, self.options.values()))
        return invited(self.summary, listed, "To set it")
