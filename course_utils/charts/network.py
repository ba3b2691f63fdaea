"""Who stands how to whom, as the text has it: actors where they lie on a map, a line a pair, its ties on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import ceil, cos, dist, pi, sin
from typing import NamedTuple, get_args

from course_utils.article.article import Voice
from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.room import Box, Room, between, middle
from course_utils.charts.sheet import BADGE, EDGE, LEADING, ROW, Mark, Point, Sheet, voices
from course_utils.look.wording import MEANINGS, POLARITIES, SIGNS, SURENESS, chain_of, cut, listed, many, voice_short
from course_utils.reading.counts import Dyad, certainty_of, dyads
from course_utils.reading.reading import Reading
from course_utils.reading.records import Actor, Factuality, Relation

#: How wide a name may be, and how far from the middle of one badge to that of the next, in points.
_NAME, PITCH = 120.0, BADGE + 1.5
ONE_WAY = "→ one way only; without it both ways"
#: What the table says of a tie.
COLUMNS = ("From", "Tie", "To", "Sign", "According to", "How surely")


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
    both, certainties = get_args(Voice), get_args(Factuality)
    choices = {"voice": voice, "source": source, "certainty": certainty, "actor": focus}
    for (what, one), known in zip(choices.items(), (both, (*names, *both), certainties, names), strict=True):
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
    choice = [f"in {voice_short(reading.article, voice)}’s words"] if voice else []
    choice += [f"according to {chain_of(reading, (source,))[0]}"] if source else []
    chosen = "; ".join([*choice, *([SURENESS[certainty]] if certainty else [])])
    point = _point(shown, names, focus) + (f" Shown: {cut(chosen, 90)}." if chosen else "")
    scale = "; ".join(f"{sign} {MEANINGS[polarity]}" for polarity, sign in SIGNS.items())
    return Chart(
        title=point,
        alt=cut(f"Network of {len(actors)} actors and {len(shown)} ties. {point}", 250),
        description="Actors stand roughly as on a map, north at the top. A line joins two who have ties; each diamond "
        "on it is one tie that the text gives, in the order of the text: full in the author’s words, hollow in the "
        "editor’s. A line has an arrowhead where all its ties go in one direction only. "
        f"The sign is the course’s inference: {scale}. A careful reader could code "
        f"{sum(r.contested is not None for r in shown)} of these ties otherwise. How surely a tie is put is "
        "taken from the claim that puts it; where none does, the words take it for granted.",
        table=Table("Ties", COLUMNS, tuple(tie_row(reading, r) for r in shown)),
        article=reading.article,
        paint=lambda sheet: _paint(sheet, reading, actors, left, shown, focus),
    )


def tie_row(reading: Reading, relation: Relation) -> Row:
    """Return a tie as a row of a chart's table."""
    one, other = chain_of(reading, (relation.actor, relation.recipient))
    sign, chain = POLARITIES[relation.polarity], " ← ".join(chain_of(reading, relation.source))
    sure = certainty_of(reading, relation)
    cells = (one, relation.kind.replace("-", " "), other, sign, chain, SURENESS[sure] if sure else "taken for granted")
    return Row(cells, relation.evidence, "inferred")


def one_way(reading: Reading, dyad: Dyad) -> str | None:
    """Return to whom all ties of a pair go, if they go in one direction only."""
    aims = {None if tie.kind in reading.mutual else tie.recipient for tie in dyad.relations}
    return aims.pop() if len(aims) == 1 else None


def _point(shown: Sequence[Relation], names: dict[str, str], focus: str | None) -> str:
    """Say what signs ties have: the focus’s, the busiest pair’s, or all."""
    pair, most = _busiest(shown)
    one, other = (name for actor, name in names.items() if actor in pair) if pair and not focus else ("", "")
    told = [r for r in shown if {r.actor, r.recipient} == pair] if one else shown
    signs = listed([word for sign, word in POLARITIES.items() if any(r.polarity == sign for r in told)])
    ties = f"{many(len(shown), 'tie')}: {signs}" if shown else "no tie"
    if one:
        return f"{one} and {other} have most ties, {most} of {len(shown)}: {signs}."
    return f"{names[focus]} has {ties}." if focus else f"The text gives {ties}."


def _busiest(shown: Sequence[Relation]) -> tuple[frozenset[str], int]:
    """Return the pair with clearly most ties, and how many; nobody where there is none."""
    pairs = Counter(frozenset((r.actor, r.recipient)) for r in shown)
    (pair, most), (_, second) = (*pairs.most_common(2), (frozenset(), 0), (frozenset(), 0))[:2]
    return (pair, most) if max(2, second) < most < len(shown) else (frozenset(), 0)


class _Line(NamedTuple):
    """A pair's line, from name to name, with the places of its ties."""

    dyad: Dyad
    ends: tuple[Point, Point]
    box: Box
    badges: dict[str, Point]  #: By the ids of the relations.


def _paint(
    sheet: Sheet, reading: Reading, actors: list[Actor], left: list[Relation], shown: list[Relation], focus: str | None
) -> None:
    """Draw the actors who have ties, and these: what is shown as the table's rows, what else is left as hairlines.

    Every tie of the reading has its place, whether it is drawn or not; the sheet is as high as they need.
    """
    theme, wrapped = sheet.theme, {a.id: sheet.wrap(a.name, _NAME, 600) for a in actors}
    boxes, lines = _laid(sheet, reading, actors, wrapped) if actors else ({}, [])
    rows = {r.id: row for row, r in enumerate(shown)}
    point = {focus} if focus else _busiest(shown)[0]
    for line in lines:
        if any(r.id in rows for r in line.dyad.relations):
            _ties(sheet, reading, line, rows, point == {*line.dyad.actors})
        elif any(r in left for r in line.dyad.relations):
            sheet.stroke(line.ends)
    busy = {actor for r in shown for actor in (r.actor, r.recipient)} | point
    for actor, box in boxes.items():
        color, weight = (theme.ink, 600) if actor in busy else (theme.quiet, 400)
        sheet.text(*middle(box), wrapped[actor], side="center", around=True, color=color, weight=weight)
    y = max((box[3] for box in (*(line.box for line in lines), *boxes.values())), default=-7) + 12
    if not shown:
        said = "The text has no tie that fits this choice." if reading.relations else "The text has no ties."
        return sheet.cut(sheet.key(y + 10, {said: None}))
    sheet.rule(y)
    key = voices(reading.article, Mark("inferred", size=14))
    return sheet.cut(sheet.signs(sheet.key(y + 16, {**key, ONE_WAY: None}) + ROW - 13))


def _laid(
    sheet: Sheet, reading: Reading, actors: list[Actor], wrapped: dict[str, list[str]]
) -> tuple[dict[str, Box], list[_Line]]:
    """Find places for the names, as on a map, and on the lines between them for the ties."""
    sizes = {a: (max(sheet.length(one, 600) for one in lines), len(lines) * LEADING) for a, lines in wrapped.items()}
    # Those without a place, from -10 to 10 each way, go round a ring, from the top.
    ring = [actor.id for actor in actors if actor.at is None]
    turn = {actor: 2 * pi * number / len(ring) for number, actor in enumerate(ring)}
    at = {a.id: a.at or (10 * sin(turn[a.id]), 10 * cos(turn[a.id])) for a in actors}
    west, south, east, north = (most(one) for most in (min, max) for one in zip(*at.values(), strict=True))
    side = EDGE + max((wide for wide, _ in sizes.values())) / 2
    deep = max(300, 0.7 * sum(high for _, high in sizes.values()))
    pairs, room, boxes = dyads(reading), Room(sheet.width), dict[str, Box]()
    for _ in range(3):  # a name gives way to the lines of others; its own then run elsewhere
        for actor, (x, y) in at.items():
            others = {a: box for a, box in boxes.items() if a != actor}
            room.boxes = [*others.values()]
            joined = [between(*_ends(others[a], others[b])) for a, b in pairs if a in others and b in others]
            right = (x - west) / (east - west) if east > west else 0.5
            down = (north - y) / (north - south) if north > south else 0.5
            wish = side + right * (sheet.width - 2 * side), EDGE + LEADING / 2 + down * deep
            room.lines = [*chain(*joined)]
            boxes[actor] = room.near(sizes[actor], wish, 6)
    room.boxes = [*boxes.values()]
    ends = {pair: _ends(boxes[pair[0]], boxes[pair[1]]) for pair in pairs}
    lines = list[_Line]()
    for pair, dyad in sorted(pairs.items(), key=lambda one: -len(one[1].relations)):
        room.lines = [*chain(*(between(*line) for other, line in ends.items() if other != pair))]
        lines.append(_line(room, dyad, ends[pair]))
    return boxes, lines


def _ends(one: Box, other: Box) -> tuple[Point, Point]:
    """Return where the line between the middles of two names leaves the one and meets the other."""
    (x, y), (right, low) = middle(one), middle(other)
    across, down = right - x, low - y

    def part(box: Box) -> float:
        wide, high = (box[2] - box[0]) / 2 + 5, (box[3] - box[1]) / 2 + 3
        return min(wide / max(abs(across), 0.1), high / max(abs(down), 0.1), 0.5)

    first, last = part(one), 1 - part(other)
    return (x + across * first, y + down * first), (x + across * last, y + down * last)


def _line(room: Room, dyad: Dyad, ends: tuple[Point, Point]) -> _Line:
    """Find a place for a pair's ties: in a row in the middle of their line, else in more rows, else beside it."""
    ties, middles = sorted(dyad.relations, key=lambda tie: tie.evidence[0].start), between(*ends)[4:-4]
    middles.sort(key=lambda one: dist(one, middle((*ends[0], *ends[1]))))
    shapes = list(dict.fromkeys(ceil(len(ties) / n) for n in range(1, len(ties) + 1)))
    if abs(ends[0][1] - ends[1][1]) > abs(ends[0][0] - ends[1][0]):
        shapes.reverse()  # along a steep line
    for columns in (*shapes, min(len(ties), 6)):
        size = columns * PITCH, ceil(len(ties) / columns) * PITCH
        if box := room.place(size, middles, clear=10):
            break
    box = box or room.near(size, middles[0])
    badges = {}
    for number, tie in enumerate(ties):
        row, column = divmod(number, columns)
        spare = columns - min(columns, len(ties) - row * columns)  # the last row stands in the middle
        badges[tie.id] = box[0] + (column + spare / 2 + 0.5) * PITCH, box[1] + (row + 0.5) * PITCH
    return _Line(dyad, ends, box, badges)


def _ties(sheet: Sheet, reading: Reading, line: _Line, rows: dict[str, int], busiest: bool) -> None:
    """Draw a pair's line and, of its ties, those that are shown."""
    start, end = line.ends
    color, width = (sheet.theme.ink, 3) if busiest else (sheet.theme.quiet, 1.2)
    if to := one_way(reading, line.dyad):
        sheet.arrow(*(line.ends if to == line.dyad.actors[1] else (end, start)), color, width)
    else:
        sheet.stroke(line.ends, color, width)
    # Ties that have no room on their line are tied to its middle.
    sheet.stroke((middle((*start, *end)), middle(line.box)), sheet.theme.quiet, 0.7)
    for tie in (tie for tie in line.dyad.relations if tie.id in rows):
        sheet.badge(rows[tie.id], *line.badges[tie.id], tie.polarity, Mark("inferred", tie.source[-1], size=BADGE))
