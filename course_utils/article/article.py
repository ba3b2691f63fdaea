"""An article: its metadata, its passages with their voices, its sentences, every span exact.

All offsets are code points into ``Article.text``, counted as Python counts them.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Literal

from course_utils.article.decoding import decode, inspect_characters, line_of, read_bytes
from course_utils.article.layout import Kind, read_layout
from course_utils.article.masthead import Original
from course_utils.article.sentences import open_ends, sentence_spans
from course_utils.disk import fingerprint
from course_utils.errors import ArticleError, Problems, quoted
from course_utils.places import ARTICLE, AnyPath, shelf

Voice = Literal["editor", "author"]  #: Whose words: the digest's editor, or the author whom the editor excerpts.
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (``p1``, ``p2``, …), or an insertion in square brackets inside one (``i1``, ``i2``, …)."""

    id: str
    kind: Kind
    start: int  #: Of a span in code points; an insertion's brackets are in its span.
    end: int
    text: str

    @property
    def voice(self) -> Voice:
        """The author's in the excerpt, the editor's elsewhere."""
        return "author" if self.kind == "excerpt" else "editor"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body (``s01``, ``s02``, …), with no white space around it."""

    id: str
    passage: str  #: Its paragraph's id.
    voice: Voice  #: Its paragraph's; an insertion inside it has a voice of its own.
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """One article. Make one with ``load_article``.

    ``article.text[x.start:x.end] == x.text`` for every passage and sentence ``x``.
    """

    name: str  #: The file's, without folders.
    title: str
    url: str | None
    published: date | None
    author: str | None
    author_bio: str | None
    original: Original | None
    text: str  #: The whole decoded file: BOM removed, newlines "\n", nothing else changed.
    passages: tuple[Passage, ...]  #: In order of their start; an insertion follows the paragraph around it.
    sentences: tuple[Sentence, ...]
    warnings: tuple[str, ...] = ()  #: What was accepted but is worth a look, each beginning with file and line.
    language: str = "en"  #: Of its words, as a tag; by its rules sentences end.
    sha256: str = field(default="", compare=False)  #: Of the file's bytes, in hexadecimal digits.

    @cached_property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way its words run."""
        return direction_of("".join(sentence.text for sentence in self.sentences))

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Whose voices speak in it, the editor's first."""
        return tuple(dict.fromkeys(sorted((passage.voice for passage in self.passages), reverse=True)))

    @cached_property
    def _by_id(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}

    def sentence(self, id: str) -> Sentence:  # noqa: A002 - the contract's word
        """Return the sentence of this id; KeyError names the valid ones."""
        if id in self._by_id:
            return self._by_id[id]
        ids = f"{self.sentences[0].id} to {self.sentences[-1].id}" if self.sentences else "none"
        raise KeyError(f"no sentence {id!r}; {self.name} has {ids}")

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the code point at ``offset``, or None between sentences."""
        at = bisect_right(self.sentences, offset, key=_START) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None

    def voice_at(self, start: int, end: int | None = None) -> Voice:
        """Return whose words ``text[start:end]`` are: the voice of the innermost passage around all of it.

        Without ``end`` it is one code point. ValueError where no passage holds it.
        """
        end = start + 1 if end is None else end
        for at in reversed(range(bisect_right(self.passages, start, key=_START))):
            if end <= (passage := self.passages[at]).end:
                return passage.voice
            if passage.kind != "interpolation":
                break
        raise ValueError(f"no passage of {self.name} holds {start}–{end}")

    def runs(self, span: Sentence | Passage) -> tuple[tuple[Voice, bool, int, int], ...]:
        """Return the stretches that tile a sentence or paragraph: voice, whether an insertion, start, end."""
        stretches: list[tuple[Voice, bool, int, int]] = []
        reached = span.start
        first = bisect_right(self.passages, span.start, key=_START) - 1  # one that began before goes on here
        for inside in self.passages[first : bisect_left(self.passages, span.end, key=_START)]:
            if inside.kind == "interpolation" and inside.end > reached:
                if reached < inside.start:
                    stretches.append((span.voice, False, reached, inside.start))
                    reached = inside.start
                stretches.append((inside.voice, True, reached, reached := min(span.end, inside.end)))
        if reached < span.end:
            stretches.append((span.voice, False, reached, span.end))
        return tuple(stretches)


def direction_of(text: str) -> Literal["ltr", "rtl"]:
    """Return which way most letters of a text run."""
    kinds = Counter(map(unicodedata.bidirectional, text))
    return "rtl" if kinds["R"] + kinds["AL"] > kinds["L"] else "ltr"


def read_article(path: AnyPath | None = None, *, whole: Voice | None = None, language: str = "en") -> Article:
    """Read an article as ``load_article`` does, of whatever course it is."""
    path = shelf("seeds") / ARTICLE if path is None else Path(path)
    problems = Problems(path.name or str(path), ArticleError, ends=True)
    raw = read_bytes(path, problems.file)
    text = decode(raw, problems)
    head, spans = read_layout(text, problems, whole)
    inspect_characters(text, problems)
    problems.close()
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    numbers = {"p": count(1), "i": count(1)}
    for kind, start, end in spans:
        letter = "i" if kind == "interpolation" else "p"
        p = Passage(f"{letter}{next(numbers[letter])}", kind, start, end, text[start:end])
        passages.append(p)
        found = [*sentence_spans(text, start, end, language)] if letter == "p" else []
        for begin, stop in found:
            number = f"s{len(sentences) + 1:02d}"
            sentences.append(Sentence(number, p.id, p.voice, begin, stop, text[begin:stop]))
        for at, words, ended in open_ends(text, start, end, {begin for begin, _ in found}) if found else ():
            read = "two sentences; put a no-break space" if ended else "one sentence; put a blank line"
            message = f"{quoted(words)} is read as {read} there if it is {'one' if ended else 'two'}"
            problems.warn(line_of(text, at), message)
    known = (head.title, head.url, head.published, head.author, head.author_bio, head.original)
    warnings = tuple(map(str, sorted(problems.warnings, key=lambda warning: warning.line or 0)))
    found_in = (tuple(passages), tuple(sentences), warnings, language, fingerprint(raw))
    return Article(problems.file, *known, text, *found_in)
