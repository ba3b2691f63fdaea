"""What disks, clocks, synced folders and second notebooks do costs no answer, and is told in one sentence."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from course_utils import disk
from course_utils.answers.answer_file import Answer
from course_utils.answers.synced_copies import copies_beside
from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.disk import alone_with
from course_utils.errors import AnswersError
from course_utils.exercises.questions import load_questions
from course_utils.exercises.sorting_tasks import sentences_by_kind
from course_utils.reading.load import load_reading
from course_utils.widgets import BriefForm, Choice, Clearing, QuestionControl, Sorting

CHECK = "Check that the folder of the notebooks can be written and that the disk is not full."
GOOD = {"value": "b", "first": "b", "tries": 1, "saved": "2026-11-22T17:32"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def said(act: Callable[[], object]) -> str:
    with pytest.raises(AnswersError) as caught:
        act()
    return str(caught.value)


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def break_disk(monkeypatch: pytest.MonkeyPatch, step: str, code: int = errno.ENOSPC) -> None:
    """Let one step of a commit fail: the lock or what it holds, the draft, what that holds, flush, move."""
    opened = 0
    fdopen = os.fdopen

    def write_fails(handle: int, *mode: str) -> Any:
        nonlocal opened
        opened += 1
        file = fdopen(handle, *mode)
        if opened == ("lock's content", "draft's content").index(step) + 1:
            return Failing(file, code)
        return file

    match step:
        case "lock":
            monkeypatch.setattr(os, "open", failing(code))
        case "draft":
            monkeypatch.setattr(tempfile, "mkstemp", failing(code))
        case "flush":
            monkeypatch.setattr(os, "fsync", failing(code))
        case "move":
            monkeypatch.setattr(Path, "replace", failing(code))
        case _:
            monkeypatch.setattr(os, "fdopen", write_fails)


class Failing:
    """A file that takes nothing."""

    def __init__(self, file: Any, code: int) -> None:
        self.file, self.write = file, failing(code)

    def __enter__(self) -> Failing:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


@pytest.mark.parametrize("step", ["lock", "lock's content", "draft", "draft's content", "flush", "move"])
def test_on_a_full_disk_nothing_is_lost_or_left_behind(path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        break_disk(patch, step)
        assert (
            said(lambda: book.commit("q1", "b")) == f"answers.json: nothing was saved: No space left on device. {CHECK}"
        )
        assert path.read_bytes() == before
        assert names(path) == ["answers.json"]
    assert book.commit("q1", "b").tries == 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [(errno.EROFS, "Read-only file system"), (errno.EACCES, "Permission denied"), (errno.EDQUOT, None)],
)
def test_in_a_folder_that_cannot_be_written_answers_are_read_and_a_new_one_is_refused(
    path: Path, code: int, reason: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook(path).commit("q1", "a")
    (path.parent / ".answers.json.old.tmp").touch()
    break_disk(monkeypatch, "lock", code)
    book = Workbook(path)
    assert book.answers()["q1"].value == "a"
    sentence = f"answers.json: nothing was saved: {reason or os.strerror(code)}. {CHECK}"
    assert said(lambda: book.commit("q1", "b")) == sentence
    assert said(book.clear) == sentence
    assert book.answers()["q1"].value == "a"


def test_a_student_is_told_beside_the_question(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    question = load_questions()[0]
    control = QuestionControl(question, Workbook(path), load_article())
    break_disk(monkeypatch, "draft")
    control._receive(control, {"answer": question.options[0].id, "asked": "1"}, [])
    sentence = f"Not saved. answers.json: nothing was saved: No space left on device. {CHECK}"
    assert control.reply == {"text": sentence, "asked": "1"}


def test_an_export_on_a_full_disk_writes_nothing_and_the_brief_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = BriefForm(Workbook(path), load_article())
    form.receive({"texts": {"advice": [[""], "Wait."]}})
    before = path.read_bytes()
    break_disk(monkeypatch, "draft")
    assert form.receive({"export": True})["text"] == (
        "Your text was saved before, but nothing was exported. "
        f"answers.json: nothing was saved: No space left on device. {CHECK}"
    )
    assert (names(path), path.read_bytes()) == (["answers.json"], before)


def test_an_unreadable_file_in_a_folder_that_cannot_be_written_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"{")
    break_disk(monkeypatch, "lock", errno.EROFS)
    assert said(Workbook(path).answers) == (
        "answers.json: expected answers, found something unreadable, and it cannot be renamed: "
        "Read-only file system. Move it away yourself."
    )
    assert path.read_bytes() == b"{"


def test_an_unreadable_file_that_another_notebook_holds_is_left_to_that_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    path.write_bytes(b"{")
    with alone_with(path):
        assert said(Workbook(path).answers) == (
            "answers.json: expected answers, found something unreadable, and it cannot be renamed: "
            "another notebook is writing. Try again in a moment."
        )


def test_a_folder_in_the_locks_place_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    path.with_name(".answers.json.lock").mkdir()
    assert said(lambda: Workbook(path).commit("q1", "a")) == (
        "answers.json: nothing was saved: .answers.json.lock is a folder. Move it away yourself."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folder")
def test_an_export_that_is_held_up_or_not_confirmed_says_that_and_no_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = BriefForm(Workbook(path), load_article())
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    with alone_with(path.with_name("brief")):
        assert form.receive({"export": True})["text"] == (
            "Not exported: another notebook is writing. Try again in a moment. Your text is saved."
        )
    form.receive({"export": True})
    fsync, flushes = os.fsync, iter([False, False, False, True])
    monkeypatch.setattr(os, "fsync", lambda handle: (failing(5) if next(flushes) else fsync)(handle))
    assert form.receive({"export": True})["text"] == (
        "Perhaps not exported: the disk does not confirm that it was written: Input/output error. "
        "Try again in a moment. Your text is saved."
    )


def test_a_file_that_may_not_be_read_is_told_and_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text(json.dumps({"schema": 1, "answers": {"q1": GOOD}}))
    before = path.read_bytes()
    sentence = "answers.json: expected a file that can be read, found: Permission denied. Check its rights."
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing(errno.EACCES))
        assert said(Workbook(path).answers) == sentence
        assert said(lambda: Workbook(path).commit("q1", "a")) == sentence
    assert path.read_bytes() == before


def test_a_file_too_large_to_be_anybodys_answers_is_set_aside_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_utils.answers.answer_file.MAX_BYTES", 1000)
    content = json.dumps({"schema": 1, "answers": {}, "note": "a" * 1000}).encode()
    path.write_bytes(content)
    assert Workbook(path).answers() == {}
    assert (path.parent / "answers.unreadable-1.json").read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows fills the holes of a file")
def test_a_file_of_six_gigabytes_is_set_aside_and_hardly_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(6_000_000_000)
    book = Workbook(path)
    tracemalloc.start()
    try:
        assert book.answers() == {}
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert (path.parent / "answers.unreadable-1.json").stat().st_size == 6_000_000_000
    assert "It is kept as answers.unreadable-1.json" in (book.news() or "")


def test_a_file_that_would_grow_too_large_in_being_written_is_set_aside_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list takes more room the deeper it lies, since a line is indented."""
    monkeypatch.setattr("course_utils.answers.answer_file.MAX_BYTES", 1000)
    content = b'{"schema": 1, "answers": {}, "note": ' + b"[" * 40 + b"]" * 40 + b"}"
    path.write_bytes(content)
    Workbook(path).commit("q1", "a")
    assert set(Workbook(path).answers()) == {"q1"}
    assert (path.parent / "answers.unreadable-1.json").read_bytes() == content


def test_an_answer_too_long_to_be_read_again_is_refused_and_the_others_stay(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_utils.answers.answer_file.MAX_BYTES", 1000)
    Workbook(path).commit("q1", "a")
    before = path.read_bytes()
    for long in ("a" * 1000, "ə" * 450):
        assert said(lambda text=long: Workbook(path).commit("q2", text)) == (
            "answers.json: nothing was saved: expected at most 1,000 bytes in all, found more. Shorten it."
        )
        assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folder")
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_shared_drive_that_cannot_flush_a_folder_still_keeps_answers(
    path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_second_flush(monkeypatch, code)
    assert Workbook(path).commit("q1", "a").value == "a"
    assert names(path) == ["answers.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes no folder")
def test_a_disk_that_fails_while_a_folder_is_flushed_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_second_flush(monkeypatch, errno.EIO)
    told = "answers.json: the disk does not confirm that it was written: Input/output error. Try again in a moment."
    assert said(lambda: Workbook(path).commit("q1", "a")) == told
    assert Workbook(path).get("q1")
    choice = Choice("q1", "Which?", {"a": "A", "b": "B"}, Workbook(path))
    fail_second_flush(monkeypatch, errno.EIO)
    choice._receive(None, {"answer": "b"}, None)
    assert choice.reply["text"] == f"Perhaps not saved. {told}"
    fail_second_flush(monkeypatch, errno.EIO)
    clearing = Clearing(Workbook(path))
    clearing._receive(None, {"clear": True}, None)
    assert clearing.reply["text"] == f"Perhaps your answers were not cleared. {told}"
    assert Workbook(path).answers() == {}


def fail_second_flush(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    flushes = iter([lambda _: None, failing(code)])
    monkeypatch.setattr(os, "fsync", lambda handle: next(flushes)(handle))


def test_a_lock_that_cannot_be_removed_makes_no_answer_unsaved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", failing(errno.EACCES))
        assert Workbook(path).commit("q1", "a").value == "a"
    assert set(Workbook(path).answers()) == {"q1"}


def replaced_by_another_machine(path: Path, times: int) -> Callable[[Mapping[str, Answer]], bool]:
    """Return what is asked between reading and writing: a synced folder replaces the file just then."""
    rounds = iter(range(times))

    def unless(_: Mapping[str, Answer]) -> bool:
        if (number := next(rounds, None)) is not None:
            draft = path.with_name("from-the-other-machine")
            answers = {"q2": {**GOOD, "tries": number + 1}}
            draft.write_text(json.dumps({"schema": 1, "answers": answers}))
            draft.replace(path)
        return False

    return unless


@pytest.mark.parametrize("times", [1, disk.TRIES - 1])
def test_an_answer_from_another_machine_between_reading_and_writing_stays(path: Path, times: int) -> None:
    book = Workbook(path)
    book.commit_all({"q1": "a"}, unless=replaced_by_another_machine(path, times))
    assert {item: answer.tries for item, answer in Workbook(path).answers().items()} == {"q1": 1, "q2": times}
    assert names(path) == ["answers.json"]


def test_where_another_machine_never_stops_the_answer_is_refused_and_theirs_stays(path: Path) -> None:
    unless = replaced_by_another_machine(path, disk.TRIES)
    sentence = "answers.json: nothing was saved: somebody else was writing the same file. Try again in a moment."
    assert said(lambda: Workbook(path).commit_all({"q1": "a"}, unless)) == sentence
    assert set(Workbook(path).answers()) == {"q2"}
    assert names(path) == ["answers.json"]


COPIES = [
    "answers (1).json",
    "answers(1).json",
    "Copy of answers.json",
    "answers [Conflicted].json",
    "answers.Conflict.json",
    "answers_NAS_2026_Conflict.json",
    "Answers.SYNC-CONFLICT-20261122-173200-ABCDEFG.json",
    "answers-DESKTOP-4K7QM2XB-2.json",
    "answers-Anns-MacBook-Pro.json",
    "answers-Anns-Mac-mini.json",
    "answers-ANN-PC.json",
    "answers-classroom-7.json",
    ".answers.json.icloud",
    "answers (Ann's conflicted copy 2026-11-22).json",
    "answers.sync-conflict-20261122-173200-ABCDEFG.json",
    "answers_conflict-20261122-173200.json",
    "answers 2.json",
    "answers-LAPTOP-4K7QM2XB.json",
]


@pytest.fixture
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "Classroom-7.school.example")


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("copy", COPIES)
def test_a_conflict_copy_is_told_once_and_neither_lost_nor_taken(path: Path, copy: str) -> None:
    Workbook(path).commit("q1", "a")
    content = json.dumps({"schema": 1, "answers": {"q2": GOOD}}).encode()
    (path.parent / copy).write_bytes(content)
    book = Workbook(path)
    assert set(book.answers()) == {"q1"}
    assert book.news() == (
        f"Beside answers.json there is {copy}: a synced folder may have kept two versions. "
        "The course uses answers.json alone and leaves all others as they are."
    )
    assert book.news() is None
    book.commit("q2", "a")
    book.clear()
    assert (path.parent / copy).read_bytes() == content


@pytest.mark.parametrize("node", ["", "classroom-7", ".*"])
def test_files_of_other_names_are_no_conflict_copies(path: Path, node: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: node)
    others = ("ann", "ann-macarthur", "classroom-8", "macdonald", "pcs")
    for name in (*(f"answers-{other}.json" for other in others), "answers.json", "answers-.json"):
        path.with_name(name).touch()
    for name in ("answers.unreadable-1.json", "my answers (1).json", "x", ".answers.json.icloud.x"):
        path.with_name(name).touch()
    assert copies_beside(path) == []
    assert copies_beside(path.parent / "gone" / "answers.json") == []


def test_many_copies_with_odd_names_are_told_in_a_line_that_can_be_printed(path: Path) -> None:
    for number in range(100):
        path.with_name(f"answers ({number}\u202e).json").touch()
    told = Workbook(path).news() or ""
    assert told.isprintable()
    assert len(told) < 1000


def test_a_notebook_that_was_overtaken_in_its_sleep_loses_no_answer_of_the_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other takes its lock for a dead one's, writes and is done before this one wakes."""
    monkeypatch.setattr(disk, "STALE", 0.0)
    others = iter([Workbook(path)])

    def sleeps(_: Mapping[str, Answer]) -> bool:
        for other in others:
            other.commit("q2", "b")
        return False

    Workbook(path).commit_all({"q1": "a"}, unless=sleeps)
    assert set(Workbook(path).answers()) == {"q1", "q2"}
    assert names(path) == ["answers.json"]


def test_who_was_overtaken_knows_it_and_leaves_the_others_lock(path: Path) -> None:
    lock = path.with_name(".answers.json.lock")
    with alone_with(path) as still_alone:
        assert still_alone()
        lock.unlink()
        assert not still_alone()
        lock.write_bytes(b"the other's")
        assert not still_alone()
    assert lock.read_bytes() == b"the other's"


def test_a_file_that_another_notebook_has_mended_meanwhile_is_not_set_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    assert names(path) == ["answers.json", "answers.unreadable-1.json"]
    assert one.news() is None


class Clock(datetime):
    """A clock that was set back by an hour after the first look at it."""

    looks = iter(())

    @classmethod
    def now(cls, tz: Any = None) -> Clock:
        return cls.fromisoformat(next(cls.looks))


def test_a_clock_that_was_set_back_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.datetime", Clock)
    monkeypatch.setattr(Clock, "looks", iter(["2026-10-25T02:59", "2026-10-25T02:00"]))
    book = Workbook(path)
    book.commit("q1", "a")
    book.commit("q1", "b")
    assert Workbook(path).get("q1") == Answer("b", "a", 2, "2026-10-25T02:00")


HOUR = 3600


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_a_clock_that_jumps_makes_no_living_writers_lock_a_dead_one(
    path: Path, jump: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.1)
    with alone_with(path):
        os.utime(path.with_name(".answers.json.lock"), (time.time() + jump,) * 2)
        sentence = "answers.json: nothing was saved: another notebook is writing. Try again in a moment."
        assert said(lambda: Workbook(path).commit("q1", "a")) == sentence


@pytest.mark.parametrize("jump", [-HOUR, HOUR])
def test_a_clock_that_jumps_makes_no_living_writers_draft_a_leftover(path: Path, jump: int) -> None:
    draft = path.with_name(".answers.json.living.tmp")
    with alone_with(path):
        draft.touch()
        os.utime(draft, (time.time() + jump,) * 2)
        Workbook(path)
        assert draft.exists()
    Workbook(path)
    assert names(path) == []


def test_what_a_killed_writer_left_is_swept_by_the_next_answer_too(path: Path) -> None:
    book = Workbook(path)
    draft = path.with_name(".answers.json.dead.tmp")
    draft.touch()
    os.utime(draft, (time.time() - HOUR,) * 2)
    book.commit("q1", "a")
    assert names(path) == ["answers.json"]


def test_a_brief_says_when_it_was_just_saved_though_the_clock_was_set_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.datetime", Clock)
    monkeypatch.setattr(Clock, "looks", iter(["2026-10-25T02:59", "2026-10-25T02:00"]))
    form = BriefForm(Workbook(path), load_article())
    assert form.receive({"texts": {"known": [[""], "s04"]}})["text"] == "Saved 02:59."
    assert form.receive({"texts": {"advice": [[""], "Wait."]}})["text"] == "Saved 02:00."


def test_a_sorting_says_when_it_was_just_saved_though_the_clock_was_set_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.datetime", Clock)
    monkeypatch.setattr(Clock, "looks", iter(["2026-10-25T02:59", "2026-10-25T02:00"]))
    control = Sorting(sentences_by_kind(load_reading(), "sort"), Workbook(path), load_article())
    for row, clock in (("s01", "02:59"), ("s02", "02:00")):
        assert control.receive({"sorted": {row: "asserted"}})["text"].endswith(f"Saved {clock}.")
    assert control.receive({"sorted": {}})["text"].endswith("Saved 02:59.")


_COMMITTER = """
import sys, time
from course_utils.answers.workbook import Workbook
book = Workbook(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    time.sleep(0.01)  # so that neither waits until the other is done
    kept = book.commit("q1", f"{sys.argv[2]}{number}")
    print(kept.tries, kept.first, kept.value)
"""


def test_two_processes_that_answer_one_question_at_once_share_its_first_answer_and_its_tries(path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _COMMITTER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "pq"
    ]
    for one in both:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [line.split() for one in both for line in one.communicate()[0].splitlines()]
    assert [one.returncode for one in both] == [0, 0]
    said.sort(key=lambda line: int(line[0]))
    assert [int(tries) for tries, _, _ in said] == list(range(1, 41))
    assert {first for _, first, _ in said} == {said[0][2]}
    answer = Workbook(path).answers()["q1"]
    assert [str(answer.tries), answer.first, answer.value] == said[-1]


def test_a_newer_versions_file_is_neither_read_nor_set_aside(path: Path) -> None:
    content = b'{"schema": 3, "answers": "in another form", "more": [1]}'
    path.write_bytes(content)
    book = Workbook(path)
    sentence = (
        "answers.json: expected answers in format 1 or older, found 3. "
        "A newer version of the course wrote them: open them with that one."
    )
    assert said(book.answers) == sentence
    assert said(lambda: book.get("q1")) == sentence
    assert said(lambda: book.commit_all({"q1": "a", "q2": "b"})) == sentence
    assert (names(path), path.read_bytes(), book.news()) == (["answers.json"], content, None)
