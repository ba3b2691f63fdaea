"""Draw an atlas with pins on it: land, borders and hatching quiet, what the text names in ink."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians
from textwrap import fill
from typing import TYPE_CHECKING, Any

from course_utils.charts.chart import Row, mark
from course_utils.look.theme import ORIGINS, Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from course_utils.outside.atlas import Area, Atlas, Point, Spot

#: How far inside the edge an arrow to somewhere off the map begins, in degrees.
_INSIDE = 0.75
#: A label further from its sign than this, in degrees, is tied to it by a line.
_FAR = 0.6


@dataclass(frozen=True, slots=True)
class Pin:
    """A spot with its row of the table and what is written beside it."""

    spot: Spot
    row: Row
    label: str


def paint(theme: Theme, atlas: Atlas, pins: tuple[Pin, ...]) -> Figure:
    """Draw the map, north at the top, with its scale right in the middle latitude and its source below."""
    from matplotlib.figure import Figure

    west, south, east, north = atlas.extent
    narrow = cos(radians((south + north) / 2))
    width = theme.width + 1
    lines = fill(atlas.caption, int(width * 72 / (0.56 * theme.text)), break_on_hyphens=False)
    caption = f"{_signs(pins)}\n{lines}"
    below = (caption.count("\n") + 1.8) * 1.2 * theme.text / 72
    height = below + width * (north - south) / ((east - west) * narrow)
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, below / height, 1, 1 - below / height))
    _ground(axes, theme, atlas)
    for number, pin in enumerate(pins):
        _draw(axes, theme, atlas, pin, number)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / narrow)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_axis_off()
    axes.annotate(caption, (0, 0), (6, -8), "axes fraction", textcoords="offset points", va="top", color=theme.quiet)
    return figure


def _signs(pins: tuple[Pin, ...]) -> str:
    """Say what the signs on the map mean, or that there are none."""
    origins = [ORIGINS[kind] for kind in ORIGINS if any(pin.row.origin == kind for pin in pins)]
    words = "     ".join(f"{origin.sign} {origin.words}" for origin in origins)
    return words or "Nothing that the text names has a position on this map."


def _ground(axes: Axes, theme: Theme, atlas: Atlas) -> None:
    """Draw the land with its borders and names; the sea is the paper.

    The map has limits of its own, so its shapes are added as artists: as patches they would be measured.
    """
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch

    land, pale = to_rgba(theme.hairline, 0.28), to_rgba(theme.quiet, 0.6)
    for country in atlas.countries:
        axes.add_artist(PathPatch(_outline(country), facecolor=land, edgecolor=theme.quiet, linewidth=0.5))
        if country.text:
            _write(axes, theme, country.text, country.name, color=theme.quiet, ha="center", va="center")
    for area in atlas.disputed:
        shape = PathPatch(_outline(area), facecolor="none", edgecolor=pale, hatch="//////", linewidth=0.5)
        axes.add_artist(shape)
    for line in atlas.dotted:
        axes.plot(*zip(*line, strict=True), linestyle=(0, (1, 1.3)), color=theme.ink, linewidth=1.2)


def _draw(axes: Axes, theme: Theme, atlas: Atlas, pin: Pin, row: int) -> None:
    """Draw a pin: its area or line where it has one, its sign, its label, an arrow to what is off the map."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch

    spot, origin = pin.spot, ORIGINS[pin.row.origin or "article"]
    if spot.rings:
        tint = to_rgba(theme.hairline, 0.18)
        axes.add_artist(PathPatch(_outline(spot), facecolor=tint, edgecolor=theme.ink, linewidth=1))
    for line in spot.lines:
        axes.plot(*zip(*line, strict=True), color=theme.ink, linewidth=2.6)
    east, north = _off(atlas, spot.at)
    x, y = spot.at[0] - east, spot.at[1] - north
    far = hypot(spot.text[0] - x, spot.text[1] - y) > _FAR
    if off := hypot(east, north):
        tip = (x + 0.9 * _INSIDE * east / off, y + 0.9 * _INSIDE * north / off)
        axes.annotate("", tip, (x, y), arrowprops={"arrowstyle": "-|>", "color": theme.ink, "linewidth": 1.4})
    elif far:
        axes.plot((x, spot.text[0]), (y, spot.text[1]), color=theme.ink, linewidth=0.8)
    (sign,) = axes.plot(
        x, y, origin.marker, color=theme.ink, markersize=theme.text * 0.55, markeredgewidth=2, zorder=5,
        fillstyle="none" if pin.row.origin == "outside" else "full",
    )  # fmt: skip
    mark(sign, row)
    beside = {"ha": "center", "va": "top"} if spot.side == "below" else {"ha": spot.side, "va": "center"}
    text = _write(axes, theme, spot.text, f"to {pin.label}" if off else pin.label, zorder=6, **beside)
    if not far:  # the box of both would cover other marks
        mark(text, row)


def _write(axes: Axes, theme: Theme, place: Point, text: str, **how: Any) -> Any:
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=3, foreground=theme.paper)]
    return axes.text(*place, text, path_effects=halo, linespacing=1.1, **how)


def _outline(area: Area | Spot) -> Path:
    from matplotlib.path import Path

    return Path.make_compound_path(*(Path(ring, closed=True) for ring in area.rings))


def _off(atlas: Atlas, at: Point) -> Point:
    """Return how far a position lies off the part of the map where signs stand, in degrees east and north."""
    west, south, east, north = atlas.extent
    x = min(max(at[0], west + _INSIDE), east - _INSIDE)
    y = min(max(at[1], south + _INSIDE), north - _INSIDE)
    return at[0] - x, at[1] - y
