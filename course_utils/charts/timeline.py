"""What the article dates, above an axis, and what is dated outside it, below: each as wide as its date is vague."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import floor
from typing import NamedTuple

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LEADING, Mark, Sheet, voices
from course_utils.files.edtf import DateSpan, read_date
from course_utils.look.theme import ORIGINS
from course_utils.look.wording import capital, chain_of, listed, many, voice_name
from course_utils.outside.context import Context
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading

#: A mark's side, and that of what is weak; from one mark to the next, and to its label; most facts listed by name.
_SIDE, _WEAK, _PITCH, _GAP, _LISTED = 11.0, 6.0, 13.0, 6.0, 20
#: What may lie between two ticks, in months, and the most ticks.
_APART, _TICKS = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000), 8


class Item(NamedTuple):
    """A dated thing: its date, and its row of the table."""

    span: DateSpan
    row: Row
    voice: str = ""  #: Whose date it is; nobody's for outside knowledge.
    quoted: bool = False  #: Whether its name is the article's own words.
    weak: bool = False  #: Whether grade C sources alone bear it out.
    number: int | None = None  #: Its row's number; None outside the chosen time.

    @property
    def extent(self) -> tuple[date, date]:
        """The first and the last day on which it may have been; an open end has no limit."""
        return self.span.earliest or date.min, self.span.latest or date.max


def timeline(
    reading: Reading,
    context: Context | None = None,
    *,
    since: int | str | None = None,
    until: int | str | None = None,
    after_page: bool = False,
) -> Chart:
    """Draw what the article dates above an axis and the facts of a context below it, which are listed if they are few.

    ``since`` and ``until`` are years or EDTF points such as ``"2020-07"``; what lies wholly outside them is pale and no
    row. What came after the article's day is left out unless ``after_page``. Raises ValueError with a sentence for an
    end that is no date, and where the end lies before the start.
    """
    ends = [".." if end is None else str(end) for end in (since, until)]
    window = None if ends == ["..", ".."] else read_date("/".join(ends))
    first, last = (window and window.earliest) or date.min, (window and window.latest) or date.max
    everything = sorted(_items(reading, context, after_page), key=lambda item: (not item.voice, item.extent))
    inside = [item.extent[0] <= last and first <= item.extent[1] for item in everything]
    everything = [item._replace(number=sum(inside[:n]) if inside[n] else None) for n, item in enumerate(everything)]
    items, page = [item for item in everything if item.number is not None], reading.article.published
    events, facts = [item for item in items if item.voice and not item.quoted], [i for i in items if not i.voice]
    total, outside = many(len(reading.events), "event"), many(len(facts), "fact")
    late = after_page and page and sum((fact.span.earliest or date.min) > page for fact in facts)
    outside += f", {late} of them from after the article’s day" if late else ""
    vague = ", none of them to the day" if events and all(one.extent[0] < one.extent[1] for one in events) else ""
    point = f"{capital(f'{window.label}: the' if window else 'the')} article dates {len(events)} of its {total}{vague}"
    point += f"; outside knowledge adds {outside}." if context else "."
    days = _days(items) if not window else []
    extent = f" from {min(days).year} to {max(days).year}" if days else ""
    later = "what lies beyond it was not known then" if after_page else "no fact from after it is shown"
    line = f"The line is the article’s day, {_day(page)}; {later}." if page else "The article has no date."
    return Chart(
        title=point,
        alt=f"Timeline of {many(len(items), 'dated item')}{extent}. {point}",
        description="Above the axis are round bars, as wide as a date of the article is vague: “the 1990s” takes ten "
        "years; above them, over a line as wide, its words for that time. Below the axis hang squares and bars of "
        "outside knowledge with their number, small where grade C sources alone bear it out. Bars fade at an end that "
        "is approximate, uncertain or open. "
        f"What lies outside the chosen time is pale. Up to {_LISTED} facts are listed, each tied to its days on a "
        f"second axis. {line}",
        table=Table("Dated items", ("What", "When", "Layer", "As told"), tuple(item.row for item in items)),
        article=reading.article,
        paint=lambda sheet: _paint(sheet, reading, everything, first, last, window.label if window else ""),
    )


def _items(reading: Reading, context: Context | None, after_page: bool) -> Iterator[Item]:
    """Yield the words of the article that name a time, its events that have a date, and the context's facts."""
    said = defaultdict[tuple[str, str], list[Evidence]](list)
    for time in reading.times:
        said[time.date, f"“{time.evidence[0].exact}”"] += time.evidence
    for (when, words), evidence in said.items():
        span, voices = read_date(when), listed([*dict.fromkeys(voice_name(reading.article, e.voice) for e in evidence)])
        row = Row((words, span.label, "the article", f"in the words of {voices}"), tuple(evidence))
        yield Item(span, row, evidence[0].voice, quoted=True)
    for event in reading.events:
        if event.date:
            span, told = read_date(event.date), f"according to {' ← '.join(chain_of(reading, event.source))}"
            yield Item(span, Row((event.label, span.label, "the article", told), event.evidence), event.source[-1])
    for fact in context.facts if context else ():
        if after_page or not fact.after(reading.article.published):
            span, layer = read_date(fact.date), f"{ORIGINS['outside'].words}{', grade C only' * fact.weak}"
            row = Row((fact.label, span.label, layer, fact.sentence), (), "outside", fact.sources)
            yield Item(span, row, weak=fact.weak)


def _days(items: Sequence[Item]) -> list[date]:
    return [day for item in items for day in (item.span.earliest, item.span.latest) if day]


def _day(day: date) -> str:
    return read_date(day.isoformat()).label


class Scale(NamedTuple):
    """An axis from one day to another, and where it lies on the sheet."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date, end: bool = False) -> float:
        """Return where a day begins, or ends, kept within the axis."""
        part = ((day - self.first).days + end) / ((self.last - self.first).days + 1)
        return self.left + (self.right - self.left) * min(max(part, 0), 1)

    def extent(self, span: DateSpan) -> tuple[float, float]:
        """Return where a date begins and ends; an open end is that of the axis."""
        begin = self.place(span.earliest) if span.earliest else self.left
        return begin, self.place(span.latest, end=True) if span.latest else self.right

    def ticks(self, length: Callable[[str], float]) -> Iterator[tuple[float, str]]:
        """Yield the places of years or months whose label has room; a month has its year where that is new."""
        begin, end = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        step = next((step for step in _APART if (end - begin) / step <= _TICKS), _APART[-1])
        begin += self.first.day > 1 < step  # else the first month is told, though it begins before the axis
        free, told = float("-inf"), 0
        for year, month in (divmod(month, 12) for month in range(-(-begin // step) * step, end + 1, step)):
            day = date(year, month + 1, 1)
            label = str(year) if step >= 12 else " ".join([_day(day).split()[1][:3], *[str(year)] * (year != told)])
            at, half = self.place(day), length(label) / 2
            if at - half >= free:
                yield at, label
                free, told = at + half + _GAP, year


def _paint(sheet: Sheet, reading: Reading, everything: Sequence[Item], first: date, last: date, chosen: str) -> None:
    """Draw all around one axis, pale what lies outside the chosen time, and list its facts where they are few."""
    article, page, theme = reading.article, reading.article.published, sheet.theme
    days = [*_days(everything), *([page] if page else [])]
    if not days:
        return sheet.cut(sheet.key(15, {"Nothing here is dated.": None}))
    scale = Scale(min(days), max(days), EDGE + 16, sheet.width - EDGE - 16)
    at = scale.place(page, end=True) if page else scale.left
    items = [item for item in everything if item.number is not None]
    facts, shown = ([item for item in some if not item.voice] for some in (everything, items))
    piles = defaultdict[object, list[Item]](list)
    for item in everything[: len(everything) - len(facts)]:
        piles[item.extent if facts else id(item)].append(item)
    dated = len(items) - len(shown) - sum(item.quoted for item in items)
    said = f"of the article’s {len(reading.events)} events dated" + f" ({chosen})" * bool(chosen)
    top = EDGE + 36 + sheet.counted(EDGE + 18, dated, said)
    axis = _hang(sheet, top, scale, list(piles.values()), at, named=False) + 3
    bottom = _hang(sheet, axis + 23, scale, [[fact] for fact in facts], at, named=len(shown) <= _LISTED)
    sheet.stroke(((EDGE, axis + 10), (sheet.width - EDGE, axis + 10)), theme.land, 20)
    for x, text in scale.ticks(sheet.length):
        sheet.text(x, axis + 10, text, side="center")
        sheet.stroke(((x, axis + 17), (x, axis + 21)), theme.quiet)
    if len(items) < len(everything):
        ends, middle = (scale.place(first), scale.place(last, end=True)), (top + bottom) / 2
        sheet.stroke([(end, middle) for end in ends], theme.chosen, bottom - top, above=0.4)
    y = bottom
    if page:
        sheet.stroke(((at, top), (at, bottom + 4)), theme.ink, 1.3, above=0.5)
        sheet.text(at, bottom + 14, f"the article, {_day(page)}", side="center")
        y += 20
    if facts:
        said = f"fact{'s' * (len(shown) != 1)} of outside knowledge: squares near their day, and bars"
        y += 42 + sheet.counted(y + 24, len(shown), said)
    key = voices(article, Mark(size=_SIDE)) if dated else {}
    if shown:
        key[ORIGINS["outside"].words] = Mark("outside", size=_SIDE)
    if any(fact.weak for fact in shown):
        key["weak sources only (grade C)"] = Mark("outside", size=_WEAK)
    if chosen and len(items) < len(everything):
        key[f"Shaded: {chosen}. What reaches into it counts, the rest is pale."] = None
    y = sheet.key(y + 10, key or {"" if items else "Nothing dated lies in this time.": None})
    return sheet.cut(_list(sheet, y + 4, shown, first, last) if 0 < len(shown) <= _LISTED else y)


def _hang(sheet: Sheet, y: float, scale: Scale, piles: list[list[Item]], page: float, *, named: bool) -> float:
    """Draw piles of what has one date, each as far up as it has room, in columns that meet at the page's day.

    What is no wider than two columns stands in that of its middle; what is wider is first, and has a label above it, as
    has what the article says. What is ``named`` has its row's mark in the list. Return where the lowest ends.
    """
    deep, groups = defaultdict[int, float](float), list[tuple[float, float, int]]()
    ends = [(pile, *scale.extent(pile[0].span)) for pile in piles]
    for pile, left, right in sorted(ends, key=lambda one: one[2] - one[1] <= 2 * _PITCH):
        span, told, words = pile[0].span, [one for one in pile if not one.quoted], pile[0].quoted
        names = [(one.row.cells[0], one.number) for one in pile if one.quoted]
        names = names or [(pile[0].row.cells[len(pile) > 1], None)]
        if narrow := right - left <= 2 * _PITCH:
            middle = page + (floor(((left + right) / 2 - page) / _PITCH) + 0.5) * _PITCH
            left, right, names = middle - _SIDE / 2, middle + _SIDE / 2, names if pile[0].voice else []
        fade = 6 if names and (span.approximate or span.uncertain or not (span.earliest and span.latest)) else 0
        lines = [(one, row) for name, row in names for one in sheet.wrap(name, sheet.width - 2 * EDGE, words=words)]
        long = max((sheet.length(line, words=words) for line, _ in lines), default=0)
        x = max(EDGE, min(left, (page - _GAP if left < page else sheet.width - EDGE) - long))
        begin, end = (min(left - 2 * fade, x), max(right + 2 * fade, x + long) + _GAP) if names else (left, right)
        columns = range(floor((begin - page) / _PITCH), floor((end - page) / _PITCH) + 1)
        top = y + max(deep[column] for column in columns)
        color = sheet.theme.quiet * all(one.number is None for one in pile)
        for line, row in lines:
            sheet.text(x, top + LEADING / 2, line, words=words, color=color, row=row)
            top += LEADING
        top += 3 * bool(lines)
        if words:
            sheet.stroke(((left, top), (right, top)), sheet.theme.quiet, 1)
            top += 3
        deep |= dict.fromkeys(columns, top - y + len(told) * _PITCH + 3 * bool(lines))
        groups.append((left, right, sum(one.number is not None and not one.voice for one in told)))
        for n, one in enumerate(told):
            at, size = top + (n + 0.5) * _PITCH, _WEAK if one.weak else _SIDE
            look, less = Mark(one.row.origin, one.voice, size, 1.6, one.number is None), narrow * (_SIDE - size) / 2
            sheet.bar(None if named else one.number, left + less, right - less, at, look)
            for far in (fade, 2 * fade) if fade else ():
                sheet.stroke(((left - far, at), (right + far, at)), sheet.colors(look)[1] + "50", look.size)
    return _counted(sheet, y, sorted(groups), deep, page)


def _counted(sheet: Sheet, y: float, found: list[tuple[float, float, int]], deep: dict[int, float], at: float) -> float:
    """Write under facts that stand together, on one side of the page's day, how many they are; return where all end."""
    while found:
        left, right, count = found.pop(0)
        while found and found[0][0] < right + _PITCH * 1.5 and (found[0][0] < at) == (left < at):
            _, end, more = found.pop(0)
            right, count = max(right, end), count + more
        if count:
            columns = range(floor((left - at) / _PITCH), floor((right - at) / _PITCH) + 1)
            half, x = sheet.length(str(count)) / 2 + 3, (left + right) / 2
            x, low = min(x, at - half) if left < at else max(x, at + half), max(deep[one] for one in columns)
            sheet.text(x, y + low + LEADING / 2, str(count), side="center", weight=600)
            deep |= dict.fromkeys(columns, low + LEADING)
    return y + max(deep.values(), default=0)


def _list(sheet: Sheet, y: float, facts: Sequence[Item], first: date, last: date) -> float:
    """Name facts, each tied to the middle of its days on an axis that is true to scale; return where the list ends."""
    days, quiet = _days(facts), sheet.theme.quiet
    first, last = (min(max(day, first), last) for day in (min(days), max(days)))
    scale = Scale(first, last, 0, 1)
    facts = sorted(facts, key=lambda fact: sum(scale.extent(fact.span)))
    axis = EDGE + 8 + max((sheet.length(text) for _, text in scale.ticks(lambda _: 0)), default=0)
    # Of a month three letters, and once what the ends of a date have both.
    short = [re.sub("([A-Z][a-z]{2})[a-z]+", r"\1", fact.span.label).replace(" to ", "–") for fact in facts]
    dates = [re.sub(r"((?: [A-Z][a-z]{2})?)( [0-9]{4})–(.*\1\2)$", r"–\3", one) for one in short]
    right = axis + 78 + max(map(sheet.length, dates))
    names = [sheet.wrap(fact.row.cells[0], sheet.width - EDGE - right) for fact in facts]
    scale = Scale(first, last, y, y + sum(len(lines) * LEADING + 1 for lines in names))
    sheet.stroke(((axis, y), (axis, scale.right)), sheet.theme.ink, 1)
    for at, text in scale.ticks(lambda _: LEADING):
        sheet.stroke(((axis - 5, at), (axis, at)), sheet.theme.ink, 1)
        sheet.text(axis - 8, at, text, side="right", color=quiet)
    lane, x = 0, axis + 66
    for fact, when, name in zip(facts, dates, names, strict=True):
        (begin, end), foot, at = scale.extent(fact.span), axis, y + LEADING / 2
        if end - begin > _PITCH:
            lane, foot = lane + 1, axis + 4 + 4 * (lane % 7)
            sheet.stroke(((foot, begin), (foot, end)), quiet, 2)
        middle = (begin + end) / 2
        sheet.stroke(((foot, middle), (axis + 34, middle), (x - 22, at), (x - 17, at)), quiet, 0.7)
        sheet.mark(fact.number, x - 12, at, Mark("outside", size=_WEAK if fact.weak else _SIDE))
        sheet.text(x, at, when, color=quiet)
        sheet.text(right, at, name)
        y += len(name) * LEADING + 1
    return y + 8
