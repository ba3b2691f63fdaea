"""An answers' file to be made, and the notebook that keeps answers in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.answers.workbook import Workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


@pytest.fixture
def book(path: Path) -> Workbook:
    return Workbook(path)
