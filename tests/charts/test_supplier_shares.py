"""Arms suppliers: a count that turns with the window, drawn with what it leaves open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course_utils.article.article import Article, load_article
from course_utils.charts import Chart, supplier_shares
from course_utils.course_file import SupplierCount
from course_utils.outside.context import Context, Share, load_context

ARTICLE = load_article()
CONTEXT = load_context()


def arms_suppliers(context: Context, article: Article, importer: str, *, after_page: bool = False) -> Chart:
    asked = SupplierCount(
        importer=importer,
        of="imports of major arms",
        supplier="arms supplier",
        counted_by="SIPRI’s count, as the press relays it",
    )
    return supplier_shares(context, article, asked, after_page=after_page)


CHART = arms_suppliers(CONTEXT, ARTICLE, "Azerbaijan")
LATER = arms_suppliers(CONTEXT, ARTICLE, "Azerbaijan", after_page=True)
POINT = "Azerbaijan’s largest arms supplier was Russia in 2010–14 (85%) and Israel in 2015–19 (60%)."


def shares(*found: tuple[str, str, float], importer: str = "I") -> Context:
    source = CONTEXT.series[0].sources
    series = tuple(
        Share(date=date, importer=importer, supplier=supplier, percent=percent, sources=source)
        for date, supplier, percent in found
    )
    return replace(CONTEXT, series=series)


def texts(context: Context, importer: str = "I") -> list[str]:
    (axes,) = arms_suppliers(context, ARTICLE, importer, after_page=True).figure.axes
    return [text.get_text() for text in axes.texts]


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == POINT
    assert CHART.alt == (
        "Line chart of arms suppliers’ shares, 2010–14, 2014–18, 2015–19; SIPRI’s count, as the press relays "
        f"it. {POINT}"
    )
    assert LATER.title == POINT.replace("2015–19 (60%)", "2016–20 (69%)")


def test_it_says_whose_count_it_is_what_is_missing_and_that_windows_overlap() -> None:
    assert LATER.description == (
        "One line a supplier, one square its share of the imports of major arms in a window of years; "
        "SIPRI’s count, as the press relays it. The windows overlap: a year counts in several. Left to "
        "others, or not said in the source: 2010–14: 15%; 2014–18: 6%; 2015–19: 9%; 2016–20: 14%."
    )
    assert CHART.description.endswith(
        "2010–14: 15%; 2014–18: 6%; 2015–19: 9%. No window that ends after the page’s day is shown."
    )
    said = texts(CONTEXT, "Azerbaijan")
    assert "rest 15%" in said
    assert "Rest: others, or not said in the source. The windows overlap." in said


def test_rows_are_outside_knowledge_by_window_the_largest_first() -> None:
    assert {row.origin for row in CHART.table.rows} == {"outside"}
    assert [row.cells for row in LATER.table.rows] == [
        ("Russia", "2010 to 2014", "85%"),
        ("Russia", "2014 to 2018", "51%"),
        ("Israel", "2014 to 2018", "43%"),
        ("Israel", "2015 to 2019", "60%"),
        ("Russia", "2015 to 2019", "31%"),
        ("Israel", "2016 to 2020", "69%"),
        ("Russia", "2016 to 2020", "17%"),
    ]


def test_a_window_that_ends_after_the_page_is_not_there_until_it_is_asked_for() -> None:
    assert CHART.table.rows == LATER.table.rows[:-2]
    shown = [text.get_text() for text in CHART.figure.axes[0].texts]
    assert [text for text in shown if "2016" in text or "69%" in text or "17%" in text] == []


def test_suppliers_are_told_apart_by_line_and_fill_and_not_by_colour() -> None:
    lines = [line for line in CHART.figure.axes[0].lines if line.get_gid() is None][3:]
    assert [line.get_linestyle() for line in lines] == ["-", "--"]
    assert len({line.get_color() for line in lines}) == 1
    squares = [line for line in CHART.figure.axes[0].lines if line.get_gid()]
    hollow = [square.get_markerfacecolor() == "#ffffff" for square in squares]
    assert hollow == [row.cells[0] == "Israel" for row in CHART.table.rows]


def test_an_importer_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="no imports of major arms by 'Iran'; the context has Azerbaijan, Armenia"):
        arms_suppliers(CONTEXT, ARTICLE, "Iran", after_page=True)
    with pytest.raises(
        KeyError, match="no imports of major arms by 'Armenia' up to the page’s day; the context has Azerbaijan"
    ):
        arms_suppliers(CONTEXT, ARTICLE, "Armenia")
    with pytest.raises(KeyError, match="the context has none"):
        arms_suppliers(replace(CONTEXT, series=()), ARTICLE, "I")


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ([("2010/2014", "A", 60)], "I’s largest arms supplier was A in 2010–14 (60%)."),
        (
            [("2010/2014", "A", 60), ("2015/2019", "A", 51), ("2015/2019", "B", 49)],
            "I’s largest arms supplier was A in 2010–14 (60%) and still A in 2015–19 (51%).",
        ),
        ([("2019", "A", 62.5)], "I’s largest arms supplier was A in 2019 (62.5%)."),
    ],
)
def test_another_context_gets_a_true_title(found: list[tuple[str, str, float]], title: str) -> None:
    chart = arms_suppliers(shares(*found), ARTICLE, "I")
    assert chart.title == title
    assert "overlap" not in chart.description
