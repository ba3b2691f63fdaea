"""A student's browser: one server and one Chromium a worker, a fresh folder and page a test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lab_process import LabProcess, course_lab
from playwright.sync_api import Browser, Page, Route, sync_playwright
from system_chromium import EXPOSE, MISSING, find_chromium

from course_utils.desk import lay_out

REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    options = [
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        # A page that the tests hand over has no address of its own; Chromium would keep it from this machine.
        "--disable-features=LocalNetworkAccessChecks",
    ]
    if sys.platform == "linux" and os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium has none for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def running_lab(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabProcess]:
    """Start this worker's server; the browser is asked for first, so that nothing starts without one."""
    with course_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def lab(running_lab: LabProcess) -> Iterator[LabProcess]:
    """Give the server as on its first day: the course's notebooks, no answers, kernels or settings."""
    yield running_lab
    for session in running_lab.api("api/sessions"):
        running_lab.api(f"api/sessions/{session['id']}", "DELETE")
    for file in running_lab.folder.iterdir():
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    shutil.rmtree(running_lab.home / "jupyter", ignore_errors=True)
    running_lab.forget_outside()  # a request fails the test that made it, and no later one
    lay_out(running_lab.folder)


@pytest.fixture
def page(
    chromium: Browser, lab: LabProcess, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Open a page of 1280 x 900; a script error or a request that leaves the machine fails the test.

    A test that fails leaves ``failed.png`` in its tmp_path.
    """
    outside: list[str] = []
    crashes: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=lab.base)
    context.set_extra_http_headers({"Authorization": f"token {lab.token}"})

    def guard(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname != "127.0.0.1" and address.scheme not in ("data", "blob"):
            outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", guard)
    context.add_init_script(EXPOSE)
    page = context.new_page()
    page.on("pageerror", lambda error: crashes.append(str(error)))
    page.on("websocket", lambda socket: None if "//127.0.0.1:" in socket.url else outside.append(socket.url))
    yield page
    report = request.node.stash.get(REPORT, None)
    if report and report.failed:
        page.screenshot(path=tmp_path / "failed.png")
    context.close()
    assert (outside, lab.outside(), crashes) == ([], [], [])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report
