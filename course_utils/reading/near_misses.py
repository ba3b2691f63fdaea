"""Why a quote does not hold, and what to type instead.

The near misses of many quotes are looked for together: the article is folded character by character (case,
quotation marks, dashes, white space) so that offsets stay, and the quotes and their halves are found in it
with the same index as quotes that hold. So even 25,000 wrong quotes cost one more pass, not 25,000.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from course_utils.errors import quoted
from course_utils.reading.quotes import MANY, Anchorage, Miss, Quote, occurrences

#: How many places of an ambiguous quote are quoted.
_PLACES = 3
#: How many places of half a quote are tried for the words that were meant.
_TRIED = 5
#: How far the next word's end is looked for.
_WORD = 16
#: Halves shorter than this are everywhere and say nothing.
_HALF = 3
#: How much of what stands above and below the body is looked at.
_OUTSIDE = 10_000
#: Characters quoted on either side of a difference.
_AROUND = 16

_FOLDED = {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}


def explain(where: Anchorage, misses: Sequence[Miss]) -> dict[Quote, str]:
    """Say for each quote, in one or two sentences, why it does not hold and what to do."""
    result = dict(_several(where, [miss for miss in misses if len(miss.spans) > 1]))
    result.update((miss.quote, _torn(where, miss)) for miss in misses if len(miss.spans) == 1)
    result.update(_absent(where, [miss.quote for miss in misses if not miss.spans]))
    return result


def _several(where: Anchorage, misses: Sequence[Miss]) -> Iterable[tuple[Quote, str]]:
    candidates = {miss.quote: list(_longer(where, miss)) for miss in misses}
    needles = (longer.needle for found in candidates.values() for longer in found)
    counts = occurrences(where.article.text, needles, 2, where.lo, where.hi)
    for miss in misses:
        quote, spans = miss.quote, miss.spans
        places = ", ".join(f"{_at(where, s)} {_around(where, s, e)}" for s, e in spans[:_PLACES])
        number = f"more than {MANY - 1}" if len(spans) == MANY else f"{len(spans)}"
        more = "" if len(spans) <= _PLACES else " and elsewhere"
        unique = (longer for longer in candidates[quote] if len(counts[longer.needle]) == 1)
        best = min(unique, key=lambda longer: len(longer.needle), default=None)
        advice = f"; for the first: {_typed(best)}" if best else " of several words"
        yield (
            quote,
            f"{quoted(quote.exact)} stands {number} times in the article's body ({places}{more}). "
            f"Add a prefix or suffix{advice}.",
        )


def _longer(where: Anchorage, miss: Miss) -> Iterable[Quote]:
    """Give the first place's quote with one, two, … more words before, after or both."""
    quote, text = miss.quote, where.article.text
    start, end = miss.spans[0][0] - len(quote.prefix), miss.spans[0][1] + len(quote.suffix)
    befores, afters = [start], [end]
    for _ in range(4):  # a word is at most _WORD long, because not every script has spaces
        space = text.rfind(" ", max(where.lo, befores[-1] - _WORD), max(where.lo, befores[-1] - 1))
        befores.append(space + 1 if space >= 0 else max(where.lo, befores[-1] - _WORD))
        space = text.find(" ", afters[-1] + 1, min(where.hi, afters[-1] + _WORD))
        afters.append(space if space >= 0 else min(where.hi, afters[-1] + _WORD))
    for before, after in (
        *((start, after) for after in afters[1:]),
        *((before, end) for before in befores[1:]),
        *zip(befores[1:], afters[1:], strict=True),
    ):
        if "\n" not in text[before:after]:  # a line break is hard to type in a prefix
            yield Quote(quote.exact, text[before:start] + quote.prefix, quote.suffix + text[end:after])


def _torn(where: Anchorage, miss: Miss) -> str:
    (start, end) = miss.spans[0]
    first, last = where.article.sentence_at(start), where.article.sentence_at(end - 1)
    if first is None or last is None:
        return f"{quoted(miss.quote.exact)} begins or ends between two sentences; quote the words alone."
    return (
        f"{quoted(miss.quote.exact)} runs from {first.id} into {last.id}; a quote lies within one sentence, "
        "so quote each on its own."
    )


def _absent(where: Anchorage, quotes: Sequence[Quote]) -> Iterable[tuple[Quote, str]]:
    if not quotes:
        return
    article = where.article
    folding = _Folding()
    text = article.text.translate(folding)
    needles = {quote: quote.needle.translate(folding) for quote in quotes}
    exacts = {quote: quote.exact.translate(folding) for quote in quotes}
    halves = {quote: (n[: len(n) // 2], n[len(n) // 2 :]) for quote, n in needles.items()}
    wanted = {*needles.values(), *exacts.values()}
    wanted.update(half for pair in halves.values() for half in pair if len(half) >= _HALF)
    places = occurrences(text, wanted, _TRIED, where.lo, where.hi)
    head, tail = article.text[: min(where.lo, _OUTSIDE)], article.text[where.hi :][:_OUTSIDE]
    for quote in quotes:
        needle, touched = needles[quote], " with this prefix and suffix" * bool(quote.prefix or quote.suffix)
        said = f"{quoted(quote.exact)}{touched} is not in the article's body"
        if places[needle]:
            near = places[needle][0]
            yield quote, f"{said} as it is typed; {_difference(where, quote, near, near + len(needle))}"
        elif (near_span := _one_off(text, needle, halves[quote], places)) is not None:
            yield quote, f"{said}; {_difference(where, quote, *near_span)}"
        elif places[exacts[quote]] and touched:
            near = places[exacts[quote]][0]
            here = f"{_at(where, near)} has {_around(where, near, near + len(quote.exact))}"
            yield quote, f"{said}; {here}. {_advice(quote)}"
        elif quote.exact in head or quote.exact in tail:
            place = "above" if quote.exact in head else "below"
            yield quote, f"{said}, but {place} it; titles, bylines and links are not quoted."
        else:
            yield quote, f"{said}; {_nearest(where, halves[quote], places)}"


def _one_off(text: str, needle: str, halves: tuple[str, str], places: dict[str, list[int]]) -> tuple[int, int] | None:
    """Find the needle with one character changed, left out or added: then one half still matches."""
    cut = len(halves[0])
    starts = [*places.get(halves[0], ())]
    starts += [at - cut + shift for at in places.get(halves[1], ()) for shift in (0, -1, 1)]
    for start in starts:
        if start < 0:
            continue
        same = _shared(text[start : start + len(needle)], needle)
        at = start + same
        rest = needle[same:]
        for skip, tail in ((1, rest[1:]), (1, rest), (0, rest[1:])):  # changed, left out, added
            if text.startswith(tail, at + skip):
                return start, at + skip + len(tail)
    return None


def _difference(where: Anchorage, quote: Quote, start: int, end: int) -> str:
    """Show where the article's words and the typed ones part, and name the two characters."""
    there, typed = where.article.text[start:end], quote.needle
    same = _shared(there, typed)
    low, high = same - _AROUND, same + _AROUND
    sentence = f"{_at(where, start)} has {_clip(there, low, high)} where the quote has {_clip(typed, low, high)}"
    a, b = there[same : same + 1], typed[same : same + 1]
    folding = _Folding()
    if a and b and a.translate(folding) == b.translate(folding) and a.lower() != b.lower():
        sentence += f" ({_named(a)} instead of {_named(b)})"
    return f"{sentence}. {_advice(quote)}"


def _advice(quote: Quote) -> str:
    if quote.prefix or quote.suffix:
        return "Prefix and suffix touch the words directly; put them in quotation marks to keep their spaces."
    return "Copy the article's words."


def _nearest(where: Anchorage, halves: tuple[str, str], places: dict[str, list[int]]) -> str:
    for half, words in zip(halves, ("begins", "ends"), strict=True):
        if at := places.get(half):
            near = _around(where, at[0], at[0] + len(half))
            return f"it {words} like {near} in {_at(where, at[0])}. Copy the article's words."
    return "nothing near it was found. Copy the article's words."


def _shared(one: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class _Folding(dict[int, str]):
    """A table for str.translate: what is easily mistyped becomes alike, one character for one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = " " if character.isspace() else character.lower()
        self[code] = _FOLDED.get(character) or (lower if len(lower) == 1 else character)
        return self[code]


def _at(where: Anchorage, offset: int) -> str:
    sentence = where.article.sentence_at(offset)
    return sentence.id if sentence else "the article"


def _around(where: Anchorage, start: int, end: int) -> str:
    return _clip(where.article.text, start - _AROUND, end + _AROUND, where.lo, where.hi)


def _clip(text: str, low: int, high: int, first: int = 0, last: int | None = None) -> str:
    """Show part of ``text[first:last]``, with dots where that goes on."""
    last = len(text) if last is None else last
    low, high = max(first, low), min(last, high)
    return f"“{'…' * (low > first)}{quoted(text[low:high])[1:-1]}{'…' * (high < last)}”"


def _named(character: str) -> str:
    name = "line break" if character == "\n" else unicodedata.name(character, f"U+{ord(character):04X}")
    return name.lower() if character.isspace() else f"{character} ({name.lower()})"


def _typed(quote: Quote) -> str:
    """Write a quote as YAML that can be copied; JSON strings are YAML."""
    import json

    parts = (("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix))
    return f"{{{', '.join(f'{k}: {json.dumps(v, ensure_ascii=False)}' for k, v in parts if v)}}}"
