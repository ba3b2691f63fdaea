"""Answers are on disk before anything else happens, and nothing a student did is ever lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults.parsers import bounded
from faults.planted import plant

from course_utils.answers.answer_file import Answer
from course_utils.answers.workbook import Workbook
from course_utils.disk import alone_with
from course_utils.errors import AnswersError
from course_utils.widgets import Clearing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


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


def test_two_notebooks_on_one_file_keep_each_others_answers(path: Path) -> None:
    one, other = Workbook(path), Workbook(path)
    one.commit("q1", "a")
    other.commit("q2", "b")
    one.commit("q3", "c")
    assert set(Workbook(path).answers()) == {"q1", "q2", "q3"}


def test_clearing_removes_every_answer(path: Path) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    (path.parent / "answers.unreadable-1.json").write_text('{"q1": "a"')
    book.clear()
    assert book.answers() == {}
    assert [file.name for file in path.parent.iterdir()] == ["answers.json"]
    assert "q1" not in path.read_text("utf-8")


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


GOOD = {"value": "b", "first": "b", "tries": 1, "saved": "2026-11-22T17:32"}


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
    assert [file.name for file in path.parent.iterdir()] == ["answers.json"]


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


def test_clearing_removes_odd_answers_too(path: Path) -> None:
    path.write_text(json.dumps({"schema": 1, "answers": {"q1": "b"}, "note": "mine"}))
    Workbook(path).clear()
    assert json.loads(path.read_text("utf-8")) == {"schema": 1, "answers": {}}


def test_several_answers_are_one_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
    with pytest.raises(AnswersError) as caught:
        book.commit_all({"q1": "b", "q2": "\ud800"})
    assert str(caught.value) == (r"answers.json: expected text, found half a character, \ud800. Delete it.")
    assert path.read_bytes() == before


def test_what_is_locked_stays_as_another_notebook_committed_it(path: Path) -> None:
    book = Workbook(path)
    first = Workbook(path).commit_all({"q1": "a", "q2": "b"})
    before = path.read_bytes()
    assert book.commit_all({"q1": "c", "q2": "d"}, unless=lambda answers: "q1" in answers) == first
    assert path.read_bytes() == before
    assert book.commit_all({"q1": "c"}, unless=lambda answers: "q3" in answers)["q1"].value == "c"


def test_a_newer_versions_file_is_left_alone(path: Path) -> None:
    text = '{"schema": 2, "answers": {}, "more": 1}'
    path.write_text(text)
    with pytest.raises(AnswersError) as caught:
        Workbook(path).commit("q1", "a")
    assert str(caught.value) == (
        "answers.json: expected answers in format 1 or older, found 2. "
        "A newer version of the course wrote them: open them with that one."
    )
    assert path.read_text() == text


def test_a_folder_that_is_not_there_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(AnswersError) as caught:
        Workbook(tmp_path / "gone" / "answers.json").commit("q1", "a")
    assert str(caught.value).startswith("answers.json: nothing was saved: No such file or directory.")


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AnswersError, match="nothing was saved: No space left on device"):
        book.commit("q1", "b")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["answers.json"]


def test_every_write_is_flushed_to_the_disk_before_it_replaces_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("flushed"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append("replaced"), replace(self, to))[1])
    Workbook(path).commit("q1", "a")
    assert order == ["flushed", "replaced", "flushed"]


def test_what_a_killed_writer_left_is_swept_but_not_a_living_ones(path: Path) -> None:
    old, new = path.parent / ".answers.json.old.tmp", path.parent / ".answers.json.new.tmp"
    old.touch()
    new.touch()
    os.utime(old, (time.time() - 3600,) * 2)
    Workbook(path)
    assert not old.exists()
    assert new.exists()


def test_the_path_comes_from_the_environment_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_ANSWERS", str(tmp_path / "mine.json"))
    assert Workbook().path == tmp_path / "mine.json"
    monkeypatch.delenv("COURSE_ANSWERS")
    monkeypatch.chdir(tmp_path)
    assert Workbook().path == tmp_path / "answers.json"


_WRITER = """
import sys
from course_utils.answers.workbook import Workbook
book = Workbook(sys.argv[1])
for number in range(10_000):
    book.commit(f"q{number % 50}", str(number))
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("wait", [0.0, 0.01, 0.05])
def test_a_killed_writer_loses_nothing_that_it_had_committed(path: Path, wait: float) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    for line in writer.stdout:
        if int(line) >= 20:
            break
    time.sleep(wait)
    writer.send_signal(signal.SIGKILL)
    last = max((int(line) for line in writer.stdout.read().split()), default=20)
    writer.wait()
    writer.stdout.close()
    answers = Workbook(path).answers()
    assert max(int(answer.value) for answer in answers.values()) >= last
    assert len(answers) == min(50, 1 + max(int(answer.value) for answer in answers.values()))


def test_an_answer_shows_the_time_of_day_at_which_it_was_saved() -> None:
    assert Answer("a", "a", 1, "2026-11-22T17:32").clock == "17:32"


_OTHER = """
import sys, time
from course_utils.answers.workbook import Workbook
for number in range(60):
    Workbook(sys.argv[1]).commit(f"{sys.argv[2]}{number}", "a")
    time.sleep(0.01)  # nobody writes without a pause, and a slow disk would let the other wait too long
"""


def test_two_kernels_that_write_at_once_lose_none_of_each_others_answers(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", _OTHER, path, name]) for name in "pq"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert set(Workbook(path).answers()) == {f"{name}{number}" for name in "pq" for number in range(60)}
    assert [file.name for file in path.parent.iterdir()] == ["answers.json"]


def test_a_lock_whose_owner_was_killed_is_taken_over(path: Path) -> None:
    lock = path.parent / ".answers.json.lock"
    lock.touch()
    os.utime(lock, (time.time() - 60,) * 2)
    Workbook(path).commit("q1", "a")
    assert not lock.exists()


def test_a_lock_that_is_held_is_waited_for_and_then_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.05)
    (path.parent / ".answers.json.lock").touch()
    with pytest.raises(AnswersError, match="nothing was saved: another notebook is writing"):
        Workbook(path).commit("q1", "a")


unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")


@pytest.fixture
def synced(path: Path, tmp_path: Path) -> Path:
    """Keep the answers in another folder, under another name, to which a link leads."""
    (tmp_path / "synced").mkdir()
    path.symlink_to(tmp_path / "synced" / "mine.json")
    return tmp_path / "synced" / "mine.json"


@unlinked
def test_a_link_to_another_folder_is_followed(path: Path, synced: Path) -> None:
    Workbook(path).commit("q1", "a")
    assert path.is_symlink()
    assert "q1" in synced.read_text("utf-8")


@unlinked
def test_a_link_into_a_folder_that_is_gone_says_which(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "drive" / "mine.json")
    with pytest.raises(AnswersError) as caught:
        Workbook(path).commit("q1", "a")
    assert str(caught.value) == (
        "answers.json: nothing was saved: No such file or directory. Check that the folder "
        f"{tmp_path / 'drive'}, where the link leads, can be written and that the disk is not full."
    )


@unlinked
def test_a_link_that_leads_elsewhere_by_the_time_of_writing_is_followed_anew(
    path: Path, synced: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says that access is denied")
def test_a_folder_in_the_files_place_is_to_be_moved_away(path: Path) -> None:
    path.mkdir()
    sentence = "answers.json: expected a file that can be read, found: Is a directory. Move it away yourself."
    with pytest.raises(AnswersError) as caught:
        Workbook(path).answers()
    assert str(caught.value) == sentence


@unlinked
def test_a_link_that_is_made_while_a_notebook_is_open_is_followed_too(path: Path, tmp_path: Path) -> None:
    book = Workbook(path)
    book.commit("q1", "a")
    path.rename(tmp_path / "moved.json")
    path.symlink_to(tmp_path / "moved.json")
    book.commit("q2", "a")
    assert path.is_symlink()
    assert set(Workbook(tmp_path / "moved.json").answers()) == {"q1", "q2"}


@unlinked
def test_behind_a_link_two_names_have_one_lock(path: Path, synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course_utils.disk.PATIENCE", 0.05)
    with alone_with(synced), pytest.raises(AnswersError, match=r"^answers\.json: .* another notebook is writing"):
        Workbook(path).commit("q1", "a")


@unlinked
def test_behind_a_link_drafts_are_swept_and_copies_told(path: Path, synced: Path) -> None:
    drafts = [synced.parent / ".mine.json.dead.tmp", synced.parent / ".mine.json.later.tmp"]
    drafts[0].touch()
    os.utime(drafts[0], (0, 0))
    (synced.parent / "mine (1).json").touch()
    book = Workbook(path)
    assert not drafts[0].exists()
    assert book.news() == (
        "Beside mine.json there is mine (1).json: a synced folder may have kept two versions. "
        "The course uses mine.json alone and leaves all others as they are."
    )
    drafts[1].touch()
    os.utime(drafts[1], (0, 0))
    book.clear()
    assert path.is_symlink()
    assert sorted(found.name for found in synced.parent.iterdir()) == ["mine (1).json", "mine.json"]


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
    assert synced.read_bytes() == b"no answers"
    book.clear()
    assert [found.name for found in path.parent.iterdir() if found != synced.parent] == [path.name]
    assert synced.read_bytes() == b"no answers"


STRANGE = (
    "answers.json: expected a file that can be read, found: a link, a pipe or a device. " + "Move it away yourself."
)


@unlinked
@pytest.mark.parametrize("kind", ["loop", "pipe", "link to a pipe", "link to a device"])
def test_what_is_no_file_is_told_and_neither_waited_for_nor_renamed(path: Path, kind: str, tmp_path: Path) -> None:
    if kind.startswith("link"):
        path.symlink_to("/dev/zero" if "device" in kind else tmp_path / "pipe")
        if "pipe" in kind:
            os.mkfifo(tmp_path / "pipe")
    else:
        plant(kind, path, tmp_path / "outside")
    before = sorted(tmp_path.iterdir())
    with bounded():
        book = Workbook(path)
        for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
            with pytest.raises(AnswersError) as caught:
                act()
            assert str(caught.value) == STRANGE
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("content", [b'{"schema": 3}', b'{"schema": 3, "answers": "in another form"}'])
def test_a_newer_versions_file_is_not_cleared_unasked(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    aside = path.with_name("answers.unreadable-1.json")
    aside.touch()
    sentence = (
        "answers.json: expected answers in format 1 or older, found 3. "
        "A newer version of the course wrote them: open them with that one."
    )
    with pytest.raises(AnswersError) as caught:
        Workbook(path).clear()
    assert str(caught.value) == sentence
    assert path.read_bytes() == content
    assert aside.exists()
    clearing = Clearing(Workbook(path))
    clearing._receive(None, {"clear": True}, None)
    assert clearing.reply["text"] == f"Your answers were not cleared. {sentence}"


def test_clearing_removes_an_unreadable_file_without_keeping_it(path: Path) -> None:
    path.write_bytes(b"{")
    book = Workbook(path)
    book.clear()
    assert [file.name for file in path.parent.iterdir()] == ["answers.json"]
    assert (book.answers(), book.news()) == ({}, None)


def test_clearing_takes_a_name_for_no_pattern(tmp_path: Path) -> None:
    other = tmp_path / "answers.unreadable-1.json"
    other.touch()
    Workbook(tmp_path / "[a]nswers.json").clear()
    assert other.exists()


def test_what_lies_in_the_cloud_alone_is_downloaded_first_and_not_begun_anew(path: Path) -> None:
    stub = path.with_name(".answers.json.icloud")
    stub.touch()
    book = Workbook(path)
    for act in (book.answers, book.clear, lambda: book.commit("q1", "a")):
        with pytest.raises(AnswersError) as caught:
            act()
        assert str(caught.value) == (
            "answers.json: it is in iCloud and not on this computer. Download it first, in Finder."
        )
    assert [file.name for file in path.parent.iterdir()] == [stub.name]


def test_a_copy_that_comes_while_a_notebook_is_open_is_told_with_the_next_answer(path: Path) -> None:
    book = Workbook(path)
    path.with_name("answers (1).json").touch()
    book.commit("q1", "a")
    assert (book.news() or "").startswith("Beside answers.json there is answers (1).json: a synced")
    path.with_name("answers 2.json").touch()
    book.commit("q1", "b")
    assert (book.news() or "").startswith("Beside answers.json there is answers 2.json: a synced")
    book.commit("q1", "c")
    assert book.news() is None
