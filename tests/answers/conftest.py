"""An answers' file to be made, and what is said where one cannot be kept."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"
