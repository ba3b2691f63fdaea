"""Where there is still room on a sheet: places for names, marks and labels, found by one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from math import cos, pi, sin
from typing import TypeAlias, cast

from course_utils.charts.sheet import EDGE, Point

#: Left, top, right and bottom.
Box: TypeAlias = tuple[float, float, float, float]
#: So many places are looked at before a box may lie on a line; the step from one ring of them to the next.
_TRIES, _STEP = 130, 9.0
#: On a ring, in twelfths: right, left, above and below come first.
_TURNS = (0, 6, 9, 3, 1, 11, 5, 7, 2, 10, 4, 8)


class Room:
    """What is taken of a sheet: boxes that nothing may lie on, and points of lines that are better left free."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.boxes = list[Box]()
        self.lines = list[Point]()

    def place(self, size: Point, middles: Iterable[Point], air: float = 3, lines: Sequence[Point] = ()) -> Box | None:
        """Take, for a box of a size, the first of the places that is free; None where all are taken."""
        import numpy as np

        (wide, high), best, least = size, None, 0
        taken, crossed = np.array(self.boxes or [(0,) * 4]), np.array([*self.lines, *lines] or [(-1e9, -1e9)])
        for tried, (x, y) in enumerate(middles):
            if best and tried > _TRIES:
                break
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            low, up = np.array(box[:2]) - air, np.array(box[2:]) + air
            inside = box[0] >= EDGE and box[1] >= EDGE and box[2] <= self.width - EDGE
            if inside and not ((taken[:, :2] < up) & (taken[:, 2:] > low)).all(1).any():
                on = int(((crossed > low) & (crossed < up)).all(1).sum())
                if best is None or on < least:
                    best, least = box, on
                if not on:
                    break
        if best:
            self.boxes.append(best)
        return best

    def near(
        self, size: Point, point: Point, air: float = 3, lines: Sequence[Point] = (), first: float | None = None
    ) -> Box:
        """Take a place around a point, or beside it, ``first`` as far off; below the last box there always is one."""
        wide, high = size if first is not None else (0, 0)

        def middles() -> Iterator[Point]:
            for ring in count():
                far = (first or 0) + ring * _STEP * (1 + ring / 12)
                for turn in _TURNS if far else (0,):
                    right, down = cos(turn * pi / 6), sin(turn * pi / 6)
                    yield point[0] + right * (far + wide / 2), point[1] + down * (far + high / 2)

        return cast(Box, self.place(size, middles(), air, lines))


def between(start: Point, end: Point, parts: int = 40) -> list[Point]:
    """Return points along a line."""
    (x, y), (right, down) = start, end
    return [(x + (right - x) * n / parts, y + (down - y) * n / parts) for n in range(parts + 1)]


def middle(box: Box) -> Point:
    """Return the middle of a box, or of a line from end to end."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
