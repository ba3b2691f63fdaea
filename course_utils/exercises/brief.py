"""The brief: its form, and what the form still lacks.

Only the form is looked at. What a brief says and advises is judged by nobody here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict, get_args

from course_utils.article.article import Article, Sentence, Voice
from course_utils.course_file import BRIEF, BriefTask
from course_utils.exercises.portfolio import Chapter
from course_utils.files.edtf import read_date
from course_utils.look.wording import many, voice_name
from course_utils.reading.counts import word_count

#: Words at most, and sentences cited at least.
MOST_WORDS, LEAST_SENTENCES = 350, 4
PREFIX = f"{BRIEF}."  #: What the parts are kept under: ``brief.situation``.
EMPTY = "(nothing yet)"  #: What stands in a part that is not written.


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its name on the screen and in the brief, and what belongs there."""

    id: str
    label: str
    hint: str


PARTS = (
    Part("situation", "The situation", "Who, where and since when, for a reader who has not seen the article."),
    Part("known", "What is known, and who says so", "Say whose words they are. Cite the sentence: (s05)."),
    Part("hearsay", "What is hearsay", "What the article only passes on from others. Cite the sentence."),
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

_ID = re.compile(r"(?<!\w)[sS]([0-9]{1,3})(?!\w)")  #: A sentence's id as people type it: s05, S5, (s05).


class Lack(TypedDict):
    """One thing that the form lacks, in a sentence, and the part to mend; None where any may be the place."""

    text: str
    part: str | None


def dated(article: Article) -> str:
    """Return the brief's day, the day after the article's, or "" where that is not known."""
    day = article.published + timedelta(days=1) if article.published else None
    return read_date(day.isoformat()).label if day else ""


def count_words(texts: Mapping[str, str]) -> int:
    """Count the words of the written parts; sentence ids are words too."""
    return sum(word_count(texts.get(part.id, "")) for part in PARTS)


def cited_ids(text: str) -> tuple[str, ...]:
    """Return the sentence ids typed in a text, spelt as the article has them, each once, in its order."""
    return tuple(dict.fromkeys(f"s{int(number):02d}" for number in _ID.findall(text)))


def cited(texts: Mapping[str, str], article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences that are cited in any part, in the article's order."""
    names = {name for part in PARTS for name in cited_ids(texts.get(part.id, ""))}
    return tuple(sentence for sentence in article.sentences if sentence.id in names)


def lacks(texts: Mapping[str, str], article: Article) -> list[Lack]:
    """Return what the form lacks, in the form's order; nothing is said of opinions."""
    return [{"text": text, "part": part} for text, part in _lacking(texts, article)]


def _lacking(texts: Mapping[str, str], article: Article) -> Iterator[tuple[str, str | None]]:
    for part in PARTS:
        if not texts.get(part.id, "").strip():
            yield f"“{part.label}” is empty.", part.id
    if texts.get(CONFIDENCE.id) not in LEVELS:
        yield f"“{CONFIDENCE.label}” is not chosen: {', '.join(LEVELS)}.", CONFIDENCE.id
    hearsay = texts.get("hearsay", "")
    if hearsay.strip() and not cited_ids(hearsay):
        yield "“What is hearsay” cites no sentence. Type its id, as in (s05).", "hearsay"
    one, other = (" ".join(texts.get(f"outcome-{n}", "").casefold().split()) for n in (1, 2))
    if one and one == other:
        yield "The two outcomes are the same text. Name two different ones.", "outcome-2"
    if known := {sentence.id: sentence.voice for sentence in article.sentences}:
        first, last = article.sentences[0].id, article.sentences[-1].id
        for part in PARTS:
            for name in cited_ids(texts.get(part.id, "")):
                if name not in known:
                    yield f"“{part.label}” cites {name}, but the article has {first} to {last}.", part.id
        found = [sentence.id for sentence in cited(texts, article)]
        if len(found) < LEAST_SENTENCES:
            so_far = ", ".join(found) or "none"
            yield f"At least {LEAST_SENTENCES} different sentences are to be cited; so far: {so_far}.", None
        for voice in dict.fromkeys(known.values()):
            theirs = [name for name, speaks in known.items() if speaks == voice]
            if not {*theirs} & {*found}:  # a bracket in another's sentence is none
                who = voice_name(article, voice)
                yield f"No sentence of {who}’s is cited yet; there are {', '.join(theirs)}.", None
    if (count := count_words(texts)) > MOST_WORDS:
        yield f"The brief has {count} words; {MOST_WORDS} is the most.", None


def foretold(article: Article) -> dict[str, object]:
    """Say what a page needs that checks the form without Python."""
    return {
        "parts": [(part.id, part.label) for part in PARTS],
        "confidence": (CONFIDENCE.id, CONFIDENCE.label),
        "levels": {level: _sure(level) for level in LEVELS},
        "most": MOST_WORDS,
        "least": LEAST_SENTENCES,
        "prefix": PREFIX,
        "empty": EMPTY,
        "sentences": [(sentence.id, sentence.voice) for sentence in article.sentences],
        "voices": {voice: voice_name(article, voice) for voice in get_args(Voice)},
    }


def _sure(level: str) -> str:
    return f"{level.capitalize()}: {LEVELS[level]}." if level in LEVELS else ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief with all that is handed in together with it."""

    article: Article
    texts: Mapping[str, str]  #: By the ids of the parts; what is missing was not written.
    chapters: Sequence[Chapter]  #: The predictions and the estimate.
    title: str = BriefTask().title
    letters: str = ""  #: The four letters under which it is handed in; "" where none were drawn.

    @property
    def facts(self) -> str:
        """The brief's day, its length, and what it is about."""
        return ", ".join(filter(None, (dated(self.article), many(count_words(self.texts), "word"), self.about)))

    @property
    def about(self) -> str:
        """What it is about."""
        return f"on “{self.article.title}”" + (f", {self.article.url}" if self.article.url else "")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What stands under each heading of the form, how sure its writer is at last."""
        sure = _sure(self.texts.get(CONFIDENCE.id, ""))
        written = [(part.label, self.texts.get(part.id, "").strip()) for part in PARTS]
        return [(label, text or EMPTY) for label, text in (*written, (CONFIDENCE.label, sure))]
