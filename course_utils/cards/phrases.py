"""What a reading has coded, in plain words: who says it, how surely, and how else it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.files.edtf import read_date
from course_utils.look.html import capital, esc, voice_name
from course_utils.look.wording import chain_of
from course_utils.reading.pairs import MEANINGS, POLARITIES

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.reading.evidence import Contested
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Event, Relation


def whose(article: Article, voice: str) -> str:
    """Say whose, of one of the article's voices."""
    return f"{voice_name(article, voice)}’s"


def according(reading: Reading, source: tuple[str, ...]) -> str:
    """Say by whose account something is so."""
    *inner, voice = chain_of(reading, source)
    return f"{' through '.join(inner)}, as {voice} has it" if inner else voice


def tie(reading: Reading, relation: Relation) -> str:
    """Say how a relation is coded, and according to whom it holds."""
    names = {actor.id: actor.name for actor in reading.actors}
    one, other = names[relation.actor], names[relation.recipient]
    ends = f"{capital(one)} and {other}" if relation.kind in reading.mutual else f"From {one} to {other}"
    return (
        f"{ends}: coded as {relation.kind}, {POLARITIES[relation.polarity]} ({MEANINGS[relation.polarity]}). "
        f"According to {according(reading, relation.source)}."
    )


def happening(event: Event) -> str:
    """Name an event and, where it has one, its date."""
    return f"{event.label} ({read_date(event.date).label})" if event.date else event.label


def otherwise(contested: Contested | None) -> str:
    """Give, as markup, the other reading that careful readers defend, if there is one."""
    return esc(f" Another reading: {contested.other}") if contested else ""
