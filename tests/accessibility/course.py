"""The course as a student meets it, surface by surface: opened, run, answered, and what leaves it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from accessibility import checks, emulation
from accessibility.checks import Scope
from accessibility.findings import Surface
from accessibility.report import QUOTED
from jupyter_page import Theme, open_notebook, run_all, set_theme
from lab_process import LabProcess
from playwright.sync_api import Browser, CDPSession, Page, Playwright
from system_chromium import EXPOSE, find_chromium

#: JupyterLab's own marks inside the course's text, and its code editors.
PLATFORMS = ".jp-InternalAnchorLink, .cm-editor"
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
NOTEBOOK = Scope(f"{OUTPUTS}, .jp-Notebook .jp-RenderedMarkdown", PLATFORMS)
OPENED = replace(NOTEBOOK, stripped=True)
GLOSSARY = Scope(".jp-MarkdownViewer .jp-RenderedMarkdown", PLATFORMS)
PAGE = Scope("body", page=True)
REPORT = Scope("body", f".{QUOTED}", page=True)
_DOUBLE = (
    ":root { "
    + " ".join(
        f"--jp-content-font-size{n}: {size}px !important;"
        for n, size in enumerate((23.3, 28, 33.6, 40.3, 48.4, 58))
    )
    + " }"
)
DOUBLE_PAGE = "body { font-size: 32px !important }"
_ANSWER = Path(__file__).with_name("answering.js")
_IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
_TRUSTED = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter(c => c.type === 'code').every(c => c.trusted)"""


@contextmanager
def chromium(play: Playwright) -> Iterator[Browser]:
    """Start the system's Chromium, which can reach this machine alone."""
    options = ["--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if sys.platform == "linux":
        options.append("--no-sandbox")  # Chromium has none for root
    browser = play.chromium.launch(executable_path=find_chromium(), args=options)
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Walk:
    """A browser's way through the course, and what was found on it."""

    page: Page
    session: CDPSession
    lab: LabProcess
    #: Called with a line for each surface.
    say: Callable[[str], None]
    surfaces: list[Surface] = field(default_factory=list)
    #: What axe-core finds in JupyterLab's frame, by theme.
    frame: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    #: The kinds of stops that were seen in forced colours.
    kinds: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, browser: Browser, lab: LabProcess, say: Callable[[str], None]) -> Walk:
        """Open a window of 1280 by 900 pixels on the course."""
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        page = context.new_page()
        return cls(page, context.new_cdp_session(page), lab, say)

    def surface(self, name: str, state: str, scope: Scope, double: str, dark: bool = True) -> Surface:
        """Hold what is shown now to every check; the page is in light colours before and after."""
        page, found = self.page, Surface(name, state)
        checks.prepare(page)
        if dark:
            set_theme(page, "JupyterLab Dark")
            found.add(checks.axe(page, scope, "axe-dark", found))
            set_theme(page, "JupyterLab Light")
        found.add(checks.axe(page, scope, "axe-light", found))
        found.add(checks.names(page, self.session, scope))
        for one in ("pictures", "tables", "languages", "headings", "targets"):
            found.add(checks.probe(page, one, scope))
        found.excused = checks.excused(page, scope)
        for result in checks.keyboard(page, scope):
            found.add(result)
        for check in emulation.LAYOUTS:
            found.add(emulation.layout(page, scope, check, double))
        found.add(emulation.still(page, scope))
        found.add(emulation.forced(page, scope, self.kinds))
        return self._keep(found)

    def _keep(self, found: Surface) -> Surface:
        self.surfaces.append(found)
        self.say(f"{found.page}, {found.state}: {len(found.findings) or 'nothing'} to mend")
        for one in found.findings:
            self.say(f"    {one.check}: {one.what}: {one.where[:100]}")
        return found

    def notebook(self, name: str) -> None:
        """Measure a notebook merely opened, run, and with every question answered and every fold open."""
        page = self.page
        open_notebook(page, name)
        if page.evaluate(_TRUSTED):
            raise RuntimeError(f"{name} is trusted, and so does not show what a stranger sees")
        page.evaluate("jupyterapp.shell.collapseLeft()")
        self.open_folds()
        self.surface(name, "merely opened", OPENED, _DOUBLE)
        if errors := run_all(page):
            raise RuntimeError(f"{name} does not run: {'; '.join(errors)}")
        page.locator(".rtc-live").last.wait_for()
        self.surface(name, "run", NOTEBOOK, _DOUBLE, dark=False)
        self.answer()
        self.surface(name, "answered", NOTEBOOK, _DOUBLE)

    def open_folds(self) -> None:
        """Open every fold in what is shown."""
        self.page.evaluate(
            "() => document.querySelectorAll('.jp-Notebook details').forEach(e => { e.open = true; })"
        )

    def answer(self) -> None:
        """Answer, vote, sort, write and open until nothing is left to do."""
        script = _ANSWER.read_text(encoding="utf-8")
        quiet = 0
        while quiet < 2:
            quiet = 0 if self.page.evaluate(script) else quiet + 1
            self.page.wait_for_timeout(150)
            self.page.wait_for_function(_IDLE)
        self.open_folds()

    def measure_frame(self) -> None:
        """Run axe-core on everything that is not the course's: JupyterLab's frame, cells and editors."""
        themes: tuple[Theme, ...] = ("JupyterLab Light", "JupyterLab Dark")
        for theme in themes:
            set_theme(self.page, theme)
            found = checks.run_axe(self.page, ["html"], NOTEBOOK.parts.split(", "))
            self.frame[theme] = found["violations"]
        set_theme(self.page, "JupyterLab Light")

    def brief(self) -> None:
        """Export the brief of notebook 06, which stands open and filled in, and measure its page."""
        page = self.page
        page.locator(".rtc-brief").get_by_role("button", name="Export my brief").click()
        page.locator(".rtc-brief [role=status]").filter(has_text="brief.html").wait_for()
        page.goto((self.lab.folder / "brief.html").as_uri())
        self.surface("The exported brief", "as shown", PAGE, DOUBLE_PAGE, dark=False)

    def glossary(self) -> None:
        """Measure the glossary as JupyterLab shows it from a notebook's link."""
        page = self.page
        page.goto("/lab/tree/00-start-here.ipynb?reset")
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=90_000)
        page.evaluate(
            "() => { jupyterapp.commands.execute('docmanager:open',"
            " {path: 'glossary.md', factory: 'Markdown Preview'}); }"
        )
        page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown table").first.wait_for()
        page.evaluate("jupyterapp.shell.collapseLeft()")
        self.surface("glossary.md", "as shown", GLOSSARY, _DOUBLE)

    def receipt(self, html: str) -> Surface:
        """Measure the report itself, which is a page like the others."""
        self.page.set_content(html)
        return self.surface("This report", "as shown", REPORT, DOUBLE_PAGE, dark=False)


def versions(walk: Walk) -> dict[str, str]:
    """Name what the figures were measured with."""
    return {
        "Course": version("reading-the-caucasus"),
        "Python": sys.version.split()[0],
        "JupyterLab": version("jupyterlab"),
        "Browser": f"Chromium {walk.page.context.browser.version}" if walk.page.context.browser else "",
        "axe-core": walk.page.evaluate("axe.version"),
        "Playwright": version("playwright"),
    }
