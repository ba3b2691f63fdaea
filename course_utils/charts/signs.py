"""The sign of a tie: plus, minus, both or neither, on a badge whose shape says that the course infers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course_utils.charts.chart import mark
from course_utils.look.theme import ORIGINS, Theme, contrast
from course_utils.reading.pairs import MEANINGS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from course_utils.reading.records import Polarity

#: A polarity as a badge shows it.
SIGNS: dict[Polarity, str] = {1: "+", -1: "−", "mixed": "±", 0: "0"}
#: What the signs stand for, in a line.
SCALE = "; ".join(f"{sign} {MEANINGS[polarity]}" for polarity, sign in SIGNS.items())


def reach(theme: Theme) -> float:
    """Return half a badge's width and height, in inches."""
    return theme.text * 1.08 * 2**0.5 / 2 / 72


def badge(
    axes: Axes, theme: Theme, place: tuple[float, float], sign: Polarity, row: int, color: str, fill: bool
) -> None:
    """Draw a sign on its diamond, full or hollow, as a mark of a row."""
    face = color if fill else theme.paper
    (shape,) = axes.plot(
        *place,
        ORIGINS["inferred"].marker,
        markersize=theme.text * 1.08,
        markeredgewidth=1.8,
        markeredgecolor=color,
        markerfacecolor=face,
        zorder=4,
    )
    ink = max((theme.paper, theme.ink), key=lambda one: contrast(one, face))
    text = axes.text(*place, SIGNS[sign], ha="center", va="center_baseline", color=ink, weight="bold", zorder=5)
    mark(shape, row)
    mark(text, row)
