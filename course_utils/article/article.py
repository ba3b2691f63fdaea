"""An article: its metadata, its passages with their voices, its sentences, every span exact.

All offsets are code points into ``Article.text``, counted as Python counts them.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Literal, TypeVar

from course_utils.article.decoding import decode, inspect_characters, read_bytes
from course_utils.article.layout import Kind, read_layout
from course_utils.article.sentences import sentence_spans
from course_utils.errors import ArticleError, Problems
from course_utils.places import ARTICLE, shelf

#: Whose words: the digest's editor, or the author whom the editor excerpts.
Voice = Literal["editor", "author"]


@dataclass(frozen=True, slots=True)
class Original:
    """Where the excerpted text appeared, from the line “Read more on …”."""

    publisher: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (``p1``, ``p2``, …), or an insertion in square brackets inside one (``i1``, ``i2``, …)."""

    id: str
    kind: Kind
    #: Code points; an insertion's brackets are in its span.
    start: int
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
    #: The id and the voice of its paragraph; an insertion inside it has a voice of its own.
    passage: str
    voice: Voice
    start: int
    end: int
    text: str


_Spanned = TypeVar("_Spanned", Passage, Sentence)


@dataclass(frozen=True, slots=True)
class Article:
    """One article. Make one with ``load_article``.

    ``article.text[x.start:x.end] == x.text`` for every passage and sentence ``x``.
    """

    #: The file's name, without folders.
    name: str
    title: str
    url: str | None
    published: date | None
    author: str | None
    author_bio: str | None
    original: Original | None
    #: The whole decoded file: BOM removed, newlines "\n", nothing else changed.
    text: str
    #: In order of their start; an insertion follows the paragraph around it.
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    #: What was accepted but is worth a look, each beginning with file and line.
    warnings: tuple[str, ...] = ()
    _paragraphs: list[Passage] = field(init=False, repr=False, compare=False, default_factory=list)
    _insertions: list[Passage] = field(init=False, repr=False, compare=False, default_factory=list)
    _by_id: dict[str, Sentence] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for passage in self.passages:
            (self._insertions if passage.kind == "interpolation" else self._paragraphs).append(passage)
        self._by_id.update((sentence.id, sentence) for sentence in self.sentences)
        for spans in (self._paragraphs, self._insertions, self.sentences):
            reached = 0
            for span in spans:
                if not reached <= span.start < span.end or self.text[span.start : span.end] != span.text:
                    raise ValueError(f"{self.name}: {span.id} is not where it should be")
                reached = span.end

    def sentence(self, id: str) -> Sentence:  # noqa: A002 - the contract's word
        """Return the sentence of this id; KeyError names the valid ones."""
        try:
            return self._by_id[id]
        except KeyError:
            ids = f"{self.sentences[0].id} to {self.sentences[-1].id}" if self.sentences else "none"
            raise KeyError(f"no sentence {id!r}; {self.name} has {ids}") from None

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the code point at ``offset``, or None between sentences."""
        return _span_at(self.sentences, offset)

    def voice_at(self, start: int, end: int | None = None) -> Voice:
        """Return whose words ``text[start:end]`` are: the voice of the innermost passage around all of it.

        Without ``end`` it is one code point. ValueError where no passage holds it.
        """
        end = start + 1 if end is None else end
        for passages in (self._insertions, self._paragraphs):
            if (found := _span_at(passages, start)) and end <= found.end:
                return found.voice
        raise ValueError(f"no passage of {self.name} holds {start}–{end}")

    def runs(self, span: Sentence | Passage) -> tuple[tuple[Voice, bool, int, int], ...]:
        """Return the stretches that tile a sentence or paragraph: voice, whether an insertion, start, end."""
        stretches: list[tuple[Voice, bool, int, int]] = []
        reached = span.start
        first = bisect_right(self._insertions, span.start, key=lambda p: p.end)
        after = bisect_left(self._insertions, span.end, key=lambda p: p.start)
        for inside in self._insertions[first:after]:
            if reached < inside.start:
                stretches.append((span.voice, False, reached, inside.start))
                reached = inside.start
            stretches.append((inside.voice, True, reached, reached := min(span.end, inside.end)))
        if reached < span.end:
            stretches.append((span.voice, False, reached, span.end))
        return tuple(stretches)


def _span_at(spans: Sequence[_Spanned], offset: int) -> _Spanned | None:
    """Return the span that holds ``offset``; the spans are ordered and disjoint."""
    found = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[found] if found >= 0 and offset < spans[found].end else None


def load_article(path: str | os.PathLike[str] | None = None) -> Article:
    """Read an article in a digest's print layout; without ``path``, the course's own.

    Everything wrong with the file is told in one ArticleError, each problem with its line, what was expected,
    what was found and what to do. Nothing is guessed: what can be read in one way only is accepted, with a
    warning where it is worth a look. ``course_utils.article.layout`` tells the layout and the rules for its voices.

    >>> article = load_article()
    >>> len(article.sentences), article.sentence("s09").voice
    (13, 'author')
    """
    path = shelf("seeds") / ARTICLE if path is None else Path(path)
    problems = Problems(path.name or str(path), ArticleError, most=100)
    text = decode(read_bytes(path, problems.file), problems)
    head, spans = read_layout(text, problems)
    inspect_characters(text, problems)
    problems.close()
    passages: list[Passage] = []
    sentences: list[Sentence] = []
    numbers = {"p": count(1), "i": count(1)}
    for kind, start, end in spans:
        letter = "i" if kind == "interpolation" else "p"
        p = Passage(f"{letter}{next(numbers[letter])}", kind, start, end, text[start:end])
        passages.append(p)
        for begin, stop in sentence_spans(text, start, end) if letter == "p" else ():
            number = f"s{len(sentences) + 1:02d}"
            sentences.append(Sentence(number, p.id, p.voice, begin, stop, text[begin:stop]))
    original = Original(*head.original) if head.original else None
    known = (head.title, head.url, head.published, head.author, head.author_bio, original)
    warnings = tuple(map(str, sorted(problems.warnings, key=lambda warning: warning.line or 0)))
    return Article(problems.file, *known, text, tuple(passages), tuple(sentences), warnings)
