"""The explorer: a chart, or a deck of cards, in which every mark leads to the words it rests on.

What it sends of an article, a chart or a card, other controls send too: plain data, and markup that is escaped.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, TypedDict

from markupsafe import Markup

from course_utils.article.article import Article, Sentence, Voice
from course_utils.cards import Card, Ground
from course_utils.charts import Chart, Row
from course_utils.look.html import details, esc, join, tag
from course_utils.look.theme import Origin, Size, Theme, themes
from course_utils.look.wording import capital, source_text, voice_name
from course_utils.widgets.control import Control, Foretold, Option, as_options

#: A place on a picture: left, top, width and height in percent.
Box = tuple[float, float, float, float]
#: Words of one voice; a sentence, cut where the voice changes; a paragraph, and whose words it holds; the article.
RunView = TypedDict("RunView", {"text": str, "voice": str, "inserted": bool})
SentenceView = TypedDict("SentenceView", {"id": str, "runs": list[RunView]})
ParagraphView = TypedDict("ParagraphView", {"voice": str, "label": str, "sentences": list[SentenceView]})
PageView = TypedDict("PageView", {"title": str, "paragraphs": list[ParagraphView]})
#: Words of the article, and where they stand in their sentence.
WordsView = TypedDict("WordsView", {"exact": str, "sentence": str, "of": Voice, "voice": str, "start": int, "end": int})
#: What a mark rests on, and its place where it stands on a picture.
MarkView = TypedDict(
    "MarkView", {"label": str, "origin": Origin, "box": Box | None, "words": list[WordsView], "sources": list[str]}
)


class ChartView(TypedDict):
    """A chart: its pictures by theme, and its table as markup."""

    title: str
    alt: str
    size: Size
    width: int
    height: int
    pictures: dict[str, str]
    details: str
    marks: list[MarkView]


#: A card as markup, in which each place with ``data-mark`` leads to that mark.
CardView = TypedDict("CardView", {"title": str, "markup": str, "marks": list[MarkView]})
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


@dataclass(frozen=True, slots=True)
class Filter:
    """A named list that changes what is shown: ids to texts. The first option holds at first."""

    id: str
    label: str
    options: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.options:
            raise ValueError(f"the list {self.label!r} has no options")


class ChartExplorer(Control[Item, Reply, Message]):
    """A chart with its marks, redrawn when a list changes; each state is drawn once for a theme."""

    script = "explorer.js"

    def __init__(self, task: str, draw: Callable[[Mapping[str, str]], Chart], filters: Sequence[Filter] = ()) -> None:
        """Show what ``draw`` makes of the state, a mapping from each filter's id to an option's id."""
        self.filters = tuple(filters)
        self._chart = cache(lambda *chosen: draw({f.id: one for f, one in zip(filters, chosen, strict=True)}))
        start = _first(filters).values()
        self.chart = self._chart(*start)
        self.article = self.chart.article
        super().__init__(task, _item(task, self.article, filters, {"|".join(start): chart_view(self.chart)}))

    def receive(self, content: Message) -> Reply:
        """Draw the state that is asked for, in the theme that is worn."""
        chosen = [content["state"][f.id] for f in self.filters]
        for f, one in zip(self.filters, chosen, strict=True):
            if one not in f.options:
                raise KeyError(f"{f.label!r} has no option {one!r}; it has {', '.join(f.options)}")
        chart = self._chart(*chosen)
        worn = [theme for theme in themes() if theme.name in ("light", content["theme"])]  # paper is light
        return {"key": "|".join(chosen), "view": chart_view(chart, worn)}

    def states(self) -> Iterator[tuple[str, Chart]]:
        """Yield every state, by the chosen options' ids, with its chart."""
        for chosen in product(*(f.options for f in self.filters)):
            yield "|".join(chosen), self._chart(*chosen)

    def foretold(self) -> Foretold:
        """Give every state, in both themes."""
        return {"kind": "views", "views": {key: chart_view(chart) for key, chart in self.states()}}

    def twin(self) -> Markup:
        """Return the task and the chart as it is at first, with the table of all its marks."""
        return tag("p", esc(self.summary)) + self.chart.markup


class CardExplorer(Control[Item, Reply, Message]):
    """A deck of cards, one shown at a time; all are sent at once, so that no kernel is needed."""

    script = "explorer.js"
    article: Article

    def __init__(
        self, task: str, article: Article, label: str, cards: Sequence[Card], before: Sequence[Card] = (),
        after: Sequence[Card] = (),
    ) -> None:  # fmt: skip
        """Show the cards; ``before`` are those of a student who has answered nothing, which the twin shows.

        ``after`` are those that an estimate opens, where there are others.
        """
        self.cards, self._before, self._after, self._label = tuple(cards), before or cards, tuple(after), label
        self.article = article
        super().__init__(task, self._dealt(self.cards, task))

    def _dealt(self, cards: Sequence[Card], task: str) -> Item:
        names = Filter("card", self._label, {card.id: card.name for card in cards})
        return _item(task, self.article, [names], {card.id: card_view(card, self.article) for card in cards})

    def foretold(self) -> Foretold:
        """Give the deck that an estimate opens."""
        return {"kind": "views", "after": self._dealt(self._after, self.summary) if self._after else None}

    def twin(self) -> Markup:
        """Return the task and every card, folded."""
        return tag("p", esc(self.summary)) + join(details(card.name, card.markup) for card in self._before)


def _item(task: str, article: Article, filters: Sequence[Filter], views: Views) -> Item:
    return {
        "task": task,
        "article": page_view(article),
        "filters": [{"id": f.id, "label": f.label, "options": as_options(f.options)} for f in filters],
        "state": _first(filters),
        "views": views,
    }


def _first(filters: Sequence[Filter]) -> dict[str, str]:
    return {f.id: next(iter(f.options)) for f in filters}


def page_view(article: Article) -> PageView:
    """Return the article's paragraphs and sentences, each sentence cut where the voice changes."""

    def view(s: Sentence) -> SentenceView:
        runs = article.runs(s)
        return {"id": s.id, "runs": [{"text": article.text[a:b], "voice": v, "inserted": i} for v, i, a, b in runs]}

    paragraphs: list[ParagraphView] = [
        {
            "voice": passage.voice,
            "label": capital(voice_name(article, passage.voice)),
            "sentences": [view(s) for s in article.sentences if s.passage == passage.id],
        }
        for passage in article.passages
        if passage.kind != "interpolation"
    ]
    return {"title": article.title, "paragraphs": paragraphs}


def chart_view(chart: Chart, worn: Sequence[Theme] = ()) -> ChartView:
    """Return a chart as its pictures, by default one a theme, and its marks with their places on the picture."""
    pictures = {theme.name: chart.picture(theme) for theme in worn or themes()}
    first = next(iter(pictures.values()))
    return {
        "title": chart.title,
        "alt": chart.alt,
        "size": chart.size,
        "width": first.width,
        "height": first.height,
        "pictures": {name: picture.src for name, picture in pictures.items()},
        "details": chart.details,
        "marks": [_mark(chart.article, row, first.boxes.get(number)) for number, row in enumerate(chart.table.rows)],
    }


def card_view(card: Card, article: Article) -> CardView:
    """Return a card as its markup and the marks that its ``data-mark`` places lead to."""
    return {"title": card.name, "markup": card.markup, "marks": [_mark(article, ground) for ground in card.grounds]}


def _mark(article: Article, item: Row | Ground, box: Box | None = None) -> MarkView:
    words: list[WordsView] = [
        {
            "exact": piece.exact,
            "sentence": piece.sentence,
            "of": piece.voice,
            "voice": voice_name(article, piece.voice),
            "start": piece.start - article.sentence(piece.sentence).start,
            "end": piece.end - article.sentence(piece.sentence).start,
        }
        for piece in item.evidence
    ]
    sources = [source_text(source) for source in item.sources]
    return {"label": item.label, "origin": item.origin, "box": box, "words": words, "sources": sources}
