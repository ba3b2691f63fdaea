"""Drive 01 and 06 by keys alone in JupyterLab, Notebook 7 and nbclassic, which one server has, and print them.

    uv run --no-project --with-editable . --with notebook,nbclassic,playwright,pytest,axe-playwright-python \
        tests/proof/front_ends.py [--to FOLDER]

A control and its twin never stand together on a screen, no key typed on a control is a command, and paper has every
twin and no control. The exit code is 1 where one of these fails; FOLDER gets a picture and a PDF of each notebook.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path += [str(Path(__file__).resolve().parents[1] / part) for part in ("", "browser")]

from accessibility import window
from jupyter_page import tab_to
from lab_process import course_lab
from playwright.sync_api import Page, expect, sync_playwright
from student import COMMANDS, Student

PATHS = {"JupyterLab": "lab/tree", "Notebook 7": "notebooks", "nbclassic": "nbclassic/notebooks"}
NOTEBOOKS = ("01-voices", "06-the-brief")
_READY = """() => globalThis.jupyterapp ? [...jupyterapp.shell.widgets('main')].some(one =>
  one.sessionContext?.session?.kernel?.status === 'idle') : globalThis.Jupyter?.notebook?.kernel?.info_reply?.status"""
_RUN = """() => globalThis.jupyterapp ? jupyterapp.commands.execute('notebook:run-all-cells')
  : Jupyter.notebook.execute_all_cells()"""
#: The prose with its language, and how many cells there are: what no key on a control may change.
_CELLS = """() => [...document.querySelectorAll('.jp-MarkdownOutput, .text_cell_render')].map(
  one => one.lang + one.innerText).concat(document.querySelectorAll('.jp-Cell, .cell').length)"""
#: Whether all controls stand, each in the place of its twin.
_STAND = """() => [...document.querySelectorAll('.jp-InputArea-prompt, .input_prompt')]
  .every(one => !/\\*|\\[\\s\\]/.test(one.innerText)) &&
  document.querySelectorAll('.rtc-live').length === document.querySelectorAll('.rtc-twin').length"""


def drive(page: Page, address: str, to: Path) -> None:
    """Answer every control of a notebook, and print it; raises where something fails."""
    page.goto(address)
    page.wait_for_function(_READY, timeout=90_000)
    page.evaluate(_RUN)
    page.wait_for_function(_STAND, timeout=90_000)
    expect(page.locator(".rtc-twin:visible")).to_have_count(0)
    before, student = page.evaluate(_CELLS), Student(page)
    for panel in page.locator(".rtc-live:not(.rtc-brief)").all():
        student.work_on(panel)
    if (brief := page.locator(".rtc-brief")).count():
        areas, text = brief.locator("textarea"), "One side says so (s04)."
        areas.first.focus()
        for area in areas.all():
            student.write(area, text)
        student.press(brief, "Add it to my text")
        for chord, end in (("Control+Z", ""), ("Control+Shift+Z", " (s01)")):
            page.keyboard.press(chord)
            expect(areas.last).to_have_value(f"{text}\n{COMMANDS}{end}")
        if page.evaluate("'jupyterapp' in window"):  # nbclassic takes no command from a text
            areas.last.evaluate("e => { window.before = e; }")
            page.keyboard.press("Shift+Enter")
            page.wait_for_function("!window.before.isConnected")
            expect(areas.last).to_have_value(f"{text}\n{COMMANDS} (s01)")
            areas.last.focus()
        student.press(brief, "Export my brief")
        tab_to(page, brief.get_by_role("link"))
        with page.context.expect_page() as opened:
            page.keyboard.press("Enter")
        expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
        opened.value.close()
    assert page.evaluate(_CELLS) == before
    assert {text[:2] for text in before[:-1]} == {"en"}, before
    page.screenshot(path=f"{to}.png")
    page.emulate_media(media="print")
    expect(page.locator(".rtc-live:visible")).to_have_count(0)
    expect(page.locator(".rtc-twin:not(:visible)")).to_have_count(0)
    pages = page.pdf(path=f"{to}.pdf").count(b"/Type /Page\n")
    assert pages > 3, f"only {pages} pages are printed"
    page.emulate_media(media="screen")
    print(f"{to.name}: {student.asked} questions answered, {pages} pages printed", flush=True)


def main() -> int:
    """Drive them all; return the exit code."""
    parser, bad = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]), 0
    parser.add_argument("--to", type=Path, metavar="FOLDER")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        to = parser.parse_args().to or Path(scratch, "pictures")
        to.mkdir(exist_ok=True)
        for name, path in PATHS.items():
            home = Path(scratch, path.replace("/", "-"))
            home.mkdir()
            with course_lab(home) as lab, window(play, lab) as page:
                for notebook in NOTEBOOKS:
                    try:
                        drive(page, f"/{path}/{notebook}.ipynb?reset", to / f"{notebook} in {name}")
                    except Exception as error:
                        bad += 1
                        page.screenshot(path=to / f"{notebook} in {name}, failed.png")
                        print(f"{notebook} in {name}: {str(error)[:2000]}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
