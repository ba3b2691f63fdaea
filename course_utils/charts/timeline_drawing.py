"""How a timeline is drawn: an axis of days, extents on it, and labels on the side that has room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from course_utils.charts.canvas import MARGIN, Sheet
from course_utils.charts.chart import mark
from course_utils.files.edtf import DateSpan, read_date
from course_utils.look.theme import ORIGINS, VOICES, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.charts.timeline import Item

#: A date too narrow to see is as wide as it is high; what fades does so in steps of this width.
_HIGH, _STEP, _FADE = 10.0, 4.0, (0.5, 0.35, 0.2, 0.1)
SERIF = ["DejaVu Serif", "DejaVu Sans"]
#: From a mark to its label, and between two rows.
_GAP, _ROWS = 6.0, 8.0
#: What may lie between two ticks, in months; the most ticks; below so many days they are days.
_APART, _TICKS, _DAYS = (1, 3, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000), 8, 62


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from one day to another, and where it lies on the sheet."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date, end: bool = False) -> float:
        """Return where a day begins, or ends, kept within the axis."""
        days = (self.last - self.first).days + 1
        part = ((day - self.first).days + end) / days
        return self.left + (self.right - self.left) * min(max(part, 0), 1)

    def extent(self, span: DateSpan) -> tuple[float, float]:
        """Return where a date's extent begins and ends, at least as wide as a mark is high."""
        start = self.place(span.earliest) if span.earliest else self.left
        end = self.place(span.latest, end=True) if span.latest else self.right
        short = max(0.0, _HIGH - (end - start)) / 2
        return start - short, end + short

    def ticks(self) -> Iterator[tuple[float, str, str]]:
        """Yield places with a label and what stands below it: years, months of a year, days of a month."""
        days = (self.last - self.first).days + 1
        if days <= _DAYS:
            for one in (self.first + timedelta(n) for n in range(days)):
                if days <= _TICKS or one.day in (1, 6, 11, 16, 21, 26):
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


def paint(theme: Theme, items: Sequence[Item], window: DateSpan | None, page: date | None, author: str) -> Figure:
    """Draw the items in their order, the article's above the line's other half; ``page`` is a line."""
    sheet = Sheet(theme)
    scale = _scale(sheet, items, window, page)
    if not scale:
        sheet.write(MARGIN, MARGIN + sheet.line / 2, ["Nothing here is dated."])
        return sheet.close(2 * MARGIN + sheet.line)
    at = scale.place(page) if page and scale.first <= page <= scale.last else None
    top = MARGIN + (1.3 * sheet.line if at else 0) + 2 * sheet.line
    y = top + _ROWS
    band = None
    for row, item in enumerate(items):
        if band != (band := item.voice is None):
            y = _heading(sheet, y, items, item, author)
        y = _row(sheet, scale, y, item, row, at)
    if not items:
        sheet.write(scale.left, y + sheet.line / 2, ["Nothing dated lies in this time."])
        y += sheet.line + _ROWS
    if page and at:
        sheet.axes.plot((at, at), (MARGIN + sheet.line, y), color=theme.ink, linewidth=1.4, zorder=0.5)
        words = f"the page, {read_date(page.isoformat()).label}"
        _centred(sheet, at, MARGIN + sheet.line / 2, words)
    _axis(sheet, scale, top, y)
    return sheet.close(y + 2 * sheet.line + MARGIN)


def _scale(sheet: Sheet, items: Sequence[Item], window: DateSpan | None, page: date | None) -> Scale | None:
    """Return the window's axis; an end that it leaves open is that of the items and the page."""
    days = [day for item in items for day in (item.span.earliest, item.span.latest) if day]
    days += [page] if page else []
    first = (window and window.earliest) or min(days, default=None)
    last = (window and window.latest) or max(days, default=None)
    first, last = first or last, last or first
    if not first or not last:
        return None
    return Scale(min(first, last), max(first, last), MARGIN + _HIGH, sheet.width - MARGIN - _HIGH)


def _axis(sheet: Sheet, scale: Scale, top: float, bottom: float) -> None:
    """Write the ticks above and below, a hairline at each; a label that has no room is left out."""
    reached, told, free = -1.0, "", -1.0
    for at, label, below in scale.ticks():
        sheet.axes.plot((at, at), (top, bottom), color=sheet.theme.hairline, linewidth=0.6, zorder=0)
        if at - sheet.length(label) / 2 < reached:
            continue
        new = below != told and at - sheet.length(below) / 2 > free
        for y in (top - 1.4 * sheet.line, bottom + 0.6 * sheet.line):
            end = _centred(sheet, at, y, label)
            if below and new:
                free = _centred(sheet, at, y + sheet.line, below) + _GAP
        told = below if new else told
        reached = end + _GAP


def _centred(sheet: Sheet, x: float, y: float, text: str) -> float:
    """Write one line around x, moved inwards where the sheet ends; return where it ends."""
    half = sheet.length(text) / 2 + 2
    x = min(max(x, half), sheet.width - half)
    sheet.write(x, y, [text], ha="center")
    return x + half


def _heading(sheet: Sheet, y: float, items: Sequence[Item], first: Item, author: str) -> float:
    """Name a band and its shapes; return where its rows begin."""
    band = [item for item in items if (item.voice is None) == (first.voice is None)]
    origin = ORIGINS["outside" if first.voice is None else "article"]
    key = {
        f"filled: {author}, as quoted": any(item.voice == "author" for item in band),
        "hollow, dashed: the editor": any(item.voice == "editor" for item in band),
        "hollow: grade C sources only": any(item.weak for item in band),
    }
    y += _ROWS
    sheet.write(MARGIN, y + sheet.line / 2, [f"{origin.sign} {origin.words}"], weight="bold")
    keys = sheet.wrap("; ".join(words for words, shown in key.items() if shown), sheet.width - 2 * MARGIN)
    if keys != [""]:
        sheet.write(MARGIN, y + (1.1 + len(keys) / 2) * sheet.line, keys, color=sheet.theme.quiet)
        y += len(keys) * sheet.line
    return y + sheet.line + _ROWS


def _row(sheet: Sheet, scale: Scale, y: float, item: Item, row: int, page: float | None) -> float:
    """Draw one item and its label beside it, or above it where no side has room; return where it ends."""
    start, end = scale.extent(item.span)
    fade = len(_FADE) * _STEP if item.span.approximate or item.span.uncertain else 0
    left, right = start - fade - _GAP, end + fade + _GAP
    rooms = {"right": left - MARGIN, "left": sheet.width - MARGIN - right}
    free = rooms | ({"left": page - _GAP - right} if page and end < page else {})  # short of the page's line
    length = sheet.length(item.label)
    side = next((side for found in (free, rooms) for side in ("left", "right") if length <= found[side]), None)
    side = side or max(rooms, key=lambda side: rooms[side])
    beside = rooms[side] > sheet.width / 3 or length <= rooms[side]
    x = (right if side == "left" else left) if beside else scale.left
    lines = sheet.wrap(item.label, rooms[side] if beside else scale.right - scale.left)
    deep = len(lines) * sheet.line
    face = {"family": SERIF} if item.quoted else {}
    mark(sheet.write(x, y + deep / 2, lines, ha=side if beside else "left", **face), row)
    _extent(sheet, item, start, end, y + (deep / 2 if beside else deep + _HIGH / 2), row)
    return y + deep + (0 if beside else _HIGH) + _ROWS


def _extent(sheet: Sheet, item: Item, start: float, end: float, y: float, row: int) -> None:
    """Draw when it was or may have been: round for the article, square for outside knowledge."""
    from matplotlib.patches import FancyBboxPatch, Rectangle

    color = VOICES[item.voice].color if item.voice else sheet.theme.quiet
    hollow = item.weak or item.voice == "editor"
    vague = item.span.approximate or item.span.uncertain
    # An open end fades within the axis, a vague one beyond the day that is named.
    room = min(len(_FADE) * _STEP, (end - start) / 3)
    ends = ((-1, vague, item.span.earliest is None), (1, vague, item.span.latest is None))
    for direction, fades, is_open in ends:
        if is_open:
            start, end = (start + room, end) if direction < 0 else (start, end - room)
        step = room / len(_FADE) if is_open else _STEP
        for n, strength in enumerate(_FADE if fades or is_open else ()):
            x = start - (n + 1) * step if direction < 0 else end + n * step
            box = Rectangle((x, y - _HIGH / 2), step, _HIGH, facecolor=color, alpha=strength, linewidth=0)
            mark(sheet.axes.add_patch(box), row)
    shape = f"round,pad=0,rounding_size={_HIGH / 2}" if item.voice else "square,pad=0"
    bar = FancyBboxPatch(
        (start, y - _HIGH / 2),
        end - start,
        _HIGH,
        boxstyle=shape,
        zorder=4,  # above the ground behind a label
        facecolor=sheet.theme.paper if hollow else color,
        edgecolor=color,
        linewidth=1.8,
        linestyle=(0, (2.2, 1.4)) if item.voice == "editor" else "-",
    )
    mark(sheet.axes.add_patch(bar), row)
