"""How each actor is called, by name or otherwise, in each voice: one circle a mention."""

from collections import Counter
from typing import Any

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.theme import ORIGINS, VOICES, WIDTH
from course_utils.look.wording import cut, times, voice_short
from course_utils.outside.context import Context
from course_utils.reading.reading import Reading
from course_utils.reading.records import MentionKind

#: Each way of calling somebody: as a column's head, and in the table.
_CALLED: dict[MentionKind, tuple[str, str]] = {
    "name": ("by name", "by name"),
    "metonym": ("by seat", "by its seat of government"),
    "demonym": ("from a\nname", "by a word made from a name"),
    "description": ("described", "described"),
    "pronoun": ("pronoun", "by pronoun"),
}
#: Circles beside each other in a cell, and the most that are drawn before a number stands for them.
_ACROSS, _MOST = 5, 15


def naming_matrix(reading: Reading, context: Context | None = None) -> Chart:
    """Show for every actor how often it is named, described or pointed to, and in whose words.

    With a context, those stand below whom other accounts name and this article does not.
    """
    called = [(m.refers_to, m.alias_kind, piece) for m in reading.mentions for piece in m.evidence]
    totals = Counter(who for who, *_ in called)
    actors = sorted(reading.actors, key=lambda a: -totals[a.id])
    absent = context.unnamed_in(reading.article) if context else ()
    rows: list[Row] = []
    #: Of each row the column and line, and its place among how many marks in the cell.
    places: list[tuple[int, int, int, int]] = []
    for y, actor in enumerate(actors):
        for x, (kind, (_, how)) in enumerate(_CALLED.items()):
            found = [piece for who, so, piece in called if (who, so) == (actor.id, kind)]
            marks = [(f"{len(found)} times", found)] if len(found) > _MOST else [(e.exact, [e]) for e in found]
            rows += (Row((actor.name, how, words), tuple(pieces)) for words, pieces in marks)
            places += ((x, y, n, len(marks)) for n in range(len(marks)))
    seats = times(sum(kind == "metonym" for _, kind, _ in called))
    first = f"{cut(actors[0].name)} is called {times(totals[actors[0].id])}" if actors else "Nobody is called"
    never = f"; {cut(absent[0].name)} never" if absent else ""
    who = voice_short(reading.article, "author")
    names = [cut(actor.name) for actor in actors] + [cut(one.name) for one in absent]

    def paint(canvas: Canvas) -> None:
        theme, outside = canvas.theme, ORIGINS["outside"]
        axes = canvas.grid(1.5 + 0.42 * len(names), WIDTH / 72 + 1.2)
        for y in range(len(names)):
            axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
        for row, (x, y, n, count) in enumerate(places):
            style: dict[str, Any] = {"ha": "center", "va": "center", "backgroundcolor": theme.paper}
            if count == 1 and len(rows[row].evidence) > 1:
                canvas.tag(row, axes.text(x, y, rows[row].cells[-1], **style))
                continue
            up, right = divmod(n, _ACROSS)
            place = (x - 0.36 + 0.18 * right, y + 0.26 * up - 0.13 * ((count - 1) // _ACROSS))
            (piece,) = rows[row].evidence
            color, hollow = VOICES[piece.voice].color, piece.voice == "editor"
            canvas.sign(row, *place, "o", 0.62, color, markerfacecolor=theme.paper if hollow else color)
        for n in range(len(absent)):
            canvas.sign(len(places) + n, -0.36, len(actors) + n, outside.marker, 0.62, theme.ink, fillstyle="none")
            axes.text(-0.2, len(actors) + n, "never named here", va="center", backgroundcolor=theme.paper)
        axes.set_yticks(range(len(names)), names)
        axes.set_xticks(range(len(_CALLED)), [head for head, _ in _CALLED.values()])
        axes.xaxis.tick_top()
        below = f"\n{outside.key}" if absent else ""
        gap = "     " if len(who) < 16 else "\n"
        axes.set_xlabel(f"filled: {who}, as quoted{gap}hollow: the editor{below}")
        axes.set(xlim=(-0.55, len(_CALLED) - 0.45), ylim=(len(names) - 0.4, -0.6))

    unnamed = (Row((one.name, "never", one.sentence), origin="outside", sources=one.sources) for one in absent)
    return Chart(
        title=f"{first}{never}. A seat of government stands for a government {seats}.",
        alt=f"Matrix of {len(actors)} actors by five ways of calling them, one circle a mention. {first}, "
        f"most often of all; seats of government stand in {seats}."
        + (f" Squares mark {len(absent)} who are never named." if absent else ""),
        description=f"Each circle is one mention: filled for {who}’s words, hollow for the editor’s. Actors "
        "stand in the order of how often they are called."
        + (" Below them, marked by squares: those whom other accounts name." if absent else ""),
        table=Table("Mentions of actors", ("Actor", "Called", "In these words"), (*rows, *unnamed)),
        article=reading.article,
        paint=paint,
    )
