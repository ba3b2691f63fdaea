"""The timeline draws a date as wide as it is vague, and keeps the article's layer and the context's apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.patches import FancyBboxPatch, Rectangle

from course_utils.charts import Chart, timeline
from course_utils.charts.timeline import Scale
from course_utils.files.edtf import read_date
from course_utils.look.theme import light
from course_utils.outside.context import Context, Fact, Source, load_context
from course_utils.reading.load import load_reading

READING = load_reading()
CONTEXT = load_context()
CHART = timeline(READING, CONTEXT)
EVIL = "<img src=x onerror=alert(1)>"


def whats(chart: Chart) -> list[str]:
    return [row.cells[0] for row in chart.table.rows]


def bars(chart: Chart) -> dict[str, tuple[float, float]]:
    """Return from where to where each row's extent goes, in points."""
    found = {}
    for patch in chart.figure.axes[0].patches:
        if isinstance(patch, FancyBboxPatch):
            row = int(str(patch.get_gid()).removeprefix("row-"))
            found[whats(chart)[row]] = (round(patch.get_x(), 1), round(patch.get_x() + patch.get_width(), 1))
    return found


def fades(chart: Chart, row: int) -> int:
    patches = chart.figure.axes[0].patches
    return sum(isinstance(patch, Rectangle) and patch.get_gid() == f"row-{row}" for patch in patches)


def fact(name: str, day: str, label: str = "x", grade: str = "B") -> Fact:
    source = Source(id="a", publisher="P", url="https://a.example/", grade=grade)  # type: ignore[arg-type]
    return Fact(id=name, date=day, label=label, sentence="It was so.", sources=(source,))


def of(*facts: Fact) -> Context:
    return Context(library=(facts[0].sources[0],), facts=facts)


# What it says


def test_its_point_and_its_alt_text_are_counted() -> None:
    point = "The article dates 4 of its 15 events, none of them to the day; outside knowledge adds 30 facts."
    assert CHART.title == point
    assert CHART.alt == f"Timeline of 37 dated items from 1979 to 2020. {point}"
    assert timeline(READING).title == "The article dates 4 of its 15 events, none of them to the day."


def test_another_reading_gets_a_true_title() -> None:
    first = replace(READING, events=(replace(READING.events[0], date="2020-07-12"),), times=())
    assert timeline(first).title == "The article dates 1 of its 1 event."
    assert timeline(first).alt == "Timeline of 1 dated item from 2020 to 2020. The article dates 1 of its 1 event."


def test_a_window_says_what_it_leaves_out() -> None:
    chart = timeline(READING, CONTEXT, since="2020-07", until="2020-09")
    assert chart.title == (
        "July 2020 to September 2020: 2 of the article’s 15 events and 1 fact of outside knowledge; "
        "33 dated items left out."
    )
    assert whats(chart) == [
        "“In July”",
        *(event.label for event in READING.events if event.date == "2020-07"),
        "Fighting between Tavush and Tovuz",
    ]
    assert timeline(READING, since=1995).title == "1995 onwards: 4 of the article’s 15 events."
    assert timeline(READING, until=1995).title == "Until 1995: 2 of the article’s 15 events; 3 dated items left out."


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("July", None, "the date “July/..” is not an EDTF date; write 2020, "),
        (2020, 1990, "the date “2020/1990” ends before it begins; swap its two ends."),
    ],
)
def test_a_window_that_is_none_is_refused(since: int | str, until: int | None, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace(".", r"\.")):
        timeline(READING, since=since, until=until)


# Its rows


def test_the_articles_layer_comes_first_and_each_layer_goes_by_date() -> None:
    assert [row.origin for row in CHART.table.rows] == ["article"] * 7 + ["outside"] * 30
    assert [row.cells[1] for row in CHART.table.rows[:7]] == ["the 1990s"] * 4 + ["July 2020"] * 3
    assert whats(CHART)[7:10] == [
        "Iran cuts ties with Israel",
        "Karabakh war of 1988–94",
        "Israel recognises Azerbaijan",
    ]


def test_a_row_says_by_whose_account() -> None:
    told = {row.cells[0]: row.cells[2:] for row in CHART.table.rows}
    assert told["Help by Israel in building stations in Azerbaijan, as unnamed media claim"] == (
        "the article",
        "according to unnamed media ← Emil Avdaliani",
    )
    assert told["“In July”"] == ("the article", "in the words of the editor")
    assert told["Iran cuts ties with Israel"][0] == "outside knowledge, grade C only"
    assert told["Israel recognises Azerbaijan"] == (
        "outside knowledge",
        "Israel recognised the independence of Azerbaijan.",
    )


def test_nothing_from_after_the_page_is_in_it_until_it_is_asked_for() -> None:
    later = {fact.label for fact in CONTEXT.facts if fact.after(READING.article.published)}
    assert later & set(whats(CHART)) == set()
    assert later < set(whats(timeline(READING, CONTEXT, after_page=True)))
    assert "no fact from after it is shown" in CHART.description
    since = timeline(READING, CONTEXT, since="2020-07", after_page=True)
    assert since.title == (
        "July 2020 onwards: 2 of the article’s 15 events and 8 facts of outside knowledge, 6 of them from "
        "after the page’s day; 33 dated items left out."
    )


# Its marks


def test_a_decade_is_ten_years_wide_and_a_day_can_be_seen() -> None:
    extents = bars(timeline(READING, of(fact("F1", "1980-01-01"), fact("F2", "2019-12-31"))))
    start, end = extents["A war between Armenia and Azerbaijan"]
    first, last = (extents[name] for name in ("“in the 1990s”", "“In July”"))
    assert (start, end) == first
    width = light().width * 72 - 40
    days = (date(2020, 9, 11) - date(1980, 1, 1)).days + 1
    assert end - start == pytest.approx(width * 3652 / days, abs=0.2)
    assert last[1] - last[0] == 10.0


def test_shapes_are_round_for_the_article_and_square_for_the_rest_hollow_where_it_is_weak() -> None:
    chart = timeline(READING, of(fact("F1", "1992"), fact("F2", "1993", grade="C")))
    patches = [p for p in chart.figure.axes[0].patches if isinstance(p, FancyBboxPatch)]
    shapes = [type(patch.get_boxstyle()).__name__ for patch in patches]
    assert shapes == ["Round"] * 7 + ["Square"] * 2
    filled = [patch.get_facecolor()[:3] != (1.0, 1.0, 1.0) for patch in patches]
    voices = [row.cells[3].endswith(("editor", "the editor")) for row in chart.table.rows[:7]]
    assert filled == [*(not editor for editor in voices), True, False]


def test_what_is_vague_or_open_fades_at_its_ends() -> None:
    dates = ("2000", "2001~", "2002?", "2003%", "2004/..", "../2005")
    chart = timeline(
        replace(READING, events=(), times=()),
        of(*(fact(f"F{n}", day, label=day) for n, day in enumerate(dates))),
        after_page=True,
    )
    steps = {row.cells[0]: fades(chart, n) for n, row in enumerate(chart.table.rows)}
    assert steps == {"2000": 0, "2001~": 8, "2002?": 8, "2003%": 8, "2004/..": 4, "../2005": 4}


def test_the_pages_day_is_a_line_with_its_date() -> None:
    (axes,) = CHART.figure.axes
    assert "the page, 11 September 2020" in [text.get_text() for text in axes.texts]
    undated = timeline(replace(READING, article=replace(READING.article, published=None)))
    assert not [t for t in undated.figure.axes[0].texts if t.get_text().startswith("the page")]
    assert undated.description.endswith("The page has no date.")


# Its axis


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        ("1979/2020", ["1980", "1990", "2000", "2010", "2020"]),
        ("2010/2020", ["2010", "2012", "2014", "2016", "2018", "2020"]),
        ("2019/2020", ["Jan", "Apr", "Jul", "Oct", "Jan", "Apr", "Jul", "Oct"]),
        ("2020-07/2020-09", ["July", "August", "September"]),
        ("2020-07", ["1", "6", "11", "16", "21", "26"]),
        ("2020-07-12/2020-07-14", ["12", "13", "14"]),
        ("0001/9999", ["1000", "2000", "3000", "4000", "5000", "6000", "7000", "8000", "9000"]),
    ],
)
def test_ticks_go_from_millennia_to_days(window: str, labels: list[str]) -> None:
    span = read_date(window)
    assert span.earliest
    assert span.latest
    scale = Scale(span.earliest, span.latest, 0.0, 100.0)
    assert [label for _, label, _ in scale.ticks()] == labels


# What may come


def test_nothing_dated_is_said_in_words() -> None:
    nothing = replace(READING, events=(), times=(), article=replace(READING.article, published=None))
    for chart, words in (
        (timeline(nothing), "Nothing here is dated."),
        (timeline(READING, since=1600, until=1700), "Nothing dated lies in this time."),
    ):
        assert words in [text.get_text() for text in chart.figure.axes[0].texts]
        assert chart.table.rows == ()
    assert timeline(nothing).title == "The article dates 0 of its 0 events."
