"""Handing in: by keys alone a code is copied and a file written, and the code follows what is answered."""

from __future__ import annotations

import json

import pytest
from bare_page import PATIENCE, BarePage, fill_disk, kept, status
from jupyter_page import SAVE_STATE, axe_in_both_themes, kill_kernel, panel, run_cells, save, tab_to
from lab_process import LabProcess
from playwright.sync_api import Page, expect

from course_utils.answers.workbook import Workbook
from course_utils.course import Course
from course_utils.look.wording import RUN_ALL

pytestmark = pytest.mark.browser

OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
REFUSED = "Not copied: the browser does not let it. The code is selected: press Ctrl+C, or ⌘C on a Mac."


@pytest.mark.parametrize("allowed", [True, False])
def test_a_code_is_copied_by_keys_or_selected_where_the_browser_copies_nothing(
    bare: BarePage, course: Course, book: Workbook, allowed: bool
) -> None:
    book.commit("01-exit", "bracket")
    write = "text => { window.copied = text; }" if allowed else "() => Promise.reject(new Error('no'))"
    bare.page.evaluate(
        f"Object.defineProperty(navigator, 'clipboard', {{configurable: true, value: {{writeText: {write}}}}})"
    )
    control, code = bare.show("hand_in", course.hand_in("01")), course.codes.code_of("01", book.answers())
    expect(control.locator(".rtc-code")).to_have_text(code)
    expect(control).to_contain_text("1 of 7 answered.")
    expect(control.get_by_role("listitem")).to_have_count(0)
    tab_to(bare.page, control.get_by_role("button", name="Copy the answer code"))
    bare.page.keyboard.press("Enter")
    expect(status(control)).to_have_text(f"{code} is copied." if allowed else REFUSED)
    expect(status(control)).to_have_attribute("aria-live", "polite")
    assert bare.page.evaluate("window.copied ?? getSelection().toString().trim()") == code
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("Enter")
    expect(control.get_by_role("listitem").first).to_contain_text("A mark with the sign ◆")
    expect(control.get_by_role("listitem")).to_have_count(6)


def test_a_file_is_written_by_a_key_and_a_busy_python_or_a_full_disk_says_so(
    bare: BarePage, course: Course, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = bare.show("hand_in", course.hand_in("06"))
    write = control.get_by_role("button", name="Write the file")
    write.press("Enter")
    expect(status(control)).to_have_text("Nothing is answered yet, so there is nothing to hand in.")
    book.commit("06-exit", "cited")
    bare.busy()
    write.press("Enter")
    bare.later(PATIENCE)
    lost = f"Not written yet: Python is busy or has stopped. If this stays, {RUN_ALL}."
    expect(status(control)).to_have_text(lost)
    bare.free()
    expect(status(control)).to_contain_text("Your hand-in name is")
    [file] = book.path.parent.glob("answers-????.json")
    assert json.loads(file.read_bytes())["answers"].keys() == {"06-exit"}
    file.unlink()
    fill_disk(monkeypatch, book)
    write.press("Enter")
    expect(status(control)).to_contain_text("Not written. answers.json: nothing was saved: No space left on device.")
    assert (kept(book)["06-exit"], file.exists()) == ("cited", False)


def test_the_code_follows_an_answer_the_file_can_be_downloaded_and_the_notebook_holds_nothing_of_it(
    page: Page, lab: LabProcess
) -> None:
    run_cells(page, lab, "hand-in.ipynb", OPEN, "course.ask('00-practice')", "course.hand_in('00')")
    control, question = page.locator(".rtc-hand-in"), panel(page, "A chart in this course is closed at first.")
    before = control.locator(".rtc-code").inner_text()
    question.get_by_role("radio").first.press("Space")
    question.get_by_role("button", name="Check").press("Enter")
    expect(control).to_contain_text("1 of 2 answered.")
    code = control.locator(".rtc-code").inner_text()
    assert code != before
    control.get_by_role("button", name="Write the file").press("Enter")
    expect(status(control)).to_contain_text("is written, in the folder")
    link = control.get_by_role("link", name="Download")
    with page.expect_download() as download:
        link.press("Enter")
    [file] = lab.folder.glob("answers-????.json")
    assert (download.value.suggested_filename, download.value.path().read_bytes()) == (file.name, file.read_bytes())
    assert axe_in_both_themes(page, ".jp-OutputArea-output:has(.rtc-hand-in)") == []
    page.evaluate(SAVE_STATE)
    save(page)
    page.evaluate(SAVE_STATE)  # the page is the next test's too
    saved = (lab.folder / "hand-in.ipynb").read_text("utf-8")
    assert "HandIn" in saved
    assert [secret for secret in (code, file.name, file.stem[-4:] + '"', str(lab.folder)) if secret in saved] == []
    question.get_by_role("radio").last.press("Space")
    question.get_by_role("button", name="Check").press("Enter")
    expect(status(control)).to_have_text(f"{file.name} was written before your last answer: write it again.")
    kill_kernel(page)
    control.get_by_role("button", name="Write the file").press("Enter")
    expect(status(control)).to_contain_text("Not written yet: Python is busy or has stopped.")
