"""An article: its metadata, its passages with their voices, its sentences, every span exact.

All offsets are code points into ``Article.text``, counted as Python counts them.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from course_utils.decoding import Findings, decode, inspect_characters, read_bytes
from course_utils.layout import Layout, read_layout
from course_utils.sentences import STRETCH, sentence_spans
from course_utils.shelf import ARTICLE, shelf

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
    kind: Literal["lead", "excerpt", "interpolation"]
    voice: Voice
    #: Code points; an insertion's brackets are in its span.
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"{self.id}: {self.start}–{self.end} does not fit a text of {len(self.text)}")
        if self.voice != ("author" if self.kind == "excerpt" else "editor"):
            raise ValueError(
                f"{self.id}: a passage of kind {self.kind} cannot be in the {self.voice}'s voice"
            )


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

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"{self.id}: {self.start}–{self.end} does not fit a text of {len(self.text)}")


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
    _paragraphs: tuple[Passage, ...] = field(init=False, repr=False, compare=False)
    _insertions: tuple[Passage, ...] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Sentence] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        paragraphs = tuple(p for p in self.passages if p.kind != "interpolation")
        object.__setattr__(self, "_paragraphs", paragraphs)
        object.__setattr__(self, "_insertions", tuple(p for p in self.passages if p.kind == "interpolation"))
        object.__setattr__(self, "_by_id", {s.id: s for s in self.sentences})
        for spans in (self._paragraphs, self._insertions, self.sentences):
            reached = 0
            for span in spans:
                if span.start < reached or self.text[span.start : span.end] != span.text:
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
        found = _at(self.sentences, offset)
        return self.sentences[found] if found is not None else None

    def voice_at(self, start: int, end: int | None = None) -> Voice:
        """Return whose words ``text[start:end]`` are: the voice of the innermost passage around all of it.

        Without ``end`` it is one code point. ValueError where no passage holds it.
        """
        end = start + 1 if end is None else end
        for passages in (self._insertions, self._paragraphs):
            found = _at(passages, start)
            if found is not None and end <= passages[found].end:
                return passages[found].voice
        raise ValueError(f"no passage of {self.name} holds {start}–{end}")

    def runs(self, sentence: Sentence) -> tuple[tuple[Voice, bool, int, int], ...]:
        """Return the stretches that tile a sentence: voice, whether it is an insertion, start, end."""
        return tuple(self._stretches(sentence.start, sentence.end, sentence.voice))

    def words_by(self, voice: Voice) -> list[str]:
        """Return the body's stretches in one voice, in order; insertions are the editor's.

        >>> sum("Armenia" in words for words in load_article().words_by("author"))
        0
        """
        return [
            words
            for paragraph in self._paragraphs
            for owner, _, start, end in self._stretches(paragraph.start, paragraph.end, paragraph.voice)
            if owner == voice and (words := self.text[start:end]).strip()
        ]

    def _stretches(self, start: int, end: int, voice: Voice) -> Iterator[tuple[Voice, bool, int, int]]:
        first = bisect_right(self._insertions, start, key=lambda p: p.end)
        for n in range(first, len(self._insertions)):
            inside = self._insertions[n]
            if inside.start >= end:
                break
            if start < inside.start:
                yield voice, False, start, inside.start
            start, stop = max(start, inside.start), min(end, inside.end)
            yield inside.voice, True, start, stop
            start = stop
        if start < end:
            yield voice, False, start, end


def _at(spans: tuple[Passage, ...] | tuple[Sentence, ...], offset: int) -> int | None:
    """Return the index of the span that holds ``offset``; the spans are ordered and disjoint."""
    found = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return found if found >= 0 and offset < spans[found].end else None


def load_article(path: str | os.PathLike[str] | None = None) -> Article:
    """Read an article in a digest's print layout; without ``path``, the course's own.

    Everything wrong with the file is told in one ArticleError, each problem with its line, what was expected,
    what was found and what to do. Nothing is guessed: what can be read in one way only is accepted, with a
    warning where it is worth a look. ``course_utils.layout`` tells the layout and the rules for its voices.

    >>> article = load_article()
    >>> len(article.sentences), article.sentence("s09").voice
    (13, 'author')
    """
    path = shelf("seeds") / ARTICLE if path is None else Path(path)
    name = path.name or str(path)
    findings = Findings(name)
    text = decode(read_bytes(path, name), findings)
    inspect_characters(text, findings)
    layout = read_layout(text, findings)
    findings.settle()
    passages = _passages(text, layout)
    sentences = tuple(_sentences(text, passages, findings))
    head = layout.masthead
    return Article(
        name=name,
        title=head.title,
        url=head.url,
        published=head.published,
        author=head.author,
        author_bio=head.author_bio,
        original=Original(*head.original) if head.original else None,
        text=text,
        passages=passages,
        sentences=sentences,
        warnings=tuple(map(str, sorted(findings.warnings, key=lambda w: w.line or 0))),
    )


def _passages(text: str, layout: Layout) -> tuple[Passage, ...]:
    found = [
        Passage(
            f"p{n}", b.kind, "editor" if b.kind == "lead" else "author", b.start, b.end, text[b.start : b.end]
        )
        for n, b in enumerate(layout.blocks, 1)
    ]
    for n, (start, end) in enumerate(layout.insertions, 1):
        found.append(Passage(f"i{n}", "interpolation", "editor", start, end, text[start:end]))
    # Sorting is stable, so a paragraph comes before the insertion that it begins with.
    return tuple(sorted(found, key=lambda p: p.start))


def _sentences(text: str, passages: tuple[Passage, ...], findings: Findings) -> Iterator[Sentence]:
    number = 0
    for p in passages:
        if p.kind == "interpolation":
            continue
        if len(p.text) > STRETCH:
            line = text.count("\n", 0, p.start) + 1
            message = f"a paragraph of {len(p.text):,} characters; its blank lines may be lost"
            findings.warn(message, line, kind="long")
        for start, end in sentence_spans(text, p.start, p.end):
            number += 1
            yield Sentence(f"s{number:02d}", p.id, p.voice, start, end, text[start:end])
