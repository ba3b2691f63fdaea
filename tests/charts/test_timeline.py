"""The timeline draws a date as wide as it is vague, and keeps the article's layer and the context's apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chart_cases import dated, drawn
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from pictures import CONTEXT, READING, assert_readable, texts

from course_utils.charts import Chart, timeline
from course_utils.charts.timeline import Scale
from course_utils.files.edtf import read_date
from course_utils.look.theme import WIDTH, light
from course_utils.outside.context import Context, Fact, Source


def bars(chart: Chart) -> list[FancyBboxPatch]:
    """Return each row's extent."""
    return [patch for patch in chart.figure.axes[0].patches if isinstance(patch, FancyBboxPatch)]


def lines(chart: Chart) -> list[Line2D]:
    return [*chart.figure.axes[0].lines]


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


def test_a_decade_is_ten_years_wide_and_a_day_stands_on_its_side_of_the_page() -> None:
    chart = timeline(READING, of(("1980-01-01", "B"), ("2020-09-11", "B"), ("2020-09-12", "B")), after_page=True)
    days, widths = (date(2020, 9, 12) - date(1980, 1, 1)).days + 1, [bar.get_width() for bar in bars(chart)]
    decade = pytest.approx((WIDTH - 40) * 3652 / days - 1.6, abs=0.1)  # less its edge
    assert widths == [decade] * 2 + [pytest.approx(9.4)] * 5
    assert bars(chart)[-1].get_x() - bars(chart)[-2].get_x() == pytest.approx(13)


def test_shapes_are_round_for_the_article_and_square_for_the_rest_small_where_it_is_weak() -> None:
    chart = timeline(READING, of(("1992", "B"), ("1993", "C")))
    assert [type(bar.get_boxstyle()).__name__ for bar in bars(chart)] == ["Round"] * 4 + ["Square"] * 2
    filled = [bar.get_facecolor()[:3] != (1.0, 1.0, 1.0) for bar in bars(chart)]
    told = [row.cells[3] for row in chart.table.rows if row.cells[3].startswith("according to")]
    assert filled == [*(not said.endswith("editor") for said in told), True, True]
    assert [bar.get_height() for bar in bars(chart)] == [pytest.approx(9.4)] * 5 + [pytest.approx(4.4)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["1992", "1993", "1993"], "3"),
        (["1950", "1992", "1993", "2019"], "1 2 1"),
        (["2020-09-10", "2020-09-12", "2020-09-12"], "1 2"),
        (["1992", "1992"] * 11, "22"),
        ([], ""),
    ],
)
def test_facts_that_stand_together_have_their_number(days: list[str], said: str) -> None:
    chart = timeline(READING, of(*((day, "B") for day in days)), after_page=True)
    numbers = [text.get_text() for text in chart.figure.axes[0].texts if text.get_weight() == 600]
    assert " ".join(numbers[1 : -1 or None]) == said if days else numbers == ["4"]
    assert_readable(chart)


def test_what_can_be_counted_above_the_axis_are_events_and_words_for_a_time_stand_over_a_line() -> None:
    chart = drawn("timeline by the page’s day")
    assert len([bar for bar in bars(chart) if type(bar.get_boxstyle()).__name__ == "Round"]) == 4
    assert [row.cells[3] for row in chart.table.rows if row.cells[0] == "“in the 1990s”"] == [
        "in the words of the editor and Emil Avdaliani"
    ]


def test_what_is_vague_or_open_fades_at_its_ends_and_what_is_outside_the_time_is_pale() -> None:
    for day, fades in {"1990": 0, "1991~": 2, "1992?": 2, "1993%": 2, "2014/..": 2, "../1995": 2}.items():
        assert [str(line.get_color())[7:] for line in lines(timeline(dated(day)))].count("50") == fades, day
    chart = timeline(READING, CONTEXT, since="2016", until="2020-08")
    pale = [bar for bar in bars(chart) if to_hex(bar.get_edgecolor()) == light().hairline]
    assert len(pale) == len(drawn("timeline by the page’s day").table.rows) - len(chart.table.rows) - 1  # words


def test_few_facts_are_listed_by_the_middle_of_their_days_and_many_hang_alone() -> None:
    days = ["199X", "1993-07-29", "1992-02-25/1992-02-26", "1993-02-27/1993-03-01", "2001?"]
    few, many = (texts(timeline(READING, of(*((day, "B") for day in days * n)))) for n in (1, 5))
    said = "25–26 Feb 1992", "27 Feb–1 Mar 1993", "29 Jul 1993", "the 1990s", "possibly 2001"
    assert [[text for text in told if text in said] for told in (few, many)] == [[*said], []]


def test_the_pages_day_is_a_line_with_its_date() -> None:
    undated = timeline(replace(READING, article=replace(READING.article, published=None)))
    said = [[text for text in texts(chart) if text.startswith("the article")] for chart in (drawn("timeline"), undated)]
    assert said == [["the article, 11 September 2020"], []]
    assert undated.description.endswith("The article has no date.")


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        ("1979/2020", "1980, 1990, 2000, 2010, 2020"),
        ("2010/2020", "2010, 2012, 2014, 2016, 2018, 2020"),
        ("2019/2020", "Jan 2019, Apr, Jul, Oct, Jan 2020, Apr, Jul, Oct"),
        ("2020-07/2020-09", "Jul 2020, Aug, Sep"),
        ("2020-07-12/2020-07-14", "Jul 2020"),
        ("0001/9999", "1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000"),
    ],
)
def test_ticks_go_from_millennia_to_months(window: str, labels: str) -> None:
    span = read_date(window)
    assert span.earliest
    assert span.latest
    scale = Scale(span.earliest, span.latest, 0.0, 100.0)
    assert [label for _, label in scale.ticks(lambda _: -12)] == labels.split(", ")
