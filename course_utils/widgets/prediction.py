"""A prediction that is committed once, and the result that it opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from course_utils.markup import details
from course_utils.widgets.base import Control
from course_utils.widgets.question import listed, quoted, shown

if TYPE_CHECKING:
    from course_utils.article import Article
    from course_utils.charts import Chart
    from course_utils.questions import Question
    from course_utils.workbook import Answer, Workbook

_NOTE = "It is kept as it is, and you will see it again beside the result."


class PredictionControl(Control):
    """No commit, no result: surprise helps memory where a prediction came first (Brod and others 2018)."""

    script = "prediction.js"

    def __init__(
        self, question: Question, workbook: Workbook, article: Article, result: Chart | None = None
    ) -> None:
        self.question, self.workbook, self.article, self.result = question, workbook, article, result
        answer = workbook.get(question.id)
        known = answer and answer.first in {option.id for option in question.options}
        super().__init__({**shown(question), "note": _NOTE}, self._say(answer) if answer and known else None)

    def receive(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Save the first prediction; a later one, from another notebook or window, changes nothing."""
        option = self.question.option(content["answer"])
        kept = self.workbook.get(self.question.id)
        return self._say(kept or self.workbook.commit(self.question.id, option.id))

    def _say(self, answer: Answer) -> dict[str, Any]:
        option = self.question.option(answer.first)
        opened = "The result is open below." if self.result else "You will meet it again later."
        return {
            "locked": True,
            "answer": option.id,
            "text": f"You predicted: {option.text}. Saved {answer.clock}, and locked. {opened}",
            "feedback": option.feedback,
            "result": self.result.markup if self.result else "",
            "words": quoted(self.question, self.article),
        }

    def twin(self) -> str:
        """Return the question, and the result folded away."""
        result = details("The result. Make your prediction first.", self.result.markup) if self.result else ""
        return listed(self.question, "To commit a prediction, choose Run, then Run All Cells.") + result

    def summary(self) -> str:
        """Return the question."""
        return self.question.prompt
