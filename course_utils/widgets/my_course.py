"""A student's own answers of all notebooks, gathered for the brief."""

from collections.abc import Callable, Sequence
from typing import NotRequired, TypedDict

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.exercises.portfolio import Chapter, Given
from course_utils.look.html import details, esc, join, tag, words
from course_utils.widgets.control import Control, Foretold, Nothing, invited

_TASK = "What you predicted, sorted and estimated: your answer, and your first one too where you changed it."
#: More answers than this are folded under their count.
_IN_SIGHT = 8

#: What is gathered.
Item = TypedDict("Item", {"task": str})
#: All chapters as markup.
Reply = TypedDict("Reply", {"result": str, "text": NotRequired[str]})


class MyCourse(Control[Item, Reply, Nothing]):
    """What is gathered goes to the page alone: a notebook's outputs hold nothing of a student's answers."""

    script = "my_course.js"

    def __init__(self, chapters: Callable[[], Sequence[Chapter]], article: Article | None = None) -> None:
        self._chapters, self.article = chapters, article
        super().__init__(_TASK, {"task": _TASK}, {"result": self.gathered()})

    def receive(self, content: Nothing) -> Reply:
        """Gather again."""
        return {"result": self.gathered(), "text": "Gathered again, from what is saved."}

    def foretold(self) -> Foretold:
        """Say that what the course asks is gathered; ``portfolio.foretold`` has that."""
        return {"kind": "portfolio"}

    def gathered(self) -> Markup:
        """Return all chapters as markup, each with what is missing and where to find it."""
        return join(map(_section, self._chapters()))

    def twin(self) -> Markup:
        """Say what will stand here."""
        return invited(_TASK, Markup(), "Nothing yet. To gather your answers")


def _section(chapter: Chapter) -> Markup:
    rows = tag("ul", *(_row(chapter, one) for one in chapter.given)) if chapter.given else Markup()
    folded = len(chapter.given) > _IN_SIGHT
    return (
        tag("h3", esc(chapter.title))
        + join(tag("p", esc(text)) for text in (chapter.count, chapter.missing) if text)
        + (details(f"All {len(chapter.given)}, one by one", rows) if folded else rows)
    )


def _row(chapter: Chapter, one: Given) -> Markup:
    asked = esc(f"{one.sentence} ") + words(one.question) if one.sentence else esc(one.question)
    answers = (tag("div", tag("dt", esc(a)), tag("dd", esc(b))) for a, b in chapter.answers(one, "Your answer"))
    return tag("li", tag("p", asked), tag("dl", *answers, class_="rtc-given"))
