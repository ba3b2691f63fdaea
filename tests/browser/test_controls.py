"""Notebooks 00 and 01 as a student uses them: by keyboard alone, after a crash, and another day."""

from __future__ import annotations

import json

import pytest
from jupyter_page import (
    OUTPUTS,
    PROSE,
    axe,
    axe_in_both_themes,
    busy_kernel,
    kernel_value,
    kill_kernel,
    narrow,
    open_notebook,
    reopen_trusted,
    reopen_untrusted,
    run_all,
    save,
    tab_to,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

START, VOICES = "00-start-here.ipynb", "01-voices.ipynb"
NEVER = "How often do Avdaliani’s words, as quoted on this page, name Armenia or its capital, Yerevan?"
LABEL = "Who calls Iran “Israel’s archnemesis” in sentence s04?"
OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
ASK = 'course.ask("01-check-archnemesis")'
PREDICT = 'course.predict("01-predict-armenia", result=course.charts.naming_strip("armenia"))'


def panel(page: Page, name: str) -> Locator:
    """Return the live control with this question, label or button in it."""
    return page.locator(".rtc-live").filter(has_text=name)


def kept(lab: LabProcess) -> dict[str, str]:
    """Return what is on the disk: each item's answer."""
    data = json.loads((lab.folder / "answers.json").read_text("utf-8"))
    return {item: answer["value"] for item, answer in data["answers"].items()}


def choose(page: Page, question: Locator, option: str) -> None:
    """Mark an option from inside a question's radio buttons, with the arrow keys."""
    wanted = question.get_by_role("radio", name=option, exact=True)
    for _ in range(3):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def started(page: Page, name: str) -> None:
    open_notebook(page, name)
    assert run_all(page) == []
    expect(page.locator(".rtc-live").last).to_be_visible()


def with_cells(page: Page, lab: LabProcess, *cells: str) -> None:
    """Run a notebook that has only these cells of 00 and 01."""
    write_notebook(lab, "part.ipynb", OPEN, *cells)
    started(page, "part.ipynb")


def test_00_is_done_by_keyboard_alone_and_every_answer_is_on_the_disk(page: Page, lab: LabProcess) -> None:
    started(page, START)
    size = page.get_by_label("Charts will be seen")
    size.focus()
    page.keyboard.press("ArrowDown")
    expect(panel(page, "Charts will be seen").get_by_role("status")).to_contain_text("on a projector. Saved ")
    assert kept(lab) == {"chart-size": "projector"}

    practice = panel(page, "What opens it?")
    tab_to(page, practice.get_by_role("radio").first)
    choose(page, practice, "A prediction, but only a right one")
    tab_to(page, practice.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    status = practice.get_by_role("status")
    expect(status).to_contain_text("Not yet. A wrong prediction opens it just as well.")
    page.keyboard.press("Shift+Tab")
    choose(page, practice, "Any prediction you have committed")
    tab_to(page, practice.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Yes. Commit one first, then look.")

    guess = panel(page, "Which of these states do you think it names most often?")
    tab_to(page, guess.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    tab_to(page, guess.get_by_role("button", name="Commit my prediction"))
    page.keyboard.press("Enter")
    expect(guess.get_by_role("status")).to_contain_text("You predicted: Armenia. Saved ")
    assert kept(lab) == {"chart-size": "projector", "00-practice": "commit", "00-guess": "armenia"}

    clearing = panel(page, "Clear my answers")
    tab_to(page, clearing.get_by_role("button", name="Clear my answers"))
    page.keyboard.press("Enter")
    expect(clearing.get_by_role("button", name="No, keep them")).to_be_focused()
    page.keyboard.press("Enter")
    expect(clearing.get_by_role("status")).to_have_text("Nothing was cleared.")
    assert len(kept(lab)) == 3
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(clearing.get_by_role("status")).to_contain_text("All answers are gone.")
    assert kept(lab) == {}


def test_check_without_an_answer_says_what_to_do_and_saves_nothing(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, ASK)
    question = panel(page, LABEL)
    question.get_by_role("button", name="Check").press("Enter")
    expect(question.get_by_role("status")).to_have_text("Choose an answer first.")
    assert not (lab.folder / "answers.json").exists()


def test_a_prediction_opens_the_result_beside_it_and_locks(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, PREDICT)
    prediction = panel(page, NEVER)
    expect(prediction.locator("img")).to_have_count(0)
    prediction.get_by_role("radio", name="Twice").focus()
    page.keyboard.press("Space")
    tab_to(page, prediction.get_by_role("button", name="Commit my prediction"))
    page.keyboard.press("Enter")
    expect(prediction.get_by_role("status")).to_contain_text("You predicted: Twice. Saved ")
    expect(prediction.get_by_role("region", name=f"Result: {NEVER}")).to_be_focused()
    expect(prediction.get_by_text(NEVER, exact=True).locator("visible=true")).to_have_count(1)
    expect(
        prediction.get_by_role(
            "img",
            name="Strip of 13 sentences with one row for each voice. The editor names Armenia three times, "
            "Avdaliani, as quoted, never.",
        )
    ).to_be_visible()
    expect(prediction.get_by_role("radio")).to_have_count(0)
    tab_to(page, prediction.locator("summary"))
    page.keyboard.press("Enter")
    rows = prediction.get_by_role("table", name="Namings of Armenia by voice").get_by_role("row")
    expect(rows).to_have_count(4)
    expect(rows.nth(2)).to_contain_text("“Yerevan” s02, the editor")
    assert kept(lab) == {"01-predict-armenia": "twice"}

    save(page)
    page.reload()
    expect(panel(page, "You predicted: Twice.")).to_be_visible(timeout=60_000)


def test_the_x_ray_opens_cards_and_strikes_voices_out_by_keyboard(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, "course.explore.voice_xray('armenia')")
    xray = page.locator(".rtc-xray")
    s09 = xray.get_by_role("button", name="s09", exact=True)
    xray.get_by_role("radio", name="everyone").focus()
    tab_to(page, xray.get_by_role("button", name="s01", exact=True))
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    expect(s09).to_be_focused()
    expect(s09).to_have_accessible_description(
        "Consider, for example, Azerbaijan’s recent claim that Iran was sending trucks to Nagorno-Karabakh, "
        "inserted by the editor: [the Azeri territory long occupied by Armenia]."
    )
    page.keyboard.press("Enter")
    card = xray.get_by_role("region", name="Evidence card")
    expect(card).to_be_focused()
    expect(card).to_contain_text("s09: Emil Avdaliani, with an insertion by the editor")
    expect(s09).to_have_attribute("aria-current", "true")
    tab_to(page, card.get_by_role("button", name="Back to s09"))
    page.keyboard.press("Enter")
    expect(s09).to_be_focused()
    page.keyboard.press("Home")
    expect(xray.get_by_role("button", name="s01", exact=True)).to_be_focused()

    page.keyboard.press("Shift+Tab")
    choose(page, xray, "only Emil Avdaliani")
    expect(xray.get_by_role("status")).to_have_text("Only Emil Avdaliani: 179 words. Armenia is never named.")
    struck = xray.locator('.rtc-run[data-voice="editor"] .rtc-text')
    expect(struck).to_have_count(5)
    for text in struck.all():
        expect(text).to_be_hidden()
    expect(s09).to_have_accessible_description(
        "Consider, for example, Azerbaijan’s recent claim that Iran was sending trucks to Nagorno-Karabakh, "
        "inserted by the editor: words struck out ."
    )
    for run in xray.locator('.rtc-run[data-voice="author"] .rtc-text').all():
        expect(run).to_be_visible()


def test_no_key_typed_on_a_control_changes_the_notebook(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, ASK, PREDICT, "course.explore.voice_xray('armenia')")
    count = "jupyterapp.shell.currentWidget.content.model.cells.length"
    cells = page.evaluate(count)
    targets = [
        panel(page, LABEL).get_by_role("radio").first,
        panel(page, LABEL).get_by_role("button"),
        panel(page, NEVER).get_by_role("radio").first,
        page.locator(".rtc-xray").get_by_role("button", name="s01", exact=True),
    ]
    for target in targets:
        for key in ("b", "a", "x", "d", "d", "ArrowDown", "m", "z"):
            target.focus()
            page.keyboard.press(key)
    assert page.evaluate(count) == cells
    kinds = page.evaluate("[...jupyterapp.shell.currentWidget.content.model.cells].map(c => c.type)")
    assert kinds == ["code"] * 4


def test_a_busy_kernel_is_not_called_dead_and_a_late_reply_undoes_nothing(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, ASK)
    question = panel(page, LABEL)
    status = question.get_by_role("status")
    with busy_kernel(page, lab):
        question.get_by_role("radio", name="Israel’s government").press("Space")
        question.get_by_role("button", name="Check").press("Enter")
        expect(status).to_contain_text("Not saved yet: Python is busy or has stopped.")
        question.get_by_role("radio", name="The editor, who introduces the passage").press("Space")
        expect(status).to_have_text("")
    assert kernel_value(page, "1") == 1  # it is asked after the answer, and replies come in their order
    assert kept(lab) == {"01-check-archnemesis": "israel"}
    expect(question.get_by_role("radio", name="The editor, who introduces the passage")).to_be_checked()
    expect(status).to_have_text("")


def test_a_chart_for_the_projector_has_larger_letters(page: Page, lab: LabProcess) -> None:
    sizes = {}
    for choice in ("on a laptop or on paper", "on a projector"):
        with_cells(page, lab, "course.choose_chart_size()", PREDICT)
        page.get_by_label("Charts will be seen").select_option(choice)
        expect(panel(page, "Charts will be seen").get_by_role("status")).to_contain_text("Saved ")
        assert run_all(page) == []
        prediction = panel(page, NEVER)
        if prediction.get_by_role("radio").count():
            prediction.get_by_role("radio", name="Twice").press("Space")
            prediction.get_by_role("button", name="Commit my prediction").press("Enter")
        picture = prediction.locator(".rtc-plot img")
        expect(picture).to_be_visible()
        shown = picture.evaluate("async e => { await e.decode(); return e.clientWidth / e.naturalWidth; }")
        sizes[choice] = shown * 200 / 72 * (16 if "projector" in choice else 14)  # pixels; 200 to the inch
    assert sizes["on a projector"] > sizes["on a laptop or on paper"] * 1.1


def test_a_killed_kernel_costs_nothing_and_the_control_says_that_nothing_is_saved(page: Page, lab: LabProcess) -> None:
    with_cells(page, lab, ASK)
    question = panel(page, LABEL)
    question.get_by_role("radio", name="Israel’s government").press("Space")
    question.get_by_role("button", name="Check").press("Enter")
    expect(question.get_by_role("status")).to_contain_text("Not yet. s04 is about Israel")
    kill_kernel(page)

    question.get_by_role("radio", name="Avdaliani, in the passage quoted").press("Space")
    question.get_by_role("button", name="Check").press("Enter")
    expect(question.get_by_role("status")).to_have_text(
        "Not saved yet: Python is busy or has stopped. If this stays, choose Run, then Run All Cells, and answer again."
    )
    assert kept(lab) == {"01-check-archnemesis": "israel"}

    assert run_all(page) == []
    question = panel(page, LABEL)
    expect(question.get_by_role("radio", name="Israel’s government")).to_be_checked()
    expect(question.get_by_role("status")).to_contain_text("Not yet. s04 is about Israel")


@pytest.mark.parametrize("name", [START, VOICES])
def test_a_reopened_notebook_shows_readable_twins_and_no_error(page: Page, lab: LabProcess, name: str) -> None:
    started(page, name)
    live = page.locator(".rtc-live").count()
    expect(page.locator(".rtc-twin:visible")).to_have_count(0)
    reopen_trusted(page, name)
    for kind in ("trusted", "untrusted"):
        if kind == "untrusted":
            reopen_untrusted(page, lab, name)
        expect(page.locator(".rtc-twin:visible")).to_have_count(live)
        if kind == "trusted":  # JupyterLab writes its error first, and the twin's rule then hides it
            errors = page.locator(".jupyter-widgets", has_text="model not found")
            expect(errors).to_have_count(live)
            for error in errors.all():
                expect(error).to_be_hidden()
        expect(page.get_by_text("To answer, choose Run, then Run All Cells.").first).to_be_visible()
        if name == VOICES:
            page.get_by_text("The result. Make your prediction first.").first.click()
            expect(page.locator("img.rtc-light:visible")).to_have_count(1)
            expect(page.locator("img.rtc-dark:visible")).to_have_count(0)
    assert axe(page, OUTPUTS) == []


@pytest.mark.parametrize("name", [START, VOICES])
def test_outputs_and_prose_have_no_accessibility_violation_and_are_whole_at_320_pixels(page: Page, name: str) -> None:
    started(page, name)
    if name == VOICES:
        prediction = panel(page, NEVER)
        prediction.get_by_role("radio", name="Twice").press("Space")
        prediction.get_by_role("button", name="Commit my prediction").press("Enter")
        prediction.locator("summary").press("Enter")
        page.locator(".rtc-xray").get_by_role("button", name="s09", exact=True).press("Enter")
        page.locator(".rtc-xray").get_by_role("radio", name="only the editor").press("Space")
    question = page.locator(".rtc-live").filter(has=page.get_by_role("button", name="Check")).first
    question.get_by_role("radio").first.press("Space")
    question.get_by_role("button", name="Check").press("Enter")
    expect(question.get_by_role("status")).to_contain_text("Saved ")
    assert axe_in_both_themes(page, OUTPUTS, PROSE) == []

    narrow(page)
    if name == VOICES:
        widths = "e => [e.scrollWidth, e.clientWidth]"
        for part in ("Picture", "Namings of Armenia by voice"):  # they scroll, and are not squeezed
            wide, shown = prediction.get_by_role("group", name=part).evaluate(widths)
            assert wide >= 480 > shown
        page.locator(".rtc-xray").get_by_role("radio", name="everyone").press("Space")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.rtc-live, .rtc-page, .rtc-chart')]
             .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"""
    )
    assert wide == []


HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>&lt;b&gt;" onfocus="window.hacked=3'
_CELL = f"""
from course_utils import open_course
from course_utils.charts import Chart, Row, Table
from course_utils.exercises.questions import Option, Question
from course_utils.widgets import Choice, PredictionControl, QuestionControl
from IPython.display import display
from matplotlib.figure import Figure
course, evil = open_course(), {HOSTILE!r}
options = tuple(
    Option(f"o{{n}}", f"{{n}} {{evil}}", f"{{n}} because {{evil}}", evil if n else None) for n in range(3)
)
question = Question(
    id="q1", notebook="n", kind="check", prompt=evil, options=options, key="o0", difficulty=1, sentences=("s01",)
)
table = Table(evil, (evil,), (Row((evil,), origin=None),))
chart = Chart(evil, evil, evil, table, course.article, lambda theme: Figure())
display(QuestionControl(question, course.answers, course.article))
display(PredictionControl(question, course.answers, course.article, chart))
display(Choice("c", evil, {{"a": evil, "b": "b"}}, course.answers))
display(chart)
"""


def test_a_hostile_string_is_text_in_every_control_chart_and_twin(page: Page, lab: LabProcess) -> None:
    notebook = {
        "cells": [
            {
                "cell_type": "code", "id": "evil", "metadata": {}, "source": _CELL,
                "outputs": [], "execution_count": None,
            }
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip
    (lab.folder / "evil.ipynb").write_text(json.dumps(notebook), "utf-8")
    started(page, "evil.ipynb")
    controls = page.locator(".rtc-live")
    expect(controls).to_have_count(3)
    controls.nth(0).get_by_role("radio").nth(1).press("Space")
    controls.nth(0).get_by_role("button").press("Enter")
    expect(controls.nth(0).get_by_role("status")).to_contain_text(f"Not yet. 1 because {HOSTILE}")
    controls.nth(1).get_by_role("radio").nth(1).press("Space")
    controls.nth(1).get_by_role("button").press("Enter")
    expect(controls.nth(1).get_by_role("region", name="Result")).to_contain_text(f"1 because {HOSTILE}")
    page.get_by_text("The same as a table").locator("visible=true").last.click()
    reopen_trusted(page, "evil.ipynb")
    expect(page.locator(".rtc-twin:visible")).to_have_count(3)
    assert page.locator("[onerror], [onfocus]").count() == 0
    assert page.evaluate("window.hacked") is None
