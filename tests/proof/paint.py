"""From a key to the paint of the controls of the notebooks, in a real JupyterLab in a real browser."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from accessibility import window
from jupyter_page import key_to_paint, open_notebook, run_all, write_notebook
from lab_process import course_lab
from measured import Row
from playwright.sync_api import Locator, Page, sync_playwright

#: Milliseconds to the paint of what was sent at once, and of what the kernel has kept.
AT_ONCE, KEPT = 30, 60
#: A control's name: its notebook, its panel, what has the focus, the keys in turn, and the ms they may take.
CONTROLS: dict[str, tuple[str, str, str, Sequence[str], int]] = {
    "choice": ("00-start-here", ".rtc-live:has(select)", "select", ("ArrowDown", "ArrowUp"), KEPT),
    "voice X-ray": ("01-voices", ".rtc-xray", "input[type=radio]", ("ArrowDown",), AT_ONCE),
    "cards, all sent at once": ("02-actors", ".rtc-explorer", ".rtc-row select", ("ArrowDown", "ArrowUp"), AT_ONCE),
    "mark to its words": (
        "02-actors", ".rtc-explorer:has(.rtc-marks)", ".rtc-marks select", ("Enter", "Backspace"), AT_ONCE,
    ),
    "sorting": ("04-certainty", ".rtc-sorting", "input[type=radio]", ("ArrowDown", "ArrowUp"), AT_ONCE),
    "chart, state seen before": (
        "05-strategic-interests", ".rtc-explorer:has(.rtc-marks)", ".rtc-row select", ("ArrowDown", "ArrowUp"), KEPT,
    ),
}  # fmt: skip
#: A commit is on the disk by its paint.
COMMITS = {"question": ("01-voices", "Check"), "prediction with its result": ("01-voices", "Commit my prediction")}
INTERACTIVE = """import io
import ipywidgets
from IPython.display import Image, display
from matplotlib.figure import Figure
def show(n):
    figure, out = Figure(figsize=(9, 5)), io.BytesIO()
    figure.subplots().plot(range(10), [x * n for x in range(10)])
    figure.savefig(out, dpi=200)
    display(Image(out.getvalue()))
ipywidgets.interactive(show, n=[1, 2, 3])"""


def key_to_paint_rows(rounds: int) -> Iterator[Row]:
    """Give a row a control."""
    with ExitStack() as now_open:
        lab = now_open.enter_context(course_lab(Path(now_open.enter_context(tempfile.TemporaryDirectory()))))
        page = now_open.enter_context(window(now_open.enter_context(sync_playwright()), lab))
        write_notebook(lab, "bare.ipynb", INTERACTIVE)
        _run(page, "bare")
        panel = page.locator(".jp-Cell-outputArea:has(.widget-interact)").last
        # JupyterLab would take a stock list's arrow keys.
        panel.locator("select").evaluate("e => e.setAttribute('data-lm-suppress-shortcuts', '')")
        bare = statistics.median(_paints(panel, "select", ("ArrowDown", "ArrowUp"), rounds))
        open_now = ""
        for name, (notebook, selector, inside, keys, most) in CONTROLS.items():
            if notebook != open_now:
                _run(page, open_now := notebook)
            taken = _paints(page.locator(selector).first, inside, keys, rounds + len(keys))
            ours = statistics.median(taken[len(keys) :])  # each state was shown once
            yield Row(name, ours, bare, 0.5, most)
        for name, (notebook, button) in COMMITS.items():
            _run(page, notebook)
            yield Row(name, statistics.median(_commits(page, button)), bare, 1.0)


def _run(page: Page, notebook: str) -> None:
    open_notebook(page, f"{notebook}.ipynb")
    if errors := run_all(page):
        raise RuntimeError(f"{notebook} does not run: {'; '.join(errors)}")


def _paints(panel: Locator, inside: str, keys: Sequence[str], rounds: int) -> list[float]:
    """Press the keys in turn and return the time of each to its paint, in ms."""
    panel.locator(inside).first.focus()
    taken = []
    for n in range(rounds):
        panel.page.wait_for_timeout(300)
        taken.append(key_to_paint(panel, keys[n % len(keys)]))
    return taken


def _commits(page: Page, button: str) -> list[float]:
    """Answer each control that has this button, and return the ms from Enter on it to its answer's paint."""
    found = page.locator(".rtc-live", has=page.get_by_role("button", name=button, exact=True))
    found.first.wait_for()
    # A button may go with its commit, so the panels are told apart by a mark.
    many = found.evaluate_all("panels => panels.map((p, n) => { p.dataset.told = n; }).length")
    taken = []
    for number in range(many):
        panel = page.locator(f'[data-told="{number}"]')
        panel.get_by_role("radio").first.check()
        panel.get_by_role("button", name=button, exact=True).focus()
        page.wait_for_timeout(300)
        taken.append(key_to_paint(panel, "Enter"))
    page.evaluate("document.querySelectorAll('[data-told]').forEach((p) => { delete p.dataset.told; })")
    return taken
