"""A class's answers are counted and drawn; the right one is shown only when it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle
from pictures import assert_anchored, assert_readable

from course_utils.article.article import load_article
from course_utils.charts import Chart, answer_distribution
from course_utils.exercises.questions import Option, Question
from course_utils.look.theme import Size

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


def texts(chart: Chart) -> list[str]:
    return [text.get_text() for text in chart.figure.axes[0].texts]


def bars(chart: Chart) -> list[Rectangle]:
    return [patch for patch in chart.figure.axes[0].patches if isinstance(patch, Rectangle)]


def test_one_vote_says_what_was_chosen_most() -> None:
    chart = answer_distribution(QUESTION, FIRST, ARTICLE)
    assert chart.title == "Most often chosen, by 7 of 12: “The author’s”."
    assert chart.alt == (
        "Bar chart of a class’s answers to a question with 3 options. Most often chosen, by 7 of 12: “The author’s”."
    )
    assert chart.description == "The question: Whose word is it? One bar an option."
    assert texts(chart) == ["The editor’s", "3, 25%", "The author’s", "7, 58%", "A source’s", "2, 17%"]


def test_a_tie_names_no_winner() -> None:
    chart = answer_distribution(QUESTION, {"a": 4, "b": 4}, ARTICLE)
    assert chart.title == "2 options lead with 4 of 8 answers each."


def test_the_right_answer_is_marked_by_words_and_outline_and_not_before_it_is_revealed() -> None:
    hidden = answer_distribution(QUESTION, FIRST, ARTICLE)
    shown = answer_distribution(QUESTION, FIRST, ARTICLE, reveal=True)
    assert "right" not in hidden.title + hidden.alt + hidden.details
    assert shown.title == "3 of 12 chose the right answer."
    assert texts(shown)[0] == "The editor’s (the right answer)"
    assert [bar.get_linewidth() for bar in bars(hidden)] == [1.5, 1.5, 1.5]
    assert [bar.get_linewidth() for bar in bars(shown)] == [3, 1.5, 1.5]
    assert [row.cells[4] for row in shown.table.rows] == ["the right answer", "", ""]


def test_a_question_without_a_key_has_nothing_to_reveal() -> None:
    options = tuple(replace(option, misconception=None) for option in QUESTION.options)
    chart = answer_distribution(replace(QUESTION, key=None, options=options), FIRST, ARTICLE, reveal=True)
    assert chart.title == "Most often chosen, by 7 of 12: “The author’s”."


def test_two_votes_are_pairs_of_bars() -> None:
    chart = answer_distribution(QUESTION, None, ARTICLE, rounds=(FIRST, SECOND))
    assert chart.title == "12 have answered in the first vote, 11 in the second."
    assert [row.cells for row in chart.table.rows] == [
        ("The editor’s", "first vote", "3", "25%", ""),
        ("The editor’s", "second vote", "8", "73%", ""),
        ("The author’s", "first vote", "7", "58%", ""),
        ("The author’s", "second vote", "3", "27%", ""),
        ("A source’s", "first vote", "2", "17%", ""),
        ("A source’s", "second vote", "0", "0%", ""),
    ]
    filled = [bar.get_facecolor()[:3] != (1.0, 1.0, 1.0) for bar in bars(chart)]
    assert filled == [False, True, False, True, False]
    revealed = answer_distribution(QUESTION, None, ARTICLE, rounds=(FIRST, SECOND), reveal=True)
    assert revealed.title == "3 of 12 chose the right answer in the first vote, 8 of 11 in the second."


def test_no_answers_is_said() -> None:
    for chart in (
        answer_distribution(QUESTION, {}, ARTICLE),
        answer_distribution(QUESTION, {"a": 0}, ARTICLE, reveal=True),
        answer_distribution(QUESTION, None, ARTICLE, rounds=({}, {})),
    ):
        assert chart.title == "No answers yet."
        assert "No answers yet." in texts(chart)
        assert_readable(chart)
        assert_anchored(chart, ARTICLE)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(KeyError, match="question q has no option 'd'; it has a, b, c"):
        answer_distribution(QUESTION, {"d": 1}, ARTICLE)
    with pytest.raises(ValueError, match=r"a count is below zero: \{'a': -1\}"):
        answer_distribution(QUESTION, {"a": -1}, ARTICLE)
    for counts, rounds in ((None, None), (FIRST, (FIRST, SECOND))):
        with pytest.raises(ValueError, match="give counts for one vote, or rounds for two, and not both"):
            answer_distribution(QUESTION, counts, ARTICLE, rounds=rounds)


def test_answers_are_no_claim_about_the_world() -> None:
    assert {row.origin for row in answer_distribution(QUESTION, FIRST, ARTICLE).table.rows} == {None}


@pytest.mark.parametrize("size", ["page", "projector"])
@pytest.mark.parametrize("reveal", [False, True])
def test_it_is_readable_and_every_mark_is_on_the_picture(size: Size, reveal: bool) -> None:
    for chart in (
        answer_distribution(QUESTION, FIRST, ARTICLE, size, reveal=reveal),
        answer_distribution(QUESTION, None, ARTICLE, size, rounds=(FIRST, SECOND), reveal=reveal),
    ):
        assert_readable(chart)
        assert_anchored(chart, ARTICLE)


def test_long_options_wrap_and_many_answers_fit() -> None:
    options = tuple(
        replace(option, text=text)
        for option, text in zip(QUESTION.options, ("W" * 300, "long words " * 40, "c"), strict=True)
    )
    question = replace(QUESTION, options=options)
    chart = answer_distribution(question, {"a": 999, "b": 1, "c": 0}, ARTICLE, reveal=True)
    assert_readable(chart)
    assert_anchored(chart, ARTICLE)
    assert chart.table.rows[0].cells[0] == "W" * 300
    both = answer_distribution(question, None, ARTICLE, rounds=({"a": 999}, {"a": 999}))
    assert_readable(both)


def test_a_hostile_string_stays_text() -> None:
    evil = "<img src=x onerror=alert(1)>"
    options = (replace(QUESTION.options[0], text=evil), *QUESTION.options[1:])
    chart = answer_distribution(replace(QUESTION, prompt=evil, options=options), {"a": 1}, ARTICLE)
    assert "<img src=x" not in chart.markup
    assert "&lt;img src=x onerror=alert(1)&gt;" in chart.markup
