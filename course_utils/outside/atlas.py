"""The map's ground: outlines, disputed areas and positions, cut once out of Natural Earth by ``.ci/make_map.py``.

All coordinates are longitude and latitude in degrees, to a hundredth.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from course_utils.errors import CourseError
from course_utils.outside.context import Source
from course_utils.places import shelf

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A country's or a disputed area's outline."""

    name: str
    #: Closed; outer ones run against the clock, holes with it.
    rings: tuple[Line, ...]
    #: Where the middle of its name stands; None where there is no room for one.
    text: Point | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that a text may name, where it lies and where its label stands."""

    name: str
    at: Point
    text: Point
    #: Which side of the label is at ``text``; "below" hangs the label under it.
    side: Literal["left", "right", "below"]
    #: The id that a reading or a context gives it; "" for a seat.
    id: str = ""
    #: The words that name a seat of government.
    words: tuple[str, ...] = ()
    rings: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    #: What has to be said of how it is drawn.
    note: str = ""


@dataclass(frozen=True, slots=True)
class Atlas:
    """A map without its marks."""

    #: Where the lines come from.
    source: Source
    #: What it is a map of, as in "a map of …".
    name: str
    #: Whose lines these are and what the hatching means, for the picture itself.
    caption: str
    #: West, south, east, north.
    extent: tuple[float, float, float, float]
    countries: tuple[Area, ...]
    disputed: tuple[Area, ...]
    #: Former or claimed lines.
    dotted: tuple[Line, ...]
    places: tuple[Spot, ...]
    seats: tuple[Spot, ...]
    #: Countries that a text might be expected to name.
    neighbours: tuple[Spot, ...]


def load_atlas(path: str | Path | None = None) -> Atlas:
    """Load a map, the course's own if none is named; raise CourseError where it is not one."""
    file = Path(path) if path else shelf("data") / "map.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        source = found["source"]
        west, south, east, north = map(float, found["extent"])
        return Atlas(
            Source(
                id="map",
                title=f"{source['title']}, version {source['version']}",
                publisher=source["publisher"],
                year=source["year"],
                url=source["url"],
                grade="B",
            ),
            found["name"],
            found["caption"],
            (west, south, east, north),
            tuple(Area(**_drawn(entry)) for entry in found["countries"]),
            tuple(Area(**_drawn(entry)) for entry in found["disputed"]),
            _lines(found["dotted"]),
            *(tuple(Spot(**_drawn(e)) for e in found[kind]) for kind in ("places", "seats", "neighbours")),
        )
    except (KeyError, OSError, TypeError, ValueError) as error:
        raise CourseError.at(file.name, f"this is no map that .ci/make_map.py wrote ({error!r}).") from error


def _drawn(entry: dict[str, Any]) -> dict[str, Any]:
    """Freeze an entry's lists."""
    kinds: dict[str, Callable[[Any], Any]] = {
        "rings": _lines,
        "lines": _lines,
        "at": _point,
        "text": _point,
        "words": tuple,
    }
    return {key: kinds[key](value) if key in kinds and value else value for key, value in entry.items()}


def _point(found: Any) -> Point:
    x, y = found
    return float(x), float(y)


def _lines(found: Any) -> tuple[Line, ...]:
    return tuple(tuple(map(_point, line)) for line in found)
