"""What a reading has coded, in plain words: who says it, how surely, and how else it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.cards import SURENESS, chain_of
from course_utils.dates import read_date
from course_utils.dyads import MUTUAL
from course_utils.markup import esc, voice_name

if TYPE_CHECKING:
    from course_utils.article import Article
    from course_utils.codes import Factuality, Polarity
    from course_utils.evidence import Contested
    from course_utils.reading import Reading
    from course_utils.records import Event, Relation

_POLARITIES: dict[Polarity, str] = {
    1: "friendly (good will or cooperation)",
    0: "neutral (neither good will nor ill will)",
    -1: "hostile (ill will, fear or harm)",
    "mixed": "mixed (both good will and ill will)",
}


def title(text: str) -> str:
    """Begin a sentence with it."""
    return text[:1].upper() + text[1:]


def whose(article: Article, voice: str) -> str:
    """Say whose, of one of the article's voices."""
    return f"{voice_name(article, voice)}’s"


def committed(reading: Reading, source: tuple[str, ...], factuality: Factuality) -> str:
    """Say who says it and how surely; who hands on another's words is not committed to them."""
    *inner, voice = chain_of(reading, source)
    if not inner:
        return f"{title(voice)}: {SURENESS[factuality]}."
    return (
        f"{title(voice)} gives this as the words or view of {' through '.join(inner)}: "
        f"{SURENESS[factuality]}. Whether it is so, {voice} does not say."
    )


def according(reading: Reading, source: tuple[str, ...]) -> str:
    """Say by whose account something is so."""
    *inner, voice = chain_of(reading, source)
    return f"{' through '.join(inner)}, as {voice} has it" if inner else voice


def tie(reading: Reading, relation: Relation) -> str:
    """Say how a relation is coded, and according to whom it holds."""
    names = {actor.id: actor.name for actor in reading.actors}
    one, other = names[relation.actor], names[relation.recipient]
    ends = f"{title(one)} and {other}" if relation.kind in MUTUAL else f"From {one} to {other}"
    return (
        f"{ends}: coded as {relation.kind}, {_POLARITIES[relation.polarity]}. "
        f"According to {according(reading, relation.source)}."
    )


def happening(event: Event) -> str:
    """Name an event and, where it has one, its date."""
    return f"{event.label} ({read_date(event.date).label})" if event.date else event.label


def otherwise(contested: Contested | None) -> str:
    """Give, as markup, the other reading that careful readers defend, if there is one."""
    return esc(f" Another reading: {contested.other}") if contested else ""
