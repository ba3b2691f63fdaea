"""The time machine: three chances, then what came, and two other ways in which it could have gone."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypedDict

from markupsafe import Markup

from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import Article
from course_utils.charts import Chart
from course_utils.course_file import CHANCES, EstimateTask
from course_utils.files.edtf import read_date
from course_utils.look.html import details, esc, points, tag
from course_utils.look.wording import graded, many, source_short
from course_utils.outside.context import Context
from course_utils.widgets.control import Control, Foretold, invited, supposed
from course_utils.widgets.explorer import ChartView, PageView, chart_view, page_view
from course_utils.widgets.prediction import locked

#: Characters that one of the two texts may have.
MOST = 500
_HELD = "What was saved earlier holds. "

#: What is asked; the article where a result leads to it.
Item = TypedDict(
    "Item",
    {
        "name": str,
        "prompt": str,
        "outcomes": list[str],
        "chances": list[str],
        "ways": list[str],
        "most": int,
        "article": PageView | None,
    },
)
#: The estimate that holds, "" for a chance that was not asked for; the two other ways if they are there; and what the
#: estimate opens: markup, and a chart whose marks lead to the article.
Reply = TypedDict(
    "Reply", {"chances": list[str], "ways": list[str], "text": str, "came": str, "result": ChartView | None}
)
#: Three chances in percent, or, once they are committed, both texts; the other list is empty.
Message = TypedDict("Message", {"chances": list[str], "ways": list[str]})


def what_came(article: Article, context: Context) -> Markup:
    """Tell as markup what the context has that began after the article's day: the first at once, the rest folded.

    Each has its sources and how accounts of it differ. There is nothing where the article has no day.
    """
    day = article.published
    begun = [
        (begin, fact) for fact in context.facts if day and (begin := read_date(fact.date).earliest) and begin > day
    ]
    told = list[Markup]()
    for begin, fact in sorted(begun, key=lambda one: one[0]):
        sources = "; ".join(f"{source_short(source)}, {graded(source)}" for source in fact.sources)
        after = "" if told or not day else f" It began {(begin - day).days} days after the article."
        differ = f" {fact.disagreement.text}" if fact.disagreement else ""
        said = f", {read_date(fact.date).label}.{after} {fact.sentence}{differ} ({sources}.)"
        told.append(tag("strong", esc(f"■ {fact.label}")) + esc(said))
    if not told:
        return Markup()
    later = f"What came later, to read here or at home: {many(len(told) - 1, 'entry', 'entries')}"
    first = tag("p", tag("strong", esc("What came"))) + tag("p", told[0])
    return first + (details(later, points(told[1:])) if told[1:] else Markup())


class ChanceEstimate(Control[Item, Reply, Message]):
    """The chances of three outcomes; then they lock, what came opens, and two other ways are asked for.

    Who knows what came believes it could be seen coming. Two alternatives remove that bias, and ten make it
    stronger (Sanna, Schwarz and Stocker 2002). The result stands beside the estimate and judges nothing: a
    single outcome cannot show whether a chance was well estimated.
    """

    script = "chance.js"
    workbook: Workbook

    def __init__(
        self,
        task: EstimateTask,
        workbook: Workbook,
        result: Chart | None = None,
        came: Markup = Markup(),  # noqa: B008 - markup never changes
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for the chances; ``came`` says what came, and ``opened`` is called once it may be seen."""
        self.task, self.workbook, self.result, self.came, self._opened = task, workbook, result, came, opened
        item: Item = {
            "name": task.id,
            "prompt": task.prompt,
            "outcomes": [*task.outcomes],
            "chances": [*CHANCES],
            "ways": [*task.ways],
            "most": MOST,
            "article": page_view(result.article) if result else None,
        }
        self.article = result.article if result else None
        answers = workbook.answers()
        super().__init__(task.prompt, item, self._say(answers) if task.committed(answers) else None)

    def receive(self, content: Message) -> Reply:
        """Save the first estimate, or the first two ways, whole; later ones, from another window, change nothing.

        Raises ValueError for what the script does not send: chances that do not come to 100, an empty or long text.
        """
        if ways := content["ways"]:
            if len(ways) != 2 or not all(text.strip() and len(text) <= MOST for text in ways):
                raise ValueError(f"expected 2 texts of 1 to {MOST} characters")
            return self._commit(self.task.others, ways, self._both)
        chances = content["chances"]
        if len(chances) != 3 or not {*chances} <= {*CHANCES} or sum(map(int, chances)) != 100:
            raise ValueError(f"expected three chances in steps of five that come to 100, found {chances}")
        reply = self._commit(self.task.chances, chances, self.task.committed)
        self._opened()
        return reply

    def _commit(
        self, names: Iterable[str], values: Iterable[str], there: Callable[[Mapping[str, Answer]], bool]
    ) -> Reply:
        given = dict(zip(names, values, strict=True))
        kept = self.workbook.commit_all(given, unless=there)
        held = any(name not in kept or kept[name].value != value for name, value in given.items())
        return self._say({**self.workbook.answers(), **kept}, _HELD if held else "")

    def foretold(self) -> Foretold:
        """Say what the estimate opens; its own chances and ways are filled in."""
        asked = {"chances": self.task.chances, "others": self.task.others}
        whole = self._say({name: supposed() for names in asked.values() for name in names})
        return {"kind": "estimate", **asked, "held": _HELD, "reply": whole}

    def _both(self, answers: Mapping[str, Answer]) -> bool:
        return all(name in answers for name in self.task.others)

    def _say(self, answers: Mapping[str, Answer], before: str = "") -> Reply:
        chances = [answers[name].value if name in answers else "" for name in self.task.chances]
        ways = [answers[name] for name in self.task.others] if self._both(answers) else []
        last = max((*ways, answers[self.task.id]), key=lambda answer: answer.saved)
        return {
            "chances": chances,
            "ways": [way.value for way in ways],
            "text": f"{before}{locked(last, bool(self.result or self.came))}",
            "came": self.came,
            "result": chart_view(self.result) if self.result else None,
        }

    def twin(self) -> Markup:
        """Return what is asked; what it opens would tell a reader too early."""
        return invited(self.summary, points(map(esc, self.task.outcomes)), "To commit an estimate and open the result")
