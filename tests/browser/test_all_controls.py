"""What holds for all controls alike, in one notebook of JupyterLab's: how they look, and a kernel busy or dead."""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest
from bare_page import kept, status
from jupyter_page import (
    OUTPUTS,
    SAVE_STATE,
    axe_in_both_themes,
    busy_kernel,
    cut_off,
    fill_estimate,
    js,
    kernel_value,
    kill_kernel,
    narrow,
    open_notebook,
    panel,
    run_all,
    run_cells,
    save,
    set_theme,
)
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]

NAME = "controls.ipynb"
OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
ASK, SORT, BRIEF = "course.ask('01-check-archnemesis')", "course.sort_sentences()", "course.write_brief()"
ESTIMATE = "course.estimate_chance(course.charts.words_by_voice())"
INTERESTS = "course.explore.interest_matrix('Find one.')"
TALK, AGAIN, DONE = "01-check-lead", "02-check-summoned", "02-check-test"
DECKS = ("actors", "perspectives", "contested_words", "sources")
#: All controls, the two that lock in more than one state.
CELLS = (
    ASK,
    "course.ask('03-after-exit')",
    "course.predict('01-predict-armenia', result=course.charts.naming_strip('armenia'))",
    *(f"course.vote_twice({name!r})" for name in (TALK, AGAIN, DONE)),
    ESTIMATE,
    "from course_utils.course_file import EstimateTask\nfrom course_utils.widgets import ChanceEstimate\n"
    "ChanceEstimate(EstimateTask(id='03-e1', prompt='How?', outcomes=['Calm', 'Clashes', 'Fighting']), course.answers)",
    SORT,
    "course.set_ties()",
    "course.explore.voice_xray('armenia')",
    "course.explore.network('Find a tie.')",
    "course.explore.timeline('Find a date.')",
    *(f"course.cards.{deck}('Open two.')" for deck in DECKS),
    "course.choose_chart_size()",
    "course.clear_answers()",
    "course.my_course()",
    "course.hand_in('01')",
    BRIEF,
)
ANSWERS = {
    "01-predict-armenia": "twice",
    f"{TALK}.alone": "author",
    f"{AGAIN}.alone": "city",
    f"{AGAIN}.talked": "yes",
    f"{DONE}.alone": "replace",
    f"{DONE}.talked": "yes",
    DONE: "replace",
    "03-e1.chance-1": "10",
    "03-e1.chance-2": "30",
    "03-e1": "60",
    "03-e1.other-1": "Winter" * 50,
    "03-e1.other-2": "Moscow stops it.",
    **{f"04-sort.s{n:02}": "accused" for n in range(1, 13)},
    "05-ties.azerbaijan.iran": "mixed",
    "brief.situation": "s01 s04 s09 s13",
}
LOST = "Not saved yet: Python is busy or has stopped."
#: Each face is there once, however many controls there are.
FACES = """() => { const ours = [...document.fonts].filter(face => face.family.includes("Course"));
    return ours.length === 3 && ours.every(face => face.status === "loaded"); }"""
WIDTHS = "e => [e.scrollWidth, e.clientWidth]"


def check(question: Locator, option: str) -> None:
    question.get_by_role("radio", name=option).press("Space")
    question.get_by_role("button", name="Check", exact=True).press("Enter")


def test_no_state_of_a_control_has_an_accessibility_violation_or_is_cut_off_at_320_pixels(
    page: Page, lab: LabProcess
) -> None:
    lab.book.commit_all(ANSWERS)
    run_cells(page, lab, NAME, OPEN, *CELLS)
    check(page.locator(".rtc-live").first, "Israel’s government")
    for button in ("Commit my estimate", "Clear my answers", "Write the file", "Check the form"):
        page.get_by_role("button", name=button, exact=True).press("Enter")
    for button in ("Compare with the reading", "Show what it rests on"):
        for one in page.locator(".rtc-live").get_by_role("button", name=button).all():
            one.press("Enter")
    for deck in page.locator(".rtc-explorer:has(.rtc-stage > .rtc-card)").all():
        deck.locator(".rtc-cite").first.click()
    xray = page.locator(".rtc-xray")
    xray.get_by_role("button", name="s09", exact=True).press("Enter")
    xray.get_by_role("radio", name="only the editor").press("Space")
    expect(page.get_by_text("Still missing")).to_be_visible()
    expect(page.get_by_role("region", name="Comparison with the reading")).to_have_count(2)
    expect(page.get_by_role("region", name="The form, as last checked")).to_be_visible()
    expect(page.locator(".rtc-live").first.locator("blockquote")).to_be_visible()
    page.evaluate("document.querySelectorAll('.rtc-live details').forEach(d => { d.open = true; })")

    page.wait_for_function(FACES)

    picture = page.get_by_role("img", name="Network of 7 actors").locator("visible=true")
    bright = str(picture.get_attribute("src"))
    set_theme(page, "JupyterLab Dark")
    expect(picture).not_to_have_attribute("src", bright)
    found = axe_in_both_themes(page, OUTPUTS)
    # No notebook of the course has two tasks of sorting, whose comparisons have one name.
    assert [one for one in found if not one.startswith("landmark-unique")] == []
    expect(picture).to_have_attribute("src", bright)
    narrow(page)
    for part in ("Picture", "Namings of Armenia by voice"):  # they scroll, and are not squeezed
        wide, shown = panel(page, "You predicted").get_by_role("group", name=part).evaluate(WIDTHS)
        assert wide >= 480 > shown
    for control in page.locator(".rtc-live").all():
        wide, shown = control.evaluate(WIDTHS)
        assert wide <= shown
        assert cut_off(control) == []

    save(page)
    page.reload()
    expect(panel(page, "You predictedTwice")).to_be_visible(timeout=60_000)


#: What stands on paper of each control, and what was there to press or to say how.
PRINTED = """Not yet. s04 speaks of Israel; You predicted Twice Counted Never; Put Iran’s government there; Winter;
    10 %; It stays calm 55 %; You put it under accused; Azerbaijan and Iran s04, s05, s08, s12: Emil Avdaliani 3 mixed;
    Only the editor: 74 words.; Ties of Iran; Iran has 9 ties; From 1979 To September 2020; Actor Armenia;
    Charts will be seen on a laptop or on paper; All 12, one by one; Your answer accused; s01 s04 s09 s13;
    Hand in your answers to notebook 01; Ask both sides, twice."""
PRESSED = "Check; Commit; Save both; Compare; Keys:; Show what; Clear my; Gather; Copy; Export; The same as a table"


def test_on_paper_every_control_stands_as_a_student_left_it_in_light_colours_with_nothing_to_press(
    page: Page, lab: LabProcess
) -> None:
    lab.book.commit_all(ANSWERS)
    run_cells(page, lab, NAME, OPEN, *CELLS)
    check(page.locator(".rtc-live").first, "Israel’s government")
    for one in page.get_by_role("button", name="Compare with the reading").all():
        one.press("Enter")
    set_theme(page, "JupyterLab Dark")
    page.get_by_label("It stays calm").select_option("55")
    page.get_by_label("Ties of").select_option("Iran")
    page.locator(".rtc-xray").get_by_role("radio", name="only the editor").press("Space")
    brief = page.locator(".rtc-brief")
    brief.get_by_label("What you advise").fill("Ask both sides,\ntwice.\n" + "And wait. " * 200 + "The end.")
    expect(page.get_by_text("Iran has 9 ties").first).to_be_visible()
    leaves = pypdfium2.PdfDocument(page.pdf())
    text = " ".join(" ".join(leaf.get_textpage().get_text_range() for leaf in leaves).split())
    assert [part for part in PRINTED.split(";") if " ".join(part.split()) not in text] == []
    assert [part for part in PRESSED.split(";") if " ".join(part.split()) in text] == []
    assert text.count("And wait.") == 200
    page.emulate_media(media="print")
    assert page.locator(".rtc-typed, .rtc-dark:visible, .rtc-twin:visible").count() == 0
    assert page.locator(".rtc-live :is(button:not(.rtc-id), select, textarea):visible").count() == 0
    assert brief.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")


def test_with_save_widget_state_automatically_no_answer_stays_in_the_file(page: Page, lab: LabProcess) -> None:
    lab.book.commit_all(ANSWERS)
    run_cells(page, lab, NAME, OPEN, *CELLS)
    page.evaluate(SAVE_STATE)
    check(page.locator(".rtc-live").first, "Israel’s government")
    brief = page.locator(".rtc-brief")
    brief.get_by_label("What you advise").fill("Ask my aunt.")
    brief.get_by_role("button", name="Check the form").press("Enter")
    expect(status(brief)).to_contain_text("to mend.")
    assert kept(lab.book)["brief.advice"] == "Ask my aunt."
    save(page)
    file = json.loads((lab.folder / NAME).read_text("utf-8"))
    [widgets] = file["metadata"]["widgets"].values()
    replies = [one["state"]["reply"] for one in widgets["state"].values() if one["model_name"] == "AnyModel"]
    assert replies == [{}] * len(CELLS)
    texts = ("Winter", "Moscow stops", "my aunt", "s01 s04 s09", "Saved [0-9]", "Not yet[.]")
    assert [text for text in texts if re.search(text, json.dumps(file))] == []

    page.evaluate(js("saveAndEnd"))
    open_notebook(page, NAME)  # without its kernel, the controls stand as if nobody had answered
    expect(page.locator(".rtc-live")).to_have_count(len(CELLS))
    expect(page.locator(".rtc-twin:visible")).to_have_count(0)
    assert page.locator(".rtc-live input:checked").count() <= 1  # the X-ray's own
    expect(page.locator(".rtc-live", has_text="undefined")).to_have_count(0)
    page.evaluate(SAVE_STATE)


def test_a_busy_kernel_and_a_dead_one_cost_nothing_and_no_control_says_that_something_is_saved(
    page: Page, lab: LabProcess
) -> None:
    run_cells(page, lab, NAME, OPEN, ASK, SORT, f"course.vote_twice({TALK!r})", ESTIMATE, INTERESTS, BRIEF)
    question, sorting, votes, estimate, interests, brief = page.locator(".rtc-live").all()
    situation, advice = brief.get_by_label("The situation"), brief.get_by_label("What you advise")
    check(question, "Israel’s government")
    expect(status(question)).to_contain_text("Not yet. s04 speaks of Israel")
    sorting.get_by_role("radio").first.focus()
    page.keyboard.type("15")
    expect(status(sorting)).to_contain_text("2 of 13 sorted. Saved ")
    votes.get_by_role("radio").first.press("Space")
    votes.get_by_role("button", name="Vote").press("Enter")
    expect(status(votes)).to_contain_text("Your first vote: ")
    situation.fill("July (s01).")
    expect(status(brief)).to_contain_text("Saved ")
    given = interests.get_by_label("Given")
    given.select_option("outright")
    expect(status(interests)).to_have_text("4 of 4 interests are said outright.")

    with busy_kernel(page, lab):
        check(question, "The editor")
        sorting.get_by_role("radio").nth(10).press("3")
        for control in (question, sorting):
            expect(status(control)).to_contain_text(LOST)
        question.get_by_role("radio", name="Avdaliani").press("Space")
        expect(status(question)).to_have_text("")
    assert kernel_value(page, "1") == 1  # it is asked after the answer, and replies come in their order
    expect(question.get_by_role("radio", name="Avdaliani")).to_be_checked()
    expect(status(question)).to_have_text("")
    expect(status(sorting)).to_contain_text("3 of 13 sorted. Saved ")
    saved = kept(lab.book)
    assert saved == {
        "01-check-archnemesis": "editor",
        "04-sort.s01": "asserted",
        "04-sort.s02": "judged",
        "04-sort.s03": "accused",
        f"{TALK}.alone": "author",
        "brief.situation": "July (s01).",
    }

    fill_estimate(estimate, "60", "30", "10")
    kill_kernel(page)
    check(question, "Avdaliani")
    sorting.get_by_role("radio").nth(15).press("2")
    votes.get_by_role("button", name="We have talked").press("Enter")
    estimate.get_by_role("button").press("Enter")
    given.select_option("between the lines")
    advice.press_sequentially("Ask both sides.")
    for control in (question, sorting, votes, estimate, brief):
        expect(status(control)).to_contain_text(LOST)
    expect(sorting.get_by_text("not saved yet", exact=True)).to_have_count(1)
    expect(status(interests)).to_contain_text("Python is busy or has stopped, so nothing new can be drawn.")
    given.select_option("in any way")
    expect(status(interests)).to_have_text("Only 4 of 11 interests are said outright; the course infers the others.")
    assert kept(lab.book) == saved

    assert run_all(page) == []
    expect(question.get_by_role("radio", name="The editor")).to_be_checked()
    expect(status(question)).to_contain_text("Not yet. ")
    expect(sorting.locator("input:checked")).to_have_count(3)
    expect(status(votes)).to_contain_text("Your first vote: ")
    expect(situation).to_have_value("July (s01).")
    expect(advice).to_have_value("Ask both sides.")
    expect(status(brief)).to_contain_text("Saved ")
    assert kept(lab.book) == {**saved, "brief.advice": "Ask both sides."}
    expect(estimate.get_by_label("It stays calm")).to_have_value("60")
    estimate.get_by_role("button").press("Enter")
    expect(status(estimate)).to_contain_text("Saved ")
    expect(estimate.locator("dd").first).to_have_text("60 %")
