"""The map's file is small, whole and says where its lines come from."""

import json
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.outside.atlas import load_atlas
from course_utils.places import shelf

FILE = shelf("data") / "map.json"
ATLAS = load_atlas()
AREAS = (*ATLAS.countries, *ATLAS.disputed, *ATLAS.places)
WEST, SOUTH, EAST, NORTH = ATLAS.extent


def test_the_file_is_small_and_says_whose_lines_it_draws_and_what_may_be_done_with_them() -> None:
    assert FILE.stat().st_size < 100_000
    source = json.loads(FILE.read_text(encoding="utf-8"))["source"]
    assert source["license"] == "public domain"
    assert sorted(source["files"]) == ["countries-10m.json", "world_map.gpkg"]
    assert all(len(digest) == 64 for digest in source["files"].values())
    assert (ATLAS.source.publisher, ATLAS.source.year) == ("Natural Earth", "2018")
    assert ATLAS.source.title is not None
    assert ATLAS.source.title.endswith("version 4.1.0")
    assert ATLAS.source.url == "https://www.naturalearthdata.com/"


def test_every_ring_is_closed_rounded_and_on_the_map_or_just_beyond() -> None:
    for ring in (ring for area in AREAS for ring in area.rings):
        assert len(ring) > 3
        assert ring[0] == ring[-1]
        for x, y in ring:
            assert (x, y) == (round(x, 2), round(y, 2))
            assert WEST - 0.41 < x < EAST + 0.41
            assert SOUTH - 0.41 < y < NORTH + 0.41


def test_the_disputed_areas_are_there() -> None:
    assert [area.name for area in ATLAS.disputed] == [
        *("Nagorno-Karabakh", "Abkhazia", "South Ossetia", "Golan", "West Bank", "Gaza", "Northern Cyprus", "Crimea")
    ]
    assert all(area.rings for area in ATLAS.disputed)


def test_a_disputed_area_shares_its_outer_line_with_the_country_around_it() -> None:
    """Both were simplified together, so that no sliver of land is left between them."""
    country = next(area for area in ATLAS.countries if area.name == "Azerbaijan")
    border = {point for ring in country.rings for point in ring}
    (ring,) = ATLAS.disputed[0].rings
    shared = [point for point in ring if point in border]
    assert 10 < len(shared) < len(ring)


def test_every_spot_but_moscow_lies_on_the_map() -> None:
    spots = (*ATLAS.places, *ATLAS.seats, *ATLAS.neighbours)
    beyond = [spot.name for spot in spots if not (WEST < spot.at[0] < EAST and SOUTH < spot.at[1] < NORTH)]
    assert beyond == ["Moscow"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"source": {}}', FILE.read_text(encoding="utf-8")[:-9]])
def test_a_file_that_is_no_map_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"^other\.json: this is no map that \.ci/make_map\.py wrote"):
        load_atlas(file)


@pytest.mark.parametrize("extent", ["[41, 38, 41, 42]", "[41, 42, 50, 38]", "[NaN, 38, 50, 42]", "[41, 38, 1e400, 42]"])
def test_a_map_that_could_not_be_drawn_is_none(tmp_path: Path, extent: str) -> None:
    file = tmp_path / "other.json"
    own = json.dumps(json.loads(FILE.read_text("utf-8"))["extent"])
    text = json.dumps(json.loads(FILE.read_text("utf-8")))
    file.write_text(text.replace(f'"extent": {own}', f'"extent": {extent}'), encoding="utf-8")
    with pytest.raises(CourseError, match=r"^other\.json: this is no map .*: extent"):
        load_atlas(file)


def test_a_map_may_have_a_byte_order_mark_and_no_more_than_two_megabytes(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(b"\xef\xbb\xbf" + FILE.read_bytes())
    assert load_atlas(file) == ATLAS
    file.write_bytes(FILE.read_bytes() + b" " * 2_000_000)
    with pytest.raises(CourseError, match="larger than 2 MB"):
        load_atlas(file)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="FileNotFoundError"):
        load_atlas(tmp_path / "none.json")
