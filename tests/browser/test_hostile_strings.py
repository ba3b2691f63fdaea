"""Hundreds of hostile strings come in by files and by keyboard; in Chromium they leave as text."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from itertools import cycle, pairwise
from pathlib import Path

import nbformat
import pytest
from bare_page import PAUSE, BarePage, kept, status
from hostile import CHANCE, FILES, STRINGS, TESTS, UNFIT, WRITABLE, escaped, filled
from jupyter_page import OUTPUTS, js, reopen_trusted, reopen_untrusted, run_cells
from lab_process import LabProcess
from playwright.sync_api import Browser, Page, Route, expect

from course_utils import load_questions, load_reading, widgets
from course_utils.answers.workbook import Workbook
from course_utils.article.article import read_article
from course_utils.exercises.brief import PARTS, Brief, as_markdown, as_page
from course_utils.exercises.portfolio import Chapter, Given
from course_utils.exercises.sorting_tasks import ties_by_sign

pytestmark = [pytest.mark.browser, pytest.mark.long]

NOTEBOOK = "hostile.ipynb"
#: What JupyterLab, IPython and matplotlib keep in a home folder.
OTHERS = (".cache", ".config", ".local", ".matplotlib", "data", "ipython", "jupyter", "runtime")
#: What a file takes.
FIT = [string for string in STRINGS if not UNFIT.search(string)]
#: Tags that an article takes, since they have no white space in them.
TAGS = ("<svg/onload=window.struck=1>", "<img/src=x/onerror=window.struck=1//")
SETUP = f"""import sys
sys.path.append({str(TESTS)!r})
from pathlib import Path
from hostile import controls
from course_utils import load_context, load_questions, load_reading
from course_utils.answers.workbook import Workbook
loaded = load_reading("small.reading.yaml"), load_context("context.yaml"), load_questions("questions.yaml")
made = controls(*loaded, Workbook(Path("answers.json")))"""
LIVES = 27
#: The links of the form and of handing in to what they have written.
EXPORTED = re.compile(
    '<a (?:target="_blank" rel="noopener"|download="")[^>]* '
    r'href="http://127[^"]*/files/(?:brief\.html|answers-\w{4}\.json)">[^<]*</a>'
)
CELLS = (SETUP, *(f"made[{n}]" for n in range(LIVES)))


@pytest.fixture
def hostile_lab(lab: LabProcess) -> LabProcess:
    """Put the small course, full of strings, and answers that are too, into the student's folder."""
    stock = cycle(" ".join(FIT[n : n + 4]) for n in range(0, len(FIT), 4))
    for name in FILES:
        text = filled(name, "", lambda _: escaped(next(stock)), TAGS[0])
        (lab.folder / name).write_text(text, encoding="utf-8")
    said = {"first": " ".join(WRITABLE), "tries": 2, "saved": "2026-01-02T03:04"}
    texts = {f"brief.{part.id}": text for part, text in zip(PARTS, spread(WRITABLE), strict=True)}
    # Of what the notebook's controls offer none is a string.
    offered = ("q-sure", "q-sure.alone", "size", "04-sort.s01", "05-ties.armenia-azerbaijan", "brief.confidence")
    known = {
        **dict.fromkeys(CHANCE.others, "\n".join(WRITABLE)),
        **dict.fromkeys((*offered, "brief.exported"), STRINGS[0]),
    }
    values = {**{string: string for string in STRINGS}, **texts, **known, CHANCE.id: STRINGS[1]}
    answers = {item: {**said, "value": value} for item, value in values.items()}
    (lab.folder / "answers.json").write_text(json.dumps({"schema": 1, "answers": answers}))
    return lab


def spread(strings: list[str]) -> list[str]:
    """Return all strings in one text a part, each a paragraph that cites a sentence."""
    return ["\n\n".join(f"{s} s01" for s in strings[n :: len(PARTS)]) for n in range(len(PARTS))]


def places(lab: LabProcess) -> set[str]:
    """Return every file beside the student's folder and in the home folder, but what others keep there."""
    where = lab.folder.parent
    others = {lab.folder, *(lab.home / name for name in OTHERS)}
    return {str(path) for path in where.rglob("*") if not {path, *path.parents} & others}


def test_they_are_text_in_every_control_twin_and_export_and_when_opened_again(
    page: Page, hostile_lab: LabProcess, chromium: Browser
) -> None:
    lab = hostile_lab
    before = places(lab)
    run_cells(page, lab, NOTEBOOK, *CELLS)
    lives = page.locator(".rtc-live")
    expect(lives).to_have_count(LIVES)
    nothing_is_answered(page)
    use_every_control(page)
    assert unseen(page.evaluate("() => document.body.textContent")) == []
    assert_nothing_ran(page, OUTPUTS)
    files = {path.name for path in lab.folder.iterdir()}
    assert {"brief.html", "brief.md", "answers.json"} <= files
    assert not {name for name in files if "struck" in name}
    assert places(lab) == before
    reopen_trusted(page, NOTEBOOK)
    assert_nothing_ran(page, OUTPUTS)
    expect(page.locator(".rtc-twin:visible")).to_have_count(LIVES)
    errors = page.locator(".jupyter-widgets", has_text="model not found")
    expect(errors).to_have_count(LIVES)  # JupyterLab writes them first, and the twins' rule then hides them
    expect(errors.locator("visible=true")).to_have_count(0)
    copy = reopen_untrusted(page, lab, NOTEBOOK)
    assert_nothing_ran(page, OUTPUTS)
    expect(page.locator(".rtc-twin:visible")).to_have_count(LIVES)
    the_converted_notebook_is_text(chromium, lab, copy)
    assert places(lab) == before


def test_an_exported_brief_is_text_in_jupyterlabs_own_viewer_and_as_a_page(
    page: Page, lab: LabProcess, chromium: Browser
) -> None:
    """Hand in every string, in each part of the brief and in its answers, beside an article with tags in it."""
    (lab.folder / "small.txt").write_text(filled("small.txt", "", str, TAGS[1]), encoding="utf-8")
    article, stock = read_article(lab.folder / "small.txt"), cycle(STRINGS)
    texts = {part.id: text for part, text in zip(PARTS, spread(STRINGS), strict=True)}
    texts[PARTS[0].id] += "\n\n" + " ".join(sentence.id for sentence in article.sentences)
    given = tuple(Given(*(next(stock) for _ in range(4))) for _ in STRINGS)
    brief = Brief(article, texts, (Chapter("# [x](y)", given, "", beside="*b*"),))
    for ending, made in ((".md", as_markdown(brief)), (".html", as_page(brief))):
        (lab.folder / f"brief{ending}").write_bytes(made.encode("utf-8", "replace"))
    the_markdown_is_text(page, lab)
    address = (lab.folder / "brief.html").as_uri()
    struck, asked, found, text = visited(chromium, address)
    assert (struck, asked, found, unseen(text)) == (False, [address], [], [])


def nothing_is_answered(page: Page) -> None:
    """Look at the controls whose answer on the disk is a string, and so none that they offer."""
    asked = page.locator(".rtc-live:has(button:text-is('Check'))")
    assert asked.count() == 1
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
    assert page.evaluate(js("leafThrough")) == []
    for task in page.locator(".rtc-sorting").all():
        for group in task.locator("fieldset").all()[:3]:
            group.locator("input").first.check()
        task.get_by_role("button", name="Compare with the reading").press("Enter")
        expect(task.get_by_role("region")).to_be_visible()
    for live in page.locator(".rtc-live").all():
        for word in ("Check", "Commit my prediction", "Vote", "We have talked", "Vote again"):
            button = live.get_by_role("button", name=word, exact=True)
            if not button.count():
                continue
            if word != "We have talked":
                live.locator("fieldset:visible input").first.check()
            button.press("Enter")
            if after := {"Vote": "We have talked", "We have talked": "Vote again"}.get(word):
                expect(live.get_by_role("button", name=after)).to_be_visible()
            else:
                expect(live.get_by_role("status")).to_contain_text("Saved")
    guess = page.locator(".rtc-live").filter(has=page.get_by_role("button", name="Commit my estimate"))
    for select, chance in zip(guess.locator("select").all(), ("60", "5", "35"), strict=True):
        select.select_option(chance)
    guess.get_by_role("button", name="Commit my estimate").press("Enter")
    expect(page.locator("dd").filter(has_text="35 %")).to_be_visible()
    mine = page.locator(".rtc-portfolio")
    mine.get_by_role("button", name="Gather again").press("Enter")
    expect(mine.get_by_role("status")).to_have_text("Gathered again, from what is saved.")
    form = page.locator(".rtc-brief")
    for area, text in zip(form.locator("textarea").all(), spread(WRITABLE), strict=True):
        area.fill(f"{text} typed")
    form.get_by_role("button", name="Check the form").press("Enter")
    expect(form.get_by_role("region", name="The form, as last checked")).to_be_visible()
    form.get_by_role("button", name="Export my brief").press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Exported as brief.md and brief.html")
    hand_in = page.locator(".rtc-hand-in")
    hand_in.get_by_role("button", name="Write the file").press("Enter")
    expect(hand_in.get_by_role("status")).to_contain_text("is written")
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
    assert unseen(viewer.inner_text()) == []


def unseen(text: str) -> list[str]:
    """Return the strings that are not in a text, however its lines are broken."""
    flat = "".join(text.split())
    return [string for string in FIT if "".join(string.split()) not in flat]


def the_converted_notebook_is_text(chromium: Browser, lab: LabProcess, name: str) -> None:
    """Convert a notebook with nbconvert, whose own template asks for RequireJS and MathJax wherever it is opened."""
    from nbconvert import HTMLExporter

    converted, _ = HTMLExporter().from_notebook_node(nbformat.read(lab.folder / name, as_version=4))
    (lab.folder / "hostile.html").write_text(converted, encoding="utf-8")
    struck, asked, found, _ = visited(chromium, (lab.folder / "hostile.html").as_uri(), OUTPUTS)
    assert (struck, found) == (False, [])
    assert {url.split("/")[2] for url in asked if url.startswith("http")} <= {"cdnjs.cloudflare.com"}


def visited(chromium: Browser, address: str, where: str = "body") -> tuple[bool, list[str], list[str], str]:
    """Return whether a page struck, what it asked (nothing outside answers), what was brought, its text."""
    asked = list[str]()

    def guard(route: Route) -> None:  # what a policy stops does not come this far
        asked.append(route.request.url)
        (route.continue_ if route.request.url.startswith(("file:", "data:", "blob:")) else route.abort)()

    with chromium.new_context() as context:
        context.route("**/*", guard)
        paper = context.new_page()
        paper.goto(address)
        paper.mouse.move(300, 300)
        paper.wait_for_timeout(300)
        paper.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        return (
            paper.evaluate("'struck' in window"),
            asked,
            paper.evaluate(js("brought"), where),
            paper.inner_text("body"),
        )


def assert_nothing_ran(page: Page, where: str) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("'struck' in window") is False
    assert [one for one in page.evaluate(js("brought"), where) if not EXPORTED.fullmatch(one)] == []


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
    page = str(as_page(Brief(read_article(), {"situation": evil}, ())))
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


NAMES = ("__proto__", "constructor", "hasOwnProperty", "toString", "valueOf")


def test_names_that_every_object_of_a_script_has_are_names_like_others(bare: BarePage, book: Workbook) -> None:
    """They are options' ids, names of items, values of answers, and what is typed."""
    check = next(question for question in load_questions() if question.key == question.options[0].id)
    options = tuple(replace(o, id=name) for o, name in zip(check.options, NAMES[1:], strict=False))
    check = replace(check, id=NAMES[1], options=options, key=NAMES[1])
    task = ties_by_sign(load_reading(), "05-ties")
    ids = [f"{one}.{other}" for one, other in pairwise(NAMES)]
    entries = tuple(replace(entry, id=name) for entry, name in zip(task.entries, ids, strict=False))
    task = replace(task, name="__proto__", entries=entries)
    rows = [f"{task.name}.{entry.id}" for entry in task.entries]
    book.commit_all(dict(zip((*NAMES, *rows, "brief.situation"), cycle(NAMES), strict=False)))
    asked = bare.show("asked", widgets.QuestionControl(check, book, read_article()))
    expect(asked.get_by_role("radio").first).to_be_checked()
    asked.get_by_role("radio").nth(1).press("Space")
    asked.get_by_role("button").press("Enter")
    expect(status(asked)).to_contain_text("Not yet. ")
    sorting = bare.show("sorting", widgets.Sorting(task, book, read_article()))
    expect(sorting.locator("input:checked")).to_have_count(0)
    sorting.get_by_role("radio").first.press("1")
    sorting.get_by_role("button", name="Compare with the reading").press("Enter")
    expect(sorting.get_by_role("region")).to_be_visible()
    size = bare.show("size", widgets.Choice("toString", "Which?", {name: name for name in NAMES}, book))
    expect(size.get_by_role("combobox")).to_have_value("toString")
    size.get_by_role("combobox").select_option("__proto__")
    expect(status(size)).to_contain_text("__proto__. Saved ")
    form = bare.show("form", widgets.BriefForm(book, read_article()))
    form.locator("textarea").first.fill("hasOwnProperty s01")
    bare.later(PAUSE)
    expect(status(form)).to_contain_text("Saved ")
    on_disk = kept(book)
    assert (on_disk["constructor"], on_disk["toString"]) == ("hasOwnProperty", "__proto__")
    assert (on_disk[rows[0]], on_disk["brief.situation"]) == (task.categories[0].id, "hasOwnProperty s01")
