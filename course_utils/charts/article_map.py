"""Where it is: the places of the text and the seats that stand for governments, on a map that says whose.

Land, borders and hatching are quiet; what the text names is drawn in ink. The map is cut to where the places lie.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, dist, hypot, radians
from statistics import median
from typing import Any, NamedTuple, TypeAlias

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.room import Box, Room, between, end_of, middle
from course_utils.charts.sheet import LEADING, ROW, Mark, Sheet
from course_utils.look.wording import cut, listed, source_short, times
from course_utils.outside.atlas import Area, Atlas, Line, Point, Spot
from course_utils.outside.context import Context
from course_utils.reading.evidence import Evidence
from course_utils.reading.reading import Reading

#: How wide a label and the wider region in a corner are, and how far from the edge an arrow begins that points beyond.
_LABEL, _CORNER, _INSIDE = 170.0, 128.0, 24.0
#: A place so many times further from the middle of all than is usual stands in the corner; where more than this part
#: of the map would be drawn, all is; a label so many times further from its mark than beside it has a leader.
_FAR, _WHOLE, _NEAR = 3.0, 0.8, 1.4
#: What is marked, and how; a seat stands for those who govern, whoever holds the city.
_SEAT, _NEVER = "named for a government", "never named: outside knowledge"
_LOOKS = {_SEAT: Mark(size=15), "other place": Mark(size=8), _NEVER: Mark("outside", size=10)}

Extent: TypeAlias = tuple[float, float, float, float]


class Pin(NamedTuple):
    """A spot with its row of the table, what is written beside it, and what of ``_LOOKS`` it is."""

    spot: Spot
    row: Row
    label: str
    kind: str


def article_map(reading: Reading, context: Context | None, atlas: Atlas) -> Chart:
    """Mark the places of the text, the seats that stand for governments, and neighbours it never names.

    What has no position on the map is told in the description, with the reading's note on it.
    """
    known = {spot.id: spot for spot in (*atlas.places, *atlas.neighbours)}
    seats, homeless = _seats(reading, atlas)
    places, missing, absent = [], dict[str, str](), []
    for place in reading.places:
        if spot := known.get(place.id):
            count, drawn = times(len(place.evidence)), " (outline)" * bool(spot.rings) + " (thick)" * bool(spot.lines)
            row = Row((place.name, place.kind, count), place.evidence, sources=(atlas.source,))
            places.append(Pin(spot, row, f"{spot.name}{drawn}, {count}", "other place"))
        elif place.name not in {pin.spot.name for pin in seats}:
            missing[place.name] = f"{cut(place.name, 60)}. {place.note or 'Its place is not known.'}"
    for one in context.unnamed_in(reading.article) if context else ():
        if spot := known.get(one.id):
            row = Row((one.name, one.sentence, "never"), (), "outside", one.sources)
            absent.append(Pin(spot, row, f"{one.name}: never named", _NEVER))
    missing |= {word: f"{cut(word, 60)}, a seat without a position here." for word in homeless}
    pins = (*seats, *places, *absent)
    point = "No seat that stands for a government is on this map."
    if seats:
        name, count = cut(seats[0].spot.name, 60), times(len(seats[0].row.evidence))
        point = f"{name} stands for a government {count}{', no other seat more often' * bool(seats[1:])}."
    signs = "A circle marks what the text names, a large one a seat that stands for a government; "
    signs += "a square a neighbour that it never names."
    hatched = ", “disputed” areas hatched" if atlas.disputed else ""
    notes = (*filter(None, (pin.spot.note for pin in pins)), *(f"Not on the map: {it}" for it in missing.values()))
    return Chart(
        title=point,
        alt=cut(f"Map of {atlas.name} with {len(pins)} marks{hatched}. {point}", 250),
        description=" ".join((atlas.caption, signs, *notes)),
        table=Table("On the map", ("Place", "What it is", "In the text"), tuple(pin.row for pin in pins)),
        article=reading.article,
        paint=lambda sheet: _paint(sheet, atlas, pins, listed([*missing])),
    )


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
            row = Row(cells, pieces, sources=(atlas.source,))
            pins.append(Pin(spot, row, f"{name}, {cells[-1]}", _SEAT))
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
        land = {"facecolor": theme.land, "edgecolor": theme.quiet, "linewidth": 0.3 if above else 0.6}
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
            self.sheet.stroke(map(self.at, line), self.sheet.theme.ink, width, dashes)
            self.sheet.axes.lines[-1].set_clip_path(self._frame)

    def points(self, lines: Iterable[Line]) -> list[Point]:
        """Return points of lines, so close that no text goes between them unseen."""
        return [p for line in lines for ends in pairwise(map(self.at, line)) for p in between(*ends, 3)]

    def name(self, room: Room, area: Area, text: Point) -> None:
        """Write an area's name where the map has it, or where the view of the area ends; leave it out without room."""
        (left, top, right, low), (x, y), half = self.box, self.at(text), self.sheet.length(area.name) / 2
        place = min(max(x, left + half + 5), right - half - 5), min(max(y, top + 12), low - 12)
        if self._path(area.rings).contains_point(place) and room.place((2 * half, LEADING), [place]):
            self.sheet.text(*place, area.name, side="center", color=self.sheet.theme.quiet, clear=True)

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


def _paint(sheet: Sheet, atlas: Atlas, pins: Sequence[Pin], missing: str) -> None:
    """Draw the region; in a corner the wider one, if something lies there alone; and the marks with their labels."""
    room, theme = Room(sheet.width), sheet.theme
    view = _View(sheet, atlas, _region(atlas, [pin.spot.at for pin in pins]), 0, 0, sheet.width)
    (_, _, right, low), far, labels = view.box, [], []
    most = max((len(pin.row.evidence) for pin in pins if pin.kind == _SEAT), default=0)
    styles = [(600 if p.kind == _SEAT and len(p.row.evidence) == most else 400, p.kind == _NEVER) for p in pins]
    for row, pin in enumerate(pins):
        (x, y), toward = view.at(pin.spot.at), (0.0, 0.0)
        if not _holds(atlas.extent, pin.spot.at):
            edge = min(max(x, _INSIDE), right - _INSIDE), min(max(y, _INSIDE), low - _INSIDE)
            x, y, toward = *edge, (x - edge[0], y - edge[1])
        if _holds(view.box, (x, y)):
            label = f"{'to ' if any(toward) else ''}{pin.label}"
            large = bool(pin.spot.rings or pin.spot.lines)  # whose label may stand further off
            labels.append((large, label, styles[row], *_mark(sheet, room, row, pin, (x, y), toward)))
        else:
            far.append((row, pin))
        view.trace(pin.spot.rings, 0.9)
        view.trace(pin.spot.lines, 2.4)
        room.lines += view.points((*pin.spot.rings, *pin.spot.lines))
    view.trace(atlas.dotted, 1.2, (0, (1, 1.4)))
    if far:
        west, south, east, north = atlas.extent
        high = _CORNER * (north - south) / (east - west) / cos(radians((south + north) / 2))
        said, x, y = ["The wider region;", "framed: this map"], _CORNER / 2 + 8, high / 2 + LEADING + 8
        corners = ((x, low - y), (x, y), (right - x, y), (right - x, low - y), (x, low + y))
        room.place((_CORNER, high + 2 * LEADING), corners, 16)
        x, y, *_ = room.boxes[-1]
        sheet.text(x, y + LEADING / 2, said, clear=True)
        room.boxes[-1] = (x, y, x + _CORNER, y + 2 * LEADING)
        corner = _View(sheet, atlas, atlas.extent, x, y + 2 * LEADING, _CORNER)
        (x, y), (right, top) = corner.at(view.extent[:2]), corner.at(view.extent[2:])
        sheet.stroke(((x, y), (right, y), (right, top), (x, top), (x, y)), theme.ink, 1, above=3)
        for row, pin in far:
            _label(sheet, room, pin.label, styles[row], *_mark(sheet, room, row, pin, corner.at(pin.spot.at), (0, 0)))
        room.boxes.append(corner.box)
    room.lines += view.points(line for area in atlas.disputed for line in area.rings)
    absent = {pin.spot.name for pin in pins if pin.kind == _NEVER}
    for country in atlas.countries:
        if country.text and country.name not in absent:
            view.name(room, country, country.text)
    for _, label, style, place, beside in sorted(labels):
        _label(sheet, room, label, style, place, beside)
    y = max([low, *(box[3] for box in room.boxes)]) + 16
    looks = {kind: look for kind, look in _LOOKS.items() if any(pin.kind == kind for pin in pins)}
    y = sheet.key(y, looks or {"Nothing that the text names has a position on this map.": None}) + ROW - 13
    notes = f"Borders: {source_short(atlas.source)}." + " Hatched: “disputed”." * bool(atlas.disputed)
    notes += " Dotted: a former or claimed line." * bool(atlas.dotted) + f" Not on the map: {missing}." * bool(missing)
    sheet.cut(sheet.key(y, {notes: None}, theme.quiet))


def _mark(sheet: Sheet, room: Room, row: int, pin: Pin, place: Point, toward: Point) -> tuple[Point, float]:
    """Draw a mark, beside its place where another is there, with an arrow to what lies beyond.

    Return where it is, and how far from there a label begins.
    """
    look = _LOOKS[pin.kind]
    side = max(13, look.size + 1)
    x, y = middle(room.near((side, side), place, 1))
    sheet.stroke((place, (x, y)), sheet.theme.ink, above=3)
    sheet.mark(row, x, y, look, above=5)
    if far := hypot(*toward):
        tip = x + toward[0] / far * (_INSIDE - 3), y + toward[1] / far * (_INSIDE - 3)
        sheet.arrow((x, y), tip, sheet.theme.ink, 1.3)
        room.boxes.append((min(x, tip[0]) - 3, min(y, tip[1]) - 3, max(x, tip[0]) + 3, max(y, tip[1]) + 3))
    return (x, y), side / 2 + 2.5


def _label(sheet: Sheet, room: Room, label: str, style: tuple[int, bool], place: Point, beside: float) -> None:
    """Write a label where there is room for it, and tie it to its mark if that is further off."""
    weight, quiet = style
    lines = sheet.wrap(label, _LABEL, weight)
    box = room.near((max(sheet.length(line, weight) for line in lines), len(lines) * LEADING), place, 2, beside=beside)
    sheet.text(box[0], middle(box)[1], lines, around=True, clear=True, weight=weight, color=sheet.theme.quiet * quiet)
    end = end_of(place, box)
    if dist(place, end) > _NEAR * beside:
        sheet.stroke((place, end), sheet.theme.ink, above=3)
        room.boxes += [(*point, *point) for point in between(place, end)]
