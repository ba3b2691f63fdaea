"""Answers are on disk before anything else happens, and nothing a student did is ever lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import names, plant, plant_old, said, unlinked
from telling import tell

from course_utils.answers.workbook import TRIES, Answer, Workbook
from course_utils.article.article import read_article
from course_utils.disk import alone_with, copies_beside
from course_utils.look.wording import RUN_ALL
from course_utils.widgets import BriefForm, Clearing

Patch = pytest.MonkeyPatch
GOOD = {"value": "b", "first": "b", "tries": 1, "saved": "2026-11-22T17:32"}


def holding(answers: dict[str, object], **more: object) -> bytes:
    return json.dumps({"schema": 1, "answers": answers, **more}).encode()


def test_a_commit_is_on_the_disk_when_it_returns_and_a_second_keeps_the_first_answer(path: Path) -> None:
    book = Workbook(path)
    assert book.get("q1") is None
    assert not path.exists()
    answer = book.commit("q1", "b")
    assert json.loads(path.read_bytes()) == {"schema": 1, "answers": {"q1": {**GOOD, "saved": answer.saved}}}
    assert book.commit("q1", "a") == Workbook(path).get("q1") == Answer("a", "b", 2, answer.saved)


def test_the_path_comes_from_the_environment_where_none_is_named(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "mine.json"))
    assert Workbook().path == tmp_path / "mine.json"
    monkeypatch.delenv("COURSE_ANSWERS")
    monkeypatch.chdir(tmp_path)
    assert Workbook().path == tmp_path / "answers.json"


DEEP = b"[" * 100_000
DAMAGES = [
    b"", b"{", b"\xff\xfe", b'\xef\xbb\xbf{"schema": 1, "answ', b"\0" * 100, holding({})[:-1] + b'"\xe9": 1}',
    holding({}) * 2, holding({}).decode().encode("utf-16")[:-1], b'{"schema": 1, "answers": ' + DEEP,
    b'{"schema": 1, "answers": {"q": ' + DEEP + b"]" * 100_000 + b"}}",
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage[:40]))
def test_an_unreadable_file_is_set_aside_and_said_so_and_never_overwritten(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    book = Workbook(path)
    assert book.answers() == {}
    assert path.with_name("answers.unreadable-1.json").read_bytes() == damage
    told = "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    assert [book.news(), book.news()] == [told, None]
    book.commit("q1", "a")
    path.write_bytes(damage)
    assert book.answers() == {}
    assert path.with_name("answers.unreadable-2.json").read_bytes() == damage


#: Whole JSON of other programs; the first is a teacher's key to a quiz.
FOREIGN = [
    b'{"quiz": "cells", "key": {"1": "b", "2": "d"}}\n', b"[]", b"{}", b"null", b'"answers"', b"1", b'{"answers": {}}',
    b'{"schema": 1}', b'{"schema": "1", "answers": {}}', b'{"schema": 1, "answers": []}',
    b'{"schema": 0, "answers": {}}', b'{"schema": NaN, "answers": {}}',
    '\ufeff{"answers": {"q1": "b"}}'.encode(), '{"quiz": "é"}'.encode("utf-16"),
]  # fmt: skip


@pytest.mark.parametrize("content", FOREIGN, ids=lambda content: str(content[:40]))
def test_a_file_of_another_program_is_neither_read_nor_cleared_nor_set_aside(
    path: Path, book: Workbook, content: bytes
) -> None:
    path.write_bytes(content)
    aside = path.with_name("answers.unreadable-1.json")
    aside.touch()
    sentence = (
        "answers.json: expected answers that the course wrote, found JSON of another program, which stays as it is. "
        "Move it to another folder, or let COURSE_ANSWERS name another file."
    )
    for act in (book.answers, book.clear, lambda: book.get("q1"), lambda: book.commit("q1", "a")):
        assert said(act) == sentence
    told = tell(Clearing(book), {"clear": True})["text"]
    assert told == f"Your answers were not cleared. {sentence}"
    assert (names(path.parent), path.read_bytes(), book.news()) == ([path.name, aside.name], content, None)
    path.rename(path.with_name("key.json"))  # the remedy
    book.commit("q1", "a")
    assert (set(book.answers()), path.with_name("key.json").read_bytes()) == ({"q1"}, content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_read_and_written_without(
    path: Path, book: Workbook, encoding: str, end: str
) -> None:
    """As Windows' Notepad writes UTF-8 and UTF-16; the last two write none of their own."""
    text = json.dumps({"schema": 1, "answers": {"q1": {**GOOD, "value": "Şuşa"}}}, ensure_ascii=False, indent=1)
    mark = "\ufeff" if encoding.endswith("e") else ""
    path.write_bytes((mark + text.replace("\n", end)).encode(encoding))
    assert book.answers() == {"q1": Answer("Şuşa", "b", 1, "2026-11-22T17:32")}
    book.commit("q2", "a")
    written = json.loads(path.read_bytes().decode("utf-8"))
    assert written["answers"]["q1"] == {**GOOD, "value": "Şuşa"}
    assert (names(path.parent), book.news()) == (["answers.json"], None)


@unlinked
def test_a_file_that_is_set_aside_takes_nobodys_name(path: Path) -> None:
    path.with_name("answers.unreadable-1.json").touch()
    path.with_name("answers.unreadable-2.json").symlink_to("nowhere")
    path.write_bytes(b"{")
    assert Workbook(path).answers() == {}
    assert path.with_name("answers.unreadable-3.json").read_bytes() == b"{"


CHANGES: tuple[dict[str, Any], ...] = (
    {"extra": 1}, {"tries": 0}, {"tries": 10**9}, {"value": 5}, {"saved": "soon"}, {"value": "\ud800"},
    {"first": "\ud800"}, {"é\ud800": ["\udfff", {"deep": None}]},
)  # fmt: skip
UNSAVED = {"value": "b", "first": "b", "tries": 1}


@pytest.mark.parametrize("odd", ["b", None, [], {}, UNSAVED, *({**GOOD, **one} for one in CHANGES)])
def test_an_odd_answer_costs_no_other_one_and_stays_in_the_file_as_it_was_written(path: Path, odd: object) -> None:
    path.write_bytes(holding({"odd": odd, "q1": GOOD}, note="mine"))
    book = Workbook(path)
    assert book.answers() == {"q1": Answer(**GOOD)}
    told = "One answer in answers.json could not be read; it stays in the file untouched, and all others hold."
    assert book.news() == told
    book.commit("q2", "a")
    assert book.news() is None
    data = json.loads(path.read_text("utf-8"))
    assert (data["answers"]["odd"], data["note"]) == (odd, "mine")
    assert set(book.answers()) == {"q1", "q2"}
    assert names(path.parent) == ["answers.json"]


def test_an_odd_answer_stays_beside_the_new_one_when_its_item_is_answered_again(path: Path, book: Workbook) -> None:
    path.write_bytes(holding({"q1": "b", "q1.unreadable-1": "c"}))
    assert book.commit("q1", "a").tries == 1
    told = "2 answers in answers.json could not be read; they stay in the file untouched, and all others hold."
    assert book.news() == told
    kept = json.loads(path.read_text("utf-8"))["answers"]
    assert (kept["q1.unreadable-1"], kept["q1.unreadable-2"]) == ("c", "b")
    assert set(book.answers()) == {"q1"}
    assert book.news() is None


def test_several_answers_are_one_write(book: Workbook, monkeypatch: Patch) -> None:
    book.commit("q1", "a")
    writes: list[bytes] = []
    monkeypatch.setattr("course_utils.answers.workbook.write_whole", lambda _, content, sure: writes.append(content))
    kept = book.commit_all({"q1": "b", "q2": "c"})
    (written,) = writes
    assert {item: (a.value, a.first, a.tries) for item, a in kept.items()} == {"q1": ("b", "a", 2), "q2": ("c", "c", 1)}
    assert set(json.loads(written)["answers"]) == {"q1", "q2"}


def test_of_several_answers_all_are_kept_or_none(path: Path, book: Workbook) -> None:
    book.commit("q1", "a")
    before = path.read_bytes()
    assert said(lambda: book.commit_all({"q1": "b", "q2": "\ud800"})) == (
        r"answers.json: expected text, found half a character, \ud800. Delete it."
    )
    assert path.read_bytes() == before


def test_what_is_locked_stays_as_another_notebook_committed_it(path: Path, book: Workbook) -> None:
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
    assert (names(path.parent), path.read_bytes(), book.news()) == ([path.name, aside.name], content, None)


@pytest.mark.parametrize("text", ['{"schema": 1, "answers": {"q1": "b"}, "note": "mine"}', "{"])
def test_clearing_removes_every_answer_and_what_could_not_be_read(path: Path, book: Workbook, text: str) -> None:
    path.write_text(text)
    path.with_name("answers.unreadable-1.json").write_text('{"q1": "a"')
    book.clear()
    assert json.loads(path.read_text("utf-8")) == {"schema": 1, "answers": {}}
    assert (book.answers(), book.news(), names(path.parent)) == ({}, None, ["answers.json"])


#: What an earlier version, too, may have set aside; and whether it is the course's own.
ASIDE = {
    b'{"schema": 1, "answ': True, b"": True, holding({"q1": GOOD}): True, b"\xff\xfe\0": True,
    FOREIGN[0]: False, b"[1]": False, b'{"schema": 2, "answers": {}}': False, b"{" + b" " * 3000: False,
}  # fmt: skip


def test_clearing_removes_of_what_was_set_aside_the_courses_own_and_names_what_it_left(
    path: Path, book: Workbook, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.MAX_BYTES", 2000)
    book.commit("q1", "a")
    for number, content in enumerate(ASIDE):
        path.with_name(f"answers.unreadable-{number}.json").write_bytes(content)
    path.with_name("answers (1).json").write_bytes(holding({"q1": GOOD}))
    left = ["answers (1).json", *(f"answers.unreadable-{n}.json" for n, ours in enumerate(ASIDE.values()) if not ours)]
    assert tell(Clearing(book), {"clear": True})["text"] == (
        f"All answers are gone. In each open notebook {RUN_ALL}, to begin again. "
        f"Not removed: {', '.join(left)}. Delete what is yours there yourself."
    )
    assert names(path.parent) == sorted([*left, "answers.json"])
    assert [content for content, ours in ASIDE.items() if not ours] == [
        path.with_name(name).read_bytes() for name in left[1:]
    ]


def test_clearing_takes_a_name_for_no_pattern(tmp_path: Path) -> None:
    other = tmp_path / "answers.unreadable-1.json"
    other.touch()
    Workbook(tmp_path / "[a]nswers.json").clear()
    assert other.exists()


class Clock(datetime):
    """A clock that is set back by an hour after each look at it."""

    looks = iter(["2026-10-25T02:59", "2026-10-25T02:00"] * 2)

    @classmethod
    def now(cls, tz: Any = None) -> Clock:
        return cls.fromisoformat(next(cls.looks))


def test_a_clock_that_was_set_back_loses_nothing_and_what_was_just_saved_is_said(
    path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("course_utils.answers.workbook.datetime", Clock)
    for value in "ab":
        Workbook(path).commit("q1", value)
    assert Workbook(path).get("q1") == Answer("b", "a", 2, "2026-10-25T02:00")
    form = BriefForm(Workbook(path), read_article())
    for part, saved in (("known", "02:59"), ("advice", "02:00")):
        assert form.receive({"texts": {part: [[""], "Wait."]}})["text"] == f"Saved {saved}."


@pytest.fixture
def synced(path: Path, tmp_path: Path) -> Path:
    """Keep the answers in another folder, under another name, to which a link leads."""
    (tmp_path / "synced").mkdir()
    path.symlink_to(tmp_path / "synced" / "mine.json")
    return tmp_path / "synced" / "mine.json"


@unlinked
def test_a_link_to_another_folder_is_followed_though_it_is_made_while_a_notebook_is_open(
    path: Path, book: Workbook, tmp_path: Path
) -> None:
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
    path: Path, book: Workbook, synced: Path, tmp_path: Path, monkeypatch: Patch
) -> None:
    """The lock that was taken is the other file's."""
    flush, other = os.fsync, tmp_path / "other.json"

    def fsync(handle: int) -> None:
        flush(handle)
        if not other.exists():
            other.write_bytes(holding({}))
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
    plant_old(draft := synced.parent / ".mine.json.dead.tmp")
    (synced.parent / "mine (1).json").touch()
    book = Workbook(path)
    assert book.news() == TOLD.format("mine.json", "mine (1).json")
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.05)
    with alone_with(synced):
        plant_old(draft)
        assert " another notebook is writing" in said(lambda: book.commit("q1", "a"))
    book.clear()
    assert path.is_symlink()
    assert names(synced.parent) == ["mine (1).json", "mine.json"]


@unlinked
@pytest.mark.parametrize("act", ["answers", "clear"])
def test_a_link_to_what_holds_no_answers_is_set_aside_itself_and_its_target_stays(
    path: Path, book: Workbook, synced: Path, act: str
) -> None:
    """Whoever planted the link may have led it to any file of the student's."""
    synced.write_bytes(b"no answers")
    getattr(book, act)()
    assert (book.news() is None) == (act == "clear")
    book.commit("q1", "a")
    assert not path.is_symlink()
    assert set(book.answers()) == {"q1"}
    book.clear()
    assert names(path.parent) == [path.name, synced.parent.name]
    assert synced.read_bytes() == b"no answers"


ODD = "a link, a pipe or a device"
KINDS = {"folder": "Is a directory", "loop": ODD, "pipe": ODD, "link to a pipe": ODD, "link to a device": ODD}


@unlinked
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_told_and_neither_waited_for_nor_renamed(path: Path, kind: str) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind.startswith("link"):
        path.symlink_to("/dev/zero" if "device" in kind else "pipe")
        if "pipe" in kind:
            os.mkfifo(path.with_name("pipe"))
    else:
        plant(kind, path, path.with_name("outside"))
    before = names(path.parent)
    told = f"answers.json: expected a file that can be read, found: {KINDS[kind]}. Move it away yourself."
    with bounded():
        book = Workbook(path)
        for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
            assert said(act) == told
    assert names(path.parent) == before


def test_what_lies_in_the_cloud_alone_is_downloaded_first_and_not_begun_anew(path: Path, book: Workbook) -> None:
    stub = path.with_name(".answers.json.icloud")
    stub.touch()
    for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
        assert said(act) == "answers.json: it is in iCloud and not on this computer. Download it first, in Finder."
    assert names(path.parent) == [stub.name]


COPIES = [
    "answers (1).json", "answers(1).json", "Copy of answers.json", "answers [Conflicted].json",
    "answers.Conflict.json", "answers_NAS_2026_Conflict.json", "answers (Ann's conflicted copy 2026-11-22).json",
    "Answers.SYNC-CONFLICT-20261122-173200-ABCDEFG.json", "answers_conflict-20261122-173200.json",
    "answers 2.json", "answers-DESKTOP-4K7QM2XB-2.json", "answers-Anns-MacBook-Pro.json",
    "answers-Anns-Mac-mini.json", "answers-ANN-PC.json", "answers-classroom-7.json", "answers-LAPTOP-4K7QM2XB.json",
    ".answers.json.icloud",
]  # fmt: skip
TOLD = (
    "Beside {0} there is {1}: a synced folder may have kept two versions. "
    "The course uses {0} alone and leaves all others as they are."
)


@pytest.mark.parametrize("copy", COPIES)
def test_a_conflict_copy_is_told_once_and_neither_lost_nor_taken(path: Path, copy: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr("platform.node", lambda: "Classroom-7.school.example")
    Workbook(path).commit("q1", "a")
    content = holding({"q2": GOOD})
    path.with_name(copy).write_bytes(content)
    book = Workbook(path)
    assert set(book.answers()) == {"q1"}
    assert book.news() == TOLD.format("answers.json", copy)
    book.commit("q2", "a")
    book.clear()
    assert book.news() is None
    assert path.with_name(copy).read_bytes() == content


@pytest.mark.parametrize("node", ["", "classroom-7", ".*"])
def test_files_of_other_names_are_no_conflict_copies(path: Path, node: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr("platform.node", lambda: node)
    others = ("-", "-ann", "-ann-macarthur", "-classroom-8", "-macdonald", "-pcs", "", ".unreadable-1")
    for name in (*(f"answers{other}.json" for other in others), "my answers (1).json", "x", ".answers.json.icloud.x"):
        path.with_name(name).touch()
    assert copies_beside(path) == []
    assert copies_beside(path.parent / "gone" / "answers.json") == []


def test_many_copies_with_odd_names_are_told_in_a_line_that_can_be_printed(path: Path) -> None:
    for number in range(100):
        path.with_name(f"answers ({number}\u202e).json").touch()
    told = Workbook(path).news() or ""
    assert told.isprintable()
    assert len(told) < 1000


def test_a_copy_that_comes_while_a_notebook_is_open_is_told_with_the_next_answer(path: Path, book: Workbook) -> None:
    path.with_name("answers 2.json").touch()
    book.commit("q1", "a")
    assert book.news() == TOLD.format("answers.json", "answers 2.json")
    book.commit("q1", "b")
    assert book.news() is None


def replaced_by_another_machine(path: Path, times: int) -> Callable[[Mapping[str, Answer]], bool]:
    """Return what is asked between reading and writing: a synced folder replaces the file just then."""
    rounds = iter(range(times))

    def unless(_: Mapping[str, Answer]) -> bool:
        if (number := next(rounds, None)) is not None:
            draft = path.with_name("from-the-other-machine")
            draft.write_bytes(holding({"q2": {**GOOD, "tries": number + 1}}))
            draft.replace(path)
        return False

    return unless


@pytest.mark.parametrize("times", [1, TRIES - 1])
def test_an_answer_from_another_machine_between_reading_and_writing_stays(path: Path, times: int) -> None:
    Workbook(path).commit_all({"q1": "a"}, unless=replaced_by_another_machine(path, times))
    assert {item: answer.tries for item, answer in Workbook(path).answers().items()} == {"q1": 1, "q2": times}
    assert names(path.parent) == ["answers.json"]


def test_where_another_machine_never_stops_the_answer_is_refused_and_theirs_stays(path: Path) -> None:
    unless = replaced_by_another_machine(path, TRIES)
    sentence = "answers.json: nothing was saved: somebody else was writing the same file. Try again in a moment."
    assert said(lambda: Workbook(path).commit_all({"q1": "a"}, unless)) == sentence
    assert set(Workbook(path).answers()) == {"q2"}
    assert names(path.parent) == ["answers.json"]
