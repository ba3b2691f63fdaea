"""Codes are read as people write them; a wrong one is told, and nobody's counts twice under one name."""

from __future__ import annotations

import pytest

from course_utils.answers.workbook import CROCKFORD as LETTERS
from course_utils.answers.workbook import Answer
from course_utils.course_parts import CourseParts
from course_utils.teacher.class_codes import read_codes

CODES = CourseParts().codes


def code(notebook: str, place: int) -> str:
    """Return the code of a student who has always chosen the option in this place."""
    values = {item: options[place % len(options)] for item, options in CODES.items(notebook).items()}
    return CODES.code_of(notebook, {item: Answer(value, value, 1, "2026-11-30") for item, value in values.items()})


A, B, C, LONG = code("01", 0), code("01", 1), code("02", 2), code("04", 1)
WRONG = A[:-1] + LETTERS[(LETTERS.index(A[-1]) + 5) % 32]


@pytest.mark.parametrize(
    ("text", "counted", "refused", "passed"),
    [
        (f"{A}\n{B}\n\n{C}\n", 3, [], []),
        (f"Ann: {A}\nBob Ray: {B.lower()}\n3. {C.replace('-', ' ')}\n4) “{LONG}”, please\n", 4, [], []),
        (f"my code is {A.lower()} thanks\n{B.replace('-', '')} (Bo)\nit is {LONG.replace('-', ' ')}.\n", 3, [], []),
        (A.translate(str.maketrans("01", "OI")) + "\n" + B.translate(str.maketrans("01", "ol")), 2, [], []),
        (f"{A}\n{A}\n{A}", 3, [], []),
        (f"Ann: {A}\nann: {B}\nAnn: {C}\nBo: {C}\nCy: {C}", 4, [], [1]),
        (f"1. Ann: {A}\n2. Ann: {A}\n3. Bo: {B}", 2, [], [1]),
        (f"code: {A}\ncode: {A}\ncode: {B}\n", 3, [], [1]),
        (f"The codes of class 8b\n{A}\n\n{WRONG}\n", 1, [1, 4], []),
        (f"Our group\n{A}\n", 1, [], [1]),
        (f"{A} {B}\n{A[:-1]}\n{A}X\n", 0, [1, 2, 3], []),
        ("", 0, [], []),
    ],
)
def test_each_line_is_a_code_or_is_told(text: str, counted: int, refused: list[int], passed: list[int]) -> None:
    given, wrong, idle = read_codes(text, "codes.txt", CODES)
    assert len(given) == counted
    assert ([one.line for one in wrong], [one.line for one in idle]) == (refused, passed)
    assert all(str(one).startswith(f"codes.txt, line {one.line}: expected ") for one in wrong)
    assert all("Ask for it again." in one.message or "Write each into its own." in one.message for one in wrong)


def test_what_is_read_is_what_was_chosen() -> None:
    [given], *_ = read_codes(f"Ann: {LONG}", "codes.txt", CODES)
    assert {item: value for item, _, value in given} == {item: v[1] for item, v in CODES.items("04").items()}


def test_a_class_of_one_wrong_letter_each_counts_nothing() -> None:
    """Each letter of three codes is each other one once."""
    lines = [
        one[:at] + letter + one[at + 1 :]
        for one in (A, B, C)
        for at, was in enumerate(one)
        for letter in LETTERS
        if was not in ("-", letter)
    ]
    given, wrong, _ = read_codes("\n".join(lines), "codes.txt", CODES)
    assert (len(given), len(wrong)) == (0, len(lines))
