"""How far estimates of one quantity lie apart, and whose each is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from course_utils.charts.base import Chart, Row, Table, mark
from course_utils.charts.sheet import MARGIN, Sheet
from course_utils.dates import read_date
from course_utils.markup import cut
from course_utils.theme import ORIGINS, Size, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article import Article
    from course_utils.context import Context, Side

#: Part of the sheet that the words take; letters of a who and a what; height of a mark, in points.
_WORDS, _LETTERS, _HIGH = 0.54, 90, 10.0
_WEAK = "grade C only"
_NOTHING = "no account from up to the page’s day."


def estimate_range(
    context: Context, article: Article, estimate: str, size: Size = "page", *, after_page: bool = False
) -> Chart:
    """Show each value of an estimate as a point or a range on its unit's axis, with who says it and when.

    Units are never mixed on one axis; a value without a number is a row of words. What was said after the
    article's day is left out unless ``after_page``. Raises KeyError with the known ids where no estimate has
    this id.
    """
    found = {one.id: one for one in context.estimates}
    if estimate not in found:
        raise KeyError(f"no estimate {estimate!r}; the context has {', '.join(found) or 'none'}")
    one = found[estimate]
    panels = _panels([value for value in one.values if after_page or not value.late])
    values = [value for panel in panels.values() for value in panel]
    title = _point(one.quantity, panels)
    return Chart(
        title=title,
        alt=f"Chart of estimates by source, one axis for each unit. {cut(title, 190)}",
        description="Each square is a value that somebody gives, each bar a range, on its unit’s own axis; "
        "hollow where grade C sources alone bear it out. What is said without a number stands in words. "
        f"{one.note or ''}".rstrip(),
        table=Table(
            one.quantity,
            ("Who", "Says", "When", "Graded"),
            tuple(
                Row(
                    (_who(v), v.text, read_date(v.date).label if v.date else "", _WEAK if v.weak else ""),
                    (),
                    "outside",
                    v.sources,
                )
                for v in values
            ),
        ),
        article=article,
        paint=lambda theme: _paint(theme, panels),
        size=size,
    )


def _panels(told: Sequence[Side]) -> dict[str | None, list[Side]]:
    """Return the values by unit in the file's order; last, under None, those without a number."""
    units = dict.fromkeys(value.unit for value in told if value.unit)
    order: list[str | None] = [*units, None]
    panels = {unit: [value for value in told if value.unit == unit] for unit in order}
    return {unit: values for unit, values in panels.items() if values}


def _point(quantity: str, panels: dict[str | None, list[Side]]) -> str:
    spans = [
        _span(min(v.low or 0 for v in values), max(v.high or 0 for v in values), unit)
        for unit, values in panels.items()
        if unit
    ]
    numbers = sum(len(values) for unit, values in panels.items() if unit)
    count = sum(map(len, panels.values()))
    total = f"{count} account{'' if count == 1 else 's'}"
    if not count:
        return f"{cut(quantity, 80)}: {_NOTHING}"
    if not numbers:
        return f"{cut(quantity, 80)}: {total}, none with a number."
    gives = "gives" if numbers == 1 else "give"
    said = " or ".join(spans)
    return f"{cut(quantity, 80)}: {numbers} of {total} {gives} a number, {cut(said, 120)}."


def _span(low: float, high: float, unit: str) -> str:
    number = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{number}{'' if unit.startswith('%') else ' '}{unit}"


def _who(value: Side) -> str:
    return value.who or "unnamed"


def _paint(theme: Theme, panels: dict[str | None, list[Side]]) -> Figure:
    sheet = Sheet(theme)
    y = MARGIN
    row = 0
    if not panels:
        sheet.write(MARGIN, y + sheet.line / 2, [_NOTHING.capitalize()])
        y += sheet.line
    for unit, values in panels.items():
        title = f"{ORIGINS['outside'].sign} {cut(unit or 'in words', 60)}"
        head = sheet.wrap(title, sheet.width - 2 * MARGIN, "bold")
        sheet.write(MARGIN, y + len(head) * sheet.line / 2, head, weight="bold")
        y += (len(head) + 0.4) * sheet.line
        top, end = y, _end(unit, values)
        for value in values:
            y = _row(sheet, y, value, row, end)
            row += 1
        if unit:
            y = _scale(sheet, top, y, unit, end)
        y += 0.6 * sheet.line
    return sheet.close(y + MARGIN)


def _end(unit: str | None, values: list[Side]) -> float:
    """Return where a unit's axis ends: 100 for a share of a whole, else the next round number."""
    high = max((value.high or 0 for value in values), default=0)
    if unit and unit.startswith("%") and high <= 100:
        return 100
    step = 10.0 ** (len(f"{high:.0f}") - 1)
    return step * (high // step + 1)


def _axis(sheet: Sheet) -> tuple[float, float]:
    return sheet.width * _WORDS, sheet.width - MARGIN - sheet.length("100%") / 2


def _row(sheet: Sheet, y: float, value: Side, row: int, end: float) -> float:
    """Write who says what, with its mark where there is a number; return where the row ends."""
    from matplotlib.patches import Rectangle

    left, right = _axis(sheet)
    room = (left if value.unit else sheet.width) - 2 * MARGIN
    when = f", {read_date(value.date).label}" if value.date else ""
    grade = f" ({_WEAK})" if value.weak else ""
    number = "" if value.low is None or value.high is None else _span(value.low, value.high, "%")
    number = number.replace(" to ", "–").removesuffix("" if (value.unit or "").startswith("%") else "%")
    who = sheet.wrap(cut(_who(value), _LETTERS) + when + grade, room)
    says = sheet.wrap(cut(value.text, _LETTERS), room) if value.text != number else []
    below = y + len(who) * sheet.line
    mark(sheet.write(MARGIN, (y + below) / 2, who), row)
    if says:
        mark(sheet.write(MARGIN, below + len(says) * sheet.line / 2, says, color=sheet.theme.quiet), row)
    if value.low is not None and value.high is not None:
        low, high = (left + (right - left) * number / end for number in (value.low, value.high))
        wide = max(high - low, _HIGH)
        middle, start = y + sheet.line / 2, (low + high - wide) / 2
        face = sheet.theme.paper if value.weak else sheet.theme.quiet
        bar = Rectangle((start, middle - _HIGH / 2), wide, _HIGH, facecolor=face, zorder=4)
        bar.set(edgecolor=sheet.theme.quiet, linewidth=1.8)
        mark(sheet.axes.add_patch(bar), row)
        beyond = start + wide + 6 + sheet.length(number) > sheet.width - MARGIN
        x = start - 6 if beyond else start + wide + 6
        mark(sheet.write(x, middle, [number], ha="right" if beyond else "left"), row)
    return below + (len(says) + 0.5) * sheet.line


def _scale(sheet: Sheet, top: float, bottom: float, unit: str, end: float) -> float:
    """Draw a unit's axis below its rows, with a hairline up at each tick; return where it ends."""
    left, right = _axis(sheet)
    for number in (0.0, end / 2, end):
        x = left + (right - left) * number / end
        sheet.axes.plot((x, x), (top, bottom), color=sheet.theme.hairline, linewidth=0.6, zorder=0)
        words = f"{number:g}{'%' if unit.startswith('%') else ''}"
        sheet.write(x, bottom + sheet.line / 2, [words], ha="center", color=sheet.theme.quiet)
    return bottom + sheet.line
