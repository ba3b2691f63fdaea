"""Who wants or fears what, as the article has it: said outright, or read between its lines."""

from textwrap import fill

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.look.theme import ORIGINS, TEXT, VOICES, WIDTH, Origin
from course_utils.look.wording import chain_of, cut
from course_utils.reading.reading import Reading

#: Letters in a line of an interest's summary.
_LINE = 34


def interest_matrix(reading: Reading, *, actor: str | None = None, explicit: bool | None = None) -> Chart:
    """Set every interest beside its actor: a circle where it is said, a diamond where it is inferred.

    ``actor`` and ``explicit`` leave the others out. Raises KeyError with the known ids for an unknown actor.
    """
    known = [a.id for a in reading.actors]
    if actor is not None and actor not in known:
        raise KeyError(f"no actor {actor!r}; the reading has {', '.join(known)}")
    interests = [i for i in reading.interests if actor in (None, i.actor) and explicit in (None, i.explicit)]
    names = {a.id: cut(a.name) for a in reading.actors if any(i.actor == a.id for i in interests)}
    said, total = sum(i.explicit for i in interests), len(interests)
    origins: list[Origin] = ["article" if i.explicit else "inferred" for i in interests]
    cells = ((i.summary, names[i.actor], " ← ".join(chain_of(reading, i.source))) for i in interests)
    rows = (Row(three, i.evidence, origin) for three, i, origin in zip(cells, interests, origins, strict=True))
    point = f"{said} of {total} interests are said outright; the course infers the others."
    if said in (0, total):
        point = f"{total} of {total} interests are {'said outright' if said else 'inferred by the course'}."

    def paint(canvas: Canvas) -> None:
        labels = [fill(interest.summary, _LINE) for interest in interests]
        heights = [label.count("\n") + 1.9 for label in labels]
        theme, columns = canvas.theme, list(names)
        axes = canvas.grid(0.9 + TEXT * 1.35 / 72 * sum(heights), WIDTH / 72 + 2.4)
        y, places = 0.0, []
        for row, (interest, height) in enumerate(zip(interests, heights, strict=True)):
            places.append(y + height / 2)
            y += height
            axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
            x, voice, marker = columns.index(interest.actor), interest.source[-1], ORIGINS[origins[row]].marker
            style = "none" if voice == "editor" else "full"
            canvas.sign(row, x, places[-1], marker, 0.75, VOICES[voice].color, fillstyle=style)
        axes.set_yticks(places, labels)
        axes.set_xticks(range(len(columns)), [fill(name, 11) for name in names.values()])
        axes.xaxis.tick_top()
        axes.set_xlabel(f"{ORIGINS['article'].key}     {ORIGINS['inferred'].key}\nhollow: the editor’s account")
        axes.set(xlim=(-0.6, len(columns) - 0.4), ylim=(y, -0.2))

    return Chart(
        title=point if total else "The text gives no such interest.",
        alt=f"Matrix of {total} interests by {len(names)} actors. Circles mark "
        f"the {said} that the article says, diamonds the {total - said} that the course infers.",
        description="One row an interest, one column an actor. Every interest is somebody’s account of what "
        "an actor wants or fears; the table says whose. Hollow marks are the editor’s account.",
        table=Table("Interests by actor", ("Interest", "Actor", "According to"), tuple(rows)),
        article=reading.article,
        paint=paint,
    )
