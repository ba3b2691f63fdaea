"""Every pair of colours that the course's theme makes, with its ratio, and what text in the charts wears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.lines import Line2D
from matplotlib.text import Text
from pictures import GALLERY

from course_utils.theme import BLUE, GREEN, PURPLE, VERMILLION, Theme, contrast, themes

TEXT, GRAPHICS = 4.5, 3.0
#: Pixels round a mark in which its neighbours are looked for.
_RING = 6


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


def pairs() -> list[Pair]:
    """Return the pairs of the theme, and each colour that a text or a mark of a chart wears."""
    return [pair for theme in themes() for pair in (*_of_theme(theme), *_of_charts(theme))]


def _of_theme(theme: Theme) -> Iterator[Pair]:
    for what, color, least in (
        ("ink, for text", theme.ink, TEXT),
        ("quiet, for text of second rank", theme.quiet, TEXT),
        ("blue, the author’s voice", BLUE, GRAPHICS),
        ("vermillion, the editor’s voice", VERMILLION, GRAPHICS),
        ("green", GREEN, GRAPHICS),
        ("purple", PURPLE, GRAPHICS),
        ("hairline, axes and guides", theme.hairline, 0.0),
    ):
        yield Pair(what, theme.name, color, theme.paper, least)


def _of_charts(theme: Theme) -> Iterator[Pair]:
    """Each colour of texts in the charts on what is under it, and each mark's on what is round it."""
    texts: dict[tuple[str, str], str] = {}
    marks: dict[tuple[str, str], str] = {}
    for draw in GALLERY:
        chart = draw()
        figure = chart.draw(theme)
        canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves its canvas untyped
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
        for artist in figure.findobj(Artist):
            if not artist.get_visible():
                continue
            words = isinstance(artist, Text) and bool(artist.get_text().strip())
            if isinstance(artist, Text) and words and (ground := _ground(pixels, artist, 0)):
                texts.setdefault((to_hex(artist.get_color()), ground), chart.title)
            if (
                (artist.get_gid() or "").startswith("row-")
                and (worn := _worn(artist))
                and (ground := _ground(pixels, artist, _RING))
            ):
                # A hollow mark is seen by its edge, and a filled one by either.
                marks.setdefault((max(worn, key=lambda one: contrast(one, ground)), ground), chart.title)
    for (color, ground), title in sorted(texts.items()):
        yield Pair(f"text in charts, first in “{title}”", theme.name, color, ground, TEXT)
    for (color, ground), title in sorted(marks.items()):
        yield Pair(f"mark beside what is round it, first in “{title}”", theme.name, color, ground, GRAPHICS)


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
