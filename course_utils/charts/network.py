"""Who stands how to whom, as the text has it: actors where they lie on a map, every tie its own line.

What is drawn is reckoned in points from the sheet's lower left, so that north is up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import copysign, cos, hypot, pi, sin
from textwrap import fill
from typing import TYPE_CHECKING, Any, get_args

from course_utils.article.article import Voice
from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.charts.sheet import BADGE, Mark, Point
from course_utils.look.theme import ORIGINS, TEXT, VOICES
from course_utils.look.wording import MEANINGS, POLARITIES, SIGNS, SURENESS, chain_of, cut, many, voice_short
from course_utils.reading.pairs import Dyad, certainty_of, dyads
from course_utils.reading.reading import Reading
from course_utils.reading.records import Actor, Factuality, Relation

if TYPE_CHECKING:
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

#: Letters in a line of an actor's name.
_LINE = 12
#: From the sheet's side, and from its top or the key, to the middle of the outermost names.
_BESIDE, _ABOVE = 53.28, 21.6
#: As many actors as have room round the usual size, and points that a curve is drawn through.
_CROWD, _STEPS = 14, 60
#: Where along a curve its badge can go, the middle first: as parts of the curve's length.
_SLIDES = (0.0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3)


def network(
    reading: Reading,
    *,
    voice: Voice | None = None,
    source: str | None = None,
    certainty: Factuality | None = None,
    focus: str | None = None,
) -> Chart:
    """Draw every tie between two actors with its sign; a filter leaves out the others, a focus fades them.

    ``voice`` is whose words a tie rests on, ``source`` the id of who is first in its chain, ``certainty``
    how sure that one is of it (``pairs.certainty_of``; what is taken for granted counts as CT+), ``focus`` an
    actor's id. Raises KeyError with what is known for any other value.
    """
    names = {actor.id: cut(actor.name) for actor in reading.actors}
    voices, certainties = get_args(Voice), get_args(Factuality)
    choices = {"voice": voice, "source": source, "certainty": certainty, "actor": focus}
    for (what, one), known in zip(choices.items(), (voices, (*names, *voices), certainties, names), strict=True):
        if one is not None and one not in known:
            raise KeyError(f"no {what} {one!r}; the reading has {', '.join(known)}")
    left = []
    for r in reading.relations:
        has = (r.source[-1], r.source[0], certainty_of(reading, r) or "CT+")
        if all(asked in (None, own) for asked, own in zip((voice, source, certainty), has, strict=True)):
            left.append(r)
    shown = [r for r in left if focus in (None, r.actor, r.recipient)]
    tied = {actor for r in reading.relations for actor in (r.actor, r.recipient)}
    actors = [actor for actor in reading.actors if actor.id in tied]
    choice = [
        f"in {voice_short(reading.article, voice)}’s words" if voice else "",
        f"according to {chain_of(reading, (source,))[0]}" if source else "",
        SURENESS[certainty] if certainty else "",
    ]
    chosen = "; ".join(filter(None, choice))
    point = _point(shown, names, focus) + (f" Shown: {cut(chosen, 90)}." if chosen else "")
    scale = "; ".join(f"{sign} {MEANINGS[polarity]}" for polarity, sign in SIGNS.items())
    columns = ("From", "Tie", "To", "Sign", "According to", "How surely")
    return Chart(
        title=point,
        alt=cut(f"Network of {len(actors)} actors and {len(shown)} ties. {point}", 250),
        description="Actors stand roughly as on a map, north at the top. Each line is one tie that the text "
        "gives: solid in the author’s words, dashed in the editor’s, with an arrowhead if it is one-sided. "
        f"Its sign is the course’s inference: {scale}. A careful reader could code "
        f"{sum(r.contested is not None for r in shown)} of these ties otherwise. How surely a tie is put is "
        "taken from the claim that puts it; where none does, the words take it for granted.",
        table=Table("Ties", columns, tuple(tie_row(reading, r) for r in shown)),
        article=reading.article,
        paint=lambda canvas: _paint(canvas, reading, actors, left, focus),
    )


def tie_row(reading: Reading, relation: Relation) -> Row:
    """Return a tie as a row of a chart's table."""
    one, other = chain_of(reading, (relation.actor, relation.recipient))
    sign, chain = POLARITIES[relation.polarity], " ← ".join(chain_of(reading, relation.source))
    sure = certainty_of(reading, relation)
    cells = (one, _kind(relation), other, sign, chain, SURENESS[sure] if sure else "taken for granted")
    return Row(cells, relation.evidence, "inferred")


def _kind(relation: Relation) -> str:
    return relation.kind.replace("-", " ")


def _point(shown: Sequence[Relation], names: dict[str, str], focus: str | None) -> str:
    """Say how many ties of each sign there are: the focus’s, the busiest pair’s, or all."""
    total = len(shown)
    ties = many(total, "tie")
    if focus:
        return f"{names[focus]} has {_counted(shown, ties)} in this text."
    pairs = Counter(frozenset((r.actor, r.recipient)) for r in shown)
    (pair, most), (_, second) = (*pairs.most_common(2), (frozenset(), 0), (frozenset(), 0))[:2]
    if max(2, second) < most < total:
        one, other = (name for actor, name in names.items() if actor in pair)
        chosen = [r for r in shown if {r.actor, r.recipient} == pair]
        return f"{_counted(chosen, f'{most} of {total} ties')} join {one} and {other}."
    return f"The text gives {_counted(shown, ties)}."


def _counted(relations: Sequence[Relation], ties: str) -> str:
    counts = Counter(r.polarity for r in relations)
    said = ", ".join(f"{counts[sign]} {word}" for sign, word in POLARITIES.items() if counts[sign])
    return f"{ties} ({said})" if relations else "no tie"


def _paint(
    canvas: Canvas, reading: Reading, actors: Sequence[Actor], left: Sequence[Relation], focus: str | None
) -> None:
    """Draw the actors who have ties, and the ties: those of the focus as the table's rows, others as hairlines.

    Every tie of the reading has its place, whether it is drawn or not.
    """
    from matplotlib.patches import Polygon

    axes, theme, em = canvas.axes, canvas.theme, TEXT
    key = 3.9 * em
    canvas.width *= max(1.0, len(actors) / _CROWD)
    high = key + 0.88 * canvas.width
    canvas.cut(high)
    axes.set_ylim(0, high)
    across, up = canvas.width - 2 * _BESIDE, high - key - 2 * _ABOVE
    # Those without a place, from -10 to 10 each way, go round a ring, from the top.
    ring = [actor.id for actor in actors if actor.at is None]
    turn = {actor: 2 * pi * number / len(ring) for number, actor in enumerate(ring)}
    at = {a.id: a.at or (10 * sin(turn[a.id]), 10 * cos(turn[a.id])) for a in actors}
    places = {a: (_BESIDE + (x + 10) / 20 * across, key + _ABOVE + (y + 10) / 20 * up) for a, (x, y) in at.items()}
    shown = [r for r in left if focus in (None, r.actor, r.recipient)]
    busy = {actor for r in shown for actor in (r.actor, r.recipient)}
    names = {a.id: _name(canvas, a, places[a.id], a.id in busy, a.id == focus) for a in actors}
    half, taken = BADGE / 2, list(names.values())
    curves, spots = {}, {}
    for dyad in dyads(reading).values():
        for tie, curve, wish in _fan(dyad, places, em):
            curves[tie], spots[tie] = curve, _settle(curve, wish, half, taken)
            taken.append(_around(spots[tie], half))
    for relation in left:
        if relation not in shown:
            axes.plot(*_outside(curves[relation.id], names.values()).T, color=theme.hairline, linewidth=0.8, zorder=1)
    taken = [*names.values(), *(_around(spots[r.id], half) for r in shown)]
    lines = []
    for row, relation in enumerate(shown):
        style = VOICES[relation.source[-1]]
        line = _outside(curves[relation.id], (names[relation.actor], names[relation.recipient]))
        lines.append(line)
        axes.plot(*line.T, style.line, color=style.color, linewidth=1.8, zorder=2)
        if relation.kind not in reading.mutual:
            tip, along = line[-1], 0.6 * em * (line[-1] - line[-3]) / hypot(*(line[-1] - line[-3]))
            aside = along[::-1] * (-0.5, 0.5)
            axes.add_patch(Polygon([tip, tip - along + aside, tip - along - aside], color=style.color, zorder=3))
            taken.append(_around(line[-1], 0.4 * em))
        (x, y), look = spots[relation.id], Mark("inferred", relation.source[-1], size=BADGE)
        canvas.badge(row, x, y, relation.polarity, look)
    for row, relation in enumerate(shown):
        _label(canvas, row, cut(_kind(relation), 16), spots[relation.id], half, taken, lines)
    if shown:
        _key(canvas, reading)
    else:
        said = "The text has no tie that fits this choice." if reading.relations else "The text has no ties."
        axes.text(canvas.width / 2, 1.9 * em, said, ha="center", va="center")


def _fan(dyad: Dyad, places: dict[str, Point], em: float) -> Iterator[tuple[str, Any, float]]:
    """Yield each relation between two actors with its curve, and where along it its badge should be.

    Where there is room, badges come to stand above each other, and curves run beside each other.
    """
    import numpy as np
    from matplotlib.bezier import BezierSegment

    first, last = sorted(dyad.actors, key=places.__getitem__)
    (x0, y0), (x1, y1) = places[first], places[last]
    long = hypot(x1 - x0, y1 - y0) or 1.0
    across, up = (x1 - x0) / long, (y1 - y0) / long
    count, gap = len(dyad.relations), max(1.3, 1.85 * across) * em
    step = copysign(min(1.85 * em * abs(up) / long, 0.7 / count), up)
    for number, relation in enumerate(dyad.relations):
        side = number - (count - 1) / 2
        bend = ((x0 + x1) / 2 - up * 2 * gap * side, (y0 + y1) / 2 + across * 2 * gap * side)
        points = BezierSegment(np.array([(x0, y0), bend, (x1, y1)]))(np.linspace(0, 1, _STEPS + 1))
        # A level line leaves room for words after its badge.
        wish = 0.5 - 0.14 * across**4 + step * side
        forward = relation.actor == first
        yield relation.id, points if forward else points[::-1], wish if forward else 1 - wish


def _settle(curve: Any, wish: float, half: float, taken: Sequence[Bbox]) -> Any:
    """Return the place on a curve nearest to the wish where a square of twice ``half`` is free, if any is."""
    import numpy as np

    lengths = np.hypot(*np.diff(curve, axis=0).T).cumsum()
    parts = [wish + slide for slide in _SLIDES if 0.05 < wish + slide < 0.95]
    spots = curve[np.searchsorted(lengths, np.array(parts) * lengths[-1])]
    return next((spot for spot in spots if not _around(spot, half).count_overlaps(taken)), spots[0])


def _around(point: Point, half: float) -> Bbox:
    from matplotlib.transforms import Bbox

    return Bbox([point, point]).padded(half)


def _outside(curve: Any, boxes: Iterable[Bbox]) -> Any:
    """Return the points of a curve that lie outside the boxes at its two ends."""
    return curve[[not any(box.contains(*point) for box in boxes) for point in curve]]


def _box(canvas: Canvas, text: Text, pad: float) -> Bbox:
    """Return where a text stands, with some air around it."""
    return text.get_window_extent().transformed(canvas.axes.transData.inverted()).padded(pad)


def _name(canvas: Canvas, actor: Actor, place: Point, busy: bool, focus: bool) -> Bbox:
    """Write an actor's name, quietly if no tie of theirs is shown, and return where it stands."""
    theme = canvas.theme
    color, weight = (theme.ink, "bold") if busy else (theme.quiet, "normal")
    name = fill(cut(actor.name), _LINE)
    text = canvas.axes.text(*place, name, ha="center", va="center", color=color, weight=weight, zorder=6)
    if focus:
        text.set_bbox({"boxstyle": "round", "facecolor": theme.paper, "edgecolor": theme.ink})
    box = _box(canvas, text, 0.25 * TEXT)
    # A name of many lines or wide letters is pulled back into the picture.
    right = max(0, -box.x0) - max(0, box.x1 - canvas.width)
    up = -max(0, box.y1 - canvas.axes.get_ylim()[1])
    text.set_position((place[0] + right, place[1] + up))
    return box.translated(right, up)


def _label(
    canvas: Canvas, row: int, words: str, spot: Point, half: float, taken: list[Bbox], lines: Sequence[Any]
) -> None:
    """Write a tie's kind beside its badge, where it hides fewest lines; nowhere if it has no room."""
    (x, y), near, below = spot, half + 2.88, half + 1.44
    sides = (
        {"x": x + near, "y": y, "ha": "left", "va": "center_baseline"},
        {"x": x - near, "y": y, "ha": "right", "va": "center_baseline"},
        {"x": x, "y": y + below, "ha": "center", "va": "bottom"},
        {"x": x, "y": y - below, "ha": "center", "va": "top"},
    )
    behind = {"facecolor": canvas.theme.paper, "edgecolor": "none", "pad": 0.5}
    text, free = canvas.axes.text(x, y, words, zorder=3, bbox=behind), []
    for side in sides:
        text.set(**side)
        box = _box(canvas, text, 1.44)
        inside = min(*box.min) >= 0 and box.x1 <= canvas.width and box.y1 <= canvas.axes.get_ylim()[1]
        if inside and not box.count_overlaps(taken):
            free.append((sum(box.count_contains(line) for line in lines), side, box))
    if free:
        _, side, box = min(free, key=lambda one: one[0])
        text.set(**side)
        taken.append(box)
        canvas.tag(row, text)
    else:
        text.remove()


def _key(canvas: Canvas, reading: Reading) -> None:
    """Say what the lines and signs mean."""
    axes, em, x = canvas.axes, TEXT, 18.0
    for voice, style in VOICES.items():
        axes.plot((x, x + 2.6 * em), (2.6 * em, 2.6 * em), style.line, color=style.color, linewidth=1.8)
        text = axes.text(x + 3 * em, 2.6 * em, cut(voice_short(reading.article, voice), 16), va="center_baseline")
        x = _box(canvas, text, 0).x1 + 1.2 * em
    axes.text(x, 2.6 * em, "▶ one-sided", va="center_baseline")
    signs = "   ".join(f"{SIGNS[sign]} {word}" for sign, word in POLARITIES.items())
    words = f"{ORIGINS['inferred'].sign} sign inferred:  {signs}"
    axes.text(18, em, words, va="center_baseline", color=canvas.theme.quiet)
