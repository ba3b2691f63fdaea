"""A file is written whole or not at all, by one writer at a time, and nothing odd is read or written."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import OUTSIDE, PLANTS, flushed, is_untouched, names, plant, plant_old, unlinked

from course_utils import disk
from course_utils.disk import (
    BusyError,
    OvertakenError,
    StrangeError,
    UnsureError,
    alone_with,
    content_of,
    fingerprint,
    read_regular,
    write_beside,
    write_whole,
)

Patch = pytest.MonkeyPatch
HOUR = 3600
ONE = {".md": b"# One\n", ".html": b"<p>One"}
TWO = {".md": b"# Two\n", ".html": b"<p>Two"}


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)


@unlinked
@pytest.mark.parametrize("kind", [*PLANTS, "link to a folder"])
def test_nothing_is_read_from_or_written_over_what_is_no_file(kind: str) -> None:
    """Else a table that a teacher names /dev/stdout would take that one's place."""
    Path("folder").mkdir()
    plant(kind, Path("x"), Path("outside"))
    if kind == "link to a folder":
        Path("x").symlink_to(Path("folder"))
    before = names(Path())
    for act in (content_of, lambda place: write_whole(place, b"mine")):
        with bounded(), pytest.raises(StrangeError, match="a link, a pipe or a device"):
            act(Path("x"))
    with pytest.raises(StrangeError, match="Is a directory"):
        content_of(Path("folder"))
    assert is_untouched(kind, Path("outside"))
    assert names(Path()) == before
    assert Path("x").is_symlink() == (kind != "pipe")


@unlinked
def test_a_link_is_followed_where_a_person_has_named_it_and_a_device_is_not_read_then_either() -> None:
    plant("link", Path("x"), Path("outside"))
    assert read_regular(Path("x"), follow=True) == OUTSIDE
    Path("zero").symlink_to("/dev/zero")
    with bounded(), pytest.raises(StrangeError, match="It is a folder or a device"):
        read_regular(Path("zero"), follow=True)


def test_no_more_is_read_than_shows_that_it_is_too_much() -> None:
    Path("x").write_bytes(bytes(range(256)) * 1000)
    assert content_of(Path("x")) == bytes(range(256)) * 1000
    assert content_of(Path("x"), 70_000) == (bytes(range(256)) * 1000)[:70_001]
    assert content_of(Path("none"), 10) is None


@flushed
@pytest.mark.parametrize("step", ["open", "fsync"])
def test_a_file_that_was_moved_and_not_confirmed_is_no_unwritten_one(step: str, monkeypatch: Patch) -> None:
    real, codes = getattr(os, step), iter([errno.EIO, errno.EINVAL, errno.ENOTSUP])

    def fail(what: Any, *more: Any) -> Any:
        if what == Path() or (step == "fsync" and os.path.isdir(what)):  # noqa: PTH112
            raise OSError(next(codes), "Input/output error")
        return real(what, *more)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnsureError, match="the disk does not confirm that it was written: Input/output"):
        write_whole(Path("x"), b"mine")
    assert Path("x").read_bytes() == b"mine"
    for _ in range(2):  # a shared drive that cannot flush a folder
        write_whole(Path("x"), b"mine, again")
    assert names(Path()) == ["x"]


def test_every_write_is_flushed_to_the_disk_before_it_replaces_the_file(monkeypatch: Patch) -> None:
    order: list[str] = []
    fsync, move = os.fsync, Path.replace

    def flush(handle: int) -> None:
        order.append("flushed")
        fsync(handle)

    def replace(draft: Path, to: Path) -> Path:
        order.append(f"{draft.name[:3]}{draft.suffix}")
        return move(draft, to)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(Path, "replace", replace)
    write_whole(Path("x"), b"mine")
    assert order == ["flushed", ".x..tmp", "flushed"][: 2 if disk.WINDOWS else 3]


def test_of_what_killed_writers_left_only_a_files_own_old_drafts_are_removed() -> None:
    """Drafts of ``[a]nswers.json`` are not those of ``answers.json``; a clock that was set back counts as age."""
    drafts = {".[a]nswers.json.dead.tmp": HOUR, ".[a]nswers.json.later.tmp": -HOUR}
    others = {".[a]nswers.json.young.tmp": 0, ".answers.json.dead.tmp": HOUR, ".[a]nswers.json.dead": HOUR}
    for name, age in {**drafts, **others}.items():
        plant_old(Path(name), age)
    with alone_with(Path("[a]nswers.json")):
        pass
    assert names(Path()) == sorted(others)


@unlinked
def test_a_draft_that_leads_nowhere_keeps_no_other_from_being_swept() -> None:
    for name in "abc":
        Path(f".x.{name}.tmp").symlink_to(Path("none"))
        os.utime(Path(f".x.{name}.tmp"), (0, 0), follow_symlinks=False)
    with alone_with(Path("x")):
        pass
    assert names(Path()) == []


def refused(*_: object) -> int:
    raise PermissionError(13, "Permission denied")


def test_on_windows_a_lock_that_is_just_being_removed_is_waited_for(monkeypatch: Patch) -> None:
    monkeypatch.setattr(disk, "WINDOWS", True)
    opened, tries = os.open, iter([refused, refused])
    monkeypatch.setattr(os, "open", lambda *how: next(tries, opened)(*how))
    with alone_with(Path("x")) as still_alone:
        assert still_alone()
    assert next(tries, None) is None


@pytest.mark.parametrize(("windows", "patience"), [(True, 0.05), (False, 60)])
def test_a_folder_that_lets_nobody_lock_is_told_as_that(windows: bool, patience: float, monkeypatch: Patch) -> None:
    monkeypatch.setattr(disk, "WINDOWS", windows)
    monkeypatch.setattr(disk, "PATIENCE", patience)
    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(PermissionError), alone_with(Path("x")):
        pass


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
def test_what_was_planted_in_a_locks_place_holds_nobody_up(kind: str, monkeypatch: Patch) -> None:
    monkeypatch.setattr(disk, "STALE", 0.05)
    plant(kind, Path(".x.lock"), Path("outside"))
    with alone_with(Path("x")) as still_alone:
        assert still_alone()
    assert is_untouched(kind, Path("outside"))
    assert names(Path()) == ["outside"] * (kind == "link")


def test_a_folder_in_a_locks_place_is_told_as_that(monkeypatch: Patch) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.05)
    Path(".x.lock").mkdir()
    with pytest.raises(StrangeError, match=r"^\[Errno 0\] \.x\.lock is a folder$"), alone_with(Path("x")):
        pass


@pytest.mark.parametrize("jump", [-HOUR, 0, HOUR])
def test_a_clock_that_jumps_makes_no_living_writers_lock_a_dead_one(jump: int, monkeypatch: Patch) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.1)
    with alone_with(Path("x")) as still_alone:
        os.utime(Path(".x.lock"), (time.time() + jump,) * 2)
        with pytest.raises(BusyError, match="another notebook is writing"), alone_with(Path("x")):
            pass
        assert still_alone()


def test_who_was_overtaken_knows_it_and_leaves_the_others_lock() -> None:
    lock = Path(".x.lock")
    with alone_with(Path("x")) as still_alone:
        assert still_alone()
        lock.unlink()
        assert not still_alone()
        lock.write_bytes(b"the other's")
        assert not still_alone()
    assert lock.read_bytes() == b"the other's"


def test_an_export_takes_the_place_of_the_one_before() -> None:
    own = write_beside(Path("brief"), ONE, {})
    assert own == {"brief.md": [fingerprint(b"# One\n")], "brief.html": [fingerprint(b"<p>One")]}
    assert list(write_beside(Path("brief"), TWO, own)) == ["brief.md", "brief.html"]
    assert Path("brief.md").read_bytes() == b"# Two\n"
    assert names(Path()) == ["brief.html", "brief.md"]
    assert disk.WINDOWS or Path("brief.md").stat().st_mode & 0o777 == 0o644  # it is handed in


@pytest.mark.parametrize("changed", ["brief.md", "brief.html"])
def test_a_file_that_somebody_has_changed_stays_and_both_take_a_new_name(changed: str) -> None:
    own = write_beside(Path("brief"), ONE, {})
    Path(changed).write_bytes(b"mine")
    own = write_beside(Path("brief"), TWO, own)
    assert list(own) == ["brief-2.md", "brief-2.html"]
    assert Path(changed).read_bytes() == b"mine"
    assert list(write_beside(Path("brief"), ONE, own)) == ["brief-2.md", "brief-2.html"]
    assert Path("brief-2.md").read_bytes() == b"# One\n"


def test_what_another_wrote_stays_even_if_it_is_the_same(monkeypatch: Patch) -> None:
    """Nor is a folder our own, nor a file that is too large to be read."""
    write_beside(Path("brief"), ONE, {})
    Path("brief-2.html").mkdir()
    Path("brief-3.md").write_bytes(b"a" * 1000)
    monkeypatch.setattr(disk, "MOST", 100)
    assert list(write_beside(Path("brief"), ONE, {})) == ["brief-4.md", "brief-4.html"]


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_what_was_planted_in_an_exports_place_leads_nowhere(name: str, kind: str) -> None:
    """Whoever made the answers may know what the file outside holds, and so call it their own export."""
    folder, outside = Path("desk"), Path("outside").absolute()
    folder.mkdir()
    plant(kind, folder / name, outside)
    with bounded():
        written = write_beside(folder / "brief", ONE, {name: [fingerprint(OUTSIDE)]})
    assert list(written) == ["brief-2.md", "brief-2.html"]
    assert is_untouched(kind, outside)
    assert names(folder) == sorted([name, "brief-2.md", "brief-2.html"])


class KilledError(BaseException):
    """What no handler catches."""


def killed(*_: object, **__: object) -> None:
    raise KilledError


@pytest.mark.parametrize("before", [False, True], ids=["first", "again"])
@pytest.mark.parametrize("writes", [0, 1, 2])
def test_who_was_killed_in_an_export_still_knows_its_files(writes: int, before: bool, monkeypatch: Patch) -> None:
    """Killed before the first file, between the two, or after both: the next export has another text."""
    noted = write_beside(Path("brief"), TWO, {}) if before else {}
    steps = iter([write_whole] * writes)

    def note(names: dict[str, list[str]]) -> None:
        nonlocal noted
        noted = names

    with monkeypatch.context() as patch, suppress(KilledError):
        patch.setattr(disk, "write_whole", lambda *what, **how: next(steps, killed)(*what, **how))
        write_beside(Path("brief"), ONE, noted, note)
    written = {".md": b"3", ".html": b"4"}
    assert list(write_beside(Path("brief"), written, noted)) == ["brief.md", "brief.html"]
    assert {name: Path(name).read_bytes() for name in names(Path())} == {"brief.md": b"3", "brief.html": b"4"}


def test_an_export_that_cannot_be_noted_writes_nothing() -> None:
    with pytest.raises(KilledError):
        write_beside(Path("brief"), ONE, {}, killed)
    assert names(Path()) == []


def test_an_export_sweeps_old_drafts_of_its_own_and_no_other_file() -> None:
    Path("brief.md").write_bytes(b"mine")
    drafts = dict.fromkeys([".brief.md.dead.tmp", ".brief.html.dead.tmp", ".brief-2.md.dead.tmp"], HOUR)
    others = {".brief.md.young.tmp": 0, ".answers.json.dead.tmp": HOUR, ".brief.md.dead": HOUR}
    for name, age in {**drafts, **others}.items():
        plant_old(Path(name), age)
    assert list(write_beside(Path("brief"), ONE, {})) == ["brief-2.md", "brief-2.html"]
    assert names(Path()) == sorted([*others, "brief.md", "brief-2.md", "brief-2.html"])


def test_an_export_that_was_overtaken_in_its_sleep_leaves_the_others_files() -> None:
    """The other takes its lock for a dead one's."""
    with pytest.raises(OvertakenError):
        write_beside(Path("brief"), ONE, {}, lambda _: Path(".brief.lock").unlink())
    assert names(Path()) == []
