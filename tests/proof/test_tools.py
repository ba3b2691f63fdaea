"""Each tool of this folder finds what is wrong; whatever else they do is seen when they are run before a release."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from accessibility import window
from checks import Result, Scope, axe, keyboard, layouts, names, prepare, probe
from measured import Row
from mutants import PROJECT, Mutant, sample
from playwright.sync_api import sync_playwright
from system_chromium import MISSING, find_chromium


def test_the_same_seed_makes_the_same_mutants_and_each_changes_one_token() -> None:
    drawn = sample(["course_utils/errors.py"], 12, 14)
    assert drawn == sample(["course_utils/errors.py"], 12, 14)
    source = (PROJECT / "course_utils/errors.py").read_text(encoding="utf-8")
    assert len({each.made_in(source) for each in drawn} - {source}) == 12


def test_a_mutant_of_other_code_is_refused() -> None:
    mutant = Mutant("a.py", 2, 7, "==", "!=")
    assert mutant.made_in("\nif one == 2:\n") == "\nif one != 2:\n"
    with pytest.raises(ValueError, match=r"a\.py:2: '==' -> '!=': the code is another"):
        mutant.made_in("if one == 2:\n")


@pytest.mark.parametrize(
    ("ours", "bare", "most", "missed"),
    [(1.2, 1.0, None, False), (1.3, 1.0, None, True), (1.0, 1.0, 0.5, True), (0, 1, None, True), (1, 0, None, True)],
)
def test_a_figure_beyond_its_target_or_that_was_not_measured_is_missed(
    ours: float, bare: float, most: float | None, missed: bool
) -> None:
    assert Row("row", ours, bare, 1.2, most).missed is missed


BROKEN = """<html lang=en><title>Broken</title><h1>Title</h1><main><p style="color: #999">Faint words.</p>
<img src=x><button></button><button onkeydown="event.preventDefault()">Trap</button><button>Beyond</button>
<fieldset><input type=radio name=a aria-label=One></fieldset><p style="width: 400px">Wide words.</p></main>"""


def _looked_at(markup: str) -> dict[str, list[str]]:
    """Return what each check finds on a page."""
    with sync_playwright() as play, window(play) as page:
        scope = Scope("main", page=True)
        page.set_content(markup)
        prepare(page)
        found: list[Result] = [axe(page, scope, "axe-light"), names(page, page.context.new_cdp_session(page), scope)]
        found += [probe(page, "pictures", scope), keyboard(page, scope)[0]]
        found += layouts(page, scope, "body { color: black }")
    return {one.check: sorted({what for what, _ in one.findings}) for one in found}


@pytest.mark.browser
def test_the_checks_find_what_is_wrong_with_a_page() -> None:
    if find_chromium() is None:
        pytest.skip(MISSING)  # which fails where CI is true
    with ThreadPoolExecutor(1) as apart:  # other tests of this process may have Playwright's loop in its main thread
        said = apart.submit(_looked_at, BROKEN).result()
    rules = [what.partition(":")[0] for what in said.pop("axe-light")]
    assert rules == ["button-name", "color-contrast", "image-alt", "target-size"]
    assert said == {
        "names": ["a button without a name", "a group of controls without a name"],
        "pictures": ["a picture without alternative text"],
        "keyboard": [f"{key} does not {what} it" for key in ("Shift+Tab", "Tab") for what in ("leave", "reach")],
        "reflow": ["96 pixels wider than the room it has", "the page is 88 pixels wider than the window"],
        "zoom": [],
        "text": ["letters of 13.3333 pixels grow to 13.3333", "letters of 16 pixels grow to 16"],
        "spacing": [],
    }
