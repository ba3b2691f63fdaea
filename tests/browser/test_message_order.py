"""In whatever order messages and replies arrive, nothing is lost and no status says what is not so."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bare_page import BarePage
from playwright.sync_api import Browser, Locator, expect

from course_utils import charts, load_article, load_questions, load_reading
from course_utils.sorting import sentences_by_kind
from course_utils.widgets import (
    BriefForm,
    ChartExplorer,
    Clearing,
    Estimate,
    Filter,
    PredictionControl,
    QuestionControl,
    Sorting,
    TwoVotes,
)
from course_utils.workbook import Workbook

pytestmark = pytest.mark.browser

ARTICLE, READING = load_article(), load_reading()
BANK = {question.id: question for question in load_questions()}
SITUATION, ADVICE = "The situation", "What you advise"
#: Milliseconds after which a text is saved, and after which Python is said to be busy.
PAUSE, PATIENCE = 1_000, 3_000


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return Workbook(tmp_path / "answers.json")


@pytest.fixture
def bare(chromium: Browser) -> Iterator[BarePage]:
    """Give a page whose clock a test can put forward."""
    bare = BarePage(chromium)
    yield bare
    bare.page.context.close()
    assert bare.crashes == []


def kept(book: Workbook) -> dict[str, str]:
    return {item: answer.value for item, answer in book.answers().items()}


def later(bare: BarePage, milliseconds: int) -> None:
    bare.page.clock.run_for(milliseconds)


def status(view: Locator) -> Locator:
    return view.get_by_role("status")


def fill_disk(monkeypatch: pytest.MonkeyPatch, book: Workbook) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(book, "_write", full)


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
    later(bare, PAUSE)
    bare.waiting(2)
    bare.free()
    if button == "Check the form":
        result = brief.get_by_role("region", name="The form, as last checked")
        expect(result.get_by_role("listitem").filter(has_text="“What is hearsay” is empty.")).to_have_count(1)
        expect(result.get_by_role("listitem").filter(has_text=f"“{SITUATION}” is empty.")).to_have_count(0)
    else:
        expect(status(brief)).to_contain_text("Exported as brief.md and brief.html")
    bare.page.keyboard.insert_text(" 2020")
    expect(brief.get_by_label(SITUATION)).to_have_value("July 2020")  # the focus stayed where one types
    later(bare, PAUSE)
    expect(status(brief)).to_contain_text(re.compile(r"^2 of 350 words\. Saved \d\d:\d\d\.$"))
    assert kept(book)["brief.situation"] == "July 2020"


def test_what_was_sent_before_is_not_called_another_windows(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.busy()
    for number, words in enumerate(("Ask", " both", " sides"), start=1):
        brief.get_by_label(ADVICE).press_sequentially(words)
        later(bare, PAUSE)
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
    expect(status(brief)).to_contain_text(f"It had been saved differently elsewhere: “{ADVICE}”.")
    assert kept(book)["brief.advice"] == "Ask."


def test_another_windows_text_that_came_with_a_reply_is_not_replaced_without_a_word_either(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.busy()
    brief.get_by_label(SITUATION).press_sequentially("July")
    later(bare, PAUSE)
    bare.waiting(1)
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    Workbook(book.path).commit("brief.advice", "Wait.")
    bare.free()
    later(bare, PAUSE)
    expect(status(brief)).to_contain_text(f"It had been saved differently elsewhere: “{ADVICE}”.")
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}


def test_python_is_not_called_busy_while_somebody_types_without_a_pause(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    bare.page.evaluate("window.said = []")
    status(brief).evaluate(
        "s => new MutationObserver(() => said.push(s.textContent)).observe(s, {childList: true})"
    )
    brief.get_by_label(ADVICE).press_sequentially("Ask")
    bare.busy()
    later(bare, PAUSE)
    bare.page.keyboard.insert_text(" both")
    bare.free()
    for word in (" sides", " of", " the", " border", " first"):
        later(bare, PAUSE - 100)
        bare.page.keyboard.insert_text(word)
    later(bare, PAUSE)
    expect(status(brief)).to_contain_text("7 of 350 words. Saved ")
    assert kept(book) == {"brief.advice": "Ask both sides of the border first"}
    said = bare.page.evaluate("said")
    assert "Saved " in said[-1]
    assert [text for text in said if "busy" in text] == []


def test_that_a_file_was_set_aside_is_said_although_its_reply_is_passed_over(
    bare: BarePage, brief: Locator, book: Workbook
) -> None:
    brief.get_by_label(SITUATION).press_sequentially("July")
    later(bare, PAUSE)
    expect(status(brief)).to_contain_text("Saved ")
    book.path.write_text("{")
    brief.get_by_label(ADVICE).press_sequentially("Ask.")
    later(bare, PAUSE)
    told = "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    expect(brief.get_by_role("alert")).to_have_text(told)
    expect(status(brief)).to_contain_text("2 of 350 words. Saved ")
    assert kept(book) == {"brief.situation": "July", "brief.advice": "Ask."}
    brief.get_by_label(ADVICE).press_sequentially(" Wait.")
    later(bare, PAUSE)
    expect(brief.get_by_role("alert")).to_have_text(told)  # once, and it stays


def test_one_view_leaves_the_draft_of_another_alone(
    bare: BarePage, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = BriefForm(book, ARTICLE)
    first, _ = bare.show("brief", form), bare.show("brief", form)
    first = bare.page.locator("#brief")
    fill_disk(monkeypatch, book)
    first.get_by_label(ADVICE).press_sequentially("Ask.")
    later(bare, PAUSE)
    expect(status(first)).to_contain_text(
        "Not saved. answers.json: nothing was saved: No space left on device."
    )
    draft = json.loads(bare.page.evaluate("sessionStorage.getItem('rtc-draft brief')"))
    assert {part: text for part, (_, text) in draft.items()} == {"advice": "Ask."}


LOCKING = {
    "prediction": lambda book: PredictionControl(BANK["01-predict-armenia"], book, ARTICLE),
    "votes": lambda book: TwoVotes(BANK["01-check-archnemesis"], book, ARTICLE),
    "estimate": lambda book: Estimate("e1", "How likely?", book),
}


@pytest.mark.parametrize("kind", LOCKING)
def test_a_reply_that_comes_late_leaves_the_focus_where_a_student_has_gone(
    bare: BarePage, book: Workbook, kind: str
) -> None:
    control = bare.show(kind, LOCKING[kind](book))
    if kind == "estimate":
        control.get_by_role("combobox").select_option("60")
        for field in control.get_by_role("textbox").all():
            field.fill("a way")
    else:
        control.get_by_role("radio").first.press("Space")
    bare.busy()
    control.get_by_role("button").first.press("Enter")
    elsewhere = bare.page.get_by_label("Elsewhere")
    elsewhere.press_sequentially("Win")
    bare.free()
    expect(status(control)).to_contain_text("Saved ")
    bare.page.keyboard.insert_text("ter")
    expect(elsewhere).to_have_value("Winter")


def test_a_second_answer_that_cannot_be_saved_stays_marked(
    bare: BarePage, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = bare.show("question", QuestionControl(BANK["01-check-archnemesis"], book, ARTICLE))
    first, second, _ = control.get_by_role("radio").all()
    first.press("Space")
    control.get_by_role("button", name="Check").press("Enter")
    expect(status(control)).to_contain_text("Saved ")
    fill_disk(monkeypatch, book)
    second.press("Space")
    control.get_by_role("button", name="Check").press("Enter")
    expect(status(control)).to_contain_text("Not saved. ")
    expect(second).to_be_checked()
    expect(control.locator("blockquote")).to_have_count(0)


def test_rows_that_were_cleared_elsewhere_stay_marked_and_are_saved_again(
    bare: BarePage, book: Workbook
) -> None:
    task = sentences_by_kind(READING, "kinds")
    control = bare.show("sorting", Sorting(task, book, ARTICLE))
    rows = control.locator("fieldset").all()
    for row in rows[:3]:
        row.get_by_role("radio").first.press("1")
    expect(status(control)).to_contain_text(f"3 of {len(task.entries)} sorted. Saved ")
    book.path.unlink()
    rows[3].get_by_role("radio").first.press("2")
    expect(status(control)).to_contain_text(f"4 of {len(task.entries)} sorted. Saved ")
    one, two = (category.id for category in task.categories[:2])
    ids = [f"kinds.{entry.id}" for entry in task.entries[:4]]
    assert kept(book) == dict(zip(ids, (one, one, one, two), strict=True))


def test_a_double_click_clears_nothing(bare: BarePage, book: Workbook) -> None:
    book.commit("q", "a")
    control = bare.show("clearing", Clearing(book))
    control.get_by_role("button", name="Clear my answers").dblclick()
    expect(status(control)).not_to_have_text("")
    yes = control.get_by_role("button", name="Yes, clear all of them")
    if yes.is_visible():
        yes.evaluate("node => node.dispatchEvent(new MouseEvent('click', {detail: 2}))")
    bare.free()  # what was sent is answered
    assert kept(book) == {"q": "a"}


def test_what_could_not_be_cleared_is_all_there(
    bare: BarePage, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.commit("q", "a")
    bare.page.evaluate("sessionStorage.setItem('rtc-draft brief', '{}')")
    control = bare.show("clearing", Clearing(book))
    fill_disk(monkeypatch, book)
    control.get_by_role("button", name="Clear my answers").press("Enter")
    control.get_by_role("button", name="Yes, clear all of them").press("Enter")
    expect(status(control)).to_contain_text(
        "Nothing was cleared. answers.json: nothing was saved: No space left on device."
    )
    assert kept(book) == {"q": "a"}
    assert bare.page.evaluate("sessionStorage.getItem('rtc-draft brief')") == "{}"


@pytest.fixture
def explorer(bare: BarePage) -> Locator:
    actors = Filter("actor", "Actor", {"armenia": "Armenia", "israel": "Israel", "lost": "Lost"})

    def draw(state: dict[str, str]) -> charts.Chart:
        return charts.naming_strip(READING, state["actor"])

    return bare.show("strip", ChartExplorer("Who is named?", draw, [actors]))


def test_python_is_not_called_busy_once_the_picture_stands_there(bare: BarePage, explorer: Locator) -> None:
    title = explorer.locator("figcaption")
    before = title.inner_text()
    bare.busy()
    explorer.get_by_label("Actor").select_option("israel")
    bare.waiting(1)
    later(bare, PATIENCE)
    expect(status(explorer)).to_contain_text("Python is busy or has stopped, so nothing new can be drawn.")
    explorer.get_by_label("Actor").select_option("armenia")
    expect(status(explorer)).to_have_text(before)
    bare.free()
    expect(title).to_have_text(before)
    bare.busy()
    explorer.get_by_label("Actor").select_option("lost")
    later(bare, PATIENCE)
    bare.free()
    expect(status(explorer)).to_contain_text("the course has an error")
    explorer.get_by_label("Actor").select_option("israel")
    expect(status(explorer)).to_have_text(title.inner_text())


def test_a_picture_that_is_drawn_for_another_theme_is_not_called_missing(
    bare: BarePage, explorer: Locator
) -> None:
    explorer.get_by_label("Actor").select_option("israel")
    expect(status(explorer)).to_contain_text("Israel")
    said = status(explorer).inner_text()
    bare.busy()
    bare.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    bare.waiting(1)
    later(bare, PATIENCE)
    expect(status(explorer)).to_contain_text("Python is busy or has stopped")
    bare.free()
    expect(status(explorer)).to_have_text(said)


def test_the_focus_goes_to_the_new_picture_where_the_old_one_had_it(
    bare: BarePage, explorer: Locator
) -> None:
    before = explorer.locator("figcaption").inner_text()
    bare.busy()
    explorer.get_by_label("Actor").select_option("israel")
    bare.waiting(1)
    explorer.get_by_role("group", name="Picture").focus()
    bare.free()
    expect(explorer.locator("figcaption")).not_to_have_text(before)
    expect(explorer.get_by_role("group", name="Picture")).to_be_focused()
