"""What all charts share: a picture that can be seen, heard, read and traced to its words."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from course_utils.charts.matplotlib_settings import settings
from course_utils.charts.sheet import INCH, ROW_ID, Sheet
from course_utils.look import html as markup
from course_utils.look.theme import ORIGINS, WIDTH, Origin, Size, Theme, light, themes
from course_utils.reading.evidence import check_ground

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.outside.context import Source
    from course_utils.reading.evidence import Evidence

#: From side to side in points, what a finger finds: a mark's box is no smaller where it meets no other.
_FINGER = 24 * WIDTH / 640
#: Pixels an inch, sharp on a projector and on a dense screen; the most of a picture that very many names make tall.
_DPI, _TALLEST = 200, 20_000
#: A style sheet swaps the two where it knows that the ground is dark.
_GROUNDS = ('class="rtc-light" style="max-width: 100%"', 'class="rtc-dark" style="display: none"')


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of a chart as a row of its table: text cells, and the words or sources the mark rests on.

    Raises ValueError for a mark that rests on nothing.
    """

    cells: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = "article"
    #: Where outside knowledge was read.
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        check_ground(self.label, self.origin, self.evidence, self.sources)

    @property
    def label(self) -> str:
        """What a reader hears when the mark is chosen: its cells in a line."""
        return ", ".join(filter(None, self.cells))


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
        rows = []
        for row in self.rows:
            texts = (*row.cells, ORIGINS[row.origin].key)
            rows.append((*map(markup.esc, texts), markup.grounds(article, row.evidence, row.sources)))
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

    ``paint`` draws it on a sheet that has its theme, without pyplot.
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
    paint: Callable[[Sheet], None]
    #: Where it will be seen: on a projector the same picture is larger.
    size: Size = "page"
    _pictures: dict[str, Picture] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 40 <= len(self.alt) <= 250:
            raise ValueError(f"alt text has {len(self.alt)} characters, not 40 to 250: {self.alt[:250]!r}")

    @cached_property
    def figure(self) -> Figure:
        """The picture for the light theme, to save or to change."""
        return self.draw(light())

    def draw(self, theme: Theme) -> Figure:
        """Paint the picture with a theme's colours, leaving matplotlib's own settings alone."""
        with settings(theme):
            sheet = Sheet(theme)
            self.paint(sheet)
            return sheet.figure

    def picture(self, theme: Theme) -> Picture:
        """Return the picture as PNG with the places of its marks; each theme is painted once."""
        if theme.name not in self._pictures:
            with settings(theme):
                self._pictures[theme.name] = _photograph(self.draw(theme))
        return self._pictures[theme.name]

    @cached_property
    def markup(self) -> Markup:
        """The chart as HTML: title, picture for either ground, and the table with every mark's words."""
        alt, drawn = markup.esc(self.alt), map(self.picture, themes())
        images = (f'<img {g} alt="{alt}" src="{p.src}">' for g, p in zip(_GROUNDS, drawn, strict=True))
        return markup.tag(
            "figure",
            markup.tag("figcaption", markup.tag("strong", markup.esc(self.title))),
            _scrolling(Markup("".join(images)), "Picture"),
            markup.spoken(self.details, markup.language(self.article)),
            class_=f"rtc-chart rtc-{self.size} {markup.NO_MATH}",
            **markup.ENGLISH,
        )

    @property
    def details(self) -> Markup:
        """The description and the table, folded, as HTML."""
        return markup.details(
            "The same as a table, with what every mark rests on",
            markup.tag("p", markup.esc(self.description)),
            _scrolling(self.table.markup(self.article), self.table.caption),
        )

    def __repr__(self) -> str:
        return f"Chart({self.title!r})"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": markup.OUTPUT_STYLE + self.markup}


def _photograph(figure: Figure) -> Picture:
    """Draw a figure once, for its pixels and for the places of its marks alike."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox
    from PIL import Image

    figure.set_dpi(min(_DPI, _TALLEST / figure.get_figheight()))
    canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves it untyped
    found = defaultdict[str, list[Bbox]](list)
    canvas.draw()
    for artist in figure.findobj(lambda artist: str(artist.get_gid()).startswith(ROW_ID)):
        found[str(artist.get_gid())].append(artist.get_window_extent())
    width, height = canvas.get_width_height()

    def reach(box: Bbox, least: float) -> Bbox:
        aside, above = (max(0, least - size) / 2 for size in box.size)
        return Bbox.intersection(box.padded(aside, above), Bbox([(0, 0), (width, height)])) or box

    marks = {name: Bbox.union(boxes) for name, boxes in found.items()}
    grown = {name: reach(box, _FINGER * figure.dpi / INCH) for name, box in marks.items()}
    boxes = {}
    for name, box in marks.items():
        box = grown[name] if grown[name].count_overlaps([*grown.values()]) == 1 else reach(box, 0)
        parts = box.x0 / width, 1 - box.y1 / height, box.width / width, box.height / height
        left, top, wide, high = (round(100 * part, 2) for part in parts)
        boxes[int(name.removeprefix(ROW_ID))] = left, top, wide, high
    # Few colours are in a chart: a palette of them is a third of the bytes, and no eye sees the difference.
    # The paper's own colour is put back into it, so that no edge shows on the page.
    painted = Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba()).convert("RGB")
    canvas.renderer = None  # figure and canvas hold each other; the pixels need not wait to be collected
    figure.clear()
    few = painted.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper = few.getpalette() or [], 3 * cast(int, few.getpixel((0, 0)))
    palette[paper : paper + 3] = cast("tuple[int, int, int]", painted.getpixel((0, 0)))
    few.putpalette(palette)
    out = io.BytesIO()
    few.save(out, "PNG")
    return Picture(out.getvalue(), width, height, boxes)


def _scrolling(content: Markup, name: str) -> Markup:
    """Let what is wider than a small screen scroll by itself, by keyboard too."""
    return markup.tag("div", content, class_="rtc-scroll", tabindex="0", role="group", aria_label=name)
