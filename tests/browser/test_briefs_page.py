"""A class's briefs in a browser and on paper: nothing that was typed runs, and each has a page of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks import Scope, axe
from playwright.sync_api import Browser

from course_utils.answers.workbook import Workbook
from course_utils.command import cli
from course_utils.exercises.brief import PARTS

pytestmark = pytest.mark.browser


def test_hostile_briefs_run_nothing_and_print_one_page_a_student(chromium: Browser, tmp_path: Path) -> None:
    typed = {"script": "<script>window.struck=1</script>", "picture": "<img src=//evil.test/x onerror=window.struck=1>",
             "style": "</style></section><style>body{display:none}</style>", "ordinary": "people " * 46,
             "cites": "people " * 44 + "s10 s11 s12 s13"}  # fmt: skip
    (tmp_path / "class").mkdir()
    for name, text in typed.items():
        parts = {f"brief.{part.id}": f"{text} s0{n} AT-ITS-END" for n, part in enumerate(PARTS, 1)}
        Workbook(tmp_path / "class" / f"{name}.json").commit_all({**parts, "brief.confidence": text})
    assert cli.main(["briefs", str(tmp_path / "class"), "-o", str(tmp_path / "briefs.html")]) == 0
    address, asked, said = (tmp_path / "briefs.html").as_uri(), list[str](), list[str]()
    with chromium.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: said.append(one.text))
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe(page, Scope("body", page=True), "axe").findings == ()
        page.set_viewport_size({"width": 1280, "height": 900})
        assert axe(page, Scope("body", page=True), "axe").findings == ()
        assert page.inner_text("body").count("AT-ITS-END") == len(typed) * len(PARTS)
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1 + len(typed)
        assert (page.evaluate("'struck' in window"), asked, said) == (False, [address], [])
