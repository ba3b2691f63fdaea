"""Every answer of these tests is saved at the same time of day, in a folder of its own."""

from pathlib import Path

import pytest

from course_utils.answers.workbook import Answer, Workbook


@pytest.fixture(autouse=True)
def at_17_32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answer, "clock", "17:32")


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    return Workbook(tmp_path / "answers.json")
