"""The course as a student meets it, surface by surface: opened, run, answered, and what leaves it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from accessibility import checks, emulation, grounds
from accessibility.answering import Keys, Stage
from accessibility.checks import Scope
from accessibility.complete import EXPORTED, NOTEBOOKS, RECEIPT
from accessibility.findings import Finding, Result, Surface, counted
from accessibility.report_tables import QUOTED
from jupyter_page import Theme, open_notebook, run_all, set_theme
from lab_process import LabProcess
from playwright.sync_api import Browser, CDPSession, Page, Playwright
from system_chromium import EXPOSE, find_chromium

from course_utils.answers.workbook import ANSWERS
from course_utils.widgets.control import style

#: JupyterLab's own marks inside the course's text, and its code editors.
PLATFORMS = ".jp-InternalAnchorLink, .cm-editor"
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
NOTEBOOK = Scope(f"{OUTPUTS}, .jp-Notebook .jp-RenderedMarkdown", PLATFORMS)
OPENED = replace(NOTEBOOK, stripped=True)
VIEW = Scope("[data-in-view]", PLATFORMS)
PREVIEW = Scope(".jp-MarkdownViewer .jp-RenderedMarkdown", PLATFORMS, boxed=True)
PAGE = Scope("body", page=True)
REPORT = Scope("body", f".{QUOTED}", page=True)
#: JupyterLab's own sizes of letters, which its settings change: of content, and of its interface, which a
#: table without a style of its own wears.
_SIZES = {"content": (11.67, 14, 16.8, 20.16, 24.19, 29.03), "ui": (10.83, 13, 15.6, 18.72)}
_DOUBLE = (
    ":root { --jp-code-font-size: 26px !important; "
    + " ".join(
        f"--jp-{of}-font-size{number}: {2 * size}px !important;"
        for of, sizes in _SIZES.items()
        for number, size in enumerate(sizes)
    )
    + " }"
)
DOUBLE_PAGE = "body { font-size: 32px !important }"
_IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
_SHEET = "document.querySelector('style').textContent"
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
    #: The colours that JupyterLab's themes give, "light" and "dark", and the style sheets.
    worn: dict[str, dict[str, grounds.Worn]] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=lambda: {"course.css": style()})
    #: Texts of JupyterLab's own that were measured with letters twice as large, and those that did not grow.
    letters: tuple[int, int] = (0, 0)

    @classmethod
    def begin(cls, browser: Browser, lab: LabProcess, say: Callable[[str], None]) -> Walk:
        """Open a window of 1280 by 900 pixels on the course."""
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        page = context.new_page()
        return cls(page, context.new_cdp_session(page), lab, say)

    def surface(
        self, name: str, state: str, scope: Scope, double: str, dark: bool = True, keys: Keys | None = None
    ) -> Surface:
        """Hold what is shown now to every check; the page is in light colours before and after."""
        page, found = self.page, Surface(name, state)
        checks.prepare(page)
        if keys:
            found.add(keys.result())
            found.used = keys.used
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
        found.add(emulation.forced(page, scope))
        return self._keep(found)

    def _keep(self, found: Surface) -> Surface:
        self.surfaces.append(found)
        self.say(f"{found.page}, {found.state}: {len(found.findings) or 'nothing'} to mend")
        self._tell(found.findings)
        return found

    def _tell(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            self.say(f"    {one.check}: {one.what}: {one.where[:100]}")

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
        self.surface(name, "run", NOTEBOOK, _DOUBLE)
        keys = Keys(page, self.rest)
        keys.go("answering")
        self.open_folds()
        answered = self.surface(name, "answered", NOTEBOOK, _DOUBLE, keys=keys)
        self._go_on(answered, keys, "leaving")
        if keys.switches():  # complete.py says where one is expected
            self.views(name)

    def _go_on(self, found: Surface, keys: Keys, stage: Stage) -> None:
        """Use what is used only after a surface was measured; it counts as found there."""
        before = keys.result()
        keys.go(stage)
        after = keys.result()
        new = after.findings[len(before.findings) :]
        found.add(Result("keys", after.looked - before.looked, new))
        found.used = keys.used
        self._tell(new)

    def views(self, name: str) -> None:
        """Go through every list of cards and states and every switch, and look at all that they show."""
        page, found = self.page, Surface(name, "every view")
        keys = Keys(page, self.rest)
        for _ in keys.views():
            self.open_folds()
            for one in ("pictures", "tables", "languages", "targets"):
                found.add(checks.probe(page, one, VIEW))
            found.add(checks.axe(page, VIEW, "axe-light", found))
        found.add(keys.result())
        found.used = keys.used
        self._keep(found)

    def rest(self) -> None:
        """Wait until Python has nothing to do and its last reply is on the page."""
        self.page.wait_for_timeout(60)
        self.page.wait_for_function(_IDLE)

    def open_folds(self) -> None:
        """Open every fold in what is shown."""
        self.page.evaluate("() => document.querySelectorAll('.jp-Notebook details').forEach(e => { e.open = true; })")

    def measure_frame(self) -> None:
        """Run axe-core on everything that is not the course's: JupyterLab's frame, cells and editors."""
        themes: tuple[Theme, ...] = ("JupyterLab Light", "JupyterLab Dark")
        for theme in themes:
            set_theme(self.page, theme)
            found = checks.run_axe(self.page, ["html"], NOTEBOOK.parts.split(", "))
            self.frame[theme] = found["violations"]
            self.worn[theme.split()[-1].lower()] = grounds.worn(self.page, ".rtc-live:not(.rtc-brief)")
        set_theme(self.page, "JupyterLab Light")
        self.letters = emulation.enlarged(self.page, Scope("body", NOTEBOOK.parts), _DOUBLE)

    def brief(self) -> None:
        """Export the brief of notebook 06, which stands open and filled in, and measure its two files."""
        page = self.page
        page.locator(".rtc-brief").get_by_role("button", name="Export my brief").press("Enter")
        page.locator(".rtc-brief [role=status]").filter(has_text="brief.html").wait_for()
        self.surfaces[-1].used["button “Export my brief”"] += 1
        page.goto((self.lab.folder / EXPORTED).as_uri())
        self.sheets["the exported brief"] = page.evaluate(_SHEET)
        self.surface(EXPORTED, "as shown", PAGE, DOUBLE_PAGE, dark=False)

    def preview(self, name: str) -> None:
        """Measure a Markdown file as JupyterLab shows it."""
        page = self.page
        page.goto("/lab/tree/00-start-here.ipynb?reset")
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=90_000)
        page.evaluate(
            "path => { jupyterapp.commands.execute('docmanager:open', {path, factory: 'Markdown Preview'}); }", name
        )
        page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown h1").first.wait_for()
        page.evaluate("jupyterapp.shell.collapseLeft()")
        self.surface(name, "as shown", PREVIEW, _DOUBLE)

    def clear(self) -> None:
        """Clear all answers, as at the end of a day; nothing that asks for them comes after."""
        name = NOTEBOOKS[0]
        open_notebook(self.page, name)
        run_all(self.page)
        found = next(one for one in self.surfaces if (one.page, one.state) == (name, "answered"))
        keys = Keys(self.page, self.rest)
        keys.used.update(found.used)
        self._go_on(found, keys, "clearing")
        if left := answers(self.lab):
            what = f"button “Yes, clear all of them”: {counted(len(left), 'answer')} stayed on the disk"
            found.add(Result("keys", 0, (Finding("keys", what, ""),)))

    def receipt(self, html: str) -> Surface:
        """Measure the report itself, which is a page like the others."""
        self.page.set_content(html)
        self.sheets["this report"] = self.page.evaluate(_SHEET)
        return self.surface(RECEIPT, "as shown", REPORT, DOUBLE_PAGE, dark=False)


def answers(lab: LabProcess) -> dict[str, Any]:
    """Return what is in the answer file."""
    found: dict[str, Any] = json.loads((lab.folder / ANSWERS).read_text(encoding="utf-8"))["answers"]
    return found
