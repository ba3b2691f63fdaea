"""A question whose every option has its own feedback, and what it shares with a prediction and two votes."""

from collections.abc import Mapping
from typing import ClassVar, TypedDict

from markupsafe import Markup

from course_utils.answers.answer_file import Answer
from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article
from course_utils.exercises.questions import Question
from course_utils.look.html import details, esc, points
from course_utils.widgets.control import (
    Control,
    ItemT,
    MessageT,
    Option,
    Quote,
    ReplyT,
    as_options,
    invited,
    quoted,
    saved,
)

#: What a script may know of a question before it is answered: no key, no feedback.
Asked = TypedDict("Asked", {"prompt": str, "options": list[Option]})
#: A question, and what it is folded under or "".
Item = TypedDict("Item", {"prompt": str, "options": list[Option], "fold": str})
#: The answer, its feedback, and the sentences that the question rests on.
Reply = TypedDict("Reply", {"answer": str, "text": str, "words": list[Quote]})
#: The option that was chosen.
Message = TypedDict("Message", {"answer": str})


class Asking(Control[ItemT, ReplyT, MessageT]):
    """A control that asks a question of the bank."""

    #: What a reader without a kernel is told below the question.
    invitation: ClassVar[str]
    workbook: Workbook

    def _ask(self, question: Question, workbook: Workbook, article: Article) -> Asked:
        """Take what is asked, and the sentences that it rests on; return what a script may know before."""
        self.question, self.workbook = question, workbook
        self._cited = quoted(article, map(article.sentence, question.sentences))
        self._texts = {option.id: option.text for option in question.options}
        return {"prompt": question.prompt, "options": as_options(self._texts)}

    def _kept(self, answers: Mapping[str, Answer], item: str = "") -> Answer | None:
        """Return an answer, by default the question's own, if it is still among the options."""
        answer = answers.get(item or self.question.id)
        return answer if answer and answer.value in self._texts else None

    def twin(self) -> Markup:
        """Return the question and its options, without key or feedback."""
        return invited(self.question.prompt, points(map(esc, self._texts.values())), self.invitation)


class QuestionControl(Asking[Item, Reply, Message]):
    """Ask, check, explain; an answer may be changed and checked again, and the first one is kept."""

    script = "question.js"
    invitation = "To answer, choose Run, then Run All Cells."

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
