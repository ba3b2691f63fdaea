"""From a quote to the article's words, or to why they are not there and what to type instead.

A quote (a W3C text quote selector) must match the article's body exactly once, inside one sentence. A near miss
is looked for with case, quotation marks, dashes and white space folded.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property

from course_utils.article.article import Article, Sentence, Voice
from course_utils.errors import quoted
from course_utils.reading.evidence import Evidence, Quote

MANY = 21  #: Matches are counted up to here; one would do, but a message may say how many there are.
_PLACES = 3  #: How many places of an ambiguous quote are shown.
_TRIED = 5  #: How many places of half a quote are tried for the words that were meant.
_WORD = 16  #: How far the next word's end is looked for.
_HALF = 3  #: Halves shorter than this are everywhere and say nothing.
_OUTSIDE = 10_000  #: How much of what stands above and below the body is looked at.
_AROUND = 16  #: Characters shown on either side of a difference.

_ALIKE = {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}

_MARKS = ("“”", "‘’", "«»", "„“", "‚‘", "»«", "”“", "‹›")  #: Around words these are no quotation marks for YAML.
_LETTERS = {one: unicodedata.normalize("NFKC", one) for one in "ﬀﬁﬂﬃﬄ"}  #: A PDF may hold letters as one,
_LETTERS |= dict.fromkeys("\u00ad\u200b\u2060", "")  # and signs that cannot be seen.
_FORMS = {"ffi": "ffi|ﬀi|fﬁ|ﬃ", "ffl": "ffl|ﬀl|fﬂ|ﬄ", "ff": "ff|ﬀ", "fi": "fi|ﬁ", "fl": "fl|ﬂ", "\\ ": " +"}


@cache
def _alike(character: str) -> str:
    lower = " " if character.isspace() else character.lower()
    return _ALIKE.get(character) or (lower if len(lower) == 1 else character)


def folded(text: str) -> str:
    """Return a text of the same length without its case and its kinds of quotation marks, dashes and spaces."""
    return "".join(map(_alike, text))


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
        """Return a span as evidence; None where it is no part of one sentence, or two voices share it."""
        sentence = self.article.sentence_at(start)
        if sentence is None or end > sentence.end:
            return None
        (voice, words), *others = self.parts(sentence, start, end)
        return None if others else Evidence(words, start, end, sentence.id, voice)

    def parts(self, sentence: Sentence, start: int, end: int) -> list[tuple[Voice, str]]:
        """Part what lies between two places of a sentence by whose words it is."""
        runs, text = self.article.runs(sentence), self.article.text
        return [(whose, text[max(start, a) : min(end, b)]) for whose, _, a, b in runs if max(start, a) < min(end, b)]


def explain(body: Body, quote: Quote, spans: tuple[tuple[int, int], ...]) -> str:
    """Say in one or two sentences why a quote with these spans does not hold, and what to do."""
    if not spans:
        return _absent(body, quote)
    return _torn(body, quote, *spans[0]) if len(spans) == 1 else _several(body, quote, spans)


def _several(body: Body, quote: Quote, spans: tuple[tuple[int, int], ...]) -> str:
    places = ", ".join(f"{_at(body, start)} {_around(body, start, end)}" for start, end in spans[:_PLACES])
    number = f"more than {MANY - 1}" if len(spans) == MANY else f"{len(spans)}"
    more = "" if len(spans) <= _PLACES else " and elsewhere"
    best = nearest(body, quote, *spans[0])
    advice = f"; for the first: {typed(best)}" if best else " of several words"
    said = f"{quoted(quote.exact)} stands {number} times in the article's body ({places}{more})."
    return f"{said} Add a prefix or suffix{advice}."


def nearest(body: Body, quote: Quote, first: int, last: int) -> Quote | None:
    """Return a place's quote with the least around it that no other place has; None where some words are not enough."""
    unique = (longer for longer in _longer(body, quote, first, last) if len(body.spans(longer, 2)) == 1)
    return min(unique, key=lambda longer: len(longer.needle), default=None)


def _longer(body: Body, quote: Quote, first: int, last: int) -> Iterable[Quote]:
    """Give a place's quote with one, two, … more words before, after or both."""
    text = body.article.text
    start, end = first - len(quote.prefix), last + len(quote.suffix)
    befores, afters = [start], [end]
    for _ in range(4):  # a word is at most _WORD long, because not every script has spaces
        space = text.rfind(" ", max(body.start, befores[-1] - _WORD), max(body.start, befores[-1] - 1))
        befores.append(space + 1 if space >= 0 else max(body.start, befores[-1] - _WORD))
        space = text.find(" ", afters[-1] + 1, min(body.end, afters[-1] + _WORD))
        afters.append(space if space >= 0 else min(body.end, afters[-1] + _WORD))
    for before, after in (
        *((start, after) for after in afters[1:]),
        *((before, end) for before in befores[1:]),
        *zip(befores[1:], afters[1:], strict=True),
    ):
        if "\n" not in text[before:after]:  # a line break is hard to type in a prefix
            yield Quote(exact=quote.exact, prefix=text[before:first], suffix=text[last:after])


def _torn(body: Body, quote: Quote, start: int, end: int) -> str:
    first, last = body.article.sentence_at(start), body.article.sentence_at(end - 1)
    if first is None or last is None:
        return f"{quoted(quote.exact)} begins or ends between two sentences; quote the words alone."
    if first == last:
        parts = [(voice, part.strip()) for voice, part in body.parts(first, start, end) if re.search(r"\w", part)]
        alone = " or ".join(f"{quoted(part)} (the {voice}'s)" for voice, part in parts)
        said = f"{quoted(quote.exact)} runs across a bracket in {first.id}, and a bracket changes the voice"
        return f"{said}; quote the words of one voice alone: {alone}."
    said = f"{quoted(quote.exact)} runs from {first.id} into {last.id}"
    return f"{said}; a quote lies within one sentence, so quote each on its own."


def _absent(body: Body, quote: Quote) -> str:
    needle, exact = folded(quote.needle), folded(quote.exact)
    halves = needle[: len(needle) // 2], needle[len(needle) // 2 :]
    touched = bool(quote.prefix or quote.suffix)
    said = f"{quoted(quote.exact)}{' with this prefix and suffix' * touched} is not in the article's body"
    found = _folded_starts(body, needle)
    plain = Quote(*(_unwrapped(part) or part for part in (quote.exact, quote.prefix, quote.suffix)))
    if plain != quote and ("\n" in quote.needle or not found) and body.spans(plain):
        reason = "| and > add a line break" if "\n" in quote.needle else "YAML takes “ ” ‘ ’ « » for words of the quote"
        return f"{said}; {reason}. Write {typed(plain)}."
    if found:
        return f"{said} as it is typed; {_difference(body, quote, found[0], found[0] + len(needle))}"
    if len(needle) <= 1_000 and (loose := _loose(body, needle)):  # a longer pattern takes long to build
        return f"{said} as it is typed; {_difference(body, quote, *loose)}"
    places = [_folded_starts(body, half) if len(half) >= _HALF else [] for half in halves]
    if near := _one_off(body.folded, needle, len(halves[0]), *places):
        return f"{said}; {_difference(body, quote, *near)}"
    if touched and (found := _folded_starts(body, exact)):
        here = f"{_at(body, found[0])} has {_around(body, found[0], found[0] + len(exact))}"
        return f"{said}; {here}. {_advice(quote)}"
    text = body.article.text
    for side, part in ("above", text[: min(body.start, _OUTSIDE)]), ("below", text[body.end :][:_OUTSIDE]):
        if quote.exact in part:
            return f"{said}, but {side} it; titles, bylines and links are not quoted."
    for half, found, words in zip(halves, places, ("begins", "ends"), strict=True):
        if found:
            around = _around(body, found[0], found[0] + len(half))
            return f"{said}; it {words} like {around} in {_at(body, found[0])}. Copy the article's words."
    return f"{said}; nothing near it was found. Copy the article's words."


def _unwrapped(part: str) -> str:
    """Return a part of a quote on one line, without typographic quotation marks around it."""
    part = " ".join(part.split()) if "\n" in part else part
    return part[1:-1] if part[:1] + part[-1:] in _MARKS and part[1:-1].strip() else part


def _loose(body: Body, needle: str) -> tuple[int, int] | None:
    """Find the needle with other numbers of spaces and with letters that are one character in a PDF."""
    words = re.escape(" ".join("".join(_LETTERS.get(one, one) for one in needle).split()))
    pattern = re.sub(r"ff[il]?|f[il]|\\ ", lambda found: f"(?:{_FORMS[found[0]]})", words)
    found = re.compile(pattern).search(body.folded, body.start, body.end)
    return found.span() if found else None


def _folded_starts(body: Body, needle: str) -> list[int]:
    return starts(body.folded, needle, body.start - len(needle) + 1, body.end + len(needle) - 1, _TRIED)


def _one_off(text: str, needle: str, cut: int, firsts: list[int], seconds: list[int]) -> tuple[int, int] | None:
    """Find the needle with one character changed, left out or added: then one half still matches."""
    for start in (*firsts, *(at - cut + shift for at in seconds for shift in (0, -1, 1))):
        if start < 0:
            continue
        same = _shared(text[start : start + len(needle)], needle)
        at, rest = start + same, needle[same:]
        for skip, tail in ((1, rest[1:]), (1, rest), (0, rest[1:])):  # changed, left out, added
            if text.startswith(tail, at + skip):
                return start, at + skip + len(tail)
    return None


def _difference(body: Body, quote: Quote, start: int, end: int) -> str:
    """Show where the article's words and the typed ones part, and name the two characters."""
    there, typed = body.article.text[start:end], quote.needle
    same = _shared(there, typed)
    low, high = same - _AROUND, same + _AROUND
    sentence = f"{_at(body, start)} has {_clip(there, low, high)} where the quote has {_clip(typed, low, high)}"
    a, b = there[same : same + 1], typed[same : same + 1]
    if a and b and folded(a) == folded(b) and a.lower() != b.lower():
        sentence += f" ({_named(a)} instead of {_named(b)})"
    elif there.split() == typed.split():
        sentence += f" (the quote has {'more' if len(typed) > len(there) else 'fewer'} spaces)"
    elif a in _LETTERS:
        remedy = f"{_LETTERS[a]}). Write {_LETTERS[a]}" if _LETTERS[a] else "nothing). Take it out"
        return f"{sentence} ({_named(a)} instead of {remedy} in the article."
    elif b in _LETTERS:
        sentence += f" ({_LETTERS[b] or 'nothing'} instead of {_named(b)})"
    return f"{sentence}. {_advice(quote)}"


def _advice(quote: Quote) -> str:
    if quote.prefix or quote.suffix:
        return "Prefix and suffix touch the words directly; put them in quotation marks to keep their spaces."
    return "Copy the article's words."


def _shared(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _at(body: Body, offset: int) -> str:
    sentence = body.article.sentence_at(offset)
    return sentence.id if sentence else "the article"


def _around(body: Body, start: int, end: int) -> str:
    return _clip(body.article.text, start - _AROUND, end + _AROUND, body.start, body.end)


def _clip(text: str, low: int, high: int, first: int = 0, last: int | None = None) -> str:
    """Show part of ``text[first:last]``, with dots where that goes on."""
    last = len(text) if last is None else last
    low, high = max(first, low), min(last, high)
    return f"“{'…' * (low > first)}{quoted(text[low:high])[1:-1]}{'…' * (high < last)}”"


def _named(character: str) -> str:
    name = "line break" if character == "\n" else unicodedata.name(character, f"U+{ord(character):04X}")
    return name.lower() if character.isspace() else f"{character} ({name.lower()})"


def typed(quote: Quote) -> str:
    """Write a quote as YAML that can be copied; JSON strings are YAML."""
    parts = (("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix))
    return f"{{{', '.join(f'{k}: {json.dumps(v, ensure_ascii=False)}' for k, v in parts if v)}}}"
