"""Hold the course to WCAG 2.2, A and AA, as a student meets it, and write a report that a school can file.

    uv run tests/proof/accessibility.py [NOTEBOOK …] [--to accessibility-report.md]

Every notebook is opened, run, and answered by keys alone in Chromium, and each list of cards and each switch gone
through; then the exported brief and the Markdown pages are looked at. The exit code is 1 where something of the
course's own fails, and where a check has looked at nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path += [str(Path(__file__).resolve().parents[1] / part) for part in ("", "browser")]

from answering import Keys, Stage
from checks import Result, Scope, axe, forced, keyboard, layouts, names, prepare, probe, still
from jupyter_page import open_notebook, run_all, set_theme
from lab_process import LabProcess, course_lab
from measured import machine
from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright
from system_chromium import EXPOSE, MISSING, find_chromium

from course_utils.answers.workbook import ANSWERS
from course_utils.command.student_folder import GLOSSARY, GUIDE
from course_utils.places import shelf

#: Each check, and how it looks; the numbers are success criteria of WCAG 2.2.
CHECKS = {
    "axe-light": "axe-core’s rules for WCAG 2.0 to 2.2, A and AA, and the contrast of texts that it leaves open",
    "axe-dark": "the same in JupyterLab’s dark theme",
    "keyboard": "Tab and Shift+Tab reach every control and leave again (2.1.1, 2.1.2, 2.4.3)",
    "keys": "each control does its part by keys alone, pressed in the browser (2.1.1)",
    "focus": "the focus shows by 2 pixels of 3:1 on all sides, or by the browser’s own ring (2.4.7, 1.4.11)",
    "names": "each control has name, role and state, each group of controls a name (4.1.2, 3.3.2)",
    "pictures": "each picture has an alternative text of 40 to 250 characters (1.1.1)",
    "tables": "each chart has its data as a table; tables have captions and scoped headers (1.3.1)",
    "languages": "words in other scripts stand under their language and run in their direction (3.1.2, 1.3.2)",
    "headings": "one heading of the first rank; no rank is skipped (1.3.1, 2.4.6)",
    "targets": "each target has 24 by 24 pixels, or an exception holds (2.5.8)",
    "reflow": "in 320 pixels nothing scrolls sideways but named regions; no text is cut or covered (1.4.10)",
    "zoom": "the same at 200 % zoom (1.4.4)",
    "text": "the same with letters twice as large, and each text has grown (1.4.4)",
    "spacing": "the same with wide text spacing (1.4.12)",
    "motion": "where less motion is asked for, nothing moves (2.2.2)",
    "forced": "with forced colours the focus and each state can be seen (1.4.1, 1.4.11)",
}
NOT_TRIED = (
    "screen readers, with people who use them: what they are given is checked, not what they say",
    "touch, voice control, and browsers other than Chromium",
    "the contrast of what is drawn inside pictures: tests/test_theme.py holds the charts’ colours to it",
    "whether words are easy to understand",
)
#: JupyterLab's own marks inside the course's text, and its code editors.
PLATFORMS = ".jp-InternalAnchorLink, .cm-editor"
NOTEBOOK = Scope(".jp-Notebook .jp-OutputArea-output, .jp-Notebook .jp-RenderedMarkdown", PLATFORMS)
OPENED = replace(NOTEBOOK, stripped=True)
VIEW = Scope("[data-in-view]", PLATFORMS)
PREVIEW = Scope(".jp-MarkdownViewer .jp-RenderedMarkdown", PLATFORMS, boxed=True)
PAGE = Scope("body", page=True)
EXPORTED = "brief.html"
#: JupyterLab's own sizes of letters, which its settings change: of content, and of its interface, which a table
#: without a style of its own wears.
_SIZES = {"content": (11.67, 14, 16.8, 20.16, 24.19, 29.03), "ui": (10.83, 13, 15.6, 18.72)}
_DOUBLED = [
    f"--jp-{of}-font-size{n}: {2 * size}px !important;" for of, sizes in _SIZES.items() for n, size in enumerate(sizes)
]
DOUBLE = f":root {{ --jp-code-font-size: 26px !important; {' '.join(_DOUBLED)} }}"
DOUBLE_PAGE = "body { font-size: 32px !important }"
_IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
_TRUSTED = """() => [...jupyterapp.shell.currentWidget.content.model.cells]
  .filter(c => c.type === 'code').every(c => c.trusted)"""


@contextmanager
def window(play: Playwright, lab: LabProcess | None = None) -> Iterator[Page]:
    """Open the system's Chromium, which can reach this machine alone, and a server's pages without its token."""
    options = ["--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if sys.platform == "linux":
        options.append("--no-sandbox")  # Chromium has none for root
    browser = play.chromium.launch(executable_path=find_chromium(), args=options)
    try:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=lab.base if lab else None)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"} if lab else {})
        context.add_init_script(EXPOSE)
        yield context.new_page()
    finally:
        browser.close()


@dataclass
class Walk:
    """A browser's way through the course, and what was found on it."""

    page: Page
    session: CDPSession
    lab: LabProcess
    #: By page and state, what each check found.
    found: dict[tuple[str, str], dict[str, Result]] = field(default_factory=dict)
    #: Controls that were used by keys, by kind.
    used: Counter[str] = field(default_factory=Counter)
    begun: float = field(default_factory=time.monotonic)

    def keep(self, name: str, state: str, *results: Result) -> None:
        """Keep results and say what is wrong."""
        here = self.found.setdefault((name, state), {})
        for one in results:
            here[one.check] = here[one.check] + one if one.check in here else one
            for what, where in one.findings:
                print(f"    {one.check}: {what}: {where[:100]}", flush=True)

    def surface(self, name: str, state: str, scope: Scope, double: str = DOUBLE, dark: bool = True) -> None:
        """Hold what is shown now to every check; the page is in light colours before and after."""
        page = self.page
        print(f"{time.monotonic() - self.begun:5.0f} s  {name}, {state}", flush=True)
        prepare(page)
        if dark:
            set_theme(page, "JupyterLab Dark")
            self.keep(name, state, axe(page, scope, "axe-dark"))
            set_theme(page, "JupyterLab Light")
        self.keep(name, state, axe(page, scope, "axe-light"), names(page, self.session, scope))
        for one in ("pictures", "tables", "languages", "headings", "targets"):
            self.keep(name, state, probe(page, one, scope))
        self.keep(name, state, *keyboard(page, scope), *layouts(page, scope, double))
        self.keep(name, state, still(page, scope), forced(page, scope))

    def notebook(self, name: str) -> None:
        """Measure a notebook merely opened, run, answered, and in every view of its lists and switches."""
        page = self.page
        open_notebook(page, name)
        if page.evaluate(_TRUSTED):
            raise RuntimeError(f"{name} is trusted, and so does not show what a stranger sees")
        page.evaluate("jupyterapp.shell.collapseLeft()")
        self.open_folds()
        self.surface(name, "merely opened", OPENED)
        if errors := run_all(page):
            raise RuntimeError(f"{name} does not run: {'; '.join(errors)}")
        page.locator(".rtc-live").last.wait_for()
        self.surface(name, "run", NOTEBOOK)
        self.answer(name, "answering")
        self.open_folds()
        self.surface(name, "answered", NOTEBOOK)
        self.answer(name, "leaving")
        keys = Keys(page, self.rest)
        for _ in keys.views():
            self.open_folds()
            for one in ("pictures", "tables", "languages", "targets"):
                self.keep(name, "every view", probe(page, one, VIEW))
            self.keep(name, "every view", axe(page, VIEW, "axe-light"))
        self.keep(name, "every view", keys.result())
        self.used += keys.used

    def answer(self, name: str, stage: Stage) -> None:
        """Use what belongs to a stage by keys alone."""
        keys = Keys(self.page, self.rest)
        keys.go(stage)
        self.keep(name, "answered", keys.result())
        self.used += keys.used

    def rest(self) -> None:
        """Wait until Python has nothing to do and its last reply is on the page."""
        self.page.wait_for_timeout(60)
        self.page.wait_for_function(_IDLE)

    def open_folds(self) -> None:
        """Open every fold in what is shown."""
        self.page.evaluate("() => document.querySelectorAll('.jp-Notebook details').forEach(e => { e.open = true; })")

    def brief(self) -> None:
        """Export the brief of notebook 06, which stands open and filled in, and measure its page."""
        self.page.locator(".rtc-brief").get_by_role("button", name="Export my brief").press("Enter")
        self.page.locator(".rtc-brief [role=status]").filter(has_text=EXPORTED).wait_for()
        self.page.goto((self.lab.folder / EXPORTED).as_uri())
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
        self.surface(name, "as shown", PREVIEW)

    def clear(self, name: str) -> None:
        """Clear all answers by keys, as at the end of a day."""
        open_notebook(self.page, name)
        run_all(self.page)
        self.answer(name, "clearing")
        if left := json.loads((self.lab.folder / ANSWERS).read_text(encoding="utf-8"))["answers"]:
            self.keep(name, "answered", Result("keys", 1, ((f"{len(left)} answers were not cleared", ""),)))


def report(walk: Walk, whole: bool) -> tuple[str, bool]:
    """Return the report as Markdown, and whether nothing is wrong; of the whole course each check sees something."""
    results = [one for here in walk.found.values() for one in here.values()]
    looked, wrong = Counter[str](), Counter[str]()
    for one in results:
        looked[one.check] += one.looked
        wrong[one.check] += len(one.findings)
    unseen = [f"{check} on any page" for check in CHECKS if whole and not looked[check]]
    for (name, state), here in walk.found.items():
        unseen += [
            f"{one} on {name}, {state}" for one in ("axe-light", "reflow") if one in here and not here[one].looked
        ]
    good = not wrong.total() and not unseen
    failed = f"{wrong.total()} things fail" if wrong.total() else "nothing was found to fail"
    lines = [
        "# Accessibility of the course",
        f"Of {looked.total():,} observations on {len(walk.found)} pages and states, {failed}.",
        f"Measured on {machine('reading-the-caucasus', 'jupyterlab', 'playwright')}",
        "| check | how | looked at | fail |\n|---|---|---:|---:|\n"
        + "\n".join(f"| {check} | {how} | {looked[check]:,} | {wrong[check]} |" for check, how in CHECKS.items()),
        *(f"Nothing was looked at: {check}." for check in unseen),
        *(
            f"- **{name}, {state}, {one.check}**: {what}: `{where.replace('`', '')}`"
            for (name, state), here in walk.found.items()
            for one in here.values()
            for what, where in one.findings
        ),
        f"By keys alone {walk.used.total():,} controls were used: "
        + ", ".join(f"{kind} {number}" for kind, number in sorted(walk.used.items())),
        "Not tried:\n\n" + "\n".join(f"- {each}" for each in NOT_TRIED),
    ]
    return "\n\n".join(lines) + "\n", good


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk through the course, write the report and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="these alone, and no other page")
    parser.add_argument("--to", type=Path, default=Path("accessibility-report.md"), metavar="FILE")
    asked = parser.parse_args(arguments)
    if find_chromium() is None:
        raise SystemExit(MISSING)
    every = sorted(path.name for path in shelf("notebooks").glob("*.ipynb"))
    with ExitStack() as now_open:
        scratch = Path(now_open.enter_context(tempfile.TemporaryDirectory()))
        lab = now_open.enter_context(course_lab(scratch, "--teacher"))
        page = now_open.enter_context(window(now_open.enter_context(sync_playwright()), lab))
        walk = Walk(page, page.context.new_cdp_session(page), lab)
        for name in asked.notebooks or every:
            walk.notebook(name)
        if not asked.notebooks:
            walk.brief()
            for name in ("brief.md", GLOSSARY, GUIDE):
                walk.preview(name)
            walk.clear(every[0])
    text, good = report(walk, not asked.notebooks)
    asked.to.write_text(text, encoding="utf-8")
    print(f"{text}\nThe report is {asked.to}.")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
