"""A folder of answer files becomes counts; what is no such file is refused by name, and changes nothing."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from course_utils.answers.workbook import Workbook
from course_utils.course_parts import CourseParts
from course_utils.errors import Problem
from course_utils.exercises.questions import load_questions
from course_utils.exercises.sorting_tasks import ties_by_sign
from course_utils.reading.load import load_reading
from course_utils.teacher import hand_ins
from course_utils.teacher.class_counts import Classroom, Tally, as_csv, read_class, tallies

unlinked = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows asks for a right to make links, and has no pipes"
)
[EXIT] = [question for question in load_questions() if question.id == "05-exit"]
KEY = EXIT.key or ""
WRONG, OTHER = [option.id for option in EXIT.options if option.id != KEY]


def hand_in(file: Path, *answers: tuple[str, str]) -> None:
    """Write a student's file as the course does."""
    file.parent.mkdir(exist_ok=True)
    workbook = Workbook(file)
    for item, value in answers:
        workbook.commit(item, value)


def told(problems: Iterable[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


def counts(found: Classroom) -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    sides = {item: [*zip(*votes.elements(), strict=True)] for item, votes in found.votes.items()}
    return {item: (dict(Counter(first)), dict(Counter(now))) for item, (first, now) in sides.items()}


def test_first_and_last_answers_are_counted_in_every_file_but_not_a_students_own_sentence(tmp_path: Path) -> None:
    hand_in(tmp_path / "a" / "answers.json", ("05-exit", WRONG), ("05-exit", KEY))
    hand_in(tmp_path / "b" / "answers.json", ("05-exit", KEY))
    hand_in(tmp_path / "c.json", ("05-exit", OTHER), ("mine", "x"), ("03-estimate.other-1", "A " * 33))
    found = read_class([tmp_path])
    assert (found.files, found.refused) == (3, ())
    assert counts(found) == {
        "05-exit": ({WRONG: 1, KEY: 1, OTHER: 1}, {KEY: 2, OTHER: 1}),
        "mine": ({"x": 1}, {"x": 1}),
    }


def test_a_file_that_answers_nothing_of_this_course_is_told_and_not_counted(tmp_path: Path) -> None:
    for name, *given in (("a", "05-exit"), ("b", "k-check"), ("c",), ("d", "brief.known"), ("e", "05-exit.alone", "x")):
        hand_in(tmp_path / f"{name}.json", ("made", "x"), *((item, KEY) for item in given))
    found = read_class([tmp_path], [EXIT], names=True)
    assert (found.files, found.refused) == (2, ())
    assert told(found.passed) == [f"{name}.json: answers no question of this course; not counted." for name in "bcd"]
    assert read_class([tmp_path]).files == 5


@unlinked
def test_what_is_no_file_of_answers_is_refused_by_name_and_the_others_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_ins, "LARGEST", 200)
    hand_in(tmp_path / "good.json", ("05-exit", KEY))
    (tmp_path / "inner").mkdir()
    for name, content in {
        "list": b"[]",
        "cut": b'{"schema": 1, "answ',
        "deep": b"[" * 150,
        "new": b'{"schema": 2, "answers": {}}',
        "big": b" " * 201,
        "inner/bytes": b"\xff\xfe",
    }.items():
        (tmp_path / f"{name}.json").write_bytes(content)
    (tmp_path / "link.json").symlink_to(tmp_path / "good.json")
    os.mkfifo(tmp_path / "pipe.json")
    found = read_class([tmp_path], names=True)
    assert (found.files, found.passed) == (1, ())
    something = "expected answers that the course wrote, found something else. Ask for the file again."
    assert told(found.refused) == [
        "big.json: expected at most 200 bytes of answers, found more.",
        f"cut.json: {something}",
        f"deep.json: {something}",
        f"{os.path.join('inner', 'bytes.json')}: {something}",  # noqa: PTH118
        "link.json: expected a file of answers, found a link or a device.",
        f"list.json: {something}",
        "new.json: expected answers in format 1 or older, found 2. A newer version of the course wrote them: "
        "open them with that one.",
        "pipe.json: expected a file of answers, found a link or a device.",
    ]
    assert told(read_class([tmp_path]).refused)[1] == f"no. 2, a .json: {something}"


def test_an_odd_answer_is_left_out_its_file_counts_and_hidden_files_do_not(tmp_path: Path) -> None:
    """Nor does anything in the folder change."""
    odd = {"a": 3, "b": {"first": "x"}, "c": {"first": 1, "value": "x"}, "05-exit": {"first": KEY, "value": KEY}}
    (tmp_path / "s.json").write_text(json.dumps({"schema": 1, "answers": odd}))
    for name in (".answers.json", ".ipynb_checkpoints/answers.json", "answers.json.tmp", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{")
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*") if p.is_file()}
    found = read_class([tmp_path])
    assert (found.files, found.refused, counts(found)) == (1, (), {"05-exit": ({KEY: 1}, {KEY: 1})})
    assert told(found.passed) == [
        "not read: no. 1, a .json.tmp; no. 2, a .txt. A file of answers ends in .json: rename any that is one."
    ]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_folder_that_cannot_be_looked_into_is_refused_by_name_and_the_others_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights are no hindrance to an administrator, as whom the tests may run."""
    for name in ("ann", "bob", "closed", "zoe"):
        hand_in(tmp_path / name / "answers.json", ("05-exit", KEY), ("brief.known", f"I am {name}."))
    look = os.scandir

    def scandir(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = read_class([tmp_path], names=True)
    said = "closed: expected a folder that can be read, found: Permission denied."
    assert (found.files, told(found.refused)) == (3, [said])
    assert told(read_class([tmp_path]).refused) == [said.replace("closed", "no. 3")]
    assert told(read_class([tmp_path / "closed"], names=True).refused) == [f"{tmp_path / said}"]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system takes so long a path")
def test_a_thousand_folders_in_each_other_are_gone_through(tmp_path: Path) -> None:
    inner = [Path(*["d"] * depth) for depth in range(1, 1_101)]
    for folder in inner:
        (tmp_path / folder).mkdir()
    hand_in(tmp_path / "good.json", ("05-exit", KEY))
    (tmp_path / inner[-1] / "deep.json").write_bytes((tmp_path / "good.json").read_bytes() + b"\n")
    try:
        found = read_class([tmp_path])
    finally:  # pytest would come to its end where it takes so many folders away
        (tmp_path / inner[-1] / "deep.json").unlink()
        for folder in reversed(inner):
            (tmp_path / folder).rmdir()
    assert (found.files, found.refused) == (2, ())


@unlinked
def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    hand_in(tmp_path / "class" / "good.json", ("05-exit", KEY))
    for name in ("again", "again.json"):
        (tmp_path / "class" / name).symlink_to(tmp_path / "class")
    found = read_class([tmp_path / "class"], names=True)
    said = "again.json: expected a file of answers, found a link or a device."
    assert (found.files, told(found.refused)) == (1, [said])
    assert told(found.passed) == [f"not read: again. {OTHER_ENDING}"]


OTHER_ENDING = "A file of answers ends in .json: rename any that is one."
DAMAGED = "expected a zip that can be read, found a damaged one. Ask for the file again."


def test_only_where_names_are_asked_for_a_path_is_told(tmp_path: Path) -> None:
    hand_in(tmp_path / "ann" / "a.json", ("05-exit", KEY))
    for name in ("b.json", "ann.maria", "z.zip"):
        (tmp_path / "ann" / name).write_bytes((tmp_path / "ann" / "a.json").read_bytes())
    for found, names in ((read_class([tmp_path]), False), (read_class([tmp_path], names=True), True)):
        lines = told((*found.passed, *found.refused))
        assert len(lines) == 3
        assert [("ann" in line) for line in lines] == [names] * 3
    same, other, packed = (os.path.join("ann", name) for name in ("b.json", "ann.maria", "z.zip"))  # noqa: PTH118
    first = os.path.join("ann", "a.json")  # noqa: PTH118
    assert lines == [
        f"{same}: the same, byte for byte, as {first}; counted once.",
        f"not read: {other}. {OTHER_ENDING}",
        f"{packed}: {DAMAGED}",
    ]


@pytest.mark.parametrize("first", ["05-exit", "05-exit.alone"], ids=["one vote", "two, and the talk between them"])
def test_a_tally_has_every_option_and_only_those(tmp_path: Path, first: str) -> None:
    hand_in(tmp_path / "a.json", (first, WRONG), ("05-exit", KEY))
    hand_in(tmp_path / "b.json", ("05-exit", "no such option"))
    [tally] = tallies(read_class([tmp_path]), [EXIT])
    options = {option.id: option.text for option in EXIT.options}
    firsts, lasts = ({option: int(option == one) for option in options} for one in (WRONG, KEY))
    counted = (firsts, lasts, 1, 0, "alone" in first)
    assert tally == Tally("05-exit", EXIT.prompt, options, KEY, *counted, EXIT.notebook, EXIT)


@pytest.mark.parametrize(
    ("files", "codes", "firsts", "lasts", "single"),
    [
        ([(WRONG, KEY), (KEY, KEY)], [OTHER], [WRONG, KEY], [KEY, KEY], 1),
        ([(WRONG, KEY)], [OTHER] * 3, [], [KEY, *[OTHER] * 3], 0),
        ([(WRONG, ""), (KEY, ""), (KEY, KEY)], [], [WRONG, KEY, KEY], [], 0),
        ([(WRONG, ""), (KEY, WRONG)], [], [KEY], [WRONG], 1),
        ([(WRONG, ""), (KEY, ""), (OTHER, "")], [KEY, OTHER], [WRONG, KEY, OTHER], [], 2),
        ([], [KEY, KEY], [], [KEY, KEY], 0),
    ],
)
def test_first_and_now_are_of_the_same_students(
    files: Sequence[tuple[str, str]], codes: Sequence[str], firsts: Sequence[str], lasts: Sequence[str], single: int,
    tmp_path: Path,
) -> None:  # fmt: skip
    """Or one of them stands alone, where less than half have both."""
    for number, (first, last) in enumerate(files):
        now = [("05-exit", last)] if last else []
        hand_in(tmp_path / f"{number}.json", ("05-exit.alone", first), *now, ("n", str(number)))
    [tally] = tallies(read_class([tmp_path], [EXIT], codes=[[("05-exit", "", one)] for one in codes]), [EXIT])
    for given, wanted in ((tally.firsts, firsts), (tally.lasts, lasts)):
        assert sorted(Counter(given).elements()) == sorted(wanted)
    assert (tally.single, tally.others) == (single, 0)


def test_a_sorting_gives_a_tally_a_row(tmp_path: Path) -> None:
    task = ties_by_sign(load_reading(), "05-ties")
    entry = task.entries[0]
    hand_in(tmp_path / "a.json", (f"05-ties.{entry.id}", "hostile"))
    counted = tallies(read_class([tmp_path]), [task])
    assert len(counted) == len(task.entries)
    assert (counted[0].prompt, counted[0].key) == (entry.text, None)
    assert counted[0].lasts == {"friendly": 0, "hostile": 1, "mixed": 0, "neither": 0}


def test_an_estimate_gives_a_tally_a_chance_with_how_many_gave_each_band(tmp_path: Path) -> None:
    estimate = CourseParts().file.estimate
    assert estimate
    for number, chances in enumerate((("0", "20", "80"), ("25", "100", "x"), ("62", "-5", ""))):
        hand_in(tmp_path / f"{number}.json", *zip(estimate.chances, chances, strict=True))
    counted = tallies(read_class([tmp_path], [estimate]), [estimate])
    assert [[*tally.lasts.values()] for tally in counted] == [[1, 1, 0, 1, 0], [1, 0, 0, 0, 1], [0, 0, 0, 1, 0]]
    assert [tally.others for tally in counted] == [0, 1, 1]
    assert [tally.prompt.removeprefix(f"{estimate.prompt} ") for tally in counted] == [*estimate.outcomes]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_the_table_begins_as_a_formula_does(first: str) -> None:
    evil = f'{first}HYPERLINK("x")'
    made = as_csv([Tally(evil, evil, {"a": evil}, "a", {"a": 2}, {"a": 1})])
    assert list(csv.reader(io.StringIO(made, newline=""))) == [
        ["item", "question", "option", "first answers", "last answers", "right"],
        ["'" + evil] * 3 + ["2", "1", "yes"],
    ]


def test_no_part_of_a_cell_is_a_formula_where_a_spreadsheet_parts_cells_by_another_sign() -> None:
    """A quotation mark does not hold such a cell together: the other spreadsheet sees it inside a cell."""
    evil = 'x;=1+1 and "\t@SUM(1)\n-2; 3;"=4'
    made = as_csv([Tally("q", evil, {"a": "a; b, -c"}, "a", {"a": 2}, {"a": 1})])
    assert made == (
        "item,question,option,first answers,last answers,right\r\n"
        'q,"x;\'=1+1 and ""\t\'@SUM(1)\n\'-2; 3;\'""=4","a; b, -c",2,1,yes\r\n'
    )
    for sign in ",;\t":
        cells = [cell for row in csv.reader(io.StringIO(made, newline=""), delimiter=sign) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
