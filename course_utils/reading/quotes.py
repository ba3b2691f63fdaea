"""From a quote to the article's words and back: W3C text quote selectors against spans.

A quote must match the article's body exactly once, inside one sentence.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from course_utils.reading.evidence import Evidence, Quote

if TYPE_CHECKING:
    from course_utils.article.article import Article

#: Characters of context before and after, as the W3C model's examples give.
CONTEXT = 32
#: Matches are counted up to here; one would do, but a message may say how many there are.
MANY = 21

_ALIKE = {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}


class _Folding(dict[int, str]):
    """A table for str.translate: what is easily mistyped becomes alike, one character for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = " " if character.isspace() else character.lower()
        self[code] = _ALIKE.get(character) or (lower if len(lower) == 1 else character)
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return a text of the same length without its case and its kinds of quotation marks, dashes and spaces."""
    return text.translate(_FOLDING)


def starts(text: str, needle: str, first: int, last: int, most: int) -> list[int]:
    """Return where a needle starts in ``text[first:last]``, at most so many places."""
    found: list[int] = []
    at = text.find(needle, max(first, 0), last)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(needle, at + 1, last)
    return found


class Body:
    """An article's body, all of its passages, in which quotes are looked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.start = min((passage.start for passage in article.passages), default=0)
        self.end = max((passage.end for passage in article.passages), default=0)

    @cached_property
    def folded(self) -> str:
        """The article's text, folded."""
        return folded(self.article.text)

    def spans(self, quote: Quote, most: int = MANY) -> tuple[tuple[int, int], ...]:
        """Return where a quote's exact words stand in the body."""
        before, size = len(quote.prefix), len(quote.exact)
        bounds = self.start - before, self.end + len(quote.suffix)
        places = starts(self.article.text, quote.needle, *bounds, most)
        return tuple((at + before, at + before + size) for at in places)

    def evidence(self, start: int, end: int) -> Evidence | None:
        """Return a span as evidence; None where it is no part of one sentence."""
        sentence = self.article.sentence_at(start)
        if sentence is None or end > sentence.end:
            return None
        voice = self.article.voice_at(start, end)
        return Evidence(self.article.text[start:end], start, end, sentence.id, voice)


def context(article: Article, start: int, end: int, size: int = CONTEXT) -> Quote:
    """Return a span with up to ``size`` characters of context on either side, as W3C selectors carry."""
    text = article.text
    return Quote(exact=text[start:end], prefix=text[max(0, start - size) : start], suffix=text[end : end + size])
