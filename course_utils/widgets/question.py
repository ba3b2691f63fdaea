"""A question whose every option has its own feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from course_utils.look.html import details, esc, points, tag
from course_utils.look.wording import speaker
from course_utils.widgets.control import Control

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.exercises.questions import Question


def shown(question: Question) -> dict[str, Any]:
    """Return what a script may know of a question before it is answered: no key, no feedback."""
    return {
        "prompt": question.prompt,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
    }


def quoted(question: Question, article: Article) -> list[dict[str, str]]:
    """Return the sentences a question rests on, each with its id and voice."""
    sentences = [article.sentence(name) for name in question.sentences]
    return [{"sentence": s.id, "voice": speaker(article, s), "text": s.text} for s in sentences]


def listed(question: Question, invitation: str) -> Markup:
    """Return a question's twin: the prompt and the options, without key or feedback."""
    options = points(esc(option.text) for option in question.options)
    return tag("p", tag("strong", esc(question.prompt))) + options + tag("p", tag("em", esc(invitation)))


class QuestionControl(Control):
    """Ask, check, explain; an answer may be changed and checked again, and the first one is kept."""

    scripts = ("question.js",)
    workbook: Workbook

    def __init__(self, question: Question, workbook: Workbook, article: Article, fold: str = "") -> None:
        """Ask; with ``fold``, a few words, the question stays closed under them until a reader opens it."""
        self.question, self.workbook, self.fold = question, workbook, fold
        self._words = quoted(question, article)
        answer = workbook.get(question.id)
        super().__init__(
            shown(question) | ({"fold": fold} if fold else {}),
            self._say(answer) if answer and question.has(answer.value) else None,
        )

    def receive(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Save the checked answer, then say what is right or wrong about it."""
        option = self.question.option(content["answer"])
        return self._say(self.workbook.commit(self.question.id, option.id))

    def _say(self, answer: Answer) -> dict[str, Any]:
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
