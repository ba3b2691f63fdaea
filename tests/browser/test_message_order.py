"""In whatever order messages and replies arrive, nothing is lost and no status says what is not so."""

from __future__ import annotations

import re

import pytest
from bare_page import PATIENCE, REFUSALS, BarePage, fill_disk, kept, status
from playwright.sync_api import Locator, expect

from course_utils import charts, load_article, load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.course_file import EstimateTask
from course_utils.exercises.sorting_tasks import sentences_by_kind
from course_utils.widgets import (
    ChanceEstimate,
    ChartExplorer,
    Clearing,
    Filter,
    PredictionControl,
    QuestionControl,
    Sorting,
    TwoVotes,
)

pytestmark = pytest.mark.browser

ARTICLE, READING = load_article(), load_reading()
BANK = {question.id: question for question in load_questions()}
#: Controls that lock what is committed, and open a result in its place.
LOCKING = {
    "prediction": lambda book: PredictionControl(BANK["01-predict-armenia"], book, ARTICLE),
    "votes": lambda book: TwoVotes(BANK["01-check-archnemesis"], book, ARTICLE),
    "estimate": lambda book: ChanceEstimate(EstimateTask(id="03-e1", prompt="How likely?"), book),
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


@pytest.mark.parametrize("lead", REFUSALS)
def test_a_second_answer_that_cannot_be_saved_stays_marked(
    bare: BarePage, book: Workbook, monkeypatch: pytest.MonkeyPatch, lead: str
) -> None:
    control = bare.show("question", QuestionControl(BANK["01-check-archnemesis"], book, ARTICLE))
    first, second, _ = control.get_by_role("radio").all()
    first.press("Space")
    control.get_by_role("button", name="Check").press("Enter")
    expect(status(control)).to_contain_text("Saved ")
    fill_disk(monkeypatch, book, lead)
    second.press("Space")
    control.get_by_role("button", name="Check").press("Enter")
    expect(status(control)).to_contain_text(re.compile(f"^{re.escape(lead)}"))
    expect(second).to_be_checked()
    expect(control.locator("blockquote")).to_have_count(0)


def test_rows_that_were_cleared_elsewhere_stay_marked_and_are_saved_again(bare: BarePage, book: Workbook) -> None:
    task = sentences_by_kind(READING, "kinds")
    control = bare.show("sorting", Sorting(task, book, ARTICLE))
    rows = control.locator("fieldset").all()
    for row in rows[:3]:
        row.get_by_role("radio").first.press("1")
    expect(status(control)).to_contain_text(f"3 of {len(task.entries)} sorted. Saved ")
    book.path.unlink()
    rows[3].get_by_role("radio").first.press("2")
    expect(status(control)).to_contain_text(f"4 of {len(task.entries)} sorted. Saved ")
    expect(control.get_by_role("alert")).to_have_text(
        "Some of this had been cleared elsewhere. Since it still stood here, it was saved again."
    )
    expect(control.get_by_text("saved", exact=True)).to_have_count(4)
    one, two = (category.id for category in task.categories[:2])
    ids = [f"kinds.{entry.id}" for entry in task.entries[:4]]
    assert kept(book) == dict(zip(ids, (one, one, one, two), strict=True))


def test_a_double_click_clears_nothing(bare: BarePage, book: Workbook) -> None:
    book.commit("q", "a")
    control = bare.show("clearing", Clearing(book))
    control.get_by_role("button", name="Clear my answers").dblclick()
    bare.free()  # what was sent is answered
    assert kept(book) == {"q": "a"}


def test_the_second_half_of_a_double_click_clears_nothing_wherever_it_lands(bare: BarePage, book: Workbook) -> None:
    book.commit("q", "a")
    control = bare.show("clearing", Clearing(book))
    control.get_by_role("button", name="Clear my answers").press("Enter")
    yes = control.get_by_role("button", name="Yes, clear all of them")
    for clicks, left in ((2, {"q": "a"}), (1, {})):
        yes.evaluate("(node, detail) => node.dispatchEvent(new MouseEvent('click', {detail}))", clicks)
        bare.free()
        assert kept(book) == left


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
        "Your answers were not cleared. answers.json: nothing was saved: No space left on device."
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
    bare.later(PATIENCE)
    expect(status(explorer)).to_contain_text("Python is busy or has stopped, so nothing new can be drawn.")
    explorer.get_by_label("Actor").select_option("armenia")
    expect(status(explorer)).to_have_text(before)
    bare.free()
    expect(title).to_have_text(before)
    bare.busy()
    explorer.get_by_label("Actor").select_option("lost")
    bare.later(PATIENCE)
    bare.free()
    expect(status(explorer)).to_contain_text("the course has an error")
    explorer.get_by_label("Actor").select_option("israel")
    expect(status(explorer)).to_have_text(title.inner_text())


def test_a_picture_that_is_drawn_for_another_theme_is_not_called_missing(bare: BarePage, explorer: Locator) -> None:
    explorer.get_by_label("Actor").select_option("israel")
    expect(status(explorer)).to_contain_text("Israel")
    said = status(explorer).inner_text()
    bare.busy()
    bare.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    bare.waiting(1)
    bare.later(PATIENCE)
    expect(status(explorer)).to_contain_text("Python is busy or has stopped")
    bare.free()
    expect(status(explorer)).to_have_text(said)


def test_the_focus_goes_to_the_new_picture_where_the_old_one_had_it(bare: BarePage, explorer: Locator) -> None:
    before = explorer.locator("figcaption").inner_text()
    bare.busy()
    explorer.get_by_label("Actor").select_option("israel")
    bare.waiting(1)
    explorer.get_by_role("group", name="Picture").focus()
    bare.free()
    expect(explorer.locator("figcaption")).not_to_have_text(before)
    expect(explorer.get_by_role("group", name="Picture")).to_be_focused()
