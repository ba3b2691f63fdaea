"""Hostile strings, files and records that are full of them, and a look at what they brought into a page.

Every string that could act sets ``window.struck`` or asks for something of the host evil.test.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeVar

from course_utils.course_file import EstimateTask

Value = TypeVar("Value")

CHANCE = EstimateTask(id="03-estimate", prompt="How likely?")

GROUPS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "browser" / "payloads.json").read_text(encoding="utf-8")
)
STRINGS = [string for group in GROUPS.values() for string in group]
#: Those that a file can hold: half a character has no UTF-8.
WRITABLE = [string for group, strings in GROUPS.items() if group != "halves" for string in strings]
MEGABYTE = "<b>name</b>" * 95_326

#: A course in four small files; ``@`` stands wherever a person may write what words they like.
ARTICLE = """\
Arms for Baku @ https://example.org/page

September 11, 2020 | Ann Writer @
About the author: A writer.

Armenia fought Azerbaijan in July 2020. Reports say so @, in these words:

Baku may buy arms [from Israel]. The Caucasus @ fears more.

Read more on Journal: https://example.org/more
"""
READING = """\
reading: 1
article: small.txt
actors:
  - {id: armenia, name: @, role: state, iso3: ARM, note: @, aliases: [{form: Armenia, kind: name}]}
  - {id: azerbaijan, name: @, role: state, iso3: AZE, endonyms: [{text: @, lang: az}],
     aliases: [{form: Azerbaijan, kind: name}, {form: Baku, kind: metonym}, {form: @, kind: name}]}
  - {id: israel, name: @, role: state, iso3: ISR, at: [1, 2], aliases: [{form: Israel, kind: name}]}
places: [{id: caucasus, name: @, kind: @, note: @}]
times: [{id: t1, label: @, date: 2020-07, quote: July 2020}]
mentions:
  - {refers_to: armenia, form: NAM, as: name, quote: Armenia}
  - {refers_to: azerbaijan, form: NAM, as: name, quote: Azerbaijan, contested: {reading: @, other: @2}}
  - {refers_to: azerbaijan, form: NAM, as: metonym, quote: Baku}
  - {refers_to: israel, form: NAM, as: name, quote: Israel}
  - {refers_to: caucasus, form: NOM, as: description, quote: The Caucasus}
events:
  - {id: e1, label: @, type: ASSAULT, actor: armenia, recipient: azerbaijan, date: 2020-07, factuality: CT+,
     source: [editor], realis: actual, quote: fought, contested: {reading: @, other: @2}}
relations:
  - {id: r1, actor: armenia, recipient: azerbaijan, kind: @, polarity: -1, source: [editor], quote: fought,
     contested: {reading: @, other: @2}}
  - {id: r2, actor: israel, recipient: azerbaijan, kind: @, polarity: 1, source: [israel, author], quote: buy}
interests:
  - {id: n1, actor: azerbaijan, summary: @, explicit: yes, source: [author], quote: buy arms,
     contested: {reading: @, other: @2}}
claims:
  - {id: c1, summary: @, kind: asserted, factuality: CT+, source: [editor], quote: fought}
  - {id: c2, summary: @, kind: accused, factuality: PS+, source: [armenia, author], quote: buy arms,
     cues: [may], contested: {reading: @, other: @2}}
attributions: [{id: a1, kind: attribution, source: armenia, cue: Reports say, content: so}]
"""
CONTEXT = """\
library:
  - {id: one, title: @, publisher: @, year: 2012, grade: B, part: @, url: https://example.org/one}
  - {id: two, title: @, publisher: @, year: 2013, grade: C, url: https://example.org/two}
facts:
  - {id: F01, date: 2012, label: A label, sentence: @, sources: [one, two],
     disagreement: {text: @, who: @, sources: [one, two]}}
  - {id: F02, date: 2021, label: Another, sentence: @, sources: [one],
     disagreement: {text: @, sources: [two]}}
estimates:
  - {id: E2, quantity: @, note: @, values: [
     {who: @, text: @, low: 1, high: 2, unit: @, date: 2012, sources: [one]},
     {who: @, text: @, low: 3, high: 4, unit: @, date: 2013, sources: [two]}, {text: @, sources: [two]}]}
contested:
  - {id: S1, voice: editor, sentence: s01, quote: fought, course: @,
     sides: [{who: @, text: @, sources: [one]}, {who: @, text: @, sources: [two]}]}
series:
  - {date: 2010/2014, importer: @, supplier: @, percent: 85, sources: [one]}
  - {date: 2014/2018, importer: @, supplier: @, percent: 50, sources: [two]}
unnamed: [{id: turkey, name: @, sentence: @, forms: [@], sources: [one]}]
"""
QUESTIONS = """\
questions:
  - {id: q-sure, notebook: @, kind: check, prompt: @, key: a, difficulty: 1, sentences: [s01], options: [
     {id: a, text: @, feedback: @}, {id: b, text: @, feedback: @2, misconception: @},
     {id: c, text: @, feedback: @3, misconception: @}]}
  - {id: @, notebook: @, kind: prediction, prompt: @, difficulty: 1, options: [
     {id: @, text: @, feedback: @}, {id: @2, text: @, feedback: @2}, {id: @3, text: @, feedback: @3}]}
"""
#: The name that each has in a folder.
FILES = {"small.txt": ARTICLE, "small.reading.yaml": READING, "context.yaml": CONTEXT, "questions.yaml": QUESTIONS}

#: The fields of records that a person fills with words of any kind.
_FREE = {
    "name", "note", "summary", "label", "kind", "reading", "other", "text", "who", "sentence", "course",
    "quantity", "title", "publisher", "author", "author_bio", "unit", "url", "part", "form", "prompt",
    "feedback", "misconception", "meaning", "notebook",
}  # fmt: skip
#: What holds only if it is one of the codes, or stands so in the article.
_KEPT = {
    ("Passage", "text"), ("Sentence", "text"), ("Article", "text"), ("Passage", "kind"), ("Claim", "kind"),
    ("Attribution", "kind"), ("Alias", "kind"), ("Evidence", "sentence"), ("Dispute", "sentence"),
    ("Mention", "form"), ("Passage", "sentence"), ("Question", "kind"),
}  # fmt: skip


def poison(value: Value, stock: Iterator[str]) -> Value:
    """Return a record with the next string in each field that takes words, past every check of its own."""
    if isinstance(value, tuple):
        return tuple(poison(part, stock) for part in value)  # type: ignore[return-value]
    if not is_dataclass(value):
        return value
    made = object.__new__(type(value))
    for field in fields(value):
        old = getattr(value, field.name)
        free = field.name in _FREE and (type(value).__name__, field.name) not in _KEPT
        new = next(stock) if free and isinstance(old, str) else poison(old, stock)
        object.__setattr__(made, field.name, new)
    return made  # type: ignore[return-value]


def reworded(value: Value, stock: Iterator[str]) -> Value:
    """Return an article, or a reading with its own, with the next string in front of all that is quoted.

    It stands before the words of each evidence and each sentence, and every span follows, so that the
    records' own checks hold. The loader takes few such texts, and here all must be tried.
    """
    article = getattr(value, "article", value)
    places = sorted(set(_beginnings(value)))
    brought = [f"{next(stock)} " for _ in places]
    lengths = [0, *accumulate(map(len, brought))]
    cuts = [0, *places, len(article.text)]
    kept = [article.text[a:b] for a, b in pairwise(cuts)]
    text = "".join(part for pair in zip(kept, [*brought, ""], strict=True) for part in pair)

    def follow(part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(map(follow, part))
        if not is_dataclass(part) or isinstance(part, type):
            return part
        new = {f.name: follow(getattr(part, f.name)) for f in fields(part) if f.init}
        if "start" in new:
            start, end = (at + lengths[bisect_left(places, at)] for at in (new["start"], new["end"]))
            new |= {"start": start, "end": end, "exact" if "exact" in new else "text": text[start:end]}
        elif part is article:
            new["text"] = text
        return replace(part, **new)

    moved: Value = follow(value)
    return moved


def _beginnings(value: object) -> Iterator[int]:
    """Yield where the words of each sentence and each evidence begin."""
    if isinstance(value, tuple):
        for part in value:
            yield from _beginnings(part)
    elif is_dataclass(value):
        if isinstance(at := getattr(value, "start", None), int) and not hasattr(value, "kind"):
            yield at
        for field in fields(value):
            yield from _beginnings(getattr(value, field.name))


def filled(template: str, text: str, spell: Callable[[str], str]) -> str:
    """Put a text wherever one of the small files has a place for words; a digit after it makes it another."""
    return re.sub("@([0-9]?)", lambda place: spell(text + place[1]), template)


def escaped(text: str) -> str:
    """Spell a text for YAML so that every character passes the file's own check."""
    return '"' + "".join(c if c.isalnum() and c < "\x7f" else f"\\U{ord(c):08x}" for c in text) + '"'


def quoted(text: str) -> str:
    """Put a text between quotation marks, and leave its characters as they are."""
    return "'" + text.replace("'", "''") + "'"


def bare(text: str) -> str:
    """Put a text into the file as somebody types it who has never heard of quotation marks."""
    return text


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
        self.found.add(("a comment",))

    def handle_decl(self, decl: str) -> None:
        self.found.add(("a declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.found.add(("a declaration", data))

    def handle_pi(self, data: str) -> None:
        self.found.add(("an instruction",))


def plain(text: str) -> str:
    """Return a text without its white space, which a page may change."""
    return "".join(text.split())
