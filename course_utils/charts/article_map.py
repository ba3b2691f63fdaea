"""Where it is: the places of the text and the seats that stand for governments, on a map that says whose.

Land, borders and hatching are quiet; what the text names is drawn in ink. The map is cut to where the places lie.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from math import cos, dist, hypot, radians
from statistics import median
from typing import Any, NamedTuple, TypeAlias

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.room import Box, Room, between, end_of, middle
from course_utils.charts.sheet import LEADING, ROW, Mark, Sheet
from course_utils.look.theme import ORIGINS
from course_utils.look.wording import cut, source_short, times
from course_utils.outside.atlas import Area, Atlas, Line, Point, Spot
from course_utils.outside.context import Context
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading

#: How wide a label and the wider region in a corner are, and how far from the edge an arrow begins that points beyond.
_LABEL, _CORNER, _INSIDE = 170.0, 128.0, 24.0
#: A place so many times further from the middle of all than is usual stands in the corner; where more than this part
#: of the map would be drawn, all is; a label further from its mark than this has a leader.
_FAR, _WHOLE, _NEAR = 3.0, 0.8, 12.0


Extent: TypeAlias = tuple[float, float, float, float]


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
            places.append(Pin(spot, row, f"{spot.name}, {count}"))
        else:
            missing.append(f"Not on the map: {cut(place.name, 60)}. {place.note or 'Its place is not known.'}")
    for one in context.unnamed_in(reading.article) if context else ():
        if spot := known.get(one.id):
            row = Row((one.name, one.sentence, "never"), (), "outside", one.sources)
            absent.append(Pin(spot, row, f"{spot.name}, never named"))
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
        paint=lambda sheet: _paint(sheet, atlas, pins),
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


class _View:
    """A part of the map on a part of the sheet, north at the top, its scale right in its middle latitude.

    Land is flat, borders are gaps in it, and what is disputed is hatched.
    """

    def __init__(self, sheet: Sheet, atlas: Atlas, extent: Extent, left: float, top: float, width: float) -> None:
        from matplotlib.patches import PathPatch, Rectangle
        from matplotlib.transforms import Affine2D

        west, south, east, north = self.extent = extent
        across, theme, self.sheet = width / (east - west), sheet.theme, sheet
        down = across / cos(radians((south + north) / 2))
        self.box: Box = (left, top, left + width, top + (north - south) * down)
        self._moved = Affine2D().translate(-west, -north).scale(across, -down).translate(left, top)
        above, edge = (2, 0.8) if width < sheet.width else (0, 0)
        self._frame = Rectangle((left, top), width, self.box[3] - top, fc=theme.paper, ec=theme.quiet, lw=edge)
        sheet.axes.add_patch(self._frame).set_zorder(above)
        land = {"facecolor": theme.land, "edgecolor": theme.paper, "linewidth": 0.6 if above else 1.2}
        hatched = {"facecolor": "none", "edgecolor": (theme.quiet, 0.6), "linewidth": 0, "hatch": "/////"}
        for area in (*atlas.countries, *atlas.disputed):
            how = hatched if area in atlas.disputed else land
            patch = PathPatch(self._path(area.rings), **how, zorder=above + 0.2)
            sheet.axes.add_patch(patch).set_clip_path(self._frame)

    def at(self, point: Point) -> Point:
        """Return where on the sheet a point of the map lies."""
        x, y = self._moved.transform(point)
        return float(x), float(y)

    def trace(self, lines: Iterable[Line], width: float, dashes: Any = "-") -> None:
        """Draw lines in ink."""
        for line in lines:
            xs, ys = self._moved.transform(line).T
            self.sheet.stroke(xs, ys, self.sheet.theme.ink, width, dashes)
            self.sheet.axes.lines[-1].set_clip_path(self._frame)

    def within(self, area: Area, wish: Point, size: Point) -> list[Point]:
        """Return places in an area for the middle of a box of a size, the nearest to a wish first."""
        import numpy as np

        (left, top, right, low), x, y = self.box, size[0] / 2 + 3, size[1] / 2 + 3
        found, path = np.mgrid[left + x : right - x : 9, top + y : low - y : 9].reshape(2, -1).T, self._path(area.rings)
        for probe in product((0, -x, x, -x / 2, x / 2), (0, -y, y)):
            found = found[path.contains_points(found + probe)] if len(found) else found
        return sorted(map(tuple, found.tolist()), key=lambda place: dist(place, wish))

    def _path(self, rings: Sequence[Line]) -> Any:
        from matplotlib.path import Path

        return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings)).transformed(self._moved)


def _holds(box: Sequence[float], point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _region(atlas: Atlas, places: Iterable[Point]) -> Extent:
    """Return the part of the map where the places lie, without those far off, with some room for labels."""
    west, south, east, north = atlas.extent
    narrow = cos(radians((south + north) / 2))
    within = [(x * narrow, y) for x, y in places if _holds(atlas.extent, (x, y))] or [(0.0, 0.0)]
    centre = median(x for x, _ in within), median(y for _, y in within)
    usual = median(dist(centre, place) for place in within)
    xs, ys = zip(*(place for place in within if dist(centre, place) <= _FAR * usual), strict=True)
    long, high = max(xs) - min(xs), max(ys) - min(ys)
    spare = max(0.13 * max(long, high), 0.12 * (north - south))
    right, up = max(long, high) / 2 + spare, max(high, 0.7 * long) / 2 + spare
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    if 2 * right > _WHOLE * (east - west) * narrow or (x, y) == (0, 0):
        return atlas.extent
    return max(west, (x - right) / narrow), max(south, y - up), min(east, (x + right) / narrow), min(north, y + up)


def _paint(sheet: Sheet, atlas: Atlas, pins: Sequence[Pin]) -> None:
    """Draw the region; in a corner the wider one, if something lies there alone; and the marks with their labels."""
    room, land = Room(sheet.width), {country.name: country for country in atlas.countries}
    # Who is never named stands in its own land, where that is in view.
    lands = {n: land.get(pin.spot.name) for n, pin in enumerate(pins) if pin.row.origin == "outside"}
    extent = _region(atlas, [pin.spot.at for n, pin in enumerate(pins) if not lands.get(n)])
    view = _View(sheet, atlas, extent, 0, 0, sheet.width)
    own = {n: area for n, area in lands.items() if area and view.within(area, (0, 0), (20, 20))}
    placed = [(row, pin) for row, pin in enumerate(pins) if row not in own]
    (_, _, right, low), far, labels = view.box, [], []
    for row, pin in placed:
        (x, y), toward = view.at(pin.spot.at), (0.0, 0.0)
        if not _holds(atlas.extent, pin.spot.at):
            edge = min(max(x, _INSIDE), right - _INSIDE), min(max(y, _INSIDE), low - _INSIDE)
            x, y, toward = *edge, (x - edge[0], y - edge[1])
        if _holds(view.box, (x, y)):
            labels.append((f"{'to ' if any(toward) else ''}{pin.label}", _mark(sheet, room, row, pin, (x, y), toward)))
        else:
            far.append((row, pin))
    view.trace(atlas.dotted, 1.2, (0, (1, 1.4)))
    for _, pin in placed:
        view.trace(pin.spot.rings, 0.9)
        view.trace(pin.spot.lines, 2.4)
    room.lines += [view.at(p) for pin in pins for line in (*pin.spot.rings, *pin.spot.lines) for p in line]
    room.lines += [view.at(p) for area in atlas.disputed for line in area.rings for p in line]
    if far:
        west, south, east, north = atlas.extent
        high = _CORNER * (north - south) / (east - west) / cos(radians((south + north) / 2))
        x, y = _CORNER / 2 + 8, high / 2 + 8
        corners = ((x, low - y), (x, y), (right - x, y), (right - x, low - y), (x, low + y))
        room.place((_CORNER, high), corners, 16)
        corner = _View(sheet, atlas, atlas.extent, *room.boxes.pop()[:2], _CORNER)
        (x, y), (right, top) = corner.at(view.extent[:2]), corner.at(view.extent[2:])
        sheet.stroke((x, right, right, x, x), (y, y, top, top, y), sheet.theme.ink, 1, above=3)
        for row, pin in far:
            _label(sheet, room, pin.label, _mark(sheet, room, row, pin, corner.at(pin.spot.at), (0, 0)))
        room.boxes.append(corner.box)
    for country in atlas.countries:
        if country.text and country not in own.values():
            _name(sheet, room, view, country, country.name, country.text)
    for label, place in labels:
        _label(sheet, room, label, place)
    for row, area in own.items():
        _unnamed(sheet, room, view, area, pins[row], row)
    looks = {ORIGINS[pin.row.origin].words: _look(pin) for pin in pins}
    y = max([low, *(box[3] for box in room.boxes)]) + 16
    y = sheet.key(y, looks or {"Nothing that the text names has a position on this map.": None}) + ROW - 13
    hatched = " Hatched: “disputed”, as told below." if atlas.disputed else ""
    sheet.cut(sheet.key(y, {f"Borders: {source_short(atlas.source)}.{hatched}": None}, sheet.theme.quiet))


def _look(pin: Pin) -> Mark:
    return Mark(pin.row.origin, hollow=pin.row.origin == "outside", size=10)


def _mark(sheet: Sheet, room: Room, row: int, pin: Pin, place: Point, toward: Point) -> Point:
    """Draw a mark, beside its place where another is there, with an arrow to what lies beyond; return where it is."""
    x, y = middle(room.near((13, 13), place, 1))
    sheet.stroke((place[0], x), (place[1], y), sheet.theme.ink, above=3)
    sheet.mark(row, x, y, _look(pin), above=5)
    if far := hypot(*toward):
        tip = x + toward[0] / far * (_INSIDE - 3), y + toward[1] / far * (_INSIDE - 3)
        sheet.arrow((x, y), tip, sheet.theme.ink, 1.3)
        room.boxes.append((min(x, tip[0]) - 3, min(y, tip[1]) - 3, max(x, tip[0]) + 3, max(y, tip[1]) + 3))
    return x, y


def _name(sheet: Sheet, room: Room, view: _View, area: Area, name: str, at: Point) -> None:
    """Write a name in its area, or where the map has it; leave it out where neither has room."""
    size, wish = (sheet.length(name), LEADING), view.at(at)
    if box := room.place(size, [*view.within(area, wish, size), *[wish] * _holds(view.box, wish)], 3):
        sheet.text(box[0], middle(box)[1], name, color=sheet.theme.quiet)


def _unnamed(sheet: Sheet, room: Room, view: _View, area: Area, pin: Pin, row: int) -> None:
    """Draw the mark of who is never named in its land, the label in it too if there is room."""
    wish, look = view.at(pin.spot.at), _look(pin)
    size = sheet.length(pin.label) + 18, LEADING
    if box := room.place(size, view.within(area, wish, size), 3):
        sheet.mark(row, box[0] + 6, middle(box)[1], look)
        sheet.text(box[0] + 18, middle(box)[1], pin.label)
    else:
        inside = view.within(area, wish, (20, 20))
        place = middle(room.place((13, 13), inside, 1) or room.near((13, 13), inside[0]))
        sheet.mark(row, *place, look)
        _label(sheet, room, pin.label, place)


def _label(sheet: Sheet, room: Room, label: str, place: Point) -> None:
    """Write a label where there is room for it, and tie it to its mark if that is further off."""
    lines = sheet.wrap(label, _LABEL)
    box = room.near((max(map(sheet.length, lines)), len(lines) * LEADING), place, 2, beside=9)
    sheet.text(box[0], middle(box)[1], lines, around=True)
    end = end_of(place, box)
    if dist(place, end) > _NEAR:
        sheet.stroke((place[0], end[0]), (place[1], end[1]), sheet.theme.ink, above=3)
        room.lines += between(place, end)
