"""Every pair of colours that the course's theme makes, with its ratio, and what the charts wear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from accessibility.findings import counted
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.lines import Line2D
from matplotlib.text import Text
from pictures import GALLERY

from course_utils.charts import Chart
from course_utils.look.theme import BLUE, VERMILLION, Theme, contrast, themes

TEXT, GRAPHICS = 4.5, 3.0
#: Pixels round a mark in which its neighbours are looked for.
_RING = 6
#: What comes before the number of its row in a mark's name.
_MARK = "row-"


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on a ground."""

    what: str
    theme: str
    color: str
    ground: str
    #: The ratio asked for; 0 where it is decoration.
    least: float

    @property
    def ratio(self) -> float:
        """The contrast ratio of WCAG 2.2."""
        return contrast(self.color, self.ground)

    @property
    def passes(self) -> bool:
        """Whether the ratio is the one asked for, or more."""
        return self.ratio >= self.least


def measure() -> tuple[list[Pair], list[str]]:
    """Return the pairs of the theme and of the charts, and a sentence for what gave none and should have."""
    found, gaps = list[Pair](), [] if GALLERY else ["No chart was measured for its colours."]
    for theme in themes():
        found += _of_theme(theme)
        texts, marks = _Seen("text in charts", TEXT), _Seen("mark beside what is round it", GRAPHICS)
        for draw in GALLERY:
            gaps += _of_chart(draw(), theme, texts, marks)
        found += [*texts.pairs(theme), *marks.pairs(theme)]
    return found, gaps


@dataclass(slots=True)
class _Seen:
    """Colours on their grounds, each with the title of the chart in which it was seen first."""

    what: str
    least: float
    first: dict[tuple[str, str], str] = field(default_factory=dict)

    def pairs(self, theme: Theme) -> Iterator[Pair]:
        for (color, ground), title in sorted(self.first.items()):
            yield Pair(f"{self.what}, first in “{title}”", theme.name, color, ground, self.least)


def _of_theme(theme: Theme) -> Iterator[Pair]:
    for what, color, least in (
        ("ink, for text", theme.ink, TEXT),
        ("quiet, for text of second rank", theme.quiet, TEXT),
        ("blue, the author’s voice", BLUE, GRAPHICS),
        ("vermillion, the editor’s voice", VERMILLION, GRAPHICS),
        ("hairline, axes and guides", theme.hairline, 0.0),
    ):
        yield Pair(what, theme.name, color, theme.paper, least)


def _of_chart(chart: Chart, theme: Theme, texts: _Seen, marks: _Seen) -> Iterator[str]:
    """See each text on what is under it, and each mark on what is round it; say which of them gave no pair.

    A chart has a mark for each row of its table. A mark that is mere text is held to what texts are.
    """
    figure = chart.draw(theme)
    canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves its canvas untyped
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
    looked, rows = 0, set[str]()
    for artist in figure.findobj(Artist):
        if not artist.get_visible():
            continue
        row = (artist.get_gid() or "").partition(_MARK)[2]
        words = isinstance(artist, Text) and bool(artist.get_text().strip())
        if isinstance(artist, Text) and words and (ground := _ground(pixels, artist, 0)):
            texts.first.setdefault((to_hex(artist.get_color()), ground), chart.title)
            looked += 1
            rows |= {row} if _worn(artist) == set() else set()
        if row and (worn := _worn(artist)) and (ground := _ground(pixels, artist, _RING)):
            # A hollow mark is seen by its edge, and a filled one by either.
            marks.first.setdefault((max(worn, key=lambda one: contrast(one, ground)), ground), chart.title)
            rows.add(row)
    if not looked:
        yield f"In “{chart.title}”, {theme.name}, no text was measured for its colours."
    if missing := {str(number) for number in range(len(chart.table.rows))} - rows:
        of = counted(len(chart.table.rows), "mark")
        yield f"In “{chart.title}”, {theme.name}, {len(missing)} of {of} gave no pair of colours."


def _worn(artist: Artist) -> set[str]:
    """Return the colours by which a mark is seen; a line without a stroke has its markers' alone."""
    shape: Any = artist.get_bbox_patch() if isinstance(artist, Text) else artist
    if shape is None:
        return set()  # mere text, which is held to more on what is under it
    names = ["get_facecolor", "get_edgecolor"]
    if isinstance(artist, Line2D):
        names = ["get_markerfacecolor", "get_markeredgecolor"] if artist.get_marker() != "None" else []
        names += ["get_color"] if artist.get_linestyle() != "None" else []
    found = [getattr(shape, name)() for name in names if hasattr(shape, name)]
    found += [artist.get_color()] if isinstance(artist, Text) else []
    return {to_hex(color) for colors in found for color in to_rgba_array(colors) if color[3] > 0}


def _ground(pixels: Any, artist: Artist, ring: int) -> str:
    """Return the commonest colour in an artist's place, or in a ring so many pixels wide round it."""
    box, height = artist.get_window_extent(), pixels.shape[0]
    left, right, top, bottom = int(box.x0), int(box.x1), int(height - box.y1), int(height - box.y0)
    seen = np.zeros(pixels.shape[:2], dtype=bool)
    seen[max(0, top - ring) : max(0, bottom + ring), max(0, left - ring) : max(0, right + ring)] = True
    if ring:  # and not the mark's own soft edge
        seen[max(0, top - 2) : max(0, bottom + 2), max(0, left - 2) : max(0, right + 2)] = False
    place = pixels[seen]
    if not place.size:
        return ""
    colors, counts = np.unique(place, axis=0, return_counts=True)
    return to_hex(colors[counts.argmax()] / 255)
