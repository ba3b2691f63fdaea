"""The map marks what the text names, says whose lines it draws, and tells what it leaves out."""

from dataclasses import replace
from itertools import combinations

import pytest

from course_utils.charts import article_map
from course_utils.look.theme import Size, light
from course_utils.outside.atlas import load_atlas
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

READING = load_reading()
CONTEXT = load_context()
ATLAS = load_atlas()
CHART = article_map(READING, CONTEXT, ATLAS)
EVIL = "<img src=x onerror=alert(1)>"


def test_its_point_and_its_alt_text_are_the_counts() -> None:
    assert CHART.title == ("5 seats of government stand for governments 12 times; 4 of 6 places are on this map.")
    assert CHART.alt == (
        "Map of the South Caucasus and its neighbours, disputed areas hatched. 5 seats of government stand "
        "for governments 12 times; 4 of 6 places are on this map. The seats are Baku five times, Tehran four "
        "times, Yerevan once, Jerusalem once, Moscow once."
    )


def test_every_seat_place_and_unnamed_neighbour_is_a_row_with_what_it_rests_on() -> None:
    rows = {row.cells[0]: row for row in CHART.table.rows}
    assert [(row.cells[0], row.cells[2], row.origin) for row in CHART.table.rows] == [
        ("Baku", "five times", "article"),
        ("Tehran", "four times", "article"),
        ("Yerevan", "once", "article"),
        ("Jerusalem", "once", "article"),
        ("Moscow (“Kremlin”)", "once", "article"),
        ("South Caucasus", "once", "article"),
        ("Caspian Sea", "once", "article"),
        ("Nagorno-Karabakh", "three times", "article"),
        ("border of Azerbaijan and Iran", "twice", "article"),
        ("Turkey", "never", "outside"),
        ("Russia, by that name", "never", "outside"),
    ]
    assert [e.sentence for e in rows["Baku"].evidence] == ["s02", "s04", "s05", "s10", "s13"]
    assert rows["Moscow (“Kremlin”)"].cells[1] == "seat, stands for Russia"
    assert [e.voice for e in rows["Nagorno-Karabakh"].evidence] == ["author", "editor", "author"]
    assert rows["Nagorno-Karabakh"].sources == (ATLAS.source,)


def test_disputed_areas_are_hatched_and_nagorno_karabakh_is_one_of_them() -> None:
    hatched = [patch.get_path() for patch in CHART.figure.axes[0].patches if patch.get_hatch()]
    assert [tuple(path.vertices[0]) for path in hatched] == [area.rings[0][0] for area in ATLAS.disputed]
    assert hatched[0].contains_point((46.75, 39.82))
    assert not hatched[0].contains_point((48.5, 40.4))


def test_no_seat_of_government_lies_in_a_hatched_area() -> None:
    hatched = [patch.get_path() for patch in CHART.figure.axes[0].patches if patch.get_hatch()]
    assert [seat.name for seat in ATLAS.seats for path in hatched if path.contains_point(seat.at)] == []


def test_the_label_of_nagorno_karabakh_points_within_the_dots() -> None:
    (spot,) = [place for place in ATLAS.places if place.id == "nagorno-karabakh"]
    dots = [point for line in ATLAS.dotted for point in line]
    assert not spot.rings
    for axis in (0, 1):
        assert min(p[axis] for p in dots) < spot.at[axis] < max(p[axis] for p in dots)


@pytest.mark.parametrize("size", ["page", "projector"])
def test_the_picture_itself_says_whose_borders_it_draws_and_gives_all_three_names(size: Size) -> None:
    texts = [text.get_text().replace("\n", " ") for text in replace(CHART, size=size).figure.axes[0].texts]
    assert any(text.endswith(ATLAS.caption) for text in texts)
    assert ATLAS.caption == (
        "Borders: Natural Earth 4.1.0 (2018), which says that it draws who controls the ground, as of that "
        "date. Hatched in Azerbaijan: the former oblast, within the dots, and the districts around it, up to "
        "what Natural Earth calls “Ceasefire Line 1994”. Also hatched, as disputed: Abkhazia, South "
        "Ossetia, Golan, West Bank, Gaza, Northern Cyprus, Crimea. Dots are wider than their "
        "places; Jerusalem’s reaches into the hatching."
    )
    assert "Nagorno-Karabakh / Artsakh / Qarabağ, three times" in texts
    assert "to Moscow (“Kremlin”), once" in texts


def test_the_sign_says_where_a_mark_comes_from() -> None:
    signs = [line.get_marker() for line in CHART.figure.axes[0].lines if str(line.get_gid()).startswith("row-")]
    assert signs == ["o"] * 9 + ["s"] * 2


def test_what_is_on_no_map_is_told_with_the_readings_reason() -> None:
    assert (
        "Not on the map: intelligence-gathering stations. In the text only as what unnamed media claim "
        "(s13); number and sites are not said. Not on the map: “Greater Azerbaijan”. An idea, in"
    ) in CHART.description
    assert "Jerusalem’s status is disputed; it is marked only as the seat that the text names." in CHART.description


@pytest.mark.parametrize("size", ["page", "projector"])
def test_no_mark_covers_another(size: Size) -> None:
    """Each is a target of its own for a pointer."""
    boxes = replace(CHART, size=size).picture(light(size)).boxes
    for (one, (x, y, w, h)), (other, (left, top, width, height)) in combinations(boxes.items(), 2):
        apart = x + w <= left or left + width <= x or y + h <= top or top + height <= y
        assert apart, f"{CHART.table.rows[one].label!r} and {CHART.table.rows[other].label!r}"


def test_one_seat_of_government_is_one() -> None:
    mentions = tuple(m for m in READING.mentions if m.evidence[0].exact == "Kremlin")
    chart = article_map(replace(READING, places=(), mentions=mentions), CONTEXT, ATLAS)
    assert chart.title == "1 seat of government stands for its government once."


def test_a_text_without_known_places_says_so() -> None:
    elsewhere = tuple(replace(place, id=f"far-{n}", note=None) for n, place in enumerate(READING.places))
    chart = article_map(replace(READING, places=elsewhere, mentions=()), replace(CONTEXT, unnamed=()), ATLAS)
    assert chart.title == "No place and no seat of the text has a position on this map."
    assert chart.table.rows == ()
    assert chart.description.endswith("Not on the map: “Greater Azerbaijan”. Its place is not known.")
    texts = [text.get_text() for text in chart.figure.axes[0].texts]
    assert any(text.startswith("Nothing that the text names has a position on this map.\n") for text in texts)


def test_a_seat_without_a_position_is_told() -> None:
    (kremlin,) = (m for m in READING.mentions if m.evidence[0].exact == "Kremlin")
    seat = replace(kremlin.evidence[0], exact="Lima", end=kremlin.evidence[0].start + 4)
    chart = article_map(replace(READING, mentions=(replace(kremlin, evidence=(seat,)),)), CONTEXT, ATLAS)
    assert chart.title == "4 of 6 places are on this map."
    assert chart.description.endswith("Seats without a position here: Lima.")
