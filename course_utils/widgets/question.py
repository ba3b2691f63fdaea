"""A question whose every option has its own feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from markupsafe import Markup

from course_utils.look.html import details, esc, points, tag
from course_utils.look.wording import speaker
from course_utils.widgets.control import Control, Option, Quote

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.exercises.questions import Question


class Asked(TypedDict):
    """What a script may know of a question before it is answered: no key, no feedback."""

    prompt: str
    options: list[Option]


class Item(Asked):
    """A question, and what it is folded under or ""."""

    fold: str


class Reply(TypedDict):
    """The answer, its feedback, and the sentences that the question rests on."""

    answer: str
    text: str
    words: list[Quote]


class Message(TypedDict):
    """The option that was chosen."""

    answer: str


def shown(question: Question) -> Asked:
    """Return what is asked."""
    return {
        "prompt": question.prompt,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
    }


def quoted(question: Question, article: Article) -> list[Quote]:
    """Return the sentences a question rests on, each with its id and voice."""
    sentences = [article.sentence(name) for name in question.sentences]
    return [{"sentence": s.id, "voice": speaker(article, s), "text": s.text} for s in sentences]


def listed(question: Question, invitation: str) -> Markup:
    """Return a question's twin: the prompt and the options, without key or feedback."""
    options = points(esc(option.text) for option in question.options)
    return tag("p", tag("strong", esc(question.prompt))) + options + tag("p", tag("em", esc(invitation)))


class QuestionControl(Control[Item, Reply, Message]):
    """Ask, check, explain; an answer may be changed and checked again, and the first one is kept."""

    script = "question.js"
    workbook: Workbook

    def __init__(self, question: Question, workbook: Workbook, article: Article, fold: str = "") -> None:
        """Ask; with ``fold``, a few words, the question stays closed under them until a reader opens it."""
        self.question, self.workbook, self.fold = question, workbook, fold
        self._words = quoted(question, article)
        answer = workbook.get(question.id)
        super().__init__(
            {**shown(question), "fold": fold}, self._say(answer) if answer and question.has(answer.value) else None
        )

    def receive(self, content: Message) -> Reply:
        """Save the checked answer, then say what is right or wrong about it."""
        option = self.question.option(content["answer"])
        return self._say(self.workbook.commit(self.question.id, option.id))

    def _say(self, answer: Answer) -> Reply:
        option = self.question.option(answer.value)
        verdict = "" if self.question.key is None else "Yes. " if option.id == self.question.key else "Not yet. "
        return {"answer": option.id, "text": f"{verdict}{option.feedback} Saved {answer.clock}.", "words": self._words}

    def twin(self) -> Markup:
        """Return the question and its options."""
        twin = listed(self.question, "To answer, choose Run, then Run All Cells.")
        return details(self.fold, twin) if self.fold else twin

    def summary(self) -> str:
        """Return the question, or what it is folded under."""
        return self.fold or self.question.prompt
