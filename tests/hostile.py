"""Hostile strings, a course that is full of them, and a look at what they brought into a page.

Every string that could act sets ``window.struck`` or asks for something of the host evil.test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from course_utils import cards, charts, widgets
from course_utils.answers.workbook import Workbook
from course_utils.course_file import CodesTask, EstimateTask, SupplierCount, load_course_file
from course_utils.exercises.codes import Codes
from course_utils.exercises.portfolio import estimate, gather, predictions
from course_utils.exercises.questions import Question
from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import Context
from course_utils.places import COURSE, shelf
from course_utils.reading.reading import Reading
from course_utils.widgets.chance import what_came
from course_utils.widgets.control import Control

CHANCE = EstimateTask(id="03-estimate", prompt="How likely?", outcomes=("Calm", "Clashes", "War"))
TESTS = Path(__file__).parent
GROUPS: dict[str, list[str]] = json.loads((TESTS / "browser" / "payloads.json").read_text(encoding="utf-8"))
STRINGS = [string for group in GROUPS.values() for string in group]
#: Those that a file can hold: half a character has no UTF-8.
WRITABLE = [string for group, strings in GROUPS.items() if group != "halves" for string in strings]

#: What a file may not hold even where YAML can spell it.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

#: A course in four small files. ``@`` stands wherever a person may write what words they like (a digit after it
#: makes them others), ``~`` where what is written must stand in the article too.
FILES = {path.name: path.read_text(encoding="utf-8") for path in (TESTS / "hostile_course").iterdir()}


def filled(name: str, text: str, spell: Callable[[str], str], within: str = "words") -> str:
    """Return one of the small files with a text in every place for words, and the article's words in theirs."""
    words = re.sub("@([0-9]?)", lambda place: spell(text + place[1]), FILES[name])
    return words.replace("~", within if name.endswith(".txt") else escaped(within)[1:-1])


def escaped(text: str) -> str:
    """Spell a text for YAML so that every character passes the file's own check."""
    return '"' + "".join(c if c.isalnum() and c < "\x7f" else f"\\U{ord(c):08x}" for c in text) + '"'


def controls(
    reading: Reading, context: Context, questions: tuple[Question, ...], book: Workbook
) -> tuple[Control[Any, Any, Any], ...]:
    """Make every control of a course, with every chart, deck, task and kind of question in one of them."""
    article, words = reading.article, questions[0].prompt
    tasks = sentences_by_kind(reading, "04-sort"), ties_by_sign(reading, "05-ties")
    counted = SupplierCount(importer=context.series[0].importer, of=words, supplier=words, counted_by=words)
    drawn = (
        charts.words_by_voice(article),
        charts.naming_strip(reading, "azerbaijan"),
        charts.naming_matrix(reading, context),
        charts.article_map(reading, context, load_atlas()),
        charts.network(reading),
        charts.ties_by_sentence(reading),
        charts.rule_of_thumb(reading),
        charts.timeline(reading, context, after_page=True),
        charts.supplier_shares(context, article, counted, after_page=True),
        charts.certainty_ladder(reading),
        charts.source_chain(reading, "c2"),
        charts.interest_matrix(reading),
    )
    dealt = (
        cards.actor_cards(reading),
        cards.perspective_cards(reading, context),
        cards.contested_cards(article, context),
        cards.source_cards(context, article, after_page=True),
    )
    handed_in = lambda: (predictions(questions, book.answers()), estimate(CHANCE, book.answers()))  # noqa: E731
    return (
        widgets.VoiceXray(reading, "azerbaijan"),
        *(widgets.ChartExplorer(words, lambda _, one=one: one) for one in drawn),  # type: ignore[misc]
        *(widgets.CardExplorer(words, article, words, deck) for deck in dealt),
        *(widgets.Sorting(task, book, article) for task in tasks),
        widgets.QuestionControl(replace(questions[0], id="q-later"), book, article, words),
        widgets.PredictionControl(questions[1], book, article, drawn[0]),
        widgets.TwoVotes(questions[0], book, article),
        widgets.ChanceEstimate(replace(CHANCE, prompt=words), book, drawn[0], what_came(article, context)),
        widgets.Choice("size", words, {"a": words, "b": questions[1].prompt}, book),
        widgets.MyCourse(lambda: gather(questions, tasks, CHANCE, book.answers())),
        widgets.BriefForm(book, article, chapters=handed_in),
        widgets.HandIn("01", book, _codes(questions)),
    )


def _codes(questions: tuple[Question, ...]) -> Codes:
    """Make codes of whatever is asked, as no edition pins them."""
    asked, file = {q.id: replace(q, notebook="01") for q in questions}, load_course_file(shelf("data") / COURSE)
    codes = Codes(Path(), file, CodesTask(), lambda: asked, tuple)
    return replace(codes, task=CodesTask(order=(codes.pinned("01"),)))


def is_printable(text: str) -> bool:
    """Say whether each line is safe to print in a terminal, and not so long that it buries the others."""
    return all(
        len(line) < 5_000 and all(c.isprintable() or c in "\u00a0\u202f\u2009\u3000" for c in line)
        for line in text.split("\n")
    )


#: Attributes whose values are read out or shown, and never obeyed.
_WORDS = {"alt", "aria-label", "title"}


class Parts(HTMLParser):
    """What a page is made of (elements, attributes, and values that a browser obeys), and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self._text: list[str] = []
        self.feed(str(page))
        self.close()

    @property
    def text(self) -> str:
        """All text and all attributes that are words, without white space."""
        return plain(" ".join(self._text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag,))
        for name, value in attrs:
            if name in _WORDS:
                self._text.append(value or "")
                value = ""
            elif name == "data-mark":
                value = re.sub(r"^[0-9]+$", "a number", value or "")
            self.found.add((tag, name, (value or "").split("base64,")[0]))

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.add(("no element", data))

    handle_decl = unknown_decl = handle_pi = handle_comment  # type: ignore[assignment]


def plain(text: str) -> str:
    """Return a text without its white space, which a page may change."""
    return "".join(text.split())
