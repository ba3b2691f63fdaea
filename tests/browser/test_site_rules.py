"""Python and the rules of a page without Python are asked the same at random, and say and keep the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hostile import WRITABLE
from playwright.sync_api import Browser, Page

from course_utils import widgets
from course_utils.answers.hand_in import hand_in
from course_utils.answers.workbook import Workbook, _spelt
from course_utils.course import Course
from course_utils.course_file import CHANCES
from course_utils.exercises.portfolio import foretold
from course_utils.widgets import control as base

pytestmark = [pytest.mark.browser, pytest.mark.long]

RULES = re.sub(
    r'^(export |import .*? from "\./foretold\.js";$)',
    "",
    "".join(map(base._text, ("foretold.js", "foretold_more.js"))),
    flags=re.MULTILINE,
)
#: A page's book whose store is a map, and what it says and keeps.
BEGIN = f"""([course, text]) => {{ const kept = new Map();
  const {{Book, RULES}} = (() => {{ {RULES}; return {{Book, RULES}}; }})();
  const book = new Book(course, () => ({{
    getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text)}}));
  kept.set(book.key, text);
  window.kinds = Object.keys(RULES);
  window.ask = (table, message) => [RULES[table.kind](table, message, book), book.file().text]; }}"""
#: What only Python keeps: by what it knows its own files beside the answers.
OWN = ("brief.exported", "answers.handed-in")
#: Beside hostile strings, what a student writes, and space as Python has it and scripts have not.
TEXTS = (
    *(
        "",
        " ",
        "s01",
        "S5 (s09) s13, s14",
        "Clashes s04. s07",
        "clashes S4.\u00a0s07",
        "Straße\u2003s05",
        "STRASSE s05",
    ),
    *("\x1c\x85", "\ufeff", "\n\ntwo\r\n \t\nparts\rhere\n", "one two " * 180, "x_s01 s001", *WRITABLE),
)


def told(control: base.Control[Any, Any, Any]) -> dict[str, Any]:
    """Return what a page has of a control."""
    return dict(json.loads(json.dumps(control.foretold())))


def message(control: base.Control[Any, Any, Any], chance: Random, committed: bool) -> dict[str, Any]:
    """Return something that the control's script can send."""
    some = lambda ids, least=0: chance.sample([*ids], chance.randint(least, 3))  # noqa: E731
    match control:
        case widgets.TwoVotes():
            stage = chance.choice(("alone", "talk", "again"))
            return {"stage": stage, **({} if stage == "talk" else {"answer": chance.choice([*control.question.texts])})}
        case widgets.QuestionControl() | widgets.PredictionControl():
            return {"answer": chance.choice([*control.question.texts])}
        case widgets.Choice():
            return {"answer": chance.choice([*control.options])}
        case widgets.ChanceEstimate() if committed:
            return {"chances": [], "ways": [text[:500] + "." for text in chance.sample(TEXTS, 2)]}
        case widgets.ChanceEstimate():
            one = chance.randrange(len(CHANCES))
            other = chance.randrange(len(CHANCES) - one)
            return {"chances": [str(5 * n) for n in (one, other, 20 - one - other)], "ways": []}
        case widgets.Sorting():
            rows = some(entry.id for entry in control.task.entries)
            chosen = {row: chance.choice([*control.task.texts]) for row in rows}
            return {"sorted": chosen, **({"compare": True} if chance.random() < 0.3 else {})}
        case widgets.BriefForm():
            parts = some(part["id"] for part in control.item["parts"] if part["id"] != "confidence")
            texts = {part: [chance.sample(TEXTS, 2), " ".join(chance.choices(TEXTS, k=2))] for part in parts}
            texts |= {"confidence": [[""], chance.choice(("", "low", "high"))]} if chance.random() < 0.2 else {}
            return {"texts": texts, chance.choice(("check", "export", "texts")): True} | {"texts": texts}
        case _:
            return {}


def plain(value: object) -> Any:
    """Return data as a page has it, whatever the time."""
    return json.loads(re.sub(r"(Saved |T)\d\d:\d\d", r"\1hh:mm", json.dumps(value)))


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    return chromium.new_page()


@pytest.mark.parametrize("seed", range(4))
def test_python_and_a_page_say_and_keep_the_same(page: Page, course: Course, book: Workbook, seed: int) -> None:
    chance, drawn = Random(seed), course.charts.words_by_voice()
    book.path.write_text('{"answers": {"01-exit": 3}, "letters": "KQ7X", "more": {"10": [], "9": {}}, "schema": 1}')
    chance_of = course.file.estimate
    assert chance_of
    data = {"id": "x", "estimate": {"chances": chance_of.chances, "others": chance_of.others}}
    data["chapters"] = foretold(course.questions.values(), course.sorting_tasks, chance_of)
    page.evaluate(BEGIN, [data, book.path.read_text()])
    makers: list[Callable[[], base.Control[Any, Any, Any]]] = [
        lambda: course.ask("01-exit"),
        lambda: course.ask("00-practice"),
        lambda: course.predict("01-predict-share", drawn),
        lambda: course.predict("00-guess"),
        lambda: course.vote_twice("04-check-claim"),
        lambda: course.estimate_chance(),
        course.sort_sentences,
        course.set_ties,
        course.choose_chart_size,
        course.my_course,
        course.write_brief,
        *(lambda n=n: widgets.HandIn(n, book, course.codes) for n in course.codes.notebooks),  # type: ignore[misc]
    ]
    tables = [told(make()) for make in makers]
    later = course.ask("03-after-exit")
    makers.append(lambda: later)
    tables.append(told(later))
    for _ in range(120):
        at = chance.randrange(len(makers))
        control, table = makers[at](), tables[at]
        if control is later and chance_of.committed(book.answers()):
            later.unlock()
        shown, _ = page.evaluate("([table]) => ask(table, null)", [table])
        assert plain(shown) == plain({"missing": [], **control.reply} if "missing" in shown else control.reply)
        if isinstance(control, widgets.HandIn):
            continue
        sent = message(control, chance, chance_of.committed(book.answers()))
        said = {"text": "", **control.receive(json.loads(json.dumps(sent)))}
        answered, text = page.evaluate("([table, message]) => ask(table, message)", [table, sent])
        answered = {"text": "", **answered}
        if "page" in said:
            written = (book.path.parent / Path(said["page"]).name).read_bytes().decode()
            assert answered.pop("download") == {"name": "brief.html", "text": written}
            said |= {key: answered[key] for key in ("page", "text")}
        assert plain(answered) == plain(said), sent
        kept, whole = json.loads(text), json.loads(book.path.read_bytes())
        whole["answers"] = {item: one for item, one in whole["answers"].items() if item not in OWN}
        assert plain(kept) == plain(whole)
    book.path.write_bytes(_spelt(kept, 10**6))
    _, name = hand_in(book)
    page.evaluate(BEGIN, [data, json.dumps(kept)])
    handed, _ = page.evaluate("([table]) => ask(table, {write: true})", [tables[-2]])
    text = (book.path.parent / name).read_bytes().decode()
    assert handed["download"] == {"name": name, "text": text, "letters": "KQ7X"}


def test_every_control_has_a_rule(page: Page) -> None:
    page.evaluate(BEGIN, [{}, ""])
    rules = page.evaluate("kinds")
    kinds = [one for one in vars(widgets).values() if isinstance(one, type) and issubclass(one, base.Control)]
    source = {kind.__name__: kind.foretold for kind in kinds if kind is not base.Control}
    assert [name for name, own in source.items() if own is base.Control.foretold] == []
    assert sorted(rules) == sorted(set(rules))
