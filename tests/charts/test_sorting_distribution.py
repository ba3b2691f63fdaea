"""A sorting task's answers are a matrix of numbers, each cell filled as far as its share goes."""

from __future__ import annotations

import pytest
from matplotlib.patches import Rectangle
from pictures import assert_anchored, assert_readable

from course_utils.article.article import load_article
from course_utils.charts import Chart, sorting_distribution
from course_utils.look.theme import Size

ARTICLE = load_article()
CLASSES = ("asserted", "reported", "hypothetical")
COUNTS = {"s01": {"asserted": 6, "reported": 2}, "s07": {"hypothetical": 4, "reported": 4}, "s13": {}}


def filled(chart: Chart) -> list[float]:
    frame, *_ = patches = [p for p in chart.figure.axes[0].patches if isinstance(p, Rectangle)]
    return [round(p.get_width() / frame.get_width(), 2) for p in patches if p.get_gid() is None]


def test_its_point_and_its_alt_text_are_counted() -> None:
    chart = sorting_distribution(CLASSES, COUNTS, ARTICLE)
    assert chart.title == "On 1 of 3 items more than half of the class agree."
    assert chart.alt == (
        "Matrix of 3 items by 3 classes with the number of answers. On 1 of 3 items more than half of the class agree."
    )


def test_every_cell_has_its_number_and_is_filled_by_its_share() -> None:
    chart = sorting_distribution(CLASSES, COUNTS, ARTICLE)
    assert [row.cells[2:] for row in chart.table.rows] == [
        ("6", "75%"), ("2", "25%"), ("0", "0%"),
        ("0", "0%"), ("4", "50%"), ("4", "50%"),
        ("0", ""), ("0", ""), ("0", ""),
    ]  # fmt: skip
    assert filled(chart) == [0.75, 0.25, 0.5, 0.5]
    numbers = [text.get_text() for text in chart.figure.axes[0].texts if text.get_text().isdigit()]
    assert numbers == ["6", "2", "0", "0", "4", "4", "0", "0", "0"]


@pytest.mark.parametrize("counts", [{}, {"s01": {}}, {"s01": {"asserted": 0}}])
def test_no_answers_is_said(counts: dict[str, dict[str, int]]) -> None:
    chart = sorting_distribution(CLASSES, counts, ARTICLE)
    assert chart.title == "No answers yet."
    assert "No answers yet." in [text.get_text() for text in chart.figure.axes[0].texts]
    assert_readable(chart)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(KeyError, match="no class 'seen' for 's01'; the classes are asserted, reported"):
        sorting_distribution(CLASSES, {"s01": {"seen": 1}}, ARTICLE)
    with pytest.raises(ValueError, match=r"a count is below zero: \{'asserted': -1\}"):
        sorting_distribution(CLASSES, {"s01": {"asserted": -1}}, ARTICLE)


@pytest.mark.parametrize("size", ["page", "projector"])
def test_it_is_readable_and_every_mark_is_on_the_picture(size: Size) -> None:
    counts = {sentence.text: {"asserted": 20, "reported": 5} for sentence in ARTICLE.sentences}
    classes = (*CLASSES, "seen", "accused", "judged by somebody or other")
    for chart in (
        sorting_distribution(classes, counts, ARTICLE, size),
        sorting_distribution(("only",), {"W" * 90: {"only": 1}}, ARTICLE, size),
        sorting_distribution(("W" * 90, "i" * 90), {"s01": {"W" * 90: 1}}, ARTICLE, size),
    ):
        assert_readable(chart)
        assert_anchored(chart, ARTICLE)


def test_a_hostile_string_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    chart = sorting_distribution((evil,), {evil: {evil: 1}}, ARTICLE)
    assert "<img src=x" not in chart.markup
    assert "&lt;img src=x onerror=alert(1)&gt;" in chart.markup
