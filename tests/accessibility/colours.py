"""Every pair of colours that the course's theme makes, with its ratio, and what text in the charts wears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text
from pictures import GALLERY

from course_utils.theme import BLUE, GREEN, PURPLE, VERMILLION, Theme, contrast, themes

TEXT, GRAPHICS = 4.5, 3.0


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
    """Return the pairs of the theme, and each colour that a text of a chart wears."""
    return [pair for theme in themes() for pair in (*_of_theme(theme), *_of_texts(theme))]


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


def _of_texts(theme: Theme) -> Iterator[Pair]:
    """Each colour of text in the charts, on what is painted under it: the commonest pixel of its place."""
    worn: dict[tuple[str, str], str] = {}
    for draw in GALLERY:
        chart = draw()
        figure = chart.draw(theme)
        canvas = cast(Any, FigureCanvasAgg)(figure)  # matplotlib leaves its canvas untyped
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
        for text in figure.findobj(Text):
            if not isinstance(text, Text) or not text.get_visible() or not text.get_text().strip():
                continue
            box = text.get_window_extent()
            height = pixels.shape[0]
            top, bottom = max(0, int(height - box.y1)), max(0, int(height - box.y0))
            place = pixels[top:bottom, max(0, int(box.x0)) : max(0, int(box.x1))].reshape(-1, 3)
            if place.size:
                colors, counts = np.unique(place, axis=0, return_counts=True)
                ground = to_hex(colors[counts.argmax()] / 255)
                worn.setdefault((to_hex(text.get_color()), ground), chart.title)
    for (color, ground), title in sorted(worn.items()):
        yield Pair(f"text in charts, first in “{title}”", theme.name, color, ground, TEXT)
