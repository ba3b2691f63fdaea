"""What the article does not say: dated facts, estimates, and the sides of its contested words, sourced."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from course_utils.article.article import Article, Voice
from course_utils.errors import ContextError, Problems
from course_utils.files.edtf import read_date
from course_utils.files.forms import Form
from course_utils.files.yaml_text import Node, read_plain
from course_utils.outside.name_finder import names
from course_utils.places import shelf
from course_utils.reading.codes import check, check_id

PAGE = "2020-09-11"  #: The article's day; what lies after it could not be known.


def _like(pattern: str, what: str) -> Callable[[object], None]:
    return lambda value: check(bool(re.fullmatch(pattern, f"{value}")), f"{f'{value}'[:60]!r} is not {what}.")


def _year(value: object) -> None:
    _like(r"[0-9]{4}\??", "a year such as 2012 or, where it is uncertain, 2021?")(value)
    read_date(f"{value}")  # there is no year 0000


_NUMBERS = dict.fromkeys(("percent", "low", "high"), _like(r"[0-9]{1,9}(\.[0-9]+)?", "a number such as 8.5"))
#: What a field must hold to, in whichever record it stands.
_CHECKS: dict[str, Callable[[Any], object]] = _NUMBERS | {
    "id": check_id,
    "date": read_date,
    "year": _year,
    "url": _like(r"https?://[^\s/<>\"]+\.[^\s<>\"]+", "a link that begins with http:// or https://"),
    "grade": _like("[ABC]", "a grade: A, B or C"),
    "label": _like(".{1,34}", "a label of at most 34 characters"),
    "voice": _like("editor|author", "one of the voices editor and author"),
    "sides": lambda value: check(len(value) > 1, "it has one side; give two or more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    def __post_init__(self) -> None:
        for entry in fields(self):
            value = getattr(self, entry.name)
            check(value not in ("", ()) or entry.default == (), f"{entry.name} is empty.")
            if value is not None and entry.name in _CHECKS:
                _CHECKS[entry.name](value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Record):
    """Where something was read; title, year (EDTF) and url are None where they are not known."""

    id: str
    title: str | None = None
    publisher: str
    year: str | None = None
    url: str | None = None
    grade: Literal["A", "B", "C"]  #: A: official, or the party itself; B: press, think tank; C: all else.
    part: str | None = None  #: All that it bears out, where it leaves the rest to weaker sources.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(_Record):
    """What all statements have: sources and, where it matters, the date of what is told (EDTF)."""

    sources: tuple[Source, ...]
    date: str | None = None

    @property
    def after_page(self) -> bool:
        """Whether it lies after the article's day, or goes on beyond it."""
        latest = read_date(self.date or PAGE).latest
        return latest is None or latest.isoformat() > PAGE

    @property
    def late(self) -> bool:
        """Whether it is after the article's day or, undated, was read in later sources alone."""
        firsts = [read_date(source.year).earliest for source in self.sources if source.year]
        read_later = len(firsts) == len(self.sources) and all(day and f"{day}" > PAGE for day in firsts)
        return self.after_page or (self.date is None and read_later)

    @property
    def weak(self) -> bool:
        """Whether grade C sources alone bear out the whole of it, so that it is not settled."""
        return all(source.grade == "C" or source.part for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Sourced):
    """What one side says and, where it gives a number, from low to high of which unit."""

    text: str
    who: str | None = None  #: None where sources merely differ.
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Sourced):
    """A sentence that either government's spokesperson could sign, or that says whose it is."""

    id: str
    date: str
    label: str  #: The same in at most 34 characters, for a chart.
    sentence: str
    disagreement: Side | None = None  #: How sources differ from the sentence, or about it.

    def __post_init__(self) -> None:
        Sourced.__post_init__(self)  # super() does not work in a class with slots
        check(any(source.url for source in self.sources), "none of its sources has a link.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(_Record):
    """A quantity to be quoted as a range, never as one number."""

    id: str
    quantity: str
    values: tuple[Side, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute(_Record):
    """Words of one voice that others would not use, and what they say instead."""

    id: str
    voice: Voice
    quote: str
    sentence: str
    sides: tuple[Side, ...]
    course: str | None = None  #: What the course says in its own voice, if it must.


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Sourced):
    """A supplier's share of a state's arms imports in a window of years, which is its date."""

    date: str
    importer: str
    supplier: str
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed(Sourced):
    """Somebody whom other accounts name, and an article perhaps does not."""

    id: str
    name: str
    sentence: str
    forms: tuple[str, ...]  #: The words that would name them; capitals and small letters are alike.

    def stands_in(self, text: str) -> bool:
        """Whether one of the forms is in the text, as a word of its own."""
        return names(self.forms, any_case=True).search(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(_Record):
    """What is known beyond an article, in the order of its file."""

    library: tuple[Source, ...]  #: The sources that all else cites.
    facts: tuple[Fact, ...]
    estimates: tuple[Estimate, ...] = ()
    contested: tuple[Dispute, ...] = ()
    series: tuple[Share, ...] = ()
    unnamed: tuple[Unnamed, ...] = ()

    def unnamed_in(self, article: Article, *, after_page: bool = False) -> tuple[Unnamed, ...]:
        """Return those of whom no form stands in the article; ``after_page`` adds what came after its day."""
        return tuple(
            one for one in self.unnamed if not one.stands_in(article.text) and (after_page or not one.after_page)
        )


_LISTS: dict[str, type[_Record]] = {"library": Source, "facts": Fact, "estimates": Estimate}
_LISTS |= {"contested": Dispute, "series": Share, "unnamed": Unnamed, "values": Side, "sides": Side}


def load_context(path: str | Path | None = None) -> Context:
    """Load a context, the course's own if none is named; raise ContextError with all its problems."""
    file = Path(path) if path else shelf("data") / "context.yaml"
    log = Problems(file.name, ContextError)
    context: Context = _read(Context, read_plain(file, log), "", log, {})
    log.close()
    return context


def _read(kind: type[_Record], node: Node, where: str, log: Problems, known: dict[Any, Any]) -> Any:
    noted = len(log.problems)
    needs = {entry.name: entry.default is MISSING for entry in fields(kind)}
    form = Form(node, where, log, required=[name for name in needs if needs[name]], optional=list(needs))
    own = form.text("id") if "id" in needs else None
    form.where = own or where
    values: dict[str, Any] = {name: own if name == "id" else _value(form, name, known) for name in needs}
    made = None
    try:
        check(not own or own not in known, "this id stands further up already; give another.")
        if len(log.problems) == noted and None not in values.get("sources", ()):
            made = kind(**values)
    except ValueError as error:
        form.add(form.line, str(error))
    known.setdefault(own, made)
    return made


def _value(form: Form, name: str, known: dict[Any, Any]) -> Any:
    inner = f"{form.where}, {name}".lstrip(", ")
    if name == "disagreement":
        return (side := form.node(name)) and _read(Side, side, inner, form.log, known)
    if name in _LISTS:
        return tuple(_read(_LISTS[name], item, inner, form.log, known) for item in form.items(name))
    if name == "forms":
        return tuple(entry.text for entry in form.texts(name))
    if name == "sources":
        for cited in (texts := form.texts(name)):
            if not isinstance(known.get(cited.text, False), Source | None):  # None is a source told of above
                ids = [source.id for source in known.values() if isinstance(source, Source)]
                form.add(cited.line, form.unknown(cited.text, ids, "a source of the library"))
        return tuple(known.get(cited.text) for cited in texts)
    text = form.text(name)
    try:
        if text and name in _CHECKS:
            _CHECKS[name](text)
        return float(text) if text and name in _NUMBERS else text
    except ValueError as error:
        form.add(form.line_of(name), str(error))
        return None
