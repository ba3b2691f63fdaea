"""`course lab` as a student meets it, in a real browser."""

from __future__ import annotations

import sys

import pytest
from jupyter_page import is_splash, kernel_value, kill_kernel, open_notebook, reopen_trusted, reopen_untrusted, run_all
from lab_process import LabProcess
from playwright.sync_api import Error, Page, expect

from course_utils.command.student_folder import FIRST

pytestmark = pytest.mark.browser


def test_the_printed_address_opens_the_first_notebook_and_nothing_pops_up(page: Page, lab: LabProcess) -> None:
    page.goto(f"{lab.base}/lab/tree/{FIRST}?token={lab.token}")
    heading = page.get_by_role("main").get_by_role("heading", level=1)
    expect(heading).to_contain_text("How do I use this course?", timeout=60_000)
    page.wait_for_timeout(3_000)  # the invitation to Jupyter's news came within two
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".Toastify__toast")).to_have_count(0)


def test_every_cell_is_in_the_page_at_once_so_that_search_and_printing_find_it(page: Page) -> None:
    open_notebook(page, "01-voices.ipynb")
    cells = page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length")
    expect(page.locator(".jp-Notebook .jp-Cell:not(.jp-mod-placeholder)")).to_have_count(cells)


def test_the_first_notebook_runs_in_the_python_of_the_course_and_the_terminal_stays_quiet(
    page: Page, lab: LabProcess
) -> None:
    said = len(lab.said)
    open_notebook(page, FIRST)
    assert run_all(page) == []
    assert lab.said[said:] == []
    assert kernel_value(page, "__import__('sys').prefix") == sys.prefix


def test_a_killed_kernel_is_replaced_and_the_notebook_runs_again(page: Page) -> None:
    open_notebook(page, FIRST)
    assert run_all(page) == []
    kill_kernel(page)
    assert run_all(page) == []


def test_a_host_off_this_machine_that_a_kernel_asks_for_is_noticed(page: Page, lab: LabProcess) -> None:
    open_notebook(page, FIRST)
    with pytest.raises(Error, match="gaierror"):
        kernel_value(page, "__import__('socket').create_connection(('example.invalid', 80))")
    assert lab.outside() == ["example.invalid"]
    lab.forget_outside()  # else the page's own check would fail this test too


def test_a_saved_notebook_opens_again_trusted_and_its_copy_untrusted(page: Page, lab: LabProcess) -> None:
    open_notebook(page, FIRST)
    run_all(page)
    reopen_trusted(page, FIRST)
    reopen_untrusted(page, lab, FIRST)


FRAME = "\n    at http://127.0.0.1:1/static/lab/jlab_core.8811.js?v=8811:13173:720"
REMOVED = "NotFoundError: Failed to execute 'removeChild' on 'Node': The node to be removed is not a child."


@pytest.mark.parametrize(
    ("error", "theirs"),
    [
        (REMOVED + FRAME, True),
        (REMOVED, False),
        (REMOVED + FRAME + FRAME, False),
        (f"{REMOVED}\n    at render (blob:http://127.0.0.1:1/a:1:1){FRAME}", False),
        (REMOVED + "\n    at blob:http://127.0.0.1:1/a:1:1", False),
        ("TypeError: x is not a function" + FRAME, False),
    ],
)
def test_of_all_errors_of_scripts_jupyterlabs_own_about_its_splash_alone_counts_for_nothing(
    error: str, theirs: bool
) -> None:
    assert is_splash(error) is theirs
