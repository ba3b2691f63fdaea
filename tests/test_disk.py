"""A file is written whole or not at all, by one writer at a time, and nothing odd is read or written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import PLANTS, is_untouched, plant

from course_utils import disk
from course_utils.disk import StrangeError, UnsureError, alone_with, content_of

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
def test_nothing_is_written_over_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """Else a table that a teacher names /dev/stdout would take that one's place."""
    plant(kind, tmp_path / "x", tmp_path / "outside")
    before = names(tmp_path)
    with pytest.raises(StrangeError, match="a link, a pipe or a device"):
        disk.write_whole(tmp_path / "x", b"mine")
    assert is_untouched(kind, tmp_path / "outside")
    assert names(tmp_path) == before
    assert (tmp_path / "x").is_symlink() == (kind != "pipe")


@unlinked
def test_a_link_to_a_folder_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "x").symlink_to(tmp_path / "folder")
    for act in (content_of, lambda place: disk.write_whole(place, b"mine")):
        with pytest.raises(StrangeError):
            act(tmp_path / "x")
    assert (tmp_path / "x").is_symlink()


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
def test_only_an_ordinary_file_is_read(tmp_path: Path, kind: str) -> None:
    plant(kind, tmp_path / "x", tmp_path / "outside")
    with bounded(), pytest.raises(StrangeError, match="a link, a pipe or a device"):
        content_of(tmp_path / "x")


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(1_000_000))
    assert len(content_of(tmp_path / "x", 70_000) or b"") == 70_001
    (tmp_path / "x").write_bytes(bytes(range(256)) * 1000)
    assert content_of(tmp_path / "x") == bytes(range(256)) * 1000
    assert content_of(tmp_path / "none", 10) is None


def test_a_name_is_no_pattern(tmp_path: Path) -> None:
    """Drafts of ``[a]nswers.json`` are not those of ``answers.json``."""
    own, other = tmp_path / ".[a]nswers.json.dead.tmp", tmp_path / ".answers.json.dead.tmp"
    for draft in (own, other):
        draft.touch()
        os.utime(draft, (0, 0))
    with alone_with(tmp_path / "[a]nswers.json"):
        pass
    assert names(tmp_path) == [other.name]


@unlinked
def test_a_draft_that_leads_nowhere_keeps_no_other_from_being_swept(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f".x.{name}.tmp").symlink_to(tmp_path / "none")
        os.utime(tmp_path / f".x.{name}.tmp", (0, 0), follow_symlinks=False)
    with alone_with(tmp_path / "x"):
        pass
    assert names(tmp_path) == []


def refused(*_: object) -> int:
    raise PermissionError(13, "Permission denied")


def test_on_windows_a_lock_that_is_just_being_removed_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "WINDOWS", True)
    opened, tries = os.open, iter([refused, refused])
    monkeypatch.setattr(os, "open", lambda *how: next(tries, opened)(*how))
    with alone_with(tmp_path / "answers.json") as still_alone:
        assert still_alone()
    assert next(tries, None) is None


@pytest.mark.parametrize("windows", [True, False])
def test_a_folder_that_lets_nobody_lock_is_told_as_that(
    tmp_path: Path, windows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "WINDOWS", windows)
    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(disk, "PATIENCE", 0.05 if windows else 60)
    with pytest.raises(PermissionError), alone_with(tmp_path / "answers.json"):
        pass


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
def test_what_was_planted_in_a_locks_place_holds_nobody_up(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "STALE", 0.05)
    plant(kind, tmp_path / ".x.lock", tmp_path / "outside")
    with alone_with(tmp_path / "x") as still_alone:
        assert still_alone()
    assert is_untouched(kind, tmp_path / "outside")
    assert names(tmp_path) == ["outside"] * (kind == "link")


def test_a_folder_in_a_locks_place_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    (tmp_path / ".x.lock").mkdir()
    with pytest.raises(StrangeError, match=r"^\[Errno 0\] \.x\.lock is a folder$"), alone_with(tmp_path / "x"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folder")
@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_file_that_was_moved_and_not_confirmed_is_no_unwritten_one(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(os, step)

    def fail(what: Any, *more: Any) -> Any:
        if what == tmp_path or (step == "fsync" and os.path.isdir(what)):  # noqa: PTH112
            raise OSError(5, "Input/output error")
        return real(what, *more)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnsureError, match="the disk does not confirm that it was written: Input/output"):
        disk.write_whole(tmp_path / "x", b"mine")
    assert (tmp_path / "x").read_bytes() == b"mine"
