"""Who supplied a state, in windows of years: one count that turns with the window."""

from itertools import groupby, pairwise
from operator import attrgetter

from course_utils.article.article import Article
from course_utils.charts.chart import MARGIN, Canvas, Chart, Row, Table
from course_utils.course_file import SupplierCount
from course_utils.files.edtf import read_date
from course_utils.look.theme import ORIGINS, TEXT
from course_utils.look.wording import capital, cut
from course_utils.outside.context import Context, Share

#: The height of 100 %, in points.
_HIGH = 230.0
#: Lines by supplier, in the order of the data; squares, as all of it is outside knowledge.
_LINES = ("-", (0, (4, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))


def supplier_shares(context: Context, article: Article, asked: SupplierCount, *, after_page: bool = False) -> Chart:
    """Show each supplier's share of what a state imports, by window of years.

    A window that ends after the article's day is left out unless ``after_page``. Raises KeyError with the known
    importers where no share is left for this one.
    """
    there = [share for share in context.series if after_page or not share.late(article.published)]
    theirs = [share for share in there if share.importer == asked.importer]
    if not theirs:
        known = ", ".join(dict.fromkeys(share.importer for share in there)) or "none"
        up_to = "" if after_page else " up to the page’s day"
        raise KeyError(f"no {asked.of} by {asked.importer!r}{up_to}; the context has {known}")
    shares = sorted(theirs, key=lambda share: (share.date, -share.percent))
    windows = {date: list(found) for date, found in groupby(shares, attrgetter("date"))}
    first, last = (windows[date][0] for date in (min(windows), max(windows)))
    point = f"{cut(asked.importer)}’s largest {asked.supplier} was {_led(first)}"
    if first is not last:
        point += f" and {'still ' if first.supplier == last.supplier else ''}{_led(last)}"
    overlap = any(one[-4:] >= other[:4] for one, other in pairwise(windows))
    years = cut(", ".join(map(_years, windows)), 60)
    rest = "; ".join(f"{_years(date)}: {_rest(found):g}%" for date, found in windows.items())
    later = any(share.importer == asked.importer and share not in there for share in context.series)
    caption = f"{capital(asked.of)} by {asked.importer}; {asked.counted_by}"
    rows = (Row((s.supplier, read_date(s.date).label, f"{s.percent:g}%"), (), "outside", s.sources) for s in shares)
    return Chart(
        title=f"{point}.",
        alt=cut(f"Line chart of {asked.supplier}s’ shares, {years}; {asked.counted_by}. {point}.", 250),
        description=f"One line a supplier, one square its share of the {asked.of} in a window of "
        f"years; {asked.counted_by}. {'The windows overlap: a year counts in several. ' if overlap else ''}"
        f"Left to others, or not said in the source: {rest}."
        f"{' No window that ends after the page’s day is shown.' if later else ''}",
        table=Table(caption, ("Supplier", "Window", "Share"), tuple(rows)),
        article=article,
        paint=lambda canvas: _paint(canvas, windows, overlap, asked.counted_by),
    )


def _led(share: Share) -> str:
    return f"{cut(share.supplier)} in {_years(share.date)} ({share.percent:g}%)"


def _words(share: Share) -> str:
    return f"{cut(share.supplier, 12)} {share.percent:g}%"


def _years(date: str) -> str:
    """Say a window of years in short: 2016–20."""
    span = read_date(date)
    years = [day.year for day in (span.earliest, span.latest) if day]
    return f"{years[0]}–{years[-1] % 100:02}" if years[0] != years[-1] else str(years[0])


def _rest(shares: list[Share]) -> float:
    return max(0.0, 100 - sum(share.percent for share in shares))


def _paint(canvas: Canvas, windows: dict[str, list[Share]], overlap: bool, counted_by: str) -> None:
    axes, theme, outside = canvas.axes, canvas.theme, ORIGINS["outside"]
    shares = [share for found in windows.values() for share in found]
    left = MARGIN + canvas.length("100%") + MARGIN
    step = max(canvas.length(_words(share)) + MARGIN for share in shares)
    step = max(step, (canvas.width - left - MARGIN) / len(windows))
    canvas.width = max(canvas.width, left + step * len(windows) + MARGIN)
    bottom = canvas.note(MARGIN, f"{outside.key}: {counted_by}", theme.ink) + canvas.line + _HIGH
    for percent in (0, 50, 100):
        y = bottom - _HIGH * percent / 100
        axes.plot((left, canvas.width - MARGIN), (y, y), color=theme.hairline, linewidth=0.6, zorder=0)
        canvas.write(left - MARGIN, y, [f"{percent}%"], ha="right", color=theme.quiet)
    at = {date: left + (n + 0.5) * step for n, date in enumerate(windows)}
    suppliers = list(dict.fromkeys(share.supplier for share in shares))
    for n, supplier in enumerate(suppliers):
        path = [(at[s.date], bottom - _HIGH * s.percent / 100) for s in shares if s.supplier == supplier]
        line = _LINES[n % len(_LINES)]
        axes.plot(*zip(*path, strict=True), linestyle=line, color=theme.quiet, linewidth=2.2, zorder=1)
    low, reached = bottom, 0.0
    for row, share in enumerate(shares):
        y, largest = bottom - _HIGH * share.percent / 100, share is windows[share.date][0]
        # The largest share's words stand above its square, the others' below.
        reached = y - canvas.line if largest else max(y, reached) + canvas.line
        low = max(low, reached)
        canvas.tag(row, canvas.write(at[share.date], reached, [_words(share)], ha="center"))
        place, face = (at[share.date], y), theme.paper if suppliers.index(share.supplier) % 2 else theme.ink
        canvas.sign(row, *place, outside.marker, 11 / TEXT, theme.ink, markerfacecolor=face, zorder=4)
    for date, found in windows.items():
        canvas.write(at[date], low + 1.4 * canvas.line, [_years(date)], ha="center", weight="bold")
        rest = [f"rest {_rest(found):g}%"]
        canvas.write(at[date], low + 2.5 * canvas.line, rest, ha="center", color=theme.quiet)
    note = "Rest: others, or not said in the source." + (" The windows overlap." if overlap else "")
    canvas.cut(canvas.note(low + 3.4 * canvas.line, note, theme.quiet) + MARGIN)
