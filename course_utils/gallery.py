"""What a notebook's cells show: charts, and explorers whose every mark leads to what it rests on.

A function that returns a chart gives it to ``explore`` or to a prediction's result; one that has a ``task``
shows a control with something to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast, get_args

from course_utils import cards as decks
from course_utils import charts
from course_utils.article.article import Voice
from course_utils.files.edtf import read_date
from course_utils.lesson import article, chart_size, context, reading
from course_utils.look.wording import GRADES, SURENESS, chain_of, voice_name
from course_utils.outside.atlas import load_atlas
from course_utils.reading.pairs import sources_of

if TYPE_CHECKING:
    from course_utils.cards import Card
    from course_utils.charts import Chart
    from course_utils.reading.records import Factuality
    from course_utils.widgets import CardExplorer, ChartExplorer, Filter, VoiceXray

_ALL = "all"
#: The years that a timeline's window may begin and end with; the last ones are a close look at one summer.
_SINCE = ("1979", "1988", "1992", "2006", "2016", "2020-07")
_UNTIL = ("2020-09", "2016", "2006", "1994")


def naming_strip(actor: str) -> Chart:
    """Draw where each voice speaks and where it names an actor."""
    return charts.naming_strip(reading(), actor, chart_size())


def words_by_voice() -> Chart:
    """Draw how many of the page's words each voice has."""
    return charts.words_by_voice(article(), chart_size())


def naming_matrix() -> Chart:
    """Draw how each actor is called, and who is never named."""
    return charts.naming_matrix(reading(), chart_size(), context())


def map_of_the_article() -> Chart:
    """Draw where the article's places and seats of government lie."""
    return charts.article_map(reading(), context(), load_atlas(), chart_size())


def network() -> Chart:
    """Draw every tie of the text."""
    return charts.network(reading(), chart_size())


def rule_of_thumb() -> Chart:
    """Draw what enemy-of-enemy predicts beside what the text says."""
    return charts.rule_of_thumb(reading(), chart_size())


def dates_in_the_article() -> Chart:
    """Draw what the article itself dates."""
    return charts.timeline(reading(), size=chart_size())


def timeline(since: str | None = None, after_page: bool = False) -> Chart:
    """Draw what the article dates and what the context adds, up to the page's day or to today."""
    return charts.timeline(reading(), context(), chart_size(), since=since, after_page=after_page)


def what_came() -> str:
    """Tell the first thing in the context that began after the page's day, and how accounts of it differ.

    Raises ValueError where the article has no day, or where nothing in the context began after it.
    """
    day = article().published
    after = [
        (begin, fact) for fact in context().facts if day and (begin := read_date(fact.date).earliest) and begin > day
    ]
    if not day or not after:
        raise ValueError("nothing in the context began after the article's day.")
    begin, fact = min(after, key=lambda one: one[0])
    sources = "; ".join(f"{decks.short(source)}, {GRADES[source.grade]}" for source in fact.sources)
    told = f"■ {fact.label}, {read_date(fact.date).label}. It began {(begin - day).days} days after the page."
    return f"{told} {fact.sentence} {fact.disagreement.text if fact.disagreement else ''} ({sources}.)"


def arms_suppliers(after_page: bool = False) -> Chart:
    """Draw who supplied arms to Azerbaijan, by the years that are counted."""
    return charts.supplier_shares(
        context(), article(), "Azerbaijan", chart_size(), of="imports of major arms", supplier="arms supplier",
        counted_by="SIPRI’s count, as the press relays it", after_page=after_page,
    )  # fmt: skip


def certainty_ladder() -> Chart:
    """Draw every claim on its rung, from seen to judged."""
    return charts.certainty_ladder(reading(), chart_size())


def source_chain(claim: str) -> Chart:
    """Draw through whom one claim reached the reader."""
    return charts.source_chain(reading(), claim, chart_size())


def explore(chart: Chart, task: str) -> ChartExplorer:
    """Show a chart with something to find out in it."""
    return _explorer(task, lambda _: chart)


def explore_network(task: str = "Find the pair with most ties. Do they all have the same sign?") -> ChartExplorer:
    """Show the ties by whose words, according to whom, how surely, and of one actor."""
    from course_utils.widgets import Filter

    read, size = reading(), chart_size()
    tied = {actor for r in read.relations for actor in (r.actor, r.recipient)}
    speak = dict.fromkeys((*sources_of(read), *(claim.source[0] for claim in read.claims)))
    names = {actor.id: actor.name for actor in read.actors}

    def draw(state: Mapping[str, str]) -> Chart:
        chosen: dict[str, Any] = {name: None if value == _ALL else value for name, value in state.items()}
        return charts.network(read, size, **chosen)

    return _explorer(
        task,
        draw,
        Filter("focus", "Ties of", {_ALL: "everyone", **{i: names[i] for i in names if i in tied}}),
        Filter("voice", "In the words of", {_ALL: "both voices", **_voices()}),
        Filter("source", "According to", {_ALL: "anyone", **{i: chain_of(read, (i,))[0] for i in speak}}),
        Filter("certainty", "Put how surely", {_ALL: "in any way", **_surenesses("CT+", "PR+", "PS+", "Uu")}),
    )


def explore_timeline(
    task: str = "Look from 1988 to 1994. Which of these dates does the article give?",
) -> ChartExplorer:
    """Show the timeline through a window of years; nothing after the page's day is in it."""
    from course_utils.widgets import Filter

    def draw(state: Mapping[str, str]) -> Chart:
        since, until = sorted((state["since"], state["until"]))  # whichever way round they were chosen
        return charts.timeline(reading(), context(), chart_size(), since=since, until=until)

    return _explorer(
        task,
        draw,
        Filter("since", "From", {year: read_date(year).label for year in _SINCE}),
        Filter("until", "To", {year: read_date(year).label for year in _UNTIL}),
    )


def explore_interests(task: str = "Find an interest that the course infers. Would you?") -> ChartExplorer:
    """Show the interests of everyone or of one actor, said outright or inferred."""
    from course_utils.widgets import Filter

    read = reading()
    names = {a.id: a.name for a in read.actors if any(i.actor == a.id for i in read.interests)}
    return _explorer(
        task,
        lambda state: charts.interest_matrix(
            read,
            chart_size(),
            actor=None if state["actor"] == _ALL else state["actor"],
            explicit={_ALL: None, "said": True, "inferred": False}[state["given"]],
        ),
        Filter("actor", "Interests of", {_ALL: "everyone", **names}),
        Filter("given", "Given", {_ALL: "in any way", "said": "outright", "inferred": "between the lines"}),
    )


def voice_xray(actor: str = "armenia") -> VoiceXray:
    """Show the article with every voice visible, counting how often one actor is named."""
    from course_utils.widgets import VoiceXray

    return VoiceXray(reading(), actor)


def actor_cards(task: str = "Find an actor of whom others speak and who never speaks.") -> CardExplorer:
    """Show each actor: its own names, how it is called, and what each voice says of it."""
    return _deck(task, "Actor", decks.actor_cards(reading()))


def switch_perspective(task: str = "Find the government that is given no view of its own.") -> CardExplorer:
    """Show what the text lets each government say or want, and from which sentence."""
    return _deck(task, "As seen from", decks.perspective_cards(reading(), context()))


def contested_words(
    *disputes: str, task: str = "Choose a word. What would each side write in its place?"
) -> CardExplorer:
    """Show the contested words named by their ids, or all, each in its sentence with what the sides say."""
    return _deck(task, "Words", _named("dispute", disputes, decks.contested_cards(article(), context())))


def source_cards(
    *topics: str,
    task: str = "Choose a topic. Who is behind each source, and where do they differ?",
    after_page: bool = False,
) -> CardExplorer:
    """Show conflicting sources, side by side, on the topics named by their ids or on all.

    Accounts from after the page's day are left out unless ``after_page``.
    """
    cards = decks.source_cards(context(), article(), after_page=after_page)
    return _deck(task, "Topic", _named("topic", topics, cards))


def _explorer(task: str, draw: Callable[[Mapping[str, str]], Chart], *filters: Filter) -> ChartExplorer:
    from course_utils.widgets import ChartExplorer

    return ChartExplorer(task, draw, filters)


def _named(what: str, names: Sequence[str], cards: Sequence[Card]) -> Sequence[Card]:
    """Return the cards that have these ids, in that order, or all where none is named."""
    known = {card.id: card for card in cards}
    if unknown := [name for name in names if name not in known]:
        raise KeyError(f"no {what} {unknown[0]!r}; there are {', '.join(known)}")
    return [known[name] for name in names] or cards


def _deck(task: str, label: str, cards: Sequence[Card]) -> CardExplorer:
    from course_utils.widgets import CardExplorer

    return CardExplorer(task, article(), label, cards)


def _voices() -> dict[str, str]:
    return {voice: voice_name(article(), voice) for voice in get_args(Voice)}


def _surenesses(*values: str) -> dict[str, str]:
    return {value: SURENESS[cast("Factuality", value)] for value in values}
