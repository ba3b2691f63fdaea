"""Questions, predictions, the choice of a size, clearing, and the answers gathered: by keys, whatever Python does."""

from __future__ import annotations

import re

import pytest
from bare_page import PATIENCE, REFUSALS, BarePage, fill_disk, kept, status
from jupyter_page import choose, tab_to
from playwright.sync_api import Locator, expect

from course_utils.answers.workbook import Workbook
from course_utils.course import Course
from course_utils.look.wording import RUN_ALL
from course_utils.widgets import PredictionControl

pytestmark = pytest.mark.browser

NEVER = "How often do Avdaliani’s words, as quoted in this article, name Armenia or its capital, Yerevan?"
EDITOR, AUTHOR, ISRAEL = (
    "The editor, who introduces the passage", "Avdaliani, in the passage quoted", "Israel’s government"
)  # fmt: skip
LOST = f"Not saved yet: Python is busy or has stopped. If this stays, {RUN_ALL}, and answer again."


@pytest.fixture
def question(bare: BarePage, course: Course) -> Locator:
    return bare.show("question", course.ask("01-check-archnemesis"))


def predict(course: Course) -> PredictionControl:
    return course.predict("01-predict-armenia", result=course.charts.naming_strip("armenia"))


def check(question: Locator, option: str) -> None:
    """Mark an option and check it."""
    question.get_by_role("radio", name=option).press("Space")
    question.get_by_role("button", name="Check").press("Enter")


def test_a_question_is_checked_by_keys_as_often_as_one_likes_and_stands_there_the_next_day(
    bare: BarePage, question: Locator, course: Course, book: Workbook
) -> None:
    question.get_by_role("button", name="Check").press("Enter")
    expect(status(question)).to_have_text("Choose an answer first.")
    assert not book.path.exists()
    tab_to(bare.page, question.get_by_role("radio").last, "Shift+Tab")
    choose(question, ISRAEL)
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("Enter")
    expect(status(question)).to_contain_text("Not yet. s04 speaks of Israel")
    expect(question.locator("blockquote")).to_contain_text("s04, Emil Avdaliani")
    bare.page.keyboard.press("Shift+Tab")
    choose(question, AUTHOR)
    expect(status(question)).to_have_text("")
    expect(question.locator("blockquote")).to_have_count(0)
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("Enter")
    expect(status(question)).to_contain_text("Yes. ")
    expect(status(question)).to_have_attribute("aria-live", "polite")
    assert kept(book) == {"01-check-archnemesis": "author"}
    question = bare.again("question", course.ask("01-check-archnemesis"))
    expect(question.get_by_role("radio", name=AUTHOR)).to_be_checked()
    expect(status(question)).to_contain_text("Yes. ")
    expect(status(question)).to_have_attribute("aria-live", "off")


def test_a_busy_kernel_is_not_called_dead_at_once_and_a_late_reply_undoes_nothing(
    bare: BarePage, question: Locator, book: Workbook
) -> None:
    bare.busy()
    check(question, ISRAEL)
    bare.later(PATIENCE - 100)
    expect(status(question)).to_have_text("")
    bare.later(100)
    expect(status(question)).to_have_text(LOST)
    question.get_by_role("radio", name=EDITOR).press("Space")
    expect(status(question)).to_have_text("")
    bare.free()
    assert kept(book) == {"01-check-archnemesis": "israel"}
    expect(question.get_by_role("radio", name=EDITOR)).to_be_checked()
    expect(status(question)).to_have_text("")


@pytest.mark.parametrize("lead", REFUSALS)
def test_a_second_answer_that_cannot_be_saved_stays_marked(
    question: Locator, book: Workbook, monkeypatch: pytest.MonkeyPatch, lead: str
) -> None:
    check(question, EDITOR)
    expect(status(question)).to_contain_text("Saved ")
    fill_disk(monkeypatch, book, lead)
    check(question, ISRAEL)
    expect(status(question)).to_contain_text(re.compile(f"^{re.escape(lead)}"))
    expect(question.get_by_role("radio", name=ISRAEL)).to_be_checked()
    expect(question.locator("blockquote")).to_have_count(0)


def test_a_prediction_opens_the_result_beside_it_and_locks(bare: BarePage, course: Course, book: Workbook) -> None:
    prediction = bare.show("prediction", predict(course))
    expect(prediction.locator("img")).to_have_count(0)
    prediction.get_by_role("button").press("Enter")
    expect(status(prediction)).to_have_text("Choose an answer first.")
    tab_to(bare.page, prediction.get_by_role("radio").last, "Shift+Tab")
    choose(prediction, "Twice")
    bare.page.keyboard.press("Tab")
    bare.page.keyboard.press("Enter")
    expect(status(prediction)).to_contain_text("Saved ")
    result = prediction.get_by_role("region", name=f"Result: {NEVER}")
    expect(result).to_be_focused()
    expect(result).to_have_accessible_description("You predicted Twice Counted Never")
    expect(prediction.get_by_text(NEVER, exact=True).locator("visible=true")).to_have_count(1)
    alt = "Strip of 13 sentences with one row for each voice. Armenia is named three times by the editor, never by "
    expect(prediction.get_by_role("img", name=f"{alt}Avdaliani as quoted.")).to_be_visible()
    expect(prediction.get_by_role("radio")).to_have_count(0)
    tab_to(bare.page, prediction.locator("summary"))
    bare.page.keyboard.press("Enter")
    rows = prediction.get_by_role("table", name="Namings of Armenia by voice").get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(2)).to_contain_text("“Yerevan” s02, the editor")
    assert kept(book) == {"01-predict-armenia": "twice"}
    prediction = bare.again("prediction", predict(course))
    expect(prediction.get_by_role("img")).to_be_visible()
    expect(prediction.get_by_role("radio")).to_have_count(0)
    expect(status(prediction)).to_have_attribute("aria-live", "off")


def test_a_size_that_is_chosen_is_saved_and_a_chart_for_the_projector_has_larger_letters(
    bare: BarePage, course: Course, book: Workbook
) -> None:
    book.commit("01-predict-armenia", "twice")
    letters = []
    for key, choice in (("", "page"), ("ArrowDown", "projector")):
        size = bare.again("size", course.choose_chart_size())
        if key:
            size.get_by_label("Charts will be seen").press(key)
            expect(status(size)).to_contain_text("on a projector. Saved ")
        expect(size.get_by_role("combobox")).to_have_value(choice)
        picture = bare.again("prediction", predict(course)).get_by_role("img")
        shown = picture.evaluate("async e => { await e.decode(); return e.clientWidth / e.naturalWidth; }")
        letters.append(shown)
    assert letters[1] > letters[0] * 1.1
    assert kept(book)["chart-size"] == "projector"


def test_all_answers_are_cleared_by_a_second_press_and_kept_by_another(
    bare: BarePage, course: Course, book: Workbook
) -> None:
    book.commit("q", "a")
    bare.page.evaluate("sessionStorage.setItem('rtc-draft brief', '{}')")
    clearing = bare.show("clearing", course.clear_answers())
    clearing.get_by_role("button", name="Clear my answers").press("Enter")
    expect(clearing.get_by_role("button", name="No, keep them")).to_be_focused()
    expect(status(clearing)).to_contain_text("Are you sure?")
    bare.page.keyboard.press("Enter")
    expect(status(clearing)).to_have_text("Nothing was cleared.")
    assert kept(book) == {"q": "a"}
    for key in ("Enter", "Tab", "Enter"):
        bare.page.keyboard.press(key)
    expect(status(clearing)).to_contain_text("All answers are gone.")
    expect(clearing.get_by_role("button", name="Clear my answers")).to_be_focused()
    assert kept(book) == {}
    assert bare.page.evaluate("sessionStorage.length") == 0


def test_a_double_click_clears_nothing_wherever_its_second_half_lands(
    bare: BarePage, course: Course, book: Workbook
) -> None:
    book.commit("q", "a")
    clearing = bare.show("clearing", course.clear_answers())
    button = clearing.get_by_role("button", name="Clear my answers")
    button.dblclick()
    bare.free()  # what was sent is answered
    assert kept(book) == {"q": "a"}
    button.press("Enter")
    yes = clearing.get_by_role("button", name="Yes, clear all of them")
    for clicks, left in ((2, {"q": "a"}), (1, {})):
        yes.evaluate("(node, detail) => node.dispatchEvent(new MouseEvent('click', {detail}))", clicks)
        bare.free()
        assert kept(book) == left


def test_what_could_not_be_cleared_is_all_there(
    bare: BarePage, course: Course, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.commit("q", "a")
    bare.page.evaluate("sessionStorage.setItem('rtc-draft brief', '{}')")
    clearing = bare.show("clearing", course.clear_answers())
    fill_disk(monkeypatch, book)
    clearing.get_by_role("button", name="Clear my answers").press("Enter")
    clearing.get_by_role("button", name="Yes, clear all of them").press("Enter")
    expect(status(clearing)).to_contain_text(
        "Your answers were not cleared. answers.json: nothing was saved: No space left on device."
    )
    assert kept(book) == {"q": "a"}
    assert bare.page.evaluate("sessionStorage.getItem('rtc-draft brief')") == "{}"


def test_answers_are_gathered_and_gathered_again(bare: BarePage, course: Course, book: Workbook) -> None:
    mine = bare.show("mine", course.my_course())
    expect(mine).to_contain_text("Nothing yet. You make them in notebooks 00,")
    book.commit_all({"05-predict-rule": "hostile", "04-sort.s10": "accused"})
    mine.get_by_role("button", name="Gather again").press("Enter")
    expect(status(mine)).to_have_text("Gathered again, from what is saved.")
    expect(mine).to_contain_text("They are unfriendly")
    expect(mine).to_contain_text("Of your 1 sentence, you and the course read 1 alike")
