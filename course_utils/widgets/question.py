"""A question whose every option has its own feedback."""

from typing import NotRequired, TypedDict, cast

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.look.html import esc, tag
from course_utils.widgets.control import Asked, Asking, Foretold, Option, Quote, saved, supposed

#: A question; one for later has no text here, and says when it opens.
Item = TypedDict("Item", {"prompt": str, "options": list[Option], "closed": str})
#: The answer, its feedback, and the sentences that the question rests on; a question for later, once it is open.
Reply = TypedDict("Reply", {"answer": str, "text": str, "words": list[Quote], "question": NotRequired[Asked]})
#: What a question for later has in its replies.
Later = TypedDict("Later", {"question": Asked}, total=False)
#: The option that was chosen.
Message = TypedDict("Message", {"answer": str})


class QuestionControl(Asking[Item, Reply, Message]):
    """Ask, check, explain; an answer may be changed and checked again, and the first one is kept."""

    script = "question.js"
    aim = "To answer"

    def __init__(
        self, question: Question, workbook: Workbook, article: Article, opens: str = "", *, closed: bool = False
    ) -> None:
        """Ask; a question for later says in ``opens`` when, and nothing of it leaves Python while it is ``closed``."""
        asked, self._opens = self._ask(question, workbook, article), opens
        self._later = Later(question=asked) if opens else Later()
        item = Item(prompt="", options=[], closed=opens) if opens else Item(**asked, closed="")
        shown = None if closed else self._shown()  # before a view is opened, for the answers may be unreadable
        super().__init__(opens or question.prompt, item, shown)

    def unlock(self) -> None:
        """Ask the question, with its answer if there is one."""
        self.reply = {**self._shown()}

    def _shown(self) -> Reply:
        answer = self._kept(self.workbook.answers())
        return self._say(answer) if answer else cast("Reply", self._later)

    def receive(self, content: Message) -> Reply:
        """Save the checked answer, then say what is right or wrong about it."""
        return self._say(self.workbook.commit(self.question.id, self.question.option(content["answer"]).id))

    def foretold(self) -> Foretold:
        """Say what each option would be answered."""
        return {
            "kind": "choice",
            "item": self.question.id,
            "later": {**self._later} if self._opens else None,
            "replies": {name: self._say(supposed(name)) for name in self.question.texts},
        }

    def _say(self, answer: Answer) -> Reply:
        option, key = self.question.option(answer.value), self.question.key
        verdict = "" if key is None else "Yes.\n" if option.id == key else "Not yet.\n"
        text = f"{verdict}{option.feedback} {saved([answer])}"
        return {"answer": option.id, "text": text, "words": self._cited, **self._later}

    def twin(self) -> Markup:
        """Return the question and its options, or when it opens."""
        return tag("p", esc(self._opens)) if self._opens else super().twin()
