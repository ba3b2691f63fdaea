"""A class's answers are a matrix of numbers; the right one is shown only when it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle

from course_utils.article.article import load_article
from course_utils.charts import Chart, answer_distribution, sorting_distribution
from course_utils.exercises.questions import Option, Question

ARTICLE = load_article()
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
FIRST, SECOND = {"a": 3, "b": 7, "c": 2}, {"a": 8, "b": 3}
CLASSES = ("asserted", "reported", "hypothetical")
COUNTS = {"s01": {"asserted": 6, "reported": 2}, "s07": {"hypothetical": 4, "reported": 4}, "s13": {}}


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.axes[0].texts]


def filled(chart: Chart) -> list[float]:
    """Return how far each cell is filled."""
    frame, *_ = patches = [p for p in chart.figure.axes[0].patches if isinstance(p, Rectangle)]
    return [round(p.get_width() / frame.get_width(), 2) for p in patches if p.get_gid() is None]


def test_a_vote_says_what_was_chosen_most() -> None:
    chart = answer_distribution(QUESTION, {"answers": FIRST}, ARTICLE)
    assert chart.title == "Most often chosen, by 7 of 12: “The author’s”."
    assert chart.alt == f"Matrix of a class’s answers to a question with 3 options. {chart.title}"
    assert chart.description == (
        "The question: Whose word is it? One row an option, one column a vote. A cell is filled as far as its "
        "share goes; the number in it is how many."
    )
    assert [row.cells for row in chart.table.rows] == [
        ("The editor’s", "answers", "3", "25%"),
        ("The author’s", "answers", "7", "58%"),
        ("A source’s", "answers", "2", "17%"),
    ]
    assert texts(chart) == ["answers", "The editor’s", "3", "The author’s", "7", "A source’s", "2"]
    assert filled(chart) == [0.25, 0.58, 0.17]
    tie = answer_distribution(QUESTION, {"answers": {"a": 4, "b": 4}}, ARTICLE)
    assert tie.title == "Most often chosen, by 4 of 8: “The editor’s”, “The author’s”."


def test_the_right_answer_is_told_when_it_is_revealed() -> None:
    votes = {"first": FIRST, "now": SECOND}
    hidden = answer_distribution(QUESTION, votes, ARTICLE)
    shown = answer_distribution(QUESTION, votes, ARTICLE, reveal=True)
    assert "right" not in hidden.title + hidden.alt + hidden.details
    assert hidden.title == "Most often chosen, by 8 of 11: “The editor’s”."
    assert shown.title == "The right answer was chosen by: first: 3 of 12; now: 8 of 11."
    assert texts(shown)[2] == "The right answer: The editor’s"
    assert [row.cells[1:] for row in shown.table.rows[:2]] == [("first", "3", "25%"), ("now", "8", "73%")]
    keyless = replace(QUESTION, key=None, options=tuple(replace(o, misconception=None) for o in QUESTION.options))
    assert answer_distribution(keyless, votes, ARTICLE, reveal=True).title == hidden.title


def test_a_sorting_counts_the_items_on_which_most_agree() -> None:
    chart = sorting_distribution(CLASSES, COUNTS, ARTICLE)
    assert chart.title == "On 1 of 3 items more than half of the class agree."
    assert chart.alt == f"Matrix of 3 items by 3 classes with the number of answers. {chart.title}"
    assert chart.table.caption == "Answers by item and class"
    assert [row.cells[2:] for row in chart.table.rows] == [
        ("6", "75%"), ("2", "25%"), ("0", "0%"),
        ("0", "0%"), ("4", "50%"), ("4", "50%"),
        ("0", ""), ("0", ""), ("0", ""),
    ]  # fmt: skip
    assert filled(chart) == [0.75, 0.25, 0, 0, 0.5, 0.5, 0, 0, 0]
    assert {row.origin for row in chart.table.rows} == {None}  # no claim about the world


def test_no_answers_is_said() -> None:
    for chart in (
        answer_distribution(QUESTION, {"answers": {}}, ARTICLE),
        answer_distribution(QUESTION, {"answers": {"a": 0}}, ARTICLE, reveal=True),
        sorting_distribution(CLASSES, {"s01": {"asserted": 0}}, ARTICLE),
        sorting_distribution(CLASSES, {}, ARTICLE),
    ):
        assert chart.title == "No answers yet."
        assert "No answers yet." in texts(chart)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(KeyError, match="question q has no option 'd'; it has a, b, c"):
        answer_distribution(QUESTION, {"answers": {"d": 1}}, ARTICLE)
    with pytest.raises(KeyError, match="no class 'seen' for 's01'; the classes are asserted, reported"):
        sorting_distribution(CLASSES, {"s01": {"seen": 1}}, ARTICLE)
    with pytest.raises(ValueError, match=r"a count is below zero: \{'a': -1\}"):
        answer_distribution(QUESTION, {"answers": {"a": -1}}, ARTICLE)
