"""The estimate and the two votes as students use them: by keyboard, after a crash, and another day."""

from __future__ import annotations

import json

import pytest
from jupyter_page import (
    OUTPUTS,
    axe,
    axe_in_both_themes,
    busy_kernel,
    kill_kernel,
    narrow,
    open_notebook,
    reopen_untrusted,
    run_all,
    save,
    set_theme,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

NAME = "machine.ipynb"
ASKED = (
    "On 11 September 2020: how likely was it that large-scale fighting between Armenia and Azerbaijan would "
    "begin within a month?"
)
ONE, OTHER = "One way in which the month may go without large-scale fighting", "Another way"
CAME = "Large-scale fighting began on 27 September 2020."
LABEL = "Who calls Iran “Israel’s archnemesis” in sentence s04?"
EDITOR, AUTHOR = "The editor, who introduces the passage", "Avdaliani, in the passage quoted"
COURSE = "from course_utils import open_course\ncourse = open_course()\ncourse"
ESTIMATE = f"course.estimate_chance(course.charts.words_by_voice(), {CAME!r})"
VOTES = 'course.vote_twice("01-check-archnemesis")'


def opened(page: Page, lab: LabProcess, *cells: str) -> None:
    write_notebook(lab, NAME, COURSE, *cells)
    open_notebook(page, NAME)
    assert run_all(page) == []
    expect(page.locator(".rtc-live").last).to_be_visible()


def panel(page: Page, text: str) -> Locator:
    return page.locator(".rtc-live").filter(has_text=text)


def kept(lab: LabProcess) -> dict[str, str]:
    """Return what is on the disk: each item's answer."""
    file = lab.folder / "answers.json"
    data = json.loads(file.read_text("utf-8")) if file.exists() else {"answers": {}}
    return {item: answer["value"] for item, answer in data["answers"].items()}


def fill(page: Page, control: Locator, chance: str, one: str, other: str) -> None:
    """Fill in the estimate from its first field, with keys alone, up to the button."""
    control.get_by_label("The chance").focus()
    page.keyboard.type(chance)
    for text in (one, other):
        page.keyboard.press("Tab")
        page.keyboard.insert_text(text)
    page.keyboard.press("Tab")
    expect(control.get_by_role("button", name="Commit my estimate")).to_be_focused()


def cast(page: Page, control: Locator, option: str, button: str) -> None:
    """Mark an option with the arrow keys and press the button."""
    control.get_by_role("radio").first.focus()
    for _ in range(3):
        if control.get_by_role("radio", name=option, exact=True).is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(control.get_by_role("radio", name=option, exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    expect(control.get_by_role("button", name=button, exact=True)).to_be_focused()
    page.keyboard.press("Enter")


def test_an_estimate_is_made_by_keyboard_locks_and_opens_the_result(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE)
    control = panel(page, ASKED)
    status, button = control.get_by_role("status"), control.get_by_role("button", name="Commit my estimate")
    chance, one = control.get_by_label("The chance"), control.get_by_label(ONE)
    expect(control.get_by_role("group", name=ASKED)).to_be_visible()
    expect(control.locator("img")).to_have_count(0)

    button.press("Enter")
    expect(status).to_have_text(f"Still missing: The chance; {ONE}; {OTHER}.")
    expect(chance).to_be_focused()
    expect(chance).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("35")
    expect(chance).to_have_value("35")
    page.keyboard.press("Tab")
    expect(one).to_be_focused()
    page.keyboard.type("a bad x, dd")  # letters that are commands of JupyterLab's
    page.keyboard.press("Enter")
    page.keyboard.type("<b>z</b>")
    for key in ("Control+A", "Delete", "Control+Z"):
        page.keyboard.press(key)
    expect(one).to_have_value("a bad x, dd\n<b>z</b>")
    page.keyboard.press("Tab")
    page.keyboard.type("  ")
    button.press("Enter")
    expect(status).to_have_text(f"Still missing: {OTHER}.")
    expect(control.get_by_label(OTHER)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("é" * 503)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Another way: 503 characters are too many. Shorten it to 500.")
    expect(control.get_by_label(OTHER)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Moscow stops it.")
    page.keyboard.press("Tab")
    assert kept(lab) == {}
    page.keyboard.press("Enter")

    result = control.get_by_role("region", name=f"Result: {ASKED}")
    expect(result).to_be_focused()
    expect(status).to_contain_text("Your estimate: 35 %. Saved ")
    assert kept(lab) == {
        "03-estimate": "35",
        "03-estimate.other-1": "a bad x, dd\n<b>z</b>",
        "03-estimate.other-2": "Moscow stops it.",
    }
    assert result.locator("dd").all_inner_texts() == ["35 %", "a bad x, dd\n<b>z</b>", "Moscow stops it."]
    expect(result.get_by_text(CAME)).to_be_visible()
    expect(result.get_by_role("img", name="Bar chart of 253 words by voice")).to_be_visible()
    result.get_by_label("Mark", exact=True).press("Enter")
    expect(result.get_by_label("What the mark rests on")).to_be_focused()
    expect(control.get_by_role("textbox")).to_have_count(0)
    expect(control.get_by_role("combobox", name="The chance")).to_have_count(0)
    expect(control.get_by_role("button", name="Commit")).to_have_count(0)
    assert page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length") == 2

    save(page)
    page.reload()
    expect(panel(page, "Your estimate: 35 %.")).to_be_visible(timeout=60_000)


def test_nothing_of_the_result_is_in_the_controls_page_before_the_commit(page: Page, lab: LabProcess) -> None:
    """The folded twin holds it, as a reopened notebook must; the live control does not."""
    opened(page, lab, ESTIMATE)
    live = panel(page, ASKED)
    assert "27 September" not in live.evaluate("e => e.outerHTML")
    expect(page.locator(OUTPUTS).get_by_text(CAME).locator("visible=true")).to_have_count(0)


def test_what_was_typed_outlives_a_killed_kernel_a_new_run_and_a_reload(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE)
    control = panel(page, ASKED)
    fill(page, control, "60", "Winter comes.\nEarly.", "Moscow stops it.")
    kill_kernel(page)
    expect(control.get_by_label(ONE)).to_have_value("Winter comes.\nEarly.")
    control.get_by_role("button").press("Enter")
    expect(control.get_by_role("status")).to_have_text(
        "Not saved yet: Python is busy or has stopped. If this stays, choose Run, then Run All Cells, and "
        "commit again; what you have typed will still be here.",
        timeout=8_000,
    )
    assert kept(lab) == {}
    for again in ("run", "reload"):
        if again == "reload":
            save(page)
            open_notebook(page, NAME)
        assert run_all(page) == []
        control = panel(page, ASKED)
        expect(control.get_by_label("The chance")).to_have_value("60")
        expect(control.get_by_label(ONE)).to_have_value("Winter comes.\nEarly.")
        expect(control.get_by_label(OTHER)).to_have_value("Moscow stops it.")
    control.get_by_role("button").press("Enter")
    expect(control.get_by_role("status")).to_contain_text("Your estimate: 60 %. Saved ")
    assert kept(lab)["03-estimate.other-1"] == "Winter comes.\nEarly."
    assert page.evaluate("sessionStorage.getItem('rtc-draft 03-estimate')") is None


def test_shift_and_enter_in_a_text_runs_the_cell_and_loses_nothing(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE)
    text = panel(page, ASKED).get_by_label(ONE)
    text.focus()
    page.keyboard.type("Winter")
    text.evaluate("e => { window.before = e; }")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("!window.before.isConnected")
    expect(panel(page, ASKED).get_by_label(ONE)).to_have_value("Winter")


def test_a_slow_kernels_lock_is_shown_even_if_the_fields_were_changed_since(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE)
    control = panel(page, ASKED)
    fill(page, control, "60", "a", "b")
    with busy_kernel(page, lab):
        page.keyboard.press("Enter")
        control.get_by_label(OTHER).press_sequentially("changed")
        control.get_by_role("button").press("Enter")
    expect(control.get_by_role("region", name="Result")).to_be_focused()
    expect(control.locator("dd").last).to_have_text("b")
    assert kept(lab)["03-estimate.other-2"] == "b"
    expect(control.get_by_role("status")).to_contain_text("Your estimate: 60 %.")


def test_two_votes_by_keyboard_with_a_kernel_killed_in_between(page: Page, lab: LabProcess) -> None:
    opened(page, lab, VOTES)
    control = panel(page, LABEL)
    status = control.get_by_role("status")
    control.get_by_role("button", name="Vote").press("Enter")
    expect(status).to_have_text("Choose an answer first.")
    cast(page, control, EDITOR, "Vote")
    expect(control.get_by_role("region", name="Talk")).to_be_focused()
    expect(status).to_contain_text(f"Your first vote: {EDITOR}. Saved ")
    expect(control.get_by_text("Talk for two minutes with the person next to you")).to_be_visible()
    expect(control.get_by_role("radio")).to_have_count(0)
    assert kept(lab) == {"01-check-archnemesis.alone": "editor"}

    kill_kernel(page)
    page.keyboard.press("Escape")
    control.get_by_role("button", name="We have talked").press("Enter")
    expect(status).to_contain_text("Not saved yet: Python is busy or has stopped.", timeout=8_000)
    assert run_all(page) == []
    control = panel(page, LABEL)
    status = control.get_by_role("status")
    expect(status).to_contain_text(f"Your first vote: {EDITOR}. Saved ")
    control.get_by_role("button", name="We have talked").press("Enter")
    expect(control.get_by_role("radio").first).to_be_focused()
    expect(control.get_by_role("radio", checked=True)).to_have_count(0)
    assert "The answer" not in str(control.text_content())

    assert run_all(page) == []  # the second vote is still to come, and nobody is sent back to the talk
    control = panel(page, LABEL)
    status = control.get_by_role("status")
    expect(status).to_have_text(f"Your first vote: {EDITOR}. Vote again, for the same option or another one.")
    cast(page, control, AUTHOR, "Vote again")
    result = control.get_by_role("region", name="Two votes")
    expect(result).to_be_focused()
    expect(status).to_contain_text("Your two votes differ. Saved ")
    assert result.locator("dt").all_inner_texts() == ["Alone", "After talking"]
    assert result.locator("dd").all_inner_texts() == [EDITOR, AUTHOR]
    expect(result).to_contain_text(f"The answer: {AUTHOR}")
    expect(result).to_contain_text("The introduction ended with the colon in s03.")
    expect(result.locator("blockquote")).to_contain_text("s04, Emil Avdaliani")
    for role in ("radio", "button"):
        expect(control.get_by_role(role)).to_have_count(0)
    votes = {
        "01-check-archnemesis.alone": "editor",
        "01-check-archnemesis.talked": "yes",
        "01-check-archnemesis": "author",
    }
    assert kept(lab) == votes
    assert run_all(page) == []
    expect(panel(page, LABEL).get_by_role("region", name="Two votes")).to_be_visible()
    assert kept(lab) == votes


def test_a_stranger_who_opens_the_notebook_reads_both_twins_and_no_votes(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE, VOTES)
    control = panel(page, ASKED)
    fill(page, control, "60", "Winter comes.", "Moscow stops it.")
    page.keyboard.press("Enter")
    expect(control.get_by_role("status")).to_contain_text("Saved ")
    cast(page, panel(page, LABEL), EDITOR, "Vote")
    expect(panel(page, LABEL).get_by_role("status")).to_contain_text("Saved ")
    reopen_untrusted(page, lab, NAME)
    expect(page.locator(".rtc-twin:visible")).to_have_count(2)
    expect(page.locator(".rtc-twin").get_by_text(CAME)).to_be_hidden()
    page.get_by_text("The result. Make your estimate first.").click()
    expect(page.locator(".rtc-twin").get_by_text(CAME)).to_be_visible()
    expect(page.locator("img.rtc-light:visible")).to_have_count(1)
    expect(page.get_by_text("To vote, talk and vote again, choose Run, then Run All Cells.")).to_be_visible()
    for words in ("Winter comes.", "Your first vote"):
        expect(page.locator(OUTPUTS).get_by_text(words)).to_have_count(0)
    assert axe(page, OUTPUTS) == []


def test_no_stage_has_an_accessibility_violation_or_is_cut_off_at_320_pixels(page: Page, lab: LabProcess) -> None:
    opened(page, lab, ESTIMATE, VOTES)
    narrow(page)
    control, votes = panel(page, ASKED), panel(page, LABEL)

    def sound() -> None:
        assert axe_in_both_themes(page, OUTPUTS) == []
        for live in page.locator(".rtc-live").all():
            wide, shown = live.evaluate("e => [e.scrollWidth, e.clientWidth]")
            assert wide <= shown

    control.get_by_role("button").press("Enter")
    expect(control.get_by_role("status")).to_contain_text("Still missing")
    sound()
    fill(page, control, "60", "Winter" * 50, "Moscow stops it.")
    page.keyboard.press("Enter")
    expect(control.get_by_role("region", name="Result")).to_be_focused()
    cast(page, votes, EDITOR, "Vote")
    expect(votes.get_by_role("region", name="Talk")).to_be_focused()
    sound()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(votes.get_by_role("radio").first).to_be_focused()
    sound()
    cast(page, votes, AUTHOR, "Vote again")
    expect(votes.get_by_role("region", name="Two votes")).to_be_focused()
    sound()
    picture = control.get_by_role("img", name="Bar chart")
    before = picture.get_attribute("src")
    set_theme(page, "JupyterLab Dark")
    expect(picture).not_to_have_attribute("src", str(before))
    set_theme(page, "JupyterLab Light")
    expect(picture).to_have_attribute("src", str(before))


HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>&lt;b&gt;" onfocus="window.hacked=3'


def test_a_hostile_string_is_text_in_both_controls(page: Page, lab: LabProcess) -> None:
    cell = f"""\
from course_utils.course_file import EstimateTask
from course_utils.exercises.questions import Option, Question
from course_utils.widgets import ChanceEstimate, TwoVotes
from IPython.display import display
evil = {HOSTILE!r}
options = tuple(
    Option(f"o{{n}}", f"{{n}} {{evil}}", f"{{n}} because {{evil}}", evil if n else None) for n in range(3)
)
display(ChanceEstimate(EstimateTask(id="03-e1", prompt=evil), course.answers, came=evil))
display(TwoVotes(Question(
    id="q1", notebook="n", kind="check", prompt=evil, options=options, key="o0", difficulty=1, sentences=("s01",)
), course.answers, course.article))"""
    opened(page, lab, cell)
    estimate, votes = page.locator(".rtc-live").all()
    fill(page, estimate, "0", HOSTILE, HOSTILE)
    page.keyboard.press("Enter")
    expect(estimate.get_by_role("region")).to_be_focused()
    assert estimate.locator("dd").all_inner_texts() == ["0 %", HOSTILE, HOSTILE]
    expect(estimate.get_by_text(HOSTILE).locator("visible=true")).to_have_count(4)  # asked, two texts, what came
    cast(page, votes, f"1 {HOSTILE}", "Vote")
    votes.get_by_role("button", name="We have talked").press("Enter")
    cast(page, votes, f"2 {HOSTILE}", "Vote again")
    expect(votes.get_by_role("region")).to_contain_text(f"2 because {HOSTILE}")
    assert page.locator("[onerror], [onfocus]").count() == 0
    assert page.evaluate("window.hacked") is None
