"""The explorer: a chart, or a deck of cards, in which every mark leads to the words it rests on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.cards import Card
from course_utils.charts import Chart
from course_utils.look.html import details, esc, join, tag
from course_utils.look.theme import themes
from course_utils.widgets.control import Control, Option, as_options
from course_utils.widgets.payload import CardView, ChartView, PageView, card_view, chart_view, page_view


@dataclass(frozen=True, slots=True)
class Filter:
    """A named list that changes what is shown: ids to texts. The first option holds at first."""

    id: str
    label: str
    options: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.options:
            raise ValueError(f"the list {self.label!r} has no options")


#: A named list.
FilterView = TypedDict("FilterView", {"id": str, "label": str, "options": list[Option]})
Views = dict[str, ChartView | CardView]
#: What can be shown without asking Python: by the chosen options' ids, joined by ``|``.
Item = TypedDict(
    "Item", {"task": str, "article": PageView, "filters": list[FilterView], "state": dict[str, str], "views": Views}
)
#: One more view.
Reply = TypedDict("Reply", {"key": str, "view": ChartView})
#: What is chosen in each list, and the theme that is worn.
Message = TypedDict("Message", {"state": dict[str, str], "theme": Literal["light", "dark"]})


class _Explorer(Control[Item, Reply, Message]):
    script = "explorer.js"

    def __init__(self, task: str, article: Article, filters: Sequence[Filter], views: Views) -> None:
        self.filters = tuple(filters)
        lists: list[FilterView] = [
            {"id": f.id, "label": f.label, "options": as_options(f.options)} for f in self.filters
        ]
        page, state = page_view(article), _first(filters)
        super().__init__(task, {"task": task, "article": page, "filters": lists, "state": state, "views": views})


class ChartExplorer(_Explorer):
    """A chart with its marks, redrawn when a list changes; each state is drawn once for a theme."""

    def __init__(self, task: str, draw: Callable[[Mapping[str, str]], Chart], filters: Sequence[Filter] = ()) -> None:
        """Show what ``draw`` makes of the state, a mapping from each filter's id to an option's id."""
        self._draw, self._charts = draw, dict[str, Chart]()
        start = _first(filters)
        self.chart = self._chart(start)
        super().__init__(task, self.chart.article, filters, {_key(start): chart_view(self.chart)})

    def _chart(self, state: Mapping[str, str]) -> Chart:
        key = _key(state)
        if key not in self._charts:
            self._charts[key] = self._draw(state)
        return self._charts[key]

    def receive(self, content: Message) -> Reply:
        """Draw the state that is asked for, in the theme that is worn."""
        state = {f.id: content["state"][f.id] for f in self.filters}
        for f in self.filters:
            if state[f.id] not in f.options:
                raise KeyError(f"{f.label!r} has no option {state[f.id]!r}; it has {', '.join(f.options)}")
        chart = self._chart(state)
        worn = [theme for theme in themes(chart.size) if theme.name == content["theme"]]
        return {"key": _key(state), "view": chart_view(chart, worn)}

    def twin(self) -> Markup:
        """Return the task and the chart as it is at first, with the table of all its marks."""
        return tag("p", esc(self.summary)) + self.chart.markup


class CardExplorer(_Explorer):
    """A deck of cards, one shown at a time; all are sent at once, so that no kernel is needed."""

    def __init__(self, task: str, article: Article, label: str, cards: Sequence[Card]) -> None:
        self.cards = tuple(cards)
        names = Filter("card", label, {card.id: card.name for card in self.cards})
        super().__init__(task, article, [names], {card.id: card_view(card, article) for card in self.cards})

    def twin(self) -> Markup:
        """Return the task and every card, folded."""
        return tag("p", esc(self.summary)) + join(details(card.name, card.markup) for card in self.cards)


def _first(filters: Iterable[Filter]) -> dict[str, str]:
    return {f.id: next(iter(f.options)) for f in filters}


def _key(state: Mapping[str, str]) -> str:
    return "|".join(state.values())
