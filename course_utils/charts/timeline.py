"""When the article says things happened, above what is dated outside it, each date as wide as it is vague."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from course_utils.article.article import Article
from course_utils.charts.chart import MARGIN, Canvas, Chart, Row, Table
from course_utils.files.edtf import DateSpan, read_date
from course_utils.look.theme import ORIGINS, VOICES
from course_utils.look.wording import capital, chain_of, cut, many, voice_name, voice_short
from course_utils.outside.context import Context
from course_utils.reading.reading import Reading

#: A date too narrow to see is as wide as it is high; what fades does so over this width, in steps of these strengths.
_HIGH, _FADES, _FADE = 10.0, 16.0, (0.5, 0.35, 0.2, 0.1)
#: From a mark to its label, and between two rows.
_GAP, _ROWS = 6.0, 8.0
#: What may lie between two ticks, in months; the most ticks; below so many days they are days.
_APART, _TICKS, _DAYS = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000), 8, 62


class Item(NamedTuple):
    """A dated thing: its label beside its extent, and its row of the table."""

    label: str
    span: DateSpan
    row: Row
    #: Whose date it is; None for outside knowledge.
    voice: str | None = None
    #: Whether the label is the article's own words.
    quoted: bool = False
    #: Whether grade C sources alone bear it out.
    weak: bool = False

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
    """Draw what the article dates and, apart from it, the facts of a context, one row each.

    ``since`` and ``until`` are years or EDTF points such as ``"2020-07"``; what lies wholly outside them is
    left out and counted. What came after the article's day is left out unless ``after_page``. Raises
    ValueError with a sentence for an end that is no date, and where the end lies before the start.
    """
    ends = [".." if end is None else str(end) for end in (since, until)]
    window = None if ends == ["..", ".."] else read_date("/".join(ends))
    first, last = (window and window.earliest) or date.min, (window and window.latest) or date.max
    everything = list(_items(reading, context, after_page))
    items = [item for item in everything if item.extent[0] <= last and first <= item.extent[1]]
    items.sort(key=lambda item: (item.voice is None, item.extent))  # the article's layer first
    point = _point(reading, items, len(everything) - len(items), window, context is not None, after_page)
    days = _days(items)
    extent = f" from {min(days).year} to {max(days).year}" if days and not window else ""
    line = "The page has no date."
    if page := reading.article.published:
        later = "what lies beyond it was not known then" if after_page else "no fact from after it is shown"
        line = f"The line is the page’s day, {_day(page)}; {later}."
    return Chart(
        title=point,
        alt=f"Timeline of {many(len(items), 'dated item')}{extent}. {point}",
        description="Every item is as wide as its date is vague: “the 1990s” takes ten years, a day one "
        "mark, and what is approximate, uncertain or open fades at its ends. The article’s layer, in round "
        "shapes, stands above outside knowledge, in square ones, hollow where grade C sources alone bear it "
        f"out. What goes on beyond the axis is cut there. {line}",
        table=Table("Dated items", ("What", "When", "Layer", "As told"), tuple(item.row for item in items)),
        article=reading.article,
        paint=lambda canvas: _paint(canvas, items, window, reading.article),
    )


def _items(reading: Reading, context: Context | None, after_page: bool) -> Iterator[Item]:
    """Yield the words of the article that name a time, its events that have a date, and the context's facts."""
    for time in reading.times:
        span, voice, words = read_date(time.date), time.evidence[0].voice, f"“{time.evidence[0].exact}”"
        told = f"in the words of {voice_name(reading.article, voice)}"
        row = Row((words, span.label, "the article", told), time.evidence)
        yield Item(cut(words, 40), span, row, voice, quoted=True)
    for event in reading.events:
        if event.date:
            span, told = read_date(event.date), f"according to {' ← '.join(chain_of(reading, event.source))}"
            row = Row((event.label, span.label, "the article", told), event.evidence)
            yield Item(cut(event.label, 96), span, row, event.source[-1])
    for fact in context.facts if context else ():
        if after_page or not fact.after(reading.article.published):
            span, layer = read_date(fact.date), f"{ORIGINS['outside'].words}{', grade C only' * fact.weak}"
            row = Row((fact.label, span.label, layer, fact.sentence), (), "outside", fact.sources)
            yield Item(cut(fact.label, 34), span, row, weak=fact.weak)


def _days(items: Sequence[Item]) -> list[date]:
    return [day for item in items for day in (item.span.earliest, item.span.latest) if day]


def _point(
    reading: Reading, items: Sequence[Item], left_out: int, window: DateSpan | None, has_context: bool, after_page: bool
) -> str:
    """Count what is dated, in a full sentence."""
    page = reading.article.published or date.max
    late = sum(item.voice is None and (item.span.earliest or date.min) > page for item in items)
    later = f", {late} of them from after the page’s day" if after_page and late else ""
    facts = many(sum(item.voice is None for item in items), "fact")
    total = len(reading.events)
    if window:
        dated = sum(item.voice is not None and not item.quoted for item in items)
        added = f" and {facts} of outside knowledge{later}" if has_context else ""
        rest = f"; {many(left_out, 'dated item')} left out" if left_out else ""
        return f"{capital(window.label)}: {dated} of the article’s {many(total, 'event')}{added}{rest}."
    spans = [read_date(event.date) for event in reading.events if event.date]
    vague = ", none of them to the day" if spans and all(s.earliest != s.latest for s in spans) else ""
    added = f"; outside knowledge adds {facts}{later}" if has_context else ""
    return f"The article dates {len(spans)} of its {many(total, 'event')}{vague}{added}."


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

    def ticks(self) -> Iterator[tuple[float, str, str]]:
        """Yield places with a label and what stands below it: years, months of a year, days of a month."""
        days = (self.last - self.first).days + 1
        if days <= _DAYS:
            for one in (self.first + timedelta(n) for n in range(days)):
                if days <= _TICKS or one.day in range(1, 27, 5):
                    yield self.place(one), str(one.day), read_date(one.isoformat()[:7]).label
            return
        begin, end = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        step = next((step for step in _APART if (end - begin) / step <= _TICKS), _APART[-1])
        for month in range(-(-(begin + (self.first.day > 1)) // step) * step, end + 1, step):
            year, number = divmod(month, 12)
            if year:  # there is no year 0 in a calendar of dates
                name = read_date(f"{year:04}-{number + 1:02}").label.split()[0]
                name = name if end - begin < 4 * step else name[:3]
                label, below = (str(year), "") if step >= 12 else (name, str(year))
                yield self.place(date(year, number + 1, 1)), label, below


def _paint(canvas: Canvas, items: Sequence[Item], window: DateSpan | None, article: Article) -> None:
    """Draw the items in their order, the article's above the others; the page's day is a line."""
    page, author = article.published, voice_short(article, "author")
    days = [*_days(items), *([page] if page else [])]
    # An end that the window leaves open is that of the items and the page.
    first = (window and window.earliest) or min(days, default=None)
    last = (window and window.latest) or max(days, default=None)
    if not (ends := [day for day in (first, last) if day]):
        canvas.write(MARGIN, MARGIN + canvas.line / 2, ["Nothing here is dated."])
        canvas.cut(2 * MARGIN + canvas.line)
        return
    scale = Scale(min(ends), max(ends), MARGIN + _HIGH, canvas.width - MARGIN - _HIGH)
    at = scale.place(page) if page and scale.first <= page <= scale.last else None
    top = MARGIN + (1.3 * canvas.line if at else 0) + 2 * canvas.line
    y = top + _ROWS
    for band in ([item for item in items if item.voice], [item for item in items if not item.voice]):
        if band:
            y = _heading(canvas, y, band, author)
        for item in band:
            y = _row(canvas, scale, y, item, items.index(item), at)
    if not items:
        canvas.write(scale.left, y + canvas.line / 2, ["Nothing dated lies in this time."])
        y += canvas.line + _ROWS
    if page and at:
        canvas.axes.plot((at, at), (MARGIN + canvas.line, y), color=canvas.theme.ink, linewidth=1.4, zorder=0.5)
        _centred(canvas, at, MARGIN + canvas.line / 2, f"the page, {_day(page)}")
    _axis(canvas, scale, top, y)
    canvas.cut(y + 2 * canvas.line + MARGIN)


def _axis(canvas: Canvas, scale: Scale, top: float, bottom: float) -> None:
    """Write the ticks above and below, a hairline at each; a label that has no room is left out."""
    reached, told, free = -1.0, "", -1.0
    for at, label, below in scale.ticks():
        canvas.axes.plot((at, at), (top, bottom), color=canvas.theme.hairline, linewidth=0.6, zorder=0)
        if at - canvas.length(label) / 2 < reached:
            continue
        new = below != told and at - canvas.length(below) / 2 > free
        for y in (top - 1.4 * canvas.line, bottom + 0.6 * canvas.line):
            reached = _centred(canvas, at, y, label) + _GAP
            if below and new:
                free = _centred(canvas, at, y + canvas.line, below) + _GAP
        told = below if new else told


def _centred(canvas: Canvas, x: float, y: float, text: str) -> float:
    """Write one line around x, moved inwards where the sheet ends; return where it ends."""
    half = canvas.length(text) / 2 + 2
    x = min(max(x, half), canvas.width - half)
    canvas.write(x, y, [text], ha="center")
    return x + half


def _heading(canvas: Canvas, y: float, band: Sequence[Item], author: str) -> float:
    """Name a band and its shapes; return where its rows begin."""
    origin = ORIGINS["article" if band[0].voice else "outside"]
    key = {
        f"filled: {author}, as quoted": any(item.voice == "author" for item in band),
        "hollow, dashed: the editor": any(item.voice == "editor" for item in band),
        "hollow: grade C sources only": any(item.weak for item in band),
    }
    y += _ROWS + canvas.line
    canvas.write(MARGIN, y - canvas.line / 2, [origin.key], weight="bold")
    if words := "; ".join(words for words, shown in key.items() if shown):
        y = canvas.note(y + 0.1 * canvas.line, words, canvas.theme.quiet) - 0.1 * canvas.line
    return y + _ROWS


def _row(canvas: Canvas, scale: Scale, y: float, item: Item, row: int, page: float | None) -> float:
    """Draw one item and its label beside it, or above it where no side has room; return where it ends."""
    start = scale.place(item.span.earliest) if item.span.earliest else scale.left
    end = scale.place(item.span.latest, end=True) if item.span.latest else scale.right
    short = max(0.0, _HIGH - (end - start)) / 2
    start, end = start - short, end + short
    fade = _FADES if item.span.approximate or item.span.uncertain else 0
    left, right = start - fade - _GAP, end + fade + _GAP
    rooms = {"left": canvas.width - MARGIN - right, "right": left - MARGIN}
    free = rooms | ({"left": page - _GAP - right} if page and end < page else {})  # short of the page's line
    length = canvas.length(item.label)
    fits = (side for found in (free, rooms) for side in found if length <= found[side])
    side = next(fits, max(("right", "left"), key=lambda side: rooms[side]))
    beside = rooms[side] > canvas.width / 3 or length <= rooms[side]
    x = (right if side == "left" else left) if beside else scale.left
    lines = canvas.wrap(item.label, rooms[side] if beside else scale.right - scale.left)
    deep = len(lines) * canvas.line
    face = {"family": ["DejaVu Serif", "DejaVu Sans"]} if item.quoted else {}
    canvas.tag(row, canvas.write(x, y + deep / 2, lines, ha=side if beside else "left", **face))
    _extent(canvas, item, start, end, y + (deep / 2 if beside else deep + _HIGH / 2), row)
    return y + deep + (0 if beside else _HIGH) + _ROWS


def _extent(canvas: Canvas, item: Item, start: float, end: float, y: float, row: int) -> None:
    """Draw when it was or may have been: round for the article, square for outside knowledge."""
    from matplotlib.patches import FancyBboxPatch, Rectangle

    color = VOICES[item.voice].color if item.voice else canvas.theme.quiet
    hollow = item.weak or item.voice == "editor"
    vague = item.span.approximate or item.span.uncertain
    edges = []
    for edge, day, outward in ((start, item.span.earliest, -1), (end, item.span.latest, 1)):
        # An open end fades within the axis, a vague one beyond the day that is named.
        room = outward * (_FADES if day else min(_FADES, (end - start) / 3))
        edges.append(edge if day else edge - room)
        for n, strength in enumerate(_FADE if vague or not day else ()):
            step = room / len(_FADE)
            corner = (edges[-1] + n * step, y - _HIGH / 2)
            box = Rectangle(corner, step, _HIGH, color=color, alpha=strength, linewidth=0)
            canvas.tag(row, canvas.axes.add_patch(box))
    bar = FancyBboxPatch(
        (edges[0], y - _HIGH / 2), edges[1] - edges[0], _HIGH,
        boxstyle=f"round,pad=0,rounding_size={_HIGH / 2}" if item.voice else "square,pad=0",
        facecolor=canvas.theme.paper if hollow else color, edgecolor=color, linewidth=1.8,
        linestyle=(0, (2.2, 1.4)) if item.voice == "editor" else "-", zorder=4,  # above the ground behind a label
    )  # fmt: skip
    canvas.tag(row, canvas.axes.add_patch(bar))
