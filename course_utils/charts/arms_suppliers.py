"""Who sold a state its arms, in windows of years: one count that turns with the window."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from course_utils.charts.canvas import MARGIN, Sheet
from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.files.edtf import read_date
from course_utils.look.html import cut
from course_utils.look.theme import ORIGINS, Size, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.outside.context import Context, Share

_COUNT = "SIPRI’s count, as the press relays it"
#: The height of 100 %, in points.
_HIGH = 230.0
#: Lines by supplier, in the order of the data; squares, as all of it is outside knowledge.
_LINES = ("-", (0, (4, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))


def arms_suppliers(
    context: Context, article: Article, importer: str = "Azerbaijan", size: Size = "page", *, after_page: bool = False
) -> Chart:
    """Show each supplier's share of a state's imports of major arms, by window of years.

    A window that ends after the article's day is left out unless ``after_page``. Raises KeyError with the
    known importers where no share is left for this one.
    """
    there = [share for share in context.series if after_page or not share.late(article.published)]
    shares = [share for share in there if share.importer == importer]
    if not shares:
        known = ", ".join(dict.fromkeys(share.importer for share in there))
        raise KeyError(
            f"no arms imports of {importer!r}{'' if after_page else ' up to the page’s day'}; "
            f"the context has {known or 'none'}"
        )
    later = any(share.importer == importer and share not in there for share in context.series)
    windows = sorted({share.date for share in shares})
    table = sorted(shares, key=lambda share: (windows.index(share.date), -share.percent))
    first, last = (next(s for s in table if s.date == date) for date in (windows[0], windows[-1]))
    title = f"{cut(importer)}’s largest arms supplier was {_led(first)}"
    if first is not last:
        title += f" and {'still ' if first.supplier == last.supplier else ''}{_led(last)}"
    overlap = any(one[-4:] >= other[:4] for one, other in pairwise(windows))
    years = cut(", ".join(map(_window, windows)), 60)
    rest = "; ".join(f"{_window(date)}: {_rest(table, date):g}%" for date in windows)
    return Chart(
        title=f"{title}.",
        alt=cut(f"Line chart of arms suppliers’ shares, {years}; {_COUNT}. {title}.", 250),
        description="One line a supplier, one square its share of the imports of major arms in a window of "
        f"years; {_COUNT}. {'The windows overlap: a year counts in several. ' if overlap else ''}"
        f"Left to others, or not said in the source: {rest}."
        f"{' No window that ends after the page’s day is shown.' if later else ''}",
        table=Table(
            f"Imports of major arms by {importer}; {_COUNT}",
            ("Supplier", "Window", "Share"),
            tuple(
                Row((s.supplier, read_date(s.date).label, f"{s.percent:g}%"), (), "outside", s.sources) for s in table
            ),
        ),
        article=article,
        paint=lambda theme: _paint(theme, table, windows, overlap),
        size=size,
    )


def _led(share: Share) -> str:
    return f"{cut(share.supplier)} in {_window(share.date)} ({share.percent:g}%)"


def _words(share: Share) -> str:
    return f"{cut(share.supplier, 12)} {share.percent:g}%"


def _window(date: str) -> str:
    """Say a window of years in short: 2016–20."""
    span = read_date(date)
    years = [day.year for day in (span.earliest, span.latest) if day]
    return f"{years[0]}–{years[-1] % 100:02}" if years[0] != years[-1] else str(years[0])


def _rest(shares: list[Share], date: str) -> float:
    return max(0.0, 100 - sum(share.percent for share in shares if share.date == date))


def _paint(theme: Theme, shares: list[Share], windows: list[str], overlap: bool) -> Figure:
    sheet = Sheet(theme)
    scale = sheet.length("100%") + MARGIN
    step = max(sheet.length(_words(share)) + MARGIN for share in shares)
    step = max(step, (sheet.width - 2 * MARGIN - scale) / len(windows))
    sheet = Sheet(theme, max(sheet.width, step * len(windows) + scale + 2 * MARGIN))
    y = _note(sheet, MARGIN, f"{ORIGINS['outside'].sign} {ORIGINS['outside'].words}: {_COUNT}", theme.ink)
    bottom = y + sheet.line + _HIGH
    for percent in (0, 50, 100):
        y = bottom - _HIGH * percent / 100
        ends = (MARGIN + scale, sheet.width - MARGIN)
        sheet.axes.plot(ends, (y, y), color=theme.hairline, linewidth=0.6, zorder=0)
        sheet.write(scale, y, [f"{percent}%"], ha="right", color=theme.quiet)
    suppliers = list(dict.fromkeys(share.supplier for share in shares))
    at = {date: MARGIN + scale + (n + 0.5) * step for n, date in enumerate(windows)}
    for n, supplier in enumerate(suppliers):
        path = [(at[s.date], bottom - _HIGH * s.percent / 100) for s in shares if s.supplier == supplier]
        line = _LINES[n % len(_LINES)]
        sheet.axes.plot(*zip(*path, strict=True), linestyle=line, color=theme.quiet, linewidth=2.2, zorder=1)
    low = bottom
    for date in windows:
        low = max(low, _window_of(sheet, shares, date, at[date], bottom, suppliers))
    for date in windows:
        sheet.write(at[date], low + 1.4 * sheet.line, [_window(date)], ha="center", weight="bold")
        rest = [f"rest {_rest(shares, date):g}%"]
        sheet.write(at[date], low + 2.5 * sheet.line, rest, ha="center", color=theme.quiet)
    note = "Rest: others, or not said in the source." + (" The windows overlap." if overlap else "")
    return sheet.close(_note(sheet, low + 3.4 * sheet.line, note, theme.quiet) + MARGIN)


def _note(sheet: Sheet, y: float, text: str, color: str) -> float:
    """Write a note over the sheet's width; return where it ends."""
    lines = sheet.wrap(text, sheet.width - 2 * MARGIN)
    sheet.write(MARGIN, y + len(lines) * sheet.line / 2, lines, color=color)
    return y + len(lines) * sheet.line


def _window_of(sheet: Sheet, shares: list[Share], date: str, x: float, bottom: float, suppliers: list[str]) -> float:
    """Draw one window's squares, the highest with its words above it, the others below; return how low."""
    reached = 0.0
    for n, share in enumerate(share for share in shares if share.date == date):
        y, theme = bottom - _HIGH * share.percent / 100, sheet.theme
        face = theme.paper if suppliers.index(share.supplier) % 2 else theme.ink
        (square,) = sheet.axes.plot(
            x, y, ORIGINS["outside"].marker, markersize=11, markeredgewidth=2, color=theme.ink,
            markerfacecolor=face, zorder=4,
        )  # fmt: skip
        reached = max(y + sheet.line, reached + sheet.line) if n else y - sheet.line
        mark(sheet.write(x, reached, [_words(share)], ha="center"), shares.index(share))
        mark(square, shares.index(share))
    return reached
