"""The map's ground: outlines, disputed areas and positions, cut once out of Natural Earth by ``.ci/make_map.py``.

All coordinates are longitude and latitude in degrees, to a hundredth.
"""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from course_utils.errors import CourseError
from course_utils.files.validation import record
from course_utils.outside.context import Source
from course_utils.places import shelf

Point = tuple[float, float]
Line = tuple[Point, ...]


@record
class Area:
    """A country's or a disputed area's outline."""

    name: str
    rings: tuple[Line, ...]  #: Closed; outer ones run against the clock, holes with it.
    text: Point | None = None  #: Where the middle of its name stands; None where there is no room for one.


@record
class Spot:
    """Something that a text may name, where it lies and where its label stands."""

    name: str
    at: Point
    text: Point
    side: Literal["left", "right", "below"]  #: Of the label, at ``text``; "below" hangs the label under it.
    id: str = ""  #: What a reading or a context calls it; "" for a seat.
    words: tuple[str, ...] = ()  #: Those that name a seat of government.
    rings: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    note: str = ""  #: What has to be said of how it is drawn.


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
    extent: tuple[float, float, float, float]  #: West, south, east, north.
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
        return TypeAdapter(Atlas).validate_json(file.read_bytes())
    except OSError as error:
        why = repr(error)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = f"{first['msg']}: {'.'.join(map(str, first['loc']))}"
    raise CourseError.at(file.name, f"this is no map that .ci/make_map.py wrote ({why}).")
