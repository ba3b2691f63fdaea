"""The timeline draws a date as wide as it is vague, and keeps the article's layer and the context's apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chart_cases import drawn
from matplotlib.patches import FancyBboxPatch, Rectangle
from pictures import CONTEXT, READING, texts

from course_utils.charts import Chart, timeline
from course_utils.charts.timeline import Scale
from course_utils.files.edtf import read_date
from course_utils.look.theme import WIDTH
from course_utils.outside.context import Context, Fact, Source

NOTHING = replace(READING, events=(), times=())


def bars(chart: Chart) -> list[FancyBboxPatch]:
    """Return each row's extent."""
    return [patch for patch in chart.figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]


def of(*facts: tuple[str, str]) -> Context:
    """Return a context of facts by their dates and their sources' grades."""
    sources = {grade: Source(id=grade, publisher="P", url="https://a.example/", grade=grade) for grade in "BC"}  # type: ignore[arg-type]
    made = (
        Fact(id=f"F{n}", date=day, label=day, sentence="It was so.", sources=(sources[grade],))
        for n, (day, grade) in enumerate(facts)
    )
    return Context(library=tuple(sources.values()), facts=tuple(made))


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


def test_nothing_from_after_the_page_is_in_it_until_it_is_asked_for() -> None:
    later = {fact.label for fact in CONTEXT.facts if fact.after(READING.article.published)}
    charts = drawn("timeline by the page’s day"), drawn("timeline")
    early, whole = ({row.cells[0] for row in chart.table.rows} for chart in charts)
    assert later & early == set()
    assert later < whole


def test_a_decade_is_ten_years_wide_and_a_day_can_be_seen() -> None:
    chart = timeline(READING, of(("1980-01-01", "B"), ("2019-12-31", "B")))
    wide = {row.cells[0]: bar.get_width() for row, bar in zip(chart.table.rows, bars(chart), strict=True)}
    days = (date(2020, 9, 11) - date(1980, 1, 1)).days + 1
    decade = pytest.approx((WIDTH - 40) * 3652 / days, abs=0.2)
    assert wide["A war between Armenia and Azerbaijan"] == wide["“in the 1990s”"] == decade
    assert wide["“In July”"] == 10.0


def test_shapes_are_round_for_the_article_and_square_for_the_rest_hollow_where_it_is_weak() -> None:
    chart = timeline(READING, of(("1992", "B"), ("1993", "C")))
    assert [type(bar.get_boxstyle()).__name__ for bar in bars(chart)] == ["Round"] * 7 + ["Square"] * 2
    filled = [bar.get_facecolor()[:3] != (1.0, 1.0, 1.0) for bar in bars(chart)]
    assert filled == [*(not row.cells[3].endswith("editor") for row in chart.table.rows[:7]), True, False]


def test_what_is_vague_or_open_fades_at_its_ends() -> None:
    fades = {"2000": 0, "2001~": 8, "2002?": 8, "2003%": 8, "2004/..": 4, "../2005": 4}
    chart = timeline(NOTHING, of(*((day, "B") for day in fades)), after_page=True)
    steps = [patch.get_gid() for patch in chart.figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert {row.cells[0]: steps.count(f"row-{n}") for n, row in enumerate(chart.table.rows)} == fades


def test_the_pages_day_is_a_line_with_its_date() -> None:
    undated = timeline(replace(READING, article=replace(READING.article, published=None)))
    said = [[text for text in texts(chart) if text.startswith("the page")] for chart in (drawn("timeline"), undated)]
    assert said == [["the page, 11 September 2020"], []]
    assert undated.description.endswith("The page has no date.")


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        ("1979/2020", "1980 1990 2000 2010 2020"),
        ("2010/2020", "2010 2012 2014 2016 2018 2020"),
        ("2019/2020", "Jan Apr Jul Oct Jan Apr Jul Oct"),
        ("2020-07/2020-09", "July August September"),
        ("2020-07", "1 6 11 16 21 26"),
        ("2020-07-12/2020-07-14", "12 13 14"),
        ("0001/9999", "1000 2000 3000 4000 5000 6000 7000 8000 9000"),
    ],
)
def test_ticks_go_from_millennia_to_days(window: str, labels: str) -> None:
    span = read_date(window)
    assert span.earliest
    assert span.latest
    scale = Scale(span.earliest, span.latest, 0.0, 100.0)
    assert [label for _, label, _ in scale.ticks()] == labels.split()
