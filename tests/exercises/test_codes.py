"""A code holds the choices of one notebook; no wrong letter, other edition or other course is read as another code."""

import ast
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.answers.workbook import CROCKFORD as LETTERS
from course_utils.answers.workbook import Answer
from course_utils.command.cli import main
from course_utils.course_parts import CourseParts
from course_utils.errors import AnswersError, CourseError
from course_utils.exercises.codes import Codes
from course_utils.places import shelf

HERE = Path(__file__).parent
SECOND = HERE.parent / "second_course"
TABLE = yaml.safe_load((HERE / "codes.yaml").read_text("utf-8"))
COURSES = {path.name: CourseParts(path).codes for path in (shelf("data"), SECOND)}
OWN = COURSES["data"]
EACH = [(codes, notebook) for codes in COURSES.values() for notebook in TABLE["editions"][codes.file.id][1]]
CHANCE = random.Random(1)


def answered(codes: Codes, notebook: str, share: float = 0.8) -> dict[str, Answer]:
    """Answer some of what a notebook asks, by chance."""
    items = {item: values for item, values in codes.items(notebook).items() if CHANCE.random() < share}
    return {item: Answer(CHANCE.choice(values), values[0], 2, "2026-11-30T10:00") for item, values in items.items()}


def test_an_edition_is_made_of_the_same_items_in_the_same_order_for_ever() -> None:
    for codes in COURSES.values():
        for notebook, items in TABLE["editions"][codes.file.id][codes.task.edition].items():
            assert [*items.items()] == [(item, " ".join(values)) for item, values in codes.items(notebook).items()]


@pytest.mark.parametrize(("notebook", "values", "code"), TABLE["codes"])
def test_a_code_is_spelt_the_same_for_ever(notebook: str, values: str, code: str) -> None:
    items = OWN.items(notebook)
    given = {i: Answer(v, v, 1, "2026-11-30T10:00") for i, v in zip(items, values.split(), strict=False) if v != "-"}
    assert OWN.code_of(notebook, given) == code
    assert [(item, value) for item, _, value in OWN.read_code(code)[1]] == [(i, a.value) for i, a in given.items()]


@pytest.mark.parametrize(("codes", "notebook"), EACH)
def test_what_was_chosen_is_read_and_a_code_is_as_long_whatever_was(codes: Codes, notebook: str) -> None:
    lengths = set()
    for share in (0, 0.1, 0.5, 0.9, 1, 1, 1):
        given = answered(codes, notebook, share)
        given["brief.known"] = Answer("my own words", "", 1, "2026-11-30T10:00")
        code = codes.code_of(notebook, given)
        lengths.add(len(code))
        number, read = codes.read_code(code)
        del given["brief.known"]
        assert (number, {item: value for item, _, value in read}) == (notebook, {i: a.value for i, a in given.items()})
        assert {first for _, first, value in read} <= {"", *(value for *_, value in read)}
    assert len(lengths) == 1
    if codes is OWN:
        assert len(code.replace("-", "")) == {"03": 10, "04": 14, "05": 11, "00": 4}.get(notebook, 6)


def test_an_answer_that_is_none_of_the_options_counts_as_none() -> None:
    odd = {"00-guess": Answer("georgia", "georgia", 1, "2026-11-30T10:00")}
    assert OWN.code_of("00", odd) == OWN.code_of("00", {})


@pytest.mark.parametrize(("codes", "notebook"), EACH)
def test_no_code_with_a_wrong_letter_or_two_that_changed_places_is_read(codes: Codes, notebook: str) -> None:
    for share in (0, 0.5, 1):
        code = codes.code_of(notebook, answered(codes, notebook, share)).replace("-", "")
        wrong = {f"{code[:n]}{letter}{code[n + 1 :]}" for n in range(len(code)) for letter in LETTERS}
        wrong |= {f"{code[:n]}{code[n + 1]}{code[n]}{code[n + 2 :]}" for n in range(len(code) - 1)}
        wrong |= {f"{code[:n]}{code[n + 1 :]}" for n in range(len(code))}
        wrong |= {f"{code[:n]}{letter}{code[n:]}" for n in range(len(code)) for letter in LETTERS}
        for one in wrong - {code}:
            with pytest.raises(AnswersError):
                codes.read_code(one)


@pytest.mark.parametrize("spell", [
    str.lower,
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", " – "),
    lambda code: " ".join(code),
    lambda code: code.replace("0", "O").replace("1", "I"),
    lambda code: code.replace("0", "o").replace("1", "l"),
    lambda code: f"\u00a0{code}\r\n",
    lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "－" for c in code),
])  # fmt: skip
def test_a_code_is_read_however_it_is_spelt(spell: Callable[[str], str]) -> None:
    for notebook in ("00", "01", "03", "06"):
        given = answered(OWN, notebook)
        code = OWN.code_of(notebook, given)
        assert OWN.read_code(spell(code)) == OWN.read_code(code)


@pytest.mark.parametrize(("text", "found"), TABLE["refused"])
def test_what_is_no_code_is_told_with_its_place(text: str, found: str) -> None:
    with pytest.raises(AnswersError) as caught:
        OWN.read_code(text, "codes.txt", 3)
    expected = "expected a code of edition 1 of “Reading the Caucasus”"
    assert str(caught.value) == f"codes.txt, line 3: {expected}, found {found}. Ask for it again."


def test_a_code_of_another_course_is_told_each_time() -> None:
    for codes, notebook in EACH:
        [other] = [one for one in COURSES.values() if one is not codes]
        for _ in range(50):
            with pytest.raises(AnswersError, match="one of another course, or a letter"):
                other.read_code(codes.code_of(notebook, answered(codes, notebook)))


_, *BANK = (SECOND / "questions.yaml").read_text("utf-8").partition("misconceptions:")[0].split("  - id: k-")
PREDICT, CHECK = (f"  - id: k-{part}" for part in BANK)
NEW = CHECK.replace("k-check-panel", "k-new")
*ROWS, ONCE, LAST = PREDICT.splitlines(keepends=True)
TURNED = "".join([*ROWS, LAST, ONCE])


@pytest.mark.parametrize(("file", "old", "new", "notebook"), [
    ("questions.yaml", CHECK, NEW + CHECK, "01"),
    ("questions.yaml", CHECK, CHECK + NEW, "01"),
    ("questions.yaml", PREDICT, "", "01"),
    ("questions.yaml", PREDICT + CHECK, CHECK + PREDICT, "01"),
    ("questions.yaml", "id: a, text: Never", "id: d, text: Never", "01"),
    ("questions.yaml", PREDICT, TURNED, "01"),
    ("course.yaml", "twice: [k-check-panel]", "twice: []", "01"),
    ("course.yaml", "ties: 02-ties", "ties: 02-pairs", "02"),
    ("course.yaml", "sentences: 02-sort", "sentences: 02-kinds", "02"),
])  # fmt: skip
def test_what_changes_is_noticed_and_a_new_edition_reads_no_old_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, notebook: str
) -> None:
    def checked(folder: Path) -> str:
        main(["check", str(folder)])
        return capsys.readouterr().out

    shutil.copytree(SECOND, tmp_path / "course")
    changed = tmp_path / "course" / file
    text = changed.read_text("utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CourseError) as caught:
        CourseParts(tmp_path / "course").codes.items(notebook)
    told = re.fullmatch(
        rf"course\.yaml, line 33: codes: order: expected “({notebook} [0-9a-f]+)”, found “({notebook} [0-9a-f]+)”; "
        rf"write it there in its place, and 2 for edition: notebook {notebook} asks other things now\.",
        str(caught.value),
    )
    assert told
    assert str(caught.value) in checked(tmp_path / "course")
    course = tmp_path / "course" / "course.yaml"
    course.write_text(course.read_text("utf-8").replace(told[2], told[1]).replace("edition: 1", "edition: 2"), "utf-8")
    assert "No problem found" in checked(tmp_path / "course")
    codes = CourseParts(tmp_path / "course").codes
    given = answered(codes, notebook, 1)
    assert len(codes.read_code(codes.code_of(notebook, given))[1]) == len(given)
    before = COURSES["second_course"]
    with pytest.raises(AnswersError, match="edition 2 of “Reading the Oreth”, found one of edition 1, or a letter"):
        codes.read_code(before.code_of(notebook, answered(before, notebook)))


def test_a_course_without_codes_or_with_a_strange_name_says_so(tmp_path: Path) -> None:
    shutil.copytree(SECOND, tmp_path / "course")
    course = tmp_path / "course" / "course.yaml"
    text = course.read_text("utf-8")
    course.write_text(text.replace("k-check-panel], order: [01 2c3cc8db, ", "k-check-panle], order: ["), "utf-8")
    with pytest.raises(CourseError) as caught:
        CourseParts(tmp_path / "course").codes.items("01")
    assert "Did you mean k-check-panel?" in str(caught.value)
    assert re.search(
        r"line 33: codes: order: expected “01 [0-9a-f]{8}”, found nothing; write it there\.", str(caught.value)
    )
    course.write_text(text.partition("codes:")[0], "utf-8")
    with pytest.raises(CourseError, match="this course has no “codes”, which is needed here; add it to this file"):
        _ = CourseParts(tmp_path / "course").codes
    for name in ("07", "1", "01-voices", "", "é"):
        with pytest.raises(CourseError, match=r"notebook that asks something, 00, 01, 02, 03, 04, 05, 06, found “"):
            OWN.items(name)


def test_what_is_voted_on_twice_in_a_notebook_is_so_in_its_code() -> None:
    def called(cell: dict[str, Any]) -> list[str]:
        calls = (node for node in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(node, ast.Call))
        return [ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "course.vote_twice"]

    cells = [
        c for file in sorted(shelf("notebooks").glob("0*.ipynb")) for c in json.loads(file.read_text("utf-8"))["cells"]
    ]
    places = [place for cell in cells if cell["cell_type"] == "code" for place in called(cell)]
    assert [CourseParts(shelf("data")).question(place).id for place in places] == [*OWN.task.twice]
