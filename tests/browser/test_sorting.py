"""Sorting: by number keys alone, when Python answers late, on a full disk, and another day."""

from __future__ import annotations

import pytest
from bare_page import PATIENCE, BarePage, fill_disk, kept, status
from playwright.sync_api import Locator, expect

from course_utils.answers.workbook import Workbook
from course_utils.course import Course

pytestmark = pytest.mark.browser

KEYS = "1524543132543"
CLASSES = ("asserted", "reported", "accused", "hypothetical", "judged")
SORTED = {f"04-sort.s{n:02}": CLASSES[int(key) - 1] for n, key in enumerate(KEYS, start=1)}
MARKED = [f"{key} {CLASSES[int(key) - 1]}" for key in KEYS]
S02 = (
    "The two former Soviet republics have had uneasy relations since fighting a war in the 1990s, and the "
    "Kremlin has long backed Yerevan, while Baku maintains a more pro-Western orientation."
)
LOST = "Not saved yet: Python is busy or has stopped."


@pytest.fixture
def sorting(bare: BarePage, course: Course) -> Locator:
    return bare.show("sorting", course.sort_sentences())


def sort(sorting: Locator, keys: str = KEYS) -> None:
    """Go to the first row and press nothing but number keys, as fast as they come."""
    sorting.get_by_role("radio").first.focus()
    sorting.page.keyboard.type(keys)


def compare(sorting: Locator) -> Locator:
    sorting.get_by_role("button", name="Compare with the reading").press("Enter")
    return sorting.get_by_role("region", name="Comparison with the reading")


def saved(sorting: Locator, count: int = 13) -> None:
    expect(status(sorting)).to_contain_text(f"{count} of 13 sorted. Saved ")
    expect(sorting.get_by_text("saved", exact=True)).to_have_count(count)


def chosen(sorting: Locator) -> list[str]:
    """Return the class that is marked in each row, with its number."""
    rows: list[str] = sorting.locator("fieldset").evaluate_all(
        "rows => rows.map(row => row.querySelector('input:checked')?.parentElement.textContent ?? '')"
    )
    return rows


def test_all_sentences_are_sorted_by_number_keys_alone_compared_and_found_again_another_day(
    bare: BarePage, sorting: Locator, course: Course, book: Workbook
) -> None:
    expect(status(sorting)).to_have_text("0 of 13 sorted.")
    sort(sorting)
    expect(sorting.get_by_role("button", name="Compare with the reading")).to_be_focused()
    saved(sorting)
    assert kept(book) == SORTED
    assert chosen(sorting) == MARKED

    comparison = compare(sorting)
    expect(comparison).to_be_focused()
    expect(comparison).to_have_accessible_description(
        "Of your 13 sentences, you and the course read 3 alike and 6 otherwise; 4 fit another claim or another careful "
        "reading."
    )
    headings = sorting.get_by_role("heading", level=3)
    expect(headings).to_have_count(13)
    expect(headings.nth(3)).to_have_text("s04")
    assert sorting.inner_text().count(S02) == 1  # what a row is compared with stands under it
    words = sorting.locator("fieldset:nth-of-type(4) + div").get_by_text("The words that decide: ● “archnemesis”")
    expect(words.locator("xpath=following-sibling::p[1]")).to_have_text(
        "You put it under hypothetical. The course reads it as judged. Which reading fits the words better?"
    )  # first the words, then the two readings of them

    sorting = bare.again("sorting", course.sort_sentences())
    assert chosen(sorting) == MARKED
    saved(sorting)
    expect(sorting.get_by_role("region", name="Comparison with the reading")).to_have_count(0)


#: What a key says of itself on other keyboards, its sign and its place; and the class that it chooses.
LAYOUTS = {
    "French": [("&", "Digit1", 1), ("é", "Digit2", 2), ("(", "Digit5", 5), ("Shift+3", "Digit3", 3)],
    "Arabic": [("١", "Digit1", 1), ("٥", "Numpad5", 5), ("٤", "", 4)],
    "Persian": [("۲", "Digit2", 2), ("۵", "Numpad5", 5)],
    "Hindi": [("१", "Digit1", 1), ("3", "Digit3", 3), ("५", "", 5)],
    "programmer’s Dvorak": [("Shift+1", "Digit5", 1), ("&", "Digit1", 1)],
    "none of these": [("Shift+!", "Digit1", 0), ("End", "Numpad1", 0), ("Dead", "Digit2", 0), ("a", "KeyQ", 0),
                      ("6", "Digit6", 0), ("०", "Digit0", 0), ("F1", "F1", 0)],
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_number_keys_choose_on_every_keyboard_by_their_digit_in_any_script_or_by_their_place(
    sorting: Locator, layout: str
) -> None:
    first = sorting.get_by_role("radio").first
    for key, code, number in LAYOUTS[layout]:
        first.evaluate("e => e.closest('fieldset').querySelectorAll('input').forEach(i => { i.checked = false; })")
        said = {"key": key.removeprefix("Shift+"), "code": code, "shiftKey": "+" in key}
        first.dispatch_event("keydown", said)
        assert chosen(sorting)[0] == (f"{number} {CLASSES[number - 1]}" if number else ""), said


def test_a_page_that_is_loaded_again_shows_the_comparison_that_was_made(bare: BarePage, course: Course) -> None:
    control = course.sort_sentences()
    sorting = bare.show("sorting", control)
    sort(sorting)
    saved(sorting)
    expect(compare(sorting)).to_be_focused()
    expect(bare.show("sorting", control).get_by_role("heading", level=3)).to_have_count(13)


def test_rows_are_a_tab_stop_each_arrows_change_a_class_and_a_change_makes_the_comparison_old(
    bare: BarePage, sorting: Locator, book: Workbook
) -> None:
    rows = sorting.locator("fieldset")
    expect(rows.nth(1)).to_have_accessible_name(f"s02: the editor {S02}")
    expect(compare(sorting)).to_have_count(0)
    expect(status(sorting)).to_have_text("Nothing is sorted yet: choose for at least one sentence first.")
    assert not book.path.exists()
    rows.nth(0).get_by_role("radio").first.focus()
    bare.page.keyboard.press("Tab")
    expect(rows.nth(1).get_by_role("radio").first).to_be_focused()
    bare.page.keyboard.press("ArrowDown")
    saved(sorting, 1)
    assert kept(book) == {"04-sort.s02": "reported"}
    bare.page.keyboard.press("5")
    expect(rows.nth(2).get_by_role("radio").first).to_be_focused()
    saved(sorting, 1)
    comparison = compare(sorting)
    expect(comparison).to_contain_text("Of your 1 sentence, you and the course read 1 alike")
    expect(comparison).to_contain_text("12 are still open.")
    expect(sorting).to_contain_text("judged (at first: reported)")

    old = comparison.get_by_text("You have changed a choice since")
    expect(old).to_be_hidden()
    rows.nth(2).get_by_role("radio").first.press("4")
    saved(sorting, 2)
    expect(old).to_be_visible()
    expect(rows.nth(3).get_by_role("radio").first).to_be_focused()
    expect(compare(sorting)).to_contain_text("Of your 2 sentences, you and the course read 1 alike")
    expect(old).to_be_hidden()


def test_fast_typing_on_a_busy_kernel_loses_nothing_and_a_late_reply_undoes_nothing(
    bare: BarePage, sorting: Locator, book: Workbook
) -> None:
    bare.busy()
    sort(sorting, "3333333333333")
    expect(status(sorting)).to_have_text("13 of 13 sorted. Saving…")
    assert not book.path.exists()
    bare.later(PATIENCE)
    expect(status(sorting)).to_contain_text(LOST)
    expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(13)
    sort(sorting, KEYS[:6])
    assert LOST in status(sorting).inner_text()  # a further choice does not put the notice off
    bare.page.evaluate("() => { busy = false; answer(); }")
    bare.page.keyboard.type(KEYS[6:])  # while Python answers
    saved(sorting)
    assert chosen(sorting) == MARKED
    assert kept(book) == SORTED
    assert {answer.first for answer in book.answers().values()} == {"accused"}


def test_a_choice_that_could_not_be_saved_comes_again_with_the_next(
    sorting: Locator, book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        fill_disk(full, book)
        sort(sorting, "1")
        expect(status(sorting)).to_contain_text("nothing was saved: No space left on device.")
        expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(1)
    sorting.page.keyboard.press("5")
    saved(sorting, 2)
    assert kept(book) == {"04-sort.s01": "asserted", "04-sort.s02": "judged"}


def test_rows_that_were_cleared_elsewhere_stay_marked_and_are_saved_again(sorting: Locator, book: Workbook) -> None:
    sort(sorting, "111")
    saved(sorting, 3)
    book.path.unlink()
    sorting.page.keyboard.press("2")
    saved(sorting, 4)
    expect(sorting.get_by_role("alert")).to_have_text(
        "Some of this had been cleared elsewhere. Since it still stood here, it was saved again."
    )
    assert list(kept(book).values()) == ["asserted", "asserted", "asserted", "reported"]


def test_ties_are_set_by_the_same_keys(bare: BarePage, course: Course, book: Workbook) -> None:
    ties = bare.show("ties", course.set_ties())
    sort(ties, "21413122")
    expect(status(ties)).to_contain_text("8 of 8 sorted. Saved ")
    assert kept(book)["05-ties.azerbaijan.iran"] == "mixed"
    comparison = compare(ties)
    expect(comparison).to_have_accessible_description(
        "Of your 8 ties, you and the course read 8 alike and none otherwise; none fits another careful reading."
    )
    ties.get_by_text("the words on this tie").first.click()
    expect(ties).to_contain_text("“The two former Soviet republics have had uneasy relations” (s02, the editor)")
