"""From a quote to the article's words and back: W3C text quote selectors against spans.

A quote must match the article's body exactly once, inside one sentence. Many thousand quotes are found in
one pass over the text (see ``occurrences``), so loading stays linear in the article and in the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course_utils.reading.collector import uncollected
from course_utils.reading.evidence import Evidence

if TYPE_CHECKING:
    from course_utils.article.article import Article

#: Characters of context before and after, as the W3C model's examples give.
CONTEXT = 32
#: Matches are counted up to here; one would do, but a message may say how many there are.
MANY = 21

# Longer pieces are rarer, so a needle is looked up by pieces of the longest size it has room for.
_SIZES = (8, 4, 2, 1)
# No more pieces of one needle are weighed than this; a long quote has rare ones enough.
_WEIGHED = 32
# Pieces are counted in at most so many stretches of so many characters: enough to tell rare from common.
_SAMPLED, _CHUNK = 16, 1 << 16


@dataclass(frozen=True, slots=True)
class Quote:
    """A W3C TextQuoteSelector: words, and what touches them directly before and after."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def __post_init__(self) -> None:
        if not self.exact.strip():
            raise ValueError("a quote needs words; exact is empty.")

    @property
    def needle(self) -> str:
        """All three parts as they stand in the text."""
        return self.prefix + self.exact + self.suffix


@dataclass(frozen=True, slots=True)
class Miss:
    """A quote that does not hold: its spans in the body are none, several, or no part of one sentence."""

    quote: Quote
    #: Where the exact words would be, up to MANY.
    spans: tuple[tuple[int, int], ...]


def occurrences(text: str, needles: Iterable[str], limit: int, lo: int, hi: int) -> dict[str, list[int]]:
    """Find where each needle starts, ascending, at most ``limit`` places that touch ``text[lo:hi]``.

    Linear where words vary: the pieces (character n-grams) of all needles are counted in a sample
    of the text, one pass collects the places of each needle's rarest piece, and only there it is compared.
    """
    found: dict[str, list[int]] = {needle: [] for needle in needles if needle}
    for place, size in enumerate(_SIZES):
        larger = _SIZES[place - 1] if place else None
        group = [n for n in found if size <= len(n) and (larger is None or len(n) < larger)]
        if group:
            _collect(text, group, size, limit, (lo, hi), found)
    return found


def _collect(
    text: str, group: list[str], size: int, limit: int, within: tuple[int, int], found: dict[str, list[int]]
) -> None:
    lo, hi = within
    pieces = {needle: range(0, len(needle) - size + 1, len(needle) // _WEIGHED + 1) for needle in group}
    wanted = {needle[i : i + size] for needle in group for i in pieces[needle]}
    counts: Counter[str] = Counter()
    step = _CHUNK * (len(text) // (_CHUNK * _SAMPLED) + 1)
    for at in range(0, len(text), step):
        window = range(at, min(at + _CHUNK, len(text)))
        counts.update(filter(wanted.__contains__, [text[i : i + size] for i in window]))
    rarest = {needle: min(pieces[needle], key=lambda i: counts[needle[i : i + size]]) for needle in group}
    places: dict[str, list[int]] = {needle[i : i + size]: [] for needle, i in rarest.items()}
    for at in [at for at in range(len(text) - size + 1) if text[at : at + size] in places]:
        places[text[at : at + size]].append(at)
    for needle, i in rarest.items():
        for at in places[needle[i : i + size]]:
            start = at - i
            if lo - len(needle) < start < hi and start >= 0 and text.startswith(needle, start):
                found[needle].append(start)
                if len(found[needle]) == limit:
                    break


def body(article: Article) -> tuple[int, int]:
    """Return where the article's body starts and ends: all of its passages."""
    return (
        min((passage.start for passage in article.passages), default=0),
        max((passage.end for passage in article.passages), default=0),
    )


class Anchorage:
    """An article and its body's bounds, for finding many quotes in it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.lo, self.hi = body(article)

    def evidence(self, start: int, end: int) -> Evidence | None:
        """Return a span as evidence; None where it is no part of one sentence."""
        sentence = self.article.sentence_at(start)
        if sentence is None or end > sentence.end:
            return None
        voice = self.article.voice_at(start, end)
        return Evidence(self.article.text[start:end], start, end, sentence.id, voice)

    def anchor(self, quotes: Iterable[Quote]) -> dict[Quote, Evidence | Miss]:
        """Find every quote, all in one go; equal quotes are found once."""
        wanted = dict.fromkeys(quotes)
        result: dict[Quote, Evidence | Miss] = {}
        with uncollected():
            places = occurrences(self.article.text, (q.needle for q in wanted), MANY, self.lo, self.hi)
            for quote in wanted:
                spans = self.spans(quote, places[quote.needle])
                hit = self.evidence(*spans[0]) if len(spans) == 1 else None
                result[quote] = hit or Miss(quote, spans)
        return result

    def spans(self, quote: Quote, places: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Turn places of the needle into spans of the exact words, those in the body alone."""
        starts = (place + len(quote.prefix) for place in places)
        ends = ((start, start + len(quote.exact)) for start in starts)
        return tuple((start, end) for start, end in ends if start >= self.lo and end <= self.hi)


def context(article: Article, start: int, end: int, size: int = CONTEXT) -> Quote:
    """Return a span with up to ``size`` characters of context on either side, as W3C selectors carry."""
    text = article.text
    return Quote(text[start:end], text[max(0, start - size) : start], text[end : end + size])
