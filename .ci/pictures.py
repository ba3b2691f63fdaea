#!/usr/bin/env python3
"""Make the README's picture anew, in .github/pictures: use it as ``uv run .ci/pictures.py``.

It is a card in JupyterLab with its first words opened, which answers no question of the course.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from jupyter_page import open_notebook, run_all, write_notebook  # noqa: E402
from lab_process import course_lab  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from system_chromium import EXPOSE, find_chromium  # noqa: E402

PICTURES = ROOT / ".github" / "pictures"


def main() -> None:
    """Write the picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, course_lab(Path(home)) as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1000, "height": 2600}, base_url=lab.base)
        context.set_extra_http_headers({"Authorization": f"token {lab.token}"})
        context.add_init_script(EXPOSE)
        page = context.new_page()
        opening = "from course_utils import open_course\ncourse = open_course()\ncourse"
        card = "course.cards.contested_words('Who says what of these words?', 'S11')"
        write_notebook(lab, "picture.ipynb", opening, card)
        open_notebook(page, "picture.ipynb")
        run_all(page)
        page.evaluate("jupyterapp.shell.collapseLeft()")
        explorer = page.locator(".rtc-explorer")
        explorer.locator(".rtc-cite").first.press("Enter")
        explorer.screenshot(path=PICTURES / "card.png")
        browser.close()


if __name__ == "__main__":
    main()
