"""The words that recur: for voices, sources, certainty, ties and numbers, each in this one place."""

import re
from collections.abc import Sequence

from course_utils.article.article import Article, Sentence
from course_utils.files.edtf import read_date
from course_utils.outside.context import Source
from course_utils.reading.reading import Reading
from course_utils.reading.records import Event, Factuality, MentionKind, Polarity, Relation, Role

#: How to run a notebook: the button has one sign in every Jupyter and language; the menu has not (nbclassic: Cell).
RUN_ALL = "choose Run, then Run All Cells, or press ▶▶ above the notebook"
#: How to see what an estimate has opened.
RUN_AGAIN = " If you have made it, run this cell again."
#: FactBank's values, in words: how sure the first source of a claim sounds.
SURENESS: dict[Factuality, str] = {
    "CT+": "stated as certain",
    "PR+": "stated as likely",
    "PS+": "stated as possible",
    "CT-": "stated as certainly not so",
    "PR-": "stated as unlikely",
    "PS-": "stated as possibly not so",
    "CTu": "stated as settled, not which way",
    "Uu": "left open",
}
#: What a word that names does, for the one it stands for.
NAMINGS: dict[MentionKind, str] = {
    "name": "{}, by name",
    "metonym": "{}, by its seat of government",
    "demonym": "{}, by a word made from a name",
    "description": "{}, described",
    "pronoun": "{}, pointed to",
}
#: What each role of an actor is called.
ROLES: dict[Role, str] = {
    "state": "a state",
    "body": "a body",
    "group": "a group of people",
    "person": "a person",
    "bloc": "a group of states",
}
#: What a polarity is called, what it stands for by the coding guide, and how a badge shows it.
POLARITIES: dict[Polarity, str] = {1: "friendly", -1: "unfriendly", "mixed": "mixed", 0: "neutral"}
MEANINGS: dict[Polarity, str] = {
    1: "good will or cooperation",
    -1: "ill will, fear or harm",
    "mixed": "both good will and ill will",
    0: "neither good will nor ill will",
}
SIGNS: dict[Polarity, str] = {1: "+", -1: "−", "mixed": "±", 0: "0"}
#: What each grade of a source means, in words.
GRADES = {
    "A": "grade A: official, or the party itself",
    "B": "grade B: press or research",
    "C": "grade C: encyclopaedia or advocacy, not settled",
}
#: What stands between two names, and what follows one and is none.
_BETWEEN = re.compile(r"\s*(?:[,;&|]|\band\b)\s*")
_AFTER_A_NAME = re.compile(r",?\s+(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D)\b\.?")
_TIMES = ("never", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def capital(text: str) -> str:
    """Begin a sentence with a text, whose other letters stay as they are."""
    return text[:1].upper() + text[1:]


def cut(text: str, most: int = 24) -> str:
    """Make a text a label: of a label's length, and any white space in it is one space."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def times(count: int) -> str:
    """Say how often, in a word where one is usual."""
    return _TIMES[count] if count < len(_TIMES) else f"{count} times"


def many(count: int, one: str, several: str = "") -> str:
    """Write a number before its noun: 1 thing, 2 dated items, 3 pieces of evidence, or what else several are called."""
    noun, of, rest = one.partition(" of ")
    return f"{count:,} {one if count == 1 else several or f'{noun}s{of}{rest}'}"


def listed(names: Sequence[str]) -> str:
    """List names as a sentence does: a, b and c."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def voice_name(article: Article, voice: str) -> str:
    """Say whose words these are, with the author's name where the file has it."""
    return "the editor" if voice == "editor" else article.author or "the author"


def voice_short(article: Article, voice: str) -> str:
    """Say whose words these are where room is short: each author by the last of the names, as in de Waal."""
    if voice != "author" or not article.author or article.author.startswith("The "):  # which is nobody's name
        return voice_name(article, voice)
    names = [name.split() or [name] for name in _BETWEEN.split(_AFTER_A_NAME.sub("", article.author))]
    if len(names) > 1 and any(len(words) == 1 for words in names):
        return cut(article.author)
    begins = [next((n for n in range(len(words) - 1, 0, -1) if not words[n - 1][0].islower()), 0) for words in names]
    return cut(listed([" ".join(words[first:]) for words, first in zip(names, begins, strict=True)]))


def whose(article: Article, voice: str) -> str:
    """Say whose, of one of the article's voices."""
    return f"{voice_name(article, voice)}’s"


def speaker(article: Article, sentence: Sentence) -> str:
    """Say who speaks in a sentence, and whether somebody else's words stand in it."""
    name = voice_name(article, sentence.voice)
    runs = article.runs(sentence)
    return f"{name}, with an insertion by the editor" if any(inserted for _, inserted, *_ in runs) else name


def provenance(article: Article, rights: str | None) -> str:
    """Say where an article's words come from and by what right they stand elsewhere; an address comes last."""
    day = read_date(article.published.isoformat()).label if article.published else None
    apart = "\u2068{}\u2069" if article.direction == "rtl" else "{}"  # so that what follows keeps its place
    author = article.author and f"under the name of {apart.format(article.author)}"
    facts = (f"“{apart.format(article.title)}”", author, day)
    said = f"{', '.join(filter(None, facts))}. {rights or 'Quoted for teaching, © its publisher and author'}"
    return f"{said}: {article.url}" if article.url else f"{said}."


def chain_of(reading: Reading, source: tuple[str, ...]) -> tuple[str, ...]:
    """Name the sources of a chain, innermost first, as a reader would."""
    names = {actor.id: actor.name for actor in reading.actors}
    return tuple(names.get(name) or voice_name(reading.article, name) for name in source)


def according(reading: Reading, source: tuple[str, ...]) -> str:
    """Say by whose account something is so."""
    *inner, voice = chain_of(reading, source)
    return f"{' through '.join(inner)}, as {voice} has it" if inner else voice


def committed(reading: Reading, source: tuple[str, ...], factuality: Factuality) -> str:
    """Say who says it and how surely, and through whom it reaches the reader."""
    *inner, voice = chain_of(reading, source)
    if not inner:
        return f"{capital(voice)}: {SURENESS[factuality]}."
    # FactBank: a voice that passes on what another says or thinks is not committed to it.
    return (
        f"{capital(voice)} gives this as the words or view of {' through '.join(inner)}: "
        f"{SURENESS[factuality]}. Whether it is so, {voice} does not say."
    )


def tie(reading: Reading, relation: Relation) -> str:
    """Say how a relation is coded, and according to whom it holds."""
    one, other = chain_of(reading, (relation.actor, relation.recipient))
    ends = f"{capital(one)} and {other}" if relation.kind in reading.mutual else f"From {one} to {other}"
    return (
        f"{ends}: coded as {relation.kind}, {POLARITIES[relation.polarity]} ({MEANINGS[relation.polarity]}). "
        f"According to {according(reading, relation.source)}."
    )


def happening(event: Event) -> str:
    """Name an event and, where it has one, its date."""
    return f"{event.label} ({read_date(event.date).label})" if event.date else event.label


def source_short(source: Source) -> str:
    """Name a source by its publisher and year."""
    return f"{source.publisher}, {source.year}" if source.year else source.publisher


def graded(source: Source) -> str:
    """Say whose outlet a source is, where that is known, and its grade in words: a grade is no side."""
    return f"{source.outlet}, {GRADES[source.grade]}" if source.outlet else GRADES[source.grade]


def source_text(source: Source) -> str:
    """Name a source: who published it, what and when, whose it is, its grade in words, and its address as text."""
    title = f"“{source.title}”" if source.title else None
    parts = (source.publisher, title, source.year, graded(source), source.url)
    return ", ".join(part for part in parts if part)
