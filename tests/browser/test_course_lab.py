"""`course lab` as a student meets it, in a real browser."""

from __future__ import annotations

import sys

import pytest
from jupyter_page import await_notebook, is_splash, kernel_value, open_notebook, run_all
from lab_process import LabProcess
from playwright.sync_api import Error, Page, expect

from course_utils.command.student_folder import FIRST, lay_out

pytestmark = pytest.mark.browser


def test_the_printed_address_opens_the_first_notebook_which_runs_in_quiet_in_the_python_of_the_course(
    page: Page, lab: LabProcess
) -> None:
    said = len(lab.said)
    page.goto(f"{lab.base}/lab/tree/{FIRST}?token={lab.token}")
    heading = page.get_by_role("main").get_by_role("heading", level=1)
    expect(heading).to_contain_text("How do I use this course?", timeout=60_000)
    await_notebook(page)
    assert run_all(page) == []
    assert kernel_value(page, "__import__('sys').prefix") == sys.prefix
    assert lab.said[said:] == []
    page.wait_for_function("performance.now() > 5_000")  # the invitation to Jupyter's news came within three
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    with pytest.raises(Error, match="gaierror"):
        kernel_value(page, "__import__('socket').create_connection(('example.invalid', 80))")
    assert lab.outside() == ["example.invalid"]  # what a kernel asks of others is noticed
    lab.forget_outside()  # else the page's own check would fail this test too


def test_a_link_to_the_glossary_opens_it_rendered_and_so_does_the_list_of_files(page: Page, lab: LabProcess) -> None:
    lay_out(lab.folder, teacher=True)
    open_notebook(page, "02-actors.ipynb", kernel=False)
    page.locator(".jp-MarkdownOutput a[href*='#metonym']").first.click()
    preview = page.locator(".jp-MarkdownViewer:visible")
    expect(preview.get_by_role("heading", name="Metonym")).to_be_in_viewport()
    page.get_by_role("listitem", name="teachers-guide.md").dblclick()
    expect(preview.get_by_role("heading", level=1)).to_contain_text("guide")
    expect(page.locator(".jp-FileEditor")).to_have_count(0)


FRAME = "\n    at http://127.0.0.1:1/static/lab/jlab_core.8811.js?v=8811:13173:720"
REMOVED = "NotFoundError: Failed to execute 'removeChild' on 'Node': The node to be removed is not a child."


def test_of_all_errors_of_scripts_jupyterlabs_own_about_its_splash_alone_counts_for_nothing() -> None:
    assert is_splash(REMOVED + FRAME)
    script = "\n    at render (blob:http://127.0.0.1:1/a:1:1)"
    for error in (REMOVED, REMOVED + script, REMOVED + script + FRAME, REMOVED + FRAME * 2, "TypeError: x" + FRAME):
        assert not is_splash(error)
