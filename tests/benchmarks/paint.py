"""From a key to the paint of every control, in a real JupyterLab in a real browser."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from figures import Row, Table, medians
from jupyter_page import key_to_paint, open_notebook, run_all, write_notebook
from lab_process import LabProcess, course_lab
from playwright.sync_api import Locator, Page, expect, sync_playwright
from redraw import repainted
from system_chromium import EXPOSE, find_chromium

from course_utils import gallery

OPENING = "from course_utils.gallery import *\nfrom course_utils.lesson import *\nopen_course()"
#: Milliseconds to the paint of what was sent at once, and of what the kernel has kept.
AT_ONCE, KEPT = 30, 60
#: A cell for each control, what has the focus, the keys that are pressed in turn, and the ms they may take.
CONTROLS: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "choice": ("choose_chart_size()", "select", ("ArrowDown", "ArrowUp"), KEPT),
    "voice X-ray": ("voice_xray()", "input[type=radio]", ("ArrowDown",), AT_ONCE),
    "cards, all sent at once": ("actor_cards()", ".rtc-row select", ("ArrowDown", "ArrowUp"), AT_ONCE),
    "chart, state seen before": ("explore_interests()", ".rtc-row select", ("ArrowDown", "ArrowUp"), KEPT),
    "mark to its words": (
        "explore(network(), 'Find a tie.')", ".rtc-marks select", ("Enter", "Backspace"), AT_ONCE,
    ),
    "sorting": ("sort_sentences()", "input[type=radio]", ("ArrowDown", "ArrowUp"), AT_ONCE),
}  # fmt: skip
#: Controls that answer a commit, which is on the disk by then: each is made anew for every round.
COMMITS = {
    "question": "Check",
    "prediction with its result": "Commit my prediction",
    "first vote": "Vote",
    "estimate with its result": "Commit my estimate",
}
FRESH = """from dataclasses import replace
from IPython.display import display
from course_utils.widgets import ChanceEstimate, PredictionControl, QuestionControl, TwoVotes
asked, result = question("01-check-archnemesis"), naming_strip("armenia")
"""
#: One cell a round: JupyterLab shows no more than the first outputs of a cell.
ROUND = """display(QuestionControl(replace(asked, id="q{n}"), workbook(), article()),
        PredictionControl(replace(asked, id="p{n}"), workbook(), article(), result),
        TwoVotes(replace(asked, id="v{n}"), workbook(), article()),
        ChanceEstimate("e{n}", "How likely?", workbook(), result))"""
#: The same chart in ipywidgets' own way.
INTERACTIVE = """import io
import ipywidgets
from IPython.display import Image, display
from course_utils import charts, lesson
def show(actor):
    out = io.BytesIO()
    charts.interest_matrix(lesson.reading(), actor=actor).figure.savefig(out, dpi=200)
    display(Image(out.getvalue()))
ipywidgets.interactive(show, actor=["azerbaijan", "israel", "iran"])"""


def tables(quick: bool) -> Iterator[Table]:
    """Give the one table."""
    yield Table(
        "Key to paint",
        "The bare side is ipywidgets' `interactive()` drawing a chart of the course; a chart drawn anew "
        f"stands beside its bare redraw and {KEPT} ms. What was sent at once has {AT_ONCE} ms, what Python "
        f"answers from memory {KEPT}. A commit is on the disk by its paint. Times are the wall's.",
        "ms",
        _rows(4 if quick else 12),
    )


@contextmanager
def browser_page() -> Iterator[tuple[Page, LabProcess]]:
    """Give a page in the course's own JupyterLab."""
    with tempfile.TemporaryDirectory() as home, course_lab(Path(home)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        yield context.new_page(), lab
        browser.close()


def _rows(rounds: int) -> Iterator[Row]:
    with browser_page() as (page, lab):
        cells = [cell for cell, *_ in CONTROLS.values()]
        write_notebook(lab, "keys.ipynb", OPENING, *cells, "explore_network()", INTERACTIVE)
        open_notebook(page, "keys.ipynb")
        assert run_all(page) == []
        panels = page.locator(".rtc-live")
        base = statistics.median(interactive(page, rounds))
        for number, (name, (_, inside, pressed, most)) in enumerate(CONTROLS.items()):
            taken = paints(page, panels.nth(number), inside, pressed, rounds + len(pressed))
            ours = statistics.median(taken[len(pressed) :])  # each state was shown once
            yield Row(name, ours, base, 0.3, fault=late(ours, most))
        network, first, bare = panels.nth(len(CONTROLS)), list[float](), list[float]()
        saved = repainted(gallery.network())
        saved()  # warms up
        for _ in range(min(rounds, 6)):  # it has so many actors; each is drawn once
            first += paints(page, network, "select", ("ArrowDown",), 1, 400)
            bare += medians(1, saved, clock=time.perf_counter)
        yield Row("chart drawn anew", statistics.median(first), statistics.median(bare) + KEPT, 1.0)
        each = [ROUND.format(n=n) for n in range(rounds)]
        write_notebook(lab, "commits.ipynb", OPENING, FRESH, *each)
        open_notebook(page, "commits.ipynb")
        assert run_all(page) == []
        for name, button in COMMITS.items():
            yield Row(name, statistics.median(commits(page, button, rounds)), base, 1.0)


def late(took: float, most: float) -> str:
    """Say that a paint came later than it may."""
    return f"{took:.0f} ms are more than {most:g}." if took > most else ""


def interactive(page: Page, rounds: int) -> list[float]:
    """Time ipywidgets' own control, in ms."""
    panel = page.locator(".jp-Cell-outputArea:has(.widget-interact)").last
    # JupyterLab would take a stock list's arrow keys.
    panel.locator("select").evaluate("e => e.setAttribute('data-lm-suppress-shortcuts', '')")
    panel.locator("select").focus()
    taken = []
    for n in range(rounds):
        page.wait_for_timeout(400)
        taken.append(key_to_paint(panel, "ArrowDown" if n % 4 < 2 else "ArrowUp"))
    return taken


def paints(
    page: Page, panel: Locator, inside: str, keys: tuple[str, ...], rounds: int, pause: float = 150
) -> list[float]:
    """Press the keys in turn and return the time of each to its paint, in ms."""
    panel.locator(inside).first.focus()
    taken = []
    for n in range(rounds):
        page.wait_for_timeout(pause)
        taken.append(key_to_paint(panel, keys[n % len(keys)]))
    return taken


def commits(page: Page, button: str, rounds: int) -> list[float]:
    """Fill each control that has this button, and return the ms from Enter on it to its answer's paint."""
    found = page.locator(".rtc-live", has=page.get_by_role("button", name=button, exact=True))
    # A button goes with its commit, so the panels are told apart by a mark.
    expect(found).to_have_count(rounds, timeout=60_000)  # they come one by one
    found.evaluate_all("(panels, name) => panels.forEach((p, n) => { p.dataset.told = name + n; })", button)
    taken = []
    for number in range(rounds):
        panel = page.locator(f'[data-told="{button}{number}"]')
        for select in panel.locator("select").all():
            select.select_option(index=1)
        for text in panel.locator("textarea").all():
            text.fill("Another way.")
        for radio in panel.get_by_role("radio").all()[:1]:
            radio.check()
        panel.get_by_role("button", name=button, exact=True).focus()
        page.wait_for_timeout(150)
        taken.append(key_to_paint(panel, "Enter"))
    return taken
