"""Where it is: the places of the text and the seats that stand for governments, on a map that says whose."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from textwrap import fill
from typing import TYPE_CHECKING

from course_utils.charts.chart import Chart, Row, Table
from course_utils.charts.map_drawing import Pin, paint
from course_utils.look.theme import Size
from course_utils.look.wording import cut, times
from course_utils.outside.atlas import Atlas, Spot, load_atlas

if TYPE_CHECKING:
    from course_utils.outside.context import Context
    from course_utils.reading.evidence import Evidence
    from course_utils.reading.load import Reading
    from course_utils.reading.records import Place

#: Letters in a line of a place's label.
_LINE = 20
_load = cache(load_atlas)


def article_map(reading: Reading, context: Context, size: Size = "page") -> Chart:
    """Mark the places of the text, the seats that stand for governments, and neighbours it never names.

    What has no position on the map is told in the description, with the reading's note on it.
    """
    atlas = _load()
    seats, homeless = _seats(reading, atlas)
    known = {spot.id: spot for spot in (*atlas.places, *atlas.neighbours)}
    places = [_place(atlas, known[place.id], place) for place in reading.places if place.id in known]
    absent = [
        Pin(known[one.id], Row((one.name, one.sentence, "never"), (), "outside", one.sources), "never named here")
        for one in context.unnamed_in(reading.article)
        if one.id in known
    ]
    pins = (*seats, *places, *absent)
    missing = [place for place in reading.places if place.id not in known]
    point = _point(seats, len(places), len(reading.places))
    named = ", ".join(f"{seat.spot.name} {times(len(seat.row.evidence))}" for seat in seats)
    return Chart(
        title=point,
        alt=cut(
            f"Map of the South Caucasus and its neighbours, disputed areas hatched. {point}"
            + (f" The seats are {named}." if seats else ""),
            250,
        ),
        description=" ".join(
            [
                atlas.caption,
                "A circle marks what the text names, a square a neighbour that it never names.",
                *(pin.spot.note for pin in pins if pin.spot.note),
                *(f"Not on the map: {cut(p.name, 60)}. {p.note or 'Its place is not known.'}" for p in missing),
                *([f"Seats without a position here: {cut(', '.join(homeless), 120)}."] if homeless else []),
            ]
        ),
        table=Table("On the map", ("Place", "What it is", "In the text"), tuple(pin.row for pin in pins)),
        article=reading.article,
        paint=lambda theme: paint(theme, atlas, pins),
        size=size,
    )


def _point(seats: list[Pin], drawn: int, places: int) -> str:
    """Count the seats and the places, as far as there are any."""
    stands = sum(len(seat.row.evidence) for seat in seats)
    parts = []
    if len(seats) == 1:
        parts.append(f"1 seat of government stands for its government {times(stands)}")
    elif seats:
        parts.append(f"{len(seats)} seats of government stand for governments {times(stands)}")
    if drawn:
        parts.append(f"{drawn} of {places} places {'is' if drawn == 1 else 'are'} on this map")
    return f"{'; '.join(parts)}." if parts else "No place and no seat of the text has a position on this map."


def _place(atlas: Atlas, spot: Spot, place: Place) -> Pin:
    count = times(len(place.evidence))
    row = Row((place.name, place.kind, count), place.evidence, sources=(atlas.source,))
    return Pin(spot, row, fill(f"{spot.name}, {count}", _LINE, break_on_hyphens=False))


def _seats(reading: Reading, atlas: Atlas) -> tuple[list[Pin], list[str]]:
    """Return the seats that stand for a government, most often first, and the words without a position."""
    known = {word: spot.name for spot in atlas.seats for word in spot.words}
    actors = {actor.id: actor.name for actor in reading.actors}
    found: dict[str, list[Evidence]] = defaultdict(list)
    whose: dict[str, dict[str, None]] = defaultdict(dict)
    homeless: dict[str, None] = {}
    for mention in reading.mentions:
        if mention.alias_kind == "metonym" and mention.refers_to in actors:
            for piece in mention.evidence:
                if name := known.get(piece.exact):
                    found[name].append(piece)
                    whose[name][actors[mention.refers_to]] = None
                else:
                    homeless[piece.exact] = None
    pins = []
    for spot in sorted(atlas.seats, key=lambda spot: -len(found[spot.name])):
        if pieces := found[spot.name]:
            words = dict.fromkeys(f"“{piece.exact}”" for piece in pieces if piece.exact != spot.name)
            name = f"{spot.name} ({', '.join(words)})" if words else spot.name
            cells = (name, f"seat, stands for {', '.join(whose[spot.name])}", times(len(pieces)))
            row = Row(cells, tuple(pieces), sources=(atlas.source,))
            pins.append(Pin(spot, row, f"{name}, {times(len(pieces))}"))
    return pins, list(homeless)
