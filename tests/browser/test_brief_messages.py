"""In whatever order the brief's messages and replies arrive, nothing is lost and no status is untrue."""

from __future__ import annotations

import json
import re

import pytest
from bare_page import PAUSE, REFUSALS, BarePage, fill_disk, kept, status
from playwright.sync_api import Locator, expect

from course_utils import load_article
from course_utils.answers.workbook import Workbook
from course_utils.widgets import BriefForm

pytestmark = pytest.mark.browser

ARTICLE = load_article()
SITUATION, ADVICE = "The situation", "What you advise"
REPLACED = f"It had been saved differently elsewhere: “{ADVICE}”."


@pytest.fixture
def brief(bare: BarePage, book: Workbook) -> Locator:
    return bare.show("brief", BriefForm(book, ARTICLE))


@pytest.mark.parametrize("button", ["Check the form", "Export my brief"])
def test_a_check_or_an_export_is_answered_though_more_is_typed_meanwhile(
    bare: BarePage, brief: Locator, book: Workbook, button: str
) -> None:
    bare.busy()
    brief.get_by_role("button", name=button).press("Enter")
    brief.get_by_label(SITUATION).press_sequentially("July")
    bare.later(PAUSE)
    bare.waiting(2)
    bare.free()
    if button == "Check the form":
        result = brief.get_by_role("region", name="The form, as last checked")
        expect(result.get_by_role("listitem").filter(has_text="“What is hearsay” is empty.")).to_have_count(1)
        expect(result.get_by_role("listitem").filter(has_text=f"“{SITUATION}” is empty.")).to_have_count(0)
    else:
        expect(status(brief)).to_contain_text("Exported as brief.md and brief.html")
    expect(status(brief)).to_have_attribute("aria-live", "polite")
    bare.page.keyboard.insert_text(" 2020")
    expect(brief.get_by_label(SITUATION)).to_have_value("July 2020")  # the focus stayed where one types
    bare.later(PAUSE)
    expect(status(brief)).to_contain_text(re.compile(r"^2 of 350 words\. Saved \d\d:\d\d\.$"))
    assert kept(book)["brief.situation"] == "July 2020"


def test_a_check_and_an_export_are_both_answered(bare: BarePage, brief: Locator) -> None:
    bare.busy()
    brief.get_by_role("button", name="Export my brief").press("Enter")
    brief.get_by_role("button", name="Check the form").press("Enter")
    bare.free()
    expect(status(brief)).to_contain_text("Exported as brief.md and brief.html")
    expect(brief.get_by_role("region", name="The form, as last checked")).to_be_focused()


def test_a_check_that_comes_late_leaves_the_focus_where_a_student_has_gone(bare: BarePage, brief: Locator) -> None:
    bare.busy()
    brief.get_by_role("button", name="Check the form").press("Enter")
    sentences = brief.get_by_label("A sentence of the page")
    sentences.focus()
    bare.free()
    expect(brief.get_by_role("region", name="The form, as last checked")).to_be_visible()
    expect(sentences).to_be_focused()


def test_what_was_sent_before_is_not_called_another_windows(bare: BarePage, brief: Locator, book: Workbook) -> None:
    bare.busy()
    for number, words in enumerate(("Ask", " both", " sides"), start=1):
        brief.get_by_label(ADVICE).press_sequentially(words)
        bare.later(PAUSE)
        bare.waiting(number)
    bare.free()
    expect(status(brief)).to_contain_text(re.compile(r"^3 of 350 words\. Saved \d\d:\d\d\.$"))
    assert kept(book) == {"brief.advice": "Ask both sides"}


@pytest.mark.parametrize("button", ["Check the form", "Export my brief"])
def test_another_windows_text_is_not_replaced_without_a_word(
    bare: BarePage, brief: Locator, book: Workbook, button: str
) -> None:
    Workbook(book.path).commit("brief.advice", "Wait.")
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    brief.get_by_role("button", name=button).click()
    expect(brief.get_by_role("alert")).to_contain_text(REPLACED)
    assert kept(book)["brief.advice"] == "Ask."


def test_it_is_said_although_the_reply_that_says_it_is_passed_over(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    Workbook(book.path).commit("brief.advice", "Wait.")
    bare.busy()
    for number, words in enumerate(("Ask", " both"), start=1):
        brief.get_by_label(ADVICE).press_sequentially(words)
        bare.later(PAUSE)
        bare.waiting(number)
    bare.free()
    expect(brief.get_by_role("alert")).to_contain_text(REPLACED)
    assert kept(book) == {"brief.advice": "Ask both"}


def test_another_windows_text_that_came_with_a_reply_is_not_replaced_without_a_word_either(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.busy()
    brief.get_by_label(SITUATION).press_sequentially("July")
    bare.later(PAUSE)
    bare.waiting(1)
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    Workbook(book.path).commit("brief.advice", "Wait.")
    bare.free()
    bare.later(PAUSE)
    expect(brief.get_by_role("alert")).to_contain_text(REPLACED)
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}


def test_python_is_not_called_busy_while_somebody_types_without_a_pause(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.page.evaluate("window.said = []")
    status(brief).evaluate("s => new MutationObserver(() => said.push(s.textContent)).observe(s, {childList: true})")
    brief.get_by_label(ADVICE).press_sequentially("Ask")
    bare.busy()
    bare.later(PAUSE)
    bare.waiting(1)
    bare.page.keyboard.insert_text(" both")
    bare.free()
    for word in (" sides", " of", " the", " border", " first"):
        bare.later(PAUSE - 100)
        bare.page.keyboard.insert_text(word)
    bare.later(PAUSE)
    expect(status(brief)).to_contain_text("7 of 350 words. Saved ")
    assert kept(book) == {"brief.advice": "Ask both sides of the border first"}
    said = bare.page.evaluate("said")
    assert "Saved " in said[-1]
    assert [text for text in said if "busy" in text] == []


def test_that_a_file_was_set_aside_is_said_although_its_reply_is_passed_over(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    brief.get_by_label(SITUATION).press_sequentially("July")
    bare.later(PAUSE)
    expect(status(brief)).to_contain_text("Saved ")
    book.path.write_text("{")
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    bare.later(PAUSE)
    told = "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    again = "Some of this had been cleared elsewhere. Since it still stood here, it was saved again."
    expect(brief.get_by_role("alert").filter(has_text=told)).to_have_count(1)
    expect(brief.get_by_role("alert").filter(has_text=again)).to_have_count(1)
    expect(status(brief)).to_contain_text("2 of 350 words. Saved ")
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}
    brief.get_by_label(ADVICE).press_sequentially(" Wait.")
    bare.later(PAUSE)
    expect(status(brief)).to_contain_text("3 of 350 words. Saved ")
    expect(brief.get_by_role("alert")).to_have_count(2)  # once, and they stay


@pytest.mark.parametrize("lead", REFUSALS)
def test_a_check_of_what_could_not_be_saved_shows_no_earlier_result(
    brief: Locator, book: Workbook, monkeypatch: pytest.MonkeyPatch, lead: str
) -> None:
    check = brief.get_by_role("button", name="Check the form")
    check.press("Enter")
    expect(brief.get_by_role("region", name="The form, as last checked")).to_be_focused()
    fill_disk(monkeypatch, book, lead)
    brief.get_by_label(ADVICE).fill("Ask.")
    check.press("Enter")
    expect(status(brief)).to_contain_text(lead)
    expect(check).to_be_focused()


def test_one_form_leaves_the_draft_of_another_alone(
    bare: BarePage, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two views of one form, and the form of another notebook in the same tab."""
    form, other = BriefForm(book, ARTICLE), BriefForm(Workbook(book.path), ARTICLE)
    bare.show("brief", form)
    second, third = bare.show("brief", form), bare.show("other", other)
    first = bare.page.locator("#brief")
    fill_disk(monkeypatch, book)
    first.get_by_label(ADVICE).press_sequentially("Ask.")
    bare.later(PAUSE)
    expect(status(first)).to_contain_text("Not saved. answers.json: nothing was saved: No space left on device.")
    expect(status(second)).to_contain_text("Not saved. ")
    third.get_by_label(SITUATION).press_sequentially("July")
    assert drafts(bare) == {"advice": "Ask.", "situation": "July"}
    bare.later(PAUSE)
    expect(status(third)).to_contain_text("Saved ")
    assert drafts(bare) == {"advice": "Ask."}


def drafts(bare: BarePage) -> dict[str, str]:
    """Return what is kept in the tab: each part's text."""
    draft = json.loads(bare.page.evaluate("sessionStorage.getItem('rtc-draft brief')"))
    return {part: text for part, (_, text) in draft.items()}
