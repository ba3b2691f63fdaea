"""A browser for the checks' own tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from accessibility.course import chromium as start
from playwright.sync_api import Browser, sync_playwright
from system_chromium import MISSING, find_chromium


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if find_chromium() is None:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as play, start(play) as browser:
        yield browser
