"""A student's browser: one server and one Chromium a worker, a fresh folder and page a test."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bare_page import BarePage
from jupyter_page import is_splash, leave
from lab_process import LabProcess, course_lab
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, expect, sync_playwright
from system_chromium import EXPOSE, MISSING, find_chromium

from course_utils.answers.workbook import Workbook
from course_utils.command.student_folder import lay_out
from course_utils.course import Course

SIZE: ViewportSize = {"width": 1280, "height": 900}
#: Milliseconds within which what a test waits for must come; a busy machine takes some.
expect.set_options(timeout=30_000)
REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    # A page that the tests hand over has no address of its own; Chromium would keep it from this machine.
    options = [
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--disable-features=LocalNetworkAccessChecks",
    ]
    options.append("--disable-dev-shm-usage")
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
        shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)  # a save may still end
    shutil.rmtree(running_lab.home / "jupyter", ignore_errors=True)
    running_lab.forget_outside()  # a request fails the test that made it, and no later one
    lay_out(running_lab.folder)


class StudentFolder:
    """One JupyterLab in one tab for a worker: it takes seconds to load. Tests leave it as they found it."""

    def __init__(self, browser: Browser, lab: LabProcess, script: str = EXPOSE) -> None:
        self.browser, self.lab, self.script = browser, lab, script
        #: Since the test began: requests that left the machine, and errors of scripts.
        self.outside, self.crashes = list[str](), list[str]()
        self._context: BrowserContext | None = None

    def page(self) -> Page:
        """Return the open tab, or open one."""
        self.outside.clear()
        self.crashes.clear()
        self._context = self._context or self._new()
        page = self._context.pages[0]
        page.set_viewport_size(SIZE)
        return page

    def _new(self) -> BrowserContext:
        context = self.browser.new_context(viewport=SIZE, base_url=self.lab.base)
        context.set_extra_http_headers({"Authorization": f"token {self.lab.token}"})
        # The resolver's rule keeps requests in. To route each through here too would switch the cache off.
        context.on("request", lambda request: self._note(request.url))
        context.add_init_script(self.script)
        page = context.new_page()
        page.on("pageerror", lambda error: self._hear(error.stack or str(error)))
        page.on("websocket", lambda socket: self._note(socket.url))
        return context

    def _hear(self, error: str) -> None:
        if not is_splash(error):
            self.crashes.append(error)

    def _note(self, url: str) -> None:
        address = urlsplit(url)
        if address.hostname != "127.0.0.1" and address.scheme not in ("data", "blob"):
            self.outside.append(url)

    def tidy(self, keep: bool) -> None:
        """Close what a test has opened; without ``keep``, or where the application has gone, all of it."""
        context = self._context
        if context and not (keep and len(context.pages) == 1 and leave(context.pages[0])):
            context.close()
            self._context = None


@pytest.fixture(scope="session")
def desk(chromium: Browser, running_lab: LabProcess) -> Iterator[StudentFolder]:
    desk = StudentFolder(chromium, running_lab)
    yield desk
    desk.tidy(keep=False)


@pytest.fixture
def page(desk: StudentFolder, lab: LabProcess, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a page of 1280 x 900; a script error or a request that leaves the machine fails the test.

    A test that fails leaves ``failed.png`` in its tmp_path.
    """
    page = desk.page()
    yield page
    report = request.node.stash.get(REPORT, None)
    if report and report.failed:
        with suppress(Error):  # what has failed is said already
            page.screenshot(path=tmp_path / "failed.png")
    found = (list(desk.outside), lab.outside(), list(desk.crashes))
    desk.tidy(keep=bool(report and report.passed))
    assert found == ([], [], [])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return Workbook(tmp_path / "answers.json")


@pytest.fixture
def course(book: Workbook) -> Course:
    """Open the package's own course for a student whose answers are in a folder of their own."""
    course = Course()
    course.answers = book
    return course


@pytest.fixture(scope="session")
def bare_tab(chromium: Browser) -> Iterator[BarePage]:
    tab = BarePage(chromium)
    yield tab
    tab.page.context.close()


@pytest.fixture
def bare(bare_tab: BarePage) -> Iterator[BarePage]:
    """Give an empty page whose clock a test can put forward; a script's error fails the test."""
    bare_tab.start()
    yield bare_tab
    assert bare_tab.crashes == []
