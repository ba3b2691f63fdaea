"""The brief as a student writes it: by keyboard alone, through a crash, to a page that can be handed in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jupyter_page import (
    OUTPUTS,
    axe,
    axe_in_both_themes,
    close_notebook,
    cut_off,
    kernel_value,
    kill_kernel,
    narrow,
    open_notebook,
    reopen_untrusted,
    run_all,
    save,
    tab_to,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

NAME = "brief.ipynb"
OPEN = "from course_utils import open_course\ncourse = open_course()\ncourse"
EVIL = """<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>"""
SITUATION = "The situation"
TEXTS = {
    SITUATION: f"The editor writes of fighting in July (s01). {EVIL}",
    "What is known, and who says so": "Avdaliani calls the ties mixed (s04).",
    "What is hearsay": "The stations (s13).\n\n# not a heading",
    "One possible outcome": "Fighting may return.",
    "Another possible outcome": "The border may stay calm.",
    "What you advise": "Ask people on both sides of the border.",
}
LOST = "Not saved yet: Python is busy or has stopped. What you have typed stays here."


def started(page: Page, lab: LabProcess, *cells: str) -> Locator:
    """Run a notebook with the brief in it and return the form."""
    write_notebook(lab, NAME, OPEN, *(cells or ("course.write_brief()",)))
    open_notebook(page, NAME)
    assert run_all(page) == []
    form = page.locator(".rtc-brief")
    expect(form.first).to_be_visible()
    return form


def kept(lab: LabProcess) -> dict[str, str]:
    """Return what is on the disk: each part's text."""
    file = lab.folder / "answers.json"
    data = json.loads(file.read_text("utf-8")) if file.exists() else {"answers": {}}
    return {item: answer["value"] for item, answer in data["answers"].items()}


def saved(form: Locator) -> None:
    expect(form.get_by_role("status")).to_contain_text("Saved ")


def test_a_brief_is_written_checked_mended_and_exported_by_keyboard_alone(
    page: Page, lab: LabProcess, chromium: Browser
) -> None:
    form = started(page, lab)
    status = form.get_by_role("status")
    form.get_by_label(SITUATION).focus()
    for label, text in TEXTS.items():
        tab_to(page, form.get_by_label(label))
        page.keyboard.insert_text(text)
    tab_to(page, form.get_by_role("button", name="Check the form"))
    page.keyboard.press("Enter")
    result = form.get_by_role("region", name="The form, as last checked")
    expect(result).to_be_focused()
    assert result.get_by_role("listitem").all_inner_texts() == [
        "“Whose perspective is missing” is empty. Go there",
        "“How sure you are of your advice” is not chosen: low, moderate, high. Go there",
        "At least 4 different sentences are to be cited; so far: s01, s04, s13.",
    ]
    expect(status).to_contain_text("3 things to mend. Only the form was checked; what you advise is up to you.")
    missing = form.get_by_label("Whose perspective is missing")
    expect(missing).to_have_attribute("aria-invalid", "true")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_description("“Whose perspective is missing” is empty.")
    page.keyboard.press("Enter")
    expect(missing).to_be_focused()
    page.keyboard.insert_text("Nobody who lives there is asked.")
    expect(missing).not_to_have_attribute("aria-invalid", "true")
    tab_to(page, form.get_by_label("How sure you are of your advice"))
    page.keyboard.type("low")
    missing.press("Home")
    tab_to(page, form.get_by_label("A sentence of the page"))
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(form.get_by_label("A sentence of the page")).to_have_value("s10")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(missing).to_be_focused()
    expect(missing).to_have_value("(s10)Nobody who lives there is asked.")
    page.keyboard.type(" ")
    expect(form.get_by_role("region", name="Evidence").locator("blockquote")).to_have_count(4)
    expect(form.get_by_role("region", name="Evidence")).to_contain_text("s01, the editor")
    tab_to(page, form.get_by_role("button", name="Check the form"))
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Nothing is missing. Only the form was checked;")
    tab_to(page, form.get_by_role("button", name="Export my brief"))
    page.keyboard.press("Enter")
    expect(status).to_contain_text(f"Exported as brief.md and brief.html, in the folder {lab.folder}.")
    expect(status).not_to_contain_text("The form still has")
    assert page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length") == 2
    assert kept(lab)["brief.missing"] == "(s10) Nobody who lives there is asked."

    asked: list[str] = []
    context = chromium.new_context()
    paper = context.new_page()
    paper.on("request", lambda request: asked.append(request.url))
    address = (lab.folder / "brief.html").as_uri()
    paper.goto(address)
    assert asked == [address]
    assert axe(paper, "html") == []
    assert paper.locator("h1").all_inner_texts() == ["A brief for a foreign ministry whose state takes no side"]
    expect(paper.get_by_text(EVIL)).to_be_visible()
    expect(paper.get_by_text("# not a heading")).to_be_visible()
    assert paper.locator("img, script").count() == 0
    assert paper.evaluate("window.hacked") is None
    assert paper.locator("blockquote").count() == 4
    context.close()


def test_a_full_brief_with_all_predictions_prints_on_two_pages(page: Page, lab: LabProcess, chromium: Browser) -> None:
    started(page, lab)
    kernel_value(page, "__import__('course_utils.course').course.Course().answers.commit_all(" + _FULL + ") and 1")
    assert run_all(page) == []
    page.locator(".rtc-brief").get_by_role("button", name="Export my brief").press("Enter")
    expect(page.locator(".rtc-brief").get_by_role("status")).to_contain_text("Exported as brief.md")
    context = chromium.new_context()
    paper = context.new_page()
    paper.goto((lab.folder / "brief.html").as_uri())
    assert paper.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") in (1, 2)
    context.close()


#: 350 words with nine sentences, every prediction, and an estimate.
_FULL = """{
    **{f'brief.{part}': 'word ' * 49 + f's0{n}' for n, part in enumerate(
        ('situation', 'known', 'hearsay', 'missing', 'outcome-1', 'outcome-2', 'advice'), 1)},
    'brief.situation': 's08 s09 ' + 'word ' * 48, 'brief.confidence': 'high',
    **{q.id: q.options[0].id for q in __import__('course_utils').load_questions() if q.kind == 'prediction'},
    '03-estimate': '35', '03-estimate.other-1': 'way ' * 60, '03-estimate.other-2': 'way ' * 60,
}""".replace("\n", " ")


def test_what_is_typed_is_saved_after_a_pause_and_on_leaving_and_found_again(page: Page, lab: LabProcess) -> None:
    form = started(page, lab)
    status, situation = form.get_by_role("status"), form.get_by_label(SITUATION)
    expect(status).to_have_text("0 of 350 words.")
    status.evaluate(
        """s => { window.said = [];
             new MutationObserver(() => said.push(s.textContent)).observe(s, {childList: true}); }"""
    )
    situation.focus()
    page.keyboard.type("a bad x, dd")  # letters that are commands of JupyterLab's
    saved(form)
    assert "0 of 350 words. Not saved yet." in page.evaluate("said")
    expect(status).to_contain_text("4 of 350 words. Saved ")
    expect(status).to_have_attribute("aria-live", "off")  # nothing is said at every pause
    assert kept(lab) == {"brief.situation": "a bad x, dd"}
    page.keyboard.press("Enter")
    page.keyboard.type("z")
    page.keyboard.insert_text("undone")
    page.keyboard.press("Control+Z")
    page.keyboard.press("Tab")
    saved(form)
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_contain_text("5 of 350 words. Saved ")
    assert kept(lab) == {"brief.situation": "a bad x, dd\nz"}

    save(page)
    close_notebook(page)
    open_notebook(page, NAME)
    assert run_all(page) == []
    expect(form.get_by_label(SITUATION)).to_have_value("a bad x, dd\nz")
    saved(form)
    assert page.evaluate("sessionStorage.getItem('rtc-draft brief')") is None


def test_a_kernel_killed_in_the_middle_costs_nothing(page: Page, lab: LabProcess) -> None:
    form = started(page, lab)
    form.get_by_label(SITUATION).fill("Fighting in July (s01).")
    form.get_by_label("What you advise").fill("Ask")
    form.get_by_role("button", name="Check the form").focus()
    saved(form)
    kill_kernel(page)
    advice = form.get_by_label("What you advise")
    advice.focus()
    page.keyboard.press("End")
    page.keyboard.type(" both sides.")
    status = form.get_by_role("status")
    expect(status).to_contain_text(LOST)
    page.keyboard.type(" And wait.")
    page.wait_for_timeout(1500)
    expect(status).to_contain_text(LOST)  # further typing does not hide the notice
    expect(advice).to_have_value("Ask both sides. And wait.")
    assert kept(lab) == {"brief.situation": "Fighting in July (s01).", "brief.advice": "Ask"}

    assert run_all(page) == []
    expect(form.get_by_label("What you advise")).to_have_value("Ask both sides. And wait.")
    expect(form.get_by_label(SITUATION)).to_have_value("Fighting in July (s01).")
    saved(form)
    assert kept(lab)["brief.advice"] == "Ask both sides. And wait."


def test_answers_cleared_elsewhere_neither_empty_the_screen_nor_stay_unsaved(page: Page, lab: LabProcess) -> None:
    form = started(page, lab)
    form.get_by_label(SITUATION).fill("Fighting in July (s01).")
    saved(form)
    (lab.folder / "answers.json").unlink()
    form.get_by_label("What you advise").fill("Ask.")
    form.get_by_role("button", name="Check the form").press("Enter")
    lacking = form.get_by_role("region", name="The form, as last checked").get_by_role("listitem")
    expect(lacking.filter(has_text="“What is hearsay” is empty.")).to_have_count(1)
    expect(lacking.filter(has_text="“The situation” is empty.")).to_have_count(0)
    expect(form.get_by_label(SITUATION)).to_have_value("Fighting in July (s01).")
    assert kept(lab) == {"brief.situation": "Fighting in July (s01).", "brief.advice": "Ask."}
    (lab.folder / "answers.json").unlink()
    form.get_by_label("What you advise").fill("Ask both.")  # a pause in typing is enough, too
    saved(form)
    assert kept(lab) == {"brief.situation": "Fighting in July (s01).", "brief.advice": "Ask both."}


def test_the_later_of_two_windows_wins_and_says_so(page: Page, lab: LabProcess) -> None:
    started(page, lab, "course.write_brief()", "course.write_brief()")
    one, other = page.locator(".rtc-brief").nth(0), page.locator(".rtc-brief").nth(1)
    one.get_by_label("What you advise").fill("Wait.")
    saved(one)
    other.get_by_label("What you advise").fill("Ask first.")
    expect(other.get_by_role("alert")).to_contain_text("It had been saved differently elsewhere: “What you advise”.")
    assert kept(lab) == {"brief.advice": "Ask first."}
    one.get_by_label(SITUATION).fill("July.")
    saved(one)
    expect(one.get_by_label("What you advise")).to_have_value("Ask first.")


def test_answers_are_gathered_on_the_page_and_leave_no_trace_in_the_notebook(page: Page, lab: LabProcess) -> None:
    write_notebook(lab, NAME, OPEN, "course.my_course()", "course.write_brief()")
    open_notebook(page, NAME)
    assert run_all(page) == []
    mine = page.locator(".rtc-portfolio")
    expect(mine).to_contain_text("Nothing yet. You make them in notebooks 00,")
    before = _outputs(page)
    kernel_value(page, "course.answers.commit_all({'05-predict-rule': 'hostile', '04-sort.s10': 'accused'}) and 1")
    mine.get_by_role("button", name="Gather again").press("Enter")
    expect(mine).to_contain_text("They are hostile, as the rule says")
    page.locator(".rtc-brief").get_by_label(SITUATION).fill("July.")
    saved(page.locator(".rtc-brief"))
    assert run_all(page) == []
    expect(mine).to_contain_text("Of your 1 sentence, 1 agrees with the reading;")
    assert _outputs(page) == before


def _outputs(page: Page) -> object:
    """Return what the notebook's outputs would be on the disk, without the widgets' random ids."""
    return page.evaluate(
        """() => [...jupyterapp.shell.currentWidget.content.model.cells].flatMap(c => c.outputs.toJSON())
             .map(o => ({...o.data, 'application/vnd.jupyter.widget-view+json': null}))"""
    )


def test_the_form_and_the_answers_have_no_accessibility_violation_and_are_whole_at_320_pixels(
    page: Page, lab: LabProcess
) -> None:
    form = started(page, lab, "course.my_course()", "course.write_brief()")
    form.get_by_label(SITUATION).fill("s01 s04 s09 s13")
    form.get_by_role("button", name="Check the form").press("Enter")
    expect(form.get_by_role("region", name="The form, as last checked")).to_be_focused()
    assert axe_in_both_themes(page, OUTPUTS) == []
    narrow(page)
    assert cut_off(form) == []


def test_a_strangers_copy_shows_the_form_and_nothing_that_was_typed(page: Page, lab: LabProcess) -> None:
    form = started(page, lab)
    expect(page.locator(".rtc-twin")).to_be_hidden()
    form.get_by_label(SITUATION).fill("Something of mine.")
    saved(form)
    copy = reopen_untrusted(page, lab, NAME)
    twin = page.locator(".rtc-twin:visible")
    expect(twin).to_contain_text("Write one page for a foreign ministry whose state takes no side.")
    expect(twin.get_by_role("listitem")).to_have_count(12)
    for name in (NAME, copy):
        assert "Something of mine." not in Path(lab.folder, name).read_text("utf-8")
    assert axe(page, OUTPUTS) == []
