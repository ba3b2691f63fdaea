"""The student's folder: brought up to date where nothing was edited, never at a student's cost."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import PLANTS, is_untouched, plant

from course_utils.command.student_folder import GUIDE, StudentFolder, lay_out
from course_utils.disk import alone_with
from course_utils.errors import CourseError
from course_utils.places import shelf

Patch = pytest.MonkeyPatch

#: What a student of version 0.1.0 has beside the notebooks.
LEDGER = ".caucasus-course.json"
FIRST, NEWER, SECOND, PAGE = "00-one.ipynb", "00-one.newer.ipynb", "01-two.ipynb", "glossary.md"


def notebook(*sources: str, ran: int | None = None, kind: str = "code") -> bytes:
    outputs = [] if ran is None else [{"name": "stdout", "output_type": "stream", "text": ["ran\n"]}]
    cells = [
        {"cell_type": kind, "execution_count": ran, "id": f"c{n}", "metadata": {}, "outputs": outputs,
         "source": source.splitlines(keepends=True)}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LEDGER}


OLD, RAN, BETTER = notebook("one", "two\nlines"), notebook("one", "two\nlines", ran=7), notebook("one, better")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / FIRST).write_bytes(OLD)
    (folder / SECOND).write_bytes(notebook("other"))
    (folder / PAGE).write_bytes(b"# Words\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path, course: Path) -> Path:
    """Lay out the student's folder once."""
    lay_out(tmp_path / "desk", course)
    return tmp_path / "desk"


def test_a_new_folder_gets_every_notebook_byte_for_byte(tmp_path: Path, course: Path) -> None:
    desk = lay_out(tmp_path / "a" / "b", course)
    assert desk == StudentFolder(tmp_path / "a" / "b")
    assert desk.report() == ""
    assert listing(desk.folder) == listing(course)


def test_without_a_source_the_courses_own_notebooks_and_pages_are_put(tmp_path: Path) -> None:
    own = {path.name: path.read_bytes() for path in shelf("notebooks").glob("[!.]*.*")}
    assert {"00-start-here.ipynb", PAGE, GUIDE} < own.keys()
    assert listing(lay_out(tmp_path / "desk").folder) == {name: own[name] for name in own if name != GUIDE}
    own |= {path.name: path.read_bytes() for path in shelf("notebooks").glob("[th]*/[!.]*.*")}
    assert {"07-your-own-text.ipynb", "my-article.txt"} < own.keys()
    assert listing(lay_out(tmp_path / "desk", teacher=True).folder) == own


def test_the_guide_with_the_answers_is_put_for_a_teacher_only_and_stays(tmp_path: Path, course: Path) -> None:
    (course / GUIDE).write_bytes(b"the answers")
    folder = tmp_path / "desk"
    assert GUIDE not in listing(lay_out(folder, course).folder)
    assert listing(lay_out(folder, course, teacher=True).folder) == listing(course)
    assert lay_out(folder, course) == StudentFolder(folder)
    assert listing(folder) == listing(course)


def test_a_page_is_brought_up_to_date_and_somebodys_notes_in_it_are_kept(folder: Path, course: Path) -> None:
    (course / PAGE).write_bytes(b"# Better words\n")
    assert lay_out(folder, course) == StudentFolder(folder)
    assert listing(folder) == listing(course)
    (folder / PAGE).write_bytes(b"# Better words\nmine\n")
    assert lay_out(folder, course) == StudentFolder(folder, kept=(PAGE,))
    (course / PAGE).write_bytes(b"# Third words\n")
    assert lay_out(folder, course) == StudentFolder(folder, kept=(PAGE,), beside={PAGE: "glossary.newer.md"})
    assert (folder / PAGE).read_bytes() == b"# Better words\nmine\n"
    assert (folder / "glossary.newer.md").read_bytes() == b"# Third words\n"


def test_other_files_are_neither_given_to_anybody_nor_touched(folder: Path, course: Path) -> None:
    (course / "brief.md").write_bytes(b"mine")
    (folder / "answers.json").write_bytes(b"mine")
    before = listing(folder)
    assert lay_out(folder, course, teacher=True) == StudentFolder(folder, opens=GUIDE)
    assert listing(folder) == before


@pytest.mark.parametrize(
    ("had", "fresh", "has"),
    [
        (OLD, BETTER, BETTER),
        (OLD, RAN, RAN),  # only the outputs are new
        (RAN, OLD, RAN),
        (RAN, BETTER, BETTER),
        (None, OLD, OLD),
    ],
    ids=["never opened", "never opened, outputs new", "run, course as it was", "run, course new", "removed"],
)
def test_a_notebook_without_changes_is_brought_up_to_date_and_keeps_its_outputs_till_then(
    folder: Path, course: Path, had: bytes | None, fresh: bytes, has: bytes
) -> None:
    (folder / FIRST).unlink()
    if had:
        (folder / FIRST).write_bytes(had)
        lay_out(folder, course)
    (course / FIRST).write_bytes(fresh)
    assert lay_out(folder, course) == StudentFolder(folder)
    assert listing(folder) == {**listing(course), FIRST: has}


@pytest.mark.parametrize(
    "edited",
    [
        notebook("mine", "two\nlines"),
        notebook("one", "two\nlines", "a cell of my own"),
        notebook("two\nlines", "one"),
        notebook("one"),
        notebook("one", "two\nlines", kind="markdown"),
        b"{ broken",
        b"[" * 100_000,
        b"",
    ],
    ids=["edited", "added", "moved", "removed", "kind", "broken", "hostile", "emptied"],
)
def test_a_students_changes_are_kept_and_only_a_newer_copy_goes_beside_them(
    folder: Path, course: Path, edited: bytes
) -> None:
    (folder / FIRST).write_bytes(edited)
    same = lay_out(folder, course)
    assert same == StudentFolder(folder, kept=(FIRST,))
    assert same.report() == "With your own changes, and kept as you left them: 00-one.ipynb"
    assert set(listing(folder)) == {FIRST, SECOND, PAGE}

    (course / FIRST).write_bytes(BETTER)
    newer = lay_out(folder, course)
    assert newer == StudentFolder(folder, kept=(FIRST,), beside={FIRST: NEWER})
    assert newer.report() == (
        "00-one.ipynb holds your own changes and stays as it is; "
        "the course's newer copy is beside it: 00-one.newer.ipynb"
    )
    assert listing(folder) == {**listing(course), FIRST: edited, NEWER: BETTER}
    assert lay_out(folder, course) == newer


def test_work_in_the_newer_copy_is_kept_too(folder: Path, course: Path) -> None:
    (folder / FIRST).write_bytes(notebook("mine"))
    (course / FIRST).write_bytes(notebook("second edition"))
    lay_out(folder, course)
    (folder / NEWER).write_bytes(notebook("mine again"))
    assert lay_out(folder, course).beside == {FIRST: NEWER}

    (course / FIRST).write_bytes(notebook("third edition"))
    assert lay_out(folder, course).beside == {FIRST: "00-one.newer-2.ipynb"}
    assert listing(folder) == {
        **listing(course),
        FIRST: notebook("mine"),
        NEWER: notebook("mine again"),
        "00-one.newer-2.ipynb": notebook("third edition"),
    }


@pytest.mark.parametrize("ledger", [None, b"{ broken", b"[]", b'{"00-one.ipynb": 3}', b"[" * 100_000])
def test_without_a_memory_every_difference_counts_as_work(folder: Path, course: Path, ledger: bytes | None) -> None:
    (folder / LEDGER).unlink()
    if ledger is not None:
        (folder / LEDGER).write_bytes(ledger)
    (course / FIRST).write_bytes(BETTER)
    assert lay_out(folder, course).beside == {FIRST: NEWER}
    assert (folder / FIRST).read_bytes() == OLD


def test_the_courses_own_folder_is_used_as_it_is(course: Path) -> None:
    before = listing(course)
    assert lay_out(course, course) == StudentFolder(course)
    assert listing(course) == before
    assert not (course / LEDGER).exists()


@pytest.mark.parametrize("path", ["taken", "taken/deeper"])
def test_a_file_in_the_way_is_said_in_one_sentence(tmp_path: Path, course: Path, path: str) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError) as caught:
        lay_out(tmp_path / path, course)
    assert str(caught.value) == (
        f"{Path(path).name}: this should be a folder, but it or a part of its path is a file; give --folder another"
    )


@pytest.mark.parametrize(
    ("step", "code", "said"),
    [
        ("tempfile.mkstemp", errno.EACCES, "permission denied"),  # root may write everywhere
        ("os.fsync", errno.ENOSPC, "no space left on device"),
    ],
)
def test_a_write_that_fails_leaves_the_old_notebook_and_no_litter_and_is_said_in_one_sentence(
    folder: Path, course: Path, step: str, code: int, said: str, monkeypatch: Patch
) -> None:
    before = listing(folder)
    (course / FIRST).write_bytes(BETTER)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(step, refuse)
    with pytest.raises(CourseError) as caught:
        lay_out(folder, course)
    assert str(caught.value) == f"desk: the notebooks cannot be put into this folder ({said}); give --folder another"
    assert listing(folder) == before


def test_what_a_killed_writer_left_is_swept_when_the_course_is_laid_out_again(folder: Path, course: Path) -> None:
    names = [*listing(folder), LEDGER]
    for name in names:
        (folder / f".{name}.dead.tmp").touch()
        os.utime(folder / f".{name}.dead.tmp", (0, 0))
    (folder / f".{FIRST}.young.tmp").touch()
    lay_out(folder, course)
    assert {path.name for path in folder.iterdir()} == {*names, f".{FIRST}.young.tmp"}


def test_who_lays_the_course_out_waits_for_another_who_does(folder: Path, course: Path, monkeypatch: Patch) -> None:
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.05)
    before = listing(folder)
    (course / FIRST).write_bytes(BETTER)
    with alone_with(folder / LEDGER), pytest.raises(CourseError) as caught:
        lay_out(folder, course)
    assert str(caught.value) == (
        "desk: the course is being put into this folder by another command; try again when that is done"
    )
    assert listing(folder) == before


unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize("name", [FIRST, PAGE])
def test_what_was_planted_in_a_files_place_stays_and_the_courses_goes_beside_it(
    folder: Path, course: Path, name: str, kind: str, tmp_path: Path
) -> None:
    plant(kind, folder / name, tmp_path / "outside")
    stem, _, suffix = name.partition(".")
    newer = f"{stem}.newer.{suffix}"
    for _ in range(2):
        with bounded():
            desk = lay_out(folder, course)
        assert desk == StudentFolder(folder, kept=(name,), beside={name: newer})
        assert desk.report() == (
            f"{name} is no ordinary file and stays as it is; the course's own copy is beside it: {newer}"
        )
        assert (folder / newer).read_bytes() == (course / name).read_bytes()
        assert is_untouched(kind, tmp_path / "outside")
        assert (folder / name).is_symlink() == (kind != "pipe")


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize("later", ["one, better", "one, better still"])
def test_what_was_planted_in_the_newer_copys_place_stays_too(
    folder: Path, course: Path, later: str, kind: str, tmp_path: Path
) -> None:
    (folder / FIRST).write_bytes(notebook("mine"))
    (course / FIRST).write_bytes(BETTER)
    lay_out(folder, course)
    plant(kind, folder / NEWER, tmp_path / "outside")
    (course / FIRST).write_bytes(notebook(later))
    with bounded():
        desk = lay_out(folder, course)
    assert desk.beside == {FIRST: "00-one.newer-2.ipynb"}
    assert is_untouched(kind, tmp_path / "outside")


@unlinked
@pytest.mark.parametrize("name", [FIRST, PAGE])
def test_a_link_to_the_courses_own_will_do_and_is_not_written_through(
    folder: Path, course: Path, name: str, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    (folder / name).rename(shared)
    (folder / name).symlink_to(shared)
    before = shared.stat().st_mtime_ns
    assert lay_out(folder, course) == StudentFolder(folder)
    assert (folder / name).is_symlink()
    assert shared.stat().st_mtime_ns == before


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
def test_what_was_planted_in_the_memorys_place_is_not_read_and_makes_way(
    folder: Path, course: Path, kind: str, tmp_path: Path
) -> None:
    plant(kind, folder / LEDGER, tmp_path / "outside")
    with bounded():
        assert lay_out(folder, course) == StudentFolder(folder)
    assert is_untouched(kind, tmp_path / "outside")
    assert not (folder / LEDGER).is_symlink()
    assert set(json.loads((folder / LEDGER).read_bytes())) == {FIRST, SECOND, PAGE}


def test_a_notebook_too_large_to_be_the_courses_is_a_students(folder: Path, course: Path, monkeypatch: Patch) -> None:
    with (folder / FIRST).open("r+b") as file:
        file.truncate(1_000_000)
    monkeypatch.setattr("course_utils.disk.MOST", 100_000)
    assert lay_out(folder, course) == StudentFolder(folder, kept=(FIRST,))
