"""The map says whose lines it draws, and no mark on it covers another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from chart_cases import drawn
from pictures import ATLAS, CONTEXT, READING, texts

from course_utils.charts import article_map
from course_utils.look.theme import light

CHART = drawn("article_map")
HATCHED = [patch.get_path() for patch in CHART.figure.axes[0].patches if patch.get_hatch()]


def test_disputed_areas_are_hatched_nagorno_karabakh_among_them_and_no_seat_of_government_lies_in_one() -> None:
    assert [tuple(path.vertices[0]) for path in HATCHED] == [area.rings[0][0] for area in ATLAS.disputed]  # type: ignore[arg-type, index]
    assert HATCHED[0].contains_point((46.75, 39.82))
    assert not HATCHED[0].contains_point((48.5, 40.4))
    assert [seat.name for seat in ATLAS.seats for path in HATCHED if path.contains_point(seat.at)] == []


def test_the_label_of_nagorno_karabakh_points_within_the_dots() -> None:
    (spot,) = [place for place in ATLAS.places if place.id == "nagorno-karabakh"]
    dots = [point for line in ATLAS.dotted for point in line]
    assert not spot.rings
    for axis in (0, 1):
        assert min(p[axis] for p in dots) < spot.at[axis] < max(p[axis] for p in dots)


def test_the_picture_itself_says_whose_borders_it_draws_and_no_mark_covers_another() -> None:
    """Each mark is a target of its own for a pointer."""
    assert any(text.replace("\n", " ").endswith(ATLAS.caption) for text in texts(CHART))
    boxes = CHART.picture(light()).boxes.items()
    for (one, (x, y, w, h)), (other, (left, top, width, height)) in combinations(boxes, 2):
        apart = x + w <= left or left + width <= x or y + h <= top or top + height <= y
        assert apart, f"{CHART.table.rows[one].label!r} and {CHART.table.rows[other].label!r}"


def test_a_position_rests_on_the_map_as_well() -> None:
    assert {row.sources for row in CHART.table.rows if row.origin == "article"} == {(ATLAS.source,)}


def test_a_seat_without_a_position_is_told() -> None:
    (kremlin,) = (m for m in READING.mentions if m.evidence[0].exact == "Kremlin")
    seat = replace(kremlin.evidence[0], exact="Lima", end=kremlin.evidence[0].start + 4)
    chart = article_map(replace(READING, mentions=(replace(kremlin, evidence=(seat,)),)), CONTEXT, ATLAS)
    assert chart.title == "4 of 6 places are on this map."
    assert chart.description.endswith("Seats without a position here: Lima.")
