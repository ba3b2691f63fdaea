"""What is exported goes beside what is there, and takes the place of nothing but an earlier export."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from faults.parsers import bounded
from faults.planted import OUTSIDE, PLANTS, is_untouched, plant

from course_utils import disk
from course_utils.disk import fingerprint, write_beside

unlinked = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")

ONE = {".md": b"# One\n", ".html": b"<p>One"}
TWO = {".md": b"# Two\n", ".html": b"<p>Two"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_export_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    own = write_beside(tmp_path / "brief", ONE, {})
    assert own == {"brief.md": [fingerprint(b"# One\n")], "brief.html": [fingerprint(b"<p>One")]}
    assert list(write_beside(tmp_path / "brief", TWO, own)) == ["brief.md", "brief.html"]
    assert (tmp_path / "brief.md").read_bytes() == b"# Two\n"
    assert names(tmp_path) == ["brief.html", "brief.md"]


@pytest.mark.parametrize("changed", ["brief.md", "brief.html"])
def test_a_file_that_somebody_has_changed_stays_and_both_take_a_new_name(tmp_path: Path, changed: str) -> None:
    own = write_beside(tmp_path / "brief", ONE, {})
    (tmp_path / changed).write_bytes(b"mine")
    own = write_beside(tmp_path / "brief", TWO, own)
    assert list(own) == ["brief-2.md", "brief-2.html"]
    assert (tmp_path / changed).read_bytes() == b"mine"
    assert list(write_beside(tmp_path / "brief", ONE, own)) == ["brief-2.md", "brief-2.html"]
    assert (tmp_path / "brief-2.md").read_bytes() == b"# One\n"


def test_what_another_wrote_stays_even_if_it_is_the_same(tmp_path: Path) -> None:
    write_beside(tmp_path / "brief", ONE, {})
    write_beside(tmp_path / "brief", ONE, {})
    assert list(write_beside(tmp_path / "brief", TWO, {})) == ["brief-3.md", "brief-3.html"]


def test_a_folder_of_that_name_stays_too(tmp_path: Path) -> None:
    (tmp_path / "brief.md").mkdir()
    assert list(write_beside(tmp_path / "brief", ONE, {})) == ["brief-2.md", "brief-2.html"]


@unlinked
@pytest.mark.parametrize("kind", PLANTS)
@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_what_was_planted_in_an_exports_place_leads_nowhere(tmp_path: Path, name: str, kind: str) -> None:
    """Whoever made the answers may know what the file outside holds, and so call it their own export."""
    folder, outside = tmp_path / "desk", tmp_path / "outside"
    folder.mkdir()
    plant(kind, folder / name, outside)
    with bounded():
        written = write_beside(folder / "brief", ONE, {name: [fingerprint(OUTSIDE)]})
    assert list(written) == ["brief-2.md", "brief-2.html"]
    assert is_untouched(kind, outside)
    assert names(folder) == sorted([name, "brief-2.md", "brief-2.html"])


def test_a_file_too_large_to_be_an_export_is_another_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST", 100)
    (tmp_path / "brief.md").write_bytes(b"a" * 1000)
    assert list(write_beside(tmp_path / "brief", ONE, {})) == ["brief-2.md", "brief-2.html"]


def test_a_folder_that_is_gone_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_beside(tmp_path / "gone" / "brief", ONE, {})


class KilledError(BaseException):
    """What no handler catches."""


@pytest.mark.parametrize("before", [False, True], ids=["first", "again"])
@pytest.mark.parametrize("writes", [0, 1, 2])
def test_who_was_killed_in_an_export_still_knows_its_files(
    tmp_path: Path, writes: int, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the first file, between the two, or after both: the next export has another text."""
    path, noted = tmp_path / "brief", write_beside(tmp_path / "brief", TWO, {}) if before else {}
    write, left = disk.write_whole, iter(range(writes))

    def until_killed(*what: Any, **how: Any) -> None:
        if next(left, None) is None:
            raise KilledError
        write(*what, **how)

    def note(names: dict[str, list[str]]) -> None:
        nonlocal noted
        noted = names
        if not writes:
            raise KilledError

    with monkeypatch.context() as patch, suppress(KilledError):
        patch.setattr(disk, "write_whole", until_killed)
        write_beside(path, ONE, noted, note)
    assert list(write_beside(path, {".md": b"3", ".html": b"4"}, noted)) == ["brief.md", "brief.html"]
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"brief.md": b"3", "brief.html": b"4"}


def test_what_a_student_changed_after_an_export_was_killed_stays(tmp_path: Path) -> None:
    noted: dict[str, list[str]] = {}
    write_beside(tmp_path / "brief", ONE, {}, noted.update)
    (tmp_path / "brief.md").write_bytes(b"mine")
    assert list(write_beside(tmp_path / "brief", ONE, noted)) == ["brief-2.md", "brief-2.html"]
    assert (tmp_path / "brief.md").read_bytes() == b"mine"


def test_an_export_that_cannot_be_noted_writes_nothing(tmp_path: Path) -> None:
    def refuse(_: object) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        write_beside(tmp_path / "brief", ONE, {}, refuse)
    assert names(tmp_path) == []


def test_an_export_sweeps_old_drafts_of_its_own_and_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_bytes(b"mine")
    drafts = [".brief.md.dead.tmp", ".brief.html.dead.tmp", ".brief-2.md.dead.tmp"]
    others = [".brief.md.young.tmp", ".answers.json.dead.tmp", ".brief.md.dead"]
    for name in (*drafts, *others):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() if "young" in name else 0,) * 2)
    assert list(write_beside(tmp_path / "brief", ONE, {})) == ["brief-2.md", "brief-2.html"]
    assert names(tmp_path) == sorted([*others, "brief.md", "brief-2.md", "brief-2.html"])


def test_an_export_that_was_overtaken_in_its_sleep_leaves_the_others_files(tmp_path: Path) -> None:
    """The other takes its lock for a dead one's."""
    with pytest.raises(disk.OvertakenError):
        write_beside(tmp_path / "brief", ONE, {}, lambda _: (tmp_path / ".brief.lock").unlink())
    assert names(tmp_path) == []
