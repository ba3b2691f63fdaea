"""A prediction that is committed once, and the result that it opens."""

from typing import TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.charts import Chart
from course_utils.exercises.questions import Question
from course_utils.look.html import details
from course_utils.widgets.control import Asking, Foretold, Option, Quote, supposed
from course_utils.widgets.explorer import ChartView, PageView, chart_view, page_view
from course_utils.widgets.question import Message

#: A question, and the article that the result leads to.
Item = TypedDict("Item", {"prompt": str, "options": list[Option], "article": PageView})
#: The prediction that holds, in words too, and what it opens: what was counted, "" where nothing is.
Reply = TypedDict(
    "Reply",
    {
        "answer": str,
        "predicted": str,
        "counted": str,
        "text": str,
        "feedback": str,
        "result": ChartView | None,
        "words": list[Quote],
    },
)


_HELD = "An earlier prediction holds. "


def locked(answer: Answer, opens: bool) -> str:
    """Say since when an answer holds for good, and when its result can be seen."""
    then = "The result is open below." if opens else "You will meet it again later."
    return f"Saved {answer.clock}, and locked. {then}"


class PredictionControl(Asking[Item, Reply, Message]):
    """No commit, no result: surprise helps memory where a prediction came first (Brod and others 2018)."""

    script = "prediction.js"
    aim = "To commit a prediction"

    def __init__(self, question: Question, workbook: Workbook, article: Article, result: Chart | None = None) -> None:
        self.result = result
        asked, kept = self._ask(question, workbook, article), self._kept(workbook.answers())
        super().__init__(question.prompt, {**asked, "article": page_view(article)}, self._say(kept) if kept else None)

    def receive(self, content: Message) -> Reply:
        """Save the first prediction; a later one, from another notebook or window, changes nothing."""
        option, item = self.question.option(content["answer"]), self.question.id
        kept = self.workbook.commit_all({item: option.id}, unless=lambda answers: bool(self._kept(answers)))[item]
        return self._say(kept, "" if kept.value == option.id else _HELD)

    def foretold(self) -> Foretold:
        """Say what each option would open, and that the first one holds."""
        replies = {name: self._say(supposed(name)) for name in self.question.texts}
        return {"kind": "choice", "item": self.question.id, "locks": _HELD, "replies": replies}

    def _say(self, answer: Answer, before: str = "") -> Reply:
        option = self.question.option(answer.value)
        return {
            "answer": option.id,
            "predicted": option.text,
            "counted": self.question.texts[self.question.key] if self.question.key and self.result else "",
            "text": f"{before}{locked(answer, bool(self.result))}",
            "feedback": option.feedback,
            "result": chart_view(self.result) if self.result else None,
            "words": self._cited,
        }

    def twin(self) -> Markup:
        """Return the question, and the result folded away."""
        title = "The result. Make your prediction first."
        return super().twin() + (details(title, self.result.markup) if self.result else Markup())
