"""When the article says things happened, above what is dated outside it, each date as wide as it is vague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.timeline_drawing import paint
from course_utils.files.edtf import DateSpan, read_date
from course_utils.look.html import capital, cut, voice_name, voice_short
from course_utils.look.theme import ORIGINS, Size
from course_utils.look.wording import chain_of

if TYPE_CHECKING:
    from course_utils.article.article import Voice
    from course_utils.outside.context import Context
    from course_utils.reading.load import Reading


@dataclass(frozen=True, slots=True)
class Item:
    """A dated thing: its label beside its extent, and its row of the table."""

    label: str
    span: DateSpan
    row: Row
    #: Whose date it is; None for outside knowledge.
    voice: Voice | None = None
    #: Whether the label is the article's own words.
    quoted: bool = False
    #: Whether grade C sources alone bear it out.
    weak: bool = False

    @property
    def order(self) -> tuple[bool, date, date]:
        """The article's layer first, then by date; what has an open start comes before all."""
        return self.voice is None, self.span.earliest or date.min, self.span.latest or date.max

    def within(self, window: DateSpan) -> bool:
        """Say whether a part of it may lie in the window."""
        first, last = window.earliest or date.min, window.latest or date.max
        return (self.span.latest or date.max) >= first and (self.span.earliest or date.min) <= last


def timeline(
    reading: Reading,
    context: Context | None = None,
    size: Size = "page",
    *,
    since: int | str | None = None,
    until: int | str | None = None,
    after_page: bool = False,
) -> Chart:
    """Draw what the article dates and, apart from it, the facts of a context, one row each.

    ``since`` and ``until`` are years or EDTF points such as ``"2020-07"``; what lies wholly outside them is
    left out and counted. What came after the article's day is left out unless ``after_page``. Raises
    ValueError with a sentence for an end that is no date, and where the end lies before the start.
    """
    ends = [".." if end is None else str(end) for end in (since, until)]
    window = None if ends == ["..", ".."] else read_date("/".join(ends))
    everything = sorted(
        (*_said(reading), *_known(context, None if after_page else reading.article.published)),
        key=lambda item: item.order,
    )
    items = [item for item in everything if not window or item.within(window)]
    point = _point(reading, items, len(everything) - len(items), window, context is not None, after_page)
    edges = [day for item in items for day in (item.span.earliest, item.span.latest) if day]
    extent = f" from {min(edges).year} to {max(edges).year}" if edges and not window else ""
    return Chart(
        title=point,
        alt=f"Timeline of {_count(len(items), 'dated item')}{extent}. {point}",
        description="Every item is as wide as its date is vague: “the 1990s” takes ten years, a day one "
        "mark, and what is approximate, uncertain or open fades at its ends. The article’s layer, in round "
        "shapes, stands above outside knowledge, in square ones, hollow where grade C sources alone bear it "
        f"out. What goes on beyond the axis is cut there. {_line(reading, after_page)}",
        table=Table("Dated items", ("What", "When", "Layer", "As told"), tuple(item.row for item in items)),
        article=reading.article,
        paint=lambda theme: paint(
            theme, items, window, reading.article.published, voice_short(reading.article, "author")
        ),
        size=size,
    )


def _said(reading: Reading) -> Iterator[Item]:
    """Yield the article's layer: the words that name a time, and the events that have a date."""
    for time in reading.times:
        voice = time.evidence[0].voice
        words = f"“{time.evidence[0].exact}”"
        cells = (words, read_date(time.date).label, "the article", f"in the words of {_who(reading, voice)}")
        yield Item(cut(words, 40), read_date(time.date), Row(cells, time.evidence), voice, quoted=True)
    for event in reading.events:
        if event.date:
            span, told = read_date(event.date), " ← ".join(chain_of(reading, event.source))
            row = Row((event.label, span.label, "the article", f"according to {told}"), event.evidence)
            yield Item(cut(event.label, 96), span, row, event.source[-1])  # type: ignore[arg-type]


def _known(context: Context | None, day: date | None) -> Iterator[Item]:
    for fact in context.facts if context else ():
        if not fact.after(day):
            span = read_date(fact.date)
            layer = f"{ORIGINS['outside'].words}{', grade C only' if fact.weak else ''}"
            row = Row((fact.label, span.label, layer, fact.sentence), (), "outside", fact.sources)
            yield Item(fact.label, span, row, weak=fact.weak)


def _point(
    reading: Reading, items: Sequence[Item], left_out: int, window: DateSpan | None, has_context: bool, after_page: bool
) -> str:
    """Count what is dated, in a full sentence."""
    page = reading.article.published or date.max
    late = sum(item.voice is None and (item.span.earliest or date.min) > page for item in items)
    later = f", {late} of them from after the page’s day" if after_page and late else ""
    facts = _count(sum(item.voice is None for item in items), "fact")
    total = len(reading.events)
    if window:
        dated = sum(item.voice is not None and not item.quoted for item in items)
        added = f" and {facts} of outside knowledge{later}" if has_context else ""
        rest = f"; {_count(left_out, 'dated item')} left out" if left_out else ""
        return f"{capital(window.label)}: {dated} of the article’s {_count(total, 'event')}{added}{rest}."
    spans = [read_date(event.date) for event in reading.events if event.date]
    vague = ", none of them to the day" if spans and all(s.earliest != s.latest for s in spans) else ""
    added = f"; outside knowledge adds {facts}{later}" if has_context else ""
    return f"The article dates {len(spans)} of its {_count(total, 'event')}{vague}{added}."


def _line(reading: Reading, after_page: bool) -> str:
    """Say what the line of the page's day divides."""
    if not reading.article.published:
        return "The page has no date."
    day = read_date(reading.article.published.isoformat()).label
    later = "what lies beyond it was not known then" if after_page else "no fact from after it is shown"
    return f"The line is the page’s day, {day}; {later}."


def _who(reading: Reading, voice: Voice) -> str:
    return voice_name(reading.article, voice)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
