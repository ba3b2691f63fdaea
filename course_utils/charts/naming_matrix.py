"""How each actor is called, by name or otherwise, in each voice: one circle a mention."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.html import cut, voice_short
from course_utils.look.theme import ORIGINS, VOICES, Size, Theme
from course_utils.reading.counts import times
from course_utils.reading.records import MentionKind

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course_utils.outside.context import Context
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading

#: For each actor and each way of calling it: the words, in text order.
Cells = dict[tuple[str, MentionKind], list["Evidence"]]
#: The same as marks: the table's row, and the voice or, for too many to draw, their number in words.
Marks = dict[tuple[str, MentionKind], list[tuple[int, str]]]
_LABELS: dict[MentionKind, tuple[str, str]] = {
    "name": ("by name", "by name"),
    "metonym": ("by seat", "by its seat of government"),
    "demonym": ("from a\nname", "by a word made from a name"),
    "description": ("described", "described"),
    "pronoun": ("pronoun", "by pronoun"),
}
#: Circles beside each other in a cell, and the most that are drawn before a number stands for them.
_ACROSS, _MOST = 5, 15


def naming_matrix(reading: Reading, size: Size = "page", context: Context | None = None) -> Chart:
    """Show for every actor how often it is named, described or pointed to, and in whose words.

    With a context, those stand below whom other accounts name and this article does not.
    """
    cells: Cells = defaultdict(list)
    for mention in reading.mentions:
        cells[mention.refers_to, mention.alias_kind] += mention.evidence
    totals = {a.id: sum(len(cells[a.id, kind]) for kind in _LABELS) for a in reading.actors}
    actors = sorted(reading.actors, key=lambda a: -totals[a.id])
    absent = context.unnamed_in(reading.article) if context else ()
    names = {a.id: cut(a.name) for a in actors}
    marks: Marks = {}
    rows: list[Row] = []
    for actor in actors:
        for kind, (_, called) in _LABELS.items():
            found = cells[actor.id, kind]
            marks[actor.id, kind] = [(len(rows) + n, piece.voice) for n, piece in enumerate(found)]
            if len(found) > _MOST:
                marks[actor.id, kind] = [(len(rows), f"{len(found)} times")]
                rows.append(Row((actor.name, called, f"{len(found)} times"), tuple(found)))
            else:
                rows += [Row((actor.name, called, piece.exact), (piece,)) for piece in found]
    first_absent = len(rows)
    rows += [Row((one.name, "never", one.sentence), origin="outside", sources=one.sources) for one in absent]
    seats = sum(len(found) for (_, kind), found in cells.items() if kind == "metonym")
    first = f"{cut(actors[0].name)} is called {times(totals[actors[0].id])}" if actors else "Nobody is called"
    never = f"; {cut(absent[0].name)} never" if absent else ""
    who = voice_short(reading.article, "author")
    return Chart(
        title=f"{first}{never}. A seat of government stands for a government {times(seats)}.",
        alt=f"Matrix of {len(actors)} actors by five ways of calling them, one circle a mention. {first}, "
        f"most often of all; seats of government stand in {times(seats)}."
        + (f" Squares mark {len(absent)} who are never named." if absent else ""),
        description=f"Each circle is one mention: filled for {who}’s words, hollow for the editor’s. Actors "
        "stand in the order of how often they are called."
        + (" Below them, marked by squares: those whom other accounts name." if absent else ""),
        table=Table("Mentions of actors", ("Actor", "Called", "In these words"), tuple(rows)),
        article=reading.article,
        paint=lambda theme: _paint(theme, names, marks, [cut(a.name) for a in absent], first_absent, who),
        size=size,
    )


def _paint(theme: Theme, names: dict[str, str], marks: Marks, absent: list[str], first_absent: int, who: str) -> Figure:
    from matplotlib.figure import Figure

    lines = len(names) + len(absent)
    figure = Figure(figsize=(theme.width + 1.2, 1.5 + 0.42 * lines), layout="constrained")
    axes = figure.subplots()
    for y in range(lines):
        axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
    for y, actor in enumerate(names):
        for x, kind in enumerate(_LABELS):
            _cell(axes, theme, x, y, marks[actor, kind])
    for n, _ in enumerate(absent):
        style = ORIGINS["outside"]
        (square,) = axes.plot(
            -0.36, len(names) + n, style.marker, color=theme.ink, fillstyle="none",
            markersize=theme.text * 0.62, markeredgewidth=2,
        )  # fmt: skip
        mark(square, first_absent + n)
        axes.text(-0.2, len(names) + n, "never named here", va="center", backgroundcolor=theme.paper)
    axes.set_yticks(range(lines), [*names.values(), *absent])
    axes.set_xticks(range(len(_LABELS)), [label for label, _ in _LABELS.values()])
    axes.xaxis.tick_top()
    outside = f"\n{ORIGINS['outside'].sign} {ORIGINS['outside'].words}" if absent else ""
    axes.set_xlabel(f"filled: {who}, as quoted     hollow: the editor{outside}")
    axes.set_xlim(-0.55, len(_LABELS) - 0.45)
    axes.set_ylim(lines - 0.4, -0.6)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure


def _cell(axes: Axes, theme: Theme, x: float, y: float, marks: list[tuple[int, str]]) -> None:
    """Draw a cell's circles in rows of five, or the number where they would be too many."""
    for n, (row, voice) in enumerate(marks):
        if voice not in VOICES:
            mark(axes.text(x, y, voice, ha="center", va="center", backgroundcolor=theme.paper), row)
            continue
        color = VOICES[voice].color
        (circle,) = axes.plot(
            x - 0.36 + 0.18 * (n % _ACROSS),
            y + 0.26 * (n // _ACROSS) - 0.13 * ((len(marks) - 1) // _ACROSS),
            "o",
            markersize=theme.text * 0.62,
            markeredgewidth=2,
            markeredgecolor=color,
            markerfacecolor=theme.paper if voice == "editor" else color,
        )
        mark(circle, row)
