"""Estimates are ranges with somebody's name on each value, and units are never mixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pictures import assert_anchored, assert_readable

from course_utils.article import load_article
from course_utils.charts import Chart, estimate_range
from course_utils.context import Context, Estimate, Side, load_context
from course_utils.theme import Size

ARTICLE = load_article()
CONTEXT = load_context()
SOURCE = CONTEXT.library[0]


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.axes[0].texts]


def of(*values: Side, quantity: str = "Q") -> Context:
    return replace(CONTEXT, estimates=(Estimate(id="E9", quantity=quantity, values=values),))


def side(text: str, low: float | None = None, high: float | None = None, unit: str | None = None) -> Side:
    return Side(who="W", text=text, low=low, high=high, unit=unit, sources=(SOURCE,))


@pytest.mark.parametrize(
    ("estimate", "title"),
    [
        (
            "E1",
            "Azerbaijan's share of Israel's oil: 2 of 6 accounts give a number, 20% of imports or 40% of "
            "annual crude consumption.",
        ),
        (
            "E2",
            "People counted as “the Azeris in Iran”: 6 of 8 accounts give a number, 15 to 24% of the "
            "population or 15 to 35 million people.",
        ),
        (
            "E3",
            "The day on which BESA published the paper, Perspectives Paper No. 1,723: 2 accounts, none with a number.",
        ),
    ],
)
def test_its_point_and_its_alt_text_are_counted(estimate: str, title: str) -> None:
    chart = estimate_range(CONTEXT, ARTICLE, estimate, after_page=True)
    assert chart.title == title
    assert chart.alt == f"Chart of estimates by source, one axis for each unit. {title}"


def test_each_unit_has_an_axis_of_its_own_and_words_stand_apart() -> None:
    said = texts(estimate_range(CONTEXT, ARTICLE, "E2", after_page=True))
    heads = [text for text in said if text.startswith("■")]
    assert heads == ["■ % of the population", "■ million people", "■ in words"]
    assert [said.count(tick) for tick in ("0%", "50%", "100%", "0", "20", "40")] == [1] * 6
    assert [text for text in texts(estimate_range(CONTEXT, ARTICLE, "E3")) if text in ("0", "0%")] == []


def test_what_was_said_after_the_page_is_not_there_until_it_is_asked_for() -> None:
    early, later = (estimate_range(CONTEXT, ARTICLE, "E1", after_page=after) for after in (False, True))
    assert early.title == ("Azerbaijan's share of Israel's oil: 1 of 3 accounts gives a number, 20% of imports.")
    assert [row.cells[0] for row in later.table.rows if row not in early.table.rows] == [
        "bne IntelliNews",
        "Azerbaijani customs",
        "Israeli sources",
    ]
    assert not [text for text in texts(early) if "2024" in text or "40%" in text]


def test_where_nobody_had_said_anything_by_the_pages_day_it_says_so() -> None:
    chart = estimate_range(of(replace(side("x", 1, 1, "km"), date="2021")), ARTICLE, "E9")
    assert chart.title == "Q: no account from up to the page’s day."
    assert texts(chart) == ["No account from up to the page’s day."]
    assert chart.table.rows == ()
    assert_readable(chart)


def test_rows_say_who_what_when_and_how_well_it_is_borne_out() -> None:
    rows = estimate_range(CONTEXT, ARTICLE, "E1", after_page=True).table.rows
    assert {row.origin for row in rows} == {"outside"}
    assert [row.cells for row in rows[:4]] == [
        ("US embassy cable", "20% of imports", "2008", ""),
        ("bne IntelliNews", "about 40%, through the Baku–Tbilisi–Ceyhan pipeline", "2024", ""),
        ("Iran Review", "more than one-sixth", "2012", ""),
        ("Davidian, in a commentary from the Armenian side", "about half", "", "grade C only"),
    ]


def test_a_range_is_as_wide_as_it_is_and_hollow_where_it_is_weak() -> None:
    chart = estimate_range(CONTEXT, ARTICLE, "E2")
    bars = {int(str(p.get_gid()).removeprefix("row-")): p for p in chart.figure.axes[0].patches}
    assert sorted(bars) == [0, 1, 2, 3, 4, 5]
    widths = [bars[n].get_width() for n in range(6)]  # type: ignore[attr-defined]
    assert widths[0] == widths[1] == widths[4] == widths[5] == 10.0
    assert 10.0 < widths[3] < widths[2]
    hollow = [bars[n].get_facecolor()[:3] == (1.0, 1.0, 1.0) for n in range(6)]  # type: ignore[index]
    assert hollow == [bool(row.cells[3]) for row in chart.table.rows[:6]] == [True] * 3 + [False] * 2 + [True]


def test_an_estimate_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="no estimate 'E7'; the context has E1, E2, E3"):
        estimate_range(CONTEXT, ARTICLE, "E7")
    with pytest.raises(KeyError, match="the context has none"):
        estimate_range(replace(CONTEXT, estimates=()), ARTICLE, "E1")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([side("some", 3, 4, "km")], "Q: 1 of 1 account gives a number, 3 to 4 km."),
        ([side("some")], "Q: 1 account, none with a number."),
        ([side("x", 0.5, 0.5, "km"), side("y")], "Q: 1 of 2 accounts gives a number, 0.5 km."),
        ([side("x", 999999999, 999999999, "km")], "Q: 1 of 1 account gives a number, 1e+09 km."),
        ([side("x", 150, 250, "% of it")], "Q: 1 of 1 account gives a number, 150 to 250% of it."),
    ],
)
def test_another_context_gets_a_true_title_and_a_readable_picture(values: list[Side], title: str) -> None:
    chart = estimate_range(of(*values), ARTICLE, "E9")
    assert chart.title == title
    assert_readable(chart)
    assert_anchored(chart, ARTICLE)


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("estimate", ["E1", "E2", "E3"])
def test_it_is_readable_and_every_mark_is_anchored(size: Size, estimate: str) -> None:
    chart = estimate_range(CONTEXT, ARTICLE, estimate, size, after_page=True)
    assert_readable(chart)
    assert_anchored(chart, ARTICLE)


def test_long_words_are_wrapped_or_cut_and_the_table_keeps_them() -> None:
    long = "a very long word " * 30
    values = [replace(side(text, 1, 2, unit), who=text) for text in (long, "W" * 200) for unit in ("km", long, None)]
    values[2] = replace(values[2], low=None, high=None)
    values[5] = replace(values[5], low=None, high=None)
    chart = estimate_range(of(*values, quantity=long), ARTICLE, "E9")
    assert_readable(chart)
    assert_anchored(chart, ARTICLE)
    assert chart.table.rows[0].cells[0] == long


def test_a_hostile_string_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    value = replace(side(evil, 1, 2, evil), who=evil)
    chart = estimate_range(of(value, quantity=evil), ARTICLE, "E9")
    assert "<img src=x" not in chart.markup
    assert "&lt;img src=x onerror=alert(1)&gt;" in chart.markup
