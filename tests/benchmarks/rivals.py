"""Libraries that find names in a text, each used as its documentation says, with the settings that help."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import product

Span = tuple[int, int]
Find = Callable[[str], list[Span]]


def _written(names: Iterable[str]) -> list[str]:
    """Return the names as written and in capitals."""
    return sorted({case for name in names for case in (name, name.upper())})


def spacy(names: Sequence[str]) -> Find:
    """Compare spaCy's tokens; of matches that overlap it keeps the longest."""
    from spacy import blank
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    language = blank("en")
    matcher = PhraseMatcher(language.vocab)
    matcher.add("name", list(language.tokenizer.pipe(_written(names))))

    def find(text: str) -> list[Span]:
        found = filter_spans(matcher(language.make_doc(text), as_spans=True))
        return [(span.start_char, span.end_char) for span in found]

    return find


def flashtext(names: Sequence[str]) -> Find:
    """Walk a tree of characters, word by word."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for name in _written(names):
        processor.add_keyword(name)

    def find(text: str) -> list[Span]:
        return [(start, end) for _, start, end in processor.extract_keywords(text, span_info=True)]

    return find


def pyahocorasick(names: Sequence[str]) -> Find:
    """Take the longest matches that do not overlap, and keep those with no letter or digit beside them."""
    from ahocorasick import Automaton

    automaton = Automaton()
    for name in _written(names):
        automaton.add_word(name, len(name))
    automaton.make_automaton()

    def find(text: str) -> list[Span]:
        size, found = len(text), []
        for last, length in automaton.iter_long(text):
            start, end = last + 1 - length, last + 1
            if not (start and text[start - 1].isalnum()) and not (end < size and text[end].isalnum()):
                found.append((start, end))
        return found

    return find


def _inside(character: str) -> bool:
    """Say whether a word goes on with this character: a letter, a digit or an accent."""
    return character.isalnum() or unicodedata.combining(character) > 0


#: What may stand for a character of a name; an indent after a line break has up to eight spaces.
_BREAKS = (f"{before}\n{' ' * n}" for before in ("", " ") for n in range(9))
_SPACES = (" ", "\u00a0", "\u202f", "  ", *_BREAKS)
_SPELLINGS = {" ": _SPACES, "-": "-‐‑–", "’": "’'ʼ"}


def pyahocorasick_complete(names: Sequence[str]) -> Find:
    """Put in every spelling that the traps have, take all matches, and choose the first and longest."""
    from ahocorasick import Automaton

    automaton = Automaton()
    for name in _written(names):
        for way in ("NFC", "NFD"):
            letters = (_SPELLINGS.get(letter, letter) for letter in unicodedata.normalize(way, name))
            for spelling in map("".join, product(*letters)):
                automaton.add_word(spelling, len(spelling))
    automaton.make_automaton()

    def find(text: str) -> list[Span]:
        size, found = len(text), list[Span]()
        begun, reached = -1, 0
        for last, length in automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if (start and _inside(text[start - 1])) or (end < size and _inside(text[end])):
                continue
            if start >= reached:
                found.append((start, end))
            elif start > begun:
                continue
            else:
                found[-1] = (start, end)
            begun, reached = start, end
        return found

    return find
