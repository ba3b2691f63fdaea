"""A sheet that counts in points from its top left: shapes keep their form, and every text knows its room."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from course_utils.look.theme import Theme

#: Points an inch; the empty border of a sheet in points.
_INCH, MARGIN = 72, 10.0
#: Pixels an inch at which a line is measured, and how much longer it may get at others.
_PIXELS, _SLACK = 100, 1.03


@lru_cache(maxsize=1)
def _renderer() -> Any:
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(1, 1, _PIXELS)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def _length(text: str, size: float, weight: str) -> float:
    """Measure once what is drawn anew in every theme and after every change."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    pixels = float(_renderer().get_text_width_height_descent(text, font, ismath=False)[0])
    return _SLACK * pixels * _INCH / _PIXELS


class Sheet:
    """A figure with one axes over all of it; ``height`` is set when what is on it is known."""

    def __init__(self, theme: Theme, width: float | None = None) -> None:
        """Open a sheet of the theme's width, or of so many points."""
        from matplotlib.figure import Figure

        self.theme = theme
        self.width = width or theme.width * _INCH
        #: The height of a line of text.
        self.line = theme.text * 1.3
        self.figure: Figure = Figure(figsize=(self.width / _INCH, 1))
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xticks([])
        self.axes.set_yticks([])

    def length(self, text: str, weight: str = "normal") -> float:
        """Return how long a line of text is, in points."""
        return _length(text, self.theme.text, weight)

    def wrap(self, text: str, room: float, weight: str = "normal") -> list[str]:
        """Break a text into lines that are no longer than the room, between words where it can be."""
        if self.length(text, weight) <= room:
            return [text]
        letters = max(1, min(len(text), int(1.2 * len(text) * room / max(self.length(text, weight), 1))))
        lines = wrap(text, letters) or [""]
        while letters > 1 and any(self.length(line, weight) > room for line in lines):
            letters -= 1
            lines = wrap(text, letters)
        return lines

    def write(self, x: float, y: float, lines: list[str], **how: Any) -> Text:
        """Write lines around the height y; what lies behind them stops short of them."""
        behind = {"facecolor": self.theme.paper, "edgecolor": "none", "pad": 1.5}
        if len(lines) == 1:  # by its baseline, so that letters below the line do not lift it off its mark
            how = {"va": "center_baseline"} | how
            y -= 0.1 * self.theme.text
        style: dict[str, Any] = {"va": "center", "linespacing": 1.15, "bbox": behind}
        return self.axes.text(x, y, "\n".join(lines), **style | how)

    def close(self, height: float) -> Figure:
        """Cut the sheet to its height and return the figure."""
        self.figure.set_size_inches(self.width / _INCH, height / _INCH)
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(height, 0)
        return self.figure
