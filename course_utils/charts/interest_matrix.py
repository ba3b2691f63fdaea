"""Who wants or fears what, as the article has it: said outright, or read between its lines."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table, mark
from course_utils.look.theme import ORIGINS, VOICES, Size, Theme
from course_utils.look.wording import chain_of, cut

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.reading.load import Reading
    from course_utils.reading.records import Interest

#: Letters in a line of an interest's summary.
_LINE = 34


def interest_matrix(
    reading: Reading, size: Size = "page", *, actor: str | None = None, explicit: bool | None = None
) -> Chart:
    """Set every interest beside its actor: a circle where it is said, a diamond where it is inferred.

    ``actor`` and ``explicit`` leave the others out. Raises KeyError with the known ids for an unknown actor.
    """
    known = [a.id for a in reading.actors]
    if actor is not None and actor not in known:
        raise KeyError(f"no actor {actor!r}; the reading has {', '.join(known)}")
    interests = tuple(i for i in reading.interests if actor in (None, i.actor) and explicit in (None, i.explicit))
    actors = {i.actor for i in interests}
    names = {a.id: cut(a.name) for a in reading.actors if a.id in actors}
    said = sum(i.explicit for i in interests)
    total = len(interests)
    rows = tuple(
        Row(
            (i.summary, names[i.actor], " ← ".join(chain_of(reading, i.source))),
            i.evidence,
            "article" if i.explicit else "inferred",
        )
        for i in interests
    )
    return Chart(
        title=_point(said, total),
        alt=f"Matrix of {total} interests by {len(names)} actors. Circles mark "
        f"the {said} that the article says, diamonds the {total - said} that the course infers.",
        description="One row an interest, one column an actor. Every interest is somebody’s account of what "
        "an actor wants or fears; the table says whose. Hollow marks are the editor’s account.",
        table=Table("Interests by actor", ("Interest", "Actor", "According to"), rows),
        article=reading.article,
        paint=lambda theme: _paint(theme, interests, names),
        size=size,
    )


def _point(said: int, total: int) -> str:
    if not total:
        return "The text gives no such interest."
    if said in (0, total):
        return f"{total} of {total} interests are {'said outright' if said else 'inferred by the course'}."
    return f"{said} of {total} interests are said outright; the course infers the others."


def _paint(theme: Theme, interests: Sequence[Interest], names: dict[str, str]) -> Figure:
    from matplotlib.figure import Figure

    labels = [fill(interest.summary, _LINE) for interest in interests]
    lines = [label.count("\n") + 1 for label in labels]
    unit = theme.text * 1.35 / 72
    figure = Figure(figsize=(theme.width + 2.4, 0.9 + unit * sum(n + 0.9 for n in lines)), layout="constrained")
    axes = figure.subplots()
    y, places = 0.0, []
    for n in lines:
        places.append(y + (n + 0.9) / 2)
        y += n + 0.9
        axes.axhline(y, color=theme.hairline, linewidth=0.6, zorder=0)
    columns = list(names)
    for row, (place, interest) in enumerate(zip(places, interests, strict=True)):
        style = ORIGINS["article" if interest.explicit else "inferred"]
        (sign,) = axes.plot(
            columns.index(interest.actor),
            place,
            style.marker,
            color=VOICES[interest.source[-1]].color,
            fillstyle="none" if interest.source[-1] == "editor" else "full",
            markeredgewidth=2,
            markersize=theme.text * 0.75,
        )
        mark(sign, row)
    axes.set_yticks(places, labels)
    axes.set_xticks(range(len(columns)), [fill(name, 11) for name in names.values()])
    axes.xaxis.tick_top()
    axes.set_xlabel("● the article says     ◆ the course infers\nhollow: the editor’s account")
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(y, -0.2)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure
