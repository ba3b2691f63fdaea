#!/usr/bin/env python3
"""Make the README's pictures anew, in .github/pictures: use it as ``uv run .ci/pictures.py``.

Two charts, and the network's explorer in JupyterLab with one mark opened.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from jupyter_page import open_notebook, run_all, write_notebook  # noqa: E402
from lab_process import course_lab  # noqa: E402
from playwright.sync_api import Locator, sync_playwright  # noqa: E402
from system_chromium import EXPOSE, find_chromium  # noqa: E402

from course_utils import open_course  # noqa: E402
from course_utils.look.theme import light  # noqa: E402

PICTURES = ROOT / ".github" / "pictures"


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    charts = open_course().charts
    for chart, name in ((charts.article_map(), "map"), (charts.certainty_ladder(), "certainty")):
        (PICTURES / f"{name}.png").write_bytes(chart.picture(light()).png)
    with tempfile.TemporaryDirectory() as home, course_lab(Path(home)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1000, "height": 2000}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        page = context.new_page()
        opening = "from course_utils import open_course\ncourse = open_course()\ncourse"
        write_notebook(lab, "picture.ipynb", opening, "course.explore.network('Find a tie.')")
        open_notebook(page, "picture.ipynb")
        run_all(page)
        page.evaluate("jupyterapp.shell.collapseLeft()")
        explorer = page.locator(".rtc-explorer")
        explorer.get_by_label("Mark", exact=True).select_option(label_of(explorer))
        explorer.get_by_label("Mark", exact=True).press("Enter")
        explorer.screenshot(path=PICTURES / "network.png")
        browser.close()


def label_of(explorer: Locator) -> str:
    """Return the whole label of the tie between Russia and Armenia."""
    options = explorer.get_by_label("Mark", exact=True).locator("option").all_text_contents()
    return next(text for text in options if text.startswith("Russia, support"))


if __name__ == "__main__":
    main()
