"""In the terminal: what split the class most in full, all else in a line, and no answer that was not asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from course_utils.course_parts import CourseParts
from course_utils.exercises.questions import Question
from course_utils.teacher.class_counts import FULL, Classroom, Tally, report, tallies

COURSE = CourseParts()
ESTIMATE = COURSE.file.estimate
ASKED = [*COURSE.questions.values(), *COURSE.sorting_tasks, *([ESTIMATE] if ESTIMATE else [])]


def given(item: str, firsts: Sequence[int], lasts: Sequence[int] = (), *, twice: bool = False) -> Tally:
    """Let an item's options have been chosen so often."""
    [tally] = [one for one in tallies(Classroom(1, (), {}), ASKED) if one.item == item]
    first, last = (dict(zip(tally.options, [*counts, *[0] * 9], strict=False)) for counts in (firsts, lasts))
    return Tally(item, tally.prompt, tally.options, tally.key, first, last, 0, 0, twice, tally.notebook, tally.asked)


def test_a_question_shows_as_soon_as_one_first_vote_is_in() -> None:
    said = report([given("04-check-claim", [0, 1, 0])]).splitlines()
    assert said[0] == "04-certainty"
    assert said[2].split() == ["first", "1", "now", "0"]
    assert [line.split()[0] for line in said[3:]] == ["0", "100", "0"]
    assert report([given("04-check-claim", [0, 0, 0])]) == ""


def test_a_wrong_option_that_was_chosen_has_its_misconception_by_name_and_the_right_one_a_star_on_demand() -> None:
    question = COURSE.questions["04-check-claim"]
    counts = [3 if option.id != question.options[0].id else 0 for option in question.options]
    for key in (False, True):
        lines = report([given("04-check-claim", counts)], key=key).splitlines()[3:]
        for option, line in zip(question.options, lines, strict=True):
            shown = option.misconception is not None and option is not question.options[0]
            assert (f"({option.misconception})" in line) == shown
            assert ("* " in line) == (key and option.id == question.key)


def test_what_split_the_class_most_comes_first_and_five_are_in_full() -> None:
    items = [one.id for one in ASKED if isinstance(one, Question)][:12]
    said = report([given(item, [12 - number, number, 0]) for number, item in enumerate(items)])
    assert said.startswith("What most say, at first → now; in full what split the class most.\n\n")
    lines = [line.split()[0] for line in said.splitlines() if line.startswith("  0")]
    assert {line.split()[0] for line in said.splitlines() if "?" in line or "…" in line} >= set(items[4:9])
    assert said.count("first 12") == FULL
    splits = {item: abs(6 - number) for number, item in enumerate(items)}
    for book in ("00", "01", "02"):
        rows = [splits[item] for item in lines if item.startswith(book)]
        assert rows == sorted(rows)


def test_what_is_voted_on_twice_stands_in_full_however_little_it_split_the_class() -> None:
    items = [one.id for one in ASKED if isinstance(one, Question) and not one.id.startswith("04-check-claim")][:8]
    counted = [given(item, [5, 5, 0]) for item in items]
    for twice in (True, False):
        said = report([*counted, given("04-check-claim", [9, 1, 0], [10, 0, 0], twice=twice)])
        assert ("first 10     now 10" in said, said.count("first 10      now 0")) == (twice, FULL)


def test_an_estimate_tells_how_many_gave_each_chance() -> None:
    said = report([given(item, [4, 0, 0, 2, 1], [4, 0, 0, 2, 1]) for item in (ESTIMATE.chances if ESTIMATE else ())])
    rows = said.splitlines()
    assert rows[2].split("%")[0].strip() == "0 to 20"
    assert [row.split()[:5] for row in rows[3:]] == [["4", "0", "0", "2", "1"]] * 3
    assert [row[63:] for row in rows[3:]] == [*(ESTIMATE.outcomes if ESTIMATE else ())]


@pytest.mark.parametrize(
    ("item", "turns", "course"),
    [
        ("04-sort.s09", "“Azerbaijan’s recent claim that” (s09)", "The course reads it as reported."),
        ("04-sort.s10", "“accused Tehran of” (s10)", "The course reads it as accused."),
        ("05-ties.israel.iran", "“Israel’s archnemesis” (s04)", "The course reads it as unfriendly (−)."),
    ],
)
def test_a_sorted_row_has_the_words_that_decide_and_the_courses_reading_on_demand(
    item: str, turns: str, course: str
) -> None:
    row = given(item, [2, 1, 1], [2, 1, 1])
    assert turns in report([row])
    assert course not in report([row])
    assert course in report([row], key=True)


def test_no_control_character_of_a_bank_reaches_the_terminal() -> None:
    asked = Tally("q", "Who\x1b[2J?", {"a": "One\r", "b": "Two\u202e"}, "b", {"a": 1, "b": 3}, {"a": 0, "b": 4})
    assert all(line.isprintable() for line in report([asked]).splitlines())
