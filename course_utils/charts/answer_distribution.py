"""How a class has answered a question, in one vote or in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from course_utils.charts.canvas import MARGIN, Sheet
from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.theme import Size, Theme
from course_utils.look.wording import cut

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.exercises.questions import Question

#: How often each option, or class, was chosen.
Counts: TypeAlias = Mapping[str, int]

#: The height of a bar in points; the most letters of an option.
_HIGH, _LETTERS = 16.0, 160
NONE = "No answers yet."
_RIGHT = "the right answer"


def answer_distribution(
    question: Question,
    counts: Counts | None,
    article: Article,
    size: Size = "page",
    *,
    rounds: tuple[Counts, Counts] | None = None,
    reveal: bool = False,
) -> Chart:
    """Show how often each option was chosen, by option id, in one vote or in the two ``rounds`` of one.

    The right option is marked only with ``reveal``. Raises KeyError for an option the question does not
    have, and ValueError for a negative count, or where not exactly one of counts and rounds is given.
    """
    if (counts is None) == (rounds is None):
        raise ValueError("give counts for one vote, or rounds for two, and not both")
    votes = rounds or (counts or {},)
    for vote in votes:
        for option in vote:
            question.option(option)
    names = {option.id: option.text for option in question.options}
    key = question.key if reveal else None
    totals = [total(vote) for vote in votes]
    said = ("first vote", "second vote") if len(votes) > 1 else ("",)
    point = _point(names, votes, totals, key)
    rows = tuple(
        Row((names[name], said[n], str(vote.get(name, 0)), share(vote, name), _RIGHT if name == key else ""), (), None)
        for name in names
        for n, vote in enumerate(votes)
    )
    return Chart(
        title=point,
        alt=cut(f"Bar chart of a class’s answers to a question with {len(names)} options. {point}", 250),
        description=f"The question: {question.prompt} One bar an option"
        + (", hollow for the first vote, filled for the second." if rounds else "."),
        table=Table("Answers by option", ("Option", "Vote", "Answers", "Share", "Key"), rows),
        article=article,
        paint=lambda theme: _paint(theme, names, votes, key, any(totals)),
        size=size,
    )


def total(counts: Counts) -> int:
    """Return how many have answered; raise ValueError for a count below zero."""
    if any(count < 0 for count in counts.values()):
        raise ValueError(f"a count is below zero: {dict(counts)!r}")
    return sum(counts.values())


def share(counts: Counts, name: str) -> str:
    """Say a count's share of the answers; empty where there are none."""
    answers = sum(counts.values())
    return f"{round(100 * counts.get(name, 0) / answers)}%" if answers else ""


def _point(names: Mapping[str, str], votes: Sequence[Counts], totals: Sequence[int], key: str | None) -> str:
    """Say in a full sentence, from the counts, what the vote has come to."""
    if not any(totals):
        return NONE
    if len(votes) > 1:
        one, other = (f"{vote.get(key or '', 0)} of {total}" for vote, total in zip(votes, totals, strict=True))
        if key:
            return f"{one} chose the right answer in the first vote, {other} in the second."
        return f"{totals[0]} have answered in the first vote, {totals[1]} in the second."
    if key:
        return f"{votes[0].get(key, 0)} of {totals[0]} chose the right answer."
    most = max(votes[0].values())
    first = [name for name in names if votes[0].get(name) == most]
    if len(first) > 1:
        return f"{len(first)} options lead with {most} of {totals[0]} answers each."
    return f"Most often chosen, by {most} of {totals[0]}: “{cut(names[first[0]], 90)}”."


def _paint(theme: Theme, names: Mapping[str, str], votes: Sequence[Counts], key: str | None, answered: bool) -> Figure:
    from matplotlib.patches import Rectangle

    sheet = Sheet(theme)
    y, row = MARGIN, 0
    room = sheet.width - 2 * MARGIN
    most = room - sheet.length("second vote: 000, 100% ")
    if not answered:
        sheet.write(MARGIN, y + sheet.line / 2, [NONE], color=theme.quiet)
        y += 1.4 * sheet.line
    for name, text in names.items():
        label = cut(text, _LETTERS) + (f" ({_RIGHT})" if name == key else "")
        weight = "bold" if name == key else "normal"
        lines = sheet.wrap(label, room, weight)
        sheet.write(MARGIN, y + len(lines) * sheet.line / 2, lines, weight=weight)
        y += (len(lines) + 0.15) * sheet.line
        for n, vote in enumerate(votes):
            wide = most * vote.get(name, 0) / max(sum(vote.values()), 1)
            if wide:
                bar = Rectangle((MARGIN, y), wide, _HIGH)
                bar.set_facecolor(theme.paper if n < len(votes) - 1 else theme.quiet)
                strong = name == key
                bar.set(edgecolor=theme.ink if strong else theme.quiet, linewidth=3 if strong else 1.5)
                mark(sheet.axes.add_patch(bar), row)
            said = ("first vote: ", "second vote: ")[n] if len(votes) > 1 else ""
            words = [said + ", ".join(filter(None, (str(vote.get(name, 0)), share(vote, name))))]
            mark(sheet.write(MARGIN + wide + (8 if wide else 0), y + _HIGH / 2, words), row)
            row += 1
            y += max(_HIGH, sheet.line) + 4
        y += 0.6 * sheet.line
    return sheet.close(y)
