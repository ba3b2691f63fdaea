"""Who wants or fears what, as the article has it: said outright, or read between its lines."""

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.sheet import EDGE, LEADING, Mark, Sheet
from course_utils.charts.spine import Spine
from course_utils.look.wording import chain_of, cut, listed
from course_utils.reading.reading import Reading
from course_utils.reading.records import Interest

#: Where a summary begins, how far it reaches (the half of the picture that a phone shows), and the least room for one.
_TEXT, _PHONE, _LEAST = 26.0, 318.0, 110.0
_INFERRED = Mark("inferred", size=14)


def interest_matrix(reading: Reading, *, actor: str | None = None, explicit: bool | None = None) -> Chart:
    """Set every interest under its actor, at its sentence: a circle where it is said, a diamond where it is inferred.

    ``actor`` and ``explicit`` leave the others out. Raises KeyError with the known ids for an unknown actor.
    """
    known = [a.id for a in reading.actors]
    if actor is not None and actor not in known:
        raise KeyError(f"no actor {actor!r}; the reading has {', '.join(known)}")
    interests = [i for i in reading.interests if actor in (None, i.actor) and explicit in (None, i.explicit)]
    names = {a.id: a.name for a in reading.actors if any(i.actor == a.id for i in interests)}
    chosen = actor is not None or explicit is not None
    none = [a.name for a in reading.actors if a.role == "state" and a.id not in names and not chosen]
    said, total = sum(i.explicit for i in interests), len(interests)
    cells = ((i.summary, cut(names[i.actor]), " ← ".join(chain_of(reading, i.source))) for i in interests)
    rows = (Row(c, i.evidence, _look(i).origin) for c, i in zip(cells, interests, strict=True))
    point = f"Only {said} of {total} interests are said outright; the course infers the others."
    if said in (0, total):
        point = f"{total} of {total} interests are {'said outright' if said else 'inferred by the course'}."

    def paint(sheet: Sheet) -> None:
        spine = Spine(sheet, reading.article)
        are = "is" if said == 1 else "are"
        y = EDGE + 18 + sheet.counted(EDGE + 18, said, f"of {total} interests {are} said outright")
        key: dict[str, Mark | None] = {"said outright": Mark(), f"{total - said} inferred by the course": _INFERRED}
        key |= dict.fromkeys("joined: one interest" for i in interests if len({e.sentence for e in i.evidence}) > 1)
        y = spine.head(sheet.key(y + 30, key) + 12) + 4
        of = {name: [(n, i) for n, i in enumerate(interests) if i.actor == name] for name in names}
        for name, theirs in sorted(of.items(), key=lambda one: -len(one[1])):
            sheet.rule(y - 5)
            y += sheet.counted(y + 10, len(theirs), names[name], _TEXT, weight=600) + 12 + LEADING
            for row, interest in theirs:
                y = _interest(sheet, spine, y, row, interest)
        sheet.rule(y - 5)
        y = spine.numbers(y + 9) + 5 if y > 500 else y  # those at the top are far
        if none:
            y += sheet.counted(y + 10, 0, f"{listed(none)}: the article gives them none", _TEXT) + LEADING + 8
        sheet.cut(y)

    return Chart(
        title=point if total else "The text gives no such interest.",
        alt=f"Matrix of {total} interests by {len(names)} actors. Circles mark "
        f"the {said} that the article says, diamonds the {total - said} that the course infers.",
        description="One row an interest, under its actor, with its mark below the number of its sentence. Every "
        "interest is somebody’s account of what an actor wants or fears; the table says whose. A circle is hollow in "
        "the editor’s words; a diamond has no voice’s colour, as the course infers it from the sentence."
        + f" The article gives none to {listed(none)}."
        * bool(none),
        table=Table("Interests by actor", ("Interest", "Actor", "According to"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )


def _look(interest: Interest) -> Mark:
    return Mark(voice=interest.source[-1]) if interest.explicit else _INFERRED


def _interest(sheet: Sheet, spine: Spine, y: float, row: int, interest: Interest) -> float:
    """Write an interest left of its marks, or right of them where the left has no room; return where it ends."""
    look, xs = _look(interest), sorted({spine.column(piece.sentence) for piece in interest.evidence})
    x, room = _TEXT, min(xs[0] - 14, _PHONE) - _TEXT
    if room < _LEAST:
        x = xs[-1] + 14
        room = min(max(_PHONE - x, 180), sheet.width - EDGE - x)
    lines = sheet.wrap(interest.summary, room)
    middle = y + (len(lines) - 1) * LEADING / 2
    if x < xs[0]:
        begin = x + max(map(sheet.length, lines)) + 6
        sheet.stroke(((begin, middle), (xs[0], middle)), sheet.theme.quiet, 1, (0, (1, 3)))
    sheet.stroke(((xs[0], middle), (xs[-1], middle)), sheet.colors(look)[1], 2)
    for at in xs:
        sheet.mark(row, at, middle, look)
    sheet.text(x, y, lines)
    return y + len(lines) * LEADING + 7
