"""What the article does not say: dated facts, estimates, and the sides of its contested words, sourced."""

import re
from datetime import date as Day  # noqa: N812  (a field is called date)
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeAlias
from unicodedata import normalize

from pydantic import BeforeValidator, field_validator, model_validator
from pydantic import ValidationInfo as Info
from pydantic_core import PydanticCustomError

from course_utils.article.article import Article, Voice
from course_utils.errors import ContextError, unknown_name
from course_utils.files.edtf import read_date
from course_utils.files.validation import Date, Number, check, checked, filled, later, like, read_model, record
from course_utils.places import AnyPath, shelf
from course_utils.reading.quotes import Body, folded
from course_utils.reading.records import Id

# Accents stored apart from their letters are no word characters to Python, yet they go on with a word.
_IN_WORD = r"[\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_LINK = r"https?://[^\s/<>\"]+\.[^\s<>\"]+"
_Year: TypeAlias = Annotated[
    str, like(r"[0-9]{4}\??", "a year such as 2012 or, where it is uncertain, 2021?"), checked(read_date)
]
_Outlet: TypeAlias = Annotated[str, like(r"\S+( \S+){0,7}", "whose outlet it is, in at most eight words")]


@record
class Source:
    """Where something was read; title, year (EDTF) and url are None where they are not known."""

    id: Id
    title: str | None = None
    publisher: str
    year: _Year | None = None
    url: Annotated[str, like(_LINK, "a link that begins with http:// or https://")] | None = None
    outlet: _Outlet | None = None  #: Whose it is; a grade is no side.
    grade: Literal["A", "B", "C"]  #: A: official, or the party itself; B: press, think tank; C: all else.
    part: str | None = None  #: All that it bears out, where it leaves the rest to weaker sources.

    @model_validator(mode="after")
    def _keep(self, info: Info) -> Self:
        if info.context is not None:
            info.context.made.setdefault(self.id, self)
        return self


def _cited(value: Any, info: Info) -> Any:
    """Read an id as the source that it is of, which stands further up in the file."""
    if (file := info.context) is None:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "an id")
    if value not in (valid := file.known(("library",))):
        raise later(lambda: file.log.unknown(value, valid, "a source of the library"))
    if value not in file.made:
        raise later()
    return file.made[value]


_Cited: TypeAlias = Annotated[Source, BeforeValidator(_cited, json_schema_input_type=str)]
_Sources: TypeAlias = Annotated[tuple[_Cited, ...], filled("sources is empty.")]


@record
class Sourced:
    """What all statements have: sources and, where it matters, the date of what is told (EDTF)."""

    sources: _Sources
    date: Date | None = None

    def after(self, day: Day | None) -> bool:
        """Whether it lies after a day, or goes on beyond it; nothing is after an unknown day."""
        if day is None or self.date is None:
            return False
        latest = read_date(self.date).latest
        return latest is None or latest > day

    def late(self, day: Day | None) -> bool:
        """Whether it is after a day or, undated, was read in later sources alone."""
        firsts = [read_date(source.year).earliest if source.year else None for source in self.sources]
        read_later = day is not None and self.date is None and all(first and first > day for first in firsts)
        return self.after(day) or read_later

    @property
    def weak(self) -> bool:
        """Whether grade C sources alone bear out the whole of it, so that it is not settled."""
        return all(source.grade == "C" or source.part for source in self.sources)


@record
class Side(Sourced):
    """What one side says and, where it gives a number, from low to high of which unit."""

    text: str
    who: str | None = None  #: None where sources merely differ.
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        check(self.low is None or self.high is None or self.low <= self.high, "low is above high; swap them.")
        return self


@record
class Fact(Sourced):
    """A sentence that either government's spokesperson could sign, or that says whose it is."""

    id: Id
    sources: Annotated[
        _Sources, checked(lambda them: check(any(s.url for s in them), "none of its sources has a link."))
    ]
    date: Date
    label: Annotated[str, like(".{1,34}", "a label of at most 34 characters")]  #: The sentence in short, for a chart.
    sentence: str
    disagreement: Side | None = None  #: How sources differ from the sentence, or about it.


@record
class Estimate:
    """A quantity to be shown as a range, never as one number."""

    id: Id
    quantity: str
    values: tuple[Side, ...]
    note: str | None = None


@record
class Dispute:
    """Words of one voice that others would not use, and what they say instead."""

    id: Id
    voice: Voice
    quote: str
    sentence: str
    sides: Annotated[
        tuple[Side, ...], checked(lambda sides: check(len(sides) > 1, "it has one side; give two or more."))
    ]
    course: str | None = None  #: What the course says in its own voice, if it must.

    @field_validator("sentence")
    @classmethod
    def _has_the_words(cls, sentence: str, info: Info) -> str:
        article: Article | None = info.context and info.context.article
        if article is not None and {"quote", "voice"} <= info.data.keys():
            known = {one.id: one for one in article.sentences}
            check(sentence in known, unknown_name(sentence, known, "a sentence of the article"))
            words = info.data["quote"]
            check(
                known[sentence].text.count(words) == 1,
                f"“{words}” must stand exactly once in {sentence}, and does not; quote the words as they are printed.",
            )
            start = known[sentence].start + known[sentence].text.index(words)
            voices = [voice for voice, _ in Body(article).parts(known[sentence], start, start + len(words))]
            said = f"“{words}” in {sentence} has the words of: {', '.join(voices)}"
            check(voices == [info.data["voice"]], f"{said}; write that as voice, or quote one voice alone.")
        return sentence


@record
class Share(Sourced):
    """A supplier's share of what a state imports in a window of years, which is its date."""

    date: Date
    importer: str
    supplier: str
    percent: Annotated[Number, checked(lambda share: check(0 <= share <= 100, "percent goes from 0 to 100."))]


@record
class Unnamed(Sourced):
    """Somebody whom other accounts name, and an article perhaps does not."""

    id: Id
    name: str
    sentence: str
    forms: Annotated[tuple[str, ...], filled("forms is empty.")]  #: Words that would name them, in any case.

    def stands_in(self, text: str) -> bool:
        """Whether one of the forms is in the text, as a word of its own; its words may be parted by a line break."""
        text = folded(normalize("NFC", re.sub(r"\n\s*\n", "\0", text)))  # a name does not go on after a blank line
        names = (r"\s+".join(map(re.escape, folded(normalize("NFC", form)).split())) for form in self.forms)
        return any(name and re.search(f"(?<!{_IN_WORD}){name}(?!{_IN_WORD})", text, re.IGNORECASE) for name in names)


@record
class Context:
    """What is known beyond an article, in the order of its file."""

    library: tuple[Source, ...] = ()  #: The sources that all else cites.
    facts: tuple[Fact, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    contested: tuple[Dispute, ...] = ()
    series: tuple[Share, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()

    def unnamed_in(self, article: Article, *, after_page: bool = False) -> tuple[Unnamed, ...]:
        """Return those of whom no form stands in the article; ``after_page`` adds what came after its day."""
        day = None if after_page else article.published
        return tuple(one for one in self.unnamed if not one.stands_in(article.text) and not one.after(day))


def load_context(path: AnyPath | None = None, *, article: Article | None = None) -> Context:
    """Load a context, the course's own if none is named; with an article, its disputes must stand in that.

    Raises ContextError with every problem of the file.
    """
    file = Path(path) if path else shelf("data") / "context.yaml"
    return read_model(file, Context, ContextError, article=article)
