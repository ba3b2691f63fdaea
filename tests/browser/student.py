"""A student at a notebook who uses the keyboard alone and answers every second question wrong."""

from __future__ import annotations

from jupyter_page import fill_estimate, tab_to
from playwright.sync_api import Locator, Page, expect

from course_utils.exercises.questions import load_questions

BANK = load_questions()
PROMPTS = {question.prompt: question for question in BANK}
#: Each is a command of JupyterLab's: cells above, below, cut, twice deleted, made text, made code.
COMMANDS = "abxddmy"


class Student:
    """Does what a control asks for, and remembers what was answered to which question."""

    def __init__(self, page: Page, words: str = "The two sides agree to talk.") -> None:
        self.page, self.words, self.given = page, words, dict[str, str]()
        self.asked = 0

    def press(self, panel: Locator, name: str, key: str = "Tab") -> None:
        tab_to(self.page, panel.get_by_role("button", name=name, exact=True), key)
        self.page.keyboard.press("Enter")

    def write(self, area: Locator, text: str) -> None:
        """Write with keys that JupyterLab has commands for."""
        tab_to(self.page, area)
        self.page.keyboard.insert_text(text)
        for key in ("Enter", *COMMANDS, "Control+A", "Delete", "Control+Z"):
            self.page.keyboard.press(key)
        expect(area).to_have_value(f"{text}\n{COMMANDS}")

    def choose(self, panel: Locator) -> int:
        """Mark an option of a question, a wrong one every second time, and return its number."""
        question, number = PROMPTS.get(panel.locator("legend").first.inner_text()), 0
        self.asked += 1
        if question:
            right = self.asked % 2 == 0
            fits = [question.key is None or (option.id == question.key) == right for option in question.options]
            number = fits.index(True)
            self.given[question.id] = question.options[number].id
        self.mark(panel, number)
        return number

    def mark(self, panel: Locator, number: int) -> None:
        radios = panel.locator("fieldset:visible input")
        tab_to(self.page, radios.first)
        for _ in range(3):
            self.page.keyboard.press("ArrowDown")
            if radios.nth(number).is_checked():
                return
        expect(radios.nth(number)).to_be_checked()

    def work_on(self, panel: Locator) -> None:
        """Do what a control asks for."""
        page, key, status = self.page, self.page.keyboard, panel.get_by_role("status")
        kind = str(panel.get_attribute("class"))
        if not panel.is_visible():  # what no later step needs is folded
            page.locator("details.rtc-more:not([open]) > summary").press("Enter")
        panel.evaluate("e => e.scrollIntoView()")
        first = panel.locator("summary, button, input, select, textarea").first
        first.focus()
        if not first.evaluate("e => e.matches('select')"):  # where letters choose
            key.type(COMMANDS)

        def has(name: str) -> bool:
            return panel.get_by_role("button", name=name, exact=True).count() > 0

        if has("Check"):
            self.choose(panel)
            self.press(panel, "Check")
            expect(status).to_contain_text("Saved ")
        elif has("Commit my prediction"):
            self.choose(panel)
            self.press(panel, "Commit my prediction")
            expect(status).to_contain_text("and locked.")
        elif has("Vote"):
            number = self.choose(panel)
            for button in ("Vote", "We have talked"):
                self.press(panel, button)
            self.mark(panel, number)
            self.press(panel, "Vote again")
            expect(panel).to_contain_text("Your two votes are the same.")
        elif has("Compare with the reading"):
            rows = panel.locator("fieldset")
            for row in range(rows.count()):
                key.press(str(1 + row % 2))
            expect(panel).to_contain_text(f"{rows.count()} of {rows.count()} sorted")
            self.press(panel, "Compare with the reading")
            expect(panel.get_by_role("region", name="Comparison with the reading")).to_be_focused()
        elif has("Commit my estimate"):
            self.estimate(panel)
        elif has("Clear my answers"):
            self.press(panel, "Clear my answers")
            expect(panel.get_by_role("button", name="No, keep them")).to_be_focused()
            key.press("Enter")
            expect(status).to_have_text("Nothing was cleared.")
        elif has("Write the file"):
            self.press(panel, "Write the file")
            expect(status).to_contain_text("answers-")
        elif has("Gather again"):
            self.press(panel, "Gather again")
            expect(status).to_have_text("Gathered again, from what is saved.")
        elif panel.locator("> .rtc-row > select").count():  # a choice, and what it was at first
            for name in ("ArrowDown", "ArrowUp"):
                key.press(name)
                chosen = first.evaluate("e => e.selectedOptions[0].text")
                expect(status).to_contain_text(f"{chosen}. Saved ")
        elif "rtc-xray" in kind:
            tab_to(page, panel.get_by_role("button", name="s01", exact=True))
            for name in ("ArrowDown", "Enter"):
                key.press(name)
            expect(panel.get_by_role("region", name="Evidence card")).to_be_focused()
            self.press(panel, "Back to s02")
            expect(panel.get_by_role("button", name="s02", exact=True)).to_be_focused()
        elif "rtc-explorer" in kind:
            ground = panel.get_by_role("group", name="What the mark rests on")
            marks = panel.locator(".rtc-marks select, .rtc-cite").first
            tab_to(page, marks)
            key.press("Enter")
            expect(ground).to_be_focused()
            key.press("Backspace")
            expect(marks).to_be_focused()
        else:  # a look back at an earlier prediction
            expect(panel.get_by_role("region", name="Result")).to_be_visible()

    def estimate(self, panel: Locator) -> None:
        """Make the estimate, and write two other ways; in their middle the cell runs again, and nothing is lost."""
        first, other = (panel.locator("textarea").nth(n) for n in range(2))
        fill_estimate(panel, "60", "30", "10")
        self.press(panel, "Commit my estimate")
        expect(panel.get_by_role("status")).to_contain_text("and locked.")
        self.write(first, self.words)
        first.evaluate("e => { window.before = e; }")
        self.page.keyboard.press("Shift+Enter")
        self.page.wait_for_function("!window.before.isConnected")
        expect(first).to_have_value(f"{self.words}\n{COMMANDS}")
        first.focus()
        self.write(other, "Winter comes.")
        self.press(panel, "Save both ways")
        expect(panel.locator("dd").last).to_contain_text("Winter comes.")
