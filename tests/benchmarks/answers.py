"""The answer files of one class, and of a thousand classes."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Row, Table, growth, medians

from course_utils import load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.teacher.class_counts import read_class

SIZES = (30, 300, 3_000, 30_000)
#: Seconds for the most files.
LIMIT = 5.0


def tables(quick: bool) -> Iterator[Table]:
    """Give growth with the number of files, and the most files beside what reads them and no more."""
    sizes = SIZES[:-1] if quick else SIZES
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, f"{size}-files") for size in (0, *sizes)]
        for folder, size in zip(folders, (0, *sizes), strict=True):
            hand_in(folder, size)
        empty = medians(9, partial(read_class, folders[0]))[0]
        acts = [partial(count, *each) for each in zip(folders[1:], sizes, strict=True)]
        about = "Each file has an answer to every question and every row that is sorted. "
        yield Table(
            "Answer files, by their number",
            about + "The bare side is linear growth: from the base, and up to it from the number before.",
            "ms",
            growth("{} files", sizes, acts, empty, 3),
        )
        yield Table(
            "Answer files, the most",
            f"{about}The bare side reads each file as JSON and looks at nothing. For {SIZES[-1]:,} files the "
            f"limit is {LIMIT:g} s on the wall.",
            "s",
            _most(folders[-1], sizes[-1]),
        )


def _most(folder: Path, size: int) -> Iterator[Row]:
    acts = (partial(count, folder, size), partial(bare_count, folder))
    ours, bare = medians(3, *acts, clock=time.perf_counter)
    limit = LIMIT * size / SIZES[-1]
    fault = "" if ours < 1000 * limit else f"{ours / 1000:.1f} s are more than {limit:g} s."
    yield Row(f"{size:,} files", ours / 1000, bare / 1000, fault=fault)


def hand_in(folder: Path, number: int) -> None:
    """Write so many students' answers into a folder: three different ones in turn."""
    folder.mkdir()
    first = folder.with_name("first.json")
    reading, bank = load_reading(), load_questions()
    for turn in range(3) if number else ():
        values = {question.id: question.options[turn].id for question in bank}
        for task in (sentences_by_kind(reading, "kinds"), ties_by_sign(reading, "ties")):
            values |= {f"{task.name}.{entry.id}": task.categories[turn].id for entry in task.entries}
        Workbook(first).commit_all(values)
        content = first.read_bytes()
        first.unlink()
        for student in range(turn, number, 3):
            (folder / f"student-{student:05}.json").write_bytes(content)


def count(folder: Path, size: int) -> None:
    """Count a folder's answers as a teacher does."""
    classroom = read_class(folder)
    if classroom.files != size or classroom.refused:
        raise RuntimeError(f"{size} files were handed in, and {classroom.files} were read")


def bare_count(folder: Path) -> None:
    """Read the same files and keep nothing."""
    for path in folder.glob("*.json"):
        json.loads(path.read_bytes())
