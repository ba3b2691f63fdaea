"""A prediction that is committed once, and the result that it opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypedDict

from markupsafe import Markup

from course_utils.look.html import details
from course_utils.look.theme import themes
from course_utils.widgets.control import Control, Quote
from course_utils.widgets.payload import ChartView, PageView, chart_view, page_view
from course_utils.widgets.question import Asked, Message, listed, quoted, shown

if TYPE_CHECKING:
    from course_utils.answers.answer_file import Answer
    from course_utils.answers.workbook import Workbook
    from course_utils.article.article import Article
    from course_utils.charts import Chart
    from course_utils.exercises.questions import Question

_NOTE = "It is kept as it is, and you will see it again beside the result."


class Item(Asked):
    """A question, what is said beside it, and the article that the result leads to."""

    note: str
    article: PageView


class Reply(TypedDict):
    """The prediction that holds, and what it opens."""

    locked: Literal[True]
    answer: str
    text: str
    feedback: str
    result: ChartView | None
    words: list[Quote]


class PredictionControl(Control[Item, Reply, Message]):
    """No commit, no result: surprise helps memory where a prediction came first (Brod and others 2018)."""

    script = "prediction.js"
    workbook: Workbook

    def __init__(self, question: Question, workbook: Workbook, article: Article, result: Chart | None = None) -> None:
        self.question, self.workbook, self.result = question, workbook, result
        self._words = quoted(question, article)
        kept = self._kept(workbook.answers())
        super().__init__(
            {**shown(question), "note": _NOTE, "article": page_view(article)}, self._say(kept) if kept else None
        )

    def receive(self, content: Message) -> Reply:
        """Save the first prediction; a later one, from another notebook or window, changes nothing."""
        option, item = self.question.option(content["answer"]), self.question.id
        kept = self.workbook.commit_all({item: option.id}, unless=lambda answers: bool(self._kept(answers)))
        before = "" if kept[item].value == option.id else "An earlier prediction holds. "
        return self._say(kept[item], before)

    def _kept(self, answers: Mapping[str, Answer]) -> Answer | None:
        """Return the prediction on the disk, if it is still among the options."""
        answer = answers.get(self.question.id)
        return answer if answer and self.question.has(answer.value) else None

    def _say(self, answer: Answer, before: str = "") -> Reply:
        option = self.question.option(answer.value)
        opened = "The result is open below." if self.result else "You will meet it again later."
        return {
            "locked": True,
            "answer": option.id,
            "text": f"{before}You predicted: {option.text}. Saved {answer.clock}, and locked. {opened}",
            "feedback": option.feedback,
            "result": chart_view(self.result, themes(self.result.size)) if self.result else None,
            "words": self._words,
        }

    def twin(self) -> Markup:
        """Return the question, and the result folded away."""
        result = details("The result. Make your prediction first.", self.result.markup) if self.result else Markup()
        return listed(self.question, "To commit a prediction, choose Run, then Run All Cells.") + result

    def summary(self) -> str:
        """Return the question."""
        return self.question.prompt
