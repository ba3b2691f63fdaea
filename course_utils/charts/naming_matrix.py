"""How each actor is called, by name or otherwise, in each voice: one circle a mention."""

from collections import Counter, defaultdict

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LEADING, ROW, Mark, Sheet, voices
from course_utils.look.theme import ORIGINS
from course_utils.look.wording import cut, listed, times, voice_short
from course_utils.outside.context import Context
from course_utils.reading.reading import Reading
from course_utils.reading.records import MentionKind

#: Each way of mentioning somebody: as a column's head, and in the table.
_CALLED: dict[MentionKind, tuple[str, str]] = {
    "name": ("by name", "by name"),
    "metonym": ("by seat", "by its seat of government"),
    "demonym": ("by a word of its name", "by a word made from a name"),
    "description": ("described", "described"),
    "pronoun": ("pronoun", "by pronoun"),
}
#: Circles in a row of a cell, the most before their number stands there, their pitch; a column; where a name begins.
_ACROSS, _MOST, _PITCH, _WIDE, _NAME = 5, 15, 12.2, 69.0, 30.0


def naming_matrix(reading: Reading, context: Context | None = None) -> Chart:
    """Show how often every actor is called what, and in whose words; below, with a context, who is never named."""
    mentions = [m for a in reading.actors for m in reading.mentions if m.refers_to == a.id]
    called = [(m.refers_to, m.alias_kind, piece) for m in mentions for piece in m.evidence]
    totals, kinds = (Counter(one[n] for one in called) for n in (0, 1))
    actors = sorted(reading.actors, key=lambda a: -totals[a.id])
    absent = context.unnamed_in(reading.article) if context else ()
    rows, places = list[Row](), defaultdict[str, list[tuple[int, int, int]]](list)
    for actor in actors:
        for column, (kind, (_, how)) in enumerate(_CALLED.items()):
            found = [piece for who, so, piece in called if (who, so) == (actor.id, kind)]
            marks = [(f"{len(found)} times", found)] if len(found) > _MOST else [(e.exact, [e]) for e in found]
            places[actor.id] += ((len(rows) + n, column, n) for n in range(len(marks)))
            rows += (Row((actor.name, how, words), tuple(pieces)) for words, pieces in marks)
    rows += (Row((one.name, "never by name", one.sentence), origin="outside", sources=one.sources) for one in absent)
    are = "is" if len(absent) == 1 else "are"
    first, never = "Nobody is mentioned", f"; {len(absent)} that other accounts name {are} never called by name"
    if actors:
        named = sum((who, kind in ("name", "metonym")) == (actors[0].id, True) for who, kind, _ in called)
        first = f"{cut(actors[0].name)} is mentioned {times(totals[actors[0].id])}, {named} of them by name or seat"
    seats, who = times(kinds["metonym"]), voice_short(reading.article, "author")

    def paint(sheet: Sheet) -> None:
        left, square = sheet.width - EDGE - len(_CALLED) * _WIDE, Mark("outside", size=9)
        heads = [sheet.wrap(head, _WIDE - 4) for head, _ in _CALLED.values()]
        y = EDGE + 11 + max(map(len, heads)) * LEADING
        sheet.text(_NAME, y, "all", weight=600)
        for column, (kind, head) in enumerate(zip(_CALLED, heads, strict=True)):
            sheet.text(left + column * _WIDE, EDGE + 11, head, color=sheet.theme.quiet)
            sheet.text(left + column * _WIDE, y, str(kinds[kind]), weight=600)
        sheet.text(_NAME - 8, y, str(len(called)), side="right", weight=600)
        for actor in actors:
            sheet.rule(y + ROW / 2)
            y += ROW
            weight = 600 if actor is actors[0] else 400
            deep = sheet.counted(y, totals[actor.id], actor.name, _NAME, right=left - 4, weight=weight)
            for row, column, n in places[actor.id]:
                (down, right), x, pieces = divmod(n, _ACROSS), left + column * _WIDE, rows[row].evidence
                look, deep = Mark(voice=pieces[0].voice, size=10), max(deep, down * _PITCH)
                if len(pieces) == 1:
                    sheet.mark(row, x + 5.5 + right * _PITCH, y + down * _PITCH, look)
                else:
                    sheet.text(x, y, rows[row].cells[-1], row=row)
            y += deep
        sheet.rule(y + ROW / 2)
        y += ROW + 6
        if absent:
            sheet.counted(y, len(absent), "never by name, though other accounts name them:", _NAME, weight=600)
        for row, one in enumerate(absent, len(rows) - len(absent)):
            y += ROW
            sheet.mark(row, _NAME - 12.5, y, square)
            ways = listed([head for kind, (head, _) in _CALLED.items() if (one.id, kind) in {c[:2] for c in called}])
            other = f" (above {times(totals[one.id])}, {ways})" * (one.id in totals)
            lines = sheet.wrap(one.name + other, sheet.width - EDGE - _NAME)
            sheet.text(_NAME, y, lines)
            y += (len(lines) - 1) * LEADING
        key = voices(reading.article, Mark()) | ({ORIGINS["outside"].words: square} if absent else {})
        sheet.cut(sheet.key(y + (ROW + 4 if absent else 0), key))

    return Chart(
        title=f"{first}{never * bool(absent)}.",
        alt=f"Matrix of {len(actors)} actors by five ways of mentioning them, one circle a mention. {first}; "
        f"a seat of government is used {seats}."
        + (f" Squares mark {len(absent)} who are never called by name." if absent else ""),
        description=f"Each circle is one mention: filled for {who}’s words, hollow for the editor’s. Actors stand in "
        "the order of how often they are mentioned."
        + (" Below them, marked by squares: those whom other accounts name." if absent else ""),
        table=Table("Mentions of actors", ("Actor", "Called", "In these words"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )
