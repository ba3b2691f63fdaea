"""The map says whose lines it draws, and no mark on it covers another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from chart_cases import drawn
from matplotlib.patches import PathPatch, Rectangle
from pictures import ATLAS, CONTEXT, READING, assert_anchored, assert_readable, texts

from course_utils.charts import article_map

CHART = drawn("article_map")
PATCHES = CHART.figure.axes[0].patches
HATCHED = [patch.get_path() for patch in PATCHES if patch.get_hatch()]


def spot(name: str) -> tuple[float, float]:
    """Return where the mark of the row with this name stands, in points."""
    row = next(n for n, row in enumerate(CHART.table.rows) if row.cells[0].startswith(name))
    box = next(p for p in PATCHES if p.get_gid() == f"row-{row}").get_extents()
    return CHART.figure.axes[0].transData.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))


def test_disputed_areas_are_hatched_nagorno_karabakh_among_them_and_no_seat_of_government_lies_in_one() -> None:
    """In the region and again in the wider one in the corner."""
    assert len(HATCHED) == 2 * len(ATLAS.disputed)
    assert HATCHED[0].contains_point(spot("Nagorno-Karabakh"))
    seats = [row.cells[0] for row in CHART.table.rows if row.cells[1].startswith("seat")]
    assert [seat for seat in seats for path in HATCHED if path.contains_point(spot(seat))] == []


def test_the_label_of_nagorno_karabakh_points_within_the_dots() -> None:
    (place,) = [place for place in ATLAS.places if place.id == "nagorno-karabakh"]
    dots = [point for line in ATLAS.dotted for point in line]
    assert not place.rings
    for axis in (0, 1):
        assert min(p[axis] for p in dots) < place.at[axis] < max(p[axis] for p in dots)


def test_the_page_says_whose_borders_and_whose_disputed_these_are_and_the_picture_points_to_it() -> None:
    assert ATLAS.caption in CHART.details.unescape()
    assert "Borders: Natural Earth, 2018. Hatched: “disputed”. Dotted: a former or claimed" in texts(CHART)


def test_the_region_of_the_places_is_drawn_larger_and_what_lies_far_off_stands_in_a_corner() -> None:
    assert (spot("Baku")[0] - spot("Yerevan")[0]) / (49.86 - 44.51) > 1.5 * 484 / (55.4 - 33)
    frames = [patch.get_extents() for patch in PATCHES if isinstance(patch, Rectangle) and not patch.get_gid()]
    corner = frames[1].transformed(CHART.figure.axes[0].transData.inverted())
    names = [row.cells[0] for row in CHART.table.rows]
    assert [name for name in names if corner.contains(*spot(name))] == ["Jerusalem"]


def test_who_is_never_named_stands_in_its_own_land() -> None:
    land = [patch.get_path() for patch in PATCHES if patch.get_path() and isinstance(patch, PathPatch)]
    for name in ("Turkey", "Russia"):
        number = next(n for n, country in enumerate(ATLAS.countries) if country.name == name)
        assert land[number].contains_point(spot(name))


@pytest.mark.parametrize(
    "at",
    [
        lambda n: (44.5 + n / 20, 40.2),
        lambda n: (35.0 + 2 * n, 38.0),
        lambda n: (40.0, 32.0 + n),
        lambda n: (0.0, 9.0 * n),
        lambda n: (35.1, 31.8) if n else (49.9, 40.4),
    ],
    ids=["close together", "in a row", "one above the other", "beyond the map", "far from one"],
)
def test_wherever_places_lie_and_whatever_they_are_called_each_mark_and_label_has_room(
    at: Callable[[int], tuple[float, float]],
) -> None:
    for more in ("", ", a long name for a place"):
        places, seats = (
            tuple(replace(spot, at=at(n), name=spot.name + more) for n, spot in enumerate(spots))
            for spots in (ATLAS.places, ATLAS.seats)
        )
        chart = article_map(READING, CONTEXT, replace(ATLAS, places=places, seats=seats))
        assert_readable(chart)
        assert_anchored(chart)


def test_a_position_rests_on_the_map_as_well() -> None:
    assert {row.sources for row in CHART.table.rows if row.origin == "article"} == {(ATLAS.source,)}


def test_a_seat_without_a_position_is_told() -> None:
    (kremlin,) = (m for m in READING.mentions if m.evidence[0].exact == "Kremlin")
    seat = replace(kremlin.evidence[0], exact="Lima", end=kremlin.evidence[0].start + 4)
    chart = article_map(replace(READING, mentions=(replace(kremlin, evidence=(seat,)),)), CONTEXT, ATLAS)
    assert chart.title == "No seat that stands for a government is on this map."
    assert chart.description.endswith("Not on the map: Lima, a seat without a position here.")
    assert "and Lima." in texts(chart)[-1]
