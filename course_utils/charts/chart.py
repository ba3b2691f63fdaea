"""A chart that can be seen, heard, read as a table, and traced to the words it rests on."""

from __future__ import annotations

import base64
import io
import logging
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from course_utils.charts.canvas import MARK, Canvas
from course_utils.look import html as markup
from course_utils.look.theme import ORIGINS, Origin, Size, Theme, light, themes
from course_utils.reading.evidence import check_ground

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.outside.context import Source
    from course_utils.reading.evidence import Evidence

#: Pixels an inch: sharp on a projector and on a dense screen.
_DPI = 200
#: A style sheet swaps the two where it knows that the ground is dark.
_GROUNDS = ('class="rtc-light" style="max-width: 100%"', 'class="rtc-dark" style="display: none"')


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of a chart as a row of its table: text cells, and the words or sources the mark rests on.

    Raises ValueError for a mark that rests on nothing.
    """

    cells: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    #: None for what a class has answered: no claim about the world, so nothing to rest on.
    origin: Origin | None = "article"
    #: Where outside knowledge was read.
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        check_ground(self.label, self.origin, self.evidence, self.sources)

    @property
    def label(self) -> str:
        """What a reader hears when the mark is chosen: its cells in a line."""
        return ", ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's data: one row a mark, the first cell its name.

    Raises ValueError where a row does not fit the columns.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{row.cells!r} has not one cell for each of {', '.join(self.columns)}")

    def markup(self, article: Article) -> Markup:
        """Return the table as HTML, with the origin of each row and its words."""
        rows = [
            (
                *map(markup.esc, row.cells),
                markup.esc(f"{ORIGINS[row.origin].sign} {ORIGINS[row.origin].words}" if row.origin else ""),
                markup.grounds(article, row.evidence, row.sources),
            )
            for row in self.rows
        ]
        return markup.table(self.caption, (*self.columns, "Origin", "What it rests on"), rows)


@dataclass(frozen=True, slots=True)
class Picture:
    """A painted chart, and where each row's mark stands on it."""

    png: bytes
    #: In pixels.
    width: int
    height: int
    #: A row's number to its mark's left, top, width and height, in percent of the picture.
    boxes: dict[int, tuple[float, float, float, float]]

    @property
    def src(self) -> str:
        """The picture as an address that needs no network."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


@dataclass(frozen=True)
class Chart:
    """A picture with its point, its alternative text, a longer description and its data.

    ``paint`` draws it on a canvas that has its theme, without pyplot.
    Raises ValueError where the alternative text is not 40 to 250 characters long.
    """

    #: The point of the picture, in a full sentence.
    title: str
    #: The kind of chart, the data and the point, in 40 to 250 characters.
    alt: str
    #: What a reader who does not see the picture needs beyond the alternative text.
    description: str
    table: Table
    article: Article
    paint: Callable[[Canvas], None]
    size: Size = "page"
    _pictures: dict[str, Picture] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 40 <= len(self.alt) <= 250:
            raise ValueError(f"alt text has {len(self.alt)} characters, not 40 to 250: {self.alt[:250]!r}")

    @cached_property
    def figure(self) -> Figure:
        """The picture for the light theme, to save or to change."""
        return self.draw(light(self.size))

    def draw(self, theme: Theme) -> Figure:
        """Paint the picture with a theme's colours and sizes, leaving matplotlib's own settings alone."""
        import matplotlib

        # On a new machine the list of fonts is made first; that is no warning for a student to read.
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
        with matplotlib.rc_context(theme.rc()), _strange_letters():
            canvas = Canvas(theme)
            self.paint(canvas)
            return canvas.figure

    def picture(self, theme: Theme) -> Picture:
        """Return the picture as PNG with the places of its marks; each theme is painted once."""
        if theme.name not in self._pictures:
            self._pictures[theme.name] = photograph(self.draw(theme))
        return self._pictures[theme.name]

    @cached_property
    def markup(self) -> Markup:
        """The chart as HTML: title, picture for either ground, and the table with every mark's words."""
        return markup.tag(
            "figure",
            markup.tag("figcaption", markup.tag("strong", markup.esc(self.title))),
            _scrolling(markup.join(map(self._image, themes(self.size), _GROUNDS)), "Picture"),
            self.details,
            class_=f"rtc-chart rtc-{self.size} {markup.NO_MATH}",
        )

    @property
    def details(self) -> Markup:
        """The description and the table, folded, as HTML."""
        return markup.details(
            "The same as a table, with what every mark rests on",
            markup.tag("p", markup.esc(self.description)),
            _scrolling(self.table.markup(self.article), self.table.caption),
        )

    def _image(self, theme: Theme, ground: str) -> Markup:
        return Markup(f'<img {ground} alt="{markup.esc(self.alt)}" src="{self.picture(theme).src}">')

    def __repr__(self) -> str:
        return f"Chart({self.title!r})"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": markup.OUTPUT_STYLE + self.markup}


def photograph(figure: Figure) -> Picture:
    """Draw a figure once, for its pixels and for the places of its marks alike."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox
    from PIL import Image

    figure.set_dpi(_DPI)
    canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves its canvas untyped
    found = defaultdict[int, list[Bbox]](list)
    with _strange_letters():
        canvas.draw()
        for artist in figure.findobj(lambda artist: str(artist.get_gid() or "").startswith(MARK)):
            found[int(str(artist.get_gid()).removeprefix(MARK))].append(artist.get_window_extent())
    width, height = canvas.get_width_height()
    out = io.BytesIO()
    # Few colours are in a chart: a palette of them is a third of the bytes, and no eye sees the difference.
    # The paper's own colour is put back into it, so that no edge shows on the page.
    painted = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba()).convert("RGB")
    canvas.renderer = None  # figure and canvas hold each other; the pixels need not wait to be collected
    figure.clear()
    few = painted.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper = few.getpalette() or [], 3 * cast(int, few.getpixel((0, 0)))
    palette[paper : paper + 3] = cast("tuple[int, int, int]", painted.getpixel((0, 0)))
    few.putpalette(palette)
    few.save(out, "PNG")
    boxes = {}
    for row, parts in found.items():
        box = Bbox.union(parts)
        left, top = 100 * box.x0 / width, 100 * (1 - box.y1 / height)
        boxes[row] = (
            round(left, 2),
            round(top, 2),
            round(100 * box.width / width, 2),
            round(100 * box.height / height, 2),
        )
    return Picture(out.getvalue(), width, height, boxes)


@contextmanager
def _strange_letters() -> Iterator[None]:
    """Let no student read that the font lacks a letter: the table beside the picture has it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing", UserWarning)
        yield


def _scrolling(content: Markup, name: str) -> Markup:
    """Let what is wider than a small screen scroll by itself, by keyboard too."""
    return markup.tag("div", content, class_="rtc-scroll", tabindex="0", role="group", aria_label=name)
