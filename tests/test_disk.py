"""What is exported goes beside what is there, and takes the place of nothing but an earlier export."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.disk import fingerprint, write_beside

ONE = {".md": b"# One\n", ".html": b"<p>One"}
TWO = {".md": b"# Two\n", ".html": b"<p>Two"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_export_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    own = write_beside(tmp_path / "brief", ONE, {})
    assert own == {"brief.md": fingerprint(b"# One\n"), "brief.html": fingerprint(b"<p>One")}
    assert list(write_beside(tmp_path / "brief", TWO, own)) == ["brief.md", "brief.html"]
    assert (tmp_path / "brief.md").read_bytes() == b"# Two\n"
    assert names(tmp_path) == ["brief.html", "brief.md"]


@pytest.mark.parametrize("changed", ["brief.md", "brief.html"])
def test_a_file_that_somebody_has_changed_stays_and_both_take_a_new_name(
    tmp_path: Path, changed: str
) -> None:
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


def test_a_folder_that_is_gone_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_beside(tmp_path / "gone" / "brief", ONE, {})
