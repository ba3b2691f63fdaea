"""Who supplied a state, in windows of years: one count that turns with the window."""

from itertools import groupby, pairwise
from operator import attrgetter

from course_utils.article.article import Article
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LARGE, LEADING, ROW, Mark, Sheet
from course_utils.course_file import SupplierCount
from course_utils.files.edtf import read_date
from course_utils.look.theme import TEXT
from course_utils.look.wording import capital, cut
from course_utils.outside.context import Context, Share

#: Where a bar of 100% ends, all of which a phone shows, and a supplier's name begins.
_WHOLE, _NAMES = 170.0, 244.0


def supplier_shares(context: Context, article: Article, asked: SupplierCount, *, after_page: bool = False) -> Chart:
    """Show each supplier's share of what a state imports, by window of years.

    A window that ends after the article's day is left out unless ``after_page``. Raises KeyError with the known
    importers where no share is left for this one.
    """
    there = [share for share in context.series if after_page or not share.late(article.published)]
    theirs = [share for share in there if share.importer == asked.importer]
    if not theirs:
        known = ", ".join(dict.fromkeys(share.importer for share in there)) or "none"
        up_to = "" if after_page else " up to the article’s day"
        raise KeyError(f"no {asked.of} by {asked.importer!r}{up_to}; the context has {known}")
    shares = sorted(theirs, key=lambda share: (share.date, -share.percent))
    windows = {date: list(found) for date, found in groupby(shares, attrgetter("date"))}
    first, last = (windows[date][0] for date in (min(windows), max(windows)))
    point = f"{cut(asked.importer)}’s largest {asked.supplier} was {_led(first)}"
    if first is not last:
        point += f" and {'still ' if first.supplier == last.supplier else ''}{_led(last)}"
    overlap = any(one[-4:] >= other[:4] for one, other in pairwise(windows))
    years = cut(", ".join(map(_years, windows)), 60)
    rest = "; ".join(f"{_years(date)}: {_rest(found)}" for date, found in windows.items())
    later = any(share.importer == asked.importer and share not in there for share in context.series)
    about = f"{capital(asked.of)} by {asked.importer}"
    rows = (Row((s.supplier, read_date(s.date).label, f"{s.percent:g}%"), (), "outside", s.sources) for s in shares)
    return Chart(
        title=f"{point}.",
        alt=cut(f"Bar chart of {asked.supplier}s’ shares, {years}; {asked.counted_by}. {point}.", 250),
        description=f"Under each window of years a bar for each supplier’s share of the {asked.of}, the largest "
        f"first; {asked.counted_by}. {'The windows overlap: a year counts in several. ' if overlap else ''}"
        f"Left to others, or not said in the source: {rest}."
        f"{' No window that ends after the article’s day is shown.' if later else ''}",
        table=Table(f"{about}; {asked.counted_by}", ("Supplier", "Window", "Share"), tuple(rows)),
        article=article,
        paint=lambda sheet: _paint(sheet, windows, overlap, about, asked.counted_by),
    )


def _led(share: Share) -> str:
    return f"{cut(share.supplier)} in {_years(share.date)} ({share.percent:g}%)"


def _years(date: str) -> str:
    """Say a window of years in short: 2016–20."""
    span = read_date(date)
    years = [day.year for day in (span.earliest, span.latest) if day]
    return f"{years[0]}–{years[-1] % 100:02}" if years[0] != years[-1] else str(years[0])


def _rest(shares: list[Share]) -> str:
    return f"{max(0.0, 100 - sum(share.percent for share in shares)):g}%"


def _paint(sheet: Sheet, windows: dict[str, list[Share]], overlap: bool, about: str, counted_by: str) -> None:
    """Draw a row a share, under its window, the largest first; the last window's is the finding."""
    y, row, quiet = sheet.key(EDGE + 11, {about: None}) + 14, 0, sheet.theme.quiet
    for date, found in windows.items():
        sheet.text(EDGE, y, _years(date), weight=600)
        y += ROW
        for share in found:
            large = LARGE if share is windows[max(windows)][0] else TEXT
            y += (large - TEXT) / 3
            lines, weight = sheet.wrap(share.supplier, sheet.width - EDGE - _NAMES), 600 if share is found[0] else 400
            sheet.text(_NAMES - 8, y, f"{share.percent:g}%", side="right", size=large, weight=weight)
            sheet.text(_NAMES, y, lines)
            sheet.stroke(((EDGE, y), (_WHOLE, y)))
            look = Mark("outside", size=12)
            sheet.bar(row, EDGE, EDGE + max(look.size / 2, (_WHOLE - EDGE) * share.percent / 100), y, look)
            row += 1
            y += ROW + (large - TEXT) / 3 + (len(lines) - 1) * LEADING
        sheet.text(_NAMES - 8, y, _rest(found), side="right", color=quiet)
        sheet.text(_NAMES, y, "rest", color=quiet)
        sheet.rule(y + 13)
        y += 32
    if overlap:
        y = sheet.key(y - 2, {"The periods overlap: a year counts in several.": None}) + 9
    y = sheet.key(y - 2, {f"outside knowledge: {counted_by}": Mark("outside")})
    sheet.cut(sheet.key(y + 7, {"Rest: others, or not said in the source.": None}, quiet))
