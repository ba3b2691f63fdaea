"""A question whose every option has its own feedback."""

from typing import TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.look.html import details
from course_utils.widgets.control import Asking, Option, Quote, saved

#: A question, and what it is folded under or "".
Item = TypedDict("Item", {"prompt": str, "options": list[Option], "fold": str})
#: The answer, its feedback, and the sentences that the question rests on.
Reply = TypedDict("Reply", {"answer": str, "text": str, "words": list[Quote]})
#: The option that was chosen.
Message = TypedDict("Message", {"answer": str})


class QuestionControl(Asking[Item, Reply, Message]):
    """Ask, check, explain; an answer may be changed and checked again, and the first one is kept."""

    script = "question.js"
    aim = "To answer"

    def __init__(self, question: Question, workbook: Workbook, article: Article, fold: str = "") -> None:
        """Ask; with ``fold``, a few words, the question stays closed under them until a reader opens it."""
        self.fold = fold
        asked, answer = self._ask(question, workbook, article), self._kept(workbook.answers())
        super().__init__(fold or question.prompt, {**asked, "fold": fold}, self._say(answer) if answer else None)

    def receive(self, content: Message) -> Reply:
        """Save the checked answer, then say what is right or wrong about it."""
        return self._say(self.workbook.commit(self.question.id, self.question.option(content["answer"]).id))

    def _say(self, answer: Answer) -> Reply:
        option, key = self.question.option(answer.value), self.question.key
        verdict = "" if key is None else "Yes. " if option.id == key else "Not yet. "
        return {"answer": option.id, "text": f"{verdict}{option.feedback} {saved([answer])}", "words": self._cited}

    def twin(self) -> Markup:
        """Return the question and its options, folded where that was asked."""
        return details(self.fold, super().twin()) if self.fold else super().twin()
