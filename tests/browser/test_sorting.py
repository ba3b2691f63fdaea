"""Sorting as a student does it: by number keys alone, on a busy kernel, after a crash, and another day."""

from __future__ import annotations

import json

import pytest
from jupyter_page import (
    OUTPUTS,
    axe,
    axe_in_both_themes,
    busy_kernel,
    cut_off,
    kernel_value,
    kill_kernel,
    narrow,
    open_notebook,
    reopen_untrusted,
    run_all,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

NAME = "sorting.ipynb"
OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
KEYS = "1524543132543"
CLASSES = ("asserted", "reported", "accused", "hypothetical", "judged")
SORTED = {f"04-sort.s{n:02}": CLASSES[int(key) - 1] for n, key in enumerate(KEYS, start=1)}
S02 = (
    "The two former Soviet republics have had uneasy relations since fighting a war in the 1990s, and the "
    "Kremlin has long backed Yerevan, while Baku maintains a more pro-Western orientation."
)
LOST = "Not saved yet: Python is busy or has stopped."


def started(page: Page, lab: LabProcess, cell: str = "course.sort_sentences()") -> Locator:
    """Run a notebook with one sorting in it and return it."""
    write_notebook(lab, NAME, OPEN, cell)
    open_notebook(page, NAME)
    assert run_all(page) == []
    sorting = page.locator(".rtc-sorting")
    expect(sorting).to_be_visible()
    return sorting


def kept(lab: LabProcess) -> dict[str, str]:
    """Return what is on the disk: each item's class."""
    data = json.loads((lab.folder / "answers.json").read_text("utf-8"))
    return {item: answer["value"] for item, answer in data["answers"].items()}


def sort(sorting: Locator, keys: str = KEYS) -> None:
    """Go to the first row and press nothing but number keys, as fast as they come."""
    sorting.get_by_role("radio").first.focus()
    sorting.page.keyboard.type(keys)


def compare(sorting: Locator) -> Locator:
    sorting.get_by_role("button", name="Compare with the reading").press("Enter")
    return sorting.get_by_role("region", name="Comparison with the reading")


def saved(sorting: Locator, count: int = 13) -> None:
    expect(sorting.get_by_role("status")).to_contain_text(f"{count} of 13 sorted. Saved ")


def chosen(sorting: Locator) -> list[str]:
    """Return the class that is marked in each row, with its number."""
    rows: list[str] = sorting.locator("fieldset").evaluate_all(
        "rows => rows.map(row => row.querySelector('input:checked')?.parentElement.textContent ?? '')"
    )
    return rows


MARKED = [f"{key} {CLASSES[int(key) - 1]}" for key in KEYS]


def test_all_sentences_are_sorted_by_number_keys_alone_compared_and_found_again_after_a_crash(
    page: Page, lab: LabProcess
) -> None:
    sorting = started(page, lab)
    expect(sorting.get_by_role("status")).to_have_text("0 of 13 sorted.")
    sort(sorting)
    expect(sorting.get_by_role("button", name="Compare with the reading")).to_be_focused()
    saved(sorting)
    assert kept(lab) == SORTED
    assert chosen(sorting) == MARKED
    kinds = page.evaluate("[...jupyterapp.shell.currentWidget.content.model.cells].map(c => c.type)")
    assert kinds == ["code", "code"]  # JupyterLab makes headings of cells by number keys

    comparison = compare(sorting)
    expect(comparison).to_be_focused()
    expect(comparison).to_have_accessible_description(
        "Of your 13 sentences, 3 agree with the reading; 3 fit another claim or another careful reading; 7 differ."
    )
    headings = comparison.get_by_role("heading", level=3)
    expect(headings).to_have_count(13)
    expect(headings.nth(2)).to_have_text("s03: a careful reader could share your class")
    expect(headings.nth(3)).to_have_text("s04: differs from the reading")

    kill_kernel(page)
    assert run_all(page) == []
    assert chosen(sorting) == MARKED
    saved(sorting)
    expect(sorting.get_by_role("region", name="Comparison with the reading")).to_have_count(0)


def test_rows_are_a_tab_stop_each_arrows_change_a_class_and_a_change_makes_the_comparison_old(
    page: Page, lab: LabProcess
) -> None:
    sorting = started(page, lab)
    rows = sorting.get_by_role("group")
    expect(rows.nth(1)).to_have_accessible_name(f"s02: the editor {S02}")
    rows.nth(0).get_by_role("radio").first.focus()
    page.keyboard.press("Tab")
    expect(rows.nth(1).get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    saved(sorting, 1)
    assert kept(lab) == {"04-sort.s02": "reported"}
    page.keyboard.press("5")
    expect(rows.nth(2).get_by_role("radio").first).to_be_focused()
    saved(sorting, 1)
    comparison = compare(sorting)
    expect(comparison).to_contain_text("Of your 1 sentence, 1 agrees with the reading;")
    expect(comparison).to_contain_text("12 are still open.")
    expect(comparison).to_contain_text("judged (at first: reported)")

    old = comparison.get_by_text("You have changed a class since")
    expect(old).to_be_hidden()
    rows.nth(2).get_by_role("radio").first.press("4")
    saved(sorting, 2)
    expect(old).to_be_visible()
    expect(rows.nth(3).get_by_role("radio").first).to_be_focused()
    expect(compare(sorting)).to_contain_text("Of your 2 sentences, 1 agrees with the reading;")
    expect(old).to_be_hidden()


def test_compare_before_anything_is_sorted_says_what_is_missing(page: Page, lab: LabProcess) -> None:
    sorting = started(page, lab)
    expect(compare(sorting)).to_have_count(0)
    expect(sorting.get_by_role("status")).to_have_text(
        "Nothing is sorted yet: put at least one sentence into a class first."
    )
    assert not (lab.folder / "answers.json").exists()


def test_fast_typing_on_a_busy_kernel_loses_nothing_and_a_late_reply_undoes_nothing(
    page: Page, lab: LabProcess
) -> None:
    sorting = started(page, lab)
    status = sorting.get_by_role("status")
    with busy_kernel(page, lab):
        sort(sorting, "3333333333333")
        expect(status).to_have_text("13 of 13 sorted. Saving…")
        assert not (lab.folder / "answers.json").exists()
        expect(status).to_contain_text(LOST)
        expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(13)
        sort(sorting, KEYS[:6])
    page.keyboard.type(KEYS[6:])  # while Python answers
    saved(sorting)
    assert chosen(sorting) == MARKED
    assert kept(lab) == SORTED
    expect(sorting.get_by_text("saved", exact=True)).to_have_count(13)
    answers = json.loads((lab.folder / "answers.json").read_text("utf-8"))["answers"]
    assert {answer["first"] for answer in answers.values()} == {"accused"}


def test_a_choice_that_could_not_be_saved_comes_again_with_the_next(page: Page, lab: LabProcess) -> None:
    sorting = started(page, lab)
    full = "__import__('course_utils.answers.workbook').answers.workbook.Workbook._write"
    kernel_value(page, f"setattr({full.removesuffix('._write')}, 'whole', {full})")
    refuse = "lambda *_: (_ for _ in ()).throw(OSError(28, 'No space left on device'))"
    kernel_value(page, f"setattr({full.removesuffix('._write')}, '_write', {refuse})")
    sort(sorting, "1")
    expect(sorting.get_by_role("status")).to_contain_text("nothing was saved: No space left on device.")
    expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(1)
    kernel_value(page, f"setattr({full.removesuffix('._write')}, '_write', {full.replace('_write', 'whole')})")
    page.keyboard.press("5")
    saved(sorting, 2)
    assert kept(lab) == {"04-sort.s01": "asserted", "04-sort.s02": "judged"}


def test_with_a_killed_kernel_every_choice_is_called_not_saved_and_none_is_called_saved(
    page: Page, lab: LabProcess
) -> None:
    sorting = started(page, lab)
    sort(sorting, "15")
    saved(sorting, 2)
    kill_kernel(page)
    sorting.get_by_role("group").nth(2).get_by_role("radio").first.press("2")
    status = sorting.get_by_role("status")
    expect(status).to_contain_text(LOST)
    page.keyboard.press("4")  # a further choice does not put the notice off
    expect(status).to_contain_text(LOST)
    expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(2)
    assert kept(lab) == {"04-sort.s01": "asserted", "04-sort.s02": "judged"}
    assert run_all(page) == []
    assert chosen(sorting) == [*MARKED[:2], *[""] * 11]


def test_ties_are_set_by_the_same_keys(page: Page, lab: LabProcess) -> None:
    sorting = started(page, lab, "course.set_ties()")
    sort(sorting, "21413122")
    expect(sorting.get_by_role("status")).to_contain_text("8 of 8 sorted. Saved ")
    assert kept(lab)["05-ties.azerbaijan.iran"] == "mixed"
    comparison = compare(sorting)
    expect(comparison).to_have_accessible_description(
        "Of your 8 ties, 8 agree with the reading; none is put as another careful reader could; none differs."
    )
    comparison.get_by_text("The words on this tie").first.click()
    expect(comparison).to_contain_text("“The two former Soviet republics have had uneasy relations” (s02, the editor)")


@pytest.mark.parametrize(("cell", "keys"), [("course.sort_sentences()", KEYS[:12]), ("course.set_ties()", "21413122")])
def test_the_rows_and_the_comparison_have_no_accessibility_violation_and_are_whole_at_320_pixels(
    page: Page, lab: LabProcess, cell: str, keys: str
) -> None:
    sorting = started(page, lab, cell)
    sort(sorting, keys)
    expect(sorting.get_by_role("status")).to_contain_text("Saved ")
    expect(compare(sorting)).to_be_focused()
    assert axe_in_both_themes(page, OUTPUTS) == []
    for details in sorting.locator("details").all():
        details.evaluate("e => { e.open = true; }")
    narrow(page)
    assert cut_off(sorting) == []


def test_a_strangers_copy_shows_the_task_and_the_rows_and_not_what_the_reading_has(page: Page, lab: LabProcess) -> None:
    sorting = started(page, lab)
    expect(page.locator(".rtc-twin")).to_be_hidden()
    sort(sorting)
    expect(compare(sorting)).to_be_focused()
    reopen_untrusted(page, lab, NAME)
    twin = page.locator(".rtc-twin:visible")
    expect(twin).to_have_count(1)
    expect(twin).to_contain_text("Sort each sentence by how it puts its main claim.")
    expect(twin).to_contain_text("To sort, choose Run, then Run All Cells.")
    expect(twin.get_by_text("asserted · reported · accused · hypothetical · judged")).to_have_count(13)
    assert "put as certain" not in (lab.folder / NAME).read_text("utf-8")
    assert axe(page, OUTPUTS) == []


HOSTILE = """<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>"""
_EVIL = f"""
from dataclasses import replace
from course_utils.exercises import sorting_tasks as sorting
from course_utils.widgets import Sorting
evil = {HOSTILE!r}
task = sorting.sentences_by_kind(course.reading, "evil")
grounds = [tuple(replace(g, summary=evil, commitment=evil) for g in e.grounds) for e in task.entries]
entries = tuple(
    replace(e, text=evil, where=evil, grounds=found) for e, found in zip(task.entries, grounds, strict=True)
)
Sorting(replace(task, prompt=evil, entries=entries), course.answers, course.article)
"""


def test_a_hostile_string_is_text_in_the_rows_and_in_the_comparison(page: Page, lab: LabProcess) -> None:
    sorting = started(page, lab, _EVIL)
    expect(sorting.get_by_text(HOSTILE)).to_have_count(27)
    sort(sorting)
    expect(compare(sorting)).to_contain_text(HOSTILE)
    assert page.locator("[onerror]").count() == 0
    assert page.evaluate("window.hacked") is None
