"""A student goes through 00 to 06 by keyboard alone, answers half of it wrong, and leaves with a brief."""

from __future__ import annotations

import pytest
from bare_page import kept
from jupyter_page import kill_kernel, open_notebook, run_all, save, tab_to
from lab_process import LabProcess
from playwright.sync_api import Page, expect
from student import BANK, COMMANDS, Student

from course_utils.places import shelf

pytestmark = [pytest.mark.browser, pytest.mark.long]

NOTEBOOKS = [path.name for path in sorted(shelf("notebooks").glob("*.ipynb"))]
#: The notebook in whose middle the kernel is killed.
CRASH = "04-certainty.ipynb"
BRIEF = {
    "Situation": "Governments quarrel over the fighting of July 2020 (s01). Iran is the neighbour (s04).",
    "known": "The editor says that Armenia initiated it (s01); Avdaliani calls the relations mixed (s04).",
    "hearsay": "Unnamed media claim that stations were built (s13), Azerbaijan that trucks came (s09).",
    "missing": "Armenia is given no view, and neither are the people who live in Nagorno-Karabakh.",
}
#: The kinds of all cells, and what is in their outputs besides a control's random id.
_NOTEBOOK = """() => [...jupyterapp.shell.currentWidget.content.model.cells].map(c =>
  [c.type, (c.outputs?.toJSON() ?? []).map(o => ({...o.data, 'application/vnd.jupyter.widget-view+json': null}))])"""


def test_a_student_goes_from_00_to_an_exported_brief_and_leaves_the_notebooks_as_they_were(
    page: Page, lab: LabProcess
) -> None:
    student = Student(page)
    for name in NOTEBOOKS:
        open_notebook(page, name)
        before = page.evaluate(_NOTEBOOK)
        assert run_all(page) == []
        panels = page.locator(".rtc-live:not(.rtc-brief)")
        expect(panels.last).to_be_attached()
        expect(page.locator(".rtc-twin:visible")).to_have_count(0)
        for number in range(panels.count()):
            if name == CRASH and number == panels.count() // 2:
                kill_kernel(page)
                assert run_all(page) == []
                expect(panels.last).to_be_attached()
            student.work_on(panels.nth(number))
        if name != NOTEBOOKS[-1]:
            assert page.evaluate(_NOTEBOOK) == before  # nothing of an answer is in it, and no key has changed it
    saved = kept(lab.book)
    assert {item: saved[item] for item in student.given} == student.given
    assert student.given.keys() == {question.id for question in BANK}

    brief = page.locator(".rtc-brief")
    brief.locator("textarea").first.focus()
    texts = list(BRIEF.values())
    for number, area in enumerate(brief.locator("textarea").all()):
        student.write(area, texts[number % len(texts)])
    tab_to(page, brief.get_by_label("How sure you are of your advice"))
    page.keyboard.press("ArrowDown")
    student.press(brief, "Check the form")
    expect(brief.get_by_role("region", name="The form, as last checked")).to_be_focused()
    student.press(brief, "Export my brief", "Shift+Tab")
    expect(brief.get_by_role("status")).to_contain_text("brief.md")
    tab_to(page, brief.get_by_role("link", name="Open the exported page in a new browser tab"))
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    paper = opened.value  # where JupyterLab's own view of it cannot print
    expect(paper.get_by_role("heading", level=1)).to_be_visible()
    assert (paper.url, paper.evaluate("window.opener")) == (f"{lab.base}/files/brief.html", None)
    assert paper.pdf().count(b"/Type /Page\n") == 1
    paper.close()
    text = (lab.folder / "brief.md").read_text("utf-8")
    assert "12 September 2020" in text
    assert "In July, Armenia initiated a brief round of skirmishing" in text
    assert "default-src 'none'" in (lab.folder / "brief.html").read_text("utf-8")
    assert run_all(page) == []
    expect(brief.locator("textarea").first).to_have_value(f"{texts[0]}\n{COMMANDS}")
    assert page.evaluate(_NOTEBOOK) == before
    save(page)
    assert "widget-state" not in (lab.folder / NOTEBOOKS[-1]).read_text("utf-8")
