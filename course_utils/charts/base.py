"""A chart that can be seen, heard, read as a table, and traced to the words it rests on."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from course_utils import markup
from course_utils.theme import ORIGINS, Origin, Size, Theme, dark, light

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article import Article
    from course_utils.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of a chart as a row of its table: text cells, and the words the mark rests on."""

    cells: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = "article"


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

    def markup(self, article: Article) -> str:
        """Return the table as HTML, with the origin of each row and its words."""
        rows = [
            (
                *map(markup.esc, row.cells),
                markup.esc(f"{ORIGINS[row.origin].sign} {ORIGINS[row.origin].words}"),
                markup.evidence_list(article, row.evidence),
            )
            for row in self.rows
        ]
        return markup.table(self.caption, (*self.columns, "Origin", "Words it rests on"), rows)


@dataclass(frozen=True)
class Chart:
    """A picture with its point, its alternative text, a longer description and its data.

    ``paint`` draws it for one theme and returns a matplotlib Figure made without pyplot.
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
    paint: Callable[[Theme], Figure]
    size: Size = "page"

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

        with matplotlib.rc_context(theme.rc()):
            return self.paint(theme)

    def png(self, theme: Theme) -> bytes:
        """Return the picture as PNG at 200 pixels an inch: sharp on a projector and on a dense screen."""
        out = io.BytesIO()
        self.draw(theme).savefig(out, format="png", dpi=200, metadata={"Software": None})
        return out.getvalue()

    @cached_property
    def markup(self) -> str:
        """The chart as HTML: title, picture for either ground, and the table with every mark's words."""
        return markup.tag(
            "figure",
            markup.tag("figcaption", markup.tag("strong", markup.esc(self.title)))
            + _scrolling(
                self._image(light(self.size), 'class="rtc-light" style="max-width: 100%"')
                + self._image(dark(self.size), 'class="rtc-dark" style="display: none"'),
                "Picture",
            )
            + markup.details(
                "The same as a table, with the words behind every mark",
                markup.tag("p", markup.esc(self.description))
                + _scrolling(self.table.markup(self.article), self.table.caption),
            ),
            class_=f"rtc-chart rtc-{self.size}",
        )

    def _image(self, theme: Theme, attributes: str) -> str:
        data = base64.b64encode(self.png(theme)).decode("ascii")
        return f'<img {attributes} alt="{markup.esc(self.alt)}" src="data:image/png;base64,{data}">'

    def __repr__(self) -> str:
        return f"Chart({self.title!r})"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": markup.OUTPUT_STYLE + self.markup}


def _scrolling(content: str, name: str) -> str:
    """Let what is wider than a small screen scroll by itself, by keyboard too."""
    return markup.tag("div", content, class_="rtc-scroll", tabindex="0", role="group", aria_label=name)
