"""One small question and a workbook in a folder of its own."""

from pathlib import Path

import pytest

from course_utils.answers.workbook import Answer, Workbook
from course_utils.exercises.questions import Option, Question

QUESTION = Question(
    id="q1",
    notebook="01-voices",
    kind="check",
    prompt="Who <wrote> s01?",
    options=(
        Option("a", "The editor & co", "The lead is the editor’s."),
        Option("b", "The author", "His words begin with s04.", "the byline wrote everything"),
        Option("c", "Nobody", "Every sentence has a voice.", "texts write themselves"),
    ),
    key="a",
    difficulty=1,
    sentences=("s01",),
)


@pytest.fixture(autouse=True)
def at_17_32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answer, "clock", "17:32")


@pytest.fixture
def question() -> Question:
    return QUESTION


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    return Workbook(tmp_path / "answers.json")
