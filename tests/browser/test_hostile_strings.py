"""Fifty hostile strings in a reading's and a context's fields are text in every chart, card and twin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jupyter_page import open_notebook, reopen_trusted, reopen_untrusted, run_all, write_notebook
from lab_process import LabProcess
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NOTEBOOK = "hostile.ipynb"
PAYLOADS = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))
#: Fills every text field that a file can set with the next payload, and shows everything. Ids, dates, codes
#: and quotes stay: a file in which they are wrong does not load.
CELLS = (
    """import json
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from course_utils import charts, decks, gallery, lesson
from course_utils.context import load_context
from course_utils.reading import load_reading
from course_utils.widgets import CardExplorer, ChartExplorer, VoiceXray
from course_utils.sorting import sentences_by_kind, ties_by_sign
from course_utils.widgets import Sorting
payloads = cycle(json.load(open("payloads.json")))
FREE = {"name", "note", "summary", "label", "kind", "reading", "other", "text", "who", "sentence", "course",
        "quantity", "title", "publisher", "author", "author_bio", "unit", "url", "part", "form"}
KEPT = {("Passage", "text"), ("Sentence", "text"), ("Article", "text"), ("Passage", "kind"),
        ("Claim", "kind"), ("Attribution", "kind"), ("Alias", "kind"), ("Evidence", "sentence"),
        ("Dispute", "sentence"), ("Mention", "form"), ("Passage", "sentence")}
def poison(value):
    if isinstance(value, tuple):
        return tuple(map(poison, value))
    if not is_dataclass(value):
        return value
    changed = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, str):
            if field.name in FREE and (type(value).__name__, field.name) not in KEPT:
                changed[field.name] = next(payloads)
        else:
            changed[field.name] = poison(old)
    made = object.__new__(type(value))
    for field in fields(value):
        object.__setattr__(made, field.name, changed.get(field.name, getattr(value, field.name)))
    return made
reading, context = poison(load_reading()), poison(load_context())
article = reading.article
lesson.open_course()""",
    "VoiceXray(reading, 'armenia')",
    *(
        f"ChartExplorer({name!r}, lambda _: {call})"
        for name, call in {
            "strip": "charts.naming_strip(reading, 'armenia')",
            "shares": "charts.words_by_voice(article)",
            "naming": "charts.naming_matrix(reading, context=context)",
            "map": "charts.article_map(reading, context)",
            "network": "charts.network(reading)",
            "rule": "charts.rule_of_thumb(reading)",
            "timeline": "charts.timeline(reading, context, after_page=True)",
            "suppliers": "charts.arms_suppliers(context, article, after_page=True)",
            "range": "charts.estimate_range(context, article, 'E2', after_page=True)",
            "ladder": "charts.certainty_ladder(reading)",
            "chain": "charts.source_chain(reading, 'c39')",
            "interests": "charts.interest_matrix(reading)",
        }.items()
    ),
    *(
        f"CardExplorer({name!r}, article, 'Card', decks.{call})"
        for name, call in {
            "data": "data_cards(reading)",
            "actors": "actor_cards(reading)",
            "perspectives": "perspective_cards(reading, context)",
            "contested": "contested_cards(article, context)",
            "sources": "source_cards(context, article, after_page=True)",
        }.items()
    ),
    "Sorting(sentences_by_kind(reading, 'sort'), lesson.workbook(), article)",
    "Sorting(ties_by_sign(reading, 'ties'), lesson.workbook(), article)",
)
#: What must not be in the page: elements and attributes that only a payload could have brought.
BROUGHT = """() => { const outputs = [...document.querySelectorAll('.jp-OutputArea-output')];
  const bad = 'script, iframe, object, embed, form, base, link, meta, video, audio, svg, math, template, '
    + 'marquee, img:not([src^="data:image/png;base64,"]), a[href^="javascript" i], [srcdoc], mjx-container';
  const found = outputs.flatMap(o => [...o.querySelectorAll(bad)]);
  const handlers = outputs.flatMap(o => [...o.querySelectorAll('*')])
    .filter(e => [...e.attributes].some(a => a.name.startsWith('on')));
  return [...found, ...handlers].map(e => e.outerHTML.slice(0, 200)); }"""


def test_there_are_fifty_different_ones() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 50


def test_they_are_text_in_charts_cards_and_twins_and_when_opened_again(page: Page, lab: LabProcess) -> None:
    (lab.folder / "payloads.json").write_text(json.dumps(PAYLOADS), encoding="utf-8")
    write_notebook(lab, NOTEBOOK, *CELLS)
    open_notebook(page, NOTEBOOK)
    page.evaluate("window.struck = 0")
    assert run_all(page, 180) == []
    lives = page.locator(".rtc-live")
    expect(lives).to_have_count(len(CELLS) - 1)
    for select in page.locator(".rtc-explorer .rtc-row select").all():
        for value in select.evaluate("e => [...e.options].map(o => o.value)")[:12]:
            select.select_option(value)
            select.press("Enter")
            page.keyboard.press("Backspace")
    for button in page.locator(".rtc-stage .rtc-cite").all()[:20]:
        button.press("Enter")
        page.keyboard.press("Backspace")
    shown = page.evaluate("() => document.body.textContent")
    assert sum(payload[:30] in shown for payload in PAYLOADS if "\\n" not in payload) > 40
    assert page.evaluate(BROUGHT) == []
    assert page.evaluate("window.struck") == 0
    reopen_trusted(page, NOTEBOOK)
    assert_nothing_ran(page)
    reopen_untrusted(page, lab, NOTEBOOK)
    assert_nothing_ran(page)


def assert_nothing_ran(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("'struck' in window") is False
    assert page.evaluate(BROUGHT) == []
