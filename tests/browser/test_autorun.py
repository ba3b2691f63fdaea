"""A notebook of the course that is opened runs itself, stays at its top and says so; any other waits."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bare_page import kept
from course_folder import course_folder
from jupyter_page import await_notebook, axe_in_both_themes, js, kernel_value, open_notebook, run_all, write_notebook
from lab_process import LabProcess
from playwright.sync_api import Locator, Page, expect
from student import Student
from system_chromium import AUTORUN

from course_utils import Course
from course_utils.answers.workbook import Workbook
from course_utils.command.build import write_notebooks
from course_utils.command.student_folder import GUIDE, lay_out
from course_utils.places import EXAMPLE, shelf

pytestmark = pytest.mark.browser

RUNNING, READY = "The notebook is running; this takes some seconds.", "The notebook is ready."
#: Keeps what is said to who does not see it.
_LISTEN = """new MutationObserver((changes) => { for (const {target} of changes)
  if (target.className === 'course-line') (window.heard ??= []).push(target.textContent);
}).observe(document, {childList: true, subtree: true});"""
_VIEW = (
    "(() => { const v = jupyterapp.shell.currentWidget.content; return [v.outerNode.scrollTop, v.activeCellIndex]; })()"
)
_COUNT = "get_ipython().execution_count"
_RAN = (
    "[...jupyterapp.shell.currentWidget.content.model.cells].filter(c => c.type === 'code')"
    ".map(c => c.executionCount !== null)"
)


@pytest.fixture(scope="module")
def desk(desk: Any) -> Iterator[Any]:
    """Give JupyterLab as students have it."""
    theirs = type(desk)(desk.browser, desk.lab, AUTORUN + _LISTEN)
    yield theirs
    theirs.tidy(keep=False)


def line(page: Page) -> Locator:
    return page.locator(".jp-NotebookPanel:visible .course-line").first


def told(page: Page) -> Locator:
    """Return what the file itself says to do first."""
    return (
        page.locator(".jp-NotebookPanel:visible .jp-MarkdownOutput", has_text="Run everything first")
        .locator("h1 + p")
        .first
    )


def assert_ready(page: Page) -> None:
    expect(line(page)).to_have_text(READY, timeout=60_000)
    page.wait_for_function(js("drawn"))
    expect(told(page)).to_be_hidden()
    expect(page.locator(".rtc-twin:visible")).to_have_count(0)


def test_the_guide_opens_rendered_and_each_of_its_plans_prints_on_one_page(page: Page, lab: LabProcess) -> None:
    lay_out(lab.folder, teacher=True)
    page.goto(f"{lab.base}/lab/tree/{GUIDE}?token={lab.token}")
    expect(page.locator(".jp-MarkdownViewer").get_by_role("heading", level=1)).to_contain_text("guide", timeout=60_000)
    expect(page.locator(".jp-FileEditor")).to_have_count(0)
    page.set_viewport_size({"width": 718, "height": 1047})  # of A4 within margins of a centimetre
    page.emulate_media(media="print")
    tops = [
        page.locator(f"[data-jupyter-id='{name}']").evaluate("h => h.getBoundingClientRect().top")
        for name in ("Plans", "75-minutes", "90-minutes", "After-every-plan")
    ]
    page.emulate_media(media="screen")
    heights = [after - top for top, after in itertools.pairwise(tops)]
    assert min(heights) > 0
    assert max(heights) < 1047


def test_it_runs_once_at_each_opening_and_stays_at_its_top(page: Page, lab: LabProcess) -> None:
    open_notebook(page, "00-start-here.ipynb", kernel=False)
    assert_ready(page)
    assert page.evaluate("window.heard.slice(-2)") == [RUNNING, READY]
    assert page.evaluate(_VIEW) == [0, 0]
    ran = kernel_value(page, _COUNT)

    page.evaluate("jupyterapp.commands.execute('docmanager:clone')")  # a second view
    expect(page.locator(".course-line")).to_have_count(2)
    assert_ready(page)

    page.evaluate("jupyterapp.shell.currentWidget.context.save()")
    open_notebook(page, "00-start-here.ipynb")  # closed and opened again
    assert_ready(page)
    page.reload()
    await_notebook(page)
    assert_ready(page)
    assert kernel_value(page, _COUNT) == ran

    page.evaluate("jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    expect(line(page)).to_have_text("")
    expect(told(page)).to_be_visible()
    await_notebook(page)
    assert run_all(page) == []
    assert_ready(page)
    page.reload()  # before it was saved: what the file names is gone
    await_notebook(page)
    assert_ready(page)
    assert kernel_value(page, _COUNT) > ran


@pytest.mark.long
def test_students_see_steps_and_no_code_unless_they_ask(page: Page, lab: LabProcess) -> None:
    open_notebook(page, "00-start-here.ipynb", kernel=False)
    assert_ready(page)
    steps, code = page.locator(".course-step:visible"), page.locator(".jp-InputPlaceholder:visible, .cm-editor:visible")
    expect(steps.nth(2)).to_have_text("Step 2: a practice question.")
    assert (steps.count(), code.count()) == (6, 0)
    assert axe_in_both_themes(page, ".course-line", ".course-step") == []
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.get_by_role("menuitem", name="Show Code of the Course").click()
    expect(code).to_have_count(6)
    expect(steps).to_have_count(0)
    page.evaluate("jupyterapp.commands.execute('reading-the-caucasus:code')")
    page.evaluate("print = () => { window.printed = true; }; jupyterapp.commands.execute('apputils:print')")
    page.wait_for_function("window.printed")  # the page, where answers are, and not the file


@pytest.mark.long
def test_who_scrolls_while_it_runs_keeps_the_place(page: Page, lab: LabProcess) -> None:
    open_notebook(page, "05-strategic-interests.ipynb", kernel=False)
    expect(line(page)).to_have_text(RUNNING, timeout=60_000)
    heading = page.locator(".jp-NotebookPanel:visible .jp-MarkdownOutput h2").nth(3)
    heading.evaluate("e => e.scrollIntoView({block: 'center'})")
    before = heading.bounding_box()
    assert_ready(page)
    page.wait_for_timeout(2500)
    after = heading.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 10


@pytest.mark.long
def test_what_was_saved_while_it_ran_runs_again_when_it_is_opened_again(page: Page, lab: LabProcess) -> None:
    open_notebook(page, "01-voices.ipynb", kernel=False)
    page.wait_for_function(f"() => {_RAN}.indexOf(false) > 2")  # some controls stand, and some do not
    page.evaluate("jupyterapp.shell.currentWidget.context.save()")
    open_notebook(page, "01-voices.ipynb", kernel=False)
    assert page.evaluate(f"() => {_RAN}.includes(false)")
    assert_ready(page)
    page.wait_for_function(js("done"))


@pytest.mark.long
def test_a_notebook_in_the_background_waits_until_it_is_looked_at(page: Page, lab: LabProcess) -> None:
    open_notebook(page, "00-start-here.ipynb", kernel=False)
    page.evaluate(
        "jupyterapp.commands.execute('docmanager:open', {path: '06-the-brief.ipynb', options: {activate: false}})"
    )
    assert_ready(page)
    expect(page.locator(".course-line")).to_have_text([READY, ""])
    page.get_by_role("tab", name="06-the-brief.ipynb").click()
    assert_ready(page)


def changed(lab: LabProcess) -> str:
    file = lab.folder / "00-start-here.ipynb"
    file.write_text(file.read_text("utf-8").replace("# Step 2", "# Step two"), "utf-8")
    return file.name


def strangers(lab: LabProcess) -> str:
    """Write what Jupyter calls trusted, for it has no outputs."""
    write_notebook(lab, "mine.ipynb", "from course_utils import open_course", "open('x', 'w')")
    return "mine.ipynb"


def planted(name: str) -> Callable[[LabProcess], str]:
    def plant(lab: LabProcess) -> str:
        (lab.folder / name).parent.mkdir(exist_ok=True)
        (lab.folder / name).write_text("open('x', 'w')", "utf-8")
        return "00-start-here.ipynb"

    return plant


@pytest.mark.parametrize(
    ("prepare", "said"),
    [(changed, ""), (strangers, ""), *((planted(name), name.partition("/")[0])
      for name in ("course_utils.py", "matplotlib/__init__.py", "sitecustomize.py"))],
)  # fmt: skip
def test_what_is_not_the_courses_own_waits(
    page: Page, lab: LabProcess, prepare: Callable[[LabProcess], str], said: str
) -> None:
    open_notebook(page, prepare(lab))
    if said:
        expect(line(page)).to_contain_text(f"does not run by itself: {said} lies beside it")
    page.wait_for_timeout(1000)
    assert kernel_value(page, _COUNT) == 1
    assert said or line(page).inner_text() == ""
    assert not (lab.folder / "x").exists()
    if prepare is not strangers:
        expect(told(page)).to_be_visible()


@pytest.mark.long
def test_another_courses_notebook_is_ready_too_and_one_that_fails_says_what_to_do(page: Page, lab: LabProcess) -> None:
    shutil.copytree(Path(__file__).parents[1] / "second_course", lab.folder, dirs_exist_ok=True)
    opening = "from course_utils import open_course\ncourse = open_course()\ncourse"
    write_notebook(lab, "water.ipynb", opening, "# Schritt 1: eine Karte.\ncourse.explore.article_map('Look.')")
    open_notebook(page, "water.ipynb", kernel=False)
    assert_ready(page)
    start = lab.folder / "00-start-here.ipynb"
    start.write_text(start.read_text("utf-8").replace("00-check-1", "nowhere"), "utf-8")
    open_notebook(page, start.name, kernel=False)
    expect(line(page)).to_have_text(RUNNING)
    expect(line(page)).to_have_text("", timeout=60_000)
    expect(told(page)).to_be_visible()


@pytest.mark.long
def test_the_example_is_answered_by_keys_alone_and_has_its_answers_again(page: Page, lab: LabProcess) -> None:
    """It has a question, a prediction, a sorting, two votes and an explorer, of another article than the course's."""
    place = shutil.copytree(shelf("seeds") / EXAMPLE, lab.folder / "example") / "notebooks"
    open_notebook(page, "example/notebooks/04-certainty.ipynb", kernel=False)
    assert_ready(page)
    student = Student(page)
    for panel in page.locator(".rtc-live").all():
        student.work_on(panel)
    given = kept(Workbook(place / "answers.json"))
    assert len(given) > 10
    assert kept(lab.book) == {}
    page.reload()
    open_notebook(page, "example/notebooks/04-certainty.ipynb", kernel=False)
    assert_ready(page)
    expect(page.locator(".rtc-sorting input:checked")).to_have_count(14)
    expect(page.locator(".rtc-live").first.get_by_role("status")).to_contain_text("Saved ")
    assert kept(Workbook(place / "answers.json")) == given


@pytest.mark.long
def test_a_notebook_that_is_written_for_another_course_is_ready_and_says_what_there_is_to_write(
    page: Page, lab: LabProcess
) -> None:
    """Where the course has nothing for a step, that step says so and the others run."""
    write_notebooks(Course(course_folder(lab.folder / "kesh", {})))
    open_notebook(page, "kesh/notebooks/02-actors.ipynb", kernel=False)
    assert_ready(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who is “Osk”?")
    expect(page.locator("p.rtc-said", has_text="this course asks nothing at 02-check-2;")).to_be_visible()
    expect(page.get_by_text("To write: one phrase of the article in which a city")).to_be_visible()
    expect(page.locator(".rtc-hand-in")).to_be_visible()


@pytest.mark.long
def test_jupyterlab_opens_where_the_extension_cannot_load(page: Page, lab: LabProcess) -> None:
    page.route("**/reading-the-caucasus/static/remoteEntry.js", lambda route: route.abort())
    page.goto("/lab/tree/00-start-here.ipynb?reset")
    await_notebook(page)
    expect(told(page)).to_be_visible()
    assert page.locator(".course-line").count() == 0
    page.goto("about:blank")  # so that no later test has this page
