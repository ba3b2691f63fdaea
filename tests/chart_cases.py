"""Charts by their names: of this course, of what another text may hold, and of strange strings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from pictures import ARTICLE, ATLAS, CONTEXT, READING

from course_utils import charts
from course_utils.charts import Chart
from course_utils.course_file import SupplierCount
from course_utils.exercises.questions import Option, Question
from course_utils.look.theme import Size
from course_utils.reading.load import Reading

EVIL = "<img src=x onerror=alert(1)>"
IDS = [actor.id for actor in READING.actors]
CLASSES = ("asserted", "reported", "judged by somebody or other")
SORTED = {sentence.text: {"asserted": 20, "reported": 5} for sentence in ARTICLE.sentences}
QUESTION = Question(
    id="q",
    notebook="01",
    kind="check",
    prompt="Whose word is it?",
    options=(
        Option("a", "The editor’s", "Yes."),
        Option("b", "The author’s", "No.", "that all words are the author’s"),
        Option("c", "A source’s", "Nor this.", "that a source is quoted"),
    ),
    key="a",
    difficulty=1,
)
KEYLESS = replace(QUESTION, key=None, options=tuple(replace(o, misconception=None) for o in QUESTION.options))
VOTES = {"first": {"a": 3, "b": 7, "c": 2}, "now": {"a": 8, "b": 3}}
FEW = ("asserted", "reported", "hypothetical")
COUNTS = {"s01": {"asserted": 6, "reported": 2}, "s07": {"hypothetical": 4, "reported": 4}, "s13": {}}
SUPPLIERS = SupplierCount(
    importer="Azerbaijan",
    of="imports of major arms",
    supplier="arms supplier",
    counted_by="SIPRI’s count, as the press relays it",
)


def named(name: str) -> Reading:
    """Return the reading with this in the place of whatever a reader may write."""
    return replace(
        READING,
        actors=tuple(replace(actor, name=name) for actor in READING.actors),
        places=tuple(replace(place, name=name, kind=name, note=name) for place in READING.places),
        relations=tuple(replace(relation, kind=name) for relation in READING.relations),
        claims=tuple(replace(claim, summary=name) for claim in READING.claims),
        events=tuple(replace(event, label=name) for event in READING.events),
        interests=tuple(replace(interest, summary=name) for interest in READING.interests),
    )


def tied(ties: Sequence[tuple[str, str]], signs: str = "") -> Reading:
    """Return the reading with ties between these, friendly ones unless a sign says otherwise."""
    one, polarity = replace(READING.relations[8], polarity=1), {"+": 1, "-": -1}
    return replace(
        READING,
        relations=tuple(
            replace(one, id=f"x{n}", actor=a, recipient=b, polarity=polarity[signs[n : n + 1] or "+"])
            for n, (a, b) in enumerate(ties)
        ),
    )


def supplied(series: Sequence[tuple[str, str, float]], importer: str) -> Chart:
    """Return the chart of a context with these windows, suppliers and shares."""
    one = replace(CONTEXT.series[0], importer=importer)
    shares = tuple(replace(one, date=date, supplier=name, percent=percent) for date, name, percent in series)
    asked = replace(SUPPLIERS, importer=importer)
    return charts.supplier_shares(replace(CONTEXT, series=shares), ARTICLE, asked, after_page=True)


def years(*suppliers: str) -> list[tuple[str, str, float]]:
    return [(f"{y}/{y + 4}", name, 30 - n) for y in range(2000, 2009) for n, name in enumerate(suppliers)]


def dated(day: str, label: str = "x") -> Reading:
    return replace(READING, events=(replace(READING.events[0], date=day, label=label),), times=())


NOWHERE = replace(
    READING, mentions=(), places=tuple(replace(p, id=f"far-{n}", note=None) for n, p in enumerate(READING.places))
)
KREMLIN = tuple(mention for mention in READING.mentions if mention.evidence[0].exact == "Kremlin")
UNDATED = replace(READING, events=(), times=(), article=replace(ARTICLE, published=None))
#: Every chart of the course.
CHARTS: dict[str, Callable[[], Chart]] = {
    "naming_strip": lambda: charts.naming_strip(READING, "azerbaijan"),
    "words_by_voice": lambda: charts.words_by_voice(ARTICLE),
    "naming_matrix": lambda: charts.naming_matrix(READING, CONTEXT),
    "article_map": lambda: charts.article_map(READING, CONTEXT, ATLAS),
    "network": lambda: charts.network(READING),
    "rule_of_thumb": lambda: charts.rule_of_thumb(READING),
    "timeline": lambda: charts.timeline(READING, CONTEXT, after_page=True),
    "supplier_shares": lambda: charts.supplier_shares(CONTEXT, ARTICLE, SUPPLIERS, after_page=True),
    "certainty_ladder": lambda: charts.certainty_ladder(READING),
    "source_chain": lambda: charts.source_chain(READING, "c39"),
    "interest_matrix": lambda: charts.interest_matrix(READING),
    "answer_distribution": lambda: charts.answer_distribution(QUESTION, VOTES, ARTICLE, reveal=True),
    "sorting_distribution": lambda: charts.sorting_distribution(CLASSES, SORTED, ARTICLE),
}
#: What another text, a filter or a large class may make of them.
OTHERS: dict[str, Callable[[], Chart]] = {
    **{f"strip of {actor}": lambda actor=actor: charts.naming_strip(READING, actor) for actor in IDS[:5]},  # type: ignore[misc]
    "matrix without a context": lambda: charts.naming_matrix(READING),
    "network by voice": lambda: charts.network(READING, voice="editor"),
    "network of one": lambda: charts.network(READING, focus="russia"),
    "network of none": lambda: charts.network(READING, certainty="PS+"),
    "network without ties": lambda: charts.network(tied(())),
    "network on a ring": lambda: charts.network(
        replace(READING, actors=tuple(replace(actor, at=None) for actor in READING.actors))
    ),
    "network of a crowded pair": lambda: charts.network(tied([("iran", "armenia")] * 12)),
    "network of long names": lambda: charts.network(named("A name and so on " * 9)),
    "rule that holds": lambda: charts.rule_of_thumb(
        tied([("armenia", "iran"), ("iran", "israel"), ("armenia", "israel")], "--+")
    ),
    "rule without a case": lambda: charts.rule_of_thumb(tied([("iran", "armenia")])),
    "rule of very many": lambda: charts.rule_of_thumb(tied([(a, b) for a in IDS for b in IDS if a < b])),
    "map of nothing": lambda: charts.article_map(NOWHERE, replace(CONTEXT, unnamed=()), ATLAS),
    "map without a context": lambda: charts.article_map(replace(READING, places=(), mentions=KREMLIN), None, ATLAS),
    "timeline by the page’s day": lambda: charts.timeline(READING, CONTEXT),
    "timeline of the article": lambda: charts.timeline(READING),
    "timeline of a summer": lambda: charts.timeline(READING, CONTEXT, since="2020-07", until="2020-09"),
    "timeline of a decade": lambda: charts.timeline(READING, CONTEXT, since=1990, until=1999),
    "timeline of no time": lambda: charts.timeline(READING, since=1600, until=1700),
    "timeline of nothing": lambda: charts.timeline(UNDATED),
    **{f"timeline of {day}": lambda day=day: charts.timeline(dated(day)) for day in ("2020-07-12", "9999", "../1990")},  # type: ignore[misc]
    **{
        f"timeline of a long label, {day}": lambda day=day: charts.timeline(dated(day, "W" * 300))
        for day in ("199X", "2005")
    },
    "suppliers by the page’s day": lambda: charts.supplier_shares(CONTEXT, ARTICLE, SUPPLIERS),
    "suppliers of another": lambda: charts.supplier_shares(
        CONTEXT, ARTICLE, replace(SUPPLIERS, importer="Armenia"), after_page=True
    ),
    "many suppliers": lambda: supplied(years(*(f"{name} with a long name" for name in "ABCDE")), "W" * 80),
    "no interest": lambda: charts.interest_matrix(READING, actor="west"),
    "interests of one": lambda: charts.interest_matrix(READING, actor="israel", explicit=False),
    "a vote": lambda: charts.answer_distribution(QUESTION, {"answers": VOTES["first"]}, ARTICLE),
    "answers of nobody": lambda: charts.answer_distribution(QUESTION, {"answers": {}}, ARTICLE),
    "a sorting": lambda: charts.sorting_distribution(FEW, COUNTS, ARTICLE),
    "a long class": lambda: charts.sorting_distribution(("W" * 90, "i" * 90), {"W" * 90: {"i" * 90: 1}}, ARTICLE),
    "sorting of nothing": lambda: charts.sorting_distribution(CLASSES, {}, ARTICLE),
}
#: Charts of which only the words are looked at.
WORDS: dict[str, Callable[[], Chart]] = {
    "timeline from July 2020": lambda: charts.timeline(READING, CONTEXT, since="2020-07", after_page=True),
    "timeline until 1991": lambda: charts.timeline(READING, CONTEXT, until="1991"),
    "timeline from 1995": lambda: charts.timeline(READING, since=1995),
    "timeline until 1995": lambda: charts.timeline(READING, until=1995),
    "a supplier": lambda: supplied([("2010/2014", "A", 60)], "I"),
    "a supplier still": lambda: supplied([("2010/2014", "A", 60), ("2015/2019", "A", 51), ("2015/2019", "B", 49)], "I"),
    "a supplier in a year": lambda: supplied([("2019", "A", 62.5)], "I"),
    "a tie in a vote": lambda: charts.answer_distribution(QUESTION, {"answers": {"a": 4, "b": 4}}, ARTICLE),
    "votes before they are revealed": lambda: charts.answer_distribution(QUESTION, VOTES, ARTICLE),
    "votes without a key": lambda: charts.answer_distribution(KEYLESS, VOTES, ARTICLE, reveal=True),
    "answers of nobody, revealed": lambda: charts.answer_distribution(QUESTION, {"v": {"a": 0}}, ARTICLE, reveal=True),
    "a sorting by nobody": lambda: charts.sorting_distribution(FEW, {"s01": {"asserted": 0}}, ARTICLE),
}
#: Charts of what holds a strange string wherever somebody can write one.
HOSTILE: dict[str, Callable[[str], Chart]] = {
    "naming_strip": lambda evil: charts.naming_strip(named(evil), "azerbaijan"),
    "words_by_voice": lambda evil: charts.words_by_voice(replace(ARTICLE, author=evil)),
    "naming_matrix": lambda evil: charts.naming_matrix(named(evil)),
    "article_map": lambda evil: charts.article_map(named(evil), CONTEXT, ATLAS),
    "network": lambda evil: charts.network(named(evil), focus="iran"),
    "rule_of_thumb": lambda evil: charts.rule_of_thumb(named(evil)),
    "timeline": lambda evil: charts.timeline(named(evil)),
    "supplier_shares": lambda evil: supplied(years(evil), evil),
    "certainty_ladder": lambda evil: charts.certainty_ladder(named(evil)),
    "source_chain": lambda evil: charts.source_chain(named(evil), "c39"),
    "interest_matrix": lambda evil: charts.interest_matrix(named(evil)),
    "answer_distribution": lambda evil: charts.answer_distribution(
        replace(QUESTION, prompt=evil, options=tuple(replace(option, text=evil) for option in QUESTION.options)),
        {evil: {QUESTION.options[0].id: 1}},
        ARTICLE,
    ),
    "sorting_distribution": lambda evil: charts.sorting_distribution((evil,), {evil: {evil: 1}}, ARTICLE),
}


@cache
def drawn(name: str, size: Size = "page") -> Chart:
    return replace((CHARTS | OTHERS | WORDS)[name](), size=size)
