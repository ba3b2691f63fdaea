"""What ``course.charts``, ``course.explore`` and ``course.cards`` hold: a course's data handed to each picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from course_utils import cards, charts
from course_utils.article.article import Voice
from course_utils.errors import CourseError
from course_utils.files.edtf import read_date
from course_utils.look.wording import SURENESS, chain_of, voice_name
from course_utils.places import COURSE
from course_utils.reading.pairs import sources_of

if TYPE_CHECKING:
    from course_utils.cards import Card
    from course_utils.charts import Chart
    from course_utils.course import Course
    from course_utils.outside.context import Context
    from course_utils.reading.records import Factuality
    from course_utils.widgets import CardExplorer, ChartExplorer, VoiceXray

_ALL = "all"
_SURE: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "Uu")


class Charts:
    """A course's pictures, in the size that the reader has chosen."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def naming_strip(self, actor: str) -> Chart:
        """Draw where each voice speaks and where it names an actor."""
        return charts.naming_strip(self._course.reading, actor, self._course.chart_size())

    def words_by_voice(self) -> Chart:
        """Draw how many of the page's words each voice has."""
        return charts.words_by_voice(self._course.article, self._course.chart_size())

    def naming_matrix(self) -> Chart:
        """Draw how each actor is called, and who is never named."""
        return charts.naming_matrix(self._course.reading, self._course.chart_size(), self._known())

    def article_map(self) -> Chart:
        """Draw where the article's places and seats of government lie."""
        return charts.article_map(self._course.reading, self._known(), self._course.map, self._course.chart_size())

    def network(self, **chosen: Any) -> Chart:
        """Draw every tie of the text, or those of one ``voice``, ``source``, ``certainty`` or ``focus``."""
        return charts.network(self._course.reading, self._course.chart_size(), **chosen)

    def rule_of_thumb(self) -> Chart:
        """Draw what enemy-of-enemy predicts beside what the text says."""
        return charts.rule_of_thumb(self._course.reading, self._course.chart_size())

    def dated_in_the_article(self) -> Chart:
        """Draw what the article itself dates."""
        return charts.timeline(self._course.reading, size=self._course.chart_size())

    def timeline(self, since: str | None = None, until: str | None = None, after_page: bool = False) -> Chart:
        """Draw what the article dates and what the context adds, up to the page's day or to today."""
        read, context, size = self._course.reading, self._known(), self._course.chart_size()
        return charts.timeline(read, context, size, since=since, until=until, after_page=after_page)

    def supplier_shares(self, after_page: bool = False) -> Chart:
        """Draw who supplied what the context counts, by the years that are counted."""
        context, article, size = self._course.context, self._course.article, self._course.chart_size()
        asked = self._course.needed("suppliers", self._course.file.suppliers)
        words = {"of": asked.of, "supplier": asked.supplier, "counted_by": asked.counted_by}
        return charts.supplier_shares(context, article, asked.importer, size, **words, after_page=after_page)

    def certainty_ladder(self) -> Chart:
        """Draw every claim on its rung, from seen to judged."""
        return charts.certainty_ladder(self._course.reading, self._course.chart_size())

    def source_chain(self, claim: str) -> Chart:
        """Draw through whom one claim reached the reader."""
        return charts.source_chain(self._course.reading, claim, self._course.chart_size())

    def interest_matrix(self, actor: str | None = None, explicit: bool | None = None) -> Chart:
        """Draw who is said to want or fear what."""
        return charts.interest_matrix(self._course.reading, self._course.chart_size(), actor=actor, explicit=explicit)

    def _known(self) -> Context | None:
        return self._course.context if self._course.file.context else None


class Explore:
    """Pictures with a task, in which every mark leads to what it rests on."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def article_map(self, task: str) -> ChartExplorer:
        """Show where the article's places lie."""
        return self.chart(self._course.charts.article_map(), task)

    def supplier_shares(self, task: str) -> ChartExplorer:
        """Show who supplied what the context counts."""
        return self.chart(self._course.charts.supplier_shares(), task)

    def source_chain(self, claim: str, task: str) -> ChartExplorer:
        """Show through whom one claim reached the reader."""
        return self.chart(self._course.charts.source_chain(claim), task)

    def chart(self, chart: Chart, task: str) -> ChartExplorer:
        """Show any chart with something to find out in it."""
        return _explorer(task, lambda _: chart)

    def network(self, task: str) -> ChartExplorer:
        """Show the ties by whose words, according to whom, how surely, and of one actor."""
        read, network = self._course.reading, self._course.charts.network
        tied = {actor for r in read.relations for actor in (r.actor, r.recipient)}
        speak = dict.fromkeys((*sources_of(read), *(claim.source[0] for claim in read.claims)))
        voices = {voice: voice_name(read.article, voice) for voice in get_args(Voice)}
        filters = (
            ("focus", "Ties of", {_ALL: "everyone", **{a.id: a.name for a in read.actors if a.id in tied}}),
            ("voice", "In the words of", {_ALL: "both voices", **voices}),
            ("source", "According to", {_ALL: "anyone", **{i: chain_of(read, (i,))[0] for i in speak}}),
            ("certainty", "Put how surely", {_ALL: "in any way", **{str(sure): SURENESS[sure] for sure in _SURE}}),
        )
        return _explorer(task, lambda state: network(**{name: _one(state[name]) for name in state}), *filters)

    def timeline(self, task: str) -> ChartExplorer:
        """Show the timeline through a window of years; nothing after the page's day is in it."""
        windows, timeline = self._course.file.timeline, self._course.charts.timeline
        if not windows:
            return self.chart(timeline(), task)
        filters = (
            ("since", "From", {date: read_date(date).label for date in windows.since}),
            ("until", "To", {date: read_date(date).label for date in windows.until}),
        )
        # The two ends hold whichever way round they were chosen.
        return _explorer(task, lambda state: timeline(min(ends := state.values()), max(ends)), *filters)

    def interest_matrix(self, task: str) -> ChartExplorer:
        """Show the interests of everyone or of one actor, said outright or inferred."""
        read, matrix = self._course.reading, self._course.charts.interest_matrix
        names = {a.id: a.name for a in read.actors if any(i.actor == a.id for i in read.interests)}
        given = {_ALL: None, "said": True, "inferred": False}
        filters = (
            ("actor", "Interests of", {_ALL: "everyone", **names}),
            ("given", "Given", {_ALL: "in any way", "said": "outright", "inferred": "between the lines"}),
        )
        return _explorer(task, lambda state: matrix(_one(state["actor"]), given[state["given"]]), *filters)

    def voice_xray(self, actor: str) -> VoiceXray:
        """Show the article with every voice visible, counting how often one actor is named."""
        from course_utils.widgets import VoiceXray

        return VoiceXray(self._course.reading, actor)


class Cards:
    """Decks of cards with a task, in which every statement leads to what it rests on."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def actors(self, task: str) -> CardExplorer:
        """Show each actor: its own names, how it is called, and what each voice says of it."""
        return self._deck(task, "Actor", cards.actor_cards(self._course.reading))

    def perspectives(self, task: str) -> CardExplorer:
        """Show what the text lets each government say or want, and from which sentence."""
        return self._deck(
            task, "As seen from", cards.perspective_cards(self._course.reading, self._course.context, self._hint())
        )

    def contested_words(self, task: str, *disputes: str) -> CardExplorer:
        """Show the contested words named by their ids, or all, each in its sentence with what the sides say."""
        deck = cards.contested_cards(self._course.article, self._course.context, self._hint())
        return self._deck(task, "Words", _named("dispute", disputes, deck))

    def sources(self, task: str, *topics: str, after_page: bool = False) -> CardExplorer:
        """Show conflicting sources on the topics named by their ids or on all, up to the page's day or later."""
        deck = cards.source_cards(self._course.context, self._course.article, self._hint(), after_page=after_page)
        return self._deck(task, "Topic", _named("topic", topics, deck))

    def _hint(self) -> str:
        asked = self._course.file.estimate
        return f"Open it after your estimate in {asked.id[:2]}." if asked else ""

    def _deck(self, task: str, label: str, deck: Sequence[Card]) -> CardExplorer:
        from course_utils.widgets import CardExplorer

        if not deck:
            raise CourseError.at(COURSE, f"this course has no card under “{label}”; leave this step out.")
        return CardExplorer(task, self._course.article, label, deck)


def _explorer(
    task: str, draw: Callable[[Mapping[str, str]], Chart], *filters: tuple[str, str, Mapping[str, str]]
) -> ChartExplorer:
    from course_utils.widgets import ChartExplorer, Filter

    return ChartExplorer(task, draw, [Filter(*one) for one in filters])


def _one(choice: str) -> str | None:
    return None if choice == _ALL else choice


def _named(what: str, names: Sequence[str], deck: Sequence[Card]) -> Sequence[Card]:
    """Return the cards that have these ids, in that order, or all where none is named."""
    known = {card.id: card for card in deck}
    if unknown := [name for name in names if name not in known]:
        raise KeyError(f"no {what} {unknown[0]!r}; there are {', '.join(known)}")
    return [known[name] for name in names] or deck
