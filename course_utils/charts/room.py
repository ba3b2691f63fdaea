"""Where there is still room on a sheet: places for names, marks and labels, found by one rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from math import cos, pi, sin
from typing import TypeAlias, cast

from course_utils.charts.sheet import EDGE, Point

#: Left, top, right and bottom.
Box: TypeAlias = tuple[float, float, float, float]
#: So many places later is as good as one less point of a line, or a leader through no box.
_ON_A_LINE, _THROUGH = 8, 120
#: The step from one ring of places to the next.
_STEP = 9.0
#: On a ring, in twelfths: right, left, above and below come first.
_TURNS = (0, 6, 9, 3, 1, 11, 5, 7, 2, 10, 4, 8)


class Room:
    """What is taken of a sheet: boxes that nothing may lie on, and points of lines that are better left free."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.boxes = list[Box]()
        self.lines = list[Point]()

    def place(
        self, size: Point, middles: Iterable[Point], air: float = 3, tie: Point | None = None, clear: float = 0
    ) -> Box | None:
        """Take the first of the places where a box is free, and so ``clear`` of lines as can be; None if there is none.

        A ``tie`` is where a leader to the box begins, which crosses no box either.
        """
        import numpy as np

        (wide, high), best, least = size, None, 0
        taken, crossed = np.array(self.boxes or [(0,) * 4]), np.array(self.lines or [(-1e9, -1e9)])
        others = taken[~((taken[:, :2] <= tie) & (taken[:, 2:] >= tie)).all(1)] if tie else taken[:0]
        for tried, (x, y) in enumerate(middles):
            if best and tried >= least:
                break
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            low, up = np.array(box[:2]) - air, np.array(box[2:]) + air
            near = (crossed > low - clear) & (crossed < up + clear)
            inside = box[0] >= EDGE and box[1] >= EDGE and box[2] <= self.width - EDGE
            if not inside or ((taken[:, :2] < up) & (taken[:, 2:] > low)).all(1).any():
                continue
            cost = tried + _ON_A_LINE * int(near.all(1).sum())
            if tie:
                leader = np.array(between(tie, end_of(tie, box)))[:, None]
                cost += _THROUGH * int(((others[:, :2] < leader) & (others[:, 2:] > leader)).all(2).any())
            if best is None or cost < least:
                best, least = box, cost
        if best:
            self.boxes.append(best)
        return best

    def near(self, size: Point, point: Point, air: float = 3, beside: float | None = None) -> Box:
        """Take a place around a point, or so far ``beside`` it; below the last box there always is one."""
        wide, high = size if beside else (0, 0)

        def middles() -> Iterator[Point]:
            for ring in count():
                far = (beside or 0) + ring * _STEP * (1 + ring / 12)
                for turn in _TURNS if far else (0,):
                    right, down = cos((turn + ring % 2 / 2) * pi / 6), sin((turn + ring % 2 / 2) * pi / 6)
                    yield point[0] + right * (far + wide / 2), point[1] + down * (far + high / 2)

        return cast(Box, self.place(size, middles(), air, point if beside else None))


def between(start: Point, end: Point, parts: int = 40) -> list[Point]:
    """Return points along a line."""
    (x, y), (right, down) = start, end
    return [(x + (right - x) * n / parts, y + (down - y) * n / parts) for n in range(parts + 1)]


def middle(box: Box) -> Point:
    """Return the middle of a box, or of a line from end to end."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def end_of(point: Point, box: Box) -> Point:
    """Return where a leader from a point meets a box."""
    return min(max(point[0], box[0] - 2), box[2] + 2), min(max(point[1], box[1]), box[3])
