"""Where the network's actors stand and how its ties run: plain geometry, in inches from the lower left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import copysign, cos, hypot, pi, sin
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from course_utils.reading.pairs import Dyad
    from course_utils.reading.records import Actor

Point: TypeAlias = tuple[float, float]
#: Left, bottom, right, top.
Box: TypeAlias = tuple[float, float, float, float]

#: Points that a curve is drawn through.
_STEPS = 60
#: Where along a curve its badge can go, the middle first: as parts of the curve's length.
_SLIDES = (0.0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3)


def stand(actors: Sequence[Actor]) -> dict[str, Point]:
    """Return each actor's place, from -10 to 10 each way; those without one go round a ring, from the top."""
    ring = [actor.id for actor in actors if actor.at is None]
    places = {actor.id: actor.at for actor in actors if actor.at is not None}
    for number, actor in enumerate(ring):
        turn = 2 * pi * number / len(ring)
        places[actor] = (10 * sin(turn), 10 * cos(turn))
    return places


@dataclass(frozen=True, slots=True)
class Curve:
    """One tie's line, from its actor to its recipient."""

    points: list[Point]
    #: Where along it its badge should be, as a part of its length.
    wish: float


def fan(dyad: Dyad, places: dict[str, Point], apart: float, room: float) -> dict[str, Curve]:
    """Return the curve of each relation between two actors, by its id.

    Where there is room, badges come to stand ``apart`` inches above each other, and curves run at least
    ``room`` inches beside each other.
    """
    first, last = sorted(dyad.actors, key=places.__getitem__)
    (x0, y0), (x1, y1) = places[first], places[last]
    long = hypot(x1 - x0, y1 - y0) or 1.0
    across, up = (x1 - x0) / long, (y1 - y0) / long
    count, gap = len(dyad.relations), max(room, apart * across)
    step = copysign(min(apart * abs(up) / long, 0.7 / count), up)
    curves = {}
    for number, relation in enumerate(dyad.relations):
        side = number - (count - 1) / 2
        bend = ((x0 + x1) / 2 - up * 2 * gap * side, (y0 + y1) / 2 + across * 2 * gap * side)
        points = [_on((x0, y0), bend, (x1, y1), n / _STEPS) for n in range(_STEPS + 1)]
        # A level line leaves room for words after its badge.
        wish = 0.5 - 0.14 * across**4 + step * side
        curves[relation.id] = Curve(points, wish) if relation.actor == first else Curve(points[::-1], 1 - wish)
    return curves


def _on(start: Point, bend: Point, end: Point, t: float) -> Point:
    """Return a point of a quadratic Bézier curve."""
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]


def outside(curve: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """Return the stretch of a curve that runs outside the boxes at its two ends."""
    return [point for point in curve if not any(holds(box, point) for box in boxes)]


def settle(curve: Curve, half: float, taken: Sequence[Box]) -> Point:
    """Return the place on a curve nearest to its wish where a square of twice ``half`` is free, if any is."""
    spots = [_along(curve.points, curve.wish + s) for s in _SLIDES if 0.05 < curve.wish + s < 0.95]
    return next((spot for spot in spots if free(around(spot, half), taken)), spots[0])


def _along(curve: Sequence[Point], part: float) -> Point:
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(curve)]
    left = part * sum(lengths)
    for point, length in zip(curve, lengths, strict=False):
        if left <= length:
            return point
        left -= length
    return curve[-1]


def around(point: Point, half: float) -> Box:
    """Return the square around a point."""
    return point[0] - half, point[1] - half, point[0] + half, point[1] + half


def free(box: Box, taken: Iterable[Box]) -> bool:
    """Tell whether a box overlaps none of the others."""
    return not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken)


def holds(box: Box, point: Point) -> bool:
    """Tell whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
