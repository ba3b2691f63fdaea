"""Where it is: the places of the text and the seats that stand for governments, on a map that says whose.

Land, borders and hatching are quiet; what the text names is drawn in ink.
"""

from collections import defaultdict
from math import cos, hypot, radians
from textwrap import fill
from typing import Any, NamedTuple

from course_utils.charts.chart import Canvas, Chart, Row, Table
from course_utils.charts.sheet import INCH
from course_utils.look.theme import ORIGINS, TEXT
from course_utils.look.wording import cut, times
from course_utils.outside.atlas import Area, Atlas, Point, Spot
from course_utils.outside.context import Context
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading

#: Letters in a line of a place's label.
_LINE = 20
#: How far inside the edge an arrow to somewhere off the map begins, in degrees; a label further from its sign
#: is tied to it by a line.
_INSIDE, _FAR = 0.75, 0.6


class Pin(NamedTuple):
    """A spot with its row of the table and what is written beside it."""

    spot: Spot
    row: Row
    label: str


def article_map(reading: Reading, context: Context | None, atlas: Atlas) -> Chart:
    """Mark the places of the text, the seats that stand for governments, and neighbours it never names.

    What has no position on the map is told in the description, with the reading's note on it.
    """
    known = {spot.id: spot for spot in (*atlas.places, *atlas.neighbours)}
    seats, homeless = _seats(reading, atlas)
    places, missing, absent = [], [], []
    for place in reading.places:
        if spot := known.get(place.id):
            count = times(len(place.evidence))
            row = Row((place.name, place.kind, count), place.evidence, sources=(atlas.source,))
            places.append(Pin(spot, row, fill(f"{spot.name}, {count}", _LINE, break_on_hyphens=False)))
        else:
            missing.append(f"Not on the map: {cut(place.name, 60)}. {place.note or 'Its place is not known.'}")
    for one in context.unnamed_in(reading.article) if context else ():
        if spot := known.get(one.id):
            row = Row((one.name, one.sentence, "never"), (), "outside", one.sources)
            absent.append(Pin(spot, row, "never named here"))
    pins = (*seats, *places, *absent)
    point = _point(seats, len(places), len(reading.places))
    named = ", ".join(f"{seat.spot.name} {times(len(seat.row.evidence))}" for seat in seats)
    alt = f"Map of {atlas.name}, “disputed” areas hatched. {point}" + (f" The seats are {named}." if seats else "")
    if homeless:
        missing.append(f"Seats without a position here: {cut(', '.join(homeless), 120)}.")
    signs = "A circle marks what the text names, a square a neighbour that it never names."
    return Chart(
        title=point,
        alt=cut(alt, 250),
        description=" ".join([atlas.caption, signs, *filter(None, (pin.spot.note for pin in pins)), *missing]),
        table=Table("On the map", ("Place", "What it is", "In the text"), tuple(pin.row for pin in pins)),
        article=reading.article,
        paint=lambda canvas: _paint(canvas, atlas, pins),
    )


def _point(seats: list[Pin], drawn: int, places: int) -> str:
    """Count the seats and the places, as far as there are any."""
    stands = times(sum(len(seat.row.evidence) for seat in seats))
    parts = []
    if len(seats) == 1:
        parts.append(f"1 seat of government stands for its government {stands}")
    elif seats:
        parts.append(f"{len(seats)} seats of government stand for governments {stands}")
    if drawn:
        parts.append(f"{drawn} of {places} places {'is' if drawn == 1 else 'are'} on this map")
    return f"{'; '.join(parts) or 'No place and no seat of the text has a position on this map'}."


def _seats(reading: Reading, atlas: Atlas) -> tuple[list[Pin], list[str]]:
    """Return the seats that stand for a government, most often first, and the words without a position."""
    names = {word: spot.name for spot in atlas.seats for word in spot.words}
    actors = {actor.id: actor.name for actor in reading.actors}
    found: dict[str | None, list[tuple[Evidence, str]]] = defaultdict(list)
    for mention in reading.mentions:
        if mention.alias_kind == "metonym" and mention.refers_to in actors:
            for piece in mention.evidence:
                found[names.get(piece.exact)].append((piece, actors[mention.refers_to]))
    pins = []
    for spot in sorted(atlas.seats, key=lambda spot: -len(found[spot.name])):
        if found[spot.name]:
            pieces, whose = zip(*found[spot.name], strict=True)
            words = dict.fromkeys(f"“{piece.exact}”" for piece in pieces if piece.exact != spot.name)
            name = f"{spot.name} ({', '.join(words)})" if words else spot.name
            cells = (name, f"seat, stands for {', '.join(dict.fromkeys(whose))}", times(len(pieces)))
            pins.append(Pin(spot, Row(cells, pieces, sources=(atlas.source,)), f"{name}, {cells[-1]}"))
    return pins, list(dict.fromkeys(piece.exact for piece, _ in found[None]))


def _paint(canvas: Canvas, atlas: Atlas, pins: tuple[Pin, ...]) -> None:
    """Draw the map, north at the top, with its scale right in the middle latitude and its source below."""
    axes, theme = canvas.axes, canvas.theme
    west, south, east, north = atlas.extent
    narrow = cos(radians((south + north) / 2))
    canvas.width += INCH
    lines = fill(atlas.caption, int(canvas.width / (0.56 * TEXT)), break_on_hyphens=False)
    drawn = {pin.row.origin for pin in pins}
    signs = "     ".join(style.key for origin, style in ORIGINS.items() if origin in drawn)
    caption = f"{signs or 'Nothing that the text names has a position on this map.'}\n{lines}"
    below = (caption.count("\n") + 1.8) * 1.2 * TEXT
    height = below + canvas.width * (north - south) / ((east - west) * narrow)
    canvas.cut(height)
    axes.set_position((0, below / height, 1, 1 - below / height))
    for country in atlas.countries:
        _area(canvas, country, facecolor=(theme.hairline, 0.28), edgecolor=theme.quiet, linewidth=0.5)
        if country.text:
            _write(canvas, country.text, country.name, color=theme.quiet, ha="center", va="center")
    for area in atlas.disputed:
        _area(canvas, area, facecolor="none", edgecolor=(theme.quiet, 0.6), hatch="//////", linewidth=0.5)
    for line in atlas.dotted:
        axes.plot(*zip(*line, strict=True), linestyle=(0, (1, 1.3)), color=theme.ink, linewidth=1.2)
    for row, pin in enumerate(pins):
        _draw(canvas, atlas, pin, row)
    axes.set(xlim=(west, east), ylim=(south, north), aspect=1 / narrow)
    axes.annotate(caption, (0, 0), (6, -8), "axes fraction", textcoords="offset points", va="top", color=theme.quiet)


def _draw(canvas: Canvas, atlas: Atlas, pin: Pin, row: int) -> None:
    """Draw a pin: its area or line where it has one, its sign, its label, an arrow to what is off the map."""
    axes, theme, spot = canvas.axes, canvas.theme, pin.spot
    if spot.rings:
        _area(canvas, spot, facecolor=(theme.hairline, 0.18), edgecolor=theme.ink, linewidth=1)
    for line in spot.lines:
        axes.plot(*zip(*line, strict=True), color=theme.ink, linewidth=2.6)
    west, south, east, north = atlas.extent
    x = min(max(spot.at[0], west + _INSIDE), east - _INSIDE)
    y = min(max(spot.at[1], south + _INSIDE), north - _INSIDE)
    right, up = spot.at[0] - x, spot.at[1] - y
    far = hypot(spot.text[0] - x, spot.text[1] - y) > _FAR
    if off := hypot(right, up):
        tip = (x + 0.9 * _INSIDE * right / off, y + 0.9 * _INSIDE * up / off)
        axes.annotate("", tip, (x, y), arrowprops={"arrowstyle": "-|>", "color": theme.ink, "linewidth": 1.4})
    elif far:
        axes.plot((x, spot.text[0]), (y, spot.text[1]), color=theme.ink, linewidth=0.8)
    style, marker = "none" if pin.row.origin == "outside" else "full", ORIGINS[pin.row.origin].marker
    canvas.sign(row, x, y, marker, 0.55, theme.ink, fillstyle=style, zorder=5)
    ha, va = ("center", "top") if spot.side == "below" else (spot.side, "center")
    text = _write(canvas, spot.text, f"to {pin.label}" if off else pin.label, zorder=6, ha=ha, va=va)
    if not far:  # the box of both would cover other marks
        canvas.tag(row, text)


def _area(canvas: Canvas, area: Area | Spot, **how: Any) -> None:
    """Draw outlines: as an artist, since a patch would be measured, and the map has limits of its own."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    path = Path.make_compound_path(*(Path(ring, closed=True) for ring in area.rings))
    canvas.axes.add_artist(PathPatch(path, **how))


def _write(canvas: Canvas, at: Point, text: str, **how: Any) -> Any:
    """Write a text with a halo."""
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=3, foreground=canvas.theme.paper)]
    return canvas.axes.text(*at, text, path_effects=halo, linespacing=1.1, **how)
