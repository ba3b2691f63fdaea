"""The brief: its form, what the form still lacks, and the sentences that are cited in it.

Only the form is looked at. What a brief says and advises is judged by nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from course_utils.look.wording import voice_name

if TYPE_CHECKING:
    from course_utils.article.article import Article, Sentence

#: Words at most, and sentences cited at least.
MOST_WORDS, LEAST_SENTENCES = 350, 4
#: What the parts are kept under: ``brief.situation``.
PREFIX = "brief."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form."""

    id: str
    #: Its name, on the screen and in the brief.
    label: str
    #: What belongs there.
    hint: str


PARTS = (
    Part("situation", "The situation", "Who, where and since when, for a reader who has not seen the page."),
    Part("known", "What is known, and who says so", "Say whose words they are. Cite the sentence: (s05)."),
    Part("hearsay", "What is hearsay", "What the page only passes on from others. Cite the sentence."),
    Part("missing", "Whose perspective is missing", "Who lives there or is spoken about, and is not heard?"),
    Part("outcome-1", "One possible outcome", "On this day nobody knows what comes. Name what could."),
    Part("outcome-2", "Another possible outcome", "Make it as different as the evidence allows."),
    Part("advice", "What you advise", "What to do, to leave alone, or to find out first, and on what evidence."),
)
CONFIDENCE = Part("confidence", "How sure you are of your advice", "One word, with what it means.")
#: The three words, after the levels of the United States' National Intelligence Estimates (2007).
LEVELS: dict[str, str] = {
    "low": "the evidence is thin or from one side, and I could easily be wrong",
    "moderate": "the evidence fits, but so would another conclusion",
    "high": "sources independent of each other agree, and I know of no good reason against it",
}

#: A sentence's id as people type it: s05, S5, (s05).
_ID = re.compile(r"(?<!\w)[sS]([0-9]{1,3})(?!\w)")
#: A word has a letter or a digit in it; a dash between spaces is none.
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that the form lacks, in a sentence."""

    text: str
    #: The part to mend; None where any may be the place.
    part: str | None = None


def dated(article: Article) -> str:
    """Return the brief's day, the day after the article's, or "" where that is not known."""
    day = article.published + timedelta(days=1) if article.published else None
    return f"{day:%d %B %Y}".lstrip("0") if day else ""


def count_words(texts: Mapping[str, str]) -> int:
    """Count the words of the written parts; sentence ids are words too."""
    words = (word for part in PARTS for word in texts.get(part.id, "").split())
    return sum(bool(_LETTER.search(word)) for word in words)


def cited_ids(text: str) -> tuple[str, ...]:
    """Return the sentence ids typed in a text, spelt as the page has them, each once, in its order."""
    return tuple(dict.fromkeys(f"s{int(number):02d}" for number in _ID.findall(text)))


def cited(texts: Mapping[str, str], article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences that are cited in any part, in the page's order."""
    names = {name for part in PARTS for name in cited_ids(texts.get(part.id, ""))}
    return tuple(sentence for sentence in article.sentences if sentence.id in names)


def lacks(texts: Mapping[str, str], article: Article) -> tuple[Lack, ...]:
    """Return what the form lacks, in the form's order; nothing is said of opinions."""
    return (*_empty(texts), *_unclear(texts), *_evidence(texts, article), *_too_long(texts))


def _empty(texts: Mapping[str, str]) -> list[Lack]:
    found = [Lack(f"“{part.label}” is empty.", part.id) for part in PARTS if not texts.get(part.id, "").strip()]
    if texts.get(CONFIDENCE.id) not in LEVELS:
        found.append(Lack(f"“{CONFIDENCE.label}” is not chosen: {', '.join(LEVELS)}.", CONFIDENCE.id))
    return found


def _unclear(texts: Mapping[str, str]) -> list[Lack]:
    found = []
    hearsay = texts.get("hearsay", "")
    if hearsay.strip() and not cited_ids(hearsay):
        found.append(Lack("“What is hearsay” cites no sentence. Type its id, as in (s05).", "hearsay"))
    one, other = (" ".join(texts.get(f"outcome-{n}", "").casefold().split()) for n in (1, 2))
    if one and one == other:
        found.append(Lack("The two outcomes are the same text. Name two different ones.", "outcome-2"))
    return found


def _evidence(texts: Mapping[str, str], article: Article) -> list[Lack]:
    if not article.sentences:
        return []
    found = []
    first, last = article.sentences[0].id, article.sentences[-1].id
    known = {sentence.id for sentence in article.sentences}
    for part in PARTS:
        found += [
            Lack(f"“{part.label}” cites {name}, but the page has {first} to {last}.", part.id)
            for name in cited_ids(texts.get(part.id, ""))
            if name not in known
        ]
    sentences = cited(texts, article)
    if len(sentences) < LEAST_SENTENCES:
        so_far = ", ".join(sentence.id for sentence in sentences) or "none"
        found.append(Lack(f"At least {LEAST_SENTENCES} different sentences are to be cited; so far: {so_far}."))
    for voice in dict.fromkeys(sentence.voice for sentence in article.sentences):
        if voice not in {sentence.voice for sentence in sentences}:  # a bracket in another's sentence is none
            theirs = ", ".join(sentence.id for sentence in article.sentences if sentence.voice == voice)
            found.append(Lack(f"No sentence of {voice_name(article, voice)}’s is cited yet; there are {theirs}."))
    return found


def _too_long(texts: Mapping[str, str]) -> list[Lack]:
    count = count_words(texts)
    return [Lack(f"The brief has {count} words; {MOST_WORDS} is the most.")] if count > MOST_WORDS else []
