"""What is said of pictures is said of those that are drawn here and now."""

import pytest


@pytest.fixture(autouse=True)
def _drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_PICTURES", "")
