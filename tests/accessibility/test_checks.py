"""Every check of the accessibility report finds its defect, and nothing on a sound page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from accessibility import checks, colours, complete, emulation, grounds, surroundings
from accessibility.answering import Keys
from accessibility.checks import Scope
from accessibility.findings import CHECKS, Finding, Result, Surface, Undecided
from accessibility.report import NOT_TRIED, STYLE, Measured, as_report
from accessibility.summary import as_markdown
from bare_page import BarePage
from playwright.sync_api import Browser, Page

from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.charts import Chart, Row, Table, base
from course_utils.charts.canvas import Canvas
from course_utils.exercises import brief_export as brief_pages
from course_utils.exercises.questions import load_questions
from course_utils.gallery import words_by_voice
from course_utils.look.html import esc
from course_utils.widgets import QuestionControl
from course_utils.widgets.control import style

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
<div class="rtc-live"><fieldset><legend>Which?</legend><label><input type="radio" name="a" value="1">1</label>
<label><input type="radio" name="a" value="2">2</label></fieldset><label for="list">Mark</label>
<select id="list"><option>First</option></select> <button type="button"
  onclick="document.querySelector('[role=status]').textContent = 'Saved.'">Check</button>
<p class="rtc-status" role="status">Saved.</p><p><mark>Yerevan</mark> is the capital.</p></div>
<p>It is called <span lang="hy">Հայաստան</span>, and <span lang="he" dir="rtl">ישראל</span>.</p>
FIGURE</main>"""


def show(page: Page, body: str) -> Page:
    page.set_content(
        f"<!doctype html><html lang=en><title>A page</title><meta name=viewport content='width=device-width'>"
        f"<style>{style()}</style><body>{body}</body></html>"
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


DOUBLE = """body { font-size: 32px !important } .rtc-live { font-size: 28px !important }
.rtc-chart { font-size: 34px !important }"""


def run(check: str, page: Page) -> Result:
    """Hold the page to one check."""
    if check in emulation.LAYOUTS:
        return emulation.layout(page, SCOPE, check, DOUBLE)
    if check in ("keyboard", "focus"):
        return next(result for result in checks.keyboard(page, SCOPE) if result.check == check)
    if check == "keys":
        keys = Keys(page, lambda: None, patience=600)
        keys.go("answering")
        return keys.result()
    if check == "names":
        return checks.names(page, page.context.new_cdp_session(page), SCOPE)
    if check == "motion":
        return emulation.still(page, SCOPE)
    if check == "forced":
        return emulation.forced(page, SCOPE)
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
    "placeholder": (
        "pictures", "q('img').alt = 'No description has been provided for this image'",
        "a picture whose alternative text is JupyterLab’s placeholder",
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
    "no legend": ("names", "q('legend').remove()", "a group of controls without a name"),
    "empty legend": ("names", "q('legend').textContent = ' '", "a group of controls without a name"),
    "no name of a radio group": (
        "names",
        "q('fieldset').outerHTML = '<div role=radiogroup><label><input type=radio name=a>1</label></div>'",
        "a group of controls without a name",
    ),
    "no group": (
        "names", "q('fieldset').outerHTML = '<label><input type=radio name=a>1</label>'",
        "a radio button in no group",
    ),
    "no role's state": (
        "names", "q('button').outerHTML = '<div role=combobox tabindex=0 aria-label=Mark></div>'",
        "a combobox that does not say its state",
    ),
    "low contrast": (
        "axe-light", "q('.rtc-status').style.color = '#999'",
        "color-contrast: Elements must meet minimum color contrast ratio thresholds [(]1 place[)]",
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
    "no lang": (
        "axe-light", "document.documentElement.removeAttribute('lang')",
        "html-has-lang: <html> element must have a lang attribute [(]1 place[)]",
    ),
    "no page title": (
        "axe-light", "document.title = ''",
        "document-title: Documents must have <title> element to aid in navigation [(]1 place[)]",
    ),
    "low contrast that axe-core leaves open": (
        "axe-light",
        "add('.rtc-status { color: #999; position: relative } .rtc-status::before { content: \"\"; "
        "position: absolute; inset: 0; z-index: -1; background: #fff }')",
        "a contrast of 2.85, not 4.5, computed here",
    ),
    "deaf button": ("keys", "q('button').onclick = null", "button “Check”: Enter does nothing"),
    "deaf radio buttons": (
        "keys", "q('fieldset').onkeydown = event => event.preventDefault()",
        "radio buttons: Space does nothing",
    ),
    **{
        f"“{said}” after {words}": (
            "keys", f"q('button').textContent = {words!r};"
            f"q('button').onclick = () => {{ q('[role=status]').textContent = {said!r}; }}",
            f"button “{words}”: Enter leads to “{re.escape(said)}”",
        )
        for words, said in (
            ("Check", "Not saved: the course has an error (KeyError('s99'))."),
            ("Check", "Not saved. answers.json: the disk is full."),
            ("Check", "Not saved yet: Python is busy or has stopped."),
            ("Commit my prediction", "Not saved: the course has an error (KeyError('s99'))."),
            ("Compare with the reading", "Not saved: the course has an error (KeyError('s99'))."),
            ("Check the form", "42 of 400 words. Not saved: the course has an error (KeyError('s99'))."),
            ("Gather again", "Not gathered: Python is busy or has stopped."),
        )
    },
    "refused": (
        "keys", "q('button').onclick = () => { q('[role=status]').textContent = 'Choose an answer first.'; }",
        "button “Check”: Enter does nothing",
    ),
    "deaf fold": (
        "keys", ""
        "q('.rtc-live').insertAdjacentHTML('beforeend', '<details><summary>More</summary>Text</details>');"
        "q('.rtc-live summary').onkeydown = event => event.preventDefault()",
        "fold: Enter does nothing",
    ),
    "letters in pixels": (
        "text", "add('.rtc-status { font-size: 14px !important }')", "letters of 14 pixels grow to 14",
    ),
    "letters drawn small": (
        "text",
        "document.adoptedStyleSheets.push = function (...sheets) { delete this.push; "
        "q('.rtc-status').style.transform = 'scale(.5)'; return Array.prototype.push.apply(this, sheets); }",
        r"a line \d+ pixels high grows to \d+",  # how high a line is lies with the machine's fonts
    ),
    "no ring": ("focus", "add('button { outline: none !important }')", "no sign of the focus"),
    "pale ring": (
        "focus", "add('button:focus { outline: 3px solid #ddd !important }')",
        "a focus ring of 3px and 1.4 to 1",
    ),
    "pale shadow": (
        "focus", "add('button:focus { outline: none !important; box-shadow: 0 0 0 3px #ddd !important }')",
        "a focus ring of 3px and 1.4 to 1",
    ),
    "thin shadow": (
        "focus", "add('button:focus { outline: none !important; box-shadow: 0 0 0 1px #000 !important }')",
        "a focus ring of 1px and 21.0 to 1",
    ),
    "blurred shadow": (
        "focus",
        "add('button:focus { outline: none !important; box-shadow: 0 1px 8px 3px #000 !important }')",
        "a focus ring of 0px and 21.0 to 1",
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
    assert [finding for finding in found if re.fullmatch(what, finding.what)], found


def test_a_pair_of_colours_that_is_too_faint_fails() -> None:
    pair = colours.Pair("ink, for text", "light", "#999999", "#ffffff", colours.TEXT)
    assert (round(pair.ratio, 2), pair.passes) == (2.85, False)
    assert replace(pair, color="#767676").passes
    assert replace(pair, least=0).passes


PANEL = """<main><h1>Title</h1><div class="rtc-live rtc-explorer"><label for="deck">Card</label>
<select id="deck" onchange="document.querySelector('p').textContent = this.value">
<option>A</option><option>B</option><option>C</option></select><fieldset><legend>Voice</legend>
<label><input type="radio" name="v" value="1" checked> One</label>
<label><input type="radio" name="v" value="2" onchange="document.querySelector('p').textContent = 'Two'"> Two
</label></fieldset><p>A</p></div></main>"""


@pytest.mark.parametrize("shadow", ["0 0 0 3px #0072b2", "inset 0 0 0 2px #0072b2"])
def test_a_shadow_is_a_sign_of_the_focus_as_an_outline_is(shadow: str, page: Page, sound: str) -> None:
    show(page, sound).add_style_tag(
        content=f"button:focus {{ outline: none !important; box-shadow: {shadow} !important }}"
    )
    assert run("focus", page).findings == ()


def test_a_stop_higher_than_the_window_is_pictured_too(page: Page) -> None:
    show(page, "<main><div tabindex=0 role=group aria-label=Tall style='height: 3000px'></div></main>")
    page.add_style_tag(content="div:focus { outline: 3px solid blue; outline-offset: -3px }")
    assert emulation.forced(page, SCOPE) == Result("forced", 1)


MARKS = """<main><h1>Title</h1><div class="rtc-live"><div class="rtc-marks"><label for="marks">Mark</label>
<select id="marks"><option>A</option><option>B</option></select></div>
<div class="rtc-reader" hidden><div class="rtc-card" role="group" aria-label="Words" tabindex="-1">
<button type="button">Back (Backspace)</button></div></div></div></main>
<script>
var list = document.querySelector("select"), card = document.querySelector(".rtc-card");
list.onkeydown = ({key}) => { if (key === "Enter") { card.parentElement.hidden = false; card.focus(); } };
var back = () => { card.parentElement.hidden = true; list.focus(); };
card.onkeydown = ({key}) => { if (key === "Backspace") back(); };
document.querySelector("button").onclick = back;
</script>"""


def test_a_mark_is_chosen_and_opened_and_left_by_keys(page: Page) -> None:
    keys = Keys(show(page, MARKS), lambda: None, patience=600)
    keys.go("answering")
    assert (keys.used, keys.failed) == ({"list of marks": 1}, [])
    page.locator("#marks").press("Enter")
    keys.go("leaving")
    assert (keys.used, keys.failed) == ({"list of marks": 1, "button “Back (Backspace)”": 1}, [])
    assert page.evaluate("document.activeElement.id") == "marks"


@pytest.mark.parametrize(("broken", "key"), [("list", "Enter"), ("card", "Backspace")])
def test_a_mark_that_does_not_open_or_is_not_left_is_found(broken: str, key: str, page: Page) -> None:
    show(page, MARKS).evaluate(f"{broken}.onkeydown = null")
    keys = Keys(page, lambda: None, patience=600)
    keys.go("answering")
    assert [finding.what for finding in keys.failed] == [f"list of marks: {key} does nothing"]


def test_a_list_with_a_value_is_used_and_stands_as_it_stood(page: Page, sound: str) -> None:
    show(page, sound).evaluate(
        f"""() => {{ {_HELP} q('#list').innerHTML += '<option>Second</option>';
        q('#list').onchange = e => {{ q('[role=status]').textContent = e.target.value + '. Saved.'; }} }}"""
    )
    keys = Keys(page, lambda: None, patience=600)
    keys.go("answering")
    assert (keys.used["list that has a value"], keys.failed) == (1, [])
    assert page.locator("#list").input_value() == "First"


class Raising(QuestionControl):
    """A question whose Python raises when it is answered."""

    def receive(self, content: Mapping[str, Any]) -> dict[str, Any]:
        raise KeyError("s99")


def test_a_control_of_the_course_whose_python_raises_is_found(chromium: Browser, tmp_path: Path) -> None:
    bare = BarePage(chromium)
    question = next(one for one in load_questions() if one.id == "00-practice")
    for name, kind in (("sound", QuestionControl), ("raising", Raising)):
        bare.show(name, kind(question, Workbook(tmp_path / f"{name}.json"), load_article()))
    keys = Keys(bare.page, lambda: None, patience=2_000)
    keys.go("answering")
    assert keys.used["button “Check”"] == 1
    (found,) = keys.failed
    assert found.what.startswith(
        "button “Check”: Enter leads to “Not saved: the course has an error (KeyError('s99'))."
    )
    bare.page.close()


def test_every_view_of_a_list_and_a_switch_is_shown_by_keys(page: Page) -> None:
    keys = Keys(show(page, PANEL), lambda: None, patience=2_000)
    shown = [(*view, page.text_content("[data-in-view] p")) for view in keys.views()]
    assert shown == [(1, 3, "A"), (2, 3, "B"), (3, 3, "C"), (1, 2, "C"), (2, 2, "Two")]
    assert keys.used == {"view, by a list": 2, "view, by a switch": 1}
    assert keys.result().findings == ()


def test_a_list_that_takes_no_key_is_found(page: Page) -> None:
    show(page, PANEL).evaluate("() => { document.querySelector('#deck').onkeydown = event => event.preventDefault(); }")
    keys = Keys(page, lambda: None, patience=600)
    assert len(list(keys.views())) == 5
    assert {finding.what for finding in keys.result().findings} == {"view, by a list: ArrowDown does nothing"}


def test_a_focus_that_has_left_and_come_round_again_is_in_no_trap(page: Page) -> None:
    links = "".join(f"<a href=#{number}>{number}</a> " for number in range(30))
    show(page, f"<main>{links}</main><a href=#a>a</a><a href=#b>b</a>")
    moves, _ = checks.keyboard(page, Scope("main"))
    assert (moves.looked, moves.findings) == (30, ())


def test_a_wide_table_of_markdown_scrolls_with_its_box_whatever_the_platform_puts_beside_a_heading(page: Page) -> None:
    show(
        page,
        "<div class=jp-RenderedMarkdown style='width: 300px; overflow: auto'>"
        "<h1>Title<a class=mark style='position: absolute; left: 400px'>¶</a></h1>"
        "<table style='width: 600px'><tr><th>A</th></tr></table></div>",
    )
    scope = Scope(".jp-RenderedMarkdown", ".mark", boxed=True)
    assert checks.probe(page, "layout", scope).findings == ()
    assert checks.probe(page, "layout", replace(scope, not_="")).findings


def test_axe_looks_at_nothing_where_the_parts_are_not_there(page: Page, sound: str) -> None:
    show(page, sound)
    assert checks.axe(page, Scope(".nowhere"), "axe-light").looked == 0


def test_a_box_that_is_the_platforms_is_not_held_to_axe_and_its_texts_are(page: Page) -> None:
    text = "<p style='color: #999'>" + "Text. " * 400 + "</p>"
    show(page, f"<div id=box style='height: 60px; overflow: auto'><h1>Title</h1>{text}</div>")
    own, boxed = (
        [finding.what for finding in checks.axe(page, scope, "axe-light").findings]
        for scope in (Scope("#box"), Scope("#box", boxed=True))
    )
    assert any(what.startswith("scrollable-region-focusable") for what in own)
    assert not any(what.startswith("scrollable-region-focusable") for what in boxed)
    assert "a contrast of 2.85, not 4.5" in boxed


def everything_seen() -> list[Surface]:
    """Return what a whole walk leaves behind."""
    surfaces = []
    for name, state in complete.EXPECTED:
        surface = Surface(name, state, used=Counter(dict.fromkeys(complete.USED, 1)))
        surface.passed.update(("html-has-lang", "document-title"))
        for check, states in complete.STATES.items():
            if state in states:
                surface.add(Result(check, 1))
        surfaces.append(surface)
    return surfaces


def test_a_whole_walk_leaves_no_gap() -> None:
    assert complete.gaps(everything_seen(), complete.answers_due()) == []


def test_each_thing_that_was_not_looked_at_is_a_gap() -> None:
    surfaces, due = everything_seen(), complete.answers_due()
    twice = [*surfaces, surfaces[0]]
    assert complete.gaps(twice, due) == ["00-start-here.ipynb, merely opened, was measured 2 times, not once."]
    assert complete.gaps([*surfaces, Surface("08-new.ipynb", "new")], due) == [
        "08-new.ipynb, new, was measured and is not expected; say in complete.py whether it belongs."
    ]
    assert complete.gaps(surfaces[1:], due) == ["00-start-here.ipynb, merely opened, was measured 0 times, not once."]
    assert complete.gaps(surfaces, due[1:]) == [f"{due[0]} was not answered."]
    for surface in surfaces:
        del surface.used["button “Vote again”"]
    assert complete.gaps(surfaces, due) == ["By keys, no button “Vote again” was used."]


def test_a_check_that_has_looked_at_nothing_is_a_gap() -> None:
    surfaces = everything_seen()
    for surface in surfaces:
        if surface.page in complete.MARKDOWN:
            surface.results["languages"] = Result("languages", 0)
        if surface.state == "as shown":
            surface.results["headings"] = Result("headings", 0)
    surfaces[0].results["text"] = Result("text", 0)
    surfaces[-1].passed.clear()
    assert complete.gaps(surfaces, complete.answers_due()) == [
        "Headings has looked at nothing on any page, as shown.",
        "Text at 200 % has looked at nothing on 00-start-here.ipynb, merely opened.",
        "axe-core’s html-has-lang did not pass on This report.",
        "axe-core’s document-title did not pass on This report.",
    ]


@pytest.mark.parametrize("check", ["axe-dark", "keyboard", "focus", "names", "targets", "forced"])
def test_a_check_that_has_looked_at_nothing_on_one_notebook_is_a_gap(check: str) -> None:
    surfaces = everything_seen()
    surface = next(one for one in surfaces if (one.page, one.state) == ("02-actors.ipynb", "answered"))
    surface.results[check] = Result(check, 0)
    assert complete.gaps(surfaces, complete.answers_due()) == [
        f"{CHECKS[check].name} has looked at nothing on 02-actors.ipynb, answered."
    ]


def test_every_answer_that_the_course_asks_for_is_due() -> None:
    due = complete.answers_due()
    assert {"01-exit", "04-check-claim.alone", "05-check-reason.talked", "04-sort.s01"} <= set(due)
    assert {"03-estimate.other-2", "brief.advice", "brief.confidence"} <= set(due)
    assert len(due) == len(set(due))


def test_a_mark_that_is_too_faint_beside_its_neighbours_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.patches import Rectangle

    def paint(canvas: Canvas) -> None:
        canvas.figure.set_size_inches(2, 2)
        canvas.mark(0, canvas.figure.add_artist(Rectangle((0.4, 0.4), 0.2, 0.2, color="#eeeeee")))

    chart = Chart("One bar.", _ALT, "One bar.", _TABLE, load_article(), paint)
    monkeypatch.setattr(colours, "GALLERY", (lambda: chart,))
    pairs, gaps = colours.measure()
    assert gaps == [f"In “One bar.”, {theme}, no text was measured for its colours." for theme in ("light", "dark")]
    found = {pair.theme: pair for pair in pairs if pair.what.startswith("mark beside")}
    assert (found["light"].color, found["light"].ground, found["light"].passes) == (
        "#eeeeee", "#ffffff", False,
    )  # fmt: skip
    assert (found["dark"].ground, found["dark"].passes) == ("#111111", True)


def test_a_chart_whose_marks_are_not_found_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(colours, "GALLERY", (words_by_voice,))
    assert colours.measure()[1] == []
    monkeypatch.setattr(base, "_MARK", "mark-")
    title, rows = words_by_voice().title, len(words_by_voice().table.rows)
    assert colours.measure()[1] == [
        f"In “{title}”, {theme}, {rows} of {rows} marks gave no pair of colours." for theme in ("light", "dark")
    ]
    monkeypatch.setattr(colours, "GALLERY", ())
    assert colours.measure()[1] == ["No chart was measured for its colours."]


def test_a_colour_by_any_spelling_is_found() -> None:
    sheet = """.tan:hover { color: Red; border: 1px solid hsl(10 20% 30% / .5) } /* a: navy; */
    a { background: color-mix(in srgb, var(--jp-warn-color-1) 20%, white); font-family: "Snow", gold }
    @media print { a:hover { fill: oklch(1 2 3); color: var(--md-blue-500, CanvasText); margin: 0 } }"""
    assert grounds.colours(sheet) == {
        "red", "hsl(10 20% 30%/.5)", "color-mix(in srgb,var(--jp-warn-color-1)20%,white)", "gold",
        "oklch(1 2 3)", "--md-blue-500",
    }  # fmt: skip


@pytest.mark.parametrize("color", ["red", "#12345680", "hsl(10, 20%, 30%)", "rgb(0 0 0 / 50%)"])
def test_a_colour_that_cannot_be_computed_is_refused(color: str) -> None:
    with pytest.raises(ValueError, match="is no colour by its figures"):
        grounds._figures(color)


def test_a_colour_that_stands_in_no_pair_is_said() -> None:
    sheets = {
        "course.css": style() + ".new { color: #123456; background: var(--jp-warn-color1) }",
        "the exported brief": brief_pages._STYLE.replace("#f6f1e8", "#eee"),
        "this report": STYLE,
    }
    assert grounds.unlisted(sheets) == [
        "The colour #123456 of course.css stands in no pair of grounds.py.",
        "The colour --jp-warn-color1 of course.css stands in no pair of grounds.py.",
        "The colour #eee of the exported brief stands in no pair of grounds.py.",
        "The colour #f6f1e8 of a pair is not in the exported brief.",
    ]


def test_colours_are_computed_on_the_ground_they_stand_on(page: Page, sound: str) -> None:
    show(page, sound).evaluate("document.body.style = '--jp-content-font-color1: rgba(0, 0, 0, .5); background: #fff'")
    worn = grounds.worn(page, ".rtc-live")
    assert worn["ground"] == (255, 255, 255, 1)
    assert worn["--jp-content-font-color1"] == (0, 0, 0, 0.5)
    found = {pair.what: pair for pair in grounds.pairs({"light": worn, "dark": worn})}
    text = found["course.css: text"]
    assert (text.color, text.ground, round(text.ratio, 2), text.passes) == ("#808080", "#ffffff", 3.95, False)
    assert found["course.css: the article’s words on their own ground"].ground == "#f6f1eb"
    assert found["the exported brief: a quotation"].passes


def report(*findings: Finding) -> tuple[Measured, str]:
    surface = Surface("01-voices.ipynb", "run", used=Counter({"fold": 4}))
    surface.add(Result("pictures", 3, findings))
    surface.undecided.append(Undecided("color-contrast", "A picture is behind it.", 2, "<p>Two", 5.123))
    measured = Measured(
        surfaces=[surface],
        pairs=[colours.Pair("ink, for text", "light", "#1a1a1a", "#ffffff", colours.TEXT)],
        gaps=[],
        frame={"JupyterLab Light": [{"id": "aria-input-field-name", "help": "Must be named", "nodes": 2}]},
        letters=(12, 2),
        versions={"Python": "3.11"},
        day="1 March 2026",
    )
    return measured, as_report(measured)


def test_the_report_names_what_fails_and_escapes_it() -> None:
    measured, html = report(Finding("pictures", "a picture without alternative text", "<img src=x onerror=f()>"))
    assert measured.failures == 1
    assert measured.verdict == (
        "Of 4 observations by 18 checks on 1 page in 1 state, 1 thing fails and has to be mended."
    )
    assert ">a picture without alternative text</span></td>" in html
    assert ">&lt;img src=x onerror=f()&gt;</span></td>" in html
    assert "<img" not in html
    assert "<script" not in html
    assert "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" in html


def test_the_report_says_what_is_the_platforms_and_what_was_not_tried() -> None:
    _, html = report()
    assert '<th scope="row">aria-input-field-name</th><td>JupyterLab Light</td>' in html
    assert all(f"<li>{sentence}</li>" in html for sentence in map(esc, NOT_TRIED))
    assert "No page fails a check." in html
    assert "10 of 12 texts of JupyterLab’s own frame grew" in html


def test_a_run_is_summed_up_in_a_few_lines() -> None:
    measured, _ = report(Finding("pictures", "a picture without alternative text", "<img>"))
    assert as_markdown(measured) == (
        "- Of 4 observations by 18 checks on 1 page in 1 state, 1 thing fails and has to be mended.\n"
        "- The course’s own: 1 finding (Alternative text 1); 0 things were not looked at.\n"
        "- By keys alone: 4 uses of 1 kind of control.\n"
        "- Contrast of 4.5:1 or more is asked of 1 pair of colours; the lowest has 17.40:1 (ink, for text, "
        "light).\n"
        "- JupyterLab’s own, which does not count: `aria-input-field-name` of axe-core’s rules; with letters "
        "doubled, 2 of 12 texts of its frame did not grow to twice the size."
    )


def test_the_surroundings_are_named(page: Page, sound: str, tmp_path: Path) -> None:
    found = surroundings.versions(show(page, sound))
    assert {"Course", "Operating system", "Python", "Browser", "axe-core"} <= set(found)
    assert all(found.values())
    assert surroundings.commit(tmp_path) == ""


def test_the_report_says_what_was_not_looked_at_and_fails_for_it() -> None:
    measured, html = report()
    assert "Nothing: each page, check and answer that is due was seen." in html
    short = replace(measured, gaps=["01-exit was not answered."])
    assert (measured.failures, short.failures) == (0, 1)
    assert "<li>01-exit was not answered.</li>" in as_report(short)


def test_the_report_says_what_keys_did_and_what_axe_core_left_open() -> None:
    _, html = report()
    assert '<th scope="row">fold</th><td>4</td><td>0</td>' in html
    assert "<td>A picture is behind it.</td><td>2</td><td>computed, the least is 5.12</td>" in html


def test_the_report_itself_passes_every_check(page: Page) -> None:
    page.set_content(report()[1])
    checks.prepare(page)
    surface = [finding for result in everything(page).values() for finding in result.findings]
    assert surface == []
