"""A problem is one line that a terminal can print, whatever a file put into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from kernel import Kernel

from course_utils.errors import CourseError, Problem, Problems, QuestionsError, quoted, unknown_name, visible


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
    assert [visible("ab" * 5, 4), visible("abcd", 4)] == ["ab … ab", "abcd"]
    assert [quoted(text, 4) for text in (" a\n b ", "\n", "abcdefgh")] == ["“a b”", "“ ”", "“ab … gh”"]


def test_a_problem_is_one_line_though_name_and_message_are_hostile() -> None:
    problem = Problem("a\x1b\n.txt", "found \u202e" + "x" * 1_000_000, 3)
    assert str(problem) == rf"a\u001b\u000a.txt, line 3: found \u202e{'x' * 1993} … {'x' * 2000}"


def test_an_error_has_a_line_for_each_problem() -> None:
    error = CourseError([Problem("a.txt", "two\n", 2), Problem("a.txt", "one", 1)])
    assert str(error) == "a.txt, line 1: one\na.txt, line 2: two\\u000a"


def test_all_problems_of_a_file_are_raised_together() -> None:
    log = Problems("a.yaml", QuestionsError)
    log.warn(4, "odd")
    log.close()
    log.expected(3, "a", "b\nc", "do d")
    with pytest.raises(QuestionsError) as caught:
        log.stop(2, "two")
    assert str(caught.value) == "a.yaml, line 2: two\na.yaml, line 3: expected a, found “b c”; do d"
    assert list(map(str, log.warnings)) == ["a.yaml, line 4: odd"]


def test_a_file_with_more_problems_than_anybody_mends_is_read_no_further() -> None:
    log = Problems("a.yaml", QuestionsError, ends=True)
    for line in range(240):
        log.warn(line, "odd")
    more = "a.yaml: more was found than the 100 listed here; mend these first."
    assert list(map(str, log.warnings)) == [*(f"a.yaml, line {line}: odd" for line in range(100)), more]
    for line in range(100):
        log.add(line, "odd")
    with pytest.raises(QuestionsError) as caught:
        log.add(100, "odd")
    assert str(caught.value) == "\n".join(map(str, log.warnings))


def test_what_is_more_than_anybody_mends_is_counted() -> None:
    log = Problems("a.yaml", QuestionsError)
    for line in range(240_000, 0, -1):
        log.add(line, "odd")
    with pytest.raises(QuestionsError) as caught:
        log.close()
    first, *_, last = str(caught.value).split("\n")
    assert (first, last) == ("a.yaml, line 239901: odd", "a.yaml: 239,900 more of such problems; mend these first.")
    assert len(caught.value.problems) == 101


def test_an_unknown_name_is_told_with_the_nearest_and_the_first_valid_ones() -> None:
    assert unknown_name("Irna", ["iran", "israel"], "an actor") == (
        "“Irna” is not an actor. Did you mean iran? Valid: iran, israel."
    )
    assert unknown_name("irna", ["iran"], "an actor", guess=False) == "“irna” is not an actor. Valid: iran."
    assert unknown_name("zzz", [], "a name") == "“zzz” is not a name. Valid: none so far."
    names = [f"n{number}" for number in range(40)]
    assert unknown_name("zzz", names, "a name").endswith("n28, n29 and 10 more.")


def newer(path: Path) -> str:
    path.write_text('{"schema": 2, "answers": {}}', "utf-8")
    return (
        "answers.json: expected answers in format 1 or older, found 2. "
        "A newer version of the course wrote them: open them with that one."
    )


def unreadable(path: Path) -> str:
    """Make what not even the system's administrator can read as a file."""
    path.mkdir()
    return "answers.json: expected a file that can be read, found: Is a directory. Move it away yourself."


@pytest.mark.parametrize(
    "call", ["open_course()", "course.ask('01-check-lead')", "course.sort_sentences()", "course.write_brief()"]
)
@pytest.mark.parametrize("spoil", [newer, unreadable])
def test_a_cell_shows_a_student_the_sentence_alone(
    kernel: Kernel, spoil: Callable[[Path], str], call: str, tmp_path: Path
) -> None:
    path = tmp_path / "answers.json"
    sentence = spoil(path)
    outputs = kernel.run(
        f"os.environ['COURSE_ANSWERS'] = {str(path)!r}\ncourse = __import__('course_utils').Course()\n{call}"
    )
    assert outputs == {"error": {"traceback": [sentence], "ename": "AnswersError", "evalue": sentence}}


def test_a_cell_shows_a_teacher_every_problem_of_a_file_and_its_line(kernel: Kernel, tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text("questions:\n- {id: a}\n", "utf-8")
    outputs = kernel.run(f"from course_utils.exercises.questions import load_questions\nload_questions({str(path)!r})")
    assert outputs["error"]["traceback"] == [
        f"questions.yaml, line 2: questions a: {key} is missing."
        for key in ("notebook", "kind", "prompt", "options", "difficulty")
    ]


def test_an_error_of_the_course_itself_keeps_its_traceback(kernel: Kernel) -> None:
    said = "\n".join(kernel.run("course.ask('no such question')")["error"]["traceback"])
    assert "Traceback" in said
