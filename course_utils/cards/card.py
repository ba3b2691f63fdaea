"""A card whose every statement leads to the words or the sources it rests on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from markupsafe import Markup

from course_utils.article.article import Article
from course_utils.files.edtf import read_date
from course_utils.look.html import details, esc, join, signed, tag, words
from course_utils.look.theme import Origin
from course_utils.look.wording import SIGNS, committed, cut, graded, source_short, tie
from course_utils.outside.context import Side, Source
from course_utils.reading.evidence import Contested, Evidence, check_ground
from course_utils.reading.reading import Reading
from course_utils.reading.records import Claim, Event, Relation

Told = TypeVar("Told")
#: What stands over all that the context has and a reader of the article's day could know.
BEFORE = "■ Outside the article, up to the article’s day or undated"
#: So many quotes of one datum are printed; more are counted.
_PRINTED = 3
#: Letters of a quote, and of a card's name, in a list of choices.
_QUOTE, _NAME = 60, 90


@dataclass(frozen=True, slots=True)
class Ground:
    """One step from a card to the article's words or to a source; raises ValueError where it has neither."""

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
    #: HTML without ids, scripts or buttons; its control makes a button of each place with a ground's number.
    markup: Markup
    grounds: tuple[Ground, ...]


class CardBuilder:
    """A card in the making: it numbers the grounds in the order in which they are first cited."""

    def __init__(self, article: Article, closed: str = "") -> None:
        """Begin a card on an article; ``closed`` says when what is later opens, and keeps it out until then."""
        self.article, self.day, self._closed = article, article.published, closed
        self._numbers: dict[Ground, int] = {}

    def cite(self, markup: Markup, ground: Ground) -> Markup:
        """Return markup that leads to a ground; a ground cited twice keeps its number."""
        number = self._numbers.setdefault(ground, len(self._numbers))
        return tag("span", markup, class_="rtc-cite", data_mark=str(number))

    def words(self, markup: Markup, evidence: Sequence[Evidence], origin: Origin) -> Markup:
        """Return markup that leads to a datum's own words."""
        more = f" and {len(evidence) - 1} more" if len(evidence) > 1 else ""
        label = f"{evidence[0].sentence}: “{cut(evidence[0].exact, _QUOTE)}”{more}"
        return self.cite(markup, Ground(label, tuple(evidence), origin=origin))

    def source(self, markup: Markup, source: Source) -> Markup:
        """Return markup that leads to one outside source."""
        return self.cite(markup, Ground(source_short(source), sources=(source,), origin="outside"))

    def quote(self, evidence: Sequence[Evidence], origin: Origin = "article") -> Markup:
        """Print a datum's own words with sentence and, of both voices, whose; of many quotes, how many and where."""
        if len(evidence) <= _PRINTED:
            both = len({piece.voice for piece in evidence}) > 1
            whose = (f" {piece.sentence}" + (f" ({piece.voice})" if both else "") for piece in evidence)
            text = join((words(e.exact) + esc(where) for e, where in zip(evidence, whose, strict=True)), ", ")
        else:
            first, *_, last = sorted(piece.sentence for piece in evidence)
            where = f"in {first}" if first == last else f"from {first} to {last}"
            text = esc(f"{len(evidence)} places {where}")
        return self.words(text, evidence, origin)

    def places(self, evidence: Iterable[Evidence], origin: Origin = "inferred") -> Markup:
        """Name the sentences in which the words stand, each leading to its own."""
        sentence = attrgetter("sentence")
        grouped = groupby(sorted(evidence, key=sentence), sentence)
        return join((self.words(esc(name), [*pieces], origin) for name, pieces in grouped), ", ")

    def sources(self, sources: Iterable[Source]) -> Markup:
        """Name sources with year, outlet and grade, and what they do not bear out, each leading to itself."""
        parts = ((s, f", {graded(s)}" + (f", for {s.part} alone" if s.part else "")) for s in sources)
        return join((self.source(tag("bdi", esc(source_short(s))) + esc(part), s) for s, part in parts), "; ")

    def cited(self, statement: Markup, sources: Iterable[Source]) -> Markup:
        """End a statement with the sources that it rests on."""
        return statement + esc(" ") + self.sources(sources) + esc(".")

    def accounts(self, sides: Iterable[Side]) -> list[Markup]:
        """Give what sides say, each with its sources."""
        return [self.cited(said(side), side.sources) for side in sides]

    def later(self, told: Sequence[Told], markup: Callable[[Sequence[Told]], Markup]) -> Markup:
        """Fold what is later than the article's day, or say in its place when it opens."""
        if not told or self.day is None:
            return Markup()
        if self._closed:
            return note(f"■ After the article’s day. {self._closed}")
        # A year or a source's year that may reach beyond the day counts as later.
        after = note(f"After {read_date(self.day.isoformat()).label}, or not surely before it:")
        return details("■ After the article’s day.", after, markup(told))

    def claimed(self, reading: Reading, summary: str, datum: Claim | Event) -> Markup:
        """Say in a summary what the text has it that is or happened, its words, and how surely who says so."""
        by_whom = tag("em", esc(committed(reading, datum.source, datum.factuality)))
        quote = self.quote(datum.evidence, "inferred")
        return join((esc(f"{summary}. "), quote, esc(". "), by_whom, otherwise(datum.contested)))

    def tie(self, reading: Reading, relation: Relation) -> Markup:
        """Give the words that a relation rests on, and say how it is coded."""
        said = f". {tie(reading, relation)}"
        coded = self.quote(relation.evidence, "inferred") + tag("span", esc(said), class_="rtc-quiet")
        return signed(SIGNS[relation.polarity], coded + otherwise(relation.contested))

    def card(self, name: str, title: str, *parts: Markup) -> Card:
        """Return the card with all grounds that its parts cite."""
        return Card(name, cut(title, _NAME), join(parts), tuple(self._numbers))


def said(side: Side) -> Markup:
    """Give one side as markup: who, when, what, as the context has it."""
    who = ", ".join(part for part in (side.who, read_date(side.date).label if side.date else None) if part)
    what = esc(side.text if side.text.endswith(".") else f"{side.text}.")
    return tag("strong", tag("bdi", esc(who))) + esc(": ") + what if who else what


def note(text: str) -> Markup:
    """Say how to read what follows, or that there is nothing to follow."""
    return tag("p", esc(text), class_="rtc-note")


def otherwise(contested: Contested | None) -> Markup:
    """Give, as markup, the other reading that careful readers defend, if there is one."""
    return details("Another reading", tag("p", esc(contested.other)), class_="rtc-otherwise") if contested else Markup()
