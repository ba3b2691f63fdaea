"""What full disks, rights, killed and second notebooks do costs no answer, and is told in one sentence."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from faults.planted import flushed, names, said

from course_utils import disk
from course_utils.answers.workbook import Answer, Workbook
from course_utils.article.article import read_article
from course_utils.disk import alone_with
from course_utils.errors import AnswersError
from course_utils.widgets import BriefForm

Patch = pytest.MonkeyPatch
CHECK = "Check that the folder of the notebooks can be written and that the disk is not full."
FULL = f"answers.json: nothing was saved: No space left on device. {CHECK}"
#: What takes the lock, fills it, makes the draft, flushes it and moves it; each can find the disk full.
STEPS = ("os.open", "os.fdopen", "tempfile.mkstemp", "os.fsync", "pathlib.Path.replace")


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("step", STEPS)
def test_on_a_full_disk_nothing_is_lost_or_left_behind(
    path: Path, book: Workbook, step: str, monkeypatch: Patch
) -> None:
    book.commit("q1", "a")
    before = path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(step, failing(errno.ENOSPC))
        assert said(lambda: book.commit("q1", "b")) == FULL
    assert (path.read_bytes(), names(path.parent)) == (before, ["answers.json"])
    assert book.commit("q1", "b").tries == 2


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_in_a_folder_that_cannot_be_written_answers_are_read_and_a_new_one_is_refused(
    book: Workbook, code: int, monkeypatch: Patch
) -> None:
    book.commit("q1", "a")
    monkeypatch.setattr(os, "open", failing(code))
    for act in (lambda: book.commit("q1", "b"), book.clear):
        assert said(act) == f"answers.json: nothing was saved: {os.strerror(code)}. {CHECK}"
    assert book.answers()["q1"].value == "a"


def test_on_a_full_disk_a_brief_is_saved_before_or_not_exported(path: Path, book: Workbook, monkeypatch: Patch) -> None:
    form = BriefForm(book, read_article())
    form.receive({"texts": {"advice": [[""], "Wait."]}})
    before = path.read_bytes()
    monkeypatch.setattr("tempfile.mkstemp", failing(errno.ENOSPC))
    told = form.receive({"export": True})["text"]
    assert told == f"Your text was saved before, but nothing was exported. {FULL}"
    assert (names(path.parent), path.read_bytes()) == (["answers.json"], before)


def test_an_unreadable_file_that_cannot_be_set_aside_stays(path: Path, monkeypatch: Patch) -> None:
    lead = "answers.json: expected answers, found something unreadable, and it cannot be renamed:"
    path.write_bytes(b"{")
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    with alone_with(path):
        told = said(Workbook(path).answers)
    assert told == f"{lead} another notebook is writing. Try again in a moment."
    monkeypatch.setattr(os, "open", failing(errno.EROFS))
    assert said(Workbook(path).answers) == f"{lead} Read-only file system. Move it away yourself."
    assert path.read_bytes() == b"{"


LOCKS = {
    Path.touch: "another notebook is writing. Try again in a moment.",
    Path.mkdir: ".answers.json.lock is a folder. Move it away yourself.",
}


@pytest.mark.parametrize("make", LOCKS)
def test_a_lock_that_is_held_or_is_none_is_waited_for_and_then_said(
    path: Path, book: Workbook, make: Callable[[Path], None], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    make(path.with_name(".answers.json.lock"))
    assert said(lambda: book.commit("q1", "a")) == f"answers.json: nothing was saved: {LOCKS[make]}"


@flushed
def test_an_export_that_is_held_up_or_not_confirmed_says_that_and_no_more(path: Path, monkeypatch: Patch) -> None:
    form = BriefForm(Workbook(path), read_article())
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    with alone_with(path.with_name("brief")):
        assert form.receive({"export": True})["text"] == (
            "Not exported: another notebook is writing. Try again in a moment. Your text is saved."
        )
    form.receive({"export": True})
    fsync, flushes = os.fsync, iter([False, False, False, True])
    monkeypatch.setattr(os, "fsync", lambda handle: (failing(errno.EIO) if next(flushes) else fsync)(handle))
    assert form.receive({"export": True})["text"] == (
        "Perhaps not exported: the disk does not confirm that it was written: Input/output error. "
        "Try again in a moment. Your text is saved."
    )


@flushed
def test_what_the_disk_does_not_confirm_is_perhaps_saved_or_cleared(book: Workbook, monkeypatch: Patch) -> None:
    flushes = iter([lambda _: None, failing(errno.EIO)] * 2)
    monkeypatch.setattr(os, "fsync", lambda handle: next(flushes)(handle))
    told = "answers.json: the disk does not confirm that it was written: Input/output error. Try again in a moment."
    for act, kept in ((lambda: book.commit("q1", "a"), ["q1"]), (book.clear, [])):
        with pytest.raises(AnswersError) as caught:
            act()
        assert (str(caught.value), caught.value.unsure) == (told, True)
        assert list(book.answers()) == kept


def test_a_file_that_may_not_be_read_is_told_and_stays(path: Path, book: Workbook, monkeypatch: Patch) -> None:
    book.commit("q1", "a")
    before = path.read_bytes()
    told = "answers.json: expected a file that can be read, found: Permission denied. Check its rights."
    with monkeypatch.context() as locked:
        locked.setattr(disk, "open", failing(errno.EACCES), raising=False)
        assert [said(act) for act in (book.answers, lambda: book.commit("q1", "b"))] == [told] * 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("note", ["a" * 1000, "[" * 40 + "]" * 40])  # a list takes more room the deeper it lies
def test_a_file_too_large_to_be_read_or_written_again_is_set_aside_whole(
    path: Path, book: Workbook, note: str, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.MAX_BYTES", 1000)
    monkeypatch.setattr(disk, "PATIENCE", 0.5)  # who holds the lock does not ask for it again
    content = f'{{"schema": 1, "answers": {{}}, "note": {note if "[" in note else json.dumps(note)}}}'
    path.write_text(content)
    book.commit("q1", "a")
    assert set(book.answers()) == {"q1"}
    assert path.with_name("answers.unreadable-1.json").read_text() == content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows fills the holes of a file")
def test_a_file_of_six_gigabytes_is_set_aside_and_hardly_read(path: Path, book: Workbook) -> None:
    path.touch()
    os.truncate(path, 6_000_000_000)
    tracemalloc.start()
    try:
        assert book.answers() == {}
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert path.with_name("answers.unreadable-1.json").stat().st_size == 6_000_000_000


@pytest.mark.parametrize("long", ["a" * 1000, "ə" * 450], ids=len)
def test_an_answer_too_long_to_be_read_again_is_refused_and_the_others_stay(
    path: Path, book: Workbook, long: str, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.MAX_BYTES", 1000)
    book.commit("q1", "a")
    before = path.read_bytes()
    told = "answers.json: nothing was saved: expected at most 1,000 bytes in all, found more. Shorten it."
    assert said(lambda: book.commit("q2", long)) == told
    assert path.read_bytes() == before


def test_a_lock_that_cannot_be_removed_makes_no_answer_unsaved(path: Path, book: Workbook, monkeypatch: Patch) -> None:
    with monkeypatch.context() as stuck:
        stuck.setattr(Path, "unlink", failing(errno.EACCES))
        assert book.commit("q1", "a").value == "a"
    assert path.with_name(".answers.json.lock").exists()
    monkeypatch.setattr(disk, "STALE", 0.05)
    assert book.commit("q2", "a")  # taken over, as a killed owner's is
    assert names(path.parent) == ["answers.json"]


def test_a_notebook_that_was_overtaken_in_its_sleep_loses_no_answer_of_the_other(
    path: Path, book: Workbook, monkeypatch: Patch
) -> None:
    """The other takes its lock for a dead one's, writes and is done before this one wakes."""
    monkeypatch.setattr(disk, "STALE", 0.0)
    others = iter([Workbook(path)])

    def sleeps(_: Mapping[str, Answer]) -> bool:
        for other in others:
            other.commit("q2", "b")
        return False

    book.commit_all({"q1": "a"}, unless=sleeps)
    assert set(book.answers()) == {"q1", "q2"}
    assert names(path.parent) == ["answers.json"]


def test_a_file_that_another_notebook_has_mended_meanwhile_is_not_set_aside(path: Path, monkeypatch: Patch) -> None:
    path.write_bytes(b"{")
    one, other = Workbook(path), Workbook(path)

    @contextmanager
    def after_the_other(place: Path) -> Iterator[Callable[[], bool]]:
        monkeypatch.undo()
        other.commit("q1", "a")
        with alone_with(place) as still_alone:
            yield still_alone

    monkeypatch.setattr("course_utils.answers.workbook.alone_with", after_the_other)
    assert set(one.answers()) == {"q1"}
    assert names(path.parent) == ["answers.json", "answers.unreadable-1.json"]
    assert one.news() is None


_COMMITTER = """
import sys, time
from course_utils.answers.workbook import Workbook
book = Workbook(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    kept = book.commit("q1", f"{sys.argv[2]}{number}")
    print(kept.tries, kept.first, kept.value, flush=True)
    time.sleep(0.01)  # so that neither waits until the other is done
"""


def test_two_processes_that_answer_one_question_at_once_share_its_first_answer_and_its_tries(path: Path) -> None:
    """What a killed one loses, and leaves, is in tests/faults/test_kills.py."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _COMMITTER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "pq"
    ]
    assert [one.stdout.readline() for one in both if one.stdout] == ["ready\n"] * 2
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [line.split() for one in both for line in one.communicate()[0].splitlines()]
    said.sort(key=lambda line: int(line[0]))
    assert [int(tries) for tries, _, _ in said] == list(range(1, 41))
    assert {first for _, first, _ in said} == {said[0][2]}
    answer = Workbook(path).answers()["q1"]
    assert [str(answer.tries), answer.first, answer.value] == said[-1]
    assert names(path.parent) == ["answers.json"]
