#!/usr/bin/env python3
"""Make the README's picture anew, in .github/pictures: use it as ``uv run .ci/pictures.py``.

It is the timeline's explorer in JupyterLab with one mark opened, which answers no question of the course.
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

PICTURES = ROOT / ".github" / "pictures"


def main() -> None:
    """Write the picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, course_lab(Path(home)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1000, "height": 2000}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        page = context.new_page()
        opening = "from course_utils import open_course\ncourse = open_course()\ncourse"
        write_notebook(
            lab,
            "picture.ipynb",
            opening,
            "course.explore.chart(course.charts.timeline('1992', '1994'), 'Find a date that is ten years wide.')",
        )
        open_notebook(page, "picture.ipynb")
        run_all(page)
        page.evaluate("jupyterapp.shell.collapseLeft()")
        explorer = page.locator(".rtc-explorer")
        explorer.get_by_label("Mark", exact=True).select_option(label_of(explorer))
        explorer.get_by_label("Mark", exact=True).press("Enter")
        explorer.screenshot(path=PICTURES / "timeline.png")
        browser.close()


def label_of(explorer: Locator) -> str:
    """Return the whole label of the stations of s13."""
    options = explorer.get_by_label("Mark", exact=True).locator("option").all_text_contents()
    return next(text for text in options if "stations" in text)


if __name__ == "__main__":
    main()
