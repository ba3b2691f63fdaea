"""Every check of the accessibility report finds its defect, and nothing on a sound page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from accessibility import checks, colours, emulation
from accessibility.checks import Scope
from accessibility.findings import CHECKS, Finding, Result, Surface
from accessibility.report import NOT_TRIED, as_report, failures, verdict
from playwright.sync_api import Browser, Page

from course_utils.article import load_article
from course_utils.charts import Chart, Row, Table
from course_utils.markup import esc
from course_utils.widgets.base import static

pytestmark = pytest.mark.browser

SCOPE = Scope("main", page=True)
_ALT = "Bar chart with one bar, for the Kremlin, drawn for a test."
_TABLE = Table("Bars", ("Name",), (Row(("Kremlin",), origin=None),))


def _figure() -> str:
    """Return a chart as the course marks it up, with a picture of one pixel."""
    from matplotlib.figure import Figure

    chart = Chart("One bar.", _ALT, "One bar.", _TABLE, load_article(), lambda theme: Figure(figsize=(1, 1)))
    return chart.markup


BODY = """<main><h1>Title</h1>
<div class="rtc-live"><fieldset><legend>Which?</legend><label><input type="radio" name="a"> One</label>
<label><input type="radio" name="a"> Two</label></fieldset><label for="list">Mark</label>
<select id="list"><option>First</option></select> <button type="button">Check</button>
<p class="rtc-status" role="status">Saved.</p><p><mark>Yerevan</mark> is the capital.</p></div>
<p>It is called <span lang="hy">Հայաստան</span>, and <span lang="he" dir="rtl">ישראל</span>.</p>
FIGURE</main>"""


def show(page: Page, body: str) -> Page:
    page.set_content(
        f"<!doctype html><html lang=en><title>A page</title><meta name=viewport content='width=device-width'>"
        f"<style>{static('course.css')}</style><body>{body}</body></html>"
    )
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    checks.prepare(page)
    return page


@pytest.fixture(scope="module")
def sound() -> str:
    return BODY.replace("FIGURE", _figure())


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


DOUBLE = "main, .rtc-live { font-size: 32px !important }"


def run(check: str, page: Page) -> Result:
    """Hold the page to one check."""
    if check in emulation.LAYOUTS:
        return emulation.layout(page, SCOPE, check, DOUBLE)
    if check in ("keyboard", "focus"):
        return next(result for result in checks.keyboard(page, SCOPE) if result.check == check)
    if check == "names":
        return checks.names(page, page.context.new_cdp_session(page), SCOPE)
    if check == "motion":
        return emulation.still(page, SCOPE)
    if check == "forced":
        return emulation.forced(page, SCOPE, [])
    return checks.axe(page, SCOPE, check) if check.startswith("axe") else checks.probe(page, check, SCOPE)


def everything(page: Page) -> dict[str, Result]:
    """Hold the page to every check there is; a page of its own has no dark colours."""
    return {check: run(check, page) for check in CHECKS if check != "axe-dark"}


def test_a_sound_page_passes_and_every_check_looks_at_something(page: Page, sound: str) -> None:
    results = everything(show(page, sound))
    assert [finding for result in results.values() for finding in result.findings] == []
    assert {check for check, result in results.items() if result.looked} == CHECKS.keys() - {"axe-dark"}


#: A check, what is done to the sound page in the browser, and what the check then says.
DEFECTS = {
    "no alt": ("pictures", "q('img').removeAttribute('alt')", "a picture without alternative text"),
    "excuse": (
        "pictures", "q('img').alt = 'No description has been provided for this image'",
        "a picture whose alternative text is JupyterLab’s own excuse",
    ),
    "short alt": (
        "pictures", "q('img').alt = 'A chart'", "an alternative text of 7 characters, not 40 to 250",
    ),
    "no table": ("tables", "q('figure table').remove()", "a chart without its data table"),
    "no caption": ("tables", "q('caption').remove()", "a table without a caption"),
    "no scope": (
        "tables", "q('th').removeAttribute('scope')", "a table with a header cell that has no scope",
    ),
    "no label": ("names", "q('label[for]').remove()", "a combobox without a name"),
    "no role's state": (
        "names", "q('button').outerHTML = '<div role=combobox tabindex=0 aria-label=Mark></div>'",
        "a combobox that does not say its state",
    ),
    "low contrast": (
        "axe-light", "q('.rtc-status').style.color = '#999'",
        "color-contrast: Elements must meet minimum color contrast ratio thresholds (1 places)",
    ),
    "no language": (
        "languages", "q('[lang=hy]').removeAttribute('lang')", "“Հայաստան” under the language en",
    ),
    "no direction": ("languages", "q('[lang=he]').dir = 'ltr'", "“ישראל” runs from left to right"),
    "skipped rank": (
        "headings", "q('h1').insertAdjacentHTML('afterend', '<h3>Part</h3>')",
        "a heading of rank 3 after one of rank 1",
    ),
    "transition": (
        "motion", "q('button').style.transition = 'color 1s'",
        "a transition of 1s runs although less motion is asked for",
    ),
    "animation": (
        "motion",
        "add('@keyframes turn { to { rotate: 1turn } } p::after { content: \"\"; animation: turn 2s }')",
        "the animation turn runs although less motion is asked for",
    ),
    "small target": (
        "targets",
        "q('button').outerHTML = '<a href=#>a</a><a href=#>b</a>'; "
        "add('a { display: inline-block; width: 10px; height: 10px }')",
        "a target of 10 × 10 pixels, and another nearer than 24",
    ),
    "no ring": ("focus", "add('button { outline: none !important }')", "no sign of the focus"),
    "pale ring": (
        "focus", "add('button:focus { outline: 3px solid #ddd !important }')",
        "a focus ring of 3px and 1.4 to 1",
    ),
    "trap": (
        "keyboard", "q('button').onkeydown = event => { if (event.key === 'Tab') event.preventDefault(); }",
        "Tab does not leave it",
    ),
    "out of reach": (
        "keyboard",
        "q('#list').onkeydown = event => { event.preventDefault(); q('figure [tabindex]').focus(); }",
        "Tab does not reach it",
    ),
    "fixed width": (
        "reflow", "q('fieldset').style.width = '600px'", "the page is 292 pixels wider than the window",
    ),
    "scrolls unnamed": (
        "reflow", "q('figure [tabindex]').removeAttribute('aria-label'); q('img').style.minWidth = '600px'",
        "scrolls sideways and is no named region that holds a table or a picture",
    ),
    "cut at 200 %": (
        "text", "q('.rtc-status').style = 'height: 30px; min-height: 0; overflow: hidden'",
        "its text is cut off",
    ),
    "cut when spaced": (
        "spacing", "q('.rtc-status').style = 'width: 48px; overflow: hidden; white-space: nowrap'",
        "its text is cut off",
    ),
    "over another": (
        "zoom", "q('.rtc-status').style = 'position: relative; top: 2.6em; min-height: 0'",
        "its text lies over another",
    ),
    "ground alone": (
        "forced", "add('.rtc-live mark { outline: none !important; background: none !important }')",
        "highlighted words that look like the others",
    ),
    "ring lost": (
        "forced", "add('button:focus { outline: none !important; box-shadow: 0 0 0 3px blue }')",
        "no sign of the focus can be seen",
    ),
}  # fmt: skip
_HELP = """const q = selector => document.querySelector(selector);
const add = rules => {
  const s = document.createElement('style'); s.textContent = rules; document.head.append(s); };"""


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_by_its_check(defect: str, page: Page, sound: str) -> None:
    check, script, what = DEFECTS[defect]
    show(page, sound).evaluate(f"() => {{ {_HELP} {script} }}")
    found = run(check, page).findings
    assert what in [finding.what for finding in found], found


def test_a_pair_of_colours_that_is_too_faint_fails() -> None:
    pair = colours.Pair("ink, for text", "light", "#999999", "#ffffff", colours.TEXT)
    assert (round(pair.ratio, 2), pair.passes) == (2.85, False)
    assert replace(pair, color="#767676").passes
    assert replace(pair, least=0).passes


def report(*findings: Finding) -> tuple[Surface, str]:
    surface = Surface("01-voices.ipynb", "run")
    surface.add(Result("pictures", 3, findings))
    pairs = [colours.Pair("ink, for text", "light", "#1a1a1a", "#ffffff", colours.TEXT)]
    frame = {"JupyterLab Light": [{"id": "aria-input-field-name", "help": "Must be named", "nodes": 2}]}
    return surface, as_report([surface], pairs, frame, {"Python": "3.11"}, "1 March 2026")


def test_the_report_names_what_fails_and_escapes_it() -> None:
    surface, html = report(
        Finding("pictures", "a picture without alternative text", "<img src=x onerror=f()>")
    )
    assert failures([surface], []) == 1
    assert verdict([surface], []) == (
        "Of 3 observations by 17 checks on 1 pages, 1 things fail and have to be mended."
    )
    assert ">a picture without alternative text</span></td>" in html
    assert ">&lt;img src=x onerror=f()&gt;</span></td>" in html
    assert "<img" not in html
    assert "<script" not in html
    assert """content="default-src 'none'; style-src 'unsafe-inline'">""" in html


def test_the_report_says_what_is_the_platforms_and_what_was_not_tried() -> None:
    _, html = report()
    assert '<th scope="row">aria-input-field-name</th><td>JupyterLab Light</td>' in html
    assert all(f"<li>{sentence}</li>" in html for sentence in map(esc, NOT_TRIED))
    assert "No page fails a check." in html


def test_the_report_itself_passes_every_check(page: Page) -> None:
    page.set_content(report()[1])
    checks.prepare(page)
    surface = [finding for result in everything(page).values() for finding in result.findings]
    assert surface == []
