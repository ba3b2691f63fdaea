"""Hundreds of hostile strings come in by files and by keyboard; in Chromium they leave as text."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path

import nbformat
import pytest
from hostile import (
    ARTICLE,
    CONTEXT,
    FILES,
    GROUPS,
    QUESTIONS,
    STRINGS,
    WRITABLE,
    escaped,
    filled,
    poison,
    reworded,
)
from jupyter_page import (
    close_notebook,
    open_notebook,
    reopen_trusted,
    reopen_untrusted,
    run_all,
    write_notebook,
)
from lab_process import LabProcess
from playwright.sync_api import Browser, Page, Route, expect

from course_utils import load_reading
from course_utils.article import load_article
from course_utils.brief import PARTS
from course_utils.brief_pages import Brief, as_markdown, as_page
from course_utils.portfolio import Chapter, Given
from course_utils.widgets.estimate import MOST

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
from course_utils import charts, decks, lesson, load_article, load_context, load_questions, load_reading
from course_utils.sorting import sentences_by_kind, ties_by_sign
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
            "map": "article_map(reading, context)",
            "network": "network(reading)",
            "rule": "rule_of_thumb(reading)",
            "timeline": "timeline(small, outside, after_page=True)",
            "suppliers": "arms_suppliers(outside, article, outside.series[0].importer, after_page=True)",
            "range": "estimate_range(outside, article, 'E2', after_page=True)",
            "ladder": "certainty_ladder(reading)",
            "chain": "source_chain(small, 'c2')",
            "interests": "interest_matrix(reading)",
        }.items()
    ),
    *(
        f"CardExplorer({name!r}, {text}, 'Card', decks.{call})"
        for name, text, call in (
            ("data", "article", "data_cards(reading)"),
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
    "Estimate('03-estimate', questions[0].prompt, book, charts.words_by_voice(article), came)",
    "Choice('size', questions[0].prompt, {'a': questions[0].prompt, 'b': questions[1].prompt}, book)",
    "lesson._bank = lambda: {q.id: q for q in (*questions, *all_asked)}\nlesson.my_course()",
    "lesson.article = lambda: article\nlesson.write_brief()",
)
LIVES = len(CELLS) - 1
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
    brief = {
        f"brief.{part.id}": {**said, "value": text}
        for part, text in zip(PARTS, spread(WRITABLE), strict=True)
    }
    answers = {s: {**said, "value": s} for s in STRINGS} | brief
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
    page.evaluate(
        "jupyterapp.commands.execute('docmanager:open', {path: 'brief.md', factory: 'Markdown Preview'})"
    )
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
        "<style>@import 'http://evil.test/x.css';body{display:none}</style>"
        "<base href=http://evil.test/><iframe src=http://evil.test/x></iframe>"
        "<form action=http://evil.test/x id=f></form><b style='color:red' onclick=window.struck=1>x</b>"
        "<video src=http://evil.test/x autoplay></video><link rel=stylesheet href=http://evil.test/y.css>"
    )
    page = as_page(Brief(load_article(), {"situation": evil}, ()))
    slipped = page.replace(html.escape(evil), evil)
    policy = page[
        page.index('<meta http-equiv="Content-Security-Policy"') : page.index('<meta name="viewport"')
    ]
    for name, text in {"with": slipped, "without": slipped.replace(policy, "")}.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    assert evil in slipped
    with_it = visited(chromium, (tmp_path / "with.html").as_uri())
    assert with_it[:2] == (False, [(tmp_path / "with.html").as_uri()])
    without = visited(chromium, (tmp_path / "without.html").as_uri())
    assert without[0] is True
    assert "http://evil.test/x.png" in without[1]
