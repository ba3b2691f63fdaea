"""The time machine: a chance and two other ways, committed together, and the result that they open."""

from collections.abc import Mapping
from typing import TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.charts import Chart
from course_utils.course_file import EstimateTask
from course_utils.files.edtf import read_date
from course_utils.look.html import esc, points, tag
from course_utils.look.wording import graded, source_short
from course_utils.outside.context import Context
from course_utils.widgets.control import Control, invited
from course_utils.widgets.explorer import ChartView, PageView, chart_view, page_view
from course_utils.widgets.prediction import folded, locked

#: Characters that one of the two texts may have.
MOST = 500
#: Percent. Steps of five tell the rare from the impossible, and two keys reach any of them.
_CHANCES = tuple(str(percent) for percent in range(0, 101, 5))

#: What is asked; the article where a result leads to it.
Item = TypedDict(
    "Item",
    {"name": str, "prompt": str, "chances": list[str], "ways": list[str], "most": int, "article": PageView | None},
)
#: The estimate that holds, and what it opens: a sentence, and a chart whose marks lead to the article.
Reply = TypedDict("Reply", {"chance": str, "ways": list[str], "text": str, "came": str, "result": ChartView | None})
#: A chance in percent, and both texts.
Message = TypedDict("Message", {"chance": str, "ways": list[str]})


def what_came(article: Article, context: Context) -> str:
    """Tell the first thing in the context that began after the page's day, and how accounts of it differ.

    Raises ValueError where the article has no day, or where nothing in the context began after it.
    """
    day = article.published
    begun = [(begin, fact) for fact in context.facts if (begin := read_date(fact.date).earliest)]
    after = [(begin, fact) for begin, fact in begun if day and begin > day]
    if not day or not after:
        raise ValueError("nothing in the context began after the article's day.")
    begin, fact = min(after, key=lambda one: one[0])
    sources = "; ".join(f"{source_short(source)}, {graded(source)}" for source in fact.sources)
    told = f"■ {fact.label}, {read_date(fact.date).label}. It began {(begin - day).days} days after the page."
    return f"{told} {fact.sentence} {fact.disagreement.text if fact.disagreement else ''} ({sources}.)"


class ChanceEstimate(Control[Item, Reply, Message]):
    """A chance between 0 and 100 %, with two ways in which it may go otherwise; then it locks.

    Who knows what came believes it could be seen coming. Two alternatives remove that bias, and ten make it
    stronger (Sanna, Schwarz and Stocker 2002). The result stands beside the estimate and judges nothing: a
    single outcome cannot show whether a chance was well estimated.
    """

    script = "chance.js"
    workbook: Workbook

    def __init__(self, task: EstimateTask, workbook: Workbook, result: Chart | None = None, came: str = "") -> None:
        """Ask for a chance and the two ways; ``came`` says what came, beside the result or without one."""
        self.task, self.workbook, self.result, self.came = task, workbook, result, came
        item: Item = {
            "name": task.id,
            "prompt": task.prompt,
            "chances": [*_CHANCES],
            "ways": [*task.ways],
            "most": MOST,
            "article": page_view(result.article) if result else None,
        }
        answers = workbook.answers()
        super().__init__(task.prompt, item, self._say(answers) if self._whole(answers) else None)

    def receive(self, content: Message) -> Reply:
        """Save the first estimate whole; a later one, from another notebook or window, changes nothing.

        Raises ValueError for what the script does not send: another chance, a text that is empty or too long.
        """
        chance, texts = content["chance"], content["ways"]
        if chance not in _CHANCES:
            raise ValueError(f"expected a chance from 0 to 100 in steps of five, found {chance!r}")
        if len(texts) != len(self.task.ways) or not all(text.strip() and len(text) <= MOST for text in texts):
            raise ValueError(f"expected {len(self.task.ways)} texts of 1 to {MOST} characters")
        given = dict(zip(self.task.items, (chance, *texts), strict=True))
        kept = self.workbook.commit_all(given, unless=self._whole)
        held = any(kept[item].value != value for item, value in given.items())
        return self._say(kept, "An earlier estimate holds. " if held else "")

    def _whole(self, answers: Mapping[str, Answer]) -> bool:
        """Say whether a chance and both texts have been committed."""
        chance, *texts = (answers.get(item) for item in self.task.items)
        return bool(chance and chance.value in map(str, range(101)) and all(texts))

    def _say(self, answers: Mapping[str, Answer], before: str = "") -> Reply:
        chance, *texts = (answers[item] for item in self.task.items)
        return {
            "chance": chance.value,
            "ways": [text.value for text in texts],
            "text": f"{before}Your estimate: {chance.value} %. {locked(chance, bool(self.result or self.came))}",
            "came": self.came,
            "result": chart_view(self.result) if self.result else None,
        }

    def twin(self) -> Markup:
        """Return what is asked, and the result folded away."""
        asked = points(map(esc, ("The chance, from 0 to 100 %", *self.task.ways)))
        opened = [tag("p", esc(self.came))] if self.came else []
        opened += [self.result.markup] if self.result else []
        invitation = "To commit an estimate and open the result"
        return invited(self.summary, asked, invitation) + folded("estimate", *opened)
