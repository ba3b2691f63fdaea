"""The class's page on a projector: by keyboard alone, in every colour scheme, on a phone, and from no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from checks import Scope, axe, keyboard
from playwright.sync_api import Browser, Page, expect

from course_utils.answers.workbook import Workbook
from course_utils.command import cli
from course_utils.course_parts import CourseParts

WHOLE = Scope("body", page=True)
#: Sizes of a screen, and what else a reader has set.
SCREENS = {
    "light": ({"width": 1280, "height": 720}, {}),
    "dark": ({"width": 1920, "height": 1080}, {"color_scheme": "dark"}),
    "forced colours": ({"width": 1280, "height": 720}, {"forced_colors": "active"}),
    "a phone": ({"width": 320, "height": 640}, {}),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page of eight students who have answered the end of 03 and the beginning of 04."""
    folder, course = tmp_path_factory.mktemp("class"), CourseParts()
    for student in range(8):
        asked = [*course.questions.values()]
        first = next(number for number, question in enumerate(asked) if question.id == "03-after-exit")
        values = {q.id: q.options[student % 3 % 2].id for q in asked[first : first + 6]}
        rows = {f"04-sort.{e.id}": ("asserted", "judged")[student % 2] for e in course.sorting_tasks[0].entries[:2]}
        Workbook(folder / f"{student}.json").commit_all({**values, **rows, "mine": str(student)})
    assert cli.main(["class", str(folder), "--page", str(folder / "class.html")]) == 0
    return (folder / "class.html").as_uri()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest, address: str) -> Iterator[Page]:
    size, others = SCREENS[getattr(request, "param", "light")]
    with chromium.new_context(viewport=size, **others) as context:
        page, asked, said = context.new_page(), list[str](), list[str]()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: said.append(one.text))
        page.goto(address)
        yield page
        assert ({url.partition("#")[0] for url in asked}, said) == ({address}, [])


@pytest.mark.parametrize("page", SCREENS, indirect=True)
def test_it_has_no_barrier_open_or_closed_and_no_screen_is_too_wide(page: Page) -> None:
    for _ in range(2):
        assert axe(page, WHOLE, "axe").findings == ()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [found.findings for found in keyboard(page, WHOLE)] == [(), ()]
    smallest = (
        "Math.min(...[...document.querySelectorAll('body *')].map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert page.evaluate(smallest) >= 21  # 16 pt


def test_each_screen_fits_a_projector_in_the_courses_faces(page: Page) -> None:
    faces = (
        "document.fonts.ready.then(() => [...document.fonts].map((one) => `${one.family} ${one.weight} ${one.status}`))"
    )
    assert page.evaluate(faces) == [
        f"{name} loaded" for name in ("Course Sans 400", "Course Sans 600", "Course Serif 400")
    ]
    tall = "[...document.querySelectorAll('header, section')].filter((one) => one.scrollHeight > innerHeight).length"
    assert page.evaluate(tall) == 0


def test_keys_and_buttons_go_a_screen_on_and_back(page: Page) -> None:
    tops = "[...document.querySelectorAll('header, section')].map((e) => Math.abs(e.getBoundingClientRect().top))"
    here = f"{tops}.findIndex((top) => top < 2)"
    screens = page.locator("section").count()
    assert screens > 6
    for key, number in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("ArrowLeft", 0), ("ArrowLeft", 0)):
        page.keyboard.press(key)
        page.wait_for_function(f"{here} === {number}")
        expect(page.locator(f"#q{number}")).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    first = page.locator("#q1")
    first.get_by_role("link", name="Next").press("Enter")
    page.wait_for_function(f"{here} === 2")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{here} === 3")
    page.locator("#q3").get_by_role("link", name="All questions").click()
    page.wait_for_function(f"{here} === 0")
    contents = page.get_by_role("navigation", name="Questions")
    for notebook in ("03-history", "04-certainty"):  # the other one closes
        contents.get_by_text(notebook).press("Enter")
    expect(contents.get_by_role("link").first).to_have_attribute("href", "#q2")
    contents.get_by_role("link").last.click()
    page.wait_for_function(f"{here} === {screens}")


def test_the_answer_stays_closed_until_it_is_revealed_by_key_and_what_came_later_too(page: Page) -> None:
    question = page.locator("section", has_text="04-check-claim")
    answer = question.get_by_text("Three minutes for “")
    expect(answer).to_be_hidden()
    question.get_by_text("Reveal the answer").press("Enter")
    expect(answer).to_be_visible()
    later = page.locator("section", has_text="03-after-exit").get_by_role("heading", level=2)
    expect(later).to_be_hidden()
    page.locator("section", has_text="03-after-exit").locator("summary").first.press("Enter")
    expect(later).to_be_visible()
    expect(page.get_by_role("img", name="Bar chart of a class’s answers to 04-check-claim")).to_be_visible()


def test_nothing_runs_and_nothing_is_loaded_that_the_page_does_not_have_itself(chromium: Browser, address: str) -> None:
    """The page's own policy stands in the way, even of what would have slipped in."""
    path = Path(address.removeprefix("file://"))
    evil = '<img src="https://example.org/x.png" onerror="run=1"><script>run = 1</script><style>h1{color:red}</style>'
    path.with_name("evil.html").write_text(path.read_text("utf-8").replace("</h1>", f"</h1>{evil}", 1), "utf-8")
    with chromium.new_context() as context:
        page, failed = context.new_page(), list[str | None]()
        page.on("requestfailed", lambda one: failed.append(one.failure))
        page.goto(path.with_name("evil.html").as_uri())
        assert page.evaluate("[window.run, getComputedStyle(document.querySelector('h1')).color]") == [
            None,
            "rgb(26, 26, 26)",
        ]
        assert failed == ["csp"]


def test_without_a_script_it_is_one_long_page_and_on_paper_it_has_no_buttons(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#q1").get_by_role("link", name="Next").press("Enter")
        expect(page.locator("#q2")).to_be_in_viewport(ratio=0.9)
        page.emulate_media(media="print")
        expect(page.locator("#q2").get_by_role("link", name="Next")).to_be_hidden()
        expect(page.locator("#q2 figure")).to_be_visible()
