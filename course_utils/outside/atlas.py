"""The map's ground: outlines, disputed areas and positions, cut once out of Natural Earth by ``.ci/make_map.py``.

All coordinates are longitude and latitude in degrees, to a hundredth.
"""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from course_utils.disk import read_regular
from course_utils.errors import CourseError
from course_utils.files.validation import check, checked, record
from course_utils.outside.context import Source
from course_utils.places import shelf

MAX_BYTES = 2_000_000  #: The largest map that is read, in bytes; the course's own has 60,000.
Degrees = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False)]
Point = tuple[Degrees, Degrees]
Line = tuple[Point, ...]


@record
class Area:
    """A country's or a disputed area's outline."""

    name: str
    rings: tuple[Line, ...]  #: Closed; outer ones run against the clock, holes with it.
    text: Point | None = None  #: Where the middle of its name stands; None where there is no room for one.


@record
class Spot:
    """Something that a text may name, and where it lies."""

    name: str
    at: Point
    id: str = ""  #: What a reading or a context calls it; "" for a seat.
    words: tuple[str, ...] = ()  #: Those that name a seat of government.
    rings: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    note: str = ""  #: What has to be said of how it is drawn.


def _ordered(extent: tuple[float, ...]) -> None:
    west, south, east, north = extent
    check(west < east and south < north, "it must be west, south, east and north, in this order")


def _cited(found: Any) -> Any:
    """Read what a map says of its source as a source that can be cited."""
    if isinstance(found, dict):
        title = f"{found.get('title')}, version {found.get('version')}"
        published = {key: found.get(key) for key in ("publisher", "year", "url")}
        return {"id": "map", "grade": "B", "title": title, **published}
    return found


@record
class Atlas:
    """A map without its marks."""

    source: Annotated[Source, BeforeValidator(_cited)]  #: Where the lines come from.
    name: str  #: What it is a map of, as in "a map of …".
    caption: str  #: Whose lines these are and what the hatching means, for the picture itself.
    extent: Annotated[tuple[Degrees, Degrees, Degrees, Degrees], checked(_ordered)]  #: West, south, east, north.
    countries: tuple[Area, ...]
    disputed: tuple[Area, ...]
    dotted: tuple[Line, ...]  #: Former or claimed lines.
    places: tuple[Spot, ...]
    seats: tuple[Spot, ...]
    neighbours: tuple[Spot, ...]  #: Countries that a text might be expected to name.


def load_atlas(path: str | Path | None = None) -> Atlas:
    """Load a map, the course's own if none is named; raise CourseError where it is not one."""
    file = Path(path) if path else shelf("data") / "map.json"
    try:
        content = read_regular(file, MAX_BYTES, follow=True)
        check(len(content) <= MAX_BYTES, f"it is larger than {MAX_BYTES // 1_000_000} MB")
        atlas: Atlas = TypeAdapter(Atlas).validate_json(content.removeprefix(b"\xef\xbb\xbf"))
        west, south, east, north = atlas.extent
        for spot in (*atlas.places, *atlas.neighbours):
            inside = west <= spot.at[0] <= east and south <= spot.at[1] <= north
            check(inside, f"{spot.name} at {spot.at} is outside of the map; east goes before north")
        return atlas
    except OSError as error:
        why = repr(error)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{first['msg']}: {'.'.join(map(str, first['loc']))}"
    except ValueError as error:
        why = str(error)
    remedy = "Correct it there, or take “map” out of the course.yaml."
    raise CourseError.at(file.name, f"this is no map that .ci/make_map.py wrote ({why}). {remedy}")
