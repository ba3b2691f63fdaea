"""Charts by their names: of this course, of what another text may hold, and of strange strings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pictures import ARTICLE, ATLAS, CONTEXT, READING

from course_utils import charts
from course_utils.article.article import Article
from course_utils.charts import Chart
from course_utils.course_file import SupplierCount
from course_utils.outside.context import Context
from course_utils.reading.reading import Reading

IDS = [actor.id for actor in READING.actors]
SUPPLIERS = SupplierCount(
    importer="Azerbaijan",
    of="imports of major arms",
    supplier="arms supplier",
    counted_by="SIPRI’s count, as the press relays it",
)


class World(NamedTuple):
    """What charts are made of."""

    reading: Reading = READING
    context: Context = CONTEXT
    asked: SupplierCount = SUPPLIERS

    @property
    def article(self) -> Article:
        return self.reading.article


def world_of(words: str) -> World:
    """Return a world with these words in the place of whatever somebody may write."""
    reading = replace(
        READING,
        article=replace(ARTICLE, author=words),
        actors=tuple(replace(actor, name=words) for actor in READING.actors),
        places=tuple(replace(place, name=words, kind=words, note=words) for place in READING.places),
        relations=tuple(replace(relation, kind=words) for relation in READING.relations),
        claims=tuple(replace(claim, summary=words) for claim in READING.claims),
        events=tuple(replace(event, label=words) for event in READING.events),
        interests=tuple(replace(interest, summary=words) for interest in READING.interests),
    )
    context = replace(
        CONTEXT,
        series=tuple(replace(share, importer=words, supplier=words) for share in CONTEXT.series[:3]),
        unnamed=tuple(replace(one, name=words, sentence=words) for one in CONTEXT.unnamed),
    )
    asked = SupplierCount(importer=words, of=words, supplier=words, counted_by=words)
    return World(reading, context, asked)


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
CHARTS: dict[str, Callable[[World], Chart]] = {
    "naming_strip": lambda of: charts.naming_strip(of.reading, "azerbaijan"),
    "words_by_voice": lambda of: charts.words_by_voice(of.article),
    "naming_matrix": lambda of: charts.naming_matrix(of.reading, of.context),
    "article_map": lambda of: charts.article_map(of.reading, of.context, ATLAS),
    "network": lambda of: charts.network(of.reading),
    "ties_by_sentence": lambda of: charts.ties_by_sentence(of.reading),
    "rule_of_thumb": lambda of: charts.rule_of_thumb(of.reading),
    "timeline": lambda of: charts.timeline(of.reading, of.context, after_page=True),
    "supplier_shares": lambda of: charts.supplier_shares(of.context, of.article, of.asked, after_page=True),
    "certainty_ladder": lambda of: charts.certainty_ladder(of.reading),
    "source_chain": lambda of: charts.source_chain(of.reading, "c39"),
    "interest_matrix": lambda of: charts.interest_matrix(of.reading),
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
    "network of long names": lambda: charts.network(world_of("A name and so on " * 9).reading, focus="iran"),
    "pairs of a crowd": lambda: charts.ties_by_sentence(
        tied([("iran", "armenia")] * 12 + [(a, "west") for a in IDS[:5]])
    ),
    "pairs of none": lambda: charts.ties_by_sentence(tied(())),
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
}


@cache
def drawn(name: str) -> Chart:
    return CHARTS[name](World()) if name in CHARTS else (OTHERS | WORDS)[name]()
