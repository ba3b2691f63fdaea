"""A writer that is killed loses nothing that it had committed, and leaves nothing for ever."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest
from faults import kills
from faults.kills import LostError, kill_clear, kill_export, kill_kernel, kill_lay_out, kill_writers

from course_utils.answers.workbook import Workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.mark.parametrize("number", range(8))
def test_of_one_writer(number: int, tmp_path: Path) -> None:
    assert kill_writers(tmp_path, random.Random(number))["kills"] == 1


@pytest.mark.parametrize("number", range(3))
def test_of_two_writers_at_once(number: int, tmp_path: Path) -> None:
    assert kill_writers(tmp_path, random.Random(number), writers=2)["kills"] == 1


@pytest.mark.parametrize("number", range(4))
def test_of_an_export(number: int, tmp_path: Path) -> None:
    assert kill_export(tmp_path, random.Random(number))["kills"] == 1


@pytest.mark.parametrize("number", range(4))
def test_of_a_clearing(number: int, tmp_path: Path) -> None:
    assert kill_clear(tmp_path, random.Random(number))["kills"] == 1


@pytest.mark.parametrize("number", range(4))
def test_of_a_lay_out(number: int, tmp_path: Path) -> None:
    assert kill_lay_out(tmp_path, random.Random(number))["kills"] == 1


def test_of_a_notebooks_kernel(tmp_path: Path) -> None:
    assert kill_kernel(tmp_path, random.Random(1))["commits"] >= 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"q2": ["a", "a", 1]}, "q2 was committed and is not in the file"),
        ({"q1": ["b", "a", 3]}, "q1 was committed as b, try 3; the file holds "),
        ({"q1": ["a", "b", 1]}, "q1 was committed as a, try 1; the file holds "),
    ],
)
def test_what_is_lost_would_be_found(said: dict[str, object], fault: str, tmp_path: Path) -> None:
    Workbook(tmp_path / "answers.json").commit("q1", "a")
    with pytest.raises(LostError, match=f"^{fault}"):
        kills._check(tmp_path / "answers.json", json.dumps(said).encode() + b"\n")


def test_what_is_left_behind_would_be_found(tmp_path: Path) -> None:
    Workbook(tmp_path / "answers.json").commit("q1", "a")
    (tmp_path / "answers.unreadable-1.json").touch()
    with pytest.raises(LostError, match=r"^left behind: answers\.unreadable-1\.json$"):
        kills._check(tmp_path / "answers.json", b"")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (b'null\n"0"\n', r"0 was acknowledged; the file holds \['a'\]"),
        (b'null\n"0"\nnull\n"1"\nnull\n', r"a clearing was acknowledged; the file holds \['a'\]"),
    ],
)
def test_what_a_clearing_left_would_be_found(
    said: bytes, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook(tmp_path / "answers.json").commit("p", "a")
    monkeypatch.setattr(kills, "_killed", lambda *_: said)
    with pytest.raises(LostError, match=f"^{fault}$"):
        kill_clear(tmp_path, random.Random(1))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("00.ipynb", "00.ipynb is not whole, or not the student's own"),
        ("01.ipynb", "01.ipynb is not whole, or not the student's own"),
        (".x.tmp.bak", "left behind: "),
    ],
)
def test_what_a_lay_out_spoils_would_be_found(
    name: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(*_: object) -> bytes:
        (tmp_path / "desk" / name).write_bytes(b"{")
        return b"0\n"

    monkeypatch.setattr(kills, "_killed", spoil)
    with pytest.raises(LostError, match=f"^{fault}"):
        kill_lay_out(tmp_path, random.Random(1))
