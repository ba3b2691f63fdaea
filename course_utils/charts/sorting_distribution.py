"""How a class has sorted: items by classes, with how many put which where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from course_utils.charts.answer_distribution import NONE, Counts, share, total
from course_utils.charts.canvas import MARGIN, Sheet
from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.theme import Size, Theme
from course_utils.look.wording import cut

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article

#: The most letters of an item and of a class.
_ITEM, _CLASS = 34, 24


def sorting_distribution(
    classes: Sequence[str], counts_by_item: Mapping[str, Counts], article: Article, size: Size = "page"
) -> Chart:
    """Show for every item of a sorting task how often it was put into each class, as a matrix of counts.

    Items and classes are named as they are to be read. Raises KeyError for a count of a class that is not
    in ``classes``, and ValueError for a negative count.
    """
    for item, counts in counts_by_item.items():
        for name in counts:
            if name not in classes:
                raise KeyError(f"no class {name!r} for {item!r}; the classes are {', '.join(classes)}")
    totals = [total(counts) for counts in counts_by_item.values()]
    agreed = sum(
        2 * max(counts.values()) > answers
        for counts, answers in zip(counts_by_item.values(), totals, strict=True)
        if answers
    )
    point = f"On {agreed} of {len(totals)} items more than half of the class agree." if any(totals) else NONE
    rows = tuple(
        Row((item, name, str(counts.get(name, 0)), share(counts, name)), (), None)
        for item, counts in counts_by_item.items()
        for name in classes
    )
    return Chart(
        title=point,
        alt=f"Matrix of {len(totals)} items by {len(classes)} classes with the number of answers. {point}",
        description="One row an item, one column a class. A cell is filled as far as its share of the item’s "
        "answers goes; the number in it is how many.",
        table=Table("Answers by item and class", ("Item", "Class", "Answers", "Share"), rows),
        article=article,
        paint=lambda theme: _paint_matrix(theme, classes, counts_by_item),
        size=size,
    )


def _paint_matrix(theme: Theme, classes: Sequence[str], counts_by_item: Mapping[str, Counts]) -> Figure:
    sheet = Sheet(theme)
    names = [cut(name, _CLASS) for name in classes]
    left = max([sheet.length(cut(item, _ITEM)) for item in counts_by_item], default=0.0) + 2 * MARGIN
    least = max([sheet.length(word) for name in names for word in name.split()], default=0.0) + 8
    sheet = Sheet(theme, max(sheet.width, left + least * len(classes) + MARGIN))
    cell = (sheet.width - left - MARGIN) / max(len(classes), 1)
    heads = [sheet.wrap(name, cell - 6) for name in names]
    y = MARGIN + max(map(len, heads), default=1) * sheet.line + 6
    x = [left + n * cell for n in range(len(classes))]
    for at, head in zip(x, heads, strict=True):
        sheet.write(at + cell / 2, y - 6 - len(head) * sheet.line / 2, head, ha="center")
    row = 0
    for item, counts in counts_by_item.items():
        sheet.write(MARGIN, y + 0.8 * sheet.line, [cut(item, _ITEM)])
        for at, name in zip(x, classes, strict=True):
            _cell(sheet, at, y, cell - 3, counts, name, row)
            row += 1
        y += 1.6 * sheet.line
    if not any(sum(counts.values()) for counts in counts_by_item.values()):
        sheet.write(MARGIN, y + sheet.line, [NONE], color=theme.quiet)
        y += 1.5 * sheet.line
    return sheet.close(y + MARGIN)


def _cell(sheet: Sheet, x: float, y: float, wide: float, counts: Counts, name: str, row: int) -> None:
    """Draw a frame that is filled from the left as far as the class's share goes, and the number on it."""
    from matplotlib.patches import Rectangle

    high = 1.6 * sheet.line - 3
    frame = Rectangle((x, y), wide, high, facecolor="none", edgecolor=sheet.theme.hairline, linewidth=0.6)
    mark(sheet.axes.add_patch(frame), row)
    if counts.get(name, 0):
        # Half of the second ink: told apart from the paper, and the number on it keeps 4.5:1.
        part = wide * counts[name] / sum(counts.values())
        sheet.axes.add_patch(Rectangle((x, y), part, high, facecolor=sheet.theme.quiet, alpha=0.5, linewidth=0))
    mark(sheet.write(x + wide / 2, y + high / 2, [str(counts.get(name, 0))], ha="center", bbox=None), row)
