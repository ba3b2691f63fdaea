"""The sheet that every chart is drawn on: 484 points wide, counted from its top left, so that 14 points are 14 points.

A chart draws from above, keeps a height ``y`` as it goes, and ends with ``cut(y)``. Texts are written around the
middle of their first line; a block of lines is ``LEADING`` points deeper for each. What stands for a row of the chart's
table (a ``mark``, ``bar``, ``badge`` or ``text``) has the row's number, and several may have the same; in a key it is
None. Shape is origin, colour and fill are voice (``Mark``). What ``tests/pictures.py`` then finds wrong (text on text,
on a mark, anything cut or small) is mended by rule, not for one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from course_utils.look.theme import ORIGINS, SANS, SERIF, TEXT, VOICES, WIDTH, Origin, Theme, contrast
from course_utils.look.wording import POLARITIES, SIGNS, cut, voice_name

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from course_utils.article.article import Article
    from course_utils.reading.records import Polarity

Point: TypeAlias = tuple[float, float]
#: Points an inch; the empty border left and right; from one line of a text to the next; a row of one line.
INCH, EDGE, LEADING, ROW = 72, 4.0, 1.22 * TEXT, 20.0
#: A diamond with a sign in it, from corner to corner; the one number that is the finding.
BADGE, LARGE = 22.0, 30.0
#: What the name of an artist begins with that stands for a row.
ROW_ID = "row-"


class Mark(NamedTuple):
    """How a mark looks: its shape says the origin, colour and fill the voice; ink is no one voice, grey is outside."""

    origin: Origin = "article"
    voice: str = ""
    #: Its side, or from corner to corner, with its edge.
    size: float = 11.0
    edge: float = 1.8
    #: Whether it is no row now, and only shows where it would stand.
    pale: bool = False


class Sheet:
    """A figure with one axes in points, y downwards."""

    #: In points.
    width = WIDTH

    def __init__(self, theme: Theme) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.theme = theme
        self.figure = Figure()
        FigureCanvasAgg(self.figure)  # lets a text be measured before the picture is drawn

    @cached_property
    def axes(self) -> Axes:
        """What all is drawn on, for what matplotlib has and the sheet has not."""
        axes = self.figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[])
        axes.set_axis_off()
        return axes

    def cut(self, height: float) -> None:
        """Give the sheet its height."""
        self.figure.set_size_inches(self.width / INCH, height / INCH)
        self.axes.set(xlim=(0, self.width), ylim=(height, 0))

    @staticmethod
    @lru_cache(maxsize=8192)  # what is drawn anew in every theme and after every change
    def length(text: str, weight: int = 400, size: float = TEXT, words: bool = False) -> float:
        """Return how long a line of text is, in points."""
        from matplotlib.backends.backend_agg import RendererAgg
        from matplotlib.font_manager import FontProperties

        renderer = cast(Any, RendererAgg)(1, 1, INCH)  # matplotlib leaves it untyped
        font = FontProperties(family=SERIF if words else SANS, size=size, weight=weight)
        return float(1.01 * renderer.get_text_width_height_descent(text, font, ismath=False)[0])

    def wrap(self, text: str, room: float, weight: int = 400, size: float = TEXT, words: bool = False) -> list[str]:
        """Break a text between words, within them only where one is too long, into lines of like length."""
        parts = list[tuple[str, float]]()
        for word in text.split():
            while (long := self.length(word, weight, size, words)) > room and len(word) > 1:
                tried = range(int(len(word) * room / long) + 1, 1, -1)
                letters = next((n for n in tried if self.length(word[:n], weight, size, words) <= room), 1)
                parts.append((word[:letters], room))
                word = word[letters:]
            parts.append((word, long))
        space = self.length("a a", weight, size, words) - self.length("aa", weight, size, words)
        low, lines = max((long for _, long in parts), default=0), _filled(parts, space, room)
        while room - low > 2 and len(lines) > 1:  # the narrowest room that needs no more lines leaves no word alone
            middle = (low + room) / 2
            fewer = _filled(parts, space, middle)
            low, room, lines = (low, middle, fewer) if len(fewer) <= len(lines) else (middle, room, lines)
        return lines

    def text(
        self, x: float, y: float, lines: str | Sequence[str], *, side: Literal["left", "right", "center"] = "left",
        color: str = "", weight: int = 400, size: float = TEXT, words: bool = False, around: bool = False,
        row: int | None = None, above: float = 6, clear: bool = False,
    ) -> None:  # fmt: skip
        """Write lines, the middle of the first at ``y``, or that of all ``around`` it, ``clear`` of borders.

        ``side`` is what of them stands at ``x``. ``words`` are the article's own: in their face, on their ground.
        """
        from matplotlib.patheffects import withStroke

        lines = [lines] if isinstance(lines, str) else lines
        if around:
            y -= (len(lines) - 1) * 1.22 * size / 2
        for number, line in enumerate(lines):  # by its baseline, so that no letter moves a line
            line, at, long = " ".join(line.split()), y + number * 1.22 * size, self.length(line, weight, size, words)
            if side == "center":  # on the sheet, wherever its middle is
                x = max(EDGE + long / 2, min(x, self.width - EDGE - long / 2))
            if words:
                left = x - long * ("left", "center", "right").index(side) / 2
                self.stroke(((left - 2, at), (left + long + 2, at)), self.theme.ground, 1.36 * size, above=above - 0.5)
            written = self.axes.text(
                x, at + 0.27 * size, line, ha=side, va="baseline", color=color or self.theme.ink,
                family=SERIF if words else SANS, weight=weight, size=size, zorder=above, linespacing=1,
            )  # fmt: skip
            written.set_path_effects([withStroke(linewidth=4, foreground=self.theme.land)] if clear else [])
            self._tag(row, written)

    def counted(
        self, y: float, number: object, text: str, x: float = 0, *, right: float = 0, weight: int = 400,
        size: float = TEXT,
    ) -> float:  # fmt: skip
        """Write a number before what it counts, from ``x`` to ``right``; return how much deeper than a line this is.

        Without an ``x`` the number stands at the edge and is the finding: large, unless a size is given.
        """
        x, size = (x, size) if x else (EDGE + 8 + self.length(str(number), 600, LARGE), LARGE)
        lines = self.wrap(text, (right or self.width - EDGE) - x, weight)
        self.text(x - 8, y - (size - TEXT) / 5, str(number), side="right", weight=600, size=size)
        self.text(x, y, lines, weight=weight)
        return (len(lines) - 1) * LEADING

    def stroke(
        self, points: Iterable[Point], color: str = "", width: float = 0.8, dashes: Any = "-", above: float = 1
    ) -> None:
        """Draw a line through points: by default a hairline; ``dashes`` are matplotlib's."""
        from matplotlib.lines import Line2D

        color = color or self.theme.hairline
        line = Line2D(*zip(*points, strict=True), color=color, linewidth=width, linestyle=dashes, zorder=above)
        line.set(solid_capstyle="butt", dash_capstyle="butt")
        self.axes.add_line(line)

    def rule(self, y: float, left: float = EDGE) -> None:
        """Draw a hairline across the sheet."""
        self.stroke(((left, y), (self.width - EDGE, y)))

    def arrow(self, start: Point, end: Point, color: str = "", width: float = 1.2) -> None:
        """Draw a line that ends in a full arrowhead."""
        from matplotlib.patches import FancyArrowPatch

        how: dict[str, Any] = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "mutation_scale": 11, "zorder": 1.5}
        self.axes.add_patch(FancyArrowPatch(start, end, color=color or self.theme.quiet, linewidth=width, **how))

    def mark(self, row: int | None, x: float, y: float, look: Mark = Mark(), *, above: float = 4) -> None:  # noqa: B008
        """Draw a row's mark around a place."""
        from matplotlib.patches import Circle, Rectangle, RegularPolygon

        shape, side = ORIGINS[look.origin].marker, look.size - look.edge
        if shape == "o":
            patch: Any = Circle((x, y), side / 2)
        elif shape == "D":
            patch = RegularPolygon((x, y), 4, radius=look.size / 2 - look.edge * 2**-0.5)
        else:
            patch = Rectangle((x - side / 2, y - side / 2), side, side)
        self._paint(row, patch, look, above)

    def bar(self, row: int | None, left: float, right: float, y: float, look: Mark = Mark()) -> None:  # noqa: B008
        """Draw a row's bar, as high as the mark would be: round where the article says it, else square."""
        from matplotlib.patches import FancyBboxPatch

        high = look.size - look.edge
        style = f"round,pad=0,rounding_size={high / 2 - 0.01}" if look.origin == "article" else "square,pad=0"
        corner, long = (left + look.edge / 2, y - high / 2), right - left - look.edge
        self._paint(row, FancyBboxPatch(corner, long, high, boxstyle=style), look, 3)

    def badge(self, row: int | None, x: float, y: float, sign: Polarity | None, look: Mark | None = None) -> None:
        """Draw the sign of a tie, if it has one, in a diamond, as the course infers it."""
        if sign is not None:
            look = look or Mark("inferred", size=BADGE)
            self.mark(row, x, y, look)
            ink = max((self.theme.paper, self.theme.ink), key=lambda one: contrast(one, self.colors(look)[0]))
            self.text(x, y, SIGNS[sign], side="center", weight=600, color=ink, row=row)

    def key(self, y: float, entries: Mapping[str, Mark | None], color: str = "") -> float:
        """Explain marks, or give a text of its own, one after another; return where the last line ends."""
        x = EDGE
        for text, look in entries.items():
            wide = look.size + 6 if look else 0
            if x > EDGE and x + wide + self.length(text) > self.width - EDGE:
                x, y = EDGE, y + ROW
            if look:
                self.mark(None, x + look.size / 2, y, look)
            lines = self.wrap(text, self.width - EDGE - x - wide)
            self.text(x + wide, y, lines, color=color)
            y += (len(lines) - 1) * LEADING
            x += wide + self.length(lines[-1]) + 18
        return y + 13

    def signs(self, y: float) -> float:
        """Explain the signs of ties, and whose they are; return where this ends."""
        meant = (f"{SIGNS[polarity]} {word}" for polarity, word in POLARITIES.items())
        return self.key(y, dict.fromkeys(["The course infers the signs:", *meant]), self.theme.quiet)

    def colors(self, look: Mark) -> tuple[str, str]:
        """Return the colours of a mark's face and of its edge."""
        own = self.theme.outside if look.origin == "outside" else self.theme.ink
        edge = self.theme.hairline if look.pale else VOICES[look.voice].color if look.voice else own
        return self.theme.paper if look.voice == "editor" else edge, edge

    def _paint(self, row: int | None, patch: Any, look: Mark, above: float) -> None:
        face, edge = self.colors(look)
        patch.set(facecolor=face, edgecolor=edge, linewidth=look.edge, zorder=above, joinstyle="miter")
        self._tag(row, patch)
        self.axes.add_patch(patch)

    def _tag(self, row: int | None, artist: Artist) -> None:
        if row is not None:
            artist.set_gid(f"{ROW_ID}{row}")


def voices(article: Article, look: Mark) -> dict[str, Mark | None]:
    """Name the article's voices for a key, each with its mark."""
    names = {one: cut(voice_name(article, one), 300) for one in reversed(article.voices)}
    if len(names) == 2:
        names["author"] += ", as quoted"
    return {name: look._replace(voice=one) for one, name in names.items()}


def _filled(parts: Iterable[tuple[str, float]], space: float, room: float) -> list[str]:
    """Put words, each with its length, into lines, each as full as it can be."""
    lines, left = list[str](), -1.0
    for word, long in parts:
        if lines and long + space <= left:
            lines[-1] += f" {word}"
            left -= long + space
        else:
            lines.append(word)
            left = room - long
    return lines or [""]
