"""What every chart owes its reader, whatever it is of: this once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from pictures import assert_anchored, assert_readable

from course_utils import charts
from course_utils.charts import Chart
from course_utils.course_file import SupplierCount
from course_utils.exercises.questions import load_questions
from course_utils.look.theme import Size, dark, light
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import load_context
from course_utils.reading.load import Reading, load_reading

EVIL = "<img src=x onerror=alert(1)>"
READING, CONTEXT, ATLAS = load_reading(), load_context(), load_atlas()
ARTICLE, QUESTION = READING.article, load_questions()[0]
IDS = [actor.id for actor in READING.actors]
CLASSES = ("asserted", "reported", "judged by somebody or other")
SORTED = {sentence.text: {"asserted": 20, "reported": 5} for sentence in ARTICLE.sentences}
VOTES = {"first": {QUESTION.options[0].id: 999}, "now": {option.id: 3 for option in QUESTION.options}}
COUNT = SupplierCount(
    importer="Azerbaijan",
    of="imports of major arms",
    supplier="supplier",
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


def tied(ties: Sequence[tuple[str, str]]) -> Reading:
    """Return the reading with friendly ties between these."""
    one = replace(READING.relations[8], polarity=1)
    return replace(
        READING, relations=tuple(replace(one, id=f"x{n}", actor=a, recipient=b) for n, (a, b) in enumerate(ties))
    )


def supplied(suppliers: Sequence[str], importer: str) -> Chart:
    series = tuple(
        replace(CONTEXT.series[0], date=f"{year}/{year + 4}", importer=importer, supplier=name, percent=30 - n)
        for year in range(2000, 2009)
        for n, name in enumerate(suppliers)
    )
    return charts.supplier_shares(
        replace(CONTEXT, series=series), ARTICLE, replace(COUNT, importer=importer), after_page=True
    )


def dated(day: str, label: str = "x") -> Reading:
    return replace(READING, events=(replace(READING.events[0], date=day, label=label),), times=())


#: Every chart of the course.
CHARTS: dict[str, Callable[[], Chart]] = {
    "naming_strip": lambda: charts.naming_strip(READING, "azerbaijan"),
    "words_by_voice": lambda: charts.words_by_voice(ARTICLE),
    "naming_matrix": lambda: charts.naming_matrix(READING, CONTEXT),
    "article_map": lambda: charts.article_map(READING, CONTEXT, ATLAS),
    "network": lambda: charts.network(READING),
    "rule_of_thumb": lambda: charts.rule_of_thumb(READING),
    "timeline": lambda: charts.timeline(READING, CONTEXT, after_page=True),
    "supplier_shares": lambda: charts.supplier_shares(CONTEXT, ARTICLE, COUNT, after_page=True),
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
    "network by voice": lambda: charts.network(READING, voice="author"),
    "network of one": lambda: charts.network(READING, focus="iran"),
    "network of none": lambda: charts.network(READING, certainty="PS+"),
    "network without ties": lambda: charts.network(tied(())),
    "network on a ring": lambda: charts.network(
        replace(READING, actors=tuple(replace(actor, at=None) for actor in READING.actors))
    ),
    "network of a crowded pair": lambda: charts.network(tied([("iran", "armenia")] * 12)),
    "network of long names": lambda: charts.network(named("A name and so on " * 9)),
    "rule without a case": lambda: charts.rule_of_thumb(tied([("iran", "armenia")])),
    "rule of very many": lambda: charts.rule_of_thumb(tied([(a, b) for a in IDS for b in IDS if a < b])),
    "map of nothing": lambda: charts.article_map(replace(READING, places=(), mentions=()), None, ATLAS),
    "timeline of the article": lambda: charts.timeline(READING),
    "timeline of a summer": lambda: charts.timeline(READING, CONTEXT, since="2020-07", until="2020-09"),
    "timeline of a decade": lambda: charts.timeline(READING, CONTEXT, since=1990, until=1999),
    "timeline of no time": lambda: charts.timeline(READING, since=1600, until=1700),
    "timeline of nothing": lambda: charts.timeline(
        replace(READING, events=(), times=(), article=replace(ARTICLE, published=None))
    ),
    **{f"timeline of {day}": lambda day=day: charts.timeline(dated(day)) for day in ("2020-07-12", "9999", "../1990")},  # type: ignore[misc]
    **{
        f"timeline of a long label, {day}": lambda day=day: charts.timeline(dated(day, "W" * 300))
        for day in ("199X", "2005")
    },
    "suppliers of another": lambda: charts.supplier_shares(
        CONTEXT, ARTICLE, replace(COUNT, importer="Armenia"), after_page=True
    ),
    "many suppliers": lambda: supplied([f"{name} with a long name" for name in "ABCDE"], "W" * 80),
    "no interest": lambda: charts.interest_matrix(READING, actor="west"),
    "interests of one": lambda: charts.interest_matrix(READING, actor="israel", explicit=False),
    "answers of nobody": lambda: charts.answer_distribution(QUESTION, {"answers": {}}, ARTICLE),
    "a long class": lambda: charts.sorting_distribution(("W" * 90, "i" * 90), {"W" * 90: {"i" * 90: 1}}, ARTICLE),
    "sorting of nothing": lambda: charts.sorting_distribution(CLASSES, {}, ARTICLE),
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
    "supplier_shares": lambda evil: supplied([evil], evil),
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
    return replace((CHARTS | OTHERS)[name](), size=size)


def assert_told(chart: Chart) -> None:
    assert chart.title[0] in "“0123456789" or chart.title[0].isupper()
    assert chart.title.endswith(".")
    assert chart.alt[-1] in ".…"
    assert chart.table.caption


def test_every_chart_is_here() -> None:
    assert {*CHARTS} == {*HOSTILE} == {*charts.__all__} - {"Chart", "Row", "Table"}


@pytest.mark.parametrize("size", get_args(Size))
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_can_be_seen_heard_and_traced(name: str, size: Size) -> None:
    chart = drawn(name, size)
    assert_told(chart)
    assert_readable(chart)
    assert_anchored(chart, ARTICLE)


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_the_same_when_it_is_drawn_again_and_its_marks_stand_alike_on_either_ground(name: str) -> None:
    first, again = drawn(name), CHARTS[name]()
    assert first.picture(light()).png == again.picture(light()).png
    assert first.picture(light()).boxes == first.picture(dark()).boxes
    assert first.picture(light()).png != first.picture(dark()).png


@pytest.mark.parametrize("name", OTHERS)
def test_a_chart_of_something_else_is_one_too(name: str) -> None:
    chart = drawn(name)
    assert_told(chart)
    assert_readable(chart)
    if chart.table.rows:
        assert_anchored(chart, ARTICLE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_strange_name_stays_text_and_has_room(name: str) -> None:
    chart = HOSTILE[name](EVIL * 9)
    assert "<img src=x" not in chart.markup
    assert "&lt;img src=x" in chart.markup
    assert_readable(chart)
