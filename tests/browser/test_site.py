"""The course as a site, from a folder on the disk and without a network: by keyboard alone, and in every state."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest
from bare_page import kept, status
from hostile import CHANCE, FILES, STRINGS, UNFIT, WRITABLE, controls, escaped, filled
from jupyter_page import axe, fill_estimate, js
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect
from student import COMMANDS, Student

from course_utils import load_context, load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.command import cli
from course_utils.command import site as made
from course_utils.course_parts import CourseParts
from course_utils.exercises.brief import PARTS

pytestmark = [pytest.mark.browser, pytest.mark.long]

#: Whatever a browser or a platform's frame has for it: nothing may be kept.
NO_STORE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
BRIEF = "Governments quarrel over the fighting of July 2020 (s01). Iran is the neighbour (s04), says s09, s13."
Tab = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    made._write(folder, made.pages(CourseParts()))
    return folder


@pytest.fixture
def tab(chromium: Browser, folder: Path) -> Iterator[Tab]:
    """Open a page of the site in a browser of its own, or one more in that; a script's error fails the test."""
    contexts, errors = list[BrowserContext](), list[str]()

    def is_ours(said: ConsoleMessage) -> bool:
        return said.type == "error" and "site.css" not in said.text  # which axe would read, and may not

    def ask(page: Page) -> None:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if is_ours(said) else None)
        page.on(
            "request", lambda one: None if one.url.startswith((folder.as_uri(), "blob:")) else errors.append(one.url)
        )

    def opened(name: str, beside: Page | None = None, script: str = "", javascript: bool = True) -> Page:
        if not beside:
            contexts.append(chromium.new_context(offline=True, java_script_enabled=javascript))
            contexts[-1].add_init_script(script)
        page = beside.context.new_page() if beside else contexts[-1].new_page()
        ask(page)
        page.goto((folder / f"{name}.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


class Visitor(Student):
    """Works on a page of the site, where no cell runs again."""

    def estimate(self, panel: Locator) -> None:
        fill_estimate(panel, "60", "30", "10")
        self.press(panel, "Commit my estimate")
        expect(status(panel)).to_contain_text("and locked.")
        for number, text in enumerate((self.words, "Winter comes.")):
            self.write(panel.locator("textarea").nth(number), text)
        self.press(panel, "Save both ways")
        expect(panel.locator("dd").last).to_contain_text("Winter comes.")

    def brief(self, form: Locator) -> None:
        for area in form.locator("textarea").all():
            self.write(area, BRIEF)
        form.get_by_label("How sure you are of your advice").focus()
        self.page.keyboard.press("ArrowDown")
        self.press(form, "Check the form")
        expect(form.get_by_role("region", name="The form, as last checked")).to_be_focused()


def save(page: Page, where: Locator, name: str, to: Path) -> Path:
    """Press a button that gives a file, by a key; keep the file."""
    with page.expect_download() as download:
        where.get_by_role("button", name=name).press("Enter")
    download.value.save_as(to / download.value.suggested_filename)
    return to / download.value.suggested_filename


def answers(page: Page) -> Locator:
    return page.locator("#answers")


#: Leaves of each table its first three rows, with the colours of all others; in JupyterLab all rows are looked at.
SHORTEN = "document.querySelectorAll('tbody > tr:nth-child(n + 4)').forEach(row => row.remove())"


def wrong(page: Page) -> list[str]:
    """Return what axe finds in light, in dark and in forced colours, and what is wider than a small screen."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    found = axe(page, "body", only="the rest") + ([f"{wide} pixels"] if wide > 320 else [])
    page.evaluate(SHORTEN)
    for dark, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
        page.emulate_media(color_scheme=dark, forced_colors=forced)  # type: ignore[arg-type]
        found += axe(page, "body", only="colours")
    page.emulate_media(color_scheme="light", forced_colors="none")
    return found


def test_a_course_by_keyboard_alone_and_the_file_that_it_leaves_is_counted_and_opened_again(
    tab: Tab, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = sorted(file.stem for file in folder.glob("*.html"))
    page = tab("index")
    student = Visitor(page)
    for name in pages:
        page.goto((folder / f"{name}.html").as_uri())
        expect(page.locator(".rtc-twin:visible")).to_have_count(0)
        panels = page.locator(".rtc-place .rtc-live:not(.rtc-brief)")
        for number in range(panels.count()):
            if name.startswith("04") and number == panels.count() // 2:
                page.reload()
            student.work_on(panels.nth(number))
        if (form := page.locator(".rtc-brief")).count():
            student.brief(form)
            brief = save(page, form, "Export my brief", tmp_path).read_text("utf-8")
            assert "default-src 'none'" in brief
            assert "In July, Armenia initiated" in brief
            assert f"<br>{COMMANDS}</p>" in brief
        assert wrong(page) == [], name
    handed = save(page, answers(page), "Save my answers as a file", tmp_path / "class")
    given = kept(Workbook(handed))
    assert {item: given[item] for item in student.given} == student.given
    capsys.readouterr()
    assert cli.main(["class", str(handed.parent), "--notebook", "01"]) == 0
    assert "1 student" in capsys.readouterr().out.replace("1 file", "1 student")

    other = tab("01-voices")
    (tmp_path / "odd.json").write_text('{"schema": 1, "cells": []}')
    file = answers(other).get_by_label("Open such a file")
    file.set_input_files(tmp_path / "odd.json")
    expect(status(answers(other))).to_have_text(
        "Not opened: expected answers that the course wrote, found something else."
    )
    file.set_input_files(handed)
    expect(status(answers(other))).to_have_text(f"Opened: {len(given)} answers.")
    expect(other.locator(".rtc-hand-in")).to_contain_text("7 of 7 answered, and 1 under More.")
    again = save(other, answers(other), "Save my answers as a file", tmp_path / "again")
    assert (again.name, again.read_bytes()) == (handed.name, handed.read_bytes())
    file.set_input_files(handed)
    other.get_by_role("button", name="Keep what is here").press("Enter")
    expect(status(answers(other))).to_have_text("Nothing was opened.")


def test_a_page_is_small(folder: Path) -> None:
    """Look at what a browser asks of a server for a page, but pictures and faces, in thousands of bytes."""
    size = lambda *names: sum(len(gzip.compress((folder / name).read_bytes())) for name in names) / 1000  # noqa: E731
    pages = {file.stem: size(file.name, f"{file.stem}.js", "site.css") for file in folder.glob("*.html")}
    assert pages["01-voices"] <= 40
    assert max(pages.values()) <= 100
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= 10_000_000


def first(page: Page) -> Locator:
    return page.locator(".rtc-live:has(button:text-is('Check'))").first


def check(page: Page, number: int) -> None:
    first(page).get_by_role("radio").nth(number).press("Space")
    first(page).get_by_role("button", name="Check").press("Enter")


def test_two_tabs_agree_and_what_one_clears_the_other_does_not_save_again(tab: Tab) -> None:
    one = tab("04-certainty")
    two, start = tab("04-certainty", one), tab("00-start-here", one)
    check(one, 1)
    expect(status(first(two))).to_have_text(status(first(one)).inner_text())
    expect(first(two).get_by_role("radio").nth(1)).to_be_checked()
    one.locator(".rtc-sorting input").first.press("2")
    expect(status(two.locator(".rtc-sorting"))).to_contain_text("1 of 13 sorted")
    for button in ("Clear my answers", "Yes, clear all of them"):
        start.get_by_role("button", name=button).press("Enter")
    for page in (one, two):
        expect(page.locator(".rtc-sorting input:checked")).to_have_count(0)
        expect(status(first(page))).to_have_text("")
        expect(page.locator(".rtc-hand-in")).to_contain_text("0 of ")
    assert json.loads(start.evaluate("localStorage['answers.json of caucasus']"))["answers"] == {}


def test_where_a_browser_keeps_nothing_each_control_says_so_and_the_file_still_comes(tab: Tab, tmp_path: Path) -> None:
    page = tab("01-voices", script=NO_STORE)
    check(page, 0)
    expect(status(first(page))).to_contain_text("Held in this open page alone.")
    expect(first(page).get_by_role("alert")).to_contain_text("This browser keeps nothing for this page.")
    expect(page.locator(".rtc-hand-in")).to_contain_text("1 of ")
    assert len(kept(Workbook(save(page, answers(page), "Save my answers as a file", tmp_path)))) == 1


def test_without_scripts_a_page_is_text_and_on_paper_controls_stand_as_they_are(tab: Tab) -> None:
    page = tab("03-history", javascript=False)
    expect(page.locator("main > .rtc-twin:visible")).to_have_count(page.locator("main > .rtc-twin").count())
    assert "let this page run its script" in page.locator(".rtc-twin").first.inner_text()
    live = tab("03-history")
    live.emulate_media(media="print")
    expect(live.locator(".rtc-twin:visible, nav:visible, #answers:visible")).to_have_count(0)
    expect(live.locator("main > .rtc-place .rtc-live:visible").first).to_be_visible()


def test_hostile_strings_are_text(
    chromium: Browser, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = cycle(string for string in STRINGS if not UNFIT.search(string))
    for name in FILES:
        (tmp_path / name).write_text(
            filled(name, "", lambda _: escaped(next(stock)), "<svg/onload=window.struck=1>"), "utf-8"
        )
    monkeypatch.chdir(tmp_path)
    loaded = load_reading("small.reading.yaml"), load_context("context.yaml"), load_questions("questions.yaml")
    page = made.Page(CourseParts())
    page.parts += [page.show(control) for control in controls(*loaded, Workbook(tmp_path / "answers.json"))]
    (folder / "hostile.html").write_text(
        page.html([("index.html", STRINGS[0])], "hostile.html"), "utf-8", "backslashreplace"
    )
    (folder / "hostile.js").write_text(page.script(), "utf-8")
    said = {"first": STRINGS[1], "tries": 1, "saved": "2026-01-02T03:04"}
    items = {string: {**said, "value": string} for string in (*STRINGS, "q-sure", "04-sort.s01")}
    items |= {name: {**said, "value": "60"} for name in CHANCE.chances}
    items |= {f"brief.{part.id}": {**said, "value": "\n\n".join(WRITABLE)} for part in PARTS}
    text = json.dumps({"schema": 1, "answers": items})
    with chromium.new_context() as context:
        asked = list[str]()
        context.on("request", lambda request: asked.append(request.url))
        context.add_init_script(f"localStorage['answers.json of caucasus'] = {json.dumps(text)}")
        tab = context.new_page()
        tab.goto((folder / "hostile.html").as_uri())
        expect(tab.locator(".rtc-place > .rtc-live, .rtc-place > div > .rtc-live")).to_have_count(len(page.controls))
        assert tab.evaluate(js("leafThrough")) == []
        for name in ("Check", "Check the form", "Gather again", "Vote"):
            button = tab.get_by_role("button", name=name, exact=True)
            if tab.locator(f".rtc-live:has(button:text-is('{name}')) fieldset input").count():
                tab.locator(f".rtc-live:has(button:text-is('{name}')) fieldset input").first.check()
            button.press("Enter")
        with tab.expect_download() as download:
            tab.get_by_role("button", name="Export my brief").press("Enter")
        download.value.save_as(tmp_path / "brief.html")
        odd = tab.evaluate(js("brought"), ".rtc-place, .rtc-twin")
        assert [
            one
            for one in odd
            if not re.fullmatch(r'<a (target="_blank" rel="noopener"|download="") hidden="".*</a>', one)
        ] == []
        tab.goto((tmp_path / "brief.html").as_uri())
        assert tab.evaluate(js("brought"), "main") == []
        assert tab.evaluate("'struck' in window") is False
        assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
