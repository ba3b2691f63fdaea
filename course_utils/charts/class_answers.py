"""How a class has answered: how often each option, or each class of a sorting, was chosen, as a matrix of counts."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from course_utils.article.article import Article
from course_utils.charts.chart import MARGIN, Canvas, Chart, Row, Table
from course_utils.exercises.questions import Question
from course_utils.look.wording import capital, cut

#: How often each option, or class, was chosen.
Counts: TypeAlias = Mapping[str, int]
#: Each line's label, and for each column a count and of how many.
Lines: TypeAlias = Sequence[tuple[str, Sequence[tuple[int, int]]]]

_NONE = "No answers yet."
#: The most letters of a line's label and of a column's head.
_LABEL, _HEAD = 160, 24


def answer_distribution(
    question: Question, votes: Mapping[str, Counts], article: Article, *, reveal: bool = False
) -> Chart:
    """Show how often each option was chosen, by option id, in one vote or in several that have names.

    The right option is marked only with ``reveal``. Raises KeyError for an option the question does not
    have, and ValueError for a negative count.
    """
    for option in (option for vote in votes.values() for option in vote):
        question.option(option)
    totals = {name: _total(vote) for name, vote in votes.items()}
    key = question.key if reveal else None
    lines = [
        (f"{'The right answer: ' * (o.id == key)}{o.text}", [(votes[n].get(o.id, 0), totals[n]) for n in votes])
        for o in question.options
    ]
    if key:
        right = (f"{name}: {vote.get(key, 0)} of {totals[name]}" for name, vote in votes.items())
        point = f"The right answer was chosen by: {'; '.join(right)}."
    else:
        last = [*votes][-1]
        most = max(votes[last].values(), default=0)
        first = ", ".join(f"“{cut(o.text, 60)}”" for o in question.options if votes[last].get(o.id, 0) == most)
        point = f"Most often chosen, by {most} of {totals[last]}: {first}."
    of, about = f"a class’s answers to a question with {len(lines)} options", f"The question: {question.prompt} "
    return _chart(article, point, of, about, ("option", "vote"), [*votes], lines)


def sorting_distribution(classes: Sequence[str], counts_by_item: Mapping[str, Counts], article: Article) -> Chart:
    """Show for every item of a sorting task how often it was put into each class.

    Items and classes are named as they are to be read. Raises KeyError for a count of a class that is not
    in ``classes``, and ValueError for a negative count.
    """
    for item, counts in counts_by_item.items():
        for name in counts:
            if name not in classes:
                raise KeyError(f"no class {name!r} for {item!r}; the classes are {', '.join(classes)}")
    totals = {item: _total(counts) for item, counts in counts_by_item.items()}
    agreed = sum(2 * max(counts.values(), default=0) > totals[item] for item, counts in counts_by_item.items())
    point = f"On {agreed} of {len(totals)} items more than half of the class agree."
    lines = [(item, [(counts.get(c, 0), totals[item]) for c in classes]) for item, counts in counts_by_item.items()]
    of = f"{len(lines)} items by {len(classes)} classes with the number of answers"
    return _chart(article, point, of, "", ("item", "class"), classes, lines)


def _total(counts: Counts) -> int:
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"a count is below zero: {dict(counts)!r}")
    return sum(counts.values())


def _chart(
    article: Article, point: str, of: str, about: str, names: tuple[str, str], heads: Sequence[str], lines: Lines
) -> Chart:
    """Make a row of every cell: no claim about the world, so it rests on nothing."""
    row, column = names
    if not any(total for _, cells in lines for _, total in cells):
        point = _NONE
    rows = (
        Row((label, head, str(count), f"{round(100 * count / total)}%" if total else ""), (), None)
        for label, cells in lines
        for head, (count, total) in zip(heads, cells, strict=True)
    )
    return Chart(
        title=point,
        alt=cut(f"Matrix of {of}. {point}", 250),
        description=f"{about}One row an {row}, one column a {column}. A cell is filled as far as its share goes; "
        "the number in it is how many.",
        table=Table(f"Answers by {row} and {column}", (capital(row), capital(column), "Answers", "Share"), tuple(rows)),
        article=article,
        paint=lambda canvas: _paint(canvas, heads, lines, point == _NONE),
    )


def _paint(canvas: Canvas, heads: Sequence[str], lines: Lines, empty: bool) -> None:
    """Draw a frame a cell, filled from the left as far as its share goes, and the number on it."""
    from matplotlib.patches import Rectangle

    names, labels = [cut(head, _HEAD) for head in heads], [cut(label, _LABEL) for label, _ in lines]
    room = min(max(map(canvas.length, labels), default=0.0), canvas.width / 2)
    left = room + 2 * MARGIN
    least = max((canvas.length(word) for name in names for word in name.split()), default=0.0) + 8
    canvas.width = max(canvas.width, left + least * len(names) + MARGIN)
    wide = (canvas.width - left - MARGIN) / max(len(names), 1)
    wrapped = [canvas.wrap(name, wide - 6) for name in names]
    y, row = MARGIN + max(map(len, wrapped), default=1) * canvas.line + 6, 0
    for n, head in enumerate(wrapped):
        canvas.write(left + (n + 0.5) * wide, y - 6 - len(head) * canvas.line / 2, head, ha="center")
    frame: dict[str, Any] = {"facecolor": "none", "edgecolor": canvas.theme.hairline, "linewidth": 0.6}
    # Half of the second ink: told apart from the paper, and the number on it keeps 4.5:1.
    filling: dict[str, Any] = {"facecolor": canvas.theme.quiet, "alpha": 0.5, "linewidth": 0}
    for label, (_, cells) in zip(labels, lines, strict=True):
        words = canvas.wrap(label, room)
        high = (len(words) + 0.6) * canvas.line
        canvas.write(MARGIN, y + high / 2, words)
        for n, (count, total) in enumerate(cells):
            x, size = left + n * wide, (wide - 3, high - 3)
            canvas.mark(row, canvas.axes.add_patch(Rectangle((x, y), *size, **frame)))
            canvas.axes.add_patch(Rectangle((x, y), size[0] * count / max(total, 1), size[1], **filling))
            canvas.mark(row, canvas.write(x + size[0] / 2, y + size[1] / 2, [str(count)], ha="center", bbox=None))
            row += 1
        y += high
    if empty:
        canvas.write(MARGIN, y + canvas.line, [_NONE], color=canvas.theme.quiet)
        y += 1.5 * canvas.line
    canvas.cut(y + MARGIN)
