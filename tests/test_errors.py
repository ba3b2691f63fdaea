"""A problem is one line that a terminal can print, whatever a file put into it."""

from __future__ import annotations

import pytest

from course_utils.errors import CourseError, Problem, visible


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Qarabağ, Арцах, \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd", None),
        ("a\u00a0b “c”", None),
        ("\x1b[2Jgone", r"\u001b[2Jgone"),
        ("over\rwritten", r"over\u000dwritten"),
        ("a\nb.txt: all is well", r"a\u000ab.txt: all is well"),
        ("\u202eturned\u2069", r"\u202eturned\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("half \ud800", r"half \ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_cannot_be_seen_is_spelled_and_the_rest_stays(text: str, said: str | None) -> None:
    assert visible(text) == (text if said is None else said)


def test_a_long_text_loses_its_middle() -> None:
    assert visible("ab" * 5, 4) == "ab … ab"
    assert visible("abcd", 4) == "abcd"


def test_a_problem_is_one_line_though_name_and_message_are_hostile() -> None:
    problem = Problem("a\x1b\n.txt", "found \u202e" + "x" * 1_000_000, 3)
    assert str(problem) == rf"a\u001b\u000a.txt, line 3: found \u202e{'x' * 1993} … {'x' * 2000}"


def test_an_error_has_a_line_for_each_problem() -> None:
    error = CourseError([Problem("a.txt", "two\n", 2), Problem("a.txt", "one", 1)])
    assert str(error) == "a.txt, line 1: one\na.txt, line 2: two\\u000a"
