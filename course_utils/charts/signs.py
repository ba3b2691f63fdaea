"""The sign of a tie: plus, minus, both or neither, on a badge whose shape says that the course infers it."""

from course_utils.charts.canvas import Canvas
from course_utils.look.theme import ORIGINS, Theme, contrast
from course_utils.look.wording import MEANINGS, SIGNS
from course_utils.reading.records import Polarity

#: What the signs stand for, in a line.
SCALE = "; ".join(f"{sign} {MEANINGS[polarity]}" for polarity, sign in SIGNS.items())
#: How wide a badge is between its sides, of the theme's text.
_WIDE = 1.08


def reach(theme: Theme) -> float:
    """Return half a badge's width and height, in points."""
    return theme.text * _WIDE * 2**0.5 / 2


def badge(
    canvas: Canvas, place: tuple[float, float], sign: Polarity | None, row: int, color: str, hollow: bool = False
) -> None:
    """Draw a sign, if there is one, on its diamond, as a mark of a row."""
    if sign is None:
        return
    face = canvas.theme.paper if hollow else color
    ink = max((canvas.theme.paper, canvas.theme.ink), key=lambda one: contrast(one, face))
    marker = ORIGINS["inferred"].marker
    canvas.sign(row, *place, marker, _WIDE, color, edge=1.8, markerfacecolor=face, zorder=4)
    text = canvas.axes.text(*place, SIGNS[sign], ha="center", va="center_baseline", color=ink, weight="bold", zorder=5)
    canvas.mark(row, text)
