"""How each actor is called, by name or otherwise, in each voice: one circle a mention."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

from course_utils.charts.base import Chart, Row, Table
from course_utils.codes import MentionKind
from course_utils.markup import cut, voice_short
from course_utils.tables import times
from course_utils.theme import VOICES, Size, Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.evidence import Evidence
    from course_utils.reading import Reading

#: For each actor and each way of calling it: the words, in text order.
Cells = dict[tuple[str, MentionKind], list["Evidence"]]
_LABELS: dict[MentionKind, str] = {
    "name": "by name",
    "metonym": "by its seat",
    "demonym": "by a word\nfrom a name",
    "description": "described",
    "pronoun": "by pronoun",
}
#: Circles beside each other in a cell, and the most that are drawn before a number stands for them.
_ACROSS, _MOST = 5, 15


def naming_matrix(reading: Reading, size: Size = "page") -> Chart:
    """Show for every actor how often it is named, described or pointed to, and in whose words."""
    cells: Cells = defaultdict(list)
    for mention in reading.mentions:
        cells[mention.refers_to, mention.alias_kind] += mention.evidence
    totals = {a.id: sum(len(cells[a.id, kind]) for kind in get_args(MentionKind)) for a in reading.actors}
    actors = sorted(reading.actors, key=lambda a: -totals[a.id])
    names = {a.id: cut(a.name) for a in actors}
    seats = [e for (_, kind), found in cells.items() if kind == "metonym" for e in found]
    who = voice_short(reading.article, "author")
    rows = tuple(
        Row((names[a.id], label.replace("\n", " "), str(len(found))), tuple(found))
        for a in actors
        for kind, label in _LABELS.items()
        if (found := cells[a.id, kind])
    )
    first = f"{cut(actors[0].name)} is called {times(totals[actors[0].id])}" if actors else "Nobody is called"
    return Chart(
        title=f"{first}. A seat of government stands for a government {times(len(seats))}.",
        alt=f"Matrix of {len(actors)} actors by five ways of calling them, one circle a mention. {first}, "
        f"most often of all; seats of government stand in {times(len(seats))}.",
        description=f"Each circle is one mention: filled for {who}’s words, hollow for the editor’s. Actors "
        "stand in the order of how often they are called.",
        table=Table("Mentions of actors", ("Actor", "Called", "Times"), rows),
        article=reading.article,
        paint=lambda theme: _paint(theme, names, cells, who),
        size=size,
    )


def _paint(theme: Theme, names: dict[str, str], cells: Cells, who: str) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(theme.width + 1.2, 1.5 + 0.42 * len(names)), layout="constrained")
    axes = figure.subplots()
    for y, actor in enumerate(names):
        axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
        for x, kind in enumerate(_LABELS):
            found = cells[actor, kind]
            if len(found) > _MOST:
                axes.text(x, y, f"{len(found)} times", ha="center", va="center", backgroundcolor=theme.paper)
                continue
            for n, piece in enumerate(found):
                column, line = n % _ACROSS, n // _ACROSS
                color = VOICES[piece.voice].color
                axes.plot(
                    x - 0.36 + 0.18 * column,
                    y + 0.26 * line - 0.13 * ((len(found) - 1) // _ACROSS),
                    "o",
                    markersize=theme.text * 0.62,
                    markeredgewidth=2,
                    markeredgecolor=color,
                    markerfacecolor=theme.paper if piece.voice == "editor" else color,
                )
    axes.set_yticks(range(len(names)), list(names.values()))
    axes.set_xticks(range(len(_LABELS)), list(_LABELS.values()))
    axes.xaxis.tick_top()
    axes.set_xlabel(f"filled: {who}, as quoted     hollow: the editor")
    axes.set_xlim(-0.55, len(_LABELS) - 0.45)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure
