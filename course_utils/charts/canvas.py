"""What a chart is painted on: matplotlib's own axes, or a sheet in points on which every text knows its room."""

from __future__ import annotations

from functools import cached_property, lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from course_utils.look.theme import Theme

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

#: Points an inch; the empty border of a sheet in points.
INCH, MARGIN = 72, 10.0
#: What the name of an artist begins with that stands for a row.
MARK = "row-"
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
    return _SLACK * pixels * INCH / _PIXELS


class Canvas:
    """A figure with one axes: a sheet in points over all of it, unless a chart asks for a ``grid``."""

    def __init__(self, theme: Theme) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.theme = theme
        #: In points, as is the height of a line of text; a chart may make the sheet wider before it has a height.
        self.width = theme.width * INCH
        self.line = theme.text * 1.3
        self.figure = Figure()
        FigureCanvasAgg(self.figure)  # lets a text be measured before the picture is drawn

    @cached_property
    def axes(self) -> Axes:
        """The sheet, which counts from its top left: shapes keep their form."""
        axes = self.figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[])
        axes.set_axis_off()
        return axes

    def grid(self, height: float, width: float | None = None) -> Axes:
        """Return axes for which matplotlib finds room, in inches, without a frame and the strokes of ticks."""
        self.figure.set_size_inches(width or self.theme.width, height)
        self.figure.set_layout_engine("constrained")
        self.axes = self.figure.subplots()
        self.axes.spines[:].set_visible(False)
        self.axes.tick_params(length=0)
        return self.axes

    def mark(self, row: int, *artists: Artist) -> None:
        """Say that artists stand for a row of the chart's table; several may stand for one."""
        for artist in artists:
            artist.set_gid(f"{MARK}{row}")

    def sign(
        self, row: int, x: float, y: float, marker: str, size: float, color: str, *, edge: float = 2, **how: Any
    ) -> None:
        """Draw a row's mark, so large as a part of the text."""
        size *= self.theme.text
        self.mark(row, *self.axes.plot(x, y, marker, markersize=size, color=color, markeredgewidth=edge, **how))

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

    def note(self, y: float, text: str, color: str) -> float:
        """Write a text over the sheet's width; return where it ends."""
        lines = self.wrap(text, self.width - 2 * MARGIN)
        self.write(MARGIN, y + len(lines) * self.line / 2, lines, color=color)
        return y + len(lines) * self.line

    def cut(self, height: float) -> None:
        """Give the sheet its height."""
        self.figure.set_size_inches(self.width / INCH, height / INCH)
        self.axes.set(xlim=(0, self.width), ylim=(height, 0))
