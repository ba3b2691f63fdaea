"""How a class has answered: how often each option, or each class of a sorting, was chosen, as a matrix of counts."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from course_utils.article.article import Article
from course_utils.charts.canvas import MARGIN, Canvas
from course_utils.charts.chart import Chart, Row, Table
from course_utils.exercises.questions import Question
from course_utils.look.theme import Size
from course_utils.look.wording import cut

#: How often each option, or class, was chosen.
Counts: TypeAlias = Mapping[str, int]
#: A line's label, and for each column a count and of how many.
Line: TypeAlias = tuple[str, Sequence[tuple[int, int]]]

_NONE = "No answers yet."
_CELLS = "A cell is filled as far as its share goes; the number in it is how many."
#: The most letters of a line's label and of a column's head.
_LABEL, _HEAD = 160, 24


def answer_distribution(
    question: Question, votes: Mapping[str, Counts], article: Article, size: Size = "page", *, reveal: bool = False
) -> Chart:
    """Show how often each option was chosen, by option id, in one vote or in several that have names.

    The right option is marked only with ``reveal``. Raises KeyError for an option the question does not
    have, and ValueError for a negative count.
    """
    for option in (option for vote in votes.values() for option in vote):
        question.option(option)
    key = question.key if reveal else None
    columns = [(vote, _total(vote)) for vote in votes.values()]
    lines = [
        (f"{'The right answer: ' * (o.id == key)}{o.text}", [(vote.get(o.id, 0), total) for vote, total in columns])
        for o in question.options
    ]
    last, total = columns[-1]
    if not any(total for _, total in columns):
        point = _NONE
    elif key:
        right = (f"{name}: {vote.get(key, 0)} of {n}" for name, (vote, n) in zip(votes, columns, strict=True))
        point = f"The right answer was chosen by: {'; '.join(right)}."
    else:
        most = max(last.values(), default=0)
        first = ", ".join(f"“{cut(o.text, 60)}”" for o in question.options if last.get(o.id, 0) == most)
        point = f"Most often chosen, by {most} of {total}: {first}."
    alt = f"Matrix of a class’s answers to a question with {len(lines)} options. {point}"
    about = f"The question: {question.prompt} One row an option, one column a vote. {_CELLS}"
    return _chart(article, size, point, alt, about, ("Option", "Vote"), list(votes), lines)


def sorting_distribution(
    classes: Sequence[str], counts_by_item: Mapping[str, Counts], article: Article, size: Size = "page"
) -> Chart:
    """Show for every item of a sorting task how often it was put into each class.

    Items and classes are named as they are to be read. Raises KeyError for a count of a class that is not
    in ``classes``, and ValueError for a negative count.
    """
    for item, counts in counts_by_item.items():
        for name in counts:
            if name not in classes:
                raise KeyError(f"no class {name!r} for {item!r}; the classes are {', '.join(classes)}")
    rows = [(item, counts, _total(counts)) for item, counts in counts_by_item.items()]
    agreed = sum(2 * max(counts.values(), default=0) > total for _, counts, total in rows)
    answered = any(total for *_, total in rows)
    point = f"On {agreed} of {len(rows)} items more than half of the class agree." if answered else _NONE
    lines = [(item, [(counts.get(name, 0), total) for name in classes]) for item, counts, total in rows]
    alt = f"Matrix of {len(rows)} items by {len(classes)} classes with the number of answers. {point}"
    return _chart(
        article, size, point, alt, f"One row an item, one column a class. {_CELLS}", ("Item", "Class"), classes, lines
    )


def _total(counts: Counts) -> int:
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"a count is below zero: {dict(counts)!r}")
    return sum(counts.values())


def _chart(
    article: Article,
    size: Size,
    point: str,
    alt: str,
    about: str,
    names: tuple[str, str],
    heads: Sequence[str],
    lines: Sequence[Line],
) -> Chart:
    """Make a row of every cell: no claim about the world, so it rests on nothing."""
    rows = (
        Row((label, head, str(count), f"{round(100 * count / total)}%" if total else ""), (), None)
        for label, cells in lines
        for head, (count, total) in zip(heads, cells, strict=True)
    )
    table = Table(f"Answers by {' and '.join(names).lower()}", (*names, "Answers", "Share"), tuple(rows))
    return Chart(point, cut(alt, 250), about, table, article, lambda canvas: _paint(canvas, heads, lines), size)


def _paint(canvas: Canvas, heads: Sequence[str], lines: Sequence[Line]) -> None:
    """Draw a frame a cell, filled from the left as far as its share goes, and the number on it."""
    from matplotlib.patches import Rectangle

    names = [cut(head, _HEAD) for head in heads]
    left = min(max((canvas.length(label) for label, _ in lines), default=0.0), canvas.width / 2) + 2 * MARGIN
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
    for label, cells in lines:
        words = canvas.wrap(cut(label, _LABEL), left - 2 * MARGIN)
        high = (len(words) + 0.6) * canvas.line
        canvas.write(MARGIN, y + high / 2, words)
        for n, (count, total) in enumerate(cells):
            x, size = left + n * wide, (wide - 3, high - 3)
            canvas.mark(row, canvas.axes.add_patch(Rectangle((x, y), *size, **frame)))
            canvas.axes.add_patch(Rectangle((x, y), size[0] * count / max(total, 1), size[1], **filling))
            canvas.mark(row, canvas.write(x + size[0] / 2, y + size[1] / 2, [str(count)], ha="center", bbox=None))
            row += 1
        y += high
    if not any(total for _, cells in lines for _, total in cells):
        canvas.write(MARGIN, y + canvas.line, [_NONE], color=canvas.theme.quiet)
        y += 1.5 * canvas.line
    canvas.cut(y + MARGIN)
