"""Answers are on disk before anything else happens, and nothing a student did is ever lost."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import plant

from course_utils.answers.workbook import TRIES, Answer, Workbook, copies_beside
from course_utils.article.article import load_article
from course_utils.disk import alone_with
from course_utils.errors import AnswersError
from course_utils.widgets import BriefForm, Clearing

Patch = pytest.MonkeyPatch

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
GOOD = {"value": "b", "first": "b", "tries": 1, "saved": "2026-11-22T17:32"}


def names(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir())


def said(act: Callable[[], object]) -> str:
    with pytest.raises(AnswersError) as caught:
        act()
    return str(caught.value)


def test_a_committed_answer_is_on_the_disk_when_commit_returns(path: Path) -> None:
    answer = Workbook(path).commit("q1", "b")
    kept = json.loads(path.read_text("utf-8"))
    assert kept == {"schema": 1, "answers": {"q1": {"value": "b", "first": "b", "tries": 1, "saved": answer.saved}}}


def test_a_second_try_keeps_the_first_answer_and_counts(path: Path) -> None:
    book = Workbook(path)
    book.commit("q1", "b")
    again = book.commit("q1", "a")
    assert (again.value, again.first, again.tries) == ("a", "b", 2)
    assert Workbook(path).get("q1") == again


def test_no_file_is_made_before_the_first_answer(path: Path) -> None:
    assert Workbook(path).get("q1") is None
    assert not path.exists()


def test_the_path_comes_from_the_environment_where_none_is_named(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "mine.json"))
    assert Workbook().path == tmp_path / "mine.json"
    monkeypatch.delenv("COURSE_ANSWERS")
    monkeypatch.chdir(tmp_path)
    assert Workbook().path == tmp_path / "answers.json"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"schema": 1}',
        b'{"schema": "1", "answers": {}}',
        b'{"schema": 1, "answers": []}',
        b'{"schema": 1, "answers": ' + b"[" * 100_000,
        b'{"schema": 1, "answers": {"q": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
)
def test_an_unreadable_file_is_set_aside_and_said_so_and_never_overwritten(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    book = Workbook(path)
    assert book.answers() == {}
    assert (path.parent / "answers.unreadable-1.json").read_bytes() == damage
    assert book.news() == (
        "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    )
    assert book.news() is None
    book.commit("q1", "a")
    path.write_bytes(damage)
    assert book.answers() == {}
    assert (path.parent / "answers.unreadable-2.json").read_bytes() == damage


@unlinked
def test_a_file_that_is_set_aside_takes_nobodys_name(path: Path) -> None:
    path.with_name("answers.unreadable-1.json").touch()
    path.with_name("answers.unreadable-2.json").symlink_to("nowhere")
    path.write_bytes(b"{")
    assert Workbook(path).answers() == {}
    assert path.with_name("answers.unreadable-3.json").read_bytes() == b"{"


@pytest.mark.parametrize(
    "odd",
    [
        "b",
        None,
        [],
        {},
        {**GOOD, "extra": 1},
        {"value": "b", "first": "b", "tries": 1},
        {**GOOD, "tries": 0},
        {**GOOD, "tries": 10**9},
        {**GOOD, "value": 5},
        {**GOOD, "saved": "soon"},
        {**GOOD, "value": "\ud800"},
        {**GOOD, "first": "\ud800"},
        {**GOOD, "é\ud800": ["\udfff", {"deep": None}]},
    ],
)
def test_an_odd_answer_costs_no_other_one_and_stays_in_the_file_as_it_was_written(path: Path, odd: object) -> None:
    path.write_text(json.dumps({"schema": 1, "answers": {"odd": odd, "q1": GOOD}, "note": "mine"}))
    book = Workbook(path)
    assert book.answers() == {"q1": Answer(**GOOD)}
    assert book.news() == (
        "One answer in answers.json could not be read; it stays in the file untouched, and all others hold."
    )
    book.commit("q2", "a")
    assert book.news() is None
    data = json.loads(path.read_text("utf-8"))
    assert (data["answers"]["odd"], data["note"]) == (odd, "mine")
    assert set(book.answers()) == {"q1", "q2"}
    assert names(path) == ["answers.json"]


def test_an_odd_answer_stays_beside_the_new_one_when_its_item_is_answered_again(path: Path) -> None:
    path.write_text(json.dumps({"schema": 1, "answers": {"q1": "b", "q1.unreadable-1": "c"}}))
    book = Workbook(path)
    assert book.commit("q1", "a").tries == 1
    assert book.news() == (
        "2 answers in answers.json could not be read; they stay in the file untouched, and all others hold."
    )
    kept = json.loads(path.read_text("utf-8"))["answers"]
    assert (kept["q1.unreadable-1"], kept["q1.unreadable-2"]) == ("c", "b")
    assert set(book.answers()) == {"q1"}
    assert book.news() is None


def test_several_answers_are_one_write(path: Path, monkeypatch: Patch) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    writes: list[bytes] = []
    monkeypatch.setattr("course_utils.answers.workbook.write_whole", lambda _, content, sure: writes.append(content))
    kept = book.commit_all({"q1": "b", "q2": "c"})
    (written,) = writes
    assert {item: (a.value, a.first, a.tries) for item, a in kept.items()} == {"q1": ("b", "a", 2), "q2": ("c", "c", 1)}
    assert set(json.loads(written)["answers"]) == {"q1", "q2"}


def test_of_several_answers_all_are_kept_or_none(path: Path) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    before = path.read_bytes()
    assert said(lambda: book.commit_all({"q1": "b", "q2": "\ud800"})) == (
        r"answers.json: expected text, found half a character, \ud800. Delete it."
    )
    assert path.read_bytes() == before


def test_what_is_locked_stays_as_another_notebook_committed_it(path: Path) -> None:
    book = Workbook(path)
    first = Workbook(path).commit_all({"q1": "a", "q2": "b"})
    before = path.read_bytes()
    assert book.commit_all({"q1": "c", "q2": "d"}, unless=lambda answers: "q1" in answers) == first
    assert path.read_bytes() == before
    assert book.commit_all({"q1": "c"}, unless=lambda answers: "q3" in answers)["q1"].value == "c"


@pytest.mark.parametrize("content", [b'{"schema": 3}', b'{"schema": 3, "answers": "in another form", "more": [1]}'])
def test_a_newer_versions_file_is_neither_read_nor_cleared_nor_set_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    aside = path.with_name("answers.unreadable-1.json")
    aside.touch()
    book = Workbook(path)
    sentence = (
        "answers.json: expected answers in format 1 or older, found 3. "
        "A newer version of the course wrote them: open them with that one."
    )
    for act in (book.answers, book.clear, lambda: book.get("q1"), lambda: book.commit_all({"q1": "a", "q2": "b"})):
        assert said(act) == sentence
    clearing = Clearing(book)
    clearing._receive(None, {"clear": True}, None)
    assert clearing.reply["text"] == f"Your answers were not cleared. {sentence}"
    assert (names(path), path.read_bytes(), book.news()) == ([path.name, aside.name], content, None)


@pytest.mark.parametrize("text", ['{"schema": 1, "answers": {"q1": "b"}, "note": "mine"}', "{"])
def test_clearing_removes_every_answer_and_what_could_not_be_read(path: Path, text: str) -> None:
    path.write_text(text)
    (path.parent / "answers.unreadable-1.json").write_text('{"q1": "a"')
    book = Workbook(path)
    book.clear()
    assert json.loads(path.read_text("utf-8")) == {"schema": 1, "answers": {}}
    assert (book.answers(), book.news(), names(path)) == ({}, None, ["answers.json"])


def test_clearing_takes_a_name_for_no_pattern(tmp_path: Path) -> None:
    other = tmp_path / "answers.unreadable-1.json"
    other.touch()
    Workbook(tmp_path / "[a]nswers.json").clear()
    assert other.exists()


class Clock(datetime):
    """A clock that was set back by an hour after the first look at it."""

    looks = iter(())

    @classmethod
    def now(cls, tz: Any = None) -> Clock:
        return cls.fromisoformat(next(cls.looks))


def test_a_clock_that_was_set_back_loses_nothing_and_what_was_just_saved_is_said(
    path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.datetime", Clock)
    times = ["2026-10-25T02:59", "2026-10-25T02:00"]
    monkeypatch.setattr(Clock, "looks", iter(times * 2))
    book = Workbook(path)
    book.commit("q1", "a")
    book.commit("q1", "b")
    assert Workbook(path).get("q1") == Answer("b", "a", 2, times[1])
    form = BriefForm(Workbook(path), load_article())
    assert form.receive({"texts": {"known": [[""], "s04"]}})["text"] == "Saved 02:59."
    assert form.receive({"texts": {"advice": [[""], "Wait."]}})["text"] == "Saved 02:00."


@pytest.fixture
def synced(path: Path, tmp_path: Path) -> Path:
    """Keep the answers in another folder, under another name, to which a link leads."""
    (tmp_path / "synced").mkdir()
    path.symlink_to(tmp_path / "synced" / "mine.json")
    return tmp_path / "synced" / "mine.json"


@unlinked
def test_a_link_to_another_folder_is_followed_though_it_is_made_while_a_notebook_is_open(
    path: Path, tmp_path: Path
) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    path.rename(tmp_path / "moved.json")
    path.symlink_to(tmp_path / "moved.json")
    book.commit("q2", "a")
    assert path.is_symlink()
    assert set(Workbook(tmp_path / "moved.json").answers()) == {"q1", "q2"}


@unlinked
def test_a_link_into_a_folder_that_is_gone_says_which(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "drive" / "mine.json")
    assert said(lambda: Workbook(path).commit("q1", "a")) == (
        "answers.json: nothing was saved: No such file or directory. Check that the folder "
        f"{tmp_path / 'drive'}, where the link leads, can be written and that the disk is not full."
    )


@unlinked
def test_a_link_that_leads_elsewhere_by_the_time_of_writing_is_followed_anew(
    path: Path, synced: Path, tmp_path: Path, monkeypatch: Patch
) -> None:
    """The lock that was taken is the other file's."""
    book = Workbook(path)
    flush, other = os.fsync, tmp_path / "other.json"

    def fsync(handle: int) -> None:
        flush(handle)
        if not other.exists():
            other.write_text('{"schema": 1, "answers": {}}')
            path.unlink()
            path.symlink_to(other)

    monkeypatch.setattr(os, "fsync", fsync)
    book.commit("q1", "a")
    assert "q1" in other.read_text("utf-8")
    assert not synced.exists()


@unlinked
def test_behind_a_link_two_names_have_one_lock_and_drafts_are_swept_and_copies_told(
    path: Path, synced: Path, monkeypatch: Patch
) -> None:
    draft = synced.parent / ".mine.json.dead.tmp"
    draft.touch()
    os.utime(draft, (0, 0))
    (synced.parent / "mine (1).json").touch()
    book = Workbook(path)
    assert book.news() == (
        "Beside mine.json there is mine (1).json: a synced folder may have kept two versions. "
        "The course uses mine.json alone and leaves all others as they are."
    )
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.05)
    with alone_with(synced):
        draft.touch()
        os.utime(draft, (0, 0))
        assert " another notebook is writing" in said(lambda: book.commit("q1", "a"))
    book.clear()
    assert path.is_symlink()
    assert names(synced) == ["mine (1).json", "mine.json"]


@unlinked
@pytest.mark.parametrize("act", ["answers", "clear"])
def test_a_link_to_what_holds_no_answers_is_set_aside_itself_and_its_target_stays(
    path: Path, synced: Path, act: str
) -> None:
    """Whoever planted the link may have led it to any file of the student's."""
    synced.write_bytes(b"no answers")
    book = Workbook(path)
    getattr(book, act)()
    assert (book.news() is None) == (act == "clear")
    book.commit("q1", "a")
    assert not path.is_symlink()
    assert set(book.answers()) == {"q1"}
    book.clear()
    assert names(path) == [path.name, synced.parent.name]
    assert synced.read_bytes() == b"no answers"


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("folder", "Is a directory"),
        *(
            pytest.param(kind, "a link, a pipe or a device", marks=unlinked)
            for kind in ("loop", "pipe", "link to a pipe", "link to a device")
        ),
    ],
)
def test_what_is_no_file_is_told_and_neither_waited_for_nor_renamed(path: Path, kind: str, found: str) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind.startswith("link"):
        path.symlink_to("/dev/zero" if "device" in kind else "pipe")
        if "pipe" in kind:
            os.mkfifo(path.with_name("pipe"))
    else:
        plant(kind, path, path.with_name("outside"))
    before = names(path)
    with bounded():
        book = Workbook(path)
        for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
            assert said(act) == (
                f"answers.json: expected a file that can be read, found: {found}. Move it away yourself."
            )
    assert names(path) == before


def test_what_lies_in_the_cloud_alone_is_downloaded_first_and_not_begun_anew(path: Path) -> None:
    stub = path.with_name(".answers.json.icloud")
    stub.touch()
    book = Workbook(path)
    for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
        assert said(act) == "answers.json: it is in iCloud and not on this computer. Download it first, in Finder."
    assert names(path) == [stub.name]


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
    "answers_conflict-20261122-173200.json",
    "answers 2.json",
    "answers-LAPTOP-4K7QM2XB.json",
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_conflict_copy_is_told_once_and_neither_lost_nor_taken(path: Path, copy: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr("platform.node", lambda: "Classroom-7.school.example")
    Workbook(path).commit("q1", "a")
    content = json.dumps({"schema": 1, "answers": {"q2": GOOD}}).encode()
    (path.parent / copy).write_bytes(content)
    book = Workbook(path)
    assert set(book.answers()) == {"q1"}
    assert book.news() == (
        f"Beside answers.json there is {copy}: a synced folder may have kept two versions. "
        "The course uses answers.json alone and leaves all others as they are."
    )
    book.commit("q2", "a")
    book.clear()
    assert book.news() is None
    assert (path.parent / copy).read_bytes() == content


@pytest.mark.parametrize("node", ["", "classroom-7", ".*"])
def test_files_of_other_names_are_no_conflict_copies(path: Path, node: str, monkeypatch: Patch) -> None:
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


def test_a_copy_that_comes_while_a_notebook_is_open_is_told_with_the_next_answer(path: Path) -> None:
    book = Workbook(path)
    path.with_name("answers 2.json").touch()
    book.commit("q1", "a")
    assert (book.news() or "").startswith("Beside answers.json there is answers 2.json: a synced")
    book.commit("q1", "b")
    assert book.news() is None


def replaced_by_another_machine(path: Path, times: int) -> Callable[[Mapping[str, Answer]], bool]:
    """Return what is asked between reading and writing: a synced folder replaces the file just then."""
    rounds = iter(range(times))

    def unless(_: Mapping[str, Answer]) -> bool:
        if (number := next(rounds, None)) is not None:
            draft = path.with_name("from-the-other-machine")
            draft.write_text(json.dumps({"schema": 1, "answers": {"q2": {**GOOD, "tries": number + 1}}}))
            draft.replace(path)
        return False

    return unless


@pytest.mark.parametrize("times", [1, TRIES - 1])
def test_an_answer_from_another_machine_between_reading_and_writing_stays(path: Path, times: int) -> None:
    Workbook(path).commit_all({"q1": "a"}, unless=replaced_by_another_machine(path, times))
    assert {item: answer.tries for item, answer in Workbook(path).answers().items()} == {"q1": 1, "q2": times}
    assert names(path) == ["answers.json"]


def test_where_another_machine_never_stops_the_answer_is_refused_and_theirs_stays(path: Path) -> None:
    unless = replaced_by_another_machine(path, TRIES)
    sentence = "answers.json: nothing was saved: somebody else was writing the same file. Try again in a moment."
    assert said(lambda: Workbook(path).commit_all({"q1": "a"}, unless)) == sentence
    assert set(Workbook(path).answers()) == {"q2"}
    assert names(path) == ["answers.json"]
