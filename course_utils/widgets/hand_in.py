"""What a student hands in: the code of one notebook's answers, and a file with those of all."""

from contextlib import suppress
from typing import Literal, NotRequired, TypedDict

from markupsafe import Markup

from course_utils.answers.hand_in import hand_in
from course_utils.answers.workbook import Workbook
from course_utils.errors import AnswersError
from course_utils.exercises.codes import Codes
from course_utils.look.html import esc, points
from course_utils.widgets.control import Control, Foretold, beside, invited

_CODE = "This answer code holds what you chose in this notebook: no text, and no name. Read it aloud, or copy it."
_NONE = "This course has no answer codes."
_FILE = (
    "The file holds all your answers and texts, of every notebook. Nobody asks who you are: the file has a "
    "hand-in name of four signs. Write it down. If you hand in again later, your teacher counts the later file of that "
    "name."
)

#: What the code says of itself, and the file.
Item = TypedDict("Item", {"task": str, "code": str, "file": str})


class Reply(TypedDict):
    """The code, how much is answered and what is not; the file that was written, as it is named for a link."""

    code: str
    count: str
    missing: list[str]
    text: str
    file: NotRequired[str]


#: The press that writes the file.
Message = TypedDict("Message", {"write": Literal[True]})


class HandIn(Control[Item, Reply, Message]):
    """The code follows each answer that is saved; nothing of it is in a notebook's outputs."""

    script = "hand_in.js"
    undone = ("Not written", "Perhaps not written")
    workbook: Workbook

    def __init__(self, notebook: str, workbook: Workbook, codes: Codes | None) -> None:
        """Show the code of a notebook, named by its number; a course may have none."""
        self.notebook, self.workbook, self._codes, self._written = notebook, workbook, codes, ""
        item: Item = {
            "task": f"Hand in your answers to notebook {notebook}",
            "code": _CODE if codes else _NONE,
            "file": _FILE,
        }
        super().__init__(item["task"], item, self._say())
        workbook.watchers[f"hand in {notebook}"] = self._follow

    def receive(self, content: Message) -> Reply:
        """Write the file; say where it lies and how to take it along."""
        if not self.workbook.answers():
            return self._say("Nothing is answered yet, so there is nothing to hand in.")
        letters, name = hand_in(self.workbook)
        self._written, folder = name, self.workbook.path.parent
        where = f"{name} is written, in the folder {folder}. Your hand-in name is {letters}: write it down."
        how = "To take it along, choose Download here, or in the list of files by a right click on it."
        return {**self._say(f"{where} {how}"), "file": beside(folder, name)}

    def _say(self, text: str = "") -> Reply:
        if not self._codes:
            return {"code": "", "count": "", "missing": [], "text": text}
        answers = self.workbook.answers()
        parts = self._codes.answered(self.notebook, answers)
        needed = [(asked, done) for asked, done, optional in parts if not optional]
        missing = [asked for asked, done in needed if not done]
        extra = sum(done for _, done, optional in parts if optional)
        count = f"{len(needed) - len(missing)} of {len(needed)} answered"
        count += f", and {extra} under More." if extra else "."
        return {"code": self._codes.code_of(self.notebook, answers), "count": count, "missing": missing, "text": text}

    def foretold(self) -> Foretold:
        """Say what the code is made of."""
        return {"kind": "hand in", **(self._codes.foretold(self.notebook) if self._codes else {})}

    def _follow(self) -> None:
        again = f"{self._written} was written before your last answer: write it again." if self._written else ""
        with suppress(AnswersError):  # which the control that saves will tell
            self.reply = {**self.reply, **self._say(again)}

    def twin(self) -> Markup:
        """Say what a code and a file hold; whose, nobody can see here."""
        return invited(
            self.summary, points(map(esc, (self.item["code"], _FILE))), "To see your code and write the file"
        )
