"""A student goes through 00 to 06 by keyboard alone, answers half of it wrong, and leaves with a brief."""

from __future__ import annotations

import json

import pytest
from jupyter_page import kill_kernel, open_notebook, run_all, tab_to
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

from course_utils.exercises.questions import load_questions
from course_utils.places import shelf

pytestmark = pytest.mark.browser

NOTEBOOKS = [path.name for path in sorted(shelf("notebooks").glob("*.ipynb"))]
BANK = load_questions()
PROMPTS = {question.prompt: question for question in BANK}
#: The notebook in whose middle the kernel is killed.
CRASH = "04-certainty.ipynb"
BRIEF = {
    "Situation": "Governments quarrel over the fighting of July 2020 (s01). Iran is the neighbour (s04).",
    "known": "The editor says that Armenia initiated it (s01); Avdaliani calls the relations mixed (s04).",
    "hearsay": "Unnamed media claim that stations were built (s13), Azerbaijan that trucks came (s09).",
    "missing": "Armenia is given no view, and neither are the people who live in Nagorno-Karabakh.",
}


def mark(page: Page, panel: Locator, option: str) -> None:
    """Choose one of a question's radio buttons with the arrow keys."""
    tab_to(page, panel.get_by_role("radio").first)
    wanted = panel.get_by_role("radio", name=option, exact=True)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        if wanted.is_checked():
            return
    expect(wanted).to_be_checked()


def press(page: Page, panel: Locator, name: str, key: str = "Tab") -> None:
    tab_to(page, panel.get_by_role("button", name=name, exact=True), key)
    page.keyboard.press("Enter")


class Student:
    """Answers every second question wrong, and remembers what was answered."""

    def __init__(self, page: Page) -> None:
        self.page, self.given = page, dict[str, str]()
        self.asked = 0

    def choice(self, prompt: str) -> str:
        """Return an option of the question: a wrong one every second time."""
        question = PROMPTS[prompt]
        self.asked += 1
        right = self.asked % 2 == 0
        option = next(o for o in question.options if question.key is None or (o.id == question.key) == right)
        self.given[question.id] = option.id
        return option.text

    def work_on(self, panel: Locator) -> None:
        """Do what a control asks for."""
        page = self.page
        panel.evaluate("e => e.scrollIntoView()")
        fold = panel.locator("details:not([open]):has(> fieldset) > summary")
        panel.locator("summary, button, input, select, textarea").first.focus()
        if fold.count():  # a question for after the estimate
            tab_to(page, fold.first)
            page.keyboard.press("Enter")
        prompt = panel.locator("legend").first
        if panel.get_by_role("button", name="Check", exact=True).count():
            mark(page, panel, self.choice(prompt.inner_text()))
            press(page, panel, "Check")
            expect(panel.get_by_role("status")).to_contain_text("Saved ")
        elif panel.get_by_role("button", name="Commit my prediction").count():
            mark(page, panel, self.choice(prompt.inner_text()))
            press(page, panel, "Commit my prediction")
            expect(panel.get_by_role("status")).to_contain_text("and locked.")
        elif panel.get_by_role("button", name="Vote", exact=True).count():
            option = self.choice(prompt.inner_text())
            mark(page, panel, option)
            press(page, panel, "Vote")
            press(page, panel, "We have talked")
            mark(page, panel, option)
            press(page, panel, "Vote again")
            expect(panel).to_contain_text("Your two votes are the same.")
        elif panel.get_by_role("button", name="Compare with the reading").count():
            rows = panel.locator("fieldset")
            for number in range(rows.count()):
                page.keyboard.press(str(1 + number % 2))
            expect(panel).to_contain_text(f"{rows.count()} of {rows.count()} sorted")
            press(page, panel, "Compare with the reading")
            expect(panel.get_by_role("region", name="Comparison with the reading")).to_be_focused()
        elif panel.get_by_role("button", name="Commit my estimate").count():
            page.keyboard.press("ArrowDown")
            for area in panel.locator("textarea").all():
                tab_to(page, area)
                page.keyboard.type("The two sides agree to talk.")
            press(page, panel, "Commit my estimate")
            expect(panel.get_by_role("status")).to_contain_text("and locked.")
        elif "rtc-explorer" in (panel.get_attribute("class") or ""):
            ground = panel.get_by_role("group", name="What the mark rests on")
            marks = panel.locator(".rtc-marks select, .rtc-cite").first
            tab_to(page, marks)
            page.keyboard.press("Enter")
            expect(ground).to_be_focused()
            page.keyboard.press("Backspace")
            expect(marks).to_be_focused()


def test_a_student_goes_from_00_to_an_exported_brief(page: Page, lab: LabProcess) -> None:
    student = Student(page)
    for name in NOTEBOOKS:
        open_notebook(page, name)
        assert run_all(page) == []
        panels = page.locator(".rtc-live:not(.rtc-brief)")
        expect(panels.last).to_be_visible()
        for number in range(panels.count()):
            if name == CRASH and number == panels.count() // 2:
                kill_kernel(page)
                assert run_all(page) == []
                expect(panels.last).to_be_visible()
            student.work_on(panels.nth(number))
    saved = json.loads((lab.folder / "answers.json").read_text("utf-8"))["answers"]
    assert {item: saved[item]["value"] for item in student.given} == student.given
    assert student.given.keys() == {question.id for question in BANK}

    brief = page.locator(".rtc-brief")
    brief.locator("textarea").first.focus()
    for number, area in enumerate(brief.locator("textarea").all()):
        tab_to(page, area)
        page.keyboard.type(list(BRIEF.values())[number % len(BRIEF)])
    tab_to(page, brief.get_by_label("How sure you are of your advice"))
    page.keyboard.press("ArrowDown")
    press(page, brief, "Check the form")
    expect(brief.get_by_role("region", name="The form, as last checked")).to_be_focused()
    press(page, brief, "Export my brief", "Shift+Tab")
    expect(brief.get_by_role("status")).to_contain_text("brief.md")
    text = (lab.folder / "brief.md").read_text("utf-8")
    assert "12 September 2020" in text
    assert "In July, Armenia initiated a brief round of skirmishing" in text
    assert "default-src 'none'" in (lab.folder / "brief.html").read_text("utf-8")
