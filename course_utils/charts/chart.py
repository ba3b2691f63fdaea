"""What all charts share: a picture that can be seen, heard, read and traced to its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from course_utils.charts.picture import Paint, Picture, draw, drawn_once
from course_utils.look import html as markup
from course_utils.look.theme import ORIGINS, Origin, Size, Theme, light, themes
from course_utils.reading.evidence import check_ground

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course_utils.article.article import Article
    from course_utils.outside.context import Source
    from course_utils.reading.evidence import Evidence

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
    paint: Paint
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
        return draw(self.paint, theme)

    def picture(self, theme: Theme) -> Picture:
        """Return the picture as PNG with the places of its marks; each theme is painted once."""
        if theme.name not in self._pictures:
            self._pictures[theme.name] = drawn_once(self.paint, theme)
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


def _scrolling(content: Markup, name: str) -> Markup:
    """Let what is wider than a small screen scroll by itself, by keyboard too."""
    return markup.tag("div", content, class_="rtc-scroll", tabindex="0", role="group", aria_label=name)
