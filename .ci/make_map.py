#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely>=2.1"]
# ///
"""Cut course_utils/data/map.json out of Natural Earth 4.1.0 (2018), the newest version on the article's day.

Use it as ``uv run --script .ci/make_map.py COUNTRIES LINES``:

COUNTRIES  countries-10m.json of the npm package world-atlas 2.0.2: Natural Earth's Admin 0 – Countries.
LINES      usr/share/qgis/resources/data/world_map.gpkg of Debian's qgis-common 3.22.16: Natural Earth's
           Admin 0 – Breakaway, Disputed Areas (boundary lines), taken over as they are.

The lines cut the countries into faces, which are simplified together, so that neighbours still share their
border. A disputed area is the face around a point in it; where Natural Earth keeps it as a country of its own
or as a separate piece of land, that is the face.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

OUT = Path(__file__).resolve().parents[1] / "course_utils" / "data" / "map.json"
EXTENT = (33.0, 30.8, 55.4, 45.6)
#: So far beyond the extent the data goes on, so that no cut edge is seen.
BEYOND = 0.4
#: Simplification (a triangle's height and base, in degrees) and the smallest island that is kept.
TOLERANCE, ISLAND = 0.03, 0.004
#: Lines end near a border, not on it; they are drawn out by so many degrees and what hangs over is dropped.
REACH = 0.06
#: Bytes between a GeoPackage's geometry header and its WKB, by the kind of envelope.
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
CUTTING = {"Ceasefire Line 1994", "Georgian claim", "Syrian claim"}
OBLAST = "Former USSR oblast in 1991"
DISPUTED = {
    "Nagorno-Karabakh": [(46.75, 39.82)],
    "Abkhazia": [(41.0, 43.0)],
    "South Ossetia": [(44.1, 42.35)],
    "Golan": [(35.78, 33.0)],
    "West Bank": [(35.2, 32.1)],
    "Gaza": [(34.37, 31.42)],
    "Northern Cyprus": [(33.7, 35.3)],
    "Crimea": [(34.3, 45.2)],
}
#: Where a country's name stands; a country that is not named here is drawn without.
NAMES = {
    "Russia": (44.7, 44.3),
    "Turkey": (38.0, 38.9),
    "Georgia": (43.6, 41.62),
    "Armenia": (44.75, 40.7),
    "Azerbaijan": (48.05, 40.75),
    "Iran": (50.2, 33.2),
    "Iraq": (43.3, 33.2),
    "Syria": (38.4, 35.1),
    "Israel": (34.0, 32.3),
}
#: Natural Earth's populated places, to a hundredth of a degree.
SEATS: list[dict[str, Any]] = [
    {"name": "Baku", "words": ["Baku"], "at": (49.86, 40.40)},
    {"name": "Tehran", "words": ["Tehran"], "at": (51.42, 35.67)},
    {"name": "Yerevan", "words": ["Yerevan"], "at": (44.51, 40.18)},
    {
        "name": "Jerusalem",
        "words": ["Jerusalem"],
        # The government's seat, at about 31.777 N 35.205 E, lies west of the disputed part. Natural Earth's
        # ring is coarse and takes it in, so the dot stands just outside the ring's western edge.
        "at": (35.13, 31.77),
        "note": "Jerusalem’s status is disputed; it is marked only as the seat that the text names.",
    },
    {"name": "Moscow", "words": ["Kremlin", "Moscow"], "at": (37.61, 55.75)},
    {"name": "Tbilisi", "words": ["Tbilisi"], "at": (44.79, 41.73)},
    {"name": "Damascus", "words": ["Damascus"], "at": (36.30, 33.50)},
    {"name": "Baghdad", "words": ["Baghdad"], "at": (44.39, 33.34)},
]


def outlines(path: Path) -> dict[str, shapely.Geometry]:
    """Return every country's shape from a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)

    def ring(indexes: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[bool(points) :]
        return points

    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        polygons = [
            Polygon(outer, [hole for hole in holes if len(hole) > 3])
            for outer, *holes in ([ring(indexes) for indexes in part] for part in parts)
            if len(outer) > 3  # an islet of one point is none
        ]
        found[shape["properties"]["name"]] = shapely.make_valid(
            MultiPolygon(polygons), method="structure", keep_collapsed=False
        )
    return found


def disputed_lines(path: Path) -> list[tuple[str, LineString]]:
    """Return Natural Earth's lines of disputed areas, joined, with the name of each."""
    shapes: dict[str, list[shapely.Geometry]] = {}
    for name, blob in sqlite3.connect(path).execute("select name, geom from disputed_borders order by fid"):
        shapes.setdefault(name, []).append(shapely.from_wkb(blob[8 + ENVELOPES[(blob[3] >> 1) & 7] :]))
    return [
        (name, line)
        for name, found in shapes.items()
        for line in shapely.get_parts(shapely.line_merge(shapely.unary_union(found)))
    ]


def longer(line: LineString) -> LineString:
    """Draw a line out at both ends."""
    points = [tuple(point[:2]) for point in line.coords]

    def beyond(end: tuple[float, ...], before: tuple[float, ...]) -> tuple[float, float]:
        far = Point(end).distance(Point(before)) or 1
        return end[0] + (end[0] - before[0]) * REACH / far, end[1] + (end[1] - before[1]) * REACH / far

    return LineString([beyond(points[0], points[1]), *points, beyond(points[-1], points[-2])])


def rounded(points: Any) -> list[list[float]]:
    """Round to hundredths of a degree, about a kilometre, and drop what falls on the point before."""
    kept: list[list[float]] = []
    for x, y in points:
        point = [round(x, 2), round(y, 2)]
        if kept[-1:] != [point]:
            kept.append(point)
    return kept


def rings(shape: shapely.Geometry) -> list[list[list[float]]]:
    """Return the rings of a shape, outer ones against the clock, holes with it."""
    found: list[Any] = []
    for polygon in shapely.get_parts(shape):
        if polygon.area >= ISLAND:
            right = shapely.orient_polygons(polygon)
            found += [ring for ring in (right.exterior, *right.interiors) if Polygon(ring).area >= ISLAND]
    return [rounded(ring.coords) for ring in found]


def lines(shape: shapely.Geometry) -> list[list[list[float]]]:
    """Return the connected lines of a shape."""
    merged = shapely.line_merge(shapely.unary_union(shape))
    return [rounded(line.coords) for line in shapely.get_parts(merged) if line.length > 0.05]


def main() -> None:
    """Cut, and write the file."""
    countries_file, lines_file = map(Path, sys.argv[1:3])
    window = box(EXTENT[0] - BEYOND, EXTENT[1] - BEYOND, EXTENT[2] + BEYOND, EXTENT[3] + BEYOND)
    whole = outlines(countries_file)
    countries = {n: s.intersection(window) for n, s in whole.items() if s.intersects(window)}
    found = disputed_lines(lines_file)
    cutting = [longer(line) for name, line in found if name in CUTTING and line.intersects(window)]
    edges = shapely.unary_union([*(shape.boundary for shape in countries.values()), *cutting])
    faces, owners = [], []
    for face in shapely.get_parts(shapely.polygonize([edges])):
        inside = face.representative_point()
        owner = next((name for name, shape in countries.items() if shape.contains(inside)), None)
        if owner:
            faces.append(face)
            owners.append(owner)
    named = {
        place: next(i for i, face in enumerate(faces) if face.contains(Point(point)))
        for place, points in DISPUTED.items()
        for point in points
    }
    faces = list(shapely.coverage_simplify(faces, TOLERANCE))
    land = {
        name: shapely.unary_union([face for face, owner in zip(faces, owners, strict=True) if owner == name])
        for name in sorted(set(owners))
    }
    caucasus = shapely.unary_union([land[name] for name in ("Georgia", "Armenia", "Azerbaijan")])
    border = land["Azerbaijan"].boundary.intersection(land["Iran"].boundary)
    oblast = [shapely.simplify(line, 0.01) for name, line in found if name == OBLAST]
    content: dict[str, Any] = {
        "name": "the South Caucasus and its neighbours",
        "caption": "Borders: Natural Earth 4.1.0 (2018), which says that it draws who controls the ground, "
        "as of that date, though it keeps Nagorno-Karabakh inside Azerbaijan. Hatched there: the former oblast, "
        "within the dots, and the districts around it, up to what Natural Earth calls “Ceasefire Line 1994”. "
        "Also hatched, from its class “disputed”: "
        f"{', '.join(name for name in DISPUTED if name != 'Nagorno-Karabakh')}; "
        "others have other words for some of these. "
        "Dots are wider than their places; Jerusalem’s reaches into the hatching.",
        "source": {
            "title": "Admin 0: Countries; Breakaway, Disputed Areas (1:10m)",
            "publisher": "Natural Earth",
            "version": "4.1.0",
            "year": "2018",
            "url": "https://www.naturalearthdata.com/",
            "license": "public domain",
            "view": "Natural Earth's own, which it describes as de facto: who controls the ground.",
            "files": {
                file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (countries_file, lines_file)
            },
        },
        "extent": EXTENT,
        "countries": [
            {"name": name, "text": NAMES.get(name), "rings": rings(shape)}
            for name, shape in land.items()
            if rings(shape)
        ],
        "disputed": [{"name": name, "rings": rings(faces[face])} for name, face in named.items()],
        "dotted": lines(oblast),
        "places": [
            {
                "id": "nagorno-karabakh",
                "name": "Nagorno-Karabakh / Artsakh / Qarabağ",
                "at": (46.75, 39.82),
                "note": "Its label points to the part within the dots, Natural Earth’s “Former USSR oblast "
                "in 1991”. Natural Earth keeps Nagorno-Karabakh / Artsakh / Qarabağ and the districts around "
                "it inside the outline of Azerbaijan.",
            },
            {
                "id": "south-caucasus",
                "name": "South Caucasus",
                "at": (41.6, 42.2),
                "rings": rings(caucasus),
                "note": "The South Caucasus is outlined as Armenia, Azerbaijan and Georgia.",
            },
            {"id": "caspian-sea", "name": "Caspian Sea", "at": (49.4, 42.7)},
            {
                "id": "azerbaijan-iran-border",
                "name": "Azerbaijan–Iran border",
                "at": (48.87, 38.43),
                "lines": lines(border),
                "note": "The border of Azerbaijan and Iran has two parts; Armenia’s lies between them.",
            },
        ],
        "neighbours": [
            {"id": "turkey", "name": "Turkey", "at": (43.1, 39.6)},
            {"id": "russia", "name": "Russia", "at": (42.1, 43.75)},
        ],
        "seats": SEATS,
    }
    OUT.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB, {len(land)} countries, {len(named)} disputed")


if __name__ == "__main__":
    main()
