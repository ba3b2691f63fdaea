"""How each actor is called, by name or otherwise, in each voice: one circle a mention."""

from collections import defaultdict

from course_utils.charts.canvas import Canvas
from course_utils.charts.chart import Chart, Row, Table
from course_utils.look.theme import ORIGINS, VOICES, Size
from course_utils.look.wording import cut, times, voice_short
from course_utils.outside.context import Context
from course_utils.reading.evidence import Evidence
from course_utils.reading.load import Reading
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


def naming_matrix(reading: Reading, size: Size = "page", context: Context | None = None) -> Chart:
    """Show for every actor how often it is named, described or pointed to, and in whose words.

    With a context, those stand below whom other accounts name and this article does not.
    """
    cells: dict[tuple[str, MentionKind], list[Evidence]] = defaultdict(list)
    for mention in reading.mentions:
        cells[mention.refers_to, mention.alias_kind] += mention.evidence
    totals = {a.id: sum(len(cells[a.id, kind]) for kind in _CALLED) for a in reading.actors}
    actors = sorted(reading.actors, key=lambda a: -totals[a.id])
    absent = context.unnamed_in(reading.article) if context else ()
    rows: list[Row] = []
    #: For each row its column and line, its place among how many in the cell, and whose word it is or how many are.
    marks: list[tuple[int, int, int, int, str]] = []
    for y, actor in enumerate(actors):
        for x, (kind, (_, called)) in enumerate(_CALLED.items()):
            found = cells[actor.id, kind]
            if len(found) > _MOST:
                marks.append((x, y, 0, 1, f"{len(found)} times"))
                rows.append(Row((actor.name, called, f"{len(found)} times"), tuple(found)))
            else:
                marks += [(x, y, n, len(found), piece.voice) for n, piece in enumerate(found)]
                rows += [Row((actor.name, called, piece.exact), (piece,)) for piece in found]
    rows += [Row((one.name, "never", one.sentence), origin="outside", sources=one.sources) for one in absent]
    seats = sum(len(found) for (_, kind), found in cells.items() if kind == "metonym")
    first = f"{cut(actors[0].name)} is called {times(totals[actors[0].id])}" if actors else "Nobody is called"
    never = f"; {cut(absent[0].name)} never" if absent else ""
    who = voice_short(reading.article, "author")
    names = [cut(a.name) for a in actors] + [cut(one.name) for one in absent]
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
        paint=lambda canvas: _paint(canvas, names, marks, len(absent), who),
        size=size,
    )


def _paint(
    canvas: Canvas, names: list[str], marks: list[tuple[int, int, int, int, str]], absent: int, who: str
) -> None:
    theme, outside = canvas.theme, ORIGINS["outside"]
    axes = canvas.grid(1.5 + 0.42 * len(names), theme.width + 1.2)
    for y in range(len(names)):
        axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
    for row, (x, y, n, count, said) in enumerate(marks):
        if said in VOICES:
            up, right = divmod(n, _ACROSS)
            place = (x - 0.36 + 0.18 * right, y + 0.26 * up - 0.13 * ((count - 1) // _ACROSS))
            color = VOICES[said].color
            canvas.sign(row, *place, "o", 0.62, color, markerfacecolor=theme.paper if said == "editor" else color)
        else:
            canvas.mark(row, axes.text(x, y, said, ha="center", va="center", backgroundcolor=theme.paper))
    for n in range(absent):
        y = len(names) - absent + n
        canvas.sign(len(marks) + n, -0.36, y, outside.marker, 0.62, theme.ink, fillstyle="none")
        axes.text(-0.2, y, "never named here", va="center", backgroundcolor=theme.paper)
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(_CALLED)), [head for head, _ in _CALLED.values()])
    axes.xaxis.tick_top()
    below = f"\n{outside.sign} {outside.words}" if absent else ""
    axes.set_xlabel(f"filled: {who}, as quoted     hollow: the editor{below}")
    axes.set(xlim=(-0.55, len(_CALLED) - 0.45), ylim=(len(names) - 0.4, -0.6))
