"""Print how fast and how large the course is, each figure beside a bare baseline from the same run.

``uv run tests/benchmarks/speed.py`` prints three tables: redrawing every chart, from a key to the paint of
every control, and the memory of a process after each notebook. It takes minutes, and exits with 1 where a
target is missed.
"""

from __future__ import annotations

import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "browser")]

from jupyter_page import key_to_paint, open_notebook, run_all, write_notebook  # noqa: E402
from lab_process import course_lab  # noqa: E402
from playwright.sync_api import Locator, Page, sync_playwright  # noqa: E402
from system_chromium import EXPOSE, find_chromium  # noqa: E402

from course_utils import gallery  # noqa: E402
from course_utils.charts import Chart  # noqa: E402
from course_utils.charts.base import photograph  # noqa: E402
from course_utils.shelf import shelf  # noqa: E402
from course_utils.theme import light  # noqa: E402

ROUNDS = 12
CHARTS: dict[str, Callable[[], Chart]] = {
    "naming strip": lambda: gallery.naming_strip("armenia"),
    "words by voice": gallery.words_by_voice,
    "naming matrix": gallery.naming_matrix,
    "map": gallery.map_of_the_article,
    "network": gallery.network,
    "rule of thumb": gallery.rule_of_thumb,
    "timeline": gallery.timeline,
    "arms suppliers": gallery.arms_suppliers,
    "range of estimates": lambda: gallery.estimate_range("E2"),
    "certainty ladder": gallery.certainty_ladder,
    "source chain": lambda: gallery.source_chain("c39"),
    "interest matrix": gallery.interest_matrix,
}
#: A cell for each control, what has the focus, and the keys that are pressed in turn.
CONTROLS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "choice": ("choose_chart_size()", "select", ("ArrowDown", "ArrowUp")),
    "voice X-ray": ("voice_xray()", "input[type=radio]", ("ArrowDown",)),
    "cards, all sent at once": ("actor_cards()", ".rtc-row select", ("ArrowDown", "ArrowUp")),
    "chart, state seen before": ("explore_interests()", ".rtc-row select", ("ArrowDown", "ArrowUp")),
    "mark to its words": (
        "explore(network(), 'Find a tie.')",
        ".rtc-marks select",
        ("Enter", "Backspace"),
    ),
    "sorting": ("sort_sentences()", "input[type=radio]", ("1", "2", "3", "4", "5")),
}
#: Controls that answer a commit, which is on the disk by then: each is made anew for every round.
COMMITS = {"question": "Check", "prediction with its result": "Commit my prediction", "first vote": "Vote",
           "estimate with its result": "Commit my estimate"}  # fmt: skip
FRESH = f"""from dataclasses import replace
from IPython.display import display
from course_utils.widgets import Estimate, PredictionControl, QuestionControl, TwoVotes
asked, result = question("01-check-archnemesis"), naming_strip("armenia")
for n in range({ROUNDS}):
    display(QuestionControl(replace(asked, id=f"q{{n}}"), workbook(), article()),
            PredictionControl(replace(asked, id=f"p{{n}}"), workbook(), article(), result),
            TwoVotes(replace(asked, id=f"v{{n}}"), workbook(), article()),
            Estimate(f"e{{n}}", "How likely?", workbook(), result))"""
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


def redraw() -> Iterator[tuple[str, float, float, float]]:
    """Time each chart from its reading to its picture against matplotlib making and saving the same marks.

    The bare side has its rows counted and its texts made already, and finds no mark's place.
    """
    for name, make in CHARTS.items():
        chart = make()

        def bare(chart: Chart = chart) -> None:
            saved(chart)

        def ours(make: Callable[[], Chart] = make) -> None:
            photograph(make().draw(light()))

        yield name, *ratio(ours, bare), 1.3


def saved(chart: Chart) -> None:
    """Make and save a chart's marks as matplotlib does by itself."""
    chart.draw(light()).savefig(io.BytesIO(), format="png", dpi=200)


def ratio(ours: Callable[[], None], bare: Callable[[], None]) -> tuple[float, float]:
    """Return the medians of both in ms; they take turns, so that a busy machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for act, kept in zip((ours, bare), times, strict=True):
            start = time.perf_counter()
            act()
            kept.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[0]), statistics.median(times[1])


@contextmanager
def browser_page() -> Iterator[tuple[Page, object]]:
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


def paints(page: Page, panel: Locator, inside: str, keys: tuple[str, ...]) -> list[float]:
    """Press the keys in turn and return the time of each to its paint, in ms."""
    panel.locator(inside).first.focus()
    return [key_to_paint(panel, keys[n % len(keys)]) for n in range(ROUNDS) if not page.wait_for_timeout(150)]


def commits(page: Page, button: str) -> list[float]:
    """Fill each control that has this button, and return the ms from Enter on it to its answer's paint."""
    taken = []
    for panel in page.locator(".rtc-live", has=page.get_by_role("button", name=button, exact=True)).all():
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


def keys() -> Iterator[tuple[str, float, float, float]]:
    """Time each control from a key to its paint against the same in ipywidgets' interactive()."""
    with browser_page() as (page, lab):
        cells = [cell for cell, _, _ in CONTROLS.values()]
        opening = "from course_utils.gallery import *\nfrom course_utils.lesson import *\nopen_course()"
        write_notebook(lab, "speed.ipynb", opening, *cells, "explore_network()", INTERACTIVE)  # type: ignore[arg-type]
        open_notebook(page, "speed.ipynb")
        assert run_all(page) == []
        panels = page.locator(".rtc-live")
        slow = page.locator(".jp-Cell-outputArea:has(.widget-interact)").last
        slow.locator("select").evaluate("e => e.setAttribute('data-lm-suppress-shortcuts', '')")
        slow.locator("select").focus()  # JupyterLab would take a stock list's arrow keys
        theirs = []
        for n in range(ROUNDS):
            page.wait_for_timeout(400)
            theirs.append(key_to_paint(slow, "ArrowDown" if n % 4 < 2 else "ArrowUp"))
        base = statistics.median(theirs)
        for number, (name, (_, inside, pressed)) in enumerate(CONTROLS.items()):
            taken = paints(page, panels.nth(number), inside, pressed)
            warm = taken[len(pressed) :]  # each state was shown once
            yield name, statistics.median(warm), base, 0.3
        network = panels.nth(len(CONTROLS))
        network.locator("select").first.focus()
        first = [key_to_paint(network, "ArrowDown") for _ in range(6) if not page.wait_for_timeout(400)]
        write_notebook(lab, "commits.ipynb", opening, FRESH)  # type: ignore[arg-type]
        open_notebook(page, "commits.ipynb")
        assert run_all(page) == []
        for name, button in COMMITS.items():
            yield name, statistics.median(commits(page, button)), base, 1.0
    bare = ratio(lambda: None, lambda: saved(gallery.network()))[1]
    yield "chart drawn anew, against its bare redraw + 60 ms", statistics.median(first), bare + 60, 1.0


def memory() -> Iterator[tuple[str, float, float, float]]:
    """Measure a process after each notebook's cells against one that has imported the same libraries."""
    bare = rss("import IPython, anywidget, ipykernel.ipkernel, PIL.PngImagePlugin, sentencex, yaml\n"
               "import matplotlib.backends.backend_agg, matplotlib.figure\n")  # fmt: skip
    for path in sorted(shelf("notebooks").glob("*.ipynb")):
        cells = [
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        ]
        yield path.stem, rss(_RUN.format(cells=cells)), bare, 1.15


#: Runs cells as a kernel does, with what they show made and thrown away.
_RUN = """import os, tempfile
os.environ["COURSE_ANSWERS"] = tempfile.mktemp()
import ipykernel.ipkernel
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
for cell in {cells!r}:
    with capture_output():
        assert shell.run_cell(cell).success
"""


def rss(code: str) -> float:
    """Return the resident memory of a fresh Python after some code, in MB."""
    said = "\nprint(int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6)"
    environment = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "131072"}  # as `course lab` sets it
    done = subprocess.run(
        [sys.executable, "-c", code + said], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout.split()[-1])


def main() -> int:
    """Print the tables; return 1 where a target is missed."""
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    missed = 0
    for title, unit, rows in (
        ("Redraw against bare matplotlib", "ms", redraw()),
        ("Key to paint against ipywidgets' interactive()", "ms", keys()),
        ("Memory against bare imports", "MB", memory()),
    ):
        print(f"\n{title}\n\n| | {unit} | bare {unit} | ratio | target |\n|---|---:|---:|---:|---:|")
        for name, ours, bare, target in rows:
            missed += ours / bare > target
            verdict = "" if ours / bare <= target else " missed"
            print(f"| {name} | {ours:.0f} | {bare:.0f} | {ours / bare:.2f} | {target}{verdict} |", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
