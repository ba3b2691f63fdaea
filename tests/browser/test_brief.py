"""The brief, written by keys to a page that can be handed in: whatever comes late, nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from bare_page import PAUSE, REFUSALS, BarePage, fill_disk, hear, kept, status
from jupyter_page import axe, tab_to
from playwright.sync_api import Browser, Locator, Page, expect

from course_utils.answers.workbook import Workbook
from course_utils.course import Course
from course_utils.exercises.brief import PARTS
from course_utils.widgets import BriefForm

pytestmark = pytest.mark.browser

SITUATION, MISSING, ADVICE = "The situation", "Whose perspective is missing", "What you advise"
TEXTS = {
    SITUATION: "The editor writes of fighting in July (s01).",
    "What is known, and who says so": "Avdaliani calls the ties mixed (s04).",
    "What is hearsay": "The stations (s13).\n\n# not a heading",
    "One possible outcome": "Fighting may return.",
    "Another possible outcome": "The border may stay calm.",
    ADVICE: "Ask people on both sides of the border.",
}
ADVISES = "Only the form was checked; what you advise is up to you."
REPLACED = f"It had been saved differently elsewhere: “{ADVICE}”."
AGAIN = "Some of this had been cleared elsewhere. Since it still stood here, it was saved again."


@pytest.fixture
def brief(bare: BarePage, course: Course) -> Locator:
    return bare.show("brief", course.write_brief())


@pytest.fixture
def paper(chromium: Browser) -> Iterator[Page]:
    """Give a page of a browser that knows nothing of the course."""
    with chromium.new_context() as context:
        yield context.new_page()


def type_in(bare: BarePage, brief: Locator, label: str, *texts: str) -> None:
    """Type each text into a part and pause, so that each is sent."""
    for text in texts:
        brief.get_by_label(label).press_sequentially(text)
        bare.later(PAUSE)


def test_a_sentence_that_is_added_is_an_edit_that_undo_knows(bare: BarePage, brief: Locator) -> None:
    keys = bare.page.keyboard
    for label, text, end in ((SITUATION, "", ""), (ADVICE, "Wait", " (s01)"), (MISSING, "One.\n", "(s01)")):
        area = brief.get_by_label(label)
        area.click()
        keys.insert_text(text)
        press(brief, "Add it to my text")
        expect(area).to_be_focused()
        expect(area).to_have_value(added := text + (end or "(s01)"))
        for chord, value in (("Control+Z", text), ("Control+Shift+Z", added)):
            keys.press(chord)
            expect(area).to_have_value(value)
        keys.insert_text(".")
        expect(area).to_have_value(f"{added}.")
        bare.later(PAUSE)
        expect(status(brief)).to_contain_text("Saved ")


def press(brief: Locator, name: str) -> None:
    brief.get_by_role("button", name=name).press("Enter")


def result(brief: Locator) -> Locator:
    return brief.get_by_role("region", name="The form, as last checked")


def is_saved(brief: Locator, words: int) -> None:
    expect(status(brief)).to_have_text(re.compile(rf"^{words} of 350 words\. Saved \d\d:\d\d\.$"))


def drafts(bare: BarePage) -> dict[str, str]:
    """Return what is kept in the tab: each part's text."""
    draft = json.loads(bare.page.evaluate("sessionStorage.getItem('rtc-draft brief')") or "{}")
    return {part: text for part, (_, text) in draft.items()}


def test_a_brief_is_checked_mended_and_exported_by_keys_alone(
    bare: BarePage, brief: Locator, book: Workbook, paper: Page
) -> None:
    key, missing = bare.page.keyboard, brief.get_by_label(MISSING)
    check = brief.get_by_role("button", name="Check the form")
    for label, text in TEXTS.items():
        brief.get_by_label(label).fill(text)
    tab_to(bare.page, check)
    key.press("Enter")
    expect(result(brief)).to_be_focused()
    assert result(brief).get_by_role("listitem").all_inner_texts() == [
        f"“{MISSING}” is empty. Go there",
        "“How sure you are of your advice” is not chosen: low, moderate, high. Go there",
        "At least 4 different sentences are to be cited; so far: s01, s04, s13.",
    ]
    expect(status(brief)).to_contain_text(f"3 things to mend. {ADVISES}")
    expect(missing).to_have_attribute("aria-invalid", "true")
    key.press("Tab")
    expect(bare.page.locator(":focus")).to_have_accessible_description(f"“{MISSING}” is empty.")
    key.press("Enter")
    expect(missing).to_be_focused()
    key.insert_text("Nobody who lives there is asked.")
    expect(missing).not_to_have_attribute("aria-invalid", "true")
    tab_to(bare.page, brief.get_by_label("How sure you are of your advice"))
    key.type("low")
    missing.press("Home")
    tab_to(bare.page, brief.get_by_label("A sentence of the article"))
    for name in (*["ArrowDown"] * 9, "Tab", "Enter"):
        key.press(name)
    expect(missing).to_be_focused()
    expect(missing).to_have_value("(s10)Nobody who lives there is asked.")
    key.type(" ")
    tab_to(bare.page, check)
    key.press("Enter")
    expect(status(brief)).to_contain_text(f"Nothing is missing. {ADVISES}")
    evidence = brief.get_by_role("region", name="Evidence")
    expect(evidence.locator("blockquote")).to_have_count(4)
    expect(evidence).to_contain_text("s01, the editor")
    tab_to(bare.page, brief.get_by_role("button", name="Export my brief"), "Shift+Tab")
    key.press("Enter")
    expect(status(brief)).to_contain_text(f"Exported as brief.md and brief.html, in the folder {book.path.parent}.")
    expect(status(brief)).not_to_contain_text("The form still has")
    assert kept(book)["brief.missing"] == "(s10) Nobody who lives there is asked."
    paper.goto(book.path.with_name("brief.html").as_uri())
    for _ in ("shut", "open"):
        assert axe(paper, "html") == []
        for fold in paper.locator("summary").all():
            fold.press("Enter")
    assert paper.locator("h1").all_inner_texts() == ["A brief for a foreign ministry whose state takes no side"]
    expect(paper.get_by_text("# not a heading")).to_be_visible()
    assert paper.locator("blockquote").count() == 4


@pytest.mark.parametrize(("words", "pages"), [(0, [1]), (47, [1]), (250, [2, 3])])
def test_a_brief_prints_on_one_page_to_grade_and_a_longer_one_is_not_cut(
    course: Course, book: Workbook, paper: Page, words: int, pages: list[int]
) -> None:
    parts = {f"brief.{part.id}": "people " * words + f"s0{n} s0{n + 2}, AT-ITS-END" for n, part in enumerate(PARTS, 1)}
    predicted = {q.id: q.options[0].id for q in course.questions.values() if q.kind == "prediction"}
    ways = dict.fromkeys(("03-estimate.other-1", "03-estimate.other-2"), "way " * 60)
    book.commit_all({**parts, "brief.confidence": "high", **predicted, "03-estimate": "35", **ways})
    assert course.write_brief().receive({"export": True})["text"].startswith("Exported as brief.md and brief.html")
    paper.goto(book.path.with_name("brief.html").as_uri())
    assert paper.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") in pages
    assert paper.inner_text("article").count("AT-ITS-END") == len(PARTS)


def test_what_is_typed_is_saved_after_a_pause_and_on_leaving_and_found_again(
    bare: BarePage, brief: Locator, course: Course, book: Workbook
) -> None:
    expect(status(brief)).to_have_text("0 of 350 words.")
    hear(brief)
    type_in(bare, brief, SITUATION, "July 2020")
    is_saved(brief, 2)
    assert "0 of 350 words. Not saved yet." in bare.page.evaluate("said")
    expect(status(brief)).to_have_attribute("aria-live", "off")  # nothing is said at every pause
    assert kept(book) == {"brief.situation": "July 2020"}
    bare.page.keyboard.type("\nand later")
    bare.page.keyboard.press("Tab")
    is_saved(brief, 4)
    expect(status(brief)).to_have_attribute("aria-live", "polite")
    assert kept(book) == {"brief.situation": "July 2020\nand later"}
    assert drafts(bare) == {}
    brief = bare.reloaded("brief", course.write_brief())
    expect(brief.get_by_label(SITUATION)).to_have_value("July 2020\nand later")
    is_saved(brief, 4)


def test_answers_cleared_elsewhere_neither_empty_the_screen_nor_stay_unsaved(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    type_in(bare, brief, SITUATION, "July (s01).")
    is_saved(brief, 2)
    book.path.unlink()
    brief.get_by_label(ADVICE).fill("Ask.")
    press(brief, "Check the form")
    lacking = result(brief).get_by_role("listitem")
    expect(lacking.filter(has_text="“What is hearsay” is empty.")).to_have_count(1)
    expect(lacking.filter(has_text=f"“{SITUATION}” is empty.")).to_have_count(0)
    expect(brief.get_by_label(SITUATION)).to_have_value("July (s01).")
    assert kept(book) == {"brief.situation": "July (s01).", "brief.advice": "Ask."}


def test_that_a_file_was_set_aside_is_said_although_its_reply_is_passed_over(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    type_in(bare, brief, SITUATION, "July")
    is_saved(brief, 1)
    book.path.write_text("{")
    type_in(bare, brief, ADVICE, "Ask.")  # a pause in typing is enough
    told = "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    for news in (told, AGAIN):
        expect(brief.get_by_role("alert").filter(has_text=news)).to_have_count(1)
    is_saved(brief, 2)
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}
    type_in(bare, brief, ADVICE, " Wait.")
    is_saved(brief, 3)
    expect(brief.get_by_role("alert")).to_have_count(2)  # once, and they stay


@pytest.mark.parametrize("button", ["Check the form", "Export my brief"])
def test_a_check_or_an_export_is_answered_though_more_is_typed_meanwhile(
    bare: BarePage, brief: Locator, book: Workbook, button: str
) -> None:
    bare.busy()
    press(brief, button)
    type_in(bare, brief, SITUATION, "July")
    bare.waiting(2)
    bare.free()
    if button == "Check the form":
        lacking = result(brief).get_by_role("listitem")
        expect(lacking.filter(has_text="“What is hearsay” is empty.")).to_have_count(1)
        expect(lacking.filter(has_text=f"“{SITUATION}” is empty.")).to_have_count(0)
    else:
        expect(status(brief)).to_contain_text("Exported as brief.md and brief.html")
    expect(status(brief)).to_have_attribute("aria-live", "polite")
    bare.page.keyboard.insert_text(" 2020")
    expect(brief.get_by_label(SITUATION)).to_have_value("July 2020")  # the focus stayed where one types
    bare.later(PAUSE)
    is_saved(brief, 2)
    assert kept(book)["brief.situation"] == "July 2020"


def test_a_check_and_an_export_are_both_answered(bare: BarePage, brief: Locator) -> None:
    bare.busy()
    press(brief, "Export my brief")
    press(brief, "Check the form")
    bare.free()
    expect(status(brief)).to_contain_text("Exported as brief.md and brief.html")
    expect(result(brief)).to_be_focused()


def test_a_check_that_comes_late_leaves_the_focus_where_a_student_has_gone(bare: BarePage, brief: Locator) -> None:
    bare.busy()
    press(brief, "Check the form")
    sentences = brief.get_by_label("A sentence of the article")
    sentences.focus()
    bare.free()
    expect(result(brief)).to_be_visible()
    expect(sentences).to_be_focused()


@pytest.mark.parametrize("lead", REFUSALS)
def test_a_check_of_what_could_not_be_saved_shows_no_earlier_result(
    brief: Locator, book: Workbook, monkeypatch: pytest.MonkeyPatch, lead: str
) -> None:
    press(brief, "Check the form")
    expect(result(brief)).to_be_focused()
    fill_disk(monkeypatch, book, lead)
    brief.get_by_label(ADVICE).fill("Ask.")
    press(brief, "Check the form")
    expect(status(brief)).to_contain_text(lead)
    expect(brief.get_by_role("button", name="Check the form")).to_be_focused()


def test_what_was_sent_before_is_not_called_another_windows(bare: BarePage, brief: Locator, book: Workbook) -> None:
    bare.busy()
    type_in(bare, brief, ADVICE, "Ask", " both", " sides")
    bare.waiting(3)
    bare.free()
    is_saved(brief, 3)
    expect(brief.get_by_role("alert")).to_have_count(0)
    assert kept(book) == {"brief.advice": "Ask both sides"}


@pytest.mark.parametrize("way", ["Check the form", "Export my brief", "a pause", "a reply that is passed over"])
def test_another_windows_text_is_not_replaced_without_a_word(
    bare: BarePage, brief: Locator, book: Workbook, way: str
) -> None:
    Workbook(book.path).commit("brief.advice", "Wait.")
    if way == "a pause":
        type_in(bare, brief, ADVICE, "Ask.")
    elif way == "a reply that is passed over":
        bare.busy()
        type_in(bare, brief, ADVICE, "As", "k.")
        bare.waiting(2)
        bare.free()
    else:
        brief.get_by_label(ADVICE).press_sequentially("Ask.")
        press(brief, way)
    expect(brief.get_by_role("alert")).to_contain_text(REPLACED)
    assert kept(book)["brief.advice"] == "Ask."


def test_another_windows_text_that_came_with_a_reply_is_not_replaced_without_a_word_either(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.busy()
    type_in(bare, brief, SITUATION, "July")
    bare.waiting(1)
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    Workbook(book.path).commit("brief.advice", "Wait.")
    bare.free()
    bare.later(PAUSE)
    expect(brief.get_by_role("alert")).to_contain_text(REPLACED)
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}


def test_what_another_window_has_saved_stands_in_a_part_that_is_not_typed_in(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    type_in(bare, brief, ADVICE, "Wait.")
    is_saved(brief, 1)
    Workbook(book.path).commit("brief.advice", "Ask first.")
    type_in(bare, brief, SITUATION, "July.")
    is_saved(brief, 3)
    expect(brief.get_by_label(ADVICE)).to_have_value("Ask first.")


def test_python_is_not_called_busy_while_somebody_types_without_a_pause(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    hear(brief)
    bare.busy()
    type_in(bare, brief, ADVICE, "Ask")
    bare.waiting(1)
    bare.page.keyboard.insert_text(" both")
    bare.free()
    for word in (" sides", " of", " the", " border", " first"):
        bare.later(PAUSE - 100)
        bare.page.keyboard.insert_text(word)
    bare.later(PAUSE)
    is_saved(brief, 7)
    assert kept(book) == {"brief.advice": "Ask both sides of the border first"}
    said = bare.page.evaluate("said")
    assert "Saved " in said[-1]
    assert [text for text in said if "busy" in text] == []


def test_one_form_leaves_the_draft_of_another_alone(
    bare: BarePage, course: Course, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two views of one form, and the form of another notebook in the same tab."""
    form = course.write_brief()
    bare.show("brief", form)
    second, third = bare.show("brief", form), bare.show("other", BriefForm(Workbook(book.path), course.article))
    first = bare.page.locator("#brief")
    fill_disk(monkeypatch, book)
    type_in(bare, first, ADVICE, "Ask.")
    expect(status(first)).to_contain_text("Not saved. answers.json: nothing was saved: No space left on device.")
    expect(status(second)).to_contain_text("Not saved. ")
    third.get_by_label(SITUATION).press_sequentially("July")
    assert drafts(bare) == {"advice": "Ask.", "situation": "July"}
    bare.later(PAUSE)
    expect(status(third)).to_contain_text("Saved ")
    assert drafts(bare) == {"advice": "Ask."}
