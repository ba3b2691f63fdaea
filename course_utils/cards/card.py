"""A card whose every statement leads to the words or the sources it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.look.html import esc, join, tag, words
from course_utils.look.theme import Origin
from course_utils.look.wording import GRADES, cut
from course_utils.reading.evidence import check_ground

if TYPE_CHECKING:
    from course_utils.outside.context import Source
    from course_utils.reading.evidence import Contested, Evidence

#: So many quotes of one datum are printed; more are counted.
_PRINTED = 3
#: Letters of a quote, and of a card's name, in a list of choices.
_QUOTE, _NAME = 60, 90


@dataclass(frozen=True, slots=True)
class Ground:
    """One step from a card to the article's words, or to where outside knowledge was read.

    Raises ValueError for a ground that has neither.
    """

    #: Such as ``s04: “mixed relations”``, or a source's short name.
    label: str
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    #: Of the statement that is made on this ground.
    origin: Origin = "article"

    def __post_init__(self) -> None:
        check_ground(self.label, self.origin, self.evidence, self.sources)


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a deck."""

    id: str
    #: The option's text in the list of cards.
    name: str
    #: HTML without ids, scripts or buttons; see ``cite`` for its places that lead to a ground.
    markup: Markup
    grounds: tuple[Ground, ...]


def cite(markup: Markup, number: int) -> Markup:
    """Mark a place that leads to the ground with this number; the card's control makes a button of it."""
    return tag("span", markup, class_="rtc-cite", data_mark=str(number))


class CardBuilder:
    """A card in the making: it numbers the grounds in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[Ground, int] = {}

    def cite(self, markup: Markup, ground: Ground) -> Markup:
        """Return markup that leads to a ground; a ground cited twice keeps its number."""
        return cite(markup, self._numbers.setdefault(ground, len(self._numbers)))

    def quote(self, evidence: Sequence[Evidence], origin: Origin = "article") -> Markup:
        """Print a datum's own words with their sentences; of many quotes, how many there are and where.

        Whose each quote is stands beside it where both voices have a part.
        """
        if len(evidence) <= _PRINTED:
            both = len({piece.voice for piece in evidence}) > 1
            quotes = (
                words(piece.exact) + esc(f" {piece.sentence}" + (f" ({piece.voice})" if both else ""))
                for piece in evidence
            )
            text = join(quotes, ", ")
        else:
            first, last = min(piece.sentence for piece in evidence), max(piece.sentence for piece in evidence)
            where = f"in {first}" if first == last else f"from {first} to {last}"
            text = esc(f"{len(evidence)} places {where}")
        return self.cite(text, printed(evidence, origin))

    def places(self, evidence: Iterable[Evidence], origin: Origin = "inferred") -> Markup:
        """Name the sentences in which the words stand, each leading to its own."""
        by_sentence: dict[str, list[Evidence]] = {}
        for piece in evidence:
            by_sentence.setdefault(piece.sentence, []).append(piece)
        places = (self.cite(esc(name), printed(pieces, origin)) for name, pieces in sorted(by_sentence.items()))
        return join(places, ", ")

    def sources(self, sources: Iterable[Source]) -> Markup:
        """Name sources with year and grade, and what they do not bear out, each leading to itself."""
        named = (
            self.cite(
                tag("bdi", esc(short(source)))
                + esc(f", {GRADES[source.grade]}" + (f", for {source.part} alone" if source.part else "")),
                whence(source),
            )
            for source in sources
        )
        return join(named, "; ")

    def card(self, name: str, title: str, *parts: Markup) -> Card:
        """Return the card with all grounds that its parts cite."""
        return Card(name, cut(title, _NAME), join(parts), tuple(self._numbers))


def printed(evidence: Sequence[Evidence], origin: Origin = "article") -> Ground:
    """Return the ground that is a datum's own words."""
    more = f" and {len(evidence) - 1} more" if len(evidence) > 1 else ""
    label = f"{evidence[0].sentence}: “{cut(evidence[0].exact, _QUOTE)}”{more}"
    return Ground(label, tuple(evidence), origin=origin)


def whence(source: Source) -> Ground:
    """Return the ground that is one outside source."""
    return Ground(short(source), sources=(source,), origin="outside")


def short(source: Source) -> str:
    """Name a source by its publisher and year."""
    return f"{source.publisher}, {source.year}" if source.year else source.publisher


def note(text: str) -> Markup:
    """Say how to read what follows, or that there is nothing to follow."""
    return tag("p", esc(text), class_="rtc-note")


def otherwise(contested: Contested | None) -> Markup:
    """Give, as markup, the other reading that careful readers defend, if there is one."""
    return esc(f" Another reading: {contested.other}" if contested else "")
