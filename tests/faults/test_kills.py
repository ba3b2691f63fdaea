"""A writer that is killed loses nothing that it had committed, and leaves nothing for ever."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import kills
import pytest

from course_utils.answers.workbook import Workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.mark.parametrize("number", range(2))
@pytest.mark.parametrize("name", kills.KILLS)
def test_what_is_killed_loses_nothing(name: str, number: int, tmp_path: Path) -> None:
    kill, _ = kills.KILLS[name]
    assert kill(tmp_path, random.Random(number))["kills"] == 1


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
    with pytest.raises(kills.LostError, match=f"^{fault}"):
        kills._check(tmp_path / "answers.json", json.dumps(said).encode() + b"\n")
