"""Handouts: two pages a notebook, with what is asked on paper and, on the key alone, what is answered."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from hostile import STRINGS, UNFIT

from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError
from course_utils.exercises.brief import rubric
from course_utils.exercises.questions import Question
from course_utils.teacher.handouts import handouts

OWN, SECOND = CourseParts(), CourseParts(Path(__file__).parents[1] / "second_course")
COURSES = pytest.mark.parametrize("course", [OWN, SECOND], ids=["own", "second"])
KEY = "(theanswer)"


@cache
def made(course: CourseParts) -> dict[str, bytes]:
    return handouts(course, "From there.", course.questions.values())


def flat(text: str) -> str:
    """Leave out what a line's end may change."""
    return re.sub(r"[\s\ufffe\x02-]", "", text)


def pages(content: bytes) -> list[str]:
    return [flat(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]


@COURSES
def test_there_are_two_pages_a_notebook_and_one_for_what_tells_of_later(course: CourseParts) -> None:
    assert list(made(course)) == [f".{kind}-{paper}.pdf" for kind in ("handouts", "key") for paper in ("a4", "letter")]
    for name, content in made(course).items():
        document, texts = pypdfium2.PdfDocument(content), pages(content)
        titles = [text.partition("Beforeyouread")[0][:80] for text in texts if text.startswith(flat(course.title))]
        alone = [one for one in titles if "whentheestimateiswritten" in one or flat(course.file.brief.title) in one]
        assert len(alone) == (3 if "handouts" in name else 1)
        assert len(texts) == 2 * (len(titles) - len(alone)) + len(alone)
        assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842) if "a4" in name else (612, 792)}
        assert all("Fromthere." in text for text in texts)


@COURSES
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_is_asked_stands_on_both_and_what_is_answered_on_the_key_alone(course: CourseParts, paper: str) -> None:
    student, key = ("".join(pages(made(course)[f".{kind}-{paper}.pdf"])) for kind in ("handouts", "key"))
    keyed = [question for question in course.questions.values() if question.key]
    for question in course.questions.values():
        for text in (question.prompt, *question.texts.values()):
            assert flat(text) in student
            assert flat(text) in key
    for question in keyed:
        right = question.option(str(question.key))
        assert flat(right.feedback) not in student
        assert f"{flat(right.text)}{KEY}" in key
        assert flat(right.feedback) in key
    assert (student.count(KEY), key.count(KEY)) == (0, len(keyed))
    assert all(flat(f"{s.id} {s.text}") in student for s in course.article.sentences)
    for task in course.sorting_tasks:
        assert all(flat(category.text) in student and flat(category.meaning) in student for category in task.categories)
    assert all(flat(level) in student for levels in rubric().values() for level in levels)
    assert "(X)" in key
    assert "(X)" not in student


@COURSES
def test_each_question_has_its_number_in_its_notebook_a_check_a_line_and_no_word_is_cut(course: CourseParts) -> None:
    student, key = ("".join(pages(made(course)[f".{kind}-a4.pdf"])) for kind in ("handouts", "key"))
    counts = Counter(question.notebook for question in course.questions.values())
    for question in course.questions.values():
        found = {n for n in range(1, counts[question.notebook] + 1) if f"{n}.{flat(question.prompt)}" in student}
        assert found
        assert all(f"{n}.{flat(question.prompt)}" in key for n in found)
    checks = [question for question in course.questions.values() if question.kind in ("check", "exit")]
    assert (student.count(flat("Which words decide?")), key.count(flat("Which words decide?"))) == (len(checks), 0)
    words = {flat(word) for sentence in course.article.sentences for word in sentence.text.split()}
    for task in course.sorting_tasks:
        for entry in (entry for entry in task.entries if entry.quoted):
            [*_, begun] = re.findall(rf"{entry.id}([^…☐]{{,40}})…", student)
            assert any(begun.endswith(word) for word in words)
            assert flat(entry.text).startswith(begun)


def test_nothing_that_tells_of_later_stands_where_the_estimate_is_made() -> None:
    late = [flat(question.prompt) for question in OWN.questions.values() if question.after_estimate]
    for content in made(OWN).values():
        where = [text for text in pages(content) if any(one in text for one in late)]
        assert len(where) == 1
        assert flat("03 history, when the estimate is written") in where[0]
        assert all(one in where[0] for one in late)


@COURSES
def test_they_are_tagged_name_their_language_and_carry_their_letters(course: CourseParts) -> None:
    for content in made(course).values():
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content
        document = pypdfium2.PdfDocument(content)
        assert document.get_metadata_dict()["Title"] == course.title
        assert document.is_tagged()
        assert {b"/Lang", b"/StructTreeRoot"} <= set(re.findall(rb"/(?:Lang|StructTreeRoot)\b", content))
        assert b"/FontFile" in content


def test_the_bytes_are_the_same_each_time_and_a_notebook_can_be_had_alone() -> None:
    assert handouts(SECOND, "From there.", SECOND.questions.values()) == made(SECOND)
    alone = handouts(SECOND, "From there.", SECOND.questions.values(), whole=False)
    assert {len(pages(content)) for content in alone.values()} == {2}


def test_words_that_would_be_markup_stand_there_as_they_were_typed() -> None:
    plain = [one for one in STRINGS if one.isascii() and not UNFIT.search(one) and one.strip()]
    evil = [
        *plain[::5],
        '#panic("x")',
        "*b* _i_ `c` $x$ = y",
        "@ref <label> \\ // /* */ - + #let x = 1",
        "Հայերեն Qarabağ",
    ]
    first = OWN.questions["01-check-lead"]

    def asking(number: int, text: str) -> Question:
        options = tuple(replace(option, text=f"{option.id} {text}") for option in first.options)
        return replace(first, id=f"q-{number}", notebook=f"{number // 8:02}-a", prompt=text, options=options)

    bank = [asking(*each) for each in enumerate(evil)]
    course = CourseParts()
    course.title = "#t"
    content = handouts(course, "#s", bank)
    for found in ("".join(pages(content[name])) for name in (".handouts-a4.pdf", ".key-letter.pdf")):
        assert [one for one in evil if flat(one) not in found] == []


def test_without_typst_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        CourseError, match=r"^--to handouts: .*Typst, which is not there; begin with uv run --no-dev --extra"
    ):
        handouts(OWN, "s", [])
